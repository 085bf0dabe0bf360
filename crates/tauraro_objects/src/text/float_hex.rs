//! `float.hex` and `float.fromhex`: a float as its exact bits in hexadecimal.

use super::float::is_c_space;
use crate::fault::Fault;

/// Explicit mantissa bits of a double.
const MANTISSA_BITS: u32 = 52;
const EXPONENT_BIAS: i64 = 1023;
/// The exponent of the least bit of a subnormal.
const EXPONENT_LEAST: i64 = -1074;

/// `x.hex()`.
pub fn hex(x: f64) -> String {
    if !x.is_finite() {
        return super::float::repr(x);
    }
    let sign = if x.is_sign_negative() { "-" } else { "" };
    if x == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let bits = x.to_bits();
    let mantissa = bits & ((1 << MANTISSA_BITS) - 1);
    let biased = (bits >> MANTISSA_BITS & 0x7ff) as i64;
    let (lead, exponent) = if biased == 0 { (0, 1 - EXPONENT_BIAS) } else { (1, biased - EXPONENT_BIAS) };
    format!("{sign}0x{lead}.{mantissa:013x}p{exponent:+}")
}

/// `float.fromhex(text)`.
pub fn from_hex(text: &str) -> Result<f64, Fault> {
    let text = text.trim_matches(is_c_space);
    let (negative, body) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let magnitude = match body.to_ascii_lowercase().as_str() {
        "inf" | "infinity" => f64::INFINITY,
        "nan" => f64::NAN,
        lower => parse_magnitude(lower.strip_prefix("0x").unwrap_or(lower).as_bytes())?,
    };
    Ok(if negative { -magnitude } else { magnitude })
}

fn invalid() -> Fault {
    Fault::value("invalid hexadecimal floating-point string")
}

/// Reads `hhh.hhhp+ddd`, in which point and exponent may be missing.
fn parse_magnitude(body: &[u8]) -> Result<f64, Fault> {
    let (digits, exponent) = match body.iter().position(|b| *b == b'p') {
        Some(at) => (&body[..at], parse_exponent(&body[at + 1..])?),
        None => (body, 0),
    };
    let point = digits.iter().position(|b| *b == b'.');
    let fraction_digits = point.map_or(0, |at| digits.len() - at - 1);
    let mut mantissa: u64 = 0;
    // Digits that no longer fit: they only shift the value, and tell whether it is inexact.
    let mut dropped = 0_i64;
    let mut sticky = false;
    let mut seen = 0;
    for (i, byte) in digits.iter().enumerate() {
        if Some(i) == point {
            continue;
        }
        let digit = char::from(*byte).to_digit(16).ok_or_else(invalid)?;
        seen += 1;
        if mantissa >> 60 == 0 {
            mantissa = mantissa << 4 | u64::from(digit);
        } else {
            dropped += 1;
            sticky |= digit != 0;
        }
    }
    if seen == 0 {
        return Err(invalid());
    }
    if mantissa == 0 {
        return Ok(0.0);
    }
    let exponent = exponent.saturating_add(4 * (dropped - fraction_digits as i64));
    assemble(mantissa, sticky, exponent)
        .ok_or_else(|| Fault::overflow("hexadecimal value too large to represent as a float"))
}

/// A decimal exponent with optional sign, clamped to where every mantissa over- or underflows.
fn parse_exponent(text: &[u8]) -> Result<i64, Fault> {
    let (negative, digits) = match text.first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(invalid());
    }
    let magnitude =
        digits.iter().fold(0_i64, |n, d| n.saturating_mul(10).saturating_add(i64::from(d - b'0'))).min(i64::MAX / 4);
    Ok(if negative { -magnitude } else { magnitude })
}

/// `mantissa * 2**exponent`, rounded half to even; `sticky` says that the true mantissa is a
/// little larger. `None` on overflow.
pub(crate) fn assemble(mantissa: u64, sticky: bool, exponent: i64) -> Option<f64> {
    let top = 63 - i64::from(mantissa.leading_zeros());
    let exponent_top = exponent.saturating_add(top);
    if exponent_top > EXPONENT_BIAS {
        return None;
    }
    // The exponent of the result's least bit.
    let least = (exponent_top - i64::from(MANTISSA_BITS)).max(EXPONENT_LEAST);
    let shift = least.saturating_sub(exponent);
    if shift <= 0 {
        return Some(scale(mantissa << -shift, least));
    }
    if shift > 64 {
        return Some(0.0);
    }
    let wide = u128::from(mantissa) << 1 | u128::from(sticky);
    let kept = (wide >> (shift + 1)) as u64;
    let rest = wide & ((1 << (shift + 1)) - 1);
    let half = 1_u128 << shift;
    let rounded = kept + u64::from(rest > half || (rest == half && kept & 1 == 1));
    let result = scale(rounded, least);
    result.is_finite().then_some(result)
}

/// `significand * 2**exponent` where the result needs no rounding or overflows.
fn scale(significand: u64, exponent: i64) -> f64 {
    let split = exponent.clamp(-1000, 971);
    let pow2 = |e: i64| f64::from_bits(((e + EXPONENT_BIAS) as u64) << MANTISSA_BITS);
    significand as f64 * pow2(split) * pow2(exponent - split)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_text() {
        assert_eq!(hex(0.1), "0x1.999999999999ap-4");
        assert_eq!(hex(-0.0), "-0x0.0p+0");
        assert_eq!(hex(5e-324), "0x0.0000000000001p-1022");
        assert_eq!(hex(f64::MAX), "0x1.fffffffffffffp+1023");
        assert_eq!(hex(1.0), "0x1.0000000000000p+0");
        assert_eq!(hex(f64::NEG_INFINITY), "-inf");
    }

    #[test]
    fn from_hex_rounds_and_rejects() {
        for (text, x) in [
            ("0x1.8p3", 12.0),
            (" -0x.8 ", -0.5),
            ("1.", 1.0),
            ("ABC", 2748.0),
            ("0x1p-1074", 5e-324),
            ("0x1p-1075", 0.0),
            ("0x1.8p-1075", 5e-324),
            ("0x1.00000000000008p0", 1.0),
            ("0x1.000000000000081p0", 1.0000000000000002),
            ("0x1.00000000000018p0", 1.0000000000000004),
            ("0x1.fffffffffffff7fffp1023", f64::MAX),
            ("0x0p9999999999999999999", 0.0),
            ("0x1p-9999999999999999999", 0.0),
            ("Infinity", f64::INFINITY),
        ] {
            assert_eq!(from_hex(text), Ok(x), "{text}");
        }
        for text in ["0x1p1024", "0x1.fffffffffffff8p1023", "0x1p9999999999999999999"] {
            let fault = from_hex(text).unwrap_err();
            assert_eq!(fault.text, "hexadecimal value too large to represent as a float");
        }
        for text in ["", "0x", ".", "0x1p", "0x1p+", "0xg", "0x1.2.3", "- 0x1", "0x1_0"] {
            let fault = from_hex(text).unwrap_err();
            assert_eq!(fault.text, "invalid hexadecimal floating-point string", "{text}");
        }
    }

    #[test]
    fn round_trip() {
        for x in [0.1, 1e-310, 2.2250738585072014e-308, 1e300, 123456.789, 5e-324] {
            assert_eq!(from_hex(&hex(x)), Ok(x));
        }
    }
}
