//! `mmap`: files and anonymous memory mapped into the process's own.
//!
//! The memory of a mapping stays in place while buffers of it are out: closing and resizing are
//! refused then. It is given back when the object is closed or collected.

use crate::kinds;
use crate::os_call::{check, errno, error};
use crate::os_path::CInt;
use std::cell::Cell;
use tauraro_core::buffer::Buffer;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, Module, Type, TypeFlags};
use tauraro_core::{PyResult, Raised, Value, Vm, defs, payload, pyfunction};
use tauraro_objects::byteslike::copied_bytes;
use tauraro_objects::slice::Slice;

const ACCESS_DEFAULT: i64 = 0;
const ACCESS_READ: i64 = 1;
const ACCESS_WRITE: i64 = 2;
const ACCESS_COPY: i64 = 3;

struct Map {
    /// Null once closed.
    data: Cell<*mut u8>,
    len: Cell<usize>,
    pos: Cell<usize>,
    offset: i64,
    /// Our own descriptor of the file, or -1.
    fd: Cell<i32>,
    access: i64,
    /// Buffers that are out.
    exports: Cell<usize>,
}

payload!(Map, kinds::MMAP, "mmap.mmap", []);

impl Map {
    fn unmap(&self) {
        let (data, fd) = (self.data.replace(std::ptr::null_mut()), self.fd.replace(-1));
        // SAFETY: the memory is a mapping of that length, which nothing uses any more; the
        // descriptor is our own.
        unsafe {
            if !data.is_null() {
                libc::munmap(data.cast(), self.len.get());
            }
            if fd >= 0 {
                libc::close(fd);
            }
        }
    }

    fn may_write(&self) -> bool {
        self.access != ACCESS_READ
    }
}

impl Drop for Map {
    fn drop(&mut self) {
        self.unmap();
    }
}

fn closed(vm: &mut Vm) -> Raised {
    vm.value_error("mmap closed or invalid")
}

/// The memory. Raises ValueError after closing.
fn memory(vm: &mut Vm, map: &Map) -> PyResult<&'static [Cell<u8>]> {
    if map.data.get().is_null() {
        return Err(closed(vm));
    }
    // SAFETY: the mapping is of that length and stays while the object is used, as every user asks
    // anew after Python code has run.
    Ok(unsafe { std::slice::from_raw_parts(map.data.get().cast(), map.len.get()) })
}

/// The memory, for writing.
fn writable(vm: &mut Vm, map: &Map) -> PyResult<&'static [Cell<u8>]> {
    let cells = memory(vm, map)?;
    if !map.may_write() {
        return Err(vm.type_error("mmap can't modify a readonly memory map."));
    }
    Ok(cells)
}

fn copied(cells: &[Cell<u8>]) -> Vec<u8> {
    cells.iter().map(Cell::get).collect()
}

fn this(v: Value) -> Gc<Map> {
    v.cast().expect("slots and getters get instances of their type")
}

/// How many bytes of a file there are to map, given what is asked for.
fn mapped_length(vm: &mut Vm, fd: i32, offset: i64, length: usize) -> PyResult<usize> {
    // SAFETY: `stat` is plain data, for which zeros are fine.
    let mut stat: libc::stat = unsafe { std::mem::zeroed() };
    // SAFETY: writes one `stat`.
    check(vm, || unsafe { libc::fstat(fd, &raw mut stat) })?;
    if stat.st_mode & libc::S_IFMT != libc::S_IFREG {
        return Ok(length);
    }
    if length == 0 {
        if stat.st_size == 0 {
            return Err(vm.value_error("cannot mmap an empty file"));
        }
        if offset >= stat.st_size {
            return Err(vm.value_error("mmap offset is greater than file size"));
        }
        return Ok((stat.st_size - offset) as usize);
    }
    if offset > stat.st_size || ((stat.st_size - offset) as usize) < length {
        return Err(vm.value_error("mmap length is greater than file size"));
    }
    Ok(length)
}

