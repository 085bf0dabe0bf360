//! `Heap`: allocation, sweeping and the accounting that decides when to collect.
//!
//! Generations without moving: a cell that a collection has reached keeps its mark (`OLD`). A
//! young collection marks only what is young, from the roots and the old cells that were
//! written since (the remembered set); a full one first takes all marks away. What is not
//! marked afterwards is free; blocks are swept when allocation comes to them.

use super::blocks::{
    BLOCK_BYTES, BlockHeader, Blocks, CLASSES, HEADER_BYTES, MARKED_SURVIVES, Run, SMALL_MAX_BYTES, block_of, class_of,
};
use super::{Header, KIND_COUNT, Kind, KindInfo, gc_bits};

/// Bytes that are allocated between two young collections, at least ...
const YOUNG_BYTES_MIN: usize = 1 << 20;
/// ... and as a share of the old space: a young collection walks over old rows that were written.
const YOUNG_SHARE: usize = 4;
/// Before the first collection more: what starting up makes lives on, and a program that does
/// little needs none.
const FIRST_YOUNG_BYTES: usize = 2 << 20;
/// A full collection comes when the old cells have grown by this factor (in percent) ...
const FULL_GROWTH_PERCENT: usize = 200;
/// ... and by this much: what a small program lets die after it became old stays that small.
const FULL_BYTES_MIN: usize = 3 << 20;

/// How far ahead of the cell that is looked at sweeping fetches memory.
const SWEEP_AHEAD_BYTES: usize = 512;

/// The run that a class allocates from.
#[derive(Clone, Copy)]
struct Cursor {
    next: usize,
    end: usize,
    block: *mut BlockHeader,
}

pub(crate) struct Heap {
    cursors: [Cursor; CLASSES],
    pub(crate) blocks: Blocks,
    /// Blocks of each class that may have free cells.
    partial: [Vec<*mut BlockHeader>; CLASSES],
    kinds: Box<[Option<&'static KindInfo>; KIND_COUNT]>,
    /// Old cells that were written since the last collection.
    pub(crate) remembered: Vec<*const Header>,
    /// Old rows that were appended to since the last collection, with the slot from which on they
    /// are to be looked at.
    pub(crate) appended: Vec<(*const Header, usize)>,
    /// Blocks to sweep at once, between marking and the end of a collection.
    owners: Vec<*mut BlockHeader>,
    /// Bytes in blocks and large cells.
    pub(crate) held_bytes: usize,
    /// Bytes allocated since the last collection, as far as blocks tell.
    pub(crate) young_bytes: usize,
    /// `young_bytes` at which the next collection is due.
    young_limit: usize,
    /// Bytes that the last full collection left.
    pub(crate) old_bytes_after_full: usize,
    /// Bytes that have become old since.
    pub(crate) old_bytes: usize,
    /// The hard cap.
    pub(crate) cap_bytes: usize,
    /// `gc.disable()`: only the hard cap collects.
    pub(crate) paused: bool,
    /// Mode `gc-zeal`: collect at every n-th allocation, 0: off.
    pub(crate) zeal: u32,
    zeal_count: u32,
    pub(crate) counts: super::inspect::Counts,
    /// The one of `gc_bits::MARKS` that is in use.
    pub(crate) mark: u8,
    /// Kind of cells to be noted in `stale` by the next collection.
    pub(crate) watched: Option<Kind>,
    /// Cells of that kind that only native stacks lead to.
    pub(crate) stale: Vec<*const Header>,
    /// Set while a collection runs: nothing may be allocated then.
    pub(crate) collecting: bool,
}

impl Heap {
    pub(crate) fn new() -> Box<Heap> {
        let none = Cursor { next: 0, end: 0, block: std::ptr::null_mut() };
        Box::new(Heap {
            cursors: [none; CLASSES],
            blocks: Blocks::new(),
            partial: [const { Vec::new() }; CLASSES],
            kinds: Box::new([None; KIND_COUNT]),
            remembered: Vec::new(),
            appended: Vec::new(),
            owners: Vec::new(),
            held_bytes: 0,
            young_bytes: 0,
            young_limit: FIRST_YOUNG_BYTES,
            old_bytes_after_full: 0,
            old_bytes: 0,
            cap_bytes: usize::MAX / 4,
            paused: false,
            zeal: 0,
            zeal_count: 0,
            counts: super::inspect::Counts::default(),
            mark: gc_bits::MARKS[0],
            watched: None,
            stale: Vec::new(),
            collecting: false,
        })
    }

