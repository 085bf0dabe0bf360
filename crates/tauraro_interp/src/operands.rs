//! How an instruction word is taken apart: see the drawing in the op table.

use tauraro_bytecode::Op;

/// Operand at bits 16 to 31.
#[inline(always)]
pub(crate) fn a(word: u64) -> usize {
    (word >> 16) as u16 as usize
}

/// Operand at bits 32 to 47.
#[inline(always)]
pub(crate) fn b(word: u64) -> usize {
    (word >> 32) as u16 as usize
}

/// Operand at bits 48 to 63.
#[inline(always)]
pub(crate) fn c(word: u64) -> usize {
    (word >> 48) as usize
}

/// Unsigned operand at bits 32 to 63.
#[inline(always)]
pub(crate) fn bc(word: u64) -> usize {
    (word >> 32) as usize
}

/// Signed operand at bits 32 to 63.
#[inline(always)]
pub(crate) fn bc_signed(word: u64) -> isize {
    (word >> 32) as u32 as i32 as isize
}

/// Signed operand at bits 48 to 63.
#[inline(always)]
pub(crate) fn c_signed(word: u64) -> i64 {
    i64::from((word >> 48) as u16 as i16)
}

/// Signed operand at bits 32 to 47.
#[inline(always)]
pub(crate) fn b_signed(word: u64) -> i64 {
    i64::from((word >> 32) as u16 as i16)
}

/// Low half of the operand word, signed.
#[inline(always)]
pub(crate) fn w_signed(word: u64) -> isize {
    word as u32 as i32 as isize
}

/// Which op of the table begins with this word.
#[inline(always)]
pub(crate) fn op_of(word: u64) -> Op {
    // SAFETY: the verifier has checked every word at which an instruction starts, and the
    // interpreter rewrites ops only to other ops.
    unsafe { std::mem::transmute::<u16, Op>(word as u16) }
}
