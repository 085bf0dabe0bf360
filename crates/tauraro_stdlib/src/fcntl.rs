//! `fcntl`: what can be asked of and set on descriptors.

use crate::os_call::check;
use crate::os_path::{CInt, Fd};
use tauraro_core::heap::Gc;
use tauraro_core::object::{Module, Str};
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};

/// Room for what a call writes into an argument that is bytes.
const ARGUMENT_BYTES: usize = 1024;

/// An argument of `fcntl` and `ioctl`.
enum Argument {
    Number(libc::c_long),
    Bytes(Vec<u8>),
}

fn argument(vm: &mut Vm, arg: Option<Value>) -> PyResult<Argument> {
    let Some(v) = arg else { return Ok(Argument::Number(0)) };
    if let Some(text) = v.cast::<Str>() {
        return Ok(Argument::Bytes(crate::os_path::encode(vm, text)?));
    }
    if vm.type_of(v).slots.index.get().is_some() {
        let number = vm.index(v)?;
        // Requests are bits, so numbers up to 2^32 are taken as they are.
        return match number.as_i64() {
            Some(i) => Ok(Argument::Number(i)),
            None => Err(vm.overflow_error("Python int too large to convert to C long")),
        };
    }
    let buffer = vm.get_buffer(v, false)?;
    let bytes = buffer.to_vec();
    vm.release_buffer(buffer);
    Ok(Argument::Bytes(bytes))
}

/// Does an operation on a descriptor; a number, or bytes if the argument is bytes.
#[pyfunction("fcntl(fd, cmd, arg=0, /)")]
fn fcntl(vm: &mut Vm, fd: Fd, cmd: CInt, arg: Option<Value>) -> PyResult {
    match argument(vm, arg)? {
        Argument::Number(n) => {
            // SAFETY: the operation takes a number.
            let result = check(vm, || unsafe { libc::fcntl(fd.0, cmd.0, n as libc::c_int) })?;
            Ok(Value::small(result.into()))
        }
        Argument::Bytes(bytes) => {
            if bytes.len() > ARGUMENT_BYTES {
                return Err(vm.value_error("fcntl argument 3 is too long"));
            }
            let mut memory = [0_u8; ARGUMENT_BYTES];
            memory[..bytes.len()].copy_from_slice(&bytes);
            // SAFETY: no operation writes more than the room there is.
            check(vm, || unsafe { libc::fcntl(fd.0, cmd.0, memory.as_mut_ptr()) })?;
            Ok(vm.new_bytes(&memory[..bytes.len()])?.value())
        }
    }
}

/// Does an operation on a device; a number, or bytes if the argument is read-only bytes.
#[pyfunction("ioctl(fd, request, arg=0, mutate_flag=True, /)")]
fn ioctl(vm: &mut Vm, fd: Fd, request: i64, arg: Option<Value>, mutate_flag: Option<bool>) -> PyResult {
    let request = request as libc::Ioctl;
    if let Some(v) = arg
        && mutate_flag.unwrap_or(true)
        && vm.type_of(v).slots.buffer.get().is_some()
        && v.cast::<tauraro_core::object::Bytes>().is_none()
    {
        let buffer = vm.get_buffer(v, true)?;
        let mut memory = [0_u8; ARGUMENT_BYTES];
        let n = buffer.len();
        let to: *mut u8 = if n <= ARGUMENT_BYTES {
            memory[..n].copy_from_slice(buffer.bytes());
            memory.as_mut_ptr()
        } else {
            buffer.cells().as_ptr().cast_mut().cast()
        };
        // SAFETY: no operation writes more than the room there is, or the object's own.
        let result = check(vm, || unsafe { libc::ioctl(fd.0, request, to) });
        if n <= ARGUMENT_BYTES {
            for (cell, byte) in buffer.cells().iter().zip(memory) {
                cell.set(byte);
            }
        }
        vm.release_buffer(buffer);
        return result.map(|r| Value::small(r.into()));
    }
    match argument(vm, arg)? {
        Argument::Number(n) => {
            // SAFETY: the operation takes a number.
            let result = check(vm, || unsafe { libc::ioctl(fd.0, request, n) })?;
            Ok(Value::small(result.into()))
        }
        Argument::Bytes(bytes) => {
            if bytes.len() > ARGUMENT_BYTES {
                return Err(vm.value_error("ioctl argument 3 is too long"));
            }
            let mut memory = [0_u8; ARGUMENT_BYTES];
            memory[..bytes.len()].copy_from_slice(&bytes);
            // SAFETY: no operation writes more than the room there is.
            check(vm, || unsafe { libc::ioctl(fd.0, request, memory.as_mut_ptr()) })?;
            Ok(vm.new_bytes(&memory[..bytes.len()])?.value())
        }
    }
}

/// Locks a whole file.
#[pyfunction("flock(fd, operation, /)")]
fn flock(vm: &mut Vm, fd: Fd, operation: CInt) -> PyResult<()> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::flock(fd.0, operation.0) }).map(|_| ())
}

