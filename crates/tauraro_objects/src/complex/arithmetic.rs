//! Operators of complex. Real operands stay real where mathematics says so (3.14: mixed
//! arithmetic does not invent zero imaginary parts, so signs of zeros and infinities survive).

use super::convert::{as_complex, new_complex};
use crate::bigint;
use crate::float::as_f64;
use crate::hash;
use crate::raise::{OrRaise, as_int};
use tauraro_core::object::CompareOp;
use tauraro_core::{PyResult, Value, Vm};

/// An operand: real or complex.
#[derive(Clone, Copy)]
enum Operand {
    Real(f64),
    Complex(f64, f64),
}

fn operand(vm: &mut Vm, v: Value) -> PyResult<Option<Operand>> {
    if let Some((re, im)) = as_complex(v) {
        return Ok(Some(Operand::Complex(re, im)));
    }
    if let Some(f) = as_f64(v) {
        return Ok(Some(Operand::Real(f)));
    }
    match as_int(&v) {
        Some(i) => Ok(Some(Operand::Real(i.to_f64().or_raise(vm)?))),
        None => Ok(None),
    }
}

impl Operand {
    fn parts(self) -> (f64, f64) {
        match self {
            Operand::Real(x) => (x, 0.0),
            Operand::Complex(re, im) => (re, im),
        }
    }
}

macro_rules! operators {
    ($( $name:ident |$vm:ident, $x:ident, $y:ident| $body:expr; )*) => {
        $( pub(super) fn $name($vm: &mut Vm, a: Value, b: Value) -> PyResult {
            let (Some($x), Some($y)) = (operand($vm, a)?, operand($vm, b)?) else {
                return Ok(Value::NOT_IMPLEMENTED);
            };
            let (re, im) = $body;
            Ok(new_complex($vm, re, im))
        } )*
    };
}

operators! {
    add |vm, x, y| match (x, y) {
        (Operand::Complex(a, b), Operand::Real(c)) | (Operand::Real(c), Operand::Complex(a, b)) => (a + c, b),
        _ => (x.parts().0 + y.parts().0, x.parts().1 + y.parts().1),
    };
    subtract |vm, x, y| match (x, y) {
        (Operand::Complex(a, b), Operand::Real(c)) => (a - c, b),
        (Operand::Real(a), Operand::Complex(c, d)) => (a - c, -d),
        _ => (x.parts().0 - y.parts().0, x.parts().1 - y.parts().1),
    };
    multiply |vm, x, y| match (x, y) {
        (Operand::Complex(a, b), Operand::Real(c)) | (Operand::Real(c), Operand::Complex(a, b)) => (a * c, b * c),
        _ => multiply_parts(x.parts(), y.parts()),
    };
    true_divide |vm, x, y| match (x, y) {
        (_, Operand::Real(0.0)) | (_, Operand::Complex(0.0, 0.0)) => {
            return Err(vm.zero_division_error("division by zero"));
        }
        (Operand::Complex(a, b), Operand::Real(c)) => (a / c, b / c),
        (Operand::Real(a), Operand::Complex(c, d)) => divide_real(a, (c, d)),
        _ => divide_parts(x.parts(), y.parts()),
    };
}

/// Product; infinities are recovered where the plain formula gives nans (C99 annex G).
fn multiply_parts((a, b): (f64, f64), (c, d): (f64, f64)) -> (f64, f64) {
    let (re, im) = (a * c - b * d, a * d + b * c);
    if !(re.is_nan() && im.is_nan()) {
        return (re, im);
    }
    let boxed = |x: f64, inf: bool| (if inf && x.is_infinite() { 1.0_f64 } else { 0.0 }).copysign(x);
    let calm = |x: f64| if x.is_nan() { 0.0_f64.copysign(x) } else { x };
    let (mut p, mut q, mut r, mut s) = (a, b, c, d);
    let mut recalculate = false;
    if a.is_infinite() || b.is_infinite() {
        (p, q, r, s) = (boxed(a, true), boxed(b, true), calm(c), calm(d));
        recalculate = true;
    }
    if c.is_infinite() || d.is_infinite() {
        (r, s, p, q) = (boxed(c, true), boxed(d, true), calm(p), calm(q));
        recalculate = true;
    }
    if !recalculate && [a * c, b * d, a * d, b * c].iter().any(|x| x.is_infinite()) {
        (p, q, r, s) = (calm(a), calm(b), calm(c), calm(d));
        recalculate = true;
    }
    if recalculate {
        return (f64::INFINITY * (p * r - q * s), f64::INFINITY * (p * s + q * r));
    }
    (re, im)
}

