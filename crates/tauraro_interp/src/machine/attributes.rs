//! What attribute instructions find, for the compiler of machine code.

use super::Cached;
use crate::function::Function;
use std::collections::HashSet;
use tauraro_bytecode::Op;
use tauraro_core::object::{Str, Type, TypeFlags};
use tauraro_core::shape::ShapeId;
use tauraro_core::{Gc, Value, Vm, kinds};

/// What an attribute of objects of a shape is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Attribute {
    /// A slot that many bytes from the cell's start.
    Slot(u32),
    /// A value of the class, as bits.
    Value(u64),
    /// A method of the class: its function, as bits.
    Method(u64),
    /// A property of the class: its getter, a Python function, as bits.
    Getter(u64),
    /// Of stores: it is added in a slot that many bytes from the cell's start, which makes the object's shape
    /// that one.
    Added(u32, u32),
}

/// What an attribute instruction finds in a class, as `attrs` has cached it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ClassAttribute {
    /// The class, as bits.
    pub class: u64,
    /// The shape of an instance of it, and its version: it is another one when the class has changed.
    pub made: (u32, u32),
    /// The shape of the class itself, and its version if that is not `type`'s.
    pub own: (u32, u32),
    /// What is found, as bits.
    pub found: u64,
    /// For a method: the receiver that it is called with, or the mark of none; as bits.
    pub receiver: u64,
}

/// What an instruction on an attribute of a class has cached, if that is one of these classes.
pub fn class_attribute(vm: &Vm, cached: &Cached, classes: &HashSet<u64>) -> Option<ClassAttribute> {
    let [first, second, _] = cached.words;
    // SAFETY: the bits are those of values that names and caches hold now.
    let value = |bits: &u64| unsafe { Value::from_bits(*bits) };
    let is_it = |class: &Gc<Type>| class.version.get() != 0 && class.version.get() == first as u32;
    let class = classes.iter().filter_map(|bits| value(bits).cast::<Type>()).find(is_it)?;
    let (found, receiver) = match cached.op {
        // SAFETY: the class keeps what was found as long as the version is that one.
        Op::LoadAttrType => (unsafe { crate::attrs::of_type(vm, class.value(), first, second) }?, Value::UNBOUND),
        Op::LoadMethodType => crate::attrs::method_of_type(class.value(), first, second)?,
        _ => return None,
    };
    let (made, own) = (class.root_shape.get(), class.shape());
    let version_of = |shape: ShapeId| vm.shapes.hot(shape).version;
    let own_version = if own == ShapeId::TYPE { 0 } else { version_of(own) };
    Some(ClassAttribute {
        class: class.value().bits(),
        made: (made.0, version_of(made)),
        own: (own.0, own_version),
        found: found.bits(),
        receiver: receiver.bits(),
    })
    .filter(|found| found.made.1 != 0)
}

/// What storing the attribute `name` of objects of a shape is as long as that has the version, if it is no
/// more than a store.
pub fn stored(vm: &mut Vm, shape: u32, name: Value) -> Option<(u32, Attribute)> {
    let (shape, name) = (ShapeId(shape), name.cast::<Str>()?);
    let hot = *vm.shapes.hot(shape);
    let ty = hot.class?;
    let attr = vm.lookup(ty, name);
    let is_data = attr.is_some_and(|attr| vm.type_of(attr).slots.descr_set.get().is_some());
    if is_data || vm.shapes.find(shape, name).is_some() {
        return attribute(vm, shape.0, name.value()).filter(|(_, what)| matches!(what, Attribute::Slot(_)));
    }
    let plain = ty.instance_kind.get() == kinds::INSTANCE && crate::attrs::is_generic_setter(ty);
    if hot.version == 0 || !plain || vm.shapes.is_dict_mode(shape) || ty.dict_slot.get().is_none() {
        return None;
    }
    let (added, at) = vm.shapes.add(shape, name)?;
    let offset = (tauraro_core::layout::PAYLOAD + 8 * usize::from(at.0)) as u32;
    (at.0 < hot.inline_slots()).then_some((hot.version, Attribute::Added(offset, added.0)))
}

/// What the attribute `name` of objects of a shape is as long as that has the version, if it is no more
/// than a load.
pub fn attribute(vm: &mut Vm, shape: u32, name: Value) -> Option<(u32, Attribute)> {
    let (shape, name) = (ShapeId(shape), name.cast::<Str>()?);
    let hot = *vm.shapes.hot(shape);
    let ty = hot.class?;
    if hot.version == 0 || ty.instance_kind.get() != kinds::INSTANCE || vm.shapes.is_dict_mode(shape) {
        return None;
    }
    if !crate::attrs::is_generic_getter(ty) || !crate::attrs::is_generic_setter(ty) {
        return None;
    }
    let slot = |at: u16| {
        let inside = at < hot.inline_slots();
        inside.then(|| (hot.version, Attribute::Slot((tauraro_core::layout::PAYLOAD + 8 * usize::from(at)) as u32)))
    };
    let own = vm.shapes.find(shape, name);
    let Some(attr) = vm.lookup(ty, name) else { return slot(own?.0) };
    let attr_type = vm.type_of(attr);
    if let Some(at) = crate::attrs::member_slot(attr, ty) {
        return slot(at);
    }
    if let Some(getter) = crate::bridge::python_getter(attr)
        && getter.is::<Function>()
    {
        return Some((hot.version, Attribute::Getter(getter.bits())));
    }
    if attr_type.slots.descr_set.get().is_some() {
        return None;
    }
    match own {
        Some(own) => slot(own.0),
        None if attr_type.has(TypeFlags::METHOD_LIKE) => Some((hot.version, Attribute::Method(attr.bits()))),
        None if attr_type.slots.descr_get.get().is_none() => Some((hot.version, Attribute::Value(attr.bits()))),
        None => None,
    }
}
