//! `isinstance` and `issubclass` in full: classes, tuples, unions, `__instancecheck__`, and
//! objects that only look like classes (`__bases__`).

use tauraro_core::attr::generic_getattr;
use tauraro_core::object::{GetAttrFn, TypeFlags};
use tauraro_core::{Gc, PyResult, Str, Tuple, Type, Value, Vm};

/// `isinstance(obj, cls)`.
pub fn is_instance(vm: &mut Vm, obj: Value, cls: Value) -> PyResult<bool> {
    if cls == vm.type_of(obj).value() {
        return Ok(true);
    }
    let meta = vm.type_of(cls);
    if meta == vm.types.type_ {
        return is_instance_by_class(vm, obj, cls);
    }
    if let Some(members) = crate::union::members(cls) {
        return any_of(vm, obj, members, is_instance);
    }
    if let Some(members) = cls.cast::<Tuple>() {
        vm.check_native_stack()?;
        return any_of(vm, obj, members, is_instance);
    }
    let name = vm.names.instancecheck;
    if let Some(result) = vm.call_special(cls, name, &[obj])? {
        return vm.truth(result);
    }
    is_instance_by_class(vm, obj, cls)
}

/// `issubclass(sub, cls)`.
pub fn is_subclass(vm: &mut Vm, sub: Value, cls: Value) -> PyResult<bool> {
    if vm.type_of(cls) == vm.types.type_ {
        if sub == cls {
            return Ok(true);
        }
        return is_subclass_by_bases(vm, sub, cls);
    }
    if let Some(members) = crate::union::members(cls) {
        return any_of(vm, sub, members, is_subclass);
    }
    if let Some(members) = cls.cast::<Tuple>() {
        vm.check_native_stack()?;
        return any_of(vm, sub, members, is_subclass);
    }
    let name = vm.names.subclasscheck;
    if let Some(result) = vm.call_special(cls, name, &[sub])? {
        return vm.truth(result);
    }
    is_subclass_by_bases(vm, sub, cls)
}

fn any_of(
    vm: &mut Vm,
    v: Value,
    classes: Gc<Tuple>,
    test: fn(&mut Vm, Value, Value) -> PyResult<bool>,
) -> PyResult<bool> {
    for cls in classes.items() {
        if test(vm, v, *cls)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_generic(getter: GetAttrFn) -> bool {
    std::ptr::fn_addr_eq(getter, generic_getattr as GetAttrFn)
}

/// `type.__instancecheck__`: the real type, then what `__class__` claims.
pub(crate) fn is_instance_by_class(vm: &mut Vm, obj: Value, cls: Value) -> PyResult<bool> {
    if let Some(cls) = cls.cast::<Type>() {
        let ty = vm.type_of(obj);
        if ty.is_subtype(cls) {
            return Ok(true);
        }
        if !ty.has(TypeFlags::HEAP) && ty.slots.getattr.get().is_none_or(is_generic) {
            // What `object` says: its type.
            return Ok(false);
        }
        let claimed = vm.getattr_opt(obj, vm.names.class)?.and_then(Value::cast::<Type>);
        return Ok(claimed.is_some_and(|c| c != ty && c.is_subtype(cls)));
    }
    if bases_of(vm, cls)?.is_none() {
        return Err(vm.type_error("isinstance() arg 2 must be a type, a tuple of types, or a union"));
    }
    match vm.getattr_opt(obj, vm.names.class)? {
        Some(claimed) => derives(vm, claimed, cls),
        None => Ok(false),
    }
}

/// `type.__subclasscheck__`: by the MRO of types, by `__bases__` of whatever looks like a class.
pub(crate) fn is_subclass_by_bases(vm: &mut Vm, sub: Value, cls: Value) -> PyResult<bool> {
    if let (Some(sub), Some(cls)) = (sub.cast::<Type>(), cls.cast::<Type>()) {
        return Ok(sub.is_subtype(cls));
    }
    if bases_of(vm, sub)?.is_none() {
        return Err(vm.type_error("issubclass() arg 1 must be a class"));
    }
    if bases_of(vm, cls)?.is_none() {
        return Err(vm.type_error("issubclass() arg 2 must be a class, a tuple of classes, or a union"));
    }
    derives(vm, sub, cls)
}

/// `cls.__bases__` if it is a tuple.
fn bases_of(vm: &mut Vm, cls: Value) -> PyResult<Option<Gc<Tuple>>> {
    let name: Gc<Str> = vm.names.bases;
    Ok(vm.getattr_opt(cls, name)?.and_then(Value::cast::<Tuple>))
}

fn derives(vm: &mut Vm, sub: Value, cls: Value) -> PyResult<bool> {
    if sub == cls {
        return Ok(true);
    }
    vm.check_native_stack()?;
    let Some(bases) = bases_of(vm, sub)? else { return Ok(false) };
    for base in bases.items() {
        if derives(vm, *base, cls)? {
            return Ok(true);
        }
    }
    Ok(false)
}
