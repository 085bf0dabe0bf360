//! Modules that native code needs: found in `sys.modules`, else imported as a program does it.

use tauraro_core::{PyResult, Value, Vm};

/// The top-level module of that name. Raises what importing it raises.
pub(crate) fn module(vm: &mut Vm, name: &str) -> PyResult {
    let text = vm.intern(name);
    if let Some(module) = vm.modules.get_name(vm, text).and_then(Value::non_none) {
        return Ok(module);
    }
    match vm.builtins.get_name(vm, vm.names.import) {
        Some(import) => vm.call(import, &[text.value()]),
        None => Err(vm.raise_text(vm.exc.import_error, "__import__ not found")),
    }
}
