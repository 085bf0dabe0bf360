//! The parts of `sys` about coroutines: hooks for async generators, tracking of origins.

use crate::struct_sequence::{BASE, SequenceSpec, new_type};
use tauraro_core::heap::{Gc, Slot, Tracer};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::Module;
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Type, Value, Vm, pyfunction};
use tauraro_interp::frame::InterpState;

static HOOKS: SequenceSpec = SequenceSpec {
    spec: TypeSpec {
        name: "asyncgen_hooks",
        doc: Some("The functions called when an async generator is first iterated and when it is collected."),
        ..BASE
    },
    fields: &["firstiter", "finalizer"],
    visible: 2,
};

/// The type of what `get_asyncgen_hooks` gives.
struct HooksType(Gc<Type>);

impl Extension for HooksType {
    fn trace(&self, tracer: &mut Tracer) {
        tracer.value(self.0.value());
    }
}

/// Sets the functions that are called with each async generator: before its first step, and
/// when it is to be collected.
#[pyfunction("set_asyncgen_hooks(firstiter=None, finalizer=None)")]
fn set_asyncgen_hooks(vm: &mut Vm, firstiter: Option<Value>, finalizer: Option<Value>) -> PyResult<()> {
    for (name, hook) in [("finalizer", finalizer), ("firstiter", firstiter)] {
        let Some(hook) = hook.and_then(Value::non_none) else { continue };
        if vm.type_of(hook).slots.call.get().is_none() {
            let text = format!("callable {name} expected, got {}", vm.type_name(hook));
            return Err(vm.type_error(text));
        }
    }
    let state = vm.extension_mut::<InterpState>();
    if let Some(hook) = finalizer {
        state.finalizer = Slot::new(hook);
    }
    if let Some(hook) = firstiter {
        state.firstiter = Slot::new(hook);
    }
    Ok(())
}

/// The hooks for async generators.
#[pyfunction("get_asyncgen_hooks()")]
fn get_asyncgen_hooks(vm: &mut Vm) -> PyResult {
    let state = vm.extension::<InterpState>();
    let hooks = [state.firstiter.get(), state.finalizer.get()];
    let hooks = vm.new_tuple(&hooks)?.value();
    let ty = vm.extension::<HooksType>().0.value();
    vm.call(ty, &[hooks])
}

/// How many frames a coroutine notes of the place where it is made.
#[pyfunction("get_coroutine_origin_tracking_depth()")]
fn get_coroutine_origin_tracking_depth(vm: &mut Vm) -> usize {
    vm.thread.origin_depth
}

/// Sets how many frames a coroutine notes of the place where it is made; 0 ends it.
#[pyfunction("set_coroutine_origin_tracking_depth(depth)")]
fn set_coroutine_origin_tracking_depth(vm: &mut Vm, depth: i64) -> PyResult<()> {
    let Ok(depth) = usize::try_from(depth) else { return Err(vm.value_error("depth must be >= 0")) };
    vm.thread.origin_depth = depth;
    Ok(())
}

pub(super) fn add(vm: &mut Vm, module: Gc<Module>) -> PyResult<()> {
    let ty = new_type(vm, &HOOKS)?;
    vm.set_extension(HooksType(ty));
    let name = vm.intern("sys").value();
    let defs: [&'static tauraro_core::FnDef; 4] = [
        &set_asyncgen_hooks::DEF,
        &get_asyncgen_hooks::DEF,
        &get_coroutine_origin_tracking_depth::DEF,
        &set_coroutine_origin_tracking_depth::DEF,
    ];
    for def in defs {
        let f = vm.new_builtin(def, Value::UNBOUND, None);
        f.set(&f.module, name);
        module.add(vm, def.sig.name, f)?;
    }
    Ok(())
}
