//! Syntax trees as Python objects: from the parser's trees and back to code.

mod check;
mod export;
mod export_expr;
mod export_pattern;
mod export_stmt;
mod export_strings;
mod import;
mod optimize;
mod write;
mod write_expr;
mod write_stmt;

use std::sync::Arc;
use tauraro_compile::{Mode, Places};
use tauraro_core::{PyResult, Value, Vm};
use tauraro_stdlib::_ast::grammar::Node;

pub(crate) use export::{Shape, export, export_expr};
pub(crate) use optimize::optimize;

/// A tree that a program made, as text with the places of its nodes.
pub(crate) struct Written {
    pub(crate) text: String,
    pub(crate) places: Arc<Places>,
}

/// Checks a tree and writes it as text. `mode` says which module node it has to be.
pub(crate) fn text_of(vm: &mut Vm, tree: Value, mode: Mode) -> PyResult<Written> {
    let wanted = match mode {
        Mode::Module => Node::Module,
        Mode::Interactive => Node::Interactive,
        Mode::Eval => Node::Expression,
    };
    let constants = vm.new_list(&[])?;
    let tree = import::import(vm, tree, wanted, constants)?;
    check::check(vm, &tree, constants)?;
    let mut writer = write::Writer {
        vm,
        constants,
        out: String::new(),
        notes: Vec::new(),
        texts: Vec::new(),
        names: Vec::new(),
        indent: 0,
    };
    if wanted == Node::Expression {
        writer.expr(&tree.parts[0], write::Level::Any)?;
    } else {
        writer.stmts(&tree.parts[0])?;
        writer.put("\n");
    }
    let names = writer.names.into_iter().enumerate();
    let names = names.map(|(i, name)| (write::stand_in(i), name)).collect();
    let places = Arc::new(Places::new(writer.notes, writer.texts, names));
    Ok(Written { text: writer.out, places })
}
