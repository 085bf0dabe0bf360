//! The methods of OrderedDict.

use super::iter::{OrderedIterator, Part, new_iterator};
use super::views::{new_items, new_keys, new_values};
use super::{is_exact, update_with};
use tauraro_core::builtin::FnDef;
use tauraro_core::call::Args;
use tauraro_core::heap::Gc;
use tauraro_core::value::Raised;
use tauraro_core::{Dict, PyResult, Type, Value, Vm, defs, pyfunction};
use tauraro_objects::dict::{DictItems, DictKeys, DictValues};

/// Creates an ordered dictionary with the iterable's items as keys, all with the same value.
#[pyfunction("OrderedDict.fromkeys($type, /, iterable, value=None)")]
fn fromkeys(vm: &mut Vm, cls: Gc<Type>, iterable: Value, value: Option<Value>) -> PyResult {
    let value = value.unwrap_or(Value::NONE);
    let made = vm.call(cls.value(), &[])?;
    vm.for_each(iterable, |vm, key| vm.setitem(made, key, Some(value)))?;
    Ok(made)
}

/// Returns state information for pickling.
#[pyfunction("OrderedDict.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<Dict>) -> PyResult {
    let state = vm.call_method(this.value(), "__getstate__", &[])?;
    let items = vm.call_method(this.value(), "items", &[])?;
    let items = vm.iter(items)?;
    let ty = vm.type_of(this.value()).value();
    let args = vm.new_tuple(&[])?.value();
    vm.new_tuple(&[ty, args, state, Value::NONE, items]).map(Gc::value)
}

/// Returns the value of a key; if there is none, the default becomes it.
#[pyfunction("OrderedDict.setdefault($self, /, key, default=None)")]
fn setdefault(vm: &mut Vm, this: Gc<Dict>, key: Value, default: Option<Value>) -> PyResult {
    let default = default.unwrap_or(Value::NONE);
    if is_exact(vm, this) {
        if let Some(found) = this.get(vm, key)? {
            return Ok(found);
        }
        this.set_item(vm, key, default)?;
        return Ok(default);
    }
    if vm.contains(this.value(), key)? {
        return vm.getitem(this.value(), key);
    }
    vm.setitem(this.value(), key, Some(default))?;
    Ok(default)
}

/// Takes a key out: directly, or by the methods of a subclass.
fn take(vm: &mut Vm, dict: Gc<Dict>, key: Value) -> PyResult<Option<Value>> {
    if is_exact(vm, dict) {
        return dict.remove(vm, key);
    }
    if !vm.contains(dict.value(), key)? {
        return Ok(None);
    }
    let value = vm.getitem(dict.value(), key)?;
    vm.setitem(dict.value(), key, None)?;
    Ok(Some(value))
}

/// Removes a key and returns its value.
///
/// If there is none, the default is returned if given; else KeyError is raised.
#[pyfunction("OrderedDict.pop($self, /, key, default=<unrepresentable>)")]
fn pop(vm: &mut Vm, this: Gc<Dict>, key: Value, default: Option<Value>) -> PyResult {
    match take(vm, this, key)?.or(default) {
        Some(v) => Ok(v),
        None => Err(vm.key_error(key)),
    }
}

/// Removes the last pair (the first one if last is false) and returns it.
#[pyfunction("OrderedDict.popitem($self, /, last=True)")]
fn popitem(vm: &mut Vm, this: Gc<Dict>, last: Option<bool>) -> PyResult {
    let last = last.unwrap_or(true);
    let found = if last { this.table.previous_entry(usize::MAX) } else { this.table.next_entry(0) };
    let Some((i, key, value)) = found else {
        let text = vm.new_str("dictionary is empty")?;
        return Err(vm.key_error(text.value()));
    };
    if is_exact(vm, this) {
        if last {
            this.table.pop_last();
        } else {
            this.table.remove_at(i);
        }
        return vm.new_tuple(&[key, value]).map(Gc::value);
    }
    match take(vm, this, key)? {
        Some(value) => vm.new_tuple(&[key, value]).map(Gc::value),
        None => Err(vm.key_error(key)),
    }
}

