//! String and bytes literals, decoded from their source text.
//!
//! The parser's own decoding loses lone surrogates (`'\ud800'` becomes U+FFFD), and only the
//! source text has them. A str value is WTF-8 bytes: UTF-8 in which surrogates that are not
//! part of a pair may stand, which is the runtime's representation. Adjacent escapes of a
//! high and a low surrogate stay two code points, as in Python.

use rustpython_unicode::data::{character_name, lookup_character};

/// Why a literal has no value. `start..end` are byte offsets within the decoded body, as
/// CPython counts them in its `(unicode error)` texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiteralError {
    pub start: usize,
    pub end: usize,
    pub reason: &'static str,
}

impl LiteralError {
    /// The message of the SyntaxError for a str literal.
    ///
    /// CPython decodes the body after it replaced each character outside ASCII by a ten byte
    /// escape, and its positions are those of the replaced text.
    pub fn str_message(&self, body: &str) -> String {
        let (start, end) = (replaced_len(body, self.start), replaced_len(body, self.end));
        let place = if end > start + 1 {
            format!("bytes in position {start}-{}", end - 1)
        } else {
            format!("byte 0x5c in position {start}")
        };
        format!("(unicode error) 'unicodeescape' codec can't decode {place}: {}", self.reason)
    }

    /// The message of the SyntaxError for a bytes literal.
    pub fn bytes_message(&self) -> String {
        format!("(value error) {} at position {}", self.reason, self.start)
    }
}

/// The length of `body[..end]` with every character outside ASCII as ten bytes, and a
/// backslash before such a character as an escape of six.
fn replaced_len(body: &str, end: usize) -> usize {
    let mut length = 0;
    let mut escaped = false;
    for c in body.get(..end).unwrap_or(body).chars() {
        length += match c {
            _ if c.is_ascii() => 1,
            _ if escaped => 15,
            _ => 10,
        };
        escaped = c == '\\' && !escaped;
    }
    length
}

/// A literal token taken apart: `rb'...'` has prefix `rb`, quote width 1 and its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pieces<'src> {
    pub raw: bool,
    pub bytes: bool,
    /// The text between the quotes.
    pub body: &'src str,
    /// Byte offset of the body within the token.
    pub body_start: usize,
}

/// Splits a whole str or bytes literal (`token` includes prefix and quotes).
pub fn pieces(token: &str) -> Pieces<'_> {
    let quote_at = token.find(['\'', '"']).unwrap_or(0);
    let prefix = &token[..quote_at];
    let rest = &token[quote_at..];
    let triple = rest.len() >= 6 && (rest.starts_with("'''") || rest.starts_with("\"\"\""));
    let width = if triple { 3 } else { 1 };
    let body = rest.get(width..rest.len().saturating_sub(width)).unwrap_or_default();
    Pieces { raw: prefix.contains(['r', 'R']), bytes: prefix.contains(['b', 'B']), body, body_start: quote_at + width }
}

/// The value of a whole str literal token (`'...'`, `r"..."`, `u'''...'''`) as WTF-8.
pub fn decode_str(token: &str) -> Result<Vec<u8>, LiteralError> {
    let pieces = pieces(token);
    if pieces.raw { Ok(pieces.body.as_bytes().to_vec()) } else { unescape_str(pieces.body) }
}

/// The value of a whole bytes literal token (`b'...'`, `rb"..."`).
pub fn decode_bytes(token: &str) -> Result<Vec<u8>, LiteralError> {
    let pieces = pieces(token);
    if pieces.raw { Ok(pieces.body.as_bytes().to_vec()) } else { unescape_bytes(pieces.body) }
}

/// The value of a literal part of an f-string or t-string as WTF-8. `text` is the part's
/// source; doubled braces become one unless the part stands in a format specification
/// (there the tokens already end at braces).
pub fn decode_fstring_text(text: &str, raw: bool) -> Result<Vec<u8>, LiteralError> {
    if !text.contains(['{', '}']) {
        return if raw { Ok(text.as_bytes().to_vec()) } else { part_without_braces(text) };
    }
    // `\N{...}` is the one place where a brace is not doubled.
    let mut value = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}', '\\']) {
        value.extend_from_slice(&rest.as_bytes()[..at]);
        rest = &rest[at..];
        if !rest.starts_with('\\') {
            value.push(rest.as_bytes()[0]);
            let double = rest.as_bytes().get(1) == Some(&rest.as_bytes()[0]);
            rest = &rest[if double { 2 } else { 1 }..];
        } else if raw || matches!(rest.as_bytes().get(1), None | Some(b'{' | b'}')) {
            // A backslash never escapes a brace.
            value.push(b'\\');
            rest = &rest[1..];
        } else {
            let mut escape = Escape { text: rest, at: 1 };
            escape.str_escape(&mut value)?;
            rest = &rest[escape.at..];
        }
    }
    value.extend_from_slice(rest.as_bytes());
    Ok(value)
}

