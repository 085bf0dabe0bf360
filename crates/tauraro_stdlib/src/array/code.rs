//! The type codes: how an item lies in memory and which objects it takes.

use tauraro_core::{PyResult, Str, Value, Vm};
use tauraro_objects::raise::OrRaise;

/// What kind of value the items of a code are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Signed,
    Unsigned,
    Float,
    Text,
}

pub(super) struct Code {
    pub(super) letter: char,
    pub(super) size: usize,
    class: Class,
    /// The struct module's format of an item.
    pub(super) format: &'static str,
    /// The number by which pickles name this layout.
    pub(super) machine_format: i64,
}

const fn code(letter: char, size: usize, class: Class, format: &'static str, machine_format: i64) -> Code {
    Code { letter, size, class, format, machine_format }
}

static CODES: [Code; 14] = [
    code('b', 1, Class::Signed, "b", 1),
    code('B', 1, Class::Unsigned, "B", 0),
    code('u', 4, Class::Text, "u", 20),
    code('w', 4, Class::Text, "w", 20),
    code('h', 2, Class::Signed, "h", 4),
    code('H', 2, Class::Unsigned, "H", 2),
    code('i', 4, Class::Signed, "i", 8),
    code('I', 4, Class::Unsigned, "I", 6),
    code('l', 8, Class::Signed, "l", 12),
    code('L', 8, Class::Unsigned, "L", 10),
    code('q', 8, Class::Signed, "q", 12),
    code('Q', 8, Class::Unsigned, "Q", 10),
    code('f', 4, Class::Float, "f", 14),
    code('d', 8, Class::Float, "d", 16),
];

/// The layouts that pickles name, as struct formats; the last four are texts in UTF-16 and
/// UTF-32 of both byte orders.
const MACHINE_FORMATS: [&str; 22] = [
    "B",
    "b",
    "<H",
    ">H",
    "<h",
    ">h",
    "<I",
    ">I",
    "<i",
    ">i",
    "<Q",
    ">Q",
    "<q",
    ">q",
    "<f",
    ">f",
    "<d",
    ">d",
    "utf-16-le",
    "utf-16-be",
    "utf-32-le",
    "utf-32-be",
];

pub(super) fn machine_format(number: i64) -> Option<&'static str> {
    usize::try_from(number).ok().and_then(|i| MACHINE_FORMATS.get(i)).copied()
}

/// The code point of a str of one character.
pub(super) fn character(vm: &mut Vm, v: Value, what: &str) -> PyResult<u32> {
    let Some(text) = v.cast::<Str>() else {
        let text = format!("{what}, not {}", vm.type_name(v));
        return Err(vm.type_error(text));
    };
    let mut points = text.as_wtf8().code_points();
    match (points.next(), points.next()) {
        (Some(point), None) => Ok(point.to_u32()),
        _ => {
            let len = text.char_len(vm);
            Err(vm.type_error(format!("{what}, not a string of length {len}")))
        }
    }
}

