//! Making types: the static description of a native type, and what every new type goes through.

use crate::builtin::{FnDef, Receiver};
use crate::heap::{Gc, Kind, KindInfo, Link, Slot};
use crate::object::{
    Builtin, Dict, GetSet, GetSetDef, MethodDescriptor, Module, NewFn, Setter, Slots, Str, Type, TypeFlags, readonly,
};
use crate::shape::ShapeId;
use crate::value::{PyResult, Value};
use crate::vm::Vm;
use std::cell::{Cell, RefCell};

/// A native type, described once.
pub struct TypeSpec {
    /// `deque`
    pub name: &'static str,
    /// `collections`
    pub module: &'static str,
    pub doc: Option<&'static str>,
    /// Layout of the instances; `None`: that of the base.
    pub kind: Option<&'static KindInfo>,
    pub flags: TypeFlags,
    /// Instances have a `__dict__`.
    pub has_dict: bool,
    /// Instances can be weakly referenced.
    pub weakrefs: bool,
    pub new: Option<NewFn>,
    pub methods: &'static [&'static FnDef],
    pub getset: &'static [GetSetDef],
    /// Fills the slots.
    pub slots: fn(&Slots),
}

impl TypeSpec {
    /// A description to be completed with `..TypeSpec::EMPTY`.
    pub const EMPTY: TypeSpec = TypeSpec {
        name: "",
        module: "builtins",
        doc: None,
        kind: None,
        flags: TypeFlags(0),
        has_dict: false,
        weakrefs: false,
        new: None,
        methods: &[],
        getset: &[],
        slots: |_| (),
    };
}

/// Attribute slots for the dict word plus this many attributes in instances of native types
/// that have a `__dict__`.
const NATIVE_INLINE_ATTRIBUTES: u16 = 2;

/// The `__dict__` of instances of native types that have one.
static DICT: GetSetDef = GetSetDef { name: "__dict__", doc: "Attributes.", get: get_dict, set: Some(set_dict) };

fn get_dict(vm: &mut Vm, v: Value) -> PyResult {
    Ok(vm.materialise_dict(v)?.map_or(Value::NONE, Gc::value))
}

fn set_dict(vm: &mut Vm, v: Value, to: Option<Value>) -> PyResult<()> {
    let Some(to) = to else { return Err(vm.type_error("cannot delete __dict__")) };
    match to.cast::<Dict>() {
        Some(dict) => {
            vm.set_instance_dict(v, dict);
            Ok(())
        }
        None => {
            let text = format!("__dict__ must be set to a dictionary, not a '{}'", vm.type_name(to));
            Err(vm.type_error(text))
        }
    }
}

impl Vm {
    /// A new native type. Instances are made by `alloc_with_slots` with the type's
    /// `root_shape` and `inline_slots`.
    pub fn new_type(&mut self, spec: &'static TypeSpec, base: Gc<Type>) -> PyResult<Gc<Type>> {
        let kind = match spec.kind {
            Some(info) => {
                self.heap.register(info);
                info.kind
            }
            None => base.instance_kind.get(),
        };
        let ty = self.bare_type(spec.name, kind, Some(base), spec.flags, None)?;
        ty.module.set(Some(spec.module));
        self.fill_type(ty, spec)?;
        Ok(ty)
    }

    /// Gives a type that core made bare its methods, attributes and slots.
    pub fn fill_type(&mut self, ty: Gc<Type>, spec: &'static TypeSpec) -> PyResult<()> {
        if let Some(info) = spec.kind {
            self.heap.register(info);
        }
        ty.doc.set(spec.doc);
        ty.incomplete.set(true);
        ty.flags.set(ty.flags.get().with(spec.flags));
        ty.weakrefs.set(ty.weakrefs.get() || spec.weakrefs);
        if spec.has_dict && ty.dict_slot.get().is_none() {
            let slot = ty.fixed_slots.get();
            ty.dict_slot.set(Some(slot));
            ty.fixed_slots.set(slot + 1);
            ty.inline_slots.set(slot + 1 + NATIVE_INLINE_ATTRIBUTES);
        }
        (spec.slots)(&ty.slots);
        if let Some(new) = spec.new {
            ty.slots.new.set(Some(new));
        }
        for def in spec.methods {
            let attr = self.method_attribute(def, ty)?;
            self.add_to_type(ty, def.sig.name, attr)?;
        }
        let own_dict = spec.getset.iter().any(|g| g.name == DICT.name);
        let dict: &'static [GetSetDef] = if spec.has_dict && !own_dict { std::slice::from_ref(&DICT) } else { &[] };
        for def in spec.getset.iter().chain(dict) {
            self.add_getset(ty, def)?;
        }
        if let Some(base) = ty.base.get() {
            let own_new = ty.slots.new.get();
            inherit_slots(ty, base);
            if base == self.types.object {
                // A native type says how its instances are made, or that they are not.
                ty.slots.new.set(own_new);
            }
        }
        self.type_modified(ty);
        Ok(())
    }

