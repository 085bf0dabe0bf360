//! Who the process is: its number, its parent's, users and groups.

use super::stat::id;
use crate::os_call::{check, error};
use crate::os_path::CInt;
use tauraro_core::builtin::FnDef;
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};

pub(super) const FUNCTIONS: &[&FnDef] = defs![
    getpid,
    getppid,
    getuid,
    geteuid,
    getgid,
    getegid,
    getpgrp,
    setuid,
    setgid,
    seteuid,
    setegid,
    setreuid,
    setregid,
    setresuid,
    setresgid,
    getresuid,
    getresgid,
    getpgid,
    setpgid,
    setpgrp,
    getsid,
    setsid,
    getgroups,
    setgroups,
    initgroups,
    getgrouplist,
    getlogin,
    getpriority,
    setpriority,
    nice,
];

macro_rules! numbers {
    ($( $(#[doc = $doc:literal])* $name:ident $sig:literal; )*) => {
        $( $(#[doc = $doc])* #[pyfunction($sig)]
        pub(super) fn $name(_: &mut Vm) -> i64 {
            // SAFETY: takes no memory and cannot fail.
            unsafe { libc::$name() }.into()
        } )*
    };
}

numbers! {
    /// The process's number.
    getpid "getpid()";
    /// The parent process's number.
    getppid "getppid()";
    /// The user's number.
    getuid "getuid()";
    /// The number of the user whose rights the process has.
    geteuid "geteuid()";
    /// The group's number.
    getgid "getgid()";
    /// The number of the group whose rights the process has.
    getegid "getegid()";
    /// The number of the process group.
    getpgrp "getpgrp()";
}

macro_rules! setters {
    ($( $(#[doc = $doc:literal])* $name:ident $sig:literal ($($arg:ident $what:literal),*); )*) => {
        $( $(#[doc = $doc])* #[pyfunction($sig)]
        pub(super) fn $name(vm: &mut Vm, $($arg: Value),*) -> PyResult<()> {
            $( let $arg = id(vm, $arg, $what)?; )*
            // SAFETY: takes no memory.
            check(vm, || unsafe { libc::$name($($arg),*) }).map(|_| ())
        } )*
    };
}

setters! {
    /// Sets the user.
    setuid "setuid(uid, /)" (uid "uid");
    /// Sets the group.
    setgid "setgid(gid, /)" (gid "gid");
    /// Sets the user whose rights the process has.
    seteuid "seteuid(euid, /)" (euid "uid");
    /// Sets the group whose rights the process has.
    setegid "setegid(egid, /)" (egid "gid");
    /// Sets the user and the one whose rights the process has.
    setreuid "setreuid(ruid, euid, /)" (ruid "uid", euid "uid");
    /// Sets the group and the one whose rights the process has.
    setregid "setregid(rgid, egid, /)" (rgid "gid", egid "gid");
    /// Sets the real, the effective and the saved user.
    setresuid "setresuid(ruid, euid, suid, /)" (ruid "uid", euid "uid", suid "uid");
    /// Sets the real, the effective and the saved group.
    setresgid "setresgid(rgid, egid, sgid, /)" (rgid "gid", egid "gid", sgid "gid");
}

fn triple(vm: &mut Vm, numbers: [u32; 3]) -> PyResult {
    let numbers = numbers.map(|n| Value::small(n.into()));
    Ok(vm.new_tuple(&numbers)?.value())
}

/// The real, the effective and the saved user.
#[pyfunction("getresuid()")]
pub(super) fn getresuid(vm: &mut Vm) -> PyResult {
    let (mut r, mut e, mut s) = (0, 0, 0);
    // SAFETY: writes three numbers.
    check(vm, || unsafe { libc::getresuid(&raw mut r, &raw mut e, &raw mut s) })?;
    triple(vm, [r, e, s])
}

/// The real, the effective and the saved group.
#[pyfunction("getresgid()")]
pub(super) fn getresgid(vm: &mut Vm) -> PyResult {
    let (mut r, mut e, mut s) = (0, 0, 0);
    // SAFETY: writes three numbers.
    check(vm, || unsafe { libc::getresgid(&raw mut r, &raw mut e, &raw mut s) })?;
    triple(vm, [r, e, s])
}

/// The number of a process's group.
#[pyfunction("getpgid(pid)")]
pub(super) fn getpgid(vm: &mut Vm, pid: CInt) -> PyResult<i64> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::getpgid(pid.0) }).map(i64::from)
}

/// Puts a process into a group.
#[pyfunction("setpgid(pid, pgrp, /)")]
pub(super) fn setpgid(vm: &mut Vm, pid: CInt, pgrp: CInt) -> PyResult<()> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::setpgid(pid.0, pgrp.0) }).map(|_| ())
}

/// Makes the process the leader of a process group.
#[pyfunction("setpgrp()")]
pub(super) fn setpgrp(vm: &mut Vm) -> PyResult<()> {
    setpgid(vm, CInt(0), CInt(0))
}

