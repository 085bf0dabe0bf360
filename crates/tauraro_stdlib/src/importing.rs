//! `builtins.__import__`, and bringing up the import system: importlib's two bootstrap modules
//! first, then the finder of the built-in library.

use crate::{_imp, NATIVE};
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::object::{Dict, Exception, Module, Str};
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Tuple, Value, Vm, pyfunction};
use tauraro_interp::introspect::Traceback;

/// Functions of importlib that importing calls.
struct Importlib {
    find_and_load: Value,
    handle_fromlist: Value,
    gcd_import: Value,
    import: Value,
    lock_unlock_module: Value,
}

impl Extension for Importlib {
    fn trace(&self, tracer: &mut Tracer) {
        self.find_and_load.trace(tracer);
        self.handle_fromlist.trace(tracer);
        self.gcd_import.trace(tracer);
        self.import.trace(tracer);
        self.lock_unlock_module.trace(tracer);
    }
}

/// What an `import` statement calls.
#[pyfunction("__import__(name, globals=None, locals=None, fromlist=(), level=0)")]
fn import(
    vm: &mut Vm,
    name: Value,
    globals: Option<Value>,
    locals: Option<Value>,
    fromlist: Option<Value>,
    level: Option<i64>,
) -> PyResult {
    let imported = import_level(vm, name, globals, locals, fromlist, level);
    if imported.is_err() {
        trim_traceback(vm);
    }
    imported
}

/// Function of importlib behind which code of modules runs.
const RUNS_MODULE: &str = "_call_with_frames_removed";

/// Takes importlib's own frames out of the pending exception's traceback: all of them from a
/// failed import, else those that led to a module's code.
fn trim_traceback(vm: &mut Vm) {
    let Some(exc) = vm.pending().cast::<Exception>() else { return };
    if is_verbose(vm) {
        return;
    }
    let all = vm.is_instance(exc.value(), vm.exc.import_error);
    let mut kept: Option<Gc<Traceback>> = None;
    // The entry before the present run of importlib's.
    let mut before = None;
    let mut inside = false;
    let mut entry = exc.traceback.get().cast::<Traceback>();
    while let Some(tb) = entry {
        let next = tb.next.get();
        let is_importlib = is_importlib(tb);
        if is_importlib && !inside {
            before = kept;
        }
        inside = is_importlib;
        if inside && (all || named(tb.frame.code.name.get(), RUNS_MODULE)) {
            match before {
                Some(outer) => outer.set(&outer.next, next),
                None => exc.set(&exc.traceback, next),
            }
            kept = before;
        } else {
            kept = Some(tb);
        }
        entry = next.cast();
    }
}

fn named(name: Value, text: &str) -> bool {
    name.cast::<Str>().is_some_and(|n| n.as_bytes() == text.as_bytes())
}

fn is_importlib(tb: Gc<Traceback>) -> bool {
    let file = tb.frame.code.filename.get();
    let files =
        ["<frozen importlib._bootstrap>", "<frozen importlib._bootstrap_external>", "<frozen library_importer>"];
    files.iter().any(|f| named(file, f))
}

/// `-v`: nothing is hidden.
fn is_verbose(vm: &mut Vm) -> bool {
    let pending = vm.take_exception();
    let flags = crate::sys::attribute(vm, "flags").ok().flatten();
    let verbose = flags.and_then(|f| vm.getattr_str(f, "verbose").ok());
    if vm.is_raised() {
        vm.take_exception();
    }
    vm.raise_again(pending);
    verbose.is_some_and(|v| v != Value::small(0))
}

fn import_level(
    vm: &mut Vm,
    name: Value,
    globals: Option<Value>,
    locals: Option<Value>,
    fromlist: Option<Value>,
    level: Option<i64>,
) -> PyResult {
    let level = level.unwrap_or(0);
    let Some(text) = name.cast::<Str>() else { return Err(vm.type_error("module name must be a string")) };
    let fromlist = fromlist.unwrap_or(Value::NONE);
    if level != 0 {
        if level < 0 {
            return Err(vm.value_error("level must be >= 0"));
        }
        let import = vm.extension::<Importlib>().import;
        let globals = globals.unwrap_or(Value::NONE);
        check_has_place(vm, globals)?;
        let args = [name, globals, locals.unwrap_or(Value::NONE), fromlist, Value::small(level)];
        return vm.call(import, &args);
    }
    if text.is_empty() {
        return Err(vm.value_error("Empty module name"));
    }
    let module = loaded(vm, name)?;
    if !vm.truth(fromlist)? {
        return top_level(vm, text, module);
    }
    match vm.getattr_opt(module, vm.names.path)? {
        Some(_) => {
            let (handle, gcd) = {
                let importlib = vm.extension::<Importlib>();
                (importlib.handle_fromlist, importlib.gcd_import)
            };
            vm.call(handle, &[module, fromlist, gcd])
        }
        None => Ok(module),
    }
}

