//! The registry of codecs and error handlers: what `str.encode`, `bytes.decode` and the module
//! `_codecs` share.
//!
//! UTF-8, ASCII and Latin-1 are converted at once. Any other name is looked up: the search
//! functions (that of the package `encodings` is imported at the first lookup) give a tuple of
//! an encoder, a decoder and two stream classes, which is remembered by the normalised name.

pub mod errors;
mod standard;

use crate::byteslike::{is_bytes_like, with_bytes};
use crate::codecs::{narrow, utf8, utf16, utf32};
use errors::{DecodeWith, EncodeWith};
use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::object::{Bytes, Str, Tuple};
use tauraro_core::vm::Extension;
use tauraro_core::{Dict, List, PyResult, Value, Vm};

pub use standard::handler_named;

/// The state of one runtime.
struct Registry {
    search: Gc<List>,
    found: Gc<Dict>,
    handlers: Gc<Dict>,
    /// `encodings` has been imported, or is being imported.
    started: bool,
}

impl Extension for Registry {
    fn trace(&self, tracer: &mut Tracer) {
        self.search.trace(tracer);
        self.found.trace(tracer);
        self.handlers.trace(tracer);
    }
}

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    let search = vm.new_list(&[])?;
    let (found, handlers) = (vm.new_dict(), vm.new_dict());
    vm.set_extension(Registry { search, found, handlers, started: false });
    standard::register(vm, handlers)
}

/// `utf-8`, `UTF_8` and `Utf 8` are one name: letters and digits in lower case, and one
/// underscore for each run of anything else.
pub fn normalised(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut gap = false;
    for c in name.chars() {
        if c.is_ascii_alphanumeric() || c == '.' {
            if gap && !out.is_empty() {
                out.push('_');
            }
            gap = false;
            out.push(c.to_ascii_lowercase());
        } else {
            gap = true;
        }
    }
    out
}

/// Adds a search function.
pub fn register(vm: &mut Vm, search: Value) -> PyResult<()> {
    if vm.type_of(search).slots.call.get().is_none() {
        return Err(vm.type_error("argument must be callable"));
    }
    let list = vm.extension::<Registry>().search;
    list.push(vm, search)
}

/// Takes a search function away and forgets what was found.
pub fn unregister(vm: &mut Vm, search: Value) {
    let (list, found) = (vm.extension::<Registry>().search, vm.extension::<Registry>().found);
    if let Some(at) = list.items.slots().iter().position(|s| s.get() == search) {
        list.items.remove(at);
        found.table.clear(found.header());
    }
}

/// The codec of a name, as a tuple of four. Raises LookupError.
pub fn lookup(vm: &mut Vm, name: &str) -> PyResult<Gc<Tuple>> {
    start(vm)?;
    let (list, found) = (vm.extension::<Registry>().search, vm.extension::<Registry>().found);
    let normal = normalised(name);
    if let Some(codec) = found.get_str(vm, &normal).and_then(|v| v.cast::<Tuple>()) {
        return Ok(codec);
    }
    let key = vm.new_str(&normal)?.value();
    let mut i = 0;
    while let Some(search) = list.items.get(i) {
        i += 1;
        let codec = vm.call(search, &[key])?;
        if codec.is_none() {
            continue;
        }
        match codec.cast::<Tuple>() {
            Some(t) if t.len() == 4 => {
                found.set_str(vm, &normal, codec)?;
                return Ok(t);
            }
            _ => return Err(vm.type_error("codec search functions must return 4-tuples")),
        }
    }
    Err(vm.raise_text(vm.exc.lookup_error, &format!("unknown encoding: {name}")))
}

/// Imports the package with the standard search function, once.
fn start(vm: &mut Vm) -> PyResult<()> {
    if vm.extension::<Registry>().started {
        return Ok(());
    }
    vm.extension_mut::<Registry>().started = true;
    let Some(import) = vm.builtins.get_name(vm, vm.names.import) else { return Ok(()) };
    let name = vm.new_str("encodings")?.value();
    match vm.call(import, &[name]) {
        Ok(_) => Ok(()),
        Err(raised) => {
            vm.extension_mut::<Registry>().started = false;
            Err(raised)
        }
    }
}

/// Makes a callable the handler of a name.
pub fn register_error(vm: &mut Vm, name: &str, handler: Value) -> PyResult<()> {
    if vm.type_of(handler).slots.call.get().is_none() {
        return Err(vm.type_error("handler must be callable"));
    }
    let handlers = vm.extension::<Registry>().handlers;
    handlers.set_str(vm, name, handler)
}

