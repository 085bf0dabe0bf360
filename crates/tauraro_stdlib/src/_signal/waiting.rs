//! Masks, sets of signals, and waiting for signals without handlers.

use super::state;
use super::system::{self, NSIG, SignalSet};
use crate::os_call;
use crate::struct_sequence::{self, BASE, SequenceSpec};
use std::time::Instant;
use tauraro_core::heap::Gc;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::threads::deadline_after;
use tauraro_core::{PyResult, Type, Value, Vm, pyfunction};

static SIGINFO: SequenceSpec = SequenceSpec {
    spec: TypeSpec { name: "struct_siginfo", module: "signal", ..BASE },
    fields: &["si_signo", "si_code", "si_errno", "si_pid", "si_uid", "si_status", "si_band"],
    visible: 7,
};

pub(super) fn siginfo_type(vm: &mut Vm) -> PyResult<Gc<Type>> {
    struct_sequence::new_type(vm, &SIGINFO)
}

/// A set of signals from an iterable of numbers.
pub(super) fn set_of(vm: &mut Vm, signals: Value) -> PyResult<SignalSet> {
    let mut set = SignalSet::empty();
    vm.for_each(signals, |vm, v| {
        let n = vm.index_i64(v)?;
        if !(1..NSIG as i64).contains(&n) {
            return Err(vm.value_error(format!("signal number {n} out of range [1; {}]", NSIG - 1)));
        }
        set.add(n as i32);
        Ok(())
    })?;
    Ok(set)
}

/// The numbers of a set as a Python set.
fn numbers(vm: &mut Vm, set: &SignalSet) -> PyResult {
    let made = vm.new_set();
    for n in (1..NSIG as i32).filter(|n| set.has(*n)) {
        made.add(vm, Value::small(n.into()))?;
    }
    Ok(made.value())
}

/// Waits until a signal comes.
#[pyfunction("pause()")]
pub(super) fn pause(vm: &mut Vm) -> PyResult<()> {
    vm.without_lock(system::pause);
    vm.safepoint()
}

/// Waits until one of the signals comes, and takes it.
#[pyfunction("sigwait(sigset, /)")]
pub(super) fn sigwait(vm: &mut Vm, sigset: Value) -> PyResult<i64> {
    let set = set_of(vm, sigset)?;
    match vm.without_lock(|| set.wait()) {
        Ok(signum) => Ok(signum.into()),
        Err(e) => Err(os_call::error(vm, e)),
    }
}

fn info(vm: &mut Vm, fields: [i64; 7]) -> PyResult {
    let ty = match state(vm).siginfo.get() {
        Some(ty) => ty,
        None => return Err(vm.runtime_error("the module is not initialised")),
    };
    let values = fields.map(Value::small);
    struct_sequence::make(vm, ty, values.len(), &values)
}

/// Waits until one of the signals comes; what is known of it.
#[pyfunction("sigwaitinfo(sigset, /)")]
pub(super) fn sigwaitinfo(vm: &mut Vm, sigset: Value) -> PyResult {
    let set = set_of(vm, sigset)?;
    loop {
        let (result, fields, error) = vm.without_lock(|| {
            let (result, fields) = set.wait_info(None);
            (result, fields, os_call::errno())
        });
        match (result, error) {
            (-1, libc::EINTR) => vm.safepoint()?,
            (-1, e) => return Err(os_call::error(vm, e)),
            _ => return info(vm, fields),
        }
    }
}

/// The same, at most for so many seconds; None when they have passed.
#[pyfunction("sigtimedwait(sigset, timeout, /)")]
pub(super) fn sigtimedwait(vm: &mut Vm, sigset: Value, timeout: f64) -> PyResult {
    let set = set_of(vm, sigset)?;
    if timeout < 0.0 {
        return Err(vm.value_error("timeout must be non-negative"));
    }
    let deadline = deadline_after(timeout);
    loop {
        let rest = deadline.map(|d| d.saturating_duration_since(Instant::now()));
        let (result, fields, error) = vm.without_lock(|| {
            let (result, fields) = set.wait_info(rest);
            (result, fields, os_call::errno())
        });
        match (result, error) {
            (-1, libc::EINTR) => vm.safepoint()?,
            (-1, libc::EAGAIN) => return Ok(Value::NONE),
            (-1, e) => return Err(os_call::error(vm, e)),
            _ => return info(vm, fields),
        }
    }
}

/// The signals that wait because they are blocked.
#[pyfunction("sigpending()")]
pub(super) fn sigpending(vm: &mut Vm) -> PyResult {
    match SignalSet::pending() {
        Some(set) => numbers(vm, &set),
        None => Err(os_call::error(vm, os_call::errno())),
    }
}

/// Changes which signals the calling thread blocks; gives those that it blocked.
#[pyfunction("pthread_sigmask(how, mask, /)")]
pub(super) fn pthread_sigmask(vm: &mut Vm, how: i64, mask: Value) -> PyResult {
    let set = set_of(vm, mask)?;
    match set.change_mask(how as i32) {
        Ok(old) => {
            vm.safepoint()?;
            numbers(vm, &old)
        }
        Err(e) => Err(os_call::error(vm, e)),
    }
}

/// All signals of the system.
#[pyfunction("valid_signals()")]
pub(super) fn valid_signals(vm: &mut Vm) -> PyResult {
    numbers(vm, &SignalSet::full())
}
