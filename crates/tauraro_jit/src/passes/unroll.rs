//! Small loops are written out a few times, so that they look only every few rounds whether something waits.
//!
//! A copy of the loop stands behind each way back, which leads to the copy's header without a poll; the last
//! copy polls and goes back to the first. Every copy tests the loop's condition and leaves as the loop does.

use crate::ir::{BlockId, Edge, Effect, End, ExitId, Graph, IrOp, Loop, Unit, Val};
use std::collections::{HashMap, HashSet};

/// A loop of so many instructions is written out that often.
const TIMES: [(usize, usize); 2] = [(20, 4), (40, 2)];

pub(super) fn run(unit: &mut Unit) {
    let graph = Graph::of(unit);
    let loops = graph.loops();
    for l in &loops {
        let is_innermost = loops.iter().all(|other| other.header == l.header || !l.blocks.contains(&other.header));
        let insts: usize = l.blocks.iter().map(|block| unit.block(*block).insts.len()).sum();
        let times = TIMES.iter().find(|(most, _)| insts <= *most).map(|(_, times)| *times);
        if let Some(times) = times.filter(|_| is_innermost && is_plain(unit, l)) {
            let region = region(unit, &graph, l);
            if closes(unit, &graph, l, &region) {
                write_out(unit, l, &region, times);
            }
        }
    }
}

/// Whether the loop only computes and looks at memory, and polls.
fn is_plain(unit: &Unit, l: &Loop) -> bool {
    let mut insts = l.blocks.iter().flat_map(|block| &unit.block(*block).insts).map(|v| unit.inst(*v));
    insts.all(|inst| {
        let effect = inst.op.info().effect;
        let plain = matches!(effect, Effect::Pure | Effect::Guards | Effect::Reads | Effect::Checks | Effect::Writes);
        plain || inst.op == IrOp::Poll
    })
}

/// The loop's blocks, and those behind it that lead nowhere and are reached from it alone.
fn region(unit: &Unit, graph: &Graph, l: &Loop) -> Vec<BlockId> {
    let inside: HashSet<BlockId> = l.blocks.iter().copied().collect();
    let mut region = l.blocks.clone();
    for block in &graph.order {
        let from = &graph.before[block.0 as usize];
        let ends = unit.block(*block).end.edges().next().is_none();
        if ends && !inside.contains(block) && !from.is_empty() && from.iter().all(|from| inside.contains(from)) {
            region.push(*block);
        }
    }
    region
}

/// The values that a block uses, those of its exits and ways out included.
fn used(unit: &Unit, block: BlockId) -> Vec<Val> {
    let mut all = Vec::new();
    let block = unit.block(block);
    let exit = |exit: ExitId| unit.exits.get(exit.0 as usize).into_iter().flat_map(|exit| exit.values());
    for v in &block.insts {
        let inst = unit.inst(*v);
        all.extend(&inst.args);
        all.extend(inst.exit.into_iter().flat_map(exit));
    }
    match &block.end {
        End::Branch(v, ..) | End::Return(v) => all.push(*v),
        End::Exit(at) => all.extend(exit(*at)),
        End::Jump(_) => {}
    }
    all.extend(block.end.edges().flat_map(|edge| &edge.args));
    all
}

/// Makes the values of the loop that are used behind it parameters of the one block that follows. `false`: it is
/// not one block.
fn closes(unit: &mut Unit, graph: &Graph, l: &Loop, region: &[BlockId]) -> bool {
    let inside: HashSet<BlockId> = region.iter().copied().collect();
    let made: HashSet<Val> = region
        .iter()
        .flat_map(|block| unit.block(*block).params.iter().chain(&unit.block(*block).insts))
        .copied()
        .collect();
    let behind = |block: &&BlockId| !inside.contains(block);
    let mut wanted: Vec<Val> =
        graph.order.iter().filter(behind).flat_map(|block| used(unit, *block)).filter(|v| made.contains(v)).collect();
    wanted.sort_unstable_by_key(|v| v.0);
    wanted.dedup();
    if unit
        .headers
        .iter()
        .any(|(block, exit)| !inside.contains(block) && unit.exits[exit.0 as usize].values().any(|v| made.contains(&v)))
    {
        return false;
    }
    if wanted.is_empty() {
        return true;
    }
    let targets: HashSet<BlockId> = l
        .blocks
        .iter()
        .flat_map(|block| unit.block(*block).end.edges())
        .map(|edge| edge.to)
        .filter(|to| !inside.contains(to))
        .collect();
    let Some(follows) = targets.iter().next().copied().filter(|_| targets.len() == 1) else { return false };
    if !graph.before[follows.0 as usize].iter().all(|from| inside.contains(from)) {
        return false;
    }
    let within: HashSet<ExitId> = region.iter().flat_map(|block| exits(unit, *block)).collect();
    if graph.order.iter().filter(behind).flat_map(|block| exits(unit, *block)).any(|exit| within.contains(&exit)) {
        return false;
    }
    let params: HashMap<Val, Val> = wanted
        .iter()
        .map(|v| {
            let ty = unit.ty(*v);
            (*v, unit.add_param(follows, ty))
        })
        .collect();
    let outside: Vec<BlockId> = graph.order.iter().filter(behind).copied().collect();
    for block in outside {
        rename(unit, block, &params);
    }
    for block in &l.blocks {
        let edges = unit.block_mut(*block).end.edges_mut();
        edges.filter(|edge| edge.to == follows).for_each(|edge| edge.args.extend(&wanted));
    }
    true
}

