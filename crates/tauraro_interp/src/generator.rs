//! Generators, coroutines and async generators: a suspended frame in a cell.

use crate::code::CodeObject;
use crate::frame::{self, Frame, Return, check_room};
use crate::function::Function;
use crate::introspect::FrameObject;
use crate::operands::{a, b, bc_signed};
use std::cell::Cell;
use tauraro_bytecode::{CodeFlags, Op};
use tauraro_core::heap::{Gc, Link, Slot, Storage};
use tauraro_core::object::Dict;
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Value, Vm, kinds};

/// Where the body stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GenState {
    /// Not started.
    Created,
    Suspended,
    Running,
    Closed,
}

/// The common layout of `generator`, `coroutine` and `async_generator`.
pub struct Generator {
    pub code: Gc<CodeObject>,
    pub globals: Gc<Dict>,
    pub builtins: Gc<Dict>,
    pub function: Link<Function>,
    /// The window. Dropped when the body has ended.
    pub registers: Link<Storage>,
    pub name: Slot,
    pub qualname: Slot,
    /// What a `yield from` or `await` is waiting for, or None.
    pub waiting_for: Slot,
    /// The exception that the body was handling when it was suspended; UNBOUND: none.
    pub handled: Slot,
    pub frame_object: Link<FrameObject>,
    /// `cr_origin`, or None.
    pub origin: Slot,
    /// Word index of the next instruction.
    pub pc: Cell<u32>,
    pub state: Cell<GenState>,
    /// Async generators: an `asend`, `athrow` or `aclose` is under way.
    pub busy: Cell<bool>,
    /// Async generators: the hooks were called.
    pub hooked: Cell<bool>,
    /// Async generators: `aclose` was called.
    pub closing: Cell<bool>,
    /// Async generators: the finalizer hook, or None. The coroutine of a module's code with
    /// `await` in it: its namespace.
    pub finalizer: Slot,
}

tauraro_core::payload!(
    Generator,
    kinds::GENERATOR,
    "generator",
    [
        code,
        globals,
        builtins,
        function,
        registers,
        name,
        qualname,
        waiting_for,
        handled,
        frame_object,
        origin,
        finalizer
    ]
);

impl Generator {
    /// Whether the body has not started.
    pub(crate) fn is_created(&self) -> bool {
        self.state.get() == GenState::Created
    }

    pub(crate) fn is_running(&self) -> bool {
        self.state.get() == GenState::Running
    }

    pub(crate) fn is_suspended(&self) -> bool {
        self.state.get() == GenState::Suspended
    }
}

/// How a resumption ended.
pub enum Resumed {
    Yielded(Value),
    Returned(Value),
}

/// What a suspended body is resumed with.
#[derive(Clone, Copy)]
pub enum Resume {
    Send(Value),
    Throw(Value),
}

/// The generator or coroutine that an instruction may resume in the running loop with the value
/// `sent`. Everything else, errors included, is the business of `generator_types::send`.
#[inline(always)]
pub(crate) fn to_enter(iter: Value, sent: Value) -> Option<Gc<Generator>> {
    let g = iter.cast::<Generator>()?;
    if g.shape() == ShapeId::ASYNC_GENERATOR {
        return None;
    }
    match g.state.get() {
        GenState::Suspended => Some(g),
        GenState::Created if sent.is_none() => Some(g),
        _ => None,
    }
}

/// Puts the body's frame on the stack, ready to go on in the running loop. If it waits for another body, that
/// one's frame follows above it, and so on: the instructions that would pass the value on are not run.
pub(crate) fn enter(vm: &mut Vm, gen_: Gc<Generator>, sent: Value, returns: Return) -> PyResult<()> {
    let (mut gen_, mut returns) = (gen_, returns);
    loop {
        let started = gen_.state.get() != GenState::Created;
        let place = push(vm, gen_, returns)?;
        vm.thread.frame = place.cast();
        if !started {
            return Ok(());
        }
        // SAFETY: a suspended body stands at a Yield or YieldFrom, whose first operand is the
        // register that receives what is sent.
        let inner = unsafe {
            let word = *(*place).pc;
            *(*place).regs.add(a(word)) = sent;
            (*place).pc = (*place).pc.add(1);
            if vm.thread.tracing { None } else { passes_on(&mut *place, word, sent) }
        };
        let Some(inner) = inner else { return Ok(()) };
        (gen_, returns) = (inner, Return::Sent);
    }
}

