//! `resource`: what a process uses and may use.

use crate::os_call::{check, error};
use crate::os_path::CInt;
use crate::struct_sequence::{self, BASE, SequenceSpec, make};
use std::mem::MaybeUninit;
use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{List, Module};
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Tuple, Type, Value, Vm, defs, pyfunction};

static STRUCT_RUSAGE: SequenceSpec = SequenceSpec {
    spec: TypeSpec { name: "struct_rusage", module: "resource", doc: Some("What a process has used."), ..BASE },
    fields: &[
        "ru_utime",
        "ru_stime",
        "ru_maxrss",
        "ru_ixrss",
        "ru_idrss",
        "ru_isrss",
        "ru_minflt",
        "ru_majflt",
        "ru_nswap",
        "ru_inblock",
        "ru_oublock",
        "ru_msgsnd",
        "ru_msgrcv",
        "ru_nsignals",
        "ru_nvcsw",
        "ru_nivcsw",
    ],
    visible: 16,
};

#[derive(Clone, Copy)]
struct UsageType(Gc<Type>);

impl Extension for UsageType {
    fn trace(&self, tracer: &mut Tracer) {
        self.0.trace(tracer);
    }
}

/// The type, made at its first use: `os.wait4` needs it too.
fn usage_type(vm: &mut Vm) -> PyResult<Gc<Type>> {
    if let Some(known) = vm.try_extension::<UsageType>() {
        return Ok(known.0);
    }
    let ty = struct_sequence::new_type(vm, &STRUCT_RUSAGE)?;
    vm.set_extension(UsageType(ty));
    Ok(ty)
}

/// A `struct_rusage`.
pub(crate) fn usage(vm: &mut Vm, u: &libc::rusage) -> PyResult {
    let seconds = |t: libc::timeval| Value::float(t.tv_sec as f64 + t.tv_usec as f64 * 1e-6);
    let numbers = [
        u.ru_maxrss,
        u.ru_ixrss,
        u.ru_idrss,
        u.ru_isrss,
        u.ru_minflt,
        u.ru_majflt,
        u.ru_nswap,
        u.ru_inblock,
        u.ru_oublock,
        u.ru_msgsnd,
        u.ru_msgrcv,
        u.ru_nsignals,
        u.ru_nvcsw,
        u.ru_nivcsw,
    ];
    let mut values = [Value::NONE; 16];
    values[0] = seconds(u.ru_utime);
    values[1] = seconds(u.ru_stime);
    for (place, n) in values[2..].iter_mut().zip(numbers) {
        *place = vm.new_int(n);
    }
    let ty = usage_type(vm)?;
    make(vm, ty, 16, &values)
}

/// What the process, its children or the thread have used.
#[pyfunction("getrusage(who, /)")]
fn getrusage(vm: &mut Vm, who: CInt) -> PyResult {
    let mut u = MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: writes the struct.
    if unsafe { libc::getrusage(who.0, u.as_mut_ptr()) } == -1 {
        return Err(match crate::os_call::errno() {
            libc::EINVAL => vm.value_error("invalid who parameter"),
            e => error(vm, e),
        });
    }
    // SAFETY: it was zeroed before, and all zeroes are valid.
    usage(vm, &unsafe { u.assume_init() })
}

fn limits(vm: &mut Vm, limits: &libc::rlimit) -> PyResult {
    let values = [limits.rlim_cur, limits.rlim_max].map(|n| vm.new_int(n as i64));
    Ok(vm.new_tuple(&values)?.value())
}

fn limits_of(vm: &mut Vm, v: Value) -> PyResult<libc::rlimit> {
    let items = match (v.cast::<Tuple>(), v.cast::<List>()) {
        (Some(row), _) if row.len() == 2 => [row.items()[0], row.items()[1]],
        (_, Some(row)) if row.items.len() == 2 => [0, 1].map(|i| row.items.get(i).unwrap_or(Value::NONE)),
        _ => return Err(vm.value_error("expected a tuple of 2 integers")),
    };
    let mut numbers = [0; 2];
    for (place, v) in numbers.iter_mut().zip(items) {
        *place = vm.index_i64(v)? as libc::rlim_t;
    }
    Ok(libc::rlimit { rlim_cur: numbers[0], rlim_max: numbers[1] })
}

