//! Attribute instructions: the general paths, which also fill the inline caches.
//!
//! A cache is (version of the object's shape, where): see `tauraro_core::shape`. Values that a
//! cache holds as bits are kept alive by the type's dict as long as the version is current.

use crate::frame::Frame;
use crate::names::become_op;
use crate::operands::c;
use tauraro_bytecode::{Op, SpecialMethod};
use tauraro_core::attr::{Place, generic_getattr, generic_setattr};
use tauraro_core::heap::{Gc, Header, Storage};
use tauraro_core::object::{Member, Module, Str, Type};
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Value, Vm};

/// The object's cell, if its shape has that version.
#[inline(always)]
pub(crate) fn version_matches<'a>(vm: &Vm, obj: &'a Value, version: u32) -> Option<&'a Header> {
    let header = obj.header()?;
    // SAFETY: every cell's shape number is an index of the table.
    let hot = unsafe { &*vm.shapes.hot_table().add(header.shape().index()) };
    if hot.version == version && version != 0 { Some(header) } else { None }
}

/// The attribute slot at that many bytes from the cell's start.
#[inline(always)]
pub(crate) fn at_offset(header: &Header, offset: usize) -> *mut Value {
    std::ptr::from_ref(header).wrapping_byte_add(offset).cast_mut().cast()
}

fn set_cache(pc: *mut u64, version: u32, high: u32, second: u64) {
    // SAFETY: `pc` is the instruction being executed, one with two cache words.
    unsafe {
        *pc.add(1) = u64::from(version) | u64::from(high) << 32;
        *pc.add(2) = second;
    }
}

fn version_of(vm: &Vm, obj: Value) -> u32 {
    obj.header().map_or(0, |h| vm.shapes.hot(h.shape()).version)
}

pub(crate) fn is_generic_getter(ty: Gc<Type>) -> bool {
    ty.slots.getattr.get().is_none_or(|g| std::ptr::fn_addr_eq(g, generic_getattr as tauraro_core::object::GetAttrFn))
}

pub(crate) fn is_generic_setter(ty: Gc<Type>) -> bool {
    let setter = ty.slots.setattr.get();
    setter.is_none_or(|s| std::ptr::fn_addr_eq(s, generic_setattr as tauraro_core::object::SetAttrFn))
}

/// The slot of objects of a type that a class attribute of theirs is the descriptor of. One of another
/// class, which they may have too (`C.x = D.a`), refuses them.
pub(crate) fn member_slot(attr: Value, ty: Gc<Type>) -> Option<u16> {
    let member = attr.cast::<Member>()?;
    ty.is_subtype(member.owner).then_some(member.slot)
}

/// Tells the records of an instruction that was made for objects of another shape.
fn note_miss(vm: &mut Vm, frame: &Frame, pc: *mut u64) {
    // SAFETY: `pc` is the instruction being executed.
    if Op::of_word(unsafe { *pc }).is_some_and(|op| op != op.generic()) {
        crate::record::missed(vm, frame, pc);
    }
}

pub(crate) fn load_attr(vm: &mut Vm, frame: &Frame, pc: *mut u64, obj: Value) -> PyResult {
    // SAFETY: `pc` is the instruction being executed.
    let name = frame.code.name_at(c(unsafe { *pc }));
    note_miss(vm, frame, pc);
    specialise_load(vm, pc, obj, name);
    vm.getattr(obj, name)
}

/// What the instruction's cache knows of the attribute of `obj`.
///
/// # Safety
/// `pc` is a `LoadAttr` of the running code.
#[inline(always)]
pub(crate) unsafe fn cached(vm: &Vm, pc: *mut u64, obj: Value) -> Option<Value> {
    // SAFETY: by the contract; the op has two cache words, which are of the variant.
    unsafe {
        let (op, cache, second) = (Op::of_word(*pc)?, *pc.add(1), *pc.add(2));
        match op {
            Op::LoadAttrSlot => {
                let header = version_matches(vm, &obj, cache as u32)?;
                (*at_offset(header, (cache >> 32) as usize)).bound()
            }
            Op::LoadAttrOverflow => (*overflow_place(vm, &obj, cache, second)?).bound(),
            Op::LoadAttrClassValue => {
                version_matches(vm, &obj, cache as u32)?;
                Some(Value::from_bits(second))
            }
            Op::LoadAttrModule => of_module(obj, cache, second),
            Op::LoadAttrType => of_type(vm, obj, cache, second),
            _ => None,
        }
    }
}

