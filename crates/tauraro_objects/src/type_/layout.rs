//! Where the instances of a class keep what: which base gives the layout, and what `__slots__`
//! and the attributes of `self` add to it.

use tauraro_core::heap::{Kind, Slot};
use tauraro_core::object::{GetSet, GetSetDef, Member, TypeFlags};
use tauraro_core::shape::ShapeId;
use tauraro_core::{Dict, Gc, List, PyResult, Str, Tuple, Type, Value, Vm};

/// Attribute slots beside those that the class's methods assign, for what others add.
const SLACK: u16 = 2;
/// Most inline attribute slots of a class beside `__slots__`; further ones go to overflow.
const INLINE_MAX: u16 = 30;

/// The nearest base that adds to the layout of instances (or the type itself). Two bases go
/// together only if the solid base of one derives from that of the other.
pub(super) fn solid_base(ty: Gc<Type>) -> Gc<Type> {
    let Some(base) = ty.base.get() else { return ty };
    let solid = solid_base(base);
    let own_dict = u16::from(ty.dict_slot.get().is_some() && solid.dict_slot.get().is_none());
    let own_slots = ty.fixed_slots.get() - solid.fixed_slots.get() - own_dict;
    let own_layout = ty.instance_kind.get() != solid.instance_kind.get() || has_exception_fields(ty);
    if own_layout || own_slots > 0 { ty } else { solid }
}

/// Whether a native exception type adds fields to those of its base. All exceptions are cells of
/// one kind, but two types with fields of their own do not go together.
fn has_exception_fields(ty: Gc<Type>) -> bool {
    let native = ty.has(TypeFlags::EXC_SUBCLASS) && !ty.has(TypeFlags::HEAP);
    native && ty.dict.get().is_some_and(|d| d.iter().any(|(_, v)| v.is::<GetSet>()))
}

/// The base whose layout a class with these bases has.
pub(super) fn best_base(vm: &mut Vm, bases: Gc<Tuple>) -> PyResult<Gc<Type>> {
    let mut best: Option<(Gc<Type>, Gc<Type>)> = None;
    for v in bases.items() {
        let Some(base) = v.cast::<Type>() else { return Err(vm.type_error("bases must be types")) };
        if base.mro.get().is_unbound() {
            let text = format!("Cannot extend an incomplete type '{}'", base.name_str());
            return Err(vm.type_error(text));
        }
        if !base.has(TypeFlags::BASE) {
            let name = base.name_str();
            return Err(vm.type_error(format!("type '{name}' is not an acceptable base type")));
        }
        let solid = solid_base(base);
        best = match best {
            Some((s, b)) if s.is_subtype(solid) => Some((s, b)),
            Some((s, _)) if !solid.is_subtype(s) => {
                return Err(vm.type_error("multiple bases have instance lay-out conflict"));
            }
            _ => Some((solid, base)),
        };
    }
    Ok(best.map_or(vm.types.object, |(_, base)| base))
}

/// Whether instances of one class can become instances of the other.
pub(crate) fn same_layout(a: Gc<Type>, b: Gc<Type>) -> bool {
    let has_dict = |t: Gc<Type>| t.dict_slot.get().is_some();
    if a.instance_kind.get() != b.instance_kind.get() || has_dict(a) != has_dict(b) {
        return false;
    }
    if a.weakrefs.get() != b.weakrefs.get() || a.dict_slot.get() != b.dict_slot.get() {
        return false;
    }
    let (x, y) = (solid_base(a), solid_base(b));
    if x == y {
        return true;
    }
    // Classes that declare the same slots on the same base are laid out alike.
    let names = own_slot_names(x);
    if names.is_empty() || names != own_slot_names(y) {
        return false;
    }
    match (x.base.get(), y.base.get()) {
        (Some(bx), Some(by)) => solid_base(bx) == solid_base(by),
        _ => false,
    }
}

/// What frees the instances in CPython, which it does not let a class exchange for another: one
/// function for all classes of programs, and one for each layout of the built-in types.
pub(crate) fn deallocator(ty: Gc<Type>) -> Option<Kind> {
    if ty.has(TypeFlags::IMMUTABLE) { Some(ty.instance_kind.get()) } else { None }
}

