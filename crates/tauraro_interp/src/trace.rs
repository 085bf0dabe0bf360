//! Tracing: `sys.settrace`, `sys.setprofile`, and what `sys.monitoring` is told.
//!
//! The interpreter's loop exists twice. The one that programs run in knows nothing of tracing;
//! the other calls `instruction` before each instruction. Everything is found out there, from
//! the instruction that comes and the one before: calls, lines, jumps, branches, native calls
//! that have returned. `ThreadState::tracing` says which loop is to run, and a loop that finds
//! the flag changed after a native call gives way to the other. It also runs, without anything
//! of this, while the types of values are recorded (`record`); what traces ends a recording.

use crate::code::CodeObject;
use crate::code_type::branch_target;
use crate::frame::{Frame, current};
use crate::function::Function;
use crate::introspect::{FrameObject, frame_object};
use crate::monitoring::{self, Event, Monitoring};
use tauraro_bytecode::{CodeFlags, Instruction, Op, Pc};
use tauraro_core::heap::{Gc, Slot, Trace, Tracer};
use tauraro_core::object::{BoundMethod, Builtin, Exception, MethodDescriptor, Tuple};
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Raised, Value, Vm, pyfunction};

/// What tracing knows beside the functions, which are each thread's own.
pub(crate) struct Tracing {
    /// The frame whose `line` event is being reported: its `f_lineno` may be set.
    line_of: Slot,
}

impl Extension for Tracing {
    fn trace(&self, tracer: &mut Tracer) {
        self.line_of.trace(tracer);
    }
}

fn state(vm: &Vm) -> &Tracing {
    vm.extension::<Tracing>()
}

/// Sets `ThreadState::tracing` after something that it depends on has changed.
pub(crate) fn update(vm: &mut Vm) {
    let monitoring = vm.extension::<Monitoring>().is_on();
    vm.for_each_thread(|thread| {
        let wanted = !thread.trace_function.is_none() || !thread.profile_function.is_none();
        thread.recording &= !wanted && !monitoring;
        thread.tracing = thread.recording || !thread.inside_tracer && (wanted || monitoring);
    });
}

/// Runs a callback with tracing off.
pub(crate) fn untraced<T>(vm: &mut Vm, f: impl FnOnce(&mut Vm) -> T) -> T {
    let outer = std::mem::replace(&mut vm.thread.inside_tracer, true);
    vm.thread.tracing = false;
    let result = f(vm);
    vm.thread.inside_tracer = outer;
    update(vm);
    result
}

/// Whether what happens is an event: not within a function that traces, nor while the loop that traces
/// only records.
fn events(vm: &Vm) -> bool {
    !vm.thread.inside_tracer && !vm.thread.recording
}

/// Calls a trace or profile function. An exception of its ends the tracing.
fn report(vm: &mut Vm, function: Value, profile: bool, object: Gc<FrameObject>, event: &str, arg: Value) -> PyResult {
    let event = vm.intern(event).value();
    let pending = vm.is_raised().then(|| vm.take_exception());
    let result = untraced(vm, |vm| vm.call(function, &[object.value(), event, arg]));
    match result {
        Ok(v) => {
            if let Some(exc) = pending {
                vm.raise_again(exc);
            }
            Ok(v)
        }
        Err(raised) => {
            if profile {
                vm.thread.profile_function = Value::NONE;
            } else {
                vm.thread.trace_function = Value::NONE;
                object.trace.set_unbarriered(Value::NONE);
            }
            update(vm);
            Err(raised)
        }
    }
}

/// An event of a frame's own trace function.
fn local(vm: &mut Vm, object: Gc<FrameObject>, event: &str, arg: Value) -> PyResult<()> {
    let function = object.trace.get();
    if function.is_none() || vm.thread.trace_function.is_none() {
        return Ok(());
    }
    let result = report(vm, function, false, object, event, arg)?;
    if !result.is_none() {
        object.set(&object.trace, result);
    }
    Ok(())
}