#[pyfunction(
    "mmap.__new__($type, fileno, length, flags=MAP_SHARED, prot=PROT_WRITE | PROT_READ, \
    access=ACCESS_DEFAULT, offset=0, *, trackfd=True)"
)]
fn new(
    vm: &mut Vm,
    cls: Gc<Type>,
    fileno: CInt,
    length: i64,
    flags: Option<CInt>,
    prot: Option<CInt>,
    access: Option<i64>,
    offset: Option<i64>,
    trackfd: Option<bool>,
) -> PyResult {
    let (mut access, offset) = (access.unwrap_or(ACCESS_DEFAULT), offset.unwrap_or(0));
    let Ok(length) = usize::try_from(length) else {
        return Err(vm.overflow_error("memory mapped length must be positive"));
    };
    if offset < 0 {
        return Err(vm.overflow_error("memory mapped offset must be positive"));
    }
    if access != ACCESS_DEFAULT && (flags.is_some() || prot.is_some()) {
        return Err(vm.value_error("mmap can't specify both access and flags, prot."));
    }
    let both = libc::PROT_READ | libc::PROT_WRITE;
    let (mut flags, prot) = match access {
        ACCESS_READ => (libc::MAP_SHARED, libc::PROT_READ),
        ACCESS_WRITE => (libc::MAP_SHARED, both),
        ACCESS_COPY => (libc::MAP_PRIVATE, both),
        ACCESS_DEFAULT => {
            let prot = prot.map_or(both, |p| p.0);
            access = match (prot & libc::PROT_READ != 0, prot & libc::PROT_WRITE != 0) {
                (true, true) => ACCESS_DEFAULT,
                (_, true) => ACCESS_WRITE,
                _ => ACCESS_READ,
            };
            (flags.map_or(libc::MAP_SHARED, |f| f.0), prot)
        }
        _ => return Err(vm.value_error("mmap invalid access parameter.")),
    };
    let mut len = length;
    let mut own_fd = -1;
    if fileno.0 == -1 {
        flags |= libc::MAP_ANONYMOUS;
    } else {
        len = mapped_length(vm, fileno.0, offset, length)?;
        if trackfd.unwrap_or(true) {
            // SAFETY: takes no memory.
            own_fd = check(vm, || unsafe { libc::fcntl(fileno.0, libc::F_DUPFD_CLOEXEC, 0) })?;
        }
    }
    // SAFETY: a new mapping, wherever the system puts it.
    let data = unsafe { libc::mmap(std::ptr::null_mut(), len, prot, flags, fileno.0, offset) };
    let failed = data == libc::MAP_FAILED;
    let why = errno();
    let map = Map {
        data: Cell::new(if failed { std::ptr::null_mut() } else { data.cast() }),
        len: Cell::new(len),
        pos: Cell::new(0),
        offset,
        fd: Cell::new(own_fd),
        access,
        exports: Cell::new(0),
    };
    if failed {
        return Err(error(vm, why));
    }
    Ok(vm.alloc_with_slots(cls.root_shape.get(), map, cls.inline_slots.get().into()).value())
}

/// Gives the memory back.
#[pyfunction("mmap.close($self, /)")]
fn close(vm: &mut Vm, this: Gc<Map>) -> PyResult<()> {
    if this.exports.get() > 0 {
        return Err(vm.buffer_error("cannot close exported pointers exist"));
    }
    this.unmap();
    Ok(())
}

/// The next bytes, at most so many.
#[pyfunction("mmap.read($self, n=None, /)")]
fn read(vm: &mut Vm, this: Gc<Map>, n: Option<Value>) -> PyResult {
    let most = match n.and_then(Value::non_none) {
        Some(n) => usize::try_from(vm.index_i64(n)?).unwrap_or(usize::MAX),
        None => usize::MAX,
    };
    let cells = memory(vm, &this)?;
    let from = this.pos.get().min(cells.len());
    let to = from.saturating_add(most).min(cells.len());
    this.pos.set(to);
    Ok(vm.new_bytes(&copied(&cells[from..to]))?.value())
}

/// The next byte, as an int.
#[pyfunction("mmap.read_byte($self, /)")]
fn read_byte(vm: &mut Vm, this: Gc<Map>) -> PyResult<i64> {
    let cells = memory(vm, &this)?;
    match cells.get(this.pos.get()) {
        Some(byte) => {
            this.pos.set(this.pos.get() + 1);
            Ok(byte.get().into())
        }
        None => Err(vm.value_error("read byte out of range")),
    }
}

/// The next bytes up to the end of a line.
#[pyfunction("mmap.readline($self, /)")]
fn readline(vm: &mut Vm, this: Gc<Map>) -> PyResult {
    let cells = memory(vm, &this)?;
    let from = this.pos.get().min(cells.len());
    let rest = &cells[from..];
    let n = rest.iter().position(|b| b.get() == b'\n').map_or(rest.len(), |at| at + 1);
    this.pos.set(from + n);
    Ok(vm.new_bytes(&copied(&rest[..n]))?.value())
}

