//! `_struct`: values to packed bytes and back. Formats are read and items converted by
//! `tauraro_objects::struct_format`; here are the functions, `Struct` and the cache of formats.

mod structs;

use std::collections::HashMap;
use std::rc::Rc;
use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::object::{Bytes, Module};
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Raised, Str, Type, Value, Vm, defs, pyfunction};
use tauraro_objects::complex::as_complex;
use tauraro_objects::fault::{Fault, FaultKind};
use tauraro_objects::raise::{int_ref, raise_fault};
use tauraro_objects::struct_format::{Class, Item, Layout, parse};

/// Formats that the module's functions used, up to this many.
const CACHE_MAX: usize = 100;

struct State {
    error: Gc<Type>,
    iterator: Gc<Type>,
    cache: HashMap<Vec<u8>, Rc<Layout>>,
}

impl Extension for State {
    fn trace(&self, tracer: &mut Tracer) {
        self.error.trace(tracer);
        self.iterator.trace(tracer);
    }
}

/// Raises `struct.error` with a text.
#[cold]
fn error(vm: &mut Vm, text: &str) -> Raised {
    let ty = vm.extension::<State>().error;
    vm.raise_text(ty, text)
}

fn or_raise<T>(vm: &mut Vm, result: Result<T, Fault>) -> PyResult<T> {
    result.map_err(|fault| match fault.kind {
        FaultKind::StructError => error(vm, &fault.text),
        _ => raise_fault(vm, &fault),
    })
}

/// The bytes of a format given as str or bytes.
fn format_bytes(vm: &mut Vm, format: Value) -> PyResult<Vec<u8>> {
    if let Some(s) = format.cast::<Str>() {
        if !s.is_ascii() {
            // Raises UnicodeEncodeError.
            let ascii = vm.new_str("ascii")?.value();
            vm.call_method(format, "encode", &[ascii])?;
        }
        return Ok(s.as_bytes().to_vec());
    }
    match format.cast::<Bytes>() {
        Some(b) => Ok(b.as_bytes().to_vec()),
        None => {
            let text = format!("Struct() argument 1 must be a str or bytes object, not {}", vm.type_name(format));
            Err(vm.type_error(text))
        }
    }
}

fn layout_of(vm: &mut Vm, format: Value) -> PyResult<Rc<Layout>> {
    let bytes = format_bytes(vm, format)?;
    if let Some(known) = vm.extension::<State>().cache.get(&bytes) {
        return Ok(known.clone());
    }
    let layout = Rc::new(or_raise(vm, parse(&bytes))?);
    let cache = &mut vm.extension_mut::<State>().cache;
    if cache.len() >= CACHE_MAX {
        cache.clear();
    }
    cache.insert(bytes, layout.clone());
    Ok(layout)
}

// ---- packing and unpacking ---------------------------------------------------------------------

fn wrong_type(vm: &mut Vm, item: &Item) -> Raised {
    error(vm, &item.wrong_type().text)
}

/// Writes one value to its place.
fn pack_item(vm: &mut Vm, item: &Item, bytes: &mut [u8], v: Value) -> PyResult<()> {
    match item.class {
        Class::Signed | Class::Unsigned | Class::Pointer => {
            let number = match v.as_int() {
                Some(_) => v,
                None if vm.type_of(v).slots.index.get().is_some() => vm.index(v)?,
                None => return Err(wrong_type(vm, item)),
            };
            let Some(i) = number.as_int() else { return Err(wrong_type(vm, item)) };
            let packed = item.pack_int(bytes, int_ref(i));
            or_raise(vm, packed)
        }
        Class::Bool => {
            let truth = vm.truth(v)?;
            item.pack_bool(bytes, truth);
            Ok(())
        }
        Class::Float => {
            // CPython takes any error of the conversion for a wrong type.
            let Ok(f) = vm.to_f64(v) else {
                vm.take_exception();
                return Err(wrong_type(vm, item));
            };
            let packed = item.pack_float(bytes, f);
            or_raise(vm, packed)
        }
        Class::Complex => {
            let Some((re, im)) = complex_parts(vm, v) else { return Err(wrong_type(vm, item)) };
            item.pack_complex(bytes, re, im);
            Ok(())
        }
        Class::Char | Class::Bytes | Class::Pascal => {
            let packed = if let Some(b) = v.cast::<Bytes>() {
                item.pack_bytes(bytes, b.as_bytes())
            } else if v.is::<tauraro_core::object::ByteArray>() && item.class != Class::Char {
                let buffer = vm.get_buffer(v, false)?;
                let packed = item.pack_bytes(bytes, buffer.bytes());
                vm.release_buffer(buffer);
                packed
            } else {
                return Err(wrong_type(vm, item));
            };
            or_raise(vm, packed)
        }
    }
}

