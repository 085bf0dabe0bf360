//! `FileIO`: a file descriptor as a raw stream.

use super::base::mark_closed;
use super::fd;
use super::support::{DEFAULT_BUFFER_BYTES, allocate, both, offset, optional_size, unsupported};
use crate::kinds;
use std::cell::Cell;
use std::ffi::CString;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Bytes, GetSetDef, Str, TypeFlags};
use tauraro_core::{PyResult, Raised, Type, Value, Vm, defs, payload, pyfunction};

pub(super) struct FileIo {
    /// The descriptor; negative: closed, or not open yet.
    pub(super) fd: Cell<i32>,
    mode: Cell<Mode>,
    /// What asking the system said, once it was asked.
    seekable: Cell<Option<bool>>,
    closefd: Cell<bool>,
    block_bytes: Cell<i64>,
    /// Size when it was opened, for reading all at once.
    size: Cell<i64>,
    /// A native stream above closes this one when it is dropped.
    pub(super) owned: Cell<bool>,
    finalizing: Cell<bool>,
    /// The name or the descriptor's number that it was opened by; UNBOUND: none.
    name: Slot,
}

payload!(FileIo, kinds::FILE_IO, "_io.FileIO", [name]);

/// How a file is opened.
#[derive(Clone, Copy, Default)]
struct Mode {
    created: bool,
    readable: bool,
    writable: bool,
    appending: bool,
    truncates: bool,
}

impl Mode {
    /// Of a text such as `rb+`.
    fn parse(vm: &mut Vm, text: &str) -> PyResult<Mode> {
        const WRONG: &str = "Must have exactly one of create/read/write/append mode and at most one plus";
        let mut mode = Mode::default();
        let (mut kinds, mut plus) = (0, false);
        for c in text.chars() {
            match c {
                'x' => (mode.created, mode.writable) = (true, true),
                'r' => mode.readable = true,
                'w' => (mode.writable, mode.truncates) = (true, true),
                'a' => (mode.writable, mode.appending) = (true, true),
                '+' if plus => return Err(vm.value_error(WRONG)),
                '+' => {
                    plus = true;
                    continue;
                }
                'b' => continue,
                _ => return Err(vm.value_error(format!("invalid mode: {text}"))),
            }
            kinds += 1;
            if kinds > 1 {
                return Err(vm.value_error(WRONG));
            }
        }
        if kinds == 0 {
            return Err(vm.value_error(WRONG));
        }
        if plus {
            (mode.readable, mode.writable) = (true, true);
        }
        Ok(mode)
    }

    fn flags(self) -> i32 {
        let access = match (self.readable, self.writable) {
            (true, true) => libc::O_RDWR,
            (true, false) => libc::O_RDONLY,
            (false, _) => libc::O_WRONLY,
        };
        let mut flags = access | libc::O_CLOEXEC;
        if self.created {
            flags |= libc::O_EXCL | libc::O_CREAT;
        }
        if self.truncates {
            flags |= libc::O_CREAT | libc::O_TRUNC;
        }
        if self.appending {
            flags |= libc::O_APPEND | libc::O_CREAT;
        }
        flags
    }

    fn shown(self) -> &'static str {
        match self {
            Mode { created: true, readable: true, .. } => "xb+",
            Mode { created: true, .. } => "xb",
            Mode { appending: true, readable: true, .. } => "ab+",
            Mode { appending: true, .. } => "ab",
            Mode { readable: true, writable: true, .. } => "rb+",
            Mode { readable: true, .. } => "rb",
            _ => "wb",
        }
    }
}

impl FileIo {
    fn unopened() -> FileIo {
        FileIo {
            fd: Cell::new(-1),
            mode: Cell::new(Mode::default()),
            seekable: Cell::new(None),
            closefd: Cell::new(true),
            block_bytes: Cell::new(DEFAULT_BUFFER_BYTES as i64),
            size: Cell::new(-1),
            owned: Cell::new(false),
            finalizing: Cell::new(false),
            name: Slot::new(Value::UNBOUND),
        }
    }

    pub(super) fn is_closed(&self) -> bool {
        self.fd.get() < 0
    }

    pub(super) fn is_readable(&self) -> bool {
        self.mode.get().readable
    }

    pub(super) fn is_writable(&self) -> bool {
        self.mode.get().writable
    }

    pub(super) fn block_bytes(&self) -> i64 {
        self.block_bytes.get()
    }
}

