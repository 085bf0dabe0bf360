//! `make_scanner`: JSON to objects.

use super::{decode_error, text, text_argument};
use crate::kinds;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, TypeFlags};
use tauraro_core::{Dict, PyResult, Raised, Str, Type, Value, Vm, payload, pyfunction};

pub(super) struct Scanner {
    strict: bool,
    object_hook: Slot,
    object_pairs_hook: Slot,
    parse_float: Slot,
    parse_int: Slot,
    parse_constant: Slot,
}

payload!(
    Scanner,
    kinds::JSON_SCANNER,
    "_json.Scanner",
    [object_hook, object_pairs_hook, parse_float, parse_int, parse_constant]
);

#[pyfunction("make_scanner.__new__($type, context)")]
fn new(vm: &mut Vm, cls: Gc<Type>, context: Value) -> PyResult {
    let strict = vm.getattr_str(context, "strict")?;
    let strict = vm.truth(strict)?;
    let mut attribute = |name: &str| vm.getattr_str(context, name).map(Slot::new);
    let payload = Scanner {
        strict,
        object_hook: attribute("object_hook")?,
        object_pairs_hook: attribute("object_pairs_hook")?,
        parse_float: attribute("parse_float")?,
        parse_int: attribute("parse_int")?,
        parse_constant: attribute("parse_constant")?,
    };
    Ok(vm.alloc_with_slots(cls.root_shape.get(), payload, cls.inline_slots.get().into()).value())
}

/// One document that is being read.
struct Scan<'a> {
    vm: &'a mut Vm,
    scanner: Gc<Scanner>,
    doc: Gc<Str>,
    /// Keys that were met, so that equal ones are one object.
    memo: Gc<Dict>,
    /// Containers that are open.
    depth: usize,
}

#[pyfunction("scan_once($self, string, idx)")]
fn scan_once(vm: &mut Vm, this: Gc<Scanner>, string: Value, idx: i64) -> PyResult {
    let doc = text_argument(vm, string)?;
    let Ok(index) = usize::try_from(idx) else { return Err(vm.value_error("idx cannot be negative")) };
    if index >= doc.char_len(vm) {
        return Err(stop(vm, idx));
    }
    let at = doc.byte_offset(vm, index);
    let memo = vm.new_dict();
    let mut scan = Scan { vm, scanner: this, doc, memo, depth: 0 };
    let (v, end) = scan.value(at)?;
    let end = doc.char_index(vm, end) as u64;
    let end = vm.new_uint(end);
    vm.new_tuple(&[v, end]).map(Gc::value)
}

/// StopIteration with the index at which a value was expected.
#[cold]
fn stop(vm: &mut Vm, index: i64) -> Raised {
    let index = vm.new_int(index);
    vm.stop_iteration(index)
}

