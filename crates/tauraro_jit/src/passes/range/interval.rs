//! Intervals of ints, and what each op makes of them.

use crate::ir::{Compare, IrOp};

/// All ints from `lo` to `hi`; there is at least one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Range {
    pub(super) lo: i64,
    pub(super) hi: i64,
}

/// Half of the range of ints that an immediate holds.
const SMALL_HALF: i64 = 1 << 50;

impl Range {
    pub(super) const FULL: Range = Range { lo: i64::MIN, hi: i64::MAX };
    pub(super) const BIT: Range = Range { lo: 0, hi: 1 };
    pub(super) const SMALL: Range = Range { lo: -SMALL_HALF, hi: SMALL_HALF - 1 };

    pub(super) fn one(i: i64) -> Range {
        Range { lo: i, hi: i }
    }

    /// From `-2**bits` to `2**bits - 1`, for less than 63 bits.
    pub(super) fn bits(bits: i64) -> Range {
        Range { lo: -(1 << bits), hi: (1 << bits) - 1 }
    }

    pub(super) fn literal(self) -> Option<i64> {
        (self.lo == self.hi).then_some(self.lo)
    }

    pub(super) fn is_natural(self) -> bool {
        self.lo >= 0
    }

    pub(super) fn holds(self, i: i64) -> bool {
        self.lo <= i && i <= self.hi
    }

    pub(super) fn within(self, other: Range) -> bool {
        other.lo <= self.lo && self.hi <= other.hi
    }

    pub(super) fn join(self, other: Range) -> Range {
        Range { lo: self.lo.min(other.lo), hi: self.hi.max(other.hi) }
    }

    /// What is in both. `None`: nothing.
    pub(super) fn meet(self, other: Range) -> Option<Range> {
        let both = Range { lo: self.lo.max(other.lo), hi: self.hi.min(other.hi) };
        (both.lo <= both.hi).then_some(both)
    }

    /// What two ranges have in common, of which it is known that it is not nothing.
    pub(super) fn and(self, other: Range) -> Range {
        self.meet(other).unwrap_or(other)
    }

    /// What is left when `i` is taken out, if that is a range.
    fn without(self, i: i64) -> Option<Range> {
        match self {
            Range { lo, hi } if lo == i && hi == i => None,
            Range { lo, hi } if lo == i => Some(Range { lo: lo + 1, hi }),
            Range { lo, hi } if hi == i => Some(Range { lo, hi: hi - 1 }),
            _ => Some(self),
        }
    }

    /// So many bits besides the sign does each of them need.
    fn width(self) -> u32 {
        let bits = |i: i64| 64 - (if i < 0 { !i } else { i }).leading_zeros();
        bits(self.lo).max(bits(self.hi))
    }
}

/// What `op` would give with ints of any length. `None`: no rule.
pub(super) fn exact(op: IrOp, x: Range, y: Range) -> Option<(i128, i128)> {
    let ((xl, xh), (yl, yh)) = ((i128::from(x.lo), i128::from(x.hi)), (i128::from(y.lo), i128::from(y.hi)));
    Some(match op {
        IrOp::Add | IrOp::AddUp | IrOp::AddFits => (xl + yl, xh + yh),
        IrOp::Sub | IrOp::SubDown | IrOp::SubFits => (xl - yh, xh - yl),
        IrOp::Mul | IrOp::MulFits => {
            let corners = [xl * yl, xl * yh, xh * yl, xh * yh];
            (corners.into_iter().min()?, corners.into_iter().max()?)
        }
        IrOp::Shl | IrOp::ShlFits if y.lo >= 0 && y.hi <= 63 => {
            let corners = [xl << y.lo, xl << y.hi, xh << y.lo, xh << y.hi];
            (corners.into_iter().min()?, corners.into_iter().max()?)
        }
        IrOp::Neg | IrOp::NegFits => (-xh, -xl),
        _ => return None,
    })
}

