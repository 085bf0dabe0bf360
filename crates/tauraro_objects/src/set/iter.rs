//! `set_iterator`.

use crate::iterable::{builtin, list_from_iterable};
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Link};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::Set;
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Value, Vm, defs, kinds, payload, pyfunction};

#[repr(C)]
pub struct SetIterator {
    /// None once exhausted.
    pub set: Link<Set>,
    /// The place of the table to look at next.
    pub at: Cell<usize>,
    /// Length of the set when the iteration began; `CHANGED` after an error.
    pub expected: Cell<usize>,
    /// Elements that are left.
    pub left: Cell<usize>,
}

payload!(SetIterator, kinds::SET_ITERATOR, "set_iterator", [set]);

/// No set has this length: a change once noticed is noticed again.
const CHANGED: usize = usize::MAX;

/// `iter(set)`
pub fn new_set_iterator(vm: &mut Vm, set: Gc<Set>) -> Gc<SetIterator> {
    let len = set.len();
    let payload =
        SetIterator { set: Link::new(Some(set)), at: Cell::new(0), expected: Cell::new(len), left: Cell::new(len) };
    vm.alloc(ShapeId::SET_ITERATOR, payload)
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<SetIterator> = v.cast().expect("slots of set_iterator get them");
    let Some(set) = this.set.get() else { return Ok(None) };
    if this.expected.get() != set.len() {
        this.expected.set(CHANGED);
        return Err(vm.runtime_error("Set changed size during iteration"));
    }
    match set.table.next(this.at.get()) {
        Some((i, key, _)) => {
            this.at.set(i + 1);
            this.left.set(this.left.get().saturating_sub(1));
            Ok(Some(key))
        }
        None => {
            this.link(&this.set, None);
            Ok(None)
        }
    }
}

/// Estimates how many elements are left.
#[pyfunction("set_iterator.__length_hint__($self, /)")]
fn length_hint(_: &mut Vm, this: Gc<SetIterator>) -> usize {
    match this.set.get() {
        Some(set) if set.len() == this.expected.get() => this.left.get(),
        _ => 0,
    }
}

/// Returns state information for pickling.
#[pyfunction("set_iterator.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<SetIterator>) -> PyResult {
    let copy = SetIterator {
        set: Link::new(this.set.get()),
        at: this.at.clone(),
        expected: this.expected.clone(),
        left: this.left.clone(),
    };
    let copy = vm.alloc(ShapeId::SET_ITERATOR, copy);
    let rest = list_from_iterable(vm, copy.value())?.value();
    let iter = builtin(vm, "iter")?;
    let args = vm.new_tuple(&[rest])?.value();
    vm.new_tuple(&[iter, args]).map(Gc::value)
}

static SPEC: TypeSpec = TypeSpec {
    name: "set_iterator",
    kind: Some(SetIterator::INFO),
    methods: defs![length_hint, reduce],
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v)));
        s.iternext.set(Some(next));
    },
    ..TypeSpec::EMPTY
};

pub(super) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.set_iterator, &SPEC)
}
