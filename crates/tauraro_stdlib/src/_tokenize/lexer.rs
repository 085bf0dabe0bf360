//! Tokens of code: indentation, names, operators, comments and newlines.

use super::reader::Source;
use super::strings::StringMode;
use super::{ErrorKind, Kind, Stop, Token};

const TAB_WIDTH: usize = 8;

/// Gets one more line into the lexer's source; false at the end.
pub(super) type More<'a> = &'a mut dyn FnMut(&mut Lexer) -> Result<bool, Stop>;

pub(super) struct Lexer {
    pub(super) source: Source,
    pub(super) at: usize,
    at_line_start: bool,
    /// Columns of the open blocks, tabs counted to the next multiple of eight and as one.
    indents: Vec<(usize, usize)>,
    /// Blocks to open or close.
    pending: isize,
    pub(super) brackets: Vec<u8>,
    pub(super) modes: Vec<StringMode>,
    /// Comments, blank lines and unknown characters are tokens.
    pub(super) extra: bool,
    ended: bool,
    /// A line of tokens ends at its newline; blank ones do not count.
    line_has_tokens: bool,
}

impl Lexer {
    pub(super) fn new(extra: bool) -> Lexer {
        Lexer {
            source: Source::default(),
            at: 0,
            at_line_start: true,
            indents: vec![(0, 0)],
            pending: 0,
            brackets: Vec::new(),
            modes: Vec::new(),
            extra,
            ended: false,
            line_has_tokens: false,
        }
    }

    /// The byte at the cursor, read on if need be; `None` at the end of the source.
    pub(super) fn peek(&mut self, more: More<'_>) -> Result<Option<u8>, Stop> {
        if self.at == self.source.bytes().len() && !self.ended {
            self.ended = !more(self)?;
        }
        Ok(self.here())
    }

    /// The byte at the cursor, if it was read already.
    pub(super) fn here(&self) -> Option<u8> {
        self.source.bytes().get(self.at).copied()
    }

    pub(super) fn ahead(&self, by: usize) -> Option<u8> {
        self.source.bytes().get(self.at + by).copied()
    }

    pub(super) fn error<T>(&self, text: impl Into<String>, at: usize) -> Result<T, Stop> {
        Err(Stop::Error { kind: ErrorKind::Syntax, text: text.into(), at: Some(at) })
    }

    /// A newline at the cursor: its length.
    pub(super) fn newline_length(&self) -> usize {
        match (self.here(), self.ahead(1)) {
            (Some(b'\n'), _) => 1,
            (Some(b'\r'), Some(b'\n')) => 2,
            _ => 0,
        }
    }

    pub(super) fn next(&mut self, more: More<'_>) -> Result<Token, Stop> {
        if self.modes.last().is_some_and(|mode| mode.literal) {
            return self.string_part(more);
        }
        loop {
            if self.at_line_start {
                self.at_line_start = false;
                self.line_has_tokens = false;
                self.indentation(more)?;
            }
            if self.pending != 0 {
                let opened = self.pending > 0;
                self.pending -= self.pending.signum();
                let kind = if opened { Kind::Indent } else { Kind::Dedent };
                return Ok(Token { kind, start: self.at, end: self.at });
            }
            if let Some(token) = self.token(more)? {
                return Ok(token);
            }
        }
    }

    // ---- indentation ---------------------------------------------------------------------------

    fn indentation(&mut self, more: More<'_>) -> Result<(), Stop> {
        let (mut column, mut plain) = (0, 0);
        let mut continued = None;
        loop {
            match self.peek(more)? {
                Some(b' ') => (column, plain) = (column + 1, plain + 1),
                Some(b'\t') => (column, plain) = ((column / TAB_WIDTH + 1) * TAB_WIDTH, plain + 1),
                Some(b'\x0c') => (column, plain) = (0, 0),
                Some(b'\\') => {
                    continued = continued.or(Some((column, plain)));
                    self.continuation(more)?;
                    continue;
                }
                _ => break,
            }
            self.at += 1;
        }
        let blank = matches!(self.here(), Some(b'#')) || self.newline_length() > 0;
        if blank || !self.brackets.is_empty() {
            return Ok(());
        }
        let (column, plain) = match continued {
            Some(first) if self.here().is_some() => first,
            _ => (column, plain),
        };
        if self.here().is_none() {
            self.pending = -(self.indents.len() as isize - 1);
            self.indents.truncate(1);
            return Ok(());
        }
        self.set_indent(column, plain)
    }

