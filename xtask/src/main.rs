//! The project's own commands, run as `cargo xtask COMMAND`.
//!
//! They are a program and not a folder of scripts so that a machine with nothing but Rust can
//! run them, and so that what they check is itself tested. Each command is one module; this
//! file only chooses. A command returns whether all went well, and that is the exit status.
#![deny(unsafe_code)]

/// `println!` that ends the process quietly when nobody reads any more, as in `... | head`.
macro_rules! say {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        if writeln!(std::io::stdout(), $($words)*).is_err() {
            std::process::exit(1);
        }
    }};
}

mod args;
mod bench;
mod build;
mod conformance;
mod fuzz;
mod lines;
mod order;
mod paths;
mod pool;
mod process;
mod rng;
mod tally;
mod test;
mod tidy;

use std::process::ExitCode;

const HELP: &str = "\
usage: cargo xtask COMMAND [ARGUMENT...]

  test [FILTER...]        the unit tests, the tidy checks and the programs of tests/py; --help for more
  compare DIR             run DIR/*.py under CPython and under tauraro; outputs must agree
  conformance [MODULE...] CPython's own tests, held to the ratchet in tests/cpython; --help for more
  fuzz                    random programs and sources, compared with CPython; --help for more
  bench WHAT [...]        time the release binary beside CPython and PyPy (programs, pyperf, startup),
                          or tests/py/perf_cliffs against its limits (cliffs)
  oracles                 put the reference interpreters on this machine
  order                   choose anew which functions of the binary stand together
  tidy [--bless]          the checks on the code itself: sizes, edges, unsafe, words, links, licences
  total FILE...           add up the closing lines of several logs
";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let command = words.next().unwrap_or_default();
    let rest: Vec<String> = words.collect();
    let result = match command.as_str() {
        "test" => test::run(rest),
        "compare" => test::compare(rest),
        "conformance" => conformance::run(rest),
        "fuzz" => fuzz::run(rest),
        "bench" => bench::run(rest),
        "order" => order::run(rest),
        "oracles" => bench::oracles(rest),
        "tidy" => tidy::run(rest),
        "total" => tally::total_of_logs(rest),
        "help" | "-h" | "--help" | "" => {
            print!("{HELP}");
            Ok(true)
        }
        other => Err(format!("no command named {other:?}\n\n{HELP}")),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::from(2)
        }
    }
}
