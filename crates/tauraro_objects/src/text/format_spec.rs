//! The format mini-language: reading `[[fill]align][sign][z][#][0][width][grouping]
//! [.precision[grouping]][type]`.
//!
//! [`parse`] checks only what is wrong for every type of value; `format_value` applies a
//! [`Spec`] and knows what its type forbids. A `Spec` is `Copy`, so a caller may keep the ones
//! of constant format strings.

use rustpython_wtf8::{CodePoint, Wtf8};

use super::unicode;
use crate::fault::Fault;
use tauraro_core::{PyResult, Vm};

impl Spec {
    /// The specification, if its width and precision ask for no more than there is memory.
    pub(crate) fn within_memory(self, vm: &mut Vm) -> PyResult<Spec> {
        let bytes = self.width.unwrap_or(0).saturating_mul(self.fill.len_wtf8());
        // A greater precision is refused by numbers, and no matter to texts.
        let precision = self.precision.filter(|p| i32::try_from(*p).is_ok());
        let bytes = bytes.saturating_add(precision.unwrap_or(0));
        if vm.may_allocate(bytes) { Ok(self) } else { Err(vm.memory_error()) }
    }
}

/// Where padding goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
    Center,
    /// `=`: between the sign and the digits.
    AfterSign,
}

/// How a number that is not negative begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Nothing was said, or `-`: nothing stands before it.
    Minus,
    Plus,
    Space,
}

/// What stands between groups of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    None,
    Comma,
    Underscore,
}

impl Grouping {
    fn from_code(code: u32) -> Option<Self> {
        match char::from_u32(code) {
            Some(',') => Some(Self::Comma),
            Some('_') => Some(Self::Underscore),
            _ => None,
        }
    }

    pub(crate) fn separator(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Comma => ",",
            Self::Underscore => "_",
        }
    }
}

/// A format specification that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spec {
    pub fill: CodePoint,
    pub align: Align,
    pub sign: Sign,
    /// A sign character, also `-`, was given.
    pub sign_given: bool,
    /// `z`: a negative zero loses its sign.
    pub no_negative_zero: bool,
    /// `#`
    pub alternate: bool,
    pub width: Option<usize>,
    pub grouping: Grouping,
    pub precision: Option<usize>,
    pub fraction_grouping: Grouping,
    /// The presentation type; `None` where the spec does not name one.
    pub kind: Option<CodePoint>,
}

impl Spec {
    /// The presentation type as an ASCII character, `'\0'` for none.
    pub fn code(&self) -> char {
        let given = |kind: CodePoint| kind.to_char().filter(|c| *c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER);
        self.kind.map_or('\0', given)
    }
}

/// What an absent part means, which depends on the value's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defaults {
    /// int, float, complex: to the right, no type.
    Number,
    /// str: to the left, type `s`.
    Text,
}

/// Code points of the spec that are still to be read.
struct Cursor<'a> {
    points: &'a [u32],
}

impl Cursor<'_> {
    fn peek(&self, ahead: usize) -> Option<u32> {
        self.points.get(ahead).copied()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek(0) == Some(wanted as u32);
        if found {
            self.points = &self.points[1..];
        }
        found
    }

    /// A run of decimal digits of any script.
    fn number(&mut self) -> Result<Option<usize>, Fault> {
        let mut value: Option<i64> = None;
        while let Some(digit) = self.peek(0).and_then(unicode::decimal_value) {
            let next = value.unwrap_or(0).checked_mul(10).and_then(|v| v.checked_add(digit.into()));
            value = Some(next.ok_or_else(too_many_digits)?);
            self.points = &self.points[1..];
        }
        Ok(value.map(|v| v as usize))
    }
}

pub(crate) fn too_many_digits() -> Fault {
    Fault::value("Too many decimal digits in format string")
}

/// A format code in an error text: graphic ASCII as it is, others in hexadecimal.
pub(crate) fn shown_code(code: u32) -> String {
    match u8::try_from(code) {
        Ok(byte @ 33..=127) => char::from(byte).to_string(),
        _ => format!("\\x{code:x}"),
    }
}

fn both_separators() -> Fault {
    Fault::value("Cannot specify both ',' and '_'.")
}

fn align_of(code: Option<u32>) -> Option<Align> {
    match code.and_then(char::from_u32)? {
        '<' => Some(Align::Left),
        '>' => Some(Align::Right),
        '^' => Some(Align::Center),
        '=' => Some(Align::AfterSign),
        _ => None,
    }
}

