//! `bytearray_iterator`: sees changes that are made meanwhile.

use crate::iterable::reduce_indexed;
use crate::list::state_index;
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Link};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::ByteArray;
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Value, Vm, defs, kinds, payload, pyfunction};

pub struct ByteArrayIterator {
    /// None once exhausted.
    pub array: Link<ByteArray>,
    pub index: Cell<usize>,
}

payload!(ByteArrayIterator, kinds::BYTEARRAY_ITERATOR, "bytearray_iterator", [array]);

pub(super) fn iter(vm: &mut Vm, v: Value) -> PyResult {
    let payload = ByteArrayIterator { array: Link::new(v.cast()), index: Cell::new(0) };
    Ok(vm.alloc(ShapeId::BYTEARRAY_ITERATOR, payload).value())
}

fn next(_: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let it: Gc<ByteArrayIterator> = v.cast().expect("the slot is that of bytearray iterators");
    let Some(array) = it.array.get() else { return Ok(None) };
    let i = it.index.get();
    match array.cells().get(i) {
        Some(byte) => {
            it.index.set(i + 1);
            Ok(Some(Value::small(i64::from(byte.get()))))
        }
        None => {
            it.link(&it.array, None);
            Ok(None)
        }
    }
}

/// Number of bytes that are left.
#[pyfunction("bytearray_iterator.__length_hint__($self, /)")]
fn length_hint(_: &mut Vm, this: Gc<ByteArrayIterator>) -> usize {
    this.array.get().map_or(0, |a| a.len().saturating_sub(this.index.get()))
}

/// How to make an equal iterator.
#[pyfunction("bytearray_iterator.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<ByteArrayIterator>) -> PyResult {
    reduce_indexed(vm, || (this.array.get().map(Gc::value), this.index.get()))
}

/// Goes to the byte of that number.
#[pyfunction("bytearray_iterator.__setstate__($self, state, /)")]
fn setstate(vm: &mut Vm, this: Gc<ByteArrayIterator>, state: Value) -> PyResult<()> {
    let index = state_index(vm, state)?;
    if let Some(array) = this.array.get() {
        this.index.set(usize::try_from(index).unwrap_or(0).min(array.len()));
    }
    Ok(())
}

static SPEC: TypeSpec = TypeSpec {
    kind: Some(ByteArrayIterator::INFO),
    methods: defs![length_hint, reduce, setstate],
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v)));
        s.iternext.set(Some(next));
    },
    ..TypeSpec::EMPTY
};

pub(super) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.bytearray_iterator, &SPEC)
}
