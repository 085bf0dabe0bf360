//! The methods of `type`.

use crate::abstract_::{is_instance_by_class, is_subclass_by_bases};
use tauraro_core::{Dict, Gc, List, PyResult, Type, Value, Vm, pyfunction};

/// The order in which attributes are looked up, as a list.
#[pyfunction("type.mro($self, /)")]
pub(super) fn mro(vm: &mut Vm, this: Gc<Type>) -> PyResult<Gc<List>> {
    super::mro::linearise(vm, this)
}

/// The direct subclasses that still exist.
#[pyfunction("type.__subclasses__($self, /)")]
pub(super) fn subclasses(vm: &mut Vm, this: Gc<Type>) -> PyResult<Gc<List>> {
    let list = vm.new_list(&[])?;
    let count = this.subclasses.borrow().len();
    for i in 0..count {
        let sub = this.subclasses.borrow().get(i).copied();
        if let Some(sub) = sub {
            list.push(vm, sub.value())?;
        }
    }
    Ok(list)
}

/// The namespace in which the body of a class runs: an empty dict.
#[pyfunction("type.__prepare__($cls, *args, **kwds)")]
pub(super) fn prepare(vm: &mut Vm, _: Value, _: &[Value], _: Option<Gc<Dict>>) -> Gc<Dict> {
    vm.new_dict()
}

/// Whether an object is an instance of the class.
#[pyfunction("type.__instancecheck__($self, instance, /)")]
pub(super) fn instancecheck(vm: &mut Vm, this: Value, instance: Value) -> PyResult<bool> {
    is_instance_by_class(vm, instance, this)
}

/// Whether a class derives from this one.
#[pyfunction("type.__subclasscheck__($self, subclass, /)")]
pub(super) fn subclasscheck(vm: &mut Vm, this: Value, subclass: Value) -> PyResult<bool> {
    is_subclass_by_bases(vm, subclass, this)
}

/// The names of the class's attributes and of those of its bases.
#[pyfunction("type.__dir__($self, /)")]
pub(super) fn dir(vm: &mut Vm, this: Gc<Type>) -> PyResult<Gc<List>> {
    let names = vm.new_dict();
    for t in this.mro_types() {
        vm.complete_type(t);
        for (key, _) in t.dict.get().into_iter().flat_map(Gc::<Dict>::iter) {
            names.set_item(vm, key, Value::NONE)?;
        }
    }
    let list = vm.new_list(&[])?;
    for (key, _) in names.iter() {
        list.push(vm, key)?;
    }
    Ok(list)
}

/// The size of the type object in bytes.
#[pyfunction("type.__sizeof__($self, /)")]
pub(super) fn sizeof(_: &mut Vm, this: Gc<Type>) -> usize {
    let dict = this.dict.get().map_or(0, |d| d.table.storage_bytes());
    size_of::<Type>() + 8 + dict
}
