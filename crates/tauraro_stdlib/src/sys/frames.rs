//! The parts of `sys` that look at frames and report exceptions.

use super::attribute;
use crate::struct_sequence::{self, BASE, SequenceSpec};
use tauraro_core::heap::Gc;
use tauraro_core::heap::{Trace, Tracer};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Builtin, Exception, Module, Str};
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Type, Value, Vm, pyfunction};

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

/// The running frame of each thread, by the thread's number.
#[pyfunction("_current_frames()")]
fn current_frames(vm: &mut Vm) -> PyResult {
    let frame = tauraro_interp::introspect::frame_at(vm, 0).map_or(Value::NONE, Gc::value);
    by_thread(vm, frame)
}

/// The exception that each thread is handling, by the thread's number.
#[pyfunction("_current_exceptions()")]
fn current_exceptions(vm: &mut Vm) -> PyResult {
    let handled = vm.handled;
    by_thread(vm, handled)
}

/// A dict with the running thread's entry: others do not run while this one asks.
fn by_thread(vm: &mut Vm, v: Value) -> PyResult {
    let dict = vm.new_dict();
    let threads = crate::import_module(vm, "_thread")?;
    let ident = vm.call_method(threads, "get_ident", &[])?;
    dict.set_item(vm, ident, v)?;
    Ok(dict.value())
}

/// Shows an exception that nothing caught.
#[pyfunction("excepthook(exctype, value, traceback, /)")]
fn excepthook(vm: &mut Vm, _exctype: Value, value: Value, traceback: Value) -> PyResult<()> {
    let Some(e) = value.cast::<Exception>() else {
        let name = vm.type_name(value);
        write_error(vm, &format!("TypeError: print_exception(): Exception expected for value, {name} found\n"));
        return Ok(());
    };
    if e.traceback.get().is_none() && !traceback.is_none() {
        e.set(&e.traceback, traceback);
    }
    let text = exception_text(vm, value);
    write_error(vm, &text);
    Ok(())
}

/// The text of an exception with its traceback, as `sys.stderr` shows it.
pub(super) fn exception_text(vm: &mut Vm, exc: Value) -> String {
    match attribute(vm, "stderr") {
        Ok(Some(file)) if !file.is_none() => tauraro_interp::display::exception_for(vm, exc, file),
        Ok(_) => tauraro_interp::display::exception(vm, exc),
        Err(_) => {
            vm.take_exception();
            tauraro_interp::display::exception(vm, exc)
        }
    }
}

/// Writes to `sys.stderr`. A program that has set that to None gets nothing, one that has
/// deleted it the process's stream.
pub(crate) fn write_error(vm: &mut Vm, text: &str) {
    let file = match attribute(vm, "stderr") {
        Ok(Some(Value::NONE)) => return,
        Ok(Some(file)) => file,
        Ok(None) => {
            eprint!("{text}");
            return;
        }
        Err(_) => {
            vm.take_exception();
            return;
        }
    };
    let written = match vm.new_str(text) {
        Ok(s) => vm.call_method(file, "write", &[s.value()]),
        Err(raised) => Err(raised),
    };
    let flushed = written.and_then(|_| vm.call_method(file, "flush", &[]));
    if flushed.is_err() {
        // There is no other place to tell it.
        vm.take_exception();
    }
}

/// Shows an exception that could not be raised.
#[pyfunction("unraisablehook(unraisable, /)")]
fn unraisablehook(vm: &mut Vm, unraisable: Value) -> PyResult<()> {
    if vm.type_of(unraisable) != vm.extension::<UnraisableArgs>().0 {
        return Err(vm.type_error("sys.unraisablehook argument type must be UnraisableHookArgs"));
    }
    let exc = vm.getattr_str(unraisable, "exc_value")?;
    let message = vm.getattr_str(unraisable, "err_msg")?;
    let object = vm.getattr_str(unraisable, "object")?;
    show_unraisable(vm, exc, message, object);
    Ok(())
}

/// What `sys.unraisablehook` is called with.
static UNRAISABLE: SequenceSpec = SequenceSpec {
    spec: TypeSpec { name: "UnraisableHookArgs", module: "builtins", ..BASE },
    fields: &["exc_type", "exc_value", "exc_traceback", "err_msg", "object"],
    visible: 5,
};

