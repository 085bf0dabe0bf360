//! What is known of files: `stat` and its like, `statvfs`, access rights.

use super::types;
use crate::os_call::{check, check_path, error};
use crate::os_path::{CInt, DirFd, Path, Target};
use crate::struct_sequence::{BASE, SequenceSpec, make};
use std::mem::MaybeUninit;
use tauraro_core::builtin::FnDef;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::Tuple;
use tauraro_core::{Dict, Gc, PyResult, Type, Value, Vm, defs, pyfunction};

pub(super) const FUNCTIONS: &[&FnDef] =
    defs![stat, lstat, fstat, statvfs, fstatvfs, access, chmod, fchmod, chown, fchown, lchown,];

/// Fields of `stat_result` that are items: three times in whole seconds stand unnamed.
pub(super) const STAT_ITEMS: usize = 10;

pub(super) static STAT_RESULT: SequenceSpec = SequenceSpec {
    spec: TypeSpec {
        name: "stat_result",
        module: "os",
        doc: Some("What stat, fstat and lstat know of a file; the first ten values are also a tuple."),
        new: Some(new_stat_result::as_new),
        ..BASE
    },
    fields: &[
        "st_mode",
        "st_ino",
        "st_dev",
        "st_nlink",
        "st_uid",
        "st_gid",
        "st_size",
        "",
        "",
        "",
        "st_atime",
        "st_mtime",
        "st_ctime",
        "st_atime_ns",
        "st_mtime_ns",
        "st_ctime_ns",
        "st_blksize",
        "st_blocks",
        "st_rdev",
    ],
    visible: STAT_ITEMS,
};

pub(super) static STATVFS_RESULT: SequenceSpec = SequenceSpec {
    spec: TypeSpec {
        name: "statvfs_result",
        module: "os",
        doc: Some("What statvfs and fstatvfs know of a file system."),
        ..BASE
    },
    fields: &[
        "f_bsize",
        "f_frsize",
        "f_blocks",
        "f_bfree",
        "f_bavail",
        "f_files",
        "f_ffree",
        "f_favail",
        "f_flag",
        "f_namemax",
        "f_fsid",
    ],
    visible: 10,
};

/// Makes a stat_result of a sequence: times that are not given are those of the items.
#[pyfunction("stat_result.__new__($type, sequence, dict={})")]
fn new_stat_result(vm: &mut Vm, cls: Gc<Type>, sequence: Value, dict: Option<Gc<Dict>>) -> PyResult {
    let made = crate::struct_sequence::construct(vm, cls, sequence, dict)?;
    let Some(items) = made.cast::<Tuple>() else { return Ok(made) };
    for i in 0..3 {
        if vm.fixed_slot(made, i).is_none_or(Value::is_none) {
            vm.set_fixed_slot(made, i, items.get(7 + usize::from(i)));
        }
    }
    Ok(made)
}

/// Nanoseconds since the epoch; they may need more than 64 bits.
fn nanoseconds(vm: &mut Vm, seconds: i64, nanos: i64) -> PyResult {
    match seconds.checked_mul(1_000_000_000).and_then(|n| n.checked_add(nanos)) {
        Some(n) => Ok(vm.new_int(n)),
        None => {
            let (seconds, billion) = (vm.new_int(seconds), Value::small(1_000_000_000));
            let product = vm.binary(tauraro_core::ops::BinaryOp::Multiply, seconds, billion)?;
            vm.binary(tauraro_core::ops::BinaryOp::Add, product, Value::small(nanos))
        }
    }
}

