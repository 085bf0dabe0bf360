//! Weak references and finalizers: what has to happen when objects become unreachable.
//!
//! The tables hold addresses that the collector checks after marking, so they neither keep
//! anything alive nor ever lead to freed cells.

use crate::heap::{Gc, Header, Slot, Trace, Tracer, gc_bits};
use crate::kinds;
use crate::object::{Type, TypeFlags};
use crate::value::{PyResult, Value};
use crate::vm::Vm;
use std::cell::Cell;
use std::collections::{HashMap, VecDeque};

/// `weakref.ReferenceType` and, with the same layout, the proxies.
pub struct WeakRef {
    /// Address of the target, 0 once it is dead. Not traced.
    target: Cell<u64>,
    /// Called with the reference when the target has died, or None.
    pub callback: Slot,
    /// `hash(ref)`, once it is known.
    pub hash: Cell<Option<i64>>,
}

crate::payload!(WeakRef, kinds::WEAK_REF, "weakref", [callback]);

/// `weakref.ProxyType` and `CallableProxyType`.
pub struct WeakProxy {
    pub reference: Gc<WeakRef>,
}

crate::payload!(WeakProxy, kinds::WEAK_PROXY, "weakproxy", [reference]);

impl WeakRef {
    /// The target, if it is alive. Holding the result keeps it so.
    pub fn get(&self) -> Option<Value> {
        match self.target.get() {
            0 => None,
            // SAFETY: the collector clears the address when it finds the target dead.
            bits => Some(unsafe { Value::from_bits(bits) }),
        }
    }
}

/// What the `Vm` knows of dying objects.
///
/// A young collection looks only at what was registered since the last one: neither an old
/// object nor an old weak reference can die in it. Invariant: whatever is young and has a
/// finalizer or a weak reference, or is one, stands in `young` or `young_targets`.
#[derive(Default)]
pub(crate) struct Finalizers {
    /// Young objects whose type has a finalizer that has not run.
    young: Vec<*const Header>,
    /// The same for old objects.
    old: Vec<*const Header>,
    /// Unreachable objects whose finalizer is to run.
    pub(crate) queue: VecDeque<Value>,
    /// Weak references by target address.
    weak: HashMap<u64, Vec<*const Header>, foldhash::fast::FixedState>,
    /// Targets that have got a weak reference since the last collection.
    young_targets: Vec<u64>,
    /// Weak references whose callback is to be called.
    callbacks: VecDeque<Value>,
    running: bool,
}

impl Trace for Finalizers {
    fn trace(&self, tracer: &mut Tracer) {
        for v in self.queue.iter().chain(&self.callbacks) {
            tracer.value(*v);
        }
    }
}

impl Finalizers {
    pub(crate) fn has_callbacks(&self) -> bool {
        !self.callbacks.is_empty()
    }
}

fn is_marked(header: *const Header, reached: u8) -> bool {
    // SAFETY: called between marking and sweeping, when no cell of the tables is freed yet.
    unsafe { (*header).gc() & reached != 0 }
}

/// Whether a live cell may die in a young collection.
fn is_young(header: *const Header) -> bool {
    // SAFETY: as in `is_marked`.
    unsafe { (*header).gc() & gc_bits::OLD == 0 }
}

/// Whether a live object that is weakly referenced, or such a reference, may.
fn is_young_entry(target: u64, references: &[*const Header]) -> bool {
    is_young(target as *const Header) || references.iter().any(|r| is_young(*r))
}

impl Vm {
    /// Has `obj`'s finalizer (`slots.finalize` of its type) called once it is unreachable.
    pub fn register_finalizable(&mut self, obj: Value) {
        if let Some(header) = obj.header()
            && header.gc() & (gc_bits::FINALIZE | gc_bits::FINALIZED) == 0
        {
            header.set_gc(header.gc() | gc_bits::FINALIZE);
            self.finalizers.young.push(header);
        }
    }

