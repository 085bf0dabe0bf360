//! `tauraro dis`: the bytecode of a source file, each run of instructions below the line that it
//! comes from.

use std::sync::Arc;
use tauraro_compile::{Mode, Options, compile};

/// The bytecode of a source text with its lines.
///
/// # Errors
/// The text of the syntax error, if the source has one.
pub fn disassemble(source: &[u8], filename: &str, optimize: u8) -> Result<String, String> {
    let shown = |e: tauraro_syntax::SyntaxError| match e.lineno {
        Some(line) => format!("  File \"{filename}\", line {line}\n{}: {}", e.kind.name(), e.msg),
        None => format!("{}: {}", e.kind.name(), e.msg),
    };
    let text = tauraro_syntax::decode_source(source).map_err(shown)?;
    let options = Options {
        mode: Mode::Module,
        filename: Arc::from(filename),
        optimize,
        future: tauraro_bytecode::CodeFlags(0),
        top_level_await: false,
        dont_imply_dedent: false,
        allow_incomplete_input: false,
        places: None,
    };
    let compiled = compile(&text, &options).map_err(shown)?;
    Ok(with_source(&tauraro_bytecode::disassemble(&compiled.code), &text))
}

/// Columns of the line number, which stands at an instruction that begins a line's code.
const NUMBER_WIDTH: usize = 4;

fn with_source(listing: &str, source: &str) -> String {
    let lines: Vec<&str> = source.lines().collect();
    let mut out = String::new();
    for row in listing.lines() {
        let digits = row.find(|c: char| c != ' ' && !c.is_ascii_digit()).unwrap_or(row.len());
        let number = row[..digits].split_ascii_whitespace().next().filter(|_| digits > NUMBER_WIDTH);
        let begins_line = !row.starts_with("     ");
        if let Some(line) = number.filter(|_| begins_line).and_then(|n| n.parse::<usize>().ok())
            && let Some(text) = line.checked_sub(1).and_then(|i| lines.get(i))
        {
            out.push_str(&format!("     # {}\n", text.trim()));
        }
        out.push_str(row);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_lines_and_instructions() {
        let text = disassemble(b"x = 1\ndef f(a):\n    return a + x\n", "f.py", 0).expect("it compiles");
        let line = text.find("# return a + x").expect("the source line is there");
        assert!(text[line..].contains("return"), "{text}");
        assert!(text.starts_with("<module>"), "{text}");
        let error = disassemble(b"x = = 1\n", "f.py", 0).expect_err("it does not parse");
        assert!(error.contains("line 1") && error.contains("SyntaxError"), "{error}");
    }
}
