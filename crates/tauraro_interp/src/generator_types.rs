//! `generator`: its methods and slots, and what the send and await instructions need.

use crate::exceptions::take_stop_iteration;
use crate::generator::{self, GenState, Generator, Resume, Resumed};
use tauraro_bytecode::{AwaitContext, CodeFlags};
use tauraro_core::heap::Gc;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Exception, GetSetDef, Type, TypeFlags};
use tauraro_core::{PyResult, Raised, Str, Tuple, Value, Vm, defs, pyfunction};

/// What kind of body this is, for messages.
pub(crate) fn kind_name(vm: &Vm, g: Gc<Generator>) -> &'static str {
    let ty = vm.type_of(g.value());
    if ty == vm.types.coroutine {
        "coroutine"
    } else if ty == vm.types.async_generator {
        "async generator"
    } else {
        "generator"
    }
}

/// Resumes a body with a value.
pub(crate) fn send(vm: &mut Vm, g: Gc<Generator>, v: Value) -> PyResult<Resumed> {
    match g.state.get() {
        GenState::Running => Err(already_running(vm, g)),
        GenState::Closed if vm.type_of(g.value()) == vm.types.coroutine => {
            Err(vm.runtime_error("cannot reuse already awaited coroutine"))
        }
        GenState::Closed => Ok(Resumed::Returned(Value::NONE)),
        GenState::Created if !v.is_none() => {
            let text = format!("can't send non-None value to a just-started {}", kind_name(vm, g));
            Err(vm.type_error(text))
        }
        GenState::Created | GenState::Suspended => generator::resume(vm, g, Resume::Send(v)),
    }
}

#[cold]
fn already_running(vm: &mut Vm, g: Gc<Generator>) -> Raised {
    let kind = kind_name(vm, g);
    let text = match kind {
        "async generator" => "async generator already executing".to_owned(),
        kind => format!("{kind} already executing"),
    };
    vm.value_error(text)
}

/// Throws into a body: first into what it waits for, which GeneratorExit closes if
/// `close_inner` says so.
pub(crate) fn throw(vm: &mut Vm, g: Gc<Generator>, exc: Value, close_inner: bool) -> PyResult<Resumed> {
    match g.state.get() {
        GenState::Running => return Err(already_running(vm, g)),
        GenState::Closed => {
            if vm.type_of(g.value()) == vm.types.coroutine {
                return Err(vm.runtime_error("cannot reuse already awaited coroutine"));
            }
            return Err(vm.raise_again(exc));
        }
        GenState::Created => return generator::resume(vm, g, Resume::Throw(exc)),
        GenState::Suspended => {}
    }
    let inner = g.waiting_for.get();
    if inner.is_none() {
        return generator::resume(vm, g, Resume::Throw(exc));
    }
    // While the inner iterator runs, this body counts as running.
    g.state.set(GenState::Running);
    let result = throw_inner(vm, inner, exc, close_inner);
    g.state.set(GenState::Suspended);
    match result {
        Ok(Resumed::Yielded(v)) => Ok(Resumed::Yielded(v)),
        Ok(Resumed::Returned(v)) => {
            // `yield from` has its value: the body goes on as if the inner one had stopped.
            let stop = stop_exception(vm, v)?;
            generator::resume(vm, g, Resume::Throw(stop))
        }
        Err(Raised) => {
            let raised = vm.take_exception();
            generator::resume(vm, g, Resume::Throw(raised))
        }
    }
}

fn stop_exception(vm: &mut Vm, v: Value) -> PyResult {
    vm.stop_iteration(v);
    Ok(vm.take_exception())
}

