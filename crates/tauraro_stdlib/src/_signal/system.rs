//! Signals as the system sees them: handlers, masks, timers.
//!
//! Signal handlers belong to the process, so what they touch is static: a mark for each signal,
//! and where the isolate that handles signals wants to be told (the first one that asks).

use std::mem::MaybeUninit;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicPtr, AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};
use tauraro_core::threads::Waker;
use tauraro_core::vm::poll;

/// One past the greatest signal number.
pub(super) const NSIG: usize = 65;

/// Signals that have come and wait for their Python handlers.
static PENDING: [AtomicBool; NSIG] = [const { AtomicBool::new(false) }; NSIG];
/// Gets a byte for each signal, -1: none.
static WAKEUP_FD: AtomicI32 = AtomicI32::new(-1);
/// `errno` of a write to the wakeup descriptor that failed, 0: none did.
static WAKEUP_ERROR: AtomicI32 = AtomicI32::new(0);
/// Whether a full buffer is such a failure.
static WARN_ON_FULL: AtomicBool = AtomicBool::new(true);
/// The isolate's poll word and the main thread's waker; once set they live as long as the process.
static WORD: AtomicPtr<AtomicU32> = AtomicPtr::new(std::ptr::null_mut());
static WAKER: AtomicPtr<Waker> = AtomicPtr::new(std::ptr::null_mut());
static TAKEN: OnceLock<()> = OnceLock::new();

/// Has signals reported to this isolate; `false`: another one has them.
pub(super) fn report_to(word: Arc<AtomicU32>, waker: Arc<Waker>) -> bool {
    if TAKEN.set(()).is_err() {
        return false;
    }
    WAKER.store(Arc::into_raw(waker).cast_mut(), Ordering::Release);
    WORD.store(Arc::into_raw(word).cast_mut(), Ordering::Release);
    true
}

/// Marks a signal as come.
pub(super) fn mark(signum: usize) {
    PENDING[signum].store(true, Ordering::Release);
    let (word, waker) = (WORD.load(Ordering::Acquire), WAKER.load(Ordering::Acquire));
    // SAFETY: both are null or were leaked by `report_to`.
    unsafe {
        if let Some(word) = word.as_ref() {
            word.fetch_or(poll::SIGNAL, Ordering::Release);
        }
        if let Some(waker) = waker.as_ref() {
            waker.wake();
        }
    }
}

/// Takes the mark of a signal.
pub(super) fn take(signum: usize) -> bool {
    PENDING[signum].swap(false, Ordering::AcqRel)
}

/// Takes the error of the wakeup descriptor.
pub(super) fn take_wakeup_error() -> i32 {
    WAKEUP_ERROR.swap(0, Ordering::AcqRel)
}

/// Sets the wakeup descriptor; gives the one before.
pub(super) fn set_wakeup_fd(fd: i32, warn_on_full: bool) -> i32 {
    WARN_ON_FULL.store(warn_on_full, Ordering::Release);
    WAKEUP_FD.swap(fd, Ordering::AcqRel)
}

extern "C" fn on_signal(signum: libc::c_int) {
    // SAFETY: `errno` is the thread's own; the interrupted code must find it as it was.
    let errno = unsafe { &mut *libc::__errno_location() };
    let saved = *errno;
    let fd = WAKEUP_FD.load(Ordering::Acquire);
    if fd >= 0 {
        let byte = signum as u8;
        // SAFETY: writes one byte that lives for the call; `write` may be called in handlers.
        let written = unsafe { libc::write(fd, (&raw const byte).cast(), 1) };
        let full = *errno == libc::EAGAIN || *errno == libc::EWOULDBLOCK;
        if written < 0 && (!full || WARN_ON_FULL.load(Ordering::Acquire)) {
            WAKEUP_ERROR.store(*errno, Ordering::Release);
        }
    }
    if let Ok(n) = usize::try_from(signum)
        && n < NSIG
    {
        mark(n);
    }
    *errno = saved;
}

/// What the system does with a signal.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Disposition {
    Default,
    Ignore,
    /// A handler, ours or another.
    Handler,
}

