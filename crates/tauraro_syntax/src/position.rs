//! Byte offsets of the parsed text to lines and columns, both kinds that Python shows.
//!
//! The AST and the code object's position table count columns in UTF-8 bytes from 0;
//! exceptions count characters from 1. Line starts are found once; a look-up is a binary
//! search, and characters are only counted where a line is not ASCII.

/// A place in the text: 1-based line, 0-based columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Position {
    pub line: u32,
    /// UTF-8 bytes from the start of the line (`col_offset` of AST nodes).
    pub byte_col: u32,
    /// Characters from the start of the line.
    pub char_col: u32,
}

/// The starts of all lines of one text. Lines end at `\n` only: the text that the parser
/// gets has its newlines translated already.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
    ascii: bool,
}

impl LineIndex {
    pub fn new(source: &str) -> LineIndex {
        let mut starts = Vec::with_capacity(source.len() / 32 + 1);
        starts.push(0);
        starts.extend(source.bytes().enumerate().filter(|&(_, b)| b == b'\n').map(|(at, _)| at as u32 + 1));
        LineIndex { starts, ascii: source.is_ascii() }
    }

    pub fn line_count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The 1-based line that holds the byte at `offset`.
    pub fn line(&self, offset: usize) -> u32 {
        self.starts.partition_point(|&start| start as usize <= offset) as u32
    }

    /// The byte offset at which the 1-based `line` starts (the text's end if past it).
    pub fn start_of(&self, line: u32) -> usize {
        let index = (line.max(1) as usize - 1).min(self.starts.len() - 1);
        self.starts[index] as usize
    }

    /// 1-based line and 0-based UTF-8 column: what AST nodes and code positions store.
    pub fn line_and_byte_col(&self, offset: usize) -> (u32, u32) {
        let line = self.line(offset);
        (line, (offset - self.start_of(line)) as u32)
    }

    /// The full position of `offset`, which must lie on a character boundary of `source`.
    pub fn position(&self, source: &str, offset: usize) -> Position {
        let offset = floor_char_boundary(source, offset);
        let (line, byte_col) = self.line_and_byte_col(offset);
        let char_col = if self.ascii { byte_col } else { source[self.start_of(line)..offset].chars().count() as u32 };
        Position { line, byte_col, char_col }
    }

    /// The text of the 1-based `line` without its newline.
    pub fn line_text<'src>(&self, source: &'src str, line: u32) -> &'src str {
        let rest = &source[self.start_of(line)..];
        match memchr_newline(rest) {
            Some(end) => &rest[..end],
            None => rest,
        }
    }

    /// The line as `SyntaxError.text` has it: always ending in a newline.
    pub fn line_with_newline(&self, source: &str, line: u32) -> String {
        format!("{}\n", self.line_text(source, line))
    }
}

fn memchr_newline(text: &str) -> Option<usize> {
    text.bytes().position(|b| b == b'\n')
}

/// The largest character boundary that is at most `offset`.
fn floor_char_boundary(source: &str, offset: usize) -> usize {
    let mut at = offset.min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_in_bytes_and_characters() {
        let source = "a = 'é'\nüb = 1\n";
        let lines = LineIndex::new(source);
        let at = source.find('b').expect("b is there");
        assert_eq!(lines.position(source, at), Position { line: 2, byte_col: 2, char_col: 1 });
        assert_eq!(lines.line_text(source, 2), "üb = 1");
        assert_eq!(lines.line(source.len()), 3);
        assert_eq!(lines.position("", 0), Position { line: 1, byte_col: 0, char_col: 0 });
    }
}
