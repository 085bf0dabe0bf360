//! `odict_iterator`, for keys, values and items in both directions.

use super::types;
use crate::kinds;
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Link};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::{Dict, PyResult, Value, Vm, defs, payload, pyfunction};
use tauraro_objects::iterable::{builtin, list_from_iterable};

/// What of an entry is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Keys,
    Values,
    Items,
}

pub(super) struct OrderedIterator {
    /// None once exhausted.
    dict: Link<Dict>,
    /// Entry number: the next one, or one past it when going backwards.
    at: Cell<usize>,
    /// State of the key set when the iteration began.
    version: u32,
    len: usize,
    part: Part,
    reverse: bool,
}

payload!(OrderedIterator, kinds::ODICT_ITERATOR, "odict_iterator", [dict]);

pub(super) fn new_iterator(vm: &mut Vm, dict: Gc<Dict>, part: Part, reverse: bool) -> Gc<OrderedIterator> {
    let shape = types(vm).iterator.root_shape.get();
    let payload = OrderedIterator {
        dict: Link::new(Some(dict)),
        at: Cell::new(if reverse { usize::MAX } else { 0 }),
        version: dict.table.keys_version(vm),
        len: dict.len(),
        part,
        reverse,
    };
    vm.alloc(shape, payload)
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<OrderedIterator> = v.cast().expect("slots of odict_iterator get them");
    let Some(dict) = this.dict.get() else { return Ok(None) };
    if dict.table.known_keys_version() != this.version {
        return Err(vm.runtime_error("OrderedDict mutated during iteration"));
    }
    if dict.len() != this.len {
        return Err(vm.runtime_error("OrderedDict changed size during iteration"));
    }
    let at = this.at.get();
    let found = if this.reverse { dict.table.previous_entry(at) } else { dict.table.next_entry(at) };
    let Some((i, key, value)) = found else {
        this.link(&this.dict, None);
        return Ok(None);
    };
    let at = if this.reverse { i } else { i + 1 };
    this.at.set(at);
    // Whether there are more is settled now: changes after the last item are not noticed.
    let more = if this.reverse { dict.table.previous_entry(at) } else { dict.table.next_entry(at) };
    if more.is_none() {
        this.link(&this.dict, None);
    }
    match this.part {
        Part::Keys => Ok(Some(key)),
        Part::Values => Ok(Some(value)),
        Part::Items => vm.new_tuple(&[key, value]).map(|t| Some(t.value())),
    }
}

/// Returns state information for pickling.
#[pyfunction("odict_iterator.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<OrderedIterator>) -> PyResult {
    let copy = OrderedIterator { dict: Link::new(this.dict.get()), at: this.at.clone(), ..*this };
    let copy = vm.alloc(this.shape(), copy);
    let rest = list_from_iterable(vm, copy.value())?.value();
    let iter = builtin(vm, "iter")?;
    let args = vm.new_tuple(&[rest])?.value();
    vm.new_tuple(&[iter, args]).map(Gc::value)
}

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "odict_iterator",
    kind: Some(OrderedIterator::INFO),
    methods: defs![reduce],
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v)));
        s.iternext.set(Some(next));
    },
    ..TypeSpec::EMPTY
};
