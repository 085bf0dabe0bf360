//! Listing folders: `listdir`, `scandir` and its entries.

use super::stat::{stat_at, stat_result};
use super::types;
use crate::kinds;
use crate::os_call::{errno, error, path_error, set_errno};
use crate::os_path::{OptionalTarget, Path, Target, name};
use std::cell::{Cell, RefCell};
use std::ffi::{CStr, CString};
use tauraro_core::builtin::FnDef;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::GetSetDef;
use tauraro_core::{PyResult, Value, Vm, defs, payload, pyfunction};

pub(super) const FUNCTIONS: &[&FnDef] = defs![listdir, scandir,];

/// One name in a folder, as the operating system gives it.
struct Found {
    name: CString,
    inode: u64,
    kind: u8,
}

/// Everything in a folder but `.` and `..`, in the operating system's order.
fn read_folder(vm: &mut Vm, folder: &Target, shown: Value) -> PyResult<Vec<Found>> {
    // SAFETY: the path ends with NUL; the duplicate belongs to the stream that is opened on it.
    let stream = unsafe {
        match folder {
            Target::Path(path) => libc::opendir(path.ptr()),
            Target::Fd(fd) => match libc::fcntl(*fd, libc::F_DUPFD_CLOEXEC, 0) {
                -1 => std::ptr::null_mut(),
                copy => {
                    let stream = libc::fdopendir(copy);
                    if stream.is_null() {
                        let e = errno();
                        libc::close(copy);
                        set_errno(e);
                    }
                    stream
                }
            },
        }
    };
    if stream.is_null() {
        let e = errno();
        return Err(path_error(vm, e, shown));
    }
    let mut found = Vec::new();
    let failed = loop {
        set_errno(0);
        // SAFETY: the stream is open; an entry is valid until the next call.
        let entry = unsafe { libc::readdir64(stream) };
        if entry.is_null() {
            break errno();
        }
        // SAFETY: as above; the name ends with NUL.
        let (text, inode, kind) =
            unsafe { (CStr::from_ptr((*entry).d_name.as_ptr()), (*entry).d_ino, (*entry).d_type) };
        if text != c"." && text != c".." {
            found.push(Found { name: text.to_owned(), inode, kind });
        }
    };
    // SAFETY: the stream is open and not used any more. Descriptors that were passed stay at
    // the folder's start, since the duplicate shares its place with them.
    unsafe {
        if matches!(folder, Target::Fd(_)) {
            libc::rewinddir(stream);
        }
        libc::closedir(stream);
    }
    if failed == 0 { Ok(found) } else { Err(path_error(vm, failed, shown)) }
}

/// The folder of an argument, how it is shown in errors, and whether names are bytes.
fn folder_of(vm: &mut Vm, path: OptionalTarget) -> (Target, Value, bool) {
    match path.0 {
        Some(Target::Path(path)) => {
            let (value, is_bytes) = (path.value, path.is_bytes);
            (Target::Path(path), value, is_bytes)
        }
        Some(Target::Fd(fd)) => (Target::Fd(fd), Value::small(fd.into()), false),
        None => {
            let value = vm.intern(".").value();
            (Target::Path(Path { value, text: c".".to_owned(), is_bytes: false }), value, false)
        }
    }
}

/// Names of everything in a folder.
#[pyfunction("listdir(path=None)")]
pub(super) fn listdir(vm: &mut Vm, path: Option<OptionalTarget>) -> PyResult {
    let (folder, shown, is_bytes) = folder_of(vm, path.unwrap_or(OptionalTarget(None)));
    let list = vm.new_list(&[])?;
    for found in read_folder(vm, &folder, shown)? {
        let name = name(vm, found.name.as_bytes(), is_bytes)?;
        list.push(vm, name)?;
    }
    Ok(list.value())
}

/// `posix.ScandirIterator`: the folder was read whole when it was made.
pub(crate) struct ScandirIterator {
    left: RefCell<std::vec::IntoIter<Found>>,
    /// The folder as it was passed, in front of the entries' names; None for descriptors.
    folder: Slot,
    fd: i32,
    is_bytes: bool,
}

payload!(ScandirIterator, kinds::SCANDIR_ITERATOR, "posix.ScandirIterator", [folder]);

