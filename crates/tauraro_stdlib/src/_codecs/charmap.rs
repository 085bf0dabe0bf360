//! Codecs whose table is a Python object: a string of characters, or any mapping.

use super::{errors_name, pair};
use rustpython_wtf8::{CodePoint, Wtf8Buf};
use std::cell::RefCell;
use tauraro_core::builtin::FnDef;
use tauraro_core::heap::Gc;
use tauraro_core::object::{Bytes, Str};
use tauraro_core::{PyResult, Raised, Value, Vm, defs, pyfunction};
use tauraro_objects::byteslike::copied_bytes;
use tauraro_objects::codec_registry::errors::{DecodeWith, EncodeWith};
use tauraro_objects::codecs::{
    DecodeErrors, DecodeFix, DecodeProblem, Decoded, EncodeErrors, EncodeFix, EncodeProblem, charmap, narrow,
};

/// A mapping from characters to bytes, made of the characters that the bytes from 0 on mean.
#[pyfunction("charmap_build(map, /)")]
fn charmap_build(vm: &mut Vm, map: Gc<Str>) -> PyResult {
    let dict = vm.new_dict();
    for (byte, point) in map.as_wtf8().code_points().enumerate().take(256) {
        // This character marks bytes without a meaning.
        if point.to_u32() != 0xFFFE {
            dict.set_item(vm, Value::small(i64::from(point.to_u32())), Value::small(byte as i64))?;
        }
    }
    Ok(dict.value())
}

/// The engines call the lookup and the error handler in turn, and both need the `Vm`.
struct Shared<'c, 'v> {
    vm: &'c RefCell<&'v mut Vm>,
    text: Option<Gc<Str>>,
    name: &'c str,
}

impl DecodeErrors for Shared<'_, '_> {
    type Error = Raised;

    fn fix(&mut self, problem: &DecodeProblem<'_>) -> Result<DecodeFix, Raised> {
        DecodeWith::new(&mut self.vm.borrow_mut(), self.name).fix(problem)
    }
}

impl EncodeErrors for Shared<'_, '_> {
    type Error = Raised;

    fn fix(&mut self, problem: &EncodeProblem<'_>) -> Result<EncodeFix, Raised> {
        let text = self.text.expect("encoding has a text");
        EncodeWith::new(&mut self.vm.borrow_mut(), text, self.name).fix(problem)
    }

    fn fail(&mut self, problem: &EncodeProblem<'_>) -> Raised {
        let text = self.text.expect("encoding has a text");
        EncodeWith::new(&mut self.vm.borrow_mut(), text, self.name).fail(problem)
    }
}

/// Decodes with a table of characters or a mapping from byte numbers.
#[pyfunction("charmap_decode(data, errors=None, mapping=None, /)")]
fn charmap_decode(vm: &mut Vm, data: Value, errors: Option<Value>, mapping: Option<Value>) -> PyResult {
    let name = errors_name(vm, errors)?;
    let input = copied_bytes(vm, data)?;
    let decoded = match mapping.and_then(Value::non_none) {
        None => Decoded { text: narrow::decode_latin_1(&input), consumed: input.len() },
        Some(m) => match m.cast::<Str>() {
            Some(table) => charmap::decode_table(&input, table.as_wtf8(), &mut DecodeWith::new(vm, &name))?,
            None => {
                let shared = RefCell::new(&mut *vm);
                let errors = &mut Shared { vm: &shared, text: None, name: &name };
                charmap::decode(&input, |byte| text_of(&mut shared.borrow_mut(), m, byte), errors)?
            }
        },
    };
    let text = vm.new_str_wtf8(&decoded.text)?.value();
    pair(vm, text, input.len())
}

/// What a mapping has for a number. LookupError means nothing.
fn look_up(vm: &mut Vm, mapping: Value, number: u32) -> PyResult<Option<Value>> {
    let found = vm.getitem(mapping, Value::small(i64::from(number)));
    let found = vm.catching(found, vm.exc.lookup_error)?;
    Ok(found.and_then(Value::non_none))
}

/// The text that a mapping has for a byte.
fn text_of(vm: &mut Vm, mapping: Value, byte: u8) -> PyResult<Option<Wtf8Buf>> {
    let Some(v) = look_up(vm, mapping, u32::from(byte))? else { return Ok(None) };
    if let Some(s) = v.cast::<Str>() {
        let undefined = s.as_wtf8().code_points().map(CodePoint::to_u32).eq([0xFFFE]);
        return Ok(if undefined { None } else { Some(s.as_wtf8().to_owned()) });
    }
    if v.as_int().is_none() {
        return Err(vm.type_error("character mapping must return integer, None or str"));
    }
    match v.as_i64().and_then(|i| u32::try_from(i).ok()).and_then(CodePoint::from_u32) {
        Some(point) if point.to_u32() == 0xFFFE => Ok(None),
        Some(point) => Ok(Some([point].into_iter().collect())),
        None => Err(vm.type_error("character mapping must be in range(0x110000)")),
    }
}

/// The bytes that a mapping has for a character.
fn bytes_of(vm: &mut Vm, mapping: Value, point: CodePoint) -> PyResult<Option<Vec<u8>>> {
    let Some(v) = look_up(vm, mapping, point.to_u32())? else { return Ok(None) };
    if let Some(b) = v.cast::<Bytes>() {
        return Ok(Some(b.as_bytes().to_vec()));
    }
    if v.as_int().is_none() {
        let got = vm.type_name(v);
        return Err(vm.type_error(format!("character mapping must return integer, bytes or None, not {got}")));
    }
    match v.as_i64().and_then(|i| u8::try_from(i).ok()) {
        Some(byte) => Ok(Some(vec![byte])),
        None => Err(vm.type_error("character mapping must be in range(256)")),
    }
}

/// Encodes with a mapping from character numbers.
#[pyfunction("charmap_encode(str, errors=None, mapping=None, /)")]
fn charmap_encode(vm: &mut Vm, str: Gc<Str>, errors: Option<Value>, mapping: Option<Value>) -> PyResult {
    let name = errors_name(vm, errors)?;
    let bytes = match mapping.and_then(Value::non_none) {
        None => narrow::encode_latin_1(str.as_wtf8(), &mut EncodeWith::new(vm, str, &name))?,
        Some(m) => {
            let shared = RefCell::new(&mut *vm);
            let errors = &mut Shared { vm: &shared, text: Some(str), name: &name };
            charmap::encode(str.as_wtf8(), |point| bytes_of(&mut shared.borrow_mut(), m, point), errors)?
        }
    };
    let chars = str.char_len(vm);
    let made = vm.new_bytes(&bytes)?.value();
    pair(vm, made, chars)
}

pub(super) const FUNCTIONS: &[&FnDef] = defs![charmap_build, charmap_decode, charmap_encode];
