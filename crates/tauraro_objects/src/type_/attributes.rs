//! The attributes of type objects (`__name__`, `__bases__`, `__dict__` ...).

use super::{layout, mro, slots};
use crate::mappingproxy::MappingProxy;
use tauraro_core::object::{GetSetDef, TypeFlags};
use tauraro_core::{Dict, Gc, PyResult, Str, Tuple, Type, Value, Vm, kinds};

macro_rules! attributes {
    ($($name:literal $doc:literal $get:ident $set:expr;)*) => {
        pub(super) const ATTRIBUTES: &[GetSetDef] = &[
            $( GetSetDef { name: $name, doc: $doc, get: $get, set: $set }, )*
        ];
    };
}

attributes! {
    "__basicsize__" "Bytes of an instance without its variable part." basicsize None;
    "__itemsize__" "Bytes of an item of the variable part." itemsize None;
    "__flags__" "Bit set of properties." flags None;
    "__weakrefoffset__" "Not 0 where instances can be weakly referenced." weakrefoffset None;
    "__base__" "The base that gives the layout of instances." base None;
    "__dictoffset__" "Not 0 where instances have a __dict__." dictoffset None;
    "__name__" "Name of the class." name Some(set_name);
    "__qualname__" "Name with those of the scopes around it." qualname Some(set_qualname);
    "__bases__" "The classes that this one derives from." bases Some(set_bases);
    "__mro__" "The order in which attributes are looked up." mro_attr None;
    "__module__" "Name of the module of the definition." module Some(set_module);
    "__abstractmethods__" "Names of the methods that a subclass has to define." abstractmethods Some(set_abstractmethods);
    "__dict__" "The class's own attributes." dict None;
    "__doc__" "What the class is." doc Some(set_doc);
    "__text_signature__" "The parameters of a native class." text_signature None;
    "__annotations__" "The annotations of the class's attributes." annotations Some(set_annotations);
    "__annotate__" "The function that computes the annotations." annotate Some(set_annotate);
    "__type_params__" "The type parameters of a generic class." type_params Some(set_type_params);
}

fn this(v: Value) -> Gc<Type> {
    v.cast().expect("getters get instances of their type")
}

fn own_dict(ty: Gc<Type>) -> Gc<Dict> {
    ty.dict.get().expect("a type has its dict from its creation on")
}

/// An own attribute of the class, without those of bases.
fn own(vm: &mut Vm, ty: Gc<Type>, name: Gc<Str>) -> Option<Value> {
    vm.complete_type(ty);
    own_dict(ty).get_name(vm, name)
}

fn set_own(vm: &mut Vm, ty: Gc<Type>, name: Gc<Str>, value: Value) -> PyResult<()> {
    own_dict(ty).set_name(vm, name, value)?;
    vm.type_modified(ty);
    Ok(())
}

/// What an own attribute shows when it is read from the class.
fn bind(vm: &mut Vm, attr: Value, ty: Gc<Type>) -> PyResult {
    match vm.type_of(attr).slots.descr_get.get() {
        Some(get) => get(vm, attr, None, ty.value()),
        None => Ok(attr),
    }
}

/// Special attributes of native types cannot be set, those of classes not deleted.
fn check_special(vm: &mut Vm, ty: Gc<Type>, value: Option<Value>, name: &str) -> PyResult<Value> {
    if ty.has(TypeFlags::IMMUTABLE) {
        let text = format!("cannot set '{name}' attribute of immutable type '{}'", ty.name_str());
        return Err(vm.type_error(text));
    }
    match value {
        Some(v) => Ok(v),
        None => {
            let text = format!("cannot delete '{name}' attribute of immutable type '{}'", ty.name_str());
            Err(vm.type_error(text))
        }
    }
}

// ---- layout ------------------------------------------------------------------------------

fn basicsize(vm: &mut Vm, v: Value) -> PyResult {
    let ty = this(v);
    let dict = i64::from(ty.dict_slot.get().is_some());
    Ok(vm.new_int(16 + 8 * (i64::from(ty.fixed_slots.get()) - dict)))
}

fn itemsize(vm: &mut Vm, v: Value) -> PyResult {
    let (ty, t) = (this(v), vm.types);
    let size = match () {
        () if ty.is_subtype(t.tuple) => 8,
        () if ty.is_subtype(t.int) => 4,
        () if ty.is_subtype(t.bytes) => 1,
        () if ty.is_subtype(t.type_) => 40,
        () => 0,
    };
    Ok(Value::small(size))
}

fn dictoffset(_: &mut Vm, v: Value) -> PyResult {
    Ok(Value::small(if this(v).dict_slot.get().is_some() { -1 } else { 0 }))
}

