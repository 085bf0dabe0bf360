//! Numbers as text: reading, and the two notations of writing.

use super::number::{Ctx, Form, Num, finish, small, status as st};
use dashu_int::UBig;
use rustpython_wtf8::Wtf8;
use tauraro_objects::text::unicode;

/// Beyond the exponents of any context, but small enough to be added to.
const FAR: i64 = 4_000_000_000_000_000_000;

/// The number that ASCII digits write.
pub(super) fn coefficient(text: &[u8]) -> UBig {
    if text.len() <= 18 {
        return UBig::from(text.iter().fold(0_u64, |n, b| n * 10 + u64::from(b - b'0')));
    }
    if text.len() <= 38 {
        return UBig::from(text.iter().fold(0_u128, |n, b| n * 10 + u128::from(b - b'0')));
    }
    let text = std::str::from_utf8(text).expect("the digits are ASCII");
    UBig::from_str_radix(text, 10).expect("the text is digits")
}

/// A text's characters in ASCII: digits of all scripts as such, and for `loose` without the white
/// space around and without underscores. What can stand in no number becomes a NUL.
pub(super) fn ascii(text: &Wtf8, loose: bool) -> Vec<u8> {
    let mut made: Vec<u8> = Vec::with_capacity(text.len());
    for point in text.code_points() {
        let code = point.to_u32();
        made.push(match u8::try_from(code) {
            Ok(byte @ (b'!'..=b'~' | 0)) => byte,
            _ if unicode::is_space(code) => b' ',
            _ => unicode::decimal_value(code).map_or(0, |d| b'0' + d),
        });
    }
    if loose {
        let begin = made.iter().position(|b| *b != b' ').unwrap_or(made.len());
        let end = made.iter().rposition(|b| *b != b' ').map_or(begin, |i| i + 1);
        made = made[begin..end].iter().copied().filter(|b| *b != b'_').collect();
    }
    made
}

/// Reads a number without rounding it. `None`: the syntax is wrong.
pub(super) fn parse(text: &[u8]) -> Option<Num> {
    let (neg, rest) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    match rest.first()? {
        b'0'..=b'9' | b'.' => parse_finite(neg, rest),
        _ => parse_special(neg, rest),
    }
}

fn parse_finite(neg: bool, text: &[u8]) -> Option<Num> {
    let end = text.iter().position(|b| matches!(b, b'e' | b'E')).unwrap_or(text.len());
    let (number, exponent) = text.split_at(end);
    let mut exp = match exponent {
        [] => 0,
        [_, b'-', digits @ ..] => -parse_exponent(digits)?,
        [_, b'+', digits @ ..] | [_, digits @ ..] => parse_exponent(digits)?,
    };
    let joined;
    let digits = match number.iter().position(|b| *b == b'.') {
        None => number,
        Some(point) => {
            exp -= (number.len() - point - 1) as i64;
            joined = [&number[..point], &number[point + 1..]].concat();
            &joined
        }
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(Num::new(neg, coefficient(digits), exp.clamp(-FAR, FAR)))
}

fn parse_exponent(digits: &[u8]) -> Option<i64> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(digits.iter().fold(0_i64, |n, b| n.saturating_mul(10).saturating_add(i64::from(b - b'0')).min(FAR)))
}

fn parse_special(neg: bool, text: &[u8]) -> Option<Num> {
    let lower = text.to_ascii_lowercase();
    if lower == b"inf" || lower == b"infinity" {
        return Some(Num::infinity(neg));
    }
    let (form, payload) = match lower.strip_prefix(b"snan") {
        Some(payload) => (Form::Signaling, payload),
        None => (Form::Quiet, lower.strip_prefix(b"nan")?),
    };
    let payload = payload.iter().position(|b| *b != b'0').map_or(&[][..], |i| &payload[i..]);
    if !payload.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let all = lower.iter().skip_while(|b| !b.is_ascii_digit());
    if !all.clone().all(u8::is_ascii_digit) {
        return None;
    }
    Some(Num { neg, form, exp: 0, coeff: if payload.is_empty() { UBig::ZERO } else { coefficient(payload) } })
}

