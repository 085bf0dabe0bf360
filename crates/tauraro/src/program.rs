//! The kinds of programs that a runtime runs: a text, a module, a file, a folder, what stands on
//! standard input.

use crate::prompt;
use std::ffi::{OsStr, OsString};
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};
use tauraro_core::heap::Gc;
use tauraro_core::object::{Dict, Module};
use tauraro_core::vm::{CompileRequest, CompileSource};
use tauraro_core::{PyResult, Value, Vm};
use tauraro_interp::{CodeObject, display};
use tauraro_stdlib::sys::{os_text, uncaught};

/// What to run.
#[derive(Clone, Debug)]
pub enum Program {
    /// `-c`: a text.
    Command(OsString),
    /// `-m`: a module of the library or the search path.
    Module(OsString),
    /// A file, a folder or an archive with a `__main__` module.
    File(OsString),
    /// Standard input: read as a file, or a prompt if it is a terminal.
    StandardInput,
}

/// How to run it.
#[derive(Clone, Default, Debug)]
pub struct RunOptions {
    /// What messages call this program.
    pub program_name: String,
    /// `-x`: the first line is no Python.
    pub skip_first_line: bool,
    /// `-i`: standard input is taken for a terminal.
    pub interactive: bool,
    /// `-i` or PYTHONINSPECT: a prompt behind the program, if standard input is a terminal.
    pub inspect: bool,
    /// `-q`: the prompt begins without a greeting.
    pub quiet: bool,
    /// PYTHONSTARTUP: what a prompt runs first.
    pub startup: Option<OsString>,
}

/// Why nothing was run.
pub(crate) struct Refused {
    message: String,
    status: u8,
}

/// How running went.
pub(crate) enum Outcome {
    Ended(PyResult),
    Refused(u8),
}

impl From<PyResult> for Outcome {
    fn from(result: PyResult) -> Outcome {
        Outcome::Ended(result)
    }
}

/// Runs a program in `__main__`.
pub(crate) fn run(vm: &mut Vm, program: &Program, options: &RunOptions) -> Outcome {
    let main = match main_module(vm) {
        Ok(main) => main,
        Err(raised) => return Outcome::Ended(Err(raised)),
    };
    let ended = match program {
        Program::Command(text) => command(vm, main, text),
        Program::Module(name) => module(vm, &os_text_lossy(name), true),
        Program::File(path) if has_main_module(path) => module(vm, "__main__", false),
        Program::File(path) => match file(vm, main, path, options) {
            Ok(ended) => ended,
            Err(refused) => {
                tauraro_stdlib::flush_standard_streams(vm);
                eprintln!("{}", refused.message);
                return Outcome::Refused(refused.status);
            }
        },
        Program::StandardInput if has_terminal(options) => {
            return prompt::first(vm, main, options).into();
        }
        Program::StandardInput => standard_input(vm, main),
    };
    ended.into()
}

/// Whether there is someone to talk to.
pub(crate) fn has_terminal(options: &RunOptions) -> bool {
    options.interactive || std::io::stdin().is_terminal()
}

fn os_text_lossy(text: &OsStr) -> String {
    text.to_string_lossy().into_owned()
}

/// `sys.modules['__main__']`, made if it is missing.
pub(crate) fn main_module(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let name = vm.names.main;
    if let Some(module) = vm.modules.get_name(vm, name).and_then(Value::cast::<Module>) {
        return Ok(module);
    }
    let module = vm.new_module("__main__", None, &[])?;
    vm.modules.set_name(vm, name, module.value())?;
    let dict: Gc<Dict> = module.namespace();
    if let Some(loader) = import_class(vm, "_frozen_importlib", "BuiltinImporter")? {
        dict.set_name(vm, vm.names.loader, loader)?;
    }
    let builtins = vm.intern("builtins");
    let builtins: Value = vm.modules.get_name(vm, builtins).unwrap_or(vm.builtins.value());
    dict.set_name(vm, vm.names.builtins, builtins)?;
    Ok(module)
}

/// A class of the import system, if that module is loaded.
fn import_class(vm: &mut Vm, module: &str, class: &str) -> PyResult<Option<Value>> {
    let module = vm.intern(module);
    let Some(module) = vm.modules.get_name(vm, module) else { return Ok(None) };
    let class = vm.intern(class);
    vm.getattr_opt(module, class)
}

/// Compiles a text and runs it in a module's namespace.
pub(crate) fn run_source(vm: &mut Vm, main: Gc<Module>, source: CompileSource<'_>, filename: &str) -> PyResult {
    let code = compile(vm, source, filename, "exec")?;
    run_code(vm, main, code)
}

pub(crate) fn compile(vm: &mut Vm, source: CompileSource<'_>, filename: &str, mode: &str) -> PyResult<Gc<CodeObject>> {
    let request = CompileRequest { source, filename, mode, flags: 0, optimize: vm.optimize };
    let code = (vm.hooks.compile)(vm, &request)?;
    match code.cast::<CodeObject>() {
        Some(code) => Ok(code),
        None => Err(vm.runtime_error("compiling gave no code")),
    }
}

pub(crate) fn run_code(vm: &mut Vm, main: Gc<Module>, code: Gc<CodeObject>) -> PyResult {
    let globals = main.namespace();
    tauraro_interp::run_code(vm, code, globals, globals.value(), None)
}

fn command(vm: &mut Vm, main: Gc<Module>, text: &OsStr) -> PyResult {
    let text = os_text(text);
    let Ok(text) = text.as_str() else {
        eprintln!("Unable to decode the command from the command line:");
        let text = vm.new_str_wtf8(&text)?.value();
        let encoding = vm.intern("utf-8").value();
        return vm.call_method(text, "encode", &[encoding]);
    };
    let text = crate::keyword::dedented_text(text);
    let code = compile(vm, CompileSource::Text(&text), "<string>", "exec")?;
    display::register(vm, code, &text);
    run_code(vm, main, code)
}

