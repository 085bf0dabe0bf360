//! The abstract bases: `_IOBase`, `_RawIOBase`, `_BufferedIOBase` and `_TextIOBase`. Their methods
//! are written in terms of the methods that subclasses have, whether native or not.

use super::buffered::Buffered;
use super::file::FileIo;
use super::support::{DEFAULT_BUFFER_BYTES, call0, expect_bytes, is_closed, optional_size, types, unsupported};
use super::text::TextIo;
use tauraro_core::heap::Gc;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Bytes, GetSetDef, TypeFlags};
use tauraro_core::{List, PyResult, Raised, Value, Vm, defs, pyfunction};

/// The attribute that `_IOBase.close` leaves on instances.
const CLOSED_MARK: &str = "__IOBase_closed";

#[cold]
pub(super) fn closed_error(vm: &mut Vm) -> Raised {
    vm.value_error("I/O operation on closed file.")
}

/// Raises ValueError if the object says that it is closed.
pub(super) fn check_closed(vm: &mut Vm, this: Value) -> PyResult<()> {
    if is_closed(vm, this)? { Err(closed_error(vm)) } else { Ok(()) }
}

/// Raises `UnsupportedOperation(text)` unless the object's method gives True.
fn check_able(vm: &mut Vm, this: Value, method: &str, text: &str) -> PyResult {
    let able = call0(vm, this, method)?;
    if able == Value::TRUE { Ok(able) } else { Err(unsupported(vm, text)) }
}

/// Raises UnsupportedOperation unless the object is seekable.
pub(super) fn check_seekable(vm: &mut Vm, this: Value) -> PyResult {
    check_able(vm, this, "seekable", "File or stream is not seekable.")
}

/// Raises UnsupportedOperation unless the object is readable.
pub(super) fn check_readable(vm: &mut Vm, this: Value) -> PyResult {
    check_able(vm, this, "readable", "File or stream is not readable.")
}

/// Raises UnsupportedOperation unless the object is writable.
pub(super) fn check_writable(vm: &mut Vm, this: Value) -> PyResult {
    check_able(vm, this, "writable", "File or stream is not writable.")
}

