//! `typing.ParamSpec`, and its `args` and `kwargs`.

use super::evaluate::Lazy;
use super::type_var::{Variance, given_default};
use super::{add_module, call_typing, no_default, no_subclass, or, set_module, text_of};
use tauraro_core::heap::{HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{CompareOp, GetSetDef, readonly};
use tauraro_core::{Gc, PyResult, Str, Type, Value, Vm, defs, kinds, payload, pyfunction};

pub(crate) struct ParamSpec {
    name: Slot,
    bound: Slot,
    pub(super) default: Lazy,
    variance: Variance,
}

payload!(ParamSpec, kinds::PARAM_SPEC, "typing.ParamSpec", [name, bound, default]);

/// `P.args` and, with another type, `P.kwargs`.
struct Part {
    origin: Slot,
}

payload!(Part, kinds::PARAM_SPEC_ARGS, "typing.ParamSpecArgs", [origin]);

pub(super) fn init(vm: &mut Vm) -> PyResult<()> {
    let t = vm.types;
    vm.fill_type(t.param_spec, &SPEC)?;
    vm.fill_type(t.param_spec_args, &ARGS)?;
    vm.fill_type(t.param_spec_kwargs, &KWARGS)?;
    for ty in [t.param_spec, t.param_spec_args, t.param_spec_kwargs] {
        add_module(vm, ty)?;
    }
    Ok(())
}

static SPEC: TypeSpec = TypeSpec {
    module: "typing",
    doc: Some("A variable for the parameters of a function.\n\n>>> P = ParamSpec('P')\n>>> P.__name__\n'P'\n"),
    kind: Some(ParamSpec::INFO),
    has_dict: true,
    weakrefs: true,
    new: Some(new::as_new),
    methods: defs![typing_subst, typing_prepare_subst, has_default, reduce, mro_entries],
    getset: &[
        GetSetDef { name: "__name__", doc: "The name.", get: |_, v| Ok(this(v).name.get()), set: Some(readonly) },
        GetSetDef {
            name: "__bound__",
            doc: "The bound, or None.",
            get: |_, v| Ok(this(v).bound.get()),
            set: Some(readonly),
        },
        GetSetDef {
            name: "__covariant__",
            doc: "Whether it is covariant.",
            get: |_, v| Ok(Value::bool(this(v).variance.covariant)),
            set: Some(readonly),
        },
        GetSetDef {
            name: "__contravariant__",
            doc: "Whether it is contravariant.",
            get: |_, v| Ok(Value::bool(this(v).variance.contravariant)),
            set: Some(readonly),
        },
        GetSetDef {
            name: "__infer_variance__",
            doc: "Whether the variance is inferred.",
            get: |_, v| Ok(Value::bool(this(v).variance.infer)),
            set: Some(readonly),
        },
        GetSetDef {
            name: "args",
            doc: "The positional arguments.",
            get: |vm, v| Ok(part(vm, vm.types.param_spec_args, v)),
            set: None,
        },
        GetSetDef {
            name: "kwargs",
            doc: "The keyword arguments.",
            get: |vm, v| Ok(part(vm, vm.types.param_spec_kwargs, v)),
            set: None,
        },
        GetSetDef { name: "__default__", doc: "The default, or NoDefault.", get: get_default, set: None },
        GetSetDef {
            name: "evaluate_default",
            doc: "Computes the default in a format.",
            get: |vm, v| Ok(this(v).default.evaluator(vm)),
            set: None,
        },
    ],
    slots: |s| {
        s.repr.set(Some(repr));
        s.or.set(Some(or));
    },
    ..TypeSpec::EMPTY
};

static ARGS: TypeSpec = TypeSpec {
    module: "typing",
    doc: Some(
        "The positional arguments that a ParamSpec stands for.\n\n>>> P = ParamSpec('P')\n>>> P.args.__origin__ is P\nTrue\n",
    ),
    kind: Some(Part::INFO),
    weakrefs: true,
    new: Some(new_args::as_new),
    methods: defs![args_mro_entries],
    getset: PART,
    slots: |s| {
        s.repr.set(Some(|vm, v| repr_part(vm, v, "args")));
        s.compare.set(Some(compare_parts));
    },
    ..TypeSpec::EMPTY
};

static KWARGS: TypeSpec = TypeSpec {
    module: "typing",
    doc: Some(
        "The keyword arguments that a ParamSpec stands for.\n\n>>> P = ParamSpec('P')\n>>> P.kwargs.__origin__ is P\nTrue\n",
    ),
    kind: Some(Part::INFO),
    weakrefs: true,
    new: Some(new_kwargs::as_new),
    methods: defs![kwargs_mro_entries],
    getset: PART,
    slots: |s| {
        s.repr.set(Some(|vm, v| repr_part(vm, v, "kwargs")));
        s.compare.set(Some(compare_parts));
    },
    ..TypeSpec::EMPTY
};

const PART: &[GetSetDef] =
    &[GetSetDef { name: "__origin__", doc: "The ParamSpec.", get: |_, v| Ok(origin(v)), set: Some(readonly) }];

fn this(v: Value) -> Gc<ParamSpec> {
    v.cast().expect("slots and getters get instances of their type")
}

fn alloc(vm: &mut Vm, payload: ParamSpec) -> Gc<ParamSpec> {
    let ty = vm.types.param_spec;
    vm.alloc_with_slots(ty.root_shape.get(), payload, usize::from(ty.inline_slots.get()))
}

/// The variable of `def f[**P]`.
pub(super) fn make(vm: &mut Vm, name: Value) -> Gc<ParamSpec> {
    let variance = Variance { infer: true, ..Variance::default() };
    alloc(vm, ParamSpec { name: Slot::new(name), bound: Slot::new(Value::NONE), default: Lazy::none(), variance })
}

#[pyfunction(
    "paramspec($cls, name, *, bound=None, default=NoDefault, covariant=False, contravariant=False, infer_variance=False)"
)]
#[expect(clippy::too_many_arguments, reason = "Python's signature")]
fn new(
    vm: &mut Vm,
    _cls: Gc<Type>,
    name: Gc<Str>,
    bound: Option<Value>,
    default: Option<Value>,
    covariant: Option<bool>,
    contravariant: Option<bool>,
    infer_variance: Option<bool>,
) -> PyResult {
    let variance = Variance::new(vm, [covariant, contravariant, infer_variance])?;
    let bound = bound.unwrap_or(Value::NONE);
    let default = given_default(vm, default);
    let made = alloc(vm, ParamSpec { name: Slot::new(name.value()), bound: Slot::new(bound), default, variance });
    set_module(vm, made.value())?;
    Ok(made.value())
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let p = this(v);
    let text = format!("{}{}", p.variance.sign(), text_of(p.name.get()));
    Ok(vm.new_str(&text)?.value())
}

