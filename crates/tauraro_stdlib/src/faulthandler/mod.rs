//! `faulthandler`: the stacks of all threads as text, on demand, after a time, or when a signal
//! comes.
//!
//! Stacks are walked where Python code can be interrupted, under the lock, so a program that
//! hangs in native code that keeps the lock is not shown. For fatal signals only their name is
//! written: by then nothing can be said of the stacks.

mod system;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::{Duration, Instant};
use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::object::Module;
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};

/// Frames of one thread that are written.
const FRAMES_MAX: usize = 100;
/// Characters of a name that are written.
const NAME_MAX: usize = 500;

/// A signal that has stacks written.
#[derive(Clone, Copy)]
struct Registered {
    fd: i32,
    all_threads: bool,
    chain: bool,
    /// The handler before.
    before: Value,
}

struct State {
    /// Tells the waits that were cancelled from the one that counts.
    generation: Cell<u64>,
    registered: RefCell<BTreeMap<i64, Registered>>,
    /// What runs when a registered signal comes.
    handler: Value,
}

impl Extension for State {
    fn trace(&self, tracer: &mut Tracer) {
        self.handler.trace(tracer);
        self.registered.borrow().values().for_each(|r| r.before.trace(tracer));
    }
}

fn state(vm: &Vm) -> &State {
    vm.extension::<State>()
}

/// The descriptor of a `file` argument: a number, an object with `fileno`, or None for
/// `sys.stderr`.
fn descriptor(vm: &mut Vm, file: Option<Value>) -> PyResult<i32> {
    let file = match file.and_then(Value::non_none) {
        Some(file) => file,
        None => match crate::sys::attribute(vm, "stderr")? {
            Some(stderr) if !stderr.is_none() => stderr,
            Some(_) => return Err(vm.runtime_error("sys.stderr is None")),
            None => return Err(vm.runtime_error("unable to get sys.stderr")),
        },
    };
    if file.as_int().is_some() {
        let fd = vm.index_i64(file).ok().and_then(|fd| i32::try_from(fd).ok()).filter(|fd| *fd >= 0);
        if vm.is_raised() {
            vm.take_exception();
        }
        return fd.ok_or_else(|| vm.value_error("file is not a valid file descriptor"));
    }
    let fd = vm.call_method(file, "fileno", &[])?;
    let fd = fd.as_int().and_then(|n| n.to_i64()).and_then(|n| i32::try_from(n).ok()).filter(|n| *n >= 0);
    let Some(fd) = fd else { return Err(vm.runtime_error("file.fileno() is not a valid file descriptor")) };
    if vm.call_method(file, "flush", &[]).is_err() {
        vm.take_exception();
    }
    Ok(fd)
}

/// A name as ASCII, cut off where it is long.
fn put_name(out: &mut String, name: &str) {
    for c in name.chars().take(NAME_MAX) {
        match u32::from(c) {
            0x20..=0x7E => out.push(c),
            n @ 0..=0xFF => _ = write!(out, "\\x{n:02x}"),
            n @ 0x100..=0xFFFF => _ = write!(out, "\\u{n:04x}"),
            n => _ = write!(out, "\\U{n:08x}"),
        }
    }
    if name.chars().nth(NAME_MAX).is_some() {
        out.push_str("...");
    }
}

/// The lines of one thread's stack, the innermost frame first.
fn put_stack(vm: &mut Vm, out: &mut String, frame: *mut ()) {
    let frames = tauraro_interp::introspect::stack(vm, frame, FRAMES_MAX + 1);
    if frames.is_empty() {
        out.push_str("  <no Python frame>\n");
    }
    for place in frames.iter().take(FRAMES_MAX) {
        out.push_str("  File \"");
        put_name(out, &place.file);
        _ = write!(out, "\", line {} in ", place.line);
        put_name(out, &place.name);
        out.push('\n');
    }
    if frames.len() > FRAMES_MAX {
        out.push_str("  ...\n");
    }
}

/// The stacks of all threads, the newest first. `hidden` is the number of one that is not shown;
/// `current` says whether the running thread is marked.
fn all_stacks(vm: &mut Vm, hidden: Option<u64>, current: bool) -> String {
    let running = vm.thread.serial;
    let mut threads: Vec<_> = vm.threads().map(|t| (t.serial, t.ident, t.frame)).collect();
    threads.retain(|t| Some(t.0) != hidden);
    threads.sort_by_key(|t| std::cmp::Reverse(t.0));
    let mut out = String::new();
    for (i, (serial, ident, frame)) in threads.into_iter().enumerate() {
        if i > 0 {
            out.push('\n');
        }
        let word = if current && serial == running { "Current thread" } else { "Thread" };
        _ = write!(out, "{word} 0x{ident:016x}");
        if let Some(name) = system::thread_name(ident) {
            out.push_str(" [");
            put_name(&mut out, &name);
            out.push(']');
        }
        out.push_str(" (most recent call first):\n");
        put_stack(vm, &mut out, frame);
    }
    out
}

