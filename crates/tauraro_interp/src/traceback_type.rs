//! `traceback`, and what frames and code objects show of themselves.

use crate::code::CodeObject;
use crate::display::line_of;
use crate::introspect::{FrameObject, Traceback};
use tauraro_bytecode::{Code, Pc};
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::GetSetDef;
use tauraro_core::{PyResult, Value, Vm};

fn traceback(v: Value) -> Gc<Traceback> {
    v.cast::<Traceback>().expect("the attribute is that of tracebacks")
}

fn tb_next(_: &mut Vm, v: Value) -> PyResult {
    Ok(traceback(v).next.get())
}

fn set_tb_next(vm: &mut Vm, v: Value, to: Option<Value>) -> PyResult<()> {
    let tb = traceback(v);
    let to = to.unwrap_or(Value::NONE);
    if !to.is_none() && !to.is::<Traceback>() {
        let text = format!("expected traceback object or None, got '{}'", vm.type_name(to));
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
    Ok(Value::small(traceback(v).last.get() * 8))
}

static TRACEBACK: TypeSpec = TypeSpec {
    kind: Some(Traceback::INFO),
    getset: &[
        GetSetDef { name: "tb_next", doc: "The entry nearer to the raise.", get: tb_next, set: Some(set_tb_next) },
        GetSetDef { name: "tb_frame", doc: "The frame.", get: tb_frame, set: None },
        GetSetDef { name: "tb_lineno", doc: "The line.", get: tb_lineno, set: None },
        GetSetDef { name: "tb_lasti", doc: "The instruction.", get: tb_lasti, set: None },
    ],
    ..TypeSpec::EMPTY
};

fn frame(v: Value) -> Gc<FrameObject> {
    v.cast::<FrameObject>().expect("the attribute is that of frames")
}

fn f_code(_: &mut Vm, v: Value) -> PyResult {
    Ok(frame(v).code.value())
}

fn f_globals(_: &mut Vm, v: Value) -> PyResult {
    Ok(frame(v).globals.value())
}

fn f_builtins(_: &mut Vm, v: Value) -> PyResult {
    Ok(frame(v).builtins.value())
}

fn f_back(vm: &mut Vm, v: Value) -> PyResult {
    Ok(crate::introspect::frame_below(vm, frame(v)).map_or(Value::NONE, Gc::value))
}

fn f_lineno(_: &mut Vm, v: Value) -> PyResult {
    let f = frame(v);
    let at = crate::introspect::instruction_of(f);
    let position = f.code.code.positions.lookup(Pc(at));
    Ok(Value::small(i64::from(position.map_or(f.code.code.first_line, |p| p.line))))
}

fn f_lasti(_: &mut Vm, v: Value) -> PyResult {
    Ok(Value::small(i64::from(crate::introspect::instruction_of(frame(v))) * 8))
}

/// The variables of a frame as a mapping. A function's are a copy: writing them has no effect
/// on the function (see docs/divergences/frames.md).
fn f_locals(vm: &mut Vm, v: Value) -> PyResult {
    let f = frame(v);
    if let Some(namespace) = f.namespace.get().bound() {
        return Ok(namespace);
    }
    let active = f.active.get();
    if !active.is_null() {
        return crate::builtins::frame_locals(vm, active);
    }
    let dict = vm.new_dict();
    let generator = f.generator.get().cast::<crate::generator::Generator>();
    let registers = f.registers.get().or(generator.and_then(|g| g.registers.get()));
    let Some(registers) = registers else { return Ok(dict.value()) };
    for (i, name) in f.code.locals.items().iter().enumerate() {
        let held = registers.slots()[i].get();
        let content = held.cast::<tauraro_core::object::CellVar>().map_or(held, |c| c.content.get());
        if !content.is_unbound() {
            dict.set_item(vm, *name, content)?;
        }
    }
    Ok(dict.value())
}

static FRAME: TypeSpec = TypeSpec {
    kind: Some(FrameObject::INFO),
    getset: &[
        GetSetDef { name: "f_code", doc: "The code.", get: f_code, set: None },
        GetSetDef { name: "f_globals", doc: "Global variables.", get: f_globals, set: None },
        GetSetDef { name: "f_builtins", doc: "Built-in names.", get: f_builtins, set: None },
        GetSetDef { name: "f_back", doc: "The caller's frame.", get: f_back, set: None },
        GetSetDef { name: "f_locals", doc: "Variables.", get: f_locals, set: None },
        GetSetDef { name: "f_lineno", doc: "The line.", get: f_lineno, set: None },
        GetSetDef { name: "f_lasti", doc: "The instruction.", get: f_lasti, set: None },
    ],
    ..TypeSpec::EMPTY
};

fn code(v: Value) -> Gc<CodeObject> {
    v.cast::<CodeObject>().expect("the attribute is that of code")
}

fn number(n: u32) -> PyResult {
    Ok(Value::small(i64::from(n)))
}

fn co_name(_: &mut Vm, v: Value) -> PyResult {
    Ok(code(v).name.get())
}

fn co_qualname(_: &mut Vm, v: Value) -> PyResult {
    Ok(code(v).qualname.get())
}

fn co_filename(_: &mut Vm, v: Value) -> PyResult {
    Ok(code(v).filename.get())
}

fn co_firstlineno(_: &mut Vm, v: Value) -> PyResult {
    number(code(v).code.first_line)
}

fn co_argcount(_: &mut Vm, v: Value) -> PyResult {
    number(code(v).code.arg_count)
}

fn co_posonlyargcount(_: &mut Vm, v: Value) -> PyResult {
    number(code(v).code.posonly_count)
}

fn co_kwonlyargcount(_: &mut Vm, v: Value) -> PyResult {
    number(code(v).code.kwonly_count)
}

fn co_flags(_: &mut Vm, v: Value) -> PyResult {
    number(code(v).code.flags.0)
}

fn co_stacksize(_: &mut Vm, v: Value) -> PyResult {
    number(code(v).n_registers)
}

fn texts<'a>(vm: &mut Vm, names: impl Iterator<Item = &'a str>) -> PyResult {
    let list = vm.new_list(&[])?;
    for name in names {
        let name = vm.intern(name).value();
        list.push(vm, name)?;
    }
    let n = list.items.len();
    Ok(vm.new_tuple_filled(n, |i| list.items.get(i).unwrap_or(Value::NONE))?.value())
}

