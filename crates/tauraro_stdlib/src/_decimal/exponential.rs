//! The exponential function and the logarithms, rounded correctly.
//!
//! They are computed in fixed point: an integer stands for its value times `2^bits`. A result is
//! right where the digits that it was computed to, one more and one less in the last of them, round
//! to the same number; as long as they do not, it is computed to more digits.

use super::convert::signed;
use super::number::{
    Ctx, DIGITS_MAX, Num, Rest, Rounding, digits, finish, nan_of, pow10, shifted, split, status as st, strip_zeros,
};
use dashu_int::ops::{BitTest, SquareRoot};
use dashu_int::{IBig, Sign, UBig};
use std::sync::Mutex;

/// Digits beyond the precision of the first try, and how many more each further one gets.
const MORE_AT_FIRST: i64 = 3;
const MORE_EACH: i64 = 19;
/// Bits that are lost by the steps of a computation, besides what reductions lose.
const GUARD_BITS: usize = 40;

/// Computes to more and more digits, until they decide how the result is rounded. `compute` is
/// given a number of digits and returns a number that is less than a unit of the last of so many
/// digits away.
fn rounded(ctx: &Ctx, status: &mut u32, compute: impl Fn(i64) -> Num) -> Num {
    // A number of digits that is computed with needs several times its memory.
    if ctx.prec > DIGITS_MAX / 16 {
        return Num::invalid(status, st::MEMORY);
    }
    let ctx = ctx.with_rounding(Rounding::HalfEven);
    let near = Ctx { prec: ctx.prec, ..Ctx::WIDEST };
    let mut length = ctx.prec + MORE_AT_FIRST;
    loop {
        let x = to_length(compute(length), length);
        let above = finish(Num::new(x.neg, &x.coeff + 1_u8, x.exp), &near, &mut 0);
        let below = finish(Num::new(x.neg, &x.coeff - 1_u8, x.exp), &near, &mut 0);
        if above.exp == below.exp && above.coeff == below.coeff {
            let mut own = 0;
            let made = finish(x, &ctx, &mut own);
            if own & st::SUBNORMAL != 0 {
                own |= st::UNDERFLOW;
            }
            *status |= own | st::INEXACT | st::ROUNDED;
            return made;
        }
        length += MORE_EACH;
    }
}

/// A number written with exactly so many digits.
fn to_length(x: Num, length: i64) -> Num {
    let more = length - x.digits();
    if more >= 0 {
        return Num::new(x.neg, shifted(&x.coeff, more), x.exp - more);
    }
    let (kept, rest) = split(&x.coeff, -more);
    let kept = if matches!(rest, Rest::Half | Rest::High) { kept + 1_u8 } else { kept };
    if digits(&kept) > length {
        return Num::new(x.neg, split(&kept, 1).0, x.exp - more + 1);
    }
    Num::new(x.neg, kept, x.exp - more)
}

fn bits_of_digits(n: i64) -> usize {
    (n.max(1) as f64 * std::f64::consts::LOG2_10) as usize + 1
}

// ---- fixed point -------------------------------------------------------------------------------

/// `c * 10^exp`, rounded down.
fn fixed(c: &UBig, exp: i64, bits: usize) -> UBig {
    if exp >= 0 { shifted(c, exp) << bits } else { (c << bits) / pow10(-exp) }
}

/// The number that a fixed-point value is, with about so many digits.
fn unfixed(x: &IBig, bits: usize, length: i64, exp: i64) -> Num {
    let (sign, magnitude) = x.clone().into_parts();
    // The digits before the point, or, if negative, the zeros behind it.
    let whole = (magnitude.bit_len() as f64 - bits as f64) * std::f64::consts::LOG10_2;
    let places = length + 3 - whole.floor() as i64;
    let coeff = if places >= 0 { (magnitude * pow10(places)) >> bits } else { (magnitude >> bits) / pow10(-places) };
    Num::new(sign == Sign::Negative, coeff, exp - places)
}

