//! `_contextvars`: context variables (PEP 567). A context is a mapping that each thread has one
//! of at a time; copying it is cheap, because copies share their dict until one of them changes.

use crate::kinds;
use std::cell::Cell;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo, Link, Slot, Trace, Tracer};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{CompareOp, GetSetDef, Module};
use tauraro_core::vm::Extension;
use tauraro_core::{Dict, PyResult, Str, Type, Value, Vm, defs, payload, pyfunction};

/// `Context`: values by variable.
pub(crate) struct Context {
    vars: Link<Dict>,
    /// The dict belongs to other contexts too: to be copied before it is changed.
    shared: Cell<bool>,
    /// What was current when this context was entered; UNBOUND: it is not entered.
    previous: Slot,
    /// The variable that was last looked up and found, and its value; UNBOUND after any change.
    found: Slot,
    found_value: Slot,
}

payload!(Context, kinds::CONTEXT, "Context", [vars, previous, found, found_value]);

/// `ContextVar`
struct ContextVar {
    name: Slot,
    /// UNBOUND: none.
    default: Slot,
}

payload!(ContextVar, kinds::CONTEXT_VAR, "ContextVar", [name, default]);

/// `Token`: what `ContextVar.set` has replaced.
struct Token {
    var: Gc<ContextVar>,
    context: Gc<Context>,
    /// UNBOUND: the variable had no value.
    old: Slot,
    used: Cell<bool>,
}

payload!(Token, kinds::CONTEXT_TOKEN, "Token", [var, context, old]);

struct Types {
    var: Gc<Type>,
    context: Gc<Type>,
    token: Gc<Type>,
    missing: Value,
}

impl Extension for Types {
    fn trace(&self, tracer: &mut Tracer) {
        self.context.trace(tracer);
        self.var.trace(tracer);
        self.token.trace(tracer);
        self.missing.trace(tracer);
    }
}

fn new_context(vm: &mut Vm, vars: Gc<Dict>, shared: bool) -> Gc<Context> {
    let shape = vm.extension::<Types>().context.root_shape.get();
    let slots = usize::from(vm.extension::<Types>().context.inline_slots.get());
    let payload = Context {
        vars: Link::new(Some(vars)),
        shared: Cell::new(shared),
        previous: Slot::new(Value::UNBOUND),
        found: Slot::new(Value::UNBOUND),
        found_value: Slot::new(Value::UNBOUND),
    };
    vm.alloc_with_slots(shape, payload, slots)
}

/// The running thread's context, made if it has none.
fn current(vm: &mut Vm) -> Gc<Context> {
    if let Some(context) = vm.thread.context.cast::<Context>() {
        return context;
    }
    let vars = vm.new_dict();
    let made = new_context(vm, vars, false);
    vm.thread.context = made.value();
    made
}

fn vars(vm: &mut Vm, context: Gc<Context>) -> Gc<Dict> {
    match context.vars.get() {
        Some(vars) => vars,
        None => {
            let vars = vm.new_dict();
            context.link(&context.vars, Some(vars));
            vars
        }
    }
}

/// The context's dict, its own from now on and about to be changed.
fn own_vars(vm: &mut Vm, context: Gc<Context>) -> PyResult<Gc<Dict>> {
    context.found.set_unbarriered(Value::UNBOUND);
    context.found_value.set_unbarriered(Value::UNBOUND);
    let vars = vars(vm, context);
    if !context.shared.get() {
        return Ok(vars);
    }
    let copy = vm.new_dict_with_capacity(vars.len())?;
    for (key, v) in vars.iter() {
        copy.set_item(vm, key, v)?;
    }
    context.link(&context.vars, Some(copy));
    context.shared.set(false);
    Ok(copy)
}

fn copy_of(vm: &mut Vm, context: Gc<Context>) -> Gc<Context> {
    let vars = vars(vm, context);
    context.shared.set(true);
    new_context(vm, vars, true)
}

// ---- Context --------------------------------------------------------------------------------

fn context_new(vm: &mut Vm, _: Gc<Type>, args: Args<'_>) -> PyResult {
    if args.positional_count() + args.keyword_count() > 0 {
        return Err(vm.type_error("Context() does not accept any arguments"));
    }
    let vars = vm.new_dict();
    Ok(new_context(vm, vars, false).value())
}

fn this_context(v: Value) -> Gc<Context> {
    v.cast().expect("slots get instances of their type")
}

/// Looks a variable up in a context.
fn find(vm: &mut Vm, context: Gc<Context>, key: Value) -> PyResult<Option<Value>> {
    if !key.is::<ContextVar>() {
        let text = format!("a ContextVar key was expected, got {}", vm.repr(key)?.to_string_lossy());
        return Err(vm.type_error(text));
    }
    match context.vars.get() {
        Some(vars) => vars.get(vm, key),
        None => Ok(None),
    }
}