macro_rules! refusing {
    ($( #[doc = $doc:literal] $name:ident $sig:literal ($($arg:ident),*) $text:literal; )*) => {
        $( #[doc = $doc] #[pyfunction($sig)]
        fn $name(vm: &mut Vm, _this: Value, $($arg: Option<Value>),*) -> PyResult<()> {
            Err(unsupported(vm, $text))
        } )*
    };
}

mod iobase {
    use super::*;

    refusing! {
        #[doc = "Moves to a position of the stream; the new one."]
        seek "_IOBase.seek($self, offset, whence=0, /)" (_offset, _whence) "seek";
        #[doc = "Cuts the stream to a size in bytes, by default at the present position; the new size."]
        truncate "_IOBase.truncate($self, size=None, /)" (_size) "truncate";
        #[doc = "The file descriptor, where the stream has one."]
        fileno "_IOBase.fileno($self, /)" () "fileno";
    }

    /// The present position of the stream.
    #[pyfunction("_IOBase.tell($self, /)")]
    fn tell(vm: &mut Vm, this: Value) -> PyResult {
        vm.call_method(this, "seek", &[Value::small(0), Value::small(1)])
    }

    /// Writes out what is buffered. Streams that only read have nothing to do.
    #[pyfunction("_IOBase.flush($self, /)")]
    fn flush(vm: &mut Vm, this: Value) -> PyResult<()> {
        if is_marked_closed(vm, this)? { Err(closed_error(vm)) } else { Ok(()) }
    }

    /// Flushes and closes the stream. Does nothing if it is closed.
    #[pyfunction("_IOBase.close($self, /)")]
    pub(crate) fn close(vm: &mut Vm, this: Value) -> PyResult<()> {
        if is_marked_closed(vm, this)? {
            return Ok(());
        }
        let flushed = call0(vm, this, "flush").map(|_| ());
        super::super::support::both(vm, flushed, |vm| {
            let name = vm.intern(CLOSED_MARK);
            vm.setattr(this, name, Some(Value::TRUE))
        })
    }

    /// Whether the stream can be positioned.
    #[pyfunction("_IOBase.seekable($self, /)")]
    fn seekable(_: &mut Vm, _this: Value) -> bool {
        false
    }

    /// Whether the stream can be read.
    #[pyfunction("_IOBase.readable($self, /)")]
    fn readable(_: &mut Vm, _this: Value) -> bool {
        false
    }

    /// Whether the stream can be written.
    #[pyfunction("_IOBase.writable($self, /)")]
    fn writable(_: &mut Vm, _this: Value) -> bool {
        false
    }

    /// Raises ValueError if the stream is closed.
    #[pyfunction("_IOBase._checkClosed($self, msg=None, /)")]
    fn check_closed_method(vm: &mut Vm, this: Value, _msg: Option<Value>) -> PyResult<()> {
        check_closed(vm, this)
    }

    /// Raises UnsupportedOperation unless the stream is seekable.
    #[pyfunction("_IOBase._checkSeekable($self, msg=None, /)")]
    fn check_seekable_method(vm: &mut Vm, this: Value, _msg: Option<Value>) -> PyResult {
        check_seekable(vm, this)
    }

    /// Raises UnsupportedOperation unless the stream is readable.
    #[pyfunction("_IOBase._checkReadable($self, msg=None, /)")]
    fn check_readable_method(vm: &mut Vm, this: Value, _msg: Option<Value>) -> PyResult {
        check_readable(vm, this)
    }

    /// Raises UnsupportedOperation unless the stream is writable.
    #[pyfunction("_IOBase._checkWritable($self, msg=None, /)")]
    fn check_writable_method(vm: &mut Vm, this: Value, _msg: Option<Value>) -> PyResult {
        check_writable(vm, this)
    }

    /// Whether the stream is a terminal.
    #[pyfunction("_IOBase.isatty($self, /)")]
    fn isatty(vm: &mut Vm, this: Value) -> PyResult<bool> {
        check_closed(vm, this)?;
        Ok(false)
    }

    /// The stream itself.
    #[pyfunction("_IOBase.__enter__($self, /)")]
    fn enter(vm: &mut Vm, this: Value) -> PyResult {
        check_closed(vm, this)?;
        Ok(this)
    }

    /// Closes the stream.
    #[pyfunction("_IOBase.__exit__($self, /, *args)")]
    fn exit(vm: &mut Vm, this: Value, _args: &[Value]) -> PyResult {
        call0(vm, this, "close")
    }

    /// The next line, of at most `size` bytes.
    #[pyfunction("_IOBase.readline($self, size=-1, /)")]
    fn readline(vm: &mut Vm, this: Value, size: Option<Value>) -> PyResult {
        let limit = optional_size(vm, size)?;
        let peek = vm.intern("peek");
        let peek = vm.getattr_opt(this, peek)?;
        let mut line: Vec<u8> = Vec::new();
        while limit < 0 || (line.len() as i64) < limit {
            let mut wanted = 1;
            if let Some(peek) = peek {
                let ahead = vm.call(peek, &[Value::small(1)])?;
                let ahead = expect_bytes(vm, ahead, "peek()")?;
                let ahead = ahead.as_bytes();
                if !ahead.is_empty() {
                    let left = if limit < 0 { ahead.len() } else { ahead.len().min(limit as usize - line.len()) };
                    wanted = memchr::memchr(b'\n', &ahead[..left]).map_or(left, |at| at + 1);
                }
            }
            let part = vm.call_method(this, "read", &[Value::small(wanted as i64)])?;
            let part = expect_bytes(vm, part, "read()")?;
            if part.as_bytes().is_empty() {
                break;
            }
            line.extend_from_slice(part.as_bytes());
            if line.last() == Some(&b'\n') {
                break;
            }
        }
        Ok(vm.new_bytes(&line)?.value())
    }

    /// A list of the lines that are left, or of as many as make up `hint` bytes.
    #[pyfunction("_IOBase.readlines($self, hint=-1, /)")]
    fn readlines(vm: &mut Vm, this: Value, hint: Option<Value>) -> PyResult<Gc<List>> {
        let hint = optional_size(vm, hint)?;
        let lines = vm.new_list(&[])?;
        let mut total = 0_i64;
        let iter = vm.iter(this)?;
        while let Some(line) = vm.next(iter)? {
            lines.push(vm, line)?;
            if hint > 0 {
                total = total.saturating_add(vm.len(line)? as i64);
                if total >= hint {
                    break;
                }
            }
        }
        Ok(lines)
    }

    /// Writes the lines of an iterable, without adding ends of lines.
    #[pyfunction("_IOBase.writelines($self, lines, /)")]
    fn writelines(vm: &mut Vm, this: Value, lines: Value) -> PyResult<()> {
        check_closed(vm, this)?;
        let write = vm.names.write;
        vm.for_each(lines, |vm, line| {
            vm.call_method_args(this, write, tauraro_core::Args::positional(&[line]))?;
            Ok(())
        })
    }

    fn is_marked_closed(vm: &mut Vm, this: Value) -> PyResult<bool> {
        // A plain file does not mark itself.
        if this.cast::<FileIo>().is_some_and(|file| file.is_closed()) {
            return Ok(true);
        }
        let name = vm.intern(CLOSED_MARK);
        Ok(vm.getattr_opt(this, name)?.is_some())
    }

    pub(crate) static SPEC: TypeSpec = TypeSpec {
        name: "_IOBase",
        module: "_io",
        doc: Some("The base of all streams of the module."),
        flags: TypeFlags::BASE,
        has_dict: true,
        weakrefs: true,
        // As `object` itself makes instances, so that the same arguments are refused.
        new: Some(new),
        methods: defs![
            seek,
            tell,
            truncate,
            flush,
            close,
            seekable,
            readable,
            writable,
            check_closed_method,
            check_seekable_method,
            check_readable_method,
            check_writable_method,
            fileno,
            isatty,
            enter,
            exit,
            readline,
            readlines,
            writelines,
        ],
        getset: &[GetSetDef {
            name: "closed",
            doc: "Whether the stream is closed.",
            get: |vm, v| is_marked_closed(vm, v).map(Value::bool),
            set: None,
        }],
        slots: |s| {
            s.iter.set(Some(|vm, v| {
                check_closed(vm, v)?;
                Ok(v)
            }));
            s.iternext.set(Some(super::next_line));
            s.finalize.set(Some(super::finalize));
        },
        ..TypeSpec::EMPTY
    };

    /// Classes that derive from it take what arguments they like.
    fn new(vm: &mut Vm, cls: Gc<tauraro_core::Type>, _: tauraro_core::Args<'_>) -> PyResult {
        tauraro_objects::object::object_new(vm, cls, tauraro_core::Args::NONE)
    }
}

/// What the method `readline` gives next; exhausted when that is empty.
pub(super) fn next_line(vm: &mut Vm, this: Value) -> PyResult<Option<Value>> {
    let line = call0(vm, this, "readline")?;
    Ok(if vm.len(line)? == 0 { None } else { Some(line) })
}

/// Closes a stream that nothing refers to any more.
pub(super) fn finalize(vm: &mut Vm, this: Value) -> PyResult {
    let name = vm.intern("closed");
    let closed = match vm.getattr_opt(this, name) {
        Ok(Some(v)) => vm.truth(v).unwrap_or(false),
        Ok(None) => true,
        Err(_) => false,
    };
    if vm.is_raised() {
        vm.take_exception();
    }
    if !closed && call0(vm, this, "close").is_err() {
        vm.report_unraisable("Exception ignored while finalizing file", this);
    }
    Ok(Value::NONE)
}

mod raw {
    use super::*;

    /// Up to `size` bytes; None if there are none yet.
    #[pyfunction("_RawIOBase.read($self, size=-1, /)")]
    fn read(vm: &mut Vm, this: Value, size: Option<i64>) -> PyResult {
        let Some(size) = usize::try_from(size.unwrap_or(-1)).ok() else { return call0(vm, this, "readall") };
        if !vm.may_allocate(size) {
            return Err(vm.memory_error());
        }
        let into = vm.new_bytearray(&vec![0; size])?;
        let n = vm.call_method(this, "readinto", &[into.value()])?;
        if n.is_none() {
            return Ok(n);
        }
        let n = vm.index_i64(n)?;
        match usize::try_from(n) {
            Ok(n) if n <= into.len() => Ok(vm.new_bytes(&into.as_bytes()[..n])?.value()),
            _ => Err(vm.value_error(format!("readinto returned {n} outside buffer size {}", into.len()))),
        }
    }

    /// Everything up to the end of the stream.
    #[pyfunction("_RawIOBase.readall($self, /)")]
    fn readall(vm: &mut Vm, this: Value) -> PyResult {
        let mut all: Vec<u8> = Vec::new();
        let mut any = false;
        loop {
            let part = vm.call_method(this, "read", &[Value::small(DEFAULT_BUFFER_BYTES as i64)])?;
            if part.is_none() {
                if any {
                    break;
                }
                return Ok(part);
            }
            let Some(bytes) = part.cast::<Bytes>() else { return Err(vm.type_error("read() should return bytes")) };
            if bytes.as_bytes().is_empty() {
                break;
            }
            any = true;
            all.extend_from_slice(bytes.as_bytes());
        }
        Ok(vm.new_bytes(&all)?.value())
    }

    #[cold]
    fn not_implemented(vm: &mut Vm) -> Raised {
        let exc = vm.new_exception(vm.exc.not_implemented_error, &[]);
        vm.raise(exc.value())
    }

    /// Reads into a buffer; subclasses do.
    #[pyfunction("_RawIOBase.readinto($self, buffer, /)")]
    fn readinto(vm: &mut Vm, _this: Value, _buffer: Value) -> PyResult<()> {
        Err(not_implemented(vm))
    }

    /// Writes bytes; subclasses do.
    #[pyfunction("_RawIOBase.write($self, b, /)")]
    fn write(vm: &mut Vm, _this: Value, _b: Value) -> PyResult<()> {
        Err(not_implemented(vm))
    }

    pub(crate) static SPEC: TypeSpec = TypeSpec {
        name: "_RawIOBase",
        module: "_io",
        doc: Some("The base of streams that give and take bytes without a buffer."),
        flags: TypeFlags::BASE,
        methods: defs![read, readall, readinto, write],
        ..TypeSpec::EMPTY
    };
}

mod buffered {
    use super::*;

    refusing! {
        #[doc = "Gives the raw stream away; this object is of no use then."]
        detach "_BufferedIOBase.detach($self, /)" () "detach";
        #[doc = "Up to `size` bytes, or all."]
        read "_BufferedIOBase.read($self, size=-1, /)" (_size) "read";
        #[doc = "Up to `size` bytes with at most one read of the raw stream."]
        read1 "_BufferedIOBase.read1($self, size=-1, /)" (_size) "read1";
        #[doc = "Writes bytes; their number."]
        write "_BufferedIOBase.write($self, b, /)" (_b) "write";
    }

    /// Fills a buffer by what `read` or `read1` gives.
    fn fill(vm: &mut Vm, this: Value, into: Value, method: &str) -> PyResult<usize> {
        let buffer =
            super::super::buffered::writable_buffer(vm, into, if method == "read" { "readinto" } else { "readinto1" })?;
        let result = copy_in(vm, this, buffer.cells(), method);
        vm.release_buffer(buffer);
        result
    }

    fn copy_in(vm: &mut Vm, this: Value, into: &[std::cell::Cell<u8>], method: &str) -> PyResult<usize> {
        let data = vm.call_method(this, method, &[Value::small(into.len() as i64)])?;
        let Some(data) = data.cast::<Bytes>() else { return Err(vm.type_error("read() should return bytes")) };
        let data = data.as_bytes();
        if data.len() > into.len() {
            let text =
                format!("read() returned too much data: {} bytes requested, {} returned", into.len(), data.len());
            return Err(vm.value_error(text));
        }
        for (cell, byte) in into.iter().zip(data) {
            cell.set(*byte);
        }
        Ok(data.len())
    }

    /// Reads into a buffer; the number of bytes.
    #[pyfunction("_BufferedIOBase.readinto($self, buffer, /)")]
    fn readinto(vm: &mut Vm, this: Value, buffer: Value) -> PyResult<usize> {
        fill(vm, this, buffer, "read")
    }

    /// Reads into a buffer with at most one read of the raw stream; the number of bytes.
    #[pyfunction("_BufferedIOBase.readinto1($self, buffer, /)")]
    fn readinto1(vm: &mut Vm, this: Value, buffer: Value) -> PyResult<usize> {
        fill(vm, this, buffer, "read1")
    }

    pub(crate) static SPEC: TypeSpec = TypeSpec {
        name: "_BufferedIOBase",
        module: "_io",
        doc: Some("The base of streams of bytes with a buffer."),
        flags: TypeFlags::BASE,
        methods: defs![detach, read, read1, readinto, readinto1, write],
        ..TypeSpec::EMPTY
    };
}

mod text {
    use super::*;

    refusing! {
        #[doc = "Gives the underlying buffer away; this object is of no use then."]
        detach "_TextIOBase.detach($self, /)" () "detach";
        #[doc = "Up to `size` characters, or all."]
        read "_TextIOBase.read($self, size=-1, /)" (_size) "read";
        #[doc = "The next line."]
        readline "_TextIOBase.readline($self, size=-1, /)" (_size) "readline";
        #[doc = "Writes a text; the number of its characters."]
        write "_TextIOBase.write($self, s, /)" (_s) "write";
    }

    pub(crate) static SPEC: TypeSpec = TypeSpec {
        name: "_TextIOBase",
        module: "_io",
        doc: Some("The base of streams of text."),
        flags: TypeFlags::BASE,
        methods: defs![detach, read, readline, write],
        getset: &[
            GetSetDef { name: "encoding", doc: "Encoding of the text.", get: |_, _| Ok(Value::NONE), set: None },
            GetSetDef {
                name: "newlines",
                doc: "Ends of lines that were met so far.",
                get: |_, _| Ok(Value::NONE),
                set: None,
            },
            GetSetDef { name: "errors", doc: "Error handler.", get: |_, _| Ok(Value::NONE), set: None },
        ],
        ..TypeSpec::EMPTY
    };
}

pub(super) use iobase::close as close_base;

pub(super) static IOBASE: &TypeSpec = &iobase::SPEC;
pub(super) static RAW_IOBASE: &TypeSpec = &raw::SPEC;
pub(super) static BUFFERED_IOBASE: &TypeSpec = &buffered::SPEC;
pub(super) static TEXT_IOBASE: &TypeSpec = &text::SPEC;

/// Closes a stream as `_IOBase` does: flushes it and marks it.
pub(super) fn mark_closed(vm: &mut Vm, this: Value) -> PyResult<()> {
    (close_base::DEF.call)(vm, tauraro_core::Args::positional(&[this])).map(|_| ())
}

/// Whether an object is exactly of a native class, without attributes of its own: then no method
/// of it can be another than the native one.
pub(super) fn is_native(vm: &Vm, this: Value) -> bool {
    if let Some(text) = this.cast::<TextIo>() {
        return super::text::is_exact(text);
    }
    if let Some(bytes) = this.cast::<Buffered>() {
        return super::buffered::is_exact(bytes);
    }
    this.cast::<FileIo>().is_some_and(|file| file.shape() == types(vm).file_io.root_shape.get())
}
