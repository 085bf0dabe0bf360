//! `yield`, `yield from`, `await`, and the asynchronous loops and contexts built on them.

use tauraro_bytecode::{AwaitContext, Const, Label, Reg, Region};
use tauraro_syntax::ast::{self, Expr};
use tauraro_syntax::{Ranged, TextRange};

use super::{Generator, Result};
use crate::error::Fault;

impl<'a> Generator<'a> {
    pub(super) fn yield_expr(&mut self, e: &'a ast::ExprYield, dst: Reg) -> Result {
        if !self.scope().is_function_like() {
            return Err(Fault::syntax("'yield' outside function", e.range));
        }
        let value = match e.value.as_deref() {
            Some(value) => self.reg(value)?,
            None => {
                let none = self.temp()?;
                self.at(e.range);
                self.load_const(none, Const::None);
                none
            }
        };
        self.at(e.range);
        self.emit_yield(dst, value)
    }

    /// Suspends with a value, wrapped in an asynchronous generator.
    pub(super) fn emit_yield(&mut self, dst: Reg, value: Reg) -> Result {
        let scope = self.scope();
        let value = if scope.generator && scope.coroutine {
            let wrapped = self.temp()?;
            self.asm().async_gen_wrap(wrapped, value);
            wrapped
        } else {
            value
        };
        self.asm().yield_value(dst, value);
        Ok(())
    }

    pub(super) fn yield_from(&mut self, e: &'a ast::ExprYieldFrom, dst: Reg) -> Result {
        if !self.scope().is_function_like() {
            return Err(Fault::syntax("'yield from' outside function", e.range));
        }
        if self.scope().coroutine {
            return Err(Fault::syntax("'yield from' inside async function", e.range));
        }
        let iter = self.temp()?;
        let mark = self.mark();
        let source = self.reg(&e.value)?;
        self.release(mark);
        self.at(e.range);
        self.asm().get_yield_from_iter(iter, source);
        let value = self.temp()?;
        self.await_loop(iter, value)?;
        self.asm().mov(dst, value);
        Ok(())
    }

    pub(super) fn await_expr(&mut self, e: &'a ast::ExprAwait, dst: Reg) -> Result {
        let iter = self.temp()?;
        let mark = self.mark();
        let source = self.reg(&e.value)?;
        self.release(mark);
        self.at(e.range);
        self.asm().get_awaitable(iter, source, AwaitContext::Await.imm());
        let value = self.temp()?;
        self.await_loop(iter, value)?;
        self.asm().mov(dst, value);
        Ok(())
    }

    /// Passes everything through from an iterator until it ends; its result is in `value`.
    pub(super) fn await_loop(&mut self, iter: Reg, value: Reg) -> Result {
        let (send, thrown, done) = (self.asm().label(), self.asm().label(), self.asm().label());
        let exc = self.temp()?;
        self.load_const(value, Const::None);
        self.asm().place(send);
        self.asm().send(value, iter, done);
        let outer = self.asm().region();
        self.asm().set_region(Some(Region { target: thrown, exc }));
        self.asm().yield_from(value, iter);
        self.asm().set_region(outer);
        self.asm().jump(send);
        self.asm().place(thrown);
        self.asm().cleanup_throw(value, exc, done);
        self.asm().place(done);
        Ok(())
    }

    /// The asynchronous iterator of an `async for`.
    pub(super) fn start_async_iteration(&mut self, iter: &'a Expr) -> Result<Reg> {
        let dst = self.temp()?;
        let mark = self.mark();
        let source = self.reg(iter)?;
        self.release(mark);
        self.at(iter.range());
        self.asm().get_aiter(dst, source);
        Ok(dst)
    }

    /// Awaits the next item. The end comes as an exception: gives the handler's label and the
    /// register that receives it, for `end_async_iteration`.
    pub(super) fn step_async_iteration(&mut self, iter: Reg, range: TextRange) -> Result<(Reg, (Label, Reg))> {
        let end = self.asm().label();
        let exc = self.temp()?;
        let awaitable = self.temp()?;
        let item = self.temp()?;
        let outer = self.asm().region();
        self.at(range);
        self.asm().set_region(Some(Region { target: end, exc }));
        self.asm().get_anext(awaitable, iter);
        self.await_loop(awaitable, item)?;
        self.asm().set_region(outer);
        Ok((item, (end, exc)))
    }

    pub(super) fn end_async_iteration(&mut self, (end, exc): (Label, Reg), range: TextRange) {
        self.asm().place(end);
        self.at(range);
        self.asm().end_async_for(exc);
    }
}