/// Stores where the instruction's cache knows that an attribute stands. `false`: it does not know.
///
/// # Safety
/// `pc` is a `StoreAttr` of the running code.
#[inline(always)]
pub(crate) unsafe fn store_cached(vm: &Vm, pc: *mut u64, obj: Value, v: Value) -> bool {
    // SAFETY: by the contract; the op has two cache words, which are of the variant.
    unsafe {
        let (op, cache, second) = (Op::of_word(*pc), *pc.add(1), *pc.add(2));
        if op == Some(Op::StoreAttrOverflow) {
            return store_in_overflow(vm, &obj, (cache, second), v);
        }
        let adds = op == Some(Op::StoreAttrAdd);
        if !adds && op != Some(Op::StoreAttrSlot) {
            return false;
        }
        let Some(header) = version_matches(vm, &obj, cache as u32) else { return false };
        *at_offset(header, (cache >> 32) as usize) = v;
        if adds {
            header.set_shape(ShapeId(second as u32));
        }
        header.barrier();
        true
    }
}

/// The overflow storage of an object of the cached version, and the place in it.
#[inline(always)]
fn overflow_of(vm: &Vm, obj: &Value, cache: u64, at: u64) -> Option<(Gc<Storage>, usize)> {
    let header = version_matches(vm, obj, cache as u32)?;
    // SAFETY: the version says that the word is one of the object's slots.
    let storage = unsafe { *at_offset(header, (cache >> 32) as usize) }.cast::<Storage>()?;
    let at = at as usize;
    (at < storage.cap()).then_some((storage, at))
}

/// Where an attribute beyond the inline slots stands.
#[inline(always)]
pub(crate) fn overflow_place(vm: &Vm, obj: &Value, cache: u64, at: u64) -> Option<*const Value> {
    let (storage, at) = overflow_of(vm, obj, cache, at)?;
    Some(std::ptr::from_ref(&storage.slots()[at]).cast())
}

/// Stores an attribute beyond the inline slots. `false`: the object is not of the cached version.
#[inline(always)]
pub(crate) fn store_in_overflow(vm: &Vm, obj: &Value, (cache, at): (u64, u64), v: Value) -> bool {
    let Some((storage, at)) = overflow_of(vm, obj, cache, at) else { return false };
    storage.slots()[at].set(storage.header(), v);
    true
}

/// What a module has at a place of its dict, if its keys are the cached ones.
#[inline(always)]
pub(crate) fn of_module(obj: Value, cache: u64, at: u64) -> Option<Value> {
    let dict = obj.cast::<Module>()?.dict.get()?;
    (dict.table.known_keys_version() == cache as u32).then(|| dict.table.value_at(at as usize))
}

/// What was found for a class: it has the cached version, and its own class too if that is not `type`.
///
/// # Safety
/// `bits` are those of what `specialise_type` has found.
#[inline(always)]
pub(crate) unsafe fn of_type(vm: &Vm, obj: Value, cache: u64, bits: u64) -> Option<Value> {
    let class = obj.cast::<Type>()?;
    // SAFETY: the class keeps the value alive as long as the version is that one.
    let found = unsafe { Value::from_bits(bits) };
    (class.version.get() == cache as u32 && metaclass_mark(vm, class) == Some((cache >> 32) as u32)).then_some(found)
}

