//! `round(x, ndigits)`: the float nearest to the decimal number that `x`, taken exactly, rounds
//! to with `ndigits` decimals, ties to even.

use super::float;
use crate::fault::Fault;

/// No float has a bit below this many decimals: rounding there changes nothing.
const DECIMALS_MAX: i64 = 323;
/// Every float is less than half of 10 to the power of this.
const DECIMALS_MIN: i64 = -308;
/// Powers of ten that a float holds exactly.
const POWERS_EXACT: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// `round(x, ndigits)`; infinities and NaN stay.
pub fn round_to(x: f64, ndigits: i64) -> Result<f64, Fault> {
    if !x.is_finite() || x == 0.0 || ndigits > DECIMALS_MAX {
        return Ok(x);
    }
    if ndigits < DECIMALS_MIN {
        return Ok(0.0 * x);
    }
    if let Some(rounded) = round_scaled(x, ndigits) {
        return Ok(rounded);
    }
    let rounded = round_digits(x, ndigits);
    if rounded.is_infinite() {
        return Err(Fault::overflow("rounded value too large to represent"));
    }
    Ok(rounded)
}

/// The common case in pure float arithmetic. `x * 10**n` is known exactly as product plus the
/// remainder that a fused multiply-add tells, so ties are seen exactly; the rounded integer and
/// the power are exact, so one division rounds once, as reading the decimal text would.
fn round_scaled(x: f64, ndigits: i64) -> Option<f64> {
    let power = *POWERS_EXACT.get(usize::try_from(ndigits).ok()?)?;
    let product = x * power;
    if product.abs() >= 4_503_599_627_370_496.0 || product.abs() < 1e-290 {
        return None;
    }
    let remainder = x.mul_add(power, -product);
    let floor = product.floor();
    let fraction = product - floor;
    let up = if fraction == 0.5 {
        if remainder == 0.0 { floor % 2.0 != 0.0 } else { remainder > 0.0 }
    } else {
        fraction > 0.5
    };
    let whole = if up { floor + 1.0 } else { floor };
    Some((whole / power).copysign(x))
}

/// The general case through decimal digits.
fn round_digits(x: f64, ndigits: i64) -> f64 {
    let read = |text: &str| float::parse(text).expect("std's float text is a float");
    if ndigits >= 0 {
        return read(&format!("{x:.*}", ndigits as usize));
    }
    let whole = format!("{:.0}", x.abs().trunc());
    let digits_kept = whole.len() as i64 + ndigits;
    let magnitude = if digits_kept > 0 && whole != "0" {
        read(&format!("{:.*e}", (digits_kept - 1) as usize, x.abs()))
    } else if digits_kept == 0 && x.abs() > read(&format!("5e{}", -ndigits - 1)) {
        read(&format!("1e{}", -ndigits))
    } else {
        0.0
    };
    magnitude.copysign(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_as_python() {
        for (x, n, expected) in [
            (2.675, 2, 2.67),
            (1.005, 2, 1.0),
            (0.5, 0, 0.0),
            (1.5, 0, 2.0),
            (2.5, 0, 2.0),
            (-0.5, 0, -0.0),
            (1234.5678, -2, 1200.0),
            (1250.0, -2, 1200.0),
            (1350.0, -2, 1400.0),
            (50.0, -2, 0.0),
            (50.000001, -2, 100.0),
            (-51.0, -2, -100.0),
            (5.0, -2, 0.0),
            (1e22, 5, 1e22),
            (0.1, 400, 0.1),
            (1e300, -308, 0.0),
            (6e307, -308, 1e308),
            (5e-324, 323, 0.0),
            (1.2345678901234567e-7, 20, 1.2345678901235e-7),
            (0.285, 2, 0.28),
            (1.0000000000000002, 15, 1.0),
            (9.5e15, -15, 1e16),
            (999999.5, 0, 1000000.0),
            (95.0, -1, 100.0),
            (0.05, 1, 0.1),
            (0.25, 1, 0.2),
        ] {
            let rounded = round_to(x, n).unwrap();
            assert_eq!(rounded.to_bits(), f64::to_bits(expected), "round({x}, {n}) = {rounded}");
        }
        assert!(round_to(1.7e308, -308).is_err());
        assert!(round_to(f64::NAN, 2).unwrap().is_nan());
    }
}
