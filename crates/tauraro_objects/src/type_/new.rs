//! Making classes: `type.__new__` and what a `class` statement does around it.

use super::{layout, mro, slots};
use crate::classmethod::ClassMethod;
use tauraro_core::call::Args;
use tauraro_core::object::{CellVar, NewFn, StaticMethod, TypeFlags};
use tauraro_core::{Dict, Gc, PyResult, Raised, Str, Tuple, Type, Value, Vm, kinds};

/// `type.__new__(metatype, name, bases, dict, **kwargs)`.
pub(super) fn new(vm: &mut Vm, meta: Gc<Type>, args: Args<'_>) -> PyResult {
    let [name, bases, namespace] = *args.plain() else {
        let text = format!("type.__new__() takes exactly 3 arguments ({} given)", args.plain().len());
        return Err(vm.type_error(text));
    };
    let Some(name) = name.cast::<Str>() else { return Err(wrong_argument(vm, 1, "str", name)) };
    let Some(bases) = bases.cast::<Tuple>() else { return Err(wrong_argument(vm, 2, "tuple", bases)) };
    let Some(namespace) = namespace.cast::<Dict>() else { return Err(wrong_argument(vm, 3, "dict", namespace)) };
    refuse_entries(vm, bases)?;
    let winner = most_derived(vm, meta, bases)?;
    if winner != meta
        && let Some(theirs) = winner.slots.new.get()
        && !std::ptr::fn_addr_eq(theirs, new as NewFn)
    {
        return theirs(vm, winner, args);
    }
    let bases = if bases.is_empty() { vm.new_tuple(&[vm.types.object.value()])? } else { bases };
    let ty = make(vm, winner, name, bases, namespace)?;
    set_names(vm, ty)?;
    init_subclass(vm, ty, args)?;
    Ok(ty.value())
}

#[cold]
fn wrong_argument(vm: &mut Vm, at: usize, wanted: &str, got: Value) -> Raised {
    let got = if got.is_none() { "None".to_owned() } else { vm.type_name(got) };
    vm.type_error(format!("type.__new__() argument {at} must be {wanted}, not {got}"))
}

/// `type(...)` takes classes only; entries are resolved by the class statement.
fn refuse_entries(vm: &mut Vm, bases: Gc<Tuple>) -> PyResult<()> {
    for base in bases.items().iter().filter(|b| !b.is::<Type>()) {
        if vm.getattr_opt(*base, vm.names.mro_entries)?.is_some() {
            return Err(vm.type_error("type() doesn't support MRO entry resolution; use types.new_class()"));
        }
    }
    Ok(())
}

/// The most derived of a metaclass and those of the bases.
fn most_derived(vm: &mut Vm, meta: Gc<Type>, bases: Gc<Tuple>) -> PyResult<Gc<Type>> {
    let mut winner = meta;
    for base in bases.items() {
        let other = vm.type_of(*base);
        if winner.is_subtype(other) {
            continue;
        }
        if !other.is_subtype(winner) {
            return Err(vm.type_error(
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass \
                 of the metaclasses of all its bases",
            ));
        }
        winner = other;
    }
    Ok(winner)
}

/// The metaclass of a class with these bases for which `wanted` was asked (`None`: nothing was).
pub fn metaclass_of(vm: &mut Vm, wanted: Option<Value>, bases: Gc<Tuple>) -> PyResult {
    let wanted = match (wanted, bases.get(0)) {
        (Some(w), _) => w,
        (None, Some(first)) => vm.type_of(first).value(),
        (None, None) => vm.types.type_.value(),
    };
    match wanted.cast::<Type>() {
        Some(meta) => Ok(most_derived(vm, meta, bases)?.value()),
        // A metaclass can be any callable.
        None => Ok(wanted),
    }
}

