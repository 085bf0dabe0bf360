//! Operators of int. Each is also called for the right operand, so both sides are looked at.

use crate::bigint::{self, IntRef, IntValue};
use crate::hash;
use crate::raise::{OrRaise, as_int, int_object};
use dashu_int::IBig;
use std::cmp::Ordering;
use tauraro_core::object::CompareOp;
use tauraro_core::{PyResult, Value, Vm};

/// A binary operator: on two words, and on numbers of any size.
macro_rules! operators {
    ($( $(#[$doc:meta])* $name:ident |$a:ident, $b:ident| $small:expr, $big:expr; )*) => {
        $( $(#[$doc])* pub(super) fn $name(vm: &mut Vm, a: Value, b: Value) -> PyResult {
            let (Some(left), Some(right)) = (as_int(&a), as_int(&b)) else { return Ok(Value::NOT_IMPLEMENTED) };
            if let (IntRef::Small($a), IntRef::Small($b)) = (left, right)
                && let Some(result) = $small
            {
                return Ok(vm.new_int(result));
            }
            let ($a, $b) = (left, right);
            let result: IntValue = $big;
            Ok(int_object(vm, result))
        } )*
    };
}

/// Applies an operator of the big numbers without copying those that are big already.
fn both(a: IntRef<'_>, b: IntRef<'_>, f: impl Fn(&IBig, &IBig) -> IBig) -> IntValue {
    let (x, y);
    let a = match a {
        IntRef::Big(big) => big,
        IntRef::Small(_) => {
            x = a.to_big();
            &x
        }
    };
    let b = match b {
        IntRef::Big(big) => big,
        IntRef::Small(_) => {
            y = b.to_big();
            &y
        }
    };
    IntValue::from(f(a, b))
}

operators! {
    add |a, b| a.checked_add(b), both(a, b, |a, b| a + b);
    subtract |a, b| a.checked_sub(b), both(a, b, |a, b| a - b);
    multiply |a, b| a.checked_mul(b), both(a, b, |a, b| a * b);
    and |a, b| Some(a & b), both(a, b, |a, b| a & b);
    or |a, b| Some(a | b), both(a, b, |a, b| a | b);
    xor |a, b| Some(a ^ b), both(a, b, |a, b| a ^ b);
}

macro_rules! fallible {
    ($( $name:ident => $f:path; )*) => {
        $( pub(super) fn $name(vm: &mut Vm, a: Value, b: Value) -> PyResult {
            let (Some(left), Some(right)) = (as_int(&a), as_int(&b)) else { return Ok(Value::NOT_IMPLEMENTED) };
            let result = $f(left, right).or_raise(vm)?;
            Ok(int_object(vm, result))
        } )*
    };
}

fallible! {
    floor_divide => bigint::floor_div;
    remainder => bigint::floor_mod;
    lshift => bigint::shift_left;
    rshift => bigint::shift_right;
}

pub(super) fn true_divide(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    let (Some(left), Some(right)) = (as_int(&a), as_int(&b)) else { return Ok(Value::NOT_IMPLEMENTED) };
    Ok(Value::float(bigint::true_divide(left, right).or_raise(vm)?))
}

pub(super) fn divmod(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    let (Some(left), Some(right)) = (as_int(&a), as_int(&b)) else { return Ok(Value::NOT_IMPLEMENTED) };
    let (quotient, rest) = bigint::div_mod(left, right).or_raise(vm)?;
    let (quotient, rest) = (int_object(vm, quotient), int_object(vm, rest));
    Ok(vm.new_tuple(&[quotient, rest])?.value())
}

pub(super) fn power(vm: &mut Vm, a: Value, b: Value, modulus: Value) -> PyResult {
    let (Some(base), Some(exponent)) = (as_int(&a), as_int(&b)) else { return Ok(Value::NOT_IMPLEMENTED) };
    if !modulus.is_none() {
        let Some(modulus) = as_int(&modulus) else { return Ok(Value::NOT_IMPLEMENTED) };
        let result = bigint::pow_mod(base, exponent, modulus).or_raise(vm)?;
        return Ok(int_object(vm, result));
    }
    if exponent.is_negative() {
        let (x, y) = (base.to_f64().or_raise(vm)?, exponent.to_f64().or_raise(vm)?);
        return crate::float::pow_floats(vm, x, y);
    }
    let result = bigint::pow(base, exponent).or_raise(vm)?;
    Ok(int_object(vm, result))
}

pub(super) fn negative(vm: &mut Vm, v: Value) -> PyResult {
    Ok(match as_int(&v) {
        Some(IntRef::Small(i)) if i != i64::MIN => vm.new_int(-i),
        Some(i) => vm.new_ibig(-i.to_big()),
        None => Value::NOT_IMPLEMENTED,
    })
}

pub(super) fn absolute(vm: &mut Vm, v: Value) -> PyResult {
    match as_int(&v) {
        Some(i) if i.is_negative() => negative(vm, v),
        _ => super::convert::exact(vm, v),
    }
}

pub(super) fn invert(vm: &mut Vm, v: Value) -> PyResult {
    Ok(match as_int(&v) {
        Some(IntRef::Small(i)) => vm.new_int(!i),
        Some(i) => vm.new_ibig(!i.to_big()),
        None => Value::NOT_IMPLEMENTED,
    })
}

pub(super) fn is_true(_: &mut Vm, v: Value) -> PyResult<bool> {
    Ok(as_int(&v).is_some_and(|i| !i.is_zero()))
}

pub(super) fn hash(_: &mut Vm, v: Value) -> PyResult<i64> {
    Ok(match as_int(&v) {
        Some(IntRef::Small(i)) => hash::hash_int(i),
        Some(IntRef::Big(b)) => hash::hash_big(b),
        None => 0,
    })
}

/// The order of two ints.
pub(crate) fn order(a: IntRef<'_>, b: IntRef<'_>) -> Ordering {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => a.cmp(&b),
        (IntRef::Big(a), IntRef::Big(b)) => a.cmp(b),
        // A number that does not fit a word is beyond every one that does.
        (IntRef::Small(_), IntRef::Big(_)) if b.is_negative() => Ordering::Greater,
        (IntRef::Small(_), IntRef::Big(_)) => Ordering::Less,
        (IntRef::Big(_), IntRef::Small(_)) if a.is_negative() => Ordering::Less,
        (IntRef::Big(_), IntRef::Small(_)) => Ordering::Greater,
    }
}

pub(super) fn compare(_: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let (Some(left), Some(right)) = (as_int(&a), as_int(&b)) else { return Ok(Value::NOT_IMPLEMENTED) };
    // A subclass's cell may hold a small number, so compare by value, not by form.
    let small = |i: IntRef<'_>| match i {
        IntRef::Big(b) => i64::try_from(b).ok(),
        IntRef::Small(i) => Some(i),
    };
    let ordering = match (small(left), small(right)) {
        (Some(x), Some(y)) => x.cmp(&y),
        (Some(x), None) => order(IntRef::Small(x), right),
        (None, Some(y)) => order(left, IntRef::Small(y)),
        (None, None) => order(left, right),
    };
    Ok(Value::bool(op.holds(ordering)))
}
