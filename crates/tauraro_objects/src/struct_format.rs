//! The formats of the `struct` module: which values lie where in packed bytes, and the values
//! to bytes and back.
//!
//! A [`Layout`] lists the values in order as [`Item`]s. The caller knows Python's objects: it
//! takes one argument for each item and calls the `pack` function of its class.

use crate::bigint::{self, IntRef};
use crate::fault::{Fault, FaultKind};
use tauraro_core::value::shown_float;

fn error(text: impl Into<std::borrow::Cow<'static, str>>) -> Fault {
    Fault::new(FaultKind::StructError, text)
}

/// What kind of value an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// `c`: one byte, as bytes.
    Char,
    /// `b h i l q n`
    Signed,
    /// `B H I L Q N`
    Unsigned,
    /// `P`
    Pointer,
    /// `?`
    Bool,
    /// `e f d`
    Float,
    /// `F D`
    Complex,
    /// `s`: bytes, cut or filled with zeros.
    Bytes,
    /// `p`: bytes after their count.
    Pascal,
}

/// One value in the packed bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    pub code: u8,
    pub class: Class,
    pub offset: usize,
    pub size: usize,
    big_endian: bool,
}

/// A run of equal items, to keep `1000000i` small.
#[derive(Clone, Copy, Debug)]
struct Run {
    first: Item,
    count: usize,
}

/// A format that was read.
#[derive(Clone, Debug)]
pub struct Layout {
    runs: Vec<Run>,
    /// Packed size in bytes.
    pub size: usize,
    /// How many values are packed.
    pub values: usize,
}

/// Size, alignment and class of a code; `None` if the byte order's table lacks it.
fn code_info(code: u8, native: bool) -> Option<(usize, usize, Option<Class>)> {
    let (size, class) = match code {
        b'x' => return Some((1, 1, None)),
        b'c' => (1, Class::Char),
        b's' => (1, Class::Bytes),
        b'p' => (1, Class::Pascal),
        b'b' => (1, Class::Signed),
        b'B' => (1, Class::Unsigned),
        b'?' => (1, Class::Bool),
        b'h' => (2, Class::Signed),
        b'H' => (2, Class::Unsigned),
        b'i' => (4, Class::Signed),
        b'I' => (4, Class::Unsigned),
        b'l' => (if native { 8 } else { 4 }, Class::Signed),
        b'L' => (if native { 8 } else { 4 }, Class::Unsigned),
        b'q' => (8, Class::Signed),
        b'Q' => (8, Class::Unsigned),
        b'n' if native => (8, Class::Signed),
        b'N' if native => (8, Class::Unsigned),
        b'P' if native => (8, Class::Pointer),
        b'e' => (2, Class::Float),
        b'f' => (4, Class::Float),
        b'd' => (8, Class::Float),
        b'F' => (8, Class::Complex),
        b'D' => (16, Class::Complex),
        _ => return None,
    };
    let align = match (native, class) {
        (false, _) => 1,
        (true, Class::Complex) => size / 2,
        (true, _) => size,
    };
    Some((size, align, Some(class)))
}

/// Reads a format.
pub fn parse(format: &[u8]) -> Result<Layout, Fault> {
    if format.contains(&0) {
        return Err(error("embedded null character"));
    }
    let (native, big_endian, codes) = match format {
        [b'@', codes @ ..] => (true, cfg!(target_endian = "big"), codes),
        [b'=', codes @ ..] => (false, cfg!(target_endian = "big"), codes),
        [b'<', codes @ ..] => (false, false, codes),
        [b'>' | b'!', codes @ ..] => (false, true, codes),
        codes => (true, cfg!(target_endian = "big"), codes),
    };
    let too_long = || error("total struct size too long");
    let mut layout = Layout { runs: Vec::new(), size: 0, values: 0 };
    let mut at = 0;
    while let Some(byte) = codes.get(at) {
        if is_space(*byte) {
            at += 1;
            continue;
        }
        let digits = codes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let count = codes[at..at + digits].iter().try_fold(0_usize, |count, digit| {
            let next = count.checked_mul(10)?.checked_add(usize::from(digit - b'0'))?;
            (next <= isize::MAX as usize).then_some(next)
        });
        let count = if digits == 0 { 1 } else { count.ok_or_else(too_long)? };
        at += digits;
        let Some(code) = codes.get(at).copied() else {
            return Err(error("repeat count given without format specifier"));
        };
        at += 1;
        let info = code_info(code, native).ok_or_else(|| error("bad char in struct format"))?;
        layout.add(code, count, info, big_endian).ok_or_else(too_long)?;
    }
    Ok(layout)
}

