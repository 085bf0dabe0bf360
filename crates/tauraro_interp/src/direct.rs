//! Operations on values for machine code, which takes their results at once.
//!
//! None of them runs Python code: what would need that, or raises, they decline. Then they have had no
//! effect, no exception is pending, and the interpreter executes the instruction instead.

use crate::{arith, attrs, calls, exceptions, iterate, slow};
use tauraro_core::object::{CompareOp, Dict, List, PLAIN_ABSENT, PLAIN_UNKNOWN, Set, Str, Tuple, Type};
use tauraro_core::ops::BinaryOp;
use tauraro_core::shape::ShapeId;
use tauraro_core::{Gc, PyResult, Value, Vm};
use tauraro_objects::dict::DictIterator;
use tauraro_objects::enumerate::Enumerate;
use tauraro_objects::zip::Zip;

/// What raises is declined: the interpreter raises it again.
fn unless_raised<T>(vm: &mut Vm, made: PyResult<T>) -> Option<T> {
    if made.is_err() {
        vm.take_exception();
    }
    made.ok()
}

fn shape(v: Value) -> Option<ShapeId> {
    v.header().map(|header| header.shape())
}

fn exact_dict(v: Value) -> Option<Gc<Dict>> {
    v.cast::<Dict>().filter(|dict| dict.shape() == ShapeId::DICT)
}

/// Whether a value is of a built-in type whose operators, on others of these, run no Python code.
fn is_plain(v: Value) -> bool {
    match shape(v) {
        None => true,
        Some(shape) => matches!(shape, ShapeId::STR | ShapeId::BIG_INT),
    }
}

/// Whether an exception is of a class or of one of a tuple of classes.
pub fn matches(vm: &mut Vm, exc: Value, class: Value) -> Option<bool> {
    let found = exceptions::matches(vm, exc, class);
    unless_raised(vm, found)
}

/// The value of a key of a dict; the mark of an unbound register if there is none.
#[inline]
pub fn dict_find(vm: &mut Vm, dict: Value, key: Value) -> Option<Value> {
    let table = &exact_dict(dict)?.table;
    let hash = vm.plain_hash(key)?;
    match table.find_plain(key, hash) {
        PLAIN_ABSENT => Some(Value::UNBOUND),
        PLAIN_UNKNOWN => None,
        at => Some(table.value_at(at)),
    }
}

/// `dict.get(key, default)`
#[inline]
pub fn dict_get(vm: &mut Vm, dict: Value, key: Value, default: Value) -> Option<Value> {
    dict_find(vm, dict, key).map(|v| v.bound().unwrap_or(default))
}

/// `dict[key] = v`
#[inline]
pub fn dict_set(vm: &mut Vm, dict: Value, key: Value, v: Value) -> Option<Value> {
    let dict = exact_dict(dict)?;
    let hash = vm.plain_hash(key)?;
    match dict.table.find_plain(key, hash) {
        PLAIN_ABSENT => {
            let made = dict.table.push_new(vm, dict.header(), key, hash, v);
            unless_raised(vm, made)?;
        }
        PLAIN_UNKNOWN => return None,
        at => dict.table.set_entry_value(at, v),
    }
    Some(Value::NONE)
}

/// `set.add(v)` of an immediate int or a str, where no other key has to be asked.
pub fn set_add(vm: &mut Vm, set: Value, v: Value) -> Option<Value> {
    let set = set.cast::<Set>().filter(|set| set.shape() == ShapeId::SET)?;
    if !v.is_small_int() && shape(v) != Some(ShapeId::STR) {
        return None;
    }
    let added = set.add(vm, v);
    unless_raised(vm, added).map(|_| Value::NONE)
}

/// `row[key]` of exact strs, lists, tuples and arrays.
#[inline]
pub fn item(vm: &mut Vm, row: Value, key: Value) -> Option<Value> {
    if let Some(rows) = vm.typed_rows.filter(|rows| shape(row) == Some(rows.shape)) {
        return (rows.item)(vm, row, usize::try_from(key.as_small()?).ok()?);
    }
    slow::subscr_fast(vm, row, key)
}

/// `row[from:to]`
pub fn slice(vm: &mut Vm, row: Value, from: Value, to: Value) -> Option<Value> {
    let made = slow::slice_fast(vm, row, from, to)?;
    unless_raised(vm, made)
}

/// `item in container`
pub fn has(vm: &mut Vm, item: Value, container: Value) -> Option<bool> {
    let tuple;
    let row = match shape(container)? {
        ShapeId::DICT => return dict_find(vm, container, item).map(|v| !v.is_unbound()),
        ShapeId::SET if item.is_small_int() || shape(item) == Some(ShapeId::STR) => {
            let found = slow::contains(vm, container, item);
            return unless_raised(vm, found);
        }
        ShapeId::STR if shape(item) == Some(ShapeId::STR) => {
            let found = vm.contains(container, item);
            return unless_raised(vm, found);
        }
        ShapeId::TUPLE => {
            tuple = container.cast::<Tuple>()?;
            tuple.items()
        }
        ShapeId::LIST => {
            let list = container.cast::<List>()?;
            for at in 0..list.items.len() {
                if equal(vm, list.items.get(at)?, item)? {
                    return Some(true);
                }
            }
            return Some(false);
        }
        _ => return None,
    };
    for v in row {
        if equal(vm, *v, item)? {
            return Some(true);
        }
    }
    Some(false)
}

