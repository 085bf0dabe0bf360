//! Attributes: lookup on types with a cache, the generic getter and setter, and where the
//! attributes of instances stand.
//!
//! All names that arrive here are interned, so names compare by address.

use crate::heap::{Gc, Header, Slot, Storage, Trace, Tracer, attribute_slots};
use crate::kinds;
use crate::object::{Dict, Str, Type, TypeFlags};
use crate::shape::{FLAG_DICT_MODE, ShapeId, SlotIndex};
use crate::value::{PyResult, Value};
use crate::vm::Vm;

/// Remembers lookups on types: (version of the type, name) -> attribute, absence included.
pub(crate) struct MethodCache {
    entries: Vec<CacheEntry>,
}

#[derive(Clone, Copy)]
struct CacheEntry {
    version: u32,
    name: Option<Gc<Str>>,
    attr: Option<Value>,
}

const CACHE_SIZE: usize = 4096;

impl Default for MethodCache {
    fn default() -> Self {
        MethodCache { entries: vec![CacheEntry { version: 0, name: None, attr: None }; CACHE_SIZE] }
    }
}

impl Trace for MethodCache {
    fn trace(&self, tracer: &mut Tracer) {
        for e in self.entries.iter().filter(|e| e.version != 0) {
            e.name.trace(tracer);
            e.attr.trace(tracer);
        }
    }
}

impl MethodCache {
    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        *self = MethodCache::default();
    }
}

#[inline(always)]
fn cache_index(version: u32, name: Gc<Str>) -> usize {
    (version as usize ^ (name.bits() as usize >> 4)) % CACHE_SIZE
}

impl Vm {
    /// The type of any value.
    #[inline(always)]
    pub fn type_of(&self, v: Value) -> Gc<Type> {
        match v.header() {
            Some(h) => self.shapes.class(h.shape()).expect("every object's shape has its class"),
            None => self.type_of_immediate(v),
        }
    }

    fn type_of_immediate(&self, v: Value) -> Gc<Type> {
        if v.is_small_int() {
            self.types.int
        } else if v.is_float() {
            self.types.float
        } else if v.is_bool() {
            self.types.bool
        } else if v.is_none() {
            self.types.none_type
        } else if v.is_not_implemented() {
            self.types.not_implemented_type
        } else {
            self.types.ellipsis
        }
    }

    /// `type(v).__name__`, for messages.
    pub fn type_name(&self, v: Value) -> String {
        self.type_of(v).name_str()
    }

    // ---- lookup on types -----------------------------------------------------------------

    /// The attribute that the first type of the MRO has in its dict, unbound.
    #[inline]
    pub fn lookup(&mut self, ty: Gc<Type>, name: Gc<Str>) -> Option<Value> {
        debug_assert!(name.is_interned());
        let version = ty.version.get();
        if version != 0 {
            let e = &self.method_cache.entries[cache_index(version, name)];
            if e.version == version && e.name == Some(name) {
                return e.attr;
            }
        }
        self.lookup_slow(ty, name)
    }

    #[inline(never)]
    fn lookup_slow(&mut self, ty: Gc<Type>, name: Gc<Str>) -> Option<Value> {
        let dunder = name.as_bytes().starts_with(b"__");
        let mut attr = None;
        for t in ty.mro_types() {
            if dunder && t.incomplete.get() {
                self.complete_type(t);
            }
            attr = t.dict.get().and_then(|d| d.get_name(self, name));
            if attr.is_some() {
                break;
            }
        }
        if ty.version.get() == 0 {
            ty.version.set(self.next_type_version);
            self.next_type_version = self.next_type_version.wrapping_add(u32::from(self.next_type_version != 0));
        }
        let version = ty.version.get();
        if version != 0 {
            self.method_cache.entries[cache_index(version, name)] = CacheEntry { version, name: Some(name), attr };
        }
        attr
    }

