//! `%` formatting of str and bytes: reading the directives, and the texts they ask for.
//!
//! The reader works on the bytes of the template (WTF-8 for str) and tells positions in them.
//! Taking arguments is the caller's part, and its errors interleave with those of the template:
//! a [`Directive`] whose end is wrong still tells the key and the stars that come before the
//! mistake, which are to be taken first.

use std::ops::Range;

use rustpython_wtf8::{CodePoint, Wtf8, Wtf8Buf};

use super::float::{self, Layout, Style};
use super::format_value::push_fill;
use super::int;
use super::sink::Sink;
use crate::bigint::IntRef;
use crate::fault::Fault;

/// Which of the two kinds of template is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Str,
    Bytes,
}

/// A width or precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    None,
    Given(usize),
    /// `*`: the next argument.
    Star,
}

/// One `%` directive, after the literal text that comes before it.
#[derive(Clone, Debug)]
pub struct Directive {
    /// Bytes of the literal text before the directive.
    pub literal: Range<usize>,
    /// Bytes of the mapping key.
    pub key: Option<Range<usize>>,
    pub style: PercentStyle,
    pub width: Amount,
    pub precision: Amount,
    /// The conversion type: a code point, or a byte in bytes mode. `%%` comes out as an empty
    /// literal step of its own: see [`Step`].
    pub kind: u32,
    /// Byte position of the conversion type.
    kind_at: usize,
    /// What is wrong after the key and the stars.
    pub fault: Option<Fault>,
}

/// The flags of a directive with its amounts, once stars are replaced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PercentStyle {
    pub left: bool,
    pub plus: bool,
    pub space: bool,
    pub alternate: bool,
    pub zero: bool,
    pub width: usize,
    pub precision: Option<usize>,
}

/// What a template consists of.
#[derive(Clone, Debug)]
pub enum Step {
    /// Text to copy; `%%` shows up as a literal that ends in the first of the two.
    Literal(Range<usize>),
    Directive(Directive),
}

/// The steps of a template, in order.
#[derive(Clone, Debug)]
pub struct Template<'a> {
    bytes: &'a [u8],
    at: usize,
    mode: Mode,
}

impl<'a> Template<'a> {
    pub fn new(bytes: &'a [u8], mode: Mode) -> Self {
        Self { bytes, at: 0, mode }
    }

    /// The `ValueError` for a conversion type that does not exist.
    pub fn unsupported(&self, directive: &Directive) -> Fault {
        let at = directive.kind_at;
        match self.mode {
            Mode::Bytes if directive.kind >= 0x80 => Fault::overflow("character argument not in range(0x110000)"),
            Mode::Bytes => unsupported_character(directive.kind, at),
            Mode::Str => {
                let chars = self.bytes[..at].iter().filter(|b| **b & 0xc0 != 0x80).count();
                unsupported_character(directive.kind, chars)
            }
        }
    }

    fn take_directive(&mut self, literal: Range<usize>) -> Directive {
        let mut directive = Directive {
            literal,
            key: None,
            style: PercentStyle::default(),
            width: Amount::None,
            precision: Amount::None,
            kind: 0,
            kind_at: 0,
            fault: None,
        };
        if let Err(fault) = self.read_directive(&mut directive) {
            directive.fault = Some(fault);
            self.at = self.bytes.len();
        }
        directive
    }

