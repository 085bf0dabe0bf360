//! What small programs compile to, in `code.txt`: sources and listings. The listings are
//! reviewed, not edited: `UPDATE_CODE=1 cargo test -p tauraro_compile --test code` writes them
//! anew, and a change of one is a change of the compiler's output that wants a reason.

use std::fmt::Write;
use std::path::Path;

use tauraro_bytecode::{Code, disassemble, verify};
use tauraro_compile::{Options, compile};

/// The listing of the last code that `source` defines at its top, or of the module itself.
fn listing(source: &str) -> String {
    let compiled = compile(source, &Options::module("<test>")).unwrap();
    verify(&compiled.code).unwrap();
    let mut code = &compiled.code;
    if !source.starts_with("# module") {
        code = code.consts.iter().rev().find_map(|value| value.as_code()).unwrap();
    }
    // Nested codes have sections of their own if they matter.
    let text = disassemble(&Code { consts: code.consts.clone(), ..(**code).clone() });
    text.split("\n\n").next().unwrap().trim_end().to_owned()
}

#[test]
fn listings_are_as_reviewed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/code.txt");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut fresh = String::new();
    let mut wrong = Vec::new();
    for section in text.split("=====\n").filter(|section| !section.trim().is_empty()) {
        let (source, expected) = section.split_once("-----\n").unwrap_or((section, ""));
        let found = listing(source);
        if found != expected.trim_end() {
            wrong.push(format!("{source}\nfound:\n{found}\n"));
        }
        let _ = write!(fresh, "=====\n{source}-----\n{found}\n");
    }
    if std::env::var_os("UPDATE_CODE").is_some() {
        std::fs::write(&path, fresh).unwrap();
        return;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
