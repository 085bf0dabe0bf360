//! Python objects as numbers, and back.

use super::State;
use super::context::{Context, current};
use super::decimal::Decimal;
use super::number::{DIGITS_MAX, Form, Num, Rounding, cut, shifted, status as st};
use super::signals::signal;
use super::text::{ascii, coefficient, exactly, parse_exactly, parse_rounded, too_long_payload};
use dashu_int::{IBig, Sign, UBig};
use std::ops::Deref;
use tauraro_core::heap::Gc;
use tauraro_core::object::Int;
use tauraro_core::{List, PyResult, Raised, Str, Tuple, Value, Vm};

/// An operand: the number of a Decimal, or one made of an int.
pub(super) enum Operand {
    Decimal(Gc<Decimal>),
    Made(Num),
}

impl Deref for Operand {
    type Target = Num;

    #[inline(always)]
    fn deref(&self) -> &Num {
        match self {
            Operand::Decimal(d) => &d.number,
            Operand::Made(x) => x,
        }
    }
}

pub(super) fn from_int(i: Int<'_>) -> Num {
    match i {
        Int::Small(i) => Num::from_i64(i),
        Int::Big(big) => {
            let (sign, magnitude) = big.clone().into_parts();
            Num::new(sign == Sign::Negative, magnitude, 0)
        }
    }
}

/// A Decimal or an int as an operand of an operator.
#[inline(always)]
pub(super) fn operand(v: Value) -> Option<Operand> {
    match v.cast::<Decimal>() {
        Some(d) => Some(Operand::Decimal(d)),
        None => v.as_int().map(|i| Operand::Made(from_int(i))),
    }
}

/// An argument of a method. Raises TypeError.
pub(super) fn argument(vm: &mut Vm, v: Value) -> PyResult<Operand> {
    match operand(v) {
        Some(x) => Ok(x),
        None => Err(unsupported(vm, v)),
    }
}

#[cold]
pub(super) fn unsupported(vm: &mut Vm, v: Value) -> Raised {
    let text = format!("conversion from {} to Decimal is not supported", vm.type_name(v));
    vm.type_error(text)
}

/// A float's value, exactly.
pub(super) fn from_float(f: f64) -> Num {
    let neg = f.is_sign_negative();
    if f.is_nan() {
        return Num::nan().with_sign(neg);
    }
    if f.is_infinite() {
        return Num::infinity(neg);
    }
    let bits = f.abs().to_bits();
    let (biased, fraction) = ((bits >> 52) as i64, bits & ((1 << 52) - 1));
    let (mantissa, exponent) = if biased == 0 { (fraction, -1074) } else { (fraction | 1 << 52, biased - 1075) };
    if mantissa == 0 {
        return Num::zero(neg, 0);
    }
    let twos = i64::from(mantissa.trailing_zeros());
    let (odd, exponent) = (UBig::from(mantissa >> twos), exponent + twos);
    if exponent >= 0 {
        return Num::new(neg, odd << exponent as usize, 0);
    }
    Num::new(neg, odd * UBig::from(5_u8).pow(-exponent as usize), exponent)
}

/// The value of a float object or of an instance of a subclass.
pub(super) fn float_of(vm: &mut Vm, v: Value) -> Option<f64> {
    if v.is_float() {
        return Some(v.float_or_nan());
    }
    if !vm.is_instance(v, vm.types.float) {
        return None;
    }
    vm.to_f64(v).ok()
}

/// Where a number comes from: what it may be made of, and whether it is rounded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Made {
    /// `Decimal(v)`
    Exactly,
    /// `Context.create_decimal(v)`
    Rounded,
}

/// The number of any object that Decimal takes.
pub(super) fn from_object(vm: &mut Vm, v: Value, context: Gc<Context>, made: Made) -> PyResult<Num> {
    let mut status = 0;
    let x = raw_from_object(vm, v, context, made, &mut status)?;
    if status != 0 {
        signal(vm, context, status)?;
    }
    Ok(x)
}

