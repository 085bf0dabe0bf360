//! Text of numbers and strings, free of the heap: what `repr`, `str`, `format`, `%` and the
//! methods of `str` and `bytes` compute, over plain Rust slices.

pub mod bytes;
pub mod float;
pub mod float_hex;
pub mod float_round;
pub mod format_spec;
pub mod format_value;
pub mod int;
pub mod percent;
pub mod search;
pub mod sink;
pub mod str_format;
pub mod unicode;
pub mod wtf8;
