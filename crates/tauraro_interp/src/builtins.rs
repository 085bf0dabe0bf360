//! The built-in functions that need frames or the compiler: `eval`, `exec`, `compile`, `globals`,
//! `locals`, `vars`, `dir` without arguments, and `__build_class__`.

use crate::calls::run_code;
use crate::code::CodeObject;
use crate::frame::{self, Frame};
use crate::function::Function;
use tauraro_bytecode::{CodeFlags, LocalKind};
use tauraro_core::heap::Gc;
use tauraro_core::object::{CellVar, Dict, Str, Tuple};
use tauraro_core::vm::{CompileRequest, CompileSource};
use tauraro_core::{PyResult, Value, Vm, pyfunction};

/// The frame of the Python code that called a builtin. Raises RuntimeError outside of any.
fn caller(vm: &mut Vm, what: &str) -> PyResult<*mut Frame> {
    let frame = frame::current(vm);
    if frame.is_null() { Err(vm.runtime_error(format!("{what}: no current frame"))) } else { Ok(frame) }
}

/// The variables of a frame: the namespace of a module or class body, else a new dict of what
/// the function's registers hold.
pub(crate) fn frame_locals(vm: &mut Vm, frame: *mut Frame) -> PyResult {
    // SAFETY: the caller passes an active frame.
    let f = unsafe { &*frame };
    if f.code.has(CodeFlags::OPTIMIZED) || f.namespace.is_unbound() {
        let object = crate::introspect::frame_object(vm, frame);
        return crate::frame_locals::snapshot(vm, object).map(Gc::value);
    }
    // A comprehension that was inlined into a module or class body is running: its own
    // variables show while they are bound.
    let hidden = f.code.code.locals.iter().any(|l| l.kind.has(LocalKind::HIDDEN));
    if !hidden {
        return Ok(f.namespace);
    }
    let object = crate::introspect::frame_object(vm, frame);
    let own = crate::frame_locals::snapshot(vm, object)?;
    if own.is_empty() {
        return Ok(f.namespace);
    }
    let dict = vm.new_dict();
    vm.call_method(dict.value(), "update", &[f.namespace])?;
    for (name, v) in own.iter() {
        dict.set_item(vm, name, v)?;
    }
    Ok(dict.value())
}

/// The dictionary of the current module's global variables.
#[pyfunction("globals()")]
fn globals(vm: &mut Vm) -> PyResult {
    let frame = caller(vm, "globals()")?;
    // SAFETY: the current frame is active.
    Ok(unsafe { (*frame).globals }.value())
}

/// The variables of the current scope.
#[pyfunction("locals()")]
fn locals(vm: &mut Vm) -> PyResult {
    let frame = caller(vm, "locals()")?;
    frame_locals(vm, frame)
}

/// The `__dict__` of an object, or the local variables.
#[pyfunction("vars(object=None, /)")]
fn vars(vm: &mut Vm, object: Option<Value>) -> PyResult {
    let Some(object) = object else {
        let frame = caller(vm, "vars()")?;
        return frame_locals(vm, frame);
    };
    match vm.getattr_opt(object, vm.names.dict)? {
        Some(dict) => Ok(dict),
        None => Err(vm.type_error("vars() argument must have __dict__ attribute")),
    }
}

/// Names of the current scope, or the attributes of an object.
#[pyfunction("dir(object=None, /)")]
fn dir(vm: &mut Vm, object: Option<Value>) -> PyResult {
    let names = match object {
        None => {
            let frame = caller(vm, "dir()")?;
            let locals = frame_locals(vm, frame)?;
            vm.call_method(locals, "keys", &[])?
        }
        Some(object) => match vm.call_special(object, vm.names.dir, &[])? {
            Some(names) => names,
            None => return Err(vm.type_error("object does not provide __dir__")),
        },
    };
    let list = vm.new_list(&[])?;
    vm.for_each(names, |vm, n| list.push(vm, n))?;
    vm.call_method(list.value(), "sort", &[])?;
    Ok(list.value())
}

