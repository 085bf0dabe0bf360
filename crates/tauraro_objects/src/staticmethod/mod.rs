//! `staticmethod`: a callable that is called as it is.

use tauraro_core::call::Args;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, StaticMethod, readonly};
use tauraro_core::{Gc, PyResult, Str, Type, Value, Vm, defs, pyfunction};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.staticmethod, &SPEC)
}

static SPEC: TypeSpec = TypeSpec {
    doc: Some("Makes a function a static method: it gets neither the instance nor the class."),
    has_dict: true,
    new: Some(|vm, cls, _| {
        let slots = usize::from(cls.inline_slots.get());
        Ok(vm.alloc_with_slots(cls.root_shape.get(), StaticMethod::new(Value::NONE), slots).value())
    }),
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
            set: Some(|vm, v, x| set_wrapped(vm, v, vm.names.annotations, x)),
        },
        GetSetDef {
            name: "__annotate__",
            doc: "That of the callable.",
            get: |vm, v| wrapped_annotations(vm, v, this(v).callable.get(), vm.names.annotate),
            set: Some(|vm, v, x| set_wrapped(vm, v, vm.names.annotate, x)),
        },
    ],
    slots: |s| {
        s.repr.set(Some(repr));
        s.call.set(Some(|vm, v, args| vm.call_args(this(v).callable.get(), args)));
        s.descr_get.set(Some(|_, v, _, _| Ok(this(v).callable.get())));
        s.init.set(Some(init_staticmethod));
    },
    ..TypeSpec::EMPTY
};

fn this(v: Value) -> Gc<StaticMethod> {
    v.cast().expect("slots and getters get instances of their type")
}

/// `staticmethod[F]` for annotations.
#[pyfunction("staticmethod.__class_getitem__($cls, object, /)")]
fn class_getitem(vm: &mut Vm, cls: Gc<Type>, object: Value) -> PyResult {
    crate::generic_alias::make(vm, cls.value(), object)
}

fn init_staticmethod(vm: &mut Vm, v: Value, args: Args<'_>) -> PyResult<()> {
    let callable = one_callable(vm, "staticmethod", args)?;
    let m = this(v);
    m.set(&m.callable, callable);
    copy_attributes(vm, v, callable)
}

/// The one argument of `classmethod` and `staticmethod`.
pub(crate) fn one_callable(vm: &mut Vm, name: &str, args: Args<'_>) -> PyResult {
    if args.has_keywords() {
        return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
    }
    match *args.plain() {
        [callable] => Ok(callable),
        _ => Err(vm.type_error(format!("{name} expected 1 argument, got {}", args.plain().len()))),
    }
}

/// Gives a wrapper the names and the text of what it wraps.
pub(crate) fn copy_attributes(vm: &mut Vm, wrapper: Value, wrapped: Value) -> PyResult<()> {
    let names = [vm.names.module, vm.names.name, vm.names.qualname, vm.names.doc];
    for name in names {
        if let Some(v) = vm.getattr_opt(wrapped, name)? {
            vm.instance_set(wrapper, name, v)?;
        }
    }
    Ok(())
}

/// Whether a callable says that it is abstract.
pub(crate) fn abstract_flag(vm: &mut Vm, callable: Value) -> PyResult {
    let flag = vm.getattr_opt(callable, vm.names.isabstractmethod)?;
    Ok(Value::bool(match flag {
        Some(flag) => vm.truth(flag)?,
        None => false,
    }))
}

/// The annotations of the wrapped callable, taken over when they are first asked for.
pub(crate) fn wrapped_annotations(vm: &mut Vm, wrapper: Value, wrapped: Value, name: Gc<Str>) -> PyResult {
    if let Some(own) = vm.instance_get(wrapper, name) {
        return Ok(own);
    }
    let v = vm.getattr(wrapped, name)?;
    vm.instance_set(wrapper, name, v)?;
    Ok(v)
}

pub(crate) fn set_wrapped(vm: &mut Vm, wrapper: Value, name: Gc<Str>, v: Option<Value>) -> PyResult<()> {
    match v {
        Some(v) => vm.instance_set(wrapper, name, v).map(|_| ()),
        None if vm.instance_delete(wrapper, name)? => Ok(()),
        None => Err(vm.no_attribute(wrapper, name)),
    }
}

fn callable(_: &mut Vm, v: Value) -> PyResult {
    Ok(this(v).callable.get())
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let inner = vm.repr(this(v).callable.get())?.to_string_lossy();
    Ok(vm.new_str(&format!("<staticmethod({inner})>"))?.value())
}
