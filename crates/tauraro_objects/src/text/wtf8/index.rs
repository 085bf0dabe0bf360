//! Positions: from the index of a character to its byte and back.
//!
//! ASCII text needs nothing. Other text is sampled: the byte offset of every
//! [`SAMPLE_CHARS`]th character is stored, so that finding a character reads at most one
//! stretch of that many.
//!
//! ```text
//! characters  0 ........ 63 | 64 ........ 127 | 128 ...
//! samples     [0]             [1]               [2]
//! ```

use rustpython_wtf8::{CodePoint, Wtf8, Wtf8Buf};

/// Characters between two samples: an eighth of a byte of table for each character.
pub const SAMPLE_CHARS: usize = 64;

/// How many characters the text has.
#[inline]
pub fn char_len(text: &Wtf8) -> usize {
    text.code_points().count()
}

/// The byte offsets of the characters 0, 64, 128 ...
pub fn sample(text: &Wtf8) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut samples = Vec::with_capacity(bytes.len() / SAMPLE_CHARS + 1);
    let mut at = 0;
    samples.push(0);
    while let Some(next) = skip_chars(bytes, at, SAMPLE_CHARS) {
        if next == bytes.len() {
            break;
        }
        samples.push(next);
        at = next;
    }
    samples
}

fn is_char_start(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

/// The byte offset `count` characters after the character at `at`; `None` past the end.
fn skip_chars(bytes: &[u8], at: usize, count: usize) -> Option<usize> {
    let mut left = count;
    let mut at = at;
    // Whole chunks first: counting starts in a chunk compiles to vector code.
    const CHUNK: usize = 16;
    while left >= CHUNK && at + CHUNK <= bytes.len() {
        let starts = bytes[at..at + CHUNK].iter().filter(|b| is_char_start(**b)).count();
        at += CHUNK;
        left -= starts;
    }
    // `at` may now be inside a character that has been counted.
    while at < bytes.len() && !is_char_start(bytes[at]) {
        at += 1;
    }
    while left > 0 {
        if at >= bytes.len() {
            return None;
        }
        at += 1;
        while at < bytes.len() && !is_char_start(bytes[at]) {
            at += 1;
        }
        left -= 1;
    }
    Some(at)
}

/// A text with what is known about the positions in it.
#[derive(Clone, Copy)]
pub struct Indexed<'a> {
    pub text: &'a Wtf8,
    /// Its length in characters.
    pub chars: usize,
    /// What [`sample`] gave, or nothing: then the whole text is read up to the position.
    pub samples: &'a [usize],
}

impl<'a> Indexed<'a> {
    /// A text that has no table (short, or looked at only once).
    pub fn new(text: &'a Wtf8) -> Self {
        Self { text, chars: char_len(text), samples: &[] }
    }

    /// A text that is known to be ASCII.
    pub fn ascii(text: &'a Wtf8) -> Self {
        Self { text, chars: text.len(), samples: &[] }
    }

    #[inline]
    pub fn is_ascii(&self) -> bool {
        self.chars == self.text.len()
    }

    /// The byte offset of character `index`, which is at most the length.
    #[inline]
    pub fn byte_of(&self, index: usize) -> usize {
        debug_assert!(index <= self.chars);
        if self.is_ascii() {
            return index;
        }
        if index == self.chars {
            return self.text.len();
        }
        let bytes = self.text.as_bytes();
        let sampled = self.samples.get(index / SAMPLE_CHARS);
        let found = match sampled {
            Some(start) => skip_chars(bytes, *start, index % SAMPLE_CHARS),
            None => skip_chars(bytes, 0, index),
        };
        found.expect("the index is inside the text")
    }

    /// How many characters stand before byte `offset`, which is a character's start.
    #[inline]
    pub fn char_of(&self, offset: usize) -> usize {
        if self.is_ascii() {
            return offset;
        }
        let block = self.samples.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.samples.get(block).copied().unwrap_or(0);
        block * SAMPLE_CHARS + char_len(&self.text[start..offset])
    }

    /// The character at `index`, which is less than the length.
    #[inline]
    pub fn char_at(&self, index: usize) -> CodePoint {
        if self.is_ascii() {
            return CodePoint::from(self.text.as_bytes()[index]);
        }
        super::first(&self.text[self.byte_of(index)..])
    }

