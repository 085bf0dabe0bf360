//! Broken-down times: `struct_time`, the calendar functions, and time as text.

use super::clock::time_t;
use super::types;
use crate::os_call::{errno, error};
use crate::struct_sequence::{BASE, SequenceSpec, make};
use rustpython_wtf8::Wtf8Buf;
use std::ffi::{CStr, CString};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::Str;
use tauraro_core::{Gc, PyResult, Tuple, Value, Vm, pyfunction};

/// Fields of `struct_time` that are items.
const ITEMS: usize = 9;

pub(super) static STRUCT_TIME: SequenceSpec = SequenceSpec {
    spec: TypeSpec {
        name: "struct_time",
        module: "time",
        doc: Some(
            "A time, broken down to year, month, day, hour, minute, second, weekday, day of the year and daylight saving flag.",
        ),
        ..BASE
    },
    fields: &[
        "tm_year",
        "tm_mon",
        "tm_mday",
        "tm_hour",
        "tm_min",
        "tm_sec",
        "tm_wday",
        "tm_yday",
        "tm_isdst",
        "tm_zone",
        "tm_gmtoff",
    ],
    visible: ITEMS,
};

fn empty() -> libc::tm {
    // SAFETY: numbers and a pointer: all zeroes are valid.
    unsafe { std::mem::zeroed() }
}

fn struct_time(vm: &mut Vm, t: &libc::tm) -> PyResult {
    let numbers = [
        i64::from(t.tm_year) + 1900,
        i64::from(t.tm_mon) + 1,
        t.tm_mday.into(),
        t.tm_hour.into(),
        t.tm_min.into(),
        t.tm_sec.into(),
        i64::from((t.tm_wday + 6) % 7),
        i64::from(t.tm_yday) + 1,
        t.tm_isdst.into(),
    ];
    let mut values = [Value::NONE; 11];
    for (place, n) in values.iter_mut().zip(numbers) {
        *place = Value::small(n);
    }
    if !t.tm_zone.is_null() {
        // SAFETY: the C library keeps the names of time zones; they end with NUL.
        let zone = unsafe { CStr::from_ptr(t.tm_zone) };
        values[9] = crate::os_path::name(vm, zone.to_bytes(), false)?;
    }
    values[10] = Value::small(t.tm_gmtoff);
    let ty = types(vm).struct_time;
    make(vm, ty, ITEMS, &values)
}

fn broken_down(
    vm: &mut Vm,
    seconds: i64,
    convert: unsafe extern "C" fn(*const i64, *mut libc::tm) -> *mut libc::tm,
) -> PyResult<libc::tm> {
    let mut t = empty();
    // SAFETY: reads a number, writes the struct.
    if unsafe { convert(&raw const seconds, &raw mut t) }.is_null() {
        let e = errno();
        return Err(if e == libc::EOVERFLOW || e == 0 { error(vm, libc::EOVERFLOW) } else { error(vm, e) });
    }
    Ok(t)
}

/// Seconds since the epoch as a time in UTC.
#[pyfunction("gmtime(seconds=None, /)")]
pub(super) fn gmtime(vm: &mut Vm, seconds: Option<Value>) -> PyResult {
    let seconds = time_t(vm, seconds)?;
    let t = broken_down(vm, seconds, libc::gmtime_r)?;
    struct_time(vm, &t)
}

/// Seconds since the epoch as a local time.
#[pyfunction("localtime(seconds=None, /)")]
pub(super) fn localtime(vm: &mut Vm, seconds: Option<Value>) -> PyResult {
    let seconds = time_t(vm, seconds)?;
    let t = broken_down(vm, seconds, libc::localtime_r)?;
    struct_time(vm, &t)
}