/// A part without braces. A backslash at its end stands before the brace of a value, and for itself.
fn part_without_braces(text: &str) -> Result<Vec<u8>, LiteralError> {
    let mut value = decode_fstring_token(text)?;
    let backslashes = text.len() - text.trim_end_matches('\\').len();
    if backslashes % 2 == 1 {
        value.push(b'\\');
    }
    Ok(value)
}

/// A literal part whose doubled braces were cut to one already. A backslash before the brace
/// that ends the part stands for itself.
pub(crate) fn decode_fstring_token(text: &str) -> Result<Vec<u8>, LiteralError> {
    let backslashes = text.len() - text.trim_end_matches('\\').len();
    unescape_str(&text[..text.len() - backslashes % 2])
}

fn unescape_str(body: &str) -> Result<Vec<u8>, LiteralError> {
    unescape(body, |escape, value| escape.str_escape(value))
}

fn unescape_bytes(body: &str) -> Result<Vec<u8>, LiteralError> {
    unescape(body, |escape, value| escape.bytes_escape(value))
}

type EscapeFn = fn(&mut Escape<'_>, &mut Vec<u8>) -> Result<(), LiteralError>;

fn unescape(body: &str, one: EscapeFn) -> Result<Vec<u8>, LiteralError> {
    let mut value = Vec::with_capacity(body.len());
    let mut escape = Escape { text: body, at: 0 };
    while let Some(found) = body[escape.at..].find('\\') {
        value.extend_from_slice(&body.as_bytes()[escape.at..escape.at + found]);
        escape.at += found + 1;
        one(&mut escape, &mut value)?;
    }
    value.extend_from_slice(&body.as_bytes()[escape.at..]);
    Ok(value)
}

/// A cursor just after a backslash.
struct Escape<'src> {
    text: &'src str,
    at: usize,
}

impl Escape<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Escapes that str and bytes share; false if the character begins none of them.
    fn simple(&mut self, value: &mut Vec<u8>) -> Option<u32> {
        let byte = self.peek()?;
        let code = match byte {
            b'\n' => {
                self.at += 1;
                return None;
            }
            b'\\' | b'\'' | b'"' => byte,
            b'a' => 7,
            b'b' => 8,
            b't' => b'\t',
            b'n' => b'\n',
            b'v' => 11,
            b'f' => 12,
            b'r' => b'\r',
            b'0'..=b'7' => return Some(self.octal()),
            _ => {
                value.push(b'\\');
                return None;
            }
        };
        self.at += 1;
        Some(u32::from(code))
    }

    fn octal(&mut self) -> u32 {
        let mut code = 0;
        for _ in 0..3 {
            match self.peek() {
                Some(digit @ b'0'..=b'7') => code = code * 8 + u32::from(digit - b'0'),
                _ => break,
            }
            self.at += 1;
        }
        code
    }

    /// `count` hexadecimal digits, or the number that were there.
    fn hex(&mut self, count: usize) -> Result<u32, usize> {
        let mut code: u32 = 0;
        for seen in 0..count {
            let digit = self.peek().and_then(|b| char::from(b).to_digit(16)).ok_or(seen)?;
            code = code.wrapping_mul(16).wrapping_add(digit);
            self.at += 1;
        }
        Ok(code)
    }

    fn str_escape(&mut self, value: &mut Vec<u8>) -> Result<(), LiteralError> {
        let start = self.at - 1;
        let (digits, reason) = match self.peek() {
            Some(b'x') => (2, "truncated \\xXX escape"),
            Some(b'u') => (4, "truncated \\uXXXX escape"),
            Some(b'U') => (8, "truncated \\UXXXXXXXX escape"),
            Some(b'N') => return self.named(value),
            None => {
                return Err(LiteralError { start, end: start + 1, reason: "\\ at end of string" });
            }
            _ => {
                if let Some(code) = self.simple(value) {
                    push_code_point(value, code);
                }
                return Ok(());
            }
        };
        self.at += 1;
        let code = self.hex(digits).map_err(|_| LiteralError { start, end: self.at, reason })?;
        if code > 0x10_ffff {
            return Err(LiteralError { start, end: self.at, reason: "illegal Unicode character" });
        }
        push_code_point(value, code);
        Ok(())
    }

    fn named(&mut self, value: &mut Vec<u8>) -> Result<(), LiteralError> {
        let start = self.at - 1;
        let malformed = "malformed \\N character escape";
        self.at += 1;
        if self.peek() != Some(b'{') {
            return Err(LiteralError { start, end: self.at, reason: malformed });
        }
        let Some(close) = self.text[self.at..].find('}') else {
            return Err(LiteralError { start, end: self.text.len(), reason: malformed });
        };
        let name = &self.text[self.at + 1..self.at + close];
        if name.is_empty() {
            return Err(LiteralError { start, end: self.at + 1, reason: malformed });
        }
        self.at += close + 1;
        let reason = "unknown Unicode character name";
        let found = named_character(name).ok_or(LiteralError { start, end: self.at, reason })?;
        push_code_point(value, u32::from(found));
        Ok(())
    }

    fn bytes_escape(&mut self, value: &mut Vec<u8>) -> Result<(), LiteralError> {
        let start = self.at - 1;
        if self.peek() == Some(b'x') {
            self.at += 1;
            let code = self.hex(2).map_err(|_| LiteralError { start, end: self.at, reason: "invalid \\x escape" })?;
            value.push(code as u8);
        } else if let Some(code) = self.simple(value) {
            value.push(code as u8);
        }
        Ok(())
    }
}

