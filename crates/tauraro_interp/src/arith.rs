//! Arithmetic on immediates, and the way from there to the types' slots.
//!
//! The functions on two immediate ints return `None` where the result is no immediate int or the
//! operation raises: the general path then does everything.

use tauraro_bytecode::BinaryFlags;
use tauraro_core::object::{CompareOp, Str};
use tauraro_core::ops::BinaryOp;
use tauraro_core::shape::ShapeId;
use tauraro_core::value::INT_SHIFT;
use tauraro_core::{PyResult, Value, Vm};

#[inline(always)]
fn top(v: Value) -> i64 {
    (v.bits() << INT_SHIFT) as i64
}

#[inline(always)]
pub(crate) fn add(a: Value, b: Value) -> Option<Value> {
    let (sum, overflow) = top(a).overflowing_add(top(b));
    if overflow { None } else { Some(Value::small(sum >> INT_SHIFT)) }
}

#[inline(always)]
pub(crate) fn sub(a: Value, b: Value) -> Option<Value> {
    let (difference, overflow) = top(a).overflowing_sub(top(b));
    if overflow { None } else { Some(Value::small(difference >> INT_SHIFT)) }
}

#[inline(always)]
pub(crate) fn mul(a: Value, b: Value) -> Option<Value> {
    let (product, overflow) = top(a).overflowing_mul(b.small_unchecked());
    if overflow { None } else { Some(Value::small(product >> INT_SHIFT)) }
}

#[inline(always)]
pub(crate) fn floor_div(a: Value, b: Value) -> Option<Value> {
    let (x, y) = (a.small_unchecked(), b.small_unchecked());
    if y == 0 {
        return None;
    }
    let q = x / y;
    // Truncation went up where the signs differ and there is a rest.
    let q = if x % y != 0 && (x ^ y) < 0 { q - 1 } else { q };
    Value::checked_small(q)
}

#[inline(always)]
pub(crate) fn modulo(a: Value, b: Value) -> Option<Value> {
    let (x, y) = (a.small_unchecked(), b.small_unchecked());
    if y == 0 {
        return None;
    }
    let r = x % y;
    Some(Value::small(if r != 0 && (r ^ y) < 0 { r + y } else { r }))
}

/// Powers whose intermediate products stay in 64 bits.
pub(crate) fn pow(a: Value, b: Value) -> Option<Value> {
    let (mut base, exponent) = (a.small_unchecked(), b.small_unchecked());
    let mut exponent = u32::try_from(exponent).ok()?;
    let mut result = 1_i64;
    loop {
        if exponent & 1 == 1 {
            result = result.checked_mul(base)?;
        }
        exponent >>= 1;
        if exponent == 0 {
            return Value::checked_small(result);
        }
        base = base.checked_mul(base)?;
    }
}

#[inline(always)]
pub(crate) fn and(a: Value, b: Value) -> Option<Value> {
    Some(Value::small(a.small_unchecked() & b.small_unchecked()))
}

#[inline(always)]
pub(crate) fn or(a: Value, b: Value) -> Option<Value> {
    Some(Value::small(a.small_unchecked() | b.small_unchecked()))
}

#[inline(always)]
pub(crate) fn xor(a: Value, b: Value) -> Option<Value> {
    Some(Value::small(a.small_unchecked() ^ b.small_unchecked()))
}

#[inline(always)]
pub(crate) fn lshift(a: Value, b: Value) -> Option<Value> {
    let (x, by) = (a.small_unchecked(), b.small_unchecked());
    if !(0..=50).contains(&by) {
        return if x == 0 && by >= 0 { Some(a) } else { None };
    }
    let shifted = x << by;
    if shifted >> by == x { Value::checked_small(shifted) } else { None }
}

#[inline(always)]
pub(crate) fn rshift(a: Value, b: Value) -> Option<Value> {
    let (x, by) = (a.small_unchecked(), b.small_unchecked());
    if by < 0 { None } else { Some(Value::small(x >> by.min(63))) }
}

/// `a / b` of ints below 2^53, which the immediate ones are, and floats.
#[inline(always)]
pub(crate) fn true_div(a: Value, b: Value) -> Option<Value> {
    let (x, y) = (to_float(a)?, to_float(b)?);
    if y == 0.0 { None } else { Some(Value::float(x / y)) }
}

#[inline(always)]
fn to_float(v: Value) -> Option<f64> {
    if v.is_float() { Some(v.float_unchecked()) } else { v.as_small().map(|i| i as f64) }
}

