//! Items and slices of views.

use super::{Geometry, MemoryView, this};
use crate::items::{Refused, pack_strictly};
use crate::slice::Slice;
use crate::slice_index::item_position;
use tauraro_core::heap::Gc;
use tauraro_core::object::Tuple;
use tauraro_core::{PyResult, Value, Vm};

/// What a subscript names.
enum Place {
    Item(usize),
    Part(Geometry),
}

pub(super) fn getitem(vm: &mut Vm, v: Value, key: Value) -> PyResult {
    let view = this(v);
    view.buffer(vm)?;
    match place(vm, view, key)? {
        Place::Item(offset) => {
            let item = view.item(vm)?;
            view.read(vm, &item, offset)
        }
        Place::Part(geometry) => view.derive(vm, geometry, view.readonly),
    }
}

fn is_index(vm: &Vm, v: Value) -> bool {
    v.as_int().is_some() || vm.type_of(v).slots.index.get().is_some()
}

fn place(vm: &mut Vm, view: Gc<MemoryView>, key: Value) -> PyResult<Place> {
    let g = &view.geometry;
    if g.shape.is_empty() {
        return match key.cast::<Tuple>() {
            Some(t) if t.is_empty() => Ok(Place::Item(g.start)),
            _ if key == Value::ELLIPSIS => Ok(Place::Part(g.clone())),
            _ => Err(vm.type_error("invalid indexing of 0-dim memory")),
        };
    }
    if is_index(vm, key) {
        if g.shape.len() > 1 {
            return Err(vm.not_implemented_error("multi-dimensional sub-views are not implemented"));
        }
        return Ok(Place::Item(offset_in(vm, g, 0, key)? as usize + g.start));
    }
    if let Some(slice) = key.cast::<Slice>() {
        let range = slice.bounds(vm)?.resolve(g.shape[0]);
        let mut part = g.clone();
        part.start = (g.start as i64 + range.start as i64 * g.strides[0]) as usize;
        part.shape[0] = range.count;
        part.strides[0] = g.strides[0].saturating_mul(range.step);
        return Ok(Place::Part(part));
    }
    if let Some(keys) = key.cast::<Tuple>() {
        if keys.items().iter().all(|k| is_index(vm, *k)) {
            return indices(vm, g, keys);
        }
        if keys.items().iter().all(|k| k.is::<Slice>()) {
            return Err(vm.not_implemented_error("multi-dimensional slicing is not implemented"));
        }
    }
    Err(vm.type_error("memoryview: invalid slice key"))
}

fn indices(vm: &mut Vm, g: &Geometry, keys: Gc<Tuple>) -> PyResult<Place> {
    let (dims, given) = (g.shape.len(), keys.len());
    if given < dims {
        return Err(vm.not_implemented_error("sub-views are not implemented"));
    }
    if given > dims {
        return Err(vm.type_error(format!("cannot index {dims}-dimension view with {given}-element tuple")));
    }
    let mut offset = g.start as i64;
    for (dim, key) in keys.items().iter().enumerate() {
        offset += offset_in(vm, g, dim, *key)?;
    }
    Ok(Place::Item(offset as usize))
}

/// Bytes by which an index moves along a dimension.
fn offset_in(vm: &mut Vm, g: &Geometry, dim: usize, key: Value) -> PyResult<i64> {
    let i = vm.index(key)?;
    let Some(i) = i.as_i64() else {
        let text = format!("cannot fit '{}' into an index-sized integer", vm.type_name(key));
        return Err(vm.index_error(text));
    };
    match item_position(i, g.shape[dim]) {
        Some(at) => Ok(at as i64 * g.strides[dim]),
        None => Err(vm.index_error(format!("index out of bounds on dimension {}", dim + 1))),
    }
}

pub(super) fn setitem(vm: &mut Vm, v: Value, key: Value, value: Option<Value>) -> PyResult<()> {
    let view = this(v);
    view.buffer(vm)?;
    if view.readonly {
        return Err(vm.type_error("cannot modify read-only memory"));
    }
    let Some(value) = value else { return Err(vm.type_error("cannot delete memory")) };
    match place(vm, view, key)? {
        Place::Item(offset) => write_item(vm, view, offset, value),
        Place::Part(_) if view.geometry.shape.len() > 1 => {
            Err(vm.not_implemented_error("memoryview slice assignments are currently restricted to ndim = 1"))
        }
        Place::Part(geometry) => write_slice(vm, view, &geometry, value),
    }
}

fn write_item(vm: &mut Vm, view: Gc<MemoryView>, offset: usize, value: Value) -> PyResult<()> {
    let item = view.item(vm)?;
    let mut packed = vec![0; view.geometry.item_bytes];
    let format = view.geometry.format.trim_start_matches('@');
    match pack_strictly(vm, &item, &mut packed, value) {
        Ok(()) => {}
        Err(Refused::Raised) => return Err(tauraro_core::Raised),
        Err(Refused::WrongType) => {
            return Err(vm.type_error(format!("memoryview: invalid type for format '{format}'")));
        }
        Err(Refused::OutOfRange) => {
            return Err(vm.value_error(format!("memoryview: invalid value for format '{format}'")));
        }
    }
    // The conversion may have released the view.
    let buffer = view.buffer(vm)?;
    for (cell, byte) in buffer.cells()[offset..].iter().zip(packed) {
        cell.set(byte);
    }
    Ok(())
}

fn write_slice(vm: &mut Vm, view: Gc<MemoryView>, target: &Geometry, value: Value) -> PyResult<()> {
    let different = "memoryview assignment: lvalue and rvalue have different structures";
    if !crate::byteslike::is_bytes_like(vm, value) {
        let text = format!("a bytes-like object is required, not '{}'", vm.type_name(value));
        return Err(vm.type_error(text));
    }
    let source = super::new_memoryview(vm, value)?;
    let Some(source) = source.cast::<MemoryView>() else { unreachable!("it was just made") };
    let g = &source.geometry;
    let fits = g.shape == target.shape && g.format.trim_start_matches('@') == target.format.trim_start_matches('@');
    let content = source.to_vec(vm);
    source.release(vm)?;
    let content = content?;
    if !fits {
        return Err(vm.value_error(different));
    }
    let buffer = view.buffer(vm)?;
    for (offset, item) in target.offsets().into_iter().zip(content.chunks(target.item_bytes)) {
        for (cell, byte) in buffer.cells()[offset..].iter().zip(item) {
            cell.set(*byte);
        }
    }
    Ok(())
}
