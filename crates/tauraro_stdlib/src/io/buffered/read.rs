//! Reading with a buffer.

use super::{Buffered, check_open, drop_ahead, exclusively, raw_read, write};
use crate::io::file;
use crate::io::support::{call0, optional_size};
use tauraro_core::heap::Gc;
use tauraro_core::object::Bytes;
use tauraro_core::{PyResult, Value, Vm, pyfunction};
use tauraro_objects::iterable::poll;

/// Has the raw stream fill the rest of the buffer. `None`: it would block.
fn fill(vm: &mut Vm, this: Gc<Buffered>) -> PyResult<Option<usize>> {
    // Other code may look at the stream meanwhile: it sees nothing read ahead.
    let (mut ahead, at) = (std::mem::take(&mut *this.ahead.borrow_mut()), this.at.replace(0));
    let room = this.size.get().saturating_sub(ahead.len());
    let result = raw_read(vm, this, &mut ahead, room);
    *this.ahead.borrow_mut() = ahead;
    this.at.set(at);
    result
}

/// Starts reading: what is pending is written first.
fn begin(vm: &mut Vm, this: Gc<Buffered>) -> PyResult<()> {
    if this.has_pending() { write::flush_pending(vm, this) } else { Ok(()) }
}

/// Takes up to `max` bytes of what was read ahead.
fn take_ahead(this: Gc<Buffered>, max: usize, out: &mut Vec<u8>) {
    let (ahead, at) = (this.ahead.borrow(), this.at.get());
    let n = max.min(ahead.len() - at);
    out.extend_from_slice(&ahead[at..at + n]);
    this.at.set(at + n);
}

/// Bytes that were read ahead, as an object, if there are so many.
fn from_ahead(vm: &mut Vm, this: Gc<Buffered>, n: usize) -> PyResult<Option<Gc<Bytes>>> {
    let (ahead, at) = (this.ahead.borrow(), this.at.get());
    if ahead.len() - at < n {
        return Ok(None);
    }
    let bytes = vm.new_bytes(&ahead[at..at + n])?;
    this.at.set(at + n);
    Ok(Some(bytes))
}

/// The rest of the stream. `None`: there is nothing yet.
pub(in crate::io) fn read_rest(vm: &mut Vm, this: Gc<Buffered>) -> PyResult<Option<Vec<u8>>> {
    begin(vm, this)?;
    let mut all = Vec::new();
    take_ahead(this, usize::MAX, &mut all);
    this.forget_ahead();
    if let Some(f) = this.plain() {
        if f.is_closed() {
            return Err(vm.value_error("I/O operation on closed file"));
        }
        return Ok(match file::read_all(vm, f)? {
            Some(rest) if all.is_empty() => Some(rest),
            Some(rest) => {
                all.extend_from_slice(&rest);
                Some(all)
            }
            None if all.is_empty() => None,
            None => Some(all),
        });
    }
    rest_of_raw(vm, this, all)
}

/// `read_rest` of a raw stream that is not a plain file.
fn rest_of_raw(vm: &mut Vm, this: Gc<Buffered>, mut all: Vec<u8>) -> PyResult<Option<Vec<u8>>> {
    let raw = super::check_attached(vm, this)?;
    let name = vm.intern("readall");
    if let Some(readall) = vm.getattr_opt(raw, name)? {
        let rest = vm.call(readall, &[])?;
        if rest.is_none() {
            return Ok(if all.is_empty() { None } else { Some(all) });
        }
        let Some(rest) = rest.cast::<Bytes>() else { return Err(vm.type_error("readall() should return bytes")) };
        all.extend_from_slice(rest.as_bytes());
        return Ok(Some(all));
    }
    loop {
        let part = call0(vm, raw, "read")?;
        if part.is_none() {
            return Ok(if all.is_empty() { None } else { Some(all) });
        }
        let Some(part) = part.cast::<Bytes>() else { return Err(vm.type_error("read() should return bytes")) };
        if part.as_bytes().is_empty() {
            return Ok(Some(all));
        }
        all.extend_from_slice(part.as_bytes());
    }
}

