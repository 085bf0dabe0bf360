//! `BytesIO`: bytes in memory as a stream.
//!
//! The bytes are those of the object it was made from until they are changed; then a bytearray
//! of its own. `getvalue` makes an object of that, which is shared again.

use super::support::{MoreTypes, allocate, offset, optional_size, types};
use crate::kinds;
use std::cell::{Cell, RefCell};
use tauraro_core::buffer::Buffer;
use tauraro_core::heap::{Gc, HasKindInfo, Link};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{ByteArray, Bytes, Exports, GetSetDef, Tuple, TypeFlags};
use tauraro_core::{Args, Dict, List, PyResult, Type, Value, Vm, defs, payload, pyfunction};
use tauraro_objects::byteslike::with_bytes;

pub(super) struct BytesIo {
    /// The bytes, if they are shared with an object.
    shared: Link<Bytes>,
    /// The bytes, if they are its own.
    own: Link<ByteArray>,
    at: Cell<usize>,
    closed: Cell<bool>,
}

payload!(BytesIo, kinds::BYTES_IO, "_io.BytesIO", [shared, own]);

fn new(vm: &mut Vm, cls: Gc<Type>, _: Args<'_>) -> PyResult {
    let empty = vm.new_bytes(&[])?;
    let payload =
        BytesIo { shared: Link::new(Some(empty)), own: Link::new(None), at: Cell::new(0), closed: Cell::new(false) };
    Ok(allocate(vm, cls, payload).value())
}

#[pyfunction("BytesIO($self, initial_bytes=b'')")]
fn init(vm: &mut Vm, this: Gc<BytesIo>, initial_bytes: Option<Value>) -> PyResult<()> {
    check_exports(vm, this)?;
    this.at.set(0);
    let initial = match initial_bytes.and_then(Value::non_none) {
        None => vm.new_bytes(&[])?,
        Some(v) => match v.cast::<Bytes>().filter(|_| vm.type_of(v) == vm.types.bytes) {
            Some(bytes) => bytes,
            None => with_bytes(vm, v, |vm, b| vm.new_bytes(b))?,
        },
    };
    this.link(&this.shared, Some(initial));
    this.link(&this.own, None);
    Ok(())
}

/// Where the bytes of a stream are.
#[derive(Clone, Copy)]
enum Content {
    Own(Gc<ByteArray>),
    Shared(Gc<Bytes>),
}

impl Content {
    /// The bytes as they stand: not to be held while they may change.
    fn bytes(&self) -> &[u8] {
        match self {
            Content::Own(own) => own.as_bytes(),
            Content::Shared(shared) => shared.as_bytes(),
        }
    }
}

/// The content. Raises ValueError if the stream is closed.
fn content(vm: &mut Vm, this: Gc<BytesIo>) -> PyResult<Content> {
    match (this.own.get(), this.shared.get()) {
        _ if this.closed.get() => Err(super::base::closed_error(vm)),
        (Some(own), _) => Ok(Content::Own(own)),
        (None, Some(shared)) => Ok(Content::Shared(shared)),
        (None, None) => Err(super::base::closed_error(vm)),
    }
}

/// The content as an array that can be changed.
fn own_content(vm: &mut Vm, this: Gc<BytesIo>) -> PyResult<Gc<ByteArray>> {
    match content(vm, this)? {
        Content::Own(own) => Ok(own),
        Content::Shared(shared) => {
            let own = vm.new_bytearray(shared.as_bytes())?;
            this.link(&this.own, Some(own));
            this.link(&this.shared, None);
            Ok(own)
        }
    }
}

/// Raises BufferError while `getbuffer` shows the memory.
fn check_exports(vm: &mut Vm, this: Gc<BytesIo>) -> PyResult<()> {
    match this.own.get() {
        Some(own) => own.check_resizable(vm),
        None => Ok(()),
    }
}

fn check_open(vm: &mut Vm, this: Gc<BytesIo>) -> PyResult<()> {
    content(vm, this).map(|_| ())
}

