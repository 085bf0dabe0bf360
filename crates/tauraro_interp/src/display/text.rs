//! Operations on lines of text with Python's meaning of them, which tracebacks are made of.

use tauraro_core::heap::Gc;
use tauraro_core::object::Str;
use tauraro_objects::text::unicode;

/// What `str.splitlines` takes for the end of a line.
fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\x0b' | '\x0c' | '\x1c' | '\x1d' | '\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The lines of a text, each with its end.
pub(super) fn lines_with_ends(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = match rest.find(ends_line) {
            None => rest.len(),
            Some(at) if rest[at..].starts_with("\r\n") => at + 2,
            Some(at) => at + rest[at..].chars().next().map_or(1, char::len_utf8),
        };
        let (line, after) = rest.split_at(end);
        lines.push(line);
        rest = after;
    }
    lines
}

/// Puts `prefix` in front of every line.
pub(super) fn indent(text: &str, prefix: &str) -> String {
    if prefix.is_empty() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + prefix.len());
    for line in lines_with_ends(text) {
        out.push_str(prefix);
        out.push_str(line);
    }
    out
}

/// White space in Python's sense.
pub(super) fn is_space(c: char) -> bool {
    unicode::is_space(c as u32)
}

/// Takes the white space off that all lines but blank ones begin with. Blank lines become empty.
pub(super) fn dedent(lines: &mut [String]) {
    let blank = |line: &str| line.chars().all(is_space);
    let mut margin: Option<String> = None;
    for line in lines.iter().filter(|l| !blank(l)) {
        let lead: String = line.chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
        margin = Some(match margin {
            None => lead,
            Some(m) => m.chars().zip(lead.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect(),
        });
    }
    let margin = margin.map_or(0, |m| m.len());
    for line in lines {
        if blank(line) {
            line.clear();
        } else {
            line.drain(..margin);
        }
    }
}

/// Columns that the first `chars` characters of a line take on a terminal.
pub(super) fn display_width(line: &str, chars: usize) -> usize {
    if line.is_ascii() {
        return chars;
    }
    line.chars().take(chars).map(|c| if unicode::is_wide(c) { 2 } else { 1 }).sum()
}

/// The number of characters in the first `bytes` bytes of a line; a character that is cut
/// through counts.
pub(super) fn char_offset(line: &str, bytes: usize) -> usize {
    line.char_indices().take_while(|(at, _)| *at < bytes).count()
}

/// The byte offset of the `chars`-th character, or the line's length.
pub(super) fn byte_offset(line: &str, chars: usize) -> usize {
    line.char_indices().nth(chars).map_or(line.len(), |(at, _)| at)
}

/// The text of a string. Lone surrogates, which Rust's text cannot have, are shown as stderr
/// shows them.
pub(super) fn shown(s: Gc<Str>) -> String {
    if let Some(text) = s.as_str() {
        return text.to_owned();
    }
    let mut out = String::new();
    for point in s.as_wtf8().code_points() {
        match point.to_char() {
            Some(c) => out.push(c),
            None => out.push_str(&format!("\\u{:04x}", point.to_u32())),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_as_python_does() {
        assert_eq!(lines_with_ends("a\r\nb\x0cc\u{2028}\n"), ["a\r\n", "b\x0c", "c\u{2028}", "\n"]);
        assert!(lines_with_ends("").is_empty());
        assert_eq!(indent("a\n\nb", "| "), "| a\n| \n| b");
    }

    #[test]
    fn margins_and_widths() {
        let mut lines = ["    a", "", "  \tb", "      "].map(str::to_owned);
        dedent(&mut lines);
        assert_eq!(lines, ["  a", "", "\tb", ""]);
        assert_eq!(display_width("a\u{4e2d}b", 2), 3);
        assert_eq!(char_offset("\u{4e2d}b", 2), 1);
        assert_eq!(char_offset("\u{4e2d}b", 3), 1);
        assert_eq!(byte_offset("\u{4e2d}b", 1), 3);
    }
}
