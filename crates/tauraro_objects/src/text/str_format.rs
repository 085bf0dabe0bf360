//! Templates of `str.format`: literal text and replacement fields, and the dotted and indexed
//! names inside the fields.
//!
//! [`Template`] and [`FieldName`] are iterators of borrowed pieces; they never look anything
//! up. `_string.formatter_parser` and `formatter_field_name_split` are the same iterators.

use rustpython_wtf8::{CodePoint, Wtf8};

use super::format_spec::too_many_digits;
use super::unicode;
use crate::fault::Fault;

/// How deep replacement fields may nest: a field's spec may hold fields, whose specs may not.
pub const NESTING_MAX: usize = 2;

/// `Max string recursion exceeded`, when [`NESTING_MAX`] is passed.
pub fn nested_too_deep() -> Fault {
    Fault::value("Max string recursion exceeded")
}

/// One step of a template: literal text (perhaps empty), then perhaps a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    pub literal: &'a Wtf8,
    pub field: Option<Field<'a>>,
}

/// `{name!conversion:spec}`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    pub name: &'a Wtf8,
    pub conversion: Option<CodePoint>,
    pub spec: &'a Wtf8,
    /// The spec holds braces, so it is a template itself.
    pub spec_nests: bool,
}

/// The pieces of a template, in order; after an error nothing more comes.
#[derive(Clone, Debug)]
pub struct Template<'a> {
    rest: &'a Wtf8,
}

impl<'a> Template<'a> {
    pub fn new(template: &'a Wtf8) -> Self {
        Self { rest: template }
    }

    /// How many bytes are still to be read.
    pub fn remaining(&self) -> usize {
        self.rest.len()
    }

    fn take_piece(&mut self) -> Result<Piece<'a>, Fault> {
        let text = self.rest;
        let bytes = text.as_bytes();
        let Some(at) = memchr::memchr2(b'{', b'}', bytes) else {
            self.rest = &text[text.len()..];
            return Ok(Piece { literal: text, field: None });
        };
        if bytes.get(at + 1) == Some(&bytes[at]) {
            // A doubled brace: the literal holds one of the two.
            self.rest = &text[at + 2..];
            return Ok(Piece { literal: &text[..at + 1], field: None });
        }
        if bytes[at] == b'}' {
            return Err(Fault::value("Single '}' encountered in format string"));
        }
        if at + 1 == bytes.len() {
            return Err(Fault::value("Single '{' encountered in format string"));
        }
        let (field, used) = parse_field(&text[at + 1..])?;
        self.rest = &text[at + 1 + used..];
        Ok(Piece { literal: &text[..at], field: Some(field) })
    }
}

impl<'a> Iterator for Template<'a> {
    type Item = Result<Piece<'a>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let piece = self.take_piece();
        if piece.is_err() {
            self.rest = &self.rest[self.rest.len()..];
        }
        Some(piece)
    }
}

/// Reads a field after its `{`; gives it and how many bytes it takes with its `}`.
fn parse_field(text: &Wtf8) -> Result<(Field<'_>, usize), Fault> {
    let bytes = text.as_bytes();
    let mut in_brackets = false;
    let mut at = 0;
    let end = loop {
        match bytes.get(at) {
            None => return Err(Fault::value("expected '}' before end of string")),
            Some(b'[') => in_brackets = true,
            Some(b']') => in_brackets = false,
            Some(_) if in_brackets => {}
            Some(b'{') => return Err(Fault::value("unexpected '{' in field name")),
            Some(byte @ (b'}' | b':' | b'!')) => break *byte,
            Some(_) => {}
        }
        at += 1;
    };
    let name = &text[..at];
    let mut field = Field { name, conversion: None, spec: &text[..0], spec_nests: false };
    at += 1;
    if end == b'}' {
        return Ok((field, at));
    }
    if end == b'!' {
        let Some(conversion) = text[at..].code_points().next() else {
            return Err(Fault::value("end of string while looking for conversion specifier"));
        };
        field.conversion = Some(conversion);
        at += conversion.len_wtf8();
        match bytes.get(at) {
            None => return Err(unmatched_in_spec()),
            Some(b':') => at += 1,
            Some(b'}') => return Ok((field, at + 1)),
            Some(_) => return Err(Fault::value("expected ':' after conversion specifier")),
        }
    }
    let start = at;
    let mut depth = 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' => {
                field.spec_nests = true;
                depth += 1;
            }
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    field.spec = &text[start..at];
                    return Ok((field, at + 1));
                }
            }
            _ => {}
        }
        at += 1;
    }
    Err(unmatched_in_spec())
}

