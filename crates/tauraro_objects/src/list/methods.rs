//! The methods of list.

use super::iter::ListReverseIterator;
use super::sort::sort_list;
use crate::iterable::{self, generic_alias};
use crate::sequence::{clamp, count_item, find_item, position, search_bound};
use tauraro_core::builtin::FnDef;
use tauraro_core::heap::Gc;
use tauraro_core::{List, PyResult, Value, Vm, defs, pyfunction};

/// Adds an object to the end.
#[pyfunction("list.append($self, object, /)", leaf)]
fn append(vm: &mut Vm, this: Gc<List>, object: Value) -> PyResult<()> {
    this.push(vm, object)
}

/// Inserts an object before an index.
#[pyfunction("list.insert($self, index, object, /)")]
fn insert(vm: &mut Vm, this: Gc<List>, index: i64, object: Value) -> PyResult<()> {
    let at = clamp(index, this.items.len());
    this.items.insert(vm, this.header(), at, object)
}

/// Appends all items of an iterable.
#[pyfunction("list.extend($self, iterable, /)")]
fn extend(vm: &mut Vm, this: Gc<List>, iterable: Value) -> PyResult<()> {
    iterable::extend(vm, this, iterable)
}

/// Removes the item at an index (the last one by default) and returns it.
///
/// Raises IndexError if there is no such item.
#[pyfunction("list.pop($self, index=-1, /)")]
fn pop(vm: &mut Vm, this: Gc<List>, index: Option<i64>) -> PyResult {
    let len = this.items.len();
    if len == 0 {
        return Err(vm.index_error("pop from empty list"));
    }
    match position(index.unwrap_or(-1), len) {
        Some(at) if at + 1 == len => Ok(this.items.pop().expect("the list is not empty")),
        Some(at) => Ok(this.items.remove(at)),
        None => Err(vm.index_error("pop index out of range")),
    }
}

/// Removes the first item that equals the value.
///
/// Raises ValueError if there is none.
#[pyfunction("list.remove($self, value, /)")]
fn remove(vm: &mut Vm, this: Gc<List>, value: Value) -> PyResult<()> {
    match find_item(vm, || this.items.slots(), value, 0, usize::MAX)? {
        Some(at) => {
            // The comparison that succeeded may have shortened the list.
            if at < this.items.len() {
                this.items.remove(at);
            }
            Ok(())
        }
        None => Err(vm.value_error("list.remove(x): x not in list")),
    }
}

/// Removes all items.
#[pyfunction("list.clear($self, /)", leaf)]
fn clear(_: &mut Vm, this: Gc<List>) {
    this.items.clear();
}

/// Returns a shallow copy.
#[pyfunction("list.copy($self, /)", leaf)]
fn copy(vm: &mut Vm, this: Gc<List>) -> PyResult<Gc<List>> {
    vm.new_list_of_slots(this.items.slots(), 1)
}

/// Returns the index of the first item that equals the value.
///
/// Raises ValueError if there is none.
#[pyfunction("list.index($self, value, start=0, stop=sys.maxsize, /)")]
fn index(vm: &mut Vm, this: Gc<List>, value: Value, start: Option<Value>, stop: Option<Value>) -> PyResult<usize> {
    let start = search_bound(vm, start, 0)?;
    let stop = search_bound(vm, stop, i64::MAX)?;
    let len = this.items.len();
    let (from, to) = (clamp(start, len), if stop < 0 { clamp(stop, len) } else { stop as usize });
    match find_item(vm, || this.items.slots(), value, from, to)? {
        Some(at) => Ok(at),
        None => Err(vm.value_error("list.index(x): x not in list")),
    }
}

/// Returns how many items equal the value.
#[pyfunction("list.count($self, value, /)")]
fn count(vm: &mut Vm, this: Gc<List>, value: Value) -> PyResult<usize> {
    count_item(vm, || this.items.slots(), value)
}

/// Reverses the order of the items in place.
#[pyfunction("list.reverse($self, /)", leaf)]
fn reverse(_: &mut Vm, this: Gc<List>) {
    this.items.reverse();
}

/// Sorts the items in place, ascending and stable; with a key function, by the keys that it
/// gives. With `reverse` the order is descending.
#[pyfunction("list.sort($self, /, *, key=None, reverse=False)")]
fn sort(vm: &mut Vm, this: Gc<List>, key: Option<Value>, reverse: Option<bool>) -> PyResult<()> {
    sort_list(vm, this, key.and_then(Value::non_none), reverse.unwrap_or(false))
}

/// Returns a reverse iterator.
#[pyfunction("list.__reversed__($self, /)", leaf)]
fn reversed(vm: &mut Vm, this: Gc<List>) -> Gc<ListReverseIterator> {
    super::iter::new_list_reverse_iterator(vm, this)
}

/// Returns the size in memory, in bytes.
#[pyfunction("list.__sizeof__($self, /)", leaf)]
fn sizeof(_: &mut Vm, this: Gc<List>) -> usize {
    40 + 8 * this.items.capacity()
}

/// See PEP 585.
#[pyfunction("list.__class_getitem__($type, object, /)")]
fn class_getitem(vm: &mut Vm, cls: Value, object: Value) -> PyResult {
    generic_alias(vm, cls, object)
}

pub(super) static METHODS: &[&FnDef] = defs![
    reversed,
    sizeof,
    clear,
    copy,
    append,
    insert,
    extend,
    pop,
    remove,
    index,
    count,
    reverse,
    sort,
    class_getitem
];
