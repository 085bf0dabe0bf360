//! `set`, and what `frozenset` shares with it.
//!
//! Layout: `tauraro_core::object::Set`. Operators and methods give plain sets or frozensets,
//! whichever the left operand derives from, never an instance of a subclass.

mod algebra;
mod iter;
pub(crate) mod methods;

pub(crate) use algebra::{copy, difference, is_subset, is_superset, isdisjoint, symmetric_difference};
pub use algebra::{difference_update, intersection, symmetric_difference_update, update};
pub use iter::{SetIterator, new_set_iterator};

use crate::iterable::list_from_iterable;
use crate::repr_guard::{Text, repr_once};
use tauraro_core::builtin::{FromArg, Receiver, Signature};
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{CompareOp, Set, Slots, TypeFlags};
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Type, Value, Vm, pyfunction};

/// A set that may change: of type set or a subclass. `Gc<Set>` takes frozensets too.
#[derive(Clone, Copy)]
pub(crate) struct MutableSet(pub(crate) Gc<Set>);

impl FromArg for MutableSet {
    fn from_arg(vm: &mut Vm, arg: Option<Value>, sig: &Signature, at: usize) -> PyResult<MutableSet> {
        let set = Gc::<Set>::from_arg(vm, arg, sig, at)?;
        if set.shape() == ShapeId::SET || !is_frozen(vm, set.value()) {
            return Ok(MutableSet(set));
        }
        debug_assert!(sig.receiver == Receiver::Instance);
        let got = vm.type_name(set.value());
        Err(vm.type_error(format!("descriptor '{}' for 'set' objects doesn't apply to a '{got}' object", sig.name)))
    }
}

/// The set that a slot was called with.
#[inline(always)]
pub(crate) fn this(v: Value) -> Gc<Set> {
    v.cast().expect("slots of sets get sets")
}

/// Whether a set is a frozenset or an instance of a subclass.
pub(crate) fn is_frozen(vm: &Vm, v: Value) -> bool {
    vm.is_instance(v, vm.types.frozenset)
}

/// A new empty set of a class.
pub(crate) fn new_of(vm: &mut Vm, cls: Gc<Type>) -> Gc<Set> {
    let slots = usize::from(cls.inline_slots.get());
    vm.alloc_with_slots(cls.root_shape.get(), Set::default(), slots)
}

/// A set of these elements.
pub fn build_set(vm: &mut Vm, elements: &[Value]) -> PyResult<Gc<Set>> {
    let set = vm.new_set();
    for v in elements {
        set.add(vm, *v)?;
    }
    Ok(set)
}

fn new(vm: &mut Vm, cls: Gc<Type>, _: Args<'_>) -> PyResult {
    Ok(new_of(vm, cls).value())
}

#[pyfunction("set($self, iterable=(), /)")]
fn fill(vm: &mut Vm, this: MutableSet, iterable: Option<Value>) -> PyResult<()> {
    this.0.table.clear(this.0.header());
    match iterable {
        Some(v) => update(vm, this.0, v),
        None => Ok(()),
    }
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let set = this(v);
    let name = vm.type_name(v);
    if set.is_empty() {
        return vm.new_str(&format!("{name}()")).map(Gc::value);
    }
    repr_once(vm, v, &format!("{name}(...)"), |vm| {
        let plain = set.shape() == ShapeId::SET;
        let mut text = Text::new(if plain { "{" } else { "" });
        if !plain {
            text.push(&name);
            text.push("({");
        }
        // A copy, as a `__repr__` may change the set.
        let elements = list_from_iterable(vm, v)?;
        for (i, slot) in elements.items.slots().iter().enumerate() {
            text.push(if i == 0 { "" } else { ", " });
            text.push_repr(vm, slot.get())?;
        }
        text.push(if plain { "}" } else { "})" });
        text.finish(vm)
    })
}

fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.cast::<Set>(), b.cast::<Set>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    let (n, m) = (x.len(), y.len());
    let known_different = matches!((x.hash.get(), y.hash.get()), (Some(p), Some(q)) if p != q);
    let holds = match op {
        CompareOp::Eq => n == m && !known_different && is_subset(vm, x, y)?,
        CompareOp::Ne => n != m || known_different || !is_subset(vm, x, y)?,
        CompareOp::Lt => n < m && is_subset(vm, x, y)?,
        CompareOp::Le => n <= m && is_subset(vm, x, y)?,
        CompareOp::Gt => n > m && is_subset(vm, y, x)?,
        CompareOp::Ge => n >= m && is_subset(vm, y, x)?,
    };
    Ok(Value::bool(holds))
}

/// The hash under which a set is looked up in a set: a set stands for the frozenset of its
/// elements.
pub(crate) fn lookup_hash(vm: &mut Vm, v: Value) -> PyResult<i64> {
    match vm.hash_element(v) {
        Ok(hash) => Ok(hash),
        Err(raised) => match v.cast::<Set>() {
            Some(set) if vm.catch(vm.exc.type_error).is_some() => Ok(crate::frozenset::hash_of(set)),
            _ => Err(raised),
        },
    }
}

/// What is compared with the elements when `v` is looked up: a frozenset in place of a set.
pub(crate) fn lookup_key(vm: &mut Vm, v: Value) -> PyResult {
    match v.cast::<Set>() {
        Some(set) if vm.type_of(v).slots.hash.get().is_none() => {
            let frozen = new_of(vm, vm.types.frozenset);
            frozen.table.merge(vm, frozen.header(), &set.table)?;
            Ok(frozen.value())
        }
        _ => Ok(v),
    }
}

fn contains(vm: &mut Vm, v: Value, element: Value) -> PyResult<bool> {
    let hash = lookup_hash(vm, element)?;
    let key = lookup_key(vm, element)?;
    Ok(this(v).table.find(vm, key, hash)?.is_some())
}

fn or(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    let (Some(x), Some(_)) = (a.cast::<Set>(), b.cast::<Set>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    let result = copy(vm, x)?;
    update(vm, result, b)?;
    Ok(result.value())
}

fn and(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    let (Some(x), Some(_)) = (a.cast::<Set>(), b.cast::<Set>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    intersection(vm, x, b).map(Gc::value)
}

fn subtract(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    let (Some(x), Some(_)) = (a.cast::<Set>(), b.cast::<Set>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    difference(vm, x, b).map(Gc::value)
}

fn xor(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    let (Some(x), Some(_)) = (a.cast::<Set>(), b.cast::<Set>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    symmetric_difference(vm, x, b).map(Gc::value)
}

fn inplace_or(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    if !b.is::<Set>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    update(vm, this(a), b)?;
    Ok(a)
}

fn inplace_and(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    if !b.is::<Set>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let set = this(a);
    let common = intersection(vm, set, b)?;
    set.table.swap(set.header(), &common.table, common.header());
    Ok(a)
}

fn inplace_subtract(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    if !b.is::<Set>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    difference_update(vm, this(a), b)?;
    Ok(a)
}

fn inplace_xor(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    if !b.is::<Set>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    symmetric_difference_update(vm, this(a), b)?;
    Ok(a)
}

/// The slots of set and frozenset.
pub(crate) fn common_slots(s: &Slots) {
    s.repr.set(Some(repr));
    s.compare.set(Some(compare));
    s.iter.set(Some(|vm, v| Ok(new_set_iterator(vm, this(v)).value())));
    s.len.set(Some(|_, v| Ok(this(v).len())));
    s.contains.set(Some(contains));
    s.or.set(Some(or));
    s.and.set(Some(and));
    s.subtract.set(Some(subtract));
    s.xor.set(Some(xor));
}

static SPEC: TypeSpec = TypeSpec {
    name: "set",
    doc: Some("A collection of distinct hashable elements, without order."),
    kind: Some(Set::INFO),
    flags: TypeFlags(0),
    weakrefs: true,
    new: Some(new),
    methods: methods::SET,
    slots: |s| {
        common_slots(s);
        s.init.set(Some(fill::as_init));
        s.inplace_or.set(Some(inplace_or));
        s.inplace_and.set(Some(inplace_and));
        s.inplace_subtract.set(Some(inplace_subtract));
        s.inplace_xor.set(Some(inplace_xor));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.set, &SPEC)?;
    iter::init(vm)
}
