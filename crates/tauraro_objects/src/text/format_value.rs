//! Applies a format [`Spec`] to values: what `int.__format__`, `float.__format__`,
//! `complex.__format__` and `str.__format__` return.
//!
//! The width of a spec is honoured as it is; a caller that bounds memory looks at `spec.width`
//! and `spec.precision` first.

use std::borrow::Cow;

use rustpython_wtf8::{CodePoint, Wtf8, Wtf8Buf};

use super::float::{self, Layout, Style};
use super::format_spec::{Align, Grouping, Sign, Spec, shown_code};
use super::int;
use crate::bigint::IntRef;
use crate::fault::Fault;

/// Precisions of floats beyond C's `int` are refused.
const FLOAT_PRECISION_MAX: usize = i32::MAX as usize;
const FLOAT_PRECISION_DEFAULT: usize = 6;

/// How type `n` writes numbers; the default is the C locale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumericLocale {
    pub decimal_point: Cow<'static, str>,
    pub thousands_separator: Cow<'static, str>,
    /// Sizes of groups from the right, as C's `lconv.grouping`: the last one repeats, `None` at
    /// the end stops grouping.
    pub grouping: Vec<Option<u8>>,
}

impl Default for NumericLocale {
    fn default() -> Self {
        Self { decimal_point: ".".into(), thousands_separator: "".into(), grouping: Vec::new() }
    }
}

/// What formatting depends on beside value and spec.
#[derive(Clone, Debug)]
pub struct Context {
    pub locale: NumericLocale,
    /// `sys.get_int_max_str_digits()`
    pub max_str_digits: usize,
}

impl Default for Context {
    fn default() -> Self {
        Self { locale: NumericLocale::default(), max_str_digits: int::MAX_STR_DIGITS_DEFAULT }
    }
}

/// `Unknown format code 'k' for object of type 'int'`.
fn unknown_code(spec: &Spec, type_name: &str) -> Fault {
    let code = spec.kind.map_or(0, CodePoint::to_u32);
    let shown = shown_code(code);
    Fault::value(format!("Unknown format code '{shown}' for object of type '{type_name}'"))
}

/// Appends what `str.__format__` gives, with the name of the text's type.
pub fn write_str(out: &mut Wtf8Buf, text: &Wtf8, spec: &Spec, type_name: &str) -> Result<(), Fault> {
    if spec.code() != 's' {
        return Err(unknown_code(spec, type_name));
    }
    if spec.sign_given {
        let what = if spec.sign == Sign::Space { "Space" } else { "Sign" };
        return Err(Fault::value(format!("{what} not allowed in string format specifier")));
    }
    if spec.no_negative_zero {
        let text = "Negative zero coercion (z) not allowed in string format specifier";
        return Err(Fault::value(text));
    }
    if spec.alternate {
        return Err(Fault::value("Alternate form (#) not allowed in string format specifier"));
    }
    if spec.align == Align::AfterSign {
        return Err(Fault::value("'=' alignment not allowed in string format specifier"));
    }
    let shown = match spec.precision {
        Some(limit) => match text.code_point_indices().nth(limit) {
            Some((end, _)) => &text[..end],
            None => text,
        },
        None => text,
    };
    pad(out, spec, ["", ""], [shown, Wtf8::new("")]);
    Ok(())
}

