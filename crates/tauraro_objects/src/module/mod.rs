//! `module`: a namespace that `import` gives.

use tauraro_core::attr::generic_getattr;
use tauraro_core::call::Args;
use tauraro_core::heap::{Link, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, Module, readonly};
use tauraro_core::{Dict, Gc, List, PyResult, Raised, Str, Type, Value, Vm, defs, pyfunction};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.module, &SPEC)
}

static SPEC: TypeSpec = TypeSpec {
    doc: Some("A module; name is its name, doc its text."),
    new: Some(new),
    methods: defs![dir],
    getset: &[
        GetSetDef { name: "__dict__", doc: "The namespace.", get: dict, set: Some(readonly) },
        GetSetDef {
            name: "__annotations__",
            doc: "The annotations of the module's variables.",
            get: annotations,
            set: Some(set_annotations),
        },
        GetSetDef {
            name: "__annotate__",
            doc: "The function that computes the annotations.",
            get: annotate,
            set: Some(set_annotate),
        },
    ],
    weakrefs: true,
    slots: |s| {
        s.repr.set(Some(repr));
        s.getattr.set(Some(getattr));
        s.setattr.set(Some(setattr));
        s.init.set(Some(init_module::as_init));
    },
    ..TypeSpec::EMPTY
};

fn this(v: Value) -> Gc<Module> {
    v.cast().expect("slots and getters get instances of their type")
}

fn new(vm: &mut Vm, cls: Gc<Type>, _: Args<'_>) -> PyResult {
    let dict = vm.new_dict();
    let payload = Module { dict: Link::new(Some(dict)), state: Slot::new(Value::UNBOUND) };
    let slots = usize::from(cls.inline_slots.get());
    Ok(vm.alloc_with_slots(cls.root_shape.get(), payload, slots).value())
}

#[pyfunction("module($self, name, doc=None)")]
fn init_module(vm: &mut Vm, m: Gc<Module>, name: Gc<Str>, doc: Option<Value>) -> PyResult<()> {
    let dict = m.namespace();
    let n = vm.names;
    dict.set_name(vm, n.name, name.value())?;
    dict.set_name(vm, n.doc, doc.unwrap_or(Value::NONE))?;
    for name in [n.package, n.loader, n.spec] {
        dict.set_name(vm, name, Value::NONE)?;
    }
    Ok(())
}

fn dict(_: &mut Vm, v: Value) -> PyResult {
    Ok(this(v).namespace().value())
}

/// The type's attributes and the namespace, then the module's own `__getattr__`.
fn getattr(vm: &mut Vm, v: Value, name: Gc<Str>) -> PyResult<Option<Value>> {
    if let Some(found) = own_getattr(vm, v, name)? {
        return Ok(Some(found));
    }
    let module = this(v);
    let hook = vm.names.getattr;
    if let Some(hook) = module.namespace().get_name(vm, hook) {
        return vm.call(hook, &[name.value()]).map(Some);
    }
    Err(missing(vm, module, name))
}

/// What a module has under a name. A module that a class of its own was given (by assignment to
/// `__class__`) may have data descriptors.
pub(crate) fn own_getattr(vm: &mut Vm, v: Value, name: Gc<Str>) -> PyResult<Option<Value>> {
    let ty = vm.type_of(v);
    let attr = vm.lookup(ty, name);
    if let Some(attr) = attr {
        let slots = &vm.type_of(attr).slots;
        if let (Some(get), Some(_)) = (slots.descr_get.get(), slots.descr_set.get()) {
            return get(vm, attr, Some(v), ty.value()).map(Some);
        }
    }
    if let Some(found) = this(v).namespace().get_name(vm, name) {
        return Ok(Some(found));
    }
    if attr.is_some() { generic_getattr(vm, v, name) } else { Ok(None) }
}