fn throw_inner(vm: &mut Vm, inner: Value, exc: Value, close: bool) -> PyResult<Resumed> {
    if close && vm.is_instance(exc, vm.exc.generator_exit) {
        close_inner(vm, inner)?;
        return Err(vm.raise_again(exc));
    }
    if let Some(g) = inner.cast::<Generator>() {
        return throw(vm, g, exc, close);
    }
    if let Some(wrapper) = inner.cast::<CoroutineWrapper>() {
        return throw(vm, wrapper.coroutine, exc, close);
    }
    let name = vm.names.throw;
    match vm.getattr_opt(inner, name)? {
        Some(method) => match vm.call(method, &[exc]) {
            Ok(v) => Ok(Resumed::Yielded(v)),
            Err(raised) => match take_stop_iteration(vm) {
                Some(v) => Ok(Resumed::Returned(v)),
                None => Err(raised),
            },
        },
        None => Err(vm.raise_again(exc)),
    }
}

fn close_inner(vm: &mut Vm, inner: Value) -> PyResult<()> {
    if let Some(g) = inner.cast::<Generator>() {
        return close_body(vm, g).map(|_| ());
    }
    let name = vm.names.close;
    match vm.getattr_opt(inner, name)? {
        Some(method) => vm.call(method, &[]).map(|_| ()),
        None => Ok(()),
    }
}

/// `close()`: throws GeneratorExit; the body's return value, if it returned one.
pub(crate) fn close_body(vm: &mut Vm, g: Gc<Generator>) -> PyResult {
    match g.state.get() {
        GenState::Running => return Err(already_running(vm, g)),
        GenState::Closed => return Ok(Value::NONE),
        GenState::Created => {
            generator::finish(g);
            return Ok(Value::NONE);
        }
        GenState::Suspended => {}
    }
    let exit = vm.new_exception(vm.exc.generator_exit, &[]);
    match throw(vm, g, exit.value(), true) {
        Ok(Resumed::Yielded(_)) => {
            let text = format!("{} ignored GeneratorExit", kind_name(vm, g));
            Err(vm.runtime_error(text))
        }
        Ok(Resumed::Returned(v)) => Ok(v),
        Err(raised) => {
            let quiet = vm.catch(vm.exc.generator_exit).is_some() || take_stop_iteration(vm).is_some();
            if quiet { Ok(Value::NONE) } else { Err(raised) }
        }
    }
}

/// The result of a resumption as methods show it.
pub(crate) fn as_method(vm: &mut Vm, resumed: Resumed) -> PyResult {
    match resumed {
        Resumed::Yielded(v) => Ok(v),
        Resumed::Returned(v) => Err(vm.stop_iteration(v)),
    }
}

/// The warning about `throw(type, value, traceback)`.
pub(crate) fn warn_three_arguments(vm: &mut Vm, method: &str) -> PyResult<()> {
    let text =
        format!("the (type, exc, tb) signature of {method}() is deprecated, use the single-arg signature instead.");
    crate::warn::warn(vm, vm.exc.deprecation_warning, &text, None)
}

/// What happens to a body that nothing can resume any more: it is closed. A coroutine that was
/// never awaited is reported instead.
pub(crate) fn finalize(vm: &mut Vm, this: Value) -> PyResult {
    let Some(g) = this.cast::<Generator>() else { return Ok(Value::NONE) };
    if g.state.get() == GenState::Closed {
        return Ok(Value::NONE);
    }
    let finalizer = g.finalizer.get();
    if !finalizer.is_none() && !g.closing.get() {
        return vm.call(finalizer, &[this]);
    }
    if g.state.get() == GenState::Created && vm.type_of(this) == vm.types.coroutine {
        generator::finish(g);
        if crate::warn::never_awaited(vm, this).is_err() {
            vm.report_unraisable("Exception ignored while finalizing coroutine", this);
        }
        return Ok(Value::NONE);
    }
    if close_body(vm, g).is_err() {
        vm.report_unraisable("Exception ignored while closing generator", this);
    }
    Ok(Value::NONE)
}

