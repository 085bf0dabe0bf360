//! The methods and attributes of memoryview.

use super::{Geometry, MemoryView, new_memoryview, this};
use crate::byteslike::methods::hex as hex_of;
use crate::iterable::Row;
use crate::slice_index::clamp_range;
use crate::struct_format::{self, Item};
use tauraro_core::builtin::FnDef;
use tauraro_core::heap::Gc;
use tauraro_core::object::{CompareOp, GetSetDef, List, Str, Tuple, Type};
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};

/// Gives the memory back to its owner; the view cannot be used any more.
#[pyfunction("memoryview.release($self, /)")]
fn release(vm: &mut Vm, this: Gc<MemoryView>) -> PyResult<()> {
    this.release(vm)
}

/// The view itself, for a with statement.
#[pyfunction("memoryview.__enter__($self, /)")]
fn enter(vm: &mut Vm, this: Gc<MemoryView>) -> PyResult {
    this.buffer(vm)?;
    Ok(this.value())
}

/// Releases the view at the end of a with statement.
#[pyfunction("memoryview.__exit__($self, /, *exc_info)")]
fn exit(vm: &mut Vm, this: Gc<MemoryView>, _: &[Value]) -> PyResult<()> {
    this.release(vm)
}

/// A view of the same memory that cannot write it.
#[pyfunction("memoryview.toreadonly($self, /)")]
fn toreadonly(vm: &mut Vm, this: Gc<MemoryView>) -> PyResult {
    this.derive(vm, this.geometry.clone(), true)
}

/// The items as bytes, in C or Fortran order.
#[pyfunction("memoryview.tobytes($self, /, order='C')")]
fn tobytes(vm: &mut Vm, this: Gc<MemoryView>, order: Option<Value>) -> PyResult {
    this.buffer(vm)?;
    let order = match order.and_then(Value::non_none) {
        None => "C".to_owned(),
        Some(v) => match v.cast::<Str>() {
            Some(s) => s.to_string_lossy(),
            None => {
                let got = vm.type_name(v);
                return Err(vm.type_error(format!("tobytes() argument 'order' must be str or None, not {got}")));
            }
        },
    };
    let g = &this.geometry;
    let backwards = match order.as_str() {
        "C" => false,
        "F" => true,
        "A" => g.is_packed_backwards() && !g.is_packed(),
        _ => return Err(vm.value_error("order must be 'C', 'F' or 'A'")),
    };
    if !backwards {
        let bytes = this.to_vec(vm)?;
        return Ok(vm.new_bytes(&bytes)?.value());
    }
    let mut flipped = g.clone();
    flipped.shape.reverse();
    flipped.strides.reverse();
    let buffer = this.buffer(vm)?;
    let all = buffer.bytes();
    let bytes: Vec<u8> =
        flipped.offsets().into_iter().flat_map(|at| all[at..at + g.item_bytes].iter().copied()).collect();
    Ok(vm.new_bytes(&bytes)?.value())
}

/// The items as a list, nested for more dimensions.
#[pyfunction("memoryview.tolist($self, /)")]
fn tolist(vm: &mut Vm, this: Gc<MemoryView>) -> PyResult {
    this.buffer(vm)?;
    let item = this.item(vm)?;
    nested(vm, this, &item, 0, this.geometry.start as i64)
}

fn nested(vm: &mut Vm, view: Gc<MemoryView>, item: &Item, dim: usize, offset: i64) -> PyResult {
    let g = &view.geometry;
    let (Some(n), Some(stride)) = (g.shape.get(dim), g.strides.get(dim)) else {
        return view.read(vm, item, offset as usize);
    };
    let list = vm.new_list(&[])?;
    for i in 0..*n as i64 {
        let v = nested(vm, view, item, dim + 1, offset + i * stride)?;
        list.push(vm, v)?;
    }
    Ok(list.value())
}

/// The bytes as hexadecimal digits, with a separator between groups.
///
/// >>> memoryview(b'Python').hex('-', 4)
/// '5079-74686f6e'
#[pyfunction("memoryview.hex($self, /, sep=<unrepresentable>, bytes_per_sep=1)")]
fn hex(vm: &mut Vm, this: Gc<MemoryView>, sep: Option<Value>, bytes_per_sep: Option<i64>) -> PyResult {
    let bytes = this.to_vec(vm)?;
    this.pinned(|| hex_of(vm, &bytes, sep, bytes_per_sep))
}