/// Writes bytes at the present position.
#[pyfunction("mmap.write($self, bytes, /)")]
fn write(vm: &mut Vm, this: Gc<Map>, bytes: Value) -> PyResult<usize> {
    let data = copied_bytes(vm, bytes)?;
    let cells = writable(vm, &this)?;
    let from = this.pos.get();
    let Some(place) = cells.get(from..).and_then(|rest| rest.get(..data.len())) else {
        return Err(vm.value_error("data out of range"));
    };
    place.iter().zip(&data).for_each(|(cell, byte)| cell.set(*byte));
    this.pos.set(from + data.len());
    Ok(data.len())
}

/// Writes one byte at the present position.
#[pyfunction("mmap.write_byte($self, byte, /)")]
fn write_byte(vm: &mut Vm, this: Gc<Map>, byte: i64) -> PyResult<()> {
    if byte < 0 {
        return Err(vm.overflow_error("unsigned byte integer is less than minimum"));
    }
    let Ok(byte) = u8::try_from(byte) else {
        return Err(vm.overflow_error("unsigned byte integer is greater than maximum"));
    };
    let cells = writable(vm, &this)?;
    match cells.get(this.pos.get()) {
        Some(cell) => {
            cell.set(byte);
            this.pos.set(this.pos.get() + 1);
            Ok(())
        }
        None => Err(vm.value_error("write byte out of range")),
    }
}

/// Where the bytes are found, or -1. The search begins at the present position by default.
fn search(vm: &mut Vm, map: Gc<Map>, view: Value, bounds: [Option<Value>; 2], last: bool) -> PyResult<i64> {
    let mut given = [None; 2];
    for (place, v) in given.iter_mut().zip(bounds) {
        if let Some(v) = v.and_then(Value::non_none) {
            *place = Some(vm.index_clamped(v)?);
        }
    }
    let needle = copied_bytes(vm, view)?;
    let cells = memory(vm, &map)?;
    let len = cells.len() as i64;
    let clamp = |i: i64| (if i < 0 { i.saturating_add(len).max(0) } else { i.min(len) }) as usize;
    let (from, to) = (clamp(given[0].unwrap_or(map.pos.get() as i64)), clamp(given[1].unwrap_or(len)));
    if from > to {
        return Ok(-1);
    }
    let row = copied(&cells[from..to]);
    let found = if last { memchr::memmem::rfind(&row, &needle) } else { memchr::memmem::find(&row, &needle) };
    Ok(found.map_or(-1, |at| (from + at) as i64))
}

/// The lowest place of some bytes, or -1.
#[pyfunction("mmap.find($self, view, start=None, end=None, /)")]
fn find(vm: &mut Vm, this: Gc<Map>, view: Value, start: Option<Value>, end: Option<Value>) -> PyResult<i64> {
    search(vm, this, view, [start, end], false)
}

/// The highest place of some bytes, or -1.
#[pyfunction("mmap.rfind($self, view, start=None, end=None, /)")]
fn rfind(vm: &mut Vm, this: Gc<Map>, view: Value, start: Option<Value>, end: Option<Value>) -> PyResult<i64> {
    search(vm, this, view, [start, end], true)
}

/// The size of the file.
#[pyfunction("mmap.size($self, /)")]
fn size(vm: &mut Vm, this: Gc<Map>) -> PyResult<i64> {
    memory(vm, &this)?;
    // SAFETY: `stat` is plain data, for which zeros are fine.
    let mut stat: libc::stat = unsafe { std::mem::zeroed() };
    let fd = this.fd.get();
    // SAFETY: writes one `stat`.
    check(vm, || unsafe { libc::fstat(fd, &raw mut stat) })?;
    Ok(stat.st_size)
}

/// The present position.
#[pyfunction("mmap.tell($self, /)")]
fn tell(vm: &mut Vm, this: Gc<Map>) -> PyResult<usize> {
    memory(vm, &this)?;
    Ok(this.pos.get())
}

