//! Words that must not stand in the source: unfinished code, unexplained panics, silent lints,
//! files that do not say what they are.

use super::{Finding, Tree};

/// `todo!`, `unimplemented!`, `dbg!`: code that can abort a user's program. What is unsupported
/// raises a Python exception that says so.
pub(super) fn unfinished(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (file, source) in tree.rust() {
        for word in ["todo", "unimplemented", "dbg"] {
            for at in source.words(word).filter(|at| source.mask().get(at + word.len()) == Some(&b'!')) {
                found.push(finding(&file.path, source.line_of(at), format!("{word}! is left over")));
            }
        }
    }
    found
}

/// `.unwrap()` outside tests: `expect` can say why it holds.
pub(super) fn unwrap(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (file, source) in tree.rust() {
        for at in source.words("unwrap") {
            let is_call = at > 0 && source.mask()[at - 1] == b'.';
            if is_call && source.mask()[at..].starts_with(b"unwrap()") && !source.is_test(at) {
                let message = "unwrap() outside tests: use expect and say why it holds".to_owned();
                found.push(finding(&file.path, source.line_of(at), message));
            }
        }
    }
    found
}

/// `#[allow(...)]` without a reason. `#[expect(lint, reason = "...")]` is better still: it
/// complains when it is no longer needed, which a macro cannot always promise.
pub(super) fn bare_allow(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (file, source) in tree.rust() {
        for at in source.words("allow") {
            let before = source.mask()[..at].trim_ascii_end();
            let is_attribute = before.ends_with(b"#[") || before.ends_with(b"#![");
            let rest = &source.mask()[at..];
            let end = rest.iter().position(|byte| *byte == b']').unwrap_or(rest.len());
            let says_why = rest[..end].windows(6).any(|word| word == b"reason");
            if is_attribute && rest.starts_with(b"allow(") && !says_why {
                let message = "a bare allow: use expect with a reason".to_owned();
                found.push(finding(&file.path, source.line_of(at), message));
            }
        }
    }
    found
}

/// A source file begins with `//!`: what it is and why it exists.
pub(super) fn module_docs(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (file, _) in tree.rust() {
        let first = file.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        if !first.starts_with("//!") {
            let message = "the file does not begin with //! and what it is".to_owned();
            found.push(finding(&file.path, 1, message));
        }
    }
    found
}

fn finding(path: &str, line: usize, message: String) -> Finding {
    Finding { place: path.to_owned(), line, amount: 1, message }
}

#[cfg(test)]
mod tests {
    use super::super::{Finding, Tree};

    fn count(check: fn(&Tree) -> Vec<Finding>, code: &str) -> usize {
        check(&Tree::of(&[("crates/a/src/b.rs", code)])).len()
    }

    #[test]
    fn unfinished_code_is_found() {
        assert_eq!(count(super::unfinished, "fn f() { todo!() } fn g() { dbg!(1); }"), 2);
        assert_eq!(count(super::unfinished, "unimplemented!(\"x\")"), 1);
        assert_eq!(count(super::unfinished, "let todo = 1; // todo!"), 0);
    }

    #[test]
    fn unwrap_is_found_outside_tests() {
        assert_eq!(count(super::unwrap, "fn f() { x.unwrap(); y.unwrap_or(1); }"), 1);
        assert_eq!(count(super::unwrap, "#[cfg(test)] mod t { fn f() { x.unwrap(); } }"), 0);
    }

    #[test]
    fn bare_allow_is_found() {
        assert_eq!(count(super::bare_allow, "#[allow(dead_code)] fn f() {}"), 1);
        assert_eq!(count(super::bare_allow, "#![allow(unused)]"), 1);
        assert_eq!(count(super::bare_allow, "#[expect(unused, reason = \"x\")] fn allow() {}"), 0);
    }

    #[test]
    fn files_say_what_they_are() {
        assert_eq!(count(super::module_docs, "//! Lists.\nfn f() {}"), 0);
        assert_eq!(count(super::module_docs, "fn f() {}"), 1);
        assert_eq!(count(super::module_docs, "// Lists."), 1);
    }
}
