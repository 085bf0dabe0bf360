//! The machine code of calls of the runtime's functions, with values as they are.

use super::inst::exit_of;
use super::{Lower, Word};
use crate::ir::{Inst, IrOp, Outside};
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{InstBuilder, types};
use tauraro_core::{Value, layout};
use tauraro_interp::machine::frame;

impl Lower<'_> {
    /// Translates an instruction that the runtime does.
    pub(super) fn outside(&mut self, inst: &Inst, args: &[Word]) -> Option<Word> {
        let helper = match inst.op {
            IrOp::DictFind => self.helpers.dict_find,
            IrOp::DictGet => self.helpers.dict_get,
            IrOp::DictSet => self.helpers.dict_set,
            IrOp::NextPair => {
                let second = self.b.ins().iadd_imm_s(self.registers, inst.imm * 8);
                self.guard_before(exit_of(inst));
                let first = self.call(self.helpers.next_pair, &[self.vm, args[0], second]);
                self.leave_unless(first, exit_of(inst));
                return Some(first);
            }
            IrOp::Native1 | IrOp::Native2 | IrOp::Native3 => return Some(self.native(inst, args)),
            _ => (self.helpers.outside)(Outside::of(inst.imm)),
        };
        let mut all = vec![self.vm];
        all.extend(args);
        self.guard_before(exit_of(inst));
        let found = self.call(helper, &all);
        self.leave_unless(found, exit_of(inst));
        match inst.op {
            IrOp::DictSet => None,
            IrOp::Test1 | IrOp::Test2 => Some(self.b.ins().icmp_imm_s(IntCC::Equal, found, 2)),
            _ => Some(found),
        }
    }

    /// Translates an instruction about exceptions.
    pub(super) fn exception(&mut self, inst: &Inst, args: &[Word]) -> Option<Word> {
        match inst.op {
            IrOp::Fine => Some(self.b.ins().icmp_imm_s(IntCC::NotEqual, args[0], 0)),
            IrOp::Catch => {
                let pc = self.instruction(inst.imm as u32);
                let exc = self.call(self.helpers.catch, &[self.vm, self.frame, pc]);
                self.leave_unless(exc, exit_of(inst));
                Some(exc)
            }
            IrOp::Raise => {
                let pc = self.instruction(inst.imm as u32);
                self.call(self.helpers.raise, &[self.vm, self.frame, pc, args[0], args[1]]);
                None
            }
            IrOp::Handled => {
                let handled = self.load(types::I64, self.vm, layout::VM_HANDLED as i64);
                let outer = self.load(types::I64, self.frame, frame::HANDLED as i64);
                let same = self.b.ins().icmp(IntCC::Equal, handled, outer);
                let unbound = self.b.ins().iconst(types::I64, Value::UNBOUND.bits() as i64);
                Some(self.b.ins().select(same, unbound, handled))
            }
            _ => {
                let outer = self.load(types::I64, self.frame, frame::HANDLED as i64);
                let unbound = self.b.ins().icmp_imm_s(IntCC::Equal, args[0], Value::UNBOUND.bits() as i64);
                let handled = self.b.ins().select(unbound, outer, args[0]);
                self.store(handled, self.vm, layout::VM_HANDLED as i64)
            }
        }
    }

    /// The address of an instruction of bytecode.
    fn instruction(&mut self, at: u32) -> Word {
        self.b.ins().iconst(types::I64, self.unit.words as i64 + 8 * i64::from(at))
    }

    /// A native function may look at the frame: the instruction stands there.
    fn native(&mut self, inst: &Inst, args: &[Word]) -> Word {
        let call = self.unit.natives[inst.imm as usize];
        if let Some((at, inlined)) = call.shows {
            let pc = self.words_of(inlined) as i64 + 8 * i64::from(at.0);
            let pc = self.b.ins().iconst(types::I64, pc);
            let place = self.frame_of(inlined);
            self.store(pc, place, frame::PC as i64);
        }
        let entry = self.b.ins().iconst(types::I64, call.entry as i64);
        let mut all = vec![self.vm, entry];
        all.extend(args);
        let v = self.call(self.helpers.natives[args.len() - 1], &all);
        self.guard(v, exit_of(inst));
        v
    }
}
