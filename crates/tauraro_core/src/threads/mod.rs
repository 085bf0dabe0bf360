//! Threads of one isolate: they share a `Vm` and take turns under its lock.
//!
//! ```text
//! thread A   runs Python ........ without_lock( blocked in the system ) ..... runs Python
//! thread B   waits for the lock . runs Python .............................. waits
//! ```
//!
//! What belongs to the running thread stands in the `Vm` itself (`vm.thread`, the pending and the
//! handled exception, the limits of the native stack). A thread that gives the lock away *parks*:
//! it stores all that in `Vm::parked`, with the part of its native stack that may hold
//! references, so that the collector finds them. Invariant: `parked` has an entry for each
//! thread of the isolate but the running one.
//!
//! A thread that has waited for the lock for one switch interval sets the bit `LOCK` of the poll
//! word; the running one then lets it in at its next safepoint.

mod lock;
mod waker;

use crate::heap::{StackRange, Trace, Tracer, with_registers};
use crate::value::{PyResult, Value};
use crate::vm::{ThreadState, Vm, poll};
use std::time::{Duration, Instant};

pub(crate) use lock::IsolateLock;
pub use waker::Waker;

/// A thread that does not run.
pub(crate) struct Parked {
    thread: ThreadState,
    exception: Option<Value>,
    handled: Value,
    native_limit: usize,
    stack_base: usize,
    stack: StackRange,
}

impl Trace for Parked {
    fn trace(&self, tracer: &mut Tracer) {
        self.thread.trace(tracer);
        self.exception.trace(tracer);
        self.handled.trace(tracer);
    }
}

impl Parked {
    pub(crate) fn stack(&self) -> StackRange {
        self.stack
    }
}

/// The way of a new thread to its isolate.
pub struct Entrance {
    vm: *mut Vm,
    serial: u64,
}

// SAFETY: the pointer is used only under the isolate's lock, and the isolate is not dropped while
// it has threads (see `Vm::has_threads`).
unsafe impl Send for Entrance {}

impl Vm {
    /// Number of the isolate's threads that are not running now.
    pub fn has_threads(&self) -> bool {
        !self.parked.is_empty()
    }

    /// Whether the running thread is the one that made the isolate: it handles signals.
    pub fn is_main_thread(&self) -> bool {
        self.thread.serial == 0
    }

