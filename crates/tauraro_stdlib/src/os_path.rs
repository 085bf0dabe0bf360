//! Arguments that name files: paths of any kind, descriptors, and the C integers of the
//! operating system's functions. Each is a parameter type of `#[pyfunction]`.

use rustpython_wtf8::{CodePoint, Wtf8, Wtf8Buf};
use std::ffi::CString;
use tauraro_core::builtin::{FromArg, Signature};
use tauraro_core::object::{Bytes, Str};
use tauraro_core::{Gc, PyResult, Raised, Value, Vm};

/// A file's name: str, bytes or an object with `__fspath__`.
pub(crate) struct Path {
    /// What was passed, for errors.
    pub(crate) value: Value,
    pub(crate) text: CString,
    /// It was bytes, so results are bytes too.
    pub(crate) is_bytes: bool,
}

impl Path {
    pub(crate) fn ptr(&self) -> *const libc::c_char {
        self.text.as_ptr()
    }
}

/// A path or an open descriptor.
pub(crate) enum Target {
    Path(Path),
    Fd(i32),
}

/// A path, a descriptor or None (the present folder).
pub(crate) struct OptionalTarget(pub(crate) Option<Target>);

/// `dir_fd=`: the folder that relative paths start from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct DirFd(pub(crate) i32);

impl DirFd {
    pub(crate) const HERE: DirFd = DirFd(libc::AT_FDCWD);

    pub(crate) fn or_here(this: Option<DirFd>) -> i32 {
        this.unwrap_or(DirFd::HERE).0
    }
}

/// A C int.
#[derive(Clone, Copy)]
pub(crate) struct CInt(pub(crate) i32);

/// An open descriptor: an int or an object with `fileno()`.
#[derive(Clone, Copy)]
pub(crate) struct Fd(pub(crate) i32);

/// The file system's bytes of a text: UTF-8, with the bytes that were none restored.
pub(crate) fn encode(vm: &mut Vm, text: Gc<Str>) -> PyResult<Vec<u8>> {
    if let Some(plain) = text.as_str() {
        return Ok(plain.as_bytes().to_vec());
    }
    let mut bytes = Vec::with_capacity(text.byte_len());
    for point in text.as_wtf8().code_points() {
        let code = point.to_u32();
        match point.to_char() {
            Some(c) => bytes.extend(c.encode_utf8(&mut [0; 4]).bytes()),
            None if (0xDC80..=0xDCFF).contains(&code) => bytes.push((code - 0xDC00) as u8),
            None => {
                // The codec raises the error that names the character.
                let (codec, handler) = (vm.intern("utf-8").value(), vm.intern("surrogateescape").value());
                vm.call_method(text.value(), "encode", &[codec, handler])?;
            }
        }
    }
    Ok(bytes)
}

/// The text of the file system's bytes: what is not UTF-8 becomes lone surrogates.
pub(crate) fn decode(vm: &mut Vm, bytes: &[u8]) -> PyResult<Gc<Str>> {
    match std::str::from_utf8(bytes) {
        Ok(text) => vm.new_str(text),
        Err(_) => vm.new_str_wtf8(&decode_lossless(bytes)),
    }
}

fn decode_lossless(mut bytes: &[u8]) -> Wtf8Buf {
    let mut text = Wtf8Buf::with_capacity(bytes.len() + 16);
    loop {
        match std::str::from_utf8(bytes) {
            Ok(rest) => {
                text.push_str(rest);
                return text;
            }
            Err(error) => {
                let valid = error.valid_up_to();
                text.push_wtf8(Wtf8::new(std::str::from_utf8(&bytes[..valid]).unwrap_or_default()));
                if let Some(c) = CodePoint::from_u32(0xDC00 + u32::from(bytes[valid])) {
                    text.push(c);
                }
                bytes = &bytes[valid + 1..];
            }
        }
    }
}

/// A name of the file system as str or bytes.
pub(crate) fn name(vm: &mut Vm, bytes: &[u8], as_bytes: bool) -> PyResult {
    if as_bytes { Ok(vm.new_bytes(bytes)?.value()) } else { Ok(decode(vm, bytes)?.value()) }
}

/// What `os.fspath` gives. Raises TypeError.
pub(crate) fn fspath(vm: &mut Vm, v: Value) -> PyResult {
    if v.cast::<Str>().is_some() || v.cast::<Bytes>().is_some() {
        return Ok(v);
    }
    let name = vm.names.fspath;
    let Some(path) = vm.call_special(v, name, &[])? else {
        let text = format!("expected str, bytes or os.PathLike object, not {}", vm.type_name(v));
        return Err(vm.type_error(text));
    };
    if path.cast::<Str>().is_some() || path.cast::<Bytes>().is_some() {
        return Ok(path);
    }
    let (ty, got) = (vm.type_of(v).short_name(), vm.type_name(path));
    Err(vm.type_error(format!("expected {ty}.__fspath__() to return str or bytes, not {got}")))
}

/// The bytes of a str or bytes object; `None`: it is neither.
fn path_bytes(vm: &mut Vm, v: Value) -> PyResult<Option<(Vec<u8>, bool)>> {
    if let Some(text) = v.cast::<Str>() {
        return Ok(Some((encode(vm, text)?, false)));
    }
    Ok(v.cast::<Bytes>().map(|b| (b.as_bytes().to_vec(), true)))
}