/// Reads a spec for a value whose type is called `type_name`.
pub fn parse(text: &Wtf8, defaults: Defaults, type_name: &str) -> Result<Spec, Fault> {
    // Almost every spec fits the stack buffer.
    let mut buffer = [0_u32; 32];
    let long: Vec<u32>;
    let points: &[u32] = if text.len() <= buffer.len() {
        let mut len = 0;
        for point in text.code_points() {
            buffer[len] = point.to_u32();
            len += 1;
        }
        &buffer[..len]
    } else {
        long = text.code_points().map(CodePoint::to_u32).collect();
        &long
    };
    let (mut spec, rest) = parse_layout(points, defaults)?;
    let mut cursor = Cursor { points: rest };
    parse_grouping_and_precision(&mut cursor, &mut spec)?;
    match cursor.points {
        [] => {}
        [kind] => spec.kind = CodePoint::from_u32(*kind),
        _ => {
            return Err(Fault::value(format!("Invalid format specifier '{text}' for object of type '{type_name}'")));
        }
    }
    check_grouping(&spec)?;
    Ok(spec)
}

/// Everything up to and including the width.
fn parse_layout(points: &[u32], defaults: Defaults) -> Result<(Spec, &[u32]), Fault> {
    let mut cursor = Cursor { points };
    let (default_align, kind) = match defaults {
        Defaults::Number => (Align::Right, None),
        Defaults::Text => (Align::Left, Some(CodePoint::from_char('s'))),
    };
    let mut fill = None;
    let mut align = None;
    if let Some(found) = align_of(cursor.peek(1)) {
        fill = cursor.peek(0).and_then(CodePoint::from_u32);
        align = Some(found);
        cursor.points = &cursor.points[2..];
    } else if let Some(found) = align_of(cursor.peek(0)) {
        align = Some(found);
        cursor.points = &cursor.points[1..];
    }
    let mut sign = Sign::Minus;
    let mut sign_given = true;
    if cursor.take('+') {
        sign = Sign::Plus;
    } else if cursor.take(' ') {
        sign = Sign::Space;
    } else {
        sign_given = cursor.take('-');
    }
    let no_negative_zero = cursor.take('z');
    let alternate = cursor.take('#');
    if fill.is_none() && cursor.take('0') {
        fill = Some(CodePoint::from_char('0'));
        if align.is_none() && defaults == Defaults::Number {
            align = Some(Align::AfterSign);
        }
    }
    let width = cursor.number()?;
    let spec = Spec {
        fill: fill.unwrap_or(CodePoint::from_char(' ')),
        align: align.unwrap_or(default_align),
        sign,
        sign_given,
        no_negative_zero,
        alternate,
        width,
        grouping: Grouping::None,
        precision: None,
        fraction_grouping: Grouping::None,
        kind,
    };
    Ok((spec, cursor.points))
}

fn parse_grouping_and_precision(cursor: &mut Cursor<'_>, spec: &mut Spec) -> Result<(), Fault> {
    spec.grouping = take_grouping(cursor)?;
    if !cursor.take('.') {
        return Ok(());
    }
    spec.precision = cursor.number()?;
    spec.fraction_grouping = take_grouping(cursor)?;
    if spec.precision.is_none() && spec.fraction_grouping == Grouping::None {
        return Err(Fault::value("Format specifier missing precision"));
    }
    Ok(())
}

/// One separator; a different one right after it is an error, the same one is left in place.
fn take_grouping(cursor: &mut Cursor<'_>) -> Result<Grouping, Fault> {
    let Some(grouping) = cursor.peek(0).and_then(Grouping::from_code) else {
        return Ok(Grouping::None);
    };
    cursor.points = &cursor.points[1..];
    match cursor.peek(0).and_then(Grouping::from_code) {
        Some(second) if second != grouping => Err(both_separators()),
        _ => Ok(grouping),
    }
}

/// Separators are for decimal digits; `_` also groups those of `b`, `o` and `x` by four.
fn check_grouping(spec: &Spec) -> Result<(), Fault> {
    let code = spec.code();
    let decimal = matches!(code, 'd' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F' | '\0');
    let refuse = |separator: &str| {
        let kind = spec.kind.map_or(0, CodePoint::to_u32);
        Err(Fault::value(format!("Cannot specify '{separator}' with '{}'.", shown_code(kind))))
    };
    if spec.grouping != Grouping::None && !decimal {
        let binary = matches!(code, 'b' | 'o' | 'x' | 'X') && spec.grouping == Grouping::Underscore;
        if !binary {
            return refuse(spec.grouping.separator());
        }
    }
    if spec.fraction_grouping != Grouping::None && code == 'n' {
        return refuse(spec.fraction_grouping.separator());
    }
    Ok(())
}
