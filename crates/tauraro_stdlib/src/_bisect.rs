//! `_bisect`: binary search in sorted sequences.

use tauraro_core::heap::Gc;
use tauraro_core::object::{Dict, Module, TypeFlags};
use tauraro_core::shape::ShapeId;
use tauraro_core::{List, PyResult, Value, Vm, defs, pyfunction};
use tauraro_objects::iterable::Row;
use tauraro_objects::list::item_less;

/// What to search.
struct Search {
    seq: Value,
    lo: Option<i64>,
    hi: Option<Value>,
    key: Option<Value>,
}

impl Search {
    fn bounds(&self, vm: &mut Vm) -> PyResult<(usize, usize)> {
        let Ok(lo) = usize::try_from(self.lo.unwrap_or(0)) else {
            return Err(vm.value_error("lo must be non-negative"));
        };
        let hi = match self.hi.and_then(Value::non_none) {
            None if self.seq.is::<Dict>() && !vm.type_of(self.seq).has(TypeFlags::HEAP) => {
                return Err(vm.type_error(format!("{} is not a sequence", vm.type_name(self.seq))));
            }
            None => vm.len(self.seq)?,
            Some(v) if v.as_int().is_none() && vm.type_of(v).slots.index.get().is_none() => {
                let text = format!("argument should be integer or None, not '{}'", vm.type_name(v));
                return Err(vm.type_error(text));
            }
            // -1 stood for "the length" before None was allowed.
            Some(v) => match vm.index_i64(v)? {
                -1 => vm.len(self.seq)?,
                i => i.max(0) as usize,
            },
        };
        Ok((lo, hi))
    }

    fn item(&self, vm: &mut Vm, i: usize) -> PyResult {
        let direct = Row::of(self.seq).and_then(|row| row.slots().get(i).map(|s| s.get()));
        let item = match direct {
            Some(v) => v,
            None => {
                // Of mappings and of what has no items no item can be taken by position.
                let ty = vm.type_of(self.seq);
                if self.seq.is::<Dict>() && !ty.has(TypeFlags::HEAP) {
                    return Err(vm.type_error(format!("{} is not a sequence", ty.name_str())));
                }
                if ty.slots.getitem.get().is_none() {
                    return Err(vm.type_error(format!("'{}' object does not support indexing", ty.name_str())));
                }
                let i = vm.new_int(i as i64);
                vm.getitem(self.seq, i)?
            }
        };
        match self.key.and_then(Value::non_none) {
            Some(key) => vm.call(key, &[item]),
            None => Ok(item),
        }
    }

    /// Where `x` goes: behind all items equal to it, or before them.
    fn run(&self, vm: &mut Vm, x: Value, right: bool) -> PyResult<usize> {
        let (mut lo, mut hi) = self.bounds(vm)?;
        while lo < hi {
            let mid = lo + (hi - lo) / 2;
            let item = self.item(vm, mid)?;
            let go_left = if right { item_less(vm, x, item)? } else { !item_less(vm, item, x)? };
            if go_left {
                hi = mid;
            } else {
                lo = mid + 1;
            }
        }
        Ok(lo)
    }

    fn insert(&self, vm: &mut Vm, x: Value, right: bool) -> PyResult<()> {
        let searched = match self.key.and_then(Value::non_none) {
            Some(key) => vm.call(key, &[x])?,
            None => x,
        };
        let at = self.run(vm, searched, right)?;
        match self.seq.cast::<List>().filter(|l| l.shape() == ShapeId::LIST) {
            Some(list) => list.items.insert(vm, list.header(), at.min(list.items.len()), x),
            None => {
                let at = vm.new_int(at as i64);
                vm.call_method(self.seq, "insert", &[at, x]).map(|_| ())
            }
        }
    }
}

/// Returns the index at which to insert x into a sorted sequence: behind items equal to x.
#[pyfunction("bisect_right(a, x, lo=0, hi=None, *, key=None)")]
fn bisect_right(
    vm: &mut Vm,
    a: Value,
    x: Value,
    lo: Option<i64>,
    hi: Option<Value>,
    key: Option<Value>,
) -> PyResult<usize> {
    Search { seq: a, lo, hi, key }.run(vm, x, true)
}

/// Inserts x into a sorted sequence, behind items equal to it.
#[pyfunction("insort_right(a, x, lo=0, hi=None, *, key=None)")]
fn insort_right(
    vm: &mut Vm,
    a: Value,
    x: Value,
    lo: Option<i64>,
    hi: Option<Value>,
    key: Option<Value>,
) -> PyResult<()> {
    Search { seq: a, lo, hi, key }.insert(vm, x, true)
}

/// Returns the index at which to insert x into a sorted sequence: before items equal to x.
#[pyfunction("bisect_left(a, x, lo=0, hi=None, *, key=None)")]
fn bisect_left(
    vm: &mut Vm,
    a: Value,
    x: Value,
    lo: Option<i64>,
    hi: Option<Value>,
    key: Option<Value>,
) -> PyResult<usize> {
    Search { seq: a, lo, hi, key }.run(vm, x, false)
}

/// Inserts x into a sorted sequence, before items equal to it.
#[pyfunction("insort_left(a, x, lo=0, hi=None, *, key=None)")]
fn insort_left(
    vm: &mut Vm,
    a: Value,
    x: Value,
    lo: Option<i64>,
    hi: Option<Value>,
    key: Option<Value>,
) -> PyResult<()> {
    Search { seq: a, lo, hi, key }.insert(vm, x, false)
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    vm.new_module("_bisect", Some("Bisection algorithms."), defs![bisect_right, insort_right, bisect_left, insort_left])
}
