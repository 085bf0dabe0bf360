//! Lines of uuencoded data: a length, then four characters for three bytes.

use super::Decoded;

const LINE_MAX: usize = 45;

pub(super) fn decode(data: &[u8]) -> Decoded {
    let Some((length, rest)) = data.split_first() else { return Err("Missing length byte".to_owned()) };
    let length = usize::from(length.wrapping_sub(b' ') & 63);
    let mut out = Vec::with_capacity(length);
    let (mut word, mut bits) = (0_u32, 0);
    let mut rest = rest.iter().copied().peekable();
    while out.len() < length {
        // A line may have lost the spaces at its end.
        let value = match rest.peek() {
            None => 0,
            Some(b'\n' | b'\r') => 0,
            Some(byte) if (b' '..=b' ' + 64).contains(byte) => byte.wrapping_sub(b' ') & 63,
            Some(_) => return Err("Illegal char".to_owned()),
        };
        rest.next_if(|byte| !matches!(byte, b'\n' | b'\r'));
        word = word << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((word >> bits) as u8);
        }
    }
    // Up to the end of a group of four there may be anything that stands for zeros.
    if rest.all(|byte| matches!(byte, b' ' | b'`' | b'\n' | b'\r')) {
        Ok(out)
    } else {
        Err("Trailing garbage".to_owned())
    }
}

pub(super) fn encode(data: &[u8], backtick: bool) -> Decoded {
    if data.len() > LINE_MAX {
        return Err("At most 45 bytes at once".to_owned());
    }
    let shown = |value: u32| if value == 0 && backtick { b'`' } else { b' ' + value as u8 };
    let mut out = vec![shown(data.len() as u32)];
    for chunk in data.chunks(3) {
        let at = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let word = at(0) << 16 | at(1) << 8 | at(2);
        out.extend((0..4).map(|i| shown(word >> (18 - 6 * i) & 63)));
    }
    out.push(b'\n');
    Ok(out)
}
