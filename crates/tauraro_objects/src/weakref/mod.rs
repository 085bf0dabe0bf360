//! Weak references: `weakref.ReferenceType` and the proxies. Their bookkeeping is in
//! `tauraro_core::weak`.

mod proxy;

use crate::identity;
use tauraro_core::call::Args;
use tauraro_core::heap::HasKindInfo;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{CompareOp, GetSetDef, readonly};
use tauraro_core::weak::WeakRef;
use tauraro_core::{Gc, List, PyResult, Str, Type, Value, Vm, defs, pyfunction};

pub use proxy::new_proxy;

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.weakref, &SPEC)?;
    proxy::init(vm)
}

static SPEC: TypeSpec = TypeSpec {
    module: "weakref",
    doc: Some("A reference that does not keep its target alive; called, it gives the target or None."),
    kind: Some(WeakRef::INFO),
    new: Some(new),
    methods: defs![class_getitem],
    getset: &[GetSetDef {
        name: "__callback__",
        doc: "Called when the target has died.",
        get: |_, v| Ok(this(v).callback.get()),
        set: Some(readonly),
    }],
    slots: |s| {
        s.repr.set(Some(repr));
        s.hash.set(Some(hash));
        s.call.set(Some(call));
        s.compare.set(Some(compare));
        s.init.set(Some(init_ref));
    },
    ..TypeSpec::EMPTY
};

fn this(v: Value) -> Gc<WeakRef> {
    v.cast().expect("slots and getters get instances of their type")
}

/// The target and the callback that `ref` and its subclasses are given.
fn arguments(vm: &mut Vm, args: Args<'_>, name: &str) -> PyResult<(Value, Option<Value>)> {
    match *args.plain() {
        [target] => Ok((target, None)),
        [target, callback] => Ok((target, Some(callback))),
        [] => Err(vm.type_error(format!("{name} expected at least 1 argument, got 0"))),
        _ => Err(vm.type_error(format!("{name} expected at most 2 arguments, got {}", args.plain().len()))),
    }
}

fn new(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>) -> PyResult {
    if cls == vm.types.weakref && args.has_keywords() {
        return Err(vm.type_error("ref() takes no keyword arguments"));
    }
    let (target, callback) = arguments(vm, args, "__new__")?;
    vm.new_weakref(cls, target, callback).map(Gc::value)
}

fn init_ref(vm: &mut Vm, _: Value, args: Args<'_>) -> PyResult<()> {
    if args.has_keywords() {
        return Err(vm.type_error("ref() takes no keyword arguments"));
    }
    arguments(vm, args, "__init__").map(|_| ())
}

fn call(vm: &mut Vm, v: Value, args: Args<'_>) -> PyResult {
    if args.has_keywords() {
        return Err(vm.type_error("weakref() takes no keyword arguments"));
    }
    if !args.plain().is_empty() {
        return Err(vm.type_error(format!("weakref expected 0 arguments, got {}", args.plain().len())));
    }
    Ok(this(v).get().unwrap_or(Value::NONE))
}

/// `to 'T' at 0x... (name)`, or `dead`.
fn shown_target(vm: &mut Vm, target: Option<Value>) -> PyResult<String> {
    let Some(target) = target else { return Ok("dead".to_owned()) };
    let name = vm.names.name;
    let named = vm.getattr_opt(target, name)?.and_then(Value::cast::<Str>);
    let text = format!("to '{}' at {:#x}", vm.type_of(target).name_str(), identity::address(target));
    Ok(match named {
        Some(name) => format!("{text} ({})", name.to_string_lossy()),
        None => text,
    })
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let shown = shown_target(vm, this(v).get())?;
    Ok(vm.new_str(&format!("<weakref at {:#x}; {shown}>", identity::address(v)))?.value())
}

/// The target's hash, which is kept beyond its death if it was asked for before.
fn hash(vm: &mut Vm, v: Value) -> PyResult<i64> {
    let r = this(v);
    if let Some(known) = r.hash.get() {
        return Ok(known);
    }
    let Some(target) = r.get() else { return Err(vm.type_error("weak object has gone away")) };
    let h = vm.hash(target)?;
    r.hash.set(Some(h));
    Ok(h)
}

/// By the targets while both live, else by identity.
fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.cast::<WeakRef>(), b.cast::<WeakRef>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    match (x.get(), y.get()) {
        (Some(x), Some(y)) => vm.compare(x, y, op),
        _ => Ok(Value::bool((x == y) == (op == CompareOp::Eq))),
    }
}

/// `ref[T]` for annotations.
#[pyfunction("ReferenceType.__class_getitem__($cls, object, /)")]
fn class_getitem(vm: &mut Vm, cls: Gc<Type>, object: Value) -> PyResult {
    crate::generic_alias::make(vm, cls.value(), object)
}

/// The living weak references to an object.
pub fn references(vm: &mut Vm, target: Value) -> PyResult<Gc<List>> {
    let list = vm.new_list(&[])?;
    vm.each_weakref(target, |vm, r| list.push(vm, r.value()))?;
    Ok(list)
}

/// `__weakref__` of an instance: the first weak reference to it, or None.
pub(crate) fn first_reference(vm: &mut Vm, target: Value) -> PyResult {
    let list = references(vm, target)?;
    Ok(list.items.get(0).unwrap_or(Value::NONE))
}
