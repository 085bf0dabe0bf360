//! Generators, coroutines and async generators: a suspended frame in a cell.

use crate::code::CodeObject;
use crate::frame::{self, Frame, Return, check_room};
use crate::function::Function;
use crate::introspect::FrameObject;
use std::cell::Cell;
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

/// Puts the body's frame on the stack, ready to go on in the running loop.
pub(crate) fn enter(vm: &mut Vm, gen_: Gc<Generator>, sent: Value, returns: Return) -> PyResult<()> {
    let started = gen_.state.get() != GenState::Created;
    let place = push(vm, gen_, returns)?;
    if started {
        // SAFETY: a suspended body stands at a Yield or YieldFrom, whose first operand is the
        // register that receives what is sent.
        unsafe {
            let word = *(*place).pc;
            *(*place).regs.add(crate::operands::a(word)) = sent;
            (*place).pc = (*place).pc.add(1);
        }
    }
    vm.thread.frame = place.cast();
    Ok(())
}

/// Ends a body that was entered in the running loop: its frame has been taken off the stack.
pub(crate) fn leave(vm: &mut Vm, ended: &Frame) {
    vm.handled = ended.handled;
    if let Some(g) = ended.generator {
        finish(g);
    }
}

/// Writes the body's frame above the current one.
#[inline]
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
