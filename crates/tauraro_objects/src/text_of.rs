//! How types are shown inside of aliases and unions.

use tauraro_core::{PyResult, Str, Value, Vm};

/// `int`, `collections.deque`, `...`; other objects by their `repr`.
pub(crate) fn type_repr(vm: &mut Vm, v: Value) -> PyResult<String> {
    if v == Value::ELLIPSIS {
        return Ok("...".to_owned());
    }
    if v == vm.types.none_type.value() {
        return Ok("None".to_owned());
    }
    let names = [vm.names.origin, vm.names.args_attr];
    if vm.getattr_opt(v, names[0])?.is_some() && vm.getattr_opt(v, names[1])?.is_some() {
        return Ok(vm.repr(v)?.to_string_lossy());
    }
    let names = [vm.names.qualname, vm.names.module];
    let qualname = vm.getattr_opt(v, names[0])?.and_then(Value::non_none);
    let module = vm.getattr_opt(v, names[1])?.and_then(Value::non_none);
    let (Some(qualname), Some(module)) = (qualname, module) else {
        return Ok(vm.repr(v)?.to_string_lossy());
    };
    let qualname = vm.str(qualname)?.to_string_lossy();
    match module.cast::<Str>() {
        Some(m) if m.as_bytes() == b"builtins" => Ok(qualname),
        _ => Ok(format!("{}.{qualname}", vm.str(module)?.to_string_lossy())),
    }
}
