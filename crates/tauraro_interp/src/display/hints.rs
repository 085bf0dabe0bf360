//! "Did you mean": what a misspelt name was probably meant to be.

use super::stack::entries;
use super::text::shown;
use super::{quiet, quiet_attribute, sys_attribute};
use crate::introspect::FrameObject;
use tauraro_core::heap::Gc;
use tauraro_core::object::{Dict, Str};
use tauraro_core::{PyResult, Value, Vm, suggest};

/// What is added to the text of an exception that names something missing.
pub(super) fn hint(vm: &mut Vm, exc: Value, traceback: Value) -> String {
    let e = vm.exc;
    let (is_name, is_attribute) = (vm.is_instance(exc, e.name_error), vm.is_instance(exc, e.attribute_error));
    let field = if vm.is_instance(exc, e.import_error) {
        "name_from"
    } else if is_name || is_attribute {
        "name"
    } else {
        return String::new();
    };
    let Some(wrong) = quiet_attribute(vm, exc, field).and_then(Value::cast::<Str>) else { return String::new() };
    let wrong_text = shown(wrong);
    let found = if is_name {
        name(vm, wrong, traceback)
    } else if is_attribute {
        attribute(vm, exc, &wrong_text, traceback)
    } else {
        imported(vm, exc, &wrong_text)
    };
    let mut out = found.as_ref().map_or_else(String::new, |s| format!(". Did you mean: '{s}'?"));
    if is_name && is_library_module(vm, wrong) {
        let joint = if found.is_some() { " Or did" } else { ". Did" };
        out.push_str(&format!("{joint} you forget to import '{wrong_text}'?"));
    }
    out
}

fn is_library_module(vm: &mut Vm, name: Gc<Str>) -> bool {
    let Some(names) = sys_attribute(vm, "stdlib_module_names") else { return false };
    let known = vm.contains(names, name.value());
    quiet(vm, known).unwrap_or(false)
}

fn closest(wrong: &str, candidates: &[String]) -> Option<String> {
    let candidates: Vec<&str> = candidates.iter().map(String::as_str).collect();
    suggest::closest(wrong, &candidates).map(str::to_owned)
}

/// The frame in which the exception was raised.
fn innermost(traceback: Value) -> Option<Gc<FrameObject>> {
    entries(traceback).last().map(|tb| tb.frame)
}

fn locals_of(vm: &mut Vm, frame: Gc<FrameObject>) -> Option<Value> {
    quiet_attribute(vm, frame.value(), "f_locals")
}

/// `self` in the frame's local variables.
fn own_self(vm: &mut Vm, locals: Value) -> Option<Value> {
    let name = vm.intern("self").value();
    let there = vm.contains(locals, name);
    if !quiet(vm, there)? {
        return None;
    }
    let found = vm.getitem(locals, name);
    quiet(vm, found)
}

fn name(vm: &mut Vm, wrong: Gc<Str>, traceback: Value) -> Option<String> {
    let frame = innermost(traceback)?;
    let locals = locals_of(vm, frame)?;
    let mut candidates = Vec::new();
    let keys = key_texts(vm, locals, &mut candidates);
    quiet(vm, keys)?;
    for dict in [frame.globals, frame.builtins] {
        candidates.extend(dict.iter().filter_map(|(k, _)| k.cast::<Str>()).map(shown));
    }
    if let Some(own) = own_self(vm, locals) {
        let has = vm.getattr_opt(own, wrong);
        if quiet(vm, has).flatten().is_some() {
            return Some(format!("self.{}", shown(wrong)));
        }
    }
    closest(&shown(wrong), &candidates)
}

fn key_texts(vm: &mut Vm, mapping: Value, out: &mut Vec<String>) -> PyResult<()> {
    if let Some(dict) = mapping.cast::<Dict>() {
        out.extend(dict.iter().filter_map(|(k, _)| k.cast::<Str>()).map(shown));
        return Ok(());
    }
    vm.for_each(mapping, |_, key| {
        out.extend(key.cast::<Str>().map(shown));
        Ok(())
    })
}

fn attribute(vm: &mut Vm, exc: Value, wrong: &str, traceback: Value) -> Option<String> {
    let obj = quiet_attribute(vm, exc, "obj")?;
    let mut names = dir(vm, obj)?;
    if !wrong.starts_with('_') {
        // Private names are offered only to the object's own methods.
        let frame = innermost(traceback);
        let locals = frame.and_then(|f| locals_of(vm, f));
        let own = locals.and_then(|l| own_self(vm, l));
        if own != Some(obj) {
            names.retain(|n| !n.starts_with('_'));
        }
    }
    closest(wrong, &names)
}

fn imported(vm: &mut Vm, exc: Value, wrong: &str) -> Option<String> {
    let name = quiet_attribute(vm, exc, "name")?;
    let import = vm.builtins.get_name(vm, vm.names.import)?;
    let module = vm.call(import, &[name]);
    let module = quiet(vm, module)?;
    let mut names = dir(vm, module)?;
    if !wrong.starts_with('_') {
        names.retain(|n| !n.starts_with('_'));
    }
    closest(wrong, &names)
}

/// The sorted names of an object's attributes.
fn dir(vm: &mut Vm, obj: Value) -> Option<Vec<String>> {
    let names = vm.call_special(obj, vm.names.dir, &[]);
    let names = quiet(vm, names)??;
    let mut out = Vec::new();
    let all = key_texts(vm, names, &mut out);
    quiet(vm, all)?;
    out.sort();
    Some(out)
}