/// The body that a frame, which stands behind `word`, resumes next with what it was sent: it waits for that one,
/// and goes back to its `Send`, where it stands then.
///
/// # Safety
/// `word` is the instruction before that at which the frame stands.
#[inline(always)]
unsafe fn passes_on(frame: &mut Frame, word: u64, sent: Value) -> Option<Gc<Generator>> {
    let is = |word: u64, op: Op| word as u16 == op as u16;
    if !is(word, Op::YieldFrom) {
        return None;
    }
    // SAFETY: the verifier has checked where jumps lead and that registers are in the window.
    unsafe {
        let jump = *frame.pc;
        if !is(jump, Op::Jump) {
            return None;
        }
        let target = frame.pc.offset(1 + bc_signed(jump));
        let send = *target;
        let sends = is(send, Op::Send) || is(send, Op::SendGenerator);
        if !sends || a(send) != a(word) || b(send) != b(word) {
            return None;
        }
        let inner = to_enter(*frame.regs.add(b(send)), sent)?;
        frame.pc = target;
        Some(inner)
    }
}

/// Ends a body that was entered in the running loop: its frame has been taken off the stack.
pub(crate) fn leave(vm: &mut Vm, ended: &Frame) {
    vm.handled = ended.handled;
    if let Some(g) = ended.generator {
        finish(g);
    }
}

/// Writes the body's frame above the current one.
#[inline(always)]
fn push(vm: &mut Vm, gen_: Gc<Generator>, returns: Return) -> PyResult<*mut Frame> {
    let (stack_top, place) = frame::top(vm);
    check_room(vm, stack_top, 0, place)?;
    let Some(registers) = gen_.registers.get() else { unreachable!("a body that has not ended has its window") };
    let code = gen_.code;
    // SAFETY: `place` is the free entry above the current frame; the words and registers are
    // those of the generator, which the frame keeps alive.
    unsafe {
        place.write(Frame {
            pc: code.start().add(gen_.pc.get() as usize),
            regs: registers.slots().as_ptr().cast_mut().cast(),
            code,
            stack_top,
            globals: gen_.globals,
            builtins: gen_.builtins,
            namespace: if gen_.function.get().is_none() { gen_.finalizer.get() } else { Value::UNBOUND },
            function: gen_.function.get(),
            generator: Some(gen_),
            object: gen_.frame_object.get(),
            handled: vm.handled,
            extra: Value::UNBOUND,
            below: frame::current(vm),
            dst: 0,
            returns,
            changed: 0,
        });
        if let Some(object) = (*place).object {
            object.active.set(place);
        }
    }
    if let Some(own) = gen_.handled.get().bound() {
        vm.handled = own;
    }
    gen_.state.set(GenState::Running);
    registers.header().barrier();
    Ok(place)
}

/// Runs the body until it yields, returns or raises.
pub fn resume(vm: &mut Vm, gen_: Gc<Generator>, with: Resume) -> PyResult<Resumed> {
    vm.check_native_stack()?;
    let outer_handled = vm.handled;
    let started = gen_.state.get() != GenState::Created;
    let place = push(vm, gen_, Return::Native)?;
    let result = crate::enter::resume_frame(vm, place, with, started);
    vm.handled = outer_handled;
    match result {
        Ok(v) if gen_.state.get() == GenState::Suspended => Ok(Resumed::Yielded(v)),
        Ok(v) => {
            finish(gen_);
            Ok(Resumed::Returned(v))
        }
        Err(raised) => {
            finish(gen_);
            Err(raised)
        }
    }
}

/// Marks the body as ended and lets its window go.
pub fn finish(gen_: Gc<Generator>) {
    gen_.state.set(GenState::Closed);
    Vm::finalizer_not_needed(gen_.header());
    gen_.link(&gen_.registers, None);
    gen_.waiting_for.set_unbarriered(Value::NONE);
    gen_.handled.set_unbarriered(Value::UNBOUND);
}

/// What a body runs with.
struct Body {
    code: Gc<CodeObject>,
    globals: Gc<Dict>,
    builtins: Gc<Dict>,
    function: Option<Gc<Function>>,
    /// The namespace of a body that is no function's.
    namespace: Value,
    /// The instruction behind its `ReturnGenerator`.
    pc: u32,
}

