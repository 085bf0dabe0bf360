//! Operators on ints of up to 128 bits: what hashes, random numbers and masks of 64 bits are made
//! of. Computed in machine words, they are far cheaper than numbers of any size.

use dashu_int::Sign;
use tauraro_core::object::BigInt;
use tauraro_core::ops::BinaryOp;
use tauraro_core::shape::ShapeId;
use tauraro_core::{Value, Vm};

/// The number of an object of exactly the type int, if it fits.
#[inline(always)]
fn word(v: &Value) -> Option<i128> {
    if let Some(i) = v.as_small() {
        return Some(i128::from(i));
    }
    let big = v.cast::<BigInt>()?;
    if big.shape() != ShapeId::BIG_INT {
        return None;
    }
    let (sign, words) = big.value.as_sign_words();
    let magnitude = match *words {
        [low] => u128::from(low),
        [low, high] => u128::from(low) | u128::from(high) << 64,
        _ => return None,
    };
    let magnitude = i128::try_from(magnitude).ok()?;
    Some(if sign == Sign::Negative { -magnitude } else { magnitude })
}

fn multiply(a: i128, b: i128) -> Option<i128> {
    match (i64::try_from(a), i64::try_from(b)) {
        (Ok(x), Ok(y)) => Some(i128::from(x) * i128::from(y)),
        _ => a.checked_mul(b),
    }
}

/// Quotient and rest, rounding down.
fn div_mod(a: i128, b: i128) -> Option<(i128, i128)> {
    if let (Ok(x), Ok(y)) = (u64::try_from(a), u64::try_from(b)) {
        return Some((x.checked_div(y)?.into(), x.checked_rem(y)?.into()));
    }
    let (quotient, rest) = (a.checked_div(b)?, a.checked_rem(b)?);
    if rest != 0 && (rest < 0) != (b < 0) { Some((quotient - 1, rest + b)) } else { Some((quotient, rest)) }
}

fn lshift(a: i128, count: i128) -> Option<i128> {
    let count = u32::try_from(count).ok()?;
    // All bits that leave are copies of the sign.
    let room = if a < 0 { a.leading_ones() } else { a.leading_zeros() };
    if count < room { Some(a << count) } else { None }
}

fn rshift(a: i128, count: i128) -> Option<i128> {
    let count = u128::try_from(count).ok()?;
    Some(a >> count.min(127))
}

/// `a op b` for two objects of exactly the type int. `None`: an operand or the result is wider, or
/// the operation raises, or gives no int.
#[inline]
pub fn wide(vm: &mut Vm, op: BinaryOp, a: Value, b: Value) -> Option<Value> {
    let (x, y) = (word(&a)?, word(&b)?);
    let result = match op {
        BinaryOp::Add => x.checked_add(y)?,
        BinaryOp::Subtract => x.checked_sub(y)?,
        BinaryOp::Multiply => multiply(x, y)?,
        BinaryOp::FloorDivide => div_mod(x, y)?.0,
        BinaryOp::Remainder => div_mod(x, y)?.1,
        BinaryOp::Lshift => lshift(x, y)?,
        BinaryOp::Rshift => rshift(x, y)?,
        BinaryOp::And => x & y,
        BinaryOp::Or => x | y,
        BinaryOp::Xor => x ^ y,
        BinaryOp::MatrixMultiply | BinaryOp::TrueDivide | BinaryOp::Power => return None,
    };
    Some(vm.new_i128(result))
}