/// A `stat_result` of what the operating system said.
pub(super) fn stat_result(vm: &mut Vm, s: &libc::stat) -> PyResult {
    let times = [(s.st_atime, s.st_atime_nsec), (s.st_mtime, s.st_mtime_nsec), (s.st_ctime, s.st_ctime_nsec)];
    let float = |(seconds, nanos): (i64, i64)| Value::float(seconds as f64 + 1e-9 * nanos as f64);
    let mut values = [Value::NONE; 19];
    let numbers = [u64::from(s.st_mode), s.st_ino, s.st_dev, s.st_nlink, s.st_uid.into(), s.st_gid.into()];
    for (place, n) in values.iter_mut().zip(numbers) {
        *place = vm.new_uint(n);
    }
    values[6] = vm.new_int(s.st_size);
    for (i, (seconds, nanos)) in times.into_iter().enumerate() {
        values[7 + i] = vm.new_int(seconds);
        values[10 + i] = float((seconds, nanos));
        values[13 + i] = nanoseconds(vm, seconds, nanos)?;
    }
    values[16] = vm.new_int(s.st_blksize);
    values[17] = vm.new_int(s.st_blocks);
    values[18] = vm.new_uint(s.st_rdev);
    let ty = types(vm).stat_result;
    make(vm, ty, STAT_ITEMS, &values)
}

/// `fstatat`, or what fails with the error number.
pub(super) fn stat_at(vm: &mut Vm, dir: i32, path: &Path, follow: bool) -> PyResult<Result<libc::stat, i32>> {
    let mut into = MaybeUninit::<libc::stat>::uninit();
    let flags = if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
    let result = crate::os_call::attempt(vm, || {
        // SAFETY: the path ends with NUL; the struct is written whole on success.
        unsafe { libc::fstatat(dir, path.ptr(), into.as_mut_ptr(), flags) }
    })?;
    // SAFETY: the call succeeded, so it is initialised.
    Ok(result.map(|_| unsafe { into.assume_init() }))
}

fn stat_fd(vm: &mut Vm, fd: i32) -> PyResult<Result<libc::stat, i32>> {
    let mut into = MaybeUninit::<libc::stat>::uninit();
    // SAFETY: the struct is written whole on success.
    let result = crate::os_call::attempt(vm, || unsafe { libc::fstat(fd, into.as_mut_ptr()) })?;
    // SAFETY: the call succeeded, so it is initialised.
    Ok(result.map(|_| unsafe { into.assume_init() }))
}

/// What is known of a file.
#[pyfunction("stat(path, *, dir_fd=None, follow_symlinks=True)")]
pub(super) fn stat(vm: &mut Vm, path: Target, dir_fd: Option<DirFd>, follow_symlinks: Option<bool>) -> PyResult {
    let follow = follow_symlinks.unwrap_or(true);
    match path {
        Target::Path(path) => match stat_at(vm, DirFd::or_here(dir_fd), &path, follow)? {
            Ok(found) => stat_result(vm, &found),
            Err(e) => Err(crate::os_call::path_error(vm, e, path.value)),
        },
        Target::Fd(fd) => {
            only_fd(vm, "stat", dir_fd, follow)?;
            match stat_fd(vm, fd)? {
                Ok(found) => stat_result(vm, &found),
                Err(e) => Err(crate::os_call::path_error(vm, e, Value::small(fd.into()))),
            }
        }
    }
}

/// Raises ValueError if a descriptor comes with what only paths can have.
pub(super) fn only_fd(vm: &mut Vm, function: &str, dir_fd: Option<DirFd>, follow: bool) -> PyResult<()> {
    if dir_fd.is_some_and(|d| d != DirFd::HERE) {
        return Err(vm.value_error(format!("{function}: can't specify dir_fd without matching path")));
    }
    if !follow {
        return Err(vm.value_error(format!("{function}: cannot use fd and follow_symlinks together")));
    }
    Ok(())
}

/// What is known of a file, a symbolic link itself included.
#[pyfunction("lstat(path, *, dir_fd=None)")]
pub(super) fn lstat(vm: &mut Vm, path: Path, dir_fd: Option<DirFd>) -> PyResult {
    match stat_at(vm, DirFd::or_here(dir_fd), &path, false)? {
        Ok(found) => stat_result(vm, &found),
        Err(e) => Err(crate::os_call::path_error(vm, e, path.value)),
    }
}

