//! Operations that change how a number is written, or step to a neighbour.

use super::arithmetic::add;
use super::compare::compare_numbers;
use super::number::{
    Ctx, DIGITS_MAX, Form, Num, Rounding, cut, cut_within, digits, finish, largest, nan_of, shifted, split,
    status as st, strip_zeros,
};
use dashu_int::UBig;
use std::cmp::Ordering;

pub(super) fn plus(a: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    signed_plus(a, a.neg, ctx, status)
}

pub(super) fn minus(a: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    signed_plus(a, !a.neg, ctx, status)
}

pub(super) fn abs(a: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    signed_plus(a, false, ctx, status)
}

/// The magnitude of `a` with a sign, rounded; a zero is positive but when rounding to the floor.
fn signed_plus(a: &Num, neg: bool, ctx: &Ctx, status: &mut u32) -> Num {
    if let Some(nan) = nan_of(&[a], ctx, status) {
        return nan;
    }
    let neg = if a.is_zero() { neg && ctx.rounding == Rounding::Floor } else { neg };
    finish(a.with_sign(neg), ctx, status)
}

/// `a` written with the exponent of `b`.
pub(super) fn quantize(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    if !a.is_finite() || !b.is_finite() {
        if let Some(nan) = nan_of(&[a, b], ctx, status) {
            return nan;
        }
        return match (a.is_infinite(), b.is_infinite()) {
            (true, true) => a.clone(),
            _ => Num::invalid(status, st::INVALID_OPERATION),
        };
    }
    quantize_to(a, b.exp, ctx, status)
}

/// `a` written with an exponent.
pub(super) fn quantize_to(a: &Num, exp: i64, ctx: &Ctx, status: &mut u32) -> Num {
    if let Some((coeff, inexact)) = cut_within(a, exp, ctx) {
        *status |= if inexact { st::ROUNDED | st::INEXACT } else { st::ROUNDED };
        return Num::new(a.neg, coeff, exp);
    }
    if exp > ctx.emax || exp < ctx.etiny() {
        return Num::invalid(status, st::INVALID_OPERATION);
    }
    if a.is_zero() {
        return finish(Num::zero(a.neg, exp), ctx, status);
    }
    let more = a.exp - exp;
    let length = a.digits();
    if length + more > ctx.prec {
        return Num::invalid(status, st::INVALID_OPERATION);
    }
    let (coeff, flags) = if more >= 0 {
        if length + more > DIGITS_MAX {
            return Num::invalid(status, st::MEMORY);
        }
        (shifted(&a.coeff, more), 0)
    } else {
        let (coeff, inexact) = cut(&a.coeff, -more, a.neg, ctx.rounding);
        (coeff, if inexact { st::ROUNDED | st::INEXACT } else { st::ROUNDED })
    };
    let made = Num::new(a.neg, coeff, exp);
    let length = made.digits();
    if length > ctx.prec || exp + length - 1 > ctx.emax {
        return Num::invalid(status, st::INVALID_OPERATION);
    }
    *status |= flags;
    finish(made, ctx, status)
}

/// The nearest integer, of any length.
fn integral(a: &Num, ctx: &Ctx, status: &mut u32) -> (Num, u32) {
    if let Some(nan) = nan_of(&[a], ctx, status) {
        return (nan, 0);
    }
    if a.is_infinite() || a.exp >= 0 {
        return (a.clone(), 0);
    }
    if a.is_zero() {
        return (Num::zero(a.neg, 0), 0);
    }
    let (coeff, inexact) = cut(&a.coeff, -a.exp, a.neg, ctx.rounding);
    (Num::new(a.neg, coeff, 0), if inexact { st::ROUNDED | st::INEXACT } else { st::ROUNDED })
}

pub(super) fn to_integral_value(a: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    integral(a, ctx, status).0
}

pub(super) fn to_integral_exact(a: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    let (made, flags) = integral(a, ctx, status);
    *status |= flags;
    made
}

/// The number without trailing zeros.
pub(super) fn normalize(a: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    if let Some(nan) = nan_of(&[a], ctx, status) {
        return nan;
    }
    let made = finish(a.clone(), ctx, status);
    if !made.is_finite() {
        return made;
    }
    if made.is_zero() {
        return Num::zero(made.neg, 0);
    }
    let (coeff, taken) = strip_zeros(made.coeff, ctx.exp_max() - made.exp);
    Num::new(made.neg, coeff, made.exp + taken)
}

// ---- neighbours --------------------------------------------------------------------------------

pub(super) fn next_plus(a: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    neighbour(a, false, ctx, status)
}

pub(super) fn next_minus(a: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    neighbour(a, true, ctx, status)
}

/// The nearest number of the context below or above. It signals errors only.
fn neighbour(a: &Num, below: bool, ctx: &Ctx, status: &mut u32) -> Num {
    if let Some(nan) = nan_of(&[a], ctx, status) {
        return nan;
    }
    if a.is_infinite() {
        return if a.neg == below { a.clone() } else { largest(a.neg, ctx, status) };
    }
    let ctx = ctx.with_rounding(if below { Rounding::Floor } else { Rounding::Ceiling });
    let mut own = 0;
    let made = finish(a.clone(), &ctx, &mut own);
    let made = if own & (st::INEXACT | st::ERRORS) != 0 {
        made
    } else {
        add(a, &Num::new(below, UBig::ONE, ctx.etiny() - 1), &ctx, &mut own)
    };
    *status |= own & st::ERRORS;
    made
}

