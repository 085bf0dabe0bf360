//! Descriptors: opening, reading, writing, duplicating.

use crate::os_call::{check, check_path, error, path_error};
use crate::os_path::{CInt, DirFd, Fd, Path, Target};
use tauraro_core::buffer::Buffer;
use tauraro_core::builtin::FnDef;
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};

pub(super) const FUNCTIONS: &[&FnDef] = defs![
    open,
    close,
    closerange,
    read,
    pread,
    readinto,
    write,
    pwrite,
    readv,
    writev,
    preadv,
    pwritev,
    lseek,
    dup,
    dup2,
    pipe,
    pipe2,
    isatty,
    device_encoding,
    fsync,
    fdatasync,
    sync,
    ftruncate,
    truncate,
    get_inheritable,
    set_inheritable,
    get_blocking,
    set_blocking,
    lockf,
    posix_fallocate,
    posix_fadvise,
    sendfile,
    copy_file_range,
    splice,
    memfd_create,
    eventfd,
    eventfd_read,
    eventfd_write,
    get_terminal_size,
];

/// Opens a file; its descriptor, which child processes do not inherit.
#[pyfunction("open(path, flags, mode=511, *, dir_fd=None)")]
pub(super) fn open(vm: &mut Vm, path: Path, flags: CInt, mode: Option<CInt>, dir_fd: Option<DirFd>) -> PyResult<i64> {
    let (flags, mode) = (flags.0 | libc::O_CLOEXEC, mode.map_or(0o777, |m| m.0) as libc::c_uint);
    let dir = DirFd::or_here(dir_fd);
    // SAFETY: the path ends with NUL.
    let fd = check_path(vm, &path, || unsafe { libc::openat(dir, path.ptr(), flags, mode) })?;
    Ok(fd.into())
}

/// Closes a descriptor.
#[pyfunction("close(fd)")]
pub(super) fn close(vm: &mut Vm, fd: CInt) -> PyResult<()> {
    // SAFETY: takes no memory. The descriptor is gone even where a signal interrupts.
    match unsafe { libc::close(fd.0) } {
        0 => Ok(()),
        _ => match crate::os_call::errno() {
            libc::EINTR => Ok(()),
            e => Err(error(vm, e)),
        },
    }
}

/// Closes all descriptors from the first up to, but not including, the second.
#[pyfunction("closerange(fd_low, fd_high, /)")]
pub(super) fn closerange(_: &mut Vm, fd_low: CInt, fd_high: CInt) {
    for fd in fd_low.0.max(0)..fd_high.0 {
        // SAFETY: takes no memory; most of them may not be open.
        if unsafe { libc::close(fd) } != 0 && fd > 1 << 20 {
            break;
        }
    }
}

/// Most that one call may ask for.
fn length_of(vm: &mut Vm, length: i64) -> PyResult<usize> {
    match usize::try_from(length) {
        Ok(n) => Ok(n.min(0x7FFF_F000)),
        Err(_) => Err(error(vm, libc::EINVAL)),
    }
}

/// Bytes that one call of `read` gives, in a new bytes object.
fn read_with(vm: &mut Vm, length: i64, mut call: impl FnMut(*mut libc::c_void, usize) -> isize) -> PyResult {
    let wanted = length_of(vm, length)?;
    if !vm.may_allocate(wanted) {
        return Err(vm.memory_error());
    }
    let mut bytes = vec![0_u8; wanted];
    let n = check(vm, || call(bytes.as_mut_ptr().cast(), wanted))?;
    Ok(vm.new_bytes(&bytes[..n as usize])?.value())
}

/// Reads at most so many bytes.
#[pyfunction("read(fd, length, /)")]
pub(super) fn read(vm: &mut Vm, fd: CInt, length: i64) -> PyResult {
    // SAFETY: the memory has that many bytes.
    read_with(vm, length, |to, n| unsafe { libc::read(fd.0, to, n) })
}

/// Reads at most so many bytes at a place of the file.
#[pyfunction("pread(fd, length, offset, /)")]
pub(super) fn pread(vm: &mut Vm, fd: CInt, length: i64, offset: i64) -> PyResult {
    // SAFETY: the memory has that many bytes.
    read_with(vm, length, |to, n| unsafe { libc::pread(fd.0, to, n, offset) })
}

/// Runs `f` with the memory of a bytes-like object.
fn with_buffer<T>(
    vm: &mut Vm,
    data: Value,
    writable: bool,
    f: impl FnOnce(&mut Vm, &Buffer) -> PyResult<T>,
) -> PyResult<T> {
    let buffer = vm.get_buffer(data, writable)?;
    let result = f(vm, &buffer);
    vm.release_buffer(buffer);
    result
}

