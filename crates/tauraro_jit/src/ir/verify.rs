//! The check that a unit is well formed, run after every pass in debug builds.

use super::graph::Graph;
use super::{BlockId, End, IrOp, Ty, Unit, Val};

/// What is wrong with a unit, if anything: operands of the wrong number or type, values used where
/// they are not known, edges that do not fit their block, exits that do not exist.
///
/// # Errors
/// The first thing found, as a sentence.
pub fn verify(unit: &Unit) -> Result<(), String> {
    for block in &unit.blocks {
        check_edges(unit, &block.end)?;
    }
    if unit.blocks.first().is_some_and(|entry| !entry.params.is_empty()) {
        return Err("the entry has parameters".to_owned());
    }
    let graph = Graph::of(unit);
    let mut known = Known { graph: &graph, made: made(unit)?, here: (BlockId(0), 0) };
    for block in &graph.order {
        let insts = &unit.block(*block).insts;
        for (at, v) in insts.iter().enumerate() {
            known.here = (*block, at);
            check_inst(unit, *v, &known)?;
        }
        known.here = (*block, insts.len());
        check_end(unit, &unit.block(*block).end, &known)?;
    }
    for (header, exit) in &unit.headers {
        known.here = (*header, unit.block(*header).insts.len());
        check_exit(unit, exit.0, &known)?;
    }
    Ok(())
}

/// What is known at a place: what was made before in the block, or in one on every way to it.
struct Known<'a> {
    graph: &'a Graph,
    /// For each value its block and how many instructions stand before what uses it there.
    made: Vec<Option<(BlockId, usize)>>,
    here: (BlockId, usize),
}

impl Known<'_> {
    fn has(&self, v: Val) -> bool {
        let (block, at) = self.here;
        match self.made.get(v.0 as usize).copied().flatten() {
            Some((home, from)) if home == block => from <= at,
            Some((home, _)) => self.graph.reaches(home) && self.graph.dominates(home, block),
            None => false,
        }
    }
}

fn made(unit: &Unit) -> Result<Vec<Option<(BlockId, usize)>>, String> {
    let mut made = vec![None; unit.insts.len()];
    for (i, block) in unit.blocks.iter().enumerate() {
        let params = block.params.iter().map(|v| (*v, 0));
        for (v, from) in params.chain(block.insts.iter().enumerate().map(|(at, v)| (*v, at + 1))) {
            if made[v.0 as usize].replace((BlockId(i as u32), from)).is_some() {
                return Err(format!("{v} stands at two places"));
            }
        }
    }
    Ok(made)
}

fn check_inst(unit: &Unit, v: Val, known: &Known) -> Result<(), String> {
    let inst = unit.inst(v);
    let info = inst.op.info();
    if inst.op == IrOp::Param {
        return Err(format!("{v} is a parameter among instructions"));
    }
    if inst.args.len() != info.args.len() || inst.ty != info.result {
        return Err(format!("{v} does not fit the table's {}", info.name));
    }
    for (arg, ty) in inst.args.iter().zip(info.args) {
        if unit.ty(*arg) != *ty {
            return Err(format!("{v}: {arg} is {}, {} wants {ty}", unit.ty(*arg), info.name));
        }
        if !known.has(*arg) {
            return Err(format!("{v}: {arg} is not known here"));
        }
    }
    let leaves = info.effect.has_exit();
    match inst.exit {
        Some(exit) if leaves => check_exit(unit, exit.0, known),
        None if !leaves => Ok(()),
        _ => Err(format!("{v}: {} and its exit do not fit", info.name)),
    }
}

fn check_exit(unit: &Unit, exit: u32, known: &Known) -> Result<(), String> {
    let Some(state) = unit.exits.get(exit as usize) else { return Err(format!("there is no exit x{exit}")) };
    match state.values().find(|v| !known.has(*v)) {
        Some(v) => Err(format!("x{exit}: {v} is not known there")),
        None => Ok(()),
    }
}

