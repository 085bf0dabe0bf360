//! What Python code can see of running code: frame objects and tracebacks.

use crate::code::CodeObject;
use crate::frame::Frame;
use crate::function::Function;
use std::cell::Cell;
use tauraro_core::heap::{Gc, Link, Slot, Storage};
use tauraro_core::object::{Dict, Exception};
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Value, Vm, kinds};

/// `f_lasti` and the offsets of `co_lines()` count a word of code as CPython counts an
/// instruction, so that the library's arithmetic with `co_positions()` holds.
pub(crate) const LASTI_STEP: i64 = 2;

/// `frame`: shows an activation. While that is on the frame stack, `active` leads to it; when
/// it ends, its registers are copied into `registers`.
pub struct FrameObject {
    pub code: Gc<CodeObject>,
    pub globals: Gc<Dict>,
    pub builtins: Gc<Dict>,
    /// Namespace of module and class bodies; UNBOUND for functions.
    pub namespace: Slot,
    pub function: Link<Function>,
    /// `f_back` of a frame that has ended, or None.
    pub back: Slot,
    /// Registers of a frame that has ended.
    pub registers: Link<Storage>,
    /// Extra names that `f_locals` was given, a dict or None.
    pub extra_locals: Slot,
    /// Word index of the last instruction of a frame that has ended.
    pub last: Cell<u32>,
    /// `f_trace`, or None.
    pub trace: Slot,
    /// `f_trace_lines`
    pub trace_lines: Cell<bool>,
    /// `f_trace_opcodes`
    pub trace_opcodes: Cell<bool>,
    /// `f_lineno`, if not the line of the instruction: that of the `def` at a `call` event, or
    /// where a trace function wants to go on. 0: neither.
    pub jump_to: Cell<u32>,
    /// What a tracer knows of the frame: line and word of the instruction before.
    pub traced: Cell<Option<(u32, u32)>>,
    /// A tracer was told that the frame has begun or gone on.
    pub entered: Cell<bool>,
    /// The native callee that the frame waits for, as a tracer knows it, and its first argument.
    pub calling: Slot,
    pub first_argument: Slot,
    pub(crate) active: Cell<*mut Frame>,
    /// The generator whose frame this is, or None.
    pub generator: Slot,
}

tauraro_core::payload!(
    FrameObject,
    kinds::FRAME,
    "frame",
    [
        code,
        globals,
        builtins,
        namespace,
        function,
        back,
        registers,
        extra_locals,
        trace,
        generator,
        calling,
        first_argument
    ]
);

/// `traceback`: one entry of an exception's way.
pub struct Traceback {
    /// `tb_next` or None: the entry nearer to the raise.
    pub next: Slot,
    pub frame: Gc<FrameObject>,
    /// Word index of the instruction, `tb_lasti / 8`; -1: unknown.
    pub last: Cell<i64>,
    /// `tb_lineno` if it was set by hand, 0: computed from `last`.
    pub line: Cell<u32>,
}

tauraro_core::payload!(Traceback, kinds::TRACEBACK, "traceback", [next, frame]);

/// The frame object of an active frame.
pub(crate) fn frame_object(vm: &mut Vm, frame: *mut Frame) -> Gc<FrameObject> {
    // SAFETY: the caller passes an active frame.
    let f = unsafe { &mut *frame };
    if let Some(object) = f.object {
        return object;
    }
    let payload = FrameObject {
        code: f.code,
        globals: f.globals,
        builtins: f.builtins,
        namespace: Slot::new(f.namespace),
        function: Link::new(f.function),
        back: Slot::new(Value::NONE),
        registers: Link::new(None),
        extra_locals: Slot::new(Value::NONE),
        last: Cell::new(0),
        trace: Slot::new(Value::NONE),
        trace_lines: Cell::new(true),
        trace_opcodes: Cell::new(false),
        jump_to: Cell::new(0),
        traced: Cell::new(None),
        entered: Cell::new(false),
        calling: Slot::new(Value::UNBOUND),
        first_argument: Slot::new(Value::UNBOUND),
        active: Cell::new(frame),
        generator: Slot::new(f.generator.map_or(Value::NONE, Gc::value)),
    };
    let object = vm.alloc(ShapeId::FRAME, payload);
    f.object = Some(object);
    object
}

/// Called when a frame that has a frame object ends: the object keeps what can still be asked.
#[cold]
pub(crate) fn detach(vm: &mut Vm, frame: *mut Frame) -> PyResult<()> {
    // SAFETY: the caller passes the frame that ends, still initialised.
    let f = unsafe { &mut *frame };
    let Some(object) = f.object else { return Ok(()) };
    object.last.set(f.code.index_of(f.pc));
    object.active.set(std::ptr::null_mut());
    if f.generator.is_none() {
        let row = Storage::alloc(vm, f.code.n_registers())?;
        for (i, slot) in row.slots().iter().enumerate() {
            // SAFETY: the window has that many registers.
            slot.set(row.header(), unsafe { *f.regs.add(i) });
        }
        object.link(&object.registers, Some(row));
        if !f.below.is_null() {
            let back = frame_object(vm, f.below);
            object.set(&object.back, back.value());
        }
    }
    Ok(())
}

