//! `cell`: a variable that closures share.

use crate::identity;
use tauraro_core::call::Args;
use tauraro_core::heap::Slot;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{CellVar, CompareOp, GetSetDef};
use tauraro_core::shape::ShapeId;
use tauraro_core::{Gc, PyResult, Type, Value, Vm};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.cell, &SPEC)
}

static SPEC: TypeSpec = TypeSpec {
    doc: Some("A variable that several functions share."),
    new: Some(new),
    getset: &[GetSetDef {
        name: "cell_contents",
        doc: "The value; ValueError while there is none.",
        get: contents,
        set: Some(set_contents),
    }],
    slots: |s| {
        s.repr.set(Some(repr));
        s.compare.set(Some(compare));
    },
    ..TypeSpec::EMPTY
};

fn this(v: Value) -> Gc<CellVar> {
    v.cast().expect("slots and getters get instances of their type")
}

fn new(vm: &mut Vm, _: Gc<Type>, args: Args<'_>) -> PyResult {
    if args.has_keywords() {
        return Err(vm.type_error("cell() takes no keyword arguments"));
    }
    let content = match *args.plain() {
        [] => Value::UNBOUND,
        [v] => v,
        _ => {
            let text = format!("cell expected at most 1 argument, got {}", args.plain().len());
            return Err(vm.type_error(text));
        }
    };
    Ok(vm.alloc(ShapeId::CELL, CellVar { content: Slot::new(content) }).value())
}

fn contents(vm: &mut Vm, v: Value) -> PyResult {
    match this(v).content.get().bound() {
        Some(content) => Ok(content),
        None => Err(vm.value_error("Cell is empty")),
    }
}

fn set_contents(_: &mut Vm, v: Value, content: Option<Value>) -> PyResult<()> {
    let cell = this(v);
    cell.set(&cell.content, content.unwrap_or(Value::UNBOUND));
    Ok(())
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let at = identity::address(v);
    let text = match this(v).content.get().bound() {
        None => format!("<cell at {at:#x}: empty>"),
        Some(c) => format!("<cell at {at:#x}: {} object at {:#x}>", vm.type_name(c), identity::address(c)),
    };
    Ok(vm.new_str(&text)?.value())
}

/// Cells compare by content; an empty one is less than any other.
fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.cast::<CellVar>(), b.cast::<CellVar>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    match (x.content.get().bound(), y.content.get().bound()) {
        (Some(x), Some(y)) => vm.compare(x, y, op),
        (x, y) => Ok(Value::bool(op.holds(x.is_some().cmp(&y.is_some())))),
    }
}
