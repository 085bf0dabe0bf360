//! `traceback`: its attributes and its constructor.

use crate::display::line_of;
use crate::introspect::{FrameObject, LASTI_STEP, Traceback};
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, Type};
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Value, Vm, pyfunction};

fn traceback(v: Value) -> Gc<Traceback> {
    v.cast::<Traceback>().expect("the attribute is that of tracebacks")
}

fn tb_next(_: &mut Vm, v: Value) -> PyResult {
    Ok(traceback(v).next.get())
}

fn set_tb_next(vm: &mut Vm, v: Value, to: Option<Value>) -> PyResult<()> {
    let tb = traceback(v);
    let Some(to) = to else { return Err(vm.type_error("can't delete tb_next attribute")) };
    if !to.is_none() && !to.is::<Traceback>() {
        let text = format!("expected traceback object, got '{}'", vm.type_name(to));
        return Err(vm.type_error(text));
    }
    let mut entry = to;
    while let Some(t) = entry.cast::<Traceback>() {
        if t == tb {
            return Err(vm.value_error("traceback loop detected"));
        }
        entry = t.next.get();
    }
    tb.set(&tb.next, to);
    Ok(())
}

fn tb_frame(_: &mut Vm, v: Value) -> PyResult {
    Ok(traceback(v).frame.value())
}

fn tb_lineno(_: &mut Vm, v: Value) -> PyResult {
    Ok(Value::small(i64::from(line_of(traceback(v)))))
}

fn tb_lasti(_: &mut Vm, v: Value) -> PyResult {
    Ok(Value::small(traceback(v).last.get() * LASTI_STEP))
}

/// An entry made by hand.
#[pyfunction("traceback($type, tb_next, tb_frame, tb_lasti, tb_lineno)")]
fn new(
    vm: &mut Vm,
    _cls: Gc<Type>,
    tb_next: Value,
    tb_frame: Gc<FrameObject>,
    tb_lasti: i64,
    tb_lineno: i64,
) -> PyResult {
    if !tb_next.is_none() && !tb_next.is::<Traceback>() {
        let text = format!("expected traceback object or None, got '{}'", vm.type_name(tb_next));
        return Err(vm.type_error(text));
    }
    let payload = Traceback {
        next: Slot::new(tb_next),
        frame: tb_frame,
        last: Cell::new(tb_lasti.div_euclid(LASTI_STEP)),
        line: Cell::new(u32::try_from(tb_lineno).unwrap_or(0)),
    };
    Ok(vm.alloc(ShapeId::TRACEBACK, payload).value())
}

static TRACEBACK: TypeSpec = TypeSpec {
    kind: Some(Traceback::INFO),
    new: Some(new::as_new),
    getset: &[
        GetSetDef { name: "tb_next", doc: "The entry nearer to the raise.", get: tb_next, set: Some(set_tb_next) },
        GetSetDef { name: "tb_frame", doc: "The frame.", get: tb_frame, set: Some(tauraro_core::object::readonly) },
        GetSetDef { name: "tb_lineno", doc: "The line.", get: tb_lineno, set: None },
        GetSetDef { name: "tb_lasti", doc: "The instruction.", get: tb_lasti, set: None },
    ],
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.traceback, &TRACEBACK)
}
