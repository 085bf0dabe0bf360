//! `_imp`: what `importlib` needs of the runtime: native modules, the two frozen modules that
//! start everything, and the built-in library.

use crate::{NATIVE, library};
use std::sync::Arc;
use tauraro_core::heap::Gc;
use tauraro_core::object::{Module, Str};
use tauraro_core::vm::{CompileRequest, CompileSource};
use tauraro_core::{Dict, PyResult, Value, Vm, defs, pyfunction};
use tauraro_interp::CodeObject;

/// Frozen modules: they bring up the import system, so it cannot find them.
const FROZEN: [(&str, &str); 2] = [
    ("_frozen_importlib", "importlib/_bootstrap.py"),
    ("_frozen_importlib_external", "importlib/_bootstrap_external.py"),
];

fn frozen_path(name: &str) -> Option<&'static str> {
    FROZEN.iter().find(|(n, _)| *n == name).map(|(_, path)| *path)
}

/// The code of a file of the library: what the build made, or with `-O` what the compiler makes
/// of the source.
pub(crate) fn library_code_object(vm: &mut Vm, path: &str, filename: &str) -> PyResult<Option<Gc<CodeObject>>> {
    let Some(entry) = library::find(path) else { return Ok(None) };
    if vm.optimize == 0
        && let Ok(code) = tauraro_bytecode::from_static(entry.code)
        && &*code.filename == filename
    {
        return tauraro_interp::new_code(vm, &Arc::new(code)).map(Some);
    }
    let source = entry.source();
    let request = CompileRequest {
        source: CompileSource::Bytes(&source),
        filename,
        mode: "exec",
        flags: 0,
        optimize: vm.optimize,
    };
    let code = (vm.hooks.compile)(vm, &request)?;
    Ok(code.cast::<CodeObject>())
}

/// The code of a frozen module.
pub(crate) fn frozen_code(vm: &mut Vm, name: &str) -> PyResult<Option<Gc<CodeObject>>> {
    match frozen_path(name) {
        Some(path) => library_code_object(vm, path, &format!("<frozen {}>", &path[..path.len() - 3].replace('/', "."))),
        None => Ok(None),
    }
}

fn native(name: &str) -> Option<fn(&mut Vm) -> PyResult<Gc<Module>>> {
    NATIVE.iter().find(|(n, _)| *n == name).map(|(_, load)| *load)
}

/// 1 for a native module, -1 for one that cannot be made again, 0 for others.
#[pyfunction("is_builtin(name, /)")]
fn is_builtin(_: &mut Vm, name: Gc<Str>) -> i64 {
    match name.to_string_lossy().as_str() {
        "sys" | "builtins" => -1,
        other => i64::from(native(other).is_some()),
    }
}

/// Makes the native module that a spec names.
#[pyfunction("create_builtin(spec, /)")]
fn create_builtin(vm: &mut Vm, spec: Value) -> PyResult {
    let name = vm.getattr_str(spec, "name")?;
    if let Some(known) = vm.modules.get(vm, name)? {
        return Ok(known);
    }
    let text = vm.str(name)?.to_string_lossy();
    match native(&text) {
        Some(load) => Ok(load(vm)?.value()),
        None => Ok(Value::NONE),
    }
}

/// Native modules are complete when they are made.
#[pyfunction("exec_builtin(mod, /)")]
fn exec_builtin(_: &mut Vm, _mod: Value) -> i64 {
    0
}

/// Whether the name is that of a frozen module.
#[pyfunction("is_frozen(name, /)")]
fn is_frozen(_: &mut Vm, name: Gc<Str>) -> bool {
    frozen_path(&name.to_string_lossy()).is_some()
}

/// Whether the name is that of a frozen package.
#[pyfunction("is_frozen_package(name, /)")]
fn is_frozen_package(vm: &mut Vm, name: Gc<Str>) -> PyResult<bool> {
    no_such_frozen(vm, name)?;
    Ok(false)
}

fn no_such_frozen(vm: &mut Vm, name: Gc<Str>) -> PyResult<()> {
    if frozen_path(&name.to_string_lossy()).is_some() {
        return Ok(());
    }
    let shown = vm.repr(name.value())?.to_string_lossy();
    let text = vm.new_str(&format!("No such frozen object named {}", shown.trim_matches('\'')))?.value();
    let exc = vm.new_exception(vm.exc.import_error, &[text]);
    vm.set_exception_fields(exc, &[text, name.value()])?;
    Err(vm.raise(exc.value()))
}

/// The code of a frozen module.
#[pyfunction("get_frozen_object(name, data=None, /)")]
fn get_frozen_object(vm: &mut Vm, name: Gc<Str>, _data: Option<Value>) -> PyResult {
    no_such_frozen(vm, name)?;
    Ok(frozen_code(vm, &name.to_string_lossy())?.map_or(Value::NONE, Gc::value))
}

/// What is known of a frozen module: data, whether it is a package, its original name.
#[pyfunction("find_frozen(name, /, *, withdata=False)")]
fn find_frozen(vm: &mut Vm, name: Gc<Str>, _withdata: Option<bool>) -> PyResult {
    let Some(path) = frozen_path(&name.to_string_lossy()) else { return Ok(Value::NONE) };
    let original = vm.new_str(&path[..path.len() - 3].replace('/', "."))?.value();
    Ok(vm.new_tuple(&[Value::NONE, Value::FALSE, original])?.value())
}

/// The import lock: each module has its own, so this one has nothing to do.
#[pyfunction("acquire_lock()")]
fn acquire_lock(_: &mut Vm) {}

/// See `acquire_lock`.
#[pyfunction("release_lock()")]
fn release_lock(_: &mut Vm) {}

