//! `HashTable`: the insertion-ordered hash table under dict and set.
//!
//! ```text
//! HashTable    table ptr | live entries | keys version
//! TableCells   capacity | used | index mask | filled index places | entries: (hash, key, value) * capacity | index
//! ```
//!
//! Entries stand in insertion order; a deleted one has an UNBOUND key. The index maps a mixed
//! hash to an entry number in 1, 2 or 4 bytes; tables of up to 8 entries have none and are
//! scanned. `keys version` names a state of the key set: caches that hold (version, entry
//! number) need no lookup; 0 means that no cache has asked since the keys changed.
//!
//! A comparison of keys may run Python code that changes the table; every search then starts
//! again from the beginning.

use super::Str;
use crate::heap::{Gc, Header, Hidden, Kind, Link, Payload, Trace, Tracer};
use crate::kinds;
use crate::shape::ShapeId;
use crate::value::{PyResult, Value};
use crate::vm::Vm;
use std::cell::Cell;

/// One entry: 24 bytes.
#[derive(Clone)]
#[repr(C)]
pub struct Entry {
    hash: Cell<i64>,
    key: Cell<Value>,
    value: Cell<Value>,
}

const _: () = assert!(size_of::<Entry>() == 24);

/// Tables up to this capacity are scanned instead of indexed.
const SCAN_MAX: usize = 8;

#[repr(C)]
pub(crate) struct TableCells {
    cap: usize,
    used: Cell<usize>,
    /// Number of index places minus one; 0: no index.
    mask: usize,
    /// Index places that are not EMPTY. Kept below their number, so that every search ends.
    filled: Cell<usize>,
    /// No entry before this one is live, so that taking from the front again and again does not
    /// look at all that was there.
    first: Cell<usize>,
}

// SAFETY: the kind is this type's own; all used entries are traced.
unsafe impl Payload for TableCells {
    const KIND: Kind = kinds::TABLE;
    const NAME: &'static str = "hash table";

    fn trace(&self, tracer: &mut Tracer) {
        for e in &self.entries()[..self.used.get()] {
            tracer.value(e.key.get());
            tracer.value(e.value.get());
        }
    }

    fn tail_bytes(&self) -> usize {
        tail_bytes(self.cap, self.mask)
    }
}

fn index_width(cap: usize) -> usize {
    match cap {
        0..=0xFD => 1,
        0xFE..=0xFFFD => 2,
        _ => 4,
    }
}

fn tail_bytes(cap: usize, mask: usize) -> usize {
    let index = if mask == 0 { 0 } else { (mask + 1) * index_width(cap) };
    cap * size_of::<Entry>() + index.next_multiple_of(8)
}

/// An index place that was never used.
const EMPTY: usize = usize::MAX;
/// An index place whose entry was deleted.
const DELETED: usize = usize::MAX - 1;

impl TableCells {
    #[inline(always)]
    fn entries(&self) -> &[Entry] {
        // SAFETY: `self` is the payload of a cell whose tail begins with `cap` entries; those
        // from `used` on were perhaps never written, and are written before they are read.
        unsafe {
            let tail = std::ptr::from_ref(self).add(1).cast::<Entry>();
            std::slice::from_raw_parts(tail, self.cap)
        }
    }

    #[inline(always)]
    fn index_base(&self) -> *mut u8 {
        let entries = self.entries();
        entries.as_ptr_range().end.cast_mut().cast()
    }

    #[inline(always)]
    fn index_get(&self, at: usize) -> usize {
        debug_assert!(at <= self.mask);
        let base = self.index_base();
        // SAFETY: the index has `mask + 1` places of the width that the capacity implies.
        unsafe {
            match index_width(self.cap) {
                1 => usize::from(base.add(at).read()) | if base.add(at).read() >= 0xFE { !0xFF } else { 0 },
                2 => {
                    let v = base.cast::<u16>().add(at).read();
                    usize::from(v) | if v >= 0xFFFE { !0xFFFF } else { 0 }
                }
                _ => {
                    let v = base.cast::<u32>().add(at).read();
                    v as usize | if v >= 0xFFFF_FFFE { !0xFFFF_FFFF } else { 0 }
                }
            }
        }
    }

