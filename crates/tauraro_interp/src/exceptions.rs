//! Raising, matching and unwinding.

use crate::frame::{Frame, Return, current};
use crate::introspect::{Traceback, add_traceback, detach};
use tauraro_bytecode::Pc;
use tauraro_core::heap::Gc;
use tauraro_core::object::{Exception, List, Tuple, Type, TypeFlags};
use tauraro_core::{PyResult, Value, Vm};

/// Finds the handler of the pending exception among the frames down to `entry`. `true`: the
/// current frame goes on at its `pc`. `false`: `entry` has ended too and the exception is still
/// pending. With `trace` the first frame gets a traceback entry (the others always do).
pub(crate) fn unwind(vm: &mut Vm, entry: *mut Frame, mut trace: bool) -> bool {
    loop {
        let frame = current(vm);
        let exc = vm.take_exception();
        // SAFETY: the current frame is active.
        unsafe {
            if trace && let Some(e) = exc.cast::<Exception>() {
                add_traceback(vm, e, frame);
            }
            let exc = if vm.thread.tracing { crate::trace::raised(vm, frame, exc, !trace) } else { exc };
            trace = true;
            let at = Pc((*frame).code.index_of((*frame).pc));
            let code = (*frame).code;
            let handler = code.code.handler(at).copied();
            let exc =
                if vm.thread.tracing { crate::trace::unwound(vm, frame, exc, handler.map(|h| h.target)) } else { exc };
            if let Some(handler) = handler {
                *(*frame).regs.add(usize::from(handler.exc.0)) = exc;
                (*frame).pc = code.start().add(handler.target.0 as usize);
                return true;
            }
            let exc = leave_generator(vm, frame, exc);
            vm.handled = (*frame).handled;
            if matches!((*frame).returns, Return::Item | Return::Sent)
                && let Some(g) = (*frame).generator
            {
                crate::generator::finish(g);
            }
            if (*frame).object.is_some() && code.line_at(at.0) == 0 {
                stand_at_the_raise(frame, exc);
            }
            if (*frame).object.is_some() && detach(vm, frame).is_err() {
                // No memory for keeping the registers: the frame object shows none.
                vm.take_exception();
            }
            vm.thread.frame = (*frame).below.cast();
            vm.raise_again(exc);
            if frame == entry {
                return false;
            }
        }
    }
}

/// Takes the exception that the instruction at `pc` has raised, for a handler in machine code. `None`: it is
/// still pending, and the interpreter has to find the handler.
///
/// # Safety
/// `frame` is the current one, and `pc` an instruction of its code.
pub unsafe fn catch(vm: &mut Vm, frame: *mut Frame, pc: *mut u64) -> Option<Value> {
    // SAFETY: by the contract.
    unsafe {
        if vm.thread.tracing || (*frame).changed != 0 {
            return None;
        }
        (*frame).pc = pc;
        let exc = vm.take_exception();
        if let Some(e) = exc.cast::<Exception>() {
            add_traceback(vm, e, frame);
        }
        Some(exc)
    }
}

/// `raise exc from cause` at the instruction `pc`.
///
/// # Safety
/// As for `catch`.
pub unsafe fn raise_at(vm: &mut Vm, frame: *mut Frame, pc: *mut u64, exc: Value, cause: Option<Value>) {
    // SAFETY: by the contract.
    unsafe { (*frame).pc = pc };
    // That it raises is the point.
    _ = raise(vm, exc, cause);
}

/// A frame that an instruction without a line ends, which raises again, shows where it was raised.
fn stand_at_the_raise(frame: *mut Frame, exc: Value) {
    let entry = exc.cast::<Exception>().and_then(|e| e.traceback.get().cast::<Traceback>());
    let Some(entry) = entry else { return };
    // SAFETY: the caller passes the current frame; the entry of the same frame is about an
    // instruction of its code.
    unsafe {
        if (*frame).object == Some(entry.frame)
            && let Ok(at) = usize::try_from(entry.last.get())
        {
            (*frame).pc = (*frame).code.start().add(at);
        }
    }
}

