//! `_deque_iterator` and `_deque_reverse_iterator`.

use super::{Deque, mutated};
use crate::_collections::types;
use crate::kinds;
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Link};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::{PyResult, Type, Value, Vm, defs, payload, pyfunction};

/// The layout of both.
pub(crate) struct DequeIterator {
    deque: Link<Deque>,
    index: Cell<usize>,
    left: Cell<usize>,
    /// The deque's state when the iteration began.
    state: u64,
    reverse: bool,
}

payload!(DequeIterator, kinds::DEQUE_ITERATOR, "_deque_iterator", [deque]);

pub(super) fn new_iterator(vm: &mut Vm, deque: Gc<Deque>, reverse: bool) -> Gc<DequeIterator> {
    let types = types(vm);
    let cls = if reverse { types.deque_reverse_iterator } else { types.deque_iterator };
    let payload = DequeIterator {
        deque: Link::new(Some(deque)),
        index: Cell::new(0),
        left: Cell::new(deque.items.len()),
        state: deque.state.get(),
        reverse,
    };
    vm.alloc(cls.root_shape.get(), payload)
}

#[pyfunction("_deque_iterator($cls, deque, index=0, /)")]
fn new(vm: &mut Vm, cls: Gc<Type>, deque: Gc<Deque>, index: Option<i64>) -> PyResult {
    let reverse = cls == types(vm).deque_reverse_iterator;
    let made = new_iterator(vm, deque, reverse);
    for _ in 0..index.unwrap_or(0) {
        if next(vm, made.value())?.is_none() {
            break;
        }
    }
    Ok(made.value())
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<DequeIterator> = v.cast().expect("slots of deque iterators get them");
    let Some(deque) = this.deque.get() else { return Ok(None) };
    if deque.state.get() != this.state {
        this.left.set(0);
        return Err(mutated(vm));
    }
    if this.left.get() == 0 {
        return Ok(None);
    }
    let i = this.index.get();
    this.index.set(i + 1);
    this.left.set(this.left.get() - 1);
    let at = if this.reverse { deque.items.len() - 1 - i } else { i };
    Ok(deque.items.get(at))
}

/// Estimates how many items are left.
#[pyfunction("_deque_iterator.__length_hint__($self, /)")]
fn length_hint(_: &mut Vm, this: Gc<DequeIterator>) -> usize {
    this.left.get()
}

/// Returns state information for pickling.
#[pyfunction("_deque_iterator.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<DequeIterator>) -> PyResult {
    let ty = vm.type_of(this.value()).value();
    let deque = this.deque.get().map_or(Value::NONE, Gc::value);
    let index = Value::small(this.deque.get().map_or(0, |d| d.items.len().saturating_sub(this.left.get())) as i64);
    let args = vm.new_tuple(&[deque, index])?.value();
    vm.new_tuple(&[ty, args]).map(Gc::value)
}

static METHODS: &[&tauraro_core::FnDef] = defs![length_hint, reduce];

const fn spec(name: &'static str) -> TypeSpec {
    TypeSpec {
        name,
        module: "collections",
        kind: Some(DequeIterator::INFO),
        new: Some(new::as_new),
        methods: METHODS,
        slots: |s| {
            s.iter.set(Some(|_, v| Ok(v)));
            s.iternext.set(Some(next));
        },
        ..TypeSpec::EMPTY
    }
}

pub(crate) static ITERATOR: TypeSpec = spec("_deque_iterator");
pub(crate) static REVERSE_ITERATOR: TypeSpec = spec("_deque_reverse_iterator");