/// Appends what `int.__format__` gives, also of bool, with the name of the value's type.
pub fn write_int(
    out: &mut Wtf8Buf,
    value: IntRef<'_>,
    spec: &Spec,
    type_name: &str,
    context: &Context,
) -> Result<(), Fault> {
    let code = spec.code();
    if matches!(code, 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') {
        return write_float(out, value.to_f64()?, spec, type_name, context);
    }
    if !matches!(code, '\0' | 'b' | 'c' | 'd' | 'n' | 'o' | 'x' | 'X') {
        return Err(unknown_code(spec, type_name));
    }
    if spec.precision.is_some() {
        return Err(Fault::value("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        let text = "Negative zero coercion (z) not allowed in integer format specifier";
        return Err(Fault::value(text));
    }
    if code == 'c' {
        return write_character(out, value, spec);
    }
    let radix = match code {
        'b' => 2,
        'o' => 8,
        'x' | 'X' => 16,
        _ => 10,
    };
    let (short, long);
    let (negative, digits) = match value {
        IntRef::Small(small) => {
            short = int::Digits::new(small.unsigned_abs(), radix, code == 'X');
            (small < 0, short.as_str())
        }
        IntRef::Big(big) => {
            long = match radix {
                10 => int::big_decimal(big, context.max_str_digits)?,
                _ => int::big_radix_text(big, radix, code == 'X'),
            };
            (value.is_negative(), long.trim_start_matches('-'))
        }
    };
    let prefix = match (spec.alternate, code) {
        (true, 'b') => "0b",
        (true, 'o') => "0o",
        (true, 'x') => "0x",
        (true, 'X') => "0X",
        _ => "",
    };
    let number = NumberText { negative, prefix, digits, rest: "" };
    lay_out(out, &number, spec, context);
    Ok(())
}

/// Type `c`: the character of that code.
fn write_character(out: &mut Wtf8Buf, value: IntRef<'_>, spec: &Spec) -> Result<(), Fault> {
    if spec.sign_given {
        return Err(Fault::value("Sign not allowed with integer format specifier 'c'"));
    }
    if spec.alternate {
        return Err(Fault::value("Alternate form (#) not allowed with integer format specifier 'c'"));
    }
    let code = match value {
        IntRef::Small(small) => small,
        IntRef::Big(big) => {
            i64::try_from(big).map_err(|_| Fault::overflow("Python int too large to convert to C long"))?
        }
    };
    let point = u32::try_from(code)
        .ok()
        .and_then(CodePoint::from_u32)
        .ok_or_else(|| Fault::overflow("%c arg not in range(0x110000)"))?;
    let mut text = Wtf8Buf::new();
    text.push(point);
    pad(out, spec, ["", ""], [&text, Wtf8::new("")]);
    Ok(())
}

/// Appends what `float.__format__` gives, with the name of the value's type.
pub fn write_float(
    out: &mut Wtf8Buf,
    value: f64,
    spec: &Spec,
    type_name: &str,
    context: &Context,
) -> Result<(), Fault> {
    let code = spec.code();
    let precision = match spec.precision {
        Some(precision) if precision > FLOAT_PRECISION_MAX => {
            return Err(Fault::value("precision too big"));
        }
        precision => precision,
    };
    let layout = match (code, precision) {
        ('e' | 'E', _) => Layout::Exponent,
        ('f' | 'F' | '%', _) => Layout::Fixed,
        ('\0', None) => Layout::Shortest,
        ('g' | 'G' | 'n' | '\0', _) => Layout::General,
        _ => return Err(unknown_code(spec, type_name)),
    };
    let style = Style { alternate: spec.alternate, dot_zero: code == '\0', upper: matches!(code, 'E' | 'F' | 'G') };
    let value = if code == '%' { value * 100.0 } else { value };
    let precision = precision.unwrap_or(FLOAT_PRECISION_DEFAULT);
    let mut text = float_text(value, layout, precision, style, spec.no_negative_zero);
    if code == '%' {
        text.push('%');
    }
    lay_out_float(out, &text, spec, context);
    Ok(())
}

/// The text of a float; with `no_negative_zero` one that shows only zeros has no sign.
fn float_text(x: f64, layout: Layout, precision: usize, style: Style, no_negative_zero: bool) -> String {
    let mut text = float::to_text(x, layout, precision, style);
    if no_negative_zero && text.starts_with('-') {
        let shows_zero = text.bytes().skip(1).take_while(|b| !matches!(b, b'e' | b'E'));
        if shows_zero.clone().all(|b| matches!(b, b'0' | b'.')) {
            text.remove(0);
        }
    }
    text
}

fn lay_out_float(out: &mut Wtf8Buf, text: &str, spec: &Spec, context: &Context) {
    let (negative, magnitude) = match text.strip_prefix('-') {
        Some(magnitude) => (true, magnitude),
        None => (false, text),
    };
    let whole = magnitude.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = magnitude.split_at(whole);
    let grouped;
    let rest = if spec.code() == 'n' && context.locale.decimal_point != "." {
        grouped = rest.replacen('.', &context.locale.decimal_point, 1);
        &grouped
    } else if spec.fraction_grouping != Grouping::None && rest.starts_with('.') {
        grouped = group_fraction(rest, spec.fraction_grouping.separator());
        &grouped
    } else {
        rest
    };
    lay_out(out, &NumberText { negative, prefix: "", digits, rest }, spec, context);
}

/// Separates the digits after the point by threes, from the left.
fn group_fraction(rest: &str, separator: &str) -> String {
    let fraction = &rest[1..];
    let count = fraction.bytes().take_while(u8::is_ascii_digit).count();
    let mut out = String::with_capacity(rest.len() + count / 3);
    out.push('.');
    for (i, c) in fraction[..count].char_indices() {
        if i > 0 && i % 3 == 0 {
            out.push_str(separator);
        }
        out.push(c);
    }
    out.push_str(&fraction[count..]);
    out
}

/// Appends what `complex.__format__` gives, with the name of the value's type.
pub fn write_complex(
    out: &mut Wtf8Buf,
    (re, im): (f64, f64),
    spec: &Spec,
    type_name: &str,
    context: &Context,
) -> Result<(), Fault> {
    let code = spec.code();
    let layout = match (code, spec.precision) {
        ('e' | 'E', _) => Layout::Exponent,
        ('f' | 'F', _) => Layout::Fixed,
        ('\0', None) => Layout::Shortest,
        ('g' | 'G' | 'n' | '\0', _) => Layout::General,
        _ => return Err(unknown_code(spec, type_name)),
    };
    if spec.precision.is_some_and(|precision| precision > FLOAT_PRECISION_MAX) {
        return Err(Fault::value("precision too big"));
    }
    if spec.fill == '0' {
        return Err(Fault::value("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == Align::AfterSign {
        return Err(Fault::value("'=' alignment flag is not allowed in complex format specifier"));
    }
    let precision = spec.precision.unwrap_or(FLOAT_PRECISION_DEFAULT);
    let style = Style { alternate: spec.alternate, dot_zero: false, upper: matches!(code, 'E' | 'F' | 'G') };
    let part = |body: &mut Wtf8Buf, x: f64, sign: Sign| {
        let text = float_text(x, layout, precision, style, spec.no_negative_zero);
        lay_out_float(body, &text, &Spec { width: None, sign, ..*spec }, context);
    };
    let bare = code == '\0';
    let skip_real = bare && re == 0.0 && re.is_sign_positive();
    let mut body = Wtf8Buf::new();
    if bare && !skip_real {
        body.push_char('(');
    }
    if skip_real {
        part(&mut body, im, spec.sign);
    } else {
        part(&mut body, re, spec.sign);
        part(&mut body, im, Sign::Plus);
    }
    body.push_char('j');
    if bare && !skip_real {
        body.push_char(')');
    }
    pad(out, spec, ["", ""], [&body, Wtf8::new("")]);
    Ok(())
}

/// A number taken apart for padding and grouping.
struct NumberText<'a> {
    negative: bool,
    /// `0x` and the like.
    prefix: &'a str,
    /// Digits before the point; none in `inf` and `nan`.
    digits: &'a str,
    /// Everything from the point on.
    rest: &'a str,
}

/// Where separators stand between the digits before the point.
struct Groups<'a> {
    separator: &'a str,
    /// As [`NumericLocale::grouping`].
    sizes: &'a [Option<u8>],
}

impl Groups<'_> {
    /// Appends the digits in groups, with zeros before them so that at least `width_least`
    /// characters result (one more where the first would be a separator).
    fn push(&self, out: &mut String, digits: &str, width_least: usize) {
        let mut pieces: Vec<&str> = Vec::new();
        let mut zeros: Vec<usize> = Vec::new();
        let separator_width = self.separator.chars().count();
        let mut rest = digits;
        let mut width = 0;
        let mut sizes = self.sizes.iter().copied();
        let mut size = sizes.next().flatten().map_or(usize::MAX, usize::from);
        // From the right; `pieces` and `zeros` tell the digits and the zeros of each group.
        loop {
            let missing = width_least.saturating_sub(width);
            let taken = rest.len().min(size);
            let padded = missing.max(taken).max(1).min(size);
            pieces.push(&rest[rest.len() - taken..]);
            zeros.push(padded - taken);
            rest = &rest[..rest.len() - taken];
            width += padded;
            if rest.is_empty() && width >= width_least {
                break;
            }
            width += separator_width;
            if let Some(next) = sizes.next() {
                size = next.map_or(usize::MAX, usize::from);
            }
        }
        for (i, (piece, zeros)) in pieces.iter().zip(&zeros).rev().enumerate() {
            if i > 0 {
                out.push_str(self.separator);
            }
            out.extend(std::iter::repeat_n('0', *zeros));
            out.push_str(piece);
        }
    }
}

fn groups_of<'a>(spec: &Spec, context: &'a Context) -> Option<Groups<'a>> {
    const BY_THREE: &[Option<u8>] = &[Some(3)];
    const BY_FOUR: &[Option<u8>] = &[Some(4)];
    match (spec.code(), spec.grouping) {
        ('n', _) if context.locale.thousands_separator.is_empty() => None,
        ('n', _) => {
            let locale = &context.locale;
            Some(Groups { separator: &locale.thousands_separator, sizes: &locale.grouping })
        }
        (_, Grouping::None) => None,
        ('b' | 'o' | 'x' | 'X', grouping) => Some(Groups { separator: grouping.separator(), sizes: BY_FOUR }),
        (_, grouping) => Some(Groups { separator: grouping.separator(), sizes: BY_THREE }),
    }
}

