//! `collections.deque`: a row that grows and shrinks at both ends.

mod iter;
mod methods;
mod ring;

pub(super) use iter::{ITERATOR, REVERSE_ITERATOR};

use super::types;
use crate::kinds;
use iter::new_iterator;
use ring::Ring;
use std::cell::Cell;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{CompareOp, GetSetDef, TypeFlags};
use tauraro_core::value::Raised;
use tauraro_core::{PyResult, Type, Value, Vm, payload, pyfunction};
use tauraro_objects::iterable::{drain, list_from_iterable};
use tauraro_objects::repr_guard::repr_once;

pub(super) struct Deque {
    items: Ring,
    maxlen: Cell<Option<usize>>,
    /// Changes with each change of the items, for iterators.
    state: Cell<u64>,
}

payload!(Deque, kinds::DEQUE, "collections.deque", [items]);

#[inline(always)]
fn this(v: Value) -> Gc<Deque> {
    v.cast().expect("slots of deque get deques")
}

impl Deque {
    fn touch(&self) {
        self.state.set(self.state.get() + 1);
    }

    fn is_full(&self) -> bool {
        self.maxlen.get() == Some(self.items.len())
    }
}

/// An empty deque of a class.
fn new_of(vm: &mut Vm, cls: Gc<Type>, maxlen: Option<usize>) -> Gc<Deque> {
    let payload = Deque { items: Ring::new(), maxlen: Cell::new(maxlen), state: Cell::new(0) };
    vm.alloc_with_slots(cls.root_shape.get(), payload, cls.inline_slots.get().into())
}

fn new(vm: &mut Vm, cls: Gc<Type>, _: Args<'_>) -> PyResult {
    Ok(new_of(vm, cls, None).value())
}

#[pyfunction("deque($self, iterable=(), maxlen=None)")]
fn fill(vm: &mut Vm, this: Gc<Deque>, iterable: Option<Value>, maxlen: Option<Value>) -> PyResult<()> {
    let maxlen = match maxlen.and_then(Value::non_none) {
        Some(v) if v.as_int().is_none() => return Err(vm.type_error("an integer is required")),
        Some(v) => match usize::try_from(vm.index_i64(v)?) {
            Ok(n) => Some(n),
            Err(_) => return Err(vm.value_error("maxlen must be non-negative")),
        },
        None => None,
    };
    this.maxlen.set(maxlen);
    if this.items.len() > 0 {
        this.items.clear(this.header());
        this.touch();
    }
    match iterable {
        Some(v) => extend(vm, this, v),
        None => Ok(()),
    }
}

/// Appends an item; a full deque loses its first one.
#[inline]
fn push_back(vm: &mut Vm, deque: Gc<Deque>, v: Value) -> PyResult<()> {
    if deque.is_full() {
        if deque.maxlen.get() == Some(0) {
            return Ok(());
        }
        deque.items.pop_front();
    }
    deque.touch();
    deque.items.push_back(vm, deque.header(), v)
}

/// Puts an item before the first; a full deque loses its last one.
fn push_front(vm: &mut Vm, deque: Gc<Deque>, v: Value) -> PyResult<()> {
    if deque.is_full() {
        if deque.maxlen.get() == Some(0) {
            return Ok(());
        }
        deque.items.pop_back();
    }
    deque.touch();
    deque.items.push_front(vm, deque.header(), v)
}

fn extend(vm: &mut Vm, deque: Gc<Deque>, v: Value) -> PyResult<()> {
    // Its own items are taken before they grow more.
    let v = if v == deque.value() { list_from_iterable(vm, v)?.value() } else { v };
    let iter = vm.iter(v)?;
    drain(vm, iter, |vm, item| push_back(vm, deque, item))
}

/// A deque of the same class with the same items and limit.
fn copy(vm: &mut Vm, deque: Gc<Deque>) -> PyResult {
    let cls = vm.type_of(deque.value());
    if cls == types(vm).deque {
        let result = new_of(vm, cls, deque.maxlen.get());
        for i in 0..deque.items.len() {
            result.items.push_back(vm, result.header(), deque.items.get(i).unwrap_or(Value::NONE))?;
        }
        return Ok(result.value());
    }
    match deque.maxlen.get() {
        None => vm.call(cls.value(), &[deque.value()]),
        Some(n) => {
            let n = vm.new_int(n as i64);
            vm.call(cls.value(), &[deque.value(), n])
        }
    }
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let deque = this(v);
    repr_once(vm, v, "[...]", |vm| {
        let items = list_from_iterable(vm, v)?;
        let items = vm.repr(items.value())?;
        let start = vm.new_str(&format!("{}(", vm.type_of(v).short_name()))?;
        let text = vm.concat_str(start, items)?;
        let end = match deque.maxlen.get() {
            Some(n) => vm.new_str(&format!(", maxlen={n})"))?,
            None => vm.new_str(")")?,
        };
        vm.concat_str(text, end).map(Gc::value)
    })
}

fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.cast::<Deque>(), b.cast::<Deque>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    let (n, m) = (x.items.len(), y.items.len());
    if n != m && matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::bool(op == CompareOp::Ne));
    }
    let (first, second) = (vm.iter(a)?, vm.iter(b)?);
    loop {
        match (vm.next(first)?, vm.next(second)?) {
            (Some(p), Some(q)) => {
                if vm.eq(p, q)? {
                    continue;
                }
                return match op {
                    CompareOp::Eq => Ok(Value::FALSE),
                    CompareOp::Ne => Ok(Value::TRUE),
                    _ => vm.compare(p, q, op),
                };
            }
            (p, q) => return Ok(Value::bool(op.holds(p.is_some().cmp(&q.is_some())))),
        }
    }
}

