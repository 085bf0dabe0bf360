//! Calls of native functions: some as instructions, the others by their entry for that many arguments,
//! without what a call in the interpreter has to look at.

use super::Builder;
use super::direct::are_plain;
use crate::ir::{Compare, Inst, IrOp, NativeCall, Outside, Val, Why};
use crate::snapshot::Native;
use tauraro_bytecode::{Instruction, OpFlags, Reg};
use tauraro_core::shape::ShapeId;
use tauraro_interp::record::{Kind, Kinds};

impl Builder<'_> {
    /// A call of a native function with `n` arguments from register `first` on.
    pub(super) fn native_call(
        &mut self,
        i: &Instruction,
        (native, bits): (Native, u64),
        to: Reg,
        (base, first, n): (Reg, Reg, u16),
    ) -> Option<bool> {
        let record = self.body.facts.records.as_ref()?.at(i.at)?;
        // Those of the callee, and of what stands for a missing receiver, come before them.
        let skipped = usize::from(first.0 - base.0);
        let kinds: Vec<Kinds> = (0..usize::from(n)).filter_map(|at| record.reads.get(skipped + at).copied()).collect();
        if kinds.len() != usize::from(n) {
            return None;
        }
        let v = match native {
            Native::Entries(entries, is_method, calls) => {
                let entry = *entries.get(usize::from(n).checked_sub(1)?)?;
                // One that raises for a handler in the unit, the interpreter executes.
                if self.handler(i.at).is_some() || entry == 0 || is_method && !self.is_receiver(first) {
                    return None;
                }
                return self.native_entry(i, (entry, bits, calls), to, (base, first, n));
            }
            _ => self.special(native, bits, base, first, &kinds)?,
        };
        Some(self.put(to, v))
    }

    /// Whether a register's value has been checked to be of the type that a method was found in.
    fn is_receiver(&mut self, register: Reg) -> bool {
        let v = self.read(register);
        self.unit.inst(v).op == IrOp::Shape
    }

    fn native_entry(
        &mut self,
        i: &Instruction,
        (entry, bits, calls): (u64, u64, bool),
        to: Reg,
        (base, first, n): (Reg, Reg, u16),
    ) -> Option<bool> {
        let callee = self.read(base);
        self.callee_is(callee, bits);
        if calls {
            self.room();
            self.show((0..self.body.facts.code.locals.len()).collect());
        }
        let args: Vec<Val> = (0..n).map(|at| self.word(first.plus(at))).collect();
        let op = match n {
            1 => IrOp::Native1,
            2 => IrOp::Native2,
            _ => IrOp::Native3,
        };
        let number = self.unit.natives.len() as i64;
        let inlined = self.body.inlined;
        // One that runs no Python code needs no frame to be there.
        let shows = (inlined.is_none() || calls).then_some((i.at, inlined));
        self.unit.natives.push(NativeCall { shows, entry });
        let exit = Some(self.exit_with(Why::Raised, calls && inlined.is_some()));
        let v = self.unit.push(self.block, Inst { op, args, imm: number, ty: op.info().result, exit });
        self.write(to, v);
        debug_assert!(i.op.info().flags.has(OpFlags::CALLS), "what follows is for calls");
        if calls {
            self.untraced(i, i.next());
        }
        Some(false)
    }

    /// A call of a function that has instructions of its own for these operands.
    fn special(&mut self, native: Native, bits: u64, base: Reg, first: Reg, kinds: &[Kinds]) -> Option<Val> {
        let callee = self.read(base);
        let shape = |at: usize| match kinds.get(at)?.only()? {
            Kind::Shape(shape) => Some(shape),
            _ => None,
        };
        match (native, kinds.len()) {
            (Native::Len, 1) => {
                matches!(shape(0)?, ShapeId::DICT | ShapeId::SET | ShapeId::STR | ShapeId::TUPLE).then_some(())?;
                self.callee_is(callee, bits);
                let v = self.word(first);
                let v = self.ask(IrOp::Ask1, Outside::Len, &[v]);
                Some(self.guard(IrOp::ToInt, &[v], Why::Type))
            }
            (Native::IsInstance, 2) => {
                (shape(1)? == ShapeId::TYPE).then_some(())?;
                self.callee_is(callee, bits);
                let args = [self.word(first), self.word(first.plus(1))];
                Some(self.ask(IrOp::Test2, Outside::IsInstance, &args))
            }
            (Native::Min | Native::Max, 2) if kinds.iter().all(|kinds| kinds.only() == Some(Kind::Int)) => {
                self.callee_is(callee, bits);
                let (x, y) = (self.read(first), self.read(first.plus(1)));
                let (x, y) = (self.int(x)?, self.int(y)?);
                let compare = if native == Native::Min { Compare::Le } else { Compare::Ge };
                let holds = self.emit(IrOp::Compare, &[x, y], compare as i64);
                Some(self.emit(IrOp::Select, &[holds, x, y], 0))
            }
            (Native::DictGet, 2 | 3) => {
                (self.is_receiver(first) && shape(0)? == ShapeId::DICT && are_plain(&kinds[1])).then_some(())?;
                self.callee_is(callee, bits);
                let (dict, key) = (self.word(first), self.word(first.plus(1)));
                let default = match kinds.len() {
                    2 => self.emit(IrOp::Value, &[], tauraro_core::Value::NONE.bits() as i64),
                    _ => self.word(first.plus(2)),
                };
                Some(self.check(IrOp::DictGet, &[dict, key, default], 0, Why::Type))
            }
            (Native::Class, 1) => {
                let row = matches!(kinds[0].only(), Some(Kind::Shape(ShapeId::LIST | ShapeId::TUPLE | ShapeId::STR)));
                (are_plain(&kinds[0]) || row).then_some(())?;
                self.callee_is(callee, bits);
                let class = self.constant(crate::snapshot::Constant::Value(bits));
                let v = self.word(first);
                Some(self.ask(IrOp::Make2, Outside::CallType, &[class, v]))
            }
            _ => None,
        }
    }
}
