//! The methods of arrays.

use super::subscript::splice;
use super::{Array, code, make};
use tauraro_core::builtin::FnDef;
use tauraro_core::heap::Gc;
use tauraro_core::object::{Bytes, CompareOp};
use tauraro_core::{Dict, List, PyResult, Str, Value, Vm, defs, pyfunction};

pub(super) const METHODS: &[&FnDef] = defs![
    append,
    extend,
    insert,
    pop,
    remove,
    index,
    count,
    reverse,
    byteswap,
    clear,
    tolist,
    fromlist,
    tobytes,
    frombytes,
    tounicode,
    fromunicode,
    tofile,
    fromfile,
    buffer_info,
    copy,
    deepcopy,
    reduce_ex,
    sizeof,
    class_getitem
];

// ---- growing -----------------------------------------------------------------------------------

fn push_bytes(vm: &mut Vm, array: Gc<Array>, bytes: &[u8]) -> PyResult<()> {
    let end = array.bytes().len();
    splice(vm, array, end, end, bytes)
}

fn push(vm: &mut Vm, array: Gc<Array>, v: Value) -> PyResult<()> {
    let packed = array.code.get().pack(vm, v)?;
    push_bytes(vm, array, &packed[..array.size()])
}

/// Appends the items of an iterable.
pub(super) fn extend_items(vm: &mut Vm, array: Gc<Array>, items: Value) -> PyResult<()> {
    vm.for_each(items, |vm, item| push(vm, array, item))
}

/// Appends the characters of a str.
pub(super) fn extend_text(vm: &mut Vm, array: Gc<Array>, text: Value) -> PyResult<()> {
    let Some(text) = text.cast::<Str>() else { return Ok(()) };
    let bytes: Vec<u8> = text.as_wtf8().code_points().flat_map(|c| c.to_u32().to_le_bytes()).collect();
    push_bytes(vm, array, &bytes)
}

/// Appends the memory of a bytes-like object.
pub(super) fn extend_bytes(vm: &mut Vm, array: Gc<Array>, source: Value) -> PyResult<()> {
    let buffer = vm.get_buffer(source, false)?;
    let bytes = buffer.to_vec();
    vm.release_buffer(buffer);
    if !bytes.len().is_multiple_of(array.size()) {
        return Err(vm.value_error("bytes length not a multiple of item size"));
    }
    push_bytes(vm, array, &bytes)
}

/// Appends values that lie in another machine's format.
pub(super) fn extend_formatted(vm: &mut Vm, array: Gc<Array>, format: &str, bytes: Gc<Bytes>) -> PyResult<()> {
    if format.starts_with("utf") {
        let encoding = vm.new_str(format)?.value();
        let text = vm.call_method(bytes.value(), "decode", &[encoding])?;
        return extend_text(vm, array, text);
    }
    let content = bytes.as_bytes().to_vec();
    let size = format.trim_start_matches(['<', '>']);
    let size = match size {
        "b" | "B" => 1,
        "h" | "H" => 2,
        "i" | "I" | "f" => 4,
        _ => 8,
    };
    if !content.len().is_multiple_of(size) {
        return Err(vm.value_error("bytes length not a multiple of item size"));
    }
    code::each_formatted(vm, format, &content, |vm, v| push(vm, array, v))
}

/// Appends an array of the same type.
pub(super) fn extend_with(vm: &mut Vm, array: Gc<Array>, other: Value) -> PyResult<()> {
    let Some(other) = other.cast::<Array>() else { return extend_items(vm, array, other) };
    if !std::ptr::eq(other.code.get(), array.code.get()) {
        return Err(vm.type_error("can only extend with array of same kind"));
    }
    let bytes = other.bytes().as_bytes().to_vec();
    push_bytes(vm, array, &bytes)
}

/// Appends an item.
#[pyfunction("array.append($self, v, /)")]
fn append(vm: &mut Vm, this: Gc<Array>, v: Value) -> PyResult<()> {
    push(vm, this, v)
}

/// Appends the items of an iterable; of an array, only of one of the same type.
#[pyfunction("array.extend($self, bb, /)")]
fn extend(vm: &mut Vm, this: Gc<Array>, bb: Value) -> PyResult<()> {
    extend_with(vm, this, bb)
}

