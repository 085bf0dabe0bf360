//! What is known of the size of ints, and the checks that it makes needless.
//!
//! Each int has an interval: from literals, masks, rests, guards that hold, comparisons on the way to
//! a block, and for the parameters of a loop from what comes in and what comes back. The blocks are
//! walked over the tree of dominators again and again, each time with what the last walk found at the
//! ways back; what still grows is let grow in strides, so that few walks are enough. Two more walks
//! take back what the strides overshot, and the last one puts the cheaper instructions in place.
//!
//! One thing is not arithmetic: a value that starts within 2**60 and only ever takes steps of 8 or less
//! (`is_slow`) is taken to stay within 2**62. It would need 2**58 steps to get there, one by one, which
//! is some years of nothing else.

mod growth;
mod interval;
mod simpler;

use super::Replaced;
use crate::ir::{BlockId, Compare, End, Graph, IrOp, Step, Ty, Unit, Val};
use growth::Growth;
use interval::{Range, narrowed, transfer};

/// Bounds of parameters grow to the next of these.
const STRIDES: [i64; 6] = [0, 1, (1 << 31) - 1, (1 << 50) - 1, 1 << 53, 1 << 62];
/// After so many walks what still grows may be any int.
const WALKS_MAX: usize = 16;
/// Walks that take back what was too much.
const NARROWING_WALKS: usize = 2;
/// A slow value takes steps of at most so much,
const SLOW_STEP: i64 = 8;
/// starts within so many bits,
const SLOW_START: Range = Range { lo: -(1 << 60), hi: 1 << 60 };
/// and gets no further than this.
const SLOW_END: Range = Range { lo: -(1 << 62), hi: 1 << 62 };

pub(super) fn run(unit: &mut Unit) {
    let graph = Graph::of(unit);
    let slow = slow_values(unit, &graph);
    let n = unit.insts.len();
    let mut ranges = Ranges {
        graph: &graph,
        now: vec![Range::FULL; n],
        undo: Vec::new(),
        coming: vec![None; n],
        back: vec![None; n],
        params: vec![None; n],
        slow,
        growth: Growth::new(n),
        headers: headers(unit, &graph),
        mode: Mode::Grow,
        changed: true,
        replaced: Replaced::none(unit),
        unit,
    };
    for walk in 0.. {
        ranges.walk();
        if !ranges.changed {
            break;
        }
        if walk == WALKS_MAX {
            ranges.mode = Mode::GiveUp;
        }
    }
    ranges.mode = Mode::Shrink;
    for _ in 0..NARROWING_WALKS {
        ranges.walk();
    }
    ranges.mode = Mode::Simplify;
    ranges.walk();
    let Ranges { unit, replaced, .. } = ranges;
    replaced.apply(unit);
}

/// What a walk is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Parameters grow by strides.
    Grow,
    /// What grows may be any int.
    GiveUp,
    /// Parameters become what comes in.
    Shrink,
    /// Nothing changes any more but the instructions.
    Simplify,
}

struct Ranges<'a> {
    unit: &'a mut Unit,
    graph: &'a Graph,
    /// What is known of each value at the present place.
    now: Vec<Range>,
    /// What was known before the branches on the way to it.
    undo: Vec<(Val, Range)>,
    /// What the edges have brought for each parameter in this walk.
    coming: Vec<Option<Range>>,
    /// What edges back have brought in the last one.
    back: Vec<Option<Range>>,
    /// The range of each parameter of a loop's header, as far as it has grown.
    params: Vec<Option<Range>>,
    slow: Vec<bool>,
    growth: Growth,
    /// The headers of loops with their parameters.
    headers: Vec<(BlockId, Vec<Val>)>,
    mode: Mode,
    changed: bool,
    replaced: Replaced,
}

