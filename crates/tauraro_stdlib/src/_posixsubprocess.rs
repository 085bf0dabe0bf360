//! `_posixsubprocess`: a child process that runs a program, as `subprocess` wants it.
//!
//! Everything is made ready before `fork`: the child only calls functions that are safe in it,
//! unless there is a `preexec_fn`.

use crate::os_call::{errno, error};
use crate::posix::process::{TextRow, text};
use std::ffi::CString;
use tauraro_core::heap::Gc;
use tauraro_core::object::{List, Module};
use tauraro_core::{PyResult, Tuple, Value, Vm, defs, pyfunction};

/// All that the child needs.
struct Plan {
    args: Option<TextRow>,
    programs: Vec<CString>,
    env: Option<TextRow>,
    folder: Option<CString>,
    /// Descriptors that stay open, sorted; `None`: all that are inheritable.
    keep: Option<Vec<i32>>,
    pass: Vec<i32>,
    /// Ends of pipes: parent's stdin, child's stdin, parent's stdout, ...
    p2cread: i32,
    p2cwrite: i32,
    c2pread: i32,
    c2pwrite: i32,
    errread: i32,
    errwrite: i32,
    error_pipe: i32,
    restore_signals: bool,
    setsid: bool,
    group: i32,
    gid: Option<u32>,
    groups: Option<Vec<u32>>,
    uid: Option<u32>,
    umask: i32,
    preexec: Option<Value>,
}

/// Texts in a sequence.
fn texts(vm: &mut Vm, v: Value) -> PyResult<Vec<CString>> {
    let mut all = Vec::new();
    vm.for_each(v, |vm, item| {
        all.push(text(vm, item)?);
        Ok(())
    })?;
    Ok(all)
}

fn numbers(vm: &mut Vm, v: Value) -> PyResult<Vec<i32>> {
    let mut all = Vec::new();
    vm.for_each(v, |vm, item| {
        all.push(crate::os_path::c_int(vm, item)?);
        Ok(())
    })?;
    Ok(all)
}

/// Where the child is, for the parent's message.
struct Failed {
    errno: i32,
    before_exec: Option<&'static [u8]>,
}

fn failed(before_exec: bool) -> Failed {
    Failed { errno: errno(), before_exec: before_exec.then_some(b"noexec") }
}

/// `Err` if a call returned -1.
fn ok(result: i32) -> Result<(), Failed> {
    if result == -1 { Err(failed(true)) } else { Ok(()) }
}

/// The descriptors of the child: standard streams from the pipes, the rest as planned.
fn arrange_descriptors(plan: &mut Plan) -> Result<(), Failed> {
    // SAFETY: calls on descriptors take no memory.
    unsafe {
        for parents in [plan.p2cwrite, plan.c2pread, plan.errread] {
            if parents != -1 {
                ok(libc::close(parents))?;
            }
        }
        // Ends that stand where a standard stream must go are moved out of the way.
        if plan.c2pwrite == 0 {
            plan.c2pwrite = libc::fcntl(0, libc::F_DUPFD_CLOEXEC, 3);
            ok(plan.c2pwrite)?;
        }
        while plan.errwrite == 0 || plan.errwrite == 1 {
            plan.errwrite = libc::fcntl(plan.errwrite, libc::F_DUPFD_CLOEXEC, 3);
            ok(plan.errwrite)?;
        }
        for (from, to) in [(plan.p2cread, 0), (plan.c2pwrite, 1), (plan.errwrite, 2)] {
            if from == to {
                let flags = libc::fcntl(from, libc::F_GETFD);
                ok(flags)?;
                ok(libc::fcntl(from, libc::F_SETFD, flags & !libc::FD_CLOEXEC))?;
            } else if from != -1 {
                ok(libc::dup2(from, to))?;
            }
        }
        // The pipe for errors is among them, but must close when the program starts.
        for fd in plan.pass.iter().filter(|fd| **fd != plan.error_pipe) {
            let flags = libc::fcntl(*fd, libc::F_GETFD);
            if flags != -1 {
                libc::fcntl(*fd, libc::F_SETFD, flags & !libc::FD_CLOEXEC);
            }
        }
    }
    Ok(())
}

