//! `callable_iterator`: calls a function until it returns a sentinel; made by `iter(f, sentinel)`.

use crate::iterable::builtin;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Value, Vm, defs, kinds, payload, pyfunction};

#[repr(C)]
pub struct CallableIterator {
    /// UNBOUND once exhausted.
    pub callable: Slot,
    pub sentinel: Slot,
}

payload!(CallableIterator, kinds::CALLABLE_ITERATOR, "callable_iterator", [callable, sentinel]);

/// `iter(callable, sentinel)`. Raises TypeError if it cannot be called.
pub fn new_callable_iterator(vm: &mut Vm, callable: Value, sentinel: Value) -> PyResult<Gc<CallableIterator>> {
    if vm.type_of(callable).slots.call.get().is_none() {
        return Err(vm.type_error("iter(v, w): v must be callable"));
    }
    let payload = CallableIterator { callable: Slot::new(callable), sentinel: Slot::new(sentinel) };
    Ok(vm.alloc(ShapeId::CALLABLE_ITERATOR, payload))
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<CallableIterator> = v.cast().expect("slots of callable_iterator get them");
    let Some(callable) = this.callable.get().bound() else { return Ok(None) };
    let result = match vm.call(callable, &[]) {
        Ok(v) => v,
        Err(raised) => {
            return match vm.catch(vm.exc.stop_iteration) {
                Some(_) => {
                    end(this);
                    Ok(None)
                }
                None => Err(raised),
            };
        }
    };
    // The call may have exhausted this very iterator.
    if this.callable.get().is_unbound() {
        return Ok(None);
    }
    if vm.eq(this.sentinel.get(), result)? {
        end(this);
        return Ok(None);
    }
    Ok(Some(result))
}

fn end(this: Gc<CallableIterator>) {
    this.set(&this.callable, Value::UNBOUND);
    this.set(&this.sentinel, Value::UNBOUND);
}

/// Returns state information for pickling.
#[pyfunction("callable_iterator.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<CallableIterator>) -> PyResult {
    let iter = builtin(vm, "iter")?;
    let args = match this.callable.get().bound() {
        Some(callable) => vm.new_tuple(&[callable, this.sentinel.get()])?,
        None => {
            let empty = vm.new_tuple(&[])?.value();
            vm.new_tuple(&[empty])?
        }
    };
    vm.new_tuple(&[iter, args.value()]).map(Gc::value)
}

static SPEC: TypeSpec = TypeSpec {
    name: "callable_iterator",
    kind: Some(CallableIterator::INFO),
    methods: defs![reduce],
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v)));
        s.iternext.set(Some(next));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.callable_iterator, &SPEC)
}