    #[inline(always)]
    fn index_set(&self, at: usize, entry: usize) {
        debug_assert!(at <= self.mask);
        let base = self.index_base();
        // SAFETY: as in `index_get`; EMPTY and DELETED truncate to the two greatest numbers.
        unsafe {
            match index_width(self.cap) {
                1 => base.add(at).write(entry as u8),
                2 => base.cast::<u16>().add(at).write(entry as u16),
                _ => base.cast::<u32>().add(at).write(entry as u32),
            }
        }
    }

    /// The places of the index that a hash tries. In a table without an index: its entries.
    #[inline(always)]
    fn way(&self, hash: i64) -> Way {
        Way { at: hash as usize & self.mask, perturb: hash as u64 }
    }

    /// Notes entry `entry` of `hash` in the index.
    fn index_entry(&self, hash: i64, entry: usize) {
        if self.mask == 0 {
            return;
        }
        let mut way = self.way(hash);
        while self.index_get(way.at) < DELETED {
            way.step(self.mask);
        }
        if self.index_get(way.at) == EMPTY {
            self.filled.set(self.filled.get() + 1);
        }
        self.index_set(way.at, entry);
    }

    /// Whether one more entry fits.
    #[inline(always)]
    fn has_room(&self) -> bool {
        self.used.get() < self.cap && self.filled.get() * 8 <= self.mask * 7
    }

    /// The index place of an entry.
    fn place_of(&self, hash: i64, entry: usize) -> usize {
        let mut way = self.way(hash);
        while self.index_get(way.at) != entry {
            way.step(self.mask);
        }
        way.at
    }
}

/// The places that a hash tries, one after the other. The first is its low bits: ints in a row, which
/// hash to themselves, stand in a row of the index and never meet. Each later one takes in more of
/// the hash; in the end every place is tried.
struct Way {
    at: usize,
    perturb: u64,
}

/// Bits of the hash that each step takes in.
const PERTURB_SHIFT: u32 = 5;

impl Way {
    #[inline(always)]
    fn step(&mut self, mask: usize) {
        self.perturb >>= PERTURB_SHIFT;
        self.at = self.at.wrapping_mul(5).wrapping_add(self.perturb as usize).wrapping_add(1) & mask;
    }
}

/// An insertion-ordered hash table that a cell owns.
#[derive(Default)]
#[repr(C)]
pub struct HashTable {
    cells: Link<TableCells>,
    live: Cell<usize>,
    keys_version: Cell<u32>,
}

impl Default for Link<TableCells> {
    fn default() -> Self {
        Link::new(None)
    }
}

impl Trace for HashTable {
    fn trace(&self, tracer: &mut Tracer) {
        self.cells.trace(tracer);
    }
}

/// `find_plain`: there is no such key.
pub const PLAIN_ABSENT: usize = usize::MAX;
/// `find_plain`: only a comparison that may run Python code can tell.
pub const PLAIN_UNKNOWN: usize = usize::MAX - 1;

/// Outcome of one pass of a search.
enum Probe {
    Found(usize),
    Absent,
    /// This entry has the same hash: compare it, then go on.
    Compare(usize),
}

impl HashTable {
    /// Byte offsets of the fields that machine code reads.
    pub(crate) const OFFSET_CELLS: usize = std::mem::offset_of!(HashTable, cells);
    pub(crate) const OFFSET_KEYS_VERSION: usize = std::mem::offset_of!(HashTable, keys_version);

    /// Byte offset of the value of an entry in the payload of the entries' cell.
    pub(crate) const fn entry_value_offset(entry: usize) -> usize {
        size_of::<TableCells>() + entry * size_of::<Entry>() + std::mem::offset_of!(Entry, value)
    }

    /// A table with room for `n` entries.
    pub fn with_capacity(vm: &mut Vm, n: usize) -> PyResult<HashTable> {
        let table = HashTable::default();
        if n > 0 {
            let cells = new_cells(vm, n)?;
            table.cells.set(cells.header(), Some(cells));
        }
        Ok(table)
    }

