//! `method_descriptor` (`list.append`) and `classmethod_descriptor` (in `dict.__dict__`): native
//! methods as their type's dict holds them.

use super::{check_instance, doc, getattr_pair, qualname};
use tauraro_core::call::Args;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, MethodDescriptor, readonly};
use tauraro_core::{Gc, PyResult, Type, Value, Vm, defs, pyfunction};

pub(super) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.method_descriptor, &INSTANCE)?;
    vm.fill_type(vm.types.classmethod_descriptor, &CLASS)
}

const ATTRIBUTES: &[GetSetDef] = &[
    GetSetDef { name: "__objclass__", doc: "The type that has the method.", get: objclass, set: Some(readonly) },
    GetSetDef { name: "__name__", doc: "Name of the method.", get: name, set: Some(readonly) },
    GetSetDef { name: "__doc__", doc: "What the method does.", get: get_doc, set: None },
    GetSetDef { name: "__qualname__", doc: "Name with that of the type.", get: full_name, set: None },
    GetSetDef { name: "__text_signature__", doc: "The parameters.", get: signature, set: None },
];

static INSTANCE: TypeSpec = TypeSpec {
    methods: defs![reduce],
    getset: ATTRIBUTES,
    slots: |s| {
        s.repr.set(Some(repr));
        s.call.set(Some(call));
        s.descr_get.set(Some(descr_get));
    },
    ..TypeSpec::EMPTY
};

static CLASS: TypeSpec = TypeSpec {
    getset: ATTRIBUTES,
    slots: |s| {
        s.repr.set(Some(repr));
        s.call.set(Some(call_class));
        s.descr_get.set(Some(descr_get_class));
    },
    ..TypeSpec::EMPTY
};

fn descriptor(v: Value) -> Gc<MethodDescriptor> {
    v.cast().expect("slots and getters get instances of their type")
}

fn objclass(_: &mut Vm, this: Value) -> PyResult {
    Ok(descriptor(this).owner.value())
}

fn name(vm: &mut Vm, this: Value) -> PyResult {
    Ok(vm.intern(descriptor(this).def.sig.name).value())
}

fn get_doc(vm: &mut Vm, this: Value) -> PyResult {
    doc(vm, descriptor(this).def)
}

fn full_name(vm: &mut Vm, this: Value) -> PyResult {
    let d = descriptor(this);
    qualname(vm, d.owner, d.def.sig.name)
}

fn signature(vm: &mut Vm, this: Value) -> PyResult {
    super::builtin_function::text_signature(vm, descriptor(this).def)
}

fn repr(vm: &mut Vm, this: Value) -> PyResult {
    let d = descriptor(this);
    let text = format!("<method '{}' of '{}' objects>", d.def.sig.name, d.owner.name_str());
    Ok(vm.new_str(&text)?.value())
}

/// The first argument is the receiver.
fn call(vm: &mut Vm, this: Value, args: Args<'_>) -> PyResult {
    let d = descriptor(this);
    match args.get(0) {
        Some(receiver) => check_instance(vm, receiver, d.owner, d.def.sig.name)?,
        None => {
            let text = format!("unbound method {}.{}() needs an argument", d.owner.name_str(), d.def.sig.name);
            return Err(vm.type_error(text));
        }
    }
    (d.def.call)(vm, args)
}

fn descr_get(vm: &mut Vm, this: Value, obj: Option<Value>, _: Value) -> PyResult {
    let Some(obj) = obj else { return Ok(this) };
    let d = descriptor(this);
    check_instance(vm, obj, d.owner, d.def.sig.name)?;
    Ok(vm.new_builtin(d.def, obj, Some(d.owner)).value())
}

fn descr_get_class(vm: &mut Vm, this: Value, obj: Option<Value>, class: Value) -> PyResult {
    let d = descriptor(this);
    let class = match (class.non_none(), obj) {
        (Some(c), _) => c,
        (None, Some(obj)) => vm.type_of(obj).value(),
        (None, None) => {
            let (name, ty) = (d.def.sig.name, d.owner.name_str());
            let text = format!("descriptor '{name}' for type '{ty}' needs either an object or a type");
            return Err(vm.type_error(text));
        }
    };
    check_class(vm, d, class)?;
    Ok(vm.new_builtin(d.def, class, Some(d.owner)).value())
}

fn check_class(vm: &mut Vm, d: Gc<MethodDescriptor>, class: Value) -> PyResult<()> {
    let (name, owner) = (d.def.sig.name, d.owner.name_str());
    let text = match class.cast::<Type>() {
        None => {
            let got = vm.type_name(class);
            format!("descriptor '{name}' for type '{owner}' needs a type, not a '{got}' as arg 2")
        }
        Some(c) if !c.is_subtype(d.owner) => {
            format!("descriptor '{name}' requires a subtype of '{owner}' but received '{}'", c.name_str())
        }
        Some(_) => return Ok(()),
    };
    Err(vm.type_error(text))
}

fn call_class(vm: &mut Vm, this: Value, args: Args<'_>) -> PyResult {
    let d = descriptor(this);
    match args.get(0) {
        Some(class) => check_class(vm, d, class)?,
        None => {
            let (name, owner) = (d.def.sig.name, d.owner.name_str());
            return Err(vm.type_error(format!("descriptor '{name}' of '{owner}' object needs an argument")));
        }
    }
    (d.def.call)(vm, args)
}

/// For pickling: found again by name in the type.
#[pyfunction("method_descriptor.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<MethodDescriptor>) -> PyResult {
    getattr_pair(vm, this.owner.value(), this.def.sig.name)
}
