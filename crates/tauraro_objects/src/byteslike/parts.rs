//! Splitting and stripping of byte strings.

use super::{ByteString, pinned, with_bytes};
use crate::text::bytes;
use crate::text::search::{RSplit, Split};
use tauraro_core::heap::Gc;
use tauraro_core::{List, PyResult, Value, Vm};

/// A new list of the parts.
fn list_of<'a, T: ByteString>(vm: &mut Vm, parts: impl Iterator<Item = &'a [u8]>) -> PyResult<Gc<List>> {
    let list = vm.new_list(&[])?;
    for part in parts {
        let part = T::make(vm, part)?;
        list.push(vm, part)?;
    }
    Ok(list)
}

/// The limit of splits: negative means none.
fn limit(maxsplit: Option<i64>) -> usize {
    usize::try_from(maxsplit.unwrap_or(-1)).unwrap_or(usize::MAX)
}

/// Calls `f` with a separator that is not empty.
fn with_separator<R>(vm: &mut Vm, sep: Value, f: impl FnOnce(&mut Vm, &[u8]) -> PyResult<R>) -> PyResult<R> {
    with_bytes(vm, sep, |vm, sep| if sep.is_empty() { Err(vm.value_error("empty separator")) } else { f(vm, sep) })
}

pub(crate) fn split<T: ByteString>(
    vm: &mut Vm,
    this: Gc<T>,
    sep: Option<Value>,
    maxsplit: Option<i64>,
) -> PyResult<Gc<List>> {
    let max = limit(maxsplit);
    match sep.and_then(Value::non_none) {
        Some(sep) => pinned(vm, this, |vm| {
            with_separator(vm, sep, |vm, sep| {
                let content = this.content();
                list_of::<T>(vm, Split::new(content, sep, max).map(|r| &content[r]))
            })
        }),
        None => list_of::<T>(vm, bytes::split_space(this.content(), max)),
    }
}

pub(crate) fn rsplit<T: ByteString>(
    vm: &mut Vm,
    this: Gc<T>,
    sep: Option<Value>,
    maxsplit: Option<i64>,
) -> PyResult<Gc<List>> {
    let max = limit(maxsplit);
    let list = match sep.and_then(Value::non_none) {
        Some(sep) => pinned(vm, this, |vm| {
            with_separator(vm, sep, |vm, sep| {
                let content = this.content();
                list_of::<T>(vm, RSplit::new(content, sep, max).map(|r| &content[r]))
            })
        })?,
        None => list_of::<T>(vm, bytes::rsplit_space(this.content(), max))?,
    };
    list.items.reverse();
    Ok(list)
}

pub(crate) fn splitlines<T: ByteString>(vm: &mut Vm, this: Gc<T>, keep_ends: bool) -> PyResult<Gc<List>> {
    list_of::<T>(vm, bytes::lines(this.content(), keep_ends))
}

fn triple<T: ByteString>(vm: &mut Vm, parts: [&[u8]; 3]) -> PyResult {
    let (a, b, c) = (T::make(vm, parts[0])?, T::make(vm, parts[1])?, T::make(vm, parts[2])?);
    Ok(vm.new_tuple(&[a, b, c])?.value())
}

pub(crate) fn partition<T: ByteString>(vm: &mut Vm, this: Gc<T>, sep: Value) -> PyResult {
    with_separator(vm, sep, |vm, sep| match bytes::partition(this.content(), sep) {
        Some((before, after)) => triple::<T>(vm, [before, sep, after]),
        None => triple::<T>(vm, [this.content(), b"", b""]),
    })
}

pub(crate) fn rpartition<T: ByteString>(vm: &mut Vm, this: Gc<T>, sep: Value) -> PyResult {
    with_separator(vm, sep, |vm, sep| match bytes::rpartition(this.content(), sep) {
        Some((before, after)) => triple::<T>(vm, [before, sep, after]),
        None => triple::<T>(vm, [b"", b"", this.content()]),
    })
}

/// `strip` and its halves; `ends` says which.
pub(crate) fn strip<T: ByteString>(vm: &mut Vm, this: Gc<T>, set: Option<Value>, ends: (bool, bool)) -> PyResult {
    let set = match set.and_then(Value::non_none) {
        None => None,
        Some(v) => Some(super::copied_bytes(vm, v)?),
    };
    let content = this.content();
    let mut part = content;
    if ends.0 {
        part = bytes::strip_start(part, set.as_deref());
    }
    if ends.1 {
        part = bytes::strip_end(part, set.as_deref());
    }
    if part.len() == content.len() { T::unchanged(vm, this) } else { T::make(vm, part) }
}

/// `removeprefix` and `removesuffix`.
pub(crate) fn without<T: ByteString>(
    vm: &mut Vm,
    this: Gc<T>,
    affix: Value,
    strip: for<'a, 'b> fn(&'a [u8], &'b [u8]) -> Option<&'a [u8]>,
) -> PyResult {
    with_bytes(vm, affix, |vm, affix| match strip(this.content(), affix) {
        Some(rest) if rest.len() < this.content().len() => T::make(vm, rest),
        _ => T::unchanged(vm, this),
    })
}
