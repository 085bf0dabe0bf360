//! Decimal numbers and the context that rounds them, free of the heap: the General Decimal
//! Arithmetic specification's abstract number is a sign, a coefficient and an exponent of ten.

use dashu_int::UBig;
use dashu_int::ops::{BitTest, DivRem};
use std::cmp::Ordering;

/// Bits of `Ctx::status` and `Ctx::traps`.
pub(super) mod status {
    pub(crate) const INVALID_OPERATION: u32 = 1;
    pub(crate) const CONVERSION_SYNTAX: u32 = 2;
    pub(crate) const DIVISION_IMPOSSIBLE: u32 = 4;
    pub(crate) const DIVISION_UNDEFINED: u32 = 8;
    pub(crate) const INVALID_CONTEXT: u32 = 16;
    pub(crate) const FLOAT_OPERATION: u32 = 32;
    pub(crate) const DIVISION_BY_ZERO: u32 = 64;
    pub(crate) const OVERFLOW: u32 = 128;
    pub(crate) const UNDERFLOW: u32 = 256;
    pub(crate) const SUBNORMAL: u32 = 512;
    pub(crate) const INEXACT: u32 = 1024;
    pub(crate) const ROUNDED: u32 = 2048;
    pub(crate) const CLAMPED: u32 = 4096;
    /// No signal: the result would not fit in memory.
    pub(crate) const MEMORY: u32 = 8192;
    /// What the signal InvalidOperation stands for.
    pub(crate) const ALL_INVALID: u32 = 31;
    /// What leaves no number as the result.
    pub(crate) const ERRORS: u32 = ALL_INVALID | DIVISION_BY_ZERO | MEMORY;
}
use status as st;

pub(super) const MAX_PREC: i64 = 999_999_999_999_999_999;
pub(super) const MAX_EMAX: i64 = 999_999_999_999_999_999;
pub(super) const MIN_EMIN: i64 = -999_999_999_999_999_999;
pub(super) const MIN_ETINY: i64 = MIN_EMIN - (MAX_PREC - 1);

/// Digits of the longest coefficient that is computed with; more is MemoryError.
pub(super) const DIGITS_MAX: i64 = 100_000_000;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    Finite,
    Infinite,
    Quiet,
    Signaling,
}

/// The value is `(-1)^neg * coeff * 10^exp`; the coefficient of a NaN is its payload.
#[derive(Clone, Debug)]
pub(super) struct Num {
    pub neg: bool,
    pub form: Form,
    pub exp: i64,
    pub coeff: UBig,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Rounding {
    Ceiling,
    Floor,
    Up,
    Down,
    HalfUp,
    HalfDown,
    HalfEven,
    ZeroFiveUp,
}

impl Rounding {
    pub(super) const ALL: [(&'static str, Rounding); 8] = [
        ("ROUND_CEILING", Rounding::Ceiling),
        ("ROUND_FLOOR", Rounding::Floor),
        ("ROUND_UP", Rounding::Up),
        ("ROUND_DOWN", Rounding::Down),
        ("ROUND_HALF_UP", Rounding::HalfUp),
        ("ROUND_HALF_DOWN", Rounding::HalfDown),
        ("ROUND_HALF_EVEN", Rounding::HalfEven),
        ("ROUND_05UP", Rounding::ZeroFiveUp),
    ];

    pub(super) fn name(self) -> &'static str {
        Self::ALL[self as usize].0
    }

    pub(super) fn find(name: &str) -> Option<Rounding> {
        Self::ALL.iter().find(|(n, _)| *n == name).map(|(_, r)| *r)
    }
}

/// What a context asks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ctx {
    pub prec: i64,
    pub emin: i64,
    pub emax: i64,
    pub rounding: Rounding,
    pub clamp: bool,
    pub capitals: bool,
    pub status: u32,
    pub traps: u32,
}

