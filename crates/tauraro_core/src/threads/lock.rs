//! The lock of an isolate: whoever holds it runs Python code.

use crate::vm::poll;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// `sys.getswitchinterval()` at the start, in microseconds.
const SWITCH_INTERVAL: u64 = 5000;

#[derive(Default)]
struct State {
    held: bool,
    waiting: usize,
    /// How often the lock was taken.
    turns: u64,
}

/// Held from the making of the isolate on.
pub(crate) struct IsolateLock {
    state: Mutex<State>,
    /// Told when the lock is given away.
    free: Condvar,
    /// Told when the lock was taken.
    taken: Condvar,
    interval: AtomicU64,
}

impl IsolateLock {
    pub(crate) fn new_held() -> IsolateLock {
        IsolateLock {
            state: Mutex::new(State { held: true, ..State::default() }),
            free: Condvar::new(),
            taken: Condvar::new(),
            interval: AtomicU64::new(SWITCH_INTERVAL),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing can panic while the state is locked.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn interval(&self) -> Duration {
        Duration::from_micros(self.interval.load(Ordering::Relaxed))
    }

    pub(crate) fn set_interval(&self, interval: Duration) {
        let micros = u64::try_from(interval.as_micros()).unwrap_or(u64::MAX);
        self.interval.store(micros.max(1), Ordering::Relaxed);
    }

    /// Waits for the lock. After each interval in vain the holder is asked to let go.
    pub(crate) fn acquire(&self, word: &AtomicU32) {
        let mut state = self.state();
        state.waiting += 1;
        while state.held {
            let turns = state.turns;
            let (woken, waited) =
                self.free.wait_timeout(state, self.interval()).unwrap_or_else(PoisonError::into_inner);
            state = woken;
            if waited.timed_out() && state.held && state.turns == turns {
                word.fetch_or(poll::LOCK, Ordering::Release);
            }
        }
        state.waiting -= 1;
        state.held = true;
        state.turns += 1;
        self.taken.notify_all();
    }

    pub(crate) fn release(&self) {
        self.state().held = false;
        self.free.notify_one();
    }

    /// Gives the lock away and waits until one of those who wait has it.
    pub(crate) fn release_to_other(&self) {
        let mut state = self.state();
        let turns = state.turns;
        state.held = false;
        self.free.notify_one();
        while state.turns == turns && state.waiting > 0 {
            state = self.taken.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}