    fn set_indent(&mut self, column: usize, plain: usize) -> Result<(), Stop> {
        let tabs = || Stop::Error {
            kind: ErrorKind::Tab,
            text: "inconsistent use of tabs and spaces in indentation".to_owned(),
            at: None,
        };
        let indentation = |text: &str| Stop::Error { kind: ErrorKind::Indentation, text: text.to_owned(), at: None };
        let (top, top_plain) = *self.indents.last().expect("the outermost level stays");
        if column > top {
            if self.indents.len() >= 100 {
                return Err(indentation("too many levels of indentation"));
            }
            if plain <= top_plain {
                return Err(tabs());
            }
            self.indents.push((column, plain));
            self.pending += 1;
            return Ok(());
        }
        while self.indents.len() > 1 && self.indents.last().is_some_and(|(open, _)| column < *open) {
            self.indents.pop();
            self.pending -= 1;
        }
        let (top, top_plain) = *self.indents.last().expect("the outermost level stays");
        if column != top {
            return Err(indentation("unindent does not match any outer indentation level"));
        }
        if plain == top_plain { Ok(()) } else { Err(tabs()) }
    }

    /// A backslash at the cursor: the line goes on in the next one.
    fn continuation(&mut self, more: More<'_>) -> Result<(), Stop> {
        self.at += 1;
        let length = self.newline_length();
        if length == 0 {
            let text = "unexpected character after line continuation character".to_owned();
            return Err(Stop::Error { kind: ErrorKind::Syntax, text, at: None });
        }
        self.at += length;
        if self.peek(more)?.is_none() { Err(Stop::UnexpectedEnd) } else { Ok(()) }
    }

    // ---- tokens --------------------------------------------------------------------------------

