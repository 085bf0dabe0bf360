//! What each op of the bytecode becomes.

use super::{Builder, Way};
use crate::ir::{Compare, End, IrOp, Ty, Val, Why};
use tauraro_bytecode::{BinaryFlags, Instruction, Op, Pc, Place, Reg};
use tauraro_core::ops::BinaryOp;
use tauraro_interp::operators::{self, Form};
use tauraro_interp::record::{Kind, Kinds};

/// Operands of an instruction by their place.
pub(super) struct Operands<'a>(pub(super) &'a Instruction);

impl Operands<'_> {
    pub(super) fn bits(&self, place: Place) -> u32 {
        let operand = self.0.op.info().operands.iter().find(|operand| operand.place == place);
        operand.map_or(0, |operand| self.0.bits(operand))
    }

    pub(super) fn register(&self, place: Place) -> Reg {
        Reg(self.bits(place) as u16)
    }

    pub(super) fn number(&self, place: Place) -> i64 {
        i64::from(place.sign_extend(self.bits(place)))
    }
}

impl Builder<'_> {
    /// Translates an instruction; whether it ended the block.
    pub(super) fn instruction(&mut self, i: &Instruction) -> bool {
        let o = Operands(i);
        let (a, b, c) = (o.register(Place::A), o.register(Place::B), o.register(Place::C));
        let op = i.op.generic();
        if let Some(done) = self.moves(op, &o, (a, b, c)) {
            return done;
        }
        if let Some(done) = self.object(i, &o).or_else(|| self.exception(i, &o)) {
            return done;
        }
        if self.is_avoided(i.at) {
            return self.step(i);
        }
        let is_translated = |op| !matches!(op, BinaryOp::MatrixMultiply | BinaryOp::Power);
        if let Some((binary, literal)) = operators::binary(op).filter(|(op, _)| is_translated(*op)) {
            let (left, right) = if literal {
                let number = self.emit(IrOp::Int, &[], o.number(Place::C));
                let v = self.read(b);
                if o.bits(Place::W) & BinaryFlags::LITERAL_LEFT != 0 { (number, v) } else { (v, number) }
            } else {
                (self.read(b), self.read(c))
            };
            let places = match (literal, o.bits(Place::W) & BinaryFlags::LITERAL_LEFT != 0) {
                (false, _) => (Place::B, Place::C),
                (true, false) => (Place::B, Place::X),
                (true, true) => (Place::X, Place::B),
            };
            let done = self.guess_operands(i, (left, right), places).and_then(|(x, y)| self.arith(binary, x, y));
            let done = done.or_else(|| self.mixed(i, binary, (left, right), places));
            let done = done.or_else(|| self.binary(i, binary, (left, right), places));
            let done = done.or_else(|| self.operator(i, (left, right), a, false));
            return match done {
                Some(v) => self.put(a, v),
                None => self.step(i),
            };
        }
        if let Some((compare, form)) = operators::comparison(op) {
            return self.compare_op(i, &o, compare.into(), form);
        }
        match self.control(op, i, &o, (a, b, c)) {
            Some(ended) => ended,
            None => self.step(i),
        }
    }

    /// Operands of which nothing is known, as what was recorded there. Where nothing was, an op that met
    /// floats has become a variant, and one that did not is taken to have ints. `None`: they are no
    /// numbers, or not always.
    fn guess_operands(&mut self, i: &Instruction, (x, y): (Val, Val), places: (Place, Place)) -> Option<(Val, Val)> {
        if self.was_recorded(i) {
            return Some((self.as_recorded(i, x, places.0)?, self.as_recorded(i, y, places.1)?));
        }
        if self.unit.ty(x) != Ty::Any || self.unit.ty(y) != Ty::Any {
            return Some((x, y));
        }
        Some(match self.body.facts.caches.get(&i.at).map(|cache| cache.op) {
            Some(Op::AddFloat | Op::SubFloat | Op::MulFloat | Op::DivFloat) => {
                (self.guard(IrOp::ToFloat, &[x], Why::Type), self.guard(IrOp::ToFloat, &[y], Why::Type))
            }
            _ => (self.guard(IrOp::ToInt, &[x], Why::Type), self.guard(IrOp::ToInt, &[y], Why::Type)),
        })
    }

    /// Whether the instruction was executed while it was recorded what the code works on. The others are
    /// taken to do the commonest: if that is wrong the next recording has them.
    pub(super) fn was_recorded(&self, i: &Instruction) -> bool {
        self.body.facts.records.as_ref().is_some_and(|records| records.at(i.at).is_some())
    }

    /// What was recorded of the operand at a place.
    pub(super) fn recorded(&self, i: &Instruction, place: Place) -> Option<Kinds> {
        let record = self.body.facts.records.as_ref()?.at(i.at)?;
        Some(record.operand(i, place))
    }

    /// A value at the type that was recorded of it. `None`: it is no number, or not always.
    fn as_recorded(&mut self, i: &Instruction, v: Val, place: Place) -> Option<Val> {
        if self.unit.ty(v) != Ty::Any {
            return Some(v);
        }
        let op = match self.recorded(i, place)?.only()? {
            Kind::Int => IrOp::ToInt,
            Kind::Float => IrOp::ToFloat,
            Kind::Bool => IrOp::ToBool,
            _ => return None,
        };
        Some(self.guard(op, &[v], Why::Type))
    }

    pub(super) fn put(&mut self, to: Reg, v: Val) -> bool {
        self.write(to, v);
        false
    }

    /// Ends the block here: the interpreter goes on.
    pub(super) fn unsupported(&mut self) -> bool {
        let exit = self.exit_here(Why::Unsupported);
        let block = self.block;
        self.unit.block_mut(block).end = End::Exit(exit);
        true
    }

    fn moves(&mut self, op: Op, o: &Operands<'_>, (a, b, c): (Reg, Reg, Reg)) -> Option<bool> {
        Some(match op {
            Op::Nop | Op::Enter => false,
            Op::Move => {
                let v = self.read(b);
                self.put(a, v)
            }
            Op::MovePair => {
                let first = self.read(b);
                self.write(a, first);
                let second = self.read(c);
                self.put(a.plus(1), second)
            }
            Op::LoadInt => {
                let v = self.emit(IrOp::Int, &[], o.number(Place::Bc));
                self.put(a, v)
            }
            Op::LoadConst => {
                let v = self.constant(self.body.facts.constants[o.bits(Place::Bc) as usize]);
                self.put(a, v)
            }
            Op::CheckLocal => {
                let v = self.read(a);
                if self.unit.ty(v) == Ty::Any {
                    self.guard(IrOp::ToBound, &[v], Why::Type);
                }
                false
            }
            _ => return None,
        })
    }

    /// A number as an int, if it is one or may be.
    pub(super) fn int(&mut self, v: Val) -> Option<Val> {
        match self.unit.ty(v) {
            Ty::Int => Some(v),
            Ty::Bool => Some(self.emit(IrOp::BoolToInt, &[v], 0)),
            Ty::Any => Some(self.guard(IrOp::ToInt, &[v], Why::Type)),
            Ty::Float | Ty::None => None,
        }
    }

    /// A number as the float that arithmetic with a float makes of it.
    pub(super) fn float(&mut self, v: Val) -> Option<Val> {
        match self.unit.ty(v) {
            Ty::Float => Some(v),
            Ty::Int => Some(self.emit(IrOp::IntToFloat, &[v], 0)),
            Ty::Bool => {
                let i = self.emit(IrOp::BoolToInt, &[v], 0);
                Some(self.emit(IrOp::IntToFloat, &[i], 0))
            }
            Ty::Any => Some(self.guard(IrOp::ToFloat, &[v], Why::Type)),
            Ty::None => None,
        }
    }

    pub(super) fn arith(&mut self, binary: BinaryOp, left: Val, right: Val) -> Option<Val> {
        let (x, y) = (self.unit.ty(left), self.unit.ty(right));
        if x == Ty::Float || y == Ty::Float {
            let op = match binary {
                BinaryOp::Add => IrOp::AddFloat,
                BinaryOp::Subtract => IrOp::SubFloat,
                BinaryOp::Multiply => IrOp::MulFloat,
                BinaryOp::TrueDivide => IrOp::DivFloat,
                _ => return None,
            };
            let (left, right) = (self.float(left)?, self.float(right)?);
            return Some(match op {
                IrOp::DivFloat => self.guard(op, &[left, right], Why::Zero),
                _ => self.emit(op, &[left, right], 0),
            });
        }
        // Two bools have bits that are bools; two objects may be anything.
        if x == y && matches!(x, Ty::Bool | Ty::Any) {
            return None;
        }
        let (left, right) = (self.int(left)?, self.int(right)?);
        let (op, why) = match binary {
            BinaryOp::Add => (IrOp::Add, Why::Overflow),
            BinaryOp::Subtract => (IrOp::Sub, Why::Overflow),
            BinaryOp::Multiply => (IrOp::Mul, Why::Overflow),
            BinaryOp::FloorDivide => (IrOp::FloorDiv, Why::Zero),
            BinaryOp::Remainder => (IrOp::Mod, Why::Zero),
            BinaryOp::Lshift => (IrOp::Shl, Why::Shift),
            BinaryOp::Rshift => (IrOp::Shr, Why::Shift),
            BinaryOp::And => return Some(self.emit(IrOp::And, &[left, right], 0)),
            BinaryOp::Or => return Some(self.emit(IrOp::Or, &[left, right], 0)),
            BinaryOp::Xor => return Some(self.emit(IrOp::Xor, &[left, right], 0)),
            BinaryOp::TrueDivide => {
                let (left, right) = (self.exact(left), self.exact(right));
                return Some(self.guard(IrOp::DivFloat, &[left, right], Why::Zero));
            }
            BinaryOp::MatrixMultiply | BinaryOp::Power => return None,
        };
        Some(self.guard(op, &[left, right], why))
    }

    pub(super) fn exact(&mut self, v: Val) -> Val {
        self.guard(IrOp::ExactFloat, &[v], Why::Overflow)
    }

    /// The truth of `left compare right`, if it is known how to tell.
    fn compare(&mut self, compare: Compare, left: Val, right: Val) -> Option<Val> {
        let (x, y) = (self.unit.ty(left), self.unit.ty(right));
        if x == Ty::Any && y == Ty::Any {
            return None;
        }
        if x != Ty::Float && y != Ty::Float {
            let (left, right) = (self.int(left)?, self.int(right)?);
            return Some(self.emit(IrOp::Compare, &[left, right], compare as i64));
        }
        let mut exact = |v: Val, ty: Ty| match ty {
            Ty::Int => Some(self.exact(v)),
            _ => self.float(v),
        };
        let (left, right) = (exact(left, x)?, exact(right, y)?);
        Some(self.emit(IrOp::CompareFloat, &[left, right], compare as i64))
    }

    /// A value whose truth is asked, at the type that was recorded of it; a bool where nothing was.
    fn as_truth(&mut self, i: &Instruction, v: Val, place: Place) -> Option<Val> {
        if self.was_recorded(i) { self.as_recorded(i, v, place) } else { Some(v) }
    }

    /// The truth of a value.
    fn condition(&mut self, i: &Instruction, v: Val, place: Place) -> Option<Val> {
        match self.as_truth(i, v, place) {
            Some(v) => Some(self.truth(v)),
            None => self.truth_of_object(i, v, place),
        }
    }

    pub(super) fn truth(&mut self, v: Val) -> Val {
        match self.unit.ty(v) {
            Ty::Bool => v,
            Ty::Int => self.emit(IrOp::Truth, &[v], 0),
            Ty::Float => self.emit(IrOp::TruthFloat, &[v], 0),
            Ty::Any | Ty::None => self.guard(IrOp::ToBool, &[v], Why::Type),
        }
    }

    fn compare_op(&mut self, i: &Instruction, o: &Operands<'_>, compare: Compare, form: Form) -> bool {
        let (first, second) = if form.gives { (Place::B, Place::C) } else { (Place::A, Place::B) };
        let left = self.read(o.register(first));
        let right =
            if form.literal { self.emit(IrOp::Int, &[], o.number(second)) } else { self.read(o.register(second)) };
        let guessed = self.guess_operands(i, (left, right), (first, second));
        let holds = guessed.and_then(|(left, right)| self.compare(compare, left, right));
        let places = (first, (!form.literal).then_some(second));
        let holds = holds.or_else(|| self.compare_mixed(i, compare, (left, right), places));
        let holds = holds.or_else(|| self.compare_plain(i, compare, (left, right), places));
        let holds = holds.or_else(|| self.operator(i, (left, right), o.register(Place::A), !form.gives));
        let Some(holds) = holds else { return self.step(i) };
        if form.gives {
            return self.put(o.register(Place::A), holds);
        }
        self.jump(i, holds, form.when, form.back)
    }

    /// A jump by a bool: taken if it is `when`; `back` polls on the way.
    pub(super) fn jump(&mut self, i: &Instruction, holds: Val, when: bool, back: bool) -> bool {
        let Some(target) = target(i) else { return self.unsupported() };
        let (taken, other) =
            (if back { self.back_edge(target, |_| ()) } else { Way::Code(target) }, Way::Code(i.next()));
        let (yes, no) = if when { (taken, other) } else { (other, taken) };
        self.branch(holds, yes, no);
        true
    }

    /// A block that polls and goes back to `target`, after what `first` emits there.
    pub(super) fn back_edge(&mut self, target: Pc, first: impl FnOnce(&mut Self)) -> Way {
        self.aside(|this| {
            first(this);
            this.poll(target);
            this.go_to(target);
        })
    }

    /// A block of its own that a branch of this one may lead to.
    pub(super) fn aside(&mut self, emit: impl FnOnce(&mut Self)) -> Way {
        let (outer, state, synced) = (self.block, self.body.state.clone(), self.body.synced.clone());
        let block = self.unit.new_block();
        self.block = block;
        emit(self);
        self.block = outer;
        self.body.state = state;
        self.body.synced = synced;
        Way::Block(block)
    }

    pub(super) fn poll(&mut self, target: Pc) {
        let exit = self.exit_at(target, Why::Poll);
        let inst = crate::ir::Inst { op: IrOp::Poll, args: Vec::new(), imm: 0, ty: Ty::None, exit: Some(exit) };
        self.unit.push(self.block, inst);
    }

    /// `None`: it is not known how to translate it.
    fn control(&mut self, op: Op, i: &Instruction, o: &Operands<'_>, (a, b, _): (Reg, Reg, Reg)) -> Option<bool> {
        Some(match op {
            Op::Neg => {
                let v = self.read(b);
                let v = self.as_recorded(i, v, Place::B)?;
                let v = match self.unit.ty(v) {
                    Ty::Float => self.emit(IrOp::NegFloat, &[v], 0),
                    Ty::Int => self.guard(IrOp::Neg, &[v], Why::Overflow),
                    _ => return None,
                };
                self.put(a, v)
            }
            Op::Invert => {
                let v = self.read(b);
                let v = self.as_recorded(i, v, Place::B)?;
                if self.unit.ty(v) != Ty::Int {
                    return None;
                }
                let v = self.emit(IrOp::Not, &[v], 0);
                self.put(a, v)
            }
            Op::Not => {
                let v = self.read(b);
                let v = self.condition(i, v, Place::B)?;
                let v = self.emit(IrOp::Negate, &[v], 0);
                self.put(a, v)
            }
            Op::Jump => {
                self.go_to(target(i)?);
                true
            }
            Op::Loop => {
                let target = target(i)?;
                self.poll(target);
                self.go_to(target);
                true
            }
            Op::JumpIfTrue | Op::JumpIfFalse | Op::LoopIfTrue | Op::LoopIfFalse => {
                let v = self.read(a);
                let holds = self.condition(i, v, Place::A)?;
                let when = matches!(op, Op::JumpIfTrue | Op::LoopIfTrue);
                self.jump(i, holds, when, matches!(op, Op::LoopIfTrue | Op::LoopIfFalse))
            }
            Op::Return => self.returns(a),
            Op::ReturnConst => {
                let v = self.constant(self.body.facts.constants[o.bits(Place::Bc) as usize]);
                self.returned(v)
            }
            Op::RangePrepare => return self.range_prepare(a, o.bits(Place::B)),
            Op::ForRange => return self.for_range(i, a, o.register(Place::B)),
            _ => return None,
        })
    }

    /// `range(..)` becomes three ints, as in the interpreter, which keeps them small.
    fn range_prepare(&mut self, base: Reg, n: u32) -> Option<bool> {
        let callee = self.read(base);
        if !self.is_known(callee, self.snapshot.range) || n == 0 || n > 3 {
            return None;
        }
        let mut numbers = Vec::new();
        for at in 1..=n as u16 {
            let v = self.read(base.plus(at));
            if !matches!(self.unit.ty(v), Ty::Int | Ty::Any) {
                return None;
            }
            let v = self.int(v)?;
            numbers.push(self.guard(IrOp::Small, &[v], Why::Overflow));
        }
        let (zero, one) = (self.emit(IrOp::Int, &[], 0), self.emit(IrOp::Int, &[], 1));
        let (start, stop, step) = match numbers[..] {
            [stop] => (zero, stop, one),
            [start, stop] => (start, stop, one),
            [start, stop, step] => (start, stop, step),
            _ => return None,
        };
        let end = match self.step_literal(step) {
            Some(1) => self.emit(IrOp::Max, &[start, stop], 0),
            Some(by) if by != 0 && by.unsigned_abs() < 1 << 20 => {
                // So many steps that the last one does not fall short of `stop`.
                let distance = self.guard(IrOp::Sub, &[stop, start], Why::Overflow);
                let more = self.emit(IrOp::Int, &[], by - by.signum());
                let distance = self.guard(IrOp::Add, &[distance, more], Why::Overflow);
                let steps = self.guard(IrOp::FloorDiv, &[distance, step], Why::Zero);
                let steps = self.emit(IrOp::Max, &[steps, zero], 0);
                let way = self.guard(IrOp::Mul, &[steps, step], Why::Overflow);
                let end = self.guard(IrOp::Add, &[start, way], Why::Overflow);
                self.guard(IrOp::Small, &[end], Why::Overflow)
            }
            _ => return None,
        };
        self.write(base, start);
        self.write(base.plus(1), end);
        Some(self.put(base.plus(2), step))
    }

    /// The number of a literal, seen through the guards that a range puts on it.
    fn step_literal(&self, v: Val) -> Option<i64> {
        let inst = self.unit.inst(v);
        match inst.op {
            IrOp::Int => Some(inst.imm),
            IrOp::Small => self.step_literal(inst.args[0]),
            _ => None,
        }
    }

    fn for_range(&mut self, i: &Instruction, item: Reg, base: Reg) -> Option<bool> {
        let target = target(i)?;
        let (value, end, step) = (self.read(base), self.read(base.plus(1)), self.read(base.plus(2)));
        let (value, end, step) = (self.int(value)?, self.int(end)?, self.int(step)?);
        let more = self.emit(IrOp::More, &[value, end, step], 0);
        let taken = self.back_edge(target, |this| {
            this.write(item, value);
            // `RangePrepare` has made sure of it.
            let next = this.emit(IrOp::AddFits, &[value, step], 0);
            this.write(base, next);
        });
        self.branch(more, taken, Way::Code(i.next()));
        Some(true)
    }
}

pub(super) fn target(i: &Instruction) -> Option<Pc> {
    i.jump_target().and_then(|target| u32::try_from(target).ok()).map(Pc)
}
