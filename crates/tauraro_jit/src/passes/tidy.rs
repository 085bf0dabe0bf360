//! Puts the blocks in order: branches whose way is known, blocks that nothing leads to, parameters
//! that always get the same value, blocks that could be one.

use super::Replaced;
use crate::ir::{BlockId, End, ExitId, Graph, IrOp, Unit, Val};

/// A parameter whose value is known may make another one known; what takes more rounds is rare.
const ROUNDS_MAX: usize = 8;

pub(super) fn run(unit: &mut Unit) {
    decide(unit);
    drop_unreachable(unit);
    same_params(unit);
    circles(unit);
    merge(unit);
    drop_unreachable(unit);
}

/// Branches whose condition is a literal, or both ways of which are the same, become jumps.
fn decide(unit: &mut Unit) {
    for i in 0..unit.blocks.len() {
        let End::Branch(condition, yes, no) = &unit.blocks[i].end else { continue };
        let inst = unit.inst(*condition);
        let way = match inst.op {
            IrOp::Bool => Some(if inst.imm != 0 { yes } else { no }),
            _ => (yes == no).then_some(yes),
        };
        if let Some(way) = way {
            unit.blocks[i].end = End::Jump(way.clone());
        }
    }
}

fn drop_unreachable(unit: &mut Unit) {
    let graph = Graph::of(unit);
    if graph.order.len() == unit.blocks.len() {
        return;
    }
    let mut fresh = vec![None; unit.blocks.len()];
    let mut kept = 0;
    for (i, fresh) in fresh.iter_mut().enumerate() {
        if graph.reaches(BlockId(i as u32)) {
            *fresh = Some(BlockId(kept));
            kept += 1;
        }
    }
    let mut at = 0;
    unit.blocks.retain(|_| {
        at += 1;
        fresh[at - 1].is_some()
    });
    let name = |block: BlockId| fresh[block.0 as usize];
    for edge in unit.blocks.iter_mut().flat_map(|block| block.end.edges_mut()) {
        edge.to = name(edge.to).expect("where a reachable block leads is reachable");
    }
    unit.headers = unit.headers.iter().filter_map(|(header, exit)| Some((name(*header)?, *exit))).collect();
}

/// Parameters for which every edge brings the same value, or the parameter itself, are that value.
fn same_params(unit: &mut Unit) {
    let mut replaced = Replaced::none(unit);
    for _ in 0..ROUNDS_MAX {
        let mut brought: Vec<Vec<Option<Val>>> = unit.blocks.iter().map(|b| vec![None; b.params.len()]).collect();
        let mut differs: Vec<Vec<bool>> = unit.blocks.iter().map(|b| vec![false; b.params.len()]).collect();
        for edge in unit.blocks.iter().flat_map(|block| block.end.edges()) {
            let to = edge.to.0 as usize;
            for (i, (arg, param)) in edge.args.iter().zip(&unit.blocks[to].params).enumerate() {
                let arg = replaced.now(*arg);
                if arg != *param {
                    let seen = *brought[to][i].get_or_insert(arg);
                    differs[to][i] |= seen != arg;
                }
            }
        }
        let mut changed = false;
        for (to, values) in brought.iter().enumerate() {
            for (i, v) in values.iter().enumerate() {
                if let Some(v) = v
                    && !differs[to][i]
                {
                    replaced.put(unit.blocks[to].params[i], *v);
                    differs[to][i] = true;
                    changed = true;
                } else {
                    differs[to][i] = false;
                }
            }
        }
        if !changed {
            break;
        }
        drop_params(unit, &differs);
    }
    replaced.apply(unit);
}