impl Scan<'_> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.doc.as_bytes().get(at).copied()
    }

    fn skip(&self, mut at: usize) -> usize {
        while matches!(self.byte(at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            at += 1;
        }
        at
    }

    #[cold]
    fn nothing<T>(&mut self, at: usize) -> PyResult<T> {
        let index = self.doc.char_index(self.vm, at) as i64;
        Err(stop(self.vm, index))
    }

    fn error<T>(&mut self, text: &str, at: usize) -> PyResult<T> {
        Err(decode_error(self.vm, text, self.doc, at))
    }

    /// One level deeper. After an error the depth is of no interest.
    fn enter(&mut self, what: &str) -> PyResult<()> {
        self.depth += 1;
        if self.depth > super::NESTING_MAX {
            let text = format!("maximum recursion depth exceeded while decoding a JSON {what} from a unicode string");
            return Err(self.vm.raise_text(self.vm.exc.recursion_error, &text));
        }
        self.vm.check_native_stack()
    }

    /// The value at a byte, and where it ends.
    fn value(&mut self, at: usize) -> PyResult<(Value, usize)> {
        let rest = &self.doc.as_bytes()[at.min(self.doc.byte_len())..];
        match rest.first() {
            Some(b'"') => {
                let (text, end) = text::scan(self.vm, self.doc, at + 1, None, self.scanner.strict)?;
                Ok((text.value(), end))
            }
            Some(b'{') => {
                self.enter("object")?;
                let read = self.object(at + 1)?;
                self.depth -= 1;
                Ok(read)
            }
            Some(b'[') => {
                self.enter("array")?;
                let read = self.array(at + 1)?;
                self.depth -= 1;
                Ok(read)
            }
            Some(b'n') if rest.starts_with(b"null") => Ok((Value::NONE, at + 4)),
            Some(b't') if rest.starts_with(b"true") => Ok((Value::TRUE, at + 4)),
            Some(b'f') if rest.starts_with(b"false") => Ok((Value::FALSE, at + 5)),
            Some(b'N') if rest.starts_with(b"NaN") => self.constant("NaN", at),
            Some(b'I') if rest.starts_with(b"Infinity") => self.constant("Infinity", at),
            Some(b'-') if rest.starts_with(b"-Infinity") => self.constant("-Infinity", at),
            Some(b'-' | b'0'..=b'9') => self.number(at),
            _ => self.nothing(at),
        }
    }

    fn constant(&mut self, name: &str, at: usize) -> PyResult<(Value, usize)> {
        let text = self.vm.new_str(name)?.value();
        let v = self.vm.call(self.scanner.parse_constant.get(), &[text])?;
        Ok((v, at + name.len()))
    }

    fn number(&mut self, start: usize) -> PyResult<(Value, usize)> {
        let digits = |this: &Self, mut at: usize| {
            while this.byte(at).is_some_and(|b| b.is_ascii_digit()) {
                at += 1;
            }
            at
        };
        let first = start + usize::from(self.byte(start) == Some(b'-'));
        let mut at = match self.byte(first) {
            Some(b'0') => first + 1,
            Some(b'1'..=b'9') => digits(self, first),
            _ => return self.nothing(start),
        };
        let mut is_float = false;
        if self.byte(at) == Some(b'.') && self.byte(at + 1).is_some_and(|b| b.is_ascii_digit()) {
            is_float = true;
            at = digits(self, at + 1);
        }
        if matches!(self.byte(at), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(self.byte(at + 1), Some(b'+' | b'-')));
            if self.byte(at + 1 + sign).is_some_and(|b| b.is_ascii_digit()) {
                is_float = true;
                at = digits(self, at + 1 + sign);
            }
        }
        let (vm, doc) = (&mut *self.vm, self.doc);
        let text = &doc.as_wtf8()[start..at];
        let ascii = std::str::from_utf8(text.as_bytes()).unwrap_or_default();
        let parser = if is_float { self.scanner.parse_float.get() } else { self.scanner.parse_int.get() };
        if is_float && parser == vm.types.float.value() {
            if let Ok(f) = ascii.parse::<f64>() {
                return Ok((Value::float(f), at));
            }
        } else if !is_float
            && parser == vm.types.int.value()
            && let Ok(i) = ascii.parse::<i64>()
        {
            return Ok((vm.new_int(i), at));
        }
        let text = vm.new_str_wtf8(text)?.value();
        let v = vm.call(parser, &[text])?;
        Ok((v, at))
    }

    fn array(&mut self, start: usize) -> PyResult<(Value, usize)> {
        let list = self.vm.new_list(&[])?;
        let mut at = self.skip(start);
        if self.byte(at) == Some(b']') {
            return Ok((list.value(), at + 1));
        }
        loop {
            let (v, end) = self.value(at)?;
            list.push(self.vm, v)?;
            at = self.skip(end);
            match self.byte(at) {
                Some(b']') => return Ok((list.value(), at + 1)),
                Some(b',') => {
                    let comma = at;
                    at = self.skip(at + 1);
                    if self.byte(at) == Some(b']') {
                        return self.error("Illegal trailing comma before end of array", comma);
                    }
                }
                _ => return self.error("Expecting ',' delimiter", at),
            }
        }
    }

    /// A key whose quote is at `at`, and where it ends.
    fn key(&mut self, at: usize) -> PyResult<(Value, usize)> {
        let (key, end) = text::scan(self.vm, self.doc, at + 1, None, self.scanner.strict)?;
        let key = key.value();
        if let Some(known) = self.memo.get(self.vm, key)? {
            return Ok((known, end));
        }
        self.memo.set_item(self.vm, key, key)?;
        Ok((key, end))
    }

    fn object(&mut self, start: usize) -> PyResult<(Value, usize)> {
        let pairs_hook = self.scanner.object_pairs_hook.get().non_none();
        let dict = self.vm.new_dict();
        let pairs = self.vm.new_list(&[])?;
        let mut at = self.skip(start);
        if self.byte(at) == Some(b'}') {
            return self.finish(dict, pairs, at + 1);
        }
        loop {
            if self.byte(at) != Some(b'"') {
                return self.error("Expecting property name enclosed in double quotes", at);
            }
            let (key, end) = self.key(at)?;
            at = self.skip(end);
            if self.byte(at) != Some(b':') {
                return self.error("Expecting ':' delimiter", at);
            }
            at = self.skip(at + 1);
            let (v, end) = self.value(at)?;
            if pairs_hook.is_some() {
                let pair = self.vm.new_tuple(&[key, v])?.value();
                pairs.push(self.vm, pair)?;
            } else {
                dict.set_item(self.vm, key, v)?;
            }
            at = self.skip(end);
            match self.byte(at) {
                Some(b'}') => return self.finish(dict, pairs, at + 1),
                Some(b',') => {
                    let comma = at;
                    at = self.skip(at + 1);
                    if self.byte(at) == Some(b'}') {
                        return self.error("Illegal trailing comma before end of object", comma);
                    }
                }
                _ => return self.error("Expecting ',' delimiter", at),
            }
        }
    }

    fn finish(&mut self, dict: Gc<Dict>, pairs: Gc<tauraro_core::List>, end: usize) -> PyResult<(Value, usize)> {
        if let Some(hook) = self.scanner.object_pairs_hook.get().non_none() {
            return Ok((self.vm.call(hook, &[pairs.value()])?, end));
        }
        match self.scanner.object_hook.get().non_none() {
            Some(hook) => Ok((self.vm.call(hook, &[dict.value()])?, end)),
            None => Ok((dict.value(), end)),
        }
    }
}

fn call(vm: &mut Vm, v: Value, args: Args<'_>) -> PyResult {
    vm.with_first(v, args, |vm, args| (scan_once::DEF.call)(vm, args))
}

macro_rules! member {
    ($name:ident) => {
        GetSetDef {
            name: stringify!($name),
            doc: "",
            get: |_, v| Ok(v.cast::<Scanner>().map_or(Value::NONE, |s| s.$name.get())),
            set: Some(tauraro_core::object::readonly),
        }
    };
}

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Scanner",
    module: "_json",
    doc: Some("Reads JSON values with the settings of a decoder."),
    kind: Some(Scanner::INFO),
    flags: TypeFlags::BASE,
    new: Some(new::as_new),
    getset: &[
        GetSetDef {
            name: "strict",
            doc: "",
            get: |_, v| Ok(v.cast::<Scanner>().map_or(Value::NONE, |s| Value::bool(s.strict))),
            set: Some(tauraro_core::object::readonly),
        },
        member!(object_hook),
        member!(object_pairs_hook),
        member!(parse_float),
        member!(parse_int),
        member!(parse_constant),
    ],
    slots: |s| s.call.set(Some(call)),
    ..TypeSpec::EMPTY
};
