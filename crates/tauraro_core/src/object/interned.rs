//! The table of interned strings: names exist once, so that they compare by address.
//!
//! ```text
//! slot   | tag: 16 bits of the hash | address of the string: 48 bits |    0: free, 1: deleted
//! ```
//!
//! A slot is one word, because every program has thousands of names before its first line runs. The
//! hash is the string's own, which it needs anyway. The table is weak: the collector takes out what
//! nothing else refers to.

use super::Str;
use crate::heap::{Gc, gc_bits};

/// Slots at first: what starting up interns, without growing.
const SLOTS_FIRST: usize = 4096;
const FREE: u64 = 0;
const DELETED: u64 = 1;
const ADDRESS: u64 = (1 << 48) - 1;

#[derive(Default)]
pub(crate) struct Interned {
    /// A power of two of them, or none. At least one in eight is free.
    slots: Vec<u64>,
    /// Slots that are not free.
    used: usize,
    /// Slots with a string.
    live: usize,
    /// Those that no collection has made old yet: only they can die in a young one.
    young: Vec<Gc<Str>>,
}

fn word_of(s: Gc<Str>, hash: i64) -> u64 {
    (hash as u64) & !ADDRESS | s.bits()
}

fn string_of(word: u64) -> Gc<Str> {
    // SAFETY: slots hold live strings only: dead ones are taken out before their cells are freed.
    unsafe { Gc::from_bits(word & ADDRESS) }
}

fn is_live(s: Gc<Str>, reached: u8) -> bool {
    s.header().gc() & reached != 0
}

impl Interned {
    /// The string with these bytes, whose hash is `hash`.
    pub(crate) fn find(&self, bytes: &[u8], hash: i64) -> Option<Gc<Str>> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = hash as usize & mask;
        loop {
            match self.slots[at] {
                FREE => return None,
                word if word > DELETED && (word ^ hash as u64) & !ADDRESS == 0 => {
                    let s = string_of(word);
                    if s.as_bytes() == bytes {
                        return Some(s);
                    }
                }
                _ => {}
            }
            at = (at + 1) & mask;
        }
    }

    /// Adds a string that is not there.
    pub(crate) fn insert(&mut self, s: Gc<Str>, hash: i64) {
        if self.used >= self.slots.len() / 8 * 7 {
            self.rebuild();
        }
        self.put(word_of(s, hash), hash);
        self.used += 1;
        self.live += 1;
        self.young.push(s);
    }

    fn put(&mut self, word: u64, hash: i64) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at] != FREE {
            at = (at + 1) & mask;
        }
        self.slots[at] = word;
    }

    /// Drops deleted slots and makes room.
    fn rebuild(&mut self) {
        let len = SLOTS_FIRST.max((self.live * 2).next_power_of_two());
        let old = std::mem::replace(&mut self.slots, vec![FREE; len]);
        for word in old.into_iter().filter(|w| *w > DELETED) {
            self.put(word, string_of(word).known_hash());
        }
        self.used = self.live;
    }

    /// After marking: drops the strings that nothing else refers to. A young collection has
    /// looked at young ones only.
    pub(crate) fn forget_dead(&mut self, full: bool, reached: u8) {
        // What only finalizers lead to survives young, however old it was.
        let is_young = |s: Gc<Str>| s.header().gc() & gc_bits::OLD == 0;
        if full {
            self.young.clear();
            for word in self.slots.iter_mut().filter(|w| **w > DELETED) {
                let s = string_of(*word);
                if !is_live(s, reached) {
                    *word = DELETED;
                    self.live -= 1;
                } else if is_young(s) {
                    self.young.push(s);
                }
            }
            return;
        }
        for s in std::mem::take(&mut self.young) {
            if !is_live(s, reached) {
                self.remove(s);
            } else if is_young(s) {
                self.young.push(s);
            }
        }
    }

    fn remove(&mut self, s: Gc<Str>) {
        let hash = s.known_hash();
        let (word, mask) = (word_of(s, hash), self.slots.len() - 1);
        let mut at = hash as usize & mask;
        while self.slots[at] != word {
            assert!(self.slots[at] != FREE, "an interned string is in the table until it dies");
            at = (at + 1) & mask;
        }
        self.slots[at] = DELETED;
        self.live -= 1;
    }
}
