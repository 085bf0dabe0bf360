//! Properties of single code points, with quick answers for ASCII.
//!
//! The data are rustpython-unicode's; code points are `u32`, so that lone surrogates (which have
//! no property that Python asks for) need no care by the callers.

use rustpython_unicode::{Ucd, case, classify, identifier};
use rustpython_wtf8::CodePoint;

/// Asks `property` of a code point beyond ASCII; surrogates never have it.
#[inline]
fn ask(code: u32, property: impl FnOnce(char) -> bool) -> bool {
    char::from_u32(code).is_some_and(property)
}

/// The value of a decimal digit of any script.
#[inline]
pub fn decimal_value(code: u32) -> Option<u8> {
    match code {
        0x30..=0x39 => Some((code - 0x30) as u8),
        0..0x80 => None,
        _ => {
            let point = CodePoint::from_u32(code)?;
            Ucd::new(true).decimal(point).map(|value| value as u8)
        }
    }
}

/// What `str.isspace` and `str.split` take for white space.
#[inline]
pub fn is_space(code: u32) -> bool {
    match code {
        0x09..=0x0d | 0x1c..=0x20 | 0x85 | 0xa0 => true,
        code if code < 0x1680 => false,
        _ => ask(code, classify::is_space),
    }
}

/// Whether a terminal shows the character two columns wide (East Asian Width W or F).
pub fn is_wide(c: char) -> bool {
    c >= '\u{1100}' && matches!(Ucd::new(true).east_asian_width(CodePoint::from_char(c)), "W" | "F")
}

/// What `repr` shows as it is (`str.isprintable`).
#[inline]
pub fn is_printable(code: u32) -> bool {
    match code {
        0x20..=0x7e => true,
        0..0x20 | 0x7f..=0xa0 => false,
        _ => ask(code, classify::is_printable),
    }
}

#[inline]
pub fn is_alpha(code: u32) -> bool {
    match code {
        0..0x80 => (code as u8).is_ascii_alphabetic(),
        _ => ask(code, classify::is_alpha),
    }
}

/// `str.isalnum`: a letter or anything with a numeric value.
#[inline]
pub fn is_alnum(code: u32) -> bool {
    match code {
        0..0x80 => (code as u8).is_ascii_alphanumeric(),
        _ => ask(code, |c| classify::is_alpha(c) || classify::is_numeric(c)),
    }
}

#[inline]
pub fn is_decimal(code: u32) -> bool {
    match code {
        0..0x80 => (code as u8).is_ascii_digit(),
        _ => ask(code, classify::is_decimal),
    }
}

#[inline]
pub fn is_digit(code: u32) -> bool {
    match code {
        0..0x80 => (code as u8).is_ascii_digit(),
        _ => ask(code, classify::is_digit),
    }
}

#[inline]
pub fn is_numeric(code: u32) -> bool {
    match code {
        0..0x80 => (code as u8).is_ascii_digit(),
        _ => ask(code, classify::is_numeric),
    }
}

#[inline]
pub fn is_lower(code: u32) -> bool {
    match code {
        0..0x80 => (code as u8).is_ascii_lowercase(),
        _ => ask(code, case::is_lowercase),
    }
}

#[inline]
pub fn is_upper(code: u32) -> bool {
    match code {
        0..0x80 => (code as u8).is_ascii_uppercase(),
        _ => ask(code, case::is_uppercase),
    }
}

#[inline]
pub fn is_title(code: u32) -> bool {
    code >= 0x80 && ask(code, case::is_titlecase)
}

#[inline]
pub fn is_identifier_start(code: u32) -> bool {
    match code {
        0..0x80 => code == u32::from(b'_') || (code as u8).is_ascii_alphabetic(),
        _ => ask(code, identifier::is_start),
    }
}

#[inline]
pub fn is_identifier_continue(code: u32) -> bool {
    match code {
        0..0x80 => code == u32::from(b'_') || (code as u8).is_ascii_alphanumeric(),
        _ => ask(code, identifier::is_continue),
    }
}