/// The broken-down time of a tuple of nine numbers.
fn tm_of(vm: &mut Vm, v: Value, function: &str) -> PyResult<libc::tm> {
    let Some(row) = v.cast::<Tuple>() else {
        return Err(vm.type_error("Tuple or struct_time argument required"));
    };
    if row.len() != ITEMS {
        return Err(vm.type_error(format!("{function}(): illegal time tuple argument")));
    }
    let mut numbers = [0_i64; ITEMS];
    for (i, place) in numbers.iter_mut().enumerate() {
        *place = vm.index_i64(row.get(i).unwrap_or(Value::NONE))?;
    }
    let mut ints = [0_i32; ITEMS];
    for (i, (place, n)) in ints.iter_mut().zip(numbers).enumerate() {
        *place = match i32::try_from(n) {
            Ok(n) => n,
            Err(_) if i == 0 => return Err(vm.overflow_error("year out of range")),
            Err(_) => {
                let side = if n > 0 { "greater than maximum" } else { "less than minimum" };
                return Err(vm.overflow_error(format!("signed integer is {side}")));
            }
        };
    }
    let Some(tm_year) = ints[0].checked_sub(1900) else { return Err(vm.overflow_error("year out of range")) };
    let mut t = empty();
    t.tm_year = tm_year;
    t.tm_mon = ints[1].wrapping_sub(1);
    t.tm_mday = ints[2];
    t.tm_hour = ints[3];
    t.tm_min = ints[4];
    t.tm_sec = ints[5];
    t.tm_wday = ints[6].wrapping_add(1) % 7;
    t.tm_yday = ints[7].wrapping_sub(1);
    t.tm_isdst = ints[8];
    if vm.type_of(v) == types(vm).struct_time
        && let Some(offset) = vm.fixed_slot(v, 1).and_then(|o| o.as_i64())
    {
        t.tm_gmtoff = offset;
    }
    Ok(t)
}

/// Raises ValueError where texts cannot show a time. Zeroes for month, day and day of the year
/// stand for ones.
fn checked(vm: &mut Vm, t: &mut libc::tm) -> PyResult<()> {
    if t.tm_mon == -1 {
        t.tm_mon = 0;
    }
    if t.tm_mday == 0 {
        t.tm_mday = 1;
    }
    if t.tm_yday == -1 {
        t.tm_yday = 0;
    }
    let text = match () {
        () if !(0..=11).contains(&t.tm_mon) => "month out of range",
        () if !(0..=31).contains(&t.tm_mday) => "day of month out of range",
        () if !(0..=23).contains(&t.tm_hour) => "hour out of range",
        () if !(0..=59).contains(&t.tm_min) => "minute out of range",
        () if !(0..=61).contains(&t.tm_sec) => "seconds out of range",
        () if t.tm_wday < 0 => "day of week out of range",
        () if !(0..=365).contains(&t.tm_yday) => "day of year out of range",
        () => return Ok(()),
    };
    Err(vm.value_error(text))
}

/// Seconds since the epoch of a local time.
#[pyfunction("mktime(tuple, /)")]
pub(super) fn mktime(vm: &mut Vm, tuple: Value) -> PyResult<f64> {
    let mut t = tm_of(vm, tuple, "mktime")?;
    t.tm_wday = -1;
    // SAFETY: reads and completes the struct. The weekday shows whether it worked, as -1 is a
    // time too.
    let seconds = unsafe { libc::mktime(&raw mut t) };
    if seconds == -1 && t.tm_wday == -1 {
        return Err(vm.overflow_error("mktime argument out of range"));
    }
    Ok(seconds as f64)
}

fn now(vm: &mut Vm) -> PyResult<libc::tm> {
    let seconds = time_t(vm, None)?;
    broken_down(vm, seconds, libc::localtime_r)
}

fn shown(vm: &mut Vm, t: &libc::tm) -> PyResult {
    const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (day, month) = (DAYS[t.tm_wday as usize % 7], MONTHS[t.tm_mon as usize % 12]);
    let (hour, minute, second, year) = (t.tm_hour, t.tm_min, t.tm_sec, i64::from(t.tm_year) + 1900);
    let text = format!("{day} {month} {:2} {hour:02}:{minute:02}:{second:02} {year}", t.tm_mday);
    Ok(vm.new_str(&text)?.value())
}

