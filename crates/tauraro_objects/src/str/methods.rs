//! Methods of str that test, change case, pad, replace and translate.

use super::text;
use crate::raise::{OrRaise, as_int};
use crate::text::format_spec::{self as spec, Defaults};
use crate::text::format_value;
use crate::text::wtf8;
use rustpython_wtf8::{CodePoint, Wtf8Buf};
use tauraro_core::heap::Gc;
use tauraro_core::object::{Dict, Str};
use tauraro_core::{PyResult, Value, Vm, pyfunction};

macro_rules! changes {
    ($( $(#[doc = $doc:literal])* $name:ident $sig:literal $f:path; )*) => {
        $( $(#[doc = $doc])* #[pyfunction($sig)]
        pub(super) fn $name(vm: &mut Vm, this: Gc<Str>) -> PyResult {
            let made = $f(this.as_wtf8());
            text(vm, &made)
        } )*
    };
}

changes! {
    /// The text with its first character in title case and the rest in lower case.
    capitalize "str.capitalize($self, /)" wtf8::capitalize;
    /// The text for comparing without regard to case.
    casefold "str.casefold($self, /)" wtf8::casefold;
    /// The text in lower case.
    lower "str.lower($self, /)" wtf8::lower;
    /// The text with upper and lower case exchanged.
    swapcase "str.swapcase($self, /)" wtf8::swapcase;
    /// The text with each word in title case.
    title "str.title($self, /)" wtf8::title;
    /// The text in upper case.
    upper "str.upper($self, /)" wtf8::upper;
}

macro_rules! tests {
    ($( $(#[doc = $doc:literal])* $name:ident $sig:literal $f:path; )*) => {
        $( $(#[doc = $doc])* #[pyfunction($sig, pure)]
        pub(super) fn $name(_: &mut Vm, this: Gc<Str>) -> bool {
            $f(this.as_wtf8())
        } )*
    };
}

tests! {
    /// Whether all characters are letters or digits and there is one.
    isalnum "str.isalnum($self, /)" wtf8::is_alnum;
    /// Whether all characters are letters and there is one.
    isalpha "str.isalpha($self, /)" wtf8::is_alpha;
    /// Whether all characters are decimal digits and there is one.
    isdecimal "str.isdecimal($self, /)" wtf8::is_decimal;
    /// Whether all characters are digits and there is one.
    isdigit "str.isdigit($self, /)" wtf8::is_digit;
    /// Whether the text has the form of an identifier.
    isidentifier "str.isidentifier($self, /)" wtf8::is_identifier;
    /// Whether all letters with case are lower case and there is one.
    islower "str.islower($self, /)" wtf8::is_lower;
    /// Whether all characters are numeric and there is one.
    isnumeric "str.isnumeric($self, /)" wtf8::is_numeric;
    /// Whether all characters are printable.
    isprintable "str.isprintable($self, /)" wtf8::is_printable;
    /// Whether all characters are white space and there is one.
    isspace "str.isspace($self, /)" wtf8::is_space;
    /// Whether all words are in title case and there is one.
    istitle "str.istitle($self, /)" wtf8::is_title;
    /// Whether all letters with case are upper case and there is one.
    isupper "str.isupper($self, /)" wtf8::is_upper;
}

/// Whether all characters are ASCII.
#[pyfunction("str.isascii($self, /)", pure)]
pub(super) fn isascii(_: &mut Vm, this: Gc<Str>) -> bool {
    this.is_ascii()
}

/// The character to pad with.
fn fill(vm: &mut Vm, fillchar: Option<Value>) -> PyResult<CodePoint> {
    let Some(v) = fillchar else { return Ok(CodePoint::from_char(' ')) };
    let Some(s) = v.cast::<Str>() else {
        return Err(vm.type_error(format!("The fill character must be a unicode character, not {}", vm.type_name(v))));
    };
    let mut points = s.as_wtf8().code_points();
    match (points.next(), points.next()) {
        (Some(c), None) => Ok(c),
        _ => Err(vm.type_error("The fill character must be exactly one character long")),
    }
}

/// A width that memory allows.
fn checked_width(vm: &mut Vm, width: i64) -> PyResult<usize> {
    let width = usize::try_from(width).unwrap_or(0);
    if vm.may_allocate(width.saturating_mul(4)) { Ok(width) } else { Err(vm.memory_error()) }
}

/// The text in the middle of a field of that width.
#[pyfunction("str.center($self, width, fillchar=' ', /)")]
pub(super) fn center(vm: &mut Vm, this: Gc<Str>, width: i64, fillchar: Option<Value>) -> PyResult {
    let (c, width) = (fill(vm, fillchar)?, checked_width(vm, width)?);
    let made = wtf8::center(this.as_wtf8(), width, c);
    text(vm, &made)
}

/// The text at the left of a field of that width.
#[pyfunction("str.ljust($self, width, fillchar=' ', /)")]
pub(super) fn ljust(vm: &mut Vm, this: Gc<Str>, width: i64, fillchar: Option<Value>) -> PyResult {
    let (c, width) = (fill(vm, fillchar)?, checked_width(vm, width)?);
    let made = wtf8::left_justify(this.as_wtf8(), width, c);
    text(vm, &made)
}

/// The text at the right of a field of that width.
#[pyfunction("str.rjust($self, width, fillchar=' ', /)")]
pub(super) fn rjust(vm: &mut Vm, this: Gc<Str>, width: i64, fillchar: Option<Value>) -> PyResult {
    let (c, width) = (fill(vm, fillchar)?, checked_width(vm, width)?);
    let made = wtf8::right_justify(this.as_wtf8(), width, c);
    text(vm, &made)
}

/// The text with zeros between its sign and its digits, to that width.
#[pyfunction("str.zfill($self, width, /)")]
pub(super) fn zfill(vm: &mut Vm, this: Gc<Str>, width: i64) -> PyResult {
    let width = checked_width(vm, width)?;
    let made = wtf8::zero_fill(this.as_wtf8(), width);
    text(vm, &made)
}

/// The text with tabs replaced by spaces up to the next tab stop.
#[pyfunction("str.expandtabs($self, /, tabsize=8)")]
pub(super) fn expandtabs(vm: &mut Vm, this: Gc<Str>, tabsize: Option<i32>) -> PyResult {
    let tabs = this.as_bytes().iter().filter(|b| **b == b'\t').count();
    let width = usize::try_from(tabsize.unwrap_or(8)).unwrap_or(0);
    // In one line each tab ends at a further multiple of the width.
    let one_line = memchr::memchr2(b'\n', b'\r', this.as_bytes()).is_none();
    if one_line && !vm.may_allocate(tabs.saturating_mul(width)) {
        return Err(vm.memory_error());
    }
    let made = wtf8::expand_tabs(this.as_wtf8(), tabsize.map_or(8, i64::from));
    text(vm, &made)
}

/// The text with one part replaced by another, at most `count` times.
#[pyfunction("str.replace($self, old, new, /, count=-1)")]
pub(super) fn replace(vm: &mut Vm, this: Gc<Str>, old: Gc<Str>, new: Gc<Str>, count: Option<i64>) -> PyResult {
    let max = usize::try_from(count.unwrap_or(-1)).unwrap_or(usize::MAX);
    crate::byteslike::methods::check_replaced(vm, this.as_bytes(), old.as_bytes(), new.as_bytes(), max)?;
    match wtf8::replace(this.as_wtf8(), old.as_wtf8(), new.as_wtf8(), max) {
        Some(made) => text(vm, &made),
        None => super::to_str(vm, this.value()),
    }
}

/// Arguments for `__new__` when an instance is copied.
#[pyfunction("str.__getnewargs__($self, /)")]
pub(super) fn getnewargs(vm: &mut Vm, this: Gc<Str>) -> PyResult {
    let plain = text(vm, this.as_wtf8())?;
    Ok(vm.new_tuple(&[plain])?.value())
}

/// Bytes that the object takes.
#[pyfunction("str.__sizeof__($self, /)")]
pub(super) fn sizeof(_: &mut Vm, this: Gc<Str>) -> usize {
    48 + this.byte_len()
}

/// The text by a format specification.
#[pyfunction("str.__format__($self, format_spec, /)")]
pub(super) fn format_spec(vm: &mut Vm, this: Gc<Str>, format_spec: Gc<Str>) -> PyResult {
    if format_spec.is_empty() {
        return Ok(vm.str(this.value())?.value());
    }
    let name = vm.type_name(this.value());
    let parsed = spec::parse(format_spec.as_wtf8(), Defaults::Text, &name).or_raise(vm)?.within_memory(vm)?;
    let write =
        |vm: &mut Vm, out: &mut Wtf8Buf| format_value::write_str(out, this.as_wtf8(), &parsed, &name).or_raise(vm);
    Ok(vm.build_text(write)?.value())
}

/// A table for `translate`: from a dict, or from characters and their replacements.
#[pyfunction("str.maketrans(x, y=None, z=None, /)")]
pub(super) fn maketrans(vm: &mut Vm, x: Value, y: Option<Value>, z: Option<Value>) -> PyResult {
    for (at, arg) in [(2, y), (3, z)] {
        if let Some(v) = arg.filter(|v| !v.is::<Str>()) {
            let got = if v.is_none() { "None".to_owned() } else { vm.type_name(v) };
            return Err(vm.type_error(format!("maketrans() argument {at} must be str, not {got}")));
        }
    }
    let table = vm.new_dict();
    let Some(y) = y else {
        let Some(map) = x.cast::<Dict>() else {
            return Err(vm.type_error("if you give only one argument to maketrans it must be a dict"));
        };
        for (k, v) in map.iter() {
            let key = match k.cast::<Str>() {
                Some(s) => {
                    let mut points = s.as_wtf8().code_points();
                    match (points.next(), points.next()) {
                        (Some(c), None) => Value::small(i64::from(c.to_u32())),
                        _ => return Err(vm.value_error("string keys in translatetable must be of length 1")),
                    }
                }
                None if as_int(&k).is_some() => k,
                None => return Err(vm.type_error("keys in translate table mustbe strings or integers")),
            };
            table.set_item(vm, key, v)?;
        }
        return Ok(table.value());
    };
    let Some(from) = x.cast::<Str>() else {
        return Err(vm.type_error("first maketrans argument must be a string if there is a second argument"));
    };
    let to = y.cast::<Str>().expect("checked above");
    if from.char_len(vm) != to.char_len(vm) {
        return Err(vm.value_error("the first two maketrans arguments must have equal length"));
    }
    for (a, b) in from.as_wtf8().code_points().zip(to.as_wtf8().code_points()) {
        let (a, b) = (Value::small(i64::from(a.to_u32())), Value::small(i64::from(b.to_u32())));
        table.set_item(vm, a, b)?;
    }
    if let Some(gone) = z.and_then(Value::cast::<Str>) {
        for c in gone.as_wtf8().code_points() {
            table.set_item(vm, Value::small(i64::from(c.to_u32())), Value::NONE)?;
        }
    }
    Ok(table.value())
}

/// The text with each character replaced as the table says.
#[pyfunction("str.translate($self, table, /)")]
pub(super) fn translate(vm: &mut Vm, this: Gc<Str>, table: Value) -> PyResult {
    let mut out = Wtf8Buf::with_capacity(this.byte_len());
    for c in this.as_wtf8().code_points() {
        let key = Value::small(i64::from(c.to_u32()));
        let found = vm.getitem(table, key);
        let found = vm.catching(found, vm.exc.lookup_error)?;
        match found {
            None => out.push(c),
            Some(Value::NONE) => {}
            Some(v) => {
                if let Some(s) = v.cast::<Str>() {
                    if !vm.may_allocate(out.len().saturating_add(s.byte_len())) {
                        return Err(vm.memory_error());
                    }
                    out.push_wtf8(s.as_wtf8());
                } else if as_int(&v).is_some() {
                    let point = v.as_i64().and_then(|i| u32::try_from(i).ok()).and_then(CodePoint::from_u32);
                    match point {
                        Some(p) => out.push(p),
                        None => return Err(vm.value_error("character mapping must be in range(0x110000)")),
                    }
                } else {
                    return Err(vm.type_error("character mapping must return integer, None or str"));
                }
            }
        }
    }
    text(vm, &out)
}
