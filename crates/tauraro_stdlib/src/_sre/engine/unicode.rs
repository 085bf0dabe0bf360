//! What the engine asks about single characters: simple case mappings and the categories
//! behind `\d`, `\s`, `\w` and their ASCII and locale forms. Characters are `u32` code points
//! because a Python string may hold lone surrogates, which belong to no category and have no
//! case.
//!
//! Membership of the Basic Multilingual Plane is remembered in pages of 256 characters that
//! are filled when first asked for: `\w` on Cyrillic or Chinese text then costs one bit test.

use std::sync::OnceLock;

use rustpython_unicode::classify;

/// A category that a pattern can name; the word forms also drive `\b` and `\B`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Category {
    Digit,
    Space,
    Word,
    Linebreak,
    LocaleWord,
    UniDigit,
    UniSpace,
    UniWord,
    UniLinebreak,
}

impl Category {
    /// Decodes a category word; the flag says that the category is negated.
    pub(crate) fn from_code(code: u32) -> Option<(Category, bool)> {
        let category = match code / 2 {
            0 => Category::Digit,
            1 => Category::Space,
            2 => Category::Word,
            3 => Category::Linebreak,
            4 => Category::LocaleWord,
            5 => Category::UniDigit,
            6 => Category::UniSpace,
            7 => Category::UniWord,
            8 => Category::UniLinebreak,
            _ => return None,
        };
        Some((category, code % 2 == 1))
    }

    pub(crate) fn contains(self, ch: u32, locale: &Locale) -> bool {
        match self {
            Category::Digit => ch < 128 && (ch as u8).is_ascii_digit(),
            Category::Space => is_ascii_space(ch),
            Category::Word => is_ascii_word(ch),
            Category::Linebreak => ch == u32::from(b'\n'),
            Category::LocaleWord => locale.is_word(ch),
            Category::UniDigit => paged(&DIGITS, is_decimal, ch),
            Category::UniSpace => paged(&SPACES, is_space, ch),
            Category::UniWord => paged(&WORDS, is_word, ch),
            Category::UniLinebreak => is_linebreak(ch),
        }
    }
}

/// The case and word tables of the C library's current locale, for patterns with `re.LOCALE`.
/// Only bytes patterns can have that flag, so 256 entries are all there is.
#[derive(Clone, PartialEq, Eq)]
pub struct Locale {
    pub lower: [u8; 256],
    pub upper: [u8; 256],
    pub alnum: [bool; 256],
}

impl Locale {
    /// The "C" locale, which UTF-8 locales agree with on single bytes.
    pub fn c() -> Locale {
        let mut locale = Locale { lower: [0; 256], upper: [0; 256], alnum: [false; 256] };
        for byte in 0..=255u8 {
            let at = usize::from(byte);
            locale.lower[at] = byte.to_ascii_lowercase();
            locale.upper[at] = byte.to_ascii_uppercase();
            locale.alnum[at] = byte.is_ascii_alphanumeric();
        }
        locale
    }

    pub(crate) fn to_lower(&self, ch: u32) -> u32 {
        self.lower.get(ch as usize).map_or(ch, |&lower| u32::from(lower))
    }

    pub(crate) fn to_upper(&self, ch: u32) -> u32 {
        self.upper.get(ch as usize).map_or(ch, |&upper| u32::from(upper))
    }

    fn is_word(&self, ch: u32) -> bool {
        ch == u32::from(b'_') || self.alnum.get(ch as usize).is_some_and(|&alnum| alnum)
    }
}

/// Lower case of an ASCII letter, anything else unchanged (`_sre.ascii_tolower`).
pub fn ascii_tolower(ch: u32) -> u32 {
    if ch < 128 { u32::from((ch as u8).to_ascii_lowercase()) } else { ch }
}

/// Whether `ch` is an ASCII letter (`_sre.ascii_iscased`).
pub fn ascii_iscased(ch: u32) -> bool {
    ch < 128 && (ch as u8).is_ascii_alphabetic()
}

/// One-character lower case (`_sre.unicode_tolower`). Where the full mapping is longer than a
/// character, its first one counts, as in CPython: İ gives i.
pub fn unicode_tolower(ch: u32) -> u32 {
    if ch < 128 {
        return ascii_tolower(ch);
    }
    let lower = |ch| char::from_u32(ch).and_then(|c| c.to_lowercase().next()).map_or(ch, u32::from);
    let Some(page) = LOWER.get((ch >> 8) as usize) else {
        return lower(ch);
    };
    let page = page.get_or_init(|| Box::new(std::array::from_fn(|low| lower(ch & !0xff | low as u32))));
    page[ch as usize & 0xff]
}

