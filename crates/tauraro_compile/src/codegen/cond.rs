//! Expressions that only steer: conditions compile to branches, not to values.

use tauraro_bytecode::{Any, Const, Label, Op, Reg};
use tauraro_syntax::Ranged;
use tauraro_syntax::ast::{self, BoolOp, CmpOp, Expr, ExprCompare, UnaryOp};

use super::{Generator, Result, Val};
use crate::fold;

impl<'a> Generator<'a> {
    /// Jumps to `target` if the truth of the expression is `sense`, else falls through.
    pub(super) fn cond(&mut self, expr: &'a Expr, target: Label, sense: bool) -> Result {
        self.deeper()?;
        let mark = self.mark();
        match expr {
            Expr::UnaryOp(e) if e.op == UnaryOp::Not => self.cond(&e.operand, target, !sense)?,
            Expr::BoolOp(e) => self.cond_bool(e, target, sense)?,
            Expr::If(e) => self.cond_if(e, target, sense)?,
            Expr::Compare(e) => {
                self.check_compare(e);
                self.cond_compare(e, target, sense)?;
            }
            _ => match self.value(expr)? {
                Val::Const(value) => {
                    if fold::truth(&value) == sense {
                        self.at(expr.range());
                        self.asm().jump(target);
                    }
                }
                Val::Reg(test) => {
                    self.at(expr.range());
                    self.branch(test, target, sense);
                }
            },
        }
        self.release(mark);
        self.depth -= 1;
        Ok(())
    }

    pub(super) fn branch(&mut self, test: Reg, target: Label, sense: bool) {
        if sense {
            self.asm().jump_if_true(test, target);
        } else {
            self.asm().jump_if_false(test, target);
        }
    }

    fn cond_bool(&mut self, e: &'a ast::ExprBoolOp, target: Label, sense: bool) -> Result {
        let (last, rest) = e.values.split_last().expect("an operator has operands");
        // The truth of an operand that settles the whole.
        let settles = e.op == BoolOp::Or;
        if settles == sense {
            for value in rest {
                self.cond(value, target, sense)?;
            }
            return self.cond(last, target, sense);
        }
        let skip = self.asm().label();
        for value in rest {
            self.cond(value, skip, settles)?;
        }
        self.cond(last, target, sense)?;
        self.asm().place(skip);
        Ok(())
    }

    fn cond_if(&mut self, e: &'a ast::ExprIf, target: Label, sense: bool) -> Result {
        let (orelse, end) = (self.asm().label(), self.asm().label());
        self.cond(&e.test, orelse, false)?;
        self.cond(&e.body, target, sense)?;
        self.nowhere();
        self.asm().jump(end);
        self.asm().place(orelse);
        self.cond(&e.orelse, target, sense)?;
        self.asm().place(end);
        Ok(())
    }

    fn cond_compare(&mut self, e: &'a ExprCompare, target: Label, sense: bool) -> Result {
        let skip = self.asm().label();
        let last = e.ops.len() - 1;
        let mut left_expr = &*e.left;
        let mut left = self.reg_operand(left_expr)?;
        for (index, (op, right_expr)) in e.ops.iter().zip(&e.comparators).enumerate() {
            left = self.protect(left, left_expr, &[right_expr])?;
            let (label, wanted) =
                if index == last { (target, sense) } else { (if sense { skip } else { target }, false) };
            let right = self.compare_operand(*op, right_expr, index == last)?;
            self.at(e.range);
            self.compare_branch(*op, wanted, left, right, label)?;
            if let Operand::Reg(right) = right {
                (left, left_expr) = (right, right_expr);
            }
        }
        self.asm().place(skip);
        Ok(())
    }

