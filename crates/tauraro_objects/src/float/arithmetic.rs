//! Operators of float. Ints on the other side are converted, which raises OverflowError for
//! those that are too large.

use crate::bigint;
use crate::float::convert::as_f64;
use crate::hash;
use crate::raise::{OrRaise, as_int};
use tauraro_core::object::CompareOp;
use tauraro_core::value::with_sign;
use tauraro_core::{PyResult, Value, Vm};

/// Both operands as floats; `None`: one is neither float nor int.
fn both(vm: &mut Vm, a: Value, b: Value) -> PyResult<Option<(f64, f64)>> {
    let (Some(x), Some(y)) = (operand(vm, a)?, operand(vm, b)?) else { return Ok(None) };
    Ok(Some((x, y)))
}

fn operand(vm: &mut Vm, v: Value) -> PyResult<Option<f64>> {
    if let Some(f) = as_f64(v) {
        return Ok(Some(f));
    }
    match as_int(&v) {
        Some(i) => i.to_f64().or_raise(vm).map(Some),
        None => Ok(None),
    }
}

macro_rules! operators {
    ($( $name:ident |$vm:ident, $x:ident, $y:ident| $body:expr; )*) => {
        $( pub(super) fn $name($vm: &mut Vm, a: Value, b: Value) -> PyResult {
            match both($vm, a, b)? {
                Some(($x, $y)) => $body,
                None => Ok(Value::NOT_IMPLEMENTED),
            }
        } )*
    };
}

operators! {
    add |vm, x, y| Ok(Value::float(x + y));
    subtract |vm, x, y| Ok(Value::float(x - y));
    multiply |vm, x, y| Ok(Value::float(x * y));
    true_divide |vm, x, y| {
        if y == 0.0 { Err(vm.zero_division_error("division by zero")) } else { Ok(Value::float(x / y)) }
    };
    floor_divide |vm, x, y| {
        if y == 0.0 { return Err(vm.zero_division_error("division by zero")) }
        Ok(Value::float(div_mod(x, y).0))
    };
    remainder |vm, x, y| {
        if y == 0.0 { return Err(vm.zero_division_error("division by zero")) }
        Ok(Value::float(div_mod(x, y).1))
    };
    divmod |vm, x, y| {
        if y == 0.0 { return Err(vm.zero_division_error("division by zero")) }
        let (quotient, rest) = div_mod(x, y);
        Ok(vm.new_tuple(&[Value::float(quotient), Value::float(rest)])?.value())
    };
}

/// `(x // y, x % y)`: the rest has the divisor's sign, a zero too.
fn div_mod(x: f64, y: f64) -> (f64, f64) {
    let mut rest = x % y;
    let mut quotient = (x - rest) / y;
    if rest == 0.0 {
        rest = 0.0_f64.copysign(y);
    } else if (y < 0.0) != (rest < 0.0) {
        rest += y;
        quotient -= 1.0;
    }
    let floored = if quotient == 0.0 {
        0.0_f64.copysign(x / y)
    } else {
        let down = quotient.floor();
        // The division may have been rounded down past a whole number.
        if quotient - down > 0.5 { down + 1.0 } else { down }
    };
    (floored, rest)
}

pub(super) fn power(vm: &mut Vm, a: Value, b: Value, modulus: Value) -> PyResult {
    if !modulus.is_none() {
        return Err(vm.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
    }
    match both(vm, a, b)? {
        Some((x, y)) => pow_floats(vm, x, y),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// `x ** y`. Raises ZeroDivisionError and OverflowError; complex for roots of negative numbers.
pub(crate) fn pow_floats(vm: &mut Vm, x: f64, y: f64) -> PyResult {
    if x == 0.0 && y < 0.0 && y.is_finite() {
        return Err(vm.zero_division_error("zero to a negative power"));
    }
    if x < 0.0 && x.is_finite() && y.is_finite() && y.fract() != 0.0 {
        let (re, im) = crate::complex::pow_parts((x, 0.0), (y, 0.0));
        return Ok(crate::complex::new_complex(vm, re, im));
    }
    let result = x.powf(y);
    if result.is_infinite() && x.is_finite() && y.is_finite() {
        let text = vm.new_str("Numerical result out of range")?.value();
        let args = vm.new_exception(vm.exc.overflow_error, &[Value::small(34), text]);
        return Err(vm.raise(args.value()));
    }
    Ok(Value::float(result))
}

pub(super) fn negative(_: &mut Vm, v: Value) -> PyResult {
    Ok(as_f64(v).map_or(Value::NOT_IMPLEMENTED, |f| Value::float(-f)))
}

pub(super) fn absolute(_: &mut Vm, v: Value) -> PyResult {
    Ok(as_f64(v).map_or(Value::NOT_IMPLEMENTED, |f| Value::float(with_sign(f).abs())))
}

pub(super) fn is_true(_: &mut Vm, v: Value) -> PyResult<bool> {
    Ok(as_f64(v).is_some_and(|f| f != 0.0))
}

pub(super) fn hash(_: &mut Vm, v: Value) -> PyResult<i64> {
    let f = as_f64(v).unwrap_or(0.0);
    // A nan is equal to nothing, so its identity is its hash.
    Ok(hash::hash_float(f).unwrap_or_else(|| crate::identity::hash(v)))
}

pub(super) fn compare(_: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let ordering = if let (Some(x), Some(y)) = (as_f64(a), as_f64(b)) {
        x.partial_cmp(&y)
    } else if let (Some(x), Some(i)) = (as_f64(a), as_int(&b)) {
        bigint::compare_float(i, x).map(std::cmp::Ordering::reverse)
    } else if let (Some(i), Some(y)) = (as_int(&a), as_f64(b)) {
        bigint::compare_float(i, y)
    } else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(Value::bool(match ordering {
        Some(o) => op.holds(o),
        None => op == CompareOp::Ne,
    }))
}
