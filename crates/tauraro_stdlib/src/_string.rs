//! `_string`: how `string.Formatter` reads templates, by the same code as `str.format`.

use crate::kinds;
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Slot, Trace, Tracer};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Module, TypeFlags};
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Str, Type, Value, Vm, defs, payload, pyfunction};
use tauraro_objects::raise::OrRaise;
use tauraro_objects::text::str_format::{Access, FieldName, First, Template, split_field_name};

/// Walks a template; an error shows when its place is reached.
struct FormatterIterator {
    text: Slot,
    /// Byte offset of what comes next.
    at: Cell<usize>,
}

payload!(FormatterIterator, kinds::FORMATTER_ITERATOR, "formatteriterator", [text]);

/// Walks the accesses of a field name.
struct FieldNameIterator {
    text: Slot,
    at: Cell<usize>,
}

payload!(FieldNameIterator, kinds::FIELDNAME_ITERATOR, "fieldnameiterator", [text]);

#[derive(Clone, Copy)]
struct State {
    formatter: Gc<Type>,
    field_name: Gc<Type>,
}

impl Extension for State {
    fn trace(&self, tracer: &mut Tracer) {
        self.formatter.trace(tracer);
        self.field_name.trace(tracer);
    }
}

fn text_argument(vm: &mut Vm, v: Value) -> PyResult<Gc<Str>> {
    match v.cast::<Str>() {
        Some(s) => Ok(s),
        None => Err(vm.type_error(format!("expected str, got {}", vm.type_name(v)))),
    }
}

/// Splits a template into (literal text, field name, format specification, conversion) tuples.
#[pyfunction("formatter_parser(format_string, /)")]
fn formatter_parser(vm: &mut Vm, format_string: Value) -> PyResult {
    let text = text_argument(vm, format_string)?;
    let shape = vm.extension::<State>().formatter.root_shape.get();
    let payload = FormatterIterator { text: Slot::new(text.value()), at: Cell::new(0) };
    Ok(vm.alloc(shape, payload).value())
}

fn next_piece(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this = v.cast::<FormatterIterator>().expect("slots of formatteriterator get them");
    let Some(text) = this.text.get().cast::<Str>() else { return Ok(None) };
    let whole = text.as_wtf8();
    let mut pieces = Template::new(&whole[this.at.get()..]);
    let piece = pieces.next();
    this.at.set(whole.len() - pieces.remaining());
    let Some(piece) = piece else { return Ok(None) };
    let piece = piece.or_raise(vm)?;
    let mut parts = [vm.new_str_wtf8(piece.literal)?.value(), Value::NONE, Value::NONE, Value::NONE];
    if let Some(field) = piece.field {
        parts[1] = vm.new_str_wtf8(field.name)?.value();
        parts[2] = vm.new_str_wtf8(field.spec)?.value();
        if let Some(conversion) = field.conversion {
            let mut text = rustpython_wtf8::Wtf8Buf::new();
            text.push(conversion);
            parts[3] = vm.new_str_wtf8(&text)?.value();
        }
    }
    vm.new_tuple(&parts).map(|t| Some(t.value()))
}

/// Splits a field name into its start and an iterator over (is attribute, name or key) pairs.
#[pyfunction("formatter_field_name_split(field_name, /)")]
fn formatter_field_name_split(vm: &mut Vm, field_name: Value) -> PyResult {
    let text = text_argument(vm, field_name)?;
    let (first, rest) = split_field_name(text.as_wtf8()).or_raise(vm)?;
    let at = text.byte_len() - rest.remaining();
    let first = match first {
        First::Index(i) => vm.new_uint(i as u64),
        First::Name(name) => vm.new_str_wtf8(name)?.value(),
    };
    let shape = vm.extension::<State>().field_name.root_shape.get();
    let payload = FieldNameIterator { text: Slot::new(text.value()), at: Cell::new(at) };
    let rest = vm.alloc(shape, payload).value();
    vm.new_tuple(&[first, rest]).map(Gc::value)
}

fn next_access(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this = v.cast::<FieldNameIterator>().expect("slots of fieldnameiterator get them");
    let Some(text) = this.text.get().cast::<Str>() else { return Ok(None) };
    let whole = text.as_wtf8();
    let mut accesses = FieldName::resume(&whole[this.at.get()..]);
    let access = accesses.next();
    this.at.set(whole.len() - accesses.remaining());
    let Some(access) = access else { return Ok(None) };
    let (is_attribute, key) = match access.or_raise(vm)? {
        Access::Attribute(name) => (true, vm.new_str_wtf8(name)?.value()),
        Access::Index(i) => (false, vm.new_uint(i as u64)),
        Access::Key(key) => (false, vm.new_str_wtf8(key)?.value()),
    };
    vm.new_tuple(&[Value::bool(is_attribute), key]).map(|t| Some(t.value()))
}

static FORMATTER: TypeSpec = TypeSpec {
    name: "formatteriterator",
    kind: Some(FormatterIterator::INFO),
    flags: TypeFlags::NO_NEW,
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v)));
        s.iternext.set(Some(next_piece));
    },
    ..TypeSpec::EMPTY
};

static FIELD_NAME: TypeSpec = TypeSpec {
    name: "fieldnameiterator",
    kind: Some(FieldNameIterator::INFO),
    flags: TypeFlags::NO_NEW,
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v)));
        s.iternext.set(Some(next_access));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let object = vm.types.object;
    let state = State { formatter: vm.new_type(&FORMATTER, object)?, field_name: vm.new_type(&FIELD_NAME, object)? };
    vm.set_extension(state);
    vm.new_module("_string", Some("string helper module"), defs![formatter_parser, formatter_field_name_split])
}
