//! `math`: functions of floats and ints. The integer ones are on `tauraro_objects::bigint`.

use tauraro_core::heap::Gc;
use tauraro_core::object::Module;
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};
use tauraro_objects::bigint;
use tauraro_objects::raise::{OrRaise, as_int, int_object};

/// A function of one float: infinite results of finite arguments are range errors where
/// `overflow`, nans of numbers are domain errors.
fn checked(vm: &mut Vm, x: f64, result: f64, overflow: bool) -> PyResult<f64> {
    if result.is_nan() && !x.is_nan() {
        return Err(domain(vm, x));
    }
    if result.is_infinite() && x.is_finite() {
        return Err(if overflow { vm.overflow_error("math range error") } else { domain(vm, x) });
    }
    Ok(result)
}

#[cold]
fn domain(vm: &mut Vm, _: f64) -> tauraro_core::Raised {
    vm.value_error("math domain error")
}

macro_rules! functions {
    ($( $(#[doc = $doc:literal])* $name:ident $sig:literal $overflow:literal |$x:ident| $body:expr; )*) => {
        $( $(#[doc = $doc])* #[pyfunction($sig, pure)]
        fn $name(vm: &mut Vm, $x: f64) -> PyResult<f64> {
            let result = $body;
            checked(vm, $x, result, $overflow)
        } )*
    };
}

functions! {
    /// Arc cosine, in radians.
    acos "acos(x, /)" false |x| x.acos();
    /// Inverse hyperbolic cosine.
    acosh "acosh(x, /)" false |x| x.acosh();
    /// Arc sine, in radians.
    asin "asin(x, /)" false |x| x.asin();
    /// Inverse hyperbolic sine.
    asinh "asinh(x, /)" false |x| x.asinh();
    /// Arc tangent, in radians.
    atan "atan(x, /)" false |x| x.atan();
    /// Inverse hyperbolic tangent.
    atanh "atanh(x, /)" false |x| x.atanh();
    /// Cube root.
    cbrt "cbrt(x, /)" false |x| x.cbrt();
    /// Cosine of an angle in radians.
    cos "cos(x, /)" false |x| x.cos();
    /// Hyperbolic cosine.
    cosh "cosh(x, /)" true |x| x.cosh();
    /// Radians to degrees.
    degrees "degrees(x, /)" true |x| x * (180.0 / std::f64::consts::PI);
    /// e to that power.
    exp "exp(x, /)" true |x| x.exp();
    /// Two to that power.
    exp2 "exp2(x, /)" true |x| x.exp2();
    /// e to that power, minus one, exact near zero.
    expm1 "expm1(x, /)" true |x| x.exp_m1();
    /// The absolute value.
    fabs "fabs(x, /)" false |x| x.abs();
    /// Logarithm of one plus the number, exact near zero.
    log1p "log1p(x, /)" false |x| x.ln_1p();
    /// Degrees to radians.
    radians "radians(x, /)" true |x| x * (std::f64::consts::PI / 180.0);
    /// Sine of an angle in radians.
    sin "sin(x, /)" false |x| x.sin();
    /// Hyperbolic sine.
    sinh "sinh(x, /)" true |x| x.sinh();
    /// Square root.
    sqrt "sqrt(x, /)" false |x| x.sqrt();
    /// Tangent of an angle in radians.
    tan "tan(x, /)" false |x| x.tan();
    /// Hyperbolic tangent.
    tanh "tanh(x, /)" false |x| x.tanh();
}

/// Angle of the point (x, y), in radians.
#[pyfunction("atan2(y, x, /)", pure)]
fn atan2(_: &mut Vm, y: f64, x: f64) -> f64 {
    y.atan2(x)
}

/// The first number with the sign of the second.
#[pyfunction("copysign(x, y, /)", pure)]
fn copysign(_: &mut Vm, x: f64, y: f64) -> f64 {
    x.copysign(y)
}

/// The rest of a division, with the sign of the dividend.
#[pyfunction("fmod(x, y, /)", pure)]
fn fmod(vm: &mut Vm, x: f64, y: f64) -> PyResult<f64> {
    if y == 0.0 && !x.is_nan() || x.is_infinite() && !y.is_nan() {
        return Err(domain(vm, x));
    }
    Ok(x % y)
}

/// Whether the number is neither infinite nor a nan.
#[pyfunction("isfinite(x, /)", pure)]
fn isfinite(_: &mut Vm, x: f64) -> bool {
    x.is_finite()
}

/// Whether the number is infinite.
#[pyfunction("isinf(x, /)", pure)]
fn isinf(_: &mut Vm, x: f64) -> bool {
    x.is_infinite()
}

/// Whether the number is a nan.
#[pyfunction("isnan(x, /)", pure)]
fn isnan(_: &mut Vm, x: f64) -> bool {
    x.is_nan()
}

/// A number rounded by a dunder method, or as a float by `f`.
fn rounded(vm: &mut Vm, x: Value, name: &str, f: fn(f64) -> f64) -> PyResult {
    let name = vm.intern(name);
    if !x.is_float()
        && let Some(made) = vm.call_special(x, name, &[])?
    {
        return Ok(made);
    }
    let x = vm.to_f64(x)?;
    let whole = bigint::truncate_float(f(x)).or_raise(vm)?;
    Ok(int_object(vm, whole))
}

/// The least int that is not below the number.
#[pyfunction("ceil(x, /)")]
fn ceil(vm: &mut Vm, x: Value) -> PyResult {
    rounded(vm, x, "__ceil__", f64::ceil)
}

/// The greatest int that is not above the number.
#[pyfunction("floor(x, /)")]
fn floor(vm: &mut Vm, x: Value) -> PyResult {
    rounded(vm, x, "__floor__", f64::floor)
}

/// The number without its fraction.
#[pyfunction("trunc(x, /)")]
fn trunc(vm: &mut Vm, x: Value) -> PyResult {
    let name = vm.names.trunc;
    match vm.call_special(x, name, &[])? {
        Some(v) => Ok(v),
        None => {
            let text = format!("type {} doesn't define __trunc__ method", vm.type_name(x));
            Err(vm.type_error(text))
        }
    }
}

/// The greatest common divisor.
#[pyfunction("gcd(*integers)")]
fn gcd(vm: &mut Vm, integers: &[Value]) -> PyResult {
    let mut result = Value::small(0);
    for v in integers {
        let v = vm.index(*v)?;
        if let (Some(a), Some(b)) = (as_int(&result), as_int(&v)) {
            let made = bigint::gcd(a, b);
            result = int_object(vm, made);
        }
    }
    Ok(result)
}

/// The least common multiple.
#[pyfunction("lcm(*integers)")]
fn lcm(vm: &mut Vm, integers: &[Value]) -> PyResult {
    let mut result = Value::small(1);
    for v in integers {
        let v = vm.index(*v)?;
        if let (Some(a), Some(b)) = (as_int(&result), as_int(&v)) {
            let made = bigint::lcm(a, b);
            result = int_object(vm, made);
        }
    }
    Ok(result)
}

/// The product of all numbers from one on.
#[pyfunction("factorial(n, /)")]
fn factorial(vm: &mut Vm, n: Value) -> PyResult {
    let n = vm.index(n)?;
    let Some(i) = as_int(&n) else { return Ok(n) };
    let made = bigint::factorial(i).or_raise(vm)?;
    Ok(int_object(vm, made))
}

/// The whole part of a square root.
#[pyfunction("isqrt(n, /)")]
fn isqrt(vm: &mut Vm, n: Value) -> PyResult {
    let n = vm.index(n)?;
    let Some(i) = as_int(&n) else { return Ok(n) };
    let made = bigint::isqrt(i).or_raise(vm)?;
    Ok(int_object(vm, made))
}

/// In how many ways k things are chosen of n.
#[pyfunction("comb(n, k, /)")]
fn comb(vm: &mut Vm, n: Value, k: Value) -> PyResult {
    let (n, k) = (vm.index(n)?, vm.index(k)?);
    let (Some(a), Some(b)) = (as_int(&n), as_int(&k)) else { return Ok(n) };
    let made = bigint::comb(a, b).or_raise(vm)?;
    Ok(int_object(vm, made))
}

/// Natural logarithm of an int of any size or a float.
fn ln(vm: &mut Vm, v: Value) -> PyResult<f64> {
    if let Some(i) = as_int(&v) {
        if i.is_negative() || i.is_zero() {
            return Err(vm.value_error("expected a positive input"));
        }
        if let Ok(f) = i.to_f64() {
            return Ok(f.ln());
        }
        // Too large for a float: shift the excess out and add its logarithm.
        let excess = bigint::bit_length(i) - 1000;
        let shifted = bigint::shift_right(i, bigint::IntRef::Small(excess as i64)).or_raise(vm)?;
        let f = shifted.borrow().to_f64().or_raise(vm)?;
        return Ok(f.ln() + excess as f64 * std::f64::consts::LN_2);
    }
    let x = vm.to_f64(v)?;
    if x <= 0.0 {
        return Err(vm.value_error("expected a positive input"));
    }
    Ok(x.ln())
}

/// Logarithm to a base; the natural one without.
#[pyfunction("log(x, base=None, /)")]
fn log(vm: &mut Vm, x: Value, base: Option<Value>) -> PyResult<f64> {
    let numerator = ln(vm, x)?;
    match base {
        None => Ok(numerator),
        Some(base) => {
            let denominator = ln(vm, base)?;
            if denominator == 0.0 {
                Err(vm.zero_division_error("division by zero"))
            } else {
                Ok(numerator / denominator)
            }
        }
    }
}

/// Logarithm to base 2.
#[pyfunction("log2(x, /)")]
fn log2(vm: &mut Vm, x: Value) -> PyResult<f64> {
    match x.as_float().or_else(|| x.as_small().map(|i| i as f64)) {
        Some(f) if f > 0.0 => Ok(f.log2()),
        _ => Ok(ln(vm, x)? / std::f64::consts::LN_2),
    }
}

/// Logarithm to base 10.
#[pyfunction("log10(x, /)")]
fn log10(vm: &mut Vm, x: Value) -> PyResult<f64> {
    match x.as_float().or_else(|| x.as_small().map(|i| i as f64)) {
        Some(f) if f > 0.0 => Ok(f.log10()),
        _ => Ok(ln(vm, x)? / std::f64::consts::LN_10),
    }
}

/// x to the power y, as floats.
#[pyfunction("pow(x, y, /)")]
fn pow(vm: &mut Vm, x: f64, y: f64) -> PyResult<f64> {
    let result = x.powf(y);
    if result.is_nan() && !x.is_nan() && !y.is_nan() || x == 0.0 && y < 0.0 && y.is_finite() {
        return Err(domain(vm, x));
    }
    if result.is_infinite() && x.is_finite() && y.is_finite() {
        return Err(vm.overflow_error("math range error"));
    }
    Ok(result)
}

/// Distance of a point from the origin.
#[pyfunction("hypot(*coordinates)")]
fn hypot(vm: &mut Vm, coordinates: &[Value]) -> PyResult<f64> {
    let mut result = 0.0_f64;
    for v in coordinates {
        result = result.hypot(vm.to_f64(*v)?);
    }
    Ok(result)
}

/// The product of the items.
#[pyfunction("prod(iterable, /, *, start=1)")]
fn prod(vm: &mut Vm, iterable: Value, start: Option<Value>) -> PyResult {
    let list = vm.new_list(&[start.unwrap_or(Value::small(1))])?;
    vm.for_each(iterable, |vm, v| {
        let product = vm.binary(tauraro_core::ops::BinaryOp::Multiply, list.items.get(0).unwrap_or(Value::NONE), v)?;
        list.items.set(0, product);
        Ok(())
    })?;
    Ok(list.items.get(0).unwrap_or(Value::NONE))
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let functions = defs![
        acos, acosh, asin, asinh, atan, atan2, atanh, cbrt, ceil, comb, copysign, cos, cosh, degrees, exp, exp2, expm1,
        fabs, factorial, floor, fmod, gcd, hypot, isfinite, isinf, isnan, isqrt, lcm, log, log10, log1p, log2, pow,
        prod, radians, sin, sinh, sqrt, tan, tanh, trunc,
    ];
    let module = vm.new_module("math", Some("Functions of floats and ints."), functions)?;
    for (name, v) in [
        ("pi", std::f64::consts::PI),
        ("e", std::f64::consts::E),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ] {
        module.add(vm, name, v)?;
    }
    Ok(module)
}
