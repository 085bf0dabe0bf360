//! `input`.

use super::support::call0;
use crate::sys;
use tauraro_core::heap::Gc;
use tauraro_core::object::{Bytes, Str};
use tauraro_core::{PyResult, Value, Vm, pyfunction};

/// A standard stream. Raises RuntimeError if it is gone.
fn stream(vm: &mut Vm, name: &str) -> PyResult {
    match sys::attribute(vm, name)?.and_then(Value::non_none) {
        Some(stream) => Ok(stream),
        None => Err(vm.runtime_error(format!("lost sys.{name}"))),
    }
}

/// Flushes a stream; what goes wrong is dropped.
fn try_flush(vm: &mut Vm, stream: Value) {
    if call0(vm, stream, "flush").is_err() {
        vm.take_exception();
    }
}

/// Reads a line from standard input, without its end, after showing a prompt.
#[pyfunction("input(prompt='', /)")]
pub(super) fn input(vm: &mut Vm, prompt: Option<Value>) -> PyResult {
    let stdin = stream(vm, "stdin")?;
    let stdout = stream(vm, "stdout")?;
    let stderr = stream(vm, "stderr")?;
    try_flush(vm, stderr);
    if let Some(prompt) = prompt {
        let text = vm.str(prompt)?.value();
        vm.call_method(stdout, "write", &[text])?;
    }
    try_flush(vm, stdout);
    let line = call0(vm, stdin, "readline")?;
    if let Some(bytes) = line.cast::<Bytes>() {
        let bytes = bytes.as_bytes();
        let Some(last) = bytes.last() else { return Err(end_of_file(vm)) };
        let len = bytes.len() - usize::from(*last == b'\n');
        return Ok(vm.new_bytes(&bytes[..len])?.value());
    }
    let Some(line) = line.cast::<Str>() else { return Err(vm.type_error("object.readline() returned non-string")) };
    without_end(vm, line)
}

#[cold]
fn end_of_file(vm: &mut Vm) -> tauraro_core::Raised {
    vm.raise_text(vm.exc.eof_error, "EOF when reading a line")
}

fn without_end(vm: &mut Vm, line: Gc<Str>) -> PyResult {
    match line.as_bytes().last() {
        None => Err(end_of_file(vm)),
        Some(b'\n') => Ok(vm.new_str_wtf8(&line.as_wtf8()[..line.byte_len() - 1])?.value()),
        Some(_) => Ok(line.value()),
    }
}