fn weakrefoffset(_: &mut Vm, v: Value) -> PyResult {
    Ok(Value::small(if this(v).weakrefs.get() { -32 } else { 0 }))
}

/// The bits that CPython documents for `inspect` and the like.
fn flags(vm: &mut Vm, v: Value) -> PyResult {
    let (ty, t) = (this(v), vm.types);
    let mut bits: i64 = 1 << 12;
    if ty == t.generic {
        // What pickling takes for a native base has a constructor of its own; this one has none.
        bits |= 1 << 9;
    }
    let own = [
        (TypeFlags::HEAP, 1 << 9),
        (TypeFlags::BASE, 1 << 10),
        (TypeFlags::IMMUTABLE, 1 << 8),
        (TypeFlags::ABSTRACT, 1 << 20),
        (TypeFlags::SEQUENCE, 1 << 5),
        (TypeFlags::MAPPING, 1 << 6),
        (TypeFlags::MATCH_SELF, 1 << 22),
    ];
    for (flag, bit) in own {
        if ty.has(flag) {
            bits |= bit;
        }
    }
    let ancestors = [
        (t.int, 24),
        (t.list, 25),
        (t.tuple, 26),
        (t.bytes, 27),
        (t.str, 28),
        (t.dict, 29),
        (t.base_exception, 30),
        (t.type_, 31),
    ];
    for (ancestor, bit) in ancestors {
        if ty.is_subtype(ancestor) {
            bits |= 1 << bit;
        }
    }
    if ty.slots.new.get().is_none() {
        bits |= 1 << 7;
    }
    if ty.has(TypeFlags::HEAP) {
        bits |= 1 << 14;
        if ty.dict_slot.get().is_some() {
            bits |= 1 << 4 | i64::from(ty.instance_kind.get() == kinds::INSTANCE) << 2;
        }
        bits |= i64::from(ty.weakrefs.get()) << 3;
    } else {
        bits |= 1 << 1;
    }
    Ok(Value::small(bits))
}

// ---- names -------------------------------------------------------------------------------

fn name(_: &mut Vm, v: Value) -> PyResult {
    Ok(this(v).name.get())
}

fn set_name(vm: &mut Vm, v: Value, value: Option<Value>) -> PyResult<()> {
    let ty = this(v);
    let value = check_special(vm, ty, value, "__name__")?;
    let Some(text) = value.cast::<Str>() else {
        let text = format!("can only assign string to {}.__name__, not '{}'", ty.name_str(), vm.type_name(value));
        return Err(vm.type_error(text));
    };
    if text.as_bytes().contains(&0) {
        return Err(vm.value_error("type name must not contain null characters"));
    }
    super::new::check_encodable(vm, text)?;
    ty.set(&ty.name, value);
    Ok(())
}

fn qualname(_: &mut Vm, v: Value) -> PyResult {
    let ty = this(v);
    Ok(ty.qualname.get())
}

fn set_qualname(vm: &mut Vm, v: Value, value: Option<Value>) -> PyResult<()> {
    let ty = this(v);
    let value = check_special(vm, ty, value, "__qualname__")?;
    if !value.is::<Str>() {
        let text = format!("can only assign string to {}.__qualname__, not '{}'", ty.name_str(), vm.type_name(value));
        return Err(vm.type_error(text));
    }
    ty.set(&ty.qualname, value);
    Ok(())
}

/// `__module__` as far as it is a str.
pub(super) fn module_name(vm: &mut Vm, ty: Gc<Type>) -> Option<Gc<Str>> {
    match ty.module.get() {
        Some(module) => Some(vm.intern(module)),
        None => own_dict(ty).get_name(vm, vm.names.module)?.cast(),
    }
}

fn module(vm: &mut Vm, v: Value) -> PyResult {
    let ty = this(v);
    if let Some(module) = ty.module.get() {
        return Ok(vm.intern(module).value());
    }
    let name = vm.names.module;
    match own(vm, ty, name) {
        Some(module) => bind(vm, module, ty),
        None => Err(vm.raise_with(vm.exc.attribute_error, name.value())),
    }
}

fn set_module(vm: &mut Vm, v: Value, value: Option<Value>) -> PyResult<()> {
    let ty = this(v);
    let value = check_special(vm, ty, value, "__module__")?;
    let (module, firstlineno) = (vm.names.module, vm.names.firstlineno);
    own_dict(ty).remove_name(vm, firstlineno);
    set_own(vm, ty, module, value)
}

