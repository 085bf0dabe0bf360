//! `range`: an arithmetic progression of ints of any size.
//!
//! Everything is worked out in machine words where start, stop and step are small ints, which
//! the interpreter asks for with `small_parts`.

mod iter;
mod math;

pub use iter::{LongRangeIterator, RangeIterator, new_range_iterator, reversed_range};

use crate::sequence::{index_like, position};
use crate::slice::{Slice, readonly};
use dashu_int::IBig;
use math::{big, length};
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{CompareOp, GetSetDef, TypeFlags};
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Value, Vm, defs, kinds, payload, pyfunction};

/// Start, stop, step and length are ints (exact ones); the step is not zero.
#[repr(C)]
pub struct Range {
    pub start: Slot,
    pub stop: Slot,
    pub step: Slot,
    pub length: Slot,
}

payload!(Range, kinds::RANGE, "range", [start, stop, step, length]);

impl Range {
    /// Start, stop and step, if all are small ints.
    #[inline]
    pub fn small_parts(&self) -> Option<(i64, i64, i64)> {
        Some((self.start.get().as_small()?, self.stop.get().as_small()?, self.step.get().as_small()?))
    }

    /// The number of items, if it is addressable.
    #[inline]
    pub fn small_len(&self) -> Option<usize> {
        usize::try_from(self.length.get().as_i64()?).ok()
    }

    /// The i-th item, for any int `i`.
    fn item(&self, vm: &mut Vm, i: Value) -> Value {
        if let (Some((start, _, step)), Some(i)) = (self.small_parts(), i.as_i64())
            && let Some(v) = step.checked_mul(i).and_then(|d| start.checked_add(d))
        {
            return vm.new_int(v);
        }
        let v = big(self.start.get()) + big(i) * big(self.step.get());
        vm.new_ibig(v)
    }
}

/// The range of three exact ints, the last not zero.
pub fn new_range(vm: &mut Vm, start: Value, stop: Value, step: Value) -> Gc<Range> {
    let length = length(vm, start, stop, step);
    let payload =
        Range { start: Slot::new(start), stop: Slot::new(stop), step: Slot::new(step), length: Slot::new(length) };
    vm.alloc(ShapeId::RANGE, payload)
}

/// `range(start, stop, step)` of any objects. Raises TypeError and, for a zero step, ValueError.
pub fn range_from(vm: &mut Vm, start: Value, stop: Value, step: Value) -> PyResult<Gc<Range>> {
    let start = exact_index(vm, start)?;
    let stop = exact_index(vm, stop)?;
    let step = exact_index(vm, step)?;
    if step == Value::small(0) {
        return Err(vm.value_error("range() arg 3 must not be zero"));
    }
    Ok(new_range(vm, start, stop, step))
}

/// `operator.index(v)` as an int of exactly that type.
fn exact_index(vm: &mut Vm, v: Value) -> PyResult {
    if v.is_small_int() {
        return Ok(v);
    }
    let i = vm.index(v)?;
    match i.as_i64() {
        Some(small) => Ok(vm.new_int(small)),
        None => {
            let i = big(i);
            Ok(vm.new_ibig(i))
        }
    }
}

#[inline(always)]
fn this(v: Value) -> Gc<Range> {
    v.cast().expect("slots of range get ranges")
}

#[pyfunction("range($cls, start, stop=None, step=None, /)")]
fn new(vm: &mut Vm, _cls: Value, start: Value, stop: Option<Value>, step: Option<Value>) -> PyResult<Gc<Range>> {
    match stop {
        None => range_from(vm, Value::small(0), start, Value::small(1)),
        Some(stop) => range_from(vm, start, stop, step.unwrap_or(Value::small(1))),
    }
}

/// Returns a reverse iterator.
#[pyfunction("range.__reversed__($self, /)")]
fn reversed(vm: &mut Vm, this: Gc<Range>) -> Value {
    reversed_range(vm, this)
}

/// Returns state information for pickling.
#[pyfunction("range.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<Range>) -> PyResult {
    let parts = vm.new_tuple(&[this.start.get(), this.stop.get(), this.step.get()])?.value();
    let ty = vm.types.range.value();
    vm.new_tuple(&[ty, parts]).map(Gc::value)
}

/// The position of an exact int or bool.
fn position_of(vm: &mut Vm, range: Gc<Range>, item: Value) -> Option<Value> {
    if let (Some((start, stop, step)), Some(i)) = (range.small_parts(), item.as_i64()) {
        let inside = if step > 0 { start <= i && i < stop } else { stop < i && i <= start };
        return if inside && (i - start) % step == 0 { Some(vm.new_int((i - start) / step)) } else { None };
    }
    let (start, step, i) = (big(range.start.get()), big(range.step.get()), big(item));
    let stop = big(range.stop.get());
    let inside = if step > IBig::ZERO { start <= i && i < stop } else { stop < i && i <= start };
    let distance = i - start;
    if inside && (&distance % &step).is_zero() { Some(vm.new_ibig(distance / step)) } else { None }
}

/// Whether an item is exactly an int or a bool: then arithmetic tells where it is.
fn is_plain_int(vm: &Vm, item: Value) -> bool {
    item.is_small_int() || item.is_bool() || (item.as_int().is_some() && vm.type_of(item) == vm.types.int)
}

/// Calls `found` with each position whose number equals an object that is no plain int, until
/// it says that this is enough.
fn search(vm: &mut Vm, range: Gc<Range>, item: Value, mut found: impl FnMut(i64) -> bool) -> PyResult<()> {
    let iter = iter::new_range_iterator(vm, range);
    let mut i = 0;
    while let Some(v) = vm.next(iter)? {
        if vm.eq(v, item)? && found(i) {
            break;
        }
        i += 1;
        crate::iterable::poll(vm)?;
    }
    Ok(())
}

