//! `permutations`.

use super::{count_of, iterator, make, pick};
use crate::kinds;
use std::cell::{Cell, RefCell};
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::TypeFlags;
use tauraro_core::{PyResult, Tuple, Type, Value, Vm, defs, payload, pyfunction};
use tauraro_objects::iterable::tuple_from_iterable;

/// Positions of all items (the first `r` are given), and how many rotations each of the first
/// `r` places has left before it starts again.
#[derive(Default)]
struct State {
    indices: Vec<usize>,
    cycles: Vec<usize>,
}

struct Permutations {
    pool: Gc<Tuple>,
    state: RefCell<State>,
    started: Cell<bool>,
    ended: Cell<bool>,
}

payload!(Permutations, kinds::PERMUTATIONS, "itertools.permutations", [pool]);

#[pyfunction("permutations($cls, iterable, r=None)")]
fn permutations(vm: &mut Vm, cls: Gc<Type>, iterable: Value, r: Option<Value>) -> PyResult<Gc<Permutations>> {
    let pool = tuple_from_iterable(vm, iterable)?;
    let n = pool.len();
    let r = match r.and_then(Value::non_none) {
        None => n,
        Some(v) if v.as_int().is_none() => return Err(vm.type_error("Expected int as r")),
        Some(v) => {
            let r = vm.index_i64(v)?;
            count_of(vm, r, "r must be non-negative")?
        }
    };
    let possible = r <= n;
    let state = if possible {
        State { indices: (0..n).collect(), cycles: (0..r).map(|i| n - i).collect() }
    } else {
        State::default()
    };
    let payload =
        Permutations { pool, state: RefCell::new(state), started: Cell::new(false), ended: Cell::new(!possible) };
    Ok(make(vm, cls, payload))
}

/// Advances to the next permutation in lexicographic order of positions.
fn advance(this: Gc<Permutations>) -> bool {
    let mut state = this.state.borrow_mut();
    let State { indices, cycles } = &mut *state;
    let n = indices.len();
    for i in (0..cycles.len()).rev() {
        cycles[i] -= 1;
        if cycles[i] == 0 {
            indices[i..].rotate_left(1);
            cycles[i] = n - i;
        } else {
            indices.swap(i, n - cycles[i]);
            return true;
        }
    }
    false
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<Permutations> = v.cast().expect("slots of permutations get them");
    if this.ended.get() || (this.started.replace(true) && !advance(this)) {
        this.ended.set(true);
        return Ok(None);
    }
    let state = this.state.borrow();
    pick(vm, this.pool.items(), &state.indices[..state.cycles.len()])
}

/// Returns the size in memory, in bytes.
#[pyfunction("permutations.__sizeof__($self, /)")]
fn sizeof(_: &mut Vm, this: Gc<Permutations>) -> usize {
    let state = this.state.borrow();
    size_of::<Permutations>() + 8 + (state.indices.len() + state.cycles.len()) * size_of::<usize>()
}

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "permutations",
    module: "itertools",
    doc: Some("permutations(iterable, r=None)\n\nTuples of r items each (all by default) in every order."),
    kind: Some(Permutations::INFO),
    flags: TypeFlags::BASE,
    new: Some(permutations::as_new),
    methods: defs![sizeof],
    slots: |s| iterator(s, next),
    ..TypeSpec::EMPTY
};
