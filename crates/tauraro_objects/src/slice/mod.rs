//! `slice`: start, stop and step of `seq[a:b:c]`, any objects until they are used.

use crate::hash::TupleHasher;
use crate::slice_index::{self, SliceRange};
use dashu_int::IBig;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{CompareOp, GetSetDef, TypeFlags};
use tauraro_core::shape::ShapeId;
use tauraro_core::value::Raised;
use tauraro_core::{PyResult, Type, Value, Vm, defs, kinds, payload, pyfunction};

#[repr(C)]
pub struct Slice {
    pub start: Slot,
    pub stop: Slot,
    pub step: Slot,
}

payload!(Slice, kinds::SLICE, "slice", [start, stop, step]);

/// The numbers of a slice, `None` where it has None; the step is not zero.
#[derive(Clone, Copy)]
pub struct Bounds {
    start: Option<i64>,
    stop: Option<i64>,
    step: Option<i64>,
}

impl Bounds {
    /// The positions in a sequence of `len` items.
    #[inline]
    pub fn resolve(self, len: usize) -> SliceRange {
        slice_index::resolve(self.start, self.stop, self.step, len).expect("the step was checked")
    }
}

impl Slice {
    /// Takes the numbers out, which may run `__index__` methods; so the sequence's length is to
    /// be asked afterwards. Raises TypeError and, for a zero step, ValueError.
    pub fn bounds(&self, vm: &mut Vm) -> PyResult<Bounds> {
        let step = bound(vm, self.step.get())?;
        if step == Some(0) {
            return Err(vm.value_error("slice step cannot be zero"));
        }
        let start = bound(vm, self.start.get())?;
        let stop = bound(vm, self.stop.get())?;
        Ok(Bounds { start, stop, step })
    }

    /// Start, stop and step.
    pub fn parts(&self) -> [Value; 3] {
        [self.start.get(), self.stop.get(), self.step.get()]
    }
}

#[inline]
fn bound(vm: &mut Vm, v: Value) -> PyResult<Option<i64>> {
    if v.is_none() {
        return Ok(None);
    }
    if let Some(i) = v.as_small() {
        return Ok(Some(i));
    }
    if v.as_int().is_none() && vm.type_of(v).slots.index.get().is_none() {
        return Err(not_an_index(vm));
    }
    vm.index_clamped(v).map(Some)
}

#[cold]
fn not_an_index(vm: &mut Vm) -> Raised {
    vm.type_error("slice indices must be integers or None or have an __index__ method")
}

/// A new slice.
pub fn new_slice(vm: &mut Vm, start: Value, stop: Value, step: Value) -> Gc<Slice> {
    let payload = Slice { start: Slot::new(start), stop: Slot::new(stop), step: Slot::new(step) };
    vm.alloc(ShapeId::SLICE, payload)
}

#[pyfunction("slice($cls, start, stop=None, step=None, /)")]
fn new(vm: &mut Vm, _cls: Value, start: Value, stop: Option<Value>, step: Option<Value>) -> Gc<Slice> {
    match stop {
        // A single argument is the stop.
        None => new_slice(vm, Value::NONE, start, Value::NONE),
        Some(stop) => new_slice(vm, start, stop, step.unwrap_or(Value::NONE)),
    }
}

/// Returns (start, stop, stride) for a sequence of that length; out of bounds indices are
/// clipped as in ordinary slicing.
#[pyfunction("slice.indices($self, object, /)")]
fn indices(vm: &mut Vm, this: Gc<Slice>, object: Value) -> PyResult {
    let len = vm.index(object)?;
    let len = len.as_int().map_or(IBig::ZERO, |i| i.to_ibig());
    if len < IBig::ZERO {
        return Err(vm.value_error("length should not be negative"));
    }
    let step = big_bound(vm, this.step.get())?;
    if step.as_ref().is_some_and(IBig::is_zero) {
        return Err(vm.value_error("slice step cannot be zero"));
    }
    let start = big_bound(vm, this.start.get())?;
    let stop = big_bound(vm, this.stop.get())?;
    let found = slice_index::indices_big(start.as_ref(), stop.as_ref(), step.as_ref(), &len);
    let (start, stop, step) = found.expect("length and step were checked");
    let parts = [vm.new_ibig(start), vm.new_ibig(stop), vm.new_ibig(step)];
    vm.new_tuple(&parts).map(Gc::value)
}

fn big_bound(vm: &mut Vm, v: Value) -> PyResult<Option<IBig>> {
    if v.is_none() {
        return Ok(None);
    }
    if v.as_int().is_none() && vm.type_of(v).slots.index.get().is_none() {
        return Err(not_an_index(vm));
    }
    let i = vm.index(v)?;
    Ok(i.as_int().map(|i| i.to_ibig()))
}

/// Returns state information for pickling.
#[pyfunction("slice.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<Slice>) -> PyResult {
    let parts = vm.new_tuple(&this.parts())?.value();
    let ty = vm.types.slice.value();
    vm.new_tuple(&[ty, parts]).map(Gc::value)
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let Some(this) = v.cast::<Slice>() else { return Ok(Value::NOT_IMPLEMENTED) };
    let mut text = crate::repr_guard::Text::new("slice(");
    for (i, part) in this.parts().into_iter().enumerate() {
        text.push(if i == 0 { "" } else { ", " });
        text.push_repr(vm, part)?;
    }
    text.push(")");
    text.finish(vm)
}

fn hash(vm: &mut Vm, v: Value) -> PyResult<i64> {
    let mut hasher = TupleHasher::default();
    if let Some(this) = v.cast::<Slice>() {
        for part in this.parts() {
            hasher.add(vm.hash(part)?);
        }
    }
    Ok(hasher.finish_slice())
}

/// Slices compare as the tuples of their parts.
fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.cast::<Slice>(), b.cast::<Slice>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    if a == b {
        return Ok(Value::bool(op.holds(std::cmp::Ordering::Equal)));
    }
    let (x, y) = (vm.new_tuple(&x.parts())?, vm.new_tuple(&y.parts())?);
    vm.compare(x.value(), y.value(), op)
}

/// Attributes that cannot be set refuse as CPython's struct members do.
pub(crate) fn readonly(vm: &mut Vm, _: Value, _: Option<Value>) -> PyResult<()> {
    Err(vm.raise_text(vm.exc.attribute_error, "readonly attribute"))
}

fn part(vm: &mut Vm, v: Value, get: impl Fn(&Slice) -> Value) -> PyResult {
    match v.cast::<Slice>() {
        Some(s) => Ok(get(&s)),
        None => Err(vm.type_error("a slice is required")),
    }
}

static SPEC: TypeSpec = TypeSpec {
    name: "slice",
    doc: Some("slice(stop)\nslice(start, stop[, step])\n\nThe object that extended subscripts like a[0:10:2] pass."),
    kind: Some(Slice::INFO),
    flags: TypeFlags(0),
    new: Some(new::as_new),
    methods: defs![indices, reduce],
    getset: &[
        GetSetDef { name: "start", doc: "", get: |vm, v| part(vm, v, |s| s.start.get()), set: Some(readonly) },
        GetSetDef { name: "stop", doc: "", get: |vm, v| part(vm, v, |s| s.stop.get()), set: Some(readonly) },
        GetSetDef { name: "step", doc: "", get: |vm, v| part(vm, v, |s| s.step.get()), set: Some(readonly) },
    ],
    slots: |s| {
        s.repr.set(Some(repr));
        s.hash.set(Some(hash));
        s.compare.set(Some(compare));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    let ty: Gc<Type> = vm.types.slice;
    vm.fill_type(ty, &SPEC)
}
