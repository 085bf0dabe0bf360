//! `islice`, `batched` and `pairwise`: parts and groups of an iterator.

use super::{iterator, make, without_keywords};
use crate::kinds;
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::TypeFlags;
use tauraro_core::{PyResult, Type, Value, Vm, payload, pyfunction};
use tauraro_objects::iterable::poll;

struct Islice {
    /// UNBOUND once exhausted.
    iter: Slot,
    /// Number of the next item to give.
    next: Cell<u64>,
    /// Items taken so far.
    taken: Cell<u64>,
    stop: Option<u64>,
    step: u64,
}

payload!(Islice, kinds::ISLICE, "itertools.islice", [iter]);

const STOP: &str = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
const INDICES: &str = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
const STEP: &str = "Step for islice() must be a positive integer or None.";

/// A number of items, `None` for None. Raises ValueError with `text` for all else.
fn bound(vm: &mut Vm, v: Option<Value>, text: &str) -> PyResult<Option<u64>> {
    let Some(v) = v.and_then(Value::non_none) else { return Ok(None) };
    if v.as_int().is_none() && vm.type_of(v).slots.index.get().is_none() {
        return Err(vm.value_error(text));
    }
    let i = vm.index(v)?;
    match i.as_i64().and_then(|i| u64::try_from(i).ok()) {
        Some(i) => Ok(Some(i)),
        None => Err(vm.value_error(text)),
    }
}

#[pyfunction("islice($cls, iterable, start, stop=None, step=None, /)")]
fn islice(
    vm: &mut Vm,
    cls: Gc<Type>,
    iterable: Value,
    start: Value,
    stop: Option<Value>,
    step: Option<Value>,
) -> PyResult<Gc<Islice>> {
    let (start, stop) = match stop {
        None => {
            let refused = if start.as_i64().is_some_and(|i| i != -1) { INDICES } else { STOP };
            (0, bound(vm, Some(start), refused)?)
        }
        Some(stop) => {
            // -1 is what CPython's conversion gives for an error, so it is refused as one.
            let refused = if stop.as_i64().is_some_and(|i| i != -1) { INDICES } else { STOP };
            let end = bound(vm, Some(stop), refused)?;
            (bound(vm, Some(start), INDICES)?.unwrap_or(0), end)
        }
    };
    let step = bound(vm, step, STEP)?.unwrap_or(1);
    if step == 0 {
        return Err(vm.value_error(STEP));
    }
    let iter = vm.iter(iterable)?;
    let payload = Islice { iter: Slot::new(iter), next: Cell::new(start), taken: Cell::new(0), stop, step };
    Ok(make(vm, cls, payload))
}

fn next_islice(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<Islice> = v.cast().expect("slots of islice get them");
    let Some(iter) = this.iter.get().bound() else { return Ok(None) };
    let end = |this: Gc<Islice>| {
        this.set(&this.iter, Value::UNBOUND);
        Ok(None)
    };
    // A slice that ends before its next item still takes what stands before its end.
    let wanted = this.stop.map_or(this.next.get(), |s| s.min(this.next.get()));
    while this.taken.get() < wanted {
        if vm.next(iter)?.is_none() {
            return end(this);
        }
        this.taken.set(this.taken.get() + 1);
        poll(vm)?;
    }
    if this.stop.is_some_and(|s| this.taken.get() >= s) {
        return end(this);
    }
    let Some(item) = vm.next(iter)? else { return end(this) };
    this.taken.set(this.taken.get() + 1);
    this.next.set(this.next.get().saturating_add(this.step));
    Ok(Some(item))
}

pub(super) static ISLICE: TypeSpec = TypeSpec {
    name: "islice",
    module: "itertools",
    doc: Some(
        "islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object\n\nThe items \
         that a slice of a sequence would have.",
    ),
    kind: Some(Islice::INFO),
    flags: TypeFlags::BASE,
    new: Some(|vm, cls, args| without_keywords(vm, cls, args, islice::as_new)),
    slots: |s| iterator(s, next_islice),
    ..TypeSpec::EMPTY
};

struct Batched {
    /// UNBOUND once exhausted.
    iter: Slot,
    size: usize,
    strict: bool,
}