fn new(vm: &mut Vm, cls: Gc<Type>, _: Args<'_>) -> PyResult {
    let made = allocate(vm, cls, FileIo::unopened());
    vm.register_finalizable(made.value());
    Ok(made.value())
}

/// A FileIO of exactly that type for a descriptor that is open, without asking the system.
pub(super) fn of_descriptor(vm: &mut Vm, cls: Gc<Type>, fd: i32, readable: bool, name: Value) -> Gc<FileIo> {
    let file = allocate(vm, cls, FileIo::unopened());
    file.fd.set(fd);
    file.mode.set(Mode { readable, writable: !readable, ..Mode::default() });
    file.closefd.set(false);
    file.set(&file.name, name);
    file
}

/// Opens a file by its name or takes over a descriptor.
#[pyfunction("FileIO($self, file, mode='r', closefd=True, opener=None)")]
fn init(
    vm: &mut Vm,
    this: Gc<FileIo>,
    file: Value,
    mode: Option<Value>,
    closefd: Option<bool>,
    opener: Option<Value>,
) -> PyResult<()> {
    let mode = match mode {
        None => "r".to_owned(),
        Some(v) => match v.cast::<Str>() {
            Some(s) => s.to_string_lossy(),
            None => {
                let text = format!("FileIO() argument 'mode' must be str, not {}", vm.type_name(v));
                return Err(vm.type_error(text));
            }
        },
    };
    open_file(vm, this, file, &mode, closefd.unwrap_or(true), opener.and_then(Value::non_none))
}

/// A new FileIO of exactly that type.
pub(super) fn open_new(
    vm: &mut Vm,
    cls: Gc<Type>,
    file: Value,
    mode: &str,
    closefd: bool,
    opener: Option<Value>,
) -> PyResult<Gc<FileIo>> {
    let made = allocate(vm, cls, FileIo::unopened());
    open_file(vm, made, file, mode, closefd, opener)?;
    Ok(made)
}

fn open_file(
    vm: &mut Vm,
    this: Gc<FileIo>,
    file: Value,
    mode: &str,
    closefd: bool,
    opener: Option<Value>,
) -> PyResult<()> {
    if this.fd.get() >= 0 {
        // Opened before: `__init__` called once more.
        close_descriptor(vm, this)?;
    }
    let number = descriptor_number(vm, file)?;
    let mode = Mode::parse(vm, mode)?;
    this.mode.set(mode);
    this.seekable.set(None);
    this.closefd.set(closefd);
    let opened_here = number.is_none();
    match number {
        Some(number) => this.fd.set(number),
        None => {
            let path = path_text(vm, file)?;
            if !closefd {
                return Err(vm.value_error("Cannot use closefd=False with file name"));
            }
            let fd = match opener {
                None => open_path(vm, file, &path, mode.flags())?,
                Some(opener) => call_opener(vm, opener, file, mode.flags())?,
            };
            this.fd.set(fd);
        }
    }
    let result = examine(vm, this, file, mode);
    if result.is_err() {
        // A descriptor that the caller gave stays the caller's.
        if !opened_here {
            this.fd.set(-1);
        } else {
            let exc = vm.take_exception();
            let closed = close_descriptor(vm, this);
            if closed.is_err() {
                vm.take_exception();
            }
            return Err(vm.raise_again(exc));
        }
    }
    result
}

/// The number of a descriptor, if that is what the file is given by.
fn descriptor_number(vm: &mut Vm, file: Value) -> PyResult<Option<i32>> {
    if file.as_float().is_some() {
        return Err(vm.type_error("'float' object cannot be interpreted as an integer"));
    }
    if file.as_int().is_none() {
        return Ok(None);
    }
    if file.is_bool() {
        super::support::warn(vm, vm.exc.runtime_warning, "bool is used as a file descriptor", None)?;
    }
    match file.as_i64().map(i32::try_from) {
        Some(Ok(fd)) if fd < 0 => Err(vm.value_error("negative file descriptor")),
        Some(Ok(fd)) => Ok(Some(fd)),
        _ => Err(vm.overflow_error("Python int too large to convert to C int")),
    }
}

/// The bytes of a path as the system wants them.
fn path_text(vm: &mut Vm, file: Value) -> PyResult<CString> {
    let path = fspath(vm, file)?;
    let bytes = match path.cast::<Bytes>() {
        Some(b) => b.as_bytes().to_vec(),
        None => {
            let Some(text) = path.cast::<Str>() else { return Err(vm.type_error("__fspath__ gave no path")) };
            encode_path(vm, text)?
        }
    };
    match CString::new(bytes) {
        Ok(path) => Ok(path),
        Err(_) => Err(vm.value_error("embedded null byte")),
    }
}

