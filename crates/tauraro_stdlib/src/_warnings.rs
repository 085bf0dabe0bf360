//! `_warnings`: the functions that report warnings. What to do with one is decided by the
//! library's `warnings` module; before that is imported, the default filters hold.

use crate::importing::import_module;
use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::object::{Module, Str, Type};
use tauraro_core::ops::BinaryOp;
use tauraro_core::vm::Extension;
use tauraro_core::{List, PyResult, Tuple, Value, Vm, defs, pyfunction};

/// Reports a warning at the caller's place.
#[pyfunction("warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=())")]
fn warn(
    vm: &mut Vm,
    message: Value,
    category: Option<Value>,
    stacklevel: Option<i64>,
    source: Option<Value>,
    skip_file_prefixes: Option<Value>,
) -> PyResult<()> {
    let category = match category.and_then(Value::non_none) {
        Some(c) => c,
        None if vm.is_instance(message, vm.exc.warning) => vm.type_of(message).value(),
        None => vm.exc.user_warning.value(),
    };
    let Some(ty) = category.cast::<Type>().filter(|t| t.is_subtype(vm.exc.warning)) else {
        let text = format!("category must be a Warning subclass, not '{}'", vm.type_name(category));
        return Err(vm.type_error(text));
    };
    // Importing the public module sets the other one up.
    import_module(vm, "warnings")?;
    let python = import_module(vm, "_py_warnings")?;
    let function = vm.getattr_str(python, "warn")?;
    // The Python function finds the place by counting frames from its own on; this one has none,
    // so the level stays as it is.
    let level = Value::small(stacklevel.unwrap_or(1));
    let values = [message, ty.value(), level, source.unwrap_or(Value::NONE)];
    if let Some(prefixes) = skip_file_prefixes {
        let [message, category, level, source] = values;
        let values = [message, category, level, source, prefixes];
        let names = vm.intern("skip_file_prefixes").value();
        let names = vm.new_tuple(&[names])?;
        let args = tauraro_core::Args { receiver: None, values: &values, names: Some(names) };
        return vm.call_args(function, args).map(|_| ());
    }
    vm.call(function, &values).map(|_| ())
}

/// Reports a warning of native code at the place of the Python code that called it.
pub(crate) fn warn_text(vm: &mut Vm, category: Gc<Type>, text: &str) -> PyResult<()> {
    let text = vm.new_str(text)?.value();
    // Importing the public module sets the other one up.
    import_module(vm, "warnings")?;
    let python = import_module(vm, "_py_warnings")?;
    let function = vm.getattr_str(python, "warn")?;
    vm.call(function, &[text, category.value(), Value::small(2)]).map(|_| ())
}

/// The default filters name modules by plain text, as `re` is not imported before a warning needs
/// it; the function that goes by them wants patterns.
fn compile_modules(vm: &mut Vm, python: Value) -> PyResult<()> {
    let filters = vm.call_method(python, "_get_filters", &[])?;
    let Some(filters) = filters.cast::<List>() else { return Ok(()) };
    let mut at = 0;
    while let Some(entry) = filters.items.get(at) {
        let row = entry.cast::<Tuple>().filter(|row| row.len() == 5 && row.items()[3].is::<Str>());
        if let Some(row) = row {
            let [action, message, category, module, line] = *row.items() else { return Ok(()) };
            let re = import_module(vm, "re")?;
            let text = vm.str(module)?.to_string_lossy();
            let pattern = vm.new_str(&format!("{text}\\Z"))?.value();
            let pattern = vm.call_method(re, "compile", &[pattern])?;
            let made = vm.new_tuple(&[action, message, category, pattern, line])?.value();
            let index = Value::small(at as i64);
            vm.setitem(filters.value(), index, Some(made))?;
        }
        at += 1;
    }
    Ok(())
}

