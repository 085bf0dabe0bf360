//! Where `unsafe` may stand: the paths listed in `xtask/tidy/unsafe_paths.txt`, a reason each.
//! Tests are left out: they may look behind a safe interface.
//! (That every block has a `SAFETY:` comment is clippy's part.)

use super::{Finding, Tree};

const LIST: &str = "xtask/tidy/unsafe_paths.txt";

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let list = tree.files.iter().find(|file| file.path == LIST).map_or("", |f| f.text.as_str());
    let allowed: Vec<&str> =
        list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_whitespace().next()).collect();
    let mut found = Vec::new();
    for (file, source) in tree.rust() {
        if allowed.iter().any(|path| covers(path, &file.path)) {
            continue;
        }
        let counts = |at: &usize| !source.is_test(*at) && !is_declaration(&source.mask()[*at..]);
        for at in source.words("unsafe").filter(counts) {
            found.push(Finding {
                place: file.path.clone(),
                line: source.line_of(at),
                amount: 1,
                message: format!("`unsafe` outside the places that {LIST} names"),
            });
        }
    }
    // A listed path that is gone would let something else move in.
    for path in allowed.iter().filter(|path| !tree.has(path.trim_end_matches('/'))) {
        found.push(Finding { place: LIST.to_owned(), line: 0, amount: 1, message: format!("{path} does not exist") });
    }
    found
}

/// A list entry is a file, or a folder if it ends in `/`.
fn covers(entry: &str, path: &str) -> bool {
    if entry.ends_with('/') { path.starts_with(entry) } else { path == entry }
}

/// `unsafe fn(..)` types, `unsafe extern "C" fn(..)` types and `unsafe(no_mangle)` attributes say
/// something about a caller elsewhere and do nothing themselves; so does the lint's own name.
fn is_declaration(rest: &[u8]) -> bool {
    let rest: Vec<u8> = rest.iter().take(40).copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    rest.starts_with(b"unsafefn(") || rest.starts_with(b"unsafeexternfn(")
}

#[cfg(test)]
mod tests {
    use super::super::Tree;
    use super::{LIST, check};

    #[test]
    fn unsafe_is_found_outside_the_list() {
        let code = "fn f() { unsafe { g() } }";
        let tree = Tree::of(&[
            ("crates/a/src/heap/cell.rs", code),
            ("crates/a/src/value.rs", code),
            ("crates/a/src/list.rs", code),
            ("crates/a/src/clean.rs", "#![deny(unsafe_code)] // unsafe\ntype F = unsafe fn(u8);"),
            (LIST, "# why\ncrates/a/src/heap/ cells\ncrates/a/src/value.rs the word\n"),
        ]);
        let found = check(&tree);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].place, "crates/a/src/list.rs");
    }

    #[test]
    fn a_listed_path_must_exist() {
        let tree = Tree::of(&[(LIST, "crates/gone/ no more\n")]);
        assert!(check(&tree)[0].message.contains("does not exist"));
    }
}
