//! The colours of tracebacks on a terminal, and when there are any.

use tauraro_core::{Value, Vm};

/// Terminal sequences for the parts of a traceback; all empty without colours.
pub(super) struct Theme {
    pub(super) kind: &'static str,
    pub(super) message: &'static str,
    pub(super) filename: &'static str,
    pub(super) line: &'static str,
    pub(super) frame: &'static str,
    /// What failed.
    pub(super) highlight: &'static str,
    /// What belongs to what failed.
    pub(super) range: &'static str,
    pub(super) reset: &'static str,
}

const MAGENTA: &str = "\x1b[35m";

pub(super) static PLAIN: Theme =
    Theme { kind: "", message: "", filename: "", line: "", frame: "", highlight: "", range: "", reset: "" };

pub(super) static COLOURED: Theme = Theme {
    kind: "\x1b[1;35m",
    message: MAGENTA,
    filename: MAGENTA,
    line: MAGENTA,
    frame: MAGENTA,
    highlight: "\x1b[1;31m",
    range: "\x1b[31m",
    reset: "\x1b[0m",
};

impl Theme {
    pub(super) fn is_coloured(&self) -> bool {
        !self.reset.is_empty()
    }
}

fn variable(name: &str) -> Option<String> {
    std::env::var_os(name).map(|v| v.to_string_lossy().into_owned())
}

/// What the environment says about colours, if it says anything. The Python variable counts
/// before those that all programs know.
fn environment(ignore_python: bool) -> Option<bool> {
    if !ignore_python {
        match variable("PYTHON_COLORS").as_deref() {
            Some("0") => return Some(false),
            Some("1") => return Some(true),
            _ => {}
        }
    }
    let is_set = |name| variable(name).is_some_and(|v| !v.is_empty());
    if is_set("NO_COLOR") {
        return Some(false);
    }
    if is_set("FORCE_COLOR") {
        return Some(true);
    }
    if variable("TERM").as_deref() == Some("dumb") {
        return Some(false);
    }
    None
}

/// Whether text for `file`, a Python stream, is coloured. Never raises.
pub(super) fn wants_colour(vm: &mut Vm, file: Value) -> bool {
    let ignore = super::sys_attribute(vm, "flags");
    let ignore = ignore.and_then(|flags| super::quiet_attribute(vm, flags, "ignore_environment"));
    if let Some(answer) = environment(ignore.is_some_and(|v| v != Value::small(0))) {
        return answer;
    }
    if super::quiet_attribute(vm, file, "fileno").is_none() {
        return false;
    }
    match vm.call_method(file, "fileno", &[]) {
        Ok(fd) => fd.as_i64().and_then(|fd| i32::try_from(fd).ok()).is_some_and(is_terminal),
        Err(_) => {
            vm.take_exception();
            match vm.call_method(file, "isatty", &[]) {
                Ok(answer) => answer == Value::TRUE,
                Err(_) => {
                    vm.take_exception();
                    false
                }
            }
        }
    }
}

/// Whether a descriptor is a terminal.
fn is_terminal(fd: i32) -> bool {
    use std::io::IsTerminal;
    match fd {
        0 => std::io::stdin().is_terminal(),
        1 => std::io::stdout().is_terminal(),
        2 => std::io::stderr().is_terminal(),
        fd => std::fs::File::open(format!("/dev/fd/{fd}")).is_ok_and(|f| f.is_terminal()),
    }
}
