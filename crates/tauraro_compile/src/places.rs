//! Places of code that was not read from a text: of trees that a program made.
//!
//! Such a tree is compiled by way of a text that is made for the purpose. Each node's place is
//! noted beside the part of the text that it became, and instructions take it from there.

use std::collections::HashMap;

use std::sync::Arc;

use tauraro_bytecode::{Code, Const, Position};
use tauraro_syntax::{LineIndex, SyntaxError, TextRange, TextSize};

/// Where a node stands in the text, and where it says to stand.
#[derive(Clone, Copy, Debug)]
pub struct Note {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// Line, column, end line, end column.
    pub place: [u32; 4],
}

/// The notes of a text.
#[derive(Clone, Debug, Default)]
pub struct Places {
    exact: HashMap<(u32, u32), [u32; 4], foldhash::fast::FixedState>,
    /// By start, then longest first.
    notes: Vec<Note>,
    /// Texts of the expressions in t-strings, by where their field begins.
    texts: Vec<(u32, String)>,
    /// What names that are no identifiers are called in the text, and their real names.
    names: Vec<(String, String)>,
}

impl Places {
    /// Inner nodes are noted before those around them; of two at the same place the first counts.
    #[must_use]
    pub fn new(mut notes: Vec<Note>, texts: Vec<(u32, String)>, names: Vec<(String, String)>) -> Places {
        let mut exact = HashMap::default();
        for note in &notes {
            exact.entry((note.start, note.end)).or_insert(note.place);
        }
        notes.sort_by_key(|note| (note.start, std::cmp::Reverse(note.end)));
        Places { exact, notes, texts, names }
    }

    /// The place of a part of the text: that of the node there, or of the last one that begins
    /// before it.
    pub(crate) fn find(&self, range: TextRange) -> [u32; 4] {
        let (start, end) = (range.start().to_u32(), range.end().to_u32());
        if let Some(place) = self.exact.get(&(start, end)) {
            return *place;
        }
        let after = self.notes.partition_point(|note| note.start <= start);
        let around = self.notes[..after].iter().rev().find(|note| note.end >= end);
        let nearest = around.or_else(|| self.notes[..after].last()).or_else(|| self.notes.first());
        nearest.map_or([1, 0, 1, 0], |note| note.place)
    }

    /// The text of the expression of a field of a t-string.
    pub(crate) fn text(&self, field: TextRange) -> Option<String> {
        let start = field.start().to_u32();
        self.texts.iter().find(|(at, _)| *at == start).map(|(_, text)| text.clone())
    }

    /// The error at the place of a part of the text.
    pub(crate) fn place_error(&self, error: SyntaxError, range: TextRange) -> SyntaxError {
        let [line, start, end_line, end] = self.find(range);
        let column = |n: u32| i32::try_from(n).ok().and_then(|n| n.checked_add(1));
        SyntaxError {
            lineno: Some(line),
            offset: column(start),
            end_lineno: Some(end_line),
            end_offset: column(end),
            text: None,
            metadata: None,
            msg: self.real_names(&error.msg).unwrap_or(error.msg),
            ..error
        }
    }

    /// An error of the parser at the place of the node that it is about.
    pub(crate) fn move_error(&self, error: SyntaxError, source: &str) -> SyntaxError {
        let Some(line) = error.lineno else { return error };
        let start = LineIndex::new(source).start_of(line);
        let column = error.offset.and_then(|n| usize::try_from(n - 1).ok()).unwrap_or(0);
        let at = TextSize::new((start + column).min(source.len()) as u32);
        self.place_error(error, TextRange::empty(at))
    }

    /// A text in which stand-ins are replaced; `None`: there are none.
    fn real_names(&self, text: &str) -> Option<String> {
        let found = self.names.iter().any(|(stand_in, _)| text.contains(stand_in));
        found.then(|| self.names.iter().fold(text.to_owned(), |text, (stand_in, name)| text.replace(stand_in, name)))
    }

    /// The code with the real names.
    pub(crate) fn rename(&self, code: &Arc<Code>) -> Arc<Code> {
        if self.names.is_empty() {
            return code.clone();
        }
        let mut new = Code::clone(code);
        let rename = |text: &mut Box<str>| {
            if let Some(real) = self.real_names(text) {
                *text = real.into();
            }
        };
        rename(&mut new.name);
        rename(&mut new.qualname);
        new.names.iter_mut().for_each(rename);
        new.locals.iter_mut().for_each(|local| rename(&mut local.name));
        new.consts.iter_mut().for_each(|constant| self.rename_const(constant));
        Arc::new(new)
    }

    fn rename_const(&self, constant: &mut Const) {
        match constant {
            Const::Str(bytes) => {
                if let Some(real) = std::str::from_utf8(bytes).ok().and_then(|text| self.real_names(text)) {
                    *bytes = real.into_bytes().into();
                }
            }
            Const::Tuple(items) | Const::FrozenSet(items) => {
                items.iter_mut().for_each(|item| self.rename_const(item));
            }
            Const::Code(code) => *code = self.rename(code.get()).into(),
            _ => {}
        }
    }

    pub(crate) fn position(&self, range: TextRange) -> Position {
        let [line, start, end_line, end] = self.find(range);
        Position { line, end_line, columns: Some((start, end)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_node_itself_before_those_around_it() {
        let note = |start, end, line| Note { start, end, place: [line, 0, line, 1] };
        let places = Places::new(vec![note(2, 3, 7), note(0, 5, 8), note(6, 9, 9)], Vec::new(), Vec::new());
        let line = |start: u32, end: u32| places.find(TextRange::new(start.into(), end.into()))[0];
        assert_eq!(line(2, 3), 7);
        assert_eq!(line(0, 5), 8);
        assert_eq!(line(4, 5), 8);
        assert_eq!(line(7, 8), 9);
        assert_eq!(Places::default().find(TextRange::default()), [1, 0, 1, 0]);
    }
}
