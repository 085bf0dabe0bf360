//! `gc`: the collector as a program sees it. There are two generations here, young and old; what
//! the interface says of three is kept as far as it means something.

use std::cell::Cell;
use tauraro_core::heap::{Gc, Header, Trace, Tracer};
use tauraro_core::object::Module;
use tauraro_core::vm::Extension;
use tauraro_core::{List, PyResult, Value, Vm, defs, pyfunction};

/// What `get_threshold` gives at first; collections are due by bytes here.
const THRESHOLDS: [i64; 3] = [2000, 10, 10];

const FLAGS: [(&str, i64); 5] = [
    ("DEBUG_STATS", 1),
    ("DEBUG_COLLECTABLE", 2),
    ("DEBUG_UNCOLLECTABLE", 4),
    ("DEBUG_SAVEALL", 32),
    ("DEBUG_LEAK", 38),
];

struct State {
    callbacks: Gc<List>,
    thresholds: Cell<[i64; 3]>,
    debug: Cell<i64>,
    frozen: Cell<usize>,
    /// Objects that explicit collections have found.
    collected: Cell<usize>,
}

impl Extension for State {
    fn trace(&self, tracer: &mut Tracer) {
        self.callbacks.trace(tracer);
    }
}

fn state(vm: &Vm) -> &State {
    vm.extension::<State>()
}

/// Tells `gc.callbacks` of the start or end of a collection.
fn tell(vm: &mut Vm, phase: &str, generation: i64, collected: usize) {
    let row = state(vm).callbacks;
    if row.items.is_empty() {
        return;
    }
    if tell_all(vm, row, phase, generation, collected).is_err() {
        vm.report_unraisable("Exception ignored while calling GC callbacks", Value::NONE);
    }
}

fn tell_all(vm: &mut Vm, row: Gc<List>, phase: &str, generation: i64, collected: usize) -> PyResult<()> {
    let info = vm.new_dict();
    let fields = [("generation", generation), ("collected", collected as i64), ("uncollectable", 0)];
    for (name, n) in fields {
        info.set_str(vm, name, Value::small(n))?;
    }
    let phase = vm.new_str(phase)?.value();
    let mut at = 0;
    while let Some(callback) = row.items.get(at) {
        if vm.call(callback, &[phase, info.value()]).is_err() {
            vm.report_unraisable("Exception ignored while calling GC callback", callback);
        }
        at += 1;
    }
    Ok(())
}

/// A collection ran by itself since the last safepoint.
fn after_collection(vm: &mut Vm) {
    tell(vm, "start", 0, 0);
    tell(vm, "stop", 0, 0);
}

/// Collects what is unreachable, and runs finalizers and the callbacks of weak references. Gives
/// the number of objects that were found.
#[pyfunction("collect(generation=2)")]
fn collect(vm: &mut Vm, generation: Option<i64>) -> PyResult<usize> {
    let generation = generation.unwrap_or(2);
    if !(0..=2).contains(&generation) {
        return Err(vm.value_error("invalid generation"));
    }
    tell(vm, "start", generation, 0);
    let mut found = vm.collect_counting(generation > 0);
    // What a finalizer kept alive until it ran is unreachable now, unless it was revived.
    let mut rounds = 0;
    while vm.run_finalizers() > 0 && rounds < ROUNDS_MAX {
        found += vm.collect_counting(generation > 0);
        rounds += 1;
    }
    let s = state(vm);
    s.collected.set(s.collected.get() + found);
    tell(vm, "stop", generation, found);
    Ok(found)
}

/// Rounds of finalizers that one `collect` runs: finalizers that make new garbage with finalizers
/// would keep it for ever.
const ROUNDS_MAX: usize = 3;

/// Has collections come by themselves.
#[pyfunction("enable()")]
fn enable(vm: &mut Vm) {
    vm.set_gc_enabled(true);
}

/// Only `collect` and the memory cap collect from now on.
#[pyfunction("disable()")]
fn disable(vm: &mut Vm) {
    vm.set_gc_enabled(false);
}

/// Whether collections come by themselves.
#[pyfunction("isenabled()")]
fn isenabled(vm: &mut Vm) -> bool {
    vm.gc_enabled()
}

fn triple(vm: &mut Vm, values: [i64; 3]) -> PyResult {
    Ok(vm.new_tuple(&values.map(Value::small))?.value())
}

/// How much was allocated since the last collections, in units of a kibibyte.
#[pyfunction("get_count()")]
fn get_count(vm: &mut Vm) -> PyResult {
    let young = vm.young_bytes() / 1024;
    triple(vm, [young as i64, 0, 0])
}

/// The numbers that `set_threshold` has set.
#[pyfunction("get_threshold()")]
fn get_threshold(vm: &mut Vm) -> PyResult {
    let values = state(vm).thresholds.get();
    triple(vm, values)
}

/// Sets the numbers; a first one of 0 ends collections that come by themselves.
#[pyfunction("set_threshold(*thresholds)")]
fn set_threshold(vm: &mut Vm, thresholds: &[Value]) -> PyResult<()> {
    let mut values = state(vm).thresholds.get();
    if thresholds.is_empty() || thresholds.len() > values.len() {
        return Err(vm.type_error("gc.set_threshold requires 1 to 3 arguments"));
    }
    for (value, given) in values.iter_mut().zip(thresholds) {
        *value = vm.index_i64(*given)?;
    }
    state(vm).thresholds.set(values);
    vm.set_gc_enabled(values[0] != 0);
    Ok(())
}

