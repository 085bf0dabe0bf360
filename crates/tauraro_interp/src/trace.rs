//! Tracing: `sys.settrace` and `sys.setprofile`.

use crate::introspect::FrameObject;
use tauraro_core::heap::Gc;
use tauraro_core::{PyResult, Value, Vm};

/// `frame.f_lineno = to`, which only a trace function may do.
pub(crate) fn set_line(vm: &mut Vm, _frame: Gc<FrameObject>, to: Value) -> PyResult<()> {
    if to.as_int().is_none() {
        return Err(vm.value_error("lineno must be an integer"));
    }
    Err(vm.value_error("f_lineno can only be set in a trace function"))
}
