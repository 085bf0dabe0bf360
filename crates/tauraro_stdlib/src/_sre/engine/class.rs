//! Character classes: everything in a pattern that matches one character and is not a plain
//! literal. A class keeps the items of its code words for the rare characters and answers for
//! the first 256 from a table, so that the matcher's inner loops are one load and one test.

use std::sync::OnceLock;

use super::byteset::ByteSet;
use super::constants::op;
use super::facts::encode;
use super::unicode::{self, Category, Locale};

/// How a character is changed before it is looked up in the items.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Fold {
    None,
    Ascii,
    Unicode,
    /// Either case of the character, by the locale's tables, may be in the set.
    Locale,
    /// Like `Locale` for a single literal, which also matches itself as written.
    LocaleLiteral,
}

impl Fold {
    /// The form in which two characters are compared by a backreference.
    pub(crate) fn apply(self, ch: u32, locale: &Locale) -> u32 {
        match self {
            Fold::None => ch,
            Fold::Ascii => unicode::ascii_tolower(ch),
            Fold::Unicode => unicode::unicode_tolower(ch),
            Fold::Locale | Fold::LocaleLiteral => locale.to_lower(ch),
        }
    }
}

/// One element of a set. `Negate` turns the answer of every later item and of the end around.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Item {
    Negate,
    Literal(u32),
    Range(u32, u32),
    /// Matches when the character or its upper case is in the range.
    RangeUniIgnore(u32, u32),
    Category(Category, bool),
    /// A bitmap of the first 256 characters.
    Charset([u32; 8]),
    /// A bitmap of the first 65 536 characters: block numbers by high byte, then the blocks.
    BigCharset(Box<[u8; 256]>, Box<[[u32; 8]]>),
}

impl Item {
    fn contains(&self, ch: u32, locale: &Locale) -> bool {
        match self {
            Item::Negate => false,
            Item::Literal(literal) => ch == *literal,
            Item::Range(low, high) => (*low..=*high).contains(&ch),
            Item::RangeUniIgnore(low, high) => {
                let range = *low..=*high;
                range.contains(&ch) || range.contains(&unicode::unicode_toupper(ch))
            }
            Item::Category(category, negated) => category.contains(ch, locale) != *negated,
            Item::Charset(bits) => ch < 256 && has_bit(bits, ch),
            Item::BigCharset(index, blocks) => index
                .get((ch >> 8) as usize)
                .and_then(|&block| blocks.get(usize::from(block)))
                .is_some_and(|bits| has_bit(bits, ch & 0xff)),
        }
    }

    /// Whether the answer is the same for every character from 256 on.
    fn is_uniform_when_wide(&self) -> bool {
        match self {
            Item::Negate | Item::Charset(_) => true,
            Item::Literal(last) | Item::Range(_, last) => *last < 256,
            Item::Category(category, _) => matches!(
                category,
                Category::Digit | Category::Space | Category::Word | Category::Linebreak | Category::LocaleWord
            ),
            Item::RangeUniIgnore(..) | Item::BigCharset(..) => false,
        }
    }
}

fn has_bit(bits: &[u32; 8], ch: u32) -> bool {
    bits[(ch >> 5) as usize & 7] >> (ch & 31) & 1 != 0
}

/// A class as the code words describe it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct ClassDef {
    pub(crate) fold: Fold,
    pub(crate) items: Vec<Item>,
}

impl ClassDef {
    pub(crate) fn literal(fold: Fold, negated: bool, ch: u32) -> ClassDef {
        let mut items = Vec::with_capacity(2);
        if negated {
            items.push(Item::Negate);
        }
        items.push(Item::Literal(ch));
        ClassDef { fold, items }
    }

    pub(crate) fn contains(&self, ch: u32, locale: &Locale) -> bool {
        match self.fold {
            Fold::None => self.has(ch, locale),
            Fold::Ascii => self.has(unicode::ascii_tolower(ch), locale),
            Fold::Unicode => self.has(unicode::unicode_tolower(ch), locale),
            Fold::Locale => {
                let lower = self.has(locale.to_lower(ch), locale);
                let upper = self.has(locale.to_upper(ch), locale);
                // What a negated set excludes in one case it excludes in the other.
                if self.is_negated() { lower && upper } else { lower || upper }
            }
            Fold::LocaleLiteral => {
                let forms = [ch, locale.to_lower(ch), locale.to_upper(ch)];
                let hit = |item: &Item| forms.iter().any(|&form| item.contains(form, locale));
                self.items.iter().any(hit) != self.is_negated()
            }
        }
    }

    fn is_negated(&self) -> bool {
        self.items.first() == Some(&Item::Negate)
    }

    fn has(&self, ch: u32, locale: &Locale) -> bool {
        let mut answer = true;
        for item in &self.items {
            if *item == Item::Negate {
                answer = !answer;
            } else if item.contains(ch, locale) {
                return answer;
            }
        }
        !answer
    }

