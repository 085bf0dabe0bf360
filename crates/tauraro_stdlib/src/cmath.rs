//! `cmath`: functions of complex numbers, with the results at infinities and zeros, signs
//! included, that the C standard asks for.

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, LN_2, LN_10, PI};
use tauraro_core::builtin::{FromArg, Signature};
use tauraro_core::heap::Gc;
use tauraro_core::object::Module;
use tauraro_core::{PyResult, Raised, Value, Vm, defs, pyfunction};
use tauraro_objects::complex::{as_complex, new_complex};
use tauraro_objects::float::as_f64;

/// A complex number.
#[derive(Clone, Copy)]
struct Z {
    re: f64,
    im: f64,
}

impl FromArg for Z {
    fn from_arg(vm: &mut Vm, arg: Option<Value>, sig: &Signature, at: usize) -> PyResult<Z> {
        let v = Value::from_arg(vm, arg, sig, at)?;
        complex_of(vm, v)
    }
}

fn z(re: f64, im: f64) -> Z {
    Z { re, im }
}

fn complex_of(vm: &mut Vm, v: Value) -> PyResult<Z> {
    if let Some((re, im)) = as_complex(v) {
        return Ok(z(re, im));
    }
    if as_f64(v).is_none()
        && v.as_int().is_none()
        && let Some(made) = vm.call_special(v, vm.names.complex, &[])?
    {
        return match as_complex(made) {
            Some((re, im)) => Ok(z(re, im)),
            None => {
                let got = vm.type_name(made);
                Err(vm.type_error(format!("__complex__ returned non-complex (type {got})")))
            }
        };
    }
    Ok(z(vm.to_f64(v)?, 0.0))
}

impl Z {
    fn is_finite(self) -> bool {
        self.re.is_finite() && self.im.is_finite()
    }

    fn is_nan(self) -> bool {
        self.re.is_nan() || self.im.is_nan()
    }

    fn is_infinite(self) -> bool {
        self.re.is_infinite() || self.im.is_infinite()
    }

    /// i times the number.
    fn turned(self) -> Z {
        z(-self.im, self.re)
    }

    /// The number divided by i.
    fn turned_back(self) -> Z {
        z(self.im, -self.re)
    }
}

#[cold]
fn domain(vm: &mut Vm) -> Raised {
    vm.value_error("math domain error")
}

#[cold]
fn range(vm: &mut Vm) -> Raised {
    vm.overflow_error("math range error")
}

fn object(vm: &mut Vm, w: Z) -> Value {
    new_complex(vm, w.re, w.im)
}

/// Beyond this, squares of parts overflow.
const LARGE: f64 = f64::MAX / 4.0;

/// The square root, with the sign of the imaginary part.
fn sqrt_of(a: Z) -> Z {
    if a.im.is_infinite() {
        return z(f64::INFINITY, a.im);
    }
    if a.re.is_nan() {
        return z(a.re, f64::NAN);
    }
    if a.re.is_infinite() {
        return match (a.re > 0.0, a.im.is_nan()) {
            (true, false) => z(a.re, 0.0_f64.copysign(a.im)),
            (true, true) => z(a.re, f64::NAN),
            (false, false) => z(0.0, f64::INFINITY.copysign(a.im)),
            (false, true) => z(f64::NAN, f64::INFINITY),
        };
    }
    if a.im.is_nan() {
        return z(f64::NAN, f64::NAN);
    }
    if a.re == 0.0 && a.im == 0.0 {
        return z(0.0, a.im);
    }
    let (mut x, mut y) = (a.re.abs(), a.im.abs());
    let s = if x < f64::MIN_POSITIVE && y < f64::MIN_POSITIVE && (x > 0.0 || y > 0.0) {
        // Scaled up, so that no digits are lost below the least normal number.
        let up = 2.0_f64.powi(54);
        x *= up;
        (x + x.hypot(y * up)).sqrt() * 2.0_f64.powi(-27) / 2.0_f64.sqrt()
    } else {
        x /= 8.0;
        2.0 * (x + x.hypot(y / 8.0)).sqrt()
    };
    y /= 2.0 * s;
    if a.re >= 0.0 { z(s, y.copysign(a.im)) } else { z(y, s.copysign(a.im)) }
}

