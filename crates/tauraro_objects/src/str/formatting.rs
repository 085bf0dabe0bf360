//! `str.format`, `str.format_map`, `%` and `encode`. The syntax of templates is in
//! `crate::text::str_format` and `crate::text::percent`.

use super::this;
use crate::bigint::IntRef;
use crate::byteslike::percent::{Arguments, ascii_text, write_int};
use crate::raise::OrRaise;
use crate::text::float;
use crate::text::format_spec::{self, Defaults};
use crate::text::format_value::{self as spec_writer, Context};
use crate::text::int::Digits;
use crate::text::percent::{Mode, PercentStyle, Step, Template as PercentTemplate, errors};
use crate::text::str_format::{
    self, Access, AutoNumber, First, NESTING_MAX, Template, index_out_of_range, nested_too_deep, split_field_name,
    unknown_conversion,
};
use rustpython_wtf8::{CodePoint, Wtf8, Wtf8Buf};
use tauraro_core::heap::Gc;
use tauraro_core::object::{Dict, Str};
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Value, Vm, pyfunction};

/// The bytes of the text in an encoding.
#[pyfunction("str.encode($self, /, encoding='utf-8', errors='strict')")]
pub(super) fn encode(vm: &mut Vm, this: Gc<Str>, encoding: Option<Gc<Str>>, errors: Option<Gc<Str>>) -> PyResult {
    crate::codec_registry::encode_str(vm, this, encoding, errors)
}

// ---- format ----------------------------------------------------------------------------------

/// Where the fields of a template take their values.
struct Fields<'a> {
    args: &'a [Value],
    /// A dict of keyword arguments, or any mapping for `format_map`.
    mapping: Value,
    /// There are no positional arguments to number (`format_map`).
    map_only: bool,
    auto: AutoNumber,
}

/// The text with its replacement fields filled from the arguments.
#[pyfunction("str.format($self, /, *args, **kwargs)")]
pub(super) fn format(vm: &mut Vm, this: Gc<Str>, args: &[Value], kwargs: Option<Gc<Dict>>) -> PyResult {
    let mapping = kwargs.map_or(Value::NONE, Gc::value);
    let mut fields = Fields { args, mapping, map_only: false, auto: AutoNumber::default() };
    Ok(vm.build_text(|vm, out| fields.fill(vm, out, this.as_wtf8(), NESTING_MAX))?.value())
}

/// The text with its replacement fields filled from a mapping.
#[pyfunction("str.format_map($self, mapping, /)")]
pub(super) fn format_map(vm: &mut Vm, this: Gc<Str>, mapping: Value) -> PyResult {
    let mut fields = Fields { args: &[], mapping, map_only: true, auto: AutoNumber::default() };
    Ok(vm.build_text(|vm, out| fields.fill(vm, out, this.as_wtf8(), NESTING_MAX))?.value())
}

