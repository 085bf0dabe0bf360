//! `Decimal.__format__`
//!
//! What goes by a locale, and specifications that are not understood here, are left to
//! `_pydecimal`, as are the exceptions for wrong ones.

use super::delegate;
use super::number::{Ctx, DIGITS_MAX, Num, Rounding, cut, shifted};
use super::text::{push_digits, push_special};
use tauraro_core::heap::Gc;
use tauraro_core::{Dict, PyResult, Raised, Str, Value, Vm};

#[cold]
fn invalid(vm: &mut Vm) -> Raised {
    vm.value_error("invalid format string")
}

/// What stands for the process's locale, from the dict that is an argument of `__format__`: the
/// grouping, which is a str there, as a list of ints.
pub(super) fn locale_of(vm: &mut Vm, given: Gc<Dict>) -> PyResult {
    let locale = vm.new_dict();
    for (name, bytes_max) in [("decimal_point", 4), ("thousands_sep", 4), ("grouping", usize::MAX)] {
        let Some(v) = given.get_str(vm, name) else {
            return Err(vm.value_error("invalid override dict"));
        };
        let Some(text) = v.cast::<Str>() else {
            return Err(vm.type_error("override dict values must be str"));
        };
        let is_grouping = name == "grouping";
        let one = is_grouping || text.char_len(vm) <= 1 && (name != "decimal_point" || !text.is_empty());
        if text.byte_len() > bytes_max || !one || is_grouping && !text.is_ascii() {
            return Err(vm.value_error("invalid override dict"));
        }
        let v = if is_grouping {
            let list = vm.new_list(&[])?;
            for byte in text.as_bytes() {
                list.push(vm, Value::small(i64::from(*byte)))?;
            }
            list.value()
        } else {
            v
        };
        locale.set_str(vm, name, v)?;
    }
    Ok(locale.value())
}

/// A format specification.
struct Spec {
    fill: char,
    /// One of `<>=^`.
    align: char,
    /// What stands before a number that is not negative.
    plus: &'static str,
    no_negative_zero: bool,
    /// The point is shown even if no digit follows.
    alternate: bool,
    zero_pad: bool,
    width: usize,
    grouping: &'static str,
    precision: Option<i64>,
    fraction_grouping: &'static str,
    /// One of `eEfFgG%`.
    kind: char,
}

/// Widths and precisions of more digits are left to `_pydecimal`.
const NUMBER_DIGITS: usize = 8;

/// Takes a run of digits off the front; `None`: there are too many.
fn number(text: &mut &str) -> Option<Option<usize>> {
    let end = text.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    *text = rest;
    match digits.len() {
        0 => Some(None),
        1..=NUMBER_DIGITS => Some(digits.parse().ok()),
        _ => None,
    }
}

fn take(text: &mut &str, wanted: char) -> bool {
    let rest = text.strip_prefix(wanted);
    *text = rest.unwrap_or(text);
    rest.is_some()
}

fn separator(text: &mut &str) -> &'static str {
    if take(text, ',') {
        ","
    } else if take(text, '_') {
        "_"
    } else {
        ""
    }
}