/// Returns a set-like object that shows the keys.
#[pyfunction("OrderedDict.keys($self, /)")]
fn keys(vm: &mut Vm, this: Gc<Dict>) -> Gc<DictKeys> {
    new_keys(vm, this)
}

/// Returns an object that shows the values.
#[pyfunction("OrderedDict.values($self, /)")]
fn values(vm: &mut Vm, this: Gc<Dict>) -> Gc<DictValues> {
    new_values(vm, this)
}

/// Returns a set-like object that shows the pairs.
#[pyfunction("OrderedDict.items($self, /)")]
fn items(vm: &mut Vm, this: Gc<Dict>) -> Gc<DictItems> {
    new_items(vm, this)
}

/// Adds the pairs of a mapping or iterable, then those of the keyword arguments.
#[pyfunction("OrderedDict.update($self, *args, **kwargs)")]
fn update(vm: &mut Vm, this: Gc<Dict>, args: &[Value], kwargs: Option<Gc<Dict>>) -> PyResult<()> {
    if args.len() > 1 {
        let text = format!("update() takes at most 1 positional argument ({} given)", args.len());
        return Err(vm.type_error(text));
    }
    update_with(vm, this, Args::positional(args))?;
    match kwargs {
        Some(more) if !more.is_empty() => super::update(vm, this, more.value()),
        _ => Ok(()),
    }
}

/// Removes all pairs.
#[pyfunction("OrderedDict.clear($self, /)", leaf)]
fn clear(_: &mut Vm, this: Gc<Dict>) {
    this.table.clear(this.header());
}

/// Returns a shallow copy.
#[pyfunction("OrderedDict.copy($self, /)")]
fn copy(vm: &mut Vm, this: Gc<Dict>) -> PyResult {
    let cls = vm.type_of(this.value()).value();
    if is_exact(vm, this) {
        return vm.call(cls, &[this.value()]);
    }
    let made = vm.call(cls, &[])?;
    vm.for_each(this.value(), |vm, key| {
        let value = vm.getitem(this.value(), key)?;
        vm.setitem(made, key, Some(value))
    })?;
    Ok(made)
}

/// Returns a reverse iterator over the keys.
#[pyfunction("OrderedDict.__reversed__($self, /)")]
fn reversed(vm: &mut Vm, this: Gc<Dict>) -> Gc<OrderedIterator> {
    new_iterator(vm, this, Part::Keys, true)
}

#[cold]
fn missing(vm: &mut Vm, key: Value) -> Raised {
    vm.key_error(key)
}

/// Moves a key to the end (to the beginning if last is false).
///
/// Raises KeyError if it is not there.
#[pyfunction("OrderedDict.move_to_end($self, /, key, last=True)")]
fn move_to_end(vm: &mut Vm, this: Gc<Dict>, key: Value, last: Option<bool>) -> PyResult<()> {
    let last = last.unwrap_or(true);
    let hash = vm.hash_key(key)?;
    let Some(i) = this.table.find(vm, key, hash)? else { return Err(missing(vm, key)) };
    let end = if last { this.table.previous_entry(usize::MAX) } else { this.table.next_entry(0) };
    if end.is_some_and(|e| e.0 == i) {
        return Ok(());
    }
    let Some((key, value, hash)) = this.table.entry(i) else { return Err(missing(vm, key)) };
    this.table.remove_at(i);
    if last {
        this.table.push_new(vm, this.header(), key, hash, value)
    } else {
        this.table.push_front_new(vm, this.header(), key, hash, value)
    }
}

pub(super) static METHODS: &[&FnDef] =
    defs![fromkeys, reduce, setdefault, pop, popitem, keys, values, items, update, clear, copy, reversed, move_to_end];
