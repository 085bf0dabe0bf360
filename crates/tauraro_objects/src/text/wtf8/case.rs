//! Changing case. ASCII goes byte by byte, other text through the Unicode tables.

use rustpython_unicode::case;
use rustpython_wtf8::{Wtf8, Wtf8Buf};

/// `str.lower`, with the final sigma rule.
pub fn lower(text: &Wtf8) -> Wtf8Buf {
    if text.is_ascii() { text.to_ascii_lowercase() } else { text.to_lowercase() }
}

/// `str.upper`
pub fn upper(text: &Wtf8) -> Wtf8Buf {
    if text.is_ascii() { text.to_ascii_uppercase() } else { text.to_uppercase() }
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
