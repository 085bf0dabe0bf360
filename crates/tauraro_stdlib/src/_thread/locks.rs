//! `lock` and `RLock`.

use super::waiters::{Waiters, acquire_timeout};
use crate::kinds;
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::TypeFlags;
use tauraro_core::{PyResult, Type, Value, Vm, defs, payload, pyfunction};

/// `_thread.lock`
pub(super) struct Lock {
    held: Cell<bool>,
    waiters: Waiters,
}

payload!(Lock, kinds::LOCK, "lock", []);

/// `_thread.RLock`: held by one thread any number of times.
struct RLock {
    /// Ident of the thread that holds it, 0: none.
    owner: Cell<u64>,
    count: Cell<usize>,
    waiters: Waiters,
}

payload!(RLock, kinds::RLOCK, "RLock", []);

/// Makes a lock that is not held.
#[pyfunction("lock.__new__($type)")]
fn new_lock(vm: &mut Vm, cls: Gc<Type>) -> Value {
    vm.alloc(cls.root_shape.get(), Lock { held: Cell::new(false), waiters: Waiters::default() }).value()
}

/// Takes the lock; whether that worked.
#[pyfunction("lock.acquire($self, /, blocking=True, timeout=-1)")]
fn acquire(vm: &mut Vm, this: Gc<Lock>, blocking: Option<bool>, timeout: Option<Value>) -> PyResult<bool> {
    let timeout = acquire_timeout(vm, blocking, timeout)?;
    this.waiters.wait(vm, timeout, |_| !this.held.replace(true))
}

/// Gives the lock back; any thread may.
#[pyfunction("lock.release($self, /)")]
fn release(vm: &mut Vm, this: Gc<Lock>) -> PyResult<()> {
    if !this.held.replace(false) {
        return Err(vm.runtime_error("release unlocked lock"));
    }
    this.waiters.wake_first();
    Ok(())
}

/// Whether the lock is held.
#[pyfunction("lock.locked($self, /)")]
fn locked(_: &mut Vm, this: Gc<Lock>) -> bool {
    this.held.get()
}

/// Takes the lock; whether that worked.
#[pyfunction("lock.acquire_lock($self, /, blocking=True, timeout=-1)")]
fn acquire_lock(vm: &mut Vm, this: Gc<Lock>, blocking: Option<bool>, timeout: Option<Value>) -> PyResult<bool> {
    acquire(vm, this, blocking, timeout)
}

/// Gives the lock back.
#[pyfunction("lock.release_lock($self, /)")]
fn release_lock(vm: &mut Vm, this: Gc<Lock>) -> PyResult<()> {
    release(vm, this)
}

