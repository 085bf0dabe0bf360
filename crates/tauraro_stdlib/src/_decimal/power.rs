//! Powers, exponentials and logarithms.

use super::arithmetic::{divide, multiply, subtract};
use super::compare::compare_numbers;
use super::context::Context;
use super::convert;
use super::exponential::{exp, ln};
use super::number::{Ctx, DIGITS_MAX, Num, Rounding, digits, finish, nan_of, pow10, shifted, small, status as st};
use dashu_int::UBig;
use dashu_int::ops::BitTest;
use std::cmp::Ordering;
use tauraro_core::heap::Gc;
use tauraro_core::{PyResult, Value, Vm};

/// Digits that a logarithm is computed to beyond what the power needs.
const GUARD_DIGITS: i64 = 23;

/// `a ** b`, or `pow(a, b, modulus)`, as an object.
pub(super) fn give(vm: &mut Vm, context: Gc<Context>, a: &Num, b: &Num, modulus: Option<&Num>) -> PyResult<Value> {
    let ctx = context.settings.get();
    let mut status = 0;
    let made = match modulus {
        None => power(a, b, &ctx, &mut status),
        Some(m) => modular(a, b, m, &ctx, &mut status),
    };
    convert::give(vm, context, made, status)
}

fn power(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    if let Some(made) = special(a, b, ctx, status) {
        return made;
    }
    if b.is_integer() {
        return integer_power(a, b, ctx, status);
    }
    let prec = ctx.prec.max(a.digits()) + GUARD_DIGITS;
    let wide = Ctx { prec, ..Ctx::WIDEST };
    let mut own = 0;
    let log = ln(a, &wide, &mut own);
    let product = multiply(&log, b, &wide, &mut own);
    // Of the steps before only the number counts.
    own &= st::MEMORY;
    let mut made = exp(&product, &wide, &mut own);
    if made.is_finite() && compare_numbers(&made, &Num::from_i64(1)) == Ordering::Equal {
        made = padded_one(ctx);
    } else if made.is_infinite() {
        made = Num::new(false, UBig::ONE, FAR);
    }
    // An exponential below the widest context's range is below that of any other.
    *status |= own & (st::ERRORS | st::UNDERFLOW | st::SUBNORMAL);
    if own & st::MEMORY != 0 {
        return Num::nan();
    }
    *status |= st::INEXACT | st::ROUNDED;
    finish(made, ctx, status)
}

/// 1 with as many zeros as the precision allows: what is 1 only after rounding.
fn padded_one(ctx: &Ctx) -> Num {
    let zeros = ctx.prec - 1;
    Num::new(false, pow10(zeros), -zeros)
}

