//! Documentation that points at something which exists: relative links in every page, and the
//! paths in back-quotes that the map of the code names.

use super::{Finding, Tree};

/// Pages whose back-quoted paths are checked too: they are maps.
const MAPS: [&str; 3] = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];
/// What a back-quoted text must begin with to be taken for a path.
const TOPS: [&str; 6] = ["crates/", "docs/", "tests/", "xtask/", "examples/", ".ci/"];

pub(super) fn links(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in tree.files.iter().filter(|file| file.path.ends_with(".md")) {
        for (at, line) in prose(&file.text) {
            for target in link_targets(line) {
                let path = target.split('#').next().unwrap_or_default();
                let outside = path.is_empty() || path.contains("://") || path.starts_with("mailto:");
                if !outside && !resolve(&file.path, path).is_some_and(|path| tree.has(&path)) {
                    found.push(Finding {
                        place: file.path.clone(),
                        line: at,
                        amount: 1,
                        message: format!("the link {target} leads nowhere"),
                    });
                }
            }
        }
    }
    found
}

pub(super) fn named_paths(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    let maps =
        tree.files.iter().filter(|file| MAPS.contains(&file.path.as_str()) || file.path.starts_with("docs/internals/"));
    for file in maps.filter(|file| file.path.ends_with(".md")) {
        for (at, line) in prose(&file.text) {
            for quoted in line.split('`').skip(1).step_by(2) {
                // A page about one crate names that crate's own `tests/`.
                let of_crate = quoted.starts_with("tests/") && file.path.starts_with("docs/");
                let is_path = TOPS.iter().any(|top| quoted.starts_with(top))
                    && !of_crate
                    && quoted.bytes().all(|b| b.is_ascii_alphanumeric() || b"/._-".contains(&b));
                if is_path && !tree.has(quoted.trim_end_matches('/')) {
                    found.push(Finding {
                        place: file.path.clone(),
                        line: at,
                        amount: 1,
                        message: format!("`{quoted}` does not exist"),
                    });
                }
            }
        }
    }
    found
}

/// The lines outside code fences, numbered from 1.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    text.lines().enumerate().filter_map(move |(at, line)| {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            return None;
        }
        (!fenced).then_some((at + 1, line))
    })
}

/// What stands between `](` and `)`.
fn link_targets(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| rest.split_once(')').map(|(target, _)| target))
}

/// A link from one page, as a path from the root; `None` if it climbs out.
fn resolve(page: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.trim_end_matches('/').split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            other => parts.push(other),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::super::Tree;
    use super::{links, named_paths};

    #[test]
    fn dead_links_are_found() {
        let page = "[a](other.md) [b](../README.md#x) [c](gone.md) [d](https://x.org)\n\
            ```\n[e](in-code.md)\n```\n[f](../../out.md) [g](sub/)";
        let tree = Tree::of(&[("README.md", ""), ("docs/page.md", page), ("docs/other.md", ""), ("docs/sub/x.md", "")]);
        let found: Vec<_> = links(&tree).into_iter().map(|f| f.message).collect();
        assert_eq!(found, ["the link gone.md leads nowhere", "the link ../../out.md leads nowhere"]);
    }

    #[test]
    fn maps_name_what_exists() {
        let map = "`crates/a/src/lib.rs`, `crates/a/`, `crates/b/src/x.rs`, `crates/*/src`, `a/b`";
        let tree = Tree::of(&[("ARCHITECTURE.md", map), ("crates/a/src/lib.rs", "//! x")]);
        let found: Vec<_> = named_paths(&tree).into_iter().map(|f| f.message).collect();
        assert_eq!(found, ["`crates/b/src/x.rs` does not exist"]);
    }
}
