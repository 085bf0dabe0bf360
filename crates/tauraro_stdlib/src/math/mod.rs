//! `math`: functions of floats and ints. The integer ones are on `tauraro_objects::bigint`.

mod floats;
mod special;
mod sums;

use tauraro_core::heap::Gc;
use tauraro_core::object::Module;
use tauraro_core::value::with_sign;
use tauraro_core::{PyResult, Raised, Value, Vm, defs, pyfunction};
use tauraro_objects::bigint;
use tauraro_objects::raise::{OrRaise, as_int, int_object};
use tauraro_objects::text::float as float_text;

/// A function of one float: infinite results of finite arguments are range errors where
/// `overflow`, nans of numbers are domain errors.
fn checked(vm: &mut Vm, x: f64, result: f64, overflow: bool, domain: &str) -> PyResult<f64> {
    if result.is_nan() && !x.is_nan() {
        return Err(domain_of(vm, domain, x));
    }
    if result.is_infinite() && x.is_finite() {
        return Err(if overflow { vm.overflow_error("math range error") } else { domain_of(vm, domain, x) });
    }
    Ok(result)
}

/// The error for an argument that a function has no value for.
#[cold]
fn domain_of(vm: &mut Vm, wanted: &str, x: f64) -> Raised {
    vm.value_error(format!("{wanted}, got {}", float_text::repr(x)))
}

#[cold]
fn domain(vm: &mut Vm) -> Raised {
    vm.value_error("math domain error")
}

