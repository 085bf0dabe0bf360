//! What `id`, the default `hash` and `<... at 0x...>` show of an object.

use tauraro_core::Value;

/// The address of an object; for immediates (ints, floats, None ...) a number that only equal
/// ones have.
pub(crate) fn address(v: Value) -> u64 {
    v.bits()
}

/// The hash of an object by its identity. Never -1, which means an error in CPython's
/// interfaces.
pub(crate) fn hash(v: Value) -> i64 {
    // Cells are aligned to 16 bytes: rotating brings the bits that differ to the bottom.
    match v.bits().rotate_right(4) as i64 {
        -1 => -2,
        h => h,
    }
}
