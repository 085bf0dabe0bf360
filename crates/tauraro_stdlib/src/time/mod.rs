//! `time`: clocks, waiting, and the calendar of the C library.

mod calendar;
pub(crate) mod clock;

use crate::struct_sequence;
use calendar::{asctime, ctime, gmtime, localtime, mktime, strftime, strptime};
use clock::{
    clock_getres, clock_gettime, clock_gettime_ns, clock_settime, clock_settime_ns, get_clock_info, monotonic,
    monotonic_ns, perf_counter, perf_counter_ns, process_time, process_time_ns, pthread_getcpuclockid, sleep,
    thread_time, thread_time_ns, time, time_ns,
};
use std::ffi::CStr;
use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::object::Module;
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Type, Value, Vm, defs, pyfunction};

#[derive(Clone, Copy)]
struct Types {
    struct_time: Gc<Type>,
}

impl Extension for Types {
    fn trace(&self, tracer: &mut Tracer) {
        self.struct_time.trace(tracer);
    }
}

fn types(vm: &Vm) -> Types {
    *vm.extension::<Types>()
}

/// The C library's view of the local time zone.
mod zone {
    unsafe extern "C" {
        pub(super) fn tzset();
        pub(super) static timezone: libc::c_long;
        pub(super) static daylight: libc::c_int;
        pub(super) static tzname: [*const libc::c_char; 2];
    }
}

/// Reads the local time zone again, after the environment variable TZ has changed.
#[pyfunction("tzset()")]
fn tzset(vm: &mut Vm) -> PyResult<()> {
    let name = vm.intern("time");
    match vm.modules.get_name(vm, name).and_then(Value::cast::<Module>) {
        Some(module) => set_zone(vm, module),
        None => Ok(()),
    }
}

fn set_zone(vm: &mut Vm, module: Gc<Module>) -> PyResult<()> {
    // SAFETY: the function sets the variables, the names end with NUL and live on until the
    // next call.
    let (offset, daylight, names) = unsafe {
        zone::tzset();
        let names = zone::tzname.map(|n| if n.is_null() { Vec::new() } else { CStr::from_ptr(n).to_bytes().to_vec() });
        (zone::timezone, zone::daylight, names)
    };
    let names = [crate::os_path::name(vm, &names[0], false)?, crate::os_path::name(vm, &names[1], false)?];
    let names = vm.new_tuple(&names)?;
    module.add(vm, "timezone", Value::small(offset))?;
    module.add(vm, "altzone", Value::small(offset - 3600))?;
    module.add(vm, "daylight", Value::small(daylight.into()))?;
    module.add(vm, "tzname", names)
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let functions = defs![
        time,
        time_ns,
        clock_gettime,
        clock_gettime_ns,
        clock_settime,
        clock_settime_ns,
        clock_getres,
        pthread_getcpuclockid,
        sleep,
        gmtime,
        localtime,
        asctime,
        ctime,
        mktime,
        strftime,
        strptime,
        tzset,
        monotonic,
        monotonic_ns,
        process_time,
        process_time_ns,
        thread_time,
        thread_time_ns,
        perf_counter,
        perf_counter_ns,
        get_clock_info,
    ];
    let module = vm.new_module("time", Some("Clocks, waiting and calendar times."), functions)?;
    let struct_time = struct_sequence::new_type(vm, &calendar::STRUCT_TIME)?;
    vm.set_extension(Types { struct_time });
    module.add(vm, "struct_time", struct_time)?;
    module.add(vm, "_STRUCT_TM_ITEMS", Value::small(11))?;
    for (name, clock) in [
        ("CLOCK_REALTIME", libc::CLOCK_REALTIME),
        ("CLOCK_MONOTONIC", libc::CLOCK_MONOTONIC),
        ("CLOCK_MONOTONIC_RAW", libc::CLOCK_MONOTONIC_RAW),
        ("CLOCK_PROCESS_CPUTIME_ID", libc::CLOCK_PROCESS_CPUTIME_ID),
        ("CLOCK_THREAD_CPUTIME_ID", libc::CLOCK_THREAD_CPUTIME_ID),
        ("CLOCK_BOOTTIME", libc::CLOCK_BOOTTIME),
        ("CLOCK_TAI", libc::CLOCK_TAI),
    ] {
        module.add(vm, name, Value::small(clock.into()))?;
    }
    set_zone(vm, module)?;
    Ok(module)
}