/// The natural logarithm.
fn log_of(a: Z) -> Z {
    let (x, y) = (a.re.abs(), a.im.abs());
    let im = a.im.atan2(a.re);
    if a.is_infinite() {
        return z(f64::INFINITY, im);
    }
    let re = if x > LARGE || y > LARGE {
        (x / 2.0).hypot(y / 2.0).ln() + LN_2
    } else if x < f64::MIN_POSITIVE && y < f64::MIN_POSITIVE {
        let up = 2.0_f64.powi(54);
        (x * up).hypot(y * up).ln() - 54.0 * LN_2
    } else {
        let size = x.hypot(y);
        if (0.71..=1.73).contains(&size) {
            // Near the unit circle the logarithm is that of one plus little.
            let (most, least) = (x.max(y), x.min(y));
            ((most - 1.0) * (most + 1.0) + least * least).ln_1p() / 2.0
        } else {
            size.ln()
        }
    };
    z(re, im)
}

fn exp_of(a: Z) -> Z {
    if !a.im.is_finite() {
        return match a.re {
            r if r == f64::NEG_INFINITY => z(0.0, 0.0),
            r if r == f64::INFINITY => z(r, f64::NAN),
            _ => z(f64::NAN, f64::NAN),
        };
    }
    if a.im == 0.0 {
        return z(a.re.exp(), a.im);
    }
    let (sin, cos) = a.im.sin_cos();
    if a.re.is_infinite() {
        let size = if a.re > 0.0 { f64::INFINITY } else { 0.0 };
        return z(size.copysign(cos), size.copysign(sin));
    }
    if a.re.is_nan() {
        return z(f64::NAN, f64::NAN);
    }
    if a.re > 708.0 {
        let size = (a.re - 1.0).exp();
        return z(size * cos * std::f64::consts::E, size * sin * std::f64::consts::E);
    }
    let size = a.re.exp();
    z(size * cos, size * sin)
}

fn cosh_of(a: Z) -> Z {
    if a.re.is_nan() || !a.im.is_finite() {
        let im = if a.re == 0.0 || a.im == 0.0 { 0.0 } else { f64::NAN };
        let re = if a.re.is_infinite() { f64::INFINITY } else { f64::NAN };
        return z(re, if a.re.is_infinite() { f64::NAN } else { im });
    }
    let (sin, cos) = a.im.sin_cos();
    if a.re.is_infinite() {
        let im = if a.im == 0.0 { a.im * 1.0_f64.copysign(a.re) } else { f64::INFINITY.copysign(sin * a.re.signum()) };
        return z(if a.im == 0.0 { f64::INFINITY } else { f64::INFINITY.copysign(cos) }, im);
    }
    if a.re.abs() > 708.0 {
        let near = a.re - 1.0_f64.copysign(a.re);
        return z(cos * near.cosh() * std::f64::consts::E, sin * near.sinh() * std::f64::consts::E);
    }
    z(cos * a.re.cosh(), sin * a.re.sinh())
}

fn sinh_of(a: Z) -> Z {
    if a.re.is_nan() || !a.im.is_finite() {
        let im = if a.im == 0.0 { a.im } else { f64::NAN };
        return match a.re {
            r if r.is_infinite() => z(f64::INFINITY, f64::NAN),
            0.0 => z(0.0, f64::NAN),
            _ => z(f64::NAN, im),
        };
    }
    let (sin, cos) = a.im.sin_cos();
    if a.re.is_infinite() {
        return match a.im == 0.0 {
            true => z(a.re, a.im),
            false => z(f64::INFINITY.copysign(cos * a.re.signum()), f64::INFINITY.copysign(sin)),
        };
    }
    if a.re.abs() > 708.0 {
        let near = a.re - 1.0_f64.copysign(a.re);
        return z(cos * near.sinh() * std::f64::consts::E, sin * near.cosh() * std::f64::consts::E);
    }
    z(cos * a.re.sinh(), sin * a.re.cosh())
}

