//! `List`: a growable row of values.

use crate::heap::{Gc, Slot, ValueVec};
use crate::kinds;
use crate::shape::ShapeId;
use crate::value::{PyResult, Value};
use crate::vm::Vm;

#[derive(Default)]
#[repr(C)]
pub struct List {
    pub items: ValueVec,
}

crate::payload!(List, kinds::LIST, "list", [items]);

impl Gc<List> {
    #[inline]
    pub fn push(self, vm: &mut Vm, v: Value) -> PyResult<()> {
        self.items.push(vm, self.header(), v)
    }
}

impl Vm {
    /// A new list with these items. Raises MemoryError.
    #[inline]
    pub fn new_list(&mut self, items: &[Value]) -> PyResult<Gc<List>> {
        let items = ValueVec::from_slice(self, items)?;
        Ok(self.alloc(ShapeId::LIST, List { items }))
    }

    /// A new empty list with room for `cap` items. Raises MemoryError.
    pub fn new_list_with_capacity(&mut self, cap: usize) -> PyResult<Gc<List>> {
        let items = ValueVec::with_capacity(self, cap)?;
        Ok(self.alloc(ShapeId::LIST, List { items }))
    }

    /// A new list with copies of these slots, `times` times over. Raises MemoryError.
    pub fn new_list_of_slots(&mut self, slots: &[Slot], times: usize) -> PyResult<Gc<List>> {
        let items = ValueVec::from_slots(self, slots, times)?;
        Ok(self.alloc(ShapeId::LIST, List { items }))
    }
}