fn profile(vm: &mut Vm, object: Gc<FrameObject>, event: &str, arg: Value) -> PyResult<()> {
    let function = vm.thread.profile_function;
    if function.is_none() {
        return Ok(());
    }
    report(vm, function, true, object, event, arg).map(|_| ())
}

/// Whether the frame is still the call of a generator function, which only makes the generator.
fn makes_generator(f: &Frame) -> bool {
    const KINDS: u32 = CodeFlags::GENERATOR.0 | CodeFlags::COROUTINE.0 | CodeFlags::ASYNC_GENERATOR.0;
    f.generator.is_none() && f.code.code.flags.0 & KINDS != 0
}

fn offset(at: u32) -> Value {
    Value::small(i64::from(at) * crate::introspect::LASTI_STEP)
}

/// Looks at the instruction that the frame is about to execute. May move the frame's `pc`. `false`:
/// nothing is to be traced any more.
#[cold]
pub(crate) fn instruction(vm: &mut Vm, frame: *mut Frame) -> PyResult<bool> {
    if !vm.thread.tracing {
        return Ok(false);
    }
    if vm.thread.recording {
        return Ok(crate::record::instruction(vm, frame));
    }
    trace_instruction(vm, frame)?;
    Ok(true)
}

fn trace_instruction(vm: &mut Vm, frame: *mut Frame) -> PyResult<()> {
    // SAFETY: the loop passes its frame, with `pc` stored.
    let f = unsafe { &mut *frame };
    if makes_generator(f) || vm.thread.inside_tracer {
        return Ok(());
    }
    let (at, first) = (f.code.index_of(f.pc), u32::from(f.code.begins_with_enter()));
    if at < first {
        return Ok(());
    }
    let starts = f.generator.is_some() || at == first;
    if starts && !f.object.is_some_and(|o| o.entered.get()) {
        // The call is at the beginning of the code.
        let pc = f.pc;
        f.pc = pc.wrapping_sub(first as usize);
        let result = entered(vm, frame, at - first);
        f.pc = pc;
        result?;
    }
    let object = match f.object {
        Some(object) => object,
        None if vm.extension::<Monitoring>().is_on() => frame_object(vm, frame),
        None => return Ok(()),
    };
    let line = shown_line(f.code, at);
    let before = object.traced.get();
    if let Some((_, last)) = before {
        // The frame is still at the call whose end is told.
        let pc = f.pc;
        f.pc = pc.wrapping_offset(last as isize - at as isize);
        let result = after(vm, object, last, at);
        f.pc = pc;
        result?;
    }
    let new_line = line != 0 && before.is_none_or(|(l, last)| l != line || repeats(f.code, last, at));
    object.traced.set(Some((if line == 0 { before.map_or(0, |b| b.0) } else { line }, at)));
    let here = offset(at);
    if new_line {
        monitoring::fire(vm, f.code, at, Event::Line, &[f.code.value(), Value::small(i64::from(line))])?;
        if object.trace_lines.get() && !object.trace.get().is_none() {
            vm.extension_mut::<Tracing>().line_of = Slot::new(object.value());
            let result = local(vm, object, "line", Value::NONE);
            vm.extension_mut::<Tracing>().line_of = Slot::new(Value::NONE);
            result?;
            if object.jump_to.get() != 0 {
                return jump(vm, frame, object);
            }
        }
    }
    monitoring::fire(vm, f.code, at, Event::Instruction, &[f.code.value(), here])?;
    if object.trace_opcodes.get() {
        local(vm, object, "opcode", Value::NONE)?;
    }
    calling(vm, frame, object, at)
}

/// The line that tracing shows for an instruction, 0 for none: what a function does for variables in cells
/// before its body belongs to its beginning.
fn shown_line(code: Gc<CodeObject>, at: u32) -> u32 {
    match op_at(code, at) {
        Some(Op::MakeCell | Op::CopyFreeVars) => 0,
        _ => code.line_at(at),
    }
}

fn op_at(code: Gc<CodeObject>, at: u32) -> Option<Op> {
    Op::of_word(code.code.words[at as usize])
}

