//! Built-in functions about attributes and identity.

use crate::identity;
use crate::type_::slots::attribute_name;
use tauraro_core::{Gc, List, PyResult, Value, Vm, pyfunction};

/// Whether the object can be called.
#[pyfunction("callable(obj, /)")]
pub(super) fn callable(vm: &mut Vm, obj: Value) -> bool {
    vm.type_of(obj).slots.call.get().is_some()
}

/// Deletes an attribute: `del obj.name`.
#[pyfunction("delattr(obj, name, /)")]
pub(super) fn delattr(vm: &mut Vm, obj: Value, name: Value) -> PyResult<()> {
    let name = attribute_name(vm, name)?;
    vm.setattr(obj, name, None)
}

/// Sets an attribute: `obj.name = value`.
#[pyfunction("setattr(obj, name, value, /)")]
pub(super) fn setattr(vm: &mut Vm, obj: Value, name: Value, value: Value) -> PyResult<()> {
    let name = attribute_name(vm, name)?;
    vm.setattr(obj, name, Some(value))
}

/// An attribute: `obj.name`; the default, if one is given, where it is missing.
#[pyfunction("getattr(obj, name, default=None, /)")]
pub(super) fn getattr(vm: &mut Vm, obj: Value, name: Value, default: Option<Value>) -> PyResult {
    let name = attribute_name(vm, name)?;
    match default {
        None => vm.getattr(obj, name),
        Some(default) => Ok(vm.getattr_opt(obj, name)?.unwrap_or(default)),
    }
}

/// Whether the object has an attribute of that name.
#[pyfunction("hasattr(obj, name, /)")]
pub(super) fn hasattr(vm: &mut Vm, obj: Value, name: Value) -> PyResult<bool> {
    let name = attribute_name(vm, name)?;
    Ok(vm.getattr_opt(obj, name)?.is_some())
}

/// A number that stands for the object in dicts: equal objects have the same.
#[pyfunction("hash(obj, /)")]
pub(super) fn hash(vm: &mut Vm, obj: Value) -> PyResult<i64> {
    vm.hash(obj)
}

/// A number that no other living object has.
#[pyfunction("id(obj, /)")]
pub(super) fn id(vm: &mut Vm, obj: Value) -> Value {
    vm.new_uint(identity::address(obj))
}

/// `dir(obj)`: the sorted names of its attributes.
pub fn dir_of(vm: &mut Vm, obj: Value) -> PyResult<Gc<List>> {
    let name = vm.names.dir;
    let Some(names) = vm.call_special(obj, name, &[])? else {
        return Err(vm.type_error("object does not provide __dir__"));
    };
    super::sequences::sorted_list(vm, names)
}

/// `vars(obj)`: its `__dict__`.
pub fn vars_of(vm: &mut Vm, obj: Value) -> PyResult {
    let name = vm.names.dict;
    match vm.getattr_opt(obj, name)? {
        Some(dict) => Ok(dict),
        None => Err(vm.type_error("vars() argument must have __dict__ attribute")),
    }
}
