//! Which ops of the bytecode are operators of the language, and in what form.

use tauraro_bytecode::Op;
use tauraro_core::object::CompareOp;
use tauraro_core::ops::BinaryOp;

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