/// Sets the present position.
#[pyfunction("mmap.seek($self, pos, whence=0, /)")]
fn seek(vm: &mut Vm, this: Gc<Map>, pos: i64, whence: Option<CInt>) -> PyResult<i64> {
    let len = memory(vm, &this)?.len() as i64;
    let base = match whence.map_or(libc::SEEK_SET, |w| w.0) {
        libc::SEEK_SET => 0,
        libc::SEEK_CUR => this.pos.get() as i64,
        libc::SEEK_END => len,
        _ => return Err(vm.value_error("unknown seek type")),
    };
    match base.checked_add(pos).filter(|at| (0..=len).contains(at)) {
        Some(at) => {
            this.pos.set(at as usize);
            Ok(at)
        }
        None => Err(vm.value_error("seek out of range")),
    }
}

/// True: the position can be set.
#[pyfunction("mmap.seekable($self, /)")]
fn seekable(_: &mut Vm, _this: Gc<Map>) -> bool {
    true
}

/// Copies a part of the memory to another place of it.
#[pyfunction("mmap.move($self, dest, src, count, /)")]
fn move_within(vm: &mut Vm, this: Gc<Map>, dest: i64, src: i64, count: i64) -> PyResult<()> {
    let cells = writable(vm, &this)?;
    let len = cells.len() as i64;
    let fits = |at: i64| at >= 0 && count >= 0 && at <= len && count <= len - at;
    if !fits(dest) || !fits(src) {
        return Err(vm.value_error("source, destination, or count out of range"));
    }
    let row = copied(&cells[src as usize..(src + count) as usize]);
    cells[dest as usize..].iter().zip(row).for_each(|(cell, byte)| cell.set(byte));
    Ok(())
}

/// Writes what has changed to the file.
#[pyfunction("mmap.flush($self, offset=0, size=None, /)")]
fn flush(vm: &mut Vm, this: Gc<Map>, offset: Option<i64>, size: Option<Value>) -> PyResult<()> {
    let len = memory(vm, &this)?.len() as i64;
    let offset = offset.unwrap_or(0);
    let size = match size.and_then(Value::non_none) {
        Some(v) => vm.index_i64(v)?,
        None => len - offset,
    };
    if offset < 0 || size < 0 || offset > len || len - offset < size {
        return Err(vm.value_error("flush values out of range"));
    }
    if matches!(this.access, ACCESS_READ | ACCESS_COPY) {
        return Ok(());
    }
    let data = this.data.get();
    // SAFETY: the range is within the mapping.
    check(vm, || unsafe { libc::msync(data.add(offset as usize).cast(), size as usize, libc::MS_SYNC) }).map(|_| ())
}

/// Gives the system advice about the memory.
#[pyfunction("mmap.madvise($self, option, start=0, length=None, /)")]
fn madvise(vm: &mut Vm, this: Gc<Map>, option: CInt, start: Option<i64>, length: Option<Value>) -> PyResult<()> {
    let len = memory(vm, &this)?.len() as i64;
    let start = start.unwrap_or(0);
    let length = match length.and_then(Value::non_none) {
        Some(v) => vm.index_i64(v)?,
        None => len,
    };
    if start < 0 || start >= len {
        return Err(vm.value_error("madvise start out of bounds"));
    }
    if length < 0 {
        return Err(vm.value_error("madvise length invalid"));
    }
    let length = length.min(len - start) as usize;
    let data = this.data.get();
    // SAFETY: the range is within the mapping.
    check(vm, || unsafe { libc::madvise(data.add(start as usize).cast(), length, option.0) }).map(|_| ())
}

/// Makes the mapping, and the file below it, longer or shorter.
#[pyfunction("mmap.resize($self, newsize, /)")]
fn resize(vm: &mut Vm, this: Gc<Map>, newsize: i64) -> PyResult<()> {
    memory(vm, &this)?;
    if this.exports.get() > 0 {
        return Err(vm.buffer_error("mmap can't resize with extant buffers exported."));
    }
    if !matches!(this.access, ACCESS_WRITE | ACCESS_DEFAULT) {
        return Err(vm.type_error("mmap can't resize a readonly or copy-on-write memory map."));
    }
    let Some(end) = this.offset.checked_add(newsize).filter(|_| newsize >= 0) else {
        return Err(vm.value_error("new size out of range"));
    };
    let fd = this.fd.get();
    if fd >= 0 {
        // SAFETY: takes no memory.
        check(vm, || unsafe { libc::ftruncate(fd, end) })?;
    }
    // SAFETY: the mapping is of that length, and nothing points into it, as no buffer is out.
    let data = unsafe { libc::mremap(this.data.get().cast(), this.len.get(), newsize as usize, libc::MREMAP_MAYMOVE) };
    if data == libc::MAP_FAILED {
        let why = errno();
        return Err(error(vm, why));
    }
    this.data.set(data.cast());
    this.len.set(newsize as usize);
    Ok(())
}