fn tanh_of(a: Z) -> Z {
    if a.re.is_infinite() {
        let im = if a.im.is_finite() { 0.0_f64.copysign((2.0 * a.im).sin()) } else { 0.0 };
        return z(1.0_f64.copysign(a.re), if a.im == 0.0 { a.im } else { im });
    }
    if a.is_nan() || a.im.is_infinite() {
        let re = if a.re == 0.0 { a.re } else { f64::NAN };
        return z(re, if a.im == 0.0 { a.im } else { f64::NAN });
    }
    if a.re.abs() > 354.0 {
        let small = 4.0 * a.im.sin() * a.im.cos() * (-2.0 * a.re.abs()).exp();
        return z(1.0_f64.copysign(a.re), small);
    }
    let (tanh, tan) = (a.re.tanh(), a.im.tan());
    let slope = 1.0 / a.re.cosh();
    let product = tanh * tan;
    let denominator = 1.0 + product * product;
    z(tanh * (1.0 + tan * tan) / denominator, tan / denominator * slope * slope)
}

fn asinh_of(a: Z) -> Z {
    if a.re.is_infinite() || a.im.is_infinite() {
        return match (a.re.is_infinite(), a.im.is_infinite()) {
            (true, true) => z(a.re, FRAC_PI_4.copysign(a.im)),
            (true, false) if a.im.is_nan() => z(a.re, f64::NAN),
            (true, false) => z(a.re, 0.0_f64.copysign(a.im)),
            _ if a.re.is_nan() => z(f64::INFINITY, f64::NAN),
            _ => z(f64::INFINITY.copysign(a.re), FRAC_PI_2.copysign(a.im)),
        };
    }
    if a.is_nan() {
        return z(f64::NAN, if a.im == 0.0 { a.im } else { f64::NAN });
    }
    if a.re.abs() > LARGE || a.im.abs() > LARGE {
        let size = (a.re / 2.0).hypot(a.im / 2.0).ln() + LN_2 * 2.0;
        return z(size.copysign(a.re), a.im.atan2(a.re.abs()));
    }
    let s1 = sqrt_of(z(1.0 + a.im, -a.re));
    let s2 = sqrt_of(z(1.0 - a.im, a.re));
    z((s1.re * s2.im - s2.re * s1.im).asinh(), a.im.atan2(s1.re * s2.re - s1.im * s2.im))
}

fn acos_of(a: Z) -> Z {
    if a.is_infinite() {
        return match (a.re.is_infinite(), a.im.is_infinite()) {
            (true, true) if a.re > 0.0 => z(FRAC_PI_4, -a.im),
            (true, true) => z(3.0 * FRAC_PI_4, -a.im),
            (true, false) if a.im.is_nan() => z(f64::NAN, f64::INFINITY),
            (true, false) => z(if a.re > 0.0 { 0.0 } else { PI }, f64::INFINITY.copysign(-a.im)),
            _ if a.re.is_nan() => z(f64::NAN, -a.im),
            _ => z(FRAC_PI_2, -a.im),
        };
    }
    if a.is_nan() {
        return z(if a.re == 0.0 { FRAC_PI_2 } else { f64::NAN }, f64::NAN);
    }
    if a.re.abs() > LARGE || a.im.abs() > LARGE {
        let size = (a.re / 2.0).hypot(a.im / 2.0).ln() + LN_2 * 2.0;
        return z(a.im.abs().atan2(a.re), -size.copysign(a.im));
    }
    let s1 = sqrt_of(z(1.0 - a.re, -a.im));
    let s2 = sqrt_of(z(1.0 + a.re, a.im));
    z(2.0 * s1.re.atan2(s2.re), (s2.re * s1.im - s2.im * s1.re).asinh())
}

