//! Statements as `ast` nodes.

use super::export::Export;
use tauraro_core::{PyResult, Value};
use tauraro_stdlib::_ast::grammar::Node;
use tauraro_syntax::ast::{self, ExceptHandler, Stmt, TypeParam};
use tauraro_syntax::{Ranged, TextRange, TextSize};

impl Export<'_> {
    pub(super) fn body(&mut self, body: &[Stmt]) -> PyResult {
        self.list(body, Self::stmt)
    }

    fn stmt(&mut self, stmt: &Stmt) -> PyResult {
        self.vm.check_native_stack()?;
        let range = stmt.range();
        match stmt {
            Stmt::FunctionDef(s) => self.function(s),
            Stmt::ClassDef(s) => self.class(s),
            Stmt::Return(s) => {
                let value = self.optional(s.value.as_deref(), Self::expr)?;
                self.node(Node::Return, &[value], range)
            }
            Stmt::Delete(s) => {
                let targets = self.list(&s.targets, Self::expr)?;
                self.node(Node::Delete, &[targets], range)
            }
            Stmt::TypeAlias(s) => {
                let name = self.expr(&s.name)?;
                let params = self.type_params(s.type_params.as_deref())?;
                let value = self.expr(&s.value)?;
                self.node(Node::TypeAlias, &[name, params, value], range)
            }
            Stmt::Assign(s) => {
                let targets = self.list(&s.targets, Self::expr)?;
                let value = self.expr(&s.value)?;
                self.node(Node::Assign, &[targets, value, Value::NONE], range)
            }
            Stmt::AugAssign(s) => {
                let target = self.expr(&s.target)?;
                let op = self.operator(s.op);
                let value = self.expr(&s.value)?;
                self.node(Node::AugAssign, &[target, op, value], range)
            }
            Stmt::AnnAssign(s) => {
                let target = self.expr(&s.target)?;
                let annotation = self.expr(&s.annotation)?;
                let value = self.optional(s.value.as_deref(), Self::expr)?;
                let simple = Value::small(i64::from(s.simple));
                self.node(Node::AnnAssign, &[target, annotation, value, simple], range)
            }
            Stmt::For(s) => {
                let target = self.expr(&s.target)?;
                let iter = self.expr(&s.iter)?;
                let body = self.body(&s.body)?;
                let orelse = self.body(&s.orelse)?;
                let node = if s.is_async { Node::AsyncFor } else { Node::For };
                self.node(node, &[target, iter, body, orelse, Value::NONE], range)
            }
            Stmt::While(s) => {
                let test = self.expr(&s.test)?;
                let body = self.body(&s.body)?;
                let orelse = self.body(&s.orelse)?;
                self.node(Node::While, &[test, body, orelse], range)
            }
            Stmt::If(s) => {
                let test = self.expr(&s.test)?;
                let body = self.body(&s.body)?;
                let orelse = self.else_clauses(&s.elif_else_clauses, range.end())?;
                self.node(Node::If, &[test, body, orelse], range)
            }
            Stmt::With(s) => {
                let items = self.list(&s.items, |this, item| {
                    let context = this.expr(&item.context_expr)?;
                    let vars = this.optional(item.optional_vars.as_deref(), Self::expr)?;
                    this.bare(Node::withitem, &[context, vars])
                })?;
                let body = self.body(&s.body)?;
                let node = if s.is_async { Node::AsyncWith } else { Node::With };
                self.node(node, &[items, body, Value::NONE], range)
            }
            Stmt::Match(s) => {
                let subject = self.expr(&s.subject)?;
                let cases = self.list(&s.cases, |this, case| {
                    let pattern = this.pattern(&case.pattern)?;
                    let guard = this.optional(case.guard.as_deref(), Self::expr)?;
                    let body = this.body(&case.body)?;
                    this.bare(Node::match_case, &[pattern, guard, body])
                })?;
                self.node(Node::Match, &[subject, cases], range)
            }
            Stmt::Raise(s) => {
                let exc = self.optional(s.exc.as_deref(), Self::expr)?;
                let cause = self.optional(s.cause.as_deref(), Self::expr)?;
                self.node(Node::Raise, &[exc, cause], range)
            }
            Stmt::Try(s) => {
                let body = self.body(&s.body)?;
                let handlers = self.list(&s.handlers, Self::handler)?;
                let orelse = self.body(&s.orelse)?;
                let finalbody = self.body(&s.finalbody)?;
                let node = if s.is_star { Node::TryStar } else { Node::Try };
                self.node(node, &[body, handlers, orelse, finalbody], range)
            }
            Stmt::Assert(s) => {
                let test = self.expr(&s.test)?;
                let msg = self.optional(s.msg.as_deref(), Self::expr)?;
                self.node(Node::Assert, &[test, msg], range)
            }
            Stmt::Import(s) => {
                let names = self.list(&s.names, Self::alias)?;
                self.node(Node::Import, &[names], range)
            }
            Stmt::ImportFrom(s) => {
                let module = self.optional_identifier(s.module.as_ref());
                let names = self.list(&s.names, Self::alias)?;
                let level = Value::small(i64::from(s.level));
                self.node(Node::ImportFrom, &[module, names, level], range)
            }
            Stmt::Global(s) => {
                let names = self.list(&s.names, |this, name| Ok(this.identifier(&name.id)))?;
                self.node(Node::Global, &[names], range)
            }
            Stmt::Nonlocal(s) => {
                let names = self.list(&s.names, |this, name| Ok(this.identifier(&name.id)))?;
                self.node(Node::Nonlocal, &[names], range)
            }
            Stmt::Expr(s) => {
                let value = self.expr(&s.value)?;
                self.node(Node::Expr, &[value], range)
            }
            Stmt::Pass(_) => self.node(Node::Pass, &[], range),
            Stmt::Break(_) => self.node(Node::Break, &[], range),
            Stmt::Continue(_) => self.node(Node::Continue, &[], range),
            Stmt::IpyEscapeCommand(_) => Err(self.vm.runtime_error("the parser was not asked for this statement")),
        }
    }

    /// What follows an `if`: nothing, the body of an `else`, or one nested `if`.
    fn else_clauses(&mut self, clauses: &[ast::ElifElseClause], end: TextSize) -> PyResult {
        let Some((clause, rest)) = clauses.split_first() else { return self.empty() };
        self.vm.check_native_stack()?;
        let Some(test) = &clause.test else { return self.body(&clause.body) };
        let test = self.expr(test)?;
        let body = self.body(&clause.body)?;
        let orelse = self.else_clauses(rest, end)?;
        let nested = self.node(Node::If, &[test, body, orelse], TextRange::new(clause.range.start(), end))?;
        self.list([nested], |_, v| Ok(v))
    }

    fn handler(&mut self, handler: &ExceptHandler) -> PyResult {
        let ExceptHandler::ExceptHandler(h) = handler;
        let ty = self.optional(h.type_.as_deref(), Self::expr)?;
        let name = self.optional_identifier(h.name.as_ref());
        let body = self.body(&h.body)?;
        self.node(Node::ExceptHandler, &[ty, name, body], h.range)
    }

    fn alias(&mut self, alias: &ast::Alias) -> PyResult {
        let name = self.identifier(&alias.name.id);
        let asname = self.optional_identifier(alias.asname.as_ref());
        self.node(Node::alias, &[name, asname], alias.range)
    }

    /// Definitions stand at their keyword, not at their first decorator.
    fn definition_start(&self, decorators: &[ast::Decorator], range: TextRange) -> usize {
        match decorators.last() {
            Some(last) => {
                // The decorator's expression may be in parentheses, of which the range ends before.
                let mut at = self.skip_blank(last.range.end().to_usize());
                while self.source.as_bytes().get(at) == Some(&b')') {
                    at = self.skip_blank(at + 1);
                }
                at
            }
            None => range.start().to_usize(),
        }
    }

    fn function(&mut self, s: &ast::StmtFunctionDef) -> PyResult {
        let name = self.identifier(&s.name.id);
        let args = self.parameters(Some(&s.parameters))?;
        let body = self.body(&s.body)?;
        let decorators = self.list(&s.decorator_list, |this, d| this.expr(&d.expression))?;
        let returns = self.optional(s.returns.as_deref(), Self::expr)?;
        let params = self.type_params(s.type_params.as_deref())?;
        let node = if s.is_async { Node::AsyncFunctionDef } else { Node::FunctionDef };
        let start = self.definition_start(&s.decorator_list, s.range);
        let values = [name, args, body, decorators, returns, Value::NONE, params];
        self.node_at(node, &values, start, s.range.end().to_usize())
    }

    fn class(&mut self, s: &ast::StmtClassDef) -> PyResult {
        let name = self.identifier(&s.name.id);
        let bases = self.list(s.bases(), Self::expr)?;
        let keywords = self.list(s.keywords(), Self::keyword)?;
        let body = self.body(&s.body)?;
        let decorators = self.list(&s.decorator_list, |this, d| this.expr(&d.expression))?;
        let params = self.type_params(s.type_params.as_deref())?;
        let start = self.definition_start(&s.decorator_list, s.range);
        let values = [name, bases, keywords, body, decorators, params];
        self.node_at(Node::ClassDef, &values, start, s.range.end().to_usize())
    }

    fn type_params(&mut self, params: Option<&ast::TypeParams>) -> PyResult {
        self.list(params.into_iter().flat_map(|p| &p.type_params), |this, param| {
            let name = this.identifier(&param.name().id);
            match param {
                TypeParam::TypeVar(p) => {
                    let bound = this.optional(p.bound.as_deref(), Self::expr)?;
                    let default = this.optional(p.default.as_deref(), Self::expr)?;
                    this.node(Node::TypeVar, &[name, bound, default], p.range)
                }
                TypeParam::ParamSpec(p) => {
                    let default = this.optional(p.default.as_deref(), Self::expr)?;
                    this.node(Node::ParamSpec, &[name, default], p.range)
                }
                TypeParam::TypeVarTuple(p) => {
                    let default = this.optional(p.default.as_deref(), Self::expr)?;
                    this.node(Node::TypeVarTuple, &[name, default], p.range)
                }
            }
        })
    }

    fn arg(&mut self, parameter: &ast::Parameter) -> PyResult {
        let name = self.identifier(&parameter.name.id);
        let annotation = self.optional(parameter.annotation.as_deref(), Self::expr)?;
        // The stars before a name are not part of it.
        let range = TextRange::new(parameter.name.range.start(), parameter.range.end());
        self.node(Node::arg, &[name, annotation, Value::NONE], range)
    }

    pub(super) fn parameters(&mut self, parameters: Option<&ast::Parameters>) -> PyResult {
        let none = ast::Parameters::default();
        let p = parameters.unwrap_or(&none);
        let posonly = self.list(&p.posonlyargs, |this, a| this.arg(&a.parameter))?;
        let args = self.list(&p.args, |this, a| this.arg(&a.parameter))?;
        let vararg = self.optional(p.vararg.as_deref(), Self::arg)?;
        let kwonly = self.list(&p.kwonlyargs, |this, a| this.arg(&a.parameter))?;
        let kw_defaults = self.list(&p.kwonlyargs, |this, a| this.optional(a.default.as_deref(), Self::expr))?;
        let kwarg = self.optional(p.kwarg.as_deref(), Self::arg)?;
        let defaults = p.posonlyargs.iter().chain(&p.args).filter_map(|a| a.default.as_deref());
        let defaults = self.list(defaults, Self::expr)?;
        self.bare(Node::arguments, &[posonly, args, vararg, kwonly, kw_defaults, kwarg, defaults])
    }

    pub(super) fn keyword(&mut self, keyword: &ast::Keyword) -> PyResult {
        let arg = self.optional_identifier(keyword.arg.as_ref());
        let value = self.expr(&keyword.value)?;
        self.node(Node::keyword, &[arg, value], keyword.range)
    }
}
