//! `BufferedReader`, `BufferedWriter` and `BufferedRandom`: bytes with a buffer over a raw stream.
//!
//! One layout serves all three. What was read ahead stands in `ahead` from `at` on, what is to
//! be written in `pending`; at most one of them is not empty. The raw stream stands behind the
//! former and before the latter. Where the raw stream is a plain `FileIO`, its descriptor is
//! used directly, without Python calls and without objects for the bytes.

mod methods;
mod pair;
mod read;
mod write;

pub(super) use methods::{RANDOM, READER, WRITER};
pub(super) use pair::SPEC as PAIR;
pub(super) use read::{read_rest, read1_into};
pub(super) use write::write_checked;

use super::fd;
use super::file::{self, FileIo};
use super::support::{allocate, both, call0, is_closed, offset, os_error_text, types};
use crate::kinds;
use std::cell::{Cell, RefCell};
use tauraro_core::buffer::Buffer;
use tauraro_core::heap::{Gc, Slot};
use tauraro_core::shape::ShapeId;
use tauraro_core::{Args, PyResult, Type, Value, Vm, payload};

pub(super) struct Buffered {
    /// The shape of an instance of exactly its native type, without attributes of its own.
    own: ShapeId,
    /// The raw stream; UNBOUND before `__init__`, None once detached.
    pub(super) raw: Slot,
    /// The shape of a FileIO without attributes of its own: only such a one is used directly.
    plain: Cell<ShapeId>,
    readable: Cell<bool>,
    writable: Cell<bool>,
    /// Bytes of the buffer.
    size: Cell<usize>,
    ahead: RefCell<Vec<u8>>,
    at: Cell<usize>,
    pending: RefCell<Vec<u8>>,
    /// The thread whose operation is under way, counted from 1. Another one that its Python code
    /// begins is refused; other threads wait.
    busy: Cell<u64>,
    /// A native stream above closes this one when it is dropped.
    pub(super) owned: Cell<bool>,
    finalizing: Cell<bool>,
}

payload!(Buffered, kinds::BUFFERED, "_io._Buffered", [raw]);

impl Buffered {
    fn uninitialised(own: ShapeId) -> Buffered {
        Buffered {
            own,
            raw: Slot::new(Value::UNBOUND),
            plain: Cell::new(ShapeId::NONE),
            readable: Cell::new(false),
            writable: Cell::new(false),
            size: Cell::new(0),
            ahead: RefCell::default(),
            at: Cell::new(0),
            pending: RefCell::default(),
            busy: Cell::new(0),
            owned: Cell::new(false),
            finalizing: Cell::new(false),
        }
    }

    /// The raw stream, if it is used directly.
    #[inline]
    pub(super) fn plain(&self) -> Option<Gc<FileIo>> {
        let file = self.raw.get().cast::<FileIo>()?;
        if file.shape() == self.plain.get() { Some(file) } else { None }
    }

    /// How many bytes were read ahead.
    fn available(&self) -> usize {
        self.ahead.borrow().len() - self.at.get()
    }

    fn forget_ahead(&self) {
        self.ahead.borrow_mut().clear();
        self.at.set(0);
    }

    pub(super) fn has_pending(&self) -> bool {
        !self.pending.borrow().is_empty()
    }

    pub(super) fn is_readable(&self) -> bool {
        self.readable.get()
    }

    pub(super) fn is_writable(&self) -> bool {
        self.writable.get()
    }
}

/// Whether no method can be another than the native one.
#[inline(always)]
pub(super) fn is_exact(this: Gc<Buffered>) -> bool {
    this.shape() == this.own
}

fn this(v: Value) -> Gc<Buffered> {
    v.cast().expect("slots and attributes of buffered streams get such")
}

fn new(vm: &mut Vm, cls: Gc<Type>, _: Args<'_>) -> PyResult {
    let t = types(vm);
    let native = [t.reader, t.writer, t.random].contains(&cls);
    let own = if native { cls.root_shape.get() } else { ShapeId::NONE };
    let made = allocate(vm, cls, Buffered::uninitialised(own));
    vm.register_finalizable(made.value());
    Ok(made.value())
}

/// What a buffered stream does with its raw stream.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Reader,
    Writer,
    Random,
}

