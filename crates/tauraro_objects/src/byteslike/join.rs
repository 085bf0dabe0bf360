//! `join` of byte strings.

use super::{ByteString, is_bytes_like, pinned, with_bytes};
use crate::iterable::list_from_iterable;
use tauraro_core::heap::{Gc, Payload};
use tauraro_core::object::{Bytes, List};
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Value, Vm};

pub(crate) fn join<T: ByteString>(vm: &mut Vm, this: Gc<T>, iterable: Value) -> PyResult {
    let ty = vm.type_of(iterable);
    if ty.slots.iter.get().is_none() && ty.slots.getitem.get().is_none() {
        return Err(vm.type_error("can only join an iterable"));
    }
    // Everything is collected first: iterating may run Python code.
    let parts = match iterable.cast::<List>() {
        Some(list) if ty == vm.types.list => list,
        _ => pinned(vm, this, |vm| list_from_iterable(vm, iterable))?,
    };
    if let [only] = parts.items.slots()
        && let Some(bytes) = only.get().cast::<Bytes>()
        && T::KIND == Bytes::KIND
        && bytes.shape() == ShapeId::BYTES
    {
        return Ok(only.get());
    }
    pinned(vm, this, |vm| join_parts(vm, this, parts))
}

fn join_parts<T: ByteString>(vm: &mut Vm, this: Gc<T>, parts: Gc<List>) -> PyResult {
    let count = parts.items.len();
    // What a result of bytes alone would take is known before anything is copied.
    let separators = this.content().len().saturating_mul(parts.items.len().saturating_sub(1));
    let known = parts.items.slots().iter().filter_map(|part| part.get().cast::<Bytes>());
    if !vm.may_allocate(known.fold(separators, |sum, part| sum.saturating_add(part.as_bytes().len()))) {
        return Err(vm.memory_error());
    }
    let mut joined = Vec::new();
    let mut i = 0;
    while let Some(part) = parts.items.get(i) {
        if !is_bytes_like(vm, part) {
            let got = vm.type_name(part);
            return Err(vm.type_error(format!("sequence item {i}: expected a bytes-like object, {got} found")));
        }
        if i > 0 {
            joined.extend_from_slice(this.content());
        }
        with_bytes(vm, part, |vm, part| {
            if !vm.may_allocate(joined.len() + part.len()) {
                return Err(vm.memory_error());
            }
            joined.extend_from_slice(part);
            Ok(())
        })?;
        if parts.items.len() != count {
            return Err(vm.runtime_error("sequence changed size during iteration"));
        }
        i += 1;
    }
    T::make(vm, &joined)
}
