//! Blocks: where cells of one size class stand, and large cells.
//!
//! ```text
//! block (64 KiB, aligned)   | BlockHeader | cell | cell | cell | ... | rest |
//! large (aligned as a block)| BlockHeader | one cell, as long as it is            |
//! ```
//!
//! So the block of any cell is found by masking the cell's address. Cells that are free have a
//! zero first word; neighbouring free cells form a run, whose first cell also holds the run's
//! length and the next run's address. Allocation takes cells off the front of a run.
//!
//! Invariant: every cell of a block is either free (first word zero) or has a valid header.

use super::Header;
use super::memory::{MAP_BYTES_MIN, Mapping, Memory};
use std::alloc::{Layout, alloc, dealloc};

/// Size and alignment of a block.
pub(crate) const BLOCK_BYTES: usize = 64 << 10;
/// Room for the block header; a multiple of 16 so that cells are aligned.
pub(crate) const HEADER_BYTES: usize = 64;
/// Blocks are taken from the system in groups of this many.
const GROUP_BLOCKS: usize = 16;
/// Cells longer than this are large: they get memory of their own.
pub(crate) const SMALL_MAX_BYTES: usize = 8 << 10;

/// Cells up to this size are cleared as a whole: they share cache lines.
const CLEAR_WHOLE_BYTES_MAX: usize = 64;

/// Sizes of cells in bytes. Steps of at most a quarter keep the loss small.
pub(crate) const CLASS_BYTES: [usize; 36] = [
    16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 896, 1024, 1280, 1536, 1792,
    2048, 2560, 3072, 3584, 4096, 4672, 5456, 6544, 7168, 7424, 7680, 7936, 8192,
];
pub(crate) const CLASSES: usize = CLASS_BYTES.len();
const _: () = assert!(CLASS_BYTES[CLASSES - 1] == SMALL_MAX_BYTES);

/// Class of a size in units of 16 bytes.
static CLASS_OF: [u8; SMALL_MAX_BYTES / 16 + 1] = {
    let mut table = [0; SMALL_MAX_BYTES / 16 + 1];
    let mut class = 0;
    let mut i = 0;
    while i < table.len() {
        while CLASS_BYTES[class] < i * 16 {
            class += 1;
        }
        table[i] = class as u8;
        i += 1;
    }
    table
};

/// The size class for cells of `bytes <= SMALL_MAX_BYTES`.
#[inline(always)]
pub(crate) fn class_of(bytes: usize) -> usize {
    usize::from(CLASS_OF[bytes.div_ceil(16)])
}

/// What stands at the beginning of a block.
#[repr(C)]
pub(crate) struct BlockHeader {
    /// The heap that the block belongs to.
    pub(crate) heap: *mut super::Heap,
    pub(crate) cell_bytes: usize,
    pub(crate) cells: usize,
    /// First run of free cells that no allocation has taken yet, 0: none.
    pub(crate) runs: usize,
    /// Cells were allocated here since the last collection.
    pub(crate) young: bool,
    /// Has to be swept before cells are taken from it.
    pub(crate) unswept: bool,
    pub(crate) large: bool,
    /// A large cell whose tail was all zero when it was made.
    pub(crate) zeroed: bool,
    /// Cells here own memory elsewhere: they are not left to lazy sweeping.
    pub(crate) owners: bool,
    /// In no use, and its cells were not cleared.
    pub(crate) stale: bool,
    /// How many cells have the mark in use, and `MARKED_SURVIVES` for each one that has the bit
    /// `SURVIVES`. So a block without any live cell, or full of them, is known without a look at
    /// its cells.
    pub(crate) marked: u64,
}

/// What a cell that survives for a finalizer adds to `BlockHeader::marked`.
pub(crate) const MARKED_SURVIVES: u64 = 1 << 32;

const _: () = assert!(size_of::<BlockHeader>() <= HEADER_BYTES);

/// A free run, seen through its first cell.
#[repr(C)]
pub(crate) struct Run {
    /// Always zero: marks the cell as free.
    pub(crate) zero: u64,
    /// Address of the next run in the block, shifted down by 4 (blocks are below 2^47), and in
    /// the lowest 12 bits nothing; see `pack`.
    packed: u64,
}

impl Run {
    /// A run of `cells` cells; at most 4096 cells fit a block, so the count takes 16 bits.
    pub(crate) fn pack(cells: usize, next: usize) -> Run {
        Run { zero: 0, packed: (next as u64) << 16 | cells as u64 }
    }

    pub(crate) fn cells(&self) -> usize {
        self.packed as u16 as usize
    }

    pub(crate) fn next(&self) -> usize {
        (self.packed >> 16) as usize
    }
}

impl BlockHeader {
    /// Address of the first cell.
    pub(crate) fn first(&self) -> usize {
        std::ptr::from_ref(self) as usize + HEADER_BYTES
    }

    pub(crate) fn cell(&self, i: usize) -> usize {
        self.first() + i * self.cell_bytes
    }