/// Sets what the system does; `false`: it refuses.
pub(super) fn set_disposition(signum: i32, to: Disposition) -> bool {
    let handler = match to {
        Disposition::Default => libc::SIG_DFL,
        Disposition::Ignore => libc::SIG_IGN,
        Disposition::Handler => on_signal as extern "C" fn(libc::c_int) as libc::sighandler_t,
    };
    // SAFETY: the struct is complete, and the handler does only what handlers may. Without
    // SA_RESTART, calls end with EINTR, so that Python handlers run soon.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = handler;
        libc::sigemptyset(&raw mut action.sa_mask);
        libc::sigaction(signum, &raw const action, std::ptr::null_mut()) == 0
    }
}

pub(super) fn disposition(signum: i32) -> Option<Disposition> {
    // SAFETY: asks, into a local.
    let action = unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        if libc::sigaction(signum, std::ptr::null(), &raw mut action) != 0 {
            return None;
        }
        action
    };
    Some(match action.sa_sigaction {
        libc::SIG_DFL => Disposition::Default,
        libc::SIG_IGN => Disposition::Ignore,
        _ => Disposition::Handler,
    })
}

/// Whether calls that the signal interrupts end with EINTR.
pub(super) fn set_interrupts(signum: i32, interrupts: bool) -> i32 {
    // SAFETY: asks into a local and sets the same with another flag.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        if libc::sigaction(signum, std::ptr::null(), &raw mut action) != 0 {
            return -1;
        }
        if interrupts {
            action.sa_flags &= !libc::SA_RESTART;
        } else {
            action.sa_flags |= libc::SA_RESTART;
        }
        libc::sigaction(signum, &raw const action, std::ptr::null_mut())
    }
}

/// A set of signals.
pub(super) struct SignalSet(libc::sigset_t);

impl SignalSet {
    pub(super) fn empty() -> SignalSet {
        let mut set = MaybeUninit::uninit();
        // SAFETY: the call initialises the set.
        unsafe {
            libc::sigemptyset(set.as_mut_ptr());
            SignalSet(set.assume_init())
        }
    }

    /// The system's form.
    pub(super) fn raw(&self) -> libc::sigset_t {
        self.0
    }

    pub(super) fn add(&mut self, signum: i32) {
        // SAFETY: a number that is no signal's is refused.
        unsafe { libc::sigaddset(&raw mut self.0, signum) };
    }

    pub(super) fn has(&self, signum: i32) -> bool {
        // SAFETY: as above.
        unsafe { libc::sigismember(&raw const self.0, signum) == 1 }
    }

    /// All that the system has.
    pub(super) fn full() -> SignalSet {
        let mut set = SignalSet::empty();
        // SAFETY: the set is initialised.
        unsafe { libc::sigfillset(&raw mut set.0) };
        set
    }

    /// Those that wait because they are blocked.
    pub(super) fn pending() -> Option<SignalSet> {
        let mut set = SignalSet::empty();
        // SAFETY: writes the set.
        (unsafe { libc::sigpending(&raw mut set.0) } == 0).then_some(set)
    }

    /// Changes the calling thread's mask; gives the old one, or the error's number.
    pub(super) fn change_mask(&self, how: i32) -> Result<SignalSet, i32> {
        let mut old = SignalSet::empty();
        // SAFETY: reads one set and writes the other.
        match unsafe { libc::pthread_sigmask(how, &raw const self.0, &raw mut old.0) } {
            0 => Ok(old),
            error => Err(error),
        }
    }

    /// Waits for one of the signals; the error's number otherwise.
    pub(super) fn wait(&self) -> Result<i32, i32> {
        let mut signum = 0;
        // SAFETY: reads the set, writes the number.
        match unsafe { libc::sigwait(&raw const self.0, &raw mut signum) } {
            0 => Ok(signum),
            error => Err(error),
        }
    }