/// What stands for a class's own class in a cache: 0 for `type`, else the version of its instances.
/// `None`: it has none.
#[inline(always)]
fn metaclass_mark(vm: &Vm, class: Gc<Type>) -> Option<u32> {
    if class.shape() == ShapeId::TYPE {
        return Some(0);
    }
    Some(vm.shapes.hot(class.shape()).version).filter(|version| *version != 0)
}

/// The callable and the receiver, or the mark of none, that the instruction's cache knows for this method
/// of `obj`.
///
/// # Safety
/// `pc` is a `LoadMethod` of the running code.
#[inline(always)]
pub(crate) unsafe fn cached_method(vm: &Vm, pc: *mut u64, obj: Value) -> Option<(Value, Value)> {
    // SAFETY: by the contract; the op has two cache words. The class keeps what it holds alive as long as
    // the version is that one.
    let (op, cache, second) = unsafe { (Op::of_word(*pc)?, *pc.add(1), *pc.add(2)) };
    match op {
        Op::LoadMethodClass => {
            version_matches(vm, &obj, cache as u32)?;
            // SAFETY: as above.
            Some((unsafe { Value::from_bits(second) }, obj))
        }
        Op::LoadMethodModule => Some((of_module(obj, cache, second)?, Value::UNBOUND)),
        Op::LoadMethodType => method_of_type(obj, cache, second),
        _ => None,
    }
}

/// The same for a method of a class of `type`.
#[inline(always)]
pub(crate) fn method_of_type(obj: Value, cache: u64, bits: u64) -> Option<(Value, Value)> {
    let class = obj.cast::<Type>()?;
    if class.version.get() != cache as u32 || class.shape() != ShapeId::TYPE {
        return None;
    }
    // SAFETY: `specialise_type_method` has put it there, and the class keeps it as long as the version is
    // that one.
    Some(bind_cached(unsafe { Value::from_bits(bits) }, (cache >> 32) as u32, obj))
}

/// Chooses the variant that fits what the lookup finds now.
fn specialise_load(vm: &mut Vm, pc: *mut u64, obj: Value, name: Gc<Str>) {
    let ty = vm.type_of(obj);
    if let Some(module) = obj.cast::<Module>() {
        specialise_module(vm, pc, module, name, Op::LoadAttrModule);
        return;
    }
    if let Some(class) = obj.cast::<Type>() {
        specialise_type(vm, pc, class, name);
        return;
    }
    let version = version_of(vm, obj);
    if version == 0 || !is_generic_getter(ty) {
        return;
    }
    let attr = vm.lookup(ty, name);
    let attr_type = attr.map(|a| vm.type_of(a));
    let is_data = attr_type.is_some_and(|t| t.slots.descr_set.get().is_some());
    if !is_data && let Some(slot) = vm.attribute_slot(obj, name) {
        let ops = (Op::LoadAttrSlot, Op::LoadAttrOverflow);
        cache_place(vm, pc, version, vm.slot_place(obj, slot), ops);
        return;
    }
    if let (Some(attr), Some(attr_type)) = (attr, attr_type) {
        if let Some(slot) = member_slot(attr, ty)
            && let Some(Place::Inline(offset)) = vm.slot_place(obj, slot)
        {
            set_cache(pc, version, offset, 0);
            become_op(vm, pc, Op::LoadAttrSlot);
        } else if let Some(getter) = crate::bridge::python_getter(attr)
            && getter.is::<crate::function::Function>()
        {
            set_cache(pc, version, 0, getter.bits());
            become_op(vm, pc, Op::LoadAttrProperty);
        } else if attr_type.slots.descr_get.get().is_none() && !vm.is_dict_mode(obj) {
            set_cache(pc, version, 0, attr.bits());
            become_op(vm, pc, Op::LoadAttrClassValue);
        }
    }
}

