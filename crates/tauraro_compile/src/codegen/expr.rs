//! Expressions that are no calls, displays or comprehensions.

use tauraro_bytecode::{BinaryFlags, Const, Op, Reg};
use tauraro_syntax::ast::{self, BoolOp, CmpOp, Expr, ExprBinOp, ExprCompare, Number, Operator, UnaryOp};
use tauraro_syntax::{Ranged, literal};

use super::{Generator, Result, Val};
use crate::error::Fault;
use crate::fold;

impl<'a> Generator<'a> {
    /// Where the expression's value is cheapest to have.
    pub(super) fn value(&mut self, expr: &'a Expr) -> Result<Val> {
        self.deeper()?;
        let value = match expr {
            Expr::Name(name) => match self.local(name) {
                Some(register) => Val::Reg(register),
                None => match self.debug_const(expr) {
                    Some(value) => Val::Const(value),
                    None => self.fresh(expr)?,
                },
            },
            Expr::BinOp(e) => self.bin_op(e, None)?,
            Expr::UnaryOp(e) => self.unary_op(e, None)?,
            Expr::Tuple(e) => self.tuple(e, None)?,
            Expr::Subscript(e) => self.subscript(e, None)?,
            Expr::Named(e) => self.named(e)?,
            Expr::FString(e) => match self.constant_fstring(e)? {
                Some(value) => Val::Const(value),
                None => self.fresh(expr)?,
            },
            _ => match self.literal(expr)? {
                Some(value) => Val::Const(value),
                None => self.fresh(expr)?,
            },
        };
        self.depth -= 1;
        Ok(value)
    }

    /// A new temporary with the value.
    fn fresh(&mut self, expr: &'a Expr) -> Result<Val> {
        let dst = self.temp()?;
        self.compute(expr, dst)?;
        Ok(Val::Reg(dst))
    }

    /// A register with the value: a local's own or a new temporary.
    pub(super) fn reg(&mut self, expr: &'a Expr) -> Result<Reg> {
        let value = self.value(expr)?;
        self.at(expr.range());
        self.loaded(value)
    }

    /// As `reg`, for an instruction that only reads the register.
    pub(super) fn reg_operand(&mut self, expr: &'a Expr) -> Result<Reg> {
        let value = self.value(expr)?;
        self.at(expr.range());
        self.operand(value)
    }

    /// Loads a constant that is needed in a register.
    pub(super) fn loaded(&mut self, value: Val) -> Result<Reg> {
        match value {
            Val::Reg(register) => Ok(register),
            Val::Const(value) => {
                let dst = self.temp()?;
                self.load_const(dst, value);
                Ok(dst)
            }
        }
    }

    /// Puts the expression's value into `dst`. A named `dst` is written last, so that neither
    /// the expression itself nor a handler sees it half done.
    pub(super) fn into(&mut self, expr: &'a Expr, dst: Reg) -> Result {
        let mark = self.mark();
        self.deeper()?;
        match expr {
            Expr::Name(name) => {
                if let Some(value) = self.debug_const(expr) {
                    self.at(expr.range());
                    self.load_const(dst, value);
                } else {
                    let sym = self.mangled(&name.id);
                    self.at(name.range);
                    self.load(sym, dst)?;
                }
            }
            Expr::BinOp(e) => {
                let value = self.bin_op(e, Some(dst))?;
                self.settle(expr, value, dst);
            }
            Expr::UnaryOp(e) => {
                let value = self.unary_op(e, Some(dst))?;
                self.settle(expr, value, dst);
            }
            Expr::Tuple(e) => {
                let value = self.tuple(e, Some(dst))?;
                self.settle(expr, value, dst);
            }
            Expr::Subscript(e) => {
                let value = self.subscript(e, Some(dst))?;
                self.settle(expr, value, dst);
            }
            Expr::Named(e) => {
                let value = self.named(e)?;
                self.settle(expr, value, dst);
            }
            _ => match self.literal(expr)? {
                Some(value) => {
                    self.at(expr.range());
                    self.load_const(dst, value);
                }
                None => self.compute(expr, dst)?,
            },
        }
        self.depth -= 1;
        self.release(mark);
        Ok(())
    }

