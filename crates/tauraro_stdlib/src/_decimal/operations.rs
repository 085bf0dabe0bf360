//! The methods of Context that compute.

use super::context::{self, Context};
use super::convert::{self, Made, argument, from_float, from_object, give};
use super::decimal::{Binary, Decimal, Unary};
use super::number::{Num, finish};
use super::signals::signal;
use super::{arithmetic, compare, exponential, methods, new_decimal, power, rounding, text};
use tauraro_core::builtin::FnDef;
use tauraro_core::heap::Gc;
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};

fn unary(vm: &mut Vm, this: Gc<Context>, x: Value, op: Unary) -> PyResult {
    let x = argument(vm, x)?;
    let mut status = 0;
    let made = op(&x, &this.settings.get(), &mut status);
    give(vm, this, made, status)
}

fn binary(vm: &mut Vm, this: Gc<Context>, x: Value, y: Value, op: Binary) -> PyResult {
    let (x, y) = (argument(vm, x)?, argument(vm, y)?);
    let mut status = 0;
    let made = op(&x, &y, &this.settings.get(), &mut status);
    give(vm, this, made, status)
}

macro_rules! unary_methods {
    ($($name:ident $method:literal $op:path, $doc:literal;)*) => {
        $( #[doc = $doc]
        #[pyfunction("Context." $method "($self, x, /)")]
        fn $name(vm: &mut Vm, this: Gc<Context>, x: Value) -> PyResult {
            unary(vm, this, x, $op)
        } )*
    };
}

macro_rules! binary_methods {
    ($($name:ident $method:literal $op:path, $doc:literal;)*) => {
        $( #[doc = $doc]
        #[pyfunction("Context." $method "($self, x, y, /)")]
        fn $name(vm: &mut Vm, this: Gc<Context>, x: Value, y: Value) -> PyResult {
            binary(vm, this, x, y, $op)
        } )*
    };
}

macro_rules! questions {
    ($($name:ident $method:literal |$x:ident, $ctx:ident| $answer:expr, $doc:literal;)*) => {
        $( #[doc = $doc]
        #[pyfunction("Context." $method "($self, x, /)")]
        fn $name(vm: &mut Vm, this: Gc<Context>, x: Value) -> PyResult<bool> {
            let $x = argument(vm, x)?;
            let $ctx = this.settings.get();
            let _ = $ctx;
            Ok($answer)
        } )*
    };
}

unary_methods! {
    abs "abs" rounding::abs, "The magnitude of x.";
    minus "minus" rounding::minus, "-x.";
    plus "plus" rounding::plus, "+x, rounded to the context.";
    next_minus "next_minus" rounding::next_minus, "The largest number that is smaller than x.";
    next_plus "next_plus" rounding::next_plus, "The smallest number that is larger than x.";
    normalize "normalize" rounding::normalize, "x without trailing zeros.";
    sqrt "sqrt" arithmetic::sqrt, "The square root of x.";
    exp "exp" exponential::exp, "e ** x, correctly rounded.";
    ln "ln" exponential::ln, "The natural logarithm of x, correctly rounded.";
    log10 "log10" exponential::log10, "The logarithm of x to the base of ten, correctly rounded.";
    logb "logb" rounding::logb, "The adjusted exponent of x.";
    logical_invert "logical_invert" rounding::logical_invert, "The digits of x, which are bits, inverted.";
    to_integral "to_integral" rounding::to_integral_value, "The nearest integer, without signalling.";
    to_integral_value "to_integral_value" rounding::to_integral_value, "The nearest integer, without signalling.";
    to_integral_exact "to_integral_exact" rounding::to_integral_exact, "The nearest integer.";
    apply "_apply" methods::rounded, "x rounded to the context.";
}

binary_methods! {
    add "add" arithmetic::add, "x + y.";
    subtract "subtract" arithmetic::subtract, "x - y.";
    multiply "multiply" arithmetic::multiply, "x * y.";
    divide "divide" arithmetic::divide, "x / y.";
    divide_int "divide_int" arithmetic::divide_int, "x // y.";
    remainder "remainder" arithmetic::remainder, "x % y.";
    remainder_near "remainder_near" arithmetic::remainder_near, "x minus the nearest multiple of y.";
    compare_ "compare" compare::compare, "-1, 0, 1 or NaN.";
    compare_signal "compare_signal" compare::compare_signal, "compare for which each NaN signals.";
    compare_total "compare_total" compare::compare_total, "The order of representations.";
    compare_total_mag "compare_total_mag" compare::compare_total_mag, "The order of unsigned representations.";
    max "max" compare::max, "The larger number.";
    max_mag "max_mag" compare::max_mag, "The number of the larger magnitude.";
    min "min" compare::min, "The smaller number.";
    min_mag "min_mag" compare::min_mag, "The number of the smaller magnitude.";
    next_toward "next_toward" rounding::next_toward, "The neighbour of x in the direction of y.";
    quantize "quantize" rounding::quantize, "x with the exponent of y.";
    logical_and "logical_and" rounding::logical_and, "The digits, which are bits, combined.";
    logical_or "logical_or" rounding::logical_or, "The digits, which are bits, combined.";
    logical_xor "logical_xor" rounding::logical_xor, "The digits, which are bits, combined.";
    rotate "rotate" rounding::rotate, "The digits of x rotated.";
    scaleb "scaleb" rounding::scaleb, "x with its exponent changed by y.";
    shift "shift" rounding::shift, "The digits of x shifted.";
}

