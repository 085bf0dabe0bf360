//! What a loop does in every iteration with the same result is done once before it.
//!
//! A guard moves if it stands on every way round the loop. It then leaves with the state at the loop's
//! header, as the values are before the loop, and the interpreter does the iteration from its
//! beginning: nothing of it has happened yet. That a loop which would have been left in its first
//! iteration may leave by the guard instead costs time only.

use super::induction::state_before;
use crate::ir::{BlockId, Edge, Effect, End, ExitId, Graph, Loop, Memory, Unit, Val, Why};
use std::collections::{HashMap, HashSet};
use tauraro_bytecode::Pc;

pub(super) fn run(unit: &mut Unit) {
    give_preheaders(unit);
    let graph = Graph::of(unit);
    let mut home = vec![BlockId(0); unit.insts.len()];
    for block in &graph.order {
        let here = unit.block(*block);
        for v in here.params.iter().chain(&here.insts) {
            home[v.0 as usize] = *block;
        }
    }
    let states: HashMap<BlockId, ExitId> = unit.headers.iter().copied().collect();
    let mut inside = vec![false; unit.blocks.len()];
    for l in graph.loops() {
        let Some(preheader) = l.preheader(unit, &graph) else { continue };
        l.blocks.iter().for_each(|block| inside[block.0 as usize] = true);
        let state = states.get(&l.header).copied();
        let written = written(unit, &l);
        let mut hoist = Hoist { preheader, header: l.header, state, written, exits: HashMap::new() };
        for block in &l.blocks {
            let always = l.latches.iter().all(|latch| graph.dominates(*block, *latch));
            let insts = std::mem::take(&mut unit.block_mut(*block).insts);
            let mut kept = Vec::with_capacity(insts.len());
            for v in insts {
                let invariant = unit.inst(v).args.iter().all(|arg| !inside[home[arg.0 as usize].0 as usize]);
                if invariant && hoist.moves(unit, v, always) {
                    home[v.0 as usize] = preheader;
                } else {
                    kept.push(v);
                }
            }
            unit.block_mut(*block).insts = kept;
        }
        l.blocks.iter().for_each(|block| inside[block.0 as usize] = false);
    }
}

type Blame = Option<(u32, Pc)>;

/// Where a loop's instructions go.
struct Hoist {
    preheader: BlockId,
    header: BlockId,
    /// The state at the header, if it is known.
    state: Option<ExitId>,
    /// The parts of memory that the loop writes to.
    written: HashSet<Memory>,
    /// The same before the loop, one for each reason and place.
    exits: HashMap<(Why, Blame), ExitId>,
}

impl Hoist {
    /// Moves an instruction whose operands are known before the loop, if it may move. `always`: it is
    /// executed in every iteration.
    fn moves(&mut self, unit: &mut Unit, v: Val, always: bool) -> bool {
        let inst = unit.inst(v);
        let info = inst.op.info();
        let outside_window = |part: &Memory| !matches!(part, Memory::No | Memory::Window);
        let same = match info.memory {
            Memory::All => !self.written.iter().any(outside_window),
            part => !self.written.contains(&part) && !self.written.contains(&Memory::All),
        };
        let may = match info.effect {
            Effect::Pure => !inst.op.traps(),
            Effect::Guards => always && self.state.is_some(),
            Effect::Checks => always && same && self.state.is_some(),
            Effect::Reads => same,
            Effect::Writes | Effect::Acts | Effect::Leaves => false,
        };
        if !may {
            return false;
        }
        if let Some(exit) = inst.exit {
            let exit = self.exit(unit, exit);
            unit.insts[v.0 as usize].exit = Some(exit);
        }
        unit.block_mut(self.preheader).insts.push(v);
        true
    }

    /// The exit before the loop for the reason of one in it.
    fn exit(&mut self, unit: &mut Unit, from: ExitId) -> ExitId {
        let from = &unit.exits[from.0 as usize];
        let (why, blame) = (from.why, from.blame);
        if let Some(exit) = self.exits.get(&(why, blame)) {
            return *exit;
        }
        let state = self.state.expect("only a loop whose state is known has guards moved");
        let exit = state_before(unit, self.header, self.preheader, state);
        let here = &mut unit.exits[exit.0 as usize];
        (here.why, here.blame) = (why, blame);
        self.exits.insert((why, blame), exit);
        exit
    }
}

/// The parts of memory that a loop writes to.
fn written(unit: &Unit, l: &Loop) -> HashSet<Memory> {
    let insts = l.blocks.iter().flat_map(|block| &unit.block(*block).insts);
    let infos = insts.map(|v| unit.inst(*v).op.info());
    let writes = infos.filter(|info| matches!(info.effect, Effect::Writes | Effect::Acts | Effect::Leaves));
    writes.map(|info| info.memory).collect()
}

/// The blocks that lead to a loop from outside.
fn outside(graph: &Graph, l: &Loop) -> Vec<BlockId> {
    let before = &graph.before[l.header.0 as usize];
    before.iter().filter(|from| !graph.dominates(l.header, **from)).copied().collect()
}

/// Gives each loop one block before it that does nothing but jump there at its end.
fn give_preheaders(unit: &mut Unit) {
    let graph = Graph::of(unit);
    for l in graph.loops() {
        if l.preheader(unit, &graph).is_some() {
            continue;
        }
        let preheader = unit.new_block();
        let types: Vec<_> = unit.block(l.header).params.iter().map(|param| unit.ty(*param)).collect();
        let args = types.into_iter().map(|ty| unit.add_param(preheader, ty)).collect();
        unit.block_mut(preheader).end = End::Jump(Edge { to: l.header, args });
        for from in outside(&graph, &l) {
            for edge in unit.block_mut(from).end.edges_mut().filter(|edge| edge.to == l.header) {
                edge.to = preheader;
            }
        }
    }
}
