//! `enumerate`: numbers the items of an iterable.

use crate::iterable::generic_alias;
use std::cell::Cell;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::TypeFlags;
use tauraro_core::ops::BinaryOp;
use tauraro_core::{PyResult, Type, Value, Vm, defs, kinds, payload, pyfunction};

#[repr(C)]
pub struct Enumerate {
    pub iter: Slot,
    /// The next number, while it fits.
    pub index: Cell<i64>,
    /// The next number beyond that, UNBOUND before.
    pub big_index: Slot,
}

payload!(Enumerate, kinds::ENUMERATE, "enumerate", [iter, big_index]);

/// `enumerate(iterable, start=0)`. Its argument errors are CPython's own, unlike those of
/// other builtins.
fn new(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>) -> PyResult {
    let mut places = [None, None];
    let given = args.positional_count() + args.keyword_count();
    if given > 2 {
        return Err(vm.type_error(format!("enumerate() takes at most 2 arguments ({given} given)")));
    }
    for (place, v) in places.iter_mut().zip(args.plain()) {
        *place = Some(*v);
    }
    for (name, v) in args.keywords() {
        let at = match name.as_bytes() {
            b"iterable" if places[0].is_none() => 0,
            b"start" if places[1].is_none() => 1,
            _ => {
                let text = format!("'{}' is an invalid keyword argument for enumerate()", name.to_string_lossy());
                return Err(vm.type_error(text));
            }
        };
        places[at] = Some(v);
    }
    let Some(iterable) = places[0] else {
        return Err(vm.type_error("enumerate() missing required argument 'iterable'"));
    };
    let start = match places[1] {
        Some(v) => vm.index(v)?,
        None => Value::small(0),
    };
    let iter = vm.iter(iterable)?;
    let (index, big_index) = match start.as_i64() {
        Some(i) => (i, Value::UNBOUND),
        None => (i64::MAX, start),
    };
    let payload = Enumerate { iter: Slot::new(iter), index: Cell::new(index), big_index: Slot::new(big_index) };
    Ok(vm.alloc_with_slots(cls.root_shape.get(), payload, cls.inline_slots.get().into()).value())
}

impl Enumerate {
    /// The number of the next item.
    fn number(&self, vm: &mut Vm) -> Value {
        self.big_index.get().bound().unwrap_or_else(|| vm.new_int(self.index.get()))
    }
}

fn advance(vm: &mut Vm, this: Gc<Enumerate>) -> PyResult<()> {
    let i = this.index.get();
    if i < i64::MAX {
        this.index.set(i + 1);
        return Ok(());
    }
    let now = this.number(vm);
    let next = vm.binary(BinaryOp::Add, now, Value::small(1))?;
    this.set(&this.big_index, next);
    Ok(())
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<Enumerate> = v.cast().expect("slots of enumerate get them");
    let Some(item) = vm.next(this.iter.get())? else { return Ok(None) };
    let number = this.number(vm);
    advance(vm, this)?;
    vm.new_pair(number, item).map(Some)
}

/// Returns state information for pickling.
#[pyfunction("enumerate.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<Enumerate>) -> PyResult {
    let number = this.number(vm);
    let args = vm.new_tuple(&[this.iter.get(), number])?.value();
    let ty = vm.type_of(this.value()).value();
    vm.new_tuple(&[ty, args]).map(Gc::value)
}

/// See PEP 585.
#[pyfunction("enumerate.__class_getitem__($type, object, /)")]
fn class_getitem(vm: &mut Vm, cls: Value, object: Value) -> PyResult {
    generic_alias(vm, cls, object)
}

static SPEC: TypeSpec = TypeSpec {
    name: "enumerate",
    doc: Some(
        "enumerate(iterable, start=0)\n\nAn iterator of pairs: a number that counts from start, and an item of the iterable.",
    ),
    kind: Some(Enumerate::INFO),
    flags: TypeFlags(0),
    new: Some(new),
    methods: defs![reduce, class_getitem],
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v)));
        s.iternext.set(Some(next));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.enumerate, &SPEC)
}
