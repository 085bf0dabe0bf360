//! The heap: non-moving cells in size classes, collected by sticky marks, with the native
//! stack scanned conservatively. See docs/internals/heap.md.

mod blocks;
mod cell;
mod collect;
mod inspect;
mod memory;
mod outgrow;
mod slots;
mod space;
mod stack;

pub(crate) use cell::CellBox;
pub use cell::{Gc, HasKindInfo, Header, KIND_COUNT, Kind, KindInfo, Payload, gc_bits};
pub use collect::{Collected, keep_alive};
pub(crate) use outgrow::{Hidden, is_large};
pub use slots::{Link, Slot, Storage, Tail, Trace, ValueVec};
pub(crate) use space::{Heap, remember, remember_appended};
pub use stack::StackRange;
pub(crate) use stack::with_registers;

use crate::shape::ShapeId;
use crate::value::{PyResult, Value};
use crate::vm::Vm;

/// How many values ahead of the one that is traced a cell is fetched from memory.
pub(crate) const PREFETCH_AHEAD: usize = 16;

/// Asks the processor to fetch the header of a cell that will be traced soon.
#[inline(always)]
pub(crate) fn prefetch(v: Value) {
    if v.header().is_some() {
        prefetch_cell(v.bits() as usize);
    }
}

/// Asks the processor to fetch what stands at an address.
#[inline(always)]
fn prefetch_cell(address: usize) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: fetching ahead has no effect that a program can see, whatever the address.
    unsafe {
        std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_T0 }>(address as *const i8);
    };
    #[cfg(not(target_arch = "x86_64"))]
    let _ = address;
}

/// Collects the references that a trace function reports.
pub struct Tracer<'a> {
    pub(crate) pending: Vec<*const Header>,
    /// The bit that marks: the mark in use, or `SURVIVES` for what only finalizers reach.
    pub(crate) bit: u8,
    /// The bits that marking leaves as they are: all but marks of earlier.
    pub(crate) keep: u8,
    /// What a marked cell adds to its block's `marked`.
    pub(crate) unit: u64,
    /// Cells with one of these bits are not followed again.
    pub(crate) seen: u8,
    pub(crate) shapes: &'a crate::shape::Shapes,
    /// Bytes of the cells that were marked.
    pub(crate) bytes: usize,
    /// Numbers that a register or a native stack holds, see `held`.
    pub(crate) held: Vec<*const Header>,
}

impl Tracer<'_> {
    /// One that marks nothing.
    pub(crate) fn that_only_looks(shapes: &crate::shape::Shapes) -> Tracer<'_> {
        Tracer { pending: Vec::new(), bit: 0, keep: u8::MAX, unit: 0, seen: 0, shapes, bytes: 0, held: Vec::new() }
    }

    /// The attribute names that the shapes of a class hold.
    pub(crate) fn class_shapes(&mut self, class: &crate::object::Type) {
        self.shapes.trace_names(class, self);
    }

    /// Reports a value that a running frame or a native stack holds. A big number which nothing else
    /// leads to does not become old: it is one of a calculation most likely, whose memory should
    /// come back with the next collection, and whose place is between others that are free by then.
    #[inline(always)]
    pub fn held(&mut self, v: Value) {
        if let Some(header) = v.header() {
            self.held_cell(header);
        }
    }

    #[inline(always)]
    pub(crate) fn held_cell(&mut self, header: &Header) {
        if header.shape() == ShapeId::BIG_INT && self.bit != 0 {
            self.held.push(header);
        } else {
            self.cell(header);
        }
    }

    #[inline(always)]
    pub fn value(&mut self, v: Value) {
        if let Some(header) = v.header() {
            self.cell(header);
        }
    }

    #[inline(always)]
    pub fn cell(&mut self, header: &Header) {
        if header.gc() & self.seen == 0 {
            header.set_gc(header.gc() & self.keep | self.bit);
            // Half of the cells of many programs are such texts; there is nothing to follow.
            if crate::object::is_plain_text(header) && self.bit != 0 {
                self.count(header);
                return;
            }
            self.pending.push(header);
        }
    }

    /// Accounts for a cell that was marked.
    #[inline(always)]
    pub(crate) fn count(&mut self, header: &Header) {
        // SAFETY: the block is that of the cell, and no reference to its header exists.
        unsafe {
            let block = blocks::block_of(header);
            (*block).marked += self.unit;
            self.bytes += (*block).cell_bytes;
        }
    }
}

impl Vm {
    /// Memory for a cell. May collect. `None`: there is none.
    #[inline(always)]
    fn take_cell(&mut self, bytes: usize) -> Option<usize> {
        match self.heap.take_from_run(bytes) {
            0 => self.take_cell_slow(bytes),
            cell => Some(cell),
        }
    }

