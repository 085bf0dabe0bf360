//! `_codecs`: the codec registry and the codecs that `encodings` builds its own on. The engines
//! are in `tauraro_objects::codecs`, the registry in `tauraro_objects::codec_registry`.

mod charmap;
mod decode;
mod encode;

use tauraro_core::heap::Gc;
use tauraro_core::object::{Module, Str};
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};
use tauraro_objects::codec_registry as registry;

/// Adds a function that finds codecs by their normalised name.
#[pyfunction("register(search_function, /)")]
fn register(vm: &mut Vm, search_function: Value) -> PyResult<()> {
    registry::register(vm, search_function)
}

/// Takes a search function away and forgets what was found.
#[pyfunction("unregister(search_function, /)")]
fn unregister(vm: &mut Vm, search_function: Value) {
    registry::unregister(vm, search_function);
}

/// The codec of that name.
#[pyfunction("lookup(encoding, /)")]
fn lookup(vm: &mut Vm, encoding: Gc<Str>) -> PyResult {
    let name = registry::name_text(vm, Some(encoding), "")?;
    Ok(registry::lookup(vm, &name)?.value())
}

/// Makes a function the error handler of that name.
#[pyfunction("register_error(errors, handler, /)")]
fn register_error(vm: &mut Vm, errors: Gc<Str>, handler: Value) -> PyResult<()> {
    let name = registry::name_text(vm, Some(errors), "")?;
    registry::register_error(vm, &name, handler)
}

/// Forgets an error handler that was registered.
#[pyfunction("_unregister_error(errors, /)")]
fn unregister_error(vm: &mut Vm, errors: Gc<Str>) -> PyResult<bool> {
    let name = registry::name_text(vm, Some(errors), "")?;
    registry::unregister_error(vm, &name)
}

/// The error handler of that name.
#[pyfunction("lookup_error(name, /)")]
fn lookup_error(vm: &mut Vm, name: Gc<Str>) -> PyResult {
    let name = registry::name_text(vm, Some(name), "")?;
    registry::lookup_error(vm, &name)
}

/// Encodes an object with the codec of that name.
#[pyfunction("encode(obj, encoding='utf-8', errors='strict')")]
fn encode_with(vm: &mut Vm, obj: Value, encoding: Option<Gc<Str>>, errors: Option<Gc<Str>>) -> PyResult {
    registry::convert(vm, obj, encoding, errors, 0)
}

/// Decodes an object with the codec of that name.
#[pyfunction("decode(obj, encoding='utf-8', errors='strict')")]
fn decode_with(vm: &mut Vm, obj: Value, encoding: Option<Gc<Str>>, errors: Option<Gc<Str>>) -> PyResult {
    registry::convert(vm, obj, encoding, errors, 1)
}

/// The name of an error handler; None is `strict`.
fn errors_name(vm: &mut Vm, errors: Option<Value>) -> PyResult<String> {
    match errors.and_then(Value::non_none) {
        None => Ok("strict".to_owned()),
        Some(v) => match v.cast::<Str>() {
            Some(s) => registry::name_text(vm, Some(s), ""),
            None => {
                let got = vm.type_name(v);
                Err(vm.type_error(format!("argument 2 must be str or None, not {got}")))
            }
        },
    }
}

/// What codecs give: the result and how much of the input it took.
fn pair(vm: &mut Vm, result: Value, consumed: usize) -> PyResult {
    let consumed = vm.new_uint(consumed as u64);
    Ok(vm.new_tuple(&[result, consumed])?.value())
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let module = vm.new_module(
        "_codecs",
        None,
        defs![register, unregister, lookup, register_error, unregister_error, lookup_error, encode_with, decode_with,],
    )?;
    for defs in [decode::FUNCTIONS, encode::FUNCTIONS, charmap::FUNCTIONS] {
        for def in defs {
            let function = vm.new_builtin(def, Value::UNBOUND, None);
            let name = vm.intern("_codecs").value();
            function.module.set(function.header(), name);
            module.add(vm, def.sig.name, function.value())?;
        }
    }
    Ok(module)
}