/// The exception that `throw(type[, value[, traceback]])` means.
pub(crate) fn thrown(vm: &mut Vm, typ: Value, val: Option<Value>, tb: Option<Value>) -> PyResult {
    let val = val.unwrap_or(Value::NONE);
    let tb = tb.and_then(Value::non_none);
    if tb.is_some_and(|t| !t.is::<crate::introspect::Traceback>()) {
        return Err(vm.type_error("throw() third argument must be a traceback object"));
    }
    let exc = if let Some(class) = typ.cast::<Type>().filter(|t| t.has(TypeFlags::EXC_SUBCLASS)) {
        if vm.is_instance(val, class) {
            val
        } else if let Some(args) = val.cast::<Tuple>() {
            vm.call(typ, args.items())?
        } else if val.is_none() {
            vm.call(typ, &[])?
        } else {
            vm.call(typ, &[val])?
        }
    } else if typ.is::<Exception>() {
        if !val.is_none() {
            return Err(vm.type_error("instance exception may not have a separate value"));
        }
        typ
    } else {
        let text =
            format!("exceptions must be classes or instances deriving from BaseException, not {}", vm.type_name(typ));
        return Err(vm.type_error(text));
    };
    let Some(e) = exc.cast::<Exception>() else {
        // A class whose `__new__` gives something else: that is what the body gets to know.
        let (typ, got) = (vm.repr(typ)?.to_string_lossy(), vm.type_of(exc).value());
        let got = vm.repr(got)?.to_string_lossy();
        vm.type_error(format!("calling {typ} should have returned an instance of BaseException, not {got}"));
        return Ok(vm.take_exception());
    };
    if let Some(tb) = tb {
        e.set(&e.traceback, tb);
    }
    Ok(exc)
}

// ---- generator ------------------------------------------------------------------------------

/// Resumes the generator with a value, which becomes that of the suspended `yield`.
#[pyfunction("generator.send($self, arg, /)")]
fn gen_send(vm: &mut Vm, this: Gc<Generator>, arg: Value) -> PyResult {
    let resumed = send(vm, this, arg)?;
    as_method(vm, resumed)
}

/// Raises an exception where the generator is suspended.
#[pyfunction("generator.throw($self, typ, val=None, tb=None, /)")]
fn gen_throw(vm: &mut Vm, this: Gc<Generator>, typ: Value, val: Option<Value>, tb: Option<Value>) -> PyResult {
    if val.is_some() {
        warn_three_arguments(vm, "throw")?;
    }
    let exc = thrown(vm, typ, val, tb)?;
    let resumed = throw(vm, this, exc, true)?;
    as_method(vm, resumed)
}

/// Ends the generator by raising GeneratorExit where it is suspended.
#[pyfunction("generator.close($self, /)")]
fn gen_close(vm: &mut Vm, this: Gc<Generator>) -> PyResult {
    close_body(vm, this)
}

fn next(vm: &mut Vm, this: Value) -> PyResult<Option<Value>> {
    let Some(g) = this.cast::<Generator>() else { unreachable!("the slot is that of generators") };
    match send(vm, g, Value::NONE)? {
        Resumed::Yielded(v) => Ok(Some(v)),
        Resumed::Returned(Value::NONE) => Ok(None),
        Resumed::Returned(v) => Err(vm.stop_iteration(v)),
    }
}

fn itself(_: &mut Vm, this: Value) -> PyResult {
    Ok(this)
}

pub(crate) fn repr(vm: &mut Vm, this: Value) -> PyResult {
    let Some(g) = this.cast::<Generator>() else { unreachable!("the slot is that of generators") };
    let name = vm.str(g.qualname.get())?.to_string_lossy();
    let kind = match kind_name(vm, g) {
        "async generator" => "async_generator",
        other => other,
    };
    Ok(vm.new_str(&format!("<{kind} object {name} at {:#x}>", g.bits()))?.value())
}

macro_rules! getters {
    ($($fn_name:ident |$vm:ident, $g:ident| $body:expr;)*) => {
        $(pub(crate) fn $fn_name($vm: &mut Vm, this: Value) -> PyResult {
            let Some($g) = this.cast::<Generator>() else { unreachable!("the attribute is that of generators") };
            $body
        })*
    };
}

