//! `Value`: the one representation of a Python object reference, a NaN-boxed 64-bit word.
//!
//! ```text
//! 0x0000_pppp_pppp_pppp              pointer to a heap cell (8-byte aligned, never null)
//! 0x0001_... .. 0xFFF1_0000_...      float: its bits plus 2^48
//! 0xFFF2_0000_0000_000n              the n-th singleton
//! 0xFFF8_... .. 0xFFFF_ffff_...      int, 51-bit two's complement in the low bits
//! ```
//!
//! A float is stored by adding 2^48 to its bits, which moves the highest pattern that a
//! canonical float has (minus infinity, `0xFFF0 << 48`) just below the singletons and leaves
//! the patterns without any of the upper 16 bits to pointers. A NaN's sign is a bit of its payload,
//! which also tells apart those that were made as objects of their own.
//! Ints outside of 51 bits live in cells; the arithmetic that decides this is `checked_small`.

use crate::heap::{Gc, Header, Kind, Payload};
use std::num::NonZeroU64;

/// Marks a Python exception that is pending in the `Vm`; carries nothing, so that
/// `PyResult<Value>` is one register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Raised;

/// The result of whatever can raise a Python exception. `Err` means: one is pending in the `Vm`.
pub type PyResult<T = Value> = Result<T, Raised>;

/// A Python object: an int, a float or a singleton at once, or a reference to a heap cell.
///
/// A `Value` may live in locals, GC cells and registered roots, never in malloc'ed memory.
/// `==` compares identity of representation (like `is`, but equal floats are one).
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct Value(NonZeroU64);

const FLOAT_OFFSET: u64 = 1 << 48;
const SINGLETON_TAG: u64 = 0xFFF2 << 48;
const INT_TAG: u64 = 0xFFF8 << 48;
/// Number of bits by which an immediate int is shifted left to stand at the word's top.
pub const INT_SHIFT: u32 = 13;
/// Greatest int that needs no cell.
pub const SMALL_MAX: i64 = (1 << 50) - 1;
/// Least int that needs no cell.
pub const SMALL_MIN: i64 = -(1 << 50);
const NAN_BITS: u64 = 0x7FF8 << 48;

/// Bits of a NaN by which one is told from another, see `Value::nan`.
const NAN_PAYLOAD: u64 = (1 << 51) - 1;

/// The bit of a payload that says that the NaN is negative, as the sign's own bit is taken.
const NAN_SIGN: u64 = 1 << 50;

/// A quiet NaN with its payload, the sign moved into it. A sign that changed since the NaN was
/// taken out of its box turns the bit over, so that negation works without knowing of it.
#[cold]
fn nan_bits(f: f64) -> u64 {
    let sign = (f.to_bits() >> 13) & NAN_SIGN;
    NAN_BITS | (f.to_bits() & NAN_PAYLOAD) ^ sign
}

/// A float whose sign is to be looked at: that of a NaN is put in its place.
pub fn with_sign(f: f64) -> f64 {
    if !f.is_nan() {
        return f;
    }
    let sign = (f.to_bits() & NAN_SIGN) << 13;
    f64::from_bits((f.to_bits() & !NAN_SIGN) ^ sign)
}

/// What the payload of a NaN that was made as an object of its own begins with; a number of 32
/// bits follows.
const NAN_OBJECT: u64 = 0x2_B1E5 << 32;

/// A float as bytes show it: without the number by which one NaN object is told from another.
pub fn shown_float(f: f64) -> f64 {
    let f = with_sign(f);
    let is_object = f.to_bits() & (NAN_PAYLOAD & !0xFFFF_FFFF) == NAN_OBJECT;
    if f.is_nan() && is_object { f64::from_bits(NAN_BITS).copysign(f) } else { f }
}

const fn singleton(n: u64) -> Value {
    match NonZeroU64::new(SINGLETON_TAG | n) {
        Some(bits) => Value(bits),
        None => unreachable!(),
    }
}

impl Value {
    /// Not an object: the content of an unassigned register, slot or cell.
    pub const UNBOUND: Value = singleton(0);
    pub const NONE: Value = singleton(1);
    pub const FALSE: Value = singleton(2);
    pub const TRUE: Value = singleton(3);
    pub const NOT_IMPLEMENTED: Value = singleton(4);
    pub const ELLIPSIS: Value = singleton(5);

    #[inline(always)]
    pub const fn bits(self) -> u64 {
        self.0.get()
    }

    /// The value with these bits.
    ///
    /// # Safety
    /// `bits` came from `Value::bits`, and if it is a reference its cell is alive.
    #[inline(always)]
    pub const unsafe fn from_bits(bits: u64) -> Value {
        // SAFETY: by the contract the bits are those of a value, and none is zero.
        Value(unsafe { NonZeroU64::new_unchecked(bits) })
    }

    // ---- ints -------------------------------------------------------------------------

