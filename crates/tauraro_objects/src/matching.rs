//! What `match` asks of its subject for sequence and mapping patterns (PEP 634).

use tauraro_core::heap::Gc;
use tauraro_core::object::TypeFlags;
use tauraro_core::{Dict, PyResult, Tuple, Value, Vm};

/// Whether a sequence pattern may match.
#[inline]
pub fn is_sequence(vm: &Vm, subject: Value) -> bool {
    vm.type_of(subject).has(TypeFlags::SEQUENCE)
}

/// Whether a mapping pattern may match.
#[inline]
pub fn is_mapping(vm: &Vm, subject: Value) -> bool {
    vm.type_of(subject).has(TypeFlags::MAPPING)
}

/// The values of all keys, or `None` if one is missing. Keys are looked up with `get`, so that
/// a default dict does not grow. Raises ValueError for a key that comes twice.
pub fn match_keys(vm: &mut Vm, subject: Value, keys: Gc<Tuple>) -> PyResult<Option<Gc<Tuple>>> {
    let found = vm.new_list_with_capacity(keys.len())?;
    let seen = vm.new_set();
    let absent = vm.new_list(&[])?.value();
    let get = if keys.is_empty() { Value::NONE } else { vm.getattr_str(subject, "get")? };
    for key in keys.items() {
        if !seen.add(vm, *key)? {
            let key = vm.repr(*key)?.to_string_lossy();
            return Err(vm.value_error(format!("mapping pattern checks duplicate key ({key})")));
        }
        let value = vm.call(get, &[*key, absent])?;
        if value == absent {
            return Ok(None);
        }
        found.push(vm, value)?;
    }
    vm.new_tuple_of_slots(found.items.slots()).map(Some)
}

/// The rest that `**rest` captures: a dict without the matched keys.
pub fn rest_of_mapping(vm: &mut Vm, subject: Value, keys: Gc<Tuple>) -> PyResult<Gc<Dict>> {
    let rest = vm.new_dict();
    crate::dict::update::update_from(vm, rest, subject)?;
    for key in keys.items() {
        if rest.remove(vm, *key)?.is_none() {
            return Err(vm.key_error(*key));
        }
    }
    Ok(rest)
}