/// The exact result, if it always has 64 bits.
pub(super) fn fitting(op: IrOp, x: Range, y: Range) -> Option<Range> {
    let (lo, hi) = exact(op, x, y)?;
    Some(Range { lo: i64::try_from(lo).ok()?, hi: i64::try_from(hi).ok()? })
}

/// What an op gives, if it goes on, for operands from `x` and `y`; ops with one ignore `y`.
pub(super) fn transfer(op: IrOp, imm: i64, x: Range, y: Range) -> Range {
    match op {
        IrOp::Int => Range::one(imm),
        IrOp::ToInt => Range::SMALL,
        IrOp::Small => x.and(Range::SMALL),
        IrOp::Narrow => x.and(Range::bits(imm)),
        IrOp::NarrowUp => x.and(Range { lo: 0, hi: (1 << imm) - 1 }),
        IrOp::BoolToInt => Range::BIT,
        IrOp::Add | IrOp::Sub | IrOp::AddUp | IrOp::SubDown | IrOp::Mul | IrOp::Neg | IrOp::Shl => clamped(op, x, y),
        IrOp::AddFits | IrOp::SubFits | IrOp::MulFits | IrOp::NegFits | IrOp::ShlFits => {
            fitting(op, x, y).unwrap_or(Range::FULL)
        }
        IrOp::FloorDiv | IrOp::FloorDivFits | IrOp::Div => quotient(x, y),
        IrOp::FloorDivBy | IrOp::DivBy => quotient(x, Range::one(imm)),
        IrOp::Mod | IrOp::ModFits | IrOp::Rem => rest(x, y),
        IrOp::ModBy | IrOp::RemBy => rest(x, Range::one(imm)),
        IrOp::Max => Range { lo: x.lo.max(y.lo), hi: x.hi.max(y.hi) },
        IrOp::And => and(x, y),
        IrOp::Or | IrOp::Xor => {
            let width = x.width().max(y.width());
            let most = if width >= 63 { i64::MAX } else { (1 << width) - 1 };
            match (op, x.is_natural() && y.is_natural()) {
                (IrOp::Or, true) => Range { lo: x.lo.max(y.lo), hi: most },
                (_, true) => Range { lo: 0, hi: most },
                _ => Range { lo: !most, hi: most },
            }
        }
        IrOp::Not => Range { lo: !x.hi, hi: !x.lo },
        IrOp::Shr | IrOp::ShrFits => {
            let (least, most) = (y.lo.clamp(0, 63), y.hi.clamp(0, 63));
            let by = |i: i64, by: i64| i >> by;
            Range { lo: by(x.lo, least).min(by(x.lo, most)), hi: by(x.hi, least).max(by(x.hi, most)) }
        }
        _ => Range::FULL,
    }
}

fn clamped(op: IrOp, x: Range, y: Range) -> Range {
    let Some((lo, hi)) = exact(op, x, y) else { return Range::FULL };
    let clamp = |i: i128| i.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64;
    Range { lo: clamp(lo), hi: clamp(hi) }
}

fn quotient(x: Range, y: Range) -> Range {
    if y.lo <= 0 {
        // At most the dividend, or its negative, or one less.
        let most = x.hi.max(x.lo.checked_neg().unwrap_or(i64::MAX));
        return Range { lo: (-most).saturating_sub(1), hi: most };
    }
    let floor = |x: i64, y: i64| x.div_euclid(y);
    Range { lo: floor(x.lo, y.lo).min(floor(x.lo, y.hi)), hi: floor(x.hi, y.lo).max(floor(x.hi, y.hi)) }
}

fn rest(x: Range, y: Range) -> Range {
    if y.lo > 0 {
        let hi = if x.is_natural() { x.hi.min(y.hi - 1) } else { y.hi - 1 };
        // What is less than every divisor is its own rest.
        return if x.is_natural() && x.hi < y.lo { x } else { Range { lo: 0, hi } };
    }
    Range { lo: y.lo.saturating_add(1).min(0), hi: y.hi.saturating_sub(1).max(0) }
}

