//! The parser's warnings against CPython's: their texts, lines and order.

mod answers;

use tauraro_syntax::{Flags, Mode, parse};

#[test]
fn warnings_are_cpythons() {
    let mut wrong = String::new();
    for line in include_str!("warnings.tsv").lines() {
        let (source, expected) = line.split_once('\t').unwrap_or((line, ""));
        let source = answers::unescape(source);
        let parsed = parse(&source, Mode::Module, Flags::default()).expect("accepted");
        let got: Vec<String> = parsed
            .warnings
            .iter()
            .map(|warning| format!("{}\t{}", answers::escape(&warning.msg), warning.lineno))
            .collect();
        if got.join("\t") != expected {
            wrong += &format!("{source:?}\n  want {expected}\n  got  {}\n", got.join("\t"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_warning_as_error() {
    let parsed = parse("x = 'a\\d'\n", Mode::Module, Flags::default()).expect("accepted");
    let warning = &parsed.warnings[0];
    assert_eq!(
        warning.error_msg.as_deref(),
        Some(r#""\d" is an invalid escape sequence. Did you mean "\\d"? A raw string is also an option."#)
    );
    assert_eq!((warning.lineno, warning.offset, warning.end_offset), (1, 7, 9));
}
