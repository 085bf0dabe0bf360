//! Memory of the cells. First form: bump allocation in chunks, nothing is freed.

use super::{KIND_COUNT, Kind, KindInfo};

const CHUNK_BYTES: usize = 1 << 20;

pub(crate) struct Heap {
    kinds: [Option<&'static KindInfo>; KIND_COUNT],
    next: usize,
    end: usize,
    used: usize,
    cap: usize,
}

impl Heap {
    pub(crate) fn new() -> Heap {
        Heap { kinds: [None; KIND_COUNT], next: 0, end: 0, used: 0, cap: usize::MAX >> 8 }
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

    pub(crate) fn kind_info(&self, kind: Kind) -> &'static KindInfo {
        self.kinds[usize::from(kind.0)].expect("every kind is registered before its first cell")
    }

    /// Whether that many bytes more are within the cap.
    pub(crate) fn may_take(&self, bytes: usize) -> bool {
        self.used.saturating_add(bytes) <= self.cap
    }

    pub(crate) fn alloc_raw(&mut self, bytes: usize) -> *mut u8 {
        let bytes = bytes.next_multiple_of(16);
        self.used += bytes;
        if self.next + bytes > self.end {
            let size = bytes.max(CHUNK_BYTES);
            let layout = std::alloc::Layout::from_size_align(size, 16).expect("a valid size");
            // SAFETY: the layout's size is not zero.
            let p = unsafe { std::alloc::alloc_zeroed(layout) } as usize;
            assert!(p != 0, "out of memory");
            if size > CHUNK_BYTES {
                return p as *mut u8;
            }
            self.next = p;
            self.end = p + size;
        }
        let p = self.next;
        self.next += bytes;
        p as *mut u8
    }
}
