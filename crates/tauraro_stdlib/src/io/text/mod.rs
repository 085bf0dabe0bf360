//! `TextIOWrapper`: text over a buffered stream of bytes.
//!
//! Decoded text that was not read yet stands in `chars` from `used` on; encoded text that was not
//! passed on yet in `pending`. UTF-8, UTF-16, UTF-32, ASCII and Latin-1 are converted natively;
//! other encodings by the incremental coders that `codecs` finds. Where the stream below is a
//! native one, it is used without Python calls.
//!
//! For `tell`, `input` is the bytes that `chars` was decoded from and `snapshot` the decoder's
//! state before them; `seek` begins from such a place again.

pub(super) mod codec;
mod methods;
pub(super) mod newline;
mod place;
mod read;
mod write;

pub(super) use methods::{SPEC, encoding_or_locale, set_mode};
pub(super) use read::prefix;
pub(super) use write::write_ascii;

use super::buffered::{self, Buffered};

use super::support::{allocate, ask, both, call0, is_closed, types, unsupported};
use crate::kinds;
use codec::{Codec, Decoding};
use newline::{Newline, Seen};
use rustpython_wtf8::Wtf8Buf;
use std::cell::{Cell, RefCell};
use tauraro_core::heap::{Gc, Slot};
use tauraro_core::object::Str;
use tauraro_core::shape::ShapeId;
use tauraro_core::{Args, PyResult, Type, Value, Vm, payload};
use tauraro_objects::codec_registry as registry;

/// Bytes that are decoded at once, and that are collected before they are passed on.
const CHUNK_BYTES: usize = 8 << 10;

pub(super) struct TextIo {
    /// The shape of an instance of exactly the native type, without attributes of its own.
    own: ShapeId,
    /// The stream below; UNBOUND before `__init__`, None once detached.
    pub(super) buffer: Slot,
    /// The shape of a native buffered stream without attributes of its own.
    plain: Cell<ShapeId>,
    encoding: Slot,
    errors: Slot,
    codec: Cell<Codec>,
    /// Incremental coders of Python codecs, else None.
    encoder: Slot,
    decoder: Slot,
    can_read: Cell<bool>,
    can_write: Cell<bool>,
    newline: Cell<Newline>,
    pub(super) line_buffering: Cell<bool>,
    write_through: Cell<bool>,
    seekable: Cell<bool>,
    /// `tell` works: not while the stream is iterated.
    telling: Cell<bool>,
    has_read1: Cell<bool>,
    chunk_bytes: Cell<usize>,
    /// Nothing was written yet: a byte order mark goes first.
    at_start: Cell<bool>,
    pending: RefCell<Vec<u8>>,
    chars: RefCell<Wtf8Buf>,
    used: Cell<usize>,
    decoding: Decoding,
    seen: Seen,
    snapshot: Cell<Option<u64>>,
    input: RefCell<Vec<u8>>,
    /// The attribute `mode`, if it was set.
    mode: Slot,
    /// One of the streams that the runtime opens itself.
    pub(super) standard: Cell<bool>,
    finalizing: Cell<bool>,
}

payload!(TextIo, kinds::TEXT_IO, "_io.TextIOWrapper", [buffer, encoding, errors, encoder, decoder, mode]);

impl TextIo {
    fn uninitialised(own: ShapeId) -> TextIo {
        TextIo {
            own,
            buffer: Slot::new(Value::UNBOUND),
            plain: Cell::new(ShapeId::NONE),
            encoding: Slot::new(Value::NONE),
            errors: Slot::new(Value::NONE),
            codec: Cell::new(Codec::Utf8),
            encoder: Slot::new(Value::NONE),
            decoder: Slot::new(Value::NONE),
            can_read: Cell::new(false),
            can_write: Cell::new(false),
            newline: Cell::new(Newline::Universal),
            line_buffering: Cell::new(false),
            write_through: Cell::new(false),
            seekable: Cell::new(false),
            telling: Cell::new(false),
            has_read1: Cell::new(true),
            chunk_bytes: Cell::new(CHUNK_BYTES),
            at_start: Cell::new(true),
            pending: RefCell::default(),
            chars: RefCell::new(Wtf8Buf::new()),
            used: Cell::new(0),
            decoding: Decoding::new(),
            seen: Seen::default(),
            snapshot: Cell::new(None),
            input: RefCell::default(),
            mode: Slot::new(Value::UNBOUND),
            standard: Cell::new(false),
            finalizing: Cell::new(false),
        }
    }

