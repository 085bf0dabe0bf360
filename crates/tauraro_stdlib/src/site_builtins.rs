//! What the module `site` adds to the built-in names: `exit`, `quit`, `help`, `copyright`,
//! `credits`, `license`. They look like the objects of the library's `_sitebuiltins`, but nothing
//! has to be imported for them when a program starts.

use crate::importing::import_module;
use crate::kinds;
use crate::sys::attribute;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::{PyResult, Type, Value, Vm, payload};

pub struct SiteObject {
    name: &'static str,
    /// What a printer prints.
    text: &'static str,
}

payload!(SiteObject, kinds::SITE_OBJECT, "object of site", []);

const END_OF_INPUT: &str = "Ctrl-D (i.e. EOF)";
const COPYRIGHT: &str = "Copyright (c) the authors of Tauraro.
The standard library is Copyright (c) 2001 Python Software Foundation; see license().";
const CREDITS: &str =
    "Thanks to everyone who has made Python, and to the authors of the libraries that Tauraro is built on.";
const LICENSE: &str = "Tauraro is licensed under the MIT License or the Apache License, Version 2.0, at your choice.
The pure-Python part of the standard library is licensed under the PSF License Agreement:
https://docs.python.org/3.14/license.html";
const HELP: &str = "Type help() for interactive help, or help(object) for help about object.";

fn this(v: Value) -> Gc<SiteObject> {
    v.cast().expect("the slot is that of the type")
}

fn repr_quitter(vm: &mut Vm, v: Value) -> PyResult {
    let name = this(v).name;
    Ok(vm.new_str(&format!("Use {name}() or {END_OF_INPUT} to exit"))?.value())
}

/// Closes standard input, so that a prompt that catches SystemExit ends all the same.
fn call_quitter(vm: &mut Vm, _: Value, args: Args<'_>) -> PyResult {
    let given = args.positional_count();
    if given > 1 || args.has_keywords() {
        let text = format!("Quitter.__call__() takes from 1 to 2 positional arguments but {} were given", given + 1);
        return Err(vm.type_error(text));
    }
    if let Some(stdin) = attribute(vm, "stdin")?.and_then(Value::non_none)
        && vm.call_method(stdin, "close", &[]).is_err()
    {
        vm.take_exception();
    }
    let code = args.get(0).unwrap_or(Value::NONE);
    let exc = vm.call(vm.exc.system_exit.value(), &[code])?;
    Err(vm.raise(exc))
}

fn repr_printer(vm: &mut Vm, v: Value) -> PyResult {
    let this = this(v);
    if this.name == "license" {
        return Ok(vm.new_str("Type license() to see the full license text")?.value());
    }
    Ok(vm.new_str(this.text)?.value())
}

fn call_printer(vm: &mut Vm, v: Value, _: Args<'_>) -> PyResult {
    let text = vm.new_str(this(v).text)?.value();
    let Some(print) = vm.builtins.get_str(vm, "print") else { return Ok(Value::NONE) };
    vm.call(print, &[text])
}

fn repr_helper(vm: &mut Vm, _: Value) -> PyResult {
    Ok(vm.new_str(HELP)?.value())
}

fn call_helper(vm: &mut Vm, _: Value, args: Args<'_>) -> PyResult {
    let pydoc = import_module(vm, "pydoc")?;
    let help = vm.getattr_str(pydoc, "help")?;
    vm.call_args(help, args)
}

const MODULE: &str = "_sitebuiltins";

static QUITTER: TypeSpec = TypeSpec {
    name: "Quitter",
    module: MODULE,
    kind: Some(SiteObject::INFO),
    has_dict: true,
    weakrefs: true,
    slots: |s| {
        s.repr.set(Some(repr_quitter));
        s.call.set(Some(call_quitter));
    },
    ..TypeSpec::EMPTY
};

static PRINTER: TypeSpec = TypeSpec {
    name: "_Printer",
    module: MODULE,
    kind: Some(SiteObject::INFO),
    has_dict: true,
    weakrefs: true,
    slots: |s| {
        s.repr.set(Some(repr_printer));
        s.call.set(Some(call_printer));
    },
    ..TypeSpec::EMPTY
};

static HELPER: TypeSpec = TypeSpec {
    name: "_Helper",
    module: MODULE,
    kind: Some(SiteObject::INFO),
    has_dict: true,
    weakrefs: true,
    slots: |s| {
        s.repr.set(Some(repr_helper));
        s.call.set(Some(call_helper));
    },
    ..TypeSpec::EMPTY
};

fn add(vm: &mut Vm, ty: Gc<Type>, name: &'static str, text: &'static str) -> PyResult {
    let slots = usize::from(ty.inline_slots.get());
    let object = vm.alloc_with_slots(ty.root_shape.get(), SiteObject { name, text }, slots).value();
    vm.builtins.set_str(vm, name, object)?;
    Ok(object)
}

/// Adds the names to the built-in ones.
pub(crate) fn install(vm: &mut Vm) -> PyResult<()> {
    let object = vm.types.object;
    let quitter = vm.new_type(&QUITTER, object)?;
    for name in ["exit", "quit"] {
        let v = add(vm, quitter, name, "")?;
        for (field, text) in [("name", name), ("eof", END_OF_INPUT)] {
            let (field, text) = (vm.intern(field), vm.intern(text).value());
            vm.setattr(v, field, Some(text))?;
        }
    }
    let printer = vm.new_type(&PRINTER, object)?;
    for (name, text) in [("copyright", COPYRIGHT), ("credits", CREDITS), ("license", LICENSE)] {
        add(vm, printer, name, text)?;
    }
    let helper = vm.new_type(&HELPER, object)?;
    add(vm, helper, "help", HELP).map(|_| ())
}
