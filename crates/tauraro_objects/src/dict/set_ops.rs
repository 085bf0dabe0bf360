//! The set operations of `dict_keys` and `dict_items`. Their results are sets.

use super::views::{DictItems, DictKeys};
use crate::iterable;
use crate::set;
use tauraro_core::heap::Gc;
use tauraro_core::object::{CompareOp, Set, Slots};
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Value, Vm};

fn is_view(v: Value) -> bool {
    v.is::<DictKeys>() || v.is::<DictItems>()
}

/// Whether every item of `a` is in `b`.
fn all_in(vm: &mut Vm, a: Value, b: Value) -> PyResult<bool> {
    let iter = vm.iter(a)?;
    while let Some(item) = vm.next(iter)? {
        if !vm.contains(b, item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    if !is_view(b) && !b.is::<Set>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (n, m) = (vm.len(a)?, vm.len(b)?);
    let holds = match op {
        CompareOp::Eq | CompareOp::Ne => (n == m && all_in(vm, a, b)?) == (op == CompareOp::Eq),
        CompareOp::Lt => n < m && all_in(vm, a, b)?,
        CompareOp::Le => n <= m && all_in(vm, a, b)?,
        CompareOp::Gt => n > m && all_in(vm, b, a)?,
        CompareOp::Ge => n >= m && all_in(vm, b, a)?,
    };
    Ok(Value::bool(holds))
}

fn set_of(vm: &mut Vm, v: Value) -> PyResult<Gc<Set>> {
    let result = vm.new_set();
    set::update(vm, result, v)?;
    Ok(result)
}

fn subtract(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    let result = set_of(vm, a)?;
    set::difference_update(vm, result, b)?;
    Ok(result.value())
}

fn or(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    let result = set_of(vm, a)?;
    set::update(vm, result, b)?;
    Ok(result.value())
}

fn xor(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    let result = set_of(vm, a)?;
    set::symmetric_difference_update(vm, result, b)?;
    Ok(result.value())
}

fn and(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    // As the reflected operation the view is the right operand.
    let (mut view, mut other) = if is_view(a) { (a, b) } else { (b, a) };
    let len = vm.len(view)?;
    let set = other.cast::<Set>().filter(|s| len <= s.len());
    let shape = set.map(Gc::shape);
    if let Some(s) = set.filter(|_| shape == Some(ShapeId::SET)) {
        return set::intersection(vm, s, view).map(Gc::value);
    }
    if shape == Some(ShapeId::FROZENSET) || is_view(other) && vm.len(other)? > len {
        (view, other) = (other, view);
    }
    let result = vm.new_set();
    let iter = vm.iter(other)?;
    iterable::drain(vm, iter, |vm, item| {
        if vm.contains(view, item)? {
            result.add(vm, item)?;
        }
        Ok(())
    })?;
    Ok(result.value())
}

/// `view.isdisjoint(other)`
pub(super) fn isdisjoint(vm: &mut Vm, view: Value, other: Value) -> PyResult<bool> {
    let n = vm.len(view)?;
    if view == other {
        return Ok(n == 0);
    }
    let (mut searched, mut iterated) = (view, other);
    // The shorter one of two that know what they hold is walked.
    if (is_view(other) || other.is::<Set>()) && vm.len(other)? > n {
        (searched, iterated) = (other, view);
    }
    let iter = vm.iter(iterated)?;
    while let Some(item) = vm.next(iter)? {
        if vm.contains(searched, item)? {
            return Ok(false);
        }
        iterable::poll(vm)?;
    }
    Ok(true)
}

/// Fills the slots that both views share.
pub(super) fn fill(s: &Slots) {
    s.compare.set(Some(compare));
    s.subtract.set(Some(subtract));
    s.and.set(Some(and));
    s.or.set(Some(or));
    s.xor.set(Some(xor));
}
