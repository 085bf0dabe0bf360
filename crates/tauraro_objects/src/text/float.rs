//! Floats to text and back, as `repr`, `float()` and the presentation types `e f g n %` do it.
//!
//! The shortest digits come from zmij and exactly rounded digits of any precision from the
//! standard library; what is ours is Python's choice between fixed and exponent notation.

use super::int::Digits;

/// A double has at most 767 significant and 1074 fractional decimal digits, so every digit past
/// this many is a zero and needs no arithmetic.
const DIGITS_EXACT_MAX: usize = 1100;

/// Which digits to produce and how to lay them out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// `e`: one digit, the point, `precision` digits, an exponent.
    Exponent,
    /// `f`: `precision` digits after the point.
    Fixed,
    /// `g`: `precision` significant digits, exponent only where that is shorter.
    General,
    /// The fewest digits that read back as the same float (`precision` is not used).
    Shortest,
}

/// The ways in which the text of a float can vary beside its precision.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// `#`: keep the point, and with `g` also the trailing zeros.
    pub alternate: bool,
    /// Finite results in fixed notation end in `.0` if they have no fraction.
    pub dot_zero: bool,
    /// `E`, `INF` and `NAN` in capitals.
    pub upper: bool,
}

/// `repr(x)`.
pub fn repr(x: f64) -> String {
    let mut out = String::with_capacity(24);
    write_repr(&mut out, x);
    out
}

/// Appends `repr(x)`.
pub fn write_repr(out: &mut String, x: f64) {
    if !x.is_finite() {
        out.push_str(non_finite(x, false));
        return;
    }
    let mut buffer = zmij::Buffer::new();
    let text = buffer.format_finite(x);
    let magnitude = x.abs();
    // Between these bounds zmij and Python both write fixed notation.
    if magnitude == 0.0 || (1e-4..1e16).contains(&magnitude) {
        out.push_str(text);
    } else {
        let (negative, digits, exponent) = split_digits(text);
        if negative {
            out.push('-');
        }
        push_exponent_form(out, digits.as_str(), exponent, false, false);
    }
}

/// The text of `x` in a layout; the sign is there only if `x` is negative (also `-0.0`; a NaN
/// has none).
pub fn to_text(x: f64, layout: Layout, precision: usize, style: Style) -> String {
    if !x.is_finite() {
        return non_finite(x, style.upper).to_owned();
    }
    match layout {
        Layout::Fixed => fixed_text(x, precision, style),
        Layout::Exponent => {
            let (negative, digits, exponent) = exact_digits(x, precision);
            let mut out = sign_prefix(negative);
            push_exponent_form(&mut out, &digits, exponent, style.alternate, style.upper);
            out
        }
        Layout::General => {
            let significant = precision.max(1);
            let (negative, mut digits, exponent) = exact_digits(x, significant - 1);
            if !style.alternate {
                strip_trailing_zeros(&mut digits);
            }
            let limit = significant as i64 - i64::from(style.dot_zero);
            place_digits(negative, &digits, exponent, limit, style)
        }
        Layout::Shortest => {
            let mut buffer = zmij::Buffer::new();
            let (negative, digits, exponent) = split_digits(buffer.format_finite(x));
            place_digits(negative, digits.as_str(), exponent, 16, style)
        }
    }
}

/// What `float(text)` gives for text in which other digits and spaces than ASCII's are already
/// replaced (see `wtf8::to_ascii_decimal`); `None` if it is no float.
pub fn parse(text: &str) -> Option<f64> {
    let text = text.trim_matches(is_c_space);
    let bytes = text.as_bytes();
    // std reads Python's grammar save underscores, and nothing more.
    if !bytes.contains(&b'_') {
        return text.parse().ok();
    }
    let digit_at = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut plain = String::with_capacity(text.len());
    for (i, c) in text.char_indices() {
        if c != '_' {
            plain.push(c);
        } else if i == 0 || !digit_at(i - 1) || !digit_at(i + 1) {
            return None;
        }
    }
    plain.parse().ok()
}

/// C's `isspace` in the C locale: what number parsing strips from ASCII text.
pub(crate) fn is_c_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\x0b' | '\x0c' | '\r')
}

/// `nan`, `inf` or `-inf`.
fn non_finite(x: f64, upper: bool) -> &'static str {
    match (x.is_nan(), x < 0.0, upper) {
        (true, _, false) => "nan",
        (true, _, true) => "NAN",
        (false, false, false) => "inf",
        (false, false, true) => "INF",
        (false, true, false) => "-inf",
        (false, true, true) => "-INF",
    }
}

fn sign_prefix(negative: bool) -> String {
    if negative { "-".to_owned() } else { String::new() }
}

/// At most 17 significant digits, kept off the heap.
struct ShortDigits {
    bytes: [u8; 24],
    len: usize,
}

