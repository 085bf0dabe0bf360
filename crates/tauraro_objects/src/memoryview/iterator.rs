//! `memory_iterator`.

use super::{MemoryView, this};
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Link};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Value, Vm, kinds, payload};

pub struct MemoryIterator {
    /// None once exhausted.
    view: Link<MemoryView>,
    index: Cell<usize>,
}

payload!(MemoryIterator, kinds::MEMORY_ITERATOR, "memory_iterator", [view]);

pub(super) fn iter(vm: &mut Vm, v: Value) -> PyResult {
    let view = this(v);
    view.buffer(vm)?;
    match view.geometry.shape.len() {
        0 => return Err(vm.type_error("invalid indexing of 0-dim memory")),
        1 => {
            view.item(vm)?;
        }
        _ => return Err(vm.not_implemented_error("multi-dimensional sub-views are not implemented")),
    }
    let payload = MemoryIterator { view: Link::new(Some(view)), index: Cell::new(0) };
    Ok(vm.alloc(ShapeId::MEMORY_ITERATOR, payload).value())
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let it: Gc<MemoryIterator> = v.cast().expect("the slot is that of memory iterators");
    let Some(view) = it.view.get() else { return Ok(None) };
    let (i, g) = (it.index.get(), &view.geometry);
    if i >= g.shape[0] {
        it.link(&it.view, None);
        return Ok(None);
    }
    it.index.set(i + 1);
    let item = view.item(vm)?;
    let offset = (g.start as i64 + i as i64 * g.strides[0]) as usize;
    view.read(vm, &item, offset).map(Some)
}

static SPEC: TypeSpec = TypeSpec {
    kind: Some(MemoryIterator::INFO),
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v)));
        s.iternext.set(Some(next));
    },
    ..TypeSpec::EMPTY
};

pub(super) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.memory_iterator, &SPEC)
}
