//! `BigInt`: ints that are not immediate, and instances of subclasses of int.

use crate::heap::{Gc, Kind, Payload, Tracer};
use crate::kinds;
use crate::shape::ShapeId;
use crate::value::Value;
use crate::vm::Vm;
use dashu_int::IBig;

/// Invariant: a cell of exactly the type int holds a number outside of the immediate range, so
/// that equal ints of that type have one representation. Subclass instances hold any number.
pub struct BigInt {
    pub value: IBig,
}

// SAFETY: the kind is this type's own; there are no references.
unsafe impl Payload for BigInt {
    const KIND: Kind = kinds::BIG_INT;
    const NAME: &'static str = "int";

    fn trace(&self, _: &mut Tracer) {}

    fn outside_bytes(&self) -> usize {
        outside_bytes(&self.value)
    }
}

/// Bytes of a number's words, but for the two that stand in the number itself.
fn outside_bytes(value: &IBig) -> usize {
    match value.as_sign_words().1.len() {
        0..=2 => 0,
        words => words * 8,
    }
}

/// An int of any size, taken from a value.
#[derive(Clone, Copy)]
pub enum Int<'a> {
    Small(i64),
    Big(&'a IBig),
}

impl Int<'_> {
    pub fn to_ibig(self) -> IBig {
        match self {
            Int::Small(i) => IBig::from(i),
            Int::Big(b) => b.clone(),
        }
    }

    pub fn to_i64(self) -> Option<i64> {
        match self {
            Int::Small(i) => Some(i),
            Int::Big(b) => i64::try_from(b).ok(),
        }
    }

    pub fn is_negative(self) -> bool {
        match self {
            Int::Small(i) => i < 0,
            Int::Big(b) => *b < IBig::ZERO,
        }
    }

    pub fn is_zero(self) -> bool {
        match self {
            Int::Small(i) => i == 0,
            Int::Big(b) => b.is_zero(),
        }
    }
}

impl Value {
    /// The number of an int, a bool or an instance of a subclass of int.
    #[inline]
    pub fn as_int(&self) -> Option<Int<'_>> {
        if let Some(i) = self.as_small() {
            return Some(Int::Small(i));
        }
        if let Some(b) = self.as_bool() {
            return Some(Int::Small(i64::from(b)));
        }
        let header = self.header()?;
        if header.kind() != kinds::BIG_INT {
            return None;
        }
        // SAFETY: the kind was checked; the number lives as long as the cell, which `self` holds.
        let big = unsafe { &(*(self.bits() as *const crate::heap::CellBox<BigInt>)).payload };
        Some(Int::Big(&big.value))
    }

    /// `as_int` for numbers that fit in 64 bits.
    #[inline]
    pub fn as_i64(&self) -> Option<i64> {
        match self.as_small() {
            Some(i) => Some(i),
            None => self.as_int()?.to_i64(),
        }
    }
}

impl Vm {
    /// The int `i`.
    #[inline(always)]
    pub fn new_int(&mut self, i: i64) -> Value {
        match Value::checked_small(i) {
            Some(v) => v,
            None => self.new_big(IBig::from(i)).value(),
        }
    }

    /// The int `i`.
    pub fn new_uint(&mut self, i: u64) -> Value {
        match i64::try_from(i) {
            Ok(i) => self.new_int(i),
            Err(_) => self.new_big(IBig::from(i)).value(),
        }
    }

    /// The int `i`.
    #[inline]
    pub fn new_i128(&mut self, i: i128) -> Value {
        match i64::try_from(i).ok().and_then(Value::checked_small) {
            Some(v) => v,
            // Two words are inline: nothing outside of the cell is to be accounted.
            None => self.alloc(ShapeId::BIG_INT, BigInt { value: IBig::from(i) }).value(),
        }
    }

    /// The int `i`, immediate if it fits.
    pub fn new_ibig(&mut self, i: IBig) -> Value {
        match i64::try_from(&i).ok().and_then(Value::checked_small) {
            Some(v) => v,
            None => self.new_big(i).value(),
        }
    }

    fn new_big(&mut self, value: IBig) -> Gc<BigInt> {
        let bytes = outside_bytes(&value);
        if bytes > 0 {
            self.account_outside(bytes);
        }
        self.alloc(ShapeId::BIG_INT, BigInt { value })
    }
}
