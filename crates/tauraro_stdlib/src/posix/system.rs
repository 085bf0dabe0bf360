//! The machine: its name, its processors, limits and configuration; random bytes; the
//! environment.

use super::constants::{CONFSTR_NAMES, PATHCONF_NAMES, SYSCONF_NAMES};
use super::types;
use crate::os_call::{check, errno, error, path_error, set_errno};
use crate::os_path::{CInt, Target, name};
use crate::struct_sequence::{BASE, SequenceSpec, make};
use std::ffi::CStr;
use std::mem::MaybeUninit;
use tauraro_core::builtin::FnDef;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::Str;
use tauraro_core::{Dict, Gc, PyResult, Value, Vm, defs, pyfunction};

pub(super) const FUNCTIONS: &[&FnDef] = defs![
    uname,
    sysconf,
    confstr,
    pathconf,
    fpathconf,
    times,
    cpu_count,
    getloadavg,
    urandom,
    getrandom,
    strerror,
    fspath,
    create_environ,
    putenv,
    unsetenv,
    ctermid,
    major,
    minor,
    makedev,
];

macro_rules! sequence {
    ($konst:ident $name:literal $module:literal $doc:literal [$($field:literal),*]) => {
        pub(super) static $konst: SequenceSpec = SequenceSpec {
            spec: TypeSpec { name: $name, module: $module, doc: Some($doc), ..BASE },
            fields: &[$($field),*],
            visible: [$($field),*].len(),
        };
    };
}

sequence!(UNAME_RESULT "uname_result" "posix" "What uname tells of the machine."
    ["sysname", "nodename", "release", "version", "machine"]);
sequence!(TIMES_RESULT "times_result" "posix" "Processor times of the process, in seconds."
    ["user", "system", "children_user", "children_system", "elapsed"]);
sequence!(TERMINAL_SIZE "terminal_size" "os" "A terminal's width and height in characters."
    ["columns", "lines"]);

/// Name and version of the operating system and the machine.
#[pyfunction("uname()")]
pub(super) fn uname(vm: &mut Vm) -> PyResult {
    let mut into = MaybeUninit::<libc::utsname>::uninit();
    // SAFETY: writes the struct.
    check(vm, || unsafe { libc::uname(into.as_mut_ptr()) })?;
    // SAFETY: the call succeeded.
    let uts = unsafe { into.assume_init() };
    let mut values = [Value::NONE; 5];
    let texts = [&uts.sysname, &uts.nodename, &uts.release, &uts.version, &uts.machine];
    for (place, text) in values.iter_mut().zip(texts) {
        // SAFETY: the operating system ends each text with NUL.
        let text = unsafe { CStr::from_ptr(text.as_ptr()) };
        *place = name(vm, text.to_bytes(), false)?;
    }
    let ty = types(vm).uname_result;
    make(vm, ty, 5, &values)
}

/// A configuration value's number: an int, or a name from the table.
fn configuration(vm: &mut Vm, key: Value, names: &[(&str, i32)]) -> PyResult<i32> {
    if key.as_int().is_some() {
        return crate::os_path::c_int(vm, key);
    }
    let Some(text) = key.cast::<Str>() else {
        return Err(vm.type_error("configuration names must be strings or integers"));
    };
    let text = text.to_string_lossy();
    match names.iter().find(|(n, _)| *n == text) {
        Some((_, number)) => Ok(*number),
        None => Err(vm.value_error("unrecognized configuration name")),
    }
}

/// A limit or setting of the system.
#[pyfunction("sysconf(name, /)")]
pub(super) fn sysconf(vm: &mut Vm, name: Value) -> PyResult<i64> {
    let number = configuration(vm, name, SYSCONF_NAMES)?;
    set_errno(0);
    // SAFETY: takes no memory. -1 without an error is "no limit".
    let value = unsafe { libc::sysconf(number) };
    match errno() {
        e if value == -1 && e != 0 => Err(error(vm, e)),
        _ => Ok(value),
    }
}

