//! Case, padding, tabs, replacing and translating of byte strings.

use crate::fault::Fault;
use crate::text::search;
use crate::text::wtf8::center_margins;

pub fn lower(bytes: &[u8]) -> Vec<u8> {
    bytes.to_ascii_lowercase()
}

pub fn upper(bytes: &[u8]) -> Vec<u8> {
    bytes.to_ascii_uppercase()
}

pub fn swapcase(bytes: &[u8]) -> Vec<u8> {
    let swap = |byte: &u8| if byte.is_ascii_alphabetic() { byte ^ 0x20 } else { *byte };
    bytes.iter().map(swap).collect()
}

/// Every run of letters with its first in upper case and the others in lower case.
pub fn title(bytes: &[u8]) -> Vec<u8> {
    let mut inside = false;
    let change = |byte: &u8| {
        let changed = if inside { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() };
        inside = byte.is_ascii_alphabetic();
        changed
    };
    bytes.iter().map(change).collect()
}

pub fn capitalize(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_ascii_lowercase();
    if let Some(first) = out.first_mut() {
        first.make_ascii_uppercase();
    }
    out
}

fn pad(bytes: &[u8], left: usize, right: usize, fill: u8) -> Vec<u8> {
    let mut out = Vec::with_capacity(left + bytes.len() + right);
    out.resize(left, fill);
    out.extend_from_slice(bytes);
    out.resize(out.len() + right, fill);
    out
}

pub fn center(bytes: &[u8], width: usize, fill: u8) -> Vec<u8> {
    let (left, right) = center_margins(bytes.len(), width);
    pad(bytes, left, right, fill)
}

pub fn left_justify(bytes: &[u8], width: usize, fill: u8) -> Vec<u8> {
    pad(bytes, 0, width.saturating_sub(bytes.len()), fill)
}

pub fn right_justify(bytes: &[u8], width: usize, fill: u8) -> Vec<u8> {
    pad(bytes, width.saturating_sub(bytes.len()), 0, fill)
}

/// Zeros after a sign, if there is one.
pub fn zero_fill(bytes: &[u8], width: usize) -> Vec<u8> {
    let sign = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let mut out = bytes[..sign].to_vec();
    out.resize(sign + width.saturating_sub(bytes.len()), b'0');
    out.extend_from_slice(&bytes[sign..]);
    out
}

/// Tabs become spaces up to the next column; a size of 0 or less removes them.
pub fn expand_tabs(bytes: &[u8], tab_size: i64) -> Vec<u8> {
    let tab_size = usize::try_from(tab_size).unwrap_or(0);
    let mut out = Vec::with_capacity(bytes.len());
    let mut column = 0_usize;
    for byte in bytes {
        match byte {
            b'\t' => {
                let spaces = column.checked_rem(tab_size).map_or(0, |used| tab_size - used);
                out.resize(out.len() + spaces, b' ');
                column += spaces;
                continue;
            }
            b'\n' | b'\r' => column = 0,
            _ => column += 1,
        }
        out.push(*byte);
    }
    out
}

/// `replace`, at most `max` times; `None` where nothing is replaced.
pub fn replace(bytes: &[u8], old: &[u8], new: &[u8], max: usize) -> Option<Vec<u8>> {
    if max == 0 || old == new {
        return None;
    }
    let mut out = Vec::with_capacity(bytes.len() + new.len());
    if old.is_empty() {
        for byte in bytes.iter().take(max) {
            out.extend_from_slice(new);
            out.push(*byte);
        }
        if max <= bytes.len() {
            out.extend_from_slice(&bytes[max..]);
        } else {
            out.extend_from_slice(new);
        }
        return Some(out);
    }
    let mut places = search::Matches::new(bytes, old).take(max).peekable();
    places.peek()?;
    let mut copied = 0;
    for place in places {
        out.extend_from_slice(&bytes[copied..place]);
        out.extend_from_slice(new);
        copied = place + old.len();
    }
    out.extend_from_slice(&bytes[copied..]);
    Some(out)
}

/// `translate(table, delete)`
pub fn translate(bytes: &[u8], table: &[u8], deleted: &[u8]) -> Result<Vec<u8>, Fault> {
    let Ok(table) = <&[u8; 256]>::try_from(table) else {
        return Err(Fault::value("translation table must be 256 characters long"));
    };
    if deleted.is_empty() {
        return Ok(bytes.iter().map(|byte| table[usize::from(*byte)]).collect());
    }
    Ok(delete(bytes, deleted).iter().map(|byte| table[usize::from(*byte)]).collect())
}

/// `translate(None, delete)`
pub fn delete(bytes: &[u8], deleted: &[u8]) -> Vec<u8> {
    let mut dropped = [false; 256];
    for byte in deleted {
        dropped[usize::from(*byte)] = true;
    }
    bytes.iter().copied().filter(|byte| !dropped[usize::from(*byte)]).collect()
}

/// `maketrans(from, to)`
pub fn make_translation(from: &[u8], to: &[u8]) -> Result<[u8; 256], Fault> {
    if from.len() != to.len() {
        return Err(Fault::value("maketrans arguments must have same length"));
    }
    let mut table = std::array::from_fn(|i| i as u8);
    for (from, to) in from.iter().zip(to) {
        table[usize::from(*from)] = *to;
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        assert_eq!(title(b"\xe9ab1 c"), b"\xe9Ab1 C");
        assert_eq!(title(b"ab1cD"), b"Ab1Cd");
        assert_eq!(capitalize(b"ABC def"), b"Abc def");
        assert_eq!(swapcase(b"AbC[\xe9"), b"aBc[\xe9");
        assert_eq!(center(b"ab", 5, b' '), b"  ab ");
        assert_eq!(left_justify(b"ab", 4, b'.'), b"ab..");
        assert_eq!(right_justify(b"ab", 1, b'.'), b"ab");
        assert_eq!(zero_fill(b"-5", 5), b"-0005");
        assert_eq!(zero_fill(b"5", 3), b"005");
        assert_eq!(expand_tabs(b"a\tb\n\tc", 4), b"a   b\n    c");
        assert_eq!(expand_tabs(b"a\tb", -1), b"ab");
    }

    #[test]
    fn replacing_and_translating() {
        assert_eq!(replace(b"abc", b"", b"-", usize::MAX).unwrap(), b"-a-b-c-");
        assert_eq!(replace(b"abc", b"", b"-", 2).unwrap(), b"-a-bc");
        assert_eq!(replace(b"abc", b"", b"-", 3).unwrap(), b"-a-b-c");
        assert_eq!(replace(b"aXbX", b"X", b"yy", 1).unwrap(), b"ayybX");
        assert_eq!(replace(b"abc", b"x", b"", 9), None);
        let table = make_translation(b"ab", b"xy").unwrap();
        assert_eq!(translate(b"abcab", &table, b"b").unwrap(), b"xcx");
        assert_eq!(delete(b"abcab", b"a"), b"bcb");
        assert!(translate(b"a", b"a", b"").is_err());
    }
}
