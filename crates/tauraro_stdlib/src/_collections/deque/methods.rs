//! The methods of deque.

use super::iter::{DequeIterator, new_iterator};
use super::{Deque, copy, extend, find, push_back, push_front};
use tauraro_core::builtin::FnDef;
use tauraro_core::heap::Gc;
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};
use tauraro_objects::iterable::{drain, list_from_iterable};

/// Adds an item to the right end.
#[pyfunction("deque.append($self, item, /)", leaf)]
fn append(vm: &mut Vm, this: Gc<Deque>, item: Value) -> PyResult<()> {
    push_back(vm, this, item)
}

/// Adds an item to the left end.
#[pyfunction("deque.appendleft($self, item, /)", leaf)]
fn appendleft(vm: &mut Vm, this: Gc<Deque>, item: Value) -> PyResult<()> {
    push_front(vm, this, item)
}

/// Removes all items.
#[pyfunction("deque.clear($self, /)", leaf)]
fn clear(_: &mut Vm, this: Gc<Deque>) {
    this.items.clear(this.header());
    this.touch();
}

/// Returns a shallow copy.
#[pyfunction("deque.__copy__($self, /)")]
fn dunder_copy(vm: &mut Vm, this: Gc<Deque>) -> PyResult {
    copy(vm, this)
}

/// Returns a shallow copy.
#[pyfunction("deque.copy($self, /)")]
fn copy_method(vm: &mut Vm, this: Gc<Deque>) -> PyResult {
    copy(vm, this)
}

/// Returns how many items equal the value.
#[pyfunction("deque.count($self, value, /)")]
fn count(vm: &mut Vm, this: Gc<Deque>, value: Value) -> PyResult<usize> {
    let (mut count, mut from) = (0, 0);
    while let Some(i) = find(vm, this, value, from, usize::MAX)? {
        count += 1;
        from = i + 1;
    }
    Ok(count)
}

/// Appends all items of an iterable to the right end.
#[pyfunction("deque.extend($self, iterable, /)")]
fn extend_method(vm: &mut Vm, this: Gc<Deque>, iterable: Value) -> PyResult<()> {
    extend(vm, this, iterable)
}

/// Adds the items of an iterable to the left end, one after the other.
#[pyfunction("deque.extendleft($self, iterable, /)")]
fn extendleft(vm: &mut Vm, this: Gc<Deque>, iterable: Value) -> PyResult<()> {
    let items = if iterable == this.value() { list_from_iterable(vm, iterable)?.value() } else { iterable };
    let iter = vm.iter(items)?;
    drain(vm, iter, |vm, item| push_front(vm, this, item))
}

/// A bound of `index`, as a position.
fn bound(vm: &mut Vm, v: Option<Value>, default: usize, len: usize) -> PyResult<usize> {
    let Some(v) = v else { return Ok(default) };
    if v.as_int().is_none() && vm.type_of(v).slots.index.get().is_none() {
        return Err(vm.type_error("slice indices must be integers or have an __index__ method"));
    }
    let i = vm.index_clamped(v)?;
    let i = if i < 0 { i.saturating_add(len as i64).max(0) } else { i };
    Ok((i as usize).min(len))
}

/// Returns the index of the first item that equals the value.
///
/// Raises ValueError if there is none.
#[pyfunction("deque.index($self, value, start=0, stop=sys.maxsize, /)")]
fn index(vm: &mut Vm, this: Gc<Deque>, value: Value, start: Option<Value>, stop: Option<Value>) -> PyResult<usize> {
    let len = this.items.len();
    let from = bound(vm, start, 0, len)?;
    let to = bound(vm, stop, len, len)?;
    match find(vm, this, value, from, to)? {
        Some(i) => Ok(i),
        None => Err(vm.value_error("deque.index(x): x not in deque")),
    }
}

/// Inserts a value before an index.
#[pyfunction("deque.insert($self, index, value, /)")]
fn insert(vm: &mut Vm, this: Gc<Deque>, index: i64, value: Value) -> PyResult<()> {
    if this.is_full() {
        return Err(vm.index_error("deque already at its maximum size"));
    }
    let len = this.items.len();
    let at = if index < 0 { index.saturating_add(len as i64).max(0) } else { index };
    this.touch();
    this.items.insert(vm, this.header(), (at as usize).min(len), value)
}

