//! Division, shifts, bit counts, greatest common divisors, roots.

use std::cmp::Ordering;

use dashu_int::ops::{Abs, BitTest, DivRem, Gcd, SquareRoot};
use dashu_int::{IBig, Sign, UBig};

use super::{IntRef, IntValue};
use crate::fault::Fault;

/// Results of shifts and powers with more bits than this (8 GiB) are refused before any work.
pub const RESULT_BITS_MAX: u64 = 1 << 36;

fn division_by_zero() -> Fault {
    Fault::zero_division("division by zero")
}

/// `divmod(a, b)` of words, rounding down; the divisor must not be 0. `None` where the quotient
/// is no word.
#[inline]
pub fn div_mod_small(a: i64, b: i64) -> Option<(i64, i64)> {
    let (quotient, rest) = (a.checked_div(b)?, a.checked_rem(b)?);
    if rest != 0 && (rest < 0) != (b < 0) { Some((quotient - 1, rest + b)) } else { Some((quotient, rest)) }
}

/// `divmod(a, b)`
pub fn div_mod(a: IntRef<'_>, b: IntRef<'_>) -> Result<(IntValue, IntValue), Fault> {
    if b.is_zero() {
        return Err(division_by_zero());
    }
    if let (IntRef::Small(a), IntRef::Small(b)) = (a, b)
        && let Some((quotient, rest)) = div_mod_small(a, b)
    {
        return Ok((quotient.into(), rest.into()));
    }
    let (quotient, rest) = div_mod_big(a, b);
    Ok((quotient.into(), rest.into()))
}

fn div_mod_big(a: IntRef<'_>, b: IntRef<'_>) -> (IBig, IBig) {
    let (store_a, store_b);
    let a = match a {
        IntRef::Big(a) => a,
        IntRef::Small(a) => {
            store_a = IBig::from(a);
            &store_a
        }
    };
    let b = match b {
        IntRef::Big(b) => b,
        IntRef::Small(b) => {
            store_b = IBig::from(b);
            &store_b
        }
    };
    let (quotient, rest) = a.div_rem(b);
    if !rest.is_zero() && rest.sign() != b.sign() {
        return (quotient - IBig::ONE, rest + b);
    }
    (quotient, rest)
}

/// `a // b`
pub fn floor_div(a: IntRef<'_>, b: IntRef<'_>) -> Result<IntValue, Fault> {
    Ok(div_mod(a, b)?.0)
}

/// `a % b`
pub fn floor_mod(a: IntRef<'_>, b: IntRef<'_>) -> Result<IntValue, Fault> {
    Ok(div_mod(a, b)?.1)
}

fn negative_shift() -> Fault {
    Fault::value("negative shift count")
}

/// `value << count`
pub fn shift_left(value: IntRef<'_>, count: IntRef<'_>) -> Result<IntValue, Fault> {
    if count.is_negative() {
        return Err(negative_shift());
    }
    if value.is_zero() {
        return Ok(IntValue::Small(0));
    }
    let IntRef::Small(count) = count else {
        return Err(Fault::overflow("too many digits in integer"));
    };
    if let IntRef::Small(small) = value
        && count < 63
        && small << count >> count == small
    {
        return Ok(IntValue::Small(small << count));
    }
    match (count as u64).saturating_add(bit_length(value) as u64) {
        bits if bits > i64::MAX as u64 => Err(Fault::overflow("too many digits in integer")),
        bits if bits > RESULT_BITS_MAX => Err(Fault::memory()),
        _ => Ok(IntValue::from(value.to_big() << count as usize)),
    }
}

/// `value >> count`, rounding down
pub fn shift_right(value: IntRef<'_>, count: IntRef<'_>) -> Result<IntValue, Fault> {
    if count.is_negative() {
        return Err(negative_shift());
    }
    let count = match count {
        IntRef::Small(count) => count as usize,
        IntRef::Big(_) => usize::MAX,
    };
    Ok(match value {
        IntRef::Small(small) => IntValue::Small(small >> count.min(63)),
        IntRef::Big(big) if count >= big.bit_len() => IntValue::Small(if value.is_negative() { -1 } else { 0 }),
        IntRef::Big(big) => IntValue::from(big >> count),
    })
}

