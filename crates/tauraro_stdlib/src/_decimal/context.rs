//! `Context`: settings of arithmetic, and which of them is current.

use super::number::{Ctx, MAX_EMAX, MAX_PREC, MIN_EMIN, Rounding};
use super::signals::{SignalDict, bits_of_list, bits_of_mapping, list_of, new_signal_dict};
use super::{State, operations};
use crate::{_contextvars, kinds};
use std::cell::Cell;
use tauraro_core::attr::{generic_getattr, generic_setattr};
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo, Link, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, TypeFlags};
use tauraro_core::shape::ShapeId;
use tauraro_core::{Dict, List, PyResult, Raised, Str, Type, Value, Vm, defs, payload, pyfunction};

/// `decimal.Context`
pub(super) struct Context {
    pub settings: Cell<Ctx>,
    flags: Link<SignalDict>,
    traps: Link<SignalDict>,
    /// Where the current context stands, so that a context which was found there needs no look
    /// into the module's state.
    variable: Slot,
    /// The shape of results, and their attribute slots.
    pub shape: ShapeId,
    pub slots: usize,
}

payload!(Context, kinds::DECIMAL_CONTEXT, "decimal.Context", [flags, traps, variable]);

/// A new context of a class.
pub(super) fn make(vm: &mut Vm, class: Gc<Type>, settings: Ctx) -> Gc<Context> {
    let state = vm.extension::<State>();
    let payload = Context {
        settings: Cell::new(settings),
        flags: Link::new(None),
        traps: Link::new(None),
        variable: Slot::new(state.variable),
        shape: state.shape,
        slots: state.slots,
    };
    vm.alloc_with_slots(class.root_shape.get(), payload, class.inline_slots.get().into())
}

/// A new context of exactly the type Context.
fn plain(vm: &mut Vm, settings: Ctx) -> Gc<Context> {
    let class = vm.extension::<State>().context;
    make(vm, class, settings)
}

fn this(v: Value) -> Gc<Context> {
    v.cast().expect("slots and getters of Context get them")
}

// ---- the current context -----------------------------------------------------------------------

/// The context of the running thread and task, made if there is none.
#[inline]
pub(super) fn current(vm: &mut Vm) -> PyResult<Gc<Context>> {
    if let Some((variable, v)) = _contextvars::last_found(vm)
        && let Some(context) = v.cast::<Context>()
        && context.variable.get() == variable
    {
        return Ok(context);
    }
    look_up(vm)
}

fn look_up(vm: &mut Vm) -> PyResult<Gc<Context>> {
    let variable = vm.extension::<State>().variable;
    match _contextvars::value(vm, variable)?.and_then(Value::cast::<Context>) {
        Some(context) => Ok(context),
        None => begin(vm, variable),
    }
}

#[cold]
fn begin(vm: &mut Vm, variable: Value) -> PyResult<Gc<Context>> {
    let settings = this(vm.extension::<State>().default).settings.get();
    let context = plain(vm, Ctx { status: 0, ..settings });
    _contextvars::assign(vm, variable, context.value())?;
    Ok(context)
}

/// The context that an optional argument is.
#[inline]
pub(super) fn given(vm: &mut Vm, context: Option<Value>) -> PyResult<Gc<Context>> {
    match context {
        None => current(vm),
        Some(v) if v.is_none() => current(vm),
        Some(v) => match v.cast::<Context>() {
            Some(context) => Ok(context),
            None => Err(vm.type_error("optional argument must be a context")),
        },
    }
}

fn set_current(vm: &mut Vm, context: Gc<Context>) -> PyResult<()> {
    let state = vm.extension::<State>();
    let variable = state.variable;
    let context = if state.templates.contains(&context.value()) {
        let settings = context.settings.get();
        plain(vm, Ctx { status: 0, ..settings })
    } else {
        context
    };
    _contextvars::assign(vm, variable, context.value())
}

/// Get the current default context.
#[pyfunction("getcontext()")]
pub(super) fn getcontext(vm: &mut Vm) -> PyResult {
    current(vm).map(Gc::value)
}

