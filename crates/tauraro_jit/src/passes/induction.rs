//! A parameter of a loop that is always one step behind another is computed from that one.
//!
//! A `for` loop over a range carries its counter and the item, which is what the counter was before its
//! step. Where the loop is entered at its header, in the middle of things, the same is checked once.

use super::Replaced;
use crate::ir::{BlockId, Compare, Edge, End, ExitId, Graph, Inst, IrOp, Loop, Ty, Unit, Val};

pub(super) fn run(unit: &mut Unit) {
    let graph = Graph::of(unit);
    let mut replaced = Replaced::none(unit);
    for l in graph.loops() {
        let Some(preheader) = l.preheader(unit, &graph) else { continue };
        for (behind, ahead, step) in pairs(unit, &l) {
            let (first_behind, first_ahead) = (first(unit, preheader, behind), first(unit, preheader, ahead));
            if !is_step(unit, first_behind, first_ahead, step)
                && !check(unit, &l, preheader, first_behind, first_ahead, step)
            {
                continue;
            }
            let param = |at: usize| unit.block(l.header).params[at];
            let (old, from) = (param(behind), param(ahead));
            let back = Inst { op: IrOp::SubFits, args: vec![from, step], imm: 0, ty: Ty::Int, exit: None };
            let back = unit.new_inst(back);
            unit.block_mut(l.header).insts.insert(0, back);
            replaced.put(old, back);
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
/// step, a literal; each first parameter once, and none that is a second one.
fn pairs(unit: &Unit, l: &Loop) -> Vec<(usize, usize, Val)> {
    let edges: Vec<&Edge> =
        l.latches.iter().flat_map(|latch| unit.block(*latch).end.edges()).filter(|edge| edge.to == l.header).collect();
    let [first, others @ ..] = &edges[..] else { return Vec::new() };
    let step_from = |edge: &Edge, behind: usize, ahead: usize| {
        let inst = unit.inst(edge.args[ahead]);
        let [from, step] = inst.args[..] else { return None };
        (inst.op == IrOp::AddFits && from == edge.args[behind] && unit.literal(step).is_some()).then_some(step)
    };
    let mut found: Vec<(usize, usize, Val)> = Vec::new();
    for ahead in 0..first.args.len() {
        // The counter's step is taken from one value: its place says which parameters are behind.
        let inst = unit.inst(first.args[ahead]);
        if inst.op != IrOp::AddFits {
            continue;
        }
        for behind in (0..first.args.len()).filter(|behind| first.args[*behind] == inst.args[0] && *behind != ahead) {
            let Some(step) = step_from(first, behind, ahead) else { continue };
            let fresh = found.iter().all(|(b, a, _)| *b != behind && *b != ahead && *a != behind);
            if fresh && others.iter().all(|edge| step_from(edge, behind, ahead) == Some(step)) {
                found.push((behind, ahead, step));
            }
        }
    }
    found
}

fn is_step(unit: &Unit, behind: Val, ahead: Val, step: Val) -> bool {
    let inst = unit.inst(ahead);
    let literals = (unit.literal(behind), unit.literal(ahead), unit.literal(step));
    match literals {
        (Some(behind), Some(ahead), Some(step)) => behind.checked_add(step) == Some(ahead),
        _ => inst.op == IrOp::AddFits && inst.args == [behind, step],
    }
}

/// Checks before the loop that one is a step behind the other, if it was so when the unit was made.
fn check(unit: &mut Unit, l: &Loop, preheader: BlockId, behind: Val, ahead: Val, step: Val) -> bool {
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
