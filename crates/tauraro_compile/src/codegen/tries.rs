//! `try` in all its forms, and `with`.
//!
//! A handler region names where an exception goes and the register that receives it. A handler
//! makes the exception the handled one (`PushExcInfo`, which keeps the one before in a
//! register) and has a region of its own that undoes this if the handler raises. `finally`
//! bodies are compiled once for each way out.

use tauraro_bytecode::{AwaitContext, Label, Reg, Region, SpecialMethod};
use tauraro_syntax::ast::{self, ExceptHandler, ExceptHandlerExceptHandler, Expr};
use tauraro_syntax::{Ranged, TextRange};

use super::unit::Block;
use super::{Generator, Result};
use crate::error::Fault;

/// Registers and label of a handler that has begun.
#[derive(Clone, Copy)]
struct Handling {
    exc: Reg,
    save: Reg,
    cleanup: Label,
}

impl<'a> Generator<'a> {
    pub(super) fn try_stmt(&mut self, stmt: &'a ast::StmtTry) -> Result {
        if stmt.finalbody.is_empty() {
            return self.try_except(stmt);
        }
        self.try_finally(stmt, |generator, stmt| {
            if stmt.handlers.is_empty() { generator.body(&stmt.body) } else { generator.try_except(stmt) }
        })
    }

    pub(super) fn try_star_stmt(&mut self, stmt: &'a ast::StmtTry) -> Result {
        if stmt.finalbody.is_empty() {
            return self.try_star(stmt);
        }
        self.try_finally(stmt, |generator, stmt| generator.try_star(stmt))
    }

