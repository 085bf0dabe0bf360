//! Trampolines of Python classes: slot functions that look a dunder method up on the type, call
//! it and check what it returned.

use tauraro_core::attr::generic_getattr;
use tauraro_core::call::Args;
use tauraro_core::object::{CompareOp, Int};
use tauraro_core::{Gc, PyResult, Raised, Str, Type, Value, Vm};

use crate::descriptors::WrapperDescriptor;

/// Calls a dunder that the class had when its slots were computed. If it is gone since (deleted
/// from a base by native code), AttributeError with its name, as CPython says it.
pub(super) fn call_required(vm: &mut Vm, obj: Value, name: Gc<Str>, args: &[Value]) -> PyResult {
    match vm.call_special(obj, name, args)? {
        Some(v) => Ok(v),
        None => Err(vm.raise_with(vm.exc.attribute_error, name.value())),
    }
}

/// `__new__` is called with the class by hand: it is a static method.
pub(super) fn new(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>) -> PyResult {
    let name = vm.names.new;
    let function = vm.getattr(cls.value(), name)?;
    vm.call_args(function, args.with_receiver(cls.value()))
}

pub(super) fn init(vm: &mut Vm, obj: Value, args: Args<'_>) -> PyResult<()> {
    let (name, ty) = (vm.names.init, vm.type_of(obj));
    let Some(attr) = vm.lookup(ty, name) else {
        return Err(vm.raise_with(vm.exc.attribute_error, name.value()));
    };
    let (callee, receiver) = vm.bind_special(attr, obj, ty)?;
    let result = vm.call_args(callee, Args { receiver, ..args })?;
    if !result.is_none() {
        let text = format!("__init__() should return None, not '{}'", vm.type_name(result));
        return Err(vm.type_error(text));
    }
    Ok(())
}

pub(super) fn call(vm: &mut Vm, obj: Value, args: Args<'_>) -> PyResult {
    let (name, ty) = (vm.names.call, vm.type_of(obj));
    let Some(attr) = vm.lookup(ty, name) else {
        return Err(vm.raise_with(vm.exc.attribute_error, name.value()));
    };
    let (callee, receiver) = vm.bind_special(attr, obj, ty)?;
    vm.call_args(callee, Args { receiver, ..args })
}

macro_rules! unary {
    ($($field:ident $name:ident),* $(,)?) => {
        $(
            pub(super) fn $field(vm: &mut Vm, v: Value) -> PyResult {
                let name = vm.names.$name;
                call_required(vm, v, name, &[])
            }
        )*
    };
}

unary! {
    repr repr,
    str str,
    finalize del,
    r#await r#await,
    aiter aiter,
    anext anext,
}

pub(super) fn hash(vm: &mut Vm, v: Value) -> PyResult<i64> {
    let name = vm.names.hash;
    let result = call_required(vm, v, name, &[])?;
    match result.as_int() {
        Some(Int::Small(-1)) => Ok(-2),
        Some(Int::Small(i)) => Ok(i),
        // One that does not fit is hashed as the number that it is.
        Some(big) => Ok(match big.to_i64() {
            Some(-1) => -2,
            Some(i) => i,
            None => {
                let hash = vm.types.int.slots.hash.get();
                return hash.map_or(Ok(0), |f| f(vm, result));
            }
        }),
        None => Err(vm.type_error("__hash__ method should return an integer")),
    }
}

pub(super) fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let n = &vm.names;
    let name = match op {
        CompareOp::Lt => n.lt,
        CompareOp::Le => n.le,
        CompareOp::Eq => n.eq,
        CompareOp::Ne => n.ne,
        CompareOp::Gt => n.gt,
        CompareOp::Ge => n.ge,
    };
    // A method that cannot be had, whatever the reason, is a method that is not there.
    let ty = vm.type_of(a);
    let Some(method) = vm.lookup(ty, name) else { return Ok(Value::NOT_IMPLEMENTED) };
    match vm.bind_special(method, a, ty) {
        Ok((callee, receiver)) => vm.call_args(callee, Args { receiver, values: &[b], names: None }),
        Err(Raised) => {
            vm.take_exception();
            Ok(Value::NOT_IMPLEMENTED)
        }
    }
}

/// `__iter__ = None` says: not iterable.
pub(super) fn iter(vm: &mut Vm, v: Value) -> PyResult {
    let (name, ty) = (vm.names.iter, vm.type_of(v));
    if vm.lookup(ty, name).is_none_or(Value::is_none) {
        return Err(vm.type_error(format!("'{}' object is not iterable", ty.name_str())));
    }
    call_required(vm, v, name, &[])
}

/// A StopIteration that `__next__` raises stays pending, for its value.
pub(super) fn iternext(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let name = vm.names.next;
    call_required(vm, v, name, &[]).map(Some)
}

