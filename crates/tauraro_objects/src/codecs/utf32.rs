//! UTF-32, with and without a byte order mark.

use rustpython_wtf8::Wtf8;

use super::utf16::ByteOrder;
use super::{DecodeErrors, Decoded, Decoder, EncodeErrors, Encoder, Replacement};

const NATIVE_BIG: bool = cfg!(target_endian = "big");

/// Decodes UTF-32; also gives the byte order, for the next piece: still `Marked` if there was no
/// mark.
pub fn decode<E: DecodeErrors>(
    input: &[u8],
    order: ByteOrder,
    is_final: bool,
    errors: &mut E,
) -> Result<(Decoded, ByteOrder), E::Error> {
    let mut order = order;
    let mut at = 0;
    if order == ByteOrder::Marked {
        (order, at) = match input {
            [0xff, 0xfe, 0, 0, ..] => (ByteOrder::Little, 4),
            [0, 0, 0xfe, 0xff, ..] => (ByteOrder::Big, 4),
            _ => (order, 0),
        };
    }
    let big_endian = match order {
        ByteOrder::Little => false,
        ByteOrder::Big => true,
        ByteOrder::Marked => NATIVE_BIG,
    };
    let encoding = if big_endian { "utf-32-be" } else { "utf-32-le" };
    let mut decoder = Decoder::new(encoding, input, errors);
    while at < decoder.input.len() {
        let Some(unit) = decoder.input[at..].first_chunk::<4>() else {
            if !is_final {
                break;
            }
            let end = decoder.input.len();
            at = decoder.problem(at, end, "truncated data")?;
            continue;
        };
        let code = if big_endian { u32::from_be_bytes(*unit) } else { u32::from_le_bytes(*unit) };
        at = match code {
            0xd800..0xe000 => {
                let reason = "code point in surrogate code point range(0xd800, 0xe000)";
                decoder.problem(at, at + 4, reason)?
            }
            0x11_0000.. => decoder.problem(at, at + 4, "code point not in range(0x110000)")?,
            _ => {
                decoder.push(code);
                at + 4
            }
        };
    }
    Ok((decoder.finish(at), order))
}

/// Encodes to UTF-32.
pub fn encode<E: EncodeErrors>(text: &Wtf8, order: ByteOrder, errors: &mut E) -> Result<Vec<u8>, E::Error> {
    let (encoding, big_endian) = match order {
        ByteOrder::Little => ("utf-32-le", false),
        ByteOrder::Big => ("utf-32-be", true),
        ByteOrder::Marked => ("utf-32", NATIVE_BIG),
    };
    let mut out = Vec::with_capacity(text.len() * 4 + 4);
    let push = |out: &mut Vec<u8>, code: u32| {
        out.extend_from_slice(&if big_endian { code.to_be_bytes() } else { code.to_le_bytes() });
    };
    if order == ByteOrder::Marked {
        push(&mut out, 0xfeff);
    }
    let mut encoder = Encoder::new(encoding, text, errors);
    while let Some(point) = encoder.peek() {
        if point.to_char().is_some() {
            push(&mut out, point.to_u32());
            encoder.skip(point);
            continue;
        }
        match encoder.problem(1, "surrogates not allowed")? {
            (Replacement::Text(text), _) if text.is_ascii() => {
                text.as_bytes().iter().for_each(|byte| push(&mut out, u32::from(*byte)));
            }
            (Replacement::Bytes(bytes), _) if bytes.len() % 4 == 0 => out.extend_from_slice(&bytes),
            (_, problem) => return Err(encoder.errors.fail(&problem)),
        }
    }
    Ok(out)
}