/// Reads into a writable object; how many bytes.
#[pyfunction("readinto(fd, buffer, /)")]
pub(super) fn readinto(vm: &mut Vm, fd: CInt, buffer: Value) -> PyResult<i64> {
    with_buffer(vm, buffer, true, |vm, b| {
        let (to, n) = (b.cells().as_ptr().cast_mut().cast(), b.len().min(0x7FFF_F000));
        // SAFETY: the exporter lends that many writable bytes.
        Ok(check(vm, || unsafe { libc::read(fd.0, to, n) })? as i64)
    })
}

/// Writes bytes; how many were written.
#[pyfunction("write(fd, data, /)")]
pub(super) fn write(vm: &mut Vm, fd: CInt, data: Value) -> PyResult<i64> {
    with_buffer(vm, data, false, |vm, b| {
        let (from, n) = (b.cells().as_ptr().cast(), b.len().min(0x7FFF_F000));
        // SAFETY: the exporter lends that many bytes.
        Ok(check(vm, || unsafe { libc::write(fd.0, from, n) })? as i64)
    })
}

/// Writes bytes at a place of the file.
#[pyfunction("pwrite(fd, buffer, offset, /)")]
pub(super) fn pwrite(vm: &mut Vm, fd: CInt, buffer: Value, offset: i64) -> PyResult<i64> {
    with_buffer(vm, buffer, false, |vm, b| {
        let (from, n) = (b.cells().as_ptr().cast(), b.len());
        // SAFETY: the exporter lends that many bytes.
        Ok(check(vm, || unsafe { libc::pwrite(fd.0, from, n, offset) })? as i64)
    })
}

/// Runs `f` with the memory of several bytes-like objects as the operating system wants it.
fn with_buffers(
    vm: &mut Vm,
    function: &str,
    buffers: Value,
    writable: bool,
    call: impl Fn(*const libc::iovec, i32) -> isize,
) -> PyResult<i64> {
    let ty = vm.type_of(buffers);
    if ty.slots.len.get().is_none() || ty.slots.getitem.get().is_none() || ty == vm.types.dict {
        return Err(vm.type_error(format!("{function}() arg 2 must be a sequence")));
    }
    // A list keeps the objects alive; the exports are counted until they are given back.
    let owners = vm.new_list(&[])?;
    vm.for_each(buffers, |vm, v| owners.push(vm, v))?;
    let mut lent: Vec<Buffer> = Vec::new();
    let mut parts = Vec::new();
    let mut result = Ok(());
    for i in 0..owners.items.len() {
        match vm.get_buffer(owners.items.get(i).unwrap_or(Value::NONE), writable) {
            Ok(b) => {
                let base = b.cells().as_ptr().cast_mut().cast();
                parts.push(libc::iovec { iov_base: base, iov_len: b.len() });
                lent.push(b);
            }
            Err(raised) => {
                result = Err(raised);
                break;
            }
        }
    }
    let result = match result {
        Ok(()) => check(vm, || call(parts.as_ptr(), parts.len() as i32)).map(|n| n as i64),
        Err(raised) => Err(raised),
    };
    for b in lent {
        vm.release_buffer(b);
    }
    tauraro_core::heap::keep_alive(owners.value());
    result
}

/// Reads into several writable objects, one after the other.
#[pyfunction("readv(fd, buffers, /)")]
pub(super) fn readv(vm: &mut Vm, fd: CInt, buffers: Value) -> PyResult<i64> {
    // SAFETY: the exporters lend the memory that the parts name.
    with_buffers(vm, "readv", buffers, true, |parts, n| unsafe { libc::readv(fd.0, parts, n) })
}

/// Writes several bytes-like objects, one after the other.
#[pyfunction("writev(fd, buffers, /)")]
pub(super) fn writev(vm: &mut Vm, fd: CInt, buffers: Value) -> PyResult<i64> {
    // SAFETY: the exporters lend the memory that the parts name.
    with_buffers(vm, "writev", buffers, false, |parts, n| unsafe { libc::writev(fd.0, parts, n) })
}

/// Reads into several writable objects from a place of the file.
#[pyfunction("preadv(fd, buffers, offset, flags=0, /)")]
pub(super) fn preadv(vm: &mut Vm, fd: CInt, buffers: Value, offset: i64, flags: Option<CInt>) -> PyResult<i64> {
    let flags = flags.map_or(0, |f| f.0);
    // SAFETY: the exporters lend the memory that the parts name.
    with_buffers(vm, "preadv", buffers, true, |parts, n| unsafe { libc::preadv2(fd.0, parts, n, offset, flags) })
}

