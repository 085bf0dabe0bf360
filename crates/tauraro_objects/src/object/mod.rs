//! `object`: what every object can do.

mod reduce;

use crate::identity;
use tauraro_core::attr::{generic_getattr, generic_setattr};
use tauraro_core::call::Args;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{CompareOp, GetSetDef, Instance, Module, TypeFlags};
use tauraro_core::{Dict, Gc, List, PyResult, Raised, Str, Type, Value, Vm, defs, kinds, pyfunction};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.object, &SPEC)
}

static SPEC: TypeSpec = TypeSpec {
    doc: Some("The base class of all classes. It takes no arguments, and its instances have no attributes."),
    new: Some(object_new),
    methods: defs![
        reduce::reduce_ex,
        reduce::reduce,
        reduce::getstate,
        subclasshook,
        init_subclass,
        format,
        sizeof,
        dir
    ],
    getset: &[GetSetDef { name: "__class__", doc: "The object's class.", get: class, set: Some(set_class) }],
    slots: |s| {
        s.repr.set(Some(repr));
        s.hash.set(Some(|_, v| Ok(identity::hash(v))));
        // What `__repr__` gave is checked by whoever asked for the text.
        s.str.set(Some(|vm, v| match vm.type_of(v).slots.repr.get() {
            Some(repr) => repr(vm, v),
            None => vm.repr(v).map(Gc::value),
        }));
        s.getattr.set(Some(generic_getattr));
        s.setattr.set(Some(generic_setattr));
        s.compare.set(Some(compare));
        s.init.set(Some(object_init));
    },
    ..TypeSpec::EMPTY
};

/// A new instance of a class that keeps nothing but attributes.
#[inline]
pub fn new_instance(vm: &mut Vm, cls: Gc<Type>) -> Value {
    debug_assert!(cls.instance_kind.get() == kinds::INSTANCE);
    let obj = vm.alloc_with_slots(cls.root_shape.get(), Instance, usize::from(cls.inline_slots.get())).value();
    vm.note_instance(cls, obj);
    obj
}

/// `object.__new__`. Arguments are an error unless `__init__` takes them.
pub fn object_new(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>) -> PyResult {
    if !args.values.is_empty() {
        let object = vm.types.object;
        let same_new = same(cls.slots.new.get(), object.slots.new.get());
        if !same_new {
            return Err(vm.type_error("object.__new__() takes exactly one argument (the type to instantiate)"));
        }
        if let (Some(a), Some(b)) = (cls.slots.init.get(), object.slots.init.get())
            && std::ptr::fn_addr_eq(a, b)
        {
            return Err(vm.type_error(format!("{}() takes no arguments", cls.name_str())));
        }
    }
    if cls.has(TypeFlags::ABSTRACT) {
        return Err(is_abstract(vm, cls));
    }
    Ok(new_instance(vm, cls))
}

fn same(a: Option<tauraro_core::object::NewFn>, b: Option<tauraro_core::object::NewFn>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if std::ptr::fn_addr_eq(a, b))
}

#[cold]
fn is_abstract(vm: &mut Vm, cls: Gc<Type>) -> Raised {
    abstract_text(vm, cls).map_or_else(|raised| raised, |text| vm.type_error(text))
}

fn abstract_text(vm: &mut Vm, cls: Gc<Type>) -> PyResult<String> {
    let name = vm.names.abstractmethods;
    let methods = vm.getattr(cls.value(), name)?;
    let mut names: Vec<String> = Vec::new();
    vm.for_each(methods, |vm, v| {
        let text = vm.str(v)?;
        names.push(text.to_string_lossy());
        Ok(())
    })?;
    names.sort();
    let s = if names.len() > 1 { "s" } else { "" };
    let (cls, names) = (cls.name_str(), names.join("', '"));
    Ok(format!("Can't instantiate abstract class {cls} without an implementation for abstract method{s} '{names}'"))
}

/// `object.__init__`. Arguments are an error unless `__new__` takes them.
fn object_init(vm: &mut Vm, obj: Value, args: Args<'_>) -> PyResult<()> {
    if args.values.is_empty() {
        return Ok(());
    }
    let (ty, object) = (vm.type_of(obj), vm.types.object);
    if let (Some(a), Some(b)) = (ty.slots.init.get(), object.slots.init.get())
        && !std::ptr::fn_addr_eq(a, b)
    {
        return Err(vm.type_error("object.__init__() takes exactly one argument (the instance to initialize)"));
    }
    if same(ty.slots.new.get(), object.slots.new.get()) {
        let text = format!("{}.__init__() takes exactly one argument (the instance to initialize)", ty.name_str());
        return Err(vm.type_error(text));
    }
    Ok(())
}

fn repr(vm: &mut Vm, this: Value) -> PyResult {
    let ty = vm.type_of(this);
    let module = vm.getattr_opt(ty.value(), vm.names.module)?.and_then(Value::cast::<Str>);
    let qualname = vm.str(ty.qualname.get())?.to_string_lossy();
    let address = identity::address(this);
    let text = match module {
        Some(m) if m.as_bytes() != b"builtins" => {
            format!("<{}.{qualname} object at {address:#x}>", m.to_string_lossy())
        }
        _ => format!("<{} object at {address:#x}>", ty.name_str()),
    };
    Ok(vm.new_str(&text)?.value())
}