/// `int.bit_length`
pub fn bit_length(value: IntRef<'_>) -> usize {
    match value {
        IntRef::Small(small) => (64 - small.unsigned_abs().leading_zeros()) as usize,
        IntRef::Big(big) => {
            let (_, words) = big.as_sign_words();
            words.last().map_or(0, |top| words.len() * 64 - top.leading_zeros() as usize)
        }
    }
}

/// `int.bit_count`
pub fn bit_count(value: IntRef<'_>) -> usize {
    match value {
        IntRef::Small(small) => small.unsigned_abs().count_ones() as usize,
        IntRef::Big(big) => {
            let (_, words) = big.as_sign_words();
            words.iter().map(|word| word.count_ones() as usize).sum()
        }
    }
}

/// `math.gcd` of two integers
pub fn gcd(a: IntRef<'_>, b: IntRef<'_>) -> IntValue {
    if let (IntRef::Small(a), IntRef::Small(b)) = (a, b) {
        return IntValue::from(IBig::from(gcd_words(a.unsigned_abs(), b.unsigned_abs())));
    }
    let (a, b) = (a.to_big(), b.to_big());
    if b.is_zero() {
        return IntValue::from(a.abs());
    }
    if a.is_zero() {
        return IntValue::from(b.abs());
    }
    IntValue::from(IBig::from(a.gcd(b)))
}

fn gcd_words(mut a: u64, mut b: u64) -> u64 {
    if a == 0 || b == 0 {
        return a | b;
    }
    let shift = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    while b != 0 {
        b >>= b.trailing_zeros();
        (a, b) = (a.min(b), a.abs_diff(b));
    }
    a << shift
}

/// `math.lcm` of two integers
pub fn lcm(a: IntRef<'_>, b: IntRef<'_>) -> IntValue {
    if a.is_zero() || b.is_zero() {
        return IntValue::Small(0);
    }
    let divisor = IBig::from(gcd(a, b));
    IntValue::from((a.to_big() / divisor * b.to_big()).abs())
}

/// `math.isqrt`
pub fn isqrt(value: IntRef<'_>) -> Result<IntValue, Fault> {
    if value.is_negative() {
        return Err(Fault::value("isqrt() argument must be nonnegative"));
    }
    Ok(match value {
        IntRef::Small(small) => IntValue::Small(small.isqrt()),
        IntRef::Big(_) => IntValue::from(IBig::from(magnitude(value).sqrt())),
    })
}

/// `round(value, -tens)`: to the nearest multiple of 10 to the power of `tens`, ties to even.
pub fn round_to_tens(value: IntRef<'_>, tens: u64) -> IntValue {
    // A value has at most one digit for each three bits; past that everything rounds to 0.
    if tens > bit_length(value) as u64 / 3 + 1 {
        return IntValue::Small(0);
    }
    let power = IBig::from(10).pow(tens as usize);
    let (quotient, rest) = div_mod_big(value, IntRef::Big(&power));
    let up = match (&rest + &rest).cmp(&power) {
        Ordering::Less => false,
        Ordering::Equal => quotient.bit(0),
        Ordering::Greater => true,
    };
    let rounded = if up { quotient + IBig::ONE } else { quotient };
    IntValue::from(rounded * power)
}

/// The magnitude of an integer.
pub(super) fn magnitude(value: IntRef<'_>) -> UBig {
    match value {
        IntRef::Small(small) => UBig::from(small.unsigned_abs()),
        IntRef::Big(big) => {
            let (_, words) = big.as_sign_words();
            UBig::from_words(words)
        }
    }
}