impl Ranges<'_> {
    fn walk(&mut self) {
        self.changed = false;
        self.coming.fill(None);
        self.growth.begin();
        let mut marks = Vec::new();
        let graph = self.graph;
        let mut back = vec![None; self.now.len()];
        for step in graph.walk() {
            match step {
                Step::Into(block) => {
                    marks.push(self.undo.len());
                    self.enter(block);
                    self.block(block);
                    self.leave(block, &mut back);
                }
                Step::OutOf(_) => {
                    let mark = marks.pop().expect("each block is entered before it is left");
                    self.take_back(mark);
                }
            }
        }
        let moved = self.growth.end(&self.headers, &back);
        self.changed |= matches!(self.mode, Mode::Grow | Mode::GiveUp) && (moved || back != self.back);
        self.back = back;
    }

    fn take_back(&mut self, mark: usize) {
        for (v, range) in self.undo.drain(mark..).rev() {
            self.now[v.0 as usize] = range;
        }
    }

    fn range(&self, v: Val) -> Range {
        self.now[v.0 as usize]
    }

    /// Notes what holds of a value from here on down the tree.
    fn refine(&mut self, v: Val, range: Range) {
        let old = self.range(v);
        let new = old.and(range);
        if new != old {
            self.undo.push((v, old));
            self.now[v.0 as usize] = new;
        }
    }

    /// The parameters of a block, and what the branch before it says.
    fn enter(&mut self, block: BlockId) {
        let before = &self.graph.before[block.0 as usize];
        let is_header = before.iter().any(|from| self.graph.is_back(*from, block));
        for i in 0..self.unit.block(block).params.len() {
            let param = self.unit.block(block).params[i];
            if self.unit.ty(param) != Ty::Int {
                continue;
            }
            let at = param.0 as usize;
            let mut range = self.coming[at];
            if is_header {
                range = match (range, self.back[at]) {
                    (Some(x), Some(y)) => Some(x.join(y)),
                    (x, y) => x.or(y),
                };
                range = self.header_param(block, param, range);
            }
            self.now[at] = range.unwrap_or(Range::FULL);
            self.growth.enter(param, is_header);
        }
        let from = match before[..] {
            [from] => from,
            _ => return,
        };
        if let End::Branch(condition, yes, no) = &self.unit.block(from).end
            && yes.to != no.to
        {
            let holds = yes.to == block;
            self.assume(*condition, holds);
        }
    }

    /// What a parameter of a loop's header may be, after this walk's and the last one's edges.
    fn header_param(&mut self, header: BlockId, param: Val, brought: Option<Range>) -> Option<Range> {
        let at = param.0 as usize;
        let bound = self.coming[at].and_then(|first| self.growth.bound(header, param, first));
        let slow = |range: Range| if self.slow[at] { range.and(SLOW_END) } else { range };
        let bounded = |range: Range| bound.map_or(slow(range), |bound| slow(range.and(bound)));
        let brought = bounded(brought?);
        let new = match (self.params[at], self.mode) {
            (_, Mode::GiveUp) => slow(Range::FULL),
            (None, _) => brought,
            (Some(old), Mode::Shrink) => brought.and(old),
            (Some(old), Mode::Simplify) => old,
            (Some(old), _) if brought.within(old) => old,
            (Some(old), Mode::Grow) => bounded(stride(old, brought)),
        };
        self.changed |= self.params[at] != Some(new);
        self.params[at] = Some(new);
        Some(new)
    }

    /// Notes that a condition holds, or does not. `false`: that cannot be.
    fn assume(&mut self, condition: Val, holds: bool) -> bool {
        let inst = self.unit.inst(condition);
        match (inst.op, &inst.args[..]) {
            (IrOp::Negate, [inner]) => self.assume(*inner, !holds),
            (IrOp::Bool, _) => (inst.imm != 0) == holds,
            (IrOp::Compare, [x, y]) => {
                let (x, y) = (*x, *y);
                let Some(compare) = Compare::of(inst.imm) else { return true };
                let compare = if holds { compare } else { compare.inverse() };
                let Some((left, right)) = narrowed(compare, self.range(x), self.range(y)) else { return false };
                self.refine(x, left);
                self.refine(y, right);
                true
            }
            _ => true,
        }
    }

    fn block(&mut self, block: BlockId) {
        let insts = std::mem::take(&mut self.unit.block_mut(block).insts);
        let mut kept = Vec::with_capacity(insts.len());
        for v in insts {
            if self.mode == Mode::Simplify {
                let replaced = &self.replaced;
                self.unit.insts[v.0 as usize].args.iter_mut().for_each(|arg| *arg = replaced.now(*arg));
            }
            if self.mode != Mode::Simplify || self.simplify(v, &mut kept) {
                kept.push(v);
                self.inst(v);
            }
        }
        self.unit.block_mut(block).insts = kept;
    }

    /// What an instruction makes known when control is behind it.
    fn inst(&mut self, v: Val) {
        let inst = self.unit.inst(v);
        let (op, imm) = (inst.op, inst.imm);
        let arg = |i: usize| inst.args.get(i).copied();
        let (x, y) = (arg(0), arg(1));
        if op == IrOp::Holds {
            if let Some(condition) = x {
                self.assume(condition, true);
            }
            return;
        }
        if inst.ty != Ty::Int {
            return;
        }
        let of = |v: Option<Val>| v.map_or(Range::FULL, |v| self.range(v));
        let (left, right) = (of(x), of(y));
        let mut range = transfer(op, imm, left, right);
        if let Some(scale) = simpler::scaled(op, left, right) {
            range = range.and(scale.product);
            if let Some(x) = x {
                self.refine(x, scale.operand);
            }
        }
        self.now[v.0 as usize] = range;
        self.growth.inst(v, self.unit.inst(v), left, right);
        match (op, x, y) {
            (IrOp::Small | IrOp::Narrow | IrOp::NarrowUp, Some(x), _) => self.refine(x, range),
            (IrOp::FloorDiv | IrOp::Mod, _, Some(y)) => {
                if let Some((left, _)) = narrowed(Compare::Ne, right, Range::one(0)) {
                    self.refine(y, left);
                }
            }
            (IrOp::Shl | IrOp::Shr, _, Some(y)) => self.refine(y, Range { lo: 0, hi: i64::MAX }),
            _ => {}
        }
    }

    /// What the edges of a block bring to where they lead.
    fn leave(&mut self, block: BlockId, back: &mut [Option<Range>]) {
        let end = self.unit.block(block).end.clone();
        for (which, edge) in end.edges().enumerate() {
            let mark = self.undo.len();
            let possible = match &end {
                End::Branch(condition, ..) => self.assume(*condition, which == 0),
                _ => true,
            };
            let is_back = self.graph.is_back(block, edge.to);
            for (arg, param) in edge.args.iter().zip(&self.unit.block(edge.to).params) {
                if self.unit.ty(*param) != Ty::Int || !possible {
                    continue;
                }
                let range = self.now[arg.0 as usize];
                if is_back {
                    self.growth.back(*arg, *param);
                } else {
                    self.growth.forth(*arg, *param);
                }
                let to = if is_back { &mut back[param.0 as usize] } else { &mut self.coming[param.0 as usize] };
                *to = Some(to.map_or(range, |seen| seen.join(range)));
            }
            self.take_back(mark);
        }
    }
}