/// Locks a section of a file.
#[pyfunction("lockf(fd, cmd, len=0, start=0, whence=0, /)")]
fn lockf(vm: &mut Vm, fd: Fd, cmd: CInt, len: Option<i64>, start: Option<i64>, whence: Option<CInt>) -> PyResult<()> {
    let kind = match cmd.0 {
        c if c == libc::LOCK_UN => libc::F_UNLCK,
        c if c & libc::LOCK_SH != 0 => libc::F_RDLCK,
        c if c & libc::LOCK_EX != 0 => libc::F_WRLCK,
        _ => return Err(vm.value_error("unrecognized lockf argument")),
    };
    let lock = libc::flock {
        l_type: kind as libc::c_short,
        l_whence: whence.map_or(0, |w| w.0) as libc::c_short,
        l_start: start.unwrap_or(0),
        l_len: len.unwrap_or(0),
        l_pid: 0,
    };
    let operation = if cmd.0 & libc::LOCK_NB != 0 { libc::F_SETLK } else { libc::F_SETLKW };
    // SAFETY: reads the struct.
    check(vm, || unsafe { libc::fcntl(fd.0, operation, &raw const lock) }).map(|_| ())
}

const NUMBERS: &[(&str, i64)] = &[
    ("DN_ACCESS", 1),
    ("DN_ATTRIB", 0x20),
    ("DN_CREATE", 4),
    ("DN_DELETE", 8),
    ("DN_MODIFY", 2),
    ("DN_MULTISHOT", 0x80000000),
    ("DN_RENAME", 0x10),
    ("FASYNC", 0x2000),
    ("FD_CLOEXEC", libc::FD_CLOEXEC as i64),
    ("FICLONE", libc::FICLONE as i64),
    ("FICLONERANGE", libc::FICLONERANGE as i64),
    ("F_ADD_SEALS", libc::F_ADD_SEALS as i64),
    ("F_DUPFD", libc::F_DUPFD as i64),
    ("F_DUPFD_CLOEXEC", libc::F_DUPFD_CLOEXEC as i64),
    ("F_DUPFD_QUERY", 0x403),
    ("F_EXLCK", 4),
    ("F_GETFD", libc::F_GETFD as i64),
    ("F_GETFL", libc::F_GETFL as i64),
    ("F_GETLEASE", libc::F_GETLEASE as i64),
    ("F_GETLK", 5),
    ("F_GETLK64", 5),
    ("F_GETOWN", libc::F_GETOWN as i64),
    ("F_GETOWN_EX", 0x10),
    ("F_GETPIPE_SZ", libc::F_GETPIPE_SZ as i64),
    ("F_GETSIG", 0xb),
    ("F_GET_FILE_RW_HINT", 0x40d),
    ("F_GET_RW_HINT", 0x40b),
    ("F_GET_SEALS", libc::F_GET_SEALS as i64),
    ("F_NOTIFY", libc::F_NOTIFY as i64),
    ("F_OFD_GETLK", libc::F_OFD_GETLK as i64),
    ("F_OFD_SETLK", libc::F_OFD_SETLK as i64),
    ("F_OFD_SETLKW", libc::F_OFD_SETLKW as i64),
    ("F_OWNER_PGRP", 2),
    ("F_OWNER_PID", 1),
    ("F_OWNER_TID", 0),
    ("F_RDLCK", libc::F_RDLCK as i64),
    ("F_SEAL_FUTURE_WRITE", libc::F_SEAL_FUTURE_WRITE as i64),
    ("F_SEAL_GROW", libc::F_SEAL_GROW as i64),
    ("F_SEAL_SEAL", libc::F_SEAL_SEAL as i64),
    ("F_SEAL_SHRINK", libc::F_SEAL_SHRINK as i64),
    ("F_SEAL_WRITE", libc::F_SEAL_WRITE as i64),
    ("F_SETFD", libc::F_SETFD as i64),
    ("F_SETFL", libc::F_SETFL as i64),
    ("F_SETLEASE", libc::F_SETLEASE as i64),
    ("F_SETLK", 6),
    ("F_SETLK64", 6),
    ("F_SETLKW", 7),
    ("F_SETLKW64", 7),
    ("F_SETOWN", libc::F_SETOWN as i64),
    ("F_SETOWN_EX", 0xf),
    ("F_SETPIPE_SZ", libc::F_SETPIPE_SZ as i64),
    ("F_SETSIG", 0xa),
    ("F_SET_FILE_RW_HINT", 0x40e),
    ("F_SET_RW_HINT", 0x40c),
    ("F_SHLCK", 8),
    ("F_UNLCK", libc::F_UNLCK as i64),
    ("F_WRLCK", libc::F_WRLCK as i64),
    ("LOCK_EX", libc::LOCK_EX as i64),
    ("LOCK_MAND", 0x20),
    ("LOCK_NB", libc::LOCK_NB as i64),
    ("LOCK_READ", 0x40),
    ("LOCK_RW", 0xc0),
    ("LOCK_SH", libc::LOCK_SH as i64),
    ("LOCK_UN", libc::LOCK_UN as i64),
    ("LOCK_WRITE", 0x80),
    ("RWH_WRITE_LIFE_EXTREME", 5),
    ("RWH_WRITE_LIFE_LONG", 4),
    ("RWH_WRITE_LIFE_MEDIUM", 3),
    ("RWH_WRITE_LIFE_NONE", 1),
    ("RWH_WRITE_LIFE_NOT_SET", 0),
    ("RWH_WRITE_LIFE_SHORT", 2),
];

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let functions = defs![fcntl, ioctl, flock, lockf];
    let module = vm.new_module("fcntl", Some("What can be asked of and set on descriptors."), functions)?;
    for (name, number) in NUMBERS {
        module.add(vm, name, Value::small(*number))?;
    }
    Ok(module)
}
