//! Terminals: pseudo terminals and who is in the foreground of one.

use crate::os_call::check;
use crate::os_path::{CInt, Fd};
use std::ffi::CStr;
use std::os::raw::{c_char, c_int};
use tauraro_core::builtin::FnDef;
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};

pub(super) const FUNCTIONS: &[&FnDef] =
    defs![openpty, posix_openpt, grantpt, unlockpt, ptsname, login_tty, tcgetpgrp, tcsetpgrp, ttyname];

/// Room for the name of a device.
const NAME_BYTES: usize = 4096;

fn keep_from_children(vm: &mut Vm, fd: c_int) -> PyResult<()> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC) }).map(|_| ())
}

/// A new pseudo terminal: (master, slave).
#[pyfunction("openpty()")]
fn openpty(vm: &mut Vm) -> PyResult {
    let (mut master, mut slave): (c_int, c_int) = (-1, -1);
    let null = std::ptr::null_mut;
    // SAFETY: writes two descriptors; name, settings and size are not asked for.
    check(vm, || unsafe {
        libc::openpty(&raw mut master, &raw mut slave, null(), std::ptr::null(), std::ptr::null())
    })?;
    keep_from_children(vm, master)?;
    keep_from_children(vm, slave)?;
    Ok(vm.new_tuple(&[Value::small(master.into()), Value::small(slave.into())])?.value())
}

/// The master of a new pseudo terminal.
#[pyfunction("posix_openpt(oflag, /)")]
fn posix_openpt(vm: &mut Vm, oflag: CInt) -> PyResult<i64> {
    // SAFETY: takes no memory.
    let fd = check(vm, || unsafe { libc::posix_openpt(oflag.0 | libc::O_CLOEXEC) })?;
    Ok(fd.into())
}

/// Gives the user the slave of a pseudo terminal.
#[pyfunction("grantpt(fd, /)")]
fn grantpt(vm: &mut Vm, fd: Fd) -> PyResult<()> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::grantpt(fd.0) }).map(|_| ())
}

/// Lets the slave of a pseudo terminal be opened.
#[pyfunction("unlockpt(fd, /)")]
fn unlockpt(vm: &mut Vm, fd: Fd) -> PyResult<()> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::unlockpt(fd.0) }).map(|_| ())
}

/// The name that a function writes to the room it is given; it returns an error number.
fn name_by(vm: &mut Vm, write: impl Fn(*mut c_char, usize) -> c_int) -> PyResult<String> {
    let mut name = [0 as c_char; NAME_BYTES];
    match write(name.as_mut_ptr(), NAME_BYTES) {
        // SAFETY: the function has ended the name with NUL.
        0 => Ok(unsafe { CStr::from_ptr(name.as_ptr()) }.to_string_lossy().into_owned()),
        e => Err(crate::os_call::error(vm, e)),
    }
}

/// The name of the slave of a pseudo terminal.
#[pyfunction("ptsname(fd, /)")]
fn ptsname(vm: &mut Vm, fd: Fd) -> PyResult<String> {
    // SAFETY: writes no more than the room there is.
    name_by(vm, |to, room| unsafe { libc::ptsname_r(fd.0, to, room) })
}

/// The name of a terminal.
#[pyfunction("ttyname(fd, /)")]
fn ttyname(vm: &mut Vm, fd: CInt) -> PyResult<String> {
    // SAFETY: writes no more than the room there is.
    name_by(vm, |to, room| unsafe { libc::ttyname_r(fd.0, to, room) })
}

/// Makes a terminal the process's own, with its standard streams.
#[pyfunction("login_tty(fd, /)")]
fn login_tty(vm: &mut Vm, fd: Fd) -> PyResult<()> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::login_tty(fd.0) }).map(|_| ())
}

/// The process group in the foreground of a terminal.
#[pyfunction("tcgetpgrp(fd, /)")]
fn tcgetpgrp(vm: &mut Vm, fd: CInt) -> PyResult<i64> {
    // SAFETY: takes no memory.
    let group = check(vm, || unsafe { libc::tcgetpgrp(fd.0) })?;
    Ok(group.into())
}

/// Puts a process group into the foreground of a terminal.
#[pyfunction("tcsetpgrp(fd, pgid, /)")]
fn tcsetpgrp(vm: &mut Vm, fd: CInt, pgid: CInt) -> PyResult<()> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::tcsetpgrp(fd.0, pgid.0) }).map(|_| ())
}
