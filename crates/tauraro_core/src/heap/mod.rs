//! The heap: non-moving cells in size classes, collected by sticky marks, with the native
//! stack scanned conservatively. See docs/internals/heap.md.

mod arena;
mod cell;
mod slots;

pub(crate) use arena::Heap;
pub(crate) use cell::CellBox;
pub use cell::{Gc, HasKindInfo, Header, KIND_COUNT, Kind, KindInfo, Payload, gc_bits};
pub use slots::{Link, Slot, Storage, Trace, ValueVec};

use crate::shape::ShapeId;
use crate::value::{PyResult, Value};
use crate::vm::Vm;

/// Collects the references that a trace function reports.
pub struct Tracer<'a> {
    pub(crate) pending: Vec<*const Header>,
    pub(crate) shapes: &'a crate::shape::Shapes,
}

impl Tracer<'_> {
    /// The attribute names that the shapes of a class hold.
    pub(crate) fn class_shapes(&mut self, class: &crate::object::Type) {
        self.shapes.trace_names(class, self);
    }

    #[inline(always)]
    pub fn value(&mut self, v: Value) {
        if let Some(header) = v.header() {
            self.cell(header);
        }
    }

    #[inline(always)]
    pub fn cell(&mut self, header: &Header) {
        if header.gc() & gc_bits::OLD == 0 {
            header.set_gc(header.gc() | gc_bits::OLD);
            self.pending.push(header);
        }
    }
}

/// The slow side of the write barrier: an old cell was written for the first time since the
/// last collection.
#[cold]
#[inline(never)]
pub(crate) fn remember(header: &Header) {
    header.set_gc(header.gc() | gc_bits::REMEMBERED);
}

impl Vm {
    /// A new cell. May collect. Never fails: exceeding the memory cap by a fixed-size cell is
    /// reported at the next safepoint.
    #[inline(always)]
    pub fn alloc<T: Payload>(&mut self, shape: ShapeId, payload: T) -> Gc<T> {
        debug_assert_eq!(payload.tail_bytes(), 0, "use alloc_tail");
        self.alloc_with_slots(shape, payload, 0)
    }

    /// A new cell with `slots` attribute slots behind its payload, all `UNBOUND`.
    #[inline]
    pub fn alloc_with_slots<T: Payload>(&mut self, shape: ShapeId, payload: T, slots: usize) -> Gc<T> {
        let bytes = size_of::<CellBox<T>>() + slots * 8;
        let address = self.heap.alloc_raw(bytes);
        // SAFETY: the address is that of fresh, aligned memory of `bytes` bytes.
        unsafe {
            let cell = address.cast::<CellBox<T>>();
            cell.write(CellBox { header: Header::new(shape, T::KIND), payload });
            let first = cell.add(1).cast::<Value>();
            for i in 0..slots {
                first.add(i).write(Value::UNBOUND);
            }
            Gc::from_bits(address as u64)
        }
    }

    /// A new cell whose payload is followed by `tail_bytes` bytes (rounded up to 8, and
    /// zeroed: a tail of values is to be written before anything can collect) and `slots`
    /// attribute slots. Raises MemoryError where the cap or the machine does not allow it.
    pub fn alloc_tail_with_slots<T: Payload>(
        &mut self,
        shape: ShapeId,
        payload: T,
        tail_bytes: usize,
        slots: usize,
    ) -> PyResult<Gc<T>> {
        let tail = tail_bytes.checked_next_multiple_of(8);
        let total = tail.and_then(|t| t.checked_add(size_of::<CellBox<T>>() + slots * 8));
        let Some(total) = total.filter(|t| self.heap.may_take(*t)) else {
            return Err(self.memory_error());
        };
        let address = self.heap.alloc_raw(total);
        // SAFETY: as in `alloc_with_slots`.
        unsafe {
            let cell = address.cast::<CellBox<T>>();
            cell.write(CellBox { header: Header::new(shape, T::KIND), payload });
            let first = address.add(total - slots * 8).cast::<Value>();
            for i in 0..slots {
                first.add(i).write(Value::UNBOUND);
            }
            Ok(Gc::from_bits(address as u64))
        }
    }

    /// `alloc_tail_with_slots` without slots.
    #[inline]
    pub fn alloc_tail<T: Payload>(&mut self, shape: ShapeId, payload: T, tail_bytes: usize) -> PyResult<Gc<T>> {
        self.alloc_tail_with_slots(shape, payload, tail_bytes, 0)
    }
}

/// Where the attribute slots of a cell begin: behind its payload and tail.
pub(crate) fn attribute_slots(vm: &Vm, header: &Header) -> *const Slot {
    let info = vm.heap.kind_info(header.kind());
    // SAFETY: the info is that of the cell's kind.
    let payload = unsafe { (info.payload_bytes)(header) };
    // The address is one inside of the cell whenever its shape has slots.
    (std::ptr::from_ref(header) as usize + size_of::<Header>() + payload) as *const Slot
}
