//! Base64.

use super::Decoded;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The value of each character; 64: not in the alphabet.
const VALUES: [u8; 256] = {
    let mut values = [64; 256];
    let mut i = 0;
    while i < 64 {
        values[ALPHABET[i] as usize] = i as u8;
        i += 1;
    }
    values
};

pub(super) fn encode(data: &[u8], newline: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len().div_ceil(3) * 4 + 1);
    for chunk in data.chunks(3) {
        let at = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let word = at(0) << 16 | at(1) << 8 | at(2);
        for i in 0..4 {
            let shown = i <= chunk.len();
            out.push(if shown { ALPHABET[(word >> (18 - 6 * i) & 63) as usize] } else { b'=' });
        }
    }
    if newline {
        out.push(b'\n');
    }
    out
}

/// Decodes; unless it is strict, characters that are not in the alphabet do not count.
pub(super) fn decode(data: &[u8], strict: bool) -> Decoded {
    let mut out = Vec::with_capacity(data.len() / 4 * 3 + 3);
    let (mut word, mut count, mut pads) = (0_u32, 0_usize, 0);
    let one_too_many = |count: usize| {
        format!(
            "Invalid base64-encoded string: number of data characters ({count}) cannot be 1 more than a multiple of 4"
        )
    };
    let fail = |text: &str| Err(text.to_owned());
    for byte in data {
        let complete = count % 4 >= 2 && count % 4 + pads >= 4;
        if *byte == b'=' {
            if strict {
                match count % 4 {
                    0 if count == 0 => return fail("Leading padding not allowed"),
                    0 => return fail("Excess padding not allowed"),
                    1 => return Err(one_too_many(count)),
                    _ if complete => return fail("Excess padding not allowed"),
                    _ => {}
                }
            }
            pads += 1;
            continue;
        }
        let value = VALUES[usize::from(*byte)];
        if value == 64 {
            if strict {
                return fail("Only base64 data is allowed");
            }
            continue;
        }
        if strict && pads > 0 {
            let text = if complete { "Excess data after padding" } else { "Discontinuous padding not allowed" };
            return fail(text);
        }
        pads = 0;
        word = word << 6 | u32::from(value);
        count += 1;
        match count % 4 {
            2 => out.push((word >> 4) as u8),
            3 => out.push((word >> 2) as u8),
            0 => out.push(word as u8),
            _ => {}
        }
    }
    match count % 4 {
        0 => Ok(out),
        1 => Err(one_too_many(count)),
        left if left + pads >= 4 => Ok(out),
        _ => fail("Incorrect padding"),
    }
}
