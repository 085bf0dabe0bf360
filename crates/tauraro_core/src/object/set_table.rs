//! `SetTable`: the hash table under set and frozenset.
//!
//! ```text
//! SetTable    cells ptr | live | filled | finger
//! SetCells    mask | (key, hash) * (mask + 1)
//! ```
//!
//! Open addressing without an index: a place is unused (UNBOUND key, hash 0), a removed one
//! (UNBOUND key, hash -1, which no object has), or an element. The order in which places are
//! tried and the sizes to which the table grows are those of CPython's sets, so that a set of
//! ints, or of strings under one PYTHONHASHSEED, is iterated in the order that CPython shows.
//!
//! A comparison of elements may run Python code that changes the table; every search then
//! starts again from the beginning.

use super::Str;
use crate::heap::{Gc, Header, Hidden, Kind, Link, Payload, Tail, Trace, Tracer};
use crate::kinds;
use crate::shape::ShapeId;
use crate::value::{PyResult, Value};
use crate::vm::Vm;
use std::cell::Cell;

#[repr(C)]
struct Place {
    key: Cell<Value>,
    hash: Cell<i64>,
}

const _: () = assert!(size_of::<Place>() == 16);

#[repr(C)]
pub(crate) struct SetCells {
    mask: usize,
    tail: Tail,
}

// SAFETY: the kind is this type's own; the tail is `mask + 1` places, all traced.
unsafe impl Payload for SetCells {
    const KIND: Kind = kinds::SET_TABLE;
    const NAME: &'static str = "set table";

    fn trace(&self, tracer: &mut Tracer) {
        for p in self.places() {
            tracer.value(p.key.get());
        }
    }

    fn tail_bytes(&self) -> usize {
        (self.mask + 1) * size_of::<Place>()
    }
}

impl SetCells {
    #[inline(always)]
    fn places(&self) -> &[Place] {
        // SAFETY: `self` is the payload of a cell whose tail has `mask + 1` initialised places.
        unsafe {
            let tail = std::ptr::from_ref(self).add(1).cast::<Place>();
            std::slice::from_raw_parts(tail, self.mask + 1)
        }
    }

    /// Puts an element into the first unused place of its way; the table has one.
    #[inline]
    fn place_new(&self, key: Value, hash: i64) {
        let mut way = Way::new(hash, self.mask);
        let places = self.places();
        while !places[way.at].key.get().is_unbound() {
            way.step(self.mask);
        }
        places[way.at].key.set(key);
        places[way.at].hash.set(hash);
    }
}

/// Places of the smallest table.
const MIN_PLACES: usize = 8;
/// Neighbours that are tried after each jump.
const LINEAR: usize = 9;
/// Bits of the hash that each jump takes in.
const PERTURB_SHIFT: u32 = 5;

/// The places that a hash tries, one after the other.
struct Way {
    at: usize,
    base: usize,
    left: usize,
    perturb: u64,
}

impl Way {
    #[inline(always)]
    fn new(hash: i64, mask: usize) -> Way {
        let base = hash as usize & mask;
        Way { at: base, base, left: Way::run(base, mask), perturb: hash as u64 }
    }

    #[inline(always)]
    fn run(base: usize, mask: usize) -> usize {
        if base + LINEAR <= mask { LINEAR } else { 0 }
    }

    #[inline(always)]
    fn step(&mut self, mask: usize) {
        if self.left > 0 {
            self.left -= 1;
            self.at += 1;
            return;
        }
        self.perturb >>= PERTURB_SHIFT;
        let next = self.base.wrapping_mul(5).wrapping_add(1).wrapping_add(self.perturb as usize);
        self.base = next & mask;
        self.at = self.base;
        self.left = Way::run(self.base, mask);
    }
}

/// A hash table of keys that a cell owns.
#[derive(Default)]
#[repr(C)]
pub struct SetTable {
    cells: Link<SetCells>,
    live: Cell<usize>,
    /// Live and removed places.
    filled: Cell<usize>,
    /// Where the next `pop` begins to look.
    finger: Cell<usize>,
}

impl Default for Link<SetCells> {
    fn default() -> Self {
        Link::new(None)
    }
}

