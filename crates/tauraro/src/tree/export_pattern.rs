//! Patterns as `ast` nodes.

use super::export::Export;
use tauraro_core::{PyResult, Value};
use tauraro_stdlib::_ast::grammar::Node;
use tauraro_syntax::Ranged;
use tauraro_syntax::ast::{Pattern, Singleton};

impl Export<'_> {
    pub(super) fn pattern(&mut self, pattern: &Pattern) -> PyResult {
        self.vm.check_native_stack()?;
        let range = pattern.range();
        match pattern {
            Pattern::MatchValue(p) => {
                let value = self.expr(&p.value)?;
                self.node(Node::MatchValue, &[value], range)
            }
            Pattern::MatchSingleton(p) => {
                let value = match p.value {
                    Singleton::None => Value::NONE,
                    Singleton::True => Value::TRUE,
                    Singleton::False => Value::FALSE,
                };
                self.node(Node::MatchSingleton, &[value], range)
            }
            Pattern::MatchSequence(p) => {
                let patterns = self.list(&p.patterns, Self::pattern)?;
                self.node(Node::MatchSequence, &[patterns], range)
            }
            Pattern::MatchMapping(p) => {
                let keys = self.list(&p.keys, Self::expr)?;
                let patterns = self.list(&p.patterns, Self::pattern)?;
                let rest = self.optional_identifier(p.rest.as_ref());
                self.node(Node::MatchMapping, &[keys, patterns, rest], range)
            }
            Pattern::MatchClass(p) => {
                let cls = self.expr(&p.cls)?;
                let patterns = self.list(&p.arguments.patterns, Self::pattern)?;
                let names = self.list(&p.arguments.keywords, |this, k| Ok(this.identifier(&k.attr.id)))?;
                let values = self.list(&p.arguments.keywords, |this, k| this.pattern(&k.pattern))?;
                self.node(Node::MatchClass, &[cls, patterns, names, values], range)
            }
            Pattern::MatchStar(p) => {
                let name = self.optional_identifier(p.name.as_ref());
                self.node(Node::MatchStar, &[name], range)
            }
            Pattern::MatchAs(p) => {
                let inner = self.optional(p.pattern.as_deref(), Self::pattern)?;
                let name = self.optional_identifier(p.name.as_ref());
                self.node(Node::MatchAs, &[inner, name], range)
            }
            Pattern::MatchOr(p) => {
                let patterns = self.list(&p.patterns, Self::pattern)?;
                self.node(Node::MatchOr, &[patterns], range)
            }
        }
    }
}
