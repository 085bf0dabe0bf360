//! Methods of str that split, strip and join.

use super::text;
use crate::text::wtf8::{self, StripSet};
use rustpython_wtf8::Wtf8;
use tauraro_core::heap::Gc;
use tauraro_core::object::{List, Str};
use tauraro_core::{PyResult, Value, Vm, pyfunction};

/// Up to so many parts get a list of just their number.
const FEW_PARTS: usize = 16;

/// A new list of the parts.
fn list_of<'a>(vm: &mut Vm, mut parts: impl Iterator<Item = &'a Wtf8>) -> PyResult<Gc<List>> {
    let mut few = [Value::NONE; FEW_PARTS];
    for (n, place) in few.iter_mut().enumerate() {
        match parts.next() {
            Some(part) => *place = text(vm, part)?,
            None => return vm.new_list(&few[..n]),
        }
    }
    let list = vm.new_list_with_capacity(4 * FEW_PARTS)?;
    for part in few {
        list.push(vm, part)?;
    }
    for part in parts {
        let part = text(vm, part)?;
        list.push(vm, part)?;
    }
    Ok(list)
}

/// The limit of splits: negative means none.
fn limit(maxsplit: Option<i64>) -> usize {
    usize::try_from(maxsplit.unwrap_or(-1)).unwrap_or(usize::MAX)
}

fn separator(vm: &mut Vm, sep: Option<Value>) -> PyResult<Option<Gc<Str>>> {
    let Some(v) = sep.and_then(Value::non_none) else { return Ok(None) };
    match v.cast::<Str>() {
        Some(s) if s.is_empty() => Err(vm.value_error("empty separator")),
        Some(s) => Ok(Some(s)),
        None => Err(vm.type_error(format!("must be str or None, not {}", vm.type_name(v)))),
    }
}

/// The parts between separators, or between runs of white space.
#[pyfunction("str.split($self, /, sep=None, maxsplit=-1)")]
pub(super) fn split(vm: &mut Vm, this: Gc<Str>, sep: Option<Value>, maxsplit: Option<i64>) -> PyResult<Gc<List>> {
    let max = limit(maxsplit);
    match separator(vm, sep)? {
        Some(sep) => list_of(vm, wtf8::split(this.as_wtf8(), sep.as_wtf8(), max)),
        None => list_of(vm, wtf8::split_space(this.as_wtf8(), max)),
    }
}

/// As `split`, but counts the splits from the end.
#[pyfunction("str.rsplit($self, /, sep=None, maxsplit=-1)")]
pub(super) fn rsplit(vm: &mut Vm, this: Gc<Str>, sep: Option<Value>, maxsplit: Option<i64>) -> PyResult<Gc<List>> {
    let max = limit(maxsplit);
    let list = match separator(vm, sep)? {
        Some(sep) => list_of(vm, wtf8::rsplit(this.as_wtf8(), sep.as_wtf8(), max))?,
        None => list_of(vm, wtf8::rsplit_space(this.as_wtf8(), max))?,
    };
    let n = list.items.len();
    for i in 0..n / 2 {
        if let (Some(a), Some(b)) = (list.items.get(i), list.items.get(n - 1 - i)) {
            list.items.set(i, b);
            list.items.set(n - 1 - i, a);
        }
    }
    Ok(list)
}

/// The lines of the text.
#[pyfunction("str.splitlines($self, /, keepends=False)")]
pub(super) fn splitlines(vm: &mut Vm, this: Gc<Str>, keepends: Option<bool>) -> PyResult<Gc<List>> {
    list_of(vm, wtf8::lines(this.as_wtf8(), keepends.unwrap_or(false)))
}

fn triple(vm: &mut Vm, parts: [Value; 3]) -> PyResult {
    Ok(vm.new_tuple(&parts)?.value())
}

/// What `partition` looks for.
fn part_separator(vm: &mut Vm, sep: Value) -> PyResult<Gc<Str>> {
    match sep.cast::<Str>() {
        Some(s) if s.is_empty() => Err(vm.value_error("empty separator")),
        Some(s) => Ok(s),
        None => Err(vm.type_error(format!("must be str, not {}", vm.type_name(sep)))),
    }
}

/// What is before the first separator, the separator, and what is after it.
#[pyfunction("str.partition($self, sep, /)")]
pub(super) fn partition(vm: &mut Vm, this: Gc<Str>, sep: Value) -> PyResult {
    let sep = part_separator(vm, sep)?;
    let empty = vm.names.empty.value();
    match wtf8::partition(this.as_wtf8(), sep.as_wtf8()) {
        Some((before, after)) => {
            let (before, after) = (text(vm, before)?, text(vm, after)?);
            triple(vm, [before, sep.value(), after])
        }
        None => {
            let whole = super::to_str(vm, this.value())?;
            triple(vm, [whole, empty, empty])
        }
    }
}

