//! `_thread`: locks and thread identity.
//!
//! One thread runs in an isolate so far, so a lock that is held can be waited for only in vain:
//! `acquire` without a timeout on a held lock raises instead of hanging for ever.

use crate::kinds;
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::Module;
use tauraro_core::{PyResult, Type, Value, Vm, defs, payload, pyfunction};

/// `_thread.lock` and `_thread.RLock`: how often it is held.
pub struct Lock {
    held: Cell<usize>,
    reentrant: bool,
}

payload!(Lock, kinds::LOCK, "lock", []);

fn instance(vm: &mut Vm, cls: Gc<Type>, reentrant: bool) -> Value {
    let slots = usize::from(cls.inline_slots.get());
    vm.alloc_with_slots(cls.root_shape.get(), Lock { held: Cell::new(0), reentrant }, slots).value()
}

/// Makes a lock that is not held.
#[pyfunction("lock.__new__($type)")]
fn new_lock(vm: &mut Vm, cls: Gc<Type>) -> Value {
    instance(vm, cls, false)
}

/// Makes a re-entrant lock that is not held.
#[pyfunction("RLock.__new__($type)")]
fn new_rlock(vm: &mut Vm, cls: Gc<Type>) -> Value {
    instance(vm, cls, true)
}

/// Takes the lock; whether that worked.
#[pyfunction("lock.acquire($self, /, blocking=True, timeout=-1)")]
fn acquire(vm: &mut Vm, this: Gc<Lock>, blocking: Option<bool>, timeout: Option<f64>) -> PyResult<bool> {
    let (blocking, timeout) = (blocking.unwrap_or(true), timeout.unwrap_or(-1.0));
    if !blocking && timeout != -1.0 {
        return Err(vm.value_error("can't specify a timeout for a non-blocking call"));
    }
    if timeout < 0.0 && timeout != -1.0 {
        return Err(vm.value_error("timeout value must be a non-negative number"));
    }
    if this.held.get() == 0 || this.reentrant {
        this.held.set(this.held.get() + 1);
        return Ok(true);
    }
    if !blocking {
        return Ok(false);
    }
    if timeout >= 0.0 {
        std::thread::sleep(std::time::Duration::from_secs_f64(timeout.min(1e9)));
        return Ok(false);
    }
    Err(vm.runtime_error("deadlock: the only thread waits for a lock that it holds"))
}

/// Gives the lock back.
#[pyfunction("lock.release($self, /)")]
fn release(vm: &mut Vm, this: Gc<Lock>) -> PyResult<()> {
    match this.held.get() {
        0 if this.reentrant => Err(vm.runtime_error("cannot release un-acquired lock")),
        0 => Err(vm.runtime_error("release unlocked lock")),
        n => {
            this.held.set(n - 1);
            Ok(())
        }
    }
}

/// Whether the lock is held.
#[pyfunction("lock.locked($self, /)")]
fn locked(_: &mut Vm, this: Gc<Lock>) -> bool {
    this.held.get() > 0
}

/// Takes the lock.
#[pyfunction("lock.__enter__($self, /)")]
fn enter(vm: &mut Vm, this: Gc<Lock>) -> PyResult<bool> {
    acquire(vm, this, None, None)
}

/// Gives the lock back.
#[pyfunction("lock.__exit__($self, /, *args)")]
fn exit(vm: &mut Vm, this: Gc<Lock>, _args: &[Value]) -> PyResult<()> {
    release(vm, this)
}

/// Whether the lock is held by the calling thread.
#[pyfunction("RLock._is_owned($self, /)")]
fn is_owned(_: &mut Vm, this: Gc<Lock>) -> bool {
    this.held.get() > 0
}

/// How often the calling thread holds the lock.
#[pyfunction("RLock._recursion_count($self, /)")]
fn recursion_count(_: &mut Vm, this: Gc<Lock>) -> usize {
    this.held.get()
}

/// Gives the lock back whatever its count; what `_acquire_restore` takes.
#[pyfunction("RLock._release_save($self, /)")]
fn release_save(vm: &mut Vm, this: Gc<Lock>) -> PyResult {
    let count = this.held.replace(0);
    let owner = Value::small(get_ident(vm));
    Ok(vm.new_tuple(&[Value::small(count as i64), owner])?.value())
}

