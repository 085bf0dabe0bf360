//! The four operations, their relatives and the square root.

use super::number::{
    Ctx, DIGITS_MAX, Num, Rounding, digits, finish, nan_of, pow10, shifted, small, small_shifted, status as st, sticky,
    strip_zeros,
};
use dashu_int::UBig;
use dashu_int::ops::{DivRem, SquareRoot};

// ---- addition ----------------------------------------------------------------------------------

pub(super) fn add(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    sum(a, b, b.neg, ctx, status)
}

pub(super) fn subtract(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    sum(a, b, !b.neg, ctx, status)
}

/// `a + b` where b has the given sign.
#[inline]
fn sum(a: &Num, b: &Num, b_neg: bool, ctx: &Ctx, status: &mut u32) -> Num {
    if a.is_finite() && b.is_finite() {
        if let Some(made) = small_sum(a, b, b_neg, ctx) {
            return finish(made, ctx, status);
        }
        return sum_finite(a, b, b_neg, ctx, status);
    }
    if let Some(nan) = nan_of(&[a, b], ctx, status) {
        return nan;
    }
    match (a.is_infinite(), b.is_infinite()) {
        (true, true) if a.neg != b_neg => Num::invalid(status, st::INVALID_OPERATION),
        (true, _) => Num::infinity(a.neg),
        _ => Num::infinity(b_neg),
    }
}

/// The exact sum, if everything fits in two words.
#[inline]
fn small_sum(a: &Num, b: &Num, b_neg: bool, ctx: &Ctx) -> Option<Num> {
    let (mut x, mut y) = (small(&a.coeff)?, small(&b.coeff)?);
    let exp = a.exp.min(b.exp);
    if a.exp > exp {
        x = small_shifted(x, a.exp - exp)?;
    } else if b.exp > exp {
        y = small_shifted(y, b.exp - exp)?;
    }
    let (neg, coeff) = if a.neg == b_neg {
        (a.neg, x.checked_add(y)?)
    } else if x == y {
        (ctx.rounding == Rounding::Floor, 0)
    } else if x > y {
        (a.neg, x - y)
    } else {
        (b_neg, y - x)
    };
    Some(Num::new(neg, UBig::from(coeff), exp))
}

fn sum_finite(a: &Num, b: &Num, b_neg: bool, ctx: &Ctx, status: &mut u32) -> Num {
    let b_signed;
    let b = if b.neg == b_neg {
        b
    } else {
        b_signed = b.with_sign(b_neg);
        &b_signed
    };
    let (high, low) = if a.exp >= b.exp { (a, b) } else { (b, a) };
    let faint;
    let mut low = low;
    if !high.coeff.is_zero() {
        // Where the low operand lies wholly below what rounding sees, a unit there does as well.
        let length = high.digits();
        let unit = high.exp - 1 - (ctx.prec - length + 1).max(0);
        if low.exp < unit && low.adjusted() < unit {
            let coeff = if low.coeff.is_zero() { UBig::ZERO } else { UBig::ONE };
            faint = Num::new(low.neg, coeff, unit);
            low = &faint;
        }
        if length + (high.exp - low.exp) > DIGITS_MAX {
            return Num::invalid(status, st::MEMORY);
        }
    }
    let raised = if high.coeff.is_zero() { UBig::ZERO } else { shifted(&high.coeff, high.exp - low.exp) };
    let (neg, coeff) = if high.neg == low.neg {
        (high.neg, raised + &low.coeff)
    } else {
        match raised.cmp(&low.coeff) {
            std::cmp::Ordering::Equal => (ctx.rounding == Rounding::Floor, UBig::ZERO),
            std::cmp::Ordering::Greater => (high.neg, raised - &low.coeff),
            std::cmp::Ordering::Less => (low.neg, &low.coeff - raised),
        }
    };
    finish(Num::new(neg, coeff, low.exp), ctx, status)
}

// ---- multiplication ----------------------------------------------------------------------------

pub(super) fn multiply(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    let made = multiply_exactly(a, b, ctx, status);
    finish(made, ctx, status)
}

#[inline]
fn multiply_exactly(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    let neg = a.neg != b.neg;
    if a.is_finite() && b.is_finite() {
        let coeff = match (a.coeff.as_words(), b.coeff.as_words()) {
            ([x], [y]) => UBig::from(u128::from(*x) * u128::from(*y)),
            _ => &a.coeff * &b.coeff,
        };
        return Num::new(neg, coeff, a.exp + b.exp);
    }
    if let Some(nan) = nan_of(&[a, b], ctx, status) {
        return nan;
    }
    if a.is_zero() || b.is_zero() {
        return Num::invalid(status, st::INVALID_OPERATION);
    }
    Num::infinity(neg)
}

