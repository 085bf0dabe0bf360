//! The machine code of calls of Python functions: frames are pushed inline.

use super::inst::exit_of;
use super::{Lower, Word};
use crate::ir::{Call, Inst, IrOp};
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{self as clif, AbiParam, BlockArg, InstBuilder, MemFlagsData as MemFlags, types};
use cranelift_codegen::isa::CallConv;
use tauraro_core::{Value, layout};
use tauraro_interp::machine::{self, Family, frame};

/// Bytes of native stack that a call from machine code leaves.
const STACK_MIN: i64 = 128 << 10;

impl Lower<'_> {
    /// Translates an instruction about calls and frames.
    pub(super) fn calling(&mut self, inst: &Inst, args: &[Word]) -> Option<Word> {
        match inst.op {
            IrOp::Room => {
                let here = self.b.ins().get_stack_pointer(types::I64);
                let limit = self.load(types::I64, self.vm, layout::VM_NATIVE_LIMIT as i64);
                let limit = self.b.ins().iadd_imm_s(limit, STACK_MIN);
                let room = self.b.ins().icmp(IntCC::UnsignedGreaterThan, here, limit);
                self.guard(room, exit_of(inst));
                None
            }
            IrOp::Unseen => {
                let object = self.load(types::I64, self.frame, frame::OBJECT as i64);
                self.guard_not(object, exit_of(inst));
                None
            }
            IrOp::FreeVar => {
                let function = self.load(types::I64, self.frame, frame::FUNCTION as i64);
                let closure = self.load(types::I64, function, machine::FUNCTION_CLOSURE as i64);
                Some(self.load(types::I64, closure, layout::TUPLE_ITEMS as i64 + 8 * inst.imm))
            }
            IrOp::Defaults => {
                let defaults = self.load(types::I64, args[0], machine::FUNCTION_DEFAULTS as i64);
                let wanted = self.b.ins().iconst(types::I64, inst.imm);
                let same = self.b.ins().icmp(IntCC::Equal, defaults, wanted);
                self.guard(same, exit_of(inst));
                Some(args[0])
            }
            IrOp::Globals => {
                let globals = self.load(types::I64, self.frame, frame::GLOBALS as i64);
                let wanted = self.b.ins().iconst(types::I64, inst.imm);
                let same = self.b.ins().icmp(IntCC::Equal, globals, wanted);
                self.guard(same, exit_of(inst));
                None
            }
            _ => Some(self.call_function(inst)),
        }
    }

    fn call_function(&mut self, inst: &Inst) -> Word {
        let call = self.unit.calls[inst.imm as usize].clone();
        let (fast, slow, done) = (self.b.create_block(), self.b.create_block(), self.b.create_block());
        self.b.set_cold_block(slow);
        self.b.append_block_param(done, types::I64);
        let code = self.word(call.code);
        let entry = self.load(types::I64, code, machine::CODE_MACHINE as i64);
        let (window, pushed, fits) = self.room_for(&call);
        let compiled = self.b.ins().icmp_imm_s(IntCC::NotEqual, entry, 0);
        // The interpreter's way of a call is a safepoint: a recursion without loops needs one.
        let poll = self.word(self.places.poll as u64);
        let poll = self.b.ins().load(types::I32, MemFlags::new(), poll, 0);
        let quiet = self.b.ins().icmp_imm_s(IntCC::Equal, poll, 0);
        let goes = self.b.ins().band(fits, compiled);
        let goes = self.b.ins().band(goes, quiet);
        self.b.ins().brif(goes, fast, &[], slow, &[]);
        self.b.switch_to_block(slow);
        let stepped = self.step_at(call.pc.0, Family::Calls);
        self.guard(stepped, exit_of(inst));
        let result = self.result_of(&call);
        self.b.ins().jump(done, &[BlockArg::Value(result)]);
        self.b.switch_to_block(fast);
        self.push_frame(&call, window, pushed);
        let v = self.enter(entry, pushed);
        self.store(self.frame, self.vm, layout::VM_FRAME as i64);
        self.guard(v, exit_of(inst));
        self.b.ins().jump(done, &[BlockArg::Value(v)]);
        self.b.switch_to_block(done);
        self.b.block_params(done)[0]
    }

    fn word(&mut self, bits: u64) -> Word {
        self.b.ins().iconst(types::I64, bits as i64)
    }

    /// What the interpreter's execution of the call has put into the window.
    fn result_of(&mut self, call: &Call) -> Word {
        self.load(types::I64, self.registers, i64::from(call.dst) * 8)
    }

    /// The callee's window and the place of its frame, and whether there is room for both.
    fn room_for(&mut self, call: &Call) -> (Word, Word, Word) {
        let window = self.b.ins().iadd_imm_s(self.registers, i64::from(call.base) * 8);
        let end = self.b.ins().iadd_imm_s(window, i64::from(call.registers) * 8);
        let values_end = self.load(types::I64, self.vm, layout::VM_VALUES_END as i64);
        let values_fit = self.b.ins().icmp(IntCC::UnsignedLessThan, end, values_end);
        let pushed = self.b.ins().iadd_imm_s(self.frame, frame::BYTES as i64);
        let frames_end = self.load(types::I64, self.vm, layout::VM_FRAMES_END as i64);
        let frames_fit = self.b.ins().icmp(IntCC::UnsignedLessThan, pushed, frames_end);
        (window, pushed, self.b.ins().band(values_fit, frames_fit))
    }

    fn push_frame(&mut self, call: &Call, window: Word, pushed: Word) {
        let pc = self.word(self.unit.words + 8 * u64::from(call.pc.0));
        self.store(pc, self.frame, frame::PC as i64);
        let unbound = self.word(Value::UNBOUND.bits());
        let mut register = i64::from(call.args);
        for bits in &call.defaults {
            let v = self.word(*bits);
            self.store(v, window, register * 8);
            register += 1;
        }
        for register in register..i64::from(call.registers) {
            self.store(unbound, window, register * 8);
        }
        let end = self.b.ins().iadd_imm_s(window, i64::from(call.registers) * 8);
        let none = self.word(0);
        let handled = self.load(types::I64, self.vm, layout::VM_HANDLED as i64);
        let returns = self.word(machine::RETURNS_NATIVELY);
        let (start, code) = (self.word(call.words), self.word(call.code));
        let (globals, builtins) = (self.word(call.globals), self.word(call.builtins));
        let function = self.word(call.function);
        let parts = [
            (frame::PC, start),
            (frame::REGS, window),
            (frame::CODE, code),
            (frame::STACK_TOP, end),
            (frame::GLOBALS, globals),
            (frame::BUILTINS, builtins),
            (frame::NAMESPACE, unbound),
            (frame::FUNCTION, function),
            (frame::GENERATOR, none),
            (frame::OBJECT, none),
            (frame::HANDLED, handled),
            (frame::EXTRA, unbound),
            (frame::BELOW, self.frame),
            (frame::RETURNS, returns),
        ];
        for (at, part) in parts {
            self.store(part, pushed, at as i64);
        }
        self.store(pushed, self.vm, layout::VM_FRAME as i64);
    }

    /// Runs machine code on a frame. Its result is a value, or 0 if it raised.
    fn enter(&mut self, entry: Word, pushed: Word) -> Word {
        let mut signature = clif::Signature::new(CallConv::SystemV);
        signature.params.extend([AbiParam::new(types::I64); 2]);
        signature.returns.push(AbiParam::new(types::I64));
        let signature = self.b.import_signature(signature);
        let call = self.b.ins().call_indirect(signature, entry, &[self.vm, pushed]);
        let left = self.b.inst_results(call)[0];
        let is_exit = self.b.ins().icmp_imm_s(IntCC::UnsignedLessThan, left, machine::EXITS_END as i64);
        let (returned, exited, done) = self.either(is_exit);
        self.b.switch_to_block(returned);
        self.b.ins().jump(done, &[BlockArg::Value(left)]);
        self.b.switch_to_block(exited);
        let v = self.call(self.helpers.finish, &[self.vm, pushed, left]);
        self.b.ins().jump(done, &[BlockArg::Value(v)]);
        self.b.switch_to_block(done);
        self.b.block_params(done)[0]
    }
}