/// A buffered stream of exactly a native type over a plain FileIO. It is not registered to be
/// closed: who makes it sees to that.
pub(super) fn over_file(vm: &mut Vm, role: Role, file: Gc<FileIo>, size: usize) -> Gc<Buffered> {
    let t = types(vm);
    let cls = match role {
        Role::Reader => t.reader,
        Role::Writer => t.writer,
        Role::Random => t.random,
    };
    let made = allocate(vm, cls, Buffered::uninitialised(cls.root_shape.get()));
    attach(vm, made, file.value(), role, size);
    made
}

/// Gives a stream its raw stream.
fn attach(vm: &mut Vm, this: Gc<Buffered>, raw: Value, role: Role, size: usize) {
    this.set(&this.raw, raw);
    let plain = types(vm).file_io.root_shape.get();
    this.plain.set(if raw.header().is_some_and(|h| h.shape() == plain) { plain } else { ShapeId::NONE });
    if let Some(file) = this.plain() {
        file.owned.set(true);
    }
    this.readable.set(role != Role::Writer);
    this.writable.set(role != Role::Reader);
    this.size.set(size);
    this.forget_ahead();
    this.pending.borrow_mut().clear();
}

/// Registers a native stream to be closed when nothing refers to it.
pub(super) fn disown(vm: &mut Vm, this: Gc<Buffered>) {
    if this.owned.replace(false) {
        vm.register_finalizable(this.value());
    }
}

/// Raises ValueError before `__init__` and after `detach`.
pub(super) fn check_attached(vm: &mut Vm, this: Gc<Buffered>) -> PyResult {
    match this.raw.get() {
        Value::UNBOUND => Err(vm.value_error("I/O operation on uninitialized object")),
        Value::NONE => Err(vm.value_error("raw stream has been detached")),
        raw => Ok(raw),
    }
}

pub(super) fn is_raw_closed(vm: &mut Vm, this: Gc<Buffered>) -> PyResult<bool> {
    match this.plain() {
        Some(file) => Ok(file.is_closed()),
        None => {
            let raw = check_attached(vm, this)?;
            is_closed(vm, raw)
        }
    }
}

/// Raises ValueError with that text if the stream is closed.
fn check_open(vm: &mut Vm, this: Gc<Buffered>, text: &str) -> PyResult<()> {
    check_attached(vm, this)?;
    if is_raw_closed(vm, this)? && this.available() == 0 { Err(vm.value_error(text)) } else { Ok(()) }
}

/// Runs an operation that no other may interrupt.
fn exclusively<R>(vm: &mut Vm, this: Gc<Buffered>, f: impl FnOnce(&mut Vm) -> PyResult<R>) -> PyResult<R> {
    let thread = vm.thread.serial.wrapping_add(1);
    if this.busy.get() != 0 {
        wait_for_turn(vm, this, thread)?;
    }
    this.busy.set(thread);
    let result = f(vm);
    this.busy.set(0);
    result
}

/// How long a thread sleeps before it looks again whether a stream is free.
const TURN_SECONDS: f64 = 0.001;

#[cold]
fn wait_for_turn(vm: &mut Vm, this: Gc<Buffered>, thread: u64) -> PyResult<()> {
    while this.busy.get() != 0 {
        if this.busy.get() == thread {
            let shown = vm.repr(this.value())?.to_string_lossy();
            return Err(vm.runtime_error(format!("reentrant call inside {shown}")));
        }
        let deadline = tauraro_core::threads::deadline_after(TURN_SECONDS);
        vm.wait_until(deadline, |_| this.busy.get() == 0)?;
    }
    Ok(())
}

// ---- the raw stream ---------------------------------------------------------------------------

/// Writable memory of an argument. Raises TypeError in the words of argument parsing.
pub(super) fn writable_buffer(vm: &mut Vm, v: Value, function: &str) -> PyResult<Buffer> {
    if vm.type_of(v).slots.buffer.get().is_some() {
        let result = vm.get_buffer(v, true);
        match vm.catching(result, vm.exc.buffer_error)? {
            Some(buffer) if !buffer.readonly => return Ok(buffer),
            Some(buffer) => vm.release_buffer(buffer),
            None => {}
        }
    }
    let got = vm.type_name(v);
    Err(vm.type_error(format!("{function}() argument must be read-write bytes-like object, not {got}")))
}