fn get_default(vm: &mut Vm, v: Value) -> PyResult {
    let p = this(v);
    Ok(p.default.get(vm, p.header())?.unwrap_or(no_default(vm)))
}

/// The parameters that stand for the variable.
#[pyfunction("ParamSpec.__typing_subst__($self, arg, /)")]
fn typing_subst(vm: &mut Vm, this: Value, arg: Value) -> PyResult {
    call_typing(vm, "_paramspec_subst", &[this, arg])
}

/// The arguments, with lists of parameters made tuples.
#[pyfunction("ParamSpec.__typing_prepare_subst__($self, alias, args, /)")]
fn typing_prepare_subst(vm: &mut Vm, this: Value, alias: Value, args: Value) -> PyResult {
    call_typing(vm, "_paramspec_prepare_subst", &[this, alias, args])
}

/// Whether there is a default.
#[pyfunction("ParamSpec.has_default($self, /)")]
fn has_default(_: &mut Vm, this: Gc<ParamSpec>) -> bool {
    this.default.is_given()
}

/// For pickling: by its name in the module.
#[pyfunction("ParamSpec.__reduce__($self, /)")]
fn reduce(_: &mut Vm, this: Gc<ParamSpec>) -> Value {
    this.name.get()
}

/// A variable cannot be a base: raises TypeError.
#[pyfunction("ParamSpec.__mro_entries__($self, object, /)")]
fn mro_entries(vm: &mut Vm, _this: Value, _object: Value) -> PyResult {
    no_subclass(vm, "ParamSpec")
}

// ---- P.args and P.kwargs -----------------------------------------------------------------

fn part(vm: &mut Vm, ty: Gc<Type>, origin: Value) -> Value {
    vm.alloc(ty.root_shape.get(), Part { origin: Slot::new(origin) }).value()
}

#[pyfunction("paramspecargs($cls, origin)")]
fn new_args(vm: &mut Vm, cls: Gc<Type>, origin: Value) -> Value {
    part(vm, cls, origin)
}

#[pyfunction("paramspeckwargs($cls, origin)")]
fn new_kwargs(vm: &mut Vm, cls: Gc<Type>, origin: Value) -> Value {
    part(vm, cls, origin)
}

fn origin(v: Value) -> Value {
    v.cast::<Part>().expect("slots and getters get instances of their type").origin.get()
}

fn repr_part(vm: &mut Vm, v: Value, name: &str) -> PyResult {
    let of = match origin(v).cast::<ParamSpec>() {
        Some(p) => text_of(p.name.get()),
        None => vm.repr(origin(v))?.to_string_lossy(),
    };
    Ok(vm.new_str(&format!("{of}.{name}"))?.value())
}

fn compare_parts(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    if vm.type_of(a) != vm.type_of(b) || !b.is::<Part>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    match op {
        CompareOp::Eq | CompareOp::Ne => vm.compare(origin(a), origin(b), op),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// It cannot be a base: raises TypeError.
#[pyfunction("ParamSpecArgs.__mro_entries__($self, object, /)")]
fn args_mro_entries(vm: &mut Vm, _this: Value, _object: Value) -> PyResult {
    no_subclass(vm, "ParamSpecArgs")
}

/// It cannot be a base: raises TypeError.
#[pyfunction("ParamSpecKwargs.__mro_entries__($self, object, /)")]
fn kwargs_mro_entries(vm: &mut Vm, _this: Value, _object: Value) -> PyResult {
    no_subclass(vm, "ParamSpecKwargs")
}