#[pyfunction("mmap.__enter__($self, /)")]
fn enter(vm: &mut Vm, this: Gc<Map>) -> PyResult<Gc<Map>> {
    memory(vm, &this)?;
    Ok(this)
}

#[pyfunction("mmap.__exit__($self, exc_type, exc_value, traceback, /)")]
fn exit(vm: &mut Vm, this: Gc<Map>, _exc_type: Value, _exc_value: Value, _traceback: Value) -> PyResult<()> {
    close(vm, this)
}

fn len(vm: &mut Vm, v: Value) -> PyResult<usize> {
    Ok(memory(vm, &this(v))?.len())
}

/// The place of an item.
fn position(vm: &mut Vm, map: &Map, key: Value) -> PyResult<usize> {
    if key.as_int().is_none() && vm.type_of(key).slots.index.get().is_none() {
        return Err(vm.type_error("mmap indices must be integers"));
    }
    let i = vm.index_i64(key)?;
    let len = memory(vm, map)?.len() as i64;
    match if i < 0 { i + len } else { i } {
        at if (0..len).contains(&at) => Ok(at as usize),
        _ => Err(vm.index_error("mmap index out of range")),
    }
}

fn getitem(vm: &mut Vm, v: Value, key: Value) -> PyResult {
    let map = this(v);
    memory(vm, &map)?;
    let Some(slice) = key.cast::<Slice>() else {
        let at = position(vm, &map, key)?;
        return Ok(Value::small(memory(vm, &map)?[at].get().into()));
    };
    let bounds = slice.bounds(vm)?;
    let cells = memory(vm, &map)?;
    let range = bounds.resolve(cells.len());
    let at = |i: usize| cells[(range.start as i64 + range.step * i as i64) as usize].get();
    let row: Vec<u8> = (0..range.count).map(at).collect();
    Ok(vm.new_bytes(&row)?.value())
}

fn setitem(vm: &mut Vm, v: Value, key: Value, item: Option<Value>) -> PyResult<()> {
    let map = this(v);
    writable(vm, &map)?;
    let Some(slice) = key.cast::<Slice>() else {
        let at = position(vm, &map, key)?;
        let Some(item) = item else { return Err(vm.type_error("mmap doesn't support item deletion")) };
        if item.as_int().is_none() && vm.type_of(item).slots.index.get().is_none() {
            return Err(vm.type_error("mmap item value must be an int"));
        }
        let Ok(byte) = u8::try_from(vm.index_i64(item)?) else {
            return Err(vm.value_error("mmap item value must be in range(0, 256)"));
        };
        if let Some(cell) = writable(vm, &map)?.get(at) {
            cell.set(byte);
        }
        return Ok(());
    };
    let bounds = slice.bounds(vm)?;
    let Some(item) = item else { return Err(vm.type_error("mmap object doesn't support slice deletion")) };
    let row = copied_bytes(vm, item)?;
    let cells = writable(vm, &map)?;
    let range = bounds.resolve(cells.len());
    if row.len() != range.count {
        return Err(vm.index_error("mmap slice assignment is wrong size"));
    }
    for (i, byte) in row.iter().enumerate() {
        cells[(range.start as i64 + range.step * i as i64) as usize].set(*byte);
    }
    Ok(())
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let map = this(v);
    let name = vm.type_of(v).name_str();
    let text = if map.data.get().is_null() {
        format!("<{name} closed=True>")
    } else {
        let access = ["ACCESS_DEFAULT", "ACCESS_READ", "ACCESS_WRITE", "ACCESS_COPY"][map.access as usize & 3];
        let (len, pos, offset) = (map.len.get(), map.pos.get(), map.offset);
        format!("<{name} closed=False, access={access}, length={len}, pos={pos}, offset={offset}>")
    };
    Ok(vm.new_str(&text)?.value())
}

fn buffer(vm: &mut Vm, v: Value, to_write: bool) -> PyResult<Buffer> {
    let map = this(v);
    let cells = memory(vm, &map)?;
    if to_write && !map.may_write() {
        return Err(vm.buffer_error("Object is not writable."));
    }
    map.exports.set(map.exports.get() + 1);
    let mut shown = Buffer::writable(v, cells, |_, owner| {
        if let Some(map) = owner.cast::<Map>() {
            map.exports.set(map.exports.get().saturating_sub(1));
        }
    });
    shown.readonly = !map.may_write();
    Ok(shown)
}

