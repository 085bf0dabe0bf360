//! Storage that its owner has outgrown: freed at once, or made longer where it stands.
//!
//! A row, a table or a byte store is referred to by one cell, its owner, and perhaps by native code
//! that is reading it just now. When the owner leaves a large storage, a look at the native stacks
//! (some hundred words, against thousands that were copied) tells whether anybody still reads it. If
//! not, it need not wait for a collection, so growing leaves no garbage and memory stays below what
//! the content takes twice.
//!
//! The owner hands the address over hidden, since a plain one in this very stack would be taken for
//! a reader.

use super::blocks::block_of;
use super::stack;
use super::{Gc, Header, Payload, gc_bits};
use crate::vm::Vm;

/// A cell's address that the collector does not take for one.
#[derive(Clone, Copy)]
pub(crate) struct Hidden(usize);

impl Hidden {
    #[inline(always)]
    pub(crate) fn new<T: Payload>(cell: Gc<T>) -> Hidden {
        Hidden(!(cell.bits() as usize))
    }

    /// The address, which may be that of a cell that is no more.
    #[inline(always)]
    fn address(self) -> *const Header {
        // The box keeps the compiler from revealing it once and for all uses.
        !std::hint::black_box(self.0) as *const Header
    }

    #[inline(always)]
    fn header<'a>(self) -> &'a Header {
        // SAFETY: the address was that of a live cell, and nothing was collected since: the owner
        // calls at once.
        unsafe { &*self.address() }
    }
}

/// Whether a cell has memory of its own.
#[inline(always)]
pub(crate) fn is_large<T: Payload>(cell: Gc<T>) -> bool {
    // SAFETY: the block is that of a live cell.
    unsafe { (*block_of(cell.header())).large }
}

impl Vm {
    /// Frees storage that its only owner has left, if it is large and nothing on a native stack
    /// points into it; else the collector will.
    #[inline(never)]
    pub(crate) fn release_outgrown(&mut self, old: Hidden) {
        // SAFETY: the block is that of a live cell.
        let (large, held) = unsafe { ((*block_of(old.header())).large, (*block_of(old.header())).cell_bytes) };
        if !large || self.heap.collecting || self.is_read_natively(old, held) {
            return;
        }
        let bits = old.header().gc();
        let is_old = bits & gc_bits::OLD != 0;
        let heap = &mut *self.heap;
        heap.moved(old.address(), bits, None);
        // SAFETY: the owner has left the cell, and no native code reads it.
        let bytes = unsafe { heap.blocks.release_large(block_of(old.header()) as usize) };
        heap.held_bytes -= bytes;
        let counted = if is_old { &mut heap.old_bytes } else { &mut heap.young_bytes };
        *counted = counted.saturating_sub(bytes);
    }

    /// Makes a large storage hold a tail of `tail_bytes`, perhaps at another address; what is new
    /// is zero. `None`: it is as it was, and its owner has to move.
    #[inline(never)]
    pub(crate) fn grow_outgrown<T: Payload>(&mut self, old: Hidden, tail_bytes: usize) -> Option<Gc<T>> {
        let bytes = size_of::<super::CellBox<T>>().checked_add(tail_bytes)?;
        // SAFETY: the block is that of a live cell.
        let (large, held) = unsafe { ((*block_of(old.header())).large, (*block_of(old.header())).cell_bytes) };
        let more = bytes.saturating_sub(held);
        if !large || self.heap.zeal != 0 || !self.heap.may_take(more) {
            return None;
        }
        if self.heap.is_due(more) {
            self.collect_now();
        }
        if self.heap.collecting || self.is_read_natively(old, held) {
            return None;
        }
        let heap = &mut *self.heap;
        let bits = old.header().gc();
        // SAFETY: only the owner refers to the cell, and takes the new address.
        let grown = unsafe { heap.blocks.grow_large(block_of(old.header()) as usize, bytes) };
        let (block, added) = grown?;
        heap.held_bytes += added;
        heap.young_bytes += added;
        // SAFETY: the cell moved with its block; its old address is only compared.
        unsafe {
            let header = (*block).first() as *const Header;
            heap.moved(old.address(), bits, Some(header));
            Some(Gc::from_bits(header as u64))
        }
    }

    /// Whether any word of a native stack or register points into a cell of that length.
    #[inline(never)]
    fn is_read_natively(&self, cell: Hidden, length: usize) -> bool {
        stack::with_registers(|registers| {
            let low = crate::vm::approximate_stack_pointer();
            // `word - address` without naming the address, which would then be on this stack.
            let minus_address = cell.0.wrapping_add(1);
            self.native_words(registers, low).any(|word| word.wrapping_add(minus_address) < length)
        })
    }
}