    /// Moves a value that may be elsewhere into `dst`.
    fn settle(&mut self, expr: &Expr, value: Val, dst: Reg) {
        match value {
            Val::Reg(register) => self.asm().mov(dst, register),
            Val::Const(value) => {
                self.at(expr.range());
                self.load_const(dst, value);
            }
        }
    }

    /// Evaluates for the effects only.
    pub(super) fn discard(&mut self, expr: &'a Expr) -> Result {
        let mark = self.mark();
        self.value(expr)?;
        self.release(mark);
        Ok(())
    }

    /// The kinds that always need code; `dst` may be a named register.
    fn compute(&mut self, expr: &'a Expr, dst: Reg) -> Result {
        let mark = self.mark();
        match expr {
            Expr::Name(name) => {
                let sym = self.mangled(&name.id);
                self.at(name.range);
                self.load(sym, dst)?;
            }
            Expr::BoolOp(e) => self.bool_op(e, dst)?,
            Expr::If(e) => self.if_exp(e, dst)?,
            Expr::Compare(e) => self.compare(e, dst)?,
            Expr::Attribute(e) => self.attribute(e, dst)?,
            Expr::Call(e) => self.call(e, dst)?,
            Expr::Lambda(e) => self.lambda(e, dst)?,
            Expr::List(e) => self.list(expr, &e.elts, dst)?,
            Expr::Set(e) => self.set(expr, &e.elts, dst)?,
            Expr::Dict(e) => self.dict(e, dst)?,
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::Generator(_) => {
                self.comprehension(expr, dst)?;
            }
            Expr::Await(e) => self.await_expr(e, dst)?,
            Expr::Yield(e) => self.yield_expr(e, dst)?,
            Expr::YieldFrom(e) => self.yield_from(e, dst)?,
            Expr::FString(e) => self.fstring(e, dst)?,
            Expr::TString(e) => self.tstring(e, dst)?,
            Expr::Slice(e) => self.slice(e, dst)?,
            Expr::Starred(e) => {
                return Err(Fault::syntax("can't use starred expression here", e.range));
            }
            Expr::BinOp(_)
            | Expr::UnaryOp(_)
            | Expr::Tuple(_)
            | Expr::Subscript(_)
            | Expr::Named(_)
            | Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::NumberLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_) => self.into(expr, dst)?,
            Expr::IpyEscapeCommand(e) => return Err(Fault::syntax("invalid syntax", e.range)),
        }
        self.release(mark);
        Ok(())
    }

    // ---- constants ----

    /// `__debug__`
    fn debug_const(&mut self, expr: &Expr) -> Option<Const> {
        let name = expr.as_name_expr()?;
        (&*name.id == "__debug__").then(|| Const::Bool(self.settings.keeps_asserts()))
    }

    /// The value of a literal.
    pub(super) fn literal(&mut self, expr: &Expr) -> Result<Option<Const>> {
        Ok(Some(match expr {
            Expr::NoneLiteral(_) => Const::None,
            Expr::BooleanLiteral(e) => Const::Bool(e.value),
            Expr::EllipsisLiteral(_) => Const::Ellipsis,
            Expr::StringLiteral(e) => self.string_literal(e)?,
            Expr::BytesLiteral(e) => self.bytes_literal(e)?,
            Expr::NumberLiteral(e) => match &e.value {
                Number::Int(value) => match value.as_i64() {
                    Some(value) => Const::Int(value),
                    None => {
                        let text = &self.source[e.range.start().to_usize()..e.range.end().to_usize()];
                        let bad = || Fault::syntax("invalid decimal literal", e.range);
                        fold::parse_int(text).ok_or_else(bad)?
                    }
                },
                Number::Float(value) => Const::Float(*value),
                Number::Complex { real, imag } => Const::Complex(*real, *imag),
            },
            _ => return Ok(None),
        }))
    }

    fn string_literal(&mut self, e: &ast::ExprStringLiteral) -> Result<Const> {
        let mut bytes = Vec::new();
        for part in &e.value {
            bytes.extend(self.decode(part.range, literal::decode_str)?);
        }
        Ok(Const::Str(bytes.into()))
    }

    fn bytes_literal(&mut self, e: &ast::ExprBytesLiteral) -> Result<Const> {
        let mut bytes = Vec::new();
        for part in &e.value {
            bytes.extend(self.decode(part.range, literal::decode_bytes)?);
        }
        Ok(Const::Bytes(bytes.into()))
    }

    /// Decodes a literal from the source: the tree has lost lone surrogates. The parser has
    /// refused literals without a value; what is left to fail is text that it never saw whole.
    pub(super) fn decode(
        &self,
        range: tauraro_syntax::TextRange,
        decode: fn(&str) -> std::result::Result<Vec<u8>, literal::LiteralError>,
    ) -> Result<Vec<u8>> {
        let token = &self.source[range.start().to_usize()..range.end().to_usize()];
        decode(token).map_err(|error| {
            let pieces = literal::pieces(token);
            let message = if pieces.bytes { error.bytes_message() } else { error.str_message(pieces.body) };
            Fault::syntax(message, range)
        })
    }

    // ---- operators ----

    /// A chain of binary operators leans to the left; it is walked from its leftmost operand.
    fn bin_op(&mut self, expr: &'a ExprBinOp, dst: Option<Reg>) -> Result<Val> {
        let mark = self.mark();
        let mut chain = vec![expr];
        while let Expr::BinOp(inner) = &*chain[chain.len() - 1].left {
            chain.push(inner);
        }
        let mut left = None;
        while let Some(e) = chain.pop() {
            let value = match left.take() {
                None => self.value(&e.left)?,
                Some(value) => value,
            };
            let target = if chain.is_empty() { dst } else { None };
            left = Some(self.bin_step(e, value, target, mark)?);
        }
        left.ok_or_else(|| Fault::syntax("invalid syntax", expr.range))
    }

    /// One operator of a chain whose left operand is there already.
    fn bin_step(&mut self, e: &'a ExprBinOp, left: Val, dst: Option<Reg>, mark: u32) -> Result<Val> {
        let left = match left {
            Val::Reg(register) => Val::Reg(self.protect(register, &e.left, &[&e.right])?),
            value => value,
        };
        let right = self.value(&e.right)?;
        if let (Val::Const(left), Val::Const(right)) = (&left, &right)
            && let Some(value) = fold::binary(e.op, left, right)
        {
            return Ok(Val::Const(value));
        }
        self.at(e.range);
        let (op, left, right, flags) = self.binary_operands(e.op, left, right, 0)?;
        self.release(mark);
        let dst = match dst {
            Some(dst) => dst,
            None => self.temp()?,
        };
        self.emit_binary(op, dst, left, right, flags);
        Ok(Val::Reg(dst))
    }

    /// Chooses between the general op and the one with an immediate, and loads what is needed.
    pub(super) fn binary_operands(
        &mut self,
        operator: Operator,
        left: Val,
        right: Val,
        flags: u32,
    ) -> Result<(Op, Reg, Right, u32)> {
        let small = |value: &Val| match value {
            Val::Const(Const::Int(value)) => i16::try_from(*value).ok(),
            _ => None,
        };
        if let Some(op) = immediate_op(operator) {
            if let Some(value) = small(&right) {
                let left = self.operand(left)?;
                return Ok((op, left, Right::Imm(value.into()), flags));
            }
            if let (Some(value), Val::Reg(register)) = (small(&left), &right)
                && commutes(operator)
            {
                let flags = flags | BinaryFlags::LITERAL_LEFT;
                return Ok((op, *register, Right::Imm(value.into()), flags));
            }
        }
        let left = self.operand(left)?;
        let right = self.operand(right)?;
        Ok((binary_op(operator), left, Right::Reg(right), flags))
    }

    pub(super) fn emit_binary(&mut self, op: Op, dst: Reg, left: Reg, right: Right, flags: u32) {
        let right = match right {
            Right::Reg(register) => register.into(),
            Right::Imm(value) => value.into(),
        };
        self.asm().emit(op, &[dst.into(), left.into(), right, flags.into()]);
    }

    fn unary_op(&mut self, e: &'a ast::ExprUnaryOp, dst: Option<Reg>) -> Result<Val> {
        let mark = self.mark();
        if e.op == UnaryOp::Not {
            return self.not(e, dst);
        }
        let operand = self.value(&e.operand)?;
        if let Val::Const(value) = &operand
            && let Some(value) = fold::unary(e.op, value)
        {
            return Ok(Val::Const(value));
        }
        self.at(e.range);
        let operand = self.loaded(operand)?;
        self.release(mark);
        let dst = match dst {
            Some(dst) => dst,
            None => self.temp()?,
        };
        match e.op {
            UnaryOp::USub => self.asm().neg(dst, operand),
            UnaryOp::UAdd => self.asm().pos(dst, operand),
            UnaryOp::Invert => self.asm().invert(dst, operand),
            UnaryOp::Not => self.asm().not(dst, operand),
        }
        Ok(Val::Reg(dst))
    }

    /// `not a is b` and `not a in b` are one operation.
    fn not(&mut self, e: &'a ast::ExprUnaryOp, dst: Option<Reg>) -> Result<Val> {
        let mark = self.mark();
        let operand = match &*e.operand {
            Expr::Compare(compare) if compare.ops.len() == 1 && negated(compare.ops[0]).is_some() => {
                let dst = match dst {
                    Some(dst) => dst,
                    None => self.temp()?,
                };
                self.check_compare(compare);
                let op = negated(compare.ops[0]).unwrap_or(compare.ops[0]);
                self.compare_once(compare, op, dst)?;
                return Ok(Val::Reg(dst));
            }
            operand => self.value(operand)?,
        };
        if let Val::Const(value) = &operand {
            return Ok(Val::Const(Const::Bool(!fold::truth(value))));
        }
        self.at(e.range);
        let operand = self.loaded(operand)?;
        self.release(mark);
        let dst = match dst {
            Some(dst) => dst,
            None => self.temp()?,
        };
        self.asm().not(dst, operand);
        Ok(Val::Reg(dst))
    }

    /// `a and b`: the value that decides.
    fn bool_op(&mut self, e: &'a ast::ExprBoolOp, dst: Reg) -> Result {
        // The values before the last are written before the next is evaluated.
        let early = e.values[1..].iter().all(|value| self.cannot_notice(value, dst));
        let target = if early { dst } else { self.unnamed(dst)? };
        let end = self.asm().label();
        let (last, rest) = e.values.split_last().expect("an operator has operands");
        for value in rest {
            self.into(value, target)?;
            self.at(e.range);
            match e.op {
                BoolOp::And => self.asm().jump_if_false(target, end),
                BoolOp::Or => self.asm().jump_if_true(target, end),
            }
        }
        self.into(last, target)?;
        self.asm().place(end);
        self.asm().mov(dst, target);
        Ok(())
    }

    /// Whether evaluating the expression can neither raise nor read the register.
    fn cannot_notice(&mut self, expr: &Expr, register: Reg) -> bool {
        match expr {
            Expr::Name(name) => {
                let sym = self.mangled(&name.id);
                match self.place(sym) {
                    super::unit::Place::Fast(local) => local != register && self.asm().is_bound(local),
                    _ => false,
                }
            }
            Expr::List(e) => e.elts.is_empty(),
            Expr::Dict(e) => e.items.is_empty(),
            expr => expr.is_literal_expr(),
        }
    }

    fn if_exp(&mut self, e: &'a ast::ExprIf, dst: Reg) -> Result {
        let (orelse, end) = (self.asm().label(), self.asm().label());
        self.cond(&e.test, orelse, false)?;
        self.into(&e.body, dst)?;
        self.nowhere();
        self.asm().jump(end);
        self.asm().place(orelse);
        self.into(&e.orelse, dst)?;
        self.asm().place(end);
        Ok(())
    }

    fn compare(&mut self, e: &'a ExprCompare, dst: Reg) -> Result {
        self.check_compare(e);
        if e.ops.len() == 1 {
            return self.compare_once(e, e.ops[0], dst);
        }
        let target = self.unnamed(dst)?;
        let end = self.asm().label();
        let mut left_expr = &*e.left;
        let mut left = self.reg(left_expr)?;
        for (index, (op, right_expr)) in e.ops.iter().zip(&e.comparators).enumerate() {
            left = self.protect(left, left_expr, &[right_expr])?;
            let right = self.compare_right(*op, right_expr)?;
            self.at(e.range);
            self.emit_compare(*op, target, left, right);
            if index + 1 < e.ops.len() {
                self.asm().jump_if_false(target, end);
            }
            (left, left_expr) = (right, right_expr);
        }
        self.asm().place(end);
        self.asm().mov(dst, target);
        Ok(())
    }

    fn compare_once(&mut self, e: &'a ExprCompare, op: CmpOp, dst: Reg) -> Result {
        let mark = self.mark();
        let left = self.reg_operand(&e.left)?;
        let left = self.protect(left, &e.left, &[&e.comparators[0]])?;
        let right = self.compare_right(op, &e.comparators[0])?;
        self.at(e.range);
        self.emit_compare(op, dst, left, right);
        self.release(mark);
        Ok(())
    }

    fn emit_compare(&mut self, op: CmpOp, dst: Reg, left: Reg, right: Reg) {
        let asm = self.asm();
        match op {
            CmpOp::Eq => asm.eq(dst, left, right),
            CmpOp::NotEq => asm.ne(dst, left, right),
            CmpOp::Lt => asm.lt(dst, left, right),
            CmpOp::LtE => asm.le(dst, left, right),
            CmpOp::Gt => asm.gt(dst, left, right),
            CmpOp::GtE => asm.ge(dst, left, right),
            CmpOp::Is => asm.is(dst, left, right),
            CmpOp::IsNot => asm.is_not(dst, left, right),
            CmpOp::In => asm.contains(dst, left, right),
            CmpOp::NotIn => asm.not_contains(dst, left, right),
        }
    }

    /// The right operand; a display of constants after `in` is a constant.
    pub(super) fn compare_right(&mut self, op: CmpOp, expr: &'a Expr) -> Result<Reg> {
        if matches!(op, CmpOp::In | CmpOp::NotIn)
            && let Some(value) = self.constant_display(expr)?
        {
            self.at(expr.range());
            return self.loaded(Val::Const(value));
        }
        self.reg_operand(expr)
    }

    fn named(&mut self, e: &'a ast::ExprNamed) -> Result<Val> {
        let Expr::Name(name) = &*e.target else {
            return Err(Fault::syntax("cannot use assignment expressions here", e.range));
        };
        let sym = self.mangled(&name.id);
        if let super::unit::Place::Fast(register) = self.place(sym) {
            self.into(&e.value, register)?;
            return Ok(Val::Reg(register));
        }
        let value = self.reg(&e.value)?;
        self.at(e.target.range());
        self.store(sym, value);
        Ok(Val::Reg(value))
    }

    // ---- attributes and subscripts ----

    fn attribute(&mut self, e: &'a ast::ExprAttribute, dst: Reg) -> Result {
        if self.super_attribute(e, dst, false)? {
            return Ok(());
        }
        let mark = self.mark();
        let obj = self.reg(&e.value)?;
        self.release(mark);
        let name = self.mangled(&e.attr);
        self.at(self.attribute_range(e));
        self.load_attr(dst, obj, name);
        Ok(())
    }

    pub(super) fn load_attr(&mut self, dst: Reg, obj: Reg, name: crate::names::Sym) {
        let id = self.name_id(name);
        if id.0 <= u32::from(u16::MAX) {
            self.asm().load_attr(dst, obj, id);
        } else {
            self.asm().load_attr_wide(dst, obj, id);
        }
    }

    fn subscript(&mut self, e: &'a ast::ExprSubscript, dst: Option<Reg>) -> Result<Val> {
        let mark = self.mark();
        self.check_subscript(e);
        let obj = self.value(&e.value)?;
        if let Expr::Slice(slice) = &*e.slice
            && slice.step.is_none()
        {
            return self.subscript_slice(e, slice, obj, dst, mark);
        }
        let obj = match obj {
            Val::Reg(register) => Val::Reg(self.protect(register, &e.value, &[&e.slice])?),
            value => value,
        };
        let key = self.value(&e.slice)?;
        if let (Val::Const(obj), Val::Const(key)) = (&obj, &key)
            && let Some(value) = fold::subscript(obj, key)
        {
            return Ok(Val::Const(value));
        }
        self.at(e.range);
        let obj = self.loaded(obj)?;
        let small = match &key {
            Val::Const(Const::Int(index)) => i16::try_from(*index).ok(),
            _ => None,
        };
        let key = if small.is_none() { Some(self.operand(key)?) } else { None };
        self.release(mark);
        let dst = match dst {
            Some(dst) => dst,
            None => self.temp()?,
        };
        match (small, key) {
            (Some(index), _) => self.asm().subscr_imm(dst, obj, index.into()),
            (None, Some(key)) => self.asm().subscr(dst, obj, key),
            (None, None) => {}
        }
        Ok(Val::Reg(dst))
    }

    fn subscript_slice(
        &mut self,
        e: &'a ast::ExprSubscript,
        slice: &'a ast::ExprSlice,
        obj: Val,
        dst: Option<Reg>,
        mark: u32,
    ) -> Result<Val> {
        self.at(e.value.range());
        let obj = self.loaded(obj)?;
        let obj = self.protect(obj, &e.value, &[&e.slice])?;
        let bounds = self.slice_bounds(slice)?;
        self.release(mark);
        let dst = match dst {
            Some(dst) => dst,
            None => self.temp()?,
        };
        self.at(e.range);
        self.asm().subscr_slice(dst, obj, bounds);
        Ok(Val::Reg(dst))
    }

    /// Two consecutive registers with the bounds of a slice.
    pub(super) fn slice_bounds(&mut self, slice: &'a ast::ExprSlice) -> Result<Reg> {
        let bounds = self.temps(2)?;
        self.bound(slice.lower.as_deref(), slice.range, bounds)?;
        self.bound(slice.upper.as_deref(), slice.range, bounds.plus(1))?;
        Ok(bounds)
    }

    fn bound(&mut self, expr: Option<&'a Expr>, range: tauraro_syntax::TextRange, dst: Reg) -> Result {
        match expr {
            Some(expr) => self.into(expr, dst),
            None => {
                self.at(range);
                self.load_const(dst, Const::None);
                Ok(())
            }
        }
    }

    /// A slice object (in an index with commas, or with a step).
    fn slice(&mut self, e: &'a ast::ExprSlice, dst: Reg) -> Result {
        let count = if e.step.is_some() { 3 } else { 2 };
        let base = self.temps(count)?;
        self.bound(e.lower.as_deref(), e.range, base)?;
        self.bound(e.upper.as_deref(), e.range, base.plus(1))?;
        if let Some(step) = e.step.as_deref() {
            self.into(step, base.plus(2))?;
        }
        self.at(e.range);
        self.asm().build_slice(dst, base, count);
        Ok(())
    }
}

