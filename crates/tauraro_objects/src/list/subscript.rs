//! Reading, assigning and deleting `list[index]` and `list[slice]`.

use super::this;
use crate::iterable::{Row, list_from_iterable};
use crate::sequence::{Subscript, position, subscript};
use crate::slice::Slice;
use crate::slice_index::SliceRange;
use tauraro_core::heap::Gc;
use tauraro_core::{List, PyResult, Value, Vm};

pub(super) fn getitem(vm: &mut Vm, v: Value, key: Value) -> PyResult {
    let list = this(v);
    match subscript(vm, key, "list")? {
        Subscript::Index(i) => match position(i, list.items.len()) {
            Some(at) => Ok(list.items.slots()[at].get()),
            None => Err(vm.index_error("list index out of range")),
        },
        Subscript::Slice(s) => {
            let bounds = s.bounds(vm)?;
            get_slice(vm, list, bounds.resolve(list.items.len())).map(Gc::value)
        }
    }
}

fn get_slice(vm: &mut Vm, list: Gc<List>, range: SliceRange) -> PyResult<Gc<List>> {
    let slots = list.items.slots();
    if range.step == 1 {
        return vm.new_list_of_slots(&slots[range.start..range.start + range.count], 1);
    }
    let result = vm.new_list_with_capacity(range.count)?;
    let mut at = range.start as i64;
    for _ in 0..range.count {
        result.push(vm, slots[at as usize].get())?;
        at = at.wrapping_add(range.step);
    }
    Ok(result)
}

pub(super) fn setitem(vm: &mut Vm, v: Value, key: Value, value: Option<Value>) -> PyResult<()> {
    let list = this(v);
    match subscript(vm, key, "list")? {
        Subscript::Index(i) => {
            let Some(at) = position(i, list.items.len()) else {
                return Err(vm.index_error("list assignment index out of range"));
            };
            match value {
                Some(value) => list.items.set(at, value),
                None => drop(list.items.remove(at)),
            }
            Ok(())
        }
        Subscript::Slice(s) => match value {
            Some(value) => assign_slice(vm, list, s, value),
            None => {
                let bounds = s.bounds(vm)?;
                delete_slice(vm, list, bounds.resolve(list.items.len()))
            }
        },
    }
}

fn delete_slice(vm: &mut Vm, list: Gc<List>, range: SliceRange) -> PyResult<()> {
    if range.count == 0 {
        return Ok(());
    }
    match range.step {
        1 => list.items.splice(vm, list.header(), range.start, range.start + range.count, &[])?,
        step if step > 0 => list.items.remove_stepped(range.start, step as usize, range.count),
        step => {
            // The same items, counted from the other end.
            let first = range.start as i64 + (range.count as i64 - 1) * step;
            list.items.remove_stepped(first as usize, step.unsigned_abs() as usize, range.count);
        }
    }
    Ok(())
}

fn assign_slice(vm: &mut Vm, list: Gc<List>, s: Gc<Slice>, value: Value) -> PyResult<()> {
    let bounds = s.bounds(vm)?;
    // Items of the list itself are copied first, as are those of any iterable.
    let values = if value == list.value() || Row::of(value).is_none() {
        let ty = vm.type_of(value);
        if ty.slots.iter.get().is_none() && ty.slots.getitem.get().is_none() {
            return Err(vm.type_error("must assign iterable to extended slice"));
        }
        // Two calls of `__iter__`, as CPython has them: the items are those of an iterator's iterator.
        let iter = if value == list.value() { value } else { vm.iter(value)? };
        Row::List(list_from_iterable(vm, iter)?)
    } else {
        Row::of(value).expect("it was a row before")
    };
    let slots = values.slots();
    // The iterable may have changed the list, so the positions are found now.
    let range = bounds.resolve(list.items.len());
    if range.step == 1 {
        let end = range.start + range.count;
        return list.items.splice_slots(vm, list.header(), range.start, end, slots);
    }
    if slots.len() != range.count {
        let text =
            format!("attempt to assign sequence of size {} to extended slice of size {}", slots.len(), range.count);
        return Err(vm.value_error(text));
    }
    let mut at = range.start as i64;
    for slot in slots {
        list.items.set(at as usize, slot.get());
        at = at.wrapping_add(range.step);
    }
    Ok(())
}