questions! {
    is_finite "is_finite" |x, ctx| x.is_finite(), "Whether x is neither infinite nor a NaN.";
    is_infinite "is_infinite" |x, ctx| x.is_infinite(), "Whether x is infinite.";
    is_nan "is_nan" |x, ctx| x.is_nan(), "Whether x is a NaN.";
    is_normal "is_normal" |x, ctx| compare::is_normal(&x, &ctx), "Whether x is a normal number.";
    is_qnan "is_qnan" |x, ctx| x.is_nan() && !x.is_signaling(), "Whether x is a quiet NaN.";
    is_signed "is_signed" |x, ctx| x.neg, "Whether the sign of x is negative.";
    is_snan "is_snan" |x, ctx| x.is_signaling(), "Whether x is a signaling NaN.";
    is_subnormal "is_subnormal" |x, ctx| compare::is_subnormal(&x, &ctx), "Whether x is subnormal.";
    is_zero "is_zero" |x, ctx| x.is_zero(), "Whether x is a zero.";
}

/// Whether the encoding of x is canonical; always.
#[pyfunction("Context.is_canonical($self, x, /)")]
fn is_canonical(vm: &mut Vm, _this: Gc<Context>, x: Value) -> PyResult<bool> {
    if x.is::<Decimal>() { Ok(true) } else { Err(vm.type_error("argument must be a Decimal")) }
}

/// The quotient and the remainder.
#[pyfunction("Context.divmod($self, x, y, /)")]
fn divmod(vm: &mut Vm, this: Gc<Context>, x: Value, y: Value) -> PyResult {
    let (x, y) = (argument(vm, x)?, argument(vm, y)?);
    let mut status = 0;
    let (q, r) = arithmetic::divmod(&x, &y, &this.settings.get(), &mut status);
    if status != 0 {
        signal(vm, this, status)?;
    }
    let (q, r) = (new_decimal(vm, q), new_decimal(vm, r));
    vm.new_pair(q, r)
}

/// x * y + z, rounded once.
#[pyfunction("Context.fma($self, x, y, z, /)")]
fn fma(vm: &mut Vm, this: Gc<Context>, x: Value, y: Value, z: Value) -> PyResult {
    let (x, y, z) = (argument(vm, x)?, argument(vm, y)?, argument(vm, z)?);
    let mut status = 0;
    let made = arithmetic::fma(&x, &y, &z, &this.settings.get(), &mut status);
    give(vm, this, made, status)
}

/// a ** b, or (a ** b) % modulo.
#[pyfunction("Context.power($self, /, a, b, modulo=None)")]
fn power_(vm: &mut Vm, this: Gc<Context>, a: Value, b: Value, modulo: Option<Value>) -> PyResult {
    let (a, b) = (argument(vm, a)?, argument(vm, b)?);
    let modulo = match modulo.filter(|v| !v.is_none()) {
        Some(v) => Some(argument(vm, v)?),
        None => None,
    };
    power::give(vm, this, &a, &b, modulo.as_deref())
}

/// The name of the class of x.
#[pyfunction("Context.number_class($self, x, /)")]
fn number_class(vm: &mut Vm, this: Gc<Context>, x: Value) -> PyResult<&'static str> {
    Ok(compare::number_class(&*argument(vm, x)?, &this.settings.get()))
}

/// Whether both have the same exponent.
#[pyfunction("Context.same_quantum($self, x, y, /)")]
fn same_quantum(vm: &mut Vm, _this: Gc<Context>, x: Value, y: Value) -> PyResult<bool> {
    let (x, y) = (argument(vm, x)?, argument(vm, y)?);
    Ok(compare::same_quantum(&x, &y))
}

/// x with its sign cleared.
#[pyfunction("Context.copy_abs($self, x, /)")]
fn copy_abs(vm: &mut Vm, _this: Gc<Context>, x: Value) -> PyResult {
    let made = argument(vm, x)?.with_sign(false);
    Ok(new_decimal(vm, made))
}

