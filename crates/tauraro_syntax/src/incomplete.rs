//! Whether an interactive prompt should ask for another line, as `codeop` decides it.

use crate::error::{ErrorKind, SyntaxError};
use crate::parse::{Flags, Mode, parse};

/// The state of what was typed so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Completeness {
    /// It parses: compile it.
    Complete,
    /// More lines may make it valid.
    Incomplete,
    /// No more lines can.
    Invalid(SyntaxError),
}

/// Looks at the text typed so far (with `\n` newlines). Like `codeop.compile_command`: text
/// that is only valid with one more newline, such as an unfinished block, is incomplete.
pub fn completeness(source: &str, mode: Mode) -> Completeness {
    let blank = source.lines().map(str::trim).all(|line| line.is_empty() || line.starts_with('#'));
    if blank && mode != Mode::Eval {
        return Completeness::Complete;
    }
    let typing = Flags { allow_incomplete_input: true, dont_imply_dedent: true, ..Flags::default() };
    if parse(source, mode, typing).is_ok() {
        return Completeness::Complete;
    }
    match parse(&format!("{source}\n"), mode, typing) {
        Ok(_) => return Completeness::Incomplete,
        Err(error) if error.kind == ErrorKind::Incomplete => return Completeness::Incomplete,
        Err(_) => {}
    }
    match parse(source, mode, Flags::default()) {
        Ok(_) => Completeness::Complete,
        Err(error) => Completeness::Invalid(error),
    }
}