/// What is known of an open file.
#[pyfunction("fstat(fd)")]
pub(super) fn fstat(vm: &mut Vm, fd: CInt) -> PyResult {
    match stat_fd(vm, fd.0)? {
        Ok(found) => stat_result(vm, &found),
        Err(e) => Err(error(vm, e)),
    }
}

fn statvfs_result(vm: &mut Vm, s: &libc::statvfs) -> PyResult {
    let numbers = [
        s.f_bsize,
        s.f_frsize,
        s.f_blocks,
        s.f_bfree,
        s.f_bavail,
        s.f_files,
        s.f_ffree,
        s.f_favail,
        s.f_flag,
        s.f_namemax,
        s.f_fsid,
    ];
    let mut values = [Value::NONE; 11];
    for (place, n) in values.iter_mut().zip(numbers) {
        *place = vm.new_uint(n);
    }
    let ty = types(vm).statvfs_result;
    make(vm, ty, 10, &values)
}

/// What is known of the file system of a file.
#[pyfunction("statvfs(path)")]
pub(super) fn statvfs(vm: &mut Vm, path: Target) -> PyResult {
    let mut into = MaybeUninit::<libc::statvfs>::uninit();
    match path {
        // SAFETY: the path ends with NUL; the struct is written whole on success.
        Target::Path(path) => check_path(vm, &path, || unsafe { libc::statvfs(path.ptr(), into.as_mut_ptr()) })?,
        // SAFETY: the struct is written whole on success.
        Target::Fd(fd) => check(vm, || unsafe { libc::fstatvfs(fd, into.as_mut_ptr()) })?,
    };
    // SAFETY: the call succeeded, so it is initialised.
    statvfs_result(vm, &unsafe { into.assume_init() })
}

/// What is known of the file system of an open file.
#[pyfunction("fstatvfs(fd, /)")]
pub(super) fn fstatvfs(vm: &mut Vm, fd: CInt) -> PyResult {
    let mut into = MaybeUninit::<libc::statvfs>::uninit();
    // SAFETY: the struct is written whole on success.
    check(vm, || unsafe { libc::fstatvfs(fd.0, into.as_mut_ptr()) })?;
    // SAFETY: the call succeeded, so it is initialised.
    statvfs_result(vm, &unsafe { into.assume_init() })
}

/// Whether the process may use a file so.
#[pyfunction("access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)")]
pub(super) fn access(
    vm: &mut Vm,
    path: Path,
    mode: CInt,
    dir_fd: Option<DirFd>,
    effective_ids: Option<bool>,
    follow_symlinks: Option<bool>,
) -> PyResult<bool> {
    let mut flags = 0;
    if effective_ids == Some(true) {
        flags |= libc::AT_EACCESS;
    }
    if follow_symlinks == Some(false) {
        flags |= libc::AT_SYMLINK_NOFOLLOW;
    }
    let dir = DirFd::or_here(dir_fd);
    let call = || {
        // SAFETY: the path ends with NUL.
        unsafe { libc::faccessat(dir, path.ptr(), mode.0, flags) }
    };
    Ok(crate::os_call::attempt(vm, call)?.is_ok())
}

/// Changes a file's permission bits.
#[pyfunction("chmod(path, mode, *, dir_fd=None, follow_symlinks=True)")]
pub(super) fn chmod(
    vm: &mut Vm,
    path: Target,
    mode: CInt,
    dir_fd: Option<DirFd>,
    follow_symlinks: Option<bool>,
) -> PyResult<()> {
    let (mode, follow) = (mode.0 as libc::mode_t, follow_symlinks.unwrap_or(true));
    match path {
        Target::Path(path) => {
            let flags = if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
            let dir = DirFd::or_here(dir_fd);
            // SAFETY: the path ends with NUL.
            check_path(vm, &path, || unsafe { libc::fchmodat(dir, path.ptr(), mode, flags) })?;
        }
        Target::Fd(fd) => {
            // SAFETY: takes no memory.
            let result = crate::os_call::attempt(vm, || unsafe { libc::fchmod(fd, mode) })?;
            result.map_err(|e| crate::os_call::path_error(vm, e, Value::small(fd.into())))?;
        }
    }
    Ok(())
}

