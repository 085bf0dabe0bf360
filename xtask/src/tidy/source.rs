//! Rust source with comments and literals blanked out, and what the checks ask of it.
//!
//! The mask has the same length and the same line ends as the text, so an offset or a line found
//! in one is good in the other. This is a lexer and not a parser: it knows strings, comments,
//! lifetimes and brackets, which is all that the checks need, and it takes milliseconds for the
//! whole project.

use std::ops::Range;

pub(super) struct Source {
    mask: Vec<u8>,
    line_starts: Vec<usize>,
    /// Byte ranges of `#[cfg(test)]` items; the whole file if its path says that it is tests.
    tests: Vec<Range<usize>>,
}

/// A function's name and where it stands.
pub(super) struct Function {
    pub(super) name: String,
    pub(super) lines: Range<usize>,
}

impl Source {
    pub(super) fn new(path: &str, text: &str) -> Source {
        let mask = blank(text.as_bytes());
        let mut line_starts = vec![0];
        line_starts.extend(mask.iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(at, _)| at + 1));
        let is_test_file = path.split('/').any(|part| part == "tests" || part == "benches")
            || path.ends_with("/tests.rs")
            || path.ends_with("_tests.rs");
        let mut source = Source { mask, line_starts, tests: Vec::new() };
        let whole = 0..source.mask.len();
        source.tests = if is_test_file { Vec::from([whole]) } else { source.find_test_items() };
        source
    }

    pub(super) fn mask(&self) -> &[u8] {
        &self.mask
    }

    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= offset)
    }

    pub(super) fn is_test(&self, offset: usize) -> bool {
        self.tests.iter().any(|range| range.contains(&offset))
    }

    /// Lines that are not tests.
    pub(super) fn lines_outside_tests(&self) -> usize {
        self.line_starts.iter().filter(|start| !self.is_test(**start)).count()
    }

    /// The text of a line, masked.
    pub(super) fn masked_line(&self, line: usize) -> &[u8] {
        let start = self.line_starts[line - 1];
        let end = self.line_starts.get(line).copied().unwrap_or(self.mask.len());
        &self.mask[start..end]
    }

    /// The offsets where the identifier `word` stands.
    pub(super) fn words<'a>(&'a self, word: &'a str) -> impl Iterator<Item = usize> + 'a {
        let bytes = word.as_bytes();
        let starts = 0..self.mask.len().saturating_sub(bytes.len() - 1);
        starts.filter(move |at| {
            self.mask[*at..].starts_with(bytes)
                && (*at == 0 || !is_word(self.mask[at - 1]))
                && self.mask.get(at + bytes.len()).is_none_or(|b| !is_word(*b))
        })
    }

    /// The first byte at or after `at` that is not white space.
    pub(super) fn skip_space(&self, mut at: usize) -> usize {
        while self.mask.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
        at
    }

    /// Every function that has a body, the ones inside macro definitions left out.
    pub(super) fn functions(&self) -> Vec<Function> {
        let mut found = Vec::new();
        for at in self.words("fn") {
            let start = self.skip_space(at + 2);
            let end = self.word_end(start);
            if end == start {
                continue; // A type `fn(...)` or a macro's `fn $name`.
            }
            if let Some(body) = self.body_after(end) {
                let name = String::from_utf8_lossy(&self.mask[start..end]).into_owned();
                let lines = self.line_of(at)..self.line_of(body.end - 1) + 1;
                found.push(Function { name, lines });
            }
        }
        found
    }

    fn word_end(&self, mut at: usize) -> usize {
        while self.mask.get(at).is_some_and(|b| is_word(*b)) {
            at += 1;
        }
        at
    }

    /// The braces that follow a signature, or `None` if a `;` ends it first.
    fn body_after(&self, from: usize) -> Option<Range<usize>> {
        let mut depth = 0usize;
        for at in from..self.mask.len() {
            match self.mask[at] {
                b'(' | b'[' => depth += 1,
                b')' | b']' => depth = depth.checked_sub(1)?,
                b';' if depth == 0 => return None,
                b'{' if depth == 0 => return Some(at..self.matching_brace(at)),
                _ => {}
            }
        }
        None
    }

    /// The offset after the brace that closes the one at `open`.
    fn matching_brace(&self, open: usize) -> usize {
        let mut depth = 0usize;
        for at in open..self.mask.len() {
            match self.mask[at] {
                b'{' => depth += 1,
                b'}' if depth == 1 => return at + 1,
                b'}' => depth -= 1,
                _ => {}
            }
        }
        self.mask.len()
    }

    fn find_test_items(&self) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for at in self.words("cfg") {
            let rest = &self.mask[at..];
            if rest.starts_with(b"cfg(test)") || rest.starts_with(b"cfg(all(test") {
                let end = self.body_after(at + rest.iter().position(|b| *b == b']').unwrap_or(0) + 1);
                found.extend(end.map(|body| at..body.end));
            }
        }
        found
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Copies `text` with comments and the insides of literals turned to spaces.
fn blank(text: &[u8]) -> Vec<u8> {
    let mut out = text.to_vec();
    let mut at = 0;
    while at < text.len() {
        let end = match text[at] {
            b'/' if text[at + 1..].starts_with(b"/") => line_end(text, at),
            b'/' if text[at + 1..].starts_with(b"*") => comment_end(text, at),
            b'"' => string_end(text, at),
            b'\'' => char_end(text, at),
            b'r' if at == 0 || !is_word(text[at - 1]) || matches!(text[at - 1], b'b' | b'c') => raw_end(text, at),
            _ => at + 1,
        };
        if end > at + 1 {
            for byte in &mut out[at..end] {
                if *byte != b'\n' {
                    *byte = b' ';
                }
            }
        }
        at = end;
    }
    out
}