payload!(Batched, kinds::BATCHED, "itertools.batched", [iter]);

#[pyfunction("batched($cls, iterable, n, *, strict=False)")]
fn batched(vm: &mut Vm, cls: Gc<Type>, iterable: Value, n: i64, strict: Option<bool>) -> PyResult<Gc<Batched>> {
    if n < 1 {
        return Err(vm.value_error("n must be at least one"));
    }
    let iter = vm.iter(iterable)?;
    let payload = Batched { iter: Slot::new(iter), size: n as usize, strict: strict.unwrap_or(false) };
    Ok(make(vm, cls, payload))
}

fn next_batched(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<Batched> = v.cast().expect("slots of batched get them");
    let Some(iter) = this.iter.get().bound() else { return Ok(None) };
    let batch = vm.new_list(&[])?;
    while batch.items.len() < this.size {
        match vm.next(iter) {
            Ok(Some(item)) => batch.push(vm, item)?,
            Ok(None) => {
                this.set(&this.iter, Value::UNBOUND);
                break;
            }
            Err(raised) => {
                this.set(&this.iter, Value::UNBOUND);
                return Err(raised);
            }
        }
        poll(vm)?;
    }
    if batch.items.is_empty() {
        return Ok(None);
    }
    if this.strict && batch.items.len() < this.size {
        return Err(vm.value_error("batched(): incomplete batch"));
    }
    vm.new_tuple_of_slots(batch.items.slots()).map(|t| Some(t.value()))
}

pub(super) static BATCHED: TypeSpec = TypeSpec {
    name: "batched",
    module: "itertools",
    doc: Some(
        "batched(iterable, n, *, strict=False)\n\nTuples of n items each; the last may be shorter, unless strict is \
         true: then ValueError is raised.",
    ),
    kind: Some(Batched::INFO),
    flags: TypeFlags::BASE,
    new: Some(batched::as_new),
    slots: |s| iterator(s, next_batched),
    ..TypeSpec::EMPTY
};

struct Pairwise {
    /// UNBOUND once exhausted.
    iter: Slot,
    /// The item before; UNBOUND at first.
    old: Slot,
}

payload!(Pairwise, kinds::PAIRWISE, "itertools.pairwise", [iter, old]);

#[pyfunction("pairwise($cls, iterable, /)")]
fn pairwise(vm: &mut Vm, cls: Gc<Type>, iterable: Value) -> PyResult<Gc<Pairwise>> {
    let iter = vm.iter(iterable)?;
    Ok(make(vm, cls, Pairwise { iter: Slot::new(iter), old: Slot::new(Value::UNBOUND) }))
}

fn next_pairwise(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<Pairwise> = v.cast().expect("slots of pairwise get them");
    let Some(iter) = this.iter.get().bound() else { return Ok(None) };
    let old = match this.old.get().bound() {
        Some(old) => old,
        None => {
            let Some(first) = vm.next(iter)? else {
                this.set(&this.iter, Value::UNBOUND);
                return Ok(None);
            };
            this.set(&this.old, first);
            // Taking the item may have used this very iterator.
            if this.iter.get().is_unbound() {
                this.set(&this.old, Value::UNBOUND);
                return Ok(None);
            }
            first
        }
    };
    match vm.next(iter)? {
        Some(new) => {
            this.set(&this.old, new);
            vm.new_tuple(&[old, new]).map(|t| Some(t.value()))
        }
        None => {
            this.set(&this.iter, Value::UNBOUND);
            this.set(&this.old, Value::UNBOUND);
            Ok(None)
        }
    }
}

pub(super) static PAIRWISE: TypeSpec = TypeSpec {
    name: "pairwise",
    module: "itertools",
    doc: Some("pairwise(iterable, /)\n\nOverlapping pairs: each item with the one behind it."),
    kind: Some(Pairwise::INFO),
    flags: TypeFlags::BASE,
    new: Some(|vm, cls, args| without_keywords(vm, cls, args, pairwise::as_new)),
    slots: |s| iterator(s, next_pairwise),
    ..TypeSpec::EMPTY
};