    fn read_directive(&mut self, directive: &mut Directive) -> Result<(), Fault> {
        if self.peek() == Some(b'(') {
            directive.key = Some(self.read_key()?);
        }
        while let Some(flag) = self.peek() {
            match flag {
                b'-' => directive.style.left = true,
                b'+' => directive.style.plus = true,
                b' ' => directive.style.space = true,
                b'#' => directive.style.alternate = true,
                b'0' => directive.style.zero = true,
                _ => break,
            }
            self.at += 1;
        }
        directive.width = self.read_amount(isize::MAX as usize, "width too big")?;
        if self.peek() == Some(b'.') {
            self.at += 1;
            let text = match self.mode {
                Mode::Str => "precision too big",
                Mode::Bytes => "prec too big",
            };
            directive.precision = match self.read_amount(i32::MAX as usize, text)? {
                Amount::None => Amount::Given(0),
                amount => amount,
            };
        }
        // C's length modifiers mean nothing here.
        if let Some(b'h' | b'l' | b'L') = self.peek() {
            self.at += 1;
        }
        directive.kind_at = self.at;
        directive.kind = self.read_kind().ok_or_else(|| Fault::value("incomplete format"))?;
        if let Amount::Given(width) = directive.width {
            directive.style.width = width;
        }
        if let Amount::Given(precision) = directive.precision {
            directive.style.precision = Some(precision);
        }
        Ok(())
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The key up to the parenthesis that matches.
    fn read_key(&mut self) -> Result<Range<usize>, Fault> {
        let start = self.at + 1;
        let mut depth = 0;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Ok(start..self.at - 1);
            }
        }
        Err(Fault::value("incomplete format key"))
    }

    fn read_amount(&mut self, max: usize, too_big: &'static str) -> Result<Amount, Fault> {
        if self.peek() == Some(b'*') {
            self.at += 1;
            return Ok(Amount::Star);
        }
        let mut amount = Amount::None;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            let value = match amount {
                Amount::Given(value) => value,
                _ => 0,
            };
            let next = value.checked_mul(10).and_then(|v| v.checked_add(usize::from(digit - b'0')));
            match next {
                Some(next) if next <= max => amount = Amount::Given(next),
                _ => return Err(Fault::value(too_big)),
            }
            self.at += 1;
        }
        Ok(amount)
    }

    fn read_kind(&mut self) -> Option<u32> {
        let first = self.peek()?;
        if self.mode == Mode::Bytes || first < 0x80 {
            self.at += 1;
            return Some(u32::from(first));
        }
        let len = match first {
            0xf0.. => 4,
            0xe0.. => 3,
            _ => 2,
        };
        let point = Wtf8::from_bytes(&self.bytes[self.at..self.at + len])?.code_points().next()?;
        self.at += len;
        Some(point.to_u32())
    }
}

fn unsupported_character(code: u32, index: usize) -> Fault {
    let shown = match code {
        0x20..0x7f => char::from(code as u8),
        _ => '?',
    };
    Fault::value(format!("unsupported format character '{shown}' (0x{code:x}) at index {index}"))
}

impl Iterator for Template<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let start = self.at;
        if start == self.bytes.len() {
            return None;
        }
        let Some(found) = memchr::memchr(b'%', &self.bytes[start..]) else {
            self.at = self.bytes.len();
            return Some(Step::Literal(start..self.at));
        };
        let percent = start + found;
        self.at = percent + 1;
        if self.peek() == Some(b'%') {
            self.at += 1;
            return Some(Step::Literal(start..percent + 1));
        }
        Some(Step::Directive(self.take_directive(start..percent)))
    }
}

impl PercentStyle {
    /// Sets the width that a star stands for; a negative one aligns to the left.
    pub fn set_width(&mut self, width: i64) {
        self.left |= width < 0;
        self.width = width.unsigned_abs() as usize;
    }

    /// Sets the precision that a star stands for; a negative one counts as 0.
    pub fn set_precision(&mut self, precision: i64) {
        self.precision = Some(precision.max(0) as usize);
    }

    /// Appends the text of an int for `d i u o x X`.
    pub fn write_int(
        &self,
        out: &mut impl Sink,
        value: IntRef<'_>,
        kind: char,
        max_str_digits: usize,
    ) -> Result<(), Fault> {
        let radix = match kind {
            'o' => 8,
            'x' | 'X' => 16,
            _ => 10,
        };
        let (short, long);
        let digits = match (value, radix) {
            (IntRef::Small(small), _) => {
                short = int::Digits::new(small.unsigned_abs(), radix, kind == 'X');
                short.as_str()
            }
            (IntRef::Big(big), 10) => {
                long = int::big_decimal(big, max_str_digits)?;
                long.trim_start_matches('-')
            }
            (IntRef::Big(big), _) => {
                long = int::big_radix_text(big, radix, kind == 'X');
                long.trim_start_matches('-')
            }
        };
        let prefix = match (self.alternate, kind) {
            (true, 'o') => "0o",
            (true, 'x') => "0x",
            (true, 'X') => "0X",
            _ => "",
        };
        let zeros = self.precision.unwrap_or(0).saturating_sub(digits.len());
        self.lay_out(out, value.is_negative(), prefix, zeros, digits);
        Ok(())
    }

    /// Appends the text of a float for `e E f F g G`.
    pub fn write_float(&self, out: &mut impl Sink, value: f64, kind: char) {
        let layout = match kind {
            'e' | 'E' => Layout::Exponent,
            'f' | 'F' => Layout::Fixed,
            _ => Layout::General,
        };
        let style = Style { alternate: self.alternate, dot_zero: false, upper: kind.is_ascii_uppercase() };
        let text = float::to_text(value, layout, self.precision.unwrap_or(6), style);
        match text.strip_prefix('-') {
            Some(magnitude) => self.lay_out(out, true, "", 0, magnitude),
            None => self.lay_out(out, false, "", 0, &text),
        }
    }

