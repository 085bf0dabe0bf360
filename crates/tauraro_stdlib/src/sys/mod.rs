//! `sys`: the interpreter's own state and parameters.

mod coroutines;
mod extras;
mod frames;
mod info;
pub mod uncaught;

use crate::importing;
use rustpython_wtf8::{CodePoint, Wtf8Buf};
use std::ffi::{OsStr, OsString};
use tauraro_core::heap::Gc;
use tauraro_core::object::{Exception, Module, Str};
use tauraro_core::{Dict, PyResult, Tuple, Value, Vm, defs, pyfunction};

/// What a process tells its runtime: the command line and the environment's settings.
#[derive(Clone, Default)]
pub struct SysConfig {
    pub argv: Vec<OsString>,
    /// `sys.orig_argv`
    pub orig_argv: Vec<OsString>,
    /// `sys.executable`
    pub executable: String,
    /// Search path in front of the library.
    pub path: Vec<OsString>,
    pub flags: Flags,
    /// `-W` options and PYTHONWARNINGS.
    pub warn_options: Vec<OsString>,
    /// `-X` options.
    pub x_options: Vec<OsString>,
    pub hash_seed: Option<u32>,
    /// Limit of digits for conversions between int and text, if it is not the usual one.
    pub int_max_str_digits: Option<u32>,
}

/// `sys.flags`
#[derive(Clone, Copy, Default)]
pub struct Flags {
    pub debug: u8,
    pub inspect: u8,
    pub interactive: u8,
    pub optimize: u8,
    pub dont_write_bytecode: bool,
    pub no_user_site: bool,
    pub no_site: bool,
    pub ignore_environment: bool,
    pub verbose: u8,
    pub bytes_warning: u8,
    pub quiet: bool,
    pub isolated: bool,
    pub safe_path: bool,
    pub dev_mode: bool,
    /// Fatal signals are reported from the start.
    pub faulthandler: bool,
    pub utf8_mode: bool,
    pub warn_default_encoding: bool,
    /// Output is not collected.
    pub unbuffered: bool,
}

/// Where the library seems to be: a folder that exists only for the import system.
pub(crate) const LIBRARY_ROOT: &str = "/tauraro/lib/python3.14";

/// Ends the program by raising SystemExit.
#[pyfunction("exit(status=None, /)")]
fn exit(vm: &mut Vm, status: Option<Value>) -> PyResult {
    let status = status.unwrap_or(Value::NONE);
    let exit = vm.exc.system_exit.value();
    let exc = match status.cast::<Tuple>() {
        Some(args) => vm.call(exit, args.items())?,
        None if status.is_none() => vm.call(exit, &[])?,
        None => vm.call(exit, &[status])?,
    };
    Err(vm.raise(exc))
}

/// The one string of that text.
#[pyfunction("intern(string, /)")]
fn intern(vm: &mut Vm, string: Value) -> PyResult {
    match string.cast::<Str>() {
        Some(s) if vm.type_of(string) == vm.types.str => Ok(vm.intern_str(s).value()),
        Some(_) => {
            let text = format!("can't intern {}", vm.type_name(string));
            Err(vm.type_error(text))
        }
        None => {
            let text = format!("intern() argument must be str, not {}", vm.type_name(string));
            Err(vm.type_error(text))
        }
    }
}

/// The limit of nested calls.
#[pyfunction("getrecursionlimit()")]
fn getrecursionlimit(vm: &mut Vm) -> usize {
    vm.thread.recursion_limit
}

/// Sets the limit of nested calls.
#[pyfunction("setrecursionlimit(limit, /)")]
fn setrecursionlimit(vm: &mut Vm, limit: i64) -> PyResult<()> {
    let Some(limit) = usize::try_from(limit).ok().filter(|l| *l > 0) else {
        return Err(vm.value_error("recursion limit must be greater or equal than 1"));
    };
    let depth = tauraro_interp::frame::depth(vm);
    if depth >= limit {
        let text =
            format!("cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low");
        return Err(vm.raise_text(vm.exc.recursion_error, &text));
    }
    tauraro_interp::frame::set_recursion_limit(vm, limit);
    Ok(())
}

/// The exception that is being handled, or None.
#[pyfunction("exception()")]
fn exception(vm: &mut Vm) -> Value {
    vm.handled
}

/// Type, value and traceback of the exception that is being handled.
#[pyfunction("exc_info()")]
fn exc_info(vm: &mut Vm) -> PyResult {
    let exc = vm.handled;
    let parts = match exc.cast::<Exception>() {
        Some(e) => [vm.type_of(exc).value(), exc, e.traceback.get()],
        None => [Value::NONE; 3],
    };
    Ok(vm.new_tuple(&parts)?.value())
}