/// Forgets a handler; tells whether there was one. The standard ones stay.
pub fn unregister_error(vm: &mut Vm, name: &str) -> PyResult<bool> {
    if crate::codecs::handlers::Handler::from_name(name).is_some() {
        let text = format!("cannot un-register built-in error handler '{name}'");
        return Err(vm.value_error(text));
    }
    let handlers = vm.extension::<Registry>().handlers;
    let key = vm.intern(name);
    Ok(handlers.remove_name(vm, key).is_some())
}

/// The handler of a name. Raises LookupError.
pub fn lookup_error(vm: &mut Vm, name: &str) -> PyResult {
    let handlers = vm.extension::<Registry>().handlers;
    match handlers.get_str(vm, name) {
        Some(handler) => Ok(handler),
        None => Err(vm.raise_text(vm.exc.lookup_error, &format!("unknown error handler name '{name}'"))),
    }
}

/// A name given as an argument. Raises ValueError and UnicodeEncodeError where it is none.
pub fn name_text(vm: &mut Vm, name: Option<Gc<Str>>, default: &str) -> PyResult<String> {
    let Some(name) = name else { return Ok(default.to_owned()) };
    if name.as_bytes().contains(&0) {
        return Err(vm.value_error("embedded null character"));
    }
    match name.as_str() {
        Some(text) => Ok(text.to_owned()),
        None => {
            utf8::encode(name.as_wtf8(), &mut EncodeWith::new(vm, name, "strict"))?;
            Ok(name.to_string_lossy())
        }
    }
}

/// The codecs that need no lookup.
enum Direct {
    Utf8,
    Ascii,
    Latin1,
    Utf16,
    Utf32,
}

fn direct(encoding: &str) -> Option<Direct> {
    // The usual spelling, without making a string.
    if encoding == "utf-8" {
        return Some(Direct::Utf8);
    }
    Some(match normalised(encoding).as_str() {
        "utf_8" | "utf8" => Direct::Utf8,
        "ascii" | "us_ascii" => Direct::Ascii,
        "latin_1" | "latin1" | "iso_8859_1" | "iso8859_1" => Direct::Latin1,
        "utf_16" | "utf16" => Direct::Utf16,
        "utf_32" | "utf32" => Direct::Utf32,
        _ => return None,
    })
}

/// `text.encode(encoding, errors)`: bytes.
pub fn encode_str(vm: &mut Vm, text: Gc<Str>, encoding: Option<Gc<Str>>, errors: Option<Gc<Str>>) -> PyResult {
    let encoding = name_text(vm, encoding, "utf-8")?;
    let errors_name = name_text(vm, errors, "strict")?;
    let Some(direct) = direct(&encoding) else {
        return encode_by_lookup(vm, text, &encoding, errors);
    };
    if text.is_ascii() && matches!(direct, Direct::Utf8 | Direct::Ascii | Direct::Latin1) {
        return Ok(vm.new_bytes(text.as_bytes())?.value());
    }
    let with = &mut EncodeWith::new(vm, text, &errors_name);
    let encoded = match direct {
        Direct::Utf8 => utf8::encode(text.as_wtf8(), with)?,
        Direct::Ascii => narrow::encode_ascii(text.as_wtf8(), with)?,
        Direct::Latin1 => narrow::encode_latin_1(text.as_wtf8(), with)?,
        Direct::Utf16 => utf16::encode(text.as_wtf8(), utf16::ByteOrder::Marked, with)?,
        Direct::Utf32 => utf32::encode(text.as_wtf8(), utf16::ByteOrder::Marked, with)?,
    };
    Ok(vm.new_bytes(&encoded)?.value())
}

fn encode_by_lookup(vm: &mut Vm, text: Gc<Str>, encoding: &str, errors: Option<Gc<Str>>) -> PyResult {
    let codec = text_codec(vm, encoding, "codecs.encode()")?;
    let result = call_codec(vm, codec, 0, text.value(), errors, "encoder")?;
    if result.is::<Bytes>() {
        return Ok(result);
    }
    let got = vm.type_name(result);
    let hint = "use codecs.encode() to encode to arbitrary types";
    Err(vm.type_error(format!("'{encoding}' encoder returned '{got}' instead of 'bytes'; {hint}")))
}

