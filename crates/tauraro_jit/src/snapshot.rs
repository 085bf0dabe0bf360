//! What the compiler knows of a piece of code: an immutable copy of the instructions, with what the
//! interpreter has seen.
//!
//! Nothing here refers to the heap but by bits that the unit keeps alive, so a snapshot may go to
//! another thread.

use std::collections::HashMap;
use std::sync::Arc;
use tauraro_bytecode::{Code, Pc};
use tauraro_core::Value;

/// What a register held when the snapshot was taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Seen {
    /// An int that is an immediate.
    Int,
    /// A float.
    Float,
    /// True or False.
    Bool,
    /// Nothing: an unbound register.
    Unbound,
    /// Any other object.
    Other,
}

impl Seen {
    /// What a value is.
    #[must_use]
    pub fn of(v: Value) -> Seen {
        match v {
            v if v.is_small_int() => Seen::Int,
            v if v.is_float() => Seen::Float,
            v if v.is_bool() => Seen::Bool,
            Value::UNBOUND => Seen::Unbound,
            _ => Seen::Other,
        }
    }
}

/// A constant of the code.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Constant {
    /// An int.
    Int(i64),
    /// A float.
    Float(f64),
    /// True or False.
    Bool(bool),
    /// Another object: the bits of its value. The code object keeps it alive.
    Value(u64),
}

/// What a global was when the snapshot was taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Global {
    /// Its kind.
    pub seen: Seen,
    /// The bits of its value.
    pub bits: u64,
}

/// A loop of a code object, to be entered at its header.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// What the compiler made: instructions without specialisation.
    pub code: Arc<Code>,
    /// Where the unit begins.
    pub header: Pc,
    /// What each register of the window held.
    pub seen: Vec<Seen>,
    /// What the ints among them were. The unit guesses that they will be the same again where a literal
    /// says so, and that they will not be negative; empty when such a guess has failed.
    pub ints: Vec<Option<i64>>,
    /// The constants.
    pub constants: Vec<Constant>,
    /// What the instructions that load a global give, where that is known.
    pub globals: HashMap<Pc, Global>,
    /// The bits of the builtin `range`.
    pub range: u64,
}
