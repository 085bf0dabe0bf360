//! `range_iterator` for progressions within 64 bits, `longrange_iterator` for all others.

use super::math::big;
use super::{Range, new_range};
use crate::iterable::builtin;
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Value, Vm, defs, kinds, payload, pyfunction};

/// Three plain numbers: the next item, the step, and how many items are left.
#[repr(C)]
pub struct RangeIterator {
    pub current: Cell<i64>,
    pub step: i64,
    pub remaining: Cell<i64>,
}

payload!(RangeIterator, kinds::RANGE_ITERATOR, "range_iterator", []);

impl RangeIterator {
    /// Byte offsets of the fields in the payload, for inline paths.
    pub const OFFSET_CURRENT: usize = std::mem::offset_of!(RangeIterator, current);
    pub const OFFSET_STEP: usize = std::mem::offset_of!(RangeIterator, step);
    pub const OFFSET_REMAINING: usize = std::mem::offset_of!(RangeIterator, remaining);

    /// The next number.
    #[inline(always)]
    pub fn step(&self) -> Option<i64> {
        let remaining = self.remaining.get();
        if remaining <= 0 {
            return None;
        }
        self.remaining.set(remaining - 1);
        let i = self.current.get();
        // After the last item the sum may leave the word, and is not used.
        self.current.set(i.wrapping_add(self.step));
        Some(i)
    }
}

/// The same with ints of any size.
#[repr(C)]
pub struct LongRangeIterator {
    pub current: Slot,
    pub step: Slot,
    pub remaining: Slot,
}

payload!(LongRangeIterator, kinds::LONGRANGE_ITERATOR, "longrange_iterator", [current, step, remaining]);

/// `iter(range)`
pub fn new_range_iterator(vm: &mut Vm, range: Gc<Range>) -> Value {
    new_iterator(vm, range.start.get(), range.step.get(), range.length.get(), range.stop.get())
}

/// An iterator of `length` ints from `start`; `end` lies behind the last one.
fn new_iterator(vm: &mut Vm, start: Value, step: Value, length: Value, end: Value) -> Value {
    if let (Some(current), Some(step), Some(n), Some(_)) =
        (start.as_i64(), step.as_i64(), length.as_i64(), end.as_i64())
    {
        let payload = RangeIterator { current: Cell::new(current), step, remaining: Cell::new(n) };
        return vm.alloc(ShapeId::RANGE_ITERATOR, payload).value();
    }
    let payload = LongRangeIterator { current: Slot::new(start), step: Slot::new(step), remaining: Slot::new(length) };
    vm.alloc(ShapeId::LONGRANGE_ITERATOR, payload).value()
}

/// `reversed(range)`
pub fn reversed_range(vm: &mut Vm, range: Gc<Range>) -> Value {
    let (start, step, n) = (big(range.start.get()), big(range.step.get()), big(range.length.get()));
    let last = vm.new_ibig(&start + (n - 1) * &step);
    let end = vm.new_ibig(start - &step);
    let step = vm.new_ibig(-step);
    new_iterator(vm, last, step, range.length.get(), end)
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<RangeIterator> = v.cast().expect("slots of range_iterator get them");
    Ok(this.step().map(|i| vm.new_int(i)))
}

/// Estimates how many items are left.
#[pyfunction("range_iterator.__length_hint__($self, /)")]
fn length_hint(_: &mut Vm, this: Gc<RangeIterator>) -> i64 {
    this.remaining.get()
}

/// Returns state information for pickling.
#[pyfunction("range_iterator.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<RangeIterator>) -> PyResult {
    let current = vm.new_int(this.current.get());
    let step = vm.new_int(this.step);
    let remaining = vm.new_int(this.remaining.get());
    reduce_parts(vm, current, step, remaining)
}

fn reduce_parts(vm: &mut Vm, current: Value, step: Value, remaining: Value) -> PyResult {
    let end = big(current) + big(remaining) * big(step);
    let is_small = |n: &dashu_int::IBig| i64::try_from(n).is_ok();
    // A place behind the last item that is no wider than the items, if there is one: the copy is
    // to be of the same type.
    let nearer = &end - big(step) + big(step).signum();
    let stop = vm.new_ibig(if !is_small(&end) && is_small(&nearer) { nearer } else { end });
    let range = new_range(vm, current, stop, step).value();
    let iter = builtin(vm, "iter")?;
    let args = vm.new_tuple(&[range])?.value();
    vm.new_tuple(&[iter, args, Value::NONE]).map(Gc::value)
}

/// Sets state information for unpickling.
#[pyfunction("range_iterator.__setstate__($self, object, /)")]
fn setstate(vm: &mut Vm, this: Gc<RangeIterator>, object: Value) -> PyResult<()> {
    let index = vm.index_i64(object)?.clamp(0, this.remaining.get());
    this.current.set(this.current.get().wrapping_add(index.wrapping_mul(this.step)));
    this.remaining.set(this.remaining.get() - index);
    Ok(())
}

fn next_long(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<LongRangeIterator> = v.cast().expect("slots of longrange_iterator get them");
    let remaining = big(this.remaining.get());
    if remaining <= 0.into() {
        return Ok(None);
    }
    let current = this.current.get();
    let remaining = vm.new_ibig(remaining - 1);
    this.set(&this.remaining, remaining);
    let following = vm.new_ibig(big(current) + big(this.step.get()));
    this.set(&this.current, following);
    Ok(Some(current))
}

/// Estimates how many items are left.
#[pyfunction("longrange_iterator.__length_hint__($self, /)")]
fn long_length_hint(_: &mut Vm, this: Gc<LongRangeIterator>) -> Value {
    this.remaining.get()
}

/// Returns state information for pickling.
#[pyfunction("longrange_iterator.__reduce__($self, /)")]
fn long_reduce(vm: &mut Vm, this: Gc<LongRangeIterator>) -> PyResult {
    reduce_parts(vm, this.current.get(), this.step.get(), this.remaining.get())
}

/// Sets state information for unpickling.
#[pyfunction("longrange_iterator.__setstate__($self, object, /)")]
fn long_setstate(vm: &mut Vm, this: Gc<LongRangeIterator>, object: Value) -> PyResult<()> {
    if object.as_int().is_none() {
        let text = format!("state must be an int, not {}", vm.type_name(object));
        return Err(vm.type_error(text));
    }
    let remaining = big(this.remaining.get());
    let index = big(object).max(0.into()).min(remaining.clone());
    let current = vm.new_ibig(big(this.current.get()) + &index * big(this.step.get()));
    this.set(&this.current, current);
    let remaining = vm.new_ibig(remaining - index);
    this.set(&this.remaining, remaining);
    Ok(())
}

static SPEC: TypeSpec = TypeSpec {
    name: "range_iterator",
    kind: Some(RangeIterator::INFO),
    methods: defs![length_hint, reduce, setstate],
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v)));
        s.iternext.set(Some(next));
    },
    ..TypeSpec::EMPTY
};

static LONG_SPEC: TypeSpec = TypeSpec {
    name: "longrange_iterator",
    kind: Some(LongRangeIterator::INFO),
    methods: defs![long_length_hint, long_reduce, long_setstate],
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v)));
        s.iternext.set(Some(next_long));
    },
    ..TypeSpec::EMPTY
};

pub(super) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.range_iterator, &SPEC)?;
    vm.fill_type(vm.types.longrange_iterator, &LONG_SPEC)
}
