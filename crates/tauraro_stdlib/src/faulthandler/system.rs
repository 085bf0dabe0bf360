//! What `faulthandler` asks of the system: handlers of fatal signals, names of threads.

use std::mem::MaybeUninit;
use std::sync::atomic::{AtomicI32, Ordering};

/// Signals that end a process, and what is said of them.
const FATAL: [(i32, &[u8]); 5] = [
    (libc::SIGBUS, b"Fatal Python error: Bus error\n\n"),
    (libc::SIGILL, b"Fatal Python error: Illegal instruction\n\n"),
    (libc::SIGFPE, b"Fatal Python error: Floating-point exception\n\n"),
    (libc::SIGABRT, b"Fatal Python error: Aborted\n\n"),
    (libc::SIGSEGV, b"Fatal Python error: Segmentation fault\n\n"),
];

/// The descriptor that fatal signals are reported to; -1: the handlers are off.
static FATAL_FD: AtomicI32 = AtomicI32::new(-1);

/// Whether the signal is one of those that `enable` is for.
pub(super) fn is_fatal(signum: i64) -> bool {
    FATAL.iter().any(|(n, _)| i64::from(*n) == signum)
}

/// Says which signal has come, and lets it end the process. Only calls that are allowed in a
/// handler are made; the stack is not looked at, as nothing says that it is whole.
extern "C" fn report(signum: libc::c_int) {
    let fd = FATAL_FD.load(Ordering::Relaxed);
    if let Some((_, text)) = FATAL.iter().find(|(n, _)| *n == signum) {
        // SAFETY: the text has that length; both calls may be made in a handler.
        unsafe {
            libc::write(fd, text.as_ptr().cast(), text.len());
            libc::signal(signum, libc::SIG_DFL);
            libc::raise(signum);
        }
    }
}

/// Has fatal signals reported to a descriptor; -1: no more. Whether they were before.
pub(super) fn report_fatal(fd: i32) -> bool {
    let was = FATAL_FD.swap(fd, Ordering::Relaxed) >= 0;
    if was == (fd >= 0) {
        return was;
    }
    for (signum, _) in FATAL {
        let mut action = MaybeUninit::<libc::sigaction>::zeroed();
        // SAFETY: an action of zeros is one without flags; the handler has the form that the flags
        // ask for.
        unsafe {
            let set = &mut *action.as_mut_ptr();
            set.sa_sigaction = if fd >= 0 { report as *const () as usize } else { libc::SIG_DFL };
            set.sa_flags = libc::SA_NODEFER | libc::SA_ONSTACK;
            libc::sigemptyset(&raw mut set.sa_mask);
            libc::sigaction(signum, action.as_ptr(), std::ptr::null_mut());
        }
    }
    was
}

/// Whether fatal signals are reported.
pub(super) fn reports_fatal() -> bool {
    FATAL_FD.load(Ordering::Relaxed) >= 0
}

/// The system's name of a thread of this process that is alive.
pub(super) fn thread_name(ident: u64) -> Option<String> {
    let mut name = [0_u8; 64];
    // SAFETY: the caller passes the number of a live thread; the buffer goes with its length.
    let code = unsafe { libc::pthread_getname_np(ident as libc::pthread_t, name.as_mut_ptr().cast(), name.len()) };
    let end = name.iter().position(|b| *b == 0)?;
    (code == 0 && end > 0).then(|| String::from_utf8_lossy(&name[..end]).into_owned())
}

/// Writes all of a text, as far as the system takes it.
pub(super) fn write(fd: i32, mut bytes: &[u8]) {
    while !bytes.is_empty() {
        // SAFETY: the bytes go with their length.
        let n = unsafe { libc::write(fd, bytes.as_ptr().cast(), bytes.len()) };
        match usize::try_from(n) {
            Ok(n) if n > 0 => bytes = &bytes[n..],
            _ => return,
        }
    }
}

/// Ends the process at once.
pub(super) fn exit() -> ! {
    // SAFETY: does not come back.
    unsafe { libc::_exit(1) }
}

/// Sends a signal to this thread.
pub(super) fn raise(signum: i32) {
    // SAFETY: takes no memory.
    unsafe { libc::raise(signum) };
}
