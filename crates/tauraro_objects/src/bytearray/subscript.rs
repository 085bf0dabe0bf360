//! Assignment to and deletion of items and slices of a bytearray.

use super::this;
use crate::byteslike::{byte_of, bytes_of_iterable, checked_index, checked_position, copied_bytes, is_bytes_like};
use crate::slice::Slice;
use crate::slice_index::{SliceRange, item_position};
use tauraro_core::heap::Gc;
use tauraro_core::object::{ByteArray, Str};
use tauraro_core::{PyResult, Value, Vm};

pub(super) fn setitem(vm: &mut Vm, v: Value, key: Value, item: Option<Value>) -> PyResult<()> {
    let array = this(v);
    if let Some(slice) = key.cast::<Slice>() {
        return set_slice(vm, array, slice, item);
    }
    // The order of CPython: the index is converted, then the value, then the index is checked.
    match item {
        Some(item) => {
            // A number out of range is reported after the value.
            let index = checked_index::<ByteArray>(vm, key)?;
            let byte = byte_of(vm, item, "byte")?;
            match item_position(index, array.len()).and_then(|at| array.cells().get(at)) {
                Some(cell) => cell.set(byte),
                None => return Err(vm.index_error("bytearray index out of range")),
            }
            Ok(())
        }
        None => {
            let at = checked_position(vm, array, key)?;
            array.splice(vm, at, at + 1, b"")
        }
    }
}

fn set_slice(vm: &mut Vm, array: Gc<ByteArray>, slice: Gc<Slice>, item: Option<Value>) -> PyResult<()> {
    let bounds = slice.bounds(vm)?;
    let content = match item {
        None => Vec::new(),
        Some(v) => content(vm, v)?,
    };
    // Resolved after the conversion, which may have changed the array.
    let range = bounds.resolve(array.len());
    if range.step == 1 {
        return array.splice(vm, range.start, range.start + range.count, &content);
    }
    if item.is_none() {
        return delete_stepped(vm, array, range);
    }
    if content.is_empty() {
        return delete_stepped(vm, array, range);
    }
    if content.len() != range.count {
        let (got, wanted) = (content.len(), range.count);
        let text = format!("attempt to assign bytes of size {got} to extended slice of size {wanted}");
        return Err(vm.value_error(text));
    }
    let cells = array.cells();
    for (i, byte) in content.iter().enumerate() {
        cells[(range.start as i64 + range.step * i as i64) as usize].set(*byte);
    }
    Ok(())
}

/// The bytes to put into a slice.
fn content(vm: &mut Vm, v: Value) -> PyResult<Vec<u8>> {
    if is_bytes_like(vm, v) {
        return copied_bytes(vm, v);
    }
    let iterable = !v.is::<Str>() && v.as_int().is_none();
    if iterable && let Some(content) = bytes_of_iterable(vm, v, "byte")? {
        return Ok(content);
    }
    Err(vm.type_error("can assign only bytes, buffers, or iterables of ints in range(0, 256)"))
}

fn delete_stepped(vm: &mut Vm, array: Gc<ByteArray>, range: SliceRange) -> PyResult<()> {
    if range.count == 0 {
        return Ok(());
    }
    let (first, step) = if range.step < 0 {
        ((range.start as i64 + range.step * (range.count as i64 - 1)) as usize, range.step.unsigned_abs() as usize)
    } else {
        (range.start, range.step as usize)
    };
    let last = first + step * (range.count - 1);
    let kept: Vec<u8> = array.as_bytes()[first..=last]
        .iter()
        .enumerate()
        .filter(|(i, _)| i % step != 0)
        .map(|(_, byte)| *byte)
        .collect();
    array.splice(vm, first, last + 1, &kept)
}
