//! Methods and attributes of int.

use crate::bigint::{self, IntRef, IntValue};
use crate::raise::{OrRaise, as_int, int_object};
use crate::text::format_spec::{self, Defaults};
use crate::text::format_value::{self, Context};
use rustpython_wtf8::Wtf8Buf;
use tauraro_core::heap::Gc;
use tauraro_core::object::{GetSetDef, Str, Type};
use tauraro_core::{PyResult, Value, Vm, pyfunction};

/// The receiver's number. Raises TypeError for other objects.
fn number<'a>(vm: &mut Vm, this: &'a Value, method: &str) -> PyResult<IntRef<'a>> {
    match as_int(this) {
        Some(i) => Ok(i),
        None => {
            let got = vm.type_name(*this);
            Err(vm.type_error(format!("descriptor '{method}' for 'int' objects doesn't apply to a '{got}' object")))
        }
    }
}

/// The pair of ints whose ratio is the number: itself and one.
///
/// >>> (-7).as_integer_ratio()
/// (-7, 1)
#[pyfunction("int.as_integer_ratio($self, /)")]
pub(super) fn as_integer_ratio(vm: &mut Vm, this: Value) -> PyResult {
    number(vm, &this, "as_integer_ratio")?;
    let plain = super::convert::exact(vm, this)?;
    Ok(vm.new_tuple(&[plain, Value::small(1)])?.value())
}

/// How many ones the absolute value has in binary.
///
/// >>> (0b1011).bit_count()
/// 3
#[pyfunction("int.bit_count($self, /)")]
pub(super) fn bit_count(vm: &mut Vm, this: Value) -> PyResult<usize> {
    Ok(bigint::bit_count(number(vm, &this, "bit_count")?))
}

/// How many bits the absolute value needs.
///
/// >>> (1000).bit_length()
/// 10
#[pyfunction("int.bit_length($self, /)")]
pub(super) fn bit_length(vm: &mut Vm, this: Value) -> PyResult<usize> {
    Ok(bigint::bit_length(number(vm, &this, "bit_length")?))
}

/// The number itself.
#[pyfunction("int.conjugate($self, /)")]
pub(super) fn conjugate(vm: &mut Vm, this: Value) -> PyResult {
    number(vm, &this, "conjugate")?;
    super::convert::exact(vm, this)
}

/// The number itself.
#[pyfunction("int.__trunc__($self, /)")]
pub(super) fn trunc(vm: &mut Vm, this: Value) -> PyResult {
    number(vm, &this, "__trunc__")?;
    super::convert::exact(vm, this)
}

/// The number itself.
#[pyfunction("int.__floor__($self, /)")]
pub(super) fn floor(vm: &mut Vm, this: Value) -> PyResult {
    number(vm, &this, "__floor__")?;
    super::convert::exact(vm, this)
}

/// The number itself.
#[pyfunction("int.__ceil__($self, /)")]
pub(super) fn ceil(vm: &mut Vm, this: Value) -> PyResult {
    number(vm, &this, "__ceil__")?;
    super::convert::exact(vm, this)
}

/// True.
#[pyfunction("int.is_integer($self, /)")]
pub(super) fn is_integer(vm: &mut Vm, this: Value) -> PyResult<bool> {
    number(vm, &this, "is_integer")?;
    Ok(true)
}

/// Whether the bytes of the largest weight come first.
fn big_endian(vm: &mut Vm, order: Option<Gc<Str>>) -> PyResult<bool> {
    match order.map(|o| o.to_string_lossy()).as_deref() {
        None | Some("big") => Ok(true),
        Some("little") => Ok(false),
        Some(_) => Err(vm.value_error("byteorder must be either 'little' or 'big'")),
    }
}

/// The number as bytes.
#[pyfunction("int.to_bytes($self, /, length=1, byteorder='big', *, signed=False)")]
pub(super) fn to_bytes(
    vm: &mut Vm,
    this: Value,
    length: Option<i64>,
    byteorder: Option<Gc<Str>>,
    signed: Option<bool>,
) -> PyResult {
    let big = big_endian(vm, byteorder)?;
    let Ok(length) = usize::try_from(length.unwrap_or(1)) else {
        return Err(vm.value_error("length argument must be non-negative"));
    };
    let i = number(vm, &this, "to_bytes")?;
    if !vm.may_allocate(length) {
        return Err(vm.memory_error());
    }
    let bytes = bigint::to_bytes(i, length, big, signed.unwrap_or(false)).or_raise(vm)?;
    Ok(vm.new_bytes(&bytes)?.value())
}