/// What is before the last separator, the separator, and what is after it.
#[pyfunction("str.rpartition($self, sep, /)")]
pub(super) fn rpartition(vm: &mut Vm, this: Gc<Str>, sep: Value) -> PyResult {
    let sep = part_separator(vm, sep)?;
    let empty = vm.names.empty.value();
    match wtf8::rpartition(this.as_wtf8(), sep.as_wtf8()) {
        Some((before, after)) => {
            let (before, after) = (text(vm, before)?, text(vm, after)?);
            triple(vm, [before, sep.value(), after])
        }
        None => {
            let whole = super::to_str(vm, this.value())?;
            triple(vm, [empty, empty, whole])
        }
    }
}

/// `strip` and its halves.
fn stripped(vm: &mut Vm, name: &str, this: Gc<Str>, chars: Option<Value>, ends: (bool, bool)) -> PyResult {
    let given = chars.and_then(Value::non_none);
    let chars = given.and_then(Value::cast::<Str>);
    if given.is_some() && chars.is_none() {
        return Err(vm.type_error(format!("{name} arg must be None or str")));
    }
    let set = chars.as_ref().map_or(StripSet::Space, |c| StripSet::new(c.as_wtf8()));
    let mut part = this.as_wtf8();
    if ends.0 {
        part = wtf8::strip_start(part, &set);
    }
    if ends.1 {
        part = wtf8::strip_end(part, &set);
    }
    if part.len() == this.byte_len() {
        return super::to_str(vm, this.value());
    }
    text(vm, part)
}

/// The text without white space (or the given characters) at both ends.
#[pyfunction("str.strip($self, chars=None, /)")]
pub(super) fn strip(vm: &mut Vm, this: Gc<Str>, chars: Option<Value>) -> PyResult {
    stripped(vm, "strip", this, chars, (true, true))
}

/// The text without white space (or the given characters) at its start.
#[pyfunction("str.lstrip($self, chars=None, /)")]
pub(super) fn lstrip(vm: &mut Vm, this: Gc<Str>, chars: Option<Value>) -> PyResult {
    stripped(vm, "lstrip", this, chars, (true, false))
}

/// The text without white space (or the given characters) at its end.
#[pyfunction("str.rstrip($self, chars=None, /)")]
pub(super) fn rstrip(vm: &mut Vm, this: Gc<Str>, chars: Option<Value>) -> PyResult {
    stripped(vm, "rstrip", this, chars, (false, true))
}

/// The text without the prefix, if it begins with it.
#[pyfunction("str.removeprefix($self, prefix, /)")]
pub(super) fn removeprefix(vm: &mut Vm, this: Gc<Str>, prefix: Gc<Str>) -> PyResult {
    if this.as_bytes().starts_with(prefix.as_bytes()) {
        return text(vm, &this.as_wtf8()[prefix.byte_len()..]);
    }
    super::to_str(vm, this.value())
}

/// The text without the suffix, if it ends with it.
#[pyfunction("str.removesuffix($self, suffix, /)")]
pub(super) fn removesuffix(vm: &mut Vm, this: Gc<Str>, suffix: Gc<Str>) -> PyResult {
    if this.as_bytes().ends_with(suffix.as_bytes()) {
        return text(vm, &this.as_wtf8()[..this.byte_len() - suffix.byte_len()]);
    }
    super::to_str(vm, this.value())
}

/// The texts of an iterable with this one between them.
#[pyfunction("str.join($self, iterable, /)")]
pub(super) fn join(vm: &mut Vm, this: Gc<Str>, iterable: Value) -> PyResult {
    let ty = vm.type_of(iterable);
    if ty.slots.iter.get().is_none() && ty.slots.getitem.get().is_none() {
        return Err(vm.type_error("can only join an iterable"));
    }
    // Everything is collected first: iterating may run Python code.
    let parts = match iterable.cast::<List>() {
        Some(list) if ty == vm.types.list => list,
        _ => crate::iterable::list_from_iterable(vm, iterable)?,
    };
    let slots = parts.items.slots();
    if let Some(i) = slots.iter().position(|slot| !slot.get().is::<Str>()) {
        let got = vm.type_name(slots[i].get());
        return Err(vm.type_error(format!("sequence item {i}: expected str instance, {got} found")));
    }
    if let [only] = slots
        && vm.type_of(only.get()) == vm.types.str
    {
        return Ok(only.get());
    }
    vm.concat_separated(this, slots).map(Gc::value)
}
