//! The gamma and error functions, which Rust's library does not have.

use super::domain_of;
use tauraro_core::{PyResult, Vm, pyfunction};

/// The shift of the Lanczos approximation of order 13 that fits doubles.
const G: f64 = 6.024_680_040_776_73;
/// The sum of that approximation is the quotient of two polynomials, the lowest power first.
const NUMERATOR: [f64; 13] = [
    23_531_376_880.410_76,
    42_919_803_642.649_1,
    35_711_959_237.355_67,
    17_921_034_426.037_21,
    6_039_542_586.352_028,
    1_439_720_407.311_721_7,
    248_874_557.862_054_16,
    31_426_415.585_400_194,
    2_876_370.628_935_372_4,
    186_056.265_395_223_5,
    8_071.672_002_365_816,
    210.824_277_751_579_35,
    2.506_628_274_631_000_2,
];
/// x (x + 1) ... (x + 11)
const DENOMINATOR: [f64; 13] = [
    0.0,
    39_916_800.0,
    120_543_840.0,
    150_917_976.0,
    105_258_076.0,
    45_995_730.0,
    13_339_535.0,
    2_637_558.0,
    357_423.0,
    32_670.0,
    1_925.0,
    66.0,
    1.0,
];

fn lanczos_sum(x: f64) -> f64 {
    // Large arguments go in as their reciprocal, so that no power overflows.
    let (at, backwards) = if x < 5.0 { (x, true) } else { (1.0 / x, false) };
    let evaluate = |row: &[f64; 13]| {
        let step = |sum: f64, c: &f64| sum * at + c;
        if backwards { row.iter().rev().fold(0.0, step) } else { row.iter().fold(0.0, step) }
    };
    evaluate(&NUMERATOR) / evaluate(&DENOMINATOR)
}

/// `sin(pi * x)`, exact at whole numbers and halves.
fn sin_pi(x: f64) -> f64 {
    use std::f64::consts::PI;
    let y = x.abs() % 2.0;
    let result = match (y * 2.0).round() as i64 {
        0 => (PI * y).sin(),
        1 => (PI * (y - 0.5)).cos(),
        2 => (PI * (1.0 - y)).sin(),
        3 => -(PI * (y - 1.5)).cos(),
        _ => (PI * (y - 2.0)).sin(),
    };
    result.copysign(result * x.signum())
}

fn is_pole(x: f64) -> bool {
    x <= 0.0 && x.is_finite() && x.floor() == x
}

/// The gamma function of a number that is no pole and whose result is finite or overflows.
fn gamma_of(x: f64) -> f64 {
    if x.abs() < 1e-20 {
        return 1.0 / x;
    }
    if x.floor() == x && (1.0..=23.0).contains(&x) {
        // Exact: the factors of two do not count for the 53 digits.
        return (1..x as u32).map(f64::from).product();
    }
    let size = x.abs();
    if size > 200.0 {
        return match x < 0.0 {
            true => 0.0 / sin_pi(x),
            false => f64::INFINITY,
        };
    }
    // What rounding takes from the base of the power is put back at the end.
    let base = size + (G - 0.5);
    let lost = if size > G - 0.5 { (base - size) - (G - 0.5) } else { (base - (G - 0.5)) - size };
    let correction = lost * G / base;
    let mut result;
    if x < 0.0 {
        result = -std::f64::consts::PI / sin_pi(size) / size * base.exp() / lanczos_sum(size);
        result -= correction * result;
        divide_power(&mut result, base, size);
    } else {
        result = lanczos_sum(size) / base.exp();
        result += correction * result;
        if size < 140.0 {
            result *= base.powf(size - 0.5);
        } else {
            let half = base.powf(size / 2.0 - 0.25);
            result = result * half * half;
        }
    }
    result
}

fn divide_power(result: &mut f64, base: f64, size: f64) {
    if size < 140.0 {
        *result /= base.powf(size - 0.5);
    } else {
        let half = base.powf(size / 2.0 - 0.25);
        *result = *result / half / half;
    }
}

