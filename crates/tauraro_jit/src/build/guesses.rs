//! What is guessed of the ints that a loop is entered with, and checked there.
//!
//! The compiler puts literals that a loop needs into registers before it, and a range's step: a loop
//! that is entered at its header would know them only as ints.

use super::flow::Flow;
use super::{Builder, ENTRY};
use crate::ir::{Compare, Inst, IrOp, Val};
use std::collections::{HashMap, HashSet};
use tauraro_bytecode::{Code, Instruction, Op, Pc, Place};
use tauraro_core::Value;

/// Numbers of iterations are usually less.
const SHORT: i64 = 1 << 31;

impl Builder<'_> {
    /// An int that was read at the entry: a literal if it was one and the code says so; else one that is not
    /// negative if it was none, and that is less than `2**31` too if it was and is only counted with.
    pub(super) fn guess(&mut self, register: usize, raw: Val, int: Val) -> Val {
        let Some(seen) = self.snapshot.ints.get(register).copied().flatten() else { return int };
        if self.literals.get(&register) == Some(&seen) {
            self.check_at_entry(IrOp::Same, raw, Value::small(seen).bits() as i64);
            return self.at_entry_int(seen);
        }
        if seen >= 0 {
            self.guess_that(int, Compare::Ge, 0);
            if seen < SHORT && !self.changed.contains(&register) {
                self.guess_that(int, Compare::Lt, SHORT);
            }
        }
        int
    }

    fn guess_that(&mut self, int: Val, compare: Compare, literal: i64) {
        let args = vec![int, self.at_entry_int(literal)];
        let compare =
            Inst { op: IrOp::Compare, args, imm: compare as i64, ty: IrOp::Compare.info().result, exit: None };
        let holds = self.unit.push(ENTRY, compare);
        self.check_at_entry(IrOp::Holds, holds, 0);
    }

    fn at_entry_int(&mut self, imm: i64) -> Val {
        let literal = Inst { op: IrOp::Int, args: Vec::new(), imm, ty: IrOp::Int.info().result, exit: None };
        self.unit.push(ENTRY, literal)
    }
}

/// The registers that the instructions of a unit change, but for those that only count.
pub(super) fn changed(flow: &Flow) -> HashSet<usize> {
    let mut changed = HashSet::new();
    for instruction in flow.blocks.values().flat_map(|block| &block.instructions) {
        let operand = |place: Place| {
            let operand = instruction.op.info().operands.iter().find(|operand| operand.place == place);
            operand.map_or(0, |operand| instruction.bits(operand)) as usize
        };
        let counts = match instruction.op.generic() {
            Op::ForRange => true,
            Op::AddImm | Op::SubImm => operand(Place::A) == operand(Place::B),
            _ => false,
        };
        if !counts {
            flow.each_changed(instruction, |register| _ = changed.insert(register as usize));
        }
    }
    changed
}

/// What registers hold at `header` if control comes there from the code before it in a row.
pub(super) fn literals(code: &Code, header: Pc) -> HashMap<usize, i64> {
    let mut known = HashMap::new();
    let mut at = Pc(0);
    while at < header
        && let Some(instruction) = Instruction::decode(&code.words, at)
    {
        at = instruction.next();
        let operand = |place: Place| {
            let operand = instruction.op.info().operands.iter().find(|operand| operand.place == place);
            operand.map_or(0, |operand| instruction.bits(operand))
        };
        let first = operand(Place::A) as usize;
        let step = match (instruction.op.generic(), operand(Place::B)) {
            (Op::RangePrepare, 3) => known.get(&(first + 3)).copied(),
            (Op::RangePrepare, _) => Some(1),
            _ => None,
        };
        instruction.each_changed(|register| {
            known.remove(&(register as usize));
        });
        match instruction.op.generic() {
            Op::LoadInt => {
                known.insert(first, i64::from(Place::Bc.sign_extend(operand(Place::Bc))));
            }
            Op::RangePrepare => known.extend(step.map(|step| (first + 2, step))),
            _ => {}
        }
    }
    known
}