/// A view of memory for a method of a Python raw stream.
fn view_of(vm: &mut Vm, memory: Value) -> PyResult {
    let class = vm.types.memoryview.value();
    vm.call(class, &[memory])
}

/// Has the raw stream append up to `max` bytes. `None`: it would block.
fn raw_read(vm: &mut Vm, this: Gc<Buffered>, into: &mut Vec<u8>, max: usize) -> PyResult<Option<usize>> {
    if let Some(file) = this.plain() {
        if !file.is_closed() {
            return fd::read_vec(vm, file.fd.get(), into, max);
        }
        return Err(vm.value_error("I/O operation on closed file"));
    }
    let raw = check_attached(vm, this)?;
    let memory = vm.new_bytearray(&vec![0; max])?;
    let view = view_of(vm, memory.value())?;
    let result = vm.call_method(raw, "readinto", &[view])?;
    if result.is_none() {
        return Ok(None);
    }
    let n = match vm.index_i64(result) {
        Ok(n) => n,
        Err(_) => {
            let cause = vm.take_exception();
            super::support::os_error_text(vm, "raw readinto() failed");
            let exc = vm.take_exception();
            if let Some(e) = exc.cast::<tauraro_core::object::Exception>() {
                e.set(&e.cause, cause);
                e.set(&e.context, cause);
                e.suppress_context.set(true);
            }
            return Err(vm.raise_again(exc));
        }
    };
    match usize::try_from(n) {
        Ok(n) if n <= max => {
            into.extend_from_slice(&memory.as_bytes()[..n]);
            Ok(Some(n))
        }
        _ => {
            let text = format!("raw readinto() returned invalid length {n} (should have been between 0 and {max})");
            Err(os_error_text(vm, &text))
        }
    }
}

/// Has the raw stream write bytes; how many it took. `None`: it would block.
fn raw_write(vm: &mut Vm, this: Gc<Buffered>, bytes: &[u8]) -> PyResult<Option<usize>> {
    if let Some(file) = this.plain() {
        if !file.is_closed() {
            return fd::write(vm, file.fd.get(), bytes);
        }
        return Err(vm.value_error("I/O operation on closed file"));
    }
    let raw = check_attached(vm, this)?;
    let memory = vm.new_bytes(bytes)?.value();
    let view = view_of(vm, memory)?;
    let result = vm.call_method(raw, "write", &[view])?;
    if result.is_none() {
        return Ok(None);
    }
    let n = vm.index_i64(result)?;
    match usize::try_from(n) {
        Ok(n) if n <= bytes.len() => Ok(Some(n)),
        _ => {
            let len = bytes.len();
            let text = format!("raw write() returned invalid length {n} (should have been between 0 and {len})");
            Err(os_error_text(vm, &text))
        }
    }
}

/// Moves the raw stream; the new position.
fn raw_seek(vm: &mut Vm, this: Gc<Buffered>, to: i64, whence: i32) -> PyResult<i64> {
    if let Some(file) = this.plain() {
        return file::seek_raw(vm, file, to, whence);
    }
    let raw = check_attached(vm, this)?;
    let to = vm.new_int(to);
    let at = vm.call_method(raw, "seek", &[to, Value::small(i64::from(whence))])?;
    checked_position(vm, at)
}

fn raw_tell(vm: &mut Vm, this: Gc<Buffered>) -> PyResult<i64> {
    if let Some(file) = this.plain() {
        return file::seek_raw(vm, file, 0, libc::SEEK_CUR);
    }
    let raw = check_attached(vm, this)?;
    let at = call0(vm, raw, "tell")?;
    checked_position(vm, at)
}

fn checked_position(vm: &mut Vm, at: Value) -> PyResult<i64> {
    let at = offset(vm, at)?;
    if at < 0 {
        return Err(os_error_text(vm, &format!("Raw stream returned invalid position {at}")));
    }
    Ok(at)
}

// ---- both directions --------------------------------------------------------------------------

/// Puts the raw stream back to where Python code has read.
fn drop_ahead(vm: &mut Vm, this: Gc<Buffered>) -> PyResult<()> {
    let ahead = this.available();
    this.forget_ahead();
    if ahead > 0 {
        raw_seek(vm, this, -(ahead as i64), libc::SEEK_CUR)?;
    }
    Ok(())
}

