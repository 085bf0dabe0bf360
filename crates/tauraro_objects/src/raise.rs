//! From the value-independent modules to Python: raising a `Fault`, making int objects.

use crate::bigint::{IntRef, IntValue};
use crate::fault::{Fault, FaultKind};
use tauraro_core::object::Int;
use tauraro_core::{PyResult, Raised, Value, Vm};

/// Raises the exception that a `Fault` stands for.
#[cold]
pub fn raise_fault(vm: &mut Vm, fault: &Fault) -> Raised {
    let ty = match fault.kind {
        FaultKind::IndexError => vm.exc.index_error,
        FaultKind::KeyError => vm.exc.key_error,
        FaultKind::LookupError => vm.exc.lookup_error,
        FaultKind::MemoryError => return vm.memory_error(),
        FaultKind::OverflowError => vm.exc.overflow_error,
        FaultKind::TypeError => vm.exc.type_error,
        // The struct module raises its own exception before it gets here.
        FaultKind::ValueError | FaultKind::StructError => vm.exc.value_error,
        FaultKind::ZeroDivisionError => vm.exc.zero_division_error,
    };
    vm.raise_text(ty, &fault.text)
}

/// `result?` for results of value-independent code.
pub trait OrRaise<T> {
    fn or_raise(self, vm: &mut Vm) -> PyResult<T>;
}

impl<T> OrRaise<T> for Result<T, Fault> {
    #[inline]
    fn or_raise(self, vm: &mut Vm) -> PyResult<T> {
        self.map_err(|fault| raise_fault(vm, &fault))
    }
}

/// The int object of a number.
#[inline]
pub fn int_object(vm: &mut Vm, i: IntValue) -> Value {
    match i {
        IntValue::Small(i) => vm.new_int(i),
        IntValue::Big(b) => vm.new_ibig(b),
    }
}

/// The number of an int object. Cells also hold numbers that fit in a word (beyond the
/// immediate range, or of subclasses), which are small here.
#[inline]
pub fn int_ref<'a>(i: Int<'a>) -> IntRef<'a> {
    match i {
        Int::Small(i) => IntRef::Small(i),
        Int::Big(b) => i64::try_from(b).map_or(IntRef::Big(b), IntRef::Small),
    }
}

/// The number in a value that is an int (or bool, or of a subclass).
#[inline]
pub fn as_int(v: &Value) -> Option<IntRef<'_>> {
    v.as_int().map(int_ref)
}
