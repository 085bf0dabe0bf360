//! Calls of the operating system: trying again after signals, and errors as OSError.

use std::os::raw::c_char;
use tauraro_core::{PyResult, Raised, Value, Vm};

use crate::os_path::Path;

/// What a C function returns; -1 (or null) says that `errno` is set.
pub(crate) trait Outcome: Copy {
    fn failed(self) -> bool;
}

impl Outcome for i32 {
    fn failed(self) -> bool {
        self == -1
    }
}

impl Outcome for i64 {
    fn failed(self) -> bool {
        self == -1
    }
}

impl Outcome for isize {
    fn failed(self) -> bool {
        self == -1
    }
}

impl<T> Outcome for *mut T {
    fn failed(self) -> bool {
        self.is_null()
    }
}

/// The thread's `errno`.
pub(crate) fn errno() -> i32 {
    std::io::Error::last_os_error().raw_os_error().unwrap_or(0)
}

/// Sets the thread's `errno`.
pub(crate) fn set_errno(to: i32) {
    // SAFETY: the address is that of the calling thread's own variable.
    unsafe { *libc::__errno_location() = to }
}

/// Calls until no signal interrupts; the inner error is the `errno`. A signal's Python handler
/// runs in between and may raise.
pub(crate) fn attempt<T: Outcome>(vm: &mut Vm, mut call: impl FnMut() -> T) -> PyResult<Result<T, i32>> {
    loop {
        let (result, error) = vm.without_lock(|| (call(), errno()));
        if !result.failed() {
            return Ok(Ok(result));
        }
        match error {
            libc::EINTR => run_handlers(vm)?,
            other => return Ok(Err(other)),
        }
    }
}

/// Lets pending signal handlers run.
pub(crate) fn run_handlers(vm: &mut Vm) -> PyResult<()> {
    vm.safepoint()
}

/// `attempt`, with errors raised.
pub(crate) fn check<T: Outcome>(vm: &mut Vm, call: impl FnMut() -> T) -> PyResult<T> {
    attempt(vm, call)?.map_err(|e| error(vm, e))
}

/// `attempt`, with errors raised that name a file.
pub(crate) fn check_path<T: Outcome>(vm: &mut Vm, path: &Path, call: impl FnMut() -> T) -> PyResult<T> {
    attempt(vm, call)?.map_err(|e| path_error(vm, e, path.value))
}

/// `attempt`, with errors raised that name two files.
pub(crate) fn check_paths<T: Outcome>(vm: &mut Vm, a: &Path, b: &Path, call: impl FnMut() -> T) -> PyResult<T> {
    attempt(vm, call)?.map_err(|e| paths_error(vm, e, a.value, b.value))
}

/// The text of an error number.
pub(crate) fn error_text(errno: i32) -> String {
    let mut text = [0 as c_char; 256];
    // SAFETY: the buffer and its length belong together; the function ends the text with NUL.
    let text = unsafe {
        libc::strerror_r(errno, text.as_mut_ptr(), text.len());
        std::ffi::CStr::from_ptr(text.as_ptr())
    };
    text.to_string_lossy().into_owned()
}

fn raise(vm: &mut Vm, errno: i32, files: &[Value]) -> Raised {
    let text = match vm.new_str(&error_text(errno)) {
        Ok(text) => text.value(),
        Err(raised) => return raised,
    };
    let class = vm.exc.os_error.value();
    let errno = Value::small(i64::from(errno));
    let made = match *files {
        [] => vm.call(class, &[errno, text]),
        [a] => vm.call(class, &[errno, text, a]),
        [a, b, ..] => vm.call(class, &[errno, text, a, Value::NONE, b]),
    };
    match made {
        Ok(exc) => vm.raise(exc),
        Err(raised) => raised,
    }
}

/// Raises the OSError of an error number.
#[cold]
pub(crate) fn error(vm: &mut Vm, errno: i32) -> Raised {
    raise(vm, errno, &[])
}

/// Raises the OSError of an error number, about a file.
#[cold]
pub(crate) fn path_error(vm: &mut Vm, errno: i32, path: Value) -> Raised {
    raise(vm, errno, &[path])
}

/// Raises the OSError of an error number, about two files.
#[cold]
pub(crate) fn paths_error(vm: &mut Vm, errno: i32, a: Value, b: Value) -> Raised {
    raise(vm, errno, &[a, b])
}
