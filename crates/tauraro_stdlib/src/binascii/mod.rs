//! `binascii`: bytes to texts of ASCII characters and back: base64, hexadecimal, quoted-printable,
//! uuencode; checksums.

mod base64;
mod quoted_printable;
mod uu;

use crate::_struct::exception_class;
use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::object::{Bytes, Module};
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Raised, Str, Type, Value, Vm, defs, pyfunction};

struct State {
    error: Gc<Type>,
}

impl Extension for State {
    fn trace(&self, tracer: &mut Tracer) {
        self.error.trace(tracer);
    }
}

/// What is wrong with encoded data, or with what is to be encoded.
type Decoded = Result<Vec<u8>, String>;

#[cold]
fn error(vm: &mut Vm, text: &str) -> Raised {
    let ty = vm.extension::<State>().error;
    vm.raise_text(ty, text)
}

fn finish(vm: &mut Vm, result: Decoded) -> PyResult<Gc<Bytes>> {
    match result {
        Ok(bytes) => vm.new_bytes(&bytes),
        Err(text) => Err(error(vm, &text)),
    }
}

/// Runs `f` on the bytes of a bytes-like object.
fn with_bytes<T>(vm: &mut Vm, data: Value, f: impl FnOnce(&[u8]) -> T) -> PyResult<T> {
    let buffer = vm.get_buffer(data, false)?;
    let result = f(buffer.bytes());
    vm.release_buffer(buffer);
    Ok(result)
}

/// Runs `f` on the bytes of an ASCII text or of a bytes-like object.
fn with_ascii<T>(vm: &mut Vm, data: Value, f: impl FnOnce(&[u8]) -> T) -> PyResult<T> {
    if let Some(text) = data.cast::<Str>() {
        if !text.is_ascii() {
            return Err(vm.value_error("string argument should contain only ASCII characters"));
        }
        return Ok(f(text.as_bytes()));
    }
    if vm.type_of(data).slots.buffer.get().is_none() {
        let text = format!("argument should be bytes, buffer or ASCII string, not '{}'", vm.type_name(data));
        return Err(vm.type_error(text));
    }
    with_bytes(vm, data, f)
}

/// Decodes a line of base64. With strict_mode only exactly encoded data are taken.
#[pyfunction("a2b_base64(data, /, *, strict_mode=False)")]
fn a2b_base64(vm: &mut Vm, data: Value, strict_mode: Option<bool>) -> PyResult<Gc<Bytes>> {
    let decoded = with_ascii(vm, data, |bytes| base64::decode(bytes, strict_mode.unwrap_or(false)))?;
    finish(vm, decoded)
}

/// Encodes data as a line of base64.
#[pyfunction("b2a_base64(data, /, *, newline=True)")]
fn b2a_base64(vm: &mut Vm, data: Value, newline: Option<bool>) -> PyResult<Gc<Bytes>> {
    let encoded = with_bytes(vm, data, |bytes| base64::encode(bytes, newline.unwrap_or(true)))?;
    vm.new_bytes(&encoded)
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|d| d as u8)
}

fn from_hex(data: &[u8]) -> Decoded {
    if !data.len().is_multiple_of(2) {
        return Err("Odd-length string".to_owned());
    }
    let byte = |pair: &[u8]| Some(hex_digit(pair[0])? << 4 | hex_digit(pair[1])?);
    let bytes: Option<Vec<u8>> = data.chunks_exact(2).map(byte).collect();
    bytes.ok_or_else(|| "Non-hexadecimal digit found".to_owned())
}

/// Decodes hexadecimal digits.
#[pyfunction("a2b_hex(hexstr, /)")]
fn a2b_hex(vm: &mut Vm, hexstr: Value) -> PyResult<Gc<Bytes>> {
    let decoded = with_ascii(vm, hexstr, from_hex)?;
    finish(vm, decoded)
}

/// Decodes hexadecimal digits.
#[pyfunction("unhexlify(hexstr, /)")]
fn unhexlify(vm: &mut Vm, hexstr: Value) -> PyResult<Gc<Bytes>> {
    let decoded = with_ascii(vm, hexstr, from_hex)?;
    finish(vm, decoded)
}

