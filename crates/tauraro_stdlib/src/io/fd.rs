//! System calls on file descriptors. Each is retried when a signal interrupts it, after the
//! signal's handler has run.

use crate::os_call::{errno, error, path_error};
use std::cell::Cell;
use std::ffi::CStr;
use tauraro_core::{PyResult, Raised, Value, Vm};

/// Most bytes that Linux moves in one call.
const MOVE_MAX: usize = 0x7fff_f000;

/// Repeats a call while signals interrupt it; other threads run meanwhile. `Err` within `Ok` is
/// the error's number.
fn retry(vm: &mut Vm, mut call: impl FnMut() -> isize) -> PyResult<Result<usize, i32>> {
    loop {
        let mut attempt = || match call() {
            n if n >= 0 => Ok(n as usize),
            _ => Err(errno()),
        };
        // Without other threads nobody waits for the lock.
        let result = if vm.has_threads() { vm.without_lock(attempt) } else { attempt() };
        match result {
            Err(libc::EINTR) => vm.safepoint()?,
            other => return Ok(other),
        }
    }
}

/// `None`: the call would block.
fn or_would_block(vm: &mut Vm, result: Result<usize, i32>) -> PyResult<Option<usize>> {
    match result {
        Ok(n) => Ok(Some(n)),
        Err(libc::EAGAIN) => Ok(None),
        Err(errno) => Err(raise_errno(vm, errno, None)),
    }
}

/// Reads into memory that Python may see. `None`: it would block.
pub(crate) fn read(vm: &mut Vm, fd: i32, into: &[Cell<u8>]) -> PyResult<Option<usize>> {
    let len = into.len().min(MOVE_MAX);
    // SAFETY: cells of bytes may be written through a shared reference; the length is theirs.
    let result = retry(vm, || unsafe { libc::read(fd, into.as_ptr().cast_mut().cast(), len) })?;
    or_would_block(vm, result)
}

/// Appends up to `max` bytes to a vector, without clearing its memory first. `None`: it would
/// block.
pub(crate) fn read_vec(vm: &mut Vm, fd: i32, into: &mut Vec<u8>, max: usize) -> PyResult<Option<usize>> {
    let max = max.min(MOVE_MAX);
    if into.try_reserve(max).is_err() {
        return Err(vm.memory_error());
    }
    let spare = into.spare_capacity_mut().as_mut_ptr();
    // SAFETY: at least `max` bytes of spare capacity were reserved.
    let result = retry(vm, || unsafe { libc::read(fd, spare.cast(), max) })?;
    let n = or_would_block(vm, result)?;
    // SAFETY: the system has written so many bytes behind the vector's end.
    unsafe { into.set_len(into.len() + n.unwrap_or(0)) };
    Ok(n)
}

/// Writes bytes; how many. `None`: it would block.
pub(crate) fn write(vm: &mut Vm, fd: i32, bytes: &[u8]) -> PyResult<Option<usize>> {
    let len = bytes.len().min(MOVE_MAX);
    // SAFETY: pointer and length are those of a live slice.
    let result = retry(vm, || unsafe { libc::write(fd, bytes.as_ptr().cast(), len) })?;
    or_would_block(vm, result)
}

/// Moves the position of a descriptor.
pub(crate) fn seek(vm: &mut Vm, fd: i32, offset: i64, whence: i32) -> PyResult<i64> {
    // SAFETY: takes plain numbers.
    let at = unsafe { libc::lseek(fd, offset, whence) };
    if at < 0 {
        let errno = errno();
        return Err(raise_errno(vm, errno, None));
    }
    Ok(at)
}

/// Whether a descriptor has a position.
pub(crate) fn is_seekable(fd: i32) -> bool {
    // SAFETY: takes plain numbers.
    unsafe { libc::lseek(fd, 0, libc::SEEK_CUR) >= 0 }
}

/// Cuts or extends a file.
pub(crate) fn truncate(vm: &mut Vm, fd: i32, len: i64) -> PyResult<()> {
    // SAFETY: takes plain numbers.
    match retry(vm, || unsafe { libc::ftruncate(fd, len) as isize })? {
        Ok(_) => Ok(()),
        Err(errno) => Err(raise_errno(vm, errno, None)),
    }
}

