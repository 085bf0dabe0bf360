//! Who uses which value: the one place that knows where values stand in a unit.

use super::{Edge, End, Exit, Inst, IrOp, Ty, Unit, Val};

impl Exit {
    /// The values that the state needs.
    pub fn values(&self) -> impl Iterator<Item = Val> {
        self.registers.iter().map(|(_, v)| *v).chain(self.parts.iter().map(|(_, v)| *v))
    }

    /// The same, to be replaced.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut Val> {
        self.registers.iter_mut().map(|(_, v)| v).chain(self.parts.iter_mut().map(|(_, v)| v))
    }
}

impl Unit {
    /// Puts `new(v)` in the place of each value that is used: by instructions, edges, conditions and
    /// exits.
    pub fn rewrite(&mut self, new: impl Fn(Val) -> Val) {
        let change = |v: &mut Val| *v = new(*v);
        self.insts.iter_mut().flat_map(|inst| &mut inst.args).for_each(change);
        for block in &mut self.blocks {
            if let End::Branch(v, ..) | End::Return(v) = &mut block.end {
                change(v);
            }
            block.end.edges_mut().flat_map(|edge| &mut edge.args).for_each(change);
        }
        self.exits.iter_mut().flat_map(Exit::values_mut).for_each(change);
    }

    /// The number of a value that is a literal int.
    #[must_use]
    pub fn literal(&self, v: Val) -> Option<i64> {
        let inst = self.inst(v);
        (inst.op == IrOp::Int).then_some(inst.imm)
    }

    /// Whether the unit may rest on more than types; how that goes is seen at its exits.
    #[must_use]
    pub fn guesses(&self) -> bool {
        !self.ints.is_empty()
    }

    /// The number that a value known at the entry had when the unit was made.
    #[must_use]
    pub fn seen_int(&self, v: Val) -> Option<i64> {
        let inst = self.inst(v);
        match inst.op {
            IrOp::Int => Some(inst.imm),
            IrOp::ToInt => self.seen_int(inst.args[0]),
            IrOp::Register => self.ints.get(usize::try_from(inst.imm).ok()?).copied().flatten(),
            _ => None,
        }
    }

    /// Puts an instruction in the place of the one that gives `v`; the value keeps its name.
    pub fn replace(&mut self, v: Val, op: IrOp, args: &[Val], imm: i64) {
        let ty = op.info().result;
        let kept = self.inst(v);
        debug_assert!(ty == kept.ty || kept.ty == Ty::None);
        let leaves = op.info().effect.has_exit();
        let exit = kept.exit.filter(|_| leaves);
        self.insts[v.0 as usize] = Inst { op, args: args.to_vec(), imm, ty, exit };
    }
}

impl End {
    /// The edges to other blocks, to be changed.
    pub fn edges_mut(&mut self) -> impl Iterator<Item = &mut Edge> {
        let (first, second) = match self {
            End::Jump(edge) => (Some(edge), None),
            End::Branch(_, yes, no) => (Some(yes), Some(no)),
            End::Exit(_) | End::Return(_) => (None, None),
        };
        first.into_iter().chain(second)
    }
}
