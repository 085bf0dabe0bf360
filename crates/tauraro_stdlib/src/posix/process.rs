//! Processes: making them, running programs in them, waiting for them, signals.

use super::types;
use crate::os_call::{check, errno, error, path_error};
use crate::os_path::{CInt, Path, Target, path_of};
use crate::struct_sequence::{BASE, SequenceSpec, make};
use std::ffi::CString;
use std::mem::MaybeUninit;
use tauraro_core::builtin::FnDef;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Bytes, List, Str};
use tauraro_core::{PyResult, Tuple, Value, Vm, defs, pyfunction};

pub(super) static WAITID_RESULT: SequenceSpec = SequenceSpec {
    spec: TypeSpec { name: "waitid_result", module: "posix", doc: Some("What waitid tells of a child."), ..BASE },
    fields: &["si_pid", "si_uid", "si_signo", "si_status", "si_code"],
    visible: 5,
};

pub(super) const FUNCTIONS: &[&FnDef] = defs![
    execv,
    execve,
    register_at_fork,
    fork,
    forkpty,
    exit_now,
    abort,
    kill,
    killpg,
    waitpid,
    wait,
    wait3,
    wait4,
    waitid,
    waitstatus_to_exitcode,
    system,
    pidfd_open,
    wcoredump,
    wifcontinued,
    wifstopped,
    wifsignaled,
    wifexited,
    wexitstatus,
    wtermsig,
    wstopsig,
];

/// Texts that end with NUL, and the row of pointers to them that ends with null.
pub(crate) struct TextRow {
    /// Owns what the pointers lead to.
    _texts: Vec<CString>,
    pointers: Vec<*const libc::c_char>,
}

impl TextRow {
    pub(crate) fn new(texts: Vec<CString>) -> TextRow {
        let mut pointers: Vec<_> = texts.iter().map(|t| t.as_ptr()).collect();
        pointers.push(std::ptr::null());
        TextRow { _texts: texts, pointers }
    }

    pub(crate) fn ptr(&self) -> *const *const libc::c_char {
        self.pointers.as_ptr()
    }
}

/// Bytes of the file system in a str, bytes or path, without NUL. Raises ValueError.
pub(crate) fn text(vm: &mut Vm, v: Value) -> PyResult<CString> {
    let path = crate::os_path::fspath(vm, v)?;
    let bytes = match (path.cast::<Str>(), path.cast::<Bytes>()) {
        (Some(s), _) => crate::os_path::encode(vm, s)?,
        (_, Some(b)) => b.as_bytes().to_vec(),
        _ => Vec::new(),
    };
    CString::new(bytes).map_err(|_| vm.value_error("embedded null byte"))
}

/// The arguments of a program. Raises the errors of `function`.
pub(crate) fn arguments(vm: &mut Vm, function: &str, argv: Value) -> PyResult<TextRow> {
    let function_argument = if function.starts_with("posix_spawn") || function == "execve" {
        format!("{function}: argv")
    } else {
        format!("{function}() arg 2")
    };
    if argv.cast::<List>().is_none() && argv.cast::<Tuple>().is_none() {
        return Err(vm.type_error(format!("{function_argument} must be a tuple or list")));
    }
    let mut texts = Vec::new();
    vm.for_each(argv, |vm, v| {
        texts.push(text(vm, v)?);
        Ok(())
    })?;
    match texts.first() {
        None => Err(vm.value_error(format!("{function_argument} must not be empty"))),
        Some(first) if first.is_empty() => {
            Err(vm.value_error(format!("{function_argument} first element cannot be empty")))
        }
        Some(_) => Ok(TextRow::new(texts)),
    }
}

