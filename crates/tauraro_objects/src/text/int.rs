//! Integers to text and back, as `int()`, `str()`, `bin()`, `oct()` and `hex()` do it, with the
//! limit on the digits of decimal conversions.

use std::borrow::Cow;

use dashu_int::IBig;

use super::float::is_c_space;
use crate::bigint::IntValue;
use crate::fault::Fault;

/// The limit that `sys.get_int_max_str_digits()` tells at the start; 0 means none.
pub const MAX_STR_DIGITS_DEFAULT: usize = 4300;
/// The smallest limit but 0 that may be set, and the length below which no limit is looked at.
pub const MAX_STR_DIGITS_LEAST: usize = 640;

/// Why text is no integer.
#[derive(Debug, PartialEq, Eq)]
pub enum IntParseError {
    /// The caller raises [`invalid_literal`] with the repr of what it was given.
    Invalid,
    /// A decimal (or other not power-of-two) literal has more digits than the limit.
    TooManyDigits(usize),
}

/// Reads an integer; `base` is 0 or 2 to 36. Other digits and spaces than ASCII's must be
/// replaced beforehand (see `wtf8::to_ascii_decimal`).
pub fn parse(text: &str, base: u32, max_digits: usize) -> Result<IntValue, IntParseError> {
    let text = text.trim_matches(is_c_space);
    let (negative, text) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let (base, digits) = split_prefix(text, base)?;
    let (digits, only_zeros) = check_digits(digits, base.radix)?;
    if base.zeros_only && !only_zeros {
        return Err(IntParseError::Invalid);
    }
    let exceeds = digits.len() > MAX_STR_DIGITS_LEAST && max_digits > 0 && digits.len() > max_digits;
    if exceeds && !base.radix.is_power_of_two() {
        return Err(IntParseError::TooManyDigits(digits.len()));
    }
    // 12 digits of the largest base fit a word.
    if digits.len() <= 12 {
        let value = i64::from_str_radix(&digits, base.radix).map_err(|_| IntParseError::Invalid)?;
        return Ok(IntValue::Small(if negative { -value } else { value }));
    }
    let value = IBig::from_str_radix(&digits, base.radix).map_err(|_| IntParseError::Invalid)?;
    Ok(IntValue::from(if negative { -value } else { value }))
}

struct Base {
    radix: u32,
    /// Base 0 without prefix: a leading zero is allowed only in a literal zero.
    zeros_only: bool,
}

/// Takes off `0x`, `0o` or `0b` where the base allows it, with one underscore after it.
fn split_prefix(text: &str, base: u32) -> Result<(Base, &str), IntParseError> {
    let bytes = text.as_bytes();
    let prefix_radix = match bytes {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 0,
    };
    if prefix_radix != 0 && (base == 0 || base == prefix_radix) {
        let rest = &text[2..];
        let rest = rest.strip_prefix('_').unwrap_or(rest);
        return Ok((Base { radix: prefix_radix, zeros_only: false }, rest));
    }
    let zeros_only = base == 0 && bytes.first() == Some(&b'0');
    let radix = if base == 0 { 10 } else { base };
    Ok((Base { radix, zeros_only }, text))
}

/// Checks digits and underscores; gives the digits alone, and whether all are zeros.
fn check_digits(text: &str, radix: u32) -> Result<(Cow<'_, str>, bool), IntParseError> {
    let mut only_zeros = true;
    let mut underscores = false;
    let mut after_digit = false;
    for byte in text.bytes() {
        if byte == b'_' {
            if !after_digit {
                return Err(IntParseError::Invalid);
            }
            underscores = true;
            after_digit = false;
            continue;
        }
        if !char::from(byte).is_digit(radix) {
            return Err(IntParseError::Invalid);
        }
        only_zeros &= byte == b'0';
        after_digit = true;
    }
    if !after_digit {
        return Err(IntParseError::Invalid);
    }
    let digits = if underscores { Cow::Owned(text.replace('_', "")) } else { Cow::Borrowed(text) };
    Ok((digits, only_zeros))
}

/// `invalid literal for int() with base 10: 'x'`, of which at most 200 characters are shown.
pub fn invalid_literal(base: u32, repr_of_argument: &str) -> Fault {
    let shown = match repr_of_argument.char_indices().nth(200) {
        Some((end, _)) => &repr_of_argument[..end],
        None => repr_of_argument,
    };
    Fault::value(format!("invalid literal for int() with base {base}: {shown}"))
}

/// The `ValueError` for a literal with too many digits.
pub fn too_many_digits(max_digits: usize, digits: usize) -> Fault {
    Fault::value(format!(
        "Exceeds the limit ({max_digits} digits) for integer string conversion: value has {digits} \
         digits; use sys.set_int_max_str_digits() to increase the limit"
    ))
}

