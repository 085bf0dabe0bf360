//! Making floats from other objects and text.

use crate::bigint;
use crate::raise::{OrRaise, as_int, int_object};
use crate::text::float as text;
use crate::text::wtf8::to_ascii_decimal;
use std::cell::Cell;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, Tracer};
use tauraro_core::object::{Float, Str, Type};
use tauraro_core::value::with_sign;
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Value, Vm, pyfunction};

/// The number of a float or an instance of a subclass.
#[inline]
pub fn as_f64(v: Value) -> Option<f64> {
    v.as_float().or_else(|| v.cast::<Float>().map(|f| f.value))
}

pub(super) fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let text = text::repr(as_f64(v).unwrap_or(0.0));
    Ok(vm.new_str(&text)?.value())
}

/// The number as an object of exactly the type float.
pub(super) fn plain(_: &mut Vm, v: Value) -> PyResult {
    Ok(as_f64(v).map_or(v, Value::float))
}

pub(super) fn int(vm: &mut Vm, v: Value) -> PyResult {
    let i = bigint::truncate_float(as_f64(v).unwrap_or(0.0)).or_raise(vm)?;
    Ok(int_object(vm, i))
}

/// An instance of `cls` with that number.
pub fn new_float(vm: &mut Vm, cls: Gc<Type>, value: f64) -> Value {
    if cls == vm.types.float {
        return Value::float(value);
    }
    let slots = usize::from(cls.inline_slots.get());
    vm.alloc_with_slots(cls.root_shape.get(), Float { value }, slots).value()
}

/// Makes a float.
#[pyfunction("float.__new__($type, x=0, /)")]
pub(super) fn new(vm: &mut Vm, cls: Gc<Type>, x: Option<Value>) -> PyResult {
    let value = match x {
        None => 0.0,
        Some(x) if x.is_float() && cls == vm.types.float => return Ok(x),
        Some(x) => from_value(vm, x)?,
    };
    if value.is_nan() && cls == vm.types.float && x.is_some_and(|x| !x.is::<Float>()) {
        return Ok(new_nan(vm, value));
    }
    Ok(new_float(vm, cls, value))
}

pub(super) fn new_slot(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>) -> PyResult {
    if cls != vm.types.float && args.has_keywords() && crate::filter::has_own_init(vm, cls) {
        // A subclass with its own `__init__` takes its keywords there.
        return new::as_new(vm, cls, Args { names: None, values: args.plain(), ..args });
    }
    new::as_new(vm, cls, args)
}

/// How many NaNs were made as objects of their own.
#[derive(Default)]
pub(super) struct NanCount(Cell<u32>);

impl Extension for NanCount {
    fn trace(&self, _: &mut Tracer) {}
}

/// A NaN with the sign of another that is identical to no other one: programs keep them in sets and lists.
fn new_nan(vm: &Vm, like: f64) -> Value {
    let count = &vm.extension::<NanCount>().0;
    count.set(count.get().wrapping_add(1));
    let made = Value::nan(count.get());
    if with_sign(like).is_sign_negative() { Value::float(-made.float_unchecked()) } else { made }
}

fn from_value(vm: &mut Vm, x: Value) -> PyResult<f64> {
    // A subclass of str may say itself what number it is.
    if let Some(s) = x.cast::<Str>()
        && vm.type_of(x).slots.float.get().is_none()
    {
        return parse(vm, x, &to_ascii_decimal(s.as_wtf8()));
    }
    let ty = vm.type_of(x);
    if ty.slots.float.get().is_some() || as_int(&x).is_some() {
        return vm.to_f64(x);
    }
    if ty.slots.index.get().is_some() {
        let i = vm.index(x)?;
        return vm.to_f64(i);
    }
    if ty.slots.buffer.get().is_some() {
        let buffer = vm.get_buffer(x, false)?;
        let bytes = buffer.to_vec();
        vm.release_buffer(buffer);
        return match String::from_utf8(bytes) {
            Ok(text) if text.is_ascii() => parse(vm, x, &text),
            _ => Err(invalid(vm, x)?),
        };
    }
    Err(vm.type_error(format!("float() argument must be a string or a real number, not '{}'", ty.name_str())))
}

fn parse(vm: &mut Vm, x: Value, text: &str) -> PyResult<f64> {
    match text::parse(
        text.trim_matches(|c: char| c.is_ascii_whitespace() || c == '\x0b' || ('\x1c'..='\x1f').contains(&c)),
    ) {
        Some(f) => Ok(f),
        None => Err(invalid(vm, x)?),
    }
}

fn invalid(vm: &mut Vm, x: Value) -> PyResult<tauraro_core::Raised> {
    let shown = vm.repr(x)?.to_string_lossy();
    Ok(vm.value_error(format!("could not convert string to float: {shown}")))
}