/// `size` bytes, fewer at the end. `None`: there are none yet.
fn read_exactly(vm: &mut Vm, this: Gc<Buffered>, size: usize) -> PyResult<Option<Vec<u8>>> {
    begin(vm, this)?;
    if !vm.may_allocate(size) {
        return Err(vm.memory_error());
    }
    let mut out = Vec::new();
    take_ahead(this, size, &mut out);
    this.forget_ahead();
    let whole = this.size.get();
    // Whole buffers are read where they are wanted.
    while size - out.len() >= whole {
        let wanted = (size - out.len()) / whole * whole;
        match raw_read(vm, this, &mut out, wanted)? {
            Some(0) => return Ok(Some(out)),
            Some(_) => poll(vm)?,
            None => return Ok(if out.is_empty() { None } else { Some(out) }),
        }
    }
    while out.len() < size && this.ahead.borrow().len() < whole {
        match fill(vm, this)? {
            Some(0) => return Ok(Some(out)),
            Some(_) => take_ahead(this, size - out.len(), &mut out),
            None => return Ok(if out.is_empty() { None } else { Some(out) }),
        }
        poll(vm)?;
    }
    Ok(Some(out))
}

fn bytes_or_none(vm: &mut Vm, bytes: Option<Vec<u8>>) -> PyResult {
    match bytes {
        Some(bytes) => Ok(vm.new_bytes(&bytes)?.value()),
        None => Ok(Value::NONE),
    }
}

/// `size` bytes, or all; fewer at the end. None if there are none yet.
#[pyfunction("_Buffered.read($self, size=-1, /)")]
pub(super) fn read(vm: &mut Vm, this: Gc<Buffered>, size: Option<Value>) -> PyResult {
    super::check_attached(vm, this)?;
    let size = optional_size(vm, size)?;
    if size < -1 {
        return Err(vm.value_error("read length must be non-negative or -1"));
    }
    check_open(vm, this, "read of closed file")?;
    let Ok(size) = usize::try_from(size) else {
        let all = exclusively(vm, this, |vm| read_rest(vm, this))?;
        return bytes_or_none(vm, all);
    };
    if let Some(bytes) = from_ahead(vm, this, size)? {
        return Ok(bytes.value());
    }
    let out = exclusively(vm, this, |vm| read_exactly(vm, this, size))?;
    bytes_or_none(vm, out)
}

/// Appends up to `max` bytes with at most one read of the raw stream. `None`: it would block.
pub(in crate::io) fn read1_into(
    vm: &mut Vm,
    this: Gc<Buffered>,
    max: usize,
    out: &mut Vec<u8>,
) -> PyResult<Option<usize>> {
    let before = out.len();
    if this.available() == 0 {
        begin(vm, this)?;
        this.forget_ahead();
        if max >= this.size.get() {
            return raw_read(vm, this, out, max);
        }
        if fill(vm, this)?.is_none() {
            return Ok(None);
        }
    }
    take_ahead(this, max, out);
    Ok(Some(out.len() - before))
}

/// Up to `size` bytes with at most one read of the raw stream.
#[pyfunction("_Buffered.read1($self, size=-1, /)")]
pub(super) fn read1(vm: &mut Vm, this: Gc<Buffered>, size: Option<i64>) -> PyResult<Gc<Bytes>> {
    super::check_attached(vm, this)?;
    let size = usize::try_from(size.unwrap_or(-1)).unwrap_or(this.size.get());
    check_open(vm, this, "read of closed file")?;
    if size == 0 {
        return vm.new_bytes(&[]);
    }
    let have = this.available();
    if have > 0
        && let Some(bytes) = from_ahead(vm, this, have.min(size))?
    {
        return Ok(bytes);
    }
    if !vm.may_allocate(size) {
        return Err(vm.memory_error());
    }
    let mut out = Vec::new();
    exclusively(vm, this, |vm| {
        begin(vm, this)?;
        this.forget_ahead();
        raw_read(vm, this, &mut out, size)
    })?;
    vm.new_bytes(&out)
}

/// What comes next, without moving: at least one byte unless the stream is at its end.
#[pyfunction("_Buffered.peek($self, size=0, /)")]
pub(super) fn peek(vm: &mut Vm, this: Gc<Buffered>, _size: Option<i64>) -> PyResult<Gc<Bytes>> {
    super::check_attached(vm, this)?;
    check_open(vm, this, "peek of closed file")?;
    exclusively(vm, this, |vm| {
        begin(vm, this)?;
        if this.available() == 0 {
            this.forget_ahead();
            fill(vm, this)?;
        }
        vm.new_bytes(&this.ahead.borrow()[this.at.get()..])
    })
}