/// Returns how many items equal the value.
#[pyfunction("range.count($self, object, /)")]
fn count(vm: &mut Vm, this: Gc<Range>, object: Value) -> PyResult<i64> {
    if is_plain_int(vm, object) {
        return Ok(i64::from(position_of(vm, this, object).is_some()));
    }
    let mut count = 0;
    search(vm, this, object, |_| {
        count += 1;
        false
    })?;
    Ok(count)
}

/// Returns the index of the value.
///
/// Raises ValueError if it is not there.
#[pyfunction("range.index($self, object, /)")]
fn index(vm: &mut Vm, this: Gc<Range>, object: Value) -> PyResult {
    if is_plain_int(vm, object) {
        return match position_of(vm, this, object) {
            Some(i) => Ok(i),
            None => Err(vm.value_error("range.index(x): x not in range")),
        };
    }
    let mut at = None;
    search(vm, this, object, |i| {
        at = Some(i);
        true
    })?;
    match at {
        Some(i) => Ok(vm.new_int(i)),
        None => Err(vm.value_error("sequence.index(x): x not in sequence")),
    }
}

fn contains(vm: &mut Vm, v: Value, item: Value) -> PyResult<bool> {
    let range = this(v);
    if is_plain_int(vm, item) {
        return Ok(position_of(vm, range, item).is_some());
    }
    let mut inside = false;
    search(vm, range, item, |_| {
        inside = true;
        true
    })?;
    Ok(inside)
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let range = this(v);
    let mut text = crate::repr_guard::Text::new("range(");
    text.push_repr(vm, range.start.get())?;
    text.push(", ");
    text.push_repr(vm, range.stop.get())?;
    if range.step.get() != Value::small(1) {
        text.push(", ");
        text.push_repr(vm, range.step.get())?;
    }
    text.push(")");
    text.finish(vm)
}

/// What two ranges that have the same items share: length, first item, step; the latter two
/// only where they matter.
fn essence(range: Gc<Range>) -> [Value; 3] {
    match range.length.get().as_small() {
        Some(0) => [range.length.get(), Value::NONE, Value::NONE],
        Some(1) => [range.length.get(), range.start.get(), Value::NONE],
        _ => [range.length.get(), range.start.get(), range.step.get()],
    }
}

fn hash(vm: &mut Vm, v: Value) -> PyResult<i64> {
    let parts = vm.new_tuple(&essence(this(v)))?;
    vm.hash(parts.value())
}

fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.cast::<Range>(), b.cast::<Range>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let mut same = true;
    for (p, q) in essence(x).into_iter().zip(essence(y)) {
        same = same && vm.eq(p, q)?;
    }
    Ok(Value::bool(same == (op == CompareOp::Eq)))
}

fn len(vm: &mut Vm, v: Value) -> PyResult<usize> {
    match this(v).small_len() {
        Some(n) => Ok(n),
        None => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
    }
}

fn getitem(vm: &mut Vm, v: Value, key: Value) -> PyResult {
    let range = this(v);
    if let Some(s) = key.cast::<Slice>() {
        return math::slice(vm, range, s).map(Gc::value);
    }
    if let (Some(i), Some(n)) = (key.as_small(), range.small_len()) {
        return match position(i, n) {
            Some(at) => {
                let at = vm.new_int(at as i64);
                Ok(range.item(vm, at))
            }
            None => Err(vm.index_error("range object index out of range")),
        };
    }
    if key.as_int().is_none() && vm.type_of(key).slots.index.get().is_none() {
        index_like(vm, key, "range")?;
    }
    let index = vm.index(key)?;
    let (index, length) = (big(index), big(range.length.get()));
    let index = if index < IBig::ZERO { index + &length } else { index };
    if index < IBig::ZERO || index >= length {
        return Err(vm.index_error("range object index out of range"));
    }
    let index = vm.new_ibig(index);
    Ok(range.item(vm, index))
}

fn part(vm: &mut Vm, v: Value, get: impl Fn(&Range) -> Value) -> PyResult {
    match v.cast::<Range>() {
        Some(r) => Ok(get(&r)),
        None => Err(vm.type_error("a range is required")),
    }
}

static SPEC: TypeSpec = TypeSpec {
    name: "range",
    doc: Some(
        "range(stop)\nrange(start, stop[, step])\n\nThe ints from start (inclusive) to stop (exclusive) by step.",
    ),
    kind: Some(Range::INFO),
    flags: TypeFlags(0),
    new: Some(new::as_new),
    methods: defs![reversed, reduce, count, index],
    getset: &[
        GetSetDef { name: "start", doc: "", get: |vm, v| part(vm, v, |r| r.start.get()), set: Some(readonly) },
        GetSetDef { name: "stop", doc: "", get: |vm, v| part(vm, v, |r| r.stop.get()), set: Some(readonly) },
        GetSetDef { name: "step", doc: "", get: |vm, v| part(vm, v, |r| r.step.get()), set: Some(readonly) },
    ],
    slots: |s| {
        s.repr.set(Some(repr));
        s.hash.set(Some(hash));
        s.compare.set(Some(compare));
        s.iter.set(Some(|vm, v| Ok(new_range_iterator(vm, this(v)))));
        s.bool.set(Some(|_, v| Ok(this(v).length.get() != Value::small(0))));
        s.len.set(Some(len));
        s.getitem.set(Some(getitem));
        s.contains.set(Some(contains));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.range, &SPEC)?;
    iter::init(vm)
}
