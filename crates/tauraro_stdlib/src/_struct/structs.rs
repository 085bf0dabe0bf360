//! `Struct`, a format that was read once, and the iterator of `iter_unpack`.

use super::{format_bytes, or_raise, pack_values, pack_values_into, unpack_at, unpack_buffer, unpack_tuple};
use crate::kinds;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, TypeFlags};
use tauraro_core::{PyResult, Type, Value, Vm, defs, payload, pyfunction};
use tauraro_objects::struct_format::{Layout, parse};

pub(super) struct Struct {
    /// A str; UNBOUND until `__init__` ran.
    format: Slot,
    layout: RefCell<Option<Rc<Layout>>>,
}

payload!(Struct, kinds::STRUCT, "_struct.Struct", [format]);

fn this(v: Value) -> Gc<Struct> {
    v.cast().expect("slots of Struct get them")
}

fn layout(vm: &mut Vm, v: Gc<Struct>) -> PyResult<Rc<Layout>> {
    let layout = v.layout.borrow().clone();
    layout.ok_or_else(|| vm.runtime_error("Struct object is not initialized"))
}

fn new(vm: &mut Vm, cls: Gc<Type>, _: Args<'_>) -> PyResult {
    let payload = Struct { format: Slot::new(Value::UNBOUND), layout: RefCell::new(None) };
    Ok(vm.alloc_with_slots(cls.root_shape.get(), payload, cls.inline_slots.get().into()).value())
}

#[pyfunction("Struct.__init__($self, /, format)")]
fn init(vm: &mut Vm, this: Gc<Struct>, format: Value) -> PyResult<()> {
    let bytes = format_bytes(vm, format)?;
    let parsed = parse(&bytes);
    let layout = or_raise(vm, parsed)?;
    let text = vm.new_str(&String::from_utf8_lossy(&bytes))?;
    this.set(&this.format, text.value());
    *this.layout.borrow_mut() = Some(Rc::new(layout));
    Ok(())
}

fn run_init(vm: &mut Vm, v: Value, args: Args<'_>) -> PyResult<()> {
    vm.with_first(v, args, |vm, args| (init::DEF.call)(vm, args)).map(|_| ())
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    layout(vm, this(v))?;
    let format = this(v).format.get();
    let shown = vm.repr(format)?.to_string_lossy();
    let name = vm.type_of(v).short_name();
    vm.new_str(&format!("{name}({shown})")).map(Gc::value)
}

/// Packs values: see struct.pack.
#[pyfunction("Struct.pack($self, /, *args)")]
fn pack(vm: &mut Vm, this: Gc<Struct>, args: &[Value]) -> PyResult {
    let layout = layout(vm, this)?;
    pack_values(vm, &layout, args)
}

/// Packs values into a writable buffer: see struct.pack_into.
#[pyfunction("Struct.pack_into($self, /, *args)")]
fn pack_into(vm: &mut Vm, this: Gc<Struct>, args: &[Value]) -> PyResult<()> {
    let layout = layout(vm, this)?;
    pack_values_into(vm, &layout, args)
}

/// Unpacks a buffer of exactly the right size.
#[pyfunction("Struct.unpack($self, buffer, /)")]
fn unpack(vm: &mut Vm, this: Gc<Struct>, buffer: Value) -> PyResult {
    let layout = layout(vm, this)?;
    unpack_buffer(vm, &layout, buffer)
}

/// Unpacks from some place of a buffer.
#[pyfunction("Struct.unpack_from($self, /, buffer, offset=0)")]
fn unpack_from(vm: &mut Vm, this: Gc<Struct>, buffer: Value, offset: Option<i64>) -> PyResult {
    let layout = layout(vm, this)?;
    unpack_at(vm, &layout, buffer, offset.unwrap_or(0))
}

/// Unpacks a buffer piece by piece.
#[pyfunction("Struct.iter_unpack($self, buffer, /)")]
fn iter_unpack(vm: &mut Vm, this: Gc<Struct>, buffer: Value) -> PyResult {
    let layout = layout(vm, this)?;
    new_iterator(vm, layout, buffer)
}

