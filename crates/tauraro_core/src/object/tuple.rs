//! `Tuple`: a row of values of fixed length, inline in its cell.

use crate::heap::{Gc, Kind, Payload, Slot, Tail, Tracer};
use crate::kinds;
use crate::shape::ShapeId;
use crate::value::{PyResult, Value};
use crate::vm::Vm;

#[repr(C)]
pub struct Tuple {
    len: usize,
    tail: Tail,
}

// SAFETY: the kind is this type's own; the tail is `len` values, all traced.
unsafe impl Payload for Tuple {
    const KIND: Kind = kinds::TUPLE;
    const NAME: &'static str = "tuple";

    fn trace(&self, tracer: &mut Tracer) {
        for slot in self.slots() {
            tracer.value(slot.get());
        }
    }

    fn tail_bytes(&self) -> usize {
        self.len * 8
    }
}

impl Tuple {
    /// Byte offset of the first item from the cell's start.
    pub const OFFSET_ITEMS: usize = 16;
    pub const OFFSET_LEN: usize = 8;

    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len
    }

    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    #[inline(always)]
    pub fn slots(&self) -> &[Slot] {
        // SAFETY: `self` is the payload of a cell whose tail has `len` initialised slots.
        unsafe {
            let tail = std::ptr::from_ref(self).add(1).cast::<Slot>();
            std::slice::from_raw_parts(tail, self.len)
        }
    }

    /// The items. A tuple does not change once it can be seen, so they are plain values.
    #[inline(always)]
    pub fn items(&self) -> &[Value] {
        let slots = self.slots();
        // SAFETY: `Slot` is a transparent `Cell<Value>`, and nothing writes to it any more.
        unsafe { std::slice::from_raw_parts(slots.as_ptr().cast(), slots.len()) }
    }

    #[inline(always)]
    pub fn get(&self, i: usize) -> Option<Value> {
        self.items().get(i).copied()
    }
}

impl Vm {
    /// A new tuple with these items. Raises MemoryError.
    #[inline]
    pub fn new_tuple(&mut self, items: &[Value]) -> PyResult<Gc<Tuple>> {
        if items.is_empty()
            && let Some(empty) = self.empty_tuple
        {
            return Ok(empty);
        }
        self.new_tuple_of_shape(ShapeId::TUPLE, items, 0)
    }

    /// A new tuple of two. Raises MemoryError.
    #[inline(always)]
    pub fn new_pair(&mut self, first: Value, second: Value) -> PyResult {
        let tuple = self.alloc_raw_tail(ShapeId::TUPLE, Tuple { len: 2, tail: Tail::HERE }, 16, 0)?;
        let tail: *mut Value = tuple.tail();
        // SAFETY: the tail has room for two values and is not shared yet.
        unsafe {
            tail.write(first);
            tail.add(1).write(second);
        }
        Ok(tuple.value())
    }

    /// A new tuple with copies of these slots. Raises MemoryError.
    pub fn new_tuple_of_slots(&mut self, slots: &[Slot]) -> PyResult<Gc<Tuple>> {
        if slots.is_empty() {
            return self.new_tuple(&[]);
        }
        let len = slots.len();
        let tuple = self.alloc_raw_tail(ShapeId::TUPLE, Tuple { len, tail: Tail::HERE }, len * 8, 0)?;
        // SAFETY: slots are transparent cells of values; the tail has room for `len` of them
        // and is not shared yet.
        unsafe { std::ptr::copy_nonoverlapping(slots.as_ptr().cast::<Value>(), tuple.tail(), len) };
        Ok(tuple)
    }

    /// A tuple of a subclass: its shape and its number of attribute slots.
    #[inline]
    pub fn new_tuple_of_shape(&mut self, shape: ShapeId, items: &[Value], slots: usize) -> PyResult<Gc<Tuple>> {
        let len = items.len();
        let tuple = self.alloc_raw_tail(shape, Tuple { len, tail: Tail::HERE }, len * 8, slots)?;
        let tail: *mut Value = tuple.tail();
        // SAFETY: the tail has room for `len` values and is not shared yet.
        unsafe { std::ptr::copy_nonoverlapping(items.as_ptr(), tail, len) };
        Ok(tuple)
    }
}

impl Vm {
    /// A new tuple of `len` items that `item` gives, which must not run Python code.
    pub fn new_tuple_filled(&mut self, len: usize, item: impl Fn(usize) -> Value) -> PyResult<Gc<Tuple>> {
        let tuple = self.alloc_raw_tail(ShapeId::TUPLE, Tuple { len, tail: Tail::HERE }, len * 8, 0)?;
        let tail: *mut Value = tuple.tail();
        for i in 0..len {
            // SAFETY: the tail has room for `len` values and is not shared yet.
            unsafe { tail.add(i).write(item(i)) };
        }
        Ok(tuple)
    }
}