impl Trace for SetTable {
    fn trace(&self, tracer: &mut Tracer) {
        self.cells.trace(tracer);
    }
}

/// Outcome of a search.
enum Found {
    At(usize),
    /// Absent; where it would go: the last removed place on its way, else the unused one at the
    /// end (none: there are no cells).
    Free(Option<usize>),
}

impl SetTable {
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.live.get()
    }

    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.live.get() == 0
    }

    fn mask(&self) -> usize {
        self.cells.get().map_or(MIN_PLACES - 1, |c| c.mask)
    }

    /// The element at a place: (key, hash).
    #[inline(always)]
    pub fn at(&self, i: usize) -> Option<(Value, i64)> {
        let cells = self.cells.get()?;
        let p = cells.places().get(i)?;
        Some((p.key.get().bound()?, p.hash.get()))
    }

    /// The first element at or after place `i`: (place, key, hash).
    #[inline]
    pub fn next(&self, i: usize) -> Option<(usize, Value, i64)> {
        let cells = self.cells.get()?;
        let rest = cells.places().get(i..)?;
        let n = rest.iter().position(|p| !p.key.get().is_unbound())?;
        Some((i + n, rest[n].key.get(), rest[n].hash.get()))
    }

    #[inline]
    fn search(&self, vm: &mut Vm, key: Value, hash: i64) -> PyResult<Found> {
        'again: loop {
            let Some(cells) = self.cells.get() else { return Ok(Found::Free(None)) };
            let places = cells.places();
            let mut way = Way::new(hash, cells.mask);
            let mut removed = None;
            loop {
                let p = &places[way.at];
                let candidate = p.key.get();
                if candidate == key {
                    return Ok(Found::At(way.at));
                }
                if candidate.is_unbound() {
                    if p.hash.get() == 0 {
                        return Ok(Found::Free(removed.or(Some(way.at))));
                    }
                    removed = Some(way.at);
                } else if p.hash.get() == hash {
                    if let (Some(a), Some(b)) = (exact_str(candidate), exact_str(key)) {
                        if a.as_bytes() == b.as_bytes() {
                            return Ok(Found::At(way.at));
                        }
                    } else {
                        let equal = vm.eq(candidate, key)?;
                        if self.cells.get() != Some(cells) || p.key.get() != candidate {
                            continue 'again;
                        }
                        if equal {
                            return Ok(Found::At(way.at));
                        }
                    }
                }
                way.step(cells.mask);
            }
        }
    }

    /// The place of the element that equals `key`.
    #[inline]
    pub fn find(&self, vm: &mut Vm, key: Value, hash: i64) -> PyResult<Option<usize>> {
        Ok(match self.search(vm, key, hash)? {
            Found::At(i) => Some(i),
            Found::Free(_) => None,
        })
    }

    /// Adds an element; `false`: it was there already.
    #[inline]
    pub fn add(&self, vm: &mut Vm, owner: &Header, key: Value, hash: i64) -> PyResult<bool> {
        if let Some(cells) = self.cells.get() {
            // Most elements find an unused place at once and meet no other of the same hash.
            let p = &cells.places()[hash as usize & cells.mask];
            if p.key.get().is_unbound() && p.hash.get() == 0 {
                return self.put(vm, owner, cells, p, key, hash);
            }
        }
        self.add_searching(vm, owner, key, hash)
    }

    #[inline(never)]
    fn add_searching(&self, vm: &mut Vm, owner: &Header, key: Value, hash: i64) -> PyResult<bool> {
        let mut free = match self.search(vm, key, hash)? {
            Found::At(_) => return Ok(false),
            Found::Free(free) => free,
        };
        if self.cells.get().is_none() {
            self.resize(vm, owner, 0)?;
            free = Some(hash as usize & self.mask());
        }
        let cells = self.cells.get().expect("the table was made");
        let p = &cells.places()[free.expect("a table has an unused place on each way")];
        self.put(vm, owner, cells, p, key, hash)
    }

    /// Puts a new element into a place that holds none.
    #[inline(always)]
    fn put(
        &self,
        vm: &mut Vm,
        owner: &Header,
        cells: Gc<SetCells>,
        p: &Place,
        key: Value,
        hash: i64,
    ) -> PyResult<bool> {
        let reused = p.hash.get() == -1;
        p.key.set(key);
        p.hash.set(hash);
        cells.header().barrier();
        self.live.set(self.live.get() + 1);
        if reused {
            return Ok(true);
        }
        self.filled.set(self.filled.get() + 1);
        if self.filled.get() * 5 < cells.mask * 3 { Ok(true) } else { self.grow(vm, owner).map(|()| true) }
    }

    #[cold]
    fn grow(&self, vm: &mut Vm, owner: &Header) -> PyResult<()> {
        let live = self.live.get();
        // Small sets grow fast so that they are rarely rebuilt, large ones double.
        self.resize(vm, owner, if live > 50_000 { live * 2 } else { live * 4 })
    }

    /// Rebuilds the table with more than `least` places.
    fn resize(&self, vm: &mut Vm, owner: &Header, least: usize) -> PyResult<()> {
        if least > isize::MAX as usize / 64 {
            return Err(vm.memory_error());
        }
        let places = MIN_PLACES.max((least + 1).next_power_of_two());
        if let Some(old) = self.move_to(vm, owner, places)? {
            vm.release_outgrown(old);
        }
        Ok(())
    }

    #[inline(never)]
    fn move_to(&self, vm: &mut Vm, owner: &Header, places: usize) -> PyResult<Option<Hidden>> {
        let fresh = new_cells(vm, places)?;
        let mut hidden = None;
        if let Some(old) = self.cells.get() {
            hidden = Some(Hidden::new(old));
            for p in old.places().iter().filter(|p| !p.key.get().is_unbound()) {
                fresh.place_new(p.key.get(), p.hash.get());
            }
        }
        fresh.header().barrier();
        self.filled.set(self.live.get());
        self.cells.set(owner, Some(fresh));
        Ok(hidden)
    }

    /// Grows once if `more` further elements would fill the table.
    pub fn reserve(&self, vm: &mut Vm, owner: &Header, more: usize) -> PyResult<()> {
        if (self.filled.get() + more) * 5 >= self.mask() * 3 {
            self.resize(vm, owner, (self.live.get() + more) * 2)?;
        }
        Ok(())
    }

    /// Rebuilds the table if more than a quarter of its places hold removed elements.
    pub fn tidy(&self, vm: &mut Vm, owner: &Header) -> PyResult<()> {
        if self.filled.get() - self.live.get() > self.mask() / 4 { self.grow(vm, owner) } else { Ok(()) }
    }

    /// Adds all elements of another table.
    pub fn merge(&self, vm: &mut Vm, owner: &Header, other: &SetTable) -> PyResult<()> {
        if std::ptr::eq(self, other) || other.is_empty() {
            return Ok(());
        }
        self.reserve(vm, owner, other.len())?;
        if self.filled.get() == 0 {
            return self.copy_into_empty(vm, owner, other);
        }
        let mut i = 0;
        while let Some((at, key, hash)) = other.next(i) {
            self.add(vm, owner, key, hash)?;
            i = at + 1;
        }
        Ok(())
    }

    fn copy_into_empty(&self, vm: &mut Vm, owner: &Header, other: &SetTable) -> PyResult<()> {
        let Some(from) = other.cells.get() else { return Ok(()) };
        let to = match self.cells.get() {
            Some(cells) => cells,
            None => {
                self.resize(vm, owner, 0)?;
                self.cells.get().expect("the table was made")
            }
        };
        if to.mask == from.mask && other.filled.get() == other.live.get() {
            for (to, p) in to.places().iter().zip(from.places()) {
                to.key.set(p.key.get());
                to.hash.set(p.hash.get());
            }
        } else {
            for p in from.places().iter().filter(|p| !p.key.get().is_unbound()) {
                to.place_new(p.key.get(), p.hash.get());
            }
        }
        to.header().barrier();
        self.filled.set(other.len());
        self.live.set(other.len());
        Ok(())
    }

    /// Takes out the element at a place.
    pub fn remove_at(&self, i: usize) {
        if let Some(cells) = self.cells.get() {
            let p = &cells.places()[i];
            p.key.set(Value::UNBOUND);
            p.hash.set(-1);
            self.live.set(self.live.get() - 1);
        }
    }

    /// Takes out an element; `false`: it was not there.
    pub fn remove(&self, vm: &mut Vm, key: Value, hash: i64) -> PyResult<bool> {
        let found = self.find(vm, key, hash)?;
        if let Some(i) = found {
            self.remove_at(i);
        }
        Ok(found.is_some())
    }

    /// Takes out some element. Goes on behind the place of the last one, so that emptying a set
    /// this way is linear.
    pub fn pop(&self) -> Option<Value> {
        if self.is_empty() {
            return None;
        }
        let from = self.finger.get() & self.mask();
        let (i, key, _) = self.next(from).or_else(|| self.next(0))?;
        self.remove_at(i);
        self.finger.set(i + 1);
        Some(key)
    }

    /// Drops everything.
    pub fn clear(&self, owner: &Header) {
        self.cells.set(owner, None);
        self.live.set(0);
        self.filled.set(0);
    }

    /// Exchanges the content with another table.
    pub fn swap(&self, owner: &Header, other: &SetTable, other_owner: &Header) {
        let cells = self.cells.get();
        self.cells.set(owner, other.cells.get());
        other.cells.set(other_owner, cells);
        self.live.swap(&other.live);
        self.filled.swap(&other.filled);
    }

    /// Bytes of the table's storage, for `__sizeof__`.
    pub fn storage_bytes(&self) -> usize {
        self.cells.get().map_or(0, |c| c.tail_bytes() + size_of::<SetCells>() + size_of::<Header>())
    }
}

