//! Where machine code finds the parts of cells and of the `Vm`, in bytes.
//!
//! Offsets in cells count from the header, those in the `Vm` from its start.

use crate::heap::{Header, ValueVec, gc_bits};
use crate::object::{ByteArray, CellVar, Dict, HashTable, List, StrBuf, Tuple};
use crate::shape::{ShapeHot, Shapes};
use crate::vm::{ThreadState, Vm};
use std::mem::offset_of;

/// Bytes of the header: where payloads begin.
pub const PAYLOAD: usize = size_of::<Header>();
/// The shape's number, 32 bits.
pub const SHAPE: usize = 0;
/// The kind's number, 16 bits.
pub const KIND: usize = 4;
/// The collector's byte.
pub const GC: usize = 6;
/// A cell that was written to is to be remembered if these bits of that byte, taken as a signed
/// number, are positive.
pub const GC_WRITTEN: u8 = gc_bits::OLD | gc_bits::REMEMBERED;

/// Where a list has its number of items.
pub const LIST_LEN: usize = PAYLOAD + offset_of!(List, items) + ValueVec::OFFSET_LEN;
/// Where a list has the cell with its items, 0 if there never was one.
pub const LIST_STORAGE: usize = PAYLOAD + offset_of!(List, items) + ValueVec::OFFSET_STORAGE;
/// Where that cell has the items.
pub const STORAGE_ITEMS: usize = PAYLOAD + size_of::<usize>();
/// Where a tuple has its number of items.
pub const TUPLE_LEN: usize = Tuple::OFFSET_LEN;
/// Where a tuple has its items.
pub const TUPLE_ITEMS: usize = Tuple::OFFSET_ITEMS;
/// Where a bytearray has its number of bytes.
pub const BYTES_LEN: usize = PAYLOAD + ByteArray::OFFSET_LEN;
/// Where a bytearray has the cell with its bytes, 0 if there never was one.
pub const BYTES_STORE: usize = PAYLOAD + ByteArray::OFFSET_STORE;
/// Where a bytearray has the place in that cell of its first byte.
pub const BYTES_START: usize = PAYLOAD + ByteArray::OFFSET_START;
/// Where that cell has the bytes.
pub const STORE_BYTES: usize = PAYLOAD + size_of::<StrBuf>();
/// Where the cell of a variable has its content.
pub const CELL_CONTENT: usize = PAYLOAD + offset_of!(CellVar, content);

/// Where a dict has the address of its entries' cell.
pub const DICT_CELLS: usize = PAYLOAD + offset_of!(Dict, table) + HashTable::OFFSET_CELLS;
/// Where a dict has the version of its keys, 32 bits.
pub const DICT_KEYS_VERSION: usize = PAYLOAD + offset_of!(Dict, table) + HashTable::OFFSET_KEYS_VERSION;

/// Where the cell of a dict's entries has the value of entry `at`.
#[must_use]
pub const fn entry_value(at: usize) -> usize {
    PAYLOAD + HashTable::entry_value_offset(at)
}

/// Where the `Vm` has the address of the table of shapes.
pub const VM_SHAPES: usize = offset_of!(Vm, shapes) + Shapes::OFFSET_HOT;
/// Bytes of an entry of that table.
pub const SHAPE_BYTES: usize = size_of::<ShapeHot>();
/// Where an entry has the version, 32 bits.
pub const SHAPE_VERSION: usize = offset_of!(ShapeHot, version);
/// Where the `Vm` says, in a byte, whether the tracing loop is to run.
pub const VM_TRACING: usize = offset_of!(Vm, thread) + offset_of!(ThreadState, tracing);
/// Where the `Vm` has the running frame.
pub const VM_FRAME: usize = offset_of!(Vm, thread) + offset_of!(ThreadState, frame);
/// Where the `Vm` has the address that no frame may reach.
pub const VM_FRAMES_END: usize = offset_of!(Vm, thread) + offset_of!(ThreadState, frames_end);
/// Where the `Vm` has the address that no window may reach.
pub const VM_VALUES_END: usize = offset_of!(Vm, thread) + offset_of!(ThreadState, values_end);
/// Where the `Vm` has the exception that is being handled.
pub const VM_HANDLED: usize = offset_of!(Vm, handled);
/// Where the `Vm` has the lowest address that its native stack may reach.
pub const VM_NATIVE_LIMIT: usize = offset_of!(Vm, native_limit);

const _: () = assert!(Header::OFFSETS.0 == SHAPE && Header::OFFSETS.1 == KIND && Header::OFFSETS.2 == GC);
