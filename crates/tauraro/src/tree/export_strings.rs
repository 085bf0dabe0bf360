//! String literals, f-strings and t-strings as `ast` nodes.
//!
//! Adjacent literals are one node: a `Constant` if all are plain, else a `JoinedStr` of their
//! parts, in which neighbouring texts are one constant that spans them.

use super::export::Export;
use tauraro_core::{Gc, List, PyResult, Value};
use tauraro_stdlib::_ast::grammar::Node;
use tauraro_syntax::ast::{
    self, ConversionFlag, FStringPart, InterpolatedElement, InterpolatedStringElement, InterpolatedStringFormatSpec,
};
use tauraro_syntax::{Ranged, TextRange, literal};

/// Text that waits for more text behind it.
struct Pending {
    text: Vec<u8>,
    start: usize,
    end: usize,
    kind: Value,
}

/// The parts of a string under construction.
struct Parts {
    values: Gc<List>,
    pending: Option<Pending>,
}

impl Parts {
    fn push_text(&mut self, text: &[u8], start: usize, end: usize, kind: Value) {
        match &mut self.pending {
            Some(pending) => {
                pending.text.extend_from_slice(text);
                pending.end = end;
            }
            None => self.pending = Some(Pending { text: text.to_vec(), start, end, kind }),
        }
    }
}

