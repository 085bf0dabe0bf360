//! `types.SimpleNamespace`: attributes and nothing else.

use crate::repr_guard::repr_once;
use crate::type_::slots::attribute_name;
use tauraro_core::call::Args;
use tauraro_core::heap::Payload;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{CompareOp, GetSetDef};
use tauraro_core::{Dict, Gc, PyResult, Str, Tuple, Type, Value, Vm, defs, kinds, pyfunction};

/// The layout: attribute slots only.
pub(crate) struct Namespace;

tauraro_core::payload!(Namespace, kinds::SIMPLE_NAMESPACE, "types.SimpleNamespace", []);

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.simple_namespace, &SPEC)
}

static SPEC: TypeSpec = TypeSpec {
    module: "types",
    doc: Some("An object with the attributes that it is given."),
    kind: Some(<Namespace as tauraro_core::heap::HasKindInfo>::INFO),
    has_dict: true,
    new: Some(new),
    methods: defs![reduce, replace],
    getset: &[GetSetDef {
        name: "__dict__",
        doc: "The attributes.",
        get: crate::object::instance_dict,
        set: Some(crate::object::set_instance_dict),
    }],
    slots: |s| {
        s.repr.set(Some(repr));
        s.compare.set(Some(compare));
        s.init.set(Some(init_namespace));
    },
    ..TypeSpec::EMPTY
};

fn new(vm: &mut Vm, cls: Gc<Type>, _: Args<'_>) -> PyResult {
    debug_assert_eq!(cls.instance_kind.get(), Namespace::KIND);
    Ok(vm.alloc_with_slots(cls.root_shape.get(), Namespace, usize::from(cls.inline_slots.get())).value())
}

/// SimpleNamespace(mapping_or_pairs=(), /, **attributes)
fn init_namespace(vm: &mut Vm, this: Value, args: Args<'_>) -> PyResult<()> {
    match *args.plain() {
        [] => {}
        [first] => {
            let dict_type = vm.types.dict.value();
            let given = vm.call(dict_type, &[first])?;
            for (key, v) in given.cast::<Dict>().into_iter().flat_map(Gc::<Dict>::iter) {
                if !key.is::<Str>() {
                    return Err(vm.type_error("keywords must be strings"));
                }
                let name = attribute_name(vm, key)?;
                vm.instance_set(this, name, v)?;
            }
        }
        _ => {
            let (name, n) = (vm.type_of(this).short_name(), args.plain().len());
            return Err(vm.type_error(format!("{name} expected at most 1 argument, got {n}")));
        }
    }
    for (name, v) in args.keywords() {
        let name = vm.intern_str(name);
        vm.instance_set(this, name, v)?;
    }
    Ok(())
}

fn attributes(vm: &mut Vm, this: Value) -> PyResult<Gc<Dict>> {
    let dict = vm.materialise_dict(this)?;
    Ok(dict.expect("namespaces have a __dict__"))
}

fn repr(vm: &mut Vm, this: Value) -> PyResult {
    let ty = vm.type_of(this);
    let name = if ty == vm.types.simple_namespace { "namespace".to_owned() } else { ty.short_name() };
    let around = format!("{name}(...)");
    repr_once(vm, this, &around, |vm| {
        let dict = attributes(vm, this)?;
        let mut parts = Vec::new();
        for (key, v) in dict.iter() {
            let Some(key) = key.cast::<Str>().filter(|k| !k.is_empty()) else { continue };
            let shown = vm.repr(v)?.to_string_lossy();
            parts.push(format!("{}={shown}", key.to_string_lossy()));
        }
        Ok(vm.new_str(&format!("{name}({})", parts.join(", ")))?.value())
    })
}

fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    if !a.is::<Namespace>() || !b.is::<Namespace>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (x, y) = (attributes(vm, a)?, attributes(vm, b)?);
    vm.compare(x.value(), y.value(), op)
}

/// For pickling: the class and the attributes.
#[pyfunction("SimpleNamespace.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Value) -> PyResult<Gc<Tuple>> {
    let (class, empty) = (vm.type_of(this).value(), vm.new_tuple(&[])?.value());
    let dict = attributes(vm, this)?;
    vm.new_tuple(&[class, empty, dict.value()])
}

/// A copy with some attributes replaced, for `copy.replace`.
#[pyfunction("SimpleNamespace.__replace__($self, /, **changes)")]
fn replace(vm: &mut Vm, this: Value, changes: Option<Gc<Dict>>) -> PyResult {
    let class = vm.type_of(this).value();
    let copy = vm.call(class, &[])?;
    if !copy.is::<Namespace>() {
        let (class, made) = (vm.fully_qualified_name(vm.type_of(this)), vm.fully_qualified_name(vm.type_of(copy)));
        let text = format!("expect types.SimpleNamespace type, but {class}() returned '{made}' object");
        return Err(vm.type_error(text));
    }
    let (from, to) = (attributes(vm, this)?, attributes(vm, copy)?);
    for (key, v) in from.iter().chain(changes.into_iter().flat_map(Gc::<Dict>::iter)) {
        to.set_item(vm, key, v)?;
    }
    Ok(copy)
}
