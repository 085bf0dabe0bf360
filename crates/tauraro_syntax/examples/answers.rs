//! Prints this crate's answers to snippets, to compare with CPython's.
//!
//! Reads the lines that `tests/record_errors.py` writes (only mode and source matter) from
//! standard input and prints the same fields as this crate has them; `ok` for no error.
//! With `--exact` only the exact reading is asked, not the fast parser.

use std::io::{Read, Write};

use tauraro_syntax::{Flags, Mode, parse, verdict, with_deep_stack};

#[path = "../tests/answers/mod.rs"]
mod answers;

fn main() {
    let exact = std::env::args().any(|arg| arg == "--exact");
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input).expect("standard input is text");
    let mut output = std::io::stdout().lock();
    for line in input.lines() {
        let mut fields = line.split('\t');
        let mode = fields.next().unwrap_or_default();
        let text = answers::unescape(fields.next().unwrap_or_default());
        let source = tauraro_syntax::normalize_newlines(&text);
        let mode_value = match mode {
            "eval" => Mode::Eval,
            "single" => Mode::Interactive,
            _ => Mode::Module,
        };
        let error = if exact {
            verdict(&source, mode_value, Flags::default())
        } else {
            with_deep_stack(&source, || parse(&source, mode_value, Flags::default()).err())
        };
        let answer = error.map_or("ok".to_string(), |error| answers::fields(&error));
        writeln!(output, "{mode}\t{}\t{answer}", answers::escape(&text)).expect("output works");
    }
}
