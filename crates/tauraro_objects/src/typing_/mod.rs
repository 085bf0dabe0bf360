//! The types of `_typing`: type variables, type aliases, `Generic`, `NoDefault`. What they do
//! beyond holding names and bounds is in the library's `typing`, which they call.

mod evaluate;
mod generic;
mod param_spec;
mod type_alias;
mod type_var;
mod type_var_tuple;

use tauraro_core::heap::{HasKindInfo, Tracer};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::Str;
use tauraro_core::vm::Extension;
use tauraro_core::{Gc, List, PyResult, Tuple, Type, Value, Vm, defs, kinds, payload, pyfunction};

pub use generic::subscript_generic;
pub use type_alias::new_type_alias;

/// What the `Vm` keeps for this module.
struct Typing {
    no_default: Value,
    const_evaluator: Gc<Type>,
}

impl Extension for Typing {
    fn trace(&self, tracer: &mut Tracer) {
        tracer.value(self.no_default);
        tracer.value(self.const_evaluator.value());
    }
}

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.no_default_type, &NO_DEFAULT)?;
    vm.types.no_default_type.module.set(Some("builtins"));
    let no_default = vm.alloc(vm.types.no_default_type.root_shape.get(), NoDefault).value();
    let object = vm.types.object;
    let const_evaluator = vm.new_type(&evaluate::SPEC, object)?;
    vm.set_extension(Typing { no_default, const_evaluator });
    type_var::init(vm)?;
    param_spec::init(vm)?;
    type_var_tuple::init(vm)?;
    type_alias::init(vm)?;
    generic::init(vm)
}

/// `typing.NoDefault`
pub fn no_default(vm: &Vm) -> Value {
    vm.extension::<Typing>().no_default
}

/// The only object of its type.
struct NoDefault;

payload!(NoDefault, kinds::NO_DEFAULT_TYPE, "NoDefaultType", []);

static NO_DEFAULT: TypeSpec = TypeSpec {
    doc: Some("The type of typing.NoDefault."),
    kind: Some(NoDefault::INFO),
    new: Some(|vm, _, args| match args.values.is_empty() {
        true => Ok(no_default(vm)),
        false => Err(vm.type_error("NoDefaultType takes no arguments")),
    }),
    methods: defs![reduce_no_default],
    slots: |s| s.repr.set(Some(|vm, _| Ok(vm.intern("typing.NoDefault").value()))),
    ..TypeSpec::EMPTY
};

/// For pickling: by its name in typing.
#[pyfunction("NoDefaultType.__reduce__($self, /)")]
fn reduce_no_default(_: &mut Vm, _this: Value) -> &'static str {
    "NoDefault"
}

/// Whether a value is a `TypeVarTuple`.
pub(crate) fn is_type_var_tuple(v: Value) -> bool {
    v.kind() == kinds::TYPE_VAR_TUPLE
}

/// Calls a function of the library's `typing`.
fn call_typing(vm: &mut Vm, name: &str, args: &[Value]) -> PyResult {
    let typing = crate::import::module(vm, "typing")?;
    vm.call_method(typing, name, args)
}

/// `typing.Unpack[v]`
fn unpacked(vm: &mut Vm, v: Value) -> PyResult {
    let typing = crate::import::module(vm, "typing")?;
    let unpack = vm.getattr_str(typing, "Unpack")?;
    vm.getitem(unpack, v)
}

/// Type parameters with a star before each TypeVarTuple.
fn unpack_tuples(vm: &mut Vm, params: Gc<Tuple>) -> PyResult<Gc<Tuple>> {
    if !params.items().iter().any(|p| is_type_var_tuple(*p)) {
        return Ok(params);
    }
    let list: Gc<List> = vm.new_list(&[])?;
    for p in params.items() {
        let p = if is_type_var_tuple(*p) { unpacked(vm, *p)? } else { *p };
        list.push(vm, p)?;
    }
    vm.list_to_tuple(list)
}

/// Notes in which module a variable was made: that of the running Python code.
fn set_module(vm: &mut Vm, v: Value) -> PyResult<()> {
    let (name, module) = (vm.names.name, vm.names.module);
    let from = (vm.hooks.globals)(vm).and_then(|g| g.get_name(vm, name));
    vm.instance_set(v, module, from.unwrap_or(Value::NONE))?;
    Ok(())
}

/// Checks a bound as `typing` does.
fn check_type(vm: &mut Vm, v: Value, message: &str) -> PyResult {
    if v.is::<Type>() {
        return Ok(v);
    }
    if v.is_none() {
        return Ok(vm.types.none_type.value());
    }
    let message = vm.new_str(message)?.value();
    call_typing(vm, "_type_check", &[v, message])
}

/// The instance's `__module__` for objects whose makers give none.
fn add_module(vm: &mut Vm, ty: Gc<Type>) -> PyResult<()> {
    let typing = vm.intern("typing").value();
    vm.add_to_type(ty, "__module__", typing)
}

/// Raises TypeError "Cannot subclass an instance of TypeVar".
fn no_subclass(vm: &mut Vm, name: &str) -> PyResult {
    Err(vm.type_error(format!("Cannot subclass an instance of {name}")))
}

/// The type parameter of a generic definition: `kind` as the compiler numbers them (plain,
/// bound, constraints, ParamSpec, TypeVarTuple), `evaluate` for the second and third.
pub fn new_type_param(vm: &mut Vm, kind: u32, name: Value, evaluate: Value) -> PyResult {
    match kind {
        3 => Ok(param_spec::make(vm, name).value()),
        4 => Ok(type_var_tuple::make(vm, name).value()),
        kind => Ok(type_var::make_inferred(vm, name, kind, evaluate).value()),
    }
}

/// Gives a type parameter a default that is computed when it is asked for.
pub fn set_default_evaluator(param: Value, evaluate: Value) {
    if let Some(t) = param.cast::<type_var::TypeVar>() {
        t.set(&t.default.evaluate, evaluate);
    } else if let Some(p) = param.cast::<param_spec::ParamSpec>() {
        p.set(&p.default.evaluate, evaluate);
    } else if let Some(t) = param.cast::<type_var_tuple::TypeVarTuple>() {
        t.set(&t.default.evaluate, evaluate);
    }
}

/// Names and objects that the module `_typing` has.
pub fn module_items(vm: &Vm) -> [(&'static str, Value); 9] {
    let t = &vm.types;
    [
        ("TypeVar", t.type_var.value()),
        ("ParamSpec", t.param_spec.value()),
        ("TypeVarTuple", t.type_var_tuple.value()),
        ("ParamSpecArgs", t.param_spec_args.value()),
        ("ParamSpecKwargs", t.param_spec_kwargs.value()),
        ("TypeAliasType", t.type_alias_type.value()),
        ("Generic", t.generic.value()),
        ("Union", t.union.value()),
        ("NoDefault", no_default(vm)),
    ]
}

/// `T | other`, which may be a text for a type that is not defined yet.
fn or(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    crate::union::make_checked(vm, &[a, b])
}

/// The text of a name.
fn text_of(v: Value) -> String {
    v.cast::<Str>().map_or_else(String::new, |s| s.to_string_lossy())
}
