//! `_lru_cache_wrapper`: a function that remembers its results.
//!
//! The results stand in a dict in the order of their last use: a hit moves the entry to the
//! end, and when the cache is full the first one goes.

use super::state;
use crate::kinds;
use std::cell::Cell;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo, Link, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::BoundMethod;
use tauraro_core::shape::ShapeId;
use tauraro_core::{Dict, PyResult, Str, Type, Value, Vm, defs, payload, pyfunction};

/// How many results are kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Limit {
    None,
    Some(usize),
}

pub(super) struct Cache {
    func: Slot,
    info_type: Slot,
    entries: Link<Dict>,
    limit: Limit,
    typed: bool,
    hits: Cell<u64>,
    misses: Cell<u64>,
}

payload!(Cache, kinds::LRU_CACHE_WRAPPER, "functools._lru_cache_wrapper", [func, info_type, entries]);

impl Cache {
    fn entries(&self) -> Gc<Dict> {
        self.entries.get().expect("a cache has its dict from its creation on")
    }
}

#[pyfunction("lru_cache($cls, user_function, maxsize, typed, cache_info_type)")]
fn new(
    vm: &mut Vm,
    cls: Gc<Type>,
    user_function: Value,
    maxsize: Value,
    typed: bool,
    cache_info_type: Value,
) -> PyResult<Gc<Cache>> {
    if vm.type_of(user_function).slots.call.get().is_none() {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let limit = if maxsize.is_none() {
        Limit::None
    } else if maxsize.as_int().is_some() || vm.type_of(maxsize).slots.index.get().is_some() {
        Limit::Some(usize::try_from(vm.index_i64(maxsize)?).unwrap_or(0))
    } else {
        return Err(vm.type_error("maxsize should be integer or None"));
    };
    let entries = vm.new_dict();
    let payload = Cache {
        func: Slot::new(user_function),
        info_type: Slot::new(cache_info_type),
        entries: Link::new(Some(entries)),
        limit,
        typed,
        hits: Cell::new(0),
        misses: Cell::new(0),
    };
    Ok(vm.alloc_with_slots(cls.root_shape.get(), payload, cls.inline_slots.get().into()))
}

/// Whether a single argument can be its own key: it equals no tuple.
fn is_own_key(v: Value) -> bool {
    v.is_small_int() || v.cast::<Str>().is_some_and(|s| s.shape() == ShapeId::STR)
}

/// The key under which the result for these arguments is kept.
fn key_of(vm: &mut Vm, args: Args<'_>, typed: bool) -> PyResult {
    let n = args.positional_count();
    if !typed && !args.has_keywords() {
        return match args.get(0) {
            Some(v) if n == 1 && is_own_key(v) => Ok(v),
            _ => vm.join_receiver(args).map(Gc::value),
        };
    }
    let row = vm.new_list_with_capacity(n * 2 + args.keyword_count() * 3 + 1)?;
    for i in 0..n {
        row.push(vm, args.get(i).unwrap_or(Value::NONE))?;
    }
    if args.has_keywords() {
        let mark = state(vm).keyword_mark;
        row.push(vm, mark)?;
        for (name, v) in args.keywords() {
            row.push(vm, name.value())?;
            row.push(vm, v)?;
        }
    }
    if typed {
        let values = (0..n).filter_map(|i| args.get(i)).chain(args.keywords().map(|(_, v)| v));
        for v in values {
            let ty = vm.type_of(v).value();
            row.push(vm, ty)?;
        }
    }
    vm.new_tuple_of_slots(row.items.slots()).map(Gc::value)
}

fn call(vm: &mut Vm, v: Value, args: Args<'_>) -> PyResult {
    let this: Gc<Cache> = v.cast().expect("slots of _lru_cache_wrapper get them");
    let func = this.func.get();
    if this.limit == Limit::Some(0) {
        this.misses.set(this.misses.get() + 1);
        return vm.call_args(func, args);
    }
    let key = key_of(vm, args, this.typed)?;
    let hash = vm.hash(key)?;
    let table = &this.entries().table;
    if let Some(i) = table.find(vm, key, hash)? {
        this.hits.set(this.hits.get() + 1);
        let Some((key, result, _)) = table.entry(i) else { return Ok(Value::NONE) };
        if this.limit != Limit::None && i + 1 != table.used() {
            table.remove_at(i);
            table.push_new(vm, this.entries().header(), key, hash, result)?;
        }
        return Ok(result);
    }
    this.misses.set(this.misses.get() + 1);
    let result = vm.call_args(func, args)?;
    let entries = this.entries();
    // The call may have put the same key there, or emptied the cache.
    if entries.table.find(vm, key, hash)?.is_some() {
        return Ok(result);
    }
    if let Limit::Some(max) = this.limit
        && entries.len() >= max
        && let Some((oldest, _, _)) = entries.table.next_entry(0)
    {
        entries.table.remove_at(oldest);
    }
    entries.table.push_new(vm, entries.header(), key, hash, result)?;
    Ok(result)
}

/// Report cache statistics
#[pyfunction("_lru_cache_wrapper.cache_info($self, /)")]
fn cache_info(vm: &mut Vm, this: Gc<Cache>) -> PyResult {
    let max = match this.limit {
        Limit::None => Value::NONE,
        Limit::Some(n) => vm.new_int(n as i64),
    };
    let (hits, misses) = (vm.new_uint(this.hits.get()), vm.new_uint(this.misses.get()));
    let size = vm.new_int(this.entries().len() as i64);
    vm.call(this.info_type.get(), &[hits, misses, max, size])
}

/// Clear the cache and cache statistics
#[pyfunction("_lru_cache_wrapper.cache_clear($self, /)")]
fn cache_clear(vm: &mut Vm, this: Gc<Cache>) {
    let fresh = vm.new_dict();
    this.link(&this.entries, Some(fresh));
    this.hits.set(0);
    this.misses.set(0);
}

/// Returns the name under which pickle finds the function.
#[pyfunction("_lru_cache_wrapper.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<Cache>) -> PyResult {
    vm.getattr(this.value(), vm.names.qualname)
}

#[pyfunction("_lru_cache_wrapper.__copy__($self, /)")]
fn copy(_: &mut Vm, this: Gc<Cache>) -> Gc<Cache> {
    this
}

#[pyfunction("_lru_cache_wrapper.__deepcopy__($self, memo, /)")]
fn deepcopy(_: &mut Vm, this: Gc<Cache>, _memo: Value) -> Gc<Cache> {
    this
}

fn descr_get(vm: &mut Vm, v: Value, instance: Option<Value>, _: Value) -> PyResult {
    match instance.filter(|i| !i.is_none()) {
        Some(instance) => {
            let payload = BoundMethod { func: Slot::new(v), receiver: Slot::new(instance) };
            Ok(vm.alloc(ShapeId::BOUND_METHOD, payload).value())
        }
        None => Ok(v),
    }
}

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "_lru_cache_wrapper",
    module: "functools",
    doc: Some("A callable that remembers the results of a function, up to maxsize of them."),
    kind: Some(Cache::INFO),
    has_dict: true,
    weakrefs: true,
    new: Some(new::as_new),
    methods: defs![cache_info, cache_clear, reduce, copy, deepcopy],
    slots: |s| {
        s.call.set(Some(call));
        s.descr_get.set(Some(descr_get));
    },
    ..TypeSpec::EMPTY
};
