//! The buffer protocol: how bytes-like objects show their memory to each other.
//!
//! An exporter hands out a `Buffer`: cells of bytes plus the description of the items. The
//! exporter counts its exports and refuses to resize while there are any ("Existing exports of
//! data: object cannot be re-sized"), so the bytes stay where they are.

use crate::value::{PyResult, Value};
use crate::vm::Vm;
use std::cell::Cell;

/// Shows the bytes of an object; the flag asks for writable ones. Raises BufferError.
pub type BufferFn = fn(&mut Vm, Value, bool) -> PyResult<Buffer>;

/// Memory that an object shows. Dropping it does not release it: see `Vm::release_buffer`.
#[derive(Clone, Copy)]
pub struct Buffer {
    /// The object whose memory this is; keeps it alive while the buffer is on a stack.
    pub owner: Value,
    data: *const Cell<u8>,
    len: usize,
    pub readonly: bool,
    /// Bytes per item.
    pub item_bytes: usize,
    /// struct-module format of an item.
    pub format: &'static str,
    /// Called when the buffer is given back; UNBOUND-like `None` for immutable exporters.
    pub release: Option<fn(&mut Vm, Value)>,
}

impl Buffer {
    /// A buffer over an immutable exporter's bytes, of format "B".
    pub fn readonly(owner: Value, bytes: &[u8]) -> Buffer {
        let data = bytes.as_ptr().cast::<Cell<u8>>();
        Buffer { owner, data, len: bytes.len(), readonly: true, item_bytes: 1, format: "B", release: None }
    }

    /// A buffer over a mutable exporter's bytes, of format "B"; `release` takes back the export.
    pub fn writable(owner: Value, bytes: &[Cell<u8>], release: fn(&mut Vm, Value)) -> Buffer {
        let (data, len) = (bytes.as_ptr(), bytes.len());
        Buffer { owner, data, len, readonly: false, item_bytes: 1, format: "B", release: Some(release) }
    }

    /// A part of the memory, shown by another object that keeps this one's exporter alive;
    /// `release` takes the export back from it. As bytes, of format "B".
    ///
    /// # Panics
    /// If the range is not within the memory.
    pub fn part(self, owner: Value, range: std::ops::Range<usize>, release: fn(&mut Vm, Value)) -> Buffer {
        let cells = &self.cells()[range];
        let (data, len) = (cells.as_ptr(), cells.len());
        Buffer { owner, data, len, release: Some(release), item_bytes: 1, format: "B", ..self }
    }

    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The bytes as they stand; others may write them while Python code runs.
    pub fn cells(&self) -> &[Cell<u8>] {
        // SAFETY: the exporter keeps the memory in place until the buffer is given back, and
        // `owner` keeps the exporter alive.
        unsafe { std::slice::from_raw_parts(self.data, self.len) }
    }

    /// The bytes, for code that neither writes them nor runs Python code while it holds them.
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: as for `cells`; the caller runs nothing that could write.
        unsafe { std::slice::from_raw_parts(self.data.cast(), self.len) }
    }

    /// Copies the bytes out.
    pub fn to_vec(&self) -> Vec<u8> {
        self.bytes().to_vec()
    }
}

impl Vm {
    /// The memory of a bytes-like object. Raises TypeError "a bytes-like object is required,
    /// not 'X'". Give it back with `release_buffer`.
    pub fn get_buffer(&mut self, obj: Value, writable: bool) -> PyResult<Buffer> {
        let ty = self.type_of(obj);
        match ty.slots.buffer.get() {
            Some(buffer) => buffer(self, obj, writable),
            None => Err(self.type_error(format!("a bytes-like object is required, not '{}'", ty.name_str()))),
        }
    }

    /// Ends the use of a buffer.
    pub fn release_buffer(&mut self, buffer: Buffer) {
        if let Some(release) = buffer.release {
            release(self, buffer.owner);
        }
    }
}
