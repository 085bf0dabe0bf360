//! Import instructions. What importing means is `builtins.__import__`'s business.

use crate::frame::Frame;
use tauraro_core::heap::Gc;
use tauraro_core::object::{Dict, Module, Str};
use tauraro_core::{PyResult, Value, Vm};

/// `__import__(name, globals, locals, fromlist, level)`.
pub(crate) fn import_name(vm: &mut Vm, frame: *mut Frame, name: usize, level: Value, fromlist: Value) -> PyResult {
    // SAFETY: the caller passes the current frame.
    let f = unsafe { &*frame };
    let name = f.code.name_at(name).value();
    let Some(import) = f.builtins.get_name(vm, vm.names.import) else {
        return Err(vm.raise_text(vm.exc.import_error, "__import__ not found"));
    };
    let locals = f.namespace.bound().unwrap_or(Value::NONE);
    vm.call(import, &[name, f.globals.value(), locals, fromlist, level])
}

/// An attribute of the module, else the submodule in `sys.modules`.
pub(crate) fn import_from(vm: &mut Vm, module: Value, name: Gc<Str>) -> PyResult {
    if let Some(v) = vm.getattr_opt(module, name)? {
        return Ok(v);
    }
    let module_name = vm.getattr_opt(module, vm.names.name)?.and_then(Value::cast::<Str>);
    if let Some(package) = module_name {
        let full = format!("{}.{}", package.to_string_lossy(), name.to_string_lossy());
        let full = vm.new_str(&full)?.value();
        if let Some(found) = vm.modules.get(vm, full)? {
            return Ok(found);
        }
    }
    Err(cannot_import(vm, module, module_name, name))
}

#[cold]
fn cannot_import(vm: &mut Vm, module: Value, package: Option<Gc<Str>>, name: Gc<Str>) -> tauraro_core::Raised {
    match build_import_error(vm, module, package, name) {
        Ok(exc) => vm.raise(exc),
        Err(raised) => raised,
    }
}

fn build_import_error(vm: &mut Vm, module: Value, package: Option<Gc<Str>>, name: Gc<Str>) -> PyResult {
    let shown = package.map_or_else(|| "<unknown module name>".to_owned(), |p| p.to_string_lossy());
    let wanted = name.to_string_lossy();
    let file = vm.getattr_opt(module, vm.names.file)?.filter(|f| f.is::<Str>());
    let location = match file.and_then(Value::cast::<Str>) {
        Some(f) => f.to_string_lossy(),
        None => "unknown location".to_owned(),
    };
    let spec = vm.getattr_opt(module, vm.names.spec)?;
    let initializing = match spec.and_then(Value::non_none) {
        Some(spec) => {
            let attr = vm.intern("_initializing");
            match vm.getattr_opt(spec, attr)? {
                Some(v) => vm.truth(v)?,
                None => false,
            }
        }
        None => false,
    };
    let text = if initializing {
        format!(
            "cannot import name '{wanted}' from partially initialized module '{shown}' (most likely due to a circular import) ({location})"
        )
    } else {
        format!("cannot import name '{wanted}' from '{shown}' ({location})")
    };
    let text = vm.new_str(&text)?.value();
    let exc = vm.new_exception(vm.exc.import_error, &[text]);
    let package = package.map_or(Value::NONE, Gc::value);
    // msg, name, path, name_from
    vm.set_exception_fields(exc, &[text, package, file.unwrap_or(Value::NONE), name.value()])?;
    Ok(exc.value())
}

/// `from module import *` into the frame's namespace.
pub(crate) fn import_star(vm: &mut Vm, frame: *mut Frame, module: Value) -> PyResult<()> {
    // SAFETY: the caller passes the current frame.
    let namespace = unsafe { (*frame).namespace };
    let all = vm.intern("__all__");
    let declared = vm.getattr_opt(module, all)?;
    let names = match declared {
        Some(all) => all,
        None => match vm.getattr_opt(module, vm.names.dict)? {
            Some(dict) => vm.call_method(dict, "keys", &[])?,
            None => {
                let text = "from-import-* object has no __dict__ and no __all__";
                return Err(vm.raise_text(vm.exc.import_error, text));
            }
        },
    };
    let list = vm.new_list(&[])?;
    vm.for_each(names, |vm, n| list.push(vm, n))?;
    for slot in list.items.slots() {
        let Some(name) = slot.get().cast::<Str>() else {
            return Err(bad_star_name(vm, module, slot.get(), declared.is_some()));
        };
        if declared.is_none() && name.as_bytes().first() == Some(&b'_') {
            continue;
        }
        let v = vm.getattr(module, name)?;
        match namespace.cast::<Dict>() {
            Some(d) => d.set_item(vm, name.value(), v)?,
            None => vm.setitem(namespace, name.value(), Some(v))?,
        }
    }
    Ok(())
}

#[cold]
fn bad_star_name(vm: &mut Vm, module: Value, item: Value, declared: bool) -> tauraro_core::Raised {
    let name = module.cast::<Module>().and_then(|m| m.namespace().get_name(vm, vm.names.name));
    let name = name.and_then(Value::cast::<Str>).map_or_else(|| "?".to_owned(), |s| s.to_string_lossy());
    let got = vm.type_name(item);
    let text = if declared {
        format!("Item in {name}.__all__ must be str, not {got}")
    } else {
        format!("Key in {name}.__dict__ must be str, not {got}")
    };
    vm.type_error(text)
}
