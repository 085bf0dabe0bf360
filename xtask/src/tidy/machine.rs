//! Nothing in the project names the machine it was written on, nor the hosts that packages come
//! from: both differ elsewhere.

use super::{Finding, Tree};

// The patterns are put together here so that this file does not find itself.
const MACHINE: [&str; 3] = [concat!("/ro", "ot/"), concat!("/wo", "rk/"), concat!("/ho", "me/")];
const HOSTS: [&str; 7] = [
    concat!("crates", ".io/"),
    concat!("index.crates", ".io"),
    concat!("static.crates", ".io"),
    concat!("pypi", ".org"),
    concat!("pythonhosted", ".org"),
    concat!("registry.npmjs", ".org"),
    concat!("deb.debian", ".org"),
];

/// Files that another program writes.
const GENERATED: [&str; 1] = ["Cargo.lock"];

pub(super) fn paths(tree: &Tree) -> Vec<Finding> {
    // Python programs of the suite use invented absolute paths; those of this machine's kind are
    // the first two.
    find(tree, |file| if file.starts_with("tests/py/") { &MACHINE[..2] } else { &MACHINE })
}

pub(super) fn hosts(tree: &Tree) -> Vec<Finding> {
    find(tree, |_| &HOSTS)
}

fn find(tree: &Tree, patterns: fn(&str) -> &'static [&'static str]) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in tree.files.iter().filter(|file| !GENERATED.contains(&file.path.as_str())) {
        for (at, line) in file.text.lines().enumerate() {
            for pattern in patterns(&file.path).iter().filter(|p| stands_alone(line, p)) {
                found.push(Finding {
                    place: file.path.clone(),
                    line: at + 1,
                    amount: 1,
                    message: format!("names {pattern}"),
                });
            }
        }
    }
    found
}

/// Whether the pattern stands in the line at the start of a path: `docs/work/` is no machine's.
fn stands_alone(line: &str, pattern: &str) -> bool {
    line.match_indices(pattern).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !pattern.starts_with('/') || before.is_none_or(|c| !c.is_alphanumeric() && !"_-.)}>]~$".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::super::Tree;
    use super::{HOSTS, MACHINE, hosts, paths};

    #[test]
    fn machine_paths_are_found() {
        let text = format!("see {}me/x\nand docs{}x and ~{}y\n", MACHINE[1], MACHINE[1], MACHINE[2]);
        let found = paths(&Tree::of(&[("a.md", &text)]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].line, 1);
        let home = format!("p = '{}user'", MACHINE[2]);
        assert!(paths(&Tree::of(&[("tests/py/a.py", &home)])).is_empty());
    }

    #[test]
    fn registry_hosts_are_found() {
        let text = format!("get it from https://{}/x", HOSTS[3]);
        assert_eq!(hosts(&Tree::of(&[("a.md", &text)])).len(), 1);
        assert!(hosts(&Tree::of(&[("Cargo.lock", &text)])).is_empty());
    }
}