/// The one byte that separates groups of digits.
fn separator(vm: &mut Vm, sep: Value) -> PyResult<u8> {
    if vm.len(sep)? != 1 {
        return Err(vm.value_error("sep must be length 1."));
    }
    if let Some(text) = sep.cast::<Str>() {
        return match text.as_str().and_then(|s| s.chars().next()).and_then(|c| u8::try_from(u32::from(c)).ok()) {
            Some(byte) => Ok(byte),
            None => Err(vm.value_error("sep must be ASCII.")),
        };
    }
    match sep.cast::<Bytes>() {
        Some(bytes) => Ok(bytes.as_bytes()[0]),
        None => Err(vm.type_error("sep must be str or bytes.")),
    }
}

/// Digits of all bytes. Groups count from the right, for a negative number from the left.
fn to_hex(data: &[u8], sep: Option<(u8, i64)>) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = Vec::with_capacity(data.len() * 2);
    for (i, byte) in data.iter().enumerate() {
        if let Some((sep, group)) = sep.filter(|(_, group)| *group != 0 && i > 0) {
            let size = group.unsigned_abs() as usize;
            let place = if group > 0 { data.len() - i } else { i };
            if place.is_multiple_of(size) {
                out.push(sep);
            }
        }
        out.extend([DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    }
    out
}

fn hex(vm: &mut Vm, data: Value, sep: Option<Value>, group: Option<i64>) -> PyResult<Gc<Bytes>> {
    let sep = match sep {
        Some(sep) => Some((separator(vm, sep)?, group.unwrap_or(1))),
        None => None,
    };
    let encoded = with_bytes(vm, data, |bytes| to_hex(bytes, sep))?;
    vm.new_bytes(&encoded)
}

/// Shows data as hexadecimal digits, with a separator between groups of bytes if one is given.
#[pyfunction("b2a_hex(data, sep=<unrepresentable>, bytes_per_sep=1)")]
fn b2a_hex(vm: &mut Vm, data: Value, sep: Option<Value>, bytes_per_sep: Option<i64>) -> PyResult<Gc<Bytes>> {
    hex(vm, data, sep, bytes_per_sep)
}

/// Shows data as hexadecimal digits, with a separator between groups of bytes if one is given.
#[pyfunction("hexlify(data, sep=<unrepresentable>, bytes_per_sep=1)")]
fn hexlify(vm: &mut Vm, data: Value, sep: Option<Value>, bytes_per_sep: Option<i64>) -> PyResult<Gc<Bytes>> {
    hex(vm, data, sep, bytes_per_sep)
}

/// Decodes quoted-printable data.
#[pyfunction("a2b_qp(data, header=False)")]
fn a2b_qp(vm: &mut Vm, data: Value, header: Option<bool>) -> PyResult<Gc<Bytes>> {
    let decoded = with_ascii(vm, data, |bytes| quoted_printable::decode(bytes, header.unwrap_or(false)))?;
    vm.new_bytes(&decoded)
}

/// Encodes data as quoted-printable text.
#[pyfunction("b2a_qp(data, quotetabs=False, istext=True, header=False)")]
fn b2a_qp(
    vm: &mut Vm,
    data: Value,
    quotetabs: Option<bool>,
    istext: Option<bool>,
    header: Option<bool>,
) -> PyResult<Gc<Bytes>> {
    let style = quoted_printable::Style {
        quote_tabs: quotetabs.unwrap_or(false),
        text: istext.unwrap_or(true),
        header: header.unwrap_or(false),
    };
    let encoded = with_bytes(vm, data, |bytes| quoted_printable::encode(bytes, style))?;
    vm.new_bytes(&encoded)
}

/// Decodes a line of uuencoded data.
#[pyfunction("a2b_uu(data, /)")]
fn a2b_uu(vm: &mut Vm, data: Value) -> PyResult<Gc<Bytes>> {
    let decoded = with_ascii(vm, data, uu::decode)?;
    finish(vm, decoded)
}

/// Uuencodes a line of data.
#[pyfunction("b2a_uu(data, /, *, backtick=False)")]
fn b2a_uu(vm: &mut Vm, data: Value, backtick: Option<bool>) -> PyResult<Gc<Bytes>> {
    let encoded = with_bytes(vm, data, |bytes| uu::encode(bytes, backtick.unwrap_or(false)))?;
    finish(vm, encoded)
}

/// Computes a CRC-CCITT checksum.
#[pyfunction("crc_hqx(data, crc, /)")]
fn crc_hqx(vm: &mut Vm, data: Value, crc: Value) -> PyResult<i64> {
    let start = masked(vm, crc)? as u16;
    let crc = with_bytes(vm, data, |bytes| {
        bytes.iter().fold(start, |crc, byte| {
            let mut crc = crc ^ u16::from(*byte) << 8;
            for _ in 0..8 {
                crc = if crc & 0x8000 == 0 { crc << 1 } else { crc << 1 ^ 0x1021 };
            }
            crc
        })
    })?;
    Ok(i64::from(crc))
}

/// The low 32 bits of an int.
fn masked(vm: &mut Vm, v: Value) -> PyResult<u32> {
    let v = vm.index(v)?;
    let mask = vm.new_int(0xFFFF_FFFF);
    let low = vm.binary(tauraro_core::ops::BinaryOp::And, v, mask)?;
    Ok(low.as_i64().unwrap_or(0) as u32)
}

/// The table of CRC-32 for one byte, then for bytes that are followed by more.
const CRC_TABLES: [[u32; 256]; 8] = {
    let mut tables = [[0; 256]; 8];
    let mut i = 0;
    while i < 256 {
        let mut crc = i as u32;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 == 0 { crc >> 1 } else { crc >> 1 ^ 0xEDB8_8320 };
            bit += 1;
        }
        tables[0][i] = crc;
        i += 1;
    }
    let mut t = 1;
    while t < 8 {
        let mut i = 0;
        while i < 256 {
            let before = tables[t - 1][i];
            tables[t][i] = before >> 8 ^ tables[0][(before & 0xFF) as usize];
            i += 1;
        }
        t += 1;
    }
    tables
};