/// Entries of a folder with what is known of them.
#[pyfunction("scandir(path=None)")]
pub(super) fn scandir(vm: &mut Vm, path: Option<OptionalTarget>) -> PyResult {
    let (folder, shown, is_bytes) = folder_of(vm, path.unwrap_or(OptionalTarget(None)));
    let found = read_folder(vm, &folder, shown)?;
    let (prefix, fd) = match folder {
        Target::Path(_) => (shown, libc::AT_FDCWD),
        Target::Fd(fd) => (Value::NONE, fd),
    };
    let payload = ScandirIterator { left: RefCell::new(found.into_iter()), folder: Slot::new(prefix), fd, is_bytes };
    let shape = types(vm).scandir_iterator.root_shape.get();
    Ok(vm.alloc(shape, payload).value())
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let Some(this) = v.cast::<ScandirIterator>() else { unreachable!("the slot is that of the type") };
    let found = this.left.borrow_mut().next();
    let Some(found) = found else { return Ok(None) };
    entry(vm, this, found).map(Some)
}

/// `folder/name`
fn joined(vm: &mut Vm, folder: Value, entry: &[u8], as_bytes: bool) -> PyResult {
    let prefix = match crate::os_path::path_of(vm, folder, "scandir")? {
        Some(path) => path.text.into_bytes(),
        None => Vec::new(),
    };
    let mut path = prefix;
    if !path.is_empty() && !path.ends_with(b"/") {
        path.push(b'/');
    }
    path.extend_from_slice(entry);
    name(vm, &path, as_bytes)
}

fn entry(vm: &mut Vm, this: Gc<ScandirIterator>, found: Found) -> PyResult {
    let shown = name(vm, found.name.as_bytes(), this.is_bytes)?;
    let path = if this.folder.get().is_none() {
        shown
    } else {
        joined(vm, this.folder.get(), found.name.as_bytes(), this.is_bytes)?
    };
    let payload = DirEntry {
        name: Slot::new(shown),
        path: Slot::new(path),
        fd: this.fd,
        inode: found.inode,
        kind: found.kind,
        stat: Slot::new(Value::UNBOUND),
        lstat: Slot::new(Value::UNBOUND),
        gone: Cell::new(false),
    };
    let shape = types(vm).dir_entry.root_shape.get();
    Ok(vm.alloc(shape, payload).value())
}

/// Ends the iteration.
#[pyfunction("ScandirIterator.close($self, /)")]
fn close(_: &mut Vm, this: Gc<ScandirIterator>) {
    *this.left.borrow_mut() = Vec::new().into_iter();
}

/// The iterator itself.
#[pyfunction("ScandirIterator.__enter__($self, /)")]
fn enter(_: &mut Vm, this: Gc<ScandirIterator>) -> Value {
    this.value()
}

/// Ends the iteration.
#[pyfunction("ScandirIterator.__exit__($self, /, *args)")]
fn exit(vm: &mut Vm, this: Gc<ScandirIterator>, _args: &[Value]) {
    close(vm, this);
}

pub(super) static SCANDIR_ITERATOR: TypeSpec = TypeSpec {
    name: "ScandirIterator",
    module: "posix",
    kind: Some(ScandirIterator::INFO),
    methods: defs![close, enter, exit],
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v)));
        s.iternext.set(Some(next));
    },
    ..TypeSpec::EMPTY
};

/// `os.DirEntry`: a name in a folder, and what is asked of the file only when needed.
pub(crate) struct DirEntry {
    name: Slot,
    path: Slot,
    /// The folder's descriptor if it was listed by one.
    fd: i32,
    inode: u64,
    kind: u8,
    /// What `stat` gave.
    stat: Slot,
    lstat: Slot,
    gone: Cell<bool>,
}

payload!(DirEntry, kinds::DIR_ENTRY, "os.DirEntry", [name, path, stat, lstat]);

/// The file's path as the operating system wants it.
fn file_of(vm: &mut Vm, this: Gc<DirEntry>) -> PyResult<Path> {
    match crate::os_path::path_of(vm, this.path.get(), "DirEntry")? {
        Some(path) => Ok(path),
        None => Err(error(vm, libc::EINVAL)),
    }
}

fn stat_cached(vm: &mut Vm, this: Gc<DirEntry>, follow: bool) -> PyResult {
    if follow && this.kind != libc::DT_LNK && this.kind != libc::DT_UNKNOWN {
        return stat_cached(vm, this, false);
    }
    let slot = if follow { &this.stat } else { &this.lstat };
    if !slot.get().is_unbound() {
        return Ok(slot.get());
    }
    let path = file_of(vm, this)?;
    match stat_at(vm, this.fd, &path, follow)? {
        Ok(found) => {
            let made = stat_result(vm, &found)?;
            this.set(slot, made);
            Ok(made)
        }
        Err(e) => Err(path_error(vm, e, path.value)),
    }
}