fn acosh_of(a: Z) -> Z {
    if a.is_infinite() {
        return match (a.re.is_infinite(), a.im.is_infinite()) {
            (true, true) if a.re > 0.0 => z(f64::INFINITY, FRAC_PI_4.copysign(a.im)),
            (true, true) => z(f64::INFINITY, (3.0 * FRAC_PI_4).copysign(a.im)),
            (true, false) if a.im.is_nan() => z(f64::INFINITY, f64::NAN),
            (true, false) => z(f64::INFINITY, (if a.re > 0.0 { 0.0 } else { PI }).copysign(a.im)),
            _ if a.re.is_nan() => z(f64::INFINITY, f64::NAN),
            _ => z(f64::INFINITY, FRAC_PI_2.copysign(a.im)),
        };
    }
    if a.is_nan() {
        return z(f64::NAN, if a.re == 0.0 { FRAC_PI_2 } else { f64::NAN });
    }
    if a.re.abs() > LARGE || a.im.abs() > LARGE {
        let size = (a.re / 2.0).hypot(a.im / 2.0).ln() + LN_2 * 2.0;
        return z(size, a.im.atan2(a.re));
    }
    let s1 = sqrt_of(z(a.re - 1.0, a.im));
    let s2 = sqrt_of(z(a.re + 1.0, a.im));
    z((s1.re * s2.re + s1.im * s2.im).asinh(), 2.0 * s1.im.atan2(s2.re))
}

fn atanh_of(a: Z) -> Option<Z> {
    if a.re.is_sign_negative() && !a.re.is_nan() {
        return atanh_of(z(-a.re, -a.im)).map(|w| z(-w.re, -w.im));
    }
    if a.is_infinite() || a.is_nan() {
        let im = if a.im.is_nan() { f64::NAN } else { FRAC_PI_2.copysign(a.im) };
        return Some(match a.re {
            _ if a.im.is_infinite() => z(0.0, im),
            r if r.is_infinite() => z(0.0, im),
            0.0 => z(0.0, f64::NAN),
            _ => z(f64::NAN, f64::NAN),
        });
    }
    let (x, y) = (a.re, a.im.abs());
    let root = LARGE.sqrt();
    if x > root || y > root {
        let size = (x / 2.0).hypot(y / 2.0);
        return Some(z(x / 4.0 / size / size, FRAC_PI_2.copysign(a.im)));
    }
    if x == 1.0 && y < f64::MIN_POSITIVE.sqrt() {
        if y == 0.0 {
            return None;
        }
        let re = -(y.sqrt() / y.hypot(2.0).sqrt()).ln();
        return Some(z(re, (2.0_f64.atan2(-y) / 2.0).copysign(a.im)));
    }
    let re = (4.0 * x / ((1.0 - x) * (1.0 - x) + y * y)).ln_1p() / 4.0;
    Some(z(re, -(-2.0 * a.im).atan2((1.0 - x) * (1.0 + x) - y * y) / 2.0))
}

/// The result of a function: an infinite one of a finite argument is too large; one that does
/// not exist is an error.
fn finished(vm: &mut Vm, a: Z, w: Z) -> PyResult {
    if a.is_finite() && w.is_infinite() {
        return Err(range(vm));
    }
    if a.is_finite() && w.is_nan() {
        return Err(domain(vm));
    }
    Ok(object(vm, w))
}

