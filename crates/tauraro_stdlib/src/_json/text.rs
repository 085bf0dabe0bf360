//! JSON texts: escapes in both directions.

use super::{decode_error, decode_error_at};
use rustpython_wtf8::Wtf8;
use tauraro_core::heap::Gc;
use tauraro_core::{PyResult, Str, Vm};

const HEX: &[u8; 16] = b"0123456789abcdef";

fn push_unicode_escape(out: &mut Vec<u8>, code: u32) {
    let digit = |shift: u32| HEX[(code >> shift & 15) as usize];
    out.extend([b'\\', b'u', digit(12), digit(8), digit(4), digit(0)]);
}

/// Appends the JSON form of a text, quotes included.
pub(super) fn encode(text: &Wtf8, ascii: bool, out: &mut Vec<u8>) {
    out.push(b'"');
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let special = |b: u8| b < 0x20 || b == b'"' || b == b'\\' || ascii && b >= 0x7f;
        let run = rest.iter().position(|b| special(*b)).unwrap_or(rest.len());
        out.extend_from_slice(&rest[..run]);
        at += run;
        let Some(byte) = bytes.get(at).copied() else { break };
        let short = match byte {
            b'"' | b'\\' => Some(byte),
            b'\n' => Some(b'n'),
            b'\r' => Some(b'r'),
            b'\t' => Some(b't'),
            0x08 => Some(b'b'),
            0x0c => Some(b'f'),
            _ => None,
        };
        if let Some(short) = short {
            out.extend([b'\\', short]);
            at += 1;
        } else if byte < 0x7f {
            push_unicode_escape(out, u32::from(byte));
            at += 1;
        } else {
            let point = text[at..].code_points().next();
            let code = point.map_or(0, |p| p.to_u32());
            if code > 0xFFFF {
                let low = code - 0x1_0000;
                push_unicode_escape(out, 0xD800 | low >> 10);
                push_unicode_escape(out, 0xDC00 | low & 0x3FF);
            } else {
                push_unicode_escape(out, code);
            }
            at += point.map_or(1, |p| p.len_wtf8());
        }
    }
    out.push(b'"');
}

/// The str of bytes that are WTF-8 by construction.
pub(super) fn finish(vm: &mut Vm, out: &[u8]) -> PyResult<Gc<Str>> {
    let text = Wtf8::from_bytes(out).expect("parts of texts and ASCII are joined");
    vm.new_str_wtf8(text)
}

/// Appends a code point as WTF-8; a surrogate is three bytes.
fn push_code(out: &mut Vec<u8>, code: u32) {
    match char::from_u32(code) {
        Some(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        None => out.extend([0xE0 | (code >> 12) as u8, 0x80 | (code >> 6 & 63) as u8, 0x80 | (code & 63) as u8]),
    }
}

/// Four hexadecimal digits at `at`.
fn hex4(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = bytes.get(at..at + 4)?;
    digits.iter().try_fold(0, |code, b| Some(code << 4 | char::from(*b).to_digit(16)?))
}

/// Reads a text whose first character is at byte `from`; gives it and the byte behind its quote.
/// `quote` is the index of its first quote, if the caller knows it better than `from - 1`.
pub(super) fn scan(
    vm: &mut Vm,
    doc: Gc<Str>,
    from: usize,
    quote: Option<i64>,
    strict: bool,
) -> PyResult<(Gc<Str>, usize)> {
    let whole = doc.as_wtf8();
    let bytes = whole.as_bytes();
    let ends = |b: u8| b == b'"' || b == b'\\' || b < 0x20 && strict;
    let run = bytes[from..].iter().position(|b| ends(*b)).unwrap_or(bytes.len() - from);
    if bytes.get(from + run) == Some(&b'"') {
        // The usual case: nothing to decode.
        return Ok((vm.new_str_wtf8(&whole[from..from + run])?, from + run + 1));
    }
    let mut out = bytes[from..from + run].to_vec();
    let mut at = from + run;
    loop {
        match bytes.get(at).copied() {
            Some(b'"') => break,
            Some(b'\\') => at = unescape(vm, doc, at, &mut out, (from, quote))?,
            Some(byte) if byte < 0x20 && strict => {
                return Err(decode_error(vm, "Invalid control character at", doc, at));
            }
            Some(_) => {
                let run = bytes[at..].iter().position(|b| ends(*b)).unwrap_or(bytes.len() - at);
                out.extend_from_slice(&bytes[at..at + run]);
                at += run;
            }
            None => return Err(unterminated(vm, doc, from, quote)),
        }
    }
    Ok((finish(vm, &out)?, at + 1))
}

#[cold]
fn unterminated(vm: &mut Vm, doc: Gc<Str>, from: usize, quote: Option<i64>) -> tauraro_core::Raised {
    let text = "Unterminated string starting at";
    match quote {
        Some(at) => decode_error_at(vm, text, doc, at),
        None => decode_error(vm, text, doc, from.saturating_sub(1)),
    }
}

/// Decodes the escape whose backslash is at `at`; gives where the text goes on.
fn unescape(
    vm: &mut Vm,
    doc: Gc<Str>,
    at: usize,
    out: &mut Vec<u8>,
    (from, quote): (usize, Option<i64>),
) -> PyResult<usize> {
    let bytes = doc.as_bytes();
    let Some(escape) = bytes.get(at + 1) else { return Err(unterminated(vm, doc, from, quote)) };
    let plain = match escape {
        b'"' | b'\\' | b'/' => *escape,
        b'b' => 8,
        b'f' => 12,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'u' => {
            let Some(code) = hex4(bytes, at + 2) else {
                return Err(decode_error(vm, "Invalid \\uXXXX escape", doc, at + 1));
            };
            let mut end = at + 6;
            let mut code = code;
            if (0xD800..0xDC00).contains(&code) && bytes[end..].starts_with(b"\\u") {
                let Some(low) = hex4(bytes, end + 2) else {
                    return Err(decode_error(vm, "Invalid \\uXXXX escape", doc, end + 1));
                };
                if (0xDC00..0xE000).contains(&low) {
                    code = 0x1_0000 + ((code - 0xD800) << 10 | (low - 0xDC00));
                    end += 6;
                }
            }
            push_code(out, code);
            return Ok(end);
        }
        _ => return Err(decode_error(vm, "Invalid \\escape", doc, at)),
    };
    out.push(plain);
    Ok(at + 2)
}