// ---- compile, eval, exec ---------------------------------------------------------------------

/// Bits of `flags` that `compile` accepts: the future features and the `PyCF_*` ones.
const KNOWN_FLAGS: u32 = 0x1FF_0000 | 0x10 | 0x100 | 0x200 | 0x400 | 0x800 | 0x1000 | 0x2000 | 0x4000 | 0x8000;
/// `PyCF_ONLY_AST`
const ONLY_AST: u32 = 0x400;
/// `PyCF_IGNORE_COOKIE`, set for sources that are text.
const FUTURE_BITS: u32 = 0x1FE_0000;

/// The future features of the calling code.
fn inherited_flags(vm: &Vm) -> u32 {
    let frame = frame::current(vm);
    if frame.is_null() {
        return 0;
    }
    // SAFETY: the current frame is active.
    unsafe { (*frame).code }.code.flags.0 & FUTURE_BITS
}

/// Compiles what `compile`, `eval` and `exec` take as a source.
fn compile_source(vm: &mut Vm, source: Value, filename: &str, mode: &str, flags: u32, optimize: u8) -> PyResult {
    compile_for(vm, "compile", source, filename, mode, flags, optimize)
}

/// `compile_source` for the builtin `what`, which errors name.
fn compile_for(
    vm: &mut Vm,
    what: &str,
    source: Value,
    filename: &str,
    mode: &str,
    flags: u32,
    optimize: u8,
) -> PyResult {
    if let Some(text) = source.cast::<Str>() {
        let Some(text) = text.as_str() else { return Err(surrogates(vm, source)) };
        let request = CompileRequest { source: CompileSource::Text(text), filename, mode, flags, optimize };
        return (vm.hooks.compile)(vm, &request);
    }
    let buffer = match vm.get_buffer(source, false) {
        Ok(b) => b,
        Err(raised) => {
            return match vm.catch(vm.exc.type_error) {
                Some(_) => {
                    let kind = if what == "compile" { "AST" } else { "code" };
                    Err(vm.type_error(format!("{what}() arg 1 must be a string, bytes or {kind} object")))
                }
                None => Err(raised),
            };
        }
    };
    let bytes = buffer.to_vec();
    vm.release_buffer(buffer);
    let request = CompileRequest { source: CompileSource::Bytes(&bytes), filename, mode, flags, optimize };
    (vm.hooks.compile)(vm, &request)
}

/// Raises the error of encoding a text with lone surrogates to UTF-8.
fn surrogates(vm: &mut Vm, source: Value) -> tauraro_core::Raised {
    let utf8 = match vm.new_str("utf-8") {
        Ok(s) => s.value(),
        Err(raised) => return raised,
    };
    match vm.call_method(source, "encode", &[utf8]) {
        Ok(_) => vm.value_error("source text cannot be encoded"),
        Err(raised) => raised,
    }
}

/// Compiles source to a code object that `exec` or `eval` can run.
#[pyfunction("compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)")]
fn compile(
    vm: &mut Vm,
    source: Value,
    filename: Value,
    mode: Gc<Str>,
    flags: Option<i64>,
    dont_inherit: Option<bool>,
    optimize: Option<i64>,
    _feature_version: Option<i64>,
) -> PyResult {
    let flags = u32::try_from(flags.unwrap_or(0)).unwrap_or(u32::MAX);
    if flags & !KNOWN_FLAGS != 0 {
        return Err(vm.value_error("compile(): unrecognised flags"));
    }
    let optimize = match optimize.unwrap_or(-1) {
        -1 => vm.optimize,
        level @ 0..=2 => level as u8,
        _ => return Err(vm.value_error("compile(): invalid optimize value")),
    };
    let mode = mode.to_string_lossy();
    let is_func_type = mode == "func_type" && flags & ONLY_AST != 0;
    if !["exec", "eval", "single"].contains(&mode.as_str()) && !is_func_type {
        let text = if mode == "func_type" {
            "compile() mode 'func_type' requires flag PyCF_ONLY_AST"
        } else {
            "compile() mode must be 'exec', 'eval' or 'single'"
        };
        return Err(vm.value_error(text));
    }
    let filename = file_name(vm, filename)?;
    if filename.contains('\0') {
        return Err(vm.value_error("embedded null character"));
    }
    let inherited = if dont_inherit.unwrap_or(false) { 0 } else { inherited_flags(vm) };
    let flags = flags | inherited;
    if !source.is::<Str>() && vm.type_of(source).slots.buffer.get().is_none() {
        let source = CompileSource::Tree(source);
        let request = CompileRequest { source, filename: &filename, mode: &mode, flags, optimize };
        return (vm.hooks.compile)(vm, &request);
    }
    compile_source(vm, source, &filename, &mode, flags, optimize)
}

