//! What the classes of `_io` share: the types of one runtime, errors, conversion of sizes.

use super::locale::Locale;
use std::cell::Cell;
use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::object::{Bytes, Str, Type};
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Raised, Value, Vm};

/// `io.DEFAULT_BUFFER_SIZE`
pub(super) const DEFAULT_BUFFER_BYTES: usize = 128 << 10;

/// The types of `_io`. Those that the standard streams do not need are made when the module is
/// imported.
pub(super) struct IoTypes {
    pub(super) iobase: Gc<Type>,
    pub(super) raw_iobase: Gc<Type>,
    pub(super) buffered_iobase: Gc<Type>,
    pub(super) text_iobase: Gc<Type>,
    pub(super) file_io: Gc<Type>,
    pub(super) reader: Gc<Type>,
    pub(super) writer: Gc<Type>,
    pub(super) random: Gc<Type>,
    pub(super) text_io: Gc<Type>,
    pub(super) more: Cell<Option<MoreTypes>>,
    pub(super) unsupported: Cell<Option<Gc<Type>>>,
    pub(super) locale: Locale,
}

/// The types that only programs that import `io` see.
#[derive(Clone, Copy)]
pub(super) struct MoreTypes {
    pub(super) bytes_io: Gc<Type>,
    pub(super) bytes_io_buffer: Gc<Type>,
    pub(super) string_io: Gc<Type>,
    pub(super) pair: Gc<Type>,
    pub(super) newline_decoder: Gc<Type>,
}

impl Trace for MoreTypes {
    fn trace(&self, tracer: &mut Tracer) {
        for ty in [self.bytes_io, self.bytes_io_buffer, self.string_io, self.pair, self.newline_decoder] {
            ty.trace(tracer);
        }
    }
}

impl Extension for IoTypes {
    fn trace(&self, tracer: &mut Tracer) {
        let types = [self.iobase, self.raw_iobase, self.buffered_iobase, self.text_iobase, self.file_io];
        for ty in types.into_iter().chain([self.reader, self.writer, self.random, self.text_io]) {
            ty.trace(tracer);
        }
        self.more.trace(tracer);
        self.unsupported.trace(tracer);
    }
}

pub(super) fn types(vm: &Vm) -> &IoTypes {
    vm.extension::<IoTypes>()
}

/// `io.UnsupportedOperation`, made when it is first needed: an OSError that is a ValueError.
pub(super) fn unsupported_operation(vm: &mut Vm) -> PyResult<Gc<Type>> {
    if let Some(ty) = types(vm).unsupported.get() {
        return Ok(ty);
    }
    let name = vm.intern("UnsupportedOperation").value();
    let bases = vm.new_tuple(&[vm.exc.os_error.value(), vm.exc.value_error.value()])?.value();
    let namespace = vm.new_dict();
    let module = vm.intern("io").value();
    namespace.set_name(vm, vm.names.module, module)?;
    let made = vm.call(vm.types.type_.value(), &[name, bases, namespace.value()])?;
    let Some(ty) = made.cast::<Type>() else { return Err(vm.type_error("type() made no type")) };
    types(vm).unsupported.set(Some(ty));
    Ok(ty)
}

/// Raises `io.UnsupportedOperation`.
#[cold]
pub(super) fn unsupported(vm: &mut Vm, text: &str) -> Raised {
    let made = unsupported_operation(vm).and_then(|ty| {
        let text = vm.new_str(text)?.value();
        vm.call(ty.value(), &[text])
    });
    match made {
        Ok(exc) => vm.raise(exc),
        Err(raised) => raised,
    }
}

/// Raises OSError with a text only.
#[cold]
pub(super) fn os_error_text(vm: &mut Vm, text: &str) -> Raised {
    let made = vm.new_str(text).and_then(|text| vm.call(vm.exc.os_error.value(), &[text.value()]));
    match made {
        Ok(exc) => vm.raise(exc),
        Err(raised) => raised,
    }
}

/// Raises the BlockingIOError of a write that took only part of the data.
#[cold]
pub(super) fn blocking_error(vm: &mut Vm, written: usize) -> Raised {
    let made = vm.new_str("write could not complete without blocking").and_then(|text| {
        let written = vm.new_uint(written as u64);
        let errno = Value::small(i64::from(libc::EAGAIN));
        vm.call(vm.exc.blocking_io_error.value(), &[errno, text.value(), written])
    });
    match made {
        Ok(exc) => vm.raise(exc),
        Err(raised) => raised,
    }
}

