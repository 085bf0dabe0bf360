//! Calls of Python functions from machine code, and the end of a function.

use super::inline::{Ends, Site};
use super::{Builder, Slot};
use crate::ir::{Call, End, Inst, IrOp, Ty, Val, Why};
use crate::snapshot::{Callee, Native};
use tauraro_bytecode::{CodeFlags, Instruction, Reg};
use tauraro_core::shape::ShapeId;
use tauraro_interp::machine;
use tauraro_interp::record::{Called, Kind};

/// A Python function that a call may run.
#[derive(Clone, Copy)]
struct Target {
    /// Its bits, or those of another function with the same code.
    bits: u64,
    /// Whether the function itself varies.
    varies: bool,
}

/// A call's arguments and result.
#[derive(Clone, Copy)]
struct Passed {
    /// The register that gets the result.
    to: Reg,
    /// The callee's.
    base: Reg,
    /// That of the first argument.
    first: Reg,
    /// Number of arguments.
    n: u32,
}

impl Builder<'_> {
    /// A call of a Python function that is known, or of a few of them. `None`: it is another one.
    pub(super) fn call(&mut self, i: &Instruction, to: Reg, base: Reg) -> Option<bool> {
        if self.snapshot.is_generator {
            return None;
        }
        let callee = self.read(base);
        let targets = self.targets(i, callee)?;
        let passed = self.passed(i, to, base)?;
        for target in &targets {
            missing(self.snapshot.callees.get(&target.bits)?, passed.n)?;
        }
        let v = match targets[..] {
            [target] => self.call_one(i, target, passed),
            _ => self.call_some(i, &targets, passed),
        };
        self.forget_from(base);
        Some(self.put(to, v))
    }

    /// The functions that a call may run.
    fn targets(&mut self, i: &Instruction, callee: Val) -> Option<Vec<Target>> {
        if let Some(bits) = self.function_guess(callee) {
            return Some(vec![Target { bits, varies: false }]);
        }
        let callees = self.body.facts.records.as_ref()?.at(i.at)?.callees;
        if callees.is_many() {
            return None;
        }
        let target = |callee: &tauraro_interp::record::Callee| {
            let is_function = matches!(callee.is, Called::Function(_));
            is_function.then_some(Target { bits: callee.bits, varies: callee.varies })
        };
        let targets: Vec<Target> = callees.iter().map(target).collect::<Option<_>>()?;
        let several = targets.len() > 1;
        let unclear = several && targets.iter().any(|target| target.varies);
        (!targets.is_empty() && !unclear).then_some(targets)
    }

    /// Where the arguments stand. A method's receiver is the first of them.
    fn passed(&mut self, i: &Instruction, to: Reg, base: Reg) -> Option<Passed> {
        let (mut n, mut first) = (i.count()?, base.plus(1));
        if i.op.generic() == tauraro_bytecode::Op::CallMethod {
            let unbound = match self.is_unbound(first) {
                Some(unbound) => unbound,
                None => self.was_unbound(i, first)?,
            };
            if unbound {
                first = first.plus(1);
            } else {
                n += 1;
            }
        }
        Some(Passed { to, base, first, n })
    }

    /// Whether the receiver of a method was unbound each time it was recorded, or never; and it is checked.
    fn was_unbound(&mut self, i: &Instruction, receiver: Reg) -> Option<bool> {
        let kinds = *self.body.facts.records.as_ref()?.at(i.at)?.reads.get(1)?;
        let v = self.read(receiver);
        if kinds.only() == Some(Kind::Unbound) {
            self.check(IrOp::Same, &[v], tauraro_core::Value::UNBOUND.bits() as i64, Why::Type);
            return Some(true);
        }
        if kinds.is_many() || kinds.is_empty() || kinds.iter().any(|kind| kind == Kind::Unbound) {
            return None;
        }
        let v = self.guard(IrOp::ToBound, &[v], Why::Type);
        self.write(receiver, v);
        Some(false)
    }

    /// A call of one of several functions: one after the other is compared.
    fn call_some(&mut self, i: &Instruction, targets: &[Target], passed: Passed) -> Val {
        let callee = self.read(passed.base);
        let callee = self.boxed(callee);
        let joins = self.unit.new_block();
        let result = self.unit.add_param(joins, Ty::Any);
        let (last, others) = targets.split_last().expect("a call has a target");
        let mut synced: Option<Vec<Option<Val>>> = None;
        for target in others {
            let wanted = self.emit(IrOp::Value, &[], target.bits as i64);
            let is = self.emit(IrOp::Is, &[callee, wanted], 0);
            let this = self.aside(|this| {
                this.write(passed.base, wanted);
                this.join_call(i, *target, passed, joins);
                agree(&mut synced, &this.body.synced);
            });
            let next = self.aside(|_| ());
            self.branch(is, this, next);
            let super::Way::Block(next) = next else { unreachable!("it was made aside") };
            self.block = next;
        }
        self.join_call(i, *last, passed, joins);
        agree(&mut synced, &self.body.synced);
        self.body.synced = synced.expect("there was an arm");
        self.block = joins;
        result
    }

    /// Makes a call and goes on where all of them meet.
    fn join_call(&mut self, i: &Instruction, target: Target, passed: Passed, joins: crate::ir::BlockId) {
        self.body.exits.clear();
        let v = self.call_one(i, target, passed);
        let v = self.boxed(v);
        let block = self.block;
        self.unit.block_mut(block).end = End::Jump(crate::ir::Edge { to: joins, args: vec![v] });
    }

    /// A call of a function, which is checked to be the callee.
    fn call_one(&mut self, i: &Instruction, target: Target, passed: Passed) -> Val {
        let callees = &self.snapshot.callees;
        let function = &callees[&target.bits];
        let callee = self.read(passed.base);
        let callee = self.is_target(callee, target, function);
        let defaults = missing(function, passed.n).expect("the number of arguments was looked at");
        if !defaults.is_empty() {
            self.check(IrOp::Defaults, &[callee], function.defaults.0 as i64, Why::Global);
        }
        let args = (0..passed.n as u16).map(|at| self.read(passed.first.plus(at))).collect();
        let site = Site {
            callee: function,
            bits: target.bits,
            function: target.varies.then_some(callee),
            args,
            window: usize::from(passed.first.0),
            to: passed.to,
            ends: Ends::Value,
        };
        if let Some(v) = self.inline(i, &site) {
            return v;
        }
        self.room();
        self.before_step(i);
        let number = self.unit.calls.len() as i64;
        let base = self.body.base as u16;
        self.unit.calls.push(Call {
            inlined: self.body.inlined,
            pc: i.at,
            dst: base + passed.to.0,
            base: base + passed.first.0,
            args: passed.n as u16,
            defaults,
            body: self.frame_of(&function.facts, if target.varies { 0 } else { target.bits }),
        });
        let v = if let Some(handler) = self.handler(i.at) {
            let call = Inst { op: IrOp::CallCaught, args: vec![callee], imm: number, ty: Ty::Any, exit: None };
            let v = self.unit.push(self.block, call);
            let fine = self.emit(IrOp::Fine, &[v], 0);
            self.fine_or_caught(fine, handler);
            v
        } else {
            let exit = Some(self.exit_with(Why::Raised, self.body.inlined.is_some()));
            let call = Inst { op: IrOp::Call, args: vec![callee], imm: number, ty: Ty::Any, exit };
            self.unit.push(self.block, call)
        };
        self.forget_from(passed.base);
        self.write(passed.to, v);
        self.untraced(i, i.next());
        v
    }

    /// The callee's window is what stood from a register on.
    pub(super) fn forget_from(&mut self, base: Reg) {
        for register in usize::from(base.0)..self.body.state.len() {
            self.body.state[register] = Slot::Dead;
            self.body.synced[register] = None;
            self.clobbered.insert(self.body.base + register);
        }
    }

    /// A function that is known, which leaves if it has got other code.
    pub(super) fn runs_its_code(&mut self, bits: u64, function: &Callee) -> Val {
        let known = self.emit(IrOp::Value, &[], bits as i64);
        self.check(IrOp::Code, &[known], function.facts.object as i64, Why::Global)
    }

    /// The callee, which is checked to be that function and to run that code.
    fn is_target(&mut self, callee: Val, target: Target, function: &Callee) -> Val {
        if !target.varies {
            self.callee_is(callee, target.bits);
            return self.runs_its_code(target.bits, function);
        }
        let code = function.facts.object as i64;
        let callee = self.check(IrOp::Function, &[callee], code, Why::Global);
        let (globals, builtins) = function.facts.namespaces;
        let parts = [(machine::FUNCTION_GLOBALS, globals), (machine::FUNCTION_BUILTINS, builtins)];
        for (at, dict) in parts {
            let v = self.emit(IrOp::Field, &[callee], at as i64);
            self.check(IrOp::Same, &[v], dict as i64, Why::Global);
        }
        callee
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
        let kinds = &self.body.facts.records.as_ref()?.at(i.at)?.reads;
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

    /// The bits of the function that a value is, or was when it was seen.
    pub(super) fn function_guess(&self, v: Val) -> Option<u64> {
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
        if self.body.inlined.is_some() {
            return self.inlined_returns(v);
        }
        if !self.body.whole {
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

/// What the window holds whichever of several ways was taken.
pub(super) fn agree(known: &mut Option<Vec<Option<Val>>>, other: &[Option<Val>]) {
    match known {
        None => *known = Some(other.to_vec()),
        Some(known) => {
            for (one, two) in known.iter_mut().zip(other) {
                if one != two {
                    *one = None;
                }
            }
        }
    }
}

/// The defaults that stand for missing arguments if a function takes so many positional ones without
/// binding and runs at once.
pub(super) fn missing(callee: &Callee, n: u32) -> Option<Vec<u64>> {
    const LATER: u32 = CodeFlags::GENERATOR.0 | CodeFlags::COROUTINE.0 | CodeFlags::ASYNC_GENERATOR.0;
    if callee.facts.code.flags.0 & LATER != 0 {
        return None;
    }
    let missing = callee.exact_args?.checked_sub(n as usize)?;
    let items = &callee.defaults.1;
    Some(items[items.len().checked_sub(missing)?..].to_vec())
}
