//! Unpacking: `a, b = v` and `a, *b, c = v`.

use crate::iterable::{self, Row};
use tauraro_core::heap::Gc;
use tauraro_core::value::Raised;
use tauraro_core::{Dict, List, PyResult, Tuple, Value, Vm};

/// Exactly `n` items of an iterable. Raises TypeError if it is none, ValueError if it has more
/// or fewer.
pub fn unpack_iterable(vm: &mut Vm, v: Value, n: usize) -> PyResult<Gc<Tuple>> {
    if let Some(row) = Row::of(v) {
        return match (row, row.slots().len()) {
            (_, len) if len < n => Err(not_enough(vm, n, len, false)),
            (_, len) if len > n => Err(too_many(vm, n, Some(len))),
            (Row::Tuple(t), _) => Ok(t),
            (Row::List(l), _) => vm.new_tuple_of_slots(l.items.slots()),
        };
    }
    let iter = unpacking_iter(vm, v)?;
    let row = take(vm, iter, n, n, false)?;
    if vm.next(iter)?.is_some() {
        let known = v.cast::<Dict>().filter(|d| d.shape() == tauraro_core::shape::ShapeId::DICT).map(Gc::<Dict>::len);
        return Err(too_many(vm, n, known.filter(|len| *len > n)));
    }
    vm.new_tuple_of_slots(row.items.slots())
}

/// The items of `a, *b, c = v`: `before` of them, then a list of those in the middle, then
/// `after`.
pub fn unpack_star(vm: &mut Vm, v: Value, before: usize, after: usize) -> PyResult<Gc<Tuple>> {
    let least = before + after;
    let row = match Row::of(v) {
        Some(row) if row.slots().len() < least => return Err(not_enough(vm, least, row.slots().len(), true)),
        Some(row) => row,
        None => {
            let iter = unpacking_iter(vm, v)?;
            let list = take(vm, iter, before, least, true)?;
            iterable::extend(vm, list, iter)?;
            let len = list.items.len();
            if len < least {
                return Err(not_enough(vm, least, len, true));
            }
            Row::List(list)
        }
    };
    let slots = row.slots();
    let end = slots.len() - after;
    let middle = vm.new_list_of_slots(&slots[before..end], 1)?.value();
    vm.new_tuple_filled(least + 1, |i| match i {
        i if i < before => slots[i].get(),
        i if i == before => middle,
        i => slots[end + i - before - 1].get(),
    })
}

fn unpacking_iter(vm: &mut Vm, v: Value) -> PyResult {
    let ty = vm.type_of(v);
    if ty.slots.iter.get().is_none() && ty.slots.getitem.get().is_none() {
        let text = format!("cannot unpack non-iterable {} object", ty.name_str());
        return Err(vm.type_error(text));
    }
    vm.iter(v)
}

/// Takes `n` items of an iterator into a list.
fn take(vm: &mut Vm, iter: Value, n: usize, expected: usize, at_least: bool) -> PyResult<Gc<List>> {
    let list = vm.new_list_with_capacity(n)?;
    for i in 0..n {
        match vm.next(iter)? {
            Some(v) => list.push(vm, v)?,
            None => return Err(not_enough(vm, expected, i, at_least)),
        }
    }
    Ok(list)
}

/// Raises ValueError for too few items.
#[cold]
pub fn not_enough(vm: &mut Vm, expected: usize, got: usize, at_least: bool) -> Raised {
    let least = if at_least { "at least " } else { "" };
    vm.value_error(format!("not enough values to unpack (expected {least}{expected}, got {got})"))
}

/// Raises ValueError for too many items, with their number if it is known.
#[cold]
pub fn too_many(vm: &mut Vm, expected: usize, got: Option<usize>) -> Raised {
    vm.value_error(match got {
        Some(got) => format!("too many values to unpack (expected {expected}, got {got})"),
        None => format!("too many values to unpack (expected {expected})"),
    })
}
