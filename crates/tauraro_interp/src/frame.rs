//! Frames and windows: the memory in which Python code runs.
//!
//! ```text
//! value stack   | window of f ......... | window of g (begins inside of f's call temporaries) ...
//! frame stack   | Frame f | Frame g | ...
//! ```
//!
//! Two reserved areas per thread, never moved: pointers into them stay valid while a frame is
//! active. A window's registers are all initialised when the frame starts, so the collector
//! traces them precisely. A generator's window is a cell of its own; its frame is put on the
//! frame stack whenever it runs, and what it calls has its window at the stack's top.

use crate::code::CodeObject;
use crate::function::Function;
use crate::generator::Generator;
use crate::introspect::FrameObject;
use tauraro_bytecode::{LiveTemporaries, Pc};
use tauraro_core::heap::{Gc, Slot, Trace, Tracer};
use tauraro_core::vm::ThreadState;
use tauraro_core::{Dict, PyResult, Raised, Value, Vm};

/// What happens with the value that a frame returns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u16)]
pub(crate) enum Return {
    /// It goes to register `dst` of the frame below.
    Register,
    /// It goes to the native code that called `run`.
    Native,
    /// `__init__`: it must be None; the instance in `extra` goes to register `dst`.
    Instance,
    /// A method that the operator or comparison at the `pc` of the frame below has called, in machine code.
    Operator,
    /// A generator that the `ForNext` at the `pc` of the frame below has resumed.
    Item,
    /// A generator or coroutine that the `Send` at the `pc` of the frame below has resumed.
    Sent,
}

/// One activation of a code object.
#[repr(C)]
pub struct Frame {
    /// The instruction to go on with; while a frame calls something, the calling instruction.
    pub(crate) pc: *mut u64,
    /// Register 0.
    pub(crate) regs: *mut Value,
    pub(crate) code: Gc<CodeObject>,
    /// Where the windows of what this frame calls natively may begin.
    pub(crate) stack_top: *mut Value,
    pub(crate) globals: Gc<Dict>,
    pub(crate) builtins: Gc<Dict>,
    /// The namespace object of module and class bodies; UNBOUND in functions.
    pub(crate) namespace: Value,
    /// The function, for its closure; none for module and class bodies run without one.
    pub(crate) function: Option<Gc<Function>>,
    /// The generator whose body this is.
    pub(crate) generator: Option<Gc<Generator>>,
    /// The frame object, if something asked for it.
    pub(crate) object: Option<Gc<FrameObject>>,
    /// `sys.exception()` when the frame was entered or resumed.
    pub(crate) handled: Value,
    /// See `Return::Instance`.
    pub(crate) extra: Value,
    /// The frame that runs when this one ends; null for the first.
    pub(crate) below: *mut Frame,
    pub(crate) dst: u16,
    pub(crate) returns: Return,
    /// Not 0: a variable was written from outside, so that machine code knows an older value of it.
    pub(crate) changed: u32,
}

impl Frame {
    /// A constant of the code; the verifier has checked the index.
    #[inline(always)]
    pub(crate) fn constant(&self, at: usize) -> Value {
        // SAFETY: the code is running.
        unsafe { self.code.constant(at) }
    }
}

/// Bytes of address space for the main thread's values (2^26 registers), and as many for frames.
const MAIN_AREA_BYTES: usize = 512 << 20;
/// The same for other threads: there may be many, and the address space may be limited.
const THREAD_AREA_BYTES: usize = 32 << 20;
/// Values that are kept free above every window, for native calls that build arguments there.
const STACK_MARGIN: usize = 1024;

/// The two areas of a thread.
pub struct Stacks {
    values: *mut Value,
    frames: *mut Frame,
    /// Bytes of each area.
    bytes: usize,
}

impl Stacks {
    /// Reserves the areas. `None`: the address space does not allow it.
    fn reserve(bytes: usize) -> Option<Stacks> {
        let map = |bytes: usize| {
            let (prot, flags) =
                (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE);
            // SAFETY: asks for fresh memory.
            let p = unsafe { libc::mmap(std::ptr::null_mut(), bytes, prot, flags, -1, 0) };
            if p == libc::MAP_FAILED { None } else { Some(p) }
        };
        Some(Stacks { values: map(bytes)?.cast(), frames: map(bytes)?.cast(), bytes })
    }