    #[inline(always)]
    pub fn len(&self) -> usize {
        self.live.get()
    }

    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.live.get() == 0
    }

    /// Number of entries, deleted ones included: the end of entry numbers.
    #[inline(always)]
    pub fn used(&self) -> usize {
        self.cells.get().map_or(0, |c| c.used.get())
    }

    /// The entry with that number: (key, value, hash), unless it is deleted.
    #[inline(always)]
    pub fn entry(&self, i: usize) -> Option<(Value, Value, i64)> {
        let cells = self.cells.get()?;
        if i >= cells.used.get() {
            return None;
        }
        let e = &cells.entries()[i];
        let key = e.key.get().bound()?;
        Some((key, e.value.get(), e.hash.get()))
    }

    /// The value of a live entry, for caches that know its number.
    #[inline(always)]
    pub fn value_at(&self, i: usize) -> Value {
        match self.cells.get() {
            Some(cells) => cells.entries()[i].value.get(),
            None => Value::UNBOUND,
        }
    }

    /// The first live entry at or after number `i`: (number, key, value).
    #[inline]
    pub fn next_entry(&self, i: usize) -> Option<(usize, Value, Value)> {
        let cells = self.cells.get()?;
        let entries = cells.entries();
        let first = cells.first.get();
        let mut at = i.max(first);
        while at < cells.used.get() {
            let e = &entries[at];
            if !e.key.get().is_unbound() {
                if i <= first {
                    cells.first.set(at);
                }
                return Some((at, e.key.get(), e.value.get()));
            }
            at += 1;
        }
        None
    }

    /// Number of entries, those of deleted keys included.
    pub fn entry_count(&self) -> usize {
        self.cells.get().map_or(0, |cells| cells.used.get())
    }

    /// The last live entry before number `i`: (number, key, value).
    pub fn previous_entry(&self, i: usize) -> Option<(usize, Value, Value)> {
        let cells = self.cells.get()?;
        let entries = cells.entries();
        let end = i.min(cells.used.get());
        let at = entries[..end].iter().rposition(|e| !e.key.get().is_unbound())?;
        Some((at, entries[at].key.get(), entries[at].value.get()))
    }

    /// Replaces the value of a live entry.
    #[inline(always)]
    pub fn set_entry_value(&self, i: usize, v: Value) {
        if let Some(cells) = self.cells.get() {
            cells.entries()[i].value.set(v);
            cells.header().barrier();
        }
    }

    /// Names the present state of the key set, for caches; see the module's documentation.
    pub fn keys_version(&self, vm: &mut Vm) -> u32 {
        if self.keys_version.get() == 0 {
            self.keys_version.set(vm.take_keys_version());
        }
        self.keys_version.get()
    }

    /// The version if a cache has asked for one since the last change of keys, else 0.
    #[inline(always)]
    pub fn known_keys_version(&self) -> u32 {
        self.keys_version.get()
    }

    /// One pass from where `way` stands, without calling Python code.
    #[inline(always)]
    fn probe(cells: Gc<TableCells>, key: Value, hash: i64, way: &mut Way) -> Probe {
        let entries = cells.entries();
        if cells.mask == 0 {
            while way.at < cells.used.get() {
                let e = &entries[way.at];
                // An object whose hash has changed since is not found, though it is there.
                if e.key.get() == key && e.hash.get() == hash {
                    return Probe::Found(way.at);
                }
                way.at += 1;
                if e.hash.get() == hash && !e.key.get().is_unbound() {
                    return Probe::Compare(way.at - 1);
                }
            }
            return Probe::Absent;
        }
        loop {
            let i = cells.index_get(way.at);
            if i == EMPTY {
                return Probe::Absent;
            }
            way.step(cells.mask);
            if i != DELETED {
                let e = &entries[i];
                if e.key.get() == key && e.hash.get() == hash {
                    return Probe::Found(i);
                }
                if e.hash.get() == hash {
                    return Probe::Compare(i);
                }
            }
        }
    }

    /// `find` without running Python code, for a key that is an exact str or an immediate int:
    /// the entry's number, `PLAIN_ABSENT`, or `PLAIN_UNKNOWN` where a stored key of another type
    /// has the same hash and would have to be asked.
    #[inline]
    pub fn find_plain(&self, key: Value, hash: i64) -> usize {
        let Some(cells) = self.cells.get() else { return PLAIN_ABSENT };
        let mut way = cells.way(hash);
        loop {
            let i = match Self::probe(cells, key, hash, &mut way) {
                Probe::Found(i) => return i,
                Probe::Absent => return PLAIN_ABSENT,
                Probe::Compare(i) => i,
            };
            let candidate = cells.entries()[i].key.get();
            match (as_exact_str(candidate), as_exact_str(key)) {
                (Some(a), Some(b)) => {
                    if a.as_bytes() == b.as_bytes() {
                        return i;
                    }
                }
                // Two different immediate ints, or an int and a str, are never equal.
                _ if candidate.is_small_int() || as_exact_str(candidate).is_some() => {}
                _ => return PLAIN_UNKNOWN,
            }
        }
    }

    /// The number of the entry whose key equals `key`.
    pub fn find(&self, vm: &mut Vm, key: Value, hash: i64) -> PyResult<Option<usize>> {
        'again: loop {
            let Some(cells) = self.cells.get() else { return Ok(None) };
            let mut way = cells.way(hash);
            loop {
                let i = match Self::probe(cells, key, hash, &mut way) {
                    Probe::Found(i) => return Ok(Some(i)),
                    Probe::Absent => return Ok(None),
                    Probe::Compare(i) => i,
                };
                let candidate = cells.entries()[i].key.get();
                if let (Some(a), Some(b)) = (as_exact_str(candidate), as_exact_str(key)) {
                    if a.as_bytes() == b.as_bytes() {
                        return Ok(Some(i));
                    }
                    continue;
                }
                let equal = vm.eq(candidate, key)?;
                if self.cells.get() != Some(cells) || cells.entries()[i].key.get() != candidate {
                    continue 'again;
                }
                if equal {
                    return Ok(Some(i));
                }
            }
        }
    }

    /// `find` for a name in a table whose keys are all of type str (or compare to it without
    /// running Python code): namespaces.
    #[inline]
    pub fn find_name(&self, vm: &Vm, name: Gc<Str>) -> Option<usize> {
        let cells = self.cells.get()?;
        let hash = name.hash(vm);
        let mut way = cells.way(hash);
        loop {
            match Self::probe(cells, name.value(), hash, &mut way) {
                Probe::Found(i) => return Some(i),
                Probe::Absent => return None,
                Probe::Compare(i) => {
                    if let Some(s) = cells.entries()[i].key.get().cast::<Str>()
                        && s.as_bytes() == name.as_bytes()
                    {
                        return Some(i);
                    }
                }
            }
        }
    }

    /// Inserts or replaces; returns the value that was replaced.
    pub fn insert(&self, vm: &mut Vm, owner: &Header, key: Value, hash: i64, value: Value) -> PyResult<Option<Value>> {
        if let Some(i) = self.find(vm, key, hash)? {
            let old = self.entry(i).map(|e| e.1);
            self.set_entry_value(i, value);
            return Ok(old);
        }
        self.push_new(vm, owner, key, hash, value)?;
        Ok(None)
    }

    /// Appends an entry whose key is known to be absent.
    pub fn push_new(&self, vm: &mut Vm, owner: &Header, key: Value, hash: i64, value: Value) -> PyResult<()> {
        let cells = match self.cells.get() {
            Some(c) if c.has_room() => c,
            _ => self.grow(vm, owner)?,
        };
        let i = cells.used.get();
        let e = &cells.entries()[i];
        e.hash.set(hash);
        e.value.set(value);
        e.key.set(key);
        cells.used.set(i + 1);
        cells.index_entry(hash, i);
        cells.header().barrier();
        self.live.set(self.live.get() + 1);
        self.keys_version.set(0);
        Ok(())
    }

    #[cold]
    fn grow(&self, vm: &mut Vm, owner: &Header) -> PyResult<Gc<TableCells>> {
        let live = self.live.get();
        // Twice the live entries: amortised constant, and many deletions shrink the table.
        self.rebuild(vm, owner, (live * 2).max(4))
    }

    /// Makes room for `n` entries in all.
    pub fn reserve(&self, vm: &mut Vm, owner: &Header, n: usize) -> PyResult<()> {
        if self.cells.get().is_none_or(|c| c.cap < n) {
            self.rebuild(vm, owner, n)?;
        }
        Ok(())
    }

    fn rebuild(&self, vm: &mut Vm, owner: &Header, cap: usize) -> PyResult<Gc<TableCells>> {
        self.rebuild_behind(vm, owner, cap, 0)
    }

    /// Moves the live entries to a new table, behind `gap` free places.
    fn rebuild_behind(&self, vm: &mut Vm, owner: &Header, cap: usize, gap: usize) -> PyResult<Gc<TableCells>> {
        let (fresh, old) = self.move_to(vm, owner, cap, gap)?;
        if let Some(old) = old {
            vm.release_outgrown(old);
        }
        Ok(fresh)
    }

    #[inline(never)]
    fn move_to(
        &self,
        vm: &mut Vm,
        owner: &Header,
        cap: usize,
        gap: usize,
    ) -> PyResult<(Gc<TableCells>, Option<Hidden>)> {
        let fresh = new_cells(vm, cap)?;
        for e in &fresh.entries()[..gap] {
            e.key.set(Value::UNBOUND);
            e.value.set(Value::UNBOUND);
        }
        let mut hidden = None;
        if let Some(old) = self.cells.get() {
            hidden = Some(Hidden::new(old));
            let live = old.entries()[..old.used.get()].iter().filter(|e| !e.key.get().is_unbound());
            for (i, (from, to)) in live.zip(&fresh.entries()[gap..]).enumerate() {
                to.hash.set(from.hash.get());
                to.key.set(from.key.get());
                to.value.set(from.value.get());
                fresh.index_entry(from.hash.get(), gap + i);
            }
        }
        fresh.used.set(gap + self.live.get());
        fresh.first.set(gap);
        fresh.header().barrier();
        self.cells.set(owner, Some(fresh));
        self.keys_version.set(0);
        Ok((fresh, hidden))
    }

    /// Puts an entry whose key is known to be absent before all others.
    pub fn push_front_new(&self, vm: &mut Vm, owner: &Header, key: Value, hash: i64, value: Value) -> PyResult<()> {
        let cells = match self.cells.get() {
            Some(c) if c.first.get() > 0 && c.filled.get() * 8 <= c.mask * 7 => c,
            _ => {
                let live = self.live.get();
                self.rebuild_behind(vm, owner, live * 2 + 8, live / 2 + 4)?
            }
        };
        let i = cells.first.get() - 1;
        let e = &cells.entries()[i];
        e.hash.set(hash);
        e.value.set(value);
        e.key.set(key);
        cells.first.set(i);
        cells.index_entry(hash, i);
        cells.header().barrier();
        self.live.set(self.live.get() + 1);
        self.keys_version.set(0);
        Ok(())
    }

    /// Takes out a live entry.
    pub fn remove_at(&self, i: usize) {
        let Some(cells) = self.cells.get() else { return };
        let e = &cells.entries()[i];
        if cells.mask != 0 {
            let place = cells.place_of(e.hash.get(), i);
            cells.index_set(place, DELETED);
        }
        e.key.set(Value::UNBOUND);
        e.value.set(Value::UNBOUND);
        if cells.first.get() == i {
            cells.first.set(i + 1);
        }
        self.live.set(self.live.get() - 1);
        self.keys_version.set(0);
    }

    /// Takes out the last entry: (key, value). Its place, and those of deleted entries around
    /// it, are used again, so that a table serves as a stack.
    pub fn pop_last(&self) -> Option<(Value, Value)> {
        let (i, key, value) = self.previous_entry(usize::MAX)?;
        self.remove_at(i);
        if let Some(cells) = self.cells.get() {
            cells.used.set(i);
            cells.first.set(cells.first.get().min(i));
        }
        Some((key, value))
    }

    /// Takes out the entry with this key: (key, value).
    pub fn remove(&self, vm: &mut Vm, key: Value, hash: i64) -> PyResult<Option<(Value, Value)>> {
        let Some(i) = self.find(vm, key, hash)? else { return Ok(None) };
        let found = self.entry(i).map(|(k, v, _)| (k, v));
        self.remove_at(i);
        Ok(found)
    }

    /// Drops everything.
    pub fn clear(&self, owner: &Header) {
        self.cells.set(owner, None);
        self.live.set(0);
        self.keys_version.set(0);
    }

    /// A copy, to be moved into a new cell.
    pub fn copy(&self, vm: &mut Vm) -> PyResult<HashTable> {
        if let Some(from) = self.cells.get()
            && from.used.get() == self.len()
            && from.cap <= self.len() * 2
        {
            return copy_packed(vm, from);
        }
        let table = HashTable::with_capacity(vm, self.len())?;
        if let (Some(to), Some(from)) = (table.cells.get(), self.cells.get()) {
            let live = from.entries()[..from.used.get()].iter().filter(|e| !e.key.get().is_unbound());
            for (i, (e, place)) in live.zip(to.entries()).enumerate() {
                place.hash.set(e.hash.get());
                place.key.set(e.key.get());
                place.value.set(e.value.get());
                to.index_entry(e.hash.get(), i);
            }
            to.used.set(self.len());
            to.header().barrier();
        }
        table.live.set(self.len());
        Ok(table)
    }

    /// Exchanges the content with another table.
    pub fn swap(&self, owner: &Header, other: &HashTable, other_owner: &Header) {
        let (cells, live) = (self.cells.get(), self.live.get());
        self.cells.set(owner, other.cells.get());
        self.live.set(other.live.get());
        other.cells.set(other_owner, cells);
        other.live.set(live);
        self.keys_version.set(0);
        other.keys_version.set(0);
    }

    /// Bytes of the table's storage, for `__sizeof__`.
    pub fn storage_bytes(&self) -> usize {
        self.cells.get().map_or(0, |c| c.tail_bytes() + size_of::<TableCells>() + size_of::<Header>())
    }
}