/// The bytes of a path: UTF-8, with bytes that were not in lone surrogates.
fn encode_path(vm: &mut Vm, text: Gc<Str>) -> PyResult<Vec<u8>> {
    use tauraro_objects::codec_registry::errors::EncodeWith;
    tauraro_objects::codecs::utf8::encode(text.as_wtf8(), &mut EncodeWith::new(vm, text, "surrogateescape"))
}

/// `os.fspath(file)`.
pub(super) fn fspath(vm: &mut Vm, file: Value) -> PyResult {
    if file.is::<Str>() || file.is::<Bytes>() {
        return Ok(file);
    }
    let name = vm.names.fspath;
    let wrong = |vm: &mut Vm| {
        let text = format!("expected str, bytes or os.PathLike object, not {}", vm.type_name(file));
        vm.type_error(text)
    };
    match vm.call_special(file, name, &[])? {
        Some(path) if path.is::<Str>() || path.is::<Bytes>() => Ok(path),
        Some(other) => {
            let (ty, got) = (vm.type_name(file), vm.type_name(other));
            Err(vm.type_error(format!("expected {ty}.__fspath__() to return str or bytes, not {got}")))
        }
        None => Err(wrong(vm)),
    }
}

fn open_path(vm: &mut Vm, file: Value, path: &std::ffi::CStr, flags: i32) -> PyResult<i32> {
    match fd::open(vm, path, flags)? {
        Ok(fd) => Ok(fd),
        Err(errno) => Err(fd::raise_errno(vm, errno, Some(file))),
    }
}

fn call_opener(vm: &mut Vm, opener: Value, file: Value, flags: i32) -> PyResult<i32> {
    let opened = vm.call(opener, &[file, Value::small(i64::from(flags))])?;
    if opened.as_int().is_none() {
        return Err(vm.type_error("expected integer from opener"));
    }
    match opened.as_i64().map(i32::try_from) {
        Some(Ok(fd)) if fd >= 0 => {
            fd::set_close_on_exec(fd);
            Ok(fd)
        }
        Some(Ok(fd)) => Err(vm.value_error(format!("opener returned {fd}"))),
        _ => Err(vm.overflow_error("Python int too large to convert to C int")),
    }
}

/// Looks at what was opened: folders are refused.
fn examine(vm: &mut Vm, this: Gc<FileIo>, file: Value, mode: Mode) -> PyResult<()> {
    match fd::stat(this.fd.get()) {
        Ok(st) if st.is_dir => return Err(fd::raise_errno(vm, libc::EISDIR, Some(file))),
        Ok(st) => {
            if st.block_bytes > 1 {
                this.block_bytes.set(st.block_bytes);
            }
            this.size.set(st.size);
            if st.is_char_device {
                this.size.set(-1);
            }
        }
        Err(libc::EBADF) => return Err(fd::raise_errno(vm, libc::EBADF, None)),
        // Without a status the file is used as it is.
        Err(_) => {}
    }
    this.set(&this.name, file);
    if mode.appending {
        // Where that is impossible, the file has no position.
        if fd::seek(vm, this.fd.get(), 0, libc::SEEK_END).is_err() {
            vm.take_exception();
        }
    }
    Ok(())
}

fn close_descriptor(vm: &mut Vm, this: Gc<FileIo>) -> PyResult<()> {
    let number = this.fd.replace(-1);
    if number >= 0 && this.closefd.get() { fd::close(vm, number) } else { Ok(()) }
}

#[cold]
fn not_open_for(vm: &mut Vm, what: &str) -> Raised {
    unsupported(vm, &format!("File not open for {what}"))
}

fn check_open(vm: &mut Vm, this: Gc<FileIo>) -> PyResult<i32> {
    match this.fd.get() {
        n if n < 0 => Err(vm.value_error("I/O operation on closed file")),
        n => Ok(n),
    }
}

fn check_read(vm: &mut Vm, this: Gc<FileIo>) -> PyResult<i32> {
    let number = check_open(vm, this)?;
    if this.is_readable() { Ok(number) } else { Err(not_open_for(vm, "reading")) }
}

fn check_write(vm: &mut Vm, this: Gc<FileIo>) -> PyResult<i32> {
    let number = check_open(vm, this)?;
    if this.is_writable() { Ok(number) } else { Err(not_open_for(vm, "writing")) }
}

