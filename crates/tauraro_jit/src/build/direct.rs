//! Instructions on dicts, strs, rows and other built-in objects, as calls of the runtime's functions that
//! take values and give one.
//!
//! Each such function looks at what it gets itself and declines what it is not for, which leaves the unit:
//! so no more than what was recorded decides here.

use super::flow::Pair;
use super::ops::{Operands, target};
use super::{Builder, Way};
use crate::ir::{Compare, IrOp, Outside, Ty, Val, Why};
use crate::snapshot::Snapshot;
use tauraro_bytecode::{BinaryFlags, Instruction, Op, Place, Reg};
use tauraro_core::ops::BinaryOp;
use tauraro_core::shape::ShapeId;
use tauraro_core::value::Value;
use tauraro_interp::record::{Kind, Kinds};

/// Whether all kinds are those of numbers, None and strs.
pub(super) fn are_plain(kinds: &Kinds) -> bool {
    let plain = |kind| match kind {
        Kind::Int | Kind::BigInt | Kind::Float | Kind::Bool | Kind::None => true,
        Kind::Shape(shape) => shape == ShapeId::STR,
        Kind::Unbound | Kind::Other => false,
    };
    !kinds.is_many() && !kinds.is_empty() && kinds.iter().all(plain)
}

/// The one shape of all values.
fn only_shape(kinds: &Kinds) -> Option<ShapeId> {
    match kinds.only()? {
        Kind::Shape(shape) => Some(shape),
        _ => None,
    }
}

/// Whether a step of a loop has met iterators that make pairs.
pub(super) fn gives_pairs(snapshot: &Snapshot, step: &Instruction) -> bool {
    let record = snapshot.facts.records.as_ref().and_then(|records| records.at(step.at));
    let shape = record.and_then(|record| only_shape(&record.operand(step, Place::B)));
    let makes_pairs = matches!(shape, Some(ShapeId::ENUMERATE | ShapeId::ZIP | ShapeId::DICT_ITEMITERATOR));
    makes_pairs && !snapshot.avoid.contains(&(snapshot.facts.id, step.at))
}

