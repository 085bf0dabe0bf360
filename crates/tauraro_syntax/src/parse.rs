//! The one entry of the parser: text in, tree and warnings or a CPython error out.

use ruff_python_ast::{Mod, PythonVersion};
use ruff_python_parser::{ParseOptions, parse_unchecked};

use crate::error::{SyntaxError, Warning};

/// What the text is, after the `mode` argument of `compile`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// `exec`: any number of statements.
    Module,
    /// `single`: one interactive statement.
    Interactive,
    /// `eval`: one expression.
    Eval,
}

/// The `flags` of `compile` that reach the parser.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flags {
    /// `PyCF_DONT_IMPLY_DEDENT`: the end of the text does not close an indented block.
    pub dont_imply_dedent: bool,
    /// `PyCF_ALLOW_INCOMPLETE_INPUT`: unfinished text raises `_IncompleteInputError`.
    pub allow_incomplete_input: bool,
    /// `from __future__ import barry_as_FLUFL`: `<>` in place of `!=`.
    pub barry_as_flufl: bool,
}

/// A syntax tree. Offsets in it are bytes of the text that was given to [`parse`].
#[derive(Debug)]
pub struct Parsed {
    /// `Mod::Expression` for [`Mode::Eval`], else `Mod::Module`.
    pub ast: Mod,
    /// In source order.
    pub warnings: Vec<Warning>,
}

/// Parses `source`, whose newlines must be `\n` (see [`crate::normalize_newlines`]).
pub fn parse(source: &str, mode: Mode, flags: Flags) -> Result<Parsed, SyntaxError> {
    let ruff_mode = match mode {
        Mode::Module | Mode::Interactive => ruff_python_parser::Mode::Module,
        Mode::Eval => ruff_python_parser::Mode::Expression,
    };
    let options = ParseOptions::from(ruff_mode).with_target_version(PythonVersion::PY314);
    let parsed = parse_unchecked(source, options);
    if mode == Mode::Interactive || !parsed.has_no_syntax_errors() {
        let verdict = on_deep_stack(|| crate::diagnose::diagnose(source, mode, flags));
        if let Some(error) = verdict {
            return Err(error);
        }
        if parsed.has_syntax_errors() {
            return Err(SyntaxError::bare(crate::ErrorKind::Syntax, "DISAGREE"));
        }
    }
    Ok(Parsed { ast: parsed.into_syntax(), warnings: Vec::new() })
}

/// Runs `work` on a thread whose stack holds the deepest recursion the grammar allows.
fn on_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(crate::diagnose::STACK_BYTES)
            .spawn_scoped(scope, work)
            .expect("a thread can be started")
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}