/// A text setting of the system.
#[pyfunction("confstr(name, /)")]
pub(super) fn confstr(vm: &mut Vm, name: Value) -> PyResult {
    let number = configuration(vm, name, CONFSTR_NAMES)?;
    set_errno(0);
    let mut text = vec![0_u8; 4096];
    // SAFETY: the buffer has that room.
    let n = unsafe { libc::confstr(number, text.as_mut_ptr().cast(), text.len()) };
    match (n, errno()) {
        (0, 0) => Ok(Value::NONE),
        (0, e) => Err(error(vm, e)),
        (n, _) => crate::os_path::name(vm, &text[..(n - 1).min(text.len() - 1)], false),
    }
}

/// A limit of a file system.
#[pyfunction("pathconf(path, name)")]
pub(super) fn pathconf(vm: &mut Vm, path: Target, name: Value) -> PyResult<i64> {
    let number = configuration(vm, name, PATHCONF_NAMES)?;
    set_errno(0);
    let (value, shown) = match path {
        // SAFETY: the path ends with NUL.
        Target::Path(path) => (unsafe { libc::pathconf(path.ptr(), number) }, path.value),
        // SAFETY: takes no memory.
        Target::Fd(fd) => (unsafe { libc::fpathconf(fd, number) }, Value::small(fd.into())),
    };
    match errno() {
        e if value == -1 && e != 0 => Err(path_error(vm, e, shown)),
        _ => Ok(value),
    }
}

/// A limit of an open file.
#[pyfunction("fpathconf(fd, name, /)")]
pub(super) fn fpathconf(vm: &mut Vm, fd: CInt, name: Value) -> PyResult<i64> {
    let number = configuration(vm, name, PATHCONF_NAMES)?;
    set_errno(0);
    // SAFETY: takes no memory.
    let value = unsafe { libc::fpathconf(fd.0, number) };
    match errno() {
        e if value == -1 && e != 0 => Err(error(vm, e)),
        _ => Ok(value),
    }
}

/// Processor time used by the process and its children, and the time that has passed.
#[pyfunction("times()")]
pub(super) fn times(vm: &mut Vm) -> PyResult {
    let mut t = libc::tms { tms_utime: 0, tms_stime: 0, tms_cutime: 0, tms_cstime: 0 };
    // SAFETY: writes the struct.
    let elapsed = check(vm, || unsafe { libc::times(&raw mut t) })?;
    // SAFETY: takes no memory.
    let per_second = unsafe { libc::sysconf(libc::_SC_CLK_TCK) } as f64;
    let values =
        [t.tms_utime, t.tms_stime, t.tms_cutime, t.tms_cstime, elapsed].map(|n| Value::float(n as f64 / per_second));
    let ty = types(vm).times_result;
    make(vm, ty, 5, &values)
}

/// How many processors there are; None if that is not known.
#[pyfunction("cpu_count()")]
pub(super) fn cpu_count(_: &mut Vm) -> Option<i64> {
    // SAFETY: takes no memory.
    let n = unsafe { libc::sysconf(libc::_SC_NPROCESSORS_ONLN) };
    (n > 0).then_some(n)
}

/// How many processes waited for a processor in the last 1, 5 and 15 minutes.
#[pyfunction("getloadavg()")]
pub(super) fn getloadavg(vm: &mut Vm) -> PyResult {
    let mut loads = [0.0; 3];
    // SAFETY: there is room for three numbers.
    if unsafe { libc::getloadavg(loads.as_mut_ptr(), 3) } != 3 {
        return Err(vm.raise_text(vm.exc.os_error, "Load averages are unobtainable"));
    }
    Ok(vm.new_tuple(&loads.map(Value::float))?.value())
}

/// Random bytes of the operating system.
fn random(vm: &mut Vm, size: usize, flags: u32, whole: bool) -> PyResult {
    if !vm.may_allocate(size) {
        return Err(vm.memory_error());
    }
    let mut bytes = vec![0_u8; size];
    let mut done = 0;
    while done < size {
        let rest = &mut bytes[done..];
        let (to, n) = (rest.as_mut_ptr().cast(), rest.len());
        // SAFETY: there is room for that many bytes.
        done += check(vm, || unsafe { libc::getrandom(to, n, flags) })? as usize;
        if !whole {
            break;
        }
    }
    Ok(vm.new_bytes(&bytes[..done])?.value())
}