    /// Waits for one of the signals, at most for that long. -1: `errno` says why not.
    pub(super) fn wait_info(&self, timeout: Option<std::time::Duration>) -> (i32, [i64; 7]) {
        let spec = timeout.map(|t| libc::timespec { tv_sec: t.as_secs() as _, tv_nsec: t.subsec_nanos().into() });
        // SAFETY: reads the set and the time, writes the information, whose fields are plain.
        unsafe {
            let mut info: libc::siginfo_t = std::mem::zeroed();
            let result = match &spec {
                Some(spec) => libc::sigtimedwait(&raw const self.0, &raw mut info, spec),
                None => libc::sigwaitinfo(&raw const self.0, &raw mut info),
            };
            let fields = [
                i64::from(info.si_signo),
                i64::from(info.si_code),
                i64::from(info.si_errno),
                i64::from(info.si_pid()),
                i64::from(info.si_uid()),
                i64::from(info.si_status()),
                0,
            ];
            (result, fields)
        }
    }
}

pub(super) fn raise(signum: i32) -> i32 {
    // SAFETY: sends a signal; a bad number is refused.
    unsafe { libc::raise(signum) }
}

/// Sends a signal to a thread; the error's number or 0.
pub(super) fn kill_thread(ident: u64, signum: i32) -> i32 {
    // SAFETY: the caller names a thread that lives.
    unsafe { libc::pthread_kill(ident as libc::pthread_t, signum) }
}

pub(super) fn alarm(seconds: u32) -> u32 {
    // SAFETY: sets a timer of the process.
    unsafe { libc::alarm(seconds) }
}

pub(super) fn pause() -> i32 {
    // SAFETY: waits.
    unsafe { libc::pause() }
}

/// Text of the system for a signal.
pub(super) fn describe(signum: i32) -> Option<String> {
    // SAFETY: gives a text that ends in zero, which is copied at once.
    let text = unsafe {
        let text = libc::strsignal(signum);
        if text.is_null() {
            return None;
        }
        std::ffi::CStr::from_ptr(text).to_string_lossy().into_owned()
    };
    (!text.starts_with("Unknown signal")).then_some(text)
}

fn timeval(seconds: f64) -> libc::timeval {
    let whole = seconds.trunc();
    let micros = ((seconds - whole) * 1e6).ceil();
    if micros >= 1e6 {
        return libc::timeval { tv_sec: whole as i64 + 1, tv_usec: 0 };
    }
    libc::timeval { tv_sec: whole as i64, tv_usec: micros as i64 }
}

fn seconds(t: libc::timeval) -> f64 {
    t.tv_sec as f64 + t.tv_usec as f64 / 1e6
}

/// Sets a timer (delay, interval); gives what it was. `None`: `errno` says why not.
pub(super) fn set_timer(which: i32, delay: f64, interval: f64) -> Option<(f64, f64)> {
    let new = libc::itimerval { it_interval: timeval(interval), it_value: timeval(delay) };
    // SAFETY: reads one struct and writes the other.
    unsafe {
        let mut old: libc::itimerval = std::mem::zeroed();
        (libc::setitimer(which as _, &raw const new, &raw mut old) == 0)
            .then(|| (seconds(old.it_value), seconds(old.it_interval)))
    }
}

pub(super) fn timer(which: i32) -> Option<(f64, f64)> {
    // SAFETY: writes the struct.
    unsafe {
        let mut now: libc::itimerval = std::mem::zeroed();
        (libc::getitimer(which as _, &raw mut now) == 0).then(|| (seconds(now.it_value), seconds(now.it_interval)))
    }
}

/// Whether the descriptor is open, and whether it blocks. The inner error is the `errno`.
pub(super) fn descriptor_blocks(fd: i32) -> Result<bool, i32> {
    // SAFETY: asks for flags.
    let flags = unsafe { libc::fcntl(fd, libc::F_GETFL) };
    if flags < 0 { Err(crate::os_call::errno()) } else { Ok(flags & libc::O_NONBLOCK == 0) }
}

/// Signals that a thread has blocked, to be let through again: by a process whose first thread
/// runs no Python code and is to get no signals.
pub struct HeldSignals(Option<SignalSet>);

impl HeldSignals {
    /// Blocks all signals in the calling thread and those that it starts.
    pub fn hold() -> HeldSignals {
        HeldSignals(SignalSet::full().change_mask(libc::SIG_SETMASK).ok())
    }

    /// Gives the calling thread the mask that the holding one had before.
    pub fn release(&self) {
        if let Some(mask) = &self.0 {
            // The mask was the system's own answer, so it takes it again.
            let _ = mask.change_mask(libc::SIG_SETMASK);
        }
    }
}
