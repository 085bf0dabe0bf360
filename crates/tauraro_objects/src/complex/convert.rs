//! Making complex numbers from other objects and text, and text from them.

use crate::float::as_f64;
use crate::raise::as_int;
use crate::text::float::{self as text, Layout, Style};
use crate::text::wtf8::to_ascii_decimal;
use tauraro_core::heap::Gc;
use tauraro_core::object::{Str, Type};
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Value, Vm, kinds, pyfunction};

/// A complex number or an instance of a subclass.
pub struct Complex {
    pub re: f64,
    pub im: f64,
}

tauraro_core::payload!(Complex, kinds::COMPLEX, "complex", []);

/// The parts of a complex object.
pub fn as_complex(v: Value) -> Option<(f64, f64)> {
    v.cast::<Complex>().map(|c| (c.re, c.im))
}

/// A new complex number.
pub fn new_complex(vm: &mut Vm, re: f64, im: f64) -> Value {
    vm.alloc(ShapeId::COMPLEX, Complex { re, im }).value()
}

fn instance(vm: &mut Vm, cls: Gc<Type>, (re, im): (f64, f64)) -> Value {
    if cls == vm.types.complex {
        return new_complex(vm, re, im);
    }
    let slots = usize::from(cls.inline_slots.get());
    vm.alloc_with_slots(cls.root_shape.get(), Complex { re, im }, slots).value()
}

pub(super) fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let (re, im) = as_complex(v).unwrap_or_default();
    // Parts show no `.0`, and the imaginary one always has its sign.
    let part = |x: f64, sign: bool| {
        let shown = text::to_text(x, Layout::Shortest, 0, Style::default());
        if sign && !shown.starts_with('-') { format!("+{shown}") } else { shown }
    };
    let made = if re == 0.0 && re.is_sign_positive() {
        format!("{}j", part(im, false))
    } else {
        format!("({}{}j)", part(re, false), part(im, true))
    };
    Ok(vm.new_str(&made)?.value())
}

/// Makes a complex number.
#[pyfunction("complex.__new__($type, real=0, imag=0)")]
pub(super) fn new(vm: &mut Vm, cls: Gc<Type>, real: Option<Value>, imag: Option<Value>) -> PyResult {
    if let (Some(v), None) = (real, imag)
        && vm.type_of(v) == vm.types.complex
        && cls == vm.types.complex
    {
        return Ok(v);
    }
    if let Some(s) = real.and_then(Value::cast::<Str>) {
        if imag.is_some() {
            return Err(vm.type_error("complex() argument 'real' must be a real number, not str"));
        }
        let text = to_ascii_decimal(s.as_wtf8());
        let Some(text) = without_underscores(&text) else {
            let shown = vm.repr(s.value())?.to_string_lossy();
            return Err(vm.value_error(format!("could not convert string to complex: {shown}")));
        };
        return match parse(&text) {
            Some(parts) => Ok(instance(vm, cls, parts)),
            None => Err(vm.value_error("complex() arg is a malformed string")),
        };
    }
    if imag.is_some_and(|v| v.is::<Str>()) {
        return Err(vm.type_error("complex() argument 'imag' must be a real number, not str"));
    }
    let (first, first_is_complex) = match real {
        Some(v) => first_argument(vm, v, imag.is_some())?,
        None => ((0.0, 0.0), false),
    };
    let Some(v) = imag else { return Ok(instance(vm, cls, first)) };
    let second_is_complex = v.is::<Complex>();
    let (a, b) = second_argument(vm, v)?;
    // Real arguments have no imaginary part, which is not the same as one of zero: signs of
    // zeros survive.
    let re = if second_is_complex { first.0 - b } else { first.0 };
    let im = if first_is_complex { first.1 + a } else { a };
    Ok(instance(vm, cls, (re, im)))
}

