//! Comparisons, and what chooses between two numbers by them.

use super::number::{Ctx, Form, Num, finish, nan_of, shifted, small, small_shifted, status as st};
use std::cmp::Ordering;

/// The magnitudes of finite numbers.
fn compare_finite_magnitudes(a: &Num, b: &Num) -> Ordering {
    match (a.coeff.is_zero(), b.coeff.is_zero()) {
        (true, true) => return Ordering::Equal,
        (true, false) => return Ordering::Less,
        (false, true) => return Ordering::Greater,
        (false, false) => {}
    }
    if a.exp == b.exp {
        return a.coeff.cmp(&b.coeff);
    }
    let by_place = a.adjusted().cmp(&b.adjusted());
    if by_place != Ordering::Equal {
        return by_place;
    }
    let more = a.exp - b.exp;
    if let (Some(x), Some(y)) = (small(&a.coeff), small(&b.coeff)) {
        let (x, y) = if more > 0 { (small_shifted(x, more), Some(y)) } else { (Some(x), small_shifted(y, -more)) };
        if let (Some(x), Some(y)) = (x, y) {
            return x.cmp(&y);
        }
    }
    if more > 0 { shifted(&a.coeff, more).cmp(&b.coeff) } else { a.coeff.cmp(&shifted(&b.coeff, -more)) }
}

fn compare_magnitudes(a: &Num, b: &Num) -> Ordering {
    match (a.is_infinite(), b.is_infinite()) {
        (false, false) => compare_finite_magnitudes(a, b),
        (x, y) => x.cmp(&y),
    }
}

/// Compares numbers that are no NaNs by their values.
pub(super) fn compare_numbers(a: &Num, b: &Num) -> Ordering {
    if a.is_zero() && b.is_zero() {
        return Ordering::Equal;
    }
    match (a.neg && !a.is_zero(), b.neg && !b.is_zero()) {
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        (false, false) => compare_magnitudes(a, b),
        (true, true) => compare_magnitudes(b, a),
    }
}

fn as_number(order: Ordering) -> Num {
    Num::from_i64(order as i64)
}

pub(super) fn compare(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    match nan_of(&[a, b], ctx, status) {
        Some(nan) => nan,
        None => as_number(compare_numbers(a, b)),
    }
}

/// `compare` for which each NaN signals.
pub(super) fn compare_signal(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    if a.is_nan() || b.is_nan() {
        *status |= st::INVALID_OPERATION;
    }
    compare(a, b, ctx, status)
}

/// The order of kinds of numbers of one sign.
fn rank(a: &Num) -> u8 {
    match a.form {
        Form::Finite => 0,
        Form::Infinite => 1,
        Form::Signaling => 2,
        Form::Quiet => 3,
    }
}

/// The order that tells all representations apart.
pub(super) fn total_order(a: &Num, b: &Num) -> Ordering {
    if a.neg != b.neg {
        return if a.neg { Ordering::Less } else { Ordering::Greater };
    }
    let order = rank(a).cmp(&rank(b)).then_with(|| match a.form {
        Form::Finite => compare_finite_magnitudes(a, b).then(a.exp.cmp(&b.exp)),
        Form::Infinite => Ordering::Equal,
        Form::Signaling | Form::Quiet => a.coeff.cmp(&b.coeff),
    });
    if a.neg { order.reverse() } else { order }
}

pub(super) fn compare_total(a: &Num, b: &Num, _: &Ctx, _: &mut u32) -> Num {
    as_number(total_order(a, b))
}

pub(super) fn compare_total_mag(a: &Num, b: &Num, _: &Ctx, _: &mut u32) -> Num {
    as_number(total_order(&a.with_sign(false), &b.with_sign(false)))
}

pub(super) fn same_quantum(a: &Num, b: &Num) -> bool {
    match (a.form, b.form) {
        (Form::Finite, Form::Finite) => a.exp == b.exp,
        (Form::Infinite, Form::Infinite) => true,
        _ => a.is_nan() && b.is_nan(),
    }
}

/// One of two numbers, by what `takes_first` says of their order.
fn choose(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32, by_magnitude: bool, takes_first: fn(Ordering) -> bool) -> Num {
    // A quiet NaN yields to a number.
    if a.form == Form::Quiet && !b.is_nan() {
        return finish(b.clone(), ctx, status);
    }
    if b.form == Form::Quiet && !a.is_nan() {
        return finish(a.clone(), ctx, status);
    }
    if let Some(nan) = nan_of(&[a, b], ctx, status) {
        return nan;
    }
    let mut order = if by_magnitude { compare_magnitudes(a, b) } else { compare_numbers(a, b) };
    if order == Ordering::Equal {
        order = total_order(a, b);
    }
    finish(if takes_first(order) { a.clone() } else { b.clone() }, ctx, status)
}

pub(super) fn max(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    choose(a, b, ctx, status, false, Ordering::is_gt)
}

pub(super) fn min(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    choose(a, b, ctx, status, false, Ordering::is_lt)
}

pub(super) fn max_mag(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    choose(a, b, ctx, status, true, Ordering::is_gt)
}

pub(super) fn min_mag(a: &Num, b: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    choose(a, b, ctx, status, true, Ordering::is_lt)
}

// ---- kinds -------------------------------------------------------------------------------------

pub(super) fn is_normal(a: &Num, ctx: &Ctx) -> bool {
    a.is_finite() && !a.coeff.is_zero() && a.adjusted() >= ctx.emin
}

pub(super) fn is_subnormal(a: &Num, ctx: &Ctx) -> bool {
    a.is_finite() && !a.coeff.is_zero() && a.adjusted() < ctx.emin
}

pub(super) fn number_class(a: &Num, ctx: &Ctx) -> &'static str {
    match (a.form, a.neg) {
        (Form::Quiet, _) => "NaN",
        (Form::Signaling, _) => "sNaN",
        (Form::Infinite, true) => "-Infinity",
        (Form::Infinite, false) => "+Infinity",
        (Form::Finite, neg) => match (a.is_zero(), is_subnormal(a, ctx), neg) {
            (true, _, true) => "-Zero",
            (true, _, false) => "+Zero",
            (_, true, true) => "-Subnormal",
            (_, true, false) => "+Subnormal",
            (_, false, true) => "-Normal",
            (_, false, false) => "+Normal",
        },
    }
}
