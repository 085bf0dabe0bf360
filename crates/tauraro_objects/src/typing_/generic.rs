//! `typing.Generic`.

use super::{add_module, unpack_tuples};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::{Dict, Gc, PyResult, Tuple, Value, Vm, defs, pyfunction};

pub(super) fn init(vm: &mut Vm) -> PyResult<()> {
    let ty = vm.types.generic;
    vm.fill_type(ty, &SPEC)?;
    add_module(vm, ty)
}

static SPEC: TypeSpec = TypeSpec {
    module: "typing",
    doc: Some("The base of generic classes."),
    new: Some(crate::object::object_new),
    methods: defs![class_getitem, init_subclass],
    ..TypeSpec::EMPTY
};

/// `Generic[T]`, and `C[int]` of generic classes: an alias.
#[pyfunction("Generic.__class_getitem__($cls, *args, **kwargs)")]
fn class_getitem(vm: &mut Vm, cls: Value, args: &[Value], kwargs: Option<Gc<Dict>>) -> PyResult {
    call_with_class(vm, "_generic_class_getitem", cls, args, kwargs)
}

/// Works out the type parameters of a new generic class.
#[pyfunction("Generic.__init_subclass__($cls, *args, **kwargs)")]
fn init_subclass(vm: &mut Vm, cls: Value, args: &[Value], kwargs: Option<Gc<Dict>>) -> PyResult {
    call_with_class(vm, "_generic_init_subclass", cls, args, kwargs)
}

fn call_with_class(vm: &mut Vm, name: &str, cls: Value, args: &[Value], kwargs: Option<Gc<Dict>>) -> PyResult {
    let typing = crate::import::module(vm, "typing")?;
    let function = vm.getattr_str(typing, name)?;
    let all = vm.new_tuple_filled(args.len() + 1, |i| if i == 0 { cls } else { args[i - 1] })?;
    vm.call_dict(function, all.items(), kwargs)
}

/// `typing.Generic[*params]`, the base that type parameters give a class.
pub fn subscript_generic(vm: &mut Vm, params: Value) -> PyResult {
    let params = match params.cast::<Tuple>() {
        Some(params) => unpack_tuples(vm, params)?,
        None => vm.new_tuple(&[params])?,
    };
    let typing = crate::import::module(vm, "typing")?;
    let alias = vm.getattr_str(typing, "_GenericAlias")?;
    let generic = vm.types.generic.value();
    vm.call(alias, &[generic, params.value()])
}
