//! `unicode_escape` and `raw_unicode_escape`: Latin-1 in which other characters are escapes.

use rustpython_wtf8::Wtf8;

use super::{DecodeErrors, Decoded, Decoder};

/// An escape that means nothing (`\d`) or too much (`\777`), about which there is a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DubiousEscape {
    /// Text as it is, with this character after the backslash.
    Unknown(u8),
    /// An octal number above 0o377.
    Octal(u32),
}

impl DubiousEscape {
    /// The text of the warning.
    pub fn warning(self) -> String {
        match self {
            Self::Unknown(byte) => format!("\"\\{}\" is an invalid escape sequence", char::from(byte)),
            Self::Octal(code) => format!("\"\\{code:o}\" is an invalid octal escape sequence"),
        }
    }
}

const TRAILING_BACKSLASH: &str = "\\ at end of string";
const TRUNCATED_X: &str = "truncated \\xXX escape";
const TRUNCATED_U: &str = "truncated \\uXXXX escape";
const TRUNCATED_LONG_U: &str = "truncated \\UXXXXXXXX escape";
const MALFORMED_NAME: &str = "malformed \\N character escape";

/// What an escape stands for.
enum Escape {
    Code(u32),
    /// Nothing: a backslash before a newline.
    Nothing,
    /// The backslash stays, and so does what follows it.
    Plain,
    Wrong(&'static str),
    /// More input could still complete it.
    Incomplete(&'static str),
}

/// Decodes `unicode_escape`; also gives the first escape that a warning is due for.
pub fn decode<E: DecodeErrors>(
    input: &[u8],
    is_final: bool,
    errors: &mut E,
) -> Result<(Decoded, Option<DubiousEscape>), E::Error> {
    let mut decoder = Decoder::new("unicodeescape", input, errors);
    let mut dubious = None;
    let mut at = 0;
    while let Some(byte) = decoder.input.get(at).copied() {
        if byte != b'\\' {
            decoder.push(u32::from(byte));
            at += 1;
            continue;
        }
        let (escape, end) = read_escape(&decoder.input, at, &mut dubious);
        at = match escape {
            Escape::Code(code) => {
                decoder.push(code);
                end
            }
            Escape::Nothing => end,
            Escape::Plain => {
                decoder.push(u32::from(b'\\'));
                at + 1
            }
            Escape::Incomplete(_) if !is_final => break,
            Escape::Incomplete(reason) | Escape::Wrong(reason) => decoder.problem(at, end, reason)?,
        };
    }
    Ok((decoder.finish(at), dubious))
}

/// Reads the escape at a backslash; also gives where it ends.
fn read_escape(input: &[u8], start: usize, dubious: &mut Option<DubiousEscape>) -> (Escape, usize) {
    let Some(kind) = input.get(start + 1) else {
        return (Escape::Incomplete(TRAILING_BACKSLASH), start + 1);
    };
    let after = start + 2;
    let simple = match kind {
        b'\n' => return (Escape::Nothing, after),
        b'\\' | b'\'' | b'"' => u32::from(*kind),
        b'a' => 7,
        b'b' => 8,
        b't' => 9,
        b'n' => 10,
        b'v' => 11,
        b'f' => 12,
        b'r' => 13,
        b'0'..=b'7' => {
            let digits = input[start + 1..].iter().take(3).take_while(|b| matches!(b, b'0'..=b'7'));
            let (code, count) = digits.fold((0, 0), |(code, n), b| (code * 8 + u32::from(b - b'0'), n + 1));
            if code > 0o377 {
                dubious.get_or_insert(DubiousEscape::Octal(code));
            }
            return (Escape::Code(code), start + 1 + count);
        }
        b'x' => return read_hex(input, after, 2, TRUNCATED_X, "illegal Unicode character"),
        b'u' => return read_hex(input, after, 4, TRUNCATED_U, "illegal Unicode character"),
        b'U' => return read_hex(input, after, 8, TRUNCATED_LONG_U, "illegal Unicode character"),
        b'N' => return read_name(input, after),
        _ => {
            dubious.get_or_insert(DubiousEscape::Unknown(*kind));
            return (Escape::Plain, after);
        }
    };
    (Escape::Code(simple), after)
}

fn read_hex(
    input: &[u8],
    start: usize,
    count: usize,
    truncated: &'static str,
    too_large: &'static str,
) -> (Escape, usize) {
    let mut code = 0;
    for i in 0..count {
        match input.get(start + i).map(|byte| char::from(*byte).to_digit(16)) {
            None => return (Escape::Incomplete(truncated), start + i),
            Some(None) => return (Escape::Wrong(truncated), start + i),
            Some(Some(digit)) => code = code << 4 | digit,
        }
    }
    let end = start + count;
    if code > 0x10_ffff { (Escape::Wrong(too_large), end) } else { (Escape::Code(code), end) }
}

/// Reads `{NAME}` after `\N`.
fn read_name(input: &[u8], start: usize) -> (Escape, usize) {
    match input.get(start) {
        None => return (Escape::Incomplete(MALFORMED_NAME), start),
        Some(b'{') => {}
        Some(_) => return (Escape::Wrong(MALFORMED_NAME), start),
    }
    let name_start = start + 1;
    let Some(len) = input[name_start..].iter().position(|byte| *byte == b'}') else {
        return (Escape::Incomplete(MALFORMED_NAME), input.len());
    };
    if len == 0 {
        return (Escape::Wrong(MALFORMED_NAME), name_start);
    }
    let name = std::str::from_utf8(&input[name_start..name_start + len]).unwrap_or("");
    let end = name_start + len + 1;
    match rustpython_unicode::lookup_character(name) {
        Some(c) => (Escape::Code(u32::from(c)), end),
        None => (Escape::Wrong("unknown Unicode character name"), end),
    }
}

/// Encodes to `unicode_escape`.
pub fn encode(text: &Wtf8) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for point in text.code_points() {
        match point.to_u32() {
            0x09 => out.extend_from_slice(b"\\t"),
            0x0a => out.extend_from_slice(b"\\n"),
            0x0d => out.extend_from_slice(b"\\r"),
            0x5c => out.extend_from_slice(b"\\\\"),
            code @ 0x20..0x7f => out.push(code as u8),
            _ => out.extend_from_slice(super::backslash_escape(point).as_bytes()),
        }
    }
    out
}

/// Decodes `raw_unicode_escape`: only `\u` and `\U` after an odd number of backslashes count.
pub fn decode_raw<E: DecodeErrors>(input: &[u8], is_final: bool, errors: &mut E) -> Result<Decoded, E::Error> {
    let mut decoder = Decoder::new("rawunicodeescape", input, errors);
    let mut at = 0;
    while let Some(byte) = decoder.input.get(at).copied() {
        if byte != b'\\' {
            decoder.push(u32::from(byte));
            at += 1;
            continue;
        }
        let after = at + 2;
        let (escape, end) = match decoder.input.get(at + 1) {
            None if !is_final => break,
            Some(b'u') => read_hex(&decoder.input, after, 4, TRUNCATED_U, ""),
            Some(b'U') => read_hex(&decoder.input, after, 8, TRUNCATED_LONG_U, "\\Uxxxxxxxx out of range"),
            next => {
                // The backslash, and with it what it takes away from the next one.
                let pair = [b'\\', next.copied().unwrap_or(0)];
                let taken = 1 + usize::from(next.is_some());
                pair[..taken].iter().for_each(|byte| decoder.push(u32::from(*byte)));
                at += taken;
                continue;
            }
        };
        at = match escape {
            Escape::Code(code) => {
                decoder.push(code);
                end
            }
            Escape::Incomplete(_) if !is_final => break,
            Escape::Incomplete(reason) | Escape::Wrong(reason) => decoder.problem(at, end, reason)?,
            Escape::Nothing | Escape::Plain => end,
        };
    }
    Ok(decoder.finish(at))
}

/// Encodes to `raw_unicode_escape`.
pub fn encode_raw(text: &Wtf8) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for point in text.code_points() {
        match u8::try_from(point.to_u32()) {
            Ok(byte) => out.push(byte),
            Err(_) => out.extend_from_slice(super::backslash_escape(point).as_bytes()),
        }
    }
    out
}
