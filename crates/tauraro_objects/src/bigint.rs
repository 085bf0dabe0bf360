//! Python's integer semantics over machine words and dashu's big integers.

use dashu_int::IBig;

/// An integer of any size: `Big` only if it does not fit a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IntValue {
    Small(i64),
    Big(IBig),
}

impl From<IBig> for IntValue {
    fn from(value: IBig) -> Self {
        match i64::try_from(&value) {
            Ok(small) => Self::Small(small),
            Err(_) => Self::Big(value),
        }
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
