//! `_json`: the scanner and the encoder of the library's `json`.

mod encoder;
mod scanner;
mod text;

use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::object::Module;
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Raised, Str, Type, Value, Vm, defs, pyfunction};

/// Deepest nesting of containers that is read or written. Python's frames are not involved, so the
/// recursion limit does not say it; the native stack would allow more, in a time that grows with
/// the depth, as a collection scans the stack. CPython's bound is a little above.
const NESTING_MAX: usize = 50_000;

struct State {
    scanner: Gc<Type>,
    encoder: Gc<Type>,
    /// The module's own functions, which the encoder need not call.
    encode_ascii: Value,
    encode_plain: Value,
}

impl Extension for State {
    fn trace(&self, tracer: &mut Tracer) {
        self.scanner.trace(tracer);
        self.encoder.trace(tracer);
        self.encode_ascii.trace(tracer);
        self.encode_plain.trace(tracer);
    }
}

/// Raises JSONDecodeError about the character at byte `at` of `doc`.
#[cold]
fn decode_error(vm: &mut Vm, text: &str, doc: Gc<Str>, at: usize) -> Raised {
    let at = doc.char_index(vm, at) as i64;
    decode_error_at(vm, text, doc, at)
}

#[cold]
fn decode_error_at(vm: &mut Vm, text: &str, doc: Gc<Str>, at: i64) -> Raised {
    let made = (|| {
        let module = crate::importing::import_module(vm, "json.decoder")?;
        let class = vm.getattr_str(module, "JSONDecodeError")?;
        let (text, at) = (vm.new_str(text)?.value(), vm.new_int(at));
        vm.call(class, &[text, doc.value(), at])
    })();
    match made {
        Ok(exc) => vm.raise(exc),
        Err(raised) => raised,
    }
}

fn text_argument(vm: &mut Vm, v: Value) -> PyResult<Gc<Str>> {
    match v.cast::<Str>() {
        Some(s) => Ok(s),
        None => Err(vm.type_error(format!("first argument must be a string, not {}", vm.type_name(v)))),
    }
}

/// Returns the JSON form of a text, of ASCII characters only.
#[pyfunction("encode_basestring_ascii(string, /)")]
fn encode_basestring_ascii(vm: &mut Vm, string: Value) -> PyResult<Gc<Str>> {
    let string = text_argument(vm, string)?;
    let mut out = Vec::with_capacity(string.byte_len() + 2);
    text::encode(string.as_wtf8(), true, &mut out);
    text::finish(vm, &out)
}

/// Returns the JSON form of a text.
#[pyfunction("encode_basestring(string, /)")]
fn encode_basestring(vm: &mut Vm, string: Value) -> PyResult<Gc<Str>> {
    let string = text_argument(vm, string)?;
    let mut out = Vec::with_capacity(string.byte_len() + 2);
    text::encode(string.as_wtf8(), false, &mut out);
    text::finish(vm, &out)
}

/// Reads the JSON text that begins behind a quote at end - 1; returns it and where it ends.
#[pyfunction("scanstring(string, end, strict=True, /)")]
fn scanstring(vm: &mut Vm, string: Value, end: i64, strict: Option<bool>) -> PyResult {
    let string = text_argument(vm, string)?;
    let length = string.char_len(vm);
    let Some(start) = usize::try_from(end).ok().filter(|end| *end <= length) else {
        return Err(vm.value_error("end is out of bounds"));
    };
    let from = string.byte_offset(vm, start);
    let (v, to) = text::scan(vm, string, from, Some(start as i64 - 1), strict.unwrap_or(true))?;
    let to = string.char_index(vm, to) as u64;
    let to = vm.new_uint(to);
    vm.new_tuple(&[v.value(), to]).map(Gc::value)
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let object = vm.types.object;
    let functions = defs![encode_basestring_ascii, encode_basestring, scanstring];
    let module = vm.new_module("_json", Some("json speedups"), functions)?;
    let scanner = vm.new_type(&scanner::SPEC, object)?;
    let encoder = vm.new_type(&encoder::SPEC, object)?;
    let encode_ascii = vm.getattr_str(module.value(), "encode_basestring_ascii")?;
    let encode_plain = vm.getattr_str(module.value(), "encode_basestring")?;
    vm.set_extension(State { scanner, encoder, encode_ascii, encode_plain });
    module.add(vm, "make_scanner", scanner)?;
    module.add(vm, "make_encoder", encoder)?;
    Ok(module)
}