fn raw_from_object(vm: &mut Vm, v: Value, context: Gc<Context>, made: Made, status: &mut u32) -> PyResult<Num> {
    let ctx = context.settings.get();
    let rounded = made == Made::Rounded;
    if let Some(text) = v.cast::<Str>() {
        let text = ascii(text.as_wtf8(), !rounded);
        return Ok(if rounded { parse_rounded(&text, &ctx, status) } else { parse_exactly(&text, status) });
    }
    let x = if let Some(x) = v.as_int().map(from_int) {
        x
    } else if let Some(d) = v.cast::<Decimal>() {
        let x = d.number.clone();
        if rounded && too_long_payload(&x, &ctx) {
            return Ok(Num::invalid(status, st::CONVERSION_SYNTAX));
        }
        x
    } else if v.is::<Tuple>() || v.is::<List>() {
        let x = from_sequence(vm, v)?;
        if rounded && too_long_payload(&x, &ctx) {
            return Ok(Num::invalid(status, st::CONVERSION_SYNTAX));
        }
        if !rounded {
            return Ok(exactly(x, status));
        }
        x
    } else if let Some(f) = float_of(vm, v) {
        signal(vm, context, st::FLOAT_OPERATION)?;
        from_float(f)
    } else {
        return Err(unsupported(vm, v));
    };
    Ok(if rounded { super::number::finish(x, &ctx, status) } else { x })
}

/// A tuple, or a tuple of a list's items.
fn row(vm: &mut Vm, v: Value) -> PyResult<Option<Gc<Tuple>>> {
    match (v.cast::<Tuple>(), v.cast::<List>()) {
        (None, Some(list)) => vm.list_to_tuple(list).map(Some),
        (tuple, _) => Ok(tuple),
    }
}

/// `(sign, digits, exponent)`
fn from_sequence(vm: &mut Vm, v: Value) -> PyResult<Num> {
    let items = match row(vm, v)? {
        Some(items) if items.len() == 3 => items,
        _ => return Err(vm.value_error("argument must be a sequence of length 3")),
    };
    let &[sign, digits, exponent] = items.items() else { unreachable!("the length was checked") };
    let neg = match sign.as_int().and_then(Int::to_i64) {
        Some(sign @ (0 | 1)) => sign == 1,
        _ => return Err(vm.value_error("sign must be an integer with the value 0 or 1")),
    };
    let mut form = Form::Finite;
    let mut exp = 0;
    if let Some(text) = exponent.cast::<Str>() {
        form = match text.as_bytes() {
            b"F" => Form::Infinite,
            b"n" => Form::Quiet,
            b"N" => Form::Signaling,
            _ => return Err(vm.value_error("string argument in the third position must be 'F', 'n' or 'N'")),
        };
    } else if let Some(i) = exponent.as_int() {
        let Some(i) = i.to_i64() else {
            return Err(vm.overflow_error("Python int too large to convert to C ssize_t"));
        };
        exp = i.clamp(-4_000_000_000_000_000_000, 4_000_000_000_000_000_000);
    } else {
        return Err(vm.value_error("exponent must be an integer"));
    }
    let Some(digits) = row(vm, digits)? else { return Err(bad_digits(vm)) };
    let mut text = Vec::with_capacity(digits.len());
    for digit in digits.items() {
        match digit.as_int().and_then(Int::to_i64) {
            Some(d @ 0..=9) => text.push(b'0' + d as u8),
            _ => return Err(bad_digits(vm)),
        }
    }
    let coeff = if form == Form::Infinite { UBig::ZERO } else { coefficient(&text) };
    Ok(Num { neg, form, exp, coeff })
}

#[cold]
fn bad_digits(vm: &mut Vm) -> Raised {
    vm.value_error("coefficient must be a tuple of digits")
}

// ---- back --------------------------------------------------------------------------------------

