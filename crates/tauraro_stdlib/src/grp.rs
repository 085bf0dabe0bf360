//! `grp`: the groups that the system knows.

use crate::pwd::{ask, text};
use crate::struct_sequence::{self, BASE, SequenceSpec, make};
use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Module, Str};
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Type, Value, Vm, defs, pyfunction};

static STRUCT_GROUP: SequenceSpec = SequenceSpec {
    spec: TypeSpec { name: "struct_group", module: "grp", doc: Some("What the system knows of a group."), ..BASE },
    fields: &["gr_name", "gr_passwd", "gr_gid", "gr_mem"],
    visible: 4,
};

#[derive(Clone, Copy)]
struct GroupType(Gc<Type>);

impl Extension for GroupType {
    fn trace(&self, tracer: &mut Tracer) {
        self.0.trace(tracer);
    }
}

fn entry(vm: &mut Vm, g: &libc::group) -> PyResult {
    let members = vm.new_list(&[])?;
    let mut at = g.gr_mem;
    // SAFETY: the row of names ends with null.
    while !at.is_null() && !unsafe { *at }.is_null() {
        // SAFETY: as above.
        let member = text(vm, unsafe { *at })?;
        members.push(vm, member)?;
        // SAFETY: as above.
        at = unsafe { at.add(1) };
    }
    let values = [text(vm, g.gr_name)?, text(vm, g.gr_passwd)?, Value::small(g.gr_gid.into()), members.value()];
    let ty = vm.extension::<GroupType>().0;
    make(vm, ty, 4, &values)
}

/// The group of that number.
#[pyfunction("getgrgid(id)")]
fn getgrgid(vm: &mut Vm, id: Value) -> PyResult {
    let missing = |vm: &mut Vm| {
        let shown = vm.str(id)?.to_string_lossy();
        let key = vm.new_str(&format!("getgrgid(): gid not found: {shown}"))?.value();
        Err(vm.key_error(key))
    };
    let gid = match crate::posix::id(vm, id, "gid") {
        Ok(gid) => gid,
        Err(raised) => {
            let overflow = vm.exc.overflow_error;
            return match vm.catch(overflow) {
                Some(_) => missing(vm),
                None => Err(raised),
            };
        }
    };
    // SAFETY: the pointers are those of live memory with that room.
    let call = |into, texts, room, result| unsafe { libc::getgrgid_r(gid, into, texts, room, result) };
    ask(vm, call, |vm, found| match found {
        Some(g) => entry(vm, g),
        None => missing(vm),
    })
}

/// The group of that name.
#[pyfunction("getgrnam(name)")]
fn getgrnam(vm: &mut Vm, name: Gc<Str>) -> PyResult {
    let c = crate::posix::process::text(vm, name.value())?;
    // SAFETY: as above; the name ends with NUL.
    let call = |into, texts, room, result| unsafe { libc::getgrnam_r(c.as_ptr(), into, texts, room, result) };
    ask(vm, call, |vm, found| match found {
        Some(g) => entry(vm, g),
        None => {
            let shown = vm.repr(name.value())?.to_string_lossy();
            let key = vm.new_str(&format!("getgrnam(): name not found: {shown}"))?.value();
            Err(vm.key_error(key))
        }
    })
}

/// All groups.
#[pyfunction("getgrall()")]
fn getgrall(vm: &mut Vm) -> PyResult {
    let list = vm.new_list(&[])?;
    // SAFETY: one thread goes through the groups; an entry is copied before the next is asked for.
    unsafe {
        libc::setgrent();
        loop {
            let found = libc::getgrent();
            if found.is_null() {
                break;
            }
            let made = entry(vm, &*found)?;
            list.push(vm, made)?;
        }
        libc::endgrent();
    }
    Ok(list.value())
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let functions = defs![getgrgid, getgrnam, getgrall];
    let module = vm.new_module("grp", Some("The groups that the system knows."), functions)?;
    let ty = struct_sequence::new_type(vm, &STRUCT_GROUP)?;
    vm.set_extension(GroupType(ty));
    module.add(vm, "struct_group", ty)?;
    Ok(module)
}