impl Export<'_> {
    fn decode(&mut self, range: TextRange) -> PyResult<Vec<u8>> {
        match literal::decode_str(self.text(range)) {
            Ok(bytes) => Ok(bytes),
            Err(_) => Err(self.vm.value_error("a literal that the parser let pass has no value")),
        }
    }

    /// `u` for literals with that prefix.
    fn kind(&mut self, range: TextRange) -> Value {
        if self.text(range).starts_with('u') { self.identifier("u") } else { Value::NONE }
    }

    pub(super) fn string_literal(&mut self, e: &ast::ExprStringLiteral) -> PyResult {
        let mut bytes = Vec::new();
        for part in &e.value {
            bytes.extend(self.decode(part.range)?);
        }
        let value = self.str(&bytes)?;
        let kind = self.kind(e.range);
        self.node(Node::Constant, &[value, kind], e.range)
    }

    pub(super) fn bytes_literal(&mut self, e: &ast::ExprBytesLiteral) -> PyResult {
        let mut bytes = Vec::new();
        for part in &e.value {
            match literal::decode_bytes(self.text(part.range)) {
                Ok(part) => bytes.extend(part),
                Err(_) => return Err(self.vm.value_error("a literal that the parser let pass has no value")),
            }
        }
        let value = self.vm.new_bytes(&bytes)?.value();
        self.node(Node::Constant, &[value, Value::NONE], e.range)
    }

    pub(super) fn fstring(&mut self, e: &ast::ExprFString) -> PyResult {
        let mut parts = self.parts()?;
        for part in e.value.as_slice() {
            match part {
                FStringPart::Literal(text) => {
                    let bytes = self.decode(text.range)?;
                    if !bytes.is_empty() {
                        let kind = self.kind(text.range);
                        parts.push_text(&bytes, text.range.start().to_usize(), text.range.end().to_usize(), kind);
                    }
                }
                FStringPart::FString(string) => {
                    let raw = string.flags.prefix().is_raw();
                    self.elements(&string.elements, raw, Node::FormattedValue, &mut parts)?;
                }
            }
        }
        let values = self.finish(parts)?;
        self.node(Node::JoinedStr, &[values], e.range)
    }

    pub(super) fn tstring(&mut self, e: &ast::ExprTString) -> PyResult {
        let mut parts = self.parts()?;
        for string in e.value.as_slice() {
            let raw = string.flags.prefix().is_raw();
            self.elements(&string.elements, raw, Node::Interpolation, &mut parts)?;
        }
        let values = self.finish(parts)?;
        self.node(Node::TemplateStr, &[values], e.range)
    }

    fn parts(&mut self) -> PyResult<Parts> {
        Ok(Parts { values: self.vm.new_list(&[])?, pending: None })
    }

    /// Makes a constant of the text that waits.
    fn flush(&mut self, parts: &mut Parts) -> PyResult<()> {
        let Some(pending) = parts.pending.take() else { return Ok(()) };
        let text = self.str(&pending.text)?;
        let node = self.node_at(Node::Constant, &[text, pending.kind], pending.start, pending.end)?;
        parts.values.push(self.vm, node)
    }

    fn finish(&mut self, mut parts: Parts) -> PyResult {
        self.flush(&mut parts)?;
        Ok(parts.values.value())
    }

    fn elements(
        &mut self,
        elements: &[InterpolatedStringElement],
        raw: bool,
        node: Node,
        parts: &mut Parts,
    ) -> PyResult<()> {
        for element in elements {
            match element {
                InterpolatedStringElement::Literal(text) => {
                    let Ok(bytes) = literal::decode_fstring_text(self.text(text.range), raw) else {
                        return Err(self.vm.value_error("a literal that the parser let pass has no value"));
                    };
                    parts.push_text(&bytes, text.range.start().to_usize(), text.range.end().to_usize(), Value::NONE);
                }
                InterpolatedStringElement::Interpolation(element) => {
                    if let Some(debug) = &element.debug_text {
                        let start = element.range.start().to_usize() + 1;
                        let end = self.debug_end(element);
                        let text = without_comments(debug.as_str());
                        parts.push_text(text.as_bytes(), start, end, Value::NONE);
                    }
                    self.flush(parts)?;
                    let value = self.interpolation(element, raw, node)?;
                    parts.values.push(self.vm, value)?;
                }
            }
        }
        Ok(())
    }

    /// Where the text that `{x=}` shows ends.
    fn debug_end(&self, element: &InterpolatedElement) -> usize {
        if element.conversion != ConversionFlag::None {
            let from = element.expression.range().end().to_usize();
            let to = element.range.end().to_usize();
            return self.source[from..to].find('!').map_or(to - 1, |at| from + at);
        }
        match &element.format_spec {
            Some(spec) => self.spec_start(spec),
            None => element.range.end().to_usize() - 1,
        }
    }

    /// The place of the colon before a format specification.
    fn spec_start(&self, spec: &InterpolatedStringFormatSpec) -> usize {
        let start = spec.range.start().to_usize();
        if self.source.as_bytes().get(start) == Some(&b':') { start } else { start - 1 }
    }

    fn interpolation(&mut self, element: &InterpolatedElement, raw: bool, node: Node) -> PyResult {
        let value = self.expr(&element.expression)?;
        let conversion = match element.conversion {
            ConversionFlag::None if element.debug_text.is_some() && element.format_spec.is_none() => i64::from(b'r'),
            ConversionFlag::None => -1,
            ConversionFlag::Str => i64::from(b's'),
            ConversionFlag::Repr => i64::from(b'r'),
            ConversionFlag::Ascii => i64::from(b'a'),
        };
        let spec = match &element.format_spec {
            None => Value::NONE,
            Some(spec) => {
                let mut parts = self.parts()?;
                // Fields within a specification are formatted at once, in t-strings too.
                self.elements(&spec.elements, raw, Node::FormattedValue, &mut parts)?;
                let values = self.finish(parts)?;
                let (start, end) = (self.spec_start(spec), spec.range.end().to_usize());
                self.node_at(Node::JoinedStr, &[values], start, end)?
            }
        };
        let conversion = Value::small(conversion);
        if node == Node::Interpolation {
            let text = tauraro_compile::interpolation_text(self.source, element);
            let text = self.str(text.as_bytes())?;
            return self.node(node, &[value, text, conversion, spec], element.range);
        }
        self.node(node, &[value, conversion, spec], element.range)
    }
}

use tauraro_compile::without_comments;