getters! {
    get_name |_vm, g| Ok(g.name.get());
    get_qualname |_vm, g| Ok(g.qualname.get());
    get_code |_vm, g| Ok(g.code.value());
    get_running |_vm, g| Ok(Value::bool(g.state.get() == GenState::Running));
    get_suspended |_vm, g| Ok(Value::bool(g.state.get() == GenState::Suspended));
    get_yieldfrom |_vm, g| {
        Ok(if g.state.get() == GenState::Suspended { g.waiting_for.get() } else { Value::NONE })
    };
    get_frame |vm, g| {
        Ok(if g.state.get() == GenState::Closed { Value::NONE } else { frame_of(vm, g).value() })
    };
}

/// `generator[yield, send, return]`
#[pyfunction("generator.__class_getitem__($type, item, /)")]
pub(crate) fn class_getitem(vm: &mut Vm, cls: Value, item: Value) -> PyResult {
    tauraro_objects::iterable::generic_alias(vm, cls, item)
}

/// `coroutine[yield, send, return]`
#[pyfunction("coroutine.__class_getitem__($type, item, /)")]
fn coro_class_getitem(vm: &mut Vm, cls: Value, item: Value) -> PyResult {
    tauraro_objects::iterable::generic_alias(vm, cls, item)
}

/// `async_generator[yield, send]`
#[pyfunction("async_generator.__class_getitem__($type, item, /)")]
pub(crate) fn async_class_getitem(vm: &mut Vm, cls: Value, item: Value) -> PyResult {
    tauraro_objects::iterable::generic_alias(vm, cls, item)
}

/// The frame object of a body that has not ended.
pub(crate) fn frame_of(vm: &mut Vm, g: Gc<Generator>) -> Gc<crate::introspect::FrameObject> {
    crate::introspect::generator_frame(vm, g)
}

fn set_name(vm: &mut Vm, this: Value, v: Option<Value>) -> PyResult<()> {
    set_text(vm, this, v, "__name__", |g, v| g.set(&g.name, v))
}

fn set_qualname(vm: &mut Vm, this: Value, v: Option<Value>) -> PyResult<()> {
    set_text(vm, this, v, "__qualname__", |g, v| g.set(&g.qualname, v))
}

fn set_text(
    vm: &mut Vm,
    this: Value,
    v: Option<Value>,
    name: &str,
    set: impl Fn(Gc<Generator>, Value),
) -> PyResult<()> {
    match (this.cast::<Generator>(), v) {
        (Some(g), Some(v)) if v.is::<Str>() => {
            set(g, v);
            Ok(())
        }
        _ => Err(vm.type_error(format!("{name} must be set to a string object"))),
    }
}

pub(crate) const NAME: GetSetDef = GetSetDef { name: "__name__", doc: "Name.", get: get_name, set: Some(set_name) };
pub(crate) const QUALNAME: GetSetDef =
    GetSetDef { name: "__qualname__", doc: "Qualified name.", get: get_qualname, set: Some(set_qualname) };

static GENERATOR: TypeSpec = TypeSpec {
    doc: None,
    kind: Some(<Generator as tauraro_core::heap::HasKindInfo>::INFO),
    weakrefs: true,
    methods: defs![gen_send, gen_throw, gen_close, class_getitem],
    getset: &[
        NAME,
        QUALNAME,
        GetSetDef { name: "gi_code", doc: "Code of the body.", get: get_code, set: None },
        GetSetDef { name: "gi_frame", doc: "Frame of the body.", get: get_frame, set: None },
        GetSetDef { name: "gi_running", doc: "Whether it runs.", get: get_running, set: None },
        GetSetDef { name: "gi_suspended", doc: "Whether it is suspended.", get: get_suspended, set: None },
        GetSetDef { name: "gi_yieldfrom", doc: "What `yield from` waits for.", get: get_yieldfrom, set: None },
    ],
    slots: |s| {
        s.repr.set(Some(repr));
        s.finalize.set(Some(finalize));
        s.iter.set(Some(itself));
        s.iternext.set(Some(next));
    },
    ..TypeSpec::EMPTY
};

// ---- what instructions of coroutines need ------------------------------------------------------