fn one_dimension(vm: &mut Vm, view: Gc<MemoryView>) -> PyResult<Item> {
    view.buffer(vm)?;
    match view.geometry.shape.len() {
        0 => Err(vm.type_error("invalid lookup on 0-dim memory")),
        1 => view.item(vm),
        _ => Err(vm.not_implemented_error("multi-dimensional lookup is not implemented")),
    }
}

/// The first position of a value. Raises ValueError where it is missing.
#[pyfunction("memoryview.index($self, value, start=0, stop=sys.maxsize, /)")]
fn index(
    vm: &mut Vm,
    this: Gc<MemoryView>,
    value: Value,
    start: Option<Value>,
    stop: Option<Value>,
) -> PyResult<usize> {
    let item = one_dimension(vm, this)?;
    let start = crate::sequence::search_bound(vm, start, 0)?;
    let stop = crate::sequence::search_bound(vm, stop, i64::MAX)?;
    let offsets = this.geometry.offsets();
    let (from, to) = clamp_range(start, stop, offsets.len());
    for (i, offset) in offsets.iter().enumerate().take(to).skip(from) {
        let v = this.read(vm, &item, *offset)?;
        if vm.compare_bool(v, value, CompareOp::Eq)? {
            return Ok(i);
        }
    }
    Err(vm.value_error("memoryview.index(x): x not found"))
}

/// How often a value occurs.
#[pyfunction("memoryview.count($self, value, /)")]
fn count(vm: &mut Vm, this: Gc<MemoryView>, value: Value) -> PyResult<usize> {
    let item = one_dimension(vm, this)?;
    let mut found = 0;
    for offset in this.geometry.offsets() {
        let v = this.read(vm, &item, offset)?;
        found += usize::from(vm.compare_bool(v, value, CompareOp::Eq)?);
    }
    Ok(found)
}

