//! `map`: calls a function with the items of one or more iterables.

use crate::zip::{ended, iterators, strict_keyword, subclass_strict};
use std::cell::Cell;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::TypeFlags;
use tauraro_core::{PyResult, Tuple, Type, Value, Vm, defs, kinds, payload, pyfunction};

#[repr(C)]
pub struct Map {
    pub func: Slot,
    /// A tuple of iterators.
    pub iters: Slot,
    pub strict: Cell<bool>,
}

payload!(Map, kinds::MAP, "map", [func, iters]);

fn new(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>) -> PyResult {
    let strict = if cls == vm.types.map { strict_keyword(vm, "map", args)? } else { subclass_strict(vm, args)? };
    let [func, iterables @ ..] = args.plain() else {
        return Err(vm.type_error("map() must have at least two arguments."));
    };
    if iterables.is_empty() {
        return Err(vm.type_error("map() must have at least two arguments."));
    }
    let iters = iterators(vm, iterables)?.value();
    let payload = Map { func: Slot::new(*func), iters: Slot::new(iters), strict: Cell::new(strict) };
    Ok(vm.alloc_with_slots(cls.root_shape.get(), payload, cls.inline_slots.get().into()).value())
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<Map> = v.cast().expect("slots of map get them");
    let iters: Gc<Tuple> = this.iters.get().cast().expect("the iterators are a tuple");
    let func = this.func.get();
    match *iters.items() {
        [a] => {
            let Some(x) = vm.next(a)? else { return Ok(None) };
            vm.call(func, &[x]).map(Some)
        }
        [a, b] => {
            let Some(x) = vm.next(a)? else { return ended(vm, "map", iters, 0, this.strict.get()) };
            let Some(y) = vm.next(b)? else { return ended(vm, "map", iters, 1, this.strict.get()) };
            vm.call(func, &[x, y]).map(Some)
        }
        _ => {
            let row = vm.new_list_with_capacity(iters.len())?;
            for (i, iter) in iters.items().iter().enumerate() {
                match vm.next(*iter)? {
                    Some(v) => row.push(vm, v)?,
                    None => return ended(vm, "map", iters, i, this.strict.get()),
                }
            }
            let args = vm.new_tuple_of_slots(row.items.slots())?;
            vm.call(func, args.items()).map(Some)
        }
    }
}

/// Returns state information for pickling.
#[pyfunction("map.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<Map>) -> PyResult {
    let ty = vm.type_of(this.value()).value();
    let iters: Gc<Tuple> = this.iters.get().cast().expect("the iterators are a tuple");
    let func = this.func.get();
    let item = |i: usize| if i == 0 { func } else { iters.items()[i - 1] };
    let args = vm.new_tuple_filled(iters.len() + 1, item)?.value();
    if this.strict.get() {
        return vm.new_tuple(&[ty, args, Value::TRUE]).map(Gc::value);
    }
    vm.new_tuple(&[ty, args]).map(Gc::value)
}

/// Sets state information for unpickling.
#[pyfunction("map.__setstate__($self, object, /)")]
fn setstate(vm: &mut Vm, this: Gc<Map>, object: Value) -> PyResult<()> {
    this.strict.set(vm.truth(object)?);
    Ok(())
}

static SPEC: TypeSpec = TypeSpec {
    name: "map",
    doc: Some(
        "map(function, iterable, /, *iterables, strict=False)\n\nAn iterator of the function's results for the items \
         of the iterables. It stops with the shortest one; with strict=True all must end together, else ValueError \
         is raised.",
    ),
    kind: Some(Map::INFO),
    flags: TypeFlags(0),
    new: Some(new),
    methods: defs![reduce, setstate],
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v)));
        s.iternext.set(Some(next));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.map, &SPEC)
}