    /// The interpreter's frames of all threads, the running one first.
    pub fn thread_frames(&self) -> impl Iterator<Item = *mut ()> + '_ {
        std::iter::once(self.thread.frame).chain(self.parked.iter().map(|p| p.thread.frame))
    }

    /// The states of all threads, the running one first.
    pub fn threads(&self) -> impl Iterator<Item = &ThreadState> + '_ {
        std::iter::once(&self.thread).chain(self.parked.iter().map(|p| &p.thread))
    }

    /// Does something to the states of all threads.
    pub fn for_each_thread(&mut self, mut f: impl FnMut(&mut ThreadState)) {
        f(&mut self.thread);
        self.parked.iter_mut().for_each(|p| f(&mut p.thread));
    }

    /// Runs `f` while other threads may run Python code: for whatever may block. `f` touches
    /// neither the `Vm` nor any `Value`.
    pub fn without_lock<T>(&mut self, f: impl FnOnce() -> T) -> T {
        if self.parked.is_empty() {
            // Only a running thread can start another one.
            return f();
        }
        with_registers(|registers| {
            std::hint::black_box(registers);
            let serial = self.park();
            self.lock.clone().release();
            let result = f();
            self.come_back(serial);
            result
        })
    }

    /// Lets another thread run that waits for the lock.
    pub fn switch_thread(&mut self) {
        if !self.has_threads() {
            return;
        }
        with_registers(|registers| {
            std::hint::black_box(registers);
            let serial = self.park();
            let lock = self.lock.clone();
            lock.release_to_other();
            self.come_back(serial);
        });
    }

    /// Waits until `ready` says so or the deadline passes; whether it was ready. Other threads run
    /// meanwhile; `wake` of the thread's `Waker` has `ready` asked again. Signal handlers run, and
    /// what they raise is raised.
    pub fn wait_until(&mut self, deadline: Option<Instant>, mut ready: impl FnMut(&mut Vm) -> bool) -> PyResult<bool> {
        let waker = self.thread.waker.clone();
        loop {
            if ready(self) {
                return Ok(true);
            }
            let rest = match deadline {
                None => None,
                Some(deadline) => match deadline.checked_duration_since(Instant::now()).filter(|d| !d.is_zero()) {
                    None => return Ok(false),
                    rest => rest,
                },
            };
            self.without_lock(|| waker.wait(rest));
            self.safepoint()?;
        }
    }

    #[inline(never)]
    fn park(&mut self) -> u64 {
        let serial = self.thread.serial;
        let fresh = ThreadState::unused();
        let parked = Parked {
            thread: std::mem::replace(&mut self.thread, fresh),
            exception: self.exception.take(),
            handled: std::mem::replace(&mut self.handled, Value::NONE),
            native_limit: self.native_limit,
            stack_base: self.stack_base,
            stack: StackRange::from_here(self.stack_base),
        };
        self.parked.push(parked);
        // The running thread may be any other from now on.
        std::hint::black_box(std::ptr::from_mut(self));
        serial
    }

    #[inline(never)]
    fn come_back(&mut self, serial: u64) {
        let lock = self.lock.clone();
        lock.acquire(&self.poll);
        std::hint::black_box(std::ptr::from_mut(self));
        self.unpark(serial);
    }

    fn unpark(&mut self, serial: u64) {
        let at = self.parked.iter().position(|p| p.thread.serial == serial);
        let parked = self.parked.swap_remove(at.expect("a thread parks before it comes back"));
        self.thread = parked.thread;
        self.exception = parked.exception;
        self.handled = parked.handled;
        self.native_limit = parked.native_limit;
        self.stack_base = parked.stack_base;
        if self.is_main_thread() && std::mem::take(&mut self.signals_wait) {
            self.request(poll::SIGNAL);
        }
    }

    /// Prepares a thread that is to run with the interpreter state `thread`; `root` is kept for it
    /// until it takes it.
    pub fn prepare_thread(&mut self, mut thread: ThreadState, root: Value) -> Entrance {
        self.last_serial += 1;
        thread.serial = self.last_serial;
        thread.root = root;
        self.parked.push(Parked {
            thread,
            exception: None,
            handled: Value::NONE,
            native_limit: 0,
            stack_base: 0,
            stack: StackRange { low: 0, high: 0 },
        });
        Entrance { vm: std::ptr::from_mut(self), serial: self.last_serial }
    }

    /// Takes back what `prepare_thread` did: the system has no thread to give.
    pub fn abandon_thread(&mut self, serial: u64) {
        self.parked.retain(|p| p.thread.serial != serial);
    }

    /// Gives the isolate's lock away for good: the running thread ends.
    fn leave(&mut self) {
        self.thread = ThreadState::unused();
        self.exception = None;
        self.handled = Value::NONE;
    }
}

impl Entrance {
    /// Number of the thread in its isolate.
    pub fn serial(&self) -> u64 {
        self.serial
    }

    /// Runs `f` as the new thread, which has a native stack of `stack_bytes`; returns when `f` has
    /// and the lock is given away.
    pub fn enter(self, stack_bytes: usize, f: impl FnOnce(&mut Vm)) {
        // SAFETY: the isolate lives while it has parked threads, as this is one. The lock is taken
        // through a clone of its handle, which nobody changes after the isolate was made.
        let lock = unsafe { (*self.vm).lock.clone() };
        // SAFETY: as above; so is the poll word.
        let word = unsafe { (*self.vm).poll.clone() };
        lock.acquire(&word);
        // SAFETY: the lock is held, so no other thread uses the isolate until it is given away.
        let vm = unsafe { &mut *self.vm };
        vm.unpark(self.serial);
        vm.set_native_stack(stack_bytes);
        f(vm);
        vm.leave();
        lock.release();
    }
}

/// Time from now until a deadline that may be too far for the clock.
pub fn deadline_after(seconds: f64) -> Option<Instant> {
    let time = Duration::try_from_secs_f64(seconds).ok()?;
    Instant::now().checked_add(time)
}
