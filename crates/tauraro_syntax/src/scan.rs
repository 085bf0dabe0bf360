//! One pass over the tokens of an accepted text: warnings, and signs that CPython would not
//! have accepted it.
//!
//! The fast parser is a little more lenient than CPython in places (limits on nesting, some
//! operands). Instead of proving each text right, the scan collects cheap *suspicions*; a
//! suspicious text gets the exact verdict of [`diagnose`](crate::diagnose).

use ruff_python_ast::StringFlags;
use ruff_python_ast::token::{Token, TokenKind, Tokens};
use ruff_text_size::Ranged;

use crate::diagnose::{begins_with_word, too_many_digits};
use crate::error::{Warning, WarningCategory};
use crate::position::LineIndex;

/// Rules that one open bracket keeps active, at most.
const LEVELS_PER_BRACKET: u32 = 31;
const LEVELS_PER_BLOCK: u32 = 8;
const LEVELS_PER_LAMBDA: u32 = 8;
/// Well below the limit of the exact count.
const LEVELS_SUSPICIOUS: u32 = 5000;
/// CPython allows 200 brackets, 100 blocks, 150 nested f-strings and 2 nested format
/// specifications; a text that comes near is looked at exactly.
const BRACKETS_SUSPICIOUS: usize = 190;
const BLOCKS_SUSPICIOUS: u32 = 98;
const STRINGS_SUSPICIOUS: usize = 140;
const FIELDS_SUSPICIOUS: usize = 3;

#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub warnings: Vec<Warning>,
    pub suspicious: bool,
    /// Most binary operators, calls, subscripts and attributes in one expression, which make
    /// a tree that is deep on the left.
    pub chain_max: u32,
}

/// What is open at one bracket level.
#[derive(Debug, Default, Clone, Copy)]
struct Level {
    /// Prefix operators and the like that nest to the right.
    right: u32,
    /// Operators and trailers that nest to the left.
    left: u32,
    /// The brackets of a call or a subscript, where any expression can be starred.
    trailer: bool,
    /// Behind a star in a display, whose operand is no comparison and nothing looser.
    unpacking: bool,
}

struct Scan<'src> {
    source: &'src str,
    lines: Option<LineIndex>,
    found: Findings,
    levels: Vec<Level>,
    strings: Vec<InString>,
    blocks: u32,
    elifs: u32,
    /// Levels of the lambdas of this statement; commas between parameters do not end them.
    lambdas: u32,
    /// Sum of `right` over all levels.
    right_total: u32,
}

/// An f-string being read.
struct InString {
    brackets: usize,
    raw: bool,
    /// Escapes found in it: offset of the backslash and newlines before it in its token.
    escapes: Vec<(usize, u32)>,
}

pub(crate) fn scan(source: &str, tokens: &Tokens) -> Findings {
    let mut scan = Scan {
        source,
        lines: None,
        found: Findings::default(),
        levels: vec![Level::default()],
        strings: Vec::new(),
        blocks: 0,
        elifs: 0,
        lambdas: 0,
        right_total: 0,
    };
    let mut previous = TokenKind::Newline;
    for token in tokens.iter() {
        if matches!(token.kind(), TokenKind::Comment | TokenKind::NonLogicalNewline) {
            continue;
        }
        scan.token(token, previous);
        previous = token.kind();
    }
    scan.found
}

