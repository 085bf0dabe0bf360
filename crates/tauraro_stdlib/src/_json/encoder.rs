//! `make_encoder`: objects to JSON.

use super::{State, text};
use crate::kinds;
use std::collections::HashSet;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Float, TypeFlags};
use tauraro_core::shape::ShapeId;
use tauraro_core::{Dict, List, PyResult, Raised, Str, Tuple, Type, Value, Vm, payload, pyfunction};

pub(super) struct Encoder {
    markers: Slot,
    default: Slot,
    encoder: Slot,
    /// None, or the text of one level.
    indent: Slot,
    key_separator: Slot,
    item_separator: Slot,
    sort_keys: bool,
    skip_keys: bool,
    allow_nan: bool,
}

payload!(
    Encoder,
    kinds::JSON_ENCODER,
    "_json.Encoder",
    [markers, default, encoder, indent, key_separator, item_separator]
);

#[pyfunction(
    "make_encoder.__new__($type, markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)"
)]
fn new(
    vm: &mut Vm,
    cls: Gc<Type>,
    markers: Value,
    default: Value,
    encoder: Value,
    indent: Value,
    key_separator: Gc<Str>,
    item_separator: Gc<Str>,
    sort_keys: bool,
    skipkeys: bool,
    allow_nan: bool,
) -> PyResult {
    if !markers.is_none() && !markers.is::<Dict>() {
        let text = format!("make_encoder() argument 1 must be dict or None, not {}", vm.type_name(markers));
        return Err(vm.type_error(text));
    }
    let payload = Encoder {
        markers: Slot::new(markers),
        default: Slot::new(default),
        encoder: Slot::new(encoder),
        indent: Slot::new(indent),
        key_separator: Slot::new(key_separator.value()),
        item_separator: Slot::new(item_separator.value()),
        sort_keys,
        skip_keys: skipkeys,
        allow_nan,
    };
    Ok(vm.alloc_with_slots(cls.root_shape.get(), payload, cls.inline_slots.get().into()).value())
}

/// How texts are encoded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Texts {
    Ascii,
    Plain,
    /// By a Python function.
    Called,
}

struct Encode<'a> {
    vm: &'a mut Vm,
    encoder: Gc<Encoder>,
    texts: Texts,
    out: Vec<u8>,
    /// Words of the containers that are being written, which the native stack keeps alive.
    open: HashSet<u64>,
    circular: bool,
    depth: usize,
}

#[pyfunction("iterencode($self, obj, _current_indent_level)")]
fn iterencode(vm: &mut Vm, this: Gc<Encoder>, obj: Value, _current_indent_level: i64) -> PyResult {
    let function = this.encoder.get();
    let state = vm.extension::<State>();
    let texts = match function {
        f if f == state.encode_ascii => Texts::Ascii,
        f if f == state.encode_plain => Texts::Plain,
        _ => Texts::Called,
    };
    let circular = !this.markers.get().is_none();
    let mut encode = Encode { vm, encoder: this, texts, out: Vec::new(), open: HashSet::default(), circular, depth: 0 };
    encode.value(obj, _current_indent_level.max(0) as usize)?;
    let out = encode.out;
    let text = text::finish(vm, &out)?.value();
    vm.new_tuple(&[text]).map(Gc::value)
}

