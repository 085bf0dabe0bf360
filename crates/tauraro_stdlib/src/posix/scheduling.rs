//! Which processors run a process, and with what priority.

use crate::os_call::check;
use crate::os_path::CInt;
use tauraro_core::builtin::FnDef;
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};

pub(super) const FUNCTIONS: &[&FnDef] = defs![
    sched_yield,
    sched_get_priority_max,
    sched_get_priority_min,
    sched_getscheduler,
    sched_rr_get_interval,
    sched_getaffinity,
    sched_setaffinity
];

/// A processor's number is a C int; sets are made in steps of 1024.
const CPU_MAX: i64 = i32::MAX as i64 - 1024;

/// Lets other processes run.
#[pyfunction("sched_yield()")]
fn sched_yield(vm: &mut Vm) -> PyResult<()> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::sched_yield() }).map(|_| ())
}

/// The highest priority of a policy.
#[pyfunction("sched_get_priority_max(policy)")]
fn sched_get_priority_max(vm: &mut Vm, policy: CInt) -> PyResult<i64> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::sched_get_priority_max(policy.0) }).map(i64::from)
}

/// The lowest priority of a policy.
#[pyfunction("sched_get_priority_min(policy)")]
fn sched_get_priority_min(vm: &mut Vm, policy: CInt) -> PyResult<i64> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::sched_get_priority_min(policy.0) }).map(i64::from)
}

/// The policy of a process; 0 is this one.
#[pyfunction("sched_getscheduler(pid, /)")]
fn sched_getscheduler(vm: &mut Vm, pid: CInt) -> PyResult<i64> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::sched_getscheduler(pid.0) }).map(i64::from)
}

/// The seconds that a process of policy SCHED_RR runs at once.
#[pyfunction("sched_rr_get_interval(pid, /)")]
fn sched_rr_get_interval(vm: &mut Vm, pid: CInt) -> PyResult<f64> {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: writes one `timespec`.
    check(vm, || unsafe { libc::sched_rr_get_interval(pid.0, &raw mut time) })?;
    Ok(time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9)
}

/// The set of processors that may run a process.
#[pyfunction("sched_getaffinity(pid, /)")]
fn sched_getaffinity(vm: &mut Vm, pid: CInt) -> PyResult {
    // SAFETY: `cpu_set_t` is plain data, for which zeros are fine.
    let mut set: libc::cpu_set_t = unsafe { std::mem::zeroed() };
    // SAFETY: writes one `cpu_set_t`.
    check(vm, || unsafe { libc::sched_getaffinity(pid.0, size_of::<libc::cpu_set_t>(), &raw mut set) })?;
    let list = vm.new_list(&[])?;
    for cpu in 0..libc::CPU_SETSIZE as usize {
        // SAFETY: the number is below the size of the set.
        if unsafe { libc::CPU_ISSET(cpu, &set) } {
            list.push(vm, Value::small(cpu as i64))?;
        }
    }
    vm.call(vm.types.set.value(), &[list.value()])
}

/// Says which processors may run a process.
#[pyfunction("sched_setaffinity(pid, mask, /)")]
fn sched_setaffinity(vm: &mut Vm, pid: CInt, mask: Value) -> PyResult<()> {
    // SAFETY: `cpu_set_t` is plain data, for which zeros are fine.
    let mut set: libc::cpu_set_t = unsafe { std::mem::zeroed() };
    vm.for_each(mask, |vm, v| {
        if v.as_int().is_none() {
            let ty = vm.type_of(v).value();
            let ty = vm.repr(ty)?.to_string_lossy();
            return Err(vm.type_error(format!("expected an iterator of ints, but iterator yielded {ty}")));
        }
        let cpu = vm.index_i64(v)?;
        if cpu < 0 {
            return Err(vm.value_error("negative CPU number"));
        }
        if cpu >= CPU_MAX {
            return Err(vm.overflow_error("CPU number too large"));
        }
        // Beyond the set's size there is no processor.
        if cpu >= i64::from(libc::CPU_SETSIZE) {
            return Ok(());
        }
        // SAFETY: the number is below the size of the set.
        unsafe { libc::CPU_SET(cpu as usize, &mut set) };
        Ok(())
    })?;
    // SAFETY: reads one `cpu_set_t`.
    check(vm, || unsafe { libc::sched_setaffinity(pid.0, size_of::<libc::cpu_set_t>(), &raw const set) }).map(|_| ())
}