    /// Makes a native type's dict show the dunder methods of its slots.
    pub fn complete_type(&mut self, ty: Gc<Type>) {
        if ty.incomplete.replace(false) && (self.hooks.complete_type)(self, ty).is_err() {
            // Only memory can be missing; the next look tries again.
            self.take_exception();
            ty.incomplete.set(true);
        }
    }

    /// To be called after any change of a type's dict, bases or MRO: everything that was
    /// remembered of it and its subclasses is void.
    pub fn type_modified(&mut self, ty: Gc<Type>) {
        ty.version.set(0);
        self.shapes.invalidate(ty);
        let subclasses = ty.subclasses.borrow().len();
        for i in 0..subclasses {
            let sub = ty.subclasses.borrow().get(i).copied();
            if let Some(sub) = sub {
                self.type_modified(sub);
            }
        }
    }

    /// Binds what was found on the type for a call with `obj`: (callable, receiver to pass).
    #[inline]
    pub fn bind_special(&mut self, attr: Value, obj: Value, ty: Gc<Type>) -> PyResult<(Value, Option<Value>)> {
        let attr_type = self.type_of(attr);
        if attr_type.has(TypeFlags::METHOD_LIKE) {
            return Ok((attr, Some(obj)));
        }
        match attr_type.slots.descr_get.get() {
            Some(get) => Ok((get(self, attr, Some(obj), ty.value())?, None)),
            None => Ok((attr, None)),
        }
    }

    // ---- reading -------------------------------------------------------------------------

    /// `getattr(obj, name)`. Raises AttributeError.
    pub fn getattr(&mut self, obj: Value, name: Gc<Str>) -> PyResult {
        match self.getattr_opt_raw(obj, name)? {
            Some(v) => Ok(v),
            None => Err(self.no_attribute(obj, name)),
        }
    }

    /// `getattr(obj, name)` by text.
    pub fn getattr_str(&mut self, obj: Value, name: &str) -> PyResult {
        let name = self.intern(name);
        self.getattr(obj, name)
    }

    /// The attribute, or `None` where AttributeError would be raised.
    pub fn getattr_opt(&mut self, obj: Value, name: Gc<Str>) -> PyResult<Option<Value>> {
        let result = self.getattr_opt_raw(obj, name);
        Ok(self.catching(result, self.exc.attribute_error)?.flatten())
    }

    #[inline]
    fn getattr_opt_raw(&mut self, obj: Value, name: Gc<Str>) -> PyResult<Option<Value>> {
        let name = self.intern_str(name);
        let getter = self.type_of(obj).slots.getattr.get().unwrap_or(generic_getattr);
        getter(self, obj, name)
    }

    /// Raises "'T' object has no attribute 'name'", whatever kind of object it is.
    #[cold]
    pub fn no_attribute_of_type(&mut self, obj: Value, name: Gc<Str>) -> crate::value::Raised {
        let text = format!("'{}' object has no attribute '{}'", self.type_name(obj), name.to_string_lossy());
        self.attribute_error(&text, obj, name)
    }

    /// `module.qualname` of a type, without the module for those of builtins and `__main__`.
    pub fn fully_qualified_name(&mut self, ty: Gc<Type>) -> String {
        let qualname = ty.qualname.get().cast::<Str>().map_or_else(String::new, |s| s.to_string_lossy());
        let module = match ty.module.get() {
            Some(m) => m.to_owned(),
            None => {
                let own = ty.dict.get().and_then(|d| d.get_name(self, self.names.module));
                own.and_then(Value::cast::<Str>).map_or_else(String::new, |s| s.to_string_lossy())
            }
        };
        match module.as_str() {
            "" | "builtins" | "__main__" => qualname,
            m => format!("{m}.{qualname}"),
        }
    }

    /// Raises the AttributeError for a slot of `__slots__` that holds nothing.
    #[cold]
    pub fn empty_slot(&mut self, obj: Value, name: Gc<Str>) -> crate::value::Raised {
        let ty = self.type_of(obj);
        let text = format!("'{}' object has no attribute '{}'", self.fully_qualified_name(ty), name.to_string_lossy());
        self.attribute_error(&text, obj, name)
    }

