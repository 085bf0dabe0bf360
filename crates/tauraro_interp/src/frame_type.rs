//! `frame`: what frame objects show of a running or ended activation.

use crate::frame_locals;
use crate::introspect::{FrameObject, LASTI_STEP, frame_below, instruction_of, line_of_frame};
use tauraro_bytecode::CodeFlags;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::GetSetDef;
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};

pub(crate) fn frame(v: Value) -> Gc<FrameObject> {
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
    Ok(frame_below(vm, frame(v)).map_or(Value::NONE, Gc::value))
}

fn f_lineno(_: &mut Vm, v: Value) -> PyResult {
    let f = frame(v);
    if f.jump_to.get() != 0 {
        return Ok(Value::small(i64::from(f.jump_to.get())));
    }
    Ok(line_of_frame(f).map_or(Value::NONE, |l| Value::small(i64::from(l))))
}

fn set_f_lineno(vm: &mut Vm, v: Value, to: Option<Value>) -> PyResult<()> {
    let Some(to) = to else { return Err(cannot_delete(vm, "f_lineno")) };
    crate::trace::set_line(vm, frame(v), to)
}

fn cannot_delete(vm: &mut Vm, name: &str) -> tauraro_core::Raised {
    vm.raise_text(vm.exc.attribute_error, &format!("attribute '{name}' of 'frame' objects cannot be deleted"))
}

fn f_lasti(_: &mut Vm, v: Value) -> PyResult {
    let f = frame(v);
    if f.jump_to.get() != 0 {
        // A `call` event: at the `Enter`, or before the first instruction, or at the one that yielded.
        let start = i64::from(f.code.begins_with_enter()) - 1;
        let before = f.traced.get().map_or(start, |(_, at)| i64::from(at));
        return Ok(Value::small(before * LASTI_STEP));
    }
    if f.active.get().is_null()
        && f.generator.get().cast::<crate::generator::Generator>().is_some_and(|g| g.is_created())
    {
        return Ok(Value::small(-1));
    }
    Ok(Value::small(i64::from(instruction_of(f)) * LASTI_STEP))
}

/// The variables: of a module or class body its namespace, of a function a proxy that writes
/// through.
fn f_locals(vm: &mut Vm, v: Value) -> PyResult {
    let f = frame(v);
    match f.namespace.get().bound() {
        Some(namespace) if !f.code.has(CodeFlags::OPTIMIZED) => Ok(namespace),
        _ => frame_locals::new_proxy(vm, f),
    }
}

fn f_trace(_: &mut Vm, v: Value) -> PyResult {
    Ok(frame(v).trace.get())
}

fn set_f_trace(_: &mut Vm, v: Value, to: Option<Value>) -> PyResult<()> {
    let f = frame(v);
    f.set(&f.trace, to.unwrap_or(Value::NONE));
    // The line on which the frame stands is no new one.
    f.traced.set(line_of_frame(f).map(|line| (line, instruction_of(f))));
    Ok(())
}

fn f_trace_lines(_: &mut Vm, v: Value) -> PyResult {
    Ok(Value::bool(frame(v).trace_lines.get()))
}

fn flag(vm: &mut Vm, v: Value) -> PyResult<bool> {
    match v.as_bool() {
        Some(flag) => Ok(flag),
        None => Err(vm.type_error("attribute value type must be bool")),
    }
}

fn set_f_trace_lines(vm: &mut Vm, v: Value, to: Option<Value>) -> PyResult<()> {
    let Some(to) = to else { return Err(vm.type_error("can't delete numeric/char attribute")) };
    let on = flag(vm, to)?;
    frame(v).trace_lines.set(on);
    Ok(())
}

fn f_trace_opcodes(_: &mut Vm, v: Value) -> PyResult {
    Ok(Value::bool(frame(v).trace_opcodes.get()))
}

fn set_f_trace_opcodes(vm: &mut Vm, v: Value, to: Option<Value>) -> PyResult<()> {
    let Some(to) = to else { return Err(cannot_delete(vm, "f_trace_opcodes")) };
    let on = flag(vm, to)?;
    frame(v).trace_opcodes.set(on);
    Ok(())
}

fn f_generator(_: &mut Vm, v: Value) -> PyResult {
    Ok(frame(v).generator.get())
}

/// Lets go of the variables of a frame that has ended.
#[pyfunction("frame.clear($self, /)")]
fn clear(vm: &mut Vm, this: Gc<FrameObject>) -> PyResult<()> {
    if !this.active.get().is_null() {
        return Err(vm.runtime_error("cannot clear an executing frame"));
    }
    if let Some(g) = this.generator.get().cast::<crate::generator::Generator>() {
        if g.is_running() {
            return Err(vm.runtime_error("cannot clear an executing frame"));
        }
        if g.is_suspended() {
            return Err(vm.runtime_error("cannot clear a suspended frame"));
        }
        crate::generator_types::finalize(vm, g.value())?;
    }
    this.link(&this.registers, None);
    this.set(&this.extra_locals, Value::NONE);
    Ok(())
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let f = frame(v);
    let file = vm.repr(f.code.filename.get())?.to_string_lossy();
    let line = line_of_frame(f).unwrap_or(f.code.code.first_line);
    let text = format!("<frame at {:#x}, file {file}, line {line}, code {}>", f.bits(), f.code.code.name);
    Ok(vm.new_str(&text)?.value())
}

static FRAME: TypeSpec = TypeSpec {
    kind: Some(FrameObject::INFO),
    methods: defs![clear],
    getset: &[
        GetSetDef { name: "f_code", doc: "The code.", get: f_code, set: None },
        GetSetDef { name: "f_globals", doc: "Global variables.", get: f_globals, set: None },
        GetSetDef { name: "f_builtins", doc: "Built-in names.", get: f_builtins, set: None },
        GetSetDef { name: "f_back", doc: "The caller's frame.", get: f_back, set: None },
        GetSetDef { name: "f_locals", doc: "Variables.", get: f_locals, set: None },
        GetSetDef { name: "f_lineno", doc: "The line.", get: f_lineno, set: Some(set_f_lineno) },
        GetSetDef { name: "f_lasti", doc: "The instruction.", get: f_lasti, set: None },
        GetSetDef { name: "f_generator", doc: "The generator whose frame this is.", get: f_generator, set: None },
        GetSetDef { name: "f_trace", doc: "The trace function.", get: f_trace, set: Some(set_f_trace) },
        GetSetDef {
            name: "f_trace_lines",
            doc: "Whether lines are traced.",
            get: f_trace_lines,
            set: Some(set_f_trace_lines),
        },
        GetSetDef {
            name: "f_trace_opcodes",
            doc: "Whether instructions are traced.",
            get: f_trace_opcodes,
            set: Some(set_f_trace_opcodes),
        },
    ],
    slots: |s| s.repr.set(Some(repr)),
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.frame, &FRAME)
}
