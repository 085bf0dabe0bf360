//! `marshal`: values as bytes, in CPython's format for data. Code objects are stored in this
//! runtime's own form behind the same type code, so other Pythons cannot read those.

mod read;
mod write;

use tauraro_core::heap::Gc;
use tauraro_core::object::Module;
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};

/// The format's version.
const VERSION: i64 = 5;

/// Containers deeper than this are neither written nor read.
const DEPTH_MAX: u32 = 2000;

/// Set in a type code: later references name the value by its number.
const REFERENCED: u8 = 0x80;

/// A value as bytes.
#[pyfunction("dumps(value, version=version, /, *, allow_code=True)")]
fn dumps(vm: &mut Vm, value: Value, version: Option<i64>, allow_code: Option<bool>) -> PyResult {
    let bytes = write::to_bytes(vm, value, version.unwrap_or(VERSION), allow_code.unwrap_or(true))?;
    Ok(vm.new_bytes(&bytes)?.value())
}

/// Writes a value to a binary file.
#[pyfunction("dump(value, file, version=version, /, *, allow_code=True)")]
fn dump(vm: &mut Vm, value: Value, file: Value, version: Option<i64>, allow_code: Option<bool>) -> PyResult {
    let bytes = dumps(vm, value, version, allow_code)?;
    vm.call_method(file, "write", &[bytes])
}

/// The value in bytes; what follows it is ignored.
#[pyfunction("loads(bytes, /, *, allow_code=True)")]
fn loads(vm: &mut Vm, bytes: Value, allow_code: Option<bool>) -> PyResult {
    let buffer = vm.get_buffer(bytes, false)?;
    let data = buffer.to_vec();
    vm.release_buffer(buffer);
    read::from_bytes(vm, &data, allow_code.unwrap_or(true)).map(|(v, _)| v)
}

/// Reads a value from a binary file.
#[pyfunction("load(file, /, *, allow_code=True)")]
fn load_file(vm: &mut Vm, file: Value, allow_code: Option<bool>) -> PyResult {
    // Files that can go back are read whole, and left behind the value. Others (pipes) must
    // hold nothing else.
    let start = vm.call_method(file, "tell", &[]);
    let start = match start {
        Ok(v) => v.as_i64(),
        Err(_) => {
            vm.take_exception();
            None
        }
    };
    let data = vm.call_method(file, "read", &[])?;
    let Some(bytes) = data.cast::<tauraro_core::object::Bytes>() else {
        let text = format!("file.read() returned not bytes but {}", vm.type_name(data));
        return Err(vm.type_error(text));
    };
    let (value, used) = read::from_bytes(vm, bytes.as_bytes(), allow_code.unwrap_or(true))?;
    if let Some(start) = start {
        let to = vm.new_int(start + used as i64);
        vm.call_method(file, "seek", &[to])?;
    }
    Ok(value)
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let module = vm.new_module("marshal", Some("Values as bytes."), defs![dumps, dump, loads, load_file])?;
    module.add(vm, "version", Value::small(VERSION))?;
    Ok(module)
}