pub(super) fn bool(vm: &mut Vm, v: Value) -> PyResult<bool> {
    let name = vm.names.bool;
    if vm.lookup(vm.type_of(v), name).is_some_and(|m| m.is_none()) {
        let text = format!("'{}' cannot be interpreted as a boolean", vm.type_name(v));
        return Err(vm.type_error(text));
    }
    let result = call_required(vm, v, name, &[])?;
    match result.as_bool() {
        Some(b) => Ok(b),
        None => {
            let text = format!("__bool__ should return bool, returned {}", vm.type_name(result));
            Err(vm.type_error(text))
        }
    }
}

pub(super) fn len(vm: &mut Vm, v: Value) -> PyResult<usize> {
    let name = vm.names.len;
    let result = call_required(vm, v, name, &[])?;
    let index = vm.index(result)?;
    let Some(n) = index.as_int() else { return Ok(0) };
    if n.is_negative() {
        return Err(vm.value_error("__len__() should return >= 0"));
    }
    match n.to_i64().and_then(|n| usize::try_from(n).ok()) {
        Some(n) => Ok(n),
        None => {
            let text = format!("cannot fit '{}' into an index-sized integer", vm.type_name(result));
            Err(vm.overflow_error(text))
        }
    }
}

pub(super) fn getitem(vm: &mut Vm, obj: Value, key: Value) -> PyResult {
    let name = vm.names.getitem;
    call_required(vm, obj, name, &[key])
}

pub(super) fn setitem(vm: &mut Vm, obj: Value, key: Value, v: Option<Value>) -> PyResult<()> {
    match v {
        Some(v) => call_required(vm, obj, vm.names.setitem, &[key, v])?,
        None => call_required(vm, obj, vm.names.delitem, &[key])?,
    };
    Ok(())
}

/// `__contains__ = None` says: not a container.
pub(super) fn contains(vm: &mut Vm, obj: Value, item: Value) -> PyResult<bool> {
    let (name, ty) = (vm.names.contains, vm.type_of(obj));
    if vm.lookup(ty, name).is_none_or(Value::is_none) {
        return Err(vm.type_error(format!("'{}' object is not a container", ty.name_str())));
    }
    let result = call_required(vm, obj, name, &[item])?;
    vm.truth(result)
}

pub(super) fn descr_get(vm: &mut Vm, descr: Value, obj: Option<Value>, owner: Value) -> PyResult {
    let name = vm.names.get;
    let args = [obj.unwrap_or(Value::NONE), owner];
    // A descriptor class whose `__get__` vanished is a plain attribute.
    Ok(vm.call_special(descr, name, &args)?.unwrap_or(descr))
}

pub(super) fn descr_set(vm: &mut Vm, descr: Value, obj: Value, v: Option<Value>) -> PyResult<()> {
    match v {
        Some(v) => call_required(vm, descr, vm.names.set, &[obj, v])?,
        None => call_required(vm, descr, vm.names.delete, &[obj])?,
    };
    Ok(())
}

pub(super) fn setattr(vm: &mut Vm, obj: Value, name: Gc<Str>, v: Option<Value>) -> PyResult<()> {
    match v {
        Some(v) => call_required(vm, obj, vm.names.setattr, &[name.value(), v])?,
        None => call_required(vm, obj, vm.names.delattr, &[name.value()])?,
    };
    Ok(())
}

/// `__getattribute__`, then `__getattr__` if that raised AttributeError.
pub(crate) fn getattr_hook(vm: &mut Vm, obj: Value, name: Gc<Str>) -> PyResult<Option<Value>> {
    let ty = vm.type_of(obj);
    let hook = vm.lookup(ty, vm.names.getattr);
    let first = getattribute(vm, ty, obj, name);
    let Some(hook) = hook else { return first };
    let found = match first {
        Ok(found) => found,
        Err(raised) => match vm.catch(vm.exc.attribute_error) {
            Some(_) => None,
            None => return Err(raised),
        },
    };
    if found.is_some() {
        return Ok(found);
    }
    let (callee, receiver) = vm.bind_special(hook, obj, ty)?;
    vm.call_args(callee, Args { receiver, values: &[name.value()], names: None }).map(Some)
}

fn getattribute(vm: &mut Vm, ty: Gc<Type>, obj: Value, name: Gc<Str>) -> PyResult<Option<Value>> {
    let Some(attr) = vm.lookup(ty, vm.names.getattribute) else {
        return generic_getattr(vm, obj, name);
    };
    if let Some(wrapper) = attr.cast::<WrapperDescriptor>()
        && let Some(native) = wrapper.owner.slots.getattr.get()
    {
        return native(vm, obj, name);
    }
    let (callee, receiver) = vm.bind_special(attr, obj, ty)?;
    vm.call_args(callee, Args { receiver, values: &[name.value()], names: None }).map(Some)
}
