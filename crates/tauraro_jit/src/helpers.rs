//! What machine code calls.

use crate::lower::Helpers;
use crate::outside;
use tauraro_core::heap::Header;
use tauraro_core::{List, PyResult, Value, Vm};
use tauraro_interp::machine::{self, Family, MachineFrame};

/// The addresses.
pub(crate) fn all() -> Helpers {
    Helpers {
        box_int: box_int as *const () as usize,
        box_nan: box_nan as *const () as usize,
        step,
        outside: outside::address,
        dict_find: outside::dict_find as *const () as usize,
        dict_get: outside::dict_get as *const () as usize,
        dict_set: outside::dict_set as *const () as usize,
        catch: outside::catch as *const () as usize,
        raise: outside::raise as *const () as usize,
        next_pair: outside::next_pair as *const () as usize,
        natives: [
            outside::native1 as *const () as usize,
            outside::native2 as *const () as usize,
            outside::native3 as *const () as usize,
        ],
        append: append as *const () as usize,
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

macro_rules! steps {
    ($($name:ident $family:ident;)*) => {
        $(
            /// Executes an instruction of a family on the window. 0: it raised; 2: it jumps.
            extern "sysv64" fn $name(vm: *mut Vm, frame: *mut MachineFrame, pc: *mut u64) -> u64 {
                // SAFETY: machine code passes what it was entered with and an instruction of that frame.
                let done: PyResult<bool> = unsafe { machine::execute(&mut *vm, frame, pc, Family::$family) };
                done.map_or(0, |jumps| 1 + u64::from(jumps))
            }
        )*

        /// The helper that executes instructions of a family.
        fn step(family: Family) -> usize {
            match family {
                $(Family::$family => $name as *const () as usize,)*
            }
        }
    };
}

steps! {
    step_test Tests;
    step_operator Operators;
    step_place Places;
    step_call Calls;
    step_other Others;
}

/// Puts a value behind the last item of a list. 0: there is no memory.
extern "sysv64" fn append(vm: *mut Vm, list: u64, v: u64) -> u64 {
    // SAFETY: machine code passes what it was entered with and the bits of two values, the first a list.
    let (vm, list, v) = unsafe { (&mut *vm, Value::from_bits(list), Value::from_bits(v)) };
    let Some(list) = list.cast::<List>() else { unreachable!("its shape was checked") };
    u64::from(list.push(vm, v).is_ok())
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
    let done: PyResult = unsafe { machine::finish(&mut *vm, frame, left) };
    done.map_or(0, Value::bits)
}