/// The position that a subscript names.
fn subscript(vm: &mut Vm, deque: Gc<Deque>, key: Value) -> PyResult<usize> {
    if key.as_int().is_none() && vm.type_of(key).slots.index.get().is_none() {
        let text = format!("sequence index must be integer, not '{}'", vm.type_name(key));
        return Err(vm.type_error(text));
    }
    let index = vm.index(key)?;
    let Some(i) = index.as_i64() else {
        let text = format!("cannot fit '{}' into an index-sized integer", vm.type_name(key));
        return Err(vm.index_error(text));
    };
    let len = deque.items.len() as i64;
    let i = if i < 0 { i.saturating_add(len) } else { i };
    if (0..len).contains(&i) { Ok(i as usize) } else { Err(vm.index_error("deque index out of range")) }
}

fn getitem(vm: &mut Vm, v: Value, key: Value) -> PyResult {
    let deque = this(v);
    let at = subscript(vm, deque, key)?;
    Ok(deque.items.get(at).unwrap_or(Value::NONE))
}

fn setitem(vm: &mut Vm, v: Value, key: Value, value: Option<Value>) -> PyResult<()> {
    let deque = this(v);
    let at = subscript(vm, deque, key)?;
    match value {
        Some(value) => deque.items.set(at, value),
        None => {
            deque.touch();
            deque.items.remove(at);
        }
    }
    Ok(())
}

#[cold]
fn mutated(vm: &mut Vm) -> Raised {
    vm.runtime_error("deque mutated during iteration")
}

/// The first position in `from..to` with an equal item. Raises if a comparison changes the
/// deque.
fn find(vm: &mut Vm, deque: Gc<Deque>, item: Value, from: usize, to: usize) -> PyResult<Option<usize>> {
    let state = deque.state.get();
    for i in from..to.min(deque.items.len()) {
        let Some(v) = deque.items.get(i) else { break };
        let equal = vm.eq(v, item)?;
        if deque.state.get() != state {
            return Err(mutated(vm));
        }
        if equal {
            return Ok(Some(i));
        }
    }
    Ok(None)
}

fn concat(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    if !b.is::<Deque>() {
        let text = format!("can only concatenate deque (not \"{}\") to deque", vm.type_name(b));
        return Err(vm.type_error(text));
    }
    let result = copy(vm, this(a))?;
    if let Some(deque) = result.cast::<Deque>() {
        extend(vm, deque, b)?;
    }
    Ok(result)
}

fn repeat_in_place(vm: &mut Vm, deque: Gc<Deque>, count: Value) -> PyResult<()> {
    let count = vm.index_i64(count)?;
    let len = deque.items.len();
    if count <= 0 {
        deque.items.clear(deque.header());
        deque.touch();
        return Ok(());
    }
    let total = len.checked_mul(count as usize).filter(|t| *t < isize::MAX as usize / 16);
    let Some(total) = total else { return Err(vm.memory_error()) };
    // Of a deque with a limit the last items stay.
    let kept = deque.maxlen.get().map_or(total, |n| n.min(total));
    let items = list_from_iterable(vm, deque.value())?;
    deque.items.clear(deque.header());
    for i in total - kept..total {
        push_back(vm, deque, items.items.slots()[i % len].get())?;
    }
    Ok(())
}

fn repeat(vm: &mut Vm, a: Value, count: Value) -> PyResult {
    let result = copy(vm, this(a))?;
    if let Some(deque) = result.cast::<Deque>() {
        repeat_in_place(vm, deque, count)?;
    }
    Ok(result)
}

const MAXLEN: GetSetDef = GetSetDef {
    name: "maxlen",
    doc: "maximum size of a deque or None if unbounded",
    get: |vm, v| Ok(this(v).maxlen.get().map_or(Value::NONE, |n| vm.new_int(n as i64))),
    set: None,
};

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "deque",
    module: "collections",
    doc: Some("A list-like sequence with fast appends and pops at both ends."),
    kind: Some(Deque::INFO),
    flags: TypeFlags::BASE.with(TypeFlags::SEQUENCE),
    weakrefs: true,
    new: Some(new),
    methods: methods::METHODS,
    getset: &[MAXLEN],
    slots: |s| {
        s.repr.set(Some(repr));
        s.compare.set(Some(compare));
        s.iter.set(Some(|vm, v| Ok(new_iterator(vm, this(v), false).value())));
        s.init.set(Some(fill::as_init));
        s.len.set(Some(|_, v| Ok(this(v).items.len())));
        s.getitem.set(Some(getitem));
        s.setitem.set(Some(setitem));
        s.contains.set(Some(|vm, v, item| Ok(find(vm, this(v), item, 0, usize::MAX)?.is_some())));
        s.concat.set(Some(concat));
        s.inplace_concat.set(Some(|vm, a, b| extend(vm, this(a), b).map(|()| a)));
        s.repeat.set(Some(repeat));
        s.inplace_repeat.set(Some(|vm, a, n| repeat_in_place(vm, this(a), n).map(|()| a)));
    },
    ..TypeSpec::EMPTY
};