impl ShortDigits {
    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).expect("only ASCII digits are stored")
    }
}

/// Takes a decimal literal apart: sign, significant digits without zeros at either end (but at
/// least one digit), and the power of ten of the first digit.
fn split_digits(text: &str) -> (bool, ShortDigits, i32) {
    let negative = text.starts_with('-');
    let text = text.trim_start_matches('-');
    let (mantissa, power) = match text.split_once(['e', 'E']) {
        Some((mantissa, power)) => (mantissa, power.parse().expect("zmij writes an exponent")),
        None => (text, 0_i32),
    };
    let mut digits = ShortDigits { bytes: [b'0'; 24], len: 0 };
    let mut point = mantissa.len();
    let mut leading_zeros = 0;
    for (i, byte) in mantissa.bytes().enumerate() {
        match byte {
            b'.' => point = i,
            b'0' if digits.len == 0 => leading_zeros += 1,
            _ => {
                digits.bytes[digits.len] = byte;
                digits.len += 1;
            }
        }
    }
    while digits.len > 0 && digits.bytes[digits.len - 1] == b'0' {
        digits.len -= 1;
    }
    if digits.len == 0 {
        digits.bytes[0] = b'0';
        digits.len = 1;
        return (negative, digits, 0);
    }
    (negative, digits, power + point as i32 - leading_zeros - 1)
}

/// The correctly rounded `precision + 1` significant digits of `x`, and the first one's power
/// of ten.
fn exact_digits(x: f64, precision: usize) -> (bool, String, i32) {
    let exact = precision.min(DIGITS_EXACT_MAX);
    let text = format!("{:.*e}", exact, x.abs());
    let (mantissa, power) = text.split_once('e').expect("std's exponent form has an e");
    let mut digits = String::with_capacity(precision + 1);
    digits.extend(mantissa.chars().filter(|c| *c != '.'));
    push_zeros(&mut digits, precision - exact);
    let power = power.parse().expect("std's exponent is an integer");
    (x.is_sign_negative(), digits, power)
}

/// `format!("{x:.precision$}")` by integer arithmetic, where 128 bits are enough for it.
///
/// `x` is `m / 2^k`, so the digits are those of `m * 10^precision / 2^k`, rounded half to even.
fn short_fixed(x: f64, precision: usize) -> Option<String> {
    // 10^22 times a mantissa of 53 bits stays below 2^127.
    let bits = x.abs().to_bits();
    let exponent = (bits >> 52) as i32;
    if !(1..2047).contains(&exponent) || precision > 22 {
        return None;
    }
    let mantissa = u128::from(bits & ((1 << 52) - 1) | 1 << 52);
    let k = 1075 - exponent;
    if !(0..=120).contains(&k) {
        return None;
    }
    let scaled = mantissa * 10_u128.pow(precision as u32);
    let (quotient, rest) = (scaled >> k, scaled & ((1 << k) - 1));
    let half = if k == 0 { 1 } else { 1 << (k - 1) };
    let rounded = quotient + u128::from(rest > half || (rest == half && quotient & 1 == 1 && k > 0));
    // Numbers of 64 bits are written much faster than wider ones.
    let (narrow, wide);
    let digits = match u64::try_from(rounded) {
        Ok(rounded) => {
            narrow = Digits::new(rounded, 10, false);
            narrow.as_str()
        }
        Err(_) => {
            wide = rounded.to_string();
            &wide
        }
    };
    let mut out = String::with_capacity(digits.len() + precision + 3);
    if x.is_sign_negative() {
        out.push('-');
    }
    if digits.len() > precision {
        let (whole, fraction) = digits.split_at(digits.len() - precision);
        out.push_str(whole);
        if precision > 0 {
            out.push('.');
            out.push_str(fraction);
        }
    } else {
        out.push_str("0.");
        push_zeros(&mut out, precision - digits.len());
        out.push_str(digits);
    }
    Some(out)
}

fn fixed_text(x: f64, precision: usize, style: Style) -> String {
    let exact = precision.min(DIGITS_EXACT_MAX);
    let mut out = match short_fixed(x, precision) {
        Some(text) => text,
        None => format!("{x:.exact$}"),
    };
    push_zeros(&mut out, precision - exact);
    if precision == 0 {
        if style.alternate {
            out.push('.');
        } else if style.dot_zero {
            out.push_str(".0");
        }
    }
    out
}

fn push_zeros(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n('0', count));
}

fn strip_trailing_zeros(digits: &mut String) {
    let kept = digits.trim_end_matches('0').len().max(1);
    digits.truncate(kept);
}

