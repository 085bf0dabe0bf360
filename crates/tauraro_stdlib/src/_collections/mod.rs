//! `_collections`: deque, defaultdict, OrderedDict, and what `collections` builds on.

mod defaultdict;
mod deque;
mod ordered_dict;
mod tuplegetter;

use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::object::Module;
use tauraro_core::ops::BinaryOp;
use tauraro_core::shape::ShapeId;
use tauraro_core::vm::Extension;
use tauraro_core::{Dict, PyResult, Type, Value, Vm, defs, pyfunction};
use tauraro_objects::iterable::drain;

/// The types of the module that its own code makes instances of.
#[derive(Clone, Copy)]
struct Types {
    deque: Gc<Type>,
    deque_iterator: Gc<Type>,
    deque_reverse_iterator: Gc<Type>,
    defaultdict: Gc<Type>,
    ordered_dict: ordered_dict::Types,
}

impl Extension for Types {
    fn trace(&self, tracer: &mut Tracer) {
        self.deque.trace(tracer);
        self.deque_iterator.trace(tracer);
        self.deque_reverse_iterator.trace(tracer);
        self.defaultdict.trace(tracer);
        self.ordered_dict.trace(tracer);
    }
}

fn types(vm: &Vm) -> Types {
    *vm.extension::<Types>()
}

/// Adds to a mapping how often each item of an iterable occurs.
#[pyfunction("_count_elements(mapping, iterable, /)")]
fn count_elements(vm: &mut Vm, mapping: Value, iterable: Value) -> PyResult<()> {
    let iter = vm.iter(iterable)?;
    let one = Value::small(1);
    if let Some(dict) = plain_mapping(vm, mapping) {
        return drain(vm, iter, |vm, key| {
            let hash = vm.hash_key(key)?;
            let Some(i) = dict.table.find(vm, key, hash)? else {
                dict.table.insert(vm, dict.header(), key, hash, one)?;
                return Ok(());
            };
            let old = dict.table.entry(i).map_or(Value::small(0), |e| e.1);
            match old.as_small().and_then(|n| Value::checked_small(n + 1)) {
                Some(n) => dict.table.set_entry_value(i, n),
                None => {
                    let n = vm.binary(BinaryOp::Add, old, one)?;
                    dict.table.insert(vm, dict.header(), key, hash, n)?;
                }
            }
            Ok(())
        });
    }
    let get = vm.getattr_str(mapping, "get")?;
    drain(vm, iter, |vm, key| {
        let old = vm.call(get, &[key, Value::small(0)])?;
        let n = vm.binary(BinaryOp::Add, old, one)?;
        vm.setitem(mapping, key, Some(n))
    })
}

/// A dict whose `get` and `__setitem__` are those of dict.
fn plain_mapping(vm: &mut Vm, mapping: Value) -> Option<Gc<Dict>> {
    let dict = mapping.cast::<Dict>()?;
    if dict.shape() == ShapeId::DICT {
        return Some(dict);
    }
    let ty = vm.type_of(mapping);
    let base = vm.types.dict;
    let get = vm.intern("get");
    let same_get = vm.lookup(ty, get) == vm.lookup(base, get);
    let same_set = match (ty.slots.setitem.get(), base.slots.setitem.get()) {
        (Some(a), Some(b)) => std::ptr::fn_addr_eq(a, b),
        _ => false,
    };
    (same_get && same_set).then_some(dict)
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let object = vm.types.object;
    let found = Types {
        deque: vm.new_type(&deque::SPEC, object)?,
        deque_iterator: vm.new_type(&deque::ITERATOR, object)?,
        deque_reverse_iterator: vm.new_type(&deque::REVERSE_ITERATOR, object)?,
        defaultdict: defaultdict::make(vm)?,
        ordered_dict: ordered_dict::make(vm)?,
    };
    vm.set_extension(found);
    let tuplegetter = vm.new_type(&tuplegetter::SPEC, object)?;
    let module = vm.new_module("_collections", Some("High performance data structures."), defs![count_elements])?;
    for (name, ty) in [
        ("deque", found.deque),
        ("_deque_iterator", found.deque_iterator),
        ("_deque_reverse_iterator", found.deque_reverse_iterator),
        ("defaultdict", found.defaultdict),
        ("OrderedDict", found.ordered_dict.ordered_dict),
        ("_tuplegetter", tuplegetter),
    ] {
        module.add(vm, name, ty)?;
    }
    Ok(module)
}
