//! Where integers and floats meet: all exact, or rounded once.

use std::cmp::Ordering;

use dashu_int::ops::DivRem;
use dashu_int::{IBig, Sign};

use super::arithmetic::{bit_length, magnitude};
use super::{IntRef, IntValue};
use crate::fault::Fault;
use crate::text::float_hex::assemble;

/// Integers up to this magnitude are floats, all of them.
const EXACT_MAX: u64 = 1 << 53;
/// 2 to the power of 63: floats below it in magnitude have a whole part that is a word.
const WORD_LIMIT: f64 = 9_223_372_036_854_775_808.0;

/// `a / b` of integers, correctly rounded whatever their size.
pub fn true_divide(a: IntRef<'_>, b: IntRef<'_>) -> Result<f64, Fault> {
    if b.is_zero() {
        return Err(Fault::zero_division("division by zero"));
    }
    if let (IntRef::Small(a), IntRef::Small(b)) = (a, b)
        && a.unsigned_abs() <= EXACT_MAX
        && b.unsigned_abs() <= EXACT_MAX
    {
        return Ok(a as f64 / b as f64);
    }
    if a.is_zero() {
        return Ok(if b.is_negative() { -0.0 } else { 0.0 });
    }
    // Scaled such that the quotient has 63 or 64 bits; the remainder tells what is below them.
    let shift = 63 + bit_length(b) as i64 - bit_length(a) as i64;
    let (mut dividend, mut divisor) = (magnitude(a), magnitude(b));
    if shift >= 0 {
        dividend <<= shift as usize;
    } else {
        divisor <<= shift.unsigned_abs() as usize;
    }
    let (quotient, rest) = dividend.div_rem(divisor);
    let quotient = u64::try_from(&quotient).expect("the shift leaves at most 64 bits");
    let too_large = || Fault::overflow("integer division result too large for a float");
    let result = assemble(quotient, !rest.is_zero(), -shift).ok_or_else(too_large)?;
    Ok(if a.is_negative() == b.is_negative() { result } else { -result })
}

/// The float nearest to an integer, ties to even; `None` beyond the largest.
pub(super) fn nearest(int: &IBig) -> Option<f64> {
    let (sign, words) = int.as_sign_words();
    let Some((high, rest)) = words.split_last().filter(|(high, _)| **high != 0) else { return Some(0.0) };
    let (next, lower) = rest.split_last().map_or((0, rest), |(next, lower)| (*next, lower));
    // The upper 64 bits; of those below only whether all are zero decides anything.
    let unused = high.leading_zeros();
    let two_words = (u128::from(*high) << 64 | u128::from(next)) << unused;
    let upper = (two_words >> 64) as u64;
    let sticky = two_words as u64 != 0 || lower.iter().any(|word| *word != 0);
    let exponent = rest.len() as i64 * 64 - i64::from(unused);
    let magnitude = assemble(upper, sticky, exponent)?;
    Some(if sign == Sign::Negative { -magnitude } else { magnitude })
}

/// A finite float as `mantissa * 2**exponent`, the mantissa with its sign.
fn split(value: f64) -> (i64, i64) {
    let bits = value.abs().to_bits();
    let fraction = (bits & ((1 << 52) - 1)) as i64;
    let (mantissa, exponent) = match (bits >> 52) as i64 {
        0 => (fraction, -1074),
        biased => (fraction | 1 << 52, biased - 1075),
    };
    (if value < 0.0 { -mantissa } else { mantissa }, exponent)
}

/// `int(value)`: the whole part.
pub fn truncate_float(value: f64) -> Result<IntValue, Fault> {
    if value.abs() < WORD_LIMIT {
        return Ok(IntValue::Small(value as i64));
    }
    if value.is_nan() {
        return Err(Fault::value("cannot convert float NaN to integer"));
    }
    if value.is_infinite() {
        return Err(Fault::overflow("cannot convert float infinity to integer"));
    }
    let (mantissa, exponent) = split(value);
    Ok(IntValue::from(IBig::from(mantissa) << exponent as usize))
}

/// `round(value)`: the nearest integer, ties to even.
pub fn round_float(value: f64) -> Result<IntValue, Fault> {
    truncate_float(value.round_ties_even())
}

/// `float.as_integer_ratio`
pub fn float_ratio(value: f64) -> Result<(IntValue, IntValue), Fault> {
    if value.is_nan() {
        return Err(Fault::value("cannot convert NaN to integer ratio"));
    }
    if value.is_infinite() {
        return Err(Fault::overflow("cannot convert Infinity to integer ratio"));
    }
    if value == 0.0 {
        return Ok((IntValue::Small(0), IntValue::Small(1)));
    }
    let (mantissa, exponent) = split(value);
    let twos = mantissa.trailing_zeros();
    let (odd, exponent) = (mantissa >> twos, exponent + i64::from(twos));
    let power = IBig::ONE << exponent.unsigned_abs() as usize;
    Ok(if exponent >= 0 {
        (IntValue::from(IBig::from(odd) * power), IntValue::Small(1))
    } else {
        (IntValue::Small(odd), IntValue::from(power))
    })
}