    /// Raises the AttributeError for a missing attribute.
    #[cold]
    pub fn no_attribute(&mut self, obj: Value, name: Gc<Str>) -> crate::value::Raised {
        let attr = name.to_string_lossy();
        let text = match obj.cast::<Type>() {
            Some(t) => format!("type object '{}' has no attribute '{attr}'", t.name_str()),
            None => format!("'{}' object has no attribute '{attr}'", self.type_name(obj)),
        };
        self.attribute_error(&text, obj, name)
    }

    /// For `obj.name(...)`: (callable, receiver to pass first), without making a bound method
    /// where the type has a plain method.
    pub fn load_method(&mut self, obj: Value, name: Gc<Str>) -> PyResult<(Value, Option<Value>)> {
        let name = self.intern_str(name);
        let ty = self.type_of(obj);
        let getter = ty.slots.getattr.get().unwrap_or(generic_getattr);
        if getter as usize == generic_getattr as GetAttr as usize
            && let Some(attr) = self.lookup(ty, name)
            && self.type_of(attr).has(TypeFlags::METHOD_LIKE)
        {
            return match self.instance_get(obj, name) {
                Some(own) => Ok((own, None)),
                None => Ok((attr, Some(obj))),
            };
        }
        Ok((self.getattr(obj, name)?, None))
    }

    // ---- writing -------------------------------------------------------------------------

    /// `setattr(obj, name, value)`, or `delattr` for `None`.
    pub fn setattr(&mut self, obj: Value, name: Gc<Str>, value: Option<Value>) -> PyResult<()> {
        let name = self.intern_str(name);
        let setter = self.type_of(obj).slots.setattr.get().unwrap_or(generic_setattr);
        setter(self, obj, name, value)
    }

    // ---- where instances keep their attributes -------------------------------------------

