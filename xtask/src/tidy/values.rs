//! A `Value` lives in locals, in heap cells and in registered roots, never in malloc'ed memory:
//! the collector cannot see there. This check reads types: `Vec<Value>`, `Box<[Value]>`,
//! `HashMap<Str, Value>`, however nested. (Types the compiler infers are for gc-zeal to find.)

use super::source::Source;
use super::{Finding, Tree};

/// The heap's own modules implement what the others must use.
const EXEMPT: &str = "crates/tauraro_core/src/heap";
/// Containers that keep their items in malloc'ed memory.
const CONTAINERS: [&str; 14] = [
    "Vec",
    "VecDeque",
    "Box",
    "Rc",
    "Arc",
    "HashMap",
    "HashSet",
    "BTreeMap",
    "BTreeSet",
    "BinaryHeap",
    "LinkedList",
    "SmallVec",
    "IndexMap",
    "IndexSet",
];
/// Words that stand for a reference into the heap.
const REFERENCES: [&str; 2] = ["Value", "Gc"];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (file, source) in tree.rust() {
        if file.path.starts_with(EXEMPT) || !file.path.starts_with("crates/") {
            continue;
        }
        for container in CONTAINERS {
            for at in source.words(container).filter(|at| !source.is_test(*at)) {
                let Some(inside) = type_arguments(source, at + container.len()) else {
                    continue;
                };
                if REFERENCES.iter().any(|word| has_word(&inside, word)) {
                    found.push(Finding {
                        place: file.path.clone(),
                        line: source.line_of(at),
                        amount: 1,
                        message: format!(
                            "{container}<{}> keeps values where the collector cannot see them",
                            inside.trim()
                        ),
                    });
                }
            }
        }
    }
    found
}

/// The text between the angle brackets at or after `at` (`Vec<..>`, `Vec::<..>`), without what
/// stands in round brackets: the parameters of a function type are no storage.
fn type_arguments(source: &Source, at: usize) -> Option<String> {
    let mut at = source.skip_space(at);
    if source.mask()[at..].starts_with(b"::") {
        at = source.skip_space(at + 2);
    }
    if source.mask().get(at) != Some(&b'<') {
        return None;
    }
    let mut inside = String::new();
    let (mut angles, mut rounds) = (0usize, 0usize);
    let mut previous = b' ';
    for byte in &source.mask()[at..] {
        match byte {
            b'<' => angles += 1,
            b'>' if previous == b'-' || previous == b'=' => {}
            b'>' => angles -= 1,
            b'(' => rounds += 1,
            b')' => rounds = rounds.saturating_sub(1),
            b';' | b'{' | b'}' if rounds == 0 && !inside.contains('[') => return None,
            _ => {}
        }
        if angles == 0 {
            // A function type has no storage for what it takes and returns.
            let is_function = has_word(&inside, "dyn") || has_word(&inside, "fn");
            return (!is_function).then_some(inside);
        }
        let is_tuple = !has_word(&inside, "fn") && !has_word(&inside, "Fn");
        if (rounds == 0 || is_tuple) && !(inside.is_empty() && *byte == b'<') {
            inside.push(char::from(*byte));
        }
        previous = *byte;
    }
    None
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|part| part == word)
}

#[cfg(test)]
mod tests {
    use super::super::Tree;
    use super::{EXEMPT, check};

    fn count(code: &str) -> usize {
        check(&Tree::of(&[("crates/a/src/b.rs", code)])).len()
    }

    #[test]
    fn values_in_malloc_are_found() {
        for code in [
            "let v: Vec<Value> = x;",
            "struct A { items: Box<[Value]> }",
            "HashMap<String, Value>",
            "Vec::<Value>::new()",
            "Vec<(u32, Value)>",
            "Arc<Mutex<Option<Gc<Dict>>>>",
            "fn f() -> Vec<Option<Value>>;",
            "Box<[Value; 4]>",
        ] {
            assert!(count(code) >= 1, "{code}");
        }
    }

    #[test]
    fn other_types_are_left_alone() {
        for code in [
            "Vec<ValueKind>",
            "ValueVec",
            "&[Value]",
            "Vec<fn(Value) -> Value>",
            "Box<dyn Fn(&mut Vm, Value) -> PyResult<Value>>",
            "// Vec<Value>",
            "a < b && Vec::new() > Value",
        ] {
            assert_eq!(count(code), 0, "{code}");
        }
        let path = format!("{EXEMPT}/vec.rs");
        assert!(check(&Tree::of(&[(&path, "Vec<Value>")])).is_empty());
    }
}
