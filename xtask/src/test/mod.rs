//! `cargo xtask test`: the unit tests of every crate, the tidy checks, the programs of
//! `tests/py` in every mode and a slice of the fuzzer, ending in one closing line that counts
//! them all. With a filter only the programs that match it run, which is the quick way to work.

mod cargo;
mod compare;
mod programs;
mod suite;

pub(crate) use compare::compare;
pub(crate) use programs::python_environment;

use crate::args::{Args, Error};
use crate::build::{self, Profile};
use crate::tally::Tally;
use crate::{fuzz, pool, tidy};
use std::path::PathBuf;
use std::time::Duration;
use suite::{Mode, Suite};

const HELP: &str = "\
usage: cargo xtask test [OPTION...] [FILTER...]

Runs the unit tests of every crate, the tidy checks, every program of tests/py in every mode, and
a slice of the fuzzer. With FILTERs (parts of a program's path, as types/int) only the programs
that match one are run.

  --mode MODE        interp, interp-nospec, gc-zeal, jit, jit-eager, deopt-1, deopt-2, deopt-3,
                     deopt-7 or all (default: all; zeal, jit and deopt on samples)
  --release          run all programs on the release build (perf_cliffs always are)
  --against PYTHON   run the programs on that interpreter instead of tauraro and compare with
                     what is recorded
  --bless            with --against: record what that interpreter does
  --update-known     rewrite tests/py/known_failures.txt to what fails now
  --programs-only    leave out unit tests, tidy and fuzz
  --quick            leave out the programs of perf_cliffs, which need the release build
  --jobs N           programs at once (default: one a core)
  --timeout SECONDS  for one program (default 60)
  --slowest N        list the N slowest programs
  --verbose          name every program as it ends
";

/// Seconds that one program may take. Debug builds on a busy machine are slow; a hang is a hang.
const PROGRAM_SECONDS_MAX: f64 = 60.0;

struct Options {
    mode: Option<Mode>,
    profile: Profile,
    against: Option<PathBuf>,
    bless: bool,
    update_known: bool,
    programs_only: bool,
    quick: bool,
    jobs: usize,
    limit: Duration,
    slowest: usize,
    verbose: bool,
    filters: Vec<String>,
}

impl Options {
    fn read(words: Vec<String>) -> Result<Options, Error> {
        let mut args = Args::new(words);
        let mode = match args.option("--mode")?.as_deref() {
            None | Some("all") => None,
            Some(name) => Some(Mode::named(name)?),
        };
        let against = args.option("--against")?.map(PathBuf::from);
        let seconds: f64 = args.parsed("--timeout", PROGRAM_SECONDS_MAX)?;
        Ok(Options {
            mode,
            profile: if args.flag("--release") { Profile::Release } else { Profile::Dev },
            against,
            bless: args.flag("--bless"),
            update_known: args.flag("--update-known"),
            programs_only: args.flag("--programs-only"),
            quick: args.flag("--quick"),
            jobs: args.parsed("--jobs", pool::default_jobs())?,
            limit: Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())?,
            slowest: args.parsed("--slowest", 0)?,
            verbose: args.flag("--verbose"),
            filters: args.plain_words()?,
        })
    }
}

pub(crate) fn run(words: Vec<String>) -> Result<bool, Error> {
    if words.iter().any(|word| word == "--help" || word == "-h") {
        print!("{HELP}");
        return Ok(true);
    }
    let options = Options::read(words)?;
    if options.bless && options.against.is_none() {
        return Err("--bless records what --against PYTHON does; name the interpreter".to_owned());
    }
    let whole = options.filters.is_empty() && options.against.is_none() && !options.programs_only;
    let mut tally = Tally::default();
    if whole {
        tally += cargo::run()?;
        tally += tidy::check_all(&tidy::Tree::read()?).report();
    }
    let suite = Suite::read(&options.filters)?;
    tally += match &options.against {
        Some(oracle) => suite.run_on_oracle(oracle, &options)?,
        None => suite.run(&options)?,
    };
    if whole {
        tally += fuzz::recorded_slice(&build::binary_path(options.profile))?;
    }
    say!("{tally}");
    Ok(tally.is_good())
}