/// Quotient of a real number, whose missing imaginary part is no zero with a sign.
fn divide_real(a: f64, (c, d): (f64, f64)) -> (f64, f64) {
    let (re, im) = if c.abs() >= d.abs() {
        let ratio = d / c;
        let denominator = c + d * ratio;
        (a / denominator, -a * ratio / denominator)
    } else if d.abs() >= c.abs() {
        let ratio = c / d;
        let denominator = c * ratio + d;
        (a * ratio / denominator, -a / denominator)
    } else {
        (f64::NAN, f64::NAN)
    };
    if re.is_nan() && im.is_nan() && a.is_finite() && (c.is_infinite() || d.is_infinite()) {
        return (0.0 * (a * sign_of_infinity(c)), 0.0 * (-a * sign_of_infinity(d)));
    }
    (re, im)
}

/// 1 for an infinity and 0 for other numbers, with their sign.
fn sign_of_infinity(x: f64) -> f64 {
    (if x.is_infinite() { 1.0_f64 } else { 0.0 }).copysign(x)
}

/// Quotient; infinities and zeros are recovered where the formula gives nans (C99 annex G).
fn divide_parts((a, b): (f64, f64), (c, d): (f64, f64)) -> (f64, f64) {
    let (re, im) = divide_scaled((a, b), (c, d));
    if !(re.is_nan() && im.is_nan()) {
        return (re, im);
    }
    if (a.is_infinite() || b.is_infinite()) && c.is_finite() && d.is_finite() {
        let (x, y) = (sign_of_infinity(a), sign_of_infinity(b));
        return (f64::INFINITY * (x * c + y * d), f64::INFINITY * (y * c - x * d));
    }
    if (c.is_infinite() || d.is_infinite()) && a.is_finite() && b.is_finite() {
        let (x, y) = (sign_of_infinity(c), sign_of_infinity(d));
        return (0.0 * (a * x + b * y), 0.0 * (b * x - a * y));
    }
    (re, im)
}

/// Quotient by scaling with the larger part of the divisor, which avoids overflow.
fn divide_scaled((a, b): (f64, f64), (c, d): (f64, f64)) -> (f64, f64) {
    if c.abs() >= d.abs() {
        let ratio = d / c;
        let denominator = c + d * ratio;
        ((a + b * ratio) / denominator, (b - a * ratio) / denominator)
    } else if d.abs() >= c.abs() {
        let ratio = c / d;
        let denominator = c * ratio + d;
        ((a * ratio + b) / denominator, (b * ratio - a) / denominator)
    } else {
        (f64::NAN, f64::NAN)
    }
}

/// `a ** b` in polar form.
pub(crate) fn pow_parts(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    if b == (0.0, 0.0) {
        return (1.0, 0.0);
    }
    if a == (0.0, 0.0) {
        return (0.0, 0.0);
    }
    let size = a.0.hypot(a.1);
    let angle = a.1.atan2(a.0);
    let mut length = size.powf(b.0);
    let mut phase = angle * b.0;
    if b.1 != 0.0 {
        length *= (-angle * b.1).exp();
        phase += b.1 * size.ln();
    }
    (length * phase.cos(), length * phase.sin())
}

/// The angle of `a ** b`.
fn phase_of_power(a: (f64, f64), b: (f64, f64)) -> f64 {
    let turned = a.1.atan2(a.0) * b.0;
    if b.1 == 0.0 { turned } else { turned + b.1 * a.0.hypot(a.1).ln() }
}

