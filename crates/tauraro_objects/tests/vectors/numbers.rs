//! Texts of numbers: float, int, format.

use rustpython_wtf8::{Wtf8, Wtf8Buf};
use tauraro_objects::bigint::IntValue;
use tauraro_objects::fault::Fault;
use tauraro_objects::text::int::{self, IntParseError, MAX_STR_DIGITS_DEFAULT};
use tauraro_objects::text::{float, float_hex, float_round, format_spec, format_value};

use crate::{Row, check_all, float_bits, float_from_bits, show};

fn int_value(text: &str) -> IntValue {
    int::parse(text, 10, 0).expect("an int in the vectors")
}

#[test]
fn format() {
    check_all("format", include_str!("../data/format.txt"), |row| show(format_row(row)));
}

fn format_row(row: &Row) -> Result<Wtf8Buf, Fault> {
    let context = format_value::Context::default();
    let (defaults, name) = match row.text(0) {
        "i" => (format_spec::Defaults::Number, "int"),
        "b" => (format_spec::Defaults::Number, "bool"),
        "f" => (format_spec::Defaults::Number, "float"),
        "c" => (format_spec::Defaults::Number, "complex"),
        _ => (format_spec::Defaults::Text, "str"),
    };
    let spec = format_spec::parse(row.wtf8(2), defaults, name)?;
    let mut out = Wtf8Buf::new();
    match name {
        "int" | "bool" => {
            format_value::write_int(&mut out, int_value(row.text(1)).borrow(), &spec, name, &context)?;
        }
        "float" => format_value::write_float(&mut out, row.float(1), &spec, name, &context)?,
        "complex" => {
            let (re, im) = row.text(1).split_at(16);
            let (re, im) = (float_from_bits(re), float_from_bits(im));
            format_value::write_complex(&mut out, (re, im), &spec, name, &context)?;
        }
        _ => format_value::write_str(&mut out, row.wtf8(1), &spec, name)?,
    }
    Ok(out)
}

#[test]
fn float() {
    check_all("float", include_str!("../data/float.txt"), |row| show(float_row(row)));
}

fn float_row(row: &Row) -> Result<Wtf8Buf, Fault> {
    let text = match row.text(0) {
        "repr" => float::repr(row.float(1)),
        "hex" => float_hex::hex(row.float(1)),
        "round" => {
            let ndigits = row.text(2).parse().expect("a digit count");
            float_bits(float_round::round_to(row.float(1), ndigits)?)
        }
        "parse" => {
            let text = row.text(1);
            // The escapes of the repr are those of Rust for these few characters.
            let shown = format!("{:?}", text).replace('"', "'");
            let invalid = || Fault::value(format!("could not convert string to float: {shown}"));
            float_bits(float::parse(text).ok_or_else(invalid)?)
        }
        _ => float_bits(float_hex::from_hex(row.text(1))?),
    };
    Ok(text.into())
}

#[test]
fn int() {
    check_all("int", include_str!("../data/int.txt"), |row| show(int_row(row)));
}

fn int_row(row: &Row) -> Result<Wtf8Buf, Fault> {
    if row.text(0) == "text" {
        let value = int_value(row.text(1));
        let [bin, oct, hex] = [2, 8, 16].map(|radix| int::prefixed(&value, radix));
        return Ok(format!("{bin} {oct} {hex}").into());
    }
    let base = row.text(2).parse().expect("a base");
    let shown = format!("{:?}", row.text(1)).replace('"', "'");
    match int::parse(row.text(1), base, MAX_STR_DIGITS_DEFAULT) {
        Ok(IntValue::Small(small)) => Ok(int::decimal(small).into()),
        Ok(IntValue::Big(big)) => int::big_decimal(&big, MAX_STR_DIGITS_DEFAULT).map(Wtf8Buf::from),
        Err(IntParseError::Invalid) => Err(int::invalid_literal(base, &shown)),
        Err(IntParseError::TooManyDigits(digits)) => Err(int::too_many_digits(MAX_STR_DIGITS_DEFAULT, digits)),
    }
}

#[test]
fn format_accepts_borrowed_wtf8() {
    let spec = format_spec::parse(Wtf8::new("^5"), format_spec::Defaults::Text, "str").unwrap();
    let mut out = Wtf8Buf::new();
    format_value::write_str(&mut out, Wtf8::new("ab"), &spec, "str").unwrap();
    assert_eq!(out.to_string(), " ab  ");
}
