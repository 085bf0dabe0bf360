//! Weak references.

use tauraro_core::{PyResult, Value, Vm};

/// `__weakref__` of an instance: a weak reference to it, or None.
pub(crate) fn first_reference(_: &mut Vm, _: Value) -> PyResult {
    Ok(Value::NONE)
}
