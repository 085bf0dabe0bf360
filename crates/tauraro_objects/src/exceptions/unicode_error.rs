//! `UnicodeEncodeError`, `UnicodeDecodeError`, `UnicodeTranslateError`: what could not be
//! converted, and where.

use super::base::{exc, keep_args, no_keywords};
use super::fields::{field, set};
use tauraro_core::call::Args;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Exception, GetSetDef};
use tauraro_core::{Gc, PyResult, Raised, Str, Type, Value, Vm, kinds};

const ENCODING: usize = 0;
const OBJECT: usize = 1;
const START: usize = 2;
const END: usize = 3;
const REASON: usize = 4;

#[derive(Clone, Copy, PartialEq)]
enum Form {
    Encode,
    Decode,
    Translate,
}

const ATTRIBUTES: &[GetSetDef] = &[
    field!("encoding" ENCODING, "Name of the encoding."),
    field!("object" OBJECT, "What was being converted."),
    GetSetDef {
        name: "start",
        doc: "Where it begins.",
        get: |_, v| Ok(Value::small(number(exc(v), START))),
        set: Some(|vm, v, x| set_number(vm, v, START, x)),
    },
    GetSetDef {
        name: "end",
        doc: "Where it ends.",
        get: |_, v| Ok(Value::small(number(exc(v), END))),
        set: Some(|vm, v, x| set_number(vm, v, END, x)),
    },
    field!("reason" REASON, "What is wrong."),
];

pub(super) static ENCODE: TypeSpec = TypeSpec {
    getset: ATTRIBUTES,
    slots: |s| {
        s.init.set(Some(|vm, v, args| init(vm, v, args, Form::Encode)));
        s.str.set(Some(|vm, v| shown(vm, v, Form::Encode)));
    },
    ..TypeSpec::EMPTY
};

pub(super) static DECODE: TypeSpec = TypeSpec {
    getset: ATTRIBUTES,
    slots: |s| {
        s.init.set(Some(|vm, v, args| init(vm, v, args, Form::Decode)));
        s.str.set(Some(|vm, v| shown(vm, v, Form::Decode)));
    },
    ..TypeSpec::EMPTY
};

pub(super) static TRANSLATE: TypeSpec = TypeSpec {
    getset: ATTRIBUTES,
    slots: |s| {
        s.init.set(Some(|vm, v, args| init(vm, v, args, Form::Translate)));
        s.str.set(Some(|vm, v| shown(vm, v, Form::Translate)));
    },
    ..TypeSpec::EMPTY
};

fn number(e: Gc<Exception>, at: usize) -> i64 {
    e.field(at).as_small().unwrap_or(0)
}

fn set_number(vm: &mut Vm, v: Value, at: usize, x: Option<Value>) -> PyResult<()> {
    let Some(x) = x else { return Err(vm.type_error("can't delete numeric/char attribute")) };
    if x.as_int().is_none() && vm.type_of(x).slots.index.get().is_none() {
        return Err(vm.type_error("an integer is required"));
    }
    let n = vm.index_clamped(x)?;
    let n = vm.new_int(n);
    set(vm, exc(v), at, n)
}

/// ([encoding,] object, start, end, reason)
fn init(vm: &mut Vm, this: Value, args: Args<'_>, form: Form) -> PyResult<()> {
    no_keywords(vm, this, args)?;
    let e = exc(this);
    keep_args(vm, e, args)?;
    let given = args.plain();
    let wanted = if form == Form::Translate { 4 } else { 5 };
    if given.len() != wanted {
        let text = format!("function takes exactly {wanted} arguments ({} given)", given.len());
        return Err(vm.type_error(text));
    }
    let rest = if form == Form::Translate { given } else { &given[1..] };
    let behind = given.len() - rest.len();
    if behind == 1 {
        let encoding = expect_text(vm, given[0], 1)?;
        set(vm, e, ENCODING, encoding)?;
    }
    let object = match form {
        Form::Decode => as_bytes(vm, rest[0])?,
        _ => expect_text(vm, rest[0], behind + 1)?,
    };
    let (start, end) = (vm.index_i64(rest[1])?, vm.index_i64(rest[2])?);
    let reason = expect_text(vm, rest[3], behind + 4)?;
    set(vm, e, OBJECT, object)?;
    let (start, end) = (vm.new_int(start), vm.new_int(end));
    set(vm, e, START, start)?;
    set(vm, e, END, end)?;
    set(vm, e, REASON, reason)
}

fn expect_text(vm: &mut Vm, v: Value, at: usize) -> PyResult {
    if v.is::<Str>() {
        return Ok(v);
    }
    let got = if v.is_none() { "None".to_owned() } else { vm.type_name(v) };
    Err(vm.type_error(format!("argument {at} must be str, not {got}")))
}

/// The bytes themselves, or a copy of what a bytes-like object shows.
fn as_bytes(vm: &mut Vm, v: Value) -> PyResult {
    if v.kind() == kinds::BYTES {
        return Ok(v);
    }
    let buffer = vm.get_buffer(v, false)?;
    vm.release_buffer(buffer);
    let bytes = vm.types.bytes.value();
    vm.call(bytes, &[v])
}

