//! The ways into the loop: a frame that begins, and a body that is resumed by native code.

use crate::exceptions;
use crate::frame::Frame;
use crate::generator::Resume;
use crate::machine::{self, Ran};
use crate::operands::a;
use crate::run::run;
use tauraro_core::{PyResult, Raised, Vm};

/// Runs a new current frame to its end.
pub(crate) fn run_frame(vm: &mut Vm, frame: *mut Frame) -> PyResult {
    vm.thread.frame = frame.cast();
    // SAFETY: the frame is the current one and begins.
    match unsafe { machine::run(vm, frame) } {
        None => run(vm, frame),
        Some(Ran::Returned(v)) => {
            // SAFETY: the frame is the current one.
            vm.thread.frame = unsafe { (*frame).below.cast() };
            Ok(v)
        }
        // SAFETY: as above.
        Some(Ran::Left(exit)) => unsafe { machine::finish(vm, frame, exit) },
    }
}

/// Runs a generator's frame: from its start, or from the `Yield` where it stands.
pub(crate) fn resume_frame(vm: &mut Vm, frame: *mut Frame, with: Resume, started: bool) -> PyResult {
    vm.thread.frame = frame.cast();
    match with {
        Resume::Send(v) => {
            if started {
                // SAFETY: a suspended body stands at a Yield or YieldFrom, whose first operand
                // is the register that receives what is sent.
                unsafe {
                    let word = *(*frame).pc;
                    *(*frame).regs.add(a(word)) = v;
                    (*frame).pc = (*frame).pc.add(1);
                }
            }
            run(vm, frame)
        }
        Resume::Throw(exc) => {
            if !started {
                // The exception comes from the `ReturnGenerator` before the body's first
                // instruction, where no handler of the body holds.
                // SAFETY: a body that has not started stands behind that instruction.
                unsafe { (*frame).pc = (*frame).pc.sub(1) };
            }
            let exc = if vm.thread.tracing { crate::trace::thrown(vm, frame, exc) } else { exc };
            // Only what the body itself handles becomes the context, not what its caller does.
            // SAFETY: the frame of the body is the running one.
            if vm.handled == unsafe { (*frame).handled } {
                vm.raise_again(exc);
            } else {
                vm.raise(exc);
            }
            if exceptions::unwind(vm, frame, true) { run(vm, frame) } else { Err(Raised) }
        }
    }
}