/// A size argument: an int, or None (also not given) for -1.
pub(super) fn optional_size(vm: &mut Vm, v: Option<Value>) -> PyResult<i64> {
    let Some(v) = v.and_then(Value::non_none) else { return Ok(-1) };
    if let Some(i) = v.as_small() {
        return Ok(i);
    }
    if v.as_int().is_none() && vm.type_of(v).slots.index.get().is_none() {
        let text = format!("argument should be integer or None, not '{}'", vm.type_name(v));
        return Err(vm.type_error(text));
    }
    let index = vm.index(v)?;
    match index.as_i64() {
        Some(i) => Ok(i),
        None => {
            let text = format!("cannot fit '{}' into an index-sized integer", vm.type_name(v));
            Err(vm.overflow_error(text))
        }
    }
}

/// A file position that Python gave.
pub(super) fn offset(vm: &mut Vm, v: Value) -> PyResult<i64> {
    let index = vm.index(v)?;
    match index.as_i64() {
        Some(i) => Ok(i),
        None => {
            let text = format!("cannot fit '{}' into an offset-sized integer", vm.type_name(v));
            Err(vm.overflow_error(text))
        }
    }
}

/// Calls a method without arguments.
pub(super) fn call0(vm: &mut Vm, obj: Value, name: &str) -> PyResult {
    vm.call_method(obj, name, &[])
}

/// The truth of what a method without arguments gives.
pub(super) fn ask(vm: &mut Vm, obj: Value, name: &str) -> PyResult<bool> {
    let answer = call0(vm, obj, name)?;
    vm.truth(answer)
}

/// The truth of an object's attribute `closed`.
pub(super) fn is_closed(vm: &mut Vm, obj: Value) -> PyResult<bool> {
    let closed = vm.getattr_str(obj, "closed")?;
    vm.truth(closed)
}

/// Bytes that a method has to return.
pub(super) fn expect_bytes(vm: &mut Vm, v: Value, what: &str) -> PyResult<Gc<Bytes>> {
    match v.cast::<Bytes>() {
        Some(b) => Ok(b),
        None => {
            let text = format!("{what} should have returned a bytes object, not '{}'", vm.type_name(v));
            Err(os_error_text(vm, &text))
        }
    }
}

/// A text argument or None.
pub(super) fn optional_text(vm: &mut Vm, v: Option<Value>, function: &str, name: &str) -> PyResult<Option<Gc<Str>>> {
    let Some(v) = v.and_then(Value::non_none) else { return Ok(None) };
    match v.cast::<Str>() {
        Some(s) => checked_name(vm, s).map(Some),
        None => {
            let text = format!("{function}() argument '{name}' must be str or None, not {}", vm.type_name(v));
            Err(vm.type_error(text))
        }
    }
}

/// A name that the C library could take. Raises ValueError and UnicodeEncodeError.
pub(super) fn checked_name(vm: &mut Vm, name: Gc<Str>) -> PyResult<Gc<Str>> {
    tauraro_objects::codec_registry::name_text(vm, Some(name), "")?;
    Ok(name)
}

/// Runs two steps of a shutdown: the second also if the first fails, whose exception then
/// becomes the context of the second's.
pub(super) fn both(vm: &mut Vm, first: PyResult<()>, second: impl FnOnce(&mut Vm) -> PyResult<()>) -> PyResult<()> {
    if first.is_ok() {
        return second(vm);
    }
    let exc = vm.take_exception();
    let handled = std::mem::replace(&mut vm.handled, exc);
    let result = second(vm);
    vm.handled = handled;
    match result {
        Ok(()) => Err(vm.raise_again(exc)),
        Err(raised) => Err(raised),
    }
}

/// Reports a warning at the caller of the native function that gives it.
pub(super) fn warn(vm: &mut Vm, category: Gc<Type>, text: &str, source: Option<Value>) -> PyResult<()> {
    let module = crate::importing::import_module(vm, "_warnings")?;
    let text = vm.new_str(text)?.value();
    let one = Value::small(1);
    match source {
        Some(source) => vm.call_method(module, "warn", &[text, category.value(), one, source])?,
        None => vm.call_method(module, "warn", &[text, category.value(), one])?,
    };
    Ok(())
}

/// Whether anything may come of a ResourceWarning: by default they are ignored.
pub(super) fn shows_resource_warnings(vm: &mut Vm) -> bool {
    let name = vm.intern("warnings");
    if vm.modules.get_name(vm, name).is_some() {
        return true;
    }
    match crate::sys::attribute(vm, "warnoptions") {
        Ok(Some(options)) => options.cast::<tauraro_core::List>().is_some_and(|l| !l.items.is_empty()),
        _ => false,
    }
}

/// A new instance of a class.
pub(super) fn allocate<T: tauraro_core::heap::Payload>(vm: &mut Vm, cls: Gc<Type>, payload: T) -> Gc<T> {
    vm.alloc_with_slots(cls.root_shape.get(), payload, cls.inline_slots.get().into())
}
