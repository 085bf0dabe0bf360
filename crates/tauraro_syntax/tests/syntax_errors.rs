//! The parser against CPython's recorded answers (see `record_errors.py`).

mod answers;

use tauraro_syntax::{Flags, Mode, parse, verdict};

struct Case {
    mode: Mode,
    source: String,
    expected: String,
}

fn cases(table: &str) -> Vec<Case> {
    table
        .lines()
        .map(|line| {
            let (mode, rest) = line.split_once('\t').expect("a line has a mode");
            let (source, expected) = rest.split_once('\t').expect("a line has an answer");
            let mode = match mode {
                "exec" => Mode::Module,
                "eval" => Mode::Eval,
                "single" => Mode::Interactive,
                other => panic!("unknown mode {other}"),
            };
            Case { mode, source: answers::unescape(source), expected: expected.to_string() }
        })
        .collect()
}

fn answer(case: &Case) -> String {
    match parse(&case.source, case.mode, Flags::default()) {
        Ok(_) => "ok".to_string(),
        Err(error) => answers::fields(&error),
    }
}

/// Every difference is listed, so one run shows what a change to the grammar breaks.
fn compare(table: &str, at_least: usize) {
    let cases = cases(table);
    assert!(cases.len() >= at_least, "only {} cases", cases.len());
    let mut wrong = String::new();
    for case in &cases {
        let got = answer(case);
        if got != case.expected {
            wrong += &format!("{:?} {:?}\n  want {}\n  got  {got}\n", case.mode, case.source, case.expected);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn errors_are_cpythons() {
    compare(include_str!("syntax_errors.tsv"), 500);
}

#[test]
fn mutations_get_cpythons_verdict() {
    compare(include_str!("mutations.tsv"), 2500);
}

#[test]
fn the_exact_reading_alone_agrees() {
    for case in cases(include_str!("mutations.tsv")) {
        let got = verdict(&case.source, case.mode, Flags::default());
        let got = got.map_or("ok".to_string(), |error| answers::fields(&error));
        assert_eq!(got, case.expected, "{:?}", case.source);
    }
}

/// The semantic errors of the compiler's table parse.
#[test]
fn semantic_errors_are_accepted() {
    for case in cases(include_str!("../../tauraro_compile/tests/semantic_errors.tsv")) {
        assert_eq!(answer(&case), "ok", "{:?}", case.source);
    }
}