/// A file name given as str, bytes or path object.
fn file_name(vm: &mut Vm, v: Value) -> PyResult<String> {
    if let Some(s) = v.cast::<Str>() {
        return Ok(s.to_string_lossy());
    }
    if let Some(path) = vm.call_special(v, vm.names.fspath, &[])? {
        return Ok(vm.str(path)?.to_string_lossy());
    }
    if vm.type_of(v).slots.buffer.get().is_none() {
        let text = format!("expected str, bytes or os.PathLike object, not {}", vm.type_name(v));
        return Err(vm.type_error(text));
    }
    let buffer = vm.get_buffer(v, false)?;
    let text = String::from_utf8_lossy(buffer.bytes()).into_owned();
    vm.release_buffer(buffer);
    Ok(text)
}

/// The namespaces of `eval` and `exec`: (globals, locals).
fn namespaces(vm: &mut Vm, what: &str, globals: Option<Value>, locals: Option<Value>) -> PyResult<(Gc<Dict>, Value)> {
    let (globals, locals) = (globals.and_then(Value::non_none), locals.and_then(Value::non_none));
    let globals = match globals {
        Some(g) => match g.cast::<Dict>() {
            Some(d) => d,
            None => {
                let text = match what {
                    "eval" if vm.type_of(g).slots.getitem.get().is_some() => {
                        "globals must be a real dict; try eval(code, {}, mapping)".to_owned()
                    }
                    "eval" => "globals must be a dict".to_owned(),
                    _ => format!("exec() globals must be a dict, not {}", vm.type_name(g)),
                };
                return Err(vm.type_error(text));
            }
        },
        None => {
            let frame = caller(vm, what)?;
            let locals = match locals {
                Some(l) => l,
                None => frame_locals(vm, frame)?,
            };
            // SAFETY: the current frame is active.
            return Ok((unsafe { (*frame).globals }, checked_locals(vm, what, locals)?));
        }
    };
    if globals.get_name(vm, vm.names.builtins).is_none() {
        let name = vm.intern("builtins");
        let module = vm.modules.get_name(vm, name).unwrap_or(vm.builtins.value());
        globals.set_name(vm, vm.names.builtins, module)?;
    }
    let locals = locals.unwrap_or(globals.value());
    Ok((globals, checked_locals(vm, what, locals)?))
}

fn checked_locals(vm: &mut Vm, what: &str, locals: Value) -> PyResult {
    if vm.type_of(locals).slots.getitem.get().is_some() {
        return Ok(locals);
    }
    let text = match what {
        "eval" => "locals must be a mapping".to_owned(),
        _ => format!("locals must be a mapping or None, not {}", vm.type_name(locals)),
    };
    Err(vm.type_error(text))
}

/// Evaluates an expression given as text or as code.
#[pyfunction("eval(source, /, globals=None, locals=None)")]
fn eval(vm: &mut Vm, source: Value, globals: Option<Value>, locals: Option<Value>) -> PyResult {
    let (globals, locals) = namespaces(vm, "eval", globals, locals)?;
    let code = match source.cast::<CodeObject>() {
        Some(code) => {
            if code.code.freevars().next().is_some() {
                return Err(vm.type_error("code object passed to eval() may not contain free variables"));
            }
            code.value()
        }
        None => {
            let flags = inherited_flags(vm);
            let trimmed = trimmed_source(vm, source)?;
            let optimize = vm.optimize;
            compile_for(vm, "eval", trimmed, "<string>", "eval", flags, optimize)?
        }
    };
    let Some(code) = code.cast::<CodeObject>() else { return Err(vm.type_error("not a code object")) };
    run_code(vm, code, globals, locals, None)
}