/// The blocks that edges lead back to, with their parameters.
fn headers(unit: &Unit, graph: &Graph) -> Vec<(BlockId, Vec<Val>)> {
    let is_header = |block: &&BlockId| graph.before[block.0 as usize].iter().any(|from| graph.is_back(*from, **block));
    graph.order.iter().filter(is_header).map(|block| (*block, unit.block(*block).params.clone())).collect()
}

/// A range that holds both, whose bounds have gone on to the next stride where they had to move.
fn stride(old: Range, new: Range) -> Range {
    let lo = if new.lo >= old.lo {
        old.lo
    } else {
        STRIDES.iter().map(|at| -at).find(|at| *at <= new.lo).unwrap_or(i64::MIN)
    };
    let hi =
        if new.hi <= old.hi { old.hi } else { STRIDES.iter().copied().find(|at| *at >= new.hi).unwrap_or(i64::MAX) };
    Range { lo, hi }
}

/// Which ints start within `SLOW_START` and only take steps of at most `SLOW_STEP`.
fn slow_values(unit: &Unit, graph: &Graph) -> Vec<bool> {
    let mut slow: Vec<bool> = unit.insts.iter().map(|inst| inst.ty == Ty::Int).collect();
    let mut changed = true;
    while changed {
        changed = false;
        for block in &graph.order {
            for v in &unit.block(*block).insts {
                if slow[v.0 as usize] && !is_slow(unit, *v, &slow) {
                    slow[v.0 as usize] = false;
                    changed = true;
                }
            }
            for edge in unit.block(*block).end.edges() {
                for (arg, param) in edge.args.iter().zip(&unit.block(edge.to).params) {
                    changed |= slow[param.0 as usize] && !slow[arg.0 as usize];
                    slow[param.0 as usize] &= slow[arg.0 as usize];
                }
            }
        }
    }
    slow
}

fn is_slow(unit: &Unit, v: Val, slow: &[bool]) -> bool {
    let inst = unit.inst(v);
    let known = |v: Val| unit.literal(v).map_or(Range::FULL, Range::one);
    let arg = |i: usize| inst.args.get(i).copied();
    let of = |v: Option<Val>| v.map_or(Range::FULL, known);
    if transfer(inst.op, inst.imm, of(arg(0)), of(arg(1))).within(SLOW_START) {
        return true;
    }
    let step = |v: Val| unit.literal(v).is_some_and(|step| step.unsigned_abs() <= SLOW_STEP as u64);
    match (inst.op, &inst.args[..]) {
        (IrOp::Add | IrOp::AddFits | IrOp::AddUp, [x, y]) => {
            slow[x.0 as usize] && step(*y) || slow[y.0 as usize] && step(*x)
        }
        (IrOp::Sub | IrOp::SubFits | IrOp::SubDown, [x, y]) => slow[x.0 as usize] && step(*y),
        (IrOp::Max, [x, y]) => slow[x.0 as usize] && slow[y.0 as usize],
        _ => false,
    }
}
