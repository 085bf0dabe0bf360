//! `_stat`: the bits of file modes, as functions and numbers.

use tauraro_core::heap::Gc;
use tauraro_core::object::Module;
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};

macro_rules! kinds {
    ($( $(#[doc = $doc:literal])* $name:ident $sig:literal $bits:expr; )*) => {
        $( $(#[doc = $doc])* #[pyfunction($sig)]
        fn $name(vm: &mut Vm, mode: Value) -> PyResult<bool> {
            Ok(mode_of(vm, mode)? & libc::S_IFMT == $bits)
        } )*
    };
}

kinds! {
    /// Whether the mode is that of a folder.
    s_isdir "S_ISDIR(mode, /)" libc::S_IFDIR;
    /// Whether the mode is that of a character device.
    s_ischr "S_ISCHR(mode, /)" libc::S_IFCHR;
    /// Whether the mode is that of a block device.
    s_isblk "S_ISBLK(mode, /)" libc::S_IFBLK;
    /// Whether the mode is that of a regular file.
    s_isreg "S_ISREG(mode, /)" libc::S_IFREG;
    /// Whether the mode is that of a named pipe.
    s_isfifo "S_ISFIFO(mode, /)" libc::S_IFIFO;
    /// Whether the mode is that of a symbolic link.
    s_islnk "S_ISLNK(mode, /)" libc::S_IFLNK;
    /// Whether the mode is that of a socket.
    s_issock "S_ISSOCK(mode, /)" libc::S_IFSOCK;
}

macro_rules! never {
    ($( $(#[doc = $doc:literal])* $name:ident $sig:literal; )*) => {
        $( $(#[doc = $doc])* #[pyfunction($sig)]
        fn $name(vm: &mut Vm, mode: Value) -> PyResult<bool> {
            mode_of(vm, mode).map(|_| false)
        } )*
    };
}

never! {
    /// Whether the mode is that of a door, which this system does not have.
    s_isdoor "S_ISDOOR(mode, /)";
    /// Whether the mode is that of an event port, which this system does not have.
    s_isport "S_ISPORT(mode, /)";
    /// Whether the mode is that of a whiteout, which this system does not have.
    s_iswht "S_ISWHT(mode, /)";
}

/// A mode argument.
fn mode_of(vm: &mut Vm, mode: Value) -> PyResult<u32> {
    let number = vm.index(mode)?;
    match number.as_i64() {
        Some(mode) if mode < 0 => Err(vm.overflow_error("can't convert negative int to unsigned")),
        Some(mode) => u32::try_from(mode).map_err(|_| vm.overflow_error("mode out of range")),
        None => Err(vm.overflow_error("Python int too large to convert to C unsigned long")),
    }
}

/// The bits of a mode that can be set.
#[pyfunction("S_IMODE(mode, /)")]
fn s_imode(vm: &mut Vm, mode: Value) -> PyResult<i64> {
    Ok((mode_of(vm, mode)? & 0o7777).into())
}

/// The bits of a mode that tell the file's kind.
#[pyfunction("S_IFMT(mode, /)")]
fn s_ifmt(vm: &mut Vm, mode: Value) -> PyResult<i64> {
    Ok((mode_of(vm, mode)? & libc::S_IFMT).into())
}

/// A mode as `ls -l` shows it: `-rwxrwxrwx`.
#[pyfunction("filemode(mode, /)")]
fn filemode(vm: &mut Vm, mode: Value) -> PyResult<String> {
    let mode = mode_of(vm, mode)?;
    let mut text = String::with_capacity(10);
    text.push(match mode & libc::S_IFMT {
        libc::S_IFREG => '-',
        libc::S_IFDIR => 'd',
        libc::S_IFLNK => 'l',
        libc::S_IFBLK => 'b',
        libc::S_IFCHR => 'c',
        libc::S_IFIFO => 'p',
        libc::S_IFSOCK => 's',
        _ => '?',
    });
    for (shift, special, both, alone) in
        [(6, libc::S_ISUID, 's', 'S'), (3, libc::S_ISGID, 's', 'S'), (0, libc::S_ISVTX, 't', 'T')]
    {
        let bits = mode >> shift;
        text.push(if bits & 4 != 0 { 'r' } else { '-' });
        text.push(if bits & 2 != 0 { 'w' } else { '-' });
        text.push(match (bits & 1 != 0, mode & special != 0) {
            (true, true) => both,
            (false, true) => alone,
            (true, false) => 'x',
            (false, false) => '-',
        });
    }
    Ok(text)
}

const NUMBERS: &[(&str, u32)] = &[
    ("SF_APPEND", 0x40000),
    ("SF_ARCHIVED", 0x10000),
    ("SF_DATALESS", 0x40000000),
    ("SF_FIRMLINK", 0x800000),
    ("SF_IMMUTABLE", 0x20000),
    ("SF_NOUNLINK", 0x100000),
    ("SF_SETTABLE", 0xffff0000),
    ("SF_SNAPSHOT", 0x200000),
    ("ST_ATIME", 7),
    ("ST_CTIME", 9),
    ("ST_DEV", 2),
    ("ST_GID", 5),
    ("ST_INO", 1),
    ("ST_MODE", 0),
    ("ST_MTIME", 8),
    ("ST_NLINK", 3),
    ("ST_SIZE", 6),
    ("ST_UID", 4),
    ("S_ENFMT", 0o2000),
    ("S_IEXEC", 0o100),
    ("S_IFBLK", 0o60000),
    ("S_IFCHR", 0o20000),
    ("S_IFDIR", 0o40000),
    ("S_IFDOOR", 0o0),
    ("S_IFIFO", 0o10000),
    ("S_IFLNK", 0o120000),
    ("S_IFPORT", 0o0),
    ("S_IFREG", 0o100000),
    ("S_IFSOCK", 0o140000),
    ("S_IFWHT", 0o0),
    ("S_IREAD", 0o400),
    ("S_IRGRP", 0o40),
    ("S_IROTH", 0o4),
    ("S_IRUSR", 0o400),
    ("S_IRWXG", 0o70),
    ("S_IRWXO", 0o7),
    ("S_IRWXU", 0o700),
    ("S_ISGID", 0o2000),
    ("S_ISUID", 0o4000),
    ("S_ISVTX", 0o1000),
    ("S_IWGRP", 0o20),
    ("S_IWOTH", 0o2),
    ("S_IWRITE", 0o200),
    ("S_IWUSR", 0o200),
    ("S_IXGRP", 0o10),
    ("S_IXOTH", 0o1),
    ("S_IXUSR", 0o100),
    ("UF_APPEND", 4),
    ("UF_COMPRESSED", 0x20),
    ("UF_DATAVAULT", 0x80),
    ("UF_HIDDEN", 0x8000),
    ("UF_IMMUTABLE", 2),
    ("UF_NODUMP", 1),
    ("UF_NOUNLINK", 0x10),
    ("UF_OPAQUE", 8),
    ("UF_SETTABLE", 0xffff),
    ("UF_TRACKED", 0x40),
];

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let functions = defs![
        s_isdir, s_ischr, s_isblk, s_isreg, s_isfifo, s_islnk, s_issock, s_isdoor, s_isport, s_iswht, s_imode, s_ifmt,
        filemode,
    ];
    let module = vm.new_module("_stat", Some("The bits of file modes."), functions)?;
    for (name, number) in NUMBERS {
        module.add(vm, name, Value::small(i64::from(*number)))?;
    }
    Ok(module)
}
