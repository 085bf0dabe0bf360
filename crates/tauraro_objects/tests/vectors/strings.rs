//! The methods of str and bytes, `%` formatting, and the properties of all characters.

use rustpython_wtf8::{CodePoint, Wtf8, Wtf8Buf};
use tauraro_objects::fault::Fault;
use tauraro_objects::slice_index;
use tauraro_objects::text::percent::{Amount, Mode, Step, Template};
use tauraro_objects::text::{bytes, int, search, unicode, wtf8};

use crate::{Row, check_all, rows, show};

fn joined<'a>(parts: impl IntoIterator<Item = &'a Wtf8>) -> Wtf8Buf {
    let parts: Vec<_> = parts.into_iter().collect();
    Wtf8Buf::join("|", parts)
}

fn reversed<'a>(parts: impl Iterator<Item = &'a Wtf8>) -> Wtf8Buf {
    let mut parts: Vec<_> = parts.collect();
    parts.reverse();
    joined(parts)
}

fn number(row: &Row, i: usize) -> i64 {
    row.text(i).parse().expect("a number")
}

/// A count in which -1 means no limit.
fn limit(row: &Row, i: usize) -> usize {
    usize::try_from(number(row, i)).unwrap_or(usize::MAX)
}

fn width(row: &Row, i: usize) -> usize {
    number(row, i).max(0) as usize
}

fn truth(value: bool) -> Wtf8Buf {
    if value { "True".into() } else { "False".into() }
}

#[test]
fn str_methods() {
    check_all("str", include_str!("../data/str.txt"), |row| show::<Wtf8Buf>(Ok(str_row(row))));
}

fn str_row(row: &Row) -> Wtf8Buf {
    let s = row.wtf8(1);
    let samples = wtf8::sample(s);
    let indexed = wtf8::Indexed { text: s, chars: wtf8::char_len(s), samples: &samples };
    let range = || slice_index::clamp_range(number(row, 3), number(row, 4), indexed.chars);
    let place = |found: Option<usize>| match found {
        Some(at) => at.to_string().into(),
        None => Wtf8Buf::from("-1"),
    };
    let three = |parts: Option<(&Wtf8, &Wtf8)>, whole_first: bool| match parts {
        Some((before, after)) => joined([before, row.wtf8(2), after]),
        None if whole_first => joined([s, Wtf8::new(""), Wtf8::new("")]),
        None => joined([Wtf8::new(""), Wtf8::new(""), s]),
    };
    let fill = || row.wtf8(3).code_points().next().expect("a fill character");
    match row.text(0) {
        "lower" => wtf8::lower(s),
        "upper" => wtf8::upper(s),
        "title" => wtf8::title(s),
        "swapcase" => wtf8::swapcase(s),
        "capitalize" => wtf8::capitalize(s),
        "casefold" => wtf8::casefold(s),
        "repr" => wtf8::repr(s).into(),
        "ascii" => wtf8::ascii(s).into(),
        "split" => joined(wtf8::split_space(s, limit(row, 2))),
        "rsplit" => reversed(wtf8::rsplit_space(s, limit(row, 2))),
        "splits" => joined(wtf8::split(s, row.wtf8(2), limit(row, 3))),
        "rsplits" => reversed(wtf8::rsplit(s, row.wtf8(2), limit(row, 3))),
        "splitlines" => joined(wtf8::lines(s, row.text(2) == "1")),
        "strip" => {
            let set = wtf8::StripSet::Space;
            wtf8::strip_end(wtf8::strip_start(s, &set), &set).to_owned()
        }
        "strips" => {
            let set = wtf8::StripSet::new(row.wtf8(2));
            wtf8::strip_end(wtf8::strip_start(s, &set), &set).to_owned()
        }
        "find" | "rfind" | "count" => {
            let (start, stop) = range();
            let counting = row.text(0) == "count";
            if start > stop {
                return place(counting.then_some(0));
            }
            match row.text(0) {
                "find" => place(indexed.find(row.wtf8(2), start, stop)),
                "rfind" => place(indexed.rfind(row.wtf8(2), start, stop)),
                _ => place(Some(indexed.count(row.wtf8(2), start, stop))),
            }
        }
        "replace" => wtf8::replace(s, row.wtf8(2), row.wtf8(3), limit(row, 4)).unwrap_or_else(|| s.to_owned()),
        "partition" => three(wtf8::partition(s, row.wtf8(2)), true),
        "rpartition" => three(wtf8::rpartition(s, row.wtf8(2)), false),
        "center" => wtf8::center(s, width(row, 2), fill()),
        "ljust" => wtf8::left_justify(s, width(row, 2), fill()),
        "rjust" => wtf8::right_justify(s, width(row, 2), fill()),
        "zfill" => wtf8::zero_fill(s, width(row, 2)),
        "expandtabs" => wtf8::expand_tabs(s, number(row, 2)),
        "slice" => {
            let (start, stop, step) = (number(row, 2), number(row, 3), number(row, 4));
            let range =
                slice_index::resolve(Some(start), Some(stop), Some(step), indexed.chars).expect("the step is not 0");
            if step == 1 {
                indexed.slice(range.start, range.start + range.count).to_owned()
            } else {
                indexed.slice_step(range.start, step, range.count)
            }
        }
        predicate => truth(str_predicate(predicate)(s)),
    }
}

