//! Arithmetic of which only low bits are seen: `(a * b + c) & mask`.
//!
//! The low 64 bits of a sum, difference, product or shift depend on no more than the low 64 bits of
//! the operands. So where all uses of a result, through others of this kind, end in an `and` with a
//! literal that is not negative, nothing that a longer int would have is seen, and no check is needed.
//! A state that an exit rebuilds sees the whole int: one that names such a result keeps its check,
//! unless the exit is that of an instruction that needs none itself.

use crate::ir::{Effect, End, ExitId, IrOp, Unit, Val};

pub(super) fn run(unit: &mut Unit) {
    let mut seen =
        Seen { whole: vec![false; unit.insts.len()], pending: Vec::new(), exits: vec![false; unit.exits.len()] };
    for block in &unit.blocks {
        for v in &block.insts {
            if !is_modular(unit, *v) {
                seen.operands(unit, *v);
            }
        }
        match &block.end {
            End::Branch(v, ..) | End::Return(v) => seen.whole(*v),
            End::Exit(exit) => seen.exit(unit, *exit),
            End::Jump(_) => {}
        }
        block.end.edges().flat_map(|edge| &edge.args).for_each(|v| seen.whole(*v));
    }
    for (_, exit) in unit.headers.clone() {
        seen.exit(unit, exit);
    }
    while let Some(v) = seen.pending.pop() {
        if is_modular(unit, v) {
            seen.operands(unit, v);
        }
    }
    for i in 0..unit.blocks.len() {
        for at in 0..unit.blocks[i].insts.len() {
            let v = unit.blocks[i].insts[at];
            let inst = unit.inst(v);
            if let Some(op) = wrapping(inst.op)
                && is_modular(unit, v)
                && !seen.whole[v.0 as usize]
            {
                let args = inst.args.clone();
                unit.replace(v, op, &args, 0);
            }
        }
    }
}

struct Seen {
    /// Values of which more is seen than the low bits.
    whole: Vec<bool>,
    pending: Vec<Val>,
    exits: Vec<bool>,
}

impl Seen {
    fn whole(&mut self, v: Val) {
        if !std::mem::replace(&mut self.whole[v.0 as usize], true) {
            self.pending.push(v);
        }
    }

    fn exit(&mut self, unit: &Unit, exit: ExitId) {
        if !std::mem::replace(&mut self.exits[exit.0 as usize], true) {
            unit.exits[exit.0 as usize].values().for_each(|v| self.whole(v));
        }
    }

    /// What an instruction sees of its operands, if its own result is seen as a whole.
    fn operands(&mut self, unit: &Unit, v: Val) {
        let inst = unit.inst(v);
        if !masks(unit, v) {
            inst.args.iter().for_each(|arg| self.whole(*arg));
        }
        if let Some(exit) = inst.exit {
            self.exit(unit, exit);
        }
    }
}

/// Whether it is an `and` with a literal that takes the sign away.
fn masks(unit: &Unit, v: Val) -> bool {
    let inst = unit.inst(v);
    inst.op == IrOp::And && inst.args.iter().any(|arg| unit.literal(*arg).is_some_and(|mask| mask >= 0))
}

/// Whether the low bits of the result depend on nothing but the low bits of the operands, and its
/// operands are seen through the result only.
fn is_modular(unit: &Unit, v: Val) -> bool {
    let inst = unit.inst(v);
    match inst.op {
        IrOp::Shl | IrOp::ShlFits => unit.literal(inst.args[1]).is_some_and(|by| (0..64).contains(&by)),
        IrOp::And if masks(unit, v) => false,
        IrOp::And | IrOp::Or | IrOp::Xor | IrOp::Not => true,
        IrOp::AddFits | IrOp::SubFits | IrOp::MulFits | IrOp::NegFits => true,
        op => wrapping(op).is_some() && op.info().effect == Effect::Guards,
    }
}

/// The op that gives the low 64 bits of what this one gives.
fn wrapping(op: IrOp) -> Option<IrOp> {
    Some(match op {
        IrOp::Add | IrOp::AddUp => IrOp::AddFits,
        IrOp::Sub | IrOp::SubDown => IrOp::SubFits,
        IrOp::Mul => IrOp::MulFits,
        IrOp::Shl => IrOp::ShlFits,
        IrOp::Neg => IrOp::NegFits,
        _ => return None,
    })
}
