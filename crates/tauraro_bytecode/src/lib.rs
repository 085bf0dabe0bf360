//! The bytecode of Tauraro: one op table and what is made from it.
//!
//! A register machine with fixed 64-bit words. The table in [`for_each_op!`] is the only place
//! where an op is declared; [`Op`], [`OpInfo`], [`OpVisitor`], the assembler, the disassembler,
//! the verifier and `docs/internals/ops.md` are derived from it. [`Code`] is what the compiler
//! produces and the runtime consumes; it holds no runtime values, so that it can be made at
//! build time and stored.
#![deny(unsafe_code)]

mod asm;
mod bound;
mod code;
mod consts;
mod dis;
mod docs;
mod lazy;
mod liveness;
mod op;
mod operand;
mod positions;
mod serial;
mod table;
mod varint;
mod verify;

pub use asm::{Any, AssembleError, Assembled, Assembler, Label, Region};
pub use code::{Code, CodeFlags, Handler, Local, LocalKind};
pub use consts::{BigInt, Const};
pub use dis::{Row, disassemble, disassemble_words, rows};
pub use docs::ops_markdown;
pub use lazy::{LazyCode, Outline};
pub use liveness::{LiveTemporaries, Liveness, live_temporaries};
pub use op::{Decode, Instruction, OPS, Op, OpInfo, OpVisitor, visit};
pub use operand::{
    AwaitContext, BinaryFlags, CommonConst, ConstId, Conversion, FunctionAttr, NameId, OpFlags, Operand, Pc, Place,
    Reg, Role, SpecialMethod, TypeParamKind,
};
pub use positions::{Position, PositionRun, Positions, PositionsBuilder};
pub use serial::{ReadError, fingerprint, from_bytes, from_static, to_bytes};
pub use verify::{VerifyError, verify};
