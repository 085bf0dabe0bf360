//! Clocks and numbers of seconds: what the operating system counts, as floats and nanoseconds.

use crate::os_call::{check, error};
use crate::os_path::CInt;
use tauraro_core::object::Str;
use tauraro_core::{PyResult, Value, Vm, pyfunction};

const BILLION: i64 = 1_000_000_000;

/// Which way fractions of nanoseconds go.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Round {
    Down,
    /// Away from zero: a wait must not be shorter than asked for.
    Up,
}

impl Round {
    fn apply(self, x: f64) -> f64 {
        match self {
            Round::Down => x.floor(),
            Round::Up if x < 0.0 => x.floor(),
            Round::Up => x.ceil(),
        }
    }
}

#[cold]
fn out_of_range(vm: &mut Vm) -> tauraro_core::Raised {
    vm.overflow_error("timestamp out of range for platform time_t")
}

/// A number of seconds as whole seconds and nanoseconds.
pub(crate) fn timespec_of(vm: &mut Vm, v: Value, round: Round) -> PyResult<libc::timespec> {
    if !vm.is_instance(v, vm.types.float) {
        let number = vm.index(v)?;
        let Some(tv_sec) = number.as_i64() else { return Err(out_of_range(vm)) };
        return Ok(libc::timespec { tv_sec, tv_nsec: 0 });
    }
    let x = vm.to_f64(v)?;
    if x.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    let mut whole = x.trunc();
    let mut nanos = round.apply((x - whole) * 1e9);
    if nanos >= 1e9 {
        nanos -= 1e9;
        whole += 1.0;
    } else if nanos < 0.0 {
        nanos += 1e9;
        whole -= 1.0;
    }
    if !(-9.3e18..9.2e18).contains(&whole) {
        return Err(out_of_range(vm));
    }
    Ok(libc::timespec { tv_sec: whole as i64, tv_nsec: nanos as i64 })
}

/// Whole seconds of a number or None (now).
pub(super) fn time_t(vm: &mut Vm, v: Option<Value>) -> PyResult<i64> {
    match v.and_then(Value::non_none) {
        Some(v) => Ok(timespec_of(vm, v, Round::Down)?.tv_sec),
        None => Ok(read(vm, libc::CLOCK_REALTIME)?.tv_sec),
    }
}

/// A number of seconds as nanoseconds, for waiting.
pub(crate) fn nanoseconds_of(vm: &mut Vm, v: Value, round: Round) -> PyResult<i64> {
    if !vm.is_instance(v, vm.types.float) {
        if vm.type_of(v).slots.index.get().is_none() {
            let text = format!("'{}' object cannot be interpreted as an integer or float", vm.type_name(v));
            return Err(vm.type_error(text));
        }
        let number = vm.index(v)?;
        let nanos = number.as_i64().and_then(|s| s.checked_mul(BILLION));
        return nanos.ok_or_else(|| vm.overflow_error("timestamp too large to convert to C PyTime_t"));
    }
    let x = vm.to_f64(v)?;
    if x.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    let nanos = round.apply(x * 1e9);
    if !(-9.2e18..9.2e18).contains(&nanos) {
        return Err(vm.overflow_error("timestamp out of range for platform time_t"));
    }
    Ok(nanos as i64)
}

/// A clock's present time.
pub(crate) fn read(vm: &mut Vm, clock: libc::clockid_t) -> PyResult<libc::timespec> {
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: writes the struct.
    check(vm, || unsafe { libc::clock_gettime(clock, &raw mut t) })?;
    Ok(t)
}

fn as_seconds(t: libc::timespec) -> f64 {
    // One division rounds once, which keeps all the digits that a float can hold.
    (t.tv_sec as i128 * i128::from(BILLION) + i128::from(t.tv_nsec)) as f64 / 1e9
}

fn as_nanoseconds(t: libc::timespec) -> i64 {
    t.tv_sec * BILLION + t.tv_nsec
}

