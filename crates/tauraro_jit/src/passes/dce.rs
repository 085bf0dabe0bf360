//! Takes out what nobody uses: instructions that only give a value, and parameters. Guards stay, and
//! what acts, with the values of their exits.

use super::tidy::drop_params;
use crate::ir::{BlockId, Effect, End, ExitId, IrOp, Unit, Val};

pub(super) fn run(unit: &mut Unit) {
    let mut used =
        Used { marked: vec![false; unit.insts.len()], exits: vec![false; unit.exits.len()], pending: vec![] };
    for (_, exit) in &unit.headers {
        used.exit(unit, *exit);
    }
    for block in &unit.blocks {
        for v in &block.insts {
            if !matches!(unit.inst(*v).op.info().effect, Effect::Pure | Effect::Reads) {
                used.value(*v);
            }
        }
        match &block.end {
            End::Branch(v, ..) | End::Return(v) => used.value(*v),
            End::Exit(exit) => used.exit(unit, *exit),
            End::Jump(_) => {}
        }
    }
    let brought = brought(unit);
    while let Some(v) = used.pending.pop() {
        let inst = unit.inst(v);
        inst.args.iter().for_each(|arg| used.value(*arg));
        if let Some(exit) = inst.exit {
            used.exit(unit, exit);
        }
        if inst.op == IrOp::Param {
            brought[v.0 as usize].iter().for_each(|arg| used.value(*arg));
        }
    }
    let unused = |v: &Val| !used.marked[v.0 as usize];
    let gone: Vec<Vec<bool>> = unit.blocks.iter().map(|block| block.params.iter().map(unused).collect()).collect();
    drop_params(unit, &gone);
    for block in &mut unit.blocks {
        block.insts.retain(|v| !unused(v));
    }
}

struct Used {
    marked: Vec<bool>,
    exits: Vec<bool>,
    pending: Vec<Val>,
}

impl Used {
    fn value(&mut self, v: Val) {
        if !std::mem::replace(&mut self.marked[v.0 as usize], true) {
            self.pending.push(v);
        }
    }

    fn exit(&mut self, unit: &Unit, exit: ExitId) {
        if !std::mem::replace(&mut self.exits[exit.0 as usize], true) {
            unit.exits[exit.0 as usize].values().for_each(|v| self.value(v));
        }
    }
}

/// For each parameter what edges bring for it.
fn brought(unit: &Unit) -> Vec<Vec<Val>> {
    let mut brought = vec![Vec::new(); unit.insts.len()];
    for edge in unit.blocks.iter().flat_map(|block| block.end.edges()) {
        let BlockId(to) = edge.to;
        for (arg, param) in edge.args.iter().zip(&unit.blocks[to as usize].params) {
            brought[param.0 as usize].push(*arg);
        }
    }
    brought
}
