//! `dict_keys`, `dict_values` and `dict_items`: what a dict holds, as it changes.

use super::iter::{DictIterator, new_dict_iterator, new_dict_reverse_iterator};
use super::set_ops;
use crate::iterable::{extend_with, extend_with_keys, poll};
use crate::repr_guard::{Text, repr_once};
use tauraro_core::heap::{Gc, HasKindInfo, Link};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, Slots};
use tauraro_core::shape::ShapeId;
use tauraro_core::{Dict, List, PyResult, Tuple, Value, Vm, defs, kinds, payload, pyfunction};

/// `dict.keys()`
#[repr(C)]
pub struct DictKeys {
    pub dict: Link<Dict>,
}

/// `dict.values()`
#[repr(C)]
pub struct DictValues {
    pub dict: Link<Dict>,
}

/// `dict.items()`
#[repr(C)]
pub struct DictItems {
    pub dict: Link<Dict>,
}

payload!(DictKeys, kinds::DICT_KEYS, "dict_keys", [dict]);
payload!(DictValues, kinds::DICT_VALUES, "dict_values", [dict]);
payload!(DictItems, kinds::DICT_ITEMS, "dict_items", [dict]);

pub(crate) fn new_keys(vm: &mut Vm, dict: Gc<Dict>) -> Gc<DictKeys> {
    vm.alloc(ShapeId::DICT_KEYS, DictKeys { dict: Link::new(Some(dict)) })
}

pub(crate) fn new_values(vm: &mut Vm, dict: Gc<Dict>) -> Gc<DictValues> {
    vm.alloc(ShapeId::DICT_VALUES, DictValues { dict: Link::new(Some(dict)) })
}

pub(crate) fn new_items(vm: &mut Vm, dict: Gc<Dict>) -> Gc<DictItems> {
    vm.alloc(ShapeId::DICT_ITEMS, DictItems { dict: Link::new(Some(dict)) })
}

/// The dict that a view shows.
pub(crate) fn dict_of(v: Value) -> Option<Gc<Dict>> {
    if let Some(view) = v.cast::<DictKeys>() {
        return view.dict.get();
    }
    if let Some(view) = v.cast::<DictItems>() {
        return view.dict.get();
    }
    v.cast::<DictValues>()?.dict.get()
}

fn shown(v: Value) -> Gc<Dict> {
    dict_of(v).expect("slots of dict views get them")
}

/// `list.extend` with a view; `None`: it is none.
pub(crate) fn extend_from_view(vm: &mut Vm, list: Gc<List>, v: Value, shape: ShapeId) -> Option<PyResult<()>> {
    match shape {
        ShapeId::DICT_KEYS => Some(extend_with_keys(vm, list, dict_of(v)?)),
        ShapeId::DICT_VALUES => {
            let dict = dict_of(v)?;
            let mut entries = dict.iter();
            Some(extend_with(vm, list, dict.len(), |_| entries.next().map(|e| e.1)))
        }
        ShapeId::DICT_ITEMS => Some(extend_with_items(vm, list, dict_of(v)?)),
        _ => None,
    }
}

fn extend_with_items(vm: &mut Vm, list: Gc<List>, dict: Gc<Dict>) -> PyResult<()> {
    list.items.reserve(vm, list.header(), dict.len())?;
    for (key, value) in dict.iter() {
        let pair = vm.new_tuple(&[key, value])?;
        list.push(vm, pair.value())?;
        poll(vm)?;
    }
    Ok(())
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    repr_once(vm, v, "...", |vm| {
        let mut text = Text::new(&vm.type_name(v));
        text.push("(");
        let items = crate::iterable::list_from_iterable(vm, v)?;
        text.push_repr(vm, items.value())?;
        text.push(")");
        text.finish(vm)
    })
}

pub(super) fn contains_key(vm: &mut Vm, v: Value, key: Value) -> PyResult<bool> {
    Ok(shown(v).get(vm, key)?.is_some())
}

