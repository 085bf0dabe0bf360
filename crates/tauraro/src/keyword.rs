//! The keyword that was probably meant where a text does not parse: `whlie x:` for `while x:`.
//! A name is taken for a misspelt keyword if the text parses with the keyword in its place.

use tauraro_compile::Options;
use tauraro_interp::display::{Keyword, Misspelt};
use tauraro_syntax::{Completeness, Mode, completeness};

const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];
/// Longer texts are not searched.
const TEXT_BYTES_MAX: usize = 1024;
/// Names that are tried.
const NAMES_MAX: usize = 10;
/// Keywords that are tried for a name.
const MATCHES_MAX: usize = 3;
/// Keywords less like a name than this are not tried.
const RATIO_MIN: f64 = 0.5;

/// See `SourceTools::keyword`.
pub(crate) fn misspelt(error: &Misspelt<'_>) -> Option<Keyword> {
    let (read, _) = error.read;
    let all: Vec<&str> = error.source.lines().collect();
    let from = read.saturating_sub(1).min(all.len());
    let lines = dedented(&all[from..error.line.clamp(from, all.len())]);
    let text = lines.join("\n");
    if text.chars().count() > TEXT_BYTES_MAX {
        return None;
    }
    let error_line = if read == 0 { error.line } else { error.line + 1 };
    let in_question = |n: &Name| !error.from_file || n.line + 1 + read == error_line;
    let names = names(&text)?;
    let unknown = |n: &&Name| in_question(n) && !KEYWORDS.contains(&n.text.as_str());
    for name in names.iter().filter(unknown).take(NAMES_MAX) {
        for suggestion in matches(&name.text) {
            if suggestion != name.text && parses_with(&lines, name, suggestion) {
                return Some(Keyword {
                    suggestion,
                    text: lines[name.line].clone(),
                    line: name.line + 1,
                    columns: (name.column + 1, name.column + name.text.chars().count() + 1),
                });
            }
        }
    }
    None
}

fn dedented(lines: &[&str]) -> Vec<String> {
    let blank = |l: &str| l.trim().is_empty();
    let indent = |l: &&&str| l.len() - l.trim_start_matches([' ', '\t']).len();
    let margin = lines.iter().filter(|l| !blank(l)).map(|l| indent(&l)).min().unwrap_or(0);
    lines.iter().map(|l| if blank(l) { String::new() } else { l[margin..].to_owned() }).collect()
}

/// A text without the white space that all its lines begin with.
pub(crate) fn dedented_text(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    let margin = lines
        .iter()
        .filter(|l| !l.trim().is_empty())
        .map(|l| &l[..l.len() - l.trim_start_matches([' ', '\t']).len()])
        .reduce(|a, b| &a[..a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count()])
        .map_or(0, str::len);
    if margin == 0 {
        return text.to_owned();
    }
    let shown = |l: &&str| if l.trim().is_empty() { String::new() } else { l[margin..].to_owned() };
    lines.iter().map(shown).collect::<Vec<_>>().join("\n")
}

/// A name in the text: line from 0, character from 0.
struct Name {
    text: String,
    line: usize,
    column: usize,
}

/// The names of a text that stand in no string or comment. `None`: a string does not end.
fn names(text: &str) -> Option<Vec<Name>> {
    let mut names = Vec::new();
    let characters: Vec<char> = text.chars().collect();
    let (mut at, mut line, mut line_start) = (0, 0, 0);
    while let Some(&c) = characters.get(at) {
        let start = at;
        match c {
            '\n' => {
                at += 1;
                (line, line_start) = (line + 1, at);
            }
            '#' => at += characters[at..].iter().take_while(|c| **c != '\n').count(),
            '"' | '\'' => {
                at = string_end(&characters, at)?;
                line += characters[start..at].iter().filter(|c| **c == '\n').count();
                line_start = characters[..at].iter().rposition(|c| *c == '\n').map_or(0, |i| i + 1);
            }
            c if c.is_ascii_digit() => {
                at += characters[at..].iter().take_while(|c| c.is_alphanumeric() || **c == '_').count();
            }
            c if c.is_alphabetic() || c == '_' => {
                at += characters[at..].iter().take_while(|c| c.is_alphanumeric() || **c == '_').count();
                let text: String = characters[start..at].iter().collect();
                let is_prefix = matches!(characters.get(at), Some('"' | '\''))
                    && text.len() <= 2
                    && text.chars().all(|c| "rbuftRBUFT".contains(c));
                if !is_prefix {
                    names.push(Name { text, line, column: start - line_start });
                }
            }
            _ => at += 1,
        }
    }
    Some(names)
}