/// Whether a coroutine waits for something, so that somebody else must be driving it.
fn is_awaited(g: Gc<Generator>) -> bool {
    !g.waiting_for.get().is_none() && g.state.get() == GenState::Suspended
}

/// The iterator that `await src` drives.
pub(crate) fn awaitable_iter(vm: &mut Vm, src: Value, context: usize) -> PyResult {
    let ty = vm.type_of(src);
    if let Some(g) = src.cast::<Generator>() {
        if ty == vm.types.coroutine {
            if is_awaited(g) {
                return Err(vm.runtime_error("coroutine is being awaited already"));
            }
            return Ok(src);
        }
        if g.code.has(CodeFlags::ITERABLE_COROUTINE) {
            return Ok(src);
        }
    }
    let Some(f) = ty.slots.r#await.get() else {
        let text = match AwaitContext::from_imm(context as u32) {
            Some(AwaitContext::Aenter | AwaitContext::Aexit) => {
                let method = if context == AwaitContext::Aenter as usize { "__aenter__" } else { "__aexit__" };
                format!(
                    "'async with' received an object from {method} that does not implement __await__: {}",
                    ty.name_str()
                )
            }
            _ => format!("'{}' object can't be awaited", ty.name_str()),
        };
        return Err(vm.type_error(text));
    };
    let it = f(vm, src)?;
    if vm.type_of(it) == vm.types.coroutine {
        return Err(vm.type_error("__await__() returned a coroutine"));
    }
    if vm.type_of(it).slots.iternext.get().is_none() {
        let text = format!("__await__() returned non-iterator of type '{}'", vm.type_name(it));
        return Err(vm.type_error(text));
    }
    Ok(it)
}

/// The iterator that an `async for` step drives.
pub(crate) fn anext_awaitable(vm: &mut Vm, aiter: Value) -> PyResult {
    let ty = vm.type_of(aiter);
    let Some(f) = ty.slots.anext.get() else {
        let text = format!("'async for' requires an iterator with __anext__ method, got {}", ty.name_str());
        return Err(vm.type_error(text));
    };
    let awaitable = f(vm, aiter)?;
    match awaitable_iter(vm, awaitable, 0) {
        Ok(it) => Ok(it),
        Err(_) => {
            let cause = vm.take_exception();
            let text = format!("'async for' received an invalid object from __anext__: {}", vm.type_name(awaitable));
            vm.type_error(text);
            let exc = vm.take_exception();
            if let Some(e) = exc.cast::<Exception>() {
                e.set(&e.cause, cause);
                e.suppress_context.set(true);
            }
            Err(vm.raise_again(exc))
        }
    }
}

/// What an async generator yields, told apart from what an await passes up.
pub(crate) fn wrap_yielded(vm: &mut Vm, v: Value) -> PyResult {
    crate::async_generators::wrap(vm, v)
}

// ---- coroutine ------------------------------------------------------------------------------

/// Sends a value into coroutine, where it becomes that of the suspended `await`.
#[pyfunction("coroutine.send($self, arg, /)")]
fn coro_send(vm: &mut Vm, this: Gc<Generator>, arg: Value) -> PyResult {
    let resumed = send(vm, this, arg)?;
    as_method(vm, resumed)
}

/// Raises an exception in coroutine, where it is suspended.
#[pyfunction("coroutine.throw($self, typ, val=None, tb=None, /)")]
fn coro_throw(vm: &mut Vm, this: Gc<Generator>, typ: Value, val: Option<Value>, tb: Option<Value>) -> PyResult {
    if val.is_some() {
        warn_three_arguments(vm, "throw")?;
    }
    let exc = thrown(vm, typ, val, tb)?;
    let resumed = throw(vm, this, exc, true)?;
    as_method(vm, resumed)
}

/// Raises GeneratorExit inside coroutine, which ends it.
#[pyfunction("coroutine.close($self, /)")]
fn coro_close(vm: &mut Vm, this: Gc<Generator>) -> PyResult<()> {
    close_body(vm, this).map(|_| ())
}

