//! Async generators: the wrapper that tells what they yield from what they await.

use tauraro_core::heap::Kind;
use tauraro_core::heap::Slot;
use tauraro_core::kinds::INTERP_FIRST;
use tauraro_core::{PyResult, Value, Vm};

/// A value that an async generator has yielded, on its way to the consumer's `asend`.
pub(crate) struct Yielded {
    pub(crate) value: Slot,
}

tauraro_core::payload!(Yielded, Kind(INTERP_FIRST), "async_generator_wrapped_value", [value]);

/// Wraps a yielded value.
pub(crate) fn wrap(vm: &mut Vm, v: Value) -> PyResult {
    let shape = vm.types.object.root_shape.get();
    Ok(vm.alloc(shape, Yielded { value: Slot::new(v) }).value())
}

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.register::<Yielded>();
    Ok(())
}
