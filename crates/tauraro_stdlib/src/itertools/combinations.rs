//! `combinations` and `combinations_with_replacement`.

use super::{count_of, iterator, make, pick};
use crate::kinds;
use std::cell::{Cell, RefCell};
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::TypeFlags;
use tauraro_core::{FnDef, PyResult, Tuple, Type, Value, Vm, defs, payload, pyfunction};
use tauraro_objects::iterable::tuple_from_iterable;

/// The layout of both.
struct Combinations {
    pool: Gc<Tuple>,
    /// Positions in the pool, ascending.
    indices: RefCell<Vec<usize>>,
    started: Cell<bool>,
    ended: Cell<bool>,
}

payload!(Combinations, kinds::COMBINATIONS, "itertools.combinations", [pool]);

fn new(vm: &mut Vm, cls: Gc<Type>, iterable: Value, r: i64, replace: bool) -> PyResult<Gc<Combinations>> {
    let pool = tuple_from_iterable(vm, iterable)?;
    let r = count_of(vm, r, "r must be non-negative")?;
    let n = pool.len();
    let possible = if replace { n > 0 || r == 0 } else { r <= n };
    // There is no need to note that many positions if there is nothing to choose.
    let indices = if !possible {
        Vec::new()
    } else if replace {
        vec![0; r]
    } else {
        (0..r).collect()
    };
    let payload =
        Combinations { pool, indices: RefCell::new(indices), started: Cell::new(false), ended: Cell::new(!possible) };
    Ok(make(vm, cls, payload))
}

#[pyfunction("combinations($cls, iterable, r)")]
fn combinations(vm: &mut Vm, cls: Gc<Type>, iterable: Value, r: i64) -> PyResult<Gc<Combinations>> {
    new(vm, cls, iterable, r, false)
}

#[pyfunction("combinations_with_replacement($cls, iterable, r)")]
fn combinations_with_replacement(vm: &mut Vm, cls: Gc<Type>, iterable: Value, r: i64) -> PyResult<Gc<Combinations>> {
    new(vm, cls, iterable, r, true)
}

/// Advances to the next ascending row of distinct positions.
fn advance(this: Gc<Combinations>) -> bool {
    let mut indices = this.indices.borrow_mut();
    let (n, r) = (this.pool.len(), indices.len());
    let Some(i) = (0..r).rev().find(|i| indices[*i] != i + n - r) else { return false };
    indices[i] += 1;
    for j in i + 1..r {
        indices[j] = indices[j - 1] + 1;
    }
    true
}

/// Advances to the next ascending row of positions that may repeat.
fn advance_replacing(this: Gc<Combinations>) -> bool {
    let mut indices = this.indices.borrow_mut();
    let last = this.pool.len().wrapping_sub(1);
    let Some(i) = indices.iter().rposition(|index| *index != last) else { return false };
    let next = indices[i] + 1;
    indices[i..].fill(next);
    true
}

fn next(vm: &mut Vm, v: Value, advance: fn(Gc<Combinations>) -> bool) -> PyResult<Option<Value>> {
    let this: Gc<Combinations> = v.cast().expect("slots of combinations get them");
    if this.ended.get() || (this.started.replace(true) && !advance(this)) {
        this.ended.set(true);
        return Ok(None);
    }
    let indices = this.indices.borrow();
    pick(vm, this.pool.items(), &indices)
}

/// Returns the size in memory, in bytes.
#[pyfunction("combinations.__sizeof__($self, /)")]
fn sizeof(_: &mut Vm, this: Gc<Combinations>) -> usize {
    size_of::<Combinations>() + 8 + this.indices.borrow().len() * size_of::<usize>()
}

static METHODS: &[&FnDef] = defs![sizeof];

pub(super) static COMBINATIONS: TypeSpec = TypeSpec {
    name: "combinations",
    module: "itertools",
    doc: Some("combinations(iterable, r)\n\nTuples of r items each, in the order of the iterable."),
    kind: Some(Combinations::INFO),
    flags: TypeFlags::BASE,
    new: Some(combinations::as_new),
    methods: METHODS,
    slots: |s| iterator(s, |vm, v| next(vm, v, advance)),
    ..TypeSpec::EMPTY
};

pub(super) static WITH_REPLACEMENT: TypeSpec = TypeSpec {
    name: "combinations_with_replacement",
    module: "itertools",
    doc: Some(
        "combinations_with_replacement(iterable, r)\n\nTuples of r items each, in the order of the iterable; an item \
         may occur again.",
    ),
    kind: Some(Combinations::INFO),
    flags: TypeFlags::BASE,
    new: Some(combinations_with_replacement::as_new),
    methods: METHODS,
    slots: |s| iterator(s, |vm, v| next(vm, v, advance_replacing)),
    ..TypeSpec::EMPTY
};