/// Makes the context the thread's current one.
fn enter(vm: &mut Vm, context: Gc<Context>) -> PyResult<()> {
    if !context.previous.get().is_unbound() {
        let text = vm.repr(context.value())?.to_string_lossy();
        return Err(vm.runtime_error(format!("cannot enter context: {text} is already entered")));
    }
    let previous = std::mem::replace(&mut vm.thread.context, context.value());
    context.set(&context.previous, previous);
    Ok(())
}

fn leave(vm: &mut Vm, context: Gc<Context>) {
    let previous = context.previous.get();
    context.previous.set_unbarriered(Value::UNBOUND);
    vm.thread.context = previous.bound().unwrap_or(Value::NONE);
}

/// Calls a function in the context.
#[pyfunction("Context.run($self, /, *args, **kwargs)")]
fn run(vm: &mut Vm, this: Gc<Context>, args: &[Value], kwargs: Option<Gc<Dict>>) -> PyResult {
    let Some((callable, rest)) = args.split_first() else {
        return Err(vm.type_error("run() missing 1 required positional argument"));
    };
    enter(vm, this)?;
    let result = vm.call_dict(*callable, rest, kwargs);
    leave(vm, this);
    result
}

/// A copy with the same values.
#[pyfunction("Context.copy($self, /)")]
fn copy(vm: &mut Vm, this: Gc<Context>) -> Value {
    copy_of(vm, this).value()
}

/// The variable's value in the context, or the default.
#[pyfunction("Context.get($self, key, default=None, /)")]
fn get(vm: &mut Vm, this: Gc<Context>, key: Value, default: Option<Value>) -> PyResult {
    Ok(find(vm, this, key)?.or(default).unwrap_or(Value::NONE))
}

/// An iterator over the variables and their values.
#[pyfunction("Context.items($self, /)")]
fn items(vm: &mut Vm, this: Gc<Context>) -> PyResult {
    view(vm, this, "items")
}

/// An iterator over the variables.
#[pyfunction("Context.keys($self, /)")]
fn keys(vm: &mut Vm, this: Gc<Context>) -> PyResult {
    view(vm, this, "keys")
}

/// An iterator over the values.
#[pyfunction("Context.values($self, /)")]
fn values(vm: &mut Vm, this: Gc<Context>) -> PyResult {
    view(vm, this, "values")
}

/// An iterator over the context as it is now.
fn view(vm: &mut Vm, context: Gc<Context>, what: &str) -> PyResult {
    let vars = vars(vm, context);
    context.shared.set(true);
    let view = vm.call_method(vars.value(), what, &[])?;
    vm.iter(view)
}

static CONTEXT: TypeSpec = TypeSpec {
    name: "Context",
    module: "_contextvars",
    doc: Some("A mapping of context variables to their values."),
    kind: Some(Context::INFO),
    weakrefs: true,
    new: Some(context_new),
    methods: defs![run, copy, get, items, keys, values],
    slots: |s| {
        s.hash.set(None);
        s.len.set(Some(|_, v| Ok(this_context(v).vars.get().map_or(0, Gc::<Dict>::len))));
        s.iter.set(Some(|vm, v| view(vm, this_context(v), "keys")));
        s.contains.set(Some(|vm, v, key| Ok(find(vm, this_context(v), key)?.is_some())));
        s.getitem.set(Some(|vm, v, key| match find(vm, this_context(v), key)? {
            Some(value) => Ok(value),
            None => Err(vm.key_error(key)),
        }));
        s.compare.set(Some(compare));
    },
    ..TypeSpec::EMPTY
};

fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.cast::<Context>(), b.cast::<Context>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (x, y) = (vars(vm, x), vars(vm, y));
    vm.compare(x.value(), y.value(), op)
}

// ---- ContextVar -----------------------------------------------------------------------------

/// Makes a context variable.
#[pyfunction("ContextVar.__new__($type, name, /, *, default=None)")]
fn new_var(vm: &mut Vm, cls: Gc<Type>, name: Value, default: Option<Value>) -> PyResult {
    if !name.is::<Str>() {
        return Err(vm.type_error("context variable name must be a str"));
    }
    // A name that cannot be hashed is refused, though nothing here hashes it.
    vm.hash(name)?;
    let payload = ContextVar { name: Slot::new(name), default: Slot::new(default.unwrap_or(Value::UNBOUND)) };
    Ok(vm.alloc(cls.root_shape.get(), payload).value())
}