/// Makes the generator, coroutine or async generator of a frame that has just started.
pub(crate) fn return_generator(vm: &mut Vm, frame: *mut Frame) -> PyResult {
    // SAFETY: the caller passes the current frame, whose window is initialised.
    let f = unsafe { &mut *frame };
    // SAFETY: the window has so many registers.
    let window = unsafe { std::slice::from_raw_parts(f.regs, f.code.n_registers()) };
    let registers = Storage::of_values(vm, window)?;
    let body = Body {
        code: f.code,
        globals: f.globals,
        builtins: f.builtins,
        function: f.function,
        namespace: f.namespace,
        pc: f.code.index_of(f.pc) + 1,
    };
    let made = new_generator(vm, body, registers);
    if made.shape() == ShapeId::COROUTINE && vm.thread.origin_depth > 0 {
        crate::introspect::track_origin(vm, made)?;
    }
    Ok(made.value())
}

/// The `ReturnGenerator` of code that does nothing before it but take its closure.
///
/// # Safety
/// The code is ready.
#[inline(always)]
pub(crate) unsafe fn makes_generator(code: Gc<CodeObject>) -> Option<*mut u64> {
    let is = |word: u64, op: Op| word as u16 == op as u16;
    let first = code.entry();
    // SAFETY: the code begins there, and an instruction that goes on is followed by another one.
    unsafe {
        if is(*first, Op::ReturnGenerator) {
            return Some(first);
        }
        (is(*first, Op::CopyFreeVars) && is(*first.add(1), Op::ReturnGenerator)).then(|| first.add(1))
    }
}

/// What a function gives that is called with these arguments, just as many as it takes, if it only makes a
/// generator of them: no frame is needed for that. `None`: it has to be run.
///
/// # Safety
/// The code is ready.
#[inline]
pub(crate) unsafe fn at_once(vm: &mut Vm, f: Gc<Function>, code: Gc<CodeObject>, args: &[Value]) -> Option<PyResult> {
    // SAFETY: by the contract.
    let pc = unsafe { makes_generator(code)? };
    let mut free = 0..0;
    if pc != code.entry() {
        // SAFETY: the code begins there, with a `CopyFreeVars`.
        let word = unsafe { *code.entry() };
        free = a(word)..a(word) + b(word);
    }
    let thread = &vm.thread;
    let watched = thread.tracing || thread.origin_depth > 0 || vm.poll.load(std::sync::atomic::Ordering::Relaxed) != 0;
    if watched {
        return None;
    }
    let (stack_top, place) = frame::top(vm);
    if let Err(raised) = check_room(vm, stack_top, code.n_registers(), place) {
        return Some(Err(raised));
    }
    let registers = match Storage::alloc(vm, code.n_registers()) {
        Ok(registers) => registers,
        Err(raised) => return Some(Err(raised)),
    };
    let slots = registers.slots();
    for (slot, v) in slots.iter().zip(args) {
        slot.set_unbarriered(*v);
    }
    for (i, at) in free.enumerate() {
        let cell = f.closure.get().and_then(|closure| closure.get(i)).unwrap_or(Value::UNBOUND);
        slots[at].set_unbarriered(cell);
    }
    let (globals, builtins) = (f.globals, f.builtins);
    let pc = code.index_of(pc) + 1;
    let body = Body { code, globals, builtins, function: Some(f), namespace: Value::UNBOUND, pc };
    Some(Ok(new_generator(vm, body, registers).value()))
}

fn new_generator(vm: &mut Vm, body: Body, registers: Gc<Storage>) -> Gc<Generator> {
    let types = vm.types;
    let class = if body.code.has(CodeFlags::COROUTINE) {
        types.coroutine
    } else if body.code.has(CodeFlags::ASYNC_GENERATOR) {
        types.async_generator
    } else {
        types.generator
    };
    let (name, qualname) = match body.function {
        Some(func) => (func.name.get(), func.qualname.get()),
        None => (body.code.name.get(), body.code.qualname.get()),
    };
    let cleans_up = class != types.generator || !body.code.code.handlers.is_empty();
    let payload = Generator {
        code: body.code,
        globals: body.globals,
        builtins: body.builtins,
        function: Link::new(body.function),
        registers: Link::new(Some(registers)),
        name: Slot::new(name),
        qualname: Slot::new(qualname),
        waiting_for: Slot::new(Value::NONE),
        handled: Slot::new(Value::UNBOUND),
        frame_object: Link::new(None),
        origin: Slot::new(Value::NONE),
        pc: Cell::new(body.pc),
        state: Cell::new(GenState::Created),
        busy: Cell::new(false),
        hooked: Cell::new(false),
        closing: Cell::new(false),
        finalizer: Slot::new(if body.function.is_none() { body.namespace } else { Value::NONE }),
    };
    let made = vm.alloc(class.root_shape.get(), payload);
    if cleans_up {
        vm.register_finalizable(made.value());
    }
    made
}
