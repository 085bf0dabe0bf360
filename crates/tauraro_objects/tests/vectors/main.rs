//! Runs the vectors of `tests/data`, recorded from CPython 3.14 by `tests/data/generate.py`.

mod codecs;
mod integers;
mod layouts;
mod numbers;
mod strings;

use std::fmt::Write;

use rustpython_wtf8::{CodePoint, Wtf8, Wtf8Buf};
use tauraro_objects::fault::Fault;

/// One question: its fields, and CPython's answer as the last.
struct Row {
    line: usize,
    fields: Vec<Wtf8Buf>,
}

impl Row {
    fn text(&self, i: usize) -> &str {
        self.fields[i].as_str().expect("this field is plain text")
    }

    fn wtf8(&self, i: usize) -> &Wtf8 {
        &self.fields[i]
    }

    fn answer(&self) -> &Wtf8 {
        self.fields.last().expect("every row has an answer")
    }

    fn float(&self, i: usize) -> f64 {
        float_from_bits(self.text(i))
    }
}

fn float_from_bits(text: &str) -> f64 {
    f64::from_bits(u64::from_str_radix(text, 16).expect("hexadecimal bits"))
}

fn float_bits(x: f64) -> String {
    // CPython's NaNs come with either sign; only their being NaNs counts.
    if x.is_nan() { "7ff8000000000000".to_owned() } else { format!("{:016x}", x.to_bits()) }
}

fn unescape(field: &str) -> Wtf8Buf {
    let mut out = Wtf8Buf::new();
    let mut rest = field;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let escape = &rest[at + 1..];
        rest = &escape[1..];
        match escape.as_bytes()[0] {
            b't' => out.push_char('\t'),
            b'n' => out.push_char('\n'),
            b'r' => out.push_char('\r'),
            b'u' => {
                let end = escape.find('}').expect("an escape ends in a brace");
                let code = u32::from_str_radix(&escape[2..end], 16).expect("hexadecimal code");
                out.push(CodePoint::from_u32(code).expect("a code point"));
                rest = &escape[end + 1..];
            }
            _ => out.push_char('\\'),
        }
    }
    out.push_str(rest);
    out
}

fn rows(text: &str) -> Vec<Row> {
    let parse = |(i, line): (usize, &str)| Row { line: i + 1, fields: line.split('\t').map(unescape).collect() };
    text.lines().enumerate().map(parse).collect()
}

/// The answer in the form of the vectors.
fn show<T: AsRef<Wtf8>>(result: Result<T, Fault>) -> Wtf8Buf {
    let mut out = Wtf8Buf::new();
    match result {
        Ok(value) => {
            out.push_char('=');
            out.push_wtf8(value.as_ref());
        }
        Err(fault) => {
            let kind = format!("{:?}", fault.kind).replace("StructError", "error");
            write!(out, "!{kind}: {}", fault.text).expect("writing to memory succeeds");
        }
    }
    out
}

/// Runs every row and tells all that differ at once.
fn check_all(name: &str, text: &str, run: impl Fn(&Row) -> Wtf8Buf) {
    let rows = rows(text);
    assert!(!rows.is_empty(), "{name} holds no rows");
    let mut wrong = String::new();
    let mut count = 0;
    for row in &rows {
        let got = run(row);
        // Lone surrogates in error texts are shown as replacement characters.
        let expected = row.answer();
        let matches = got.as_bytes() == expected.as_bytes()
            || (expected.as_bytes()[0] == b'!' && got.to_string() == expected.to_string());
        if !matches {
            count += 1;
            if count <= 30 {
                writeln!(wrong, "{name}:{}: {:?}\n  got {got:?}", row.line, row.fields)
                    .expect("writing to memory succeeds");
            }
        }
    }
    assert!(count == 0, "{count} of {} rows differ:\n{wrong}", rows.len());
}