/// Closes a descriptor. An interrupted close is done all the same.
pub(crate) fn close(vm: &mut Vm, fd: i32) -> PyResult<()> {
    // SAFETY: takes a plain number; the owner forgets it.
    if unsafe { libc::close(fd) } < 0 {
        let errno = errno();
        if errno != libc::EINTR {
            return Err(raise_errno(vm, errno, None));
        }
    }
    Ok(())
}

/// Whether a descriptor is a terminal.
pub(crate) fn is_terminal(fd: i32) -> bool {
    // SAFETY: takes a plain number.
    unsafe { libc::isatty(fd) == 1 }
}

/// Opens a file; the descriptor is not inherited by programs that are started. The error's
/// number, if that fails.
pub(crate) fn open(vm: &mut Vm, path: &CStr, flags: i32) -> PyResult<Result<i32, i32>> {
    // SAFETY: the path ends in a zero byte.
    let opened = retry(vm, || unsafe { libc::open(path.as_ptr(), flags, 0o666) as isize })?;
    Ok(opened.map(|fd| fd as i32))
}

/// What a file object wants to know of its descriptor.
pub(crate) struct Stat {
    pub(crate) is_dir: bool,
    pub(crate) is_char_device: bool,
    pub(crate) size: i64,
    pub(crate) block_bytes: i64,
}

/// The status of a descriptor, or the error's number.
pub(crate) fn stat(fd: i32) -> Result<Stat, i32> {
    // SAFETY: the structure is plain data that the call fills in.
    unsafe {
        let mut st: libc::stat = std::mem::zeroed();
        if libc::fstat(fd, &raw mut st) != 0 {
            return Err(errno());
        }
        let format = st.st_mode & libc::S_IFMT;
        Ok(Stat {
            is_dir: format == libc::S_IFDIR,
            is_char_device: format == libc::S_IFCHR,
            size: st.st_size,
            block_bytes: st.st_blksize,
        })
    }
}

/// Makes a descriptor one that programs that are started do not inherit.
pub(crate) fn set_close_on_exec(fd: i32) {
    // SAFETY: takes plain numbers; a failure only leaves the descriptor inheritable.
    unsafe {
        let flags = libc::fcntl(fd, libc::F_GETFD);
        if flags >= 0 {
            libc::fcntl(fd, libc::F_SETFD, flags | libc::FD_CLOEXEC);
        }
    }
}

/// Raises the OSError of an error number, of the class that stands for it, naming a file.
#[cold]
pub(crate) fn raise_errno(vm: &mut Vm, errno: i32, file: Option<Value>) -> Raised {
    match file {
        Some(file) => path_error(vm, errno, file),
        None => error(vm, errno),
    }
}

/// The locale of the environment.
pub(crate) struct SystemLocale {
    /// Its name for the kind of characters; `C` where there is no such locale.
    pub(crate) name: String,
    /// Its encoding.
    pub(crate) encoding: String,
}

/// The locale of the environment as far as characters go.
///
/// For the usual one this is known without the C library, which would read files for it; only
/// `_locale` asks for more than the name.
pub(crate) fn system_locale() -> SystemLocale {
    let wanted = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|v| std::env::var(v).ok().filter(|v| !v.is_empty()));
    match wanted.as_deref() {
        Some("C.UTF-8") => SystemLocale { name: "C.UTF-8".to_owned(), encoding: "UTF-8".to_owned() },
        _ => set_locale(),
    }
}

/// Makes the environment's locale that of the process, as far as characters go.
pub(crate) fn set_locale() -> SystemLocale {
    let text = |pointer: *const libc::c_char| {
        if pointer.is_null() {
            return None;
        }
        // SAFETY: the C library's texts end in a zero byte, and nothing changes them meanwhile.
        Some(unsafe { CStr::from_ptr(pointer) }.to_string_lossy().into_owned())
    };
    // SAFETY: only the start of the runtime and the loading of `_locale` come here; nothing else
    // in the process asks for the locale meanwhile.
    let name = text(unsafe { libc::setlocale(libc::LC_CTYPE, c"".as_ptr()) });
    // SAFETY: only asks; the text is copied at once.
    let encoding = text(unsafe { libc::nl_langinfo(libc::CODESET) });
    SystemLocale { name: name.unwrap_or_else(|| "C".to_owned()), encoding: encoding.unwrap_or_default() }
}
