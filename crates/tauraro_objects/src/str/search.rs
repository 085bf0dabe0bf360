//! Methods of str that look for a part.

use crate::slice_index::clamp_range;
use crate::text::search as bytes;
use tauraro_core::heap::Gc;
use tauraro_core::object::{Str, Tuple};
use tauraro_core::{PyResult, Value, Vm, pyfunction};

/// Positions given as `start` and `end`, clamped: characters and the matching bytes.
struct Bounds {
    start: usize,
    stop: usize,
    from: usize,
    to: usize,
}

fn position(vm: &mut Vm, v: Option<Value>, default: i64) -> PyResult<i64> {
    match v.and_then(Value::non_none) {
        None => Ok(default),
        Some(v) if vm.type_of(v).slots.index.get().is_some() => vm.index_clamped(v),
        Some(_) => Err(vm.type_error("slice indices must be integers or None or have an __index__ method")),
    }
}

/// `None`: the range is empty because it begins behind the end.
fn bounds(vm: &mut Vm, s: Gc<Str>, start: Option<Value>, end: Option<Value>) -> PyResult<Option<Bounds>> {
    let (start, end) = (position(vm, start, 0)?, position(vm, end, i64::MAX)?);
    let chars = s.char_len(vm);
    let (start, stop) = clamp_range(start, end, chars);
    if start > stop {
        return Ok(None);
    }
    let (from, to) = (s.byte_offset(vm, start), s.byte_offset(vm, stop));
    Ok(Some(Bounds { start, stop, from, to }))
}

fn locate(
    vm: &mut Vm,
    s: Gc<Str>,
    sub: Gc<Str>,
    range: (Option<Value>, Option<Value>),
    search: fn(&[u8], &[u8]) -> Option<usize>,
) -> PyResult<Option<usize>> {
    let Some(b) = bounds(vm, s, range.0, range.1)? else { return Ok(None) };
    match search(&s.as_bytes()[b.from..b.to], sub.as_bytes()) {
        Some(at) => Ok(Some(s.char_index(vm, b.from + at))),
        None => Ok(None),
    }
}

/// The lowest position of the part in the text, or -1.
#[pyfunction("str.find($self, sub, start=None, end=None, /)")]
pub(super) fn find(
    vm: &mut Vm,
    this: Gc<Str>,
    sub: Gc<Str>,
    start: Option<Value>,
    end: Option<Value>,
) -> PyResult<i64> {
    Ok(locate(vm, this, sub, (start, end), bytes::find)?.map_or(-1, |i| i as i64))
}

/// The highest position of the part in the text, or -1.
#[pyfunction("str.rfind($self, sub, start=None, end=None, /)")]
pub(super) fn rfind(
    vm: &mut Vm,
    this: Gc<Str>,
    sub: Gc<Str>,
    start: Option<Value>,
    end: Option<Value>,
) -> PyResult<i64> {
    Ok(locate(vm, this, sub, (start, end), bytes::rfind)?.map_or(-1, |i| i as i64))
}

/// As `find`, but raises ValueError where the part is missing.
#[pyfunction("str.index($self, sub, start=None, end=None, /)")]
pub(super) fn index(
    vm: &mut Vm,
    this: Gc<Str>,
    sub: Gc<Str>,
    start: Option<Value>,
    end: Option<Value>,
) -> PyResult<usize> {
    match locate(vm, this, sub, (start, end), bytes::find)? {
        Some(i) => Ok(i),
        None => Err(vm.value_error("substring not found")),
    }
}

/// As `rfind`, but raises ValueError where the part is missing.
#[pyfunction("str.rindex($self, sub, start=None, end=None, /)")]
pub(super) fn rindex(
    vm: &mut Vm,
    this: Gc<Str>,
    sub: Gc<Str>,
    start: Option<Value>,
    end: Option<Value>,
) -> PyResult<usize> {
    match locate(vm, this, sub, (start, end), bytes::rfind)? {
        Some(i) => Ok(i),
        None => Err(vm.value_error("substring not found")),
    }
}

/// How often the part occurs without overlap.
#[pyfunction("str.count($self, sub, start=None, end=None, /)")]
pub(super) fn count(
    vm: &mut Vm,
    this: Gc<Str>,
    sub: Gc<Str>,
    start: Option<Value>,
    end: Option<Value>,
) -> PyResult<usize> {
    let Some(b) = bounds(vm, this, start, end)? else { return Ok(0) };
    if sub.is_empty() {
        return Ok(b.stop - b.start + 1);
    }
    Ok(bytes::count(&this.as_bytes()[b.from..b.to], sub.as_bytes()))
}

/// Whether the text begins (or ends) with one of the parts.
fn affix(
    vm: &mut Vm,
    name: &str,
    this: Gc<Str>,
    parts: Value,
    range: (Option<Value>, Option<Value>),
    test: fn(&[u8], &[u8]) -> bool,
) -> PyResult<bool> {
    let single = [parts];
    let several = parts.cast::<Tuple>();
    let all = several.as_ref().map_or(&single[..], |t| t.items());
    let range = match range {
        (None, None) => Some(Bounds { start: 0, stop: 0, from: 0, to: this.byte_len() }),
        (start, end) => bounds(vm, this, start, end)?,
    };
    for part in all {
        let Some(part) = part.cast::<Str>() else {
            let got = vm.type_name(*part);
            let text = if several.is_some() {
                format!("tuple for {name} must only contain str, not {got}")
            } else {
                format!("{name} first arg must be str or a tuple of str, not {got}")
            };
            return Err(vm.type_error(text));
        };
        if let Some(b) = &range
            && test(&this.as_bytes()[b.from..b.to], part.as_bytes())
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether the text begins with the prefix, or one of a tuple of prefixes.
#[pyfunction("str.startswith($self, prefix, start=None, end=None, /)")]
pub(super) fn startswith(
    vm: &mut Vm,
    this: Gc<Str>,
    prefix: Value,
    start: Option<Value>,
    end: Option<Value>,
) -> PyResult<bool> {
    affix(vm, "startswith", this, prefix, (start, end), <[u8]>::starts_with)
}

/// Whether the text ends with the suffix, or one of a tuple of suffixes.
#[pyfunction("str.endswith($self, suffix, start=None, end=None, /)")]
pub(super) fn endswith(
    vm: &mut Vm,
    this: Gc<Str>,
    suffix: Value,
    start: Option<Value>,
    end: Option<Value>,
) -> PyResult<bool> {
    affix(vm, "endswith", this, suffix, (start, end), <[u8]>::ends_with)
}
