//! `collections.defaultdict`: a dict that makes missing values.
//!
//! An instance is a dict with one attribute slot more, the factory.

use super::types;
use tauraro_core::call::Args;
use tauraro_core::heap::Gc;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, InitFn, TypeFlags};
use tauraro_core::{Dict, PyResult, Type, Value, Vm, defs, pyfunction};
use tauraro_objects::dict::update::update_from;
use tauraro_objects::repr_guard::repr_once;

/// The attribute slot that holds the factory; None: there is none.
const FACTORY: u16 = 0;

fn factory(vm: &Vm, v: Value) -> Value {
    vm.fixed_slot(v, FACTORY).unwrap_or(Value::NONE)
}

fn init(vm: &mut Vm, v: Value, args: Args<'_>) -> PyResult<()> {
    let mut values = args.values;
    let mut made = Value::NONE;
    if let Some(first) = args.plain().first() {
        if !first.is_none() && vm.type_of(*first).slots.call.get().is_none() {
            return Err(vm.type_error("first argument must be callable or None"));
        }
        made = *first;
        values = &values[1..];
    }
    vm.set_fixed_slot(v, FACTORY, Some(made));
    let base: InitFn = vm.types.dict.slots.init.get().expect("dict has its init");
    base(vm, v, Args { values, ..args })
}

/// Called for a missing key: makes the value, sets and returns it.
#[pyfunction("defaultdict.__missing__($self, object, /)")]
fn missing(vm: &mut Vm, this: Gc<Dict>, object: Value) -> PyResult {
    let make = factory(vm, this.value());
    if make.is_none() {
        return Err(vm.key_error(object));
    }
    let value = vm.call(make, &[])?;
    vm.setitem(this.value(), object, Some(value))?;
    Ok(value)
}

/// Returns a shallow copy.
#[pyfunction("defaultdict.copy($self, /)")]
fn copy(vm: &mut Vm, this: Gc<Dict>) -> PyResult {
    let cls = vm.type_of(this.value()).value();
    let make = factory(vm, this.value());
    vm.call(cls, &[make, this.value()])
}

/// Returns a shallow copy.
#[pyfunction("defaultdict.__copy__($self, /)")]
fn dunder_copy(vm: &mut Vm, this: Gc<Dict>) -> PyResult {
    copy(vm, this)
}

/// Returns state information for pickling.
#[pyfunction("defaultdict.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<Dict>) -> PyResult {
    let make = factory(vm, this.value());
    let args = if make.is_none() { vm.new_tuple(&[])? } else { vm.new_tuple(&[make])? };
    let items = vm.call_method(this.value(), "items", &[])?;
    let items = vm.iter(items)?;
    let ty = vm.type_of(this.value()).value();
    vm.new_tuple(&[ty, args.value(), Value::NONE, Value::NONE, items]).map(Gc::value)
}

/// See PEP 585.
#[pyfunction("defaultdict.__class_getitem__($type, object, /)")]
fn class_getitem(vm: &mut Vm, cls: Value, object: Value) -> PyResult {
    tauraro_objects::iterable::generic_alias(vm, cls, object)
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let base = vm.types.dict.slots.repr.get().expect("dict has its repr");
    let content = base(vm, v)?;
    let make = factory(vm, v);
    // A factory that shows the dict (a bound method of it) would recur for ever.
    let shown = if make.is_none() {
        vm.new_str("None")?.value()
    } else {
        repr_once(vm, make, "...", |vm| vm.repr(make).map(Gc::value))?
    };
    let mut text = vm.new_str(&format!("{}(", vm.type_of(v).short_name()))?;
    let comma = vm.new_str(", ")?.value();
    let end = vm.new_str(")")?.value();
    for part in [shown, comma, content, end] {
        let part = vm.str(part)?;
        text = vm.concat_str(text, part)?;
    }
    Ok(text.value())
}

fn or(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    if !a.is::<Dict>() || !b.is::<Dict>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let is_default = |v: Value| vm.is_instance(v, types(vm).defaultdict);
    // The class and factory of the defaultdict, whichever side it is on.
    let model = if is_default(a) { a } else { b };
    let cls = vm.type_of(model).value();
    let make = factory(vm, model);
    let result = vm.call(cls, &[make, a])?;
    if let Some(dict) = result.cast::<Dict>() {
        update_from(vm, dict, b)?;
    }
    Ok(result)
}

const DEFAULT_FACTORY: GetSetDef = GetSetDef {
    name: "default_factory",
    doc: "Factory for default value called by __missing__().",
    get: |vm, v| Ok(factory(vm, v)),
    set: Some(|vm, v, new| {
        vm.set_fixed_slot(v, FACTORY, new);
        Ok(())
    }),
};

static SPEC: TypeSpec = TypeSpec {
    name: "defaultdict",
    module: "collections",
    doc: Some(
        "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\nThe factory is called without \
         arguments to make a value when a key is not there.",
    ),
    flags: TypeFlags::BASE.with(TypeFlags::MAPPING),
    methods: defs![missing, copy, dunder_copy, reduce, class_getitem],
    getset: &[DEFAULT_FACTORY],
    slots: |s| {
        s.repr.set(Some(repr));
        s.init.set(Some(init));
        s.or.set(Some(or));
    },
    ..TypeSpec::EMPTY
};

/// Makes the type: a subclass of dict whose instances have one slot more.
pub(super) fn make(vm: &mut Vm) -> PyResult<Gc<Type>> {
    let ty = vm.new_type(&SPEC, vm.types.dict)?;
    ty.fixed_slots.set(FACTORY + 1);
    ty.inline_slots.set(FACTORY + 1);
    Ok(ty)
}