/// Writes out what is pending and puts the raw stream where Python code stands.
fn flush_and_rewind(vm: &mut Vm, this: Gc<Buffered>) -> PyResult<()> {
    write::flush_pending(vm, this)?;
    if this.readable.get() && this.writable.get() { drop_ahead(vm, this) } else { Ok(()) }
}

/// `flush` as Python code would call it, directly where the type is native.
pub(super) fn flush(vm: &mut Vm, this: Gc<Buffered>) -> PyResult<()> {
    if is_exact(this) && this.plain().is_some() {
        return flush_stream(vm, this);
    }
    call0(vm, this.value(), "flush").map(|_| ())
}

/// What the native method `flush` does.
fn flush_stream(vm: &mut Vm, this: Gc<Buffered>) -> PyResult<()> {
    if !this.writable.get() {
        let raw = check_attached(vm, this)?;
        return match this.plain() {
            Some(file) if !file.is_closed() => Ok(()),
            _ => call0(vm, raw, "flush").map(|_| ()),
        };
    }
    check_open(vm, this, "flush of closed file")?;
    exclusively(vm, this, |vm| flush_and_rewind(vm, this))
}

/// Closes the stream and its raw stream, whatever goes wrong on the way.
pub(super) fn close(vm: &mut Vm, this: Gc<Buffered>) -> PyResult<()> {
    let raw = check_attached(vm, this)?;
    if is_raw_closed(vm, this)? {
        return Ok(());
    }
    if this.finalizing.get() {
        warn_unclosed(vm, raw, this.value());
    }
    let flushed = flush(vm, this);
    let result = both(vm, flushed, |vm| match this.plain() {
        Some(file) => file::close(vm, file),
        None => call0(vm, raw, "close").map(|_| ()),
    });
    if is_exact(this) {
        Vm::finalizer_not_needed(this.header());
    }
    *this.ahead.borrow_mut() = Vec::new();
    this.at.set(0);
    *this.pending.borrow_mut() = Vec::new();
    result
}

/// Has the raw stream warn that it was not closed, in the name of the stream above it.
pub(super) fn warn_unclosed(vm: &mut Vm, below: Value, source: Value) {
    if vm.call_method(below, "_dealloc_warn", &[source]).is_err() {
        vm.take_exception();
    }
}

/// Moves the stream: within what was read ahead if possible.
fn seek_stream(vm: &mut Vm, this: Gc<Buffered>, to: i64, whence: i32) -> PyResult<i64> {
    if whence != libc::SEEK_END && this.readable.get() && !this.has_pending() {
        let raw_at = raw_tell(vm, this)?;
        let here = raw_at - this.available() as i64;
        let distance = if whence == libc::SEEK_SET { to.wrapping_sub(here) } else { to };
        let at = this.at.get() as i64;
        if this.available() > 0 && distance >= -at && distance <= this.available() as i64 {
            this.at.set((at + distance) as usize);
            // Devices may tell positions that have nothing to do with what was read.
            return Ok((here + distance).max(0));
        }
    }
    write::flush_pending(vm, this)?;
    let to = if whence == libc::SEEK_CUR { to - this.available() as i64 } else { to };
    let at = raw_seek(vm, this, to, whence)?;
    this.forget_ahead();
    Ok(at)
}

/// Moves a stream whose raw stream is known to be seekable, for the text stream above.
pub(super) fn position(vm: &mut Vm, this: Gc<Buffered>) -> PyResult<i64> {
    check_attached(vm, this)?;
    let at = raw_tell(vm, this)?;
    let (ahead, pending) = (this.available() as i64, this.pending.borrow().len() as i64);
    Ok((at - ahead + pending).max(0))
}

fn finalize(vm: &mut Vm, v: Value) -> PyResult {
    let stream = this(v);
    if stream.owned.get() || stream.raw.get().is_unbound() || stream.raw.get().is_none() {
        return Ok(Value::NONE);
    }
    if is_raw_closed(vm, stream)? {
        return Ok(Value::NONE);
    }
    stream.finalizing.set(true);
    super::base::finalize(vm, v)
}
