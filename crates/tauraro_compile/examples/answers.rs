//! Compiles snippets and prints what became of each, for comparison with CPython:
//! `cargo run -p tauraro_compile --example answers FILE`, snippets separated by NUL.

use tauraro_bytecode::verify;
use tauraro_compile::{Options, compile};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("a file is needed")?;
    for source in std::fs::read_to_string(path)?.split('\0') {
        println!("{}", answer(source));
    }
    Ok(())
}

fn answer(source: &str) -> String {
    match compile(source, &Options::module("<t>")) {
        Ok(compiled) => {
            if let Err(error) = verify(&compiled.code) {
                return format!("VERIFY {error}");
            }
            let mut warnings: Vec<String> =
                compiled.warnings.iter().map(|warning| format!("{} {}", warning.lineno, warning.msg)).collect();
            warnings.sort();
            warnings.dedup();
            if warnings.is_empty() { "ok".to_owned() } else { format!("ok W {}", warnings.join("; ")) }
        }
        Err(error) => {
            let number = |value: Option<String>| value.unwrap_or_else(|| "None".to_owned());
            format!(
                "{} | {} {} {} {}",
                error.msg,
                number(error.lineno.map(|n| n.to_string())),
                number(error.offset.map(|n| n.to_string())),
                number(error.end_lineno.map(|n| n.to_string())),
                number(error.end_offset.map(|n| n.to_string())),
            )
        }
    }
}
