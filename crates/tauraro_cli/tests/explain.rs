//! `tauraro explain` on programs with a slow loop that was planted: it names the cause, at its line.
#![cfg(feature = "jit")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn program(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/explain").join(name)
}

fn explain(args: &[&str], program: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tauraro"));
    command.env_remove("TAURARO_JIT").arg("explain").args(args).arg(program).output().expect("the program runs")
}

/// What is said of each line of a program's source.
fn notes(name: &str) -> Vec<(u32, String)> {
    let output = explain(&[], &program(name));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("the report is UTF-8");
    let (mut line, mut notes) = (0, Vec::new());
    for row in text.lines() {
        // Source stands behind the number of its line, what is said of it behind blanks.
        match row.get(20..26).map(|number| number.trim().parse::<u32>()) {
            Some(Ok(number)) => line = number,
            _ if line > 0 && row.starts_with("          ") => notes.push((line, row.trim().to_owned())),
            _ => {}
        }
    }
    assert!(!notes.is_empty(), "{text}");
    notes
}

/// That one thing said of a line of a program has all these words, and a hint follows.
fn says(name: &str, line: u32, words: &[&str]) {
    let notes = notes(name);
    let at = notes.iter().position(|(at, note)| *at == line && words.iter().all(|word| note.contains(word)));
    let hint = at.and_then(|at| notes.get(at + 1));
    assert!(hint.is_some_and(|(at, note)| *at == line && note.starts_with("hint: ")), "{name}: {notes:#?}");
}

#[test]
fn a_variable_of_two_types() {
    says("unstable.py", 6, &["`result` is not always of one type", "int", "complex"]);
}

#[test]
fn a_call_of_many_methods() {
    says("megamorphic.py", 41, &["`.area` of objects of more than 4 kinds"]);
    says("megamorphic.py", 41, &["more than 4 different callees", "`Square.area`"]);
}

#[test]
fn an_instruction_that_is_not_compiled() {
    says("unsupported.py", 8, &["an import is not compiled"]);
}

#[test]
fn a_global_that_is_rebound() {
    says("rebound.py", 19, &["the global `scale` is rebound while the loop runs, on line 18"]);
}

#[test]
fn a_call_that_is_not_inlined() {
    let notes = notes("not_inlined.py");
    let is_note = |(line, note): &(u32, String)| *line == 3 && note.contains("not inlined: `depth` calls itself");
    assert!(notes.iter().any(is_note), "{notes:#?}");
}

#[test]
fn ints_that_outgrow_the_machine() {
    says("overflow.py", 6, &["ints of more than 51 bits"]);
}

#[test]
fn the_data_and_the_page() {
    let folder = std::env::temp_dir().join(format!("tauraro_explain_{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("there is room for a folder");
    let (json, html) = (folder.join("data.json"), folder.join("page.html"));
    let output =
        explain(&["--json", &json.to_string_lossy(), "--html", &html.to_string_lossy()], &program("rebound.py"));
    assert!(output.status.success() && output.stdout.is_empty());
    let read = "import json, sys; data = json.load(open(sys.argv[1])); print({finding['line'] for function in \
                data['functions'] if function['name'] == 'total' for finding in function['findings']} >= {19}, data['jit']['units'] > 0)";
    let check = Command::new(env!("CARGO_BIN_EXE_tauraro")).args(["-c", read]).arg(&json).output().expect("it runs");
    assert_eq!(String::from_utf8_lossy(&check.stdout), "True True\n");
    let page = std::fs::read_to_string(&html).expect("the page is there");
    assert!(page.contains("<mark>scale(i)</mark>") && !page.contains("src=") && page.ends_with("</html>\n"));
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
}

#[test]
fn without_the_jit_it_is_a_profile() {
    let output = explain(&["-X", "jit=off"], &program("overflow.py"));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{text}");
    assert!(text.contains("\n0 units of machine code") && !text.contains("  machine "), "{text}");
}

#[test]
fn the_time_is_where_it_is_spent() {
    let read = "import json, sys; data = json.load(sys.stdin); lines = {int(line): sum(time.values()) for function in \
                data['functions'] if function['name'] == 'distances' for line, time in \
                function['time_by_line'].items()}; n = data['samples']; print(n < 20 or lines[8] > n // 2, n)";
    let data = explain(&["--json", "-"], &program("unsupported.py")).stdout;
    let mut check = Command::new(env!("CARGO_BIN_EXE_tauraro"))
        .args(["-c", read])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it runs");
    check.stdin.take().expect("it has one").write_all(&data).expect("it reads");
    let output = check.wait_with_output().expect("it ends");
    assert!(output.stdout.starts_with(b"True"), "{}", String::from_utf8_lossy(&data));
}

#[test]
fn the_stages_of_a_function() {
    let text =
        |option| String::from_utf8_lossy(&explain(&[option, "total"], &program("rebound.py")).stdout).into_owned();
    let ir = text("--ir");
    assert!(ir.contains("--- as built") && ir.contains("--- after the passes") && ir.contains(" else x"), "{ir}");
    let code = text("--asm");
    assert!(code.contains("block0") && !code.contains("--- as built"), "{code}");
}

#[test]
fn the_program_runs_as_without() {
    let file = program("rebound.py");
    let with = explain(&["-c", "import sys; print(sys.argv, sys._jit.is_enabled()); sys.exit(3)"], &file);
    assert_eq!(with.status.code(), Some(3));
    let out = String::from_utf8_lossy(&with.stdout).into_owned();
    assert!(out.starts_with(&format!("['-c', '{}'] True\n\n", file.display())), "{out}");
}
