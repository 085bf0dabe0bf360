//! What `_bz2` and `_lzma` have in common: decompression objects that take data in pieces and keep
//! the input that the limit of the output left over.

use std::cell::{Cell, RefCell};
use tauraro_core::heap::{Gc, Slot};
use tauraro_core::{PyResult, Value, Vm, payload};
use tauraro_objects::byteslike::copied_bytes;

/// Room that is asked for at once.
const CHUNK_BYTES: usize = 32 << 10;

/// One call of a decoder.
pub(crate) struct Step {
    /// Bytes of the input that were used.
    pub(crate) used: usize,
    /// The compressed data is at its end.
    pub(crate) ended: bool,
}

/// A decompressor of some format. It writes to the room that `out` has; the error is raised as
/// the module's exception.
pub(crate) trait Decoder {
    fn step(&mut self, input: &[u8], out: &mut Vec<u8>) -> Result<Step, &'static str>;
    /// `check` of an LZMA decompressor.
    fn check(&self) -> i64 {
        0
    }
}

pub(crate) struct Decompressor {
    pub(crate) state: RefCell<Box<dyn Decoder>>,
    ended: Cell<bool>,
    needs_input: Cell<bool>,
    /// Bytes after the end of the compressed data.
    unused: Slot,
    /// Input that is not used yet.
    tail: Slot,
}

payload!(Decompressor, crate::kinds::STREAM_DECODER, "decompressor", [unused, tail]);

impl Decompressor {
    pub(crate) fn new(vm: &mut Vm, decoder: Box<dyn Decoder>) -> PyResult<Decompressor> {
        let empty = vm.new_bytes(&[])?.value();
        Ok(Decompressor {
            state: RefCell::new(decoder),
            ended: Cell::new(false),
            needs_input: Cell::new(true),
            unused: Slot::new(empty),
            tail: Slot::new(empty),
        })
    }
}

pub(crate) fn this(v: Value) -> Gc<Decompressor> {
    v.cast().expect("getters get instances of their type")
}

pub(crate) fn eof(_: &mut Vm, v: Value) -> PyResult {
    Ok(Value::bool(this(v).ended.get()))
}

pub(crate) fn needs_input(_: &mut Vm, v: Value) -> PyResult {
    Ok(Value::bool(this(v).needs_input.get()))
}

pub(crate) fn unused_data(_: &mut Vm, v: Value) -> PyResult {
    Ok(this(v).unused.get())
}

/// What an attempt to decompress gave: the data, or the text of the module's exception.
pub(crate) type Outcome = Result<Value, &'static str>;

/// What the next part of the compressed data stands for, at most `most` bytes of it.
pub(crate) fn decompress(
    vm: &mut Vm,
    d: Gc<Decompressor>,
    data: Value,
    most: Option<usize>,
    at_end: &str,
) -> PyResult<Outcome> {
    let data = copied_bytes(vm, data)?;
    if d.ended.get() {
        return Err(vm.raise_text(vm.exc.eof_error, at_end));
    }
    let mut input = copied_bytes(vm, d.tail.get())?;
    input.extend(data);
    let mut out = Vec::new();
    let mut used = 0;
    let full = loop {
        let room = most.map_or(CHUNK_BYTES, |most| (most - out.len()).min(CHUNK_BYTES));
        if !vm.may_allocate(out.len() + room) {
            return Err(vm.memory_error());
        }
        // The decoders fill the spare room, so it must not be more than is allowed.
        let mut chunk = Vec::with_capacity(room);
        let step = match d.state.borrow_mut().step(&input[used..], &mut chunk) {
            Ok(step) => step,
            Err(text) => return Ok(Err(text)),
        };
        used += step.used;
        out.extend_from_slice(&chunk);
        if step.ended {
            d.ended.set(true);
            break false;
        }
        let full = most.is_some_and(|most| out.len() >= most);
        if full || step.used == 0 && chunk.is_empty() || used == input.len() && chunk.len() < room {
            break full;
        }
    };
    let rest = vm.new_bytes(&input[used..])?.value();
    if d.ended.get() {
        let empty = vm.new_bytes(&[])?.value();
        d.set(&d.unused, rest);
        d.set(&d.tail, empty);
        d.needs_input.set(false);
    } else {
        d.set(&d.tail, rest);
        // A full output may have more to come without any input.
        d.needs_input.set(used == input.len() && !full);
    }
    Ok(Ok(vm.new_bytes(&out)?.value()))
}
