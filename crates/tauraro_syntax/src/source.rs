//! Bytes of a source file to text: byte order mark, PEP 263 encoding comment, UTF-8.
//!
//! CPython decodes in two ways that fail with different texts: `compile(bytes)` decodes
//! the whole buffer at once, a script is decoded line by line as it is tokenised. The
//! [`Origin`] says which one to follow. Both give text whose newlines are all `\n`.

use std::borrow::Cow;

use crate::error::{ErrorKind, SyntaxError};

/// Where the bytes come from; selects CPython's wording for bad bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin<'a> {
    /// A `bytes` object given to `compile`, `exec`, `eval` or a source loader.
    Memory,
    /// A script run by name.
    File(&'a str),
}

/// Decodes `bytes` in an encoding that is not built in. Returns the text, or the message
/// of the error (`unknown encoding: foo` is made by [`decode_source_with`] for `Ok(None)`).
pub type CodecHook<'h> = &'h dyn Fn(&str, &[u8]) -> Result<Option<String>, String>;

/// The text of an in-memory source. Only the built-in encodings are known.
pub fn decode_source(bytes: &[u8]) -> Result<String, SyntaxError> {
    decode_source_with(bytes, Origin::Memory, &|_, _| Ok(None))
}

/// The text of a source whose encoding may need the codec registry.
pub fn decode_source_with(bytes: &[u8], origin: Origin<'_>, hook: CodecHook<'_>) -> Result<String, SyntaxError> {
    if origin == Origin::Memory && bytes.contains(&0) {
        let msg = "source code string cannot contain null bytes";
        return Err(SyntaxError::bare(ErrorKind::Syntax, msg));
    }
    let (bom, body) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(body) => (true, body),
        None => (false, bytes),
    };
    let cookie = find_cookie(body);
    let text = match &cookie {
        Some(cookie) if cookie.name != "utf-8" => {
            if bom {
                return Err(bom_conflict(body, cookie));
            }
            decode_named(body, cookie, origin, hook)?
        }
        _ => decode_utf8(body, cookie.is_some(), origin)?,
    };
    let text = match normalize_newlines(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(changed) => changed,
    };
    if let Some(at) = text.bytes().position(|b| b == 0) {
        return Err(null_in_file(&text, at));
    }
    Ok(text)
}

/// `\r\n` and lone `\r` to `\n`, as CPython does before it tokenises any text.
pub fn normalize_newlines(text: &str) -> Cow<'_, str> {
    if !text.as_bytes().contains(&b'\r') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The encoding declared on one of the first two lines.
struct Cookie {
    /// As CPython normalises it: `utf-8` and `iso-8859-1` have one spelling.
    name: String,
    /// The 1-based line of the comment.
    line: u32,
}

fn find_cookie(body: &[u8]) -> Option<Cookie> {
    let mut lines = body.split(|&b| b == b'\n' || b == b'\r');
    let first = lines.next()?;
    if let Some(name) = cookie_in_line(first) {
        return Some(Cookie { name, line: 1 });
    }
    if !is_blank_or_comment(first) {
        return None;
    }
    let mut second = lines.next()?;
    // "\r\n" splits into an empty line that is not one.
    if body.get(first.len()..first.len() + 2) == Some(b"\r\n") {
        second = lines.next()?;
    }
    cookie_in_line(second).map(|name| Cookie { name, line: 2 })
}

fn is_blank_or_comment(line: &[u8]) -> bool {
    let rest = line.iter().find(|b| !matches!(b, b' ' | b'\t' | b'\x0c'));
    matches!(rest, None | Some(b'#'))
}

