//! The standard error handlers as Python functions, as `codecs.lookup_error` gives them.

use crate::codecs::handlers::{Handler, Refusal, cannot_handle, fix_decode, fix_encode};
use crate::codecs::{DecodeProblem, EncodeProblem, Replacement};
use crate::raise::{OrRaise, raise_fault};
use rustpython_wtf8::Wtf8Buf;
use tauraro_core::builtin::FnDef;
use tauraro_core::heap::Gc;
use tauraro_core::object::{Bytes, Exception, Str};
use tauraro_core::{Dict, PyResult, Value, Vm, defs, pyfunction};

macro_rules! handlers {
    ($( #[doc = $doc:literal] $name:ident $sig:literal $handler:ident; )*) => {
        $( #[doc = $doc] #[pyfunction($sig)]
        fn $name(vm: &mut Vm, exception: Value) -> PyResult {
            handle(vm, Handler::$handler, exception)
        } )*
        static FUNCTIONS: &[&FnDef] = defs![$($name),*];
    };
}

handlers! {
    #[doc = "Raises the exception that it is given."]
    strict "strict_errors(exception, /)" Strict;
    #[doc = "Leaves out what cannot be converted."]
    ignore "ignore_errors(exception, /)" Ignore;
    #[doc = "Puts a question mark or a replacement character in place of what cannot be converted."]
    replace "replace_errors(exception, /)" Replace;
    #[doc = "Puts backslashed escapes in place of what cannot be converted."]
    backslashreplace "backslashreplace_errors(exception, /)" BackslashReplace;
    #[doc = "Puts XML character references in place of what cannot be encoded."]
    xmlcharrefreplace "xmlcharrefreplace_errors(exception, /)" XmlCharRefReplace;
    #[doc = "Puts named escapes in place of what cannot be encoded."]
    namereplace "namereplace_errors(exception, /)" NameReplace;
    #[doc = "Carries undecodable bytes through text as lone surrogates."]
    surrogateescape "surrogateescape(exception, /)" SurrogateEscape;
    #[doc = "Lets lone surrogates through the UTF codecs."]
    surrogatepass "surrogatepass(exception, /)" SurrogatePass;
}

const NAMES: [&str; 8] = [
    "strict",
    "ignore",
    "replace",
    "backslashreplace",
    "xmlcharrefreplace",
    "namereplace",
    "surrogateescape",
    "surrogatepass",
];

pub(super) fn register(vm: &mut Vm, handlers: Gc<Dict>) -> PyResult<()> {
    for (name, def) in NAMES.iter().zip(FUNCTIONS) {
        let function = vm.new_builtin(def, Value::UNBOUND, None).value();
        handlers.set_str(vm, name, function)?;
    }
    Ok(())
}

/// Whether a name is that of a standard handler.
pub fn handler_named(name: &str) -> Option<Handler> {
    Handler::from_name(name)
}

/// The encodings by which handlers distinguish, as static names.
const ENCODINGS: [&str; 8] = ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf8"];

fn known_encoding(name: &str) -> &'static str {
    ENCODINGS.iter().find(|e| e.eq_ignore_ascii_case(name)).copied().unwrap_or("")
}

/// What a Unicode exception says.
struct Fields {
    encoding: &'static str,
    object: Value,
    start: usize,
    end: usize,
}

fn fields(vm: &mut Vm, exc: Value) -> PyResult<Fields> {
    let object = vm.getattr_str(exc, "object")?;
    let encoding = match vm.getattr_str(exc, "encoding") {
        Ok(v) => v.cast::<Str>().map_or("", |s| known_encoding(&s.to_string_lossy())),
        Err(_) => {
            vm.take_exception();
            ""
        }
    };
    let (start, end) = (vm.getattr_str(exc, "start")?, vm.getattr_str(exc, "end")?);
    let (start, end) = (vm.index_clamped(start)?, vm.index_clamped(end)?);
    let len = match (object.cast::<Str>(), object.cast::<Bytes>()) {
        (Some(s), _) => s.char_len(vm),
        (_, Some(b)) => b.as_bytes().len(),
        _ => return Err(vm.type_error("object attribute must be str or bytes")),
    };
    let start = usize::try_from(start).unwrap_or(0).min(len.saturating_sub(1));
    let end = usize::try_from(end).unwrap_or(0).clamp(start.min(len), len);
    Ok(Fields { encoding, object, start, end })
}

fn handle(vm: &mut Vm, handler: Handler, exc: Value) -> PyResult {
    if handler == Handler::Strict {
        if exc.is::<Exception>() {
            return Err(vm.raise(exc));
        }
        return Err(vm.type_error("codec must pass exception instance"));
    }
    let types = vm.exc;
    let is = |vm: &Vm, ty| vm.is_instance(exc, ty);
    let (encode, decode) = (is(vm, types.unicode_encode_error), is(vm, types.unicode_decode_error));
    if !encode && !decode && !is(vm, types.unicode_translate_error) {
        let name = vm.type_name(exc);
        return Err(cannot_handle(&name)).or_raise(vm);
    }
    let f = fields(vm, exc)?;
    let refused = |vm: &mut Vm, refusal: Refusal| match refusal {
        Refusal::Raise => vm.raise(exc),
        Refusal::Fault(fault) => raise_fault(vm, &fault),
    };
    if let (true, Some(input)) = (decode, f.object.cast::<Bytes>()) {
        let problem =
            DecodeProblem { encoding: f.encoding, input: input.as_bytes(), start: f.start, end: f.end, reason: "" };
        return match fix_decode(handler, &problem) {
            Ok(fix) => result(vm, Replacement::Text(fix.text), fix.resume),
            Err(refusal) => Err(refused(vm, refusal)),
        };
    }
    let Some(text) = f.object.cast::<Str>() else {
        return Err(vm.type_error("object attribute must be str"));
    };
    if !encode {
        return translate(vm, handler, text, &f);
    }
    let problem = EncodeProblem { encoding: f.encoding, text: text.as_wtf8(), start: f.start, end: f.end, reason: "" };
    match fix_encode(handler, &problem) {
        Ok(fix) => result(vm, fix.replacement, fix.resume),
        Err(refusal) => Err(refused(vm, refusal)),
    }
}

/// The handlers for `UnicodeTranslateError`.
fn translate(vm: &mut Vm, handler: Handler, text: Gc<Str>, f: &Fields) -> PyResult {
    let count = f.end.saturating_sub(f.start);
    let replacement: Wtf8Buf = match handler {
        Handler::Ignore => Wtf8Buf::new(),
        Handler::Replace => "\u{fffd}".repeat(count).into(),
        Handler::BackslashReplace => {
            let points = text.as_wtf8().code_points().skip(f.start).take(count);
            points.map(crate::codecs::backslash_escape).collect::<String>().into()
        }
        _ => return Err(cannot_handle("UnicodeTranslateError")).or_raise(vm),
    };
    result(vm, Replacement::Text(replacement), f.end)
}

fn result(vm: &mut Vm, replacement: Replacement, resume: usize) -> PyResult {
    let replacement = match replacement {
        Replacement::Text(text) => vm.new_str_wtf8(&text)?.value(),
        Replacement::Bytes(bytes) => vm.new_bytes(&bytes)?.value(),
    };
    let resume = vm.new_uint(resume as u64);
    Ok(vm.new_tuple(&[replacement, resume])?.value())
}