#[inline(always)]
fn exact_str(v: Value) -> Option<Gc<Str>> {
    v.cast::<Str>().filter(|s| s.shape() == ShapeId::STR)
}

fn new_cells(vm: &mut Vm, places: usize) -> PyResult<Gc<SetCells>> {
    let bytes = places * size_of::<Place>();
    let cells = vm.alloc_raw_tail(ShapeId::NONE, SetCells { mask: places - 1, tail: Tail::HERE }, bytes, 0)?;
    for i in 0..places {
        let p = Place { key: Cell::new(Value::UNBOUND), hash: Cell::new(0) };
        // SAFETY: the tail was allocated with room for `places` places.
        unsafe { cells.tail::<Place>().add(i).write(p) };
    }
    Ok(cells)
}

#[cfg(test)]
mod tests {
    use crate::hash::HashKey;
    use crate::value::Value;
    use crate::vm::Vm;

    /// Runs a scripted mix of adds, removals and pops; returns length and a digest of the order.
    fn run(seed: u64, steps: usize, span: u64, stride: u64) -> (usize, i64) {
        let mut vm = Vm::new(HashKey::new(0, 0), 1 << 20);
        let s = vm.new_set();
        let mut x = seed;
        for _ in 0..steps {
            x = x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let v = Value::small((((x >> 20) % span) * stride) as i64);
            match x >> 60 {
                0..10 => assert!(s.add(&mut vm, v).is_ok()),
                10..14 => assert!(s.table.remove(&mut vm, v, v.small_unchecked()).is_ok()),
                _ => drop(s.table.pop()),
            }
        }
        let (mut digest, mut at) = (17_i64, 0);
        while let Some((i, key, _)) = s.table.next(at) {
            digest = (digest * 31 + key.small_unchecked()) % 1_000_000_007;
            at = i + 1;
        }
        (s.len(), digest)
    }

    #[test]
    fn sets_of_ints_have_cpythons_order() {
        // Lengths and digests of the same script run by CPython 3.14.
        assert_eq!(run(1, 40, 50, 1), (20, 265_649_014));
        assert_eq!(run(2, 500, 3000, 7), (228, 472_658_898));
        assert_eq!(run(3, 5000, 100_000, 64), (2423, 130_195_653));
        assert_eq!(run(4, 20_000, 1 << 40, 1), (9917, 401_039_079));
        assert_eq!(run(5, 3000, 100, 1 << 32), (52, 25_449_497));
    }
}