fn string_end(text: &[char], start: usize) -> Option<usize> {
    let quote = text[start];
    let triple = text.get(start..start + 3).is_some_and(|q| q.iter().all(|c| *c == quote));
    let length = if triple { 3 } else { 1 };
    let mut at = start + length;
    loop {
        match *text.get(at)? {
            '\\' => at += 2,
            '\n' if !triple => return None,
            c if c == quote && (!triple || text.get(at..at + 3)?.iter().all(|c| *c == quote)) => {
                return Some(at + length);
            }
            _ => at += 1,
        }
    }
}

fn parses_with(lines: &[String], name: &Name, keyword: &str) -> bool {
    let mut lines = lines.to_vec();
    let line: Vec<char> = lines[name.line].chars().collect();
    let end = name.column + name.text.chars().count();
    let part = |from: usize, to: usize| line[from..to].iter().collect::<String>();
    lines[name.line] = part(0, name.column) + keyword + &part(end, line.len());
    let text = lines.join("\n");
    match completeness(&text, Mode::Module) {
        Completeness::Incomplete => true,
        Completeness::Invalid(_) => false,
        // The compiler has more to say than the grammar: `return` outside of functions.
        Completeness::Complete => tauraro_compile::compile(&text, &Options::module("<text>")).is_ok(),
    }
}

/// The keywords that are most like a word, the likeliest first.
fn matches(word: &str) -> Vec<&'static str> {
    let mut found: Vec<&'static str> = tauraro_core::suggest::closest(word, &KEYWORDS).into_iter().collect();
    let mut like: Vec<(f64, &str)> =
        KEYWORDS.iter().map(|k| (likeness(k, word), *k)).filter(|(ratio, _)| *ratio >= RATIO_MIN).collect();
    like.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(a.1)));
    found.extend(like.into_iter().take(MATCHES_MAX).map(|(_, k)| k));
    found.truncate(MATCHES_MAX);
    found
}

/// Twice the number of characters that match in order, by both lengths (`difflib`'s ratio).
fn likeness(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    2.0 * in_common(&a, &b) as f64 / (a.len() + b.len()) as f64
}

/// Characters of the longest common piece and of what matches to both sides of it.
fn in_common(a: &[char], b: &[char]) -> usize {
    let (mut best, mut length) = ((0, 0), 0);
    for i in 0..a.len() {
        for j in 0..b.len() {
            let same = a[i..].iter().zip(&b[j..]).take_while(|(x, y)| x == y).count();
            if same > length {
                (best, length) = ((i, j), same);
            }
        }
    }
    if length == 0 {
        return 0;
    }
    let (i, j) = best;
    in_common(&a[..i], &b[..j]) + length + in_common(&a[i + length..], &b[j + length..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suggestion(source: &str) -> Option<&'static str> {
        let line = source.lines().count();
        misspelt(&Misspelt { read: (0, 0), line, source, from_file: false }).map(|k| k.suggestion)
    }

    #[test]
    fn finds_keywords() {
        assert_eq!(suggestion("whille True:\n    pass"), Some("while"));
        assert_eq!(suggestion("fro x in y:"), Some("for"));
        assert_eq!(suggestion("x = 'whille' + ("), None);
        assert_eq!(suggestion("a b c d"), None);
        assert!((likeness("import", "imprt") - 10.0 / 11.0).abs() < 1e-9);
    }
}