fn change_identity(plan: &Plan) -> Result<(), Failed> {
    // SAFETY: the folder ends with NUL; the row of groups has that many.
    unsafe {
        if let Some(folder) = &plan.folder
            && libc::chdir(folder.as_ptr()) == -1
        {
            return Err(Failed { errno: errno(), before_exec: Some(b"noexec:chdir") });
        }
        if plan.umask >= 0 {
            libc::umask(plan.umask as libc::mode_t);
        }
        if plan.restore_signals {
            for signal in [libc::SIGPIPE, libc::SIGXFSZ] {
                libc::signal(signal, libc::SIG_DFL);
            }
        }
        if plan.setsid {
            libc::setsid();
        }
        if plan.group >= 0 {
            ok(libc::setpgid(0, plan.group))?;
        }
        if let Some(groups) = &plan.groups {
            ok(libc::setgroups(groups.len(), groups.as_ptr()))?;
        }
        if let Some(gid) = plan.gid {
            ok(libc::setregid(gid, gid))?;
        }
        if let Some(uid) = plan.uid {
            ok(libc::setreuid(uid, uid))?;
        }
    }
    Ok(())
}

/// Closes all descriptors above the standard streams but those to keep.
fn close_others(keep: &[i32]) {
    let mut from = 3_i32;
    for kept in keep.iter().copied().filter(|fd| *fd >= 3).chain([i32::MAX]) {
        if kept > from {
            // SAFETY: takes no memory.
            let all = unsafe { libc::syscall(libc::SYS_close_range, from, kept - 1, 0) };
            if all != 0 {
                for fd in from..kept.min(65_536) {
                    // SAFETY: takes no memory.
                    unsafe { libc::close(fd) };
                }
            }
        }
        from = kept.saturating_add(1);
    }
}

/// What the child does; returns only if it failed.
fn run_child(vm: &mut Vm, plan: &mut Plan) -> Failed {
    if let Err(failed) = arrange_descriptors(plan).and_then(|()| change_identity(plan)) {
        return failed;
    }
    if let Some(preexec) = plan.preexec
        && vm.call(preexec, &[]).is_err()
    {
        // The exception itself stays here, as the parent can only be told that there was one.
        return Failed { errno: 0, before_exec: None };
    }
    if let Some(keep) = &plan.keep {
        close_others(keep);
    }
    let mut saved = 0;
    for program in &plan.programs {
        // SAFETY: all texts end with NUL, the rows with null.
        unsafe {
            match (&plan.args, &plan.env) {
                (Some(args), Some(env)) => libc::execve(program.as_ptr(), args.ptr(), env.ptr()),
                (Some(args), None) => libc::execv(program.as_ptr(), args.ptr()),
                _ => -1,
            }
        };
        let e = errno();
        if e != libc::ENOENT && e != libc::ENOTDIR && saved == 0 {
            saved = e;
        }
    }
    Failed { errno: if saved != 0 { saved } else { errno() }, before_exec: Some(b"") }
}

/// Tells the parent why the program does not run, and ends the child.
fn report(plan: &Plan, failed: &Failed) -> ! {
    let text = match failed.before_exec {
        Some(what) => [format!("OSError:{:X}:", failed.errno).as_bytes(), what].concat(),
        None => b"SubprocessError:0:Exception occurred in preexec_fn.".to_vec(),
    };
    // SAFETY: the slice's memory and length; then the process ends.
    unsafe {
        libc::write(plan.error_pipe, text.as_ptr().cast(), text.len());
        libc::_exit(255)
    }
}

fn optional_id(vm: &mut Vm, v: Value, what: &str) -> PyResult<Option<u32>> {
    match v.non_none() {
        Some(v) => crate::posix::id(vm, v, what).map(Some),
        None => Ok(None),
    }
}

