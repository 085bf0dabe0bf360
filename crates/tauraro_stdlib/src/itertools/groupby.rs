//! `groupby`: runs of items with the same key.

use super::{iterator, make, types};
use crate::kinds;
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::TypeFlags;
use tauraro_core::{PyResult, Type, Value, Vm, defs, payload, pyfunction};
use tauraro_objects::iterable::poll;

struct GroupBy {
    iter: Slot,
    /// None: the items are their keys.
    key_func: Slot,
    /// Key of the group that was given last; UNBOUND before the first.
    target_key: Slot,
    current_key: Slot,
    /// The item that was read last; UNBOUND once a group has given it.
    current: Slot,
    /// Number of the group that may still read.
    group: Cell<u64>,
}

payload!(GroupBy, kinds::GROUPBY, "itertools.groupby", [iter, key_func, target_key, current_key, current]);

struct Grouper {
    parent: Gc<GroupBy>,
    key: Slot,
    group: u64,
}

payload!(Grouper, kinds::GROUPER, "itertools._grouper", [parent, key]);

#[pyfunction("groupby($cls, iterable, key=None)")]
fn groupby(vm: &mut Vm, cls: Gc<Type>, iterable: Value, key: Option<Value>) -> PyResult<Gc<GroupBy>> {
    let iter = vm.iter(iterable)?;
    let unbound = || Slot::new(Value::UNBOUND);
    let payload = GroupBy {
        iter: Slot::new(iter),
        key_func: Slot::new(key.unwrap_or(Value::NONE)),
        target_key: unbound(),
        current_key: unbound(),
        current: unbound(),
        group: Cell::new(0),
    };
    Ok(make(vm, cls, payload))
}

/// Reads the next item; `false`: there is none.
fn step(vm: &mut Vm, this: Gc<GroupBy>) -> PyResult<bool> {
    let Some(item) = vm.next(this.iter.get())? else { return Ok(false) };
    let func = this.key_func.get();
    let key = if func.is_none() { item } else { vm.call(func, &[item])? };
    this.set(&this.current, item);
    this.set(&this.current_key, key);
    Ok(true)
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<GroupBy> = v.cast().expect("slots of groupby get them");
    // The group before this one gives nothing more.
    this.group.set(this.group.get() + 1);
    loop {
        if let Some(key) = this.current_key.get().bound() {
            let Some(target) = this.target_key.get().bound() else { break };
            if !vm.eq(target, key)? {
                break;
            }
        }
        if !step(vm, this)? {
            return Ok(None);
        }
        poll(vm)?;
    }
    let key = this.current_key.get();
    this.set(&this.target_key, key);
    let grouper = new_grouper(vm, this, key).value();
    vm.new_tuple(&[key, grouper]).map(|t| Some(t.value()))
}

fn new_grouper(vm: &mut Vm, parent: Gc<GroupBy>, key: Value) -> Gc<Grouper> {
    let shape = types(vm).grouper.root_shape.get();
    vm.alloc(shape, Grouper { parent, key: Slot::new(key), group: parent.group.get() })
}

#[pyfunction("_grouper($cls, parent, tgtkey, /)")]
fn grouper(vm: &mut Vm, _cls: Gc<Type>, parent: Gc<GroupBy>, tgtkey: Value) -> Gc<Grouper> {
    parent.group.set(parent.group.get() + 1);
    new_grouper(vm, parent, tgtkey)
}

fn next_of_group(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<Grouper> = v.cast().expect("slots of _grouper get them");
    let parent = this.parent;
    if parent.group.get() != this.group {
        return Ok(None);
    }
    if parent.current.get().is_unbound() && !step(vm, parent)? {
        return Ok(None);
    }
    if !vm.eq(this.key.get(), parent.current_key.get())? {
        return Ok(None);
    }
    let item = parent.current.get().bound();
    parent.set(&parent.current, Value::UNBOUND);
    Ok(item)
}

pub(super) static GROUPBY: TypeSpec = TypeSpec {
    name: "groupby",
    module: "itertools",
    doc: Some(
        "groupby(iterable, key=None)\n\nPairs of a key and an iterator of the neighbouring items that have it; items \
         are their own keys without a function.",
    ),
    kind: Some(GroupBy::INFO),
    flags: TypeFlags::BASE,
    new: Some(groupby::as_new),
    methods: defs![],
    slots: |s| iterator(s, next),
    ..TypeSpec::EMPTY
};

pub(super) static GROUPER: TypeSpec = TypeSpec {
    name: "_grouper",
    module: "itertools",
    kind: Some(Grouper::INFO),
    new: Some(grouper::as_new),
    slots: |s| iterator(s, next_of_group),
    ..TypeSpec::EMPTY
};