/// The iterator that `await` drives: the coroutine, wrapped so that it can be iterated.
fn coro_await(vm: &mut Vm, this: Value) -> PyResult {
    let Some(coroutine) = this.cast::<Generator>() else { unreachable!("the slot is that of coroutines") };
    let shape = vm.types.coroutine_wrapper.root_shape.get();
    Ok(vm.alloc(shape, CoroutineWrapper { coroutine }).value())
}

getters! {
    get_origin |_vm, g| Ok(g.origin.get());
}

static COROUTINE: TypeSpec = TypeSpec {
    doc: None,
    kind: Some(<Generator as tauraro_core::heap::HasKindInfo>::INFO),
    weakrefs: true,
    methods: defs![coro_send, coro_throw, coro_close, coro_class_getitem],
    getset: &[
        GetSetDef { doc: "Name of the coroutine.", ..NAME },
        GetSetDef { doc: "Qualified name of the coroutine.", ..QUALNAME },
        GetSetDef { name: "cr_code", doc: "Code of the body.", get: get_code, set: None },
        GetSetDef { name: "cr_frame", doc: "Frame of the body.", get: get_frame, set: None },
        GetSetDef { name: "cr_running", doc: "Whether it runs.", get: get_running, set: None },
        GetSetDef { name: "cr_suspended", doc: "Whether it is suspended.", get: get_suspended, set: None },
        GetSetDef { name: "cr_await", doc: "What `await` waits for.", get: get_yieldfrom, set: None },
        GetSetDef { name: "cr_origin", doc: "Where it was made.", get: get_origin, set: None },
    ],
    slots: |s| {
        s.repr.set(Some(repr));
        s.finalize.set(Some(finalize));
        s.r#await.set(Some(coro_await));
    },
    ..TypeSpec::EMPTY
};

/// `coroutine_wrapper`: iterates a coroutine.
pub(crate) struct CoroutineWrapper {
    coroutine: Gc<Generator>,
}

tauraro_core::payload!(CoroutineWrapper, tauraro_core::kinds::COROUTINE_WRAPPER, "coroutine_wrapper", [coroutine]);

/// See `coroutine.send`.
#[pyfunction("coroutine_wrapper.send($self, arg, /)")]
fn wrapper_send(vm: &mut Vm, this: Gc<CoroutineWrapper>, arg: Value) -> PyResult {
    coro_send(vm, this.coroutine, arg)
}

/// See `coroutine.throw`.
#[pyfunction("coroutine_wrapper.throw($self, typ, val=None, tb=None, /)")]
fn wrapper_throw(
    vm: &mut Vm,
    this: Gc<CoroutineWrapper>,
    typ: Value,
    val: Option<Value>,
    tb: Option<Value>,
) -> PyResult {
    coro_throw(vm, this.coroutine, typ, val, tb)
}

/// See `coroutine.close`.
#[pyfunction("coroutine_wrapper.close($self, /)")]
fn wrapper_close(vm: &mut Vm, this: Gc<CoroutineWrapper>) -> PyResult<()> {
    coro_close(vm, this.coroutine)
}

fn wrapper_next(vm: &mut Vm, this: Value) -> PyResult<Option<Value>> {
    let Some(wrapper) = this.cast::<CoroutineWrapper>() else { unreachable!("the slot is that of wrappers") };
    next(vm, wrapper.coroutine.value())
}

static COROUTINE_WRAPPER: TypeSpec = TypeSpec {
    doc: None,
    kind: Some(<CoroutineWrapper as tauraro_core::heap::HasKindInfo>::INFO),
    methods: defs![wrapper_send, wrapper_throw, wrapper_close],
    slots: |s| {
        s.iter.set(Some(itself));
        s.iternext.set(Some(wrapper_next));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.coroutine, &COROUTINE)?;
    vm.fill_type(vm.types.coroutine_wrapper, &COROUTINE_WRAPPER)?;
    vm.fill_type(vm.types.generator, &GENERATOR)
}
