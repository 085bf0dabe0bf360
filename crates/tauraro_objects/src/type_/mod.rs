//! `type`: classes themselves. Making them (`new`), their layout (`layout`), their order of
//! inheritance (`mro`), their attributes (`attributes`) and the slots of their instances
//! (`slots`).

mod attributes;
mod layout;
mod methods;
mod mro;
mod new;
pub(crate) mod slots;

use tauraro_core::attr::type_getattr;
use tauraro_core::call::Args;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::TypeFlags;
use tauraro_core::{Gc, PyResult, Str, Type, Value, Vm, defs};

pub(crate) use layout::same_layout;
pub use new::{build_class, metaclass_of};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.hooks.complete_type = slots::complete_type;
    vm.fill_type(vm.types.type_, &SPEC)?;
    vm.types.type_.weakrefs.set(true);
    Ok(())
}

static SPEC: TypeSpec = TypeSpec {
    doc: Some("type(object) is the class of an object; type(name, bases, dict, **kwds) makes a new class."),
    new: Some(new::new),
    methods: defs![
        methods::mro,
        methods::subclasses,
        methods::prepare,
        methods::instancecheck,
        methods::subclasscheck,
        methods::dir,
        methods::sizeof,
    ],
    getset: attributes::ATTRIBUTES,
    slots: |s| {
        s.repr.set(Some(repr));
        s.call.set(Some(call));
        s.init.set(Some(init_type));
        s.getattr.set(Some(type_getattr));
        s.setattr.set(Some(setattr));
        s.or.set(Some(crate::union::or));
    },
    ..TypeSpec::EMPTY
};

/// `C(...)`: makes an instance and initialises it, unless `__new__` gave something else.
fn call(vm: &mut Vm, this: Value, args: Args<'_>) -> PyResult {
    let ty: Gc<Type> = this.cast().expect("slots get instances of their type");
    if ty == vm.types.type_ {
        return match (args.positional_count(), args.has_keywords()) {
            (1, false) => Ok(vm.type_of(args.get(0).unwrap_or(Value::NONE)).value()),
            (3, _) => make(vm, ty, args),
            _ => Err(vm.type_error("type() takes 1 or 3 arguments")),
        };
    }
    make(vm, ty, args)
}

#[inline]
fn make(vm: &mut Vm, ty: Gc<Type>, args: Args<'_>) -> PyResult {
    if let Some(receiver) = args.receiver {
        // Called through a descriptor: the receiver is an argument like the others.
        let joined = vm.join_receiver(Args { receiver: Some(receiver), ..args })?;
        return make(vm, ty, Args { receiver: None, values: joined.items(), names: args.names });
    }
    let Some(new) = ty.slots.new.get() else {
        return Err(vm.type_error(format!("cannot create '{}' instances", ty.name_str())));
    };
    let obj = new(vm, ty, args)?;
    let made = vm.type_of(obj);
    vm.note_instance(made, obj);
    if (made == ty || made.is_subtype(ty))
        && let Some(init) = made.slots.init.get()
    {
        init(vm, obj, args)?;
    }
    Ok(obj)
}

/// `type.__init__` checks the number of arguments only: `type.__new__` has done the work.
fn init_type(vm: &mut Vm, _: Value, args: Args<'_>) -> PyResult<()> {
    match (args.plain().len(), args.has_keywords()) {
        (1, true) => Err(vm.type_error("type.__init__() takes no keyword arguments")),
        (1 | 3, _) => Ok(()),
        _ => Err(vm.type_error("type.__init__() takes 1 or 3 arguments")),
    }
}

fn repr(vm: &mut Vm, this: Value) -> PyResult {
    let ty: Gc<Type> = this.cast().expect("slots get instances of their type");
    let module = attributes::module_name(vm, ty);
    let qualname = vm.str(ty.qualname.get())?.to_string_lossy();
    let text = match module {
        Some(m) if m.as_bytes() != b"builtins" => format!("<class '{}.{qualname}'>", m.to_string_lossy()),
        _ => format!("<class '{qualname}'>"),
    };
    Ok(vm.new_str(&text)?.value())
}

/// Assigns or deletes an attribute of a class, with everything that follows from it.
fn setattr(vm: &mut Vm, this: Value, name: Gc<Str>, value: Option<Value>) -> PyResult<()> {
    let ty: Gc<Type> = this.cast().expect("slots get instances of their type");
    if ty.has(TypeFlags::IMMUTABLE) {
        let (name, ty) = (name.to_string_lossy(), ty.name_str());
        return Err(vm.type_error(format!("cannot set '{name}' attribute of immutable type '{ty}'")));
    }
    let meta = vm.type_of(this);
    if let Some(attr) = vm.lookup(meta, name)
        && let Some(set) = vm.type_of(attr).slots.descr_set.get()
    {
        return set(vm, attr, this, value);
    }
    set_own(vm, ty, name, value)?;
    slots::update_after_assignment(vm, ty, name);
    Ok(())
}

/// Writes the class's dict. Raises AttributeError where there is nothing to delete.
fn set_own(vm: &mut Vm, ty: Gc<Type>, name: Gc<Str>, value: Option<Value>) -> PyResult<()> {
    let dict = ty.dict.get().expect("a type has its dict from its creation on");
    match value {
        Some(v) => dict.set_name(vm, name, v)?,
        None if dict.remove_name(vm, name).is_none() => return Err(vm.no_attribute(ty.value(), name)),
        None => {}
    }
    vm.type_modified(ty);
    Ok(())
}