fn is_space(byte: u8) -> bool {
    crate::text::bytes::is_space_byte(byte)
}

impl Layout {
    /// Appends `count` times a code; `None` if the size overflows.
    fn add(
        &mut self,
        code: u8,
        count: usize,
        (size, align, class): (usize, usize, Option<Class>),
        big_endian: bool,
    ) -> Option<()> {
        let offset = self.size.checked_next_multiple_of(align)?;
        self.size = offset.checked_add(size.checked_mul(count)?)?;
        if self.size > isize::MAX as usize {
            return None;
        }
        let Some(class) = class else { return Some(()) };
        let (size, count) = match class {
            Class::Bytes | Class::Pascal => (count, 1),
            _ => (size, count),
        };
        if count > 0 {
            self.runs.push(Run { first: Item { code, class, offset, size, big_endian }, count });
            self.values += count;
        }
        Some(())
    }

    /// The values in order.
    pub fn items(&self) -> impl Iterator<Item = Item> + '_ {
        self.runs
            .iter()
            .flat_map(|run| (0..run.count).map(|i| Item { offset: run.first.offset + i * run.first.size, ..run.first }))
    }

    /// `pack expected 2 items for packing (got 1)`
    pub fn wrong_count(&self, function: &str, got: usize) -> Fault {
        error(format!("{function} expected {} items for packing (got {got})", self.values))
    }

    /// Checks the buffer of `unpack`.
    pub fn check_exact(&self, len: usize) -> Result<(), Fault> {
        if len != self.size {
            return Err(error(format!("unpack requires a buffer of {} bytes", self.size)));
        }
        Ok(())
    }

    /// Checks the buffer of `iter_unpack`.
    pub fn check_multiple(&self, len: usize) -> Result<(), Fault> {
        if self.size == 0 {
            return Err(error("cannot iteratively unpack with a struct of length 0"));
        }
        if !len.is_multiple_of(self.size) {
            let size = self.size;
            let text = format!("iterative unpacking requires a buffer of a multiple of {size} bytes");
            return Err(error(text));
        }
        Ok(())
    }

    /// Where `unpack_from` and `pack_into` begin; an offset may count from the end.
    pub fn resolve_offset(&self, offset: i64, len: usize, packing: bool) -> Result<usize, Fault> {
        let size = self.size;
        let mut start = offset;
        if offset < 0 {
            if offset + size as i64 > 0 {
                let what = if packing { "no space to pack" } else { "not enough data to unpack" };
                return Err(error(format!("{what} {size} bytes at offset {offset}")));
            }
            start += len as i64;
            if start < 0 {
                return Err(error(format!("offset {offset} out of range for {len}-byte buffer")));
            }
        }
        let start = start as usize;
        if len < start || len - start < size {
            let needed = start as u128 + size as u128;
            let (function, verb) = if packing { ("pack_into", "packing") } else { ("unpack_from", "unpacking") };
            return Err(error(format!(
                "{function} requires a buffer of at least {needed} bytes for {verb} {size} bytes at \
                 offset {start} (actual buffer size is {len})"
            )));
        }
        Ok(start)
    }
}

/// A value that was unpacked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Unpacked<'a> {
    Signed(i64),
    Unsigned(u64),
    Bool(bool),
    Float(f64),
    Complex(f64, f64),
    Bytes(&'a [u8]),
}

