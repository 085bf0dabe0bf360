//! `function`: construction, attributes and binding.

use crate::calls::call_function;
use crate::code::{CodeObject, ready};
use crate::function::{Function, new_function};
use tauraro_core::heap::Slot;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{BoundMethod, CellVar, Dict, GetSetDef, Str, Tuple, Type, readonly};
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Value, Vm, pyfunction};

fn this(v: Value) -> Gc<Function> {
    v.cast::<Function>().expect("the attribute is that of functions")
}

/// Makes a function of a code object.
#[pyfunction("function.__new__($type, code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)")]
fn new(
    vm: &mut Vm,
    _cls: Gc<Type>,
    code: Gc<CodeObject>,
    globals: Gc<Dict>,
    name: Option<Value>,
    argdefs: Option<Value>,
    closure: Option<Value>,
    kwdefaults: Option<Value>,
) -> PyResult {
    let wanted = code.code.freevars().count();
    let name = name.and_then(Value::non_none);
    if name.is_some_and(|n| !n.is::<Str>()) {
        return Err(vm.type_error("arg 3 (name) must be None or string"));
    }
    let defaults = argdefs.and_then(Value::non_none);
    if defaults.is_some_and(|d| !d.is::<Tuple>()) {
        return Err(vm.type_error("arg 4 (defaults) must be None or tuple"));
    }
    if kwdefaults.and_then(Value::non_none).is_some_and(|d| !d.is::<Dict>()) {
        return Err(vm.type_error("arg 6 (kwdefaults) must be None or dict"));
    }
    let cells = closure.and_then(Value::non_none);
    match cells {
        None if wanted > 0 => return Err(vm.type_error("arg 5 (closure) must be tuple")),
        Some(c) if !c.is::<Tuple>() => {
            let text =
                if wanted > 0 { "arg 5 (closure) must be tuple" } else { "arg 5 (closure) must be None or tuple" };
            return Err(vm.type_error(text));
        }
        _ => {}
    }
    let cells = cells.and_then(Value::cast::<Tuple>);
    let given = cells.map_or(0, |c| c.len());
    if given != wanted {
        let name = code.code.name.to_string();
        return Err(vm.value_error(format!("{name} requires closure of length {wanted}, not {given}")));
    }
    if let Some(other) = cells.and_then(|c| c.items().iter().copied().find(|c| !c.is::<CellVar>())) {
        let text = format!("arg 5 (closure) expected cell, found {}", vm.type_name(other));
        return Err(vm.type_error(text));
    }
    let f = new_function(vm, code, globals)?;
    if let Some(name) = name {
        f.set(&f.name, name);
    }
    f.link(&f.defaults, defaults.and_then(Value::cast::<Tuple>));
    f.link(&f.closure, cells.filter(|c| !c.is_empty()));
    f.link(&f.kwdefaults, kwdefaults.and_then(Value::cast::<Dict>));
    Ok(f.value())
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let f = this(v);
    let name = vm.str(f.qualname.get())?.to_string_lossy();
    Ok(vm.new_str(&format!("<function {name} at {:#x}>", f.bits()))?.value())
}

/// `function.__get__`: a method of the instance, or the function itself on a class.
pub(crate) fn descr_get(vm: &mut Vm, v: Value, obj: Option<Value>, _: Value) -> PyResult {
    match obj {
        Some(obj) => {
            let payload = BoundMethod { func: Slot::new(v), receiver: Slot::new(obj) };
            Ok(vm.alloc(ShapeId::BOUND_METHOD, payload).value())
        }
        None => Ok(v),
    }
}

fn get_name(_: &mut Vm, v: Value) -> PyResult {
    Ok(this(v).name.get())
}

fn get_qualname(_: &mut Vm, v: Value) -> PyResult {
    Ok(this(v).qualname.get())
}

fn set_name(vm: &mut Vm, v: Value, to: Option<Value>) -> PyResult<()> {
    match to.filter(|t| t.is::<Str>()) {
        Some(text) => {
            let f = this(v);
            f.set(&f.name, text);
            Ok(())
        }
        None => Err(vm.type_error("__name__ must be set to a string object")),
    }
}