macro_rules! always {
    ($( #[doc = $doc:literal] $name:ident $sig:literal $answer:expr; )*) => {
        $( #[doc = $doc] #[pyfunction($sig)]
        fn $name(vm: &mut Vm, this: Gc<BytesIo>) -> PyResult {
            check_open(vm, this)?;
            Ok($answer)
        } )*
    };
}

always! {
    #[doc = "Always True."]
    readable "BytesIO.readable($self, /)" Value::TRUE;
    #[doc = "Always True."]
    seekable "BytesIO.seekable($self, /)" Value::TRUE;
    #[doc = "Always True."]
    writable "BytesIO.writable($self, /)" Value::TRUE;
    #[doc = "Always False."]
    isatty "BytesIO.isatty($self, /)" Value::FALSE;
    #[doc = "Does nothing: there is no buffer."]
    flush "BytesIO.flush($self, /)" Value::NONE;
}

/// Closes the stream and drops its bytes.
#[pyfunction("BytesIO.close($self, /)")]
fn close(vm: &mut Vm, this: Gc<BytesIo>) -> PyResult<()> {
    check_exports(vm, this)?;
    this.closed.set(true);
    this.link(&this.own, None);
    this.link(&this.shared, None);
    Ok(())
}

/// The present position.
#[pyfunction("BytesIO.tell($self, /)")]
fn tell(vm: &mut Vm, this: Gc<BytesIo>) -> PyResult<usize> {
    check_open(vm, this)?;
    Ok(this.at.get())
}

/// Puts bytes at the present position.
fn write_at(vm: &mut Vm, this: Gc<BytesIo>, bytes: &[u8]) -> PyResult<usize> {
    check_open(vm, this)?;
    check_exports(vm, this)?;
    if bytes.is_empty() {
        return Ok(0);
    }
    let own = own_content(vm, this)?;
    let at = this.at.get();
    if at > own.len() {
        let gap = at - own.len();
        if !vm.may_allocate(gap) {
            return Err(vm.memory_error());
        }
        own.extend(vm, &vec![0; gap])?;
    }
    let end = at + bytes.len();
    own.splice(vm, at, end.min(own.len()), bytes)?;
    this.at.set(end);
    Ok(bytes.len())
}

/// Writes bytes at the present position; their number.
#[pyfunction("BytesIO.write($self, b, /)")]
fn write(vm: &mut Vm, this: Gc<BytesIo>, b: Value) -> PyResult<usize> {
    check_open(vm, this)?;
    let ty = vm.type_of(b);
    if ty == vm.types.bytes {
        return with_bytes(vm, b, |vm, bytes| write_at(vm, this, bytes));
    }
    // The bytes may be this stream's own.
    let bytes = tauraro_objects::byteslike::copied_bytes(vm, b)?;
    write_at(vm, this, &bytes)
}

/// Writes the bytes objects of an iterable.
#[pyfunction("BytesIO.writelines($self, lines, /)")]
fn writelines(vm: &mut Vm, this: Gc<BytesIo>, lines: Value) -> PyResult<()> {
    check_open(vm, this)?;
    vm.for_each(lines, |vm, line| write(vm, this, line).map(|_| ()))
}

/// Takes up to `size` bytes, all for a negative one.
fn take(vm: &mut Vm, this: Gc<BytesIo>, size: i64) -> PyResult<Gc<Bytes>> {
    let content = content(vm, this)?;
    let (bytes, at) = (content.bytes(), this.at.get());
    let left = bytes.len().saturating_sub(at);
    let n = usize::try_from(size).map_or(left, |size| size.min(left));
    if let (Content::Shared(shared), true) = (content, at == 0 && n == bytes.len() && n > 1) {
        this.at.set(n);
        return Ok(shared);
    }
    let taken = vm.new_bytes(bytes.get(at..at + n).unwrap_or_default())?;
    this.at.set(at + n);
    Ok(taken)
}

/// Up to `size` bytes, or all.
#[pyfunction("BytesIO.read($self, size=-1, /)")]
fn read(vm: &mut Vm, this: Gc<BytesIo>, size: Option<Value>) -> PyResult<Gc<Bytes>> {
    let size = optional_size(vm, size)?;
    take(vm, this, size)
}

/// Up to `size` bytes, or all.
#[pyfunction("BytesIO.read1($self, size=-1, /)")]
fn read1(vm: &mut Vm, this: Gc<BytesIo>, size: Option<Value>) -> PyResult<Gc<Bytes>> {
    let size = optional_size(vm, size)?;
    take(vm, this, size)
}

/// Length of the next line, at most `limit`.
fn line_len(this: Gc<BytesIo>, content: Content, limit: i64) -> usize {
    let rest = content.bytes().get(this.at.get()..).unwrap_or_default();
    let rest = &rest[..usize::try_from(limit).map_or(rest.len(), |n| n.min(rest.len()))];
    memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1)
}