    /// One token, or `None` where there is nothing to show.
    fn token(&mut self, more: More<'_>) -> Result<Option<Token>, Stop> {
        while matches!(self.peek(more)?, Some(b' ' | b'\t' | b'\x0c')) {
            self.at += 1;
        }
        let start = self.at;
        let Some(byte) = self.here() else { return self.end().map(Some) };
        let newline = self.newline_length();
        if newline > 0 {
            return Ok(self.newline(newline));
        }
        match byte {
            b'#' => {
                while self.newline_length() == 0 {
                    self.at += 1;
                }
                return Ok(self.extra.then_some(Token { kind: Kind::Comment, start, end: self.at }));
            }
            b'\\' => {
                self.continuation(more)?;
                return Ok(None);
            }
            _ => {}
        }
        self.line_has_tokens = true;
        let kind = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 128.. => return self.word(more).map(Some),
            b'0'..=b'9' => self.number()?,
            b'.' if self.ahead(1).is_some_and(|b| b.is_ascii_digit()) => self.number()?,
            b'"' | b'\'' => return self.plain_string(start, more).map(Some),
            _ => self.operator(byte)?,
        };
        Ok(Some(Token { kind, start, end: self.at }))
    }

    fn newline(&mut self, length: usize) -> Option<Token> {
        let start = self.at;
        self.at += length;
        self.at_line_start = true;
        if self.line_has_tokens && self.brackets.is_empty() {
            return Some(Token { kind: Kind::Newline, start, end: self.at });
        }
        self.extra.then_some(Token { kind: Kind::Nl, start, end: self.at })
    }

    fn end(&mut self) -> Result<Token, Stop> {
        if !self.brackets.is_empty() {
            return Err(Stop::UnexpectedEnd);
        }
        Ok(Token { kind: Kind::EndMarker, start: self.at, end: self.at })
    }

    /// A name, or the prefix of a string.
    fn word(&mut self, more: More<'_>) -> Result<Token, Stop> {
        let start = self.at;
        while self.here().is_some_and(|b| b.is_ascii_alphanumeric() || b == b'_' || b >= 128) {
            self.at += 1;
        }
        let quoted = matches!(self.here(), Some(b'"' | b'\''));
        let prefix = self.source.text()[start..self.at].to_ascii_lowercase();
        match prefix.as_str() {
            "r" | "b" | "u" | "br" | "rb" if quoted => self.plain_string(start, more),
            "f" | "fr" | "rf" | "t" | "tr" | "rt" if quoted => {
                Ok(self.begin_interpolated(start, prefix.contains('t'), prefix.contains('r')))
            }
            _ => Ok(Token { kind: Kind::Name, start, end: self.at }),
        }
    }

    fn operator(&mut self, byte: u8) -> Result<Kind, Stop> {
        if byte == b':' && self.begin_format_spec() {
            self.at += 1;
            return Ok(Kind::Op);
        }
        let rest = &self.source.bytes()[self.at..];
        let long = OPERATORS.iter().find(|op| rest.starts_with(op.as_bytes()));
        if let Some(long) = long {
            self.at += long.len();
            return Ok(Kind::Op);
        }
        if !self.extra && matches!(byte, b'$' | b'?' | b'`') {
            return self.error("invalid syntax", self.at);
        }
        if byte < b' ' || byte == 0x7f {
            return self.error(format!("invalid non-printable character U+{byte:04X}"), self.at);
        }
        match byte {
            b'(' | b'[' | b'{' => {
                if self.brackets.len() >= 200 {
                    return self.error("too many nested parentheses", self.at);
                }
                self.brackets.push(byte);
                self.opened();
            }
            b')' | b']' | b'}' => self.close(byte)?,
            _ => {}
        }
        self.at += 1;
        Ok(Kind::Op)
    }

    fn close(&mut self, byte: u8) -> Result<(), Stop> {
        let shown = char::from(byte);
        if byte == b'}' && self.modes.last().is_some_and(|mode| mode.depth == 0) {
            let prefix = self.modes.last().map_or('f', StringMode::prefix);
            return self.error(format!("{prefix}-string: single '}}' is not allowed"), self.at);
        }
        match self.brackets.pop() {
            None if self.extra => return Ok(()),
            None => return self.error(format!("unmatched '{shown}'"), self.at),
            Some(open) => {
                let fits = matches!((open, byte), (b'(', b')') | (b'[', b']') | (b'{', b'}'));
                if !fits && !self.extra {
                    let open = char::from(open);
                    let text = format!("closing parenthesis '{shown}' does not match opening parenthesis '{open}'");
                    return self.error(text, self.at);
                }
            }
        }
        self.closed(byte);
        Ok(())
    }

    // ---- what a token looks like ---------------------------------------------------------------

    /// The text that is shown for a token.
    pub(super) fn text_of(&self, token: &Token) -> &str {
        match token.kind {
            Kind::Indent if self.extra => {
                let line = self.source.line(token.start);
                &self.source.text()[self.source.start_of(line)..token.start]
            }
            Kind::Newline | Kind::Nl if !self.extra || self.source.is_bare(self.source.line(token.start)) => "",
            _ => &self.source.text()[token.start..token.end],
        }
    }

    /// Start and end as lines and character columns.
    pub(super) fn place_of(&self, token: &Token) -> ((usize, i64), (usize, i64)) {
        let (line, column) = self.source.place(token.start);
        match token.kind {
            _ if token.start == self.source.bytes().len() && self.extra => {
                let line = self.source.line_count() + 1;
                ((line, 0), (line, 0))
            }
            Kind::Indent | Kind::Dedent | Kind::EndMarker if !self.extra => {
                let line = line.min(self.source.line_count().max(1));
                ((line, -1), (line, -1))
            }
            Kind::Indent => ((line, 0), (line, column)),
            Kind::Newline if !self.extra => ((line, column), (line, column)),
            Kind::Newline | Kind::Nl => ((line, column), (line, column + (token.end - token.start) as i64)),
            _ => ((line, column), self.source.place(token.end)),
        }
    }
}

/// Operators of more than one character, longer ones first.
const OPERATORS: [&str; 24] = [
    "**=", "//=", ">>=", "<<=", "...", "!=", "%=", "&=", "**", "*=", "+=", "-=", "->", "//", "/=", ":=", "<<", "<=",
    "==", ">=", ">>", "@=", "^=", "|=",
];

/// The exact types of operators, from 7 on in the order of the library's `token`.
const EXACT: [&str; 48] = [
    "(", ")", "[", "]", ":", ",", ";", "+", "-", "*", "/", "|", "&", "<", ">", "=", ".", "%", "{", "}", "==", "!=",
    "<=", ">=", "~", "^", "<<", ">>", "**", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "**=", "//",
    "//=", "@", "@=", "->", "...", ":=", "!",
];

/// The number of a token's kind where operators have one each.
pub(super) fn exact_kind(kind: Kind, text: &str) -> u8 {
    match EXACT.iter().position(|op| *op == text) {
        Some(i) if kind == Kind::Op => 7 + i as u8,
        _ => kind as u8,
    }
}
