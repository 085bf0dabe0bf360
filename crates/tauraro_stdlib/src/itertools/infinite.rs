//! `count`, `cycle` and `repeat`: iterators that need not end.

use super::{iterator, make, without_keywords};
use crate::kinds;
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Link, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::TypeFlags;
use tauraro_core::ops::BinaryOp;
use tauraro_core::{List, PyResult, Type, Value, Vm, defs, payload, pyfunction};

struct Count {
    /// The next number while all is in words, see `current`.
    number: Cell<i64>,
    /// The next number; UNBOUND while `number` holds it.
    current: Slot,
    step: Slot,
}

payload!(Count, kinds::COUNT, "itertools.count", [current, step]);

fn is_number(vm: &Vm, v: Value) -> bool {
    let slots = &vm.type_of(v).slots;
    let complex = vm.is_instance(v, vm.types.complex);
    v.as_int().is_some()
        || slots.index.get().is_some()
        || slots.int.get().is_some()
        || slots.float.get().is_some()
        || complex
}

/// The number as a word, if it is an int of exactly that type (or a bool).
fn plain_int(vm: &Vm, v: Value) -> Option<i64> {
    let plain = v.is_small_int() || v.is_bool() || vm.type_of(v) == vm.types.int;
    if plain { v.as_i64() } else { None }
}

#[pyfunction("count($cls, start=0, step=1)")]
fn count(vm: &mut Vm, cls: Gc<Type>, start: Option<Value>, step: Option<Value>) -> PyResult<Gc<Count>> {
    let start = start.unwrap_or(Value::small(0));
    let step = step.unwrap_or(Value::small(1));
    if !is_number(vm, start) || !is_number(vm, step) {
        return Err(vm.type_error("a number is required"));
    }
    let one = plain_int(vm, step).is_some();
    let (number, current) = match plain_int(vm, start) {
        Some(n) if one => (n, Value::UNBOUND),
        _ => (0, start),
    };
    Ok(make(vm, cls, Count { number: Cell::new(number), current: Slot::new(current), step: Slot::new(step) }))
}

fn next_count(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<Count> = v.cast().expect("slots of count get them");
    let step = this.step.get();
    if let Some(current) = this.current.get().bound() {
        let next = vm.binary(BinaryOp::Add, current, step)?;
        this.set(&this.current, next);
        return Ok(Some(current));
    }
    let n = this.number.get();
    let now = vm.new_int(n);
    match step.as_i64().and_then(|s| n.checked_add(s)) {
        Some(next) => this.number.set(next),
        None => {
            let next = vm.binary(BinaryOp::Add, now, step)?;
            this.set(&this.current, next);
        }
    }
    Ok(Some(now))
}

fn repr_count(vm: &mut Vm, v: Value) -> PyResult {
    let this: Gc<Count> = v.cast().expect("slots of count get them");
    let name = vm.type_of(v).short_name();
    let current = this.current.get().bound().unwrap_or_else(|| vm.new_int(this.number.get()));
    let current = vm.repr(current)?.to_string_lossy();
    let step = this.step.get();
    if plain_int(vm, step) == Some(1) {
        return vm.new_str(&format!("{name}({current})")).map(Gc::value);
    }
    let step = vm.repr(step)?.to_string_lossy();
    vm.new_str(&format!("{name}({current}, {step})")).map(Gc::value)
}

pub(super) static COUNT: TypeSpec = TypeSpec {
    name: "count",
    module: "itertools",
    doc: Some("count(start=0, step=1)\n\nCounts from start, by step, without an end."),
    kind: Some(Count::INFO),
    flags: TypeFlags::BASE,
    new: Some(count::as_new),
    slots: |s| {
        iterator(s, next_count);
        s.repr.set(Some(repr_count));
    },
    ..TypeSpec::EMPTY
};

struct Cycle {
    /// UNBOUND once it ended; from then on the saved items are repeated.
    iter: Slot,
    saved: Link<List>,
    index: Cell<usize>,
}

