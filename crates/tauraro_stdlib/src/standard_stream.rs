//! The standard streams: text over the process's file descriptors 0, 1 and 2.
//!
//! Output is collected and written when a line ends (on a terminal, and always on stderr) or the
//! buffer is full, and at exit.

use crate::kinds;
use crate::sys;
use std::cell::{Cell, RefCell};
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, Module, Str};
use tauraro_core::{PyResult, Raised, Type, Value, Vm, defs, payload, pyfunction};

/// Bytes that are collected before they are written.
const BUFFER_BYTES: usize = 8 << 10;

pub struct StandardStream {
    fd: i32,
    line_buffered: bool,
    buffer: RefCell<Vec<u8>>,
    /// Reading: what was read behind the present line.
    ahead: RefCell<Vec<u8>>,
    closed: Cell<bool>,
}

payload!(StandardStream, kinds::STANDARD_STREAM, "standard stream", []);

/// Writes all bytes to a descriptor.
fn write_all(vm: &mut Vm, fd: i32, mut bytes: &[u8]) -> PyResult<()> {
    while !bytes.is_empty() {
        // SAFETY: the pointer and length are those of a live slice.
        let n = unsafe { libc::write(fd, bytes.as_ptr().cast(), bytes.len()) };
        if n < 0 {
            let error = std::io::Error::last_os_error();
            if error.kind() == std::io::ErrorKind::Interrupted {
                continue;
            }
            return Err(os_error(vm, &error));
        }
        bytes = &bytes[n as usize..];
    }
    Ok(())
}

/// Raises the OSError of an error number.
pub(crate) fn os_error(vm: &mut Vm, error: &std::io::Error) -> Raised {
    let code = error.raw_os_error().unwrap_or(0);
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default().to_owned();
    let class = vm.exc.os_error.value();
    match vm.new_str(&text) {
        Ok(text) => match vm.call(class, &[Value::small(i64::from(code)), text.value()]) {
            Ok(exc) => vm.raise(exc),
            Err(raised) => raised,
        },
        Err(raised) => raised,
    }
}

fn flush_buffer(vm: &mut Vm, this: Gc<StandardStream>) -> PyResult<()> {
    let bytes = std::mem::take(&mut *this.buffer.borrow_mut());
    write_all(vm, this.fd, &bytes)
}

fn check_open(vm: &mut Vm, this: Gc<StandardStream>) -> PyResult<()> {
    if this.closed.get() { Err(vm.value_error("I/O operation on closed file.")) } else { Ok(()) }
}

/// Writes a text; the number of characters.
#[pyfunction("TextIOWrapper.write($self, text, /)")]
fn write(vm: &mut Vm, this: Gc<StandardStream>, text: Gc<Str>) -> PyResult<usize> {
    check_open(vm, this)?;
    let chars = text.char_len(vm);
    let lossless = text.as_str().is_some();
    {
        let mut buffer = this.buffer.borrow_mut();
        if lossless {
            buffer.extend_from_slice(text.as_bytes());
        } else {
            // stderr shows lone surrogates escaped, stdout refuses them.
            for point in text.as_wtf8().code_points() {
                match point.to_char() {
                    Some(c) => buffer.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
                    None if this.fd == 2 => {
                        buffer.extend_from_slice(format!("\\u{:04x}", point.to_u32()).as_bytes());
                    }
                    None => {
                        drop(buffer);
                        return Err(vm.value_error("'utf-8' codec can't encode a lone surrogate"));
                    }
                }
            }
        }
    }
    let full = this.buffer.borrow().len() >= BUFFER_BYTES;
    if full || this.line_buffered && text.as_bytes().contains(&b'\n') {
        flush_buffer(vm, this)?;
    }
    Ok(chars)
}

/// Writes the texts of an iterable.
#[pyfunction("TextIOWrapper.writelines($self, lines, /)")]
fn writelines(vm: &mut Vm, this: Gc<StandardStream>, lines: Value) -> PyResult<()> {
    vm.for_each(lines, |vm, line| match line.cast::<Str>() {
        Some(s) => write(vm, this, s).map(|_| ()),
        None => {
            let text = format!("write() argument must be str, not {}", vm.type_name(line));
            Err(vm.type_error(text))
        }
    })
}

