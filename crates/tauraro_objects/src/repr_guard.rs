//! Containers that are being printed: a container that meets itself while it is printed shows
//! `[...]` instead of recurring for ever.

use rustpython_wtf8::Wtf8Buf;
use std::collections::HashSet;
use tauraro_core::heap::{Gc, Tracer};
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Str, Value, Vm};

/// The containers whose `repr` is running: number of the thread and address. The native stacks
/// keep them alive.
#[derive(Default)]
struct Printing {
    active: HashSet<(u64, u64), foldhash::fast::FixedState>,
}

impl Extension for Printing {
    fn trace(&self, _: &mut Tracer) {}
}

/// Runs `print` unless `v` is being printed already; then the result is `instead`.
pub fn repr_once(vm: &mut Vm, v: Value, instead: &str, print: impl FnOnce(&mut Vm) -> PyResult) -> PyResult {
    if vm.try_extension::<Printing>().is_none() {
        vm.set_extension(Printing::default());
    }
    let entry = (vm.thread.serial, v.bits());
    if !vm.extension_mut::<Printing>().active.insert(entry) {
        return vm.new_str(instead).map(Gc::value);
    }
    let result = print(vm);
    vm.extension_mut::<Printing>().active.remove(&entry);
    result
}

/// A text under construction.
pub(crate) struct Text(Wtf8Buf);

impl Text {
    pub(crate) fn new(start: &str) -> Text {
        Text(Wtf8Buf::from_string(start.to_owned()))
    }

    pub(crate) fn push(&mut self, text: &str) {
        self.0.push_str(text);
    }

    pub(crate) fn push_repr(&mut self, vm: &mut Vm, v: Value) -> PyResult<()> {
        let text: Gc<Str> = vm.repr(v)?;
        self.0.push_wtf8(text.as_wtf8());
        Ok(())
    }

    pub(crate) fn finish(self, vm: &mut Vm) -> PyResult {
        vm.new_str_wtf8(&self.0).map(Gc::value)
    }
}
