//! The programs of `tests/py`: finding them, what is recorded about them, running one.
//!
//! Beside a program `NAME.py` may stand `NAME.expected`: a line `exit N`, then the exact standard
//! output, as CPython 3.14 gave them. A program without that file must print nothing and exit
//! with 0, which is what most of them do: they are full of asserts. Files and folders whose name
//! starts with an underscore are material for programs, not programs.

use crate::args::Error;
use crate::process::{Finished, Outcome};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// One program, named by its path under the suite's folder without `.py`, as `types/int/format`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Program {
    pub(crate) name: String,
}

/// What a program must do: how it ends and what it prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Expectation {
    pub(super) end: String,
    pub(super) stdout: Vec<u8>,
}

impl Default for Expectation {
    fn default() -> Expectation {
        Expectation { end: Outcome::Exited(0).to_string(), stdout: Vec::new() }
    }
}

impl Expectation {
    /// What a run did, with the suite's folder written as `<tests>`.
    pub(super) fn of(finished: &Finished, folder: &Path) -> Expectation {
        let stdout = match (std::str::from_utf8(&finished.stdout), folder.to_str()) {
            (Ok(text), Some(folder)) => text.replace(folder, "<tests>").into_bytes(),
            _ => finished.stdout.clone(),
        };
        Expectation { end: finished.outcome.to_string(), stdout }
    }

    pub(super) fn parse(bytes: &[u8]) -> Result<Expectation, Error> {
        let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
        let first = String::from_utf8_lossy(&bytes[..end]).into_owned();
        if !first.starts_with("exit ") {
            return Err(format!("the first line must be `exit N`, not {first:?}"));
        }
        let stdout = bytes.get(end + 1..).unwrap_or_default().to_vec();
        Ok(Expectation { end: first, stdout })
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = format!("{}\n", self.end).into_bytes();
        bytes.extend(&self.stdout);
        bytes
    }
}

impl Program {
    pub(super) fn source_path(&self, folder: &Path) -> PathBuf {
        folder.join(format!("{}.py", self.name))
    }

    fn expected_path(&self, folder: &Path) -> PathBuf {
        folder.join(format!("{}.expected", self.name))
    }

    pub(super) fn expectation(&self, folder: &Path) -> Result<Expectation, Error> {
        let path = self.expected_path(folder);
        if !path.exists() {
            return Ok(Expectation::default());
        }
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        Expectation::parse(&bytes).map_err(|error| format!("{}: {error}", path.display()))
    }

    /// Records what an oracle did; nothing is kept of what is expected anyway.
    pub(super) fn record(&self, folder: &Path, seen: &Expectation) -> Result<(), Error> {
        let path = self.expected_path(folder);
        let done = if *seen != Expectation::default() {
            fs::write(&path, seen.to_bytes())
        } else if path.exists() {
            fs::remove_file(&path)
        } else {
            Ok(())
        };
        done.map_err(|error| format!("{}: {error}", path.display()))
    }

    /// Whether one of the filters is part of the name; no filters let everything through.
    pub(super) fn matches(&self, filters: &[String]) -> bool {
        filters.is_empty()
            || filters.iter().any(|filter| {
                let filter = filter.strip_prefix("tests/py/").unwrap_or(filter);
                self.name.contains(filter.trim_end_matches(".py"))
            })
    }
}

/// Every program below `folder`, sorted by name.
pub(super) fn find(folder: &Path) -> Result<Vec<Program>, Error> {
    let mut found = Vec::new();
    let mut todo = vec![String::new()];
    while let Some(below) = todo.pop() {
        let dir = folder.join(&below);
        let entries = fs::read_dir(&dir).map_err(|error| format!("{}: {error}", dir.display()))?;
        for entry in entries {
            let entry = entry.map_err(|error| error.to_string())?;
            let file = entry.file_name();
            let Some(file) = file.to_str().filter(|name| !name.starts_with(['_', '.'])) else {
                continue;
            };
            let name = if below.is_empty() { file.to_owned() } else { format!("{below}/{file}") };
            if entry.path().is_dir() {
                todo.push(name);
            } else if let Some(name) = name.strip_suffix(".py") {
                found.push(Program { name: name.to_owned() });
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// Makes `command` see the same environment on every machine: no settings of the person's own,
/// fixed hash seed, locale, time zone and terminal width.
pub(crate) fn python_environment(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let foreign = name
            .to_str()
            .is_some_and(|name| name.starts_with("PYTHON") || name.starts_with("TAURARO_") || name.ends_with("_COLOR"));
        if foreign {
            command.env_remove(name);
        }
    }
    let fixed = [
        ("PYTHONHASHSEED", "0"),
        ("PYTHONDONTWRITEBYTECODE", "1"),
        ("LC_ALL", "C.UTF-8"),
        ("LANG", "C.UTF-8"),
        ("TZ", "UTC"),
        ("COLUMNS", "80"),
        ("TERM", "dumb"),
    ];
    command.envs(fixed);
}

#[cfg(test)]
mod tests {
    use super::{Expectation, Program, find};
    use crate::process::Scratch;

    #[test]
    fn expectations_round_trip() {
        let seen = Expectation { end: "exit 1".into(), stdout: b"a\n\nb".to_vec() };
        assert_eq!(Expectation::parse(&seen.to_bytes()).unwrap(), seen);
        assert_eq!(Expectation::parse(b"exit 0").unwrap(), Expectation::default(), "a file without output is allowed");
        assert!(Expectation::parse(b"hello\n").is_err());
    }

    #[test]
    fn finds_programs_and_leaves_material_alone() {
        let scratch = Scratch::new().unwrap();
        let dir = scratch.path();
        for folder in ["types", "_data", "__pycache__"] {
            std::fs::create_dir(dir.join(folder)).unwrap();
        }
        for file in ["types/b.py", "types/a.py", "types/a.expected", "_data/x.py", "types/_h.py"] {
            std::fs::write(dir.join(file), "").unwrap();
        }
        let names: Vec<String> = find(dir).unwrap().into_iter().map(|p| p.name).collect();
        assert_eq!(names, ["types/a", "types/b"]);
    }

    #[test]
    fn records_only_what_is_not_the_default() {
        let scratch = Scratch::new().unwrap();
        let program = Program { name: "p".into() };
        let seen = Expectation { end: "exit 0".into(), stdout: b"x".to_vec() };
        program.record(scratch.path(), &seen).unwrap();
        assert_eq!(program.expectation(scratch.path()).unwrap(), seen);
        program.record(scratch.path(), &Expectation::default()).unwrap();
        assert!(!scratch.path().join("p.expected").exists());
    }

    #[test]
    fn filters_are_parts_of_the_path() {
        let program = Program { name: "types/int/format".into() };
        for yes in ["types/int", "format", "tests/py/types/int/format.py"] {
            assert!(program.matches(&[yes.to_owned()]), "{yes}");
        }
        assert!(!program.matches(&["float".to_owned()]));
        assert!(program.matches(&[]));
    }
}
