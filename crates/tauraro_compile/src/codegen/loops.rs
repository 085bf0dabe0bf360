//! `while` and `for`. Loops are inverted: the test or the step stands at the bottom, is the
//! only jump of an iteration, and polls.

use tauraro_bytecode::{Label, Reg};
use tauraro_syntax::ast::visitor::Visitor;
use tauraro_syntax::ast::{self, BoolOp, ExceptHandler, Expr, Stmt, UnaryOp};
use tauraro_syntax::{Ranged, TextRange};

use super::unit::{Block, Place};
use super::{Generator, Result, Val};

impl<'a> Generator<'a> {
    pub(super) fn while_stmt(&mut self, stmt: &'a ast::StmtWhile) -> Result {
        let (top, next, exit) = (self.asm().label(), self.asm().label(), self.asm().label());
        let known = self.constant_truth(&stmt.test)?;
        self.push_block(Block::Loop { next, exit }, stmt.range)?;
        let unbinds = self.unbinds(&stmt.body);
        self.at(stmt.test.range());
        let outermost = self.begin_loop(|literals| {
            literals.visit_expr(&stmt.test);
            literals.visit_body(&stmt.body);
        })?;
        if known == Some(true) {
            // `continue` and the end of the body meet at the bottom.
            self.asm().place_loop_top(top, None, unbinds.into_iter());
        } else {
            self.asm().jump(next);
            self.asm().place_loop_top(top, Some(next), unbinds.into_iter());
            self.assume_true(&stmt.test);
        }
        if known == Some(false) {
            // Never run, but compiled for its errors; nothing leads here.
            self.asm().stop();
        }
        self.body(&stmt.body)?;
        self.asm().place(next);
        self.at(stmt.test.range());
        self.loop_cond(&stmt.test, top)?;
        self.end_loop(outermost);
        self.pop_block();
        self.body(&stmt.orelse)?;
        self.asm().place(exit);
        Ok(())
    }

    /// Names that `:=` binds on the way to the test being true are bound in the body.
    fn assume_true(&mut self, test: &Expr) {
        match test {
            Expr::Named(named) => {
                if let Some(register) = self.fast_target(&named.target) {
                    self.asm().assume_bound(register);
                }
                self.assume_true(&named.value);
            }
            Expr::BoolOp(e) if e.op == BoolOp::And => {
                e.values.iter().for_each(|value| self.assume_true(value));
            }
            Expr::BoolOp(e) => self.assume_true(&e.values[0]),
            Expr::UnaryOp(e) if e.op == UnaryOp::Not && e.operand.is_named_expr() => {
                self.assume_true(&e.operand);
            }
            Expr::Compare(e) => {
                self.assume_true(&e.left);
                self.assume_true(&e.comparators[0]);
            }
            _ => {}
        }
    }

    pub(super) fn for_stmt(&mut self, stmt: &'a ast::StmtFor) -> Result {
        let (top, next, exit) = (self.asm().label(), self.asm().label(), self.asm().label());
        let iteration = self.start_iteration(&stmt.iter)?;
        self.push_block(Block::Loop { next, exit }, stmt.range)?;
        let unbinds = self.unbinds(&stmt.body);
        self.at(stmt.iter.range());
        let outermost = self.begin_loop(|literals| literals.visit_body(&stmt.body))?;
        self.asm().jump(next);
        self.asm().place_loop_top(top, Some(next), unbinds.into_iter());
        let item = self.loop_item(&stmt.target)?;
        let mark = self.mark();
        self.body(&stmt.body)?;
        self.release(mark);
        self.asm().place(next);
        self.step_iteration(iteration, item, top, stmt.iter.range());
        self.end_loop(outermost);
        self.pop_block();
        self.body(&stmt.orelse)?;
        self.asm().place(exit);
        Ok(())
    }

    /// At a loop's top: the register that the bottom writes each item to, stored into the
    /// target if that is no plain local.
    pub(super) fn loop_item(&mut self, target: &'a Expr) -> Result<Reg> {
        if let Some(register) = self.fast_target(target) {
            self.asm().assume_bound(register);
            return Ok(register);
        }
        let item = self.temp()?;
        self.store_target(target, item)?;
        Ok(item)
    }

