//! Functions on the parts and neighbours of floats.

use super::domain;
use tauraro_core::{PyResult, Value, Vm, pyfunction};

/// Mantissa from 0.5 up to 1 and exponent.
pub(super) fn split(x: f64) -> (f64, i32) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    let bits = x.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i32;
    if exponent == 0 {
        // A subnormal number: scaled up first.
        let (m, e) = split(x * (1_u64 << 54) as f64);
        return (m, e - 54);
    }
    (f64::from_bits(bits & !(0x7ff << 52) | 1022 << 52), exponent - 1022)
}

/// `x * 2**n`, rounded once.
pub(super) fn scale(x: f64, n: i32) -> f64 {
    let power = |n: i32| f64::from_bits(((n + 1023) as u64) << 52);
    let (m, e) = split(x);
    if m == 0.0 || !m.is_finite() {
        return x;
    }
    let exponent = i64::from(e) + i64::from(n);
    if exponent > 1024 {
        return f64::INFINITY.copysign(x);
    }
    if exponent < -1100 {
        return 0.0_f64.copysign(x);
    }
    let exponent = exponent as i32;
    if exponent > -1022 {
        // Two steps, because 2**1024 is no float.
        return m * 2.0 * power(exponent - 1);
    }
    m * power(exponent + 100) * power(-100)
}

/// The pair of mantissa and exponent: x = m * 2**e.
#[pyfunction("math.frexp(x, /)")]
pub(super) fn frexp(vm: &mut Vm, x: f64) -> PyResult {
    let (m, e) = split(x);
    Ok(vm.new_tuple(&[Value::float(m), Value::from(e)])?.value())
}

/// x * (2**i), the inverse of frexp.
#[pyfunction("math.ldexp(x, i, /)")]
pub(super) fn ldexp(vm: &mut Vm, x: f64, i: Value) -> PyResult<f64> {
    let Some(number) = i.as_int() else {
        return Err(vm.type_error("Expected an int as second argument to ldexp."));
    };
    let n = match number.to_i64() {
        Some(n) => n.clamp(-5000, 5000) as i32,
        None if number.is_negative() => -5000,
        None => 5000,
    };
    let result = scale(x, n);
    if result.is_infinite() && x.is_finite() { Err(vm.overflow_error("math range error")) } else { Ok(result) }
}

/// The fraction and the whole part of a number, both with its sign.
#[pyfunction("math.modf(x, /)")]
pub(super) fn modf(vm: &mut Vm, x: f64) -> PyResult {
    let whole = x.trunc();
    let fraction = if x.is_infinite() { 0.0 } else { x - whole };
    Ok(vm.new_tuple(&[Value::float(fraction.copysign(x)), Value::float(whole)])?.value())
}

/// The IEEE remainder: from x the nearest multiple of y is taken, of two the even one.
#[pyfunction("math.remainder(x, y, /)", pure)]
pub(super) fn remainder(vm: &mut Vm, x: f64, y: f64) -> PyResult<f64> {
    if x.is_nan() || y.is_nan() {
        return Ok(x + y);
    }
    if x.is_infinite() || y == 0.0 {
        return Err(domain(vm));
    }
    if y.is_infinite() {
        return Ok(x);
    }
    let (size, step) = (x.abs(), y.abs());
    let rest = size % step;
    let other = step - rest;
    let result = if rest < other {
        rest
    } else if rest > other {
        -other
    } else {
        // In the middle: the even multiple is the one that leaves nothing of twice the step.
        rest - 2.0 * (0.5 * (size - rest) % step)
    };
    Ok(1.0_f64.copysign(x) * result)
}

/// x * y + z, rounded once.
#[pyfunction("math.fma(x, y, z, /)", pure)]
pub(super) fn fma(vm: &mut Vm, x: f64, y: f64, z: f64) -> PyResult<f64> {
    let result = x.mul_add(y, z);
    if result.is_nan() && !x.is_nan() && !y.is_nan() && !z.is_nan() {
        return Err(vm.value_error("invalid operation in fma"));
    }
    if result.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
        return Err(vm.overflow_error("overflow in fma"));
    }
    Ok(result)
}

/// A number that orders floats as they stand on the line.
fn rank(x: f64) -> i64 {
    let bits = x.to_bits() as i64;
    if bits < 0 { i64::MIN - bits } else { bits }
}

fn from_rank(rank: i64) -> f64 {
    f64::from_bits(if rank < 0 { (i64::MIN - rank) as u64 } else { rank as u64 })
}

/// The float that many steps after x in the direction of y.
#[pyfunction("math.nextafter(x, y, /, *, steps=None)")]
pub(super) fn nextafter(vm: &mut Vm, x: f64, y: f64, steps: Option<Value>) -> PyResult<f64> {
    let mut count = 1_u64;
    if let Some(steps) = steps.and_then(Value::non_none) {
        let steps = vm.index(steps)?;
        count = match steps.as_int() {
            Some(i) if i.is_negative() => return Err(vm.value_error("steps must be a non-negative integer")),
            Some(i) => i.to_i64().map_or(u64::MAX, |i| i as u64),
            None => 1,
        };
    }
    if x.is_nan() || y.is_nan() {
        return Ok(x + y);
    }
    if count == 0 {
        return Ok(x);
    }
    if x == y {
        return Ok(y);
    }
    let (from, to) = (rank(x), rank(y));
    if from.abs_diff(to) <= count {
        return Ok(y);
    }
    let signed = count as i64;
    let at = if to > from { from.wrapping_add(signed) } else { from.wrapping_sub(signed) };
    let result = from_rank(at);
    // On the way down from a positive number zero has its sign.
    Ok(if result == 0.0 { result.copysign(x) } else { result })
}

/// The value of the least significant bit of a float.
#[pyfunction("math.ulp(x, /)", pure)]
pub(super) fn ulp(_: &mut Vm, x: f64) -> f64 {
    let size = x.abs();
    if x.is_nan() {
        return x;
    }
    if x.is_infinite() {
        return size;
    }
    let next = from_rank(rank(size) + 1);
    if next.is_infinite() { size - from_rank(rank(size) - 1) } else { next - size }
}

/// Whether two numbers are near each other.
#[pyfunction("math.isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)")]
pub(super) fn isclose(vm: &mut Vm, a: f64, b: f64, rel_tol: Option<f64>, abs_tol: Option<f64>) -> PyResult<bool> {
    let (relative, absolute) = (rel_tol.unwrap_or(1e-9), abs_tol.unwrap_or(0.0));
    if relative < 0.0 || absolute < 0.0 {
        return Err(vm.value_error("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(true);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(false);
    }
    let difference = (b - a).abs();
    Ok(difference <= (relative * b).abs() || difference <= (relative * a).abs() || difference <= absolute)
}