impl Builder<'_> {
    /// Translates an instruction if what was recorded there is of these types. `Some`: whether it ended the
    /// block.
    pub(super) fn direct(&mut self, i: &Instruction, o: &Operands<'_>) -> Option<bool> {
        let (a, b, c) = (o.register(Place::A), o.register(Place::B), o.register(Place::C));
        match i.op.generic() {
            Op::Subscr => {
                let key = self.read(c);
                let v = self.find(i, b, key)?;
                Some(self.put(a, v))
            }
            Op::StoreSubscr if self.shape_at(i, Place::A)? == ShapeId::DICT => {
                are_plain(&self.recorded(i, Place::B)?).then_some(())?;
                self.set_key(a, b, c)
            }
            Op::MapAdd => self.set_key(a, b, c),
            Op::SetAdd => {
                let (set, v) = (self.word(a), self.word(b));
                self.ask(IrOp::Do2, Outside::SetAdd, &[set, v]);
                Some(false)
            }
            Op::Contains | Op::NotContains => {
                let holds = self.has(i, (b, Place::B), (c, Place::C))?;
                let is = i.op.generic() == Op::Contains;
                let v = if is { holds } else { self.emit(IrOp::Negate, &[holds], 0) };
                Some(self.put(a, v))
            }
            Op::JumpIfIn | Op::JumpIfNotIn => {
                let holds = self.has(i, (a, Place::A), (b, Place::B))?;
                Some(self.jump(i, holds, i.op.generic() == Op::JumpIfIn, false))
            }
            Op::BuildTuple | Op::BuildList | Op::BuildMap => self.build_row(i, a, b, o.bits(Place::C)),
            Op::UnpackTwo => self.unpack(i, c, &[a, b]),
            Op::Unpack => {
                let n = o.bits(Place::B) as u16;
                let to: Vec<Reg> = (0..n).map(|at| a.plus(at)).collect();
                self.unpack(i, c, &to)
            }
            Op::SubscrSlice => {
                matches!(self.shape_at(i, Place::B)?, ShapeId::LIST | ShapeId::TUPLE | ShapeId::STR).then_some(())?;
                let args = [self.word(b), self.word(c), self.word(c.plus(1))];
                let v = self.ask(IrOp::Make3, Outside::Slice, &args);
                Some(self.put(a, v))
            }
            Op::FormatSimple | Op::FormatSpec => {
                are_plain(&self.recorded(i, Place::B)?).then_some(())?;
                let v = self.word(b);
                let v = if i.op.generic() == Op::FormatSimple {
                    self.ask(IrOp::Make1, Outside::Format, &[v])
                } else {
                    let spec = self.word(c);
                    self.ask(IrOp::Make2, Outside::FormatSpec, &[v, spec])
                };
                Some(self.put(a, v))
            }
            Op::ForNext => self.next_item(i, a, b),
            Op::GetIter => {
                let shape = self.shape_at(i, Place::B)?;
                tauraro_interp::direct::ITERATED.contains(&shape).then_some(())?;
                let v = self.word(b);
                let v = self.ask(IrOp::Make1, Outside::Iter, &[v]);
                Some(self.put(a, v))
            }
            _ => None,
        }
    }

    /// What a function of the runtime gives; leaves if it declines.
    pub(super) fn ask(&mut self, op: IrOp, what: Outside, args: &[Val]) -> Val {
        self.check(op, args, what as i64, Why::Type)
    }

    /// What a register holds, as a tagged word.
    pub(super) fn word(&mut self, register: Reg) -> Val {
        let v = self.read(register);
        self.boxed(v)
    }

    /// The one shape that was recorded of the operand at a place.
    fn shape_at(&self, i: &Instruction, place: Place) -> Option<ShapeId> {
        only_shape(&self.recorded(i, place)?)
    }

    /// `row[key]` of a dict or a str.
    fn find(&mut self, i: &Instruction, row: Reg, key: Val) -> Option<Val> {
        let shape = self.shape_at(i, Place::B)?;
        are_plain(&self.recorded(i, Place::C)?).then_some(())?;
        let (row, key) = (self.word(row), self.boxed(key));
        match shape {
            ShapeId::DICT => {
                let v = self.check(IrOp::DictFind, &[row, key], 0, Why::Type);
                Some(self.guard(IrOp::ToBound, &[v], Why::Index))
            }
            ShapeId::STR => Some(self.check(IrOp::Ask2, &[row, key], Outside::Item as i64, Why::Index)),
            _ if self.snapshot.typed_rows.is_some_and(|rows| rows.shape == shape) => {
                Some(self.check(IrOp::Ask2, &[row, key], Outside::Item as i64, Why::Index))
            }
            _ => None,
        }
    }

    /// `dict[key] = v`
    fn set_key(&mut self, dict: Reg, key: Reg, v: Reg) -> Option<bool> {
        let args = [self.word(dict), self.word(key), self.word(v)];
        self.check(IrOp::DictSet, &args, 0, Why::Type);
        Some(false)
    }

    /// Whether an item is in a container.
    fn has(&mut self, i: &Instruction, item: (Reg, Place), container: (Reg, Place)) -> Option<Val> {
        are_plain(&self.recorded(i, item.1)?).then_some(())?;
        let shape = self.shape_at(i, container.1)?;
        let (item, container) = (self.word(item.0), self.word(container.0));
        match shape {
            ShapeId::DICT => {
                let v = self.check(IrOp::DictFind, &[container, item], 0, Why::Type);
                let unbound = self.unbound();
                let missing = self.emit(IrOp::Is, &[v, unbound], 0);
                Some(self.emit(IrOp::Negate, &[missing], 0))
            }
            ShapeId::SET | ShapeId::STR | ShapeId::TUPLE | ShapeId::LIST => {
                Some(self.ask(IrOp::Test2, Outside::Has, &[item, container]))
            }
            _ => None,
        }
    }

    fn unbound(&mut self) -> Val {
        self.emit(IrOp::Value, &[], Value::UNBOUND.bits() as i64)
    }

    /// A new tuple, list or dict of few items.
    fn build_row(&mut self, i: &Instruction, to: Reg, base: Reg, n: u32) -> Option<bool> {
        let (op, what) = match (i.op.generic(), n) {
            (Op::BuildTuple, 1) => (IrOp::Make1, Outside::Tuple1),
            (Op::BuildTuple, 2) => (IrOp::Make2, Outside::Tuple2),
            (Op::BuildTuple, 3) => (IrOp::Make3, Outside::Tuple3),
            (Op::BuildList, 0) => (IrOp::Make0, Outside::List0),
            (Op::BuildList, 1) => (IrOp::Make1, Outside::List1),
            (Op::BuildList, 2) => (IrOp::Make2, Outside::List2),
            (Op::BuildList, 3) => (IrOp::Make3, Outside::List3),
            (Op::BuildMap, 0) => (IrOp::Make0, Outside::Dict0),
            _ => return None,
        };
        let args: Vec<Val> = (0..n as u16).map(|at| self.word(base.plus(at))).collect();
        let v = self.ask(op, what, &args);
        Some(self.put(to, v))
    }

    /// The items of a tuple of just so many.
    fn unpack(&mut self, i: &Instruction, from: Reg, to: &[Reg]) -> Option<bool> {
        if self.shape_at(i, Place::C)? != ShapeId::TUPLE {
            return None;
        }
        let row = self.shaped(from, ShapeId::TUPLE)?;
        let (len, wanted) = (self.emit(IrOp::TupleLen, &[row], 0), self.emit(IrOp::Int, &[], to.len() as i64));
        let fits = self.emit(IrOp::Compare, &[len, wanted], Compare::Eq as i64);
        self.guard(IrOp::Holds, &[fits], Why::Index);
        let items = self.emit(IrOp::TupleItems, &[row], 0);
        for (at, to) in to.iter().enumerate() {
            let at = self.emit(IrOp::Int, &[], at as i64);
            let v = self.emit(IrOp::TupleItem, &[items, at], 0);
            self.write(*to, v);
        }
        Some(false)
    }

    /// A step of an iterator of pairs that the body takes apart.
    fn next_pair(&mut self, i: &Instruction, pair: Pair, item: Reg, iter: Reg) -> Option<bool> {
        let iter = self.word(iter);
        // The second half comes by the item's place in the window.
        let first = self.check(IrOp::NextPair, &[iter], i64::from(item.0), Why::Type);
        self.clobbered.insert(usize::from(item.0));
        self.body.synced[usize::from(item.0)] = None;
        let unbound = self.unbound();
        let ended = self.emit(IrOp::Is, &[first, unbound], 0);
        let taken = self.back_edge(pair.body, |this| {
            let second = this.emit(IrOp::Window, &[], i64::from(item.0));
            this.write(pair.halves[0], first);
            this.write(pair.halves[1], second);
        });
        self.branch(ended, Way::Code(i.next()), taken);
        Some(true)
    }

    /// A step of an iterator of a tuple, a range, a str or a dict.
    fn next_item(&mut self, i: &Instruction, item: Reg, iter: Reg) -> Option<bool> {
        if let Some(pair) = self.body.flow.pairs.get(&i.at) {
            return self.next_pair(i, *pair, item, iter);
        }
        let usual = [
            ShapeId::TUPLE_ITERATOR,
            ShapeId::RANGE_ITERATOR,
            ShapeId::STR_ITERATOR,
            ShapeId::DICT_KEYITERATOR,
            ShapeId::DICT_VALUEITERATOR,
            ShapeId::SET_ITERATOR,
        ];
        usual.contains(&self.shape_at(i, Place::B)?).then_some(())?;
        let to = target(i)?;
        let iter = self.word(iter);
        let v = self.ask(IrOp::Do1, Outside::Next, &[iter]);
        let unbound = self.unbound();
        let ended = self.emit(IrOp::Is, &[v, unbound], 0);
        let taken = self.back_edge(to, |this| this.write(item, v));
        self.branch(ended, Way::Code(i.next()), taken);
        Some(true)
    }

    /// `x op y` of strs, wide ints and rows.
    pub(super) fn binary(
        &mut self,
        i: &Instruction,
        op: BinaryOp,
        values: (Val, Val),
        places: (Place, Place),
    ) -> Option<Val> {
        let literal = |place| place == Place::X;
        let kinds = |this: &Self, place| this.recorded(i, place);
        let rows = |kinds: &Kinds| matches!(only_shape(kinds), Some(ShapeId::TUPLE | ShapeId::LIST));
        let flags = Operands(i).bits(Place::W);
        let (left, right) = (kinds(self, places.0)?, kinds(self, places.1)?);
        let plain = (literal(places.0) || are_plain(&left), literal(places.1) || are_plain(&right));
        let what = outside(op)?;
        if what == Outside::Mod && only_shape(&left) == Some(ShapeId::STR) {
            let of_row = plain.1 || only_shape(&right) == Some(ShapeId::TUPLE);
            of_row.then_some(())?;
            let args = [self.boxed(values.0), self.boxed(values.1)];
            return Some(self.ask(IrOp::Make2, Outside::Percent, &args));
        }
        // A list that comes later is changed, not copied.
        let changes = flags & BinaryFlags::INPLACE != 0 && matches!(what, Outside::Add | Outside::Mul);
        let of_rows = match what {
            Outside::Add => rows(&left) && rows(&right) && left.only() == right.only(),
            Outside::Mul => (plain.0 || rows(&left)) && (plain.1 || rows(&right)),
            _ => false,
        };
        if changes || !(plain == (true, true) || of_rows) {
            return None;
        }
        let args = [self.boxed(values.0), self.boxed(values.1)];
        Some(self.ask(IrOp::Make2, what, &args))
    }

    /// The truth of a comparison of strs, wide ints, None.
    pub(super) fn compare_plain(
        &mut self,
        i: &Instruction,
        compare: Compare,
        values: (Val, Val),
        places: (Place, Option<Place>),
    ) -> Option<Val> {
        are_plain(&self.recorded(i, places.0)?).then_some(())?;
        if let Some(place) = places.1 {
            are_plain(&self.recorded(i, place)?).then_some(())?;
        }
        let what = match compare {
            Compare::Lt => Outside::Lt,
            Compare::Le => Outside::Le,
            Compare::Gt => Outside::Gt,
            Compare::Ge => Outside::Ge,
            Compare::Eq => Outside::Eq,
            Compare::Ne => Outside::Ne,
        };
        let args = [self.boxed(values.0), self.boxed(values.1)];
        Some(self.ask(IrOp::Test2, what, &args))
    }

    /// The truth of something else than a number.
    pub(super) fn truth_of_object(&mut self, i: &Instruction, v: Val, place: Place) -> Option<Val> {
        if self.unit.ty(v) != Ty::Any || !self.was_recorded(i) {
            return None;
        }
        let kinds = self.recorded(i, place)?;
        if kinds.is_empty() {
            return None;
        }
        if only_shape(&kinds) == Some(ShapeId::LIST) {
            let list = self.check(IrOp::Shape, &[v], i64::from(ShapeId::LIST.0), Why::Shape);
            let len = self.emit(IrOp::ListLen, &[list], 0);
            return Some(self.emit(IrOp::Truth, &[len], 0));
        }
        Some(self.ask(IrOp::Test1, Outside::Truth, &[v]))
    }
}

/// The function for an operator.
fn outside(op: BinaryOp) -> Option<Outside> {
    Some(match op {
        BinaryOp::Add => Outside::Add,
        BinaryOp::Subtract => Outside::Sub,
        BinaryOp::Multiply => Outside::Mul,
        BinaryOp::TrueDivide => Outside::TrueDiv,
        BinaryOp::FloorDivide => Outside::FloorDiv,
        BinaryOp::Remainder => Outside::Mod,
        BinaryOp::And => Outside::And,
        BinaryOp::Or => Outside::Or,
        BinaryOp::Xor => Outside::Xor,
        BinaryOp::Lshift => Outside::Shl,
        BinaryOp::Rshift => Outside::Shr,
        BinaryOp::Power | BinaryOp::MatrixMultiply => return None,
    })
}
