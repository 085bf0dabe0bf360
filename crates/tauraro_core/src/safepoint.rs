//! Safepoints: where running code looks whether something else has to happen first.
//!
//! Loop back-edges, calls of Python functions and native loops read one word (`Vm::poll`); only
//! if it is not zero they come here. Whoever wants something done sets a bit of the word, from
//! any thread or signal handler.

use crate::value::PyResult;
use crate::vm::{Vm, poll};
use std::sync::atomic::Ordering;

impl Vm {
    /// Does what the poll word asks for, if anything. Raises what a signal handler raises, and
    /// MemoryError above the memory cap.
    #[inline(always)]
    pub fn safepoint(&mut self) -> PyResult<()> {
        if self.poll.load(Ordering::Relaxed) == 0 { Ok(()) } else { (self.hooks.poll)(self) }
    }

    /// Asks for the next safepoint to do what these bits stand for.
    pub fn request(&self, bits: u32) {
        self.poll.fetch_or(bits, Ordering::Release);
    }
}

/// The usual `Hooks::poll`.
pub(crate) fn run(vm: &mut Vm) -> PyResult<()> {
    let bits = vm.poll.swap(0, Ordering::AcqRel);
    if bits & poll::LOCK != 0 {
        vm.switch_thread();
    }
    if bits & poll::FINALIZERS != 0 {
        vm.run_finalizers();
    }
    if bits & poll::PENDING_CALL != 0 {
        (vm.hooks.after_collection)(vm);
    }
    if bits & poll::SIGNAL != 0 && !vm.is_main_thread() {
        vm.signals_wait = true;
    } else if bits & poll::SIGNAL != 0 {
        let handled = (vm.hooks.signals)(vm);
        if handled.is_err() {
            // The rest waits for the next safepoint.
            vm.request(bits & poll::MEMORY);
            return handled;
        }
    }
    if bits & poll::MEMORY != 0 && !vm.may_allocate(0) {
        vm.collect(true);
        if !vm.may_allocate(0) {
            return Err(vm.memory_error());
        }
    }
    Ok(())
}
