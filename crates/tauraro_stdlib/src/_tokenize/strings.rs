//! Strings, and the parts of f-strings and t-strings.

use super::lexer::{Lexer, More};
use super::{Kind, Stop, Token};

/// An f-string or t-string that is being read.
#[derive(Clone, Copy)]
pub(super) struct StringMode {
    /// Reading text, not a replacement field.
    pub(super) literal: bool,
    template: bool,
    raw: bool,
    quote: u8,
    /// 1 or 3.
    width: usize,
    start: usize,
    /// Brackets open since the string began.
    pub(super) depth: usize,
    /// The values of `depth` at which replacement fields are open, the innermost last, as a count:
    /// fields nest only in format specifications.
    fields: usize,
    in_spec: bool,
}

impl StringMode {
    pub(super) fn prefix(&self) -> char {
        if self.template { 't' } else { 'f' }
    }

    fn kind(&self, part: u8) -> Kind {
        match (self.template, part) {
            (false, 0) => Kind::FStringStart,
            (false, 1) => Kind::FStringMiddle,
            (false, _) => Kind::FStringEnd,
            (true, 0) => Kind::TStringStart,
            (true, 1) => Kind::TStringMiddle,
            (true, _) => Kind::TStringEnd,
        }
    }
}

impl Lexer {
    /// How many quotes open the string at the cursor.
    fn quote_width(&self, quote: u8) -> usize {
        if self.ahead(1) == Some(quote) && self.ahead(2) == Some(quote) { 3 } else { 1 }
    }

    /// A string whose prefix, if any, was read.
    pub(super) fn plain_string(&mut self, start: usize, more: More<'_>) -> Result<Token, Stop> {
        let quote = self.here().unwrap_or(b'"');
        let width = self.quote_width(quote);
        self.at += width;
        let mut closing = 0;
        while closing < width {
            let next = if self.newline_length() > 0 && width == 1 { None } else { self.peek(more)? };
            let Some(byte) = next else { return self.unterminated(start, width, "") };
            self.at += 1;
            if byte == quote {
                closing += 1;
                continue;
            }
            closing = 0;
            if byte == b'\\' {
                self.skip_escaped(more)?;
            }
        }
        Ok(Token { kind: Kind::String, start, end: self.at })
    }

    fn skip_escaped(&mut self, more: More<'_>) -> Result<(), Stop> {
        if self.peek(more)?.is_some() {
            self.at += self.newline_length().max(1);
        }
        Ok(())
    }

    fn unterminated<T>(&self, start: usize, width: usize, kind: &str) -> Result<T, Stop> {
        let triple = if width == 3 { "triple-quoted " } else { "" };
        let line = self.source.line(self.at.min(self.source.bytes().len().saturating_sub(1)));
        self.error(format!("unterminated {triple}{kind}string literal (detected at line {line})"), start)
    }

    pub(super) fn begin_interpolated(&mut self, start: usize, template: bool, raw: bool) -> Token {
        let quote = self.here().unwrap_or(b'"');
        let width = self.quote_width(quote);
        self.at += width;
        let mode =
            StringMode { literal: true, template, raw, quote, width, start, depth: 0, fields: 0, in_spec: false };
        self.modes.push(mode);
        Token { kind: mode.kind(0), start, end: self.at }
    }

    fn mode(&mut self) -> &mut StringMode {
        self.modes.last_mut().expect("parts of strings are read while one is open")
    }

    /// A bracket was opened.
    pub(super) fn opened(&mut self) {
        if let Some(mode) = self.modes.last_mut() {
            mode.depth += 1;
        }
    }

    /// A bracket was closed; the one of a replacement field leads back to text.
    pub(super) fn closed(&mut self, byte: u8) {
        if let Some(mode) = self.modes.last_mut() {
            mode.depth = mode.depth.saturating_sub(1);
            if byte == b'}' && mode.depth + 1 == mode.fields {
                mode.fields -= 1;
                mode.literal = true;
                mode.in_spec = mode.fields > 0;
            }
        }
    }

    /// A colon at the cursor: whether it begins a format specification.
    pub(super) fn begin_format_spec(&mut self) -> bool {
        match self.modes.last_mut() {
            Some(mode) if mode.fields > 0 && mode.depth == mode.fields => {
                mode.literal = true;
                mode.in_spec = true;
                true
            }
            _ => false,
        }
    }

    /// Whether the closing quotes stand at the cursor.
    fn at_closing_quotes(&self, mode: &StringMode) -> bool {
        (0..mode.width).all(|i| self.ahead(i) == Some(mode.quote))
    }

    /// Text, a field's bracket or the end of the string.
    pub(super) fn string_part(&mut self, more: More<'_>) -> Result<Token, Stop> {
        let mode = *self.mode();
        let start = self.at;
        self.peek(more)?;
        if self.here() == Some(b'{') && (mode.in_spec || self.ahead(1) != Some(b'{')) {
            return Ok(self.enter_field());
        }
        if mode.fields == 0 && self.at_closing_quotes(&mode) {
            self.at += mode.width;
            self.modes.pop();
            return Ok(Token { kind: mode.kind(2), start, end: self.at });
        }
        let end = self.middle(&mode, more)?;
        Ok(Token { kind: mode.kind(1), start, end })
    }

    /// The bracket at the cursor opens a replacement field.
    fn enter_field(&mut self) -> Token {
        let start = self.at;
        self.at += 1;
        self.brackets.push(b'{');
        let mode = self.mode();
        mode.depth += 1;
        mode.fields = mode.depth;
        mode.literal = false;
        mode.in_spec = false;
        Token { kind: Kind::Op, start, end: start + 1 }
    }

    /// Reads text; gives where what is shown of it ends.
    fn middle(&mut self, mode: &StringMode, more: More<'_>) -> Result<usize, Stop> {
        let mut in_name = false;
        loop {
            let Some(byte) = self.peek(more)? else { return self.unterminated_part(mode) };
            if self.at_closing_quotes(mode) {
                if mode.fields > 0 {
                    // The specification is left to the code reader, which finds the bracket open.
                    let prefix = mode.prefix();
                    return self.error(format!("{prefix}-string: expecting '}}'"), self.at);
                }
                return Ok(self.at);
            }
            if self.newline_length() > 0 && mode.width == 1 {
                if mode.in_spec {
                    let p = mode.prefix();
                    let text = format!(
                        "{p}-string: newlines are not allowed in format specifiers for single quoted {p}-strings"
                    );
                    return self.error(text, self.at);
                }
                return self.unterminated_part(mode);
            }
            match byte {
                b'{' if !mode.in_spec && self.ahead(1) == Some(b'{') => {
                    self.at += 2;
                    return Ok(self.at - 1);
                }
                b'{' => return Ok(self.at),
                b'}' if in_name => {
                    self.at += 1;
                    return Ok(self.at);
                }
                b'}' if mode.fields == 0 && self.ahead(1) == Some(b'}') => {
                    self.at += 2;
                    return Ok(self.at - 1);
                }
                b'}' => {
                    self.mode().literal = false;
                    return Ok(self.at);
                }
                b'\\' => {
                    self.at += 1;
                    match self.here() {
                        Some(b'{' | b'}') => {}
                        Some(b'N') if !mode.raw && self.ahead(1) == Some(b'{') => {
                            self.at += 2;
                            in_name = true;
                        }
                        _ => self.skip_escaped(more)?,
                    }
                }
                _ => self.at += 1,
            }
        }
    }

    fn unterminated_part<T>(&self, mode: &StringMode) -> Result<T, Stop> {
        self.unterminated(mode.start, mode.width, if mode.template { "t-" } else { "f-" })
    }
}