impl Code {
    pub(super) fn find(letter: char) -> Option<&'static Code> {
        CODES.iter().find(|code| code.letter == letter)
    }

    pub(super) fn is_text(&self) -> bool {
        self.class == Class::Text
    }

    /// The object that an item stands for.
    pub(super) fn unpack(&self, vm: &mut Vm, bytes: &[u8]) -> PyResult {
        let word = match *bytes {
            [a, b, c, d, e, f, g, h] => u64::from_le_bytes([a, b, c, d, e, f, g, h]),
            [a, b, c, d] => u64::from(u32::from_le_bytes([a, b, c, d])),
            [a, b] => u64::from(u16::from_le_bytes([a, b])),
            _ => u64::from(bytes[0]),
        };
        let unused = 64 - 8 * self.size as u32;
        Ok(match self.class {
            Class::Signed => vm.new_int((word << unused) as i64 >> unused),
            Class::Unsigned => vm.new_uint(word),
            Class::Float if self.size == 4 => Value::float(f64::from(f32::from_bits(word as u32))),
            Class::Float => Value::float(f64::from_bits(word)),
            Class::Text => {
                let Some(point) = rustpython_wtf8::CodePoint::from_u32(word as u32) else {
                    let text = format!("character U+{word:x} is not in range [U+0000; U+10ffff]");
                    return Err(vm.value_error(text));
                };
                let mut text = rustpython_wtf8::Wtf8Buf::new();
                text.push(point);
                vm.new_str_wtf8(&text)?.value()
            }
        })
    }

    /// The bytes of an object as an item; the first `size` count.
    pub(super) fn pack(&self, vm: &mut Vm, v: Value) -> PyResult<[u8; 8]> {
        match self.class {
            Class::Signed | Class::Unsigned => self.pack_int(vm, v),
            Class::Float => {
                let f = vm.to_f64(v)?;
                let word = if self.size == 4 { u64::from((f as f32).to_bits()) } else { f.to_bits() };
                Ok(word.to_le_bytes())
            }
            Class::Text => {
                let point = character(vm, v, "array item must be a unicode character")?;
                Ok(u64::from(point).to_le_bytes())
            }
        }
    }

    fn pack_int(&self, vm: &mut Vm, v: Value) -> PyResult<[u8; 8]> {
        let v = vm.index(v)?;
        let Some(i) = v.as_i64() else { return self.pack_large(vm, v) };
        if let Some(text) = self.refusal(i) {
            return Err(vm.overflow_error(text));
        }
        Ok(i.to_le_bytes())
    }

    /// What is wrong with a number of 64 bits.
    fn refusal(&self, i: i64) -> Option<String> {
        let side = |low: i64, high: i64| match i {
            _ if i < low => Some("less than minimum"),
            _ if i > high => Some("greater than maximum"),
            _ => None,
        };
        let within = |low, high, name: &str| side(low, high).map(|side| format!("{name} is {side}"));
        let (short, int) = (i64::from(i16::MIN), i64::from(i16::MAX));
        let as_short = || within(short, int, "signed short integer");
        let as_int = || within(i64::from(i32::MIN), i64::from(i32::MAX), "signed integer");
        match (self.letter, i < 0) {
            ('b', _) => as_short().or_else(|| within(-128, 127, "signed char")),
            ('B', _) => within(0, 255, "unsigned byte integer"),
            ('h', _) => as_short(),
            ('H', _) => as_int().or_else(|| within(0, 0xFFFF, "unsigned short")),
            ('i', _) => as_int(),
            ('I' | 'L', true) => Some("can't convert negative value to unsigned int".to_owned()),
            ('I', _) => within(0, 0xFFFF_FFFF, "unsigned int"),
            ('Q', true) => Some("can't convert negative int to unsigned".to_owned()),
            _ => None,
        }
    }

    /// A number beyond 64 signed bits.
    fn pack_large(&self, vm: &mut Vm, v: Value) -> PyResult<[u8; 8]> {
        let negative = v.as_int().is_some_and(tauraro_core::object::Int::is_negative);
        let fits = v.as_int().and_then(|i| u64::try_from(&i.to_ibig()).ok());
        let text = match (self.letter, fits) {
            ('L' | 'Q', Some(word)) => return Ok(word.to_le_bytes()),
            ('I' | 'L', _) if negative => "can't convert negative value to unsigned int",
            ('I', Some(_)) => "unsigned int is greater than maximum",
            ('I' | 'L', _) => "Python int too large to convert to C unsigned long",
            ('Q', _) if negative => "can't convert negative int to unsigned",
            ('q' | 'Q', _) => "int too big to convert",
            _ => "Python int too large to convert to C long",
        };
        Err(vm.overflow_error(text))
    }
}

/// Reads the values of a struct format one after the other.
pub(super) fn each_formatted(
    vm: &mut Vm,
    format: &str,
    bytes: &[u8],
    mut f: impl FnMut(&mut Vm, Value) -> PyResult<()>,
) -> PyResult<()> {
    let layout = tauraro_objects::struct_format::parse(format.as_bytes()).or_raise(vm)?;
    let Some(item) = layout.items().next() else { return Ok(()) };
    for chunk in bytes.chunks_exact(layout.size) {
        let v = tauraro_objects::items::unpack(vm, &item, chunk)?;
        f(vm, v)?;
    }
    Ok(())
}
