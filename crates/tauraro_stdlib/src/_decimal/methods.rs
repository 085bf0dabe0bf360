//! The methods of Decimal.

use super::context::{current, given, rounding_of};
use super::convert::{self, argument, from_float, give, to_int};
use super::decimal::{Binary, Decimal, Unary, construct, make};
use super::number::{Ctx, Num, Rounding, finish};
use super::{State, arithmetic, compare, exponential, format, new_decimal, rounding, text};
use tauraro_core::builtin::FnDef;
use tauraro_core::heap::Gc;
use tauraro_core::object::Int;
use tauraro_core::{Dict, PyResult, Str, Type, Value, Vm, defs, pyfunction};

fn unary(vm: &mut Vm, this: Gc<Decimal>, context: Option<Value>, op: Unary) -> PyResult {
    let context = given(vm, context)?;
    let mut status = 0;
    let made = op(&this.number, &context.settings.get(), &mut status);
    give(vm, context, made, status)
}

fn binary(vm: &mut Vm, this: Gc<Decimal>, other: Value, context: Option<Value>, op: Binary) -> PyResult {
    let context = given(vm, context)?;
    let other = argument(vm, other)?;
    let mut status = 0;
    let made = op(&this.number, &other, &context.settings.get(), &mut status);
    give(vm, context, made, status)
}

macro_rules! unary_methods {
    ($($name:ident $method:literal $op:path, $doc:literal;)*) => {
        $( #[doc = $doc]
        #[pyfunction("Decimal." $method "($self, /, context=None)")]
        fn $name(vm: &mut Vm, this: Gc<Decimal>, context: Option<Value>) -> PyResult {
            unary(vm, this, context, $op)
        } )*
    };
}

macro_rules! binary_methods {
    ($($name:ident $method:literal $op:path, $doc:literal;)*) => {
        $( #[doc = $doc]
        #[pyfunction("Decimal." $method "($self, /, other, context=None)")]
        fn $name(vm: &mut Vm, this: Gc<Decimal>, other: Value, context: Option<Value>) -> PyResult {
            binary(vm, this, other, context, $op)
        } )*
    };
}

/// Answers that need neither arguments nor a context.
macro_rules! questions {
    ($($name:ident $method:literal |$x:ident| $answer:expr, $doc:literal;)*) => {
        $( #[doc = $doc]
        #[pyfunction("Decimal." $method "($self, /)")]
        fn $name(_: &mut Vm, this: Gc<Decimal>) -> bool {
            let $x = &this.number;
            $answer
        } )*
    };
}

unary_methods! {
    logb "logb" rounding::logb, "The adjusted exponent as a Decimal.";
    logical_invert "logical_invert" rounding::logical_invert, "The digits, which are bits, inverted.";
    next_minus "next_minus" rounding::next_minus, "The largest number of the context that is smaller.";
    next_plus "next_plus" rounding::next_plus, "The smallest number of the context that is larger.";
    normalize "normalize" rounding::normalize, "The number without trailing zeros.";
    sqrt "sqrt" arithmetic::sqrt, "The square root to full precision.";
    exp "exp" exponential::exp, "e ** self, correctly rounded.";
    ln "ln" exponential::ln, "The natural logarithm, correctly rounded.";
    log10 "log10" exponential::log10, "The logarithm to the base of ten, correctly rounded.";
}

binary_methods! {
    compare_ "compare" compare::compare, "-1, 0, 1 or NaN.";
    compare_signal "compare_signal" compare::compare_signal, "compare for which each NaN signals.";
    logical_and "logical_and" rounding::logical_and, "The digits, which are bits, combined.";
    logical_or "logical_or" rounding::logical_or, "The digits, which are bits, combined.";
    logical_xor "logical_xor" rounding::logical_xor, "The digits, which are bits, combined.";
    max "max" compare::max, "The larger number.";
    max_mag "max_mag" compare::max_mag, "The number of the larger magnitude.";
    min "min" compare::min, "The smaller number.";
    min_mag "min_mag" compare::min_mag, "The number of the smaller magnitude.";
    next_toward "next_toward" rounding::next_toward, "The neighbour in the direction of the other.";
    remainder_near "remainder_near" arithmetic::remainder_near, "The difference to the nearest multiple.";
    rotate "rotate" rounding::rotate, "The digits rotated within the precision.";
    scaleb "scaleb" rounding::scaleb, "The number with its exponent changed.";
    shift "shift" rounding::shift, "The digits shifted within the precision.";
    compare_total "compare_total" compare::compare_total, "The order of representations.";
    compare_total_mag "compare_total_mag" compare::compare_total_mag, "The order of unsigned representations.";
}