fn str_predicate(name: &str) -> fn(&Wtf8) -> bool {
    match name {
        "isalpha" => wtf8::is_alpha,
        "isalnum" => wtf8::is_alnum,
        "isdecimal" => wtf8::is_decimal,
        "isdigit" => wtf8::is_digit,
        "isnumeric" => wtf8::is_numeric,
        "isspace" => wtf8::is_space,
        "isprintable" => wtf8::is_printable,
        "isidentifier" => wtf8::is_identifier,
        "islower" => wtf8::is_lower,
        "isupper" => wtf8::is_upper,
        "istitle" => wtf8::is_title,
        _ => panic!("unknown predicate {name}"),
    }
}

#[test]
fn bytes_methods() {
    check_all("bytes", include_str!("../data/bytes.txt"), |row| show(bytes_row(row)));
}

fn bytes_row(row: &Row) -> Result<Wtf8Buf, Fault> {
    if row.text(0) == "fromhex" {
        return Ok(bytes::hex(&bytes::from_hex(row.text(1).as_bytes())?, None).into());
    }
    let field = |i: usize| bytes::from_hex(row.text(i).as_bytes()).expect("hexadecimal");
    let s = &field(1)[..];
    let listed = |parts: Vec<&[u8]>| {
        let shown: Vec<String> = parts.iter().map(|part| bytes::hex(part, None)).collect();
        Ok(shown.join("|").into())
    };
    let out = match row.text(0) {
        "lower" => bytes::lower(s),
        "upper" => bytes::upper(s),
        "title" => bytes::title(s),
        "swapcase" => bytes::swapcase(s),
        "capitalize" => bytes::capitalize(s),
        "repr" => return Ok(bytes::repr(s).into()),
        "bytearray" => return Ok(bytes::repr_bytearray(s).into()),
        "split" => return listed(bytes::split_space(s, limit(row, 2)).collect()),
        "rsplit" => {
            let mut parts: Vec<_> = bytes::rsplit_space(s, limit(row, 2)).collect();
            parts.reverse();
            return listed(parts);
        }
        "splitlines" => return listed(bytes::lines(s, row.text(2) == "1").collect()),
        "strip" => bytes::strip_end(bytes::strip_start(s, None), None).to_vec(),
        "strips" => {
            let set = field(2);
            bytes::strip_end(bytes::strip_start(s, Some(&set)), Some(&set)).to_vec()
        }
        "replace" => bytes::replace(s, &field(2), &field(3), limit(row, 4)).unwrap_or_else(|| s.to_vec()),
        "center" => bytes::center(s, width(row, 2), b' '),
        "zfill" => bytes::zero_fill(s, width(row, 2)),
        "expandtabs" => bytes::expand_tabs(s, number(row, 2)),
        "hex" => {
            let separator = bytes::HexSeparator::new(b"-", 1, number(row, 2) as i32)?;
            return Ok(bytes::hex(s, Some(separator)).into());
        }
        "isalpha" => return Ok(truth(bytes::is_alpha(s))),
        "isalnum" => return Ok(truth(bytes::is_alnum(s))),
        "isdigit" => return Ok(truth(bytes::is_digit(s))),
        "isspace" => return Ok(truth(bytes::is_space(s))),
        "islower" => return Ok(truth(bytes::is_lower(s))),
        "isupper" => return Ok(truth(bytes::is_upper(s))),
        "istitle" => return Ok(truth(bytes::is_title(s))),
        op => panic!("unknown operation {op}"),
    };
    Ok(bytes::hex(&out, None).into())
}

