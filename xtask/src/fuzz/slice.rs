//! The slice of the fuzzer that the test command runs: fixed seed, outcomes recorded from
//! CPython, one line each in `tests/fuzz/slice.txt`.

use super::batch::{Interpreter, Outcome, Snippet};
use super::{agree, snippets_of_round};
use crate::args::Error;
use crate::lines;
use crate::paths;
use crate::tally::Tally;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const SEED: u64 = 20_26;
/// What the slice runs in, one after the other.
const MODES: [&str; 4] = ["interp", "jit-eager", "deopt-1", "deopt-3"];
const ROUNDS: u64 = 2;
/// Characters of an outcome that are recorded; a longer one goes on as a hash.
const RECORDED_MAX: usize = 240;

/// Lines of a failing snippet that are shown; `cargo xtask fuzz --slice` shows it whole.
const SOURCE_LINES_SHOWN: usize = 12;

fn path() -> PathBuf {
    paths::root().join("tests/fuzz/slice.txt")
}

/// The slice's snippets, numbered through, and a fingerprint of their sources: if the generator
/// changed, the record is of no use.
fn snippets() -> Result<(Vec<Snippet>, String), Error> {
    let mut all = Vec::new();
    for round in 0..ROUNDS {
        all.extend(snippets_of_round(SEED, round)?);
    }
    let mut sources = Vec::new();
    for (number, snippet) in all.iter_mut().enumerate() {
        snippet.number = number;
        sources.extend(&snippet.source);
    }
    Ok((all, format!("sources {:016x}", hash(&sources))))
}

/// FNV-1a: enough to see that something changed.
fn hash(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

/// An outcome as it is recorded.
fn shorten(line: &str) -> String {
    match line.char_indices().nth(RECORDED_MAX) {
        None => line.to_owned(),
        Some((at, _)) => format!("{}...{:016x}", &line[..at], hash(line.as_bytes())),
    }
}

/// Prints one snippet of the slice, to run it by hand.
pub(super) fn print_source(number: usize) -> Result<bool, Error> {
    let (snippets, _) = snippets()?;
    let snippet = snippets.get(number).ok_or("the slice has no such number")?;
    say!("{}", String::from_utf8_lossy(&snippet.source));
    Ok(true)
}

/// Writes the record anew from CPython.
pub(super) fn record(oracle: &Interpreter) -> Result<bool, Error> {
    let (snippets, fingerprint) = snippets()?;
    let outcomes = oracle.run(&snippets)?;
    let mut text = format!("{fingerprint}\n");
    for (snippet, outcome) in snippets.iter().zip(&outcomes) {
        if let Outcome::Line(line) = outcome {
            text.push_str(&format!("{}\t{}\n", snippet.number, shorten(line)));
        }
    }
    fs::write(path(), text).map_err(|error| error.to_string())?;
    say!("recorded {} outcomes", outcomes.len());
    Ok(true)
}

/// Runs the slice on the binary and compares with the record.
pub(crate) fn run(binary: &Path) -> Result<Tally, Error> {
    let text = fs::read_to_string(path()).map_err(|error| format!("tests/fuzz: {error}"))?;
    let (snippets, fingerprint) = snippets()?;
    let mut rows = text.lines();
    if rows.next() != Some(fingerprint.as_str()) {
        return Err("the fuzzer's generator or material changed: run `cargo xtask fuzz --record` \
                    (with CPython) and look at the change of tests/fuzz/slice.txt"
            .to_owned());
    }
    let recorded: BTreeMap<usize, &str> = rows
        .filter_map(|row| row.split_once('\t'))
        .filter_map(|(number, line)| Some((number.parse().ok()?, line)))
        .collect();
    let known = read_known()?;
    let mut tally = Tally::default();
    for mode in MODES {
        tally += run_in(mode, binary, &snippets, &recorded, &known)?;
    }
    say!("fuzz slice: {tally}");
    Ok(tally)
}

fn run_in(
    mode: &'static str,
    binary: &Path,
    snippets: &[Snippet],
    recorded: &BTreeMap<usize, &str>,
    known: &BTreeMap<String, String>,
) -> Result<Tally, Error> {
    let outcomes = Interpreter::ours(binary, mode).run(snippets)?;
    let mut tally = Tally::default();
    for (snippet, got) in snippets.iter().zip(&outcomes) {
        let Some(line) = recorded.get(&snippet.number) else {
            continue;
        };
        let expected = Outcome::Line((*line).to_owned());
        let short = match got {
            Outcome::Line(line) => Outcome::Line(shorten(line)),
            other => other.clone(),
        };
        let same = agree(snippet.kind, &expected, &short, false);
        match (same, known.get(&snippet.number.to_string()).or(known.get("all"))) {
            (false, Some(_)) => tally.skipped += 1,
            (true, Some(_)) if !known.contains_key("all") => {
                say!("FAIL fuzz {}: it passes now: take it out of {KNOWN}", snippet.number);
                tally.failed += 1;
            }
            (same, _) => {
                if !same {
                    show(snippet, mode, &expected, &short);
                }
                tally.count(same);
            }
        }
    }
    Ok(tally)
}

/// Snippets that fail for a known reason: `number reason` a line, or `all reason`.
const KNOWN: &str = "tests/fuzz/known_failures.txt";

fn read_known() -> Result<BTreeMap<String, String>, Error> {
    let text = fs::read_to_string(paths::root().join(KNOWN)).map_err(|error| format!("{KNOWN}: {error}"))?;
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let split = |line: &str| match line.split_once(' ') {
        Some((number, reason)) => Ok((number.to_owned(), reason.to_owned())),
        None => Err(format!("{KNOWN}: a line without a reason: {line}")),
    };
    lines.map(split).collect()
}

fn show(snippet: &Snippet, mode: &str, expected: &Outcome, got: &Outcome) {
    say!("FAIL fuzz {} ({:?}) [{mode}]", snippet.number, snippet.kind);
    for line in String::from_utf8_lossy(&snippet.source).lines().take(SOURCE_LINES_SHOWN) {
        say!("    | {}", lines::clip(line));
    }
    let split = |outcome: &Outcome| outcome.to_string().replace("\\n", "\n");
    for line in lines::diff(&split(expected), &split(got)).lines() {
        say!("    {line}");
    }
}

#[cfg(test)]
mod tests {
    use super::{RECORDED_MAX, shorten};

    #[test]
    fn long_outcomes_are_recorded_by_hash() {
        let (a, b) = ("x".repeat(500) + "a", "x".repeat(500) + "b");
        assert_ne!(shorten(&a), shorten(&b));
        assert!(shorten(&a).len() < RECORDED_MAX + 30);
        assert_eq!(shorten("short"), "short");
    }
}