/// The CRC-32 of bytes behind those that gave `crc`.
pub(crate) fn crc32_update(crc: u32, data: &[u8]) -> u32 {
    let t = &CRC_TABLES;
    let mut crc = !crc;
    let mut chunks = data.chunks_exact(8);
    for chunk in &mut chunks {
        let mixed = crc.to_le_bytes();
        let mut next = 0;
        for (i, byte) in chunk.iter().enumerate() {
            let byte = if i < 4 { byte ^ mixed[i] } else { *byte };
            next ^= t[7 - i][usize::from(byte)];
        }
        crc = next;
    }
    for byte in chunks.remainder() {
        crc = crc >> 8 ^ t[0][usize::from(crc as u8 ^ byte)];
    }
    !crc
}

/// Computes a CRC-32 checksum.
#[pyfunction("crc32(data, crc=0, /)")]
fn crc32(vm: &mut Vm, data: Value, crc: Option<Value>) -> PyResult<i64> {
    let start = match crc {
        Some(v) => masked(vm, v)?,
        None => 0,
    };
    let crc = with_bytes(vm, data, |bytes| crc32_update(start, bytes))?;
    Ok(i64::from(crc))
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let error = exception_class(vm, "binascii", "Error", vm.exc.value_error)?;
    let incomplete = exception_class(vm, "binascii", "Incomplete", vm.exc.exception)?;
    vm.set_extension(State { error });
    let functions = defs![
        a2b_uu, b2a_uu, a2b_base64, b2a_base64, a2b_hex, b2a_hex, hexlify, unhexlify, crc_hqx, crc32, b2a_qp, a2b_qp
    ];
    let module = vm.new_module("binascii", Some("Conversion between binary data and ASCII"), functions)?;
    module.add(vm, "Error", error)?;
    module.add(vm, "Incomplete", incomplete)?;
    Ok(module)
}
