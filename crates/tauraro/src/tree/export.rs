//! The parser's tree as `ast` nodes: the walk's state, positions, identifiers and lists.

use tauraro_core::object::Int;
use tauraro_core::{Gc, List, PyResult, Str, Value, Vm};
use tauraro_stdlib::_ast::{self, grammar::Node};
use tauraro_syntax::ast::{Expr, Identifier, Mod};
use tauraro_syntax::{LineIndex, TextRange};

/// Which module node to make.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Module,
    Interactive,
}

/// One conversion.
pub(super) struct Export<'a> {
    pub(super) vm: &'a mut Vm,
    pub(super) source: &'a str,
    lines: LineIndex,
}

/// The tree of a parsed text.
pub(crate) fn export(vm: &mut Vm, parsed: &Mod, source: &str, shape: Shape) -> PyResult {
    _ast::ensure(vm)?;
    let mut export = Export { vm, source, lines: LineIndex::new(source) };
    match parsed {
        Mod::Expression(e) => {
            let body = export.expr(&e.body)?;
            export.bare(Node::Expression, &[body])
        }
        Mod::Module(module) => {
            let body = export.body(&module.body)?;
            if shape == Shape::Interactive {
                return export.bare(Node::Interactive, &[body]);
            }
            let ignores = export.empty()?;
            export.bare(Node::Module, &[body, ignores])
        }
    }
}

/// The node of one expression of a parsed text.
pub(crate) fn export_expr(vm: &mut Vm, expr: &Expr, source: &str) -> PyResult {
    _ast::ensure(vm)?;
    let mut export = Export { vm, source, lines: LineIndex::new(source) };
    export.expr(expr)
}

impl Export<'_> {
    /// A node without a position.
    pub(super) fn bare(&mut self, node: Node, values: &[Value]) -> PyResult {
        _ast::new_node(self.vm, node, values)
    }

    /// A node that stands at `range`.
    pub(super) fn node(&mut self, node: Node, values: &[Value], range: TextRange) -> PyResult {
        self.node_at(node, values, range.start().to_usize(), range.end().to_usize())
    }

    /// A node that stands from byte `start` to byte `end`.
    pub(super) fn node_at(&mut self, node: Node, values: &[Value], start: usize, end: usize) -> PyResult {
        let obj = self.bare(node, values)?;
        let (line, column) = self.lines.line_and_byte_col(start);
        let (end_line, end_column) = self.lines.line_and_byte_col(end);
        let place = [line, column, end_line, end_column].map(|n| Value::small(i64::from(n)));
        _ast::set_position(self.vm, obj, place)?;
        Ok(obj)
    }

    pub(super) fn text(&self, range: TextRange) -> &str {
        &self.source[range.start().to_usize()..range.end().to_usize()]
    }

    pub(super) fn identifier(&mut self, name: &str) -> Value {
        self.vm.intern(name).value()
    }

    pub(super) fn optional_identifier(&mut self, name: Option<&Identifier>) -> Value {
        match name {
            Some(name) => self.identifier(&name.id),
            None => Value::NONE,
        }
    }

    pub(super) fn str(&mut self, bytes: &[u8]) -> PyResult {
        let text = rustpython_wtf8::Wtf8::from_bytes(bytes).expect("literals are decoded to WTF-8");
        let s: Gc<Str> = self.vm.new_str_wtf8(text)?;
        Ok(s.value())
    }

    pub(super) fn empty(&mut self) -> PyResult {
        self.vm.new_list(&[]).map(Gc::value)
    }

    /// A list of what `one` makes of each item.
    pub(super) fn list<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut one: impl FnMut(&mut Self, T) -> PyResult,
    ) -> PyResult {
        let list: Gc<List> = self.vm.new_list(&[])?;
        for item in items {
            let v = one(self, item)?;
            list.push(self.vm, v)?;
        }
        Ok(list.value())
    }

    pub(super) fn optional<T>(&mut self, item: Option<T>, one: impl FnOnce(&mut Self, T) -> PyResult) -> PyResult {
        match item {
            Some(item) => one(self, item),
            None => Ok(Value::NONE),
        }
    }

    /// The int of a literal's text.
    pub(super) fn int(&mut self, text: &str) -> PyResult {
        let text = self.vm.new_str(text)?.value();
        let int = self.vm.types.int.value();
        let v = self.vm.call(int, &[text, Value::small(0)])?;
        debug_assert!(matches!(v.as_int(), Some(Int::Small(_) | Int::Big(_))));
        Ok(v)
    }

    /// Where the first character that is neither white space nor in a comment stands.
    pub(super) fn skip_blank(&self, mut at: usize) -> usize {
        let bytes = self.source.as_bytes();
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'#' => at += self.source[at..].find('\n').unwrap_or(self.source.len() - at),
                b' ' | b'\t' | b'\n' | b'\x0c' | b'\\' => at += 1,
                _ => break,
            }
        }
        at
    }
}
