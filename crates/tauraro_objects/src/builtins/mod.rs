//! The functions of `builtins` that need no frame.

mod attributes;
mod classes;
mod input;
mod numbers;
mod print;
mod sequences;
mod text;

use tauraro_core::{PyResult, Value, Vm, defs};

pub use attributes::{dir_of, vars_of};

/// Enters functions, types and constants into the namespace of `builtins`.
pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    let functions: &[&'static tauraro_core::FnDef] = defs![
        attributes::callable,
        attributes::delattr,
        attributes::getattr,
        attributes::hasattr,
        attributes::hash,
        attributes::id,
        attributes::setattr,
        classes::isinstance,
        classes::issubclass,
        numbers::abs,
        numbers::divmod,
        numbers::pow,
        numbers::round,
        numbers::sum,
        print::print,
        input::input,
        input::breakpoint,
        sequences::aiter,
        sequences::all,
        sequences::any,
        sequences::iter,
        sequences::len,
        sequences::max,
        sequences::min,
        sequences::next,
        sequences::sorted,
        text::ascii,
        text::bin,
        text::chr,
        text::format,
        text::hex,
        text::oct,
        text::ord,
        text::repr,
    ];
    let module = vm.intern("builtins").value();
    let dict = vm.builtins;
    for def in functions {
        let function = vm.new_builtin(def, Value::UNBOUND, None);
        function.module.set(function.header(), module);
        dict.set_str(vm, def.sig.name, function.value())?;
    }
    for (name, v) in [
        ("None", Value::NONE),
        ("True", Value::TRUE),
        ("False", Value::FALSE),
        ("NotImplemented", Value::NOT_IMPLEMENTED),
        ("Ellipsis", Value::ELLIPSIS),
        ("__debug__", Value::TRUE),
    ] {
        dict.set_str(vm, name, v)?;
    }
    add_types(vm)
}

fn add_types(vm: &mut Vm) -> PyResult<()> {
    let (dict, t) = (vm.builtins, vm.types);
    let types = [
        t.bool,
        t.memoryview,
        t.bytearray,
        t.bytes,
        t.classmethod,
        t.complex,
        t.dict,
        t.enumerate,
        t.filter,
        t.float,
        t.frozenset,
        t.property,
        t.int,
        t.list,
        t.map,
        t.object,
        t.range,
        t.reversed,
        t.set,
        t.slice,
        t.staticmethod,
        t.str,
        t.super_,
        t.tuple,
        t.type_,
        t.zip,
    ];
    for ty in types {
        let name = ty.name_str();
        dict.set_str(vm, &name, ty.value())?;
    }
    for (name, ty) in vm.exc.all() {
        dict.set_str(vm, name, ty.value())?;
    }
    let os_error = vm.exc.os_error.value();
    for name in ["EnvironmentError", "IOError"] {
        dict.set_str(vm, name, os_error)?;
    }
    Ok(())
}