/// A magnitude with a sign.
pub(super) fn signed(negative: bool, magnitude: UBig) -> IBig {
    IBig::from_parts(if negative { Sign::Negative } else { Sign::Positive }, magnitude)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn big(text: &str) -> IBig {
        text.parse().unwrap()
    }

    #[test]
    fn small_and_big_division_agree() {
        for a in [-7, -6, -1, 0, 1, 6, 7, i64::MAX, i64::MIN] {
            for b in [-3, -2, -1, 1, 2, 3, i64::MIN, i64::MAX] {
                let expected = div_mod_big(IntRef::Small(a), IntRef::Small(b));
                let (quotient, rest) = div_mod(IntRef::Small(a), IntRef::Small(b)).unwrap();
                assert_eq!((IBig::from(quotient), IBig::from(rest)), expected);
                assert_eq!(expected.0 * IBig::from(b) + expected.1, IBig::from(a));
            }
        }
        assert_eq!(div_mod_small(-7, 2), Some((-4, 1)));
        assert_eq!(div_mod_small(7, -2), Some((-4, -1)));
        assert_eq!(div_mod_small(i64::MIN, -1), None);
        assert_eq!(div_mod(IntRef::Small(1), IntRef::Small(0)).unwrap_err().text, "division by zero");
    }

    #[test]
    fn shifts() {
        let left = |v, n| shift_left(IntRef::Small(v), IntRef::Small(n));
        let right = |v, n| shift_right(IntRef::Small(v), IntRef::Small(n));
        assert_eq!(left(1, 62), Ok(IntValue::Small(1 << 62)));
        assert_eq!(left(-1, 63), Ok(IntValue::Small(i64::MIN)));
        assert_eq!(left(1, 63), Ok(IntValue::Big(big("9223372036854775808"))));
        assert_eq!(left(1, -1).unwrap_err().text, "negative shift count");
        assert_eq!(left(0, i64::MAX), Ok(IntValue::Small(0)));
        assert_eq!(left(1, i64::MAX).unwrap_err().text, "too many digits in integer");
        assert_eq!(left(5, 1 << 62), Err(Fault::memory()));
        assert_eq!(right(-5, 1), Ok(IntValue::Small(-3)));
        assert_eq!(right(-5, 100), Ok(IntValue::Small(-1)));
        let value = big("-1000000000000000000000000000001");
        for (count, expected) in
            [(1, "-500000000000000000000000000001"), (90, "-808"), (99, "-2"), (100, "-1"), (999, "-1")]
        {
            let shifted = shift_right(IntRef::Big(&value), IntRef::Small(count)).unwrap();
            assert_eq!(IBig::from(shifted), big(expected), "{count}");
        }
    }

    #[test]
    fn bits_roots_and_divisors() {
        assert_eq!(bit_length(IntRef::Small(i64::MIN)), 64);
        assert_eq!(bit_length(IntRef::Big(&(IBig::ONE << 100))), 101);
        assert_eq!(bit_count(IntRef::Big(&-((IBig::ONE << 100) - IBig::ONE))), 100);
        assert_eq!(isqrt(IntRef::Small(99)), Ok(IntValue::Small(9)));
        assert_eq!(
            isqrt(IntRef::Big(&big("10000000000000000000000000000000000000000"))),
            Ok(IntValue::Big(big("100000000000000000000")))
        );
        assert_eq!(gcd(IntRef::Small(-12), IntRef::Small(18)), IntValue::Small(6));
        assert_eq!(gcd(IntRef::Small(0), IntRef::Small(0)), IntValue::Small(0));
        assert_eq!(gcd(IntRef::Small(i64::MIN), IntRef::Small(0)), IntValue::Big(IBig::from(1_u64 << 63)));
        assert_eq!(gcd(IntRef::Big(&(IBig::from(6).pow(50))), IntRef::Small(-4)), IntValue::Small(4));
        assert_eq!(lcm(IntRef::Small(4), IntRef::Small(-6)), IntValue::Small(12));
    }

    #[test]
    fn rounding() {
        for (value, tens, expected) in [
            (15, 1, 20),
            (25, 1, 20),
            (-15, 1, -20),
            (-25, 1, -20),
            (5, 1, 0),
            (7, 1, 10),
            (49, 2, 0),
            (51, 2, 100),
            (5, 99, 0),
            (123, 0, 123),
        ] {
            assert_eq!(round_to_tens(IntRef::Small(value), tens), IntValue::Small(expected), "{value} {tens}");
        }
    }
}