/// `v.decode(encoding, errors)` of a bytes-like object: a str.
pub fn decode_object(vm: &mut Vm, v: Value, encoding: Option<Gc<Str>>, errors: Option<Gc<Str>>) -> PyResult {
    let encoding = name_text(vm, encoding, "utf-8")?;
    let errors_name = name_text(vm, errors, "strict")?;
    let Some(direct) = direct(&encoding) else {
        return decode_by_lookup(vm, v, &encoding, errors);
    };
    with_bytes(vm, v, |vm, input| {
        let ascii_wide = matches!(direct, Direct::Utf8 | Direct::Ascii | Direct::Latin1);
        if ascii_wide
            && input.is_ascii()
            && let Ok(text) = std::str::from_utf8(input)
        {
            return Ok(vm.new_str(text)?.value());
        }
        let with = &mut DecodeWith::new(vm, &errors_name);
        let text = match direct {
            Direct::Utf8 => utf8::decode(input, true, with)?.text,
            Direct::Ascii => narrow::decode_ascii(input, with)?.text,
            Direct::Latin1 => narrow::decode_latin_1(input),
            Direct::Utf16 => utf16::decode(input, utf16::ByteOrder::Marked, true, with)?.0.text,
            Direct::Utf32 => utf32::decode(input, utf16::ByteOrder::Marked, true, with)?.0.text,
        };
        Ok(vm.new_str_wtf8(&text)?.value())
    })
}

fn decode_by_lookup(vm: &mut Vm, v: Value, encoding: &str, errors: Option<Gc<Str>>) -> PyResult {
    let codec = text_codec(vm, encoding, "codecs.decode()")?;
    let result = call_codec(vm, codec, 1, v, errors, "decoder")?;
    if result.is::<Str>() {
        return Ok(result);
    }
    let got = vm.type_name(result);
    let hint = "use codecs.decode() to decode to arbitrary types";
    Err(vm.type_error(format!("'{encoding}' decoder returned '{got}' instead of 'str'; {hint}")))
}

/// A codec between text and bytes. Raises LookupError for one of another kind.
fn text_codec(vm: &mut Vm, encoding: &str, instead: &str) -> PyResult<Gc<Tuple>> {
    let codec = lookup(vm, encoding)?;
    let name = vm.intern("_is_text_encoding");
    if let Some(flag) = vm.getattr_opt(codec.value(), name)?
        && !vm.truth(flag)?
    {
        let text = format!("'{encoding}' is not a text encoding; use {instead} to handle arbitrary codecs");
        return Err(vm.raise_text(vm.exc.lookup_error, &text));
    }
    Ok(codec)
}

/// Calls the encoder (0) or decoder (1) of a codec; gives the first of its two results.
fn call_codec(vm: &mut Vm, codec: Gc<Tuple>, which: usize, v: Value, errors: Option<Gc<Str>>, role: &str) -> PyResult {
    let function = codec.get(which).unwrap_or(Value::NONE);
    let result = match errors {
        Some(e) => vm.call(function, &[v, e.value()])?,
        None => vm.call(function, &[v])?,
    };
    match result.cast::<Tuple>() {
        Some(t) if t.len() == 2 => Ok(t.get(0).unwrap_or(Value::NONE)),
        _ => Err(vm.type_error(format!("{role} must return a tuple (object, integer)"))),
    }
}

/// `codecs.encode(obj, encoding, errors)` and, for `which` 1, `codecs.decode`: any codec.
pub fn convert(vm: &mut Vm, v: Value, encoding: Option<Gc<Str>>, errors: Option<Gc<Str>>, which: usize) -> PyResult {
    let encoding = name_text(vm, encoding, "utf-8")?;
    let codec = lookup(vm, &encoding)?;
    call_codec(vm, codec, which, v, errors, if which == 0 { "encoder" } else { "decoder" })
}

/// `str(object, encoding, errors)`.
pub(crate) fn decode_argument(
    vm: &mut Vm,
    v: Value,
    encoding: Option<Gc<Str>>,
    errors: Option<Gc<Str>>,
) -> PyResult<Gc<Str>> {
    if v.is::<Str>() {
        return Err(vm.type_error("decoding str is not supported"));
    }
    if !is_bytes_like(vm, v) {
        let text = format!("decoding to str: need a bytes-like object, {} found", vm.type_name(v));
        return Err(vm.type_error(text));
    }
    let decoded = decode_object(vm, v, encoding, errors)?;
    match decoded.cast::<Str>() {
        Some(s) => Ok(s),
        None => Err(vm.type_error("decoder did not return a str")),
    }
}
