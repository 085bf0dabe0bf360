//! Python's integer semantics over machine words and dashu's big integers.

use dashu_int::IBig;

use crate::fault::Fault;

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

/// An integer of any size, borrowed.
#[derive(Clone, Copy, Debug)]
pub enum IntRef<'a> {
    Small(i64),
    Big(&'a IBig),
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
    /// The nearest float, ties to even; `OverflowError` beyond the largest.
    pub fn to_f64(self) -> Result<f64, Fault> {
        match self {
            Self::Small(small) => Ok(small as f64),
            Self::Big(big) => big_to_f64(big),
        }
    }
}

/// The nearest float, ties to even; `OverflowError` beyond the largest.
pub fn big_to_f64(value: &IBig) -> Result<f64, Fault> {
    let float = value.to_f64().value();
    if float.is_infinite() {
        return Err(Fault::overflow("int too large to convert to float"));
    }
    Ok(float)
}