fn check_resource(vm: &mut Vm, resource: i32) -> PyResult<libc::__rlimit_resource_t> {
    if (0..16).contains(&resource) {
        return Ok(resource as libc::__rlimit_resource_t);
    }
    Err(vm.value_error("invalid resource specified"))
}

/// (soft, hard) limits of a resource.
#[pyfunction("getrlimit(resource, /)")]
fn getrlimit(vm: &mut Vm, resource: CInt) -> PyResult {
    let resource = check_resource(vm, resource.0)?;
    let mut l = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: writes the struct.
    check(vm, || unsafe { libc::getrlimit(resource, &raw mut l) })?;
    limits(vm, &l)
}

/// Sets the (soft, hard) limits of a resource.
#[pyfunction("setrlimit(resource, limits, /)")]
fn setrlimit(vm: &mut Vm, resource: CInt, limits: Value) -> PyResult<()> {
    let resource = check_resource(vm, resource.0)?;
    let l = limits_of(vm, limits)?;
    // SAFETY: reads the struct.
    if unsafe { libc::setrlimit(resource, &raw const l) } == 0 {
        return Ok(());
    }
    Err(match crate::os_call::errno() {
        libc::EINVAL => vm.value_error("current limit exceeds maximum limit"),
        libc::EPERM => vm.value_error("not allowed to raise maximum limit"),
        e => error(vm, e),
    })
}

/// The limits of another process, and new ones for it.
#[pyfunction("prlimit(pid, resource, limits=None, /)")]
fn prlimit(vm: &mut Vm, pid: CInt, resource: CInt, limits: Option<Value>) -> PyResult {
    let resource = check_resource(vm, resource.0)?;
    let new = match limits.and_then(Value::non_none) {
        Some(v) => Some(limits_of(vm, v)?),
        None => None,
    };
    let mut old = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    let to = new.as_ref().map_or(std::ptr::null(), |n| &raw const *n);
    // SAFETY: reads one struct or null, writes the other.
    check(vm, || unsafe { libc::prlimit(pid.0, resource, to, &raw mut old) })?;
    self::limits(vm, &old)
}

/// Bytes of a page of memory.
#[pyfunction("getpagesize()")]
fn getpagesize(_: &mut Vm) -> i64 {
    // SAFETY: takes no memory.
    unsafe { libc::sysconf(libc::_SC_PAGESIZE) }
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let functions = defs![getrusage, getrlimit, setrlimit, prlimit, getpagesize];
    let module = vm.new_module("resource", Some("What a process uses and may use."), functions)?;
    let ty = usage_type(vm)?;
    module.add(vm, "struct_rusage", ty)?;
    module.add(vm, "error", vm.exc.os_error)?;
    for (name, number) in [
        ("RLIMIT_CPU", libc::RLIMIT_CPU),
        ("RLIMIT_FSIZE", libc::RLIMIT_FSIZE),
        ("RLIMIT_DATA", libc::RLIMIT_DATA),
        ("RLIMIT_STACK", libc::RLIMIT_STACK),
        ("RLIMIT_CORE", libc::RLIMIT_CORE),
        ("RLIMIT_RSS", libc::RLIMIT_RSS),
        ("RLIMIT_NPROC", libc::RLIMIT_NPROC),
        ("RLIMIT_NOFILE", libc::RLIMIT_NOFILE),
        ("RLIMIT_OFILE", libc::RLIMIT_NOFILE),
        ("RLIMIT_MEMLOCK", libc::RLIMIT_MEMLOCK),
        ("RLIMIT_AS", libc::RLIMIT_AS),
        ("RLIMIT_MSGQUEUE", libc::RLIMIT_MSGQUEUE),
        ("RLIMIT_NICE", libc::RLIMIT_NICE),
        ("RLIMIT_RTPRIO", libc::RLIMIT_RTPRIO),
        ("RLIMIT_RTTIME", libc::RLIMIT_RTTIME),
        ("RLIMIT_SIGPENDING", libc::RLIMIT_SIGPENDING),
    ] {
        module.add(vm, name, Value::small(i64::from(number)))?;
    }
    for (name, number) in [
        ("RUSAGE_SELF", i64::from(libc::RUSAGE_SELF)),
        ("RUSAGE_CHILDREN", i64::from(libc::RUSAGE_CHILDREN)),
        ("RUSAGE_THREAD", i64::from(libc::RUSAGE_THREAD)),
        ("RLIM_INFINITY", -1),
    ] {
        module.add(vm, name, Value::small(number))?;
    }
    Ok(module)
}
