//! Instructions that do less, where ranges say that it is enough.

use super::Ranges;
use super::interval::{Range, fitting, narrowed};
use crate::ir::{Compare, Inst, IrOp, Ty, Val};

/// Literals up to here scale their operand: see `scaled`.
const SCALE_MAX: i64 = 1 << 20;
/// Products of those have so many bits.
const SCALED_BITS: i64 = 62;
/// Ints up to here are floats exactly.
const EXACT: Range = Range { lo: -(1 << 53), hi: 1 << 53 };

/// A product with a literal whose other operand is checked instead, so that the product has a bit to
/// spare, and what is added to it needs no check.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    /// So many bits may the operand have.
    bits: i64,
    pub(super) operand: Range,
    pub(super) product: Range,
}

/// How a product is checked, if it is checked in that way.
pub(super) fn scaled(op: IrOp, x: Range, y: Range) -> Option<Scale> {
    let by = y.literal().filter(|by| op == IrOp::Mul && (2..=SCALE_MAX).contains(by))?;
    let product = Range { lo: -(1 << SCALED_BITS), hi: 1 << SCALED_BITS };
    if fitting(op, x, y).is_some_and(|range| range.within(product)) {
        return None;
    }
    let bits = SCALED_BITS - i64::from(64 - (by - 1).leading_zeros());
    Some(Scale { bits, operand: Range::bits(bits), product })
}

impl Ranges<'_> {
    /// Puts a simpler instruction in the place of one, or a value, or nothing. Whether the instruction
    /// stays; what must stand before it goes to `before`.
    pub(super) fn simplify(&mut self, v: Val, before: &mut Vec<Val>) -> bool {
        let inst = self.unit.inst(v).clone();
        let of = |v: Option<&Val>| v.map_or(Range::FULL, |v| self.range(*v));
        let (left, right) = (of(inst.args.first()), of(inst.args.get(1)));
        match inst.op {
            IrOp::Compare => self.simplify_compare(v, &inst, left, right),
            IrOp::Small if left.within(Range::SMALL) => self.is(v, inst.args[0]),
            IrOp::Narrow | IrOp::NarrowUp if left.within(Range::bits(inst.imm)) => self.is(v, inst.args[0]),
            IrOp::Max if left.lo >= right.hi => self.is(v, inst.args[0]),
            IrOp::Max if right.lo >= left.hi => self.is(v, inst.args[1]),
            IrOp::And if is_mask_of(right, left) => self.is(v, inst.args[0]),
            IrOp::ModBy | IrOp::RemBy if left.lo >= 0 && left.hi < inst.imm => self.is(v, inst.args[0]),
            IrOp::Mul => self.simplify_mul(v, &inst, left, right, before),
            _ => {
                let simpler = simpler(&inst, left, right);
                if let Some((op, swap)) = simpler {
                    let mut args = inst.args.clone();
                    if swap {
                        args.reverse();
                    }
                    self.unit.replace(v, op, &args, inst.imm);
                }
                true
            }
        }
    }

    fn is(&mut self, v: Val, other: Val) -> bool {
        self.replaced.put(v, other);
        // What stands for it is as well known.
        self.now[v.0 as usize] = self.range(other);
        false
    }

    fn simplify_compare(&mut self, v: Val, inst: &Inst, x: Range, y: Range) -> bool {
        let Some(compare) = Compare::of(inst.imm) else { return true };
        let decided = match (narrowed(compare, x, y), narrowed(compare.inverse(), x, y)) {
            (None, _) => Some(0),
            (_, None) => Some(1),
            _ => None,
        };
        if let Some(imm) = decided {
            self.unit.replace(v, IrOp::Bool, &[], imm);
        }
        true
    }

    fn simplify_mul(&mut self, v: Val, inst: &Inst, x: Range, y: Range, before: &mut Vec<Val>) -> bool {
        if let Some(scale) = scaled(inst.op, x, y) {
            let op = if x.is_natural() { IrOp::NarrowUp } else { IrOp::Narrow };
            let narrow = Inst { op, args: vec![inst.args[0]], imm: scale.bits, ty: Ty::Int, exit: inst.exit };
            let narrow = self.unit.new_inst(narrow);
            self.now.push(x.and(scale.operand));
            self.refine(inst.args[0], scale.operand);
            before.push(narrow);
            self.unit.replace(v, IrOp::MulFits, &[narrow, inst.args[1]], 0);
        } else if fitting(inst.op, x, y).is_some() {
            self.unit.replace(v, IrOp::MulFits, &inst.args, 0);
        }
        true
    }
}

/// Whether `mask` is a literal that takes no bit from any of `x`.
fn is_mask_of(mask: Range, x: Range) -> bool {
    x.is_natural()
        && mask.literal().is_some_and(|mask| mask >= x.hi && mask.checked_add(1).is_none_or(|up| up.count_ones() == 1))
}

/// The op that does as much for these operands, and whether they change places.
fn simpler(inst: &Inst, x: Range, y: Range) -> Option<(IrOp, bool)> {
    let fits = fitting(inst.op, x, y).is_some();
    let natural = x.is_natural() && y.is_natural();
    // The quotient of the least int and -1 has 65 bits.
    let divides = !y.holds(0) && (!y.holds(-1) || x.lo > i64::MIN);
    let counts = y.lo >= 0 && y.hi <= 63;
    let op = match inst.op {
        IrOp::Add | IrOp::AddUp if fits => IrOp::AddFits,
        IrOp::Add if y.is_natural() => IrOp::AddUp,
        IrOp::Add if x.is_natural() => return Some((IrOp::AddUp, true)),
        IrOp::Sub | IrOp::SubDown if fits => IrOp::SubFits,
        IrOp::Sub if y.is_natural() => IrOp::SubDown,
        IrOp::Neg if fits => IrOp::NegFits,
        IrOp::Shl if fits && counts => IrOp::ShlFits,
        IrOp::Shr if counts => IrOp::ShrFits,
        IrOp::BoxInt if x.within(Range::SMALL) => IrOp::BoxSmall,
        IrOp::ExactFloat if x.within(EXACT) => IrOp::IntToFloat,
        IrOp::FloorDiv | IrOp::FloorDivFits if natural && divides => IrOp::Div,
        IrOp::FloorDiv if divides => IrOp::FloorDivFits,
        IrOp::Mod | IrOp::ModFits if natural && divides => IrOp::Rem,
        IrOp::Mod if divides => IrOp::ModFits,
        IrOp::Place if x.is_natural() => IrOp::Inside,
        IrOp::FloorDivBy if x.is_natural() => IrOp::DivBy,
        IrOp::ModBy if x.is_natural() => IrOp::RemBy,
        _ => return None,
    };
    Some((op, false))
}