fn dump(vm: &mut Vm, fd: i32, all_threads: bool) {
    let text = if all_threads {
        all_stacks(vm, None, true)
    } else {
        let mut out = "Stack (most recent call first):\n".to_owned();
        let frame = vm.thread.frame;
        put_stack(vm, &mut out, frame);
        out
    };
    system::write(fd, text.as_bytes());
}

/// Writes the stacks of all threads, or that of the running one.
#[pyfunction("dump_traceback(file=sys.stderr, all_threads=True)")]
fn dump_traceback(vm: &mut Vm, file: Option<Value>, all_threads: Option<bool>) -> PyResult<()> {
    let fd = descriptor(vm, file)?;
    dump(vm, fd, all_threads.unwrap_or(true));
    Ok(())
}

/// Has fatal signals reported before they end the process.
#[pyfunction("enable(file=sys.stderr, all_threads=True, c_stack=True)")]
fn enable(vm: &mut Vm, file: Option<Value>, _all_threads: Option<bool>, _c_stack: Option<bool>) -> PyResult<()> {
    let fd = descriptor(vm, file)?;
    system::report_fatal(fd);
    Ok(())
}

/// `-X faulthandler`: fatal signals are reported from the start.
pub(crate) fn report_on_stderr() {
    system::report_fatal(libc::STDERR_FILENO);
}

/// Has fatal signals reported no more; whether they were.
#[pyfunction("disable()")]
fn disable(_: &mut Vm) -> bool {
    system::report_fatal(-1)
}

/// Whether fatal signals are reported.
#[pyfunction("is_enabled()")]
fn is_enabled(_: &mut Vm) -> bool {
    system::reports_fatal()
}

/// Writes the stacks of all threads when a time has passed, or each time it has.
#[pyfunction("dump_traceback_later(timeout, repeat=False, file=sys.stderr, exit=False)")]
fn dump_traceback_later(
    vm: &mut Vm,
    timeout: Value,
    repeat: Option<bool>,
    file: Option<Value>,
    exit: Option<bool>,
) -> PyResult<()> {
    let nanos = crate::time::clock::nanoseconds_of(vm, timeout, crate::time::clock::Round::Up)?;
    if nanos <= 0 {
        return Err(vm.value_error("timeout must be greater than 0"));
    }
    let fd = descriptor(vm, file)?;
    let generation = state(vm).generation.get() + 1;
    state(vm).generation.set(generation);
    let threads = crate::import_module(vm, "_thread")?;
    let watch = vm.new_builtin(&watch::DEF, Value::UNBOUND, None).value();
    let flags = i64::from(repeat.unwrap_or(false)) | i64::from(exit.unwrap_or(false)) << 1;
    let args = [vm.new_uint(generation), vm.new_int(nanos), Value::small(i64::from(fd)), Value::small(flags)];
    let args = vm.new_tuple(&args)?.value();
    vm.call_method(threads, "start_new_thread", &[watch, args])?;
    Ok(())
}

/// The thread that waits for `dump_traceback_later`.
#[pyfunction("_watch(generation, nanoseconds, fd, flags, /)")]
fn watch(vm: &mut Vm, generation: i64, nanoseconds: i64, fd: i64, flags: i64) -> PyResult<()> {
    let time = Duration::from_nanos(nanoseconds as u64);
    loop {
        let Some(deadline) = Instant::now().checked_add(time) else { return Ok(()) };
        let stale = |vm: &mut Vm| state(vm).generation.get() != generation as u64;
        if vm.wait_until(Some(deadline), stale)? || stale(vm) {
            return Ok(());
        }
        let stacks = all_stacks(vm, Some(vm.thread.serial), false);
        system::write(fd as i32, format!("Timeout ({})!\n{stacks}", duration(nanoseconds)).as_bytes());
        if flags & 2 != 0 {
            system::exit();
        }
        if flags & 1 == 0 {
            return Ok(());
        }
    }
}

