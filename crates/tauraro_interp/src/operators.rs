//! Which ops of the bytecode are operators of the language, and in what form.

use crate::frame::Frame;
use crate::operands::{a, b, b_signed, c, c_signed};
use tauraro_bytecode::{Instruction, Op, Pc};
use tauraro_core::object::{CompareOp, Str};
use tauraro_core::ops::BinaryOp;
use tauraro_core::{Gc, PyResult, Value, Vm};

/// The operation of an op on two operands that gives a value, and whether the right one is a literal.
#[must_use]
pub fn binary(op: Op) -> Option<(BinaryOp, bool)> {
    Some(match op {
        Op::Add => (BinaryOp::Add, false),
        Op::Sub => (BinaryOp::Subtract, false),
        Op::Mul => (BinaryOp::Multiply, false),
        Op::MatMul => (BinaryOp::MatrixMultiply, false),
        Op::Div => (BinaryOp::TrueDivide, false),
        Op::FloorDiv => (BinaryOp::FloorDivide, false),
        Op::Mod => (BinaryOp::Remainder, false),
        Op::Pow => (BinaryOp::Power, false),
        Op::And => (BinaryOp::And, false),
        Op::Or => (BinaryOp::Or, false),
        Op::Xor => (BinaryOp::Xor, false),
        Op::Lshift => (BinaryOp::Lshift, false),
        Op::Rshift => (BinaryOp::Rshift, false),
        Op::AddImm => (BinaryOp::Add, true),
        Op::SubImm => (BinaryOp::Subtract, true),
        Op::MulImm => (BinaryOp::Multiply, true),
        Op::DivImm => (BinaryOp::TrueDivide, true),
        Op::FloorDivImm => (BinaryOp::FloorDivide, true),
        Op::ModImm => (BinaryOp::Remainder, true),
        Op::PowImm => (BinaryOp::Power, true),
        Op::AndImm => (BinaryOp::And, true),
        Op::OrImm => (BinaryOp::Or, true),
        Op::XorImm => (BinaryOp::Xor, true),
        Op::LshiftImm => (BinaryOp::Lshift, true),
        Op::RshiftImm => (BinaryOp::Rshift, true),
        _ => return None,
    })
}

/// How an op uses a comparison.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Form {
    /// It gives a value; else it jumps.
    pub gives: bool,
    /// Its right operand is a literal.
    pub literal: bool,
    /// The truth at which it jumps.
    pub when: bool,
    /// It jumps back.
    pub back: bool,
}

const GIVES: Form = Form { gives: true, literal: false, when: true, back: false };
const JUMPS: Form = Form { gives: false, ..GIVES };
const JUMPS_IF_NOT: Form = Form { when: false, ..JUMPS };
const JUMPS_BACK: Form = Form { back: true, ..JUMPS };

const fn literal(form: Form) -> Form {
    Form { literal: true, ..form }
}

macro_rules! comparisons {
    ($op:ident: $($compare:ident $jump:ident $not:ident $jump_imm:ident $not_imm:ident $back:ident $back_imm:ident;)*) => {
        match $op {
            $(
                Op::$compare => Some((CompareOp::$compare, GIVES)),
                Op::$jump => Some((CompareOp::$compare, JUMPS)),
                Op::$not => Some((CompareOp::$compare, JUMPS_IF_NOT)),
                Op::$jump_imm => Some((CompareOp::$compare, literal(JUMPS))),
                Op::$not_imm => Some((CompareOp::$compare, literal(JUMPS_IF_NOT))),
                Op::$back => Some((CompareOp::$compare, JUMPS_BACK)),
                Op::$back_imm => Some((CompareOp::$compare, literal(JUMPS_BACK))),
            )*
            _ => None,
        }
    };
}

