//! `posix`: the operating system's functions, which `os` shows to programs.

mod constants;
mod files;
mod ids;
mod normpath;
pub(crate) mod process;
mod scandir;
mod scheduling;
mod spawn;
mod stat;
mod system;
mod terminals;
mod tree;
mod xattr;

use crate::struct_sequence;
use tauraro_core::builtin::FnDef;
use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::object::{List, Module};
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Type, Value, Vm};

/// The types whose instances the functions make, and what runs at `fork`.
#[derive(Clone, Copy)]
pub(crate) struct Types {
    stat_result: Gc<Type>,
    statvfs_result: Gc<Type>,
    terminal_size: Gc<Type>,
    times_result: Gc<Type>,
    uname_result: Gc<Type>,
    waitid_result: Gc<Type>,
    scandir_iterator: Gc<Type>,
    dir_entry: Gc<Type>,
    /// Callables for before, in the child, in the parent.
    at_fork: [Gc<List>; 3],
}

impl Extension for Types {
    fn trace(&self, tracer: &mut Tracer) {
        let types = [
            self.stat_result,
            self.statvfs_result,
            self.terminal_size,
            self.times_result,
            self.uname_result,
            self.waitid_result,
            self.scandir_iterator,
            self.dir_entry,
        ];
        for ty in types {
            ty.trace(tracer);
        }
        for list in &self.at_fork {
            list.trace(tracer);
        }
    }
}

fn types(vm: &Vm) -> Types {
    *vm.extension::<Types>()
}

const FUNCTIONS: [&[&FnDef]; 12] = [
    files::FUNCTIONS,
    stat::FUNCTIONS,
    scandir::FUNCTIONS,
    tree::FUNCTIONS,
    process::FUNCTIONS,
    ids::FUNCTIONS,
    system::FUNCTIONS,
    normpath::FUNCTIONS,
    scheduling::FUNCTIONS,
    spawn::FUNCTIONS,
    terminals::FUNCTIONS,
    xattr::FUNCTIONS,
];

fn make_types(vm: &mut Vm) -> PyResult<Types> {
    let object = vm.types.object;
    Ok(Types {
        stat_result: struct_sequence::new_type(vm, &stat::STAT_RESULT)?,
        statvfs_result: struct_sequence::new_type(vm, &stat::STATVFS_RESULT)?,
        terminal_size: struct_sequence::new_type(vm, &system::TERMINAL_SIZE)?,
        times_result: struct_sequence::new_type(vm, &system::TIMES_RESULT)?,
        uname_result: struct_sequence::new_type(vm, &system::UNAME_RESULT)?,
        waitid_result: struct_sequence::new_type(vm, &process::WAITID_RESULT)?,
        scandir_iterator: vm.new_type(&scandir::SCANDIR_ITERATOR, object)?,
        dir_entry: vm.new_type(&scandir::DIR_ENTRY, object)?,
        at_fork: [vm.new_list(&[])?, vm.new_list(&[])?, vm.new_list(&[])?],
    })
}

/// A dict of names and numbers, as `os.sysconf_names`.
fn numbers(vm: &mut Vm, names: &[(&str, i32)]) -> PyResult {
    let dict = vm.new_dict();
    for (name, number) in names {
        dict.set_str(vm, name, Value::small(i64::from(*number)))?;
    }
    Ok(dict.value())
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let module = vm.new_module("posix", Some("Functions of the operating system."), &[])?;
    let module_name = vm.intern("posix").value();
    for def in FUNCTIONS.into_iter().flatten() {
        let function = vm.new_builtin(def, Value::UNBOUND, None);
        function.set(&function.module, module_name);
        module.add(vm, def.sig.name, function)?;
    }
    let types = make_types(vm)?;
    vm.set_extension(types);
    for (name, ty) in [
        ("stat_result", types.stat_result),
        ("statvfs_result", types.statvfs_result),
        ("terminal_size", types.terminal_size),
        ("times_result", types.times_result),
        ("uname_result", types.uname_result),
        ("waitid_result", types.waitid_result),
        ("DirEntry", types.dir_entry),
        ("sched_param", scheduling::make_types(vm)?),
        ("error", vm.exc.os_error),
    ] {
        module.add(vm, name, ty)?;
    }
    for (name, number) in constants::NUMBERS {
        let number = vm.new_int(*number);
        module.add(vm, name, number)?;
    }
    for (name, table) in [
        ("sysconf_names", constants::SYSCONF_NAMES),
        ("confstr_names", constants::CONFSTR_NAMES),
        ("pathconf_names", constants::PATHCONF_NAMES),
    ] {
        let dict = numbers(vm, table)?;
        module.add(vm, name, dict)?;
    }
    let have = vm.new_list(&[])?;
    for name in constants::HAVE {
        let name = vm.intern(name).value();
        have.push(vm, name)?;
    }
    module.add(vm, "_have_functions", have)?;
    let environment = system::environment(vm)?;
    module.add(vm, "environ", environment)?;
    Ok(module)
}

pub(crate) use stat::id;

/// Runs what is registered for the moment before `fork`.
pub(crate) fn before_fork(vm: &mut Vm) {
    if vm.try_extension::<Types>().is_some() {
        process::run_hooks(vm, process::BEFORE, true);
    }
}

/// Runs what is registered for the child after `fork`.
pub(crate) fn after_fork_in_child(vm: &mut Vm) {
    if vm.try_extension::<Types>().is_some() {
        process::run_hooks(vm, process::IN_CHILD, false);
    }
}

/// Runs what is registered for the parent after `fork`.
pub(crate) fn after_fork_in_parent(vm: &mut Vm) {
    if vm.try_extension::<Types>().is_some() {
        process::run_hooks(vm, process::IN_PARENT, false);
    }
}