fn specialise_module(vm: &mut Vm, pc: *mut u64, module: Gc<Module>, name: Gc<Str>, op: Op) {
    let Some(dict) = module.dict.get() else { return };
    let Some(i) = dict.table.find_name(vm, name) else { return };
    // Data descriptors of the module type (`__dict__`) come first.
    let ty = vm.type_of(module.value());
    if vm.lookup(ty, name).is_some() || ty != vm.types.module {
        return;
    }
    let version = dict.table.keys_version(vm);
    if version != 0 {
        set_cache(pc, version, 0, i as u64);
        become_op(vm, pc, op);
    }
}

fn specialise_type(vm: &mut Vm, pc: *mut u64, class: Gc<Type>, name: Gc<Str>) {
    let Some(mark) = metaclass_mark(vm, class) else { return };
    let meta = vm.type_of(class.value());
    let getter = |ty: Gc<Type>| ty.slots.getattr.get().map(|getter| getter as usize);
    if getter(meta) != getter(vm.types.type_) || vm.lookup(meta, name).is_some() {
        return;
    }
    if let Some(attr) = vm.lookup(class, name)
        && vm.type_of(attr).slots.descr_get.get().is_none()
        && class.version.get() != 0
    {
        set_cache(pc, class.version.get(), mark, attr.bits());
        become_op(vm, pc, Op::LoadAttrType);
    }
}

pub(crate) fn store_attr(vm: &mut Vm, frame: &Frame, pc: *mut u64, obj: Value, v: Value) -> PyResult<()> {
    // SAFETY: `pc` is the instruction being executed.
    let name = frame.code.name_at(c(unsafe { *pc }));
    note_miss(vm, frame, pc);
    let ty = vm.type_of(obj);
    let generic = is_generic_setter(ty);
    let before = obj.header().map(Header::shape);
    let version = version_of(vm, obj);
    vm.setattr(obj, name, Some(v))?;
    if !generic || version == 0 || obj.is::<Type>() || obj.is::<Module>() {
        return Ok(());
    }
    let attr = vm.lookup(ty, name);
    let is_data = attr.is_some_and(|a| vm.type_of(a).slots.descr_set.get().is_some());
    if is_data {
        if let Some(slot) = attr.and_then(|attr| member_slot(attr, ty))
            && let Some(Place::Inline(offset)) = vm.slot_place(obj, slot)
        {
            set_cache(pc, version, offset, 0);
            become_op(vm, pc, Op::StoreAttrSlot);
        }
        return Ok(());
    }
    // The setter may have run anything; only what still holds is remembered.
    let (Some(before), Some(after)) = (before, obj.header().map(Header::shape)) else { return Ok(()) };
    let place = vm.attribute_place(obj, name);
    if before == after && version == version_of(vm, obj) {
        cache_place(vm, pc, version, place, (Op::StoreAttrSlot, Op::StoreAttrOverflow));
    } else if let Some(Place::Inline(offset)) = place
        && before != after
        && vm.shapes.hot(before).version == version
    {
        set_cache(pc, version, offset, u64::from(after.0));
        become_op(vm, pc, Op::StoreAttrAdd);
    }
    Ok(())
}

/// Remembers where objects of a version have an attribute, with the op for inline slots or that for others.
fn cache_place(vm: &mut Vm, pc: *mut u64, version: u32, place: Option<Place>, ops: (Op, Op)) {
    let op = match place {
        Some(Place::Inline(offset)) => {
            set_cache(pc, version, offset, 0);
            ops.0
        }
        Some(Place::Overflow(word, at)) => {
            set_cache(pc, version, word, u64::from(at));
            ops.1
        }
        None => return,
    };
    become_op(vm, pc, op);
}

pub(crate) fn load_method(vm: &mut Vm, frame: &Frame, pc: *mut u64, obj: Value) -> PyResult<(Value, Option<Value>)> {
    // SAFETY: `pc` is the instruction being executed.
    let name = frame.code.name_at(c(unsafe { *pc }));
    note_miss(vm, frame, pc);
    if let Some(module) = obj.cast::<Module>() {
        specialise_module(vm, pc, module, name, Op::LoadMethodModule);
    } else if let Some(class) = obj.cast::<Type>() {
        specialise_type_method(vm, pc, class, name);
    }
    let found = vm.load_method(obj, name)?;
    if found.1.is_some() && !vm.is_dict_mode(obj) {
        let version = version_of(vm, obj);
        if version != 0 {
            set_cache(pc, version, 0, found.0.bits());
            become_op(vm, pc, Op::LoadMethodClass);
        }
    }
    Ok(found)
}