macro_rules! functions {
    ($( $(#[doc = $doc:literal])* $name:ident $sig:literal |$a:ident| $body:expr; )*) => {
        $( $(#[doc = $doc])* #[pyfunction($sig)]
        fn $name(vm: &mut Vm, $a: Z) -> PyResult {
            let w: Z = $body;
            finished(vm, $a, w)
        } )*
    };
}

functions! {
    /// Arc cosine.
    acos "cmath.acos(z, /)" |a| acos_of(a);
    /// Inverse hyperbolic cosine.
    acosh "cmath.acosh(z, /)" |a| acosh_of(a);
    /// Arc sine.
    asin "cmath.asin(z, /)" |a| asinh_of(a.turned()).turned_back();
    /// Inverse hyperbolic sine.
    asinh "cmath.asinh(z, /)" |a| asinh_of(a);
    /// Square root.
    sqrt "cmath.sqrt(z, /)" |a| sqrt_of(a);
}

/// Whether the angle is one at which a function of an infinite number has no value.
fn lost_angle(size: f64, angle: f64) -> bool {
    angle.is_infinite() && !size.is_nan()
}

macro_rules! exponentials {
    ($( $(#[doc = $doc:literal])* $name:ident $sig:literal |$a:ident| ($size:expr, $angle:expr) $body:expr; )*) => {
        $( $(#[doc = $doc])* #[pyfunction($sig)]
        fn $name(vm: &mut Vm, $a: Z) -> PyResult {
            if lost_angle($size, $angle) {
                return Err(domain(vm));
            }
            let w: Z = $body;
            finished(vm, $a, w)
        } )*
    };
}

exponentials! {
    /// Cosine.
    cos "cmath.cos(z, /)" |a| (a.im, a.re) cosh_of(a.turned());
    /// Hyperbolic cosine.
    cosh "cmath.cosh(z, /)" |a| (a.re, a.im) cosh_of(a);
    /// Sine.
    sin "cmath.sin(z, /)" |a| (a.im, a.re) sinh_of(a.turned()).turned_back();
    /// Hyperbolic sine.
    sinh "cmath.sinh(z, /)" |a| (a.re, a.im) sinh_of(a);
}

/// e to that power.
#[pyfunction("cmath.exp(z, /)")]
fn exp(vm: &mut Vm, a: Z) -> PyResult {
    if a.im.is_infinite() && (a.re.is_finite() || a.re == f64::INFINITY) {
        return Err(domain(vm));
    }
    finished(vm, a, exp_of(a))
}

fn tanh_object(vm: &mut Vm, a: Z, back: fn(Z) -> Z) -> PyResult {
    if a.im.is_infinite() && a.re.is_finite() {
        return Err(domain(vm));
    }
    finished(vm, a, back(tanh_of(a)))
}

/// Tangent.
#[pyfunction("cmath.tan(z, /)")]
fn tan(vm: &mut Vm, a: Z) -> PyResult {
    tanh_object(vm, a.turned(), Z::turned_back)
}

/// Hyperbolic tangent.
#[pyfunction("cmath.tanh(z, /)")]
fn tanh(vm: &mut Vm, a: Z) -> PyResult {
    tanh_object(vm, a, |w| w)
}

/// Inverse hyperbolic tangent.
#[pyfunction("cmath.atanh(z, /)")]
fn atanh(vm: &mut Vm, a: Z) -> PyResult {
    match atanh_of(a) {
        Some(w) => Ok(object(vm, w)),
        None => Err(domain(vm)),
    }
}

/// Arc tangent.
#[pyfunction("cmath.atan(z, /)")]
fn atan(vm: &mut Vm, a: Z) -> PyResult {
    match atanh_of(a.turned()) {
        Some(w) => Ok(object(vm, w.turned_back())),
        None => Err(domain(vm)),
    }
}

fn checked_log(vm: &mut Vm, a: Z) -> PyResult<Z> {
    if a.re == 0.0 && a.im == 0.0 {
        return Err(domain(vm));
    }
    Ok(log_of(a))
}

/// Logarithm to a base; the natural one without.
#[pyfunction("cmath.log(z, base=<unrepresentable>, /)")]
fn log(vm: &mut Vm, a: Z, base: Option<Value>) -> PyResult {
    let above = checked_log(vm, a)?;
    let Some(base) = base else { return Ok(object(vm, above)) };
    let base = complex_of(vm, base)?;
    let below = checked_log(vm, base)?;
    let (above, below) = (object(vm, above), object(vm, below));
    vm.binary(tauraro_core::ops::BinaryOp::TrueDivide, above, below)
}

/// Logarithm to base 10.
#[pyfunction("cmath.log10(z, /)")]
fn log10(vm: &mut Vm, a: Z) -> PyResult {
    let w = checked_log(vm, a)?;
    Ok(object(vm, z(w.re / LN_10, w.im / LN_10)))
}

/// The angle of a number.
#[pyfunction("cmath.phase(z, /)")]
fn phase(_: &mut Vm, a: Z) -> f64 {
    a.im.atan2(a.re)
}

/// Distance from zero and angle.
#[pyfunction("cmath.polar(z, /)")]
fn polar(vm: &mut Vm, a: Z) -> PyResult {
    let size = a.re.hypot(a.im);
    if size.is_infinite() && a.is_finite() {
        return Err(range(vm));
    }
    Ok(vm.new_tuple(&[Value::float(size), Value::float(a.im.atan2(a.re))])?.value())
}

/// The number at a distance from zero and an angle.
#[pyfunction("cmath.rect(r, phi, /)")]
fn rect(vm: &mut Vm, r: f64, phi: f64) -> PyResult {
    if phi.is_infinite() && r != 0.0 && !r.is_nan() {
        return Err(domain(vm));
    }
    let w = if r == 0.0 && !phi.is_finite() {
        z(0.0, 0.0)
    } else if phi == 0.0 {
        z(r, if r.is_nan() { 0.0 } else { phi * r.signum() })
    } else if r.is_infinite() && phi.is_nan() {
        z(f64::INFINITY, phi)
    } else if r.is_infinite() && phi.is_finite() {
        z(f64::INFINITY.copysign(r * phi.cos()), f64::INFINITY.copysign(r * phi.sin()))
    } else {
        z(r * phi.cos(), r * phi.sin())
    };
    Ok(object(vm, w))
}

/// Whether both parts are finite.
#[pyfunction("cmath.isfinite(z, /)")]
fn isfinite(_: &mut Vm, a: Z) -> bool {
    a.is_finite()
}

/// Whether a part is infinite.
#[pyfunction("cmath.isinf(z, /)")]
fn isinf(_: &mut Vm, a: Z) -> bool {
    a.is_infinite()
}

/// Whether a part is a nan.
#[pyfunction("cmath.isnan(z, /)")]
fn isnan(_: &mut Vm, a: Z) -> bool {
    a.is_nan()
}

/// Whether two numbers are near each other.
#[pyfunction("cmath.isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)")]
fn isclose(vm: &mut Vm, a: Z, b: Z, rel_tol: Option<f64>, abs_tol: Option<f64>) -> PyResult<bool> {
    let (relative, absolute) = (rel_tol.unwrap_or(1e-9), abs_tol.unwrap_or(0.0));
    if relative < 0.0 || absolute < 0.0 {
        return Err(vm.value_error("tolerances must be non-negative"));
    }
    if a.re == b.re && a.im == b.im {
        return Ok(true);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(false);
    }
    let difference = (a.re - b.re).hypot(a.im - b.im);
    let most = relative * a.re.hypot(a.im).max(b.re.hypot(b.im));
    Ok(difference <= most || difference <= absolute)
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let functions = defs![
        acos, acosh, asin, asinh, atan, atanh, cos, cosh, exp, isclose, isfinite, isinf, isnan, log, log10, phase,
        polar, rect, sin, sinh, sqrt, tan, tanh,
    ];
    let module = vm.new_module("cmath", Some("Functions of complex numbers."), functions)?;
    let constants =
        [("pi", PI), ("e", std::f64::consts::E), ("tau", 2.0 * PI), ("inf", f64::INFINITY), ("nan", f64::NAN)];
    for (name, v) in constants {
        module.add(vm, name, v)?;
    }
    for (name, im) in [("infj", f64::INFINITY), ("nanj", f64::NAN)] {
        let v = new_complex(vm, 0.0, im);
        module.add(vm, name, v)?;
    }
    Ok(module)
}