impl Item {
    fn bytes<'b>(&self, buffer: &'b mut [u8]) -> &'b mut [u8] {
        &mut buffer[self.offset..self.offset + self.size]
    }

    /// The error for an argument that is no value of this class.
    pub fn wrong_type(&self) -> Fault {
        match self.class {
            Class::Signed | Class::Unsigned | Class::Pointer | Class::Bool => {
                error("required argument is not an integer")
            }
            Class::Float => error("required argument is not a float"),
            Class::Complex => error("required argument is not a complex"),
            Class::Char => error("char format requires a bytes object of length 1"),
            Class::Bytes | Class::Pascal => {
                error(format!("argument for '{}' must be a bytes object", char::from(self.code)))
            }
        }
    }

    /// Packs an int of class `Signed`, `Unsigned` or `Pointer`.
    pub fn pack_int(&self, buffer: &mut [u8], value: IntRef<'_>) -> Result<(), Fault> {
        let signed = self.class == Class::Signed || self.class == Class::Pointer && value.is_negative();
        let packed = bigint::to_bytes(value, self.size, self.big_endian, signed);
        let packed = packed.map_err(|_| self.out_of_range())?;
        self.bytes(buffer).copy_from_slice(&packed);
        Ok(())
    }

    fn out_of_range(&self) -> Fault {
        let bits = self.size as u32 * 8;
        let (low, high) = match self.class {
            Class::Pointer => return error("int too large to convert"),
            Class::Signed => (-(1_i128 << (bits - 1)), (1_i128 << (bits - 1)) - 1),
            _ => (0, (1_i128 << bits) - 1),
        };
        error(format!("'{}' format requires {low} <= number <= {high}", char::from(self.code)))
    }

    /// Packs a value of class `Bool`.
    pub fn pack_bool(&self, buffer: &mut [u8], value: bool) {
        buffer[self.offset] = u8::from(value);
    }

    /// Packs a value of class `Float`.
    pub fn pack_float(&self, buffer: &mut [u8], value: f64) -> Result<(), Fault> {
        let too_large = || {
            let code = char::from(self.code);
            Fault::overflow(format!("float too large to pack with {code} format"))
        };
        let finite = value.is_finite();
        let raw = match self.size {
            2 => {
                let half = half_from_double(shown_float(value));
                if finite && half & 0x7fff == 0x7c00 {
                    return Err(too_large());
                }
                u64::from(half)
            }
            4 => {
                let single = shown_float(value) as f32;
                if finite && single.is_infinite() {
                    return Err(too_large());
                }
                u64::from(single.to_bits())
            }
            _ => shown_float(value).to_bits(),
        };
        self.put(buffer, 0, self.size, raw);
        Ok(())
    }

    /// Packs a value of class `Complex`; parts too large for `F` become infinite.
    pub fn pack_complex(&self, buffer: &mut [u8], re: f64, im: f64) {
        let half = self.size / 2;
        for (i, part) in [re, im].into_iter().enumerate() {
            let raw =
                if half == 4 { u64::from((shown_float(part) as f32).to_bits()) } else { shown_float(part).to_bits() };
            self.put(buffer, i * half, half, raw);
        }
    }

    /// Writes the low `size` bytes of a word.
    fn put(&self, buffer: &mut [u8], at: usize, size: usize, raw: u64) {
        let target = &mut self.bytes(buffer)[at..at + size];
        target.copy_from_slice(&raw.to_le_bytes()[..size]);
        if self.big_endian {
            target.reverse();
        }
    }

    /// Packs bytes of class `Char`, `Bytes` or `Pascal`.
    pub fn pack_bytes(&self, buffer: &mut [u8], value: &[u8]) -> Result<(), Fault> {
        if self.class == Class::Char && value.len() != 1 {
            return Err(self.wrong_type());
        }
        let mut target = self.bytes(buffer);
        if self.class == Class::Pascal {
            let Some((count, rest)) = target.split_first_mut() else { return Ok(()) };
            *count = value.len().min(rest.len()).min(255) as u8;
            target = rest;
        }
        let kept = value.len().min(target.len());
        target[..kept].copy_from_slice(&value[..kept]);
        target[kept..].fill(0);
        Ok(())
    }

    /// Reads the value from a buffer that begins where the packed bytes do.
    pub fn unpack<'a>(&self, buffer: &'a [u8]) -> Unpacked<'a> {
        let bytes = &buffer[self.offset..self.offset + self.size];
        match self.class {
            Class::Char | Class::Bytes => Unpacked::Bytes(bytes),
            Class::Pascal => match bytes.split_first() {
                Some((count, rest)) => Unpacked::Bytes(&rest[..rest.len().min(usize::from(*count))]),
                None => Unpacked::Bytes(bytes),
            },
            Class::Bool => Unpacked::Bool(bytes[0] != 0),
            Class::Signed => {
                let unused = 64 - bytes.len() as u32 * 8;
                Unpacked::Signed((self.word(bytes) << unused) as i64 >> unused)
            }
            Class::Unsigned | Class::Pointer => Unpacked::Unsigned(self.word(bytes)),
            Class::Float => Unpacked::Float(self.float(bytes)),
            Class::Complex => {
                let (re, im) = bytes.split_at(self.size / 2);
                Unpacked::Complex(self.float(re), self.float(im))
            }
        }
    }

    fn word(&self, bytes: &[u8]) -> u64 {
        let join = |word: u64, byte: &u8| word << 8 | u64::from(*byte);
        if self.big_endian { bytes.iter().fold(0, join) } else { bytes.iter().rev().fold(0, join) }
    }

    fn float(&self, bytes: &[u8]) -> f64 {
        let word = self.word(bytes);
        match bytes.len() {
            2 => double_from_half(word as u16),
            4 => f64::from(f32::from_bits(word as u32)),
            _ => f64::from_bits(word),
        }
    }
}

