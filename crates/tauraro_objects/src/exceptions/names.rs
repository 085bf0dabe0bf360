//! `AttributeError` and `NameError`: the name that was not found, for suggestions.

use super::base::{args_of, exc, keep_args, own_dict};
use super::fields::{field, set};
use tauraro_core::builtin::unexpected_keyword;
use tauraro_core::call::Args;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::Exception;
use tauraro_core::{Gc, PyResult, Tuple, Value, Vm, defs, pyfunction};

pub(super) static ATTRIBUTE_ERROR: TypeSpec = TypeSpec {
    methods: defs![getstate, reduce],
    getset: &[field!("name" 0, "Name of the attribute."), field!("obj" 1, "The object that has no such attribute.")],
    slots: |s| s.init.set(Some(|vm, v, args| init(vm, v, args, "AttributeError", &["name", "obj"]))),
    ..TypeSpec::EMPTY
};

pub(super) static NAME_ERROR: TypeSpec = TypeSpec {
    getset: &[field!("name" 0, "The name.")],
    slots: |s| s.init.set(Some(|vm, v, args| init(vm, v, args, "NameError", &["name"]))),
    ..TypeSpec::EMPTY
};

fn init(vm: &mut Vm, this: Value, args: Args<'_>, function: &str, names: &[&str]) -> PyResult<()> {
    let e = exc(this);
    keep_args(vm, e, args)?;
    keyword_fields(vm, e, args, function, names, 0)
}

/// Sets fields from keyword arguments; `first` is the number of the first name's field.
pub(super) fn keyword_fields(
    vm: &mut Vm,
    e: Gc<Exception>,
    args: Args<'_>,
    function: &str,
    names: &[&str],
    first: usize,
) -> PyResult<()> {
    for i in 0..names.len() {
        set(vm, e, first + i, Value::NONE)?;
    }
    for (name, v) in args.keywords() {
        match names.iter().position(|n| n.as_bytes() == name.as_bytes()) {
            Some(i) => set(vm, e, first + i, v)?,
            None => {
                return Err(unexpected_keyword(vm, function, name, names));
            }
        }
    }
    Ok(())
}

/// For pickling: the attributes with name and arguments, but without the object.
#[pyfunction("AttributeError.__getstate__($self, /)")]
fn getstate(vm: &mut Vm, this: Gc<Exception>) -> PyResult {
    let state = vm.new_dict();
    if let Some(own) = own_dict(vm, this.value())? {
        for (key, v) in own.iter() {
            state.set_item(vm, key, v)?;
        }
    }
    if let Some(name) = this.field(0).non_none() {
        state.set_str(vm, "name", name)?;
    }
    if !args_of(this).is_empty() {
        state.set_str(vm, "args", this.args.get())?;
    }
    Ok(state.value())
}

/// For pickling: the class, the arguments and the state.
#[pyfunction("AttributeError.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<Exception>) -> PyResult<Gc<Tuple>> {
    let state = getstate(vm, this)?;
    let class = vm.type_of(this.value()).value();
    vm.new_tuple(&[class, this.args.get(), state])
}
