//! Subscripts of arrays.

use super::{Array, bad_argument, make, this};
use tauraro_core::heap::Gc;
use tauraro_core::{PyResult, Value, Vm};
use tauraro_objects::slice::Slice;
use tauraro_objects::slice_index::{SliceRange, item_position};

/// Replaces a range of bytes. Raises BufferError if the length would change and somebody holds
/// the memory.
pub(super) fn splice(vm: &mut Vm, array: Gc<Array>, from: usize, to: usize, with: &[u8]) -> PyResult<()> {
    let bytes = array.bytes();
    if to - from != with.len() && bytes.exports.count() > 0 && bytes.check_resizable(vm).is_err() {
        vm.take_exception();
        return Err(vm.buffer_error("cannot resize an array that is exporting buffers"));
    }
    bytes.splice(vm, from, to, with)
}

fn index(vm: &mut Vm, key: Value) -> PyResult<i64> {
    if let Some(i) = key.as_small() {
        return Ok(i);
    }
    if key.as_int().is_none() && vm.type_of(key).slots.index.get().is_none() {
        return Err(vm.type_error("array indices must be integers"));
    }
    let i = vm.index(key)?;
    match i.as_i64() {
        Some(i) => Ok(i),
        None => {
            let text = format!("cannot fit '{}' into an index-sized integer", vm.type_name(key));
            Err(vm.index_error(text))
        }
    }
}

/// The bytes of the items in a range.
fn collect(array: Gc<Array>, range: SliceRange) -> Vec<u8> {
    let (size, bytes) = (array.size(), array.bytes());
    let all = bytes.as_bytes();
    let mut out = Vec::with_capacity(range.count * size);
    for at in positions(range) {
        out.extend(&all[at * size..(at + 1) * size]);
    }
    out
}

fn positions(range: SliceRange) -> impl Iterator<Item = usize> {
    (0..range.count).map(move |i| (range.start as i64 + i as i64 * range.step) as usize)
}

pub(super) fn getitem(vm: &mut Vm, v: Value, key: Value) -> PyResult {
    let array = this(v);
    if let Some(slice) = key.cast::<Slice>() {
        let range = slice.bounds(vm)?.resolve(array.len());
        let bytes = collect(array, range);
        return make(vm, array.code.get(), &bytes).map(Gc::value);
    }
    let i = index(vm, key)?;
    match item_position(i, array.len()) {
        Some(at) => array.get(vm, at),
        None => Err(vm.index_error("array index out of range")),
    }
}

pub(super) fn setitem(vm: &mut Vm, v: Value, key: Value, value: Option<Value>) -> PyResult<()> {
    let array = this(v);
    if let Some(slice) = key.cast::<Slice>() {
        let bounds = slice.bounds(vm)?;
        return match value {
            Some(value) => assign(vm, array, bounds.resolve(array.len()), value),
            None => delete(vm, array, bounds.resolve(array.len())),
        };
    }
    let i = index(vm, key)?;
    let Some(at) = item_position(i, array.len()) else {
        return Err(vm.index_error("array assignment index out of range"));
    };
    let size = array.size();
    let Some(value) = value else { return splice(vm, array, at * size, (at + 1) * size, b"") };
    let packed = array.code.get().pack(vm, value)?;
    // Making a number of the value may have run code that changed the array.
    if at >= array.len() {
        return Err(vm.index_error("array assignment index out of range"));
    }
    for (cell, byte) in array.bytes().cells()[at * size..].iter().zip(&packed[..size]) {
        cell.set(*byte);
    }
    Ok(())
}

fn assign(vm: &mut Vm, array: Gc<Array>, range: SliceRange, value: Value) -> PyResult<()> {
    let Some(other) = value.cast::<Array>() else {
        let text = format!("can only assign array (not \"{}\") to array slice", vm.type_name(value));
        return Err(vm.type_error(text));
    };
    if !std::ptr::eq(other.code.get(), array.code.get()) {
        return Err(bad_argument(vm));
    }
    let (size, items) = (array.size(), other.bytes().as_bytes().to_vec());
    if range.step == 1 {
        return splice(vm, array, range.start * size, (range.start + range.count) * size, &items);
    }
    if other.len() != range.count {
        let text = format!("attempt to assign array of size {} to extended slice of size {}", other.len(), range.count);
        return Err(vm.value_error(text));
    }
    let bytes = array.bytes();
    for (at, item) in positions(range).zip(items.chunks_exact(size)) {
        bytes.splice(vm, at * size, (at + 1) * size, item)?;
    }
    Ok(())
}

fn delete(vm: &mut Vm, array: Gc<Array>, range: SliceRange) -> PyResult<()> {
    let size = array.size();
    if range.step == 1 {
        return splice(vm, array, range.start * size, (range.start + range.count) * size, b"");
    }
    let mut gone = vec![false; array.len()];
    for at in positions(range) {
        gone[at] = true;
    }
    let bytes = array.bytes().as_bytes().to_vec();
    let kept: Vec<u8> =
        bytes.chunks_exact(size).zip(gone).filter(|(_, gone)| !gone).flat_map(|(item, _)| item).copied().collect();
    splice(vm, array, 0, bytes.len(), &kept)
}
