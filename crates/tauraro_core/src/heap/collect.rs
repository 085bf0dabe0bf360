//! A collection: roots, marking, weak references, finalizers.
//!
//! Order: mark from the roots; what has `__del__` and was not reached is queued and marked from
//! there (it lives until its finalizer has run, PEP 442); weak references to what is still
//! unmarked are cleared; types drop dead subclasses; then sweeping may begin.

use super::stack::{self, StackRange};
use super::{Header, Tracer, gc_bits};
use crate::object::Type;
use crate::value::Value;
use crate::vm::{Vm, poll};
use std::sync::atomic::Ordering;

/// What a collection has found.
#[derive(Clone, Copy, Default, Debug)]
pub struct Collected {
    /// Objects with finalizers that were unreachable.
    pub finalizable: usize,
    /// Bytes that are still in use.
    pub bytes: usize,
}

impl Vm {
    /// Runs a collection; `full` looks at old objects too. Finalizers and weak reference
    /// callbacks run at the next safepoint.
    #[inline(never)]
    pub fn collect(&mut self, full: bool) -> Collected {
        if self.heap.collecting {
            return Collected::default();
        }
        if full {
            (self.hooks.before_full_collection)(self);
        }
        // Registers that a caller must preserve may hold the only reference to a cell.
        stack::with_registers(|registers| {
            // Frames from here on belong to the collector: what they leave unset is no reference.
            let low = crate::vm::approximate_stack_pointer();
            self.collect_from(full, registers, low)
        })
    }

    /// Called by allocation.
    #[cold]
    #[inline(never)]
    pub(crate) fn collect_now(&mut self) {
        let full = self.heap.full_is_due();
        self.collect(full);
    }

    fn collect_from(&mut self, full: bool, registers: &[usize], low: usize) -> Collected {
        self.heap.collecting = true;
        self.heap.prepare_to_mark();
        if full {
            self.heap.unmark_all();
            self.heap.old_bytes = 0;
        }
        let mut mark = Mark { bytes: 0, held: Vec::new() };
        let old = self.heap.mark;
        let mut pending = Vec::new();
        let remembered = std::mem::take(&mut self.heap.remembered);
        let appended = std::mem::take(&mut self.heap.appended);
        mark.with(self, &mut pending, old, |vm, tracer| {
            for header in &remembered {
                // SAFETY: remembered cells are old, so they were alive at the last collection
                // and nothing was freed since.
                let header = unsafe { &**header };
                header.set_gc(header.gc() & !gc_bits::REMEMBERED);
                trace_cell(vm, header, tracer);
            }
            for (header, slot) in &appended {
                // SAFETY: as above; rows are `Storage`.
                let row = unsafe { super::Gc::<super::Storage>::from_bits(*header as u64) };
                row.header().set_gc(row.header().gc() & !gc_bits::APPENDED);
                row.trace_from(*slot, tracer);
            }
            vm.trace_roots(tracer);
            if vm.heap.watched.is_none() {
                vm.mark_stack(registers, low, tracer);
            }
        });
        if let Some(kind) = self.heap.watched {
            self.heap.note_unreached(kind);
            mark.with(self, &mut pending, old, |vm, tracer| vm.mark_stack(registers, low, tracer));
            let reached = self.heap.reached();
            // SAFETY: nothing was freed since they were noted.
            self.heap.stale.retain(|header| unsafe { (**header).gc() & reached != 0 });
        }
        let old_bytes = mark.bytes;
        self.count_collection(full);
        let finalizable = self.queue_finalizable(full);
        let held = std::mem::take(&mut mark.held);
        mark.with(self, &mut pending, gc_bits::SURVIVES, |vm, tracer| {
            for header in held {
                // SAFETY: registers and stacks hold live cells only, and nothing was freed since.
                tracer.cell(unsafe { &*header });
            }
            for v in &vm.finalizers.queue {
                tracer.value(*v);
            }
        });
        self.clear_dead_weakrefs(full);
        self.forget_dead_types();
        self.interned.forget_dead(full, self.heap.reached());
        self.heap.old_bytes += old_bytes;
        self.heap.after_mark();
        if full {
            self.heap.old_bytes_after_full = self.heap.old_bytes;
            self.heap.release_empty_blocks();
            self.heap.blocks.memory.cool();
        }
        self.heap.collecting = false;
        if self.heap.counts.report && !self.heap.counts.count_dead {
            self.request(poll::PENDING_CALL);
        }
        if !self.finalizers.queue.is_empty() || self.finalizers.has_callbacks() {
            self.poll.fetch_or(poll::FINALIZERS, Ordering::Relaxed);
        }
        Collected { finalizable, bytes: self.heap.old_bytes }
    }

