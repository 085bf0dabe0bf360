//! What a wrapper (`int.__add__`) does when it is called: it checks the arguments as CPython's
//! wrappers do and calls the slot of the type that it was taken from.

use super::{Dunder, SlotRef};
use tauraro_core::call::Args;
use tauraro_core::object::{CompareOp, Module};
use tauraro_core::{Gc, PyResult, Raised, Str, Type, Value, Vm};

/// The slot function of the owner; the variant is the one that the table gives the wrapper.
macro_rules! slot {
    ($dunder:expr, $owner:expr, $variant:ident) => {
        match &$dunder.slot {
            SlotRef::$variant(get, _) => get(&$owner.slots).get().expect("a type that shows a wrapper has its slot"),
            _ => unreachable!("the table pairs each wrapper with a slot of its kind"),
        }
    };
}

pub(super) use super::buffer::{get as get_buffer, release as release_buffer};
pub(super) use slot;

/// Exactly `N` positional arguments and no keywords.
pub(super) fn exactly<const N: usize>(vm: &mut Vm, dunder: &Dunder, args: Args<'_>) -> PyResult<[Value; N]> {
    no_keywords(vm, dunder, args)?;
    match <[Value; N]>::try_from(args.plain()) {
        Ok(values) => Ok(values),
        Err(_) => {
            let s = if N == 1 { "" } else { "s" };
            let given = args.plain().len();
            let text = match N {
                2 => format!("{} expected 2 arguments, got {given}", dunder.name),
                _ => format!("expected {N} argument{s}, got {given}"),
            };
            Err(vm.type_error(text))
        }
    }
}

fn no_keywords(vm: &mut Vm, dunder: &Dunder, args: Args<'_>) -> PyResult<()> {
    if args.has_keywords() {
        return Err(vm.type_error(format!("wrapper {}() takes no keyword arguments", dunder.name)));
    }
    Ok(())
}

/// Between `least` and 2 arguments, for `__get__` and `__pow__`; a missing one is None.
fn one_or_two(vm: &mut Vm, dunder: &Dunder, args: Args<'_>, text: &str) -> PyResult<(Value, Value)> {
    no_keywords(vm, dunder, args)?;
    match *args.plain() {
        [a] => Ok((a, Value::NONE)),
        [a, b] => Ok((a, b)),
        _ => Err(vm.type_error(text)),
    }
}

pub(super) fn unary(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    let [] = exactly(vm, d, args)?;
    slot!(d, owner, Unary)(vm, this)
}

pub(super) fn finalize(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    unary(vm, d, owner, this, args)
}

pub(super) fn binary(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    let [value] = exactly(vm, d, args)?;
    slot!(d, owner, Binary)(vm, this, value)
}

pub(super) fn reflected(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    let [value] = exactly(vm, d, args)?;
    slot!(d, owner, Binary)(vm, value, this)
}

/// `__mul__` of sequences: the count has to be an index.
pub(super) fn repeat(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    let [count] = exactly(vm, d, args)?;
    let count = vm.index(count)?;
    slot!(d, owner, Binary)(vm, this, count)
}

pub(super) fn power(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    let text = format!("expected 1 or 2 arguments, got {}", args.plain().len());
    let (value, modulus) = one_or_two(vm, d, args, &text)?;
    slot!(d, owner, Ternary)(vm, this, value, modulus)
}

pub(super) fn reflected_power(
    vm: &mut Vm,
    d: &'static Dunder,
    owner: Gc<Type>,
    this: Value,
    args: Args<'_>,
) -> PyResult {
    let text = format!("expected 1 or 2 arguments, got {}", args.plain().len());
    let (value, modulus) = one_or_two(vm, d, args, &text)?;
    slot!(d, owner, Ternary)(vm, value, this, modulus)
}

pub(super) fn inplace_power(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    let [value] = exactly(vm, d, args)?;
    slot!(d, owner, Ternary)(vm, this, value, Value::NONE)
}

pub(super) fn len(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    let [] = exactly(vm, d, args)?;
    let n = slot!(d, owner, Len)(vm, this)?;
    Ok(vm.new_uint(n as u64))
}

pub(super) fn inquiry(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    let [] = exactly(vm, d, args)?;
    slot!(d, owner, Inquiry)(vm, this).map(Value::bool)
}

pub(super) fn contains(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    let [item] = exactly(vm, d, args)?;
    slot!(d, owner, Contains)(vm, this, item).map(Value::bool)
}

pub(super) fn hash(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    let [] = exactly(vm, d, args)?;
    let h = slot!(d, owner, Hash)(vm, this)?;
    Ok(vm.new_int(h))
}

pub(super) fn compare(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    let [value] = exactly(vm, d, args)?;
    let op = match d.name {
        "__lt__" => CompareOp::Lt,
        "__le__" => CompareOp::Le,
        "__eq__" => CompareOp::Eq,
        "__ne__" => CompareOp::Ne,
        "__gt__" => CompareOp::Gt,
        _ => CompareOp::Ge,
    };
    slot!(d, owner, Compare)(vm, this, value, op)
}

pub(super) fn next(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    let [] = exactly(vm, d, args)?;
    match slot!(d, owner, IterNext)(vm, this)? {
        Some(v) => Ok(v),
        None => Err(vm.stop_iteration(Value::NONE)),
    }
}

