//! `math.factorial`, `math.comb` and `math.perm`.
//!
//! Products of many factors are taken as trees, so that the large multiplications, where dashu
//! is fast, come last.

use dashu_int::{IBig, UBig};

use super::arithmetic::magnitude;
use super::{IntRef, IntValue};
use crate::fault::Fault;

/// `math.factorial`
pub fn factorial(n: IntRef<'_>) -> Result<IntValue, Fault> {
    if n.is_negative() {
        return Err(Fault::value("factorial() not defined for negative values"));
    }
    let IntRef::Small(n) = n else {
        let text = format!("factorial() argument should not exceed {}", i64::MAX);
        return Err(Fault::overflow(text));
    };
    let n = n as u64;
    // The odd part: odd numbers up to n, times those up to n/2, up to n/4 and so on, since each
    // even number is a power of two times one of them.
    let mut odd_part = UBig::ONE;
    let mut odds = UBig::ONE;
    let levels = 64 - n.leading_zeros();
    for level in (0..levels).rev() {
        let high = n >> level;
        let low = (n >> level) / 2;
        // The odd numbers in low+1..=high; those up to `low` are in `odds` already.
        odds *= product((low + 1) | 1, high, 2);
        odd_part *= &odds;
    }
    let twos = n - u64::from(n.count_ones());
    Ok(IntValue::from(IBig::from(odd_part << twos as usize)))
}

/// The product of `first`, `first + step`, ... up to `last`.
fn product(first: u64, last: u64, step: u64) -> UBig {
    if first > last {
        return UBig::ONE;
    }
    let count = (last - first) / step + 1;
    if count <= 16 {
        let mut total = UBig::ONE;
        let mut word = 1_u64;
        for i in 0..count {
            let factor = first + i * step;
            match word.checked_mul(factor) {
                Some(longer) => word = longer,
                None => {
                    total *= word;
                    word = factor;
                }
            }
        }
        return total * word;
    }
    let middle = first + count / 2 * step;
    product(first, middle - step, step) * product(middle, last, step)
}

fn check_arguments(n: IntRef<'_>, k: IntRef<'_>) -> Result<(), Fault> {
    if n.is_negative() {
        return Err(Fault::value("n must be a non-negative integer"));
    }
    if k.is_negative() {
        return Err(Fault::value("k must be a non-negative integer"));
    }
    Ok(())
}

/// `math.perm(n, k)`; without `k` it is [`factorial`].
pub fn perm(n: IntRef<'_>, k: IntRef<'_>) -> Result<IntValue, Fault> {
    check_arguments(n, k)?;
    let (whole, taken) = (magnitude(n), magnitude(k));
    if taken > whole {
        return Ok(IntValue::Small(0));
    }
    let IntRef::Small(k) = k else {
        return Err(Fault::overflow(format!("k must not exceed {}", i64::MAX)));
    };
    Ok(IntValue::from(IBig::from(falling_product(&whole, k as u64))))
}

/// `math.comb(n, k)`
pub fn comb(n: IntRef<'_>, k: IntRef<'_>) -> Result<IntValue, Fault> {
    check_arguments(n, k)?;
    let (whole, taken) = (magnitude(n), magnitude(k));
    if taken > whole {
        return Ok(IntValue::Small(0));
    }
    let left = &whole - &taken;
    let fewer = taken.min(left);
    let k = match u64::try_from(&fewer) {
        Ok(k) if k <= i64::MAX as u64 => k,
        _ => return Err(Fault::overflow(format!("min(n - k, k) must not exceed {}", i64::MAX))),
    };
    if let Ok(n) = u64::try_from(&whole)
        && let Some(small) = comb_words(n, k)
    {
        return Ok(IntValue::Small(small));
    }
    Ok(IntValue::from(IBig::from(falling_product(&whole, k) / product(1, k, 1))))
}

/// The binomial in words, while it fits; each step divides exactly.
fn comb_words(n: u64, k: u64) -> Option<i64> {
    let mut total = 1_u64;
    for i in 0..k {
        let wide = u128::from(total) * u128::from(n - i) / u128::from(i + 1);
        total = u64::try_from(wide).ok()?;
    }
    i64::try_from(total).ok()
}

/// `n * (n - 1) * ...`, `count` factors.
fn falling_product(n: &UBig, count: u64) -> UBig {
    if count == 0 {
        return UBig::ONE;
    }
    if let Ok(word) = u64::try_from(n) {
        return product(word - (count - 1), word, 1);
    }
    if count == 1 {
        return n.clone();
    }
    let half = count / 2;
    falling_product(n, half) * falling_product(&(n - UBig::from(half)), count - half)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factorials() {
        let mut expected = IBig::ONE;
        for n in 0..200_i64 {
            expected *= n.max(1);
            assert_eq!(IBig::from(factorial(IntRef::Small(n)).unwrap()), expected, "{n}");
        }
        assert!(factorial(IntRef::Small(-1)).is_err());
    }

    #[test]
    fn pascals_triangle() {
        let mut row = vec![IBig::ONE];
        for n in 1..140_i64 {
            let mut next = vec![IBig::ONE];
            next.extend(row.windows(2).map(|pair| &pair[0] + &pair[1]));
            next.push(IBig::ONE);
            row = next;
            for (k, expected) in row.iter().enumerate() {
                let k = IntRef::Small(k as i64);
                assert_eq!(IBig::from(comb(IntRef::Small(n), k).unwrap()), *expected);
            }
        }
        assert_eq!(comb(IntRef::Small(2), IntRef::Small(3)), Ok(IntValue::Small(0)));
    }

    #[test]
    fn permutations() {
        let n = IBig::from(10).pow(30);
        let expected = &n * (&n - IBig::ONE) * (&n - IBig::from(2));
        assert_eq!(perm(IntRef::Big(&n), IntRef::Small(3)), Ok(IntValue::Big(expected)));
        assert_eq!(perm(IntRef::Small(5), IntRef::Small(5)), Ok(IntValue::Small(120)));
        assert_eq!(perm(IntRef::Small(5), IntRef::Small(0)), Ok(IntValue::Small(1)));
        let huge = IBig::ONE << 200;
        assert_eq!(
            comb(IntRef::Big(&huge), IntRef::Big(&(&huge >> 1))).unwrap_err().text,
            "min(n - k, k) must not exceed 9223372036854775807"
        );
    }
}
