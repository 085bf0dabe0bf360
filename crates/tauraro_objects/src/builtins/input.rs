//! `input` and `breakpoint`: built-in functions that talk to the user through `sys`.

use tauraro_core::object::Module;
use tauraro_core::{Args, Dict, Gc, PyResult, Str, Value, Vm, pyfunction};

/// An attribute of the module `sys`.
fn sys_attribute(vm: &mut Vm, name: &str) -> Option<Value> {
    let sys = vm.modules.get_name(vm, vm.names.sys).and_then(Value::cast::<Module>)?;
    sys.namespace().get_str(vm, name)
}

/// A standard stream. Raises RuntimeError if it is gone.
fn stream(vm: &mut Vm, name: &str) -> PyResult {
    match sys_attribute(vm, name).and_then(Value::non_none) {
        Some(file) => Ok(file),
        None => Err(vm.runtime_error(format!("lost sys.{name}"))),
    }
}

/// Reads a line from standard input, without its end. The prompt, if given, is written to
/// standard output first.
#[pyfunction("input(prompt='', /)")]
pub(super) fn input(vm: &mut Vm, prompt: Option<Value>) -> PyResult {
    let stdin = stream(vm, "stdin")?;
    let stdout = stream(vm, "stdout")?;
    let stderr = stream(vm, "stderr")?;
    if vm.call_method(stderr, "flush", &[]).is_err() {
        vm.take_exception();
    }
    if let Some(prompt) = prompt {
        let text = vm.str(prompt)?.value();
        vm.call_method(stdout, "write", &[text])?;
    }
    if vm.call_method(stdout, "flush", &[]).is_err() {
        vm.take_exception();
    }
    let line = vm.call_method(stdin, "readline", &[])?;
    let Some(line) = line.cast::<Str>() else {
        return Err(vm.type_error("object.readline() returned non-string"));
    };
    let text = line.as_wtf8();
    if text.is_empty() {
        return Err(vm.raise_text(vm.exc.eof_error, "EOF when reading a line"));
    }
    match text.as_bytes().last() {
        Some(b'\n') => Ok(vm.new_str_wtf8(&text[..text.len() - 1])?.value()),
        _ => Ok(line.value()),
    }
}

/// Calls `sys.breakpointhook` with the arguments: enters the debugger, unless that is changed.
#[pyfunction("breakpoint(*args, **kws)")]
pub(super) fn breakpoint(vm: &mut Vm, args: &[Value], kws: Option<Gc<Dict>>) -> PyResult {
    match sys_attribute(vm, "breakpointhook") {
        Some(hook) if kws.is_none_or(Gc::<Dict>::is_empty) => vm.call_args(hook, Args::positional(args)),
        Some(hook) => vm.call_dict(hook, args, kws),
        None => Err(vm.runtime_error("lost sys.breakpointhook")),
    }
}
