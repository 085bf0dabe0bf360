//! Operators of two sets whose elements are small ints and strs, so that no Python code runs. `None`: it
//! might, and nothing has been done.

use super::algebra::{copy, empty_like};
use tauraro_core::heap::Gc;
use tauraro_core::object::{CompareOp, Set, Str};
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Value, Vm};

/// Whether all elements of `a` are in `b`.
fn is_subset(a: Gc<Set>, b: Gc<Set>) -> Option<bool> {
    let mut at = 0;
    while let Some((i, key, hash)) = a.table.next(at) {
        at = i + 1;
        if b.table.find_plain(key, hash)?.is_none() {
            return Some(false);
        }
    }
    Some(true)
}

/// The truth of a comparison.
pub fn compare_plain(x: Gc<Set>, y: Gc<Set>, op: CompareOp) -> Option<bool> {
    super::holds(x, y, op, |a, b| is_subset(a, b).ok_or(())).ok()
}

/// Whether elements like this one are told apart without Python code.
fn is_plain(key: Value) -> bool {
    key.is_small_int() || key.cast::<Str>().is_some_and(|s| s.shape() == ShapeId::STR)
}

/// The elements of `walked` that `other` has, or those that it has not.
fn chosen(vm: &mut Vm, like: Gc<Set>, walked: Gc<Set>, other: Gc<Set>, has: bool) -> PyResult<Option<Gc<Set>>> {
    let result = empty_like(vm, like);
    let mut at = 0;
    while let Some((i, key, hash)) = walked.table.next(at) {
        at = i + 1;
        let Some(found) = other.table.find_plain(key, hash) else { return Ok(None) };
        if found.is_some() == has {
            if !is_plain(key) {
                return Ok(None);
            }
            result.table.add(vm, result.header(), key, hash)?;
        }
    }
    Ok(Some(result))
}

/// `x & y`, made in the same order as by [`super::intersection`].
pub fn intersection_plain(vm: &mut Vm, x: Gc<Set>, y: Gc<Set>) -> PyResult<Option<Gc<Set>>> {
    if x == y {
        return copy(vm, x).map(Some);
    }
    let (walked, other) = if y.len() > x.len() { (x, y) } else { (y, x) };
    chosen(vm, x, walked, other, true)
}

/// `x - y`, made in the same order as by `difference`.
pub fn difference_plain(vm: &mut Vm, x: Gc<Set>, y: Gc<Set>) -> PyResult<Option<Gc<Set>>> {
    if x.len() >> 2 <= y.len() {
        return chosen(vm, x, x, y, false);
    }
    let result = copy(vm, x)?;
    let mut at = 0;
    while let Some((i, key, hash)) = y.table.next(at) {
        at = i + 1;
        match result.table.find_plain(key, hash) {
            Some(Some(place)) => result.table.remove_at(place),
            Some(None) => {}
            None => return Ok(None),
        }
    }
    result.table.tidy(vm, result.header())?;
    Ok(Some(result))
}