/// Set a new default context.
#[pyfunction("setcontext(context, /)")]
pub(super) fn setcontext(vm: &mut Vm, context: Value) -> PyResult<()> {
    match context.cast::<Context>() {
        Some(context) => set_current(vm, context),
        None => Err(vm.type_error("argument must be a context")),
    }
}

/// Return a context manager that will set the default context to a copy of ctx
/// on entry to the with-statement and restore the previous default context when
/// exiting the with-statement. If no context is supplied, a copy of the current
/// default context is used.
#[pyfunction("localcontext(ctx=None, **kwargs)")]
pub(super) fn localcontext(vm: &mut Vm, ctx: Option<Value>, kwargs: Option<Gc<Dict>>) -> PyResult {
    let global = current(vm)?;
    let context = match ctx.filter(|v| !v.is_none()) {
        None => global,
        Some(v) => match v.cast::<Context>() {
            Some(context) => context,
            None => return Err(vm.type_error("optional argument must be a context")),
        },
    };
    let settings = context.settings.get();
    let local = plain(vm, settings);
    for (name, v) in kwargs.iter().flat_map(|kwargs| kwargs.iter()) {
        let Some(name) = name.cast::<Str>() else { continue };
        if !KEYWORDS.iter().any(|k| k.as_bytes() == name.as_bytes()) {
            return Err(unexpected_keyword(vm, name));
        }
        set_keyword(vm, local, name.as_str().unwrap_or_default(), v)?;
    }
    let payload = Manager { local, global: Link::new(Some(global)) };
    let class = vm.extension::<State>().manager;
    Ok(vm.alloc(class.root_shape.get(), payload).value())
}

/// What IEEEContext goes up to.
pub(super) const IEEE_BITS_MAX: i64 = 512;

/// Return a context object initialized to the proper values for one of the
/// IEEE interchange formats.  The argument must be a multiple of 32 and less
/// than IEEE_CONTEXT_MAX_BITS.
#[pyfunction("IEEEContext(bits, /)")]
pub(super) fn ieee_context(vm: &mut Vm, bits: Value) -> PyResult {
    let bits = machine_int(vm, bits)?;
    if !(1..=IEEE_BITS_MAX).contains(&bits) || bits % 32 != 0 {
        let text = format!("argument must be a multiple of 32, with a maximum of {IEEE_BITS_MAX}");
        return Err(vm.value_error(text));
    }
    let emax = 3 * (1 << (bits / 16 + 3));
    let settings = Ctx {
        prec: 9 * (bits / 32) - 2,
        emax,
        emin: 1 - emax,
        rounding: Rounding::HalfEven,
        clamp: true,
        capitals: true,
        status: 0,
        traps: 0,
    };
    Ok(plain(vm, settings).value())
}

// ---- localcontext ------------------------------------------------------------------------------

/// What `localcontext` returns.
struct Manager {
    local: Gc<Context>,
    /// What was current before.
    global: Link<Context>,
}

payload!(Manager, kinds::DECIMAL_MANAGER, "decimal.ContextManager", [local, global]);

/// Makes the local context the current one.
#[pyfunction("ContextManager.__enter__($self, /)")]
fn enter(vm: &mut Vm, this: Gc<Manager>) -> PyResult {
    set_current(vm, this.local)?;
    Ok(this.local.value())
}

/// Makes the context of before the current one.
#[pyfunction("ContextManager.__exit__($self, /, *args)")]
fn exit(vm: &mut Vm, this: Gc<Manager>, _args: &[Value]) -> PyResult {
    if let Some(global) = this.global.get() {
        set_current(vm, global)?;
    }
    Ok(Value::NONE)
}

pub(super) static MANAGER: TypeSpec = TypeSpec {
    name: "ContextManager",
    module: "decimal",
    kind: Some(Manager::INFO),
    flags: TypeFlags(TypeFlags::NO_NEW.0 | TypeFlags::IMMUTABLE.0),
    methods: defs![enter, exit],
    ..TypeSpec::EMPTY
};

// ---- attributes --------------------------------------------------------------------------------

