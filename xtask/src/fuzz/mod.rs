//! `cargo xtask fuzz`: random programs and random sources under tauraro and under CPython.
//!
//! Programs are generated from a seed (`generate`), sources are real ones damaged at random
//! (`mutate`). Many snippets run in one process (`batch`, `driver.py`); each gives one line, and
//! the two interpreters' lines must be equal. A crash, a hang or a difference is cut down
//! (`minimise`) and kept under `target/xtask/fuzz`. Everything follows from the seed.
//!
//! A short slice has its outcomes recorded in `tests/fuzz/slice.txt`, so that the test command
//! can run it on a machine without CPython.

mod batch;
mod generate;
mod minimise;
mod mutate;
mod slice;

pub(crate) use slice::run as recorded_slice;

use crate::args::{Args, Error};
use crate::build::{self, Profile};
use crate::paths;
use crate::pool;
use crate::rng::Rng;
use crate::tally::Tally;
use batch::{Interpreter, Kind, Outcome, Snippet};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

const HELP: &str = "\
usage: cargo xtask fuzz [OPTION...]

Generates Python programs and damaged sources and compares tauraro with CPython 3.14.

  --seconds N     how long (default 60)
  --seed S        where to start (default: 1); a run with the same seed is the same run
  --rounds N      stop after N rounds instead of a time
  --mode MODE     interp, interp-nospec, gc-zeal, jit, jit-eager, deopt-1, deopt-2, deopt-3 or
                  deopt-7 (default: in turn)
  --exact         damaged sources must give the same error text and place, too
  --debug         use the debug build instead of the release build
  --interp PATH   test that interpreter instead of tauraro
  --failures N    stop after N different failures (default 10)
  --jobs N        rounds at once (default: one a core)
  --raw           show failures as they are, without cutting them down
  --show          print the snippets of one round and stop
  --slice N       print snippet N of the recorded slice and stop
  --record        write the recorded slice anew from CPython
";

/// Snippets of each kind in one round: one process each for tauraro and for CPython.
const PROGRAMS_A_ROUND: usize = 60;
/// Of these so many are for the JIT.
const HOT_A_ROUND: usize = 30;
const SOURCES_A_ROUND: usize = 60;

struct Options {
    seed: u64,
    mode: Option<String>,
    exact: bool,
    raw: bool,
    failures: usize,
}

/// A snippet on which the two do not agree.
struct Failure {
    snippet: Snippet,
    mode: &'static str,
    expected: Outcome,
    got: Outcome,
}

pub(crate) fn run(words: Vec<String>) -> Result<bool, Error> {
    if words.iter().any(|word| word == "--help" || word == "-h") {
        print!("{HELP}");
        return Ok(true);
    }
    let mut args = Args::new(words);
    let seconds: u64 = args.parsed("--seconds", 60)?;
    let rounds: u64 = args.parsed("--rounds", u64::MAX)?;
    let jobs = args.parsed("--jobs", pool::default_jobs())?;
    let profile = if args.flag("--debug") { Profile::Dev } else { Profile::Release };
    let (show, record) = (args.flag("--show"), args.flag("--record"));
    let options = Options {
        seed: args.parsed("--seed", 1)?,
        mode: args.option("--mode")?,
        exact: args.flag("--exact"),
        raw: args.flag("--raw"),
        failures: args.parsed("--failures", 10)?,
    };
    let interp = args.option("--interp")?;
    let of_slice = args.option("--slice")?;
    args.plain_words()?;
    if let Some(number) = of_slice {
        return slice::print_source(number.parse().map_err(|_| "--slice needs a number")?);
    }
    if show {
        for snippet in snippets_of_round(options.seed, 0)? {
            say!("#### {}\n{}", snippet.number, String::from_utf8_lossy(&snippet.source));
        }
        return Ok(true);
    }
    let oracle = Interpreter::oracle(&paths::cpython()?);
    if record {
        return slice::record(&oracle);
    }
    let ours = interp.map_or_else(|| build::binary(profile), |path| Ok(path.into()))?;
    let limits = Limits { deadline: Instant::now() + Duration::from_secs(seconds), rounds, jobs };
    rounds_until(&limits, &options, &ours, &oracle)
}

/// When to stop, and how many rounds at once.
struct Limits {
    deadline: Instant,
    rounds: u64,
    jobs: usize,
}

fn rounds_until(limits: &Limits, options: &Options, binary: &Path, oracle: &Interpreter) -> Result<bool, Error> {
    let mut tally = Tally::default();
    let mut seen = BTreeSet::new();
    let mut round = 0;
    while round < limits.rounds && Instant::now() < limits.deadline && seen.len() < options.failures {
        let together: Vec<u64> = (round..limits.rounds.min(round + limits.jobs as u64)).collect();
        round += together.len() as u64;
        let results = pool::map(&together, limits.jobs, |_, round| {
            let mode = mode_of_round(options, *round);
            try_round(options, *round, mode, &Interpreter::ours(binary, mode), oracle)
        });
        for result in results {
            let (count, failures) = result?;
            tally.passed += count - failures.len();
            tally.failed += failures.len();
            for failure in failures {
                if seen.insert(failure.signature()) {
                    let ours = Interpreter::ours(binary, failure.mode);
                    let small = match options.raw {
                        true => failure,
                        false => minimise::minimise(failure, &ours, oracle, options.exact),
                    };
                    report(&small, seen.len())?;
                }
            }
        }
    }
    say!("seed {}, {round} rounds, {} different failures", options.seed, seen.len());
    say!("{tally}");
    Ok(tally.is_good())
}

