//! `_tuplegetter`: the attribute descriptors of named tuples.

use crate::kinds;
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::GetSetDef;
use tauraro_core::{PyResult, Tuple, Type, Value, Vm, defs, payload, pyfunction};

pub(super) struct TupleGetter {
    index: Cell<i64>,
    doc: Slot,
}

payload!(TupleGetter, kinds::TUPLEGETTER, "_tuplegetter", [doc]);

fn this(v: Value) -> Gc<TupleGetter> {
    v.cast().expect("slots of _tuplegetter get them")
}

#[pyfunction("_tuplegetter($cls, index, doc, /)")]
fn new(vm: &mut Vm, cls: Gc<Type>, index: i64, doc: Value) -> Gc<TupleGetter> {
    vm.alloc(cls.root_shape.get(), TupleGetter { index: Cell::new(index), doc: Slot::new(doc) })
}

fn get(vm: &mut Vm, v: Value, instance: Option<Value>, _: Value) -> PyResult {
    let getter = this(v);
    let Some(instance) = instance.filter(|i| !i.is_none()) else { return Ok(v) };
    let index = getter.index.get();
    let Some(tuple) = instance.cast::<Tuple>() else {
        let name = vm.type_name(instance);
        let text = format!("descriptor for index '{index}' for tuple subclasses doesn't apply to '{name}' object");
        return Err(vm.type_error(text));
    };
    match usize::try_from(index).ok().and_then(|i| tuple.get(i)) {
        Some(item) => Ok(item),
        None => Err(vm.index_error("tuple index out of range")),
    }
}

fn set(vm: &mut Vm, _: Value, _: Value, new: Option<Value>) -> PyResult<()> {
    let text = if new.is_some() { "can't set attribute" } else { "can't delete attribute" };
    Err(vm.raise_text(vm.exc.attribute_error, text))
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let getter = this(v);
    let doc = vm.repr(getter.doc.get())?.to_string_lossy();
    vm.new_str(&format!("_tuplegetter({}, {doc})", getter.index.get())).map(Gc::value)
}

/// Returns state information for pickling.
#[pyfunction("_tuplegetter.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<TupleGetter>) -> PyResult {
    let ty = vm.type_of(this.value()).value();
    let index = vm.new_int(this.index.get());
    let args = vm.new_tuple(&[index, this.doc.get()])?.value();
    vm.new_tuple(&[ty, args]).map(Gc::value)
}

const DOC: GetSetDef = GetSetDef {
    name: "__doc__",
    doc: "",
    get: |_, v| Ok(this(v).doc.get()),
    set: Some(|_, v, new| {
        let getter = this(v);
        getter.set(&getter.doc, new.unwrap_or(Value::NONE));
        Ok(())
    }),
};

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "_tuplegetter",
    module: "collections",
    kind: Some(TupleGetter::INFO),
    new: Some(new::as_new),
    methods: defs![reduce],
    getset: &[DOC],
    slots: |s| {
        s.repr.set(Some(repr));
        s.descr_get.set(Some(get));
        s.descr_set.set(Some(set));
    },
    ..TypeSpec::EMPTY
};
