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
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Seconds for one program of the folder: the benchmark programs take one or two.
const SECONDS_MAX: u64 = 60;

pub(crate) fn compare(words: Vec<String>) -> Result<bool, Error> {
    let mut args = Args::new(words);
    let jobs = args.parsed("--jobs", pool::default_jobs())?;
    let folders = args.plain_words()?;
    let [folder] = folders.as_slice() else {
        return Err("usage: cargo xtask compare [--jobs N] DIR".to_owned());
    };
    let oracle = paths::cpython()?;
    let binary = build::binary(Profile::Release)?;
    let folder = PathBuf::from(folder);
    let programs = find(&folder)?;
    let runs = pool::map(&programs, jobs, |_, program| {
        let source = program.source_path(&folder);
        let expected = run_in(&oracle, &source)?;
        let got = run_in(&binary, &source)?;
        Ok((expected, got))
    });
    let mut tally = Tally::default();
    for (program, run) in programs.iter().zip(runs) {
        let (expected, got): (Finished, Finished) = run.map_err(|e: std::io::Error| e.to_string())?;
        let same = Expectation::of(&expected, &folder) == Expectation::of(&got, &folder);
        if !same {
            say!("FAIL {}: CPython {}, tauraro {}", program.name, expected.outcome, got.outcome);
            let want = String::from_utf8_lossy(&expected.stdout);
            say!("{}", lines::diff(&want, &String::from_utf8_lossy(&got.stdout)));
            say!("{}", lines::tail(&String::from_utf8_lossy(&got.stderr), 5).join("\n"));
        }
        tally.count(same);
    }
    say!("{tally}");
    Ok(tally.is_good())
}

fn run_in(python: &Path, source: &Path) -> std::io::Result<Finished> {
    let scratch = Scratch::new()?;
    let mut command = Command::new(python);
    python_environment(&mut command);
    command.arg(std::fs::canonicalize(source)?).current_dir(scratch.path());
    let wall = Duration::from_secs(SECONDS_MAX);
    Ok(process::run(command, &scratch, Limits { wall, memory_bytes: process::MEMORY_BYTES_MAX }))
}