    /// The stream below, if it is used directly.
    #[inline]
    fn plain(&self) -> Option<Gc<Buffered>> {
        let below = self.buffer.get().cast::<Buffered>()?;
        if below.shape() == self.plain.get() { Some(below) } else { None }
    }

    fn errors(&self, vm: &Vm) -> Gc<Str> {
        self.errors.get().cast::<Str>().unwrap_or(vm.names.empty)
    }

    fn forget_chars(&self) {
        self.chars.borrow_mut().clear();
        self.used.set(0);
    }

    pub(super) fn has_pending(&self) -> bool {
        !self.pending.borrow().is_empty()
    }
}

/// Whether no method can be another than the native one.
#[inline(always)]
pub(super) fn is_exact(this: Gc<TextIo>) -> bool {
    this.shape() == this.own
}

fn this(v: Value) -> Gc<TextIo> {
    v.cast().expect("slots and attributes of text streams get such")
}

fn new(vm: &mut Vm, cls: Gc<Type>, _: Args<'_>) -> PyResult {
    let native = types(vm).text_io.root_shape.get();
    let made = allocate(vm, cls, TextIo::uninitialised(native));
    vm.register_finalizable(made.value());
    Ok(made.value())
}

/// How text is converted, as `open` and `TextIOWrapper` are told.
pub(super) struct TextOptions {
    pub(super) encoding: Gc<Str>,
    pub(super) errors: Gc<Str>,
    pub(super) newline: Newline,
    pub(super) line_buffering: bool,
    pub(super) write_through: bool,
}

/// A text stream of exactly the native type. It is registered to be closed unless it is one of
/// the standard streams.
pub(super) fn over(vm: &mut Vm, buffer: Value, options: &TextOptions, standard: bool) -> PyResult<Gc<TextIo>> {
    let cls = types(vm).text_io;
    let made = allocate(vm, cls, TextIo::uninitialised(cls.root_shape.get()));
    made.standard.set(standard);
    set_up(vm, made, buffer, options)?;
    if !standard {
        vm.register_finalizable(made.value());
    }
    Ok(made)
}

/// Gives a stream the one below it.
fn set_up(vm: &mut Vm, this: Gc<TextIo>, buffer: Value, options: &TextOptions) -> PyResult<()> {
    this.set(&this.buffer, Value::UNBOUND);
    this.set(&this.encoding, options.encoding.value());
    this.set(&this.errors, options.errors.value());
    this.newline.set(options.newline);
    this.line_buffering.set(options.line_buffering);
    this.write_through.set(options.write_through);
    this.pending.borrow_mut().clear();
    this.forget_chars();
    this.snapshot.set(None);
    this.seen.reset();
    let t = types(vm);
    let shape = buffer.header().map_or(ShapeId::NONE, tauraro_core::heap::Header::shape);
    let native = [t.reader, t.writer, t.random].iter().any(|ty| ty.root_shape.get() == shape);
    this.plain.set(if native { shape } else { ShapeId::NONE });
    let below = buffer.cast::<Buffered>().filter(|b| native && b.plain().is_some_and(|f| !f.is_closed()));
    match below {
        Some(below) => {
            this.can_read.set(below.is_readable());
            this.can_write.set(below.is_writable());
            this.has_read1.set(below.is_readable());
        }
        None => {
            this.can_read.set(ask(vm, buffer, "readable")?);
            this.can_write.set(ask(vm, buffer, "writable")?);
            let name = vm.intern("read1");
            this.has_read1.set(vm.getattr_opt(buffer, name)?.is_some());
        }
    }
    make_coders(vm, this)?;
    let seekable = ask(vm, buffer, "seekable")?;
    this.seekable.set(seekable);
    this.telling.set(seekable);
    this.set(&this.buffer, buffer);
    if let Some(below) = this.plain() {
        below.owned.set(true);
    }
    fix_start(vm, this)
}

/// Sets the coders for the encoding, the error handler and the kind of lines.
fn make_coders(vm: &mut Vm, this: Gc<TextIo>) -> PyResult<()> {
    let encoding = this.encoding.get().cast::<Str>().unwrap_or(vm.names.empty).to_string_lossy();
    let codec = Codec::named(&encoding);
    this.codec.set(codec);
    this.decoding.reset(codec);
    this.set(&this.encoder, Value::NONE);
    this.set(&this.decoder, Value::NONE);
    if codec != Codec::Python {
        return Ok(());
    }
    let info = text_codec(vm, &encoding)?;
    let errors = this.errors.get();
    if this.can_read.get() {
        let decoder = vm.call_method(info, "incrementaldecoder", &[errors])?;
        this.set(&this.decoder, decoder);
    }
    if this.can_write.get() {
        let encoder = vm.call_method(info, "incrementalencoder", &[errors])?;
        this.set(&this.encoder, encoder);
    }
    Ok(())
}