/// `atanh(1/n)`
fn atanh_of_inverse(n: u32, bits: usize) -> UBig {
    let square = UBig::from(u64::from(n) * u64::from(n));
    let mut power = (UBig::ONE << bits) / n;
    let mut sum = UBig::ZERO;
    let mut k = 1_u32;
    while !power.is_zero() {
        sum += &power / k;
        power /= &square;
        k += 2;
    }
    sum
}

/// The natural logarithm of ten, with the bits that it was computed to.
static LN_TEN: Mutex<(usize, UBig)> = Mutex::new((0, UBig::ZERO));

fn ln_ten(bits: usize) -> UBig {
    let mut known = LN_TEN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if known.0 < bits {
        let wide = bits + 64;
        let sum = [(46_u32, 31), (34, 49), (20, 161)]
            .into_iter()
            .fold(UBig::ZERO, |sum, (times, n)| sum + atanh_of_inverse(n, wide + 16) * times);
        *known = (wide, sum >> 16_usize);
    }
    &known.1 >> (known.0 - bits)
}

/// `e^x` of a fixed-point number of moderate size.
fn exp_fixed(x: &IBig, bits: usize) -> UBig {
    // Halving the argument s times makes the series short and costs s squarings at the end.
    let halvings = ((bits as f64).sqrt() * 0.8) as usize + 1;
    let wide = bits + 2 * halvings + GUARD_BITS;
    let (sign, magnitude) = x.clone().into_parts();
    let argument = (magnitude << (wide - bits)) >> halvings;
    let one = UBig::ONE << wide;
    let (mut sum, mut term, mut n) = (&one + &argument, argument.clone(), 2_u32);
    loop {
        term = ((term * &argument) >> wide) / n;
        if term.is_zero() {
            break;
        }
        sum += &term;
        n += 1;
    }
    for _ in 0..halvings {
        sum = (&sum * &sum) >> wide;
    }
    if sign == Sign::Negative {
        sum = (one << wide) / sum;
    }
    sum >> (wide - bits)
}

/// The natural logarithm of a fixed-point number between about 1/10 and 10.
fn ln_fixed(x: &UBig, bits: usize) -> IBig {
    // Square roots bring the number near 1, where the series is short.
    let roots = ((bits as f64).sqrt() * 0.5) as usize + 4;
    let wide = bits + 2 * roots + GUARD_BITS;
    let mut z = x << (wide - bits);
    for _ in 0..roots {
        z = (z << wide).sqrt();
    }
    let one = UBig::ONE << wide;
    // ln z = 2 atanh((z - 1) / (z + 1))
    let above = IBig::from(z.clone()) - IBig::from(one.clone());
    let (sign, above) = above.into_parts();
    let u = (above << wide) / (z + one);
    let square = (&u * &u) >> wide;
    let (mut sum, mut power, mut n) = (u.clone(), u, 3_u32);
    loop {
        power = (power * &square) >> wide;
        if power.is_zero() {
            break;
        }
        sum += &power / n;
        n += 2;
    }
    signed(sign == Sign::Negative, (sum << (roots + 1)) >> (wide - bits))
}

// ---- the functions -----------------------------------------------------------------------------

/// An exponent of ten beyond the range of any context.
const FAR: i64 = 4_000_000_000_000_000_000;
/// Exponents of e of so many digits lie beyond the range of any context.
const EXPONENT_DIGITS: i64 = 20;

pub(super) fn exp(a: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    if let Some(nan) = nan_of(&[a], ctx, status) {
        return nan;
    }
    if a.is_infinite() {
        return if a.neg { Num::zero(false, 0) } else { Num::infinity(false) };
    }
    if a.is_zero() {
        return Num::from_i64(1);
    }
    if a.adjusted() >= EXPONENT_DIGITS {
        let exp = if a.neg { 2 * super::number::MIN_ETINY } else { 2 * super::number::MAX_EMAX };
        return finish(Num::new(false, UBig::ONE, exp), &ctx.with_rounding(Rounding::HalfEven), status);
    }
    if a.adjusted() < -(ctx.prec + 2 * MORE_AT_FIRST) {
        return one_beside(ctx, status);
    }
    rounded(ctx, status, |length| exp_to(a, length))
}

