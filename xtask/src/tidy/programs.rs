//! The records beside the programs of `tests/py` belong to a program: a renamed or deleted one
//! leaves no `.expected` file and no line of the known failures behind.

use super::{Finding, Tree};

const FOLDER: &str = "tests/py/";
const KNOWN: &str = "tests/py/known_failures.txt";

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in &tree.files {
        let Some(program) = file.path.strip_suffix(".expected").filter(|path| path.starts_with(FOLDER)) else {
            continue;
        };
        if !tree.has(&format!("{program}.py")) {
            found.push(finding(&file.path, 0, "its program is gone".to_owned()));
        }
    }
    let known = tree.files.iter().find(|file| file.path == KNOWN).map_or("", |file| file.text.as_str());
    for (at, line) in known.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let Some(name) = line.split_whitespace().next() else { continue };
        let there = match name.strip_suffix('/') {
            // A folder that is yet to come is no mistake.
            Some(_) => true,
            None => tree.has(&format!("{FOLDER}{name}.py")),
        };
        if !there {
            found.push(finding(KNOWN, at + 1, format!("no program is named {name}")));
        }
    }
    found
}

fn finding(place: &str, line: usize, message: String) -> Finding {
    Finding { place: place.to_owned(), line, amount: 1, message }
}

#[cfg(test)]
mod tests {
    use super::super::Tree;
    use super::{KNOWN, check};

    #[test]
    fn records_without_a_program_are_found() {
        let tree = Tree::of(&[
            ("tests/py/lang/a.py", ""),
            ("tests/py/lang/a.expected", "exit 0\n"),
            ("tests/py/lang/b.expected", "exit 0\n"),
            (KNOWN, "# head\nlang/a [gc-zeal] why\nlang/gone why\nstdlib/ why\n"),
        ]);
        let messages: Vec<_> = check(&tree).into_iter().map(|f| format!("{}:{}", f.place, f.line)).collect();
        assert_eq!(messages, ["tests/py/lang/b.expected:0", "tests/py/known_failures.txt:3"]);
    }
}
