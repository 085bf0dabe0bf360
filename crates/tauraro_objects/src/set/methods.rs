//! The methods of set and frozenset.

use super::{
    MutableSet, copy, difference, difference_update, intersection, is_subset, is_superset, isdisjoint, lookup_hash,
    lookup_key, symmetric_difference, symmetric_difference_update, update,
};
use crate::iterable::{generic_alias, list_from_iterable};
use tauraro_core::builtin::FnDef;
use tauraro_core::heap::Gc;
use tauraro_core::object::Set;
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};

/// Adds an element, unless it is there already.
#[pyfunction("set.add($self, object, /)")]
fn add(vm: &mut Vm, this: MutableSet, object: Value) -> PyResult<()> {
    this.0.add(vm, object).map(|_| ())
}

/// Removes all elements.
#[pyfunction("set.clear($self, /)", leaf)]
fn clear(_: &mut Vm, this: MutableSet) {
    this.0.table.clear(this.0.header());
}

/// Returns a shallow copy.
#[pyfunction("set.copy($self, /)", leaf)]
fn set_copy(vm: &mut Vm, this: MutableSet) -> PyResult<Gc<Set>> {
    copy(vm, this.0)
}

/// Returns a shallow copy; a frozenset is its own.
#[pyfunction("frozenset.copy($self, /)", leaf)]
fn frozenset_copy(vm: &mut Vm, this: Gc<Set>) -> PyResult<Gc<Set>> {
    if this.shape() == ShapeId::FROZENSET { Ok(this) } else { copy(vm, this) }
}

/// Takes an element out; whether it was there.
fn take(vm: &mut Vm, set: Gc<Set>, element: Value) -> PyResult<bool> {
    let hash = lookup_hash(vm, element)?;
    let key = lookup_key(vm, element)?;
    set.table.remove(vm, key, hash)
}

/// Removes an element if it is there.
#[pyfunction("set.discard($self, object, /)")]
fn discard(vm: &mut Vm, this: MutableSet, object: Value) -> PyResult<()> {
    take(vm, this.0, object).map(|_| ())
}

/// Removes an element.
///
/// Raises KeyError if it is not there.
#[pyfunction("set.remove($self, object, /)")]
fn remove(vm: &mut Vm, this: MutableSet, object: Value) -> PyResult<()> {
    if take(vm, this.0, object)? { Ok(()) } else { Err(vm.key_error(object)) }
}

/// Removes some element and returns it.
///
/// Raises KeyError if the set is empty.
#[pyfunction("set.pop($self, /)")]
fn pop(vm: &mut Vm, this: MutableSet) -> PyResult {
    match this.0.table.pop() {
        Some(v) => Ok(v),
        None => {
            let text = vm.new_str("pop from an empty set")?;
            Err(vm.key_error(text.value()))
        }
    }
}

/// Returns a new set with the elements that none of the others has.
fn set_difference(vm: &mut Vm, this: Gc<Set>, others: &[Value]) -> PyResult<Gc<Set>> {
    let Some((first, rest)) = others.split_first() else { return copy(vm, this) };
    let result = difference(vm, this, *first)?;
    for other in rest {
        difference_update(vm, result, *other)?;
    }
    Ok(result)
}

/// Removes all elements that one of the others has.
#[pyfunction("set.difference_update($self, /, *others)")]
fn set_difference_update(vm: &mut Vm, this: MutableSet, others: &[Value]) -> PyResult<()> {
    for other in others {
        difference_update(vm, this.0, *other)?;
    }
    Ok(())
}

/// Returns a new set with the elements that all others have too.
fn set_intersection(vm: &mut Vm, this: Gc<Set>, others: &[Value]) -> PyResult<Gc<Set>> {
    let Some((first, rest)) = others.split_first() else { return copy(vm, this) };
    let mut result = intersection(vm, this, *first)?;
    for other in rest {
        result = intersection(vm, result, *other)?;
    }
    Ok(result)
}

/// Removes all elements that one of the others does not have.
#[pyfunction("set.intersection_update($self, /, *others)")]
fn set_intersection_update(vm: &mut Vm, this: MutableSet, others: &[Value]) -> PyResult<()> {
    let common = set_intersection(vm, this.0, others)?;
    this.0.table.swap(this.0.header(), &common.table, common.header());
    Ok(())
}

/// Returns True if no element is in both.
fn set_isdisjoint(vm: &mut Vm, this: Gc<Set>, other: Value) -> PyResult<bool> {
    isdisjoint(vm, this, other)
}

/// Returns True if another iterable has every element.
fn issubset(vm: &mut Vm, this: Gc<Set>, other: Value) -> PyResult<bool> {
    match other.cast::<Set>() {
        Some(other) => is_subset(vm, this, other),
        None => Ok(intersection(vm, this, other)?.len() == this.len()),
    }
}

/// Returns True if the set has every item of another iterable.
fn issuperset(vm: &mut Vm, this: Gc<Set>, other: Value) -> PyResult<bool> {
    is_superset(vm, this, other)
}

/// Returns a new set with the elements that are in exactly one of both.
fn set_symmetric_difference(vm: &mut Vm, this: Gc<Set>, other: Value) -> PyResult<Gc<Set>> {
    symmetric_difference(vm, this, other)
}

/// Keeps the elements that are in exactly one of both.
#[pyfunction("set.symmetric_difference_update($self, other, /)")]
fn set_symmetric_difference_update(vm: &mut Vm, this: MutableSet, other: Value) -> PyResult<()> {
    symmetric_difference_update(vm, this.0, other)
}