/// The half-precision float nearest to a double, ties to even; infinite if it is too large.
pub fn half_from_double(value: f64) -> u16 {
    let bits = value.to_bits();
    let sign = (bits >> 48) as u16 & 0x8000;
    let exponent = (bits >> 52 & 0x7ff) as i32 - 1023;
    let fraction = bits & ((1 << 52) - 1);
    if exponent == 1024 {
        // Of a NaN the highest bits of the payload stay, and it stays a NaN.
        let payload = (fraction >> 42) as u16;
        let nan = if fraction != 0 { payload | 0x200 } else { 0 };
        return sign | 0x7c00 | nan;
    }
    if exponent < -25 {
        return sign;
    }
    if exponent > 15 {
        return sign | 0x7c00;
    }
    // Normal halves keep 10 bits of the fraction, subnormal ones fewer.
    let significand = fraction | 1 << 52;
    let (dropped, base) =
        if exponent < -14 { ((42 + -14 - exponent) as u32, 0) } else { (42, ((exponent + 14) as u16) << 10) };
    let kept = significand >> dropped;
    let rest = significand & ((1 << dropped) - 1);
    let half = 1 << (dropped - 1);
    let up = rest > half || rest == half && kept & 1 == 1;
    // A carry out of the fraction moves on to the exponent, as it should.
    sign | (base + kept as u16 + u16::from(up))
}

