//! `AST`, the class of all nodes: construction from fields, copying and pickling.

use super::grammar::Node;
use super::{family_class, is_union, singleton};
use tauraro_core::call::Args;
use tauraro_core::heap::Gc;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Dict, Instance, TypeFlags};
use tauraro_core::{List, PyResult, Str, Type, Value, Vm, defs, kinds, pyfunction};

fn new(vm: &mut Vm, cls: Gc<Type>, _: Args<'_>) -> PyResult {
    Ok(vm.alloc_with_slots(cls.root_shape.get(), Instance, cls.inline_slots.get().into()).value())
}

/// The names in a tuple attribute of the node's class, empty if there is none.
pub(super) fn names_of(vm: &mut Vm, v: Value, attribute: &str) -> PyResult<Gc<List>> {
    let list = vm.new_list(&[])?;
    let class = vm.type_of(v).value();
    let attribute = vm.intern(attribute);
    let Some(names) = vm.getattr_opt(class, attribute)? else { return Ok(list) };
    // What is no sequence is refused as CPython's `len` would.
    for i in 0..vm.len(names)? {
        let name = vm.getitem(names, Value::small(i as i64))?;
        list.push(vm, name)?;
    }
    Ok(list)
}

fn position(list: Gc<List>, name: Value) -> Option<usize> {
    let text = name.cast::<Str>()?;
    let same = |v: Value| v.cast::<Str>().is_some_and(|s| s.same_text(text));
    list.items.slots().iter().position(|s| same(s.get()))
}

/// Takes a name out of a list of names; `false`: it was not there.
fn take(list: Gc<List>, name: Value) -> bool {
    match position(list, name) {
        Some(i) => {
            list.items.remove(i);
            true
        }
        None => false,
    }
}

fn deprecated(vm: &mut Vm, text: &str) -> PyResult<()> {
    crate::_warnings::warn_text(vm, vm.exc.deprecation_warning, text)
}

fn shown(vm: &mut Vm, v: Value) -> PyResult<String> {
    Ok(vm.repr(v)?.to_string_lossy())
}

fn init(vm: &mut Vm, v: Value, args: Args<'_>) -> PyResult<()> {
    let fields = names_of(vm, v, "_fields")?;
    let total = fields.items.len();
    let given = args.plain();
    if given.len() > total {
        let name = vm.type_of(v).short_name();
        let plural = if total == 1 { "" } else { "s" };
        return Err(vm.type_error(format!("{name} constructor takes at most {total} positional argument{plural}")));
    }
    let missing = vm.new_list_of_slots(fields.items.slots(), 1)?;
    for (i, value) in given.iter().enumerate() {
        let field = fields.items.get(i).unwrap_or(Value::NONE);
        set(vm, v, field, *value)?;
        take(missing, field);
    }
    for (name, value) in args.keywords() {
        init_keyword(vm, v, name, fields, missing)?;
        vm.setattr(v, name, Some(value))?;
    }
    if missing.items.is_empty() { Ok(()) } else { init_missing(vm, v, missing) }
}

fn set(vm: &mut Vm, v: Value, name: Value, value: Value) -> PyResult<()> {
    let Some(name) = name.cast::<Str>() else {
        let text = format!("attribute name must be string, not '{}'", vm.type_name(name));
        return Err(vm.type_error(text));
    };
    let name = vm.intern_str(name);
    vm.setattr(v, name, Some(value))
}

/// Checks that a keyword is a field that was not given yet, or an attribute.
fn init_keyword(vm: &mut Vm, v: Value, name: Gc<Str>, fields: Gc<List>, missing: Gc<List>) -> PyResult<()> {
    if position(fields, name.value()).is_some() {
        if take(missing, name.value()) {
            return Ok(());
        }
        let (class, name) = (vm.type_of(v).short_name(), shown(vm, name.value())?);
        return Err(vm.type_error(format!("{class} got multiple values for argument {name}")));
    }
    let attributes = names_of(vm, v, "_attributes")?;
    if position(attributes, name.value()).is_some() {
        return Ok(());
    }
    let (class, name) = (vm.type_of(v).name_str(), shown(vm, name.value())?);
    deprecated(
        vm,
        &format!(
            "{class}.__init__ got an unexpected keyword argument {name}. Support for arbitrary keyword arguments \
             is deprecated and will be removed in Python 3.15."
        ),
    )
}