    /// Has a new instance's finalizer called one day, if its class has one.
    #[inline(always)]
    pub fn note_instance(&mut self, cls: Gc<Type>, obj: Value) {
        if cls.slots.finalize.get().is_some() {
            self.register_finalizable(obj);
        }
    }

    /// Forgets the finalizer of an object that has nothing left to finalize.
    pub fn finalizer_not_needed(header: &Header) {
        header.set_gc(header.gc() | gc_bits::FINALIZED);
    }

    /// A weak reference of type `cls`. One without a callback and of exactly the type
    /// ReferenceType is shared. Raises TypeError if the target cannot be weakly referenced.
    pub fn new_weakref(&mut self, cls: Gc<Type>, target: Value, callback: Option<Value>) -> PyResult<Gc<WeakRef>> {
        let ty = self.type_of(target);
        let (Some(_), true) = (target.header(), ty.weakrefs.get()) else {
            return Err(self.type_error(format!("cannot create weak reference to '{}' object", ty.name_str())));
        };
        let callback = callback.and_then(Value::non_none);
        if callback.is_none()
            && cls == self.types.weakref
            && let Some(shared) = self.shared_weakref(target)
        {
            return Ok(shared);
        }
        let payload = WeakRef {
            target: Cell::new(target.bits()),
            callback: Slot::new(callback.unwrap_or(Value::NONE)),
            hash: Cell::new(None),
        };
        let slots = usize::from(cls.inline_slots.get());
        let made = self.alloc_with_slots(cls.root_shape.get(), payload, slots);
        self.finalizers.weak.entry(target.bits()).or_default().push(made.header());
        self.finalizers.young_targets.push(target.bits());
        Ok(made)
    }

    fn shared_weakref(&self, target: Value) -> Option<Gc<WeakRef>> {
        self.weakrefs_of(target)
            .into_iter()
            .map(|h| self.weakref_at(h))
            .find(|r| r.callback.get().is_none() && r.shape() == self.types.weakref.root_shape.get())
    }

    fn weakref_at(&self, header: *const Header) -> Gc<WeakRef> {
        // SAFETY: the table holds live weak references only: dead ones are taken out before
        // their cells are freed.
        unsafe { Gc::from_bits(header as u64) }
    }

    fn weakrefs_of(&self, target: Value) -> Vec<*const Header> {
        self.finalizers.weak.get(&target.bits()).cloned().unwrap_or_default()
    }

    /// Calls `f` with each weak reference to `target`, in the order of their making.
    pub fn each_weakref(
        &mut self,
        target: Value,
        mut f: impl FnMut(&mut Vm, Gc<WeakRef>) -> PyResult<()>,
    ) -> PyResult<()> {
        for header in self.weakrefs_of(target) {
            let reference = self.weakref_at(header);
            f(self, reference)?;
        }
        Ok(())
    }

    /// After marking: moves unreachable objects with finalizers to the queue; their number.
    pub(crate) fn queue_finalizable(&mut self, full: bool) -> usize {
        let (before, reached) = (self.finalizers.queue.len(), self.heap.reached());
        let Finalizers { young, old, queue, .. } = &mut self.finalizers;
        let mut keep = |header: &*const Header| {
            if is_marked(*header, reached) {
                return true;
            }
            // SAFETY: as in `is_marked`.
            let header = unsafe { &**header };
            if header.gc() & gc_bits::FINALIZED == 0 {
                header.set_gc(header.gc() | gc_bits::FINALIZED);
                queue.push_back(header.value());
            }
            false
        };
        if full {
            old.retain(&mut keep);
        }
        old.extend(young.drain(..).filter(keep));
        self.finalizers.queue.len() - before
    }