/// Removes the rightmost item and returns it.
#[pyfunction("deque.pop($self, /)", leaf)]
fn pop(vm: &mut Vm, this: Gc<Deque>) -> PyResult {
    this.touch();
    match this.items.pop_back() {
        Some(v) => Ok(v),
        None => Err(vm.index_error("pop from an empty deque")),
    }
}

/// Removes the leftmost item and returns it.
#[pyfunction("deque.popleft($self, /)", leaf)]
fn popleft(vm: &mut Vm, this: Gc<Deque>) -> PyResult {
    this.touch();
    match this.items.pop_front() {
        Some(v) => Ok(v),
        None => Err(vm.index_error("pop from an empty deque")),
    }
}

/// Returns state information for pickling.
#[pyfunction("deque.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<Deque>) -> PyResult {
    let ty = vm.type_of(this.value()).value();
    let state = vm.call_method(this.value(), "__getstate__", &[])?;
    let items = vm.iter(this.value())?;
    let args = match this.maxlen.get() {
        Some(n) => {
            let empty = vm.new_tuple(&[])?.value();
            let n = vm.new_int(n as i64);
            vm.new_tuple(&[empty, n])?
        }
        None => vm.new_tuple(&[])?,
    };
    vm.new_tuple(&[ty, args.value(), state, items]).map(Gc::value)
}

/// Removes the first item that equals the value.
///
/// Raises ValueError if there is none.
#[pyfunction("deque.remove($self, value, /)")]
fn remove(vm: &mut Vm, this: Gc<Deque>, value: Value) -> PyResult<()> {
    let len = this.items.len();
    let found = find(vm, this, value, 0, usize::MAX);
    if found.is_err() && this.items.len() != len && vm.catch(vm.exc.runtime_error).is_some() {
        return Err(vm.index_error("deque mutated during iteration"));
    }
    match found? {
        Some(i) => {
            this.touch();
            this.items.remove(i);
            Ok(())
        }
        None => Err(vm.value_error("deque.remove(x): x not in deque")),
    }
}

/// Returns a reverse iterator.
#[pyfunction("deque.__reversed__($self, /)")]
fn reversed(vm: &mut Vm, this: Gc<Deque>) -> Gc<DequeIterator> {
    new_iterator(vm, this, true)
}

/// Reverses the order of the items in place.
#[pyfunction("deque.reverse($self, /)", leaf)]
fn reverse(_: &mut Vm, this: Gc<Deque>) {
    this.items.reverse();
    this.touch();
}

/// Rotates the deque n steps to the right; to the left if n is negative.
#[pyfunction("deque.rotate($self, n=1, /)", leaf)]
fn rotate(_: &mut Vm, this: Gc<Deque>, n: Option<i64>) {
    let len = this.items.len() as i64;
    if len > 1 {
        // The shorter way round.
        let mut n = n.unwrap_or(1) % len;
        if n > len / 2 {
            n -= len;
        } else if n < -(len / 2) {
            n += len;
        }
        this.items.rotate(n);
        this.touch();
    }
}

/// Returns the size in memory, in bytes.
#[pyfunction("deque.__sizeof__($self, /)", leaf)]
fn sizeof(_: &mut Vm, this: Gc<Deque>) -> usize {
    size_of::<Deque>() + 8 + this.items.capacity() * 8
}

/// See PEP 585.
#[pyfunction("deque.__class_getitem__($type, object, /)")]
fn class_getitem(vm: &mut Vm, cls: Value, object: Value) -> PyResult {
    tauraro_objects::iterable::generic_alias(vm, cls, object)
}

pub(super) static METHODS: &[&FnDef] = defs![
    append,
    appendleft,
    clear,
    dunder_copy,
    copy_method,
    count,
    extend_method,
    extendleft,
    index,
    insert,
    pop,
    popleft,
    reduce,
    remove,
    reversed,
    reverse,
    rotate,
    sizeof,
    class_getitem,
];
