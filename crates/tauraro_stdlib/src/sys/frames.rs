//! The parts of `sys` that look at frames and report exceptions.

use super::attribute;
use tauraro_core::heap::Gc;
use tauraro_core::object::{Exception, Module, Str};
use tauraro_core::{PyResult, Value, Vm, pyfunction};

/// The frame object of the caller, or of one further down the stack.
#[pyfunction("_getframe(depth=0, /)")]
fn getframe(vm: &mut Vm, depth: Option<i64>) -> PyResult {
    match tauraro_interp::introspect::frame_at(vm, depth.unwrap_or(0).max(0) as usize) {
        Some(frame) => Ok(frame.value()),
        None => Err(vm.value_error("call stack is not deep enough")),
    }
}

/// The module of the caller, or of one further down the stack.
#[pyfunction("_getframemodulename(depth=0)")]
fn getframemodulename(vm: &mut Vm, depth: Option<i64>) -> PyResult {
    match tauraro_interp::introspect::frame_at(vm, depth.unwrap_or(0).max(0) as usize) {
        Some(frame) => Ok(frame.globals.get_name(vm, vm.names.name).unwrap_or(Value::NONE)),
        None => Ok(Value::NONE),
    }
}

/// Shows an exception that nothing caught.
#[pyfunction("excepthook(exctype, value, traceback, /)")]
fn excepthook(vm: &mut Vm, _exctype: Value, value: Value, traceback: Value) -> PyResult<()> {
    if let Some(e) = value.cast::<Exception>()
        && e.traceback.get().is_none()
        && !traceback.is_none()
    {
        e.set(&e.traceback, traceback);
    }
    let text = exception_text(vm, value);
    write_error(vm, &text);
    Ok(())
}

/// The text of an exception with its traceback.
fn exception_text(vm: &mut Vm, exc: Value) -> String {
    tauraro_interp::display::exception(vm, exc)
}

/// Writes to `sys.stderr`, or to the process's if that is not possible.
pub(crate) fn write_error(vm: &mut Vm, text: &str) {
    let file = match attribute(vm, "stderr") {
        Ok(file) => file.and_then(Value::non_none),
        Err(_) => None,
    };
    let written = match (file, vm.new_str(text)) {
        (Some(file), Ok(s)) => vm.call_method(file, "write", &[s.value()]).is_ok(),
        _ => false,
    };
    if !written {
        if vm.is_raised() {
            vm.take_exception();
        }
        eprint!("{text}");
    } else if let Some(file) = file
        && vm.call_method(file, "flush", &[]).is_err()
    {
        vm.take_exception();
    }
}

/// Shows an exception that could not be raised.
#[pyfunction("unraisablehook(unraisable, /)")]
fn unraisablehook(vm: &mut Vm, unraisable: Value) -> PyResult<()> {
    let exc = vm.getattr_str(unraisable, "exc_value")?;
    let message = vm.getattr_str(unraisable, "err_msg")?;
    let object = vm.getattr_str(unraisable, "object")?;
    let text = unraisable_text(vm, exc, message, object)?;
    write_error(vm, &text);
    Ok(())
}

fn unraisable_text(vm: &mut Vm, exc: Value, message: Value, object: Value) -> PyResult<String> {
    let message: Option<Gc<Str>> = message.cast();
    let message = message.map_or_else(|| "Exception ignored in".to_owned(), |m| m.to_string_lossy());
    let shown = if object.is_none() {
        format!("{message}:\n")
    } else {
        format!("{message} {}:\n", vm.repr(object)?.to_string_lossy())
    };
    Ok(shown + &exception_text(vm, exc))
}

/// What the runtime calls for an exception that nothing can catch.
fn report_unraisable(vm: &mut Vm, exc: Value, message: &str, object: Value) {
    let Ok(message) = vm.new_str(message) else { return };
    match unraisable_text(vm, exc, message.value(), object) {
        Ok(text) => write_error(vm, &text),
        Err(_) => {
            vm.take_exception();
        }
    }
}

pub(super) fn add(vm: &mut Vm, module: Gc<Module>) -> PyResult<()> {
    vm.hooks.unraisable = report_unraisable;
    let name = vm.intern("sys").value();
    let defs: [&'static tauraro_core::FnDef; 4] =
        [&getframe::DEF, &getframemodulename::DEF, &excepthook::DEF, &unraisablehook::DEF];
    for def in defs {
        let f = vm.new_builtin(def, Value::UNBOUND, None);
        f.set(&f.module, name);
        module.add(vm, def.sig.name, f)?;
    }
    Ok(())
}
