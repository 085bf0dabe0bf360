//! `classmethod`: a callable that gets the class first.

use crate::staticmethod::{abstract_flag, copy_attributes, wrapped_annotations};
use tauraro_core::call::Args;
use tauraro_core::heap::{HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{BoundMethod, GetSetDef, readonly};
use tauraro_core::shape::ShapeId;
use tauraro_core::{Gc, PyResult, Type, Value, Vm, defs, kinds, payload, pyfunction};

pub(crate) struct ClassMethod {
    callable: Slot,
}

payload!(ClassMethod, kinds::CLASSMETHOD, "classmethod", [callable]);

impl ClassMethod {
    /// A class method of a callable.
    pub(crate) fn make(vm: &mut Vm, callable: Value) -> Value {
        let cls = vm.types.classmethod;
        alloc(vm, cls, callable)
    }
}

fn alloc(vm: &mut Vm, cls: Gc<Type>, callable: Value) -> Value {
    let payload = ClassMethod { callable: Slot::new(callable) };
    vm.alloc_with_slots(cls.root_shape.get(), payload, usize::from(cls.inline_slots.get())).value()
}

/// The callable of a `classmethod`.
#[inline]
pub fn callable_of(v: Value) -> Option<Value> {
    v.cast::<ClassMethod>().map(|m| m.callable.get())
}

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.classmethod, &SPEC)
}

static SPEC: TypeSpec = TypeSpec {
    doc: Some("Makes a function a method of the class: it is called with the class as its first argument."),
    kind: Some(ClassMethod::INFO),
    has_dict: true,
    new: Some(|vm, cls, _| Ok(alloc(vm, cls, Value::NONE))),
    methods: defs![class_getitem],
    getset: &[
        GetSetDef { name: "__func__", doc: "The callable.", get: callable, set: Some(readonly) },
        GetSetDef { name: "__wrapped__", doc: "The callable.", get: callable, set: Some(readonly) },
        GetSetDef {
            name: "__isabstractmethod__",
            doc: "Whether the callable is marked as abstract.",
            get: |vm, v| abstract_flag(vm, this(v).callable.get()),
            set: None,
        },
        GetSetDef {
            name: "__dict__",
            doc: "The object's attributes.",
            get: crate::object::instance_dict,
            set: Some(crate::object::set_instance_dict),
        },
        GetSetDef {
            name: "__annotations__",
            doc: "Those of the callable.",
            get: |vm, v| wrapped_annotations(vm, v, this(v).callable.get(), vm.names.annotations),
            set: Some(|vm, v, x| crate::staticmethod::set_wrapped(vm, v, vm.names.annotations, x)),
        },
        GetSetDef {
            name: "__annotate__",
            doc: "That of the callable.",
            get: |vm, v| wrapped_annotations(vm, v, this(v).callable.get(), vm.names.annotate),
            set: Some(|vm, v, x| crate::staticmethod::set_wrapped(vm, v, vm.names.annotate, x)),
        },
    ],
    slots: |s| {
        s.repr.set(Some(repr));
        s.descr_get.set(Some(descr_get));
        s.init.set(Some(init_classmethod));
    },
    ..TypeSpec::EMPTY
};

fn this(v: Value) -> Gc<ClassMethod> {
    v.cast().expect("slots and getters get instances of their type")
}

/// `classmethod[F]` for annotations.
#[pyfunction("classmethod.__class_getitem__($cls, object, /)")]
fn class_getitem(vm: &mut Vm, cls: Gc<Type>, object: Value) -> PyResult {
    crate::generic_alias::make(vm, cls.value(), object)
}

fn init_classmethod(vm: &mut Vm, v: Value, args: Args<'_>) -> PyResult<()> {
    let callable = crate::staticmethod::one_callable(vm, "classmethod", args)?;
    let m = this(v);
    m.set(&m.callable, callable);
    copy_attributes(vm, v, callable)
}

fn callable(_: &mut Vm, v: Value) -> PyResult {
    Ok(this(v).callable.get())
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let inner = vm.repr(this(v).callable.get())?.to_string_lossy();
    Ok(vm.new_str(&format!("<classmethod({inner})>"))?.value())
}

fn descr_get(vm: &mut Vm, v: Value, obj: Option<Value>, class: Value) -> PyResult {
    let class = match class.non_none() {
        Some(c) => c,
        None => vm.type_of(obj.unwrap_or(Value::NONE)).value(),
    };
    let payload = BoundMethod { func: Slot::new(this(v).callable.get()), receiver: Slot::new(class) };
    Ok(vm.alloc(ShapeId::BOUND_METHOD, payload).value())
}