    /// Makes all cells free, whatever they hold: one run.
    ///
    /// # Safety
    /// The block is in use and none of its cells is.
    pub(crate) unsafe fn clear_cells(&mut self) {
        let first = self.first();
        // SAFETY: the cells belong to the block, and nothing refers to them.
        unsafe {
            if self.cell_bytes <= CLEAR_WHOLE_BYTES_MAX {
                std::ptr::write_bytes(first as *mut u8, 0, self.cells * self.cell_bytes);
            } else {
                for i in 0..self.cells {
                    (self.cell(i) as *mut u64).write(0);
                }
            }
            (first as *mut Run).write(Run::pack(self.cells, 0));
        }
        self.runs = first;
    }

    /// The cell that an address inside of the block points into.
    pub(crate) fn cell_at(&self, address: usize) -> Option<usize> {
        let offset = address.checked_sub(self.first())?;
        // A block that is not in use has no size of cells.
        let i = offset.checked_div(self.cell_bytes)?;
        if i < self.cells { Some(self.cell(i)) } else { None }
    }
}

/// The block of a cell.
#[inline(always)]
pub(crate) fn block_of(header: *const Header) -> *mut BlockHeader {
    (header as usize & !(BLOCK_BYTES - 1)) as *mut BlockHeader
}

/// All memory of a heap's cells.
pub(crate) struct Blocks {
    /// Start addresses of groups, sorted.
    groups: Vec<usize>,
    /// Blocks that belong to no class.
    pub(crate) empty: Vec<*mut BlockHeader>,
    /// Blocks in use.
    pub(crate) used: Vec<*mut BlockHeader>,
    /// Large cells: (start of the block, total bytes), sorted by start.
    pub(crate) large: Vec<(usize, usize)>,
    /// Large cells since the last collection, not yet among the sorted ones.
    pub(crate) new_large: Vec<(usize, usize)>,
    lowest: usize,
    highest: usize,
    pub(crate) memory: Memory,
}

fn large_layout(bytes: usize) -> Option<Layout> {
    Layout::from_size_align(bytes, BLOCK_BYTES).ok()
}

impl Blocks {
    pub(crate) fn new() -> Blocks {
        Blocks {
            groups: Vec::new(),
            empty: Vec::new(),
            used: Vec::new(),
            large: Vec::new(),
            new_large: Vec::new(),
            lowest: usize::MAX,
            highest: 0,
            memory: Memory::default(),
        }
    }

    fn note_range(&mut self, start: usize, bytes: usize) {
        self.lowest = self.lowest.min(start);
        self.highest = self.highest.max(start + bytes);
    }

    /// An empty block, set up for a class. `None`: the system has no memory.
    pub(crate) fn take(&mut self, heap: *mut super::Heap, class: usize) -> Option<*mut BlockHeader> {
        if self.empty.is_empty() {
            self.take_group()?;
        }
        let block = self.empty.pop()?;
        let cell_bytes = CLASS_BYTES[class];
        let cells = (BLOCK_BYTES - HEADER_BYTES) / cell_bytes;
        // SAFETY: empty blocks are mapped, aligned and all zero, or else they say that they are
        // stale. Nothing refers to their cells.
        unsafe {
            let stale = (*block).stale;
            block.write(BlockHeader {
                heap,
                cell_bytes,
                cells,
                runs: 0,
                young: true,
                unswept: false,
                large: false,
                zeroed: false,
                owners: false,
                stale: false,
                marked: 0,
            });
            let first = (*block).first();
            (first as *mut Run).write(Run::pack(cells, 0));
            (*block).runs = first;
            if stale {
                (*block).clear_cells();
            }
        }
        self.used.push(block);
        Some(block)
    }

    fn take_group(&mut self) -> Option<()> {
        let start = self.memory.take_zeroed(BLOCK_BYTES * GROUP_BLOCKS)?.start;
        let at = self.groups.partition_point(|g| *g < start);
        self.groups.insert(at, start);
        self.note_range(start, BLOCK_BYTES * GROUP_BLOCKS);
        for i in (0..GROUP_BLOCKS).rev() {
            self.empty.push((start + i * BLOCK_BYTES) as *mut BlockHeader);
        }
        Some(())
    }

    /// Memory for one large cell of `bytes`, not initialised; the bytes that it takes. `None`:
    /// there is none.
    pub(crate) fn take_large(&mut self, heap: *mut super::Heap, bytes: usize) -> Option<(usize, usize)> {
        let total = bytes.checked_add(HEADER_BYTES)?;
        let (start, total, zeroed) = if total >= MAP_BYTES_MIN {
            let mapping = self.memory.take(total)?;
            (mapping.start, mapping.bytes, mapping.zeroed)
        } else {
            // SAFETY: the layout has a size.
            (unsafe { alloc(large_layout(total)?) } as usize, total, false)
        };
        if start == 0 {
            return None;
        }
        // SAFETY: the memory is fresh and aligned.
        unsafe {
            (start as *mut BlockHeader).write(BlockHeader {
                heap,
                cell_bytes: total - HEADER_BYTES,
                cells: 1,
                runs: 0,
                young: true,
                unswept: false,
                large: true,
                zeroed,
                owners: false,
                stale: false,
                marked: 0,
            });
        }
        self.new_large.push((start, total));
        self.note_range(start, total);
        Some((start + HEADER_BYTES, total))
    }