impl Spec {
    /// Reads `[[fill]align][sign][z][#][0][width][grouping][.[precision][grouping]][type]`.
    fn parse(text: &str, ctx: &Ctx) -> Option<Spec> {
        let mut text = text;
        let mut begin = text.chars();
        let (first, second) = (begin.next(), begin.next());
        let is_align = |c: Option<char>| c.filter(|c| matches!(c, '<' | '>' | '=' | '^'));
        let (mut fill, mut align) = (' ', None);
        if let (Some(first), Some(second)) = (first, is_align(second)) {
            (fill, align) = (first, Some(second));
            text = begin.as_str();
        } else if let Some(first) = is_align(first) {
            align = Some(first);
            text = &text[1..];
        }
        let plus = match text.chars().next() {
            Some('+') => "+",
            Some(' ') => " ",
            _ => "",
        };
        text = text.strip_prefix(['+', '-', ' ']).unwrap_or(text);
        let no_negative_zero = take(&mut text, 'z');
        let alternate = take(&mut text, '#');
        let zero_pad = take(&mut text, '0');
        if zero_pad && align.is_some() {
            return None;
        }
        let width = number(&mut text)?.unwrap_or(0);
        let grouping = separator(&mut text);
        let (mut precision, mut fraction_grouping) = (None, "");
        if take(&mut text, '.') {
            precision = number(&mut text)?.map(|n| n as i64);
            fraction_grouping = separator(&mut text);
            if precision.is_none() && fraction_grouping.is_empty() {
                return None;
            }
        }
        let kind = match text {
            "" if ctx.capitals => 'G',
            "" => 'g',
            "e" | "E" | "f" | "F" | "g" | "G" | "%" => text.chars().next()?,
            _ => return None,
        };
        Some(Spec {
            fill,
            align: align.unwrap_or('>'),
            plus,
            no_negative_zero,
            alternate,
            zero_pad,
            width,
            grouping,
            precision,
            fraction_grouping,
            kind,
        })
    }

    /// The text of a number; `None`: it is too long.
    fn apply(&self, x: &Num, rounding: Rounding) -> Option<String> {
        if !x.is_finite() {
            let mut body = String::new();
            push_special(&mut body, x);
            if self.kind == '%' {
                body.push('%');
            }
            let sign = if x.neg { "-" } else { self.plus };
            let fill = if self.zero_pad { ' ' } else { self.fill };
            return Some(self.padded(sign, &body, fill));
        }
        let x = self.rounded(x, rounding)?;
        let mut digits = String::new();
        push_digits(&mut digits, &x.coeff);
        let length = digits.len() as i64;
        let left = x.exp + length;
        let point = match self.kind {
            'e' | 'E' => match self.precision {
                Some(precision) if x.is_zero() => 1 - precision,
                _ => 1,
            },
            'f' | 'F' | '%' => left,
            _ if x.exp <= 0 && left > -6 => left,
            _ => 1,
        };
        if point.max(-point) > DIGITS_MAX {
            return None;
        }
        let (whole, fraction) = match point {
            ..0 => ("0".to_owned(), "0".repeat(-point as usize) + &digits),
            0 => ("0".to_owned(), digits),
            _ if point > length => (digits + &"0".repeat((point - length) as usize), String::new()),
            _ => (digits[..point as usize].to_owned(), digits[point as usize..].to_owned()),
        };
        let sign = if x.neg && !(self.no_negative_zero && x.is_zero()) { "-" } else { self.plus };
        Some(self.joined(sign, &whole, &fraction, left - point))
    }

    /// The number with the digits that are shown; `None`: they are too many.
    fn rounded(&self, x: &Num, rounding: Rounding) -> Option<Num> {
        let mut x = x.clone();
        if self.kind == '%' {
            x.exp += 2;
        }
        match (self.precision, self.kind) {
            (None, _) => {}
            (Some(precision), 'e' | 'E') => x = to_places(x, precision + 1, rounding)?,
            (Some(precision), 'f' | 'F' | '%') => x = to_exponent(x, -precision, rounding)?,
            (Some(precision), _) if x.digits() > precision.max(1) => x = to_places(x, precision.max(1), rounding)?,
            _ => {}
        }
        if x.is_zero() && x.exp > 0 && matches!(self.kind, 'f' | 'F' | '%') {
            x.exp = 0;
        }
        Some(x)
    }

