//! `zip`: walks several iterables side by side.

use std::cell::Cell;
use tauraro_core::builtin::unexpected_keyword;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::TypeFlags;
use tauraro_core::value::Raised;
use tauraro_core::{List, PyResult, Tuple, Type, Value, Vm, defs, kinds, payload, pyfunction};

#[repr(C)]
pub struct Zip {
    /// A tuple of iterators.
    pub iters: Slot,
    pub strict: Cell<bool>,
}

payload!(Zip, kinds::ZIP, "zip", [iters]);

/// The keyword `strict` of zip and map, the only one that they have.
pub(crate) fn strict_keyword(vm: &mut Vm, name: &str, args: Args<'_>) -> PyResult<bool> {
    let mut strict = false;
    for (keyword, v) in args.keywords() {
        if keyword.as_bytes() != b"strict" {
            return Err(unexpected_keyword(vm, name, keyword, &["strict"]));
        }
        strict = vm.truth(v)?;
    }
    Ok(strict)
}

/// Iterators of these objects, as a tuple.
pub(crate) fn iterators(vm: &mut Vm, iterables: &[Value]) -> PyResult<Gc<Tuple>> {
    let iters = vm.new_list_with_capacity(iterables.len())?;
    for v in iterables {
        let iter = vm.iter(*v)?;
        iters.push(vm, iter)?;
    }
    vm.new_tuple_of_slots(iters.items.slots())
}

fn new(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>) -> PyResult {
    let strict = if cls == vm.types.zip { strict_keyword(vm, "zip", args)? } else { subclass_strict(vm, args)? };
    let iters = iterators(vm, args.plain())?.value();
    let payload = Zip { iters: Slot::new(iters), strict: Cell::new(strict) };
    Ok(vm.alloc_with_slots(cls.root_shape.get(), payload, cls.inline_slots.get().into()).value())
}

/// Subclasses may have further keywords, which their `__init__` takes.
pub(crate) fn subclass_strict(vm: &mut Vm, args: Args<'_>) -> PyResult<bool> {
    let given = args.keywords().find(|(name, _)| name.as_bytes() == b"strict");
    given.map_or(Ok(false), |(_, v)| vm.truth(v))
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<Zip> = v.cast().expect("slots of zip get them");
    let iters: Gc<Tuple> = this.iters.get().cast().expect("the iterators are a tuple");
    match *iters.items() {
        [] => Ok(None),
        [a] => {
            let Some(x) = vm.next(a)? else { return Ok(None) };
            vm.new_tuple(&[x]).map(|t| Some(t.value()))
        }
        [a, b] => {
            let Some(x) = vm.next(a)? else { return ended(vm, "zip", iters, 0, this.strict.get()) };
            let Some(y) = vm.next(b)? else { return ended(vm, "zip", iters, 1, this.strict.get()) };
            vm.new_pair(x, y).map(Some)
        }
        _ => next_of_many(vm, this, iters),
    }
}

fn next_of_many(vm: &mut Vm, this: Gc<Zip>, iters: Gc<Tuple>) -> PyResult<Option<Value>> {
    let row: Gc<List> = vm.new_list_with_capacity(iters.len())?;
    for (i, iter) in iters.items().iter().enumerate() {
        match vm.next(*iter)? {
            Some(v) => row.push(vm, v)?,
            None => return ended(vm, "zip", iters, i, this.strict.get()),
        }
    }
    vm.new_tuple_of_slots(row.items.slots()).map(|t| Some(t.value()))
}

/// The i-th iterator has ended: with `strict` all others have to end too. Raises ValueError.
pub(crate) fn ended(vm: &mut Vm, name: &str, iters: Gc<Tuple>, i: usize, strict: bool) -> PyResult<Option<Value>> {
    if !strict {
        return Ok(None);
    }
    if i > 0 {
        return Err(uneven(vm, name, i, "shorter"));
    }
    for (j, iter) in iters.items().iter().enumerate().skip(1) {
        if vm.next(*iter)?.is_some() {
            return Err(uneven(vm, name, j, "longer"));
        }
    }
    Ok(None)
}

#[cold]
fn uneven(vm: &mut Vm, name: &str, i: usize, how: &str) -> Raised {
    let others = if i == 1 { " 1".to_owned() } else { format!("s 1-{i}") };
    vm.value_error(format!("{name}() argument {} is {how} than argument{others}", i + 1))
}

/// Returns state information for pickling.
#[pyfunction("zip.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<Zip>) -> PyResult {
    let ty = vm.type_of(this.value()).value();
    let iters = this.iters.get();
    if this.strict.get() {
        return vm.new_tuple(&[ty, iters, Value::TRUE]).map(Gc::value);
    }
    vm.new_tuple(&[ty, iters]).map(Gc::value)
}

/// Sets state information for unpickling.
#[pyfunction("zip.__setstate__($self, object, /)")]
fn setstate(vm: &mut Vm, this: Gc<Zip>, object: Value) -> PyResult<()> {
    this.strict.set(vm.truth(object)?);
    Ok(())
}

static SPEC: TypeSpec = TypeSpec {
    name: "zip",
    doc: Some(
        "zip(*iterables, strict=False)\n\nAn iterator of tuples: the i-th has the i-th item of each iterable. It \
         stops with the shortest one; with strict=True all must end together, else ValueError is raised.\n\n>>> list(zip('xyz', range(9)))\n\
         [('x', 0), ('y', 1), ('z', 2)]\n",
    ),
    kind: Some(Zip::INFO),
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
    vm.fill_type(vm.types.zip, &SPEC)
}
