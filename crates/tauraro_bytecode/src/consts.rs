//! Constants of a code object, in a form that needs no runtime.

use std::sync::Arc;

use crate::code::Code;
use crate::lazy::LazyCode;

/// A value that an instruction can load.
#[derive(Clone, Debug)]
pub enum Const {
    /// `None`
    None,
    /// `True` or `False`
    Bool(bool),
    /// `...`
    Ellipsis,
    /// An int of 64 bits.
    Int(i64),
    /// A wider int.
    BigInt(BigInt),
    /// A float; its bits count (`-0.0` is not `0.0`).
    Float(f64),
    /// A complex number: real, imaginary.
    Complex(f64, f64),
    /// A str as WTF-8 (UTF-8 that may also encode lone surrogates).
    Str(Box<[u8]>),
    /// Bytes.
    Bytes(Box<[u8]>),
    /// A tuple of constants.
    Tuple(Box<[Const]>),
    /// A frozenset of constants, in the order written.
    FrozenSet(Box<[Const]>),
    /// A slice of constants.
    Slice(Box<[Const; 3]>),
    /// The code of a nested function, class or comprehension.
    Code(LazyCode),
}

/// An int that does not fit 64 bits: sign and little-endian magnitude without leading zeros.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct BigInt {
    /// Below zero.
    pub negative: bool,
    /// Little-endian bytes, the last one not zero.
    pub magnitude: Box<[u8]>,
}

impl Const {
    /// A str constant of valid UTF-8.
    #[must_use]
    pub fn str(text: &str) -> Const {
        Const::Str(text.as_bytes().into())
    }

    /// The text of a str constant without lone surrogates.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Const::Str(bytes) => std::str::from_utf8(bytes).ok(),
            _ => None,
        }
    }

    /// The nested code, if this is one.
    #[must_use]
    pub fn as_code(&self) -> Option<&Arc<Code>> {
        match self {
            Const::Code(code) => Some(code.get()),
            _ => None,
        }
    }
}
