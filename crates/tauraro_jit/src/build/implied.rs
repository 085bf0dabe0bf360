//! Calls of Python functions that are inlined though no call instruction names them: the `__init__` of a class,
//! the getter of a property, the method of an operator or a subscript.
//!
//! What these instructions do before and after the call is theirs alone, so where the function is not inlined
//! they are executed on the window.

use super::Builder;
use super::calls::missing;
use super::inline::{Ends, Site};
use crate::ir::{IrOp, Outside, Ty, Val, Why};
use crate::snapshot::{Callee, Constant};
use tauraro_bytecode::{Instruction, Reg};
use tauraro_core::Value;
use tauraro_core::shape::ShapeId;
use tauraro_interp::record::{Called, Kind};

impl Builder<'_> {
    /// A call of a class with a Python `__init__`.
    pub(super) fn class_call(&mut self, i: &Instruction, to: Reg, base: Reg) -> Option<bool> {
        if i.op.generic() != tauraro_bytecode::Op::Call {
            return None;
        }
        let callee = self.read(base);
        let recorded = || {
            let callees = self.body.facts.records.as_ref()?.at(i.at)?.callees;
            callees.only().filter(|callee| callee.is == Called::Class).map(|callee| callee.bits)
        };
        let class = self.function_guess(callee).or_else(recorded)?;
        let (version, init) = *self.body.facts.inits.get(&class)?;
        let function = self.snapshot.callees.get(&init)?;
        let n = i.count()?;
        let defaults = missing(function, n + 1)?;
        let mut site = self.site(function, init, base.0.into(), to);
        self.may_inline(&function.facts, &site).ok()?;
        self.callee_is(callee, class);
        self.runs_its_code(site.bits, function);
        if !defaults.is_empty() {
            let known = self.emit(IrOp::Value, &[], init as i64);
            self.check(IrOp::Defaults, &[known], function.defaults.0 as i64, Why::Global);
        }
        let class = self.constant(Constant::Value(class));
        let version = self.constant(Constant::Value(Value::small(i64::from(version)).bits()));
        let instance = self.check(IrOp::Make2, &[class, version], Outside::Instance as i64, Why::Global);
        site.args = std::iter::once(instance).chain((0..n as u16).map(|at| self.read(base.plus(1 + at)))).collect();
        site.ends = Ends::Instance(instance);
        let v = self.inline(i, &site)?;
        self.forget_from(base);
        Some(self.put(to, v))
    }

    /// The value of a property, whose getter is a Python function. The object's shape was checked.
    pub(super) fn getter(&mut self, i: &Instruction, obj: Val, getter: u64, to: Reg) -> Option<Val> {
        let function = self.snapshot.callees.get(&getter)?;
        let mut site = self.site(function, getter, self.body.state.len(), to);
        if function.exact_args != Some(1) || missing(function, 1).is_none() {
            return None;
        }
        self.may_inline(&function.facts, &site).ok()?;
        self.runs_its_code(site.bits, function);
        site.args = vec![obj];
        self.inline(i, &site)
    }

    /// What an operator gives whose left operand is an object of a Python class. `tests`: only its truth
    /// matters, which is a bool then.
    pub(super) fn operator(&mut self, i: &Instruction, (left, right): (Val, Val), to: Reg, tests: bool) -> Option<Val> {
        if self.is_avoided(i.at) {
            return None;
        }
        let call = *self.body.facts.operators.get(&i.at)?;
        let function = self.snapshot.callees.get(&call.function)?;
        let mut site = self.site(function, call.function, self.body.state.len(), to);
        if function.exact_args != Some(2) || missing(function, 2).is_none() {
            return None;
        }
        self.may_inline(&function.facts, &site).ok()?;
        let right = self.of_kind(right, call.right)?;
        let left = self.boxed(left);
        let left = self.with_shape(left, call.shape.0, call.shape.1);
        self.runs_its_code(site.bits, function);
        site.args = vec![left, right];
        site.ends = if tests { Ends::Test } else { Ends::Operator };
        self.inline(i, &site)
    }

    /// What `obj[key]`, or `obj[key] = v`, calls where the object is one of a Python class: what that returns.
    pub(super) fn subscript(&mut self, i: &Instruction, obj: Reg, args: &[Val]) -> Option<Val> {
        let obj = self.read(obj);
        let call = *self.body.facts.operators.get(&i.at)?;
        let function = self.snapshot.callees.get(&call.function)?;
        let n = args.len() + 1;
        let mut site = self.site(function, call.function, self.body.state.len(), Reg(0));
        if self.unit.ty(obj) != Ty::Any || function.exact_args != Some(n) || missing(function, n as u32).is_none() {
            return None;
        }
        self.may_inline(&function.facts, &site).ok()?;
        let obj = self.with_shape(obj, call.shape.0, call.shape.1);
        self.runs_its_code(site.bits, function);
        site.args = std::iter::once(obj).chain(args.iter().copied()).collect();
        site.ends = Ends::Item;
        self.inline(i, &site)
    }

    /// A value, checked to be of a kind.
    fn of_kind(&mut self, v: Val, kind: Kind) -> Option<Val> {
        if self.unit.ty(v) != Ty::Any {
            return Some(v);
        }
        Some(match kind {
            Kind::Int => self.guard(IrOp::ToInt, &[v], Why::Type),
            Kind::Float => self.guard(IrOp::ToFloat, &[v], Why::Type),
            Kind::Bool => self.guard(IrOp::ToBool, &[v], Why::Type),
            Kind::None => self.check(IrOp::Same, &[v], Value::NONE.bits() as i64, Why::Type),
            Kind::Shape(shape) => self.check(IrOp::Shape, &[v], i64::from(shape.0), Why::Shape),
            Kind::BigInt => self.check(IrOp::Shape, &[v], i64::from(ShapeId::BIG_INT.0), Why::Shape),
            Kind::Unbound | Kind::Other => return None,
        })
    }

    fn site<'c>(&self, callee: &'c Callee, bits: u64, window: usize, to: Reg) -> Site<'c> {
        Site { callee, bits, function: None, args: Vec::new(), window, to, ends: Ends::Value }
    }
}
