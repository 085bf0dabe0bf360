//! Constant folding: what CPython computes at compile time, and no more.
//!
//! Folding must not be noticed except by speed: an operation that would raise is left to run
//! time, and so is one whose result would be large (`2 ** 10**9`, `'x' * 10**9`). The limits
//! are CPython's, so that `co_consts` have the same shape.

mod number;
mod sequence;

use tauraro_bytecode::Const;
use tauraro_syntax::ast::{Operator, UnaryOp};

pub(crate) use number::parse_int;
pub(crate) use sequence::code_points;

/// Whether `if value` takes the branch.
pub(crate) fn truth(value: &Const) -> bool {
    match value {
        Const::None => false,
        Const::Bool(value) => *value,
        Const::Ellipsis | Const::Slice(_) | Const::Code(_) | Const::BigInt(_) => true,
        Const::Int(value) => *value != 0,
        Const::Float(value) => *value != 0.0,
        Const::Complex(real, imag) => *real != 0.0 || *imag != 0.0,
        Const::Str(bytes) | Const::Bytes(bytes) => !bytes.is_empty(),
        Const::Tuple(items) | Const::FrozenSet(items) => !items.is_empty(),
    }
}

/// The value of `op operand`.
pub(crate) fn unary(op: UnaryOp, operand: &Const) -> Option<Const> {
    match op {
        UnaryOp::Not => Some(Const::Bool(!truth(operand))),
        UnaryOp::USub => number::negative(operand),
        UnaryOp::UAdd => number::positive(operand),
        UnaryOp::Invert => number::invert(operand),
    }
}

/// The value of `left op right`.
pub(crate) fn binary(op: Operator, left: &Const, right: &Const) -> Option<Const> {
    number::binary(op, left, right).or_else(|| sequence::binary(op, left, right))
}

/// The value of `value[index]`.
pub(crate) fn subscript(value: &Const, index: &Const) -> Option<Const> {
    sequence::subscript(value, index)
}

/// A key that is equal for constants that may share a slot: same type and same value, bit for
/// bit. `None` for code, which is never shared.
pub(crate) fn key(value: &Const) -> Option<Vec<u8>> {
    let mut key = Vec::with_capacity(16);
    add_key(&mut key, value).then_some(key)
}

fn add_key(key: &mut Vec<u8>, value: &Const) -> bool {
    let mut part = |tag: u8, bytes: &[u8]| {
        key.push(tag);
        key.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        key.extend_from_slice(bytes);
    };
    match value {
        Const::None => part(0, &[]),
        Const::Bool(value) => part(1, &[u8::from(*value)]),
        Const::Ellipsis => part(2, &[]),
        Const::Int(value) => part(3, &value.to_le_bytes()),
        Const::BigInt(value) => part(4 + u8::from(value.negative), &value.magnitude),
        Const::Float(value) => part(6, &value.to_bits().to_le_bytes()),
        Const::Complex(real, imag) => {
            part(7, &real.to_bits().to_le_bytes());
            part(7, &imag.to_bits().to_le_bytes());
        }
        Const::Str(bytes) => part(8, bytes),
        Const::Bytes(bytes) => part(9, bytes),
        Const::Tuple(items) => return add_items(key, 10, items),
        Const::FrozenSet(items) => return add_items(key, 11, items),
        Const::Slice(parts) => return add_items(key, 12, &parts[..]),
        Const::Code(_) => return false,
    }
    true
}

fn add_items(key: &mut Vec<u8>, tag: u8, items: &[Const]) -> bool {
    key.push(tag);
    key.extend_from_slice(&(items.len() as u64).to_le_bytes());
    items.iter().all(|item| add_key(key, item))
}
