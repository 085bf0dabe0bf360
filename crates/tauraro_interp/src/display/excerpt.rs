//! The source lines of a traceback entry with carets under what failed:
//!
//! ```text
//!     total = price[key] * count
//!             ~~~~~^^^^^
//! ```
//!
//! Of a range over many lines only its first and last line and those around the anchors show.

use super::source::{Anchors, Statement, tools};
use super::text::{byte_offset, char_offset, dedent, display_width, indent, is_space};
use super::theme::Theme;
use std::collections::BTreeSet;
use tauraro_core::Vm;

/// Columns of the first and the last line of a range, in bytes.
pub(super) type Columns = (u32, u32);

/// Lines of an entry, indented, each with its newline. Without columns: the first line only.
pub(super) fn excerpt(vm: &Vm, lines: Vec<String>, columns: Option<Columns>, theme: &Theme) -> String {
    let first_length = lines[0].chars().count();
    let columns =
        columns.map(|(start, end)| (char_offset(&lines[0], start as usize), last_offset(&lines, end as usize)));
    let mut lines = lines;
    dedent(&mut lines);
    if lines.iter().all(String::is_empty) {
        return String::new();
    }
    let Some((start, end)) = columns else {
        return format!("    {}\n", lines[0].trim_matches(is_space));
    };
    let taken = first_length - lines[0].chars().count().min(first_length);
    let range = Range::new(vm, lines, start.saturating_sub(taken), end.saturating_sub(taken));
    let mut shown: Vec<String> = range.significant_lines(theme).lines().map(str::to_owned).collect();
    dedent(&mut shown);
    indent(&(shown.join("\n") + "\n"), "    ")
}

fn last_offset(lines: &[String], end: usize) -> usize {
    lines.last().map_or(0, |last| char_offset(last, end))
}

struct Range {
    lines: Vec<String>,
    /// Character of the first line where the range begins.
    start: usize,
    /// Character of the last line where it ends.
    end: usize,
    anchors: Option<Anchors>,
    carets: bool,
}

impl Range {
    fn new(vm: &Vm, lines: Vec<String>, start: usize, end: usize) -> Range {
        let mut range = Range { lines, start, end, anchors: None, carets: false };
        if let Some(tools) = tools(vm) {
            range.anchors = (tools.anchors)(&range.segment());
            let statement = (tools.statement)(&range.lines.join("\n"));
            range.carets = range.wants_carets(statement);
        } else {
            range.carets = range.is_part();
        }
        range
    }

    fn last(&self) -> &str {
        self.lines.last().map_or("", |l| l)
    }

    /// The text of the range alone.
    fn segment(&self) -> String {
        let text = self.lines.join("\n");
        let from = byte_offset(&text, self.start);
        let cut = self.last().len() - byte_offset(self.last(), self.end);
        text.get(from..text.len() - cut).unwrap_or_default().to_owned()
    }

    /// Carets under a whole statement would say nothing, unless a part of it is the anchor.
    fn wants_carets(&self, statement: Statement) -> bool {
        match statement {
            Statement::Empty => return false,
            Statement::Call(first, last, start, end)
                if first == 1 && last == self.lines.len() && start == self.start && end == self.end =>
            {
                return false;
            }
            _ => {}
        }
        self.anchors.is_some() || self.is_part()
    }

    /// Whether there is more in the lines than the range.
    fn is_part(&self) -> bool {
        let before = &self.lines[0][..byte_offset(&self.lines[0], self.start)];
        let behind = &self.last()[byte_offset(self.last(), self.end)..];
        !before.chars().all(is_space) || !behind.chars().all(is_space)
    }

    /// The text of the lines that show.
    fn significant_lines(&self, theme: &Theme) -> String {
        let mut wanted = BTreeSet::from([0, self.lines.len() - 1]);
        if let Some(anchors) = &self.anchors {
            for line in [anchors.left.0, anchors.right.0] {
                wanted.extend(line.saturating_sub(1)..=line + 1);
            }
        }
        wanted.retain(|line| *line < self.lines.len());
        let mut out = String::new();
        let mut previous: Option<usize> = None;
        for line in wanted {
            match previous.map_or(1, |p| line - p) {
                0 | 1 => {}
                2 => self.put_line(line - 1, theme, &mut out),
                between => out.push_str(&format!("...<{} lines>...\n", between - 1)),
            }
            self.put_line(line, theme, &mut out);
            previous = Some(line);
        }
        out
    }

    fn put_line(&self, number: usize, theme: &Theme, out: &mut String) {
        let line = &self.lines[number];
        let carets = if self.carets { self.carets_of(number) } else { Vec::new() };
        if self.carets && theme.is_coloured() {
            out.push_str(&coloured(&format!("{line}\n"), &carets, theme));
        } else {
            out.push_str(line);
            out.push('\n');
            out.extend(&carets);
        }
        if self.carets {
            out.push('\n');
        }
    }

    /// `^`, `~` or a space for each column of a line.
    fn carets_of(&self, number: usize) -> Vec<char> {
        let line = &self.lines[number];
        let blank = line.chars().take_while(|c| is_space(*c)).count();
        let start = display_width(&self.lines[0], self.start);
        let count = if number + 1 == self.lines.len() {
            display_width(line, self.end)
        } else {
            display_width(line, line.chars().count())
        };
        // Anchors are counted from the segment's start.
        let column = |(at, character): (usize, usize)| {
            let character = if at == 0 { character + self.start } else { character };
            (at, display_width(&self.lines[at], character))
        };
        let anchors = self.anchors.map(|a| (column(a.left), column(a.right)));
        let mark = |col: usize| match anchors {
            _ if col < blank || number == 0 && col < start => ' ',
            Some((left, right)) if (number, col) >= left && (number, col) < right => '^',
            Some(_) => '~',
            None => '^',
        };
        (0..count).map(mark).collect()
    }
}

/// A line with its end and its carets, with the colours of what the carets mean. Carets are
/// matched with characters, not columns; behind wide ones they reach over the line's end.
fn coloured(line: &str, carets: &[char], theme: &Theme) -> String {
    let (mut text, mut marks) = (String::new(), String::new());
    let characters: Vec<char> = line.chars().collect();
    let length = characters.len().max(carets.len());
    let mut at = 0;
    while at < length {
        let mark = carets.get(at).copied();
        let run = (at..length).take_while(|i| carets.get(*i).copied() == mark).count();
        let piece: String = characters.iter().skip(at).take(run).collect();
        let under: String = carets.iter().skip(at).take(run).collect();
        let colour = match mark {
            Some('^') => theme.highlight,
            Some('~') => theme.range,
            _ => "",
        };
        let end = if colour.is_empty() { "" } else { theme.reset };
        for (out, part) in [(&mut text, piece), (&mut marks, under)] {
            out.push_str(colour);
            out.push_str(&part);
            out.push_str(end);
        }
        at += run;
    }
    text + &marks
}