fn and(x: Range, y: Range) -> Range {
    match (x.is_natural(), y.is_natural()) {
        (true, true) => Range { lo: 0, hi: x.hi.min(y.hi) },
        (true, false) => Range { lo: 0, hi: x.hi },
        (false, true) => Range { lo: 0, hi: y.hi },
        (false, false) => {
            let width = x.width().max(y.width());
            Range { lo: if width >= 63 { i64::MIN } else { -(1 << width) }, hi: x.hi.max(y.hi) }
        }
    }
}

/// What is left of the operands of a comparison that holds. `None`: it cannot hold.
pub(super) fn narrowed(compare: Compare, x: Range, y: Range) -> Option<(Range, Range)> {
    let at_most = |hi: i64| Range { lo: i64::MIN, hi };
    let at_least = |lo: i64| Range { lo, hi: i64::MAX };
    Some(match compare {
        Compare::Lt => (x.meet(at_most(y.hi.checked_sub(1)?))?, y.meet(at_least(x.lo.checked_add(1)?))?),
        Compare::Le => (x.meet(at_most(y.hi))?, y.meet(at_least(x.lo))?),
        Compare::Gt | Compare::Ge => {
            let (y, x) = narrowed(compare.mirrored(), y, x)?;
            (x, y)
        }
        Compare::Eq => (x.meet(y)?, x.meet(y)?),
        Compare::Ne => {
            let x_left = y.literal().map_or(Some(x), |i| x.without(i))?;
            (x_left, x.literal().map_or(Some(y), |i| y.without(i))?)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::fold::exactly;
    use super::*;

    /// Every op on every pair of small ranges holds what the op gives for their ints.
    #[test]
    fn ranges_hold_all_results() {
        let ops = [
            IrOp::Add,
            IrOp::Sub,
            IrOp::Mul,
            IrOp::FloorDiv,
            IrOp::Mod,
            IrOp::Max,
            IrOp::And,
            IrOp::Or,
            IrOp::Xor,
            IrOp::Shl,
            IrOp::Shr,
        ];
        let ranges: Vec<Range> = (-5..6).flat_map(|lo| (lo..6).map(move |hi| Range { lo, hi })).collect();
        for op in ops {
            for x in &ranges {
                for y in &ranges {
                    let range = transfer(op, 0, *x, *y);
                    for (i, k) in (x.lo..=x.hi).flat_map(|i| (y.lo..=y.hi).map(move |k| (i, k))) {
                        let result = exactly(op, i, k);
                        assert!(result.is_none_or(|r| range.holds(r)), "{op:?} {x:?} {y:?} {i} {k} {range:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_ends_of_64_bits_are_held() {
        let (full, one) = (Range::FULL, Range::one(1));
        assert_eq!(transfer(IrOp::Add, 0, full, one), Range { lo: i64::MIN + 1, hi: i64::MAX });
        assert_eq!(transfer(IrOp::AddFits, 0, full, one), full);
        assert!(transfer(IrOp::FloorDiv, 0, full, full).within(full));
        assert_eq!(transfer(IrOp::FloorDiv, 0, Range::one(i64::MIN + 1), Range::one(-1)).hi, i64::MAX);
        assert_eq!(transfer(IrOp::And, 0, full, full), full);
        assert_eq!(transfer(IrOp::Xor, 0, full, one), full);
    }

    #[test]
    fn comparisons_narrow_their_operands() {
        let ranges: Vec<Range> = (-3..4).flat_map(|lo| (lo..4).map(move |hi| Range { lo, hi })).collect();
        for compare in Compare::ALL {
            for (x, y) in ranges.iter().flat_map(|x| ranges.iter().map(move |y| (*x, *y))) {
                let left = narrowed(compare, x, y);
                for (i, k) in (x.lo..=x.hi).flat_map(|i| (y.lo..=y.hi).map(move |k| (i, k))) {
                    if compare.holds(&i, &k) {
                        assert!(left.is_some_and(|(x, y)| x.holds(i) && y.holds(k)), "{compare:?} {x:?} {y:?}");
                    }
                }
            }
        }
    }
}