/// Lays digits out as `g` does: exponent form unless `-4 <= exponent < limit`.
fn place_digits(negative: bool, digits: &str, exponent: i32, limit: i64, style: Style) -> String {
    let mut out = sign_prefix(negative);
    if exponent < -4 || i64::from(exponent) >= limit {
        push_exponent_form(&mut out, digits, exponent, style.alternate, style.upper);
        return out;
    }
    if exponent < 0 {
        out.push_str("0.");
        push_zeros(&mut out, (-1 - exponent) as usize);
        out.push_str(digits);
        return out;
    }
    let whole = exponent as usize + 1;
    if digits.len() > whole {
        out.push_str(&digits[..whole]);
        out.push('.');
        out.push_str(&digits[whole..]);
        return out;
    }
    out.push_str(digits);
    push_zeros(&mut out, whole - digits.len());
    if style.dot_zero {
        out.push_str(".0");
    } else if style.alternate {
        out.push('.');
    }
    out
}

/// `d.ddde+XX`, the exponent with its sign and at least two digits.
fn push_exponent_form(out: &mut String, digits: &str, exponent: i32, point: bool, upper: bool) {
    out.push_str(&digits[..1]);
    if digits.len() > 1 || point {
        out.push('.');
        out.push_str(&digits[1..]);
    }
    out.push(if upper { 'E' } else { 'e' });
    out.push(if exponent < 0 { '-' } else { '+' });
    let magnitude = exponent.unsigned_abs();
    if magnitude < 10 {
        out.push('0');
    }
    out.push_str(&magnitude.to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repr_chooses_the_notation() {
        for (x, text) in [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (0.1, "0.1"),
            (1e16, "1e+16"),
            (9999999999999998.0, "9999999999999998.0"),
            (123456789012345680.0, "1.2345678901234568e+17"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (0.000012345, "1.2345e-05"),
            (-1.5e300, "-1.5e+300"),
            (5e-324, "5e-324"),
            (f64::MAX, "1.7976931348623157e+308"),
            (f64::INFINITY, "inf"),
            (f64::NEG_INFINITY, "-inf"),
            (f64::NAN, "nan"),
            (1e22, "1e+22"),
            (100000.0, "100000.0"),
        ] {
            assert_eq!(repr(x), text);
        }
    }

    #[test]
    fn layouts() {
        let plain = Style::default();
        let alternate = Style { alternate: true, ..plain };
        let dot_zero = Style { dot_zero: true, ..plain };
        assert_eq!(to_text(12345.678, Layout::Exponent, 3, plain), "1.235e+04");
        assert_eq!(to_text(5.0, Layout::Exponent, 0, alternate), "5.e+00");
        assert_eq!(to_text(0.5, Layout::Fixed, 0, plain), "0");
        assert_eq!(to_text(1.5, Layout::Fixed, 0, plain), "2");
        assert_eq!(to_text(2.5, Layout::Fixed, 0, alternate), "2.");
        assert_eq!(to_text(0.125, Layout::Fixed, 2, plain), "0.12");
        assert_eq!(to_text(1e22, Layout::Fixed, 1, plain), "10000000000000000000000.0");
        assert_eq!(to_text(100000.0, Layout::General, 6, plain), "100000");
        assert_eq!(to_text(1000000.0, Layout::General, 6, plain), "1e+06");
        assert_eq!(to_text(0.0001, Layout::General, 6, alternate), "0.000100000");
        assert_eq!(to_text(1.0, Layout::General, 0, alternate), "1.");
        assert_eq!(to_text(12.0, Layout::General, 2, dot_zero), "1.2e+01");
        assert_eq!(to_text(12.0, Layout::General, 3, dot_zero), "12.0");
        assert_eq!(to_text(1e16, Layout::Shortest, 0, alternate), "1.e+16");
        assert_eq!(to_text(0.0, Layout::General, 3, plain), "0");
        assert_eq!(to_text(f64::NAN, Layout::Fixed, 3, Style { upper: true, ..plain }), "NAN");
        assert_eq!(to_text(1.0, Layout::Fixed, 2000, plain).len(), 2002);
        assert_eq!(to_text(5e-324, Layout::Exponent, 760, plain).len(), 767);
    }

    #[test]
    fn parse_accepts_pythons_grammar() {
        for (text, x) in [
            ("1_0.5", 10.5),
            (" 1.5\n", 1.5),
            ("1e5_0", 1e50),
            ("+Infinity", f64::INFINITY),
            ("-.5", -0.5),
            ("5.", 5.0),
            ("1e400", f64::INFINITY),
            ("1_0_0.0_1", 100.01),
        ] {
            assert_eq!(parse(text), Some(x), "{text}");
        }
        assert!(parse("-nan").is_some_and(f64::is_nan));
        for text in [
            "", ".", "_1", "1_", "1_.5", "1._5", "1e_5", "1_e5", "1__0", "infinit", "e5", "1e", "0x1p3", "1 5", "1.5f",
            "in_f", "nan(1)", "\x1f1",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