/// The number that bytes stand for.
#[pyfunction("int.from_bytes($type, /, bytes, byteorder='big', *, signed=False)")]
pub(super) fn from_bytes(
    vm: &mut Vm,
    cls: Gc<Type>,
    bytes: Value,
    byteorder: Option<Gc<Str>>,
    signed: Option<bool>,
) -> PyResult {
    let big = big_endian(vm, byteorder)?;
    let data = byte_values(vm, bytes)?;
    let made = int_object(vm, bigint::from_bytes(&data, big, signed.unwrap_or(false)));
    if cls == vm.types.int { Ok(made) } else { vm.call(cls.value(), &[made]) }
}

/// The content of a bytes-like object, of what `__bytes__` gives, or of an iterable of ints.
fn byte_values(vm: &mut Vm, v: Value) -> PyResult<Vec<u8>> {
    let ty = vm.type_of(v);
    if ty.slots.buffer.get().is_none() {
        if v.is::<Str>() {
            return Err(vm.type_error("cannot convert 'str' object to bytes"));
        }
        if let Some(made) = vm.call_special(v, vm.names.bytes, &[])? {
            return byte_values(vm, made);
        }
        if ty.slots.iter.get().is_none() && ty.slots.getitem.get().is_none() {
            return Err(vm.type_error(format!("cannot convert '{}' object to bytes", ty.name_str())));
        }
        let mut data = Vec::new();
        vm.for_each(v, |vm, item| {
            let i = vm.index_clamped(item)?;
            match u8::try_from(i) {
                Ok(b) => {
                    data.push(b);
                    Ok(())
                }
                Err(_) => Err(vm.value_error("bytes must be in range(0, 256)")),
            }
        })?;
        return Ok(data);
    }
    let buffer = vm.get_buffer(v, false)?;
    let data = buffer.to_vec();
    vm.release_buffer(buffer);
    Ok(data)
}

/// Arguments for `__new__` when an instance is copied.
#[pyfunction("int.__getnewargs__($self, /)")]
pub(super) fn getnewargs(vm: &mut Vm, this: Value) -> PyResult {
    number(vm, &this, "__getnewargs__")?;
    let plain = super::convert::exact(vm, this)?;
    Ok(vm.new_tuple(&[plain])?.value())
}

/// The number as text by a format specification.
#[pyfunction("int.__format__($self, format_spec, /)")]
pub(super) fn format(vm: &mut Vm, this: Value, format_spec: Gc<Str>) -> PyResult {
    let name = vm.type_name(this);
    if format_spec.is_empty() {
        return Ok(vm.str(this)?.value());
    }
    let spec = format_spec::parse(format_spec.as_wtf8(), Defaults::Number, &name).or_raise(vm)?.within_memory(vm)?;
    let context = Context { max_str_digits: super::max_str_digits(vm), ..Context::default() };
    let i = number(vm, &this, "__format__")?;
    let write = |vm: &mut Vm, out: &mut Wtf8Buf| format_value::write_int(out, i, &spec, &name, &context).or_raise(vm);
    Ok(vm.build_text(write)?.value())
}

/// The number rounded to a multiple of a power of ten, halves to even.
#[pyfunction("int.__round__($self, ndigits=None, /)")]
pub(super) fn round(vm: &mut Vm, this: Value, ndigits: Option<Value>) -> PyResult {
    number(vm, &this, "__round__")?;
    let plain = super::convert::exact(vm, this)?;
    let Some(ndigits) = ndigits.and_then(Value::non_none) else { return Ok(plain) };
    let digits = vm.index_clamped(ndigits)?;
    if digits >= 0 {
        return Ok(plain);
    }
    let Some(i) = as_int(&plain) else { return Ok(plain) };
    let rounded: IntValue = bigint::round_to_tens(i, digits.unsigned_abs());
    Ok(int_object(vm, rounded))
}

/// Bytes that the object takes.
#[pyfunction("int.__sizeof__($self, /)")]
pub(super) fn sizeof(vm: &mut Vm, this: Value) -> PyResult<usize> {
    // As CPython counts: a header of 24 bytes and four bytes for each 30 bits, at least one.
    Ok(24 + 4 * bigint::bit_length(number(vm, &this, "__sizeof__")?).div_ceil(30).max(1))
}

fn own(vm: &mut Vm, this: Value) -> PyResult {
    super::convert::exact(vm, this)
}

fn zero(_: &mut Vm, _: Value) -> PyResult {
    Ok(Value::small(0))
}

fn one(_: &mut Vm, _: Value) -> PyResult {
    Ok(Value::small(1))
}

pub(super) const GETSET: &[GetSetDef] = &[
    GetSetDef { name: "real", doc: "The number itself.", get: own, set: None },
    GetSetDef { name: "imag", doc: "Zero.", get: zero, set: None },
    GetSetDef { name: "numerator", doc: "The number itself.", get: own, set: None },
    GetSetDef { name: "denominator", doc: "One.", get: one, set: None },
];