/// Up to `size` bytes in one call, or all that there are. None if there are none yet.
#[pyfunction("FileIO.read($self, size=-1, /)")]
fn read(vm: &mut Vm, this: Gc<FileIo>, size: Option<Value>) -> PyResult {
    let number = check_read(vm, this)?;
    let size = optional_size(vm, size)?;
    let Ok(size) = usize::try_from(size) else {
        return match read_all(vm, this)? {
            Some(bytes) => Ok(vm.new_bytes(&bytes)?.value()),
            None => Ok(Value::NONE),
        };
    };
    let mut bytes = Vec::new();
    match fd::read_vec(vm, number, &mut bytes, size)? {
        Some(_) => Ok(vm.new_bytes(&bytes)?.value()),
        None => Ok(Value::NONE),
    }
}

/// Everything up to the end of the file. None if there is nothing yet.
#[pyfunction("FileIO.readall($self, /)")]
fn readall(vm: &mut Vm, this: Gc<FileIo>) -> PyResult {
    check_open(vm, this)?;
    match read_all(vm, this)? {
        Some(bytes) => Ok(vm.new_bytes(&bytes)?.value()),
        None => Ok(Value::NONE),
    }
}

/// Least room for reading a file of unknown size.
const READ_ALL_MIN: usize = 8 << 10;

/// The rest of the file. `None`: nothing can be read yet.
pub(super) fn read_all(vm: &mut Vm, this: Gc<FileIo>) -> PyResult<Option<Vec<u8>>> {
    let number = this.fd.get();
    let mut all = Vec::new();
    // One byte more than is expected, so that the end is seen without growing.
    let mut room = match this.size.get() {
        size if size > 0 => {
            let at = fd::seek(vm, number, 0, libc::SEEK_CUR);
            let at = match at {
                Ok(at) => at,
                Err(_) => {
                    vm.take_exception();
                    0
                }
            };
            usize::try_from(size - at).unwrap_or(0) + 1
        }
        _ => READ_ALL_MIN,
    };
    if !vm.may_allocate(room) {
        room = READ_ALL_MIN;
    }
    loop {
        match fd::read_vec(vm, number, &mut all, room)? {
            Some(0) => return Ok(Some(all)),
            Some(n) => {
                room -= n.min(room);
                if room == 0 {
                    room = all.len().max(READ_ALL_MIN);
                }
            }
            None if all.is_empty() => return Ok(None),
            None => return Ok(Some(all)),
        }
    }
}

/// Reads into a buffer; the number of bytes, or None if there are none yet.
#[pyfunction("FileIO.readinto($self, buffer, /)")]
fn readinto(vm: &mut Vm, this: Gc<FileIo>, buffer: Value) -> PyResult<Option<usize>> {
    let number = check_read(vm, this)?;
    let buffer = super::buffered::writable_buffer(vm, buffer, "readinto")?;
    let result = fd::read(vm, number, buffer.cells());
    vm.release_buffer(buffer);
    result
}

/// Writes bytes; how many, or None if none can be taken yet.
#[pyfunction("FileIO.write($self, b, /)")]
fn write(vm: &mut Vm, this: Gc<FileIo>, b: Value) -> PyResult<Option<usize>> {
    let number = check_write(vm, this)?;
    tauraro_objects::byteslike::with_bytes(vm, b, |vm, bytes| fd::write(vm, number, bytes))
}

/// Moves to a position; the new one.
#[pyfunction("FileIO.seek($self, pos, whence=0, /)")]
fn seek(vm: &mut Vm, this: Gc<FileIo>, pos: Value, whence: Option<i64>) -> PyResult<i64> {
    let number = check_open(vm, this)?;
    let to = offset(vm, pos)?;
    let whence = i32::try_from(whence.unwrap_or(0)).unwrap_or(i32::MAX);
    seek_to(vm, this, number, to, whence)
}

fn seek_to(vm: &mut Vm, this: Gc<FileIo>, number: i32, to: i64, whence: i32) -> PyResult<i64> {
    let at = fd::seek(vm, number, to, whence)?;
    this.seekable.set(Some(true));
    Ok(at)
}

/// `seek` for the native streams above, which have checked that the file is open.
pub(super) fn seek_raw(vm: &mut Vm, this: Gc<FileIo>, to: i64, whence: i32) -> PyResult<i64> {
    let number = check_open(vm, this)?;
    seek_to(vm, this, number, to, whence)
}

