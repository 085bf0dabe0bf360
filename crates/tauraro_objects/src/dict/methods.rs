//! The methods of dict.

use super::views::{DictItems, DictKeys, DictValues, new_items, new_keys, new_values};
use super::{DictIterator, new_dict_reverse_iterator, update_with};
use crate::iterable::{self, generic_alias};
use tauraro_core::builtin::FnDef;
use tauraro_core::call::Args;
use tauraro_core::heap::Gc;
use tauraro_core::object::Set;
use tauraro_core::shape::ShapeId;
use tauraro_core::{Dict, PyResult, Type, Value, Vm, defs, pyfunction};

/// Returns the value of a key, or the default if there is none.
#[pyfunction("dict.get($self, key, default=None, /)")]
fn get(vm: &mut Vm, this: Gc<Dict>, key: Value, default: Option<Value>) -> PyResult {
    Ok(this.get(vm, key)?.unwrap_or(default.unwrap_or(Value::NONE)))
}

/// Returns the value of a key; if there is none, the default becomes it.
#[pyfunction("dict.setdefault($self, key, default=None, /)")]
fn setdefault(vm: &mut Vm, this: Gc<Dict>, key: Value, default: Option<Value>) -> PyResult {
    let hash = vm.hash_key(key)?;
    let default = default.unwrap_or(Value::NONE);
    if let Some(i) = this.table.find(vm, key, hash)? {
        return Ok(this.table.entry(i).map_or(default, |e| e.1));
    }
    this.table.push_new(vm, this.header(), key, hash, default)?;
    Ok(default)
}

/// Removes a key and returns its value.
///
/// If there is none, the default is returned if given; else KeyError is raised.
#[pyfunction("dict.pop($self, key, default=<unrepresentable>, /)")]
fn pop(vm: &mut Vm, this: Gc<Dict>, key: Value, default: Option<Value>) -> PyResult {
    let found = if this.is_empty() { None } else { this.remove(vm, key)? };
    match found.or(default) {
        Some(v) => Ok(v),
        None => Err(vm.key_error(key)),
    }
}

/// Removes the pair that was added last and returns it as a tuple.
///
/// Raises KeyError if the dict is empty.
#[pyfunction("dict.popitem($self, /)")]
fn popitem(vm: &mut Vm, this: Gc<Dict>) -> PyResult {
    match this.table.pop_last() {
        Some((key, value)) => vm.new_tuple(&[key, value]).map(Gc::value),
        None => {
            let text = vm.new_str("popitem(): dictionary is empty")?;
            Err(vm.key_error(text.value()))
        }
    }
}

/// Returns a set-like object that shows the keys.
#[pyfunction("dict.keys($self, /)", leaf)]
fn keys(vm: &mut Vm, this: Gc<Dict>) -> Gc<DictKeys> {
    new_keys(vm, this)
}

/// Returns a set-like object that shows the pairs.
#[pyfunction("dict.items($self, /)", leaf)]
fn items(vm: &mut Vm, this: Gc<Dict>) -> Gc<DictItems> {
    new_items(vm, this)
}

/// Returns an object that shows the values.
#[pyfunction("dict.values($self, /)", leaf)]
fn values(vm: &mut Vm, this: Gc<Dict>) -> Gc<DictValues> {
    new_values(vm, this)
}

/// Adds the pairs of a mapping or iterable, then those of the keyword arguments.
#[pyfunction("dict.update($self, *args, **kwargs)")]
fn update(vm: &mut Vm, this: Gc<Dict>, args: &[Value], kwargs: Option<Gc<Dict>>) -> PyResult<()> {
    update_with(vm, this, "update", Args::positional(args))?;
    match kwargs {
        Some(more) if !more.is_empty() => super::update_from(vm, this, more.value()),
        _ => Ok(()),
    }
}

/// Creates a dict with the iterable's items as keys, all with the same value.
#[pyfunction("dict.fromkeys($type, iterable, value=None, /)")]
fn fromkeys(vm: &mut Vm, cls: Gc<Type>, iterable: Value, value: Option<Value>) -> PyResult {
    let value = value.unwrap_or(Value::NONE);
    let made = vm.call(cls.value(), &[])?;
    let Some(dict) = made.cast::<Dict>().filter(|d| d.shape() == ShapeId::DICT) else {
        vm.for_each(iterable, |vm, key| vm.setitem(made, key, Some(value)))?;
        return Ok(made);
    };
    match iterable.header().map(|h| h.shape()) {
        Some(ShapeId::DICT) => {
            let from = super::this(iterable);
            dict.table.reserve(vm, dict.header(), from.len())?;
            let mut at = 0;
            while let Some((i, key, _)) = from.table.next_entry(at) {
                at = i + 1;
                let hash = from.table.entry(i).map_or(0, |e| e.2);
                dict.table.insert(vm, dict.header(), key, hash, value)?;
            }
        }
        Some(ShapeId::SET | ShapeId::FROZENSET) => {
            let from: Gc<Set> = iterable.cast().expect("sets have this layout");
            dict.table.reserve(vm, dict.header(), from.len())?;
            let mut at = 0;
            while let Some((i, key, hash)) = from.table.next(at) {
                at = i + 1;
                dict.table.insert(vm, dict.header(), key, hash, value)?;
            }
        }
        _ => {
            let iter = vm.iter(iterable)?;
            iterable::drain(vm, iter, |vm, key| dict.set_item(vm, key, value))?;
        }
    }
    Ok(made)
}

/// Removes all pairs.
#[pyfunction("dict.clear($self, /)", leaf)]
fn clear(_: &mut Vm, this: Gc<Dict>) {
    this.table.clear(this.header());
}

/// Returns a shallow copy.
#[pyfunction("dict.copy($self, /)")]
fn copy(vm: &mut Vm, this: Gc<Dict>) -> PyResult<Gc<Dict>> {
    super::shallow_copy(vm, this)
}

/// Returns a reverse iterator over the keys.
#[pyfunction("dict.__reversed__($self, /)", leaf)]
fn reversed(vm: &mut Vm, this: Gc<Dict>) -> Gc<DictIterator> {
    new_dict_reverse_iterator(vm, ShapeId::DICT_REVERSEKEYITERATOR, this)
}

/// Returns the size in memory, in bytes.
#[pyfunction("dict.__sizeof__($self, /)", leaf)]
fn sizeof(_: &mut Vm, this: Gc<Dict>) -> usize {
    48 + this.table.storage_bytes()
}

/// See PEP 585.
#[pyfunction("dict.__class_getitem__($type, object, /)")]
fn class_getitem(vm: &mut Vm, cls: Value, object: Value) -> PyResult {
    generic_alias(vm, cls, object)
}

pub(super) static METHODS: &[&FnDef] = defs![
    sizeof,
    get,
    setdefault,
    pop,
    popitem,
    keys,
    items,
    values,
    update,
    fromkeys,
    clear,
    copy,
    reversed,
    class_getitem
];
