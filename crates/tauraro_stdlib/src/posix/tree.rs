//! Folders and the names in them: making, renaming, removing, linking, times.

use crate::os_call::{check, check_path, check_paths, error, path_error};
use crate::os_path::{CInt, DirFd, Fd, Path, Target, name};
use tauraro_core::builtin::FnDef;
use tauraro_core::object::Tuple;
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};

pub(super) const FUNCTIONS: &[&FnDef] = defs![
    mkdir, mkfifo, mknod, unlink, remove, rmdir, rename, replace, link, symlink, readlink, getcwd, getcwdb, chdir,
    fchdir, chroot, umask, utime,
];

fn mode_of(mode: Option<CInt>, default: libc::mode_t) -> libc::mode_t {
    mode.map_or(default, |m| m.0 as libc::mode_t)
}

/// Makes a folder.
#[pyfunction("mkdir(path, mode=511, *, dir_fd=None)")]
pub(super) fn mkdir(vm: &mut Vm, path: Path, mode: Option<CInt>, dir_fd: Option<DirFd>) -> PyResult<()> {
    let (dir, mode) = (DirFd::or_here(dir_fd), mode_of(mode, 0o777));
    // SAFETY: the path ends with NUL.
    check_path(vm, &path, || unsafe { libc::mkdirat(dir, path.ptr(), mode) }).map(|_| ())
}

/// Makes a named pipe.
#[pyfunction("mkfifo(path, mode=438, *, dir_fd=None)")]
pub(super) fn mkfifo(vm: &mut Vm, path: Path, mode: Option<CInt>, dir_fd: Option<DirFd>) -> PyResult<()> {
    let (dir, mode) = (DirFd::or_here(dir_fd), mode_of(mode, 0o666));
    // SAFETY: the path ends with NUL.
    check_path(vm, &path, || unsafe { libc::mkfifoat(dir, path.ptr(), mode) }).map(|_| ())
}

/// Makes a file, a device or a named pipe.
#[pyfunction("mknod(path, mode=384, device=0, *, dir_fd=None)")]
pub(super) fn mknod(
    vm: &mut Vm,
    path: Path,
    mode: Option<CInt>,
    device: Option<i64>,
    dir_fd: Option<DirFd>,
) -> PyResult<()> {
    let (dir, mode, device) = (DirFd::or_here(dir_fd), mode_of(mode, 0o600), device.unwrap_or(0) as libc::dev_t);
    // SAFETY: the path ends with NUL.
    check_path(vm, &path, || unsafe { libc::mknodat(dir, path.ptr(), mode, device) }).map(|_| ())
}

/// Removes a file's name.
#[pyfunction("unlink(path, *, dir_fd=None)")]
pub(super) fn unlink(vm: &mut Vm, path: Path, dir_fd: Option<DirFd>) -> PyResult<()> {
    let dir = DirFd::or_here(dir_fd);
    // SAFETY: the path ends with NUL.
    check_path(vm, &path, || unsafe { libc::unlinkat(dir, path.ptr(), 0) }).map(|_| ())
}

/// Removes a file's name.
#[pyfunction("remove(path, *, dir_fd=None)")]
pub(super) fn remove(vm: &mut Vm, path: Path, dir_fd: Option<DirFd>) -> PyResult<()> {
    unlink(vm, path, dir_fd)
}

/// Removes an empty folder.
#[pyfunction("rmdir(path, *, dir_fd=None)")]
pub(super) fn rmdir(vm: &mut Vm, path: Path, dir_fd: Option<DirFd>) -> PyResult<()> {
    let dir = DirFd::or_here(dir_fd);
    // SAFETY: the path ends with NUL.
    check_path(vm, &path, || unsafe { libc::unlinkat(dir, path.ptr(), libc::AT_REMOVEDIR) }).map(|_| ())
}

/// Renames a file or folder.
#[pyfunction("rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None)")]
pub(super) fn rename(
    vm: &mut Vm,
    src: Path,
    dst: Path,
    src_dir_fd: Option<DirFd>,
    dst_dir_fd: Option<DirFd>,
) -> PyResult<()> {
    let (from, to) = (DirFd::or_here(src_dir_fd), DirFd::or_here(dst_dir_fd));
    // SAFETY: the paths end with NUL.
    check_paths(vm, &src, &dst, || unsafe { libc::renameat(from, src.ptr(), to, dst.ptr()) }).map(|_| ())
}

