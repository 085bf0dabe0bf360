//! What is wrong with a text that does not parse, in CPython's words and at its places.
//!
//! The fast parser's errors are its own, so a rejected text is read again: by a tokenizer
//! that fails where CPython's fails ([`lexer`], [`numbers`], [`strings`]) under a backtracking
//! reading of the grammar ([`parser`] and the modules after it) that follows the order in
//! which CPython tries things. That order decides which of several errors is told.

mod arguments;
mod compound;
mod expressions;
mod lexer;
mod literals;
mod node;
mod numbers;
mod parameters;
mod parser;
mod patterns;
mod primaries;
mod statements;
mod strings;
mod targets;
mod token;

use crate::error::{ErrorKind, SyntaxError};
use crate::parse::{Flags, Mode};
use lexer::Done;
use parser::{Parser, Step};
use token::{Kind, Token};

pub(crate) use literals::too_many_digits;
pub(crate) use numbers::begins_with_word;

/// The verdict on a text: `None` if the grammar accepts it after all. `text` must have
/// newlines translated; what is before the byte `from` is known to be good. Runs on the caller's stack, of which it needs up to
/// [`STACK_BYTES`].
pub(crate) fn diagnose(text: &str, from: usize, mode: Mode, flags: Flags) -> Option<SyntaxError> {
    let ended: String;
    // Only a whole file gets the newline that its last line lacks.
    let text = if mode != Mode::Module || text.is_empty() || text.ends_with('\n') {
        text
    } else {
        ended = format!("{text}\n");
        &ended
    };
    let mut parser = Parser::new(text, mode, flags);
    parser.lexer.skip_to(from);
    let first = parser.start();
    if let Ok(Some(())) = first {
        return bad_single_statement(&mut parser);
    }
    if flags.allow_incomplete_input && parser.lexer.at_end() {
        parser.error = None;
        let _ = parser.raise_here_as::<()>(ErrorKind::Incomplete, "incomplete input");
        return parser.error;
    }
    let last = parser.last();
    if first.is_ok() {
        parser.begin_second_pass();
        let _ = parser.start();
    }
    finish(&mut parser, last);
    if let Some(error) = &mut parser.error {
        error.metadata = Some(parser.last_compound);
    }
    parser.error
}

/// Stack that a diagnosis of the deepest text needs, with a good reserve.
pub(crate) const STACK_BYTES: usize = 256 << 20;

fn finish(parser: &mut Parser<'_>, last: Option<Token>) {
    if let Some(error) = &parser.error {
        let from_grammar = matches!(parser.lexer.done, Done::Running);
        if from_grammar && error.kind != ErrorKind::Memory {
            parser.look_for_lexical_error();
        }
        return;
    }
    let Some(last) = last else { return };
    match last.kind {
        Kind::Indent => drop(parser.raise_here_as::<()>(ErrorKind::Indentation, "unexpected indent")),
        Kind::Dedent => drop(parser.raise_here_as::<()>(ErrorKind::Indentation, "unexpected unindent")),
        _ => {
            let _: Step<()> = parser.raise_token(last, "invalid syntax");
            parser.look_for_lexical_error();
        }
    }
}

/// In interactive mode nothing but comments may follow the statement.
fn bad_single_statement(parser: &mut Parser<'_>) -> Option<SyntaxError> {
    if parser.mode != Mode::Interactive {
        return None;
    }
    let mut rest = &parser.text[parser.lexer.cur..];
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\n', '\x0c']);
        if rest.is_empty() {
            return None;
        }
        if !rest.starts_with('#') {
            break;
        }
        rest = rest.split_once('\n').map_or("", |(_, next)| next);
    }
    let msg = "multiple statements found while compiling a single statement";
    let _ = parser.raise_here::<()>(msg);
    parser.error.take()
}
