//! Small layouts that the operations themselves need.

use crate::heap::Slot;
use crate::kinds;
use crate::value::Value;
use std::cell::Cell;

/// An instance of a subclass of float (floats of exactly that type are immediate).
pub struct Float {
    pub value: f64,
}

crate::payload!(Float, kinds::FLOAT, "float", []);

/// `iterator`: calls `__getitem__` with 0, 1, 2 ... until IndexError.
pub struct SequenceIterator {
    /// UNBOUND once exhausted.
    pub sequence: Slot,
    pub next: Cell<i64>,
}

crate::payload!(SequenceIterator, kinds::SEQUENCE_ITERATOR, "iterator", [sequence]);

impl SequenceIterator {
    pub fn new(sequence: Value) -> SequenceIterator {
        SequenceIterator { sequence: Slot::new(sequence), next: Cell::new(0) }
    }
}