/// Looks up a context manager method on the type.
pub(crate) fn load_special(vm: &mut Vm, obj: Value, which: usize) -> PyResult<(Value, Option<Value>)> {
    let which = SpecialMethod::from_imm(which as u32).expect("the verifier checks operands");
    let name = match which {
        SpecialMethod::Enter => vm.names.enter,
        SpecialMethod::Exit => vm.names.exit,
        SpecialMethod::Aenter => vm.names.aenter,
        SpecialMethod::Aexit => vm.names.aexit,
    };
    let ty = vm.type_of(obj);
    match vm.lookup(ty, name) {
        Some(attr) => vm.bind_special(attr, obj, ty),
        None => Err(missing_special(vm, ty, which)),
    }
}

#[cold]
fn missing_special(vm: &mut Vm, ty: Gc<Type>, which: SpecialMethod) -> tauraro_core::Raised {
    let is_async = matches!(which, SpecialMethod::Aenter | SpecialMethod::Aexit);
    let (kind, other) = if is_async {
        ("asynchronous context manager", "context manager")
    } else {
        ("context manager", "asynchronous context manager")
    };
    let mut text = format!("'{}' object does not support the {kind} protocol", fully_qualified(vm, ty));
    text.push_str(&format!(" (missed {} method)", which.text()));
    let (enter, exit) = if is_async { ("__enter__", "__exit__") } else { ("__aenter__", "__aexit__") };
    let (enter, exit) = (vm.intern(enter), vm.intern(exit));
    if vm.lookup(ty, enter).is_some() && vm.lookup(ty, exit).is_some() {
        let with = if is_async { "with" } else { "async with" };
        text.push_str(&format!(" but it supports the {other} protocol. Did you mean to use '{with}'?"));
    }
    vm.type_error(text)
}

/// `module.qualname` of a type, without the module for builtins.
pub(crate) fn fully_qualified(vm: &mut Vm, ty: Gc<Type>) -> String {
    vm.fully_qualified_name(ty)
}

/// `super` with its two arguments, as the three registers say; `None`: it is not the builtin.
fn super_parts(vm: &mut Vm, base: *mut Value) -> Option<(Gc<Type>, Value)> {
    // SAFETY: the verifier checked that three registers begin at `base`.
    let (callee, class, obj) = unsafe { (*base, *base.add(1), *base.add(2)) };
    if callee != vm.types.super_.value() {
        return None;
    }
    Some((class.cast::<Type>()?, obj))
}

fn super_by_call(vm: &mut Vm, frame: &Frame, base: *mut Value, operands: u64) -> PyResult {
    // SAFETY: as above.
    let (callee, class, obj) = unsafe { (*base, *base.add(1), *base.add(2)) };
    let explicit = operands >> 32 != 0;
    let made = if explicit || callee == vm.types.super_.value() {
        vm.call(callee, &[class, obj])?
    } else {
        vm.call(callee, &[])?
    };
    let name = frame.code.name_at(operands as u32 as usize);
    vm.getattr(made, name)
}

pub(crate) fn load_super_attr(vm: &mut Vm, frame: &Frame, base: *mut Value, operands: u64) -> PyResult {
    match super_parts(vm, base) {
        Some((class, obj)) => {
            let name = frame.code.name_at(operands as u32 as usize);
            tauraro_objects::super_::load_attribute(vm, class, obj, name)
        }
        None => super_by_call(vm, frame, base, operands),
    }
}

