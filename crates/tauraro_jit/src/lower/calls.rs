//! The machine code of calls of Python functions: frames are pushed inline.

use super::inst::exit_of;
use super::{Lower, Word};
use crate::ir::{Body, Call, Inst, IrOp, Part, StepAt};
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{self as clif, AbiParam, BlockArg, InstBuilder, MemFlagsData as MemFlags, types};
use cranelift_codegen::isa::CallConv;
use tauraro_core::{Value, kinds, layout};
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
            IrOp::Closure => {
                let closure = self.load(types::I64, args[0], machine::FUNCTION_CLOSURE as i64);
                Some(self.load(types::I64, closure, layout::TUPLE_ITEMS as i64 + 8 * inst.imm))
            }
            IrOp::Function => {
                let top = self.b.ins().ushr_imm_u(args[0], super::memory::ADDRESS_BITS);
                self.guard_not(top, exit_of(inst));
                let kind = self.load(types::I16, args[0], layout::KIND as i64);
                let is = self.b.ins().icmp_imm_s(IntCC::Equal, kind, i64::from(kinds::FUNCTION.0 as i16));
                self.guard(is, exit_of(inst));
                Some(self.runs(args[0], inst))
            }
            IrOp::Code => Some(self.runs(args[0], inst)),
            IrOp::Frames => {
                self.frames(inst.imm as u32);
                None
            }
            IrOp::SetPart => {
                let (inlined, at) = match Part::of_number(inst.imm) {
                    Part::Function(inlined) => (inlined, frame::FUNCTION),
                    Part::Instance(inlined) => (inlined, frame::EXTRA),
                };
                let place = self.frame_of(Some(inlined));
                self.store(args[0], place, at as i64)
            }
            IrOp::Unframe => self.store(self.frame, self.vm, layout::VM_FRAME as i64),
            IrOp::FrameRoom => {
                let end = self.b.ins().iadd_imm_s(self.registers, 8 * (inst.imm & 0xffff_ffff));
                let values_fit = self.below_end(end, layout::VM_VALUES_END);
                let last = self.b.ins().iadd_imm_s(self.frame, frame::BYTES as i64 * (inst.imm >> 32));
                let frames_fit = self.below_end(last, layout::VM_FRAMES_END);
                let fit = self.b.ins().band(values_fit, frames_fit);
                self.guard(fit, exit_of(inst));
                None
            }
            _ => Some(self.call_function(inst, args[0])),
        }
    }

    /// The function, if its code is the one with the bits of the instruction.
    fn runs(&mut self, function: Word, inst: &Inst) -> Word {
        let code = self.load(types::I64, function, machine::FUNCTION_CODE as i64);
        let wanted = self.b.ins().iconst(types::I64, inst.imm);
        let same = self.b.ins().icmp(IntCC::Equal, code, wanted);
        self.guard(same, exit_of(inst));
        function
    }

    /// The frame of an inlined call, or the unit's own.
    pub(super) fn frame_of(&mut self, inlined: Option<u32>) -> Word {
        match inlined {
            None => self.frame,
            Some(inlined) => {
                let depth = i64::from(self.unit.inlined[inlined as usize].depth);
                self.b.ins().iadd_imm_s(self.frame, depth * frame::BYTES as i64)
            }
        }
    }

    /// The address of the first instruction word of the code that runs in such a frame.
    pub(super) fn words_of(&self, inlined: Option<u32>) -> u64 {
        inlined.map_or(self.unit.words, |inlined| self.unit.inlined[inlined as usize].body.words)
    }

    /// Gives inlined calls frames.
    fn frames(&mut self, innermost: u32) {
        let chain = self.unit.chain(Some(innermost));
        let end = |at: u32| {
            let inlined = &self.unit.inlined[at as usize];
            i64::from(inlined.base) + i64::from(inlined.body.registers)
        };
        let first = i64::from(self.unit.inlined[chain[0] as usize].base);
        let last = chain.iter().map(|at| end(*at)).max().unwrap_or(first);
        let unbound = self.word(Value::UNBOUND.bits());
        for register in first..last {
            self.store(unbound, self.registers, register * 8);
        }
        for at in chain {
            let inlined = self.unit.inlined[at as usize].clone();
            let below = self.frame_of(inlined.outer);
            let pc = self.words_of(inlined.outer) + 8 * u64::from(inlined.pc.0);
            let pc = self.word(pc);
            self.store(pc, below, frame::PC as i64);
            let place = self.frame_of(Some(at));
            let window = self.b.ins().iadd_imm_s(self.registers, 8 * i64::from(inlined.base));
            let function = self.word(inlined.body.function);
            self.fill_frame(place, below, window, &inlined.body, (function, inlined.returns));
        }
    }

    fn call_function(&mut self, inst: &Inst, function: Word) -> Word {
        let call = self.unit.calls[inst.imm as usize].clone();
        let below = self.frame_of(call.inlined);
        let (fast, slow, done) = (self.b.create_block(), self.b.create_block(), self.b.create_block());
        self.b.set_cold_block(slow);
        self.b.append_block_param(done, types::I64);
        let code = self.word(call.body.code);
        let entry = self.load(types::I64, code, machine::CODE_MACHINE as i64);
        let window = self.b.ins().iadd_imm_s(self.registers, i64::from(call.base) * 8);
        let pushed = self.b.ins().iadd_imm_s(below, frame::BYTES as i64);
        let fits = self.room_for(&call, window, pushed);
        let compiled = self.b.ins().icmp_imm_s(IntCC::NotEqual, entry, 0);
        // The interpreter's way of a call is a safepoint: a recursion without loops needs one.
        let poll = self.word(self.places.poll as u64);
        let poll = self.b.ins().load(types::I32, MemFlags::new(), poll, 0);
        let quiet = self.b.ins().icmp_imm_s(IntCC::Equal, poll, 0);
        let goes = self.b.ins().band(fits, compiled);
        let goes = self.b.ins().band(goes, quiet);
        self.b.ins().brif(goes, fast, &[], slow, &[]);
        self.b.switch_to_block(slow);
        let stepped = self.step_at(StepAt { pc: call.pc, family: Family::Calls, inlined: call.inlined });
        let result = if inst.op == IrOp::CallCaught {
            let (raised, result) = (self.b.ins().iconst(types::I64, 0), self.result_of(&call));
            self.b.ins().select(stepped, result, raised)
        } else {
            self.guard(stepped, exit_of(inst));
            self.result_of(&call)
        };
        self.b.ins().jump(done, &[BlockArg::Value(result)]);
        self.b.switch_to_block(fast);
        self.push_frame(&call, (below, pushed), window, function);
        let v = self.enter(entry, pushed);
        self.store(below, self.vm, layout::VM_FRAME as i64);
        if inst.op != IrOp::CallCaught {
            self.guard(v, exit_of(inst));
        }
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

    /// Whether there is room for the callee's window and its frame.
    fn room_for(&mut self, call: &Call, window: Word, pushed: Word) -> Word {
        let end = self.b.ins().iadd_imm_s(window, i64::from(call.body.registers) * 8);
        let values_fit = self.below_end(end, layout::VM_VALUES_END);
        let frames_fit = self.below_end(pushed, layout::VM_FRAMES_END);
        self.b.ins().band(values_fit, frames_fit)
    }

    /// Whether an address is below the one at a place of the `Vm`.
    fn below_end(&mut self, address: Word, end: usize) -> Word {
        let end = self.load(types::I64, self.vm, end as i64);
        self.b.ins().icmp(IntCC::UnsignedLessThan, address, end)
    }

    fn push_frame(&mut self, call: &Call, (below, pushed): (Word, Word), window: Word, function: Word) {
        let pc = self.word(self.words_of(call.inlined) + 8 * u64::from(call.pc.0));
        self.store(pc, below, frame::PC as i64);
        let unbound = self.word(Value::UNBOUND.bits());
        let mut register = i64::from(call.args);
        for bits in &call.defaults {
            let v = self.word(*bits);
            self.store(v, window, register * 8);
            register += 1;
        }
        for register in register..i64::from(call.body.registers) {
            self.store(unbound, window, register * 8);
        }
        self.fill_frame(pushed, below, window, &call.body, (function, machine::RETURNS_NATIVELY));
    }

    /// Makes a frame above another one the current one.
    fn fill_frame(&mut self, place: Word, below: Word, window: Word, body: &Body, linked: (Word, u64)) {
        let end = self.b.ins().iadd_imm_s(window, i64::from(body.registers) * 8);
        let (none, unbound) = (self.word(0), self.word(Value::UNBOUND.bits()));
        let handled = self.load(types::I64, self.vm, layout::VM_HANDLED as i64);
        let returns = self.word(linked.1);
        let (start, code) = (self.word(body.words), self.word(body.code));
        let (globals, builtins) = (self.word(body.globals), self.word(body.builtins));
        let parts = [
            (frame::PC, start),
            (frame::REGS, window),
            (frame::CODE, code),
            (frame::STACK_TOP, end),
            (frame::GLOBALS, globals),
            (frame::BUILTINS, builtins),
            (frame::NAMESPACE, unbound),
            (frame::FUNCTION, linked.0),
            (frame::GENERATOR, none),
            (frame::OBJECT, none),
            (frame::HANDLED, handled),
            (frame::EXTRA, unbound),
            (frame::BELOW, below),
            (frame::RETURNS, returns),
        ];
        for (at, part) in parts {
            self.store(part, place, at as i64);
        }
        self.store(place, self.vm, layout::VM_FRAME as i64);
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