/// Whether an instruction of the same line as the one before it begins that line anew: a jump
/// back does, but for that to the `Send` of a `yield from` or an `await`. The step of a `for` stands at the bottom of the loop, so there it is the arrival
/// from the body that counts.
fn repeats(code: Gc<CodeObject>, last: u32, at: u32) -> bool {
    let instruction = |at| Instruction::decode(&code.code.words, Pc(at));
    let is_step = |op: Option<Op>| matches!(op.map(Op::generic), Some(Op::ForNext | Op::ForRange));
    if at == last {
        return !is_step(op_at(code, at)) && instruction(at).and_then(|i| i.jump_target()) == Some(i64::from(at));
    }
    if is_step(op_at(code, at)) {
        let top = instruction(at).and_then(|i| i.jump_target()).unwrap_or(0);
        return i64::from(last) >= top;
    }
    let sends = op_at(code, at).is_some_and(|op| op.generic() == Op::Send);
    at < last && !is_step(op_at(code, last)) && !sends
}

/// A frame begins, or a generator's goes on.
fn entered(vm: &mut Vm, frame: *mut Frame, at: u32) -> PyResult<()> {
    // SAFETY: the caller passes the current frame.
    let f = unsafe { &*frame };
    let object = frame_object(vm, frame);
    object.entered.set(true);
    let resumed = f.generator.is_some()
        && f.code.code.words[..at as usize].last().is_some_and(|w| *w as u16 != Op::ReturnGenerator as u16);
    if resumed && object.traced.get().is_none() {
        // It goes on in the middle of a line.
        object.traced.set(Some((shown_line(f.code, at - 1), at - 1)));
    }
    let event = if resumed { Event::PyResume } else { Event::PyStart };
    monitoring::fire(vm, f.code, at, event, &[f.code.value(), offset(at)])?;
    let shown = if resumed { object.traced.get().map_or(0, |t| t.0) } else { f.code.code.first_line };
    object.jump_to.set(shown);
    let result = call_events(vm, object);
    object.jump_to.set(0);
    result
}

fn call_events(vm: &mut Vm, object: Gc<FrameObject>) -> PyResult<()> {
    let function = vm.thread.trace_function;
    if !function.is_none() {
        let result = report(vm, function, false, object, "call", Value::NONE)?;
        if !result.is_none() {
            object.set(&object.trace, result);
        }
    }
    profile(vm, object, "call", Value::NONE)
}

/// An exception was thrown into a generator.
#[cold]
pub(crate) fn thrown(vm: &mut Vm, frame: *mut Frame, exc: Value) -> Value {
    if !events(vm) {
        return exc;
    }
    // SAFETY: the caller passes the current frame.
    let f = unsafe { &*frame };
    let object = frame_object(vm, frame);
    object.entered.set(true);
    let at = f.code.index_of(f.pc);
    let result = monitoring::fire(vm, f.code, at, Event::PyThrow, &[f.code.value(), offset(at), exc]);
    match result.and_then(|()| call_events(vm, object)) {
        Ok(()) => exc,
        Err(Raised) => vm.take_exception(),
    }
}

