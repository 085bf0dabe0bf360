//! Writing text.

use super::codec::{self, Codec};
use super::{TextIo, buffered, check_attached, check_open};
use crate::io::support::{call0, unsupported};
use tauraro_core::heap::Gc;
use tauraro_core::object::{Bytes, Str};
use tauraro_core::{PyResult, Value, Vm, pyfunction};
use tauraro_objects::byteslike::with_bytes;

/// Passes encoded text on to the stream below.
pub(super) fn pass_on(vm: &mut Vm, this: Gc<TextIo>) -> PyResult<()> {
    if !this.has_pending() {
        return Ok(());
    }
    // Taken out first: the stream below may be Python code that writes to this one.
    let mut bytes = std::mem::take(&mut *this.pending.borrow_mut());
    match this.plain() {
        Some(below) => {
            let result = buffered::write_checked(vm, below, &bytes);
            bytes.clear();
            let mut pending = this.pending.borrow_mut();
            if pending.is_empty() {
                *pending = bytes;
            }
            result
        }
        None => {
            let buffer = check_attached(vm, this)?;
            let object = vm.new_bytes(&bytes)?.value();
            vm.call_method(buffer, "write", &[object]).map(|_| ())
        }
    }
}

/// Passes everything on and flushes the stream below.
pub(super) fn flush(vm: &mut Vm, this: Gc<TextIo>) -> PyResult<()> {
    let buffer = check_open(vm, this)?;
    this.telling.set(this.seekable.get());
    pass_on(vm, this)?;
    flush_below(vm, this, buffer)
}

fn flush_below(vm: &mut Vm, this: Gc<TextIo>, buffer: Value) -> PyResult<()> {
    match this.plain() {
        Some(below) => buffered::flush(vm, below),
        None => call0(vm, buffer, "flush").map(|_| ()),
    }
}

/// Adds a text's bytes to the pending ones.
fn encode(vm: &mut Vm, this: Gc<TextIo>, text: Gc<Str>) -> PyResult<()> {
    let codec = this.codec.get();
    if codec == Codec::Python {
        let encoder = this.encoder.get();
        let encoded = vm.call_method(encoder, "encode", &[text.value()])?;
        if !encoded.is::<Bytes>() {
            let text = format!("encoder should return a bytes object, not '{}'", vm.type_name(encoded));
            return Err(vm.type_error(text));
        }
        return with_bytes(vm, encoded, |_, bytes| {
            this.pending.borrow_mut().extend_from_slice(bytes);
            Ok(())
        });
    }
    if codec.keeps_ascii() && text.is_ascii() {
        this.pending.borrow_mut().extend_from_slice(text.as_bytes());
        return Ok(());
    }
    // An error handler may be Python code that writes to this stream.
    let mut bytes = Vec::new();
    codec::encode(vm, codec, text, this.errors(vm), this.at_start.get(), &mut bytes)?;
    if !bytes.is_empty() {
        this.at_start.set(false);
    }
    this.pending.borrow_mut().extend_from_slice(&bytes);
    Ok(())
}

/// The text with its ends of lines as they are to be written.
fn translated(vm: &mut Vm, this: Gc<TextIo>, text: Gc<Str>) -> PyResult<Gc<Str>> {
    let Some(end) = this.newline.get().written() else { return Ok(text) };
    if memchr::memchr(b'\n', text.as_bytes()).is_none() {
        return Ok(text);
    }
    let replaced = text.as_wtf8().replace(rustpython_wtf8::Wtf8::new("\n"), rustpython_wtf8::Wtf8::new(end));
    vm.new_str_wtf8(&replaced)
}

/// Writes a text; the number of its characters.
pub(in crate::io) fn write_text(vm: &mut Vm, this: Gc<TextIo>, text: Gc<Str>) -> PyResult<usize> {
    let buffer = check_open(vm, this)?;
    if !this.can_write.get() {
        return Err(unsupported(vm, "not writable"));
    }
    let chars = text.char_len(vm);
    let line_end = this.line_buffering.get() && memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_some();
    let chunk = this.chunk_bytes.get();
    let out = translated(vm, this, text)?;
    // What the stream below is, if it is Python code, may write here meanwhile.
    while this.has_pending() && this.pending.borrow().len() + out.byte_len() > chunk {
        pass_on(vm, this)?;
    }
    encode(vm, this, out)?;
    settle(vm, this, buffer, line_end)?;
    if this.can_read.get() {
        end_reading(vm, this)?;
    }
    Ok(chars)
}

/// After text was added: passes it on if there is enough of it, or a line has ended.
fn settle(vm: &mut Vm, this: Gc<TextIo>, buffer: Value, line_end: bool) -> PyResult<()> {
    let full = this.pending.borrow().len() >= this.chunk_bytes.get();
    if full || line_end || this.write_through.get() {
        pass_on(vm, this)?;
    }
    if line_end { flush_below(vm, this, buffer) } else { Ok(()) }
}

/// The hook by which `print` writes at once what is ASCII. `false`: the stream does not take it.
pub(in crate::io) fn write_ascii(vm: &mut Vm, file: Value, bytes: &[u8]) -> PyResult<bool> {
    let Some(this) = file.cast::<TextIo>() else { return Ok(false) };
    let takes = super::is_exact(this) && this.codec.get().keeps_ascii() && this.can_write.get();
    if !takes || this.can_read.get() || this.newline.get().written().is_some() {
        return Ok(false);
    }
    let buffer = check_open(vm, this)?;
    while this.has_pending() && this.pending.borrow().len() + bytes.len() > this.chunk_bytes.get() {
        pass_on(vm, this)?;
    }
    this.pending.borrow_mut().extend_from_slice(bytes);
    let line_end = this.line_buffering.get() && memchr::memchr2(b'\n', b'\r', bytes).is_some();
    settle(vm, this, buffer, line_end)?;
    Ok(true)
}

/// What was decoded ahead is of no use after a write.
fn end_reading(vm: &mut Vm, this: Gc<TextIo>) -> PyResult<()> {
    if this.snapshot.take().is_some() {
        this.forget_chars();
    }
    this.decoding.reset(this.codec.get());
    this.seen.held.set(false);
    if let Some(decoder) = this.decoder.get().non_none() {
        call0(vm, decoder, "reset")?;
    }
    Ok(())
}

/// Writes a text; the number of its characters.
#[pyfunction("TextIOWrapper.write($self, text, /)")]
pub(super) fn write(vm: &mut Vm, this: Gc<TextIo>, text: Gc<Str>) -> PyResult<usize> {
    write_text(vm, this, text)
}
