//! `repr(str)` and `ascii(str)`.

use std::fmt::Write;

use rustpython_wtf8::Wtf8;

use crate::text::unicode;

/// `repr(text)`
pub fn repr(text: &Wtf8) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    write_repr(&mut out, text);
    out
}

/// `ascii(text)`
pub fn ascii(text: &Wtf8) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    write_ascii(&mut out, text);
    out
}

/// Appends `repr(text)`.
pub fn write_repr(out: &mut String, text: &Wtf8) {
    write_quoted(out, text, unicode::is_printable);
}

/// Appends `ascii(text)`.
pub fn write_ascii(out: &mut String, text: &Wtf8) {
    write_quoted(out, text, |_| false);
}

/// The quote that needs no escape, single where both or none would.
pub(crate) fn quote_for(bytes: &[u8]) -> char {
    let double = memchr::memchr(b'\'', bytes).is_some() && memchr::memchr(b'"', bytes).is_none();
    if double { '"' } else { '\'' }
}

/// `printable` is asked of characters beyond ASCII only.
fn write_quoted(out: &mut String, text: &Wtf8, printable: impl Fn(u32) -> bool) {
    let bytes = text.as_bytes();
    let quote = quote_for(bytes);
    out.push(quote);
    // Runs of plain characters are copied whole.
    let mut copied = 0;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let (code, len, plain) = if *byte < 0x80 {
            (u32::from(*byte), 1, matches!(byte, 0x20..=0x7e) && *byte != quote as u8 && *byte != b'\\')
        } else {
            let point = super::first(&text[at..]);
            (point.to_u32(), point.len_wtf8(), printable(point.to_u32()))
        };
        if !plain {
            push_run(out, &text[copied..at]);
            copied = at + len;
            write_escape(out, code);
        }
        at += len;
    }
    push_run(out, &text[copied..]);
    out.push(quote);
}

fn push_run(out: &mut String, run: &Wtf8) {
    out.push_str(run.as_str().expect("surrogates are not printable"));
}

/// The escape of a character that is not shown as it is.
fn write_escape(out: &mut String, code: u32) {
    let escaped = match code {
        0x09 => "\\t",
        0x0a => "\\n",
        0x0d => "\\r",
        0x27 => "\\'",
        0x5c => "\\\\",
        _ => "",
    };
    out.push_str(escaped);
    if !escaped.is_empty() {
        return;
    }
    let written = match code {
        0..0x100 => write!(out, "\\x{code:02x}"),
        0x100..0x10000 => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
    written.expect("writing to a String succeeds");
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustpython_wtf8::{CodePoint, Wtf8Buf};

    #[test]
    fn quoting_and_escapes() {
        for (text, expected, in_ascii) in [
            ("a'b", "\"a'b\"", "\"a'b\""),
            ("a'\"b", "'a\\'\"b'", "'a\\'\"b'"),
            ("\t\n\r\\\0\x7f", "'\\t\\n\\r\\\\\\x00\\x7f'", "'\\t\\n\\r\\\\\\x00\\x7f'"),
            ("é\u{ad}\u{a0}", "'é\\xad\\xa0'", "'\\xe9\\xad\\xa0'"),
            ("€\u{2028}😀", "'€\\u2028😀'", "'\\u20ac\\u2028\\U0001f600'"),
            ("\u{e000}\u{10ffff}", "'\\ue000\\U0010ffff'", "'\\ue000\\U0010ffff'"),
        ] {
            assert_eq!(repr(Wtf8::new(text)), expected);
            assert_eq!(ascii(Wtf8::new(text)), in_ascii);
        }
        let mut lone = Wtf8Buf::from("x");
        lone.push(CodePoint::from_u32(0xd800).unwrap());
        assert_eq!(repr(&lone), "'x\\ud800'");
    }
}
