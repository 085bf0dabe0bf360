//! Reading characters of a subject. Narrow subjects have one byte per character; wide ones are
//! WTF-8, in which every code point, lone surrogates included, is encoded by itself. Nothing
//! here trusts the encoding further than to stay inside the subject.

use super::class::Class;
use super::code::{Code, Unit};
use super::tree::UNBOUNDED;

use memchr::{memchr, memchr2, memchr3};

/// Whether a byte continues a character of wide text.
#[inline]
pub(crate) fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// Length of a wide character by its first byte.
#[inline]
fn length(lead: u8) -> usize {
    match lead {
        0..0xc0 => 1,
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0.. => 4,
    }
}

/// The character at `pos`, which is inside the subject, and the position after it.
#[inline]
pub(crate) fn decode<const WIDE: bool>(s: &[u8], pos: usize) -> (u32, usize) {
    let lead = s[pos];
    if !WIDE || lead < 0x80 {
        return (u32::from(lead), pos + 1);
    }
    if let (0xc0..0xe0, Some(&tail)) = (lead, s.get(pos + 1)) {
        return (u32::from(lead & 0x1f) << 6 | u32::from(tail & 0x3f), pos + 2);
    }
    decode_long(s, pos, lead)
}

fn decode_long(s: &[u8], pos: usize, lead: u8) -> (u32, usize) {
    let tail = |at: usize| s.get(pos + at).map_or(0, |&byte| u32::from(byte & 0x3f));
    let lead_bits = u32::from(lead);
    let ch = match length(lead) {
        2 => (lead_bits & 0x1f) << 6 | tail(1),
        3 => (lead_bits & 0x0f) << 12 | tail(1) << 6 | tail(2),
        4 => (lead_bits & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3),
        _ => u32::MAX,
    };
    (ch, (pos + length(lead)).min(s.len()))
}

/// The position after the character at `pos`, if there is one.
#[inline]
pub(crate) fn after<const WIDE: bool>(s: &[u8], pos: usize) -> Option<usize> {
    let lead = *s.get(pos)?;
    if WIDE { Some((pos + length(lead)).min(s.len())) } else { Some(pos + 1) }
}

/// The position before the character that ends at `pos`, if there is one.
#[inline]
pub(crate) fn before<const WIDE: bool>(s: &[u8], pos: usize) -> Option<usize> {
    let mut start = pos.checked_sub(1)?;
    if WIDE {
        while start > 0 && is_continuation(s[start]) {
            start -= 1;
        }
    }
    Some(start)
}

/// `count` characters on, or nothing if the subject ends before.
pub(crate) fn advance<const WIDE: bool>(s: &[u8], pos: usize, count: usize) -> Option<usize> {
    if WIDE {
        return (0..count).try_fold(pos, |pos, _| after::<WIDE>(s, pos));
    }
    pos.checked_add(count).filter(|&end| end <= s.len())
}

/// `count` characters back, or nothing if the subject begins after that.
pub(crate) fn retreat<const WIDE: bool>(s: &[u8], pos: usize, count: usize) -> Option<usize> {
    if WIDE {
        return (0..count).try_fold(pos, |pos, _| before::<WIDE>(s, pos));
    }
    pos.checked_sub(count)
}

/// The position after the character at `pos` if it is in the class.
#[inline]
pub(crate) fn class_at<const WIDE: bool>(class: &Class, s: &[u8], pos: usize) -> Option<usize> {
    let byte = *s.get(pos)?;
    if !WIDE || byte < 0x80 {
        return class.table[usize::from(byte)].then_some(pos + 1);
    }
    let (ch, end) = decode::<WIDE>(s, pos);
    class.contains(ch).then_some(end)
}

/// The position after the character at `pos` if it is one that the unit repeats.
#[inline]
pub(crate) fn unit_at<const WIDE: bool>(code: &Code, unit: Unit, s: &[u8], pos: usize) -> Option<usize> {
    let byte = *s.get(pos)?;
    let inside = match unit {
        Unit::Fail => false,
        Unit::AnyAll => true,
        Unit::Byte(a) => byte == a,
        Unit::Not1(a) => byte != a,
        Unit::Not2(a, b) => byte != a && byte != b,
        Unit::Not3(a, b, c) => byte != a && byte != b && byte != c,
        Unit::Class(class) => {
            return class_at::<WIDE>(&code.classes[class as usize], s, pos);
        }
    };
    if inside { after::<WIDE>(s, pos) } else { None }
}

/// The end of the longest run of at most `max` units from `pos`.
#[inline]
pub(crate) fn run_end<const WIDE: bool>(code: &Code, unit: Unit, s: &[u8], pos: usize, max: usize) -> usize {
    if max == UNBOUNDED {
        return unbounded_end::<WIDE>(code, unit, s, pos);
    }
    if !WIDE {
        let limit = pos.saturating_add(max).min(s.len());
        return unbounded_end::<WIDE>(code, unit, &s[..limit], pos);
    }
    let mut end = pos;
    for _ in 0..max {
        match unit_at::<WIDE>(code, unit, s, end) {
            Some(next) => end = next,
            None => break,
        }
    }
    end
}

#[inline]
fn unbounded_end<const WIDE: bool>(code: &Code, unit: Unit, s: &[u8], pos: usize) -> usize {
    let rest = &s[pos..];
    let length = match unit {
        Unit::Fail => Some(0),
        Unit::AnyAll => None,
        Unit::Byte(a) => rest.iter().position(|&byte| byte != a),
        Unit::Not1(a) => memchr(a, rest),
        Unit::Not2(a, b) => memchr2(a, b, rest),
        Unit::Not3(a, b, c) => memchr3(a, b, c, rest),
        Unit::Class(class) => {
            let class = &code.classes[class as usize];
            if WIDE {
                return wide_class_end(class, s, pos);
            }
            rest.iter().position(|&byte| !class.table[usize::from(byte)])
        }
    };
    length.map_or(s.len(), |length| pos + length)
}

fn wide_class_end(class: &Class, s: &[u8], mut pos: usize) -> usize {
    while let Some(&byte) = s.get(pos) {
        if byte < 0x80 {
            if !class.table[usize::from(byte)] {
                break;
            }
            pos += 1;
        } else {
            let (ch, end) = decode::<true>(s, pos);
            if !class.contains(ch) {
                break;
            }
            pos = end;
        }
    }
    pos
}