/// The `ValueError` for a value whose text would have too many digits.
pub fn too_long_to_text(max_digits: usize) -> Fault {
    Fault::value(format!(
        "Exceeds the limit ({max_digits} digits) for integer string conversion; use \
         sys.set_int_max_str_digits() to increase the limit"
    ))
}

/// The digits of a word, kept off the heap.
pub struct Digits {
    /// 64 binary digits and a sign.
    buffer: [u8; 65],
    at: usize,
}

impl Digits {
    /// The digits of the magnitude in base 2, 8, 10 or 16, without sign.
    pub fn new(magnitude: u64, radix: u32, upper: bool) -> Digits {
        let mut made = Digits { buffer: [0; 65], at: 65 };
        match radix {
            10 => made.put_decimal(magnitude),
            _ => made.put_binary(magnitude, radix.trailing_zeros(), upper),
        }
        made
    }

    /// The decimal text with its sign.
    // Inlined, so that the digits are read where they were written: a copy of bytes that were
    // stored one by one just now has to wait for them.
    #[inline(always)]
    pub fn signed(value: i64) -> Digits {
        let mut made = Digits { buffer: [0; 65], at: 65 };
        made.put_decimal(value.unsigned_abs());
        if value < 0 {
            made.at -= 1;
            made.buffer[made.at] = b'-';
        }
        made
    }

    #[inline(always)]
    fn put_decimal(&mut self, mut rest: u64) {
        let (buffer, mut at) = (&mut self.buffer, self.at);
        while rest >= 100 {
            let pair = (rest % 100) as usize * 2;
            rest /= 100;
            at -= 2;
            buffer[at..at + 2].copy_from_slice(&DIGIT_PAIRS[pair..pair + 2]);
        }
        if rest >= 10 {
            let pair = rest as usize * 2;
            at -= 2;
            buffer[at..at + 2].copy_from_slice(&DIGIT_PAIRS[pair..pair + 2]);
        } else {
            at -= 1;
            buffer[at] = b'0' + rest as u8;
        }
        self.at = at;
    }

    /// Digits of so many bits each.
    fn put_binary(&mut self, mut rest: u64, bits: u32, upper: bool) {
        let digits = if upper { b"0123456789ABCDEF" } else { b"0123456789abcdef" };
        loop {
            self.at -= 1;
            self.buffer[self.at] = digits[(rest & ((1 << bits) - 1)) as usize];
            rest >>= bits;
            if rest == 0 {
                break;
            }
        }
    }

    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        &self.buffer[self.at..]
    }

    #[inline]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).expect("only ASCII digits are written")
    }
}

/// Appends the decimal text of a word.
pub fn write_decimal(out: &mut String, value: i64) {
    out.push_str(Digits::signed(value).as_str());
}

/// `00` to `99`, so that one division gives two digits.
static DIGIT_PAIRS: &[u8; 200] = b"\
    0001020304050607080910111213141516171819\
    2021222324252627282930313233343536373839\
    4041424344454647484950515253545556575859\
    6061626364656667686970717273747576777879\
    8081828384858687888990919293949596979899";

/// The decimal text of a word.
pub fn decimal(value: i64) -> String {
    let mut out = String::with_capacity(20);
    write_decimal(&mut out, value);
    out
}

/// The decimal text of a big integer, unless it has more digits than the limit.
pub fn big_decimal(value: &IBig, max_digits: usize) -> Result<String, Fault> {
    use dashu_int::ops::BitTest;
    // Digits are at least (bits - 1) * log10(2); that is enough to refuse the huge ones before
    // the work is done, and the text tells about the rest.
    let digits_least = (value.bit_len() as f64 - 1.0) * std::f64::consts::LOG10_2;
    if max_digits > 0 && digits_least >= max_digits as f64 + 1.0 {
        return Err(too_long_to_text(max_digits));
    }
    let text = value.to_string();
    let digits = text.len() - usize::from(text.starts_with('-'));
    if max_digits > 0 && digits > max_digits {
        return Err(too_long_to_text(max_digits));
    }
    Ok(text)
}

/// The digits of a word in base 2, 8 or 16, with sign, without prefix.
pub fn radix_text(value: i64, radix: u32, upper: bool) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let digits = Digits::new(value.unsigned_abs(), radix, upper);
    [sign, digits.as_str()].concat()
}

/// The digits of a big integer in base 2, 8 or 16, with sign, without prefix.
pub fn big_radix_text(value: &IBig, radix: u32, upper: bool) -> String {
    match (radix, upper) {
        (2, _) => format!("{value:b}"),
        (8, _) => format!("{value:o}"),
        (16, false) => format!("{value:x}"),
        (16, true) => format!("{value:X}"),
        _ => unreachable!("text is made in base 2, 8 and 16 only"),
    }
}