    /// The slots behind the payload. Empty for immediates and types without any.
    #[inline]
    pub(crate) fn slots_of<'a>(&self, header: &'a Header) -> &'a [Slot] {
        let count = usize::from(self.shapes.hot(header.shape()).inline_slots());
        if count == 0 {
            return &[];
        }
        let base = if header.kind() == kinds::INSTANCE {
            (std::ptr::from_ref(header) as usize + size_of::<Header>()) as *const Slot
        } else {
            attribute_slots(self, header)
        };
        // SAFETY: instances are allocated with their class's number of slots, all initialised.
        unsafe { std::slice::from_raw_parts(base, count) }
    }

    /// A `__slots__` slot of an instance whose class is known to have it.
    pub fn fixed_slot(&self, obj: Value, slot: u16) -> Option<Value> {
        let header = obj.header()?;
        self.slots_of(header).get(usize::from(slot))?.get().bound()
    }

    /// Writes a `__slots__` slot; `None` empties it.
    pub fn set_fixed_slot(&self, obj: Value, slot: u16, v: Option<Value>) {
        if let Some(header) = obj.header()
            && let Some(place) = self.slots_of(header).get(usize::from(slot))
        {
            place.set(header, v.unwrap_or(Value::UNBOUND));
        }
    }

    /// An attribute of the instance itself (what its `__dict__` shows).
    pub fn instance_get(&self, obj: Value, name: Gc<Str>) -> Option<Value> {
        let header = obj.header()?;
        let hot = self.shapes.hot(header.shape());
        let ty = hot.class?;
        let dict_slot = ty.dict_slot.get()?;
        if hot.flags & FLAG_DICT_MODE != 0 {
            let dict = self.slots_of(header)[usize::from(dict_slot)].get().cast::<Dict>()?;
            return dict.get_name(self, name);
        }
        let slot = self.shapes.find(header.shape(), name)?;
        self.read_slot(header, ty, slot)
    }

    fn read_slot(&self, header: &Header, ty: Gc<Type>, slot: SlotIndex) -> Option<Value> {
        let slots = self.slots_of(header);
        let at = usize::from(slot.0);
        if let Some(place) = slots.get(at) {
            return place.get().bound();
        }
        let overflow = slots.get(usize::from(ty.dict_slot.get()?))?.get().cast::<Storage>()?;
        overflow.slots().get(at - slots.len())?.get().bound()
    }

    /// Sets an attribute of the instance itself. `false`: instances have no `__dict__`.
    pub fn instance_set(&mut self, obj: Value, name: Gc<Str>, v: Value) -> PyResult<bool> {
        let Some(header) = obj.header() else { return Ok(false) };
        let hot = *self.shapes.hot(header.shape());
        let Some(ty) = hot.class else { return Ok(false) };
        let Some(dict_slot) = ty.dict_slot.get() else { return Ok(false) };
        if hot.flags & FLAG_DICT_MODE == 0 {
            if let Some(slot) = self.shapes.find(header.shape(), name) {
                self.write_slot(header, ty, slot, v)?;
                return Ok(true);
            }
            if let Some((shape, slot)) = self.shapes.add(header.shape(), name) {
                self.write_slot(header, ty, slot, v)?;
                header.set_shape(shape);
                return Ok(true);
            }
            self.materialise_dict(obj)?;
        }
        let place = &self.slots_of(header)[usize::from(dict_slot)];
        match place.get().cast::<Dict>() {
            Some(dict) => dict.set_name(self, name, v)?,
            None => unreachable!("an instance in dict mode has its dict"),
        }
        Ok(true)
    }

    fn write_slot(&mut self, header: &Header, ty: Gc<Type>, slot: SlotIndex, v: Value) -> PyResult<()> {
        let slots = self.slots_of(header);
        let at = usize::from(slot.0);
        if let Some(place) = slots.get(at) {
            place.set(header, v);
            return Ok(());
        }
        let word = &slots[usize::from(ty.dict_slot.get().unwrap_or(0))];
        let at = at - slots.len();
        let overflow = match word.get().cast::<Storage>() {
            Some(s) if at < s.cap() => s,
            old => {
                let grown = Storage::alloc(self, (at + 1).next_power_of_two().max(4))?;
                if let Some(old) = old {
                    for (to, from) in grown.slots().iter().zip(old.slots()) {
                        to.set(grown.header(), from.get());
                    }
                }
                word.set(header, grown.value());
                grown
            }
        };
        overflow.slots()[at].set(overflow.header(), v);
        Ok(())
    }

    /// Deletes an attribute of the instance itself. `false`: there was none.
    pub fn instance_delete(&mut self, obj: Value, name: Gc<Str>) -> PyResult<bool> {
        if self.instance_get(obj, name).is_none() {
            return Ok(false);
        }
        match self.materialise_dict(obj)? {
            Some(dict) => Ok(dict.remove_name(self, name).is_some()),
            None => Ok(false),
        }
    }

    /// `obj.__dict__` as a real dict, which from now on holds the attributes (dict mode).
    /// `None`: instances have none.
    pub fn materialise_dict(&mut self, obj: Value) -> PyResult<Option<Gc<Dict>>> {
        let Some(header) = obj.header() else { return Ok(None) };
        let ty = self.type_of(obj);
        let Some(dict_slot) = ty.dict_slot.get() else { return Ok(None) };
        if self.shapes.is_dict_mode(header.shape()) {
            return Ok(self.slots_of(header)[usize::from(dict_slot)].get().cast::<Dict>());
        }
        let dict = self.new_dict();
        let names: Vec<(u64, SlotIndex)> = self.shapes.attributes(header.shape()).map(|(n, s)| (n.bits(), s)).collect();
        for (bits, slot) in names {
            // SAFETY: the shape, which the object still has, keeps the name alive.
            let name = unsafe { Gc::<Str>::from_bits(bits) };
            if let Some(v) = self.read_slot(header, ty, slot) {
                dict.set_name(self, name, v)?;
            }
        }
        self.set_instance_dict(obj, dict);
        Ok(Some(dict))
    }

    /// Makes `dict` the instance's `__dict__` (which the type has).
    pub fn set_instance_dict(&mut self, obj: Value, dict: Gc<Dict>) {
        let Some(header) = obj.header() else { return };
        let ty = self.type_of(obj);
        let Some(dict_slot) = ty.dict_slot.get() else { return };
        let inline = self.shapes.hot(header.shape()).inline_slots();
        let shape = match ty.dict_shape.get() {
            known if known != ShapeId::NONE && inline == ty.inline_slots.get() => known,
            _ => self.shapes.root_with_slots(ty, inline, true),
        };
        if inline == ty.inline_slots.get() {
            ty.dict_shape.set(shape);
        }
        let slots = self.slots_of(header);
        for slot in &slots[usize::from(ty.fixed_slots.get())..] {
            slot.set_unbarriered(Value::UNBOUND);
        }
        slots[usize::from(dict_slot)].set(header, dict.value());
        header.set_shape(shape);
    }

    /// `obj.__class__ = class`, whose instances are laid out like those of the present class.
    pub fn set_class(&mut self, obj: Value, class: Gc<Type>) {
        let Some(header) = obj.header() else { return };
        let old = header.shape();
        let inline = self.shapes.hot(old).inline_slots();
        let mut shape = self.shapes.root_with_slots(class, inline, self.shapes.is_dict_mode(old));
        let names: Vec<u64> = self.shapes.attributes(old).map(|(n, _)| n.bits()).collect();
        for bits in names {
            // SAFETY: the old shape keeps the name alive, and the new one does from here on.
            let name = unsafe { Gc::<Str>::from_bits(bits) };
            let next = self.shapes.add(shape, name);
            shape = next.expect("the old class allowed as many attributes").0;
        }
        header.set_shape(shape);
        // From here on it is this object that keeps the class alive.
        header.barrier();
    }
}

