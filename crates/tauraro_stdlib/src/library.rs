//! The pure-Python library inside of the binary: see `build.rs` for the file's form.
//!
//! Sources are unpacked one at a time, when a module is imported or its text is asked for.

use flate2::read::DeflateDecoder;
use std::io::Read;
use std::sync::OnceLock;

static DATA: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/library.bin"));

/// One file of the library.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    /// With slashes, from the library's root: `json/decoder.py`.
    pub(crate) path: &'static str,
    offset: usize,
    packed: usize,
    length: usize,
}

struct Index {
    entries: Vec<Entry>,
    data_start: usize,
}

fn u32_at(at: usize) -> usize {
    let bytes = DATA.get(at..at + 4).and_then(|b| b.try_into().ok()).unwrap_or_default();
    u32::from_le_bytes(bytes) as usize
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut at = 4;
        let mut entries = Vec::with_capacity(u32_at(0));
        for _ in 0..u32_at(0) {
            let len = usize::from(u16::from_le_bytes([DATA[at], DATA[at + 1]]));
            let path = std::str::from_utf8(&DATA[at + 2..at + 2 + len]).unwrap_or_default();
            at += 2 + len;
            entries.push(Entry { path, offset: u32_at(at), packed: u32_at(at + 4), length: u32_at(at + 8) });
            at += 12;
        }
        Index { entries, data_start: at }
    })
}

/// The file with that path.
pub(crate) fn find(path: &str) -> Option<Entry> {
    let entries = &index().entries;
    let at = entries.binary_search_by(|e| e.path.cmp(path)).ok()?;
    Some(entries[at])
}

/// Paths of all files, sorted.
pub(crate) fn paths() -> impl Iterator<Item = &'static str> {
    index().entries.iter().map(|e| e.path)
}

impl Entry {
    /// The source text.
    pub(crate) fn source(&self) -> Vec<u8> {
        let start = index().data_start + self.offset;
        let mut text = Vec::with_capacity(self.length);
        let packed = DATA.get(start..start + self.packed).unwrap_or_default();
        // The data were packed by the build that made this binary; a failure leaves the text
        // short, which the compiler then reports.
        let _ = DeflateDecoder::new(packed).read_to_end(&mut text);
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
        assert!(paths().count() > 500);
    }
}