impl Ctx {
    /// The widest context, in which what can be exact is exact.
    pub(super) const WIDEST: Ctx = Ctx {
        prec: MAX_PREC,
        emin: MIN_EMIN,
        emax: MAX_EMAX,
        rounding: Rounding::HalfEven,
        clamp: false,
        capitals: true,
        status: 0,
        traps: 0,
    };

    pub(super) fn etiny(&self) -> i64 {
        self.emin - (self.prec - 1)
    }

    pub(super) fn etop(&self) -> i64 {
        self.emax - (self.prec - 1)
    }

    /// The greatest exponent of a zero or of a reduced number.
    pub(super) fn exp_max(&self) -> i64 {
        if self.clamp { self.etop() } else { self.emax }
    }

    pub(super) fn with_rounding(&self, rounding: Rounding) -> Ctx {
        Ctx { rounding, ..*self }
    }
}

// ---- coefficients ------------------------------------------------------------------------------

/// 10^0 to 10^38.
const TENS: [u128; 39] = {
    let mut tens = [1; 39];
    let mut i = 1;
    while i < 39 {
        tens[i] = tens[i - 1] * 10;
        i += 1;
    }
    tens
};

/// The coefficient in two words, if it fits.
#[inline(always)]
pub(super) fn small(c: &UBig) -> Option<u128> {
    match c.as_words() {
        [] => Some(0),
        [low] => Some(u128::from(*low)),
        [low, high] => Some(u128::from(*low) | u128::from(*high) << 64),
        _ => None,
    }
}

/// `x * 10^n`, if two words hold it.
#[inline]
pub(super) fn small_shifted(x: u128, n: i64) -> Option<u128> {
    match usize::try_from(n).ok().and_then(|n| TENS.get(n)) {
        Some(ten) => x.checked_mul(*ten),
        None if x == 0 => Some(0),
        None => None,
    }
}

/// `10^n`; the caller has checked that n is at most about `DIGITS_MAX`.
pub(super) fn pow10(n: i64) -> UBig {
    let n = n.max(0) as usize;
    match TENS.get(n) {
        Some(ten) => UBig::from(*ten),
        None => UBig::from(5_u8).pow(n) << n,
    }
}

/// `c * 10^n`
pub(super) fn shifted(c: &UBig, n: i64) -> UBig {
    if let Some(made) = small(c).and_then(|x| small_shifted(x, n)) {
        return UBig::from(made);
    }
    if n == 0 { c.clone() } else { c * pow10(n) }
}

#[inline]
fn small_digits(x: u128) -> i64 {
    // 1233 / 4096 is log10(2), nearly enough for two words.
    let bits = match u64::try_from(x) {
        Ok(x) => 64 - (x | 1).leading_zeros(),
        Err(_) => 128 - x.leading_zeros(),
    };
    let least = ((bits * 1233) >> 12) as usize;
    least as i64 + i64::from(x.max(1) >= TENS[least])
}

/// Whether a coefficient is not zero and has at most so many digits, if that is told cheaply.
#[inline]
fn surely_fits(c: &UBig, prec: i64) -> bool {
    match (small(c), usize::try_from(prec).ok().and_then(|n| TENS.get(n))) {
        (Some(x), Some(limit)) => x < *limit && x != 0,
        (Some(x), None) => x != 0 && prec > 38,
        (None, _) => false,
    }
}

/// The number of decimal digits; that of 0 is 1.
#[inline]
pub(super) fn digits(c: &UBig) -> i64 {
    match small(c) {
        Some(x) => small_digits(x),
        None => big_digits(c),
    }
}

fn big_digits(c: &UBig) -> i64 {
    let bits = c.bit_len() as f64;
    // 2^(bits-1) <= c < 2^bits; the slack is far above the error of the products.
    let low = ((bits - 1.0) * std::f64::consts::LOG10_2 - 1e-6).floor() as i64;
    let high = (bits * std::f64::consts::LOG10_2 + 1e-6).floor() as i64;
    if low == high || *c < pow10(high) { low + 1 } else { high + 1 }
}

