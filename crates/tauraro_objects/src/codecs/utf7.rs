//! UTF-7 (RFC 2152): ASCII in which `+...-` holds UTF-16 in base 64.

use rustpython_wtf8::Wtf8;

use super::{DecodeErrors, Decoded, Decoder};

fn base64_value(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The inside of a shifted sequence.
struct Shift {
    /// Where its `+` is.
    start: usize,
    /// How long the output was there.
    out_start: usize,
    bits: u32,
    bit_count: u32,
    /// A high surrogate that waits for its other half.
    high: Option<u32>,
}

impl Shift {
    /// What is wrong if the sequence ends here.
    fn flaw(&self) -> Option<&'static str> {
        match self.bit_count {
            6.. => Some("partial character in shift sequence"),
            1.. if self.bits != 0 => Some("non-zero padding bits in shift sequence"),
            _ => None,
        }
    }

    /// Takes six bits more; gives the characters that they complete.
    fn take(&mut self, value: u32) -> [Option<u32>; 2] {
        self.bits = self.bits << 6 | value;
        self.bit_count += 6;
        if self.bit_count < 16 {
            return [None, None];
        }
        self.bit_count -= 16;
        let unit = self.bits >> self.bit_count;
        self.bits &= (1 << self.bit_count) - 1;
        match (self.high.take(), unit) {
            (Some(high), 0xdc00..0xe000) => [Some(0x10000 + ((high - 0xd800) << 10 | (unit - 0xdc00))), None],
            (high, 0xd800..0xdc00) => {
                self.high = Some(unit);
                [high, None]
            }
            (high, _) => [high, Some(unit)],
        }
    }
}

/// Decodes UTF-7. A piece that ends inside a shifted sequence is consumed up to the sequence.
pub fn decode<E: DecodeErrors>(input: &[u8], is_final: bool, errors: &mut E) -> Result<Decoded, E::Error> {
    let mut decoder = Decoder::new("utf7", input, errors);
    let mut shift: Option<Shift> = None;
    let mut at = 0;
    loop {
        let Some(byte) = decoder.input.get(at).copied() else {
            let Some(open) = shift.take() else { break };
            if !is_final {
                decoder.out.truncate(open.out_start);
                return Ok(decoder.finish(open.start));
            }
            if open.high.is_some() || open.flaw().is_some() {
                let end = decoder.input.len();
                at = decoder.problem(open.start, end, "unterminated shift sequence")?;
            }
            continue;
        };
        if let Some(open) = &mut shift {
            if let Some(value) = base64_value(byte) {
                let complete = open.take(value);
                complete.into_iter().flatten().for_each(|code| decoder.push(code));
                at += 1;
                continue;
            }
            let (start, flaw, high) = (open.start, open.flaw(), open.high);
            shift = None;
            if let Some(reason) = flaw {
                at = decoder.problem(start, at + 1, reason)?;
                continue;
            }
            if let Some(high) = high.filter(|_| byte < 0x80) {
                decoder.push(high);
            }
            at += usize::from(byte == b'-');
            continue;
        }
        at = match (byte, decoder.input.get(at + 1)) {
            (b'+', Some(b'-')) => {
                decoder.push(u32::from(b'+'));
                at + 2
            }
            (b'+', Some(next)) if base64_value(*next).is_none() => {
                decoder.problem(at, at + 2, "ill-formed sequence")?
            }
            (b'+', _) => {
                let out_start = decoder.out.len();
                shift = Some(Shift { start: at, out_start, bits: 0, bit_count: 0, high: None });
                at + 1
            }
            (0x80.., _) => decoder.problem(at, at + 1, "unexpected special character")?,
            _ => {
                decoder.push(u32::from(byte));
                at + 1
            }
        };
    }
    Ok(decoder.finish(at))
}

/// Whether a character stands for itself.
fn is_direct(code: u32) -> bool {
    match u8::try_from(code) {
        Ok(b'+' | b'\\' | b'~') => false,
        Ok(b'\t' | b'\n' | b'\r' | b' '..=b'}') => true,
        _ => false,
    }
}

/// Encodes to UTF-7, which all text can be.
pub fn encode(text: &Wtf8) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut shifted = false;
    let (mut bits, mut bit_count) = (0_u32, 0);
    for point in text.code_points() {
        let code = point.to_u32();
        if is_direct(code) {
            let byte = code as u8;
            if shifted {
                shifted = false;
                flush(&mut out, &mut bits, &mut bit_count);
                if byte == b'-' || base64_value(byte).is_some() {
                    out.push(b'-');
                }
            }
            out.push(byte);
            continue;
        }
        if !shifted && code == u32::from(b'+') {
            out.extend_from_slice(b"+-");
            continue;
        }
        if !shifted {
            shifted = true;
            out.push(b'+');
        }
        let mut units = [code as u16; 2];
        let units = match code {
            0x10000.. => {
                units = [0xd800 + ((code - 0x10000) >> 10) as u16, 0xdc00 + (code & 0x3ff) as u16];
                &units[..]
            }
            _ => &units[..1],
        };
        for unit in units {
            bits = bits << 16 | u32::from(*unit);
            bit_count += 16;
            while bit_count >= 6 {
                bit_count -= 6;
                out.push(BASE64[(bits >> bit_count & 63) as usize]);
                bits &= (1 << bit_count) - 1;
            }
        }
    }
    if shifted {
        flush(&mut out, &mut bits, &mut bit_count);
        out.push(b'-');
    }
    out
}

/// Pads the last bits of a sequence with zeros.
fn flush(out: &mut Vec<u8>, bits: &mut u32, bit_count: &mut u32) {
    if *bit_count > 0 {
        out.push(BASE64[(*bits << (6 - *bit_count) & 63) as usize]);
    }
    (*bits, *bit_count) = (0, 0);
}
