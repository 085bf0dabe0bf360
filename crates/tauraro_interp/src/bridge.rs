//! What the interpreter asks of the object model beyond the operations of core.

use tauraro_core::heap::Gc;
use tauraro_core::object::{Instance, Type, TypeFlags};
use tauraro_core::{PyResult, Value, Vm, kinds};

/// The Python getter of a property.
pub(crate) fn python_getter(_: Value) -> Option<Value> {
    None
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
    vm.alloc_with_slots(ty.root_shape.get(), Instance, usize::from(ty.inline_slots.get())).value()
}

/// `isinstance(v, class)`.
pub(crate) fn isinstance_of(vm: &mut Vm, v: Value, class: Value) -> PyResult<bool> {
    let name = vm.intern("isinstance");
    match vm.builtins.get_name(vm, name) {
        Some(f) => {
            let result = vm.call(f, &[v, class])?;
            vm.truth(result)
        }
        None => Ok(class.cast::<Type>().is_some_and(|t| vm.is_instance(v, t))),
    }
}

fn unavailable(vm: &mut Vm) -> PyResult {
    Err(vm.not_implemented_error("type parameters are not available in this build"))
}

pub(crate) fn make_type_param(vm: &mut Vm, _: Value, _: Value, _: u32, _: Value) -> PyResult {
    unavailable(vm)
}

pub(crate) fn set_default_evaluator(vm: &mut Vm, _: Value, _: Value) -> PyResult<()> {
    unavailable(vm).map(|_| ())
}

pub(crate) fn subscript_generic(vm: &mut Vm, _: Value) -> PyResult {
    unavailable(vm)
}

pub(crate) fn make_type_alias(vm: &mut Vm, _: Value, _: Value, _: Value, _: Value) -> PyResult {
    unavailable(vm)
}
