//! `typing.TypeVarTuple`.

use super::evaluate::Lazy;
use super::type_var::given_default;
use super::{add_module, call_typing, no_default, no_subclass, set_module, unpacked};
use tauraro_core::heap::{HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, readonly};
use tauraro_core::{Gc, PyResult, Str, Type, Value, Vm, defs, kinds, payload, pyfunction};

pub(crate) struct TypeVarTuple {
    name: Slot,
    pub(super) default: Lazy,
}

payload!(TypeVarTuple, kinds::TYPE_VAR_TUPLE, "typing.TypeVarTuple", [name, default]);

pub(super) fn init(vm: &mut Vm) -> PyResult<()> {
    let ty = vm.types.type_var_tuple;
    vm.fill_type(ty, &SPEC)?;
    add_module(vm, ty)
}

static SPEC: TypeSpec = TypeSpec {
    module: "typing",
    doc: Some("A variable for any number of types."),
    kind: Some(TypeVarTuple::INFO),
    has_dict: true,
    weakrefs: true,
    new: Some(new::as_new),
    methods: defs![typing_subst, typing_prepare_subst, reduce, has_default, mro_entries],
    getset: &[
        GetSetDef { name: "__name__", doc: "The name.", get: |_, v| Ok(this(v).name.get()), set: Some(readonly) },
        GetSetDef { name: "__default__", doc: "The default, or NoDefault.", get: get_default, set: None },
        GetSetDef {
            name: "evaluate_default",
            doc: "Computes the default in a format.",
            get: |vm, v| Ok(this(v).default.evaluator(vm)),
            set: None,
        },
    ],
    slots: |s| {
        s.repr.set(Some(|_, v| Ok(this(v).name.get())));
        s.iter.set(Some(iter));
    },
    ..TypeSpec::EMPTY
};

fn this(v: Value) -> Gc<TypeVarTuple> {
    v.cast().expect("slots and getters get instances of their type")
}

/// The variable of `def f[*Ts]`.
pub(super) fn make(vm: &mut Vm, name: Value) -> Gc<TypeVarTuple> {
    alloc(vm, name, Lazy::none())
}

fn alloc(vm: &mut Vm, name: Value, default: Lazy) -> Gc<TypeVarTuple> {
    let ty = vm.types.type_var_tuple;
    let payload = TypeVarTuple { name: Slot::new(name), default };
    vm.alloc_with_slots(ty.root_shape.get(), payload, usize::from(ty.inline_slots.get()))
}

#[pyfunction("typevartuple($cls, name, *, default=NoDefault)")]
fn new(vm: &mut Vm, _cls: Gc<Type>, name: Gc<Str>, default: Option<Value>) -> PyResult {
    let default = given_default(vm, default);
    let made = alloc(vm, name.value(), default);
    set_module(vm, made.value())?;
    Ok(made.value())
}

/// `*Ts` is `Unpack[Ts]`.
fn iter(vm: &mut Vm, v: Value) -> PyResult {
    let one = unpacked(vm, v)?;
    let row = vm.new_tuple(&[one])?;
    vm.iter(row.value())
}

fn get_default(vm: &mut Vm, v: Value) -> PyResult {
    let t = this(v);
    Ok(t.default.get(vm, t.header())?.unwrap_or(no_default(vm)))
}

/// Without a star it stands for nothing: raises TypeError.
#[pyfunction("TypeVarTuple.__typing_subst__($self, arg, /)")]
fn typing_subst(vm: &mut Vm, _this: Value, _arg: Value) -> PyResult {
    Err(vm.type_error("Substitution of bare TypeVarTuple is not supported"))
}

/// The arguments, with those that the variable takes in a tuple.
#[pyfunction("TypeVarTuple.__typing_prepare_subst__($self, alias, args, /)")]
fn typing_prepare_subst(vm: &mut Vm, this: Value, alias: Value, args: Value) -> PyResult {
    call_typing(vm, "_typevartuple_prepare_subst", &[this, alias, args])
}

/// For pickling: by its name in the module.
#[pyfunction("TypeVarTuple.__reduce__($self, /)")]
fn reduce(_: &mut Vm, this: Gc<TypeVarTuple>) -> Value {
    this.name.get()
}

/// Whether there is a default.
#[pyfunction("TypeVarTuple.has_default($self, /)")]
fn has_default(_: &mut Vm, this: Gc<TypeVarTuple>) -> bool {
    this.default.is_given()
}

/// A variable cannot be a base: raises TypeError.
#[pyfunction("TypeVarTuple.__mro_entries__($self, object, /)")]
fn mro_entries(vm: &mut Vm, _this: Value, _object: Value) -> PyResult {
    no_subclass(vm, "TypeVarTuple")
}