    fn try_finally(
        &mut self,
        stmt: &'a ast::StmtTry,
        body: impl FnOnce(&mut Self, &'a ast::StmtTry) -> Result,
    ) -> Result {
        let end = self.asm().label();
        let mark = self.mark();
        if stmt.handlers.is_empty() {
            self.asm().nop();
        }
        let region = self.open_region(Block::Finally { body: &stmt.finalbody }, stmt)?;
        body(self, stmt)?;
        self.pop_block();
        self.warn_finally(&stmt.finalbody);
        self.body(&stmt.finalbody)?;
        self.nowhere();
        self.asm().jump(end);
        self.repeating += 1;
        let handling = self.start_handler(region, stmt, |save| Block::FinallyHandler { save })?;
        self.body(&stmt.finalbody)?;
        self.raise_on(&handling, stmt.finalbody.last().map_or(stmt.range, Ranged::range));
        self.end_handler(handling);
        self.repeating -= 1;
        self.asm().place(end);
        self.release(mark);
        Ok(())
    }

    /// Starts a block whose exceptions go to a new label.
    fn open_region(&mut self, block: Block<'a>, stmt: &'a ast::StmtTry) -> Result<Region> {
        let target = self.asm().label();
        let mark = self.mark();
        let exc = self.temp()?;
        // Only the handler uses it; the body's temporaries may stand in the same place.
        self.release(mark);
        let region = Region { target, exc };
        self.push_block(block, stmt.range)?;
        self.asm().set_region(Some(region));
        Ok(region)
    }

    /// Begins the code that a region leads to.
    fn start_handler(
        &mut self,
        region: Region,
        stmt: &'a ast::StmtTry,
        block: impl FnOnce(Reg) -> Block<'a>,
    ) -> Result<Handling> {
        self.begin_handler(region, block(Reg(region.exc.0 + 1)), stmt.range)
    }

    fn begin_handler(
        &mut self,
        region: Region,
        block: Block<'a>,
        range: tauraro_syntax::TextRange,
    ) -> Result<Handling> {
        self.release(u32::from(region.exc.0));
        let exc = self.temp()?;
        let save = self.temp()?;
        let cleanup = self.asm().label();
        self.asm().place(region.target);
        self.nowhere();
        self.push_block(block, range)?;
        self.asm().set_region(Some(Region { target: cleanup, exc }));
        self.asm().push_exc_info(save, exc);
        Ok(Handling { exc, save, cleanup })
    }

    /// At the end of a handler: its exception goes on, the one before is the handled one again. A
    /// frame that ends so shows the line of `range`.
    fn raise_on(&mut self, handling: &Handling, range: TextRange) {
        let region = self.asm().region();
        let outer = self.outer_region();
        self.asm().set_region(outer);
        self.at(range);
        self.asm().pop_except(handling.save);
        self.asm().reraise(handling.exc);
        self.asm().set_region(region);
    }

    /// After the last code of a handler: what runs if it raises.
    fn end_handler(&mut self, handling: Handling) {
        self.pop_block();
        self.asm().place(handling.cleanup);
        self.nowhere();
        self.asm().pop_except(handling.save);
        self.asm().reraise(handling.exc);
    }

    fn try_except(&mut self, stmt: &'a ast::StmtTry) -> Result {
        let end = self.asm().label();
        let mark = self.mark();
        self.asm().nop();
        let region = self.open_region(Block::Try, stmt)?;
        self.body(&stmt.body)?;
        self.pop_block();
        self.body(&stmt.orelse)?;
        self.nowhere();
        self.asm().jump(end);
        // The clauses push their own blocks; this one only holds the region.
        let handling = self.start_handler(region, stmt, |_| Block::Try)?;
        let last = stmt.handlers.len().saturating_sub(1);
        for (index, handler) in stmt.handlers.iter().enumerate() {
            let ExceptHandler::ExceptHandler(handler) = handler;
            if handler.type_.is_none() && index != last {
                return Err(Fault::syntax("default 'except:' must be last", handler.range));
            }
            self.except_clause(handler, handling, end)?;
        }
        let last = stmt.handlers.last().and_then(|ExceptHandler::ExceptHandler(last)| last.type_.as_deref());
        self.raise_on(&handling, last.map_or(stmt.range, Ranged::range));
        self.end_handler(handling);
        self.asm().place(end);
        self.release(mark);
        Ok(())
    }

    fn except_clause(&mut self, handler: &'a ExceptHandlerExceptHandler, handling: Handling, end: Label) -> Result {
        let mark = self.mark();
        let next = self.asm().label();
        if let Some(class) = handler.type_.as_deref() {
            let class_register = self.reg(class)?;
            self.at(handler.range);
            self.asm().jump_if_no_exc_match(handling.exc, class_register, next);
            self.release(mark);
        }
        let name = match &handler.name {
            Some(name) => {
                let sym = self.mangled(name);
                self.at(handler.range);
                self.store(sym, handling.exc);
                Some((sym, handler.range))
            }
            None => None,
        };
        let failed = self.asm().label();
        self.push_block(Block::Handler { save: handling.save, name }, handler.range)?;
        if name.is_some() {
            self.asm().set_region(Some(Region { target: failed, exc: handling.exc }));
        }
        self.body(&handler.body)?;
        self.pop_block();
        self.nowhere();
        // The way out of the clause is outside of the handler's own region.
        let region = self.asm().region();
        let outer = self.outer_region();
        self.asm().set_region(outer);
        self.asm().pop_except(handling.save);
        if let Some((sym, _)) = name {
            self.unset(sym)?;
        }
        self.asm().jump(end);
        self.asm().set_region(region);
        if let Some((sym, _)) = name {
            self.asm().place(failed);
            self.nowhere();
            self.unset(sym)?;
            self.asm().reraise(handling.exc);
        }
        self.asm().place(next);
        Ok(())
    }

    /// The region outside of the innermost block.
    fn outer_region(&self) -> Option<Region> {
        self.unit_ref().blocks.last().and_then(|frame| frame.outer)
    }

    // ---- except* ----

    fn try_star(&mut self, stmt: &'a ast::StmtTry) -> Result {
        let end = self.asm().label();
        let mark = self.mark();
        self.asm().nop();
        let region = self.open_region(Block::Try, stmt)?;
        self.body(&stmt.body)?;
        self.pop_block();
        self.body(&stmt.orelse)?;
        self.nowhere();
        self.asm().jump(end);
        let handling = self.start_handler(region, stmt, |_| Block::Try)?;
        let orig = self.temp()?;
        let raised = self.temp()?;
        self.asm().mov(orig, handling.exc);
        self.asm().build_list(raised, raised, 0);
        // `rest` follows `matched`: the pair that `SplitExcGroup` writes.
        let matched = self.temps(2)?;
        let rest = matched.plus(1);
        self.asm().mov(rest, orig);
        for handler in &stmt.handlers {
            let ExceptHandler::ExceptHandler(handler) = handler;
            self.star_clause(handler, handling, matched, raised)?;
        }
        let nothing = self.asm().label();
        self.nowhere();
        self.asm().list_append(raised, rest);
        let result = matched;
        self.asm().join_exc_group(result, orig, raised);
        self.asm().jump_if_none(result, nothing);
        // As after any handler: the exception before is the handled one again.
        let region = self.asm().region();
        let outer = self.outer_region();
        self.asm().set_region(outer);
        self.asm().pop_except(handling.save);
        self.asm().reraise(result);
        self.asm().place(nothing);
        self.asm().pop_except(handling.save);
        self.asm().jump(end);
        self.asm().set_region(region);
        self.end_handler(handling);
        self.asm().place(end);
        self.release(mark);
        Ok(())
    }

    fn star_clause(
        &mut self,
        handler: &'a ExceptHandlerExceptHandler,
        handling: Handling,
        matched: Reg,
        raised: Reg,
    ) -> Result {
        let rest = matched.plus(1);
        let (next, failed) = (self.asm().label(), self.asm().label());
        let mark = self.mark();
        if let Some(class) = handler.type_.as_deref() {
            let class_register = self.reg(class)?;
            self.at(handler.range);
            self.asm().split_exc_group(matched, rest, class_register);
            self.release(mark);
        }
        self.asm().jump_if_none(matched, next);
        // The matching part is the handled exception inside of the clause.
        let ignored = self.temp()?;
        self.asm().push_exc_info(ignored, matched);
        let name = match &handler.name {
            Some(name) => {
                let sym = self.mangled(name);
                self.at(handler.range);
                self.store(sym, matched);
                Some(sym)
            }
            None => None,
        };
        self.push_block(Block::StarHandler, handler.range)?;
        let exc = handling.exc;
        self.asm().set_region(Some(Region { target: failed, exc }));
        self.body(&handler.body)?;
        self.pop_block();
        self.nowhere();
        if let Some(sym) = name {
            self.unset(sym)?;
        }
        self.asm().jump(next);
        self.asm().place(failed);
        self.nowhere();
        if let Some(sym) = name {
            self.unset(sym)?;
        }
        self.asm().list_append(raised, exc);
        self.asm().place(next);
        self.release(mark);
        Ok(())
    }

    // ---- with ----

    pub(super) fn with_stmt(&mut self, stmt: &'a ast::StmtWith, items: &'a [ast::WithItem]) -> Result {
        let [item, rest @ ..] = items else { return self.body(&stmt.body) };
        let (end, is_async) = (self.asm().label(), stmt.is_async);
        let range = item.context_expr.range();
        let exit = self.temps(2)?;
        let entered = self.enter_context(&item.context_expr, exit, is_async)?;
        let target = self.asm().label();
        let mark = self.mark();
        self.release(u32::from(exit.0) + 2);
        let exc = self.temp()?;
        self.release(mark);
        let region = Region { target, exc };
        self.push_block(Block::With { exit, is_async, range }, stmt.range)?;
        self.asm().set_region(Some(region));
        if let Some(target) = item.optional_vars.as_deref() {
            self.store_target(target, entered)?;
        }
        self.release(u32::from(exit.0) + 2);
        self.with_stmt(stmt, rest)?;
        self.pop_block();
        self.at(range);
        self.call_exit(exit, is_async)?;
        self.asm().jump(end);
        self.with_handler(exit, is_async, region, end, range)?;
        self.asm().place(end);
        Ok(())
    }

    /// Looks up both methods and calls the first; gives the register with its result.
    fn enter_context(&mut self, context: &'a Expr, exit: Reg, is_async: bool) -> Result<Reg> {
        let (enter_method, exit_method) = match is_async {
            true => (SpecialMethod::Aenter, SpecialMethod::Aexit),
            false => (SpecialMethod::Enter, SpecialMethod::Exit),
        };
        let entered = self.temp()?;
        let manager = self.reg(context)?;
        self.at(context.range());
        let enter = self.temps(2)?;
        // The manager may be a temporary that the pair must not overwrite yet.
        self.asm().load_special(exit, manager, exit_method.imm());
        self.asm().load_special(enter, manager, enter_method.imm());
        self.asm().call_method(entered, enter, 0);
        if is_async {
            self.asm().get_awaitable(enter, entered, AwaitContext::Aenter.imm());
            self.release(u32::from(enter.0) + 1);
            let value = self.temp()?;
            self.await_loop(enter, value)?;
            self.asm().mov(entered, value);
        }
        self.release(u32::from(entered.0) + 1);
        Ok(entered)
    }

    fn with_handler(
        &mut self,
        exit: Reg,
        is_async: bool,
        region: Region,
        end: Label,
        range: tauraro_syntax::TextRange,
    ) -> Result {
        let handling = self.begin_handler(region, Block::Try, range)?;
        self.at(range);
        // Calls stand on top of the temporaries.
        let run = self.temps(5)?;
        self.asm().mov(run, exit);
        self.asm().mov(run.plus(1), exit.plus(1));
        let result = run;
        self.asm().with_except_start(result, run, handling.exc);
        if is_async {
            self.asm().get_awaitable(result, result, AwaitContext::Aexit.imm());
            self.release(u32::from(result.0) + 1);
            let value = self.temp()?;
            self.await_loop(result, value)?;
            self.asm().mov(result, value);
        }
        let suppressed = self.asm().label();
        self.asm().jump_if_true(result, suppressed);
        self.asm().reraise(handling.exc);
        let region = self.asm().region();
        let outer = self.outer_region();
        self.asm().place(suppressed);
        self.asm().set_region(outer);
        self.nowhere();
        self.asm().pop_except(handling.save);
        self.asm().jump(end);
        self.asm().set_region(region);
        self.end_handler(handling);
        self.release(u32::from(exit.0));
        Ok(())
    }
}
