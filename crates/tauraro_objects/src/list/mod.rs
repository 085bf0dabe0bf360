//! `list`: a growable row of any objects.
//!
//! Layout: `tauraro_core::object::List`. Whatever calls back into Python (comparisons, iterators,
//! `__index__`) may change the list, so rows are asked again after each such call.

mod iter;
mod methods;
pub(crate) mod sort;
mod subscript;

pub(crate) use iter::state_index;
pub use iter::{ITERATOR_FIELDS, ListIterator, ListReverseIterator, new_list_iterator};
pub use sort::{item_less, sort_list};

use crate::iterable;
use crate::sequence::{compare_rows, find_item, repeat_count, repr_row};
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{CompareOp, TypeFlags};
use tauraro_core::{List, PyResult, Type, Value, Vm, pyfunction};

/// The list that a slot was called with.
#[inline(always)]
fn this(v: Value) -> Gc<List> {
    v.cast().expect("slots of list get lists")
}

fn new(vm: &mut Vm, cls: Gc<Type>, _: Args<'_>) -> PyResult {
    let slots = usize::from(cls.inline_slots.get());
    Ok(vm.alloc_with_slots(cls.root_shape.get(), List::default(), slots).value())
}

#[pyfunction("list($self, iterable=(), /)")]
fn fill(vm: &mut Vm, this: Gc<List>, iterable: Option<Value>) -> PyResult<()> {
    if !this.items.is_empty() {
        this.items.clear();
    }
    match iterable {
        Some(v) => iterable::extend(vm, this, v),
        None => Ok(()),
    }
}

fn init_slot(vm: &mut Vm, v: Value, args: Args<'_>) -> PyResult<()> {
    let ty = vm.type_of(v);
    if args.has_keywords()
        && ty.slots.new.get().is_some_and(|f| !std::ptr::fn_addr_eq(f, new as tauraro_core::object::NewFn))
    {
        // A subclass with its own `__new__` takes its keywords there.
        return fill::as_init(vm, v, Args { names: None, values: args.plain(), ..args });
    }
    fill::as_init(vm, v, args)
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let list = this(v);
    repr_row(vm, v, ("[", "]"), "[...]", || list.items.slots())
}

fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.cast::<List>(), b.cast::<List>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    compare_rows(vm, op, true, || x.items.slots(), || y.items.slots())
}

fn contains(vm: &mut Vm, v: Value, item: Value) -> PyResult<bool> {
    let list = this(v);
    Ok(find_item(vm, || list.items.slots(), item, 0, usize::MAX)?.is_some())
}

fn concat(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    let list = this(a);
    let Some(other) = b.cast::<List>() else {
        let text = format!("can only concatenate list (not \"{}\") to list", vm.type_name(b));
        return Err(vm.type_error(text));
    };
    let result = vm.new_list_with_capacity(list.items.len() + other.items.len())?;
    result.items.extend_slots(vm, result.header(), list.items.slots())?;
    result.items.extend_slots(vm, result.header(), other.items.slots())?;
    Ok(result.value())
}

fn inplace_concat(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    iterable::extend(vm, this(a), b)?;
    Ok(a)
}

fn repeat(vm: &mut Vm, a: Value, count: Value) -> PyResult {
    let list = this(a);
    let count = repeat_count(vm, list.items.len(), count)?;
    vm.new_list_of_slots(list.items.slots(), count).map(Gc::value)
}

fn inplace_repeat(vm: &mut Vm, a: Value, count: Value) -> PyResult {
    let list = this(a);
    let count = repeat_count(vm, list.items.len(), count)?;
    list.items.repeat(vm, list.header(), count)?;
    Ok(a)
}

static SPEC: TypeSpec = TypeSpec {
    name: "list",
    doc: Some("A mutable sequence. Without an argument the list is empty, else it has the iterable's items."),
    kind: Some(List::INFO),
    flags: TypeFlags(0),
    new: Some(new),
    methods: methods::METHODS,
    slots: |s| {
        s.repr.set(Some(repr));
        s.compare.set(Some(compare));
        s.iter.set(Some(|vm, v| Ok(new_list_iterator(vm, this(v)).value())));
        s.init.set(Some(init_slot));
        s.len.set(Some(|_, v| Ok(this(v).items.len())));
        s.getitem.set(Some(subscript::getitem));
        s.setitem.set(Some(subscript::setitem));
        s.contains.set(Some(contains));
        s.concat.set(Some(concat));
        s.inplace_concat.set(Some(inplace_concat));
        s.repeat.set(Some(repeat));
        s.inplace_repeat.set(Some(inplace_repeat));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.list, &SPEC)?;
    iter::init(vm)
}
