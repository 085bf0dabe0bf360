//! `odict_keys`, `odict_values` and `odict_items`: dict views with their own iterators.

use super::iter::{OrderedIterator, Part, new_iterator};
use super::types;
use tauraro_core::heap::{Gc, Link};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::{Dict, Value, Vm, defs, pyfunction};
use tauraro_objects::dict::{DictItems, DictKeys, DictValues};

pub(super) fn new_keys(vm: &mut Vm, dict: Gc<Dict>) -> Gc<DictKeys> {
    let shape = types(vm).keys.root_shape.get();
    vm.alloc(shape, DictKeys { dict: Link::new(Some(dict)) })
}

pub(super) fn new_values(vm: &mut Vm, dict: Gc<Dict>) -> Gc<DictValues> {
    let shape = types(vm).values.root_shape.get();
    vm.alloc(shape, DictValues { dict: Link::new(Some(dict)) })
}

pub(super) fn new_items(vm: &mut Vm, dict: Gc<Dict>) -> Gc<DictItems> {
    let shape = types(vm).items.root_shape.get();
    vm.alloc(shape, DictItems { dict: Link::new(Some(dict)) })
}

fn shown(dict: Option<Gc<Dict>>) -> Gc<Dict> {
    dict.expect("a view has its dict from its creation on")
}

/// Returns a reverse iterator over the keys.
#[pyfunction("odict_keys.__reversed__($self, /)")]
fn keys_reversed(vm: &mut Vm, this: Gc<DictKeys>) -> Gc<OrderedIterator> {
    new_iterator(vm, shown(this.dict.get()), Part::Keys, true)
}

/// Returns a reverse iterator over the values.
#[pyfunction("odict_values.__reversed__($self, /)")]
fn values_reversed(vm: &mut Vm, this: Gc<DictValues>) -> Gc<OrderedIterator> {
    new_iterator(vm, shown(this.dict.get()), Part::Values, true)
}

/// Returns a reverse iterator over the pairs.
#[pyfunction("odict_items.__reversed__($self, /)")]
fn items_reversed(vm: &mut Vm, this: Gc<DictItems>) -> Gc<OrderedIterator> {
    new_iterator(vm, shown(this.dict.get()), Part::Items, true)
}

fn dict_of_keys(v: Value) -> Gc<Dict> {
    shown(v.cast::<DictKeys>().and_then(|view| view.dict.get()))
}

fn dict_of_values(v: Value) -> Gc<Dict> {
    shown(v.cast::<DictValues>().and_then(|view| view.dict.get()))
}

fn dict_of_items(v: Value) -> Gc<Dict> {
    shown(v.cast::<DictItems>().and_then(|view| view.dict.get()))
}

pub(super) static KEYS: TypeSpec = TypeSpec {
    name: "odict_keys",
    methods: defs![keys_reversed],
    slots: |s| {
        s.iter.set(Some(|vm, v| Ok(new_iterator(vm, dict_of_keys(v), Part::Keys, false).value())));
    },
    ..TypeSpec::EMPTY
};

pub(super) static VALUES: TypeSpec = TypeSpec {
    name: "odict_values",
    methods: defs![values_reversed],
    slots: |s| {
        s.iter.set(Some(|vm, v| Ok(new_iterator(vm, dict_of_values(v), Part::Values, false).value())));
    },
    ..TypeSpec::EMPTY
};

pub(super) static ITEMS: TypeSpec = TypeSpec {
    name: "odict_items",
    methods: defs![items_reversed],
    slots: |s| {
        s.iter.set(Some(|vm, v| Ok(new_iterator(vm, dict_of_items(v), Part::Items, false).value())));
    },
    ..TypeSpec::EMPTY
};