/// Matches `^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)` and normalises the name.
fn cookie_in_line(line: &[u8]) -> Option<String> {
    if !is_blank_or_comment(line) {
        return None;
    }
    let hash = line.iter().position(|&b| b == b'#')?;
    let comment = &line[hash..];
    let mut from = 0;
    while let Some(found) = find(&comment[from..], b"coding") {
        let mut at = from + found + b"coding".len();
        from = at;
        if !matches!(comment.get(at), Some(b':' | b'=')) {
            continue;
        }
        at += 1;
        while matches!(comment.get(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        let is_name = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
        let name: Vec<u8> = comment[at..].iter().copied().take_while(is_name).collect();
        if !name.is_empty() {
            return Some(normal_name(&String::from_utf8_lossy(&name)));
        }
    }
    None
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

/// Maps the spellings of UTF-8 and Latin-1 (also with a suffix such as `-unix`) to one.
fn normal_name(name: &str) -> String {
    let folded: String = name.chars().take(12).map(|c| if c == '_' { '-' } else { c.to_ascii_lowercase() }).collect();
    let is = |base: &str| folded.strip_prefix(base).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    if is("utf-8") {
        "utf-8".to_string()
    } else if is("latin-1") || is("iso-8859-1") || is("iso-latin-1") {
        "iso-8859-1".to_string()
    } else {
        name.to_string()
    }
}

fn decode_named(body: &[u8], cookie: &Cookie, origin: Origin<'_>, hook: CodecHook<'_>) -> Result<String, SyntaxError> {
    let fail =
        |msg: String| SyntaxError { lineno: Some(0), offset: Some(-1), ..SyntaxError::bare(ErrorKind::Syntax, msg) };
    if let Some(charset) = Charset::by_name(&cookie.name) {
        return charset.decode(body).map_err(|at| fail(charset.error(body, at, origin)));
    }
    match hook(&cookie.name, body) {
        Ok(Some(text)) => Ok(text),
        Ok(None) => Err(fail(format!("unknown encoding: {}", cookie.name))),
        Err(msg) => Err(fail(msg)),
    }
}

/// The single-byte encodings that need no codec registry.
#[derive(Clone, Copy)]
enum Charset {
    Ascii,
    Latin1,
    Latin9,
    Cp1252,
}

impl Charset {
    fn by_name(name: &str) -> Option<Charset> {
        let folded: String =
            name.chars().map(|c| if matches!(c, '_' | '.' | ' ') { '-' } else { c.to_ascii_lowercase() }).collect();
        Some(match folded.as_str() {
            "ascii" | "us-ascii" | "646" | "ansi-x3.4-1968" | "iso646-us" => Charset::Ascii,
            "iso-8859-1" | "iso8859-1" | "latin-1" | "latin1" | "latin" | "l1" | "8859" | "cp819" | "iso8859" => {
                Charset::Latin1
            }
            "iso-8859-15" | "iso8859-15" | "latin9" | "latin-9" | "l9" => Charset::Latin9,
            "cp1252" | "windows-1252" | "1252" => Charset::Cp1252,
            _ => return None,
        })
    }

    /// The text, or the index of the byte that has no meaning.
    fn decode(self, bytes: &[u8]) -> Result<String, usize> {
        let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
        for (at, &byte) in bytes.iter().enumerate() {
            text.push(self.char_of(byte).ok_or(at)?);
        }
        Ok(text)
    }

    fn char_of(self, byte: u8) -> Option<char> {
        let plain = Some(char::from(byte));
        match self {
            _ if byte < 0x80 => plain,
            Charset::Ascii => None,
            Charset::Latin1 => plain,
            Charset::Latin9 => match byte {
                0xa4 => Some('\u{20ac}'),
                0xa6 => Some('\u{160}'),
                0xa8 => Some('\u{161}'),
                0xb4 => Some('\u{17d}'),
                0xb8 => Some('\u{17e}'),
                0xbc => Some('\u{152}'),
                0xbd => Some('\u{153}'),
                0xbe => Some('\u{178}'),
                _ => plain,
            },
            Charset::Cp1252 if byte >= 0xa0 => plain,
            Charset::Cp1252 => CP1252_C1[usize::from(byte - 0x80)],
        }
    }

    fn error(self, bytes: &[u8], at: usize, origin: Origin<'_>) -> String {
        let (codec, reason) = match self {
            Charset::Ascii => ("ascii", "ordinal not in range(128)"),
            _ => ("charmap", "character maps to <undefined>"),
        };
        let position = match origin {
            Origin::Memory => at,
            Origin::File(_) => at - bytes[..at].iter().rposition(|&b| b == b'\n').map_or(0, |nl| nl + 1),
        };
        format!("'{codec}' codec can't decode byte 0x{:02x} in position {position}: {reason}", bytes[at])
    }
}

/// What windows-1252 has in place of the C1 controls.
const CP1252_C1: [Option<char>; 32] = {
    const fn c(char: char) -> Option<char> {
        Some(char)
    }
    [
        c('\u{20ac}'),
        None,
        c('\u{201a}'),
        c('\u{192}'),
        c('\u{201e}'),
        c('\u{2026}'),
        c('\u{2020}'),
        c('\u{2021}'),
        c('\u{2c6}'),
        c('\u{2030}'),
        c('\u{160}'),
        c('\u{2039}'),
        c('\u{152}'),
        None,
        c('\u{17d}'),
        None,
        None,
        c('\u{2018}'),
        c('\u{2019}'),
        c('\u{201c}'),
        c('\u{201d}'),
        c('\u{2022}'),
        c('\u{2013}'),
        c('\u{2014}'),
        c('\u{2dc}'),
        c('\u{2122}'),
        c('\u{161}'),
        c('\u{203a}'),
        c('\u{153}'),
        None,
        c('\u{17e}'),
        c('\u{178}'),
    ]
};

fn bom_conflict(body: &[u8], cookie: &Cookie) -> SyntaxError {
    let line = nth_line(body, cookie.line);
    let text = String::from_utf8_lossy(line).into_owned();
    SyntaxError {
        lineno: Some(cookie.line),
        offset: Some(0),
        end_lineno: Some(cookie.line),
        end_offset: Some(text.chars().count() as i32),
        text: Some(text),
        ..SyntaxError::bare(ErrorKind::Syntax, format!("encoding problem: {} with BOM", cookie.name))
    }
}

fn nth_line(body: &[u8], line: u32) -> &[u8] {
    body.split(|&b| b == b'\n').nth(line as usize - 1).unwrap_or_default()
}

fn decode_utf8(body: &[u8], declared: bool, origin: Origin<'_>) -> Result<String, SyntaxError> {
    let at = match std::str::from_utf8(body) {
        Ok(text) => return Ok(text.to_string()),
        Err(error) => error.valid_up_to(),
    };
    let line_start = body[..at].iter().rposition(|&b| b == b'\n').map_or(0, |nl| nl + 1);
    let mut line_no = body[..at].iter().filter(|&&b| b == b'\n').count() as u32 + 1;
    // The reference reads a script's second line together with its first, to look for the
    // encoding, unless the first rules that out; then it has not counted it yet.
    let first = body.split(|&b| b == b'\n').next().unwrap_or_default();
    if let (Origin::File(_), 2, false) = (origin, line_no, declared)
        && !is_blank_or_comment(first)
        && find(first, b"\"\"\"").is_none()
        && find(first, b"'''").is_none()
    {
        line_no = 1;
    }
    let line = body[line_start..].split(|&b| b == b'\n').next().unwrap_or_default();
    let column = String::from_utf8_lossy(&body[line_start..at]).chars().count() as i32 + 1;
    let (msg, offset) = match origin {
        Origin::File(_) if declared => (utf8_reason(line, at - line_start), Some(0)),
        Origin::File(name) => (non_utf8(body[at], &format!(" in file {name}"), line_no), Some(column)),
        Origin::Memory => (non_utf8(body[at], "", line_no), Some(column)),
    };
    Err(SyntaxError {
        lineno: Some(line_no),
        offset,
        end_lineno: Some(line_no),
        end_offset: offset,
        text: Some(String::from_utf8_lossy(line).into_owned()),
        ..SyntaxError::bare(ErrorKind::Syntax, msg)
    })
}

fn non_utf8(byte: u8, place: &str, line: u32) -> String {
    format!(
        "Non-UTF-8 code starting with '\\x{byte:02x}'{place} on line {line}, but no encoding \
         declared; see https://peps.python.org/pep-0263/ for details"
    )
}

/// The text of the UnicodeDecodeError for `line`, whose first bad byte is at `at`.
fn utf8_reason(line: &[u8], at: usize) -> String {
    let bad_len = match std::str::from_utf8(&line[at..]) {
        Err(error) => error.error_len().unwrap_or(line.len() - at),
        Ok(_) => 1,
    };
    let lead = line[at];
    let reason = if !(0xc2..=0xf4).contains(&lead) {
        "invalid start byte"
    } else if at + bad_len >= line.len() {
        "unexpected end of data"
    } else {
        "invalid continuation byte"
    };
    let place = if bad_len > 1 {
        format!("bytes in position {at}-{}", at + bad_len - 1)
    } else {
        format!("byte 0x{lead:02x} in position {at}")
    };
    format!("(unicode error) 'utf-8' codec can't decode {place}: {reason}")
}

/// A script is read line by line, so the position and the visible text are known.
fn null_in_file(text: &str, at: usize) -> SyntaxError {
    let line_start = text[..at].rfind('\n').map_or(0, |nl| nl + 1);
    let line_no = text[..at].matches('\n').count() as u32 + 1;
    let shown = &text[line_start..at];
    SyntaxError {
        lineno: Some(line_no),
        offset: Some(0),
        end_lineno: Some(line_no),
        end_offset: Some(0),
        text: Some(shown.to_string()),
        ..SyntaxError::bare(ErrorKind::Syntax, "source code cannot contain null bytes")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(bytes: &[u8]) -> String {
        decode_source(bytes).expect_err("bad source").msg
    }

    #[test]
    fn cookies() {
        assert_eq!(decode_source(b"# coding: latin-1\n'\xe9'").as_deref(), Ok("# coding: latin-1\n'\u{e9}'"));
        assert_eq!(
            decode_source(b"#!x\r\n# vim: fileencoding=iso-8859-15 :\n\xa4").as_deref(),
            Ok("#!x\n# vim: fileencoding=iso-8859-15 :\n\u{20ac}")
        );
        assert_eq!(decode_source(b"x\n# coding: foo\n").as_deref(), Ok("x\n# coding: foo\n"));
        assert_eq!(message(b"# coding: foo\nx"), "unknown encoding: foo");
        assert_eq!(message(b"\xef\xbb\xbf# coding: latin-1\nx"), "encoding problem: iso-8859-1 with BOM");
        assert_eq!(
            message(b"# coding: ascii\n\xff\n"),
            "'ascii' codec can't decode byte 0xff in position 16: ordinal not in range(128)"
        );
        assert_eq!(
            message(b"# coding: cp1252\nx=\"\x81\""),
            "'charmap' codec can't decode byte 0x81 in position 20: character maps to <undefined>"
        );
    }

    #[test]
    fn bad_utf8() {
        let error = decode_source(b"x=1\n\"\xe2\x82\"\n").expect_err("bad");
        assert_eq!(
            error.msg,
            "Non-UTF-8 code starting with '\\xe2' on line 2, but no encoding declared; \
             see https://peps.python.org/pep-0263/ for details"
        );
        assert_eq!((error.lineno, error.offset, error.end_offset), (Some(2), Some(2), Some(2)));
        assert_eq!(error.text.as_deref(), Some("\"\u{fffd}\""));
        assert_eq!(message(b"a\0b"), "source code string cannot contain null bytes");
    }
}