    /// The parts of a number put together.
    fn joined(&self, sign: &str, whole: &str, fraction: &str, exp: i64) -> String {
        let mut tail = String::new();
        if !fraction.is_empty() || self.alternate {
            tail.push('.');
        }
        for (i, c) in fraction.chars().enumerate() {
            if i > 0 && i % 3 == 0 {
                tail.push_str(self.fraction_grouping);
            }
            tail.push(c);
        }
        if exp != 0 || matches!(self.kind, 'e' | 'E') {
            tail.push(if matches!(self.kind, 'E' | 'G') { 'E' } else { 'e' });
            tail.push_str(&format!("{exp:+}"));
        }
        if self.kind == '%' {
            tail.push('%');
        }
        let least = if self.zero_pad { self.width.saturating_sub(tail.len() + sign.len()) } else { 0 };
        let body = grouped(whole, self.grouping, least) + &tail;
        self.padded(sign, &body, self.fill)
    }

    fn padded(&self, sign: &str, body: &str, fill: char) -> String {
        let missing = self.width.saturating_sub(sign.len() + body.len());
        let pad = |n: usize| std::iter::repeat_n(fill, n).collect::<String>();
        match self.align {
            '<' => format!("{sign}{body}{}", pad(missing)),
            '=' => format!("{sign}{}{body}", pad(missing)),
            '^' => format!("{}{sign}{body}{}", pad(missing / 2), pad(missing - missing / 2)),
            _ => format!("{}{sign}{body}", pad(missing)),
        }
    }
}

/// Digits in groups of three, with zeros in front up to a length.
fn grouped(digits: &str, separator: &str, least: usize) -> String {
    if separator.is_empty() {
        return format!("{digits:0>least$}");
    }
    // So many digits take up the length with their separators; a group is not begun by one.
    let mut count = digits.len();
    while count + (count - 1) / 3 < least {
        count += 1;
    }
    let mut made = String::new();
    for (i, c) in format!("{digits:0>count$}").chars().enumerate() {
        if i > 0 && (count - i).is_multiple_of(3) {
            made.push_str(separator);
        }
        made.push(c);
    }
    made
}

/// A number rounded to an exponent, with zeros where it has none.
fn to_exponent(x: Num, exp: i64, rounding: Rounding) -> Option<Num> {
    let more = x.exp - exp;
    if x.is_zero() {
        return Some(Num { exp, ..x });
    }
    if more > DIGITS_MAX {
        return None;
    }
    let coeff = if more >= 0 { shifted(&x.coeff, more) } else { cut(&x.coeff, -more, x.neg, rounding).0 };
    Some(Num { coeff, exp, ..x })
}

/// A number rounded to so many digits.
fn to_places(x: Num, places: i64, rounding: Rounding) -> Option<Num> {
    if x.is_zero() {
        return Some(x);
    }
    let adjusted = x.adjusted();
    let made = to_exponent(x, adjusted + 1 - places, rounding)?;
    if made.adjusted() == adjusted {
        return Some(made);
    }
    let exp = made.adjusted() + 1 - places;
    to_exponent(made, exp, rounding)
}

/// `format(x, spec)`
pub(super) fn format(vm: &mut Vm, x: &Num, spec: Gc<Str>, ctx: &Ctx, locale: Option<Value>) -> PyResult {
    let Some(text) = spec.as_str() else { return Err(invalid(vm)) };
    if let (None, Some(spec)) = (locale, Spec::parse(text, ctx)) {
        let Some(made) = spec.apply(x, ctx.rounding) else { return Err(vm.memory_error()) };
        return vm.new_str(&made).map(Gc::value);
    }
    let Some(head) = text.strip_suffix('N') else {
        return delegate::format(vm, x, text, ctx, locale).map(Gc::value);
    };
    let made = delegate::format(vm, x, &format!("{head}n"), ctx, locale)?;
    let text = "Format specifier 'N' is deprecated and slated for removal in Python 3.18";
    vm.warn(vm.exc.deprecation_warning, text, None)?;
    if !x.is_finite() {
        return Ok(made.value());
    }
    let upper = made.to_string_lossy().replace("e+", "E+").replace("e-", "E-");
    vm.new_str(&upper).map(Gc::value)
}
