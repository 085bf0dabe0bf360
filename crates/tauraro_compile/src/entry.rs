//! From text to code object, on a stack that is deep enough.

use std::sync::Arc;

use tauraro_bytecode::Code;
use tauraro_syntax::{Flags, Parsed, SyntaxError, Warning};

use crate::codegen;
use crate::error::Fault;
use crate::future;
use crate::options::{Mode, Options, Settings};
use crate::scope;
use crate::symbols::{self, SymbolScope};

/// Nesting of the tree up to which any thread's stack is enough. Hand-written programs stay
/// far below.
const SHALLOW_DEPTH_MAX: u32 = 120;

/// Nesting that is compiled at all. A level takes three or four native frames; a debug build's
/// are several times as large.
const DEPTH_MAX: u32 = if cfg!(debug_assertions) { 12_000 } else { 30_000 };

/// Stack for deep trees; only what is touched takes memory.
const DEEP_STACK_BYTES: usize = 1 << 30;

/// What a compilation gives.
#[derive(Debug)]
pub struct Compiled {
    /// The module's code.
    pub code: Arc<Code>,
    /// In source order as far as the passes go: the parser's first, then the compiler's.
    pub warnings: Vec<Warning>,
}

/// Compiles a source text whose newlines are `\n`.
///
/// # Errors
/// The exception that CPython raises, as data.
pub fn compile(source: &str, options: &Options) -> Result<Compiled, SyntaxError> {
    tauraro_syntax::with_deep_stack(source, || compile_here(source, options))
}

fn compile_here(source: &str, options: &Options) -> Result<Compiled, SyntaxError> {
    let flags = Flags {
        dont_imply_dedent: options.dont_imply_dedent,
        allow_incomplete_input: options.allow_incomplete_input,
        barry_as_flufl: options.future.has(tauraro_bytecode::CodeFlags::FUTURE_BARRY_AS_BDFL),
    };
    let parsed = match &options.places {
        None => tauraro_syntax::parse(source, options.mode, flags)?,
        // The statements of an interactive tree are many lines of text.
        Some(places) => {
            let mode = if options.mode == Mode::Eval { Mode::Eval } else { Mode::Module };
            tauraro_syntax::parse(source, mode, flags).map_err(|error| places.move_error(error, source))?
        }
    };
    match generate(&parsed, source, options, SHALLOW_DEPTH_MAX) {
        Err(fault) if fault.is_recursion() => deep(parsed, source, options),
        Err(fault) => Err(failure(fault, source, options)),
        Ok((code, warnings)) => Ok(finish(parsed, code, warnings, options)),
    }
}

fn failure(fault: Fault, source: &str, options: &Options) -> SyntaxError {
    let range = fault.range;
    let error = fault.into_error(source);
    match (&options.places, range) {
        (Some(places), Some(range)) => places.place_error(error, range),
        _ => error,
    }
}

/// Does it again on a large stack. The tree is dropped there too: that recurses as deeply.
fn deep(parsed: Parsed, source: &str, options: &Options) -> Result<Compiled, SyntaxError> {
    std::thread::scope(|scope| {
        let work = move || match generate(&parsed, source, options, DEPTH_MAX) {
            Err(fault) => Err(failure(fault, source, options)),
            Ok((code, warnings)) => Ok(finish(parsed, code, warnings, options)),
        };
        let thread = std::thread::Builder::new().stack_size(DEEP_STACK_BYTES).spawn_scoped(scope, work);
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => Err(Fault::recursion().into_error(source)),
        }
    })
}

fn finish(parsed: Parsed, code: Arc<Code>, found: Vec<Warning>, options: &Options) -> Compiled {
    // What the parser warns of is the text's own.
    let mut warnings = if options.places.is_some() { Vec::new() } else { parsed.warnings };
    warnings.extend(found);
    let code = match &options.places {
        Some(places) => places.rename(&code),
        None => code,
    };
    Compiled { code, warnings }
}

/// The scopes of a source text and what is done with names in them: what `symtable` shows.
///
/// # Errors
/// The exception that CPython raises, as data.
pub fn symbols(source: &str, options: &Options) -> Result<SymbolScope, SyntaxError> {
    tauraro_syntax::with_deep_stack(source, || {
        let parsed = tauraro_syntax::parse(source, options.mode, Flags::default())?;
        let mut settings =
            Settings { options: options.clone(), future: options.future, future_end: 0, depth_max: SHALLOW_DEPTH_MAX };
        let scopes = future::read(&parsed.ast, &mut settings)
            .and_then(|()| scope::build(&parsed.ast, source, &settings))
            .map_err(|fault| failure(fault, source, options))?;
        Ok(symbols::table(&scopes, source))
    })
}

fn generate(
    parsed: &Parsed,
    source: &str,
    options: &Options,
    depth_max: u32,
) -> Result<(Arc<Code>, Vec<Warning>), Fault> {
    let mut settings = Settings { options: options.clone(), future: options.future, future_end: 0, depth_max };
    future::read(&parsed.ast, &mut settings)?;
    let scopes = scope::build(&parsed.ast, source, &settings)?;
    codegen::generate(&parsed.ast, source, scopes, settings)
}