/// Statistics, a dict for each generation.
#[pyfunction("get_stats()")]
fn get_stats(vm: &mut Vm) -> PyResult {
    let (young, full) = vm.collections();
    let collected = state(vm).collected.get();
    let list = vm.new_list(&[])?;
    for (collections, collected) in [(young, 0), (0, 0), (full, collected)] {
        let dict = vm.new_dict();
        for (name, n) in [("collections", collections), ("collected", collected), ("uncollectable", 0)] {
            dict.set_str(vm, name, Value::small(n as i64))?;
        }
        list.push(vm, dict.value())?;
    }
    Ok(list.value())
}

/// Sets the debugging flags.
#[pyfunction("set_debug(flags, /)")]
fn set_debug(vm: &mut Vm, flags: i64) {
    state(vm).debug.set(flags);
}

/// The debugging flags.
#[pyfunction("get_debug()")]
fn get_debug(vm: &mut Vm) -> i64 {
    state(vm).debug.get()
}

/// Whether the object can be part of a cycle at all.
fn tracked(vm: &Vm, v: Value) -> bool {
    let t = &vm.types;
    let atomic = [t.int, t.float, t.complex, t.str, t.bytes, t.bytearray, t.bool, t.range, t.code, t.object];
    v.header().is_some() && !atomic.contains(&vm.type_of(v)) && !untracked_tuple(vm, v)
}

/// Tuples of atoms are not tracked.
fn untracked_tuple(vm: &Vm, v: Value) -> bool {
    match v.cast::<tauraro_core::Tuple>() {
        Some(t) if vm.type_of(v) == vm.types.tuple => t.items().iter().all(|i| !tracked(vm, *i)),
        _ => false,
    }
}

/// Whether the collector follows the object.
#[pyfunction("is_tracked(obj, /)")]
fn is_tracked(vm: &mut Vm, obj: Value) -> bool {
    tracked(vm, obj)
}

/// Whether the object's finalizer has run.
#[pyfunction("is_finalized(obj, /)")]
fn is_finalized(_: &mut Vm, obj: Value) -> bool {
    obj.header().is_some_and(Header::is_finalized)
}

/// A list of all cells' objects that `want` wants.
fn objects(vm: &mut Vm, want: impl Fn(&Vm, Value) -> bool) -> PyResult<Gc<List>> {
    vm.collect_counting(true);
    vm.sweep_all();
    let mut n = 0;
    vm.each_object(|vm, v| n += usize::from(want(vm, v)));
    let list = vm.new_list(&[])?;
    list.items.reserve(vm, list.header(), n)?;
    vm.each_object(|vm, v| {
        if v != list.value() && want(vm, v) {
            list.items.push_reserved(v);
        }
    });
    Ok(list)
}

/// All objects that the collector follows.
#[pyfunction("get_objects(generation=None)")]
fn get_objects(vm: &mut Vm, generation: Option<Value>) -> PyResult {
    if let Some(generation) = generation.and_then(Value::non_none) {
        let n = vm.index_i64(generation)?;
        if n >= 3 {
            return Err(
                vm.value_error("generation parameter must be less than the number of available generations (3)")
            );
        }
        if n < 0 {
            return Err(vm.value_error("generation parameter cannot be negative"));
        }
    }
    objects(vm, tracked).map(Gc::value)
}

/// The objects that refer directly to one of these.
#[pyfunction("get_referrers(*objs)")]
fn get_referrers(vm: &mut Vm, objs: &[Value]) -> PyResult {
    let refers = |vm: &Vm, v: Value| {
        let mut found = false;
        vm.each_reference(v, |r| found |= objs.contains(&r));
        found && tracked(vm, v)
    };
    objects(vm, refers).map(Gc::value)
}

/// The objects to which these refer directly.
#[pyfunction("get_referents(*objs)")]
fn get_referents(vm: &mut Vm, objs: &[Value]) -> PyResult {
    let mut n = 0;
    for v in objs {
        vm.each_reference(*v, |_| n += 1);
    }
    let list = vm.new_list(&[])?;
    list.items.reserve(vm, list.header(), n)?;
    for v in objs {
        vm.each_reference(*v, |r| list.items.push_reserved(r));
    }
    Ok(list.value())
}

/// Counts all objects as permanent.
#[pyfunction("freeze()")]
fn freeze(vm: &mut Vm) {
    let mut n = 0;
    vm.sweep_all();
    vm.each_object(|vm, v| n += usize::from(tracked(vm, v)));
    state(vm).frozen.set(n);
}

/// Counts no object as permanent.
#[pyfunction("unfreeze()")]
fn unfreeze(vm: &mut Vm) {
    state(vm).frozen.set(0);
}

/// How many objects count as permanent.
#[pyfunction("get_freeze_count()")]
fn get_freeze_count(vm: &mut Vm) -> usize {
    state(vm).frozen.get()
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let functions = defs![
        collect,
        enable,
        disable,
        isenabled,
        get_count,
        get_threshold,
        set_threshold,
        get_stats,
        set_debug,
        get_debug,
        is_tracked,
        is_finalized,
        get_objects,
        get_referrers,
        get_referents,
        freeze,
        unfreeze,
        get_freeze_count,
    ];
    let module = vm.new_module("gc", Some("The collector of unreachable objects."), functions)?;
    let (callbacks, garbage) = (vm.new_list(&[])?, vm.new_list(&[])?);
    module.add(vm, "callbacks", callbacks)?;
    module.add(vm, "garbage", garbage)?;
    for (name, n) in FLAGS {
        module.add(vm, name, Value::small(n))?;
    }
    vm.set_extension(State {
        callbacks,
        thresholds: Cell::new(THRESHOLDS),
        debug: Cell::new(0),
        frozen: Cell::new(0),
        collected: Cell::new(0),
    });
    vm.hooks.after_collection = after_collection;
    vm.report_collections(true);
    Ok(module)
}