/// Bytes that an object takes, without what it refers to.
#[pyfunction("getsizeof(object, default=None)")]
fn getsizeof(vm: &mut Vm, object: Value, default: Option<Value>) -> PyResult {
    let name = vm.intern("__sizeof__");
    let size = match vm.call_special(object, name, &[]) {
        Ok(Some(v)) => checked_size(vm, v).map(Some),
        other => other,
    };
    match (size, default) {
        (Ok(Some(v)), _) => Ok(v),
        (Err(raised), None) => Err(raised),
        (Err(raised), Some(default)) => match vm.catch(vm.exc.type_error) {
            Some(_) => Ok(default),
            None => Err(raised),
        },
        (Ok(None), _) => {
            let text = format!("Type {} doesn't define __sizeof__", vm.type_name(object));
            Err(vm.type_error(text))
        }
    }
}

fn checked_size(vm: &mut Vm, v: Value) -> PyResult {
    match v.as_int().map(|n| n.to_i64()) {
        None => Err(vm.type_error("an integer is required")),
        Some(Some(n)) if n < 0 => Err(vm.value_error("__sizeof__() should return >= 0")),
        Some(_) => Ok(v),
    }
}

/// There are no reference counts; a small number that says "referred to".
#[pyfunction("getrefcount(object, /)")]
fn getrefcount(_: &mut Vm, _object: Value) -> i64 {
    2
}

/// `'utf-8'`
#[pyfunction("getdefaultencoding()")]
fn getdefaultencoding(_: &mut Vm) -> &'static str {
    "utf-8"
}

/// The encoding of file names.
#[pyfunction("getfilesystemencoding()")]
fn getfilesystemencoding(_: &mut Vm) -> &'static str {
    "utf-8"
}

/// The error handler of file names.
#[pyfunction("getfilesystemencodeerrors()")]
fn getfilesystemencodeerrors(_: &mut Vm) -> &'static str {
    "surrogateescape"
}

/// Whether the runtime is being shut down.
#[pyfunction("is_finalizing()")]
fn is_finalizing(_: &mut Vm) -> bool {
    false
}

/// Whether the string is interned.
#[pyfunction("_is_interned(string, /)")]
fn is_interned(_: &mut Vm, string: Gc<Str>) -> bool {
    string.is_interned()
}

/// Whether there is a global interpreter lock.
#[pyfunction("_is_gil_enabled()")]
fn is_gil_enabled(_: &mut Vm) -> bool {
    true
}

/// The limit of digits for conversions between int and text.
#[pyfunction("get_int_max_str_digits()")]
fn get_int_max_str_digits(vm: &mut Vm) -> usize {
    tauraro_objects::int::max_str_digits(vm)
}

/// Sets the limit of digits for conversions between int and text.
#[pyfunction("set_int_max_str_digits(maxdigits)")]
fn set_int_max_str_digits(vm: &mut Vm, maxdigits: i64) -> PyResult<()> {
    match usize::try_from(maxdigits) {
        Ok(n) if n == 0 || n >= 640 => {
            tauraro_objects::int::set_max_str_digits(vm, n);
            Ok(())
        }
        _ => Err(vm.value_error("maxdigits must be >= 640 or 0 for unlimited")),
    }
}

/// Seconds between switches of threads.
#[pyfunction("getswitchinterval()")]
fn getswitchinterval(vm: &mut Vm) -> f64 {
    vm.switch_interval().as_secs_f64()
}

/// Sets the seconds between switches of threads.
#[pyfunction("setswitchinterval(interval, /)")]
fn setswitchinterval(vm: &mut Vm, interval: f64) -> PyResult<()> {
    match std::time::Duration::try_from_secs_f64(interval) {
        Ok(interval) if !interval.is_zero() => {
            vm.set_switch_interval(interval);
            Ok(())
        }
        _ => Err(vm.value_error("switch interval must be strictly positive")),
    }
}

/// Shows the result of an expression and keeps it in `builtins._`.
#[pyfunction("displayhook(object, /)")]
fn displayhook(vm: &mut Vm, object: Value) -> PyResult<()> {
    if object.is_none() {
        return Ok(());
    }
    let name = vm.intern("_");
    vm.builtins.set_name(vm, name, Value::NONE)?;
    let text = vm.repr(object)?;
    write_out(vm, "stdout", text)?;
    let newline = vm.ascii_char(b'\n');
    write_out(vm, "stdout", newline)?;
    vm.builtins.set_name(vm, name, object)
}

