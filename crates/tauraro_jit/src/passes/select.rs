//! Short branches become selections: both ways are computed, and one is taken without a jump that
//! would be guessed wrong.
//!
//! A check in one of the ways is then done whichever is taken. It leaves with the state at the loop's
//! header if nothing has acted since, and only units that make guesses do that: a program may branch
//! just so as not to come to what cannot be done.

use crate::ir::{BlockId, Edge, Effect, End, Graph, Inst, IrOp, Ty, Unit, Val};

/// Both ways together have at most so many instructions,
const INSTRUCTIONS_MAX: usize = 5;
/// and so many values depend on the way.
const VALUES_MAX: usize = 2;

pub(super) fn run(unit: &mut Unit) {
    let graph = Graph::of(unit);
    for block in graph.order.iter().rev() {
        if let Some(fork) = fork(unit, &graph, *block) {
            straighten(unit, *block, &fork);
        }
    }
    unit.headers.clear();
}

/// A branch whose ways meet again at once.
struct Fork {
    condition: Val,
    /// The blocks on the two ways, if there is one.
    ways: [Option<BlockId>; 2],
    /// The edges by which they come to where they meet.
    meet: [Edge; 2],
}

fn fork(unit: &Unit, graph: &Graph, block: BlockId) -> Option<Fork> {
    let End::Branch(condition, yes, no) = &unit.block(block).end else { return None };
    if unit.inst(*condition).op == IrOp::Bool {
        return None;
    }
    let way = |edge: &Edge| -> (Option<BlockId>, Edge) {
        match &unit.block(edge.to).end {
            End::Jump(next) if graph.before[edge.to.0 as usize] == [block] && unit.block(edge.to).params.is_empty() => {
                (Some(edge.to), next.clone())
            }
            _ => (None, edge.clone()),
        }
    };
    let ((a, a_edge), (b, b_edge)) = (way(yes), way(no));
    let fork = if a_edge.to == b_edge.to {
        Fork { condition: *condition, ways: [a, b], meet: [a_edge, b_edge] }
    } else if a_edge.to == no.to {
        Fork { condition: *condition, ways: [a, None], meet: [a_edge, no.clone()] }
    } else if b_edge.to == yes.to {
        Fork { condition: *condition, ways: [None, b], meet: [yes.clone(), b_edge] }
    } else {
        return None;
    };
    let differ = fork.meet[0].args.iter().zip(&fork.meet[1].args).filter(|(x, y)| x != y);
    let differ: Vec<Ty> = differ.map(|(x, _)| unit.ty(*x)).collect();
    let insts = fork.ways.iter().flatten().flat_map(|way| &unit.block(*way).insts);
    let at_header = unit.guesses() && unit.headers.iter().any(|(header, _)| *header == block) && !acts(unit, block);
    let good = differ.len() <= VALUES_MAX
        && differ.iter().all(|ty| *ty == Ty::Int)
        && graph.reaches(fork.meet[0].to)
        && !graph.is_back(block, fork.meet[0].to)
        && insts.clone().count() <= INSTRUCTIONS_MAX
        && insts.clone().all(|v| may_be_done_always(unit.inst(*v), at_header));
    good.then_some(fork)
}

/// Whether a block does anything that must not be done again.
fn acts(unit: &Unit, block: BlockId) -> bool {
    let acts = |v: &Val| matches!(unit.inst(*v).op.info().effect, Effect::Writes | Effect::Acts | Effect::Leaves);
    unit.block(block).insts.iter().any(acts)
}

/// Whether an instruction is cheap and may be done where it would not have been.
fn may_be_done_always(inst: &Inst, at_header: bool) -> bool {
    let numbers = !inst.args.is_empty() && inst.op.info().args.iter().all(|ty| *ty == Ty::Int);
    match inst.op {
        IrOp::FloorDivBy | IrOp::ModBy | IrOp::DivBy | IrOp::RemBy => false,
        // That the second operand of `add_up` is not negative may be known on this way only.
        IrOp::Add | IrOp::Sub | IrOp::Narrow | IrOp::NarrowUp => at_header,
        IrOp::Select => true,
        op => numbers && op.info().effect == Effect::Pure && !op.traps() && inst.ty != Ty::Any,
    }
}

fn straighten(unit: &mut Unit, block: BlockId, fork: &Fork) {
    let state = unit.headers.iter().find(|(header, _)| *header == block).map(|(_, exit)| *exit);
    for way in fork.ways.into_iter().flatten() {
        let insts = std::mem::take(&mut unit.block_mut(way).insts);
        for v in &insts {
            let exit = &mut unit.insts[v.0 as usize].exit;
            *exit = exit.and(state);
        }
        unit.block_mut(block).insts.extend(insts);
    }
    let [yes, no] = &fork.meet;
    let mut args = Vec::with_capacity(yes.args.len());
    for (x, y) in yes.args.iter().zip(&no.args) {
        let select = || Inst { op: IrOp::Select, args: vec![fork.condition, *x, *y], imm: 0, ty: Ty::Int, exit: None };
        args.push(if x == y { *x } else { unit.push(block, select()) });
    }
    unit.block_mut(block).end = End::Jump(Edge { to: yes.to, args });
}
