//! A parameter of a loop that is always one step ahead of another is computed from that one.
//!
//! A `for` loop over a range carries its counter and the item, which is what the counter was before its
//! step. The item stays, as it is what the body reads, and the one sum that is left is the next item. Where
//! the loop is entered at its header, in the middle of things, the same is checked once.

use super::Replaced;
use crate::ir::{BlockId, Compare, Edge, End, ExitId, Graph, Inst, IrOp, Loop, Ty, Unit, Val};

/// So many different steps are looked for.
const STEPS_MAX: usize = 4;
/// A loop with more ints is left as it is: every pair of them is looked at.
const PARAMS_MAX: usize = 64;

pub(super) fn run(unit: &mut Unit) {
    let graph = Graph::of(unit);
    let mut replaced = Replaced::none(unit);
    // A loop's parameters may be what those of the one around it are at first.
    for l in graph.loops().iter().rev() {
        let Some(preheader) = l.preheader(unit, &graph) else { continue };
        for (behind, ahead, step) in pairs(unit, l, &replaced) {
            let first = |at| replaced.now(first(unit, preheader, at));
            let (first_behind, first_ahead) = (first(behind), first(ahead));
            if !is_step(unit, first_behind, first_ahead, step)
                && !check(unit, l, preheader, (first_behind, first_ahead, step))
            {
                continue;
            }
            let param = |at: usize| unit.block(l.header).params[at];
            let (from, old) = (param(behind), param(ahead));
            let next = Inst { op: IrOp::AddFits, args: vec![from, step], imm: 0, ty: Ty::Int, exit: None };
            let next = unit.new_inst(next);
            unit.block_mut(l.header).insts.insert(0, next);
            replaced.put(old, next);
        }
    }
    replaced.apply(unit);
}

/// What a loop's parameter is at first.
fn first(unit: &Unit, preheader: BlockId, at: usize) -> Val {
    let edge = unit.block(preheader).end.edges().next().expect("a preheader jumps");
    edge.args[at]
}

/// The places of parameters of which every way back brings the first as what the second is before a
/// step, a literal; each second parameter once, and none that is a first one.
fn pairs(unit: &Unit, l: &Loop, replaced: &Replaced) -> Vec<(usize, usize, Val)> {
    let edges: Vec<&Edge> =
        l.latches.iter().flat_map(|latch| unit.block(*latch).end.edges()).filter(|edge| edge.to == l.header).collect();
    let steps = |edge: &Edge, behind: usize, ahead: usize, step: Val| {
        is_step(unit, replaced.now(edge.args[behind]), replaced.now(edge.args[ahead]), step)
    };
    let steps_known = step_literals(unit);
    let mut found: Vec<(usize, usize, Val)> = Vec::new();
    let ints: Vec<usize> = (0..unit.block(l.header).params.len())
        .filter(|at| unit.ty(unit.block(l.header).params[*at]) == Ty::Int)
        .collect();
    if ints.len() > PARAMS_MAX {
        return found;
    }
    for (behind, ahead) in ints.iter().flat_map(|behind| ints.iter().map(move |ahead| (*behind, *ahead))) {
        let fresh = || found.iter().all(|(b, a, _)| *a != ahead && *b != ahead && *a != behind);
        let step = steps_known
            .iter()
            .find(|step| behind != ahead && edges.iter().all(|edge| steps(edge, behind, ahead, **step)));
        if let Some(step) = step
            && fresh()
        {
            found.push((behind, ahead, *step));
        }
    }
    found
}

/// The literals that counters step by: few programs have others than these.
fn step_literals(unit: &Unit) -> Vec<Val> {
    let mut steps: Vec<Val> = Vec::new();
    for v in unit.blocks.iter().flat_map(|block| &block.insts) {
        let inst = unit.inst(*v);
        if let (IrOp::AddFits, [_, step]) = (inst.op, &inst.args[..])
            && unit.literal(*step).is_some()
            && steps.len() < STEPS_MAX
            && !steps.contains(step)
        {
            steps.push(*step);
        }
    }
    steps
}

fn is_step(unit: &Unit, behind: Val, ahead: Val, step: Val) -> bool {
    let by = |v: Val, op: IrOp, from: Val| {
        let inst = unit.inst(v);
        inst.op == op && inst.args == [from, step]
    };
    match (unit.literal(behind), unit.literal(ahead), unit.literal(step)) {
        (Some(behind), Some(ahead), Some(step)) => behind.checked_add(step) == Some(ahead),
        _ => by(ahead, IrOp::AddFits, behind) || by(behind, IrOp::SubFits, ahead),
    }
}

/// Checks before the loop that one is a step behind the other, if it was so when the unit was made.
fn check(unit: &mut Unit, l: &Loop, preheader: BlockId, (behind, ahead, step): (Val, Val, Val)) -> bool {
    let state = unit.headers.iter().find(|(header, _)| *header == l.header).map(|(_, exit)| *exit);
    let seen = (unit.seen_int(behind), unit.seen_int(ahead), unit.literal(step));
    let (Some(state), (Some(was_behind), Some(was_ahead), Some(by))) = (state, seen) else { return false };
    if was_behind.checked_add(by) != Some(was_ahead) {
        return false;
    }
    let exit = state_before(unit, l.header, preheader, state);
    let sum = Inst { op: IrOp::AddFits, args: vec![behind, step], imm: 0, ty: Ty::Int, exit: None };
    let sum = unit.push(preheader, sum);
    let equal = Inst { op: IrOp::Compare, args: vec![sum, ahead], imm: Compare::Eq as i64, ty: Ty::Bool, exit: None };
    let equal = unit.push(preheader, equal);
    unit.push(preheader, Inst { op: IrOp::Holds, args: vec![equal], imm: 0, ty: Ty::None, exit: Some(exit) });
    true
}

/// An exit with the state that the header of a loop has when it is entered from before the loop.
pub(super) fn state_before(unit: &mut Unit, header: BlockId, preheader: BlockId, state: ExitId) -> ExitId {
    let mut exit = unit.exits[state.0 as usize].clone();
    let End::Jump(edge) = &unit.block(preheader).end else { unreachable!("a preheader jumps") };
    let params = &unit.block(header).params;
    for v in exit.values_mut() {
        if let Some(at) = params.iter().position(|param| param == v) {
            *v = edge.args[at];
        }
    }
    unit.new_exit(exit)
}
