//! `_abc`: what `abc.ABCMeta` does for abstract classes: virtual subclasses and their caches.
//!
//! Each class has an `_abc_data` object with three sets of weak references: the registered
//! classes, and those that a check has found to be subclasses or not to be. What was found not
//! to be one holds until the next registration anywhere.

use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Link, Tracer};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Module, Set, Str, Tuple, Type, TypeFlags};
use tauraro_core::vm::Extension;
use tauraro_core::weak::WeakRef;
use tauraro_core::{Dict, PyResult, Value, Vm, defs, pyfunction};

pub(crate) struct AbcData {
    registry: Link<Set>,
    cache: Link<Set>,
    negative: Link<Set>,
    /// The number of registrations that `negative` knows of.
    version: Cell<i64>,
}

tauraro_core::payload!(AbcData, crate::kinds::ABC_DATA, "_abc._abc_data", [registry, cache, negative]);

/// The type of the data, and how often `register` was called.
struct Abc {
    data: Gc<Type>,
    registrations: Cell<i64>,
}

impl Extension for Abc {
    fn trace(&self, tracer: &mut Tracer) {
        tracer.value(self.data.value());
    }
}

static DATA: TypeSpec = TypeSpec {
    name: "_abc_data",
    module: "_abc",
    doc: Some("What an abstract class knows of its subclasses."),
    kind: Some(AbcData::INFO),
    ..TypeSpec::EMPTY
};

fn registrations(vm: &Vm) -> i64 {
    vm.extension::<Abc>().registrations.get()
}

fn data_of(vm: &mut Vm, cls: Value) -> PyResult<Gc<AbcData>> {
    let data = vm.getattr_str(cls, "_abc_impl")?;
    match data.cast::<AbcData>() {
        Some(data) => Ok(data),
        None => Err(vm.type_error("_abc_impl is set to a wrong type")),
    }
}

fn set_of(vm: &mut Vm, data: Gc<AbcData>, link: impl Fn(&AbcData) -> &Link<Set>) -> Gc<Set> {
    match link(&data).get() {
        Some(set) => set,
        None => {
            let made = vm.new_set();
            data.link(link(&data), Some(made));
            made
        }
    }
}

fn reference(vm: &mut Vm, cls: Value) -> PyResult {
    let ty = vm.types.weakref;
    vm.new_weakref(ty, cls, None).map(Gc::value)
}

fn holds(vm: &mut Vm, set: Option<Gc<Set>>, cls: Value) -> PyResult<bool> {
    match set {
        Some(set) if !set.is_empty() => {
            let reference = reference(vm, cls)?;
            set.contains(vm, reference)
        }
        _ => Ok(false),
    }
}

fn remember(vm: &mut Vm, set: Gc<Set>, cls: Value) -> PyResult<()> {
    let reference = reference(vm, cls)?;
    set.add(vm, reference).map(|_| ())
}

fn is_abstract(vm: &mut Vm, v: Value) -> PyResult<bool> {
    let name = vm.names.isabstractmethod;
    match vm.getattr_opt(v, name)? {
        Some(flag) => vm.truth(flag),
        None => Ok(false),
    }
}

/// Sets `__abstractmethods__`.
fn compute_abstract_methods(vm: &mut Vm, cls: Value) -> PyResult<()> {
    let found = vm.new_set();
    let namespace = vm.getattr_opt(cls, vm.names.dict)?.unwrap_or(Value::NONE);
    let items = vm.call_method(namespace, "items", &[])?;
    let list = vm.new_list(&[])?;
    vm.for_each(items, |vm, item| list.push(vm, item))?;
    for slot in list.items.slots() {
        let Some((Some(name), Some(v))) = slot.get().cast::<Tuple>().map(|t| (t.get(0), t.get(1))) else { continue };
        if is_abstract(vm, v)? {
            found.add(vm, name)?;
        }
    }
    let bases = vm.getattr_opt(cls, vm.names.bases)?.and_then(Value::cast::<Tuple>);
    for base in bases.as_ref().map_or(&[][..], |b| b.items()) {
        let Some(names) = vm.getattr_opt(*base, vm.names.abstractmethods)? else { continue };
        vm.for_each(names, |vm, name| {
            let Some(name) = name.cast::<Str>() else { return Ok(()) };
            if let Some(v) = vm.getattr_opt(cls, name)?
                && is_abstract(vm, v)?
            {
                found.add(vm, name.value())?;
            }
            Ok(())
        })?;
    }
    let frozen = vm.types.frozenset.value();
    let frozen = vm.call(frozen, &[found.value()])?;
    let name = vm.names.abstractmethods;
    vm.setattr(cls, name, Some(frozen))
}

