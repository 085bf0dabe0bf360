//! Runs the recorded cases and compares every span of every match.

use std::fmt::Write;

use crate::_sre::engine::{Host, Interrupt, Mode, Program, Scratch, Subject, Window};

/// A host without limits.
pub(super) struct Free;

impl Host for Free {
    fn poll(&mut self) -> Result<(), Interrupt> {
        Ok(())
    }

    fn reserve(&mut self, _bytes: usize) -> Result<(), Interrupt> {
        Ok(())
    }
}

#[test]
fn recorded_cases() {
    let count = run_table(include_str!("cases.txt"));
    assert!(count >= 1500, "the table has only {count} cases");
}

/// A longer table made by `generate.py SEED COUNT`, if one is named.
#[test]
fn more_cases() {
    if let Ok(path) = std::env::var("TAURARO_SRE_CASES") {
        let table = std::fs::read_to_string(&path).expect("the table can be read");
        println!("{} cases", run_table(&table));
    }
}

fn run_table(table: &str) -> usize {
    let mut scratch = Scratch::default();
    let mut pattern: Option<(Program, &str)> = None;
    let mut subject = OwnedSubject::default();
    let mut count = 0;
    let mut failures = String::new();
    for line in table.lines() {
        let (kind, rest) = line.split_at(2);
        match kind {
            "P " => pattern = Some(parse_pattern(rest)),
            "S " => subject = OwnedSubject::parse(rest),
            "O " => {
                let (program, text) = pattern.as_ref().expect("a pattern stands before its cases");
                let words: Vec<&str> = rest.split(' ').collect();
                let actual = subject.run(program, words[0], words[1], words[2], &mut scratch);
                count += 1;
                if actual != words[3] && failures.len() < 10_000 {
                    let bytes = String::from_utf8_lossy(&subject.bytes);
                    let expected = words[3];
                    writeln!(failures, "{text} on {bytes:?} {rest}: {actual} not {expected}").unwrap();
                }
            }
            _ => panic!("unknown line {line:?}"),
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
    count
}

fn parse_pattern(line: &str) -> (Program, &str) {
    let (head, text) = line.split_once('\t').unwrap();
    let words: Vec<&str> = head.split(' ').collect();
    let codes: Vec<u32> = words[2].split(',').map(|word| u32::from_str_radix(word, 16).unwrap()).collect();
    let program = Program::new(&codes, words[1].parse().unwrap());
    (program.unwrap_or_else(|_| panic!("{text} is invalid: {codes:?}")), text)
}

#[derive(Default)]
pub(super) struct OwnedSubject {
    pub(super) bytes: Vec<u8>,
    /// Byte offset of each character and of the end.
    offsets: Vec<usize>,
    is_text: bool,
    is_ascii: bool,
}

impl OwnedSubject {
    pub(super) fn parse(line: &str) -> OwnedSubject {
        let (kind, hex) = line.split_once(' ').unwrap();
        let bytes: Vec<u8> =
            (0..hex.len() / 2).map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap()).collect();
        let is_text = kind == "t";
        let starts = |at: &usize| !is_text || bytes.get(*at).is_none_or(|byte| byte & 0xc0 != 0x80);
        let offsets = (0..=bytes.len()).filter(starts).collect();
        let is_ascii = bytes.is_ascii();
        OwnedSubject { bytes, offsets, is_text, is_ascii }
    }

    pub(super) fn subject(&self) -> Subject<'_> {
        if self.is_text {
            Subject::Text { wtf8: &self.bytes, ascii: self.is_ascii }
        } else {
            Subject::Bytes(&self.bytes)
        }
    }

    fn char_index(&self, offset: usize) -> usize {
        self.offsets.binary_search(&offset).expect("a span ends between characters")
    }

    fn run(&self, program: &Program, op: &str, pos: &str, end: &str, scratch: &mut Scratch) -> String {
        let at = |text: &str| self.offsets[text.parse::<usize>().unwrap()];
        let mut window = Window::new(at(pos), at(end));
        let mode = match op {
            "s" | "i" => Mode::Search,
            "m" | "c" => Mode::Match,
            _ => Mode::FullMatch,
        };
        let mut results = Vec::new();
        while let Some(span) = program.find(mode, self.subject(), window, scratch, &mut Free).expect("no limits") {
            let mut text = format!("{},{}", self.char_index(span.start), self.char_index(span.end));
            for group in 1..=program.groups() as usize {
                match scratch.group(group) {
                    Some((start, end)) => {
                        let (start, end) = (self.char_index(start), self.char_index(end));
                        write!(text, ";{start},{end}").unwrap();
                    }
                    None => text.push_str(";-"),
                }
            }
            write!(text, "|{}", scratch.lastindex()).unwrap();
            results.push(text);
            window = window.after(span);
            if !matches!(op, "i" | "c") {
                break;
            }
        }
        if results.is_empty() { "-".to_string() } else { results.join("/") }
    }
}
