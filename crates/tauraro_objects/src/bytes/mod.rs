//! `bytes`: an immutable row of bytes. What it shares with `bytearray` is in
//! `crate::byteslike`, the algorithms are in `crate::text::bytes`.

mod iterator;
mod methods;

pub use iterator::BytesIterator;

use crate::byteslike::{self as shared, bytes_of_iterable, is_bytes_like};
use crate::codec_registry::encode_str;
use crate::text::bytes as alg;
use tauraro_core::buffer::Buffer;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Bytes, Str, Type};
use tauraro_core::{PyResult, Value, Vm, pyfunction};

/// Bytes of a text in an encoding, of a bytes-like object, of an iterable of numbers, or so
/// many zeros.
#[pyfunction("bytes.__new__($type, source=b'', encoding='utf-8', errors='strict')")]
fn new(vm: &mut Vm, cls: Gc<Type>, source: Option<Value>, encoding: Option<Value>, errors: Option<Value>) -> PyResult {
    let made = make(vm, source, encoding, errors)?;
    if cls == vm.types.bytes {
        return Ok(made);
    }
    let Some(plain) = made.cast::<Bytes>() else { unreachable!("make gives bytes") };
    let slots = usize::from(cls.inline_slots.get());
    Ok(vm.new_bytes_of_shape(cls.root_shape.get(), plain.as_bytes(), slots)?.value())
}

fn make(vm: &mut Vm, source: Option<Value>, encoding: Option<Value>, errors: Option<Value>) -> PyResult {
    let Some(v) = text_source(vm, source, encoding, errors, "bytes")? else {
        return Ok(vm.new_bytes(b"")?.value());
    };
    let v = match v {
        Source::Encoded(bytes) => return Ok(bytes),
        Source::Object(v) => v,
    };
    if let Some(b) = v.cast::<Bytes>()
        && vm.type_of(v) == vm.types.bytes
    {
        return Ok(b.value());
    }
    if let Some(made) = vm.call_special(v, vm.names.bytes, &[])? {
        if made.is::<Bytes>() {
            return Ok(made);
        }
        let got = vm.type_name(made);
        return Err(vm.type_error(format!("__bytes__ returned non-bytes (type {got})")));
    }
    if v.is::<Str>() {
        return Err(vm.type_error("string argument without an encoding"));
    }
    if let Some(count) = zeros(vm, v)? {
        return Ok(vm.new_bytes(&vec![0; count])?.value());
    }
    let content = content_of(vm, v, "bytes", "bytes")?;
    Ok(vm.new_bytes(&content)?.value())
}

/// What the constructors of bytes and bytearray are given.
pub(crate) enum Source {
    /// The bytes of a text.
    Encoded(Value),
    Object(Value),
}

/// Encodes a text, and checks that an encoding comes with a text. `None`: there is no source.
pub(crate) fn text_source(
    vm: &mut Vm,
    source: Option<Value>,
    encoding: Option<Value>,
    errors: Option<Value>,
    name: &str,
) -> PyResult<Option<Source>> {
    let text_argument = |vm: &mut Vm, v: Option<Value>, which: &str| match v {
        None => Ok(None),
        Some(v) => match v.cast::<Str>() {
            Some(s) => Ok(Some(s)),
            None => {
                let got = if v.is_none() { "None".to_owned() } else { vm.type_name(v) };
                Err(vm.type_error(format!("{name}() argument '{which}' must be str, not {got}")))
            }
        },
    };
    let encoding = text_argument(vm, encoding, "encoding")?;
    let errors = text_argument(vm, errors, "errors")?;
    let text = source.and_then(Value::cast::<Str>);
    match (source, text) {
        (_, Some(text)) if encoding.is_some() => Ok(Some(Source::Encoded(encode_str(vm, text, encoding, errors)?))),
        (_, Some(_)) if errors.is_some() => Err(vm.type_error("string argument without an encoding")),
        _ if encoding.is_some() => Err(vm.type_error("encoding without a string argument")),
        _ if errors.is_some() => Err(vm.type_error("errors without a string argument")),
        (Some(v), _) => Ok(Some(Source::Object(v))),
        (None, _) => Ok(None),
    }
}

