//! Syntax trees as Python objects: from the parser's trees and back to code.

mod export;
mod export_expr;
mod export_pattern;
mod export_stmt;
mod export_strings;

pub(crate) use export::{Shape, export};
