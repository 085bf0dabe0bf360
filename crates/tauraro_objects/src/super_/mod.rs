//! `super`: attributes of the classes that follow a given one in an object's MRO.

use tauraro_core::attr::generic_getattr;
use tauraro_core::call::Args;
use tauraro_core::heap::{HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, TypeFlags, readonly};
use tauraro_core::{Gc, PyResult, Raised, Str, Type, Value, Vm, kinds, payload};

/// A `super` object. All slots are None for one that `__init__` has not seen; object and its
/// class are None for an unbound one.
struct Super {
    this_class: Slot,
    obj: Slot,
    /// The class whose MRO is searched: that of the object, or the object itself.
    obj_type: Slot,
}

payload!(Super, kinds::SUPER, "super", [this_class, obj, obj_type]);

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.super_, &SPEC)
}

static SPEC: TypeSpec = TypeSpec {
    doc: Some("super() or super(type, object_or_type): the attributes that the given class hides."),
    kind: Some(Super::INFO),
    new: Some(new),
    getset: &[
        GetSetDef { name: "__thisclass__", doc: "The class to begin after.", get: this_class, set: Some(readonly) },
        GetSetDef { name: "__self__", doc: "The object, None if unbound.", get: obj, set: Some(readonly) },
        GetSetDef {
            name: "__self_class__",
            doc: "The class whose MRO is searched.",
            get: obj_type,
            set: Some(readonly),
        },
    ],
    slots: |s| {
        s.repr.set(Some(repr));
        s.getattr.set(Some(getattr));
        s.descr_get.set(Some(descr_get));
        s.init.set(Some(init_super));
    },
    ..TypeSpec::EMPTY
};

fn this(v: Value) -> Gc<Super> {
    v.cast().expect("slots and getters get instances of their type")
}

fn make(vm: &mut Vm, cls: Gc<Type>, this_class: Value, obj: Value, obj_type: Value) -> Gc<Super> {
    let payload = Super { this_class: Slot::new(this_class), obj: Slot::new(obj), obj_type: Slot::new(obj_type) };
    vm.alloc_with_slots(cls.root_shape.get(), payload, usize::from(cls.inline_slots.get()))
}

fn new(vm: &mut Vm, cls: Gc<Type>, _: Args<'_>) -> PyResult {
    Ok(make(vm, cls, Value::NONE, Value::NONE, Value::NONE).value())
}

fn init_super(vm: &mut Vm, v: Value, args: Args<'_>) -> PyResult<()> {
    if args.has_keywords() {
        return Err(vm.type_error("super() takes no keyword arguments"));
    }
    let (class, obj) = match *args.plain() {
        [] => (vm.hooks.super_arguments)(vm)?,
        [class] => (class, Value::NONE),
        [class, obj] => (class, obj),
        _ => {
            let text = format!("super() expected at most 2 arguments, got {}", args.plain().len());
            return Err(vm.type_error(text));
        }
    };
    let Some(class) = class.cast::<Type>() else {
        let text = format!("super() argument 1 must be a type, not {}", vm.type_name(class));
        return Err(vm.type_error(text));
    };
    let s = this(v);
    let obj_type = if obj.is_none() { Value::NONE } else { search_class(vm, class, obj)?.value() };
    s.set(&s.this_class, class.value());
    s.set(&s.obj, obj);
    s.set(&s.obj_type, obj_type);
    Ok(())
}

/// The class whose MRO `super(class, obj)` searches.
fn search_class(vm: &mut Vm, class: Gc<Type>, obj: Value) -> PyResult<Gc<Type>> {
    if let Some(t) = obj.cast::<Type>().filter(|t| t.is_subtype(class)) {
        return Ok(t);
    }
    let ty = vm.type_of(obj);
    if ty.is_subtype(class) {
        return Ok(ty);
    }
    let claimed = vm.getattr_opt(obj, vm.names.class)?.and_then(Value::cast::<Type>);
    match claimed.filter(|c| *c != ty && c.is_subtype(class)) {
        Some(c) => Ok(c),
        None => Err(not_related(vm, class, obj)),
    }
}

#[cold]
fn not_related(vm: &mut Vm, class: Gc<Type>, obj: Value) -> Raised {
    let (kind, name) = match obj.cast::<Type>() {
        Some(t) => ("type", t.name_str()),
        None => ("instance of", vm.type_name(obj)),
    };
    let class = class.name_str();
    vm.type_error(format!("super(type, obj): obj ({kind} {name}) is not an instance or subtype of type ({class})."))
}

