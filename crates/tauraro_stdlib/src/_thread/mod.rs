//! `_thread`: threads, locks, and what each thread has for itself. How threads of one isolate
//! take turns is explained in `tauraro_core::threads`.

mod local;
mod locks;
mod start;
mod system;
pub(crate) mod waiters;

use crate::struct_sequence::{self, BASE, SequenceSpec};
use crate::sys::attribute;
use std::cell::Cell;
use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Exception, Module};
use tauraro_core::vm::Extension;
use tauraro_core::{List, PyResult, Str, Type, Value, Vm, defs, pyfunction};

/// The module's state.
struct State {
    handle: Gc<Type>,
    lock: Gc<Type>,
    except_hook_args: Gc<Type>,
    /// Handles of threads that the program's end waits for.
    waited_for: Gc<List>,
    /// Weak references to all `_local` objects.
    locals: Gc<List>,
    count: Cell<usize>,
    stack_size: Cell<usize>,
    main_ident: u64,
}

impl Extension for State {
    fn trace(&self, tracer: &mut Tracer) {
        self.handle.trace(tracer);
        self.lock.trace(tracer);
        self.except_hook_args.trace(tracer);
        self.waited_for.trace(tracer);
        self.locals.trace(tracer);
    }
}

fn state(vm: &Vm) -> &State {
    vm.extension::<State>()
}

/// A number that names the calling thread.
#[pyfunction("get_ident()")]
fn get_ident(vm: &mut Vm) -> Value {
    vm.new_uint(vm.thread.ident)
}

/// The operating system's number of the calling thread.
#[pyfunction("get_native_id()")]
fn get_native_id(_: &mut Vm) -> i64 {
    system::native_id()
}

/// Makes a lock that is not held.
#[pyfunction("allocate_lock()")]
fn allocate_lock(vm: &mut Vm) -> PyResult {
    let lock = state(vm).lock.value();
    vm.call(lock, &[])
}

/// Makes a lock that is not held.
#[pyfunction("allocate()")]
fn allocate(vm: &mut Vm) -> PyResult {
    allocate_lock(vm)
}

/// Ends the calling thread by raising SystemExit.
#[pyfunction("exit()")]
fn exit(vm: &mut Vm) -> PyResult {
    let exc = vm.call(vm.exc.system_exit.value(), &[])?;
    Err(vm.raise(exc))
}

/// Ends the calling thread by raising SystemExit.
#[pyfunction("exit_thread()")]
fn exit_thread(vm: &mut Vm) -> PyResult {
    exit(vm)
}

/// Whether the calling thread is one of the main interpreter.
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
fn get_main_thread_ident(vm: &mut Vm) -> Value {
    let ident = state(vm).main_ident;
    vm.new_uint(ident)
}

/// Names the calling thread for the system.
#[pyfunction("set_name(name)")]
fn set_name(_: &mut Vm, name: Gc<Str>) {
    system::set_name(name.as_bytes());
}

/// The calling thread's name as the system has it.
#[pyfunction("_get_name()")]
fn get_name(vm: &mut Vm) -> PyResult {
    let name = system::name();
    vm.new_str(&String::from_utf8_lossy(&name)).map(Gc::value)
}

/// Shows the exception that has ended a thread.
#[pyfunction("_excepthook(args, /)")]
fn excepthook(vm: &mut Vm, args: Value) -> PyResult<()> {
    if vm.type_of(args) != state(vm).except_hook_args {
        return Err(vm.type_error("_thread._excepthook argument type must be ExceptHookArgs"));
    }
    let ty = vm.getattr_str(args, "exc_type")?;
    if ty == vm.exc.system_exit.value() {
        return Ok(());
    }
    let exc = vm.getattr_str(args, "exc_value")?;
    let traceback = vm.getattr_str(args, "exc_traceback")?;
    let thread = vm.getattr_str(args, "thread")?;
    let name = if thread.is_none() {
        vm.thread.ident.to_string()
    } else {
        let name = vm.getattr_str(thread, "name")?;
        vm.str(name)?.to_string_lossy()
    };
    if let Some(e) = exc.cast::<Exception>()
        && e.traceback.get().is_none()
    {
        e.set(&e.traceback, traceback);
    }
    let text = format!("Exception in thread {name}:\n{}", tauraro_interp::display::exception(vm, exc));
    let mut file = attribute(vm, "stderr")?.and_then(Value::non_none);
    if file.is_none() && !thread.is_none() {
        file = Some(vm.getattr_str(thread, "_stderr")?).and_then(Value::non_none);
    }
    let Some(file) = file else { return Ok(()) };
    let text = vm.new_str(&text)?.value();
    vm.call_method(file, "write", &[text])?;
    vm.call_method(file, "flush", &[]).map(|_| ())
}

/// What `threading.excepthook` is called with.
static EXCEPT_HOOK_ARGS: SequenceSpec = SequenceSpec {
    spec: TypeSpec { name: "_ExceptHookArgs", module: "_thread", ..BASE },
    fields: &["exc_type", "exc_value", "exc_traceback", "thread"],
    visible: 4,
};

/// Simulates a signal, which the main thread handles.
#[pyfunction("interrupt_main(signum=2, /)")]
fn interrupt_main(vm: &mut Vm, signum: Option<i64>) -> PyResult<()> {
    crate::_signal::simulate(vm, signum.unwrap_or(2))
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let functions = defs![
        get_ident,
        get_native_id,
        allocate_lock,
        allocate,
        exit,
        exit_thread,
        is_main_interpreter,
        daemon_threads_allowed,
        get_main_thread_ident,
        set_name,
        get_name,
        excepthook,
        interrupt_main,
        start::start_new_thread,
        start::start_joinable_thread,
        start::make_thread_handle,
        start::shutdown,
        start::stack_size,
        start::count,
    ];
    let module = vm.new_module("_thread", Some("Threads, locks and what each thread has for itself."), functions)?;
    let object = vm.types.object;
    let lock = vm.new_type(&locks::LOCK, object)?;
    let rlock = vm.new_type(&locks::RLOCK, object)?;
    let local = vm.new_type(&local::LOCAL, object)?;
    let handle = vm.new_type(&start::HANDLE, object)?;
    let except_hook_args = struct_sequence::new_type(vm, &EXCEPT_HOOK_ARGS)?;
    for (name, ty) in [
        ("lock", lock),
        ("LockType", lock),
        ("RLock", rlock),
        ("_local", local),
        ("_ThreadHandle", handle),
        ("_ExceptHookArgs", except_hook_args),
    ] {
        module.add(vm, name, ty)?;
    }
    let start = module.namespace().get_str(vm, "start_new_thread").unwrap_or(Value::NONE);
    module.add(vm, "start_new", start)?;
    let error = vm.exc.runtime_error;
    module.add(vm, "error", error)?;
    module.add(vm, "TIMEOUT_MAX", Value::float(waiters::TIMEOUT_MAX))?;
    module.add(vm, "_NAME_MAXLEN", Value::small(system::NAME_BYTES_MAX as i64))?;
    let (waited_for, locals) = (vm.new_list(&[])?, vm.new_list(&[])?);
    let main_ident = vm.threads().find(|t| t.serial == 0).map_or(0, |t| t.ident);
    vm.set_extension(State {
        handle,
        lock,
        except_hook_args,
        waited_for,
        locals,
        count: Cell::new(0),
        stack_size: Cell::new(0),
        main_ident,
    });
    Ok(module)
}
