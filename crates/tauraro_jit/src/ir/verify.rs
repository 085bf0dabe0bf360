//! The check that a unit is well formed, run after every pass in debug builds.

use super::{BlockId, End, IrOp, Ty, Unit, Val};
use std::collections::HashSet;

/// What is wrong with a unit, if anything: operands of the wrong number or type, values used where
/// they are not known, edges that do not fit their block, exits that do not exist.
///
/// # Errors
/// The first thing found, as a sentence.
pub fn verify(unit: &Unit) -> Result<(), String> {
    let known = known_at_ends(unit);
    for (i, block) in unit.blocks.iter().enumerate() {
        let mut here = known.entry(BlockId(i as u32));
        here.extend(block.params.iter().copied());
        if i == 0 && !block.params.is_empty() {
            return Err("the entry has parameters".to_owned());
        }
        for v in &block.insts {
            check_inst(unit, *v, &here)?;
            here.insert(*v);
        }
        check_end(unit, &block.end, &here)?;
    }
    Ok(())
}

fn check_inst(unit: &Unit, v: Val, known: &HashSet<Val>) -> Result<(), String> {
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
        if !known.contains(arg) {
            return Err(format!("{v}: {arg} is not known here"));
        }
    }
    let leaves = info.effect == super::Effect::Guards || inst.op == IrOp::Poll;
    match inst.exit {
        Some(exit) if leaves => check_exit(unit, exit.0, known),
        None if !leaves => Ok(()),
        _ => Err(format!("{v}: {} and its exit do not fit", info.name)),
    }
}

fn check_exit(unit: &Unit, exit: u32, known: &HashSet<Val>) -> Result<(), String> {
    let Some(state) = unit.exits.get(exit as usize) else { return Err(format!("there is no exit x{exit}")) };
    match state.registers.iter().find(|(_, v)| !known.contains(v)) {
        Some((register, v)) => Err(format!("x{exit}: {v} for {register} is not known there")),
        None => Ok(()),
    }
}

fn check_end(unit: &Unit, end: &End, known: &HashSet<Val>) -> Result<(), String> {
    match end {
        End::Exit(exit) => check_exit(unit, exit.0, known)?,
        End::Branch(v, ..) if unit.ty(*v) != Ty::Bool || !known.contains(v) => {
            return Err(format!("{v} is no bool to branch on"));
        }
        _ => {}
    }
    for edge in end.edges() {
        let Some(to) = unit.blocks.get(edge.to.0 as usize) else { return Err(format!("there is no b{}", edge.to.0)) };
        if to.params.len() != edge.args.len() || edge.to.0 == 0 {
            return Err(format!("{edge} does not fit its block"));
        }
        for (arg, param) in edge.args.iter().zip(&to.params) {
            if unit.ty(*arg) != unit.ty(*param) || !known.contains(arg) {
                return Err(format!("{edge}: {arg} for {param}"));
            }
        }
    }
    Ok(())
}

/// What is known at the end of each block on every way to it.
struct Known {
    /// `None`: no way leads there, as far as is known.
    ends: Vec<Option<HashSet<Val>>>,
    befores: Vec<Vec<usize>>,
}

impl Known {
    fn entry(&self, block: BlockId) -> HashSet<Val> {
        let mut befores = self.befores[block.0 as usize].iter().filter_map(|b| self.ends[*b].as_ref());
        let Some(first) = befores.next() else { return HashSet::new() };
        befores.fold(first.clone(), |all, next| all.intersection(next).copied().collect())
    }
}

fn known_at_ends(unit: &Unit) -> Known {
    let n = unit.blocks.len();
    let mut befores = vec![Vec::new(); n];
    for (i, block) in unit.blocks.iter().enumerate() {
        for edge in block.end.edges() {
            if let Some(list) = befores.get_mut(edge.to.0 as usize) {
                list.push(i);
            }
        }
    }
    let mut known = Known { ends: vec![None; n], befores };
    loop {
        let mut changed = false;
        for (i, block) in unit.blocks.iter().enumerate() {
            if i > 0 && known.befores[i].iter().all(|b| known.ends[*b].is_none()) {
                continue;
            }
            let mut here = known.entry(BlockId(i as u32));
            here.extend(block.params.iter().chain(&block.insts).copied());
            if known.ends[i].as_ref() != Some(&here) {
                known.ends[i] = Some(here);
                changed = true;
            }
        }
        if !changed {
            return known;
        }
    }
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
        let exit = unit.new_exit(Exit { pc: Pc(0), registers: Vec::new(), why: Why::Done });
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
