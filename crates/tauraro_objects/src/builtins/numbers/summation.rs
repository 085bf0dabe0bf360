//! `sum`: ints exactly, floats with a compensation for what rounding loses, and whatever can be
//! added.

use crate::complex::Complex;
use crate::raise::as_int;
use tauraro_core::object::Str;
use tauraro_core::ops::BinaryOp;
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Value, Vm, kinds, pyfunction};

/// The sum of the items and of start.
#[pyfunction("sum(iterable, /, start=0)")]
pub(in crate::builtins) fn sum(vm: &mut Vm, iterable: Value, start: Option<Value>) -> PyResult {
    let iter = vm.iter(iterable)?;
    let start = start.unwrap_or(Value::small(0));
    refuse_text(vm, start)?;
    let mut total = start;
    // Each stage takes the items that it can add quickly; the one that it cannot take is added
    // in the plain way, and decides the next stage.
    if total.is_small_int() {
        let (sum, next) = sum_ints(vm, iter, total)?;
        let Some(v) = next else { return Ok(sum) };
        total = vm.binary(BinaryOp::Add, sum, v)?;
    }
    if total.is_float() {
        let (sum, next) = sum_floats(vm, iter, total)?;
        let Some(v) = next else { return Ok(sum) };
        total = vm.binary(BinaryOp::Add, sum, v)?;
    }
    if total.cast::<Complex>().is_some_and(|c| c.shape() == ShapeId::COMPLEX) {
        let (sum, next) = sum_complex(vm, iter, total)?;
        let Some(v) = next else { return Ok(sum) };
        total = vm.binary(BinaryOp::Add, sum, v)?;
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

/// A float, or the one that an int is rounded to. `None` for ints beyond all floats, too.
fn real(v: Value) -> Option<f64> {
    v.as_float().or_else(|| as_int(&v)?.to_f64().ok())
}

/// Adds floats and ints: (the sum, the first item that was not added).
fn sum_floats(vm: &mut Vm, iter: Value, start: Value) -> PyResult<(Value, Option<Value>)> {
    let mut sum = Compensated { high: start.as_float().unwrap_or(0.0), low: 0.0 };
    while let Some(v) = vm.next(iter)? {
        match real(v) {
            Some(f) => sum.add(f),
            None => return Ok((Value::float(sum.total()), Some(v))),
        }
    }
    Ok((Value::float(sum.total()), None))
}

/// Adds complex numbers, floats and ints: (the sum, the first item that was not added).
fn sum_complex(vm: &mut Vm, iter: Value, start: Value) -> PyResult<(Value, Option<Value>)> {
    let (re, im) = start.cast::<Complex>().map_or((0.0, 0.0), |c| (c.re, c.im));
    let (mut re, mut im) = (Compensated { high: re, low: 0.0 }, Compensated { high: im, low: 0.0 });
    let mut left = None;
    while let Some(v) = vm.next(iter)? {
        let exact = v.cast::<Complex>().filter(|c| c.shape() == ShapeId::COMPLEX);
        match (exact, real(v)) {
            (Some(c), _) => {
                re.add(c.re);
                im.add(c.im);
            }
            (None, Some(f)) => re.add(f),
            (None, None) => {
                left = Some(v);
                break;
            }
        }
    }
    let total = Complex { re: re.total(), im: im.total() };
    Ok((vm.alloc(ShapeId::COMPLEX, total).value(), left))
}
