//! `cargo xtask conformance`: CPython's own regression tests on the release binary, held to a
//! ratchet. The runner and the list of tests that count (those CPython 3.14 itself passes) stand
//! beside the checkout; here are the tests that pass so far, by module.
//!
//! A test that is recorded as passing and does not pass fails the run, after a second try: these
//! tests look at clocks and load. What passes beyond the record is recorded by `--bless`.

mod passed;

use crate::args::{Args, Error};
use crate::build::{self, Profile};
use crate::paths;
use crate::pool;
use crate::tally::Tally;
use passed::Ids;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const HELP: &str = "\
usage: cargo xtask conformance [OPTION...] [MODULE...]

Runs modules of CPython's regression tests (test_int, test_json ...) on the release binary and
compares with the tests recorded as passing in tests/cpython/passed. Without MODULEs: every module
that has a record.

  --full             every module of the core language (group a)
  --group NAME       every module of another group: a, b, c or d
  --bless            record what passes now
  --interp COMMAND   run on another interpreter
  --jobs N           modules at once (default: one a core)
  --timeout SECONDS  for one module (default 120)
  --failures         list each test that does not pass, with its last line
";

/// Wall seconds for one module; CPython needs 40 for its slowest on an idle machine.
const MODULE_SECONDS_MAX: u32 = 120;
/// Resident memory of a module's processes, in MiB.
const MODULE_MIB_MAX: u32 = 3072;
/// How often the rest of a module is run after a test crashed it or ran out of time.
const RESUMES: u32 = 4;

struct Options {
    interp: String,
    jobs: usize,
    timeout: u32,
    failures: bool,
    bless: bool,
    modules: Vec<String>,
}

/// What one run found: by module, each counted test and its status.
type Results = BTreeMap<String, BTreeMap<String, Status>>;

struct Status {
    word: String,
    why: String,
}

pub(crate) fn run(words: Vec<String>) -> Result<bool, Error> {
    if words.iter().any(|word| word == "--help" || word == "-h") {
        print!("{HELP}");
        return Ok(true);
    }
    let options = read_options(words)?;
    let denominator = read_denominator()?;
    let mut results = run_modules(&options, &options.modules, &denominator)?;
    let again: Vec<String> = results
        .iter()
        .filter(|(module, tests)| !regressions(module, tests).is_empty())
        .map(|(module, _)| module.trim_start_matches("test.").to_owned())
        .collect();
    if !again.is_empty() && !options.bless {
        say!("\nonce more, because something that passed did not: {}", again.join(" "));
        for (module, second) in run_modules(&options, &again, &denominator)? {
            merge(results.entry(module).or_default(), second);
        }
    }
    let tally = report(&results, options.failures);
    if options.bless {
        for (module, tests) in &results {
            let ids = tests.iter().filter(|(_, status)| status.word == "pass");
            passed::write(module, &ids.map(|(id, _)| id.clone()).collect())?;
        }
    }
    say!("{tally}");
    Ok(tally.failed == 0)
}

fn read_options(words: Vec<String>) -> Result<Options, Error> {
    let mut args = Args::new(words);
    let interp = args.option("--interp")?;
    let group = match (args.flag("--full"), args.option("--group")?) {
        (_, Some(group)) => Some(group),
        (true, None) => Some("a".to_owned()),
        (false, None) => None,
    };
    let mut options = Options {
        interp: String::new(),
        jobs: args.parsed("--jobs", pool::default_jobs())?,
        timeout: args.parsed("--timeout", MODULE_SECONDS_MAX)?,
        failures: args.flag("--failures"),
        bless: args.flag("--bless"),
        modules: args.plain_words()?,
    };
    if let Some(group) = group {
        let groups = paths::shared("tools/conformance/groups314.json")?;
        options.modules.push(format!("@{}:{group}", groups.display()));
    } else if options.modules.is_empty() {
        options.modules = passed::modules()?;
    }
    options.interp = match interp {
        Some(command) => command,
        None => build::binary(Profile::Release)?.display().to_string(),
    };
    Ok(options)
}

/// The tests that count, by module: those that CPython 3.14 passes.
fn read_denominator() -> Result<BTreeMap<String, Vec<String>>, Error> {
    let json = read_json(&paths::shared("tools/conformance/denominator314.json")?)?;
    let mut modules = BTreeMap::new();
    for (module, ids) in json["modules"].as_object().into_iter().flatten() {
        let ids = ids.as_array().into_iter().flatten().filter_map(Json::as_str);
        modules.insert(module.clone(), ids.map(str::to_owned).collect());
    }
    Ok(modules)
}

fn read_json(path: &Path) -> Result<Json, Error> {
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_slice(&bytes).map_err(|error| format!("{}: {error}", path.display()))
}