/// Powers that need no arithmetic.
fn special(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Option<Num> {
    if let Some(nan) = nan_of(&[a, b], ctx, status) {
        return Some(nan);
    }
    let neg = a.neg && is_odd(b);
    if a.is_zero() {
        return Some(match (b.is_zero(), b.neg) {
            (true, _) => Num::invalid(status, st::INVALID_OPERATION),
            (_, true) => Num::infinity(neg),
            (_, false) => Num::zero(neg, 0),
        });
    }
    if a.neg && !b.is_integer() {
        return Some(Num::invalid(status, st::INVALID_OPERATION));
    }
    if b.is_infinite() {
        return Some(match compare_numbers(&a.with_sign(false), &Num::from_i64(1)) {
            Ordering::Equal => inexact_one(ctx, status),
            Ordering::Less if b.neg => Num::infinity(neg),
            Ordering::Greater if !b.neg => Num::infinity(neg),
            _ => Num::zero(neg, 0),
        });
    }
    if a.is_infinite() {
        return Some(match (b.is_zero(), b.neg) {
            (true, _) => Num::new(neg, UBig::ONE, 0),
            (_, true) => Num::zero(neg, 0),
            (_, false) => Num::infinity(neg),
        });
    }
    if b.is_zero() {
        return Some(Num::new(neg, UBig::ONE, 0));
    }
    if compare_numbers(&a.with_sign(false), &Num::from_i64(1)) == Ordering::Equal {
        return Some(power_of_one(a, b, neg, ctx, status));
    }
    out_of_range(a, b, neg, ctx, status)
}

/// The digits of 1 that the precision has room for, which is not exact.
fn inexact_one(ctx: &Ctx, status: &mut u32) -> Num {
    if ctx.prec > DIGITS_MAX {
        return Num::invalid(status, st::MEMORY);
    }
    *status |= st::INEXACT | st::ROUNDED;
    padded_one(ctx)
}

/// A power of 1.00 with as many digits as exact multiplication gives.
fn power_of_one(a: &Num, b: &Num, neg: bool, ctx: &Ctx, status: &mut u32) -> Num {
    if !b.is_integer() {
        return inexact_one(ctx, status);
    }
    if b.neg {
        return Num::new(neg, UBig::ONE, 0);
    }
    let times = integer(b).unwrap_or(i64::MAX);
    let zeros = (-a.exp).saturating_mul(times);
    if zeros > ctx.prec - 1 {
        *status |= st::ROUNDED;
    }
    let zeros = zeros.min(ctx.prec - 1);
    if zeros > DIGITS_MAX {
        return Num::invalid(status, st::MEMORY);
    }
    Num::new(neg, pow10(zeros), -zeros)
}

/// The integer that a number is, if 64 bits hold it.
fn integer(x: &Num) -> Option<i64> {
    if x.exp >= 0 {
        if x.exp > 18 {
            return None;
        }
        return i64::try_from(small(&shifted(&x.coeff, x.exp))?).ok();
    }
    i64::try_from(small(&super::number::split(&x.coeff, -x.exp).0)?).ok()
}

fn is_odd(x: &Num) -> bool {
    if !x.is_integer() || x.exp > 0 || x.is_zero() {
        return false;
    }
    super::number::last_digit(&super::number::split(&x.coeff, -x.exp).0) % 2 == 1
}

/// Results that are surely beyond the range of exponents, told by numbers of digits alone.
fn out_of_range(a: &Num, b: &Num, neg: bool, ctx: &Ctx, status: &mut u32) -> Option<Num> {
    let length = |n: i64| digits(&UBig::from(n.unsigned_abs()));
    // At most floor(log10 |log10 a|).
    let adjusted = a.adjusted();
    let log = match adjusted {
        1.. => length(adjusted) - 1,
        ..-1 => length(adjusted + 1) - 1,
        _ => {
            let distance = subtract(&a.with_sign(false), &Num::from_i64(1), &Ctx::WIDEST, &mut 0);
            distance.adjusted() - if adjusted == 0 { 2 } else { 1 }
        }
    };
    let reach = log + b.adjusted();
    if (adjusted < 0) == b.neg {
        if reach <= length(ctx.emax) {
            return None;
        }
        return Some(finish(Num::new(neg, UBig::ONE, FAR), ctx, status));
    }
    if reach <= length(ctx.etiny()) {
        return None;
    }
    Some(finish(Num::new(neg, UBig::ONE, ctx.etiny() - 1), ctx, status))
}

/// An exponent beyond that of any context.
const FAR: i64 = 2 * super::number::MAX_EMAX;

/// The power by squaring, with the digits that keep its error below a tenth of the last place.
fn integer_power(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    let more = b.digits() + b.exp + 2 + i64::from(b.neg);
    let wide = Ctx { rounding: Rounding::HalfEven, clamp: false, prec: ctx.prec.saturating_add(more), ..*ctx };
    // Exponents of more digits than a base near 1 has were found to be out of range before.
    if b.exp > DIGITS_MAX / 16 {
        return Num::invalid(status, st::MEMORY);
    }
    let n = whole_number(b);
    if wide.prec > DIGITS_MAX && &n * UBig::from(a.digits().unsigned_abs()) > UBig::from(DIGITS_MAX.unsigned_abs()) {
        return Num::invalid(status, st::MEMORY);
    }
    let mut own = 0;
    let base = if b.neg { divide(&Num::from_i64(1), a, &wide, &mut own) } else { a.clone() };
    let mut made = base.clone();
    for bit in (0..n.bit_len() - 1).rev() {
        if !made.is_finite() || made.is_zero() {
            break;
        }
        made = multiply(&made, &made, &wide, &mut own);
        if n.bit(bit) {
            made = multiply(&made, &base, &wide, &mut own);
        }
    }
    if made.is_infinite() {
        made = Num::new(made.neg, UBig::ONE, FAR);
    }
    made.neg = a.neg && is_odd(b);
    *status |= own;
    finish(made, ctx, status)
}

/// `pow(a, b, m)` of integers.
fn modular(a: &Num, b: &Num, m: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    if let Some(nan) = nan_of(&[a, b, m], ctx, status) {
        return nan;
    }
    let whole = |x: &Num| x.is_integer();
    if !whole(a) || !whole(b) || !whole(m) || b.neg && !b.is_zero() || m.is_zero() {
        return Num::invalid(status, st::INVALID_OPERATION);
    }
    if a.is_zero() && b.is_zero() {
        return Num::invalid(status, st::INVALID_OPERATION);
    }
    if m.adjusted() >= ctx.prec {
        return Num::invalid(status, st::INVALID_OPERATION);
    }
    let neg = a.neg && is_odd(b);
    let modulus = whole_number(m);
    let base = residue(a, &modulus);
    let mut made = UBig::ONE % &modulus;
    // The exponent's decimal digits, highest first: x^(10 e + d) = (x^e)^10 * x^d.
    let exponent = if b.exp >= 0 { b.coeff.clone() } else { super::number::split(&b.coeff, -b.exp).0 };
    let zeros = if b.is_zero() { 0 } else { b.exp.max(0) };
    if zeros > DIGITS_MAX || m.exp > DIGITS_MAX {
        return Num::invalid(status, st::MEMORY);
    }
    for digit in exponent.to_string().bytes().chain(std::iter::repeat_n(b'0', zeros as usize)) {
        made = small_power(&made, 10, &modulus);
        made = made * small_power(&base, digit - b'0', &modulus) % &modulus;
    }
    finish(Num::new(neg, made, 0), ctx, status)
}

fn small_power(x: &UBig, n: u8, modulus: &UBig) -> UBig {
    (0..n).fold(UBig::ONE % modulus, |made, _| made * x % modulus)
}

/// The digits of an integer that is not too long to be written out.
fn whole_number(x: &Num) -> UBig {
    if x.exp >= 0 { shifted(&x.coeff, x.exp) } else { super::number::split(&x.coeff, -x.exp).0 }
}

/// An integer's magnitude modulo another, without writing its zeros out.
fn residue(x: &Num, modulus: &UBig) -> UBig {
    if x.exp <= 0 {
        return whole_number(x) % modulus;
    }
    let (mut scale, mut square, mut n) = (UBig::ONE % modulus, UBig::from(10_u8) % modulus, x.exp);
    while n > 0 {
        if n & 1 == 1 {
            scale = scale * &square % modulus;
        }
        square = &square * &square % modulus;
        n >>= 1;
    }
    &x.coeff % modulus * scale % modulus
}
