//! Sizes: a file that outgrows a sitting is split, a function that outgrows a screen too.

use super::source::{Function, Source};
use super::{Finding, Tree};

/// Lines of one source file at most, tests not counted. 400 is the aim.
const FILE_LINES_MAX: usize = 1500;
/// Lines of one function at most. One-line match arms do not count: a flat `match` whose arms
/// are calls reads like a table at any length.
const FUNCTION_LINES_MAX: usize = 70;

pub(super) fn files(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (file, source) in tree.rust() {
        let lines = source.lines_outside_tests();
        if lines > FILE_LINES_MAX && !is_table(&file.path) {
            found.push(Finding {
                place: file.path.clone(),
                line: 0,
                amount: lines,
                message: format!("{lines} lines without its tests; the cap is {FILE_LINES_MAX}"),
            });
        }
    }
    found
}

/// Generated tables and the like say so in their names.
fn is_table(path: &str) -> bool {
    path.ends_with("/table.rs") || path.ends_with("/tables.rs") || path.ends_with("_table.rs")
}

pub(super) fn functions(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (file, source) in tree.rust() {
        for function in source.functions() {
            let lines = function_lines(source, &function);
            if explains_itself(source, &function) {
                continue;
            }
            if lines > FUNCTION_LINES_MAX {
                found.push(Finding {
                    place: format!("{}::{}", file.path, function.name),
                    line: function.lines.start,
                    amount: lines,
                    message: format!("{lines} lines; the cap is {FUNCTION_LINES_MAX}"),
                });
            }
        }
    }
    found
}

/// Whether the function bears `#[expect(clippy::too_many_lines, reason = "...")]`: a long one that
/// says why, such as a dispatch loop.
fn explains_itself(source: &Source, function: &Function) -> bool {
    let above = (1..function.lines.start).rev().map(|line| source.masked_line(line).trim_ascii());
    let attributes = above.take_while(|line| line.is_empty() || line.starts_with(b"#["));
    let says = |line: &[u8]| line.starts_with(b"#[expect(clippy::too_many_lines, reason");
    attributes.into_iter().any(says)
}

fn function_lines(source: &Source, function: &Function) -> usize {
    function.lines.clone().filter(|line| !is_flat_arm(source.masked_line(*line))).count()
}

/// `pattern => expression,` or `pattern => { statement }` or a pattern's part `| pattern`, on one
/// line.
fn is_flat_arm(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let arrow = line.windows(2).any(|pair| pair == b"=>");
    (arrow && (line.ends_with(b",") || line.ends_with(b"}"))) || line.starts_with(b"| ")
}

#[cfg(test)]
mod tests {
    use super::super::Tree;
    use super::{files, functions};

    #[test]
    fn long_files_are_found_but_not_their_tests() {
        let long = "//! x\n".repeat(1501);
        let tested = format!("#[cfg(test)]\nmod tests {{\n{}}}\n", "// x\n".repeat(1600));
        let tree = Tree::of(&[("a.rs", &long), ("b.rs", &tested), ("c/table.rs", &long)]);
        let places: Vec<_> = files(&tree).into_iter().map(|f| f.place).collect();
        assert_eq!(places, ["a.rs"]);
    }

    #[test]
    fn long_functions_are_found_but_not_flat_matches() {
        let long = format!("fn long() {{\n{}}}\n", "    x();\n".repeat(70));
        let flat = format!("fn flat() {{\n    match x {{\n{}}}}}\n", "        A => b(),\n".repeat(90));
        let reason = "#[expect(clippy::too_many_lines, reason = \"x\")]\n/// A loop.\n";
        let explained = format!("{reason}{}", long.replace("long", "explained"));
        let tree = Tree::of(&[("a.rs", &format!("{long}{flat}{explained}"))]);
        let found = functions(&tree);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].place.as_str(), found[0].amount), ("a.rs::long", 72));
    }
}