fn co_nlocals(_: &mut Vm, v: Value) -> PyResult {
    Ok(Value::small(code(v).code.varnames().count() as i64))
}

fn co_varnames(vm: &mut Vm, v: Value) -> PyResult {
    texts(vm, Code::varnames(&code(v).code))
}

fn co_cellvars(vm: &mut Vm, v: Value) -> PyResult {
    texts(vm, Code::cellvars(&code(v).code))
}

fn co_freevars(vm: &mut Vm, v: Value) -> PyResult {
    texts(vm, Code::freevars(&code(v).code))
}

fn co_names(vm: &mut Vm, v: Value) -> PyResult {
    texts(vm, code(v).code.names.iter().map(|n| &**n))
}

fn co_consts(vm: &mut Vm, v: Value) -> PyResult {
    let code = code(v);
    for (i, c) in code.code.consts.iter().enumerate() {
        if c.as_code().is_some() {
            code.nested_code(vm, i)?;
        }
    }
    let n = code.code.consts.len();
    Ok(vm.new_tuple_filled(n, |i| code.consts.slots()[i].get())?.value())
}

fn repr_code(vm: &mut Vm, v: Value) -> PyResult {
    let c = code(v);
    let text = format!(
        "<code object {} at {:#x}, file \"{}\", line {}>",
        c.code.name,
        c.bits(),
        c.code.filename,
        c.code.first_line
    );
    Ok(vm.new_str(&text)?.value())
}

macro_rules! attributes {
    ($($name:ident $doc:literal),* $(,)?) => {
        &[$(GetSetDef { name: stringify!($name), doc: $doc, get: $name, set: None }),*]
    };
}

static CODE: TypeSpec = TypeSpec {
    kind: Some(CodeObject::INFO),
    weakrefs: true,
    getset: attributes![
        co_name "Name.",
        co_qualname "Qualified name.",
        co_filename "File.",
        co_firstlineno "First line.",
        co_argcount "Number of positional parameters.",
        co_posonlyargcount "Number of positional-only parameters.",
        co_kwonlyargcount "Number of keyword-only parameters.",
        co_flags "Properties.",
        co_stacksize "Number of registers.",
        co_nlocals "Number of local variables.",
        co_varnames "Local variables.",
        co_cellvars "Variables that closures share.",
        co_freevars "Variables of enclosing functions.",
        co_names "Other names.",
        co_consts "Constants.",
    ],
    slots: |s| s.repr.set(Some(repr_code)),
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.traceback, &TRACEBACK)?;
    vm.fill_type(vm.types.frame, &FRAME)?;
    vm.fill_type(vm.types.code, &CODE)
}
