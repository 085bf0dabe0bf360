//! `_functools`: reduce, partial, cmp_to_key and the wrapper of lru_cache.

mod key_wrapper;
mod lru_cache;
mod partial;

use key_wrapper::cmp_to_key;
use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::object::Module;
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Type, Value, Vm, defs, pyfunction};
use tauraro_objects::iterable;

/// What the module's own code asks for.
#[derive(Clone, Copy)]
struct State {
    partial: Gc<Type>,
    placeholder: Value,
    /// Separates positional from keyword arguments in the keys of lru_cache.
    keyword_mark: Value,
    key_wrapper: Gc<Type>,
}

impl Extension for State {
    fn trace(&self, tracer: &mut Tracer) {
        self.partial.trace(tracer);
        self.placeholder.trace(tracer);
        self.keyword_mark.trace(tracer);
        self.key_wrapper.trace(tracer);
    }
}

fn state(vm: &Vm) -> State {
    *vm.extension::<State>()
}

/// Joins the items of an iterable from left to right with a function of two arguments:
/// reduce(f, [a, b, c]) is f(f(a, b), c). The initial value stands before the first item.
#[pyfunction("reduce(function, iterable, /, initial=<unrepresentable>)")]
fn reduce(vm: &mut Vm, function: Value, iterable: Value, initial: Option<Value>) -> PyResult {
    let ty = vm.type_of(iterable);
    if ty.slots.iter.get().is_none() && ty.slots.getitem.get().is_none() {
        return Err(vm.type_error("reduce() arg 2 must support iteration"));
    }
    let iter = vm.iter(iterable)?;
    let start = match initial {
        Some(v) => Some(v),
        None => vm.next(iter)?,
    };
    let Some(mut result) = start else {
        return Err(vm.type_error("reduce() of empty iterable with no initial value"));
    };
    while let Some(item) = vm.next(iter)? {
        result = vm.call(function, &[result, item])?;
        iterable::poll(vm)?;
    }
    Ok(result)
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let object = vm.types.object;
    let placeholder_type = vm.new_type(&partial::PLACEHOLDER, object)?;
    let mark = vm.call(object.value(), &[])?;
    let state = State {
        partial: vm.new_type(&partial::SPEC, object)?,
        placeholder: partial::make_placeholder(vm, placeholder_type),
        keyword_mark: mark,
        key_wrapper: vm.new_type(&key_wrapper::SPEC, object)?,
    };
    vm.set_extension(state);
    let lru_cache = vm.new_type(&lru_cache::SPEC, object)?;
    let functions = defs![reduce, cmp_to_key];
    let module = vm.new_module("_functools", Some("Tools that operate on functions."), functions)?;
    module.add(vm, "partial", state.partial)?;
    module.add(vm, "Placeholder", state.placeholder)?;
    module.add(vm, "_PlaceholderType", placeholder_type)?;
    module.add(vm, "_lru_cache_wrapper", lru_cache)?;
    Ok(module)
}