/// The names of the `__slots__` of a class itself, with their places.
fn own_slot_names(ty: Gc<Type>) -> Vec<(u16, String)> {
    let mut names = Vec::new();
    for (_, v) in ty.dict.get().into_iter().flat_map(Gc::<Dict>::iter) {
        if let Some(m) = v.cast::<Member>().filter(|m| m.owner == ty)
            && let Some(name) = m.name.get().cast::<Str>()
        {
            names.push((m.slot, name.to_string_lossy()));
        }
    }
    names.sort();
    names
}

/// Types whose instances vary in size: slots cannot stand behind a fixed part.
fn varies_in_size(vm: &Vm, ty: Gc<Type>) -> bool {
    let t = &vm.types;
    [t.int, t.bytes, t.tuple, t.type_].iter().any(|v| ty.is_subtype(*v))
}

/// What `__slots__` asks for.
struct Wanted {
    /// A sorted list of mangled names.
    names: Gc<List>,
    dict: bool,
    weakrefs: bool,
}

/// Settles the layout of a class in the making: its slots, whether its instances have a
/// `__dict__` and can be weakly referenced. Adds the descriptors to the class's dict.
pub(super) fn settle(vm: &mut Vm, ty: Gc<Type>, base: Gc<Type>, bases: Gc<Tuple>) -> PyResult<()> {
    let dict = ty.dict.get().expect("a class has its dict from its creation on");
    let is_meta = base.is_subtype(vm.types.type_);
    // A module has its namespace for a dict.
    let is_module = base.is_subtype(vm.types.module);
    let may_add_dict = base.dict_slot.get().is_none() && !is_meta && !is_module;
    let may_add_weakrefs = !base.weakrefs.get() && (!varies_in_size(vm, base) || is_meta);
    let slots = dict.get_name(vm, vm.names.slots);
    let wanted = match slots {
        None => Wanted { names: vm.new_list(&[])?, dict: may_add_dict, weakrefs: may_add_weakrefs },
        Some(slots) => {
            let mut wanted = read_slots(vm, ty, base, slots, (may_add_dict, may_add_weakrefs))?;
            // What another base has, instances have to have.
            for other in bases.items().iter().filter_map(|b| b.cast::<Type>()).filter(|b| *b != base) {
                wanted.dict |= may_add_dict && other.dict_slot.get().is_some();
                wanted.weakrefs |= may_add_weakrefs && other.weakrefs.get();
            }
            wanted
        }
    };
    tauraro_core::make_type::inherit_layout(ty, base);
    ty.instance_kind.set(base.instance_kind.get());
    let mut fixed = base.fixed_slots.get();
    for slot in wanted.names.items.slots() {
        let name = slot.get().cast::<Str>().expect("read_slots leaves names only");
        let payload = Member { name: Slot::new(name.value()), owner: ty, slot: fixed };
        let member = vm.alloc(ShapeId::MEMBER, payload);
        dict.set_name(vm, name, member.value())?;
        fixed += 1;
    }
    if wanted.dict {
        ty.dict_slot.set(Some(fixed));
        fixed += 1;
        add_getset(vm, ty, &DICT)?;
    }
    if wanted.weakrefs {
        ty.weakrefs.set(true);
        add_getset(vm, ty, &WEAKREF)?;
    }
    ty.fixed_slots.set(fixed);
    let room = base.inline_slots.get() - base.fixed_slots.get();
    let attributes = match ty.dict_slot.get() {
        Some(_) => room.max((assigned_attributes(vm, ty, bases) + SLACK).min(INLINE_MAX)),
        None => 0,
    };
    ty.inline_slots.set(fixed + attributes);
    Ok(())
}

fn add_getset(vm: &mut Vm, ty: Gc<Type>, def: &'static GetSetDef) -> PyResult<()> {
    let attr = vm.alloc(ShapeId::GETSET, GetSet { def, owner: ty });
    let name = vm.intern(def.name);
    let dict = ty.dict.get().expect("a class has its dict from its creation on");
    if dict.get_name(vm, name).is_none() {
        dict.set_name(vm, name, attr.value())?;
    }
    Ok(())
}

/// How many attributes the methods of the class and of its bases assign to `self`.
fn assigned_attributes(vm: &mut Vm, ty: Gc<Type>, bases: Gc<Tuple>) -> u16 {
    let mut seen: Vec<u64> = Vec::new();
    let own = std::iter::once(ty);
    let inherited = bases.items().iter().filter_map(|b| b.cast::<Type>()).flat_map(|b| b.mro_types());
    for t in own.chain(inherited) {
        let names = t.dict.get().and_then(|d| d.get_name(vm, vm.names.static_attributes));
        for v in names.and_then(Value::cast::<Tuple>).iter().flat_map(|names| names.items()) {
            if let Some(name) = v.cast::<Str>() {
                let bits = vm.intern_str(name).bits();
                if !seen.contains(&bits) {
                    seen.push(bits);
                }
            }
        }
    }
    seen.len().min(usize::from(INLINE_MAX)) as u16
}