/// Writes out what was collected.
#[pyfunction("TextIOWrapper.flush($self, /)")]
fn flush(vm: &mut Vm, this: Gc<StandardStream>) -> PyResult<()> {
    check_open(vm, this)?;
    flush_buffer(vm, this)
}

/// Ends the use of the stream.
#[pyfunction("TextIOWrapper.close($self, /)")]
fn close(vm: &mut Vm, this: Gc<StandardStream>) -> PyResult<()> {
    flush_buffer(vm, this)?;
    this.closed.set(true);
    Ok(())
}

/// The file descriptor.
#[pyfunction("TextIOWrapper.fileno($self, /)")]
fn fileno(_: &mut Vm, this: Gc<StandardStream>) -> i64 {
    this.fd.into()
}

/// Whether the stream is a terminal.
#[pyfunction("TextIOWrapper.isatty($self, /)")]
fn isatty(_: &mut Vm, this: Gc<StandardStream>) -> bool {
    is_terminal(this.fd)
}

fn is_terminal(fd: i32) -> bool {
    // SAFETY: only asks about a descriptor.
    unsafe { libc::isatty(fd) == 1 }
}

/// Whether the stream can be written.
#[pyfunction("TextIOWrapper.writable($self, /)")]
fn writable(_: &mut Vm, this: Gc<StandardStream>) -> bool {
    this.fd != 0
}

/// Whether the stream can be read.
#[pyfunction("TextIOWrapper.readable($self, /)")]
fn readable(_: &mut Vm, this: Gc<StandardStream>) -> bool {
    this.fd == 0
}

/// Reads more bytes; `false` at the end.
fn fill(vm: &mut Vm, this: Gc<StandardStream>) -> PyResult<bool> {
    let mut chunk = [0_u8; BUFFER_BYTES];
    loop {
        // SAFETY: the pointer and length are those of a live array.
        let n = unsafe { libc::read(this.fd, chunk.as_mut_ptr().cast(), chunk.len()) };
        if n >= 0 {
            this.ahead.borrow_mut().extend_from_slice(&chunk[..n as usize]);
            return Ok(n > 0);
        }
        let error = std::io::Error::last_os_error();
        if error.kind() != std::io::ErrorKind::Interrupted {
            return Err(os_error(vm, &error));
        }
    }
}

fn take_text(vm: &mut Vm, this: Gc<StandardStream>, bytes: usize) -> PyResult {
    let taken: Vec<u8> = this.ahead.borrow_mut().drain(..bytes).collect();
    Ok(vm.new_str(&String::from_utf8_lossy(&taken).replace("\r\n", "\n"))?.value())
}

/// The next line with its end; empty at the end of the input.
#[pyfunction("TextIOWrapper.readline($self, size=-1, /)")]
fn readline(vm: &mut Vm, this: Gc<StandardStream>, _size: Option<i64>) -> PyResult {
    check_open(vm, this)?;
    loop {
        let end = memchr::memchr(b'\n', &this.ahead.borrow());
        if let Some(end) = end {
            return take_text(vm, this, end + 1);
        }
        if !fill(vm, this)? {
            let rest = this.ahead.borrow().len();
            return take_text(vm, this, rest);
        }
    }
}

/// Everything up to the end of the input.
#[pyfunction("TextIOWrapper.read($self, size=-1, /)")]
fn read(vm: &mut Vm, this: Gc<StandardStream>, _size: Option<i64>) -> PyResult {
    check_open(vm, this)?;
    while fill(vm, this)? {}
    let rest = this.ahead.borrow().len();
    take_text(vm, this, rest)
}

fn itself(_: &mut Vm, v: Value) -> PyResult {
    Ok(v)
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let Some(this) = v.cast::<StandardStream>() else { unreachable!("the slot is that of streams") };
    let line = readline(vm, this, None)?;
    Ok(if vm.truth(line)? { Some(line) } else { None })
}

fn get_encoding(vm: &mut Vm, _: Value) -> PyResult {
    Ok(vm.intern("utf-8").value())
}

