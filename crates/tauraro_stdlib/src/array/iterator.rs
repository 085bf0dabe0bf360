//! `arrayiterator`.

use super::{Array, State};
use crate::kinds;
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Link};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::TypeFlags;
use tauraro_core::{PyResult, Value, Vm, defs, payload, pyfunction};

pub(super) struct ArrayIterator {
    /// None once exhausted.
    array: Link<Array>,
    at: Cell<usize>,
}

payload!(ArrayIterator, kinds::ARRAY_ITERATOR, "array.arrayiterator", [array]);

pub(super) fn iter(vm: &mut Vm, v: Value) -> PyResult {
    let shape = vm.extension::<State>().iterator.root_shape.get();
    let payload = ArrayIterator { array: Link::new(v.cast()), at: Cell::new(0) };
    Ok(vm.alloc(shape, payload).value())
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this = v.cast::<ArrayIterator>().expect("slots of arrayiterator get them");
    let Some(array) = this.array.get() else { return Ok(None) };
    let at = this.at.get();
    if at >= array.len() {
        this.link(&this.array, None);
        return Ok(None);
    }
    this.at.set(at + 1);
    array.get(vm, at).map(Some)
}

/// Returns state information for pickling.
#[pyfunction("arrayiterator.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<ArrayIterator>) -> PyResult {
    let iter = tauraro_objects::iterable::builtin(vm, "iter")?;
    match this.array.get() {
        Some(array) => {
            let args = vm.new_tuple(&[array.value()])?.value();
            let at = vm.new_int(this.at.get() as i64);
            vm.new_tuple(&[iter, args, at]).map(Gc::value)
        }
        None => {
            let empty = vm.new_tuple(&[])?.value();
            let args = vm.new_tuple(&[empty])?.value();
            vm.new_tuple(&[iter, args]).map(Gc::value)
        }
    }
}

/// Sets state information for unpickling.
#[pyfunction("arrayiterator.__setstate__($self, state, /)")]
fn setstate(_: &mut Vm, this: Gc<ArrayIterator>, state: i64) {
    if let Some(array) = this.array.get() {
        this.at.set((state.max(0) as usize).min(array.len()));
    }
}

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "arrayiterator",
    module: "array",
    kind: Some(ArrayIterator::INFO),
    flags: TypeFlags::NO_NEW,
    methods: defs![reduce, setstate],
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v)));
        s.iternext.set(Some(next));
    },
    ..TypeSpec::EMPTY
};