/// `NAME=value` texts of a mapping.
pub(crate) fn environment(vm: &mut Vm, env: Value, function: &str) -> PyResult<TextRow> {
    let keys_name = vm.names.keys;
    if vm.getattr_opt(env, keys_name)?.is_none() {
        return Err(vm.type_error(format!("{function}: environment must be a mapping object")));
    }
    let keys = vm.call_method(env, "keys", &[])?;
    let list = vm.types.list.value();
    let keys = vm.call(list, &[keys])?;
    let mut texts = Vec::new();
    vm.for_each(keys, |vm, key| {
        let value = vm.getitem(env, key)?;
        let name = text(vm, key)?.into_bytes();
        if name.is_empty() || name[1..].contains(&b'=') {
            return Err(vm.value_error("illegal environment variable name"));
        }
        let value = text(vm, value)?;
        let entry = [&name[..], b"=", value.as_bytes()].concat();
        texts.push(CString::new(entry).map_err(|_| vm.value_error("embedded null byte"))?);
        Ok(())
    })?;
    Ok(TextRow::new(texts))
}

/// Runs a program in this process.
#[pyfunction("execv(path, argv, /)")]
pub(super) fn execv(vm: &mut Vm, path: Path, argv: Value) -> PyResult<()> {
    let argv = arguments(vm, "execv", argv)?;
    // SAFETY: all texts end with NUL, the row with null.
    unsafe { libc::execv(path.ptr(), argv.ptr()) };
    let e = errno();
    Err(path_error(vm, e, path.value))
}

/// Runs a program in this process, with another environment.
#[pyfunction("execve(path, argv, env)")]
pub(super) fn execve(vm: &mut Vm, path: Target, argv: Value, env: Value) -> PyResult<()> {
    let argv = arguments(vm, "execve", argv)?;
    let env = environment(vm, env, "execve")?;
    match path {
        Target::Path(path) => {
            // SAFETY: all texts end with NUL, the rows with null.
            unsafe { libc::execve(path.ptr(), argv.ptr(), env.ptr()) };
            let e = errno();
            Err(path_error(vm, e, path.value))
        }
        Target::Fd(fd) => {
            // SAFETY: as above.
            unsafe { libc::fexecve(fd, argv.ptr(), env.ptr()) };
            let e = errno();
            Err(path_error(vm, e, Value::small(fd.into())))
        }
    }
}

/// Runs the callables that were registered for a moment of `fork`; exceptions are reported.
pub(super) fn run_hooks(vm: &mut Vm, which: usize, reversed: bool) {
    let list = types(vm).at_fork[which];
    let n = list.items.len();
    for i in 0..n {
        let at = if reversed { n - 1 - i } else { i };
        let Some(hook) = list.items.get(at) else { continue };
        if vm.call(hook, &[]).is_err() {
            let exc = vm.take_exception();
            (vm.hooks.unraisable)(vm, exc, "", hook);
        }
    }
}

/// Moments of `fork` at which callables run.
pub(super) const BEFORE: usize = 0;
pub(super) const IN_CHILD: usize = 1;
pub(super) const IN_PARENT: usize = 2;

/// Registers callables for the moments of `fork`.
#[pyfunction("register_at_fork(*, before=None, after_in_child=None, after_in_parent=None)")]
pub(super) fn register_at_fork(
    vm: &mut Vm,
    before: Option<Value>,
    after_in_child: Option<Value>,
    after_in_parent: Option<Value>,
) -> PyResult<()> {
    let given = [before, after_in_child, after_in_parent];
    if given.iter().all(|g| g.is_none()) {
        return Err(vm.type_error("At least one argument is required."));
    }
    for (name, hook) in ["before", "after_in_child", "after_in_parent"].iter().zip(given) {
        if let Some(hook) = hook
            && vm.type_of(hook).slots.call.get().is_none()
        {
            let text = format!("'{name}' must be callable, not {}", vm.type_name(hook));
            return Err(vm.type_error(text));
        }
    }
    for (which, hook) in given.into_iter().enumerate() {
        if let Some(hook) = hook {
            let list = types(vm).at_fork[which];
            list.push(vm, hook)?;
        }
    }
    Ok(())
}

/// Copies the process: 0 in the copy, the copy's number in the original.
#[pyfunction("fork()")]
pub(super) fn fork(vm: &mut Vm) -> PyResult<i64> {
    run_hooks(vm, BEFORE, true);
    // SAFETY: one thread runs Python code, and the copy goes on in it alone.
    let pid = unsafe { libc::fork() };
    let e = errno();
    run_hooks(vm, if pid == 0 { IN_CHILD } else { IN_PARENT }, false);
    if pid == -1 { Err(error(vm, e)) } else { Ok(pid.into()) }
}

