//! From bytes to text. Without `final`, an incomplete end is left over.

use super::encode::byte_order;
use super::{errors_name, pair};
use tauraro_core::builtin::FnDef;
use tauraro_core::object::Str;
use tauraro_core::{PyResult, Raised, Value, Vm, defs, pyfunction};
use tauraro_objects::byteslike::with_bytes;
use tauraro_objects::codec_registry::errors::DecodeWith;
use tauraro_objects::codecs::utf16::{self, ByteOrder};
use tauraro_objects::codecs::{Decoded, byte_escape, narrow, unicode_escape, utf7, utf8, utf32};
use tauraro_objects::raise::OrRaise;

fn decoded(
    vm: &mut Vm,
    data: Value,
    errors: Option<Value>,
    decode: impl FnOnce(&[u8], &mut DecodeWith<'_>) -> Result<Decoded, Raised>,
) -> PyResult {
    let name = errors_name(vm, errors)?;
    with_bytes(vm, data, |vm, input| {
        let Decoded { text, consumed } = decode(input, &mut DecodeWith::new(vm, &name))?;
        let text = vm.new_str_wtf8(&text)?.value();
        pair(vm, text, consumed)
    })
}

macro_rules! decoders {
    ($( #[doc = $doc:literal] $name:ident $sig:literal $decode:expr; )*) => {
        $( #[doc = $doc] #[pyfunction($sig)]
        fn $name(vm: &mut Vm, data: Value, errors: Option<Value>, is_final: Option<bool>) -> PyResult {
            let is_final = is_final.unwrap_or(false);
            let decode: fn(&[u8], bool, &mut DecodeWith<'_>) -> Result<Decoded, Raised> = $decode;
            decoded(vm, data, errors, |input, e| decode(input, is_final, e))
        } )*
    };
}

decoders! {
    #[doc = "Decodes UTF-8."]
    utf_8_decode "utf_8_decode(data, errors=None, final=False, /)" |i, f, e| utf8::decode(i, f, e);
    #[doc = "Decodes UTF-7."]
    utf_7_decode "utf_7_decode(data, errors=None, final=False, /)" |i, f, e| utf7::decode(i, f, e);
    #[doc = "Decodes UTF-16; a mark tells the byte order."]
    utf_16_decode "utf_16_decode(data, errors=None, final=False, /)"
        |i, f, e| Ok(utf16::decode(i, ByteOrder::Marked, f, e)?.0);
    #[doc = "Decodes UTF-16, little end first."]
    utf_16_le_decode "utf_16_le_decode(data, errors=None, final=False, /)"
        |i, f, e| Ok(utf16::decode(i, ByteOrder::Little, f, e)?.0);
    #[doc = "Decodes UTF-16, big end first."]
    utf_16_be_decode "utf_16_be_decode(data, errors=None, final=False, /)"
        |i, f, e| Ok(utf16::decode(i, ByteOrder::Big, f, e)?.0);
    #[doc = "Decodes UTF-32; a mark tells the byte order."]
    utf_32_decode "utf_32_decode(data, errors=None, final=False, /)"
        |i, f, e| Ok(utf32::decode(i, ByteOrder::Marked, f, e)?.0);
    #[doc = "Decodes UTF-32, little end first."]
    utf_32_le_decode "utf_32_le_decode(data, errors=None, final=False, /)"
        |i, f, e| Ok(utf32::decode(i, ByteOrder::Little, f, e)?.0);
    #[doc = "Decodes UTF-32, big end first."]
    utf_32_be_decode "utf_32_be_decode(data, errors=None, final=False, /)"
        |i, f, e| Ok(utf32::decode(i, ByteOrder::Big, f, e)?.0);
}

/// Decodes ASCII.
#[pyfunction("ascii_decode(data, errors=None, /)")]
fn ascii_decode(vm: &mut Vm, data: Value, errors: Option<Value>) -> PyResult {
    decoded(vm, data, errors, |i, e| narrow::decode_ascii(i, e))
}

/// Decodes Latin-1.
#[pyfunction("latin_1_decode(data, errors=None, /)")]
fn latin_1_decode(vm: &mut Vm, data: Value, errors: Option<Value>) -> PyResult {
    decoded(vm, data, errors, |i, _| Ok(Decoded { text: narrow::decode_latin_1(i), consumed: i.len() }))
}

/// The text, how much it took, and the byte order as a number.
fn with_order(
    vm: &mut Vm,
    data: Value,
    errors: Option<Value>,
    mut decode: impl FnMut(&[u8], &mut DecodeWith<'_>) -> Result<(Decoded, ByteOrder), Raised>,
) -> PyResult {
    let name = errors_name(vm, errors)?;
    with_bytes(vm, data, |vm, input| {
        let (Decoded { text, consumed }, order) = decode(input, &mut DecodeWith::new(vm, &name))?;
        let text = vm.new_str_wtf8(&text)?.value();
        let order = match order {
            ByteOrder::Marked => 0,
            ByteOrder::Little => -1,
            ByteOrder::Big => 1,
        };
        let consumed = vm.new_uint(consumed as u64);
        Ok(vm.new_tuple(&[text, consumed, Value::small(order)])?.value())
    })
}

/// Decodes UTF-16 and tells the byte order that it found.
#[pyfunction("utf_16_ex_decode(data, errors=None, byteorder=0, final=False, /)")]
fn utf_16_ex_decode(
    vm: &mut Vm,
    data: Value,
    errors: Option<Value>,
    byteorder: Option<i64>,
    is_final: Option<bool>,
) -> PyResult {
    let (order, is_final) = (byte_order(byteorder), is_final.unwrap_or(false));
    with_order(vm, data, errors, |i, e| utf16::decode(i, order, is_final, e))
}

/// Decodes UTF-32 and tells the byte order that it found.
#[pyfunction("utf_32_ex_decode(data, errors=None, byteorder=0, final=False, /)")]
fn utf_32_ex_decode(
    vm: &mut Vm,
    data: Value,
    errors: Option<Value>,
    byteorder: Option<i64>,
    is_final: Option<bool>,
) -> PyResult {
    let (order, is_final) = (byte_order(byteorder), is_final.unwrap_or(false));
    with_order(vm, data, errors, |i, e| utf32::decode(i, order, is_final, e))
}

/// Bytes, or the UTF-8 of a text, as the escape decoders take them.
fn bytes_or_text(vm: &mut Vm, data: Value) -> PyResult {
    match data.cast::<Str>() {
        Some(s) => Ok(vm.new_bytes(s.as_bytes())?.value()),
        None => Ok(data),
    }
}

/// Decodes the escapes of string literals.
#[pyfunction("unicode_escape_decode(data, errors=None, final=True, /)")]
fn unicode_escape_decode(vm: &mut Vm, data: Value, errors: Option<Value>, is_final: Option<bool>) -> PyResult {
    let data = bytes_or_text(vm, data)?;
    let mut dubious = None;
    let result = decoded(vm, data, errors, |i, e| {
        let (decoded, warning) = unicode_escape::decode(i, is_final.unwrap_or(true), e)?;
        dubious = warning;
        Ok(decoded)
    })?;
    if let Some(escape) = dubious {
        warn(vm, &escape.warning())?;
    }
    Ok(result)
}

/// Warns of an escape that means nothing.
fn warn(vm: &mut Vm, text: &str) -> PyResult<()> {
    let name = vm.intern("_warnings");
    let Some(module) = vm.modules.get_name(vm, name) else { return Ok(()) };
    let text = vm.new_str(text)?.value();
    vm.call_method(module, "warn", &[text, vm.exc.deprecation_warning.value()])?;
    Ok(())
}

/// Decodes Latin-1 with escapes for the rest.
#[pyfunction("raw_unicode_escape_decode(data, errors=None, final=True, /)")]
fn raw_unicode_escape_decode(vm: &mut Vm, data: Value, errors: Option<Value>, is_final: Option<bool>) -> PyResult {
    let data = bytes_or_text(vm, data)?;
    decoded(vm, data, errors, |i, e| unicode_escape::decode_raw(i, is_final.unwrap_or(true), e))
}

/// Decodes the escapes of bytes literals.
#[pyfunction("escape_decode(data, errors=None, /)")]
fn escape_decode(vm: &mut Vm, data: Value, errors: Option<Value>) -> PyResult {
    let name = errors_name(vm, errors)?;
    let data = bytes_or_text(vm, data)?;
    with_bytes(vm, data, |vm, input| {
        let (bytes, dubious) = byte_escape::decode(input, &name).or_raise(vm)?;
        if let Some(escape) = dubious {
            warn(vm, &escape.warning())?;
        }
        let made = vm.new_bytes(&bytes)?.value();
        pair(vm, made, input.len())
    })
}

pub(super) const FUNCTIONS: &[&FnDef] = defs![
    utf_8_decode,
    utf_7_decode,
    utf_16_decode,
    utf_16_le_decode,
    utf_16_be_decode,
    utf_16_ex_decode,
    utf_32_decode,
    utf_32_le_decode,
    utf_32_be_decode,
    utf_32_ex_decode,
    ascii_decode,
    latin_1_decode,
    unicode_escape_decode,
    raw_unicode_escape_decode,
    escape_decode,
];