fn doc(vm: &mut Vm, v: Value) -> PyResult {
    let (ty, name) = (this(v), vm.names.doc);
    match own(vm, ty, name) {
        Some(doc) => bind(vm, doc, ty),
        None => Ok(Value::NONE),
    }
}

fn set_doc(vm: &mut Vm, v: Value, value: Option<Value>) -> PyResult<()> {
    let ty = this(v);
    let value = check_special(vm, ty, value, "__doc__")?;
    let name = vm.names.doc;
    set_own(vm, ty, name, value)
}

/// The parameters of the built-in types whose constructors have a signature.
const SIGNATURES: [(&str, &str); 30] = [
    ("bool", "(object=False, /)"),
    ("classmethod", "(function, /)"),
    ("complex", "(real=0, imag=0)"),
    ("enumerate", "(iterable, start=0)"),
    ("filter", "(function, iterable, /)"),
    ("float", "(x=0, /)"),
    ("frozenset", "(iterable=(), /)"),
    ("list", "(iterable=(), /)"),
    ("map", "(function, iterable, /, *iterables, strict=False)"),
    ("memoryview", "(object)"),
    ("object", "()"),
    ("property", "(fget=None, fset=None, fdel=None, doc=None)"),
    ("reversed", "(sequence, /)"),
    ("set", "(iterable=(), /)"),
    ("staticmethod", "(function, /)"),
    ("tuple", "(iterable=(), /)"),
    ("zip", "(*iterables, strict=False)"),
    ("cell", "([contents])"),
    ("ellipsis", "()"),
    ("function", "(code, globals, name=None, argdefs=None, closure=None,\n         kwdefaults=None)"),
    ("GenericAlias", "(origin, args, /)"),
    ("Context", "(prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)"),
    ("Decimal", "(value='0', context=None)"),
    ("mappingproxy", "(mapping)"),
    ("method", "(function, instance, /)"),
    ("module", "(name, doc=None)"),
    ("NoneType", "()"),
    ("NotImplementedType", "()"),
    ("SimpleNamespace", "(mapping_or_iterable=(), /, **kwargs)"),
    ("traceback", "(tb_next, tb_frame, tb_lasti, tb_lineno)"),
];

fn text_signature(vm: &mut Vm, v: Value) -> PyResult {
    let ty = this(v);
    let name = ty.short_name();
    let native = matches!(ty.module.get(), Some("builtins" | "types" | "decimal"));
    match SIGNATURES.iter().find(|(n, _)| native && *n == name) {
        Some((_, text)) => Ok(vm.new_str(text)?.value()),
        None => Ok(Value::NONE),
    }
}

// ---- inheritance -------------------------------------------------------------------------

fn base(_: &mut Vm, v: Value) -> PyResult {
    Ok(this(v).base.get().map_or(Value::NONE, Gc::value))
}

fn bases(_: &mut Vm, v: Value) -> PyResult {
    Ok(this(v).bases.get())
}

fn mro_attr(_: &mut Vm, v: Value) -> PyResult {
    Ok(this(v).mro.get().bound().unwrap_or(Value::NONE))
}

/// `C.__bases__ = ...`: a new MRO for the class and all below it, or everything as it was.
fn set_bases(vm: &mut Vm, v: Value, value: Option<Value>) -> PyResult<()> {
    let ty = this(v);
    let value = check_special(vm, ty, value, "__bases__")?;
    let bases = check_bases(vm, ty, value)?;
    let new_base = layout::best_base(vm, bases)?;
    let old_base = ty.base.get().unwrap_or(vm.types.object);
    if layout::deallocator(new_base) != layout::deallocator(old_base) {
        let (new, old) = (new_base.name_str(), old_base.name_str());
        return Err(vm.type_error(format!("__bases__ assignment: '{new}' deallocator differs from '{old}'")));
    }
    if !layout::same_layout(new_base, old_base) && !addition_of_dict(ty, old_base, new_base) {
        let text = format!(
            "__bases__ assignment: '{}' object layout differs from '{}'",
            new_base.name_str(),
            old_base.name_str()
        );
        return Err(vm.type_error(text));
    }
    let old_bases = ty.bases.get();
    ty.set(&ty.bases, value);
    ty.link(&ty.base, Some(new_base));
    let undo = vm.new_list(&[])?;
    let renewed = renew_mro(vm, ty, undo);
    // A metaclass's `mro` may have assigned `__bases__` itself: the last assignment stands.
    let is_ours = ty.bases.get() == value;
    if let Err(raised) = renewed {
        undo_mro(undo);
        if is_ours {
            ty.set(&ty.bases, old_bases);
            ty.link(&ty.base, Some(old_base));
        }
        return Err(raised);
    }
    if !is_ours {
        return Ok(());
    }
    for b in old_bases.cast::<Tuple>().iter().flat_map(|b| b.items()).filter_map(|b| b.cast::<Type>()) {
        b.subclasses.borrow_mut().retain(|s| *s != ty);
    }
    for b in bases.items().iter().filter_map(|b| b.cast::<Type>()) {
        b.subclasses.borrow_mut().push(ty);
    }
    vm.type_modified(ty);
    recompute(vm, ty);
    Ok(())
}