/// A time as text: `Sat Jun 06 16:26:11 1998`.
#[pyfunction("asctime(tuple=None, /)")]
pub(super) fn asctime(vm: &mut Vm, tuple: Option<Value>) -> PyResult {
    let t = match tuple {
        Some(v) => {
            let mut t = tm_of(vm, v, "asctime")?;
            checked(vm, &mut t)?;
            t
        }
        None => now(vm)?,
    };
    shown(vm, &t)
}

/// Seconds since the epoch as the text of a local time.
#[pyfunction("ctime(seconds=None, /)")]
pub(super) fn ctime(vm: &mut Vm, seconds: Option<Value>) -> PyResult {
    let seconds = time_t(vm, seconds)?;
    let t = broken_down(vm, seconds, libc::localtime_r)?;
    shown(vm, &t)
}

/// What the C library makes of a format without NUL.
fn format_part(part: &[u8], t: &libc::tm) -> Vec<u8> {
    let Ok(format) = CString::new(part) else { return Vec::new() };
    let mut room = 256.max(part.len() * 2);
    loop {
        let mut text = vec![0_u8; room];
        // SAFETY: the format ends with NUL; the buffer has that room.
        let n = unsafe { libc::strftime(text.as_mut_ptr().cast(), room, format.as_ptr(), t) };
        // Nothing may also be what the format asks for (`%p` in some locales, an empty format).
        if n > 0 || room >= 256 * part.len().max(1) {
            text.truncate(n);
            return text;
        }
        room *= 2;
    }
}

/// A time as text after a format.
#[pyfunction("strftime(format, tuple=None, /)")]
pub(super) fn strftime(vm: &mut Vm, format: Gc<Str>, tuple: Option<Value>) -> PyResult {
    let mut t = match tuple {
        Some(v) => tm_of(vm, v, "strftime")?,
        None => now(vm)?,
    };
    checked(vm, &mut t)?;
    // Daylight saving is yes, no or unknown.
    t.tm_isdst = t.tm_isdst.clamp(-1, 1);
    let zone;
    if t.tm_zone.is_null() {
        zone = zone_name(vm, tuple, &t)?;
        t.tm_zone = zone.as_ptr();
    }
    // The C library sees ASCII only; everything else passes as it is.
    let bytes = format.as_bytes();
    let mut text = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let plain = |b: &u8| *b != 0 && b.is_ascii();
        let end = at + bytes[at..].iter().take_while(|b| plain(b)).count();
        text.extend(format_part(&bytes[at..end], &t));
        at = end + bytes[end..].iter().take_while(|b| !plain(b)).count();
        text.extend_from_slice(&bytes[end..at]);
    }
    match Wtf8Buf::from_bytes(text) {
        Ok(text) => Ok(vm.new_str_wtf8(&text)?.value()),
        Err(bytes) => crate::os_path::name(vm, &bytes, false),
    }
}

/// The time zone's name that a struct_time has, or that of the local zone.
fn zone_name(vm: &mut Vm, tuple: Option<Value>, t: &libc::tm) -> PyResult<CString> {
    if let Some(v) = tuple
        && vm.type_of(v) == types(vm).struct_time
        && let Some(zone) = vm.fixed_slot(v, 0).and_then(Value::cast::<Str>)
    {
        let bytes = crate::os_path::encode(vm, zone)?;
        return Ok(CString::new(bytes).unwrap_or_default());
    }
    let mut t = *t;
    // SAFETY: completes the struct with the zone; the C library keeps the name.
    unsafe {
        libc::mktime(&raw mut t);
        Ok(if t.tm_zone.is_null() { CString::default() } else { CStr::from_ptr(t.tm_zone).to_owned() })
    }
}

/// Parses a time after a format.
#[pyfunction("strptime(string, format=..., /)")]
pub(super) fn strptime(vm: &mut Vm, string: Value, format: Option<Value>) -> PyResult {
    let module = crate::import_module(vm, "_strptime")?;
    let format = match format {
        Some(format) => format,
        None => vm.new_str("%a %b %d %H:%M:%S %Y")?.value(),
    };
    vm.call_method(module, "_strptime_time", &[string, format])
}
