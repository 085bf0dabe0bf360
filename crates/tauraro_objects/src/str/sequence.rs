//! `str` as a sequence of characters.

use super::{text, this};
use crate::slice::Slice;
use crate::slice_index::item_position;
use rustpython_wtf8::{CodePoint, Wtf8Buf};
use tauraro_core::heap::Gc;
use tauraro_core::object::Str;
use tauraro_core::{PyResult, Value, Vm};

pub(super) fn len(vm: &mut Vm, v: Value) -> PyResult<usize> {
    Ok(this(v).char_len(vm))
}

/// The characters from `start` to `stop <= char_len`, as a str.
pub fn substring(vm: &mut Vm, s: Gc<Str>, start: usize, stop: usize) -> PyResult {
    if start >= stop {
        return Ok(vm.names.empty.value());
    }
    let range = s.byte_range(vm, start, stop);
    if range.len() == s.byte_len() && s.shape() == tauraro_core::shape::ShapeId::STR {
        return Ok(s.value());
    }
    text(vm, &s.as_wtf8()[range])
}

/// The code points of a text.
pub fn chars_of(s: &Str) -> impl Iterator<Item = CodePoint> + '_ {
    s.as_wtf8().code_points()
}

pub(super) fn getitem(vm: &mut Vm, v: Value, key: Value) -> PyResult {
    let s = this(v);
    if vm.type_of(key) == vm.types.slice {
        return slice(vm, s, key);
    }
    if vm.type_of(key).slots.index.get().is_none() {
        let text = format!("string indices must be integers, not '{}'", vm.type_name(key));
        return Err(vm.type_error(text));
    }
    let index = vm.index(key)?;
    let Some(index) = index.as_i64() else {
        let text = format!("cannot fit '{}' into an index-sized integer", vm.type_name(key));
        return Err(vm.index_error(text));
    };
    let chars = s.char_len(vm);
    match item_position(index, chars) {
        Some(at) if s.is_ascii() => Ok(vm.ascii_char(s.as_bytes()[at]).value()),
        Some(at) => substring(vm, s, at, at + 1),
        None => Err(vm.index_error("string index out of range")),
    }
}

fn slice(vm: &mut Vm, s: Gc<Str>, key: Value) -> PyResult {
    let Some(slice) = key.cast::<Slice>() else { unreachable!("the type was checked") };
    let bounds = slice.bounds(vm)?;
    let range = bounds.resolve(s.char_len(vm));
    if range.step == 1 {
        return substring(vm, s, range.start, range.start + range.count);
    }
    if s.is_ascii() {
        let bytes = s.as_bytes();
        let at = |i: usize| (range.start as i64 + range.step * i as i64) as usize;
        let picked: String = (0..range.count).map(|i| char::from(bytes[at(i)])).collect();
        return vm.new_str(&picked).map(Gc::value);
    }
    let mut out = Wtf8Buf::with_capacity(range.count);
    for i in 0..range.count {
        let at = (range.start as i64 + range.step * i as i64) as usize;
        let from = s.byte_offset(vm, at);
        if let Some(point) = s.as_wtf8()[from..].code_points().next() {
            out.push(point);
        }
    }
    text(vm, &out)
}

pub(super) fn contains(vm: &mut Vm, v: Value, item: Value) -> PyResult<bool> {
    match item.cast::<Str>() {
        Some(part) => Ok(crate::text::search::find(this(v).as_bytes(), part.as_bytes()).is_some()),
        None => {
            let text = format!("'in <string>' requires string as left operand, not {}", vm.type_name(item));
            Err(vm.type_error(text))
        }
    }
}

pub(super) fn concat(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    match b.cast::<Str>() {
        Some(other) => Ok(vm.concat_str(this(a), other)?.value()),
        None => {
            let text = format!("can only concatenate str (not \"{}\") to str", vm.type_name(b));
            Err(vm.type_error(text))
        }
    }
}

pub(super) fn repeat(vm: &mut Vm, v: Value, count: Value) -> PyResult {
    let s = this(v);
    let Some(n) = count.as_i64() else {
        let text = format!("cannot fit '{}' into an index-sized integer", vm.type_name(count));
        return Err(vm.overflow_error(text));
    };
    if n <= 0 || s.is_empty() {
        return Ok(vm.names.empty.value());
    }
    if n == 1 {
        return super::to_str(vm, v);
    }
    let chars = s.char_len(vm);
    if chars.checked_mul(n as usize).is_none_or(|c| c > isize::MAX as usize) {
        return Err(vm.overflow_error("repeated string is too long"));
    }
    let fits = s.byte_len().checked_mul(n as usize).filter(|b| *b <= isize::MAX as usize / 2);
    if fits.is_none_or(|b| !vm.may_allocate(b)) {
        return Err(vm.memory_error());
    }
    vm.repeat_str(s, n as usize).map(Gc::value)
}
