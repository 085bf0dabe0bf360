//! Instructions that the interpreter executes for the unit, on the window.
//!
//! What an instruction reads is put into the window before, and what it writes is read from there
//! after. Before one that can look at frames the changed variables are put there too.

use super::ops::target;
use super::{Builder, Slot};
use crate::ir::{Inst, IrOp, StepAt, Ty, Val, Why};
use tauraro_bytecode::{Instruction, OpFlags, Pc, Reg};
use tauraro_interp::machine::{self, Family};

impl Builder<'_> {
    /// Has the instruction executed; whether it ended the block.
    pub(super) fn step(&mut self, i: &Instruction) -> bool {
        if !machine::executes(i.op) {
            return self.unsupported();
        }
        self.stepped += 1;
        if i.op.is_call() {
            self.room();
        }
        self.before_step(i);
        let jumps = i.jump_target().is_some();
        let at = StepAt { pc: i.at, family: Family::of(i.op), inlined: self.body.inlined };
        if let Some(handler) = self.handler(i.at).filter(|_| !jumps) {
            let fine = self.emit(IrOp::StepCaught, &[], at.number());
            self.fine_or_caught(fine, handler);
            self.after_step(i, i.next());
            return false;
        }
        let exit = self.exit_with(Why::Raised, self.body.inlined.is_some());
        let op = if jumps { IrOp::StepTest } else { IrOp::Step };
        let inst = Inst { op, args: Vec::new(), imm: at.number(), ty: op.info().result, exit: Some(exit) };
        let holds = self.unit.push(self.block, inst);
        if !jumps {
            self.after_step(i, i.next());
            return false;
        }
        let Some(to) = target(i) else { return self.unsupported() };
        let back = i.op.info().flags.has(OpFlags::SAFEPOINT);
        let taken = self.aside(|this| {
            this.after_step(i, to);
            if back {
                this.poll(to);
            }
            this.go_to(to);
        });
        let other = self.aside(|this| {
            // What an iterator that has ended leaves behind is what was there.
            this.untraced(i, i.next());
            this.go_to(i.next());
        });
        self.branch(holds, taken, other);
        true
    }

    /// Before what takes native stack: the interpreter needs none for a call.
    pub(super) fn room(&mut self) {
        let exit = self.exit_here(Why::Deep);
        let inst = Inst { op: IrOp::Room, args: Vec::new(), imm: 0, ty: Ty::None, exit: Some(exit) };
        self.unit.push(self.block, inst);
    }

    /// Puts into the window what the instruction, or who looks at the frame from it, may read.
    pub(super) fn before_step(&mut self, i: &Instruction) {
        let mut reads = Vec::new();
        i.each_read(|register| reads.push(register as usize));
        if i.op.info().flags.has(OpFlags::CALLS) {
            reads.extend(0..self.body.facts.code.locals.len());
        }
        self.show(reads);
    }

    /// Puts registers into the window; an inlined function gets a frame first.
    pub(super) fn show(&mut self, mut reads: Vec<usize>) {
        let Some(inlined) = self.body.inlined else {
            reads.into_iter().for_each(|register| self.sync(register));
            return;
        };
        let mut values = self.body.below.clone();
        reads.sort_unstable();
        reads.dedup();
        for register in reads {
            if let Slot::Value(v) = self.body.state[register] {
                values.push((Reg((self.body.base + register) as u16), v));
            }
        }
        for (_, v) in &mut values {
            *v = self.boxed(*v);
        }
        self.emit(IrOp::Frames, &[], i64::from(inlined));
        for (part, v) in self.body.parts.clone() {
            self.emit(IrOp::SetPart, &[v], part.number());
        }
        for (register, v) in values {
            self.emit(IrOp::SetWindow, &[v], i64::from(register.0));
        }
        self.framed = true;
    }

    /// Puts a register's value into the window, if it is not there.
    pub(super) fn sync(&mut self, register: usize) {
        let Slot::Value(v) = self.body.state[register] else { return };
        if self.body.synced[register] == Some(v) || self.is_untouched(register, v) {
            return;
        }
        let boxed = self.boxed(v);
        self.emit(IrOp::SetWindow, &[boxed], register as i64);
        self.clobbered.insert(register);
        self.body.synced[register] = Some(v);
    }

    /// Whether the window still holds what it did at the entry, and that is the value.
    pub(super) fn is_untouched(&self, register: usize, v: Val) -> bool {
        let is_entered = self.entered.get(&register).is_some_and(|(raw, typed)| v == *raw || v == *typed);
        self.body.inlined.is_none() && is_entered && !self.clobbered.contains(&register)
    }

    /// Takes from the window what the instruction has written, if it goes on at `next`.
    fn after_step(&mut self, i: &Instruction, next: Pc) {
        let mut changed = Vec::new();
        i.each_changed(|register| changed.push(register as usize));
        let live = self.body.live.before(next);
        for register in changed {
            self.clobbered.insert(self.body.base + register);
            if live.as_ref().is_some_and(|live| !live.contains(register as u32)) {
                self.body.state[register] = Slot::Dead;
                self.body.synced[register] = None;
                continue;
            }
            let v = self.emit(IrOp::Window, &[], (self.body.base + register) as i64);
            self.write(Reg(register as u16), v);
            if self.body.inlined.is_none() {
                self.body.synced[register] = Some(v);
            }
        }
        self.untraced(i, next);
    }

    /// Behind what may have run Python code: the tracing loop may have to go on. The frames that inlined
    /// functions had for it are taken away.
    pub(super) fn untraced(&mut self, i: &Instruction, next: Pc) {
        let inlined = self.body.inlined;
        if i.op.info().flags.has(OpFlags::CALLS) {
            let exit = self.exit_at(next, Why::Traced);
            self.unit.exits[exit.0 as usize].standing = inlined.is_some();
            let imm = inlined.map_or(0, |inlined| i64::from(inlined) + 1);
            let inst = Inst { op: IrOp::Untraced, args: Vec::new(), imm, ty: Ty::None, exit: Some(exit) };
            self.unit.push(self.block, inst);
        }
        if inlined.is_some() {
            self.emit(IrOp::Unframe, &[], 0);
        }
    }
}