/// An int of 64 bits. Raises TypeError, OverflowError.
fn machine_int(vm: &mut Vm, v: Value) -> PyResult<i64> {
    match v.as_int().map(|i| i.to_i64()) {
        None => Err(vm.type_error("an integer is required")),
        Some(None) => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
        Some(Some(i)) => Ok(i),
    }
}

/// The rounding that a str names. Raises TypeError.
pub(super) fn rounding_of(vm: &mut Vm, v: Value) -> PyResult<Rounding> {
    match v.cast::<Str>().and_then(|name| Rounding::find(name.as_str()?)) {
        Some(rounding) => Ok(rounding),
        None => Err(vm.type_error(
            "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   \
             ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]",
        )),
    }
}

fn in_range(vm: &mut Vm, v: Value, least: i64, most: i64, text: &str) -> PyResult<i64> {
    let i = machine_int(vm, v)?;
    if (least..=most).contains(&i) { Ok(i) } else { Err(vm.value_error(text)) }
}

fn change(context: Gc<Context>, set: impl FnOnce(&mut Ctx)) {
    let mut settings = context.settings.get();
    set(&mut settings);
    context.settings.set(settings);
}

/// The parameters of `Context()`.
const KEYWORDS: [&str; 8] = ["prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps"];

/// Sets an attribute by the value of a keyword argument: flags and traps may be lists too.
fn set_keyword(vm: &mut Vm, context: Gc<Context>, name: &str, v: Value) -> PyResult<()> {
    match (name, v.cast::<List>()) {
        ("flags", Some(list)) => {
            let bits = bits_of_list(vm, list)?;
            change(context, |s| s.status = bits);
            Ok(())
        }
        ("traps", Some(list)) => {
            let bits = bits_of_list(vm, list)?;
            change(context, |s| s.traps = bits);
            Ok(())
        }
        _ => set_attribute(vm, context, name, v),
    }
}

fn set_attribute(vm: &mut Vm, context: Gc<Context>, name: &str, v: Value) -> PyResult<()> {
    match name {
        "prec" => {
            let i = in_range(vm, v, 1, MAX_PREC, "valid range for prec is [1, MAX_PREC]")?;
            change(context, |s| s.prec = i);
        }
        "Emin" => {
            let i = in_range(vm, v, MIN_EMIN, 0, "valid range for Emin is [MIN_EMIN, 0]")?;
            change(context, |s| s.emin = i);
        }
        "Emax" => {
            let i = in_range(vm, v, 0, MAX_EMAX, "valid range for Emax is [0, MAX_EMAX]")?;
            change(context, |s| s.emax = i);
        }
        "rounding" => {
            let rounding = rounding_of(vm, v)?;
            change(context, |s| s.rounding = rounding);
        }
        "capitals" => {
            let i = in_range(vm, v, 0, 1, "valid values for capitals are 0 or 1")?;
            change(context, |s| s.capitals = i == 1);
        }
        "clamp" => {
            let i = in_range(vm, v, 0, 1, "valid values for clamp are 0 or 1")?;
            change(context, |s| s.clamp = i == 1);
        }
        "flags" => {
            let bits = bits_of_mapping(vm, v)?;
            change(context, |s| s.status = bits);
        }
        _ => {
            let bits = bits_of_mapping(vm, v)?;
            change(context, |s| s.traps = bits);
        }
    }
    Ok(())
}

/// The setter of an attribute.
fn assign(vm: &mut Vm, v: Value, name: &str, to: Option<Value>) -> PyResult<()> {
    match to {
        Some(to) => set_attribute(vm, this(v), name, to),
        None => Err(undeletable(vm)),
    }
}

#[cold]
fn undeletable(vm: &mut Vm) -> Raised {
    let name = vm.intern("");
    vm.attribute_error("context attributes cannot be deleted", Value::NONE, name)
}

fn setattr(vm: &mut Vm, v: Value, name: Gc<Str>, to: Option<Value>) -> PyResult<()> {
    let Some(new) = to else { return Err(undeletable(vm)) };
    match name.as_bytes() {
        b"flags" => set_attribute(vm, this(v), "flags", new),
        b"traps" => set_attribute(vm, this(v), "traps", new),
        _ => {
            let ty = vm.type_of(v);
            if ty == vm.extension::<State>().context && vm.lookup(ty, name).is_none() {
                let text = format!("'decimal.Context' object has no attribute '{}'", name.to_string_lossy());
                return Err(vm.attribute_error(&text, v, name));
            }
            generic_setattr(vm, v, name, to)
        }
    }
}

