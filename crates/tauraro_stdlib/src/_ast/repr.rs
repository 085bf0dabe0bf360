//! `repr` of nodes: three levels deep, long lists by their first and last item.

use super::is_node;
use rustpython_wtf8::Wtf8Buf;
use tauraro_core::heap::Gc;
use tauraro_core::{List, PyResult, Tuple, Value, Vm};
use tauraro_objects::repr_guard::repr_once;

/// Levels that are shown.
const DEPTH: u32 = 3;

pub(super) fn repr(vm: &mut Vm, v: Value) -> PyResult {
    node(vm, v, DEPTH)
}

fn node(vm: &mut Vm, v: Value, depth: u32) -> PyResult {
    let name = vm.type_of(v).short_name();
    let short = format!("{name}(...)");
    if depth == 0 {
        return vm.new_str(&short).map(Gc::value);
    }
    repr_once(vm, v, &short, |vm| {
        let mut text = Wtf8Buf::from_string(format!("{name}("));
        let fields = super::node::names_of(vm, v, "_fields")?;
        for i in 0..fields.items.len() {
            let field = fields.items.get(i).unwrap_or(Value::NONE);
            let field = vm.str(field)?;
            let value = vm.getattr(v, field)?;
            text.push_str(if i == 0 { "" } else { ", " });
            text.push_wtf8(field.as_wtf8());
            text.push_str("=");
            push_value(vm, &mut text, value, depth)?;
        }
        text.push_str(")");
        vm.new_str_wtf8(&text).map(Gc::value)
    })
}

fn push_value(vm: &mut Vm, text: &mut Wtf8Buf, v: Value, depth: u32) -> PyResult<()> {
    if let Some(list) = v.cast::<List>() {
        let (first, last) = (list.items.get(0), list.items.last());
        text.push_str("[");
        push_ends(vm, text, list.items.len(), [first, last], depth)?;
        text.push_str("]");
        return Ok(());
    }
    if let Some(tuple) = v.cast::<Tuple>() {
        text.push_str("(");
        push_ends(vm, text, tuple.len(), [tuple.get(0), tuple.items().last().copied()], depth)?;
        text.push_str(")");
        return Ok(());
    }
    push_item(vm, text, v, depth)
}

fn push_item(vm: &mut Vm, text: &mut Wtf8Buf, v: Value, depth: u32) -> PyResult<()> {
    let shown = if is_node(vm, v) {
        let shown = node(vm, v, depth - 1)?;
        vm.str(shown)?
    } else {
        vm.repr(v)?
    };
    text.push_wtf8(shown.as_wtf8());
    Ok(())
}

/// The first and the last item, with dots for those between.
fn push_ends(vm: &mut Vm, text: &mut Wtf8Buf, len: usize, ends: [Option<Value>; 2], depth: u32) -> PyResult<()> {
    for (i, v) in ends.iter().take(len).enumerate() {
        if i > 0 {
            text.push_str(if len > 2 { ", ..., " } else { ", " });
        }
        push_item(vm, text, v.unwrap_or(Value::NONE), depth)?;
    }
    Ok(())
}
