//! Prints this crate's answers to snippets, to compare with CPython's.
//!
//! Reads the lines that `tests/record_errors.py` writes (only mode and source matter) from
//! standard input and prints the same fields as this crate has them; `ok` for no error.

use std::io::{Read, Write};

use tauraro_syntax::{Flags, Mode, parse};

#[path = "../tests/answers/mod.rs"]
mod answers;

fn main() {
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
        let answer = match parse(&source, mode_value, Flags::default()) {
            Ok(_) => "ok".to_string(),
            Err(error) => answers::fields(&error),
        };
        writeln!(output, "{mode}\t{}\t{answer}", answers::escape(&text)).expect("output works");
    }
}
