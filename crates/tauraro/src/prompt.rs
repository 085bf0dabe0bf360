//! The interactive prompt: statements are read line by line until they are complete, compiled
//! and run, and their values and exceptions shown.

use crate::program::{RunOptions, compile, run_code, startup};
use std::io::Write;
use tauraro_core::heap::Gc;
use tauraro_core::object::{Module, Str};
use tauraro_core::vm::CompileSource;
use tauraro_core::{PyResult, Value, Vm};
use tauraro_interp::display;
use tauraro_stdlib::sys::{self, uncaught};
use tauraro_syntax::{Completeness, Mode, completeness};

/// The prompt of a program that is nothing else: with a greeting and the start-up file.
pub(crate) fn first(vm: &mut Vm, main: Gc<Module>, options: &RunOptions) -> PyResult {
    if !options.quiet {
        let version = text_of(vm, "version").unwrap_or_default();
        let platform = text_of(vm, "platform").unwrap_or_default();
        eprintln!("Python {version} on {platform}");
        eprintln!("Type \"help\", \"copyright\", \"credits\" or \"license\" for more information.");
    }
    if let Some(path) = &options.startup {
        startup(vm, main, path);
    }
    run(vm, main)
}

/// The prompt behind a program. The result is an exception that ends it, a SystemExit.
pub(crate) fn run(vm: &mut Vm, main: Gc<Module>) -> PyResult {
    interactive_hook(vm);
    for (name, text) in [("ps1", ">>> "), ("ps2", "... ")] {
        if sys::attribute(vm, name)?.is_none() {
            let text = vm.intern(text).value();
            set_sys(vm, name, text)?;
        }
    }
    for number in 0.. {
        match read_statement(vm)? {
            Input::End => break,
            Input::Interrupted => {
                let exc = vm.new_exception(vm.exc.keyboard_interrupt, &[]).value();
                uncaught::report(vm, exc, true);
            }
            Input::Statement(text) => {
                let file = format!("<stdin-{number}>");
                if statement(vm, main, &text, &file).is_err() {
                    let exc = vm.take_exception();
                    if vm.is_instance(exc, vm.exc.system_exit) {
                        return Err(vm.raise_again(exc));
                    }
                    uncaught::report(vm, exc, true);
                }
            }
        }
        tauraro_stdlib::flush_standard_streams(vm);
    }
    // The shell's next line begins below the prompt.
    eprintln!();
    Ok(Value::NONE)
}

/// `sys.__interactivehook__`, if a program has set it.
fn interactive_hook(vm: &mut Vm) {
    let called = match sys::attribute(vm, "__interactivehook__") {
        Ok(Some(hook)) => vm.call(hook, &[]),
        Ok(None) => return,
        Err(raised) => Err(raised),
    };
    if called.is_err() {
        eprintln!("Failed calling sys.__interactivehook__");
        let exc = vm.take_exception();
        uncaught::report(vm, exc, true);
    }
}

fn statement(vm: &mut Vm, main: Gc<Module>, text: &str, file: &str) -> PyResult {
    let code = match compile(vm, CompileSource::Text(text), file, "single") {
        Ok(code) => code,
        Err(raised) => {
            // Only code that runs has a name for each text.
            let exc = vm.pending();
            if vm.is_instance(exc, vm.exc.syntax_error) {
                vm.take_exception();
                let (name, stdin) = (vm.intern("filename"), vm.intern("<stdin>").value());
                vm.setattr(exc, name, Some(stdin))?;
                return Err(vm.raise_again(exc));
            }
            return Err(raised);
        }
    };
    display::register(vm, code, text);
    tauraro_stdlib::tell_linecache(vm);
    run_code(vm, main, code)
}

enum Input {
    Statement(String),
    Interrupted,
    End,
}

/// Reads lines up to the end of a statement.
fn read_statement(vm: &mut Vm) -> PyResult<Input> {
    let mut text = String::new();
    loop {
        let prompt = if text.is_empty() { "ps1" } else { "ps2" };
        show_prompt(vm, prompt);
        let line = match read_line(vm) {
            Ok(line) => line,
            Err(raised) => {
                return match vm.catch(vm.exc.keyboard_interrupt) {
                    Some(_) => Ok(Input::Interrupted),
                    None => Err(raised),
                };
            }
        };
        if line.is_empty() {
            return Ok(if text.trim().is_empty() { Input::End } else { Input::Statement(text) });
        }
        text.push_str(&line);
        if text.trim().is_empty() {
            text.clear();
            continue;
        }
        let whole = text.strip_suffix('\n').unwrap_or(&text);
        if completeness(whole, Mode::Interactive) != Completeness::Incomplete {
            return Ok(Input::Statement(text));
        }
    }
}

/// Writes `str(sys.ps1)` or `str(sys.ps2)`. One that cannot be shown is left out.
fn show_prompt(vm: &mut Vm, name: &str) {
    tauraro_stdlib::flush_standard_streams(vm);
    eprint!("{}", text_of(vm, name).unwrap_or_default());
    // A terminal that is gone is noticed by reading.
    let _ = std::io::stderr().flush();
}

/// `str` of an attribute of `sys`.
fn text_of(vm: &mut Vm, name: &str) -> Option<String> {
    let text = match sys::attribute(vm, name) {
        Ok(v) => vm.str(v?),
        Err(raised) => Err(raised),
    };
    match text {
        Ok(text) => Some(text.to_string_lossy()),
        Err(_) => {
            vm.take_exception();
            None
        }
    }
}

/// The next line of `sys.stdin`; empty at its end.
fn read_line(vm: &mut Vm) -> PyResult<String> {
    let Some(stdin) = sys::attribute(vm, "stdin")?.and_then(Value::non_none) else { return Ok(String::new()) };
    let line = vm.call_method(stdin, "readline", &[])?;
    Ok(line.cast::<Str>().map_or_else(String::new, |s| s.to_string_lossy()))
}

fn set_sys(vm: &mut Vm, name: &str, v: Value) -> PyResult<()> {
    match vm.modules.get_name(vm, vm.names.sys).and_then(Value::cast::<Module>) {
        Some(sys) => sys.namespace().set_str(vm, name, v),
        None => Ok(()),
    }
}
