//! What `bytes` and `bytearray` share: their common methods, once for both, and the conversion
//! of arguments that are bytes-like.
//!
//! The methods are generic over `ByteString`; `byte_methods!` declares them for one type. The
//! arguments are converted first, because that may run Python code that changes a bytearray;
//! then the content is looked at.

pub(crate) mod join;
pub(crate) mod methods;
pub(crate) mod parts;
pub(crate) mod percent;

use crate::slice::Slice;
use crate::slice_index::item_position;
use tauraro_core::heap::{Gc, Payload};
use tauraro_core::object::{ByteArray, Bytes, CompareOp};
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Value, Vm};

/// A type whose instances are rows of bytes.
pub(crate) trait ByteString: Payload {
    /// What an index error begins with, and the name for wrong indices.
    const OUT_OF_RANGE: &'static str;
    const INDICES: &'static str;
    /// The bytes as they stand now: not to be held while Python code runs.
    fn content(&self) -> &[u8];
    /// A new object of exactly this type.
    fn make(vm: &mut Vm, bytes: &[u8]) -> PyResult;
    /// What a method gives where nothing changes: the object itself, if it is immutable.
    fn unchanged(vm: &mut Vm, this: Gc<Self>) -> PyResult;
}

impl ByteString for Bytes {
    const OUT_OF_RANGE: &'static str = "index out of range";
    const INDICES: &'static str = "byte";

    #[inline(always)]
    fn content(&self) -> &[u8] {
        self.as_bytes()
    }

    fn make(vm: &mut Vm, bytes: &[u8]) -> PyResult {
        Ok(vm.new_bytes(bytes)?.value())
    }

    fn unchanged(vm: &mut Vm, this: Gc<Bytes>) -> PyResult {
        if this.shape() == ShapeId::BYTES { Ok(this.value()) } else { Bytes::make(vm, this.as_bytes()) }
    }
}

impl ByteString for ByteArray {
    const OUT_OF_RANGE: &'static str = "bytearray index out of range";
    const INDICES: &'static str = "bytearray";

    #[inline(always)]
    fn content(&self) -> &[u8] {
        self.as_bytes()
    }

    fn make(vm: &mut Vm, bytes: &[u8]) -> PyResult {
        Ok(vm.new_bytearray(bytes)?.value())
    }

    fn unchanged(vm: &mut Vm, this: Gc<ByteArray>) -> PyResult {
        ByteArray::make(vm, this.as_bytes())
    }
}

/// The object that a slot was called with.
#[inline(always)]
pub(crate) fn this<T: ByteString>(v: Value) -> Gc<T> {
    v.cast().expect("the slot is that of the type")
}

/// Calls `f` with the bytes of a bytes-like object. `f` must not change them.
pub fn with_bytes<R>(vm: &mut Vm, v: Value, f: impl FnOnce(&mut Vm, &[u8]) -> PyResult<R>) -> PyResult<R> {
    if let Some(bytes) = v.cast::<Bytes>() {
        return f(vm, bytes.as_bytes());
    }
    let buffer = vm.get_buffer(v, false)?;
    let result = f(vm, buffer.bytes());
    vm.release_buffer(buffer);
    result
}

/// Calls `f` while the content keeps its place: Python code that `f` runs and that would resize
/// it gets a BufferError.
pub(crate) fn pinned<T: ByteString, R>(
    vm: &mut Vm,
    this: Gc<T>,
    f: impl FnOnce(&mut Vm) -> PyResult<R>,
) -> PyResult<R> {
    if T::KIND == Bytes::KIND {
        return f(vm);
    }
    let held = vm.get_buffer(this.value(), false)?;
    let result = f(vm);
    vm.release_buffer(held);
    result
}

/// A copy of the bytes of a bytes-like object.
pub fn copied_bytes(vm: &mut Vm, v: Value) -> PyResult<Vec<u8>> {
    with_bytes(vm, v, |_, b| Ok(b.to_vec()))
}

/// Whether an object shows its memory.
pub fn is_bytes_like(vm: &Vm, v: Value) -> bool {
    vm.type_of(v).slots.buffer.get().is_some()
}

/// A number that is a byte. Raises ValueError with the name of what is out of range.
pub(crate) fn byte_of(vm: &mut Vm, v: Value, what: &str) -> PyResult<u8> {
    let i = vm.index_clamped(v)?;
    match u8::try_from(i) {
        Ok(b) => Ok(b),
        Err(_) => Err(vm.value_error(format!("{what} must be in range(0, 256)"))),
    }
}

/// The bytes that items of an iterable are. `None`: the object cannot be iterated.
pub(crate) fn bytes_of_iterable(vm: &mut Vm, v: Value, what: &str) -> PyResult<Option<Vec<u8>>> {
    let ty = vm.type_of(v);
    if ty.slots.iter.get().is_none() && ty.slots.getitem.get().is_none() {
        return Ok(None);
    }
    let mut out = Vec::new();
    vm.for_each(v, |vm, item| {
        out.push(byte_of(vm, item, what)?);
        Ok(())
    })?;
    Ok(Some(out))
}