/// One-character upper case, with the same rule for longer mappings: ß gives S.
pub(crate) fn unicode_toupper(ch: u32) -> u32 {
    if ch < 128 {
        return u32::from((ch as u8).to_ascii_uppercase());
    }
    char::from_u32(ch).and_then(|c| c.to_uppercase().next()).map_or(ch, u32::from)
}

/// Whether either case mapping changes `ch` (`_sre.unicode_iscased`).
pub fn unicode_iscased(ch: u32) -> bool {
    unicode_tolower(ch) != ch || unicode_toupper(ch) != ch
}

/// The characters, as first, last and lower case of the first, that are not the upper case of
/// their lower case: title-case letters, the Kelvin and other signs, İ and ẞ.
const ONE_WAY: [(u32, u32, u32); 16] = [
    (0x130, 0x130, 0x69),
    (0x1c5, 0x1c5, 0x1c6),
    (0x1c8, 0x1c8, 0x1c9),
    (0x1cb, 0x1cb, 0x1cc),
    (0x1f2, 0x1f2, 0x1f3),
    (0x3f4, 0x3f4, 0x3b8),
    (0x1e9e, 0x1e9e, 0xdf),
    (0x1f88, 0x1f8f, 0x1f80),
    (0x1f98, 0x1f9f, 0x1f90),
    (0x1fa8, 0x1faf, 0x1fa0),
    (0x1fbc, 0x1fbc, 0x1fb3),
    (0x1fcc, 0x1fcc, 0x1fc3),
    (0x1ffc, 0x1ffc, 0x1ff3),
    (0x2126, 0x2126, 0x3c9),
    (0x212a, 0x212a, 0x6b),
    (0x212b, 0x212b, 0xe5),
];

/// All characters whose lower case is `lower`.
pub(crate) fn with_lower(lower: u32) -> impl Iterator<Item = u32> {
    let upper = unicode_toupper(lower);
    let plain = [lower, upper].into_iter().filter(move |&ch| unicode_tolower(ch) == lower);
    let one_way = ONE_WAY.iter().filter_map(move |&(first, last, lower_of_first)| {
        let ch = lower.checked_sub(lower_of_first)?.checked_add(first)?;
        (ch <= last).then_some(ch)
    });
    plain.take(if upper == lower { 1 } else { 2 }).chain(one_way)
}

fn is_ascii_space(ch: u32) -> bool {
    matches!(ch, 0x09..=0x0d | 0x20)
}

fn is_ascii_word(ch: u32) -> bool {
    ch < 128 && ((ch as u8).is_ascii_alphanumeric() || ch == u32::from(b'_'))
}

fn is_linebreak(ch: u32) -> bool {
    matches!(ch, 0x0a..=0x0d | 0x1c..=0x1e | 0x85 | 0x2028 | 0x2029)
}

fn is_decimal(ch: u32) -> bool {
    char::from_u32(ch).is_some_and(classify::is_decimal)
}

fn is_space(ch: u32) -> bool {
    char::from_u32(ch).is_some_and(classify::is_space)
}

fn is_word(ch: u32) -> bool {
    ch == u32::from(b'_')
        || char::from_u32(ch)
            .is_some_and(|c| classify::is_alpha(c) || classify::is_numeric(c) || classify::is_decimal(c))
}

type Page = OnceLock<[u64; 4]>;

static LOWER: [OnceLock<Box<[u32; 256]>>; 256] = [const { OnceLock::new() }; 256];
static DIGITS: [Page; 256] = [const { OnceLock::new() }; 256];
static SPACES: [Page; 256] = [const { OnceLock::new() }; 256];
static WORDS: [Page; 256] = [const { OnceLock::new() }; 256];

fn paged(pages: &[Page; 256], test: fn(u32) -> bool, ch: u32) -> bool {
    let Some(page) = pages.get((ch >> 8) as usize) else {
        return test(ch);
    };
    let bits = page.get_or_init(|| {
        let mut bits = [0u64; 4];
        for low in 0..256u32 {
            if test(ch & !0xff | low) {
                bits[(low >> 6) as usize] |= 1 << (low & 63);
            }
        }
        bits
    });
    bits[(ch as usize >> 6) & 3] >> (ch & 63) & 1 != 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn lower_case_can_be_turned_around() {
        let mut pairs = BTreeSet::new();
        for ch in 0..0x11_0000 {
            let lower = unicode_tolower(ch);
            assert!(with_lower(lower).any(|other| other == ch), "{ch:x} is missed");
            pairs.insert((lower, ch));
        }
        for lower in 0..0x11_0000 {
            for ch in with_lower(lower) {
                assert!(pairs.contains(&(lower, ch)), "{ch:x} is not of {lower:x}");
            }
        }
    }
}