/// What the classes behind `class` in the MRO of `start` have under a name, unbound.
fn find(vm: &mut Vm, class: Gc<Type>, start: Gc<Type>, name: Gc<Str>) -> Option<Value> {
    for t in start.mro_types().skip_while(|t| *t != class).skip(1) {
        vm.complete_type(t);
        if let Some(attr) = t.dict.get().and_then(|d| d.get_name(vm, name)) {
            return Some(attr);
        }
    }
    None
}

fn bind(vm: &mut Vm, attr: Value, obj: Value, start: Gc<Type>) -> PyResult {
    match vm.type_of(attr).slots.descr_get.get() {
        // Through a class, class methods are bound and functions are not.
        Some(get) if obj == start.value() => get(vm, attr, None, start.value()),
        Some(get) => get(vm, attr, Some(obj), start.value()),
        None => Ok(attr),
    }
}

/// `super(class, obj).name`, without a `super` object.
pub fn load_attribute(vm: &mut Vm, class: Gc<Type>, obj: Value, name: Gc<Str>) -> PyResult {
    let start = search_class(vm, class, obj)?;
    if name != vm.names.class
        && let Some(attr) = find(vm, class, start, name)
    {
        return bind(vm, attr, obj, start);
    }
    own_attribute(vm, class, obj, start, name)
}

/// What `load_method` gives for instances of `start`, which is `class` or behind it, if the instance is passed
/// first.
pub fn find_method(vm: &mut Vm, class: Gc<Type>, start: Gc<Type>, name: Gc<Str>) -> Option<Value> {
    let found = if name == vm.names.class { None } else { find(vm, class, start, name) };
    found.filter(|attr| vm.type_of(*attr).has(TypeFlags::METHOD_LIKE))
}

/// `super(class, obj).name` for a call: (callable, receiver to pass first).
pub fn load_method(vm: &mut Vm, class: Gc<Type>, obj: Value, name: Gc<Str>) -> PyResult<(Value, Option<Value>)> {
    let start = search_class(vm, class, obj)?;
    if name != vm.names.class
        && let Some(attr) = find(vm, class, start, name)
    {
        if obj != start.value() && vm.type_of(attr).has(TypeFlags::METHOD_LIKE) {
            return Ok((attr, Some(obj)));
        }
        return Ok((bind(vm, attr, obj, start)?, None));
    }
    Ok((own_attribute(vm, class, obj, start, name)?, None))
}

/// Attributes of the `super` object itself, or AttributeError.
#[cold]
fn own_attribute(vm: &mut Vm, class: Gc<Type>, obj: Value, start: Gc<Type>, name: Gc<Str>) -> PyResult {
    let cls = vm.types.super_;
    let s = make(vm, cls, class.value(), obj, start.value()).value();
    match generic_getattr(vm, s, name)? {
        Some(v) => Ok(v),
        None => Err(vm.no_attribute(s, name)),
    }
}

fn getattr(vm: &mut Vm, v: Value, name: Gc<Str>) -> PyResult<Option<Value>> {
    let s = this(v);
    if let (Some(class), Some(start)) = (s.this_class.get().cast::<Type>(), s.obj_type.get().cast::<Type>())
        && name != vm.names.class
        && let Some(attr) = find(vm, class, start, name)
    {
        return bind(vm, attr, s.obj.get(), start).map(Some);
    }
    generic_getattr(vm, v, name)
}

/// An unbound `super` that is a class attribute binds to the instance.
fn descr_get(vm: &mut Vm, v: Value, obj: Option<Value>, _: Value) -> PyResult {
    let s = this(v);
    let Some(obj) = obj.and_then(Value::non_none) else { return Ok(v) };
    let Some(class) = s.this_class.get().cast::<Type>().filter(|_| s.obj.get().is_none()) else { return Ok(v) };
    let ty = vm.type_of(v);
    if ty != vm.types.super_ {
        return vm.call(ty.value(), &[class.value(), obj]);
    }
    let start = search_class(vm, class, obj)?;
    Ok(make(vm, ty, class.value(), obj, start.value()).value())
}

fn this_class(_: &mut Vm, v: Value) -> PyResult {
    Ok(this(v).this_class.get())
}

fn obj(_: &mut Vm, v: Value) -> PyResult {
    Ok(this(v).obj.get())
}

fn obj_type(_: &mut Vm, v: Value) -> PyResult {
    Ok(this(v).obj_type.get())
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let s = this(v);
    let class = s.this_class.get().cast::<Type>().map_or_else(|| "NULL".to_owned(), |t| t.name_str());
    let text = match s.obj_type.get().cast::<Type>() {
        Some(t) => format!("<super: <class '{class}'>, <{} object>>", t.name_str()),
        None => format!("<super: <class '{class}'>, NULL>"),
    };
    Ok(vm.new_str(&text)?.value())
}