fn lay_out(out: &mut Wtf8Buf, number: &NumberText<'_>, spec: &Spec, context: &Context) {
    let sign = match (number.negative, spec.sign) {
        (true, _) => "-",
        (false, Sign::Plus) => "+",
        (false, Sign::Space) => " ",
        (false, Sign::Minus) => "",
    };
    let head = [sign, number.prefix];
    let mut grouped = String::new();
    let digits = match groups_of(spec, context) {
        Some(groups) if !number.digits.is_empty() => {
            let zero_filled = spec.fill == '0' && spec.align == Align::AfterSign;
            let width_least = match spec.width {
                Some(width) if zero_filled => {
                    width.saturating_sub(sign.len() + number.prefix.len() + number.rest.chars().count())
                }
                _ => 0,
            };
            groups.push(&mut grouped, number.digits, width_least);
            &grouped
        }
        _ => number.digits,
    };
    pad(out, spec, head, [Wtf8::new(digits), Wtf8::new(number.rest)]);
}

/// Appends head and body, filled to the width; the head is what `=` puts before the padding.
fn pad(out: &mut Wtf8Buf, spec: &Spec, head: [&str; 2], body: [&Wtf8; 2]) {
    let chars = |text: &Wtf8| if text.is_ascii() { text.len() } else { text.code_points().count() };
    let missing = match spec.width {
        Some(width) => width.saturating_sub(head[0].len() + head[1].len() + chars(body[0]) + chars(body[1])),
        None => 0,
    };
    let (left, inner, right) = match spec.align {
        Align::Left => (0, 0, missing),
        Align::Right => (missing, 0, 0),
        Align::Center => (missing / 2, 0, missing - missing / 2),
        Align::AfterSign => (0, missing, 0),
    };
    push_fill(out, spec.fill, left);
    head.iter().for_each(|part| out.push_str(part));
    push_fill(out, spec.fill, inner);
    body.iter().for_each(|part| out.push_wtf8(part));
    push_fill(out, spec.fill, right);
}

pub(crate) fn push_fill(out: &mut Wtf8Buf, fill: CodePoint, count: usize) {
    for _ in 0..count {
        out.push(fill);
    }
}
