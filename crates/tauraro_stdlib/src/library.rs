//! The pure-Python library inside of the binary: see `build.rs` for the file's form.
//!
//! Nothing is unpacked before it is asked for: the index is searched where it stands, code is
//! read from the binary's own pages, and a source is unpacked when its text is asked for.

use flate2::read::DeflateDecoder;
use std::io::Read;

static DATA: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/library.bin"));

/// Bytes of a file's record in the index.
const RECORD_BYTES: usize = 7 * 4;

/// One file of the library.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    source: &'static [u8],
    length: usize,
    /// The code of the module, without optimisation; empty if the build did not compile it.
    pub(crate) code: &'static [u8],
}

fn u32_at(at: usize) -> usize {
    let bytes = DATA.get(at..at + 4).and_then(|b| b.try_into().ok()).unwrap_or_default();
    u32::from_le_bytes(bytes) as usize
}

fn count() -> usize {
    u32_at(0)
}

fn part(offset: usize, length: usize) -> &'static [u8] {
    let start = 4 + count() * RECORD_BYTES + offset;
    DATA.get(start..start + length).unwrap_or_default()
}

fn path_at(i: usize) -> &'static str {
    let at = 4 + i * RECORD_BYTES;
    std::str::from_utf8(part(u32_at(at), u32_at(at + 4))).unwrap_or_default()
}

fn entry_at(i: usize) -> Entry {
    let at = 4 + i * RECORD_BYTES;
    let [source, packed, length, code, code_length] = [8, 12, 16, 20, 24].map(|field| u32_at(at + field));
    Entry { source: part(source, packed), length, code: part(code, code_length) }
}

/// The file with that path: with slashes, from the library's root (`json/decoder.py`).
pub(crate) fn find(path: &str) -> Option<Entry> {
    let (mut low, mut high) = (0, count());
    while low < high {
        let middle = low + (high - low) / 2;
        match path_at(middle).cmp(path) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return Some(entry_at(middle)),
        }
    }
    None
}

/// Paths of all files, sorted.
pub(crate) fn paths() -> impl Iterator<Item = &'static str> {
    (0..count()).map(path_at)
}

impl Entry {
    /// The source text.
    pub(crate) fn source(&self) -> Vec<u8> {
        let mut text = Vec::with_capacity(self.length);
        // The data were packed by the build that made this binary; a failure leaves the text
        // short, which the compiler then reports.
        let _ = DeflateDecoder::new(self.source).read_to_end(&mut text);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_come_back_whole() {
        let entry = find("json/decoder.py").expect("the library has it");
        let text = entry.source();
        assert_eq!(text.len(), entry.length);
        assert!(text.windows(17).any(|w| w == b"class JSONDecoder"));
        assert!(find("json/nothing.py").is_none());
        assert_eq!(tauraro_bytecode::from_bytes(entry.code).is_ok(), cfg!(feature = "precompiled"));
        assert!(paths().count() > 500);
    }
}