fn unmatched_in_spec() -> Fault {
    Fault::value("unmatched '{' in format spec")
}

/// `Unknown conversion specifier z`.
pub fn unknown_conversion(conversion: CodePoint) -> Fault {
    let code = conversion.to_u32();
    let shown = super::format_spec::shown_code(code);
    Fault::value(format!("Unknown conversion specifier {shown}"))
}

/// What a field name begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First<'a> {
    /// Digits: a positional argument.
    Index(usize),
    /// A keyword; empty where the argument is numbered automatically.
    Name(&'a Wtf8),
}

/// What follows in a field name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access<'a> {
    /// `.name`
    Attribute(&'a Wtf8),
    /// `[7]`
    Index(usize),
    /// `[key]`
    Key(&'a Wtf8),
}

/// The accesses of a field name, in order; after an error nothing more comes.
#[derive(Clone, Debug)]
pub struct FieldName<'a> {
    rest: &'a Wtf8,
}

/// Splits a field name into what it begins with and the accesses that follow.
pub fn split_field_name(name: &Wtf8) -> Result<(First<'_>, FieldName<'_>), Fault> {
    let end = memchr::memchr2(b'.', b'[', name.as_bytes()).unwrap_or(name.len());
    let first = match index_of(&name[..end])? {
        Some(index) => First::Index(index),
        None => First::Name(&name[..end]),
    };
    Ok((first, FieldName { rest: &name[end..] }))
}

/// The number that text of only decimal digits is.
fn index_of(text: &Wtf8) -> Result<Option<usize>, Fault> {
    let mut value: Option<i64> = None;
    for point in text.code_points() {
        let Some(digit) = unicode::decimal_value(point.to_u32()) else {
            return Ok(None);
        };
        let next = value.unwrap_or(0).checked_mul(10).and_then(|v| v.checked_add(digit.into()));
        value = Some(next.ok_or_else(too_many_digits)?);
    }
    Ok(value.map(|v| v as usize))
}

impl<'a> FieldName<'a> {
    /// The accesses that `rest`, the end of a field name, holds.
    pub fn resume(rest: &'a Wtf8) -> Self {
        Self { rest }
    }

    /// How many bytes are still to be read.
    pub fn remaining(&self) -> usize {
        self.rest.len()
    }

    fn take_access(&mut self) -> Result<Access<'a>, Fault> {
        // The rest begins where an access should: with a dot, a bracket or a mistake.
        let rest = self.rest;
        match rest.as_bytes()[0] {
            b'.' => {
                let body = &rest[1..];
                let end = memchr::memchr2(b'.', b'[', body.as_bytes()).unwrap_or(body.len());
                self.rest = &body[end..];
                Ok(Access::Attribute(non_empty(&body[..end])?))
            }
            b'[' => {
                let body = &rest[1..];
                let Some(end) = memchr::memchr(b']', body.as_bytes()) else {
                    return Err(Fault::value("Missing ']' in format string"));
                };
                self.rest = &body[end + 1..];
                let key = &body[..end];
                Ok(match index_of(key)? {
                    Some(index) => Access::Index(index),
                    None => Access::Key(non_empty(key)?),
                })
            }
            _ => {
                let text = "Only '.' or '[' may follow ']' in format field specifier";
                Err(Fault::value(text))
            }
        }
    }
}

fn non_empty(text: &Wtf8) -> Result<&Wtf8, Fault> {
    if text.is_empty() {
        return Err(Fault::value("Empty attribute in format string"));
    }
    Ok(text)
}

impl<'a> Iterator for FieldName<'a> {
    type Item = Result<Access<'a>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let access = self.take_access();
        if access.is_err() {
            self.rest = &self.rest[self.rest.len()..];
        }
        Some(access)
    }
}

/// Hands out the numbers of `{}` fields, and refuses a mix with `{0}`.
#[derive(Clone, Debug, Default)]
pub struct AutoNumber {
    next: usize,
    manual: Option<bool>,
}

impl AutoNumber {
    /// The argument that a field begins with; an empty name gets the next number.
    pub fn resolve<'a>(&mut self, first: First<'a>) -> Result<First<'a>, Fault> {
        let manual = match first {
            First::Index(_) => true,
            First::Name(name) if name.is_empty() => false,
            First::Name(_) => return Ok(first),
        };
        if *self.manual.get_or_insert(manual) != manual {
            return Err(Fault::value(if manual {
                "cannot switch from automatic field numbering to manual field specification"
            } else {
                "cannot switch from manual field specification to automatic field numbering"
            }));
        }
        if manual {
            return Ok(first);
        }
        self.next += 1;
        Ok(First::Index(self.next - 1))
    }
}