    /// The areas of a main thread.
    pub(crate) fn reserve_main() -> Option<Stacks> {
        Stacks::reserve(MAIN_AREA_BYTES)
    }

    fn values_end(&self) -> *mut Value {
        self.values.wrapping_byte_add(self.bytes).wrapping_sub(STACK_MARGIN)
    }

    fn take_into_use(&self, thread: &mut ThreadState) {
        thread.first_frame = self.frames.cast();
        thread.first_value = self.values;
        thread.values_end = self.values_end();
        thread.frame_room = self.bytes / size_of::<Frame>() - 1;
        limit_frames(thread, thread.recursion_limit);
    }
}

// SAFETY: the areas belong to whoever has the value.
unsafe impl Send for Stacks {}

impl Drop for Stacks {
    fn drop(&mut self) {
        // SAFETY: the areas were mapped with these sizes, and no frame outlives its thread.
        unsafe {
            libc::munmap(self.values.cast(), self.bytes);
            libc::munmap(self.frames.cast(), self.bytes);
        }
    }
}

/// The interpreter's state in a `Vm`.
pub struct InterpState {
    /// The main thread's.
    _stacks: Stacks,
    /// `sys.set_asyncgen_hooks`
    pub firstiter: Slot,
    pub finalizer: Slot,
    /// The compiler of hot code, if there is one.
    pub(crate) tier: Option<crate::tier::Tier>,
}

impl tauraro_core::vm::Extension for InterpState {
    fn trace(&self, tracer: &mut Tracer) {
        self.firstiter.trace(tracer);
        self.finalizer.trace(tracer);
    }
}

impl InterpState {
    /// Takes the areas into use for the `Vm`'s thread.
    pub(crate) fn install(vm: &mut Vm, stacks: Stacks) {
        stacks.take_into_use(&mut vm.thread);
        vm.set_extension(InterpState {
            _stacks: stacks,
            firstiter: Slot::new(Value::NONE),
            finalizer: Slot::new(Value::NONE),
            tier: None,
        });
    }
}

/// A thread's state with areas of its own. `None`: the address space does not allow it.
pub fn new_thread_state(vm: &Vm) -> Option<(Stacks, ThreadState)> {
    let stacks = Stacks::reserve(THREAD_AREA_BYTES)?;
    let mut thread = ThreadState::unused();
    thread.recursion_limit = vm.thread.recursion_limit;
    thread.no_specialisation = vm.thread.no_specialisation;
    // Tools watch all threads; functions that trace are a thread's own.
    thread.tracing = vm.extension::<crate::monitoring::Monitoring>().is_on();
    stacks.take_into_use(&mut thread);
    Some((stacks, thread))
}

/// Allows that many frames at once (`sys.setrecursionlimit`).
pub fn set_recursion_limit(vm: &mut Vm, limit: usize) {
    limit_frames(&mut vm.thread, limit);
}

fn limit_frames(thread: &mut ThreadState, limit: usize) {
    thread.recursion_limit = limit;
    let room = thread.frame_room;
    thread.frames_end = thread.first_frame.cast::<Frame>().wrapping_add(limit.min(room)).cast();
}

/// Number of active frames.
pub fn depth(vm: &Vm) -> usize {
    let frame = current(vm);
    if frame.is_null() {
        return 0;
    }
    (frame as usize - vm.thread.first_frame as usize) / size_of::<Frame>() + 1
}

/// The running frame, null outside of Python code.
#[inline(always)]
pub(crate) fn current(vm: &Vm) -> *mut Frame {
    vm.thread.frame.cast()
}

/// Where a new window of a native call begins, and the place for its frame.
pub(crate) fn top(vm: &Vm) -> (*mut Value, *mut Frame) {
    let frame = current(vm);
    if frame.is_null() {
        return (vm.thread.first_value, vm.thread.first_frame.cast());
    }
    // SAFETY: the current frame is an active one.
    unsafe { ((*frame).stack_top, frame.add(1)) }
}