/// Whether two values are the same or equal, as containers ask.
#[inline]
fn equal(vm: &mut Vm, x: Value, y: Value) -> Option<bool> {
    if x == y {
        return Some(true);
    }
    if x.is_small_int() && y.is_small_int() {
        return Some(false);
    }
    compare(vm, CompareOp::Eq, x, y)
}

/// The truth of a comparison.
#[inline]
pub fn compare(vm: &mut Vm, op: CompareOp, x: Value, y: Value) -> Option<bool> {
    if is_plain(x) && is_plain(y) {
        let found = arith::compare_test(vm, x, y, op);
        return unless_raised(vm, found);
    }
    None
}

/// `x op y` of numbers, strs, and tuples and lists of which new ones are made.
#[inline]
pub fn binary(vm: &mut Vm, op: BinaryOp, x: Value, y: Value) -> Option<Value> {
    let rows = |shape| shape == Some(ShapeId::TUPLE) || shape == Some(ShapeId::LIST);
    let (left, right) = (shape(x), shape(y));
    let may = match op {
        // What a str formats may be anything.
        BinaryOp::Remainder => left != Some(ShapeId::STR) && is_plain(x) && is_plain(y),
        BinaryOp::Add => is_plain(x) && is_plain(y) || rows(left) && left == right,
        BinaryOp::Multiply => (is_plain(x) || rows(left)) && (is_plain(y) || rows(right)),
        _ => is_plain(x) && is_plain(y),
    };
    if !may {
        return None;
    }
    let made = arith::binary(vm, op, x, y, 0);
    unless_raised(vm, made)
}

/// `str % int`, and a tuple of ints, floats and strs.
pub fn percent(vm: &mut Vm, template: Value, v: Value) -> Option<Value> {
    let all = match v.cast::<Tuple>().filter(|row| row.shape() == ShapeId::TUPLE) {
        Some(row) => row.items().iter().all(|v| is_plain(*v)),
        None => is_plain(v),
    };
    if !all || shape(template) != Some(ShapeId::STR) {
        return None;
    }
    let made = vm.binary(BinaryOp::Remainder, template, v);
    unless_raised(vm, made)
}

/// `format(v, spec)`; without a spec that is unbound.
pub fn format(vm: &mut Vm, v: Value, spec: Value) -> Option<Value> {
    if spec.is_unbound() && shape(v) == Some(ShapeId::STR) {
        return Some(v);
    }
    if !is_plain(v) {
        return None;
    }
    let made = slow::format(vm, v, spec);
    unless_raised(vm, made)
}

/// `len(v)` of built-in containers.
pub fn len(vm: &mut Vm, v: Value) -> Option<Value> {
    let n = match shape(v)? {
        ShapeId::DICT => v.cast::<Dict>()?.len(),
        ShapeId::SET | ShapeId::FROZENSET => v.cast::<Set>()?.len(),
        ShapeId::STR => v.cast::<Str>()?.char_len(vm),
        _ => slow::len_of_row(v)?,
    };
    Some(Value::small(n as i64))
}

/// `bool(v)`
pub fn truth(vm: &mut Vm, v: Value) -> Option<bool> {
    if let Some(n) = shape(v).and_then(|_| len(vm, v)) {
        return Some(n.small_unchecked() != 0);
    }
    let slots = &vm.type_of(v).slots;
    if slots.bool.get().is_none() && slots.len.get().is_none() {
        return Some(true);
    }
    if !is_plain(v) {
        return None;
    }
    let found = vm.truth(v);
    unless_raised(vm, found)
}

/// `isinstance(v, class)` of a class whose class is `type`.
pub fn is_instance(vm: &mut Vm, v: Value, class: Value) -> Option<bool> {
    let ty = class.cast::<Type>()?;
    if vm.type_of(class) != vm.types.type_ {
        return None;
    }
    let (real, name) = (vm.type_of(v), vm.names.class);
    if vm.is_instance(v, ty) {
        return Some(true);
    }
    // `__class__` may be something else.
    let usual = vm.lookup(vm.types.object, name);
    (attrs::is_generic_getter(real) && vm.lookup(real, name) == usual).then_some(false)
}