/// What `breakpoint()` calls: the function that PYTHONBREAKPOINT names, `pdb.set_trace` by
/// default, nothing for `0`.
#[pyfunction("breakpointhook(*args, **kws)")]
fn breakpointhook(vm: &mut Vm, args: &[Value], kws: Option<Gc<Dict>>) -> PyResult {
    let wanted = std::env::var("PYTHONBREAKPOINT").unwrap_or_default();
    let wanted = match wanted.as_str() {
        "0" => return Ok(Value::NONE),
        "" => "pdb.set_trace",
        named => named,
    };
    let (module, name) = wanted.rsplit_once('.').unwrap_or(("builtins", wanted));
    let found = importing::import_module(vm, module).and_then(|m| vm.getattr_str(m, name));
    match found {
        Ok(hook) => vm.call_dict(hook, args, kws),
        Err(raised) => {
            let missing = [vm.exc.import_error, vm.exc.attribute_error];
            if !missing.into_iter().any(|ty| vm.catch(ty).is_some()) {
                return Err(raised);
            }
            let text = format!("Ignoring unimportable $PYTHONBREAKPOINT: \"{wanted}\"");
            let text = vm.new_str(&text)?.value();
            let category = vm.exc.runtime_warning.value();
            let warnings = importing::import_module(vm, "_warnings")?;
            vm.call_method(warnings, "warn", &[text, category])
        }
    }
}

/// Writes to `sys.stdout` or `sys.stderr`.
pub(crate) fn write_out(vm: &mut Vm, stream: &str, text: Gc<Str>) -> PyResult<()> {
    match attribute(vm, stream)?.and_then(Value::non_none) {
        Some(file) => vm.call_method(file, "write", &[text.value()]).map(|_| ()),
        None => Err(vm.runtime_error(format!("lost sys.{stream}"))),
    }
}

/// An attribute of the module `sys`, if it is there.
pub fn attribute(vm: &mut Vm, name: &str) -> PyResult<Option<Value>> {
    let sys = vm.intern("sys");
    let Some(sys) = vm.modules.get_name(vm, sys).and_then(Value::cast::<Module>) else { return Ok(None) };
    let name = vm.intern(name);
    Ok(sys.namespace().get_name(vm, name))
}

fn strings(vm: &mut Vm, texts: &[OsString]) -> PyResult {
    let list = vm.new_list(&[])?;
    for text in texts {
        let text = vm.new_str_wtf8(&os_text(text))?.value();
        list.push(vm, text)?;
    }
    Ok(list.value())
}

/// Text from the operating system; bytes that are no UTF-8 become lone surrogates.
pub fn os_text(text: &OsStr) -> Wtf8Buf {
    let mut out = Wtf8Buf::new();
    for chunk in text.as_encoded_bytes().utf8_chunks() {
        out.push_str(chunk.valid());
        for byte in chunk.invalid() {
            out.extend(CodePoint::from_u32(0xDC00 + u32::from(*byte)));
        }
    }
    out
}

/// Makes the module and enters it into `sys.modules`.
pub(crate) fn init(vm: &mut Vm, config: &SysConfig) -> PyResult<Gc<Module>> {
    let functions = defs![
        exit,
        intern,
        getrecursionlimit,
        setrecursionlimit,
        exception,
        exc_info,
        getsizeof,
        getrefcount,
        getdefaultencoding,
        getfilesystemencoding,
        getfilesystemencodeerrors,
        is_finalizing,
        is_interned,
        is_gil_enabled,
        get_int_max_str_digits,
        set_int_max_str_digits,
        getswitchinterval,
        setswitchinterval,
        displayhook,
        breakpointhook,
    ];
    let module = vm.new_module("sys", Some("The interpreter's own state and parameters."), functions)?;
    frames::add(vm, module)?;
    extras::add(vm, module)?;
    coroutines::add(vm, module)?;
    info::add(vm, module, config)?;
    let name = vm.intern("sys");
    vm.modules.set_name(vm, name, module.value())?;
    let modules = vm.modules;
    module.add(vm, "modules", modules)?;
    for (name, texts) in
        [("argv", &config.argv), ("orig_argv", &config.orig_argv), ("warnoptions", &config.warn_options)]
    {
        let list = strings(vm, texts)?;
        module.add(vm, name, list)?;
    }
    let mut path = config.path.clone();
    path.push(LIBRARY_ROOT.into());
    let path = strings(vm, &path)?;
    module.add(vm, "path", path)?;
    for name in ["meta_path", "path_hooks"] {
        let list = vm.new_list(&[])?;
        module.add(vm, name, list)?;
    }
    let cache = vm.new_dict();
    module.add(vm, "path_importer_cache", cache)?;
    let names = importing::builtin_names(vm)?;
    module.add(vm, "builtin_module_names", names)?;
    let hook = module.namespace().get_str(vm, "breakpointhook").unwrap_or(Value::NONE);
    module.add(vm, "__breakpointhook__", hook)?;
    let hook = module.namespace().get_str(vm, "displayhook").unwrap_or(Value::NONE);
    module.add(vm, "__displayhook__", hook)?;
    let hook = module.namespace().get_str(vm, "excepthook").unwrap_or(Value::NONE);
    module.add(vm, "__excepthook__", hook)?;
    let hook = module.namespace().get_str(vm, "unraisablehook").unwrap_or(Value::NONE);
    module.add(vm, "__unraisablehook__", hook)?;
    Ok(module)
}