impl Scan<'_> {
    fn token(&mut self, token: &Token, previous: TokenKind) {
        use TokenKind as T;
        if previous == T::Yield && !may_follow_yield(token.kind()) {
            self.found.suspicious = true;
        }
        if self.top().unpacking && is_looser_than_bitwise_or(token.kind()) {
            self.found.suspicious = true;
        }
        match token.kind() {
            T::Star | T::DoubleStar if !ends_operand(previous) && !self.top().trailer => {
                self.top().unpacking = true;
            }
            T::Lpar | T::Lsqb | T::Lbrace => self.open(ends_operand(previous)),
            T::Rpar | T::Rsqb | T::Rbrace => self.close(),
            T::Comma | T::Semi => self.reset(),
            T::Newline => {
                self.lambdas = 0;
                self.reset();
            }
            T::Lambda => {
                self.lambdas += LEVELS_PER_LAMBDA;
                self.nest(0);
            }
            T::Not | T::DoubleStar | T::Tilde | T::Else => self.nest(2),
            T::Plus | T::Minus if ends_operand(previous) => self.chain(),
            T::Plus | T::Minus => self.nest(1),
            T::Dot
            | T::Star
            | T::Slash
            | T::DoubleSlash
            | T::Percent
            | T::At
            | T::Vbar
            | T::Amper
            | T::CircumFlex
            | T::LeftShift
            | T::RightShift => self.chain(),
            T::Int | T::Float | T::Complex => self.number(token),
            T::String => self.string(token),
            T::FStringStart | T::TStringStart => self.enter_string(token),
            T::FStringMiddle | T::TStringMiddle => self.string_middle(token),
            T::FStringEnd | T::TStringEnd => self.leave_string(token),
            T::Indent => {
                self.blocks += 1;
                self.found.suspicious |= self.blocks >= BLOCKS_SUSPICIOUS;
            }
            T::Dedent => self.blocks = self.blocks.saturating_sub(1),
            T::Elif => {
                self.elifs += 1;
                self.found.suspicious |= self.elifs >= LEVELS_SUSPICIOUS;
            }
            T::If if previous == T::Newline => self.elifs = 0,
            _ => {}
        }
    }

    fn top(&mut self) -> &mut Level {
        self.levels.last_mut().expect("the outermost level is never closed")
    }

    fn open(&mut self, trailer: bool) {
        self.chain();
        self.levels.push(Level { trailer, ..Level::default() });
        let in_string = self.strings.last().map_or(0, |string| self.levels.len() - string.brackets);
        self.found.suspicious |= self.levels.len() > BRACKETS_SUSPICIOUS || in_string >= FIELDS_SUSPICIOUS;
        self.check_levels();
    }

    fn close(&mut self) {
        if self.levels.len() > 1 {
            let closed = self.levels.pop().unwrap_or_default();
            self.right_total -= closed.right;
        }
    }

    fn reset(&mut self) {
        let right = self.top().right;
        self.right_total -= right;
        let trailer = self.top().trailer;
        *self.top() = Level { trailer, ..Level::default() };
    }

    /// An operator that nests to the right, or may.
    fn nest(&mut self, levels: u32) {
        self.top().right += levels;
        self.right_total += levels;
        self.check_levels();
    }

    fn chain(&mut self) {
        self.top().left += 1;
        self.found.chain_max = self.found.chain_max.max(self.top().left);
    }

    fn check_levels(&mut self) {
        let brackets = self.levels.len() as u32;
        let levels = brackets * LEVELS_PER_BRACKET + self.blocks * LEVELS_PER_BLOCK + self.lambdas + self.right_total;
        self.found.suspicious |= levels > LEVELS_SUSPICIOUS;
    }

    fn text(&self, token: &Token) -> &str {
        &self.source[token.range().start().to_usize()..token.range().end().to_usize()]
    }

    fn number(&mut self, token: &Token) {
        let end = token.range().end().to_usize();
        let rest = &self.source.as_bytes()[end..];
        let word = rest.first().is_some_and(u8::is_ascii_alphabetic);
        // Other words than these the reference does not accept behind a number.
        self.found.suspicious |= word && !begins_with_word(rest);
        if word && begins_with_word(rest) {
            let text = self.text(token);
            let kind = match text.as_bytes() {
                [b'0', b'x' | b'X', ..] => "hexadecimal",
                [b'0', b'o' | b'O', ..] => "octal",
                [b'0', b'b' | b'B', ..] => "binary",
                [.., b'j' | b'J'] => "imaginary",
                _ => "decimal",
            };
            // The reference points at the number's last byte.
            self.warn(format!("invalid {kind} literal"), None, end - 1, end - 1, 0);
        }
        if token.kind() == TokenKind::Int {
            self.found.suspicious |= too_many_digits(self.text(token)).is_some();
        }
    }

    fn string(&mut self, token: &Token) {
        let text = self.text(token);
        if !text.contains('\\') {
            return;
        }
        let pieces = crate::literal::pieces(text);
        if pieces.raw {
            return;
        }
        let Some(at) = first_invalid_escape(pieces.body, pieces.bytes) else { return };
        let token_start = token.range().start().to_usize();
        let start = token_start + pieces.body_start + at;
        let (msg, error_msg) = escape_messages(&self.source[start..]);
        // On the first line of a literal with a prefix, the reference counts from its beginning.
        let has_prefix = !text.starts_with(['\'', '"']);
        let shown = if has_prefix && !pieces.body[..at].contains('\n') { token_start + at } else { start };
        self.warn(msg, Some(error_msg), shown, shown + 2, 0);
    }

    fn enter_string(&mut self, token: &Token) {
        let raw = token.string_flags().is_some_and(|flags| flags.prefix().is_raw());
        let brackets = self.levels.len();
        self.strings.push(InString { brackets, raw, escapes: Vec::new() });
        self.found.suspicious |= self.strings.len() > STRINGS_SUSPICIOUS;
    }

    /// The reference cuts the text at doubled braces and looks at each part.
    fn string_middle(&mut self, token: &Token) {
        let Some(string) = self.strings.last_mut() else { return };
        let depth = self.levels.len() - string.brackets;
        let start = token.range().start().to_usize();
        let end = token.range().end().to_usize();
        let text = &self.source[start..end];
        if string.raw || !text.contains('\\') {
            return;
        }
        let mut from = 0;
        while from < text.len() {
            let part = &text[from..];
            let cut = doubled_brace(part).filter(|_| depth == 0).unwrap_or(part.len());
            let before_brace = part[..cut].ends_with('\\') && !part[..cut].ends_with("\\\\");
            if let Some(at) = first_invalid_escape(&part[..cut], false) {
                let newlines = part[..at].matches('\n').count() as u32;
                string.escapes.push((start + from + at, newlines));
            } else if before_brace && self.source[start + from + cut..].starts_with(['{', '}']) {
                string.escapes.push((start + from + cut - 1, 0));
            }
            from += cut + 2;
        }
    }

    fn leave_string(&mut self, token: &Token) {
        let Some(string) = self.strings.pop() else { return };
        let range = token.range();
        for (at, newlines) in string.escapes {
            let (msg, error_msg) = escape_messages(&self.source[at..]);
            let (start, end) = (range.start().to_usize(), range.end().to_usize());
            self.warn(msg, Some(error_msg), start, end, newlines);
        }
    }

    fn warn(&mut self, msg: String, error_msg: Option<String>, start: usize, end: usize, lines_down: u32) {
        let lines = self.lines.get_or_insert_with(|| LineIndex::new(self.source));
        let mut warning = Warning::syntax_with(msg, self.source, lines, start..end);
        warning.lineno += lines_down;
        warning.end_lineno += lines_down;
        warning.error_msg = error_msg;
        debug_assert!(warning.category == WarningCategory::SyntaxWarning);
        self.found.warnings.push(warning);
    }
}