fn next_line(vm: &mut Vm, this: Gc<BytesIo>, limit: i64) -> PyResult<Gc<Bytes>> {
    let content = content(vm, this)?;
    let len = line_len(this, content, limit);
    take(vm, this, len as i64)
}

/// The next line with its end, of at most `size` bytes.
#[pyfunction("BytesIO.readline($self, size=-1, /)")]
fn readline(vm: &mut Vm, this: Gc<BytesIo>, size: Option<Value>) -> PyResult<Gc<Bytes>> {
    let limit = optional_size(vm, size)?;
    next_line(vm, this, limit)
}

/// A list of the lines that are left, or of as many as make up `size` bytes.
#[pyfunction("BytesIO.readlines($self, size=None, /)")]
fn readlines(vm: &mut Vm, this: Gc<BytesIo>, size: Option<Value>) -> PyResult<Gc<List>> {
    check_open(vm, this)?;
    let limit = match size.and_then(Value::non_none) {
        Some(v) if v.as_int().is_none() && vm.type_of(v).slots.index.get().is_none() => {
            let text = format!("integer argument expected, got '{}'", vm.type_name(v));
            return Err(vm.type_error(text));
        }
        size => optional_size(vm, size)?,
    };
    let lines = vm.new_list(&[])?;
    let mut total = 0;
    loop {
        let line = next_line(vm, this, -1)?;
        let len = line.as_bytes().len();
        if len == 0 {
            return Ok(lines);
        }
        lines.push(vm, line.value())?;
        total += len as i64;
        if limit > 0 && total >= limit {
            return Ok(lines);
        }
    }
}

/// Reads into a buffer; the number of bytes.
#[pyfunction("BytesIO.readinto($self, buffer, /)")]
fn readinto(vm: &mut Vm, this: Gc<BytesIo>, buffer: Value) -> PyResult<usize> {
    let into = super::buffered::writable_buffer(vm, buffer, "readinto")?;
    let result = content(vm, this).map(|content| {
        let rest = content.bytes().get(this.at.get()..).unwrap_or_default();
        let n = rest.len().min(into.len());
        for (cell, byte) in into.cells().iter().zip(rest) {
            cell.set(*byte);
        }
        this.at.set(this.at.get() + n);
        n
    });
    vm.release_buffer(into);
    result
}

/// A view of the bytes; while it is used, their number cannot change.
#[pyfunction("BytesIO.getbuffer($self, /)")]
fn getbuffer(vm: &mut Vm, this: Gc<BytesIo>) -> PyResult {
    own_content(vm, this)?;
    let Some(MoreTypes { bytes_io_buffer, .. }) = types(vm).more.get() else { unreachable!("the module is made") };
    let shown =
        allocate(vm, bytes_io_buffer, BytesIoBuffer { source: this, held: Cell::new(0), exports: RefCell::default() });
    let class = vm.types.memoryview.value();
    vm.call(class, &[shown.value()])
}