/// The path in an argument; `function` is named in errors, `None` if it is no path.
pub(crate) fn path_of(vm: &mut Vm, v: Value, function: &str) -> PyResult<Option<Path>> {
    let (value, found) = match path_bytes(vm, v)? {
        Some(found) => (v, Some(found)),
        None => {
            let ty = vm.type_of(v);
            let name = vm.names.fspath;
            match vm.lookup(ty, name).and_then(Value::non_none) {
                Some(_) => {
                    let path = fspath(vm, v)?;
                    (path, path_bytes(vm, path)?)
                }
                None => return Ok(None),
            }
        }
    };
    let Some((bytes, is_bytes)) = found else { return Ok(None) };
    match CString::new(bytes) {
        Ok(text) => Ok(Some(Path { value, text, is_bytes })),
        Err(_) => Err(vm.value_error(format!("{function}: embedded null character in path"))),
    }
}

#[cold]
fn no_path(vm: &mut Vm, v: Value, sig: &Signature, at: usize, kinds: &str) -> Raised {
    let got = vm.type_name(v);
    vm.type_error(format!("{}: {} should be {kinds}, not {got}", sig.name, sig.params[at].name))
}

fn required(vm: &mut Vm, arg: Option<Value>, sig: &Signature, at: usize) -> PyResult {
    // Absent arguments raise as any absent argument does.
    Value::from_arg(vm, arg, sig, at)
}

impl FromArg for Path {
    fn from_arg(vm: &mut Vm, arg: Option<Value>, sig: &Signature, at: usize) -> PyResult<Path> {
        let v = required(vm, arg, sig, at)?;
        match path_of(vm, v, sig.name)? {
            Some(path) => Ok(path),
            None => Err(no_path(vm, v, sig, at, "string, bytes or os.PathLike")),
        }
    }
}

/// A descriptor among the values of a path argument; `None`: the value is no int.
fn path_fd(vm: &mut Vm, v: Value) -> PyResult<Option<i32>> {
    let ty = vm.type_of(v);
    if ty.slots.index.get().is_none() {
        return Ok(None);
    }
    let number = vm.index(v)?;
    match number.as_i64() {
        Some(fd) if fd > i64::from(i32::MAX) => Err(vm.overflow_error("fd is greater than maximum")),
        Some(fd) if fd < i64::from(i32::MIN) => Err(vm.overflow_error("fd is less than minimum")),
        Some(fd) => Ok(Some(fd as i32)),
        None => Err(vm.overflow_error("fd is greater than maximum")),
    }
}

impl FromArg for Target {
    fn from_arg(vm: &mut Vm, arg: Option<Value>, sig: &Signature, at: usize) -> PyResult<Target> {
        let v = required(vm, arg, sig, at)?;
        if let Some(path) = path_of(vm, v, sig.name)? {
            return Ok(Target::Path(path));
        }
        match path_fd(vm, v)? {
            Some(fd) => Ok(Target::Fd(fd)),
            None => Err(no_path(vm, v, sig, at, "string, bytes, os.PathLike or integer")),
        }
    }
}

impl FromArg for OptionalTarget {
    fn from_arg(vm: &mut Vm, arg: Option<Value>, sig: &Signature, at: usize) -> PyResult<OptionalTarget> {
        let Some(v) = arg.and_then(Value::non_none) else { return Ok(OptionalTarget(None)) };
        if let Some(path) = path_of(vm, v, sig.name)? {
            return Ok(OptionalTarget(Some(Target::Path(path))));
        }
        match path_fd(vm, v)? {
            Some(fd) => Ok(OptionalTarget(Some(Target::Fd(fd)))),
            None => Err(no_path(vm, v, sig, at, "string, bytes, os.PathLike, integer or None")),
        }
    }
}

impl FromArg for DirFd {
    fn from_arg(vm: &mut Vm, arg: Option<Value>, _: &Signature, _: usize) -> PyResult<DirFd> {
        let Some(v) = arg.and_then(Value::non_none) else { return Ok(DirFd::HERE) };
        match path_fd(vm, v)? {
            Some(fd) => Ok(DirFd(fd)),
            None => {
                let text = format!("argument should be integer or None, not {}", vm.type_name(v));
                Err(vm.type_error(text))
            }
        }
    }
}

/// An object as a C int. Raises OverflowError.
pub(crate) fn c_int(vm: &mut Vm, v: Value) -> PyResult<i32> {
    let number = vm.index(v)?;
    match number.as_i64().and_then(|i| i32::try_from(i).ok()) {
        Some(i) => Ok(i),
        None => Err(vm.overflow_error("Python int too large to convert to C int")),
    }
}

impl FromArg for CInt {
    fn from_arg(vm: &mut Vm, arg: Option<Value>, sig: &Signature, at: usize) -> PyResult<CInt> {
        let v = required(vm, arg, sig, at)?;
        c_int(vm, v).map(CInt)
    }
}

/// The descriptor of an int or of an object with `fileno()`.
pub(crate) fn descriptor(vm: &mut Vm, v: Value) -> PyResult<i32> {
    let fd = if v.as_int().is_some() {
        c_int(vm, v)?
    } else {
        let name = vm.names.fileno;
        let Some(method) = vm.getattr_opt(v, name)? else {
            return Err(vm.type_error("argument must be an int, or have a fileno() method."));
        };
        let number = vm.call(method, &[])?;
        if number.as_int().is_none() {
            return Err(vm.type_error("fileno() returned a non-integer"));
        }
        c_int(vm, number)?
    };
    if fd < 0 {
        return Err(vm.value_error(format!("file descriptor cannot be a negative integer ({fd})")));
    }
    Ok(fd)
}

impl FromArg for Fd {
    fn from_arg(vm: &mut Vm, arg: Option<Value>, sig: &Signature, at: usize) -> PyResult<Fd> {
        let v = required(vm, arg, sig, at)?;
        descriptor(vm, v).map(Fd)
    }
}