// ---- slots that both types have --------------------------------------------------------------

pub(crate) fn len<T: ByteString>(_: &mut Vm, v: Value) -> PyResult<usize> {
    Ok(this::<T>(v).content().len())
}

/// An index as a position, or an error in the type's words.
pub(crate) fn checked_position<T: ByteString>(vm: &mut Vm, v: Gc<T>, key: Value) -> PyResult<usize> {
    let index = checked_index::<T>(vm, key)?;
    match item_position(index, v.content().len()) {
        Some(at) => Ok(at),
        None => Err(vm.index_error(T::OUT_OF_RANGE)),
    }
}

pub(crate) fn checked_index<T: ByteString>(vm: &mut Vm, key: Value) -> PyResult<i64> {
    crate::sequence::index_like(vm, key, T::INDICES)
}

pub(crate) fn getitem<T: ByteString>(vm: &mut Vm, v: Value, key: Value) -> PyResult {
    let this = this::<T>(v);
    let Some(slice) = key.cast::<Slice>() else {
        let at = checked_position(vm, this, key)?;
        return Ok(Value::small(i64::from(this.content()[at])));
    };
    let range = slice.bounds(vm)?.resolve(this.content().len());
    if range.step == 1 {
        if range.count == this.content().len() {
            return T::unchanged(vm, this);
        }
        return T::make(vm, &this.content()[range.start..range.start + range.count]);
    }
    let content = this.content();
    let picked: Vec<u8> =
        (0..range.count).map(|i| content[(range.start as i64 + range.step * i as i64) as usize]).collect();
    T::make(vm, &picked)
}

pub(crate) fn contains<T: ByteString>(vm: &mut Vm, v: Value, item: Value) -> PyResult<bool> {
    let this = this::<T>(v);
    if item.as_int().is_some() || vm.type_of(item).slots.index.get().is_some() {
        let byte = pinned(vm, this, |vm| byte_of(vm, item, "byte"))?;
        return Ok(this.content().contains(&byte));
    }
    pinned(vm, this, |vm| with_bytes(vm, item, |_, part| Ok(crate::text::search::find(this.content(), part).is_some())))
}

pub(crate) fn concat<T: ByteString>(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    let this = this::<T>(a);
    if !is_bytes_like(vm, b) {
        return Err(cannot_concat::<T>(vm, b));
    }
    with_bytes(vm, b, |vm, other| {
        if this.content().is_empty() && vm.type_of(b) == vm.types.bytes && T::KIND == Bytes::KIND {
            return Ok(b);
        }
        let mut joined = Vec::with_capacity(this.content().len() + other.len());
        joined.extend_from_slice(this.content());
        joined.extend_from_slice(other);
        T::make(vm, &joined)
    })
}

pub(crate) fn cannot_concat<T: ByteString>(vm: &mut Vm, other: Value) -> tauraro_core::Raised {
    let text = format!("can't concat {} to {}", vm.type_name(other), T::NAME);
    vm.type_error(text)
}

/// How often a row of `len` bytes is repeated, if the result can exist.
pub(crate) fn repeat_count(vm: &mut Vm, len: usize, count: Value) -> PyResult<usize> {
    let Some(n) = count.as_i64() else {
        let text = format!("cannot fit '{}' into an index-sized integer", vm.type_name(count));
        return Err(vm.overflow_error(text));
    };
    let n = usize::try_from(n).unwrap_or(0);
    match len.checked_mul(n) {
        Some(bytes) if vm.may_allocate(bytes) => Ok(n),
        _ => Err(vm.memory_error()),
    }
}

pub(crate) fn repeat<T: ByteString>(vm: &mut Vm, v: Value, count: Value) -> PyResult {
    let this = this::<T>(v);
    let n = repeat_count(vm, this.content().len(), count)?;
    if n == 1 {
        return T::unchanged(vm, this);
    }
    T::make(vm, &this.content().repeat(n))
}

pub(crate) fn compare<T: ByteString>(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let Some(this) = a.cast::<T>() else { return Ok(Value::NOT_IMPLEMENTED) };
    // Bytes compare with bytes only; other bytes-like objects see to it from their side.
    if !is_bytes_like(vm, b) || T::KIND == Bytes::KIND && !b.is::<Bytes>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let result = with_bytes(vm, b, |_, other| {
        Ok(Value::bool(match op {
            CompareOp::Eq => this.content() == other,
            CompareOp::Ne => this.content() != other,
            _ => op.holds(this.content().cmp(other)),
        }))
    });
    match vm.catching(result, vm.exc.buffer_error)? {
        Some(holds) => Ok(holds),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

pub(crate) fn is_true<T: ByteString>(_: &mut Vm, v: Value) -> PyResult<bool> {
    Ok(!this::<T>(v).content().is_empty())
}

/// `bytes % args`; also asked with the right operand, which means nothing.
pub(crate) fn remainder<T: ByteString>(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    let Some(template) = a.cast::<T>() else { return Ok(Value::NOT_IMPLEMENTED) };
    let made = pinned(vm, template, |vm| percent::format(vm, template.content(), b))?;
    T::make(vm, &made)
}
