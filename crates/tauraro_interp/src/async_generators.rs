//! `async_generator` and the awaitables that its methods give: `asend`, `athrow`, `aclose`, and
//! `anext` with a default.
//!
//! The body of an async generator passes two kinds of values up: what it awaits, as it is, and
//! what it yields, wrapped in a `Yielded`. An `asend` passes the first kind on and ends with the
//! second as its result.

use crate::exceptions::take_stop_iteration;
use crate::frame::InterpState;
use crate::generator::{GenState, Generator, Resumed};
use crate::generator_types::{self, as_method, thrown};
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Kind, Slot};
use tauraro_core::kinds::{self, INTERP_FIRST};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::GetSetDef;
use tauraro_core::{PyResult, Raised, Value, Vm, defs, pyfunction};

/// A value that an async generator has yielded, on its way to the consumer's `asend`.
pub(crate) struct Yielded {
    pub(crate) value: Slot,
}

tauraro_core::payload!(Yielded, Kind(INTERP_FIRST), "async_generator_wrapped_value", [value]);

/// Wraps a yielded value.
pub(crate) fn wrap(vm: &mut Vm, v: Value) -> PyResult {
    let shape = vm.types.object.root_shape.get();
    Ok(vm.alloc(shape, Yielded { value: Slot::new(v) }).value())
}

/// How far an awaitable is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stage {
    Created,
    Running,
    Done,
}

/// What `asend()` and `__anext__()` give.
pub(crate) struct Asend {
    generator: Gc<Generator>,
    sent: Slot,
    stage: Cell<Stage>,
}

tauraro_core::payload!(Asend, kinds::ASYNC_GENERATOR_ASEND, "async_generator_asend", [generator, sent]);

/// What `athrow()` and `aclose()` give.
pub(crate) struct Athrow {
    generator: Gc<Generator>,
    /// The arguments of `athrow`; UNBOUND: this is an `aclose`.
    typ: Slot,
    val: Slot,
    tb: Slot,
    stage: Cell<Stage>,
}

tauraro_core::payload!(Athrow, kinds::ASYNC_GENERATOR_ATHROW, "async_generator_athrow", [generator, typ, val, tb]);

/// What `anext()` with a default gives.
pub(crate) struct AnextAwaitable {
    wrapped: Slot,
    default: Slot,
}

tauraro_core::payload!(AnextAwaitable, kinds::ANEXT_AWAITABLE, "anext_awaitable", [wrapped, default]);

fn is_end(vm: &Vm) -> bool {
    let exc = vm.pending();
    vm.is_instance(exc, vm.exc.stop_async_iteration) || vm.is_instance(exc, vm.exc.generator_exit)
}

/// Raises StopAsyncIteration without arguments.
#[cold]
fn stop_async(vm: &mut Vm) -> Raised {
    let exc = vm.new_exception(vm.exc.stop_async_iteration, &[]);
    vm.raise(exc.value())
}

/// What a resumption of the body means for an `asend` or `athrow`.
fn unwrap(vm: &mut Vm, g: Gc<Generator>, result: PyResult<Resumed>) -> PyResult<Resumed> {
    let raised = match result {
        Ok(Resumed::Yielded(v)) => match v.cast::<Yielded>() {
            Some(yielded) => {
                g.busy.set(false);
                return Ok(Resumed::Returned(yielded.value.get()));
            }
            None => return Ok(Resumed::Yielded(v)),
        },
        Ok(Resumed::Returned(_)) => stop_async(vm),
        Err(raised) => raised,
    };
    if is_end(vm) {
        g.closing.set(true);
    }
    g.busy.set(false);
    Err(raised)
}

/// Calls the hooks for async generators the first time that one is iterated.
fn init_hooks(vm: &mut Vm, g: Gc<Generator>) -> PyResult<()> {
    if g.hooked.replace(true) {
        return Ok(());
    }
    let state = vm.extension::<InterpState>();
    let (first, finalizer) = (state.firstiter.get(), state.finalizer.get());
    g.set(&g.finalizer, finalizer);
    if !first.is_none() {
        vm.call(first, &[g.value()])?;
    }
    Ok(())
}

