//! Looking at the heap: what the module `gc` shows.

use super::{Header, Tracer, collect};
use crate::shape::ShapeId;
use crate::value::Value;
use crate::vm::Vm;

/// Collections so far and what is to be known of them.
#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) young: usize,
    pub(crate) full: usize,
    /// Count dead objects, which takes a walk over the heap.
    pub(crate) count_dead: bool,
    pub(crate) dead: usize,
    /// The running instruction asked for a collection: dead temporaries are no roots.
    pub(crate) called: bool,
    /// Ask for a call of `Hooks::after_collection`.
    pub(crate) report: bool,
}

impl Vm {
    /// Whether the running collection was asked for by a program: then the running frame stands at
    /// the instruction that led to it.
    pub fn collection_was_called(&self) -> bool {
        self.heap.counts.called
    }

    /// A collection in which only what the program can still reach keeps anything alive.
    pub fn collect_called(&mut self, full: bool) {
        self.heap.counts.called = true;
        self.collect(full);
        self.heap.counts.called = false;
    }

    /// Runs a full collection, then calls `f` with each object of a kind that nothing refers to but
    /// a word on a native stack, which may be stale. `f` must not need it to be collected.
    pub fn each_stale(&mut self, kind: super::Kind, mut f: impl FnMut(&mut Vm, Value)) {
        self.heap.watched = Some(kind);
        self.collect_called(true);
        self.heap.watched = None;
        let paused = std::mem::replace(&mut self.heap.paused, true);
        while let Some(header) = self.heap.stale.pop() {
            // SAFETY: the collection has kept it, and there was no other.
            f(self, unsafe { (*header).value() });
        }
        self.heap.paused = paused;
    }

    /// Runs a collection; the number of Python objects that were unreachable.
    pub fn collect_counting(&mut self, full: bool) -> usize {
        self.heap.counts.count_dead = true;
        self.heap.counts.dead = 0;
        self.collect_called(full);
        self.heap.counts.count_dead = false;
        self.heap.counts.dead
    }

    /// Frees the cells that the last collection has found dead.
    pub fn sweep_all(&mut self) {
        self.heap.prepare_to_mark();
    }

    /// Calls `f` with every Python object. Comes after `collect_counting` and `sweep_all`; `f`
    /// must not allocate.
    pub fn each_object(&self, mut f: impl FnMut(&Vm, Value)) {
        self.heap.each_cell(|header| {
            if header.shape() != ShapeId::NONE {
                f(self, header.value());
            }
        });
    }

    /// Calls `f` with everything to which the object refers directly, its class included. `f`
    /// must not allocate.
    pub fn each_reference(&self, v: Value, mut f: impl FnMut(Value)) {
        let Some(header) = v.header() else { return };
        let mut tracer = Tracer::that_only_looks(&self.shapes);
        collect::trace_cell(self, header, &mut tracer);
        while let Some(found) = tracer.pending.pop() {
            // SAFETY: what a live cell refers to is alive.
            let found = unsafe { &*found };
            if found.shape() == ShapeId::NONE {
                // Storage stands for what it holds.
                collect::trace_cell(self, found, &mut tracer);
            } else {
                f(found.value());
            }
        }
    }

    /// Bytes that were allocated since the last collection, about.
    pub fn young_bytes(&self) -> usize {
        self.heap.young_bytes
    }

    /// Number of young and full collections so far.
    pub fn collections(&self) -> (usize, usize) {
        (self.heap.counts.young, self.heap.counts.full)
    }

    /// Whether `Hooks::after_collection` is called.
    pub fn report_collections(&mut self, report: bool) {
        self.heap.counts.report = report;
    }
}

impl Header {
    /// Whether the object's finalizer has run or is about to.
    pub fn is_finalized(&self) -> bool {
        self.gc() & super::gc_bits::FINALIZED != 0
    }
}
