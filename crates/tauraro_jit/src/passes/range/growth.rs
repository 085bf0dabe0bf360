//! How far the values that a loop carries can get, from how far they move in one iteration and how many
//! iterations there are.
//!
//! A parameter of a loop's header that comes back as itself and something has an *origin*: so has each
//! value on the way. A counter, which moves the same way in each iteration and whose range is known, says
//! how often the loop goes back: not more often than it has values to come back as. What moves by at most so much
//! each time gets no further than the product.

use super::interval::{Range, exact, fitting};
use crate::ir::{BlockId, Effect, Inst, IrOp, Val};
use std::collections::HashMap;

/// A header's parameter and what was added to it since.
pub(super) type Origin = Option<(Val, Range)>;

/// What is known of the movements of parameters.
#[derive(Default)]
pub(super) struct Growth {
    /// For each value where it comes from.
    origin: Vec<Origin>,
    /// What edges have brought for the parameters of other blocks.
    coming: HashMap<Val, Origin>,
    /// What the edges back have added to each header's parameter, in this walk: none if it comes back as
    /// something else.
    back: HashMap<Val, Option<Range>>,
    /// The same of the last walk.
    pub(super) moves: HashMap<Val, Option<Range>>,
    /// How often each loop goes back at most.
    pub(super) trips: HashMap<BlockId, i128>,
}

impl Growth {
    pub(super) fn new(values: usize) -> Growth {
        Growth { origin: vec![None; values], ..Growth::default() }
    }

    pub(super) fn begin(&mut self) {
        self.coming.clear();
        self.back.clear();
    }

    /// A header's parameter begins at itself, another one where all that comes in does.
    pub(super) fn enter(&mut self, param: Val, is_header: bool) {
        let here = if is_header { Some((param, Range::one(0))) } else { self.coming.get(&param).copied().flatten() };
        self.origin[param.0 as usize] = here;
    }

    /// An instruction's value; `x` and `y` are the ranges of its operands.
    pub(super) fn inst(&mut self, v: Val, inst: &Inst, x: Range, y: Range) {
        if self.origin.len() <= v.0 as usize {
            self.origin.resize(v.0 as usize + 1, None);
        }
        self.origin[v.0 as usize] = self.origin_of(inst, x, y);
    }

    fn origin_of(&self, inst: &Inst, x: Range, y: Range) -> Origin {
        let of = |v: Val| self.origin[v.0 as usize];
        // What wraps around has not moved by so much.
        let whole = inst.op.info().effect == Effect::Guards || fitting(inst.op, x, y).is_some();
        let moved = |(from, by): (Val, Range), op: IrOp, step: Range| {
            let (lo, hi) = exact(op, by, step)?;
            Some((from, Range { lo: i64::try_from(lo).ok()?, hi: i64::try_from(hi).ok()? }))
        };
        match (inst.op, &inst.args[..]) {
            (IrOp::Add | IrOp::AddFits | IrOp::AddUp, [a, b]) if whole => match (of(*a), of(*b)) {
                // A sum with the counter is no other counter.
                (Some(origin), other) if other.is_none() || !self.counts(origin.0) => moved(origin, IrOp::Add, y),
                (_, Some(origin)) => moved(origin, IrOp::Add, x),
                _ => None,
            },
            (IrOp::Sub | IrOp::SubFits | IrOp::SubDown, [a, _]) if whole => moved(of(*a)?, IrOp::Sub, y),
            (IrOp::Small | IrOp::Narrow | IrOp::NarrowUp, [a]) => of(*a),
            (IrOp::Select, [_, a, b]) => join(of(*a), of(*b)),
            _ => None,
        }
    }

    /// Whether a parameter has counted the iterations in the last walk.
    fn counts(&self, param: Val) -> bool {
        self.moves.get(&param).copied().flatten().is_some_and(is_counter)
    }

    /// An edge to a block that is no header, or into a loop from outside.
    pub(super) fn forth(&mut self, arg: Val, param: Val) {
        let origin = self.origin[arg.0 as usize];
        self.coming.entry(param).and_modify(|seen| *seen = join(*seen, origin)).or_insert(origin);
    }

    /// An edge back to a header.
    pub(super) fn back(&mut self, arg: Val, param: Val) {
        let moved = self.origin[arg.0 as usize].filter(|(from, _)| *from == param).map(|(_, by)| by);
        let merge = |seen: &mut Option<Range>| *seen = seen.zip(moved).map(|(x, y)| x.join(y));
        self.back.entry(param).and_modify(merge).or_insert(moved);
    }

    /// Ends a walk: `ranges` are what the edges back have brought for the headers' parameters. Whether
    /// anything is new.
    pub(super) fn end(&mut self, headers: &[(BlockId, Vec<Val>)], ranges: &[Option<Range>]) -> bool {
        let mut trips = HashMap::new();
        for (header, params) in headers {
            let counts = params.iter().filter_map(|param| {
                let by = self.back.get(param).copied().flatten()?;
                let range = ranges[param.0 as usize]?;
                is_counter(by).then_some(i128::from(range.hi) - i128::from(range.lo) + 1)
            });
            if let Some(least) = counts.min() {
                trips.insert(*header, least);
            }
        }
        let changed = self.back != self.moves || trips != self.trips;
        self.moves = std::mem::take(&mut self.back);
        self.trips = trips;
        changed
    }

    /// Where a header's parameter can get that begins in `first`. `None`: anywhere.
    pub(super) fn bound(&self, header: BlockId, param: Val, first: Range) -> Option<Range> {
        let (trips, by) = (*self.trips.get(&header)?, self.moves.get(&param).copied().flatten()?);
        if is_counter(by) {
            return None;
        }
        let far = |by: i64| trips.saturating_mul(i128::from(by));
        let clamp = |i: i128| i.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64;
        let lo = i128::from(first.lo).saturating_add(far(by.lo).min(0));
        let hi = i128::from(first.hi).saturating_add(far(by.hi).max(0));
        Some(Range { lo: clamp(lo), hi: clamp(hi) })
    }
}

/// Whether what moves so counts the iterations. The range of a counter stands for itself, by the test that
/// ends the loop: if the number of iterations that it gives bounded it in turn, it would prove itself.
fn is_counter(by: Range) -> bool {
    by.literal().is_some_and(|step| step != 0)
}

/// Where a value comes from that is one or the other.
fn join(x: Origin, y: Origin) -> Origin {
    let ((from, x), (other, y)) = (x?, y?);
    (from == other).then(|| (from, x.join(y)))
}
