//! `memoryview`: the memory of another object as an array of items, of any number of
//! dimensions.
//!
//! A view keeps the exporter's `Buffer` and a geometry over it. All views that were made from
//! one buffer share the count of themselves; the last one that is released gives it back.

mod compare;
mod iterator;
mod methods;
mod subscript;

use crate::items;
use crate::struct_format::{self, Item};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use tauraro_core::buffer::Buffer;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{ByteArray, Exports, Type};
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Tuple, Value, Vm, kinds, payload, pyfunction};

/// How the items lie in the buffer.
#[derive(Clone)]
pub(crate) struct Geometry {
    /// Byte offset of the first item.
    pub(crate) start: usize,
    pub(crate) shape: Vec<usize>,
    /// Bytes from one item to the next, for each dimension.
    pub(crate) strides: Vec<i64>,
    pub(crate) item_bytes: usize,
    pub(crate) format: String,
}

impl Geometry {
    pub(crate) fn items(&self) -> usize {
        self.shape.iter().product()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.items() * self.item_bytes
    }

    /// Strides of items that lie one after the other, the last dimension innermost.
    pub(crate) fn packed_strides(shape: &[usize], item_bytes: usize) -> Vec<i64> {
        let mut strides = vec![0; shape.len()];
        let mut step = item_bytes as i64;
        for (stride, n) in strides.iter_mut().zip(shape).rev() {
            *stride = step;
            step *= *n as i64;
        }
        strides
    }

    pub(crate) fn is_packed(&self) -> bool {
        let packed = Self::packed_strides(&self.shape, self.item_bytes);
        let relevant = self.shape.iter().zip(self.strides.iter().zip(&packed));
        self.items() == 0 || relevant.into_iter().all(|(n, (a, b))| *n <= 1 || a == b)
    }

    /// Packed with the first dimension innermost.
    pub(crate) fn is_packed_backwards(&self) -> bool {
        let mut flipped = self.clone();
        flipped.shape.reverse();
        flipped.strides.reverse();
        flipped.is_packed()
    }

    /// Byte offsets of all items, the last dimension changing fastest.
    pub(crate) fn offsets(&self) -> Vec<usize> {
        let mut all = vec![self.start as i64];
        for (n, stride) in self.shape.iter().zip(&self.strides) {
            all = all.iter().flat_map(|base| (0..*n as i64).map(move |i| base + i * stride)).collect();
        }
        all.into_iter().map(|offset| offset as usize).collect()
    }
}

/// A buffer that views share.
#[derive(Clone)]
struct Held {
    buffer: Buffer,
    views: Rc<Cell<usize>>,
    /// The count of the exporter, for views that are dropped without being released.
    exports: Option<Exports>,
}

pub struct MemoryView {
    /// The exporter, None once released.
    pub obj: Slot,
    held: RefCell<Option<Held>>,
    geometry: Geometry,
    readonly: bool,
    /// Buffers of this view that others hold.
    exports: Cell<usize>,
    hash: Cell<Option<i64>>,
}

payload!(MemoryView, kinds::MEMORYVIEW, "memoryview", [obj]);

impl Drop for MemoryView {
    /// The collector drops views that nobody released.
    fn drop(&mut self) {
        if let Some(held) = self.held.take() {
            held.views.set(held.views.get() - 1);
            if held.views.get() == 0
                && let Some(exports) = &held.exports
            {
                exports.remove();
            }
        }
    }
}

impl MemoryView {
    /// The memory. Raises ValueError after release.
    pub(crate) fn buffer(&self, vm: &mut Vm) -> PyResult<Buffer> {
        match &*self.held.borrow() {
            Some(held) => Ok(held.buffer),
            None => Err(vm.value_error("operation forbidden on released memoryview object")),
        }
    }

