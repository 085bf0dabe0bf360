//! `typing.TypeVar`.

use super::evaluate::Lazy;
use super::{add_module, call_typing, check_type, no_default, no_subclass, or, set_module, text_of};
use tauraro_core::heap::{HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, readonly};
use tauraro_core::{Gc, PyResult, Str, Tuple, Type, Value, Vm, defs, kinds, payload, pyfunction};

pub(crate) struct TypeVar {
    name: Slot,
    bound: Lazy,
    constraints: Lazy,
    pub(super) default: Lazy,
    variance: Variance,
}

payload!(TypeVar, kinds::TYPE_VAR, "typing.TypeVar", [name, bound, constraints, default]);

/// How a type parameter varies.
#[derive(Clone, Copy, Default)]
pub(super) struct Variance {
    pub(super) covariant: bool,
    pub(super) contravariant: bool,
    pub(super) infer: bool,
}

impl Variance {
    /// From the arguments of a constructor. Raises ValueError for contradictions.
    pub(super) fn new(vm: &mut Vm, flags: [Option<bool>; 3]) -> PyResult<Variance> {
        let [covariant, contravariant, infer] = flags.map(|f| f.unwrap_or(false));
        if covariant && contravariant {
            return Err(vm.value_error("Bivariant types are not supported."));
        }
        if infer && (covariant || contravariant) {
            return Err(vm.value_error("Variance cannot be specified with infer_variance."));
        }
        Ok(Variance { covariant, contravariant, infer })
    }

    /// What `repr` puts before the name.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Variance { infer: true, .. } => "",
            Variance { covariant: true, .. } => "+",
            Variance { contravariant: true, .. } => "-",
            _ => "~",
        }
    }
}

pub(super) fn init(vm: &mut Vm) -> PyResult<()> {
    let ty = vm.types.type_var;
    vm.fill_type(ty, &SPEC)?;
    add_module(vm, ty)
}

static SPEC: TypeSpec = TypeSpec {
    module: "typing",
    doc: Some("A type variable."),
    kind: Some(TypeVar::INFO),
    has_dict: true,
    weakrefs: true,
    new: Some(new::as_new),
    methods: defs![typing_subst, typing_prepare_subst, reduce, has_default, mro_entries],
    getset: &[
        GetSetDef { name: "__name__", doc: "The name.", get: |_, v| Ok(this(v).name.get()), set: Some(readonly) },
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
        GetSetDef { name: "__bound__", doc: "The upper bound, or None.", get: get_bound, set: None },
        GetSetDef { name: "__constraints__", doc: "The possible types.", get: get_constraints, set: None },
        GetSetDef { name: "__default__", doc: "The default, or NoDefault.", get: get_default, set: None },
        GetSetDef {
            name: "evaluate_bound",
            doc: "Computes the bound in a format.",
            get: |vm, v| Ok(this(v).bound.evaluator(vm)),
            set: None,
        },
        GetSetDef {
            name: "evaluate_constraints",
            doc: "Computes the constraints in a format.",
            get: |vm, v| Ok(this(v).constraints.evaluator(vm)),
            set: None,
        },
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

fn this(v: Value) -> Gc<TypeVar> {
    v.cast().expect("slots and getters get instances of their type")
}

fn alloc(vm: &mut Vm, payload: TypeVar) -> Gc<TypeVar> {
    let ty = vm.types.type_var;
    vm.alloc_with_slots(ty.root_shape.get(), payload, usize::from(ty.inline_slots.get()))
}

/// The variable of `def f[T]` and the like, with kind 1 for a bound and 2 for constraints.
pub(super) fn make_inferred(vm: &mut Vm, name: Value, kind: u32, evaluate: Value) -> Gc<TypeVar> {
    let payload = TypeVar {
        name: Slot::new(name),
        bound: if kind == 1 { Lazy::by(evaluate) } else { Lazy::none() },
        constraints: if kind == 2 { Lazy::by(evaluate) } else { Lazy::none() },
        default: Lazy::none(),
        variance: Variance { infer: true, ..Variance::default() },
    };
    alloc(vm, payload)
}

#[pyfunction(
    "typevar($cls, name, *constraints, bound=None, default=NoDefault, covariant=False, contravariant=False, infer_variance=False)"
)]
#[expect(clippy::too_many_arguments, reason = "Python's signature")]
fn new(
    vm: &mut Vm,
    _cls: Gc<Type>,
    name: Gc<Str>,
    constraints: &[Value],
    bound: Option<Value>,
    default: Option<Value>,
    covariant: Option<bool>,
    contravariant: Option<bool>,
    infer_variance: Option<bool>,
) -> PyResult {
    let variance = Variance::new(vm, [covariant, contravariant, infer_variance])?;
    let bound = match bound.and_then(Value::non_none) {
        Some(bound) => Lazy::of(check_type(vm, bound, "Bound must be a type.")?),
        None => Lazy::none(),
    };
    let constraints = match constraints.len() {
        0 => Lazy::none(),
        1 => return Err(vm.type_error("A single constraint is not allowed")),
        _ if bound.is_given() => return Err(vm.type_error("Constraints cannot be combined with bound=...")),
        _ => Lazy::of(vm.new_tuple(constraints)?.value()),
    };
    let default = given_default(vm, default);
    let made = alloc(vm, TypeVar { name: Slot::new(name.value()), bound, constraints, default, variance });
    set_module(vm, made.value())?;
    Ok(made.value())
}