fn set_qualname(vm: &mut Vm, v: Value, to: Option<Value>) -> PyResult<()> {
    match to.filter(|t| t.is::<Str>()) {
        Some(text) => {
            let f = this(v);
            f.set(&f.qualname, text);
            Ok(())
        }
        None => Err(vm.type_error("__qualname__ must be set to a string object")),
    }
}

fn get_doc(vm: &mut Vm, v: Value) -> PyResult {
    let f = this(v);
    if f.doc.get().is_unbound() {
        let code = f.code_object();
        ready(vm, code)?;
        f.set(&f.doc, code.consts().slots()[0].get());
    }
    Ok(f.doc.get())
}

fn set_doc(_: &mut Vm, v: Value, to: Option<Value>) -> PyResult<()> {
    let f = this(v);
    f.set(&f.doc, to.unwrap_or(Value::NONE));
    Ok(())
}

fn get_module(_: &mut Vm, v: Value) -> PyResult {
    Ok(this(v).module.get())
}

fn set_module(_: &mut Vm, v: Value, to: Option<Value>) -> PyResult<()> {
    let f = this(v);
    f.set(&f.module, to.unwrap_or(Value::NONE));
    Ok(())
}

fn get_code(_: &mut Vm, v: Value) -> PyResult {
    Ok(this(v).code_object().value())
}

fn set_code(vm: &mut Vm, v: Value, to: Option<Value>) -> PyResult<()> {
    let Some(code) = to.and_then(Value::cast::<CodeObject>) else {
        return Err(vm.type_error("__code__ must be set to a code object"));
    };
    let f = this(v);
    let (wanted, has) = (code.code.freevars().count(), f.closure.get().map_or(0, |c| c.len()));
    if wanted != has {
        let name = vm.str(f.name.get())?.to_string_lossy();
        return Err(vm.value_error(format!("{name}() requires a code object with {has} free vars, not {wanted}")));
    }
    // The docstring is that of the first code.
    get_doc(vm, v)?;
    f.link(&f.code, Some(code));
    Ok(())
}

fn get_defaults(_: &mut Vm, v: Value) -> PyResult {
    Ok(this(v).defaults.get().map_or(Value::NONE, Gc::value))
}

fn set_defaults(vm: &mut Vm, v: Value, to: Option<Value>) -> PyResult<()> {
    let f = this(v);
    match to.and_then(Value::non_none) {
        None => f.link(&f.defaults, None),
        Some(t) => match t.cast::<Tuple>() {
            Some(t) => f.link(&f.defaults, Some(t)),
            None => return Err(vm.type_error("__defaults__ must be set to a tuple object")),
        },
    }
    Ok(())
}

fn get_kwdefaults(_: &mut Vm, v: Value) -> PyResult {
    Ok(this(v).kwdefaults.get().map_or(Value::NONE, Gc::value))
}

fn set_kwdefaults(vm: &mut Vm, v: Value, to: Option<Value>) -> PyResult<()> {
    let f = this(v);
    match to.and_then(Value::non_none) {
        None => f.link(&f.kwdefaults, None),
        Some(d) => match d.cast::<Dict>() {
            Some(d) => f.link(&f.kwdefaults, Some(d)),
            None => return Err(vm.type_error("__kwdefaults__ must be set to a dict object")),
        },
    }
    Ok(())
}

fn get_closure(_: &mut Vm, v: Value) -> PyResult {
    Ok(this(v).closure.get().map_or(Value::NONE, Gc::value))
}

fn get_globals(_: &mut Vm, v: Value) -> PyResult {
    Ok(this(v).globals.value())
}

fn get_builtins(_: &mut Vm, v: Value) -> PyResult {
    Ok(this(v).builtins.value())
}