/// 1 with all digits of the precision, for what differs from it by less than they show.
fn one_beside(ctx: &Ctx, status: &mut u32) -> Num {
    if ctx.prec > DIGITS_MAX {
        return Num::invalid(status, st::MEMORY);
    }
    *status |= st::INEXACT | st::ROUNDED;
    let zeros = ctx.prec - 1;
    finish(Num::new(false, pow10(zeros), -zeros), &ctx.with_rounding(Rounding::HalfEven), status)
}

fn exp_to(a: &Num, length: i64) -> Num {
    let whole = (a.adjusted() + 2).max(0);
    let bits = bits_of_digits(length + whole) + GUARD_BITS;
    let x = signed(a.neg, fixed(&a.coeff, a.exp, bits));
    let ln_ten = IBig::from(ln_ten(bits));
    // e^x = 10^k * e^(x - k ln 10)
    let k = &x / &ln_ten;
    let small = x - &k * ln_ten;
    let k = i64::try_from(&k).unwrap_or(if a.neg { -FAR } else { FAR }).clamp(-FAR, FAR);
    unfixed(&IBig::from(exp_fixed(&small, bits)), bits, length, k)
}

/// What the logarithms have in common: results that need no computation.
fn ln_special(a: &Num, ctx: &Ctx, status: &mut u32) -> Option<Num> {
    if let Some(nan) = nan_of(&[a], ctx, status) {
        return Some(nan);
    }
    if a.is_zero() {
        return Some(Num::infinity(true));
    }
    if a.neg {
        return Some(Num::invalid(status, st::INVALID_OPERATION));
    }
    a.is_infinite().then(|| Num::infinity(false))
}

/// The exponent of ten that a power of ten has.
fn power_of_ten(a: &Num) -> Option<i64> {
    let length = a.digits();
    let (kept, zeros) = strip_zeros(a.coeff.clone(), length);
    (zeros == length - 1 && kept.is_one()).then(|| a.adjusted())
}

/// The natural logarithm in fixed point, with so many bits that it has `length` digits: the value
/// and its bits.
fn ln_to(a: &Num, length: i64) -> (IBig, usize) {
    // a = m * 10^k with m near 1, and k = 0 for all that is near 1 itself.
    let adjusted = a.adjusted();
    let k = if adjusted == -1 { 0 } else { adjusted };
    let lost = if k == 0 { closeness(a) } else { 0 };
    let bits = bits_of_digits(length + lost + digits(&UBig::from(k.unsigned_abs()))) + GUARD_BITS;
    let m = fixed(&a.coeff, a.exp - k, bits);
    (ln_fixed(&m, bits) + IBig::from(ln_ten(bits)) * k, bits)
}

/// How many zeros follow the point in the difference of a number from 1.
fn closeness(a: &Num) -> i64 {
    let difference = super::arithmetic::subtract(a, &Num::from_i64(1), &Ctx::WIDEST, &mut 0);
    (-difference.adjusted()).max(0) + 1
}

pub(super) fn ln(a: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    if let Some(made) = ln_special(a, ctx, status) {
        return made;
    }
    if power_of_ten(a) == Some(0) {
        return Num::zero(false, 0);
    }
    rounded(ctx, status, |length| {
        let (x, bits) = ln_to(a, length);
        unfixed(&x, bits, length, 0)
    })
}

pub(super) fn log10(a: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    if let Some(made) = ln_special(a, ctx, status) {
        return made;
    }
    if let Some(n) = power_of_ten(a) {
        return finish(Num::from_i64(n), &ctx.with_rounding(Rounding::HalfEven), status);
    }
    rounded(ctx, status, |length| {
        let (x, bits) = ln_to(a, length);
        let quotient = (x << bits) / IBig::from(ln_ten(bits));
        unfixed(&quotient, bits, length, 0)
    })
}