/// Inserts an item before position i.
#[pyfunction("array.insert($self, i, v, /)")]
fn insert(vm: &mut Vm, this: Gc<Array>, i: i64, v: Value) -> PyResult<()> {
    let packed = this.code.get().pack(vm, v)?;
    let (len, size) = (this.len() as i64, this.size());
    let at = if i < 0 { (i + len).max(0) } else { i.min(len) } as usize;
    splice(vm, this, at * size, at * size, &packed[..size])
}

// ---- taking out --------------------------------------------------------------------------------

fn remove_at(vm: &mut Vm, array: Gc<Array>, at: usize) -> PyResult<()> {
    let size = array.size();
    splice(vm, array, at * size, (at + 1) * size, b"")
}

/// Takes out the item at position i and returns it.
#[pyfunction("array.pop($self, i=-1, /)")]
fn pop(vm: &mut Vm, this: Gc<Array>, i: Option<i64>) -> PyResult {
    let len = this.len();
    if len == 0 {
        return Err(vm.index_error("pop from empty array"));
    }
    let Some(at) = tauraro_objects::slice_index::item_position(i.unwrap_or(-1), len) else {
        return Err(vm.index_error("pop index out of range"));
    };
    let v = this.get(vm, at)?;
    remove_at(vm, this, at)?;
    Ok(v)
}

/// Takes out the first item that equals v.
#[pyfunction("array.remove($self, v, /)")]
fn remove(vm: &mut Vm, this: Gc<Array>, v: Value) -> PyResult<()> {
    match find(vm, this, v, 0, usize::MAX)? {
        Some(at) => remove_at(vm, this, at),
        None => Err(vm.value_error("array.remove(x): x not in array")),
    }
}

/// Takes out all items.
#[pyfunction("array.clear($self, /)")]
fn clear(vm: &mut Vm, this: Gc<Array>) -> PyResult<()> {
    let end = this.bytes().len();
    splice(vm, this, 0, end, b"")
}

// ---- searching and order -----------------------------------------------------------------------

/// The first position in `from..to` whose item equals `v`. The length is asked again each time.
pub(super) fn find(vm: &mut Vm, array: Gc<Array>, v: Value, from: usize, to: usize) -> PyResult<Option<usize>> {
    let mut i = from;
    while i < array.len().min(to) {
        let item = array.get(vm, i)?;
        if vm.compare_bool(item, v, CompareOp::Eq)? {
            return Ok(Some(i));
        }
        i += 1;
    }
    Ok(None)
}

/// Returns the position of the first item that equals v.
#[pyfunction("array.index($self, v, start=0, stop=sys.maxsize, /)")]
fn index(vm: &mut Vm, this: Gc<Array>, v: Value, start: Option<Value>, stop: Option<Value>) -> PyResult<usize> {
    let len = this.len() as i64;
    let bound = |vm: &mut Vm, v: Option<Value>, default: i64| -> PyResult<usize> {
        let Some(v) = v else { return Ok(default.max(0) as usize) };
        if v.as_int().is_none() && vm.type_of(v).slots.index.get().is_none() {
            return Err(vm.type_error("slice indices must be integers or have an __index__ method"));
        }
        let i = vm.index_clamped(v)?;
        Ok(if i < 0 { (i.saturating_add(len)).max(0) } else { i } as usize)
    };
    let start = bound(vm, start, 0)?;
    let stop = bound(vm, stop, i64::MAX)?;
    match find(vm, this, v, start, stop)? {
        Some(at) => Ok(at),
        None => Err(vm.value_error("array.index(x): x not in array")),
    }
}

/// Counts the items that equal v.
#[pyfunction("array.count($self, v, /)")]
fn count(vm: &mut Vm, this: Gc<Array>, v: Value) -> PyResult<usize> {
    let (mut n, mut i) = (0, 0);
    while i < this.len() {
        let item = this.get(vm, i)?;
        n += usize::from(vm.compare_bool(item, v, CompareOp::Eq)?);
        i += 1;
    }
    Ok(n)
}

/// Writes new content of the same length.
fn overwrite(vm: &mut Vm, array: Gc<Array>, bytes: &[u8]) -> PyResult<()> {
    array.bytes().splice(vm, 0, bytes.len(), bytes)
}

