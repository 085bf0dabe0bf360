//! `print`.

use tauraro_core::object::Module;
use tauraro_core::{Gc, PyResult, Str, Value, Vm, pyfunction};

/// Writes the values as text, separated by sep and followed by end, to a file (sys.stdout).
#[pyfunction("print(*args, sep=' ', end='\\n', file=None, flush=False)")]
pub(super) fn print(
    vm: &mut Vm,
    args: &[Value],
    sep: Option<Value>,
    end: Option<Value>,
    file: Option<Value>,
    flush: Option<Value>,
) -> PyResult<()> {
    let file = match file.and_then(Value::non_none) {
        Some(file) => file,
        None => match sys_stdout(vm)?.non_none() {
            Some(file) => file,
            None => return Ok(()),
        },
    };
    let sep = text_option(vm, sep, "sep")?;
    let end = text_option(vm, end, "end")?;
    let write = vm.names.write;
    for (i, v) in args.iter().enumerate() {
        if i > 0 {
            let sep = sep.unwrap_or(vm.ascii_char(b' '));
            write_text(vm, file, write, sep)?;
        }
        let text = vm.str(*v)?;
        write_text(vm, file, write, text)?;
    }
    let end = end.unwrap_or(vm.ascii_char(b'\n'));
    write_text(vm, file, write, end)?;
    let flush = match flush {
        Some(flush) => vm.truth(flush)?,
        None => false,
    };
    if flush {
        vm.call_method_args(file, vm.names.flush, tauraro_core::Args::NONE)?;
    }
    Ok(())
}

fn write_text(vm: &mut Vm, file: Value, write: Gc<Str>, text: Gc<Str>) -> PyResult<()> {
    vm.call_method_args(file, write, tauraro_core::Args::positional(&[text.value()]))?;
    Ok(())
}

/// `sys.stdout`. Raises RuntimeError if it is gone.
fn sys_stdout(vm: &mut Vm) -> PyResult {
    let (sys, stdout) = (vm.names.sys, vm.names.stdout);
    let module = vm.modules.get_name(vm, sys).and_then(Value::cast::<Module>);
    match module.and_then(|m| m.namespace().get_name(vm, stdout)) {
        Some(file) => Ok(file),
        None => Err(vm.runtime_error("lost sys.stdout")),
    }
}

fn text_option(vm: &mut Vm, v: Option<Value>, name: &str) -> PyResult<Option<Gc<Str>>> {
    match v.and_then(Value::non_none) {
        None => Ok(None),
        Some(v) => match v.cast::<Str>() {
            Some(text) => Ok(Some(text)),
            None => {
                let text = format!("{name} must be None or a string, not {}", vm.type_name(v));
                Err(vm.type_error(text))
            }
        },
    }
}
