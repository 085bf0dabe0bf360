//! Starting threads, and `_ThreadHandle`, by which others wait for their end.

use super::local;
use super::state;
use super::waiters::{Waiters, seconds};
use crate::kinds;
use std::cell::Cell;
use std::os::unix::thread::JoinHandleExt;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::GetSetDef;
use tauraro_core::vm::current_thread_ident;
use tauraro_core::{Dict, PyResult, Raised, Tuple, Type, Value, Vm, defs, payload, pyfunction};

/// Native stack of a thread unless `stack_size` says otherwise. Only what is used takes memory.
const STACK_BYTES: usize = 32 << 20;
/// The least that `stack_size` may be set to.
const STACK_BYTES_MIN: i64 = 52 << 10;
/// What a thread's native stack has at least: Python's minimum is too small for our calls.
const STACK_BYTES_FLOOR: usize = 1 << 20;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    NotStarted,
    Running,
    Done,
}

/// `_thread._ThreadHandle`
pub(super) struct Handle {
    stage: Cell<Stage>,
    ident: Cell<u64>,
    waiters: Waiters,
}

payload!(Handle, kinds::THREAD_HANDLE, "_ThreadHandle", []);

fn make_handle(vm: &mut Vm, stage: Stage, ident: u64) -> Gc<Handle> {
    let shape = state(vm).handle.root_shape.get();
    vm.alloc(shape, Handle { stage: Cell::new(stage), ident: Cell::new(ident), waiters: Waiters::default() })
}

/// Makes a handle for a thread that is to be started.
#[pyfunction("_ThreadHandle.__new__($type)")]
fn new_handle(vm: &mut Vm, _cls: Gc<Type>) -> Value {
    make_handle(vm, Stage::NotStarted, 0).value()
}

/// Waits for the thread's end, at most for so many seconds.
#[pyfunction("_ThreadHandle.join($self, timeout=None, /)")]
fn join(vm: &mut Vm, this: Gc<Handle>, timeout: Option<Value>) -> PyResult<()> {
    let timeout = match timeout.and_then(Value::non_none) {
        Some(v) => Some(seconds(vm, v)?).filter(|s| *s >= 0.0),
        None => None,
    };
    match this.stage.get() {
        Stage::NotStarted => return Err(vm.runtime_error("thread not started")),
        Stage::Running if this.ident.get() == vm.thread.ident => {
            return Err(vm.runtime_error("Cannot join current thread"));
        }
        Stage::Running | Stage::Done => {}
    }
    this.waiters.wait(vm, timeout, |_| this.stage.get() == Stage::Done)?;
    Ok(())
}

/// Whether the thread has ended.
#[pyfunction("_ThreadHandle.is_done($self, /)")]
fn is_done(_: &mut Vm, this: Gc<Handle>) -> bool {
    this.stage.get() == Stage::Done
}

/// Counts the thread as ended.
#[pyfunction("_ThreadHandle._set_done($self, /)")]
fn set_done(vm: &mut Vm, this: Gc<Handle>) -> PyResult<()> {
    if this.stage.get() == Stage::NotStarted {
        return Err(vm.runtime_error("thread not started"));
    }
    finished(this);
    Ok(())
}

fn finished(handle: Gc<Handle>) {
    handle.stage.set(Stage::Done);
    handle.waiters.wake_all();
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let Some(handle) = v.cast::<Handle>() else { unreachable!("the slot is that of handles") };
    Ok(vm.new_str(&format!("<_thread._ThreadHandle object: ident={}>", handle.ident.get()))?.value())
}

pub(super) static HANDLE: TypeSpec = TypeSpec {
    name: "_ThreadHandle",
    module: "_thread",
    kind: Some(Handle::INFO),
    weakrefs: true,
    new: Some(new_handle::as_new),
    methods: defs![join, is_done, set_done],
    getset: &[GetSetDef {
        name: "ident",
        doc: "The thread's ident.",
        get: |vm, v| match v.cast::<Handle>() {
            Some(h) => Ok(vm.new_uint(h.ident.get())),
            None => Ok(Value::NONE),
        },
        set: None,
    }],
    slots: |s| s.repr.set(Some(repr)),
    ..TypeSpec::EMPTY
};

/// A handle for a thread that was not started here.
#[pyfunction("_make_thread_handle(ident, /)")]
pub(super) fn make_thread_handle(vm: &mut Vm, ident: i64) -> Value {
    make_handle(vm, Stage::Running, ident as u64).value()
}

// ---- starting -------------------------------------------------------------------------------

/// Starts a thread; gives its ident.
#[pyfunction("start_new_thread(function, args, kwargs={}, /)")]
pub(super) fn start_new_thread(vm: &mut Vm, function: Value, args: Value, kwargs: Option<Value>) -> PyResult {
    check_callable(vm, function, "first arg must be callable")?;
    let Some(args) = args.cast::<Tuple>() else { return Err(vm.type_error("2nd arg must be a tuple")) };
    let kwargs = match kwargs {
        None => None,
        Some(v) => match v.cast::<Dict>() {
            Some(dict) => Some(dict),
            None => return Err(vm.type_error("optional 3rd arg must be a dictionary")),
        },
    };
    let handle = make_handle(vm, Stage::NotStarted, 0);
    start(vm, function, args, kwargs, handle)?;
    Ok(vm.new_uint(handle.ident.get()))
}