/// `__abc_tpflags__` of CPython's flags: what patterns a class matches.
const PATTERN_FLAGS: [(i64, TypeFlags); 2] = [(1 << 5, TypeFlags::SEQUENCE), (1 << 6, TypeFlags::MAPPING)];

fn take_pattern_flags(vm: &mut Vm, cls: Value) -> PyResult<()> {
    let Some(ty) = cls.cast::<Type>() else { return Ok(()) };
    let name = vm.intern("__abc_tpflags__");
    let own = ty.dict.get().and_then(|d: Gc<Dict>| d.get_name(vm, name));
    let Some(bits) = own.and_then(|v| v.as_i64()) else { return Ok(()) };
    if PATTERN_FLAGS.iter().all(|(bit, _)| bits & bit != 0) {
        let text = "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING";
        return Err(vm.type_error(text));
    }
    for (bit, flag) in PATTERN_FLAGS {
        if bits & bit != 0 {
            ty.flags.set(ty.flags.get().with(flag));
        }
    }
    vm.setattr(cls, name, None)
}

/// Prepares a new abstract class.
#[pyfunction("_abc_init(self, /)")]
fn abc_init(vm: &mut Vm, cls: Value) -> PyResult<()> {
    compute_abstract_methods(vm, cls)?;
    let shape = vm.extension::<Abc>().data.root_shape.get();
    let payload = AbcData {
        registry: Link::new(None),
        cache: Link::new(None),
        negative: Link::new(None),
        version: Cell::new(registrations(vm)),
    };
    let data = vm.alloc(shape, payload).value();
    let name = vm.intern("_abc_impl");
    vm.setattr(cls, name, Some(data))?;
    take_pattern_flags(vm, cls)
}

fn issubclass(vm: &mut Vm, cls: Value, of: Value) -> PyResult<bool> {
    tauraro_objects::abstract_::is_subclass(vm, cls, of)
}

/// Gives a class and its subclasses a pattern flag.
fn spread_flag(ty: Gc<Type>, flag: TypeFlags) {
    if ty.has(flag) || ty.has(TypeFlags::IMMUTABLE) {
        return;
    }
    ty.flags.set(ty.flags.get().with(flag));
    for sub in ty.subclasses.borrow().iter() {
        spread_flag(*sub, flag);
    }
}

/// Makes a class a virtual subclass.
#[pyfunction("_abc_register(self, subclass, /)")]
fn abc_register(vm: &mut Vm, cls: Value, subclass: Value) -> PyResult {
    let Some(sub) = subclass.cast::<Type>() else { return Err(vm.type_error("Can only register classes")) };
    if issubclass(vm, subclass, cls)? {
        return Ok(subclass);
    }
    if issubclass(vm, cls, subclass)? {
        return Err(vm.runtime_error("Refusing to create an inheritance cycle"));
    }
    let data = data_of(vm, cls)?;
    let registry = set_of(vm, data, |d| &d.registry);
    remember(vm, registry, subclass)?;
    let count = &vm.extension::<Abc>().registrations;
    count.set(count.get() + 1);
    if let Some(ty) = cls.cast::<Type>() {
        for (_, flag) in PATTERN_FLAGS {
            if ty.has(flag) {
                spread_flag(sub, flag);
            }
        }
    }
    Ok(subclass)
}

/// `isinstance` of an abstract class.
#[pyfunction("_abc_instancecheck(self, instance, /)")]
fn abc_instancecheck(vm: &mut Vm, cls: Value, instance: Value) -> PyResult {
    let data = data_of(vm, cls)?;
    let subclass = vm.getattr(instance, vm.names.class)?;
    if holds(vm, data.cache.get(), subclass)? {
        return Ok(Value::TRUE);
    }
    let subtype = vm.type_of(instance).value();
    if subtype == subclass {
        if data.version.get() == registrations(vm) && holds(vm, data.negative.get(), subclass)? {
            return Ok(Value::FALSE);
        }
        return vm.call_method(cls, "__subclasscheck__", &[subclass]);
    }
    let first = vm.call_method(cls, "__subclasscheck__", &[subclass])?;
    if vm.truth(first)? {
        return Ok(first);
    }
    vm.call_method(cls, "__subclasscheck__", &[subtype])
}