/// PEP 479: a StopIteration that would leave a generator's body becomes a RuntimeError.
fn leave_generator(vm: &mut Vm, frame: *mut Frame, exc: Value) -> Value {
    // SAFETY: the caller passes the current frame.
    let Some(generator) = (unsafe { (*frame).generator }) else { return exc };
    let ty = vm.type_of(generator.value());
    let kind = if ty == vm.types.generator {
        "generator"
    } else if ty == vm.types.coroutine {
        "coroutine"
    } else {
        "async generator"
    };
    let what = if vm.is_instance(exc, vm.exc.stop_iteration) {
        "StopIteration"
    } else if kind == "async generator" && vm.is_instance(exc, vm.exc.stop_async_iteration) {
        "StopAsyncIteration"
    } else {
        return exc;
    };
    let handled = std::mem::replace(&mut vm.handled, exc);
    vm.raise_text(vm.exc.runtime_error, &format!("{kind} raised {what}"));
    vm.handled = handled;
    let outer = vm.take_exception();
    if let Some(e) = outer.cast::<Exception>() {
        e.set(&e.cause, exc);
        e.suppress_context.set(true);
        add_traceback(vm, e, frame);
    }
    outer
}

/// `raise exc from cause`. Always returns `Err`.
#[cold]
pub(crate) fn raise(vm: &mut Vm, exc: Value, cause: Option<Value>) -> PyResult<()> {
    let instance = instantiate(vm, exc, "exceptions must derive from BaseException")?;
    if let Some(cause) = cause {
        let cause = match cause {
            Value::NONE => Value::NONE,
            c => instantiate(vm, c, "exception causes must derive from BaseException")?,
        };
        if let Some(e) = instance.cast::<Exception>() {
            e.set(&e.cause, cause);
            e.suppress_context.set(true);
        }
    }
    Err(vm.raise(instance))
}

/// An exception instance from what a `raise` statement names.
fn instantiate(vm: &mut Vm, exc: Value, refused: &str) -> PyResult {
    if let Some(ty) = exc.cast::<Type>()
        && ty.has(TypeFlags::EXC_SUBCLASS)
    {
        let made = vm.call(exc, &[])?;
        if !made.is::<Exception>() {
            let got = vm.type_of(made).value();
            let text = format!(
                "calling {} should have returned an instance of BaseException, not {}",
                vm.repr(exc)?.to_string_lossy(),
                vm.repr(got)?.to_string_lossy()
            );
            return Err(vm.type_error(text));
        }
        return Ok(made);
    }
    if exc.is::<Exception>() { Ok(exc) } else { Err(vm.type_error(refused)) }
}

/// Bare `raise`: makes the handled exception pending again. `false`: there is none, and that is
/// what was raised.
pub(crate) fn raise_again(vm: &mut Vm) -> bool {
    let handled = vm.handled;
    if handled.is_none() {
        vm.runtime_error("No active exception to reraise");
        return false;
    }
    vm.raise_again(handled);
    true
}

/// Whether `exc` is an instance of a class or of one of a tuple of classes.
pub(crate) fn matches(vm: &mut Vm, exc: Value, class: Value) -> PyResult<bool> {
    if let Some(ty) = class.cast::<Type>() {
        check_class(vm, class)?;
        return Ok(vm.is_instance(exc, ty));
    }
    let Some(classes) = class.cast::<Tuple>() else {
        check_class(vm, class)?;
        return Ok(false);
    };
    for c in classes.items() {
        check_class(vm, *c)?;
    }
    Ok(classes.items().iter().filter_map(|c| c.cast::<Type>()).any(|t| vm.is_instance(exc, t)))
}

fn check_class(vm: &mut Vm, class: Value) -> PyResult<()> {
    match class.cast::<Type>() {
        Some(t) if t.has(TypeFlags::EXC_SUBCLASS) => Ok(()),
        _ => Err(vm.type_error("catching classes that do not inherit from BaseException is not allowed")),
    }
}

