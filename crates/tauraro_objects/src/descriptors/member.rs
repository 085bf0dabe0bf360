//! `member_descriptor`: an entry of a class's `__slots__`, or an attribute of a native type that in
//! CPython is a field of a C struct. The latter are `GetSet` cells, whose setter is `readonly`.

use super::{check_instance, getattr_pair, getset, qualname};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSet, GetSetDef, Member, readonly};
use tauraro_core::{Gc, PyResult, Str, Value, Vm, defs, pyfunction};

pub(super) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.member_descriptor, &SPEC)
}

static SPEC: TypeSpec = TypeSpec {
    methods: defs![reduce],
    getset: &[
        GetSetDef { name: "__objclass__", doc: "The class that has the slot.", get: objclass, set: Some(readonly) },
        GetSetDef { name: "__name__", doc: "Name of the slot.", get: name, set: Some(readonly) },
        GetSetDef { name: "__doc__", doc: "None: slots carry no text.", get: doc, set: None },
        GetSetDef { name: "__qualname__", doc: "Name with that of the class.", get: full_name, set: None },
    ],
    slots: |s| {
        s.repr.set(Some(repr));
        s.descr_get.set(Some(descr_get));
        s.descr_set.set(Some(descr_set));
    },
    ..TypeSpec::EMPTY
};

fn member(v: Value) -> Gc<Member> {
    v.cast().expect("slots and getters get instances of their type")
}

impl MemberName for Gc<Member> {
    fn name_str(self) -> Gc<Str> {
        self.name.get().cast().expect("a member is made with its name")
    }
}

trait MemberName {
    fn name_str(self) -> Gc<Str>;
}

fn objclass(vm: &mut Vm, this: Value) -> PyResult {
    if this.is::<GetSet>() {
        return getset::objclass(vm, this);
    }
    Ok(member(this).owner.value())
}

fn name(vm: &mut Vm, this: Value) -> PyResult {
    if this.is::<GetSet>() {
        return getset::name(vm, this);
    }
    Ok(member(this).name.get())
}

fn doc(vm: &mut Vm, this: Value) -> PyResult {
    if this.is::<GetSet>() { getset::doc(vm, this) } else { Ok(Value::NONE) }
}

fn full_name(vm: &mut Vm, this: Value) -> PyResult {
    if this.is::<GetSet>() {
        return getset::full_name(vm, this);
    }
    let m = member(this);
    qualname(vm, m.owner, &m.name_str().to_string_lossy())
}

fn repr(vm: &mut Vm, this: Value) -> PyResult {
    let (name, owner) = match this.cast::<GetSet>() {
        Some(native) => (native.def.name.to_owned(), native.owner),
        None => (member(this).name_str().to_string_lossy(), member(this).owner),
    };
    let text = format!("<member '{name}' of '{}' objects>", owner.name_str());
    Ok(vm.new_str(&text)?.value())
}

/// Whether the object has the slot; the text of a refusal is made only if it is needed.
fn check(vm: &mut Vm, obj: Value, m: Gc<Member>) -> PyResult<()> {
    if vm.type_of(obj) == m.owner {
        return Ok(());
    }
    check_instance(vm, obj, m.owner, &m.name_str().to_string_lossy())
}

fn descr_get(vm: &mut Vm, this: Value, obj: Option<Value>, class: Value) -> PyResult {
    if this.is::<GetSet>() {
        return getset::descr_get(vm, this, obj, class);
    }
    let Some(obj) = obj else { return Ok(this) };
    let m = member(this);
    check(vm, obj, m)?;
    match vm.fixed_slot(obj, m.slot) {
        Some(v) => Ok(v),
        None => Err(vm.empty_slot(obj, m.name_str())),
    }
}

fn descr_set(vm: &mut Vm, this: Value, obj: Value, value: Option<Value>) -> PyResult<()> {
    if this.is::<GetSet>() {
        return getset::descr_set(vm, this, obj, value);
    }
    let m = member(this);
    check(vm, obj, m)?;
    if value.is_none() && vm.fixed_slot(obj, m.slot).is_none() {
        return Err(vm.raise_with(vm.exc.attribute_error, m.name.get()));
    }
    vm.set_fixed_slot(obj, m.slot, value);
    Ok(())
}

/// For pickling: found again by name in the class.
#[pyfunction("member_descriptor.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Value) -> PyResult {
    match this.cast::<GetSet>() {
        Some(native) => getattr_pair(vm, native.owner.value(), native.def.name),
        None => getattr_pair(vm, member(this).owner.value(), &member(this).name_str().to_string_lossy()),
    }
}
