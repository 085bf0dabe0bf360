//! The types of `None`, `NotImplemented` and `...`.

use crate::identity;
use tauraro_core::call::Args;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::CompareOp;
use tauraro_core::{Gc, PyResult, Type, Value, Vm, defs, pyfunction};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.none_type, &NONE)?;
    vm.fill_type(vm.types.not_implemented_type, &NOT_IMPLEMENTED)?;
    vm.fill_type(vm.types.ellipsis, &ELLIPSIS)
}

static NONE: TypeSpec = TypeSpec {
    doc: Some("The type of None."),
    new: Some(|vm, cls, args| singleton(vm, cls, args, Value::NONE)),
    slots: |s| {
        s.repr.set(Some(|vm, _| Ok(vm.intern("None").value())));
        s.bool.set(Some(|_, _| Ok(false)));
        s.hash.set(Some(|_, _| Ok(NONE_HASH)));
        s.compare.set(Some(compare_none));
        s.or.set(Some(crate::union::or));
    },
    ..TypeSpec::EMPTY
};

/// CPython's, which is the same in every process.
const NONE_HASH: i64 = 0xFCA8_6420;

static NOT_IMPLEMENTED: TypeSpec = TypeSpec {
    doc: Some("The type of NotImplemented."),
    new: Some(|vm, cls, args| singleton(vm, cls, args, Value::NOT_IMPLEMENTED)),
    methods: defs![reduce_not_implemented],
    slots: |s| {
        s.repr.set(Some(|vm, _| Ok(vm.intern("NotImplemented").value())));
        s.hash.set(Some(|_, v| Ok(identity::hash(v))));
        s.bool.set(Some(|vm, _| Err(vm.type_error("NotImplemented should not be used in a boolean context"))));
    },
    ..TypeSpec::EMPTY
};

static ELLIPSIS: TypeSpec = TypeSpec {
    doc: Some("The type of Ellipsis (...)."),
    new: Some(|vm, cls, args| singleton(vm, cls, args, Value::ELLIPSIS)),
    methods: defs![reduce_ellipsis],
    slots: |s| {
        s.repr.set(Some(|vm, _| Ok(vm.intern("Ellipsis").value())));
        s.hash.set(Some(|_, v| Ok(identity::hash(v))));
    },
    ..TypeSpec::EMPTY
};

fn singleton(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>, v: Value) -> PyResult {
    if args.values.is_empty() {
        return Ok(v);
    }
    let name = if v == Value::ELLIPSIS { "EllipsisType".to_owned() } else { cls.name_str() };
    Err(vm.type_error(format!("{name} takes no arguments")))
}

fn compare_none(_: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    Ok(match op {
        CompareOp::Eq if a == b => Value::TRUE,
        CompareOp::Ne if a == b => Value::FALSE,
        _ => Value::NOT_IMPLEMENTED,
    })
}

/// For pickling: by its name in builtins.
#[pyfunction("NotImplementedType.__reduce__($self, /)")]
fn reduce_not_implemented(_: &mut Vm, _this: Value) -> &'static str {
    "NotImplemented"
}

/// For pickling: by its name in builtins.
#[pyfunction("ellipsis.__reduce__($self, /)")]
fn reduce_ellipsis(_: &mut Vm, _this: Value) -> &'static str {
    "Ellipsis"
}
