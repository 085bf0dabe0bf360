//! A tokenizer that fails where CPython's fails, with its texts and places.
//!
//! It is only run on sources that are rejected (or about to be), so it favours likeness to
//! the reference over speed. Tokens come one at a time, because an error counts only if the
//! grammar gets as far as the token: `x x "` is told about the missing comma or the open
//! quote depending on which the parser meets first.
//!
//! Inside an f-string two readers alternate, as PEP 701 has it: [`strings`](super::strings)
//! reads the literal parts, this one the replacement fields. A stack of [`StringMode`]s
//! remembers which.

use super::token::{Kind, NOWHERE, Token};
use crate::error::ErrorKind;

/// Brackets that may be open at once.
const BRACKETS_MAX: usize = 200;
/// Indentation levels, the outermost included.
const INDENTS_MAX: usize = 100;
const TAB_WIDTH: u32 = 8;

/// A tokenizer error, with 1-based character columns as the exception has them.
#[derive(Debug, Clone)]
pub(crate) struct LexError {
    pub kind: ErrorKind,
    pub msg: String,
    pub line: u32,
    pub place: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// From one byte column to another (1-based), both on `line`.
    Columns(u32, u32),
    /// The end of the text, at a byte column.
    End(u32),
    /// A byte column (1-based) with no end.
    From(u32),
    /// A bracket that is never closed, found at the end of the text.
    Bracket(u32),
}

/// Why the tokenizer stopped; what `incomplete` wants to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Done {
    Running,
    EndOfText,
    InsideString,
    Failed,
    /// Failed in a way that is not told if the error is looked for ahead of time.
    FailedQuietly,
}

/// One open bracket.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bracket {
    pub open: u8,
    pub line: u32,
    /// 0-based byte column.
    pub col: u32,
}

/// One f-string or t-string that is being read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StringMode {
    /// Reading the literal part, not a replacement field.
    pub literal: bool,
    pub quote: u8,
    pub quote_size: u8,
    pub raw: bool,
    pub template: bool,
    pub in_format_spec: bool,
    pub start: usize,
    pub start_line: u32,
    pub start_line_start: usize,
    /// Open brackets since the string began.
    pub depth: i32,
    /// The depth of the innermost replacement field; -1 outside any.
    pub field_depth: i32,
}

impl StringMode {
    pub(crate) fn prefix(&self) -> char {
        if self.template { 't' } else { 'f' }
    }

    pub(crate) fn in_field(&self) -> bool {
        self.field_depth >= 0
    }
}

pub(crate) struct Lexer<'src> {
    pub(crate) text: &'src str,
    pub(crate) bytes: &'src [u8],
    pub(crate) cur: usize,
    /// The end of the line being read.
    line_end: usize,
    pub(crate) line_start: usize,
    pub(crate) line: u32,
    /// Where the reference's buffer would start: at the line on which a token that is still
    /// being read began. It counts the column of a bad continuation from there.
    buffer_start: usize,
    pub(crate) token_open: bool,
    at_line_start: bool,
    indents: Vec<u32>,
    alt_indents: Vec<u32>,
    pending: i32,
    pub(crate) brackets: Vec<Bracket>,
    pub(crate) modes: Vec<StringMode>,
    pub(crate) done: Done,
    /// `<>` is an operator.
    pub(crate) flufl: bool,
    /// The start of the token being read.
    pub(crate) start: usize,
}

pub(crate) type Lexed<T> = Result<T, LexError>;

