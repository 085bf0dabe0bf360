//! `tuple_iterator`.

use crate::iterable::reduce_indexed;
use crate::list::state_index;
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Link};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Tuple, Value, Vm, defs, kinds, payload, pyfunction};

/// Iterates a tuple.
#[repr(C)]
pub struct TupleIterator {
    /// None once exhausted.
    pub tuple: Link<Tuple>,
    pub index: Cell<usize>,
}

payload!(TupleIterator, kinds::TUPLE_ITERATOR, "tuple_iterator", [tuple]);

impl TupleIterator {
    /// Byte offsets of the fields in the payload, for inline paths.
    pub const OFFSET_TUPLE: usize = std::mem::offset_of!(TupleIterator, tuple);
    pub const OFFSET_INDEX: usize = std::mem::offset_of!(TupleIterator, index);

    /// The next item, if the iterator is not exhausted.
    #[inline(always)]
    pub fn step(&self) -> Option<Value> {
        let item = self.tuple.get()?.get(self.index.get())?;
        self.index.set(self.index.get() + 1);
        Some(item)
    }
}

/// `iter(tuple)`
#[inline]
pub fn new_tuple_iterator(vm: &mut Vm, tuple: Gc<Tuple>) -> Gc<TupleIterator> {
    vm.alloc(ShapeId::TUPLE_ITERATOR, TupleIterator { tuple: Link::new(Some(tuple)), index: Cell::new(0) })
}

fn next(_: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<TupleIterator> = v.cast().expect("slots of tuple_iterator get them");
    let item = this.step();
    if item.is_none() {
        this.link(&this.tuple, None);
    }
    Ok(item)
}

/// Estimates how many items are left.
#[pyfunction("tuple_iterator.__length_hint__($self, /)")]
fn length_hint(_: &mut Vm, this: Gc<TupleIterator>) -> usize {
    this.tuple.get().map_or(0, |t| t.len() - this.index.get())
}

/// Returns state information for pickling.
#[pyfunction("tuple_iterator.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<TupleIterator>) -> PyResult {
    reduce_indexed(vm, || (this.tuple.get().map(Gc::value), this.index.get()))
}

/// Sets state information for unpickling.
#[pyfunction("tuple_iterator.__setstate__($self, object, /)")]
fn setstate(vm: &mut Vm, this: Gc<TupleIterator>, object: Value) -> PyResult<()> {
    let index = state_index(vm, object)?;
    if let Some(tuple) = this.tuple.get() {
        this.index.set(usize::try_from(index).unwrap_or(0).min(tuple.len()));
    }
    Ok(())
}

static SPEC: TypeSpec = TypeSpec {
    name: "tuple_iterator",
    kind: Some(TupleIterator::INFO),
    methods: defs![length_hint, reduce, setstate],
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v)));
        s.iternext.set(Some(next));
    },
    ..TypeSpec::EMPTY
};

pub(super) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.tuple_iterator, &SPEC)
}