/// The comparison of an op, and how it is used.
#[must_use]
pub fn comparison(op: Op) -> Option<(CompareOp, Form)> {
    comparisons! { op:
        Lt JumpIfLt JumpIfNotLt JumpIfLtImm JumpIfNotLtImm LoopIfLt LoopIfLtImm;
        Le JumpIfLe JumpIfNotLe JumpIfLeImm JumpIfNotLeImm LoopIfLe LoopIfLeImm;
        Gt JumpIfGt JumpIfNotGt JumpIfGtImm JumpIfNotGtImm LoopIfGt LoopIfGtImm;
        Ge JumpIfGe JumpIfNotGe JumpIfGeImm JumpIfNotGeImm LoopIfGe LoopIfGeImm;
        Eq JumpIfEq JumpIfNotEq JumpIfEqImm JumpIfNotEqImm LoopIfEq LoopIfEqImm;
        Ne JumpIfNe JumpIfNotNe JumpIfNeImm JumpIfNotNeImm LoopIfNe LoopIfNeImm;
    }
}

/// What an operator, comparison or subscript does when the method of its left operand that machine code has
/// called for it returns a value. Gives the instruction to go on with.
///
/// # Safety
/// `frame` is the current frame, and `pc` an instruction of its code that is an operator.
#[cold]
pub(crate) unsafe fn returned(vm: &mut Vm, frame: &Frame, pc: *mut u64, v: Value) -> PyResult<*mut u64> {
    // SAFETY: by the contract; the verifier has checked operands and targets.
    unsafe {
        let w = *pc;
        let op = Op::of_word(w).map_or(Op::Nop, Op::generic);
        let next = pc.add(usize::from(op.info().words));
        let register = |at: usize| frame.regs.add(at);
        if let Some((binary, literal)) = binary(op) {
            let right = || if literal { Value::small(c_signed(w)) } else { *register(c(w)) };
            let declined = v.is_not_implemented();
            let v = if declined { vm.operator_declined(binary, *register(b(w)), right())? } else { v };
            *register(a(w)) = v;
            return Ok(next);
        }
        if matches!(op, Op::Subscr | Op::SubscrImm) {
            *register(a(w)) = v;
            return Ok(next);
        }
        let Some((compare, form)) = comparison(op) else {
            debug_assert_eq!(op, Op::StoreSubscr);
            return Ok(next);
        };
        let (x, y) = if form.gives { (b(w), c(w)) } else { (a(w), b(w)) };
        let right = || if form.literal { Value::small(b_signed(w)) } else { *register(y) };
        let v = if v.is_not_implemented() { vm.comparison_declined(compare, *register(x), right())? } else { v };
        if form.gives {
            *register(a(w)) = v;
            return Ok(next);
        }
        if vm.truth(v)? != form.when {
            return Ok(next);
        }
        let i = Instruction::decode(&frame.code.code.words, Pc(frame.code.index_of(pc)));
        let target = i.and_then(|i| i.jump_target()).and_then(|target| usize::try_from(target).ok());
        Ok(target.map_or(next, |target| frame.code.start().add(target)))
    }
}

/// The methods that an operator calls: usually, and first in place.
pub(crate) fn methods_of(vm: &Vm, op: BinaryOp) -> Option<(Gc<Str>, Gc<Str>)> {
    let names = &vm.names;
    Some(match op {
        BinaryOp::Add => (names.add, names.iadd),
        BinaryOp::Subtract => (names.sub, names.isub),
        BinaryOp::Multiply => (names.mul, names.imul),
        BinaryOp::MatrixMultiply => (names.matmul, names.imatmul),
        BinaryOp::TrueDivide => (names.truediv, names.itruediv),
        BinaryOp::FloorDivide => (names.floordiv, names.ifloordiv),
        BinaryOp::Remainder => (names.r#mod, names.imod),
        BinaryOp::Lshift => (names.lshift, names.ilshift),
        BinaryOp::Rshift => (names.rshift, names.irshift),
        BinaryOp::And => (names.and, names.iand),
        BinaryOp::Or => (names.or, names.ior),
        BinaryOp::Xor => (names.xor, names.ixor),
        BinaryOp::Power => return None,
    })
}

/// The method that a comparison calls.
pub(crate) fn method_of_comparison(vm: &Vm, op: CompareOp) -> Gc<Str> {
    let names = &vm.names;
    match op {
        CompareOp::Lt => names.lt,
        CompareOp::Le => names.le,
        CompareOp::Gt => names.gt,
        CompareOp::Ge => names.ge,
        CompareOp::Eq => names.eq,
        CompareOp::Ne => names.ne,
    }
}