/// A complete class, before anybody is told about it.
fn make(vm: &mut Vm, meta: Gc<Type>, name: Gc<Str>, bases: Gc<Tuple>, namespace: Gc<Dict>) -> PyResult<Gc<Type>> {
    let base = layout::best_base(vm, bases)?;
    if name.as_bytes().contains(&0) {
        return Err(vm.value_error("type name must not contain null characters"));
    }
    check_encodable(vm, name)?;
    if let Some(doc) = namespace.get_name(vm, vm.names.doc).and_then(Value::cast::<Str>) {
        check_encodable(vm, doc)?;
    }
    let name = vm.intern_str(name);
    let ty = vm.new_class(meta, name, TypeFlags::BASE);
    let dict = ty.dict.get().expect("a class has its dict from its creation on");
    let mut only_names = true;
    for (key, value) in namespace.iter() {
        match key.cast::<Str>() {
            Some(key) => {
                let key = vm.intern_str(key);
                dict.set_name(vm, key, value)?;
            }
            None => {
                dict.set_item(vm, key, value)?;
                only_names = false;
            }
        }
    }
    if !only_names {
        let text = format!("non-string key in the __dict__ of class {}", name.to_string_lossy());
        vm.warn(vm.exc.runtime_warning, &text, None)?;
    }
    ty.set(&ty.bases, bases.value());
    ty.link(&ty.base, Some(base));
    take_names(vm, ty, dict)?;
    wrap_special_methods(vm, dict)?;
    // Before the slots, one of which may be named `__classcell__`.
    fill_cells(vm, ty, dict)?;
    layout::settle(vm, ty, base, bases)?;
    mro::set_mro(vm, ty)?;
    let names = vm.names;
    if dict.get_name(vm, names.doc).is_none() {
        dict.set_name(vm, names.doc, Value::NONE)?;
    }
    if dict.get_name(vm, names.eq).is_some() && dict.get_name(vm, names.hash).is_none() {
        dict.set_name(vm, names.hash, Value::NONE)?;
    }
    inherit_pattern_flags(ty);
    vm.settle_layout(ty);
    for b in bases.items().iter().filter_map(|b| b.cast::<Type>()) {
        b.subclasses.borrow_mut().push(ty);
    }
    slots::fill_class_slots(vm, ty);
    Ok(ty)
}

/// `case [..]` and `case {..}` match instances of any base that is a sequence or a mapping.
fn inherit_pattern_flags(ty: Gc<Type>) {
    // The first in the MRO that is either decides, be it the base that gives the layout or not.
    let both = [TypeFlags::SEQUENCE, TypeFlags::MAPPING];
    let own = ty.flags.get().without(both[0]).without(both[1]);
    let first = ty.mro_types().skip(1).find_map(|base| both.into_iter().find(|flag| base.has(*flag)));
    ty.flags.set(first.map_or(own, |flag| own.with(flag)));
}

/// Names and texts of classes are UTF-8: raises UnicodeEncodeError for lone surrogates.
pub(super) fn check_encodable(vm: &mut Vm, text: Gc<Str>) -> PyResult<()> {
    let found = text.as_wtf8().code_points().position(|c| c.to_char().is_none());
    let Some(at) = found else { return Ok(()) };
    Err(crate::exceptions::encode_error(vm, "utf-8", text.value(), at, at + 1, "surrogates not allowed"))
}

/// `__qualname__` moves from the dict to the type; `__module__` is that of the code that runs.
fn take_names(vm: &mut Vm, ty: Gc<Type>, dict: Gc<Dict>) -> PyResult<()> {
    let names = vm.names;
    if let Some(qualname) = dict.get_name(vm, names.qualname) {
        if !qualname.is::<Str>() {
            let text = format!("type __qualname__ must be a str, not {}", vm.type_name(qualname));
            return Err(vm.type_error(text));
        }
        ty.set(&ty.qualname, qualname);
        dict.remove_name(vm, names.qualname);
    }
    if dict.get_name(vm, names.module).is_none()
        && let Some(globals) = (vm.hooks.globals)(vm)
        && let Some(module) = globals.get_name(vm, names.name)
    {
        dict.set_name(vm, names.module, module)?;
    }
    Ok(())
}