/// Where an attribute stands, for inline caches: valid as long as the shape's version is that
/// of now.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// Byte offset from the start of the cell.
    Inline(u32),
    /// (Byte offset of the dict word, index in the overflow storage)
    Overflow(u32, u32),
}

impl Vm {
    /// Where the instance's own attribute `name` stands. `None`: not there, or not cacheable.
    pub fn attribute_place(&self, obj: Value, name: Gc<Str>) -> Option<Place> {
        self.slot_place(obj, self.attribute_slot(obj, name)?)
    }

    /// The number of the slot of an attribute that the instance itself has, wherever its slots
    /// stand. `None` too for instances that keep their attributes in a dict.
    pub fn attribute_slot(&self, obj: Value, name: Gc<Str>) -> Option<u16> {
        let header = obj.header()?;
        let hot = self.shapes.hot(header.shape());
        let ty = hot.class?;
        ty.dict_slot.get()?;
        if hot.flags & FLAG_DICT_MODE != 0 {
            return None;
        }
        Some(self.shapes.find(header.shape(), name)?.0)
    }

    /// Whether the instance keeps its attributes in a real dict.
    pub fn is_dict_mode(&self, obj: Value) -> bool {
        obj.header().is_some_and(|h| self.shapes.is_dict_mode(h.shape()))
    }

    /// Where an attribute slot stands. `None` for kinds whose cells differ in length.
    pub fn slot_place(&self, obj: Value, slot: u16) -> Option<Place> {
        let header = obj.header()?;
        if [kinds::STR, kinds::TUPLE, kinds::BYTES].contains(&header.kind()) {
            return None;
        }
        let ty = self.type_of(obj);
        let slots = self.slots_of(header);
        let base = slots.as_ptr() as usize - std::ptr::from_ref(header) as usize;
        let offset = |i: usize| u32::try_from(base + i * 8).ok();
        let at = usize::from(slot);
        if at < slots.len() {
            return offset(at).map(Place::Inline);
        }
        let word = offset(usize::from(ty.dict_slot.get()?))?;
        Some(Place::Overflow(word, u32::try_from(at - slots.len()).ok()?))
    }
}