/// Reverses the order of the items.
#[pyfunction("array.reverse($self, /)")]
fn reverse(vm: &mut Vm, this: Gc<Array>) -> PyResult<()> {
    let bytes: Vec<u8> = this.bytes().as_bytes().chunks_exact(this.size()).rev().flatten().copied().collect();
    overwrite(vm, this, &bytes)
}

/// Reverses the bytes of each item.
#[pyfunction("array.byteswap($self, /)")]
fn byteswap(vm: &mut Vm, this: Gc<Array>) -> PyResult<()> {
    let mut bytes = this.bytes().as_bytes().to_vec();
    bytes.chunks_exact_mut(this.size()).for_each(<[u8]>::reverse);
    overwrite(vm, this, &bytes)
}

// ---- conversions -------------------------------------------------------------------------------

pub(super) fn list_of(vm: &mut Vm, array: Gc<Array>) -> PyResult<Gc<List>> {
    let list = vm.new_list_with_capacity(array.len())?;
    for i in 0..array.len() {
        let item = array.get(vm, i)?;
        list.push(vm, item)?;
    }
    Ok(list)
}

pub(super) fn text_of(vm: &mut Vm, array: Gc<Array>) -> PyResult<Gc<Str>> {
    let bytes = array.bytes().as_bytes().to_vec();
    let mut text = rustpython_wtf8::Wtf8Buf::new();
    for chunk in bytes.chunks_exact(4) {
        let code = chunk.iter().rev().fold(0, |code, byte| code << 8 | u32::from(*byte));
        let Some(point) = rustpython_wtf8::CodePoint::from_u32(code) else {
            let text = format!("character U+{code:x} is not in range [U+0000; U+10ffff]");
            return Err(vm.value_error(text));
        };
        // Halves of a pair stay two characters.
        text.push(point);
    }
    vm.new_str_wtf8(&text)
}

/// Returns the items as a list.
#[pyfunction("array.tolist($self, /)")]
fn tolist(vm: &mut Vm, this: Gc<Array>) -> PyResult<Gc<List>> {
    list_of(vm, this)
}

/// Appends the items of a list, all or none.
#[pyfunction("array.fromlist($self, list, /)")]
fn fromlist(vm: &mut Vm, this: Gc<Array>, list: Value) -> PyResult<()> {
    let Some(list) = list.cast::<List>() else { return Err(vm.type_error("arg must be list")) };
    let before = this.bytes().len();
    let n = list.items.len();
    for i in 0..n {
        let Some(item) = list.items.get(i).filter(|_| list.items.len() == n) else {
            return Err(vm.runtime_error("list changed size during iteration"));
        };
        if let Err(raised) = push(vm, this, item) {
            let now = this.bytes().len();
            if now > before {
                let pending = vm.take_exception();
                splice(vm, this, before, now, b"")?;
                return Err(vm.raise_again(pending));
            }
            return Err(raised);
        }
    }
    Ok(())
}

/// Returns the memory as bytes.
#[pyfunction("array.tobytes($self, /)")]
fn tobytes(vm: &mut Vm, this: Gc<Array>) -> PyResult<Gc<Bytes>> {
    let bytes = this.bytes();
    vm.new_bytes(bytes.as_bytes())
}

/// Appends items from bytes as they lie in memory.
#[pyfunction("array.frombytes($self, buffer, /)")]
fn frombytes(vm: &mut Vm, this: Gc<Array>, buffer: Value) -> PyResult<()> {
    extend_bytes(vm, this, buffer)
}

/// Returns the characters as a str.
#[pyfunction("array.tounicode($self, /)")]
fn tounicode(vm: &mut Vm, this: Gc<Array>) -> PyResult<Gc<Str>> {
    if !this.code.get().is_text() {
        return Err(vm.value_error("tounicode() may only be called on unicode type arrays ('u' or 'w')"));
    }
    text_of(vm, this)
}

/// Appends the characters of a str.
#[pyfunction("array.fromunicode($self, ustr, /)")]
fn fromunicode(vm: &mut Vm, this: Gc<Array>, ustr: Gc<Str>) -> PyResult<()> {
    if !this.code.get().is_text() {
        return Err(vm.value_error("fromunicode() may only be called on unicode type arrays ('u' or 'w')"));
    }
    extend_text(vm, this, ustr.value())
}