#[inline(always)]
fn as_exact_str(v: Value) -> Option<Gc<Str>> {
    v.cast::<Str>().filter(|s| s.shape() == ShapeId::STR)
}

fn new_cells(vm: &mut Vm, cap: usize) -> PyResult<Gc<TableCells>> {
    if cap > isize::MAX as usize / 64 {
        return Err(vm.memory_error());
    }
    // At most two thirds of the index places are ever in use.
    let mask = if cap <= SCAN_MAX { 0 } else { (cap * 3).div_ceil(2).next_power_of_two() - 1 };
    // A power-of-two index lets a few more entries in than were asked for.
    let cap = if mask == 0 { cap } else { (mask + 1) * 2 / 3 };
    let cells = vm.alloc_raw_tail(
        ShapeId::NONE,
        TableCells { cap, used: Cell::new(0), mask, filled: Cell::new(0), first: Cell::new(0) },
        tail_bytes(cap, mask),
        0,
    )?;
    if mask != 0 {
        let bytes = (mask + 1) * index_width(cap);
        // SAFETY: the index follows the entries; all ones is EMPTY in each width.
        unsafe { cells.index_base().write_bytes(0xFF, bytes) };
    }
    Ok(cells)
}

/// A copy of a table without deleted entries: entries and index as they are.
fn copy_packed(vm: &mut Vm, from: Gc<TableCells>) -> PyResult<HashTable> {
    let payload = TableCells {
        cap: from.cap,
        used: from.used.clone(),
        mask: from.mask,
        filled: from.filled.clone(),
        first: from.first.clone(),
    };
    let bytes = from.tail_bytes();
    let to = vm.alloc_raw_tail(ShapeId::NONE, payload, bytes, 0)?;
    // SAFETY: both tails have that many bytes, and the new one is not shared yet.
    unsafe { std::ptr::copy_nonoverlapping(from.tail::<u8>(), to.tail::<u8>(), bytes) };
    let table = HashTable::default();
    table.cells.set(to.header(), Some(to));
    table.live.set(from.used.get());
    Ok(table)
}