/// Whether the class's own `__dict__` stands where a base with a `__dict__` would put it.
fn addition_of_dict(ty: Gc<Type>, old: Gc<Type>, new: Gc<Type>) -> bool {
    let plain = |t: Gc<Type>| t.fixed_slots.get() == u16::from(t.dict_slot.get().is_some());
    old.instance_kind.get() == new.instance_kind.get()
        && plain(old)
        && plain(new)
        && ty.dict_slot.get().is_some_and(|d| d == 0)
}

fn check_bases(vm: &mut Vm, ty: Gc<Type>, value: Value) -> PyResult<Gc<Tuple>> {
    let name = ty.name_str();
    let Some(bases) = value.cast::<Tuple>() else {
        let text = format!("can only assign tuple to {name}.__bases__, not {}", vm.type_name(value));
        return Err(vm.type_error(text));
    };
    if bases.is_empty() {
        return Err(vm.type_error(format!("can only assign non-empty tuple to {name}.__bases__, not ()")));
    }
    for b in bases.items() {
        let Some(base) = b.cast::<Type>() else {
            let text = format!("{name}.__bases__ must be tuple of classes, not '{}'", vm.type_name(*b));
            return Err(vm.type_error(text));
        };
        if base.is_subtype(ty) || has_base(base, ty) {
            return Err(vm.type_error("a __bases__ item causes an inheritance cycle"));
        }
    }
    Ok(bases)
}

/// Whether `ty` is among the first bases above a class. Within an assignment of `__bases__` these
/// are ahead of the MRO.
fn has_base(class: Gc<Type>, ty: Gc<Type>) -> bool {
    std::iter::successors(Some(class), |t| t.base.get()).any(|t| t == ty)
}

/// New MROs for a class and its subclasses. What changed goes to `undo`: class, new MRO, old MRO.
fn renew_mro(vm: &mut Vm, ty: Gc<Type>, undo: Gc<tauraro_core::List>) -> PyResult<()> {
    vm.check_native_stack()?;
    let old = ty.mro.get();
    if !mro::set_mro(vm, ty)? {
        return Ok(());
    }
    for v in [ty.value(), ty.mro.get(), old] {
        undo.push(vm, v)?;
    }
    let count = ty.subclasses.borrow().len();
    for i in 0..count {
        let sub = ty.subclasses.borrow().get(i).copied();
        if let Some(sub) = sub {
            renew_mro(vm, sub, undo)?;
        }
    }
    Ok(())
}

/// Gives classes their old MROs again, if they still have those that `renew_mro` gave them.
fn undo_mro(undo: Gc<tauraro_core::List>) {
    for i in (0..undo.items.len()).step_by(3) {
        let (new, old) = (undo.items.get(i + 1), undo.items.get(i + 2));
        if let (Some(class), Some(old)) = (undo.items.get(i).and_then(Value::cast::<Type>), old)
            && Some(class.mro.get()) == new
        {
            class.set(&class.mro, old);
        }
    }
}

fn recompute(vm: &mut Vm, ty: Gc<Type>) {
    slots::recompute_slots(vm, ty);
    let count = ty.subclasses.borrow().len();
    for i in 0..count {
        let sub = ty.subclasses.borrow().get(i).copied();
        if let Some(sub) = sub {
            recompute(vm, sub);
        }
    }
}

// ---- namespace and annotations -----------------------------------------------------------

fn dict(vm: &mut Vm, v: Value) -> PyResult {
    let ty = this(v);
    vm.complete_type(ty);
    Ok(MappingProxy::make(vm, own_dict(ty).value()))
}

fn abstractmethods(vm: &mut Vm, v: Value) -> PyResult {
    let (ty, name) = (this(v), vm.names.abstractmethods);
    let found = if ty == vm.types.type_ { None } else { own(vm, ty, name) };
    match found {
        Some(names) => Ok(names),
        None => Err(vm.raise_with(vm.exc.attribute_error, name.value())),
    }
}