#[test]
fn percent() {
    check_all("percent", include_str!("../data/percent.txt"), |row| show(percent_row(row)));
}

fn percent_row(row: &Row) -> Result<Wtf8Buf, Fault> {
    let template = row.wtf8(0);
    let mut stars = row.text(1).split_whitespace().map(|star| star.parse::<i64>().expect("a star"));
    let mut steps = Template::new(template.as_bytes(), Mode::Str);
    let mut out = Wtf8Buf::new();
    let mut value = Some(row.wtf8(2));
    while let Some(step) = steps.next() {
        let mut directive = match step {
            Step::Literal(range) => {
                out.push_wtf8(&template[range]);
                continue;
            }
            Step::Directive(directive) => directive,
        };
        out.push_wtf8(&template[directive.literal.clone()]);
        if directive.width == Amount::Star {
            directive.style.set_width(stars.next().expect("a width"));
        }
        if directive.precision == Amount::Star {
            directive.style.set_precision(stars.next().expect("a precision"));
        }
        if let Some(fault) = directive.fault {
            return Err(fault);
        }
        let taken = value.take().ok_or_else(tauraro_objects::text::percent::errors::not_enough_arguments)?;
        let kind = char::from_u32(directive.kind).expect("a character");
        let style = directive.style;
        let (field, text) = taken.as_bytes().split_at(1);
        let text = Wtf8::from_bytes(text).expect("a field is text");
        let parsed = || int::parse(text.as_str().expect("digits"), 10, 0).expect("an int");
        match (kind, field) {
            ('d' | 'i' | 'u' | 'o' | 'x' | 'X', _) => {
                style.write_int(&mut out, parsed().borrow(), kind, 4300)?;
            }
            ('e' | 'E' | 'f' | 'F' | 'g' | 'G', _) => {
                let x = crate::float_from_bits(text.as_str().expect("bits"));
                style.write_float(&mut out, x, kind);
            }
            ('s', _) => out.push_wtf8(&style.format_text(text)),
            ('c', _) => out.push_wtf8(&style.pad_text(&character(parsed())?)),
            _ => return Err(steps.unsupported(&directive)),
        }
    }
    if value.is_some() {
        return Err(tauraro_objects::text::percent::errors::arguments_left(Mode::Str));
    }
    Ok(out)
}

fn character(value: tauraro_objects::bigint::IntValue) -> Result<Wtf8Buf, Fault> {
    let code = match value {
        tauraro_objects::bigint::IntValue::Small(small) => u32::try_from(small).ok(),
        tauraro_objects::bigint::IntValue::Big(_) => None,
    };
    let out_of_range = || tauraro_objects::text::percent::errors::character_out_of_range(Mode::Str);
    let point = code.and_then(CodePoint::from_u32).ok_or_else(out_of_range)?;
    Ok([point].into_iter().collect())
}

/// The code points up to which the vectors go.
const CODES: std::ops::Range<u32> = 0..0x32400;

/// Characters that CPython 3.14's data know; later ones are a documented difference.
fn assigned(table: &[Row]) -> Vec<bool> {
    let row = table.iter().find(|row| row.text(0) == "assigned").expect("a row of assigned characters");
    answers(row)
}

/// A predicate's answers, from the places where they change.
fn answers(row: &Row) -> Vec<bool> {
    let code = |text: &str| u32::from_str_radix(text, 16).expect("a code point");
    let mut changes = row.text(1).split(' ').map(code).peekable();
    let mut now = false;
    CODES
        .map(|code| {
            now ^= changes.next_if_eq(&code).is_some();
            now
        })
        .collect()
}

