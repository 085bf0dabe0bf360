//! Calls of Python functions from machine code, and the end of a function.

use super::{Builder, Slot};
use crate::ir::{Call, End, Inst, IrOp, Ty, Val, Why};
use crate::snapshot::{Callee, Native};
use tauraro_bytecode::{CodeFlags, Instruction, Reg};
use tauraro_core::shape::ShapeId;
use tauraro_interp::record::{Called, Kind};

impl Builder<'_> {
    /// A call of a Python function that is known. `None`: it is another one.
    pub(super) fn call(&mut self, i: &Instruction, to: Reg, base: Reg) -> Option<bool> {
        let callee = self.read(base);
        let bits = self.function_guess(callee).or_else(|| self.recorded_callee(i))?;
        let function = self.snapshot.callees.get(&bits)?.clone();
        let mut n = i.count()?;
        let mut first = base.plus(1);
        if i.op.generic() == tauraro_bytecode::Op::CallMethod {
            if self.is_unbound(first)? {
                first = first.plus(1);
            } else {
                n += 1;
            }
        }
        let defaults = missing(&function, n)?;
        if self.snapshot.is_generator {
            return None;
        }
        self.callee_is(callee, bits);
        if !defaults.is_empty() {
            self.check(IrOp::Defaults, &[callee], function.defaults.0 as i64, Why::Global);
        }
        self.room();
        self.before_step(i);
        let facts = &function.facts;
        let number = self.unit.calls.len() as i64;
        self.unit.calls.push(Call {
            pc: i.at,
            dst: to.0,
            base: first.0,
            args: n as u16,
            defaults,
            registers: facts.code.n_registers,
            function: bits,
            code: facts.object,
            words: facts.words,
            globals: facts.namespaces.0,
            builtins: facts.namespaces.1,
        });
        let exit = Some(self.exit_here(Why::Raised));
        let call = Inst { op: IrOp::Call, args: Vec::new(), imm: number, ty: Ty::Any, exit };
        let v = self.unit.push(self.block, call);
        // The callee's window is what stood there.
        for register in usize::from(base.0)..self.state.len() {
            self.state[register] = Slot::Dead;
            self.synced[register] = None;
            self.clobbered.insert(register);
        }
        self.write(to, v);
        self.untraced(i, i.next());
        Some(false)
    }

    /// A call of a native function that has instructions of its own. `None`: it is another one, or not of
    /// operands that these are for.
    pub(super) fn native(&mut self, i: &Instruction, to: Reg, base: Reg) -> Option<bool> {
        let callee = self.read(base);
        let bits = self.function_guess(callee)?;
        let native = *self.snapshot.natives.get(&bits)?;
        let (given, is_method) = (i.count()?, i.op.generic() == tauraro_bytecode::Op::CallMethod);
        if given == 1 && is_method == (native == Native::Append) {
            let done = self.native_one(i, native, bits, to, base);
            if done.is_some() {
                return done;
            }
        }
        let mut args = base.plus(1);
        let mut n = given as u16;
        if is_method && self.is_unbound(args)? {
            args = args.plus(1);
        } else if is_method {
            n += 1;
        }
        self.native_call(i, (native, bits), to, (base, args, n))
    }

    /// The same for natives that are instructions of their own on numbers and lists.
    fn native_one(&mut self, i: &Instruction, native: Native, bits: u64, to: Reg, base: Reg) -> Option<bool> {
        let callee = self.read(base);
        // The callee's kind comes first among those that were recorded.
        let kinds = &self.snapshot.facts.records.as_ref()?.at(i.at)?.reads;
        let kind = kinds.get(1)?.only()?;
        let (operand, Kind::Shape(ShapeId::LIST)) = (base.plus(1), kind) else {
            return self.native_number(native, bits, to, base, kind);
        };
        if !matches!(native, Native::Len | Native::Append) {
            return None;
        }
        self.callee_is(callee, bits);
        let list = self.shaped(operand, ShapeId::LIST)?;
        let v = if native == Native::Len {
            self.emit(IrOp::ListLen, &[list], 0)
        } else {
            let v = self.read(operand.plus(1));
            self.append(list, v);
            self.emit(IrOp::Value, &[], tauraro_core::Value::NONE.bits() as i64)
        };
        Some(self.put(to, v))
    }

    /// `abs` of a float.
    fn native_number(&mut self, native: Native, bits: u64, to: Reg, base: Reg, kind: Kind) -> Option<bool> {
        if native != Native::Abs || kind != Kind::Float {
            return None;
        }
        let callee = self.read(base);
        self.callee_is(callee, bits);
        let v = self.read(base.plus(1));
        let v = match self.unit.ty(v) {
            Ty::Float => v,
            Ty::Any => self.guard(IrOp::ToFloat, &[v], Why::Type),
            _ => return None,
        };
        let v = self.emit(IrOp::AbsFloat, &[v], 0);
        Some(self.put(to, v))
    }

    /// Leaves unless the callee is the one with these bits.
    pub(super) fn callee_is(&mut self, callee: Val, bits: u64) {
        if self.unit.inst(callee).op != IrOp::Value {
            self.check(IrOp::Same, &[callee], bits as i64, Why::Global);
        }
    }

    /// The bits of the function that was called each time.
    fn recorded_callee(&self, i: &Instruction) -> Option<u64> {
        let callee = self.snapshot.facts.records.as_ref()?.at(i.at)?.callees.only()?;
        (!callee.varies && matches!(callee.is, Called::Function(_))).then_some(callee.bits)
    }

    /// The bits of the function that a value is, or was when it was seen.
    fn function_guess(&self, v: Val) -> Option<u64> {
        let inst = self.unit.inst(v);
        match inst.op {
            IrOp::Value | IrOp::Same => Some(inst.imm as u64),
            _ => self.guessed.get(&v).map(|guess| guess.bits),
        }
    }

    /// Whether a register is known to be unbound; `None`: it is not known.
    fn is_unbound(&mut self, register: Reg) -> Option<bool> {
        let v = self.read(register);
        let inst = self.unit.inst(v);
        match inst.op {
            IrOp::Value => Some(inst.imm as u64 == tauraro_core::Value::UNBOUND.bits()),
            IrOp::Shape | IrOp::ToBound | IrOp::Same => Some(false),
            _ => (self.unit.ty(v) != Ty::Any).then_some(false),
        }
    }

    /// The frame ends with what a register holds.
    pub(super) fn returns(&mut self, register: Reg) -> bool {
        let v = self.read(register);
        self.returned(v)
    }

    /// The frame ends with a value. A loop's unit leaves that to the interpreter.
    pub(super) fn returned(&mut self, v: Val) -> bool {
        if !self.snapshot.whole {
            return self.unsupported();
        }
        let exit = Some(self.exit_here(Why::Done));
        self.unit.push(self.block, Inst { op: IrOp::Unseen, args: Vec::new(), imm: 0, ty: Ty::None, exit });
        let v = self.boxed(v);
        let block = self.block;
        self.unit.block_mut(block).end = End::Return(v);
        true
    }
}

/// The defaults that stand for missing arguments if a function takes so many positional ones without
/// binding and runs at once.
fn missing(callee: &Callee, n: u32) -> Option<Vec<u64>> {
    const LATER: u32 = CodeFlags::GENERATOR.0 | CodeFlags::COROUTINE.0 | CodeFlags::ASYNC_GENERATOR.0;
    if callee.facts.code.flags.0 & LATER != 0 {
        return None;
    }
    let missing = callee.exact_args?.checked_sub(n as usize)?;
    let items = &callee.defaults.1;
    Some(items[items.len().checked_sub(missing)?..].to_vec())
}
