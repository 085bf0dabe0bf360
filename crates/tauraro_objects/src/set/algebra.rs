//! The operations of sets with any iterable: direct where the other side is a set or a dict,
//! whose hashes are known.

use super::{is_frozen, new_of};
use crate::iterable;
use tauraro_core::heap::Gc;
use tauraro_core::object::Set;
use tauraro_core::shape::ShapeId;
use tauraro_core::{Dict, PyResult, Value, Vm};

/// Exactly a dict.
fn exact_dict(v: Value) -> Option<Gc<Dict>> {
    v.cast::<Dict>().filter(|d| d.shape() == ShapeId::DICT)
}

/// Calls `f` with each element of a set (key and hash); elements that `f` adds or removes show
/// as they are met.
fn each(vm: &mut Vm, set: Gc<Set>, mut f: impl FnMut(&mut Vm, Value, i64) -> PyResult<()>) -> PyResult<()> {
    let mut at = 0;
    while let Some((i, key, hash)) = set.table.next(at) {
        at = i + 1;
        f(vm, key, hash)?;
    }
    Ok(())
}

/// Calls `f` with each key of a dict and its hash.
fn each_key(vm: &mut Vm, dict: Gc<Dict>, mut f: impl FnMut(&mut Vm, Value, i64) -> PyResult<()>) -> PyResult<()> {
    let mut at = 0;
    while let Some((i, key, _)) = dict.table.next_entry(at) {
        at = i + 1;
        let hash = dict.table.entry(i).map_or(0, |e| e.2);
        f(vm, key, hash)?;
    }
    Ok(())
}

/// An empty set or frozenset, as `set` is one or the other.
fn empty_like(vm: &mut Vm, set: Gc<Set>) -> Gc<Set> {
    let cls = if is_frozen(vm, set.value()) { vm.types.frozenset } else { vm.types.set };
    new_of(vm, cls)
}

/// A copy that is exactly a set or a frozenset.
pub(crate) fn copy(vm: &mut Vm, set: Gc<Set>) -> PyResult<Gc<Set>> {
    let result = empty_like(vm, set);
    result.table.merge(vm, result.header(), &set.table)?;
    Ok(result)
}

/// Adds all items of an iterable.
pub fn update(vm: &mut Vm, set: Gc<Set>, other: Value) -> PyResult<()> {
    if let Some(other) = other.cast::<Set>() {
        return set.table.merge(vm, set.header(), &other.table);
    }
    if let Some(dict) = exact_dict(other) {
        set.table.reserve(vm, set.header(), dict.len())?;
        return each_key(vm, dict, |vm, key, hash| set.table.add(vm, set.header(), key, hash).map(|_| ()));
    }
    if let Some(row) = iterable::Row::of(other) {
        let mut i = 0;
        while let Some(slot) = row.slots().get(i) {
            set.add(vm, slot.get())?;
            i += 1;
        }
        return Ok(());
    }
    let iter = vm.iter(other)?;
    iterable::drain(vm, iter, |vm, key| set.add(vm, key).map(|_| ()))
}

/// The elements that an iterable has too.
pub fn intersection(vm: &mut Vm, set: Gc<Set>, other: Value) -> PyResult<Gc<Set>> {
    if other == set.value() {
        return copy(vm, set);
    }
    let result = empty_like(vm, set);
    let keep = |vm: &mut Vm, from: Gc<Set>, key: Value, hash: i64| {
        if from.table.find(vm, key, hash)?.is_some() {
            result.table.add(vm, result.header(), key, hash)?;
        }
        Ok(())
    };
    match other.cast::<Set>() {
        // The smaller one is walked.
        Some(other) if other.len() > set.len() => each(vm, set, |vm, k, h| keep(vm, other, k, h))?,
        Some(other) => each(vm, other, |vm, k, h| keep(vm, set, k, h))?,
        None => {
            let iter = vm.iter(other)?;
            while let Some(key) = vm.next(iter)? {
                let hash = vm.hash(key)?;
                keep(vm, set, key, hash)?;
                // Nothing more can be common, so the rest is not asked for.
                if result.len() >= set.len() && !result.is_empty() {
                    break;
                }
            }
        }
    }
    Ok(result)
}

