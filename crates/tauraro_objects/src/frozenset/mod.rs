//! `frozenset`: a set that does not change, and so has a hash. See `crate::set`.

use crate::filter::has_own_init;
use crate::hash::SetHasher;
use crate::set::{self, common_slots, methods, new_of};
use tauraro_core::call::Args;
use tauraro_core::heap::Gc;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Set, TypeFlags};
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Type, Value, Vm, pyfunction};

#[pyfunction("frozenset($cls, iterable=(), /)")]
fn new(vm: &mut Vm, cls: Gc<Type>, iterable: Option<Value>) -> PyResult<Gc<Set>> {
    let plain = cls == vm.types.frozenset;
    if let Some(same) = iterable.and_then(Value::cast::<Set>)
        && plain
        && same.shape() == ShapeId::FROZENSET
    {
        return Ok(same);
    }
    let result = new_of(vm, cls);
    if let Some(v) = iterable {
        set::update(vm, result, v)?;
    }
    Ok(result)
}

fn new_slot(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>) -> PyResult {
    if cls != vm.types.frozenset && args.has_keywords() && has_own_init(vm, cls) {
        // A subclass with its own `__init__` takes its keywords there.
        return new::as_new(vm, cls, Args { names: None, values: args.plain(), ..args });
    }
    new::as_new(vm, cls, args)
}

/// The hash of the elements, whatever their order.
pub(crate) fn hash_of(set: Gc<Set>) -> i64 {
    let mut hasher = SetHasher::default();
    let mut at = 0;
    while let Some((i, _, hash)) = set.table.next(at) {
        at = i + 1;
        hasher.add(hash);
    }
    hasher.finish()
}

fn hash(_: &mut Vm, v: Value) -> PyResult<i64> {
    let set = set::this(v);
    if let Some(known) = set.hash.get() {
        return Ok(known);
    }
    let hash = hash_of(set);
    set.hash.set(Some(hash));
    Ok(hash)
}

static SPEC: TypeSpec = TypeSpec {
    name: "frozenset",
    doc: Some("An immutable collection of distinct hashable elements, without order."),
    flags: TypeFlags(0),
    weakrefs: true,
    new: Some(new_slot),
    methods: methods::FROZENSET,
    slots: |s| {
        common_slots(s);
        s.hash.set(Some(hash));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.frozenset, &SPEC)
}
