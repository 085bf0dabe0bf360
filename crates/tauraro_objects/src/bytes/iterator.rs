//! `bytes_iterator`.

use crate::iterable::reduce_indexed;
use crate::list::state_index;
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Link};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::Bytes;
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Value, Vm, defs, kinds, payload, pyfunction};

pub struct BytesIterator {
    /// None once exhausted.
    pub bytes: Link<Bytes>,
    pub index: Cell<usize>,
}

payload!(BytesIterator, kinds::BYTES_ITERATOR, "bytes_iterator", [bytes]);

pub(super) fn iter(vm: &mut Vm, v: Value) -> PyResult {
    let payload = BytesIterator { bytes: Link::new(v.cast()), index: Cell::new(0) };
    Ok(vm.alloc(ShapeId::BYTES_ITERATOR, payload).value())
}

fn next(_: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let it: Gc<BytesIterator> = v.cast().expect("the slot is that of bytes iterators");
    let Some(bytes) = it.bytes.get() else { return Ok(None) };
    let i = it.index.get();
    match bytes.as_bytes().get(i) {
        Some(byte) => {
            it.index.set(i + 1);
            Ok(Some(Value::small(i64::from(*byte))))
        }
        None => {
            it.link(&it.bytes, None);
            Ok(None)
        }
    }
}

/// Number of bytes that are left.
#[pyfunction("bytes_iterator.__length_hint__($self, /)")]
fn length_hint(_: &mut Vm, this: Gc<BytesIterator>) -> usize {
    this.bytes.get().map_or(0, |b| b.as_bytes().len() - this.index.get())
}

/// How to make an equal iterator.
#[pyfunction("bytes_iterator.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<BytesIterator>) -> PyResult {
    reduce_indexed(vm, || (this.bytes.get().map(Gc::value), this.index.get()))
}

/// Goes to the byte of that number.
#[pyfunction("bytes_iterator.__setstate__($self, state, /)")]
fn setstate(vm: &mut Vm, this: Gc<BytesIterator>, state: Value) -> PyResult<()> {
    let index = state_index(vm, state)?;
    if let Some(bytes) = this.bytes.get() {
        this.index.set(usize::try_from(index).unwrap_or(0).min(bytes.as_bytes().len()));
    }
    Ok(())
}

static SPEC: TypeSpec = TypeSpec {
    kind: Some(BytesIterator::INFO),
    methods: defs![length_hint, reduce, setstate],
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v)));
        s.iternext.set(Some(next));
    },
    ..TypeSpec::EMPTY
};

pub(super) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.bytes_iterator, &SPEC)
}
