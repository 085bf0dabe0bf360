//! `zip_longest`: walks several iterables side by side until all have ended.

use super::{iterator, make};
use crate::kinds;
use std::cell::Cell;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::TypeFlags;
use tauraro_core::{List, PyResult, Type, Value, Vm, payload};

struct ZipLongest {
    /// Iterators; None in place of those that ended.
    iters: Gc<List>,
    fill: Slot,
    active: Cell<usize>,
}

payload!(ZipLongest, kinds::ZIP_LONGEST, "itertools.zip_longest", [iters, fill]);

fn new(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>) -> PyResult {
    let mut fill = Value::NONE;
    for (name, v) in args.keywords() {
        if name.as_bytes() != b"fillvalue" {
            return Err(vm.type_error("zip_longest() got an unexpected keyword argument"));
        }
        fill = v;
    }
    let iters = vm.new_list_with_capacity(args.plain().len())?;
    for v in args.plain() {
        let iter = vm.iter(*v)?;
        iters.push(vm, iter)?;
    }
    let active = Cell::new(iters.items.len());
    Ok(make(vm, cls, ZipLongest { iters, fill: Slot::new(fill), active }).value())
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<ZipLongest> = v.cast().expect("slots of zip_longest get them");
    if this.active.get() == 0 {
        return Ok(None);
    }
    let row = vm.new_list_with_capacity(this.iters.items.len())?;
    for i in 0..this.iters.items.len() {
        let iter = this.iters.items.get(i).unwrap_or(Value::NONE);
        if iter.is_none() {
            row.push(vm, this.fill.get())?;
            continue;
        }
        match vm.next(iter) {
            Ok(Some(item)) => row.push(vm, item)?,
            Ok(None) => {
                this.active.set(this.active.get().saturating_sub(1));
                if this.active.get() == 0 {
                    return Ok(None);
                }
                this.iters.items.set(i, Value::NONE);
                row.push(vm, this.fill.get())?;
            }
            Err(raised) => {
                this.active.set(0);
                return Err(raised);
            }
        }
    }
    vm.new_tuple_of_slots(row.items.slots()).map(|t| Some(t.value()))
}

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "zip_longest",
    module: "itertools",
    doc: Some(
        "zip_longest(*iterables, fillvalue=None)\n\nTuples with the i-th item of each iterable, until the longest one \
         ends; fillvalue stands for what is missing.",
    ),
    kind: Some(ZipLongest::INFO),
    flags: TypeFlags::BASE,
    new: Some(new),
    slots: |s| iterator(s, next),
    ..TypeSpec::EMPTY
};
