//! `unicodedata`: properties, names and normal forms of characters. The tables are those of
//! `rustpython-unicode`, newer than CPython's (see docs/divergences/unicode.md);
//! `ucd_3_2_0` is the view of Unicode 3.2 that `stringprep` needs.

use crate::kinds;
use rustpython_unicode::normalize::NormalizeForm;
use rustpython_unicode::{LookupResult, Ucd, character_name, is_normalized as has_form, normalize as to_form};
use rustpython_wtf8::CodePoint;
use tauraro_core::builtin::{FromArg, Receiver, Signature};
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, Module, Str, TypeFlags};
use tauraro_core::{PyResult, Value, Vm, defs, payload, pyfunction};

/// A version of the data, as an object. The module's functions are those of the newest.
struct Data {
    modern: bool,
}

payload!(Data, kinds::UNICODE_DATA, "unicodedata.UCD", []);

const NEWEST: Ucd = Ucd::new(true);

/// An argument that is a text of one character.
struct Character(CodePoint);

impl FromArg for Character {
    fn from_arg(vm: &mut Vm, arg: Option<Value>, sig: &Signature, at: usize) -> PyResult<Character> {
        let v = Value::from_arg(vm, arg, sig, at)?;
        let this = usize::from(sig.receiver != Receiver::None);
        let number = if sig.params.len() - this > 1 { format!(" {}", at + 1 - this) } else { String::new() };
        let Some(s) = v.cast::<Str>() else {
            let got = if v.is_none() { "None".to_owned() } else { vm.type_name(v) };
            let text = format!("{}() argument{number} must be a unicode character, not {got}", sig.name);
            return Err(vm.type_error(text));
        };
        let mut points = s.as_wtf8().code_points();
        if let (Some(c), None) = (points.next(), points.next()) {
            return Ok(Character(c));
        }
        let len = s.char_len(vm);
        let wanted = "must be a unicode character, not a string of length";
        Err(vm.type_error(format!("{}(): argument{number} {wanted} {len}", sig.name)))
    }
}

fn form(vm: &mut Vm, form: Gc<Str>) -> PyResult<NormalizeForm> {
    match form.to_string_lossy().parse() {
        Ok(form) => Ok(form),
        Err(()) => Err(vm.value_error("invalid normalization form")),
    }
}

/// The default, or ValueError with a text where there is none.
fn value_or(vm: &mut Vm, found: Option<Value>, default: Option<Value>, missing: &str) -> PyResult {
    match found.or(default) {
        Some(v) => Ok(v),
        None => Err(vm.value_error(missing)),
    }
}

/// A syllable of Hangul is shown as its letters, of which there are two or three.
fn decomposed(c: CodePoint, data: Ucd) -> String {
    const FIRST: u32 = 0xAC00;
    match c.to_u32() {
        code @ FIRST..=0xD7A3 => {
            let i = code - FIRST;
            let (lead, vowel, tail) = (0x1100 + i / 588, 0x1161 + i % 588 / 28, 0x11A7 + i % 28);
            if tail == 0x11A7 {
                format!("{lead:04X} {vowel:04X}")
            } else {
                format!("{lead:04X} {vowel:04X} {tail:04X}")
            }
        }
        _ => data.decomposition(c),
    }
}

fn name_of(c: CodePoint, data: Ucd) -> Option<String> {
    let c = c.to_char().filter(|c| data.membership(*c))?;
    character_name(c)
}

fn look_up(vm: &mut Vm, data: Ucd, name: Gc<Str>) -> PyResult<String> {
    let text = name.to_string_lossy();
    if text.len() > 256 {
        return Err(vm.raise_text(vm.exc.key_error, "name too long"));
    }
    match data.lookup(&text) {
        Some(LookupResult::Character(c)) => Ok(c.to_string()),
        Some(LookupResult::Sequence(s)) => Ok(s.to_owned()),
        None => Err(vm.raise_text(vm.exc.key_error, &format!("undefined character name '{text}'"))),
    }
}