    /// Another view of the same memory.
    fn derive(&self, vm: &mut Vm, geometry: Geometry, readonly: bool) -> PyResult {
        self.buffer(vm)?;
        let Some(held) = self.held.borrow().clone() else { unreachable!("the view is not released") };
        held.views.set(held.views.get() + 1);
        Ok(allocate(vm, self.obj.get(), held, geometry, readonly).value())
    }

    pub(crate) fn is_released(&self) -> bool {
        self.held.borrow().is_none()
    }

    /// Somebody no longer uses the memory that this view showed.
    pub(crate) fn end_export(&self) {
        self.exports.set(self.exports.get().saturating_sub(1));
    }

    pub(crate) fn release(&self, vm: &mut Vm) -> PyResult<()> {
        let exports = self.exports.get();
        if exports > 0 {
            let plural = if exports == 1 { "" } else { "s" };
            return Err(vm.buffer_error(format!("memoryview has {exports} exported buffer{plural}")));
        }
        let Some(held) = self.held.take() else { return Ok(()) };
        self.obj.set_unbarriered(Value::NONE);
        held.views.set(held.views.get() - 1);
        if held.views.get() == 0 {
            vm.release_buffer(held.buffer);
        }
        Ok(())
    }

    /// Calls `f` while the view cannot be released.
    fn pinned<R>(&self, f: impl FnOnce() -> PyResult<R>) -> PyResult<R> {
        self.exports.set(self.exports.get() + 1);
        let result = f();
        self.exports.set(self.exports.get().saturating_sub(1));
        result
    }

    /// The items one after the other.
    pub(crate) fn to_vec(&self, vm: &mut Vm) -> PyResult<Vec<u8>> {
        let buffer = self.buffer(vm)?;
        let (bytes, g) = (buffer.bytes(), &self.geometry);
        if g.is_packed() {
            return Ok(bytes[g.start..g.start + g.bytes()].to_vec());
        }
        let mut out = Vec::with_capacity(g.bytes());
        for offset in g.offsets() {
            out.extend_from_slice(&bytes[offset..offset + g.item_bytes]);
        }
        Ok(out)
    }

    /// How to read an item. Raises NotImplementedError for formats of several values.
    fn item(&self, vm: &mut Vm) -> PyResult<Item> {
        let parsed = struct_format::parse(self.geometry.format.as_bytes());
        let only = parsed.ok().filter(|l| l.values == 1).and_then(|l| l.items().next());
        match only {
            Some(item) => Ok(item),
            None => {
                let text = format!("memoryview: unsupported format {}", self.geometry.format);
                Err(vm.not_implemented_error(text))
            }
        }
    }

    /// The item at a byte offset.
    fn read(&self, vm: &mut Vm, item: &Item, offset: usize) -> PyResult {
        let buffer = self.buffer(vm)?;
        items::unpack(vm, item, &buffer.bytes()[offset..offset + self.geometry.item_bytes])
    }
}

fn allocate(vm: &mut Vm, obj: Value, held: Held, geometry: Geometry, readonly: bool) -> Gc<MemoryView> {
    let payload = MemoryView {
        obj: Slot::new(obj),
        held: RefCell::new(Some(held)),
        geometry,
        readonly,
        exports: Cell::new(0),
        hash: Cell::new(None),
    };
    vm.alloc(ShapeId::MEMORYVIEW, payload)
}

/// `memoryview(obj)`
pub fn new_memoryview(vm: &mut Vm, obj: Value) -> PyResult {
    if let Some(view) = obj.cast::<MemoryView>() {
        return view.derive(vm, view.geometry.clone(), view.readonly);
    }
    if !crate::byteslike::is_bytes_like(vm, obj) {
        let text = format!("memoryview: a bytes-like object is required, not '{}'", vm.type_name(obj));
        return Err(vm.type_error(text));
    }
    let buffer = vm.get_buffer(obj, false)?;
    Ok(view_of(vm, obj, buffer))
}