struct UnraisableArgs(Gc<Type>);

impl Extension for UnraisableArgs {
    fn trace(&self, tracer: &mut Tracer) {
        self.0.trace(tracer);
    }
}

/// Writes the usual text for an exception that nothing can catch.
fn show_unraisable(vm: &mut Vm, exc: Value, message: Value, object: Value) {
    let message: Option<Gc<Str>> = message.cast();
    let message = message.map(|m| m.to_string_lossy());
    let mut text = String::new();
    if !object.is_none() {
        let shown = safe_repr(vm, object);
        text = match &message {
            Some(m) => format!("{m}: {shown}\n"),
            None => format!("Exception ignored in: {shown}\n"),
        };
    } else if let Some(m) = &message {
        text = format!("{m}:\n");
    }
    text.push_str(&exception_text(vm, exc));
    write_error(vm, &text);
}

/// `repr(v)`, or that it failed.
fn safe_repr(vm: &mut Vm, v: Value) -> String {
    match vm.repr(v) {
        Ok(s) => s.to_string_lossy(),
        Err(_) => {
            vm.take_exception();
            "<object repr() failed>".to_owned()
        }
    }
}

/// What the runtime calls for an exception that nothing can catch: `sys.unraisablehook` with
/// all that is known, or the usual text where that does not work.
fn report_unraisable(vm: &mut Vm, exc: Value, message: &str, object: Value) {
    let message = if object.is_none() { message.to_owned() } else { format!("{message} {}", safe_repr(vm, object)) };
    let message = match vm.new_str(&message) {
        Ok(s) => s.value(),
        Err(_) => {
            vm.take_exception();
            Value::NONE
        }
    };
    let hook = match attribute(vm, "unraisablehook") {
        Ok(hook) => hook.and_then(Value::non_none),
        Err(_) => {
            vm.take_exception();
            None
        }
    };
    let usual =
        hook.and_then(Value::cast::<Builtin>).is_some_and(|b| std::ptr::eq(b.def, &raw const unraisablehook::DEF));
    let Some(hook) = hook.filter(|_| !usual) else {
        return show_unraisable(vm, exc, message, Value::NONE);
    };
    if call_unraisable(vm, hook, exc, message).is_err() {
        let exc = vm.take_exception();
        if let Ok(text) = vm.new_str("Exception ignored in sys.unraisablehook") {
            show_unraisable(vm, exc, text.value(), hook);
        }
    }
}

fn call_unraisable(vm: &mut Vm, hook: Value, exc: Value, message: Value) -> PyResult<()> {
    let traceback = exc.cast::<Exception>().map_or(Value::NONE, |e| e.traceback.get());
    let values = [vm.type_of(exc).value(), exc, traceback, message, Value::NONE];
    let ty = vm.extension::<UnraisableArgs>().0;
    let args = struct_sequence::make(vm, ty, values.len(), &values)?;
    vm.call(hook, &[args]).map(|_| ())
}

pub(super) fn add(vm: &mut Vm, module: Gc<Module>) -> PyResult<()> {
    let args = struct_sequence::new_type(vm, &UNRAISABLE)?;
    vm.set_extension(UnraisableArgs(args));
    module.add(vm, "UnraisableHookArgs", args)?;
    vm.hooks.unraisable = report_unraisable;
    let name = vm.intern("sys").value();
    let defs: [&'static tauraro_core::FnDef; 6] = [
        &getframe::DEF,
        &getframemodulename::DEF,
        &excepthook::DEF,
        &unraisablehook::DEF,
        &current_frames::DEF,
        &current_exceptions::DEF,
    ];
    let monitoring = tauraro_interp::monitoring::new_module(vm)?;
    module.add(vm, "monitoring", monitoring.value())?;
    let full = vm.intern("sys.monitoring");
    vm.modules.set_name(vm, full, monitoring.value())?;
    for def in defs.into_iter().chain(tauraro_interp::trace::FUNCTIONS) {
        let f = vm.new_builtin(def, Value::UNBOUND, None);
        f.set(&f.module, name);
        module.add(vm, def.sig.name, f)?;
    }
    Ok(())
}