    /// The bits of a cell that the running or last collection has reached.
    #[inline(always)]
    pub(crate) fn reached(&self) -> u8 {
        self.mark | gc_bits::SURVIVES
    }

    /// Makes a kind known to the collector.
    ///
    /// # Panics
    /// If the number belongs to another payload type.
    pub(crate) fn register(&mut self, info: &'static KindInfo) {
        let place = &mut self.kinds[usize::from(info.kind.0)];
        if let Some(old) = place {
            assert!(old.name == info.name, "kind {:?} is both {} and {}", info.kind, old.name, info.name);
        }
        *place = Some(info);
    }

    #[inline]
    pub(crate) fn kind_info(&self, kind: Kind) -> &'static KindInfo {
        self.kinds[usize::from(kind.0)].expect("every kind is registered before its first cell")
    }

    /// Whether that many bytes more are within the cap.
    pub(crate) fn may_take(&self, bytes: usize) -> bool {
        self.held_bytes.saturating_add(bytes) <= self.cap_bytes
    }

    /// Whether a collection should come before the next allocation of `bytes`.
    #[inline(always)]
    pub(crate) fn is_due(&mut self, bytes: usize) -> bool {
        if self.zeal != 0 {
            self.zeal_count += 1;
            return self.zeal_count.is_multiple_of(self.zeal) && !self.paused && !self.collecting;
        }
        self.young_bytes + bytes >= self.young_limit && !self.paused && !self.collecting
    }

    /// Whether the next collection should look at old cells too.
    pub(crate) fn full_is_due(&self) -> bool {
        let grown = self.old_bytes_after_full / 100 * FULL_GROWTH_PERCENT;
        self.old_bytes > grown.max(self.old_bytes_after_full + FULL_BYTES_MIN)
    }

    /// A cell from the class's current run, or 0. The fast path of every allocation.
    #[inline(always)]
    pub(crate) fn bump(&mut self, class: usize, cell_bytes: usize) -> usize {
        let cursor = &mut self.cursors[class];
        let cell = cursor.next;
        if cell < cursor.end {
            cursor.next = cell + cell_bytes;
            return cell;
        }
        0
    }

    /// A cell from the present run of its size, or 0: none left, a large cell, or the mode that
    /// looks at every allocation.
    #[inline(always)]
    pub(crate) fn take_from_run(&mut self, bytes: usize) -> usize {
        if bytes > SMALL_MAX_BYTES || self.zeal != 0 {
            return 0;
        }
        let class = class_of(bytes);
        self.bump(class, super::blocks::CLASS_BYTES[class])
    }

    /// The next run of a class that has none: from partial blocks, or a new block. 0: no memory.
    pub(crate) fn refill(&mut self, class: usize) -> usize {
        debug_assert!(!self.collecting, "allocation during a collection");
        loop {
            let block = self.cursors[class].block;
            // SAFETY: a cursor's block is one of ours in use.
            if !block.is_null() && unsafe { self.next_run(class, block) } {
                break;
            }
            let block = match self.partial[class].pop() {
                Some(block) => {
                    // SAFETY: as above.
                    unsafe {
                        if (*block).unswept {
                            self.sweep(block);
                        }
                    }
                    block
                }
                None => {
                    let heap = std::ptr::from_mut(self);
                    let Some(block) = self.blocks.take(heap, class) else { return 0 };
                    self.held_bytes += BLOCK_BYTES;
                    block
                }
            };
            self.cursors[class].block = block;
        }
        self.bump(class, super::blocks::CLASS_BYTES[class])
    }

