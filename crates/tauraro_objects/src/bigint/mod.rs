//! Python's integer semantics over machine words and dashu's big integers.
//!
//! dashu divides towards zero and knows no floats of Python's kind; here are floor division,
//! shifts with Python's limits, powers, bytes, exact meetings with floats, and the integer
//! functions of `math`. Addition, multiplication and the bit operations of [`IBig`] are already
//! Python's.

mod arithmetic;
mod bytes;
mod combine;
mod float;
mod power;

pub use arithmetic::{
    RESULT_BITS_MAX, bit_count, bit_length, div_mod, div_mod_small, floor_div, floor_mod, gcd, isqrt, lcm,
    round_to_tens, shift_left, shift_right,
};
pub use bytes::{from_bytes, to_bytes};
pub use combine::{comb, factorial, perm};
pub use float::{compare_float, float_ratio, round_float, true_divide, truncate_float};
pub use power::{pow, pow_mod};

use dashu_int::{IBig, Sign};

use crate::fault::Fault;

/// An integer of any size: `Big` only if it does not fit a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IntValue {
    Small(i64),
    Big(IBig),
}

/// An integer of any size, borrowed.
#[derive(Clone, Copy, Debug)]
pub enum IntRef<'a> {
    Small(i64),
    Big(&'a IBig),
}

impl From<IBig> for IntValue {
    fn from(value: IBig) -> Self {
        match i64::try_from(&value) {
            Ok(small) => Self::Small(small),
            Err(_) => Self::Big(value),
        }
    }
}

impl From<i64> for IntValue {
    fn from(value: i64) -> Self {
        Self::Small(value)
    }
}

impl From<IntValue> for IBig {
    fn from(value: IntValue) -> Self {
        match value {
            IntValue::Small(small) => Self::from(small),
            IntValue::Big(big) => big,
        }
    }
}

impl IntValue {
    pub fn borrow(&self) -> IntRef<'_> {
        match self {
            Self::Small(small) => IntRef::Small(*small),
            Self::Big(big) => IntRef::Big(big),
        }
    }
}

impl IntRef<'_> {
    pub fn is_negative(self) -> bool {
        match self {
            Self::Small(small) => small < 0,
            Self::Big(big) => big.sign() == Sign::Negative,
        }
    }

    pub fn is_zero(self) -> bool {
        match self {
            Self::Small(small) => small == 0,
            Self::Big(big) => big.is_zero(),
        }
    }

    pub fn to_big(self) -> IBig {
        match self {
            Self::Small(small) => IBig::from(small),
            Self::Big(big) => big.clone(),
        }
    }

    /// The nearest float, ties to even; `OverflowError` beyond the largest.
    pub fn to_f64(self) -> Result<f64, Fault> {
        let float = match self {
            Self::Small(small) => small as f64,
            Self::Big(big) => {
                float::nearest(big).ok_or_else(|| Fault::overflow("int too large to convert to float"))?
            }
        };
        Ok(float)
    }
}
