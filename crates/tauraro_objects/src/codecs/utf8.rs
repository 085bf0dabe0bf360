//! UTF-8.

use rustpython_wtf8::{Wtf8, Wtf8Buf};

use super::{DecodeErrors, Decoded, Decoder, EncodeErrors, Encoder, Replacement};

const ENCODING: &str = "utf-8";
const SURROGATES: &str = "surrogates not allowed";

/// Decodes UTF-8.
pub fn decode<E: DecodeErrors>(input: &[u8], is_final: bool, errors: &mut E) -> Result<Decoded, E::Error> {
    if let Ok(text) = simdutf8::basic::from_utf8(input) {
        return Ok(Decoded { text: text.into(), consumed: input.len() });
    }
    let mut decoder = Decoder::new(ENCODING, input, errors);
    let mut at = 0;
    loop {
        let rest = &decoder.input[at..];
        let error = match std::str::from_utf8(rest) {
            Ok(text) => {
                decoder.out.push_str(text);
                let consumed = decoder.input.len();
                return Ok(decoder.finish(consumed));
            }
            Err(error) => error,
        };
        let valid = error.valid_up_to();
        let text = std::str::from_utf8(&rest[..valid]).expect("this much was found valid");
        decoder.out.push_str(text);
        at += valid;
        // std tells ill-formed sequences apart as the Unicode standard recommends, so does CPython.
        at = match error.error_len() {
            None if !is_final => return Ok(decoder.finish(at)),
            None => {
                let end = decoder.input.len();
                decoder.problem(at, end, "unexpected end of data")?
            }
            Some(len) => {
                let starts = matches!(decoder.input[at], 0xc2..=0xf4);
                let reason = if starts { "invalid continuation byte" } else { "invalid start byte" };
                decoder.problem(at, at + len, reason)?
            }
        };
    }
}

/// Encodes to UTF-8.
pub fn encode<E: EncodeErrors>(text: &Wtf8, errors: &mut E) -> Result<Vec<u8>, E::Error> {
    if simdutf8::basic::from_utf8(text.as_bytes()).is_ok() {
        return Ok(text.as_bytes().to_vec());
    }
    let mut encoder = Encoder::new(ENCODING, text, errors);
    let mut out = Vec::with_capacity(text.len());
    while let Some(point) = encoder.peek() {
        if !is_surrogate(point.to_u32()) {
            out.extend_from_slice(&text.as_bytes()[encoder.byte..encoder.byte + point.len_wtf8()]);
            encoder.skip(point);
            continue;
        }
        match encoder.problem_run(SURROGATES, is_surrogate)? {
            (Replacement::Bytes(bytes), _) => out.extend_from_slice(&bytes),
            (Replacement::Text(text), _) if text.is_ascii() => out.extend_from_slice(text.as_bytes()),
            (_, problem) => return Err(encoder.errors.fail(&problem)),
        }
    }
    Ok(out)
}

fn is_surrogate(code: u32) -> bool {
    (0xd800..0xe000).contains(&code)
}

/// Decodes UTF-8 in which surrogates may stand, as `surrogatepass` would.
pub fn decode_surrogate_pass(input: &[u8]) -> Option<Wtf8Buf> {
    Wtf8::from_bytes(input).map(Wtf8::to_owned)
}