fn line_end(text: &[u8], at: usize) -> usize {
    text[at..].iter().position(|b| *b == b'\n').map_or(text.len(), |n| at + n)
}

fn comment_end(text: &[u8], start: usize) -> usize {
    let mut depth = 0usize;
    let mut at = start;
    while at < text.len() {
        if text[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

fn string_end(text: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < text.len() {
        match text[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    text.len()
}

/// The end of a character literal, or one past the quote of a lifetime.
fn char_end(text: &[u8], start: usize) -> usize {
    match text.get(start + 1) {
        Some(b'\\') => {
            let close = text[start + 3..].iter().position(|b| *b == b'\'');
            close.map_or(text.len(), |n| start + 3 + n + 1)
        }
        Some(first) => {
            let width = match first {
                0..0x80 => 1,
                0x80..0xE0 => 2,
                0xE0..0xF0 => 3,
                _ => 4,
            };
            if text.get(start + 1 + width) == Some(&b'\'') { start + width + 2 } else { start + 1 }
        }
        None => start + 1,
    }
}

/// The end of a raw string that starts with the `r` at `start`; one past it if it is no string.
fn raw_end(text: &[u8], start: usize) -> usize {
    let hashes = text[start + 1..].iter().take_while(|b| **b == b'#').count();
    if text.get(start + 1 + hashes) != Some(&b'"') {
        return start + 1;
    }
    let close: Vec<u8> = std::iter::once(b'"').chain(std::iter::repeat_n(b'#', hashes)).collect();
    let body = start + 2 + hashes;
    let found = text[body..].windows(close.len()).position(|window| window == close);
    found.map_or(text.len(), |n| body + n + close.len())
}

#[cfg(test)]
mod tests {
    use super::Source;

    fn masked(text: &str) -> String {
        String::from_utf8(Source::new("a.rs", text).mask().to_vec()).unwrap()
    }

    #[test]
    fn comments_and_literals_vanish() {
        let squeezed = |text: &str| masked(text).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(squeezed("a /* x /* y */ z */ b // c\nd"), "a b d");
        assert_eq!(squeezed(r#"f("a\"b", 'x', '\'', b'\\', c)"#), "f( , , , b , c)");
        assert_eq!(squeezed("r#\"a\"b\"# c"), "c");
        assert_eq!(squeezed("fn f<'a>(x: &'a str)"), "fn f<'a>(x: &'a str)");
        assert_eq!(squeezed("for r in 'é'..x"), "for r in ..x");
        let text = "a // é\n\"b\nc\"\n";
        assert_eq!(masked(text).len(), text.len());
        assert_eq!(masked(text).lines().count(), 3);
    }

    #[test]
    fn finds_functions_and_their_lines() {
        let source = Source::new("a.rs", "trait T { fn a(&self); }\nfn b() -> [u8; 2] {\n  x\n}\n");
        let found: Vec<_> = source.functions().into_iter().map(|f| (f.name, f.lines)).collect();
        assert_eq!(found, [("b".to_owned(), 2..5)]);
    }

    #[test]
    fn knows_test_code() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n  fn b() {}\n}\nfn c() {}\n";
        let source = Source::new("a.rs", text);
        let at = |word: &str| source.is_test(text.find(word).unwrap());
        assert!(!at("a()") && at("b()") && !at("c()"));
        assert_eq!(source.lines_outside_tests(), 4);
        assert!(Source::new("crates/x/tests/a.rs", "fn a() {}").is_test(3));
    }
}