/// `__new__` is a static method, `__init_subclass__` and `__class_getitem__` are class methods,
/// also where the class does not say so.
fn wrap_special_methods(vm: &mut Vm, dict: Gc<Dict>) -> PyResult<()> {
    let is_function = |v: &Value| v.kind() == kinds::FUNCTION;
    let names = vm.names;
    if let Some(f) = dict.get_name(vm, names.new).filter(is_function) {
        let ty = vm.types.staticmethod;
        let slots = usize::from(ty.inline_slots.get());
        let wrapped = vm.alloc_with_slots(ty.root_shape.get(), StaticMethod::new(f), slots);
        dict.set_name(vm, names.new, wrapped.value())?;
    }
    for name in [names.init_subclass, names.class_getitem] {
        if let Some(f) = dict.get_name(vm, name).filter(is_function) {
            let wrapped = ClassMethod::make(vm, f);
            dict.set_name(vm, name, wrapped)?;
        }
    }
    Ok(())
}

/// The cells through which methods see their class (`__class__`) and annotations its namespace.
fn fill_cells(vm: &mut Vm, ty: Gc<Type>, dict: Gc<Dict>) -> PyResult<()> {
    let names = vm.names;
    for (name, content, text) in [
        (names.classcell, ty.value(), "__classcell__ must be a nonlocal cell"),
        (names.classdictcell, dict.value(), "__classdictcell__ must be a nonlocal cell"),
    ] {
        let Some(v) = dict.remove_name(vm, name) else { continue };
        match v.cast::<CellVar>() {
            Some(cell) => cell.set(&cell.content, content),
            None => {
                let got = vm.type_of(v);
                let got = vm.repr(got.value())?.to_string_lossy();
                return Err(vm.type_error(format!("{text}, not {got}")));
            }
        }
    }
    Ok(())
}

/// Tells the attributes their names (`__set_name__`).
fn set_names(vm: &mut Vm, ty: Gc<Type>) -> PyResult<()> {
    let dict = ty.dict.get().expect("a class has its dict from its creation on");
    let mut copy: Option<Gc<Dict>> = None;
    for (_, v) in dict.iter() {
        // Most classes have no such attribute: the dict is copied for the first one.
        let v_type = vm.type_of(v);
        if vm.lookup(v_type, vm.names.set_name).is_some() {
            let table = dict.table.copy(vm)?;
            let all = vm.new_dict();
            all.table.swap(all.header(), &table, dict.header());
            copy = Some(all);
            break;
        }
    }
    for (key, v) in copy.into_iter().flat_map(Gc::<Dict>::iter) {
        let name = vm.names.set_name;
        if let Err(raised) = vm.call_special(v, name, &[ty.value(), key]) {
            let (class, attr) = (ty.name_str(), vm.type_name(v));
            let pending = vm.take_exception();
            let key = vm.repr(key)?.to_string_lossy();
            let note = format!("Error calling __set_name__ on '{attr}' instance {key} in '{class}'");
            crate::exceptions::add_note_text(vm, pending, &note)?;
            vm.raise_again(pending);
            return Err(raised);
        }
    }
    Ok(())
}

/// Tells the bases that there is a subclass (`__init_subclass__`).
fn init_subclass(vm: &mut Vm, ty: Gc<Type>, args: Args<'_>) -> PyResult<()> {
    let name = vm.names.init_subclass;
    let after = ty.mro_types().skip(1);
    let mut found = None;
    for t in after {
        vm.complete_type(t);
        if let Some(attr) = t.dict.get().and_then(|d| d.get_name(vm, name)) {
            found = Some((attr, t));
            break;
        }
    }
    let Some((attr, owner)) = found else { return Ok(()) };
    if owner == vm.types.object && !args.has_keywords() {
        return Ok(());
    }
    let hook = match vm.type_of(attr).slots.descr_get.get() {
        Some(get) => get(vm, attr, None, ty.value())?,
        None => attr,
    };
    let keywords = &args.values[args.plain().len()..];
    vm.call_args(hook, Args { receiver: None, values: keywords, names: args.names })?;
    Ok(())
}