/// What was cut off, compared with half a unit of what is left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Rest {
    Zero,
    Low,
    Half,
    High,
}

fn rest<T: PartialOrd + Copy>(twice: T, unit: T, is_zero: bool) -> Rest {
    match twice.partial_cmp(&unit) {
        _ if is_zero => Rest::Zero,
        Some(Ordering::Less) => Rest::Low,
        Some(Ordering::Equal) => Rest::Half,
        _ => Rest::High,
    }
}

/// `c` without its last n digits, and what they were.
pub(super) fn split(c: &UBig, n: i64) -> (UBig, Rest) {
    if let Some(x) = small(c) {
        let Some(unit) = usize::try_from(n).ok().and_then(|n| TENS.get(n)).copied() else {
            return (UBig::ZERO, if x == 0 { Rest::Zero } else { Rest::Low });
        };
        if let (Ok(x), Ok(unit)) = (u64::try_from(x), u64::try_from(unit)) {
            let (q, r) = (x / unit, x % unit);
            return (UBig::from(q), rest(u128::from(r) * 2, u128::from(unit), r == 0));
        }
        let (q, r) = (x / unit, x % unit);
        return (UBig::from(q), rest(r * 2, unit, r == 0));
    }
    if n > big_digits(c) {
        return (UBig::ZERO, Rest::Low);
    }
    let unit = pow10(n);
    let (q, r) = c.div_rem(&unit);
    let is_zero = r.is_zero();
    let class = match (r << 1).cmp(&unit) {
        _ if is_zero => Rest::Zero,
        Ordering::Less => Rest::Low,
        Ordering::Equal => Rest::Half,
        Ordering::Greater => Rest::High,
    };
    (q, class)
}

/// The last digit.
pub(super) fn last_digit(c: &UBig) -> u8 {
    match small(c) {
        Some(x) => (x % 10) as u8,
        None => c % 10_u8,
    }
}

fn is_odd(c: &UBig) -> bool {
    c.as_words().first().is_some_and(|w| w & 1 == 1)
}

/// Whether a coefficient grows by one for what was cut off.
fn grows(c: &UBig, rest: Rest, neg: bool, rounding: Rounding) -> bool {
    if rest == Rest::Zero {
        return false;
    }
    match rounding {
        Rounding::Down => false,
        Rounding::Up => true,
        Rounding::Ceiling => !neg,
        Rounding::Floor => neg,
        Rounding::HalfUp => rest != Rest::Low,
        Rounding::HalfDown => rest == Rest::High,
        Rounding::HalfEven => rest == Rest::High || rest == Rest::Half && is_odd(c),
        Rounding::ZeroFiveUp => matches!(last_digit(c), 0 | 5),
    }
}

fn plus_one(c: UBig) -> UBig {
    match small(&c).and_then(|x| x.checked_add(1)) {
        Some(x) => UBig::from(x),
        None => c + 1_u8,
    }
}

/// `c` without its last n digits, rounded, and whether anything but zeros was cut off.
pub(super) fn cut(c: &UBig, n: i64, neg: bool, rounding: Rounding) -> (UBig, bool) {
    let (kept, rest) = split(c, n);
    let kept = if grows(&kept, rest, neg, rounding) { plus_one(kept) } else { kept };
    (kept, rest != Rest::Zero)
}

/// A coefficient that is not exact, marked so that rounding it once more is right: its last digit
/// is neither 0 nor 5.
pub(super) fn sticky(c: UBig) -> UBig {
    if matches!(last_digit(&c), 0 | 5) { plus_one(c) } else { c }
}

/// The coefficient of a quantized number without its last n digits, where neither the precision
/// nor the range can matter.
#[inline]
pub(super) fn cut_within(x: &Num, exp: i64, ctx: &Ctx) -> Option<(UBig, bool)> {
    let within = exp > x.exp && exp >= ctx.emin && exp <= ctx.etop() && surely_fits(&x.coeff, ctx.prec);
    within.then(|| cut(&x.coeff, exp - x.exp, x.neg, ctx.rounding))
}