/// `a * b + c`, rounded once.
pub(super) fn fma(a: &Num, b: &Num, c: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    if a.is_nan() || b.is_nan() {
        return nan_of(&[a, b, c], ctx, status).unwrap_or_else(Num::nan);
    }
    let product = multiply_exactly(a, b, ctx, status);
    if product.is_nan() {
        return product;
    }
    add(&product, c, ctx, status)
}

// ---- division ----------------------------------------------------------------------------------

/// The quotient of numbers not both of which are finite, or whose divisor is zero.
fn divide_special(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Option<Num> {
    if let Some(nan) = nan_of(&[a, b], ctx, status) {
        return Some(nan);
    }
    let neg = a.neg != b.neg;
    if a.is_infinite() {
        return Some(match b.is_infinite() {
            true => Num::invalid(status, st::INVALID_OPERATION),
            false => Num::infinity(neg),
        });
    }
    if b.is_zero() {
        if a.is_zero() {
            return Some(Num::invalid(status, st::DIVISION_UNDEFINED));
        }
        *status |= st::DIVISION_BY_ZERO;
        return Some(Num::infinity(neg));
    }
    None
}

pub(super) fn divide(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    if let Some(made) = divide_special(a, b, ctx, status) {
        return made;
    }
    let neg = a.neg != b.neg;
    if b.is_infinite() {
        *status |= st::CLAMPED;
        return Num::zero(neg, ctx.etiny());
    }
    if a.is_zero() {
        return finish(Num::zero(neg, a.exp - b.exp), ctx, status);
    }
    // With a huge precision only an exact quotient fits in memory.
    let needed = 4 * (a.digits() + b.digits()) + 8;
    let prec = if ctx.prec > DIGITS_MAX { needed } else { ctx.prec };
    let shift = b.digits() - a.digits() + prec + 1;
    if shift.abs() > DIGITS_MAX {
        return Num::invalid(status, st::MEMORY);
    }
    let ideal = a.exp - b.exp;
    let (coeff, exact) = quotient(&a.coeff, &b.coeff, shift);
    let exp = ideal - shift;
    if !exact {
        if prec != ctx.prec {
            return Num::invalid(status, st::MEMORY);
        }
        return finish(Num::new(neg, sticky(coeff), exp), ctx, status);
    }
    let (coeff, taken) = strip_zeros(coeff, ideal - exp);
    finish(Num::new(neg, coeff, exp + taken), ctx, status)
}

/// `x * 10^shift / y` and whether that is all.
fn quotient(x: &UBig, y: &UBig, shift: i64) -> (UBig, bool) {
    if let (Some(x), Some(y)) = (small(x), small(y)) {
        let (x, y) = if shift >= 0 { (small_shifted(x, shift), Some(y)) } else { (Some(x), small_shifted(y, -shift)) };
        if let (Some(x), Some(y)) = (x, y) {
            return (UBig::from(x / y), x % y == 0);
        }
    }
    let (q, r) = if shift >= 0 { shifted(x, shift).div_rem(y) } else { x.div_rem(shifted(y, -shift)) };
    (q, r.is_zero())
}

/// The integer quotient and the remainder of finite numbers, the divisor not zero; `None`: the
/// quotient has too many digits. The remainder is not rounded.
fn integer_division(a: &Num, b: &Num, prec: i64) -> Option<(Num, Num)> {
    let neg = a.neg != b.neg;
    let exp = a.exp.min(b.exp);
    if a.is_zero() {
        return Some((Num::zero(neg, 0), Num::zero(a.neg, exp)));
    }
    let distance = a.adjusted() - b.adjusted();
    if distance > prec {
        return None;
    }
    if distance < 0 {
        let coeff = if a.exp > exp { shifted(&a.coeff, a.exp - exp) } else { a.coeff.clone() };
        // A dividend with the lower exponent stays as it is; otherwise the divisor has more digits.
        return Some((Num::zero(neg, 0), Num::new(a.neg, coeff, exp)));
    }
    if a.exp - exp > DIGITS_MAX || b.exp - exp > DIGITS_MAX {
        return None;
    }
    let (q, r) = match (
        small(&a.coeff).and_then(|x| small_shifted(x, a.exp - exp)),
        small(&b.coeff).and_then(|y| small_shifted(y, b.exp - exp)),
    ) {
        (Some(x), Some(y)) => (UBig::from(x / y), UBig::from(x % y)),
        _ => shifted(&a.coeff, a.exp - exp).div_rem(shifted(&b.coeff, b.exp - exp)),
    };
    if digits(&q) > prec {
        return None;
    }
    Some((Num::new(neg, q, 0), Num::new(a.neg, r, exp)))
}

pub(super) fn divide_int(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    if let Some(made) = divide_special(a, b, ctx, status) {
        return made;
    }
    if b.is_infinite() {
        return Num::zero(a.neg != b.neg, 0);
    }
    match integer_division(a, b, ctx.prec) {
        Some((q, _)) => finish(q, ctx, status),
        None => Num::invalid(status, st::DIVISION_IMPOSSIBLE),
    }
}

/// The remainder's special cases.
fn remainder_special(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Option<Num> {
    if let Some(nan) = nan_of(&[a, b], ctx, status) {
        return Some(nan);
    }
    if a.is_infinite() {
        return Some(Num::invalid(status, st::INVALID_OPERATION));
    }
    if b.is_infinite() {
        return Some(finish(a.clone(), ctx, status));
    }
    if b.is_zero() {
        let what = if a.is_zero() { st::DIVISION_UNDEFINED } else { st::INVALID_OPERATION };
        return Some(Num::invalid(status, what));
    }
    None
}

pub(super) fn remainder(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    if let Some(made) = remainder_special(a, b, ctx, status) {
        return made;
    }
    match integer_division(a, b, ctx.prec) {
        Some((_, r)) => finish(r, ctx, status),
        None => Num::invalid(status, st::DIVISION_IMPOSSIBLE),
    }
}

pub(super) fn divmod(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> (Num, Num) {
    if let Some(nan) = nan_of(&[a, b], ctx, status) {
        return (nan.clone(), nan);
    }
    let neg = a.neg != b.neg;
    if a.is_infinite() {
        let q = if b.is_infinite() { Num::nan() } else { Num::infinity(neg) };
        return (q, Num::invalid(status, st::INVALID_OPERATION));
    }
    if b.is_infinite() {
        return (Num::zero(neg, 0), finish(a.clone(), ctx, status));
    }
    if b.is_zero() {
        if a.is_zero() {
            return (Num::nan(), Num::invalid(status, st::DIVISION_UNDEFINED));
        }
        *status |= st::DIVISION_BY_ZERO;
        return (Num::infinity(neg), Num::invalid(status, st::INVALID_OPERATION));
    }
    match integer_division(a, b, ctx.prec) {
        Some((q, r)) => (finish(q, ctx, status), finish(r, ctx, status)),
        None => (Num::nan(), Num::invalid(status, st::DIVISION_IMPOSSIBLE)),
    }
}

/// The remainder of the division whose quotient is the nearest integer, ties to even.
pub(super) fn remainder_near(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    if let Some(made) = remainder_special(a, b, ctx, status) {
        return made;
    }
    let Some((q, r)) = integer_division(a, b, ctx.prec) else {
        return Num::invalid(status, st::DIVISION_IMPOSSIBLE);
    };
    // More than half the divisor is left: the next integer is nearer.
    if b.exp - r.exp > r.digits() + 2 || r.is_zero() {
        return finish(r, ctx, status);
    }
    let divisor = shifted(&b.coeff, b.exp - r.exp);
    let twice = &r.coeff << 1;
    if twice < divisor || twice == divisor && !q.is_odd_coeff() {
        return finish(r, ctx, status);
    }
    if digits(&(&q.coeff + 1_u8)) > ctx.prec {
        return Num::invalid(status, st::DIVISION_IMPOSSIBLE);
    }
    finish(Num::new(!r.neg, divisor - r.coeff, r.exp), ctx, status)
}

// ---- square root -------------------------------------------------------------------------------

/// The square root, always rounded half to even.
pub(super) fn sqrt(a: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    if let Some(nan) = nan_of(&[a], ctx, status) {
        return nan;
    }
    let ideal = a.exp.div_euclid(2);
    if a.is_zero() {
        return finish(Num::zero(a.neg, ideal), ctx, status);
    }
    if a.neg {
        return Num::invalid(status, st::INVALID_OPERATION);
    }
    if a.is_infinite() {
        return Num::infinity(false);
    }
    let odd = a.exp.rem_euclid(2);
    let length = a.digits() + odd;
    // An exact root has half as many digits.
    let prec = if ctx.prec > DIGITS_MAX { length + 2 } else { ctx.prec };
    let more = (prec + 2 - length.div_euclid(2)).max(0);
    if length + 2 * more > DIGITS_MAX {
        return Num::invalid(status, st::MEMORY);
    }
    let square = shifted(&a.coeff, odd + 2 * more);
    let root = square.sqrt();
    let exact = &root * &root == square;
    let exp = ideal - more;
    let ctx = ctx.with_rounding(Rounding::HalfEven);
    if !exact {
        if prec != ctx.prec {
            return Num::invalid(status, st::MEMORY);
        }
        return finish(Num::new(false, sticky(root), exp), &ctx, status);
    }
    let (coeff, taken) = strip_zeros(root, more);
    finish(Num::new(false, coeff, exp + taken), &ctx, status)
}

/// `10^n` as a number.
pub(super) fn ten_to(n: i64) -> Num {
    Num::new(false, pow10(0), n)
}
