//! Exceptions that are raised and handled in one unit.
//!
//! An instruction that may raise and whose handler is in the unit tells whether it has, and the handler is
//! another way to go on. All other exceptions leave the unit.

use super::ops::Operands;
use super::{Builder, Way};
use crate::ir::{End, Inst, IrOp, Outside, Ty, Val, Why};
use tauraro_bytecode::{Instruction, Op, Pc, Place, Reg};
use tauraro_core::value::Value;

impl Builder<'_> {
    /// Where an exception of the instruction at `at` goes on and in which register, if that is in the unit.
    pub(super) fn handler(&self, at: Pc) -> Option<(Pc, Reg)> {
        let handler = self.body.facts.code.handler(at)?;
        let inside = self.body.flow.with_handlers && self.body.flow.blocks.contains_key(&handler.target);
        inside.then_some((handler.target, handler.exc))
    }

    /// Goes on where nothing was raised; else with the handler.
    pub(super) fn fine_or_caught(&mut self, fine: Val, (target, exc): (Pc, Reg)) {
        let caught = self.aside(|this| this.caught(target, exc));
        let go_on = self.aside(|_| ());
        self.branch(fine, go_on, caught);
        let Way::Block(go_on) = go_on else { unreachable!("it was made aside") };
        self.block = go_on;
    }

    /// The way from where an exception was raised to its handler.
    fn caught(&mut self, target: Pc, exc: Reg) {
        let exit = Some(self.exit_at(self.body.at, Why::Raised));
        let imm = i64::from(self.body.at.0);
        let v = self.unit.push(self.block, Inst { op: IrOp::Catch, args: Vec::new(), imm, ty: Ty::Any, exit });
        self.write(exc, v);
        self.go_to(target);
    }

    /// Translates an instruction about exceptions. `Some`: whether it ended the block.
    pub(super) fn exception(&mut self, i: &Instruction, o: &Operands<'_>) -> Option<bool> {
        let (a, b) = (o.register(Place::A), o.register(Place::B));
        // An inlined function has no frame here.
        if self.body.inlined.is_some() {
            return None;
        }
        match i.op.generic() {
            Op::Raise | Op::RaiseFrom => {
                self.before_step(i);
                let exc = self.word(a);
                let cause = match i.op.generic() {
                    Op::RaiseFrom => self.word(b),
                    _ => self.emit(IrOp::Value, &[], Value::UNBOUND.bits() as i64),
                };
                self.room();
                self.emit(IrOp::Raise, &[exc, cause], i64::from(i.at.0));
                match self.handler(i.at) {
                    Some((target, exc)) => self.caught(target, exc),
                    None => {
                        let exit = self.exit_here(Why::Raised);
                        let block = self.block;
                        self.unit.block_mut(block).end = End::Exit(exit);
                    }
                }
                Some(true)
            }
            Op::PushExcInfo => {
                let exc = self.word(b);
                let outer = self.emit(IrOp::Handled, &[], 0);
                self.emit(IrOp::SetHandled, &[exc], 0);
                Some(self.put(a, outer))
            }
            Op::PopExcept => {
                let outer = self.word(a);
                self.emit(IrOp::SetHandled, &[outer], 0);
                Some(false)
            }
            Op::JumpIfNoExcMatch => {
                let args = [self.word(a), self.word(b)];
                let holds = self.ask(IrOp::Test2, Outside::Matches, &args);
                Some(self.jump(i, holds, false, false))
            }
            _ => None,
        }
    }
}
