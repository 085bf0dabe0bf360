//! The places in which a cell keeps references: `Slot` (one value), `Link` (one typed
//! reference), `ValueVec` (a growable row whose storage is a cell of its own).
//!
//! All are changed through shared references, as `Cell`s are: a reference into a cell never
//! promises that its content stays. A row that grows leaves its old storage to the collector,
//! so a borrowed slice of slots stays readable (if stale) whatever a callback does.

use super::{CellBox, Gc, Header, Hidden, Payload, Tracer};
use crate::kinds;
use crate::value::{PyResult, Value};
use crate::vm::Vm;
use std::cell::Cell;

/// Whatever a payload field can be that holds references.
pub trait Trace {
    fn trace(&self, tracer: &mut Tracer);
}

impl Trace for Value {
    #[inline(always)]
    fn trace(&self, tracer: &mut Tracer) {
        tracer.value(*self);
    }
}

impl<T: Payload> Trace for Gc<T> {
    #[inline(always)]
    fn trace(&self, tracer: &mut Tracer) {
        tracer.cell(self.header());
    }
}

impl<T: Trace> Trace for Option<T> {
    #[inline(always)]
    fn trace(&self, tracer: &mut Tracer) {
        if let Some(inner) = self {
            inner.trace(tracer);
        }
    }
}

impl<T: Trace + Copy> Trace for Cell<T> {
    #[inline(always)]
    fn trace(&self, tracer: &mut Tracer) {
        self.get().trace(tracer);
    }
}

/// One value in a cell.
#[repr(transparent)]
pub struct Slot(Cell<Value>);

impl Slot {
    #[inline(always)]
    pub const fn new(v: Value) -> Slot {
        Slot(Cell::new(v))
    }

    #[inline(always)]
    pub fn get(&self) -> Value {
        self.0.get()
    }

    /// Writes with the barrier; `owner` is the cell that contains the slot.
    #[inline(always)]
    pub fn set(&self, owner: &Header, v: Value) {
        self.0.set(v);
        owner.barrier();
    }

    /// Writes what is not a reference, or into a cell that was just allocated.
    #[inline(always)]
    pub fn set_unbarriered(&self, v: Value) {
        self.0.set(v);
    }
}

/// Copies the values of one row of slots over another of the same length, which may overlap.
/// The caller sees to the barrier.
#[inline]
fn copy_slots(to: &[Slot], from: &[Slot]) {
    assert_eq!(to.len(), from.len(), "rows of one length");
    let target = to.as_ptr().cast::<Value>().cast_mut();
    // SAFETY: slots are transparent cells of values, so writing through a shared reference is
    // allowed; both ranges are valid for that length, and `copy` lets them overlap.
    unsafe { std::ptr::copy(from.as_ptr().cast::<Value>(), target, from.len()) };
}

impl Trace for Slot {
    #[inline(always)]
    fn trace(&self, tracer: &mut Tracer) {
        tracer.value(self.0.get());
    }
}

/// One typed reference in a cell, or none.
#[repr(transparent)]
pub struct Link<T: Payload>(Cell<Option<Gc<T>>>);

impl<T: Payload> Link<T> {
    #[inline(always)]
    pub const fn new(to: Option<Gc<T>>) -> Link<T> {
        Link(Cell::new(to))
    }

    #[inline(always)]
    pub fn get(&self) -> Option<Gc<T>> {
        self.0.get()
    }

    /// Writes with the barrier; `owner` is the cell that contains the link.
    #[inline(always)]
    pub fn set(&self, owner: &Header, to: Option<Gc<T>>) {
        self.0.set(to);
        owner.barrier();
    }
}

impl<T: Payload> Trace for Link<T> {
    #[inline(always)]
    fn trace(&self, tracer: &mut Tracer) {
        self.0.get().trace(tracer);
    }
}

/// Last field of a payload whose tail is written through a shared reference: the `Cell` tells the
/// compiler that what lies behind `&self` may change. It takes no room.
#[repr(transparent)]
pub struct Tail([Cell<u64>; 0]);

impl Tail {
    #[expect(clippy::declare_interior_mutable_const, reason = "it holds no cell; each use makes a new one")]
    pub const HERE: Tail = Tail([]);
}