pub(super) fn next_toward(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    if let Some(nan) = nan_of(&[a, b], ctx, status) {
        return nan;
    }
    let made = match compare_numbers(a, b) {
        Ordering::Equal => return a.with_sign(b.neg),
        Ordering::Less => next_plus(a, ctx, status),
        Ordering::Greater => next_minus(a, ctx, status),
    };
    if made.is_infinite() {
        *status |= st::OVERFLOW | st::ROUNDED | st::INEXACT;
    } else if made.is_finite() && made.adjusted() < ctx.emin {
        *status |= st::UNDERFLOW | st::SUBNORMAL | st::ROUNDED | st::INEXACT;
        if made.is_zero() {
            *status |= st::CLAMPED;
        }
    }
    made
}

// ---- exponents ---------------------------------------------------------------------------------

pub(super) fn logb(a: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    if let Some(nan) = nan_of(&[a], ctx, status) {
        return nan;
    }
    if a.is_infinite() {
        return Num::infinity(false);
    }
    if a.is_zero() {
        *status |= st::DIVISION_BY_ZERO;
        return Num::infinity(true);
    }
    finish(Num::from_i64(a.adjusted()), ctx, status)
}

pub(super) fn scaleb(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    if let Some(nan) = nan_of(&[a, b], ctx, status) {
        return nan;
    }
    let limit = 2 * (ctx.emax + ctx.prec);
    let Some(n) = b.plain_integer().filter(|n| n.abs() <= limit) else {
        return Num::invalid(status, st::INVALID_OPERATION);
    };
    if a.is_infinite() {
        return a.clone();
    }
    finish(Num { exp: a.exp.saturating_add(n).clamp(-FAR, FAR), ..a.clone() }, ctx, status)
}

/// Beyond the exponents of any context, but small enough to be added to.
const FAR: i64 = 4_100_000_000_000_000_000;

/// How far to shift or rotate.
fn distance(b: &Num, ctx: &Ctx) -> Option<i64> {
    b.plain_integer().filter(|n| n.abs() <= ctx.prec)
}

/// The last digits of a coefficient that the precision has room for.
fn capped(c: UBig, ctx: &Ctx) -> UBig {
    if digits(&c) > ctx.prec { c % super::number::pow10(ctx.prec) } else { c }
}

pub(super) fn shift(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    if let Some(nan) = nan_of(&[a, b], ctx, status) {
        return nan;
    }
    let Some(n) = distance(b, ctx) else { return Num::invalid(status, st::INVALID_OPERATION) };
    if a.is_infinite() {
        return a.clone();
    }
    let coeff = if n < 0 {
        split(&capped(a.coeff.clone(), ctx), -n).0
    } else if a.coeff.is_zero() {
        UBig::ZERO
    } else if a.digits() + n > DIGITS_MAX {
        return Num::invalid(status, st::MEMORY);
    } else {
        capped(shifted(&a.coeff, n), ctx)
    };
    Num { coeff, ..a.clone() }
}

pub(super) fn rotate(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    if let Some(nan) = nan_of(&[a, b], ctx, status) {
        return nan;
    }
    let Some(n) = distance(b, ctx) else { return Num::invalid(status, st::INVALID_OPERATION) };
    if a.is_infinite() {
        return a.clone();
    }
    if ctx.prec > DIGITS_MAX {
        return Num::invalid(status, st::MEMORY);
    }
    let n = if n < 0 { ctx.prec + n } else { n };
    let c = capped(a.coeff.clone(), ctx);
    // The first n of prec digits go behind the others.
    let (front, _) = split(&c, ctx.prec - n);
    let back = &c - shifted(&front, ctx.prec - n);
    Num { coeff: shifted(&back, n) + front, ..a.clone() }
}

// ---- digits as bits ----------------------------------------------------------------------------

/// The digits, lowest first, if they are bits; not more of them than the precision.
fn bits(a: &Num, ctx: &Ctx) -> Option<Vec<u8>> {
    if a.form != Form::Finite || a.neg || a.exp != 0 {
        return None;
    }
    let text = a.coeff.to_string();
    let mut bits: Vec<u8> = text.bytes().rev().map(|b| (b <= b'1').then_some(b - b'0')).collect::<Option<_>>()?;
    bits.truncate(usize::try_from(ctx.prec).unwrap_or(usize::MAX));
    Some(bits)
}

fn from_bits(bits: &[u8]) -> Num {
    let text: Vec<u8> = bits.iter().rev().map(|b| b + b'0').collect();
    Num::new(false, super::text::coefficient(&text), 0)
}

fn logical(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32, op: fn(u8, u8) -> u8) -> Num {
    let (Some(x), Some(y)) = (bits(a, ctx), bits(b, ctx)) else {
        return Num::invalid(status, st::INVALID_OPERATION);
    };
    let at = |v: &[u8], i: usize| v.get(i).copied().unwrap_or(0);
    let made: Vec<u8> = (0..x.len().max(y.len())).map(|i| op(at(&x, i), at(&y, i))).collect();
    from_bits(&made)
}

pub(super) fn logical_and(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    logical(a, b, ctx, status, |x, y| x & y)
}

pub(super) fn logical_or(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    logical(a, b, ctx, status, |x, y| x | y)
}

pub(super) fn logical_xor(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    logical(a, b, ctx, status, |x, y| x ^ y)
}

pub(super) fn logical_invert(a: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    let Some(x) = bits(a, ctx) else { return Num::invalid(status, st::INVALID_OPERATION) };
    if ctx.prec > DIGITS_MAX {
        return Num::invalid(status, st::MEMORY);
    }
    let made: Vec<u8> = (0..ctx.prec as usize).map(|i| 1 - x.get(i).copied().unwrap_or(0)).collect();
    from_bits(&made)
}