/// Gamma function of a number.
#[pyfunction("math.gamma(x, /)", pure)]
pub(super) fn gamma(vm: &mut Vm, x: f64) -> PyResult<f64> {
    if x.is_nan() || x == f64::INFINITY {
        return Ok(x);
    }
    if x == f64::NEG_INFINITY || is_pole(x) {
        return Err(domain_of(vm, "expected a noninteger or positive integer", x));
    }
    let result = gamma_of(x);
    if result.is_infinite() { Err(vm.overflow_error("math range error")) } else { Ok(result) }
}

/// Natural logarithm of the absolute value of the gamma function.
#[pyfunction("math.lgamma(x, /)", pure)]
pub(super) fn lgamma(vm: &mut Vm, x: f64) -> PyResult<f64> {
    if !x.is_finite() {
        return Ok(x.abs());
    }
    if is_pole(x) {
        return Err(domain_of(vm, "expected a noninteger or positive integer", x));
    }
    if x == 1.0 || x == 2.0 {
        return Ok(0.0);
    }
    let size = x.abs();
    if size < 1e-20 {
        return Ok(-size.ln());
    }
    let mut result = lanczos_sum(size).ln() - G;
    result += (size - 0.5) * ((size + G - 0.5).ln() - 1.0);
    if x < 0.0 {
        result = std::f64::consts::PI.ln() - sin_pi(size).abs().ln() - size.ln() - result;
    }
    if result.is_infinite() { Err(vm.overflow_error("math range error")) } else { Ok(result) }
}

/// Below this erf is computed by its power series, above it erfc by its continued fraction.
const SERIES_MAX: f64 = 1.0;
/// The same limit for erfc, of which one minus the series keeps too little sooner.
const ERFC_SERIES_MAX: f64 = 0.5;
/// From here on `erfc` is zero.
const ERFC_MAX: f64 = 30.0;

/// erf near zero: 2/sqrt(pi) times the sum of (-1)^n x^(2 n + 1) / (n! (2 n + 1)).
fn erf_series(x: f64) -> f64 {
    let square = x * x;
    let (mut power, mut sum) = (x, 0.0);
    let mut terms = Vec::with_capacity(32);
    for n in 0..30 {
        terms.push(power / f64::from(2 * n + 1));
        power *= -square / f64::from(n + 1);
    }
    // The least terms first.
    for term in terms.iter().rev() {
        sum += term;
    }
    sum * std::f64::consts::FRAC_2_SQRT_PI
}

/// erfc far from zero, by its continued fraction.
fn erfc_fraction(x: f64) -> f64 {
    if x >= ERFC_MAX {
        return 0.0;
    }
    let square = x * x;
    let lost = x.mul_add(x, -square);
    let terms = if x < 1.0 { 600 } else { 200 };
    // x + (1/2) / (x + (2/2) / (x + (3/2) / ...)), from the end: all terms are positive.
    let below = (1..terms).rev().fold(x, |t, k| x + f64::from(k) / 2.0 / t);
    let fraction = (-square).exp() * std::f64::consts::FRAC_2_SQRT_PI / 2.0 / below;
    fraction - fraction * lost
}

/// Error function of a number.
#[pyfunction("math.erf(x, /)", pure)]
pub(super) fn erf(_: &mut Vm, x: f64) -> f64 {
    let size = x.abs();
    if x.is_nan() || x == 0.0 {
        x
    } else if size < SERIES_MAX {
        erf_series(x)
    } else {
        (1.0 - erfc_fraction(size)).copysign(x)
    }
}

/// One minus the error function, exact where that is near zero.
#[pyfunction("math.erfc(x, /)", pure)]
pub(super) fn erfc(_: &mut Vm, x: f64) -> f64 {
    let size = x.abs();
    if x.is_nan() {
        x
    } else if size < ERFC_SERIES_MAX {
        1.0 - erf_series(x)
    } else if x > 0.0 {
        erfc_fraction(size)
    } else {
        2.0 - erfc_fraction(size)
    }
}