/// Copies the process, the copy with a new terminal: (number, the terminal's descriptor).
#[pyfunction("forkpty()")]
pub(super) fn forkpty(vm: &mut Vm) -> PyResult {
    run_hooks(vm, BEFORE, true);
    let mut fd = -1;
    // SAFETY: as for `fork`; writes one descriptor.
    let pid = unsafe { libc::forkpty(&raw mut fd, std::ptr::null_mut(), std::ptr::null(), std::ptr::null()) };
    let e = errno();
    run_hooks(vm, if pid == 0 { IN_CHILD } else { IN_PARENT }, false);
    if pid == -1 {
        return Err(error(vm, e));
    }
    Ok(vm.new_tuple(&[Value::small(pid.into()), Value::small(fd.into())])?.value())
}

/// Ends the process at once: nothing is flushed or cleaned up.
#[pyfunction("_exit(status)")]
pub(super) fn exit_now(_: &mut Vm, status: CInt) {
    // SAFETY: ends the process.
    unsafe { libc::_exit(status.0) }
}

/// Ends the process with SIGABRT.
#[pyfunction("abort()")]
pub(super) fn abort(_: &mut Vm) {
    // SAFETY: ends the process.
    unsafe { libc::abort() }
}

/// Sends a signal to a process; a handler for this process runs at once.
#[pyfunction("kill(pid, signal, /)")]
pub(super) fn kill(vm: &mut Vm, pid: CInt, signal: CInt) -> PyResult<()> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::kill(pid.0, signal.0) })?;
    crate::os_call::run_handlers(vm)
}

/// Sends a signal to a process group.
#[pyfunction("killpg(pgid, signal, /)")]
pub(super) fn killpg(vm: &mut Vm, pgid: CInt, signal: CInt) -> PyResult<()> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::killpg(pgid.0, signal.0) })?;
    crate::os_call::run_handlers(vm)
}

fn pid_and_status(vm: &mut Vm, pid: i32, status: i32) -> PyResult {
    Ok(vm.new_tuple(&[Value::small(pid.into()), Value::small(status.into())])?.value())
}

/// Waits for a child process: (number, status).
#[pyfunction("waitpid(pid, options, /)")]
pub(super) fn waitpid(vm: &mut Vm, pid: CInt, options: CInt) -> PyResult {
    let mut status = 0;
    // SAFETY: writes one number.
    let found = check(vm, || unsafe { libc::waitpid(pid.0, &raw mut status, options.0) })?;
    pid_and_status(vm, found, status)
}

/// Waits for any child process: (number, status).
#[pyfunction("wait()")]
pub(super) fn wait(vm: &mut Vm) -> PyResult {
    waitpid(vm, CInt(-1), CInt(0))
}

/// (number, status, resources used) of a child that is waited for.
fn wait_usage(vm: &mut Vm, pid: i32, options: i32) -> PyResult {
    let (mut status, mut usage) = (0, MaybeUninit::<libc::rusage>::zeroed());
    // SAFETY: writes one number and one struct, which is zeroed where no child was found.
    let found = check(vm, || unsafe { libc::wait4(pid, &raw mut status, options, usage.as_mut_ptr()) })?;
    // SAFETY: it was zeroed before, and all zeroes are valid.
    let usage = crate::resource::usage(vm, &unsafe { usage.assume_init() })?;
    Ok(vm.new_tuple(&[Value::small(found.into()), Value::small(status.into()), usage])?.value())
}

/// Waits for any child process: (number, status, resources used).
#[pyfunction("wait3(options)")]
pub(super) fn wait3(vm: &mut Vm, options: CInt) -> PyResult {
    wait_usage(vm, -1, options.0)
}

/// Waits for a child process: (number, status, resources used).
#[pyfunction("wait4(pid, options)")]
pub(super) fn wait4(vm: &mut Vm, pid: CInt, options: CInt) -> PyResult {
    wait_usage(vm, pid.0, options.0)
}

