//! The `str.isX` methods, which ask a property of every character.

use rustpython_wtf8::Wtf8;

use crate::text::unicode;

/// Whether the text has characters, and all have the property.
fn all(text: &Wtf8, property: fn(u32) -> bool) -> bool {
    !text.is_empty() && text.code_points().all(|point| property(point.to_u32()))
}

pub fn is_alpha(text: &Wtf8) -> bool {
    all(text, unicode::is_alpha)
}

pub fn is_alnum(text: &Wtf8) -> bool {
    all(text, unicode::is_alnum)
}

pub fn is_decimal(text: &Wtf8) -> bool {
    all(text, unicode::is_decimal)
}

pub fn is_digit(text: &Wtf8) -> bool {
    all(text, unicode::is_digit)
}

pub fn is_numeric(text: &Wtf8) -> bool {
    all(text, unicode::is_numeric)
}

pub fn is_space(text: &Wtf8) -> bool {
    all(text, unicode::is_space)
}

/// Unlike the others, true for empty text.
pub fn is_printable(text: &Wtf8) -> bool {
    text.code_points().all(|point| unicode::is_printable(point.to_u32()))
}

pub fn is_identifier(text: &Wtf8) -> bool {
    let mut points = text.code_points();
    points.next().is_some_and(|first| unicode::is_identifier_start(first.to_u32()))
        && points.all(|point| unicode::is_identifier_continue(point.to_u32()))
}

/// Some lower case letter, and no upper or title case one.
pub fn is_lower(text: &Wtf8) -> bool {
    let mut cased = false;
    for point in text.code_points() {
        let code = point.to_u32();
        if unicode::is_upper(code) || unicode::is_title(code) {
            return false;
        }
        cased = cased || unicode::is_lower(code);
    }
    cased
}

/// Some upper case letter, and no lower or title case one.
pub fn is_upper(text: &Wtf8) -> bool {
    let mut cased = false;
    for point in text.code_points() {
        let code = point.to_u32();
        if unicode::is_lower(code) || unicode::is_title(code) {
            return false;
        }
        cased = cased || unicode::is_upper(code);
    }
    cased
}

/// Upper and title case letters only at the start of a word, lower case only inside.
pub fn is_title(text: &Wtf8) -> bool {
    let mut cased = false;
    let mut inside = false;
    for point in text.code_points() {
        let code = point.to_u32();
        if unicode::is_upper(code) || unicode::is_title(code) {
            if inside {
                return false;
            }
            inside = true;
            cased = true;
        } else if unicode::is_lower(code) {
            if !inside {
                return false;
            }
            cased = true;
        } else {
            inside = false;
        }
    }
    cased
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predicates() {
        let t = |s: &str| Wtf8::new(s).to_owned();
        assert!(is_alpha(&t("éa")) && !is_alpha(&t("")) && !is_alpha(&t("a1")));
        assert!(is_alnum(&t("a1½")) && is_digit(&t("1²")) && !is_decimal(&t("²")));
        assert!(is_numeric(&t("½五")) && is_decimal(&t("٣")));
        assert!(is_space(&t(" \u{2003}\x1f")) && !is_space(&t("")));
        assert!(is_printable(&t("")) && !is_printable(&t("\u{a0}")) && is_printable(&t(" é")));
        assert!(is_identifier(&t("_é1")) && !is_identifier(&t("1a")) && !is_identifier(&t("")));
        assert!(is_lower(&t("aé1")) && !is_lower(&t("1")) && !is_lower(&t("aB")));
        assert!(is_upper(&t("AÉ1")) && !is_upper(&t("Aǅ")));
        assert!(is_title(&t("Hello World 1")) && !is_title(&t("HeLlo")) && !is_title(&t("1")));
        assert!(is_title(&t("ǅa")) && !is_title(&t("aA")));
    }
}