#[test]
fn properties_of_all_characters() {
    let table = rows(include_str!("../data/unicode.txt"));
    let assigned = assigned(&table);
    for row in &table {
        let property: fn(u32) -> bool = match row.text(0) {
            "isalpha" => unicode::is_alpha,
            "isalnum" => unicode::is_alnum,
            "isdecimal" => unicode::is_decimal,
            "isdigit" => unicode::is_digit,
            "isnumeric" => unicode::is_numeric,
            "isspace" => unicode::is_space,
            "isprintable" => unicode::is_printable,
            "islower" => unicode::is_lower,
            "isupper" => unicode::is_upper,
            "isidentifier" => unicode::is_identifier_start,
            "continues" => unicode::is_identifier_continue,
            _ => continue,
        };
        let expected = answers(row);
        let wrong: Vec<_> = CODES
            .filter(|code| assigned[*code as usize] && property(*code) != expected[*code as usize])
            .filter(|code| !later_property(row.text(0), *code))
            .map(|code| format!("{code:x}"))
            .collect();
        assert!(wrong.is_empty(), "{} differs for {wrong:?}", row.text(0));
    }
}

/// Properties that later versions of Unicode changed of characters that were there before
/// (`docs/divergences/unicode.md`).
fn later_property(name: &str, code: u32) -> bool {
    let cuneiform = [0x12038, 0x12039, 0x12079, 0x12226, 0x1222b, 0x1230b, 0x1230d, 0x12399];
    (name == "isnumeric" && cuneiform.contains(&code)) || (name == "islower" && code == 0x295)
}

#[test]
fn case_of_all_characters() {
    let table = rows(include_str!("../data/unicode.txt"));
    let assigned = assigned(&table);
    for row in &table {
        let change: fn(&Wtf8) -> Wtf8Buf = match row.text(0) {
            "lower" => wtf8::lower,
            "upper" => wtf8::upper,
            "title" => wtf8::title,
            "swapcase" => wtf8::swapcase,
            "capitalize" => wtf8::capitalize,
            "casefold" => wtf8::casefold,
            _ => continue,
        };
        let code = |text: &str| u32::from_str_radix(text, 16).expect("a code point");
        let mut expected: std::collections::HashMap<u32, Vec<u32>> = std::collections::HashMap::new();
        for entry in row.text(1).split(' ') {
            let (from, to) = entry.split_once(':').expect("an entry has a colon");
            expected.insert(code(from), to.split('.').map(code).collect());
        }
        let mut wrong = Vec::new();
        for code in CODES.filter(|code| assigned[*code as usize]) {
            let text: Wtf8Buf = CodePoint::from_u32(code).into_iter().collect();
            let got: Vec<u32> = change(&text).code_points().map(CodePoint::to_u32).collect();
            let wanted = expected.get(&code).cloned().unwrap_or_else(|| vec![code]);
            // A mapping to a character of a later version is a documented difference.
            let known = got.iter().all(|code| assigned[*code as usize]);
            if got != wanted && known {
                wrong.push(format!("{code:x}"));
            }
        }
        assert!(wrong.is_empty(), "{} differs for {wrong:?}", row.text(0));
    }
}

#[test]
fn searching_agrees_with_the_plain_way() {
    let text = "abcabxabcabxyzzyabcab".repeat(9);
    for needle in ["a", "abx", "yzzya", "abcabxabcabxyzzyabcaba", "zzz", "xabca"] {
        let places = |mut range: Box<dyn Iterator<Item = usize>>| range.find(|at| text[*at..].starts_with(needle));
        let last = text.len();
        assert_eq!(search::find(text.as_bytes(), needle.as_bytes()), places(Box::new(0..last)));
        assert_eq!(search::rfind(text.as_bytes(), needle.as_bytes()), places(Box::new((0..last).rev())));
        assert_eq!(search::count(text.as_bytes(), needle.as_bytes()), text.matches(needle).count());
    }
}