/// What the instruction before has turned out to be.
fn after(vm: &mut Vm, object: Gc<FrameObject>, last: u32, at: u32) -> PyResult<()> {
    let code = object.code;
    let callee = object.calling.get();
    if !callee.is_unbound() {
        let first = object.first_argument.get();
        object.calling.set_unbarriered(Value::UNBOUND);
        if code.code.handler(Pc(last)).is_none_or(|h| h.target.0 != at) {
            monitoring::fire(vm, code, last, Event::CReturn, &[code.value(), offset(last), callee, first])?;
            if let Some(shown) = native_function(vm, callee, first)? {
                profile(vm, object, "c_return", shown)?;
            }
        }
    }
    if !vm.extension::<Monitoring>().is_on() || last == at {
        return Ok(());
    }
    let Some(instruction) = Instruction::decode(&code.code.words, Pc(last)) else { return Ok(()) };
    let args = [code.value(), offset(last), offset(at)];
    let taken = instruction.jump_target() == Some(i64::from(at));
    match branch_target(&instruction) {
        // The test of a loop stands at its bottom: going back is staying in the loop.
        Some(target) if target <= last && taken => {
            monitoring::fire(vm, code, last, Event::Jump, &args)?;
            monitoring::fire(vm, code, last, Event::BranchLeft, &args)
        }
        Some(target) if target <= last && instruction.next().0 == at => {
            monitoring::fire(vm, code, last, Event::BranchRight, &args)
        }
        Some(target) if target == at => monitoring::fire(vm, code, last, Event::BranchRight, &args),
        Some(_) if instruction.next().0 == at => monitoring::fire(vm, code, last, Event::BranchLeft, &args),
        None if taken => monitoring::fire(vm, code, last, Event::Jump, &args),
        _ => Ok(()),
    }
}

/// The callee and the first argument of a call instruction.
fn call_operands(f: &Frame, at: u32) -> Option<(Value, Option<Value>)> {
    let instruction = Instruction::decode(&f.code.code.words, Pc(at))?;
    // SAFETY: `pc` is the instruction at `at`, whose registers are inside of the window.
    unsafe {
        let word = *f.pc;
        let base = f.regs.add(crate::operands::b(word));
        let n = crate::operands::c(word);
        match instruction.op.generic() {
            Op::Call | Op::CallKw => Some((*base, (n > 0).then(|| *base.add(1)))),
            Op::CallMethod | Op::CallMethodKw => {
                let receiver = (*base.add(1)).bound();
                Some((*base, receiver.or_else(|| (n > 0).then(|| *base.add(2)))))
            }
            Op::CallEx => Some((*base, (*base.add(1)).cast::<Tuple>().and_then(|t| t.get(0)))),
            _ => None,
        }
    }
}

/// The function that profilers are shown for a native callee.
fn native_function(vm: &mut Vm, callee: Value, first: Value) -> PyResult<Option<Value>> {
    if callee.is::<Builtin>() {
        return Ok(Some(callee));
    }
    if callee.is::<MethodDescriptor>()
        && let Some(get) = vm.type_of(callee).slots.descr_get.get()
    {
        let owner = vm.type_of(first).value();
        return get(vm, callee, Some(first), owner).map(Some);
    }
    Ok(None)
}

/// A call that is about to happen.
fn calling(vm: &mut Vm, frame: *mut Frame, object: Gc<FrameObject>, at: u32) -> PyResult<()> {
    let profiling = !vm.thread.profile_function.is_none();
    if !profiling && !vm.extension::<Monitoring>().is_on() {
        return Ok(());
    }
    // SAFETY: the caller passes the current frame.
    let f = unsafe { &*frame };
    let Some((callee, first)) = call_operands(f, at) else { return Ok(()) };
    let first = match first {
        Some(v) => v,
        None => vm.extension::<Monitoring>().missing(),
    };
    monitoring::fire(vm, f.code, at, Event::Call, &[f.code.value(), offset(at), callee, first])?;
    let python = callee.is::<Function>() || callee.cast::<BoundMethod>().is_some_and(|m| m.func.get().is::<Function>());
    if python {
        return Ok(());
    }
    if profiling && let Some(shown) = native_function(vm, callee, first)? {
        profile(vm, object, "c_call", shown)?;
    }
    object.set(&object.calling, callee);
    object.set(&object.first_argument, first);
    Ok(())
}

/// A native call that has not returned yet raises.
fn call_raised(vm: &mut Vm, object: Gc<FrameObject>) -> PyResult<()> {
    let callee = object.calling.get();
    if callee.is_unbound() {
        return Ok(());
    }
    object.calling.set_unbarriered(Value::UNBOUND);
    let (code, first) = (object.code, object.first_argument.get());
    let at = object.traced.get().map_or(0, |t| t.1);
    monitoring::fire(vm, code, at, Event::CRaise, &[code.value(), offset(at), callee, first])?;
    match native_function(vm, callee, first)? {
        Some(shown) => profile(vm, object, "c_exception", shown),
        None => Ok(()),
    }
}