/// All bytes.
#[pyfunction("BytesIO.getvalue($self, /)")]
fn getvalue(vm: &mut Vm, this: Gc<BytesIo>) -> PyResult<Gc<Bytes>> {
    match content(vm, this)? {
        Content::Shared(shared) => Ok(shared),
        Content::Own(own) => {
            let bytes = vm.new_bytes(own.as_bytes())?;
            if own.exports.count() == 0 && this.at.get() != own.len() {
                // It is not being appended to: the object can be shared from now on.
                this.link(&this.shared, Some(bytes));
                this.link(&this.own, None);
            }
            Ok(bytes)
        }
    }
}

/// Moves to a position; the new one.
#[pyfunction("BytesIO.seek($self, pos, whence=0, /)")]
fn seek(vm: &mut Vm, this: Gc<BytesIo>, pos: Value, whence: Option<i64>) -> PyResult<usize> {
    let to = offset(vm, pos)?;
    let content = content(vm, this)?;
    let base = match whence.unwrap_or(0) {
        0 if to < 0 => return Err(vm.value_error(format!("negative seek value {to}"))),
        0 => 0,
        1 => this.at.get() as i64,
        2 => content.bytes().len() as i64,
        other => return Err(vm.value_error(format!("invalid whence ({other}, should be 0, 1 or 2)"))),
    };
    let Some(to) = base.checked_add(to) else { return Err(vm.overflow_error("new position too large")) };
    let to = usize::try_from(to).unwrap_or(0);
    this.at.set(to);
    Ok(to)
}

/// Cuts the bytes, by default at the present position; the new size.
#[pyfunction("BytesIO.truncate($self, size=None, /)")]
fn truncate(vm: &mut Vm, this: Gc<BytesIo>, size: Option<Value>) -> PyResult<usize> {
    let content = content(vm, this)?;
    check_exports(vm, this)?;
    let size = match size.and_then(Value::non_none) {
        None => this.at.get() as i64,
        some => optional_size(vm, some)?,
    };
    let Ok(size) = usize::try_from(size) else {
        return Err(vm.value_error(format!("negative size value {size}")));
    };
    let len = content.bytes().len();
    if size < len {
        let own = own_content(vm, this)?;
        own.splice(vm, size, len, &[])?;
    }
    Ok(size)
}

/// The bytes, the position and the attributes, for pickling.
#[pyfunction("BytesIO.__getstate__($self, /)")]
fn getstate(vm: &mut Vm, this: Gc<BytesIo>) -> PyResult<Gc<Tuple>> {
    let bytes = getvalue(vm, this)?.value();
    let at = vm.new_uint(this.at.get() as u64);
    let dict = attributes(vm, this.value())?;
    vm.new_tuple(&[bytes, at, dict])
}

/// A copy of an object's attributes, None if it has none.
pub(super) fn attributes(vm: &mut Vm, v: Value) -> PyResult {
    match vm.materialise_dict(v)?.filter(|d| !d.is_empty()) {
        Some(dict) => vm.call_method(dict.value(), "copy", &[]),
        None => Ok(Value::NONE),
    }
}

/// Takes attributes up that `attributes` gave.
pub(super) fn set_attributes(vm: &mut Vm, v: Value, dict: Value, at: &str) -> PyResult<()> {
    let Some(dict) = dict.non_none() else { return Ok(()) };
    let Some(new) = dict.cast::<Dict>() else {
        let got = vm.type_name(dict);
        return Err(vm.type_error(format!("{at} item of state should be a dict, got a {got}")));
    };
    match vm.materialise_dict(v)? {
        Some(own) => vm.call_method(own.value(), "update", &[new.value()]).map(|_| ()),
        None => Ok(()),
    }
}