/// Parameters that are the same value on every way are that value, those included that get it from each
/// other only. What gets several values on the way through others is left to `same_params`.
fn circles(unit: &mut Unit) {
    let graph = Graph::of(unit);
    let mut known = Known { what: vec![None; unit.insts.len()], is_param: vec![false; unit.insts.len()] };
    for param in unit.blocks.iter().flat_map(|block| &block.params) {
        known.is_param[param.0 as usize] = true;
    }
    let mut changed = true;
    while changed {
        changed = false;
        for block in &graph.order {
            for edge in unit.block(*block).end.edges() {
                for (arg, param) in edge.args.iter().zip(&unit.block(edge.to).params) {
                    changed |= known.brings(*arg, *param);
                }
            }
        }
    }
    let mut replaced = Replaced::none(unit);
    let mut gone: Vec<Vec<bool>> = unit.blocks.iter().map(|b| vec![false; b.params.len()]).collect();
    for (block, gone) in unit.blocks.iter().zip(&mut gone) {
        for (param, gone) in block.params.iter().zip(gone) {
            if let Some(v) = known.what[param.0 as usize]
                && v != *param
            {
                replaced.put(*param, v);
                *gone = true;
            }
        }
    }
    drop_params(unit, &gone);
    replaced.apply(unit);
}

/// What parameters are, as far as edges have been looked at: nothing yet, one value, or what they are
/// themselves once two different ones came.
struct Known {
    what: Vec<Option<Val>>,
    is_param: Vec<bool>,
}

impl Known {
    /// Notes what an edge brings for a parameter; whether that is news.
    fn brings(&mut self, arg: Val, param: Val) -> bool {
        let v = if self.is_param[arg.0 as usize] { self.what[arg.0 as usize] } else { Some(arg) };
        let Some(v) = v else { return false };
        let what = &mut self.what[param.0 as usize];
        let now = match *what {
            None => v,
            Some(known) if known == v || known == param => known,
            Some(_) => param,
        };
        what.replace(now) != Some(now)
    }
}

/// Takes out parameters, with what edges bring for them.
pub(super) fn drop_params(unit: &mut Unit, gone: &[Vec<bool>]) {
    let keep = |gone: &[bool], values: &mut Vec<Val>| {
        let mut at = 0;
        values.retain(|_| {
            at += 1;
            !gone[at - 1]
        });
    };
    for (block, gone_here) in unit.blocks.iter_mut().zip(gone) {
        keep(gone_here, &mut block.params);
        for edge in block.end.edges_mut() {
            keep(&gone[edge.to.0 as usize], &mut edge.args);
        }
    }
}

/// A block that only one jump leads to becomes a part of the block before it.
fn merge(unit: &mut Unit) {
    let graph = Graph::of(unit);
    let mut gone = vec![false; unit.blocks.len()];
    for block in graph.order.clone() {
        if gone[block.0 as usize] {
            continue;
        }
        while let End::Jump(edge) = &unit.block(block).end {
            let to = edge.to;
            let only = graph.before[to.0 as usize].len() == 1 && to != block && unit.block(to).params.is_empty();
            if !only || unit.headers.iter().any(|(header, _)| *header == to) {
                break;
            }
            gone[to.0 as usize] = true;
            let moved = std::mem::take(&mut unit.block_mut(to).insts);
            let end = std::mem::replace(&mut unit.block_mut(to).end, End::Exit(ExitId(u32::MAX)));
            let block = unit.block_mut(block);
            block.insts.extend(moved);
            block.end = end;
        }
    }
}

/// Takes out the exits that nothing leaves by, and gives the rest their numbers in order.
pub(super) fn compact(unit: &mut Unit) {
    unit.headers.clear();
    let mut fresh = vec![None; unit.exits.len()];
    let mut exits = Vec::new();
    let old = std::mem::take(&mut unit.exits);
    let mut rename = |exit: &mut ExitId| {
        let id = fresh[exit.0 as usize].get_or_insert_with(|| {
            exits.push(old[exit.0 as usize].clone());
            ExitId(exits.len() as u32 - 1)
        });
        *exit = *id;
    };
    for i in 0..unit.blocks.len() {
        for at in 0..unit.blocks[i].insts.len() {
            let v = unit.blocks[i].insts[at];
            if let Some(exit) = &mut unit.insts[v.0 as usize].exit {
                rename(exit);
            }
        }
        if let End::Exit(exit) = &mut unit.blocks[i].end {
            rename(exit);
        }
    }
    unit.exits = exits;
}