/// Writes the memory to a file.
#[pyfunction("array.tofile($self, f, /)")]
fn tofile(vm: &mut Vm, this: Gc<Array>, f: Value) -> PyResult<()> {
    const BLOCK: usize = 64 << 10;
    let bytes = this.bytes().as_bytes().to_vec();
    for block in bytes.chunks(BLOCK) {
        let block = vm.new_bytes(block)?.value();
        vm.call_method(f, "write", &[block])?;
    }
    Ok(())
}

/// Appends n items read from a file.
#[pyfunction("array.fromfile($self, f, n, /)")]
fn fromfile(vm: &mut Vm, this: Gc<Array>, f: Value, n: i64) -> PyResult<()> {
    let Ok(n) = usize::try_from(n) else { return Err(vm.value_error("negative count")) };
    let Some(total) = n.checked_mul(this.size()) else { return Err(vm.memory_error()) };
    let wanted = vm.new_uint(total as u64);
    let content = vm.call_method(f, "read", &[wanted])?;
    let Some(bytes) = content.cast::<Bytes>() else { return Err(vm.type_error("read() didn't return bytes")) };
    let got = bytes.as_bytes().len();
    extend_bytes(vm, this, content)?;
    if got == total { Ok(()) } else { Err(vm.raise_text(vm.exc.eof_error, "read() didn't return enough bytes")) }
}

/// Returns address and length of the memory.
#[pyfunction("array.buffer_info($self, /)")]
fn buffer_info(vm: &mut Vm, this: Gc<Array>) -> PyResult {
    let address = this.bytes().as_bytes().as_ptr().addr();
    let parts = [vm.new_uint(address as u64), vm.new_int(this.len() as i64)];
    vm.new_tuple(&parts).map(Gc::value)
}

fn copied(vm: &mut Vm, array: Gc<Array>) -> PyResult<Gc<Array>> {
    let bytes = array.bytes().as_bytes().to_vec();
    make(vm, array.code.get(), &bytes)
}

/// Returns a copy.
#[pyfunction("array.__copy__($self, /)")]
fn copy(vm: &mut Vm, this: Gc<Array>) -> PyResult<Gc<Array>> {
    copied(vm, this)
}

/// Returns a copy.
#[pyfunction("array.__deepcopy__($self, unused, /)")]
fn deepcopy(vm: &mut Vm, this: Gc<Array>, _unused: Value) -> PyResult<Gc<Array>> {
    copied(vm, this)
}

/// Returns state information for pickling.
#[pyfunction("array.__reduce_ex__($self, value, /)")]
fn reduce_ex(vm: &mut Vm, this: Gc<Array>, value: i64) -> PyResult {
    let class = vm.type_of(this.value()).value();
    let dict = match vm.getattr_opt(this.value(), vm.names.dict)?.and_then(Value::cast::<Dict>) {
        Some(dict) => dict.value(),
        None => Value::NONE,
    };
    let code = this.code.get();
    let letter = vm.ascii_char(code.letter as u8).value();
    if value < 3 {
        let list = list_of(vm, this)?.value();
        let args = vm.new_tuple(&[letter, list])?.value();
        return vm.new_tuple(&[class, args, dict]).map(Gc::value);
    }
    let module = crate::importing::import_module(vm, "array")?;
    let function = vm.getattr_str(module, "_array_reconstructor")?;
    let bytes = vm.new_bytes(this.bytes().as_bytes())?.value();
    let args = vm.new_tuple(&[class, letter, Value::small(code.machine_format), bytes])?.value();
    vm.new_tuple(&[function, args, dict]).map(Gc::value)
}

/// Returns the size in memory.
#[pyfunction("array.__sizeof__($self, /)")]
fn sizeof(_: &mut Vm, this: Gc<Array>) -> usize {
    size_of::<Array>() + this.bytes().capacity().max(this.bytes().len()) + 64
}

/// See PEP 585.
#[pyfunction("array.__class_getitem__($type, object, /)")]
fn class_getitem(vm: &mut Vm, cls: Value, object: Value) -> PyResult {
    tauraro_objects::iterable::generic_alias(vm, cls, object)
}