/// The right operand of a binary op.
#[derive(Clone, Copy, Debug)]
pub(super) enum Right {
    Reg(Reg),
    Imm(i32),
}

/// `is`, `in` and their negations.
pub(super) fn negated(op: CmpOp) -> Option<CmpOp> {
    match op {
        CmpOp::Is => Some(CmpOp::IsNot),
        CmpOp::IsNot => Some(CmpOp::Is),
        CmpOp::In => Some(CmpOp::NotIn),
        CmpOp::NotIn => Some(CmpOp::In),
        _ => None,
    }
}

fn binary_op(operator: Operator) -> Op {
    match operator {
        Operator::Add => Op::Add,
        Operator::Sub => Op::Sub,
        Operator::Mult => Op::Mul,
        Operator::MatMult => Op::MatMul,
        Operator::Div => Op::Div,
        Operator::Mod => Op::Mod,
        Operator::Pow => Op::Pow,
        Operator::LShift => Op::Lshift,
        Operator::RShift => Op::Rshift,
        Operator::BitOr => Op::Or,
        Operator::BitXor => Op::Xor,
        Operator::BitAnd => Op::And,
        Operator::FloorDiv => Op::FloorDiv,
    }
}

fn immediate_op(operator: Operator) -> Option<Op> {
    Some(match operator {
        Operator::Add => Op::AddImm,
        Operator::Sub => Op::SubImm,
        Operator::Mult => Op::MulImm,
        Operator::Div => Op::DivImm,
        Operator::Mod => Op::ModImm,
        Operator::Pow => Op::PowImm,
        Operator::LShift => Op::LshiftImm,
        Operator::RShift => Op::RshiftImm,
        Operator::BitOr => Op::OrImm,
        Operator::BitXor => Op::XorImm,
        Operator::BitAnd => Op::AndImm,
        Operator::FloorDiv => Op::FloorDivImm,
        Operator::MatMult => return None,
    })
}

/// Whether ints may swap their sides, so that a literal on the left can be an immediate.
fn commutes(operator: Operator) -> bool {
    matches!(operator, Operator::Add | Operator::Mult | Operator::BitOr | Operator::BitXor | Operator::BitAnd)
}