fn new_asend(vm: &mut Vm, g: Gc<Generator>, v: Value) -> PyResult {
    init_hooks(vm, g)?;
    let payload = Asend { generator: g, sent: Slot::new(v), stage: Cell::new(Stage::Created) };
    let made = vm.alloc(vm.types.async_generator_asend.root_shape.get(), payload).value();
    vm.register_finalizable(made);
    Ok(made)
}

fn new_athrow(vm: &mut Vm, g: Gc<Generator>, args: [Value; 3]) -> PyResult {
    init_hooks(vm, g)?;
    let [typ, val, tb] = args.map(Slot::new);
    let payload = Athrow { generator: g, typ, val, tb, stage: Cell::new(Stage::Created) };
    let made = vm.alloc(vm.types.async_generator_athrow.root_shape.get(), payload).value();
    vm.register_finalizable(made);
    Ok(made)
}

// ---- asend ------------------------------------------------------------------------------------

#[cold]
fn reused(vm: &mut Vm, what: &str) -> Raised {
    vm.runtime_error(format!("cannot reuse already awaited {what}"))
}

#[cold]
fn already_running(vm: &mut Vm, what: &str) -> Raised {
    vm.runtime_error(format!("{what}: asynchronous generator is already running"))
}

/// Before an `asend` touches the body: whether this is its first step.
fn enter_asend(vm: &mut Vm, o: Gc<Asend>) -> PyResult<bool> {
    match o.stage.get() {
        Stage::Done => Err(reused(vm, "__anext__()/asend()")),
        Stage::Running => Ok(false),
        Stage::Created if o.generator.busy.get() => {
            o.stage.set(Stage::Done);
            Err(already_running(vm, "anext()"))
        }
        Stage::Created => {
            o.stage.set(Stage::Running);
            Ok(true)
        }
    }
}

fn leave_asend(vm: &mut Vm, o: Gc<Asend>, result: PyResult<Resumed>) -> PyResult<Resumed> {
    let result = unwrap(vm, o.generator, result);
    if !matches!(result, Ok(Resumed::Yielded(_))) {
        o.stage.set(Stage::Done);
    }
    result
}

/// One step of an `asend`. `Returned`: its result.
pub(crate) fn asend_step(vm: &mut Vm, o: Gc<Asend>, v: Value) -> PyResult<Resumed> {
    let first = enter_asend(vm, o)?;
    let v = if first && v.is_none() { o.sent.get() } else { v };
    o.generator.busy.set(true);
    let result = generator_types::send(vm, o.generator, v);
    leave_asend(vm, o, result)
}

/// Goes on with the generator.
#[pyfunction("async_generator_asend.send($self, arg, /)")]
fn asend_send(vm: &mut Vm, this: Gc<Asend>, arg: Value) -> PyResult {
    let resumed = asend_step(vm, this, arg)?;
    as_method(vm, resumed)
}

/// Raises an exception where the generator is suspended.
#[pyfunction("async_generator_asend.throw($self, typ, val=None, tb=None, /)")]
fn asend_throw(vm: &mut Vm, this: Gc<Asend>, typ: Value, val: Option<Value>, tb: Option<Value>) -> PyResult {
    enter_asend(vm, this)?;
    let exc = thrown(vm, typ, val, tb)?;
    this.generator.busy.set(true);
    let result = generator_types::throw(vm, this.generator, exc, true);
    let resumed = leave_asend(vm, this, result)?;
    as_method(vm, resumed)
}

/// The end of a `close`: what a thrown GeneratorExit has led to.
fn closed(vm: &mut Vm, result: PyResult) -> PyResult<()> {
    match result {
        Ok(_) => Err(vm.runtime_error("coroutine ignored GeneratorExit")),
        Err(raised) => {
            if is_end(vm) {
                vm.take_exception();
                return Ok(());
            }
            if take_stop_iteration(vm).is_some() { Ok(()) } else { Err(raised) }
        }
    }
}

