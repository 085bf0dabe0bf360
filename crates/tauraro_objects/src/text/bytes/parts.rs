//! Taking byte strings apart at white space, at line ends and at the ends.

use super::is_space_byte;
use crate::text::search;

/// `split(None, maxsplit)`
pub fn split_space(bytes: &[u8], max_splits: usize) -> SplitSpace<'_> {
    SplitSpace { rest: strip_start(bytes, None), splits_left: max_splits, from_end: false }
}

/// `rsplit(None, maxsplit)`, the parts from the right.
pub fn rsplit_space(bytes: &[u8], max_splits: usize) -> SplitSpace<'_> {
    SplitSpace { rest: strip_end(bytes, None), splits_left: max_splits, from_end: true }
}

/// Parts between runs of white space, from either end.
pub struct SplitSpace<'a> {
    /// Without white space at the end where the next part is taken.
    rest: &'a [u8],
    splits_left: usize,
    from_end: bool,
}

impl<'a> Iterator for SplitSpace<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let rest = self.rest;
        if rest.is_empty() {
            return None;
        }
        if self.splits_left == 0 {
            self.rest = &[];
            return Some(rest);
        }
        self.splits_left -= 1;
        if self.from_end {
            let start = rest.iter().rposition(|b| is_space_byte(*b)).map_or(0, |at| at + 1);
            self.rest = strip_end(&rest[..start], None);
            return Some(&rest[start..]);
        }
        let end = rest.iter().position(|b| is_space_byte(*b)).unwrap_or(rest.len());
        self.rest = strip_start(&rest[end..], None);
        Some(&rest[..end])
    }
}

fn stripped(byte: u8, set: Option<&[u8]>) -> bool {
    match set {
        Some(set) => set.contains(&byte),
        None => is_space_byte(byte),
    }
}

/// `lstrip(set)`, white space for `None`.
pub fn strip_start<'a>(bytes: &'a [u8], set: Option<&[u8]>) -> &'a [u8] {
    let start = bytes.iter().position(|b| !stripped(*b, set)).unwrap_or(bytes.len());
    &bytes[start..]
}

/// `rstrip(set)`, white space for `None`.
pub fn strip_end<'a>(bytes: &'a [u8], set: Option<&[u8]>) -> &'a [u8] {
    let end = bytes.iter().rposition(|b| !stripped(*b, set)).map_or(0, |at| at + 1);
    &bytes[..end]
}

/// `partition(sep)`: what stands before and after the first separator.
pub fn partition<'a>(bytes: &'a [u8], separator: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = search::find(bytes, separator)?;
    Some((&bytes[..at], &bytes[at + separator.len()..]))
}

/// `rpartition(sep)`: what stands before and after the last separator.
pub fn rpartition<'a>(bytes: &'a [u8], separator: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = search::rfind(bytes, separator)?;
    Some((&bytes[..at], &bytes[at + separator.len()..]))
}

/// `splitlines(keepends)`; lines end in `\n`, `\r` or both.
pub fn lines(bytes: &[u8], keep_ends: bool) -> Lines<'_> {
    Lines { rest: bytes, keep_ends }
}

/// Lines of a byte string.
pub struct Lines<'a> {
    rest: &'a [u8],
    keep_ends: bool,
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let rest = self.rest;
        if rest.is_empty() {
            return None;
        }
        let end = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let after = match &rest[end..] {
            [] => end,
            [b'\r', b'\n', ..] => end + 2,
            _ => end + 1,
        };
        self.rest = &rest[after..];
        Some(&rest[..if self.keep_ends { after } else { end }])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let split = |b, max| split_space(b, max).collect::<Vec<_>>();
        let rsplit = |b, max| rsplit_space(b, max).collect::<Vec<_>>();
        assert_eq!(split(b"a\x0bb\x1cc \x0cd", 9), [&b"a"[..], b"b\x1cc", b"d"]);
        assert_eq!(split(b" a b ", 1), [&b"a"[..], b"b "]);
        assert_eq!(rsplit(b" a b ", 1), [&b"b"[..], b" a"]);
        assert_eq!(split(b"  ", 0).len(), 0);
        assert_eq!(strip_end(strip_start(b"xxaxx", Some(b"x")), Some(b"x")), b"a");
        let got: Vec<_> = lines(b"a\x0bd\re\nf\r\ng", false).collect();
        assert_eq!(got, [&b"a\x0bd"[..], b"e", b"f", b"g"]);
        assert_eq!(lines(b"a\r\n", true).next(), Some(&b"a\r\n"[..]));
        assert_eq!(partition(b"a-b-c", b"-"), Some((&b"a"[..], &b"b-c"[..])));
        assert_eq!(rpartition(b"a-b-c", b"-"), Some((&b"a-b"[..], &b"c"[..])));
    }
}