/// Declares the functions, for the module or as methods of a version of the data.
macro_rules! queries {
    ($prefix:literal, $this:literal, [$($receiver:ident: $ty:ty)?] $data:expr) => {
        use super::*;

        /// The general category of a character.
        #[pyfunction($prefix ".category(" $this "chr, /)")]
        fn category(_: &mut Vm, $($receiver: $ty,)? chr: Character) -> &'static str {
            $data.category(chr.0)
        }

        /// The bidirectional class of a character, empty if it has none.
        #[pyfunction($prefix ".bidirectional(" $this "chr, /)")]
        fn bidirectional(_: &mut Vm, $($receiver: $ty,)? chr: Character) -> &'static str {
            // Surrogates have the class of most characters.
            if chr.0.to_char().is_none() { "L" } else { $data.bidirectional(chr.0) }
        }

        /// The canonical combining class of a character.
        #[pyfunction($prefix ".combining(" $this "chr, /)")]
        fn combining(_: &mut Vm, $($receiver: $ty,)? chr: Character) -> i64 {
            i64::from($data.combining(chr.0))
        }

        /// Whether a character is mirrored in text that runs from right to left, as 0 or 1.
        #[pyfunction($prefix ".mirrored(" $this "chr, /)")]
        fn mirrored(_: &mut Vm, $($receiver: $ty,)? chr: Character) -> i64 {
            i64::from($data.mirrored(chr.0))
        }

        /// The East Asian width of a character.
        #[pyfunction($prefix ".east_asian_width(" $this "chr, /)")]
        fn east_asian_width(_: &mut Vm, $($receiver: $ty,)? chr: Character) -> &'static str {
            $data.east_asian_width(chr.0)
        }

        /// What a character is decomposed to, as hexadecimal numbers.
        #[pyfunction($prefix ".decomposition(" $this "chr, /)")]
        fn decomposition(_: &mut Vm, $($receiver: $ty,)? chr: Character) -> String {
            decomposed(chr.0, $data)
        }

        /// The value of a character that is a decimal digit.
        #[pyfunction($prefix ".decimal(" $this "chr, default=<unrepresentable>, /)")]
        fn decimal(vm: &mut Vm, $($receiver: $ty,)? chr: Character, default: Option<Value>) -> PyResult {
            let found = $data.decimal(chr.0).map(|i| Value::small(i as i64));
            value_or(vm, found, default, "not a decimal")
        }

        /// The value of a character that is a digit.
        #[pyfunction($prefix ".digit(" $this "chr, default=<unrepresentable>, /)")]
        fn digit(vm: &mut Vm, $($receiver: $ty,)? chr: Character, default: Option<Value>) -> PyResult {
            let found = $data.digit(chr.0).map(|i| Value::small(i as i64));
            value_or(vm, found, default, "not a digit")
        }

        /// The value of a character that stands for a number, as a float.
        #[pyfunction($prefix ".numeric(" $this "chr, default=<unrepresentable>, /)")]
        fn numeric(vm: &mut Vm, $($receiver: $ty,)? chr: Character, default: Option<Value>) -> PyResult {
            let found = $data.numeric(chr.0).map(Value::float);
            value_or(vm, found, default, "not a numeric character")
        }

        /// The name of a character.
        #[pyfunction($prefix ".name(" $this "chr, default=<unrepresentable>, /)")]
        fn name(vm: &mut Vm, $($receiver: $ty,)? chr: Character, default: Option<Value>) -> PyResult {
            let found = match name_of(chr.0, $data) {
                Some(name) => Some(vm.new_str(&name)?.value()),
                None => None,
            };
            value_or(vm, found, default, "no such name")
        }

        /// The character of that name. Raises KeyError if there is none.
        #[pyfunction($prefix ".lookup(" $this "name, /)")]
        fn lookup(vm: &mut Vm, $($receiver: $ty,)? name: Gc<Str>) -> PyResult<String> {
            look_up(vm, $data, name)
        }

        /// The text in a normal form: NFC, NFKC, NFD or NFKD.
        #[pyfunction($prefix ".normalize(" $this "form, unistr, /)")]
        fn normalize(vm: &mut Vm, $($receiver: $ty,)? form: Gc<Str>, unistr: Gc<Str>) -> PyResult<Gc<Str>> {
            $( let _ = $receiver; )?
            if unistr.is_empty() {
                return Ok(unistr);
            }
            let form = super::form(vm, form)?;
            let made = to_form(form, unistr.as_wtf8());
            vm.new_str_wtf8(&made)
        }

        /// Whether the text is in that normal form.
        #[pyfunction($prefix ".is_normalized(" $this "form, unistr, /)")]
        fn is_normalized(vm: &mut Vm, $($receiver: $ty,)? form: Gc<Str>, unistr: Gc<Str>) -> PyResult<bool> {
            $( let _ = $receiver; )?
            if unistr.is_empty() {
                return Ok(true);
            }
            Ok(has_form(super::form(vm, form)?, unistr.as_wtf8()))
        }

        pub(super) static ALL: &[&tauraro_core::builtin::FnDef] = defs![
            bidirectional, category, combining, decimal, decomposition, digit, east_asian_width, is_normalized,
            lookup, mirrored, name, normalize, numeric,
        ];
    };
}

mod functions {
    queries!("unicodedata", "", [] NEWEST);
}

mod methods {
    queries!("unicodedata.UCD", "$self, ", [this: Gc<Data>] Ucd::new(this.modern));
}

fn version(vm: &mut Vm, v: Value) -> PyResult {
    let modern = v.cast::<Data>().is_none_or(|d| d.modern);
    Ok(vm.new_str(&Ucd::new(modern).unidata_version())?.value())
}

static SPEC: TypeSpec = TypeSpec {
    name: "UCD",
    module: "unicodedata",
    doc: Some("A version of the Unicode data."),
    kind: Some(Data::INFO),
    flags: TypeFlags::NO_NEW,
    methods: methods::ALL,
    getset: &[GetSetDef { name: "unidata_version", doc: "The version of the data.", get: version, set: None }],
    ..TypeSpec::EMPTY
};

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let module = vm.new_module("unicodedata", Some("Properties of characters."), functions::ALL)?;
    let ty = vm.new_type(&SPEC, vm.types.object)?;
    module.add(vm, "UCD", ty.value())?;
    let old = vm.alloc(ty.root_shape.get(), Data { modern: false });
    module.add(vm, "ucd_3_2_0", old.value())?;
    let version = vm.new_str(&NEWEST.unidata_version())?;
    module.add(vm, "unidata_version", version.value())?;
    Ok(module)
}
