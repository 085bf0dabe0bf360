//! Taking strings apart: split, partition, splitlines, strip.

use std::ops::Range;

use rustpython_wtf8::{CodePoint, Wtf8};

use crate::text::{search, unicode};

/// Parts of a text, from ranges of its bytes.
pub struct Parts<'a, I> {
    text: &'a Wtf8,
    ranges: I,
}

impl<'a, I: Iterator<Item = Range<usize>>> Iterator for Parts<'a, I> {
    type Item = &'a Wtf8;

    fn next(&mut self) -> Option<&'a Wtf8> {
        self.ranges.next().map(|range| &self.text[range])
    }
}

/// `split(sep, maxsplit)`; the separator must not be empty.
pub fn split<'a, 'n>(text: &'a Wtf8, separator: &'n Wtf8, max_splits: usize) -> Parts<'a, search::Split<'a, 'n>> {
    let ranges = search::Split::new(text.as_bytes(), separator.as_bytes(), max_splits);
    Parts { text, ranges }
}

/// `rsplit(sep, maxsplit)`, the parts from the right; the separator must not be empty.
pub fn rsplit<'a, 'n>(text: &'a Wtf8, separator: &'n Wtf8, max_splits: usize) -> Parts<'a, search::RSplit<'a, 'n>> {
    let ranges = search::RSplit::new(text.as_bytes(), separator.as_bytes(), max_splits);
    Parts { text, ranges }
}

/// `split(None, maxsplit)`: the parts between runs of white space.
pub fn split_space(text: &Wtf8, max_splits: usize) -> SplitSpace<'_> {
    SplitSpace { rest: skip_space(text), splits_left: max_splits, from_end: false }
}

/// `rsplit(None, maxsplit)`, the parts from the right.
pub fn rsplit_space(text: &Wtf8, max_splits: usize) -> SplitSpace<'_> {
    SplitSpace { rest: skip_space_back(text), splits_left: max_splits, from_end: true }
}

/// Parts between runs of white space, from either end.
pub struct SplitSpace<'a> {
    /// Without white space at the end where the next part is taken.
    rest: &'a Wtf8,
    splits_left: usize,
    from_end: bool,
}

impl<'a> Iterator for SplitSpace<'a> {
    type Item = &'a Wtf8;

    fn next(&mut self) -> Option<&'a Wtf8> {
        let rest = self.rest;
        if rest.is_empty() {
            return None;
        }
        if self.splits_left == 0 {
            self.rest = &rest[..0];
            return Some(rest);
        }
        self.splits_left -= 1;
        if self.from_end {
            let start = after_last_space(rest);
            self.rest = skip_space_back(&rest[..start]);
            return Some(&rest[start..]);
        }
        let end = before_first_space(rest);
        self.rest = skip_space(&rest[end..]);
        Some(&rest[..end])
    }
}

/// Whether an ASCII byte is white space to `str`.
fn is_space_byte(byte: u8) -> bool {
    matches!(byte, 0x09..=0x0d | 0x1c..=0x20)
}

fn before_first_space(text: &Wtf8) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if *byte < 0x80 {
            if is_space_byte(*byte) {
                break;
            }
            at += 1;
        } else {
            let point = super::first(&text[at..]);
            if unicode::is_space(point.to_u32()) {
                break;
            }
            at += point.len_wtf8();
        }
    }
    at
}

fn after_last_space(text: &Wtf8) -> usize {
    let mut spaces = text.code_point_indices().rev().filter(|(_, c)| unicode::is_space(c.to_u32()));
    spaces.next().map_or(0, |(at, point)| at + point.len_wtf8())
}

fn skip_space(text: &Wtf8) -> &Wtf8 {
    let ascii = text.as_bytes().iter().take_while(|b| is_space_byte(**b)).count();
    let rest = &text[ascii..];
    match rest.as_bytes() {
        [0x80..=0xff, ..] => strip_start(rest, &StripSet::Space),
        _ => rest,
    }
}

fn skip_space_back(text: &Wtf8) -> &Wtf8 {
    strip_end(text, &StripSet::Space)
}

/// What `strip` takes away.
pub enum StripSet<'a> {
    Space,
    /// Any of these characters, as a bitmap if all are ASCII.
    Ascii(u128),
    Any(&'a Wtf8),
}

impl<'a> StripSet<'a> {
    /// The set that `strip(chars)` means.
    pub fn new(chars: &'a Wtf8) -> Self {
        if chars.is_ascii() {
            Self::Ascii(chars.as_bytes().iter().fold(0, |set, byte| set | 1 << byte))
        } else {
            Self::Any(chars)
        }
    }

    fn has(&self, point: CodePoint) -> bool {
        match self {
            Self::Space => unicode::is_space(point.to_u32()),
            Self::Ascii(set) => point.to_u32() < 128 && set >> point.to_u32() & 1 == 1,
            Self::Any(chars) => chars.code_points().any(|c| c == point),
        }
    }
}

/// `lstrip`
pub fn strip_start<'a>(text: &'a Wtf8, set: &StripSet<'_>) -> &'a Wtf8 {
    let mut points = text.code_point_indices();
    match points.find(|(_, point)| !set.has(*point)) {
        Some((at, _)) => &text[at..],
        None => &text[text.len()..],
    }
}

