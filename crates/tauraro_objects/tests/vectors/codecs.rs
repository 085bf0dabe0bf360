//! Encoding and decoding with the standard handlers.

use rustpython_wtf8::{Wtf8, Wtf8Buf};
use tauraro_objects::codecs::handlers::{CodecFailure, Handler};
use tauraro_objects::codecs::utf16::ByteOrder;
use tauraro_objects::codecs::{
    Decoded, decode_message, encode_message, narrow, unicode_escape, utf7, utf8, utf16, utf32,
};

use crate::{Row, check_all};

#[test]
fn codecs() {
    check_all("codecs", include_str!("../data/codecs.txt"), |row| {
        let handler = &mut Handler::from_name(row.text(2)).expect("a standard handler");
        if row.text(0) == "encode" { encode_row(row, handler) } else { decode_row(row, handler) }
    });
}

fn failed(failure: CodecFailure, exception: &str, message: impl Fn(&str, usize, usize, &str) -> String) -> Wtf8Buf {
    match failure {
        CodecFailure::Problem { encoding, start, end, reason } => {
            format!("!{exception}: {}", message(encoding, start, end, reason)).into()
        }
        CodecFailure::Fault(fault) => format!("!{fault}").into(),
    }
}

fn encode_row(row: &Row, handler: &mut Handler) -> Wtf8Buf {
    let text = row.wtf8(3);
    match encode(row.text(1), text, handler) {
        Ok(bytes) => format!("={}", tauraro_objects::text::bytes::hex(&bytes, None)).into(),
        Err(failure) => failed(failure, "UnicodeEncodeError", |encoding, start, end, reason| {
            encode_message(encoding, text, start, end, reason)
        }),
    }
}

fn encode(encoding: &str, text: &Wtf8, handler: &mut Handler) -> Result<Vec<u8>, CodecFailure> {
    match encoding {
        "utf-8" => utf8::encode(text, handler),
        "utf-16" => utf16::encode(text, ByteOrder::Marked, handler),
        "utf-16-le" => utf16::encode(text, ByteOrder::Little, handler),
        "utf-16-be" => utf16::encode(text, ByteOrder::Big, handler),
        "utf-32" => utf32::encode(text, ByteOrder::Marked, handler),
        "utf-32-le" => utf32::encode(text, ByteOrder::Little, handler),
        "utf-32-be" => utf32::encode(text, ByteOrder::Big, handler),
        "utf-7" => Ok(utf7::encode(text)),
        "unicode_escape" => Ok(unicode_escape::encode(text)),
        "raw_unicode_escape" => Ok(unicode_escape::encode_raw(text)),
        "ascii" => narrow::encode_ascii(text, handler),
        _ => narrow::encode_latin_1(text, handler),
    }
}

fn decode_row(row: &Row, handler: &mut Handler) -> Wtf8Buf {
    let input = tauraro_objects::text::bytes::from_hex(row.text(4).as_bytes()).expect("hexadecimal");
    match decode(row.text(1), &input, row.text(3) == "1", handler) {
        Ok((decoded, order)) => {
            let mut out: Wtf8Buf = format!("={}{order} ", decoded.consumed).into();
            out.push_wtf8(&decoded.text);
            out
        }
        Err(failure) => failed(failure, "UnicodeDecodeError", |encoding, start, end, reason| {
            decode_message(encoding, &input, start, end, reason)
        }),
    }
}

fn decode(
    encoding: &str,
    input: &[u8],
    is_final: bool,
    handler: &mut Handler,
) -> Result<(Decoded, &'static str), CodecFailure> {
    let shown = |(decoded, order)| {
        let order = match order {
            ByteOrder::Little => " -1",
            ByteOrder::Big => " 1",
            ByteOrder::Marked => " 0",
        };
        (decoded, order)
    };
    let decoded = match encoding {
        "utf-8" => utf8::decode(input, is_final, handler)?,
        "utf-16" => return utf16::decode(input, ByteOrder::Marked, is_final, handler).map(shown),
        "utf-32" => return utf32::decode(input, ByteOrder::Marked, is_final, handler).map(shown),
        "utf-16-le" => utf16::decode(input, ByteOrder::Little, is_final, handler)?.0,
        "utf-16-be" => utf16::decode(input, ByteOrder::Big, is_final, handler)?.0,
        "utf-32-le" => utf32::decode(input, ByteOrder::Little, is_final, handler)?.0,
        "utf-32-be" => utf32::decode(input, ByteOrder::Big, is_final, handler)?.0,
        "utf-7" => utf7::decode(input, is_final, handler)?,
        "unicode_escape" => unicode_escape::decode(input, is_final, handler)?.0,
        "raw_unicode_escape" => unicode_escape::decode_raw(input, is_final, handler)?,
        "ascii" => narrow::decode_ascii(input, handler)?,
        _ => Decoded { text: narrow::decode_latin_1(input), consumed: input.len() },
    };
    Ok((decoded, ""))
}
