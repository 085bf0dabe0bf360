//! `bytearray`: a row of bytes that changes in place. The layout is
//! `tauraro_core::object::ByteArray`; what it shares with `bytes` is in `crate::byteslike`.

mod iterator;
mod methods;
mod subscript;

pub use iterator::ByteArrayIterator;

use crate::bytes::{Source, content_of, text_source, zeros};
use crate::byteslike::{self as shared, cannot_concat, copied_bytes, is_bytes_like};
use crate::text::bytes as alg;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{ByteArray, Bytes, Str, Type};
use tauraro_core::{PyResult, Value, Vm, pyfunction};

fn this(v: Value) -> Gc<ByteArray> {
    shared::this(v)
}

fn new(vm: &mut Vm, cls: Gc<Type>, _: Args<'_>) -> PyResult {
    let slots = usize::from(cls.inline_slots.get());
    Ok(vm.new_bytearray_of_shape(cls.root_shape.get(), b"", slots)?.value())
}

#[pyfunction("bytearray($self, source=b'', encoding='utf-8', errors='strict')")]
fn fill(
    vm: &mut Vm,
    this: Gc<ByteArray>,
    source: Option<Value>,
    encoding: Option<Value>,
    errors: Option<Value>,
) -> PyResult<()> {
    if !this.is_empty() {
        this.splice(vm, 0, this.len(), b"")?;
    }
    let content = match text_source(vm, source, encoding, errors, "bytearray")? {
        None => return Ok(()),
        Some(Source::Encoded(bytes)) => match bytes.cast::<Bytes>() {
            Some(b) => return this.extend(vm, b.as_bytes()),
            None => return Err(vm.type_error("encoder did not return a bytes object")),
        },
        Some(Source::Object(v)) if v.is::<Str>() => {
            return Err(vm.type_error("string argument without an encoding"));
        }
        Some(Source::Object(v)) => match zeros(vm, v)? {
            Some(count) => vec![0; count],
            None => content_of(vm, v, "bytearray", "byte")?,
        },
    };
    let len = this.len();
    this.splice(vm, 0, len, &content)
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let name = vm.type_of(v).short_name();
    let shown = alg::repr_bytearray(this(v).as_bytes());
    // The algorithm writes the name of the type itself; a subclass shows its own.
    let shown = match shown.strip_prefix("bytearray") {
        Some(rest) if name != "bytearray" => format!("{name}{rest}"),
        _ => shown,
    };
    Ok(vm.new_str(&shown)?.value())
}

fn inplace_concat(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    let array = this(a);
    if let Some(bytes) = b.cast::<Bytes>() {
        array.extend(vm, bytes.as_bytes())?;
        return Ok(a);
    }
    if !is_bytes_like(vm, b) {
        return Err(cannot_concat::<ByteArray>(vm, b));
    }
    let more = copied_bytes(vm, b)?;
    array.extend(vm, &more)?;
    Ok(a)
}

fn inplace_repeat(vm: &mut Vm, a: Value, count: Value) -> PyResult {
    let array = this(a);
    let n = shared::repeat_count(vm, array.len(), count)?;
    if n == 0 {
        array.splice(vm, 0, array.len(), b"")?;
    } else if n > 1 {
        let more = array.as_bytes().repeat(n - 1);
        array.extend(vm, &more)?;
    }
    Ok(a)
}

static SPEC: TypeSpec = TypeSpec {
    doc: Some(
        "bytearray([source[, encoding[, errors]]])\n\nA row of bytes that can change: of a text in an encoding, of a bytes-like object, of an iterable of \
         numbers, or so many zeros.",
    ),
    kind: Some(ByteArray::INFO),
    new: Some(new),
    methods: methods::METHODS,
    slots: |s| {
        s.init.set(Some(fill::as_init));
        s.repr.set(Some(repr));
        s.str.set(Some(repr));
        s.compare.set(Some(shared::compare::<ByteArray>));
        s.bool.set(Some(shared::is_true::<ByteArray>));
        s.len.set(Some(shared::len::<ByteArray>));
        s.getitem.set(Some(shared::getitem::<ByteArray>));
        s.setitem.set(Some(subscript::setitem));
        s.contains.set(Some(shared::contains::<ByteArray>));
        s.concat.set(Some(shared::concat::<ByteArray>));
        s.inplace_concat.set(Some(inplace_concat));
        s.repeat.set(Some(shared::repeat::<ByteArray>));
        s.inplace_repeat.set(Some(inplace_repeat));
        s.remainder.set(Some(shared::remainder::<ByteArray>));
        s.iter.set(Some(iterator::iter));
        s.buffer.set(Some(|_, v, _| Ok(this(v).export())));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    iterator::init(vm)?;
    vm.fill_type(vm.types.bytearray, &SPEC)
}
