//! The objects that compress and decompress data that comes in pieces.

use super::inflate::Inflater;
use super::{State, compressor, deflate, error};
use crate::kinds;
use flate2::{Compress, FlushCompress};
use std::cell::{Cell, RefCell};
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, Type, TypeFlags};
use tauraro_core::{PyResult, Value, Vm, defs, payload, pyfunction};
use tauraro_objects::byteslike::{copied_bytes, is_bytes_like};

/// `zlib.Compress`
pub(super) struct Compressor {
    /// `None` once the data is finished.
    state: RefCell<Option<Compress>>,
}

payload!(Compressor, kinds::ZLIB_COMPRESS, "zlib.Compress", []);

/// `zlib.Decompress` and `zlib._ZlibDecompressor`
pub(super) struct Decompressor {
    state: RefCell<Inflater>,
    ended: Cell<bool>,
    /// `_ZlibDecompressor`: whether it has used up all input.
    needs_input: Cell<bool>,
    /// Bytes after the end of the compressed data.
    unused: Slot,
    /// Input that is left because the output had reached its limit.
    tail: Slot,
}

payload!(Decompressor, kinds::ZLIB_DECOMPRESS, "zlib.Decompress", [unused, tail]);

pub(super) static COMPRESS: TypeSpec = TypeSpec {
    name: "Compress",
    module: "zlib",
    doc: Some("Compresses data that comes in pieces."),
    kind: Some(Compressor::INFO),
    flags: TypeFlags::NO_NEW,
    methods: defs![compress, flush],
    ..TypeSpec::EMPTY
};

pub(super) static DECOMPRESS: TypeSpec = TypeSpec {
    name: "Decompress",
    module: "zlib",
    doc: Some("Decompresses data that comes in pieces."),
    kind: Some(Decompressor::INFO),
    flags: TypeFlags::NO_NEW,
    methods: defs![decompress, flush_rest],
    getset: &[
        GetSetDef {
            name: "unused_data",
            doc: "What came after the end.",
            get: |_, v| Ok(this(v).unused.get()),
            set: None,
        },
        GetSetDef {
            name: "unconsumed_tail",
            doc: "Input that is left.",
            get: |_, v| Ok(this(v).tail.get()),
            set: None,
        },
        GetSetDef { name: "eof", doc: "Whether the end was reached.", get: ended, set: None },
    ],
    ..TypeSpec::EMPTY
};

pub(super) static DIRECT: TypeSpec = TypeSpec {
    name: "_ZlibDecompressor",
    module: "zlib",
    doc: Some("Decompresses data that comes in pieces, and keeps what it has not used."),
    kind: Some(Decompressor::INFO),
    new: Some(new_direct::as_new),
    methods: defs![decompress_direct],
    getset: &[
        GetSetDef {
            name: "unused_data",
            doc: "What came after the end.",
            get: |_, v| Ok(this(v).unused.get()),
            set: None,
        },
        GetSetDef {
            name: "needs_input",
            doc: "Whether more input is needed.",
            get: |_, v| Ok(Value::bool(this(v).needs_input.get())),
            set: None,
        },
        GetSetDef { name: "eof", doc: "Whether the end was reached.", get: ended, set: None },
    ],
    ..TypeSpec::EMPTY
};

fn this(v: Value) -> Gc<Decompressor> {
    v.cast().expect("getters get instances of their type")
}

fn ended(_: &mut Vm, v: Value) -> PyResult {
    Ok(Value::bool(this(v).ended.get()))
}

/// An object that compresses data in pieces.
#[pyfunction(
    "zlib.compressobj(level=Z_DEFAULT_COMPRESSION, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, strategy=Z_DEFAULT_STRATEGY, zdict=<unrepresentable>)"
)]
pub(super) fn compressobj(
    vm: &mut Vm,
    level: Option<i64>,
    method: Option<i64>,
    wbits: Option<i64>,
    mem_level: Option<i64>,
    strategy: Option<i64>,
    zdict: Option<Value>,
) -> PyResult {
    let zdict = match zdict {
        Some(v) => Some(copied_bytes(vm, v)?),
        None => None,
    };
    let known = method.unwrap_or(8) == 8
        && (1..=9).contains(&mem_level.unwrap_or(8))
        && (0..=4).contains(&strategy.unwrap_or(0));
    let made = compressor(level.unwrap_or(-1), wbits.unwrap_or(15)).filter(|_| known);
    let Some(mut state) = made else { return Err(vm.value_error("Invalid initialization option")) };
    if let Some(zdict) = zdict
        && state.set_dictionary(&zdict).is_err()
    {
        return Err(vm.value_error("Invalid dictionary"));
    }
    let ty = vm.extension::<State>().compress;
    Ok(vm.alloc(ty.root_shape.get(), Compressor { state: RefCell::new(Some(state)) }).value())
}

/// The next part of the compressed data; some of it may come later.
#[pyfunction("Compress.compress($self, data, /)")]
fn compress(vm: &mut Vm, this: Gc<Compressor>, data: Value) -> PyResult {
    let data = copied_bytes(vm, data)?;
    let made = this.state.borrow_mut().as_mut().and_then(|c| deflate(c, &data, FlushCompress::None));
    match made {
        Some(made) => Ok(vm.new_bytes(&made)?.value()),
        None => Err(error(vm, "Error -2 while compressing data: inconsistent stream state")),
    }
}

