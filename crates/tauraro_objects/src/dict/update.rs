//! Filling a dict from another mapping or from pairs.

use crate::iterable::{self, Row, list_from_iterable};
use tauraro_core::call::Args;
use tauraro_core::heap::Gc;
use tauraro_core::object::UnaryFn;
use tauraro_core::shape::ShapeId;
use tauraro_core::{Dict, PyResult, Value, Vm};

/// What happens to a key that is there already.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum OnDuplicate {
    Replace,
    /// Raises KeyError with the key.
    Raise,
}

/// `dict.update(from)`: a mapping if it has `keys`, else an iterable of pairs.
pub fn update_from(vm: &mut Vm, dict: Gc<Dict>, from: Value) -> PyResult<()> {
    if let Some(other) = from.cast::<Dict>()
        && other.shape() == ShapeId::DICT
    {
        return merge_dict(vm, dict, other, OnDuplicate::Replace);
    }
    match vm.getattr_opt(from, vm.names.keys)? {
        Some(_) => merge(vm, dict, from, OnDuplicate::Replace),
        None => merge_pairs(vm, dict, from),
    }
}

/// Adds all entries of a mapping. Raises AttributeError if it has no `keys`.
pub fn merge(vm: &mut Vm, dict: Gc<Dict>, from: Value, on: OnDuplicate) -> PyResult<()> {
    if let Some(other) = from.cast::<Dict>()
        && iterates_as_dict(vm, from)
    {
        return merge_dict(vm, dict, other, on);
    }
    let keys = vm.call_method_args(from, vm.names.keys, Args::NONE)?;
    let iter = match vm.iter(keys) {
        Ok(iter) => iter,
        Err(raised) => {
            if vm.type_of(keys).slots.iter.get().is_none() && vm.catch(vm.exc.type_error).is_some() {
                let (from, keys) = (vm.type_name(from), vm.type_name(keys));
                return Err(vm.type_error(format!("{from}.keys() returned a non-iterable (type {keys})")));
            }
            return Err(raised);
        }
    };
    iterable::drain(vm, iter, |vm, key| {
        let hash = vm.hash_key(key)?;
        if on == OnDuplicate::Raise && dict.table.find(vm, key, hash)?.is_some() {
            return Err(vm.key_error(key));
        }
        let value = vm.getitem(from, key)?;
        dict.table.insert(vm, dict.header(), key, hash, value).map(|_| ())
    })
}

/// Whether iterating gives what the table holds: the type does not override `__iter__`.
pub(super) fn iterates_as_dict(vm: &Vm, v: Value) -> bool {
    let (own, dicts): (Option<UnaryFn>, Option<UnaryFn>) =
        (vm.type_of(v).slots.iter.get(), vm.types.dict.slots.iter.get());
    matches!((own, dicts), (Some(a), Some(b)) if std::ptr::fn_addr_eq(a, b))
}

fn merge_dict(vm: &mut Vm, dict: Gc<Dict>, other: Gc<Dict>, on: OnDuplicate) -> PyResult<()> {
    if dict == other || other.is_empty() {
        return Ok(());
    }
    if dict.is_empty() {
        let copy = other.table.copy(vm)?;
        dict.table.swap(dict.header(), &copy, dict.header());
        return Ok(());
    }
    let len = other.len();
    let mut at = 0;
    while let Some((i, key, value)) = other.table.next_entry(at) {
        at = i + 1;
        let hash = other.table.entry(i).map_or(0, |e| e.2);
        if on == OnDuplicate::Raise && dict.table.find(vm, key, hash)?.is_some() {
            return Err(vm.key_error(key));
        }
        dict.table.insert(vm, dict.header(), key, hash, value)?;
        if other.len() != len {
            return Err(vm.runtime_error("dict mutated during update"));
        }
    }
    Ok(())
}

/// Adds the pairs of an iterable.
fn merge_pairs(vm: &mut Vm, dict: Gc<Dict>, from: Value) -> PyResult<()> {
    let iter = vm.iter(from)?;
    let mut count = 0;
    iterable::drain(vm, iter, |vm, pair| {
        let row = pair_row(vm, pair, count)?;
        let slots = row.slots();
        let [key, value] = slots else {
            let text = format!("dictionary update sequence element #{count} has length {}; 2 is required", slots.len());
            return Err(vm.value_error(text));
        };
        count += 1;
        let (key, value) = (key.get(), value.get());
        dict.set_item(vm, key, value)
    })
}

fn pair_row(vm: &mut Vm, pair: Value, number: usize) -> PyResult<Row> {
    if let Some(row) = Row::of(pair) {
        return Ok(row);
    }
    let result = if vm.type_of(pair).slots.iter.get().is_none() && vm.type_of(pair).slots.getitem.get().is_none() {
        Err(vm.type_error("object is not iterable"))
    } else {
        list_from_iterable(vm, pair)
    };
    if result.is_err() && vm.is_instance(vm.pending(), vm.exc.type_error) {
        let exc = vm.take_exception();
        let note = vm.new_str(&format!("Cannot convert dictionary update sequence element #{number} to a sequence"))?;
        vm.call_method(exc, "add_note", &[note.value()])?;
        return Err(vm.raise_again(exc));
    }
    result.map(Row::List)
}
