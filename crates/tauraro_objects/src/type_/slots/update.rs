//! Keeping slots and dunder methods in step: wrappers into the dicts of native types, slots into
//! Python classes.

use super::{Dunder, ROWS, Row};
use crate::descriptors::{NEW_WRAPPER, WrapperDescriptor};
use std::collections::HashMap;
use std::sync::OnceLock;
use tauraro_core::object::{Builtin, TypeFlags};
use tauraro_core::{Gc, PyResult, Str, Type, Value, Vm};

/// The numbers of the rows that have a dunder of this name. `__getattr__` has no wrapper, but
/// it decides the slot of `__getattribute__`.
fn rows_of(name: &[u8]) -> &'static [u8] {
    static INDEX: OnceLock<HashMap<&'static [u8], Vec<u8>, foldhash::fast::FixedState>> = OnceLock::new();
    if !name.starts_with(b"__") {
        return &[];
    }
    let index = INDEX.get_or_init(|| {
        let mut index: HashMap<&'static [u8], Vec<u8>, _> = HashMap::default();
        for (i, row) in ROWS.iter().enumerate().filter(|(_, r)| r.slot().has_trampoline()) {
            for d in row.dunders {
                index.entry(d.name.as_bytes()).or_default().push(i as u8);
            }
            if row.dunders[0].name == "__getattribute__" {
                index.entry(b"__getattr__").or_default().push(i as u8);
            }
        }
        index
    });
    index.get(name).map_or(&[], Vec::as_slice)
}

/// For `Hooks::complete_type`: enters the wrappers of the slots that a native type fills itself,
/// its `__new__` and its `__doc__`.
pub(crate) fn complete_type(vm: &mut Vm, ty: Gc<Type>) -> PyResult<()> {
    let dict = ty.dict.get().expect("a type has its dict from its creation on");
    let base = ty.base.get();
    // The wrappers stand first, as in CPython: what is there already moves behind them.
    let others = vm.new_dict();
    others.table.swap(others.header(), &dict.table, dict.header());
    for row in &ROWS {
        let slot = row.slot();
        if !slot.is_set(&ty.slots) || base.is_some_and(|b| slot.same(&ty.slots, &b.slots)) {
            continue;
        }
        for dunder in row.dunders {
            // There is nothing to do when the bytes of an immutable object are no longer used.
            if dunder.name == "__release_buffer__" && ty == vm.types.bytes {
                continue;
            }
            let name = (dunder.interned)(&vm.names);
            if others.get_name(vm, name).is_some() || dict.get_name(vm, name).is_some() {
                continue;
            }
            let attr = match dunder.name {
                "__new__" => vm.new_builtin(&NEW_WRAPPER, ty.value(), Some(ty)).value(),
                _ => WrapperDescriptor::make(vm, dunder, ty),
            };
            dict.set_name(vm, name, attr)?;
        }
    }
    for (key, attr) in others.iter() {
        if let Some(name) = key.cast::<Str>() {
            dict.set_name(vm, name, attr)?;
        }
    }
    let hash = vm.names.hash;
    let lost_hash = ty.slots.hash.get().is_none() && base.is_some_and(|b| b.slots.hash.get().is_some());
    if lost_hash && dict.get_name(vm, hash).is_none() {
        dict.set_name(vm, hash, Value::NONE)?;
    }
    let doc = vm.names.doc;
    if dict.get_name(vm, doc).is_none() {
        let text = match ty.doc.get() {
            Some(text) => vm.new_str(text)?.value(),
            None => Value::NONE,
        };
        dict.set_name(vm, doc, text)?;
    }
    Ok(())
}

/// The native type whose function a dunder attribute calls.
fn native_owner(attr: Value, dunder: &Dunder) -> Option<Gc<Type>> {
    if let Some(wrapper) = attr.cast::<WrapperDescriptor>() {
        return (wrapper.dunder.name == dunder.name).then_some(wrapper.owner);
    }
    let builtin = attr.cast::<Builtin>()?;
    if std::ptr::eq(builtin.def, &NEW_WRAPPER) && dunder.name == "__new__" { builtin.owner.get() } else { None }
}