pub(crate) fn load_super_method(
    vm: &mut Vm,
    frame: &Frame,
    pc: *mut u64,
    base: *mut Value,
) -> PyResult<(Value, Option<Value>)> {
    // SAFETY: `pc` is the instruction being executed, a LoadSuperMethod with an operand word.
    let operands = unsafe { *pc.add(1) };
    if let Some((class, obj)) = super_parts(vm, base) {
        let name = frame.code.name_at(operands as u32 as usize);
        let found = tauraro_objects::super_::load_method(vm, class, obj, name)?;
        if found.1.is_some() {
            remember_super(vm, pc, class, obj, found.0);
        }
        return Ok(found);
    }
    Ok((super_by_call(vm, frame, base, operands)?, None))
}

/// A plain method was found for `obj` behind `class`: that stays so as long as neither the
/// object's class nor `class` changes.
fn remember_super(vm: &mut Vm, pc: *mut u64, class: Gc<Type>, obj: Value, method: Value) {
    let (own, other) = (version_of(vm, obj), class.version.get());
    if own == 0 || other == 0 || !vm.type_of(obj).is_subtype(class) || obj.is::<Type>() {
        return;
    }
    // SAFETY: the op has two cache words behind its operand word.
    unsafe {
        *pc.add(2) = u64::from(own) | u64::from(other) << 32;
        *pc.add(3) = method.bits();
    }
    become_op(vm, pc, Op::LoadSuperMethodClass);
}

/// Whether the registers hold the builtin `super`, and the class and object of the cache.
#[inline(always)]
pub(crate) fn super_cached(vm: &Vm, base: *mut Value, cache: u64) -> bool {
    // SAFETY: the verifier checked that three registers begin at `base`.
    let (callee, class, obj) = unsafe { (*base, *base.add(1), *base.add(2)) };
    callee == vm.types.super_.value()
        && class.cast::<Type>().is_some_and(|c| c.version.get() == (cache >> 32) as u32)
        && version_matches(vm, &obj, cache as u32).is_some()
}

/// How `bind_cached` makes a callee of what the class has.
mod binding {
    /// It is called as it is.
    pub(super) const PLAIN: u32 = 0;
    /// A static method: its callable.
    pub(super) const STATIC: u32 = 1;
    /// A class method: its function, with the class.
    pub(super) const CLASS: u32 = 2;
}

/// The callee and its receiver for an attribute of a class that `specialise_type_method` found.
#[inline(always)]
pub(crate) fn bind_cached(attr: Value, how: u32, class: Value) -> (Value, Value) {
    match how {
        binding::STATIC => {
            let callable = attr.cast::<tauraro_core::object::StaticMethod>().map(|m| m.callable.get());
            (callable.unwrap_or(attr), Value::UNBOUND)
        }
        binding::CLASS => (tauraro_objects::classmethod::callable_of(attr).unwrap_or(attr), class),
        _ => (attr, Value::UNBOUND),
    }
}

/// `Class.name(...)`: functions, static and class methods of the class or its bases.
fn specialise_type_method(vm: &mut Vm, pc: *mut u64, class: Gc<Type>, name: Gc<Str>) {
    if class.shape() != ShapeId::TYPE || vm.lookup(vm.types.type_, name).is_some() {
        return;
    }
    let Some(attr) = vm.lookup(class, name) else { return };
    let version = class.version.get();
    let attr_type = vm.type_of(attr);
    let unbound = attr.is::<crate::function::Function>() || attr_type == vm.types.method_descriptor;
    let how = if unbound || attr_type.slots.descr_get.get().is_none() {
        binding::PLAIN
    } else if attr_type == vm.types.staticmethod {
        binding::STATIC
    } else if attr_type == vm.types.classmethod
        && tauraro_objects::classmethod::callable_of(attr).is_some_and(|f| f.is::<crate::function::Function>())
    {
        binding::CLASS
    } else {
        return;
    };
    if version != 0 {
        set_cache(pc, version, how, attr.bits());
        become_op(vm, pc, Op::LoadMethodType);
    }
}