/// `a op b` or `a op= b`, by the flags.
pub(crate) fn binary(vm: &mut Vm, op: BinaryOp, a: Value, b: Value, flags: u32) -> PyResult {
    if let Some(v) = tauraro_objects::int::wide(vm, op, a, b) {
        return Ok(v);
    }
    if op == BinaryOp::Add
        && let (Some(x), Some(y)) = (a.cast::<Str>(), b.cast::<Str>())
        && x.shape() == ShapeId::STR
        && y.shape() == ShapeId::STR
    {
        return vm.concat_str(x, y).map(|s| s.value());
    }
    if flags & BinaryFlags::INPLACE != 0 { vm.inplace(op, a, b) } else { vm.binary(op, a, b) }
}

/// One float and one small int.
#[inline(always)]
pub(crate) fn mixed(a: Value, b: Value) -> Option<(f64, f64)> {
    if a.is_float() {
        Some((a.float_unchecked(), b.as_small()? as f64))
    } else if b.is_float() {
        Some((a.as_small()? as f64, b.float_unchecked()))
    } else {
        None
    }
}

/// The same where one operand is a literal of the instruction.
pub(crate) fn binary_literal(vm: &mut Vm, op: BinaryOp, v: Value, literal: Value, flags: u32) -> PyResult {
    if flags & BinaryFlags::LITERAL_LEFT != 0 {
        binary(vm, op, literal, v, flags)
    } else {
        binary(vm, op, v, literal, flags)
    }
}

/// Truth of `a op b`.
pub(crate) fn compare_test(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult<bool> {
    if let (Some(x), Some(y)) = (a.cast::<Str>(), b.cast::<Str>())
        && x.shape() == ShapeId::STR
        && y.shape() == ShapeId::STR
    {
        // WTF-8 orders as its code points do.
        return Ok(match op {
            CompareOp::Eq => x.same_text(y),
            CompareOp::Ne => !x.same_text(y),
            _ => op.holds(x.as_bytes().cmp(y.as_bytes())),
        });
    }
    let result = vm.compare(a, b, op)?;
    vm.truth(result)
}

pub(crate) fn negative(vm: &mut Vm, v: Value) -> PyResult {
    unary(vm, v, "-", |s| s.negative.get())
}

pub(crate) fn positive(vm: &mut Vm, v: Value) -> PyResult {
    unary(vm, v, "+", |s| s.positive.get())
}

pub(crate) fn invert(vm: &mut Vm, v: Value) -> PyResult {
    unary(vm, v, "~", |s| s.invert.get())
}

fn unary(
    vm: &mut Vm,
    v: Value,
    symbol: &str,
    slot: impl Fn(&tauraro_core::object::Slots) -> Option<tauraro_core::object::UnaryFn>,
) -> PyResult {
    let ty = vm.type_of(v);
    match slot(&ty.slots) {
        Some(f) => f(vm, v),
        None => Err(vm.type_error(format!("bad operand type for unary {symbol}: '{}'", ty.name_str()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tauraro_core::value::{SMALL_MAX, SMALL_MIN};

    fn v(i: i64) -> Value {
        Value::small(i)
    }

    #[test]
    fn division_rounds_down_for_all_signs() {
        for (x, y, q, r) in [(7, 2, 3, 1), (-7, 2, -4, 1), (7, -2, -4, -1), (-7, -2, 3, -1), (6, -3, -2, 0)] {
            assert_eq!(floor_div(v(x), v(y)), Some(v(q)));
            assert_eq!(modulo(v(x), v(y)), Some(v(r)));
        }
        assert_eq!(floor_div(v(1), v(0)), None);
        assert_eq!(floor_div(v(SMALL_MIN), v(-1)), None);
    }

    #[test]
    fn results_beyond_the_immediates_are_left_to_the_general_path() {
        assert_eq!(add(v(SMALL_MAX), v(1)), None);
        assert_eq!(sub(v(SMALL_MIN), v(1)), None);
        assert_eq!(mul(v(1 << 25), v(1 << 25)), None);
        assert_eq!(mul(v(-(1 << 25)), v(1 << 25)), Some(v(SMALL_MIN)));
        assert_eq!(lshift(v(1), v(50)), None);
        assert_eq!(lshift(v(-1), v(50)), Some(v(SMALL_MIN)));
        assert_eq!(rshift(v(-5), v(200)), Some(v(-1)));
        assert_eq!(pow(v(3), v(40)), None);
        assert_eq!(pow(v(-2), v(3)), Some(v(-8)));
    }
}
