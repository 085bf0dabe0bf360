//! Source positions of instructions, packed.
//!
//! Positions are needed only when a traceback, a tracer or `co_positions()` asks, so they are a
//! byte string that is walked from its start. An entry covers a run of words that share a
//! position:
//!
//! ```text
//! varint (words << 2 | kind)
//! kind 0  no position
//! kind 1  zigzag(line - previous line), end line - line, column, end column
//! kind 2  as kind 1 on one line, the previous entry's: column, end column
//! kind 3  zigzag(line - previous line), no columns
//! ```

use crate::operand::Pc;
use crate::varint::{Reader, put_signed, put_unsigned};

/// Where in the source an instruction comes from. Columns are UTF-8 byte offsets from the start
/// of the line, counted from 0; lines count from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Position {
    /// First line.
    pub line: u32,
    /// Last line.
    pub end_line: u32,
    /// First column and the column after the last.
    pub columns: Option<(u32, u32)>,
}

/// The packed table.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Positions(pub Box<[u8]>);

/// A run of words with the same position.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PositionRun {
    /// First word.
    pub start: Pc,
    /// Word after the last.
    pub end: Pc,
    /// Their position, if they have one.
    pub position: Option<Position>,
}

impl Positions {
    /// The runs, from the first word on.
    #[must_use]
    pub fn runs(&self) -> Runs<'_> {
        Runs { reader: Reader::new(&self.0), at: 0, line: 0 }
    }

    /// The position of the instruction at `at`.
    #[must_use]
    pub fn lookup(&self, at: Pc) -> Option<Position> {
        self.runs().find(|run| at < run.end)?.position
    }
}

/// Iterator over the runs of a table.
#[derive(Debug)]
pub struct Runs<'a> {
    reader: Reader<'a>,
    at: u32,
    line: u32,
}

impl Iterator for Runs<'_> {
    type Item = PositionRun;

    fn next(&mut self) -> Option<PositionRun> {
        let head = self.reader.unsigned()?;
        let start = Pc(self.at);
        self.at = self.at.checked_add(u32::try_from(head >> 2).ok()?)?;
        let position = self.position(head & 3)?;
        Some(PositionRun { start, end: Pc(self.at), position })
    }
}

impl Runs<'_> {
    /// Reads what follows the head; the outer `None` means the table is broken.
    fn position(&mut self, kind: u64) -> Option<Option<Position>> {
        if kind == 0 {
            return Some(None);
        }
        if kind != 2 {
            let delta = i32::try_from(self.reader.signed()?).ok()?;
            self.line = self.line.checked_add_signed(delta)?;
        }
        let line = self.line;
        let end_line = match kind {
            1 => line.checked_add(self.reader.small()?)?,
            _ => line,
        };
        let columns = match kind {
            3 => None,
            _ => Some((self.reader.small()?, self.reader.small()?)),
        };
        Some(Some(Position { line, end_line, columns }))
    }
}

/// Packs positions as code is emitted.
#[derive(Default, Debug)]
pub struct PositionsBuilder {
    bytes: Vec<u8>,
    line: u32,
    pending: Option<(u64, Option<Position>)>,
}

impl PositionsBuilder {
    /// Adds `words` words with this position.
    pub fn push(&mut self, words: u32, position: Option<Position>) {
        match &mut self.pending {
            Some((count, last)) if *last == position => *count += u64::from(words),
            _ => {
                self.flush();
                self.pending = Some((u64::from(words), position));
            }
        }
    }

    /// Takes back words of the last `push`.
    pub(crate) fn take_back(&mut self, words: u32) {
        if let Some((count, _)) = &mut self.pending {
            *count -= u64::from(words);
            if *count == 0 {
                self.pending = None;
            }
        }
    }

    fn flush(&mut self) {
        let Some((words, position)) = self.pending.take() else { return };
        let Some(position) = position else {
            put_unsigned(&mut self.bytes, words << 2);
            return;
        };
        let same_line = position.line == self.line && position.end_line == position.line;
        let kind = match position.columns {
            None => 3,
            Some(_) if same_line => 2,
            Some(_) => 1,
        };
        put_unsigned(&mut self.bytes, words << 2 | kind);
        if kind != 2 {
            put_signed(&mut self.bytes, i64::from(position.line) - i64::from(self.line));
        }
        if kind == 1 {
            put_unsigned(&mut self.bytes, u64::from(position.end_line.saturating_sub(position.line)));
        }
        if let Some((start, end)) = position.columns {
            put_unsigned(&mut self.bytes, u64::from(start));
            put_unsigned(&mut self.bytes, u64::from(end));
        }
        self.line = position.line;
    }

    /// The packed table.
    #[must_use]
    pub fn finish(mut self) -> Positions {
        self.flush();
        Positions(self.bytes.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packs_and_looks_up() {
        let at = |line, end_line, columns| Some(Position { line, end_line, columns });
        let table = [
            (1, at(3, 3, Some((0, 7)))),
            (2, at(3, 3, Some((4, 500)))),
            (1, None),
            (4, at(2, 9, Some((1, 1)))),
            (1, at(2, 2, None)),
            (1, at(100_000, 100_000, Some((0, 1)))),
        ];
        let mut builder = PositionsBuilder::default();
        for (words, position) in table {
            builder.push(words, position);
        }
        let positions = builder.finish();
        let mut word = 0;
        for (words, position) in table {
            for _ in 0..words {
                assert_eq!(positions.lookup(Pc(word)), position, "word {word}");
                word += 1;
            }
        }
        assert_eq!(positions.lookup(Pc(word)), None);
        assert_eq!(positions.runs().count(), table.len());
    }

    #[test]
    fn equal_neighbours_are_one_run() {
        let mut builder = PositionsBuilder::default();
        let position = Some(Position { line: 1, end_line: 1, columns: Some((0, 1)) });
        builder.push(1, position);
        builder.push(2, position);
        let runs: Vec<_> = builder.finish().runs().collect();
        assert_eq!(runs, [PositionRun { start: Pc(0), end: Pc(3), position }]);
    }
}