/// Whether the import lock is held.
#[pyfunction("lock_held()")]
fn lock_held(_: &mut Vm) -> bool {
    false
}

/// Endings of extension modules: none can be loaded.
#[pyfunction("extension_suffixes()")]
fn extension_suffixes(vm: &mut Vm) -> PyResult {
    Ok(vm.new_list(&[])?.value())
}

/// Whether tests may find frozen modules. Those that there are start everything, and stay.
#[pyfunction("_override_frozen_modules_for_tests(override, /)")]
fn override_frozen_modules(_: &mut Vm, _override: i64) {}

/// Tells code from a cache where its source stands now.
#[pyfunction("_fix_co_filename(code, path, /)")]
fn fix_co_filename(vm: &mut Vm, code: Value, path: Value) -> PyResult<()> {
    match code.cast::<CodeObject>() {
        Some(code) if !vm.eq(code.filename.get(), path)? => tauraro_interp::code::set_filename(vm, code, path),
        _ => Ok(()),
    }
}

/// Hash of a source file, for hash-based caches.
#[pyfunction("source_hash(key, source)")]
fn source_hash(vm: &mut Vm, key: i64, source: Value) -> PyResult {
    let buffer = vm.get_buffer(source, false)?;
    let hash = tauraro_core::hash::HashKey::new(key as u64, 0).hash_bytes(buffer.bytes());
    vm.release_buffer(buffer);
    Ok(vm.new_bytes(&hash.to_le_bytes())?.value())
}

/// Whether the library has that file.
#[pyfunction("_library_has(path, /)")]
fn library_has(_: &mut Vm, path: Gc<Str>) -> bool {
    library::find(&path.to_string_lossy()).is_some()
}

/// The bytes of a file of the library, or None.
#[pyfunction("_library_source(path, /)")]
fn library_source(vm: &mut Vm, path: Gc<Str>) -> PyResult {
    match library::find(&path.to_string_lossy()) {
        Some(entry) => Ok(vm.new_bytes(&entry.source())?.value()),
        None => Ok(Value::NONE),
    }
}

/// The code of a file of the library.
#[pyfunction("_library_code(path, filename, /)")]
fn library_code(vm: &mut Vm, path: Gc<Str>, filename: Gc<Str>) -> PyResult {
    match library_code_object(vm, &path.to_string_lossy(), &filename.to_string_lossy())? {
        Some(code) => Ok(code.value()),
        None => {
            let text = format!("no file {} in the library", path.to_string_lossy());
            Err(vm.raise_text(vm.exc.import_error, &text))
        }
    }
}

/// The modules in a folder of the library: (name, whether it is a package).
#[pyfunction("_library_modules(folder, /)")]
fn library_modules(vm: &mut Vm, folder: Gc<Str>) -> PyResult {
    let folder = folder.to_string_lossy();
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let list = vm.new_list(&[])?;
    for path in library::paths() {
        let Some(rest) = path.strip_prefix(prefix.as_str()) else { continue };
        let (name, package) = match rest.strip_suffix("/__init__.py") {
            Some(name) => (name, true),
            None => (rest.strip_suffix(".py").unwrap_or(rest), false),
        };
        // The module that brings up the library is no part of it.
        if name.contains('/') || name == "__init__" || name == "_library_importer" {
            continue;
        }
        let name = vm.new_str(name)?.value();
        let pair = vm.new_tuple(&[name, Value::bool(package)])?.value();
        list.push(vm, pair)?;
    }
    Ok(list.value())
}

/// Tells `linecache`, which was just loaded, what it cannot read from files.
#[pyfunction("_library_linecache_loaded()")]
fn library_linecache_loaded(vm: &mut Vm) {
    crate::tell_linecache(vm);
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let functions = defs![
        is_builtin,
        create_builtin,
        exec_builtin,
        is_frozen,
        is_frozen_package,
        get_frozen_object,
        find_frozen,
        acquire_lock,
        release_lock,
        lock_held,
        extension_suffixes,
        override_frozen_modules,
        fix_co_filename,
        source_hash,
        library_has,
        library_source,
        library_code,
        library_modules,
        library_linecache_loaded,
    ];
    let module = vm.new_module("_imp", Some("Support for importlib."), functions)?;
    let check = vm.intern("default").value();
    module.add(vm, "check_hash_based_pycs", check)?;
    // Bytecode files of a build with other ops are not read: the low half is of the op table.
    let ops = (tauraro_bytecode::fingerprint() & 0xFFFF) as i64;
    module.add(vm, "pyc_magic_number_token", Value::small(0x0A0D_0000 | ops))?;
    Ok(module)
}

/// A new module namespace as importlib expects it, for the frozen modules.
pub(crate) fn run_frozen(vm: &mut Vm, name: &str) -> PyResult<Gc<Module>> {
    let Some(code) = frozen_code(vm, name)? else {
        return Err(vm.raise_text(vm.exc.import_error, "the library is incomplete"));
    };
    let module = vm.new_module(name, None, &[])?;
    let globals: Gc<Dict> = module.namespace();
    let builtins = vm.intern("builtins");
    let builtins = vm.modules.get_name(vm, builtins).unwrap_or(vm.builtins.value());
    globals.set_name(vm, vm.names.builtins, builtins)?;
    // importlib takes this out again when it completes the module's spec.
    let original = frozen_path(name).unwrap_or_default().trim_end_matches(".py").replace('/', ".");
    let original = vm.new_str(&original)?.value();
    globals.set_str(vm, "__origname__", original)?;
    let key = vm.intern(name);
    vm.modules.set_name(vm, key, module.value())?;
    tauraro_interp::run_code(vm, code, globals, globals.value(), None)?;
    Ok(module)
}