/// A view of what `obj` shows.
pub(crate) fn view_of(vm: &mut Vm, obj: Value, buffer: Buffer) -> Value {
    // A class that shows another object's memory is behind what it handed out.
    let obj = if buffer.owner.is::<Tuple>() { buffer.owner } else { obj };
    let item_bytes = buffer.item_bytes.max(1);
    let geometry = Geometry {
        start: 0,
        shape: vec![buffer.len() / item_bytes],
        strides: vec![item_bytes as i64],
        item_bytes,
        format: buffer.format.to_owned(),
    };
    // What shows its bytes as a bytearray's says so by the owner.
    let exports = buffer.owner.cast::<ByteArray>().map(|a| a.exports.clone());
    let held = Held { buffer, views: Rc::new(Cell::new(1)), exports };
    allocate(vm, obj, held, geometry, buffer.readonly).value()
}

#[pyfunction("memoryview.__new__($type, object)")]
fn new(vm: &mut Vm, _: Gc<Type>, object: Value) -> PyResult {
    new_memoryview(vm, object)
}

fn this(v: Value) -> Gc<MemoryView> {
    v.cast().expect("the slot is that of memoryview")
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let what = if this(v).held.borrow().is_some() { "memory" } else { "released memory" };
    let text = format!("<{what} at {:#x}>", v.bits());
    Ok(vm.new_str(&text)?.value())
}

fn hash(vm: &mut Vm, v: Value) -> PyResult<i64> {
    let view = this(v);
    if let Some(h) = view.hash.get() {
        return Ok(h);
    }
    view.buffer(vm)?;
    if !view.readonly {
        return Err(vm.value_error("cannot hash writable memoryview object"));
    }
    if !matches!(view.geometry.format.trim_start_matches('@'), "B" | "b" | "c") {
        return Err(vm.value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
    }
    // The exporter has to be hashable too: its bytes stay as they are.
    view.pinned(|| vm.hash(view.obj.get()))?;
    let bytes = view.to_vec(vm)?;
    let h = vm.hash_key.hash_bytes(&bytes);
    view.hash.set(Some(h));
    Ok(h)
}

fn len(vm: &mut Vm, v: Value) -> PyResult<usize> {
    let view = this(v);
    view.buffer(vm)?;
    match view.geometry.shape.first() {
        Some(n) => Ok(*n),
        None => Err(vm.type_error("0-dim memory has no length")),
    }
}

fn buffer(vm: &mut Vm, v: Value, writable: bool) -> PyResult<Buffer> {
    let view = this(v);
    let whole = view.buffer(vm)?;
    if writable && view.readonly {
        return Err(vm.buffer_error("memoryview: underlying buffer is not writable"));
    }
    if !view.geometry.is_packed() {
        return Err(vm.buffer_error("memoryview: underlying buffer is not C-contiguous"));
    }
    let g = &view.geometry;
    view.exports.set(view.exports.get() + 1);
    let mut part = whole.part(v, g.start..g.start + g.bytes(), |_, owner| {
        if let Some(view) = owner.cast::<MemoryView>() {
            view.end_export();
        }
    });
    part.readonly = view.readonly;
    Ok(part)
}

static SPEC: TypeSpec = TypeSpec {
    doc: Some("The memory of an object that supports the buffer protocol."),
    kind: Some(MemoryView::INFO),
    weakrefs: true,
    new: Some(new::as_new),
    methods: methods::METHODS,
    getset: methods::GETSET,
    slots: |s| {
        s.repr.set(Some(repr));
        s.hash.set(Some(hash));
        s.compare.set(Some(compare::compare));
        s.len.set(Some(len));
        s.getitem.set(Some(subscript::getitem));
        s.setitem.set(Some(subscript::setitem));
        s.iter.set(Some(iterator::iter));
        s.buffer.set(Some(buffer));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    iterator::init(vm)?;
    vm.fill_type(vm.types.memoryview, &SPEC)
}