    /// An int that is known to fit; debug builds check it.
    #[inline(always)]
    pub const fn small(i: i64) -> Value {
        debug_assert!(i >= SMALL_MIN && i <= SMALL_MAX);
        // SAFETY: the tag bits are set, so the word is not zero, and ints refer to no cell.
        unsafe { Value::from_bits(i as u64 | INT_TAG) }
    }

    /// The sum of two immediate ints that is known to be one.
    #[inline(always)]
    pub const fn sum_in_range(a: Value, b: Value) -> Value {
        debug_assert!(Value::both_small(a, b));
        // SAFETY: the low bits of the sum do not depend on the tags, which are put back; ints
        // refer to no cell.
        unsafe { Value::from_bits(a.bits().wrapping_add(b.bits()) | INT_TAG) }
    }

    /// The immediate int, if `i` fits in 51 bits.
    #[inline(always)]
    pub const fn checked_small(i: i64) -> Option<Value> {
        if i >= SMALL_MIN && i <= SMALL_MAX { Some(Value::small(i)) } else { None }
    }

    #[inline(always)]
    pub const fn is_small_int(self) -> bool {
        self.bits() >= INT_TAG
    }

    #[inline(always)]
    pub const fn both_small(a: Value, b: Value) -> bool {
        a.bits() & b.bits() >= INT_TAG
    }

    /// The immediate int; meaningless for anything else (debug builds check).
    #[inline(always)]
    pub const fn small_unchecked(self) -> i64 {
        debug_assert!(self.is_small_int());
        ((self.bits() << INT_SHIFT) as i64) >> INT_SHIFT
    }

    #[inline(always)]
    pub const fn as_small(self) -> Option<i64> {
        if self.is_small_int() { Some(self.small_unchecked()) } else { None }
    }

    // ---- floats -----------------------------------------------------------------------

    #[inline(always)]
    pub fn float(f: f64) -> Value {
        let bits = if f.is_nan() { nan_bits(f) } else { f.to_bits() };
        // SAFETY: adding the offset to a canonical float cannot give zero nor another tag.
        unsafe { Value::from_bits(bits.wrapping_add(FLOAT_OFFSET)) }
    }

    /// A NaN that is the same object as no other that has another number: two calls of
    /// `float("nan")` give two objects, which containers tell apart by identity.
    pub fn nan(number: u32) -> Value {
        Value::float(f64::from_bits(NAN_BITS | NAN_OBJECT | u64::from(number)))
    }

    #[inline(always)]
    pub const fn is_float(self) -> bool {
        self.bits().wrapping_sub(FLOAT_OFFSET) < SINGLETON_TAG - FLOAT_OFFSET
    }

    /// The immediate float; meaningless for anything else (debug builds check).
    #[inline(always)]
    pub const fn float_unchecked(self) -> f64 {
        debug_assert!(self.is_float());
        f64::from_bits(self.bits().wrapping_sub(FLOAT_OFFSET))
    }

    /// The float, or a NaN for anything else: the words of ints, singletons and addresses are
    /// NaNs if they are read as floats, whose like no float object has. So a result that is no
    /// NaN says that the operands of an operation were floats.
    #[inline(always)]
    pub const fn float_or_nan(self) -> f64 {
        f64::from_bits(self.bits().wrapping_sub(FLOAT_OFFSET))
    }

    /// A float that is known to be no NaN.
    #[inline(always)]
    pub const fn float_not_nan(f: f64) -> Value {
        debug_assert!(!f.is_nan());
        // SAFETY: as in `float`.
        unsafe { Value::from_bits(f.to_bits().wrapping_add(FLOAT_OFFSET)) }
    }

    /// The float, if this is one of exactly that type (a subclass instance is a cell).
    #[inline(always)]
    pub const fn as_float(self) -> Option<f64> {
        if self.is_float() { Some(self.float_unchecked()) } else { None }
    }

    // ---- singletons -------------------------------------------------------------------

    #[inline(always)]
    pub const fn bool(b: bool) -> Value {
        if b { Value::TRUE } else { Value::FALSE }
    }

    #[inline(always)]
    pub const fn is_none(self) -> bool {
        self.bits() == Value::NONE.bits()
    }

    #[inline(always)]
    pub const fn is_unbound(self) -> bool {
        self.bits() == Value::UNBOUND.bits()
    }

    #[inline(always)]
    pub const fn is_not_implemented(self) -> bool {
        self.bits() == Value::NOT_IMPLEMENTED.bits()
    }

    #[inline(always)]
    pub const fn is_bool(self) -> bool {
        self.bits() | 1 == Value::TRUE.bits()
    }

    /// `Some` for `True` and `False` only.
    #[inline(always)]
    pub const fn as_bool(self) -> Option<bool> {
        if self.is_bool() { Some(self.bits() == Value::TRUE.bits()) } else { None }
    }

    /// `None` for Python's None, else the value itself.
    #[inline(always)]
    pub const fn non_none(self) -> Option<Value> {
        if self.is_none() { None } else { Some(self) }
    }