/// Changes an open file's permission bits.
#[pyfunction("fchmod(fd, mode)")]
pub(super) fn fchmod(vm: &mut Vm, fd: CInt, mode: CInt) -> PyResult<()> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::fchmod(fd.0, mode.0 as libc::mode_t) }).map(|_| ())
}

/// A user's or group's number; -1: left as it is.
pub(crate) fn id(vm: &mut Vm, v: Value, what: &str) -> PyResult<u32> {
    if vm.type_of(v).slots.index.get().is_none() {
        let text = format!("{what} should be integer, not {}", vm.type_name(v));
        return Err(vm.type_error(text));
    }
    let number = vm.index(v)?;
    match number.as_i64() {
        Some(-1) => Ok(u32::MAX),
        Some(i) if i < 0 => Err(vm.overflow_error(format!("{what} is less than minimum"))),
        Some(i) if i <= i64::from(u32::MAX) => Ok(i as u32),
        Some(_) => Err(vm.overflow_error(format!("{what} is greater than maximum"))),
        None => {
            let negative = number.as_int().is_some_and(|i| i.is_negative());
            let end = if negative { "less than minimum" } else { "greater than maximum" };
            Err(vm.overflow_error(format!("{what} is {end}")))
        }
    }
}

/// Changes a file's owner and group.
#[pyfunction("chown(path, uid, gid, *, dir_fd=None, follow_symlinks=True)")]
pub(super) fn chown(
    vm: &mut Vm,
    path: Target,
    uid: Value,
    gid: Value,
    dir_fd: Option<DirFd>,
    follow_symlinks: Option<bool>,
) -> PyResult<()> {
    let (uid, gid) = (id(vm, uid, "uid")?, id(vm, gid, "gid")?);
    let follow = follow_symlinks.unwrap_or(true);
    match path {
        Target::Path(path) => {
            let flags = if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
            let dir = DirFd::or_here(dir_fd);
            // SAFETY: the path ends with NUL.
            check_path(vm, &path, || unsafe { libc::fchownat(dir, path.ptr(), uid, gid, flags) })?;
        }
        Target::Fd(fd) => {
            only_fd(vm, "chown", dir_fd, follow)?;
            // SAFETY: takes no memory.
            let result = crate::os_call::attempt(vm, || unsafe { libc::fchown(fd, uid, gid) })?;
            result.map_err(|e| crate::os_call::path_error(vm, e, Value::small(fd.into())))?;
        }
    }
    Ok(())
}

/// Changes an open file's owner and group.
#[pyfunction("fchown(fd, uid, gid)")]
pub(super) fn fchown(vm: &mut Vm, fd: CInt, uid: Value, gid: Value) -> PyResult<()> {
    let (uid, gid) = (id(vm, uid, "uid")?, id(vm, gid, "gid")?);
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::fchown(fd.0, uid, gid) }).map(|_| ())
}

/// Changes the owner and group of a file or of a symbolic link itself.
#[pyfunction("lchown(path, uid, gid)")]
pub(super) fn lchown(vm: &mut Vm, path: Path, uid: Value, gid: Value) -> PyResult<()> {
    let (uid, gid) = (id(vm, uid, "uid")?, id(vm, gid, "gid")?);
    // SAFETY: the path ends with NUL.
    check_path(vm, &path, || unsafe { libc::lchown(path.ptr(), uid, gid) }).map(|_| ())
}
