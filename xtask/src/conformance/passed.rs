//! The record of CPython's tests that pass: one file a module, one line a test class, so that a
//! change reads well in a review and two people's changes merge.

use crate::args::Error;
use crate::paths;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

/// Full test names, as `test.test_int.IntTestCases.test_basic`.
pub(super) type Ids = BTreeSet<String>;

fn folder() -> PathBuf {
    paths::root().join("tests/cpython/passed")
}

fn path(module: &str) -> PathBuf {
    folder().join(format!("{}.txt", module.trim_start_matches("test.")))
}

/// The modules that have a record, sorted.
pub(super) fn modules() -> Result<Vec<String>, Error> {
    let entries = fs::read_dir(folder()).map_err(|_| "no module of CPython's tests has a record yet".to_owned())?;
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let mut modules: Vec<String> = names.filter_map(|name| name.strip_suffix(".txt").map(str::to_owned)).collect();
    modules.sort();
    Ok(modules)
}

/// What is recorded for a module; nothing if it was never blessed.
pub(super) fn read(module: &str) -> Ids {
    parse(&fs::read_to_string(path(module)).unwrap_or_default())
}

pub(super) fn write(module: &str, ids: &Ids) -> Result<(), Error> {
    let path = path(module);
    let done = if ids.is_empty() {
        if path.exists() { fs::remove_file(&path) } else { Ok(()) }
    } else {
        path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, format(ids)))
    };
    done.map_err(|error| format!("{}: {error}", path.display()))
}

/// `class: method method ...`; a space inside a name is written as `%20`.
fn format(ids: &Ids) -> String {
    let mut classes: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for id in ids {
        let (class, method) = id.rsplit_once('.').unwrap_or(("", id));
        classes.entry(class).or_default().push(escape(method));
    }
    let lines = classes.iter().map(|(class, names)| format!("{}: {}\n", escape(class), names.join(" ")));
    lines.collect()
}

fn parse(text: &str) -> Ids {
    let mut ids = Ids::new();
    for line in text.lines() {
        let Some((class, names)) = line.split_once(": ") else {
            continue;
        };
        for name in names.split(' ') {
            let id = if class.is_empty() { name.to_owned() } else { format!("{class}.{name}") };
            ids.insert(unescape(&id));
        }
    }
    ids
}

fn escape(name: &str) -> String {
    name.replace('%', "%25").replace(' ', "%20").replace(':', "%3A").replace('\n', "%0A")
}

fn unescape(name: &str) -> String {
    name.replace("%0A", "\n").replace("%3A", ":").replace("%20", " ").replace("%25", "%")
}

#[cfg(test)]
mod tests {
    use super::{Ids, format, parse};

    #[test]
    fn ids_round_trip() {
        let ids: Ids = [
            "test.test_int.A.test_a",
            "test.test_int.A.test_b",
            "test.test_int.B.test_a#2",
            "doctest.__test__.blank lines: 5%",
            "alone",
        ]
        .into_iter()
        .map(str::to_owned)
        .collect();
        let text = format(&ids);
        assert_eq!(parse(&text), ids);
        assert!(text.contains("test.test_int.A: test_a test_b\n"), "{text}");
    }
}