/// A frame returns or yields.
#[cold]
pub(crate) fn leaving(vm: &mut Vm, frame: *mut Frame, v: Value, yields: bool) -> PyResult<()> {
    // SAFETY: the loop passes its frame, with `pc` stored.
    let f = unsafe { &*frame };
    let Some(object) = f.object.filter(|_| events(vm)) else { return Ok(()) };
    let at = f.code.index_of(f.pc);
    let event = if yields { Event::PyYield } else { Event::PyReturn };
    monitoring::fire(vm, f.code, at, event, &[f.code.value(), offset(at), v])?;
    if f.code.line_at(at) == 0 {
        // The end of a body belongs to its last line.
        object.jump_to.set(object.traced.get().map_or(0, |t| t.0));
    }
    let mut result = local(vm, object, "return", v);
    if result.is_ok() {
        result = profile(vm, object, "return", v);
    }
    object.jump_to.set(0);
    object.entered.set(false);
    result
}

/// An exception has reached a frame. Gives the exception to go on with: the callback's own if
/// that raises.
#[cold]
pub(crate) fn raised(vm: &mut Vm, frame: *mut Frame, exc: Value, again: bool) -> Value {
    if !events(vm) {
        return exc;
    }
    match raised_or_err(vm, frame, exc, again) {
        Ok(()) => exc,
        Err(Raised) => vm.take_exception(),
    }
}

fn raised_or_err(vm: &mut Vm, frame: *mut Frame, exc: Value, again: bool) -> PyResult<()> {
    // SAFETY: `unwind` passes the current frame.
    let f = unsafe { &*frame };
    if let Some(object) = f.object {
        call_raised(vm, object)?;
    }
    let at = f.code.index_of(f.pc);
    let event = if again { Event::Reraise } else { Event::Raise };
    monitoring::fire(vm, f.code, at, event, &[f.code.value(), offset(at), exc])?;
    let Some(object) = f.object.filter(|o| !again && !o.trace.get().is_none()) else { return Ok(()) };
    let traceback = exc.cast::<Exception>().map_or(Value::NONE, |e| e.traceback.get());
    let arg = [vm.type_of(exc).value(), exc, traceback];
    let arg = vm.new_tuple(&arg)?.value();
    local(vm, object, "exception", arg)
}

/// An exception was caught in a frame (`handler` is where), or ends it.
#[cold]
pub(crate) fn unwound(vm: &mut Vm, frame: *mut Frame, exc: Value, handler: Option<Pc>) -> Value {
    if !events(vm) {
        return exc;
    }
    // SAFETY: `unwind` passes the current frame.
    let f = unsafe { &*frame };
    let at = handler.map_or_else(|| f.code.index_of(f.pc), |h| h.0);
    let event = if handler.is_some() { Event::ExceptionHandled } else { Event::PyUnwind };
    let mut result = monitoring::fire(vm, f.code, at, event, &[f.code.value(), offset(at), exc]);
    if handler.is_none()
        && let Some(object) = f.object
        && (object.entered.replace(false) || object.traced.get().is_some())
    {
        // It has begun, or had begun when the tracing did.
        result = result.and_then(|()| local(vm, object, "return", Value::NONE));
        result = result.and_then(|()| profile(vm, object, "return", Value::NONE));
    }
    match result {
        Ok(()) => exc,
        Err(Raised) => vm.take_exception(),
    }
}

// ---- f_lineno ---------------------------------------------------------------------------------