/// What `__subclasshook__` says; `None`: nothing.
fn ask_hook(vm: &mut Vm, cls: Value, subclass: Value) -> PyResult<Option<bool>> {
    match vm.call_method(cls, "__subclasshook__", &[subclass])? {
        Value::NOT_IMPLEMENTED => Ok(None),
        Value::TRUE => Ok(Some(true)),
        Value::FALSE => Ok(Some(false)),
        _ => {
            let text = "__subclasshook__ must return either False, True, or NotImplemented";
            Err(vm.raise_text(vm.exc.assertion_error, text))
        }
    }
}

/// Whether a class is one by its ancestry, a registration or a subclass of the abstract class.
fn is_related(vm: &mut Vm, cls: Value, subclass: Value, data: Gc<AbcData>) -> PyResult<bool> {
    if let (Some(ty), Some(sub)) = (cls.cast::<Type>(), subclass.cast::<Type>())
        && sub.is_subtype(ty)
    {
        return Ok(true);
    }
    if let Some(registry) = data.registry.get() {
        // A check may register more: it goes over what there is now.
        let classes = vm.new_list(&[])?;
        vm.for_each(registry.value(), |vm, r| match r.cast::<WeakRef>().and_then(|r| r.get()) {
            Some(class) => classes.push(vm, class),
            None => Ok(()),
        })?;
        for slot in classes.items.slots() {
            if issubclass(vm, subclass, slot.get())? {
                return Ok(true);
            }
        }
    }
    let subclasses = vm.call_method(cls, "__subclasses__", &[])?;
    let mut found = false;
    let list = vm.new_list(&[])?;
    vm.for_each(subclasses, |vm, c| list.push(vm, c))?;
    for slot in list.items.slots() {
        if !found && issubclass(vm, subclass, slot.get())? {
            found = true;
        }
    }
    Ok(found)
}

/// `issubclass` of an abstract class.
#[pyfunction("_abc_subclasscheck(self, subclass, /)")]
fn abc_subclasscheck(vm: &mut Vm, cls: Value, subclass: Value) -> PyResult<bool> {
    if !subclass.is::<Type>() {
        return Err(vm.type_error("issubclass() arg 1 must be a class"));
    }
    let data = data_of(vm, cls)?;
    if holds(vm, data.cache.get(), subclass)? {
        return Ok(true);
    }
    let now = registrations(vm);
    if data.version.get() < now {
        data.link(&data.negative, None);
        data.version.set(now);
    } else if holds(vm, data.negative.get(), subclass)? {
        return Ok(false);
    }
    let is_one = match ask_hook(vm, cls, subclass)? {
        Some(answer) => answer,
        None => is_related(vm, cls, subclass, data)?,
    };
    let set = if is_one { set_of(vm, data, |d| &d.cache) } else { set_of(vm, data, |d| &d.negative) };
    remember(vm, set, subclass)?;
    Ok(is_one)
}

/// A number that changes with each registration.
#[pyfunction("get_cache_token()")]
fn get_cache_token(vm: &mut Vm) -> i64 {
    registrations(vm)
}

/// Forgets the registered classes.
#[pyfunction("_reset_registry(self, /)")]
fn reset_registry(vm: &mut Vm, cls: Value) -> PyResult<()> {
    let data = data_of(vm, cls)?;
    data.link(&data.registry, None);
    Ok(())
}

/// Forgets what checks have found.
#[pyfunction("_reset_caches(self, /)")]
fn reset_caches(vm: &mut Vm, cls: Value) -> PyResult<()> {
    let data = data_of(vm, cls)?;
    data.link(&data.cache, None);
    data.link(&data.negative, None);
    Ok(())
}

/// The sets of a class and the number of registrations they know of.
#[pyfunction("_get_dump(self, /)")]
fn get_dump(vm: &mut Vm, cls: Value) -> PyResult {
    let data = data_of(vm, cls)?;
    let mut parts = [Value::NONE; 4];
    for (i, link) in [&data.registry, &data.cache, &data.negative].into_iter().enumerate() {
        let copy = vm.new_set();
        if let Some(set) = link.get() {
            vm.for_each(set.value(), |vm, r| copy.add(vm, r).map(|_| ()))?;
        }
        parts[i] = copy.value();
    }
    parts[3] = Value::small(data.version.get());
    Ok(vm.new_tuple(&parts)?.value())
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let data = vm.new_type(&DATA, vm.types.object)?;
    vm.set_extension(Abc { data, registrations: Cell::new(0) });
    vm.new_module(
        "_abc",
        Some("What abstract base classes need."),
        defs![
            get_cache_token,
            abc_init,
            reset_registry,
            reset_caches,
            get_dump,
            abc_register,
            abc_instancecheck,
            abc_subclasscheck
        ],
    )
}
