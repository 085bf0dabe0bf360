//! `compare DIR`: every program of a folder under CPython and under tauraro, outputs compared.
//! For folders that have nothing recorded, such as the benchmark programs.

use super::programs::{Expectation, find, python_environment};
use crate::args::{Args, Error};
use crate::build::{self, Profile};
use crate::lines;
use crate::paths;
use crate::pool;
use crate::process::{self, Finished, Limits, Scratch};
use crate::tally::Tally;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Seconds for one program of the folder: the benchmark programs take one or two.
const SECONDS_MAX: u64 = 60;

/// The programs that are known to fail: `name reason` a line. It only shrinks: a listed program
/// that passes fails the run.
const KNOWN: &str = "tests/compare_known_failures.txt";
const KNOWN_HEAD: &str = "\
# Programs of `cargo xtask compare` that we get wrong: `name reason` a line. A line whose program
# passes fails the run: take it out, or let `--update-known` do it.
";

pub(crate) fn compare(words: Vec<String>) -> Result<bool, Error> {
    let mut args = Args::new(words);
    let jobs = args.parsed("--jobs", pool::default_jobs())?;
    let update_known = args.flag("--update-known");
    let folders = args.plain_words()?;
    let [folder] = folders.as_slice() else {
        return Err("usage: cargo xtask compare [--jobs N] [--update-known] DIR".to_owned());
    };
    let oracle = paths::cpython()?;
    let binary = build::binary(Profile::Release)?;
    let folder = PathBuf::from(folder);
    let programs = find(&folder)?;
    let runs = pool::map(&programs, jobs, |_, program| {
        let source = program.source_path(&folder);
        Ok((run_in(&oracle, &source)?, run_in(&binary, &source)?))
    });
    let known = read_known()?;
    let mut tally = Tally::default();
    let mut failing = Vec::new();
    for (program, run) in programs.iter().zip(runs) {
        let (expected, got): (Finished, Finished) = run.map_err(|e: std::io::Error| e.to_string())?;
        let same = Expectation::of(&expected, &folder) == Expectation::of(&got, &folder);
        if !same {
            failing.push(format!("{} {}", program.name, reason(&got)));
        }
        match (same, known.contains(&program.name)) {
            (false, true) => tally.skipped += 1,
            (true, true) => {
                say!("FAIL {}: it passes now: take it out of {KNOWN}", program.name);
                tally.failed += 1;
            }
            (same, false) => {
                if !same {
                    show(&program.name, &expected, &got);
                }
                tally.count(same);
            }
        }
    }
    if update_known {
        let text = format!("{KNOWN_HEAD}{}\n", failing.join("\n"));
        fs::write(paths::root().join(KNOWN), text).map_err(|error| format!("{KNOWN}: {error}"))?;
    }
    say!("{tally}");
    Ok(tally.failed == 0)
}

fn show(name: &str, expected: &Finished, got: &Finished) {
    say!("FAIL {name}: CPython {}, tauraro {}", expected.outcome, got.outcome);
    let want = String::from_utf8_lossy(&expected.stdout);
    say!("{}", lines::diff(&want, &String::from_utf8_lossy(&got.stdout)));
    say!("{}", lines::tail(&String::from_utf8_lossy(&got.stderr), 5).join("\n"));
}

/// How it ended and its last words.
fn reason(got: &Finished) -> String {
    let stderr = String::from_utf8_lossy(&got.stderr);
    let last = lines::tail(&stderr, 1).join("");
    format!("{}: {}", got.outcome, lines::clip(&last)).trim_end_matches([' ', ':']).to_owned()
}

fn read_known() -> Result<Vec<String>, Error> {
    let text = fs::read_to_string(paths::root().join(KNOWN)).map_err(|error| format!("{KNOWN}: {error}"))?;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    Ok(lines.filter_map(|line| line.split_whitespace().next().map(str::to_owned)).collect())
}

fn run_in(python: &Path, source: &Path) -> std::io::Result<Finished> {
    let scratch = Scratch::new()?;
    let mut command = Command::new(python);
    python_environment(&mut command);
    command.arg(std::fs::canonicalize(source)?).current_dir(scratch.path());
    let wall = Duration::from_secs(SECONDS_MAX);
    Ok(process::run(command, &scratch, Limits { wall, memory_bytes: process::MEMORY_BYTES_MAX }))
}