/// Adds an entry for `frame`, which stands at its `pc`, to the exception's traceback.
pub(crate) fn add_traceback(vm: &mut Vm, exc: Gc<Exception>, frame: *mut Frame) {
    let object = frame_object(vm, frame);
    // SAFETY: the caller passes an active frame.
    let last = unsafe { (*frame).code.index_of((*frame).pc) };
    let payload = Traceback {
        next: Slot::new(exc.traceback.get()),
        frame: object,
        last: Cell::new(i64::from(last)),
        line: Cell::new(0),
    };
    let entry = vm.alloc(ShapeId::TRACEBACK, payload);
    exc.set(&exc.traceback, entry.value());
}

/// The frame object of a generator's body.
pub(crate) fn generator_frame(vm: &mut Vm, g: Gc<crate::generator::Generator>) -> Gc<FrameObject> {
    if let Some(object) = g.frame_object.get() {
        return object;
    }
    // A running body has its frame on the stack; its object is made there.
    let mut frame = crate::frame::current(vm);
    while !frame.is_null() {
        // SAFETY: all frames down from the current one are active.
        unsafe {
            if (*frame).generator == Some(g) {
                return frame_object(vm, frame);
            }
            frame = (*frame).below;
        }
    }
    let payload = FrameObject {
        code: g.code,
        globals: g.globals,
        builtins: g.builtins,
        namespace: Slot::new(Value::UNBOUND),
        function: Link::new(g.function.get()),
        back: Slot::new(Value::NONE),
        registers: Link::new(None),
        extra_locals: Slot::new(Value::NONE),
        last: Cell::new(g.pc.get()),
        trace: Slot::new(Value::NONE),
        trace_lines: Cell::new(true),
        trace_opcodes: Cell::new(false),
        jump_to: Cell::new(0),
        traced: Cell::new(None),
        entered: Cell::new(false),
        calling: Slot::new(Value::UNBOUND),
        first_argument: Slot::new(Value::UNBOUND),
        active: Cell::new(std::ptr::null_mut()),
        generator: Slot::new(g.value()),
    };
    let object = vm.alloc(ShapeId::FRAME, payload);
    g.link(&g.frame_object, Some(object));
    object
}

/// Notes where a coroutine was made: `cr_origin`, as deep as `sys` was told to.
pub(crate) fn track_origin(vm: &mut Vm, coroutine: Gc<crate::generator::Generator>) -> PyResult<()> {
    let depth = vm.thread.origin_depth;
    let list = vm.new_list(&[])?;
    // The coroutine's own frame is on the stack while it is made.
    // SAFETY: all frames down from the current one are active.
    let mut frame = unsafe { (*crate::frame::current(vm)).below };
    while !frame.is_null() && list.items.len() < depth {
        // SAFETY: as above.
        let f = unsafe { &*frame };
        let at = f.code.index_of(f.pc);
        let line = f.code.code.positions.lookup(tauraro_bytecode::Pc(at)).map_or(f.code.code.first_line, |p| p.line);
        let entry = [f.code.filename.get(), Value::small(i64::from(line)), f.code.name.get()];
        let entry = vm.new_tuple(&entry)?.value();
        list.push(vm, entry)?;
        frame = f.below;
    }
    let origin = vm.new_tuple_filled(list.items.len(), |i| list.items.get(i).unwrap_or(Value::NONE))?;
    coroutine.set(&coroutine.origin, origin.value());
    Ok(())
}

/// The frame object of the `depth`-th frame from the current one down.
pub fn frame_at(vm: &mut Vm, depth: usize) -> Option<Gc<FrameObject>> {
    let mut frame = crate::frame::current(vm);
    for _ in 0..depth {
        if frame.is_null() {
            return None;
        }
        // SAFETY: all frames down from the current one are active.
        frame = unsafe { (*frame).below };
    }
    if frame.is_null() { None } else { Some(frame_object(vm, frame)) }
}

/// The word index of the instruction at which a frame stands.
pub(crate) fn instruction_of(object: Gc<FrameObject>) -> u32 {
    let frame = object.active.get();
    if frame.is_null() {
        return object.last.get();
    }
    // SAFETY: `active` is cleared when the frame ends.
    unsafe { (*frame).code.index_of((*frame).pc) }
}

/// The line at which a frame stands.
pub(crate) fn line_of_frame(object: Gc<FrameObject>) -> Option<u32> {
    let at = instruction_of(object);
    Some(object.code.line_at(at)).filter(|line| *line != 0)
}

/// The frame object of the caller, while the frame runs.
pub(crate) fn frame_below(vm: &mut Vm, object: Gc<FrameObject>) -> Option<Gc<FrameObject>> {
    let frame = object.active.get();
    if frame.is_null() {
        return object.back.get().cast::<FrameObject>();
    }
    // SAFETY: as above.
    let below = unsafe { (*frame).below };
    if below.is_null() { None } else { Some(frame_object(vm, below)) }
}

/// A place in a stack.
pub struct StackPlace {
    pub file: String,
    pub line: u32,
    pub name: String,
}

/// The innermost places of a thread's stack, at most `most`; `frame` is its running frame.
pub fn stack(vm: &mut Vm, frame: *mut (), most: usize) -> Vec<StackPlace> {
    let text = |v: Value| v.cast::<tauraro_core::Str>().map_or_else(String::new, |s| s.to_string_lossy());
    let mut places = Vec::new();
    let mut frame: *mut Frame = frame.cast();
    while !frame.is_null() && places.len() < most {
        let object = frame_object(vm, frame);
        let line = line_of_frame(object).unwrap_or(0);
        places.push(StackPlace { file: text(object.code.filename.get()), line, name: text(object.code.name.get()) });
        // SAFETY: all frames down from a thread's running one are active, and its thread does not
        // run meanwhile.
        frame = unsafe { (*frame).below };
    }
    places
}