    /// The characters from `start` up to `stop`, both at most the length.
    pub fn slice(&self, start: usize, stop: usize) -> &'a Wtf8 {
        if start >= stop {
            return &self.text[..0];
        }
        let from = self.byte_of(start);
        let to = if self.is_ascii() || stop - start > SAMPLE_CHARS {
            self.byte_of(stop)
        } else {
            // A short slice is nearer to its own start than to a sample.
            skip_chars(self.text.as_bytes(), from, stop - start).expect("stop is inside the text")
        };
        &self.text[from..to]
    }

    /// `count` characters from `start` on, each `step` (not 1) after the one before.
    pub fn slice_step(&self, start: usize, step: i64, count: usize) -> Wtf8Buf {
        let position = |i: usize| (start as i64).wrapping_add((i as i64).wrapping_mul(step)) as usize;
        if self.is_ascii() {
            let bytes = self.text.as_bytes();
            return super::from_ascii((0..count).map(|i| bytes[position(i)]).collect());
        }
        let mut out = Wtf8Buf::with_capacity(count * 2);
        if count == 0 {
            return out;
        }
        if step == -1 {
            let reversed = self.slice(position(count - 1), start + 1);
            out.extend(reversed.code_points().rev());
        } else if step > 0 && step < SAMPLE_CHARS as i64 {
            let rest = &self.text[self.byte_of(start)..];
            out.extend(rest.code_points().step_by(step as usize).take(count));
        } else {
            out.extend((0..count).map(|i| self.char_at(position(i))));
        }
        out
    }

    /// The first place of `needle` between two positions (`start <= stop <= length`).
    pub fn find(&self, needle: &Wtf8, start: usize, stop: usize) -> Option<usize> {
        let base = self.byte_of(start);
        let part = &self.text.as_bytes()[base..self.byte_of(stop)];
        let found = crate::text::search::find(part, needle.as_bytes())?;
        Some(self.char_of(base + found))
    }

    /// The last place of `needle` between two positions (`start <= stop <= length`).
    pub fn rfind(&self, needle: &Wtf8, start: usize, stop: usize) -> Option<usize> {
        let base = self.byte_of(start);
        let part = &self.text.as_bytes()[base..self.byte_of(stop)];
        let found = crate::text::search::rfind(part, needle.as_bytes())?;
        Some(self.char_of(base + found))
    }

    /// How often `needle` occurs between two positions (`start <= stop <= length`).
    pub fn count(&self, needle: &Wtf8, start: usize, stop: usize) -> usize {
        if needle.is_empty() {
            return stop - start + 1;
        }
        let part = &self.text.as_bytes()[self.byte_of(start)..self.byte_of(stop)];
        crate::text::search::count(part, needle.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_agree_with_counting() {
        let mut text = Wtf8Buf::new();
        for i in 0..400_u32 {
            let code = [0x41 + i % 20, 0xe9, 0x20ac, 0x1f600, 0xd800][(i * i % 5) as usize];
            text.push(CodePoint::from_u32(code).unwrap());
        }
        let samples = sample(&text);
        assert_eq!(samples.len(), 400_usize.div_ceil(SAMPLE_CHARS));
        let tables: [&[usize]; 2] = [&samples, &[]];
        for samples in tables {
            let indexed = Indexed { text: &text, chars: 400, samples };
            for (i, (offset, point)) in text.code_point_indices().enumerate() {
                assert_eq!(indexed.byte_of(i), offset);
                assert_eq!(indexed.char_of(offset), i);
                assert_eq!(indexed.char_at(i), point);
            }
            assert_eq!(indexed.byte_of(400), text.len());
            let points: Vec<_> = text.code_points().collect();
            for (start, step, count) in [(399, -1, 400), (0, 3, 100), (5, 70, 5), (390, -65, 6), (9, 1, 0)] {
                let expected: Wtf8Buf = (0..count).map(|i| points[(start + i as i64 * step) as usize]).collect();
                assert_eq!(indexed.slice_step(start as usize, step, count), expected);
            }
            let expected: Wtf8Buf = points[70..75].iter().copied().collect();
            assert_eq!(*indexed.slice(70, 75), *expected);
            let place = indexed.find(&expected, 0, 400).unwrap();
            assert_eq!(*indexed.slice(place, place + 5), *expected);
        }
    }

    #[test]
    fn searching_between_positions() {
        let text = Wtf8::new("äbcäbcä");
        let indexed = Indexed::new(text);
        assert_eq!(indexed.find(Wtf8::new("ä"), 1, 7), Some(3));
        assert_eq!(indexed.rfind(Wtf8::new("ä"), 0, 6), Some(3));
        assert_eq!(indexed.find(Wtf8::new("bc"), 2, 5), None);
        assert_eq!(indexed.count(Wtf8::new("ä"), 0, 7), 3);
        assert_eq!(indexed.count(Wtf8::new(""), 2, 7), 6);
        assert_eq!(indexed.find(Wtf8::new(""), 4, 4), Some(4));
    }
}