    /// The right operand of a comparison that feeds a branch; only the last one of a chain may
    /// be an immediate, the others are compared again.
    fn compare_operand(&mut self, op: CmpOp, expr: &'a Expr, last: bool) -> Result<Operand> {
        if last {
            let literal = match expr {
                Expr::NumberLiteral(_) | Expr::NoneLiteral(_) => self.literal(expr)?,
                Expr::UnaryOp(e) if e.operand.is_number_literal_expr() => match self.value(expr)? {
                    Val::Const(value) => Some(value),
                    Val::Reg(register) => return Ok(Operand::Reg(register)),
                },
                _ => None,
            };
            match literal {
                Some(Const::Int(value)) if ordered(op) && i16::try_from(value).is_ok() => {
                    return Ok(Operand::Imm(value as i32));
                }
                Some(Const::None) if matches!(op, CmpOp::Is | CmpOp::IsNot) => {
                    return Ok(Operand::None);
                }
                Some(value) => {
                    self.at(expr.range());
                    return Ok(Operand::Reg(self.operand(Val::Const(value))?));
                }
                None => {}
            }
        }
        Ok(Operand::Reg(self.compare_right(op, expr)?))
    }

    fn compare_branch(&mut self, op: CmpOp, sense: bool, left: Reg, right: Operand, label: Label) -> Result {
        let asm = self.asm();
        match (op, right) {
            (CmpOp::Is, Operand::None) if sense => asm.jump_if_none(left, label),
            (CmpOp::IsNot, Operand::None) if !sense => asm.jump_if_none(left, label),
            (CmpOp::Is | CmpOp::IsNot, Operand::None) => asm.jump_if_not_none(left, label),
            (CmpOp::Is, Operand::Reg(right)) if sense => asm.jump_if_is(left, right, label),
            (CmpOp::IsNot, Operand::Reg(right)) if !sense => asm.jump_if_is(left, right, label),
            (CmpOp::Is | CmpOp::IsNot, Operand::Reg(right)) => asm.jump_if_is_not(left, right, label),
            (CmpOp::In, Operand::Reg(right)) if sense => asm.jump_if_in(left, right, label),
            (CmpOp::NotIn, Operand::Reg(right)) if !sense => asm.jump_if_in(left, right, label),
            (CmpOp::In | CmpOp::NotIn, Operand::Reg(right)) => asm.jump_if_not_in(left, right, label),
            (_, Operand::Reg(right)) => {
                asm.emit(branch_op(op, sense).0, &[left.into(), right.into(), label.into()]);
            }
            (_, Operand::Imm(right)) => {
                asm.emit(branch_op(op, sense).1, &[left.into(), right.into(), label.into()]);
            }
            (_, Operand::None) => {
                let right = self.loaded(Val::Const(Const::None))?;
                let fields: [Any; 3] = [left.into(), right.into(), label.into()];
                self.asm().emit(branch_op(op, sense).0, &fields);
            }
        }
        Ok(())
    }

    /// The bottom of a loop: jumps back to `top` if the expression is true.
    pub(super) fn loop_cond(&mut self, expr: &'a Expr, top: Label) -> Result {
        self.deeper()?;
        let mark = self.mark();
        match expr {
            Expr::UnaryOp(e) if e.op == UnaryOp::Not && is_plain(&e.operand) => match self.value(&e.operand)? {
                Val::Reg(test) => {
                    self.at(expr.range());
                    self.asm().loop_if_false(test, top);
                }
                Val::Const(value) => self.loop_const(expr, !fold::truth(&value), top),
            },
            Expr::BoolOp(e) if e.op == BoolOp::And => {
                let (last, rest) = e.values.split_last().expect("an operator has operands");
                let skip = self.asm().label();
                for value in rest {
                    self.cond(value, skip, false)?;
                }
                self.loop_cond(last, top)?;
                self.asm().place(skip);
            }
            Expr::BoolOp(e) => e.values.iter().try_for_each(|value| self.loop_cond(value, top))?,
            Expr::Compare(e) if e.ops.len() == 1 && loops(e) => {
                self.check_compare(e);
                self.loop_compare(e, top)?;
            }
            Expr::UnaryOp(_) | Expr::If(_) | Expr::Compare(_) => {
                let skip = self.asm().label();
                self.cond(expr, skip, false)?;
                self.at(expr.range());
                self.asm().loop_back(top);
                self.asm().place(skip);
            }
            _ => match self.value(expr)? {
                Val::Reg(test) => {
                    self.at(expr.range());
                    self.asm().loop_if_true(test, top);
                }
                Val::Const(value) => self.loop_const(expr, fold::truth(&value), top),
            },
        }
        self.release(mark);
        self.depth -= 1;
        Ok(())
    }