/// Gives the step up.
#[pyfunction("async_generator_asend.close($self, /)")]
fn asend_close(vm: &mut Vm, this: Gc<Asend>) -> PyResult<()> {
    if this.stage.get() == Stage::Done {
        return Ok(());
    }
    let exit = vm.exc.generator_exit.value();
    let result = asend_throw(vm, this, exit, None, None);
    closed(vm, result)
}

fn itself(_: &mut Vm, this: Value) -> PyResult {
    Ok(this)
}

/// A step as `iternext` tells it.
fn as_next(vm: &mut Vm, resumed: Resumed) -> PyResult<Option<Value>> {
    match resumed {
        Resumed::Yielded(v) => Ok(Some(v)),
        Resumed::Returned(v) => Err(vm.stop_iteration(v)),
    }
}

fn asend_next(vm: &mut Vm, this: Value) -> PyResult<Option<Value>> {
    let Some(o) = this.cast::<Asend>() else { unreachable!("the slot is that of asend objects") };
    let resumed = asend_step(vm, o, Value::NONE)?;
    as_next(vm, resumed)
}

fn asend_finalize(vm: &mut Vm, this: Value) -> PyResult {
    if let Some(o) = this.cast::<Asend>()
        && o.stage.get() == Stage::Created
    {
        never_awaited_method(vm, "asend", o.generator)?;
    }
    Ok(Value::NONE)
}

fn never_awaited_method(vm: &mut Vm, method: &str, g: Gc<Generator>) -> PyResult<()> {
    let name = vm.repr(g.qualname.get())?.to_string_lossy();
    let text = format!("coroutine method '{method}' of {name} was never awaited");
    crate::warn::warn(vm, vm.exc.runtime_warning, &text, Some(g.value()))
}

static ASEND: TypeSpec = TypeSpec {
    kind: Some(Asend::INFO),
    methods: defs![asend_send, asend_throw, asend_close],
    slots: |s| {
        s.r#await.set(Some(itself));
        s.iter.set(Some(itself));
        s.iternext.set(Some(asend_next));
        s.finalize.set(Some(asend_finalize));
    },
    ..TypeSpec::EMPTY
};

// ---- athrow and aclose ------------------------------------------------------------------------

const REUSED: &str = "aclose()/athrow()";

impl Athrow {
    fn is_close(&self) -> bool {
        self.typ.get().is_unbound()
    }
}

/// Checks the result of a step of `aclose`: the body may await, but not yield.
fn check_close(vm: &mut Vm, o: Gc<Athrow>, result: PyResult<Resumed>) -> PyResult<Resumed> {
    let done = |o: Gc<Athrow>| {
        o.generator.busy.set(false);
        o.stage.set(Stage::Done);
    };
    match result {
        Ok(Resumed::Yielded(v)) if v.is::<Yielded>() => {
            done(o);
            Err(vm.runtime_error("async generator ignored GeneratorExit"))
        }
        Ok(Resumed::Yielded(v)) => Ok(Resumed::Yielded(v)),
        Ok(Resumed::Returned(_)) => {
            done(o);
            Ok(Resumed::Returned(Value::NONE))
        }
        Err(raised) => {
            done(o);
            if !is_end(vm) {
                return Err(raised);
            }
            vm.take_exception();
            Ok(Resumed::Returned(Value::NONE))
        }
    }
}

/// What the thrown exception has led to, for `athrow`.
fn check_throw(vm: &mut Vm, o: Gc<Athrow>, result: PyResult<Resumed>) -> PyResult<Resumed> {
    let result = unwrap(vm, o.generator, result);
    if result.is_err() {
        o.generator.busy.set(false);
    }
    if !matches!(result, Ok(Resumed::Yielded(_))) {
        o.stage.set(Stage::Done);
    }
    result
}

