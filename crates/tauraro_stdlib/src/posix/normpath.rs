//! Paths as texts: `os.path.normpath` and `os.path.splitroot`.

use crate::os_path::fspath;
use rustpython_wtf8::Wtf8Buf;
use tauraro_core::builtin::FnDef;
use tauraro_core::object::{Bytes, Str};
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};

pub(super) const FUNCTIONS: &[&FnDef] = defs![path_normpath, path_splitroot_ex,];

/// The root of a path: nothing, one slash, or exactly two.
fn root_length(path: &[u8]) -> usize {
    match path.iter().take_while(|b| **b == b'/').count() {
        2 => 2,
        0 => 0,
        _ => 1,
    }
}

/// Removes `.`, empty parts and `name/..`, without looking at any file.
fn normalised(path: &[u8]) -> Vec<u8> {
    let root = root_length(path);
    let mut parts: Vec<&[u8]> = Vec::new();
    for part in path[root..].split(|b| *b == b'/') {
        match part {
            b"" | b"." => (),
            b".." => match parts.last() {
                Some(last) if *last != b".." => {
                    parts.pop();
                }
                None if root > 0 => (),
                _ => parts.push(part),
            },
            _ => parts.push(part),
        }
    }
    let mut text = path[..root].to_vec();
    text.extend(parts.join(&b'/'));
    if text.is_empty() { b".".to_vec() } else { text }
}

/// The bytes of a str (WTF-8) or bytes object.
fn text_of(v: Value) -> (Vec<u8>, bool) {
    if let Some(text) = v.cast::<Str>() {
        return (text.as_bytes().to_vec(), false);
    }
    (v.cast::<Bytes>().map(|b| b.as_bytes().to_vec()).unwrap_or_default(), true)
}

/// The bytes of a path, cut at slashes, as str or bytes again.
fn part(vm: &mut Vm, bytes: &[u8], is_bytes: bool) -> PyResult {
    if is_bytes {
        return Ok(vm.new_bytes(bytes)?.value());
    }
    match Wtf8Buf::from_bytes(bytes.to_vec()) {
        Ok(text) => Ok(vm.new_str_wtf8(&text)?.value()),
        Err(_) => unreachable!("WTF-8 that is cut at ASCII characters stays WTF-8"),
    }
}

/// The str or bytes of a path, which any characters may be in.
fn path_argument(vm: &mut Vm, v: Value, function: &str) -> PyResult {
    let (ty, name) = (vm.type_of(v), vm.names.fspath);
    let is_text = v.is::<Str>() || v.is::<Bytes>();
    if !is_text && vm.lookup(ty, name).and_then(Value::non_none).is_none() {
        let got = ty.name_str();
        let text = format!("{function}: path should be string, bytes or os.PathLike, not {got}");
        return Err(vm.type_error(text));
    }
    fspath(vm, v)
}

/// A path without parts that lead nowhere.
#[pyfunction("_path_normpath(path)")]
pub(super) fn path_normpath(vm: &mut Vm, path: Value) -> PyResult {
    let path = path_argument(vm, path, "_path_normpath")?;
    let (bytes, is_bytes) = text_of(path);
    part(vm, &normalised(&bytes), is_bytes)
}

/// (drive, root, rest) of a path.
#[pyfunction("_path_splitroot_ex(p)")]
pub(super) fn path_splitroot_ex(vm: &mut Vm, p: Value) -> PyResult {
    let path = path_argument(vm, p, "_path_splitroot_ex")?;
    let (bytes, is_bytes) = text_of(path);
    let root = root_length(&bytes);
    let parts = [part(vm, b"", is_bytes)?, part(vm, &bytes[..root], is_bytes)?, part(vm, &bytes[root..], is_bytes)?];
    Ok(vm.new_tuple(&parts)?.value())
}

#[cfg(test)]
mod tests {
    use super::normalised;

    #[test]
    fn parts_that_lead_nowhere_go() {
        for (path, expected) in [
            ("", "."),
            ("/", "/"),
            ("//", "//"),
            ("///", "/"),
            ("/../a/./b//c/..", "/a/b"),
            ("../a/../../b", "../../b"),
            ("a/..", "."),
            ("//x/../y", "//y"),
        ] {
            assert_eq!(normalised(path.as_bytes()), expected.as_bytes(), "{path}");
        }
    }
}