/// Reads a number exactly: what no context holds is invalid.
pub(super) fn parse_exactly(text: &[u8], status: &mut u32) -> Num {
    match parse(text) {
        None => Num::invalid(status, st::CONVERSION_SYNTAX),
        Some(x) => exactly(x, status),
    }
}

/// A number that is to be kept exactly.
pub(super) fn exactly(x: Num, status: &mut u32) -> Num {
    let mut own = 0;
    let made = finish(x, &Ctx::WIDEST, &mut own);
    if own & (st::INEXACT | st::ROUNDED | st::CLAMPED) != 0 {
        return Num::invalid(status, st::INVALID_OPERATION);
    }
    *status |= own & st::ERRORS;
    made
}

/// Reads a number and rounds it to the context.
pub(super) fn parse_rounded(text: &[u8], ctx: &Ctx, status: &mut u32) -> Num {
    match parse(text) {
        Some(x) if !too_long_payload(&x, ctx) => finish(x, ctx, status),
        _ => Num::invalid(status, st::CONVERSION_SYNTAX),
    }
}

/// A NaN's payload is not cut when it is read.
pub(super) fn too_long_payload(x: &Num, ctx: &Ctx) -> bool {
    x.is_nan() && !x.coeff.is_zero() && x.digits() > ctx.prec - i64::from(ctx.clamp)
}

// ---- writing -----------------------------------------------------------------------------------

/// Appends the digits of a coefficient.
pub(super) fn push_digits(out: &mut String, c: &UBig) {
    match small(c).map(u64::try_from) {
        Some(Ok(x)) => {
            let mut buffer = [0_u8; 20];
            let mut at = buffer.len();
            let mut x = x;
            loop {
                at -= 1;
                buffer[at] = b'0' + (x % 10) as u8;
                x /= 10;
                if x == 0 {
                    break;
                }
            }
            out.push_str(std::str::from_utf8(&buffer[at..]).expect("digits are ASCII"));
        }
        _ => out.push_str(&c.to_string()),
    }
}

/// Appends what is no finite number, without its sign.
pub(super) fn push_special(out: &mut String, x: &Num) {
    out.push_str(match x.form {
        Form::Infinite => "Infinity",
        Form::Quiet => "NaN",
        Form::Signaling | Form::Finite => "sNaN",
    });
    if x.is_nan() && !x.coeff.is_zero() {
        push_digits(out, &x.coeff);
    }
}

/// The text of a number; `engineering`: exponents are multiples of three.
pub(super) fn to_text(x: &Num, capitals: bool, engineering: bool) -> String {
    let mut out = String::with_capacity(32);
    if x.neg {
        out.push('-');
    }
    if !x.is_finite() {
        push_special(&mut out, x);
        return out;
    }
    let start = out.len();
    push_digits(&mut out, &x.coeff);
    let length = (out.len() - start) as i64;
    // Where the point stands, counted from the first digit.
    let left = x.exp.saturating_add(length);
    let point = if x.exp <= 0 && left > -6 {
        left
    } else if !engineering {
        1
    } else if x.is_zero() {
        (left + 1).rem_euclid(3) - 1
    } else {
        (left - 1).rem_euclid(3) + 1
    };
    place_point(&mut out, start, length, point);
    if left != point {
        out.push(if capitals { 'E' } else { 'e' });
        let e = left - point;
        out.push(if e < 0 { '-' } else { '+' });
        push_digits(&mut out, &UBig::from(e.unsigned_abs()));
    }
    out
}

/// Puts the point behind so many digits, with zeros where there are none.
fn place_point(out: &mut String, start: usize, length: i64, point: i64) {
    if point <= 0 {
        let zeros = "0".repeat((-point) as usize);
        out.insert_str(start, &zeros);
        out.insert_str(start, "0.");
    } else if point >= length {
        out.extend(std::iter::repeat_n('0', (point - length) as usize));
    } else {
        out.insert(start + point as usize, '.');
    }
}