fn check_step(vm: &mut Vm, o: Gc<Athrow>, result: PyResult<Resumed>) -> PyResult<Resumed> {
    if o.is_close() { check_close(vm, o, result) } else { check_throw(vm, o, result) }
}

/// One step of an `athrow` or `aclose`.
pub(crate) fn athrow_step(vm: &mut Vm, o: Gc<Athrow>, v: Value) -> PyResult<Resumed> {
    let g = o.generator;
    if o.stage.get() == Stage::Done {
        return Err(reused(vm, REUSED));
    }
    if g.state.get() == GenState::Closed {
        o.stage.set(Stage::Done);
        return Ok(Resumed::Returned(Value::NONE));
    }
    if o.stage.get() == Stage::Running {
        let result = generator_types::send(vm, g, v);
        return check_step(vm, o, result);
    }
    if g.busy.get() {
        o.stage.set(Stage::Done);
        let what = if o.is_close() { "aclose()" } else { "athrow()" };
        return Err(already_running(vm, what));
    }
    if g.closing.get() {
        o.stage.set(Stage::Done);
        return Err(stop_async(vm));
    }
    if !v.is_none() {
        return Err(vm.runtime_error("can't send non-None value to a just-started coroutine"));
    }
    o.stage.set(Stage::Running);
    g.busy.set(true);
    let exc = if o.is_close() {
        g.closing.set(true);
        Ok(vm.new_exception(vm.exc.generator_exit, &[]).value())
    } else {
        thrown(vm, o.typ.get(), Some(o.val.get()), Some(o.tb.get()))
    };
    let result = match exc {
        Ok(exc) => generator_types::throw(vm, g, exc, false),
        Err(raised) => Err(raised),
    };
    check_step(vm, o, result)
}

/// Goes on with the generator.
#[pyfunction("async_generator_athrow.send($self, arg, /)")]
fn athrow_send(vm: &mut Vm, this: Gc<Athrow>, arg: Value) -> PyResult {
    let resumed = athrow_step(vm, this, arg)?;
    as_method(vm, resumed)
}

/// Raises an exception where the generator is suspended.
#[pyfunction("async_generator_athrow.throw($self, typ, val=None, tb=None, /)")]
fn athrow_throw(vm: &mut Vm, this: Gc<Athrow>, typ: Value, val: Option<Value>, tb: Option<Value>) -> PyResult {
    let g = this.generator;
    match this.stage.get() {
        Stage::Done => return Err(reused(vm, REUSED)),
        Stage::Running => {}
        Stage::Created if g.busy.get() => {
            this.stage.set(Stage::Done);
            let what = if this.is_close() { "aclose()" } else { "athrow()" };
            return Err(already_running(vm, what));
        }
        Stage::Created => {
            this.stage.set(Stage::Running);
            g.busy.set(true);
        }
    }
    let exc = thrown(vm, typ, val, tb)?;
    let result = generator_types::throw(vm, g, exc, true);
    let resumed = check_step(vm, this, result)?;
    as_method(vm, resumed)
}

/// Gives the step up.
#[pyfunction("async_generator_athrow.close($self, /)")]
fn athrow_close(vm: &mut Vm, this: Gc<Athrow>) -> PyResult<()> {
    if this.stage.get() == Stage::Done {
        return Ok(());
    }
    let exit = vm.exc.generator_exit.value();
    let result = athrow_throw(vm, this, exit, None, None);
    closed(vm, result)
}

fn athrow_next(vm: &mut Vm, this: Value) -> PyResult<Option<Value>> {
    let Some(o) = this.cast::<Athrow>() else { unreachable!("the slot is that of athrow objects") };
    let resumed = athrow_step(vm, o, Value::NONE)?;
    as_next(vm, resumed)
}

fn athrow_finalize(vm: &mut Vm, this: Value) -> PyResult {
    if let Some(o) = this.cast::<Athrow>()
        && o.stage.get() == Stage::Created
    {
        let method = if o.is_close() { "aclose" } else { "athrow" };
        never_awaited_method(vm, method, o.generator)?;
    }
    Ok(Value::NONE)
}