    /// The answer for all characters from 256 on, where it does not depend on the character.
    fn wide_answer(&self, locale: &Locale) -> Option<bool> {
        // Unicode lower case takes some of those characters (K, the Kelvin sign) below 256.
        let stays = self.fold != Fold::Unicode;
        (stays && self.items.iter().all(Item::is_uniform_when_wide))
            .then(|| self.contains(u32::from(char::MAX), locale))
    }

    /// The members from 256 on as ranges, where the items list them and they are not many.
    fn wide_ranges(&self) -> Option<Vec<(u32, u32)>> {
        let mut ranges = Vec::new();
        for item in &self.items {
            match item {
                Item::Literal(ch) => ranges.push((*ch, *ch)),
                Item::Range(low, high) => ranges.push((*low, (*high).min(u32::from(char::MAX)))),
                Item::Charset(bits) => ranges.extend(bits_of(bits).map(|ch| (ch, ch))),
                Item::BigCharset(index, blocks) => {
                    for (high, block) in index.iter().enumerate() {
                        let bits = bits_of(&blocks[usize::from(*block)]);
                        ranges.extend(bits.map(|low| ((high as u32) << 8 | low, (high as u32) << 8 | low)));
                    }
                }
                _ => return None,
            }
        }
        if self.fold == Fold::Unicode {
            let members: u64 = ranges.iter().map(|r| u64::from(r.1.saturating_sub(r.0)) + 1).sum();
            if members > LISTED_MAX {
                return None;
            }
            let listed = ranges.into_iter().flat_map(|(low, high)| low..=high);
            ranges = listed.flat_map(unicode::with_lower).map(|ch| (ch, ch)).collect();
        }
        ranges.retain(|range| range.1 >= 256 && range.0 <= range.1);
        ranges.iter_mut().for_each(|range| range.0 = range.0.max(256));
        (ranges.len() as u64 <= LISTED_MAX).then_some(ranges)
    }
}

/// More members than this are not worth listing to know their first bytes.
const LISTED_MAX: u64 = 2048;

fn bits_of(bits: &[u32; 8]) -> impl Iterator<Item = u32> + '_ {
    (0..256).filter(|&ch| has_bit(bits, ch))
}

/// Reads the items of a set; the words must end with its FAILURE and hold nothing after it.
pub(crate) fn parse_items(mut words: &[u32]) -> Option<Vec<Item>> {
    let mut items = Vec::new();
    loop {
        let (&code, rest) = words.split_first()?;
        words = rest;
        items.push(match code {
            op::FAILURE => return words.is_empty().then_some(items),
            op::NEGATE => Item::Negate,
            op::LITERAL => Item::Literal(take(&mut words, 1)?[0]),
            op::RANGE | op::RANGE_UNI_IGNORE => {
                let bounds = take(&mut words, 2)?;
                match code {
                    op::RANGE => Item::Range(bounds[0], bounds[1]),
                    _ => Item::RangeUniIgnore(bounds[0], bounds[1]),
                }
            }
            op::CATEGORY => {
                let (category, negated) = Category::from_code(take(&mut words, 1)?[0])?;
                Item::Category(category, negated)
            }
            op::CHARSET => Item::Charset(take(&mut words, 8)?.try_into().ok()?),
            op::BIGCHARSET => parse_big_charset(&mut words)?,
            _ => return None,
        });
    }
}

fn parse_big_charset(words: &mut &[u32]) -> Option<Item> {
    let count = take(words, 1)?[0] as usize;
    let mut index = Box::new([0u8; 256]);
    for (chunk, word) in index.chunks_exact_mut(4).zip(take(words, 64)?) {
        // The compiler made the words by viewing the block numbers as native integers.
        chunk.copy_from_slice(&word.to_ne_bytes());
    }
    if index.iter().any(|&block| usize::from(block) >= count) {
        return None;
    }
    let blocks = take(words, count.checked_mul(8)?)?;
    let blocks = blocks.chunks_exact(8).map(|block| block.try_into().ok()).collect::<Option<_>>()?;
    Some(Item::BigCharset(index, blocks))
}

fn take<'a>(words: &mut &'a [u32], count: usize) -> Option<&'a [u32]> {
    let (taken, rest) = words.split_at_checked(count)?;
    *words = rest;
    Some(taken)
}

/// A class made ready for matching.
pub(crate) struct Class {
    /// Membership of the characters below 256.
    pub(crate) table: [bool; 256],
    /// The answer for all others, if it is one.
    wide: Option<bool>,
    /// Membership of the Basic Multilingual Plane, filled in as it is asked for.
    pages: OnceLock<Box<[OnceLock<[u64; 4]>; 256]>>,
    def: ClassDef,
    locale: Option<Box<Locale>>,
}

impl Class {
    pub(crate) fn new(def: &ClassDef, locale: &Locale) -> Class {
        let uses_locale = matches!(def.fold, Fold::Locale | Fold::LocaleLiteral)
            || def.items.iter().any(|i| matches!(i, Item::Category(Category::LocaleWord, _)));
        Class {
            table: std::array::from_fn(|ch| def.contains(ch as u32, locale)),
            wide: def.wide_answer(locale),
            pages: OnceLock::new(),
            def: def.clone(),
            locale: uses_locale.then(|| Box::new(locale.clone())),
        }
    }

