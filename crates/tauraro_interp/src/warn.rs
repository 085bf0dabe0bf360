//! Warnings from native code: reported through `_warnings`, which finds the place and asks the
//! filters.

use tauraro_core::heap::Gc;
use tauraro_core::object::Type;
use tauraro_core::{PyResult, Value, Vm};

/// Issues a warning at the running Python code's place. Raises it where a filter says so.
pub fn warn(vm: &mut Vm, category: Gc<Type>, text: &str, source: Option<Value>) -> PyResult<()> {
    vm.warn(category, text, source)
}

/// The same for a coroutine that nobody awaited: `warnings` shows where it was made.
pub(crate) fn never_awaited(vm: &mut Vm, coroutine: Value) -> PyResult<()> {
    let name = vm.intern("warnings");
    if let Some(module) = vm.modules.get_name(vm, name) {
        let function = vm.intern("_warn_unawaited_coroutine");
        if let Some(function) = vm.getattr_opt(module, function)? {
            return vm.call(function, &[coroutine]).map(|_| ());
        }
    }
    let qualname = vm.getattr_str(coroutine, "__qualname__")?;
    let text = format!("coroutine '{}' was never awaited", vm.str(qualname)?.to_string_lossy());
    warn(vm, vm.exc.runtime_warning, &text, Some(coroutine))
}
