//! The methods of `str` over WTF-8 slices.
//!
//! A str is *generalised* UTF-8: any code point, also a surrogate, in its UTF-8 form, and two
//! surrogates that stand side by side stay two. Byte order is code point order, so comparing
//! strings is comparing bytes. Where positions matter, [`Indexed`] translates between
//! characters and bytes; everything else works on bytes and asks whether the text is ASCII
//! only where that makes it faster.

mod case;
mod index;
mod parts;
mod predicates;
mod repr;
mod shape;
mod translate;

pub use case::{capitalize, casefold, lower, swapcase, title, upper};
pub use index::{Indexed, SAMPLE_CHARS, char_len, sample};
pub use parts::{
    Lines, Parts, SplitSpace, StripSet, lines, partition, rpartition, rsplit, rsplit_space, split, split_space,
    strip_end, strip_start,
};
pub use predicates::{
    is_alnum, is_alpha, is_decimal, is_digit, is_identifier, is_lower, is_numeric, is_printable, is_space, is_title,
    is_upper,
};
pub(crate) use repr::quote_for;
pub use repr::{ascii, repr, write_ascii, write_repr};
pub(crate) use shape::center_margins;
pub use shape::{center, expand_tabs, left_justify, replace, right_justify, to_ascii_decimal, zero_fill};
pub use translate::{Translated, translate};

use rustpython_wtf8::{CodePoint, Wtf8, Wtf8Buf};

/// A string of ASCII bytes that was just made.
pub(crate) fn from_ascii(bytes: Vec<u8>) -> Wtf8Buf {
    Wtf8Buf::from_string(String::from_utf8(bytes).expect("the bytes are ASCII"))
}

/// The code point at the start of the text; the text must not be empty.
pub(crate) fn first(text: &Wtf8) -> CodePoint {
    text.code_points().next().expect("the text is not empty")
}
