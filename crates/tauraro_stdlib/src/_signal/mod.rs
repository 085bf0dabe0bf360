//! `_signal`: handlers of signals in Python. The system's handler only marks a signal as come
//! and sets a bit of the poll word; the main thread runs the Python handler at its next safepoint.

mod constants;
mod system;
mod waiting;

use crate::os_call;
use std::cell::Cell;
use system::{Disposition, NSIG};
use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::object::Module;
use tauraro_core::vm::Extension;
use tauraro_core::{List, PyResult, Type, Value, Vm, defs, pyfunction};

pub use system::HeldSignals;

/// What Python knows of handlers.
struct State {
    /// Handler of each signal: SIG_DFL, SIG_IGN, a callable, or None for one that is not Python's.
    handlers: Gc<List>,
    /// `default_int_handler`
    int_handler: Value,
    siginfo: Cell<Option<Gc<Type>>>,
    /// This isolate is the one that signals are reported to.
    receives: bool,
}

impl Extension for State {
    fn trace(&self, tracer: &mut Tracer) {
        self.handlers.trace(tracer);
        self.int_handler.trace(tracer);
        self.siginfo.trace(tracer);
    }
}

const SIG_DFL: i64 = 0;
const SIG_IGN: i64 = 1;

/// A set of signals from an iterable of numbers, as the system has it.
pub(crate) fn signal_set(vm: &mut Vm, signals: Value) -> PyResult<libc::sigset_t> {
    waiting::set_of(vm, signals).map(|set| set.raw())
}

/// Takes signals over at the start: Ctrl-C raises KeyboardInterrupt.
pub(crate) fn install(vm: &mut Vm) -> PyResult<()> {
    let receives = system::report_to(vm.poll.clone(), vm.thread.waker.clone());
    let handlers = vm.new_list(&[])?;
    for signum in 0..NSIG as i32 {
        let known = match system::disposition(signum) {
            Some(Disposition::Default) => Value::small(SIG_DFL),
            Some(Disposition::Ignore) => Value::small(SIG_IGN),
            _ => Value::NONE,
        };
        handlers.push(vm, known)?;
    }
    let int_handler = vm.new_builtin(&default_int_handler::DEF, Value::UNBOUND, None).value();
    if receives && handlers.items.get(libc::SIGINT as usize) == Some(Value::small(SIG_DFL)) {
        handlers.items.set(libc::SIGINT as usize, int_handler);
        system::set_disposition(libc::SIGINT, Disposition::Handler);
    }
    vm.set_extension(State { handlers, int_handler, siginfo: Cell::new(None), receives });
    vm.hooks.signals = run_handlers;
    Ok(())
}

fn state(vm: &Vm) -> &State {
    vm.extension::<State>()
}

/// Runs the handlers of all signals that have come.
fn run_handlers(vm: &mut Vm) -> PyResult<()> {
    if !state(vm).receives {
        return Ok(());
    }
    let error = system::take_wakeup_error();
    if error != 0 {
        os_call::error(vm, error);
        vm.report_unraisable("Exception ignored while trying to write to the signal wakeup fd", Value::NONE);
    }
    for signum in 1..NSIG {
        if !system::take(signum) {
            continue;
        }
        let handler = state(vm).handlers.items.get(signum).unwrap_or(Value::NONE);
        if handler.is_none() || handler.as_small().is_some() {
            continue;
        }
        let frame = tauraro_interp::introspect::frame_at(vm, 0).map_or(Value::NONE, Gc::value);
        if let Err(raised) = vm.call(handler, &[Value::small(signum as i64), frame]) {
            // Others may have come too.
            vm.request(tauraro_core::vm::poll::SIGNAL);
            return Err(raised);
        }
    }
    Ok(())
}

/// Acts as if the signal had come (`_thread.interrupt_main`).
pub(crate) fn simulate(vm: &mut Vm, signum: i64) -> PyResult<()> {
    let n = in_range(vm, signum, "signal number out of range")?;
    let handler = state(vm).handlers.items.get(n as usize).unwrap_or(Value::NONE);
    if !handler.is_none() && handler.as_small().is_none() {
        system::mark(n as usize);
    }
    Ok(())
}

fn in_range(vm: &mut Vm, signum: i64, text: &str) -> PyResult<i32> {
    if (1..NSIG as i64).contains(&signum) { Ok(signum as i32) } else { Err(vm.value_error(text)) }
}

/// What SIGINT does unless the program says otherwise: raises KeyboardInterrupt.
#[pyfunction("default_int_handler(signalnum, frame, /)")]
fn default_int_handler(vm: &mut Vm, _signalnum: i64, _frame: Value) -> PyResult {
    let exc = vm.new_exception(vm.exc.keyboard_interrupt, &[]);
    Err(vm.raise(exc.value()))
}

/// Sets the handler of a signal; gives the one before.
#[pyfunction("signal(signalnum, handler, /)")]
fn signal(vm: &mut Vm, signalnum: i64, handler: Value) -> PyResult {
    if !vm.is_main_thread() || !state(vm).receives {
        return Err(vm.value_error("signal only works in main thread of the main interpreter"));
    }
    let n = in_range(vm, signalnum, "signal number out of range")?;
    let number = handler.as_i64();
    let (to, handler) = match number {
        Some(SIG_IGN) => (Disposition::Ignore, Value::small(SIG_IGN)),
        Some(SIG_DFL) => (Disposition::Default, Value::small(SIG_DFL)),
        _ if vm.type_of(handler).slots.call.get().is_some() => (Disposition::Handler, handler),
        _ => {
            let text = "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object";
            return Err(vm.type_error(text));
        }
    };
    vm.safepoint()?;
    if !system::set_disposition(n, to) {
        return Err(os_call::error(vm, os_call::errno()));
    }
    let handlers = state(vm).handlers;
    let old = handlers.items.get(n as usize).unwrap_or(Value::NONE);
    handlers.items.set(n as usize, handler);
    Ok(old)
}