fn getattr(vm: &mut Vm, v: Value, name: Gc<Str>) -> PyResult<Option<Value>> {
    let traps = match name.as_bytes() {
        b"flags" => false,
        b"traps" => true,
        _ => return generic_getattr(vm, v, name),
    };
    let context = this(v);
    let link = if traps { &context.traps } else { &context.flags };
    if let Some(made) = link.get() {
        return Ok(Some(made.value()));
    }
    let made = new_signal_dict(vm, context, traps);
    context.link(link, Some(made));
    Ok(Some(made.value()))
}

static GETSET: [GetSetDef; 6] = [
    GetSetDef {
        name: "prec",
        doc: "",
        get: |vm, v| Ok(vm.new_int(this(v).settings.get().prec)),
        set: Some(|vm, v, to| assign(vm, v, "prec", to)),
    },
    GetSetDef {
        name: "Emax",
        doc: "",
        get: |vm, v| Ok(vm.new_int(this(v).settings.get().emax)),
        set: Some(|vm, v, to| assign(vm, v, "Emax", to)),
    },
    GetSetDef {
        name: "Emin",
        doc: "",
        get: |vm, v| Ok(vm.new_int(this(v).settings.get().emin)),
        set: Some(|vm, v, to| assign(vm, v, "Emin", to)),
    },
    GetSetDef {
        name: "rounding",
        doc: "",
        get: |vm, v| Ok(vm.intern(this(v).settings.get().rounding.name()).value()),
        set: Some(|vm, v, to| assign(vm, v, "rounding", to)),
    },
    GetSetDef {
        name: "capitals",
        doc: "",
        get: |vm, v| Ok(vm.new_int(this(v).settings.get().capitals.into())),
        set: Some(|vm, v, to| assign(vm, v, "capitals", to)),
    },
    GetSetDef {
        name: "clamp",
        doc: "",
        get: |vm, v| Ok(vm.new_int(this(v).settings.get().clamp.into())),
        set: Some(|vm, v, to| assign(vm, v, "clamp", to)),
    },
];

// ---- construction ------------------------------------------------------------------------------

#[cold]
pub(super) fn unexpected_keyword(vm: &mut Vm, name: Gc<Str>) -> Raised {
    let text = format!("this function got an unexpected keyword argument '{}'", name.to_string_lossy());
    vm.type_error(text)
}

/// A context begins with the settings of DefaultContext.
fn new(vm: &mut Vm, class: Gc<Type>, _: Args<'_>) -> PyResult {
    let default = vm.extension::<State>().default;
    let settings = default.cast::<Context>().map_or(super::template_settings()[0], |c| c.settings.get());
    Ok(make(vm, class, Ctx { capitals: true, ..settings }).value())
}

fn init(vm: &mut Vm, v: Value, args: Args<'_>) -> PyResult<()> {
    let context = this(v);
    let given = args.plain();
    if given.len() + args.keyword_count() > KEYWORDS.len() {
        let text = format!("function takes at most 8 arguments ({} given)", given.len() + args.keyword_count());
        return Err(vm.type_error(text));
    }
    for (name, v) in KEYWORDS.iter().zip(given) {
        if !v.is_none() {
            set_keyword(vm, context, name, *v)?;
        }
    }
    for (name, v) in args.keywords() {
        let Some(at) = KEYWORDS.iter().position(|k| k.as_bytes() == name.as_bytes()) else {
            return Err(unexpected_keyword(vm, name));
        };
        if at < given.len() {
            let text = format!("argument for function given by name ('{}') and position ({})", KEYWORDS[at], at + 1);
            return Err(vm.type_error(text));
        }
        if !v.is_none() {
            set_keyword(vm, context, KEYWORDS[at], v)?;
        }
    }
    Ok(())
}