/// Waits for a change of a child process; None if there is none to tell.
#[pyfunction("waitid(idtype, id, options, /)")]
pub(super) fn waitid(vm: &mut Vm, idtype: CInt, id: CInt, options: CInt) -> PyResult {
    let mut info = MaybeUninit::<libc::siginfo_t>::zeroed();
    let (idtype, id) = (idtype.0 as libc::idtype_t, id.0 as libc::id_t);
    // SAFETY: writes one struct, which is zeroed where no child was found.
    check(vm, || unsafe { libc::waitid(idtype, id, info.as_mut_ptr(), options.0) })?;
    // SAFETY: it was zeroed before; the fields read are those of SIGCHLD.
    let (pid, uid, signo, status, code) = unsafe {
        let info = info.assume_init();
        (info.si_pid(), info.si_uid(), info.si_signo, info.si_status(), info.si_code)
    };
    if pid == 0 {
        return Ok(Value::NONE);
    }
    let values =
        [i64::from(pid), i64::from(uid), i64::from(signo), i64::from(status), i64::from(code)].map(Value::small);
    let ty = types(vm).waitid_result;
    make(vm, ty, 5, &values)
}

macro_rules! statuses {
    ($( $(#[doc = $doc:literal])* $name:ident $sig:literal -> $out:ty = $f:ident; )*) => {
        $( $(#[doc = $doc])* #[pyfunction($sig)]
        pub(super) fn $name(_: &mut Vm, status: CInt) -> $out {
            libc::$f(status.0).into()
        } )*
    };
}

statuses! {
    /// Whether the process ended with a core dump.
    wcoredump "WCOREDUMP(status, /)" -> bool = WCOREDUMP;
    /// Whether the process was continued.
    wifcontinued "WIFCONTINUED(status)" -> bool = WIFCONTINUED;
    /// Whether the process was stopped.
    wifstopped "WIFSTOPPED(status)" -> bool = WIFSTOPPED;
    /// Whether a signal ended the process.
    wifsignaled "WIFSIGNALED(status)" -> bool = WIFSIGNALED;
    /// Whether the process ended by itself.
    wifexited "WIFEXITED(status)" -> bool = WIFEXITED;
    /// The status that the process ended with.
    wexitstatus "WEXITSTATUS(status)" -> i64 = WEXITSTATUS;
    /// The signal that ended the process.
    wtermsig "WTERMSIG(status)" -> i64 = WTERMSIG;
    /// The signal that stopped the process.
    wstopsig "WSTOPSIG(status)" -> i64 = WSTOPSIG;
}

/// The exit code of a wait status: a signal's number is negative.
#[pyfunction("waitstatus_to_exitcode(status)")]
pub(super) fn waitstatus_to_exitcode(vm: &mut Vm, status: CInt) -> PyResult<i64> {
    let status = status.0;
    if libc::WIFEXITED(status) {
        return Ok(libc::WEXITSTATUS(status).into());
    }
    if libc::WIFSIGNALED(status) {
        return Ok((-libc::WTERMSIG(status)).into());
    }
    if libc::WIFSTOPPED(status) {
        let signal = libc::WSTOPSIG(status);
        return Err(vm.value_error(format!("process stopped by delivery of signal {signal}")));
    }
    Err(vm.value_error(format!("invalid wait status: {status}")))
}

/// Runs a shell command; the status it ended with.
#[pyfunction("system(command)")]
pub(super) fn system(vm: &mut Vm, command: Value) -> PyResult<i64> {
    let command = match path_of(vm, command, "system")? {
        Some(path) => path.text,
        None => {
            let text = format!("system() argument 1 must be str, not {}", vm.type_name(command));
            return Err(vm.type_error(text));
        }
    };
    // SAFETY: the command ends with NUL.
    Ok(unsafe { libc::system(command.as_ptr()) }.into())
}

/// A descriptor that stands for a process.
#[pyfunction("pidfd_open(pid, flags=0)")]
pub(super) fn pidfd_open(vm: &mut Vm, pid: CInt, flags: Option<i64>) -> PyResult<i64> {
    let flags = flags.unwrap_or(0) as libc::c_uint;
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::syscall(libc::SYS_pidfd_open, pid.0, flags) })
}