impl Fields<'_> {
    fn fill(&mut self, vm: &mut Vm, out: &mut Wtf8Buf, template: &Wtf8, depth: usize) -> PyResult<()> {
        if depth == 0 {
            return Err(nested_too_deep()).or_raise(vm);
        }
        for piece in Template::new(template) {
            let piece = piece.or_raise(vm)?;
            out.push_wtf8(piece.literal);
            if let Some(field) = piece.field {
                self.fill_field(vm, out, &field, depth)?;
            }
        }
        Ok(())
    }

    fn fill_field(
        &mut self,
        vm: &mut Vm,
        out: &mut Wtf8Buf,
        field: &str_format::Field<'_>,
        depth: usize,
    ) -> PyResult<()> {
        let mut value = self.value(vm, field.name)?;
        if let Some(conversion) = field.conversion {
            value = converted(vm, value, conversion)?;
        }
        let mut nested = Wtf8Buf::new();
        if field.spec_nests {
            self.fill(vm, &mut nested, field.spec, depth - 1)?;
        }
        let spec = if field.spec_nests { &*nested } else { field.spec };
        if write_exact(vm, out, value, spec)? {
            return Ok(());
        }
        let spec = vm.new_str_wtf8(spec)?;
        let made = format_value(vm, value, spec)?;
        out.push_wtf8(made.as_wtf8());
        Ok(())
    }

    /// What a field name such as `0.a[b]` names.
    fn value(&mut self, vm: &mut Vm, name: &Wtf8) -> PyResult {
        let (first, accesses) = split_field_name(name).or_raise(vm)?;
        let first = self.auto.resolve(first).or_raise(vm)?;
        let mut value = match first {
            First::Index(_) if self.map_only => {
                return Err(vm.value_error("Format string contains positional fields"));
            }
            First::Index(i) => match self.args.get(i) {
                Some(v) => *v,
                None => return Err(index_out_of_range(i)).or_raise(vm),
            },
            First::Name(key) => {
                let key = vm.new_str_wtf8(key)?.value();
                if self.mapping.is_none() && !self.map_only {
                    return Err(vm.key_error(key));
                }
                vm.getitem(self.mapping, key)?
            }
        };
        for access in accesses {
            value = match access.or_raise(vm)? {
                Access::Attribute(name) => {
                    let name = vm.new_str_wtf8(name)?;
                    let name = vm.intern_str(name);
                    vm.getattr(value, name)?
                }
                Access::Index(i) => {
                    let i = vm.new_uint(i as u64);
                    vm.getitem(value, i)?
                }
                Access::Key(key) => {
                    let key = vm.new_str_wtf8(key)?.value();
                    vm.getitem(value, key)?
                }
            };
        }
        Ok(value)
    }
}

/// `!r`, `!s` or `!a`.
fn converted(vm: &mut Vm, v: Value, conversion: CodePoint) -> PyResult {
    match conversion.to_char() {
        Some('r') => Ok(vm.repr(v)?.value()),
        Some('s') => Ok(vm.str(v)?.value()),
        Some('a') => {
            let shown = vm.repr(v)?;
            let ascii = ascii_text(&shown);
            Ok(vm.new_str(&ascii)?.value())
        }
        _ => Err(unknown_conversion(conversion)).or_raise(vm),
    }
}

/// Appends `format(v, spec)` of a small int, a float or a str of exactly that type, whose methods
/// cannot be changed. `false`: it is something else.
fn write_exact(vm: &mut Vm, out: &mut Wtf8Buf, v: Value, spec: &Wtf8) -> PyResult<bool> {
    let read = |vm: &mut Vm, defaults, name| format_spec::parse(spec, defaults, name).or_raise(vm)?.within_memory(vm);
    let context = Context::default();
    if let Some(i) = v.as_small() {
        if spec.is_empty() {
            out.push_str(Digits::signed(i).as_str());
        } else {
            let spec = read(vm, Defaults::Number, "int")?;
            spec_writer::write_int(out, IntRef::Small(i), &spec, "int", &context).or_raise(vm)?;
        }
    } else if let Some(f) = v.as_float() {
        if spec.is_empty() {
            out.push_str(&float::repr(f));
        } else {
            let spec = read(vm, Defaults::Number, "float")?;
            spec_writer::write_float(out, f, &spec, "float", &context).or_raise(vm)?;
        }
    } else if let Some(s) = v.cast::<Str>().filter(|s| s.shape() == ShapeId::STR) {
        if spec.is_empty() {
            out.push_wtf8(s.as_wtf8());
        } else {
            let spec = read(vm, Defaults::Text, "str")?;
            spec_writer::write_str(out, s.as_wtf8(), &spec, "str").or_raise(vm)?;
        }
    } else {
        return Ok(false);
    }
    Ok(true)
}