    /// Moves the cursor to the block's next free run. `false`: it has none.
    ///
    /// # Safety
    /// `block` is in use, swept, and of that class.
    unsafe fn next_run(&mut self, class: usize, block: *mut BlockHeader) -> bool {
        // SAFETY: runs are chained through free cells of the block.
        unsafe {
            let run = (*block).runs;
            if run == 0 {
                return false;
            }
            let (cells, next) = ((*(run as *const Run)).cells(), (*(run as *const Run)).next());
            (*block).runs = next;
            (*block).young = true;
            let bytes = cells * (*block).cell_bytes;
            (*(run as *mut Run)) = Run::pack(0, 0);
            // A run is accounted when allocation takes it up: a little early, and once for all.
            self.young_bytes += bytes;
            self.cursors[class] = Cursor { next: run, end: run + bytes, block };
        }
        true
    }

    /// A large cell, or 0.
    pub(crate) fn take_large(&mut self, bytes: usize) -> usize {
        let heap = std::ptr::from_mut(self);
        let Some((cell, total)) = self.blocks.take_large(heap, bytes) else { return 0 };
        self.held_bytes += total;
        self.young_bytes += total;
        cell
    }

    /// Memory for a cell of `bytes`, its content arbitrary but for the first word. 0: none.
    #[inline(always)]
    pub(crate) fn take(&mut self, bytes: usize) -> usize {
        if bytes <= SMALL_MAX_BYTES {
            let class = class_of(bytes);
            match self.bump(class, super::blocks::CLASS_BYTES[class]) {
                0 => self.refill(class),
                cell => cell,
            }
        } else {
            self.take_large(bytes)
        }
    }

    // ---- sweeping ------------------------------------------------------------------------

    /// Ends allocation from the present runs and sweeps what still waits for it, so that every
    /// cell that is not free is marked or young.
    pub(crate) fn prepare_to_mark(&mut self) {
        for class in 0..CLASSES {
            let cursor = &mut self.cursors[class];
            if cursor.next < cursor.end {
                // The rest of the run goes back to its block as a run of its own.
                // SAFETY: the cursor's block is in use and the cells from `next` on are free.
                unsafe {
                    let block = cursor.block;
                    let cells = (cursor.end - cursor.next) / (*block).cell_bytes;
                    (cursor.next as *mut Run).write(Run::pack(cells, (*block).runs));
                    (*block).runs = cursor.next;
                }
            }
            *cursor = Cursor { next: 0, end: 0, block: std::ptr::null_mut() };
        }
        for i in 0..self.blocks.used.len() {
            let block = self.blocks.used[i];
            // SAFETY: blocks in the list are in use.
            unsafe {
                if (*block).unswept {
                    self.sweep(block);
                }
            }
        }
        self.blocks.sort_large();
    }

    /// Takes the marks of all cells away, before a full collection: the other mark is in use from
    /// here on, and marking replaces the former one. Everything is swept afterwards, so that no
    /// cell keeps it.
    pub(crate) fn unmark_all(&mut self) {
        self.mark ^= gc_bits::OLD;
        for block in &self.blocks.used {
            // SAFETY: blocks in the list are in use.
            unsafe {
                (**block).marked = 0;
                (**block).young = true;
            }
        }
        let appended = self.appended.drain(..).map(|(header, _)| header);
        for header in self.remembered.drain(..).chain(appended) {
            // SAFETY: remembered cells are old, so they were alive at the last collection and
            // nothing was freed since.
            let header = unsafe { &*header };
            header.set_gc(header.gc() & !(gc_bits::REMEMBERED | gc_bits::APPENDED));
        }
    }