    /// Gives a large cell's memory back.
    ///
    /// # Safety
    /// It came from `take_large` and nothing refers to it.
    pub(crate) unsafe fn free_large(&mut self, start: usize, total: usize) {
        // SAFETY: by the contract.
        unsafe {
            if total >= MAP_BYTES_MIN {
                self.memory.give(Mapping { start, bytes: total, zeroed: false });
            } else {
                let layout = large_layout(total).expect("it was allocated with this layout");
                dealloc(start as *mut u8, layout);
            }
        }
    }

    /// Where a large cell stands in the lists: most often among those of late.
    fn large_place(&mut self, start: usize) -> Option<(&mut Vec<(usize, usize)>, usize)> {
        if let Some(at) = self.new_large.iter().rposition(|l| l.0 == start) {
            return Some((&mut self.new_large, at));
        }
        let at = self.large.binary_search_by_key(&start, |l| l.0).ok()?;
        Some((&mut self.large, at))
    }

    /// Frees one large cell apart from any collection; the bytes that it took.
    ///
    /// # Safety
    /// Nothing refers to the cell.
    pub(crate) unsafe fn release_large(&mut self, start: usize) -> usize {
        let Some((list, at)) = self.large_place(start) else { return 0 };
        let (_, total) = list.remove(at);
        // SAFETY: by the contract; it is in no list any more.
        unsafe { self.free_large(start, total) };
        total
    }

    /// Makes a mapped large cell longer, at another address if need be: its new block and how
    /// many bytes were added. What is new is zero.
    ///
    /// # Safety
    /// Whoever refers to the cell goes on with the new address.
    pub(crate) unsafe fn grow_large(&mut self, start: usize, bytes: usize) -> Option<(*mut BlockHeader, usize)> {
        let (list, at) = self.large_place(start)?;
        let total = list[at].1;
        let needed = bytes.checked_add(HEADER_BYTES)?;
        if total < MAP_BYTES_MIN || needed <= total {
            return None;
        }
        list.remove(at);
        // SAFETY: the range is that of the cell; the contract is the caller's.
        let grown = unsafe { self.memory.grow(Mapping { start, bytes: total, zeroed: false }, needed) };
        let Some(mapping) = grown else {
            self.new_large.push((start, total));
            return None;
        };
        self.new_large.push((mapping.start, mapping.bytes));
        self.note_range(mapping.start, mapping.bytes);
        let block = mapping.start as *mut BlockHeader;
        // SAFETY: the block's header moved with its pages.
        unsafe { (*block).cell_bytes = mapping.bytes - HEADER_BYTES };
        Some((block, mapping.bytes - total))
    }

    /// Makes lookups see the large cells of late.
    pub(crate) fn sort_large(&mut self) {
        if !self.new_large.is_empty() {
            self.large.append(&mut self.new_large);
            self.large.sort_unstable();
        }
    }

    /// The live or free cell that any word points into, if it does.
    pub(crate) fn find(&self, word: usize) -> Option<*const Header> {
        if word < self.lowest || word >= self.highest {
            return None;
        }
        let at = self.groups.partition_point(|g| *g <= word);
        let block = if at > 0 && word < self.groups[at - 1] + BLOCK_BYTES * GROUP_BLOCKS {
            word & !(BLOCK_BYTES - 1)
        } else {
            let at = self.large.partition_point(|l| l.0 <= word);
            let (start, total) = *self.large.get(at.checked_sub(1)?)?;
            if word >= start + total {
                return None;
            }
            start
        };
        // SAFETY: the address is that of a block of ours; one that is not in use has zero cells
        // (its header is cleared when it becomes empty).
        let cell = unsafe { (*(block as *const BlockHeader)).cell_at(word) }?;
        Some(cell as *const Header)
    }
}

impl Drop for Blocks {
    fn drop(&mut self) {
        for group in std::mem::take(&mut self.groups) {
            let mapping = Mapping { start: group, bytes: BLOCK_BYTES * GROUP_BLOCKS, zeroed: false };
            // SAFETY: groups are mappings of this length, and the heap is going away.
            unsafe { self.memory.give(mapping) };
        }
        let large = std::mem::take(&mut self.large);
        for (start, total) in large.into_iter().chain(std::mem::take(&mut self.new_large)) {
            // SAFETY: as above.
            unsafe { self.free_large(start, total) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_has_the_smallest_class_that_holds_it() {
        for bytes in 1..=SMALL_MAX_BYTES {
            let class = class_of(bytes);
            assert!(CLASS_BYTES[class] >= bytes);
            assert!(class == 0 || CLASS_BYTES[class - 1] < bytes);
        }
        assert!(CLASS_BYTES.windows(2).all(|w| w[0] < w[1] && w[1] % 16 == 0));
    }

    #[test]
    fn runs_survive_packing() {
        let run = Run::pack(4092, 0x7FFF_FFFF_FFF0);
        assert_eq!((run.cells(), run.next()), (4092, 0x7FFF_FFFF_FFF0));
    }
}