/// Whether the lock is held.
#[pyfunction("lock.locked_lock($self, /)")]
fn locked_lock(_: &mut Vm, this: Gc<Lock>) -> bool {
    this.held.get()
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

/// Makes the lock new in a child process, whose other threads are gone.
#[pyfunction("lock._at_fork_reinit($self, /)")]
fn at_fork_reinit(_: &mut Vm, this: Gc<Lock>) {
    this.held.set(false);
    this.waiters.forget_all();
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let Some(lock) = v.cast::<Lock>() else { unreachable!("the slot is that of locks") };
    let state = if lock.held.get() { "locked" } else { "unlocked" };
    Ok(vm.new_str(&format!("<{state} _thread.lock object at {:#x}>", lock.bits()))?.value())
}

pub(super) static LOCK: TypeSpec = TypeSpec {
    name: "lock",
    module: "_thread",
    doc: Some("A lock: held or not, by no thread in particular."),
    kind: Some(Lock::INFO),
    weakrefs: true,
    new: Some(new_lock::as_new),
    methods: defs![acquire, release, locked, acquire_lock, release_lock, locked_lock, enter, exit, at_fork_reinit],
    slots: |s| s.repr.set(Some(repr)),
    ..TypeSpec::EMPTY
};

// ---- RLock ----------------------------------------------------------------------------------

fn new_rlock(vm: &mut Vm, cls: Gc<Type>, _: tauraro_core::Args<'_>) -> PyResult {
    let slots = usize::from(cls.inline_slots.get());
    let payload = RLock { owner: Cell::new(0), count: Cell::new(0), waiters: Waiters::default() };
    Ok(vm.alloc_with_slots(cls.root_shape.get(), payload, slots).value())
}

fn rlock_take(vm: &mut Vm, this: Gc<RLock>, timeout: Option<f64>) -> PyResult<bool> {
    let me = vm.thread.ident;
    if this.owner.get() == me {
        this.count.set(this.count.get() + 1);
        return Ok(true);
    }
    this.waiters.wait(vm, timeout, |_| {
        let free = this.owner.get() == 0;
        if free {
            this.owner.set(me);
            this.count.set(1);
        }
        free
    })
}

/// Takes the lock once more; whether that worked.
#[pyfunction("RLock.acquire($self, /, blocking=True, timeout=-1)")]
fn rlock_acquire(vm: &mut Vm, this: Gc<RLock>, blocking: Option<bool>, timeout: Option<Value>) -> PyResult<bool> {
    let timeout = acquire_timeout(vm, blocking, timeout)?;
    rlock_take(vm, this, timeout)
}

/// Gives the lock back once.
#[pyfunction("RLock.release($self, /)")]
fn rlock_release(vm: &mut Vm, this: Gc<RLock>) -> PyResult<()> {
    if this.owner.get() != vm.thread.ident {
        return Err(vm.runtime_error("cannot release un-acquired lock"));
    }
    let count = this.count.get() - 1;
    this.count.set(count);
    if count == 0 {
        this.owner.set(0);
        this.waiters.wake_first();
    }
    Ok(())
}

/// Whether any thread holds the lock.
#[pyfunction("RLock.locked($self, /)")]
fn rlock_locked(_: &mut Vm, this: Gc<RLock>) -> bool {
    this.owner.get() != 0
}

/// Takes the lock once more.
#[pyfunction("RLock.__enter__($self, /)")]
fn rlock_enter(vm: &mut Vm, this: Gc<RLock>) -> PyResult<bool> {
    rlock_take(vm, this, None)
}

/// Gives the lock back once.
#[pyfunction("RLock.__exit__($self, /, *args)")]
fn rlock_exit(vm: &mut Vm, this: Gc<RLock>, _args: &[Value]) -> PyResult<()> {
    rlock_release(vm, this)
}

/// Whether the lock is held by the calling thread.
#[pyfunction("RLock._is_owned($self, /)")]
fn is_owned(vm: &mut Vm, this: Gc<RLock>) -> bool {
    this.owner.get() == vm.thread.ident
}

/// How often the calling thread holds the lock.
#[pyfunction("RLock._recursion_count($self, /)")]
fn recursion_count(vm: &mut Vm, this: Gc<RLock>) -> usize {
    if this.owner.get() == vm.thread.ident { this.count.get() } else { 0 }
}

/// Gives the lock back whatever its count; what `_acquire_restore` takes.
#[pyfunction("RLock._release_save($self, /)")]
fn release_save(vm: &mut Vm, this: Gc<RLock>) -> PyResult {
    if this.count.get() == 0 {
        return Err(vm.runtime_error("cannot release un-acquired lock"));
    }
    let (count, owner) = (this.count.replace(0), this.owner.replace(0));
    this.waiters.wake_first();
    let owner = vm.new_uint(owner);
    Ok(vm.new_tuple(&[Value::small(count as i64), owner])?.value())
}

/// Takes the lock as it was before `_release_save`.
#[pyfunction("RLock._acquire_restore($self, state, /)")]
fn acquire_restore(vm: &mut Vm, this: Gc<RLock>, state: Gc<tauraro_core::Tuple>) -> PyResult<()> {
    rlock_take(vm, this, None)?;
    let count = state.get(0).and_then(|v| v.as_i64()).unwrap_or(1);
    this.count.set(count as usize);
    Ok(())
}

/// Makes the lock new in a child process, whose other threads are gone.
#[pyfunction("RLock._at_fork_reinit($self, /)")]
fn rlock_at_fork_reinit(_: &mut Vm, this: Gc<RLock>) {
    this.owner.set(0);
    this.count.set(0);
    this.waiters.forget_all();
}

fn rlock_repr(vm: &mut Vm, v: Value) -> PyResult {
    let Some(lock) = v.cast::<RLock>() else { unreachable!("the slot is that of locks") };
    let state = if lock.count.get() > 0 { "locked" } else { "unlocked" };
    let ty = vm.type_of(v);
    let name = crate::struct_sequence::full_name(vm, ty);
    let (owner, count) = (lock.owner.get(), lock.count.get());
    let text = format!("<{state} {name} object owner={owner} count={count} at {:#x}>", lock.bits());
    Ok(vm.new_str(&text)?.value())
}

pub(super) static RLOCK: TypeSpec = TypeSpec {
    name: "RLock",
    module: "_thread",
    doc: Some("A lock that one thread may hold several times."),
    kind: Some(RLock::INFO),
    flags: TypeFlags::BASE,
    weakrefs: true,
    new: Some(new_rlock),
    methods: defs![
        rlock_acquire,
        rlock_release,
        rlock_locked,
        rlock_enter,
        rlock_exit,
        is_owned,
        recursion_count,
        release_save,
        acquire_restore,
        rlock_at_fork_reinit,
    ],
    slots: |s| s.repr.set(Some(rlock_repr)),
    ..TypeSpec::EMPTY
};
