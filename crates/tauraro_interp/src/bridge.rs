//! What the interpreter asks of the object model beyond the operations of core.

use tauraro_bytecode::LocalKind;
use tauraro_core::heap::Gc;
use tauraro_core::object::{CellVar, Dict, Instance, Type, TypeFlags};
use tauraro_core::{PyResult, Value, Vm, kinds};

/// The Python getter of a property.
pub(crate) fn python_getter(attr: Value) -> Option<Value> {
    tauraro_objects::property::getter_of(attr)
}

/// Whether calling the class does no more than allocate an instance without a payload and call
/// `__init__`: neither `__new__` nor the metaclass's `__call__` is overridden.
pub(crate) fn makes_plain_instances(vm: &mut Vm, ty: Gc<Type>) -> bool {
    let (own, root) = (ty.slots.new.get(), vm.types.object.slots.new.get());
    let plain_new = match (own, root) {
        (Some(a), Some(b)) => std::ptr::fn_addr_eq(a, b),
        _ => false,
    };
    plain_new && ty.instance_kind.get() == kinds::INSTANCE && !ty.has(TypeFlags::ABSTRACT)
}

/// A new instance of such a class.
pub(crate) fn new_plain_instance(vm: &mut Vm, ty: Gc<Type>) -> Value {
    let obj = vm.alloc_with_slots(ty.root_shape.get(), Instance, usize::from(ty.inline_slots.get())).value();
    vm.note_instance(ty, obj);
    obj
}

/// `isinstance(v, class)`.
pub(crate) fn isinstance_of(vm: &mut Vm, v: Value, class: Value) -> PyResult<bool> {
    tauraro_objects::abstract_::is_instance(vm, v, class)
}

/// The globals of the running frame.
pub(crate) fn running_globals(vm: &Vm) -> Option<Gc<Dict>> {
    let frame = crate::frame::current(vm);
    // SAFETY: a frame pointer of the thread is null or leads to the running frame.
    unsafe { frame.as_ref() }.map(|f| f.globals)
}

/// What `super()` without arguments means in the running frame: the class of the function's
/// `__class__` cell, and the first argument.
pub(crate) fn super_arguments(vm: &mut Vm) -> PyResult<(Value, Value)> {
    let frame = crate::frame::current(vm);
    // SAFETY: as above.
    let Some(frame) = (unsafe { frame.as_ref() }) else {
        return Err(vm.runtime_error("super(): no current frame"));
    };
    let code = &frame.code.code;
    if code.arg_count == 0 {
        return Err(vm.runtime_error("super(): no arguments"));
    }
    // SAFETY: the first parameter stands in register 0.
    let mut first = unsafe { *frame.regs };
    if code.locals.first().is_some_and(|l| l.kind.has(LocalKind::CELL))
        && let Some(cell) = first.cast::<CellVar>()
    {
        first = cell.content.get();
    }
    if first.is_unbound() {
        return Err(vm.runtime_error("super(): arg[0] deleted"));
    }
    let closure = frame.function.and_then(|f| f.closure.get());
    let cell = code.freevars().position(|n| n == "__class__").and_then(|i| closure?.get(i));
    let Some(cell) = cell.and_then(Value::cast::<CellVar>) else {
        return Err(vm.runtime_error("super(): __class__ cell not found"));
    };
    match cell.content.get() {
        Value::UNBOUND => Err(vm.runtime_error("super(): empty __class__ cell")),
        class if class.is::<Type>() => Ok((class, first)),
        other => {
            let text = format!("super(): __class__ is not a type ({})", vm.type_name(other));
            Err(vm.runtime_error(text))
        }
    }
}
