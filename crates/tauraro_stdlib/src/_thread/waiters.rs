//! Threads that wait for an object: a row of their wakers.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::Arc;
use tauraro_core::threads::{Waker, deadline_after};
use tauraro_core::{PyResult, Value, Vm};

/// `_thread.TIMEOUT_MAX`
pub(crate) const TIMEOUT_MAX: f64 = 9_223_372_036.0;

/// Only ever touched under the isolate's lock, though waiting threads are woken outside of it.
#[derive(Default)]
pub(crate) struct Waiters(RefCell<VecDeque<Arc<Waker>>>);

impl Waiters {
    /// Has the thread that has waited longest look again.
    pub(crate) fn wake_first(&self) {
        if let Some(waker) = self.0.borrow().front() {
            waker.wake();
        }
    }

    pub(crate) fn wake_all(&self) {
        for waker in self.0.borrow().iter() {
            waker.wake();
        }
    }

    pub(crate) fn forget_all(&self) {
        self.0.borrow_mut().clear();
    }

    /// Waits until `ready`; `timeout` in seconds. Whether it was ready in time.
    pub(crate) fn wait(
        &self,
        vm: &mut Vm,
        timeout: Option<f64>,
        mut ready: impl FnMut(&mut Vm) -> bool,
    ) -> PyResult<bool> {
        if ready(vm) {
            return Ok(true);
        }
        if timeout == Some(0.0) {
            return Ok(false);
        }
        let waker = vm.thread.waker.clone();
        self.0.borrow_mut().push_back(waker.clone());
        let result = vm.wait_until(timeout.and_then(deadline_after), ready);
        let mut row = self.0.borrow_mut();
        if let Some(at) = row.iter().position(|w| Arc::ptr_eq(w, &waker)) {
            row.remove(at);
        }
        drop(row);
        if !matches!(result, Ok(true)) {
            // A wake may have been meant for this thread, which does not need it any more.
            self.wake_first();
        }
        result
    }
}

/// The seconds that `acquire(blocking, timeout)` means; `None`: for ever.
pub(crate) fn acquire_timeout(vm: &mut Vm, blocking: Option<bool>, timeout: Option<Value>) -> PyResult<Option<f64>> {
    let blocking = blocking.unwrap_or(true);
    let timeout = match timeout {
        Some(v) => seconds(vm, v)?,
        None => -1.0,
    };
    if !blocking && timeout != -1.0 {
        return Err(vm.value_error("can't specify a timeout for a non-blocking call"));
    }
    if timeout < 0.0 && timeout != -1.0 {
        return Err(vm.value_error("timeout value must be a non-negative number"));
    }
    if timeout > TIMEOUT_MAX {
        return Err(vm.overflow_error("timeout value is too large"));
    }
    Ok(match (blocking, timeout) {
        (false, _) => Some(0.0),
        (true, -1.0) => None,
        (true, seconds) => Some(seconds),
    })
}

/// Times are counted in nanoseconds of 64 bits.
const NANOSECONDS_MAX: f64 = i64::MAX as f64;

/// A number of seconds.
pub(crate) fn seconds(vm: &mut Vm, v: Value) -> PyResult<f64> {
    let seconds = vm.to_f64(v)?;
    if seconds.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    if seconds.abs() >= NANOSECONDS_MAX / 1e9 {
        return Err(vm.overflow_error("timestamp out of range for C PyTime_t"));
    }
    Ok(seconds)
}
