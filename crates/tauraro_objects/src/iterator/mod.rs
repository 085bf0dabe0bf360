//! `iterator`: walks an object that has `__getitem__` but no `__iter__`.
//!
//! Layout: `tauraro_core::object::SequenceIterator`.

use crate::iterable::builtin;
use crate::list::state_index;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::SequenceIterator;
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<SequenceIterator> = v.cast().expect("slots of iterator get them");
    let Some(sequence) = this.sequence.get().bound() else { return Ok(None) };
    let index = this.next.get();
    if index == i64::MAX {
        return Err(vm.overflow_error("iter index too large"));
    }
    let key = vm.new_int(index);
    match vm.getitem(sequence, key) {
        Ok(item) => {
            this.next.set(index + 1);
            Ok(Some(item))
        }
        Err(raised) => match vm.catch(vm.exc.index_error).or_else(|| vm.catch(vm.exc.stop_iteration)) {
            Some(_) => {
                this.set(&this.sequence, Value::UNBOUND);
                Ok(None)
            }
            None => Err(raised),
        },
    }
}

/// Estimates how many items are left.
#[pyfunction("iterator.__length_hint__($self, /)")]
fn length_hint(vm: &mut Vm, this: Gc<SequenceIterator>) -> PyResult {
    let Some(sequence) = this.sequence.get().bound() else { return Ok(Value::small(0)) };
    if vm.type_of(sequence).slots.len.get().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let left = vm.len(sequence)? as i64 - this.next.get();
    Ok(vm.new_int(left.max(0)))
}

/// Returns state information for pickling.
#[pyfunction("iterator.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<SequenceIterator>) -> PyResult {
    let iter = builtin(vm, "iter")?;
    match this.sequence.get().bound() {
        Some(sequence) => {
            let args = vm.new_tuple(&[sequence])?.value();
            let index = vm.new_int(this.next.get());
            vm.new_tuple(&[iter, args, index]).map(Gc::value)
        }
        None => {
            let empty = vm.new_tuple(&[])?.value();
            let args = vm.new_tuple(&[empty])?.value();
            vm.new_tuple(&[iter, args]).map(Gc::value)
        }
    }
}

/// Sets state information for unpickling.
#[pyfunction("iterator.__setstate__($self, object, /)")]
fn setstate(vm: &mut Vm, this: Gc<SequenceIterator>, object: Value) -> PyResult<()> {
    let index = state_index(vm, object)?;
    if !this.sequence.get().is_unbound() {
        this.next.set(index.max(0));
    }
    Ok(())
}

static SPEC: TypeSpec = TypeSpec {
    name: "iterator",
    kind: Some(SequenceIterator::INFO),
    methods: defs![length_hint, reduce, setstate],
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v)));
        s.iternext.set(Some(next));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.iterator, &SPEC)
}
