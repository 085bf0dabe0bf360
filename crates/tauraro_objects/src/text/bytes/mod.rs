//! The methods of `bytes` and `bytearray` over byte slices, in which only ASCII letters, digits
//! and spaces mean anything.
//!
//! Searching and splitting at a separator are in [`super::search`].

mod hex;
mod parts;
mod repr;
mod shape;

pub use hex::{HexSeparator, from_hex, hex};
pub use parts::{Lines, SplitSpace, lines, partition, rpartition, rsplit_space, split_space, strip_end, strip_start};
pub use repr::{repr, repr_bytearray, write_repr, write_repr_bytearray};
pub use shape::{
    capitalize, center, delete, expand_tabs, left_justify, lower, make_translation, replace, right_justify, swapcase,
    title, translate, upper, zero_fill,
};

/// What C's `isspace` takes for white space.
#[inline]
pub fn is_space_byte(byte: u8) -> bool {
    matches!(byte, 0x09..=0x0d | b' ')
}

fn all(bytes: &[u8], property: fn(&u8) -> bool) -> bool {
    !bytes.is_empty() && bytes.iter().all(property)
}

pub fn is_alpha(bytes: &[u8]) -> bool {
    all(bytes, u8::is_ascii_alphabetic)
}

pub fn is_alnum(bytes: &[u8]) -> bool {
    all(bytes, u8::is_ascii_alphanumeric)
}

pub fn is_digit(bytes: &[u8]) -> bool {
    all(bytes, u8::is_ascii_digit)
}

pub fn is_space(bytes: &[u8]) -> bool {
    all(bytes, |byte| is_space_byte(*byte))
}

/// Some lower case letter, and no upper case one.
pub fn is_lower(bytes: &[u8]) -> bool {
    bytes.iter().any(u8::is_ascii_lowercase) && !bytes.iter().any(u8::is_ascii_uppercase)
}

/// Some upper case letter, and no lower case one.
pub fn is_upper(bytes: &[u8]) -> bool {
    bytes.iter().any(u8::is_ascii_uppercase) && !bytes.iter().any(u8::is_ascii_lowercase)
}

/// Upper case letters only at the start of a word, lower case only inside.
pub fn is_title(bytes: &[u8]) -> bool {
    let mut cased = false;
    let mut inside = false;
    for byte in bytes {
        if byte.is_ascii_uppercase() && inside || byte.is_ascii_lowercase() && !inside {
            return false;
        }
        inside = byte.is_ascii_alphabetic();
        cased |= inside;
    }
    cased
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predicates() {
        assert!(!is_alpha(b"") && is_alpha(b"aB") && !is_alpha(b"a\xe9"));
        assert!(is_upper(b"A1") && !is_upper(b"1") && is_lower(b"a1"));
        assert!(is_title(b"Aa Bb") && !is_title(b"aA") && !is_title(b"1"));
        assert!(is_space(b"\x0b ") && !is_space(b"\x1c"));
        assert!(is_digit(b"12") && is_alnum(b"a1"));
    }
}
