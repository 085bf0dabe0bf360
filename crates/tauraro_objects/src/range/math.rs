//! Lengths and slices of ranges, in words where everything is small, else in big ints.

use super::{Range, new_range};
use crate::slice::Slice;
use crate::slice_index;
use dashu_int::IBig;
use tauraro_core::heap::Gc;
use tauraro_core::{PyResult, Value, Vm};

/// The number as a big int; `v` is an int.
pub(super) fn big(v: Value) -> IBig {
    v.as_int().map_or(IBig::ZERO, |i| i.to_ibig())
}

/// The length of a range.
pub(super) fn length(vm: &mut Vm, start: Value, stop: Value, step: Value) -> Value {
    if let (Some(a), Some(b), Some(s)) = (start.as_small(), stop.as_small(), step.as_small()) {
        let n = if s > 0 && a < b {
            (b - a - 1) / s + 1
        } else if s < 0 && b < a {
            (a - b - 1) / -s + 1
        } else {
            0
        };
        return vm.new_int(n);
    }
    let (low, high, stride) = match big(step) {
        s if s > IBig::ZERO => (big(start), big(stop), s),
        s => (big(stop), big(start), -s),
    };
    if low >= high {
        return Value::small(0);
    }
    vm.new_ibig((high - low - IBig::ONE) / stride + IBig::ONE)
}

/// `range[slice]` where all numbers are immediates. `None`: some are not, or the step is 0.
fn small_slice(vm: &mut Vm, range: Gc<Range>, slice: Gc<Slice>) -> Option<Gc<Range>> {
    let part = |v: Value| if v.is_none() { Some(None) } else { v.as_small().map(Some) };
    let (start, stop, step) = (part(slice.start.get())?, part(slice.stop.get())?, part(slice.step.get())?);
    let (first, stride) = (range.start.get().as_small()?, range.step.get().as_small()?);
    let found = slice_index::resolve(start, stop, step, range.small_len()?).ok()?;
    if found.step < 0 && found.count == 0 {
        // Its start may be before the first position.
        return None;
    }
    let place = |at: i64| first.checked_add(at.checked_mul(stride)?);
    let (start, stop) = (place(i64::try_from(found.start).ok()?)?, place(found.stop)?);
    let step = stride.checked_mul(found.step)?;
    let (start, stop, step) = (vm.new_int(start), vm.new_int(stop), vm.new_int(step));
    Some(new_range(vm, start, stop, step))
}

/// `range[slice]`
pub(super) fn slice(vm: &mut Vm, range: Gc<Range>, slice: Gc<Slice>) -> PyResult<Gc<Range>> {
    if let Some(part) = small_slice(vm, range, slice) {
        return Ok(part);
    }
    let mut bounds = [None, None, None];
    let parts = [slice.step.get(), slice.start.get(), slice.stop.get()];
    for (bound, part) in bounds.iter_mut().zip(parts) {
        if part.is_none() {
            continue;
        }
        if part.as_int().is_none() && vm.type_of(part).slots.index.get().is_none() {
            return Err(vm.type_error("slice indices must be integers or None or have an __index__ method"));
        }
        let i = vm.index(part)?;
        *bound = Some(big(i));
    }
    let [step, start, stop] = bounds;
    if step.as_ref().is_some_and(IBig::is_zero) {
        return Err(vm.value_error("slice step cannot be zero"));
    }
    let length = big(range.length.get());
    let found = slice_index::indices_big(start.as_ref(), stop.as_ref(), step.as_ref(), &length);
    let (start, stop, step) = found.expect("length and step were checked");
    let (first, stride) = (big(range.start.get()), big(range.step.get()));
    let start = vm.new_ibig(&first + start * &stride);
    let stop = vm.new_ibig(first + stop * &stride);
    let step = vm.new_ibig(stride * step);
    Ok(new_range(vm, start, stop, step))
}