questions! {
    is_canonical "is_canonical" |_x| true, "Whether the encoding is canonical; always.";
    is_finite "is_finite" |x| x.is_finite(), "Whether it is neither infinite nor a NaN.";
    is_infinite "is_infinite" |x| x.is_infinite(), "Whether it is infinite.";
    is_nan "is_nan" |x| x.is_nan(), "Whether it is a NaN.";
    is_qnan "is_qnan" |x| x.is_nan() && !x.is_signaling(), "Whether it is a quiet NaN.";
    is_signed "is_signed" |x| x.neg, "Whether its sign is negative.";
    is_snan "is_snan" |x| x.is_signaling(), "Whether it is a signaling NaN.";
    is_zero "is_zero" |x| x.is_zero(), "Whether it is a zero.";
}

/// Whether it is a normal number of the context.
#[pyfunction("Decimal.is_normal($self, /, context=None)")]
fn is_normal(vm: &mut Vm, this: Gc<Decimal>, context: Option<Value>) -> PyResult<bool> {
    Ok(compare::is_normal(&this.number, &given(vm, context)?.settings.get()))
}

/// Whether it is subnormal in the context.
#[pyfunction("Decimal.is_subnormal($self, /, context=None)")]
fn is_subnormal(vm: &mut Vm, this: Gc<Decimal>, context: Option<Value>) -> PyResult<bool> {
    Ok(compare::is_subnormal(&this.number, &given(vm, context)?.settings.get()))
}

/// The name of the number's class.
#[pyfunction("Decimal.number_class($self, /, context=None)")]
fn number_class(vm: &mut Vm, this: Gc<Decimal>, context: Option<Value>) -> PyResult<&'static str> {
    Ok(compare::number_class(&this.number, &given(vm, context)?.settings.get()))
}

/// Whether both have the same exponent.
#[pyfunction("Decimal.same_quantum($self, /, other, context=None)")]
fn same_quantum(vm: &mut Vm, this: Gc<Decimal>, other: Value, context: Option<Value>) -> PyResult<bool> {
    given(vm, context)?;
    let other = argument(vm, other)?;
    Ok(compare::same_quantum(&this.number, &other))
}

/// The number with the sign of the other.
#[pyfunction("Decimal.copy_sign($self, /, other, context=None)")]
fn copy_sign(vm: &mut Vm, this: Gc<Decimal>, other: Value, context: Option<Value>) -> PyResult {
    given(vm, context)?;
    let neg = argument(vm, other)?.neg;
    Ok(new_decimal(vm, this.number.with_sign(neg)))
}

/// The magnitude, not rounded.
#[pyfunction("Decimal.copy_abs($self, /)")]
fn copy_abs(vm: &mut Vm, this: Gc<Decimal>) -> Value {
    new_decimal(vm, this.number.with_sign(false))
}

/// The number with the other sign, not rounded.
#[pyfunction("Decimal.copy_negate($self, /)")]
fn copy_negate(vm: &mut Vm, this: Gc<Decimal>) -> Value {
    new_decimal(vm, this.number.with_sign(!this.number.neg))
}

/// self * other + third, rounded once.
#[pyfunction("Decimal.fma($self, /, other, third, context=None)")]
fn fma(vm: &mut Vm, this: Gc<Decimal>, other: Value, third: Value, context: Option<Value>) -> PyResult {
    let context = given(vm, context)?;
    let (other, third) = (argument(vm, other)?, argument(vm, third)?);
    let mut status = 0;
    let made = arithmetic::fma(&this.number, &other, &third, &context.settings.get(), &mut status);
    give(vm, context, made, status)
}

/// The settings of a context with another rounding, if one is given.
fn rounded_settings(vm: &mut Vm, context: Gc<super::Context>, rounding: Option<Value>) -> PyResult<Ctx> {
    let ctx = context.settings.get();
    match rounding.filter(|v| !v.is_none()) {
        Some(v) => Ok(ctx.with_rounding(rounding_of(vm, v)?)),
        None => Ok(ctx),
    }
}

/// The number with the exponent of another.
#[pyfunction("Decimal.quantize($self, /, exp, rounding=None, context=None)")]
fn quantize(vm: &mut Vm, this: Gc<Decimal>, exp: Value, rounding: Option<Value>, context: Option<Value>) -> PyResult {
    let context = given(vm, context)?;
    let ctx = rounded_settings(vm, context, rounding)?;
    let exp = argument(vm, exp)?;
    let mut status = 0;
    let made = super::rounding::quantize(&this.number, &exp, &ctx, &mut status);
    give(vm, context, made, status)
}

fn integral(vm: &mut Vm, this: Gc<Decimal>, rounding: Option<Value>, context: Option<Value>, op: Unary) -> PyResult {
    let context = given(vm, context)?;
    let ctx = rounded_settings(vm, context, rounding)?;
    let mut status = 0;
    let made = op(&this.number, &ctx, &mut status);
    give(vm, context, made, status)
}