/// `rstrip`
pub fn strip_end<'a>(text: &'a Wtf8, set: &StripSet<'_>) -> &'a Wtf8 {
    let mut points = text.code_point_indices().rev();
    match points.find(|(_, point)| !set.has(*point)) {
        Some((at, point)) => &text[..at + point.len_wtf8()],
        None => &text[..0],
    }
}

/// `partition(sep)`: what stands before and after the first separator.
pub fn partition<'a>(text: &'a Wtf8, separator: &Wtf8) -> Option<(&'a Wtf8, &'a Wtf8)> {
    let at = search::find(text.as_bytes(), separator.as_bytes())?;
    Some((&text[..at], &text[at + separator.len()..]))
}

/// `rpartition(sep)`: what stands before and after the last separator.
pub fn rpartition<'a>(text: &'a Wtf8, separator: &Wtf8) -> Option<(&'a Wtf8, &'a Wtf8)> {
    let at = search::rfind(text.as_bytes(), separator.as_bytes())?;
    Some((&text[..at], &text[at + separator.len()..]))
}

/// `splitlines(keepends)`
pub fn lines(text: &Wtf8, keep_ends: bool) -> Lines<'_> {
    Lines { rest: text, keep_ends }
}

/// Lines of a text.
pub struct Lines<'a> {
    rest: &'a Wtf8,
    keep_ends: bool,
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a Wtf8;

    fn next(&mut self) -> Option<&'a Wtf8> {
        let rest = self.rest;
        if rest.is_empty() {
            return None;
        }
        let (end, after) = line_end(rest);
        self.rest = &rest[after..];
        Some(&rest[..if self.keep_ends { after } else { end }])
    }
}

/// Where the first line ends, and where the next begins.
fn line_end(text: &Wtf8) -> (usize, usize) {
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        // The breaks beyond ASCII are U+0085, U+2028 and U+2029.
        match byte {
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => return (at, at + 2),
            0x0a..=0x0d | 0x1c..=0x1e => return (at, at + 1),
            0xc2 if bytes[at + 1] == 0x85 => return (at, at + 2),
            0xe2 if bytes[at + 1] == 0x80 && matches!(bytes[at + 2], 0xa8 | 0xa9) => {
                return (at, at + 3);
            }
            _ => {}
        }
    }
    (bytes.len(), bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts<'a>(parts: impl Iterator<Item = &'a Wtf8>) -> Vec<String> {
        parts.map(Wtf8::to_string).collect()
    }

    #[test]
    fn splitting_at_space() {
        let text = Wtf8::new(" a\u{2003} bé \u{1c}c ");
        assert_eq!(texts(split_space(text, usize::MAX)), ["a", "bé", "c"]);
        assert_eq!(texts(split_space(text, 1)), ["a", "bé \u{1c}c "]);
        assert_eq!(texts(split_space(text, 0)), ["a\u{2003} bé \u{1c}c "]);
        assert_eq!(texts(rsplit_space(text, usize::MAX)), ["c", "bé", "a"]);
        assert_eq!(texts(rsplit_space(text, 1)), ["c", " a\u{2003} bé"]);
        assert_eq!(texts(rsplit_space(text, 0)), [" a\u{2003} bé \u{1c}c"]);
        assert!(texts(split_space(Wtf8::new("  "), usize::MAX)).is_empty());
        assert!(texts(split_space(Wtf8::new("  "), 0)).is_empty());
        assert!(texts(rsplit_space(Wtf8::new(""), 0)).is_empty());
        assert_eq!(texts(split_space(Wtf8::new("ab c d  "), 1)), ["ab", "c d  "]);
    }

    #[test]
    fn stripping_and_lines() {
        let strip = |text, set| strip_end(strip_start(Wtf8::new(text), &set), &set).to_string();
        assert_eq!(strip("\u{a0} x y\t", StripSet::Space), "x y");
        assert_eq!(strip("abcxcba", StripSet::new(Wtf8::new("ab"))), "cxc");
        assert_eq!(strip("ééxé", StripSet::new(Wtf8::new("é"))), "x");
        assert_eq!(strip("aaa", StripSet::new(Wtf8::new("a"))), "");
        let text = Wtf8::new("a\nb\r\nc\rd\u{85}e\u{2028}f\u{1c}g\x0bh\n");
        assert_eq!(texts(lines(text, false)), ["a", "b", "c", "d", "e", "f", "g", "h"]);
        assert_eq!(texts(lines(text, true))[1], "b\r\n");
        assert_eq!(texts(lines(Wtf8::new("\n\n"), false)), ["", ""]);
        assert_eq!(texts(lines(Wtf8::new("é\u{2029}ä"), true)), ["é\u{2029}", "ä"]);
    }

    #[test]
    fn partitions() {
        let text = Wtf8::new("aébéc");
        let (before, after) = partition(text, Wtf8::new("é")).unwrap();
        assert_eq!((before.to_string(), after.to_string()), ("a".into(), "béc".into()));
        let (before, after) = rpartition(text, Wtf8::new("é")).unwrap();
        assert_eq!((before.to_string(), after.to_string()), ("aéb".into(), "c".into()));
        assert!(partition(text, Wtf8::new("x")).is_none());
    }
}