/// The exits of a block.
fn exits(unit: &Unit, block: BlockId) -> Vec<ExitId> {
    let block = unit.block(block);
    let mut all: Vec<ExitId> = block.insts.iter().filter_map(|v| unit.inst(*v).exit).collect();
    if let End::Exit(exit) = block.end {
        all.push(exit);
    }
    all
}

/// Puts other values in the place of some that a block uses.
fn rename(unit: &mut Unit, block: BlockId, by: &HashMap<Val, Val>) {
    let new = |v: &mut Val| *v = by.get(v).copied().unwrap_or(*v);
    let exits = exits(unit, block);
    for v in unit.block(block).insts.clone() {
        unit.insts[v.0 as usize].args.iter_mut().for_each(new);
    }
    let end = &mut unit.block_mut(block).end;
    if let End::Branch(v, ..) | End::Return(v) = end {
        new(v);
    }
    end.edges_mut().flat_map(|edge| &mut edge.args).for_each(new);
    for exit in exits {
        unit.exits[exit.0 as usize].values_mut().for_each(new);
    }
}

/// Puts `times - 1` copies of the loop behind it.
fn write_out(unit: &mut Unit, l: &Loop, region: &[BlockId], times: usize) {
    let copies: Vec<HashMap<BlockId, BlockId>> = (1..times).map(|_| copy(unit, region)).collect();
    let header = |at: usize| copies.get(at).map_or(l.header, |blocks| blocks[&l.header]);
    for (at, blocks) in std::iter::once(None).chain(copies.iter().map(Some)).enumerate() {
        for latch in &l.latches {
            let (latch, own) = match blocks {
                Some(blocks) => (blocks[latch], blocks[&l.header]),
                None => (*latch, l.header),
            };
            let edges = unit.block_mut(latch).end.edges_mut();
            edges.filter(|edge| edge.to == own).for_each(|edge: &mut Edge| edge.to = header(at));
        }
        if at + 1 < times {
            for block in &l.blocks {
                let block = blocks.map_or(*block, |blocks| blocks[block]);
                let polls: Vec<Val> = unit.block(block).insts.clone();
                unit.block_mut(block).insts =
                    polls.into_iter().filter(|v| unit.insts[v.0 as usize].op != IrOp::Poll).collect();
            }
        }
    }
}

/// A copy of blocks, whose ways among each other lead to copies.
fn copy(unit: &mut Unit, region: &[BlockId]) -> HashMap<BlockId, BlockId> {
    let blocks: HashMap<BlockId, BlockId> = region.iter().map(|block| (*block, unit.new_block())).collect();
    let mut values = HashMap::new();
    for block in region {
        for param in unit.block(*block).params.clone() {
            let ty = unit.ty(param);
            values.insert(param, unit.add_param(blocks[block], ty));
        }
        for v in unit.block(*block).insts.clone() {
            let mut inst = unit.inst(v).clone();
            if let Some(exit) = inst.exit {
                let exit = unit.exits[exit.0 as usize].clone();
                inst.exit = Some(unit.new_exit(exit));
            }
            values.insert(v, unit.push(blocks[block], inst));
        }
        let mut end = unit.block(*block).end.clone();
        if let End::Exit(exit) = &mut end {
            let copied = unit.exits[exit.0 as usize].clone();
            *exit = unit.new_exit(copied);
        }
        end.edges_mut().for_each(|edge| edge.to = blocks.get(&edge.to).copied().unwrap_or(edge.to));
        unit.block_mut(blocks[block]).end = end;
    }
    for block in region {
        rename(unit, blocks[block], &values);
    }
    blocks
}
