//! `product`: nested loops as one.

use super::{iterator, make};
use crate::kinds;
use std::cell::{Cell, RefCell};
use tauraro_core::builtin::unexpected_keyword;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::TypeFlags;
use tauraro_core::{PyResult, Tuple, Type, Value, Vm, defs, payload, pyfunction};
use tauraro_objects::iterable::tuple_from_iterable;

pub(super) struct Product {
    /// A tuple of tuples.
    pools: Gc<Tuple>,
    /// The present position in each pool.
    indices: RefCell<Vec<usize>>,
    started: Cell<bool>,
    ended: Cell<bool>,
}

payload!(Product, kinds::PRODUCT, "itertools.product", [pools]);

fn new(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>) -> PyResult {
    let mut repeat = 1;
    for (name, v) in args.keywords() {
        if name.as_bytes() != b"repeat" {
            return Err(unexpected_keyword(vm, "product", name, &["repeat"]));
        }
        repeat = vm.index_i64(v)?;
    }
    let repeat = super::count_of(vm, repeat, "repeat argument cannot be negative")?;
    let given = args.plain();
    let total = given.len().checked_mul(repeat).filter(|n| *n < isize::MAX as usize / 8);
    let Some(total) = total else { return Err(vm.overflow_error("repeat argument too large")) };
    let pools = vm.new_list_with_capacity(given.len())?;
    if total > 0 {
        for v in given {
            let pool = tuple_from_iterable(vm, *v)?.value();
            pools.push(vm, pool)?;
        }
    }
    let slots = pools.items.slots();
    let pools = vm.new_tuple_filled(total, |i| slots[i % slots.len()].get())?;
    let payload =
        Product { pools, indices: RefCell::new(vec![0; total]), started: Cell::new(false), ended: Cell::new(false) };
    Ok(make(vm, cls, payload).value())
}

fn pool(this: Gc<Product>, i: usize) -> Gc<Tuple> {
    this.pools.items()[i].cast().expect("pools are tuples")
}

/// Moves on to the next combination; `false`: there is none.
fn advance(this: Gc<Product>) -> bool {
    let mut indices = this.indices.borrow_mut();
    if !this.started.replace(true) {
        return (0..indices.len()).all(|i| !pool(this, i).is_empty());
    }
    for (i, index) in indices.iter_mut().enumerate().rev() {
        *index += 1;
        if *index < pool(this, i).len() {
            return true;
        }
        *index = 0;
    }
    false
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<Product> = v.cast().expect("slots of product get them");
    if this.ended.get() || !advance(this) {
        this.ended.set(true);
        return Ok(None);
    }
    let indices = this.indices.borrow();
    let made = vm.new_tuple_filled(indices.len(), |i| pool(this, i).items()[indices[i]])?;
    Ok(Some(made.value()))
}

/// Returns the size in memory, in bytes.
#[pyfunction("product.__sizeof__($self, /)")]
fn sizeof(_: &mut Vm, this: Gc<Product>) -> usize {
    size_of::<Product>() + 8 + this.indices.borrow().len() * size_of::<usize>()
}

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "product",
    module: "itertools",
    doc: Some(
        "product(*iterables, repeat=1)\n\nTuples of all combinations of one item of each iterable, as nested loops \
         would give them; repeat takes the iterables that many times.",
    ),
    kind: Some(Product::INFO),
    flags: TypeFlags::BASE,
    new: Some(new),
    methods: defs![sizeof],
    slots: |s| iterator(s, next),
    ..TypeSpec::EMPTY
};
