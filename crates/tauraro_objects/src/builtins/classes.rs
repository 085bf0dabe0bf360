//! `isinstance` and `issubclass`.

use crate::abstract_;
use tauraro_core::{PyResult, Value, Vm, pyfunction};

/// Whether an object is an instance of a class, of one in a tuple, or of one in a union.
#[pyfunction("isinstance(obj, class_or_tuple, /)")]
pub(super) fn isinstance(vm: &mut Vm, obj: Value, class_or_tuple: Value) -> PyResult<bool> {
    abstract_::is_instance(vm, obj, class_or_tuple)
}

/// Whether a class derives from another one, from one in a tuple, or from one in a union.
#[pyfunction("issubclass(cls, class_or_tuple, /)")]
pub(super) fn issubclass(vm: &mut Vm, cls: Value, class_or_tuple: Value) -> PyResult<bool> {
    abstract_::is_subclass(vm, cls, class_or_tuple)
}