/// `h:mm:ss`, with microseconds if there are any.
fn duration(nanoseconds: i64) -> String {
    let micros = nanoseconds / 1000;
    let (seconds, rest) = (micros / 1_000_000, micros % 1_000_000);
    let text = format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if rest == 0 { text } else { format!("{text}.{rest:06}") }
}

/// Forgets what `dump_traceback_later` was told.
#[pyfunction("cancel_dump_traceback_later()")]
fn cancel_dump_traceback_later(vm: &mut Vm) {
    let generation = &state(vm).generation;
    generation.set(generation.get() + 1);
    for thread in vm.threads() {
        thread.waker.wake();
    }
}

/// Has stacks written whenever a signal comes.
#[pyfunction("register(signum, file=sys.stderr, all_threads=True, chain=False)")]
fn register(
    vm: &mut Vm,
    signum: i64,
    file: Option<Value>,
    all_threads: Option<bool>,
    chain: Option<bool>,
) -> PyResult<()> {
    check_signal(vm, signum)?;
    let fd = descriptor(vm, file)?;
    let handler = state(vm).handler;
    let known = state(vm).registered.borrow().get(&signum).map(|r| r.before);
    let before = match known {
        Some(before) => before,
        None => set_handler(vm, signum, handler)?,
    };
    let entry = Registered { fd, all_threads: all_threads.unwrap_or(true), chain: chain.unwrap_or(false), before };
    state(vm).registered.borrow_mut().insert(signum, entry);
    Ok(())
}

fn check_signal(vm: &mut Vm, signum: i64) -> PyResult<()> {
    if system::is_fatal(signum) {
        return Err(vm.runtime_error(format!("signal {signum} cannot be registered, use enable() instead")));
    }
    if !(1..65).contains(&signum) {
        return Err(vm.value_error("signal number out of range"));
    }
    Ok(())
}

/// The handler before.
fn set_handler(vm: &mut Vm, signum: i64, handler: Value) -> PyResult {
    let module = crate::import_module(vm, "_signal")?;
    vm.call_method(module, "signal", &[Value::small(signum), handler])
}

/// Has no more stacks written when a signal comes; whether it did.
#[pyfunction("unregister(signum, /)")]
fn unregister(vm: &mut Vm, signum: i64) -> PyResult<bool> {
    check_signal(vm, signum)?;
    let Some(entry) = state(vm).registered.borrow_mut().remove(&signum) else { return Ok(false) };
    // A handler that was not Python's cannot be put back.
    let before = if entry.before.is_none() { Value::small(0) } else { entry.before };
    set_handler(vm, signum, before)?;
    Ok(true)
}

/// The handler of registered signals.
#[pyfunction("_registered_signal(signum, frame, /)")]
fn registered_signal(vm: &mut Vm, signum: i64, frame: Value) -> PyResult<()> {
    let Some(entry) = state(vm).registered.borrow().get(&signum).copied() else { return Ok(()) };
    dump(vm, entry.fd, entry.all_threads);
    if !entry.chain {
        return Ok(());
    }
    if vm.type_of(entry.before).slots.call.get().is_some() {
        vm.call(entry.before, &[Value::small(signum), frame])?;
    } else if entry.before == Value::small(0) {
        let handler = state(vm).handler;
        set_handler(vm, signum, entry.before)?;
        system::raise(signum as i32);
        set_handler(vm, signum, handler)?;
    }
    Ok(())
}

/// Raises SIGSEGV.
#[pyfunction("_sigsegv(release_gil=False, /)")]
fn sigsegv(_: &mut Vm, _release_gil: Option<bool>) {
    system::raise(libc::SIGSEGV);
}

/// Raises SIGABRT.
#[pyfunction("_sigabrt()")]
fn sigabrt(_: &mut Vm) {
    system::raise(libc::SIGABRT);
}

/// Raises SIGFPE.
#[pyfunction("_sigfpe()")]
fn sigfpe(_: &mut Vm) {
    system::raise(libc::SIGFPE);
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let handler = vm.new_builtin(&registered_signal::DEF, Value::UNBOUND, None).value();
    vm.set_extension(State { generation: Cell::new(0), registered: RefCell::new(BTreeMap::new()), handler });
    let functions = defs![
        dump_traceback,
        enable,
        disable,
        is_enabled,
        dump_traceback_later,
        cancel_dump_traceback_later,
        register,
        unregister,
        sigsegv,
        sigabrt,
        sigfpe,
    ];
    vm.new_module("faulthandler", Some("Shows where a program hangs or dies."), functions)
}
