//! From text to bytes.

use super::{errors_name, pair};
use rustpython_wtf8::Wtf8;
use tauraro_core::builtin::FnDef;
use tauraro_core::heap::Gc;
use tauraro_core::object::{Bytes, Str};
use tauraro_core::{PyResult, Raised, Value, Vm, defs, pyfunction};
use tauraro_objects::byteslike::with_bytes;
use tauraro_objects::codec_registry::errors::EncodeWith;
use tauraro_objects::codecs::utf16::{self, ByteOrder};
use tauraro_objects::codecs::{byte_escape, narrow, unicode_escape, utf7, utf8, utf32};

fn encoded(
    vm: &mut Vm,
    text: Gc<Str>,
    errors: Option<Value>,
    encode: impl FnOnce(&Wtf8, &mut EncodeWith<'_>) -> Result<Vec<u8>, Raised>,
) -> PyResult {
    let name = errors_name(vm, errors)?;
    let bytes = encode(text.as_wtf8(), &mut EncodeWith::new(vm, text, &name))?;
    let chars = text.char_len(vm);
    let bytes = vm.new_bytes(&bytes)?.value();
    pair(vm, bytes, chars)
}

macro_rules! encoders {
    ($( #[doc = $doc:literal] $name:ident $sig:literal $encode:expr; )*) => {
        $( #[doc = $doc] #[pyfunction($sig)]
        fn $name(vm: &mut Vm, str: Gc<Str>, errors: Option<Value>) -> PyResult {
            encoded(vm, str, errors, $encode)
        } )*
    };
}

encoders! {
    #[doc = "Encodes as UTF-8."]
    utf_8_encode "utf_8_encode(str, errors=None, /)" |t, e| utf8::encode(t, e);
    #[doc = "Encodes as UTF-7."]
    utf_7_encode "utf_7_encode(str, errors=None, /)" |t, _| Ok(utf7::encode(t));
    #[doc = "Encodes as ASCII."]
    ascii_encode "ascii_encode(str, errors=None, /)" |t, e| narrow::encode_ascii(t, e);
    #[doc = "Encodes as Latin-1."]
    latin_1_encode "latin_1_encode(str, errors=None, /)" |t, e| narrow::encode_latin_1(t, e);
    #[doc = "Encodes as UTF-16, little end first."]
    utf_16_le_encode "utf_16_le_encode(str, errors=None, /)" |t, e| utf16::encode(t, ByteOrder::Little, e);
    #[doc = "Encodes as UTF-16, big end first."]
    utf_16_be_encode "utf_16_be_encode(str, errors=None, /)" |t, e| utf16::encode(t, ByteOrder::Big, e);
    #[doc = "Encodes as UTF-32, little end first."]
    utf_32_le_encode "utf_32_le_encode(str, errors=None, /)" |t, e| utf32::encode(t, ByteOrder::Little, e);
    #[doc = "Encodes as UTF-32, big end first."]
    utf_32_be_encode "utf_32_be_encode(str, errors=None, /)" |t, e| utf32::encode(t, ByteOrder::Big, e);
    #[doc = "Encodes with the escapes of string literals."]
    unicode_escape_encode "unicode_escape_encode(str, errors=None, /)" |t, _| Ok(unicode_escape::encode(t));
    #[doc = "Encodes as Latin-1 with escapes for the rest."]
    raw_unicode_escape_encode "raw_unicode_escape_encode(str, errors=None, /)" |t, _| Ok(unicode_escape::encode_raw(t));
}

/// The byte order that a number asks for.
pub(super) fn byte_order(number: Option<i64>) -> ByteOrder {
    match number.unwrap_or(0) {
        0 => ByteOrder::Marked,
        n if n < 0 => ByteOrder::Little,
        _ => ByteOrder::Big,
    }
}

/// Encodes as UTF-16; 0 writes a byte order mark, -1 and 1 choose an order.
#[pyfunction("utf_16_encode(str, errors=None, byteorder=0, /)")]
fn utf_16_encode(vm: &mut Vm, str: Gc<Str>, errors: Option<Value>, byteorder: Option<i64>) -> PyResult {
    encoded(vm, str, errors, |t, e| utf16::encode(t, byte_order(byteorder), e))
}

/// Encodes as UTF-32; 0 writes a byte order mark, -1 and 1 choose an order.
#[pyfunction("utf_32_encode(str, errors=None, byteorder=0, /)")]
fn utf_32_encode(vm: &mut Vm, str: Gc<Str>, errors: Option<Value>, byteorder: Option<i64>) -> PyResult {
    encoded(vm, str, errors, |t, e| utf32::encode(t, byte_order(byteorder), e))
}

/// The bytes of a bytes-like object, or those of a text in UTF-8.
#[pyfunction("readbuffer_encode(data, errors=None, /)")]
fn readbuffer_encode(vm: &mut Vm, data: Value, errors: Option<Value>) -> PyResult {
    let name = errors_name(vm, errors)?;
    if let Some(text) = data.cast::<Str>() {
        let bytes = utf8::encode(text.as_wtf8(), &mut EncodeWith::new(vm, text, &name))?;
        let made = vm.new_bytes(&bytes)?.value();
        return pair(vm, made, bytes.len());
    }
    with_bytes(vm, data, |vm, bytes| {
        let made = vm.new_bytes(bytes)?.value();
        pair(vm, made, bytes.len())
    })
}

/// Encodes bytes with the escapes of bytes literals.
#[pyfunction("escape_encode(data, errors=None, /)")]
fn escape_encode(vm: &mut Vm, data: Gc<Bytes>, errors: Option<Value>) -> PyResult {
    errors_name(vm, errors)?;
    let made = vm.new_bytes(&byte_escape::encode(data.as_bytes()))?.value();
    pair(vm, made, data.as_bytes().len())
}

pub(super) const FUNCTIONS: &[&FnDef] = defs![
    utf_8_encode,
    utf_7_encode,
    ascii_encode,
    latin_1_encode,
    utf_16_encode,
    utf_16_le_encode,
    utf_16_be_encode,
    utf_32_encode,
    utf_32_le_encode,
    utf_32_be_encode,
    unicode_escape_encode,
    raw_unicode_escape_encode,
    readbuffer_encode,
    escape_encode,
];
