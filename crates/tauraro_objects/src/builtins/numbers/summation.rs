//! `sum`: ints exactly, floats with a compensation for what rounding loses, and whatever can be
//! added.

use tauraro_core::object::{Int, Str};
use tauraro_core::ops::BinaryOp;
use tauraro_core::{PyResult, Value, Vm, kinds, pyfunction};

/// The sum of the items and of start.
#[pyfunction("sum(iterable, /, start=0)")]
pub(in crate::builtins) fn sum(vm: &mut Vm, iterable: Value, start: Option<Value>) -> PyResult {
    let iter = vm.iter(iterable)?;
    let start = start.unwrap_or(Value::small(0));
    refuse_text(vm, start)?;
    let mut total = start;
    // Each stage takes the items that it can add quickly and hands the rest on.
    let mut next = None;
    if total.is_small_int() {
        (total, next) = sum_ints(vm, iter, total)?;
        if next.is_none() {
            return Ok(total);
        }
    }
    if total.is_float() || next.is_some_and(Value::is_float) {
        (total, next) = sum_floats(vm, iter, total, next)?;
        if next.is_none() {
            return Ok(total);
        }
    }
    if let Some(v) = next {
        total = vm.binary(BinaryOp::Add, total, v)?;
    }
    while let Some(v) = vm.next(iter)? {
        total = vm.binary(BinaryOp::Add, total, v)?;
    }
    Ok(total)
}

/// Adding texts one by one would be quadratic: CPython refuses, and so do we.
fn refuse_text(vm: &mut Vm, start: Value) -> PyResult<()> {
    let text = match start.kind() {
        _ if start.is::<Str>() => "sum() can't sum strings [use ''.join(seq) instead]",
        kinds::BYTES => "sum() can't sum bytes [use b''.join(seq) instead]",
        kinds::BYTEARRAY => "sum() can't sum bytearray [use b''.join(seq) instead]",
        _ => return Ok(()),
    };
    Err(vm.type_error(text))
}

/// Adds ints while they fit in 64 bits: (the sum, the first item that was not added).
fn sum_ints(vm: &mut Vm, iter: Value, start: Value) -> PyResult<(Value, Option<Value>)> {
    let mut total = start.as_small().unwrap_or(0);
    while let Some(v) = vm.next(iter)? {
        let term = v.as_small().or_else(|| v.as_bool().map(i64::from));
        match term.and_then(|t| total.checked_add(t)) {
            Some(sum) => total = sum,
            None => return Ok((vm.new_int(total), Some(v))),
        }
    }
    Ok((vm.new_int(total), None))
}

/// A float and what was lost when it was rounded (Neumaier's form of compensated summation).
struct Compensated {
    high: f64,
    low: f64,
}

impl Compensated {
    fn add(&mut self, x: f64) {
        let sum = self.high + x;
        self.low += if self.high.abs() >= x.abs() { (self.high - sum) + x } else { (x - sum) + self.high };
        self.high = sum;
    }

    fn total(&self) -> f64 {
        // The loss is not a number once the sum overflowed, and must not spoil infinity.
        if self.low != 0.0 && self.low.is_finite() { self.high + self.low } else { self.high }
    }
}

/// Adds floats and small ints: (the sum, the first item that was not added).
fn sum_floats(vm: &mut Vm, iter: Value, start: Value, first: Option<Value>) -> PyResult<(Value, Option<Value>)> {
    let high = match start.as_float() {
        Some(f) => f,
        None => vm.to_f64(start)?,
    };
    let mut sum = Compensated { high, low: 0.0 };
    let mut item = first;
    loop {
        let v = match item.take() {
            Some(v) => v,
            None => match vm.next(iter)? {
                Some(v) => v,
                None => return Ok((Value::float(sum.total()), None)),
            },
        };
        match (v.as_float(), v.as_int()) {
            (Some(f), _) => sum.add(f),
            (None, Some(Int::Small(i))) => sum.add(i as f64),
            _ => return Ok((Value::float(sum.total()), Some(v))),
        }
    }
}