/// Writes several bytes-like objects to a place of the file.
#[pyfunction("pwritev(fd, buffers, offset, flags=0, /)")]
pub(super) fn pwritev(vm: &mut Vm, fd: CInt, buffers: Value, offset: i64, flags: Option<CInt>) -> PyResult<i64> {
    let flags = flags.map_or(0, |f| f.0);
    // SAFETY: the exporters lend the memory that the parts name.
    with_buffers(vm, "pwritev", buffers, false, |parts, n| unsafe { libc::pwritev2(fd.0, parts, n, offset, flags) })
}

/// Moves a descriptor's place in its file.
#[pyfunction("lseek(fd, position, whence, /)")]
pub(super) fn lseek(vm: &mut Vm, fd: CInt, position: i64, whence: CInt) -> PyResult<i64> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::lseek(fd.0, position, whence.0) })
}

/// Another descriptor of the same open file, not inherited by child processes.
#[pyfunction("dup(fd, /)")]
pub(super) fn dup(vm: &mut Vm, fd: CInt) -> PyResult<i64> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::fcntl(fd.0, libc::F_DUPFD_CLOEXEC, 0) }).map(i64::from)
}

/// Makes the second descriptor one of the first's open file.
#[pyfunction("dup2(fd, fd2, inheritable=True)")]
pub(super) fn dup2(vm: &mut Vm, fd: CInt, fd2: CInt, inheritable: Option<bool>) -> PyResult<i64> {
    let flags = if inheritable.unwrap_or(true) { 0 } else { libc::O_CLOEXEC };
    // SAFETY: takes no memory. dup3 refuses equal descriptors, which dup2 just checks.
    check(vm, || unsafe {
        if flags == 0 || fd.0 == fd2.0 { libc::dup2(fd.0, fd2.0) } else { libc::dup3(fd.0, fd2.0, flags) }
    })
    .map(i64::from)
}

fn pair(vm: &mut Vm, fds: [i32; 2]) -> PyResult {
    let fds = fds.map(|fd| Value::small(fd.into()));
    Ok(vm.new_tuple(&fds)?.value())
}

/// A pipe: its reading and its writing end, not inherited by child processes.
#[pyfunction("pipe()")]
pub(super) fn pipe(vm: &mut Vm) -> PyResult {
    pipe2(vm, CInt(libc::O_CLOEXEC))
}

/// A pipe made with these flags.
#[pyfunction("pipe2(flags, /)")]
pub(super) fn pipe2(vm: &mut Vm, flags: CInt) -> PyResult {
    let mut fds = [0; 2];
    // SAFETY: writes two descriptors.
    check(vm, || unsafe { libc::pipe2(fds.as_mut_ptr(), flags.0) })?;
    pair(vm, fds)
}

/// Whether the descriptor is a terminal's.
#[pyfunction("isatty(fd, /)")]
pub(super) fn isatty(_: &mut Vm, fd: CInt) -> bool {
    // SAFETY: takes no memory.
    unsafe { libc::isatty(fd.0) == 1 }
}

/// The encoding of a terminal, or None.
#[pyfunction("device_encoding(fd)")]
pub(super) fn device_encoding(vm: &mut Vm, fd: CInt) -> PyResult {
    if isatty(vm, fd) { Ok(vm.intern("UTF-8").value()) } else { Ok(Value::NONE) }
}

/// Waits until everything written is on the disk.
#[pyfunction("fsync(fd)")]
pub(super) fn fsync(vm: &mut Vm, fd: Fd) -> PyResult<()> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::fsync(fd.0) }).map(|_| ())
}

/// Waits until the data written are on the disk.
#[pyfunction("fdatasync(fd)")]
pub(super) fn fdatasync(vm: &mut Vm, fd: Fd) -> PyResult<()> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::fdatasync(fd.0) }).map(|_| ())
}

/// Writes everything to the disks.
#[pyfunction("sync()")]
pub(super) fn sync(_: &mut Vm) {
    // SAFETY: takes no memory.
    unsafe { libc::sync() }
}

/// Sets an open file's length.
#[pyfunction("ftruncate(fd, length, /)")]
pub(super) fn ftruncate(vm: &mut Vm, fd: CInt, length: i64) -> PyResult<()> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::ftruncate(fd.0, length) }).map(|_| ())
}

