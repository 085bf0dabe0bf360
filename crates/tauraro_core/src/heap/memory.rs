//! Memory from the system for what is large: groups of blocks, and cells of their own.
//!
//! It is mapped, not malloc'ed, for two reasons. Pages that nobody has written yet take no memory,
//! so a row with room to grow costs what it holds. And a mapping grows without a copy: the pages
//! move to another address, which is why only cells that nothing else points to may grow so.

use super::blocks::BLOCK_BYTES;

/// From this size on memory is mapped; below, the allocator's is reused without page faults.
pub(crate) const MAP_BYTES_MIN: usize = 256 << 10;

/// Memory that was let go and waits to be used again, whatever the program had in use before.
const SPARE_BYTES_MIN: usize = 4 << 20;

/// Mapped memory, aligned as a block.
#[derive(Clone, Copy)]
pub(crate) struct Mapping {
    pub(crate) start: usize,
    /// Its length, a multiple of `BLOCK_BYTES`.
    pub(crate) bytes: usize,
    /// Every byte is zero.
    pub(crate) zeroed: bool,
}

/// Makes mappings and keeps some that were given back: a fresh page costs a page fault and is
/// cleared by the system. What is in use and what is spare together stay below what was once in use,
/// so keeping raises no peak; the oldest spare memory is given back first. Spare ranges that touch
/// are one, and what is taken may be a part of one, so that programs whose sizes vary use them too.
#[derive(Default)]
pub(crate) struct Memory {
    /// The oldest first.
    spare: Vec<Mapping>,
    spare_bytes: usize,
    used_bytes: usize,
    /// The most that was in use, of late: see `cool`.
    high_bytes: usize,
    /// The most that was in use since the last full collection.
    recent_bytes: usize,
}

impl Memory {
    /// At least `bytes` bytes, perhaps used before. `None`: the system has none.
    pub(crate) fn take(&mut self, bytes: usize) -> Option<Mapping> {
        let bytes = bytes.checked_next_multiple_of(BLOCK_BYTES)?;
        // The smallest that is long enough, and of these the latest.
        let fitting = self.spare.iter_mut().rev().filter(|m| m.bytes >= bytes);
        if let Some(spare) = fitting.min_by_key(|m| m.bytes) {
            let start = spare.start;
            if system::DIVISIBLE && spare.bytes > bytes {
                (spare.start, spare.bytes) = (start + bytes, spare.bytes - bytes);
                return Some(self.reuse(start, bytes));
            }
            if spare.bytes / 2 <= bytes {
                let whole = spare.bytes;
                self.spare.retain(|m| m.start != start);
                return Some(self.reuse(start, whole));
            }
        }
        self.take_zeroed(bytes)
    }

    /// Accounts for spare memory that is in use again.
    fn reuse(&mut self, start: usize, bytes: usize) -> Mapping {
        self.spare_bytes -= bytes;
        self.note_used(bytes);
        Mapping { start, bytes, zeroed: false }
    }

    fn note_used(&mut self, bytes: usize) {
        self.used_bytes += bytes;
        self.recent_bytes = self.recent_bytes.max(self.used_bytes);
        self.high_bytes = self.high_bytes.max(self.used_bytes);
        self.trim();
    }

    /// Gives spare memory back that is above the limit.
    fn trim(&mut self) {
        let limit = SPARE_BYTES_MIN + self.high_bytes - self.used_bytes;
        while self.spare_bytes > limit {
            let oldest = &mut self.spare[0];
            let excess = (self.spare_bytes - limit).next_multiple_of(BLOCK_BYTES);
            let (cut, start) = match oldest.bytes {
                bytes if bytes > excess && system::DIVISIBLE => {
                    oldest.bytes -= excess;
                    (excess, oldest.start + oldest.bytes)
                }
                bytes => (bytes, self.spare.remove(0).start),
            };
            self.spare_bytes -= cut;
            // SAFETY: what is spare belongs to nobody.
            unsafe { system::unmap(start, cut) };
        }
    }

    /// Forgets a part of an old peak; called at full collections, so that a program that needs
    /// less than it did gives memory back in time. What was needed since the last one is likely
    /// to be needed again before the next.
    pub(crate) fn cool(&mut self) {
        self.high_bytes -= (self.high_bytes - self.recent_bytes) / 16;
        self.recent_bytes = self.used_bytes;
        self.trim();
    }

