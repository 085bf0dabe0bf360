//! Templates of `str.format`, and formats of `struct`.

use rustpython_wtf8::{CodePoint, Wtf8, Wtf8Buf};
use tauraro_objects::bigint::IntValue;
use tauraro_objects::fault::Fault;
use tauraro_objects::struct_format::{self, Class, Unpacked};
use tauraro_objects::text::str_format::{Access, First, Template, split_field_name};
use tauraro_objects::text::{bytes, int};

use crate::{Row, check_all, float_bits, float_from_bits, show};

#[test]
fn templates() {
    check_all("template", include_str!("../data/template.txt"), |row| {
        let parts = if row.text(0) == "parse" { pieces(row.wtf8(1)) } else { accesses(row.wtf8(1)) };
        show(Ok(Wtf8Buf::from(parts.join(";"))))
    });
}

fn pieces(template: &Wtf8) -> Vec<String> {
    let shown = |piece: Result<tauraro_objects::text::str_format::Piece<'_>, Fault>| match piece {
        Err(fault) => format!("!{}", fault.text),
        Ok(piece) => match piece.field {
            None => piece.literal.to_string(),
            Some(field) => {
                let conversion = field.conversion.map_or('-', CodePoint::to_char_lossy);
                assert_eq!(field.spec_nests, field.spec.to_string().contains('{'));
                format!("{}<{}|{conversion}|{}>", piece.literal, field.name, field.spec)
            }
        },
    };
    Template::new(template).map(shown).collect()
}

fn accesses(name: &Wtf8) -> Vec<String> {
    let (first, rest) = match split_field_name(name) {
        Err(fault) => return vec![format!("!{}", fault.text)],
        Ok(split) => split,
    };
    let mut out = vec![match first {
        First::Index(index) => format!("#{index}"),
        First::Name(name) => name.to_string(),
    }];
    out.extend(rest.map(|access| match access {
        Ok(Access::Attribute(name)) => format!(".{name}"),
        Ok(Access::Index(index)) => format!("#{index}"),
        Ok(Access::Key(key)) => format!("[{key}]"),
        Err(fault) => format!("!{}", fault.text),
    }));
    out
}

#[test]
fn structs() {
    check_all("struct", include_str!("../data/struct.txt"), |row| show(struct_row(row).map(Wtf8Buf::from)));
}

fn struct_row(row: &Row) -> Result<String, Fault> {
    let layout = struct_format::parse(row.text(1).as_bytes())?;
    match row.text(0) {
        "size" => Ok(layout.size.to_string()),
        "unpack" => {
            let data = bytes::from_hex(row.text(2).as_bytes())?;
            layout.check_exact(data.len())?;
            let values: Vec<String> = layout.items().map(|item| shown(item.unpack(&data))).collect();
            assert_eq!(values.len(), layout.values);
            Ok(values.join(" "))
        }
        _ => {
            let mut out = vec![0; layout.size];
            let item = layout.items().next().expect("one value");
            if item.class == Class::Float {
                item.pack_float(&mut out, float_from_bits(row.text(2)))?;
            } else {
                let value: IntValue = int::parse(row.text(2), 10, 0).expect("an int");
                item.pack_int(&mut out, value.borrow())?;
            }
            Ok(bytes::hex(&out, None))
        }
    }
}

fn shown(value: Unpacked<'_>) -> String {
    match value {
        Unpacked::Signed(value) => value.to_string(),
        Unpacked::Unsigned(value) => value.to_string(),
        Unpacked::Bool(value) => if value { "True" } else { "False" }.to_owned(),
        Unpacked::Float(value) => float_bits(value),
        Unpacked::Complex(re, im) => float_bits(re) + &float_bits(im),
        Unpacked::Bytes(value) => bytes::hex(value, None),
    }
}