/// The present position.
#[pyfunction("FileIO.tell($self, /)")]
fn tell(vm: &mut Vm, this: Gc<FileIo>) -> PyResult<i64> {
    seek_raw(vm, this, 0, libc::SEEK_CUR)
}

/// Cuts or extends the file, by default at the present position; the new size.
#[pyfunction("FileIO.truncate($self, size=None, /)")]
fn truncate(vm: &mut Vm, this: Gc<FileIo>, size: Option<Value>) -> PyResult {
    let number = check_write(vm, this)?;
    let size = match size.and_then(Value::non_none) {
        Some(size) => size,
        None => {
            let at = seek_raw(vm, this, 0, libc::SEEK_CUR)?;
            vm.new_int(at)
        }
    };
    let len = offset(vm, size)?;
    fd::truncate(vm, number, len)?;
    this.size.set(-1);
    Ok(size)
}

/// Closes the file. Does nothing if it is closed.
#[pyfunction("FileIO.close($self, /)")]
pub(super) fn close(vm: &mut Vm, this: Gc<FileIo>) -> PyResult<()> {
    if super::base::is_native(vm, this.value()) {
        Vm::finalizer_not_needed(this.header());
        return close_descriptor(vm, this);
    }
    // A subclass may have its own `flush`.
    let marked = mark_closed(vm, this.value());
    if !this.closefd.get() {
        this.fd.set(-1);
        return marked;
    }
    both(vm, marked, |vm| close_descriptor(vm, this))
}

/// Whether the file can be positioned.
#[pyfunction("FileIO.seekable($self, /)")]
fn seekable(vm: &mut Vm, this: Gc<FileIo>) -> PyResult<bool> {
    let number = check_open(vm, this)?;
    if let Some(known) = this.seekable.get() {
        return Ok(known);
    }
    let answer = fd::is_seekable(number);
    this.seekable.set(Some(answer));
    Ok(answer)
}

/// Whether the file was opened for reading.
#[pyfunction("FileIO.readable($self, /)")]
fn readable(vm: &mut Vm, this: Gc<FileIo>) -> PyResult<bool> {
    check_open(vm, this)?;
    Ok(this.is_readable())
}

/// Whether the file was opened for writing.
#[pyfunction("FileIO.writable($self, /)")]
fn writable(vm: &mut Vm, this: Gc<FileIo>) -> PyResult<bool> {
    check_open(vm, this)?;
    Ok(this.is_writable())
}

/// The file descriptor.
#[pyfunction("FileIO.fileno($self, /)")]
fn fileno(vm: &mut Vm, this: Gc<FileIo>) -> PyResult<i64> {
    Ok(check_open(vm, this)?.into())
}

/// Whether the file is a terminal.
#[pyfunction("FileIO.isatty($self, /)")]
fn isatty(vm: &mut Vm, this: Gc<FileIo>) -> PyResult<bool> {
    Ok(fd::is_terminal(check_open(vm, this)?))
}

/// Whether the file is a terminal, for `open`: a file with a size is none, without asking.
#[pyfunction("FileIO._isatty_open_only($self, /)")]
fn isatty_open_only(vm: &mut Vm, this: Gc<FileIo>) -> PyResult<bool> {
    if this.size.get() > 0 {
        return Ok(false);
    }
    isatty(vm, this)
}

/// Warns that the file was never closed.
#[pyfunction("FileIO._dealloc_warn($self, source, /)")]
pub(super) fn dealloc_warn(vm: &mut Vm, this: Gc<FileIo>, source: Value) -> PyResult<()> {
    if this.fd.get() >= 0 && this.closefd.get() && super::support::shows_resource_warnings(vm) {
        let shown = vm.repr(source)?.to_string_lossy();
        super::support::warn(vm, vm.exc.resource_warning, &format!("unclosed file {shown}"), Some(source))?;
    }
    Ok(())
}

/// Files cannot be pickled.
#[pyfunction("FileIO.__getstate__($self, /)")]
fn getstate(vm: &mut Vm, this: Gc<FileIo>) -> PyResult<()> {
    let text = format!("cannot pickle '{}' instances", vm.type_of(this.value()).short_name());
    Err(vm.type_error(text))
}