/// The variable's value in the current context, or a default. Raises LookupError.
#[pyfunction("ContextVar.get($self, default=None, /)")]
fn var_get(vm: &mut Vm, this: Gc<ContextVar>, default: Option<Value>) -> PyResult {
    if let Some(context) = vm.thread.context.cast::<Context>()
        && let Some(v) = find(vm, context, this.value())?
    {
        return Ok(v);
    }
    match default.or(this.default.get().bound()) {
        Some(v) => Ok(v),
        None => Err(vm.raise_with(vm.exc.lookup_error, this.value())),
    }
}

/// The value that a variable made by [`variable`] has in the current context.
#[inline]
pub(crate) fn value(vm: &mut Vm, var: Value) -> PyResult<Option<Value>> {
    let Some(context) = vm.thread.context.cast::<Context>() else { return Ok(None) };
    if context.found.get() == var {
        return Ok(Some(context.found_value.get()));
    }
    let found = find(vm, context, var)?;
    if let Some(v) = found {
        context.set(&context.found, var);
        context.set(&context.found_value, v);
    }
    Ok(found)
}

/// The variable that was last found in the current context, and its value.
#[inline]
pub(crate) fn last_found(vm: &Vm) -> Option<(Value, Value)> {
    let context = vm.thread.context.cast::<Context>()?;
    Some((context.found.get(), context.found_value.get()))
}

/// Sets a variable in the current context.
pub(crate) fn assign(vm: &mut Vm, var: Value, value: Value) -> PyResult<()> {
    let context = current(vm);
    own_vars(vm, context)?.set_item(vm, var, value)
}

/// Sets the variable's value in the current context; `reset` takes the result.
#[pyfunction("ContextVar.set($self, value, /)")]
fn var_set(vm: &mut Vm, this: Gc<ContextVar>, value: Value) -> PyResult {
    let context = current(vm);
    let old = find(vm, context, this.value())?.unwrap_or(Value::UNBOUND);
    let vars = own_vars(vm, context)?;
    vars.set_item(vm, this.value(), value)?;
    let shape = vm.extension::<Types>().token.root_shape.get();
    Ok(vm.alloc(shape, Token { var: this, context, old: Slot::new(old), used: Cell::new(false) }).value())
}

/// Gives the variable the value that it had before the `set` that the token is from.
#[pyfunction("ContextVar.reset($self, token, /)")]
fn var_reset(vm: &mut Vm, this: Gc<ContextVar>, token: Value) -> PyResult<()> {
    let Some(token) = token.cast::<Token>() else {
        let text = format!("expected an instance of Token, got {}", vm.repr(token)?.to_string_lossy());
        return Err(vm.type_error(text));
    };
    reset(vm, this, token)
}

fn reset(vm: &mut Vm, var: Gc<ContextVar>, token: Gc<Token>) -> PyResult<()> {
    if token.used.get() {
        let text = vm.repr(token.value())?.to_string_lossy();
        return Err(vm.runtime_error(format!("{text} has already been used once")));
    }
    if token.var != var {
        let text = vm.repr(token.value())?.to_string_lossy();
        return Err(vm.value_error(format!("{text} was created by a different ContextVar")));
    }
    let context = current(vm);
    if token.context != context {
        let text = vm.repr(token.value())?.to_string_lossy();
        return Err(vm.value_error(format!("{text} was created in a different Context")));
    }
    token.used.set(true);
    let vars = own_vars(vm, context)?;
    match token.old.get().bound() {
        Some(old) => vars.set_item(vm, var.value(), old),
        None => vars.remove(vm, var.value()).map(|_| ()),
    }
}

/// `ContextVar[T]` for annotations.
#[pyfunction("ContextVar.__class_getitem__($type, object, /)")]
fn var_class_getitem(vm: &mut Vm, cls: Value, object: Value) -> PyResult {
    tauraro_objects::iterable::generic_alias(vm, cls, object)
}

fn var_repr(vm: &mut Vm, v: Value) -> PyResult {
    let Some(var) = v.cast::<ContextVar>() else { unreachable!("the slot is that of variables") };
    let name = vm.repr(var.name.get())?.to_string_lossy();
    let default = match var.default.get().bound() {
        Some(default) => format!(" default={}", vm.repr(default)?.to_string_lossy()),
        None => String::new(),
    };
    Ok(vm.new_str(&format!("<ContextVar name={name}{default} at {:#x}>", var.bits()))?.value())
}