static SPEC: TypeSpec = TypeSpec {
    name: "mmap",
    module: "mmap",
    doc: Some("Maps length bytes from the file specified by the file descriptor fileno, or anonymous memory."),
    kind: Some(Map::INFO),
    flags: TypeFlags::BASE,
    weakrefs: true,
    new: Some(new::as_new),
    methods: defs![
        close,
        find,
        flush,
        madvise,
        move_within,
        read,
        read_byte,
        readline,
        resize,
        rfind,
        seek,
        seekable,
        size,
        tell,
        write,
        write_byte,
        enter,
        exit
    ],
    getset: &[GetSetDef {
        name: "closed",
        doc: "Whether the memory was given back.",
        get: |_, v| Ok(Value::bool(this(v).data.get().is_null())),
        set: None,
    }],
    slots: |s| {
        s.repr.set(Some(repr));
        s.len.set(Some(len));
        s.getitem.set(Some(getitem));
        s.setitem.set(Some(setitem));
        s.buffer.set(Some(buffer));
    },
    ..TypeSpec::EMPTY
};

const CONSTANTS: [(&str, i32); 33] = [
    ("ACCESS_DEFAULT", ACCESS_DEFAULT as i32),
    ("ACCESS_READ", ACCESS_READ as i32),
    ("ACCESS_WRITE", ACCESS_WRITE as i32),
    ("ACCESS_COPY", ACCESS_COPY as i32),
    ("MADV_DODUMP", libc::MADV_DODUMP),
    ("MADV_DOFORK", libc::MADV_DOFORK),
    ("MADV_DONTDUMP", libc::MADV_DONTDUMP),
    ("MADV_DONTFORK", libc::MADV_DONTFORK),
    ("MADV_DONTNEED", libc::MADV_DONTNEED),
    ("MADV_FREE", libc::MADV_FREE),
    ("MADV_HUGEPAGE", libc::MADV_HUGEPAGE),
    ("MADV_HWPOISON", libc::MADV_HWPOISON),
    ("MADV_MERGEABLE", libc::MADV_MERGEABLE),
    ("MADV_NOHUGEPAGE", libc::MADV_NOHUGEPAGE),
    ("MADV_NORMAL", libc::MADV_NORMAL),
    ("MADV_RANDOM", libc::MADV_RANDOM),
    ("MADV_REMOVE", libc::MADV_REMOVE),
    ("MADV_SEQUENTIAL", libc::MADV_SEQUENTIAL),
    ("MADV_UNMERGEABLE", libc::MADV_UNMERGEABLE),
    ("MADV_WILLNEED", libc::MADV_WILLNEED),
    ("MAP_ANON", libc::MAP_ANON),
    ("MAP_ANONYMOUS", libc::MAP_ANONYMOUS),
    ("MAP_DENYWRITE", libc::MAP_DENYWRITE),
    ("MAP_EXECUTABLE", libc::MAP_EXECUTABLE),
    ("MAP_NORESERVE", libc::MAP_NORESERVE),
    ("MAP_POPULATE", libc::MAP_POPULATE),
    ("MAP_PRIVATE", libc::MAP_PRIVATE),
    ("MAP_SHARED", libc::MAP_SHARED),
    ("MAP_STACK", libc::MAP_STACK),
    ("PROT_EXEC", libc::PROT_EXEC),
    ("PROT_READ", libc::PROT_READ),
    ("PROT_WRITE", libc::PROT_WRITE),
    #[cfg(target_arch = "x86_64")]
    ("MAP_32BIT", libc::MAP_32BIT),
    #[cfg(not(target_arch = "x86_64"))]
    ("MAP_GROWSDOWN", libc::MAP_GROWSDOWN),
];

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let module = vm.new_module("mmap", Some("Files and memory mapped into the process."), &[])?;
    let object = vm.types.object;
    let ty = vm.new_type(&SPEC, object)?;
    module.add(vm, "mmap", ty)?;
    module.add(vm, "error", vm.exc.os_error)?;
    // SAFETY: takes no memory.
    let page = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
    for name in ["PAGESIZE", "ALLOCATIONGRANULARITY"] {
        module.add(vm, name, Value::small(page))?;
    }
    for (name, n) in CONSTANTS {
        module.add(vm, name, n)?;
    }
    Ok(module)
}
