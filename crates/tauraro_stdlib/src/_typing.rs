//! `_typing`: the native types that `typing` shows.

use tauraro_core::heap::Gc;
use tauraro_core::object::Module;
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};

/// The argument itself.
#[pyfunction("_idfunc(x, /)")]
fn idfunc(_: &mut Vm, x: Value) -> Value {
    x
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let module = vm.new_module("_typing", Some("Native types of typing."), defs![idfunc])?;
    let types = vm.types;
    for (name, ty) in [
        ("TypeVar", types.type_var),
        ("ParamSpec", types.param_spec),
        ("TypeVarTuple", types.type_var_tuple),
        ("ParamSpecArgs", types.param_spec_args),
        ("ParamSpecKwargs", types.param_spec_kwargs),
        ("TypeAliasType", types.type_alias_type),
        ("Generic", types.generic),
        ("Union", types.union),
    ] {
        module.add(vm, name, ty)?;
    }
    let no_default = vm.call(types.no_default_type.value(), &[])?;
    module.add(vm, "NoDefault", no_default)?;
    Ok(module)
}
