//! `atexit`: functions that are called when the program ends, the last one first.

use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::object::Module;
use tauraro_core::vm::Extension;
use tauraro_core::{Dict, List, PyResult, Tuple, Value, Vm, defs, pyfunction};

/// Tuples of a function, its positional arguments and a dict of its others, or None.
struct Callbacks(Gc<List>);

impl Extension for Callbacks {
    fn trace(&self, tracer: &mut Tracer) {
        self.0.trace(tracer);
    }
}

/// Has a function called when the program ends; gives the function.
#[pyfunction("register(func, /, *args, **kwargs)")]
fn register(vm: &mut Vm, func: Value, args: &[Value], kwargs: Option<Gc<Dict>>) -> PyResult {
    if vm.type_of(func).slots.call.get().is_none() {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let args = vm.new_tuple(args)?.value();
    let kwargs = kwargs.filter(|k| !k.is_empty()).map_or(Value::NONE, Gc::value);
    let entry = vm.new_tuple(&[func, args, kwargs])?;
    let row = vm.extension::<Callbacks>().0;
    row.push(vm, entry.value())?;
    Ok(func)
}

/// Takes out every entry of the function.
#[pyfunction("unregister(func, /)")]
fn unregister(vm: &mut Vm, func: Value) -> PyResult<()> {
    let row = vm.extension::<Callbacks>().0;
    let mut at = 0;
    while let Some(entry) = row.items.get(at) {
        let own = entry.cast::<Tuple>().and_then(|t| t.get(0)).unwrap_or(Value::NONE);
        let equal = vm.eq(own, func)?;
        // The comparison may have changed the row.
        if equal && row.items.get(at) == Some(entry) {
            row.items.remove(at);
        } else {
            at += 1;
        }
    }
    Ok(())
}

/// Forgets all functions.
#[pyfunction("_clear()")]
fn clear(vm: &mut Vm) {
    vm.extension::<Callbacks>().0.items.clear();
}

/// How many functions are registered.
#[pyfunction("_ncallbacks()")]
fn ncallbacks(vm: &mut Vm) -> usize {
    vm.extension::<Callbacks>().0.items.len()
}

/// Calls the registered functions and forgets them. Their exceptions are shown.
#[pyfunction("_run_exitfuncs()")]
fn run_exitfuncs(vm: &mut Vm) {
    let row = vm.extension::<Callbacks>().0;
    let Ok(entries) = vm.list_to_tuple(row) else {
        vm.take_exception();
        return;
    };
    for entry in entries.items().iter().rev() {
        let Some(entry) = entry.cast::<Tuple>() else { continue };
        let [func, args, kwargs] = *entry.items() else { continue };
        let args = args.cast::<Tuple>();
        let items = args.as_ref().map_or(&[][..], |t| t.items());
        if vm.call_dict(func, items, kwargs.cast::<Dict>()).is_err() {
            vm.report_unraisable("Exception ignored in atexit callback", func);
        }
    }
    // What was registered meanwhile comes too late.
    row.items.clear();
}

/// What the end of the program does.
pub(crate) fn at_end(vm: &mut Vm) {
    if vm.try_extension::<Callbacks>().is_some() {
        run_exitfuncs(vm);
    }
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let row = vm.new_list(&[])?;
    vm.set_extension(Callbacks(row));
    let functions = defs![register, unregister, clear, ncallbacks, run_exitfuncs];
    vm.new_module("atexit", Some("Functions that are called when the program ends."), functions)
}
