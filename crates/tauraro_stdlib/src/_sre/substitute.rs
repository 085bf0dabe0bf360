//! `sub`, `subn` and `expand`: building a string from the parts between matches and what
//! replaces these.
//!
//! A replacement is a function, a plain string, or a string with backslashes. The last is made
//! into an `SRE_Template` by the library (`re._compile_template`), which keeps the recent ones.

use super::engine::{Mode, Span};
use super::match_object;
use super::pattern::{Pattern, Walk};
use super::source::Source;
use super::{Types, types};
use crate::kinds;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Bytes, List, Str, Tuple, TypeFlags};
use tauraro_core::{PyResult, Value, Vm, payload, pyfunction};
use tauraro_objects::iterable::poll;

/// A replacement string taken apart: a literal, then group numbers and literals in turn.
pub(super) struct Template {
    literal: Slot,
    rest: Gc<Tuple>,
}

payload!(Template, kinds::SRE_TEMPLATE, "_sre.SRE_Template", [literal, rest]);

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "SRE_Template",
    module: "_sre",
    kind: Some(Template::INFO),
    flags: TypeFlags::IMMUTABLE.with(TypeFlags::NO_NEW),
    ..TypeSpec::EMPTY
};

/// Makes a replacement template of a list: a literal, then group numbers and literals in turn.
#[pyfunction("template(pattern, template, /)")]
pub(super) fn template(vm: &mut Vm, pattern: Value, template: Gc<List>) -> PyResult<Gc<Template>> {
    let _ = pattern;
    let slots = template.items.slots();
    if slots.len().is_multiple_of(2) {
        return Err(vm.type_error("invalid template"));
    }
    let literal = Slot::new(slots[0].get());
    let rest = vm.new_tuple_of_slots(&slots[1..])?;
    for number in rest.items().iter().step_by(2) {
        if number.as_int().is_none() {
            return Err(vm.type_error("an integer is required"));
        }
        if vm.index_i64(*number)? < 0 {
            return Err(vm.type_error("invalid template"));
        }
    }
    let shape = types(vm).template.root_shape.get();
    Ok(vm.alloc(shape, Template { literal, rest }))
}

/// What `re._compile_template` makes of a replacement string.
pub(super) fn compile_template(vm: &mut Vm, pattern: Gc<Pattern>, text: Value) -> PyResult<Gc<Template>> {
    let compile = library_function(vm)?;
    let mut made = vm.call(compile, &[pattern.value(), text]);
    if made.is_err()
        && let Some(plain) = plain_copy(vm, text)?
    {
        // The library's cache refuses texts without a hash, such as a bytearray.
        made = vm.call(compile, &[pattern.value(), plain]);
    }
    let made = made?;
    match made.cast::<Template>() {
        Some(template) => Ok(template),
        None => {
            let got = vm.type_name(made);
            let text = format!("the result of compiling a replacement string is {got}, not _sre.SRE_Template");
            Err(vm.runtime_error(text))
        }
    }
}

/// If the pending exception is a TypeError and the text is not exactly a str or bytes: takes
/// the exception and makes it one.
fn plain_copy(vm: &mut Vm, text: Value) -> PyResult<Option<Value>> {
    let ty = vm.type_of(text);
    let is_text = text.is::<Str>();
    let is_plain = ty == vm.types.str || ty == vm.types.bytes;
    if is_plain || !is_text && ty.slots.buffer.get().is_none() || vm.catch(vm.exc.type_error).is_none() {
        return Ok(None);
    }
    let source = Source::open(vm, text)?;
    let copy = match text.cast::<Str>() {
        Some(text) => vm.new_str_wtf8(text.as_wtf8()).map(Gc::value),
        None => vm.new_bytes(source.bytes()).map(Gc::value),
    };
    source.close(vm);
    copy.map(Some)
}

/// `re._compile_template`, looked up once.
fn library_function(vm: &mut Vm) -> PyResult {
    if let Some(function) = types(vm).compile_template {
        return Ok(function);
    }
    let module = crate::import_module(vm, "re")?;
    let function = vm.getattr_str(module, "_compile_template")?;
    vm.extension_mut::<Types>().compile_template = Some(function);
    Ok(function)
}