/// The entry of a codec between text and bytes. Raises LookupError.
fn text_codec(vm: &mut Vm, encoding: &str) -> PyResult {
    let info = registry::lookup(vm, encoding)?.value();
    let name = vm.intern("_is_text_encoding");
    if let Some(flag) = vm.getattr_opt(info, name)?
        && !vm.truth(flag)?
    {
        let text = format!("'{encoding}' is not a text encoding");
        return Err(vm.raise_text(vm.exc.lookup_error, &text));
    }
    Ok(info)
}

/// No byte order mark is written into the middle of a file.
fn fix_start(vm: &mut Vm, this: Gc<TextIo>) -> PyResult<()> {
    // Where there is no position, the byte order is taken to be known.
    this.at_start.set(this.seekable.get());
    let simple = this.codec.get().keeps_ascii();
    if simple || !this.seekable.get() || !this.can_write.get() {
        return Ok(());
    }
    let at = call0(vm, this.buffer.get(), "tell")?;
    if vm.eq(at, Value::small(0))? {
        return Ok(());
    }
    set_encoder_start(vm, this, false)
}

/// Puts the encoder at the start of the stream or behind it.
fn set_encoder_start(vm: &mut Vm, this: Gc<TextIo>, at_start: bool) -> PyResult<()> {
    this.at_start.set(at_start);
    if let Some(encoder) = this.encoder.get().non_none() {
        if at_start {
            call0(vm, encoder, "reset")?;
        } else {
            vm.call_method(encoder, "setstate", &[Value::small(0)])?;
        }
    }
    Ok(())
}

/// The stream below. Raises ValueError before `__init__` and after `detach`.
fn check_attached(vm: &mut Vm, this: Gc<TextIo>) -> PyResult {
    match this.buffer.get() {
        Value::UNBOUND => Err(vm.value_error("I/O operation on uninitialized object")),
        Value::NONE => Err(vm.value_error("underlying buffer has been detached")),
        buffer => Ok(buffer),
    }
}

fn is_stream_closed(vm: &mut Vm, this: Gc<TextIo>) -> PyResult<bool> {
    match this.plain() {
        Some(below) => buffered::is_raw_closed(vm, below),
        None => {
            let buffer = check_attached(vm, this)?;
            is_closed(vm, buffer)
        }
    }
}

/// Raises ValueError if the stream is closed; gives the stream below.
fn check_open(vm: &mut Vm, this: Gc<TextIo>) -> PyResult {
    let buffer = check_attached(vm, this)?;
    let closed = if is_exact(this) { is_stream_closed(vm, this)? } else { is_closed(vm, this.value())? };
    if closed { Err(super::base::closed_error(vm)) } else { Ok(buffer) }
}

fn check_readable(vm: &mut Vm, this: Gc<TextIo>) -> PyResult<()> {
    if this.can_read.get() { Ok(()) } else { Err(unsupported(vm, "not readable")) }
}

/// Closes the stream and the one below, whatever goes wrong on the way.
fn close(vm: &mut Vm, this: Gc<TextIo>) -> PyResult<()> {
    let buffer = check_attached(vm, this)?;
    // The stream below may be Python code that detaches this one.
    if is_stream_closed(vm, this)? || this.buffer.get().is_none() {
        return Ok(());
    }
    if this.finalizing.get() {
        buffered::warn_unclosed(vm, buffer, this.value());
    }
    let exact = is_exact(this);
    let flushed = if exact { write::flush(vm, this) } else { call0(vm, this.value(), "flush").map(|_| ()) };
    let result = both(vm, flushed, |vm| match this.plain() {
        Some(below) => buffered::close(vm, below),
        None => call0(vm, buffer, "close").map(|_| ()),
    });
    if exact {
        Vm::finalizer_not_needed(this.header());
    }
    *this.pending.borrow_mut() = Vec::new();
    *this.input.borrow_mut() = Vec::new();
    result
}

fn finalize(vm: &mut Vm, v: Value) -> PyResult {
    let stream = this(v);
    let buffer = stream.buffer.get();
    if buffer.is_unbound() || buffer.is_none() || stream.standard.get() {
        return Ok(Value::NONE);
    }
    if is_stream_closed(vm, stream)? {
        return Ok(Value::NONE);
    }
    stream.finalizing.set(true);
    super::base::finalize(vm, v)
}