static ATHROW: TypeSpec = TypeSpec {
    kind: Some(Athrow::INFO),
    methods: defs![athrow_send, athrow_throw, athrow_close],
    slots: |s| {
        s.r#await.set(Some(itself));
        s.iter.set(Some(itself));
        s.iternext.set(Some(athrow_next));
        s.finalize.set(Some(athrow_finalize));
    },
    ..TypeSpec::EMPTY
};

// ---- async_generator ----------------------------------------------------------------------------

/// An awaitable that sends a value to the generator and gives what that yields next.
#[pyfunction("async_generator.asend($self, value, /)")]
fn asend(vm: &mut Vm, this: Gc<Generator>, value: Value) -> PyResult {
    new_asend(vm, this, value)
}

/// An awaitable that raises an exception where the generator is suspended.
#[pyfunction("async_generator.athrow($self, typ, val=None, tb=None, /)")]
fn athrow(vm: &mut Vm, this: Gc<Generator>, typ: Value, val: Option<Value>, tb: Option<Value>) -> PyResult {
    if val.is_some() {
        generator_types::warn_three_arguments(vm, "athrow")?;
    }
    new_athrow(vm, this, [typ, val.unwrap_or(Value::NONE), tb.unwrap_or(Value::NONE)])
}

/// An awaitable that ends the generator.
#[pyfunction("async_generator.aclose($self, /)")]
fn aclose(vm: &mut Vm, this: Gc<Generator>) -> PyResult {
    new_athrow(vm, this, [Value::UNBOUND, Value::NONE, Value::NONE])
}

fn anext_slot(vm: &mut Vm, this: Value) -> PyResult {
    let Some(g) = this.cast::<Generator>() else { unreachable!("the slot is that of async generators") };
    new_asend(vm, g, Value::NONE)
}

fn get_busy(_: &mut Vm, this: Value) -> PyResult {
    Ok(Value::bool(this.cast::<Generator>().is_some_and(|g| g.busy.get())))
}

static ASYNC_GENERATOR: TypeSpec = TypeSpec {
    kind: Some(Generator::INFO),
    weakrefs: true,
    methods: defs![asend, athrow, aclose, generator_types::async_class_getitem],
    getset: &[
        generator_types::NAME,
        generator_types::QUALNAME,
        GetSetDef { name: "ag_code", doc: "Code of the body.", get: generator_types::get_code, set: None },
        GetSetDef { name: "ag_frame", doc: "Frame of the body.", get: generator_types::get_frame, set: None },
        GetSetDef { name: "ag_running", doc: "Whether a step is under way.", get: get_busy, set: None },
        GetSetDef {
            name: "ag_suspended",
            doc: "Whether it is suspended.",
            get: generator_types::get_suspended,
            set: None,
        },
        GetSetDef { name: "ag_await", doc: "What `await` waits for.", get: generator_types::get_yieldfrom, set: None },
    ],
    slots: |s| {
        s.repr.set(Some(generator_types::repr));
        s.aiter.set(Some(itself));
        s.anext.set(Some(anext_slot));
        s.finalize.set(Some(generator_types::finalize));
    },
    ..TypeSpec::EMPTY
};

// ---- anext ----------------------------------------------------------------------------------------

/// The next item of an async iterator; with a default, what is given at its end.
#[pyfunction("anext(async_iterator, default=None, /)")]
fn anext(vm: &mut Vm, async_iterator: Value, default: Option<Value>) -> PyResult {
    let Some(f) = vm.type_of(async_iterator).slots.anext.get() else {
        let text = format!("'{}' object is not an async iterator", vm.type_name(async_iterator));
        return Err(vm.type_error(text));
    };
    let awaitable = f(vm, async_iterator)?;
    let Some(default) = default else { return Ok(awaitable) };
    let payload = AnextAwaitable { wrapped: Slot::new(awaitable), default: Slot::new(default) };
    Ok(vm.alloc(vm.types.anext_awaitable.root_shape.get(), payload).value())
}