/// x with the other sign.
#[pyfunction("Context.copy_negate($self, x, /)")]
fn copy_negate(vm: &mut Vm, _this: Gc<Context>, x: Value) -> PyResult {
    let x = argument(vm, x)?;
    Ok(new_decimal(vm, x.with_sign(!x.neg)))
}

/// x with the sign of y.
#[pyfunction("Context.copy_sign($self, x, y, /)")]
fn copy_sign(vm: &mut Vm, _this: Gc<Context>, x: Value, y: Value) -> PyResult {
    let (x, y) = (argument(vm, x)?, argument(vm, y)?);
    Ok(new_decimal(vm, x.with_sign(y.neg)))
}

/// x as a Decimal.
#[pyfunction("Context.copy_decimal($self, x, /)")]
fn copy_decimal(vm: &mut Vm, _this: Gc<Context>, x: Value) -> PyResult {
    if x.is::<Decimal>() {
        return Ok(x);
    }
    let made: Num = argument(vm, x)?.clone();
    Ok(new_decimal(vm, made))
}

/// x itself.
#[pyfunction("Context.canonical($self, x, /)")]
fn canonical(vm: &mut Vm, _this: Gc<Context>, x: Value) -> PyResult {
    if x.is::<Decimal>() { Ok(x) } else { Err(vm.type_error("argument must be a Decimal")) }
}

/// The base of decimal numbers.
#[pyfunction("Context.radix($self, /)")]
fn radix(vm: &mut Vm, _this: Gc<Context>) -> Value {
    new_decimal(vm, Num::from_i64(10))
}

/// x in scientific notation.
#[pyfunction("Context.to_sci_string($self, x, /)")]
fn to_sci_string(vm: &mut Vm, this: Gc<Context>, x: Value) -> PyResult<String> {
    Ok(text::to_text(&*argument(vm, x)?, this.settings.get().capitals, false))
}

/// x with an exponent that is a multiple of three.
#[pyfunction("Context.to_eng_string($self, x, /)")]
fn to_eng_string(vm: &mut Vm, this: Gc<Context>, x: Value) -> PyResult<String> {
    Ok(text::to_text(&*argument(vm, x)?, this.settings.get().capitals, true))
}

/// A Decimal of num, rounded to the context.
#[pyfunction("Context.create_decimal($self, num='0', /)")]
fn create_decimal(vm: &mut Vm, this: Gc<Context>, num: Option<Value>) -> PyResult {
    let Some(num) = num else { return Ok(new_decimal(vm, Num::from_i64(0))) };
    let x = from_object(vm, num, this, Made::Rounded)?;
    Ok(new_decimal(vm, x))
}

/// A Decimal of a float or an int, rounded to the context.
#[pyfunction("Context.create_decimal_from_float($self, f, /)")]
fn create_decimal_from_float(vm: &mut Vm, this: Gc<Context>, f: Value) -> PyResult {
    let x = if let Some(i) = f.as_int() {
        convert::from_int(i)
    } else if let Some(f) = convert::float_of(vm, f) {
        from_float(f)
    } else {
        return Err(vm.type_error("argument must be int or float"));
    };
    let mut status = 0;
    let made = finish(x, &this.settings.get(), &mut status);
    give(vm, this, made, status)
}

use context::{clear_flags, clear_traps, copy, dunder_copy, etiny, etop, reduce};

pub(super) const METHODS: &[&FnDef] = defs![
    abs,
    minus,
    plus,
    next_minus,
    next_plus,
    normalize,
    sqrt,
    logb,
    logical_invert,
    to_integral,
    to_integral_value,
    to_integral_exact,
    apply,
    add,
    subtract,
    multiply,
    divide,
    divide_int,
    remainder,
    remainder_near,
    compare_,
    compare_signal,
    compare_total,
    compare_total_mag,
    max,
    max_mag,
    min,
    min_mag,
    next_toward,
    quantize,
    logical_and,
    logical_or,
    logical_xor,
    rotate,
    scaleb,
    shift,
    is_canonical,
    is_finite,
    is_infinite,
    is_nan,
    is_normal,
    is_qnan,
    is_signed,
    is_snan,
    is_subnormal,
    is_zero,
    divmod,
    fma,
    power_,
    exp,
    ln,
    log10,
    number_class,
    same_quantum,
    copy_abs,
    copy_negate,
    copy_sign,
    copy_decimal,
    canonical,
    radix,
    to_sci_string,
    to_eng_string,
    create_decimal,
    create_decimal_from_float,
    clear_flags,
    clear_traps,
    copy,
    dunder_copy,
    etiny,
    etop,
    reduce
];