impl<'src> Lexer<'src> {
    pub(crate) fn new(text: &'src str) -> Lexer<'src> {
        Lexer {
            text,
            bytes: text.as_bytes(),
            cur: 0,
            line_end: 0,
            line_start: 0,
            line: 0,
            buffer_start: 0,
            token_open: false,
            at_line_start: true,
            indents: vec![0],
            alt_indents: vec![0],
            pending: 0,
            brackets: Vec::new(),
            modes: Vec::new(),
            done: Done::Running,
            flufl: false,
            start: 0,
        }
    }

    /// Begins at an offset that is the start of a line of the outermost block.
    pub(crate) fn skip_to(&mut self, from: usize) {
        self.cur = from;
        self.line_start = from;
        self.line_end = from;
        self.line = self.bytes[..from].iter().filter(|&&b| b == b'\n').count() as u32;
    }

    pub(crate) fn next_token(&mut self) -> Lexed<Token> {
        match self.modes.last() {
            Some(mode) if mode.literal => self.string_part(),
            _ => self.code(),
        }
    }

    /// Whether the text ended before it was complete.
    pub(crate) fn at_end(&self) -> bool {
        matches!(self.done, Done::EndOfText | Done::InsideString)
    }

    /// How many blocks are open.
    pub(crate) fn indent_level(&self) -> usize {
        self.indents.len() - 1
    }

    /// Closes all open blocks: the next tokens are that many `DEDENT`s.
    pub(crate) fn close_blocks(&mut self) {
        self.pending = -(self.indent_level() as i32);
        self.indents.truncate(1);
        self.alt_indents.truncate(1);
    }

    // Reading bytes. A line is counted when its first byte is read, not before.

    pub(crate) fn bump(&mut self) -> Option<u8> {
        if self.cur == self.line_end {
            if self.done != Done::Running || self.cur == self.bytes.len() {
                if self.done == Done::Running {
                    self.done = Done::EndOfText;
                }
                return None;
            }
            let rest = &self.bytes[self.cur..];
            let length = rest.iter().position(|&b| b == b'\n').map_or(rest.len(), |at| at + 1);
            self.line_start = self.cur;
            if !self.token_open {
                self.buffer_start = self.cur;
            }
            self.line_end = self.cur + length;
            self.line += 1;
        }
        self.cur += 1;
        Some(self.bytes[self.cur - 1])
    }

    pub(crate) fn back(&mut self, read: Option<u8>) {
        if read.is_some() {
            self.cur -= 1;
        }
    }

    pub(crate) fn peek(&mut self) -> Option<u8> {
        let byte = self.bump();
        self.back(byte);
        byte
    }

    // Making tokens and errors.

    pub(crate) fn token(&self, kind: Kind) -> Token {
        self.token_at(kind, self.start as u32, self.cur as u32)
    }

    pub(crate) fn token_at(&self, kind: Kind, start: u32, end: u32) -> Token {
        Token {
            kind,
            start,
            end,
            line: self.line,
            cursor_col: (self.cur - self.line_start) as u32,
            level: self.brackets.len() as u16,
        }
    }

    /// An error at the last byte that was read.
    pub(crate) fn fail<T>(&mut self, msg: impl Into<String>) -> Lexed<T> {
        let column = self.char_col(self.cur);
        self.fail_at(msg, column, column)
    }

    /// An error between two 1-based character columns of the current line.
    pub(crate) fn fail_at<T>(&mut self, msg: impl Into<String>, from: u32, to: u32) -> Lexed<T> {
        self.done = Done::Failed;
        let place = Place::Columns(from, to);
        Err(LexError { kind: ErrorKind::Syntax, msg: msg.into(), line: self.line, place })
    }

    /// An error that is told only when the parser reaches it.
    fn fail_quietly<T>(&mut self, kind: ErrorKind, msg: &str, place: Place) -> Lexed<T> {
        self.done = Done::FailedQuietly;
        self.cur = self.line_end;
        Err(LexError { kind, msg: msg.to_string(), line: self.line, place })
    }

    /// The number of characters between the start of the line and `offset`.
    pub(crate) fn char_col(&self, offset: usize) -> u32 {
        String::from_utf8_lossy(&self.bytes[self.line_start..offset.max(self.line_start)]).chars().count() as u32
    }

    // Code: everything but the literal parts of f-strings.

    fn code(&mut self) -> Lexed<Token> {
        loop {
            let mut blank = false;
            self.token_open = false;
            if self.at_line_start {
                self.at_line_start = false;
                blank = self.indentation()?;
            }
            if self.pending != 0 {
                let kind = if self.pending < 0 { Kind::Dedent } else { Kind::Indent };
                self.pending -= self.pending.signum();
                return Ok(self.token_at(kind, NOWHERE, NOWHERE));
            }
            if let Some(token) = self.after_indentation(blank)? {
                return Ok(token);
            }
        }
    }

    /// Reads the white space that begins a line; true if nothing but a comment follows.
    fn indentation(&mut self) -> Lexed<bool> {
        let (mut col, mut alt_col, mut continued) = (0, 0, 0);
        let next = loop {
            match self.bump() {
                Some(b' ') => {
                    col += 1;
                    alt_col += 1;
                }
                Some(b'\t') => {
                    col = (col / TAB_WIDTH + 1) * TAB_WIDTH;
                    alt_col += 1;
                }
                Some(b'\x0c') => {
                    col = 0;
                    alt_col = 0;
                }
                // A backslash does not split indentation: the first line's counts.
                Some(b'\\') => {
                    continued = if continued == 0 { col } else { continued };
                    self.continuation()?;
                }
                other => break other,
            }
        };
        self.back(next);
        let blank = matches!(next, Some(b'#' | b'\n'));
        if !blank && self.brackets.is_empty() {
            if continued != 0 {
                (col, alt_col) = (continued, continued);
            }
            self.set_indent(col, alt_col)?;
        }
        Ok(blank)
    }

    /// Compares with the open blocks. The second column counts a tab as one: where the two
    /// disagree, the meaning depends on the width of a tab.
    fn set_indent(&mut self, col: u32, alt_col: u32) -> Lexed<()> {
        let inconsistent = |lexer: &mut Self| {
            let msg = "inconsistent use of tabs and spaces in indentation";
            lexer.fail_quietly(ErrorKind::Tab, msg, Place::From(1))
        };
        let top = self.indents.len() - 1;
        if col > self.indents[top] {
            if self.indents.len() >= INDENTS_MAX {
                let msg = "too many levels of indentation";
                return self.fail_quietly(ErrorKind::Indentation, msg, Place::From(1));
            }
            if alt_col <= self.alt_indents[top] {
                return inconsistent(self);
            }
            self.pending += 1;
            self.indents.push(col);
            self.alt_indents.push(alt_col);
            return Ok(());
        }
        while self.indents.len() > 1 && col < self.indents[self.indents.len() - 1] {
            self.pending -= 1;
            self.indents.pop();
            self.alt_indents.pop();
        }
        let top = self.indents.len() - 1;
        if col != self.indents[top] {
            let msg = "unindent does not match any outer indentation level";
            let col = (self.line_end - self.line_start) as u32;
            return self.fail_quietly(ErrorKind::Indentation, msg, Place::End(col));
        }
        if alt_col != self.alt_indents[top] { inconsistent(self) } else { Ok(()) }
    }

    /// After a backslash: skips the newline and checks that there is more.
    fn continuation(&mut self) -> Lexed<()> {
        if self.bump() != Some(b'\n') {
            let col = (self.cur - self.buffer_start) as u32;
            let msg = "unexpected character after line continuation character";
            return self.fail_quietly_here(msg, Place::From(col));
        }
        if self.peek().is_none() {
            return self.unexpected_end();
        }
        Ok(())
    }

    fn fail_quietly_here<T>(&mut self, msg: &str, place: Place) -> Lexed<T> {
        self.done = Done::FailedQuietly;
        Err(LexError { kind: ErrorKind::Syntax, msg: msg.to_string(), line: self.line, place })
    }

    /// The text ends where a token must follow.
    fn unexpected_end<T>(&mut self) -> Lexed<T> {
        self.done = Done::EndOfText;
        if let Some(bracket) = self.brackets.last() {
            return Err(never_closed(*bracket));
        }
        let col = (self.cur - self.line_start) as u32;
        Err(LexError {
            kind: ErrorKind::Syntax,
            msg: "unexpected EOF while parsing".to_string(),
            line: self.line,
            place: Place::End(col),
        })
    }

    /// One token, or `None` if a blank line ended.
    fn after_indentation(&mut self, blank: bool) -> Lexed<Option<Token>> {
        loop {
            self.token_open = false;
            let mut next = self.bump();
            while matches!(next, Some(b' ' | b'\t' | b'\x0c')) {
                next = self.bump();
            }
            self.token_open = true;
            self.start = if next.is_some() { self.cur - 1 } else { self.cur };
            if next == Some(b'#') {
                while !matches!(next, None | Some(b'\n')) {
                    next = self.bump();
                }
            }
            let Some(byte) = next else {
                if self.brackets.is_empty() {
                    return Ok(Some(self.token_at(Kind::EndMarker, NOWHERE, NOWHERE)));
                }
                return self.unexpected_end();
            };
            match byte {
                b'\n' => {
                    self.at_line_start = true;
                    if blank || !self.brackets.is_empty() {
                        return Ok(None);
                    }
                    return Ok(Some(self.token(Kind::Newline)));
                }
                b'\\' => self.continuation()?,
                _ => return self.real_token(byte).map(Some),
            }
        }
    }

    fn real_token(&mut self, byte: u8) -> Lexed<Token> {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 128.. => self.word(byte),
            b'0'..=b'9' => self.number(byte),
            b'.' if matches!(self.peek(), Some(b'0'..=b'9')) => {
                let digit = self.bump();
                self.fraction(digit)
            }
            b'"' | b'\'' => self.plain_string(byte),
            _ => self.operator(byte),
        }
    }

