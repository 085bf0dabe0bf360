//! `typing.TypeAliasType`: `type X = ...`.

use super::evaluate::Lazy;
use super::{no_default, text_of, unpack_tuples, unpacked};
use tauraro_core::heap::{HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, readonly};
use tauraro_core::shape::ShapeId;
use tauraro_core::{Gc, PyResult, Str, Tuple, Type, Value, Vm, defs, kinds, payload, pyfunction};

struct TypeAlias {
    name: Slot,
    /// A tuple; None for an alias that is not generic.
    type_params: Slot,
    value: Lazy,
    module: Slot,
}

payload!(TypeAlias, kinds::TYPE_ALIAS_TYPE, "typing.TypeAliasType", [name, type_params, value, module]);

pub(super) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.type_alias_type, &SPEC)
}

static SPEC: TypeSpec = TypeSpec {
    module: "typing",
    doc: Some("A name for a type."),
    kind: Some(TypeAlias::INFO),
    weakrefs: true,
    new: Some(new::as_new),
    methods: defs![reduce],
    getset: &[
        GetSetDef { name: "__name__", doc: "The name.", get: |_, v| Ok(this(v).name.get()), set: Some(readonly) },
        GetSetDef { name: "__parameters__", doc: "The type parameters, starred.", get: parameters, set: None },
        GetSetDef { name: "__type_params__", doc: "The type parameters.", get: type_params, set: None },
        GetSetDef { name: "__value__", doc: "The type.", get: value, set: None },
        GetSetDef {
            name: "evaluate_value",
            doc: "Computes the type in a format.",
            get: |vm, v| Ok(this(v).value.evaluator(vm)),
            set: None,
        },
        GetSetDef {
            name: "__module__",
            doc: "Name of the module of the definition.",
            get: |_, v| Ok(this(v).module.get()),
            set: None,
        },
    ],
    slots: |s| {
        s.repr.set(Some(|_, v| Ok(this(v).name.get())));
        s.getitem.set(Some(getitem));
        s.iter.set(Some(iter));
        s.or.set(Some(crate::union::or));
    },
    ..TypeSpec::EMPTY
};

fn this(v: Value) -> Gc<TypeAlias> {
    v.cast().expect("slots and getters get instances of their type")
}

/// `type name[params] = evaluate()`; `params` is a tuple or None.
pub fn new_type_alias(vm: &mut Vm, name: Value, params: Value, evaluate: Value, module: Value) -> Value {
    let payload = TypeAlias {
        name: Slot::new(name),
        type_params: Slot::new(params),
        value: Lazy::by(evaluate),
        module: Slot::new(module),
    };
    vm.alloc(ShapeId::TYPE_ALIAS_TYPE, payload).value()
}

#[pyfunction("typealias($cls, name, value, *, type_params=())")]
fn new(vm: &mut Vm, _cls: Gc<Type>, name: Gc<Str>, value: Value, type_params: Option<Value>) -> PyResult {
    let params = match type_params {
        None => Value::NONE,
        Some(p) => check_params(vm, p)?,
    };
    let (module_name, globals) = (vm.names.name, (vm.hooks.globals)(vm));
    let module = globals.and_then(|g| g.get_name(vm, module_name)).unwrap_or(Value::NONE);
    let payload = TypeAlias {
        name: Slot::new(name.value()),
        type_params: Slot::new(params),
        value: Lazy::of(value),
        module: Slot::new(module),
    };
    Ok(vm.alloc(ShapeId::TYPE_ALIAS_TYPE, payload).value())
}

/// A tuple of type parameters, those without a default first; None if it is empty.
fn check_params(vm: &mut Vm, params: Value) -> PyResult {
    let Some(row) = params.cast::<Tuple>() else { return Err(vm.type_error("type_params must be a tuple")) };
    let mut with_default = None;
    for p in row.items() {
        if ![kinds::TYPE_VAR, kinds::PARAM_SPEC, kinds::TYPE_VAR_TUPLE].contains(&p.kind()) {
            let shown = vm.repr(*p)?.to_string_lossy();
            return Err(vm.type_error(format!("Expected a type param, got {shown}")));
        }
        let default = vm.getattr_str(*p, "__default__")?;
        if default != no_default(vm) {
            with_default = Some(*p);
        } else if with_default.is_some() {
            let shown = vm.repr(*p)?.to_string_lossy();
            let text = format!("non-default type parameter '{shown}' follows default type parameter");
            return Err(vm.type_error(text));
        }
    }
    Ok(if row.is_empty() { Value::NONE } else { params })
}

fn params_of(vm: &mut Vm, a: Gc<TypeAlias>) -> PyResult<Gc<Tuple>> {
    match a.type_params.get().cast::<Tuple>() {
        Some(params) => Ok(params),
        None => vm.new_tuple(&[]),
    }
}

fn type_params(vm: &mut Vm, v: Value) -> PyResult {
    params_of(vm, this(v)).map(Gc::value)
}

fn parameters(vm: &mut Vm, v: Value) -> PyResult {
    let params = params_of(vm, this(v))?;
    unpack_tuples(vm, params).map(Gc::value)
}

fn value(vm: &mut Vm, v: Value) -> PyResult {
    let a = this(v);
    Ok(a.value.get(vm, a.header())?.unwrap_or(Value::NONE))
}

fn getitem(vm: &mut Vm, v: Value, item: Value) -> PyResult {
    if this(v).type_params.get().is_none() {
        return Err(vm.type_error("Only generic type aliases are subscriptable"));
    }
    crate::generic_alias::make(vm, v, item)
}

fn iter(vm: &mut Vm, v: Value) -> PyResult {
    let one = unpacked(vm, v)?;
    let row = vm.new_tuple(&[one])?;
    vm.iter(row.value())
}

/// For pickling: by its name in the module.
#[pyfunction("TypeAliasType.__reduce__($self, /)")]
fn reduce(_: &mut Vm, this: Gc<TypeAlias>) -> String {
    text_of(this.name.get())
}