fn this(v: Value) -> Gc<FileIo> {
    v.cast().expect("slots and attributes of FileIO get FileIOs")
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let file = this(v);
    let ty = vm.type_of(v);
    let (module, name) = type_label(vm, ty)?;
    let number = file.fd.get();
    if number < 0 {
        return Ok(vm.new_str(&format!("<{module}{name} [closed]>"))?.value());
    }
    let closefd = if file.closefd.get() { "True" } else { "False" };
    let attr = vm.intern("name");
    let tail = format!("mode='{}' closefd={closefd}>", file.mode.get().shown());
    let text = match vm.getattr_opt(v, attr)? {
        None => format!("<{module}{name} fd={number} {tail}"),
        Some(shown) => {
            let shown = tauraro_objects::repr_guard::repr_once(vm, v, "\0", |vm| Ok(vm.repr(shown)?.value()))?;
            let shown = shown.cast::<Str>().map_or_else(String::new, |s| s.to_string_lossy());
            if shown == "\0" {
                return Err(vm.runtime_error(format!("reentrant call inside {module}{name}.__repr__")));
            }
            format!("<{module}{name} name={shown} {tail}")
        }
    };
    Ok(vm.new_str(&text)?.value())
}

/// The module with a dot and the name of a class, for representations.
pub(super) fn type_label(vm: &mut Vm, ty: Gc<Type>) -> PyResult<(String, String)> {
    let module = vm.getattr_opt(ty.value(), vm.names.module)?.and_then(Value::cast::<Str>);
    let name = vm.str(ty.qualname.get())?.to_string_lossy();
    let module = match module.map(|m| m.to_string_lossy()) {
        Some(m) if m != "builtins" => m + ".",
        _ => String::new(),
    };
    Ok((module, name))
}

fn finalize(vm: &mut Vm, v: Value) -> PyResult {
    let file = this(v);
    if file.is_closed() || file.owned.get() {
        return Ok(Value::NONE);
    }
    file.finalizing.set(true);
    let warned = dealloc_warn(vm, file, v);
    if warned.is_err() {
        vm.report_unraisable("Exception ignored while finalizing file", v);
    }
    super::base::finalize(vm, v)
}

/// The exported `name`: what the file was opened by.
fn get_name(vm: &mut Vm, v: Value) -> PyResult {
    match this(v).name.get().bound() {
        Some(name) => Ok(name),
        None => {
            let name = vm.intern("name");
            Err(vm.no_attribute(v, name))
        }
    }
}

fn set_name(vm: &mut Vm, v: Value, to: Option<Value>) -> PyResult<()> {
    if to.is_none() && this(v).name.get().is_unbound() {
        let name = vm.intern("name");
        return Err(vm.no_attribute(v, name));
    }
    this(v).set(&this(v).name, to.unwrap_or(Value::UNBOUND));
    Ok(())
}

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "FileIO",
    module: "_io",
    doc: Some("Opens a file as a raw stream: by its name, or by the number of a descriptor that is open."),
    kind: Some(FileIo::INFO),
    flags: TypeFlags::BASE,
    new: Some(new),
    methods: defs![
        read,
        readall,
        readinto,
        write,
        seek,
        tell,
        truncate,
        close,
        seekable,
        readable,
        writable,
        fileno,
        isatty,
        isatty_open_only,
        dealloc_warn,
        getstate,
    ],
    getset: &[
        GetSetDef { name: "name", doc: "What the file was opened by.", get: get_name, set: Some(set_name) },
        GetSetDef {
            name: "closed",
            doc: "True if the file is closed",
            get: |_, v| Ok(Value::bool(this(v).is_closed())),
            set: None,
        },
        GetSetDef {
            name: "closefd",
            doc: "Whether the descriptor is closed with the file.",
            get: |_, v| Ok(Value::bool(this(v).closefd.get())),
            set: None,
        },
        GetSetDef {
            name: "mode",
            doc: "How the file was opened.",
            get: |vm, v| Ok(vm.intern(this(v).mode.get().shown()).value()),
            set: None,
        },
        GetSetDef {
            name: "_blksize",
            doc: "Bytes that the system likes to move at once.",
            get: |vm, v| Ok(vm.new_int(this(v).block_bytes.get())),
            set: None,
        },
        GetSetDef {
            name: "_finalizing",
            doc: "Whether the file is closed because nothing refers to it.",
            get: |_, v| Ok(Value::bool(this(v).finalizing.get())),
            set: Some(|vm, v, to| {
                let on = vm.truth(to.unwrap_or(Value::FALSE))?;
                this(v).finalizing.set(on);
                Ok(())
            }),
        },
    ],
    slots: |s| {
        s.repr.set(Some(repr));
        s.init.set(Some(init::as_init));
        s.finalize.set(Some(finalize));
    },
    ..TypeSpec::EMPTY
};