/// Starts a child process that runs the first of several programs that there is; its number.
#[pyfunction(
    "fork_exec(args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read, errpipe_write, restore_signals, call_setsid, pgid_to_set, gid, extra_groups, uid, child_umask, preexec_fn, /)"
)]
fn fork_exec(
    vm: &mut Vm,
    args: Value,
    executable_list: Value,
    close_fds: bool,
    pass_fds: Gc<Tuple>,
    cwd: Value,
    env: Value,
    p2cread: i64,
    p2cwrite: i64,
    c2pread: i64,
    c2pwrite: i64,
    errread: i64,
    errwrite: i64,
    _errpipe_read: i64,
    errpipe_write: i64,
    restore_signals: bool,
    call_setsid: bool,
    pgid_to_set: i64,
    gid: Value,
    extra_groups: Value,
    uid: Value,
    child_umask: i64,
    preexec_fn: Value,
) -> PyResult<i64> {
    let pass = numbers(vm, pass_fds.value())?;
    if pass.iter().any(|fd| *fd < 0) || pass.windows(2).any(|w| w[0] >= w[1]) {
        return Err(vm.value_error("bad value(s) in fds_to_keep"));
    }
    if close_fds && errpipe_write < 3 {
        return Err(vm.value_error("errpipe_write must be >= 3"));
    }
    let mut keep = pass.clone();
    keep.push(errpipe_write as i32);
    keep.sort_unstable();
    keep.dedup();
    let args = match args.non_none() {
        Some(v) if v.cast::<List>().is_some() || v.cast::<Tuple>().is_some() => Some(TextRow::new(texts(vm, v)?)),
        Some(v) => {
            let list = vm.types.list.value();
            let list = vm.call(list, &[v])?;
            Some(TextRow::new(texts(vm, list)?))
        }
        None => None,
    };
    let groups = match extra_groups.non_none() {
        Some(v) => {
            let mut all = Vec::new();
            vm.for_each(v, |vm, item| {
                all.push(crate::posix::id(vm, item, "gid")?);
                Ok(())
            })?;
            Some(all)
        }
        None => None,
    };
    let mut plan = Plan {
        args,
        programs: texts(vm, executable_list)?,
        env: match env.non_none() {
            Some(env) => Some(TextRow::new(texts(vm, env)?)),
            None => None,
        },
        folder: match cwd.non_none() {
            Some(cwd) => Some(text(vm, cwd)?),
            None => None,
        },
        keep: close_fds.then_some(keep),
        pass,
        p2cread: p2cread as i32,
        p2cwrite: p2cwrite as i32,
        c2pread: c2pread as i32,
        c2pwrite: c2pwrite as i32,
        errread: errread as i32,
        errwrite: errwrite as i32,
        error_pipe: errpipe_write as i32,
        restore_signals,
        setsid: call_setsid,
        group: pgid_to_set as i32,
        gid: optional_id(vm, gid, "gid")?,
        groups,
        uid: optional_id(vm, uid, "uid")?,
        umask: child_umask as i32,
        preexec: preexec_fn.non_none(),
    };
    start(vm, &mut plan)
}

fn start(vm: &mut Vm, plan: &mut Plan) -> PyResult<i64> {
    if plan.preexec.is_some() {
        crate::posix::before_fork(vm);
    }
    // SAFETY: the child runs `run_child` in the one thread that it has, and never returns.
    let pid = unsafe { libc::fork() };
    let e = errno();
    if pid == 0 {
        if plan.preexec.is_some() {
            crate::posix::after_fork_in_child(vm);
        }
        let failed = run_child(vm, plan);
        report(plan, &failed);
    }
    if plan.preexec.is_some() {
        crate::posix::after_fork_in_parent(vm);
    }
    if pid == -1 { Err(error(vm, e)) } else { Ok(pid.into()) }
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    vm.new_module("_posixsubprocess", Some("Starts child processes."), defs![fork_exec])
}