/// The nearest integer, without signalling.
#[pyfunction("Decimal.to_integral($self, /, rounding=None, context=None)")]
fn to_integral(vm: &mut Vm, this: Gc<Decimal>, rounding: Option<Value>, context: Option<Value>) -> PyResult {
    integral(vm, this, rounding, context, super::rounding::to_integral_value)
}

/// The nearest integer, without signalling.
#[pyfunction("Decimal.to_integral_value($self, /, rounding=None, context=None)")]
fn to_integral_value(vm: &mut Vm, this: Gc<Decimal>, rounding: Option<Value>, context: Option<Value>) -> PyResult {
    integral(vm, this, rounding, context, super::rounding::to_integral_value)
}

/// The nearest integer.
#[pyfunction("Decimal.to_integral_exact($self, /, rounding=None, context=None)")]
fn to_integral_exact(vm: &mut Vm, this: Gc<Decimal>, rounding: Option<Value>, context: Option<Value>) -> PyResult {
    integral(vm, this, rounding, context, super::rounding::to_integral_exact)
}

// ---- conversions -------------------------------------------------------------------------------

/// The exponent of the leading digit, 0 for what has none.
#[pyfunction("Decimal.adjusted($self, /)")]
fn adjusted(_: &mut Vm, this: Gc<Decimal>) -> i64 {
    if this.number.is_finite() { this.number.adjusted() } else { 0 }
}

/// Numerator and denominator in lowest terms.
#[pyfunction("Decimal.as_integer_ratio($self, /)")]
fn as_integer_ratio(vm: &mut Vm, this: Gc<Decimal>) -> PyResult {
    convert::to_ratio(vm, &this.number)
}

/// Sign, digits and exponent.
#[pyfunction("Decimal.as_tuple($self, /)")]
fn as_tuple(vm: &mut Vm, this: Gc<Decimal>) -> PyResult {
    convert::to_tuple(vm, &this.number)
}

/// The number itself.
#[pyfunction("Decimal.canonical($self, /)")]
fn canonical(_: &mut Vm, this: Gc<Decimal>) -> Value {
    this.value()
}

/// The number itself.
#[pyfunction("Decimal.conjugate($self, /)")]
fn conjugate(_: &mut Vm, this: Gc<Decimal>) -> Value {
    this.value()
}

/// The number itself.
#[pyfunction("Decimal.__copy__($self, /)")]
fn copy(_: &mut Vm, this: Gc<Decimal>) -> Value {
    this.value()
}

/// The number itself.
#[pyfunction("Decimal.__deepcopy__($self, object, /)")]
fn deepcopy(_: &mut Vm, this: Gc<Decimal>, _object: Value) -> Value {
    this.value()
}

/// The base of decimal numbers.
#[pyfunction("Decimal.radix($self, /)")]
fn radix(vm: &mut Vm, _this: Gc<Decimal>) -> Value {
    new_decimal(vm, Num::from_i64(10))
}

/// The number with an exponent that is a multiple of three.
#[pyfunction("Decimal.to_eng_string($self, /, context=None)")]
fn to_eng_string(vm: &mut Vm, this: Gc<Decimal>, context: Option<Value>) -> PyResult<String> {
    let capitals = given(vm, context)?.settings.get().capitals;
    Ok(text::to_text(&this.number, capitals, true))
}

/// The class and its argument, for pickle.
#[pyfunction("Decimal.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<Decimal>) -> PyResult {
    let shown = vm.str(this.value())?.value();
    let args = vm.new_tuple(&[shown])?.value();
    let class = vm.type_of(this.value()).value();
    vm.new_pair(class, args)
}

/// Bytes that the object takes.
#[pyfunction("Decimal.__sizeof__($self, /)")]
fn sizeof(_: &mut Vm, this: Gc<Decimal>) -> i64 {
    // The object holds four words of 19 digits.
    let words = (this.number.digits() + 18) / 19;
    104 + if words > 4 { words * 8 } else { 0 }
}

/// The integer towards zero.
#[pyfunction("Decimal.__trunc__($self, /)")]
fn trunc(vm: &mut Vm, this: Gc<Decimal>) -> PyResult {
    to_int(vm, &this.number, Rounding::Down)
}

/// The greatest integer that is not greater.
#[pyfunction("Decimal.__floor__($self, /)")]
fn floor(vm: &mut Vm, this: Gc<Decimal>) -> PyResult {
    to_int(vm, &this.number, Rounding::Floor)
}

/// The smallest integer that is not smaller.
#[pyfunction("Decimal.__ceil__($self, /)")]
fn ceil(vm: &mut Vm, this: Gc<Decimal>) -> PyResult {
    to_int(vm, &this.number, Rounding::Ceiling)
}

