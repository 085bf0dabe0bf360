//! The methods of bytes: the common ones and its own.

use crate::byteslike::ByteString;
use crate::byteslike::methods::byte_methods;
use tauraro_core::heap::Gc;
use tauraro_core::object::{Bytes, Str, Type};
use tauraro_core::{List, PyResult, Value, Vm, defs, pyfunction};

byte_methods!(Bytes, "bytes", [to_bytes, getnewargs, sizeof]);

/// The object as exactly bytes.
#[pyfunction("bytes.__bytes__($self, /)")]
fn to_bytes(vm: &mut Vm, this: Gc<Bytes>) -> PyResult {
    Bytes::unchanged(vm, this)
}

/// Arguments for `__new__` when an instance is copied.
#[pyfunction("bytes.__getnewargs__($self, /)")]
fn getnewargs(vm: &mut Vm, this: Gc<Bytes>) -> PyResult {
    let plain = vm.new_bytes(this.as_bytes())?.value();
    Ok(vm.new_tuple(&[plain])?.value())
}

/// Bytes that the object takes.
#[pyfunction("bytes.__sizeof__($self, /)")]
fn sizeof(_: &mut Vm, this: Gc<Bytes>) -> usize {
    33 + this.as_bytes().len()
}