/// Fills a buffer; `once`: with at most one read of the raw stream.
fn read_into(vm: &mut Vm, this: Gc<Buffered>, into: Value, function: &str, once: bool) -> PyResult {
    super::check_attached(vm, this)?;
    let buffer = super::writable_buffer(vm, into, function)?;
    let result = check_open(vm, this, "readinto of closed file").and_then(|()| {
        exclusively(vm, this, |vm| {
            let mut out = Vec::new();
            let len = buffer.len();
            take_ahead(this, len, &mut out);
            if out.len() == len || once && !out.is_empty() && len - out.len() <= this.size.get() {
                return Ok(Some(out));
            }
            begin(vm, this)?;
            this.forget_ahead();
            loop {
                let left = len - out.len();
                let n = if left > this.size.get() {
                    raw_read(vm, this, &mut out, left)?
                } else if once && left > 0 {
                    let n = fill(vm, this)?;
                    take_ahead(this, left, &mut out);
                    n
                } else {
                    this.forget_ahead();
                    let n = fill(vm, this)?;
                    take_ahead(this, left, &mut out);
                    n
                };
                match n {
                    Some(0) => return Ok(Some(out)),
                    None if out.is_empty() => return Ok(None),
                    None => return Ok(Some(out)),
                    Some(_) if once || out.len() == len => return Ok(Some(out)),
                    Some(_) => poll(vm)?,
                }
            }
        })
    });
    let n = result.map(|out| {
        out.map(|out| {
            for (cell, byte) in buffer.cells().iter().zip(&out) {
                cell.set(*byte);
            }
            out.len()
        })
    });
    vm.release_buffer(buffer);
    Ok(match n? {
        Some(n) => vm.new_uint(n as u64),
        None => Value::NONE,
    })
}

/// Reads into a buffer; the number of bytes, or None if there are none yet.
#[pyfunction("_Buffered.readinto($self, buffer, /)")]
pub(super) fn readinto(vm: &mut Vm, this: Gc<Buffered>, buffer: Value) -> PyResult {
    read_into(vm, this, buffer, "readinto", false)
}

/// Reads into a buffer with at most one read of the raw stream.
#[pyfunction("_Buffered.readinto1($self, buffer, /)")]
pub(super) fn readinto1(vm: &mut Vm, this: Gc<Buffered>, buffer: Value) -> PyResult {
    read_into(vm, this, buffer, "readinto1", true)
}

/// The next line, of at most `limit` bytes.
fn line(vm: &mut Vm, this: Gc<Buffered>, limit: usize) -> PyResult<Gc<Bytes>> {
    {
        let (ahead, at) = (this.ahead.borrow(), this.at.get());
        let have = &ahead[at..];
        let within = &have[..have.len().min(limit)];
        let end = memchr::memchr(b'\n', within).map(|at| at + 1);
        if let Some(end) = end.or(if within.len() == limit { Some(limit) } else { None }) {
            let bytes = vm.new_bytes(&within[..end])?;
            this.at.set(at + end);
            return Ok(bytes);
        }
    }
    exclusively(vm, this, |vm| {
        begin(vm, this)?;
        let mut out = Vec::new();
        loop {
            take_ahead(this, limit - out.len(), &mut out);
            if out.len() == limit {
                break;
            }
            this.forget_ahead();
            if fill(vm, this)?.unwrap_or(0) == 0 {
                break;
            }
            let end = memchr::memchr(b'\n', &this.ahead.borrow());
            if let Some(end) = end {
                let left = (end + 1).min(limit - out.len());
                take_ahead(this, left, &mut out);
                break;
            }
            poll(vm)?;
        }
        vm.new_bytes(&out)
    })
}

/// The next line with its end, of at most `size` bytes.
#[pyfunction("_Buffered.readline($self, size=-1, /)")]
pub(super) fn readline(vm: &mut Vm, this: Gc<Buffered>, size: Option<Value>) -> PyResult<Gc<Bytes>> {
    super::check_attached(vm, this)?;
    let limit = usize::try_from(optional_size(vm, size)?).unwrap_or(usize::MAX);
    check_open(vm, this, "readline of closed file")?;
    line(vm, this, limit)
}

/// The next line when the stream is iterated.
pub(super) fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this = super::this(v);
    if !super::is_exact(this) {
        let line = call0(vm, v, "readline")?;
        let Some(bytes) = line.cast::<Bytes>() else {
            let text = format!("readline() should have returned a bytes object, not '{}'", vm.type_name(line));
            return Err(crate::io::support::os_error_text(vm, &text));
        };
        return Ok(if bytes.as_bytes().is_empty() { None } else { Some(line) });
    }
    check_open(vm, this, "readline of closed file")?;
    let bytes = line(vm, this, usize::MAX)?;
    Ok(if bytes.as_bytes().is_empty() { None } else { Some(bytes.value()) })
}

/// Before a write: what was read ahead is given back.
pub(super) fn end_reading(vm: &mut Vm, this: Gc<Buffered>) -> PyResult<()> {
    if this.readable.get() { drop_ahead(vm, this) } else { Ok(()) }
}
