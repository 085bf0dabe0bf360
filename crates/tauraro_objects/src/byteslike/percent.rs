//! `%` formatting of bytes and str: taking the arguments of a template. The template's syntax
//! and the texts of numbers are in `crate::text::percent`.

use super::{is_bytes_like, with_bytes};
use crate::raise::{OrRaise, int_object, int_ref};
use crate::text::percent::{Amount, Directive, Mode, PercentStyle, Step, Template, errors};
use crate::text::sink::Sink;
use tauraro_core::heap::Gc;
use tauraro_core::object::{ByteArray, Bytes, Str, Tuple};
use tauraro_core::{PyResult, Value, Vm};

/// The arguments on the right of `%`.
pub(crate) struct Arguments {
    whole: Value,
    several: Option<Gc<Tuple>>,
    next: usize,
    /// The value of the key of the present directive, until a star or the conversion takes it.
    keyed: Option<Value>,
    /// Keys look up here.
    mapping: bool,
    mode: Mode,
}

impl Arguments {
    pub(crate) fn new(vm: &Vm, whole: Value, mode: Mode) -> Arguments {
        let several = whole.cast::<Tuple>();
        let is_text = whole.is::<Str>() || (mode == Mode::Bytes && (whole.is::<Bytes>() || whole.is::<ByteArray>()));
        let mapping = several.is_none() && !is_text && vm.type_of(whole).slots.getitem.get().is_some();
        Arguments { whole, several, next: 0, keyed: None, mapping, mode }
    }

    /// The next argument by position.
    fn take(&mut self, vm: &mut Vm) -> PyResult {
        if let Some(v) = self.keyed.take() {
            return Ok(v);
        }
        let at = self.next;
        self.next += 1;
        let found = match self.several {
            Some(row) => row.get(at),
            None if at == 0 => Some(self.whole),
            None => None,
        };
        match found {
            Some(v) => Ok(v),
            None => Err(errors::not_enough_arguments()).or_raise(vm),
        }
    }

    /// The value of a key; from here on the arguments count as used.
    fn look_up(&mut self, vm: &mut Vm, key: &[u8]) -> PyResult {
        if !self.mapping {
            return Err(errors::needs_mapping()).or_raise(vm);
        }
        let key = match self.mode {
            Mode::Bytes => vm.new_bytes(key)?.value(),
            Mode::Str => {
                let Some(text) = rustpython_wtf8::Wtf8::from_bytes(key) else {
                    unreachable!("keys end at characters");
                };
                vm.new_str_wtf8(text)?.value()
            }
        };
        let value = vm.getitem(self.whole, key)?;
        Ok(value)
    }

    /// The number that a star takes.
    fn take_star(&mut self, vm: &mut Vm, what: &str) -> PyResult<i64> {
        let v = self.take(vm)?;
        if v.as_int().is_none() {
            return Err(errors::star_needs_int()).or_raise(vm);
        }
        match v.as_i64() {
            Some(i) if what != "prec" || i32::try_from(i).is_ok() => Ok(i),
            Some(_) => Err(vm.overflow_error("Python int too large to convert to C int")),
            None => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
        }
    }

    /// The style with its stars replaced, and the value of a directive.
    pub(crate) fn value(&mut self, vm: &mut Vm, template: &[u8], d: &Directive) -> PyResult<(PercentStyle, Value)> {
        let mut style = d.style;
        if let Some(key) = &d.key {
            self.keyed = Some(self.look_up(vm, &template[key.clone()])?);
            // The value stands for a whole argument row of its own, with nothing behind it.
            self.several = None;
            self.next = 1;
        }
        match d.width {
            Amount::None => {}
            Amount::Given(n) => style.width = n,
            Amount::Star => style.set_width(self.take_star(vm, "width")?),
        }
        match d.precision {
            Amount::None => {}
            Amount::Given(n) => style.precision = Some(n),
            Amount::Star => style.set_precision(self.take_star(vm, "prec")?),
        }
        if let Some(fault) = &d.fault {
            return Err(fault.clone()).or_raise(vm);
        }
        if !vm.may_allocate(style.width.saturating_add(style.precision.unwrap_or(0))) {
            return Err(vm.memory_error());
        }
        let value = self.take(vm)?;
        Ok((style, value))
    }

    /// Raises TypeError if arguments are left over.
    pub(crate) fn finish(&self, vm: &mut Vm) -> PyResult<()> {
        let left = match self.several {
            Some(row) => self.next < row.len(),
            None => self.next == 0 && !self.mapping && !self.whole.is::<Tuple>(),
        };
        if left { Err(errors::arguments_left(self.mode)).or_raise(vm) } else { Ok(()) }
    }
}

/// Appends the text of a number for `d i u o x X`.
pub(crate) fn write_int(vm: &mut Vm, out: &mut impl Sink, style: &PercentStyle, v: Value, kind: char) -> PyResult<()> {
    let number = integer(vm, v, kind)?;
    let limit = crate::int::max_str_digits(vm);
    let Some(i) = number.as_int() else { unreachable!("it was converted to an int") };
    style.write_int(out, int_ref(i), kind, limit).or_raise(vm)
}

