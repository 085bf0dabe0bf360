//! `mappingproxy`: a view of a mapping that cannot be written through.

use tauraro_core::heap::{HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{CompareOp, TypeFlags};
use tauraro_core::ops::BinaryOp;
use tauraro_core::shape::ShapeId;
use tauraro_core::{Gc, List, PyResult, Tuple, Type, Value, Vm, defs, kinds, payload, pyfunction};

pub(crate) struct MappingProxy {
    pub mapping: Slot,
}

payload!(MappingProxy, kinds::MAPPINGPROXY, "mappingproxy", [mapping]);

impl MappingProxy {
    /// A proxy of a mapping.
    pub(crate) fn make(vm: &mut Vm, mapping: Value) -> Value {
        vm.alloc(ShapeId::MAPPINGPROXY, MappingProxy { mapping: Slot::new(mapping) }).value()
    }
}

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.mappingproxy, &SPEC)
}

static SPEC: TypeSpec = TypeSpec {
    doc: Some("A read-only view of a mapping."),
    kind: Some(MappingProxy::INFO),
    flags: TypeFlags::MAPPING,
    new: Some(new::as_new),
    methods: defs![get, keys, values, items, copy, class_getitem, reversed],
    slots: |s| {
        s.repr.set(Some(repr));
        s.str.set(Some(|vm, v| vm.str(mapping(v)).map(Gc::value)));
        s.hash.set(Some(|vm, v| vm.hash(mapping(v))));
        s.len.set(Some(|vm, v| vm.len(mapping(v))));
        s.getitem.set(Some(|vm, v, key| vm.getitem(mapping(v), key)));
        s.contains.set(Some(|vm, v, key| vm.contains(mapping(v), key)));
        s.iter.set(Some(|vm, v| vm.iter(mapping(v))));
        s.compare.set(Some(compare));
        s.or.set(Some(or));
        s.inplace_or.set(Some(inplace_or));
    },
    ..TypeSpec::EMPTY
};

fn mapping(v: Value) -> Value {
    v.cast::<MappingProxy>().expect("slots get instances of their type").mapping.get()
}

#[pyfunction("mappingproxy($type, mapping)")]
fn new(vm: &mut Vm, _: Gc<Type>, mapping: Value) -> PyResult {
    let ty = vm.type_of(mapping);
    if ty.slots.getitem.get().is_none() || mapping.is::<List>() || mapping.is::<Tuple>() {
        return Err(vm.type_error(format!("mappingproxy() argument must be a mapping, not {}", ty.name_str())));
    }
    Ok(MappingProxy::make(vm, mapping))
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let inner = vm.repr(mapping(v))?.to_string_lossy();
    Ok(vm.new_str(&format!("mappingproxy({inner})"))?.value())
}

fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    vm.compare(mapping(a), b, op)
}

/// What stands behind a proxy, or the value itself.
fn unwrapped(v: Value) -> Value {
    v.cast::<MappingProxy>().map_or(v, |p| p.mapping.get())
}

fn or(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    vm.binary(BinaryOp::Or, unwrapped(a), unwrapped(b))
}

fn inplace_or(vm: &mut Vm, a: Value, _: Value) -> PyResult {
    let name = vm.type_name(a);
    Err(vm.type_error(format!("'|=' is not supported by {name}; use '|' instead")))
}

fn forward(vm: &mut Vm, proxy: Gc<MappingProxy>, name: &str, args: &[Value]) -> PyResult {
    vm.call_method(proxy.mapping.get(), name, args)
}

/// The value of a key, or a default.
#[pyfunction("mappingproxy.get($self, key, default=None, /)")]
fn get(vm: &mut Vm, this: Gc<MappingProxy>, key: Value, default: Option<Value>) -> PyResult {
    forward(vm, this, "get", &[key, default.unwrap_or(Value::NONE)])
}

/// A view of the keys.
#[pyfunction("mappingproxy.keys($self, /)")]
fn keys(vm: &mut Vm, this: Gc<MappingProxy>) -> PyResult {
    forward(vm, this, "keys", &[])
}

/// A view of the values.
#[pyfunction("mappingproxy.values($self, /)")]
fn values(vm: &mut Vm, this: Gc<MappingProxy>) -> PyResult {
    forward(vm, this, "values", &[])
}

/// A view of the pairs of keys and values.
#[pyfunction("mappingproxy.items($self, /)")]
fn items(vm: &mut Vm, this: Gc<MappingProxy>) -> PyResult {
    forward(vm, this, "items", &[])
}

/// A copy of the mapping.
#[pyfunction("mappingproxy.copy($self, /)")]
fn copy(vm: &mut Vm, this: Gc<MappingProxy>) -> PyResult {
    forward(vm, this, "copy", &[])
}

/// `mappingproxy[K, V]` for annotations.
#[pyfunction("mappingproxy.__class_getitem__($cls, object, /)")]
fn class_getitem(vm: &mut Vm, cls: Gc<Type>, object: Value) -> PyResult {
    crate::generic_alias::make(vm, cls.value(), object)
}

/// The keys from the last to the first.
#[pyfunction("mappingproxy.__reversed__($self, /)")]
fn reversed(vm: &mut Vm, this: Gc<MappingProxy>) -> PyResult {
    forward(vm, this, "__reversed__", &[])
}