/// A row of `cap` value slots: the storage of lists, frames and overflow attributes. Slots hold
/// values, `UNBOUND` where unused, but for those at the end of a `ValueVec` that were never
/// written: these are zero words, which nobody reads but the collector, who stops there.
#[repr(C)]
pub struct Storage {
    cap: usize,
    tail: Tail,
}

// SAFETY: the kind is this type's own; the tail is `cap` values, all traced.
unsafe impl Payload for Storage {
    const KIND: super::Kind = kinds::STORAGE;
    const NAME: &'static str = "storage";

    fn trace(&self, tracer: &mut Tracer) {
        self.trace_from(0, tracer);
    }

    fn tail_bytes(&self) -> usize {
        self.cap * 8
    }
}

const _: () = assert!(size_of::<CellBox<Storage>>() == 16);

impl Storage {
    /// Reports the values from slot `first` on.
    pub(super) fn trace_from(&self, first: usize, tracer: &mut Tracer) {
        // SAFETY: `self` is the payload of a cell whose tail has `cap` initialised words.
        let words = unsafe {
            let tail = std::ptr::from_ref(self).add(1).cast::<Option<Value>>();
            std::slice::from_raw_parts(tail, self.cap)
        };
        let words = words.get(first..).unwrap_or_default();
        let mut parts = words.chunks(super::PREFETCH_AHEAD).peekable();
        while let Some(part) = parts.next() {
            // Rows of numbers have nothing to follow: this test is one of several words at once.
            if part.iter().fold(true, |all, word| all & word.is_some_and(|v| !v.is_cell())) {
                continue;
            }
            for v in parts.peek().into_iter().copied().flatten().flatten() {
                super::prefetch(*v);
            }
            for word in part {
                let Some(v) = word else { return };
                tracer.value(*v);
            }
        }
    }

    /// A storage of at least `cap` slots, all `UNBOUND`. Raises MemoryError.
    pub fn alloc(vm: &mut Vm, cap: usize) -> PyResult<Gc<Storage>> {
        let Some(bytes) = cap.checked_mul(8) else { return Err(vm.memory_error()) };
        let storage = vm.alloc_raw_tail(crate::shape::ShapeId::NONE, Storage { cap, tail: Tail::HERE }, bytes, 0)?;
        let tail: *mut Value = storage.tail();
        for i in 0..cap {
            // SAFETY: the tail was allocated with room for `cap` values.
            unsafe { tail.add(i).write(Value::UNBOUND) };
        }
        Ok(storage)
    }

    /// A storage of at least `cap` slots for a `ValueVec`, which writes them before it reads them.
    fn alloc_row(vm: &mut Vm, cap: usize) -> PyResult<Gc<Storage>> {
        let Some(bytes) = cap.checked_mul(8) else { return Err(vm.memory_error()) };
        vm.alloc_tail(crate::shape::ShapeId::NONE, Storage { cap, tail: Tail::HERE }, bytes)
    }

    /// A storage of exactly these values. Raises MemoryError.
    #[inline]
    pub fn of_values(vm: &mut Vm, values: &[Value]) -> PyResult<Gc<Storage>> {
        let cap = values.len();
        let storage = vm.alloc_raw_tail(crate::shape::ShapeId::NONE, Storage { cap, tail: Tail::HERE }, cap * 8, 0)?;
        // SAFETY: the tail was allocated with room for `cap` values and is not shared yet.
        unsafe { std::ptr::copy_nonoverlapping(values.as_ptr(), storage.tail(), cap) };
        Ok(storage)
    }

    #[inline(always)]
    pub fn cap(&self) -> usize {
        self.cap
    }
}

impl Gc<Storage> {
    /// To be called when the cell was made longer.
    fn set_cap(self, cap: usize) {
        // SAFETY: the cell is `self`'s, and no reference to the number is held across calls.
        unsafe { (*(self.bits() as *mut CellBox<Storage>)).payload.cap = cap };
    }

    /// All `cap` slots.
    #[inline(always)]
    pub fn slots(&self) -> &[Slot] {
        // SAFETY: the tail holds `cap` initialised slots, and the storage is kept alive by
        // the pointer that the slice itself is.
        unsafe { std::slice::from_raw_parts(self.tail(), self.cap) }
    }
}