pub(crate) fn is_stop_async(vm: &Vm, exc: Value) -> bool {
    vm.is_instance(exc, vm.exc.stop_async_iteration)
}

/// The value of a StopIteration; `None`: it is something else.
pub(crate) fn stop_iteration_value(vm: &Vm, exc: Value) -> Option<Value> {
    let e: Gc<Exception> = exc.cast()?;
    if vm.is_instance(exc, vm.exc.stop_iteration) { Some(e.field(0)) } else { None }
}

/// Takes a pending StopIteration and gives its value.
pub(crate) fn take_stop_iteration(vm: &mut Vm) -> Option<Value> {
    let value = stop_iteration_value(vm, vm.pending())?;
    vm.take_exception();
    Some(value)
}

/// `except*`: (what matches, what does not), None for nothing.
pub(crate) fn split_group(vm: &mut Vm, exc: Value, class: Value) -> PyResult<(Value, Value)> {
    if exc.is_none() {
        return Ok((Value::NONE, Value::NONE));
    }
    check_group_class(vm, class)?;
    if matches(vm, exc, class)? {
        if vm.is_instance(exc, vm.exc.base_exception_group) {
            return Ok((exc, Value::NONE));
        }
        return Ok((wrap(vm, exc)?, Value::NONE));
    }
    if !vm.is_instance(exc, vm.exc.base_exception_group) {
        return Ok((Value::NONE, exc));
    }
    let pair = vm.call_method(exc, "split", &[class])?;
    let name = vm.type_name(exc);
    let Some(pair) = pair.cast::<Tuple>() else {
        let got = vm.type_name(pair);
        return Err(vm.type_error(format!("{name}.split must return a tuple, not {got}")));
    };
    match (pair.get(0), pair.get(1)) {
        (Some(part), Some(rest)) => Ok((part, rest)),
        _ => {
            let got = pair.len();
            Err(vm.type_error(format!("{name}.split must return a 2-tuple, got tuple of size {got}")))
        }
    }
}

fn check_group_class(vm: &mut Vm, class: Value) -> PyResult<()> {
    let one = [class];
    let tuple = class.cast::<Tuple>();
    for c in tuple.as_ref().map_or(&one[..], |t| t.items()) {
        match c.cast::<Type>() {
            Some(t) if !t.has(TypeFlags::EXC_SUBCLASS) => {
                let text = "catching classes that do not inherit from BaseException is not allowed";
                return Err(vm.type_error(text));
            }
            Some(t) if t.is_subtype(vm.exc.base_exception_group) => {
                return Err(vm.type_error("catching ExceptionGroup with except* is not allowed. Use except instead."));
            }
            Some(_) => {}
            None => {
                let text = "catching classes that do not inherit from BaseException is not allowed";
                return Err(vm.type_error(text));
            }
        }
    }
    Ok(())
}

/// A naked exception that `except*` caught, as a group of one with the same traceback.
fn wrap(vm: &mut Vm, exc: Value) -> PyResult {
    let message = vm.names.empty.value();
    let list = vm.new_tuple(&[exc])?.value();
    let group = vm.exc.exception_group;
    let group = if vm.is_instance(exc, vm.exc.exception) { group } else { vm.exc.base_exception_group };
    let made = vm.call(group.value(), &[message, list])?;
    if let (Some(to), Some(from)) = (made.cast::<Exception>(), exc.cast::<Exception>()) {
        to.set(&to.traceback, from.traceback.get());
    }
    Ok(made)
}

/// End of `except*`: what is raised after all clauses ran, or None.
pub(crate) fn join_group(vm: &mut Vm, orig: Value, raised: Value) -> PyResult {
    let Some(list) = raised.cast::<List>() else { return Ok(Value::NONE) };
    let rest = vm.new_list(&[])?;
    for slot in list.items.slots() {
        if !slot.get().is_none() {
            rest.push(vm, slot.get())?;
        }
    }
    if rest.items.is_empty() {
        return Ok(Value::NONE);
    }
    if !vm.is_instance(orig, vm.exc.base_exception_group) {
        // A naked exception: at most one clause ran, or none and it goes on.
        return Ok(rest.items.get(0).unwrap_or(Value::NONE));
    }
    join_parts(vm, orig, rest)
}

