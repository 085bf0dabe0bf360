//! `chain`: one iterable after the other.

use super::{iterator, make};
use crate::kinds;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{InitFn, TypeFlags};
use tauraro_core::{PyResult, Type, Value, Vm, defs, payload, pyfunction};
use tauraro_objects::iterable::poll;

struct Chain {
    /// Iterator of iterables; UNBOUND once exhausted.
    source: Slot,
    /// The iterator that is walked; UNBOUND between two.
    active: Slot,
}

payload!(Chain, kinds::CHAIN, "itertools.chain", [source, active]);

fn from_source(vm: &mut Vm, cls: Gc<Type>, iterable: Value) -> PyResult<Gc<Chain>> {
    let source = vm.iter(iterable)?;
    Ok(make(vm, cls, Chain { source: Slot::new(source), active: Slot::new(Value::UNBOUND) }))
}

fn new(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>) -> PyResult {
    let objects: Option<InitFn> = vm.types.object.slots.init.get();
    let own: Option<InitFn> = cls.slots.init.get();
    let own_init = own.is_some_and(|f| objects.is_none_or(|o| !std::ptr::fn_addr_eq(f, o)));
    if args.has_keywords() && !own_init {
        return Err(vm.type_error("chain() takes no keyword arguments"));
    }
    let iterables = vm.new_tuple(args.plain())?.value();
    from_source(vm, cls, iterables).map(Gc::value)
}

/// The items of the iterables that an iterable gives.
#[pyfunction("chain.from_iterable($type, iterable, /)")]
fn from_iterable(vm: &mut Vm, cls: Gc<Type>, iterable: Value) -> PyResult<Gc<Chain>> {
    from_source(vm, cls, iterable)
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<Chain> = v.cast().expect("slots of chain get them");
    loop {
        let Some(source) = this.source.get().bound() else { return Ok(None) };
        let active = match this.active.get().bound() {
            Some(active) => active,
            None => {
                let next = vm.next(source);
                let next = match next {
                    Ok(Some(iterable)) => vm.iter(iterable),
                    Ok(None) => {
                        this.set(&this.source, Value::UNBOUND);
                        return Ok(None);
                    }
                    Err(raised) => Err(raised),
                };
                match next {
                    Ok(iter) => {
                        this.set(&this.active, iter);
                        iter
                    }
                    Err(raised) => {
                        this.set(&this.source, Value::UNBOUND);
                        return Err(raised);
                    }
                }
            }
        };
        if let Some(item) = vm.next(active)? {
            return Ok(Some(item));
        }
        this.set(&this.active, Value::UNBOUND);
        poll(vm)?;
    }
}

/// See PEP 585.
#[pyfunction("chain.__class_getitem__($type, object, /)")]
fn class_getitem(vm: &mut Vm, cls: Value, object: Value) -> PyResult {
    tauraro_objects::iterable::generic_alias(vm, cls, object)
}

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "chain",
    module: "itertools",
    doc: Some("chain(*iterables)\n\nThe items of the first iterable, then those of the next, and so on."),
    kind: Some(Chain::INFO),
    flags: TypeFlags::BASE,
    new: Some(new),
    methods: defs![from_iterable, class_getitem],
    slots: |s| iterator(s, next),
    ..TypeSpec::EMPTY
};