/// Takes off trailing zeros, at most so many: the coefficient and how many they were.
pub(super) fn strip_zeros(c: UBig, most: i64) -> (UBig, i64) {
    let mut taken = 0;
    if let Some(mut x) = small(&c) {
        while taken < most && x != 0 && x % 10 == 0 {
            x /= 10;
            taken += 1;
        }
        return (UBig::from(x), taken);
    }
    // Zeros in decimal are at most those in binary.
    let mut c = c;
    let twos = c.trailing_zeros().unwrap_or(0) as i64;
    let mut step = 1;
    while step * 2 <= twos.min(most) {
        step *= 2;
    }
    while step > 0 {
        while taken + step <= most.min(twos) {
            let (q, r) = (&c).div_rem(pow10(step));
            if !r.is_zero() {
                break;
            }
            c = q;
            taken += step;
        }
        step /= 2;
    }
    (c, taken)
}

// ---- numbers -----------------------------------------------------------------------------------

impl Num {
    #[inline]
    pub(super) fn new(neg: bool, coeff: UBig, exp: i64) -> Num {
        Num { neg, form: Form::Finite, exp, coeff }
    }

    pub(super) fn from_i64(i: i64) -> Num {
        Num::new(i < 0, UBig::from(i.unsigned_abs()), 0)
    }

    pub(super) fn zero(neg: bool, exp: i64) -> Num {
        Num::new(neg, UBig::ZERO, exp)
    }

    pub(super) fn infinity(neg: bool) -> Num {
        Num { neg, form: Form::Infinite, exp: 0, coeff: UBig::ZERO }
    }

    pub(super) fn nan() -> Num {
        Num { neg: false, form: Form::Quiet, exp: 0, coeff: UBig::ZERO }
    }

    /// A NaN, the result of an operation that signals.
    pub(super) fn invalid(status: &mut u32, what: u32) -> Num {
        *status |= what;
        Num::nan()
    }

    #[inline(always)]
    pub(super) fn is_finite(&self) -> bool {
        self.form == Form::Finite
    }

    pub(super) fn is_infinite(&self) -> bool {
        self.form == Form::Infinite
    }

    pub(super) fn is_nan(&self) -> bool {
        matches!(self.form, Form::Quiet | Form::Signaling)
    }

    pub(super) fn is_signaling(&self) -> bool {
        self.form == Form::Signaling
    }

    #[inline]
    pub(super) fn is_zero(&self) -> bool {
        self.is_finite() && self.coeff.is_zero()
    }

    pub(super) fn digits(&self) -> i64 {
        digits(&self.coeff)
    }

    /// The exponent of the leading digit.
    pub(super) fn adjusted(&self) -> i64 {
        self.exp + self.digits() - 1
    }

    pub(super) fn is_odd_coeff(&self) -> bool {
        is_odd(&self.coeff)
    }

    pub(super) fn is_integer(&self) -> bool {
        if !self.is_finite() {
            return false;
        }
        self.exp >= 0 || self.is_zero() || split(&self.coeff, self.exp.saturating_neg()).1 == Rest::Zero
    }

    pub(super) fn with_sign(&self, neg: bool) -> Num {
        Num { neg, ..self.clone() }
    }

    /// The number in 64 bits, if it is an integer written with the exponent 0.
    pub(super) fn plain_integer(&self) -> Option<i64> {
        if !self.is_finite() || self.exp != 0 {
            return None;
        }
        let magnitude = i64::try_from(small(&self.coeff)?).ok()?;
        Some(if self.neg { -magnitude } else { magnitude })
    }
}

/// Rounds a result to the precision and the range of the context.
#[inline]
pub(super) fn finish(x: Num, ctx: &Ctx, status: &mut u32) -> Num {
    if x.is_finite() && x.exp >= ctx.emin && x.exp <= ctx.etop() && surely_fits(&x.coeff, ctx.prec) {
        return x;
    }
    finish_slowly(x, ctx, status)
}

