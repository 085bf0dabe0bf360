//! The storage of a deque: a ring of slots whose number is a power of two.

use std::cell::Cell;
use tauraro_core::heap::{Header, Link, Storage, Trace, Tracer};
use tauraro_core::{PyResult, Value, Vm};

/// Item `i` stands in slot `(head + i) & mask`.
pub(super) struct Ring {
    storage: Link<Storage>,
    head: Cell<usize>,
    len: Cell<usize>,
}

impl Trace for Ring {
    fn trace(&self, tracer: &mut Tracer) {
        self.storage.trace(tracer);
    }
}

/// Slots of the first storage.
const FIRST_SLOTS: usize = 8;

impl Ring {
    pub(super) const fn new() -> Ring {
        Ring { storage: Link::new(None), head: Cell::new(0), len: Cell::new(0) }
    }

    #[inline(always)]
    pub(super) fn len(&self) -> usize {
        self.len.get()
    }

    pub(super) fn capacity(&self) -> usize {
        self.storage.get().map_or(0, |s| s.cap())
    }

    #[inline(always)]
    fn write(&self, i: usize, v: Value) {
        if let Some(s) = self.storage.get() {
            s.slots()[(self.head.get().wrapping_add(i)) & (s.cap() - 1)].set(s.header(), v);
        }
    }

    #[inline(always)]
    pub(super) fn get(&self, i: usize) -> Option<Value> {
        if i >= self.len.get() {
            return None;
        }
        let s = self.storage.get()?;
        Some(s.slots()[(self.head.get().wrapping_add(i)) & (s.cap() - 1)].get())
    }

    /// Replaces an item that exists.
    pub(super) fn set(&self, i: usize, v: Value) {
        debug_assert!(i < self.len());
        self.write(i, v);
    }

    #[cold]
    fn grow(&self, vm: &mut Vm, owner: &Header) -> PyResult<()> {
        let fresh = Storage::alloc(vm, (self.capacity() * 2).max(FIRST_SLOTS))?;
        for i in 0..self.len() {
            fresh.slots()[i].set_unbarriered(self.get(i).unwrap_or(Value::UNBOUND));
        }
        fresh.header().barrier();
        self.storage.set(owner, Some(fresh));
        self.head.set(0);
        Ok(())
    }

    #[inline]
    pub(super) fn push_back(&self, vm: &mut Vm, owner: &Header, v: Value) -> PyResult<()> {
        if self.len() == self.capacity() {
            self.grow(vm, owner)?;
        }
        self.write(self.len(), v);
        self.len.set(self.len() + 1);
        Ok(())
    }

    #[inline]
    pub(super) fn push_front(&self, vm: &mut Vm, owner: &Header, v: Value) -> PyResult<()> {
        if self.len() == self.capacity() {
            self.grow(vm, owner)?;
        }
        self.head.set(self.head.get().wrapping_sub(1));
        self.write(0, v);
        self.len.set(self.len() + 1);
        Ok(())
    }

    #[inline]
    pub(super) fn pop_back(&self) -> Option<Value> {
        let at = self.len().checked_sub(1)?;
        let v = self.get(at);
        self.write(at, Value::UNBOUND);
        self.len.set(at);
        v
    }

    #[inline]
    pub(super) fn pop_front(&self) -> Option<Value> {
        let v = self.get(0)?;
        self.write(0, Value::UNBOUND);
        self.head.set(self.head.get().wrapping_add(1));
        self.len.set(self.len() - 1);
        Some(v)
    }

    /// Inserts before item `i`, moving the shorter side.
    pub(super) fn insert(&self, vm: &mut Vm, owner: &Header, i: usize, v: Value) -> PyResult<()> {
        let len = self.len();
        if i < len / 2 {
            self.push_front(vm, owner, Value::UNBOUND)?;
            for j in 0..i {
                self.write(j, self.get(j + 1).unwrap_or(Value::UNBOUND));
            }
        } else {
            self.push_back(vm, owner, Value::UNBOUND)?;
            for j in (i..len).rev() {
                self.write(j + 1, self.get(j).unwrap_or(Value::UNBOUND));
            }
        }
        self.write(i, v);
        Ok(())
    }

    /// Takes out item `i`, which exists, moving the shorter side.
    pub(super) fn remove(&self, i: usize) {
        let len = self.len();
        if i < len / 2 {
            for j in (0..i).rev() {
                self.write(j + 1, self.get(j).unwrap_or(Value::UNBOUND));
            }
            self.pop_front();
        } else {
            for j in i..len - 1 {
                self.write(j, self.get(j + 1).unwrap_or(Value::UNBOUND));
            }
            self.pop_back();
        }
    }

    /// Moves the last `n < len` items to the front; negative: the first ones to the end.
    pub(super) fn rotate(&self, n: i64) {
        let steps = n.unsigned_abs() as usize;
        if self.len() == self.capacity() {
            // A full ring turns by moving its head.
            let by = if n > 0 { steps.wrapping_neg() } else { steps };
            self.head.set(self.head.get().wrapping_add(by));
            return;
        }
        for _ in 0..steps {
            let last = self.len() - 1;
            if n > 0 {
                let v = self.get(last).unwrap_or(Value::UNBOUND);
                self.write(last, Value::UNBOUND);
                self.head.set(self.head.get().wrapping_sub(1));
                self.write(0, v);
            } else {
                let v = self.get(0).unwrap_or(Value::UNBOUND);
                self.write(0, Value::UNBOUND);
                self.head.set(self.head.get().wrapping_add(1));
                self.write(last, v);
            }
        }
    }

    pub(super) fn reverse(&self) {
        let len = self.len();
        for i in 0..len / 2 {
            if let (Some(a), Some(b)) = (self.get(i), self.get(len - 1 - i)) {
                self.write(i, b);
                self.write(len - 1 - i, a);
            }
        }
    }

    pub(super) fn clear(&self, owner: &Header) {
        self.storage.set(owner, None);
        self.head.set(0);
        self.len.set(0);
    }
}