/// Runs a module by the library's `runpy`, which finds it and sets up `__main__`.
fn module(vm: &mut Vm, name: &str, alter_argv: bool) -> PyResult {
    let runpy = tauraro_stdlib::import_module(vm, "runpy")?;
    let name = vm.new_str(name)?.value();
    vm.call_method(runpy, "_run_module_as_main", &[name, Value::bool(alter_argv)])
}

/// Marks the end of the table of contents of a zip archive.
const ZIP_END: &[u8] = b"PK\x05\x06";
/// How much may stand behind that mark: its record and a comment.
const ZIP_END_BYTES_MAX: usize = 22 + 0xFFFF;

/// Whether a path is searched for a `__main__` module: a folder or a zip archive.
pub fn has_main_module(path: &OsStr) -> bool {
    let path = Path::new(path);
    if path.is_dir() {
        return true;
    }
    if !path.is_file() {
        return false;
    }
    let Ok(bytes) = std::fs::read(path) else { return false };
    let tail = &bytes[bytes.len().saturating_sub(ZIP_END_BYTES_MAX)..];
    tail.windows(ZIP_END.len()).rposition(|w| w == ZIP_END).is_some_and(|at| tail.len() - at >= 22)
}

/// A path made absolute by writing the current folder in front of it.
fn absolute(path: &Path) -> PathBuf {
    if path.is_absolute() {
        return path.to_owned();
    }
    std::env::current_dir().map_or_else(|_| path.to_owned(), |folder| folder.join(path))
}

fn file(vm: &mut Vm, main: Gc<Module>, path: &OsStr, options: &RunOptions) -> Result<PyResult, Refused> {
    let path = absolute(Path::new(path));
    let mut source = std::fs::read(&path).map_err(|error| cannot_open(vm, &path, &error, options))?;
    if options.skip_first_line {
        // The end of the line stays, so that lines have their numbers.
        let end = source.iter().position(|b| *b == b'\n').unwrap_or(source.len());
        source.drain(..end);
    }
    Ok(run_file(vm, main, &path, &source))
}

fn cannot_open(vm: &mut Vm, path: &Path, error: &std::io::Error, options: &RunOptions) -> Refused {
    let shown = vm.new_str_wtf8(&os_text(path.as_os_str())).and_then(|s| vm.repr(s.value()));
    let shown = match shown {
        Ok(text) => text.to_string_lossy(),
        Err(_) => {
            vm.take_exception();
            path.display().to_string()
        }
    };
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let number = error.raw_os_error().unwrap_or(0);
    let message = format!("{}: can't open file {shown}: [Errno {number}] {text}", options.program_name);
    Refused { message, status: 2 }
}

fn run_file(vm: &mut Vm, main: Gc<Module>, path: &Path, source: &[u8]) -> PyResult {
    let filename = vm.new_str_wtf8(&os_text(path.as_os_str()))?;
    let dict = main.namespace();
    if let Some(loader) = import_class(vm, "_frozen_importlib_external", "SourceFileLoader")? {
        let name = vm.names.main.value();
        let loader = vm.call(loader, &[name, filename.value()])?;
        dict.set_name(vm, vm.names.loader, loader)?;
    }
    dict.set_name(vm, vm.names.file, filename.value())?;
    dict.set_name(vm, vm.names.cached, Value::NONE)?;
    if path.extension().is_some_and(|e| e == "pyc") {
        return Err(vm.runtime_error("Bad magic number in .pyc file"));
    }
    let ended = run_source(vm, main, CompileSource::File(source), &filename.to_string_lossy());
    for name in [vm.names.file, vm.names.cached] {
        if ended.is_ok() {
            dict.remove_name(vm, name);
        }
    }
    ended
}

fn standard_input(vm: &mut Vm, main: Gc<Module>) -> PyResult {
    let mut source = Vec::new();
    if let Err(error) = std::io::stdin().lock().read_to_end(&mut source) {
        let text = error.to_string();
        return Err(vm.raise_text(vm.exc.os_error, &text));
    }
    let name = vm.new_str("<stdin>")?.value();
    main.namespace().set_name(vm, vm.names.file, name)?;
    main.namespace().set_name(vm, vm.names.cached, Value::NONE)?;
    run_source(vm, main, CompileSource::File(&source), "<stdin>")
}

/// Runs the file that PYTHONSTARTUP names. Its errors are shown and do not end the prompt.
pub(crate) fn startup(vm: &mut Vm, main: Gc<Module>, path: &OsStr) {
    let shown = os_text_lossy(path);
    let source = match std::fs::read(path) {
        Ok(source) => source,
        Err(error) => {
            eprintln!("Could not open PYTHONSTARTUP");
            let number = Value::small(i64::from(error.raw_os_error().unwrap_or(0)));
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or_default();
            let class = vm.exc.file_not_found_error.value();
            let made = match (vm.new_str(text), vm.new_str(&shown)) {
                (Ok(text), Ok(path)) => vm.call(class, &[number, text.value(), path.value()]),
                (Err(raised), _) | (_, Err(raised)) => Err(raised),
            };
            let exc = match made {
                Ok(exc) => exc,
                Err(_) => vm.take_exception(),
            };
            uncaught::report(vm, exc, true);
            return;
        }
    };
    if run_source(vm, main, CompileSource::File(&source), &shown).is_err() {
        let exc = vm.take_exception();
        uncaught::report(vm, exc, true);
    }
}