/// An attribute name. Raises TypeError "attribute name must be string, not 'int'".
pub(crate) fn attribute_name(vm: &mut Vm, name: Value) -> PyResult<Gc<Str>> {
    match name.cast::<Str>() {
        Some(s) => Ok(vm.intern_str(s)),
        None => Err(not_a_name(vm, name)),
    }
}

#[cold]
fn not_a_name(vm: &mut Vm, name: Value) -> Raised {
    let text = format!("attribute name must be string, not '{}'", vm.type_name(name));
    vm.type_error(text)
}

pub(super) fn getattr(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    let [name] = exactly(vm, d, args)?;
    let name = attribute_name(vm, name)?;
    // The attributes of a module are in its namespace, whoever asks.
    let found = match owner == vm.types.object && this.is::<Module>() {
        true => crate::module::own_getattr(vm, this, name),
        false => slot!(d, owner, GetAttr)(vm, this, name),
    };
    match found? {
        Some(v) => Ok(v),
        None => Err(vm.no_attribute(this, name)),
    }
}

pub(super) fn setattr(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    let [name, value] = exactly(vm, d, args)?;
    set_or_delete(vm, d, owner, this, name, Some(value))
}

pub(super) fn delattr(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    let [name] = exactly(vm, d, args)?;
    set_or_delete(vm, d, owner, this, name, None)
}

fn set_or_delete(
    vm: &mut Vm,
    d: &'static Dunder,
    owner: Gc<Type>,
    this: Value,
    name: Value,
    value: Option<Value>,
) -> PyResult {
    let name = attribute_name(vm, name)?;
    not_around_native(vm, d, owner, this)?;
    slot!(d, owner, SetAttr)(vm, this, name, value)?;
    Ok(Value::NONE)
}

/// `object.__setattr__` must not be used to go around the setter that a native type has.
fn not_around_native(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value) -> PyResult<()> {
    let ty = vm.type_of(this);
    let native = ty.mro_types().find(|t| !t.has(tauraro_core::object::TypeFlags::HEAP));
    match native {
        Some(native) if native == vm.types.module => Ok(()),
        Some(native) if !d.slot.same(&native.slots, &owner.slots) && native.is_subtype(owner) => {
            let text = format!("can't apply this {} to {} object", d.name, ty.name_str());
            Err(vm.type_error(text))
        }
        _ => Ok(()),
    }
}

pub(super) fn setitem(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    let [key, value] = exactly(vm, d, args)?;
    slot!(d, owner, SetItem)(vm, this, key, Some(value))?;
    Ok(Value::NONE)
}

pub(super) fn delitem(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    let [key] = exactly(vm, d, args)?;
    slot!(d, owner, SetItem)(vm, this, key, None)?;
    Ok(Value::NONE)
}

pub(super) fn descr_get(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    let given = args.plain().len();
    let text = match given {
        0 => "__get__ expected at least 1 argument, got 0".to_owned(),
        n => format!("__get__ expected at most 2 arguments, got {n}"),
    };
    let (instance, class) = one_or_two(vm, d, args, &text)?;
    if instance.is_none() && class.is_none() {
        return Err(vm.type_error("__get__(None, None) is invalid"));
    }
    slot!(d, owner, DescrGet)(vm, this, instance.non_none(), class)
}

pub(super) fn descr_set(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    let [instance, value] = exactly(vm, d, args)?;
    slot!(d, owner, DescrSet)(vm, this, instance, Some(value))?;
    Ok(Value::NONE)
}

pub(super) fn descr_delete(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    let [instance] = exactly(vm, d, args)?;
    slot!(d, owner, DescrSet)(vm, this, instance, None)?;
    Ok(Value::NONE)
}

pub(super) fn call(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    slot!(d, owner, Call)(vm, this, args)
}

pub(super) fn init(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    slot!(d, owner, Init)(vm, this, args)?;
    Ok(Value::NONE)
}

/// `int.__new__(cls, ...)`: `this` is the class to make an instance of.
pub(super) fn new(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    let own = owner.name_str();
    let Some(cls) = this.cast::<Type>() else {
        let text = format!("{own}.__new__(X): X is not a type object ({})", vm.type_name(this));
        return Err(vm.type_error(text));
    };
    if !cls.is_subtype(owner) {
        let name = cls.name_str();
        return Err(vm.type_error(format!("{own}.__new__({name}): {name} is not a subtype of {own}")));
    }
    // An instance has to be made by the native type whose layout it has.
    let native = cls.mro_types().find(|t| !t.has(tauraro_core::object::TypeFlags::HEAP));
    if let Some(native) = nearest_native(cls).or(native)
        && !d.slot.same(&native.slots, &owner.slots)
    {
        if native.slots.new.get().is_none() {
            return Err(vm.type_error(format!("cannot create '{}' instances", cls.name_str())));
        }
        // A class that has no `__new__` in Python serves as well as the native one.
        let fit = if d.slot.same(&native.slots, &cls.slots) { cls } else { native };
        let text = format!("{own}.__new__({}) is not safe, use {}.__new__()", cls.name_str(), fit.name_str());
        return Err(vm.type_error(text));
    }
    slot!(d, owner, New)(vm, cls, args)
}

/// The first native type on the way of layouts.
pub(super) fn nearest_native(cls: Gc<Type>) -> Option<Gc<Type>> {
    let mut at = cls;
    while at.has(tauraro_core::object::TypeFlags::HEAP) {
        at = at.base.get()?;
    }
    Some(at)
}