    /// A name, a keyword, or the prefix of a string.
    fn word(&mut self, first: u8) -> Lexed<Token> {
        let mut prefix = super::strings::Prefix::default();
        let mut next = Some(first);
        while prefix.take(next) {
            next = self.bump();
            if let Some(quote @ (b'"' | b'\'')) = next {
                return self.prefixed_string(&prefix, quote);
            }
        }
        while next.is_some_and(is_word_byte) {
            next = self.bump();
        }
        self.back(next);
        let word = &self.bytes[self.start..self.cur];
        if !word.is_ascii() {
            self.check_identifier()?;
        }
        Ok(self.token(Kind::of_word(&self.bytes[self.start..self.cur])))
    }

    /// A word with characters outside ASCII: all must be allowed in identifiers.
    fn check_identifier(&mut self) -> Lexed<()> {
        use rustpython_unicode::identifier::{is_continue, is_start};
        let word = &self.text[self.start..self.cur];
        let bad = word.char_indices().find(|&(at, c)| !(if at == 0 { is_start(c) } else { is_continue(c) }));
        let Some((at, c)) = bad else { return Ok(()) };
        self.cur = self.start + at + c.len_utf8();
        if rustpython_unicode::classify::is_printable(c) {
            self.fail(format!("invalid character '{c}' (U+{:04X})", u32::from(c)))
        } else {
            self.fail(format!("invalid non-printable character U+{:04X}", u32::from(c)))
        }
    }