/// `format(v, spec)`.
pub fn format_value(vm: &mut Vm, v: Value, spec: Gc<Str>) -> PyResult<Gc<Str>> {
    if let Some(s) = v.cast::<Str>()
        && s.shape() == ShapeId::STR
        && spec.is_empty()
    {
        return Ok(s);
    }
    if let Some(i) = v.as_small()
        && spec.is_empty()
    {
        return crate::int::small_text(vm, i);
    }
    if v.is_small_int() || v.is_float() || v.cast::<Str>().is_some_and(|s| s.shape() == ShapeId::STR) {
        return vm.build_text(|vm, out| write_exact(vm, out, v, spec.as_wtf8()).map(|_| ()));
    }
    let Some(made) = vm.call_special(v, vm.names.format, &[spec.value()])? else {
        let text = format!("unsupported format string passed to {}.__format__", vm.type_name(v));
        return Err(vm.type_error(text));
    };
    match made.cast::<Str>() {
        Some(s) => Ok(s),
        None => {
            let got = vm.type_name(made);
            Err(vm.type_error(format!("__format__ must return a str, not {got}")))
        }
    }
}

// ---- % ---------------------------------------------------------------------------------------

/// `template % args`; also asked with the right operand, which means nothing.
pub(super) fn remainder(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    if !a.is::<Str>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let template = this(a);
    let bytes = template.as_bytes();
    let mut args = Arguments::new(vm, b, Mode::Str);
    let mut steps = PercentTemplate::new(bytes, Mode::Str);
    let write = |vm: &mut Vm, out: &mut Wtf8Buf| -> PyResult<()> {
        while let Some(step) = steps.next() {
            match step {
                Step::Literal(range) => out.push_wtf8(&template.as_wtf8()[range]),
                Step::Directive(d) => {
                    out.push_wtf8(&template.as_wtf8()[d.literal.clone()]);
                    let (style, v) = args.value(vm, bytes, &d)?;
                    let kind = char::from_u32(d.kind).unwrap_or('\u{fffd}');
                    match directive(vm, out, &style, v, kind)? {
                        true => {}
                        false => return Err(steps.unsupported(&d)).or_raise(vm),
                    }
                }
            }
        }
        args.finish(vm)
    };
    Ok(vm.build_text(write)?.value())
}

/// Appends the text of one directive; false: there is no such conversion type.
fn directive(vm: &mut Vm, out: &mut Wtf8Buf, style: &PercentStyle, v: Value, kind: char) -> PyResult<bool> {
    match kind {
        's' if style.is_plain() && write_exact(vm, out, v, Wtf8::new(""))? => {}
        's' => {
            let shown = vm.str(v)?;
            out.push_wtf8(&style.format_text(shown.as_wtf8()));
        }
        'r' => {
            let shown = vm.repr(v)?;
            out.push_wtf8(&style.format_text(shown.as_wtf8()));
        }
        'a' => {
            let shown = vm.repr(v)?;
            out.push_wtf8(&style.format_text(Wtf8::new(ascii_text(&shown).as_str())));
        }
        'c' => {
            let c = character(vm, v)?;
            let single: Wtf8Buf = [c].into_iter().collect();
            out.push_wtf8(&style.pad_text(&single));
        }
        'd' | 'i' | 'u' | 'o' | 'x' | 'X' => write_int(vm, out, style, v, kind)?,
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
            let f = vm.to_f64(v)?;
            style.write_float(out, f, kind);
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// The argument of `%c`.
fn character(vm: &mut Vm, v: Value) -> PyResult<CodePoint> {
    if let Some(s) = v.cast::<Str>() {
        let mut points = s.as_wtf8().code_points();
        if let (Some(c), None) = (points.next(), points.next()) {
            return Ok(c);
        }
        let len = s.char_len(vm);
        return Err(errors::not_one_character(Mode::Str, "string", len)).or_raise(vm);
    }
    if v.as_int().is_none() && vm.type_of(v).slots.index.get().is_none() {
        let name = vm.fully_qualified_name(vm.type_of(v));
        return Err(errors::not_a_character(Mode::Str, &name)).or_raise(vm);
    }
    let i = vm.index_clamped(v)?;
    match u32::try_from(i).ok().and_then(CodePoint::from_u32) {
        Some(c) => Ok(c),
        None => Err(errors::character_out_of_range(Mode::Str)).or_raise(vm),
    }
}
