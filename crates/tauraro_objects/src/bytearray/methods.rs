//! The methods of bytearray: the common ones and those that change it.

use crate::byteslike::methods::byte_methods;
use crate::byteslike::{byte_of, copied_bytes, is_bytes_like};
use crate::iterable::length_hint;
use tauraro_core::heap::Gc;
use tauraro_core::object::{ByteArray, Str, Type};
use tauraro_core::{List, PyResult, Value, Vm, defs, pyfunction};

byte_methods!(
    ByteArray,
    "bytearray",
    [append, extend, insert, pop, remove, reverse, clear, copy, resize, alloc, sizeof, reduce, reduce_ex]
);

/// Adds one byte at the end.
#[pyfunction("bytearray.append($self, item, /)")]
fn append(vm: &mut Vm, this: Gc<ByteArray>, item: Value) -> PyResult<()> {
    let byte = byte_of(vm, item, "byte")?;
    this.extend(vm, &[byte])
}

/// Adds the bytes of a bytes-like object or of an iterable of numbers at the end.
#[pyfunction("bytearray.extend($self, iterable_of_ints, /)")]
fn extend(vm: &mut Vm, this: Gc<ByteArray>, iterable_of_ints: Value) -> PyResult<()> {
    let v = iterable_of_ints;
    if is_bytes_like(vm, v) {
        let end = this.len();
        let more = copied_bytes(vm, v)?;
        // Asking for the buffer may have run code that made this longer or shorter.
        let end = end.min(this.len());
        return this.splice(vm, end, end, &more);
    }
    if v.is::<Str>() {
        return Err(vm.type_error("expected iterable of integers; got: 'str'"));
    }
    let ty = vm.type_of(v);
    if ty.slots.iter.get().is_none() && ty.slots.getitem.get().is_none() {
        return Err(vm.type_error(format!("can't extend bytearray with {}", ty.name_str())));
    }
    let iter = vm.iter(v)?;
    let mut more = Vec::with_capacity(length_hint(vm, v, 0)?.min(1 << 16));
    vm.for_each(iter, |vm, item| {
        more.push(byte_of(vm, item, "byte")?);
        Ok(())
    })?;
    this.extend(vm, &more)
}

/// Puts one byte before a position.
#[pyfunction("bytearray.insert($self, index, item, /)")]
fn insert(vm: &mut Vm, this: Gc<ByteArray>, index: i64, item: Value) -> PyResult<()> {
    let byte = byte_of(vm, item, "byte")?;
    let at = crate::sequence::clamp(index, this.len());
    this.splice(vm, at, at, &[byte])
}

/// Takes one byte out and gives it.
#[pyfunction("bytearray.pop($self, index=-1, /)")]
fn pop(vm: &mut Vm, this: Gc<ByteArray>, index: Option<i64>) -> PyResult<i64> {
    if this.is_empty() {
        return Err(vm.index_error("pop from empty bytearray"));
    }
    let Some(at) = crate::sequence::position(index.unwrap_or(-1), this.len()) else {
        return Err(vm.index_error("pop index out of range"));
    };
    let byte = this.as_bytes()[at];
    this.splice(vm, at, at + 1, b"")?;
    Ok(i64::from(byte))
}

/// Takes the first occurrence of a byte out.
#[pyfunction("bytearray.remove($self, value, /)")]
fn remove(vm: &mut Vm, this: Gc<ByteArray>, value: Value) -> PyResult<()> {
    let byte = byte_of(vm, value, "byte")?;
    match this.as_bytes().iter().position(|b| *b == byte) {
        Some(at) => this.splice(vm, at, at + 1, b""),
        None => Err(vm.value_error("value not found in bytearray")),
    }
}

/// Reverses the order of the bytes.
#[pyfunction("bytearray.reverse($self, /)")]
fn reverse(_: &mut Vm, this: Gc<ByteArray>) {
    let cells = this.cells();
    for i in 0..cells.len() / 2 {
        cells[i].swap(&cells[cells.len() - 1 - i]);
    }
}

/// Takes all bytes out.
#[pyfunction("bytearray.clear($self, /)")]
fn clear(vm: &mut Vm, this: Gc<ByteArray>) -> PyResult<()> {
    this.splice(vm, 0, this.len(), b"")
}

/// A bytearray with the same bytes.
#[pyfunction("bytearray.copy($self, /)")]
fn copy(vm: &mut Vm, this: Gc<ByteArray>) -> PyResult<Gc<ByteArray>> {
    vm.new_bytearray(this.as_bytes())
}

/// Cuts bytes off or adds zeros, so that there are so many.
#[pyfunction("bytearray.resize($self, size, /)")]
fn resize(vm: &mut Vm, this: Gc<ByteArray>, size: i64) -> PyResult<()> {
    let Ok(size) = usize::try_from(size) else {
        return Err(vm.value_error(format!("Can only resize to positive sizes, got {size}")));
    };
    let len = this.len();
    if size <= len {
        return this.splice(vm, size, len, b"");
    }
    if !vm.may_allocate(size) {
        return Err(vm.memory_error());
    }
    this.extend(vm, &vec![0; size - len])
}

/// Number of bytes that there is room for.
#[pyfunction("bytearray.__alloc__($self, /)")]
fn alloc(_: &mut Vm, this: Gc<ByteArray>) -> usize {
    if this.capacity() == 0 { 0 } else { this.capacity().max(this.len() + 1) }
}

/// Bytes that the object takes.
#[pyfunction("bytearray.__sizeof__($self, /)")]
fn sizeof(_: &mut Vm, this: Gc<ByteArray>) -> usize {
    56 + this.capacity()
}

fn state(vm: &mut Vm, this: Gc<ByteArray>) -> PyResult {
    let name = vm.intern("__getstate__");
    match vm.getattr_opt(this.value(), name)? {
        Some(getstate) => vm.call(getstate, &[]),
        None => Ok(Value::NONE),
    }
}

/// State for pickling.
#[pyfunction("bytearray.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<ByteArray>) -> PyResult {
    let state = state(vm, this)?;
    let class = vm.type_of(this.value()).value();
    let args = if this.is_empty() {
        vm.new_tuple(&[])?.value()
    } else {
        let text = crate::codecs::narrow::decode_latin_1(this.as_bytes());
        let text = vm.new_str_wtf8(&text)?.value();
        let encoding = vm.new_str("latin-1")?.value();
        vm.new_tuple(&[text, encoding])?.value()
    };
    Ok(vm.new_tuple(&[class, args, state])?.value())
}

/// State for pickling by a protocol.
#[pyfunction("bytearray.__reduce_ex__($self, proto=0, /)")]
fn reduce_ex(vm: &mut Vm, this: Gc<ByteArray>, proto: Option<i64>) -> PyResult {
    if proto.unwrap_or(0) < 3 {
        return reduce(vm, this);
    }
    let state = state(vm, this)?;
    let class = vm.type_of(this.value()).value();
    let args = if this.is_empty() {
        vm.new_tuple(&[])?.value()
    } else {
        let bytes = vm.new_bytes(this.as_bytes())?.value();
        vm.new_tuple(&[bytes])?.value()
    };
    Ok(vm.new_tuple(&[class, args, state])?.value())
}