/// A growable row of values owned by a cell.
pub struct ValueVec {
    storage: Link<Storage>,
    len: Cell<usize>,
}

impl Trace for ValueVec {
    fn trace(&self, tracer: &mut Tracer) {
        self.storage.trace(tracer);
    }
}

/// Capacity of a row's first storage.
const FIRST_CAP: usize = 4;
/// Rows of this capacity grow by a smaller part.
const LONG_ROW: usize = 1 << 20;

impl ValueVec {
    /// Byte offsets of the fields, for machine code and the interpreter's inline paths.
    pub const OFFSET_STORAGE: usize = std::mem::offset_of!(ValueVec, storage);
    pub const OFFSET_LEN: usize = std::mem::offset_of!(ValueVec, len);

    #[inline(always)]
    pub const fn new() -> ValueVec {
        ValueVec { storage: Link::new(None), len: Cell::new(0) }
    }

    /// An empty row with room for `cap` values, to be moved into a new cell.
    pub fn with_capacity(vm: &mut Vm, cap: usize) -> PyResult<ValueVec> {
        let storage = if cap == 0 { None } else { Some(Storage::alloc_row(vm, cap)?) };
        Ok(ValueVec { storage: Link::new(storage), len: Cell::new(0) })
    }

    /// A row with these values, to be moved into a new cell.
    #[inline]
    pub fn from_slice(vm: &mut Vm, values: &[Value]) -> PyResult<ValueVec> {
        let storage = if values.is_empty() { None } else { Some(Storage::of_values(vm, values)?) };
        Ok(ValueVec { storage: Link::new(storage), len: Cell::new(values.len()) })
    }