/// `eval` ignores blanks before the expression.
fn trimmed_source(vm: &mut Vm, source: Value) -> PyResult {
    match source.cast::<Str>().and_then(|s| s.as_str().map(|t| t.trim_start_matches([' ', '\t']).to_owned())) {
        Some(text) => Ok(vm.new_str(&text)?.value()),
        None => Ok(source),
    }
}

/// Runs statements given as text or as code.
#[pyfunction("exec(source, /, globals=None, locals=None, *, closure=None)")]
fn exec(
    vm: &mut Vm,
    source: Value,
    globals: Option<Value>,
    locals: Option<Value>,
    closure: Option<Value>,
) -> PyResult<()> {
    let (globals, locals) = namespaces(vm, "exec", globals, locals)?;
    let closure = closure.and_then(Value::non_none);
    let Some(code) = source.cast::<CodeObject>() else {
        if closure.is_some() {
            return Err(vm.type_error("closure can only be used when source is a code object"));
        }
        let (flags, optimize) = (inherited_flags(vm), vm.optimize);
        let code = compile_for(vm, "exec", source, "<string>", "exec", flags, optimize)?;
        let Some(code) = code.cast::<CodeObject>() else { return Err(vm.type_error("not a code object")) };
        return run_code(vm, code, globals, locals, None).map(|_| ());
    };
    let wanted = code.code.freevars().count();
    if wanted == 0 && closure.is_none() {
        return run_code(vm, code, globals, locals, None).map(|_| ());
    }
    if wanted == 0 {
        return Err(vm.type_error("cannot use a closure with this code object"));
    }
    let cells = closure.and_then(Value::cast::<Tuple>);
    let Some(cells) = cells.filter(|t| t.len() == wanted && t.items().iter().all(|c| c.is::<CellVar>())) else {
        return Err(vm.type_error(format!("code object requires a closure of exactly length {wanted}")));
    };
    let f = crate::function::new_function(vm, code, globals)?;
    f.link(&f.closure, Some(cells));
    run_code(vm, code, globals, locals, Some(f)).map(|_| ())
}

// ---- classes ---------------------------------------------------------------------------------

/// What a `class` statement calls.
#[pyfunction("__build_class__(*args, metaclass=None, **kwds)")]
fn build_class(vm: &mut Vm, args: &[Value], metaclass: Option<Value>, kwds: Option<Gc<Dict>>) -> PyResult {
    let [func, name, ref bases @ ..] = *args else {
        return Err(vm.type_error("__build_class__: not enough arguments"));
    };
    let Some(func) = func.cast::<Function>() else {
        return Err(vm.type_error("__build_class__: func must be a function"));
    };
    if !name.is::<Str>() {
        return Err(vm.type_error("__build_class__: name is not a string"));
    }
    let bases = vm.new_tuple(bases)?;
    if let (Some(metaclass), Some(kwds)) = (metaclass, kwds) {
        kwds.set_name(vm, vm.names.metaclass, metaclass)?;
    }
    tauraro_objects::type_::build_class(vm, name, bases, kwds, |vm, namespace| {
        run_code(vm, func.code_object(), func.globals, namespace, Some(func))
    })
}

/// Enters the functions into `builtins`.
pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    let defs: [&'static tauraro_core::FnDef; 8] =
        [&globals::DEF, &locals::DEF, &vars::DEF, &dir::DEF, &compile::DEF, &eval::DEF, &exec::DEF, &build_class::DEF];
    let module = vm.intern("builtins").value();
    for def in defs {
        let f = vm.new_builtin(def, Value::UNBOUND, None);
        f.set(&f.module, module);
        vm.builtins.set_str(vm, def.sig.name, f.value())?;
    }
    Ok(())
}