fn check_edges(unit: &Unit, end: &End) -> Result<(), String> {
    for edge in end.edges() {
        let Some(to) = unit.blocks.get(edge.to.0 as usize) else { return Err(format!("there is no b{}", edge.to.0)) };
        if to.params.len() != edge.args.len() || edge.to.0 == 0 {
            return Err(format!("{edge} does not fit its block"));
        }
    }
    Ok(())
}

fn check_end(unit: &Unit, end: &End, known: &Known) -> Result<(), String> {
    match end {
        End::Exit(exit) => check_exit(unit, exit.0, known)?,
        End::Return(v) if unit.ty(*v) != Ty::Any || !known.has(*v) => {
            return Err(format!("{v} is nothing to return"));
        }
        End::Branch(v, ..) if unit.ty(*v) != Ty::Bool || !known.has(*v) => {
            return Err(format!("{v} is no bool to branch on"));
        }
        _ => {}
    }
    for edge in end.edges() {
        for (arg, param) in edge.args.iter().zip(&unit.block(edge.to).params) {
            if unit.ty(*arg) != unit.ty(*param) || !known.has(*arg) {
                return Err(format!("{edge}: {arg} for {param}"));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::{Edge, Exit, ExitId, Inst, Why};
    use super::*;
    use tauraro_bytecode::Pc;

    fn inst(op: IrOp, args: &[Val], exit: Option<ExitId>) -> Inst {
        Inst { op, args: args.to_vec(), imm: 0, ty: op.info().result, exit }
    }

    /// A unit that loads a register, makes an int of it and leaves.
    fn unit() -> (Unit, Val, Val) {
        let mut unit = Unit::default();
        let entry = unit.new_block();
        let exit = unit.new_exit(Exit::at(Pc(0), Why::Done));
        let raw = unit.push(entry, inst(IrOp::Register, &[], None));
        let int = unit.push(entry, inst(IrOp::ToInt, &[raw], Some(exit)));
        unit.block_mut(entry).end = End::Exit(exit);
        (unit, raw, int)
    }

    #[test]
    fn a_well_formed_unit_passes() {
        assert_eq!(verify(&unit().0), Ok(()));
    }

    #[test]
    fn wrong_types_exits_and_edges_are_found() {
        let (mut wrong, raw, int) = unit();
        wrong.push(BlockId(0), inst(IrOp::Add, &[raw, int], Some(ExitId(0))));
        assert!(verify(&wrong).is_err_and(|text| text.contains("is any, add wants int")));

        let (mut wrong, _, int) = unit();
        wrong.push(BlockId(0), inst(IrOp::Add, &[int, int], None));
        assert!(verify(&wrong).is_err_and(|text| text.contains("its exit do not fit")));

        let (mut wrong, ..) = unit();
        wrong.push(BlockId(0), inst(IrOp::ToInt, &[Val(0)], Some(ExitId(9))));
        assert!(verify(&wrong).is_err_and(|text| text.contains("no exit x9")));

        let (mut wrong, ..) = unit();
        let other = wrong.new_block();
        wrong.block_mut(other).end = End::Exit(ExitId(0));
        wrong.add_param(other, Ty::Int);
        wrong.block_mut(BlockId(0)).end = End::Jump(Edge { to: other, args: Vec::new() });
        assert!(verify(&wrong).is_err_and(|text| text.contains("does not fit its block")));
    }

    #[test]
    fn a_value_is_known_only_behind_its_instruction() {
        let (mut wrong, _, int) = unit();
        wrong.block_mut(BlockId(0)).insts.reverse();
        assert!(verify(&wrong).is_err_and(|text| text.contains("is not known here")));
        let (mut wrong, ..) = unit();
        wrong.exits[0].registers.push((tauraro_bytecode::Reg(0), int));
        assert!(verify(&wrong).is_err_and(|text| text.contains("is not known there")));
    }
}
