//! `tuple`: a row of any objects that does not change.
//!
//! Layout: `tauraro_core::object::Tuple`, the items inline in the cell.

mod iter;

pub use iter::{TupleIterator, new_tuple_iterator};

use crate::filter::has_own_init;
use crate::hash::TupleHasher;
use crate::iterable::{generic_alias, tuple_from_iterable};
use crate::sequence::{
    Subscript, clamp, compare_rows, count_item, find_item, position, repeat_count, repr_row, search_bound, subscript,
};
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{CompareOp, TypeFlags};
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Tuple, Type, Value, Vm, defs, pyfunction};

#[inline(always)]
fn this(v: Value) -> Gc<Tuple> {
    v.cast().expect("slots of tuple get tuples")
}

#[pyfunction("tuple($cls, iterable=(), /)")]
fn new(vm: &mut Vm, cls: Gc<Type>, iterable: Option<Value>) -> PyResult<Gc<Tuple>> {
    let items = match iterable {
        Some(v) => tuple_from_iterable(vm, v)?,
        None => vm.new_tuple(&[])?,
    };
    if cls == vm.types.tuple {
        return Ok(items);
    }
    vm.new_tuple_of_shape(cls.root_shape.get(), items.items(), cls.inline_slots.get().into())
}

fn new_slot(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>) -> PyResult {
    if cls != vm.types.tuple && args.has_keywords() && has_own_init(vm, cls) {
        // A subclass with its own `__init__` takes its keywords there.
        return new::as_new(vm, cls, Args { names: None, values: args.plain(), ..args });
    }
    new::as_new(vm, cls, args)
}

/// Returns the index of the first item that equals the value.
///
/// Raises ValueError if there is none.
#[pyfunction("tuple.index($self, value, start=0, stop=sys.maxsize, /)")]
fn index(vm: &mut Vm, this: Gc<Tuple>, value: Value, start: Option<Value>, stop: Option<Value>) -> PyResult<usize> {
    let start = search_bound(vm, start, 0)?;
    let stop = search_bound(vm, stop, i64::MAX)?;
    let (from, to) = (clamp(start, this.len()), clamp(stop, this.len()));
    match find_item(vm, || this.slots(), value, from, to)? {
        Some(at) => Ok(at),
        None => Err(vm.value_error("tuple.index(x): x not in tuple")),
    }
}

/// Returns how many items equal the value.
#[pyfunction("tuple.count($self, value, /)")]
fn count(vm: &mut Vm, this: Gc<Tuple>, value: Value) -> PyResult<usize> {
    count_item(vm, || this.slots(), value)
}

#[pyfunction("tuple.__getnewargs__($self, /)")]
fn getnewargs(vm: &mut Vm, this: Gc<Tuple>) -> PyResult<Gc<Tuple>> {
    let plain = vm.new_tuple(this.items())?;
    vm.new_tuple(&[plain.value()])
}

/// See PEP 585.
#[pyfunction("tuple.__class_getitem__($type, object, /)")]
fn class_getitem(vm: &mut Vm, cls: Value, object: Value) -> PyResult {
    generic_alias(vm, cls, object)
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let tuple = this(v);
    repr_row(vm, v, ("(", ")"), "(...)", || tuple.slots())
}

fn hash(vm: &mut Vm, v: Value) -> PyResult<i64> {
    vm.check_native_stack()?;
    let mut hasher = TupleHasher::default();
    let tuple = this(v);
    for item in tuple.items() {
        hasher.add(vm.hash(*item)?);
    }
    Ok(hasher.finish())
}

fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.cast::<Tuple>(), b.cast::<Tuple>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    // Different lengths do not decide here as they do for lists: CPython compares the items of
    // tuples first, which a custom `__eq__` can tell.
    compare_rows(vm, op, false, || x.slots(), || y.slots())
}

fn getitem(vm: &mut Vm, v: Value, key: Value) -> PyResult {
    let tuple = this(v);
    match subscript(vm, key, "tuple")? {
        Subscript::Index(i) => match position(i, tuple.len()) {
            Some(at) => Ok(tuple.items()[at]),
            None => Err(vm.index_error("tuple index out of range")),
        },
        Subscript::Slice(s) => {
            let bounds = s.bounds(vm)?;
            let range = bounds.resolve(tuple.len());
            if range.step == 1 && range.count == tuple.len() && tuple.shape() == ShapeId::TUPLE {
                return Ok(v);
            }
            if range.count == 0 {
                return vm.new_tuple(&[]).map(Gc::value);
            }
            let item = |i: usize| tuple.items()[(range.start as i64 + i as i64 * range.step) as usize];
            vm.new_tuple_filled(range.count, item).map(Gc::value)
        }
    }
}

fn contains(vm: &mut Vm, v: Value, item: Value) -> PyResult<bool> {
    let tuple = this(v);
    Ok(find_item(vm, || tuple.slots(), item, 0, usize::MAX)?.is_some())
}

fn concat(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    let x = this(a);
    let Some(y) = b.cast::<Tuple>() else {
        let text = format!("can only concatenate tuple (not \"{}\") to tuple", vm.type_name(b));
        return Err(vm.type_error(text));
    };
    if x.is_empty() && y.shape() == ShapeId::TUPLE {
        return Ok(b);
    }
    if y.is_empty() && x.shape() == ShapeId::TUPLE {
        return Ok(a);
    }
    let n = x.len();
    let item = |i: usize| if i < n { x.items()[i] } else { y.items()[i - n] };
    vm.new_tuple_filled(n + y.len(), item).map(Gc::value)
}

fn repeat(vm: &mut Vm, a: Value, count: Value) -> PyResult {
    let tuple = this(a);
    let n = tuple.len();
    let count = repeat_count(vm, n, count)?;
    if (count == 1 || n == 0) && tuple.shape() == ShapeId::TUPLE {
        return Ok(a);
    }
    if count == 0 || n == 0 {
        return vm.new_tuple(&[]).map(Gc::value);
    }
    vm.new_tuple_filled(n * count, |i| tuple.items()[i % n]).map(Gc::value)
}

static SPEC: TypeSpec = TypeSpec {
    name: "tuple",
    doc: Some(
        "A sequence that does not change. Without an argument the tuple is empty, else it has the iterable's items.",
    ),
    kind: Some(Tuple::INFO),
    flags: TypeFlags(0),
    new: Some(new_slot),
    methods: defs![getnewargs, index, count, class_getitem],
    slots: |s| {
        s.repr.set(Some(repr));
        s.hash.set(Some(hash));
        s.compare.set(Some(compare));
        s.iter.set(Some(|vm, v| Ok(new_tuple_iterator(vm, this(v)).value())));
        s.len.set(Some(|_, v| Ok(this(v).len())));
        s.getitem.set(Some(getitem));
        s.contains.set(Some(contains));
        s.concat.set(Some(concat));
        s.repeat.set(Some(repeat));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.tuple, &SPEC)?;
    iter::init(vm)
}
