//! Attributes of classes, and stores to objects of a few shapes.

use super::Builder;
use crate::ir::{Edge, End, IrOp, Ty, Val, Why};
use crate::snapshot::Constant;
use tauraro_bytecode::{Instruction, Op, Reg};
use tauraro_interp::machine::Attribute;

impl Builder<'_> {
    /// `Class.name` and `Class.name(..)` of a class that a name stands for: what was found there, as long as
    /// neither the class nor its own class has changed.
    pub(super) fn load_from_class(&mut self, i: &Instruction, to: Reg, from: Reg) -> Option<bool> {
        let known = *self.body.facts.class_attributes.get(&i.at)?;
        let class = self.read(from);
        if self.unit.ty(class) != Ty::Any || self.function_guess(class).is_some_and(|bits| bits != known.class) {
            return None;
        }
        self.callee_is(class, known.class);
        let class = self.constant(Constant::Value(known.class));
        let (own, own_version) = known.own;
        if own_version == 0 {
            self.check(IrOp::Shape, &[class], i64::from(own), Why::Shape);
        } else {
            self.with_shape(class, own, own_version);
        }
        let (made, version) = known.made;
        self.check(IrOp::Version, &[], i64::from(made) | i64::from(version) << 32, Why::Shape);
        let found = self.constant(Constant::of_bits(known.found));
        self.write(to, found);
        if i.op.generic() == Op::LoadMethod {
            let receiver = self.constant(Constant::Value(known.receiver));
            self.write(to.plus(1), receiver);
        }
        Some(false)
    }

    /// `obj.name = v` of objects of a few shapes, which have a slot for it or get one.
    pub(super) fn store_found(&mut self, i: &Instruction, to: Reg, from: Reg) -> Option<bool> {
        let found = self.attributes(i)?.clone();
        let obj = self.read(to);
        let is_store = |(_, _, what): &(u32, u32, Attribute)| matches!(what, Attribute::Slot(_) | Attribute::Added(..));
        if self.unit.ty(obj) != Ty::Any || !found.iter().all(is_store) {
            return None;
        }
        let v = self.read(from);
        let v = self.boxed(v);
        let (_, _, first) = found[0];
        if found.iter().all(|(_, _, what)| *what == first) && (found.len() == 1 || matches!(first, Attribute::Slot(_)))
        {
            let obj = self.of_shapes(obj, &found);
            self.store_what(obj, v, first);
            return Some(false);
        }
        let joins = self.unit.new_block();
        self.for_each_shape(obj, &found, |this, (shape, version, what)| {
            let obj = this.with_shape(obj, shape, version);
            this.store_what(obj, v, what);
            let block = this.block;
            this.unit.block_mut(block).end = End::Jump(Edge { to: joins, args: Vec::new() });
        });
        self.block = joins;
        Some(false)
    }

    /// Stores in an object whose shape was checked.
    fn store_what(&mut self, obj: Val, v: Val, what: Attribute) {
        match what {
            Attribute::Slot(at) => {
                self.emit(IrOp::SetField, &[obj, v], i64::from(at));
            }
            Attribute::Added(at, shape) => {
                self.emit(IrOp::SetField, &[obj, v], i64::from(at));
                self.emit(IrOp::SetShape, &[obj], i64::from(shape));
            }
            Attribute::Value(_) | Attribute::Method(_) | Attribute::Getter(_) => unreachable!("it is no store"),
        }
    }
}
