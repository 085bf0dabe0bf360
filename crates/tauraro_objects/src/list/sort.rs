//! `list.sort`.
//!
//! While it runs the list is empty, so that comparisons and key functions see that it is not
//! theirs to change. The keys are looked at first: all ints, all floats or all strings are
//! sorted as numbers and bytes without any call; for tuples the first items are compared so.

use crate::sequence::compare_rows;
use crate::sort::{self, Keyed};
use tauraro_core::heap::{Gc, Slot, Storage, ValueVec};
use tauraro_core::object::CompareOp;
use tauraro_core::shape::ShapeId;
use tauraro_core::{List, PyResult, Str, Tuple, Value, Vm};

/// Sorts in place. Raises what key function and comparisons raise, and ValueError if they
/// change the list; the items are then all there, in some order.
pub fn sort_list(vm: &mut Vm, list: Gc<List>, key: Option<Value>, reverse: bool) -> PyResult<()> {
    let work = vm.new_list(&[])?;
    work.items.swap(work.header(), &list.items, list.header());
    let result = sort_items(vm, work, key, reverse);
    let modified = !list.items.is_empty() || list.items.capacity() != 0;
    work.items.swap(work.header(), &list.items, list.header());
    result?;
    if modified { Err(vm.value_error("list modified during sort")) } else { Ok(()) }
}

fn sort_items(vm: &mut Vm, work: Gc<List>, key: Option<Value>, reverse: bool) -> PyResult<()> {
    let len = work.items.len();
    let keys = match key {
        Some(f) => {
            let keys = vm.new_list_with_capacity(len)?;
            for i in 0..len {
                let k = vm.call(f, &[work.items.slots()[i].get()])?;
                keys.push(vm, k)?;
            }
            Some(keys)
        }
        None => None,
    };
    if len < 2 {
        return Ok(());
    }
    // Reversing before and after keeps equal items in their order.
    if reverse {
        work.items.reverse();
        keys.inspect(|k| k.items.reverse());
    }
    let result = sort_rows(vm, &work.items, keys);
    if reverse {
        work.items.reverse();
    }
    result
}

fn sort_rows(vm: &mut Vm, values: &ValueVec, keys: Option<Gc<List>>) -> PyResult<()> {
    let row = keys.as_ref().map_or(values.slots(), |k| k.items.slots());
    if u32::try_from(row.len()).is_ok() {
        match common_kind(row) {
            Common::Ints => {
                sort_plain(vm, values, keys, |v| v.small_unchecked(), Ord::cmp, Value::small)?;
                return Ok(());
            }
            Common::Floats => {
                let order = |a: &f64, b: &f64| a.partial_cmp(b).expect("no key is a NaN");
                sort_plain(vm, values, keys, Value::float_unchecked, order, Value::float)?;
                return Ok(());
            }
            Common::Strs => return sort_strs(vm, values, row),
            Common::Tuples => return sort_by(vm, values, keys, tuple_less),
            Common::None => {}
        }
    }
    sort_by(vm, values, keys, less)
}

/// What all keys are, where that makes comparing them simple.
enum Common {
    Ints,
    /// None of them is a NaN, which compares to nothing.
    Floats,
    Strs,
    Tuples,
    None,
}

fn common_kind(row: &[Slot]) -> Common {
    let all = |is: fn(Value) -> bool| row.iter().all(|s| is(s.get()));
    let first = row[0].get();
    if first.is_small_int() && all(Value::is_small_int) {
        return Common::Ints;
    }
    if first.is_float() && all(|v| v.as_float().is_some_and(|f| !f.is_nan())) {
        return Common::Floats;
    }
    match first.header().map(|h| h.shape()) {
        Some(ShapeId::STR) if all(|v| exact(v, ShapeId::STR)) => Common::Strs,
        Some(ShapeId::TUPLE) if all(|v| exact(v, ShapeId::TUPLE)) => Common::Tuples,
        _ => Common::None,
    }
}

#[inline(always)]
fn exact(v: Value, shape: ShapeId) -> bool {
    v.header().is_some_and(|h| h.shape() == shape)
}

/// Sorts by keys that are plain numbers.
fn sort_plain<K: Copy>(
    vm: &mut Vm,
    values: &ValueVec,
    keys: Option<Gc<List>>,
    number: fn(Value) -> K,
    order: impl Fn(&K, &K) -> std::cmp::Ordering,
    value: fn(K) -> Value,
) -> PyResult<()> {
    let Some(keys) = keys else {
        let mut numbers: Vec<K> = values.slots().iter().map(|s| number(s.get())).collect();
        numbers.sort_by(order);
        for (slot, k) in values.slots().iter().zip(numbers) {
            slot.set_unbarriered(value(k));
        }
        return Ok(());
    };
    let slots = keys.items.slots().iter().enumerate();
    let mut numbered: Vec<(K, u32)> = slots.map(|(i, s)| (number(s.get()), i as u32)).collect();
    numbered.sort_by(|a, b| order(&a.0, &b.0));
    permute(vm, values, numbered.iter().map(|n| n.1))
}

