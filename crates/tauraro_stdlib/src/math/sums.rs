//! Sums and norms that round only once, or nearly.

use super::floats::{scale, split};
use tauraro_core::heap::Gc;
use tauraro_core::ops::BinaryOp;
use tauraro_core::{List, PyResult, Value, Vm, pyfunction};

/// The sum of two floats and what rounding took from it.
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let part = sum - a;
    (sum, (a - (sum - part)) + (b - part))
}

/// Floats that do not overlap, the least first, whose sum is exact.
#[derive(Default)]
struct Partials(Vec<f64>);

impl Partials {
    fn add(&mut self, x: f64) {
        let mut x = x;
        let mut kept = 0;
        for i in 0..self.0.len() {
            let (high, low) = two_sum(x, self.0[i]);
            if low != 0.0 {
                self.0[kept] = low;
                kept += 1;
            }
            x = high;
        }
        self.0.truncate(kept);
        self.0.push(x);
    }

    /// The sum, rounded once.
    fn total(&self) -> f64 {
        let mut rest = self.0.iter().rev().copied();
        let Some(mut high) = rest.next() else { return 0.0 };
        let mut low = 0.0;
        while let Some(next) = rest.next() {
            (high, low) = two_sum(high, next);
            if low != 0.0 {
                // A tie is decided by what is still left.
                if let Some(below) = rest.next()
                    && (low < 0.0) == (below < 0.0)
                {
                    let doubled = low * 2.0;
                    let rounded = high + doubled;
                    if rounded - high == doubled {
                        high = rounded;
                    }
                }
                break;
            }
        }
        let _ = low;
        high
    }
}

/// The exact sum of floats, rounded once.
#[pyfunction("math.fsum(seq, /)")]
pub(super) fn fsum(vm: &mut Vm, seq: Value) -> PyResult<f64> {
    let mut partials = Partials::default();
    let (mut special, mut infinities) = (0.0, 0.0);
    vm.for_each(seq, |vm, v| {
        let x = vm.to_f64(v)?;
        if x.is_finite() {
            partials.add(x);
            if partials.0.last().is_some_and(|p| !p.is_finite()) {
                return Err(vm.overflow_error("intermediate overflow in fsum"));
            }
        } else {
            special += x;
            if x.is_infinite() {
                infinities += x;
            }
        }
        Ok(())
    })?;
    if special != 0.0 {
        if infinities.is_nan() {
            return Err(vm.value_error("-inf + inf in fsum"));
        }
        return Ok(special);
    }
    Ok(partials.total())
}

/// The sum of the products of items in the same places.
#[pyfunction("math.sumprod(p, q, /)")]
pub(super) fn sumprod(vm: &mut Vm, p: Value, q: Value) -> PyResult {
    let (p, q) = (vm.iter(p)?, vm.iter(q)?);
    let mut total = Value::small(0);
    let mut floats: Option<Partials> = None;
    loop {
        let (a, b) = (vm.next(p)?, vm.next(q)?);
        let (a, b) = match (a, b) {
            (None, None) => break,
            (Some(a), Some(b)) => (a, b),
            _ => return Err(vm.value_error("Inputs are not the same length")),
        };
        if let Some((high, low)) = float_product(a, b) {
            let sums = floats.get_or_insert_default();
            sums.add(high);
            sums.add(low);
            continue;
        }
        total = flush(vm, total, &mut floats)?;
        let product = vm.binary(BinaryOp::Multiply, a, b)?;
        total = vm.binary(BinaryOp::Add, total, product)?;
    }
    flush(vm, total, &mut floats)
}

/// The exact product of two numbers of which at least one is a float.
fn float_product(a: Value, b: Value) -> Option<(f64, f64)> {
    let number = |v: Value| v.as_float().or_else(|| v.as_small().map(|i| i as f64));
    if !a.is_float() && !b.is_float() {
        return None;
    }
    let (x, y) = (number(a)?, number(b)?);
    let product = x * y;
    let rest = x.mul_add(y, -product);
    (product.is_finite() && rest.is_finite()).then_some((product, rest))
}

fn flush(vm: &mut Vm, total: Value, floats: &mut Option<Partials>) -> PyResult {
    match floats.take() {
        Some(sums) => vm.binary(BinaryOp::Add, total, Value::float(sums.total())),
        None => Ok(total),
    }
}

/// The square root of the sum of the squares, without overflow on the way.
fn norm(numbers: &[f64]) -> f64 {
    if numbers.iter().any(|x| x.is_infinite()) {
        return f64::INFINITY;
    }
    if numbers.iter().any(|x| x.is_nan()) {
        return f64::NAN;
    }
    let greatest = numbers.iter().fold(0.0_f64, |m, x| m.max(x.abs()));
    if greatest == 0.0 || numbers.len() == 1 {
        return greatest;
    }
    let (_, exponent) = split(greatest);
    let mut sums = Partials::default();
    for x in numbers {
        let x = scale(*x, -exponent);
        let square = x * x;
        sums.add(square);
        sums.add(x.mul_add(x, -square));
    }
    let sum = sums.total();
    let root = sum.sqrt();
    // One step of Newton's on the exact rest.
    sums.add(-(root * root));
    sums.add(-root.mul_add(root, -(root * root)));
    scale(root + sums.total() / (2.0 * root), exponent)
}

/// Distance of a point from the origin.
#[pyfunction("math.hypot(*coordinates)")]
pub(super) fn hypot(vm: &mut Vm, coordinates: &[Value]) -> PyResult<f64> {
    let mut numbers = Vec::with_capacity(coordinates.len());
    for v in coordinates {
        numbers.push(vm.to_f64(*v)?);
    }
    Ok(norm(&numbers))
}

fn row(vm: &mut Vm, v: Value) -> PyResult<Gc<List>> {
    let list = vm.new_list(&[])?;
    vm.for_each(v, |vm, item| list.push(vm, item))?;
    Ok(list)
}

/// Distance of two points.
#[pyfunction("math.dist(p, q, /)")]
pub(super) fn dist(vm: &mut Vm, p: Value, q: Value) -> PyResult<f64> {
    let (p, q) = (row(vm, p)?, row(vm, q)?);
    if p.items.len() != q.items.len() {
        return Err(vm.value_error("both points must have the same number of dimensions"));
    }
    let mut numbers = Vec::with_capacity(p.items.len());
    for i in 0..p.items.len() {
        let (a, b) = (p.items.get(i).unwrap_or(Value::NONE), q.items.get(i).unwrap_or(Value::NONE));
        numbers.push(vm.to_f64(a)? - vm.to_f64(b)?);
    }
    Ok(norm(&numbers))
}
