//! `codecs.escape_encode` and `escape_decode`: bytes with the escapes of bytes literals.

use super::unicode_escape::DubiousEscape;
use crate::fault::Fault;

/// What is inside the quotes of a bytes literal.
pub fn encode(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for byte in bytes {
        match byte {
            b'\t' => out.extend_from_slice(b"\\t"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\\' | b'\'' => out.extend_from_slice(&[b'\\', *byte]),
            0x20..=0x7e => out.push(*byte),
            _ => out.extend_from_slice(format!("\\x{byte:02x}").as_bytes()),
        }
    }
    out
}

/// Takes the escapes back; also gives the first one that a warning is due for. `errors` is the
/// name of a handler, of which `strict`, `replace` and `ignore` are known.
pub fn decode(input: &[u8], errors: &str) -> Result<(Vec<u8>, Option<DubiousEscape>), Fault> {
    let mut out = Vec::with_capacity(input.len());
    let mut dubious = None;
    let mut at = 0;
    while let Some(byte) = input.get(at).copied() {
        if byte != b'\\' {
            out.push(byte);
            at += 1;
            continue;
        }
        let Some(kind) = input.get(at + 1).copied() else {
            return Err(Fault::value("Trailing \\ in string"));
        };
        let start = at;
        at += 2;
        match kind {
            b'\n' => {}
            b'\\' | b'\'' | b'"' => out.push(kind),
            b'a' => out.push(7),
            b'b' => out.push(8),
            b't' => out.push(9),
            b'n' => out.push(10),
            b'v' => out.push(11),
            b'f' => out.push(12),
            b'r' => out.push(13),
            b'0'..=b'7' => {
                let digits = input[start + 1..].iter().take(3).take_while(|b| matches!(b, b'0'..=b'7'));
                let (code, count) = digits.fold((0, 0), |(code, n), b| (code * 8 + u32::from(b - b'0'), n + 1));
                if code > 0o377 {
                    dubious.get_or_insert(DubiousEscape::Octal(code));
                }
                out.push(code as u8);
                at = start + 1 + count;
            }
            b'x' => {
                let digit = |i: usize| input.get(i).and_then(|byte| char::from(*byte).to_digit(16));
                match (digit(at), digit(at + 1)) {
                    (Some(high), Some(low)) => {
                        out.push((high << 4 | low) as u8);
                        at += 2;
                    }
                    (high, _) => {
                        if let Some(replacement) = wrong_hex(start, errors)? {
                            out.push(replacement);
                        }
                        at += usize::from(high.is_some());
                    }
                }
            }
            _ => {
                dubious.get_or_insert(DubiousEscape::Unknown(kind));
                out.push(b'\\');
                at = start + 1;
            }
        }
    }
    Ok((out, dubious))
}

fn wrong_hex(position: usize, errors: &str) -> Result<Option<u8>, Fault> {
    match errors {
        "strict" => Err(Fault::value(format!("invalid \\x escape at position {position}"))),
        "replace" => Ok(Some(b'?')),
        "ignore" => Ok(None),
        _ => Err(Fault::value(format!("decoding error; unknown error handling code: {errors}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        assert_eq!(encode(b"\t\n\r\\\x00\xe9'\""), b"\\t\\n\\r\\\\\\x00\\xe9\\'\"");
        let every: Vec<u8> = (0..=255).collect();
        assert_eq!(decode(&encode(&every), "strict").unwrap(), (every, None));
        let (bytes, dubious) = decode(b"\\d\\8\\777\\1", "strict").unwrap();
        assert_eq!((&bytes[..], dubious), (&b"\\d\\8\xff\x01"[..], Some(DubiousEscape::Unknown(b'd'))));
        assert_eq!(decode(b"\\x1g2", "replace").unwrap().0, b"?g2");
        assert_eq!(decode(b"\\xg", "ignore").unwrap().0, b"g");
        assert_eq!(decode(b"a\\x1", "strict").unwrap_err().text, "invalid \\x escape at position 1");
        assert_eq!(decode(b"a\\", "ignore").unwrap_err().text, "Trailing \\ in string");
        assert_eq!(decode(b"\\x", "foo").unwrap_err().text, "decoding error; unknown error handling code: foo");
    }
}