    /// Where the run of the size is used up: here is decided whether to collect, and whether the
    /// cap allows more. What a run holds is accounted when it is taken up.
    #[cold]
    #[inline(never)]
    fn take_cell_slow(&mut self, bytes: usize) -> Option<usize> {
        if self.heap.is_due(bytes) {
            self.collect_now();
        }
        if !self.heap.may_take(0) {
            self.poll.fetch_or(crate::vm::poll::MEMORY, std::sync::atomic::Ordering::Relaxed);
        }
        match self.heap.take(bytes) {
            0 => None,
            cell => Some(cell),
        }
    }

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
        let Some(address) = self.take_cell(bytes) else { out_of_memory() };
        // SAFETY: the address is that of fresh, aligned memory of `bytes` bytes.
        unsafe {
            let cell = address as *mut CellBox<T>;
            let first = cell.add(1).cast::<Value>();
            for i in 0..slots {
                first.add(i).write(Value::UNBOUND);
            }
            if std::mem::needs_drop::<T>() {
                (*blocks::block_of(address as *const Header)).owners = true;
            }
            cell.write(CellBox { header: Header::new(shape, T::KIND), payload });
            Gc::from_bits(address as u64)
        }
    }

    /// A new cell whose payload is followed by `tail_bytes` bytes (rounded up to 8, and
    /// zeroed: a tail of values is to be written before anything can collect) and `slots`
    /// attribute slots. Raises MemoryError where the cap or the machine does not allow it.
    #[inline]
    pub fn alloc_tail_with_slots<T: Payload>(
        &mut self,
        shape: ShapeId,
        payload: T,
        tail_bytes: usize,
        slots: usize,
    ) -> PyResult<Gc<T>> {
        let cell = self.alloc_raw_tail(shape, payload, tail_bytes, slots)?;
        if !is_zeroed(cell) {
            // SAFETY: the cell was made with that many bytes behind its payload.
            unsafe { std::ptr::write_bytes(cell.tail::<u8>(), 0, tail_bytes.next_multiple_of(8)) };
        }
        Ok(cell)
    }

    /// The same with a tail of arbitrary content, for callers that write all of it at once.
    #[inline(always)]
    pub(crate) fn alloc_raw_tail<T: Payload>(
        &mut self,
        shape: ShapeId,
        payload: T,
        tail_bytes: usize,
        slots: usize,
    ) -> PyResult<Gc<T>> {
        let tail = tail_bytes.checked_next_multiple_of(8);
        let total = tail.and_then(|t| t.checked_add(size_of::<CellBox<T>>() + slots * 8));
        let small = total.filter(|t| *t <= blocks::SMALL_MAX_BYTES);
        let Some(total) = small.or(total.filter(|t| *t < isize::MAX as usize / 2 && self.heap.may_take(*t))) else {
            return Err(self.memory_error());
        };
        let Some(address) = self.take_cell(total) else { return Err(self.memory_error()) };
        // SAFETY: as in `alloc_with_slots`.
        unsafe {
            let cell = address as *mut CellBox<T>;
            let first = (address as *mut u8).add(total - slots * 8).cast::<Value>();
            for i in 0..slots {
                first.add(i).write(Value::UNBOUND);
            }
            if std::mem::needs_drop::<T>() {
                (*blocks::block_of(address as *const Header)).owners = true;
            }
            cell.write(CellBox { header: Header::new(shape, T::KIND), payload });
            Ok(Gc::from_bits(address as u64))
        }
    }

    /// `alloc_tail_with_slots` without slots.
    #[inline]
    pub fn alloc_tail<T: Payload>(&mut self, shape: ShapeId, payload: T, tail_bytes: usize) -> PyResult<Gc<T>> {
        self.alloc_tail_with_slots(shape, payload, tail_bytes, 0)
    }

    /// Counts memory outside of the heap that a cell about to be allocated will own, so that
    /// such cells are collected in time. May collect.
    pub fn account_outside(&mut self, bytes: usize) {
        self.heap.young_bytes += bytes;
        if self.heap.is_due(0) {
            self.collect_now();
        }
    }

    /// Whether a single request of that many bytes is within the cap.
    pub fn may_allocate(&self, bytes: usize) -> bool {
        bytes < isize::MAX as usize / 2 && self.heap.may_take(bytes)
    }

    /// Bytes that the heap holds.
    pub fn heap_bytes(&self) -> usize {
        self.heap.held_bytes
    }

    /// Sets the hard cap of the heap in bytes.
    pub fn set_heap_bytes_max(&mut self, bytes: usize) {
        self.heap.cap_bytes = bytes;
    }

    /// `gc.enable()` and `gc.disable()`.
    pub fn set_gc_enabled(&mut self, enabled: bool) {
        self.heap.paused = !enabled;
    }

    /// `gc.isenabled()`
    pub fn gc_enabled(&self) -> bool {
        !self.heap.paused
    }

    /// Mode `gc-zeal`: a collection at every `every`-th allocation; 0 ends it.
    pub fn set_gc_zeal(&mut self, every: u32) {
        self.heap.zeal = every;
    }

    /// Calls `f` with every cell; those that are unreachable but not collected yet are among
    /// them. `f` must not allocate.
    pub fn each_cell(&self, f: impl FnMut(&Header)) {
        self.heap.each_cell(f);
    }
}

/// Whether a cell that was just made is a large one in fresh memory, whose tail is zero.
#[inline(always)]
pub(crate) fn is_zeroed<T: Payload>(cell: Gc<T>) -> bool {
    // SAFETY: the block is that of a live cell.
    unsafe { (*blocks::block_of(cell.header())).zeroed }
}

/// The machine has no memory for a small cell: nothing that runs Python code can go on.
#[cold]
fn out_of_memory() -> ! {
    std::alloc::handle_alloc_error(std::alloc::Layout::new::<[u64; 8192]>())
}

/// Where the attribute slots of a cell begin: behind its payload and tail.
pub(crate) fn attribute_slots(vm: &Vm, header: &Header) -> *const Slot {
    let info = vm.heap.kind_info(header.kind());
    // SAFETY: the info is that of the cell's kind.
    let payload = unsafe { (info.payload_bytes)(header) };
    // The address is one inside of the cell whenever its shape has slots.
    (std::ptr::from_ref(header) as usize + size_of::<Header>() + payload) as *const Slot
}
