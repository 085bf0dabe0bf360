//! What a check tolerates because it was there before: a place may stay as it is or improve.

use super::{Finding, Tree};
use crate::args::Error;
use crate::paths;
use std::collections::BTreeMap;
use std::fs;

pub(super) struct Ratchet {
    allowed: BTreeMap<String, usize>,
}

impl Ratchet {
    fn file(check: &str) -> String {
        format!("xtask/tidy/{check}.txt")
    }

    /// The list of a check. The files are part of the tree, so that a check's test can bring one.
    pub(super) fn of(tree: &Tree, check: &str) -> Ratchet {
        let file = Ratchet::file(check);
        let text = tree.files.iter().find(|f| f.path == file).map_or("", |f| f.text.as_str());
        let mut allowed = BTreeMap::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split_whitespace();
            if let (Some(place), Some(Ok(amount))) = (fields.next(), fields.next().map(str::parse::<usize>)) {
                allowed.insert(place.to_owned(), amount);
            }
        }
        Ratchet { allowed }
    }

    /// The complaints that remain: every finding of a place whose sum passes what is listed.
    pub(super) fn beyond(&self, findings: &[Finding]) -> Vec<String> {
        let sums = sums(findings);
        let over =
            |finding: &&Finding| sums[finding.place.as_str()] > self.allowed.get(&finding.place).copied().unwrap_or(0);
        findings
            .iter()
            .filter(over)
            .map(|f| match f.line {
                0 => format!("{}: {}", f.place, f.message),
                line => format!("{}:{line}: {}", f.place, f.message),
            })
            .collect()
    }

    pub(super) fn write(check: &str, findings: &[Finding]) -> Result<(), Error> {
        let path = paths::root().join(Ratchet::file(check));
        if check == "unsafe_paths" {
            return Ok(()); // That list is the rule itself, written by people.
        }
        let sums = sums(findings);
        let before = fs::read_to_string(&path).unwrap_or_default();
        if sums.is_empty() {
            if path.exists() {
                fs::remove_file(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            }
            return Ok(());
        }
        let mut text = format!(
            "# What `cargo xtask tidy` tolerates of its check {check}: place, amount, why. It may\n\
             # shrink; a new line needs its reason.\n"
        );
        for (place, amount) in sums {
            let why = reason_of(&before, place);
            text.push_str(format!("{place} {amount} {why}").trim_end());
            text.push('\n');
        }
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
    }
}

/// What a person wrote behind a line's amount.
fn reason_of<'a>(text: &'a str, place: &str) -> &'a str {
    let of_line = |line: &'a str| {
        let (amount, why) = line.strip_prefix(place)?.strip_prefix(' ')?.split_once(' ')?;
        amount.parse::<usize>().is_ok().then_some(why)
    };
    text.lines().find_map(of_line).unwrap_or_default()
}

fn sums(findings: &[Finding]) -> BTreeMap<&str, usize> {
    let mut sums = BTreeMap::new();
    for finding in findings {
        *sums.entry(finding.place.as_str()).or_insert(0) += finding.amount;
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::super::{Finding, Tree};
    use super::{Ratchet, reason_of};

    fn finding(place: &str, amount: usize) -> Finding {
        Finding { place: place.into(), line: 3, amount, message: "long".into() }
    }

    #[test]
    fn lets_what_is_listed_stay_but_not_grow() {
        let tree = Tree::of(&[("xtask/tidy/size.txt", "# head\na.rs::f 80\nb.rs 2\n")]);
        let ratchet = Ratchet::of(&tree, "size");
        assert!(ratchet.beyond(&[finding("a.rs::f", 80)]).is_empty());
        assert!(ratchet.beyond(&[finding("a.rs::f", 70)]).is_empty());
        assert_eq!(ratchet.beyond(&[finding("a.rs::f", 81)]), ["a.rs::f:3: long"]);
        assert_eq!(ratchet.beyond(&[finding("c.rs", 1)]).len(), 1);
        assert!(ratchet.beyond(&[finding("b.rs", 1), finding("b.rs", 1)]).is_empty());
        let three = [finding("b.rs", 1), finding("b.rs", 1), finding("b.rs", 1)];
        assert_eq!(ratchet.beyond(&three).len(), 3);
    }

    #[test]
    fn reasons_are_kept() {
        let text = "# head\na.rs::f 80 a flat table\na.rs 2 roots, traced by the Vm\nb.rs 1\n";
        assert_eq!(reason_of(text, "a.rs"), "roots, traced by the Vm");
        assert_eq!(reason_of(text, "a.rs::f"), "a flat table");
        assert_eq!(reason_of(text, "b.rs"), "");
    }
}