/// Starts a thread; gives a handle by which it can be waited for.
#[pyfunction("start_joinable_thread(function, handle=None, daemon=True)")]
pub(super) fn start_joinable_thread(
    vm: &mut Vm,
    function: Value,
    handle: Option<Value>,
    daemon: Option<bool>,
) -> PyResult {
    check_callable(vm, function, "thread function must be callable")?;
    let handle = match handle.and_then(Value::non_none) {
        None => make_handle(vm, Stage::NotStarted, 0),
        Some(v) => match v.cast::<Handle>() {
            Some(handle) => handle,
            None => return Err(vm.type_error("'handle' must be a _ThreadHandle")),
        },
    };
    if handle.stage.get() != Stage::NotStarted {
        return Err(vm.runtime_error("thread already started"));
    }
    let args = vm.new_tuple(&[])?;
    if !daemon.unwrap_or(true) {
        let waited_for = state(vm).waited_for;
        waited_for.push(vm, handle.value())?;
    }
    match start(vm, function, args, None, handle) {
        Ok(()) => Ok(handle.value()),
        Err(raised) => {
            forget(vm, handle);
            Err(raised)
        }
    }
}

fn check_callable(vm: &mut Vm, function: Value, text: &str) -> PyResult<()> {
    if vm.type_of(function).slots.call.get().is_some() { Ok(()) } else { Err(vm.type_error(text)) }
}

fn start(vm: &mut Vm, function: Value, args: Gc<Tuple>, kwargs: Option<Gc<Dict>>, handle: Gc<Handle>) -> PyResult<()> {
    let Some((stacks, thread)) = tauraro_interp::frame::new_thread_state(vm) else { return Err(no_thread(vm)) };
    let kwargs = kwargs.map_or(Value::NONE, Gc::value);
    let root = vm.new_tuple(&[function, args.value(), kwargs, handle.value()])?;
    let entrance = vm.prepare_thread(thread, root.value());
    let serial = entrance.serial();
    let bytes = match state(vm).stack_size.get() {
        0 => STACK_BYTES,
        n => n.max(STACK_BYTES_FLOOR),
    };
    state(vm).count.set(state(vm).count.get() + 1);
    handle.stage.set(Stage::Running);
    let spawned = std::thread::Builder::new().stack_size(bytes).spawn(move || {
        entrance.enter(bytes, run);
        drop(stacks);
    });
    match spawned {
        Ok(joined) => {
            handle.ident.set(joined.as_pthread_t());
            Ok(())
        }
        Err(_) => {
            vm.abandon_thread(serial);
            state(vm).count.set(state(vm).count.get() - 1);
            handle.stage.set(Stage::NotStarted);
            Err(no_thread(vm))
        }
    }
}

fn no_thread(vm: &mut Vm) -> Raised {
    vm.runtime_error("can't start new thread")
}

/// What a new thread does.
fn run(vm: &mut Vm) {
    vm.thread.ident = current_thread_ident();
    let root = std::mem::replace(&mut vm.thread.root, Value::NONE);
    let Some(root) = root.cast::<Tuple>() else { return };
    let [function, args, kwargs, handle] = *root.items() else { return };
    let items = args.cast::<Tuple>();
    let result = vm.call_dict(function, items.as_ref().map_or(&[], |t| t.items()), kwargs.cast::<Dict>());
    if result.is_err() && vm.catch(vm.exc.system_exit).is_none() {
        vm.report_unraisable("Exception ignored in thread started by", function);
    }
    local::forget_thread(vm);
    state(vm).count.set(state(vm).count.get() - 1);
    if let Some(handle) = handle.cast::<Handle>() {
        finished(handle);
        forget(vm, handle);
    }
}

/// Nobody needs to wait for the thread any more.
fn forget(vm: &mut Vm, handle: Gc<Handle>) {
    let row = state(vm).waited_for;
    if let Some(at) = row.items.slots().iter().position(|slot| slot.get() == handle.value()) {
        row.items.remove(at);
    }
}

/// Waits for all threads that are not daemons.
#[pyfunction("_shutdown()")]
pub(super) fn shutdown(vm: &mut Vm) -> PyResult<()> {
    loop {
        let me = vm.thread.ident;
        let row = state(vm).waited_for;
        let other = |h: &Gc<Handle>| h.ident.get() != me;
        let next = row.items.slots().iter().filter_map(|slot| slot.get().cast::<Handle>()).find(other);
        let Some(handle) = next else { return Ok(()) };
        join(vm, handle, None)?;
        forget(vm, handle);
    }
}

/// Native stack of threads that are started from now on; 0: the usual.
#[pyfunction("stack_size(size=0, /)")]
pub(super) fn stack_size(vm: &mut Vm, size: Option<i64>) -> PyResult<usize> {
    let size = size.unwrap_or(0);
    if size != 0 && size < STACK_BYTES_MIN {
        return Err(vm.value_error(format!("size must be at least {STACK_BYTES_MIN} bytes")));
    }
    Ok(state(vm).stack_size.replace(size as usize))
}

/// Number of threads that were started here and run.
#[pyfunction("_count()")]
pub(super) fn count(vm: &mut Vm) -> usize {
    state(vm).count.get()
}