type GetAttr = crate::object::GetAttrFn;

/// `object.__getattribute__`: data descriptor, instance attribute, other descriptor, class
/// attribute, in this order.
pub fn generic_getattr(vm: &mut Vm, obj: Value, name: Gc<Str>) -> PyResult<Option<Value>> {
    let ty = vm.type_of(obj);
    let attr = vm.lookup(ty, name);
    let mut getter = None;
    if let Some(attr) = attr {
        let attr_type = vm.type_of(attr);
        getter = attr_type.slots.descr_get.get();
        if let Some(get) = getter
            && attr_type.slots.descr_set.get().is_some()
        {
            return get(vm, attr, Some(obj), ty.value()).map(Some);
        }
    }
    if let Some(own) = vm.instance_get(obj, name) {
        return Ok(Some(own));
    }
    match (attr, getter) {
        (Some(attr), Some(get)) => get(vm, attr, Some(obj), ty.value()).map(Some),
        (attr, _) => Ok(attr),
    }
}

/// `object.__setattr__` and `object.__delattr__`.
pub fn generic_setattr(vm: &mut Vm, obj: Value, name: Gc<Str>, value: Option<Value>) -> PyResult<()> {
    let ty = vm.type_of(obj);
    let attr = vm.lookup(ty, name);
    if let Some(attr) = attr
        && let Some(set) = vm.type_of(attr).slots.descr_set.get()
    {
        return set(vm, attr, obj, value);
    }
    let done = match value {
        Some(v) => vm.instance_set(obj, name, v)?,
        None => vm.instance_delete(obj, name)?,
    };
    if done { Ok(()) } else { Err(cannot_set(vm, obj, ty, name, attr.is_some())) }
}

#[cold]
fn cannot_set(vm: &mut Vm, obj: Value, ty: Gc<Type>, name: Gc<Str>, on_type: bool) -> crate::value::Raised {
    let (type_name, attr) = (ty.name_str(), name.to_string_lossy());
    let text = if ty.dict_slot.get().is_some() {
        format!("'{type_name}' object has no attribute '{attr}'")
    } else if on_type {
        format!("'{type_name}' object attribute '{attr}' is read-only")
    } else {
        format!("'{type_name}' object has no attribute '{attr}' and no __dict__ for setting new attributes")
    };
    vm.attribute_error(&text, obj, name)
}

/// The getter of type objects: metatype's data descriptors, the type's own attributes and those
/// of its bases (bound to the type), other attributes of the metatype.
pub fn type_getattr(vm: &mut Vm, obj: Value, name: Gc<Str>) -> PyResult<Option<Value>> {
    let meta = vm.type_of(obj);
    let meta_attr = vm.lookup(meta, name);
    let mut meta_get = None;
    if let Some(attr) = meta_attr {
        let attr_type = vm.type_of(attr);
        meta_get = attr_type.slots.descr_get.get();
        if let Some(get) = meta_get
            && attr_type.slots.descr_set.get().is_some()
        {
            return get(vm, attr, Some(obj), meta.value()).map(Some);
        }
    }
    if let Some(ty) = obj.cast::<Type>()
        && let Some(attr) = vm.lookup(ty, name)
    {
        return match vm.type_of(attr).slots.descr_get.get() {
            Some(get) => get(vm, attr, None, obj).map(Some),
            None => Ok(Some(attr)),
        };
    }
    match (meta_attr, meta_get) {
        (Some(attr), Some(get)) => get(vm, attr, Some(obj), meta.value()).map(Some),
        (attr, _) => Ok(attr),
    }
}
