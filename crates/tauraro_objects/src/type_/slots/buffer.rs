//! The buffer slot as Python sees it (PEP 688): `__buffer__` and `__release_buffer__` of native
//! types, and the trampoline of classes that define them.

use super::python::call_required;
use super::wrap::{exactly, slot};
use super::{Dunder, SlotRef};
use crate::memoryview::{MemoryView, view_of};
use tauraro_core::buffer::Buffer;
use tauraro_core::call::Args;
use tauraro_core::{Gc, PyResult, Raised, Tuple, Type, Value, Vm};

/// `inspect.BufferFlags`: the caller wants to write.
const WRITABLE: i64 = 1;
/// Read and write access in another interface of the protocol, which is no request of a buffer.
const NOT_REQUESTS: [i64; 2] = [0x100, 0x200];
/// `inspect.BufferFlags.FULL_RO`, what a view asks for, and with `WRITABLE` what a writer asks for.
const FULL_READ_ONLY: i64 = 0x11c;

/// `__buffer__` of a native type.
pub(super) fn get(vm: &mut Vm, d: &'static Dunder, owner: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    let [flags] = exactly(vm, d, args)?;
    let flags = vm.index_i64(flags)?;
    if i32::try_from(flags).is_err() {
        return Err(vm.overflow_error("buffer flags out of range"));
    }
    if NOT_REQUESTS.contains(&flags) {
        return Err(vm.raise_text(vm.exc.system_error, "PyBUF_READ and PyBUF_WRITE are no flags of a buffer request"));
    }
    let writable = flags & WRITABLE != 0;
    let buffer = slot!(d, owner, Buffer)(vm, this, writable)?;
    if writable && buffer.readonly {
        vm.release_buffer(buffer);
        return Err(vm.buffer_error("Object is not writable."));
    }
    Ok(view_of(vm, this, buffer))
}

/// `__release_buffer__` of a native type: ends a view that `__buffer__` gave.
pub(super) fn release(vm: &mut Vm, d: &'static Dunder, _: Gc<Type>, this: Value, args: Args<'_>) -> PyResult {
    let [view] = exactly(vm, d, args)?;
    let Some(view) = view.cast::<MemoryView>() else {
        return Err(vm.type_error("expected a memoryview object"));
    };
    if view.is_released() {
        return Err(vm.value_error("memoryview's buffer has already been released"));
    }
    if view.obj.get() != this {
        return Err(vm.value_error("memoryview's buffer is not this object"));
    }
    view.release(vm)?;
    Ok(Value::NONE)
}

/// The slot of classes with a `__buffer__` or `__release_buffer__` in Python. The owner of the
/// memory is a pair of the view that the method gave and the object.
pub(super) fn buffer(vm: &mut Vm, obj: Value, writable: bool) -> PyResult<Buffer> {
    let flags = Value::small(FULL_READ_ONLY | if writable { WRITABLE } else { 0 });
    let name = vm.names.buffer;
    let given = call_required(vm, obj, name, &[flags])?;
    let Some(view) = given.cast::<MemoryView>() else {
        return Err(vm.type_error("__buffer__ returned non-memoryview object"));
    };
    let pair = vm.new_tuple(&[given, obj])?.value();
    let shown = match vm.get_buffer(view.value(), writable) {
        Ok(shown) => shown,
        Err(raised) => return Err(released_after(vm, pair, raised)),
    };
    let len = shown.len();
    Ok(shown.part(pair, 0..len, give_back))
}

/// The method `__release_buffer__` is owed its call also where the view turned out not to do.
fn released_after(vm: &mut Vm, pair: Value, _: Raised) -> Raised {
    let pending = vm.take_exception();
    tell_object(vm, pair);
    vm.raise(pending)
}

fn give_back(vm: &mut Vm, pair: Value) {
    if let Some(view) = pair.cast::<Tuple>().and_then(|p| p.get(0)).and_then(Value::cast::<MemoryView>) {
        view.end_export();
    }
    tell_object(vm, pair);
}

fn tell_object(vm: &mut Vm, pair: Value) {
    let Some(pair) = pair.cast::<Tuple>() else { return };
    let [view, obj] = *pair.items() else { return };
    let name = vm.names.release_buffer;
    if vm.call_special(obj, name, &[view]).is_err() {
        vm.report_unraisable("Exception ignored in __release_buffer__ of", obj);
    }
}