/// The handler of a signal: a callable, SIG_IGN, SIG_DFL, or None for one that Python does not know.
#[pyfunction("getsignal(signalnum, /)")]
fn getsignal(vm: &mut Vm, signalnum: i64) -> PyResult {
    let n = in_range(vm, signalnum, "signal number out of range")?;
    Ok(state(vm).handlers.items.get(n as usize).unwrap_or(Value::NONE))
}

/// Sends a signal to the calling process.
#[pyfunction("raise_signal(signalnum, /)")]
fn raise_signal(vm: &mut Vm, signalnum: i64) -> PyResult<()> {
    let n = i32::try_from(signalnum).unwrap_or(-1);
    if vm.without_lock(|| system::raise(n)) != 0 {
        return Err(os_call::error(vm, os_call::errno()));
    }
    vm.safepoint()
}

/// Sends a signal to a thread.
#[pyfunction("pthread_kill(thread_id, signalnum, /)")]
fn pthread_kill(vm: &mut Vm, thread_id: i64, signalnum: i64) -> PyResult<()> {
    let n = i32::try_from(signalnum).unwrap_or(-1);
    let ident = thread_id as u64;
    // The system must only be asked about threads that live.
    let lives = vm.threads().any(|t| t.ident == ident);
    let error = if lives { system::kill_thread(ident, n) } else { libc::ESRCH };
    if error != 0 {
        return Err(os_call::error(vm, error));
    }
    vm.safepoint()
}

/// Has SIGALRM sent after so many seconds; gives the seconds that the one before had left.
#[pyfunction("alarm(seconds, /)")]
fn alarm(_: &mut Vm, seconds: i64) -> i64 {
    system::alarm(seconds as u32).into()
}

fn timer_result(vm: &mut Vm, result: Option<(f64, f64)>) -> PyResult {
    match result {
        Some((delay, interval)) => Ok(vm.new_tuple(&[Value::float(delay), Value::float(interval)])?.value()),
        None => Err(os_call::error(vm, os_call::errno())),
    }
}

/// Sets a timer; gives its old delay and interval.
#[pyfunction("setitimer(which, seconds, interval=0.0, /)")]
fn setitimer(vm: &mut Vm, which: i64, seconds: f64, interval: Option<f64>) -> PyResult {
    let interval = interval.unwrap_or(0.0);
    if seconds < 0.0 || interval < 0.0 {
        return Err(os_call::error(vm, libc::EINVAL));
    }
    let result = system::set_timer(which as i32, seconds, interval);
    timer_result(vm, result)
}

/// Delay and interval of a timer.
#[pyfunction("getitimer(which, /)")]
fn getitimer(vm: &mut Vm, which: i64) -> PyResult {
    let result = system::timer(which as i32);
    timer_result(vm, result)
}

/// Whether the signal makes calls that it interrupts fail.
#[pyfunction("siginterrupt(signalnum, flag, /)")]
fn siginterrupt(vm: &mut Vm, signalnum: i64, flag: bool) -> PyResult<()> {
    let n = in_range(vm, signalnum, "signal number out of range")?;
    if system::set_interrupts(n, flag) < 0 {
        return Err(os_call::error(vm, os_call::errno()));
    }
    Ok(())
}

/// Sets the descriptor that gets a byte for each signal; gives the one before.
#[pyfunction("set_wakeup_fd(fd, /, *, warn_on_full_buffer=True)")]
fn set_wakeup_fd(vm: &mut Vm, fd: i64, warn_on_full_buffer: Option<bool>) -> PyResult<i64> {
    if !vm.is_main_thread() || !state(vm).receives {
        return Err(vm.value_error("set_wakeup_fd only works in main thread of the main interpreter"));
    }
    let fd = i32::try_from(fd).unwrap_or(-1);
    if fd != -1 {
        match system::descriptor_blocks(fd) {
            Err(e) if e == libc::EBADF => return Err(os_call::error(vm, e)),
            Err(e) => return Err(os_call::error(vm, e)),
            Ok(true) => return Err(vm.value_error(format!("the fd {fd} must be in non-blocking mode"))),
            Ok(false) => {}
        }
    }
    Ok(system::set_wakeup_fd(fd, warn_on_full_buffer.unwrap_or(true)).into())
}

/// What the system calls a signal, or None.
#[pyfunction("strsignal(signalnum, /)")]
fn strsignal(vm: &mut Vm, signalnum: i64) -> PyResult {
    let n = in_range(vm, signalnum, "signal number out of range")?;
    match system::describe(n) {
        Some(text) => vm.new_str(&text).map(Gc::value),
        None => Ok(Value::NONE),
    }
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let functions = defs![
        signal,
        getsignal,
        raise_signal,
        pthread_kill,
        alarm,
        setitimer,
        getitimer,
        siginterrupt,
        set_wakeup_fd,
        strsignal,
        waiting::pause,
        waiting::sigwait,
        waiting::sigwaitinfo,
        waiting::sigtimedwait,
        waiting::sigpending,
        waiting::pthread_sigmask,
        waiting::valid_signals,
    ];
    let module = vm.new_module("_signal", Some("Handlers of signals."), functions)?;
    let int_handler = state(vm).int_handler;
    module.add(vm, "default_int_handler", int_handler)?;
    let siginfo = waiting::siginfo_type(vm)?;
    state(vm).siginfo.set(Some(siginfo));
    module.add(vm, "struct_siginfo", siginfo)?;
    constants::add(vm, module)?;
    let error = vm.exc.os_error;
    module.add(vm, "ItimerError", error)?;
    Ok(module)
}