/// The integer that the number rounds to. Raises ValueError, OverflowError.
pub(super) fn to_int(vm: &mut Vm, x: &Num, rounding: Rounding) -> PyResult {
    if !x.is_finite() {
        return Err(if x.is_nan() {
            vm.value_error("cannot convert NaN to integer")
        } else {
            vm.overflow_error("cannot convert Infinity to integer")
        });
    }
    let magnitude = if x.exp < 0 {
        cut(&x.coeff, -x.exp, x.neg, rounding).0
    } else if x.coeff.is_zero() {
        UBig::ZERO
    } else if x.exp > DIGITS_MAX {
        return Err(vm.memory_error());
    } else {
        shifted(&x.coeff, x.exp)
    };
    Ok(vm.new_ibig(signed(x.neg, magnitude)))
}

pub(super) fn signed(neg: bool, magnitude: UBig) -> IBig {
    IBig::from_parts(if neg { Sign::Negative } else { Sign::Positive }, magnitude)
}

/// The nearest float.
pub(super) fn to_float(vm: &mut Vm, x: &Num) -> PyResult<f64> {
    match x.form {
        Form::Signaling => return Err(vm.value_error("cannot convert signaling NaN to float")),
        Form::Quiet => return Ok(if x.neg { -f64::NAN } else { f64::NAN }),
        Form::Infinite => return Ok(if x.neg { f64::NEG_INFINITY } else { f64::INFINITY }),
        Form::Finite => {}
    }
    let text = super::text::to_text(x, true, false);
    Ok(text.parse().unwrap_or(0.0))
}

/// The nearest float, as an object.
pub(super) fn to_float_object(vm: &mut Vm, x: &Num) -> PyResult {
    let f = to_float(vm, x)?;
    if !f.is_nan() {
        return Ok(Value::float(f));
    }
    let text = vm.new_ascii(if x.neg { b"-nan" } else { b"nan" })?.value();
    vm.call(vm.types.float.value(), &[text])
}

/// Numerator and denominator in lowest terms.
pub(super) fn to_ratio(vm: &mut Vm, x: &Num) -> PyResult {
    use dashu_int::ops::Gcd;
    if x.is_nan() {
        return Err(vm.value_error("cannot convert NaN to integer ratio"));
    }
    if x.is_infinite() {
        return Err(vm.overflow_error("cannot convert Infinity to integer ratio"));
    }
    let (mut above, mut below) = (x.coeff.clone(), UBig::ONE);
    if above.is_zero() {
    } else if x.exp.abs() > DIGITS_MAX {
        return Err(vm.memory_error());
    } else if x.exp >= 0 {
        above = shifted(&above, x.exp);
    } else {
        below = super::number::pow10(-x.exp);
        let common = (&above).gcd(&below);
        above /= &common;
        below /= common;
    }
    let above = vm.new_ibig(signed(x.neg, above));
    let below = vm.new_ibig(IBig::from(below));
    vm.new_pair(above, below)
}

/// `DecimalTuple(sign, digits, exponent)`
pub(super) fn to_tuple(vm: &mut Vm, x: &Num) -> PyResult {
    let exponent = match x.form {
        Form::Finite => vm.new_int(x.exp),
        Form::Infinite => vm.intern("F").value(),
        Form::Quiet => vm.intern("n").value(),
        Form::Signaling => vm.intern("N").value(),
    };
    let mut text = String::new();
    if !x.is_nan() || !x.coeff.is_zero() {
        super::text::push_digits(&mut text, &x.coeff);
    }
    let digit = |i: usize| Value::small(i64::from(text.as_bytes()[i] - b'0'));
    let digits = vm.new_tuple_filled(text.len(), digit)?;
    let class = vm.extension::<State>().decimal_tuple;
    vm.call(class, &[Value::small(i64::from(x.neg)), digits.value(), exponent])
}

// ---- hashes ------------------------------------------------------------------------------------

const MODULUS: u64 = (1 << 61) - 1;

