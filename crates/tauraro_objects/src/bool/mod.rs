//! `bool`: the two truth values, a subtype of int.

use crate::raise::as_int;
use tauraro_core::heap::Gc;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::Type;
use tauraro_core::ops::BinaryOp;
use tauraro_core::{PyResult, Value, Vm, pyfunction};

/// True if the object is true.
#[pyfunction("bool.__new__($type, object=False, /)")]
fn new(vm: &mut Vm, _cls: Gc<Type>, object: Option<Value>) -> PyResult {
    match object {
        Some(v) => vm.truth(v).map(Value::bool),
        None => Ok(Value::FALSE),
    }
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let text = if v == Value::TRUE { "True" } else { "False" };
    Ok(vm.intern(text).value())
}

/// On two bools the bit operators give a bool; with an int they are int's.
fn bitwise(vm: &mut Vm, op: BinaryOp, a: Value, b: Value) -> PyResult {
    if let (Some(x), Some(y)) = (a.as_bool(), b.as_bool()) {
        return Ok(Value::bool(match op {
            BinaryOp::And => x & y,
            BinaryOp::Or => x | y,
            _ => x ^ y,
        }));
    }
    if as_int(&a).is_none() || as_int(&b).is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let number = |v: Value| v.as_bool().map_or(v, |t| Value::small(i64::from(t)));
    vm.binary(op, number(a), number(b))
}

fn and(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    bitwise(vm, BinaryOp::And, a, b)
}

fn or(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    bitwise(vm, BinaryOp::Or, a, b)
}

fn xor(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    bitwise(vm, BinaryOp::Xor, a, b)
}

fn invert(vm: &mut Vm, v: Value) -> PyResult {
    let text = "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the \
                bitwise inversion of the underlying int object and is usually not what you expect from negating a \
                bool. Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise \
                inversion of the underlying int.";
    vm.warn(vm.exc.deprecation_warning, text, None)?;
    Ok(Value::small(if v == Value::TRUE { -2 } else { -1 }))
}

static SPEC: TypeSpec = TypeSpec {
    doc: Some("True or False."),
    new: Some(new::as_new),
    slots: |s| {
        s.repr.set(Some(repr));
        s.and.set(Some(and));
        s.or.set(Some(or));
        s.xor.set(Some(xor));
        s.invert.set(Some(invert));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.bool, &SPEC)
}
