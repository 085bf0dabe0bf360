//! Extended attributes of files.

use crate::os_call::{check, check_path};
use crate::os_path::{CInt, OptionalTarget, Path, Target};
use tauraro_core::builtin::FnDef;
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};
use tauraro_objects::byteslike::copied_bytes;

pub(super) const FUNCTIONS: &[&FnDef] = defs![getxattr, setxattr, removexattr, listxattr];

/// The system's limit of a value and of a list of names.
const BYTES_MAX: usize = 65536;

/// Calls the function for paths (which may be of links) or that for descriptors.
fn on<T: crate::os_call::Outcome>(
    vm: &mut Vm,
    target: &Target,
    by_path: impl Fn(*const libc::c_char) -> T,
    by_fd: impl Fn(i32) -> T,
) -> PyResult<T> {
    match target {
        Target::Path(path) => check_path(vm, path, || by_path(path.ptr())),
        Target::Fd(fd) => check(vm, || by_fd(*fd)),
    }
}

/// Following links or not is only asked of paths.
fn checked_follow(vm: &mut Vm, function: &str, target: &Target, follow: Option<bool>) -> PyResult<bool> {
    let follow = follow.unwrap_or(true);
    if !follow && matches!(target, Target::Fd(_)) {
        return Err(vm.value_error(format!("{function}: cannot use fd and follow_symlinks together")));
    }
    Ok(follow)
}

/// The value of an attribute.
#[pyfunction("getxattr(path, attribute, *, follow_symlinks=True)")]
fn getxattr(vm: &mut Vm, path: Target, attribute: Path, follow_symlinks: Option<bool>) -> PyResult {
    let follow = checked_follow(vm, "getxattr", &path, follow_symlinks)?;
    let mut room = vec![0_u8; BYTES_MAX];
    let (to, name) = (room.as_mut_ptr(), attribute.ptr());
    let function = if follow { libc::getxattr } else { libc::lgetxattr };
    let n = on(
        vm,
        &path,
        // SAFETY: the names end with NUL, and no more is written than the room there is.
        |p| unsafe { function(p, name, to.cast(), BYTES_MAX) },
        // SAFETY: as above.
        |fd| unsafe { libc::fgetxattr(fd, name, to.cast(), BYTES_MAX) },
    )?;
    Ok(vm.new_bytes(&room[..n as usize])?.value())
}

/// Sets an attribute.
#[pyfunction("setxattr(path, attribute, value, flags=0, *, follow_symlinks=True)")]
fn setxattr(
    vm: &mut Vm,
    path: Target,
    attribute: Path,
    value: Value,
    flags: Option<CInt>,
    follow_symlinks: Option<bool>,
) -> PyResult<()> {
    let follow = checked_follow(vm, "setxattr", &path, follow_symlinks)?;
    let (row, flags, name) = (copied_bytes(vm, value)?, flags.map_or(0, |f| f.0), attribute.ptr());
    let function = if follow { libc::setxattr } else { libc::lsetxattr };
    on(
        vm,
        &path,
        // SAFETY: the names end with NUL, and the value has its length.
        |p| unsafe { function(p, name, row.as_ptr().cast(), row.len(), flags) },
        // SAFETY: as above.
        |fd| unsafe { libc::fsetxattr(fd, name, row.as_ptr().cast(), row.len(), flags) },
    )
    .map(|_| ())
}

/// Takes an attribute away.
#[pyfunction("removexattr(path, attribute, *, follow_symlinks=True)")]
fn removexattr(vm: &mut Vm, path: Target, attribute: Path, follow_symlinks: Option<bool>) -> PyResult<()> {
    let follow = checked_follow(vm, "removexattr", &path, follow_symlinks)?;
    let (name, function) = (attribute.ptr(), if follow { libc::removexattr } else { libc::lremovexattr });
    // SAFETY: the names end with NUL.
    on(vm, &path, |p| unsafe { function(p, name) }, |fd| unsafe { libc::fremovexattr(fd, name) }).map(|_| ())
}

/// The names of the attributes; of the present folder by default.
#[pyfunction("listxattr(path=None, *, follow_symlinks=True)")]
fn listxattr(vm: &mut Vm, path: Option<OptionalTarget>, follow_symlinks: Option<bool>) -> PyResult {
    let mut room = vec![0_u8; BYTES_MAX];
    let to = room.as_mut_ptr();
    let n = match path.and_then(|p| p.0) {
        Some(target) => {
            let follow = checked_follow(vm, "listxattr", &target, follow_symlinks)?;
            let function = if follow { libc::listxattr } else { libc::llistxattr };
            on(
                vm,
                &target,
                // SAFETY: the name ends with NUL, and no more is written than the room there is.
                |p| unsafe { function(p, to.cast(), BYTES_MAX) },
                // SAFETY: as above.
                |fd| unsafe { libc::flistxattr(fd, to.cast(), BYTES_MAX) },
            )?
        }
        // SAFETY: no more is written than the room there is.
        None => check(vm, || unsafe { libc::listxattr(c".".as_ptr(), to.cast(), BYTES_MAX) })?,
    };
    let list = vm.new_list(&[])?;
    for name in room[..n as usize].split(|b| *b == 0).filter(|name| !name.is_empty()) {
        let name = vm.new_str(&String::from_utf8_lossy(name))?.value();
        list.push(vm, name)?;
    }
    Ok(list.value())
}