/// What can stand behind `yield` without being a value: its end. Signs and opening brackets
/// begin a value.
fn may_follow_yield(kind: TokenKind) -> bool {
    use TokenKind as T;
    !matches!(
        kind,
        T::Slash
            | T::DoubleSlash
            | T::Percent
            | T::At
            | T::DoubleStar
            | T::Vbar
            | T::Amper
            | T::CircumFlex
            | T::LeftShift
            | T::RightShift
            | T::Less
            | T::Greater
            | T::EqEqual
            | T::NotEqual
            | T::LessEqual
            | T::GreaterEqual
            | T::Dot
            | T::And
            | T::Or
            | T::In
            | T::Is
            | T::If
            | T::Else
            | T::As
            | T::Comma
    )
}

/// Operators that the starred operand in a display does not contain.
fn is_looser_than_bitwise_or(kind: TokenKind) -> bool {
    use TokenKind as T;
    matches!(
        kind,
        T::And
            | T::Or
            | T::Not
            | T::In
            | T::Is
            | T::If
            | T::Lambda
            | T::Less
            | T::Greater
            | T::EqEqual
            | T::NotEqual
            | T::LessEqual
            | T::GreaterEqual
            | T::ColonEqual
    )
}

/// Whether an operator behind this token is a binary one.
fn ends_operand(kind: TokenKind) -> bool {
    use TokenKind as T;
    matches!(
        kind,
        T::Name
            | T::Int
            | T::Float
            | T::Complex
            | T::String
            | T::FStringEnd
            | T::TStringEnd
            | T::Rpar
            | T::Rsqb
            | T::Rbrace
            | T::Ellipsis
            | T::None
            | T::True
            | T::False
            | T::Match
            | T::Case
            | T::Type
    )
}

/// The offset of the first `{{` or `}}`.
fn doubled_brace(text: &str) -> Option<usize> {
    text.as_bytes().windows(2).position(|pair| pair == b"{{" || pair == b"}}")
}

/// The offset of the first backslash that begins no escape, or an octal one over `\377`.
fn first_invalid_escape(body: &str, bytes: bool) -> Option<usize> {
    let text = body.as_bytes();
    let mut at = 0;
    while let Some(found) = text[at..].iter().position(|&b| b == b'\\') {
        let start = at + found;
        let escaped = *text.get(start + 1)?;
        let good = match escaped {
            b'\n' | b'\\' | b'\'' | b'"' | b'a' | b'b' | b'f' | b'n' | b'r' | b't' | b'v' | b'x' => true,
            b'u' | b'U' | b'N' => !bytes,
            b'4'..=b'7' => !matches!(text.get(start + 2..start + 4), Some([b'0'..=b'7', b'0'..=b'7'])),
            b'0'..=b'3' => true,
            // The reference replaces the backslash before it looks.
            128.. => !bytes,
            _ => false,
        };
        if !good {
            return Some(start);
        }
        at = start + 2;
    }
    None
}

/// The warning about the escape at the start of `text`, and its text as an error.
fn escape_messages(text: &str) -> (String, String) {
    let escaped: String = match text.as_bytes().get(1) {
        Some(b'4'..=b'7') if text.as_bytes().get(2).is_some_and(u8::is_ascii_digit) => text[1..4].to_string(),
        _ => text[1..].chars().take(1).collect(),
    };
    let octal = if escaped.len() == 3 && escaped.is_ascii() { "octal " } else { "" };
    let what = format!("\"\\{escaped}\" is an invalid {octal}escape sequence.");
    let hint = format!("Did you mean \"\\\\{escaped}\"? A raw string is also an option.");
    (format!("{what} Such sequences will not work in the future. {hint}"), format!("{what} {hint}"))
}
