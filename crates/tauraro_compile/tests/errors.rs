//! Errors that the compiler finds, against CPython's answers (`semantic_errors.tsv`, recorded
//! by a script from the snippets beside it).

use tauraro_compile::{Mode, Options, compile};

/// Undoes the escapes of the recording script.
fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let digits = match chars.next().unwrap() {
            'n' => {
                out.push('\n');
                continue;
            }
            't' => {
                out.push('\t');
                continue;
            }
            'r' => {
                out.push('\r');
                continue;
            }
            '\\' => {
                out.push('\\');
                continue;
            }
            'x' => 2,
            'u' => 4,
            'U' => 8,
            other => panic!("escape \\{other}"),
        };
        let code: String = chars.by_ref().take(digits).collect();
        out.push(char::from_u32(u32::from_str_radix(&code, 16).unwrap()).unwrap());
    }
    out
}

fn show(value: Option<impl ToString>) -> String {
    value.map_or("None".to_owned(), |value| value.to_string())
}

#[test]
fn errors_are_cpythons() {
    let mut wrong = Vec::new();
    let table = include_str!("semantic_errors.tsv");
    for line in table.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let source = unescape(fields[1]);
        let mut options = Options::module("<test>");
        options.mode = match fields[0] {
            "exec" => Mode::Module,
            "single" => Mode::Interactive,
            "eval" => Mode::Eval,
            other => panic!("mode {other}"),
        };
        let expected = [fields[2], &unescape(fields[3]), fields[4], fields[5], fields[6], fields[7]].join(" | ");
        let found = match compile(&source, &options) {
            Ok(_) => "accepted".to_owned(),
            Err(error) => [
                error.kind.name().to_owned(),
                error.msg.clone(),
                show(error.lineno),
                show(error.offset),
                show(error.end_lineno),
                show(error.end_offset),
            ]
            .join(" | "),
        };
        if found != expected {
            wrong.push(format!("{source}  expected {expected}\n  found    {found}\n"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), table.lines().count(), wrong.join("\n"));
}