fn setattr(vm: &mut Vm, v: Value, name: Gc<Str>, value: Option<Value>) -> PyResult<()> {
    let ty = vm.type_of(v);
    if let Some(attr) = vm.lookup(ty, name)
        && let Some(set) = vm.type_of(attr).slots.descr_set.get()
    {
        return set(vm, attr, v, value);
    }
    let dict = this(v).namespace();
    match value {
        Some(value) => dict.set_name(vm, name, value),
        None if dict.remove_name(vm, name).is_some() => Ok(()),
        None => Err(vm.no_attribute_of_type(v, name)),
    }
}

/// The AttributeError of a module, which says if the module is not ready yet.
#[cold]
fn missing(vm: &mut Vm, module: Gc<Module>, name: Gc<Str>) -> Raised {
    let v = module.value();
    match missing_text(vm, module, name) {
        Ok(text) => vm.attribute_error(&text, v, name),
        Err(raised) => raised,
    }
}

fn missing_text(vm: &mut Vm, module: Gc<Module>, name: Gc<Str>) -> PyResult<String> {
    let dict = module.namespace();
    let attr = name.to_string_lossy();
    let Some(module_name) = dict.get_name(vm, vm.names.name).and_then(Value::cast::<Str>) else {
        return Ok(format!("module has no attribute '{attr}'"));
    };
    let module_name = module_name.to_string_lossy();
    let spec = dict.get_name(vm, vm.names.spec).and_then(Value::non_none);
    if let Some(spec) = spec {
        if is_initializing(vm, spec)? {
            return partial_text(vm, spec, &module_name, &attr);
        }
        if is_being_imported(vm, spec, &attr)? {
            return Ok(format!(
                "cannot access submodule '{attr}' of module '{module_name}' \
                 (most likely due to a circular import)"
            ));
        }
    }
    Ok(format!("module '{module_name}' has no attribute '{attr}'"))
}

fn partial_text(vm: &mut Vm, spec: Value, module: &str, attr: &str) -> PyResult<String> {
    let origin = origin_of(vm, spec)?;
    if let Some(origin) = &origin
        && shadows_library(vm, module, origin)
    {
        return Ok(format!(
            "module '{module}' has no attribute '{attr}' (consider renaming '{origin}' since it has the same \
             name as the standard library module named '{module}' and prevents importing that standard library \
             module)"
        ));
    }
    Ok(match origin {
        Some(origin) => format!(
            "partially initialized module '{module}' from '{origin}' has no attribute '{attr}' \
             (most likely due to a circular import)"
        ),
        None => format!(
            "partially initialized module '{module}' has no attribute '{attr}' \
             (most likely due to a circular import)"
        ),
    })
}

/// Whether the file hides a module of the standard library.
fn shadows_library(vm: &mut Vm, module: &str, _origin: &str) -> bool {
    let Some(sys) = vm.modules.get_name(vm, vm.names.sys).and_then(Value::cast::<Module>) else { return false };
    let Some(names) = sys.namespace().get_str(vm, "stdlib_module_names") else { return false };
    let name = vm.intern(module).value();
    match vm.contains(names, name) {
        Ok(yes) => yes,
        Err(_) => {
            vm.take_exception();
            false
        }
    }
}

fn origin_of(vm: &mut Vm, spec: Value) -> PyResult<Option<String>> {
    let has = vm.intern("has_location");
    let origin = vm.intern("origin");
    match vm.getattr_opt(spec, has)? {
        Some(has) if vm.truth(has)? => {}
        _ => return Ok(None),
    }
    Ok(vm.getattr_opt(spec, origin)?.and_then(Value::cast::<Str>).map(|s| s.to_string_lossy()))
}

fn is_initializing(vm: &mut Vm, spec: Value) -> PyResult<bool> {
    let name = vm.names.initializing;
    match vm.getattr_opt(spec, name)? {
        Some(flag) => vm.truth(flag),
        None => Ok(false),
    }
}