/// `frame.f_lineno = to`, which only a trace function may do.
pub(crate) fn set_line(vm: &mut Vm, object: Gc<FrameObject>, to: Value) -> PyResult<()> {
    let Some(to) = to.as_int() else { return Err(vm.value_error("lineno must be an integer")) };
    let Some(to) = to.to_i64() else { return Err(vm.value_error("lineno out of range")) };
    if !vm.thread.inside_tracer || object.active.get().is_null() {
        return Err(vm.value_error("f_lineno can only be set in a trace function"));
    }
    if state(vm).line_of.get() != object.value() {
        let text = "can only jump from a 'line' trace event";
        return Err(vm.value_error(text));
    }
    crate::jump::check(vm, object, to)
}

/// Goes on where `f_lineno` says.
fn jump(vm: &mut Vm, frame: *mut Frame, object: Gc<FrameObject>) -> PyResult<()> {
    let line = object.jump_to.replace(0);
    // SAFETY: the caller passes the current frame.
    let f = unsafe { &mut *frame };
    let from = f.code.index_of(f.pc);
    if let Some(target) = crate::jump::target(f.code, line) {
        crate::jump::prepare(vm, f, from, target);
        // SAFETY: the target is the start of an instruction.
        f.pc = unsafe { f.code.start().add(target as usize) };
        object.traced.set(Some((line, target)));
    }
    Ok(())
}

// ---- sys --------------------------------------------------------------------------------------

/// Marks the generators that are running: their next instruction is no beginning.
fn mark_running(vm: &mut Vm) {
    let mut frame = current(vm);
    while !frame.is_null() {
        // SAFETY: all frames down from the current one are active.
        let f = unsafe { &*frame };
        if f.generator.is_some() {
            frame_object(vm, frame).entered.set(true);
        }
        frame = f.below;
    }
}

/// Sets the function that is called with each event of the program: calls, lines, returns,
/// exceptions.
#[pyfunction("settrace(function, /)")]
fn settrace(vm: &mut Vm, function: Value) {
    mark_running(vm);
    vm.thread.trace_function = function;
    update(vm);
}

/// The function that `settrace` was given.
#[pyfunction("gettrace()")]
fn gettrace(vm: &mut Vm) -> Value {
    vm.thread.trace_function
}

/// Sets the function that is called with each call and return.
#[pyfunction("setprofile(function, /)")]
fn setprofile(vm: &mut Vm, function: Value) {
    mark_running(vm);
    // The function that is running has been entered: its return is reported.
    let frame = current(vm);
    if !frame.is_null() && !function.is_none() {
        frame_object(vm, frame).entered.set(true);
    }
    vm.thread.profile_function = function;
    update(vm);
}

/// The function that `setprofile` was given.
#[pyfunction("getprofile()")]
fn getprofile(vm: &mut Vm) -> Value {
    vm.thread.profile_function
}

/// Calls a function with tracing on, from within a trace function.
#[pyfunction("call_tracing(func, args, /)")]
fn call_tracing(vm: &mut Vm, func: Value, args: Gc<Tuple>) -> PyResult {
    let outer = std::mem::replace(&mut vm.thread.inside_tracer, false);
    update(vm);
    let result = vm.call(func, args.items());
    vm.thread.inside_tracer = outer;
    update(vm);
    result
}

/// Sets the trace function of all threads.
#[pyfunction("_settraceallthreads(function, /)")]
fn settraceallthreads(vm: &mut Vm, function: Value) {
    vm.for_each_thread(|thread| thread.trace_function = function);
    settrace(vm, function);
}

/// Sets the profile function of all threads.
#[pyfunction("_setprofileallthreads(function, /)")]
fn setprofileallthreads(vm: &mut Vm, function: Value) {
    vm.for_each_thread(|thread| thread.profile_function = function);
    setprofile(vm, function);
}

/// What `sys` offers of tracing.
pub const FUNCTIONS: [&tauraro_core::FnDef; 7] = [
    &settrace::DEF,
    &gettrace::DEF,
    &setprofile::DEF,
    &getprofile::DEF,
    &call_tracing::DEF,
    &settraceallthreads::DEF,
    &setprofileallthreads::DEF,
];

pub(crate) fn init(vm: &mut Vm) {
    vm.set_extension(Tracing { line_of: Slot::new(Value::NONE) });
}