/// Sets a file's length.
#[pyfunction("truncate(path, length)")]
pub(super) fn truncate(vm: &mut Vm, path: Target, length: i64) -> PyResult<()> {
    match path {
        // SAFETY: the path ends with NUL.
        Target::Path(path) => check_path(vm, &path, || unsafe { libc::truncate(path.ptr(), length) })?,
        // SAFETY: takes no memory.
        Target::Fd(fd) => crate::os_call::attempt(vm, || unsafe { libc::ftruncate(fd, length) })?
            .map_err(|e| path_error(vm, e, Value::small(fd.into())))?,
    };
    Ok(())
}

/// Whether child processes inherit the descriptor.
#[pyfunction("get_inheritable(fd, /)")]
pub(super) fn get_inheritable(vm: &mut Vm, fd: CInt) -> PyResult<bool> {
    // SAFETY: takes no memory.
    Ok(check(vm, || unsafe { libc::fcntl(fd.0, libc::F_GETFD) })? & libc::FD_CLOEXEC == 0)
}

/// Sets whether child processes inherit the descriptor.
#[pyfunction("set_inheritable(fd, inheritable, /)")]
pub(super) fn set_inheritable(vm: &mut Vm, fd: CInt, inheritable: CInt) -> PyResult<()> {
    // SAFETY: takes no memory.
    let old = check(vm, || unsafe { libc::fcntl(fd.0, libc::F_GETFD) })?;
    let new = if inheritable.0 != 0 { old & !libc::FD_CLOEXEC } else { old | libc::FD_CLOEXEC };
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::fcntl(fd.0, libc::F_SETFD, new) }).map(|_| ())
}

/// Whether reads and writes wait.
#[pyfunction("get_blocking(fd, /)")]
pub(super) fn get_blocking(vm: &mut Vm, fd: CInt) -> PyResult<bool> {
    // SAFETY: takes no memory.
    Ok(check(vm, || unsafe { libc::fcntl(fd.0, libc::F_GETFL) })? & libc::O_NONBLOCK == 0)
}

/// Sets whether reads and writes wait.
#[pyfunction("set_blocking(fd, blocking, /)")]
pub(super) fn set_blocking(vm: &mut Vm, fd: CInt, blocking: bool) -> PyResult<()> {
    // SAFETY: takes no memory.
    let old = check(vm, || unsafe { libc::fcntl(fd.0, libc::F_GETFL) })?;
    let new = if blocking { old & !libc::O_NONBLOCK } else { old | libc::O_NONBLOCK };
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::fcntl(fd.0, libc::F_SETFL, new) }).map(|_| ())
}

/// Locks a section of a file from the present place on.
#[pyfunction("lockf(fd, command, length, /)")]
pub(super) fn lockf(vm: &mut Vm, fd: CInt, command: CInt, length: i64) -> PyResult<()> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::lockf(fd.0, command.0, length) }).map(|_| ())
}

fn raise_number(vm: &mut Vm, errno: i32) -> PyResult<()> {
    if errno == 0 { Ok(()) } else { Err(error(vm, errno)) }
}

/// Makes sure that the disk has room for a section of a file.
#[pyfunction("posix_fallocate(fd, offset, length, /)")]
pub(super) fn posix_fallocate(vm: &mut Vm, fd: CInt, offset: i64, length: i64) -> PyResult<()> {
    // SAFETY: takes no memory.
    let result = unsafe { libc::posix_fallocate(fd.0, offset, length) };
    raise_number(vm, result)
}

/// Says how a section of a file will be used.
#[pyfunction("posix_fadvise(fd, offset, length, advice, /)")]
pub(super) fn posix_fadvise(vm: &mut Vm, fd: CInt, offset: i64, length: i64, advice: CInt) -> PyResult<()> {
    // SAFETY: takes no memory.
    let result = unsafe { libc::posix_fadvise(fd.0, offset, length, advice.0) };
    raise_number(vm, result)
}

/// An offset that may be None.
fn offset_of(vm: &mut Vm, v: Option<Value>) -> PyResult<Option<i64>> {
    match v.and_then(Value::non_none) {
        Some(v) => vm.index_i64(v).map(Some),
        None => Ok(None),
    }
}

fn pointer(offset: &mut Option<i64>) -> *mut i64 {
    offset.as_mut().map_or(std::ptr::null_mut(), |o| &raw mut *o)
}

