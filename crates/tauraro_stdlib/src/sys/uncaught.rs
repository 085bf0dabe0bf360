//! What happens with an exception that ends the program or a line of the prompt: it becomes
//! `sys.last_exc`, `sys.excepthook` shows it, or it is a SystemExit and says how to end.

use super::attribute;
use super::frames::{exception_text, write_error};
use tauraro_core::object::{Exception, Module};
use tauraro_core::value::PyResult;
use tauraro_core::{Value, Vm};

/// How a program leaves its process.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// With an exit status.
    Status(u8),
    /// As if the interrupt signal had ended it.
    Interrupted,
}

/// Shows an exception that nothing caught. A SystemExit is not shown unless `exit_too`; its code
/// is given back, as is that of a SystemExit that `sys.excepthook` raises. `None`: it was shown.
pub fn report(vm: &mut Vm, exc: Value, exit_too: bool) -> Option<u8> {
    if !exit_too && vm.is_instance(exc, vm.exc.system_exit) {
        return Some(exit_status(vm, exc));
    }
    keep(vm, exc);
    crate::flush_standard_streams(vm);
    let hook = match attribute(vm, "excepthook") {
        Ok(hook) => hook,
        Err(_) => {
            vm.take_exception();
            None
        }
    };
    let Some(hook) = hook else {
        let text = format!("sys.excepthook is missing\n{}", exception_text(vm, exc));
        write_error(vm, &text);
        return None;
    };
    let traceback = exc.cast::<Exception>().map_or(Value::NONE, |e| e.traceback.get());
    let class = vm.type_of(exc).value();
    if vm.call(hook, &[class, exc, traceback]).is_ok() {
        return None;
    }
    let second = vm.take_exception();
    if !exit_too && vm.is_instance(second, vm.exc.system_exit) {
        return Some(exit_status(vm, second));
    }
    crate::flush_standard_streams(vm);
    let first = exception_text(vm, exc);
    let second = exception_text(vm, second);
    write_error(vm, &format!("Error in sys.excepthook:\n{second}\nOriginal exception was:\n{first}"));
    None
}

/// How the program ends by an exception that nothing caught.
pub fn end_by(vm: &mut Vm, exc: Value) -> End {
    let interrupted = vm.is_instance(exc, vm.exc.keyboard_interrupt);
    match report(vm, exc, false) {
        Some(status) => End::Status(status),
        None if interrupted => End::Interrupted,
        None => End::Status(1),
    }
}

/// Sets `sys.last_exc` and its three relatives.
fn keep(vm: &mut Vm, exc: Value) {
    let Some(sys) = vm.modules.get_name(vm, vm.names.sys).and_then(Value::cast::<Module>) else { return };
    let traceback = exc.cast::<Exception>().map_or(Value::NONE, |e| e.traceback.get());
    let class = vm.type_of(exc).value();
    for (name, v) in [("last_exc", exc), ("last_type", class), ("last_value", exc), ("last_traceback", traceback)] {
        if sys.namespace().set_str(vm, name, v).is_err() {
            vm.take_exception();
        }
    }
}

/// What the code of a SystemExit means; one that is neither an int nor None is shown.
fn exit_status(vm: &mut Vm, exc: Value) -> u8 {
    let code = vm.getattr_str(exc, "code");
    let code = match code {
        Ok(code) => code,
        Err(_) => {
            vm.take_exception();
            exc
        }
    };
    if code.is_none() {
        return 0;
    }
    if code.as_int().is_some() {
        // A code that no C int holds is -1.
        return code.as_i64().map_or(u8::MAX, |i| i as u8);
    }
    crate::flush_standard_streams(vm);
    let text = shown(vm, code);
    write_error(vm, &(text + "\n"));
    1
}

fn shown(vm: &mut Vm, code: Value) -> String {
    let text: PyResult<_> = vm.str(code);
    match text {
        Ok(text) => text.to_string_lossy(),
        Err(_) => {
            vm.take_exception();
            String::new()
        }
    }
}