/// The number as a complex.
#[pyfunction("Decimal.__complex__($self, /)")]
fn complex(vm: &mut Vm, this: Gc<Decimal>) -> PyResult {
    let f = convert::to_float_object(vm, &this.number)?;
    vm.call(vm.types.complex.value(), &[f])
}

/// The nearest integer, ties to even; with ndigits a Decimal with so many digits behind the point.
#[pyfunction("Decimal.__round__($self, ndigits=None, /)")]
fn round(vm: &mut Vm, this: Gc<Decimal>, ndigits: Option<Value>) -> PyResult {
    let Some(ndigits) = ndigits else { return to_int(vm, &this.number, Rounding::HalfEven) };
    let n = match ndigits.as_int().map(Int::to_i64) {
        None => return Err(vm.type_error("optional arg must be an integer")),
        Some(None) => return Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
        Some(Some(n)) => n,
    };
    let context = current(vm)?;
    let ctx = context.settings.get();
    let mut status = 0;
    let unit = arithmetic::ten_to(n.saturating_neg());
    let made = super::rounding::quantize(&this.number, &unit, &ctx, &mut status);
    give(vm, context, made, status)
}

/// The number in the notation that a format specification asks for.
#[pyfunction("Decimal.__format__($self, fmtarg, override=None, /)")]
fn dunder_format(vm: &mut Vm, this: Gc<Decimal>, fmtarg: Value, r#override: Option<Value>) -> PyResult {
    let Some(spec) = fmtarg.cast::<Str>() else { return Err(vm.type_error("format arg must be str")) };
    let ctx = current(vm)?.settings.get();
    let locale = match r#override.map(|v| v.cast::<Dict>()) {
        None => None,
        Some(Some(dict)) => Some(format::locale_of(vm, dict)?),
        Some(None) => return Err(vm.type_error("optional argument must be a dict")),
    };
    if spec.is_empty() {
        return vm.new_str(&text::to_text(&this.number, ctx.capitals, false)).map(Gc::value);
    }
    format::format(vm, &this.number, spec, &ctx, locale)
}

// ---- construction ------------------------------------------------------------------------------

/// A Decimal made of an exact number, of the class.
fn of_class(vm: &mut Vm, class: Value, x: Num) -> PyResult {
    let class = class.cast::<Type>().expect("class methods get their class");
    if class == vm.extension::<State>().decimal {
        return Ok(make(vm, class, x));
    }
    let plain = new_decimal(vm, x);
    vm.call(class.value(), &[plain])
}

/// A Decimal of an int or a float, exactly.
#[pyfunction("Decimal.from_float($type, f, /)")]
fn from_float_(vm: &mut Vm, cls: Value, f: Value) -> PyResult {
    let x = if let Some(i) = f.as_int() {
        convert::from_int(i)
    } else if let Some(f) = convert::float_of(vm, f) {
        from_float(f)
    } else {
        return Err(vm.type_error("argument must be int or float"));
    };
    of_class(vm, cls, x)
}

/// A Decimal of a number, exactly.
#[pyfunction("Decimal.from_number($type, number, /)")]
fn from_number(vm: &mut Vm, cls: Value, number: Value) -> PyResult {
    let is_number = number.is::<Decimal>() || number.as_int().is_some() || convert::float_of(vm, number).is_some();
    if !is_number {
        return Err(convert::unsupported(vm, number));
    }
    let plain = vm.extension::<State>().decimal;
    let context = current(vm)?;
    let made = construct(vm, plain, number, context)?;
    if cls == plain.value() { Ok(made) } else { vm.call(cls, &[made]) }
}

/// The number rounded to the context.
pub(super) fn rounded(x: &Num, ctx: &Ctx, status: &mut u32) -> Num {
    finish(x.clone(), ctx, status)
}

pub(super) const METHODS: &[&FnDef] = defs![
    logb,
    logical_invert,
    next_minus,
    next_plus,
    normalize,
    sqrt,
    compare_,
    compare_signal,
    logical_and,
    logical_or,
    logical_xor,
    max,
    max_mag,
    min,
    min_mag,
    next_toward,
    remainder_near,
    rotate,
    scaleb,
    shift,
    compare_total,
    compare_total_mag,
    is_canonical,
    is_finite,
    is_infinite,
    is_nan,
    is_qnan,
    is_signed,
    is_snan,
    is_zero,
    is_normal,
    is_subnormal,
    number_class,
    same_quantum,
    copy_sign,
    copy_abs,
    copy_negate,
    fma,
    quantize,
    to_integral,
    to_integral_value,
    to_integral_exact,
    exp,
    ln,
    log10,
    adjusted,
    as_integer_ratio,
    as_tuple,
    canonical,
    conjugate,
    copy,
    deepcopy,
    radix,
    to_eng_string,
    reduce,
    sizeof,
    trunc,
    floor,
    ceil,
    complex,
    round,
    dunder_format,
    from_float_,
    from_number
];