static VAR: TypeSpec = TypeSpec {
    name: "ContextVar",
    module: "_contextvars",
    doc: Some("A variable whose value belongs to a context."),
    kind: Some(ContextVar::INFO),
    new: Some(new_var::as_new),
    methods: defs![var_get, var_set, var_reset, var_class_getitem],
    getset: &[GetSetDef {
        name: "name",
        doc: "The variable's name.",
        get: |_, v| Ok(v.cast::<ContextVar>().map_or(Value::NONE, |v| v.name.get())),
        set: None,
    }],
    slots: |s| s.repr.set(Some(var_repr)),
    ..TypeSpec::EMPTY
};

// ---- Token ----------------------------------------------------------------------------------

fn this_token(v: Value) -> Gc<Token> {
    v.cast().expect("methods and getters get instances of their type")
}

fn token_new(vm: &mut Vm, _: Gc<Type>, _: Args<'_>) -> PyResult {
    Err(vm.runtime_error("Tokens can only be created by ContextVars"))
}

/// Enters a `with` block at whose end the variable is reset.
#[pyfunction("Token.__enter__($self, /)")]
fn token_enter(_: &mut Vm, this: Gc<Token>) -> Value {
    this.value()
}

/// Resets the variable.
#[pyfunction("Token.__exit__($self, type, val, tb, /)")]
fn token_exit(vm: &mut Vm, this: Gc<Token>, _type: Value, _val: Value, _tb: Value) -> PyResult<()> {
    reset(vm, this.var, this)
}

/// `Token[T]` for annotations.
#[pyfunction("Token.__class_getitem__($type, object, /)")]
fn token_class_getitem(vm: &mut Vm, cls: Value, object: Value) -> PyResult {
    tauraro_objects::iterable::generic_alias(vm, cls, object)
}

fn token_repr(vm: &mut Vm, v: Value) -> PyResult {
    let token = this_token(v);
    let used = if token.used.get() { " used" } else { "" };
    let var = vm.repr(token.var.value())?.to_string_lossy();
    Ok(vm.new_str(&format!("<Token{used} var={var} at {:#x}>", token.bits()))?.value())
}

static TOKEN: TypeSpec = TypeSpec {
    name: "Token",
    module: "_contextvars",
    doc: Some("What a variable was before it was set."),
    kind: Some(Token::INFO),
    new: Some(token_new),
    methods: defs![token_enter, token_exit, token_class_getitem],
    getset: &[
        GetSetDef { name: "var", doc: "The variable.", get: |_, v| Ok(this_token(v).var.value()), set: None },
        GetSetDef {
            name: "old_value",
            doc: "The variable's value before, or Token.MISSING.",
            get: |vm, v| Ok(this_token(v).old.get().bound().unwrap_or(vm.extension::<Types>().missing)),
            set: None,
        },
    ],
    slots: |s| {
        s.repr.set(Some(token_repr));
        s.hash.set(None);
    },
    ..TypeSpec::EMPTY
};

/// The type of `Token.MISSING`.
struct Missing;

payload!(Missing, kinds::CONTEXT_MISSING, "Token.MISSING", []);

static MISSING: TypeSpec = TypeSpec {
    name: "Token.MISSING",
    module: "builtins",
    kind: Some(Missing::INFO),
    slots: |s| s.repr.set(Some(|vm, _| vm.new_str("<Token.MISSING>").map(Gc::value))),
    ..TypeSpec::EMPTY
};

/// A copy of the current context.
#[pyfunction("copy_context()")]
fn copy_context(vm: &mut Vm) -> Value {
    let context = current(vm);
    copy_of(vm, context).value()
}

/// The types, made once: `_warnings` has a variable of its own before any import.
fn types(vm: &mut Vm) -> PyResult<(Gc<Type>, Gc<Type>, Gc<Type>)> {
    if let Some(made) = vm.try_extension::<Types>() {
        return Ok((made.context, made.var, made.token));
    }
    let object = vm.types.object;
    let context = vm.new_type(&CONTEXT, object)?;
    let var = vm.new_type(&VAR, object)?;
    let token = vm.new_type(&TOKEN, object)?;
    let missing_type = vm.new_type(&MISSING, object)?;
    let missing = vm.alloc(missing_type.root_shape.get(), Missing).value();
    vm.add_to_type(token, "MISSING", missing)?;
    vm.set_extension(Types { context, var, token, missing });
    Ok((context, var, token))
}

/// `ContextVar(name)`
pub(crate) fn variable(vm: &mut Vm, name: &str) -> PyResult {
    let (_, var, _) = types(vm)?;
    let name = vm.intern(name).value();
    new_var(vm, var, name, None)
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let module = vm.new_module("_contextvars", Some("Context variables."), defs![copy_context])?;
    let (context, var, token) = types(vm)?;
    for (name, ty) in [("Context", context), ("ContextVar", var), ("Token", token)] {
        module.add(vm, name, ty)?;
    }
    Ok(module)
}