/// Copies bytes from one descriptor to another within the kernel.
#[pyfunction("sendfile(out_fd, in_fd, offset, count)")]
pub(super) fn sendfile(vm: &mut Vm, out_fd: CInt, in_fd: CInt, offset: Value, count: i64) -> PyResult<i64> {
    let mut offset = offset_of(vm, Some(offset))?;
    let count = length_of(vm, count)?;
    let at = pointer(&mut offset);
    // SAFETY: the offset is null or a live number.
    Ok(check(vm, || unsafe { libc::sendfile(out_fd.0, in_fd.0, at, count) })? as i64)
}

/// Copies bytes from one file to another within the kernel.
#[pyfunction("copy_file_range(src, dst, count, offset_src=None, offset_dst=None)")]
pub(super) fn copy_file_range(
    vm: &mut Vm,
    src: CInt,
    dst: CInt,
    count: i64,
    offset_src: Option<Value>,
    offset_dst: Option<Value>,
) -> PyResult<i64> {
    if count < 0 {
        return Err(vm.value_error("negative value for 'count' not allowed"));
    }
    let (mut from, mut to) = (offset_of(vm, offset_src)?, offset_of(vm, offset_dst)?);
    let (from, to) = (pointer(&mut from), pointer(&mut to));
    // SAFETY: the offsets are null or live numbers.
    Ok(check(vm, || unsafe { libc::copy_file_range(src.0, from, dst.0, to, count as usize, 0) })? as i64)
}

/// Moves bytes between two descriptors, one of which is a pipe's.
#[pyfunction("splice(src, dst, count, offset_src=None, offset_dst=None, flags=0)")]
pub(super) fn splice(
    vm: &mut Vm,
    src: CInt,
    dst: CInt,
    count: i64,
    offset_src: Option<Value>,
    offset_dst: Option<Value>,
    flags: Option<i64>,
) -> PyResult<i64> {
    if count < 0 {
        return Err(vm.value_error("negative value for 'count' not allowed"));
    }
    let (mut from, mut to) = (offset_of(vm, offset_src)?, offset_of(vm, offset_dst)?);
    let (from, to) = (pointer(&mut from), pointer(&mut to));
    let flags = flags.unwrap_or(0) as u32;
    // SAFETY: the offsets are null or live numbers.
    Ok(check(vm, || unsafe { libc::splice(src.0, from, dst.0, to, count as usize, flags) })? as i64)
}

/// A file in memory without a name.
#[pyfunction("memfd_create(name, flags=MFD_CLOEXEC)")]
pub(super) fn memfd_create(vm: &mut Vm, name: Path, flags: Option<i64>) -> PyResult<i64> {
    let flags = flags.map_or(libc::MFD_CLOEXEC, |f| f as u32);
    // SAFETY: the name ends with NUL.
    check(vm, || unsafe { libc::memfd_create(name.ptr(), flags) }).map(i64::from)
}

/// A counter that descriptors can wait for.
#[pyfunction("eventfd(initval, flags=EFD_CLOEXEC)")]
pub(super) fn eventfd(vm: &mut Vm, initval: i64, flags: Option<CInt>) -> PyResult<i64> {
    let flags = flags.map_or(libc::EFD_CLOEXEC, |f| f.0);
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::eventfd(initval as u32, flags) }).map(i64::from)
}

/// Reads an eventfd's counter.
#[pyfunction("eventfd_read(fd)")]
pub(super) fn eventfd_read(vm: &mut Vm, fd: Fd) -> PyResult {
    let mut value = 0;
    // SAFETY: writes one number.
    check(vm, || unsafe { libc::eventfd_read(fd.0, &raw mut value) })?;
    Ok(vm.new_uint(value))
}

/// Adds to an eventfd's counter.
#[pyfunction("eventfd_write(fd, value)")]
pub(super) fn eventfd_write(vm: &mut Vm, fd: Fd, value: i64) -> PyResult<()> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::eventfd_write(fd.0, value as u64) }).map(|_| ())
}

/// (columns, lines) of a terminal.
#[pyfunction("get_terminal_size(fd=1, /)")]
pub(super) fn get_terminal_size(vm: &mut Vm, fd: Option<CInt>) -> PyResult {
    let fd = fd.map_or(1, |f| f.0);
    let mut size = libc::winsize { ws_row: 0, ws_col: 0, ws_xpixel: 0, ws_ypixel: 0 };
    // SAFETY: the request writes that struct.
    check(vm, || unsafe { libc::ioctl(fd, libc::TIOCGWINSZ, &raw mut size) })?;
    let ty = super::types(vm).terminal_size;
    crate::struct_sequence::make(vm, ty, 2, &[Value::small(size.ws_col.into()), Value::small(size.ws_row.into())])
}
