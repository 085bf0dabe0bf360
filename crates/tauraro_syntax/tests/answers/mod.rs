//! The line format of recorded answers: tab-separated fields, escaped as Python does it.

#![allow(dead_code, reason = "each test uses a part")]

use tauraro_syntax::SyntaxError;

/// Reverses Python's `unicode_escape` (as far as it writes it).
pub fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let digits = match chars.next() {
            Some('n') => {
                out.push('\n');
                continue;
            }
            Some('t') => {
                out.push('\t');
                continue;
            }
            Some('r') => {
                out.push('\r');
                continue;
            }
            Some('x') => 2,
            Some('u') => 4,
            Some('U') => 8,
            other => {
                out.extend(other);
                continue;
            }
        };
        let code: String = chars.by_ref().take(digits).collect();
        let code = u32::from_str_radix(&code, 16).expect("hexadecimal digits");
        out.push(char::from_u32(code).expect("no surrogates in snippets"));
    }
    out
}

/// As Python's `unicode_escape`.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            ' '..='~' => out.push(c),
            c if u32::from(c) < 0x100 => out.push_str(&format!("\\x{:02x}", u32::from(c))),
            c if u32::from(c) < 0x10000 => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push_str(&format!("\\U{:08x}", u32::from(c))),
        }
    }
    out
}

/// The fields of an error after mode and source.
pub fn fields(error: &SyntaxError) -> String {
    let number = |value: Option<i64>| value.map_or("None".to_string(), |value| value.to_string());
    [
        error.kind.name().to_string(),
        escape(&error.msg),
        number(error.lineno.map(i64::from)),
        number(error.offset.map(i64::from)),
        number(error.end_lineno.map(i64::from)),
        number(error.end_offset.map(i64::from)),
        error.text.as_deref().map_or("None".to_string(), escape),
    ]
    .join("\t")
}