    /// Notes the cells of a kind that have no mark yet.
    pub(crate) fn note_unreached(&mut self, kind: Kind) {
        let (reached, mut found) = (self.reached(), std::mem::take(&mut self.stale));
        self.each_cell(|header| {
            if header.kind() == kind && header.gc() & reached == 0 {
                found.push(header);
            }
        });
        self.stale = found;
    }

    /// After marking: what is not marked is free. Small cells are swept when allocation needs
    /// them, large ones at once.
    pub(crate) fn after_mark(&mut self) {
        for list in &mut self.partial {
            list.clear();
        }
        for block in &self.blocks.used {
            // SAFETY: blocks in the list are in use.
            unsafe {
                if (**block).young {
                    (**block).young = false;
                    (**block).unswept = true;
                }
                if (**block).unswept && (**block).marked == (**block).cells as u64 {
                    // Full of live cells: nothing to sweep, nothing to allocate.
                    (**block).unswept = false;
                    (**block).runs = 0;
                }
                if (**block).owners && (**block).unswept {
                    self.owners.push(*block);
                }
                if (**block).unswept || (**block).runs != 0 {
                    self.partial[class_of((**block).cell_bytes)].push(*block);
                }
            }
        }
        self.sweep_owners();
        self.free_dead_large();
        self.young_bytes = 0;
        self.young_limit = YOUNG_BYTES_MIN.max(self.old_bytes / YOUNG_SHARE);
    }

    /// What dead cells own elsewhere does not wait for allocation to come to their blocks.
    fn sweep_owners(&mut self) {
        for block in std::mem::take(&mut self.owners) {
            // SAFETY: the block is in use, and marking is complete.
            unsafe { self.sweep(block) };
        }
    }

    fn free_dead_large(&mut self) {
        let reached = self.reached();
        let mut large = std::mem::take(&mut self.blocks.large);
        large.retain(|(start, total)| {
            // SAFETY: a large block holds one cell with a header; it is dead if it has no mark,
            // and then freed once.
            unsafe {
                let header = &*((start + HEADER_BYTES) as *const Header);
                if header.gc() & reached != 0 {
                    header.set_gc(header.gc() & !gc_bits::SURVIVES);
                    return true;
                }
                if let Some(finalize) = self.kinds[usize::from(header.kind().0)].and_then(|k| k.finalize) {
                    finalize(header);
                }
                self.blocks.free_large(*start, *total);
                self.held_bytes -= total;
            }
            false
        });
        self.blocks.large = large;
    }

    /// A cell is freed or, with `to`, moved apart from any collection: what was remembered of it
    /// follows.
    pub(crate) fn moved(&mut self, from: *const Header, bits: u8, to: Option<*const Header>) {
        if bits & gc_bits::REMEMBERED != 0
            && let Some(at) = self.remembered.iter().rposition(|r| *r == from)
        {
            self.remembered.swap_remove(at);
            self.remembered.extend(to);
        }
        if bits & gc_bits::APPENDED != 0
            && let Some(at) = self.appended.iter().rposition(|r| r.0 == from)
        {
            let (_, first) = self.appended.swap_remove(at);
            self.appended.extend(to.map(|to| (to, first)));
        }
    }

