//! ASCII and Latin-1: one byte for each character, whose number it is.

use rustpython_wtf8::{CodePoint, Wtf8, Wtf8Buf};

use super::{DecodeErrors, Decoded, Decoder, EncodeErrors, Encoder, Replacement};

/// Decodes ASCII.
pub fn decode_ascii<E: DecodeErrors>(input: &[u8], errors: &mut E) -> Result<Decoded, E::Error> {
    let mut decoder = Decoder::new("ascii", input, errors);
    let mut at = 0;
    while at < decoder.input.len() {
        let rest = &decoder.input[at..];
        let plain = rest.iter().position(|byte| *byte >= 0x80).unwrap_or(rest.len());
        let text = std::str::from_utf8(&rest[..plain]).expect("ASCII is UTF-8");
        decoder.out.push_str(text);
        at += plain;
        if at < decoder.input.len() {
            at = decoder.problem(at, at + 1, "ordinal not in range(128)")?;
        }
    }
    Ok(decoder.finish(at))
}

/// Decodes Latin-1, which all bytes are.
pub fn decode_latin_1(input: &[u8]) -> Wtf8Buf {
    if input.is_ascii() {
        return crate::text::wtf8::from_ascii(input.to_vec());
    }
    input.iter().map(|byte| CodePoint::from(*byte)).collect()
}

/// Encodes to ASCII.
pub fn encode_ascii<E: EncodeErrors>(text: &Wtf8, errors: &mut E) -> Result<Vec<u8>, E::Error> {
    encode(text, errors, "ascii", 0x80, "ordinal not in range(128)")
}

/// Encodes to Latin-1.
pub fn encode_latin_1<E: EncodeErrors>(text: &Wtf8, errors: &mut E) -> Result<Vec<u8>, E::Error> {
    encode(text, errors, "latin-1", 0x100, "ordinal not in range(256)")
}

fn encode<E: EncodeErrors>(
    text: &Wtf8,
    errors: &mut E,
    encoding: &'static str,
    limit: u32,
    reason: &'static str,
) -> Result<Vec<u8>, E::Error> {
    if text.is_ascii() {
        return Ok(text.as_bytes().to_vec());
    }
    let mut out = Vec::with_capacity(text.len());
    let mut encoder = Encoder::new(encoding, text, errors);
    while let Some(point) = encoder.peek() {
        if point.to_u32() < limit {
            out.push(point.to_u32() as u8);
            encoder.skip(point);
            continue;
        }
        match encoder.problem_run(reason, |code| code >= limit)? {
            (Replacement::Bytes(bytes), _) => out.extend_from_slice(&bytes),
            (Replacement::Text(text), problem) => {
                for point in text.code_points() {
                    if point.to_u32() >= limit {
                        return Err(encoder.errors.fail(&problem));
                    }
                    out.push(point.to_u32() as u8);
                }
            }
        }
    }
    Ok(out)
}
