//! Built-in functions that make and take text.

use tauraro_core::buffer::Buffer;
use tauraro_core::object::Int;
use tauraro_core::{Gc, PyResult, Str, Value, Vm, kinds, pyfunction};

/// The text of an object, as a program would write it.
#[pyfunction("repr(obj, /)")]
pub(super) fn repr(vm: &mut Vm, obj: Value) -> PyResult<Gc<Str>> {
    vm.repr(obj)
}

/// As repr, with escapes for all that is not ASCII.
#[pyfunction("ascii(obj, /)")]
pub(super) fn ascii(vm: &mut Vm, obj: Value) -> PyResult<Gc<Str>> {
    ascii_of(vm, obj)
}

/// `ascii(obj)`.
pub fn ascii_of(vm: &mut Vm, obj: Value) -> PyResult<Gc<Str>> {
    let text = vm.repr(obj)?;
    if text.is_ascii() {
        return Ok(text);
    }
    let mut out = String::new();
    for c in text.as_wtf8().code_points() {
        match c.to_u32() {
            c @ 0..=0x7F => out.push(char::from(c as u8)),
            c @ 0x80..=0xFF => out.push_str(&format!("\\x{c:02x}")),
            c @ 0x100..=0xFFFF => out.push_str(&format!("\\u{c:04x}")),
            c => out.push_str(&format!("\\U{c:08x}")),
        }
    }
    vm.new_str(&out)
}

/// The binary form of an integer.
///
/// >>> bin(-10)
/// '-0b1010'
#[pyfunction("bin(number, /)")]
pub(super) fn bin(vm: &mut Vm, number: Value) -> PyResult<String> {
    in_base(vm, number, 2, "0b")
}

/// The octal form of an integer.
///
/// >>> oct(8 ** 3)
/// '0o1000'
#[pyfunction("oct(number, /)")]
pub(super) fn oct(vm: &mut Vm, number: Value) -> PyResult<String> {
    in_base(vm, number, 8, "0o")
}

/// The hexadecimal form of an integer.
///
/// >>> hex(48879)
/// '0xbeef'
#[pyfunction("hex(number, /)")]
pub(super) fn hex(vm: &mut Vm, number: Value) -> PyResult<String> {
    in_base(vm, number, 16, "0x")
}

fn in_base(vm: &mut Vm, number: Value, base: u8, prefix: &str) -> PyResult<String> {
    let number = vm.index(number)?;
    let int = number.as_int().unwrap_or(Int::Small(0));
    let sign = if int.is_negative() { "-" } else { "" };
    let digits = match int {
        Int::Small(i) => match base {
            2 => format!("{:b}", i.unsigned_abs()),
            8 => format!("{:o}", i.unsigned_abs()),
            _ => format!("{:x}", i.unsigned_abs()),
        },
        Int::Big(b) => {
            let text = b.in_radix(base).to_string();
            text.trim_start_matches('-').to_owned()
        }
    };
    Ok(format!("{sign}{prefix}{digits}"))
}

/// The character of a code point.
#[pyfunction("chr(i, /)")]
pub(super) fn chr(vm: &mut Vm, i: Value) -> PyResult<Gc<Str>> {
    let code = vm.index_clamped(i)?;
    let point = u32::try_from(code).ok().and_then(rustpython_wtf8::CodePoint::from_u32);
    let Some(point) = point else { return Err(vm.value_error("chr() arg not in range(0x110000)")) };
    let text = rustpython_wtf8::Wtf8Buf::from_iter([point]);
    vm.new_str_wtf8(&text)
}

/// The code point of a character.
#[pyfunction("ord(character, /)")]
pub(super) fn ord(vm: &mut Vm, character: Value) -> PyResult<i64> {
    if let Some(s) = character.cast::<Str>() {
        let mut points = s.as_wtf8().code_points();
        if let (Some(c), None) = (points.next(), points.next()) {
            return Ok(i64::from(c.to_u32()));
        }
        let n = s.char_len(vm);
        return Err(vm.type_error(format!("ord() expected a character, but string of length {n} found")));
    }
    if !matches!(character.kind(), kinds::BYTES | kinds::BYTEARRAY) {
        let text = format!("ord() expected string of length 1, but {} found", vm.type_name(character));
        return Err(vm.type_error(text));
    }
    let buffer: Buffer = vm.get_buffer(character, false)?;
    let (n, first) = (buffer.len(), buffer.bytes().first().copied());
    vm.release_buffer(buffer);
    match first {
        Some(b) if n == 1 => Ok(i64::from(b)),
        _ => Err(vm.type_error(format!("ord() expected a character, but string of length {n} found"))),
    }
}

/// The text of a value by a format specification.
#[pyfunction("format(value, format_spec='', /)")]
pub(super) fn format(vm: &mut Vm, value: Value, format_spec: Option<Value>) -> PyResult {
    let spec = format_spec.unwrap_or(vm.names.empty.value());
    if !spec.is::<Str>() {
        let got = if spec.is_none() { "None".to_owned() } else { vm.type_name(spec) };
        return Err(vm.type_error(format!("format() argument 2 must be str, not {got}")));
    }
    format_of(vm, value, spec)
}

/// `format(value, spec)` for a spec that is a str.
pub fn format_of(vm: &mut Vm, value: Value, spec: Value) -> PyResult {
    let plain = |v: Value| v.cast::<Str>().is_some_and(|s| s.shape() == tauraro_core::shape::ShapeId::STR);
    if plain(value) && spec.cast::<Str>().is_some_and(|s| s.is_empty()) {
        return Ok(value);
    }
    let name = vm.names.format;
    let Some(text) = vm.call_special(value, name, &[spec])? else {
        let text = format!("Type {} doesn't define __format__", vm.type_name(value));
        return Err(vm.type_error(text));
    };
    if !text.is::<Str>() {
        let text = format!("__format__ must return a str, not {}", vm.type_name(text));
        return Err(vm.type_error(text));
    }
    Ok(text)
}
