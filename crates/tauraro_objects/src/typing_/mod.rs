//! The types of `_typing`: type variables, type aliases, `Generic`.

use tauraro_core::{Value, kinds};

/// Whether a value is a `TypeVarTuple`.
pub(crate) fn is_type_var_tuple(v: Value) -> bool {
    v.kind() == kinds::TYPE_VAR_TUPLE
}