fn complex_parts(vm: &mut Vm, v: Value) -> Option<(f64, f64)> {
    if let Some(parts) = as_complex(v) {
        return Some(parts);
    }
    let made = match vm.call_special(v, vm.names.complex, &[]) {
        Ok(Some(made)) => as_complex(made),
        Ok(None) => vm.to_f64(v).ok().map(|f| (f, 0.0)),
        Err(_) => None,
    };
    if made.is_none() && vm.is_raised() {
        vm.take_exception();
    }
    made
}

/// Packs all values; `bytes` begins where the layout does.
fn pack_all(vm: &mut Vm, layout: &Layout, bytes: &mut [u8], values: &[Value]) -> PyResult<()> {
    for (item, v) in layout.items().zip(values) {
        pack_item(vm, &item, bytes, *v)?;
    }
    Ok(())
}

fn check_count(vm: &mut Vm, layout: &Layout, function: &str, got: usize) -> PyResult<()> {
    if got == layout.values { Ok(()) } else { Err(error(vm, &layout.wrong_count(function, got).text)) }
}

fn pack_values(vm: &mut Vm, layout: &Layout, values: &[Value]) -> PyResult {
    check_count(vm, layout, "pack", values.len())?;
    const SHORT: usize = 64;
    if layout.size <= SHORT {
        let mut bytes = [0; SHORT];
        pack_all(vm, layout, &mut bytes[..layout.size], values)?;
        return vm.new_bytes(&bytes[..layout.size]).map(Gc::value);
    }
    let mut bytes = Vec::new();
    if bytes.try_reserve_exact(layout.size).is_err() {
        return Err(vm.memory_error());
    }
    bytes.resize(layout.size, 0);
    pack_all(vm, layout, &mut bytes, values)?;
    vm.new_bytes(&bytes).map(Gc::value)
}

/// `arguments` are the buffer, the offset and the values.
fn pack_values_into(vm: &mut Vm, layout: &Layout, arguments: &[Value]) -> PyResult<()> {
    let [target, offset, values @ ..] = arguments else {
        let what = if arguments.is_empty() { "buffer" } else { "offset" };
        return Err(error(vm, &format!("pack_into expected {what} argument")));
    };
    check_count(vm, layout, "pack_into", values.len())?;
    let writable = vm.type_of(*target).slots.buffer.get().is_some();
    let buffer = match vm.get_buffer(*target, true) {
        Ok(buffer) => buffer,
        Err(raised) => {
            if writable && !vm.is_instance(vm.pending(), vm.exc.buffer_error) {
                return Err(raised);
            }
            vm.take_exception();
            let name = vm.type_name(*target);
            return Err(vm.type_error(format!("argument must be read-write bytes-like object, not {name}")));
        }
    };
    let packed = pack_into_buffer(vm, layout, &buffer, *offset, values);
    vm.release_buffer(buffer);
    packed
}

fn pack_into_buffer(
    vm: &mut Vm,
    layout: &Layout,
    buffer: &tauraro_core::buffer::Buffer,
    offset: Value,
    values: &[Value],
) -> PyResult<()> {
    let offset = vm.index_i64(offset)?;
    let resolved = layout.resolve_offset(offset, buffer.len(), true);
    let start = or_raise(vm, resolved)?;
    // Values may run Python code that looks at the buffer, so they are packed elsewhere first.
    let mut bytes = vec![0; layout.size];
    let packed = pack_all(vm, layout, &mut bytes, values);
    for (cell, byte) in buffer.cells()[start..].iter().zip(bytes) {
        cell.set(byte);
    }
    packed
}

fn unpack_tuple(vm: &mut Vm, layout: &Layout, bytes: &[u8]) -> PyResult {
    const SHORT: usize = 16;
    if layout.values <= SHORT {
        let mut values = [Value::NONE; SHORT];
        for (item, place) in layout.items().zip(&mut values) {
            *place = tauraro_objects::items::unpack(vm, &item, bytes)?;
        }
        return vm.new_tuple(&values[..layout.values]).map(Gc::value);
    }
    let list = vm.new_list_with_capacity(layout.values)?;
    for item in layout.items() {
        let v = tauraro_objects::items::unpack(vm, &item, bytes)?;
        list.push(vm, v)?;
    }
    vm.list_to_tuple(list).map(Gc::value)
}

