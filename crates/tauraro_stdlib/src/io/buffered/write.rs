//! Writing with a buffer.

use super::{Buffered, check_open, exclusively, raw_write, read};
use crate::io::support::blocking_error;
use tauraro_core::heap::Gc;
use tauraro_core::{PyResult, Value, Vm, pyfunction};
use tauraro_objects::byteslike::with_bytes;
use tauraro_objects::iterable::poll;

/// Writes out what is pending. What the raw stream does not take stays pending.
pub(super) fn flush_pending(vm: &mut Vm, this: Gc<Buffered>) -> PyResult<()> {
    let mut bytes = std::mem::take(&mut *this.pending.borrow_mut());
    let mut done = 0;
    let mut result = Ok(());
    while result.is_ok() && done < bytes.len() {
        result = match raw_write(vm, this, &bytes[done..]) {
            Ok(Some(n)) => {
                done += n;
                poll(vm)
            }
            Ok(None) => Err(blocking_error(vm, 0)),
            Err(raised) => Err(raised),
        };
    }
    bytes.drain(..done);
    // What Python code has written meanwhile goes behind what is left.
    let mut pending = this.pending.borrow_mut();
    bytes.append(&mut pending);
    *pending = bytes;
    result
}

/// Writes bytes to a stream that is open; their number.
fn write_bytes(vm: &mut Vm, this: Gc<Buffered>, bytes: &[u8]) -> PyResult<usize> {
    if this.readable.get() {
        read::end_reading(vm, this)?;
    }
    {
        let mut pending = this.pending.borrow_mut();
        if pending.len() + bytes.len() <= this.size.get() {
            pending.extend_from_slice(bytes);
            return Ok(bytes.len());
        }
    }
    let flushed = flush_pending(vm, this);
    if let Err(raised) = flushed {
        if !vm.is_instance(vm.pending(), vm.exc.blocking_io_error) {
            return Err(raised);
        }
        // The raw stream may have taken a part: there is room for as much again.
        vm.take_exception();
        let mut pending = this.pending.borrow_mut();
        let room = this.size.get().saturating_sub(pending.len());
        let taken = bytes.len().min(room);
        pending.extend_from_slice(&bytes[..taken]);
        drop(pending);
        return if taken == bytes.len() { Ok(taken) } else { Err(blocking_error(vm, taken)) };
    }
    let mut done = 0;
    while bytes.len() - done > this.size.get() {
        match raw_write(vm, this, &bytes[done..])? {
            Some(n) => done += n,
            None => {
                let kept = this.size.get();
                this.pending.borrow_mut().extend_from_slice(&bytes[done..done + kept]);
                return Err(blocking_error(vm, done + kept));
            }
        }
        poll(vm)?;
    }
    this.pending.borrow_mut().extend_from_slice(&bytes[done..]);
    Ok(bytes.len())
}

/// Writes bytes; their number. They reach the raw stream when the buffer is full or flushed.
#[pyfunction("_Buffered.write($self, buffer, /)")]
pub(super) fn write(vm: &mut Vm, this: Gc<Buffered>, buffer: Value) -> PyResult<usize> {
    super::check_attached(vm, this)?;
    with_bytes(vm, buffer, |vm, bytes| {
        check_open(vm, this, "write to closed file")?;
        exclusively(vm, this, |vm| write_bytes(vm, this, bytes))
    })
}

/// `write` for the text stream above.
pub(in crate::io) fn write_checked(vm: &mut Vm, this: Gc<Buffered>, bytes: &[u8]) -> PyResult<()> {
    check_open(vm, this, "write to closed file")?;
    exclusively(vm, this, |vm| write_bytes(vm, this, bytes)).map(|_| ())
}
