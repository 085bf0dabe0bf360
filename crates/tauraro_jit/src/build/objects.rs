//! Names, attributes, items and iterators, as loads and stores behind guards on what the interpreter
//! has found there.

use super::ops::{Operands, target};
use super::{Builder, Way};
use crate::ir::{BlockId, Compare, Edge, End, IrOp, Ty, Val, Why};
use crate::snapshot::{Cache, Constant, Guess};
use tauraro_bytecode::{Instruction, Op, Place, Reg};
use tauraro_core::layout;
use tauraro_core::shape::ShapeId;
use tauraro_core::value::Value;
use tauraro_core::vm::TypedRows;
use tauraro_interp::machine::Attribute;
use tauraro_interp::record::Kind;

impl Builder<'_> {
    /// Translates an instruction on names, attributes and items if it is known how. `Some`: whether it
    /// ended the block.
    pub(super) fn object(&mut self, i: &Instruction, o: &Operands<'_>) -> Option<bool> {
        self.of_shape(i, o).or_else(|| if self.is_avoided(i.at) { None } else { self.direct(i, o) })
    }

    fn of_shape(&mut self, i: &Instruction, o: &Operands<'_>) -> Option<bool> {
        let (a, b, c) = (o.register(Place::A), o.register(Place::B), o.register(Place::C));
        if self.is_avoided(i.at) {
            return None;
        }
        let cache = self.body.facts.caches.get(&i.at).copied();
        match i.op.generic() {
            Op::LoadGlobal | Op::LoadName => {
                let v = self.load_global(cache?)?;
                Some(self.put(a, v))
            }
            Op::StoreGlobal | Op::StoreName => self.store_global(cache?, a),
            Op::LoadAttr | Op::LoadMethod if self.body.facts.class_attributes.contains_key(&i.at) => {
                self.load_from_class(i, a, b)
            }
            Op::LoadAttr | Op::LoadMethod if self.attributes(i).is_some() => self.load_found(i, a, b),
            Op::LoadAttr => {
                let v = self.load_attr(cache?, b)?;
                Some(self.put(a, v))
            }
            Op::LoadMethod => self.load_method(cache?, a, b),
            Op::LoadSuperMethod => self.super_method(i, a, b),
            Op::StoreAttr => self.store_found(i, a, b).or_else(|| self.store_attr(cache?, a, b)),
            Op::CopyFreeVars | Op::LoadDeref | Op::StoreDeref => self.variable(i, o, a, b),
            Op::Subscr => {
                let key = self.read(c);
                let v = self.item(i, b, key).or_else(|| self.subscript(i, b, &[key]))?;
                Some(self.put(a, v))
            }
            Op::SubscrImm => {
                let key = self.emit(IrOp::Int, &[], o.number(Place::C));
                let v = self.item(i, b, key).or_else(|| self.subscript(i, b, &[key]))?;
                Some(self.put(a, v))
            }
            Op::StoreSubscr => self.store_item(i, a, b, c).or_else(|| {
                let args = [self.read(b), self.read(c)];
                self.subscript(i, a, &args).map(|_| false)
            }),
            Op::Is | Op::IsNot => {
                let v = self.same_object(b, c);
                let v = if i.op.generic() == Op::Is { v } else { self.emit(IrOp::Negate, &[v], 0) };
                Some(self.put(a, v))
            }
            Op::JumpIfIs | Op::JumpIfIsNot => {
                let v = self.same_object(a, b);
                Some(self.jump(i, v, i.op.generic() == Op::JumpIfIs, false))
            }
            Op::JumpIfNone | Op::JumpIfNotNone | Op::LoopIfNone | Op::LoopIfNotNone => {
                let v = self.read(a);
                let v = self.boxed(v);
                let none = self.emit(IrOp::Value, &[], Value::NONE.bits() as i64);
                let holds = self.emit(IrOp::Is, &[v, none], 0);
                let when = matches!(i.op.generic(), Op::JumpIfNone | Op::LoopIfNone);
                let back = matches!(i.op.generic(), Op::LoopIfNone | Op::LoopIfNotNone);
                Some(self.jump(i, holds, when, back))
            }
            Op::ForNext if cache.is_some_and(|cache| cache.op == Op::ForNextList) => self.list_step(i, a, b),
            Op::Call | Op::CallMethod => {
                self.native(i, a, b).or_else(|| self.class_call(i, a, b)).or_else(|| self.call(i, a, b))
            }
            Op::ListAppend => {
                let list = self.shaped(a, ShapeId::LIST)?;
                let v = self.read(b);
                self.append(list, v);
                Some(false)
            }
            Op::ClearLocal => {
                let unbound = self.emit(IrOp::Value, &[], Value::UNBOUND.bits() as i64);
                Some(self.put(a, unbound))
            }
            _ => None,
        }
    }

    /// Variables that stand in cells.
    fn variable(&mut self, i: &Instruction, o: &Operands<'_>, a: Reg, b: Reg) -> Option<bool> {
        match i.op.generic() {
            Op::CopyFreeVars if self.body.whole => {
                for at in 0..o.bits(Place::B) as u16 {
                    let cell = match (self.body.inlined, self.body.function) {
                        (None, _) => self.emit(IrOp::FreeVar, &[], i64::from(at)),
                        (_, Some(function)) => self.emit(IrOp::Closure, &[function], i64::from(at)),
                        (Some(inlined), None) => {
                            let bits = self.unit.inlined[inlined as usize].body.function;
                            let function = self.emit(IrOp::Value, &[], bits as i64);
                            self.emit(IrOp::Closure, &[function], i64::from(at))
                        }
                    };
                    self.write(a.plus(at), cell);
                }
                Some(false)
            }
            Op::LoadDeref => {
                let cell = self.shaped(b, ShapeId::CELL)?;
                let v = self.emit(IrOp::Field, &[cell], layout::CELL_CONTENT as i64);
                let v = self.guard(IrOp::ToBound, &[v], Why::Unbound);
                Some(self.put(a, v))
            }
            Op::StoreDeref => {
                let cell = self.shaped(a, ShapeId::CELL)?;
                let v = self.read(b);
                let v = self.boxed(v);
                self.emit(IrOp::SetField, &[cell, v], layout::CELL_CONTENT as i64);
                Some(false)
            }
            _ => None,
        }
    }

    /// Identity. A number is no cell that something else could be too.
    fn same_object(&mut self, x: Reg, y: Reg) -> Val {
        let (x, y) = (self.read(x), self.read(y));
        let (x, y) = (self.boxed(x), self.boxed(y));
        self.emit(IrOp::Is, &[x, y], 0)
    }

    fn dict(&mut self, bits: u64) -> Val {
        self.emit(IrOp::Value, &[], bits as i64)
    }

    /// The value that a name has, at the type that it had.
    fn load_global(&mut self, cache: Cache) -> Option<Val> {
        let (globals, builtins) = self.body.facts.namespaces;
        let guess = cache.value?;
        let (dict, at) = match cache.op {
            Op::LoadGlobalModule => (globals, cache.words[0] >> 32),
            Op::LoadNameModule if self.body.facts.names_are_globals => (globals, cache.words[0] >> 32),
            Op::LoadGlobalBuiltin => (builtins, cache.words[1] >> 32),
            Op::LoadNameBuiltin if self.body.facts.names_are_globals => (builtins, cache.words[1] >> 32),
            _ => return None,
        };
        let own = self.dict(globals);
        let mut from = self.check(IrOp::Keys, &[own], i64::from(cache.words[0] as u32), Why::Global);
        if dict != globals {
            from = self.dict(builtins);
            from = self.check(IrOp::Keys, &[from], i64::from(cache.words[1] as u32), Why::Global);
        }
        let v = self.emit(IrOp::Entry, &[from], at as i64);
        Some(self.as_seen(v, guess))
    }

    /// A value that was loaded: checked to be of the type that was seen there, or the very same where
    /// that was a builtin.
    fn as_seen(&mut self, v: Val, guess: Guess) -> Val {
        match guess.seen {
            Kind::Int => self.guard(IrOp::ToInt, &[v], Why::Type),
            Kind::Float => self.guard(IrOp::ToFloat, &[v], Why::Type),
            Kind::Bool => self.guard(IrOp::ToBool, &[v], Why::Type),
            _ if guess.bits == self.snapshot.range => self.check(IrOp::Same, &[v], guess.bits as i64, Why::Global),
            _ => {
                self.guessed.insert(v, guess);
                v
            }
        }
    }

    fn store_global(&mut self, cache: Cache, from: Reg) -> Option<bool> {
        let is_name = cache.op == Op::StoreNameModule && self.body.facts.names_are_globals;
        if cache.op != Op::StoreGlobalModule && !is_name {
            return None;
        }
        let dict = self.dict(self.body.facts.namespaces.0);
        let dict = self.check(IrOp::Keys, &[dict], i64::from(cache.words[0] as u32), Why::Global);
        let v = self.read(from);
        let v = self.boxed(v);
        self.emit(IrOp::SetEntry, &[dict, v], (cache.words[0] >> 32) as i64);
        Some(false)
    }

    /// The object in a register, checked to be of the shape that a cache is about.
    fn of_cached_shape(&mut self, cache: &Cache, register: Reg) -> Option<Val> {
        let shape = cache.shape?;
        let v = self.read(register);
        if self.unit.ty(v) != Ty::Any {
            return None;
        }
        Some(self.with_shape(v, shape, cache.words[0] as u32))
    }

    fn load_attr(&mut self, cache: Cache, from: Reg) -> Option<Val> {
        match cache.op {
            Op::LoadAttrSlot => {
                let obj = self.of_cached_shape(&cache, from)?;
                let v = self.emit(IrOp::Field, &[obj], (cache.words[0] >> 32) as i64);
                Some(self.guard(IrOp::ToBound, &[v], Why::Unbound))
            }
            Op::LoadAttrClassValue => {
                self.of_cached_shape(&cache, from)?;
                Some(self.constant(Constant::of_bits(cache.words[1])))
            }
            Op::LoadAttrModule => self.module_attr(cache, from),
            _ => None,
        }
    }

    /// What an attribute instruction finds, for each shape that it met.
    pub(super) fn attributes(&self, i: &Instruction) -> Option<&Vec<(u32, u32, Attribute)>> {
        self.body.facts.attributes.get(&i.at).filter(|found| !found.is_empty())
    }

    /// `obj.name` and `obj.name(..)` of objects of a few shapes: one after the other is compared, and what
    /// they have meets behind them.
    fn load_found(&mut self, i: &Instruction, to: Reg, from: Reg) -> Option<bool> {
        let found = self.attributes(i)?.clone();
        let is_method = i.op.generic() == Op::LoadMethod;
        let one = found.iter().all(|(_, _, other)| *other == found[0].2);
        let fits = |(_, _, what): &(u32, u32, Attribute)| match what {
            Attribute::Method(_) => is_method,
            Attribute::Getter(_) => !is_method && one,
            Attribute::Slot(_) | Attribute::Value(_) => true,
            Attribute::Added(..) => false,
        };
        let obj = self.read(from);
        if self.unit.ty(obj) != Ty::Any || !found.iter().all(fits) {
            return None;
        }
        let (_, _, what) = found[0];
        if one {
            let obj = self.of_shapes(obj, &found);
            if let Attribute::Getter(getter) = what {
                let v = self.getter(i, obj, getter, to)?;
                return Some(self.put(to, v));
            }
            let callee = self.load_what(obj, what);
            let receiver = is_method.then(|| self.receiver(obj, what));
            self.put_found(to, callee, receiver);
            return Some(false);
        }
        let joins = self.unit.new_block();
        let first = self.unit.add_param(joins, Ty::Any);
        let second = is_method.then(|| self.unit.add_param(joins, Ty::Any));
        self.for_each_shape(obj, &found, |this, found| this.join_found(joins, obj, found, is_method));
        self.block = joins;
        self.put_found(to, first, second);
        Some(false)
    }

    /// The object, checked to be of one of these shapes, which mean what they did.
    pub(super) fn of_shapes(&mut self, obj: Val, found: &[(u32, u32, Attribute)]) -> Val {
        if let [(shape, version, _)] = *found {
            return self.with_shape(obj, shape, version);
        }
        let joins = self.unit.new_block();
        let param = self.unit.add_param(joins, Ty::Any);
        self.for_each_shape(obj, found, |this, (shape, version, _)| {
            let obj = this.with_shape(obj, shape, version);
            let block = this.block;
            this.unit.block_mut(block).end = End::Jump(Edge { to: joins, args: vec![obj] });
        });
        self.block = joins;
        param
    }

    /// Emits blocks for the shapes that an object may have, which are compared one after the other. Each has
    /// to end somewhere; the last one has to make sure that it is that shape.
    pub(super) fn for_each_shape(
        &mut self,
        obj: Val,
        found: &[(u32, u32, Attribute)],
        mut emit: impl FnMut(&mut Self, (u32, u32, Attribute)),
    ) {
        let Some((last, others)) = found.split_last() else { return };
        let number = self.emit(IrOp::ShapeOf, &[obj], 0);
        for found in others {
            let wanted = self.emit(IrOp::Int, &[], i64::from(found.0));
            let is = self.emit(IrOp::Compare, &[number, wanted], Compare::Eq as i64);
            let this = self.aside(|this| emit(this, *found));
            let next = self.aside(|_| ());
            self.branch(is, this, next);
            let Way::Block(next) = next else { unreachable!("it was made aside") };
            self.block = next;
        }
        emit(self, *last);
    }

    /// An object, checked to be of a shape that means what it did.
    pub(super) fn with_shape(&mut self, obj: Val, shape: u32, version: u32) -> Val {
        let obj = self.check(IrOp::Shape, &[obj], i64::from(shape), Why::Shape);
        self.check(IrOp::Version, &[], i64::from(shape) | i64::from(version) << 32, Why::Shape);
        obj
    }

    /// Loads what objects of a shape have and goes on where all of them meet.
    fn join_found(&mut self, joins: BlockId, obj: Val, found: (u32, u32, Attribute), is_method: bool) {
        let (shape, version, what) = found;
        let obj = self.with_shape(obj, shape, version);
        let v = self.load_what(obj, what);
        let mut args = vec![self.boxed(v)];
        if is_method {
            args.push(self.receiver(obj, what));
        }
        let block = self.block;
        self.unit.block_mut(block).end = End::Jump(Edge { to: joins, args });
    }

    fn receiver(&mut self, obj: Val, what: Attribute) -> Val {
        match what {
            Attribute::Method(_) => obj,
            _ => self.emit(IrOp::Value, &[], Value::UNBOUND.bits() as i64),
        }
    }

    fn put_found(&mut self, to: Reg, v: Val, receiver: Option<Val>) {
        self.write(to, v);
        if let Some(receiver) = receiver {
            self.write(to.plus(1), receiver);
        }
    }

    /// What an object has whose shape was checked.
    fn load_what(&mut self, obj: Val, what: Attribute) -> Val {
        match what {
            Attribute::Slot(at) => {
                let v = self.emit(IrOp::Field, &[obj], i64::from(at));
                self.guard(IrOp::ToBound, &[v], Why::Unbound)
            }
            Attribute::Value(bits) | Attribute::Method(bits) | Attribute::Getter(bits) => {
                self.constant(Constant::of_bits(bits))
            }
            Attribute::Added(..) => unreachable!("only stores add"),
        }
    }

    /// A constant of the type that it has.
    pub(super) fn constant(&mut self, constant: Constant) -> Val {
        match constant {
            Constant::Int(i) => self.emit(IrOp::Int, &[], i),
            Constant::Float(f) => self.emit(IrOp::Float, &[], f.to_bits() as i64),
            Constant::Bool(b) => self.emit(IrOp::Bool, &[], i64::from(b)),
            Constant::Value(bits) => self.emit(IrOp::Value, &[], bits as i64),
        }
    }

    /// `module.name`, of the module that was seen.
    fn module_attr(&mut self, cache: Cache, from: Reg) -> Option<Val> {
        let value = cache.value?;
        let module = self.read(from);
        let guess = *self.guessed.get(&module)?;
        if guess.dict != cache.dict || guess.dict == 0 {
            return None;
        }
        self.check(IrOp::Same, &[module], guess.bits as i64, Why::Global);
        let dict = self.dict(cache.dict);
        let dict = self.check(IrOp::Keys, &[dict], i64::from(cache.words[0] as u32), Why::Global);
        let v = self.emit(IrOp::Entry, &[dict], cache.words[1] as i64);
        Some(self.as_seen(v, value))
    }

    fn load_method(&mut self, cache: Cache, to: Reg, from: Reg) -> Option<bool> {
        match cache.op {
            Op::LoadMethodClass => {
                let obj = self.of_cached_shape(&cache, from)?;
                let method = self.constant(Constant::of_bits(cache.words[1]));
                self.write(to, method);
                Some(self.put(to.plus(1), obj))
            }
            Op::LoadMethodModule => {
                let v = self.module_attr(cache, from)?;
                self.write(to, v);
                let unbound = self.emit(IrOp::Value, &[], Value::UNBOUND.bits() as i64);
                Some(self.put(to.plus(1), unbound))
            }
            _ => None,
        }
    }

    /// `super().name(..)`: the classes behind one are those of the object's shape.
    fn super_method(&mut self, i: &Instruction, to: Reg, from: Reg) -> Option<bool> {
        let call = self.body.facts.supers.get(&i.at)?;
        let found = |(shape, version): &(u32, u32)| (*shape, *version, Attribute::Method(call.method));
        let found: Vec<_> = call.shapes.iter().map(found).collect();
        let [callee, class, obj] = [0, 1, 2].map(|at| self.read(from.plus(at)));
        if [callee, class, obj].iter().any(|v| self.unit.ty(*v) != Ty::Any) {
            return None;
        }
        for (v, bits) in [(callee, self.snapshot.super_), (class, call.class)] {
            if !self.is_bits(v, bits) {
                self.check(IrOp::Same, &[v], bits as i64, Why::Global);
            }
        }
        let obj = self.of_shapes(obj, &found);
        let method = self.constant(Constant::of_bits(call.method));
        self.write(to, method);
        Some(self.put(to.plus(1), obj))
    }

    fn store_attr(&mut self, cache: Cache, to: Reg, from: Reg) -> Option<bool> {
        if !matches!(cache.op, Op::StoreAttrSlot | Op::StoreAttrAdd) {
            return None;
        }
        let obj = self.of_cached_shape(&cache, to)?;
        let v = self.read(from);
        let v = self.boxed(v);
        self.emit(IrOp::SetField, &[obj, v], (cache.words[0] >> 32) as i64);
        if cache.op == Op::StoreAttrAdd {
            self.emit(IrOp::SetShape, &[obj], cache.words[1] as u32 as i64);
        }
        Some(false)
    }

    /// The object in a register, checked to be of a shape.
    pub(super) fn shaped(&mut self, register: Reg, shape: ShapeId) -> Option<Val> {
        let v = self.read(register);
        if self.unit.ty(v) != Ty::Any {
            return None;
        }
        Some(self.check(IrOp::Shape, &[v], i64::from(shape.0), Why::Shape))
    }

    /// The shape that a value had when it was seen, if it was.
    fn seen_shape(&self, v: Val) -> Option<ShapeId> {
        let inst = self.unit.inst(v);
        match inst.op {
            IrOp::Shape => Some(ShapeId(inst.imm as u32)),
            IrOp::ToBound => self.seen_shape(inst.args[0]),
            IrOp::Register => match self.snapshot.seen[inst.imm as usize] {
                Kind::Shape(shape) => Some(shape),
                _ => None,
            },
            _ => match self.guessed.get(&v)?.seen {
                Kind::Shape(shape) => Some(shape),
                _ => None,
            },
        }
    }

    /// The shape that a row had when it was recorded, or else when it was seen.
    fn row_shape(&self, i: &Instruction, row: Val, place: Place) -> Option<ShapeId> {
        if !self.was_recorded(i) {
            return Some(self.seen_shape(row).unwrap_or(ShapeId::LIST));
        }
        match self.recorded(i, place)?.only()? {
            Kind::Shape(shape) => Some(shape),
            _ => None,
        }
    }

    /// `row[key]` of a list or a tuple.
    fn item(&mut self, i: &Instruction, row: Reg, key: Val) -> Option<Val> {
        let obj = self.read(row);
        if self.unit.ty(obj) != Ty::Any {
            return None;
        }
        let shape = self.row_shape(i, obj, Place::B)?;
        let is_index = matches!(self.unit.ty(key), Ty::Int | Ty::Any);
        let was_int = self.recorded(i, Place::C).is_none_or(|kinds| matches!(kinds.only(), None | Some(Kind::Int)));
        if let Some(rows) = self.snapshot.typed_rows.filter(|rows| rows.shape == shape && is_index && was_int) {
            let gives = self.body.facts.records.as_ref()?.at(i.at)?.result().only();
            if gives != Some(Kind::Float) {
                return None;
            }
            let (items, place) = self.double(rows, obj, key)?;
            return Some(self.emit(IrOp::RawFloat, &[items, place], 0));
        }
        if !matches!(shape, ShapeId::LIST | ShapeId::TUPLE) || !is_index || !was_int {
            return None;
        }
        let row = self.shaped(row, shape)?;
        let key = self.int(key)?;
        if shape == ShapeId::TUPLE {
            let len = self.emit(IrOp::TupleLen, &[row], 0);
            let place = self.guard(IrOp::Place, &[key, len], Why::Index);
            let items = self.emit(IrOp::TupleItems, &[row], 0);
            return Some(self.emit(IrOp::TupleItem, &[items, place], 0));
        }
        let len = self.emit(IrOp::ListLen, &[row], 0);
        let place = self.guard(IrOp::Place, &[key, len], Why::Index);
        let items = self.emit(IrOp::ListItems, &[row], 0);
        Some(self.emit(IrOp::Item, &[items, place], 0))
    }

    /// The address of the items and the place among them that a key means, of an array of floats of 64 bits.
    fn double(&mut self, rows: TypedRows, array: Val, key: Val) -> Option<(Val, Val)> {
        let array = self.check(IrOp::Shape, &[array], i64::from(rows.shape.0), Why::Shape);
        let code = self.emit(IrOp::Word, &[array], (layout::PAYLOAD + rows.code) as i64);
        let doubles = self.emit(IrOp::Int, &[], rows.doubles as i64);
        let is = self.emit(IrOp::Compare, &[code, doubles], Compare::Eq as i64);
        self.guard(IrOp::Holds, &[is], Why::Type);
        let key = self.int(key)?;
        let bytes = self.check(IrOp::Part, &[array], (layout::PAYLOAD + rows.bytes) as i64, Why::Type);
        let len = self.emit(IrOp::BytesLen, &[bytes], 3);
        let place = self.guard(IrOp::Place, &[key, len], Why::Index);
        let items = self.emit(IrOp::BytesItems, &[bytes], 0);
        Some((items, place))
    }

    fn store_item(&mut self, i: &Instruction, row: Reg, key: Reg, from: Reg) -> Option<bool> {
        let obj = self.read(row);
        let key = self.read(key);
        if self.unit.ty(obj) != Ty::Any || !matches!(self.unit.ty(key), Ty::Int | Ty::Any) {
            return None;
        }
        let was_int = self.recorded(i, Place::B).is_none_or(|kinds| matches!(kinds.only(), None | Some(Kind::Int)));
        let shape = self.row_shape(i, obj, Place::A)?;
        if let Some(rows) = self.snapshot.typed_rows.filter(|rows| rows.shape == shape && was_int) {
            let v = self.read(from);
            let was_float = self.unit.ty(v) == Ty::Any && self.recorded(i, Place::C)?.only() == Some(Kind::Float);
            if !was_float && !matches!(self.unit.ty(v), Ty::Int | Ty::Float) {
                return None;
            }
            let (items, place) = self.double(rows, obj, key)?;
            let v = self.float(v)?;
            self.emit(IrOp::SetRawFloat, &[items, place, v], 0);
            return Some(false);
        }
        if shape != ShapeId::LIST || !was_int {
            return None;
        }
        let list = self.shaped(row, ShapeId::LIST)?;
        let key = self.int(key)?;
        let len = self.emit(IrOp::ListLen, &[list], 0);
        let place = self.guard(IrOp::Place, &[key, len], Why::Index);
        let items = self.emit(IrOp::ListItems, &[list], 0);
        let v = self.read(from);
        let v = self.boxed(v);
        self.emit(IrOp::SetItem, &[list, items, place, v], 0);
        Some(false)
    }

    pub(super) fn append(&mut self, list: Val, v: Val) {
        let v = self.boxed(v);
        self.guard(IrOp::Append, &[list, v], Why::Raised);
    }

    /// A step of a list's iterator that has an item; the last one, which ends it, the interpreter makes.
    fn list_step(&mut self, i: &Instruction, item: Reg, iter: Reg) -> Option<bool> {
        let to = target(i)?;
        let iter = self.shaped(iter, ShapeId::LIST_ITERATOR)?;
        let (list_at, index_at) = tauraro_objects::list::ITERATOR_FIELDS;
        let list = self.check(IrOp::Part, &[iter], list_at as i64, Why::Done);
        let index = self.emit(IrOp::Word, &[iter], index_at as i64);
        let len = self.emit(IrOp::ListLen, &[list], 0);
        let more = self.emit(IrOp::Compare, &[index, len], Compare::Lt as i64);
        let taken = self.back_edge(to, |this| {
            let items = this.emit(IrOp::ListItems, &[list], 0);
            let v = this.emit(IrOp::Item, &[items, index], 0);
            let one = this.emit(IrOp::Int, &[], 1);
            let next = this.emit(IrOp::AddFits, &[index, one], 0);
            this.emit(IrOp::SetWord, &[iter, next], index_at as i64);
            this.write(item, v);
        });
        let last = self.aside(|this| {
            this.step(i);
        });
        self.branch(more, taken, last);
        Some(true)
    }
}
