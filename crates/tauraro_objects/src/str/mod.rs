//! `str`: text. The algorithms over WTF-8 are in `crate::text::wtf8`; here are the Python
//! methods, operators and protocols.

mod formatting;
mod iterator;
mod methods;
mod parts;
mod search;
mod sequence;

pub use formatting::format_value;
pub use iterator::StrIterator;
pub use sequence::{chars_of, substring};

use rustpython_wtf8::Wtf8;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{CompareOp, Str, Type};
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};

/// Makes a text of an object, or decodes bytes.
#[pyfunction("str.__new__($type, object='', encoding='utf-8', errors='strict')")]
fn new(
    vm: &mut Vm,
    cls: Gc<Type>,
    object: Option<Value>,
    encoding: Option<Gc<Str>>,
    errors: Option<Gc<Str>>,
) -> PyResult {
    let text = match object {
        None => vm.names.empty,
        Some(v) if encoding.is_none() && errors.is_none() => vm.str(v)?,
        Some(v) => crate::codec_registry::decode_argument(vm, v, encoding, errors)?,
    };
    if cls == vm.types.str {
        return Ok(text.value());
    }
    let slots = usize::from(cls.inline_slots.get());
    Ok(vm.new_str_of_shape(cls.root_shape.get(), text.as_wtf8(), slots)?.value())
}

fn this(v: Value) -> Gc<Str> {
    v.cast::<Str>().expect("the slot is that of str")
}

/// A new exact str.
pub(crate) fn text(vm: &mut Vm, text: &Wtf8) -> PyResult {
    Ok(vm.new_str_wtf8(text)?.value())
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let shown = crate::text::wtf8::repr(this(v).as_wtf8());
    text(vm, Wtf8::new(shown.as_str()))
}

fn to_str(vm: &mut Vm, v: Value) -> PyResult {
    if this(v).shape() == tauraro_core::shape::ShapeId::STR {
        return Ok(v);
    }
    text(vm, this(v).as_wtf8())
}

fn hash(vm: &mut Vm, v: Value) -> PyResult<i64> {
    Ok(this(v).hash(vm))
}

fn compare(_: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.cast::<Str>(), b.cast::<Str>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    Ok(Value::bool(match op {
        CompareOp::Eq => x.same_text(y),
        CompareOp::Ne => !x.same_text(y),
        // The order of WTF-8 is that of code points.
        _ => op.holds(x.as_bytes().cmp(y.as_bytes())),
    }))
}

fn is_true(_: &mut Vm, v: Value) -> PyResult<bool> {
    Ok(!this(v).is_empty())
}

static SPEC: TypeSpec = TypeSpec {
    doc: Some("A text: an immutable sequence of Unicode code points."),
    kind: Some(Str::INFO),
    new: Some(new::as_new),
    methods: {
        use formatting::*;
        use methods::*;
        use parts::*;
        use search::*;
        defs![
            capitalize,
            casefold,
            center,
            count,
            endswith,
            expandtabs,
            find,
            getnewargs,
            index,
            isalnum,
            isalpha,
            isascii,
            isdecimal,
            isdigit,
            isidentifier,
            islower,
            isnumeric,
            isprintable,
            isspace,
            istitle,
            isupper,
            join,
            ljust,
            lower,
            lstrip,
            maketrans,
            partition,
            removeprefix,
            removesuffix,
            replace,
            rfind,
            rindex,
            rjust,
            rpartition,
            rsplit,
            rstrip,
            split,
            splitlines,
            startswith,
            strip,
            swapcase,
            title,
            translate,
            upper,
            zfill,
            sizeof,
            format_spec,
            encode,
            format,
            format_map,
        ]
    },
    slots: |s| {
        s.repr.set(Some(repr));
        s.str.set(Some(to_str));
        s.hash.set(Some(hash));
        s.compare.set(Some(compare));
        s.bool.set(Some(is_true));
        s.len.set(Some(sequence::len));
        s.getitem.set(Some(sequence::getitem));
        s.contains.set(Some(sequence::contains));
        s.concat.set(Some(sequence::concat));
        s.repeat.set(Some(sequence::repeat));
        s.remainder.set(Some(formatting::remainder));
        s.iter.set(Some(iterator::iter));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    iterator::init(vm)?;
    vm.fill_type(vm.types.str, &SPEC)
}
