//! `wrapper_descriptor` (`int.__add__`) and `method-wrapper` (`(1).__add__`): the Python side of a
//! native type's slots. See `type_::slots`.

use super::{check_instance, getattr_pair, qualname};
use crate::type_::slots::Dunder;
use tauraro_core::call::Args;
use tauraro_core::heap::{HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{CompareOp, GetSetDef, readonly};
use tauraro_core::shape::ShapeId;
use tauraro_core::{Gc, PyResult, Type, Value, Vm, defs, kinds, payload, pyfunction};

/// A dunder method of a native type.
pub(crate) struct WrapperDescriptor {
    pub dunder: &'static Dunder,
    pub owner: Gc<Type>,
}

payload!(WrapperDescriptor, kinds::WRAPPER_DESCRIPTOR, "wrapper_descriptor", [owner]);

impl WrapperDescriptor {
    pub(crate) fn make(vm: &mut Vm, dunder: &'static Dunder, owner: Gc<Type>) -> Value {
        vm.alloc(ShapeId::WRAPPER_DESCRIPTOR, WrapperDescriptor { dunder, owner }).value()
    }
}

/// A dunder method of a native type with its receiver.
pub(crate) struct MethodWrapper {
    descriptor: Gc<WrapperDescriptor>,
    receiver: Slot,
}

payload!(MethodWrapper, kinds::METHOD_WRAPPER, "method-wrapper", [descriptor, receiver]);

pub(super) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.wrapper_descriptor, &DESCRIPTOR)?;
    vm.fill_type(vm.types.method_wrapper, &METHOD)
}

static DESCRIPTOR: TypeSpec = TypeSpec {
    kind: Some(WrapperDescriptor::INFO),
    methods: defs![reduce_descriptor],
    getset: &[
        GetSetDef { name: "__objclass__", doc: "The type that has the method.", get: objclass, set: Some(readonly) },
        GetSetDef { name: "__name__", doc: "Name of the method.", get: name, set: Some(readonly) },
        GetSetDef { name: "__doc__", doc: "What the method does.", get: doc, set: None },
        GetSetDef { name: "__qualname__", doc: "Name with that of the type.", get: full_name, set: None },
        GetSetDef { name: "__text_signature__", doc: "The parameters.", get: signature, set: None },
    ],
    slots: |s| {
        s.repr.set(Some(repr));
        s.call.set(Some(call));
        s.descr_get.set(Some(descr_get));
    },
    ..TypeSpec::EMPTY
};

static METHOD: TypeSpec = TypeSpec {
    kind: Some(MethodWrapper::INFO),
    methods: defs![reduce_method],
    getset: &[
        GetSetDef { name: "__self__", doc: "The receiver.", get: receiver, set: None },
        GetSetDef { name: "__objclass__", doc: "The type that has the method.", get: objclass, set: None },
        GetSetDef { name: "__name__", doc: "Name of the method.", get: name, set: None },
        GetSetDef { name: "__qualname__", doc: "Name with that of the type.", get: full_name, set: None },
        GetSetDef { name: "__doc__", doc: "What the method does.", get: doc, set: None },
        GetSetDef { name: "__text_signature__", doc: "The parameters.", get: signature, set: None },
    ],
    slots: |s| {
        s.repr.set(Some(repr_method));
        s.call.set(Some(call_method));
        s.hash.set(Some(hash_method));
        s.compare.set(Some(compare_methods));
    },
    ..TypeSpec::EMPTY
};

/// The descriptor of either kind of object.
fn descriptor(v: Value) -> Gc<WrapperDescriptor> {
    let of_method = || v.cast::<MethodWrapper>().map(|m| m.descriptor);
    v.cast::<WrapperDescriptor>().or_else(of_method).expect("slots and getters get instances of their type")
}

fn objclass(_: &mut Vm, this: Value) -> PyResult {
    Ok(descriptor(this).owner.value())
}

fn name(vm: &mut Vm, this: Value) -> PyResult {
    Ok((descriptor(this).dunder.interned)(&vm.names).value())
}

fn doc(vm: &mut Vm, this: Value) -> PyResult {
    Ok(vm.new_str(descriptor(this).dunder.doc)?.value())
}

fn full_name(vm: &mut Vm, this: Value) -> PyResult {
    let d = descriptor(this);
    qualname(vm, d.owner, d.dunder.name)
}