/// The default that a constructor was given.
pub(super) fn given_default(vm: &Vm, default: Option<Value>) -> Lazy {
    match default {
        Some(v) if v != no_default(vm) => Lazy::of(v),
        _ => Lazy::none(),
    }
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let t = this(v);
    let text = format!("{}{}", t.variance.sign(), text_of(t.name.get()));
    Ok(vm.new_str(&text)?.value())
}

fn get_bound(vm: &mut Vm, v: Value) -> PyResult {
    let t = this(v);
    Ok(t.bound.get(vm, t.header())?.unwrap_or(Value::NONE))
}

fn get_constraints(vm: &mut Vm, v: Value) -> PyResult {
    let t = this(v);
    match t.constraints.get(vm, t.header())? {
        Some(c) => Ok(c),
        None => Ok(vm.new_tuple(&[])?.value()),
    }
}

fn get_default(vm: &mut Vm, v: Value) -> PyResult {
    let t = this(v);
    Ok(t.default.get(vm, t.header())?.unwrap_or(no_default(vm)))
}

/// The type that stands for the variable.
#[pyfunction("TypeVar.__typing_subst__($self, arg, /)")]
fn typing_subst(vm: &mut Vm, this: Value, arg: Value) -> PyResult {
    call_typing(vm, "_typevar_subst", &[this, arg])
}

/// The arguments, with the default if the variable's own is missing at the end.
#[pyfunction("TypeVar.__typing_prepare_subst__($self, alias, args, /)")]
fn typing_prepare_subst(vm: &mut Vm, this: Gc<TypeVar>, alias: Value, args: Value) -> PyResult {
    let parameters = vm.names.parameters;
    let parameters = vm.getattr(alias, parameters)?;
    let index = vm.call_method(parameters, "index", &[this.value()])?;
    let (index, given) = (vm.index_i64(index)?, vm.len(args)? as i64);
    if index != given {
        return Ok(args);
    }
    let Some(default) = this.default.get(vm, this.header())? else {
        let shown = vm.str(alias)?.to_string_lossy();
        let text = format!("Too few arguments for {shown}; actual {given}, expected at least {}", index + 1);
        return Err(vm.type_error(text));
    };
    let list = vm.new_list(&[])?;
    vm.for_each(args, |vm, v| list.push(vm, v))?;
    list.push(vm, default)?;
    vm.list_to_tuple(list).map(Gc::value)
}

/// For pickling: by its name in the module.
#[pyfunction("TypeVar.__reduce__($self, /)")]
fn reduce(_: &mut Vm, this: Gc<TypeVar>) -> Value {
    this.name.get()
}

/// Whether there is a default.
#[pyfunction("TypeVar.has_default($self, /)")]
fn has_default(_: &mut Vm, this: Gc<TypeVar>) -> bool {
    this.default.is_given()
}

/// A type variable cannot be a base: raises TypeError.
#[pyfunction("TypeVar.__mro_entries__($self, object, /)")]
fn mro_entries(vm: &mut Vm, _this: Gc<TypeVar>, _object: Value) -> PyResult<Gc<Tuple>> {
    no_subclass(vm, "TypeVar").and_then(|_| vm.new_tuple(&[]))
}