impl Encode<'_> {
    fn text(&mut self, s: Gc<Str>) -> PyResult<()> {
        match self.texts {
            Texts::Ascii => text::encode(s.as_wtf8(), true, &mut self.out),
            Texts::Plain => text::encode(s.as_wtf8(), false, &mut self.out),
            Texts::Called => {
                let made = self.vm.call(self.encoder.encoder.get(), &[s.value()])?;
                let Some(made) = made.cast::<Str>() else {
                    let text = format!("encoder() must return a string, not {}", self.vm.type_name(made));
                    return Err(self.vm.type_error(text));
                };
                self.out.extend_from_slice(made.as_bytes());
            }
        }
        Ok(())
    }

    fn float(&mut self, f: f64) -> PyResult<Vec<u8>> {
        let special = match f {
            _ if f.is_nan() => "NaN",
            f64::INFINITY => "Infinity",
            f64::NEG_INFINITY => "-Infinity",
            _ => return Ok(self.vm.repr(Value::float(f))?.as_bytes().to_vec()),
        };
        if self.encoder.allow_nan {
            return Ok(special.as_bytes().to_vec());
        }
        let shown = self.vm.repr(Value::float(f))?.to_string_lossy();
        Err(self.vm.value_error(format!("Out of range float values are not JSON compliant: {shown}")))
    }

    /// The number of a float or of an instance of a subclass.
    fn float_of(&self, v: Value) -> Option<f64> {
        v.as_float().or_else(|| if v.is::<Float>() { tauraro_objects::float::as_f64(v) } else { None })
    }

    /// The digits of an int, whatever its class says of itself.
    fn int(&mut self, v: Value) -> PyResult<Vec<u8>> {
        if let Some(i) = v.as_i64() {
            return Ok(i.to_string().into_bytes());
        }
        let plain = match v.as_int() {
            Some(i) => self.vm.new_ibig(i.to_ibig()),
            None => v,
        };
        Ok(self.vm.repr(plain)?.as_bytes().to_vec())
    }

    fn value(&mut self, v: Value, level: usize) -> PyResult<()> {
        let word: &[u8] = match v {
            Value::NONE => b"null",
            Value::TRUE => b"true",
            Value::FALSE => b"false",
            _ => b"",
        };
        if !word.is_empty() {
            self.out.extend_from_slice(word);
            return Ok(());
        }
        if let Some(s) = v.cast::<Str>() {
            return self.text(s);
        }
        if v.as_int().is_some() {
            let digits = self.int(v)?;
            self.out.extend(digits);
            return Ok(());
        }
        if let Some(f) = self.float_of(v) {
            let shown = self.float(f)?;
            self.out.extend(shown);
            return Ok(());
        }
        self.depth += 1;
        if self.depth > super::NESTING_MAX {
            let text = "maximum recursion depth exceeded while encoding a JSON object";
            return Err(self.vm.raise_text(self.vm.exc.recursion_error, text));
        }
        self.vm.check_native_stack()?;
        if v.is::<List>() || v.is::<Tuple>() {
            return self.entered(v, |this| this.row(v, level));
        }
        if let Some(dict) = v.cast::<Dict>() {
            return self.entered(v, |this| this.mapping(dict, level));
        }
        self.entered(v, |this| {
            let made = this.vm.call(this.encoder.default.get(), &[v])?;
            match this.value(made, level) {
                Ok(()) => Ok(()),
                Err(_) => {
                    let name = this.vm.type_of(v).name_str();
                    Err(this.note(&format!("when serializing {name} object")))
                }
            }
        })
    }

    /// Runs `write` for an object that must not contain itself.
    fn entered(&mut self, v: Value, write: impl FnOnce(&mut Self) -> PyResult<()>) -> PyResult<()> {
        if self.circular && !self.open.insert(v.bits()) {
            return Err(self.vm.value_error("Circular reference detected"));
        }
        let result = write(self);
        self.depth -= 1;
        self.open.remove(&v.bits());
        result
    }

    /// Adds a note to the pending exception.
    #[cold]
    fn note(&mut self, text: &str) -> Raised {
        let exc = self.vm.take_exception();
        let added = match self.vm.new_str(text) {
            Ok(text) => self.vm.call_method(exc, "add_note", &[text.value()]),
            Err(raised) => Err(raised),
        };
        if added.is_err() {
            self.vm.take_exception();
        }
        self.vm.raise_again(exc)
    }

    fn newline(&mut self, level: usize) {
        if let Some(indent) = self.encoder.indent.get().cast::<Str>() {
            self.out.push(b'\n');
            for _ in 0..level {
                self.out.extend_from_slice(indent.as_bytes());
            }
        }
    }

    fn separator(&mut self, level: usize) {
        let separator = self.encoder.item_separator.get();
        if let Some(s) = separator.cast::<Str>() {
            self.out.extend_from_slice(s.as_bytes());
        }
        self.newline(level);
    }

    fn row(&mut self, v: Value, level: usize) -> PyResult<()> {
        let item = |i: usize| match v.cast::<List>() {
            Some(list) => list.items.get(i),
            None => v.cast::<Tuple>().and_then(|t| t.get(i)),
        };
        if item(0).is_none() {
            self.out.extend_from_slice(b"[]");
            return Ok(());
        }
        self.out.push(b'[');
        self.newline(level + 1);
        let mut i = 0;
        while let Some(inner) = item(i) {
            if i > 0 {
                self.separator(level + 1);
            }
            if self.value(inner, level + 1).is_err() {
                let name = self.vm.type_of(v).name_str();
                return Err(self.note(&format!("when serializing {name} item {i}")));
            }
            i += 1;
        }
        self.newline(level);
        self.out.push(b']');
        Ok(())
    }

    fn mapping(&mut self, dict: Gc<Dict>, level: usize) -> PyResult<()> {
        if dict.is_empty() {
            self.out.extend_from_slice(b"{}");
            return Ok(());
        }
        self.out.push(b'{');
        self.newline(level + 1);
        let mut first = true;
        if self.encoder.sort_keys || dict.shape() != ShapeId::DICT {
            let items = self.items(dict)?;
            for i in 0..items.items.len() {
                let pair = items.items.get(i).and_then(Value::cast::<Tuple>).filter(|t| t.len() == 2);
                let Some(pair) = pair else { return Err(self.vm.value_error("items must return 2-tuples")) };
                let (key, v) = (pair.items()[0], pair.items()[1]);
                self.entry(dict, key, v, &mut first, level)?;
            }
        } else {
            for (key, v) in dict.iter() {
                self.entry(dict, key, v, &mut first, level)?;
            }
        }
        self.newline(level);
        self.out.push(b'}');
        Ok(())
    }

    /// The items of a dict that are not taken as they come.
    fn items(&mut self, dict: Gc<Dict>) -> PyResult<Gc<List>> {
        let list = self.vm.new_list(&[])?;
        let items = self.vm.call_method(dict.value(), "items", &[])?;
        self.vm.for_each(items, |vm, item| list.push(vm, item))?;
        if self.encoder.sort_keys {
            self.vm.call_method(list.value(), "sort", &[])?;
        }
        Ok(list)
    }

    fn entry(&mut self, dict: Gc<Dict>, key: Value, v: Value, first: &mut bool, level: usize) -> PyResult<()> {
        let text = match key {
            Value::TRUE => Some("true".to_owned()),
            Value::FALSE => Some("false".to_owned()),
            Value::NONE => Some("null".to_owned()),
            _ if key.is::<Str>() => None,
            _ => match self.float_of(key) {
                Some(f) => Some(String::from_utf8_lossy(&self.float(f)?).into_owned()),
                None if key.as_int().is_some() => Some(String::from_utf8_lossy(&self.int(key)?).into_owned()),
                None if self.encoder.skip_keys => return Ok(()),
                None => {
                    let name = self.vm.type_name(key);
                    let text = format!("keys must be str, int, float, bool or None, not {name}");
                    return Err(self.vm.type_error(text));
                }
            },
        };
        if !std::mem::take(first) {
            self.separator(level + 1);
        }
        let name = match (text, key.cast::<Str>()) {
            (Some(text), _) => self.vm.new_str(&text)?,
            (None, Some(s)) => s,
            (None, None) => return Ok(()),
        };
        self.text(name)?;
        let separator = self.encoder.key_separator.get();
        if let Some(s) = separator.cast::<Str>() {
            self.out.extend_from_slice(s.as_bytes());
        }
        if self.value(v, level + 1).is_err() {
            let class = self.vm.type_of(dict.value()).name_str();
            let exc = self.vm.take_exception();
            let shown = self.vm.repr(key).map(|s| s.to_string_lossy());
            self.vm.raise_again(exc);
            let shown = shown.unwrap_or_default();
            return Err(self.note(&format!("when serializing {class} item {shown}")));
        }
        Ok(())
    }
}

fn call(vm: &mut Vm, v: Value, args: Args<'_>) -> PyResult {
    vm.with_first(v, args, |vm, args| (iterencode::DEF.call)(vm, args))
}

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Encoder",
    module: "_json",
    doc: Some("Writes objects as JSON with the settings of an encoder."),
    kind: Some(Encoder::INFO),
    flags: TypeFlags::BASE,
    new: Some(new::as_new),
    slots: |s| s.call.set(Some(call)),
    ..TypeSpec::EMPTY
};