/// What is known of the file; asked for once.
#[pyfunction("DirEntry.stat($self, /, *, follow_symlinks=True)")]
fn stat(vm: &mut Vm, this: Gc<DirEntry>, follow_symlinks: Option<bool>) -> PyResult {
    stat_cached(vm, this, follow_symlinks.unwrap_or(true))
}

/// Whether the file is of that kind: known from the listing, or asked for.
fn is_kind(vm: &mut Vm, this: Gc<DirEntry>, follow: bool, kind: u8, bits: u32) -> PyResult<bool> {
    let needs_stat = this.kind == libc::DT_UNKNOWN || follow && this.kind == libc::DT_LNK;
    if !needs_stat {
        return Ok(this.kind == kind);
    }
    if this.gone.get() {
        return Ok(false);
    }
    let result = stat_cached(vm, this, follow);
    let missing = vm.exc.file_not_found_error;
    match vm.catching(result, missing)? {
        Some(found) => {
            let mode = found.cast::<tauraro_core::Tuple>().and_then(|t| t.get(0)).and_then(|v| v.as_i64());
            Ok(mode.unwrap_or(0) as u32 & libc::S_IFMT == bits)
        }
        None => {
            this.gone.set(true);
            Ok(false)
        }
    }
}

/// Whether it is a folder.
#[pyfunction("DirEntry.is_dir($self, /, *, follow_symlinks=True)")]
fn is_dir(vm: &mut Vm, this: Gc<DirEntry>, follow_symlinks: Option<bool>) -> PyResult<bool> {
    is_kind(vm, this, follow_symlinks.unwrap_or(true), libc::DT_DIR, libc::S_IFDIR)
}

/// Whether it is a regular file.
#[pyfunction("DirEntry.is_file($self, /, *, follow_symlinks=True)")]
fn is_file(vm: &mut Vm, this: Gc<DirEntry>, follow_symlinks: Option<bool>) -> PyResult<bool> {
    is_kind(vm, this, follow_symlinks.unwrap_or(true), libc::DT_REG, libc::S_IFREG)
}

/// Whether it is a symbolic link.
#[pyfunction("DirEntry.is_symlink($self, /)")]
fn is_symlink(vm: &mut Vm, this: Gc<DirEntry>) -> PyResult<bool> {
    is_kind(vm, this, false, libc::DT_LNK, libc::S_IFLNK)
}

/// Whether it is a junction, which only Windows has.
#[pyfunction("DirEntry.is_junction($self, /)")]
fn is_junction(_: &mut Vm, _this: Gc<DirEntry>) -> bool {
    false
}

/// The file's number on its file system.
#[pyfunction("DirEntry.inode($self, /)")]
fn inode(vm: &mut Vm, this: Gc<DirEntry>) -> Value {
    vm.new_uint(this.inode)
}

/// The entry's path.
#[pyfunction("DirEntry.__fspath__($self, /)")]
fn fspath(_: &mut Vm, this: Gc<DirEntry>) -> Value {
    this.path.get()
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let Some(this) = v.cast::<DirEntry>() else { unreachable!("the slot is that of the type") };
    let name = vm.repr(this.name.get())?.to_string_lossy();
    Ok(vm.new_str(&format!("<DirEntry {name}>"))?.value())
}

fn get_name(_: &mut Vm, v: Value) -> PyResult {
    Ok(v.cast::<DirEntry>().map_or(Value::NONE, |this| this.name.get()))
}

fn get_path(_: &mut Vm, v: Value) -> PyResult {
    Ok(v.cast::<DirEntry>().map_or(Value::NONE, |this| this.path.get()))
}

/// `DirEntry[str]`
#[pyfunction("DirEntry.__class_getitem__($cls, item, /)")]
fn class_getitem(vm: &mut Vm, cls: Gc<tauraro_core::Type>, item: Value) -> PyResult {
    let alias = vm.types.generic_alias.value();
    vm.call(alias, &[cls.value(), item])
}

pub(super) static DIR_ENTRY: TypeSpec = TypeSpec {
    name: "DirEntry",
    module: "posix",
    kind: Some(DirEntry::INFO),
    methods: defs![stat, is_dir, is_file, is_symlink, is_junction, inode, fspath, class_getitem],
    getset: &[
        GetSetDef {
            name: "name",
            doc: "The entry's name, without its folder.",
            get: get_name,
            set: Some(tauraro_core::object::readonly),
        },
        GetSetDef {
            name: "path",
            doc: "The entry's path, its folder as it was passed to scandir.",
            get: get_path,
            set: Some(tauraro_core::object::readonly),
        },
    ],
    slots: |s| s.repr.set(Some(repr)),
    ..TypeSpec::EMPTY
};