fn is_being_imported(vm: &mut Vm, spec: Value, attr: &str) -> PyResult<bool> {
    let name = vm.intern("_uninitialized_submodules");
    let Some(names) = vm.getattr_opt(spec, name)? else { return Ok(false) };
    let attr = vm.intern(attr).value();
    vm.contains(names, attr)
}

/// By the spec and loader, else by name and file.
/// As `importlib` has it, which looks at the spec, the loader and the file.
fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let bootstrap = vm.intern("_frozen_importlib");
    if let Some(bootstrap) = vm.modules.get_name(vm, bootstrap).and_then(Value::non_none) {
        return vm.call_method(bootstrap, "_module_repr", &[v]);
    }
    let name = match this(v).namespace().get_name(vm, vm.names.name) {
        Some(name) => vm.repr(name)?.to_string_lossy(),
        None => "'?'".to_owned(),
    };
    Ok(vm.new_str(&format!("<module {name}>"))?.value())
}

/// The names in the module, or what its own `__dir__` gives.
#[pyfunction("module.__dir__($self, /)")]
fn dir(vm: &mut Vm, this: Gc<Module>) -> PyResult {
    let name = vm.names.dict;
    let Some(dict) = vm.getattr(this.value(), name)?.cast::<tauraro_core::Dict>() else {
        return Err(vm.type_error("<module>.__dict__ is not a dictionary"));
    };
    let name = vm.names.dir;
    if let Some(own) = dict.get_name(vm, name) {
        return vm.call(own, &[]);
    }
    let list: Gc<List> = vm.new_list(&[])?;
    for (key, _) in dict.iter() {
        list.push(vm, key)?;
    }
    Ok(list.value())
}

fn annotate(vm: &mut Vm, v: Value) -> PyResult {
    let (dict, name) = (this(v).namespace(), vm.names.annotate);
    match dict.get_name(vm, name) {
        Some(f) => Ok(f),
        None => {
            dict.set_name(vm, name, Value::NONE)?;
            Ok(Value::NONE)
        }
    }
}

fn set_annotate(vm: &mut Vm, v: Value, value: Option<Value>) -> PyResult<()> {
    let Some(value) = value else { return Err(vm.type_error("cannot delete __annotate__ attribute")) };
    if !value.is_none() && vm.type_of(value).slots.call.get().is_none() {
        return Err(vm.type_error("__annotate__ must be callable or None"));
    }
    let (dict, n) = (this(v).namespace(), vm.names);
    dict.set_name(vm, n.annotate, value)?;
    if !value.is_none() {
        dict.remove_name(vm, n.annotations);
    }
    Ok(())
}

fn annotations(vm: &mut Vm, v: Value) -> PyResult {
    let (dict, n): (Gc<Dict>, _) = (this(v).namespace(), vm.names);
    if let Some(found) = dict.get_name(vm, n.annotations) {
        return Ok(found);
    }
    let function = dict.get_name(vm, n.annotate).and_then(Value::non_none);
    let made = match function {
        Some(f) => {
            let made = vm.call(f, &[Value::small(1)])?;
            if !made.is::<Dict>() {
                let text = format!("__annotate__ returned non-dict of type '{}'", vm.type_name(made));
                return Err(vm.type_error(text));
            }
            made
        }
        None => vm.new_dict().value(),
    };
    // A module that is still being imported may come to have more.
    let spec = dict.get_name(vm, vm.names.spec).unwrap_or(Value::NONE);
    if !is_initializing(vm, spec)? {
        dict.set_name(vm, n.annotations, made)?;
    }
    Ok(made)
}

fn set_annotations(vm: &mut Vm, v: Value, value: Option<Value>) -> PyResult<()> {
    let (dict, n) = (this(v).namespace(), vm.names);
    match value {
        Some(value) => dict.set_name(vm, n.annotations, value)?,
        None if dict.remove_name(vm, n.annotations).is_none() => {
            return Err(vm.raise_with(vm.exc.attribute_error, n.annotations.value()));
        }
        None => {}
    }
    dict.remove_name(vm, n.annotate);
    Ok(())
}
