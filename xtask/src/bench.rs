//! `bench` and `oracles`: the measuring tools that stand beside a checkout, with our defaults.

use crate::args::Error;
use crate::build::{self, Profile};
use crate::paths;
use serde_json::Value as Json;
use std::process::Command;

/// `bench WHAT [...]`: builds the release binary, then times it as the tool does. Without `-i`
/// the base is CPython 3.14, so that every ratio is against it.
pub(crate) fn run(words: Vec<String>) -> Result<bool, Error> {
    if words.first().is_some_and(|word| word == "cliffs") {
        return cliffs(&words[1..]);
    }
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

/// How much more memory than CPython a program of perf_cliffs may take.
const CLIFF_MEMORY_RATIO_MAX: f64 = 2.0;

/// `bench cliffs`: the programs of tests/py/perf_cliffs. Each must be no slower than CPython and
/// take at most twice its memory. Not a test: it measures this machine at this moment.
fn cliffs(options: &[String]) -> Result<bool, Error> {
    let figures = paths::work_dir().join("cliffs.json");
    let mut words = vec!["programs".to_owned(), "tests/py/perf_cliffs".to_owned()];
    words.extend(["--json".to_owned(), figures.display().to_string()]);
    words.extend(options.iter().cloned());
    std::fs::create_dir_all(paths::work_dir()).map_err(|error| error.to_string())?;
    run(words)?;
    let bytes = std::fs::read(&figures).map_err(|error| format!("{}: {error}", figures.display()))?;
    let json: Json = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
    let complaints = over_the_cliff(&json);
    for complaint in &complaints {
        say!("{complaint}");
    }
    Ok(complaints.is_empty())
}

/// Which programs are slower or larger than allowed, or failed.
fn over_the_cliff(figures: &Json) -> Vec<String> {
    let mut complaints = Vec::new();
    let figure = |table: &str, name: &str, who: &str| figures[table][format!("{name}/{who}")].as_f64();
    for key in figures["cold"].as_object().into_iter().flat_map(|table| table.keys()) {
        let Some(name) = key.strip_suffix("/cpython3.14") else { continue };
        let both = |table| Some((figure(table, name, "cpython3.14")?, figure(table, name, "tauraro")?));
        match both("cold") {
            None => complaints.push(format!("{name}: failed")),
            Some((theirs, ours)) if ours > theirs => {
                complaints.push(format!("{name}: {ours:.2} s where CPython takes {theirs:.2} s"));
            }
            Some(_) => {}
        }
        if let Some((theirs, ours)) = both("rss_kib")
            && ours > theirs * CLIFF_MEMORY_RATIO_MAX
        {
            complaints.push(format!("{name}: {ours:.0} KiB where CPython takes {theirs:.0} KiB"));
        }
    }
    complaints
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

#[cfg(test)]
mod tests {
    use super::over_the_cliff;

    #[test]
    fn slow_and_large_programs_are_named() {
        let figures = serde_json::json!({
            "cold": {"a/cpython3.14": 1.0, "a/tauraro": 0.9, "b/cpython3.14": 1.0, "b/tauraro": 1.1,
                     "c/cpython3.14": 1.0},
            "rss_kib": {"a/cpython3.14": 10.0, "a/tauraro": 21.0, "b/cpython3.14": 10.0, "b/tauraro": 20.0},
        });
        let complaints = over_the_cliff(&figures);
        assert_eq!(complaints.len(), 3);
        assert!(complaints[0].starts_with("a: 21 KiB"));
        assert!(complaints[1].starts_with("b: 1.10 s"));
        assert_eq!(complaints[2], "c: failed");
    }
}