    /// After marking: empties weak references to unmarked targets and queues their callbacks.
    pub(crate) fn clear_dead_weakrefs(&mut self, full: bool) {
        let reached = self.heap.reached();
        let Finalizers { weak, young_targets, callbacks, .. } = &mut self.finalizers;
        let mut keep = |target: u64, references: &mut Vec<*const Header>| {
            references.retain(|r| is_marked(*r, reached));
            if is_marked(target as *const Header, reached) {
                return !references.is_empty();
            }
            // The latest reference's callback comes first.
            for r in references.iter().rev() {
                // SAFETY: the reference is marked, so it is alive.
                let reference: Gc<WeakRef> = unsafe { Gc::from_bits(*r as u64) };
                reference.target.set(0);
                if !reference.callback.get().is_none() {
                    callbacks.push_back(reference.value());
                }
            }
            false
        };
        if full {
            weak.retain(|target, references| keep(*target, references));
            // What only finalizers lead to survives young, however old it was.
            young_targets.clear();
            young_targets.extend(weak.iter().filter(|entry| is_young_entry(*entry.0, entry.1)).map(|entry| *entry.0));
        } else {
            for target in young_targets.iter() {
                if let Some(references) = weak.get_mut(target)
                    && !keep(*target, references)
                {
                    weak.remove(target);
                }
            }
        }
        young_targets.retain(|target| weak.get(target).is_some_and(|refs| is_young_entry(*target, refs)));
    }

    /// Runs the finalizers and callbacks that collections have queued; the number of finalizers.
    /// Exceptions of theirs are reported, not raised.
    pub fn run_finalizers(&mut self) -> usize {
        if std::mem::replace(&mut self.finalizers.running, true) {
            return 0;
        }
        let mut count = 0;
        let pending = self.exception.take();
        loop {
            if let Some(reference) = self.finalizers.callbacks.pop_front() {
                let callback = reference.cast::<WeakRef>().map_or(Value::NONE, |r| r.callback.get());
                if self.call(callback, &[reference]).is_err() {
                    self.report_unraisable("Exception ignored while calling weakref callback", callback);
                }
            } else if let Some(obj) = self.finalizers.queue.pop_front() {
                self.finalize(obj);
                count += 1;
            } else {
                break;
            }
        }
        self.exception = pending;
        self.finalizers.running = false;
        count
    }

    fn finalize(&mut self, obj: Value) {
        let ty = self.type_of(obj);
        if let Some(finalize) = ty.slots.finalize.get()
            && finalize(self, obj).is_err()
        {
            let culprit = self.lookup(ty, self.names.del).unwrap_or(obj);
            self.report_unraisable("Exception ignored while calling deallocator", culprit);
        }
    }

    /// Whether the program may have left something that runs code of its own when it becomes
    /// unreachable: an object with a `__del__`, a suspended generator, a weak reference with a
    /// callback.
    pub fn may_run_finalizers(&self) -> bool {
        let Finalizers { young, old, queue, weak, callbacks, .. } = &self.finalizers;
        let runs_code = |header: &&*const Header| {
            // SAFETY: registered objects are alive until a collection takes them out.
            let header = unsafe { &***header };
            let ty = self.type_of(header.value());
            let is_generator = header.kind() == kinds::GENERATOR;
            header.gc() & gc_bits::FINALIZED == 0 && (ty.has(TypeFlags::HEAP) || is_generator)
        };
        let calls = |r: &*const Header| !self.weakref_at(*r).callback.get().is_none();
        !queue.is_empty()
            || !callbacks.is_empty()
            || young.iter().chain(old).any(|h| runs_code(&h))
            || weak.values().flatten().any(calls)
    }

    /// Queues the finalizers of all objects that have one, reachable or not: the program ends.
    pub fn queue_all_finalizers(&mut self) {
        let Finalizers { young, old, queue, .. } = &mut self.finalizers;
        for header in old.drain(..).chain(young.drain(..)) {
            // SAFETY: registered objects are alive until a collection takes them out.
            let header = unsafe { &*header };
            if header.gc() & gc_bits::FINALIZED == 0 {
                header.set_gc(header.gc() | gc_bits::FINALIZED);
                queue.push_back(header.value());
            }
        }
    }

    /// Hands the pending exception to `sys.unraisablehook`; drops it where there is none.
    pub fn report_unraisable(&mut self, message: &str, obj: Value) {
        let exc = self.take_exception();
        (self.hooks.unraisable)(self, exc, message, obj);
        self.exception = None;
    }
}
