//! Statements: the dispatch, and the short ones.

use tauraro_bytecode::CommonConst;
use tauraro_syntax::ast::{self, Expr, Stmt};
use tauraro_syntax::{Mode, Ranged};

use super::{Generator, Result};
use crate::error::Fault;

impl<'a> Generator<'a> {
    pub(super) fn stmt(&mut self, statement: &'a Stmt) -> Result {
        self.deeper()?;
        let mark = self.mark();
        self.at(statement.range());
        match statement {
            Stmt::FunctionDef(def) => self.function_def(def)?,
            Stmt::ClassDef(def) => self.class_def(def)?,
            Stmt::TypeAlias(alias) => self.type_alias(alias)?,
            Stmt::Return(stmt) => self.return_stmt(stmt)?,
            Stmt::Delete(stmt) => {
                stmt.targets.iter().try_for_each(|target| self.delete_target(target))?;
            }
            Stmt::Assign(stmt) => self.assign(stmt)?,
            Stmt::AugAssign(stmt) => self.aug_assign(stmt)?,
            Stmt::AnnAssign(stmt) => self.ann_assign(stmt)?,
            Stmt::For(stmt) if stmt.is_async => self.async_for(stmt)?,
            Stmt::For(stmt) => self.for_stmt(stmt)?,
            Stmt::While(stmt) => self.while_stmt(stmt)?,
            Stmt::If(stmt) => self.if_stmt(stmt)?,
            Stmt::With(stmt) => self.with_stmt(stmt, &stmt.items)?,
            Stmt::Match(stmt) => self.match_stmt(stmt)?,
            Stmt::Raise(stmt) => self.raise_stmt(stmt)?,
            Stmt::Try(stmt) if stmt.is_star => self.try_star_stmt(stmt)?,
            Stmt::Try(stmt) => self.try_stmt(stmt)?,
            Stmt::Assert(stmt) => self.assert_stmt(stmt)?,
            Stmt::Import(stmt) => self.import_stmt(stmt)?,
            Stmt::ImportFrom(stmt) => self.import_from(stmt)?,
            Stmt::Global(_) | Stmt::Nonlocal(_) => {}
            Stmt::Expr(stmt) => self.expr_stmt(stmt)?,
            Stmt::Pass(_) => self.asm().nop(),
            Stmt::Break(stmt) => self.break_stmt(stmt.range)?,
            Stmt::Continue(stmt) => self.continue_stmt(stmt.range)?,
            Stmt::IpyEscapeCommand(stmt) => return Err(Fault::syntax("invalid syntax", stmt.range)),
        }
        self.release(mark);
        self.depth -= 1;
        Ok(())
    }

    fn expr_stmt(&mut self, stmt: &'a ast::StmtExpr) -> Result {
        if self.settings.options.mode == Mode::Interactive && self.units.len() == 1 {
            let value = self.reg(&stmt.value)?;
            self.at(stmt.range);
            self.asm().print_expr(value);
            return Ok(());
        }
        if self.literal(&stmt.value)?.is_some() {
            // Keeps the line for tracing.
            self.asm().nop();
            return Ok(());
        }
        self.discard(&stmt.value)
    }

    fn if_stmt(&mut self, stmt: &'a ast::StmtIf) -> Result {
        let end = self.asm().label();
        let mut next = self.asm().label();
        self.cond(&stmt.test, next, false)?;
        self.body(&stmt.body)?;
        for clause in &stmt.elif_else_clauses {
            self.nowhere();
            self.asm().jump(end);
            self.asm().place(next);
            next = self.asm().label();
            if let Some(test) = &clause.test {
                self.cond(test, next, false)?;
            }
            self.body(&clause.body)?;
        }
        self.asm().place(next);
        self.asm().place(end);
        Ok(())
    }

    fn raise_stmt(&mut self, stmt: &'a ast::StmtRaise) -> Result {
        match (stmt.exc.as_deref(), stmt.cause.as_deref()) {
            (None, _) => self.asm().raise_again(),
            (Some(exc), None) => {
                let exc = self.reg(exc)?;
                self.at(stmt.range);
                self.asm().raise(exc);
            }
            (Some(exc_expr), Some(cause_expr)) => {
                let exc = self.reg(exc_expr)?;
                let exc = self.protect(exc, exc_expr, &[cause_expr])?;
                let cause = self.reg(cause_expr)?;
                self.at(stmt.range);
                self.asm().raise_from(exc, cause);
            }
        }
        Ok(())
    }

    fn assert_stmt(&mut self, stmt: &'a ast::StmtAssert) -> Result {
        self.check_assert(stmt);
        if !self.settings.keeps_asserts() {
            return Ok(());
        }
        let end = self.asm().label();
        self.cond(&stmt.test, end, true)?;
        let error = self.temp()?;
        self.at(stmt.test.range());
        self.asm().load_common(error, CommonConst::AssertionError.imm());
        if let Some(message) = stmt.msg.as_deref() {
            let argument = self.temp()?;
            self.into(message, argument)?;
            self.at(stmt.test.range());
            self.asm().call(error, error, 1);
        }
        self.at(stmt.test.range());
        self.asm().raise(error);
        self.asm().place(end);
        Ok(())
    }

    /// A test whose truth is known without running anything.
    pub(super) fn constant_truth(&mut self, test: &Expr) -> Result<Option<bool>> {
        if let Expr::Name(name) = test
            && &*name.id == "__debug__"
        {
            return Ok(Some(self.settings.keeps_asserts()));
        }
        Ok(self.constant(test, 0)?.map(|value| crate::fold::truth(&value)))
    }
}
