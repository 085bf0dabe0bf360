//! `bytes.hex` and `bytes.fromhex`.

use super::is_space_byte;
use crate::fault::Fault;

/// What `hex` puts between groups of bytes.
#[derive(Clone, Copy, Debug)]
pub struct HexSeparator {
    pub separator: u8,
    /// Bytes in a group; counted from the right, or if negative from the left. 0: no groups.
    pub bytes_per_group: i32,
}

impl HexSeparator {
    /// Checks a separator, which may be the bytes of a str.
    pub fn new(separator: &[u8], char_len: usize, bytes_per_group: i32) -> Result<Self, Fault> {
        if char_len != 1 {
            return Err(Fault::value("sep must be length 1."));
        }
        match separator {
            [byte @ 0..0x80] => Ok(Self { separator: *byte, bytes_per_group }),
            _ => Err(Fault::value("sep must be ASCII.")),
        }
    }
}

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// `hex(sep, bytes_per_sep)`
pub fn hex(bytes: &[u8], separator: Option<HexSeparator>) -> String {
    let group = separator.map_or(0, |s| s.bytes_per_group.unsigned_abs() as usize);
    let mut out = Vec::with_capacity(bytes.len() * 2 + bytes.len().checked_div(group).unwrap_or(0));
    let from_right = separator.is_some_and(|s| s.bytes_per_group > 0);
    for (i, byte) in bytes.iter().enumerate() {
        if let Some(s) = separator.filter(|_| group > 0 && i > 0) {
            let before = if from_right { bytes.len() - i } else { i };
            if before % group == 0 {
                out.push(s.separator);
            }
        }
        out.push(DIGITS[usize::from(byte >> 4)]);
        out.push(DIGITS[usize::from(byte & 15)]);
    }
    String::from_utf8(out).expect("digits and separators are ASCII")
}

/// `fromhex(text)`, of the bytes of a str or of bytes; white space may stand between bytes.
pub fn from_hex(text: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::with_capacity(text.len() / 2);
    let mut at = 0;
    while let Some(first) = text.get(at) {
        if is_space_byte(*first) {
            at += 1;
            continue;
        }
        let high = digit(*first, at)?;
        let Some(second) = text.get(at + 1) else {
            return Err(Fault::value("fromhex() arg must contain an even number of hexadecimal digits"));
        };
        out.push(high << 4 | digit(*second, at + 1)?);
        at += 2;
    }
    Ok(out)
}

fn digit(byte: u8, position: usize) -> Result<u8, Fault> {
    match char::from(byte).to_digit(16) {
        Some(digit) => Ok(digit as u8),
        None => Err(Fault::value(format!("non-hexadecimal number found in fromhex() arg at position {position}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn to_hex() {
        let with = |bytes_per_group| Some(HexSeparator { separator: b':', bytes_per_group });
        assert_eq!(hex(b"abc", None), "616263");
        assert_eq!(hex(b"abcde", with(1)), "61:62:63:64:65");
        assert_eq!(hex(b"abcde", with(2)), "61:6263:6465");
        assert_eq!(hex(b"abcde", with(-2)), "6162:6364:65");
        assert_eq!(hex(b"abcde", with(0)), "6162636465");
        assert_eq!(hex(b"ab", with(5)), "6162");
        assert_eq!(hex(b"abcde", with(i32::MIN)), "6162636465");
        assert_eq!(HexSeparator::new(b"::", 2, 1).unwrap_err().text, "sep must be length 1.");
        assert_eq!(HexSeparator::new("é".as_bytes(), 1, 1).unwrap_err().text, "sep must be ASCII.");
    }

    #[test]
    fn of_hex() {
        assert_eq!(from_hex(b"01\n02\x0b aB").unwrap(), b"\x01\x02\xab");
        let text = |s: &str| from_hex(s.as_bytes()).unwrap_err().text;
        for odd in ["0", "01 2", "012"] {
            assert_eq!(text(odd), "fromhex() arg must contain an even number of hexadecimal digits");
        }
        for (bad, position) in [("0g", 1), ("0 1", 1), ("é", 0), ("ab c d", 4), ("\x1c01", 0)] {
            let expected = format!("non-hexadecimal number found in fromhex() arg at position {position}");
            assert_eq!(text(bad), expected);
        }
    }
}
