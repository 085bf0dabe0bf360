//! Jumps out of blocks: `return`, `break` and `continue` through `try` and `with`.

use tauraro_bytecode::{Const, Label, Reg};
use tauraro_syntax::ast;
use tauraro_syntax::{Ranged, TextRange};

use super::unit::{Block, Frame};
use super::{Generator, Result, Val};
use crate::error::Fault;
use crate::scope::ScopeKind;

impl<'a> Generator<'a> {
    /// Emits what leaving all blocks above `down_to` takes. The blocks stay: the code after the
    /// jump is inside of them again.
    fn unwind(&mut self, down_to: usize, range: TextRange) -> Result {
        let blocks = self.unit().blocks.clone();
        let region = self.asm().region();
        for index in (down_to..blocks.len()).rev() {
            self.unit().blocks.truncate(index);
            self.asm().set_region(blocks[index].outer);
            self.leave_block(&blocks[index].block, range)?;
        }
        self.unit().blocks = blocks;
        self.asm().set_region(region);
        Ok(())
    }

    fn leave_block(&mut self, block: &Block<'a>, range: TextRange) -> Result {
        match block {
            Block::Loop { .. } | Block::Try => {}
            Block::Finally { body } => {
                self.repeating += 1;
                self.body(body)?;
                self.repeating -= 1;
                self.nowhere();
            }
            Block::FinallyHandler { save } => self.asm().pop_except(*save),
            Block::Handler { save, name } => {
                self.asm().pop_except(*save);
                if let Some((name, _)) = name {
                    self.unset(*name)?;
                }
            }
            Block::StarHandler => {
                let message = "'break', 'continue' and 'return' cannot appear in an except* block";
                return Err(Fault::syntax(message, range));
            }
            Block::With { exit, is_async, range: item } => {
                self.at(*item);
                self.call_exit(*exit, *is_async)?;
                self.nowhere();
            }
        }
        Ok(())
    }

    /// Calls the exit method of a `with` that ends without an exception. `exit` is the pair
    /// that `LoadSpecial` left; its arguments need the top of the temporaries.
    pub(super) fn call_exit(&mut self, exit: Reg, is_async: bool) -> Result {
        let mark = self.mark();
        let base = if u32::from(exit.0) + 2 == mark {
            exit
        } else {
            let base = self.temps(2)?;
            self.asm().mov(base, exit);
            self.asm().mov(base.plus(1), exit.plus(1));
            base
        };
        let arguments = self.temps(3)?;
        for index in 0..3 {
            self.load_const(arguments.plus(index), Const::None);
        }
        let result = arguments;
        self.asm().call_method(result, base, 3);
        if is_async {
            self.asm().get_awaitable(result, result, tauraro_bytecode::AwaitContext::Aexit.imm());
            self.release(u32::from(result.0) + 1);
            let value = self.temp()?;
            self.await_loop(result, value)?;
        }
        self.release(mark);
        Ok(())
    }

    /// Whether leaving all blocks runs code that could change registers.
    fn unwinding_runs_code(&self) -> bool {
        let quiet = |frame: &Frame<'_>| matches!(frame.block, Block::Loop { .. } | Block::Try);
        !self.unit_ref().blocks.iter().all(quiet)
    }

    pub(super) fn return_stmt(&mut self, stmt: &'a ast::StmtReturn) -> Result {
        let scope = self.scope();
        if scope.kind != ScopeKind::Function {
            return Err(Fault::syntax("'return' outside function", stmt.range));
        }
        if stmt.value.is_some() && scope.coroutine && scope.generator {
            return Err(Fault::syntax("'return' with value in async generator", stmt.range));
        }
        // Python's tree has the value as the place of a refused return.
        let place = stmt.value.as_ref().map_or(stmt.range, |value| value.range());
        let runs_code = self.unwinding_runs_code();
        let value = match stmt.value.as_deref() {
            None => Val::Const(Const::None),
            Some(value) if runs_code => match self.value(value)? {
                Val::Reg(register) if self.unit_ref().is_named(register) => {
                    let copy = self.temp()?;
                    self.asm().mov(copy, register);
                    Val::Reg(copy)
                }
                value => value,
            },
            Some(value) => self.value(value)?,
        };
        self.at(stmt.range);
        if runs_code && matches!(value, Val::Const(_)) {
            // Nothing else stands for the line of the statement before the blocks are left.
            self.asm().nop();
        }
        self.unwind(0, place)?;
        match value {
            Val::Reg(register) => self.asm().return_value(register),
            Val::Const(value) => {
                let id = self.unit().const_id(value);
                self.asm().return_const(id);
            }
        }
        Ok(())
    }

    pub(super) fn break_stmt(&mut self, range: TextRange) -> Result {
        let (_, exit) = self.leave_loop(range, "'break' outside loop")?;
        self.asm().jump(exit);
        Ok(())
    }

    pub(super) fn continue_stmt(&mut self, range: TextRange) -> Result {
        let (next, _) = self.leave_loop(range, "'continue' not properly in loop")?;
        self.asm().jump(next);
        Ok(())
    }

    /// Unwinds to the innermost loop; gives where it goes on and where it ends.
    fn leave_loop(&mut self, range: TextRange, message: &str) -> Result<(Label, Label)> {
        self.at(range);
        let blocks = &self.unit_ref().blocks;
        let found = blocks.iter().enumerate().rev().find_map(|(index, frame)| match frame.block {
            Block::Loop { next, exit } => Some((index, next, exit)),
            _ => None,
        });
        // Cleanup code is compiled first: its own errors come before this one.
        self.unwind(found.map_or(0, |(index, ..)| index + 1), range)?;
        let Some((_, next, exit)) = found else {
            return Err(Fault::syntax(message, range));
        };
        Ok((next, exit))
    }
}
