//! The standard streams: `sys.stdin`, `sys.stdout` and `sys.stderr`, and their end.

use super::buffered::{self, Role};
use super::fd;
use super::file;
use super::locale::variable;
use super::support::{DEFAULT_BUFFER_BYTES, types};
use super::text::newline::Newline;
use super::text::{self, TextOptions};
use crate::sys::{self, SysConfig};
use tauraro_core::heap::Gc;
use tauraro_core::object::Module;
use tauraro_core::{PyResult, Value, Vm};

/// How the standard streams are to be.
struct Wanted {
    /// `-u` and PYTHONUNBUFFERED: output is written at once.
    unbuffered: bool,
    /// PYTHONIOENCODING: `encoding:errors`, either of which may be empty.
    encoding: String,
    errors: String,
}

/// Sets `sys.stdin`, `sys.stdout` and `sys.stderr`, and the originals with underscores.
pub(crate) fn install(vm: &mut Vm, module: Gc<Module>, config: &SysConfig) -> PyResult<()> {
    let coding = variable(config, "PYTHONIOENCODING").unwrap_or_default();
    let (encoding, errors) = coding.split_once(':').unwrap_or((&coding, ""));
    let wanted = Wanted {
        unbuffered: config.flags.unbuffered || variable(config, "PYTHONUNBUFFERED").is_some(),
        encoding: encoding.to_owned(),
        errors: errors.to_owned(),
    };
    for (number, name) in [(0, "stdin"), (1, "stdout"), (2, "stderr")] {
        let stream = match fd::stat(number) {
            // A descriptor that is not open has no stream.
            Err(_) => Value::NONE,
            Ok(_) => open_standard(vm, number, name, &wanted, config)?,
        };
        module.add(vm, name, stream)?;
        module.add(vm, &format!("__{name}__"), stream)?;
    }
    Ok(())
}

fn open_standard(vm: &mut Vm, number: i32, name: &str, wanted: &Wanted, config: &SysConfig) -> PyResult {
    let reading = number == 0;
    let shown = vm.intern(&format!("<{name}>")).value();
    let file_type = types(vm).file_io;
    let raw = file::of_descriptor(vm, file_type, number, reading, shown);
    let unbuffered = wanted.unbuffered && !reading;
    let buffer = if unbuffered {
        raw.value()
    } else {
        let role = if reading { Role::Reader } else { Role::Writer };
        buffered::over_file(vm, role, raw, DEFAULT_BUFFER_BYTES).value()
    };
    let lenient = types(vm).locale.lenient && wanted.encoding.is_empty();
    let errors = match (number, wanted.errors.as_str()) {
        (2, _) => "backslashreplace",
        (_, "") if lenient => "surrogateescape",
        (_, "") => "strict",
        (_, errors) => errors,
    };
    let encoding = if wanted.encoding.is_empty() { "utf-8" } else { &wanted.encoding };
    let interactive = config.flags.interactive > 0;
    let options = TextOptions {
        encoding: vm.intern(encoding),
        errors: vm.intern(errors),
        newline: if reading { Newline::Universal } else { Newline::Lf },
        line_buffering: !unbuffered && (number == 2 || interactive || fd::is_terminal(number)),
        write_through: unbuffered,
    };
    let stream = text::over(vm, buffer, &options, true)?;
    let mode = if reading { "r" } else { "w" };
    let mode = vm.intern(mode).value();
    text::set_mode(stream, mode);
    Ok(stream.value())
}

/// Flushes `sys.stdout` and `sys.stderr`. What goes wrong is dropped: it comes up again at the end.
pub fn flush_standard_streams(vm: &mut Vm) {
    for name in ["stdout", "stderr"] {
        if flush_stream(vm, name).is_err() {
            vm.take_exception();
        }
    }
}

/// Flushes `sys.stdout` and `sys.stderr` at the end of the program. `false`: standard output could
/// not be written, which has been reported.
pub fn end_standard_streams(vm: &mut Vm) -> bool {
    let good = flush_stream(vm, "stdout").is_ok();
    if !good {
        vm.report_unraisable("Exception ignored while flushing sys.stdout", Value::NONE);
    }
    if flush_stream(vm, "stderr").is_err() {
        vm.take_exception();
    }
    good
}

fn flush_stream(vm: &mut Vm, name: &str) -> PyResult<()> {
    let Some(file) = sys::attribute(vm, name)?.and_then(Value::non_none) else { return Ok(()) };
    let closed = match super::support::is_closed(vm, file) {
        Ok(closed) => closed,
        Err(_) => {
            vm.take_exception();
            false
        }
    };
    if closed { Ok(()) } else { vm.call_method(file, "flush", &[]).map(|_| ()) }
}