/// Takes the lock as it was before `_release_save`.
#[pyfunction("RLock._acquire_restore($self, state, /)")]
fn acquire_restore(_: &mut Vm, this: Gc<Lock>, state: Gc<tauraro_core::Tuple>) {
    let count = state.get(0).and_then(|v| v.as_i64()).unwrap_or(1);
    this.held.set(count as usize);
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let Some(lock) = v.cast::<Lock>() else { unreachable!("the slot is that of locks") };
    let state = if lock.held.get() > 0 { "locked" } else { "unlocked" };
    let ty = vm.type_of(v);
    let name = crate::struct_sequence::full_name(vm, ty);
    let owner = if lock.reentrant {
        let ident = if lock.held.get() > 0 { get_ident(vm) } else { 0 };
        format!(" owner={ident} count={}", lock.held.get())
    } else {
        String::new()
    };
    Ok(vm.new_str(&format!("<{state} {name} object{owner} at {:#x}>", lock.bits()))?.value())
}

static LOCK: TypeSpec = TypeSpec {
    name: "lock",
    module: "_thread",
    kind: Some(Lock::INFO),
    weakrefs: true,
    new: Some(new_lock::as_new),
    methods: defs![acquire, release, locked, enter, exit],
    slots: |s| s.repr.set(Some(repr)),
    ..TypeSpec::EMPTY
};

static RLOCK: TypeSpec = TypeSpec {
    name: "RLock",
    module: "_thread",
    kind: Some(Lock::INFO),
    flags: tauraro_core::object::TypeFlags::BASE,
    weakrefs: true,
    new: Some(new_rlock::as_new),
    methods: defs![acquire, release, locked, enter, exit, is_owned, recursion_count, release_save, acquire_restore,],
    slots: |s| s.repr.set(Some(repr)),
    ..TypeSpec::EMPTY
};

/// A number that names the calling thread.
#[pyfunction("get_ident()")]
fn get_ident(_: &mut Vm) -> i64 {
    std::process::id().into()
}

/// The operating system's number of the calling thread.
#[pyfunction("get_native_id()")]
fn get_native_id(_: &mut Vm) -> i64 {
    std::process::id().into()
}

/// Starts a thread.
#[pyfunction("start_new_thread(function, args, kwargs={}, /)")]
fn start_new_thread(vm: &mut Vm, _function: Value, _args: Value, _kwargs: Option<Value>) -> PyResult {
    Err(vm.runtime_error("can't start new thread"))
}

/// Stack size of new threads.
#[pyfunction("stack_size(size=0, /)")]
fn stack_size(_: &mut Vm, _size: Option<i64>) -> i64 {
    0
}

/// Number of threads that were started.
#[pyfunction("_count()")]
fn count(_: &mut Vm) -> i64 {
    0
}

/// Whether the calling thread is the main one of its interpreter.
#[pyfunction("_is_main_interpreter()")]
fn is_main_interpreter(_: &mut Vm) -> bool {
    true
}

/// Whether threads may outlive the main one.
#[pyfunction("daemon_threads_allowed()")]
fn daemon_threads_allowed(_: &mut Vm) -> bool {
    true
}

/// The ident of the main thread.
#[pyfunction("_get_main_thread_ident()")]
fn get_main_thread_ident(vm: &mut Vm) -> i64 {
    get_ident(vm)
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let functions = defs![
        get_ident,
        get_native_id,
        start_new_thread,
        stack_size,
        count,
        is_main_interpreter,
        daemon_threads_allowed,
        get_main_thread_ident,
    ];
    let module = vm.new_module("_thread", Some("Locks and thread identity."), functions)?;
    let object = vm.types.object;
    let lock = vm.new_type(&LOCK, object)?;
    let rlock = vm.new_type(&RLOCK, object)?;
    for (name, ty) in
        [("lock", lock), ("LockType", lock), ("allocate_lock", lock), ("allocate", lock), ("RLock", rlock)]
    {
        module.add(vm, name, ty)?;
    }
    let error = vm.exc.runtime_error;
    module.add(vm, "error", error)?;
    module.add(vm, "TIMEOUT_MAX", Value::float(9_223_372_036.0))?;
    Ok(module)
}