    fn count_collection(&mut self, full: bool) {
        let counts = &mut self.heap.counts;
        *(if full { &mut counts.full } else { &mut counts.young }) += 1;
        if counts.count_dead {
            let (mut dead, reached) = (0, self.heap.reached());
            self.heap.each_cell(|header| {
                let unreached = header.gc() & reached == 0;
                dead += usize::from(unreached && header.shape() != crate::shape::ShapeId::NONE);
            });
            self.heap.counts.dead += dead;
        }
    }

    /// Marks what the native stack may refer to: any word that points into a cell counts.
    fn mark_stack(&self, registers: &[usize], low: usize, tracer: &mut Tracer) {
        for word in self.native_words(registers, low) {
            if let Some(cell) = self.heap.blocks.find(word) {
                // SAFETY: `find` gives cells of blocks in use; a free one has a zero word.
                unsafe {
                    if *cell.cast::<u64>() != 0 {
                        tracer.held_cell(&*cell);
                    }
                }
            }
        }
    }

    /// The words of registers and native stacks, this thread's from `low` on and those of parked
    /// ones.
    pub(super) fn native_words<'a>(&'a self, registers: &'a [usize], low: usize) -> impl Iterator<Item = usize> + 'a {
        let here = StackRange { low: low & !7, high: self.stack_base & !7 };
        let parked = self.parked.iter().flat_map(|thread| thread.stack().words());
        registers.iter().copied().chain(here.words()).chain(parked)
    }

    /// Drops types without marks from their bases' lists and gives their shapes back.
    fn forget_dead_types(&mut self) {
        let reached = self.heap.reached();
        let is_live = |t: &crate::heap::Gc<Type>| t.header().gc() & reached != 0;
        let mut types = std::mem::take(&mut self.all_types);
        let (mut i, mut lost) = (0, false);
        while i < types.len() {
            if is_live(&types[i]) {
                i += 1;
                continue;
            }
            lost = true;
            let dead = types.swap_remove(i);
            let shapes = dead.shapes.borrow().clone();
            self.shapes.release(&shapes);
        }
        if lost {
            for t in &types {
                t.subclasses.borrow_mut().retain(is_live);
            }
            self.method_cache.clear();
        }
        self.all_types = types;
    }
}

/// Reports what a cell refers to; the bytes that it owns outside of the heap.
pub(super) fn trace_cell(vm: &Vm, header: &Header, tracer: &mut Tracer) -> usize {
    let info = vm.heap.kind_info(header.kind());
    // SAFETY: the info is that of the cell's kind.
    unsafe { (info.trace)(header, tracer) };
    // SAFETY: as above.
    let outside = if info.finalize.is_some() { unsafe { (info.outside_bytes)(header) } } else { 0 };
    // The class, and with it the meaning of the shape; attribute slots behind the payload. Classes
    // of built-in shapes are roots.
    let shape = header.shape();
    if !shape.is_built_in()
        && let Some(class) = vm.shapes.class(shape)
    {
        tracer.cell(class.header());
    }
    for slot in vm.slots_of(header) {
        tracer.value(slot.get());
    }
    outside
}

/// Marking: counts the bytes of what becomes old.
struct Mark {
    bytes: usize,
    /// See `Tracer::held`.
    held: Vec<*const Header>,
}

impl Mark {
    /// Reports roots with `roots`, then marks everything that can be reached from them.
    fn with(&mut self, vm: &mut Vm, pending: &mut Vec<*const Header>, bit: u8, roots: impl FnOnce(&Vm, &mut Tracer)) {
        let vm = &*vm;
        let unit = if bit == gc_bits::SURVIVES { super::blocks::MARKED_SURVIVES } else { 1 };
        let (keep, seen) = (!gc_bits::OLD, vm.heap.reached());
        let pending_first = std::mem::take(pending);
        let mut tracer =
            Tracer { pending: pending_first, bit, keep, unit, seen, shapes: &vm.shapes, bytes: 0, held: Vec::new() };
        roots(vm, &mut tracer);
        while let Some(header) = tracer.pending.pop() {
            // SAFETY: only live cells are reported.
            let header = unsafe { &*header };
            tracer.count(header);
            self.bytes += trace_cell(vm, header, &mut tracer);
        }
        self.bytes += tracer.bytes;
        self.held.append(&mut tracer.held);
        *pending = tracer.pending;
    }
}

/// Keeps a value alive for the collector up to this point of the program.
#[inline(always)]
pub fn keep_alive(v: Value) {
    std::hint::black_box(v);
}