fn unpack_buffer(vm: &mut Vm, layout: &Layout, source: Value) -> PyResult {
    let buffer = vm.get_buffer(source, false)?;
    let checked = layout.check_exact(buffer.len());
    let result = or_raise(vm, checked).and_then(|()| unpack_tuple(vm, layout, buffer.bytes()));
    vm.release_buffer(buffer);
    result
}

fn unpack_at(vm: &mut Vm, layout: &Layout, source: Value, offset: i64) -> PyResult {
    let buffer = vm.get_buffer(source, false)?;
    let resolved = layout.resolve_offset(offset, buffer.len(), false);
    let result = or_raise(vm, resolved).and_then(|start| unpack_tuple(vm, layout, &buffer.bytes()[start..]));
    vm.release_buffer(buffer);
    result
}

// ---- functions -----------------------------------------------------------------------------------

fn format_and_rest<'a>(vm: &mut Vm, args: &'a [Value]) -> PyResult<(Rc<Layout>, &'a [Value])> {
    let [format, rest @ ..] = args else { return Err(vm.type_error("missing format argument")) };
    Ok((layout_of(vm, *format)?, rest))
}

/// Packs values by a format: pack(format, v1, v2, ...).
#[pyfunction("pack(*args)")]
fn pack(vm: &mut Vm, args: &[Value]) -> PyResult {
    let (layout, values) = format_and_rest(vm, args)?;
    pack_values(vm, &layout, values)
}

/// Packs values into a writable buffer: pack_into(format, buffer, offset, v1, v2, ...).
#[pyfunction("pack_into(*args)")]
fn pack_into(vm: &mut Vm, args: &[Value]) -> PyResult<()> {
    let (layout, rest) = format_and_rest(vm, args)?;
    pack_values_into(vm, &layout, rest)
}

/// Unpacks a buffer of exactly the format's size into a tuple.
#[pyfunction("unpack(format, buffer, /)")]
fn unpack(vm: &mut Vm, format: Value, buffer: Value) -> PyResult {
    let layout = layout_of(vm, format)?;
    unpack_buffer(vm, &layout, buffer)
}

/// Unpacks from some place of a buffer.
#[pyfunction("unpack_from(format, /, buffer, offset=0)")]
fn unpack_from(vm: &mut Vm, format: Value, buffer: Value, offset: Option<i64>) -> PyResult {
    let layout = layout_of(vm, format)?;
    unpack_at(vm, &layout, buffer, offset.unwrap_or(0))
}

/// Unpacks a buffer piece by piece.
#[pyfunction("iter_unpack(format, buffer, /)")]
fn iter_unpack(vm: &mut Vm, format: Value, buffer: Value) -> PyResult {
    let layout = layout_of(vm, format)?;
    structs::new_iterator(vm, layout, buffer)
}

/// How many bytes a format takes.
#[pyfunction("calcsize(format, /)")]
fn calcsize(vm: &mut Vm, format: Value) -> PyResult<usize> {
    Ok(layout_of(vm, format)?.size)
}

/// Forgets the formats that were used.
#[pyfunction("_clearcache()")]
fn clearcache(vm: &mut Vm) {
    vm.extension_mut::<State>().cache.clear();
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let object = vm.types.object;
    let error = new_exception_class(vm, "struct", "error")?;
    let iterator = vm.new_type(&structs::ITERATOR, object)?;
    let struct_type = vm.new_type(&structs::SPEC, object)?;
    vm.set_extension(State { error, iterator, cache: HashMap::new() });
    let doc = "Values to packed bytes and back. A format's first character gives byte order, sizes and alignment \
               (@ = < > !), the others the types of the values, each with an optional count before it.";
    let functions = defs![clearcache, calcsize, iter_unpack, pack, pack_into, unpack, unpack_from];
    let module = vm.new_module("_struct", Some(doc), functions)?;
    module.add(vm, "Struct", struct_type)?;
    module.add(vm, "error", error)?;
    Ok(module)
}

/// A class `module.name` that derives from Exception.
pub(crate) fn new_exception_class(vm: &mut Vm, module: &str, name: &str) -> PyResult<Gc<Type>> {
    exception_class(vm, module, name, vm.exc.exception)
}

/// A class `module.name` of exceptions that derives from `base`.
pub(crate) fn exception_class(vm: &mut Vm, module: &str, name: &str, base: Gc<Type>) -> PyResult<Gc<Type>> {
    let dict = vm.new_dict();
    let module = vm.intern(module).value();
    dict.set_name(vm, vm.names.module, module)?;
    let name = vm.intern(name).value();
    let bases = vm.new_tuple(&[base.value()])?.value();
    let class = vm.call(vm.types.type_.value(), &[name, bases, dict.value()])?;
    Ok(class.cast::<Type>().expect("type() makes types"))
}
