//! What machine code calls.

use crate::lower::Helpers;
use crate::tiers;
use tauraro_core::heap::Header;
use tauraro_core::{PyResult, Value, Vm};
use tauraro_interp::machine::{self, MachineFrame, Running};

/// The addresses.
pub(crate) fn all() -> Helpers {
    Helpers {
        box_int: box_int as *const () as usize,
        box_nan: box_nan as *const () as usize,
        step: step as *const () as usize,
        remember: remember as *const () as usize,
        finish: finish as *const () as usize,
    }
}

extern "sysv64" fn box_int(vm: *mut Vm, i: i64) -> u64 {
    // SAFETY: machine code passes what it was entered with, and its caller has lent the `Vm`.
    unsafe { (*vm).new_int(i).bits() }
}

extern "sysv64" fn box_nan(_: *mut Vm, bits: u64) -> u64 {
    Value::float(f64::from_bits(bits)).bits()
}

/// Executes an instruction on the window. 0: it raised; 2: it jumps.
extern "sysv64" fn step(vm: *mut Vm, frame: *mut MachineFrame, pc: *mut u64) -> u64 {
    // SAFETY: machine code passes what it was entered with and an instruction of that frame.
    let done: PyResult<bool> = unsafe { machine::execute(&mut *vm, frame, pc) };
    done.map_or(0, |jumps| 1 + u64::from(jumps))
}

/// An old cell was written to.
extern "sysv64" fn remember(cell: *const Header) -> u64 {
    // SAFETY: machine code passes a live cell.
    unsafe { (*cell).barrier() };
    0
}

/// A function that machine code has called left its unit by an exit: the interpreter brings it to its
/// end. 0: it raised.
extern "sysv64" fn finish(vm: *mut Vm, frame: *mut MachineFrame, left: u64) -> u64 {
    // SAFETY: machine code passes what it was entered with and the frame that it has pushed.
    let (vm, running) = unsafe { (&mut *vm, Running::new(frame)) };
    tiers::finish(vm, running, left).map_or(0, Value::bits)
}