    /// Adds a computed attribute to a native type's dict.
    pub fn add_getset(&mut self, ty: Gc<Type>, def: &'static GetSetDef) -> PyResult<()> {
        // What in CPython is a field of a C struct says so by its setter.
        let is_member = def.set.is_some_and(|set| std::ptr::fn_addr_eq(set, readonly as Setter));
        let descriptor = if is_member { self.types.member_descriptor } else { self.types.getset_descriptor };
        let attr = self.alloc(descriptor.root_shape.get(), GetSet { def, owner: ty }).value();
        self.add_to_type(ty, def.name, attr)
    }

    /// Adds a name to a native type's dict.
    pub fn add_to_type(&mut self, ty: Gc<Type>, name: &str, v: Value) -> PyResult<()> {
        let dict = ty.dict.get().expect("a type has its dict from its creation on");
        dict.set_str(self, name, v)
    }

    fn method_attribute(&mut self, def: &'static FnDef, ty: Gc<Type>) -> PyResult {
        let types = self.types;
        Ok(match def.sig.receiver {
            Receiver::Instance => {
                let shape = types.method_descriptor.root_shape.get();
                self.alloc(shape, MethodDescriptor { def, owner: ty }).value()
            }
            // `__new__` is called with the class by hand, so it is not bound to it.
            Receiver::Class if def.sig.name == "__new__" => self.new_builtin(def, Value::UNBOUND, Some(ty)).value(),
            Receiver::Class => {
                let shape = types.classmethod_descriptor.root_shape.get();
                self.alloc(shape, MethodDescriptor { def, owner: ty }).value()
            }
            Receiver::None => {
                let function = self.new_builtin(def, Value::UNBOUND, Some(ty)).value();
                let static_method = crate::object::StaticMethod::new(function);
                let slots = usize::from(types.staticmethod.inline_slots.get());
                self.alloc_with_slots(types.staticmethod.root_shape.get(), static_method, slots).value()
            }
        })
    }

    /// A builtin function object, bound to `receiver` unless that is UNBOUND.
    pub fn new_builtin(&mut self, def: &'static FnDef, receiver: Value, owner: Option<Gc<Type>>) -> Gc<Builtin> {
        let payload =
            Builtin { def, receiver: Slot::new(receiver), module: Slot::new(Value::NONE), owner: Link::new(owner) };
        self.alloc(ShapeId::BUILTIN, payload)
    }

