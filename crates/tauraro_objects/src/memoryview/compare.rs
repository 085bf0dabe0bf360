//! Equality of views: by shape and by the values of the items, whatever their formats are.

use super::{MemoryView, new_memoryview};
use crate::byteslike::is_bytes_like;
use tauraro_core::heap::Gc;
use tauraro_core::object::CompareOp;
use tauraro_core::{PyResult, Value, Vm};

pub(super) fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let negate = match op {
        CompareOp::Eq => false,
        CompareOp::Ne => true,
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    let Some(left) = a.cast::<MemoryView>() else { return Ok(Value::NOT_IMPLEMENTED) };
    if let Some(right) = b.cast::<MemoryView>() {
        return Ok(Value::bool(equal(vm, left, right)? != negate));
    }
    if !is_bytes_like(vm, b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    if left.held.borrow().is_none() {
        return Ok(Value::bool(negate));
    }
    let other = new_memoryview(vm, b)?;
    let Some(right) = other.cast::<MemoryView>() else { unreachable!("it was just made") };
    let same = equal(vm, left, right);
    right.release(vm)?;
    Ok(Value::bool(same? != negate))
}

fn equal(vm: &mut Vm, a: Gc<MemoryView>, b: Gc<MemoryView>) -> PyResult<bool> {
    if a == b && a.held.borrow().is_none() {
        return Ok(true);
    }
    if a.held.borrow().is_none() || b.held.borrow().is_none() {
        return Ok(false);
    }
    let (ga, gb) = (&a.geometry, &b.geometry);
    if ga.shape != gb.shape {
        return Ok(false);
    }
    let (fa, fb) = (ga.format.trim_start_matches('@'), gb.format.trim_start_matches('@'));
    if fa == fb && matches!(fa, "B" | "b" | "c" | "h" | "H" | "i" | "I" | "l" | "L" | "q" | "Q" | "n" | "N") {
        let (x, y) = (a.to_vec(vm)?, b.to_vec(vm)?);
        return Ok(x == y);
    }
    // A format of several values equals nothing but is no error either.
    let (x, y) = (a.item(vm), b.item(vm));
    let (x, y) = (vm.catching(x, vm.exc.not_implemented_error)?, vm.catching(y, vm.exc.not_implemented_error)?);
    let (Some(x), Some(y)) = (x, y) else { return Ok(false) };
    for (i, j) in ga.offsets().into_iter().zip(gb.offsets()) {
        let (v, w) = (a.read(vm, &x, i)?, b.read(vm, &y, j)?);
        // Not `vm.eq`: a NaN is not equal to itself here.
        if !vm.compare_bool(v, w, CompareOp::Eq)? {
            return Ok(false);
        }
    }
    Ok(true)
}
