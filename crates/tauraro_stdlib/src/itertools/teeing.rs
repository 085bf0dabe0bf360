//! `tee`: several iterators over one.
//!
//! Items that not all have taken yet stand in a chain of blocks; each iterator holds the block
//! it reads, so blocks that all have left are free.

use super::{iterator, types};
use crate::kinds;
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Link, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::{List, PyResult, Type, Value, Vm, defs, payload, pyfunction};

/// Items in a block.
const BLOCK: usize = 57;

/// A block of items that were read, and where to read more.
struct TeeData {
    iter: Slot,
    items: Gc<List>,
    next: Link<TeeData>,
    /// The iterator is being asked.
    running: Cell<bool>,
}

payload!(TeeData, kinds::TEE_DATA, "itertools._tee_dataobject", [iter, items, next]);

struct Tee {
    data: Link<TeeData>,
    index: Cell<usize>,
}

payload!(Tee, kinds::TEE, "itertools._tee", [data]);

fn new_block(vm: &mut Vm, iter: Value) -> PyResult<Gc<TeeData>> {
    let shape = types(vm).tee_data.root_shape.get();
    let items = vm.new_list(&[])?;
    let payload = TeeData { iter: Slot::new(iter), items, next: Link::new(None), running: Cell::new(false) };
    Ok(vm.alloc(shape, payload))
}

fn new_tee(vm: &mut Vm, data: Gc<TeeData>, index: usize) -> Gc<Tee> {
    let shape = types(vm).tee.root_shape.get();
    vm.alloc(shape, Tee { data: Link::new(Some(data)), index: Cell::new(index) })
}

/// An iterator over `iterable` that can be copied: another one's copy, or a new one.
fn over(vm: &mut Vm, iterable: Value) -> PyResult<Gc<Tee>> {
    let iter = vm.iter(iterable)?;
    match iter.cast::<Tee>() {
        Some(other) => Ok(copy_of(vm, other)),
        None => {
            let block = new_block(vm, iter)?;
            Ok(new_tee(vm, block, 0))
        }
    }
}

fn copy_of(vm: &mut Vm, tee: Gc<Tee>) -> Gc<Tee> {
    let data = tee.data.get().expect("a tee has its block from its creation on");
    new_tee(vm, data, tee.index.get())
}

#[pyfunction("_tee($cls, iterable, /)")]
fn new(vm: &mut Vm, _cls: Gc<Type>, iterable: Value) -> PyResult<Gc<Tee>> {
    over(vm, iterable)
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<Tee> = v.cast().expect("slots of _tee get them");
    let mut data = this.data.get().expect("a tee has its block from its creation on");
    if this.index.get() >= BLOCK {
        data = match data.next.get() {
            Some(next) => next,
            None => {
                let fresh = new_block(vm, data.iter.get())?;
                data.link(&data.next, Some(fresh));
                fresh
            }
        };
        this.link(&this.data, Some(data));
        this.index.set(0);
    }
    let i = this.index.get();
    if let Some(item) = data.items.items.get(i) {
        this.index.set(i + 1);
        return Ok(Some(item));
    }
    if data.running.replace(true) {
        return Err(vm.runtime_error("cannot re-enter the tee iterator"));
    }
    let read = vm.next(data.iter.get());
    data.running.set(false);
    let Some(item) = read? else { return Ok(None) };
    data.items.push(vm, item)?;
    this.index.set(i + 1);
    Ok(Some(item))
}

/// Returns an independent iterator.
#[pyfunction("_tee.__copy__($self, /)")]
fn copy(vm: &mut Vm, this: Gc<Tee>) -> Gc<Tee> {
    copy_of(vm, this)
}

/// Returns a tuple of n independent iterators over an iterable.
#[pyfunction("tee(iterable, n=2, /)")]
pub(super) fn tee(vm: &mut Vm, iterable: Value, n: Option<i64>) -> PyResult {
    let n = super::count_of(vm, n.unwrap_or(2), "n must be >= 0")?;
    if n == 0 {
        return vm.new_tuple(&[]).map(Gc::value);
    }
    let mut first = vm.iter(iterable)?;
    let name = vm.intern("__copy__");
    // Whatever can be copied is used as it is, but for a tee: its user goes on with it.
    if first.is::<Tee>() || vm.getattr_opt(first, name)?.is_none() {
        first = over(vm, first)?.value();
    }
    let all = vm.new_list_with_capacity(n)?;
    all.push(vm, first)?;
    for _ in 1..n {
        let copied = vm.call_method(first, "__copy__", &[])?;
        all.push(vm, copied)?;
    }
    vm.new_tuple_of_slots(all.items.slots()).map(Gc::value)
}

pub(super) static TEE: TypeSpec = TypeSpec {
    name: "_tee",
    module: "itertools",
    doc: Some("Iterator wrapped to make it copyable."),
    kind: Some(Tee::INFO),
    weakrefs: true,
    new: Some(new::as_new),
    methods: defs![copy],
    slots: |s| iterator(s, next),
    ..TypeSpec::EMPTY
};

pub(super) static TEE_DATA: TypeSpec = TypeSpec {
    name: "_tee_dataobject",
    module: "itertools",
    doc: Some("Items that several iterators share."),
    kind: Some(TeeData::INFO),
    ..TypeSpec::EMPTY
};
