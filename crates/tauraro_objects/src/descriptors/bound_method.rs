//! `method`: a callable with its first argument, as attribute access on an instance makes it.

use tauraro_core::attr::generic_getattr;
use tauraro_core::call::Args;
use tauraro_core::heap::Slot;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{BoundMethod, CompareOp, GetSetDef, readonly};
use tauraro_core::shape::ShapeId;
use tauraro_core::{Gc, PyResult, Str, Type, Value, Vm, defs, pyfunction};

pub(super) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.method, &SPEC)
}

static SPEC: TypeSpec = TypeSpec {
    doc: Some("A callable together with the instance that it gets first."),
    new: Some(new),
    methods: defs![reduce],
    getset: &[
        GetSetDef { name: "__func__", doc: "The callable.", get: func, set: Some(readonly) },
        GetSetDef { name: "__self__", doc: "The instance.", get: receiver, set: Some(readonly) },
        GetSetDef { name: "__doc__", doc: "That of the callable.", get: doc, set: None },
    ],
    weakrefs: true,
    slots: |s| {
        s.repr.set(Some(repr));
        s.call.set(Some(call));
        s.hash.set(Some(hash));
        s.compare.set(Some(compare));
        s.getattr.set(Some(getattr));
        s.descr_get.set(Some(|_, this, _, _| Ok(this)));
    },
    ..TypeSpec::EMPTY
};

fn method(v: Value) -> Gc<BoundMethod> {
    v.cast().expect("slots and getters get instances of their type")
}

fn new(vm: &mut Vm, _: Gc<Type>, args: Args<'_>) -> PyResult {
    if args.has_keywords() {
        return Err(vm.type_error("method() takes no keyword arguments"));
    }
    let [func, receiver] = *args.plain() else {
        let text = format!("method expected 2 arguments, got {}", args.plain().len());
        return Err(vm.type_error(text));
    };
    if vm.type_of(func).slots.call.get().is_none() {
        return Err(vm.type_error("first argument must be callable"));
    }
    if receiver.is_none() {
        return Err(vm.type_error("instance must not be None"));
    }
    let payload = BoundMethod { func: Slot::new(func), receiver: Slot::new(receiver) };
    Ok(vm.alloc(ShapeId::BOUND_METHOD, payload).value())
}

fn func(_: &mut Vm, this: Value) -> PyResult {
    Ok(method(this).func.get())
}

fn receiver(_: &mut Vm, this: Value) -> PyResult {
    Ok(method(this).receiver.get())
}

fn doc(vm: &mut Vm, this: Value) -> PyResult {
    let name = vm.names.doc;
    Ok(vm.getattr_opt(method(this).func.get(), name)?.unwrap_or(Value::NONE))
}

/// Its own attributes, then the callable's.
fn getattr(vm: &mut Vm, this: Value, name: Gc<Str>) -> PyResult<Option<Value>> {
    let ty = vm.types.method;
    if vm.lookup(ty, name).is_some() {
        return generic_getattr(vm, this, name);
    }
    vm.getattr(method(this).func.get(), name).map(Some)
}

fn call(vm: &mut Vm, this: Value, args: Args<'_>) -> PyResult {
    let m = method(this);
    let func = m.func.get();
    vm.with_first(m.receiver.get(), args, |vm, args| vm.call_args(func, args))
}

fn repr(vm: &mut Vm, this: Value) -> PyResult {
    let m = method(this);
    let func = m.func.get();
    let mut name = vm.getattr_opt(func, vm.names.qualname)?.and_then(Value::cast::<Str>);
    if name.is_none() {
        name = vm.getattr_opt(func, vm.names.name)?.and_then(Value::cast::<Str>);
    }
    let of = vm.repr(m.receiver.get())?;
    let name = name.map_or_else(|| "?".to_owned(), |n| n.to_string_lossy());
    let text = format!("<bound method {name} of {}>", of.to_string_lossy());
    Ok(vm.new_str(&text)?.value())
}

fn hash(vm: &mut Vm, this: Value) -> PyResult<i64> {
    let m = method(this);
    let of_func = vm.hash(m.func.get())?;
    Ok(crate::identity::hash(m.receiver.get()) ^ of_func)
}

fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.cast::<BoundMethod>(), b.cast::<BoundMethod>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let same = x.receiver.get() == y.receiver.get() && vm.eq(x.func.get(), y.func.get())?;
    Ok(Value::bool(same == (op == CompareOp::Eq)))
}

/// For pickling: found again by name in the instance.
#[pyfunction("method.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<BoundMethod>) -> PyResult {
    let name = vm.names.name;
    let name = vm.getattr(this.func.get(), name)?;
    let name = vm.str(name)?.to_string_lossy();
    super::getattr_pair(vm, this.receiver.get(), &name)
}
