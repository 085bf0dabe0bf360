//! `print`.

use tauraro_core::object::Module;
use tauraro_core::shape::ShapeId;
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
    let plain = plain_line(args, sep, end);
    let written = match &plain {
        Some(line) => (vm.hooks.write_ascii)(vm, file, line)?,
        None => false,
    };
    if !written {
        write_parts(vm, file, args, sep, end)?;
    }
    let flush = match flush {
        Some(flush) => vm.truth(flush)?,
        None => false,
    };
    if flush {
        vm.call_method_args(file, vm.names.flush, tauraro_core::Args::NONE)?;
    }
    Ok(())
}

/// The whole text, if it is ASCII and making it runs no Python code.
fn plain_line(args: &[Value], sep: Option<Gc<Str>>, end: Option<Gc<Str>>) -> Option<Vec<u8>> {
    let mut line = Vec::new();
    if let (Some(sep), true) = (sep, args.len() > 1)
        && !sep.is_ascii()
    {
        return None;
    }
    for (i, v) in args.iter().enumerate() {
        if i > 0 {
            match sep {
                Some(sep) => line.extend_from_slice(sep.as_bytes()),
                None => line.push(b' '),
            }
        }
        if !push_plain(&mut line, *v) {
            return None;
        }
    }
    match end {
        Some(end) if !end.is_ascii() => return None,
        Some(end) => line.extend_from_slice(end.as_bytes()),
        None => line.push(b'\n'),
    }
    Some(line)
}

/// Appends the text of a value whose type has no `__str__` of its own. `false`: it is another one.
fn push_plain(line: &mut Vec<u8>, v: Value) -> bool {
    if let Some(text) = v.cast::<Str>() {
        let plain = text.shape() == ShapeId::STR && text.is_ascii();
        if plain {
            line.extend_from_slice(text.as_bytes());
        }
        return plain;
    }
    if let Some(i) = v.as_small() {
        use std::io::Write;
        return write!(line, "{i}").is_ok();
    }
    let name: &[u8] = match v {
        Value::NONE => b"None",
        Value::TRUE => b"True",
        Value::FALSE => b"False",
        _ => return false,
    };
    line.extend_from_slice(name);
    true
}

fn write_parts(vm: &mut Vm, file: Value, args: &[Value], sep: Option<Gc<Str>>, end: Option<Gc<Str>>) -> PyResult<()> {
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
    write_text(vm, file, write, end)
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
