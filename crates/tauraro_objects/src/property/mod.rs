//! `property`: an attribute that functions compute, set and delete.

use tauraro_core::call::Args;
use tauraro_core::heap::{HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, readonly};
use tauraro_core::shape::ShapeId;
use tauraro_core::{Gc, PyResult, Raised, Type, Value, Vm, defs, kinds, payload, pyfunction};

pub struct Property {
    /// Each of the functions is None where there is none.
    pub fget: Slot,
    fset: Slot,
    fdel: Slot,
    doc: Slot,
    /// What `__set_name__` said; UNBOUND before.
    name: Slot,
    /// The text came from the getter: a copy with another getter takes the new one's.
    doc_of_getter: std::cell::Cell<bool>,
}

payload!(Property, kinds::PROPERTY, "property", [fget, fset, fdel, doc, name]);

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.property, &SPEC)
}

static SPEC: TypeSpec = TypeSpec {
    doc: Some("An attribute that is computed by fget, set by fset and deleted by fdel."),
    kind: Some(Property::INFO),
    new: Some(new),
    methods: defs![getter, setter, deleter, set_name],
    getset: &[
        GetSetDef { name: "fget", doc: "The getter.", get: |_, v| Ok(this(v).fget.get()), set: Some(readonly) },
        GetSetDef { name: "fset", doc: "The setter.", get: |_, v| Ok(this(v).fset.get()), set: Some(readonly) },
        GetSetDef { name: "fdel", doc: "The deleter.", get: |_, v| Ok(this(v).fdel.get()), set: Some(readonly) },
        GetSetDef { name: "__doc__", doc: "The text.", get: |_, v| Ok(this(v).doc.get()), set: Some(set_doc) },
        GetSetDef { name: "__name__", doc: "Name of the attribute.", get: get_name, set: Some(assign_name) },
        GetSetDef {
            name: "__isabstractmethod__",
            doc: "Whether one of the functions is marked as abstract.",
            get: is_abstract,
            set: None,
        },
    ],
    slots: |s| {
        s.descr_get.set(Some(descr_get));
        s.descr_set.set(Some(descr_set));
        s.init.set(Some(init_property::as_init));
    },
    ..TypeSpec::EMPTY
};

/// The getter of a property, for the interpreter's direct way to it.
pub fn getter_of(attr: Value) -> Option<Value> {
    let p = attr.cast::<Property>().filter(|p| p.shape() == ShapeId::PROPERTY)?;
    p.fget.get().non_none()
}

fn this(v: Value) -> Gc<Property> {
    v.cast().expect("slots and getters get instances of their type")
}

fn new(vm: &mut Vm, cls: Gc<Type>, _: Args<'_>) -> PyResult {
    let payload = Property {
        fget: Slot::new(Value::NONE),
        fset: Slot::new(Value::NONE),
        fdel: Slot::new(Value::NONE),
        doc: Slot::new(Value::NONE),
        name: Slot::new(Value::UNBOUND),
        doc_of_getter: std::cell::Cell::new(false),
    };
    Ok(vm.alloc_with_slots(cls.root_shape.get(), payload, usize::from(cls.inline_slots.get())).value())
}

#[pyfunction("property($self, fget=None, fset=None, fdel=None, doc=None)")]
fn init_property(
    vm: &mut Vm,
    p: Gc<Property>,
    fget: Option<Value>,
    fset: Option<Value>,
    fdel: Option<Value>,
    doc: Option<Value>,
) -> PyResult<()> {
    let none = Value::NONE;
    p.set(&p.fget, fget.unwrap_or(none));
    p.set(&p.fset, fset.unwrap_or(none));
    p.set(&p.fdel, fdel.unwrap_or(none));
    p.set(&p.name, Value::UNBOUND);
    p.doc_of_getter.set(false);
    let mut text = doc.and_then(Value::non_none);
    if let (None, Some(getter)) = (text, fget.and_then(Value::non_none)) {
        text = vm.getattr_opt(getter, vm.names.doc)?.and_then(Value::non_none);
        p.doc_of_getter.set(text.is_some());
    }
    if vm.type_of(p.value()) == vm.types.property {
        p.set(&p.doc, text.unwrap_or(none));
    } else {
        set_doc_of_subclass(vm, p, text.unwrap_or(none))?;
    }
    Ok(())
}

/// A subclass shows its own class's `__doc__` unless the instance has one.
fn set_doc_of_subclass(vm: &mut Vm, p: Gc<Property>, text: Value) -> PyResult<()> {
    p.set(&p.doc, text);
    let name = vm.names.doc;
    let result = vm.setattr(p.value(), name, Some(text));
    // A class with __slots__ cannot hold it, which is an error only if there is a text.
    match vm.catching(result, vm.exc.attribute_error)? {
        None if p.doc_of_getter.get() => {
            let class = vm.type_name(p.value());
            Err(vm.attribute_error(&format!("'{class}' object attribute '__doc__' is read-only"), p.value(), name))
        }
        _ => Ok(()),
    }
}

