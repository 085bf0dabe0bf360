//! A sum that an inner loop goes on with is checked to have a bit to spare each time that loop begins,
//! so that the ranges may say that it has enough of them in the loop.

use super::induction::state_before;
use crate::ir::{Graph, Inst, IrOp, Loop, Ty, Unit, Val};
use std::collections::HashSet;

/// So many bits may the sum have at first.
const BITS: i64 = 61;

pub(super) fn run(unit: &mut Unit) {
    if !unit.guesses() {
        return;
    }
    let graph = Graph::of(unit);
    let loops = graph.loops();
    let mut inner = HashSet::new();
    for l in &loops {
        inner.extend(l.blocks.iter().filter(|block| **block != l.header).copied());
    }
    for l in loops.iter().filter(|l| inner.contains(&l.header)) {
        let Some(preheader) = l.preheader(unit, &graph) else { continue };
        let Some(state) = unit.headers.iter().find(|(header, _)| *header == l.header).map(|(_, exit)| *exit) else {
            continue;
        };
        let sums = sums(unit, l);
        if sums.is_empty() {
            continue;
        }
        let exit = state_before(unit, l.header, preheader, state);
        for at in sums {
            let edge = |unit: &mut Unit, new: Option<Val>| {
                let edge = unit.block_mut(preheader).end.edges_mut().next().expect("a preheader jumps");
                let old = edge.args[at];
                edge.args[at] = new.unwrap_or(old);
                old
            };
            let v = edge(unit, None);
            let narrow = Inst { op: IrOp::Narrow, args: vec![v], imm: BITS, ty: Ty::Int, exit: Some(exit) };
            let narrow = unit.push(preheader, narrow);
            edge(unit, Some(narrow));
        }
    }
}

/// The places of parameters that come back as a sum or difference whose check is not needless yet.
fn sums(unit: &Unit, l: &Loop) -> Vec<usize> {
    let edges: Vec<_> =
        l.latches.iter().flat_map(|latch| unit.block(*latch).end.edges()).filter(|edge| edge.to == l.header).collect();
    let is_sum = |v: Val| matches!(unit.inst(v).op, IrOp::Add | IrOp::Sub | IrOp::AddUp | IrOp::SubDown);
    let params = &unit.block(l.header).params;
    (0..params.len())
        .filter(|at| unit.ty(params[*at]) == Ty::Int && edges.iter().all(|edge| is_sum(edge.args[*at])))
        .collect()
}