    /// `bytes` zero bytes, a multiple of `BLOCK_BYTES`.
    pub(crate) fn take_zeroed(&mut self, bytes: usize) -> Option<Mapping> {
        // SAFETY: a new mapping anywhere.
        let start = unsafe { system::map(bytes) }?;
        self.note_used(bytes);
        Some(Mapping { start, bytes, zeroed: true })
    }

    /// Gives a mapping back.
    ///
    /// # Safety
    /// It came from here, and nothing refers to it.
    pub(crate) unsafe fn give(&mut self, mapping: Mapping) {
        self.used_bytes -= mapping.bytes;
        self.spare_bytes += mapping.bytes;
        let mut whole = mapping;
        if system::DIVISIBLE {
            self.spare.retain(|m| {
                let (is_behind, is_before) = (m.start == whole.start + whole.bytes, m.start + m.bytes == whole.start);
                if is_behind || is_before {
                    whole = Mapping { start: whole.start.min(m.start), bytes: whole.bytes + m.bytes, ..whole };
                }
                !(is_behind || is_before)
            });
        }
        self.spare.push(whole);
        self.trim();
    }

    /// Makes a mapping longer, moving it if need be; what is new is zero. `None`: it stays as it
    /// is.
    ///
    /// # Safety
    /// It came from here, and whoever refers to it goes on with what is returned.
    pub(crate) unsafe fn grow(&mut self, mapping: Mapping, bytes: usize) -> Option<Mapping> {
        let bytes = bytes.checked_next_multiple_of(BLOCK_BYTES)?;
        let (end, more) = (mapping.start + mapping.bytes, bytes - mapping.bytes);
        if system::DIVISIBLE
            && let Some(at) = self.spare.iter().position(|m| m.start == end && m.bytes >= more)
        {
            let behind = &mut self.spare[at];
            (behind.start, behind.bytes) = (end + more, behind.bytes - more);
            if behind.bytes == 0 {
                self.spare.remove(at);
            }
            self.reuse(end, more);
            // SAFETY: it was spare just now.
            unsafe { std::ptr::write_bytes(end as *mut u8, 0, more) };
            return Some(Mapping { start: mapping.start, bytes, zeroed: false });
        }
        // SAFETY: by the contract.
        let start = unsafe { system::remap(mapping.start, mapping.bytes, bytes) }?;
        self.note_used(bytes - mapping.bytes);
        Some(Mapping { start, bytes, zeroed: false })
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        for mapping in self.spare.drain(..) {
            // SAFETY: what is spare belongs to nobody.
            unsafe { system::unmap(mapping.start, mapping.bytes) };
        }
    }
}

#[cfg(unix)]
mod system {
    use super::BLOCK_BYTES;
    use std::ptr::null_mut;

    /// Whether parts of a mapping may be given back, and neighbours as one.
    pub(super) const DIVISIBLE: bool = true;

    /// An address range that is not in use, aligned as a block; zero if it may be written.
    ///
    /// # Safety
    /// `bytes` is a multiple of `BLOCK_BYTES`.
    unsafe fn reserve(bytes: usize, protection: libc::c_int) -> Option<usize> {
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
        let whole = bytes.checked_add(BLOCK_BYTES)?;
        // SAFETY: new mappings touch no memory that is in use; what is cut off was just mapped.
        unsafe {
            let at = libc::mmap(null_mut(), whole, protection, flags, -1, 0);
            if at == libc::MAP_FAILED {
                return None;
            }
            let at = at as usize;
            let start = at.next_multiple_of(BLOCK_BYTES);
            if start > at {
                libc::munmap(at as *mut _, start - at);
            }
            libc::munmap((start + bytes) as *mut _, at + whole - start - bytes);
            Some(start)
        }
    }

    /// # Safety
    /// As for `reserve`.
    pub(super) unsafe fn map(bytes: usize) -> Option<usize> {
        // SAFETY: by the contract.
        unsafe { reserve(bytes, libc::PROT_READ | libc::PROT_WRITE) }
    }

    /// # Safety
    /// The range was mapped by this module and nothing refers to it.
    pub(super) unsafe fn unmap(start: usize, bytes: usize) {
        // SAFETY: by the contract.
        unsafe { libc::munmap(start as *mut _, bytes) };
    }