/// The number of a process's session.
#[pyfunction("getsid(pid, /)")]
pub(super) fn getsid(vm: &mut Vm, pid: CInt) -> PyResult<i64> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::getsid(pid.0) }).map(i64::from)
}

/// Makes the process the leader of a new session.
#[pyfunction("setsid()")]
pub(super) fn setsid(vm: &mut Vm) -> PyResult<()> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::setsid() }).map(|_| ())
}

fn number_list(vm: &mut Vm, numbers: &[u32]) -> PyResult {
    let list = vm.new_list(&[])?;
    for n in numbers {
        list.push(vm, Value::small((*n).into()))?;
    }
    Ok(list.value())
}

/// The groups that the process belongs to.
#[pyfunction("getgroups()")]
pub(super) fn getgroups(vm: &mut Vm) -> PyResult {
    // SAFETY: asks for the count only.
    let n = check(vm, || unsafe { libc::getgroups(0, std::ptr::null_mut()) })?;
    let mut groups = vec![0; n as usize];
    // SAFETY: there is room for that many.
    let n = check(vm, || unsafe { libc::getgroups(n, groups.as_mut_ptr()) })?;
    number_list(vm, &groups[..n as usize])
}

/// Sets the groups that the process belongs to.
#[pyfunction("setgroups(groups, /)")]
pub(super) fn setgroups(vm: &mut Vm, groups: Value) -> PyResult<()> {
    if vm.type_of(groups).slots.len.get().is_none() {
        return Err(vm.type_error("setgroups argument must be a sequence"));
    }
    let mut numbers = Vec::new();
    vm.for_each(groups, |vm, v| {
        numbers.push(id(vm, v, "gid")?);
        Ok(())
    })?;
    // SAFETY: the row has that many numbers.
    check(vm, || unsafe { libc::setgroups(numbers.len(), numbers.as_ptr()) }).map(|_| ())
}

/// Sets the groups to those of a user.
#[pyfunction("initgroups(username, gid, /)")]
pub(super) fn initgroups(vm: &mut Vm, username: crate::os_path::Path, gid: Value) -> PyResult<()> {
    let gid = id(vm, gid, "gid")?;
    // SAFETY: the name ends with NUL.
    check(vm, || unsafe { libc::initgroups(username.ptr(), gid) }).map(|_| ())
}

/// The groups of a user, with one more.
#[pyfunction("getgrouplist(user, group, /)")]
pub(super) fn getgrouplist(vm: &mut Vm, user: crate::os_path::Path, group: Value) -> PyResult {
    let group = id(vm, group, "gid")?;
    let mut room = 32;
    loop {
        let mut groups = vec![0; room as usize];
        let mut n = room;
        // SAFETY: the name ends with NUL; there is room for that many.
        if unsafe { libc::getgrouplist(user.ptr(), group, groups.as_mut_ptr(), &raw mut n) } >= 0 {
            return number_list(vm, &groups[..n as usize]);
        }
        room = room.max(n).saturating_mul(2);
    }
}

unsafe extern "C" {
    /// Writes the name of the user of the controlling terminal.
    fn getlogin_r(name: *mut libc::c_char, room: usize) -> libc::c_int;
}

/// The name of the user who logged in.
#[pyfunction("getlogin()")]
pub(super) fn getlogin(vm: &mut Vm) -> PyResult {
    let mut name = [0_u8; 256];
    // SAFETY: the buffer has that room.
    let result = unsafe { getlogin_r(name.as_mut_ptr().cast(), name.len()) };
    if result != 0 {
        return Err(error(vm, result));
    }
    let end = name.iter().position(|b| *b == 0).unwrap_or(0);
    crate::os_path::name(vm, &name[..end], false)
}

/// How much processor time a process, group or user is given: lower is more.
#[pyfunction("getpriority(which, who)")]
pub(super) fn getpriority(vm: &mut Vm, which: CInt, who: CInt) -> PyResult<i64> {
    crate::os_call::set_errno(0);
    // SAFETY: takes no memory. -1 is a priority too.
    let result = unsafe { libc::getpriority(which.0 as libc::__priority_which_t, who.0 as u32) };
    match crate::os_call::errno() {
        e if result == -1 && e != 0 => Err(error(vm, e)),
        _ => Ok(result.into()),
    }
}

/// Sets how much processor time a process, group or user is given.
#[pyfunction("setpriority(which, who, priority)")]
pub(super) fn setpriority(vm: &mut Vm, which: CInt, who: CInt, priority: CInt) -> PyResult<()> {
    let which = which.0 as libc::__priority_which_t;
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::setpriority(which, who.0 as u32, priority.0) }).map(|_| ())
}

/// Adds to the process's priority; the new one.
#[pyfunction("nice(increment, /)")]
pub(super) fn nice(vm: &mut Vm, increment: CInt) -> PyResult<i64> {
    crate::os_call::set_errno(0);
    // SAFETY: takes no memory. -1 is a priority too.
    let result = unsafe { libc::nice(increment.0) };
    match crate::os_call::errno() {
        e if result == -1 && e != 0 => Err(error(vm, e)),
        _ => Ok(result.into()),
    }
}