fn shown(vm: &mut Vm, v: Value, form: Form) -> PyResult {
    let e = exc(v);
    let object = e.field(OBJECT);
    if object.is_none() {
        return Ok(vm.names.empty.value());
    }
    let reason = text_of(vm, e.field(REASON))?;
    let encoding = if form == Form::Translate { String::new() } else { text_of(vm, e.field(ENCODING))? };
    // Python code of the texts may have changed the exception.
    let object = e.field(OBJECT);
    if object.is_none() || form != Form::Decode && !object.is::<Str>() {
        let text = match object.is_none() {
            true => "UnicodeError 'object' attribute is not set",
            false => "UnicodeError 'object' attribute must be a string",
        };
        return Err(vm.type_error(text));
    }
    let (start, end) = (number(e, START), number(e, END));
    let single = if end == start + 1 { unit_at(vm, object, start, form)? } else { None };
    let text = match (form, single) {
        (Form::Translate, Some(c)) => format!("can't translate character '{c}' in position {start}: {reason}"),
        (Form::Translate, None) => {
            format!("can't translate characters in position {start}-{}: {reason}", end - 1)
        }
        (Form::Encode, Some(c)) => {
            format!("'{encoding}' codec can't encode character '{c}' in position {start}: {reason}")
        }
        (Form::Encode, None) => {
            format!("'{encoding}' codec can't encode characters in position {start}-{}: {reason}", end - 1)
        }
        (Form::Decode, Some(b)) => {
            format!("'{encoding}' codec can't decode byte {b} in position {start}: {reason}")
        }
        (Form::Decode, None) => {
            format!("'{encoding}' codec can't decode bytes in position {start}-{}: {reason}", end - 1)
        }
    };
    Ok(vm.new_str(&text)?.value())
}

fn text_of(vm: &mut Vm, v: Value) -> PyResult<String> {
    if v.is_none() {
        return Ok("<NULL>".to_owned());
    }
    Ok(vm.str(v)?.to_string_lossy())
}

/// The one character or byte at a position, escaped. `None`: there is none.
fn unit_at(vm: &mut Vm, object: Value, at: i64, form: Form) -> PyResult<Option<String>> {
    let Ok(at) = usize::try_from(at) else { return Ok(None) };
    if form == Form::Decode {
        let buffer = vm.get_buffer(object, false)?;
        let byte = buffer.bytes().get(at).copied();
        vm.release_buffer(buffer);
        return Ok(byte.map(|b| format!("{b:#04x}")));
    }
    let Some(text) = object.cast::<Str>() else { return Ok(None) };
    let code = text.as_wtf8().code_points().nth(at).map(|c| c.to_u32());
    Ok(code.map(|c| match c {
        0..=0xFF => format!("\\x{c:02x}"),
        0x100..=0xFFFF => format!("\\u{c:04x}"),
        _ => format!("\\U{c:08x}"),
    }))
}

/// Raises UnicodeEncodeError for characters `start..end` of a text.
#[cold]
pub fn encode_error(vm: &mut Vm, encoding: &str, object: Value, start: usize, end: usize, reason: &str) -> Raised {
    let ty = vm.exc.unicode_encode_error;
    raise(vm, ty, Some(encoding), object, (start, end), reason)
}

/// Raises UnicodeDecodeError for bytes `start..end` of a bytes object.
#[cold]
pub fn decode_error(vm: &mut Vm, encoding: &str, object: Value, start: usize, end: usize, reason: &str) -> Raised {
    let ty = vm.exc.unicode_decode_error;
    raise(vm, ty, Some(encoding), object, (start, end), reason)
}

/// Raises UnicodeTranslateError for characters `start..end` of a text.
#[cold]
pub fn translate_error(vm: &mut Vm, object: Value, start: usize, end: usize, reason: &str) -> Raised {
    let ty = vm.exc.unicode_translate_error;
    raise(vm, ty, None, object, (start, end), reason)
}

fn raise(
    vm: &mut Vm,
    ty: Gc<Type>,
    encoding: Option<&str>,
    object: Value,
    (start, end): (usize, usize),
    reason: &str,
) -> Raised {
    match make(vm, ty, encoding, object, (start, end), reason) {
        Ok(exc) => vm.raise(exc),
        Err(raised) => raised,
    }
}

fn make(
    vm: &mut Vm,
    ty: Gc<Type>,
    encoding: Option<&str>,
    object: Value,
    (start, end): (usize, usize),
    reason: &str,
) -> PyResult {
    let encoding = match encoding {
        Some(name) => Some(vm.new_str(name)?.value()),
        None => None,
    };
    let (start, end) = (vm.new_uint(start as u64), vm.new_uint(end as u64));
    let reason = vm.new_str(reason)?.value();
    match encoding {
        Some(encoding) => vm.call(ty.value(), &[encoding, object, start, end, reason]),
        None => vm.call(ty.value(), &[object, start, end, reason]),
    }
}