/// The next item of a tuple, a range, a str or a dict; the mark of an unbound register at the end.
#[inline]
pub fn next(vm: &mut Vm, iter: Value) -> Option<Value> {
    let step = match iter.kind() {
        tauraro_core::kinds::TUPLE_ITERATOR => iterate::tuple_step(iter),
        tauraro_core::kinds::RANGE_ITERATOR => iterate::range_step(iter),
        tauraro_core::kinds::STR_ITERATOR => iterate::str_step(vm, iter),
        tauraro_core::kinds::DICT_KEYITERATOR => {
            if has_new_keys(iter) {
                return None;
            }
            let found = iterate::dict_step(vm, iter);
            unless_raised(vm, found)?
        }
        tauraro_core::kinds::SET_ITERATOR => {
            // It tells each time that the set has changed.
            let found = vm.next_or_raise(iter);
            match unless_raised(vm, found)? {
                Some(v) => iterate::Step::Item(v),
                None => iterate::Step::End,
            }
        }
        _ => return None,
    };
    match step {
        iterate::Step::Item(v) => Some(v),
        iterate::Step::End => Some(Value::UNBOUND),
        iterate::Step::Other => None,
    }
}

/// Whether a dict has got other keys while it was walked through, which its iterator tells only once.
fn has_new_keys(iter: Value) -> bool {
    let Some(it) = iter.cast::<DictIterator>() else { return false };
    let dict = it.dict.get();
    it.left.get() == 0 && dict.is_some_and(|dict| dict.table.next_entry(it.at.get()).is_some())
}

/// The halves of the next pair of `enumerate`, `zip` of two or `dict.items()`, over built-in iterators; the
/// mark of an unbound register at the end.
#[inline]
pub fn next_pair(vm: &mut Vm, iter: Value) -> Option<(Value, Value)> {
    use tauraro_core::kinds;
    let plain = |v: Value| {
        let kind = v.header().map(|header| header.kind());
        matches!(
            kind,
            Some(
                kinds::LIST_ITERATOR
                    | kinds::LIST_REVERSEITERATOR
                    | kinds::TUPLE_ITERATOR
                    | kinds::RANGE_ITERATOR
                    | kinds::STR_ITERATOR
            )
        )
    };
    let may = match shape(iter)? {
        ShapeId::DICT_ITEMITERATOR => !has_new_keys(iter),
        ShapeId::ENUMERATE => plain(iter.cast::<Enumerate>()?.iter.get()),
        ShapeId::ZIP => iter.cast::<Zip>()?.iters.get().cast::<Tuple>()?.items().iter().all(|v| plain(*v)),
        _ => false,
    };
    if !may {
        return None;
    }
    let found = iterate::pair_step(vm, iter);
    match unless_raised(vm, found)? {
        iterate::Step::Item(pair) => Some(pair),
        iterate::Step::End => Some((Value::UNBOUND, Value::NONE)),
        iterate::Step::Other => None,
    }
}

/// A new tuple.
#[inline]
pub fn tuple(vm: &mut Vm, items: &[Value]) -> Option<Value> {
    let made = vm.new_tuple(items);
    unless_raised(vm, made).map(Gc::value)
}

/// A new list.
#[inline]
pub fn list(vm: &mut Vm, items: &[Value]) -> Option<Value> {
    let made = vm.new_list(items);
    unless_raised(vm, made).map(Gc::value)
}

/// `class(v)` of `str`, `int`, `float`, `bool` and plain values, and of rows that are made of rows.
pub fn call_type(vm: &mut Vm, class: Value, v: Value) -> Option<Value> {
    let ty = class.cast::<Type>()?;
    let types = &vm.types;
    let of_plain = ty == types.str || ty == types.int || ty == types.float || ty == types.bool;
    let of_rows = ty == types.list || ty == types.tuple;
    let row = matches!(shape(v), Some(ShapeId::LIST | ShapeId::TUPLE | ShapeId::STR | ShapeId::DICT | ShapeId::RANGE));
    if !(of_plain && is_plain(v) || of_rows && row) {
        return None;
    }
    let made = calls::call_type_of_one(vm, ty, v)?;
    unless_raised(vm, made)
}

/// The shapes of what `iter` is for: making an iterator of it runs no Python code.
pub const ITERATED: &[ShapeId] = &[
    ShapeId::LIST,
    ShapeId::TUPLE,
    ShapeId::STR,
    ShapeId::DICT,
    ShapeId::RANGE,
    ShapeId::SET,
    ShapeId::FROZENSET,
    ShapeId::DICT_KEYS,
    ShapeId::DICT_VALUES,
    ShapeId::DICT_ITEMS,
    ShapeId::ENUMERATE,
    ShapeId::ZIP,
];

/// `iter(v)` of built-in containers.
pub fn iter(vm: &mut Vm, v: Value) -> Option<Value> {
    if !ITERATED.contains(&shape(v)?) {
        return None;
    }
    let made = vm.iter(v);
    unless_raised(vm, made)
}

/// A new instance of a class that has a version, which says that no more than that is to be done before its
/// `__init__`.
pub fn instance(vm: &mut Vm, class: Value, version: Value) -> Option<Value> {
    let ty = class.cast::<Type>()?;
    let same = version.as_small() == Some(i64::from(ty.version.get())) && ty.shape() == ShapeId::TYPE;
    let plain = same && !ty.has(tauraro_core::object::TypeFlags::ABSTRACT);
    plain.then(|| crate::bridge::new_plain_instance(vm, ty))
}
