//! `pow` with two and three integers.

use dashu_int::fast_div::ConstDivisor;
use dashu_int::monty::MontgomeryRepr;
use dashu_int::ops::BitTest;
use dashu_int::{IBig, UBig};

use super::arithmetic::{RESULT_BITS_MAX, bit_length, floor_mod, magnitude, signed};
use super::{IntRef, IntValue};
use crate::fault::Fault;

/// `base ** exponent` for an exponent that is not negative (others give floats).
pub fn pow(base: IntRef<'_>, exponent: IntRef<'_>) -> Result<IntValue, Fault> {
    debug_assert!(!exponent.is_negative());
    if let IntRef::Small(base) = base {
        match (base, exponent) {
            (_, IntRef::Small(0)) => return Ok(IntValue::Small(1)),
            (0 | 1, _) => return Ok(IntValue::Small(base)),
            (-1, _) => return Ok(IntValue::Small(if is_odd(exponent) { -1 } else { 1 })),
            _ => {}
        }
        if let IntRef::Small(exponent) = exponent
            && let Ok(exponent) = u32::try_from(exponent)
            && let Some(small) = base.checked_pow(exponent)
        {
            return Ok(IntValue::Small(small));
        }
    }
    let IntRef::Small(exponent) = exponent else {
        return Err(Fault::memory());
    };
    let bits_least = (bit_length(base) as u64 - 1).saturating_mul(exponent as u64);
    if bits_least > RESULT_BITS_MAX {
        return Err(Fault::memory());
    }
    Ok(IntValue::from(match base {
        IntRef::Small(2) => IBig::ONE << exponent as usize,
        IntRef::Small(base) => IBig::from(base).pow(exponent as usize),
        IntRef::Big(base) => base.pow(exponent as usize),
    }))
}

fn is_odd(value: IntRef<'_>) -> bool {
    match value {
        IntRef::Small(small) => small & 1 == 1,
        IntRef::Big(big) => big.as_sign_words().1.first().is_some_and(|word| word & 1 == 1),
    }
}

/// `pow(base, exponent, modulus)`; a negative exponent asks for the inverse.
pub fn pow_mod(base: IntRef<'_>, exponent: IntRef<'_>, modulus: IntRef<'_>) -> Result<IntValue, Fault> {
    if modulus.is_zero() {
        return Err(Fault::value("pow() 3rd argument cannot be 0"));
    }
    if let (IntRef::Small(base), IntRef::Small(exponent @ 0..), IntRef::Small(modulus @ 1..)) =
        (base, exponent, modulus)
    {
        return Ok(IntValue::Small(pow_mod_words(base, exponent as u64, modulus as u64)));
    }
    let size = magnitude(modulus);
    if size.is_one() {
        return Ok(IntValue::Small(0));
    }
    let reduced = IBig::from(floor_mod(base, IntRef::Big(&signed(false, size.clone())))?);
    let reduced = UBig::try_from(reduced).expect("a remainder of a positive divisor is not negative");
    if !exponent.is_negative() && size.bit(0) && modulus_is_long(&size) {
        // Montgomery's form halves the time; it needs an odd modulus.
        let ring = MontgomeryRepr::new(size);
        let residue = ring.reduce(reduced).pow(&magnitude(exponent)).residue();
        return Ok(with_sign_of(modulus, IBig::from(residue)));
    }
    let ring = ConstDivisor::new(size);
    let mut element = ring.reduce(reduced);
    if exponent.is_negative() {
        let inverse = element.inv();
        element = inverse.ok_or_else(|| Fault::value("base is not invertible for the given modulus"))?;
    }
    Ok(with_sign_of(modulus, IBig::from(element.pow(&magnitude(exponent)).residue())))
}

/// Whether a modulus is longer than dashu's special cases of one and two words.
fn modulus_is_long(size: &UBig) -> bool {
    size.as_words().len() > 2
}

/// The result of `pow_mod` has the sign of the modulus.
fn with_sign_of(modulus: IntRef<'_>, residue: IBig) -> IntValue {
    if modulus.is_negative() && !residue.is_zero() {
        return IntValue::from(residue + modulus.to_big());
    }
    IntValue::from(residue)
}

fn pow_mod_words(base: i64, exponent: u64, modulus: u64) -> i64 {
    let times = |a: u64, b: u64| -> u64 {
        if modulus <= 1 << 32 { a * b % modulus } else { (u128::from(a) * u128::from(b) % u128::from(modulus)) as u64 }
    };
    let mut square = base.rem_euclid(modulus as i64) as u64;
    let mut result = 1 % modulus;
    let mut rest = exponent;
    while rest > 0 {
        if rest & 1 == 1 {
            result = times(result, square);
        }
        rest >>= 1;
        if rest > 0 {
            square = times(square, square);
        }
    }
    result as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers() {
        let power = |base: i64, exponent: i64| pow(IntRef::Small(base), IntRef::Small(exponent)).unwrap();
        assert_eq!(power(3, 4), IntValue::Small(81));
        assert_eq!(power(-2, 63), IntValue::Small(i64::MIN));
        assert_eq!(power(2, 63), IntValue::from(IBig::ONE << 63));
        assert_eq!(power(-7, 41), IntValue::from(-IBig::from(7).pow(41)));
        assert_eq!(power(0, 0), IntValue::Small(1));
        assert_eq!(power(-1, i64::MAX), IntValue::Small(-1));
        let huge = IBig::ONE << 80;
        assert_eq!(pow(IntRef::Small(-1), IntRef::Big(&huge)), Ok(IntValue::Small(1)));
        assert_eq!(pow(IntRef::Small(2), IntRef::Big(&huge)), Err(Fault::memory()));
        assert_eq!(pow(IntRef::Small(9), IntRef::Small(1 << 40)), Err(Fault::memory()));
    }

    #[test]
    fn modular_powers() {
        let power = |a: i64, b: i64, m: i64| {
            pow_mod(IntRef::Small(a), IntRef::Small(b), IntRef::Small(m)).map_err(|fault| fault.text)
        };
        for (a, b, m, expected) in [
            (2, -1, 5, 3),
            (2, -3, -5, -3),
            (2, 3, 1, 0),
            (2, 3, -1, 0),
            (3, 5, -7, -2),
            (0, 0, 1, 0),
            (2, -1, 1, 0),
            (4, -1, -1, 0),
            (-3, 3, 10, 3),
            (123456789, 987654321, 998244353, 730701112),
            (3, 200, 9223372036854775783, 3833658189996250136),
            (0, 0, 7, 1),
            (i64::MIN, 3, 7, 6),
        ] {
            assert_eq!(power(a, b, m), Ok(IntValue::Small(expected)), "pow({a}, {b}, {m})");
        }
        assert_eq!(power(2, 3, 0).unwrap_err(), "pow() 3rd argument cannot be 0");
        assert_eq!(power(2, -1, 4).unwrap_err(), "base is not invertible for the given modulus");
        assert_eq!(power(0, -1, 5).unwrap_err(), "base is not invertible for the given modulus");
        // Fermat: the modulus is prime.
        let prime = (IBig::ONE << 521) - IBig::ONE;
        let exponent = &prime - IBig::ONE;
        let result = pow_mod(IntRef::Small(12345), IntRef::Big(&exponent), IntRef::Big(&prime));
        assert_eq!(result, Ok(IntValue::Small(1)));
    }
}
