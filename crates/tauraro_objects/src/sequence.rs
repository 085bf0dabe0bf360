//! What lists, tuples and ranges share: subscripts, printing, comparison and searching of rows.

use crate::repr_guard::{Text, repr_once};
use crate::slice::Slice;
use tauraro_core::heap::{Gc, Slot};
use tauraro_core::object::CompareOp;
use tauraro_core::{PyResult, Value, Vm};

/// What stands between the brackets of `seq[...]`.
pub(crate) enum Subscript {
    Index(i64),
    Slice(Gc<Slice>),
}

/// Takes a subscript of a sequence of type `seq` apart.
#[inline]
pub(crate) fn subscript(vm: &mut Vm, key: Value, seq: &str) -> PyResult<Subscript> {
    if let Some(i) = key.as_small() {
        return Ok(Subscript::Index(i));
    }
    match key.cast::<Slice>() {
        Some(s) => Ok(Subscript::Slice(s)),
        None => index_like(vm, key, seq).map(Subscript::Index),
    }
}

/// An index that is not a small int.
pub(crate) fn index_like(vm: &mut Vm, key: Value, seq: &str) -> PyResult<i64> {
    if key.as_int().is_none() && vm.type_of(key).slots.index.get().is_none() {
        let text = format!("{seq} indices must be integers or slices, not {}", vm.type_name(key));
        return Err(vm.type_error(text));
    }
    let i = vm.index(key)?;
    match i.as_i64() {
        Some(i) => Ok(i),
        None => {
            let text = format!("cannot fit '{}' into an index-sized integer", vm.type_name(key));
            Err(vm.index_error(text))
        }
    }
}

/// The position that a possibly negative index names in a row of `len` items.
#[inline(always)]
pub(crate) fn position(i: i64, len: usize) -> Option<usize> {
    let i = if i < 0 { i + len as i64 } else { i };
    // A negative number becomes one beyond every length.
    if (i as u64) < len as u64 { Some(i as usize) } else { None }
}

/// A bound of `index(value, start, stop)`: an int of any size, no None.
pub(crate) fn search_bound(vm: &mut Vm, v: Option<Value>, default: i64) -> PyResult<i64> {
    let Some(v) = v else { return Ok(default) };
    if v.as_int().is_none() && vm.type_of(v).slots.index.get().is_none() {
        return Err(vm.type_error("slice indices must be integers or have an __index__ method"));
    }
    vm.index_clamped(v)
}

/// A bound of a search in a row of `len` items, as a position.
pub(crate) fn clamp(i: i64, len: usize) -> usize {
    let i = if i < 0 { i.saturating_add(len as i64).max(0) } else { i };
    (i as usize).min(len)
}

/// Prints a row between brackets; `slots` is asked again after each item.
pub(crate) fn repr_row<'a>(
    vm: &mut Vm,
    this: Value,
    brackets: (&str, &str),
    instead: &str,
    slots: impl Fn() -> &'a [Slot],
) -> PyResult {
    if slots().is_empty() {
        return vm.new_str(&format!("{}{}", brackets.0, brackets.1)).map(Gc::value);
    }
    repr_once(vm, this, instead, |vm| {
        let mut text = Text::new(brackets.0);
        let mut i = 0;
        while let Some(slot) = slots().get(i) {
            if i > 0 {
                text.push(", ");
            }
            text.push_repr(vm, slot.get())?;
            i += 1;
        }
        // `(1,)`: a tuple of one item keeps its comma.
        text.push(if brackets.0 == "(" && i == 1 { ",)" } else { brackets.1 });
        text.finish(vm)
    })
}

/// Compares two rows item by item; both are asked again after each comparison. With
/// `lengths_first` rows of different lengths are unequal without a look at their items.
pub(crate) fn compare_rows<'a, 'b>(
    vm: &mut Vm,
    op: CompareOp,
    lengths_first: bool,
    a: impl Fn() -> &'a [Slot],
    b: impl Fn() -> &'b [Slot],
) -> PyResult {
    let equality = matches!(op, CompareOp::Eq | CompareOp::Ne);
    if equality && lengths_first && a().len() != b().len() {
        return Ok(Value::bool(op == CompareOp::Ne));
    }
    let mut i = 0;
    while let (Some(x), Some(y)) = (a().get(i), b().get(i)) {
        let (x, y) = (x.get(), y.get());
        if !vm.eq(x, y)? {
            if a().get(i).is_none() || b().get(i).is_none() {
                // The comparison has shortened a row: what is left of them decides.
                break;
            }
            return match op {
                CompareOp::Eq => Ok(Value::FALSE),
                CompareOp::Ne => Ok(Value::TRUE),
                _ if Value::both_small(x, y) => {
                    Ok(Value::bool(op.holds(x.small_unchecked().cmp(&y.small_unchecked()))))
                }
                _ => vm.compare(x, y, op),
            };
        }
        i += 1;
    }
    Ok(Value::bool(op.holds(a().len().cmp(&b().len()))))
}

/// Whether comparing `v` with an int runs no Python code and gives "not equal".
#[inline(always)]
fn never_equals_int(v: Value) -> bool {
    v.is_small_int() || v.is_none()
}

/// The first position in `from..to` whose item equals `item`. The row is asked again after each
/// comparison that may have changed it.
pub(crate) fn find_item<'a>(
    vm: &mut Vm,
    slots: impl Fn() -> &'a [Slot],
    item: Value,
    from: usize,
    to: usize,
) -> PyResult<Option<usize>> {
    let mut i = from;
    loop {
        let row = slots();
        let end = to.min(row.len());
        if item.is_small_int() {
            // Ints are compared as words; the scan stops at anything else.
            let rest = row.get(i..end).unwrap_or(&[]);
            let stop = rest.iter().position(|s| s.get() == item || !never_equals_int(s.get()));
            i += stop.unwrap_or(rest.len());
        }
        if i >= end {
            return Ok(None);
        }
        // CPython passes the row's item first, which a reflected `__eq__` can tell.
        if vm.eq(row[i].get(), item)? {
            return Ok(Some(i));
        }
        i += 1;
    }
}

/// How often `item` occurs.
pub(crate) fn count_item<'a>(vm: &mut Vm, slots: impl Fn() -> &'a [Slot], item: Value) -> PyResult<usize> {
    let (mut count, mut from) = (0, 0);
    while let Some(i) = find_item(vm, &slots, item, from, usize::MAX)? {
        count += 1;
        from = i + 1;
    }
    Ok(count)
}

/// The length of a row of `len` items repeated `count` times, where it can be addressed.
pub(crate) fn repeat_count(vm: &mut Vm, len: usize, count: Value) -> PyResult<usize> {
    let Some(count) = count.as_i64() else {
        let text = format!("cannot fit '{}' into an index-sized integer", vm.type_name(count));
        return Err(vm.overflow_error(text));
    };
    let count = usize::try_from(count).unwrap_or(0);
    if len != 0 && count > isize::MAX as usize / 8 / len {
        return Err(vm.memory_error());
    }
    Ok(count)
}