/// Parts of the original group that were re-raised or never caught are merged in its structure;
/// new exceptions stand beside them.
fn join_parts(vm: &mut Vm, orig: Value, rest: Gc<List>) -> PyResult {
    let (again, fresh) = (vm.new_list(&[])?, vm.new_list(&[])?);
    for slot in rest.items.slots() {
        let e = slot.get();
        if same_metadata(e, orig) { again.push(vm, e)? } else { fresh.push(vm, e)? }
    }
    let kept = if again.items.is_empty() { Value::NONE } else { project(vm, orig, again)? };
    if fresh.items.is_empty() {
        return Ok(kept);
    }
    if !kept.is_none() {
        fresh.push(vm, kept)?;
    }
    if fresh.items.len() == 1 {
        return Ok(fresh.items.get(0).unwrap_or(Value::NONE));
    }
    let message = vm.names.empty.value();
    vm.call(vm.exc.base_exception_group.value(), &[message, fresh.value()])
}

/// Whether `e` is a part that `split` made of `orig`: those share traceback, cause and context.
fn same_metadata(e: Value, orig: Value) -> bool {
    match (e.cast::<Exception>(), orig.cast::<Exception>()) {
        (Some(a), Some(b)) => {
            a.traceback.get() == b.traceback.get()
                && a.cause.get() == b.cause.get()
                && a.context.get() == b.context.get()
        }
        _ => false,
    }
}

/// The part of `orig` whose leaves are those of the groups in `parts`.
fn project(vm: &mut Vm, orig: Value, parts: Gc<List>) -> PyResult {
    if parts.items.len() == 1 {
        return Ok(parts.items.get(0).unwrap_or(Value::NONE));
    }
    let leaves = vm.new_set();
    for slot in parts.items.slots() {
        collect_leaves(vm, slot.get(), leaves)?;
    }
    Ok(keep_leaves(vm, orig, leaves)?.unwrap_or(Value::NONE))
}

fn group_items(vm: &mut Vm, exc: Value) -> PyResult<Option<Gc<Tuple>>> {
    if !vm.is_instance(exc, vm.exc.base_exception_group) {
        return Ok(None);
    }
    Ok(vm.getattr_str(exc, "exceptions")?.cast::<Tuple>())
}

fn identity(vm: &mut Vm, v: Value) -> Value {
    vm.new_uint(v.bits())
}

fn collect_leaves(vm: &mut Vm, exc: Value, leaves: Gc<tauraro_core::object::Set>) -> PyResult<()> {
    vm.check_native_stack()?;
    match group_items(vm, exc)? {
        Some(items) => {
            for e in items.items() {
                collect_leaves(vm, *e, leaves)?;
            }
            Ok(())
        }
        None => {
            let id = identity(vm, exc);
            leaves.add(vm, id)?;
            Ok(())
        }
    }
}

fn keep_leaves(vm: &mut Vm, exc: Value, leaves: Gc<tauraro_core::object::Set>) -> PyResult<Option<Value>> {
    vm.check_native_stack()?;
    let Some(items) = group_items(vm, exc)? else {
        let id = identity(vm, exc);
        let hash = vm.hash(id)?;
        return Ok(leaves.table.find(vm, id, hash)?.map(|_| exc));
    };
    let kept = vm.new_list(&[])?;
    for e in items.items() {
        if let Some(k) = keep_leaves(vm, *e, leaves)? {
            kept.push(vm, k)?;
        }
    }
    if kept.items.is_empty() {
        return Ok(None);
    }
    let made = vm.call_method(exc, "derive", &[kept.value()])?;
    if let (Some(to), Some(from)) = (made.cast::<Exception>(), exc.cast::<Exception>()) {
        to.set(&to.traceback, from.traceback.get());
        to.set(&to.cause, from.cause.get());
        to.set(&to.context, from.context.get());
        to.suppress_context.set(from.suppress_context.get());
    }
    Ok(Some(made))
}
