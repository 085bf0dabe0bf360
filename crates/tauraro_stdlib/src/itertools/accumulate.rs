//! `accumulate`: running totals.

use super::{iterator, make};
use crate::kinds;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::TypeFlags;
use tauraro_core::ops::BinaryOp;
use tauraro_core::{PyResult, Type, Value, Vm, payload, pyfunction};

struct Accumulate {
    iter: Slot,
    /// None: addition.
    func: Slot,
    /// UNBOUND before the first item.
    total: Slot,
    /// Given before the first item; UNBOUND: none, or given already.
    initial: Slot,
}

payload!(Accumulate, kinds::ACCUMULATE, "itertools.accumulate", [iter, func, total, initial]);

#[pyfunction("accumulate($cls, iterable, func=None, *, initial=None)")]
fn accumulate(
    vm: &mut Vm,
    cls: Gc<Type>,
    iterable: Value,
    func: Option<Value>,
    initial: Option<Value>,
) -> PyResult<Gc<Accumulate>> {
    let iter = vm.iter(iterable)?;
    let payload = Accumulate {
        iter: Slot::new(iter),
        func: Slot::new(func.unwrap_or(Value::NONE)),
        total: Slot::new(Value::UNBOUND),
        initial: Slot::new(initial.and_then(Value::non_none).unwrap_or(Value::UNBOUND)),
    };
    Ok(make(vm, cls, payload))
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<Accumulate> = v.cast().expect("slots of accumulate get them");
    if let Some(initial) = this.initial.get().bound() {
        this.set(&this.initial, Value::UNBOUND);
        this.set(&this.total, initial);
        return Ok(Some(initial));
    }
    let Some(item) = vm.next(this.iter.get())? else { return Ok(None) };
    let total = match (this.total.get().bound(), this.func.get()) {
        (None, _) => item,
        (Some(total), func) if func.is_none() => vm.binary(BinaryOp::Add, total, item)?,
        (Some(total), func) => vm.call(func, &[total, item])?,
    };
    this.set(&this.total, total);
    Ok(Some(total))
}

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "accumulate",
    module: "itertools",
    doc: Some(
        "accumulate(iterable, func=None, *, initial=None)\n\nRunning totals (or other results of a function of two).",
    ),
    kind: Some(Accumulate::INFO),
    flags: TypeFlags::BASE,
    new: Some(accumulate::as_new),
    slots: |s| iterator(s, next),
    ..TypeSpec::EMPTY
};