fn get_annotations(vm: &mut Vm, v: Value) -> PyResult {
    let f = this(v);
    if f.annotations.get().is_none() {
        let annotate = f.annotate.get();
        let made = if annotate.is_none() { vm.new_dict().value() } else { vm.call(annotate, &[Value::small(1)])? };
        if !made.is::<Dict>() {
            let text = format!("__annotate__ returned non-dict of type '{}'", vm.type_name(made));
            return Err(vm.type_error(text));
        }
        f.set(&f.annotations, made);
    }
    Ok(f.annotations.get())
}

fn set_annotations(vm: &mut Vm, v: Value, to: Option<Value>) -> PyResult<()> {
    let f = this(v);
    match to.and_then(Value::non_none) {
        Some(d) if !d.is::<Dict>() => return Err(vm.type_error("__annotations__ must be set to a dict object")),
        d => f.set(&f.annotations, d.unwrap_or(Value::NONE)),
    }
    f.set(&f.annotate, Value::NONE);
    Ok(())
}

fn get_annotate(_: &mut Vm, v: Value) -> PyResult {
    Ok(this(v).annotate.get())
}

fn set_annotate(vm: &mut Vm, v: Value, to: Option<Value>) -> PyResult<()> {
    let f = this(v);
    let Some(to) = to else { return Err(vm.type_error("__annotate__ cannot be deleted")) };
    if !to.is_none() && vm.type_of(to).slots.call.get().is_none() {
        return Err(vm.type_error("__annotate__ must be callable or None"));
    }
    f.set(&f.annotate, to);
    if !to.is_none() {
        f.set(&f.annotations, Value::NONE);
    }
    Ok(())
}

fn get_type_params(_: &mut Vm, v: Value) -> PyResult {
    Ok(this(v).type_params.get())
}

fn set_type_params(vm: &mut Vm, v: Value, to: Option<Value>) -> PyResult<()> {
    match to.filter(|t| t.is::<Tuple>()) {
        Some(t) => {
            let f = this(v);
            f.set(&f.type_params, t);
            Ok(())
        }
        None => Err(vm.type_error("__type_params__ must be set to a tuple")),
    }
}

static FUNCTION: TypeSpec = TypeSpec {
    doc: Some("A function made of a code object."),
    kind: Some(Function::INFO),
    has_dict: true,
    weakrefs: true,
    new: Some(new::as_new),
    getset: &[
        GetSetDef { name: "__name__", doc: "Name.", get: get_name, set: Some(set_name) },
        GetSetDef { name: "__qualname__", doc: "Qualified name.", get: get_qualname, set: Some(set_qualname) },
        GetSetDef { name: "__doc__", doc: "Documentation.", get: get_doc, set: Some(set_doc) },
        GetSetDef { name: "__module__", doc: "Module.", get: get_module, set: Some(set_module) },
        GetSetDef { name: "__code__", doc: "Code object.", get: get_code, set: Some(set_code) },
        GetSetDef { name: "__defaults__", doc: "Defaults.", get: get_defaults, set: Some(set_defaults) },
        GetSetDef {
            name: "__kwdefaults__",
            doc: "Defaults of keyword-only parameters.",
            get: get_kwdefaults,
            set: Some(set_kwdefaults),
        },
        GetSetDef { name: "__closure__", doc: "Cells of the free variables.", get: get_closure, set: Some(readonly) },
        GetSetDef { name: "__globals__", doc: "Global variables.", get: get_globals, set: Some(readonly) },
        GetSetDef { name: "__builtins__", doc: "Built-in names.", get: get_builtins, set: Some(readonly) },
        GetSetDef { name: "__annotations__", doc: "Annotations.", get: get_annotations, set: Some(set_annotations) },
        GetSetDef {
            name: "__annotate__",
            doc: "Function that gives the annotations.",
            get: get_annotate,
            set: Some(set_annotate),
        },
        GetSetDef {
            name: "__type_params__",
            doc: "Type parameters.",
            get: get_type_params,
            set: Some(set_type_params),
        },
    ],
    slots: |s| {
        s.call.set(Some(call_function));
        s.repr.set(Some(repr));
        s.descr_get.set(Some(descr_get));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.function, &FUNCTION)
}