fn times(a: u64, b: u64) -> u64 {
    (u128::from(a) * u128::from(b) % u128::from(MODULUS)) as u64
}

fn power(base: u64, mut n: u64) -> u64 {
    let (mut result, mut base) = (1, base);
    while n > 0 {
        if n & 1 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        n >>= 1;
    }
    result
}

/// The hash of a number, that of equal ints, floats and fractions; `None`: it is a NaN.
pub(super) fn hash(x: &Num) -> Option<i64> {
    const INFINITY: i64 = 314_159;
    match x.form {
        Form::Finite => {}
        Form::Infinite => return Some(if x.neg { -INFINITY } else { INFINITY }),
        Form::Quiet | Form::Signaling => return None,
    }
    let base = if x.exp >= 0 { 10 } else { power(10, MODULUS - 2) };
    let scale = power(base, x.exp.unsigned_abs() % (MODULUS - 1));
    let coeff = (&x.coeff % UBig::from(MODULUS)).as_words().first().copied().unwrap_or(0);
    let hash = times(coeff, scale) as i64;
    Some(match if x.neg { -hash } else { hash } {
        -1 => -2,
        hash => hash,
    })
}

// ---- other numbers -----------------------------------------------------------------------------

/// The operands of a comparison, exactly; `None`: they do not compare. A rational number is
/// compared by its numerator with the Decimal times its denominator.
pub(super) fn comparands(
    vm: &mut Vm,
    a: Gc<Decimal>,
    b: Value,
    equality: bool,
) -> PyResult<Option<(Operand, Operand)>> {
    let this = Operand::Decimal(a);
    if let Some(b) = operand(b) {
        return Ok(Some((this, b)));
    }
    if let Some(f) = float_of(vm, b) {
        note_float(vm, equality)?;
        return Ok(Some((this, Operand::Made(from_float(f)))));
    }
    if vm.is_instance(b, vm.types.complex) {
        if !equality {
            return Ok(None);
        }
        let (real, imag) = (vm.getattr_str(b, "real")?, vm.getattr_str(b, "imag")?);
        if vm.truth(imag)? {
            return Ok(None);
        }
        note_float(vm, equality)?;
        let real = vm.to_f64(real)?;
        return Ok(Some((this, Operand::Made(from_float(real)))));
    }
    let numbers = crate::importing::import_module(vm, "numbers")?;
    let rational = vm.getattr_str(numbers, "Rational")?;
    if !tauraro_objects::abstract_::is_instance(vm, b, rational)? {
        return Ok(None);
    }
    let (above, below) = (vm.getattr_str(b, "numerator")?, vm.getattr_str(b, "denominator")?);
    let (Some(above), Some(below)) = (above.as_int().map(from_int), below.as_int().map(from_int)) else {
        return Err(vm.type_error("numerator and denominator must be integers"));
    };
    if !a.number.is_finite() {
        return Ok(Some((this, Operand::Made(above))));
    }
    let x = Num::new(a.number.neg, &a.number.coeff * below.coeff, a.number.exp);
    Ok(Some((Operand::Made(x), Operand::Made(above))))
}

/// Comparing with a float is a float operation; for equality only the flag is set.
fn note_float(vm: &mut Vm, equality: bool) -> PyResult<()> {
    let context = current(vm)?;
    if !equality {
        return signal(vm, context, st::FLOAT_OPERATION);
    }
    let mut settings = context.settings.get();
    settings.status |= st::FLOAT_OPERATION;
    context.settings.set(settings);
    Ok(())
}

/// A Decimal of a result, after its conditions were signalled.
#[inline]
pub(super) fn give(vm: &mut Vm, context: Gc<Context>, x: Num, status: u32) -> PyResult {
    if status != 0 {
        signal(vm, context, status)?;
    }
    let (shape, slots) = (context.shape, context.slots);
    Ok(super::decimal::allocate(vm, shape, slots, x).value())
}
