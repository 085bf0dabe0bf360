//! Changing case. ASCII goes byte by byte, other text through the Unicode tables.

use rustpython_unicode::case;
use rustpython_wtf8::{Wtf8, Wtf8Buf};

/// `str.lower`, with the final sigma rule.
pub fn lower(text: &Wtf8) -> Wtf8Buf {
    match text.as_str() {
        Ok(text) if text.is_ascii() => text.to_ascii_lowercase().into(),
        // What a capital sigma becomes depends on its neighbours.
        Ok(text) if text.contains('Σ') => text.to_lowercase().into(),
        Ok(text) => map_chars(text, |byte| byte.to_ascii_lowercase(), char::to_lowercase),
        Err(_) => text.to_lowercase(),
    }
}

/// `str.upper`
pub fn upper(text: &Wtf8) -> Wtf8Buf {
    match text.as_str() {
        Ok(text) if text.is_ascii() => text.to_ascii_uppercase().into(),
        Ok(text) => map_chars(text, |byte| byte.to_ascii_uppercase(), char::to_uppercase),
        Err(_) => text.to_uppercase(),
    }
}

/// Maps each character by itself, ASCII by a function of its own. Texts have few different
/// characters, so those that map to one character are remembered by their low byte.
fn map_chars<I: Iterator<Item = char>>(text: &str, ascii: impl Fn(u8) -> u8, wide: impl Fn(char) -> I) -> Wtf8Buf {
    let mut known = [('\0', '\0'); 256];
    let mut out = Vec::with_capacity(text.len() + 8);
    let push = |out: &mut Vec<u8>, c: char| out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(ascii(c as u8));
            continue;
        }
        let slot = &mut known[c as usize & 0xff];
        if slot.0 == c {
            push(&mut out, slot.1);
            continue;
        }
        let mut mapped = wide(c);
        let first = mapped.next().unwrap_or(c);
        push(&mut out, first);
        match mapped.next() {
            None => *slot = (c, first),
            Some(second) => {
                push(&mut out, second);
                mapped.for_each(|more| push(&mut out, more));
            }
        }
    }
    String::from_utf8(out).expect("only encoded characters were appended").into()
}

/// `str.casefold`
pub fn casefold(text: &Wtf8) -> Wtf8Buf {
    if text.is_ascii() { text.to_ascii_lowercase() } else { case::casefold_wtf8(text) }
}

/// `str.swapcase`
pub fn swapcase(text: &Wtf8) -> Wtf8Buf {
    if text.is_ascii() {
        super::from_ascii(crate::text::bytes::swapcase(text.as_bytes()))
    } else {
        case::swapcase_wtf8(text)
    }
}

/// `str.title`
pub fn title(text: &Wtf8) -> Wtf8Buf {
    if text.is_ascii() { super::from_ascii(crate::text::bytes::title(text.as_bytes())) } else { case::title_wtf8(text) }
}

/// `str.capitalize`
pub fn capitalize(text: &Wtf8) -> Wtf8Buf {
    if text.is_ascii() {
        super::from_ascii(crate::text::bytes::capitalize(text.as_bytes()))
    } else {
        case::capitalize_wtf8(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let check = |f: fn(&Wtf8) -> Wtf8Buf, text: &str, expected: &str| {
            assert_eq!(f(Wtf8::new(text)).to_string(), expected);
        };
        check(lower, "ΑΣ ΣΑΣ", "ας σας");
        check(lower, "İX", "i̇x");
        check(upper, "straße ŉ", "STRASSE ʼN");
        check(casefold, "Straße", "strasse");
        check(swapcase, "Hello World1x", "hELLO wORLD1X");
        check(swapcase, "ßaÉΣ", "SSAéς");
        check(title, "they're bill's 2nd", "They'Re Bill'S 2Nd");
        check(title, "ǆabc éa", "ǅabc Éa");
        check(capitalize, "hELLO wORLD", "Hello world");
        check(capitalize, "ßABC", "Ssabc");
    }
}