/// Takes up what `__getstate__` gave.
#[pyfunction("BytesIO.__setstate__($self, state, /)")]
fn setstate(vm: &mut Vm, this: Gc<BytesIo>, state: Value) -> PyResult<()> {
    check_open(vm, this)?;
    let items = state.cast::<Tuple>().filter(|t| t.len() >= 3);
    let Some(items) = items else {
        let (name, got) = (vm.type_of(this.value()).short_name(), vm.type_name(state));
        let text = format!("{name}.__setstate__ argument should be 3-tuple, got {got}");
        return Err(vm.type_error(text));
    };
    check_exports(vm, this)?;
    this.link(&this.own, None);
    let empty = vm.new_bytes(&[])?;
    this.link(&this.shared, Some(empty));
    this.at.set(0);
    this.closed.set(false);
    write(vm, this, items.items()[0])?;
    let at = items.items()[1];
    if at.as_int().is_none() {
        let got = vm.type_name(at);
        return Err(vm.type_error(format!("second item of state must be an integer, not {got}")));
    }
    match usize::try_from(vm.index_i64(at)?) {
        Ok(at) => this.at.set(at),
        Err(_) => return Err(vm.value_error("position value cannot be negative")),
    }
    set_attributes(vm, this.value(), items.items()[2], "third")
}

/// Bytes that the object takes, its content included.
#[pyfunction("BytesIO.__sizeof__($self, /)")]
fn sizeof(_: &mut Vm, this: Gc<BytesIo>) -> usize {
    let own = this.own.get().map_or(0, |own| own.capacity());
    size_of::<BytesIo>() + own + this.shared.get().map_or(0, |shared| shared.as_bytes().len())
}

fn this(v: Value) -> Gc<BytesIo> {
    v.cast().expect("slots and attributes of BytesIO get such")
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let line = next_line(vm, this(v), -1)?;
    Ok(if line.as_bytes().is_empty() { None } else { Some(line.value()) })
}

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "BytesIO",
    module: "_io",
    doc: Some("Bytes in memory as a buffered stream."),
    kind: Some(BytesIo::INFO),
    flags: TypeFlags::BASE,
    new: Some(new),
    methods: defs![
        readable, seekable, writable, close, flush, isatty, tell, write, writelines, read1, readinto, readline,
        readlines, read, getbuffer, getvalue, seek, truncate, getstate, setstate, sizeof,
    ],
    getset: &[GetSetDef {
        name: "closed",
        doc: "Whether the stream is closed.",
        get: |_, v| Ok(Value::bool(this(v).closed.get())),
        set: None,
    }],
    slots: |s| {
        s.init.set(Some(init::as_init));
        s.iter.set(Some(|vm, v| {
            check_open(vm, this(v))?;
            Ok(v)
        }));
        s.iternext.set(Some(next));
    },
    ..TypeSpec::EMPTY
};

// ---- what getbuffer shows --------------------------------------------------------------------

/// `_io._BytesIOBuffer`: the exporter of the memory of a BytesIO.
pub(super) struct BytesIoBuffer {
    source: Gc<BytesIo>,
    /// How many buffers of it are held, and the count of the array that they lend from.
    held: Cell<usize>,
    exports: RefCell<Exports>,
}

impl Drop for BytesIoBuffer {
    /// The collector drops what views showed that nobody released.
    fn drop(&mut self) {
        for _ in 0..self.held.get() {
            self.exports.borrow().remove();
        }
    }
}

payload!(BytesIoBuffer, kinds::BYTES_IO_BUFFER, "_io._BytesIOBuffer", [source]);

fn export(vm: &mut Vm, v: Value, _: bool) -> PyResult<Buffer> {
    let Some(shown) = v.cast::<BytesIoBuffer>() else { unreachable!("the slot is that of the type") };
    let own = own_content(vm, shown.source)?;
    let whole = own.export();
    shown.held.set(shown.held.get() + 1);
    *shown.exports.borrow_mut() = own.exports.clone();
    Ok(whole.part(v, 0..whole.len(), |_, owner| {
        if let Some(shown) = owner.cast::<BytesIoBuffer>().filter(|b| b.held.get() > 0) {
            shown.held.set(shown.held.get() - 1);
            shown.exports.borrow().remove();
        }
    }))
}

pub(super) static BUFFER_SPEC: TypeSpec = TypeSpec {
    name: "_BytesIOBuffer",
    module: "_io",
    kind: Some(BytesIoBuffer::INFO),
    slots: |s| s.buffer.set(Some(export)),
    ..TypeSpec::EMPTY
};
