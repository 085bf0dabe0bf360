//! `repr` of bytes and bytearray.

use crate::text::wtf8::quote_for;

/// `repr(bytes)`
pub fn repr(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() + 3);
    write_repr(&mut out, bytes);
    out
}

/// `repr(bytearray)`
pub fn repr_bytearray(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() + 14);
    write_repr_bytearray(&mut out, bytes);
    out
}

/// Appends `repr(bytes)`.
pub fn write_repr(out: &mut String, bytes: &[u8]) {
    let quote = quote_for(bytes);
    write_quoted(out, bytes, quote, quote);
}

/// Appends `repr(bytearray)`, which escapes a single quote even between double ones.
pub fn write_repr_bytearray(out: &mut String, bytes: &[u8]) {
    out.push_str("bytearray(");
    write_quoted(out, bytes, quote_for(bytes), '\'');
    out.push(')');
}

fn write_quoted(out: &mut String, bytes: &[u8], quote: char, escaped: char) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    out.push('b');
    out.push(quote);
    for byte in bytes {
        match byte {
            b'\t' => out.push_str("\\t"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\\' => out.push_str("\\\\"),
            0x20..=0x7e => {
                let c = char::from(*byte);
                if c == escaped {
                    out.push('\\');
                }
                out.push(c);
            }
            _ => {
                out.push_str("\\x");
                out.push(char::from(DIGITS[usize::from(byte >> 4)]));
                out.push(char::from(DIGITS[usize::from(byte & 15)]));
            }
        }
    }
    out.push(quote);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_escapes() {
        assert_eq!(repr(b"a'b"), "b\"a'b\"");
        assert_eq!(repr(b"a'\"b"), "b'a\\'\"b'");
        assert_eq!(repr(b"\x00\xff\t\\ ~\x7f"), "b'\\x00\\xff\\t\\\\ ~\\x7f'");
        assert_eq!(repr_bytearray(b"a'b"), "bytearray(b\"a\\'b\")");
        assert_eq!(repr_bytearray(b"a'\"b"), "bytearray(b'a\\'\"b')");
    }
}
