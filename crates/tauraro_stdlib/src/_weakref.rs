//! `_weakref`: weak references and proxies, and questions about them.

use tauraro_core::heap::Gc;
use tauraro_core::object::Module;
use tauraro_core::weak::WeakRef;
use tauraro_core::{Dict, PyResult, Value, Vm, defs, pyfunction};

/// How many weak references to the object exist.
#[pyfunction("getweakrefcount(object, /)")]
fn getweakrefcount(vm: &mut Vm, object: Value) -> PyResult<usize> {
    let mut count = 0;
    vm.each_weakref(object, |_, _| {
        count += 1;
        Ok(())
    })?;
    Ok(count)
}

/// The weak references to the object.
#[pyfunction("getweakrefs(object, /)")]
fn getweakrefs(vm: &mut Vm, object: Value) -> PyResult {
    let list = vm.new_list(&[])?;
    vm.each_weakref(object, |vm, r| list.push(vm, r.value()))?;
    Ok(list.value())
}

/// Takes a key out of a dict if its value is a dead weak reference.
#[pyfunction("_remove_dead_weakref(dct, key, /)")]
fn remove_dead_weakref(vm: &mut Vm, dct: Gc<Dict>, key: Value) -> PyResult<()> {
    let dead = match dct.get(vm, key)? {
        Some(v) => v.cast::<WeakRef>().is_some_and(|r| r.get().is_none()),
        None => false,
    };
    if dead {
        dct.remove(vm, key)?;
    }
    Ok(())
}

/// A proxy of an object.
#[pyfunction("proxy(object, callback=None, /)")]
fn proxy(vm: &mut Vm, object: Value, callback: Option<Value>) -> PyResult {
    tauraro_objects::weakref::new_proxy(vm, object, callback)
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let functions = defs![getweakrefcount, getweakrefs, remove_dead_weakref, proxy];
    let module = vm.new_module("_weakref", Some("Weak references."), functions)?;
    let types = vm.types;
    for (name, ty) in [
        ("ref", types.weakref),
        ("ReferenceType", types.weakref),
        ("ProxyType", types.weakproxy),
        ("CallableProxyType", types.weakcallableproxy),
    ] {
        module.add(vm, name, ty)?;
    }
    Ok(module)
}