payload!(Cycle, kinds::CYCLE, "itertools.cycle", [iter, saved]);

#[pyfunction("cycle($cls, iterable, /)")]
fn cycle(vm: &mut Vm, cls: Gc<Type>, iterable: Value) -> PyResult<Gc<Cycle>> {
    let iter = vm.iter(iterable)?;
    let saved = vm.new_list(&[])?;
    Ok(make(vm, cls, Cycle { iter: Slot::new(iter), saved: Link::new(Some(saved)), index: Cell::new(0) }))
}

fn next_cycle(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<Cycle> = v.cast().expect("slots of cycle get them");
    let saved = this.saved.get().expect("a cycle has its list from its creation on");
    if let Some(iter) = this.iter.get().bound() {
        if let Some(item) = vm.next(iter)? {
            saved.push(vm, item)?;
            return Ok(Some(item));
        }
        this.set(&this.iter, Value::UNBOUND);
    }
    let Some(item) = saved.items.get(this.index.get()) else { return Ok(None) };
    let following = this.index.get() + 1;
    this.index.set(if following >= saved.items.len() { 0 } else { following });
    Ok(Some(item))
}

pub(super) static CYCLE: TypeSpec = TypeSpec {
    name: "cycle",
    module: "itertools",
    doc: Some("cycle(iterable, /)\n\nThe items of an iterable, over and over."),
    kind: Some(Cycle::INFO),
    flags: TypeFlags::BASE,
    new: Some(|vm, cls, args| without_keywords(vm, cls, args, cycle::as_new)),
    slots: |s| iterator(s, next_cycle),
    ..TypeSpec::EMPTY
};

struct Repeat {
    object: Slot,
    /// Negative: without an end.
    left: Cell<i64>,
}

payload!(Repeat, kinds::REPEAT, "itertools.repeat", [object]);

#[pyfunction("repeat($cls, object, times=-1)")]
fn repeat(vm: &mut Vm, cls: Gc<Type>, object: Value, times: Option<i64>) -> Gc<Repeat> {
    let left = times.map_or(-1, |n| n.max(0));
    make(vm, cls, Repeat { object: Slot::new(object), left: Cell::new(left) })
}

fn next_repeat(_: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<Repeat> = v.cast().expect("slots of repeat get them");
    match this.left.get() {
        0 => return Ok(None),
        n if n > 0 => this.left.set(n - 1),
        _ => {}
    }
    Ok(Some(this.object.get()))
}

fn repr_repeat(vm: &mut Vm, v: Value) -> PyResult {
    let this: Gc<Repeat> = v.cast().expect("slots of repeat get them");
    let name = vm.type_of(v).short_name();
    let object = vm.repr(this.object.get())?;
    let start = vm.new_str(&format!("{name}("))?;
    let text = vm.concat_str(start, object)?;
    let end = match this.left.get() {
        n if n < 0 => ")".to_owned(),
        n => format!(", {n})"),
    };
    let end = vm.new_str(&end)?;
    vm.concat_str(text, end).map(Gc::value)
}

/// Estimates how many items are left.
#[pyfunction("repeat.__length_hint__($self, /)")]
fn length_hint(vm: &mut Vm, this: Gc<Repeat>) -> PyResult<i64> {
    match this.left.get() {
        n if n < 0 => Err(vm.type_error("len() of unsized object")),
        n => Ok(n),
    }
}

pub(super) static REPEAT: TypeSpec = TypeSpec {
    name: "repeat",
    module: "itertools",
    doc: Some("repeat(object [,times])\n\nThe same object, that many times or without an end."),
    kind: Some(Repeat::INFO),
    flags: TypeFlags::BASE,
    new: Some(repeat::as_new),
    methods: defs![length_hint],
    slots: |s| {
        iterator(s, next_repeat);
        s.repr.set(Some(repr_repeat));
    },
    ..TypeSpec::EMPTY
};