/// Random bytes, good enough for keys.
#[pyfunction("urandom(size, /)")]
pub(super) fn urandom(vm: &mut Vm, size: i64) -> PyResult {
    match usize::try_from(size) {
        Ok(size) => random(vm, size, 0, true),
        Err(_) => Err(vm.value_error("negative argument not allowed")),
    }
}

/// At most so many random bytes.
#[pyfunction("getrandom(size, flags=0)")]
pub(super) fn getrandom(vm: &mut Vm, size: i64, flags: Option<CInt>) -> PyResult {
    match usize::try_from(size) {
        Ok(size) => random(vm, size, flags.map_or(0, |f| f.0 as u32), false),
        Err(_) => Err(error(vm, libc::EINVAL)),
    }
}

/// The text of an error number.
#[pyfunction("strerror(code, /)")]
pub(super) fn strerror(_: &mut Vm, code: CInt) -> String {
    crate::os_call::error_text(code.0)
}

/// What a file system path is: str or bytes, or the result of `__fspath__`.
#[pyfunction("fspath(path)")]
pub(super) fn fspath(vm: &mut Vm, path: Value) -> PyResult {
    crate::os_path::fspath(vm, path)
}

unsafe extern "C" {
    /// The process's environment: texts `NAME=value`, ended with null.
    static environ: *const *const libc::c_char;
}

/// The environment as it is now: a dict of bytes.
pub(super) fn environment(vm: &mut Vm) -> PyResult<Gc<Dict>> {
    let dict = vm.new_dict();
    let mut entries = Vec::new();
    // SAFETY: the row ends with null, each text with NUL; nothing changes it meanwhile.
    unsafe {
        let mut at = environ;
        while !at.is_null() && !(*at).is_null() {
            entries.push(CStr::from_ptr(*at).to_bytes().to_vec());
            at = at.add(1);
        }
    }
    for entry in entries {
        // Names may begin with `=` but not be empty.
        let Some(cut) = entry.iter().skip(1).position(|b| *b == b'=').map(|i| i + 1) else { continue };
        let (key, value) = (vm.new_bytes(&entry[..cut])?.value(), vm.new_bytes(&entry[cut + 1..])?.value());
        if dict.get(vm, key)?.is_none() {
            dict.set_item(vm, key, value)?;
        }
    }
    Ok(dict)
}

/// A new dict of the environment.
#[pyfunction("_create_environ()")]
pub(super) fn create_environ(vm: &mut Vm) -> PyResult<Gc<Dict>> {
    environment(vm)
}

/// Sets an environment variable.
#[pyfunction("putenv(name, value, /)")]
pub(super) fn putenv(vm: &mut Vm, name: Value, value: Value) -> PyResult<()> {
    let (name, value) = (super::process::text(vm, name)?, super::process::text(vm, value)?);
    if name.as_bytes().contains(&b'=') {
        return Err(vm.value_error("illegal environment variable name"));
    }
    // SAFETY: the texts end with NUL; both are copied.
    check(vm, || unsafe { libc::setenv(name.as_ptr(), value.as_ptr(), 1) }).map(|_| ())
}

/// Removes an environment variable.
#[pyfunction("unsetenv(name, /)")]
pub(super) fn unsetenv(vm: &mut Vm, name: Value) -> PyResult<()> {
    let name = super::process::text(vm, name)?;
    // SAFETY: the text ends with NUL.
    check(vm, || unsafe { libc::unsetenv(name.as_ptr()) }).map(|_| ())
}

/// The name of the controlling terminal.
#[pyfunction("ctermid()")]
pub(super) fn ctermid(_: &mut Vm) -> &'static str {
    "/dev/tty"
}

/// The first half of a device number.
#[pyfunction("major(device, /)")]
pub(super) fn major(_: &mut Vm, device: i64) -> i64 {
    libc::major(device as libc::dev_t).into()
}

/// The second half of a device number.
#[pyfunction("minor(device, /)")]
pub(super) fn minor(_: &mut Vm, device: i64) -> i64 {
    libc::minor(device as libc::dev_t).into()
}

/// A device number of its halves.
#[pyfunction("makedev(major, minor, /)")]
pub(super) fn makedev(_: &mut Vm, major: i64, minor: i64) -> i64 {
    libc::makedev(major as u32, minor as u32) as i64
}