/// Computes one slot of a Python class from what its MRO gives.
fn update_row(vm: &mut Vm, ty: Gc<Type>, row: &'static Row) {
    let slot = row.slot();
    if !slot.has_trampoline() {
        return;
    }
    let mut native: Option<Gc<Type>> = None;
    let mut python = false;
    for dunder in row.dunders {
        let name = (dunder.interned)(&vm.names);
        let Some(attr) = vm.lookup(ty, name) else { continue };
        let owner = match native_owner(attr, dunder) {
            // Whatever native `__new__` a class names: only that of its layout can make it.
            Some(_) if dunder.name == "__new__" => super::wrap::nearest_native(ty),
            owner => owner,
        };
        match owner {
            Some(owner) if !ty.is_subtype(owner) => python = true,
            // A sequence's `__add__` belongs to another row.
            Some(owner) if !slot.is_set(&owner.slots) => {}
            Some(owner) => match native {
                Some(other) if !slot.same(&owner.slots, &other.slots) => python = true,
                _ => native = Some(owner),
            },
            None if attr.is_none() && dunder.name == "__hash__" => {}
            None => python = true,
        }
        if dunder.name == "__getattribute__" && vm.lookup(ty, vm.names.getattr).is_some() {
            python = true;
        }
    }
    match (python, native) {
        (true, _) => slot.set_trampoline(&ty.slots),
        // As in CPython, a class that had a `__new__` of its own goes on looking for one when it is
        // deleted, which `object.__new__` can tell: it takes no arguments then.
        (false, Some(_)) if matches!(slot, super::SlotRef::New(..)) && slot.is_trampoline(&ty.slots) => {}
        (false, Some(owner)) => slot.copy(&owner.slots, &ty.slots),
        (false, None) => slot.clear(&ty.slots),
    }
}

/// All slots of a new class: those of its base, then what its own dict and the dicts of other
/// bases change.
pub(crate) fn fill_class_slots(vm: &mut Vm, ty: Gc<Type>) {
    let Some(base) = ty.base.get() else { return };
    ty.slots.inherit(&base.slots);
    for other in ty.mro_types().skip(1).filter(|t| !base.is_subtype(*t)) {
        inherit_only(ty, other);
    }
    let mut wanted = [false; ROWS.len()];
    for t in ty.mro_types().filter(|t| !base.is_subtype(*t)) {
        vm.complete_type(t);
        let Some(dict) = t.dict.get() else { continue };
        for (key, _) in dict.iter() {
            if let Some(name) = key.cast::<Str>() {
                rows_of(name.as_bytes()).iter().for_each(|r| wanted[usize::from(*r)] = true);
            }
        }
    }
    for (row, wanted) in ROWS.iter().zip(wanted) {
        if wanted {
            update_row(vm, ty, row);
        }
    }
}

/// Slots without a trampoline come from the first type of the MRO that has them.
fn inherit_only(ty: Gc<Type>, from: Gc<Type>) {
    for row in ROWS.iter().filter(|r| !r.slot().has_trampoline()) {
        if !row.slot().is_set(&ty.slots) {
            row.slot().copy(&from.slots, &ty.slots);
        }
    }
}

/// After `ty.name` was assigned or deleted: the slots of the class and of the subclasses that
/// inherit the attribute.
pub(crate) fn update_after_assignment(vm: &mut Vm, ty: Gc<Type>, name: Gc<Str>) {
    let rows = rows_of(name.as_bytes());
    if !rows.is_empty() {
        update_with_subclasses(vm, ty, rows);
    }
}

fn update_with_subclasses(vm: &mut Vm, ty: Gc<Type>, rows: &[u8]) {
    if ty.has(TypeFlags::HEAP) {
        for row in rows {
            update_row(vm, ty, &ROWS[usize::from(*row)]);
        }
    }
    let count = ty.subclasses.borrow().len();
    for i in 0..count {
        let sub = ty.subclasses.borrow().get(i).copied();
        if let Some(sub) = sub {
            update_with_subclasses(vm, sub, rows);
        }
    }
}

/// All slots of a class anew, after its bases changed.
pub(crate) fn recompute_slots(vm: &mut Vm, ty: Gc<Type>) {
    for row in &ROWS {
        match row.slot().has_trampoline() {
            true => update_row(vm, ty, row),
            false => row.slot().clear(&ty.slots),
        }
    }
    for t in ty.mro_types().skip(1) {
        inherit_only(ty, t);
    }
}
