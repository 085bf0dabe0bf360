//! The functions of the runtime that machine code calls with values, at the machine's call interface.

use crate::ir::Outside;
use tauraro_core::object::CompareOp;
use tauraro_core::ops::BinaryOp;
use tauraro_core::{PyResult, Value, Vm};
use tauraro_interp::direct;
use tauraro_interp::machine::{self, MachineFrame};

fn bits(v: Option<Value>) -> u64 {
    v.map_or(0, Value::bits)
}

/// 0: declined; 1: no; 2: yes.
fn answer(holds: Option<bool>) -> u64 {
    holds.map_or(0, |holds| 1 + u64::from(holds))
}

macro_rules! outside {
    ($($name:ident ($vm:ident $(, $arg:ident)*) $as:ident $what:expr;)*) => {
        $(
            #[expect(non_snake_case, reason = "named as the IR names it")]
            extern "sysv64" fn $name(vm: *mut Vm $(, $arg: u64)*) -> u64 {
                // SAFETY: machine code passes what it was entered with, and the bits of values.
                let $vm = unsafe { &mut *vm };
                // SAFETY: as above.
                $(let $arg = unsafe { Value::from_bits($arg) };)*
                $as($what)
            }
        )*

        /// The address of a function.
        pub(crate) fn address(outside: Outside) -> usize {
            match outside {
                $(Outside::$name => $name as *const () as usize,)*
            }
        }
    };
}

outside! {
    Item(vm, row, key) bits direct::item(vm, row, key);
    Len(vm, v) bits direct::len(vm, v);
    Truth(vm, v) answer direct::truth(vm, v);
    Has(vm, item, container) answer direct::has(vm, item, container);
    IsInstance(vm, v, class) answer direct::is_instance(vm, v, class);
    Lt(vm, x, y) answer direct::compare(vm, CompareOp::Lt, x, y);
    Le(vm, x, y) answer direct::compare(vm, CompareOp::Le, x, y);
    Gt(vm, x, y) answer direct::compare(vm, CompareOp::Gt, x, y);
    Ge(vm, x, y) answer direct::compare(vm, CompareOp::Ge, x, y);
    Eq(vm, x, y) answer direct::compare(vm, CompareOp::Eq, x, y);
    Ne(vm, x, y) answer direct::compare(vm, CompareOp::Ne, x, y);
    Add(vm, x, y) bits direct::binary(vm, BinaryOp::Add, x, y);
    Sub(vm, x, y) bits direct::binary(vm, BinaryOp::Subtract, x, y);
    Mul(vm, x, y) bits direct::binary(vm, BinaryOp::Multiply, x, y);
    FloorDiv(vm, x, y) bits direct::binary(vm, BinaryOp::FloorDivide, x, y);
    Mod(vm, x, y) bits direct::binary(vm, BinaryOp::Remainder, x, y);
    And(vm, x, y) bits direct::binary(vm, BinaryOp::And, x, y);
    Or(vm, x, y) bits direct::binary(vm, BinaryOp::Or, x, y);
    Xor(vm, x, y) bits direct::binary(vm, BinaryOp::Xor, x, y);
    Shl(vm, x, y) bits direct::binary(vm, BinaryOp::Lshift, x, y);
    Shr(vm, x, y) bits direct::binary(vm, BinaryOp::Rshift, x, y);
    TrueDiv(vm, x, y) bits direct::binary(vm, BinaryOp::TrueDivide, x, y);
    Percent(vm, template, v) bits direct::percent(vm, template, v);
    Slice(vm, row, from, to) bits direct::slice(vm, row, from, to);
    Format(vm, v) bits direct::format(vm, v, Value::UNBOUND);
    FormatSpec(vm, v, spec) bits direct::format(vm, v, spec);
    CallType(vm, class, v) bits direct::call_type(vm, class, v);
    Iter(vm, v) bits direct::iter(vm, v);
    Tuple1(vm, x) bits direct::tuple(vm, &[x]);
    Tuple2(vm, x, y) bits direct::tuple(vm, &[x, y]);
    Tuple3(vm, x, y, z) bits direct::tuple(vm, &[x, y, z]);
    List0(vm) bits direct::list(vm, &[]);
    List1(vm, x) bits direct::list(vm, &[x]);
    List2(vm, x, y) bits direct::list(vm, &[x, y]);
    List3(vm, x, y, z) bits direct::list(vm, &[x, y, z]);
    Dict0(vm) bits Some(vm.new_dict().value());
    SetAdd(vm, set, v) bits direct::set_add(vm, set, v);
    Matches(vm, exc, class) answer direct::matches(vm, exc, class);
    Next(vm, iter) bits direct::next(vm, iter);
    Instance(vm, class, version) bits direct::instance(vm, class, version);
}