    /// # Safety
    /// The range was mapped by this module; `to` is more than `from` and a multiple of
    /// `BLOCK_BYTES`.
    #[cfg(target_os = "linux")]
    pub(super) unsafe fn remap(start: usize, from: usize, to: usize) -> Option<usize> {
        // SAFETY: growing in place moves nothing; the new place was just reserved, so replacing
        // what is mapped there takes nobody's memory.
        unsafe {
            if libc::mremap(start as *mut _, from, to, 0) != libc::MAP_FAILED {
                return Some(start);
            }
            let place = reserve(to, libc::PROT_NONE)?;
            let flags = libc::MREMAP_MAYMOVE | libc::MREMAP_FIXED;
            if libc::mremap(start as *mut _, from, to, flags, place as *mut libc::c_void) == libc::MAP_FAILED {
                libc::munmap(place as *mut _, to);
                return None;
            }
            Some(place)
        }
    }

    /// Other systems cannot move pages.
    ///
    /// # Safety
    /// None is needed.
    #[cfg(not(target_os = "linux"))]
    pub(super) unsafe fn remap(_: usize, _: usize, _: usize) -> Option<usize> {
        None
    }
}

#[cfg(not(unix))]
mod system {
    use super::BLOCK_BYTES;
    use std::alloc::{Layout, alloc_zeroed, dealloc};

    /// What was allocated is given back as it was.
    pub(super) const DIVISIBLE: bool = false;

    fn layout(bytes: usize) -> Option<Layout> {
        Layout::from_size_align(bytes, BLOCK_BYTES).ok()
    }

    /// # Safety
    /// `bytes` is not zero.
    pub(super) unsafe fn map(bytes: usize) -> Option<usize> {
        // SAFETY: by the contract.
        match unsafe { alloc_zeroed(layout(bytes)?) } as usize {
            0 => None,
            start => Some(start),
        }
    }

    /// # Safety
    /// The range came from `map` and nothing refers to it.
    pub(super) unsafe fn unmap(start: usize, bytes: usize) {
        if let Some(layout) = layout(bytes) {
            // SAFETY: by the contract.
            unsafe { dealloc(start as *mut u8, layout) };
        }
    }

    /// # Safety
    /// None is needed.
    pub(super) unsafe fn remap(_: usize, _: usize, _: usize) -> Option<usize> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mappings_are_aligned_zero_and_keep_their_bytes_when_they_grow() {
        let mut memory = Memory::default();
        let first = memory.take(300_000).expect("memory for a test");
        assert!(first.start % BLOCK_BYTES == 0 && first.bytes >= 300_000 && first.zeroed);
        let bytes = |m: Mapping| {
            // SAFETY: the mapping is this test's own.
            unsafe { std::slice::from_raw_parts_mut(m.start as *mut u8, m.bytes) }
        };
        assert!(bytes(first).iter().all(|b| *b == 0));
        bytes(first).fill(7);
        // SAFETY: nothing else refers to it.
        if let Some(longer) = unsafe { memory.grow(first, 5_000_000) } {
            assert!(longer.start % BLOCK_BYTES == 0);
            assert!(bytes(longer)[..first.bytes].iter().all(|b| *b == 7));
            assert!(bytes(longer)[first.bytes..].iter().all(|b| *b == 0));
            // SAFETY: as above.
            unsafe { memory.give(longer) };
            let again = memory.take(longer.bytes).expect("a spare one");
            assert!(again.start == longer.start && !again.zeroed);
        }
    }

    #[cfg(unix)]
    #[test]
    fn spare_memory_is_divided_joined_and_grown_into() {
        let mut memory = Memory::default();
        let whole = memory.take(10 * BLOCK_BYTES).expect("memory for a test");
        // SAFETY: the mappings are this test's own, and given back once.
        unsafe {
            std::ptr::write_bytes(whole.start as *mut u8, 7, whole.bytes);
            memory.give(whole);
            let first = memory.take(3 * BLOCK_BYTES).expect("a part of the spare one");
            assert_eq!((first.start, first.bytes, first.zeroed), (whole.start, 3 * BLOCK_BYTES, false));
            let longer = memory.grow(first, 5 * BLOCK_BYTES).expect("what stands behind it is spare");
            assert_eq!(longer.start, first.start);
            let bytes = std::slice::from_raw_parts(longer.start as *const u8, longer.bytes);
            assert!(bytes[..first.bytes].iter().all(|b| *b == 7) && bytes[first.bytes..].iter().all(|b| *b == 0));
            memory.give(longer);
            assert_eq!(memory.take(whole.bytes).map(|m| m.start), Some(whole.start));
        }
    }
}
