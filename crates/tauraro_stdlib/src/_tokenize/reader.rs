//! The lines of a source as they came, as one text with an index.

/// All lines read so far. A line that came without a newline has one in the text, which is not
/// shown.
#[derive(Default)]
pub(super) struct Source {
    text: String,
    /// Where each line starts.
    starts: Vec<usize>,
    /// Lines whose newline was added.
    bare: Vec<usize>,
}

impl Source {
    pub(super) fn push_line(&mut self, line: &str) {
        self.starts.push(self.text.len());
        self.text.push_str(line);
        if !line.ends_with('\n') {
            self.bare.push(self.starts.len());
            self.text.push('\n');
        }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The 1-based line of an offset. The end of the text belongs to its last line.
    pub(super) fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).max(1)
    }

    pub(super) fn start_of(&self, line: usize) -> usize {
        self.starts.get(line - 1).copied().unwrap_or(self.text.len())
    }

    /// Whether the newline of a line is not the source's own.
    pub(super) fn is_bare(&self, line: usize) -> bool {
        self.bare.binary_search(&line).is_ok()
    }

    /// Line and character column of an offset.
    pub(super) fn place(&self, at: usize) -> (usize, i64) {
        let line = self.line(at);
        let start = self.start_of(line).min(at);
        (line, self.text[start..at].chars().count() as i64)
    }

    /// The text of the lines from `first` to `last`.
    pub(super) fn lines(&self, first: usize, last: usize) -> &str {
        let text = &self.text[self.start_of(first)..self.start_of(last + 1)];
        if self.is_bare(last) { text.strip_suffix('\n').unwrap_or(text) } else { text }
    }

    /// Characters of a line with its newline.
    pub(super) fn whole_line_length(&self, line: usize) -> usize {
        self.text[self.start_of(line)..self.start_of(line + 1)].chars().count()
    }
}