fn get_name(vm: &mut Vm, v: Value) -> PyResult {
    let p = this(v);
    match name_of(vm, p)? {
        Some(name) => Ok(name),
        None => {
            let name = vm.names.name;
            Err(vm.no_attribute(v, name))
        }
    }
}

/// What `__set_name__` said, else the getter's name.
fn name_of(vm: &mut Vm, p: Gc<Property>) -> PyResult<Option<Value>> {
    if let Some(name) = p.name.get().bound() {
        return Ok(Some(name));
    }
    match p.fget.get().non_none() {
        Some(getter) => vm.getattr_opt(getter, vm.names.name),
        None => Ok(None),
    }
}

fn assign_name(_: &mut Vm, v: Value, name: Option<Value>) -> PyResult<()> {
    let p = this(v);
    p.set(&p.name, name.unwrap_or(Value::UNBOUND));
    Ok(())
}

fn set_doc(_: &mut Vm, v: Value, text: Option<Value>) -> PyResult<()> {
    let p = this(v);
    p.set(&p.doc, text.unwrap_or(Value::NONE));
    Ok(())
}

fn is_abstract(vm: &mut Vm, v: Value) -> PyResult {
    let p = this(v);
    for f in [p.fget.get(), p.fset.get(), p.fdel.get()] {
        if !f.is_none() && crate::staticmethod::abstract_flag(vm, f)? == Value::TRUE {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

/// Raises AttributeError "property 'x' of 'C' object has no getter".
#[cold]
fn has_no(vm: &mut Vm, p: Gc<Property>, obj: Value, what: &str) -> Raised {
    let name = match name_of(vm, p) {
        Ok(name) => name,
        Err(raised) => return raised,
    };
    let shown = match name {
        Some(name) => match vm.repr(name) {
            Ok(text) => format!(" {}", text.to_string_lossy()),
            Err(raised) => return raised,
        },
        None => String::new(),
    };
    let class = match vm.str(vm.type_of(obj).qualname.get()) {
        Ok(name) => name.to_string_lossy(),
        Err(raised) => return raised,
    };
    vm.raise_text(vm.exc.attribute_error, &format!("property{shown} of '{class}' object has no {what}"))
}

fn descr_get(vm: &mut Vm, v: Value, obj: Option<Value>, _: Value) -> PyResult {
    let Some(obj) = obj.and_then(Value::non_none) else { return Ok(v) };
    match this(v).fget.get().non_none() {
        Some(getter) => vm.call(getter, &[obj]),
        None => Err(has_no(vm, this(v), obj, "getter")),
    }
}

fn descr_set(vm: &mut Vm, v: Value, obj: Value, value: Option<Value>) -> PyResult<()> {
    let p = this(v);
    match (value, p.fset.get().non_none(), p.fdel.get().non_none()) {
        (Some(value), Some(setter), _) => vm.call(setter, &[obj, value])?,
        (None, _, Some(deleter)) => vm.call(deleter, &[obj])?,
        (Some(_), None, _) => return Err(has_no(vm, p, obj, "setter")),
        (None, _, None) => return Err(has_no(vm, p, obj, "deleter")),
    };
    Ok(())
}

/// A property of the same class with some functions replaced.
fn copy(vm: &mut Vm, p: Gc<Property>, fget: Option<Value>, fset: Option<Value>, fdel: Option<Value>) -> PyResult {
    let fget = fget.unwrap_or(p.fget.get());
    let doc = if p.doc_of_getter.get() && !fget.is_none() { Value::NONE } else { p.doc.get() };
    let args = [fget, fset.unwrap_or(p.fset.get()), fdel.unwrap_or(p.fdel.get()), doc];
    let class = vm.type_of(p.value());
    let made = vm.call(class.value(), &args)?;
    if let Some(copy) = made.cast::<Property>() {
        copy.set(&copy.name, p.name.get());
    }
    Ok(made)
}

/// The property with another getter.
#[pyfunction("property.getter($self, object, /)")]
fn getter(vm: &mut Vm, p: Gc<Property>, object: Value) -> PyResult {
    copy(vm, p, Some(object), None, None)
}

/// The property with another setter.
#[pyfunction("property.setter($self, object, /)")]
fn setter(vm: &mut Vm, p: Gc<Property>, object: Value) -> PyResult {
    copy(vm, p, None, Some(object), None)
}

/// The property with another deleter.
#[pyfunction("property.deleter($self, object, /)")]
fn deleter(vm: &mut Vm, p: Gc<Property>, object: Value) -> PyResult {
    copy(vm, p, None, None, Some(object))
}

/// Called when the class that has the property is made.
#[pyfunction("property.__set_name__($self, *args)")]
fn set_name(vm: &mut Vm, p: Gc<Property>, args: &[Value]) -> PyResult<()> {
    let [_, name] = *args else {
        let text = format!("__set_name__() takes 2 positional arguments but {} were given", args.len());
        return Err(vm.type_error(text));
    };
    p.set(&p.name, name);
    Ok(())
}