    /// `None` for the unbound marker, else the value itself.
    #[inline(always)]
    pub const fn bound(self) -> Option<Value> {
        if self.is_unbound() { None } else { Some(self) }
    }

    // ---- references -------------------------------------------------------------------

    #[inline(always)]
    pub const fn is_cell(self) -> bool {
        self.bits() < FLOAT_OFFSET
    }

    /// The cell that this refers to.
    #[inline(always)]
    pub fn header(&self) -> Option<&Header> {
        // SAFETY: a word below the float range is the address of a live cell; the collector
        // finds it through this very value, which outlives the borrow.
        if self.is_cell() { Some(unsafe { &*(self.bits() as *const Header) }) } else { None }
    }

    /// The payload, if this refers to a cell of kind `T` (of the type or of a subclass).
    #[inline(always)]
    pub fn cast<T: Payload>(self) -> Option<Gc<T>> {
        match self.header() {
            // SAFETY: the kind names the payload's Rust type one to one.
            Some(h) if h.kind() == T::KIND => Some(unsafe { Gc::from_bits(self.bits()) }),
            _ => None,
        }
    }

    #[inline(always)]
    pub fn is<T: Payload>(self) -> bool {
        self.cast::<T>().is_some()
    }

    /// The kind of the cell, `Kind::NONE` for immediates.
    #[inline(always)]
    pub fn kind(self) -> Kind {
        self.header().map_or(Kind::NONE, Header::kind)
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Value::UNBOUND => f.write_str("<unbound>"),
            Value::NONE => f.write_str("None"),
            Value::TRUE => f.write_str("True"),
            Value::FALSE => f.write_str("False"),
            Value::NOT_IMPLEMENTED => f.write_str("NotImplemented"),
            Value::ELLIPSIS => f.write_str("Ellipsis"),
            v if v.is_small_int() => write!(f, "{}", v.small_unchecked()),
            v if v.is_float() => write!(f, "{:?}", v.float_unchecked()),
            v => write!(f, "<cell {:?} at {:#x}>", v.kind(), v.bits()),
        }
    }
}

impl<T: Payload> From<Gc<T>> for Value {
    #[inline(always)]
    fn from(gc: Gc<T>) -> Value {
        gc.value()
    }
}

impl From<bool> for Value {
    #[inline(always)]
    fn from(b: bool) -> Value {
        Value::bool(b)
    }
}

impl From<f64> for Value {
    #[inline(always)]
    fn from(f: f64) -> Value {
        Value::float(f)
    }
}

impl From<i32> for Value {
    #[inline(always)]
    fn from(i: i32) -> Value {
        Value::small(i64::from(i))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ints_keep_their_sign_to_both_ends() {
        for i in [0, 1, -1, SMALL_MAX, SMALL_MIN, 12345, -99999] {
            let v = Value::small(i);
            assert_eq!(v.as_small(), Some(i));
            assert!(!v.is_float() && !v.is_cell() && !v.is_bool());
        }
        assert_eq!(Value::checked_small(SMALL_MAX + 1), None);
        assert_eq!(Value::checked_small(SMALL_MIN - 1), None);
    }

    #[test]
    fn floats_of_every_exponent_are_immediate() {
        let all = [0.0, -0.0, 1.5, -1e308, 5e-324, f64::INFINITY, f64::NEG_INFINITY, f64::MAX];
        for f in all {
            let v = Value::float(f);
            assert!(v.is_float() && !v.is_cell() && !v.is_small_int());
            assert_eq!(v.float_unchecked().to_bits(), f.to_bits());
        }
        for f in [f64::NAN, -f64::NAN, f64::from_bits(0xFFFF_FFFF_FFFF_FFFF)] {
            assert!(Value::float(f).as_float().expect("a float").is_nan());
        }
    }

    #[test]
    fn what_is_no_float_reads_as_nan() {
        let address = |bits| Value(NonZeroU64::new(bits).expect("not zero"));
        let others = [Value::small(0), Value::small(-1), Value::small(SMALL_MIN), Value::NONE, Value::UNBOUND];
        for v in others.into_iter().chain([address(8), address(0xFFFF_FFFF_FFF8), Value::float(f64::NAN)]) {
            assert!(v.float_or_nan().is_nan(), "{:#x}", v.bits());
        }
        for f in [0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY, f64::MIN_POSITIVE] {
            assert_eq!(Value::float_not_nan(f).float_or_nan().to_bits(), f.to_bits());
        }
    }

    #[test]
    fn a_result_is_one_word() {
        assert_eq!(size_of::<PyResult<Value>>(), 8);
        assert_eq!(size_of::<Option<Value>>(), 8);
    }

    #[test]
    fn singletons_are_only_themselves() {
        for v in [Value::UNBOUND, Value::NONE, Value::TRUE, Value::ELLIPSIS] {
            assert!(!v.is_float() && !v.is_small_int() && !v.is_cell());
        }
        assert_eq!(Value::TRUE.as_bool(), Some(true));
        assert_eq!(Value::NONE.as_bool(), None);
    }
}