    fn loop_const(&mut self, expr: &Expr, back: bool, top: Label) {
        if back {
            self.at(expr.range());
            self.asm().loop_back(top);
        }
    }

    fn loop_compare(&mut self, e: &'a ExprCompare, top: Label) -> Result {
        let (op, right_expr) = (e.ops[0], &e.comparators[0]);
        let left = self.reg_operand(&e.left)?;
        let left = self.protect(left, &e.left, &[right_expr])?;
        let right = self.compare_operand(op, right_expr, true)?;
        self.at(e.range);
        let asm = self.asm();
        match (op, right) {
            (CmpOp::Is, _) => asm.loop_if_none(left, top),
            (CmpOp::IsNot, _) => asm.loop_if_not_none(left, top),
            (_, Operand::Reg(right)) => {
                asm.emit(loop_op(op).0, &[left.into(), right.into(), top.into()]);
            }
            (_, Operand::Imm(right)) => {
                asm.emit(loop_op(op).1, &[left.into(), right.into(), top.into()]);
            }
            (_, Operand::None) => {
                let right = self.loaded(Val::Const(Const::None))?;
                self.asm().emit(loop_op(op).0, &[left.into(), right.into(), top.into()]);
            }
        }
        Ok(())
    }
}

/// The right operand of a comparison.
#[derive(Clone, Copy)]
enum Operand {
    Reg(Reg),
    Imm(i32),
    None,
}

/// Whether the condition is a value to test, not a condition to take apart.
fn is_plain(expr: &Expr) -> bool {
    !matches!(expr, Expr::UnaryOp(_) | Expr::BoolOp(_) | Expr::If(_) | Expr::Compare(_))
}

/// Whether there is a back-edge op for this comparison.
fn loops(e: &ExprCompare) -> bool {
    match e.ops[0] {
        CmpOp::Is | CmpOp::IsNot => e.comparators[0].is_none_literal_expr(),
        op => ordered(op),
    }
}

/// Comparisons by value, which have ops with immediates.
fn ordered(op: CmpOp) -> bool {
    !matches!(op, CmpOp::Is | CmpOp::IsNot | CmpOp::In | CmpOp::NotIn)
}

/// The branch for a comparison by value: with registers, with an immediate.
fn branch_op(op: CmpOp, sense: bool) -> (Op, Op) {
    match (op, sense) {
        (CmpOp::Lt, true) => (Op::JumpIfLt, Op::JumpIfLtImm),
        (CmpOp::LtE, true) => (Op::JumpIfLe, Op::JumpIfLeImm),
        (CmpOp::Gt, true) => (Op::JumpIfGt, Op::JumpIfGtImm),
        (CmpOp::GtE, true) => (Op::JumpIfGe, Op::JumpIfGeImm),
        (CmpOp::NotEq, true) => (Op::JumpIfNe, Op::JumpIfNeImm),
        (_, true) => (Op::JumpIfEq, Op::JumpIfEqImm),
        (CmpOp::Lt, false) => (Op::JumpIfNotLt, Op::JumpIfNotLtImm),
        (CmpOp::LtE, false) => (Op::JumpIfNotLe, Op::JumpIfNotLeImm),
        (CmpOp::Gt, false) => (Op::JumpIfNotGt, Op::JumpIfNotGtImm),
        (CmpOp::GtE, false) => (Op::JumpIfNotGe, Op::JumpIfNotGeImm),
        (CmpOp::NotEq, false) => (Op::JumpIfNotNe, Op::JumpIfNotNeImm),
        (_, false) => (Op::JumpIfNotEq, Op::JumpIfNotEqImm),
    }
}

/// The back-edge for a comparison by value: with registers, with an immediate.
fn loop_op(op: CmpOp) -> (Op, Op) {
    match op {
        CmpOp::Lt => (Op::LoopIfLt, Op::LoopIfLtImm),
        CmpOp::LtE => (Op::LoopIfLe, Op::LoopIfLeImm),
        CmpOp::Gt => (Op::LoopIfGt, Op::LoopIfGtImm),
        CmpOp::GtE => (Op::LoopIfGe, Op::LoopIfGeImm),
        CmpOp::NotEq => (Op::LoopIfNe, Op::LoopIfNeImm),
        _ => (Op::LoopIfEq, Op::LoopIfEqImm),
    }
}
