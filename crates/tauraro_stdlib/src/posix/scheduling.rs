//! Which processors run a process, and with what priority.

use crate::os_call::check;
use crate::os_path::CInt;
use crate::struct_sequence::{self, BASE, SequenceSpec};
use tauraro_core::builtin::FnDef;
use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Tuple, Type, Value, Vm, defs, pyfunction};

pub(super) const FUNCTIONS: &[&FnDef] = defs![
    sched_yield,
    sched_get_priority_max,
    sched_get_priority_min,
    sched_getscheduler,
    sched_rr_get_interval,
    sched_getaffinity,
    sched_setaffinity,
    sched_getparam,
    sched_setparam,
    sched_setscheduler
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

static SCHED_PARAM: SequenceSpec = SequenceSpec {
    spec: TypeSpec {
        name: "sched_param",
        module: "posix",
        doc: Some("Parameters of a scheduling policy."),
        new: Some(new_param::as_new),
        methods: defs![param_reduce, struct_sequence::replace],
        ..BASE
    },
    fields: &["sched_priority"],
    visible: 1,
};

#[derive(Clone, Copy)]
struct ParamType(Gc<Type>);

impl Extension for ParamType {
    fn trace(&self, tracer: &mut Tracer) {
        self.0.trace(tracer);
    }
}

/// The type `os.sched_param`.
pub(super) fn make_types(vm: &mut Vm) -> PyResult<Gc<Type>> {
    let ty = struct_sequence::new_type(vm, &SCHED_PARAM)?;
    vm.set_extension(ParamType(ty));
    Ok(ty)
}

/// Parameters of a scheduling policy.
#[pyfunction("sched_param($type, sched_priority)")]
fn new_param(vm: &mut Vm, ty: Gc<Type>, sched_priority: Value) -> PyResult {
    struct_sequence::make(vm, ty, 1, &[sched_priority])
}

/// For pickling.
#[pyfunction("sched_param.__reduce__($self, /)")]
fn param_reduce(vm: &mut Vm, this: Gc<Tuple>) -> PyResult<Gc<Tuple>> {
    let ty = vm.extension::<ParamType>().0.value();
    let args = vm.new_tuple(&[this.get(0).unwrap_or(Value::NONE)])?.value();
    vm.new_tuple(&[ty, args])
}

/// The number in a `sched_param`.
pub(super) fn param_of(vm: &mut Vm, v: Value) -> PyResult<libc::sched_param> {
    let ty = vm.extension::<ParamType>().0;
    let priority = v.cast::<Tuple>().filter(|_| vm.type_of(v) == ty).and_then(|t| t.get(0));
    let Some(priority) = priority else { return Err(vm.type_error("must have a sched_param object")) };
    let Some(n) = vm.index(priority)?.as_i64().and_then(|n| i32::try_from(n).ok()) else {
        return Err(vm.overflow_error("sched_priority out of range"));
    };
    Ok(libc::sched_param { sched_priority: n })
}

/// The parameters of a process's policy.
#[pyfunction("sched_getparam(pid, /)")]
fn sched_getparam(vm: &mut Vm, pid: CInt) -> PyResult {
    let mut param = libc::sched_param { sched_priority: 0 };
    // SAFETY: writes one `sched_param`.
    check(vm, || unsafe { libc::sched_getparam(pid.0, &raw mut param) })?;
    let ty = vm.extension::<ParamType>().0;
    struct_sequence::make(vm, ty, 1, &[Value::small(i64::from(param.sched_priority))])
}

/// Sets the parameters of a process's policy.
#[pyfunction("sched_setparam(pid, param, /)")]
fn sched_setparam(vm: &mut Vm, pid: CInt, param: Value) -> PyResult<()> {
    let param = param_of(vm, param)?;
    // SAFETY: reads one `sched_param`.
    check(vm, || unsafe { libc::sched_setparam(pid.0, &raw const param) }).map(|_| ())
}

/// Sets a process's policy and its parameters.
#[pyfunction("sched_setscheduler(pid, policy, param, /)")]
fn sched_setscheduler(vm: &mut Vm, pid: CInt, policy: CInt, param: Value) -> PyResult<()> {
    let param = param_of(vm, param)?;
    // SAFETY: reads one `sched_param`.
    check(vm, || unsafe { libc::sched_setscheduler(pid.0, policy.0, &raw const param) }).map(|_| ())
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