    /// Sign, prefix, zeros and magnitude, padded to the width.
    fn lay_out(&self, out: &mut impl Sink, negative: bool, prefix: &str, zeros: usize, magnitude: &str) {
        let sign = match (negative, self.plus, self.space) {
            (true, _, _) => "-",
            (false, true, _) => "+",
            (false, false, true) => " ",
            (false, false, false) => "",
        };
        let missing = self.width.saturating_sub(sign.len() + prefix.len() + zeros + magnitude.len());
        let (before, inner, after) = match (self.left, self.zero) {
            (true, _) => (0, 0, missing),
            (false, true) => (0, missing, 0),
            (false, false) => (missing, 0, 0),
        };
        out.repeat(b' ', before);
        out.text(sign);
        out.text(prefix);
        out.repeat(b'0', inner + zeros);
        out.text(magnitude);
        out.repeat(b' ', after);
    }

    /// Whether text is taken as it is.
    pub fn is_plain(&self) -> bool {
        self.width == 0 && self.precision.is_none()
    }

    /// Text for `s r a`, cut to the precision and padded to the width.
    pub fn format_text(&self, text: &Wtf8) -> Wtf8Buf {
        let cut = match self.precision {
            Some(limit) => match text.code_point_indices().nth(limit) {
                Some((end, _)) => &text[..end],
                None => text,
            },
            None => text,
        };
        self.pad_text(cut)
    }

    /// Text for `c`, which no precision cuts.
    pub fn pad_text(&self, text: &Wtf8) -> Wtf8Buf {
        if self.width == 0 {
            return text.to_owned();
        }
        let missing = self.width.saturating_sub(text.code_points().count());
        let mut out = Wtf8Buf::with_capacity(text.len() + missing);
        let space = CodePoint::from_char(' ');
        if !self.left {
            push_fill(&mut out, space, missing);
        }
        out.push_wtf8(text);
        if self.left {
            push_fill(&mut out, space, missing);
        }
        out
    }

    /// Bytes for `s b r a` in bytes mode, cut to the precision and padded to the width.
    pub fn format_bytes(&self, bytes: &[u8]) -> Vec<u8> {
        let cut = self.precision.map_or(bytes, |limit| &bytes[..limit.min(bytes.len())]);
        self.pad_bytes(cut)
    }

    /// A byte for `c` in bytes mode, which no precision cuts.
    pub fn pad_bytes(&self, bytes: &[u8]) -> Vec<u8> {
        let missing = self.width.saturating_sub(bytes.len());
        let mut out = Vec::with_capacity(bytes.len() + missing);
        let (before, after) = if self.left { (0, missing) } else { (missing, 0) };
        out.resize(before, b' ');
        out.extend_from_slice(bytes);
        out.resize(out.len() + after, b' ');
        out
    }
}

/// The error texts of arguments that do not fit their directive.
pub mod errors {
    use super::{Fault, Mode};

    pub fn not_enough_arguments() -> Fault {
        Fault::type_error("not enough arguments for format string")
    }

    pub fn arguments_left(mode: Mode) -> Fault {
        Fault::type_error(match mode {
            Mode::Str => "not all arguments converted during string formatting",
            Mode::Bytes => "not all arguments converted during bytes formatting",
        })
    }

    pub fn needs_mapping() -> Fault {
        Fault::type_error("format requires a mapping")
    }

    pub fn star_needs_int() -> Fault {
        Fault::type_error("* wants int")
    }

    /// For `d i u` with something that is no number, and `o x X` with no integer.
    pub fn not_a_number(kind: char, type_name: &str) -> Fault {
        let wanted = match kind {
            'o' | 'x' | 'X' => "an integer",
            _ => "a real number",
        };
        Fault::type_error(format!("%{kind} format: {wanted} is required, not {type_name}"))
    }

    /// For `c` with something that is neither an int nor one character.
    pub fn not_a_character(mode: Mode, type_name: &str) -> Fault {
        let wanted = match mode {
            Mode::Str => "an int or a unicode character",
            Mode::Bytes => "an integer in range(256) or a single byte",
        };
        Fault::type_error(format!("%c requires {wanted}, not {type_name}"))
    }

    /// For `c` with text of another length; `type_name` is `string`, or in bytes mode `bytes`
    /// or `bytearray`.
    pub fn not_one_character(mode: Mode, type_name: &str, len: usize) -> Fault {
        not_a_character(
            mode,
            &match mode {
                Mode::Str => format!("a string of length {len}"),
                Mode::Bytes => format!("a {type_name} object of length {len}"),
            },
        )
    }

    /// For `c` with an int that is no character.
    pub fn character_out_of_range(mode: Mode) -> Fault {
        Fault::overflow(match mode {
            Mode::Str => "%c arg not in range(0x110000)",
            Mode::Bytes => "%c arg not in range(256)",
        })
    }

