//! `PyCF_OPTIMIZED_AST`: what the compiler settles before it makes code, shown in the tree.
//! `__debug__` becomes a constant, and at level 2 docstrings go.

use tauraro_core::{List, PyResult, Str, Tuple, Value, Vm};
use tauraro_stdlib::_ast::{self, grammar::Node};

/// Attributes of a node that say where it stands.
const PLACE: [&str; 4] = ["lineno", "col_offset", "end_lineno", "end_col_offset"];

/// Changes the tree; gives what stands in its place.
pub(crate) fn optimize(vm: &mut Vm, v: Value, level: u8) -> PyResult {
    vm.check_native_stack()?;
    if let Some(list) = v.cast::<List>() {
        for i in 0..list.items.len() {
            let Some(old) = list.items.get(i) else { break };
            let new = optimize(vm, old, level)?;
            if new != old && i < list.items.len() {
                list.items.set(i, new);
            }
        }
        return Ok(v);
    }
    match _ast::node_of(vm, v) {
        None => return Ok(v),
        Some(Node::Name) => return name(vm, v, level),
        Some(Node::Module | Node::FunctionDef | Node::AsyncFunctionDef | Node::ClassDef) if level >= 2 => {
            remove_docstring(vm, v)?;
        }
        Some(_) => {}
    }
    let fields = vm.getattr_str(v, "_fields")?;
    let Some(fields) = fields.cast::<Tuple>() else { return Ok(v) };
    for field in fields.items() {
        let Some(field) = field.cast::<Str>() else { continue };
        let Some(old) = vm.getattr_opt(v, field)? else { continue };
        let new = optimize(vm, old, level)?;
        if new != old {
            vm.setattr(v, field, Some(new))?;
        }
    }
    Ok(v)
}

/// `__debug__` where it is read.
fn name(vm: &mut Vm, v: Value, level: u8) -> PyResult {
    let id = vm.getattr_str(v, "id")?;
    let ctx = vm.getattr_str(v, "ctx")?;
    let is_debug = id.cast::<Str>().is_some_and(|s| s.as_bytes() == b"__debug__");
    if !is_debug || _ast::node_of(vm, ctx) != Some(Node::Load) {
        return Ok(v);
    }
    let constant = _ast::new_node(vm, Node::Constant, &[Value::bool(level == 0), Value::NONE])?;
    copy_place(vm, v, constant)?;
    Ok(constant)
}

fn copy_place(vm: &mut Vm, from: Value, to: Value) -> PyResult<()> {
    for name in PLACE {
        let name = vm.intern(name);
        if let Some(v) = vm.getattr_opt(from, name)? {
            vm.setattr(to, name, Some(v))?;
        }
    }
    Ok(())
}

/// Takes the text out that a body begins with. One that has nothing else gets a `pass`.
fn remove_docstring(vm: &mut Vm, v: Value) -> PyResult<()> {
    let body = vm.getattr_str(v, "body")?;
    let Some(list) = body.cast::<List>() else { return Ok(()) };
    let Some(first) = list.items.get(0) else { return Ok(()) };
    if _ast::node_of(vm, first) != Some(Node::Expr) {
        return Ok(());
    }
    let value = vm.getattr_str(first, "value")?;
    if _ast::node_of(vm, value) != Some(Node::Constant) || !vm.getattr_str(value, "value")?.is::<Str>() {
        return Ok(());
    }
    if list.items.len() > 1 {
        list.items.remove(0);
        return Ok(());
    }
    let pass = _ast::new_node(vm, Node::Pass, &[])?;
    copy_place(vm, first, pass)?;
    list.items.set(0, pass);
    Ok(())
}