/// Compares an integer with a float exactly; `None` for a NaN.
pub fn compare_float(int: IntRef<'_>, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    if let IntRef::Small(small) = int
        && small.unsigned_abs() <= EXACT_MAX
    {
        return (small as f64).partial_cmp(&float);
    }
    if float.is_infinite() {
        return Some(if float > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    // The integer is so large that a fraction of the float decides nothing.
    let whole = truncate_float(float).expect("the float is finite");
    Some(match (int, &whole) {
        (IntRef::Small(a), IntValue::Small(b)) => a.cmp(b),
        (IntRef::Big(a), IntValue::Big(b)) => a.cmp(b),
        (IntRef::Small(_), IntValue::Big(b)) if b.sign() == Sign::Negative => Ordering::Greater,
        (IntRef::Small(_), IntValue::Big(_)) => Ordering::Less,
        (IntRef::Big(a), IntValue::Small(_)) if a.sign() == Sign::Negative => Ordering::Less,
        (IntRef::Big(_), IntValue::Small(_)) => Ordering::Greater,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn big(text: &str) -> IBig {
        text.parse().unwrap()
    }

    #[test]
    fn division_rounds_once() {
        let divide = |a: &str, b: &str| {
            let (a, b) = (IntValue::from(big(a)), IntValue::from(big(b)));
            true_divide(a.borrow(), b.borrow())
        };
        assert_eq!(divide("7", "2"), Ok(3.5));
        assert_eq!(divide("-1", "3"), Ok(-1.0 / 3.0));
        assert_eq!(divide("9007199254740993", "1"), Ok(9007199254740992.0));
        assert_eq!(divide("9007199254740995", "1"), Ok(9007199254740996.0));
        let huge = format!("1{}", "0".repeat(400));
        let less = format!("1{}", "0".repeat(399));
        assert_eq!(divide(&huge, &less), Ok(10.0));
        assert_eq!(divide("1", &huge), Ok(0.0));
        assert_eq!(divide(&huge, "1").unwrap_err().text, "integer division result too large for a float");
        let small = format!("5{}", "0".repeat(330));
        assert_eq!(divide("12345678901234567890", &small), Ok(2.46913578025e-312));
        assert_eq!(divide("0", &huge), Ok(0.0));
    }

    #[test]
    fn conversions() {
        assert_eq!(truncate_float(-1.9), Ok(IntValue::Small(-1)));
        assert_eq!(truncate_float(-9_223_372_036_854_775_808.0), Ok(IntValue::Small(i64::MIN)));
        assert_eq!(truncate_float(1e23), Ok(IntValue::Big(big("99999999999999991611392"))));
        assert_eq!(round_float(2.5), Ok(IntValue::Small(2)));
        assert_eq!(round_float(-3.5), Ok(IntValue::Small(-4)));
        assert_eq!(truncate_float(f64::NAN).unwrap_err().text, "cannot convert float NaN to integer");
        assert_eq!(float_ratio(0.1), Ok((IntValue::Small(3602879701896397), IntValue::Small(36028797018963968))));
        assert_eq!(float_ratio(-1e23), Ok((IntValue::Big(big("-99999999999999991611392")), IntValue::Small(1))));
        assert_eq!(float_ratio(-1.5), Ok((IntValue::Small(-3), IntValue::Small(2))));
        let top = (IBig::ONE << 1024) - (IBig::ONE << 970);
        assert_eq!(IntRef::Big(&(&top - IBig::ONE)).to_f64(), Ok(f64::MAX));
        assert_eq!(IntRef::Big(&top).to_f64().unwrap_err().text, "int too large to convert to float");
    }

    #[test]
    fn large_integers_round_once() {
        let float = |n: &IBig| IntRef::Big(n).to_f64();
        let two = |power: usize| IBig::ONE << power;
        assert_eq!(float(&big("140304157183766695724444319545246055478458511785984")), Ok(1.403041571837667e50));
        // A tie goes to the even neighbour; the least bit below it decides for the upper one.
        for up in [54, 63, 64, 65, 128, 900] {
            let (even, half) = (two(up), two(up - 53));
            assert_eq!(float(&(&even + &half)), float(&even), "{up}");
            assert_ne!(float(&(&even + &half + IBig::ONE)), float(&even), "{up}");
            assert_eq!(float(&-(&even + &half)), float(&-&even), "{up}");
        }
        assert_eq!(float(&IBig::ZERO), Ok(0.0));
    }

    #[test]
    fn comparisons_are_exact() {
        let compare = |a: &str, b| compare_float(IntValue::from(big(a)).borrow(), b);
        assert_eq!(compare("1", 1.5), Some(Ordering::Less));
        assert_eq!(compare("9007199254740993", 9007199254740992.0), Some(Ordering::Greater));
        assert_eq!(compare("9007199254740993", 1.5), Some(Ordering::Greater));
        assert_eq!(compare("-9223372036854775807", -9223372036854775808.0), Some(Ordering::Greater));
        assert_eq!(compare("99999999999999991611392", 1e23), Some(Ordering::Equal));
        assert_eq!(compare("99999999999999991611393", 1e23), Some(Ordering::Greater));
        assert_eq!(compare("-99999999999999991611393", 0.5), Some(Ordering::Less));
        assert_eq!(compare("1", f64::INFINITY), Some(Ordering::Less));
        assert_eq!(compare("99999999999999991611392", f64::NEG_INFINITY), Some(Ordering::Greater));
        assert_eq!(compare("1", f64::NAN), None);
    }
}
