//! `list_iterator` and `list_reverseiterator`.

use crate::iterable::builtin;
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Link};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::shape::ShapeId;
use tauraro_core::{List, PyResult, Value, Vm, defs, kinds, payload, pyfunction};

/// Iterates a list from the front; sees changes that are made meanwhile.
#[repr(C)]
pub struct ListIterator {
    /// None once exhausted: an iterator that ended stays ended.
    pub list: Link<List>,
    pub index: Cell<usize>,
}

/// Byte offsets of a list iterator's list and index from its header, for machine code.
pub const ITERATOR_FIELDS: (usize, usize) = (
    tauraro_core::layout::PAYLOAD + std::mem::offset_of!(ListIterator, list),
    tauraro_core::layout::PAYLOAD + std::mem::offset_of!(ListIterator, index),
);

payload!(ListIterator, kinds::LIST_ITERATOR, "list_iterator", [list]);

impl ListIterator {
    /// Byte offsets of the fields in the payload, for inline paths.
    pub const OFFSET_LIST: usize = std::mem::offset_of!(ListIterator, list);
    pub const OFFSET_INDEX: usize = std::mem::offset_of!(ListIterator, index);

    /// The next item, if the iterator is not exhausted.
    #[inline(always)]
    pub fn step(&self) -> Option<Value> {
        let list = self.list.get()?;
        let i = self.index.get();
        self.index.set(i + 1);
        list.items.get(i)
    }
}

/// Iterates a list from the back.
#[repr(C)]
pub struct ListReverseIterator {
    /// None once exhausted.
    pub list: Link<List>,
    pub index: Cell<i64>,
}

payload!(ListReverseIterator, kinds::LIST_REVERSEITERATOR, "list_reverseiterator", [list]);

/// `iter(list)`
#[inline]
pub fn new_list_iterator(vm: &mut Vm, list: Gc<List>) -> Gc<ListIterator> {
    vm.alloc(ShapeId::LIST_ITERATOR, ListIterator { list: Link::new(Some(list)), index: Cell::new(0) })
}

pub(super) fn new_list_reverse_iterator(vm: &mut Vm, list: Gc<List>) -> Gc<ListReverseIterator> {
    let index = Cell::new(list.items.len() as i64 - 1);
    vm.alloc(ShapeId::LIST_REVERSEITERATOR, ListReverseIterator { list: Link::new(Some(list)), index })
}

fn next(_: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<ListIterator> = v.cast().expect("slots of list_iterator get them");
    let item = this.step();
    if item.is_none() {
        this.link(&this.list, None);
    }
    Ok(item)
}

/// Estimates how many items are left.
#[pyfunction("list_iterator.__length_hint__($self, /)")]
fn length_hint(_: &mut Vm, this: Gc<ListIterator>) -> usize {
    this.list.get().map_or(0, |l| l.items.len().saturating_sub(this.index.get()))
}

/// Returns state information for pickling.
#[pyfunction("list_iterator.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<ListIterator>) -> PyResult {
    match this.list.get() {
        Some(list) => {
            let iter = builtin(vm, "iter")?;
            let args = vm.new_tuple(&[list.value()])?.value();
            let index = vm.new_int(this.index.get() as i64);
            vm.new_tuple(&[iter, args, index]).map(Gc::value)
        }
        None => reduce_exhausted(vm),
    }
}

/// What recreates an exhausted iterator: one of an empty list.
fn reduce_exhausted(vm: &mut Vm) -> PyResult {
    let iter = builtin(vm, "iter")?;
    let empty = vm.new_list(&[])?.value();
    let args = vm.new_tuple(&[empty])?.value();
    vm.new_tuple(&[iter, args]).map(Gc::value)
}

/// Sets state information for unpickling.
#[pyfunction("list_iterator.__setstate__($self, object, /)")]
fn setstate(vm: &mut Vm, this: Gc<ListIterator>, object: Value) -> PyResult<()> {
    let index = state_index(vm, object)?;
    if let Some(list) = this.list.get() {
        this.index.set(usize::try_from(index).unwrap_or(0).min(list.items.len()));
    }
    Ok(())
}

/// The index that `__setstate__` of an iterator gets.
pub(crate) fn state_index(vm: &mut Vm, state: Value) -> PyResult<i64> {
    if state.as_int().is_none() {
        return Err(vm.type_error("an integer is required"));
    }
    vm.index_i64(state)
}

fn next_reversed(_: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<ListReverseIterator> = v.cast().expect("slots of list_reverseiterator get them");
    let index = this.index.get();
    let item = this.list.get().and_then(|l| l.items.get(usize::try_from(index).ok()?));
    match item {
        Some(_) => this.index.set(index - 1),
        None => {
            this.index.set(-1);
            this.link(&this.list, None);
        }
    }
    Ok(item)
}

/// Estimates how many items are left.
#[pyfunction("list_reverseiterator.__length_hint__($self, /)")]
fn reversed_length_hint(_: &mut Vm, this: Gc<ListReverseIterator>) -> usize {
    let left = (this.index.get() + 1) as usize;
    this.list.get().map_or(0, |l| if l.items.len() < left { 0 } else { left })
}

/// Returns state information for pickling.
#[pyfunction("list_reverseiterator.__reduce__($self, /)")]
fn reversed_reduce(vm: &mut Vm, this: Gc<ListReverseIterator>) -> PyResult {
    match this.list.get() {
        Some(list) => {
            let reversed = vm.types.reversed.value();
            let args = vm.new_tuple(&[list.value()])?.value();
            let index = vm.new_int(this.index.get());
            vm.new_tuple(&[reversed, args, index]).map(Gc::value)
        }
        None => reduce_exhausted(vm),
    }
}

/// Sets state information for unpickling.
#[pyfunction("list_reverseiterator.__setstate__($self, object, /)")]
fn reversed_setstate(vm: &mut Vm, this: Gc<ListReverseIterator>, object: Value) -> PyResult<()> {
    let index = state_index(vm, object)?;
    if let Some(list) = this.list.get() {
        this.index.set(index.clamp(-1, list.items.len() as i64 - 1));
    }
    Ok(())
}

static SPEC: TypeSpec = TypeSpec {
    name: "list_iterator",
    kind: Some(ListIterator::INFO),
    methods: defs![length_hint, reduce, setstate],
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v)));
        s.iternext.set(Some(next));
    },
    ..TypeSpec::EMPTY
};

static REVERSE_SPEC: TypeSpec = TypeSpec {
    name: "list_reverseiterator",
    kind: Some(ListReverseIterator::INFO),
    methods: defs![reversed_length_hint, reversed_reduce, reversed_setstate],
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v)));
        s.iternext.set(Some(next_reversed));
    },
    ..TypeSpec::EMPTY
};

pub(super) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.list_iterator, &SPEC)?;
    vm.fill_type(vm.types.list_reverseiterator, &REVERSE_SPEC)
}
