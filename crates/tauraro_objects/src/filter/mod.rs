//! `filter`: the items of an iterable for which a function is true.

use crate::iterable::poll;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{InitFn, TypeFlags};
use tauraro_core::{PyResult, Type, Value, Vm, defs, kinds, payload, pyfunction};

#[repr(C)]
pub struct Filter {
    /// None (and `bool`): the items themselves decide.
    pub func: Slot,
    pub iter: Slot,
}

payload!(Filter, kinds::FILTER, "filter", [func, iter]);

#[pyfunction("filter($cls, function, iterable, /)")]
fn new(vm: &mut Vm, cls: Gc<Type>, function: Value, iterable: Value) -> PyResult<Gc<Filter>> {
    let iter = vm.iter(iterable)?;
    let payload = Filter { func: Slot::new(function), iter: Slot::new(iter) };
    Ok(vm.alloc_with_slots(cls.root_shape.get(), payload, cls.inline_slots.get().into()))
}

fn new_slot(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>) -> PyResult {
    if cls != vm.types.filter && args.has_keywords() && has_own_init(vm, cls) {
        return new::as_new(vm, cls, Args { names: None, values: args.plain(), ..args });
    }
    new::as_new(vm, cls, args)
}

/// Whether a class has an `__init__` other than object's, which takes keywords that `__new__`
/// does not know.
pub(crate) fn has_own_init(vm: &Vm, cls: Gc<Type>) -> bool {
    let objects: Option<InitFn> = vm.types.object.slots.init.get();
    let own: Option<InitFn> = cls.slots.init.get();
    own.is_some_and(|f| objects.is_none_or(|o| !std::ptr::fn_addr_eq(f, o)))
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<Filter> = v.cast().expect("slots of filter get them");
    let (func, iter) = (this.func.get(), this.iter.get());
    let plain = func.is_none() || func == vm.types.bool.value();
    while let Some(item) = vm.next(iter)? {
        let verdict = if plain { item } else { vm.call(func, &[item])? };
        if vm.truth(verdict)? {
            return Ok(Some(item));
        }
        poll(vm)?;
    }
    Ok(None)
}

/// Returns state information for pickling.
#[pyfunction("filter.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<Filter>) -> PyResult {
    let ty = vm.type_of(this.value()).value();
    let args = vm.new_tuple(&[this.func.get(), this.iter.get()])?.value();
    vm.new_tuple(&[ty, args]).map(Gc::value)
}

static SPEC: TypeSpec = TypeSpec {
    name: "filter",
    doc: Some(
        "filter(function, iterable, /)\n\nAn iterator of the items for which the function is true; without a \
         function (None), of the items that are true.",
    ),
    kind: Some(Filter::INFO),
    flags: TypeFlags(0),
    new: Some(new_slot),
    methods: defs![reduce],
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v)));
        s.iternext.set(Some(next));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.filter, &SPEC)
}