macro_rules! clocks {
    ($( $(#[doc = $doc:literal])* $clock:ident $name:ident $sig:literal $name_ns:ident $sig_ns:literal; )*) => {
        $( $(#[doc = $doc])* #[pyfunction($sig)]
        pub(super) fn $name(vm: &mut Vm) -> PyResult<f64> {
            read(vm, libc::$clock).map(as_seconds)
        }

        $(#[doc = $doc])* #[pyfunction($sig_ns)]
        pub(super) fn $name_ns(vm: &mut Vm) -> PyResult<i64> {
            read(vm, libc::$clock).map(as_nanoseconds)
        } )*
    };
}

clocks! {
    /// Time since the epoch.
    CLOCK_REALTIME time "time()" time_ns "time_ns()";
    /// A clock that never goes back.
    CLOCK_MONOTONIC monotonic "monotonic()" monotonic_ns "monotonic_ns()";
    /// The most precise clock for measuring short durations.
    CLOCK_MONOTONIC perf_counter "perf_counter()" perf_counter_ns "perf_counter_ns()";
    /// Processor time of the process.
    CLOCK_PROCESS_CPUTIME_ID process_time "process_time()" process_time_ns "process_time_ns()";
    /// Processor time of the thread.
    CLOCK_THREAD_CPUTIME_ID thread_time "thread_time()" thread_time_ns "thread_time_ns()";
}

/// A clock's present time in seconds.
#[pyfunction("clock_gettime(clk_id, /)")]
pub(super) fn clock_gettime(vm: &mut Vm, clk_id: CInt) -> PyResult<f64> {
    read(vm, clk_id.0).map(as_seconds)
}

/// A clock's present time in nanoseconds.
#[pyfunction("clock_gettime_ns(clk_id, /)")]
pub(super) fn clock_gettime_ns(vm: &mut Vm, clk_id: CInt) -> PyResult<i64> {
    read(vm, clk_id.0).map(as_nanoseconds)
}

/// Sets a clock, in seconds.
#[pyfunction("clock_settime(clk_id, time, /)")]
pub(super) fn clock_settime(vm: &mut Vm, clk_id: CInt, time: Value) -> PyResult<()> {
    let t = timespec_of(vm, time, Round::Down)?;
    // SAFETY: reads the struct.
    check(vm, || unsafe { libc::clock_settime(clk_id.0, &raw const t) }).map(|_| ())
}

/// Sets a clock, in nanoseconds.
#[pyfunction("clock_settime_ns(clk_id, time, /)")]
pub(super) fn clock_settime_ns(vm: &mut Vm, clk_id: CInt, time: i64) -> PyResult<()> {
    let t = libc::timespec { tv_sec: time.div_euclid(BILLION), tv_nsec: time.rem_euclid(BILLION) };
    // SAFETY: reads the struct.
    check(vm, || unsafe { libc::clock_settime(clk_id.0, &raw const t) }).map(|_| ())
}

/// The smallest step of a clock.
#[pyfunction("clock_getres(clk_id, /)")]
pub(super) fn clock_getres(vm: &mut Vm, clk_id: CInt) -> PyResult<f64> {
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: writes the struct.
    check(vm, || unsafe { libc::clock_getres(clk_id.0, &raw mut t) })?;
    Ok(as_seconds(t))
}

/// The clock of a thread's processor time.
#[pyfunction("pthread_getcpuclockid(thread_id, /)")]
pub(super) fn pthread_getcpuclockid(vm: &mut Vm, thread_id: i64) -> PyResult<i64> {
    let mut clock = 0;
    // SAFETY: writes one number; the caller names a thread that lives.
    match unsafe { libc::pthread_getcpuclockid(thread_id as libc::pthread_t, &raw mut clock) } {
        0 => Ok(clock.into()),
        e => Err(error(vm, e)),
    }
}

/// What is known of a named clock.
#[pyfunction("get_clock_info(name, /)")]
pub(super) fn get_clock_info(vm: &mut Vm, name: tauraro_core::Gc<Str>) -> PyResult {
    let (clock, shown, monotonic, adjustable) = match name.to_string_lossy().as_str() {
        "time" => (libc::CLOCK_REALTIME, "clock_gettime(CLOCK_REALTIME)", false, true),
        "monotonic" | "perf_counter" => (libc::CLOCK_MONOTONIC, "clock_gettime(CLOCK_MONOTONIC)", true, false),
        "process_time" => (libc::CLOCK_PROCESS_CPUTIME_ID, "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true, false),
        "thread_time" => (libc::CLOCK_THREAD_CPUTIME_ID, "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true, false),
        _ => return Err(vm.value_error("unknown clock")),
    };
    let resolution = Value::float(clock_getres(vm, CInt(clock))?);
    let namespace = vm.types.simple_namespace.value();
    let info = vm.call(namespace, &[])?;
    let shown = vm.new_str(shown)?.value();
    let fields = [
        ("implementation", shown),
        ("monotonic", Value::bool(monotonic)),
        ("adjustable", Value::bool(adjustable)),
        ("resolution", resolution),
    ];
    for (field, v) in fields {
        let field = vm.intern(field);
        vm.setattr(info, field, Some(v))?;
    }
    Ok(info)
}

/// Waits so many seconds, however many signals come.
#[pyfunction("sleep(seconds, /)")]
pub(super) fn sleep(vm: &mut Vm, seconds: Value) -> PyResult<()> {
    let nanos = nanoseconds_of(vm, seconds, Round::Up)?;
    if nanos < 0 {
        return Err(vm.value_error("sleep length must be non-negative"));
    }
    if nanos == 0 {
        vm.switch_thread();
        return vm.safepoint();
    }
    let deadline = std::time::Instant::now().checked_add(std::time::Duration::from_nanos(nanos as u64));
    vm.wait_until(deadline, |_| false).map(|_| ())
}