    /// Membership of any character.
    #[inline]
    pub(crate) fn contains(&self, ch: u32) -> bool {
        match self.table.get(ch as usize) {
            Some(&answer) => answer,
            None => self.wide.unwrap_or_else(|| self.contains_paged(ch)),
        }
    }

    fn contains_paged(&self, ch: u32) -> bool {
        let pages = self.pages.get_or_init(|| Box::new([const { OnceLock::new() }; 256]));
        let Some(page) = pages.get((ch >> 8) as usize) else { return self.contains_wide(ch) };
        let bits = page.get_or_init(|| {
            let mut bits = [0u64; 4];
            for low in (0..256u32).filter(|low| self.contains_wide(ch & !0xff | low)) {
                bits[(low >> 6) as usize] |= 1 << (low & 63);
            }
            bits
        });
        bits[(ch >> 6) as usize & 3] >> (ch & 63) & 1 != 0
    }

    fn contains_wide(&self, ch: u32) -> bool {
        match &self.locale {
            Some(locale) => self.def.contains(ch, locale),
            None => self.def.has(self.def.fold.apply_wide(ch), &NO_LOCALE),
        }
    }

    /// The members of wide text outside of ASCII, if they are known one by one.
    fn long_members(&self) -> Option<Vec<(u32, u32)>> {
        let mut ranges = match self.wide {
            Some(false) => Vec::new(),
            Some(true) => return None,
            None => self.def.wide_ranges()?,
        };
        ranges.extend((128..256).filter(|&ch| self.table[ch as usize]).map(|ch| (ch, ch)));
        Some(ranges)
    }

    /// The bytes that a matching character can begin with.
    pub(crate) fn first_bytes(&self, wide: bool) -> ByteSet {
        let mut set = self.short_members(wide);
        if wide {
            let last = u32::from(char::MAX);
            let all = || vec![(128, last)];
            for (low, high) in self.long_members().unwrap_or_else(all) {
                (lead_byte(low)..=lead_byte(high)).for_each(|byte| set.insert(byte));
            }
        }
        set
    }

    /// The members that are one byte long.
    fn short_members(&self, wide: bool) -> ByteSet {
        let mut set = ByteSet::EMPTY;
        let end = if wide { 128 } else { 256 };
        (0..end).filter(|&ch| self.table[ch]).for_each(|ch| set.insert(ch));
        set
    }

    /// For each length of a member's encoding the sets of its bytes, place by place; nothing
    /// if the members are not known.
    pub(crate) fn byte_columns(&self, wide: bool) -> Option<Vec<Vec<ByteSet>>> {
        let mut columns = [const { Vec::new() }; 5];
        let short = self.short_members(wide);
        if short != ByteSet::EMPTY {
            columns[1] = vec![short];
        }
        if wide {
            for (low, high) in self.long_members()? {
                let (first, last) = (encode(low, true)?, encode(high, true)?);
                let (first, last) = (first.as_slice(), last.as_slice());
                if first.len() != last.len() {
                    return None;
                }
                let sets = &mut columns[first.len()];
                sets.resize(first.len(), ByteSet::EMPTY);
                for (place, set) in sets.iter_mut().enumerate() {
                    let free = first[..place] != last[..place];
                    let bytes = if free { 0x80..=0xbf } else { first[place]..=last[place] };
                    bytes.for_each(|byte| set.insert(usize::from(byte)));
                }
            }
        }
        Some(columns.into_iter().filter(|sets| !sets.is_empty()).collect())
    }

    /// The bytes below 128 outside of the class, if they are at most three and everything else
    /// is inside: then a run of the class ends where `memchr` finds one of them.
    pub(crate) fn stop_bytes(&self, wide: bool) -> Option<Vec<u8>> {
        let end = if wide { 128 } else { 256 };
        let stops: Vec<u8> = (0..end).filter(|&b| !self.table[b]).map(|b| b as u8).collect();
        let rest_inside = !wide || self.wide == Some(true) && self.table[128..].iter().all(|&inside| inside);
        ((1..=3).contains(&stops.len()) && rest_inside).then_some(stops)
    }
}

impl Fold {
    /// `apply` for characters and folds that need no locale.
    fn apply_wide(self, ch: u32) -> u32 {
        if self == Fold::Unicode { unicode::unicode_tolower(ch) } else { ch }
    }
}

/// Stands in where no item asks for the locale.
static NO_LOCALE: Locale = Locale { lower: [0; 256], upper: [0; 256], alnum: [false; 256] };

/// First byte of a character's (generalised) UTF-8 form.
pub(crate) fn lead_byte(ch: u32) -> usize {
    let lead = match ch {
        0..0x80 => ch,
        0x80..0x800 => 0xc0 | ch >> 6,
        0x800..0x10000 => 0xe0 | ch >> 12,
        _ => 0xf0 | (ch >> 18 & 7),
    };
    lead as usize
}