    /// A row with copies of these slots, `times` times over, to be moved into a new cell.
    pub fn from_slots(vm: &mut Vm, slots: &[Slot], times: usize) -> PyResult<ValueVec> {
        let Some(len) = slots.len().checked_mul(times) else { return Err(vm.memory_error()) };
        let row = ValueVec::with_capacity(vm, len)?;
        if let Some(storage) = row.storage.get() {
            fill_repeated(storage.slots(), slots);
            storage.header().barrier();
        }
        row.len.set(len);
        Ok(row)
    }

    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len.get()
    }

    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len.get() == 0
    }

    pub fn capacity(&self) -> usize {
        self.storage.get().map_or(0, |s| s.cap())
    }

    /// The values as they stand now; a later push may move the row elsewhere, and the slice
    /// then shows what was.
    #[inline(always)]
    pub fn slots(&self) -> &[Slot] {
        match self.storage.get() {
            // SAFETY: `len <= cap`, and storage stays alive while the slice is on the stack.
            Some(s) => unsafe { std::slice::from_raw_parts(s.tail(), self.len.get()) },
            None => &[],
        }
    }

    #[inline(always)]
    pub fn get(&self, i: usize) -> Option<Value> {
        self.slots().get(i).map(Slot::get)
    }

    /// Replaces the value at `i`, which exists.
    #[inline(always)]
    pub fn set(&self, i: usize, v: Value) {
        if let Some(storage) = self.storage.get() {
            self.slots()[i].set(storage.header(), v);
        }
    }

    pub fn last(&self) -> Option<Value> {
        self.slots().last().map(Slot::get)
    }

    /// Makes room for `extra` more values.
    #[inline]
    pub fn reserve(&self, vm: &mut Vm, owner: &Header, extra: usize) -> PyResult<()> {
        let need = self.len() + extra;
        if need <= self.capacity() { Ok(()) } else { self.grow(vm, owner, need) }
    }

    #[cold]
    fn grow(&self, vm: &mut Vm, owner: &Header, need: usize) -> PyResult<()> {
        let cap = self.capacity();
        // Over-allocates, as a list that is appended to is usually appended to again: by half, as
        // what was outgrown is garbage only after a collection; less where that is much.
        let extra = if cap < LONG_ROW { cap / 2 } else { cap / 4 };
        let target = need.max(cap + extra + FIRST_CAP);
        self.set_capacity(vm, owner, target)
    }

    /// Moves the row to a storage of exactly `cap` slots, which holds at least all values.
    pub fn set_capacity(&self, vm: &mut Vm, owner: &Header, cap: usize) -> PyResult<()> {
        if let Some(large) = self.large_storage()
            && cap > self.capacity()
            && let Some(longer) = vm.grow_outgrown::<Storage>(large, cap.saturating_mul(8))
        {
            longer.set_cap(cap);
            self.storage.set(owner, Some(longer));
            return Ok(());
        }
        let old = self.move_to(vm, owner, cap)?;
        if let Some(old) = old {
            vm.release_outgrown(old);
        }
        Ok(())
    }

    #[inline(never)]
    fn large_storage(&self) -> Option<Hidden> {
        self.storage.get().filter(|s| super::outgrow::is_large(*s)).map(Hidden::new)
    }

    /// Copies the row to a new storage; the old one, if it is large.
    #[inline(never)]
    fn move_to(&self, vm: &mut Vm, owner: &Header, cap: usize) -> PyResult<Option<Hidden>> {
        let fresh = Storage::alloc_row(vm, cap)?;
        copy_slots(&fresh.slots()[..self.len()], self.slots());
        fresh.header().barrier();
        let old = self.large_storage();
        self.storage.set(owner, Some(fresh));
        Ok(old)
    }

    #[inline]
    pub fn push(&self, vm: &mut Vm, owner: &Header, v: Value) -> PyResult<()> {
        let len = self.len();
        if let Some(storage) = self.storage.get()
            && let Some(slot) = storage.slots().get(len)
        {
            slot.set_unbarriered(v);
            storage.header().barrier_appended(len);
            self.len.set(len + 1);
            return Ok(());
        }
        self.push_grown(vm, owner, v)
    }

    #[cold]
    #[inline(never)]
    fn push_grown(&self, vm: &mut Vm, owner: &Header, v: Value) -> PyResult<()> {
        let len = self.len();
        self.grow(vm, owner, len + 1)?;
        self.len.set(len + 1);
        self.set(len, v);
        Ok(())
    }

    /// Adds a value if there is room for it already; never allocates.
    pub fn push_reserved(&self, v: Value) {
        let len = self.len();
        if len < self.capacity() {
            self.len.set(len + 1);
            self.set(len, v);
        }
    }

    #[inline]
    pub fn pop(&self) -> Option<Value> {
        let v = self.last()?;
        self.truncate(self.len() - 1);
        Some(v)
    }

    /// Drops the values from `len` on; the slots are cleared so that nothing is kept alive.
    pub fn truncate(&self, len: usize) {
        if let Some(storage) = self.storage.get() {
            storage.header().barrier_shortened();
        }
        for slot in self.slots().iter().skip(len) {
            slot.set_unbarriered(Value::UNBOUND);
        }
        self.len.set(self.len().min(len));
    }

    /// Drops everything, the storage too.
    pub fn clear(&self) {
        self.storage.0.set(None);
        self.len.set(0);
    }

    /// Inserts before `i <= len`.
    pub fn insert(&self, vm: &mut Vm, owner: &Header, i: usize, v: Value) -> PyResult<()> {
        self.splice(vm, owner, i, i, &[v])
    }

    /// Takes out the value at `i < len`.
    pub fn remove(&self, i: usize) -> Value {
        let slots = self.slots();
        let v = slots[i].get();
        copy_slots(&slots[i..slots.len() - 1], &slots[i + 1..]);
        if let Some(s) = self.storage.get() {
            s.header().barrier();
        }
        self.truncate(self.len() - 1);
        v
    }

    pub fn extend(&self, vm: &mut Vm, owner: &Header, values: &[Value]) -> PyResult<()> {
        let at = self.len();
        self.splice(vm, owner, at, at, values)
    }

    /// Replaces `from..to` by `values`, which must not alias this row's own storage.
    pub fn splice(&self, vm: &mut Vm, owner: &Header, from: usize, to: usize, values: &[Value]) -> PyResult<()> {
        self.make_gap(vm, owner, from, to, values.len())?;
        for (slot, v) in self.slots()[from..].iter().zip(values) {
            slot.set_unbarriered(*v);
        }
        self.barrier();
        Ok(())
    }

    /// `splice` with copies of slots, which must not lie in this row unless `from` is its end.
    pub fn splice_slots(&self, vm: &mut Vm, owner: &Header, from: usize, to: usize, values: &[Slot]) -> PyResult<()> {
        self.make_gap(vm, owner, from, to, values.len())?;
        copy_slots(&self.slots()[from..from + values.len()], values);
        self.barrier();
        Ok(())
    }

    /// Appends copies of slots, which may be this row's own.
    pub fn extend_slots(&self, vm: &mut Vm, owner: &Header, values: &[Slot]) -> PyResult<()> {
        let at = self.len();
        self.splice_slots(vm, owner, at, at, values)
    }

    /// Repeats the content in place.
    pub fn repeat(&self, vm: &mut Vm, owner: &Header, times: usize) -> PyResult<()> {
        let len = self.len();
        let Some(total) = len.checked_mul(times) else { return Err(vm.memory_error()) };
        if total < len {
            self.clear();
            return Ok(());
        }
        self.make_gap(vm, owner, len, len, total - len)?;
        let slots = self.slots();
        fill_repeated(&slots[len..], &slots[..len]);
        self.barrier();
        Ok(())
    }

    pub fn reverse(&self) {
        let slots = self.slots();
        let len = slots.len();
        for i in 0..len / 2 {
            let (a, b) = (slots[i].get(), slots[len - 1 - i].get());
            slots[i].set_unbarriered(b);
            slots[len - 1 - i].set_unbarriered(a);
        }
        self.barrier();
    }

    /// Takes out `count` values, `step` (at least 1) apart, from `start` on.
    pub fn remove_stepped(&self, start: usize, step: usize, count: usize) {
        let slots = self.slots();
        for i in 0..count {
            let from = start + i * step + 1;
            let to = if i + 1 == count { slots.len() } else { from + step - 1 };
            copy_slots(&slots[from - 1 - i..to - 1 - i], &slots[from..to]);
        }
        self.barrier();
        self.truncate(slots.len() - count);
    }

    /// To be called after slots of the row were written without barrier.
    #[inline(always)]
    pub fn barrier(&self) {
        if let Some(s) = self.storage.get() {
            s.header().barrier();
        }
    }

    /// Makes `from..to` a range of `count` slots (with any content), moving what follows.
    fn make_gap(&self, vm: &mut Vm, owner: &Header, from: usize, to: usize, count: usize) -> PyResult<()> {
        let old_len = self.len();
        let Some(new_len) = (old_len - (to - from)).checked_add(count) else { return Err(vm.memory_error()) };
        if new_len > self.capacity() {
            self.grow(vm, owner, new_len)?;
        }
        let Some(storage) = self.storage.get() else { return Ok(()) };
        let all = storage.slots();
        let target = from + count;
        if target != to {
            copy_slots(&all[target..new_len], &all[to..old_len]);
        }
        storage.header().barrier_shortened();
        for slot in all.iter().take(old_len).skip(new_len) {
            slot.set_unbarriered(Value::UNBOUND);
        }
        self.len.set(new_len);
        Ok(())
    }

    /// Exchanges the content with another row (both owners get their barrier).
    pub fn swap(&self, owner: &Header, other: &ValueVec, other_owner: &Header) {
        let (s, l) = (self.storage.get(), self.len());
        self.storage.set(owner, other.storage.get());
        self.len.set(other.len());
        other.storage.set(other_owner, s);
        other.len.set(l);
    }
}

/// Fills a row with copies of another, over and over, doubling what is copied at once.
fn fill_repeated(to: &[Slot], from: &[Slot]) {
    if let [one] = from {
        for slot in to {
            slot.set_unbarriered(one.get());
        }
        return;
    }
    if from.is_empty() || to.is_empty() {
        return;
    }
    copy_slots(&to[..from.len()], from);
    let mut done = from.len();
    while done < to.len() {
        let next = done.min(to.len() - done);
        copy_slots(&to[done..done + next], &to[..next]);
        done += next;
    }
}

impl Default for ValueVec {
    fn default() -> Self {
        ValueVec::new()
    }
}
