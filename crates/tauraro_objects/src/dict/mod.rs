//! `dict`: a mapping that keeps the order of insertion.
//!
//! Layout: `tauraro_core::object::Dict` over the hash table of `tauraro_core::object::table`.

mod iter;
mod methods;
mod set_ops;
pub mod update;
pub(crate) mod views;

pub use iter::{DictIterator, new_dict_iterator, new_dict_reverse_iterator, step};
pub use views::{DictItems, DictKeys, DictValues};

use crate::repr_guard::{Text, repr_once};
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{CompareOp, TypeFlags};
use tauraro_core::shape::ShapeId;
use tauraro_core::{Dict, PyResult, Type, Value, Vm};
use update::{OnDuplicate, update_from};

/// The dict that a slot was called with.
#[inline(always)]
pub(crate) fn this(v: Value) -> Gc<Dict> {
    v.cast().expect("slots of dict get dicts")
}

fn new(vm: &mut Vm, cls: Gc<Type>, _: Args<'_>) -> PyResult {
    let slots = usize::from(cls.inline_slots.get());
    Ok(vm.alloc_with_slots(cls.root_shape.get(), Dict::default(), slots).value())
}

/// What `dict(...)` and `update(...)` do with their arguments.
fn update_with(vm: &mut Vm, dict: Gc<Dict>, name: &str, args: Args<'_>) -> PyResult<()> {
    let plain = args.plain();
    if plain.len() > 1 {
        return Err(vm.type_error(format!("{name} expected at most 1 argument, got {}", plain.len())));
    }
    if let Some(from) = plain.first() {
        update_from(vm, dict, *from)?;
    }
    for (name, value) in args.keywords() {
        dict.set_item(vm, name.value(), value)?;
    }
    Ok(())
}

fn init_slot(vm: &mut Vm, v: Value, args: Args<'_>) -> PyResult<()> {
    update_with(vm, this(v), "dict", args)
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let dict = this(v);
    if dict.is_empty() {
        return vm.new_str("{}").map(Gc::value);
    }
    repr_once(vm, v, "{...}", |vm| {
        let mut text = Text::new("{");
        for (i, (key, value)) in dict.iter().enumerate() {
            text.push(if i == 0 { "" } else { ", " });
            text.push_repr(vm, key)?;
            text.push(": ");
            text.push_repr(vm, value)?;
        }
        text.push("}");
        text.finish(vm)
    })
}

fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.cast::<Dict>(), b.cast::<Dict>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let same = equal(vm, x, y)?;
    Ok(Value::bool(same == (op == CompareOp::Eq)))
}

/// Whether two dicts have equal keys with equal values.
fn equal(vm: &mut Vm, a: Gc<Dict>, b: Gc<Dict>) -> PyResult<bool> {
    if a.len() != b.len() {
        return Ok(false);
    }
    let mut at = 0;
    while let Some((i, key, value)) = a.table.next_entry(at) {
        at = i + 1;
        let hash = a.table.entry(i).map_or(0, |e| e.2);
        let found = b.table.find(vm, key, hash)?;
        let Some((_, other, _)) = found.and_then(|j| b.table.entry(j)) else { return Ok(false) };
        if !vm.eq(other, value)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn getitem(vm: &mut Vm, v: Value, key: Value) -> PyResult {
    let dict = this(v);
    if let Some(found) = dict.get(vm, key)? {
        return Ok(found);
    }
    if dict.shape() != ShapeId::DICT
        && let Some(found) = vm.call_special(v, vm.names.missing, &[key])?
    {
        return Ok(found);
    }
    Err(vm.key_error(key))
}

fn setitem(vm: &mut Vm, v: Value, key: Value, value: Option<Value>) -> PyResult<()> {
    let dict = this(v);
    match value {
        Some(value) => dict.set_item(vm, key, value),
        None => match dict.remove(vm, key)? {
            Some(_) => Ok(()),
            None => Err(vm.key_error(key)),
        },
    }
}

fn contains(vm: &mut Vm, v: Value, key: Value) -> PyResult<bool> {
    Ok(this(v).get(vm, key)?.is_some())
}

/// A copy that is exactly a dict.
pub fn copy_dict(vm: &mut Vm, dict: Gc<Dict>) -> PyResult<Gc<Dict>> {
    let table = dict.table.copy(vm)?;
    Ok(vm.alloc(ShapeId::DICT, Dict { table }))
}

/// `dict.copy` and the left side of `|`: a subclass that overrides how it is iterated is asked.
fn shallow_copy(vm: &mut Vm, dict: Gc<Dict>) -> PyResult<Gc<Dict>> {
    if update::iterates_as_dict(vm, dict.value()) {
        return copy_dict(vm, dict);
    }
    let copy = vm.new_dict();
    update::merge(vm, copy, dict.value(), OnDuplicate::Replace)?;
    Ok(copy)
}

fn or(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    let (Some(x), Some(_)) = (a.cast::<Dict>(), b.cast::<Dict>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    let result = shallow_copy(vm, x)?;
    update_from(vm, result, b)?;
    Ok(result.value())
}

fn inplace_or(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    update_from(vm, this(a), b)?;
    Ok(a)
}

/// `{**mapping}`: raises TypeError "'int' object is not a mapping".
pub fn update_display(vm: &mut Vm, dict: Gc<Dict>, mapping: Value) -> PyResult<()> {
    let result = update::merge(vm, dict, mapping, OnDuplicate::Replace);
    match vm.catching(result, vm.exc.attribute_error)? {
        Some(()) => Ok(()),
        None => {
            let text = format!("'{}' object is not a mapping", vm.type_name(mapping));
            Err(vm.type_error(text))
        }
    }
}

/// A dict of these keys and values, which alternate.
pub fn build_map(vm: &mut Vm, pairs: &[Value]) -> PyResult<Gc<Dict>> {
    let (pairs, _) = pairs.as_chunks::<2>();
    let dict = vm.new_dict_with_capacity(pairs.len())?;
    for [key, value] in pairs {
        dict.set_item(vm, *key, *value)?;
    }
    Ok(dict)
}

static SPEC: TypeSpec = TypeSpec {
    name: "dict",
    doc: Some(
        "dict() -> new empty dictionary\ndict(mapping) -> new dictionary with a mapping's pairs\n\
         dict(iterable) -> new dictionary with an iterable's pairs\n\
         dict(**kwargs) -> new dictionary with the keyword arguments; may follow one of the others",
    ),
    kind: Some(Dict::INFO),
    flags: TypeFlags(0),
    new: Some(new),
    methods: methods::METHODS,
    slots: |s| {
        s.repr.set(Some(repr));
        s.compare.set(Some(compare));
        s.iter.set(Some(|vm, v| Ok(new_dict_iterator(vm, ShapeId::DICT_KEYITERATOR, this(v)).value())));
        s.init.set(Some(init_slot));
        s.len.set(Some(|_, v| Ok(this(v).len())));
        s.getitem.set(Some(getitem));
        s.setitem.set(Some(setitem));
        s.contains.set(Some(contains));
        s.or.set(Some(or));
        s.inplace_or.set(Some(inplace_or));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.dict, &SPEC)?;
    iter::init(vm)?;
    views::init(vm)
}
