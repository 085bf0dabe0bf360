//! String literals, and the literal parts of f-strings and t-strings.

use super::lexer::{Done, Lexed, Lexer, StringMode};
use super::token::{Kind, Token};

/// f-strings and t-strings that may stand inside each other.
const STRINGS_MAX: usize = 150;
/// Replacement fields that may stand in each other's format specification.
const FIELDS_MAX: i32 = 3;

/// The letters before a quote.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Prefix {
    pub raw: bool,
    pub bytes: bool,
    pub unicode: bool,
    pub format: bool,
    pub template: bool,
}

impl Prefix {
    /// Notes a prefix letter that was not there yet; false if it is another byte.
    pub(super) fn take(&mut self, byte: Option<u8>) -> bool {
        let flag = match byte {
            Some(b'r' | b'R') => &mut self.raw,
            Some(b'b' | b'B') => &mut self.bytes,
            Some(b'u' | b'U') => &mut self.unicode,
            Some(b'f' | b'F') => &mut self.format,
            Some(b't' | b'T') => &mut self.template,
            _ => return false,
        };
        !std::mem::replace(flag, true)
    }

    /// Two letters that exclude each other.
    fn conflict(&self) -> Option<(char, char)> {
        let pairs = [
            (self.unicode && self.bytes, ('u', 'b')),
            (self.unicode && self.raw, ('u', 'r')),
            (self.unicode && self.format, ('u', 'f')),
            (self.unicode && self.template, ('u', 't')),
            (self.bytes && self.format, ('b', 'f')),
            (self.bytes && self.template, ('b', 't')),
            (self.format && self.template, ('f', 't')),
        ];
        pairs.into_iter().find(|&(both, _)| both).map(|(_, letters)| letters)
    }
}