/// `bin()`, `oct()` and `hex()`: the digits with sign and prefix.
pub fn prefixed(value: &IntValue, radix: u32) -> String {
    let digits = match value {
        IntValue::Small(small) => radix_text(*small, radix, false),
        IntValue::Big(big) => big_radix_text(big, radix, false),
    };
    let prefix = radix_prefix(radix);
    match digits.strip_prefix('-') {
        Some(magnitude) => format!("-{prefix}{magnitude}"),
        None => format!("{prefix}{digits}"),
    }
}

/// `0b`, `0o` or `0x`.
pub fn radix_prefix(radix: u32) -> &'static str {
    match radix {
        2 => "0b",
        8 => "0o",
        16 => "0x",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small(text: &str, base: u32) -> Option<i64> {
        match parse(text, base, MAX_STR_DIGITS_DEFAULT) {
            Ok(IntValue::Small(value)) => Some(value),
            _ => None,
        }
    }

    #[test]
    fn parse_follows_prefix_and_underscore_rules() {
        for (text, base, value) in [
            ("0x_1", 0, 1),
            ("0x_1", 16, 1),
            ("0", 0, 0),
            ("00", 0, 0),
            ("0_0", 0, 0),
            ("00_0", 0, 0),
            ("0b1", 16, 177),
            ("0B1", 2, 1),
            ("-0x1f", 0, -31),
            ("z", 36, 35),
            ("\n12 ", 10, 12),
            ("0o17", 8, 15),
            ("0o17", 0, 15),
            ("0b1", 12, 133),
            ("0_7", 8, 7),
            ("0e", 16, 14),
            ("-9223372036854775808", 10, i64::MIN),
            ("9223372036854775807", 10, i64::MAX),
        ] {
            assert_eq!(small(text, base), Some(value), "{text} base {base}");
        }
        for (text, base) in [
            ("", 10),
            (" ", 10),
            ("0x", 16),
            ("0x", 0),
            ("0_x1", 0),
            ("_1", 10),
            ("1__0", 10),
            ("1_", 10),
            ("010", 0),
            ("0b2", 2),
            ("- 1", 10),
            ("+-1", 10),
            ("Z", 35),
            ("0o8", 0),
            ("1\0", 10),
            ("0b", 2),
            ("0_", 0),
            ("0x1", 15),
            ("0b_", 2),
            ("+", 10),
            ("1 2", 10),
            ("0x__1", 0),
        ] {
            assert_eq!(parse(text, base, 0), Err(IntParseError::Invalid), "{text} base {base}");
        }
    }

    #[test]
    fn big_values() {
        let parsed = parse("-123456789012345678901234567890", 10, 4300).unwrap();
        let IntValue::Big(big) = &parsed else { panic!("does not fit a word") };
        assert_eq!(big_decimal(big, 4300).unwrap(), "-123456789012345678901234567890");
        assert_eq!(prefixed(&parsed, 16), "-0x18ee90ff6c373e0ee4e3f0ad2");
        assert_eq!(parse("9223372036854775808", 10, 0), Ok(IntValue::Big(IBig::from(1_u64 << 63))));
    }

    #[test]
    fn limits() {
        let too_many = |n| Err(IntParseError::TooManyDigits(n));
        assert_eq!(parse(&"0".repeat(5000), 10, 4300), too_many(5000));
        assert_eq!(parse(&format!("-{}", "1".repeat(4301)), 10, 4300), too_many(4301));
        assert_eq!(parse(&"1".repeat(4301), 3, 4300), too_many(4301));
        assert_eq!(parse(&("1".repeat(4301) + "x"), 10, 4300), Err(IntParseError::Invalid));
        assert!(parse(&"1".repeat(5000), 16, 4300).is_ok());
        assert!(parse(&"1".repeat(5000), 10, 0).is_ok());
        let ten_4300 = IBig::from(10).pow(4300);
        assert_eq!(big_decimal(&ten_4300, 4300), Err(too_long_to_text(4300)));
        assert_eq!(big_decimal(&(ten_4300 - IBig::ONE), 4300).unwrap().len(), 4300);
        assert_eq!(
            too_many_digits(4300, 5000).text,
            "Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; \
             use sys.set_int_max_str_digits() to increase the limit"
        );
    }

    #[test]
    fn words_to_text() {
        for value in [0, 7, -7, 10, 99, 100, -101, 12345, i64::MAX, i64::MIN] {
            assert_eq!(decimal(value), value.to_string());
        }
        assert_eq!(prefixed(&IntValue::Small(-255), 16), "-0xff");
        assert_eq!(prefixed(&IntValue::Small(0), 2), "0b0");
        assert_eq!(radix_text(-255, 16, true), "-FF");
    }
}
