//! The tokens of the diagnosis, and the table of keywords and operators.

/// A token that has no place of its own (`INDENT`, `DEDENT`, the end) starts here.
pub(crate) const NOWHERE: u32 = u32::MAX;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub kind: Kind,
    /// Byte offsets in the text, or [`NOWHERE`].
    pub start: u32,
    pub end: u32,
    /// The line the tokenizer was on when it made the token.
    pub line: u32,
    /// The tokenizer's byte column then; the place of tokens that are [`NOWHERE`].
    pub cursor_col: u32,
    /// How many brackets were open.
    pub level: u16,
}

macro_rules! kinds {
    (
        plain { $($plain:ident,)* }
        keywords { $($keyword:ident $keyword_text:literal,)* }
        operators { $($operator:ident $operator_text:literal,)* }
    ) => {
        /// What a token is. Every keyword and operator is a kind of its own.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub(crate) enum Kind { $($plain,)* $($keyword,)* $($operator,)* }

        impl Kind {
            /// The kind of a name-like token.
            pub(crate) fn of_word(word: &[u8]) -> Kind {
                const KEYWORDS: &[(&str, Kind)] = &[$(($keyword_text, Kind::$keyword),)*];
                if word.len() > 8 {
                    return Kind::Name;
                }
                KEYWORDS
                    .iter()
                    .find(|(text, _)| text.as_bytes() == word)
                    .map_or(Kind::Name, |&(_, kind)| kind)
            }

            /// The longest operator at the start of `text` and its length.
            pub(crate) fn of_operator(text: &[u8]) -> Option<(Kind, usize)> {
                const OPERATORS: &[(&str, Kind)] = &[$(($operator_text, Kind::$operator),)*];
                for length in (1..=text.len().min(3)).rev() {
                    let found = OPERATORS
                        .iter()
                        .find(|(operator, _)| operator.as_bytes() == &text[..length]);
                    if let Some(&(_, kind)) = found {
                        return Some((kind, length));
                    }
                }
                None
            }
        }
    };
}

kinds! {
    plain {
        EndMarker, Name, Number, Str, Newline, Indent, Dedent,
        FStringStart, FStringMiddle, FStringEnd, TStringStart, TStringMiddle, TStringEnd,
        // A character that is no operator, such as `$` or `?`.
        Unknown,
    }
    keywords {
        False "False", None "None", True "True", And "and", As "as", Assert "assert",
        Async "async", Await "await", Break "break", Class "class", Continue "continue",
        Def "def", Del "del", Elif "elif", Else "else", Except "except", Finally "finally",
        For "for", From "from", Global "global", If "if", Import "import", In "in", Is "is",
        Lambda "lambda", Nonlocal "nonlocal", Not "not", Or "or", Pass "pass", Raise "raise",
        Return "return", Try "try", While "while", With "with", Yield "yield",
    }
    operators {
        Lpar "(", Rpar ")", Lsqb "[", Rsqb "]", Lbrace "{", Rbrace "}", Colon ":", Comma ",",
        Semi ";", Plus "+", Minus "-", Star "*", Slash "/", Vbar "|", Amper "&", Less "<",
        Greater ">", Equal "=", Dot ".", Percent "%", EqEqual "==", NotEqual "!=",
        LessEqual "<=", GreaterEqual ">=", Tilde "~", Circumflex "^",
        LeftShift "<<", RightShift ">>", DoubleStar "**", PlusEqual "+=", MinusEqual "-=",
        StarEqual "*=", SlashEqual "/=", PercentEqual "%=", AmperEqual "&=", VbarEqual "|=",
        CircumflexEqual "^=", LeftShiftEqual "<<=", RightShiftEqual ">>=",
        DoubleStarEqual "**=", DoubleSlash "//", DoubleSlashEqual "//=", At "@",
        AtEqual "@=", Rarrow "->", Ellipsis "...", ColonEqual ":=", Exclamation "!",
    }
}

impl Kind {
    pub(crate) fn is_augassign(self) -> bool {
        use Kind::*;
        matches!(
            self,
            PlusEqual
                | MinusEqual
                | StarEqual
                | SlashEqual
                | PercentEqual
                | AmperEqual
                | VbarEqual
                | CircumflexEqual
                | LeftShiftEqual
                | RightShiftEqual
                | DoubleStarEqual
                | DoubleSlashEqual
                | AtEqual
        )
    }
}