/// Returns a new set with the elements of the set and of all others.
fn union(vm: &mut Vm, this: Gc<Set>, others: &[Value]) -> PyResult<Gc<Set>> {
    let result = copy(vm, this)?;
    for other in others {
        update(vm, result, *other)?;
    }
    Ok(result)
}

/// Adds the items of all others.
#[pyfunction("set.update($self, /, *others)")]
fn set_update(vm: &mut Vm, this: MutableSet, others: &[Value]) -> PyResult<()> {
    for other in others {
        update(vm, this.0, *other)?;
    }
    Ok(())
}

/// Returns state information for pickling.
fn reduce(vm: &mut Vm, this: Gc<Set>) -> PyResult {
    let elements = list_from_iterable(vm, this.value())?.value();
    let args = vm.new_tuple(&[elements])?.value();
    let state = vm.call_method(this.value(), "__getstate__", &[])?;
    let ty = vm.type_of(this.value()).value();
    vm.new_tuple(&[ty, args, state]).map(Gc::value)
}

/// Returns the size in memory, in bytes.
fn sizeof(_: &mut Vm, this: Gc<Set>) -> usize {
    48 + this.table.storage_bytes()
}

/// See PEP 585.
#[pyfunction("set.__class_getitem__($type, object, /)")]
fn class_getitem(vm: &mut Vm, cls: Value, object: Value) -> PyResult {
    generic_alias(vm, cls, object)
}

/// Declares the methods that set and frozenset share, which name their type in messages.
macro_rules! shared_methods {
    ($name:literal) => {
        use super::*;

        /// Returns a new set with the elements that none of the others has.
        #[pyfunction($name ".difference($self, /, *others)")]
        pub(super) fn set_difference(vm: &mut Vm, this: Gc<Set>, others: &[Value]) -> PyResult<Gc<Set>> {
            super::set_difference(vm, this, others)
        }

        /// Returns a new set with the elements that all others have too.
        #[pyfunction($name ".intersection($self, /, *others)")]
        pub(super) fn set_intersection(vm: &mut Vm, this: Gc<Set>, others: &[Value]) -> PyResult<Gc<Set>> {
            super::set_intersection(vm, this, others)
        }

        /// Returns True if no element is in both.
        #[pyfunction($name ".isdisjoint($self, other, /)")]
        pub(super) fn set_isdisjoint(vm: &mut Vm, this: Gc<Set>, other: Value) -> PyResult<bool> {
            super::set_isdisjoint(vm, this, other)
        }

        /// Returns True if another iterable has every element.
        #[pyfunction($name ".issubset($self, other, /)")]
        pub(super) fn issubset(vm: &mut Vm, this: Gc<Set>, other: Value) -> PyResult<bool> {
            super::issubset(vm, this, other)
        }

        /// Returns True if the set has every item of another iterable.
        #[pyfunction($name ".issuperset($self, other, /)")]
        pub(super) fn issuperset(vm: &mut Vm, this: Gc<Set>, other: Value) -> PyResult<bool> {
            super::issuperset(vm, this, other)
        }

        /// Returns a new set with the elements that are in exactly one of both.
        #[pyfunction($name ".symmetric_difference($self, other, /)")]
        pub(super) fn set_symmetric_difference(vm: &mut Vm, this: Gc<Set>, other: Value) -> PyResult<Gc<Set>> {
            super::set_symmetric_difference(vm, this, other)
        }

        /// Returns a new set with the elements of the set and of all others.
        #[pyfunction($name ".union($self, /, *others)")]
        pub(super) fn union(vm: &mut Vm, this: Gc<Set>, others: &[Value]) -> PyResult<Gc<Set>> {
            super::union(vm, this, others)
        }

        /// Returns state information for pickling.
        #[pyfunction($name ".__reduce__($self, /)")]
        pub(super) fn reduce(vm: &mut Vm, this: Gc<Set>) -> PyResult {
            super::reduce(vm, this)
        }

        /// Returns the size in memory, in bytes.
        #[pyfunction($name ".__sizeof__($self, /)")]
        pub(super) fn sizeof(vm: &mut Vm, this: Gc<Set>) -> usize {
            super::sizeof(vm, this)
        }
    };
}

mod of_set {
    shared_methods!("set");
}

mod of_frozenset {
    shared_methods!("frozenset");
}

pub(super) static SET: &[&FnDef] = defs![
    add,
    clear,
    set_copy,
    discard,
    of_set::set_difference,
    set_difference_update,
    of_set::set_intersection,
    set_intersection_update,
    of_set::set_isdisjoint,
    of_set::issubset,
    of_set::issuperset,
    pop,
    of_set::reduce,
    remove,
    of_set::sizeof,
    of_set::set_symmetric_difference,
    set_symmetric_difference_update,
    of_set::union,
    set_update,
    class_getitem,
];

pub(crate) static FROZENSET: &[&FnDef] = defs![
    frozenset_copy,
    of_frozenset::set_difference,
    of_frozenset::set_intersection,
    of_frozenset::set_isdisjoint,
    of_frozenset::issubset,
    of_frozenset::issuperset,
    of_frozenset::reduce,
    of_frozenset::sizeof,
    of_frozenset::set_symmetric_difference,
    of_frozenset::union,
    class_getitem,
];