fn get_errors(vm: &mut Vm, v: Value) -> PyResult {
    let fd = v.cast::<StandardStream>().map_or(0, |s| s.fd);
    Ok(vm.intern(if fd == 2 { "backslashreplace" } else { "strict" }).value())
}

fn get_name(vm: &mut Vm, v: Value) -> PyResult {
    let name = match v.cast::<StandardStream>().map_or(0, |s| s.fd) {
        0 => "<stdin>",
        1 => "<stdout>",
        _ => "<stderr>",
    };
    Ok(vm.intern(name).value())
}

fn get_mode(vm: &mut Vm, v: Value) -> PyResult {
    let fd = v.cast::<StandardStream>().map_or(0, |s| s.fd);
    Ok(vm.intern(if fd == 0 { "r" } else { "w" }).value())
}

fn get_closed(_: &mut Vm, v: Value) -> PyResult {
    Ok(Value::bool(v.cast::<StandardStream>().is_some_and(|s| s.closed.get())))
}

fn get_line_buffering(_: &mut Vm, v: Value) -> PyResult {
    Ok(Value::bool(v.cast::<StandardStream>().is_some_and(|s| s.line_buffered)))
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let name = get_name(vm, v)?;
    let name = vm.repr(name)?.to_string_lossy();
    let mode = get_mode(vm, v)?;
    let mode = vm.repr(mode)?.to_string_lossy();
    Ok(vm.new_str(&format!("<_io.TextIOWrapper name={name} mode={mode} encoding='utf-8'>"))?.value())
}

static SPEC: TypeSpec = TypeSpec {
    name: "TextIOWrapper",
    module: "_io",
    kind: Some(StandardStream::INFO),
    has_dict: true,
    weakrefs: true,
    methods: defs![write, writelines, flush, close, fileno, isatty, writable, readable, readline, read],
    getset: &[
        GetSetDef { name: "encoding", doc: "Encoding.", get: get_encoding, set: None },
        GetSetDef { name: "errors", doc: "Error handler.", get: get_errors, set: None },
        GetSetDef { name: "name", doc: "Name.", get: get_name, set: None },
        GetSetDef { name: "mode", doc: "Mode.", get: get_mode, set: None },
        GetSetDef { name: "closed", doc: "Whether it is closed.", get: get_closed, set: None },
        GetSetDef {
            name: "line_buffering",
            doc: "Whether lines are written at once.",
            get: get_line_buffering,
            set: None,
        },
    ],
    slots: |s| {
        s.repr.set(Some(repr));
        s.iter.set(Some(itself));
        s.iternext.set(Some(next));
    },
    ..TypeSpec::EMPTY
};

fn open(vm: &mut Vm, ty: Gc<Type>, fd: i32) -> Value {
    let line_buffered = fd == 2 || is_terminal(fd);
    let payload = StandardStream {
        fd,
        line_buffered,
        buffer: RefCell::default(),
        ahead: RefCell::default(),
        closed: Cell::new(false),
    };
    let slots = usize::from(ty.inline_slots.get());
    vm.alloc_with_slots(ty.root_shape.get(), payload, slots).value()
}

/// Sets `sys.stdin`, `sys.stdout` and `sys.stderr`.
pub(crate) fn install(vm: &mut Vm, sys: Gc<Module>) -> PyResult<()> {
    let object = vm.types.object;
    let ty = vm.new_type(&SPEC, object)?;
    for (fd, name) in [(0, "stdin"), (1, "stdout"), (2, "stderr")] {
        let stream = open(vm, ty, fd);
        sys.add(vm, name, stream)?;
        sys.add(vm, &format!("__{name}__"), stream)?;
    }
    Ok(())
}

/// Writes out what the standard streams have collected; what fails is lost, as at exit it must.
pub fn flush_standard_streams(vm: &mut Vm) {
    for name in ["stdout", "stderr"] {
        let file = match sys::attribute(vm, name) {
            Ok(file) => file.and_then(Value::non_none),
            Err(_) => None,
        };
        if let Some(file) = file
            && vm.call_method(file, "flush", &[]).is_err()
        {
            vm.take_exception();
        }
    }
}