/// An int for a directive: of a float its whole part, where the base is ten.
fn integer(vm: &mut Vm, v: Value, kind: char) -> PyResult {
    if v.as_int().is_some() {
        return Ok(v);
    }
    let slots = &vm.type_of(v).slots;
    let (index, int) = (slots.index.get(), slots.int.get());
    let converted = match kind {
        'o' | 'x' | 'X' => index.map(|f| f(vm, v)),
        _ if vm.type_of(v).slots.float.get().is_some() || index.is_some() || int.is_some() => {
            if let Some(f) = v.as_float() {
                let whole = crate::bigint::truncate_float(f).or_raise(vm)?;
                return Ok(int_object(vm, whole));
            }
            int.or(index).map(|f| f(vm, v))
        }
        _ => None,
    };
    let result = match converted {
        Some(Err(raised)) => {
            if vm.catch(vm.exc.type_error).is_none() {
                return Err(raised);
            }
            None
        }
        Some(Ok(i)) => Some(i).filter(|i| i.as_int().is_some()),
        None => None,
    };
    match result {
        Some(i) => Ok(i),
        None => {
            let name = vm.type_name(v);
            Err(errors::not_a_number(kind, &name)).or_raise(vm)
        }
    }
}

/// `template % args` in bytes mode.
pub(crate) fn format(vm: &mut Vm, template: &[u8], args: Value) -> PyResult<Vec<u8>> {
    let mut args = Arguments::new(vm, args, Mode::Bytes);
    let mut steps = Template::new(template, Mode::Bytes);
    let mut out = Vec::with_capacity(template.len());
    while let Some(step) = steps.next() {
        match step {
            Step::Literal(range) => out.extend_from_slice(&template[range]),
            Step::Directive(d) => {
                out.extend_from_slice(&template[d.literal.clone()]);
                let (style, v) = args.value(vm, template, &d)?;
                let Some(kind) = char::from_u32(d.kind).filter(char::is_ascii) else {
                    return Err(steps.unsupported(&d)).or_raise(vm);
                };
                match kind {
                    's' | 'b' => {
                        let raw = bytes_argument(vm, v)?;
                        out.extend_from_slice(&style.format_bytes(&raw));
                    }
                    'r' | 'a' => {
                        let shown = vm.repr(v)?;
                        let ascii = ascii_text(&shown);
                        out.extend_from_slice(&style.format_bytes(ascii.as_bytes()));
                    }
                    'c' => {
                        let byte = byte_argument(vm, v)?;
                        out.extend_from_slice(&style.pad_bytes(&[byte]));
                    }
                    'd' | 'i' | 'u' | 'o' | 'x' | 'X' => {
                        write_int(vm, &mut out, &style, v, kind)?;
                    }
                    'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
                        let f = float_argument(vm, v)?;
                        style.write_float(&mut out, f, kind);
                    }
                    _ => return Err(steps.unsupported(&d)).or_raise(vm),
                }
            }
        }
    }
    args.finish(vm)?;
    Ok(out)
}

/// A repr with everything beyond ASCII escaped, as `ascii()` has it.
pub(crate) fn ascii_text(shown: &Str) -> String {
    let mut out = String::with_capacity(shown.byte_len());
    for point in shown.as_wtf8().code_points() {
        match point.to_char() {
            Some(c) if c.is_ascii() => out.push(c),
            _ => out.push_str(&crate::codecs::backslash_escape(point)),
        }
    }
    out
}

fn bytes_argument(vm: &mut Vm, v: Value) -> PyResult<Vec<u8>> {
    if let Some(b) = v.cast::<Bytes>() {
        return Ok(b.as_bytes().to_vec());
    }
    if let Some(b) = v.cast::<ByteArray>() {
        return Ok(b.as_bytes().to_vec());
    }
    if let Some(made) = vm.call_special(v, vm.names.bytes, &[])? {
        return match made.cast::<Bytes>() {
            Some(b) => Ok(b.as_bytes().to_vec()),
            None => {
                let got = vm.type_name(made);
                Err(vm.type_error(format!("__bytes__ returned non-bytes (type {got})")))
            }
        };
    }
    if is_bytes_like(vm, v) {
        return with_bytes(vm, v, |_, b| Ok(b.to_vec()));
    }
    let name = vm.type_name(v);
    Err(errors::no_bytes(&name)).or_raise(vm)
}

fn byte_argument(vm: &mut Vm, v: Value) -> PyResult<u8> {
    let (content, name) = match (v.cast::<Bytes>(), v.cast::<ByteArray>()) {
        (Some(b), _) => (b.as_bytes().to_vec(), "bytes"),
        (_, Some(b)) => (b.as_bytes().to_vec(), "bytearray"),
        _ => {
            if v.as_int().is_none() && vm.type_of(v).slots.index.get().is_none() {
                let name = vm.fully_qualified_name(vm.type_of(v));
                return Err(errors::not_a_character(Mode::Bytes, &name)).or_raise(vm);
            }
            let i = vm.index_clamped(v)?;
            return match u8::try_from(i) {
                Ok(b) => Ok(b),
                Err(_) => Err(errors::character_out_of_range(Mode::Bytes)).or_raise(vm),
            };
        }
    };
    match content[..] {
        [byte] => Ok(byte),
        _ => Err(errors::not_one_character(Mode::Bytes, name, content.len())).or_raise(vm),
    }
}

fn float_argument(vm: &mut Vm, v: Value) -> PyResult<f64> {
    let result = vm.to_f64(v);
    match vm.catching(result, vm.exc.type_error)? {
        Some(f) => Ok(f),
        None => {
            let name = vm.type_name(v);
            Err(errors::float_required(&name)).or_raise(vm)
        }
    }
}
