//! Prints the bytecode of a file: `cargo run -p tauraro_compile --example dis FILE`.

use tauraro_bytecode::disassemble;
use tauraro_compile::{Options, compile};
use tauraro_syntax::{decode_source, normalize_newlines};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in std::env::args().skip(1) {
        let text = decode_source(&std::fs::read(&path)?)?;
        let source = normalize_newlines(&text);
        let compiled = compile(&source, &Options::module(&path))?;
        println!("{}", disassemble(&compiled.code));
        for warning in compiled.warnings {
            println!("line {}: {}", warning.lineno, warning.msg);
        }
    }
    Ok(())
}