/// Raises RecursionError if one more frame with `registers` from `regs` on is too much.
#[inline]
pub(crate) fn check_room(vm: &mut Vm, regs: *mut Value, registers: usize, frame: *mut Frame) -> PyResult<()> {
    let thread = &vm.thread;
    let fits = regs.wrapping_add(registers) < thread.values_end && frame < thread.frames_end.cast();
    if fits { Ok(()) } else { Err(too_deep(vm)) }
}

#[cold]
pub(crate) fn too_deep(vm: &mut Vm) -> Raised {
    vm.raise_text(vm.exc.recursion_error, "maximum recursion depth exceeded")
}

/// Reports the windows and frames of all threads.
pub(crate) fn trace_frames(vm: &Vm, tracer: &mut Tracer) {
    for (i, frame) in vm.thread_frames().enumerate() {
        // Other threads stand at a safepoint or in a call, but which of both is not known.
        trace_chain(frame.cast(), i == 0 && vm.collection_was_called(), vm.collection_was_called(), tracer);
    }
}

/// Registers of a frame that may hold something: in a call all above its arguments is free.
fn live_registers(frame: &Frame) -> usize {
    let all = frame.code.n_registers();
    // SAFETY: `pc` is at an instruction of the code.
    let word = unsafe { *frame.pc };
    let Some(op) = tauraro_bytecode::Op::of_word(word) else { return all };
    if op.is_call() {
        // Callee, receiver and arguments.
        let (base, count) = ((word >> 32) as u16 as usize, (word >> 48) as usize);
        return all.min(base + count + 2);
    }
    all
}

/// What was found out about frames in one collection: a recursion stands at one place many times.
type LiveAt = std::collections::HashMap<usize, Option<LiveTemporaries>>;

/// The temporaries of a frame that may still be read.
fn live_temporaries<'a>(frame: &Frame, known: &'a mut LiveAt) -> Option<&'a LiveTemporaries> {
    let at = Pc(frame.code.index_of(frame.pc));
    let found = known.entry(frame.pc as usize);
    found.or_insert_with(|| tauraro_bytecode::live_temporaries(&frame.code.code, at)).as_ref()
}

/// Reports a thread's frames. `calls`: the first one is known to stand at what it executes, as all
/// that have called another do. `exactly`: what dead temporaries hold is no root.
fn trace_chain(mut frame: *mut Frame, mut calls: bool, exactly: bool, tracer: &mut Tracer) {
    let mut known = LiveAt::new();
    // Windows of the frames met so far lie below this address, and from the other one on.
    let mut used: *mut Value = std::ptr::null_mut();
    let mut first: *mut Value = std::ptr::null_mut();
    while !frame.is_null() {
        // SAFETY: all frames from the first to the current one are active and initialised.
        let f = unsafe { &*frame };
        f.code.trace(tracer);
        f.globals.trace(tracer);
        f.builtins.trace(tracer);
        f.namespace.trace(tracer);
        f.function.trace(tracer);
        f.generator.trace(tracer);
        f.object.trace(tracer);
        f.handled.trace(tracer);
        f.extra.trace(tracer);
        let all = f.code.n_registers();
        let n = if calls { live_registers(f) } else { all };
        let live = if calls && exactly { live_temporaries(f, &mut known) } else { None };
        for i in 0..all {
            let register = f.regs.wrapping_add(i);
            // SAFETY: a started frame's registers are all initialised. Free ones that are in no
            // other window are cleared, so that nothing follows them when they lead to freed cells.
            // (A frame that native code called begins above the whole window of its caller.)
            unsafe {
                if i < n && live.is_none_or(|live| live.contains(i as u32)) {
                    tracer.held(*register);
                } else if register >= used || register < first || f.generator.is_some() {
                    *register = Value::UNBOUND;
                }
            }
        }
        if f.generator.is_none() {
            used = used.max(f.regs.wrapping_add(all));
            first = f.regs;
        }
        frame = f.below;
        calls = true;
    }
}
