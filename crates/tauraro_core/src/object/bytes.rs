//! `Bytes`: an immutable row of bytes, inline in its cell.

use crate::heap::{Gc, Kind, Payload, Tracer};
use crate::kinds;
use crate::shape::ShapeId;
use crate::value::PyResult;
use crate::vm::Vm;
use std::cell::Cell;

#[repr(C)]
pub struct Bytes {
    len: usize,
    /// `hash(b)`, 0: not computed yet.
    pub hash: Cell<i64>,
}

// SAFETY: the kind is this type's own; there are no references.
unsafe impl Payload for Bytes {
    const KIND: Kind = kinds::BYTES;
    const NAME: &'static str = "bytes";

    fn trace(&self, _: &mut Tracer) {}

    fn tail_bytes(&self) -> usize {
        self.len.next_multiple_of(8)
    }
}

impl Bytes {
    #[inline(always)]
    pub fn as_bytes(&self) -> &[u8] {
        // SAFETY: the tail holds `len` bytes, which do not change once the object can be seen.
        unsafe { std::slice::from_raw_parts(std::ptr::from_ref(self).add(1).cast(), self.len) }
    }
}

impl Vm {
    /// A new bytes object. Raises MemoryError.
    pub fn new_bytes(&mut self, bytes: &[u8]) -> PyResult<Gc<Bytes>> {
        self.new_bytes_of_shape(ShapeId::BYTES, bytes, 0)
    }

    /// A bytes object of a subclass: its shape and its number of attribute slots.
    pub fn new_bytes_of_shape(&mut self, shape: ShapeId, bytes: &[u8], slots: usize) -> PyResult<Gc<Bytes>> {
        let len = bytes.len();
        let payload = Bytes { len, hash: Cell::new(0) };
        let made = self.alloc_raw_tail(shape, payload, len, slots)?;
        // SAFETY: the tail has room for `len` bytes and is not shared yet.
        unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), made.tail(), len) };
        Ok(made)
    }
}