/// The double that a half-precision float is.
pub fn double_from_half(half: u16) -> f64 {
    let exponent = i32::from(half >> 10 & 31);
    let fraction = f64::from(half & 0x3ff);
    let magnitude = match exponent {
        0 => fraction * 2_f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (fraction + 1024.0) * 2_f64.powi(exponent - 25),
    };
    if half & 0x8000 != 0 { -magnitude } else { magnitude }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(format: &str) -> Result<usize, String> {
        parse(format.as_bytes()).map(|layout| layout.size).map_err(|fault| fault.text.into_owned())
    }

    #[test]
    fn sizes() {
        for (format, expected) in [
            ("@bhilq", 24),
            ("bq", 16),
            ("qb", 9),
            ("b0q", 8),
            ("=bq", 9),
            ("3s", 3),
            ("10x", 10),
            ("nNP", 24),
            (" 2b h ", 4),
            ("?e", 4),
            ("bF", 12),
            ("bD", 24),
            ("<F", 8),
            ("0s", 0),
            ("", 0),
        ] {
            assert_eq!(size(format), Ok(expected), "{format}");
        }
        for (format, expected) in [
            ("<P", "bad char in struct format"),
            ("2 b", "bad char in struct format"),
            ("@@b", "bad char in struct format"),
            ("3", "repeat count given without format specifier"),
            ("99999999999999999999b", "total struct size too long"),
            ("9223372036854775807q", "total struct size too long"),
            ("b\0", "embedded null character"),
        ] {
            assert_eq!(size(format), Err(expected.to_owned()), "{format}");
        }
    }

    fn pack_ints(format: &str, values: &[i64]) -> Result<Vec<u8>, String> {
        let layout = parse(format.as_bytes()).unwrap();
        let mut out = vec![0; layout.size];
        for (item, value) in layout.items().zip(values) {
            item.pack_int(&mut out, IntRef::Small(*value)).map_err(|fault| fault.text.into_owned())?;
        }
        Ok(out)
    }

    #[test]
    fn ints() {
        assert_eq!(pack_ints(">hB", &[-2, 255]).unwrap(), [255, 254, 255]);
        assert_eq!(pack_ints("bxh", &[1, 2]).unwrap(), [1, 0, 2, 0]);
        assert_eq!(pack_ints("P", &[-1]).unwrap(), [255; 8]);
        assert_eq!(pack_ints("<2i", &[1, -1]).unwrap(), [1, 0, 0, 0, 255, 255, 255, 255]);
        for (format, value, low, high) in [
            ("b", 128, "-128", "127"),
            ("H", -1, "0", "65535"),
            ("<l", 1 << 31, "-2147483648", "2147483647"),
            ("L", -1, "0", "18446744073709551615"),
        ] {
            let code = format.trim_start_matches('<');
            let expected = format!("'{code}' format requires {low} <= number <= {high}");
            assert_eq!(pack_ints(format, &[value]), Err(expected));
        }
        let layout = parse(b">hIQ").unwrap();
        let values: Vec<_> = layout.items().map(|item| item.unpack(&[255; 14])).collect();
        let expected = [Unpacked::Signed(-1), Unpacked::Unsigned(u32::MAX.into()), Unpacked::Unsigned(u64::MAX)];
        assert_eq!(values, expected);
    }

    #[test]
    fn texts_and_floats() {
        let pack = |format: &str, value: &[u8]| {
            let layout = parse(format.as_bytes()).unwrap();
            let mut out = vec![7; layout.size];
            layout.items().next().unwrap().pack_bytes(&mut out, value).unwrap();
            out
        };
        assert_eq!(pack("3s", b"abcdef"), b"abc");
        assert_eq!(pack("5s", b"ab"), b"ab\0\0\0");
        assert_eq!(pack("5p", b"ab"), b"\x02ab\0\0");
        assert_eq!(pack("3p", b"abcdef"), b"\x02ab");
        assert_eq!(pack("p", b"ab"), b"\0");
        assert_eq!(pack("0p", b"ab"), b"");
        let pascal = parse(b"5p").unwrap().items().next().unwrap();
        assert_eq!(pascal.unpack(b"\x09abcd"), Unpacked::Bytes(b"abcd"));
        for (value, half) in [
            (0.0, 0),
            (-0.0, 0x8000),
            (1.0, 0x3c00),
            (65504.0, 0x7bff),
            (65519.99, 0x7bff),
            (65520.0, 0x7c00),
            (5.960464477539063e-08, 1),
            (2.9802322387695312e-08, 0),
            (2.980232238769532e-08, 1),
            (1.0009765625, 0x3c01),
            (1.00048828125, 0x3c00),
            (1.00146484375, 0x3c02),
            (6.1035156e-5, 0x400),
            (f64::INFINITY, 0x7c00),
            (1e-10, 0),
        ] {
            assert_eq!(half_from_double(value), half, "{value}");
        }
        for half in 0..=0xffff_u16 {
            let double = double_from_half(half);
            assert!(double.is_nan() || half_from_double(double) == half);
        }
        let single = parse(b">f").unwrap().items().next().unwrap();
        let mut out = [0; 4];
        single.pack_float(&mut out, 1.5).unwrap();
        assert_eq!(out, [0x3f, 0xc0, 0, 0]);
        let fault = single.pack_float(&mut out, 1e40).unwrap_err();
        assert_eq!(fault.text, "float too large to pack with f format");
    }

    #[test]
    fn offsets() {
        let layout = parse(b"i").unwrap();
        let text = |offset, len, packing| layout.resolve_offset(offset, len, packing).unwrap_err().text;
        assert_eq!(
            text(1, 3, false),
            "unpack_from requires a buffer of at least 5 bytes for unpacking 4 bytes at offset 1 (actual \
             buffer size is 3)"
        );
        assert_eq!(text(-2, 7, false), "not enough data to unpack 4 bytes at offset -2");
        assert_eq!(text(-2, 7, true), "no space to pack 4 bytes at offset -2");
        assert_eq!(text(-5, 2, true), "offset -5 out of range for 2-byte buffer");
        assert_eq!(layout.resolve_offset(-4, 9, true), Ok(5));
    }
}