fn read_slots(
    vm: &mut Vm,
    ty: Gc<Type>,
    base: Gc<Type>,
    slots: Value,
    (may_add_dict, may_add_weakrefs): (bool, bool),
) -> PyResult<Wanted> {
    let given = vm.new_list(&[])?;
    if slots.is::<Str>() {
        given.push(vm, slots)?;
    } else {
        vm.for_each(slots, |vm, v| given.push(vm, v))?;
    }
    if !given.items.is_empty() && varies_in_size(vm, base) {
        let name = base.name_str();
        return Err(vm.type_error(format!("nonempty __slots__ not supported for subtype of '{name}'")));
    }
    let mut wanted = Wanted { names: vm.new_list(&[])?, dict: false, weakrefs: false };
    for i in 0..given.items.len() {
        let name = slot_name(vm, given.items.get(i).unwrap_or(Value::NONE))?;
        if name == vm.names.dict {
            if !may_add_dict || wanted.dict {
                return Err(vm.type_error("__dict__ slot disallowed: we already got one"));
            }
            wanted.dict = true;
        } else if name == vm.names.weakref {
            if !may_add_weakrefs || wanted.weakrefs {
                return Err(vm.type_error("__weakref__ slot disallowed: we already got one"));
            }
            wanted.weakrefs = true;
        } else {
            add_slot(vm, ty, name, wanted.names)?;
        }
    }
    Ok(wanted)
}

/// An identifier. Raises TypeError for anything else.
fn slot_name(vm: &mut Vm, v: Value) -> PyResult<Gc<Str>> {
    let Some(s) = v.cast::<Str>() else {
        let text = format!("__slots__ items must be strings, not '{}'", vm.type_name(v));
        return Err(vm.type_error(text));
    };
    let valid = s.as_str().is_some_and(is_identifier);
    if !valid {
        return Err(vm.type_error("__slots__ must be identifiers"));
    }
    Ok(vm.intern_str(s))
}

/// Enters a name, mangled, at its sorted place.
fn add_slot(vm: &mut Vm, ty: Gc<Type>, name: Gc<Str>, names: Gc<List>) -> PyResult<()> {
    let mangled = mangle(&ty.name_str(), &name.to_string_lossy());
    let name = match mangled {
        Some(text) => vm.intern(&text),
        None => name,
    };
    let dict = ty.dict.get().expect("a class has its dict from its creation on");
    let special = [vm.names.qualname, vm.names.classcell, vm.names.classdictcell];
    if dict.get_name(vm, name).is_some() && !special.contains(&name) {
        let name = vm.repr(name.value())?.to_string_lossy();
        return Err(vm.value_error(format!("{name} in __slots__ conflicts with class variable")));
    }
    let before = |v: Value| v.cast::<Str>().is_some_and(|s| s.as_bytes() <= name.as_bytes());
    let at = names.items.slots().iter().position(|s| !before(s.get())).unwrap_or(names.items.len());
    names.items.insert(vm, names.header(), at, name.value())
}

/// `_Class__name` for a private name, see "Private name mangling" in the reference.
fn mangle(class: &str, name: &str) -> Option<String> {
    if !name.starts_with("__") || name.ends_with("__") || name.contains('.') {
        return None;
    }
    let class = class.trim_start_matches('_');
    if class.is_empty() { None } else { Some(format!("_{class}{name}")) }
}

/// `__dict__` of the instances of a Python class.
static DICT: GetSetDef = GetSetDef {
    name: "__dict__",
    doc: "The instance's attributes.",
    get: crate::object::instance_dict,
    set: Some(crate::object::set_instance_dict),
};

/// `__weakref__` of the instances of a Python class.
static WEAKREF: GetSetDef = GetSetDef {
    name: "__weakref__",
    doc: "A weak reference to the object, if there is one.",
    get: crate::weakref::first_reference,
    set: None,
};

fn is_identifier(text: &str) -> bool {
    use crate::text::unicode::{is_identifier_continue, is_identifier_start};
    let mut chars = text.chars().map(u32::from);
    chars.next().is_some_and(is_identifier_start) && chars.all(is_identifier_continue)
}