/// The template with the texts of groups, which `text` gives (None: the group is not set).
pub(super) fn expand(
    vm: &mut Vm,
    template: Gc<Template>,
    is_text: bool,
    text: impl Fn(&mut Vm, usize) -> PyResult,
) -> PyResult {
    if template.rest.is_empty() {
        return Ok(template.literal.get());
    }
    let parts = vm.new_list(&[template.literal.get()])?;
    for pair in template.rest.items().chunks_exact(2) {
        let group = group_of(pair[0]);
        let text = text(vm, group)?;
        if !text.is_none() {
            parts.push(vm, text)?;
        }
        parts.push(vm, pair[1])?;
    }
    join(vm, is_text, parts)
}

/// A group number in a template, which was checked when that was made.
fn group_of(number: Value) -> usize {
    number.as_i64().and_then(|number| usize::try_from(number).ok()).unwrap_or(usize::MAX)
}

fn join(vm: &mut Vm, is_text: bool, parts: Gc<List>) -> PyResult {
    let empty = if is_text { vm.names.empty.value() } else { vm.new_bytes(&[])?.value() };
    vm.call_method(empty, "join", &[parts.value()])
}

/// How matches are replaced.
#[derive(Clone, Copy)]
enum Replacement {
    /// Called with the match object; None means nothing.
    Function(Value),
    Literal(Value),
    Template(Gc<Template>),
}

impl Replacement {
    fn of(vm: &mut Vm, pattern: Gc<Pattern>, repl: Value) -> PyResult<Replacement> {
        if vm.type_of(repl).slots.call.get().is_some() {
            return Ok(Replacement::Function(repl));
        }
        if repl.is::<Str>() || vm.type_of(repl).slots.buffer.get().is_some() {
            let source = Source::open(vm, repl)?;
            let plain = !source.bytes().contains(&b'\\');
            source.close(vm);
            if plain {
                return Ok(Replacement::Literal(repl));
            }
        }
        let template = compile_template(vm, pattern, repl)?;
        Ok(if template.rest.is_empty() {
            Replacement::Literal(template.literal.get())
        } else {
            Replacement::Template(template)
        })
    }

    /// The literals as bytes that can be copied into the result, if all of them are strings of
    /// the result's type; then no Python code runs and no objects are made for the parts.
    fn pieces(self, is_text: bool) -> Option<Pieces> {
        let (literal, template) = match self {
            Replacement::Function(_) => return None,
            Replacement::Literal(literal) => (literal, None),
            Replacement::Template(template) => (template.literal.get(), Some(template)),
        };
        let fits = |v: Value| if is_text { v.is::<Str>() } else { v.is::<Bytes>() };
        let rest_fits = template.is_none_or(|t| t.rest.items().chunks_exact(2).all(|pair| fits(pair[1])));
        (fits(literal) && rest_fits).then_some(Pieces { literal, template })
    }
}

/// A replacement that consists of strings and groups.
#[derive(Clone, Copy)]
struct Pieces {
    literal: Value,
    template: Option<Gc<Template>>,
}

fn append_object(out: &mut Vec<u8>, v: Value) {
    if let Some(text) = v.cast::<Str>() {
        out.extend_from_slice(text.as_bytes());
    } else if let Some(bytes) = v.cast::<Bytes>() {
        out.extend_from_slice(bytes.as_bytes());
    }
}

impl Pieces {
    fn append(self, vm: &mut Vm, out: &mut Vec<u8>, walk: &Walk, span: Span) -> PyResult<()> {
        append_object(out, self.literal);
        let Some(template) = self.template else { return Ok(()) };
        for pair in template.rest.items().chunks_exact(2) {
            let group = group_of(pair[0]);
            if group > walk.pattern.program.groups() as usize {
                return Err(vm.index_error("no such group"));
            }
            if let Some(part) = walk.group(span, group) {
                out.extend_from_slice(&walk.source.bytes()[part.start..part.end]);
            }
            append_object(out, pair[1]);
        }
        Ok(())
    }
}

