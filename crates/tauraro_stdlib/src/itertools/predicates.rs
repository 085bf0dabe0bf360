//! `takewhile`, `dropwhile`, `filterfalse`, `starmap` and `compress`: what functions and
//! selectors make of the items.

use super::{iterator, make, without_keywords};
use crate::kinds;
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::TypeFlags;
use tauraro_core::{PyResult, Type, Value, Vm, payload, pyfunction};
use tauraro_objects::iterable::{poll, tuple_from_iterable};

/// A function and an iterator: the layout of all but `compress`.
struct Predicated {
    func: Slot,
    iter: Slot,
    /// takewhile: it has ended; dropwhile: it has begun.
    done: Cell<bool>,
}

payload!(Predicated, kinds::PREDICATED, "itertools.takewhile", [func, iter]);

fn new_predicated(vm: &mut Vm, cls: Gc<Type>, func: Value, iterable: Value) -> PyResult<Gc<Predicated>> {
    let iter = vm.iter(iterable)?;
    Ok(make(vm, cls, Predicated { func: Slot::new(func), iter: Slot::new(iter), done: Cell::new(false) }))
}

fn this(v: Value) -> Gc<Predicated> {
    v.cast().expect("slots of these iterators get them")
}

/// What the function says of an item.
fn verdict(vm: &mut Vm, func: Value, item: Value) -> PyResult<bool> {
    let result = vm.call(func, &[item])?;
    vm.truth(result)
}

#[pyfunction("takewhile($cls, predicate, iterable, /)")]
fn takewhile(vm: &mut Vm, cls: Gc<Type>, predicate: Value, iterable: Value) -> PyResult<Gc<Predicated>> {
    new_predicated(vm, cls, predicate, iterable)
}

fn next_takewhile(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this = this(v);
    if this.done.get() {
        return Ok(None);
    }
    let Some(item) = vm.next(this.iter.get())? else { return Ok(None) };
    if verdict(vm, this.func.get(), item)? {
        return Ok(Some(item));
    }
    this.done.set(true);
    Ok(None)
}

#[pyfunction("dropwhile($cls, predicate, iterable, /)")]
fn dropwhile(vm: &mut Vm, cls: Gc<Type>, predicate: Value, iterable: Value) -> PyResult<Gc<Predicated>> {
    new_predicated(vm, cls, predicate, iterable)
}

fn next_dropwhile(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this = this(v);
    while let Some(item) = vm.next(this.iter.get())? {
        if this.done.get() {
            return Ok(Some(item));
        }
        if !verdict(vm, this.func.get(), item)? {
            this.done.set(true);
            return Ok(Some(item));
        }
        poll(vm)?;
    }
    Ok(None)
}

#[pyfunction("filterfalse($cls, function, iterable, /)")]
fn filterfalse(vm: &mut Vm, cls: Gc<Type>, function: Value, iterable: Value) -> PyResult<Gc<Predicated>> {
    new_predicated(vm, cls, function, iterable)
}

fn next_filterfalse(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this = this(v);
    let func = this.func.get();
    let plain = func.is_none() || func == vm.types.bool.value();
    while let Some(item) = vm.next(this.iter.get())? {
        let holds = if plain { vm.truth(item)? } else { verdict(vm, func, item)? };
        if !holds {
            return Ok(Some(item));
        }
        poll(vm)?;
    }
    Ok(None)
}

#[pyfunction("starmap($cls, function, iterable, /)")]
fn starmap(vm: &mut Vm, cls: Gc<Type>, function: Value, iterable: Value) -> PyResult<Gc<Predicated>> {
    new_predicated(vm, cls, function, iterable)
}

fn next_starmap(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this = this(v);
    let Some(item) = vm.next(this.iter.get())? else { return Ok(None) };
    let args = tuple_from_iterable(vm, item)?;
    vm.call(this.func.get(), args.items()).map(Some)
}

/// What the four types share.
const BASE: TypeSpec =
    TypeSpec { module: "itertools", kind: Some(Predicated::INFO), flags: TypeFlags::BASE, ..TypeSpec::EMPTY };

pub(super) static TAKEWHILE: TypeSpec = TypeSpec {
    name: "takewhile",
    doc: Some("takewhile(predicate, iterable, /)\n\nThe first items, as long as the predicate is true."),
    new: Some(|vm, cls, args| without_keywords(vm, cls, args, takewhile::as_new)),
    slots: |s| iterator(s, next_takewhile),
    ..BASE
};

pub(super) static DROPWHILE: TypeSpec = TypeSpec {
    name: "dropwhile",
    doc: Some("dropwhile(predicate, iterable, /)\n\nThe items from the first one on for which the predicate is false."),
    new: Some(|vm, cls, args| without_keywords(vm, cls, args, dropwhile::as_new)),
    slots: |s| iterator(s, next_dropwhile),
    ..BASE
};

pub(super) static FILTERFALSE: TypeSpec = TypeSpec {
    name: "filterfalse",
    doc: Some(
        "filterfalse(function, iterable, /)\n\nThe items for which the function is false; without a function (None), \
         those that are false.",
    ),
    new: Some(|vm, cls, args| without_keywords(vm, cls, args, filterfalse::as_new)),
    slots: |s| iterator(s, next_filterfalse),
    ..BASE
};

pub(super) static STARMAP: TypeSpec = TypeSpec {
    name: "starmap",
    doc: Some("starmap(function, iterable, /)\n\nThe results of the function, called with each item as its arguments."),
    new: Some(|vm, cls, args| without_keywords(vm, cls, args, starmap::as_new)),
    slots: |s| iterator(s, next_starmap),
    ..BASE
};

struct Compress {
    data: Slot,
    selectors: Slot,
}

payload!(Compress, kinds::COMPRESS, "itertools.compress", [data, selectors]);

#[pyfunction("compress($cls, data, selectors)")]
fn compress(vm: &mut Vm, cls: Gc<Type>, data: Value, selectors: Value) -> PyResult<Gc<Compress>> {
    let data = vm.iter(data)?;
    let selectors = vm.iter(selectors)?;
    Ok(make(vm, cls, Compress { data: Slot::new(data), selectors: Slot::new(selectors) }))
}

fn next_compress(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<Compress> = v.cast().expect("slots of compress get them");
    while let Some(item) = vm.next(this.data.get())? {
        let Some(selector) = vm.next(this.selectors.get())? else { return Ok(None) };
        if vm.truth(selector)? {
            return Ok(Some(item));
        }
        poll(vm)?;
    }
    Ok(None)
}

pub(super) static COMPRESS: TypeSpec = TypeSpec {
    name: "compress",
    module: "itertools",
    doc: Some("compress(data, selectors)\n\nThe items of data for which the selector beside them is true."),
    kind: Some(Compress::INFO),
    flags: TypeFlags::BASE,
    new: Some(compress::as_new),
    slots: |s| iterator(s, next_compress),
    ..TypeSpec::EMPTY
};
