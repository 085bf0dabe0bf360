//! `completeness` against what CPython's `codeop.compile_command` answers.

mod answers;

use tauraro_syntax::{Completeness, Mode, completeness};

#[test]
fn codeop_agrees() {
    let mut wrong = String::new();
    for line in include_str!("incomplete.tsv").lines() {
        let (mode, rest) = line.split_once('\t').expect("a line has a mode");
        let (source, expected) = rest.split_once('\t').expect("a line has an answer");
        let mode = match mode {
            "exec" => Mode::Module,
            "eval" => Mode::Eval,
            _ => Mode::Interactive,
        };
        let got = match completeness(&answers::unescape(source), mode) {
            Completeness::Complete => "complete".to_string(),
            Completeness::Incomplete => "incomplete".to_string(),
            Completeness::Invalid(error) => format!("invalid\t{}", answers::escape(&error.msg)),
        };
        if got != expected {
            wrong += &format!("{mode:?} {source}\n  want {expected}\n  got  {got}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
