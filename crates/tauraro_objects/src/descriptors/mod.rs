//! The descriptors and callables that native code puts into namespaces: wrappers of slots,
//! native methods, computed attributes, `__slots__` members, builtin functions, bound methods.

mod bound_method;
mod builtin_function;
mod getset;
mod member;
mod method_descriptor;
mod wrapper;

use tauraro_core::{FnDef, Gc, PyResult, Raised, Type, Value, Vm};

pub(crate) use builtin_function::{NEW_WRAPPER, getattr_pair};
pub(crate) use wrapper::WrapperDescriptor;

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    wrapper::init(vm)?;
    method_descriptor::init(vm)?;
    getset::init(vm)?;
    member::init(vm)?;
    builtin_function::init(vm)?;
    bound_method::init(vm)
}

/// Raises TypeError if `obj` is no instance of the type that a descriptor belongs to.
#[inline]
pub(crate) fn check_instance(vm: &mut Vm, obj: Value, owner: Gc<Type>, name: &str) -> PyResult<()> {
    let ty = vm.type_of(obj);
    if ty == owner || ty.is_subtype(owner) { Ok(()) } else { Err(wrong_instance(vm, obj, owner, name)) }
}

#[cold]
fn wrong_instance(vm: &mut Vm, obj: Value, owner: Gc<Type>, name: &str) -> Raised {
    let (wanted, got) = (owner.name_str(), vm.type_name(obj));
    vm.type_error(format!("descriptor '{name}' for '{wanted}' objects doesn't apply to a '{got}' object"))
}

/// `T.name` of a descriptor, for `__qualname__`.
fn qualname(vm: &mut Vm, owner: Gc<Type>, name: &str) -> PyResult {
    let of_type = vm.str(owner.qualname.get())?;
    let text = format!("{}.{name}", of_type.to_string_lossy());
    Ok(vm.new_str(&text)?.value())
}

/// `__doc__` of a native function: None where it has none.
fn doc(vm: &mut Vm, def: &'static FnDef) -> PyResult {
    if def.doc.is_empty() { Ok(Value::NONE) } else { Ok(vm.new_str(def.doc)?.value()) }
}
