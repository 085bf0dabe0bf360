//! `pwd`: the users that the system knows.

use crate::os_call::error;
use crate::os_path::name;
use crate::struct_sequence::{self, BASE, SequenceSpec, make};
use std::ffi::CStr;
use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Module, Str};
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Type, Value, Vm, defs, pyfunction};

static STRUCT_PASSWD: SequenceSpec = SequenceSpec {
    spec: TypeSpec { name: "struct_passwd", module: "pwd", doc: Some("What the system knows of a user."), ..BASE },
    fields: &["pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell"],
    visible: 7,
};

#[derive(Clone, Copy)]
struct PasswdType(Gc<Type>);

impl Extension for PasswdType {
    fn trace(&self, tracer: &mut Tracer) {
        self.0.trace(tracer);
    }
}

/// A text of the C library, or None.
pub(crate) fn text(vm: &mut Vm, text: *const libc::c_char) -> PyResult {
    if text.is_null() {
        return Ok(Value::NONE);
    }
    // SAFETY: the C library ends its texts with NUL; they are copied before its next call.
    let bytes = unsafe { CStr::from_ptr(text) }.to_bytes();
    name(vm, bytes, false)
}

fn entry(vm: &mut Vm, p: &libc::passwd) -> PyResult {
    let mut values = [Value::NONE; 7];
    for (i, t) in [(0, p.pw_name), (1, p.pw_passwd), (4, p.pw_gecos), (5, p.pw_dir), (6, p.pw_shell)] {
        values[i] = text(vm, t)?;
    }
    values[2] = Value::small(p.pw_uid.into());
    values[3] = Value::small(p.pw_gid.into());
    let ty = vm.extension::<PasswdType>().0;
    make(vm, ty, 7, &values)
}

/// Asks the C library with growing room until the answer fits; null: there is no such entry.
pub(crate) fn ask<T>(
    vm: &mut Vm,
    call: impl Fn(*mut T, *mut libc::c_char, usize, *mut *mut T) -> i32,
    found: impl FnOnce(&mut Vm, Option<&T>) -> PyResult,
) -> PyResult {
    let mut room = 4096;
    loop {
        let mut into = std::mem::MaybeUninit::<T>::uninit();
        let mut texts = vec![0_u8; room];
        let mut result = std::ptr::null_mut();
        match call(into.as_mut_ptr(), texts.as_mut_ptr().cast(), room, &raw mut result) {
            0 if result.is_null() => return found(vm, None),
            // SAFETY: the call succeeded, so the struct is initialised; its texts live in `texts`.
            0 => return found(vm, Some(unsafe { into.assume_init_ref() })),
            libc::ERANGE => room *= 2,
            libc::ENOENT | libc::ESRCH | libc::EBADF | libc::EPERM => return found(vm, None),
            e => return Err(error(vm, e)),
        }
    }
}

/// The user of that number.
#[pyfunction("getpwuid(uidobj, /)")]
fn getpwuid(vm: &mut Vm, uidobj: Value) -> PyResult {
    let missing = |vm: &mut Vm| {
        let shown = vm.str(uidobj)?.to_string_lossy();
        let key = vm.new_str(&format!("getpwuid(): uid not found: {shown}"))?.value();
        Err(vm.key_error(key))
    };
    let uid = match crate::posix::id(vm, uidobj, "uid") {
        Ok(uid) => uid,
        Err(raised) => {
            let overflow = vm.exc.overflow_error;
            return match vm.catch(overflow) {
                Some(_) => missing(vm),
                None => Err(raised),
            };
        }
    };
    // SAFETY: the pointers are those of live memory with that room.
    let call = |into, texts, room, result| unsafe { libc::getpwuid_r(uid, into, texts, room, result) };
    ask(vm, call, |vm, found| match found {
        Some(p) => entry(vm, p),
        None => missing(vm),
    })
}

/// The user of that name.
#[pyfunction("getpwnam(name, /)")]
fn getpwnam(vm: &mut Vm, name: Gc<Str>) -> PyResult {
    let c = crate::posix::process::text(vm, name.value())?;
    // SAFETY: as above; the name ends with NUL.
    let call = |into, texts, room, result| unsafe { libc::getpwnam_r(c.as_ptr(), into, texts, room, result) };
    ask(vm, call, |vm, found| match found {
        Some(p) => entry(vm, p),
        None => {
            let shown = vm.repr(name.value())?.to_string_lossy();
            let key = vm.new_str(&format!("getpwnam(): name not found: {shown}"))?.value();
            Err(vm.key_error(key))
        }
    })
}

/// All users.
#[pyfunction("getpwall()")]
fn getpwall(vm: &mut Vm) -> PyResult {
    let list = vm.new_list(&[])?;
    // SAFETY: one thread goes through the users; an entry is copied before the next is asked for.
    unsafe {
        libc::setpwent();
        loop {
            let found = libc::getpwent();
            if found.is_null() {
                break;
            }
            let made = entry(vm, &*found)?;
            list.push(vm, made)?;
        }
        libc::endpwent();
    }
    Ok(list.value())
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let functions = defs![getpwuid, getpwnam, getpwall];
    let module = vm.new_module("pwd", Some("The users that the system knows."), functions)?;
    let ty = struct_sequence::new_type(vm, &STRUCT_PASSWD)?;
    vm.set_extension(PasswdType(ty));
    module.add(vm, "struct_passwd", ty)?;
    Ok(module)
}