macro_rules! functions {
    ($( $(#[doc = $doc:literal])* $name:ident $sig:literal $overflow:literal $domain:literal |$x:ident| $body:expr; )*) => {
        $( $(#[doc = $doc])* #[pyfunction($sig, pure)]
        fn $name(vm: &mut Vm, $x: f64) -> PyResult<f64> {
            let result = $body;
            checked(vm, $x, result, $overflow, $domain)
        } )*
    };
}

functions! {
    /// Arc cosine, in radians.
    acos "math.acos(x, /)" false "expected a number in range from -1 up to 1" |x| x.acos();
    /// Inverse hyperbolic cosine.
    acosh "math.acosh(x, /)" false "expected argument value not less than 1" |x| x.acosh();
    /// Arc sine, in radians.
    asin "math.asin(x, /)" false "expected a number in range from -1 up to 1" |x| x.asin();
    /// Inverse hyperbolic sine.
    asinh "math.asinh(x, /)" false "math domain error" |x| x.asinh();
    /// Arc tangent, in radians.
    atan "math.atan(x, /)" false "math domain error" |x| x.atan();
    /// Inverse hyperbolic tangent.
    atanh "math.atanh(x, /)" false "expected a number between -1 and 1" |x| x.atanh();
    /// Cube root.
    cbrt "math.cbrt(x, /)" false "math domain error" |x| x.cbrt();
    /// Cosine of an angle in radians.
    cos "math.cos(x, /)" false "expected a finite input" |x| x.cos();
    /// Hyperbolic cosine.
    cosh "math.cosh(x, /)" true "math domain error" |x| x.cosh();
    /// e to that power.
    exp "math.exp(x, /)" true "math domain error" |x| x.exp();
    /// Two to that power.
    exp2 "math.exp2(x, /)" true "math domain error" |x| x.exp2();
    /// e to that power, minus one, exact near zero.
    expm1 "math.expm1(x, /)" true "math domain error" |x| x.exp_m1();
    /// The absolute value.
    fabs "math.fabs(x, /)" false "math domain error" |x| with_sign(x).abs();
    /// Logarithm of one plus the number, exact near zero.
    log1p "math.log1p(x, /)" false "expected argument value > -1" |x| x.ln_1p();
    /// Sine of an angle in radians.
    sin "math.sin(x, /)" false "expected a finite input" |x| x.sin();
    /// Hyperbolic sine.
    sinh "math.sinh(x, /)" true "math domain error" |x| x.sinh();
    /// Square root.
    sqrt "math.sqrt(x, /)" false "expected a nonnegative input" |x| x.sqrt();
    /// Tangent of an angle in radians.
    tan "math.tan(x, /)" false "expected a finite input" |x| x.tan();
    /// Hyperbolic tangent.
    tanh "math.tanh(x, /)" false "math domain error" |x| x.tanh();
}

/// Radians to degrees.
#[pyfunction("math.degrees(x, /)", pure)]
fn degrees(_: &mut Vm, x: f64) -> f64 {
    x * (180.0 / std::f64::consts::PI)
}

/// Degrees to radians.
#[pyfunction("math.radians(x, /)", pure)]
fn radians(_: &mut Vm, x: f64) -> f64 {
    x * (std::f64::consts::PI / 180.0)
}

/// Angle of the point (x, y), in radians.
#[pyfunction("math.atan2(y, x, /)", pure)]
fn atan2(_: &mut Vm, y: f64, x: f64) -> f64 {
    y.atan2(x)
}

/// The first number with the sign of the second.
#[pyfunction("math.copysign(x, y, /)", pure)]
fn copysign(_: &mut Vm, x: f64, y: f64) -> f64 {
    with_sign(x).copysign(with_sign(y))
}

/// The rest of a division, with the sign of the dividend.
#[pyfunction("math.fmod(x, y, /)", pure)]
fn fmod(vm: &mut Vm, x: f64, y: f64) -> PyResult<f64> {
    if y == 0.0 && !x.is_nan() || x.is_infinite() && !y.is_nan() {
        return Err(domain(vm));
    }
    Ok(x % y)
}

/// Whether the number is neither infinite nor a nan.
#[pyfunction("math.isfinite(x, /)", pure)]
fn isfinite(_: &mut Vm, x: f64) -> bool {
    x.is_finite()
}

/// Whether the number is infinite.
#[pyfunction("math.isinf(x, /)", pure)]
fn isinf(_: &mut Vm, x: f64) -> bool {
    x.is_infinite()
}

/// Whether the number is a nan.
#[pyfunction("math.isnan(x, /)", pure)]
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
#[pyfunction("math.ceil(x, /)")]
fn ceil(vm: &mut Vm, x: Value) -> PyResult {
    rounded(vm, x, "__ceil__", f64::ceil)
}

/// The greatest int that is not above the number.
#[pyfunction("math.floor(x, /)")]
fn floor(vm: &mut Vm, x: Value) -> PyResult {
    rounded(vm, x, "__floor__", f64::floor)
}

/// The number without its fraction.
#[pyfunction("math.trunc(x, /)")]
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
#[pyfunction("math.gcd(*integers)")]
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
#[pyfunction("math.lcm(*integers)")]
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
#[pyfunction("math.factorial(n, /)")]
fn factorial(vm: &mut Vm, n: Value) -> PyResult {
    let n = vm.index(n)?;
    let Some(i) = as_int(&n) else { return Ok(n) };
    let made = bigint::factorial(i).or_raise(vm)?;
    Ok(int_object(vm, made))
}

/// The whole part of a square root.
#[pyfunction("math.isqrt(n, /)")]
fn isqrt(vm: &mut Vm, n: Value) -> PyResult {
    let n = vm.index(n)?;
    let Some(i) = as_int(&n) else { return Ok(n) };
    let made = bigint::isqrt(i).or_raise(vm)?;
    Ok(int_object(vm, made))
}

/// In how many ways k things are chosen of n.
#[pyfunction("math.comb(n, k, /)")]
fn comb(vm: &mut Vm, n: Value, k: Value) -> PyResult {
    let (n, k) = (vm.index(n)?, vm.index(k)?);
    let (Some(a), Some(b)) = (as_int(&n), as_int(&k)) else { return Ok(n) };
    let made = bigint::comb(a, b).or_raise(vm)?;
    Ok(int_object(vm, made))
}

/// In how many ways k things of n are put in order; without k all of them.
#[pyfunction("math.perm(n, k=None, /)")]
fn perm(vm: &mut Vm, n: Value, k: Option<Value>) -> PyResult {
    let Some(k) = k.and_then(Value::non_none) else { return factorial(vm, n) };
    let (n, k) = (vm.index(n)?, vm.index(k)?);
    let (Some(a), Some(b)) = (as_int(&n), as_int(&k)) else { return Ok(n) };
    let made = bigint::perm(a, b).or_raise(vm)?;
    Ok(int_object(vm, made))
}

/// A logarithm of an int of any size or a float.
fn logarithm(vm: &mut Vm, v: Value, f: fn(f64) -> f64) -> PyResult<f64> {
    if let Some(i) = as_int(&v) {
        if i.is_negative() || i.is_zero() {
            return Err(vm.value_error("expected a positive input"));
        }
        if let Ok(x) = i.to_f64() {
            return Ok(f(x));
        }
        // Too large for a float: the logarithms of mantissa and exponent are added.
        let bits = bigint::bit_length(i) as i64;
        let power = bigint::shift_left(bigint::IntRef::Small(1), bigint::IntRef::Small(bits)).or_raise(vm)?;
        let mantissa = bigint::true_divide(i, power.borrow()).or_raise(vm)?;
        let (mantissa, more) = floats::split(mantissa);
        return Ok(f(mantissa) + f(2.0) * (bits + i64::from(more)) as f64);
    }
    let x = vm.to_f64(v)?;
    if x <= 0.0 {
        return Err(domain_of(vm, "expected a positive input", x));
    }
    Ok(f(x))
}

/// Logarithm to a base; the natural one without.
#[pyfunction("math.log(x, base=<unrepresentable>, /)")]
fn log(vm: &mut Vm, x: Value, base: Option<Value>) -> PyResult<f64> {
    let numerator = logarithm(vm, x, f64::ln)?;
    match base {
        None => Ok(numerator),
        Some(base) => {
            let denominator = logarithm(vm, base, f64::ln)?;
            if denominator == 0.0 {
                Err(vm.zero_division_error("division by zero"))
            } else {
                Ok(numerator / denominator)
            }
        }
    }
}

/// Logarithm to base 2.
#[pyfunction("math.log2(x, /)")]
fn log2(vm: &mut Vm, x: Value) -> PyResult<f64> {
    logarithm(vm, x, f64::log2)
}

/// Logarithm to base 10.
#[pyfunction("math.log10(x, /)")]
fn log10(vm: &mut Vm, x: Value) -> PyResult<f64> {
    logarithm(vm, x, f64::log10)
}

/// x to the power y, as floats.
#[pyfunction("math.pow(x, y, /)")]
fn pow(vm: &mut Vm, x: f64, y: f64) -> PyResult<f64> {
    let result = x.powf(y);
    if result.is_nan() && !x.is_nan() && !y.is_nan() || x == 0.0 && y < 0.0 && y.is_finite() {
        return Err(domain(vm));
    }
    if result.is_infinite() && x.is_finite() && y.is_finite() {
        return Err(vm.overflow_error("math range error"));
    }
    Ok(result)
}

/// The product of the items.
#[pyfunction("math.prod(iterable, /, *, start=1)")]
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
    use floats::{fma, frexp, isclose, ldexp, modf, nextafter, remainder, ulp};
    use special::{erf, erfc, gamma, lgamma};
    use sums::{dist, fsum, hypot, sumprod};
    let functions = defs![
        acos, acosh, asin, asinh, atan, atan2, atanh, cbrt, ceil, comb, copysign, cos, cosh, degrees, dist, erf, erfc,
        exp, exp2, expm1, fabs, factorial, floor, fma, fmod, frexp, fsum, gamma, gcd, hypot, isclose, isfinite, isinf,
        isnan, isqrt, lcm, ldexp, lgamma, log, log10, log1p, log2, modf, nextafter, perm, pow, prod, radians,
        remainder, sin, sinh, sqrt, sumprod, tan, tanh, trunc, ulp,
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
