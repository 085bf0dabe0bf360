//! `itertools`: iterators that build on others, one file for each family.

mod accumulate;
mod chain;
mod combinations;
mod groupby;
mod infinite;
mod permutations;
mod predicates;
mod product;
mod slicing;
mod teeing;
mod zip_longest;

use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, Payload, Trace, Tracer};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{InitFn, IterNextFn, Module, NewFn, Slots};
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Type, Value, Vm, defs};
use teeing::tee;

/// The types that are made without being called.
#[derive(Clone, Copy)]
struct Types {
    grouper: Gc<Type>,
    tee: Gc<Type>,
    tee_data: Gc<Type>,
}

impl Extension for Types {
    fn trace(&self, tracer: &mut Tracer) {
        self.grouper.trace(tracer);
        self.tee.trace(tracer);
        self.tee_data.trace(tracer);
    }
}

fn types(vm: &Vm) -> Types {
    *vm.extension::<Types>()
}

/// A new instance of a class or subclass.
fn make<T: Payload>(vm: &mut Vm, cls: Gc<Type>, payload: T) -> Gc<T> {
    vm.alloc_with_slots(cls.root_shape.get(), payload, cls.inline_slots.get().into())
}

/// The slots of an iterator.
fn iterator(s: &Slots, next: IterNextFn) {
    s.iter.set(Some(|_, v| Ok(v)));
    s.iternext.set(Some(next));
}

/// Calls a constructor that takes no keywords; those for the `__init__` of a subclass are left
/// to it.
fn without_keywords(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>, new: NewFn) -> PyResult {
    let objects: Option<InitFn> = vm.types.object.slots.init.get();
    let own: Option<InitFn> = cls.slots.init.get();
    let own_init = own.is_some_and(|f| objects.is_none_or(|o| !std::ptr::fn_addr_eq(f, o)));
    if args.has_keywords() && own_init {
        return new(vm, cls, Args { names: None, values: args.plain(), ..args });
    }
    new(vm, cls, args)
}

/// A number of items that may be as large as a position. Raises ValueError if it is negative.
fn count_of(vm: &mut Vm, n: i64, negative: &str) -> PyResult<usize> {
    match usize::try_from(n) {
        Ok(n) => Ok(n),
        Err(_) => Err(vm.value_error(negative)),
    }
}

/// A tuple of those items of `pool` whose numbers are in `indices`.
fn pick(vm: &mut Vm, pool: &[Value], indices: &[usize]) -> PyResult<Option<Value>> {
    let picked = vm.new_tuple_filled(indices.len(), |i| pool[indices[i]])?;
    Ok(Some(picked.value()))
}

static SPECS: &[&TypeSpec] = &[
    &accumulate::SPEC,
    &slicing::BATCHED,
    &chain::SPEC,
    &combinations::COMBINATIONS,
    &predicates::COMPRESS,
    &infinite::COUNT,
    &combinations::WITH_REPLACEMENT,
    &infinite::CYCLE,
    &predicates::DROPWHILE,
    &predicates::FILTERFALSE,
    &groupby::GROUPBY,
    &slicing::ISLICE,
    &slicing::PAIRWISE,
    &permutations::SPEC,
    &product::SPEC,
    &infinite::REPEAT,
    &predicates::STARMAP,
    &predicates::TAKEWHILE,
    &zip_longest::SPEC,
];

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let object = vm.types.object;
    let types = Types {
        grouper: vm.new_type(&groupby::GROUPER, object)?,
        tee: vm.new_type(&teeing::TEE, object)?,
        tee_data: vm.new_type(&teeing::TEE_DATA, object)?,
    };
    vm.set_extension(types);
    let doc = "Functional tools for creating and using iterators.";
    let module = vm.new_module("itertools", Some(doc), defs![tee])?;
    for spec in SPECS {
        let ty = vm.new_type(spec, object)?;
        module.add(vm, spec.name, ty)?;
    }
    for (name, ty) in [("_grouper", types.grouper), ("_tee", types.tee), ("_tee_dataobject", types.tee_data)] {
        module.add(vm, name, ty)?;
    }
    Ok(module)
}
