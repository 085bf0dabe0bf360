//! Making ints from other objects and text, and text from ints.

use crate::bigint::{IntRef, IntValue};
use crate::raise::{OrRaise, as_int, int_object, raise_fault};
use crate::text::int::{self, IntParseError};
use crate::text::wtf8::to_ascii_decimal;
use std::cell::Cell;
use tauraro_core::heap::{Gc, Tracer};
use tauraro_core::object::{BigInt, Str, Type};
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Value, Vm, pyfunction};

/// `sys.set_int_max_str_digits`
pub(super) struct Limits {
    max_str_digits: Cell<usize>,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { max_str_digits: Cell::new(int::MAX_STR_DIGITS_DEFAULT) }
    }
}

impl Extension for Limits {
    fn trace(&self, _: &mut Tracer) {}
}

/// `sys.get_int_max_str_digits()`; 0: no limit.
pub fn max_str_digits(vm: &Vm) -> usize {
    vm.extension::<Limits>().max_str_digits.get()
}

/// `sys.set_int_max_str_digits(n)`
pub fn set_max_str_digits(vm: &Vm, digits: usize) {
    vm.extension::<Limits>().max_str_digits.set(digits);
}

/// The decimal text of an int.
#[inline]
pub fn small_text(vm: &mut Vm, i: i64) -> PyResult<Gc<Str>> {
    vm.new_ascii(int::Digits::signed(i).as_bytes())
}

pub(super) fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let text = match as_int(&v) {
        Some(IntRef::Small(i)) => return Ok(small_text(vm, i)?.value()),
        Some(IntRef::Big(b)) => int::big_decimal(b, max_str_digits(vm)).or_raise(vm)?,
        None => String::new(),
    };
    Ok(vm.new_str(&text)?.value())
}

/// The number as an object of exactly the type int.
pub fn exact(vm: &mut Vm, v: Value) -> PyResult {
    if v.is_small_int() || vm.type_of(v) == vm.types.int {
        return Ok(v);
    }
    Ok(match as_int(&v) {
        Some(i) => int_object(vm, IntValue::from(i.to_big())),
        None => v,
    })
}

pub(super) fn float(vm: &mut Vm, v: Value) -> PyResult {
    match as_int(&v) {
        Some(i) => Ok(Value::float(i.to_f64().or_raise(vm)?)),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// Makes an int.
#[pyfunction("int.__new__($type, x=0, /, base=10)")]
pub(super) fn new(vm: &mut Vm, cls: Gc<Type>, x: Option<Value>, base: Option<Value>) -> PyResult {
    let number = match (x, base) {
        (None, None) => Value::small(0),
        (None, Some(_)) => return Err(vm.type_error("int() missing string argument")),
        (Some(x), None) => int_from_value(vm, x)?,
        (Some(x), Some(base)) => with_base(vm, x, base)?,
    };
    if cls == vm.types.int {
        return Ok(number);
    }
    let value = as_int(&number).map(IntRef::to_big).unwrap_or_default();
    let slots = usize::from(cls.inline_slots.get());
    Ok(vm.alloc_with_slots(cls.root_shape.get(), BigInt { value }, slots).value())
}

fn with_base(vm: &mut Vm, x: Value, base: Value) -> PyResult {
    let base = vm.index_clamped(base)?;
    if base != 0 && !(2..=36).contains(&base) {
        return Err(vm.value_error("int() base must be >= 2 and <= 36, or 0"));
    }
    if !is_text(vm, x) {
        return Err(vm.type_error("int() can't convert non-string with explicit base"));
    }
    parse(vm, x, base as u32)
}

fn is_text(vm: &Vm, x: Value) -> bool {
    x.is::<Str>() || vm.is_instance(x, vm.types.bytes) || vm.is_instance(x, vm.types.bytearray)
}

/// `int(x)`: by `__int__`, `__index__`, or reading text.
pub fn int_from_value(vm: &mut Vm, x: Value) -> PyResult {
    if x.is_small_int() {
        return Ok(x);
    }
    let ty = vm.type_of(x);
    if let Some(convert) = ty.slots.int.get() {
        let result = convert(vm, x)?;
        if vm.type_of(result) == vm.types.int {
            return Ok(result);
        }
        if result.as_int().is_none() {
            let text = format!("__int__ returned non-int (type {})", vm.type_name(result));
            return Err(vm.type_error(text));
        }
        vm.warn_strict_subclass("__int__", "int", result)?;
        return exact(vm, result);
    }
    if ty.slots.index.get().is_some() {
        let result = vm.index(x)?;
        return exact(vm, result);
    }
    if is_text(vm, x) {
        return parse(vm, x, 10);
    }
    if ty.slots.buffer.get().is_some() {
        return parse(vm, x, 10);
    }
    let text =
        format!("int() argument must be a string, a bytes-like object or a real number, not '{}'", ty.name_str());
    Err(vm.type_error(text))
}

/// Reads a number from a str or bytes-like object.
fn parse(vm: &mut Vm, x: Value, base: u32) -> PyResult {
    let limit = max_str_digits(vm);
    let parsed = match x.cast::<Str>() {
        Some(s) => int::parse(&to_ascii_decimal(s.as_wtf8()), base, limit),
        None => {
            let buffer = vm.get_buffer(x, false)?;
            let bytes = buffer.to_vec();
            vm.release_buffer(buffer);
            match std::str::from_utf8(&bytes) {
                Ok(text) if text.is_ascii() => int::parse(text, base, limit),
                _ => Err(IntParseError::Invalid),
            }
        }
    };
    match parsed {
        Ok(i) => Ok(int_object(vm, i)),
        Err(IntParseError::Invalid) => {
            // Bytes of any exporter show as bytes.
            let x = if x.is::<Str>() {
                x
            } else {
                {
                    let bytes = crate::byteslike::copied_bytes(vm, x)?;
                    vm.new_bytes(&bytes)?.value()
                }
            };
            let shown = vm.repr(x)?.to_string_lossy();
            let shown: String = shown.chars().take(200).collect();
            Err(raise_fault(vm, &int::invalid_literal(base, &shown)))
        }
        Err(IntParseError::TooManyDigits(n)) => Err(raise_fault(vm, &int::too_many_digits(limit, n))),
    }
}