/// The value of the first argument: complex, `__complex__`, or a real number; and whether it
/// is complex.
fn first_argument(vm: &mut Vm, v: Value, has_second: bool) -> PyResult<((f64, f64), bool)> {
    if let Some(parts) = as_complex(v) {
        return Ok((parts, true));
    }
    if let Some(made) = by_dunder(vm, v)? {
        return Ok((made, true));
    }
    let ty = vm.type_of(v);
    if as_f64(v).is_none() && as_int(&v).is_none() && ty.slots.float.get().is_none() && ty.slots.index.get().is_none() {
        let name = ty.name_str();
        let text = if has_second {
            format!("complex() argument 'real' must be a real number, not {name}")
        } else {
            format!("complex() argument must be a string or a number, not {name}")
        };
        return Err(vm.type_error(text));
    }
    Ok(((vm.to_f64(v)?, 0.0), false))
}

fn by_dunder(vm: &mut Vm, v: Value) -> PyResult<Option<(f64, f64)>> {
    let Some(made) = vm.call_special(v, vm.names.complex, &[])? else { return Ok(None) };
    match as_complex(made) {
        Some(parts) => Ok(Some(parts)),
        None => {
            let got = vm.type_name(made);
            Err(vm.type_error(format!("__complex__ returned non-complex (type {got})")))
        }
    }
}

fn second_argument(vm: &mut Vm, v: Value) -> PyResult<(f64, f64)> {
    if let Some(parts) = as_complex(v) {
        return Ok(parts);
    }
    let ty = vm.type_of(v);
    if as_f64(v).is_none() && as_int(&v).is_none() && ty.slots.float.get().is_none() && ty.slots.index.get().is_none() {
        return Err(vm.type_error(format!("complex() argument 'imag' must be a real number, not {}", ty.name_str())));
    }
    Ok((vm.to_f64(v)?, 0.0))
}

/// A complex number from a number, but not from text.
#[pyfunction("complex.from_number($type, number, /)")]
pub(super) fn from_number(vm: &mut Vm, cls: Gc<Type>, number: Value) -> PyResult {
    if vm.type_of(number) == vm.types.complex && cls == vm.types.complex {
        return Ok(number);
    }
    let parts = match as_complex(number) {
        Some(parts) => parts,
        None => match by_dunder(vm, number)? {
            Some(parts) => parts,
            None => (vm.to_f64(number)?, 0.0),
        },
    };
    if cls == vm.types.complex {
        return Ok(new_complex(vm, parts.0, parts.1));
    }
    vm.call(cls.value(), &[Value::float(parts.0), Value::float(parts.1)])
}

/// The text without underscores, each of which has to stand between digits.
fn without_underscores(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let digit = |i: Option<usize>| i.and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_digit);
    let misplaced = |(i, b): (usize, &u8)| *b == b'_' && !(digit(i.checked_sub(1)) && digit(Some(i + 1)));
    if bytes.iter().enumerate().any(misplaced) { None } else { Some(text.replace('_', "")) }
}

/// Reads `1`, `2j`, `1+2j`, `(1+2j)`, with spaces around.
fn parse(source: &str) -> Option<(f64, f64)> {
    let blank = |c: char| c.is_ascii_whitespace() || c == '\x0b' || ('\x1c'..='\x1f').contains(&c);
    let mut s = source.trim_matches(blank);
    if let Some(inner) = s.strip_prefix('(') {
        s = inner.strip_suffix(')')?.trim_matches(blank);
    }
    let Some(body) = s.strip_suffix(['j', 'J']) else { return text::parse(s).map(|re| (re, 0.0)) };
    // The sign that begins the imaginary part is the last one that belongs to no exponent.
    let bytes = body.as_bytes();
    let signs = (0..bytes.len()).rev().filter(|i| matches!(bytes[*i], b'+' | b'-'));
    let split = signs.into_iter().find(|i| *i == 0 || !matches!(bytes[i - 1], b'e' | b'E'));
    let (re, im) = match split {
        Some(at) if at > 0 => (text::parse(&body[..at])?, &body[at..]),
        _ => (0.0, body),
    };
    let im = match im {
        "" | "+" => 1.0,
        "-" => -1.0,
        other => text::parse(other)?,
    };
    Some((re, im))
}