/// The count of zeros that a number asks for; `None`: it is no number.
pub(crate) fn zeros(vm: &mut Vm, v: Value) -> PyResult<Option<usize>> {
    if v.as_int().is_none() && vm.type_of(v).slots.index.get().is_none() {
        return Ok(None);
    }
    let result = vm.index(v);
    // An `__index__` that raises TypeError means "not a count": the object may be iterable.
    let Some(i) = vm.catching(result, vm.exc.type_error)? else { return Ok(None) };
    let Some(n) = i.as_i64() else {
        let text = format!("cannot fit '{}' into an index-sized integer", vm.type_name(v));
        return Err(vm.overflow_error(text));
    };
    match usize::try_from(n) {
        Ok(n) if vm.may_allocate(n) => Ok(Some(n)),
        Ok(_) => Err(vm.memory_error()),
        Err(_) => Err(vm.value_error("negative count")),
    }
}

/// The bytes of a bytes-like object or of an iterable of numbers.
pub(crate) fn content_of(vm: &mut Vm, v: Value, name: &str, item: &str) -> PyResult<Vec<u8>> {
    if let Some(view) = v.cast::<crate::memoryview::MemoryView>() {
        return view.to_vec(vm);
    }
    if is_bytes_like(vm, v) {
        return shared::copied_bytes(vm, v);
    }
    if name == "bytes" && vm.type_of(v).slots.getitem.get().is_some() {
        // Only `bytes` asks how many there will be; `bytearray` takes them as they come.
        let hint = crate::iterable::length_hint(vm, v, 0)?;
        if !vm.may_allocate(hint) {
            return Err(vm.memory_error());
        }
    }
    if !v.is::<Str>()
        && let Some(content) = bytes_of_iterable(vm, v, item)?
    {
        return Ok(content);
    }
    let text = format!("cannot convert '{}' object to {name}", vm.type_name(v));
    Err(vm.type_error(text))
}

fn this(v: Value) -> Gc<Bytes> {
    shared::this(v)
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let text = alg::repr(this(v).as_bytes());
    Ok(vm.new_str(&text)?.value())
}

fn hash(vm: &mut Vm, v: Value) -> PyResult<i64> {
    let b = this(v);
    if b.hash.get() == 0 {
        b.hash.set(vm.hash_key.hash_bytes(b.as_bytes()));
    }
    Ok(b.hash.get())
}

fn buffer(vm: &mut Vm, v: Value, writable: bool) -> PyResult<Buffer> {
    if writable {
        return Err(vm.buffer_error("Object is not writable."));
    }
    Ok(Buffer::readonly(v, this(v).as_bytes()))
}

static SPEC: TypeSpec = TypeSpec {
    doc: Some(
        "bytes([source[, encoding[, errors]]])\n\nAn immutable row of bytes: of a text in an encoding, of a bytes-like object, of an iterable of numbers, \
         or so many zeros.",
    ),
    kind: Some(Bytes::INFO),
    new: Some(new::as_new),
    methods: methods::METHODS,
    slots: |s| {
        s.repr.set(Some(repr));
        s.str.set(Some(repr));
        s.hash.set(Some(hash));
        s.compare.set(Some(shared::compare::<Bytes>));
        s.bool.set(Some(shared::is_true::<Bytes>));
        s.len.set(Some(shared::len::<Bytes>));
        s.getitem.set(Some(shared::getitem::<Bytes>));
        s.contains.set(Some(shared::contains::<Bytes>));
        s.concat.set(Some(shared::concat::<Bytes>));
        s.repeat.set(Some(shared::repeat::<Bytes>));
        s.remainder.set(Some(shared::remainder::<Bytes>));
        s.iter.set(Some(iterator::iter));
        s.buffer.set(Some(buffer));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    iterator::init(vm)?;
    vm.fill_type(vm.types.bytes, &SPEC)
}