/// The character of a `\N{...}` escape: any case, otherwise exactly the name or an alias.
pub fn named_character(name: &str) -> Option<char> {
    let found = lookup_character(name)?;
    // Control characters have aliases only.
    let Some(official) = character_name(found) else {
        return Some(found);
    };
    if official == name.to_ascii_uppercase() {
        return Some(found);
    }
    // The table also matches names that differ in spaces and hyphens, which Python does not;
    // a result whose official name is another one altogether is an alias.
    let squeeze = |text: &str| -> String {
        text.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).map(|c| c.to_ascii_uppercase()).collect()
    };
    (squeeze(&official) != squeeze(name)).then_some(found)
}

/// Appends a code point as WTF-8; surrogates get their three-byte form.
fn push_code_point(value: &mut Vec<u8>, code: u32) {
    match char::from_u32(code) {
        Some(c) => value.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        None => value.extend_from_slice(&[
            0xe0 | (code >> 12) as u8,
            0x80 | (code >> 6 & 0x3f) as u8,
            0x80 | (code & 0x3f) as u8,
        ]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(token: &str) -> String {
        String::from_utf8(decode_str(token).expect("good literal")).expect("no surrogates")
    }

    #[test]
    fn str_escapes() {
        assert_eq!(text(r"'a\tb\x41\101\u00e9\U0001F600\\'"), "a\tbAA\u{e9}\u{1f600}\\");
        assert_eq!(text(r"r'a\tb'"), "a\\tb");
        assert_eq!(text("'''a\\\nb\\d'''"), "ab\\d");
        assert_eq!(text(r"'\N{LATIN SMALL LETTER A}\N{snowman}'"), "a\u{2603}");
        assert_eq!(text(r"'\N{LF}'"), "\n");
        assert_eq!(text(r"'\777'"), "\u{1ff}");
        assert_eq!(decode_str(r"'\ud800x'"), Ok(b"\xed\xa0\x80x".to_vec()));
        assert_eq!(text("''"), "");
        assert_eq!(text("''''''"), "");
    }

    #[test]
    fn bytes_escapes() {
        assert_eq!(decode_bytes(r"b'\xff\0\777\u1234'"), Ok(b"\xff\0\xff\\u1234".to_vec()));
        assert_eq!(decode_bytes(r"bR'\xff'"), Ok(br"\xff".to_vec()));
        let error = decode_bytes(r"b'ab\x1'").expect_err("short");
        assert_eq!(error.bytes_message(), "(value error) invalid \\x escape at position 2");
    }

    #[test]
    fn str_errors() {
        let message = |token| decode_str(token).expect_err("bad").str_message(pieces(token).body);
        assert_eq!(
            message(r"'\x4'"),
            "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: truncated \\xXX escape"
        );
        assert_eq!(
            message(r"'\N{Low line}\N{L O W LINE}'"),
            "(unicode error) 'unicodeescape' codec can't decode bytes in position 12-25: unknown Unicode character name"
        );
    }

    #[test]
    fn fstring_text() {
        let get = |text, raw| decode_fstring_text(text, raw).expect("good");
        assert_eq!(get(r"a{{b}}\n", false), b"a{b}\n");
        assert_eq!(get(r"\N{DIGIT ONE}{{", false), b"1{");
        assert_eq!(get(r"\{{x", false), b"\\{x");
        assert_eq!(get(r"\N{{", true), b"\\N{");
    }
}