/// What is left of the compressed data; by default its end.
#[pyfunction("Compress.flush($self, mode=zlib.Z_FINISH, /)")]
fn flush(vm: &mut Vm, this: Gc<Compressor>, mode: Option<i64>) -> PyResult {
    let flush = match mode.unwrap_or(4) {
        0 => return Ok(vm.new_bytes(&[])?.value()),
        1 => FlushCompress::Partial,
        2 | 5 | 6 => FlushCompress::Sync,
        3 => FlushCompress::Full,
        4 => FlushCompress::Finish,
        _ => return Err(error(vm, "Error -2 while flushing: inconsistent stream state")),
    };
    let made = this.state.borrow_mut().as_mut().and_then(|c| deflate(c, &[], flush));
    if matches!(flush, FlushCompress::Finish) {
        *this.state.borrow_mut() = None;
    }
    match made {
        Some(made) => Ok(vm.new_bytes(&made)?.value()),
        None => Err(error(vm, "Error -2 while flushing: inconsistent stream state")),
    }
}

fn make(vm: &mut Vm, ty: Gc<Type>, wbits: Option<i64>, zdict: Option<Value>) -> PyResult {
    let zdict = match zdict {
        Some(v) if !is_bytes_like(vm, v) => {
            return Err(vm.type_error("zdict argument must support the buffer protocol"));
        }
        Some(v) => copied_bytes(vm, v)?,
        None => Vec::new(),
    };
    let Some(state) = Inflater::new(wbits.unwrap_or(15), zdict) else {
        return Err(vm.value_error("Invalid initialization option"));
    };
    let empty = vm.new_bytes(&[])?.value();
    let payload = Decompressor {
        state: RefCell::new(state),
        ended: Cell::new(false),
        needs_input: Cell::new(true),
        unused: Slot::new(empty),
        tail: Slot::new(empty),
    };
    Ok(vm.alloc(ty.root_shape.get(), payload).value())
}

/// An object that decompresses data in pieces.
#[pyfunction("zlib.decompressobj(wbits=MAX_WBITS, zdict=b'')")]
pub(super) fn decompressobj(vm: &mut Vm, wbits: Option<i64>, zdict: Option<Value>) -> PyResult {
    let ty = vm.extension::<State>().decompress;
    make(vm, ty, wbits, zdict)
}

#[pyfunction("_ZlibDecompressor.__new__($type, wbits=15, zdict=b'')")]
fn new_direct(vm: &mut Vm, cls: Gc<Type>, wbits: Option<i64>, zdict: Option<Value>) -> PyResult {
    make(vm, cls, wbits, zdict)
}

/// Keeps what is left of the input, and gives the output.
fn step(vm: &mut Vm, d: Gc<Decompressor>, data: &[u8], most: Option<usize>) -> PyResult {
    if d.ended.get() {
        keep_unused(vm, d, data)?;
        return Ok(vm.new_bytes(&[])?.value());
    }
    let result = d.state.borrow_mut().run(data, most);
    let made = match result {
        Ok(made) => made,
        Err(text) => return Err(error(vm, &text)),
    };
    let rest = &data[made.used..];
    d.ended.set(made.ended);
    let tail = if made.ended { &[] } else { rest };
    let tail = vm.new_bytes(tail)?;
    d.set(&d.tail, tail.value());
    if made.ended {
        keep_unused(vm, d, rest)?;
    }
    Ok(vm.new_bytes(&made.out)?.value())
}

fn keep_unused(vm: &mut Vm, d: Gc<Decompressor>, more: &[u8]) -> PyResult<()> {
    if !more.is_empty() {
        let mut all = copied_bytes(vm, d.unused.get())?;
        all.extend_from_slice(more);
        let all = vm.new_bytes(&all)?;
        d.set(&d.unused, all.value());
    }
    Ok(())
}

/// What the next part of the compressed data stands for, at most so many bytes.
#[pyfunction("Decompress.decompress($self, data, /, max_length=0)")]
fn decompress(vm: &mut Vm, this: Gc<Decompressor>, data: Value, max_length: Option<i64>) -> PyResult {
    let data = copied_bytes(vm, data)?;
    let most = match usize::try_from(max_length.unwrap_or(0)) {
        Ok(0) => None,
        Ok(n) => Some(n),
        Err(_) => return Err(vm.value_error("max_length must be non-negative")),
    };
    step(vm, this, &data, most)
}

/// What is left.
#[pyfunction("Decompress.flush($self, length=zlib.DEF_BUF_SIZE, /)")]
fn flush_rest(vm: &mut Vm, this: Gc<Decompressor>, length: Option<i64>) -> PyResult {
    if length.is_some_and(|n| n <= 0) {
        return Err(vm.value_error("length must be greater than zero"));
    }
    let data = copied_bytes(vm, this.tail.get())?;
    step(vm, this, &data, None)
}

/// What the next part of the compressed data stands for; input that is not used yet is kept.
#[pyfunction("_ZlibDecompressor.decompress($self, data, max_length=-1)")]
fn decompress_direct(vm: &mut Vm, this: Gc<Decompressor>, data: Value, max_length: Option<i64>) -> PyResult {
    if this.ended.get() {
        return Err(vm.raise_text(vm.exc.eof_error, "End of stream already reached"));
    }
    let mut all = copied_bytes(vm, this.tail.get())?;
    all.extend(copied_bytes(vm, data)?);
    let most = usize::try_from(max_length.unwrap_or(-1)).ok();
    let out = step(vm, this, &all, most)?;
    let left = vm.len(this.tail.get())?;
    // A full output may have more to come without any input.
    let full = most.is_some_and(|n| vm.len(out).is_ok_and(|len| len == n));
    this.needs_input.set(!this.ended.get() && left == 0 && !full);
    Ok(out)
}
