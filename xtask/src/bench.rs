//! `bench` and `oracles`: the measuring tools that stand beside a checkout, with our defaults.

use crate::args::Error;
use crate::build::{self, Profile};
use crate::paths;
use std::process::Command;

/// `bench WHAT [...]`: builds the release binary, then times it as the tool does. Without `-i`
/// the base is CPython 3.14, so that every ratio is against it.
pub(crate) fn run(words: Vec<String>) -> Result<bool, Error> {
    let tool = paths::shared("tools/bench.py")?;
    let binary = build::binary(Profile::Release)?;
    let mut command = Command::new("python3");
    command.arg(tool);
    if words.is_empty() {
        command.arg("programs");
    }
    command.args(&words).current_dir(paths::root());
    if !words.iter().any(|word| word == "-i") {
        let base = paths::cpython()?;
        command.arg("-i").arg(format!("cpython3.14={}", base.display()));
        command.arg("-i").arg(format!("tauraro={}", binary.display()));
    }
    status_of(command)
}

/// `oracles [DIR]`: puts CPython 3.14, PyPy and CPython's own tests on this machine.
pub(crate) fn oracles(words: Vec<String>) -> Result<bool, Error> {
    let tool = paths::shared("tools/oracles.sh")?;
    let mut command = Command::new("bash");
    command.arg(tool);
    if words.is_empty() {
        command.arg(paths::oracles());
    }
    command.args(words);
    status_of(command)
}

fn status_of(mut command: Command) -> Result<bool, Error> {
    let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
    Ok(status.success())
}