impl Lexer<'_> {
    pub(super) fn prefixed_string(&mut self, prefix: &Prefix, quote: u8) -> Lexed<Token> {
        if let Some((one, other)) = prefix.conflict() {
            let from = self.char_col(self.start) + 1;
            let to = self.char_col(self.cur);
            let msg = format!("'{one}' and '{other}' prefixes are incompatible");
            return self.fail_at(msg, from, to);
        }
        if prefix.format || prefix.template { self.begin_interpolated(prefix, quote) } else { self.plain_string(quote) }
    }

    /// A str or bytes literal whose first quote was read.
    pub(super) fn plain_string(&mut self, quote: u8) -> Lexed<Token> {
        let (first_line, first_line_start) = (self.line, self.line_start);
        let (quote_size, mut closing) = self.opening_quotes(quote);
        let mut escaped_quote = false;
        while closing != quote_size {
            let next = self.bump();
            if next.is_none() || (quote_size == 1 && next == Some(b'\n')) {
                let detected = self.line;
                self.cur = self.start + 1;
                self.line = first_line;
                self.line_start = first_line_start;
                return self.unterminated(quote, quote_size, detected, escaped_quote, next.is_none());
            }
            if next == Some(quote) {
                closing += 1;
                continue;
            }
            closing = 0;
            if next == Some(b'\\') && self.bump() == Some(quote) {
                escaped_quote = true;
            }
        }
        let (start, end) = (self.start as u32, self.cur as u32);
        Ok(self.token_at(Kind::Str, start, end))
    }

    /// The number of quotes that open the string, and of those that already close it.
    fn opening_quotes(&mut self, quote: u8) -> (u8, u8) {
        let second = self.bump();
        if second != Some(quote) {
            self.back(second);
            return (1, 0);
        }
        let third = self.bump();
        if third == Some(quote) {
            return (3, 0);
        }
        self.back(third);
        (1, 1)
    }

    fn unterminated(
        &mut self,
        quote: u8,
        quote_size: u8,
        detected: u32,
        escaped_quote: bool,
        at_end: bool,
    ) -> Lexed<Token> {
        if let Some(mode) = self.modes.last()
            && mode.quote == quote
            && mode.quote_size == quote_size
        {
            let msg = format!("{}-string: expecting '}}'", mode.prefix());
            return self.fail(msg);
        }
        let msg = if quote_size == 3 {
            format!("unterminated triple-quoted string literal (detected at line {detected})")
        } else if escaped_quote {
            format!(
                "unterminated string literal (detected at line {detected}); \
                 perhaps you escaped the end quote?"
            )
        } else {
            format!("unterminated string literal (detected at line {detected})")
        };
        let failed = self.fail(msg);
        if at_end {
            self.done = Done::InsideString;
        }
        failed
    }

    fn begin_interpolated(&mut self, prefix: &Prefix, quote: u8) -> Lexed<Token> {
        let (quote_size, closing) = self.opening_quotes(quote);
        if closing != 0 {
            // An empty string: its closing quote is a token of its own.
            self.back(Some(quote));
        }
        if self.modes.len() + 1 >= STRINGS_MAX {
            return self.fail("too many nested f-strings or t-strings");
        }
        self.modes.push(StringMode {
            literal: true,
            quote,
            quote_size,
            raw: prefix.raw,
            template: prefix.template,
            in_format_spec: false,
            start: self.start,
            start_line: self.line,
            start_line_start: self.line_start,
            depth: 0,
            field_depth: -1,
        });
        let kind = if prefix.template { Kind::TStringStart } else { Kind::FStringStart };
        Ok(self.token(kind))
    }

    /// The next token while in the literal part of the innermost string.
    pub(super) fn string_part(&mut self) -> Lexed<Token> {
        let mode = *self.modes.last().expect("only called inside an interpolated string");
        self.start = self.cur;
        self.token_open = true;
        let first = self.bump();
        if first == Some(b'{') && self.peek() != Some(b'{') {
            self.back(first);
            self.enter_field(mode.prefix())?;
            return self.next_token();
        }
        self.back(first);
        if self.at_closing_quotes(&mode) {
            self.modes.pop();
            let kind = if mode.template { Kind::TStringEnd } else { Kind::FStringEnd };
            return Ok(self.token(kind));
        }
        self.string_middle(mode)
    }

    /// Reads the closing quotes if they are next.
    fn at_closing_quotes(&mut self, mode: &StringMode) -> bool {
        let before = self.cur;
        for _ in 0..mode.quote_size {
            let byte = self.bump();
            if byte != Some(mode.quote) {
                self.back(byte);
                // The quotes read so far stand on this line: quotes are not newlines.
                self.cur = before;
                return false;
            }
        }
        true
    }

    fn enter_field(&mut self, prefix: char) -> Lexed<()> {
        let mode = self.innermost();
        mode.depth += 1;
        mode.field_depth += 1;
        if mode.field_depth >= FIELDS_MAX {
            return self.fail(format!("{prefix}-string: expressions nested too deeply"));
        }
        // The brace itself is read as code, where it opens a bracket.
        let mode = self.innermost();
        mode.depth -= 1;
        mode.literal = false;
        Ok(())
    }

    fn innermost(&mut self) -> &mut StringMode {
        self.modes.last_mut().expect("only called inside an interpolated string")
    }

    fn string_middle(&mut self, mode: StringMode) -> Lexed<Token> {
        let kind = if mode.template { Kind::TStringMiddle } else { Kind::FStringMiddle };
        let mut closing = 0;
        let mut unicode_name = false;
        while closing != mode.quote_size {
            let next = self.bump();
            let in_spec = mode.in_format_spec && mode.in_field();
            if next.is_none() || (mode.quote_size == 1 && next == Some(b'\n')) {
                return self.unterminated_part(&mode, in_spec, next);
            }
            if next == Some(mode.quote) {
                closing += 1;
                continue;
            }
            closing = 0;
            match next {
                Some(b'{') => return self.open_brace(&mode, kind, in_spec),
                Some(b'}') if unicode_name => return Ok(self.token(kind)),
                Some(b'}') => return Ok(self.close_brace(&mode, kind, in_spec)),
                Some(b'\\') => {
                    let escaped = self.bump();
                    if matches!(escaped, Some(b'{' | b'}')) {
                        // A backslash does not escape a brace.
                        self.back(escaped);
                    } else if escaped == Some(b'N') && !mode.raw {
                        let brace = self.bump();
                        if brace == Some(b'{') {
                            unicode_name = true;
                        } else {
                            self.back(brace);
                        }
                    }
                }
                _ => {}
            }
        }
        self.cur -= usize::from(mode.quote_size);
        Ok(self.token(kind))
    }

    /// A `{` in the text: doubled it is part of it, else a field begins.
    fn open_brace(&mut self, mode: &StringMode, kind: Kind, in_spec: bool) -> Lexed<Token> {
        let peek = self.bump();
        if peek == Some(b'{') && !in_spec {
            let (start, end) = (self.start as u32, self.cur as u32 - 1);
            return Ok(self.token_at(kind, start, end));
        }
        self.back(peek);
        self.cur -= 1;
        self.enter_field(mode.prefix())?;
        Ok(self.token(kind))
    }

    /// A `}` in the text: doubled it is part of it, else the format specification ends.
    fn close_brace(&mut self, mode: &StringMode, kind: Kind, in_spec: bool) -> Token {
        let peek = self.bump();
        if peek == Some(b'}') && !in_spec && mode.depth == 0 {
            let (start, end) = (self.start as u32, self.cur as u32 - 1);
            return self.token_at(kind, start, end);
        }
        self.back(peek);
        self.cur -= 1;
        self.innermost().literal = false;
        self.token(kind)
    }

    fn unterminated_part(&mut self, mode: &StringMode, in_spec: bool, next: Option<u8>) -> Lexed<Token> {
        let prefix = mode.prefix();
        if in_spec && next == Some(b'\n') {
            return self.fail(format!(
                "{prefix}-string: newlines are not allowed in format specifiers \
                 for single quoted {prefix}-strings"
            ));
        }
        let detected = self.line;
        self.cur = mode.start + 1;
        self.line = mode.start_line;
        self.line_start = mode.start_line_start;
        let triple = if mode.quote_size == 3 { "triple-quoted " } else { "" };
        let failed = self.fail(format!("unterminated {triple}{prefix}-string literal (detected at line {detected})"));
        if next.is_none() && mode.quote_size == 3 {
            self.done = Done::InsideString;
        }
        failed
    }
}
