//! `ByteArray`: a growable row of bytes that changes in place.
//!
//! ```text
//! ByteArray   store ptr | start | length | exports     the bytes are store[start .. start + len]
//! ```
//!
//! Bytes are taken from the front by moving `start`, so a queue of bytes costs no copies.
//! While somebody holds a buffer (`exports`), the length cannot change, so the store stays.

use super::StrBuf;
use crate::buffer::Buffer;
use crate::heap::{Gc, Hidden, Link, is_large};
use crate::kinds;
use crate::shape::ShapeId;
use crate::value::PyResult;
use crate::vm::Vm;
use std::cell::Cell;
use std::rc::Rc;

/// How many buffers over an exporter's memory are held. A view shares the count, so that it can
/// take itself off when the collector drops it.
#[derive(Clone, Default)]
pub struct Exports(Rc<Cell<usize>>);

impl Exports {
    pub fn count(&self) -> usize {
        self.0.get()
    }

    pub fn add(&self) {
        self.0.set(self.0.get() + 1);
    }

    pub fn remove(&self) {
        self.0.set(self.0.get().saturating_sub(1));
    }
}

pub struct ByteArray {
    store: Link<StrBuf>,
    start: Cell<usize>,
    len: Cell<usize>,
    pub exports: Exports,
}

crate::payload!(ByteArray, kinds::BYTEARRAY, "bytearray", [store]);

impl Default for ByteArray {
    fn default() -> ByteArray {
        ByteArray { store: Link::new(None), start: Cell::new(0), len: Cell::new(0), exports: Exports::default() }
    }
}

impl ByteArray {
    pub(crate) const OFFSET_STORE: usize = std::mem::offset_of!(ByteArray, store);
    pub(crate) const OFFSET_START: usize = std::mem::offset_of!(ByteArray, start);
    pub(crate) const OFFSET_LEN: usize = std::mem::offset_of!(ByteArray, len);

    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len.get()
    }

    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len.get() == 0
    }

    /// Bytes that the store has room for.
    pub fn capacity(&self) -> usize {
        self.store.get().map_or(0, |s| s.cap())
    }

    /// The bytes as they stand.
    #[inline(always)]
    pub fn cells(&self) -> &[Cell<u8>] {
        match self.store.get() {
            Some(store) => {
                let cells = &store.cells()[self.start.get()..self.start.get() + self.len.get()];
                // SAFETY: the store is kept alive by this array, which outlives the borrow or
                // exchanges it only in `splice`, after which nobody uses old cells.
                unsafe { std::slice::from_raw_parts(cells.as_ptr(), cells.len()) }
            }
            None => &[],
        }
    }

    /// The bytes, for code that neither changes the array nor runs Python code while it holds
    /// them.
    #[inline(always)]
    pub fn as_bytes(&self) -> &[u8] {
        let cells = self.cells();
        // SAFETY: `Cell<u8>` has the layout of `u8`; the caller runs nothing that could write.
        unsafe { std::slice::from_raw_parts(cells.as_ptr().cast(), cells.len()) }
    }
}

/// Room beyond what is needed, as a share of it: appending stays linear.
const SLACK_DIVISOR: usize = 4;

impl Gc<ByteArray> {
    /// Replaces the bytes `from..to` by `with`, which are not those of this array. Raises
    /// BufferError while the memory is exported and the length would change.
    pub fn splice(self, vm: &mut Vm, from: usize, to: usize, with: &[u8]) -> PyResult<()> {
        let len = self.len.get();
        debug_assert!(from <= to && to <= len);
        let new_len = len - (to - from) + with.len();
        if new_len != len {
            self.check_resizable(vm)?;
            if from == 0 && new_len < len {
                self.start.set(self.start.get() + (len - new_len));
                self.len.set(new_len);
            } else {
                self.move_tail(vm, to, from + with.len(), new_len)?;
            }
        }
        for (cell, byte) in self.cells()[from..].iter().zip(with) {
            cell.set(*byte);
        }
        Ok(())
    }