/// The iterator of the wrapped awaitable. A coroutine, which has no `__next__`, is wrapped.
fn anext_iterator(vm: &mut Vm, o: Gc<AnextAwaitable>) -> PyResult {
    let it = generator_types::awaitable_iter(vm, o.wrapped.get(), 0)?;
    let ty = vm.type_of(it);
    if ty.slots.iternext.get().is_some() {
        return Ok(it);
    }
    let Some(f) = ty.slots.r#await.get() else {
        let text = format!("'{}' object can't be awaited", ty.name_str());
        return Err(vm.type_error(text));
    };
    let it = f(vm, it)?;
    if vm.type_of(it).slots.iternext.get().is_none() {
        let text = format!("{}.__await__() must return an iterable, not {}", ty.name_str(), vm.type_name(it));
        return Err(vm.type_error(text));
    }
    Ok(it)
}

/// Makes the end of the iteration a result: the default.
fn with_default<T>(vm: &mut Vm, o: Gc<AnextAwaitable>, result: PyResult<T>) -> PyResult<T> {
    match result {
        Ok(v) => Ok(v),
        Err(raised) => match vm.catch(vm.exc.stop_async_iteration) {
            Some(_) => Err(vm.stop_iteration(o.default.get())),
            None => Err(raised),
        },
    }
}

fn anext_next(vm: &mut Vm, this: Value) -> PyResult<Option<Value>> {
    let Some(o) = this.cast::<AnextAwaitable>() else { unreachable!("the slot is that of anext awaitables") };
    let it = anext_iterator(vm, o)?;
    let Some(next) = vm.type_of(it).slots.iternext.get() else { return Ok(None) };
    let result = next(vm, it);
    with_default(vm, o, result)
}

fn anext_forward(vm: &mut Vm, o: Gc<AnextAwaitable>, method: &str, args: &[Value]) -> PyResult {
    let it = anext_iterator(vm, o)?;
    let result = vm.call_method(it, method, args);
    with_default(vm, o, result)
}

/// See `generator.send`.
#[pyfunction("anext_awaitable.send($self, arg, /)")]
fn anext_send(vm: &mut Vm, this: Gc<AnextAwaitable>, arg: Value) -> PyResult {
    anext_forward(vm, this, "send", &[arg])
}

/// See `generator.throw`.
#[pyfunction("anext_awaitable.throw($self, /, *args)")]
fn anext_throw(vm: &mut Vm, this: Gc<AnextAwaitable>, args: &[Value]) -> PyResult {
    anext_forward(vm, this, "throw", args)
}

/// See `generator.close`.
#[pyfunction("anext_awaitable.close($self, /)")]
fn anext_close(vm: &mut Vm, this: Gc<AnextAwaitable>) -> PyResult {
    anext_forward(vm, this, "close", &[])
}

static ANEXT_AWAITABLE: TypeSpec = TypeSpec {
    kind: Some(AnextAwaitable::INFO),
    methods: defs![anext_send, anext_throw, anext_close],
    slots: |s| {
        s.r#await.set(Some(itself));
        s.iter.set(Some(itself));
        s.iternext.set(Some(anext_next));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.register::<Yielded>();
    let types = vm.types;
    vm.fill_type(types.async_generator, &ASYNC_GENERATOR)?;
    vm.fill_type(types.async_generator_asend, &ASEND)?;
    vm.fill_type(types.async_generator_athrow, &ATHROW)?;
    vm.fill_type(types.anext_awaitable, &ANEXT_AWAITABLE)?;
    let module = vm.intern("builtins").value();
    let f = vm.new_builtin(&anext::DEF, Value::UNBOUND, None);
    f.set(&f.module, module);
    vm.builtins.set_str(vm, "anext", f.value())
}