    /// Evaluates the iterable of a loop and makes the iterator, or the state of a range loop.
    pub(super) fn start_iteration(&mut self, iter: &'a Expr) -> Result<Iteration> {
        if let Some(call) = self.range_call(iter) {
            let base = self.temp()?;
            self.into(&call.func, base)?;
            for argument in &call.arguments.args {
                let slot = self.temp()?;
                self.into(argument, slot)?;
            }
            let count = call.arguments.args.len() as u32;
            if count < 2 {
                self.temps(2 - count)?;
            }
            self.at(iter.range());
            self.asm().range_prepare(base, count);
            self.release(u32::from(base.0) + 3);
            return Ok(Iteration::Range(base));
        }
        let dst = self.temp()?;
        let mark = self.mark();
        let source = match self.constant_display(iter)? {
            Some(value) => {
                self.at(iter.range());
                self.loaded(Val::Const(value))?
            }
            None => self.reg(iter)?,
        };
        self.release(mark);
        self.at(iter.range());
        self.asm().get_iter(dst, source);
        Ok(Iteration::Iter(dst))
    }

    /// The bottom of a loop.
    pub(super) fn step_iteration(&mut self, iteration: Iteration, item: Reg, top: Label, range: TextRange) {
        self.at(range);
        match iteration {
            Iteration::Iter(iter) => self.asm().for_next(item, iter, top),
            Iteration::Range(state) => self.asm().for_range(item, state, top),
        }
    }

    pub(super) fn async_for(&mut self, stmt: &'a ast::StmtFor) -> Result {
        let (top, exit) = (self.asm().label(), self.asm().label());
        let iter = self.start_async_iteration(&stmt.iter)?;
        self.push_block(Block::Loop { next: top, exit }, stmt.range)?;
        let unbinds = self.unbinds(&stmt.body);
        let outermost = self.begin_loop(|literals| literals.visit_body(&stmt.body))?;
        self.asm().place_loop_top(top, None, unbinds.into_iter());
        let (item, end) = self.step_async_iteration(iter, stmt.iter.range())?;
        self.store_target(&stmt.target, item)?;
        self.body(&stmt.body)?;
        self.at(stmt.iter.range());
        self.asm().loop_back(top);
        self.end_loop(outermost);
        self.pop_block();
        self.end_async_iteration(end, stmt.iter.range());
        self.body(&stmt.orelse)?;
        self.asm().place(exit);
        Ok(())
    }

    /// Registers of locals that the statements may unbind.
    fn unbinds(&mut self, body: &[Stmt]) -> Vec<Reg> {
        if !self.scope().is_function_like() {
            return Vec::new();
        }
        let mut names = Vec::new();
        collect_unbound(body, &mut names);
        let mut registers = Vec::new();
        for name in names {
            let sym = self.mangled(name);
            if let Place::Fast(register) = self.place(sym) {
                registers.push(register);
            }
        }
        registers
    }
}

/// How a loop gets its items.
#[derive(Clone, Copy)]
pub(super) enum Iteration {
    Iter(Reg),
    /// Three registers that `RangePrepare` set.
    Range(Reg),
}

/// Names that `del` and `except ... as` unbind in these statements.
fn collect_unbound<'t>(body: &'t [Stmt], names: &mut Vec<&'t str>) {
    for statement in body {
        match statement {
            Stmt::Delete(stmt) => stmt.targets.iter().for_each(|target| deleted(target, names)),
            Stmt::For(stmt) => {
                collect_unbound(&stmt.body, names);
                collect_unbound(&stmt.orelse, names);
            }
            Stmt::While(stmt) => {
                collect_unbound(&stmt.body, names);
                collect_unbound(&stmt.orelse, names);
            }
            Stmt::If(stmt) => {
                collect_unbound(&stmt.body, names);
                for clause in &stmt.elif_else_clauses {
                    collect_unbound(&clause.body, names);
                }
            }
            Stmt::With(stmt) => collect_unbound(&stmt.body, names),
            Stmt::Match(stmt) => {
                stmt.cases.iter().for_each(|case| collect_unbound(&case.body, names));
            }
            Stmt::Try(stmt) => {
                collect_unbound(&stmt.body, names);
                for handler in &stmt.handlers {
                    let ExceptHandler::ExceptHandler(handler) = handler;
                    names.extend(handler.name.as_ref().map(|name| name.as_str()));
                    collect_unbound(&handler.body, names);
                }
                collect_unbound(&stmt.orelse, names);
                collect_unbound(&stmt.finalbody, names);
            }
            _ => {}
        }
    }
}

fn deleted<'t>(target: &'t Expr, names: &mut Vec<&'t str>) {
    match target {
        Expr::Name(name) => names.push(&name.id),
        Expr::Tuple(e) => e.elts.iter().for_each(|elt| deleted(elt, names)),
        Expr::List(e) => e.elts.iter().for_each(|elt| deleted(elt, names)),
        _ => {}
    }
}
