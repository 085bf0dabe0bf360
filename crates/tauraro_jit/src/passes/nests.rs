//! Loops that share a header become nested ones.
//!
//! A unit that is entered in an inner loop begins at that loop's header, and so the way back of the
//! loops around it leads there too. It gets a header of its own, so that what an inner loop does is told
//! from what is done each time that it begins.

use crate::ir::{BlockId, Edge, End, Exit, Graph, IrOp, Loop, Unit};

pub(super) fn run(unit: &mut Unit) {
    let graph = Graph::of(unit);
    for l in graph.loops() {
        if l.latches.len() > 1
            && let Some(outer) = outer_latches(unit, &l)
        {
            split(unit, &graph, l.header, &outer);
        }
    }
}

/// The latches that begin the loop anew, where another one steps a counter: it is the inner loop's.
fn outer_latches(unit: &Unit, l: &Loop) -> Option<Vec<BlockId>> {
    let brought = |latch: BlockId, at: usize| {
        let edge = unit.block(latch).end.edges().find(|edge| edge.to == l.header)?;
        edge.args.get(at).copied()
    };
    let params = &unit.block(l.header).params;
    let steps = |latch: BlockId, at: usize| {
        let inst = brought(latch, at).map(|v| unit.inst(v));
        inst.is_some_and(|inst| matches!(inst.op, IrOp::Add | IrOp::AddFits) && inst.args[0] == params[at])
    };
    let begins_anew = |latch: BlockId, at: usize| !steps(latch, at) && brought(latch, at) != Some(params[at]);
    let others = |inner: BlockId| l.latches.iter().copied().filter(move |latch| *latch != inner);
    let is_inner = |inner: &BlockId| {
        (0..params.len()).any(|at| steps(*inner, at) && others(*inner).all(|latch| begins_anew(latch, at)))
    };
    let inner = l.latches.iter().find(|latch| is_inner(latch))?;
    Some(others(*inner).collect())
}

/// Lets the ways from outside and those of `outer` lead to a new header that goes on to the old one.
fn split(unit: &mut Unit, graph: &Graph, header: BlockId, outer: &[BlockId]) {
    let fresh = unit.new_block();
    let old_params = unit.block(header).params.clone();
    let mut args = Vec::with_capacity(old_params.len());
    for param in &old_params {
        let ty = unit.ty(*param);
        args.push(unit.add_param(fresh, ty));
    }
    for from in &graph.before[header.0 as usize] {
        if outer.contains(from) || !graph.dominates(header, *from) {
            unit.block_mut(*from).end.edges_mut().filter(|edge| edge.to == header).for_each(|edge| edge.to = fresh);
        }
    }
    if let Some((_, exit)) = unit.headers.iter().find(|(block, _)| *block == header) {
        let mut exit: Exit = unit.exits[exit.0 as usize].clone();
        for v in exit.values_mut() {
            if let Some(at) = old_params.iter().position(|param| param == v) {
                *v = args[at];
            }
        }
        let exit = unit.new_exit(exit);
        unit.headers.push((fresh, exit));
    }
    unit.block_mut(fresh).end = End::Jump(Edge { to: header, args });
}