fn run_modules(
    options: &Options,
    modules: &[String],
    denominator: &BTreeMap<String, Vec<String>>,
) -> Result<Results, Error> {
    let tool = paths::shared("tools/conformance/conformance.py")?;
    let folder = tool.parent().ok_or("the conformance tool has no folder")?;
    let suite = paths::oracles().join("suite");
    if !suite.join("test").exists() {
        return Err("CPython's tests are not here: run `cargo xtask oracles` first".to_owned());
    }
    let out = paths::work_dir().join("conformance.json");
    fs::create_dir_all(paths::work_dir()).map_err(|error| error.to_string())?;
    let library: Vec<PathBuf> = vec![suite.clone(), folder.join("shim")];
    let python_path = std::env::join_paths(library).map_err(|error| error.to_string())?;
    let mut command = Command::new("python3");
    command.arg(&tool).arg("run").args(["--interp", &options.interp]);
    command.arg("--suite").arg(&suite).arg("--pythonpath").arg(python_path);
    command.arg("--out").arg(&out);
    command.arg("--denominator").arg(folder.join("denominator314.json"));
    command.arg("--groups").arg(folder.join("groups314.json"));
    let numbers = [
        ("--jobs", options.jobs.to_string()),
        ("--timeout", options.timeout.to_string()),
        ("--mem", MODULE_MIB_MAX.to_string()),
        ("--resume", RESUMES.to_string()),
    ];
    for (name, number) in numbers {
        command.arg(name).arg(number);
    }
    let status = command.args(modules).status().map_err(|error| format!("python3: {error}"))?;
    if !status.success() {
        return Err(format!("the conformance runner: {status}"));
    }
    Ok(score(&read_json(&out)?, denominator))
}

/// Gives each counted test of the modules that ran its status; one that was never reached has
/// the module's.
fn score(json: &Json, denominator: &BTreeMap<String, Vec<String>>) -> Results {
    let mut results = Results::new();
    for (module, record) in json["modules"].as_object().into_iter().flatten() {
        let text = |json: &Json| json.as_str().unwrap_or_default().to_owned();
        let whole = match record["state"].as_str().unwrap_or_default() {
            "ok" => "missing",
            other => other,
        };
        let mut tests = BTreeMap::new();
        for id in denominator.get(module).into_iter().flatten() {
            let found = &record["tests"][id];
            let status = if found.is_array() {
                Status { word: text(&found[0]), why: text(&found[1]) }
            } else {
                Status { word: whole.to_owned(), why: text(&record["why"]) }
            };
            tests.insert(id.clone(), status);
        }
        results.insert(module.clone(), tests);
    }
    results
}

/// Recorded as passing, but not passing in `tests`.
fn regressions(module: &str, tests: &BTreeMap<String, Status>) -> Ids {
    let recorded = passed::read(module);
    let passes = |id: &String| tests.get(id).is_some_and(|status| status.word == "pass");
    recorded.into_iter().filter(|id| !passes(id)).collect()
}

/// A test that passed in either try passes.
fn merge(first: &mut BTreeMap<String, Status>, second: BTreeMap<String, Status>) {
    for (id, status) in second {
        if status.word == "pass" || !first.contains_key(&id) {
            first.insert(id, status);
        }
    }
}

fn report(results: &Results, failures: bool) -> Tally {
    let mut tally = Tally::default();
    let mut stopped = BTreeSet::new();
    for (module, tests) in results {
        let lost = regressions(module, tests);
        for (id, status) in tests {
            match (status.word.as_str(), lost.contains(id)) {
                ("pass", _) => tally.passed += 1,
                (_, true) => {}
                (_, false) => tally.skipped += 1,
            }
            if matches!(status.word.as_str(), "crash" | "timeout" | "memory") {
                stopped.insert(format!("{module} ({})", status.word));
            }
            if failures && status.word != "pass" {
                say!("{:<8} {id}: {}", status.word, last_line(&status.why));
            }
        }
        for id in &lost {
            let status = tests.get(id).map_or("gone", |status| status.word.as_str());
            let why = tests.get(id).map_or("", |status| last_line(&status.why));
            say!("FAIL {id} passed before; now {status}: {why}");
        }
        tally.failed += lost.len();
    }
    for module in &stopped {
        say!("stopped: {module}");
    }
    let counted = tally.passed + tally.failed + tally.skipped;
    say!(
        "conformance: {} of {counted} tests pass ({:.2} %) in {} modules; skipped are those that \
         do not pass yet",
        tally.passed,
        100.0 * tally.passed as f64 / counted.max(1) as f64,
        results.len(),
    );
    tally
}

fn last_line(text: &str) -> &str {
    text.trim_end().rsplit('\n').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{merge, score};
    use std::collections::BTreeMap;

    #[test]
    fn tests_that_were_not_reached_have_the_modules_state() {
        let json = serde_json::json!({"modules": {
            "test.test_a": {"state": "crash", "tests": {"t.a": ["pass", "", 0.1]}},
            "test.test_b": {"state": "ok", "tests": {"t.c": ["fail", "why", 0.1]}},
        }});
        let denominator = BTreeMap::from([
            ("test.test_a".to_owned(), vec!["t.a".to_owned(), "t.b".to_owned()]),
            ("test.test_b".to_owned(), vec!["t.c".to_owned(), "t.d".to_owned()]),
            ("test.test_z".to_owned(), vec!["t.z".to_owned()]),
        ]);
        let results = score(&json, &denominator);
        let word = |module: &str, id: &str| results[module][id].word.clone();
        assert_eq!(word("test.test_a", "t.a"), "pass");
        assert_eq!(word("test.test_a", "t.b"), "crash");
        assert_eq!(word("test.test_b", "t.c"), "fail");
        assert_eq!(word("test.test_b", "t.d"), "missing");
        assert!(!results.contains_key("test.test_z"));
    }

    #[test]
    fn passing_once_is_enough() {
        let status = |word: &str| super::Status { word: word.to_owned(), why: String::new() };
        let mut first = BTreeMap::from([("a".to_owned(), status("fail")), ("b".to_owned(), status("pass"))]);
        let second = BTreeMap::from([("a".to_owned(), status("pass")), ("b".to_owned(), status("fail"))]);
        merge(&mut first, second);
        assert_eq!((first["a"].word.as_str(), first["b"].word.as_str()), ("pass", "pass"));
    }
}