/// The names of the signals that are set, without their module.
fn shown(bits: u32) -> String {
    let names: Vec<&str> =
        super::signals::SHOWN.iter().filter(|(_, signal)| bits & signal != 0).map(|(name, _)| *name).collect();
    names.join(", ")
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let s = this(v).settings.get();
    let text = format!(
        "Context(prec={}, rounding={}, Emin={}, Emax={}, capitals={}, clamp={}, flags=[{}], traps=[{}])",
        s.prec,
        s.rounding.name(),
        s.emin,
        s.emax,
        u8::from(s.capitals),
        u8::from(s.clamp),
        shown(s.status),
        shown(s.traps)
    );
    vm.new_str(&text).map(Gc::value)
}

/// Return a duplicate of the context with all flags cleared.
#[pyfunction("Context.copy($self, /)")]
pub(super) fn copy(vm: &mut Vm, this: Gc<Context>) -> Value {
    let settings = this.settings.get();
    plain(vm, settings).value()
}

/// A duplicate of the context.
#[pyfunction("Context.__copy__($self, /)")]
pub(super) fn dunder_copy(vm: &mut Vm, this: Gc<Context>) -> Value {
    let settings = this.settings.get();
    plain(vm, settings).value()
}

/// The class and its arguments, for pickle.
#[pyfunction("Context.__reduce__($self, /)")]
pub(super) fn reduce(vm: &mut Vm, this: Gc<Context>) -> PyResult {
    let s = this.settings.get();
    let flags = list_of(vm, s.status)?.value();
    let traps = list_of(vm, s.traps)?.value();
    let rounding = vm.intern(s.rounding.name()).value();
    let (prec, emin, emax) = (vm.new_int(s.prec), vm.new_int(s.emin), vm.new_int(s.emax));
    let (capitals, clamp) = (vm.new_int(s.capitals.into()), vm.new_int(s.clamp.into()));
    let args = vm.new_tuple(&[prec, rounding, emin, emax, capitals, clamp, flags, traps])?.value();
    let class = vm.type_of(this.value()).value();
    vm.new_pair(class, args)
}

/// Reset all flags to False.
#[pyfunction("Context.clear_flags($self, /)")]
pub(super) fn clear_flags(_: &mut Vm, this: Gc<Context>) {
    change(this, |s| s.status = 0);
}

/// Set all traps to False.
#[pyfunction("Context.clear_traps($self, /)")]
pub(super) fn clear_traps(_: &mut Vm, this: Gc<Context>) {
    change(this, |s| s.traps = 0);
}

/// Return a value equal to Emin - prec + 1, which is the minimum exponent value
/// for subnormal results.  When underflow occurs, the exponent is set to Etiny.
#[pyfunction("Context.Etiny($self, /)")]
pub(super) fn etiny(_: &mut Vm, this: Gc<Context>) -> i64 {
    this.settings.get().etiny()
}

/// Return a value equal to Emax - prec + 1.  This is the maximum exponent
/// if the _clamp field of the context is set to 1 (IEEE clamp mode).  Etop()
/// must not be negative.
#[pyfunction("Context.Etop($self, /)")]
pub(super) fn etop(_: &mut Vm, this: Gc<Context>) -> i64 {
    this.settings.get().etop()
}

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Context",
    module: "decimal",
    doc: Some(
        "The context affects almost all operations and controls rounding,\nOver/Underflow, raising of exceptions \
         and much more.  A new context\ncan be constructed as follows:\n\n    >>> c = Context(prec=28, \
         Emin=-425000000, Emax=425000000,\n    ...             rounding=ROUND_HALF_EVEN, capitals=1, clamp=1,\n    \
         ...             traps=[InvalidOperation, DivisionByZero, Overflow],\n    ...             flags=[])\n    \
         >>>\n\n\n",
    ),
    kind: Some(Context::INFO),
    flags: TypeFlags(TypeFlags::BASE.0 | TypeFlags::IMMUTABLE.0),
    new: Some(new),
    methods: operations::METHODS,
    getset: &GETSET,
    slots: |s| {
        s.init.set(Some(init));
        s.repr.set(Some(repr));
        s.getattr.set(Some(getattr));
        s.setattr.set(Some(setattr));
    },
    ..TypeSpec::EMPTY
};