/// Identity for `==`; `!=` is what `==` is not.
fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    match op {
        CompareOp::Eq if a == b => Ok(Value::TRUE),
        CompareOp::Ne => {
            let Some(own) = vm.type_of(a).slots.compare.get() else { return Ok(Value::NOT_IMPLEMENTED) };
            let equal = own(vm, a, b, CompareOp::Eq)?;
            if equal.is_not_implemented() {
                return Ok(equal);
            }
            Ok(Value::bool(!vm.truth(equal)?))
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn class(vm: &mut Vm, this: Value) -> PyResult {
    Ok(vm.type_of(this).value())
}

fn set_class(vm: &mut Vm, this: Value, value: Option<Value>) -> PyResult<()> {
    let Some(value) = value else { return Err(vm.type_error("can't delete __class__ attribute")) };
    let Some(new) = value.cast::<Type>() else {
        let text = format!("__class__ must be set to a class, not '{}' object", vm.type_name(value));
        return Err(vm.type_error(text));
    };
    let old = vm.type_of(this);
    let is_module = |t: Gc<Type>, vm: &Vm| t.is_subtype(vm.types.module);
    let mutable = !old.has(TypeFlags::IMMUTABLE) && !new.has(TypeFlags::IMMUTABLE);
    let modules = is_module(old, vm) && is_module(new, vm) && this.is::<Module>();
    if !mutable && !modules {
        return Err(vm.type_error("__class__ assignment only supported for mutable types or ModuleType subclasses"));
    }
    if old != new {
        if !crate::type_::same_layout(old, new) {
            let (new, old) = (new.name_str(), old.name_str());
            return Err(vm.type_error(format!("__class__ assignment: '{new}' object layout differs from '{old}'")));
        }
        vm.set_class(this, new);
    }
    Ok(())
}

/// `__dict__` of an instance that has one.
pub(crate) fn instance_dict(vm: &mut Vm, this: Value) -> PyResult {
    match vm.materialise_dict(this)? {
        Some(dict) => Ok(dict.value()),
        None => {
            let name = vm.names.dict;
            Err(vm.no_attribute(this, name))
        }
    }
}

pub(crate) fn set_instance_dict(vm: &mut Vm, this: Value, value: Option<Value>) -> PyResult<()> {
    // The dicts of types and modules are theirs, whatever else is among their bases.
    if this.is::<Type>() {
        return Err(vm.raise_text(vm.exc.attribute_error, "attribute '__dict__' of 'type' objects is not writable"));
    }
    if this.is::<Module>() {
        return Err(vm.raise_text(vm.exc.attribute_error, "readonly attribute"));
    }
    let dict = match value {
        None => vm.new_dict(),
        Some(v) => match v.cast::<Dict>() {
            Some(dict) => dict,
            None => {
                let text = format!("__dict__ must be set to a dictionary, not a '{}'", vm.type_name(v));
                return Err(vm.type_error(text));
            }
        },
    };
    vm.set_instance_dict(this, dict);
    Ok(())
}

/// The default hook for virtual subclasses (see `abc`): it knows of none.
#[pyfunction("object.__subclasshook__($type, object, /)")]
fn subclasshook(_: &mut Vm, _cls: Value, _object: Value) -> Value {
    Value::NOT_IMPLEMENTED
}

/// Called on a class when another one derives from it; the default does nothing.
#[pyfunction("object.__init_subclass__($type, *args, **kwargs)")]
fn init_subclass(vm: &mut Vm, cls: Gc<Type>, args: &[Value], kwargs: Option<Gc<Dict>>) -> PyResult<()> {
    let name = vm.str(cls.qualname.get())?.to_string_lossy();
    if kwargs.is_some_and(|k| !k.is_empty()) {
        return Err(vm.type_error(format!("{name}.__init_subclass__() takes no keyword arguments")));
    }
    if !args.is_empty() {
        let text = format!("{name}.__init_subclass__() takes no arguments ({} given)", args.len());
        return Err(vm.type_error(text));
    }
    Ok(())
}

/// The default formatter: `str(self)`; it knows no format specification.
#[pyfunction("object.__format__($self, format_spec, /)")]
fn format(vm: &mut Vm, this: Value, spec: Value) -> PyResult {
    match spec.cast::<Str>() {
        Some(s) if s.is_empty() => vm.str(this).map(Gc::value),
        Some(_) => {
            let text = format!("unsupported format string passed to {}.__format__", vm.type_name(this));
            Err(vm.type_error(text))
        }
        None => {
            let got = if spec.is_none() { "None".to_owned() } else { vm.type_name(spec) };
            Err(vm.type_error(format!("__format__() argument must be str, not {got}")))
        }
    }
}

/// The size of the object in bytes.
#[pyfunction("object.__sizeof__($self, /)")]
fn sizeof(vm: &mut Vm, this: Value) -> usize {
    16 + 8 * usize::from(vm.type_of(this).fixed_slots.get().saturating_sub(1))
}

/// The names of the object's attributes and of those of its class and bases.
#[pyfunction("object.__dir__($self, /)")]
fn dir(vm: &mut Vm, this: Value) -> PyResult<Gc<List>> {
    let names = vm.new_dict();
    if let Some(own) = vm.getattr_opt(this, vm.names.dict)?.and_then(Value::cast::<Dict>) {
        for (key, _) in own.iter() {
            names.set_item(vm, key, Value::NONE)?;
        }
    }
    let class = vm.getattr_opt(this, vm.names.class)?;
    if let Some(class) = class.and_then(Value::cast::<Type>) {
        for t in class.mro_types() {
            vm.complete_type(t);
            for (key, _) in t.dict.get().into_iter().flat_map(Gc::<Dict>::iter) {
                names.set_item(vm, key, Value::NONE)?;
            }
        }
    }
    let list = vm.new_list(&[])?;
    for (key, _) in names.iter() {
        list.push(vm, key)?;
    }
    Ok(list)
}