/// Raises KeyError if a relative import has nothing that it could be relative to.
fn check_has_place(vm: &mut Vm, globals: Value) -> PyResult<()> {
    let Some(dict) = globals.cast::<Dict>() else { return Ok(()) };
    let names = [vm.names.package, vm.names.spec, vm.names.name];
    if names.iter().any(|n| dict.get_name(vm, *n).and_then(Value::non_none).is_some()) {
        return Ok(());
    }
    let text = vm.new_str("'__name__' not in globals")?.value();
    Err(vm.key_error(text))
}

/// The module of that full name, imported unless it is there.
fn loaded(vm: &mut Vm, name: Value) -> PyResult {
    let (find, gcd) = {
        let importlib = vm.extension::<Importlib>();
        (importlib.find_and_load, importlib.gcd_import)
    };
    match vm.modules.get(vm, name)?.and_then(Value::non_none) {
        Some(module) => {
            if is_initializing(vm, module)? {
                let wait = vm.extension::<Importlib>().lock_unlock_module;
                vm.call(wait, &[name])?;
            }
            Ok(module)
        }
        None => vm.call(find, &[name, gcd]),
    }
}

fn is_initializing(vm: &mut Vm, module: Value) -> PyResult<bool> {
    let spec = match module.cast::<Module>() {
        Some(m) => m.namespace().get_name(vm, vm.names.spec),
        None => vm.getattr_opt(module, vm.names.spec)?,
    };
    let Some(spec) = spec.and_then(Value::non_none) else { return Ok(false) };
    let attr = vm.intern("_initializing");
    match vm.getattr_opt(spec, attr)? {
        Some(v) => vm.truth(v),
        None => Ok(false),
    }
}

/// `import a.b.c` binds `a`.
fn top_level(vm: &mut Vm, name: Gc<Str>, module: Value) -> PyResult {
    let Some(dot) = memchr::memchr(b'.', name.as_bytes()) else { return Ok(module) };
    let top = vm.new_str_wtf8(&name.as_wtf8()[..dot])?.value();
    match vm.modules.get(vm, top)? {
        Some(found) => Ok(found),
        None => loaded(vm, top),
    }
}

/// Brings up the import system. `sys` and `builtins` are modules already.
pub(crate) fn init(vm: &mut Vm, sys: Gc<Module>) -> PyResult<()> {
    let f = vm.new_builtin(&import::DEF, Value::UNBOUND, None);
    let module = vm.intern("builtins").value();
    f.set(&f.module, module);
    vm.builtins.set_name(vm, vm.names.import, f.value())?;
    let imp = _imp::load(vm)?;
    let bootstrap = _imp::run_frozen(vm, "_frozen_importlib")?;
    let attr = |vm: &mut Vm, name: &str| vm.getattr_str(bootstrap.value(), name);
    let importlib = Importlib {
        find_and_load: attr(vm, "_find_and_load")?,
        handle_fromlist: attr(vm, "_handle_fromlist")?,
        gcd_import: attr(vm, "_gcd_import")?,
        import: attr(vm, "__import__")?,
        lock_unlock_module: attr(vm, "_lock_unlock_module")?,
    };
    vm.set_extension(importlib);
    let install = attr(vm, "_install")?;
    vm.call(install, &[sys.value(), imp.value()])?;
    install_library(vm)?;
    if NATIVE.iter().any(|(n, _)| *n == "_io") {
        let install_external = attr(vm, "_install_external_importers")?;
        vm.call(install_external, &[])?;
    }
    Ok(())
}

/// Runs the module that finds the built-in library.
fn install_library(vm: &mut Vm) -> PyResult<()> {
    let code = _imp::library_code_object(vm, "_library_importer.py", "<frozen library_importer>")?;
    let Some(code) = code else { return Err(vm.raise_text(vm.exc.import_error, "the library is incomplete")) };
    let module = vm.new_module("_library_importer", None, &[])?;
    let globals: Gc<Dict> = module.namespace();
    let builtins = vm.intern("builtins");
    let builtins = vm.modules.get_name(vm, builtins).unwrap_or(vm.builtins.value());
    globals.set_name(vm, vm.names.builtins, builtins)?;
    tauraro_interp::run_code(vm, code, globals, globals.value(), None)?;
    let install = vm.getattr_str(module.value(), "install")?;
    vm.call_args(install, Args::NONE).map(|_| ())
}

/// Imports a module by its full name.
pub fn import_module(vm: &mut Vm, name: &str) -> PyResult {
    let name = vm.new_str(name)?.value();
    loaded(vm, name)
}

/// `sys.builtin_module_names`
pub(crate) fn builtin_names(vm: &mut Vm) -> PyResult<Gc<Tuple>> {
    let mut names: Vec<&str> = NATIVE.iter().map(|(n, _)| *n).chain(["sys", "builtins"]).collect();
    names.sort_unstable();
    let list = vm.new_list(&[])?;
    for name in names {
        let name = vm.intern(name).value();
        list.push(vm, name)?;
    }
    vm.new_tuple_filled(list.items.len(), |i| list.items.get(i).unwrap_or(Value::NONE))
}