/// The first eight bytes of a text as a number that orders as they do.
fn prefix(bytes: &[u8]) -> u64 {
    match bytes.first_chunk() {
        Some(eight) => u64::from_be_bytes(*eight),
        None => {
            let mut padded = [0; 8];
            padded[..bytes.len()].copy_from_slice(bytes);
            u64::from_be_bytes(padded)
        }
    }
}

/// Sorts by strings: code points order as their bytes do.
fn sort_strs(vm: &mut Vm, values: &ValueVec, row: &[Slot]) -> PyResult<()> {
    let text = |i: u32| row[i as usize].get().cast::<Str>().expect("all keys are strings");
    let mut numbered: Vec<(u64, u32)> = (0..row.len() as u32).map(|i| (prefix(text(i).as_bytes()), i)).collect();
    numbered.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| text(a.1).as_bytes().cmp(text(b.1).as_bytes())));
    permute(vm, values, numbered.iter().map(|n| n.1))
}

/// Puts the values into the order of these numbers.
fn permute(vm: &mut Vm, values: &ValueVec, order: impl Iterator<Item = u32>) -> PyResult<()> {
    let old = vm.new_list_of_slots(values.slots(), 1)?;
    for (slot, i) in values.slots().iter().zip(order) {
        slot.set_unbarriered(old.items.slots()[i as usize].get());
    }
    values.barrier();
    Ok(())
}

/// Sorts by comparisons that may run Python code.
fn sort_by(
    vm: &mut Vm,
    values: &ValueVec,
    keys: Option<Gc<List>>,
    less: fn(&mut Vm, Value, Value) -> PyResult<bool>,
) -> PyResult<()> {
    let slots = values.slots();
    let room = sort::scratch_len(slots.len());
    let scratch = Storage::alloc(vm, room)?;
    values.barrier();
    let Some(keys) = keys else {
        return sort::sort(slots, scratch.slots(), |a, b| less(vm, a, b));
    };
    let key_scratch = Storage::alloc(vm, room)?;
    keys.items.barrier();
    let row = Keyed { keys: keys.items.slots(), values: slots };
    let scratch = Keyed { keys: key_scratch.slots(), values: scratch.slots() };
    sort::sort(&row, &scratch, |a: (Value, Value), b: (Value, Value)| less(vm, a.0, b.0))
}

/// `a < b`
#[inline]
fn less(vm: &mut Vm, a: Value, b: Value) -> PyResult<bool> {
    match simple_less(a, b) {
        Some(less) => Ok(less),
        None => vm.compare_bool(a, b, CompareOp::Lt),
    }
}

/// `a < b` where both are small ints, floats or strings of exactly these types.
#[inline(always)]
fn simple_less(a: Value, b: Value) -> Option<bool> {
    if Value::both_small(a, b) {
        return Some(a.small_unchecked() < b.small_unchecked());
    }
    if let (Some(x), Some(y)) = (a.as_float(), b.as_float()) {
        return Some(x < y);
    }
    let (x, y) = (a.cast::<Str>()?, b.cast::<Str>()?);
    let plain = x.shape() == ShapeId::STR && y.shape() == ShapeId::STR;
    plain.then(|| x.as_bytes() < y.as_bytes())
}

/// `a < b` of exact tuples.
fn tuple_less(vm: &mut Vm, a: Value, b: Value) -> PyResult<bool> {
    let (Some(x), Some(y)) = (a.cast::<Tuple>(), b.cast::<Tuple>()) else { return less(vm, a, b) };
    if let (Some(p), Some(q)) = (x.get(0), y.get(0))
        && p != q
    {
        // Unequal first items that are no cells decide at once; equal ones of other types
        // (0.0 and -0.0) are neither less nor greater.
        match (simple_less(p, q), simple_less(q, p)) {
            (Some(true), _) => return Ok(true),
            (_, Some(true)) => return Ok(false),
            _ => {}
        }
    }
    let result = compare_rows(vm, CompareOp::Lt, false, || x.slots(), || y.slots())?;
    vm.truth(result)
}

/// `a < b` as sorting and heaps ask it, direct for the common types.
#[inline]
pub fn item_less(vm: &mut Vm, a: Value, b: Value) -> PyResult<bool> {
    if let Some(less) = simple_less(a, b) {
        return Ok(less);
    }
    if exact(a, ShapeId::TUPLE) && exact(b, ShapeId::TUPLE) {
        return tuple_less(vm, a, b);
    }
    vm.compare_bool(a, b, CompareOp::Lt)
}
