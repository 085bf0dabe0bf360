//! Encodings that a mapping tells, as those of the `encodings` package.

use rustpython_wtf8::{CodePoint, Wtf8, Wtf8Buf};

use super::{DecodeErrors, Decoded, Decoder, EncodeErrors, Encoder, Replacement};

const ENCODING: &str = "charmap";
const UNDEFINED: &str = "character maps to <undefined>";

/// Decodes with a mapping from bytes to text; `None` where a byte has no meaning. Looking a byte
/// up may fail, as the mapping may be any Python object.
pub fn decode<E: DecodeErrors>(
    input: &[u8],
    mut look_up: impl FnMut(u8) -> Result<Option<Wtf8Buf>, E::Error>,
    errors: &mut E,
) -> Result<Decoded, E::Error> {
    let mut decoder = Decoder::new(ENCODING, input, errors);
    let mut at = 0;
    while let Some(byte) = decoder.input.get(at) {
        match look_up(*byte)? {
            Some(text) => {
                decoder.out.push_wtf8(&text);
                at += 1;
            }
            None => at = decoder.problem(at, at + 1, UNDEFINED)?,
        }
    }
    Ok(decoder.finish(at))
}

/// Decodes with a table of characters, one for each byte from 0 on; U+FFFE means undefined.
pub fn decode_table<E: DecodeErrors>(input: &[u8], table: &Wtf8, errors: &mut E) -> Result<Decoded, E::Error> {
    let table: Vec<CodePoint> = table.code_points().take(256).collect();
    let mut decoder = Decoder::new(ENCODING, input, errors);
    let mut at = 0;
    while let Some(byte) = decoder.input.get(at) {
        match table.get(usize::from(*byte)) {
            Some(point) if point.to_u32() != 0xfffe => {
                decoder.out.push(*point);
                at += 1;
            }
            _ => at = decoder.problem(at, at + 1, UNDEFINED)?,
        }
    }
    Ok(decoder.finish(at))
}

/// Encodes with a mapping from characters to bytes; `None` where a character has no byte.
pub fn encode<E: EncodeErrors>(
    text: &Wtf8,
    mut look_up: impl FnMut(CodePoint) -> Result<Option<Vec<u8>>, E::Error>,
    errors: &mut E,
) -> Result<Vec<u8>, E::Error> {
    let mut out = Vec::with_capacity(text.len());
    let mut encoder = Encoder::new(ENCODING, text, errors);
    while let Some(point) = encoder.peek() {
        if let Some(bytes) = look_up(point)? {
            out.extend_from_slice(&bytes);
            encoder.skip(point);
            continue;
        }
        // The problem is the whole run of characters without bytes.
        let mut run = 1;
        for point in text[encoder.byte..].code_points().skip(1) {
            if look_up(point)?.is_some() {
                break;
            }
            run += 1;
        }
        match encoder.problem(run, UNDEFINED)? {
            (Replacement::Bytes(bytes), _) => out.extend_from_slice(&bytes),
            (Replacement::Text(text), problem) => {
                for point in text.code_points() {
                    match look_up(point)? {
                        Some(bytes) => out.extend_from_slice(&bytes),
                        None => return Err(encoder.errors.fail(&problem)),
                    }
                }
            }
        }
    }
    Ok(out)
}