/// The `class` statement: `run_body` runs the body in the namespace that it is given and
/// returns the cell for `__class__`, or None.
pub fn build_class(
    vm: &mut Vm,
    name: Value,
    bases: Gc<Tuple>,
    keywords: Option<Gc<Dict>>,
    run_body: impl FnOnce(&mut Vm, Value) -> PyResult,
) -> PyResult {
    let resolved = resolve_entries(vm, bases)?;
    let names = vm.names;
    let wanted = keywords.and_then(|k| k.remove_name(vm, names.metaclass));
    let meta = metaclass_of(vm, wanted, resolved)?;
    let namespace = prepare(vm, meta, name, resolved, keywords)?;
    let cell = run_body(vm, namespace)?;
    if resolved != bases {
        vm.setitem(namespace, names.orig_bases.value(), Some(bases.value()))?;
    }
    let class = vm.call_dict(meta, &[name, resolved.value(), namespace], keywords)?;
    if let (Some(_), Some(cell)) = (class.cast::<Type>(), cell.cast::<CellVar>()) {
        check_cell(vm, name, class, cell)?;
    }
    Ok(class)
}

/// Bases that are no classes say by `__mro_entries__` which classes they stand for.
fn resolve_entries(vm: &mut Vm, bases: Gc<Tuple>) -> PyResult<Gc<Tuple>> {
    if bases.items().iter().all(|b| b.is::<Type>()) {
        return Ok(bases);
    }
    let resolved = vm.new_list(&[])?;
    let mut changed = false;
    for base in bases.items() {
        let entries = match base.is::<Type>() {
            true => None,
            false => vm.getattr_opt(*base, vm.names.mro_entries)?,
        };
        let Some(entries) = entries else {
            resolved.push(vm, *base)?;
            continue;
        };
        let given = vm.call(entries, &[bases.value()])?;
        let Some(given) = given.cast::<Tuple>() else {
            return Err(vm.type_error("__mro_entries__ must return a tuple"));
        };
        changed = true;
        for v in given.items() {
            resolved.push(vm, *v)?;
        }
    }
    if changed { vm.list_to_tuple(resolved) } else { Ok(bases) }
}

/// The namespace for the body: what `__prepare__` gives, else a dict.
fn prepare(vm: &mut Vm, meta: Value, name: Value, bases: Gc<Tuple>, keywords: Option<Gc<Dict>>) -> PyResult {
    if meta == vm.types.type_.value() {
        return Ok(vm.new_dict().value());
    }
    let hook_name = vm.names.prepare;
    let Some(hook) = vm.getattr_opt(meta, hook_name)? else { return Ok(vm.new_dict().value()) };
    let namespace = vm.call_dict(hook, &[name, bases.value()], keywords)?;
    if vm.type_of(namespace).slots.getitem.get().is_none() {
        let meta = match meta.cast::<Type>() {
            Some(m) => m.name_str(),
            None => "<metaclass>".to_owned(),
        };
        let text = format!("{meta}.__prepare__() must return a mapping, not {}", vm.type_name(namespace));
        return Err(vm.type_error(text));
    }
    Ok(namespace)
}

fn check_cell(vm: &mut Vm, name: Value, class: Value, cell: Gc<CellVar>) -> PyResult<()> {
    let content = cell.content.get();
    if content == class {
        return Ok(());
    }
    let (name, made) = (vm.repr(name)?.to_string_lossy(), vm.repr(class)?.to_string_lossy());
    if content.is_unbound() {
        let text =
            format!("__class__ not set defining {name} as {made}. Was __classcell__ propagated to type.__new__?");
        return Err(vm.runtime_error(text));
    }
    let set = vm.repr(content)?.to_string_lossy();
    Err(vm.type_error(format!("__class__ set to {set} defining {name} as {made}")))
}