/// `a ** n` by repeated squaring: exact where polar form is not.
fn pow_whole(a: (f64, f64), n: i64) -> (f64, f64) {
    let (mut base, mut left, mut result) = (a, n.unsigned_abs(), (1.0, 0.0));
    while left > 0 {
        if left & 1 == 1 {
            result = multiply_parts(result, base);
        }
        base = multiply_parts(base, base);
        left >>= 1;
    }
    if n < 0 { divide_parts((1.0, 0.0), result) } else { result }
}

pub(super) fn power(vm: &mut Vm, a: Value, b: Value, modulus: Value) -> PyResult {
    if !modulus.is_none() {
        return Err(vm.value_error("complex modulo"));
    }
    let (Some(x), Some(y)) = (operand(vm, a)?, operand(vm, b)?) else { return Ok(Value::NOT_IMPLEMENTED) };
    let (base, exponent) = (x.parts(), y.parts());
    if base == (0.0, 0.0) && (exponent.0 < 0.0 || exponent.1 != 0.0) {
        return Err(vm.zero_division_error("zero to a negative or complex power"));
    }
    let small_whole = exponent.1 == 0.0 && exponent.0.fract() == 0.0 && exponent.0.abs() <= 100.0;
    if small_whole && exponent.0 < 0.0 && pow_whole(base, -exponent.0 as i64) == (0.0, 0.0) {
        return Err(vm.zero_division_error("zero to a negative or complex power"));
    }
    let (re, im) = if small_whole { pow_whole(base, exponent.0 as i64) } else { pow_parts(base, exponent) };
    if !small_whole && base != (0.0, 0.0) && phase_of_power(base, exponent).is_infinite() {
        // No angle: C's cosine says that it has no result, which is the error of this name.
        return Err(vm.zero_division_error("zero to a negative or complex power"));
    }
    let finite = [base.0, base.1, exponent.0, exponent.1].iter().all(|x| x.is_finite());
    if finite && (re.is_infinite() || im.is_infinite()) {
        return Err(vm.overflow_error("complex exponentiation"));
    }
    Ok(new_complex(vm, re, im))
}

pub(super) fn negative(vm: &mut Vm, v: Value) -> PyResult {
    let (re, im) = as_complex(v).unwrap_or_default();
    Ok(new_complex(vm, -re, -im))
}

pub(super) fn positive(vm: &mut Vm, v: Value) -> PyResult {
    let (re, im) = as_complex(v).unwrap_or_default();
    Ok(new_complex(vm, re, im))
}

pub(super) fn absolute(vm: &mut Vm, v: Value) -> PyResult {
    let (re, im) = as_complex(v).unwrap_or_default();
    let size = re.hypot(im);
    if size.is_infinite() && re.is_finite() && im.is_finite() {
        return Err(vm.overflow_error("absolute value too large"));
    }
    Ok(Value::float(size))
}

pub(super) fn is_true(_: &mut Vm, v: Value) -> PyResult<bool> {
    Ok(as_complex(v).is_some_and(|z| z != (0.0, 0.0)))
}

pub(super) fn hash(_: &mut Vm, v: Value) -> PyResult<i64> {
    let (re, im) = as_complex(v).unwrap_or_default();
    let part = |x: f64| hash::hash_float(x).unwrap_or_else(|| hash::hash_address(0));
    Ok(hash::combine_complex(part(re), part(im)))
}

pub(super) fn compare(_: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let Some((re, im)) = as_complex(a) else { return Ok(Value::NOT_IMPLEMENTED) };
    let equal = if let Some(other) = as_complex(b) {
        (re, im) == other
    } else if let Some(f) = as_f64(b) {
        im == 0.0 && re == f
    } else if let Some(i) = as_int(&b) {
        im == 0.0 && bigint::compare_float(i, re) == Some(std::cmp::Ordering::Equal)
    } else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(Value::bool(equal == (op == CompareOp::Eq)))
}