fn finish_slowly(x: Num, ctx: &Ctx, status: &mut u32) -> Num {
    match x.form {
        Form::Finite if x.coeff.is_zero() => return finish_zero(x, ctx, status),
        Form::Finite => {}
        Form::Infinite => return x,
        Form::Quiet | Form::Signaling => return finish_nan(x, ctx),
    }
    let length = x.digits();
    let adjusted = x.exp + length - 1;
    let wanted = x.exp + (length - ctx.prec);
    if wanted > ctx.etop() {
        return overflow(x.neg, ctx, status);
    }
    let subnormal = adjusted < ctx.emin;
    if subnormal {
        *status |= st::SUBNORMAL;
    }
    let least = wanted.max(ctx.etiny());
    if x.exp < least {
        let (coeff, inexact) = cut(&x.coeff, least - x.exp, x.neg, ctx.rounding);
        *status |= st::ROUNDED;
        if inexact {
            *status |= st::INEXACT;
            if subnormal {
                *status |= st::UNDERFLOW;
            }
        }
        if coeff.is_zero() {
            *status |= st::CLAMPED;
        }
        let mut made = Num::new(x.neg, coeff, least);
        if made.digits() > ctx.prec {
            // 99.9 has become 100: the last digit is a zero.
            made.coeff = split(&made.coeff, 1).0;
            made.exp += 1;
            if made.exp > ctx.etop() {
                return overflow(x.neg, ctx, status);
            }
        }
        return made;
    }
    if ctx.clamp && x.exp > ctx.etop() {
        *status |= st::CLAMPED;
        let pad = x.exp - ctx.etop();
        if length + pad > DIGITS_MAX {
            return Num::invalid(status, st::MEMORY);
        }
        return Num::new(x.neg, shifted(&x.coeff, pad), ctx.etop());
    }
    x
}

fn finish_zero(x: Num, ctx: &Ctx, status: &mut u32) -> Num {
    let exp = x.exp.min(ctx.exp_max()).max(ctx.etiny());
    if exp != x.exp {
        *status |= st::CLAMPED;
    }
    Num { exp, ..x }
}

/// The payload of a NaN keeps the last digits that the precision has room for.
fn finish_nan(x: Num, ctx: &Ctx) -> Num {
    let most = ctx.prec - i64::from(ctx.clamp);
    if x.coeff.is_zero() || x.digits() <= most {
        return x;
    }
    let coeff = &x.coeff % pow10(most);
    Num { coeff, ..x }
}

fn overflow(neg: bool, ctx: &Ctx, status: &mut u32) -> Num {
    *status |= st::OVERFLOW | st::INEXACT | st::ROUNDED;
    let infinite = match ctx.rounding {
        Rounding::HalfUp | Rounding::HalfEven | Rounding::HalfDown | Rounding::Up => true,
        Rounding::Down | Rounding::ZeroFiveUp => false,
        Rounding::Ceiling => !neg,
        Rounding::Floor => neg,
    };
    if infinite { Num::infinity(neg) } else { largest(neg, ctx, status) }
}

/// The finite number of the greatest magnitude.
pub(super) fn largest(neg: bool, ctx: &Ctx, status: &mut u32) -> Num {
    if ctx.prec > DIGITS_MAX {
        return Num::invalid(status, st::MEMORY);
    }
    Num::new(neg, pow10(ctx.prec) - 1_u8, ctx.etop())
}

/// The result of an operation one of whose operands is a NaN: a signaling one first, quieted.
pub(super) fn nan_of(operands: &[&Num], ctx: &Ctx, status: &mut u32) -> Option<Num> {
    let signaling = operands.iter().find(|x| x.is_signaling());
    if signaling.is_some() {
        *status |= st::INVALID_OPERATION;
    }
    let found = signaling.or_else(|| operands.iter().find(|x| x.is_nan()))?;
    Some(finish_nan(Num { form: Form::Quiet, ..(*found).clone() }, ctx))
}