pub(super) fn contains_item(vm: &mut Vm, v: Value, item: Value) -> PyResult<bool> {
    let Some(pair) = item.cast::<Tuple>() else { return Ok(false) };
    let &[key, value] = pair.items() else { return Ok(false) };
    match shown(v).get(vm, key)? {
        Some(found) => vm.eq(found, value),
        None => Ok(false),
    }
}

/// Returns True if the view and an iterable have no item in common.
#[pyfunction("dict_keys.isdisjoint($self, other, /)")]
fn keys_isdisjoint(vm: &mut Vm, this: Gc<DictKeys>, other: Value) -> PyResult<bool> {
    set_ops::isdisjoint(vm, this.value(), other)
}

/// Returns a reverse iterator over the keys.
#[pyfunction("dict_keys.__reversed__($self, /)")]
fn keys_reversed(vm: &mut Vm, this: Gc<DictKeys>) -> Gc<DictIterator> {
    new_dict_reverse_iterator(vm, ShapeId::DICT_REVERSEKEYITERATOR, shown(this.value()))
}

/// Returns a reverse iterator over the values.
#[pyfunction("dict_values.__reversed__($self, /)")]
fn values_reversed(vm: &mut Vm, this: Gc<DictValues>) -> Gc<DictIterator> {
    new_dict_reverse_iterator(vm, ShapeId::DICT_REVERSEVALUEITERATOR, shown(this.value()))
}

/// Returns True if the view and an iterable have no item in common.
#[pyfunction("dict_items.isdisjoint($self, other, /)")]
fn items_isdisjoint(vm: &mut Vm, this: Gc<DictItems>, other: Value) -> PyResult<bool> {
    set_ops::isdisjoint(vm, this.value(), other)
}

/// Returns a reverse iterator over the pairs.
#[pyfunction("dict_items.__reversed__($self, /)")]
fn items_reversed(vm: &mut Vm, this: Gc<DictItems>) -> Gc<DictIterator> {
    new_dict_reverse_iterator(vm, ShapeId::DICT_REVERSEITEMITERATOR, shown(this.value()))
}

static MAPPING: &[GetSetDef] = &[GetSetDef {
    name: "mapping",
    doc: "the dictionary that this view shows, read-only",
    get: |vm, v| {
        let proxy = vm.types.mappingproxy.value();
        vm.call(proxy, &[shown(v).value()])
    },
    set: None,
}];

fn common_slots(s: &Slots) {
    s.repr.set(Some(repr));
    s.len.set(Some(|_, v| Ok(shown(v).len())));
}

static KEYS: TypeSpec = TypeSpec {
    name: "dict_keys",
    kind: Some(DictKeys::INFO),
    methods: defs![keys_isdisjoint, keys_reversed],
    getset: MAPPING,
    slots: |s| {
        common_slots(s);
        set_ops::fill(s);
        s.iter.set(Some(|vm, v| Ok(new_dict_iterator(vm, ShapeId::DICT_KEYITERATOR, shown(v)).value())));
        s.contains.set(Some(contains_key));
    },
    ..TypeSpec::EMPTY
};

static VALUES: TypeSpec = TypeSpec {
    name: "dict_values",
    kind: Some(DictValues::INFO),
    methods: defs![values_reversed],
    getset: MAPPING,
    slots: |s| {
        common_slots(s);
        s.iter.set(Some(|vm, v| Ok(new_dict_iterator(vm, ShapeId::DICT_VALUEITERATOR, shown(v)).value())));
    },
    ..TypeSpec::EMPTY
};

static ITEMS: TypeSpec = TypeSpec {
    name: "dict_items",
    kind: Some(DictItems::INFO),
    methods: defs![items_isdisjoint, items_reversed],
    getset: MAPPING,
    slots: |s| {
        common_slots(s);
        set_ops::fill(s);
        s.iter.set(Some(|vm, v| Ok(new_dict_iterator(vm, ShapeId::DICT_ITEMITERATOR, shown(v)).value())));
        s.contains.set(Some(contains_item));
    },
    ..TypeSpec::EMPTY
};

pub(super) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.dict_keys, &KEYS)?;
    vm.fill_type(vm.types.dict_values, &VALUES)?;
    vm.fill_type(vm.types.dict_items, &ITEMS)
}
