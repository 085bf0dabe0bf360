//! Finding byte strings in byte strings, and splitting at what was found.
//!
//! WTF-8 synchronises itself, so what is found in the bytes of a str is also found in its
//! characters: str and bytes share this module. Everything borrows and allocates nothing.

use std::ops::Range;

use memchr::memmem;

/// Below this many bytes the preparation of the fast searcher costs more than a plain loop.
const PLAIN_SEARCH_BYTES: usize = 48;

/// So many bytes are looked at one by one for a needle of one byte.
const NEAR_BYTES: usize = 12;

/// The first place of `needle`; an empty one is found at 0.
pub fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [] => Some(0),
        [byte] => {
            // What is near is found sooner by looking than by setting out to search.
            let near = &haystack[..haystack.len().min(NEAR_BYTES)];
            if let Some(at) = near.iter().position(|b| b == byte) {
                return Some(at);
            }
            memchr::memchr(*byte, &haystack[near.len()..]).map(|at| near.len() + at)
        }
        [first, ..] if haystack.len() < PLAIN_SEARCH_BYTES => {
            let last = haystack.len().checked_sub(needle.len())?;
            let mut at = 0;
            while at <= last {
                at += memchr::memchr(*first, &haystack[at..=last])?;
                if haystack[at..].starts_with(needle) {
                    return Some(at);
                }
                at += 1;
            }
            None
        }
        _ => memmem::find(haystack, needle),
    }
}

/// The last place of `needle`; an empty one is found at the end.
pub fn rfind(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [] => Some(haystack.len()),
        [byte] => memchr::memrchr(*byte, haystack),
        _ => memmem::rfind(haystack, needle),
    }
}

/// How often a `needle` that is not empty occurs without overlap.
pub fn count(haystack: &[u8], needle: &[u8]) -> usize {
    match needle {
        [byte] => memchr::memchr_iter(*byte, haystack).count(),
        _ => Matches::new(haystack, needle).count(),
    }
}

/// The places of a needle that is not empty, without overlap, from the left.
pub struct Matches<'h, 'n> {
    haystack: &'h [u8],
    finder: Option<memmem::Finder<'n>>,
    needle: &'n [u8],
    at: usize,
}

impl<'h, 'n> Matches<'h, 'n> {
    pub fn new(haystack: &'h [u8], needle: &'n [u8]) -> Self {
        debug_assert!(!needle.is_empty());
        let prepare = needle.len() > 1 && haystack.len() >= PLAIN_SEARCH_BYTES;
        let finder = prepare.then(|| memmem::Finder::new(needle));
        Self { haystack, finder, needle, at: 0 }
    }
}

impl Iterator for Matches<'_, '_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let rest = &self.haystack[self.at..];
        let found = match &self.finder {
            Some(finder) => finder.find(rest)?,
            None => find(rest, self.needle)?,
        };
        let place = self.at + found;
        self.at = place + self.needle.len();
        Some(place)
    }
}

/// `split(sep, maxsplit)`: ranges of the parts, from the left.
pub struct Split<'h, 'n> {
    matches: Matches<'h, 'n>,
    start: usize,
    splits_left: usize,
    done: bool,
}

impl<'h, 'n> Split<'h, 'n> {
    /// `separator` must not be empty.
    pub fn new(haystack: &'h [u8], separator: &'n [u8], max_splits: usize) -> Self {
        let matches = Matches::new(haystack, separator);
        Self { matches, start: 0, splits_left: max_splits, done: false }
    }
}

impl Iterator for Split<'_, '_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        if self.done {
            return None;
        }
        if self.splits_left > 0 {
            self.splits_left -= 1;
            if let Some(place) = self.matches.next() {
                let part = self.start..place;
                self.start = place + self.matches.needle.len();
                return Some(part);
            }
        }
        self.done = true;
        Some(self.start..self.matches.haystack.len())
    }
}

/// `rsplit(sep, maxsplit)`: ranges of the parts, from the right (the caller reverses them).
pub struct RSplit<'h, 'n> {
    haystack: &'h [u8],
    separator: &'n [u8],
    splits_left: usize,
    done: bool,
}

impl<'h, 'n> RSplit<'h, 'n> {
    /// `separator` must not be empty.
    pub fn new(haystack: &'h [u8], separator: &'n [u8], max_splits: usize) -> Self {
        debug_assert!(!separator.is_empty());
        Self { haystack, separator, splits_left: max_splits, done: false }
    }
}

impl Iterator for RSplit<'_, '_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        if self.done {
            return None;
        }
        if self.splits_left > 0 {
            self.splits_left -= 1;
            if let Some(place) = rfind(self.haystack, self.separator) {
                let part = place + self.separator.len()..self.haystack.len();
                self.haystack = &self.haystack[..place];
                return Some(part);
            }
        }
        self.done = true;
        Some(0..self.haystack.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places() {
        let long = "xyzzy ".repeat(40);
        let long = long.as_bytes();
        assert_eq!(find(b"hello", b"l"), Some(2));
        assert_eq!(find(b"hello", b"lo"), Some(3));
        assert_eq!(find(b"hello", b"lox"), None);
        assert_eq!(find(b"hell", b"hello"), None);
        assert_eq!(find(b"aab", b"ab"), Some(1));
        assert_eq!(find(b"", b""), Some(0));
        assert_eq!(rfind(b"hello", b""), Some(5));
        assert_eq!(rfind(b"abab", b"ab"), Some(2));
        assert_eq!(find(long, b"zy x"), Some(3));
        assert_eq!(count(long, b"zy"), 40);
        assert_eq!(count(b"aaaa", b"aa"), 2);
        assert_eq!(count(b"aaaa", b"a"), 4);
    }

    #[test]
    fn parts() {
        let split = |h: &str, n: &str, max| -> Vec<String> {
            Split::new(h.as_bytes(), n.as_bytes(), max).map(|r| h[r].to_owned()).collect()
        };
        assert_eq!(split("a,b,,c", ",", usize::MAX), ["a", "b", "", "c"]);
        assert_eq!(split("a,b,,c", ",", 1), ["a", "b,,c"]);
        assert_eq!(split("a,b", ",", 0), ["a,b"]);
        assert_eq!(split("", ",", 5), [""]);
        assert_eq!(split("a--b-", "--", 5), ["a", "b-"]);
        let rsplit = |h: &str, n: &str, max| -> Vec<String> {
            RSplit::new(h.as_bytes(), n.as_bytes(), max).map(|r| h[r].to_owned()).collect()
        };
        assert_eq!(rsplit("a,b,c", ",", 1), ["c", "a,b"]);
        assert_eq!(rsplit("aaa", "aa", 9), ["", "a"]);
        assert_eq!(rsplit(",", ",", 9), ["", ""]);
    }
}
