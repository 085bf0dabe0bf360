//! `getset_descriptor`: a computed attribute of a native type.

use super::{check_instance, getattr_pair, qualname};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSet, GetSetDef, readonly};
use tauraro_core::{Gc, PyResult, Value, Vm, defs, pyfunction};

pub(super) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.getset_descriptor, &SPEC)
}

static SPEC: TypeSpec = TypeSpec {
    methods: defs![reduce],
    getset: &[
        GetSetDef { name: "__objclass__", doc: "The type that has the attribute.", get: objclass, set: Some(readonly) },
        GetSetDef { name: "__name__", doc: "Name of the attribute.", get: name, set: Some(readonly) },
        GetSetDef { name: "__doc__", doc: "What the attribute is.", get: doc, set: None },
        GetSetDef { name: "__qualname__", doc: "Name with that of the type.", get: full_name, set: None },
    ],
    slots: |s| {
        s.repr.set(Some(repr));
        s.descr_get.set(Some(descr_get));
        s.descr_set.set(Some(descr_set));
    },
    ..TypeSpec::EMPTY
};

fn descriptor(v: Value) -> Gc<GetSet> {
    v.cast().expect("slots and getters get instances of their type")
}

pub(super) fn objclass(_: &mut Vm, this: Value) -> PyResult {
    Ok(descriptor(this).owner.value())
}

pub(super) fn name(vm: &mut Vm, this: Value) -> PyResult {
    Ok(vm.intern(descriptor(this).def.name).value())
}

pub(super) fn doc(vm: &mut Vm, this: Value) -> PyResult {
    match descriptor(this).def.doc {
        "" => Ok(Value::NONE),
        text => Ok(vm.new_str(text)?.value()),
    }
}

pub(super) fn full_name(vm: &mut Vm, this: Value) -> PyResult {
    let d = descriptor(this);
    qualname(vm, d.owner, d.def.name)
}

fn repr(vm: &mut Vm, this: Value) -> PyResult {
    let d = descriptor(this);
    let text = format!("<attribute '{}' of '{}' objects>", d.def.name, d.owner.name_str());
    Ok(vm.new_str(&text)?.value())
}

pub(super) fn descr_get(vm: &mut Vm, this: Value, obj: Option<Value>, _: Value) -> PyResult {
    let Some(obj) = obj else { return Ok(this) };
    let d = descriptor(this);
    check_instance(vm, obj, d.owner, d.def.name)?;
    (d.def.get)(vm, obj)
}

pub(super) fn descr_set(vm: &mut Vm, this: Value, obj: Value, value: Option<Value>) -> PyResult<()> {
    let d = descriptor(this);
    check_instance(vm, obj, d.owner, d.def.name)?;
    match d.def.set {
        Some(set) => set(vm, obj, value),
        None => {
            let (name, owner) = (d.def.name, d.owner.name_str());
            let text = format!("attribute '{name}' of '{owner}' objects is not writable");
            let name = vm.intern(name);
            Err(vm.attribute_error(&text, obj, name))
        }
    }
}

/// For pickling: found again by name in the type.
#[pyfunction("getset_descriptor.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<GetSet>) -> PyResult {
    getattr_pair(vm, this.owner.value(), this.def.name)
}