fn signature(vm: &mut Vm, this: Value) -> PyResult {
    Ok(vm.new_str(descriptor(this).dunder.signature)?.value())
}

fn repr(vm: &mut Vm, this: Value) -> PyResult {
    let d = descriptor(this);
    let text = format!("<slot wrapper '{}' of '{}' objects>", d.dunder.name, d.owner.name_str());
    Ok(vm.new_str(&text)?.value())
}

/// The first argument is the receiver.
fn call(vm: &mut Vm, this: Value, args: Args<'_>) -> PyResult {
    let d = descriptor(this);
    let (receiver, rest) = match (args.receiver, args.plain()) {
        (Some(r), _) => (r, Args { receiver: None, ..args }),
        (None, [r, ..]) => (*r, Args { values: &args.values[1..], ..args }),
        (None, []) => {
            let text = format!("descriptor '{}' of '{}' object needs an argument", d.dunder.name, d.owner.name_str());
            return Err(vm.type_error(text));
        }
    };
    let ty = vm.type_of(receiver);
    if ty != d.owner && !ty.is_subtype(d.owner) {
        let (name, wanted, got) = (d.dunder.name, d.owner.name_str(), ty.name_str());
        return Err(vm.type_error(format!("descriptor '{name}' requires a '{wanted}' object but received a '{got}'")));
    }
    (d.dunder.wrap)(vm, d.dunder, d.owner, receiver, rest)
}

fn descr_get(vm: &mut Vm, this: Value, obj: Option<Value>, _: Value) -> PyResult {
    let Some(obj) = obj else { return Ok(this) };
    let d = descriptor(this);
    check_instance(vm, obj, d.owner, d.dunder.name)?;
    let payload = MethodWrapper { descriptor: d, receiver: Slot::new(obj) };
    Ok(vm.alloc(ShapeId::METHOD_WRAPPER, payload).value())
}

/// For pickling: found again by name in the type.
#[pyfunction("wrapper_descriptor.__reduce__($self, /)")]
fn reduce_descriptor(vm: &mut Vm, this: Gc<WrapperDescriptor>) -> PyResult {
    getattr_pair(vm, this.owner.value(), this.dunder.name)
}

fn method(v: Value) -> Gc<MethodWrapper> {
    v.cast().expect("slots get instances of their type")
}

fn receiver(_: &mut Vm, this: Value) -> PyResult {
    Ok(method(this).receiver.get())
}

fn repr_method(vm: &mut Vm, this: Value) -> PyResult {
    let m = method(this);
    let of = m.receiver.get();
    let (name, ty) = (m.descriptor.dunder.name, vm.type_name(of));
    let text = format!("<method-wrapper '{name}' of {ty} object at {:#x}>", crate::identity::address(of));
    Ok(vm.new_str(&text)?.value())
}

fn call_method(vm: &mut Vm, this: Value, args: Args<'_>) -> PyResult {
    let (d, receiver) = (method(this).descriptor, method(this).receiver.get());
    if args.receiver.is_none() {
        return (d.dunder.wrap)(vm, d.dunder, d.owner, receiver, args);
    }
    let joined = vm.join_receiver(args)?;
    let args = Args { receiver: None, values: joined.items(), names: args.names };
    (d.dunder.wrap)(vm, d.dunder, d.owner, receiver, args)
}

fn hash_method(_: &mut Vm, this: Value) -> PyResult<i64> {
    let m = method(this);
    Ok(crate::identity::hash(m.receiver.get()) ^ crate::identity::hash(m.descriptor.value()))
}

fn compare_methods(_: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.cast::<MethodWrapper>(), b.cast::<MethodWrapper>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let same = x.descriptor == y.descriptor && x.receiver.get() == y.receiver.get();
    Ok(match op {
        CompareOp::Eq => Value::bool(same),
        CompareOp::Ne => Value::bool(!same),
        _ => Value::NOT_IMPLEMENTED,
    })
}

/// For pickling: found again by name in the receiver.
#[pyfunction("method-wrapper.__reduce__($self, /)")]
fn reduce_method(vm: &mut Vm, this: Gc<MethodWrapper>) -> PyResult {
    let (receiver, name) = (this.receiver.get(), this.descriptor.dunder.name);
    getattr_pair(vm, receiver, name)
}