pub(crate) extern "sysv64" fn dict_find(vm: *mut Vm, dict: u64, key: u64) -> u64 {
    // SAFETY: machine code passes what it was entered with and the bits of values.
    let (vm, dict, key) = unsafe { (&mut *vm, Value::from_bits(dict), Value::from_bits(key)) };
    bits(direct::dict_find(vm, dict, key))
}

pub(crate) extern "sysv64" fn dict_get(vm: *mut Vm, dict: u64, key: u64, default: u64) -> u64 {
    // SAFETY: as above.
    let (vm, dict, key) = unsafe { (&mut *vm, Value::from_bits(dict), Value::from_bits(key)) };
    // SAFETY: as above.
    bits(direct::dict_get(vm, dict, key, unsafe { Value::from_bits(default) }))
}

pub(crate) extern "sysv64" fn dict_set(vm: *mut Vm, dict: u64, key: u64, v: u64) -> u64 {
    // SAFETY: as above.
    let (vm, dict, key) = unsafe { (&mut *vm, Value::from_bits(dict), Value::from_bits(key)) };
    // SAFETY: as above.
    bits(direct::dict_set(vm, dict, key, unsafe { Value::from_bits(v) }))
}

pub(crate) extern "sysv64" fn next_pair(vm: *mut Vm, iter: u64, second: *mut Value) -> u64 {
    // SAFETY: machine code passes what it was entered with, the bits of a value, and the address of a
    // register of its frame.
    unsafe {
        let found = direct::next_pair(&mut *vm, Value::from_bits(iter));
        found.map_or(0, |(first, other)| {
            *second = other;
            first.bits()
        })
    }
}

pub(crate) extern "sysv64" fn catch(vm: *mut Vm, frame: *mut MachineFrame, pc: *mut u64) -> u64 {
    // SAFETY: machine code passes what it was entered with and an instruction of that frame, which has raised.
    bits(unsafe { machine::catch(&mut *vm, frame, pc) })
}

pub(crate) extern "sysv64" fn raise(vm: *mut Vm, frame: *mut MachineFrame, pc: *mut u64, exc: u64, cause: u64) -> u64 {
    // SAFETY: machine code passes what it was entered with, an instruction of that frame, and the bits of values.
    unsafe {
        let cause = Value::from_bits(cause).bound();
        machine::raise(&mut *vm, frame, pc, Value::from_bits(exc), cause);
    }
    0
}

macro_rules! natives {
    ($($name:ident ($($arg:ident $ty:ty),*);)*) => {
        $(
            /// Calls a native function by its entry. 0: it raised.
            pub(crate) extern "sysv64" fn $name(vm: *mut Vm, entry: usize $(, $arg: u64)*) -> u64 {
                // SAFETY: machine code passes what it was entered with, the entry for that many arguments
                // of a native function, and the bits of values.
                let made: PyResult = unsafe {
                    let f = std::mem::transmute::<usize, fn(&mut Vm $(, $ty)*) -> PyResult>(entry);
                    f(&mut *vm $(, Value::from_bits($arg))*)
                };
                made.map_or(0, Value::bits)
            }
        )*
    };
}

natives! {
    native1(x Value);
    native2(x Value, y Value);
    native3(x Value, y Value, z Value);
}
