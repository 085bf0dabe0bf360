//! UTF-16, with and without a byte order mark.

use rustpython_wtf8::Wtf8;

use super::{DecodeErrors, Decoded, Decoder, EncodeErrors, Encoder, Replacement};

/// Which byte of a unit comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    Little,
    Big,
    /// A mark tells, or is written; without one it is the machine's.
    Marked,
}

const NATIVE_BIG: bool = cfg!(target_endian = "big");

fn unit_at(input: &[u8], at: usize, big_endian: bool) -> Option<u16> {
    let pair = [*input.get(at)?, *input.get(at + 1)?];
    Some(if big_endian { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
}

/// Decodes UTF-16; also gives the byte order, for the next piece: still `Marked` if there was no
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
            [0xff, 0xfe, ..] => (ByteOrder::Little, 2),
            [0xfe, 0xff, ..] => (ByteOrder::Big, 2),
            _ => (order, 0),
        };
    }
    let big_endian = match order {
        ByteOrder::Little => false,
        ByteOrder::Big => true,
        ByteOrder::Marked => NATIVE_BIG,
    };
    let encoding = if big_endian { "utf-16-be" } else { "utf-16-le" };
    let mut decoder = Decoder::new(encoding, input, errors);
    while at < decoder.input.len() {
        let end = decoder.input.len();
        let Some(unit) = unit_at(&decoder.input, at, big_endian) else {
            if !is_final {
                break;
            }
            at = decoder.problem(at, end, "truncated data")?;
            continue;
        };
        at = match unit {
            0xd800..0xdc00 => match unit_at(&decoder.input, at + 2, big_endian) {
                Some(low @ 0xdc00..0xe000) => {
                    decoder.push(0x10000 + (u32::from(unit - 0xd800) << 10 | u32::from(low - 0xdc00)));
                    at + 4
                }
                Some(_) => decoder.problem(at, at + 2, "illegal UTF-16 surrogate")?,
                None if !is_final => break,
                None => decoder.problem(at, end, "unexpected end of data")?,
            },
            0xdc00..0xe000 => decoder.problem(at, at + 2, "illegal encoding")?,
            _ => {
                decoder.push(u32::from(unit));
                at + 2
            }
        };
    }
    Ok((decoder.finish(at), order))
}

/// Encodes to UTF-16.
pub fn encode<E: EncodeErrors>(text: &Wtf8, order: ByteOrder, errors: &mut E) -> Result<Vec<u8>, E::Error> {
    let (encoding, big_endian) = match order {
        ByteOrder::Little => ("utf-16-le", false),
        ByteOrder::Big => ("utf-16-be", true),
        ByteOrder::Marked => ("utf-16", NATIVE_BIG),
    };
    let mut out = Vec::with_capacity(text.len() * 2 + 2);
    let mut push = |unit: u16| {
        out.extend_from_slice(&if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() });
    };
    if order == ByteOrder::Marked {
        push(0xfeff);
    }
    let mut encoder = Encoder::new(encoding, text, errors);
    while let Some(point) = encoder.peek() {
        match point.to_char() {
            Some(c) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    push(*unit);
                }
                encoder.skip(point);
            }
            None => match encoder.problem(1, "surrogates not allowed")? {
                (Replacement::Text(text), _) if text.is_ascii() => {
                    text.as_bytes().iter().for_each(|byte| push(u16::from(*byte)));
                }
                (Replacement::Bytes(bytes), _) if bytes.len() % 2 == 0 => {
                    bytes.chunks_exact(2).for_each(|pair| {
                        push(unit_at(pair, 0, big_endian).expect("a pair of bytes is a unit"));
                    });
                }
                (_, problem) => return Err(encoder.errors.fail(&problem)),
            },
        }
    }
    Ok(out)
}
