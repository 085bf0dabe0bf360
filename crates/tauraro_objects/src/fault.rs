//! A Python exception before it exists.
//!
//! The modules of this crate that only compute (text, hashes, codecs, big integers) know
//! nothing of the heap, so they cannot make an exception object. They return a [`Fault`]: the
//! exception's type and its exact text, which the caller turns into a raised exception.

use std::borrow::Cow;
use std::fmt;

/// The built-in exception type that a [`Fault`] stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    IndexError,
    KeyError,
    LookupError,
    MemoryError,
    OverflowError,
    /// `struct.error`
    StructError,
    TypeError,
    ValueError,
    ZeroDivisionError,
}

/// The type and the text of an exception that the caller has to raise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub kind: FaultKind,
    pub text: Cow<'static, str>,
}

impl Fault {
    #[cold]
    pub fn new(kind: FaultKind, text: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, text: text.into() }
    }

    #[cold]
    pub fn value(text: impl Into<Cow<'static, str>>) -> Self {
        Self::new(FaultKind::ValueError, text)
    }

    #[cold]
    pub fn type_error(text: impl Into<Cow<'static, str>>) -> Self {
        Self::new(FaultKind::TypeError, text)
    }

    #[cold]
    pub fn overflow(text: impl Into<Cow<'static, str>>) -> Self {
        Self::new(FaultKind::OverflowError, text)
    }

    #[cold]
    pub fn zero_division(text: impl Into<Cow<'static, str>>) -> Self {
        Self::new(FaultKind::ZeroDivisionError, text)
    }

    /// A `MemoryError`, which carries no text.
    #[cold]
    pub fn memory() -> Self {
        Self::new(FaultKind::MemoryError, "")
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.kind, self.text)
    }
}