/// A view of the same memory with another format or shape.
#[pyfunction("memoryview.cast($self, /, format, shape=<unrepresentable>)")]
fn cast(vm: &mut Vm, this: Gc<MemoryView>, format: Gc<Str>, shape: Option<Value>) -> PyResult {
    this.buffer(vm)?;
    if shape.is_some_and(|v| Row::of(v).is_none()) {
        return Err(vm.type_error("shape must be a list or a tuple"));
    }
    if !format.is_ascii() {
        // The format is bytes: encoding raises what it raises.
        let ascii = vm.new_str("ascii")?;
        vm.call_method(format.value(), "encode", &[ascii.value()])?;
    }
    let g = &this.geometry;
    if !g.is_packed() {
        return Err(vm.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    let to_many = |v: Value| match (v.cast::<List>(), v.cast::<Tuple>()) {
        (Some(list), _) => list.items.len() != 1,
        (_, tuple) => tuple.is_none_or(|t| t.len() != 1),
    };
    if shape.is_some_and(to_many) && g.shape.len() != 1 {
        return Err(vm.type_error("memoryview: cast must be 1D -> ND or ND -> 1D"));
    }
    let format = format.to_string_lossy();
    let code = format.trim_start_matches('@');
    let Some(item_bytes) = native_size(code).filter(|_| format.len() <= 2) else {
        let wanted = "destination format must be a native single character format prefixed with an optional '@'";
        return Err(vm.value_error(format!("memoryview: {wanted}")));
    };
    let is_byte = |f: &str| matches!(f.trim_start_matches('@'), "B" | "b" | "c");
    if !is_byte(&g.format) && !is_byte(code) {
        return Err(vm.type_error("memoryview: cannot cast between two non-byte formats"));
    }
    let bytes = g.bytes();
    if !bytes.is_multiple_of(item_bytes) {
        return Err(vm.type_error("memoryview: length is not a multiple of itemsize"));
    }
    let shape = match shape {
        None => vec![bytes / item_bytes],
        Some(v) => {
            let shape = dimensions(vm, v)?;
            let product = shape.iter().try_fold(item_bytes, |a, b| a.checked_mul(*b));
            if product != Some(bytes) {
                return Err(vm.type_error("memoryview: product(shape) * itemsize != buffer size"));
            }
            shape
        }
    };
    let strides = Geometry::packed_strides(&shape, item_bytes);
    let geometry = Geometry { start: g.start, shape, strides, item_bytes, format };
    this.derive(vm, geometry, this.readonly)
}

/// Bytes of an item of a native format of one character.
fn native_size(code: &str) -> Option<usize> {
    if code.len() != 1 || !"cbB?hHiIlLqQnNPefd".contains(code) {
        return None;
    }
    struct_format::parse(code.as_bytes()).ok().map(|l| l.size)
}

/// Most dimensions that a view can have, as in CPython.
const DIMENSIONS_MAX: usize = 64;

fn dimensions(vm: &mut Vm, shape: Value) -> PyResult<Vec<usize>> {
    let Some(row) = Row::of(shape) else { return Err(vm.type_error("shape must be a list or a tuple")) };
    if row.slots().len() > DIMENSIONS_MAX {
        return Err(vm.value_error("memoryview: number of dimensions must not exceed 64"));
    }
    let mut out = Vec::new();
    for i in 0..row.slots().len() {
        let v = row.slots()[i].get();
        if v.as_int().is_none() {
            return Err(vm.type_error("memoryview.cast(): elements of shape must be integers"));
        }
        match v.as_i64() {
            Some(n) if n > 0 => out.push(n as usize),
            _ => return Err(vm.value_error("memoryview.cast(): elements of shape must be integers > 0")),
        }
    }
    Ok(out)
}

/// A view with the flags of the buffer protocol.
#[pyfunction("memoryview._from_flags($type, object, flags)")]
fn from_flags(vm: &mut Vm, _: Gc<Type>, object: Value, flags: i64) -> PyResult {
    // Bit 0 asks for writable memory.
    if flags & 1 != 0 {
        let buffer = vm.get_buffer(object, true)?;
        vm.release_buffer(buffer);
    }
    new_memoryview(vm, object)
}

/// An alias with the item's type, for annotations.
#[pyfunction("memoryview.__class_getitem__($type, item, /)")]
fn class_getitem(vm: &mut Vm, cls: Gc<Type>, item: Value) -> PyResult {
    vm.call(vm.types.generic_alias.value(), &[cls.value(), item])
}

pub(super) const METHODS: &[&FnDef] =
    defs![release, enter, exit, toreadonly, tobytes, tolist, hex, index, count, cast, from_flags, class_getitem];

fn tuple_of(vm: &mut Vm, numbers: &[i64]) -> PyResult {
    vm.new_tuple_filled(numbers.len(), |i| Value::small(numbers[i])).map(Gc::value)
}

macro_rules! attributes {
    ($( $name:literal $doc:literal |$vm:ident, $view:ident| $get:expr; )*) => {
        pub(super) static GETSET: &[GetSetDef] = &[$( GetSetDef {
            name: $name,
            doc: $doc,
            get: |$vm, v| {
                let $view = this(v);
                $view.buffer($vm)?;
                $get
            },
            set: None,
        } ),*];
    };
}

attributes! {
    "obj" "The object whose memory this is." |vm, view| Ok(view.obj.get());
    "nbytes" "Bytes of all items." |vm, view| Ok(vm.new_uint(view.geometry.bytes() as u64));
    "readonly" "Whether the memory cannot be written." |vm, view| Ok(Value::bool(view.readonly));
    "itemsize" "Bytes of an item." |vm, view| Ok(vm.new_uint(view.geometry.item_bytes as u64));
    "format" "The format of an item, as in the module struct." |vm, view|
        Ok(vm.new_str(&view.geometry.format)?.value());
    "ndim" "Number of dimensions." |vm, view| Ok(vm.new_uint(view.geometry.shape.len() as u64));
    "shape" "Items in each dimension." |vm, view| {
        let shape: Vec<i64> = view.geometry.shape.iter().map(|n| *n as i64).collect();
        tuple_of(vm, &shape)
    };
    "strides" "Bytes from one item to the next in each dimension." |vm, view|
        tuple_of(vm, &view.geometry.strides);
    "suboffsets" "Always empty: there are no indirect arrays." |vm, view| tuple_of(vm, &[]);
    "c_contiguous" "Whether the items lie one after the other in C order." |vm, view|
        Ok(Value::bool(view.geometry.is_packed()));
    "f_contiguous" "Whether the items lie one after the other in Fortran order." |vm, view|
        Ok(Value::bool(view.geometry.is_packed_backwards()));
    "contiguous" "Whether the items lie one after the other." |vm, view|
        Ok(Value::bool(view.geometry.is_packed() || view.geometry.is_packed_backwards()));
}