/// Renames a file or folder; what had the new name is replaced.
#[pyfunction("replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None)")]
pub(super) fn replace(
    vm: &mut Vm,
    src: Path,
    dst: Path,
    src_dir_fd: Option<DirFd>,
    dst_dir_fd: Option<DirFd>,
) -> PyResult<()> {
    rename(vm, src, dst, src_dir_fd, dst_dir_fd)
}

/// Gives a file another name.
#[pyfunction("link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)")]
pub(super) fn link(
    vm: &mut Vm,
    src: Path,
    dst: Path,
    src_dir_fd: Option<DirFd>,
    dst_dir_fd: Option<DirFd>,
    follow_symlinks: Option<bool>,
) -> PyResult<()> {
    let (from, to) = (DirFd::or_here(src_dir_fd), DirFd::or_here(dst_dir_fd));
    let flags = if follow_symlinks == Some(true) { libc::AT_SYMLINK_FOLLOW } else { 0 };
    // SAFETY: the paths end with NUL.
    check_paths(vm, &src, &dst, || unsafe { libc::linkat(from, src.ptr(), to, dst.ptr(), flags) }).map(|_| ())
}

/// Makes a symbolic link `dst` that leads to `src`.
#[pyfunction("symlink(src, dst, target_is_directory=False, *, dir_fd=None)")]
pub(super) fn symlink(
    vm: &mut Vm,
    src: Path,
    dst: Path,
    _target_is_directory: Option<bool>,
    dir_fd: Option<DirFd>,
) -> PyResult<()> {
    let dir = DirFd::or_here(dir_fd);
    // SAFETY: the paths end with NUL.
    check_paths(vm, &src, &dst, || unsafe { libc::symlinkat(src.ptr(), dir, dst.ptr()) }).map(|_| ())
}

/// Where a symbolic link leads.
#[pyfunction("readlink(path, *, dir_fd=None)")]
pub(super) fn readlink(vm: &mut Vm, path: Path, dir_fd: Option<DirFd>) -> PyResult {
    let dir = DirFd::or_here(dir_fd);
    let mut to = vec![0_u8; libc::PATH_MAX as usize];
    let (buffer, room) = (to.as_mut_ptr().cast(), to.len());
    // SAFETY: the path ends with NUL; the buffer has that room.
    let n = check_path(vm, &path, || unsafe { libc::readlinkat(dir, path.ptr(), buffer, room) })?;
    name(vm, &to[..n as usize], path.is_bytes)
}

fn present_folder(vm: &mut Vm) -> PyResult<Vec<u8>> {
    let mut room = 1024;
    loop {
        let mut text = vec![0_u8; room];
        // SAFETY: the buffer has that room; the text in it ends with NUL.
        if !unsafe { libc::getcwd(text.as_mut_ptr().cast(), room) }.is_null() {
            text.truncate(text.iter().position(|b| *b == 0).unwrap_or(0));
            return Ok(text);
        }
        match crate::os_call::errno() {
            libc::ERANGE => room *= 2,
            e => return Err(error(vm, e)),
        }
    }
}

/// The present folder.
#[pyfunction("getcwd()")]
pub(super) fn getcwd(vm: &mut Vm) -> PyResult {
    let path = present_folder(vm)?;
    name(vm, &path, false)
}

/// The present folder as bytes.
#[pyfunction("getcwdb()")]
pub(super) fn getcwdb(vm: &mut Vm) -> PyResult {
    let path = present_folder(vm)?;
    name(vm, &path, true)
}

/// Changes the present folder.
#[pyfunction("chdir(path)")]
pub(super) fn chdir(vm: &mut Vm, path: Target) -> PyResult<()> {
    match path {
        // SAFETY: the path ends with NUL.
        Target::Path(path) => check_path(vm, &path, || unsafe { libc::chdir(path.ptr()) })?,
        // SAFETY: takes no memory.
        Target::Fd(fd) => crate::os_call::attempt(vm, || unsafe { libc::fchdir(fd) })?
            .map_err(|e| path_error(vm, e, Value::small(fd.into())))?,
    };
    Ok(())
}