fn set_abstractmethods(vm: &mut Vm, v: Value, value: Option<Value>) -> PyResult<()> {
    let (ty, name) = (this(v), vm.names.abstractmethods);
    let is_abstract = match value {
        Some(names) => {
            let is_abstract = vm.truth(names)?;
            own_dict(ty).set_name(vm, name, names)?;
            is_abstract
        }
        None => {
            if own_dict(ty).remove_name(vm, name).is_none() {
                return Err(vm.raise_with(vm.exc.attribute_error, name.value()));
            }
            false
        }
    };
    vm.type_modified(ty);
    let flags = ty.flags.get();
    ty.flags.set(if is_abstract { flags.with(TypeFlags::ABSTRACT) } else { flags.without(TypeFlags::ABSTRACT) });
    Ok(())
}

/// Native types have no annotations.
fn check_annotated(vm: &mut Vm, ty: Gc<Type>, name: Gc<Str>) -> PyResult<()> {
    if ty.has(TypeFlags::HEAP) { Ok(()) } else { Err(vm.no_attribute(ty.value(), name)) }
}

fn refuse_immutable(vm: &mut Vm, ty: Gc<Type>, name: &str) -> PyResult<()> {
    if ty.has(TypeFlags::IMMUTABLE) {
        let text = format!("cannot set '{name}' attribute of immutable type '{}'", ty.name_str());
        return Err(vm.type_error(text));
    }
    Ok(())
}

fn annotate(vm: &mut Vm, v: Value) -> PyResult {
    let (ty, n) = (this(v), vm.names);
    check_annotated(vm, ty, n.annotate)?;
    for name in [n.annotate, n.annotate_func] {
        if let Some(f) = own(vm, ty, name) {
            return bind(vm, f, ty);
        }
    }
    set_own(vm, ty, n.annotate_func, Value::NONE)?;
    Ok(Value::NONE)
}

fn set_annotate(vm: &mut Vm, v: Value, value: Option<Value>) -> PyResult<()> {
    let (ty, n) = (this(v), vm.names);
    let Some(value) = value else { return Err(vm.type_error("cannot delete __annotate__ attribute")) };
    refuse_immutable(vm, ty, "__annotate__")?;
    if !value.is_none() {
        if vm.type_of(value).slots.call.get().is_none() {
            return Err(vm.type_error("__annotate__ must be callable or None"));
        }
        own_dict(ty).remove_name(vm, n.annotations_cache);
    }
    own_dict(ty).remove_name(vm, n.annotate);
    set_own(vm, ty, n.annotate_func, value)
}

fn annotations(vm: &mut Vm, v: Value) -> PyResult {
    let (ty, n) = (this(v), vm.names);
    check_annotated(vm, ty, n.annotations)?;
    for name in [n.annotations, n.annotations_cache] {
        if let Some(found) = own(vm, ty, name) {
            return bind(vm, found, ty);
        }
    }
    let function = annotate(vm, v)?;
    let made = if vm.type_of(function).slots.call.get().is_some() {
        let made = vm.call(function, &[Value::small(1)])?;
        if !made.is::<Dict>() {
            let text = format!("__annotate__ returned non-dict of type '{}'", vm.type_name(made));
            return Err(vm.type_error(text));
        }
        made
    } else {
        vm.new_dict().value()
    };
    set_own(vm, ty, n.annotations_cache, made)?;
    Ok(made)
}

fn set_annotations(vm: &mut Vm, v: Value, value: Option<Value>) -> PyResult<()> {
    let (ty, n) = (this(v), vm.names);
    refuse_immutable(vm, ty, "__annotations__")?;
    let dict = own_dict(ty);
    match value {
        Some(value) => {
            let explicit = dict.get_name(vm, n.annotations).is_some();
            dict.set_name(vm, if explicit { n.annotations } else { n.annotations_cache }, value)?;
        }
        None => {
            let gone = dict.remove_name(vm, n.annotations).or_else(|| dict.remove_name(vm, n.annotations_cache));
            if gone.is_none() {
                return Err(vm.raise_with(vm.exc.attribute_error, n.annotations.value()));
            }
        }
    }
    dict.remove_name(vm, n.annotate);
    dict.remove_name(vm, n.annotate_func);
    vm.type_modified(ty);
    Ok(())
}

fn type_params(vm: &mut Vm, v: Value) -> PyResult {
    let (ty, name) = (this(v), vm.names.type_params);
    match own(vm, ty, name) {
        Some(params) if ty != vm.types.type_ => Ok(params),
        _ => Ok(vm.new_tuple(&[])?.value()),
    }
}

fn set_type_params(vm: &mut Vm, v: Value, value: Option<Value>) -> PyResult<()> {
    let ty = this(v);
    let value = check_special(vm, ty, value, "__type_params__")?;
    let name = vm.names.type_params;
    set_own(vm, ty, name, value)
}