/// Takes out what an iterable has.
pub fn difference_update(vm: &mut Vm, set: Gc<Set>, other: Value) -> PyResult<()> {
    let discard = |vm: &mut Vm, key: Value, hash: i64| set.table.remove(vm, key, hash).map(|_| ());
    match other.cast::<Set>() {
        Some(other) if other == set => {
            set.table.clear(set.header());
            return Ok(());
        }
        Some(mut other) => {
            // Of a far larger set only the common elements are of interest.
            if other.len() >> 3 > set.len() {
                other = intersection(vm, set, other.value())?;
            }
            each(vm, other, discard)?;
        }
        None => {
            let iter = vm.iter(other)?;
            iterable::drain(vm, iter, |vm, key| {
                let hash = super::lookup_hash(vm, key)?;
                discard(vm, key, hash)
            })?;
        }
    }
    set.table.tidy(vm, set.header())
}

/// The elements that an iterable does not have.
pub(crate) fn difference(vm: &mut Vm, set: Gc<Set>, other: Value) -> PyResult<Gc<Set>> {
    let others = other.cast::<Set>();
    let dict = exact_dict(other);
    let known = others.map(Gc::<Set>::len).or(dict.map(Gc::<Dict>::len));
    if known.is_none_or(|n| set.len() >> 2 > n) {
        let result = copy(vm, set)?;
        difference_update(vm, result, other)?;
        return Ok(result);
    }
    let result = empty_like(vm, set);
    each(vm, set, |vm, key, hash| {
        let there = match (others, dict) {
            (Some(other), _) => other.table.find(vm, key, hash)?,
            (_, Some(dict)) => dict.table.find(vm, key, hash)?,
            _ => None,
        };
        if there.is_none() {
            result.table.add(vm, result.header(), key, hash)?;
        }
        Ok(())
    })?;
    Ok(result)
}

/// Keeps what is in exactly one of both.
pub fn symmetric_difference_update(vm: &mut Vm, set: Gc<Set>, other: Value) -> PyResult<()> {
    if other == set.value() {
        set.table.clear(set.header());
        return Ok(());
    }
    let toggle = |vm: &mut Vm, key: Value, hash: i64| {
        if !set.table.remove(vm, key, hash)? {
            set.table.add(vm, set.header(), key, hash)?;
        }
        Ok(())
    };
    if let Some(dict) = exact_dict(other) {
        return each_key(vm, dict, toggle);
    }
    let other = match other.cast::<Set>() {
        Some(other) => other,
        None => {
            let distinct = vm.new_set();
            update(vm, distinct, other)?;
            distinct
        }
    };
    each(vm, other, toggle)
}

/// What is in exactly one of both, as a new set.
pub(crate) fn symmetric_difference(vm: &mut Vm, set: Gc<Set>, other: Value) -> PyResult<Gc<Set>> {
    let result = empty_like(vm, set);
    update(vm, result, other)?;
    symmetric_difference_update(vm, result, set.value())?;
    Ok(result)
}

/// Whether every element of `a` is in `b`.
pub(crate) fn is_subset(vm: &mut Vm, a: Gc<Set>, b: Gc<Set>) -> PyResult<bool> {
    if a.len() > b.len() {
        return Ok(false);
    }
    let mut at = 0;
    while let Some((i, key, hash)) = a.table.next(at) {
        at = i + 1;
        if b.table.find(vm, key, hash)?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether every item of an iterable is in the set.
pub(crate) fn is_superset(vm: &mut Vm, set: Gc<Set>, other: Value) -> PyResult<bool> {
    if let Some(other) = other.cast::<Set>() {
        return is_subset(vm, other, set);
    }
    let iter = vm.iter(other)?;
    while let Some(key) = vm.next(iter)? {
        let hash = super::lookup_hash(vm, key)?;
        if set.table.find(vm, key, hash)?.is_none() {
            return Ok(false);
        }
        iterable::poll(vm)?;
    }
    Ok(true)
}

/// Whether nothing is in both.
pub(crate) fn isdisjoint(vm: &mut Vm, set: Gc<Set>, other: Value) -> PyResult<bool> {
    if let Some(other) = other.cast::<Set>() {
        if other == set {
            return Ok(set.is_empty());
        }
        let (small, large) = if other.len() > set.len() { (set, other) } else { (other, set) };
        let mut at = 0;
        while let Some((i, key, hash)) = small.table.next(at) {
            at = i + 1;
            if large.table.find(vm, key, hash)?.is_some() {
                return Ok(false);
            }
        }
        return Ok(true);
    }
    let iter = vm.iter(other)?;
    while let Some(key) = vm.next(iter)? {
        let hash = vm.hash_element(key)?;
        if set.table.find(vm, key, hash)?.is_some() {
            return Ok(false);
        }
        iterable::poll(vm)?;
    }
    Ok(true)
}