    /// Frees a block's unmarked cells and chains its free ones into runs.
    ///
    /// # Safety
    /// `block` is in use, and marking is complete.
    unsafe fn sweep(&mut self, block: *mut BlockHeader) {
        let reached = self.reached();
        // SAFETY: every cell of a block in use is free or has a header of a registered kind.
        unsafe {
            (*block).unswept = false;
            if (*block).marked == 0 && !(*block).owners {
                (*block).clear_cells();
                return;
            }
            (*block).marked %= MARKED_SURVIVES;
            let (cells, bytes) = ((*block).cells, (*block).cell_bytes);
            let mut runs = 0;
            let mut run_cells = 0;
            // From the end to the front, so that the chain is in order of address.
            for i in (0..cells).rev() {
                let cell = (*block).cell(i);
                let word = cell as *mut u64;
                super::prefetch_cell(cell.wrapping_sub(SWEEP_AHEAD_BYTES));
                if *word != 0 {
                    let header = &*word.cast::<Header>();
                    if header.gc() & reached != 0 {
                        if header.gc() & gc_bits::SURVIVES != 0 {
                            header.set_gc(header.gc() & !gc_bits::SURVIVES);
                            (*block).young = true;
                        }
                        if run_cells > 0 {
                            let start = cell + bytes;
                            (start as *mut Run).write(Run::pack(run_cells, runs));
                            runs = start;
                            run_cells = 0;
                        }
                        continue;
                    }
                    if let Some(finalize) = self.kinds[usize::from(header.kind().0)].and_then(|k| k.finalize) {
                        finalize(header);
                    }
                    *word = 0;
                }
                run_cells += 1;
            }
            if run_cells > 0 {
                let start = (*block).first();
                (start as *mut Run).write(Run::pack(run_cells, runs));
                runs = start;
            }
            (*block).runs = runs;
        }
    }

    /// Returns blocks without any cell to the pool that all classes share. Called after a full
    /// collection, when everything was swept.
    pub(crate) fn release_empty_blocks(&mut self) {
        for i in (0..self.blocks.used.len()).rev() {
            let block = self.blocks.used[i];
            // SAFETY: blocks in the list are in use.
            unsafe {
                if (*block).unswept && ((*block).marked != 0 || (*block).owners) {
                    self.sweep(block);
                }
                if (*block).marked == 0 && !(*block).young {
                    self.blocks.used.swap_remove(i);
                    // It has no cells until the next class takes it.
                    std::ptr::write_bytes(block, 0, 1);
                    (*block).stale = true;
                    self.blocks.empty.push(block);
                    self.held_bytes -= BLOCK_BYTES;
                }
            }
        }
        for blocks in &mut self.partial {
            // SAFETY: the blocks are of this heap; those that are in no use any more were cleared.
            blocks.retain(|b| unsafe { (**b).cells != 0 });
        }
    }

    /// Calls `f` with every cell that is not free.
    pub(crate) fn each_cell(&self, mut f: impl FnMut(&Header)) {
        for block in &self.blocks.used {
            // SAFETY: every cell of a block in use is free or has a header.
            unsafe {
                for i in 0..(**block).cells {
                    let cell = (**block).cell(i) as *const u64;
                    if *cell != 0 {
                        f(&*cell.cast::<Header>());
                    }
                }
            }
        }
        for (start, _) in self.blocks.large.iter().chain(&self.blocks.new_large) {
            // SAFETY: a large block holds one cell with a header.
            f(unsafe { &*((start + HEADER_BYTES) as *const Header) });
        }
    }
}

impl Drop for Heap {
    fn drop(&mut self) {
        // Payloads with native resources let them go; the memory goes with the blocks.
        let kinds = &self.kinds;
        self.each_cell(|header| {
            if let Some(finalize) = kinds[usize::from(header.kind().0)].and_then(|k| k.finalize) {
                // SAFETY: nothing refers to the cells any more, and each is met once.
                unsafe { finalize(header) };
            }
        });
    }
}

/// The slow side of the write barrier: an old cell was written for the first time since the
/// last collection.
#[cold]
#[inline(never)]
pub(crate) fn remember(header: &Header) {
    header.set_gc(header.gc() | gc_bits::REMEMBERED);
    // SAFETY: the header is that of a cell, whose block names its heap; cells are written only
    // by the thread that holds the isolate's lock.
    unsafe { (*(*block_of(header)).heap).remembered.push(header) };
}

/// The same for a row to which something was appended at `slot`, while all before it stayed.
#[cold]
#[inline(never)]
pub(crate) fn remember_appended(header: &Header, slot: usize) {
    header.set_gc(header.gc() | gc_bits::APPENDED);
    // SAFETY: as in `remember`.
    unsafe { (*(*block_of(header)).heap).appended.push((header, slot)) };
}