/// `sub`: the new string and the number of replacements, at most `count` if that is not 0.
pub(super) fn substitute(
    vm: &mut Vm,
    pattern: Gc<Pattern>,
    repl: Value,
    string: Value,
    count: i64,
) -> PyResult<(Value, i64)> {
    let replacement = Replacement::of(vm, pattern, repl)?;
    Walk::over(vm, pattern, string, (None, None), |vm, walk| match replacement.pieces(walk.source.is_text()) {
        Some(pieces) => substitute_pieces(vm, walk, pieces, count),
        None => substitute_objects(vm, walk, replacement, count),
    })
}

/// The memory that the result has when it is next compared with the limit.
const CHECKED_BYTES_FIRST: usize = 1 << 20;

fn substitute_pieces(vm: &mut Vm, walk: &mut Walk, pieces: Pieces, count: i64) -> PyResult<(Value, i64)> {
    let mut out: Vec<u8> = Vec::new();
    let (mut last, mut made) = (0, 0);
    let mut check_at = CHECKED_BYTES_FIRST;
    while count == 0 || made < count {
        let Some(span) = walk.next(vm, Mode::Search)? else { break };
        out.extend_from_slice(&walk.source.bytes()[last..span.start]);
        pieces.append(vm, &mut out, walk, span)?;
        last = span.end;
        made += 1;
        if out.len() > check_at {
            if !vm.may_allocate(out.len()) {
                return Err(vm.memory_error());
            }
            check_at = out.len() * 2;
        }
        poll(vm)?;
    }
    let end = walk.window.endpos;
    if made == 0 {
        return walk.source.slice(vm, Span { start: 0, end }).map(|text| (text, 0));
    }
    out.extend_from_slice(&walk.source.bytes()[last..end]);
    let result = if walk.source.is_text() { text_of(vm, out)? } else { vm.new_bytes(&out)?.value() };
    Ok((result, made))
}

/// A str of pieces of strs.
pub(super) fn text_of(vm: &mut Vm, bytes: Vec<u8>) -> PyResult {
    match std::str::from_utf8(&bytes) {
        Ok(text) => vm.new_str(text).map(Gc::value),
        // Lone surrogates: rare, and checked once more on the way.
        Err(_) => match rustpython_wtf8::Wtf8Buf::from_bytes(bytes) {
            Ok(text) => vm.new_str_wtf8(&text).map(Gc::value),
            Err(bytes) => joined_surrogates(vm, &bytes),
        },
    }
}

/// A str of bytes in which a high surrogate stands before a low one, as Python allows it.
fn joined_surrogates(vm: &mut Vm, bytes: &[u8]) -> PyResult {
    let mut text = rustpython_wtf8::Wtf8Buf::with_capacity(bytes.len());
    let mut rest = bytes;
    while !rest.is_empty() {
        let next = (1..rest.len()).find(|&at| rest[at] & 0xc0 != 0x80).unwrap_or(rest.len());
        if let Some(part) = rustpython_wtf8::Wtf8::from_bytes(&rest[..next]) {
            text.push_wtf8(part);
        }
        rest = &rest[next..];
    }
    vm.new_str_wtf8(&text).map(Gc::value)
}

fn substitute_objects(vm: &mut Vm, walk: &mut Walk, replacement: Replacement, count: i64) -> PyResult<(Value, i64)> {
    let parts = vm.new_list(&[])?;
    let (mut last, mut made) = (0, 0);
    while count == 0 || made < count {
        let Some(span) = walk.next(vm, Mode::Search)? else { break };
        if last < span.start {
            let part = walk.source.slice(vm, Span { start: last, end: span.start })?;
            parts.push(vm, part)?;
        }
        let part = match replacement {
            Replacement::Literal(literal) => literal,
            Replacement::Function(function) => {
                let found = match_object::new(vm, walk, span)?;
                vm.call(function, &[found.value()])?
            }
            Replacement::Template(template) => {
                let found = match_object::new(vm, walk, span)?;
                expand(vm, template, walk.source.is_text(), |vm, group| found.text(vm, group, Value::NONE))?
            }
        };
        if !part.is_none() {
            parts.push(vm, part)?;
        }
        last = span.end;
        made += 1;
        poll(vm)?;
    }
    let end = walk.window.endpos;
    if last < end {
        let part = walk.source.slice(vm, Span { start: last, end })?;
        parts.push(vm, part)?;
    }
    join(vm, walk.source.is_text(), parts).map(|text| (text, made))
}
