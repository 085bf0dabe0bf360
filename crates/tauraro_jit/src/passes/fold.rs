//! Instructions that are known to give what a simpler one gives: on literals, and by algebra.
//!
//! What stands here holds for every operand of the type. Ints are exact, so their algebra is that of
//! numbers; floats have only the rules that also hold for -0.0, infinities and NaNs. An instruction
//! that leaves may become one that leaves less often, never one that goes on with something wrong.

use crate::ir::{Compare, Inst, IrOp, Unit, Val};
use std::collections::HashMap;

/// Ints up to here are floats exactly.
const EXACT_MAX: u64 = 1 << 53;

/// What an instruction turned out to be.
pub(super) enum Folded {
    /// Itself, or what it was replaced by in its place.
    Kept,
    /// Another value that is known there.
    Is(Val),
    /// Nothing: a guard that always holds.
    Gone,
}

/// The unit with its literals, of which there is one each.
pub(super) struct Folder<'a> {
    pub(super) unit: &'a mut Unit,
    literals: HashMap<(IrOp, i64), Val>,
    /// The literals, in the order in which they were met. They belong to the head of the entry.
    pub(super) made: Vec<Val>,
}

impl<'a> Folder<'a> {
    pub(super) fn new(unit: &'a mut Unit) -> Folder<'a> {
        Folder { unit, literals: HashMap::new(), made: Vec::new() }
    }

    /// The literal that stands for an instruction that is one.
    pub(super) fn only(&mut self, v: Val) -> Val {
        let inst = self.unit.inst(v);
        let first = *self.literals.entry((inst.op, inst.imm)).or_insert(v);
        if first == v {
            self.made.push(v);
        }
        first
    }

    fn literal(&mut self, op: IrOp, imm: i64) -> Val {
        if let Some(v) = self.literals.get(&(op, imm)) {
            return *v;
        }
        let v = self.unit.new_inst(Inst { op, args: Vec::new(), imm, ty: op.info().result, exit: None });
        self.literals.insert((op, imm), v);
        self.made.push(v);
        v
    }

    fn int(&mut self, imm: i64) -> Folded {
        Folded::Is(self.literal(IrOp::Int, imm))
    }

    fn bool(&mut self, b: bool) -> Folded {
        Folded::Is(self.literal(IrOp::Bool, i64::from(b)))
    }

    /// A NaN's sign and bits are the machine's to choose, so none is computed here.
    fn float(&mut self, f: f64) -> Folded {
        if f.is_nan() { Folded::Kept } else { Folded::Is(self.literal(IrOp::Float, f.to_bits() as i64)) }
    }

    fn turn_into(&mut self, v: Val, op: IrOp, args: &[Val], imm: i64) -> Folded {
        self.unit.replace(v, op, args, imm);
        self.fold(v)
    }

    fn literal_float(&self, v: Val) -> Option<f64> {
        let inst = self.unit.inst(v);
        (inst.op == IrOp::Float).then(|| f64::from_bits(inst.imm as u64))
    }

    fn literal_bool(&self, v: Val) -> Option<bool> {
        let inst = self.unit.inst(v);
        (inst.op == IrOp::Bool).then_some(inst.imm != 0)
    }

    /// Simplifies an instruction whose operands are as simple as they get.
    pub(super) fn fold(&mut self, v: Val) -> Folded {
        let inst = self.unit.inst(v);
        let (op, imm) = (inst.op, inst.imm);
        match inst.args[..] {
            [x, y] if op.info().args[0] == crate::ir::Ty::Int => self.fold_ints(v, op, imm, x, y),
            [x, y] if op.info().args[0] == crate::ir::Ty::Float => self.fold_floats(v, op, imm, x, y),
            [x] => self.fold_one(v, op, imm, x),
            // A comparison by order says more about the counter than one for difference.
            [counter, end, step] if op == IrOp::More => match self.unit.literal(step) {
                Some(step) if step > 0 => self.turn_into(v, IrOp::Compare, &[counter, end], Compare::Lt as i64),
                Some(step) if step < 0 => self.turn_into(v, IrOp::Compare, &[counter, end], Compare::Gt as i64),
                _ => Folded::Kept,
            },
            _ => Folded::Kept,
        }
    }

    fn fold_ints(&mut self, v: Val, op: IrOp, imm: i64, x: Val, y: Val) -> Folded {
        let (left, right) = (self.unit.literal(x), self.unit.literal(y));
        if op == IrOp::Compare {
            return self.fold_compare(v, imm, x, y);
        }
        if let (Some(left), Some(right)) = (left, right) {
            return exactly(op, left, right).map_or(Folded::Kept, |result| self.int(result));
        }
        let commutes = matches!(
            op,
            IrOp::Add | IrOp::AddFits | IrOp::Mul | IrOp::MulFits | IrOp::And | IrOp::Or | IrOp::Xor | IrOp::Max
        );
        if commutes && (left.is_some() || right.is_none() && y < x) {
            let exit = self.unit.inst(v).exit;
            self.unit.replace(v, op, &[y, x], imm);
            debug_assert_eq!(self.unit.inst(v).exit, exit);
            if left.is_some() {
                return self.fold(v);
            }
        }
        if x == y {
            match op {
                IrOp::And | IrOp::Or | IrOp::Max => return Folded::Is(x),
                IrOp::Xor | IrOp::Sub | IrOp::SubFits => return self.int(0),
                _ => {}
            }
        }
        match right {
            Some(right) => self.fold_literal(v, op, x, y, right),
            None => Folded::Kept,
        }
    }

    /// An op whose right operand is a literal.
    fn fold_literal(&mut self, v: Val, op: IrOp, x: Val, y: Val, right: i64) -> Folded {
        match (op, right) {
            (
                IrOp::Add
                | IrOp::AddFits
                | IrOp::Sub
                | IrOp::SubFits
                | IrOp::Or
                | IrOp::Xor
                | IrOp::Shl
                | IrOp::ShlFits
                | IrOp::Shr
                | IrOp::ShrFits,
                0,
            )
            | (IrOp::Mul | IrOp::MulFits | IrOp::FloorDiv, 1)
            | (IrOp::And, -1) => Folded::Is(x),
            (IrOp::Mul | IrOp::MulFits | IrOp::And, 0) | (IrOp::Mod, 1) => self.int(0),
            // A difference is found again as a sum, and the other way round.
            (IrOp::Add, i64::MIN..0) if right != i64::MIN => {
                let positive = self.literal(IrOp::Int, -right);
                self.turn_into(v, IrOp::Sub, &[x, positive], 0)
            }
            (IrOp::Sub, i64::MIN..0) if right != i64::MIN => {
                let positive = self.literal(IrOp::Int, -right);
                self.turn_into(v, IrOp::Add, &[x, positive], 0)
            }
            (IrOp::FloorDiv, 2..) if right.count_ones() == 1 => {
                let by = self.literal(IrOp::Int, i64::from(right.trailing_zeros()));
                self.turn_into(v, IrOp::ShrFits, &[x, by], 0)
            }
            (IrOp::Mod, 2..) if right.count_ones() == 1 => {
                let mask = self.literal(IrOp::Int, right - 1);
                self.turn_into(v, IrOp::And, &[x, mask], 0)
            }
            (IrOp::FloorDiv, 2..) => self.turn_into(v, IrOp::FloorDivBy, &[x], right),
            (IrOp::Mod, 2..) => self.turn_into(v, IrOp::ModBy, &[x], right),
            (IrOp::FloorDiv, i64::MIN..-1) => self.turn_into(v, IrOp::FloorDivFits, &[x, y], 0),
            (IrOp::Mod, i64::MIN..-1) => self.turn_into(v, IrOp::ModFits, &[x, y], 0),
            (IrOp::Shr, 0..) => {
                let by = self.literal(IrOp::Int, right.min(63));
                self.turn_into(v, IrOp::ShrFits, &[x, by], 0)
            }
            (IrOp::And, _) => {
                let inner = self.unit.inst(x);
                if let (IrOp::And, [z, w]) = (inner.op, &inner.args[..])
                    && let (z, Some(mask)) = (*z, self.unit.literal(*w))
                {
                    let both = self.literal(IrOp::Int, mask & right);
                    return self.turn_into(v, IrOp::And, &[z, both], 0);
                }
                Folded::Kept
            }
            _ => Folded::Kept,
        }
    }

    fn fold_compare(&mut self, v: Val, imm: i64, x: Val, y: Val) -> Folded {
        let Some(compare) = Compare::of(imm) else { return Folded::Kept };
        match (self.unit.literal(x), self.unit.literal(y)) {
            (Some(left), Some(right)) => self.bool(compare.holds(&left, &right)),
            _ if x == y => self.bool(compare.holds(&0, &0)),
            (Some(_), None) => self.turn_into(v, IrOp::Compare, &[y, x], compare.mirrored() as i64),
            (None, Some(0 | 1)) if self.unit.inst(x).op == IrOp::BoolToInt => {
                let b = self.unit.inst(x).args[0];
                let one = self.unit.literal(y) == Some(1);
                match compare {
                    Compare::Eq if one => Folded::Is(b),
                    Compare::Ne if !one => Folded::Is(b),
                    Compare::Eq | Compare::Ne => self.turn_into(v, IrOp::Negate, &[b], 0),
                    _ => Folded::Kept,
                }
            }
            _ => Folded::Kept,
        }
    }

    fn fold_floats(&mut self, v: Val, op: IrOp, imm: i64, x: Val, y: Val) -> Folded {
        let (left, right) = (self.literal_float(x), self.literal_float(y));
        let minus_zero = |f: f64| f == 0.0 && f.is_sign_negative();
        match (op, left, right) {
            (IrOp::AddFloat, Some(left), Some(right)) => self.float(left + right),
            (IrOp::SubFloat, Some(left), Some(right)) => self.float(left - right),
            (IrOp::MulFloat, Some(left), Some(right)) => self.float(left * right),
            (IrOp::DivFloat | IrOp::DivFloatFits, Some(left), Some(right)) if right != 0.0 => self.float(left / right),
            (IrOp::CompareFloat, Some(left), Some(right)) => {
                Compare::of(imm).map_or(Folded::Kept, |compare| self.bool(compare.holds(&left, &right)))
            }
            (IrOp::AddFloat, _, Some(right)) if minus_zero(right) => Folded::Is(x),
            (IrOp::SubFloat, _, Some(right)) if right == 0.0 && !minus_zero(right) => Folded::Is(x),
            (IrOp::MulFloat | IrOp::DivFloat | IrOp::DivFloatFits, _, Some(1.0)) => Folded::Is(x),
            (IrOp::DivFloat | IrOp::DivFloatFits, _, Some(right)) if is_power_of_two(right) => {
                let inverse = self.literal(IrOp::Float, (1.0 / right).to_bits() as i64);
                self.turn_into(v, IrOp::MulFloat, &[x, inverse], 0)
            }
            (IrOp::DivFloat, _, Some(right)) if right != 0.0 => self.turn_into(v, IrOp::DivFloatFits, &[x, y], 0),
            _ => Folded::Kept,
        }
    }

    fn fold_one(&mut self, v: Val, op: IrOp, imm: i64, x: Val) -> Folded {
        let inner = self.unit.inst(x);
        let (from, below) = (inner.op, inner.args.first().copied().unwrap_or(x));
        if let Some(i) = self.unit.literal(x) {
            return self.fold_one_int(op, imm, i);
        }
        match (op, from) {
            (IrOp::ToInt, IrOp::BoxInt | IrOp::BoxSmall)
            | (IrOp::ToFloat | IrOp::ToNumber, IrOp::BoxFloat)
            | (IrOp::ToBool, IrOp::BoxBool)
            | (IrOp::BoxInt | IrOp::BoxSmall, IrOp::ToInt)
            | (IrOp::BoxFloat, IrOp::ToFloat)
            | (IrOp::BoxBool, IrOp::ToBool)
            | (IrOp::NegFits, IrOp::NegFits)
            | (IrOp::Not, IrOp::Not)
            | (IrOp::NegFloat, IrOp::NegFloat)
            | (IrOp::Negate, IrOp::Negate)
            | (IrOp::Truth, IrOp::BoolToInt) => Folded::Is(below),
            (IrOp::ToBound, IrOp::BoxInt | IrOp::BoxSmall | IrOp::BoxFloat | IrOp::BoxBool | IrOp::ToBound) => {
                Folded::Is(x)
            }
            (IrOp::ToNumber, IrOp::BoxSmall) => self.turn_into(v, IrOp::IntToFloat, &[below], 0),
            (IrOp::Small, IrOp::ToInt | IrOp::Small) => Folded::Is(x),
            (IrOp::Truth, _) => {
                let zero = self.literal(IrOp::Int, 0);
                self.turn_into(v, IrOp::Compare, &[x, zero], Compare::Ne as i64)
            }
            (IrOp::Negate, IrOp::Bool) => {
                let b = self.literal_bool(x).unwrap_or_default();
                self.bool(!b)
            }
            (IrOp::Negate, IrOp::Compare) => {
                let inner = self.unit.inst(x);
                let (args, imm) = (inner.args.clone(), inner.imm);
                Compare::of(imm)
                    .map_or(Folded::Kept, |compare| self.turn_into(v, IrOp::Compare, &args, compare.inverse() as i64))
            }
            (IrOp::BoolToInt, IrOp::Bool) => {
                let b = self.literal_bool(x).unwrap_or_default();
                self.int(i64::from(b))
            }
            (IrOp::Holds, IrOp::Bool) if self.literal_bool(x) == Some(true) => Folded::Gone,
            (IrOp::NegFloat, IrOp::Float) => {
                let f = self.literal_float(x).unwrap_or_default();
                self.float(-f)
            }
            (IrOp::TruthFloat, IrOp::Float) => {
                let f = self.literal_float(x).unwrap_or_default();
                self.bool(f != 0.0)
            }
            _ => Folded::Kept,
        }
    }

    /// An op on a literal int.
    fn fold_one_int(&mut self, op: IrOp, imm: i64, i: i64) -> Folded {
        let bits = |i: i64| 64 - (if i < 0 { !i } else { i }).leading_zeros();
        match op {
            IrOp::Small if bits(i) <= 50 => self.int(i),
            IrOp::Narrow | IrOp::NarrowUp if i64::from(bits(i)) <= imm => self.int(i),
            IrOp::IntToFloat => self.float(i as f64),
            IrOp::ExactFloat if i.unsigned_abs() <= EXACT_MAX => self.float(i as f64),
            IrOp::Neg if i != i64::MIN => self.int(-i),
            IrOp::Not => self.int(!i),
            IrOp::Truth => self.bool(i != 0),
            IrOp::FloorDivBy | IrOp::DivBy => self.int(i.div_euclid(imm)),
            IrOp::ModBy | IrOp::RemBy => self.int(i.rem_euclid(imm)),
            _ => Folded::Kept,
        }
    }
}

/// Whether a float is a power of two whose inverse is exact too.
fn is_power_of_two(f: f64) -> bool {
    f.is_normal() && (1.0 / f).is_normal() && f.to_bits() & ((1 << 52) - 1) == 0
}

/// What an op gives for two ints. `None`: it leaves, or has no value.
pub(super) fn exactly(op: IrOp, x: i64, y: i64) -> Option<i64> {
    let count = || u32::try_from(y).ok().filter(|by| *by < 64);
    // Rounded down: Rust rounds towards zero.
    let floor = |x: i64, y: i64| x.checked_div(y).map(|q| q - i64::from(x % y != 0 && (x < 0) != (y < 0)));
    match op {
        IrOp::Add | IrOp::AddUp => x.checked_add(y),
        IrOp::Sub | IrOp::SubDown => x.checked_sub(y),
        IrOp::Mul => x.checked_mul(y),
        IrOp::AddFits => Some(x.wrapping_add(y)),
        IrOp::SubFits => Some(x.wrapping_sub(y)),
        IrOp::MulFits => Some(x.wrapping_mul(y)),
        IrOp::FloorDiv | IrOp::FloorDivFits => floor(x, y),
        IrOp::Mod | IrOp::ModFits => floor(x, y).map(|q| x.wrapping_sub(q.wrapping_mul(y))),
        IrOp::Max => Some(x.max(y)),
        IrOp::And => Some(x & y),
        IrOp::Or => Some(x | y),
        IrOp::Xor => Some(x ^ y),
        IrOp::Shl => count().map(|by| x << by).filter(|shifted| shifted >> y == x),
        IrOp::ShlFits => count().map(|by| x << by),
        IrOp::Shr if y >= 0 => Some(x >> y.min(63)),
        IrOp::ShrFits => count().map(|by| x >> by),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn division_is_pythons() {
        assert_eq!((exactly(IrOp::FloorDiv, -7, 2), exactly(IrOp::Mod, -7, 2)), (Some(-4), Some(1)));
        assert_eq!((exactly(IrOp::FloorDiv, 7, -2), exactly(IrOp::Mod, 7, -2)), (Some(-4), Some(-1)));
        assert_eq!((exactly(IrOp::FloorDiv, 6, -2), exactly(IrOp::Mod, 6, -2)), (Some(-3), Some(0)));
        assert_eq!((exactly(IrOp::FloorDiv, i64::MIN, -1), exactly(IrOp::Mod, 1, 0)), (None, None));
    }

    #[test]
    fn what_leaves_has_no_value() {
        assert_eq!(exactly(IrOp::Add, i64::MAX, 1), None);
        assert_eq!(exactly(IrOp::AddFits, i64::MAX, 1), Some(i64::MIN));
        assert_eq!((exactly(IrOp::Shl, 1, 62), exactly(IrOp::Shl, 1, 63)), (Some(1 << 62), None));
        assert_eq!((exactly(IrOp::Shl, 1, -1), exactly(IrOp::Shl, 0, 64)), (None, None));
        assert_eq!((exactly(IrOp::Shr, -5, 70), exactly(IrOp::Shr, 1, -1)), (Some(-1), None));
    }

    #[test]
    fn powers_of_two_have_exact_inverses() {
        assert!(is_power_of_two(4.0) && is_power_of_two(-0.5));
        assert!(!is_power_of_two(3.0) && !is_power_of_two(0.0) && !is_power_of_two(f64::INFINITY));
        assert!(!is_power_of_two(f64::MIN_POSITIVE / 2.0));
        assert!(!is_power_of_two(2f64.powi(1023)));
    }
}
