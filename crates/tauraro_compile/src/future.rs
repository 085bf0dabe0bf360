//! `from __future__ import ...`: which features a module switches on, and where such imports
//! must stop.

use tauraro_bytecode::CodeFlags;
use tauraro_syntax::ast::{Mod, Stmt};

use crate::error::Fault;
use crate::options::Settings;

/// Features that have long been part of the language: accepted without effect.
const MANDATORY: &[&str] = &[
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "generator_stop",
];

/// Notes the module's features in `settings`.
pub(crate) fn read(module: &Mod, settings: &mut Settings) -> Result<(), Fault> {
    let Mod::Module(module) = module else { return Ok(()) };
    for (index, statement) in module.body.iter().enumerate() {
        match statement {
            Stmt::ImportFrom(import) if import.level == 0 && import.module.as_deref() == Some("__future__") => {
                for alias in &import.names {
                    let bit = feature(&alias.name).map_err(|message| Fault::syntax(message, alias.range))?;
                    settings.future.insert(bit);
                }
                settings.future_end = import.range.end().to_u32();
            }
            Stmt::Expr(expr) if index == 0 && expr.value.is_string_literal_expr() => {}
            _ => return Ok(()),
        }
    }
    Ok(())
}

fn feature(name: &str) -> Result<CodeFlags, String> {
    match name {
        "annotations" => Ok(CodeFlags::FUTURE_ANNOTATIONS),
        "barry_as_FLUFL" => Ok(CodeFlags::FUTURE_BARRY_AS_BDFL),
        "braces" => Err("not a chance".to_owned()),
        _ if MANDATORY.contains(&name) => Ok(CodeFlags::default()),
        _ => Err(format!("future feature {name} is not defined")),
    }
}