/// Gives fields that were left out what their type allows: an empty list, `Load()`, or the
/// class's own None.
fn init_missing(vm: &mut Vm, v: Value, missing: Gc<List>) -> PyResult<()> {
    let class = vm.type_of(v);
    let attribute = vm.intern("_field_types");
    let Some(types) = vm.getattr_opt(class.value(), attribute)?.and_then(Value::cast::<Dict>) else { return Ok(()) };
    for i in 0..missing.items.len() {
        let field = missing.items.get(i).unwrap_or(Value::NONE);
        let ty = types.get(vm, field)?;
        match ty {
            None => {
                let (name, field) = (class.name_str(), shown(vm, field)?);
                let text = format!(
                    "Field {field} is missing from {name}._field_types. This will become an error in Python 3.15."
                );
                deprecated(vm, &text)?;
            }
            Some(ty) if is_union(ty) => {}
            Some(ty) if ty.kind() == kinds::GENERIC_ALIAS => {
                let empty = vm.new_list(&[])?.value();
                set(vm, v, field, empty)?;
            }
            Some(ty) if ty.cast() == family_class(vm, "expr_context") => {
                let load = singleton(vm, Node::Load);
                set(vm, v, field, load)?;
            }
            Some(_) => {
                let (name, field) = (class.name_str(), shown(vm, field)?);
                let text = format!(
                    "{name}.__init__ missing 1 required positional argument: {field}. This will become an error in \
                     Python 3.15."
                );
                deprecated(vm, &text)?;
            }
        }
    }
    Ok(())
}

fn own_dict(vm: &mut Vm, v: Value) -> PyResult<Gc<Dict>> {
    match vm.getattr_opt(v, vm.names.dict)?.and_then(Value::cast::<Dict>) {
        Some(dict) => Ok(dict),
        None => Ok(vm.new_dict()),
    }
}

/// For pickling and copying: the fields are given to the constructor again, so that it does not
/// miss them.
#[pyfunction("AST.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Value) -> PyResult {
    let dict = own_dict(vm, this)?;
    let fields = names_of(vm, this, "_fields")?;
    let mut present = 0;
    while let Some(field) = fields.items.get(present) {
        if dict.get(vm, field)?.is_none() {
            break;
        }
        present += 1;
    }
    let args = vm.new_tuple_filled(present, |_| Value::NONE)?.value();
    let state = tauraro_objects::dict::copy_dict(vm, dict)?.value();
    let class = vm.type_of(this).value();
    vm.new_tuple(&[class, args, state]).map(Gc::value)
}

/// Returns a copy of the node with other values for some fields.
#[pyfunction("AST.__replace__($self, /, *args, **fields)")]
fn replace(vm: &mut Vm, this: Value, args: &[Value], fields: Option<Gc<Dict>>) -> PyResult {
    if !args.is_empty() {
        return Err(vm.type_error("__replace__() takes no positional arguments"));
    }
    let changes = match fields {
        Some(fields) => fields,
        None => vm.new_dict(),
    };
    let dict = own_dict(vm, this)?;
    replace_check(vm, this, dict, changes)?;
    let payload = vm.new_dict();
    for attribute in ["_fields", "_attributes"] {
        let names = names_of(vm, this, attribute)?;
        for i in 0..names.items.len() {
            let name = names.items.get(i).unwrap_or(Value::NONE);
            if let Some(v) = dict.get(vm, name)? {
                payload.set_item(vm, name, v)?;
            }
        }
    }
    for (name, v) in changes.iter() {
        payload.set_item(vm, name, v)?;
    }
    let class = vm.type_of(this).value();
    crate::_operator::call_with_dict(vm, class, &[], payload)
}

/// Every change must name a field or attribute, and the copy must miss none.
fn replace_check(vm: &mut Vm, this: Value, dict: Gc<Dict>, changes: Gc<Dict>) -> PyResult<()> {
    let class = vm.type_of(this);
    let expected = names_of(vm, this, "_fields")?;
    let attributes = names_of(vm, this, "_attributes")?;
    expected.items.extend_slots(vm, expected.header(), attributes.items.slots())?;
    for (name, _) in changes.iter() {
        if !take(expected, name) {
            let (class, name) = (class.name_str(), shown(vm, name)?);
            let text = format!("{class}.__replace__ got an unexpected keyword argument {name}.");
            return Err(vm.type_error(text));
        }
    }
    for (name, _) in dict.iter() {
        take(expected, name);
    }
    for i in 0..attributes.items.len() {
        take(expected, attributes.items.get(i).unwrap_or(Value::NONE));
    }
    let attribute = vm.intern("_field_types");
    let types = vm.getattr_opt(class.value(), attribute)?.and_then(Value::cast::<Dict>);
    for (name, ty) in types.into_iter().flat_map(Gc::<Dict>::iter) {
        if is_union(ty) {
            take(expected, name);
        }
    }
    let n = expected.items.len();
    if n == 0 {
        return Ok(());
    }
    let mut names = Vec::new();
    for i in 0..n {
        names.push(shown(vm, expected.items.get(i).unwrap_or(Value::NONE))?);
    }
    names.sort();
    let plural = if n == 1 { "" } else { "s" };
    let text = format!("{}.__replace__ missing {n} keyword argument{plural}: {}.", class.name_str(), names.join(", "));
    Err(vm.type_error(text))
}

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "AST",
    module: "ast",
    flags: TypeFlags::BASE,
    has_dict: true,
    new: Some(new),
    methods: defs![reduce, replace],
    slots: |s| {
        s.init.set(Some(init));
        s.repr.set(Some(super::repr::repr));
    },
    ..TypeSpec::EMPTY
};