    /// A module with these functions. It is not entered into `sys.modules`.
    pub fn new_module(&mut self, name: &str, doc: Option<&str>, functions: &[&'static FnDef]) -> PyResult<Gc<Module>> {
        let dict = self.new_dict();
        let types = self.types;
        let payload = Module { dict: Link::new(Some(dict)), state: Slot::new(Value::UNBOUND) };
        let slots = usize::from(types.module.inline_slots.get());
        let module = self.alloc_with_slots(types.module.root_shape.get(), payload, slots);
        let name = self.intern(name).value();
        let doc = match doc {
            Some(text) => self.new_str(text)?.value(),
            None => Value::NONE,
        };
        let names = self.names;
        for (n, v) in [(names.name, name), (names.doc, doc)] {
            dict.set_name(self, n, v)?;
        }
        for n in [names.package, names.loader, names.spec] {
            dict.set_name(self, n, Value::NONE)?;
        }
        for def in functions {
            let function = self.new_builtin(def, Value::UNBOUND, None);
            function.module.set(function.header(), name);
            dict.set_str(self, def.sig.name, function.value())?;
        }
        Ok(module)
    }

    /// Notes a new type object for the collector. Whoever allocates one calls this.
    pub fn adopt_type(&mut self, ty: Gc<Type>) {
        self.all_types.push(ty);
    }

    /// A class object of the metaclass `meta`: named, with an empty dict, linked to nothing yet.
    pub fn new_class(&mut self, meta: Gc<Type>, name: Gc<Str>, flags: TypeFlags) -> Gc<Type> {
        let dict = self.new_dict();
        let slots = usize::from(meta.inline_slots.get());
        let payload = empty_type(name.value(), crate::kinds::INSTANCE, flags.with(TypeFlags::HEAP));
        payload.module.set(None);
        let ty = self.alloc_with_slots(meta.root_shape.get(), payload, slots);
        ty.link(&ty.dict, Some(dict));
        self.adopt_type(ty);
        ty
    }

    /// Gives a class whose layout is settled the shape of its new instances.
    pub fn settle_layout(&mut self, ty: Gc<Type>) {
        let root = self.shapes.new_root(ty, None, 0);
        ty.root_shape.set(root);
    }

    /// A type with an MRO, an empty dict and a root shape, but without inherited slots.
    pub(crate) fn bare_type(
        &mut self,
        name: &str,
        kind: Kind,
        base: Option<Gc<Type>>,
        flags: TypeFlags,
        shape: Option<ShapeId>,
    ) -> PyResult<Gc<Type>> {
        let name = self.intern(name).value();
        let dict = self.new_dict();
        let ty = self.alloc(ShapeId::TYPE, empty_type(name, kind, flags));
        ty.link(&ty.dict, Some(dict));
        let bases = self.new_tuple_filled(usize::from(base.is_some()), |_| base.map_or(Value::NONE, Gc::value))?;
        ty.set(&ty.bases, bases.value());
        let mro_len = 1 + base.map_or(0, |b| b.mro_types().count());
        let mro = self.new_tuple_filled(mro_len, |i| match (i, base) {
            (0, _) => ty.value(),
            (i, Some(b)) => b.mro_types().nth(i - 1).map_or(Value::NONE, Gc::value),
            _ => Value::NONE,
        })?;
        ty.set(&ty.mro, mro.value());
        if let Some(base) = base {
            ty.link(&ty.base, Some(base));
            inherit_layout(ty, base);
            base.subclasses.borrow_mut().push(ty);
        }
        self.adopt_type(ty);
        let root = self.shapes.new_root(ty, shape, 0);
        ty.root_shape.set(root);
        Ok(ty)
    }
}

/// A type object without bases, dict, MRO and shape.
pub fn empty_type(name: Value, kind: Kind, flags: TypeFlags) -> Type {
    Type {
        name: Slot::new(name),
        qualname: Slot::new(name),
        module: Cell::new(Some("builtins")),
        bases: Slot::new(Value::UNBOUND),
        mro: Slot::new(Value::UNBOUND),
        base: Link::new(None),
        dict: Link::new(None),
        slots: Slots::default(),
        flags: Cell::new(flags),
        instance_kind: Cell::new(kind),
        root_shape: Cell::new(ShapeId::NONE),
        dict_shape: Cell::new(ShapeId::NONE),
        fixed_slots: Cell::new(0),
        dict_slot: Cell::new(None),
        inline_slots: Cell::new(0),
        weakrefs: Cell::new(false),
        subclasses: RefCell::new(Vec::new()),
        shapes: RefCell::new(Vec::new()),
        version: Cell::new(0),
        doc: Cell::new(None),
        incomplete: Cell::new(false),
    }
}

/// What a type takes over from the base whose layout it has.
pub fn inherit_layout(ty: Gc<Type>, base: Gc<Type>) {
    ty.fixed_slots.set(base.fixed_slots.get());
    ty.dict_slot.set(base.dict_slot.get());
    ty.inline_slots.set(base.inline_slots.get());
    ty.weakrefs.set(base.weakrefs.get());
    let inherited = [TypeFlags::INT_SUBCLASS, TypeFlags::EXC_SUBCLASS, TypeFlags::TYPE_SUBCLASS];
    let more = [TypeFlags::SEQUENCE, TypeFlags::MAPPING, TypeFlags::MATCH_SELF];
    for flag in inherited.into_iter().chain(more) {
        if base.has(flag) {
            ty.flags.set(ty.flags.get().with(flag));
        }
    }
}

/// Fills empty slots from a base. A type that defines comparison but no hash is unhashable, so
/// those two are inherited together.
pub fn inherit_slots(ty: Gc<Type>, base: Gc<Type>) {
    let own_compare = ty.slots.compare.get().is_some();
    let own_hash = ty.slots.hash.get();
    ty.slots.inherit(&base.slots);
    if own_compare && own_hash.is_none() {
        ty.slots.hash.set(None);
    }
}
