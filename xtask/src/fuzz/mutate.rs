//! Damaged sources: pieces of real programs with bytes, tokens and lines moved, doubled, lost or
//! made up. The parser and the compiler must answer each with a result or a Python error.

use crate::args::Error;
use crate::paths;
use crate::rng::Rng;
use std::fs;
use std::sync::OnceLock;

/// Bytes of one source at most: errors are found in small pieces as well, and faster.
const SOURCE_BYTES_MAX: usize = 1200;

/// Things that upset parsers.
const TOKENS: [&str; 76] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    ";",
    ".",
    "...",
    "->",
    ":=",
    "=",
    "==",
    "!=",
    "**",
    "*",
    "//",
    "@",
    "~",
    "\\",
    "\\\n",
    "\n",
    "\t",
    "    ",
    " \x0c",
    "#",
    "'",
    "\"",
    "'''",
    "\"\"\"",
    "f'",
    "f\"{",
    "}}",
    "{{",
    "!r",
    "rb'",
    "t'",
    "u'",
    "0x",
    "0b2",
    "1_0",
    "1__0",
    "1e",
    "0777",
    "1j",
    "lambda",
    "lambda x:",
    "yield",
    "yield from",
    "await",
    "async",
    "async for",
    "match",
    "case",
    "case _:",
    "type",
    "type X[T] =",
    "def",
    "class",
    "return",
    "global",
    "nonlocal",
    "import",
    "from",
    "from . import",
    "*,",
    "except*",
    "finally:",
    "with",
    "if",
    "else",
    "not",
    "é",
    "\u{feff}",
];

/// What sources are made from: the programs of the suite and some statements of every kind.
pub(super) fn material() -> Result<Vec<Vec<u8>>, Error> {
    static STATEMENTS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    let statements = STATEMENTS.get_or_init(|| {
        let path = paths::root().join("tests/fuzz/statements.py");
        let text = fs::read_to_string(path).unwrap_or_default();
        text.split("\n\n\n").map(|part| format!("{}\n", part.trim_end()).into_bytes()).collect()
    });
    if statements.len() < 2 {
        return Err("tests/fuzz/statements.py is missing".to_owned());
    }
    Ok(statements.clone())
}

pub(super) fn source(rng: &mut Rng, material: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for _ in 0..1 + rng.below(2) {
        bytes.extend(&material[rng.below(material.len())]);
    }
    for _ in 0..1 + rng.below(2) {
        damage(rng, &mut bytes, material);
    }
    bytes.truncate(SOURCE_BYTES_MAX);
    bytes
}

fn damage(rng: &mut Rng, bytes: &mut Vec<u8>, material: &[Vec<u8>]) {
    let at = rng.below(bytes.len() + 1);
    let end = (at + 1 + rng.below(12)).min(bytes.len());
    match rng.below(9) {
        0 => drop(bytes.drain(at..end)),
        1 => {
            let piece = bytes[at..end].to_vec();
            let to = rng.below(bytes.len() + 1);
            bytes.splice(to..to, piece);
        }
        2..5 => {
            let token = rng.pick(&TOKENS);
            bytes.splice(at..at, token.bytes());
        }
        5 if at < bytes.len() => bytes[at] = rng.below(256) as u8,
        6 => swap_lines(rng, bytes),
        7 => {
            let other = &material[rng.below(material.len())];
            let from = rng.below(other.len());
            bytes.splice(at..end, other[from..].iter().take(40).copied());
        }
        _ => nest(rng, bytes, at),
    }
}

fn swap_lines(rng: &mut Rng, bytes: &mut Vec<u8>) {
    let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
    if lines.len() > 1 {
        let (a, b) = (rng.below(lines.len()), rng.below(lines.len()));
        lines.swap(a, b);
        *bytes = lines.concat();
    }
}

/// Brackets or operators many levels deep.
fn nest(rng: &mut Rng, bytes: &mut Vec<u8>, at: usize) {
    let open = rng.pick(&["(", "[", "{", "-", "not ", "f(", "a[", "x.", "lambda: "]);
    let depth = [3, 20, 150][rng.below(3)];
    bytes.splice(at..at, open.repeat(depth).into_bytes());
}

#[cfg(test)]
mod tests {
    use super::{SOURCE_BYTES_MAX, source};
    use crate::rng::Rng;

    #[test]
    fn sources_are_damaged_but_small() {
        let material = [b"x = 1\ny = (2,\n 3)\n".to_vec(), b"def f(): pass\n".to_vec()];
        let mut rng = Rng::new(3);
        let made: Vec<Vec<u8>> = (0..200).map(|_| source(&mut rng, &material)).collect();
        assert!(made.iter().all(|bytes| bytes.len() <= SOURCE_BYTES_MAX));
        let changed = made.iter().filter(|bytes| !material.contains(bytes)).count();
        assert!(changed > 150);
    }
}