    /// For `b` and `s` in bytes mode with an object that gives no bytes.
    pub fn no_bytes(type_name: &str) -> Fault {
        Fault::type_error(format!(
            "%b requires a bytes-like object, or an object that implements __bytes__, not '{type_name}'"
        ))
    }

    /// For float directives in bytes mode with no number.
    pub fn float_required(type_name: &str) -> Fault {
        Fault::type_error(format!("float argument required, not {type_name}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Formats with ints or texts, as the caller would.
    fn percent(template: &str, arguments: &[i64]) -> Result<String, Fault> {
        let mut steps = Template::new(template.as_bytes(), Mode::Str);
        let mut arguments = arguments.iter();
        let mut take = || arguments.next().copied().ok_or_else(errors::not_enough_arguments);
        let mut out = String::new();
        while let Some(step) = steps.next() {
            let mut directive = match step {
                Step::Literal(range) => {
                    out.push_str(&template[range]);
                    continue;
                }
                Step::Directive(directive) => directive,
            };
            out.push_str(&template[directive.literal.clone()]);
            if directive.width == Amount::Star {
                directive.style.set_width(take()?);
            }
            if directive.precision == Amount::Star {
                directive.style.set_precision(take()?);
            }
            if let Some(fault) = directive.fault {
                return Err(fault);
            }
            let value = take()?;
            let kind = char::from_u32(directive.kind).unwrap_or(' ');
            let style = directive.style;
            match kind {
                'd' | 'i' | 'u' | 'o' | 'x' | 'X' => style.write_int(&mut out, IntRef::Small(value), kind, 4300)?,
                'e' | 'E' | 'f' | 'F' | 'g' | 'G' => style.write_float(&mut out, value as f64 / 2.0, kind),
                's' => out.push_str(&style.format_text(Wtf8::new(int::decimal(value).as_str())).to_string()),
                _ => return Err(steps.unsupported(&directive)),
            }
        }
        Ok(out)
    }

    #[test]
    fn texts() {
        for (template, arguments, expected) in [
            ("%d%%|%5d|%-5d|%05d", &[1, 2, 3, -4][..], "1%|    2|3    |-0004"),
            ("%+d % d %+ d", &[5, 5, 5], "+5  5 +5"),
            ("%#x %#X %#o %#.5x|%#012.5x", &[255, -255, 8, -255, -255], "0xff -0XFF 0o10 -0x000ff|-0x0000000ff"),
            ("%.3d|%5.3d|%.0d|%.d", &[5, -5, 5, 0], "005| -005|5|0"),
            ("%*d|%*d|%.*f", &[4, 1, -4, 1, -3, 3], "   1|1   |2"),
            ("%5.1f|%-7.2e|%#.0f|%g", &[3, 3, 4, 200000000], "  1.5|1.50e+00|2.|1e+08"),
            ("%ld %hd", &[1, 2], "1 2"),
            ("%.2s|%4s|%-4s|", &[12345, 7, 8], "12|   7|8   |"),
        ] {
            assert_eq!(percent(template, arguments).unwrap(), expected, "{template}");
        }
    }

    #[test]
    fn wrong_templates() {
        for (template, expected) in [
            ("%", "incomplete format"),
            ("%l", "incomplete format"),
            ("%.", "incomplete format"),
            ("%*", "incomplete format"),
            ("%(a", "incomplete format key"),
            ("%((a)d", "incomplete format key"),
            ("%lld", "unsupported format character 'l' (0x6c) at index 2"),
            ("é%é", "unsupported format character '?' (0xe9) at index 2"),
            ("%5%", "unsupported format character '%' (0x25) at index 2"),
            ("%99999999999999999999d", "width too big"),
            ("%.2147483648d", "precision too big"),
            ("%.-1f", "unsupported format character '-' (0x2d) at index 2"),
            ("%d %d", "not enough arguments for format string"),
        ] {
            assert_eq!(percent(template, &[1]).unwrap_err().text, expected, "{template}");
        }
    }

    #[test]
    fn keys_and_bytes() {
        let template = b"ab%(k(1))-5s";
        let step = Template::new(template, Mode::Bytes).next();
        let Some(Step::Directive(directive)) = step else { panic!("a directive is read") };
        assert_eq!(directive.literal, 0..2);
        assert_eq!(&template[directive.key.clone().unwrap()], b"k(1)");
        assert_eq!(directive.style.format_bytes(b"xyz"), b"xyz  ");
        let mut steps = Template::new(b"%\xe9", Mode::Bytes);
        let Some(Step::Directive(directive)) = steps.next() else { panic!("a directive is read") };
        assert_eq!(steps.unsupported(&directive).text, "character argument not in range(0x110000)");
    }
}
