//! Expressions as `ast` nodes.

use super::export::Export;
use tauraro_core::{PyResult, Value};
use tauraro_stdlib::_ast::{self, grammar::Node};
use tauraro_syntax::Ranged;
use tauraro_syntax::ast::{self, BoolOp, CmpOp, Expr, ExprContext, Number, Operator, UnaryOp};

impl Export<'_> {
    pub(super) fn operator(&self, op: Operator) -> Value {
        let node = match op {
            Operator::Add => Node::Add,
            Operator::Sub => Node::Sub,
            Operator::Mult => Node::Mult,
            Operator::MatMult => Node::MatMult,
            Operator::Div => Node::Div,
            Operator::Mod => Node::Mod,
            Operator::Pow => Node::Pow,
            Operator::LShift => Node::LShift,
            Operator::RShift => Node::RShift,
            Operator::BitOr => Node::BitOr,
            Operator::BitXor => Node::BitXor,
            Operator::BitAnd => Node::BitAnd,
            Operator::FloorDiv => Node::FloorDiv,
        };
        _ast::singleton(self.vm, node)
    }

    fn comparison(&self, op: CmpOp) -> Value {
        let node = match op {
            CmpOp::Eq => Node::Eq,
            CmpOp::NotEq => Node::NotEq,
            CmpOp::Lt => Node::Lt,
            CmpOp::LtE => Node::LtE,
            CmpOp::Gt => Node::Gt,
            CmpOp::GtE => Node::GtE,
            CmpOp::Is => Node::Is,
            CmpOp::IsNot => Node::IsNot,
            CmpOp::In => Node::In,
            CmpOp::NotIn => Node::NotIn,
        };
        _ast::singleton(self.vm, node)
    }

    fn context(&self, context: ExprContext) -> Value {
        let node = match context {
            ExprContext::Store => Node::Store,
            ExprContext::Del => Node::Del,
            ExprContext::Load | ExprContext::Invalid => Node::Load,
        };
        _ast::singleton(self.vm, node)
    }

    pub(super) fn expr(&mut self, expr: &Expr) -> PyResult {
        self.vm.check_native_stack()?;
        let range = expr.range();
        match expr {
            Expr::BoolOp(e) => {
                let op = if e.op == BoolOp::And { Node::And } else { Node::Or };
                let op = _ast::singleton(self.vm, op);
                let values = self.list(&e.values, Self::expr)?;
                self.node(Node::BoolOp, &[op, values], range)
            }
            Expr::Named(e) => {
                let (target, value) = (self.expr(&e.target)?, self.expr(&e.value)?);
                self.node(Node::NamedExpr, &[target, value], range)
            }
            Expr::BinOp(e) => {
                let left = self.expr(&e.left)?;
                let op = self.operator(e.op);
                let right = self.expr(&e.right)?;
                self.node(Node::BinOp, &[left, op, right], range)
            }
            Expr::UnaryOp(e) => {
                let op = match e.op {
                    UnaryOp::Invert => Node::Invert,
                    UnaryOp::Not => Node::Not,
                    UnaryOp::UAdd => Node::UAdd,
                    UnaryOp::USub => Node::USub,
                };
                let op = _ast::singleton(self.vm, op);
                let operand = self.expr(&e.operand)?;
                self.node(Node::UnaryOp, &[op, operand], range)
            }
            Expr::Lambda(e) => {
                let args = self.parameters(e.parameters.as_deref())?;
                let body = self.expr(&e.body)?;
                self.node(Node::Lambda, &[args, body], range)
            }
            Expr::If(e) => {
                let (test, body, orelse) = (self.expr(&e.test)?, self.expr(&e.body)?, self.expr(&e.orelse)?);
                self.node(Node::IfExp, &[test, body, orelse], range)
            }
            Expr::Dict(e) => {
                let keys = self.list(&e.items, |this, item| this.optional(item.key.as_ref(), Self::expr))?;
                let values = self.list(&e.items, |this, item| this.expr(&item.value))?;
                self.node(Node::Dict, &[keys, values], range)
            }
            Expr::Set(e) => {
                let elts = self.list(&e.elts, Self::expr)?;
                self.node(Node::Set, &[elts], range)
            }
            Expr::ListComp(e) => self.comprehension(Node::ListComp, &e.elt, &e.generators, expr),
            Expr::SetComp(e) => self.comprehension(Node::SetComp, &e.elt, &e.generators, expr),
            Expr::Generator(e) => self.comprehension(Node::GeneratorExp, &e.elt, &e.generators, expr),
            Expr::DictComp(e) => self.dict_comprehension(e),
            Expr::Await(e) => {
                let value = self.expr(&e.value)?;
                self.node(Node::Await, &[value], range)
            }
            Expr::Yield(e) => {
                let value = self.optional(e.value.as_deref(), Self::expr)?;
                self.node(Node::Yield, &[value], range)
            }
            Expr::YieldFrom(e) => {
                let value = self.expr(&e.value)?;
                self.node(Node::YieldFrom, &[value], range)
            }
            Expr::Compare(e) => {
                let left = self.expr(&e.left)?;
                let ops = self.list(e.ops.iter(), |this, op| Ok(this.comparison(*op)))?;
                let comparators = self.list(e.comparators.iter(), Self::expr)?;
                self.node(Node::Compare, &[left, ops, comparators], range)
            }
            Expr::Call(e) => self.call(e),
            Expr::FString(e) => self.fstring(e),
            Expr::TString(e) => self.tstring(e),
            Expr::StringLiteral(e) => self.string_literal(e),
            Expr::BytesLiteral(e) => self.bytes_literal(e),
            Expr::NumberLiteral(e) => {
                let value = match &e.value {
                    Number::Int(i) => match i.as_i64() {
                        Some(i) => self.vm.new_int(i),
                        None => {
                            let text = self.text(range).to_owned();
                            self.int(&text)?
                        }
                    },
                    Number::Float(f) => Value::float(*f),
                    Number::Complex { real, imag } => tauraro_objects::complex::new_complex(self.vm, *real, *imag),
                };
                self.constant(value, expr)
            }
            Expr::BooleanLiteral(e) => self.constant(Value::bool(e.value), expr),
            Expr::NoneLiteral(_) => self.constant(Value::NONE, expr),
            Expr::EllipsisLiteral(_) => self.constant(Value::ELLIPSIS, expr),
            Expr::Attribute(e) => {
                let value = self.expr(&e.value)?;
                let attr = self.identifier(&e.attr.id);
                let ctx = self.context(e.ctx);
                self.node(Node::Attribute, &[value, attr, ctx], range)
            }
            Expr::Subscript(e) => {
                let (value, slice) = (self.expr(&e.value)?, self.expr(&e.slice)?);
                let ctx = self.context(e.ctx);
                self.node(Node::Subscript, &[value, slice, ctx], range)
            }
            Expr::Starred(e) => {
                let value = self.expr(&e.value)?;
                let ctx = self.context(e.ctx);
                self.node(Node::Starred, &[value, ctx], range)
            }
            Expr::Name(e) => {
                let id = self.identifier(&e.id);
                let ctx = self.context(e.ctx);
                self.node(Node::Name, &[id, ctx], range)
            }
            Expr::List(e) => {
                let elts = self.list(&e.elts, Self::expr)?;
                let ctx = self.context(e.ctx);
                self.node(Node::List, &[elts, ctx], range)
            }
            Expr::Tuple(e) => {
                let elts = self.list(&e.elts, Self::expr)?;
                let ctx = self.context(e.ctx);
                self.node(Node::Tuple, &[elts, ctx], range)
            }
            Expr::Slice(e) => {
                let lower = self.optional(e.lower.as_deref(), Self::expr)?;
                let upper = self.optional(e.upper.as_deref(), Self::expr)?;
                let step = self.optional(e.step.as_deref(), Self::expr)?;
                self.node(Node::Slice, &[lower, upper, step], range)
            }
            Expr::IpyEscapeCommand(_) => Err(self.vm.runtime_error("the parser was not asked for this expression")),
        }
    }

    pub(super) fn constant(&mut self, value: Value, at: &Expr) -> PyResult {
        self.node(Node::Constant, &[value, Value::NONE], at.range())
    }

    fn call(&mut self, e: &ast::ExprCall) -> PyResult {
        let func = self.expr(&e.func)?;
        let args = match &*e.arguments.args {
            // The parentheses of the call are those of a generator that is its only argument.
            [Expr::Generator(g)] if !g.parenthesized => {
                let generators = self.generators(&g.generators)?;
                let elt = self.expr(&g.elt)?;
                let node = self.node(Node::GeneratorExp, &[elt, generators], e.arguments.range)?;
                self.list([node], |_, v| Ok(v))?
            }
            args => self.list(args, Self::expr)?,
        };
        let keywords = self.list(&e.arguments.keywords, Self::keyword)?;
        self.node(Node::Call, &[func, args, keywords], e.range())
    }

    fn comprehension(&mut self, node: Node, elt: &Expr, generators: &[ast::Comprehension], at: &Expr) -> PyResult {
        let elt = self.expr(elt)?;
        let generators = self.generators(generators)?;
        self.node(node, &[elt, generators], at.range())
    }

    fn dict_comprehension(&mut self, e: &ast::ExprDictComp) -> PyResult {
        let key = self.optional(e.key.as_deref(), Self::expr)?;
        let value = self.expr(&e.value)?;
        let generators = self.generators(&e.generators)?;
        self.node(Node::DictComp, &[key, value, generators], e.range)
    }

    fn generators(&mut self, generators: &[ast::Comprehension]) -> PyResult {
        self.list(generators, |this, g| {
            let (target, iter) = (this.expr(&g.target)?, this.expr(&g.iter)?);
            let ifs = this.list(&g.ifs, Self::expr)?;
            let is_async = Value::small(i64::from(g.is_async));
            this.bare(Node::comprehension, &[target, iter, ifs, is_async])
        })
    }
}