/// Changes the present folder to an open one.
#[pyfunction("fchdir(fd)")]
pub(super) fn fchdir(vm: &mut Vm, fd: Fd) -> PyResult<()> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::fchdir(fd.0) }).map(|_| ())
}

/// Changes the folder that absolute paths start from.
#[pyfunction("chroot(path)")]
pub(super) fn chroot(vm: &mut Vm, path: Path) -> PyResult<()> {
    // SAFETY: the path ends with NUL.
    check_path(vm, &path, || unsafe { libc::chroot(path.ptr()) }).map(|_| ())
}

/// Sets the permissions that new files do not get; the old ones.
#[pyfunction("umask(mask, /)")]
pub(super) fn umask(_: &mut Vm, mask: CInt) -> i64 {
    // SAFETY: takes no memory.
    unsafe { libc::umask(mask.0 as libc::mode_t) }.into()
}

/// A number of seconds as the operating system has it.
fn seconds(vm: &mut Vm, v: Value) -> PyResult<libc::timespec> {
    crate::time::clock::timespec_of(vm, v, crate::time::clock::Round::Down)
}

/// Nanoseconds since the epoch as the operating system has them.
fn nanoseconds(vm: &mut Vm, v: Value) -> PyResult<libc::timespec> {
    let billion = Value::small(1_000_000_000);
    let parts = vm.divmod(v, billion)?;
    let Some(parts) = parts.cast::<Tuple>().filter(|t| t.len() == 2) else {
        let text = format!("{}.__divmod__() must return a 2-tuple, not {}", vm.type_name(v), vm.type_name(parts));
        return Err(vm.type_error(text));
    };
    let parts = [parts.items()[0], parts.items()[1]];
    let (tv_sec, tv_nsec) = (vm.index_i64(parts[0])?, vm.index_i64(parts[1])?);
    Ok(libc::timespec { tv_sec, tv_nsec })
}

/// The two times of `utime`.
fn utime_times(vm: &mut Vm, times: Option<Value>, ns: Option<Value>) -> PyResult<Option<[libc::timespec; 2]>> {
    let times = times.and_then(Value::non_none);
    if times.is_some() && ns.is_some() {
        return Err(vm.value_error("utime: you may specify either 'times' or 'ns' but not both"));
    }
    if let Some(times) = times {
        let Some(pair) = times.cast::<Tuple>().filter(|t| t.len() == 2) else {
            return Err(vm.type_error("utime: 'times' must be either a tuple of two ints or None"));
        };
        return Ok(Some([seconds(vm, pair.items()[0])?, seconds(vm, pair.items()[1])?]));
    }
    let Some(ns) = ns else { return Ok(None) };
    let Some(pair) = ns.cast::<Tuple>().filter(|t| t.len() == 2) else {
        return Err(vm.type_error("utime: 'ns' must be a tuple of two ints"));
    };
    Ok(Some([nanoseconds(vm, pair.items()[0])?, nanoseconds(vm, pair.items()[1])?]))
}

/// Sets when a file was read and changed last.
#[pyfunction("utime(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True)")]
pub(super) fn utime(
    vm: &mut Vm,
    path: Target,
    times: Option<Value>,
    ns: Option<Value>,
    dir_fd: Option<DirFd>,
    follow_symlinks: Option<bool>,
) -> PyResult<()> {
    let times = utime_times(vm, times, ns)?;
    let at = times.as_ref().map_or(std::ptr::null(), |t| t.as_ptr());
    let follow = follow_symlinks.unwrap_or(true);
    match path {
        Target::Path(path) => {
            let (dir, flags) = (DirFd::or_here(dir_fd), if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW });
            // SAFETY: the path ends with NUL; the times are null or two live structs.
            check_path(vm, &path, || unsafe { libc::utimensat(dir, path.ptr(), at, flags) })?;
        }
        Target::Fd(fd) => {
            super::stat::only_fd(vm, "utime", dir_fd, follow)?;
            // SAFETY: the times are null or two live structs.
            crate::os_call::attempt(vm, || unsafe { libc::futimens(fd, at) })?
                .map_err(|e| path_error(vm, e, Value::small(fd.into())))?;
        }
    }
    Ok(())
}