/// Returns the size in memory.
#[pyfunction("Struct.__sizeof__($self, /)")]
fn sizeof(vm: &mut Vm, this: Gc<Struct>) -> PyResult<usize> {
    let layout = layout(vm, this)?;
    Ok(size_of::<Struct>() + size_of::<Layout>() + layout.values.min(64) * size_of::<usize>())
}

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Struct",
    module: "_struct",
    doc: Some("A format for packed bytes that was read once."),
    kind: Some(Struct::INFO),
    flags: TypeFlags::BASE,
    weakrefs: true,
    new: Some(new),
    methods: defs![pack, pack_into, unpack, unpack_from, iter_unpack, sizeof],
    getset: &[
        GetSetDef {
            name: "format",
            doc: "struct format string",
            get: |vm, v| {
                layout(vm, this(v))?;
                Ok(this(v).format.get())
            },
            set: None,
        },
        GetSetDef {
            name: "size",
            doc: "struct size in bytes",
            get: |vm, v| {
                let size = this(v).layout.borrow().as_ref().map_or(-1, |l| l.size as i64);
                Ok(vm.new_int(size))
            },
            set: None,
        },
    ],
    slots: |s| {
        s.init.set(Some(run_init));
        s.repr.set(Some(repr));
    },
    ..TypeSpec::EMPTY
};

// ---- iter_unpack ---------------------------------------------------------------------------------

pub(super) struct UnpackIterator {
    /// The bytes-like object; None once all was read.
    source: Slot,
    layout: RefCell<Rc<Layout>>,
    at: Cell<usize>,
}

payload!(UnpackIterator, kinds::UNPACK_ITERATOR, "_struct.unpack_iterator", [source]);

pub(super) fn new_iterator(vm: &mut Vm, layout: Rc<Layout>, source: Value) -> PyResult {
    if layout.size == 0 {
        let checked = layout.check_multiple(0);
        or_raise(vm, checked)?;
    }
    let buffer = vm.get_buffer(source, false)?;
    let checked = layout.check_multiple(buffer.len());
    vm.release_buffer(buffer);
    or_raise(vm, checked)?;
    // A memoryview keeps the exporter from being resized while the iterator lives.
    let view = vm.call(vm.types.memoryview.value(), &[source])?;
    let shape = vm.extension::<super::State>().iterator.root_shape.get();
    let payload = UnpackIterator { source: Slot::new(view), layout: RefCell::new(layout), at: Cell::new(0) };
    Ok(vm.alloc(shape, payload).value())
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this = v.cast::<UnpackIterator>().expect("slots of unpack_iterator get them");
    let source = this.source.get();
    if source.is_none() {
        return Ok(None);
    }
    let layout = this.layout.borrow().clone();
    let buffer = vm.get_buffer(source, false)?;
    let at = this.at.get();
    if at + layout.size > buffer.len() {
        vm.release_buffer(buffer);
        this.set(&this.source, Value::NONE);
        vm.call_method(source, "release", &[])?;
        return Ok(None);
    }
    this.at.set(at + layout.size);
    let tuple = unpack_tuple(vm, &layout, &buffer.bytes()[at..at + layout.size]);
    vm.release_buffer(buffer);
    tuple.map(Some)
}

/// How many tuples are left.
#[pyfunction("unpack_iterator.__length_hint__($self, /)")]
fn length_hint(vm: &mut Vm, this: Gc<UnpackIterator>) -> PyResult<usize> {
    let source = this.source.get();
    if source.is_none() {
        return Ok(0);
    }
    let len = vm.len(source)?;
    Ok((len - this.at.get()) / this.layout.borrow().size)
}

pub(super) static ITERATOR: TypeSpec = TypeSpec {
    name: "unpack_iterator",
    module: "_struct",
    kind: Some(UnpackIterator::INFO),
    flags: TypeFlags::NO_NEW,
    methods: defs![length_hint],
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v)));
        s.iternext.set(Some(next));
    },
    ..TypeSpec::EMPTY
};
