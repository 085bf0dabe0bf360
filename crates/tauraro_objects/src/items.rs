//! Items in memory as Python objects: what memoryview, array and struct read and write by the
//! codes of `crate::struct_format`.

use crate::raise::{OrRaise, int_ref};
use crate::struct_format::{Class, Item, Unpacked};
use tauraro_core::object::Bytes;
use tauraro_core::{PyResult, Value, Vm};

/// The object that bytes at an item's place stand for.
pub fn unpack(vm: &mut Vm, item: &Item, bytes: &[u8]) -> PyResult {
    Ok(match item.unpack(bytes) {
        Unpacked::Signed(i) => vm.new_int(i),
        Unpacked::Unsigned(i) => vm.new_uint(i),
        Unpacked::Bool(b) => Value::bool(b),
        Unpacked::Float(f) => Value::float(f),
        Unpacked::Complex(re, im) => {
            let parts = [Value::float(re), Value::float(im)];
            return vm.call(vm.types.complex.value(), &parts);
        }
        Unpacked::Bytes(b) => vm.new_bytes(b)?.value(),
    })
}

/// Why an object is no value for an item.
pub enum Refused {
    /// An exception other than the caller's own is pending.
    Raised,
    WrongType,
    OutOfRange,
}

/// Writes an object into an item's place, by the rules of memoryview: only objects of the
/// item's class.
pub fn pack_strictly(vm: &mut Vm, item: &Item, bytes: &mut [u8], v: Value) -> Result<(), Refused> {
    match item.class {
        Class::Signed | Class::Unsigned | Class::Pointer => {
            let number = vm.index(v);
            let number = match vm.catching(number, vm.exc.type_error) {
                Ok(Some(number)) => number,
                Ok(None) => return Err(Refused::WrongType),
                Err(_) => return Err(Refused::Raised),
            };
            let Some(i) = number.as_int() else { return Err(Refused::WrongType) };
            item.pack_int(bytes, int_ref(i)).map_err(|_| Refused::OutOfRange)
        }
        Class::Bool => match vm.truth(v) {
            Ok(b) => {
                item.pack_bool(bytes, b);
                Ok(())
            }
            Err(_) => Err(Refused::Raised),
        },
        Class::Float => {
            let number = vm.to_f64(v);
            match vm.catching(number, vm.exc.type_error) {
                Ok(Some(f)) => {
                    let packed = item.pack_float(bytes, f);
                    packed.or_raise(vm).map_err(|_| Refused::Raised)
                }
                Ok(None) => Err(Refused::WrongType),
                Err(_) => Err(Refused::Raised),
            }
        }
        Class::Complex => Err(Refused::WrongType),
        Class::Char | Class::Bytes | Class::Pascal => match v.cast::<Bytes>() {
            Some(b) if b.as_bytes().len() == 1 => item.pack_bytes(bytes, b.as_bytes()).map_err(|_| Refused::OutOfRange),
            Some(_) => Err(Refused::OutOfRange),
            None => Err(Refused::WrongType),
        },
    }
}
