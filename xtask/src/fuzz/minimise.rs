//! Cutting a failing snippet down: lines, then bytes, are taken out as long as it still fails in
//! the same way.

use super::batch::{Interpreter, Kind, Outcome};
use super::{Failure, agree};

/// Attempts at most: each starts two processes.
const TRIES_MAX: usize = 250;

/// A way to take a source apart: the pieces join to the whole.
type Split = fn(&[u8]) -> Vec<Vec<u8>>;

pub(super) fn minimise(failure: Failure, ours: &Interpreter, oracle: &Interpreter, exact: bool) -> Failure {
    let mut best = failure;
    let mut tries = 0;
    for split in [lines_of as Split, words_of] {
        let mut pieces = split(&best.snippet.source);
        let mut size = pieces.len().div_ceil(2);
        while size > 0 {
            let mut at = 0;
            while at < pieces.len() && tries < TRIES_MAX {
                let end = (at + size).min(pieces.len());
                let fewer: Vec<Vec<u8>> = [&pieces[..at], &pieces[end..]].concat();
                tries += 1;
                match still_fails(&best, fewer.concat(), ours, oracle, exact) {
                    Some(smaller) => {
                        best = smaller;
                        pieces = fewer;
                    }
                    None => at = end,
                }
            }
            size /= 2;
        }
    }
    best
}

/// The failure of a smaller source, if it is one of the same sort.
fn still_fails(
    old: &Failure,
    source: Vec<u8>,
    ours: &Interpreter,
    oracle: &Interpreter,
    exact: bool,
) -> Option<Failure> {
    let mut snippet = old.snippet.clone();
    snippet.source = source;
    let expected = oracle.run_one(&snippet).ok()?;
    // A program that no longer compiles, or lost a name, fails for a reason of its own.
    let spoiled = |outcome: &Outcome| match outcome {
        Outcome::Line(line) => {
            ["!SyntaxError", "!IndentationError", "!NameError", "!UnboundLocal"].iter().any(|mark| line.contains(mark))
        }
        _ => false,
    };
    if snippet.kind == Kind::Run && spoiled(&expected) && !spoiled(&old.expected) {
        return None;
    }
    let got = ours.run_one(&snippet).ok()?;
    let same_sort = std::mem::discriminant(&got) == std::mem::discriminant(&old.got);
    let fails = same_sort && !agree(snippet.kind, &expected, &got, exact);
    fails.then_some(Failure { snippet, mode: old.mode, expected, got })
}

fn lines_of(source: &[u8]) -> Vec<Vec<u8>> {
    source.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
}

/// Words, white space and single signs.
fn words_of(source: &[u8]) -> Vec<Vec<u8>> {
    let class = |byte: u8| match byte {
        b' ' => 1,
        b'_' => 2,
        byte if byte.is_ascii_alphanumeric() || byte >= 0x80 => 2,
        _ => 0,
    };
    let mut words: Vec<Vec<u8>> = Vec::new();
    let mut previous = 0;
    for byte in source {
        match words.last_mut() {
            Some(word) if class(*byte) != 0 && class(*byte) == previous => word.push(*byte),
            _ => words.push(vec![*byte]),
        }
        previous = class(*byte);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::super::Failure;
    use super::super::batch::{Interpreter, Kind, Outcome, Snippet};
    use super::{minimise, words_of};
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn keeps_what_fails() {
        let scratch = crate::process::Scratch::new().unwrap();
        let stand_in = |name: &str, answer: &str| {
            let path = scratch.path().join(name);
            let text = format!(
                "#!/bin/sh\nif grep -q 'bad' \"$2\"; then printf '0\\t{answer}\\n'; \
                 else printf '0\\tsame\\n'; fi\n"
            );
            std::fs::write(&path, text).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
            Interpreter::oracle(&path)
        };
        let (ours, oracle) = (stand_in("a", "wrong"), stand_in("b", "right"));
        let source = b"one = 1\ntwo = 2\nbad(one, two)\nthree = 3\n".to_vec();
        let failure = Failure {
            snippet: Snippet { number: 0, kind: Kind::Run, source },
            mode: "interp",
            expected: Outcome::Line("right".into()),
            got: Outcome::Line("wrong".into()),
        };
        let small = minimise(failure, &ours, &oracle, false);
        assert_eq!(small.snippet.source, b"bad");
        assert_eq!(small.got, Outcome::Line("wrong".into()));
    }

    #[test]
    fn words_join_to_the_source() {
        let words = words_of(b"ab  c+1\n");
        assert_eq!(words.len(), 6);
        assert_eq!(words.concat(), b"ab  c+1\n");
    }
}