    fn operator(&mut self, byte: u8) -> Lexed<Token> {
        if let Some(token) = self.field_punctuation(byte)? {
            return Ok(token);
        }
        // The reference reads one byte more to see if the operator is longer, and so learns
        // here that the text ends.
        self.peek();
        // The text up to the end of the line: an operator never spans lines.
        let rest = &self.bytes[self.cur - 1..self.line_end];
        if self.flufl && rest.starts_with(b"<>") {
            self.cur += 1;
            return Ok(self.token(Kind::NotEqual));
        }
        if let Some((kind, length @ 2..)) = Kind::of_operator(rest) {
            self.cur += length - 1;
            return Ok(self.token(kind));
        }
        match byte {
            b'(' | b'[' | b'{' => self.open_bracket(byte)?,
            b')' | b']' | b'}' => self.close_bracket(byte)?,
            0..=0x1f | 0x7f => {
                return self.fail(format!("invalid non-printable character U+{byte:04X}"));
            }
            _ => {}
        }
        let kind = Kind::of_operator(&[byte]).map_or(Kind::Unknown, |(kind, _)| kind);
        Ok(self.token(kind))
    }

    /// In a replacement field a colon on its own level begins the format specification.
    fn field_punctuation(&mut self, byte: u8) -> Lexed<Option<Token>> {
        let Some(mode) = self.modes.last_mut() else { return Ok(None) };
        if byte == b':' && mode.in_field() && mode.depth - 1 == mode.field_depth {
            mode.literal = true;
            mode.in_format_spec = true;
            return Ok(Some(self.token(Kind::Colon)));
        }
        Ok(None)
    }

    fn open_bracket(&mut self, open: u8) -> Lexed<()> {
        if self.brackets.len() >= BRACKETS_MAX {
            return self.fail("too many nested parentheses");
        }
        let col = (self.start - self.line_start) as u32;
        self.brackets.push(Bracket { open, line: self.line, col });
        if let Some(mode) = self.modes.last_mut() {
            mode.depth += 1;
        }
        Ok(())
    }

    fn close_bracket(&mut self, close: u8) -> Lexed<()> {
        let mode = self.modes.last().copied();
        let shown = char::from(close);
        if let Some(mode) = mode
            && mode.depth == 0
            && close == b'}'
        {
            return self.fail(format!("{}-string: single '}}' is not allowed", mode.prefix()));
        }
        let Some(bracket) = self.brackets.pop() else {
            return self.fail(format!("unmatched '{shown}'"));
        };
        let matches = matches!((bracket.open, close), (b'(', b')') | (b'[', b']') | (b'{', b'}'));
        if !matches {
            if let Some(mode) = mode
                && bracket.open == b'{'
                && mode.depth - 1 == mode.field_depth
            {
                return self.fail(format!("{}-string: unmatched '{shown}'", mode.prefix()));
            }
            let open = char::from(bracket.open);
            let mut msg = format!("closing parenthesis '{shown}' does not match opening parenthesis '{open}'");
            if bracket.line != self.line {
                msg.push_str(&format!(" on line {}", bracket.line));
            }
            return self.fail(msg);
        }
        if let Some(mode) = self.modes.last_mut() {
            mode.depth -= 1;
            if mode.depth < 0 {
                let msg = format!("{}-string: unmatched '{shown}'", mode.prefix());
                return self.fail(msg);
            }
            if close == b'}' && mode.depth == mode.field_depth {
                mode.field_depth -= 1;
                mode.literal = true;
                mode.in_format_spec = false;
            }
        }
        Ok(())
    }
}

/// The error for a bracket that is open at the end of the text.
pub(crate) fn never_closed(bracket: Bracket) -> LexError {
    LexError {
        kind: ErrorKind::Syntax,
        msg: format!("'{}' was never closed", char::from(bracket.open)),
        line: bracket.line,
        place: Place::Bracket(bracket.col + 1),
    }
}

pub(crate) fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 128
}
