//! Licences of everything that is built into the binary or used to build it, held against the
//! list in `deny.toml`. The same list serves `cargo deny check licenses` where that is installed;
//! this check needs nothing but cargo.

use super::{Finding, Tree};
use crate::build;
use serde_json::Value as Json;

const LIST: &str = "deny.toml";

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let Some(list) = tree.files.iter().find(|file| file.path == LIST) else {
        return vec![finding(LIST, "the list of licences is missing".to_owned())];
    };
    let allowed = allowed_in(&list.text);
    match packages() {
        Err(error) => vec![finding("Cargo.toml", error)],
        Ok(packages) => packages
            .iter()
            .filter(|package| {
                let licence = clarified(&list.text, &package.name).unwrap_or(&package.licence);
                !is_allowed(licence, &allowed)
            })
            .map(|package| {
                let message = format!("{} is under {:?}", package.name, package.licence);
                finding("Cargo.lock", message)
            })
            .collect(),
    }
}

fn finding(place: &str, message: String) -> Finding {
    Finding { place: place.to_owned(), line: 0, amount: 1, message }
}

struct Package {
    name: String,
    licence: String,
}

/// Every package that the build for this platform takes in, from `cargo metadata`.
fn packages() -> Result<Vec<Package>, String> {
    let platform = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let output = build::cargo()
        .args(["metadata", "--format-version=1", "--filter-platform", &platform])
        .output()
        .map_err(|error| format!("cargo metadata: {error}"))?;
    if !output.status.success() {
        return Err(format!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr).trim()));
    }
    let json: Json = serde_json::from_slice(&output.stdout).map_err(|error| format!("cargo metadata: {error}"))?;
    let used: Vec<&str> =
        json["resolve"]["nodes"].as_array().into_iter().flatten().filter_map(|node| node["id"].as_str()).collect();
    let text = |json: &Json| json.as_str().unwrap_or_default().to_owned();
    let packages = json["packages"].as_array().into_iter().flatten();
    Ok(packages
        .filter(|package| package["id"].as_str().is_some_and(|id| used.contains(&id)))
        .map(|package| Package { name: text(&package["name"]), licence: text(&package["license"]) })
        .collect())
}

/// The strings of `allow = [...]` in the table `[licenses]`.
fn allowed_in(text: &str) -> Vec<&str> {
    let table = text.split("[licenses]").nth(1).unwrap_or_default();
    let list = table.split("allow = [").nth(1).and_then(|rest| rest.split(']').next());
    list.unwrap_or_default().split('"').skip(1).step_by(2).collect()
}

/// What a table `[[licenses.clarify]]` says of a package that names its licence by a file only.
fn clarified<'a>(text: &'a str, package: &str) -> Option<&'a str> {
    let tables = text.split("[[licenses.clarify]]").skip(1);
    let value = |table: &'a str, key: &str| table.split(&format!("{key} = \"")).nth(1)?.split('"').next();
    let of_package = |table: &&'a str| value(table, "crate") == Some(package);
    tables.into_iter().find(of_package).and_then(|table| value(table, "expression"))
}

/// Whether one way of reading an SPDX expression is wholly allowed: `A OR B`, `A AND B`,
/// brackets, `A WITH exception`, and the old `A/B` for OR.
fn is_allowed(expression: &str, allowed: &[&str]) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Expression { words: &words, allowed };
    let result = reader.any();
    result && reader.words.is_empty()
}

struct Expression<'a> {
    words: &'a [&'a str],
    allowed: &'a [&'a str],
}

impl<'a> Expression<'a> {
    fn take(&mut self, word: &str) -> bool {
        let there = self.words.first() == Some(&word);
        if there {
            self.words = &self.words[1..];
        }
        there
    }

    fn any(&mut self) -> bool {
        let mut result = self.all();
        while self.take("OR") {
            result |= self.all();
        }
        result
    }

    fn all(&mut self) -> bool {
        let mut result = self.one();
        while self.take("AND") {
            result &= self.one();
        }
        result
    }

    fn one(&mut self) -> bool {
        if self.take("(") {
            let result = self.any();
            return self.take(")") && result;
        }
        let Some((name, rest)) = self.words.split_first() else {
            return false;
        };
        self.words = rest;
        if self.take("WITH") {
            let Some((exception, rest)) = self.words.split_first() else {
                return false;
            };
            self.words = rest;
            return self.allowed.contains(&format!("{name} WITH {exception}").as_str());
        }
        self.allowed.contains(name)
    }
}

#[cfg(test)]
mod tests {
    use super::{allowed_in, clarified, is_allowed};

    #[test]
    fn expressions_are_read() {
        let allowed = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "Unicode-3.0"];
        for good in [
            "MIT",
            "MIT OR GPL-3.0",
            "MIT/Apache-2.0",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception",
            "LGPL-2.1 OR (MIT AND Apache-2.0)",
        ] {
            assert!(is_allowed(good, &allowed), "{good}");
        }
        for bad in ["", "GPL-3.0", "MIT AND GPL-3.0", "MIT WITH x", "(MIT", "LGPL-2.1 OR MPL-2.0"] {
            assert!(!is_allowed(bad, &allowed), "{bad}");
        }
    }

    #[test]
    fn the_list_is_read_from_its_table() {
        let text = "[bans]\nallow = [\"x\"]\n[licenses]\n# why\nallow = [\n  \"MIT\",\n  \"ISC\",\n]\n";
        assert_eq!(allowed_in(text), ["MIT", "ISC"]);
    }

    #[test]
    fn a_licence_in_a_file_is_clarified() {
        let text = "[[licenses.clarify]]\ncrate = \"a\"\nexpression = \"MIT\"\n\
            [[licenses.clarify]]\ncrate = \"b\"\nexpression = \"PSF-2.0\"\n";
        assert_eq!(clarified(text, "b"), Some("PSF-2.0"));
        assert_eq!(clarified(text, "c"), None);
    }
}
