//! `Waker`: wakes one thread that sleeps, from any thread or signal handler.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// A token that a thread waits for. A wake that comes before the wait is not lost.
#[derive(Default)]
pub struct Waker {
    token: AtomicU32,
}

impl Waker {
    /// Wakes the thread. Safe to call in a signal handler.
    pub fn wake(&self) {
        self.token.store(1, Ordering::Release);
        #[cfg(target_os = "linux")]
        // SAFETY: wakes who waits at the word's address; the call looks at nothing else.
        unsafe {
            libc::syscall(libc::SYS_futex, self.token.as_ptr(), libc::FUTEX_WAKE | libc::FUTEX_PRIVATE_FLAG, 1);
        }
    }

    /// Waits for a wake, for the time to pass or for a signal; may also end without a reason.
    pub fn wait(&self, time: Option<Duration>) {
        if self.token.swap(0, Ordering::Acquire) == 0 {
            self.sleep(time);
            self.token.store(0, Ordering::Release);
        }
    }

    #[cfg(target_os = "linux")]
    fn sleep(&self, time: Option<Duration>) {
        let spec = time.map(|t| libc::timespec {
            tv_sec: libc::time_t::try_from(t.as_secs()).unwrap_or(libc::time_t::MAX),
            tv_nsec: t.subsec_nanos().into(),
        });
        let spec = spec.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
        // SAFETY: waits while the word is 0; both addresses are valid for the whole call.
        unsafe {
            libc::syscall(libc::SYS_futex, self.token.as_ptr(), libc::FUTEX_WAIT | libc::FUTEX_PRIVATE_FLAG, 0, spec);
        }
    }

    /// Without a futex the word is looked at again and again.
    #[cfg(not(target_os = "linux"))]
    fn sleep(&self, time: Option<Duration>) {
        const STEP: Duration = Duration::from_millis(2);
        let step = time.map_or(STEP, |t| t.min(STEP));
        std::thread::sleep(step);
    }
}