/// Reports a warning at a given place.
#[pyfunction(
    "warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None)"
)]
fn warn_explicit(
    vm: &mut Vm,
    message: Value,
    category: Value,
    filename: Value,
    lineno: Value,
    module: Option<Value>,
    registry: Option<Value>,
    module_globals: Option<Value>,
    source: Option<Value>,
) -> PyResult<()> {
    // Importing the public module sets the other one up.
    import_module(vm, "warnings")?;
    let python = import_module(vm, "_py_warnings")?;
    compile_modules(vm, python)?;
    let or_none = |v: Option<Value>| v.unwrap_or(Value::NONE);
    let args = [
        message,
        category,
        filename,
        lineno,
        or_none(module),
        or_none(registry),
        or_none(module_globals),
        or_none(source),
    ];
    vm.call_method(python, "warn_explicit", &args).map(|_| ())
}

/// Tells that the filters have changed: what modules remember of warnings that were shown is void.
#[pyfunction("_filters_mutated_lock_held()")]
fn filters_mutated_lock_held(vm: &mut Vm) -> PyResult<()> {
    let warnings = import_module(vm, "warnings")?;
    let name = vm.intern("_filters_version");
    let version = vm.getattr(warnings, name)?;
    let version = vm.binary(BinaryOp::Add, version, Value::small(1))?;
    vm.setattr(warnings, name, Some(version))
}

/// The lock around changes of the filters.
struct FiltersLock(Value);

impl Extension for FiltersLock {
    fn trace(&self, tracer: &mut Tracer) {
        self.0.trace(tracer);
    }
}

/// The lock, made when it is first taken: this module is loaded before others can be imported.
fn filters_lock(vm: &mut Vm) -> PyResult {
    if let Some(made) = vm.try_extension::<FiltersLock>() {
        return Ok(made.0);
    }
    let threads = import_module(vm, "_thread")?;
    let lock = vm.call_method(threads, "RLock", &[])?;
    vm.set_extension(FiltersLock(lock));
    Ok(lock)
}

/// Takes the lock of the filters.
#[pyfunction("_acquire_lock()")]
fn acquire_lock(vm: &mut Vm) -> PyResult<()> {
    let lock = filters_lock(vm)?;
    vm.call_method(lock, "acquire", &[]).map(|_| ())
}

/// Gives the lock of the filters back.
#[pyfunction("_release_lock()")]
fn release_lock(vm: &mut Vm) -> PyResult<()> {
    let lock = filters_lock(vm)?;
    vm.call_method(lock, "release", &[]).map(|_| ())
}

/// One default filter: (action, message, category, module, line).
fn filter(vm: &mut Vm, action: &str, category: Gc<Type>, module: Option<&str>) -> PyResult {
    let action: Gc<Str> = vm.intern(action);
    let module = match module {
        Some(m) => vm.intern(m).value(),
        None => Value::NONE,
    };
    Ok(vm.new_tuple(&[action.value(), Value::NONE, category.value(), module, Value::small(0)])?.value())
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let functions = defs![warn, warn_explicit, filters_mutated_lock_held, acquire_lock, release_lock];
    let module = vm.new_module("_warnings", Some("Reporting of warnings."), functions)?;
    let exc = vm.exc;
    let filters = [
        filter(vm, "default", exc.deprecation_warning, Some("__main__"))?,
        filter(vm, "ignore", exc.deprecation_warning, None)?,
        filter(vm, "ignore", exc.pending_deprecation_warning, None)?,
        filter(vm, "ignore", exc.import_warning, None)?,
        filter(vm, "ignore", exc.resource_warning, None)?,
    ];
    let filters = vm.new_list(&filters)?;
    module.add(vm, "filters", filters)?;
    let context = crate::_contextvars::variable(vm, "warnings_context")?;
    module.add(vm, "_warnings_context", context)?;
    let action = vm.intern("default");
    module.add(vm, "_defaultaction", action)?;
    let registry = vm.new_dict();
    module.add(vm, "_onceregistry", registry)?;
    Ok(module)
}
