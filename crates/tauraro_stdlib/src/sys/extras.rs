//! The parts of `sys` that few programs ask for: audit hooks, counters of the runtime, switches
//! for what this runtime does not have.

use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::object::{Module, Str, TypeFlags};
use tauraro_core::vm::Extension;
use tauraro_core::{List, PyResult, Type, Value, Vm, defs, pyfunction};

/// The functions that `addaudithook` was given.
struct AuditHooks(Gc<List>);

impl Extension for AuditHooks {
    fn trace(&self, tracer: &mut Tracer) {
        self.0.trace(tracer);
    }
}

/// Has `hook(event, args)` called for every audited event.
#[pyfunction("addaudithook(hook)")]
fn addaudithook(vm: &mut Vm, hook: Value) -> PyResult<()> {
    if vm.try_extension::<AuditHooks>().is_none() {
        let hooks = vm.new_list(&[])?;
        vm.set_extension(AuditHooks(hooks));
    }
    let event = vm.intern("sys.addaudithook").value();
    if let Err(raised) = call_hooks(vm, event, &[]) {
        // A hook may refuse others, by an Exception but by nothing stronger.
        return match vm.catch(vm.exc.exception) {
            Some(_) => Ok(()),
            None => Err(raised),
        };
    }
    let hooks = vm.extension::<AuditHooks>().0;
    hooks.push(vm, hook)
}

fn call_hooks(vm: &mut Vm, event: Value, args: &[Value]) -> PyResult<()> {
    let Some(AuditHooks(hooks)) = vm.try_extension::<AuditHooks>() else { return Ok(()) };
    let hooks = *hooks;
    let args = vm.new_tuple(args)?.value();
    let mut at = 0;
    while let Some(hook) = hooks.items.get(at) {
        vm.call(hook, &[event, args])?;
        at += 1;
    }
    Ok(())
}

/// Tells the audit hooks of an event.
#[pyfunction("audit(event, /, *args)")]
fn audit(vm: &mut Vm, event: Value, args: &[Value]) -> PyResult<()> {
    if !event.is::<Str>() {
        let text = format!("expected str for argument 'event', not {}", vm.type_name(event));
        return Err(vm.type_error(text));
    }
    call_hooks(vm, event, args)
}

/// Objects on the heap; an estimate from its size.
#[pyfunction("getallocatedblocks()")]
fn getallocatedblocks(vm: &mut Vm) -> i64 {
    /// What an object takes on average.
    const OBJECT_BYTES: usize = 48;
    (vm.heap_bytes() / OBJECT_BYTES) as i64
}

/// Flags with which shared libraries are opened: none are.
#[pyfunction("getdlopenflags()")]
fn getdlopenflags(_: &mut Vm) -> i64 {
    i64::from(libc::RTLD_NOW)
}

/// Has no effect: no shared libraries are opened.
#[pyfunction("setdlopenflags(flags, /)")]
fn setdlopenflags(_: &mut Vm, _flags: i64) {}

/// Whether an object lives as long as the process.
#[pyfunction("_is_immortal(op, /)")]
fn is_immortal(_: &mut Vm, op: Value) -> bool {
    !op.is_cell()
}

/// Profilers of the system are not told about Python functions.
#[pyfunction("is_stack_trampoline_active()")]
fn is_stack_trampoline_active(_: &mut Vm) -> bool {
    false
}

/// Has no effect: there is no such support.
#[pyfunction("deactivate_stack_trampoline()")]
fn deactivate_stack_trampoline(_: &mut Vm) {}

/// Raises ValueError: there is no such support.
#[pyfunction("activate_stack_trampoline(backend, /)")]
fn activate_stack_trampoline(vm: &mut Vm, _backend: Gc<Str>) -> PyResult<()> {
    Err(vm.value_error("perf trampoline not available"))
}

/// Whether a debugger of another process may come in: it may not.
#[pyfunction("is_remote_debug_enabled()")]
fn is_remote_debug_enabled(_: &mut Vm) -> bool {
    false
}

/// Forgets what was found out about types and modules; they find it out again.
#[pyfunction("_clear_internal_caches()")]
fn clear_internal_caches(_: &mut Vm) {}

/// See `_clear_internal_caches`.
#[pyfunction("_clear_type_cache()")]
fn clear_type_cache(_: &mut Vm) {}

/// Number of processors that `-X cpu_count` gives; -1: it is not given.
#[pyfunction("_get_cpu_count_config()")]
fn get_cpu_count_config(_: &mut Vm) -> i64 {
    -1
}

/// Whether there is a compiler to machine code.
#[pyfunction("is_available()")]
fn jit_is_available(_: &mut Vm) -> bool {
    false
}

/// Whether the compiler to machine code is switched on.
#[pyfunction("is_enabled()")]
fn jit_is_enabled(_: &mut Vm) -> bool {
    false
}

/// Whether the caller runs as machine code.
#[pyfunction("is_active()")]
fn jit_is_active(_: &mut Vm) -> bool {
    false
}

/// Takes the getters of `__dict__` and `__weakref__` out of a class, so that nothing but its
/// instances keeps it alive once another class took its place.
#[pyfunction("_clear_type_descriptors(type, /)")]
fn clear_type_descriptors(vm: &mut Vm, r#type: Gc<Type>) -> PyResult<()> {
    if !r#type.has(TypeFlags::HEAP) {
        return Err(vm.type_error("argument is immutable"));
    }
    let Some(own) = r#type.dict.get() else { return Ok(()) };
    for name in ["__dict__", "__weakref__"] {
        let name = vm.intern(name);
        own.remove_name(vm, name);
    }
    vm.type_modified(r#type);
    Ok(())
}

pub(super) fn add(vm: &mut Vm, module: Gc<Module>) -> PyResult<()> {
    let name = vm.intern("sys").value();
    let functions: &[&'static tauraro_core::FnDef] = defs![
        addaudithook,
        audit,
        getallocatedblocks,
        getdlopenflags,
        setdlopenflags,
        is_immortal,
        is_stack_trampoline_active,
        deactivate_stack_trampoline,
        activate_stack_trampoline,
        is_remote_debug_enabled,
        clear_internal_caches,
        clear_type_cache,
        clear_type_descriptors,
        get_cpu_count_config,
    ];
    for def in functions {
        let f = vm.new_builtin(def, Value::UNBOUND, None);
        f.set(&f.module, name);
        module.add(vm, def.sig.name, f)?;
    }
    let empty = vm.names.empty;
    module.add(vm, "_framework", empty)?;
    module.add(vm, "_home", Value::NONE)?;
    let jit = vm.new_module("sys._jit", None, defs![jit_is_available, jit_is_enabled, jit_is_active])?;
    module.add(vm, "_jit", jit)
}
