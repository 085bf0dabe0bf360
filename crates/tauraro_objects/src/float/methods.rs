//! Methods and attributes of float.

use crate::bigint;
use crate::float::convert::as_f64;
use crate::raise::{OrRaise, int_object};
use crate::text::format_spec::{self, Defaults};
use crate::text::format_value::{self, Context};
use crate::text::{float_hex, float_round};
use rustpython_wtf8::Wtf8Buf;
use tauraro_core::heap::Gc;
use tauraro_core::object::{GetSetDef, Str, Type};
use tauraro_core::{PyResult, Value, Vm, pyfunction};

fn number(vm: &mut Vm, this: Value, method: &str) -> PyResult<f64> {
    match as_f64(this) {
        Some(f) => Ok(f),
        None => {
            let got = vm.type_name(this);
            Err(vm.type_error(format!("descriptor '{method}' for 'float' objects doesn't apply to a '{got}' object")))
        }
    }
}

/// The pair of ints whose ratio is exactly the number, in lowest terms.
///
/// >>> (-0.75).as_integer_ratio()
/// (-3, 4)
#[pyfunction("float.as_integer_ratio($self, /)")]
pub(super) fn as_integer_ratio(vm: &mut Vm, this: Value) -> PyResult {
    let f = number(vm, this, "as_integer_ratio")?;
    let (n, d) = bigint::float_ratio(f).or_raise(vm)?;
    let (n, d) = (int_object(vm, n), int_object(vm, d));
    Ok(vm.new_tuple(&[n, d])?.value())
}

/// The number itself.
#[pyfunction("float.conjugate($self, /)")]
pub(super) fn conjugate(vm: &mut Vm, this: Value) -> PyResult<f64> {
    number(vm, this, "conjugate")
}

/// Whether the number is whole.
#[pyfunction("float.is_integer($self, /)")]
pub(super) fn is_integer(vm: &mut Vm, this: Value) -> PyResult<bool> {
    let f = number(vm, this, "is_integer")?;
    Ok(f.is_finite() && f.fract() == 0.0)
}

/// The number in hexadecimal.
///
/// >>> (10.5).hex()
/// '0x1.5000000000000p+3'
#[pyfunction("float.hex($self, /)")]
pub(super) fn hex(vm: &mut Vm, this: Value) -> PyResult<String> {
    Ok(float_hex::hex(number(vm, this, "hex")?))
}

/// The number that a hexadecimal text stands for.
///
/// >>> float.fromhex('0x1.8p+2')
/// 6.0
#[pyfunction("float.fromhex($type, string, /)")]
pub(super) fn fromhex(vm: &mut Vm, cls: Gc<Type>, string: Value) -> PyResult {
    let Some(string) = string.cast::<Str>() else {
        return Err(vm.type_error("bad argument type for built-in operation"));
    };
    let f = float_hex::from_hex(&string.to_string_lossy()).or_raise(vm)?;
    made(vm, cls, f)
}

/// A float from a real number, but not from text.
#[pyfunction("float.from_number($type, number, /)")]
pub(super) fn from_number(vm: &mut Vm, cls: Gc<Type>, number: Value) -> PyResult {
    if number.is_float() && cls == vm.types.float {
        return Ok(number);
    }
    let f = vm.to_f64(number)?;
    made(vm, cls, f)
}

fn made(vm: &mut Vm, cls: Gc<Type>, f: f64) -> PyResult {
    if cls == vm.types.float { Ok(Value::float(f)) } else { vm.call(cls.value(), &[Value::float(f)]) }
}

/// How the machine stores floats.
#[pyfunction("float.__getformat__($type, typestr, /)")]
pub(super) fn getformat(vm: &mut Vm, _cls: Gc<Type>, typestr: Gc<Str>) -> PyResult<&'static str> {
    let order = if cfg!(target_endian = "little") { "IEEE, little-endian" } else { "IEEE, big-endian" };
    match typestr.to_string_lossy().as_str() {
        "double" | "float" => Ok(order),
        _ => Err(vm.value_error("__getformat__() argument 1 must be 'double' or 'float'")),
    }
}

/// Arguments for `__new__` when an instance is copied.
#[pyfunction("float.__getnewargs__($self, /)")]
pub(super) fn getnewargs(vm: &mut Vm, this: Value) -> PyResult {
    let f = number(vm, this, "__getnewargs__")?;
    Ok(vm.new_tuple(&[Value::float(f)])?.value())
}

/// The number as text by a format specification.
#[pyfunction("float.__format__($self, format_spec, /)")]
pub(super) fn format(vm: &mut Vm, this: Value, format_spec: Gc<Str>) -> PyResult {
    let f = number(vm, this, "__format__")?;
    if format_spec.is_empty() {
        return Ok(vm.str(this)?.value());
    }
    let name = vm.type_name(this);
    let spec = format_spec::parse(format_spec.as_wtf8(), Defaults::Number, &name).or_raise(vm)?.within_memory(vm)?;
    let context = Context::default();
    let write = |vm: &mut Vm, out: &mut Wtf8Buf| format_value::write_float(out, f, &spec, &name, &context).or_raise(vm);
    Ok(vm.build_text(write)?.value())
}

/// The number rounded, halves to even; an int unless a number of digits is given.
#[pyfunction("float.__round__($self, ndigits=None, /)")]
pub(super) fn round(vm: &mut Vm, this: Value, ndigits: Option<Value>) -> PyResult {
    let f = number(vm, this, "__round__")?;
    match ndigits.and_then(Value::non_none) {
        None => {
            let i = bigint::round_float(f).or_raise(vm)?;
            Ok(int_object(vm, i))
        }
        Some(n) => {
            let n = vm.index_clamped(n)?;
            Ok(Value::float(float_round::round_to(f, n).or_raise(vm)?))
        }
    }
}

fn whole(vm: &mut Vm, f: f64) -> PyResult {
    let i = bigint::truncate_float(f).or_raise(vm)?;
    Ok(int_object(vm, i))
}

/// The number without its fraction, as an int.
#[pyfunction("float.__trunc__($self, /)")]
pub(super) fn trunc(vm: &mut Vm, this: Value) -> PyResult {
    let f = number(vm, this, "__trunc__")?;
    whole(vm, f)
}

/// The greatest int that is not above the number.
#[pyfunction("float.__floor__($self, /)")]
pub(super) fn floor(vm: &mut Vm, this: Value) -> PyResult {
    let f = number(vm, this, "__floor__")?;
    whole(vm, f.floor())
}

/// The least int that is not below the number.
#[pyfunction("float.__ceil__($self, /)")]
pub(super) fn ceil(vm: &mut Vm, this: Value) -> PyResult {
    let f = number(vm, this, "__ceil__")?;
    whole(vm, f.ceil())
}

fn own(vm: &mut Vm, this: Value) -> PyResult {
    number(vm, this, "real").map(Value::float)
}

fn zero(_: &mut Vm, _: Value) -> PyResult {
    Ok(Value::float(0.0))
}

pub(super) const GETSET: &[GetSetDef] = &[
    GetSetDef { name: "real", doc: "The number itself.", get: own, set: None },
    GetSetDef { name: "imag", doc: "Zero.", get: zero, set: None },
];
