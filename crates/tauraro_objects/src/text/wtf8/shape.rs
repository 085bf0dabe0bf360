//! Padding, tabs, replacing, and the digits of other scripts.

use std::borrow::Cow;

use rustpython_wtf8::{CodePoint, Wtf8, Wtf8Buf};

use super::char_len;
use crate::text::format_value::push_fill;
use crate::text::{search, unicode};

fn pad(text: &Wtf8, left: usize, right: usize, fill: CodePoint) -> Wtf8Buf {
    let mut out = Wtf8Buf::with_capacity(text.len() + (left + right) * fill.len_wtf8());
    push_fill(&mut out, fill, left);
    out.push_wtf8(text);
    push_fill(&mut out, fill, right);
    out
}

/// How a text of `len` characters is centred in `width`: the padding before and after it. The
/// odd space goes left only where the width is odd.
pub(crate) fn center_margins(len: usize, width: usize) -> (usize, usize) {
    let margin = width.saturating_sub(len);
    let left = margin / 2 + (margin & width & 1);
    (left, margin - left)
}

/// `str.center`
pub fn center(text: &Wtf8, width: usize, fill: CodePoint) -> Wtf8Buf {
    let (left, right) = center_margins(char_len(text), width);
    pad(text, left, right, fill)
}

/// `str.ljust`
pub fn left_justify(text: &Wtf8, width: usize, fill: CodePoint) -> Wtf8Buf {
    pad(text, 0, width.saturating_sub(char_len(text)), fill)
}

/// `str.rjust`
pub fn right_justify(text: &Wtf8, width: usize, fill: CodePoint) -> Wtf8Buf {
    pad(text, width.saturating_sub(char_len(text)), 0, fill)
}

/// `str.zfill`: zeros after a sign, if there is one.
pub fn zero_fill(text: &Wtf8, width: usize) -> Wtf8Buf {
    let missing = width.saturating_sub(char_len(text));
    let sign = usize::from(matches!(text.as_bytes().first(), Some(b'+' | b'-')));
    let mut out = Wtf8Buf::with_capacity(text.len() + missing);
    out.push_wtf8(&text[..sign]);
    push_fill(&mut out, CodePoint::from_char('0'), missing);
    out.push_wtf8(&text[sign..]);
    out
}

/// `str.expandtabs`; a tab size of 0 or less removes the tabs.
pub fn expand_tabs(text: &Wtf8, tab_size: i64) -> Wtf8Buf {
    let tab_size = usize::try_from(tab_size).unwrap_or(0);
    let mut out = Wtf8Buf::with_capacity(text.len());
    let mut column = 0_usize;
    let mut copied = 0;
    for (at, point) in text.code_point_indices() {
        match point.to_char() {
            Some('\t') => {
                out.push_wtf8(&text[copied..at]);
                copied = at + 1;
                if tab_size > 0 {
                    let spaces = tab_size - column % tab_size;
                    push_fill(&mut out, CodePoint::from_char(' '), spaces);
                    column += spaces;
                }
            }
            Some('\n' | '\r') => column = 0,
            _ => column += 1,
        }
    }
    out.push_wtf8(&text[copied..]);
    out
}

/// `str.replace`, at most `max` times; `None` where nothing is replaced.
pub fn replace(text: &Wtf8, old: &Wtf8, new: &Wtf8, max: usize) -> Option<Wtf8Buf> {
    if max == 0 || old == new {
        return None;
    }
    if old.is_empty() {
        return Some(interleave(text, new, max));
    }
    let mut places = search::Matches::new(text.as_bytes(), old.as_bytes()).take(max).peekable();
    places.peek()?;
    let mut out = Wtf8Buf::with_capacity(text.len() + new.len());
    let mut copied = 0;
    for place in places {
        out.push_wtf8(&text[copied..place]);
        out.push_wtf8(new);
        copied = place + old.len();
    }
    out.push_wtf8(&text[copied..]);
    Some(out)
}

/// Puts `new` before each of the first characters, and at the end if `max` reaches that far.
fn interleave(text: &Wtf8, new: &Wtf8, max: usize) -> Wtf8Buf {
    let mut out = Wtf8Buf::with_capacity(text.len() + new.len());
    let mut left = max;
    for (at, point) in text.code_point_indices() {
        if left == 0 {
            out.push_wtf8(&text[at..]);
            return out;
        }
        left -= 1;
        out.push_wtf8(new);
        out.push(point);
    }
    if left > 0 {
        out.push_wtf8(new);
    }
    out
}

/// Text of a number with the digits and spaces of other scripts as ASCII ones, for the parsers
/// of numbers; what is neither becomes `?` and ends the text.
pub fn to_ascii_decimal(text: &Wtf8) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text.as_str().expect("ASCII is UTF-8"));
    }
    let mut out = String::with_capacity(text.len());
    for point in text.code_points() {
        let code = point.to_u32();
        match u8::try_from(code) {
            Ok(byte @ 0..0x7f) => out.push(char::from(byte)),
            _ if unicode::is_space(code) => out.push(' '),
            _ => match unicode::decimal_value(code) {
                Some(digit) => out.push(char::from(b'0' + digit)),
                None => {
                    out.push('?');
                    break;
                }
            },
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding() {
        let star = CodePoint::from_char('*');
        let t = |s| Wtf8::new(s);
        assert_eq!(center(t("ab"), 5, star).to_string(), "**ab*");
        assert_eq!(center(t("abc"), 6, star).to_string(), "*abc**");
        assert_eq!(center(t("é"), 4, CodePoint::from_char('€')).to_string(), "€é€€");
        assert_eq!(left_justify(t("é"), 3, star).to_string(), "é**");
        assert_eq!(right_justify(t("é"), 3, star).to_string(), "**é");
        assert_eq!(zero_fill(t("-4"), 5).to_string(), "-0004");
        assert_eq!(zero_fill(t("+é"), 4).to_string(), "+00é");
        assert_eq!(zero_fill(t("--"), 1).to_string(), "--");
        assert_eq!(expand_tabs(t("a\tbé\tc\n\tx"), 4).to_string(), "a   bé  c\n    x");
        assert_eq!(expand_tabs(t("a\tb"), 0).to_string(), "ab");
    }

    #[test]
    fn replacing() {
        let r = |s, old, new, max| {
            replace(Wtf8::new(s), Wtf8::new(old), Wtf8::new(new), max).map(|t: Wtf8Buf| t.to_string())
        };
        assert_eq!(r("aéaéa", "é", "--", usize::MAX).unwrap(), "a--a--a");
        assert_eq!(r("aéaéa", "é", "", 1).unwrap(), "aaéa");
        assert_eq!(r("aéa", "x", "y", 5), None);
        assert_eq!(r("éb", "", "-", usize::MAX).unwrap(), "-é-b-");
        assert_eq!(r("éb", "", "-", 1).unwrap(), "-éb");
        assert_eq!(r("", "", "x", 1).unwrap(), "x");
    }

    #[test]
    fn decimal_digits() {
        assert_eq!(to_ascii_decimal(Wtf8::new("\u{2003}١٢")), " 12");
        assert_eq!(to_ascii_decimal(Wtf8::new("1é2")), "1?");
        assert_eq!(to_ascii_decimal(Wtf8::new(" 12")), " 12");
    }
}