    /// Raises BufferError if somebody holds the memory.
    pub fn check_resizable(self, vm: &mut Vm) -> PyResult<()> {
        if self.exports.count() == 0 {
            return Ok(());
        }
        // Views that nobody can reach any more still count until they are collected. Most are of
        // the same moment, so a look at what is young is enough.
        for full in [false, true] {
            vm.collect_called(full);
            if self.exports.count() == 0 {
                return Ok(());
            }
        }
        // What calls have left on the native stack may still lead to a dead view.
        let (view, obj) = (kinds::MEMORYVIEW, vm.intern("obj"));
        vm.each_stale(view, |vm, view| {
            if matches!(vm.getattr(view, obj), Ok(exporter) if exporter == self.value()) {
                // A view that others hold views of raises BufferError, and stays.
                let _ = vm.call_method(view, "release", &[]);
            }
        });
        if self.exports.count() == 0 {
            return Ok(());
        }
        Err(vm.buffer_error("Existing exports of data: object cannot be re-sized"))
    }

    /// Moves what begins at `from` to `to`, in a store that has room for `new_len` bytes.
    fn move_tail(self, vm: &mut Vm, from: usize, to: usize, new_len: usize) -> PyResult<()> {
        if self.start.get() + new_len > self.capacity() {
            self.make_room(vm, new_len)?;
        }
        let (start, tail) = (self.start.get(), self.len.get() - from);
        if let Some(store) = self.store.get() {
            let first = store.cells().as_ptr().cast_mut().cast::<u8>();
            // SAFETY: both ranges are within the store; its bytes are `Cell`s.
            unsafe { std::ptr::copy(first.add(start + from), first.add(start + to), tail) };
        }
        self.len.set(new_len);
        Ok(())
    }

    /// Makes the store hold `new_len` bytes behind `start`.
    fn make_room(self, vm: &mut Vm, new_len: usize) -> PyResult<()> {
        let cap = new_len.saturating_add(new_len / SLACK_DIVISOR).saturating_add(8);
        if self.start.get() == 0
            && let Some(large) = self.large_store()
            && let Some(longer) = StrBuf::lengthen(vm, large, cap)
        {
            self.link(&self.store, Some(longer));
            return Ok(());
        }
        if let Some(old) = self.move_to(vm, cap)? {
            vm.release_outgrown(old);
        }
        Ok(())
    }

    #[inline(never)]
    fn large_store(self) -> Option<Hidden> {
        self.store.get().filter(|s| is_large(*s)).map(Hidden::new)
    }

    /// Copies the bytes to a new store; the old one.
    #[inline(never)]
    fn move_to(self, vm: &mut Vm, cap: usize) -> PyResult<Option<Hidden>> {
        let store = StrBuf::alloc(vm, cap)?;
        let (old, new) = (self.as_bytes(), store.cells());
        assert!(old.len() <= new.len(), "a store that holds less than it should");
        // SAFETY: the new store has room for the bytes, and is not shared yet.
        unsafe { std::ptr::copy_nonoverlapping(old.as_ptr(), new.as_ptr().cast_mut().cast(), old.len()) };
        let hidden = self.large_store();
        self.link(&self.store, Some(store));
        self.start.set(0);
        Ok(hidden)
    }

    /// Appends bytes that are not those of this array.
    pub fn extend(self, vm: &mut Vm, with: &[u8]) -> PyResult<()> {
        self.splice(vm, self.len.get(), self.len.get(), with)
    }

    /// The buffer protocol of byte arrays.
    pub fn export(self) -> Buffer {
        self.exports.add();
        Buffer::writable(self.value(), self.cells(), |_, owner| {
            if let Some(array) = owner.cast::<ByteArray>() {
                array.exports.remove();
            }
        })
    }
}

impl Vm {
    /// A new bytearray.
    pub fn new_bytearray(&mut self, bytes: &[u8]) -> PyResult<Gc<ByteArray>> {
        self.new_bytearray_of_shape(ShapeId::BYTEARRAY, bytes, 0)
    }

    /// A bytearray of a subclass: its shape and its number of attribute slots.
    pub fn new_bytearray_of_shape(&mut self, shape: ShapeId, bytes: &[u8], slots: usize) -> PyResult<Gc<ByteArray>> {
        let array = self.alloc_with_slots(shape, ByteArray::default(), slots);
        if !bytes.is_empty() {
            let store = StrBuf::alloc(self, bytes.len())?;
            for (cell, byte) in store.cells().iter().zip(bytes) {
                cell.set(*byte);
            }
            array.link(&array.store, Some(store));
            array.len.set(bytes.len());
        }
        Ok(array)
    }
}
