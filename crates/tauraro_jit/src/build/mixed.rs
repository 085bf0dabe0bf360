//! Arithmetic and comparisons of numbers that are now ints and now floats.

use super::{Builder, Way};
use crate::ir::{BlockId, Compare, Edge, End, IrOp, Ty, Val, Why};
use tauraro_bytecode::{Instruction, Place};
use tauraro_core::ops::BinaryOp;
use tauraro_interp::record::Kind;

/// Which numbers an operand was.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Int,
    Float,
    Both,
}

impl Builder<'_> {
    /// Which numbers an operand was; None: something else too.
    fn numbers(&self, i: &Instruction, v: Val, place: Place) -> Option<Seen> {
        match self.unit.ty(v) {
            Ty::Int => return Some(Seen::Int),
            Ty::Float => return Some(Seen::Float),
            Ty::Any => {}
            Ty::Bool | Ty::None => return None,
        }
        let kinds = self.recorded(i, place)?;
        let has = |kind| kinds.iter().any(|seen| seen == kind);
        if kinds.is_many() || kinds.iter().any(|kind| !matches!(kind, Kind::Int | Kind::Float)) {
            return None;
        }
        match (has(Kind::Int), has(Kind::Float)) {
            (true, true) => Some(Seen::Both),
            (true, false) => Some(Seen::Int),
            (false, true) => Some(Seen::Float),
            (false, false) => None,
        }
    }

    /// A number as a float; an int in a value is one that a float holds exactly.
    fn number(&mut self, v: Val) -> Option<Val> {
        match self.unit.ty(v) {
            Ty::Any => Some(self.guard(IrOp::ToNumber, &[v], Why::Type)),
            _ => self.float(v),
        }
    }

    /// `x op y` where an operand was an int at times and a float at others.
    pub(super) fn mixed(
        &mut self,
        i: &Instruction,
        op: BinaryOp,
        (x, y): (Val, Val),
        places: (Place, Place),
    ) -> Option<Val> {
        if !matches!(op, BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply | BinaryOp::TrueDivide) {
            return None;
        }
        let seen = (self.numbers(i, x, places.0)?, self.numbers(i, y, places.1)?);
        if seen.0 != Seen::Both && seen.1 != Seen::Both {
            return None;
        }
        let are_exact = self.unit.ty(x) == Ty::Any && self.unit.ty(y) == Ty::Any;
        if seen.0 == Seen::Float || seen.1 == Seen::Float || op == BinaryOp::TrueDivide && are_exact {
            let (x, y) = (self.number(x)?, self.number(y)?);
            return self.arith(op, x, y);
        }
        let joins = self.unit.new_block();
        let v = self.unit.add_param(joins, Ty::Any);
        for (operand, _) in [(x, seen.0), (y, seen.1)].into_iter().filter(|(_, seen)| *seen == Seen::Both) {
            let is = self.emit(IrOp::IsFloat, &[operand], 0);
            let floats = self.aside(|this| {
                let floats = this.number(x).zip(this.number(y));
                let v = floats.and_then(|(x, y)| this.arith(op, x, y));
                this.join_number(joins, v);
            });
            let other = self.aside(|_| ());
            self.branch(is, floats, other);
            let Way::Block(other) = other else { unreachable!("it was made aside") };
            self.block = other;
        }
        let ints = self.int(x).zip(self.int(y));
        let sum = ints.and_then(|(x, y)| self.arith(op, x, y));
        self.join_number(joins, sum);
        self.block = joins;
        let gives = self.body.facts.records.as_ref()?.at(i.at)?.result().only();
        Some(if gives == Some(Kind::Float) { self.guard(IrOp::ToFloat, &[v], Why::Type) } else { v })
    }

    fn join_number(&mut self, joins: BlockId, v: Option<Val>) {
        let Some(v) = v else { unreachable!("both operands are numbers, and the operator is one on them") };
        let v = self.boxed(v);
        let block = self.block;
        self.unit.block_mut(block).end = End::Jump(Edge { to: joins, args: vec![v] });
    }

    /// The truth of `x compare y` where an operand was an int at times and a float at others.
    pub(super) fn compare_mixed(
        &mut self,
        i: &Instruction,
        compare: Compare,
        (x, y): (Val, Val),
        places: (Place, Option<Place>),
    ) -> Option<Val> {
        let second = match places.1 {
            Some(place) => self.numbers(i, y, place)?,
            None => Seen::Int,
        };
        let seen = (self.numbers(i, x, places.0)?, second);
        if seen.0 != Seen::Both && seen.1 != Seen::Both {
            return None;
        }
        let mut exact = |v: Val| match self.unit.ty(v) {
            Ty::Int => Some(self.exact(v)),
            _ => self.number(v),
        };
        let (x, y) = (exact(x)?, exact(y)?);
        Some(self.emit(IrOp::CompareFloat, &[x, y], compare as i64))
    }
}