/// `Replacement index 1 out of range for positional args tuple`, an `IndexError`.
pub fn index_out_of_range(index: usize) -> Fault {
    Fault::new(
        crate::fault::FaultKind::IndexError,
        format!("Replacement index {index} out of range for positional args tuple"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(template: &str) -> String {
        let mut out = Vec::new();
        for piece in Template::new(Wtf8::new(template)) {
            out.push(match piece {
                Err(fault) => fault.text.into_owned(),
                Ok(Piece { literal, field: None }) => literal.to_string(),
                Ok(Piece { literal, field: Some(f) }) => {
                    let conversion = f.conversion.map_or('-', CodePoint::to_char_lossy);
                    format!("{literal}<{}|{conversion}|{}>", f.name, f.spec)
                }
            });
        }
        out.join(" ; ")
    }

    #[test]
    fn templates() {
        for (template, expected) in [
            ("", ""),
            ("a", "a"),
            ("{}", "<|-|>"),
            ("{", "Single '{' encountered in format string"),
            ("}", "Single '}' encountered in format string"),
            ("{{}}", "{ ; }"),
            ("{0!r:>5}", "<0|r|>5>"),
            ("{!}", "unmatched '{' in format spec"),
            ("{0!", "end of string while looking for conversion specifier"),
            ("{0!r", "unmatched '{' in format spec"),
            ("{0!rs}", "expected ':' after conversion specifier"),
            ("{:{}}", "<|-|{}>"),
            ("{:{", "unmatched '{' in format spec"),
            ("{a[}", "expected '}' before end of string"),
            ("{a[}]}", "<a[}]|-|>"),
            ("{a:b}c{d", "<a|-|b> ; expected '}' before end of string"),
            ("{a{b}}", "unexpected '{' in field name"),
            ("{a}}", "<a|-|> ; Single '}' encountered in format string"),
            ("{0[{]}", "<0[{]|-|>"),
            ("{a!:x}", "expected ':' after conversion specifier"),
            ("é{é!é}z", "é<é|é|> ; z"),
            ("x{{{0}}}", "x{ ; <0|-|> ; }"),
        ] {
            assert_eq!(shown(template), expected, "{template}");
        }
    }

    fn names(name: &str) -> String {
        match split_field_name(Wtf8::new(name)) {
            Err(fault) => fault.text.into_owned(),
            Ok((first, rest)) => {
                let mut out = match first {
                    First::Index(i) => format!("#{i}"),
                    First::Name(n) => n.to_string(),
                };
                for access in rest {
                    out += &match access {
                        Ok(Access::Attribute(a)) => format!(" .{a}"),
                        Ok(Access::Index(i)) => format!(" #{i}"),
                        Ok(Access::Key(k)) => format!(" [{k}]"),
                        Err(fault) => format!(" {}", fault.text),
                    };
                }
                out
            }
        }
    }

    #[test]
    fn field_names() {
        let empty = "Empty attribute in format string";
        let only = "Only '.' or '[' may follow ']' in format field specifier";
        for (name, expected) in [
            ("", "".to_owned()),
            ("0", "#0".to_owned()),
            ("a[b].c[1]", "a [b] .c #1".to_owned()),
            ("a..b", format!("a {empty}")),
            ("a.", format!("a {empty}")),
            ("a[]", format!("a {empty}")),
            ("a[b", "a Missing ']' in format string".to_owned()),
            ("a[b]c", format!("a [b] {only}")),
            ("[0]", " #0".to_owned()),
            ("a[-1]", "a [-1]".to_owned()),
            ("0.0", "#0 .0".to_owned()),
            ("٣[٣]", "#3 #3".to_owned()),
            ("9223372036854775808", "Too many decimal digits in format string".to_owned()),
            ("a[[]", "a [[]".to_owned()),
            ("a.b]", "a .b]".to_owned()),
        ] {
            assert_eq!(names(name), expected, "{name}");
        }
    }

    #[test]
    fn numbering() {
        let mut auto = AutoNumber::default();
        let empty = First::Name(Wtf8::new(""));
        assert_eq!(auto.resolve(empty), Ok(First::Index(0)));
        assert_eq!(auto.resolve(empty), Ok(First::Index(1)));
        assert_eq!(
            auto.resolve(First::Index(0)).unwrap_err().text,
            "cannot switch from automatic field numbering to manual field specification"
        );
    }
}