const MODES: [&str; 9] =
    ["interp", "interp-nospec", "gc-zeal", "jit", "jit-eager", "deopt-1", "deopt-2", "deopt-3", "deopt-7"];

fn mode_of_round(options: &Options, round: u64) -> &'static str {
    if let Some(only) = &options.mode {
        return MODES.into_iter().find(|mode| mode == only).unwrap_or(MODES[0]);
    }
    match round % 12 {
        0 | 4 | 8 => "jit-eager",
        1 => "deopt-1",
        3 => "deopt-2",
        5 => "deopt-3",
        7 => "deopt-7",
        9 => "jit",
        6 => "interp-nospec",
        11 => "gc-zeal",
        _ => "interp",
    }
}

/// The snippets of a round: programs to run, and sources to compile.
fn snippets_of_round(seed: u64, round: u64) -> Result<Vec<Snippet>, Error> {
    let mut rng = Rng::new(seed ^ round.wrapping_mul(0xD6E8_FEB8_6659_FD93));
    let mut snippets = Vec::new();
    for number in 0..PROGRAMS_A_ROUND {
        let make = if number < HOT_A_ROUND { generate::hot_program } else { generate::program };
        let source = make(&mut rng).into_bytes();
        snippets.push(Snippet { number, kind: Kind::Run, source });
    }
    let material = mutate::material()?;
    for number in PROGRAMS_A_ROUND..PROGRAMS_A_ROUND + SOURCES_A_ROUND {
        let source = mutate::source(&mut rng, &material);
        snippets.push(Snippet { number, kind: Kind::Compile, source });
    }
    Ok(snippets)
}

fn try_round(
    options: &Options,
    round: u64,
    mode: &'static str,
    ours: &Interpreter,
    oracle: &Interpreter,
) -> Result<(usize, Vec<Failure>), Error> {
    let snippets = snippets_of_round(options.seed, round)?;
    let expected = oracle.run(&snippets)?;
    let got = ours.run(&snippets)?;
    let count = snippets.len();
    let mut failures = Vec::new();
    for ((snippet, expected), got) in snippets.into_iter().zip(expected).zip(got) {
        if !agree(snippet.kind, &expected, &got, options.exact) {
            failures.push(Failure { snippet, mode, expected, got });
        }
    }
    Ok((count, failures))
}

/// Whether two outcomes count as equal. For damaged sources it is enough that both accept or
/// both refuse with the same exception, unless exact texts are asked for.
fn agree(kind: Kind, expected: &Outcome, got: &Outcome, exact: bool) -> bool {
    match (expected, got) {
        // What CPython itself cannot do in the time says nothing about us.
        (Outcome::Hang | Outcome::Crash(_), _) => true,
        (Outcome::Line(a), Outcome::Line(b)) if kind == Kind::Compile && !exact => {
            a.split(':').next() == b.split(':').next()
        }
        (a, b) => a == b,
    }
}

impl Failure {
    /// What makes two failures the same one to a reader: how it fails, names and numbers apart.
    fn signature(&self) -> String {
        let last = |outcome: &Outcome| match outcome {
            Outcome::Line(line) => {
                let end = line.trim_end_matches("\\n").rsplit("\\n").next().unwrap_or_default();
                end.chars().filter(|c| !c.is_ascii_digit()).take(50).collect()
            }
            other => other.to_string(),
        };
        format!("{:?} {} / {}", self.snippet.kind, last(&self.expected), last(&self.got))
    }
}

fn report(failure: &Failure, number: usize) -> Result<(), Error> {
    let folder = paths::work_dir().join("fuzz");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let path = folder.join(format!("failure-{number}.py"));
    fs::write(&path, &failure.snippet.source).map_err(|error| error.to_string())?;
    say!("FAIL {:?} [{}], kept in {}", failure.snippet.kind, failure.mode, path.display());
    for line in String::from_utf8_lossy(&failure.snippet.source).lines() {
        say!("    | {line}");
    }
    say!("    CPython: {}\n    tauraro: {}", failure.expected, failure.got);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Kind, Outcome, agree, snippets_of_round};

    #[test]
    fn a_round_follows_from_its_seed() {
        let sources = |seed, round| -> Vec<Vec<u8>> {
            snippets_of_round(seed, round).unwrap().into_iter().map(|s| s.source).collect()
        };
        assert_eq!(sources(5, 2), sources(5, 2));
        assert_ne!(sources(5, 2), sources(5, 3));
        assert_ne!(sources(5, 2), sources(6, 2));
    }

    #[test]
    fn differences_are_seen() {
        let line = |text: &str| Outcome::Line(text.to_owned());
        assert!(!agree(Kind::Run, &line("1"), &line("2"), false));
        assert!(!agree(Kind::Run, &line("1"), &Outcome::Crash("signal 11".into()), false));
        assert!(!agree(Kind::Compile, &line("compiles"), &line("SyntaxError: x"), false));
        let (a, b) = (line("SyntaxError: a"), line("SyntaxError: b"));
        assert!(agree(Kind::Compile, &a, &b, false) && !agree(Kind::Compile, &a, &b, true));
    }
}
