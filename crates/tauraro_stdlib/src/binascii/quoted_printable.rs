//! Quoted-printable text (RFC 1521), in bodies and in headers.

use super::hex_digit;

/// Characters of a line, the sign of a soft break included.
const LINE_MAX: usize = 76;

#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) quote_tabs: bool,
    pub(super) text: bool,
    pub(super) header: bool,
}

pub(super) fn decode(data: &[u8], header: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len());
    let mut at = 0;
    while let Some(byte) = data.get(at).copied() {
        at += 1;
        match byte {
            b'=' => match (data.get(at), data.get(at + 1)) {
                (None, _) => break,
                (Some(b'\n' | b'\r'), _) => {
                    let line = memchr::memchr(b'\n', &data[at..]);
                    at = line.map_or(data.len(), |i| at + i + 1);
                }
                // Some encoders write the sign itself twice.
                (Some(b'='), _) => {
                    out.push(b'=');
                    at += 1;
                }
                (Some(high), Some(low)) if hex_digit(*high).is_some() && hex_digit(*low).is_some() => {
                    let digit = |b: u8| hex_digit(b).unwrap_or(0);
                    out.push(digit(*high) << 4 | digit(*low));
                    at += 2;
                }
                _ => out.push(b'='),
            },
            b'_' if header => out.push(b' '),
            _ => out.push(byte),
        }
    }
    out
}

fn push_quoted(out: &mut Vec<u8>, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.extend([b'=', DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
}

fn needs_quotes(data: &[u8], at: usize, column: usize, style: Style) -> bool {
    let byte = data[at];
    let next = data.get(at + 1).copied();
    match byte {
        b'=' | 127.. => true,
        b'_' => style.header,
        b'.' => column == 0 && matches!(next, None | Some(b'\n' | b'\r' | 0)),
        b'\r' | b'\n' => !style.text,
        b' ' | b'\t' => next.is_none() || style.quote_tabs,
        _ => byte < b' ',
    }
}

pub(super) fn encode(data: &[u8], style: Style) -> Vec<u8> {
    // Lines end as the first one does.
    let crlf = memchr::memchr(b'\n', data).is_some_and(|i| i > 0 && data[i - 1] == b'\r');
    let end: &[u8] = if crlf { b"\r\n" } else { b"\n" };
    let mut out = Vec::with_capacity(data.len() + data.len() / 8);
    let (mut at, mut column) = (0, 0);
    let soft_break = |out: &mut Vec<u8>, column: &mut usize| {
        out.push(b'=');
        out.extend(end);
        *column = 0;
    };
    while let Some(byte) = data.get(at).copied() {
        let next = data.get(at + 1).copied();
        if needs_quotes(data, at, column, style) {
            if column + 3 >= LINE_MAX {
                soft_break(&mut out, &mut column);
            }
            push_quoted(&mut out, byte);
            column += 3;
            at += 1;
        } else if style.text && (byte == b'\n' || byte == b'\r' && next == Some(b'\n')) {
            // White space must not end a line.
            if let Some(last @ (b' ' | b'\t')) = out.last().copied() {
                out.pop();
                push_quoted(&mut out, last);
            }
            out.extend(end);
            column = 0;
            at += if byte == b'\r' { 2 } else { 1 };
        } else {
            if next.is_some_and(|n| n != b'\n') && column + 1 >= LINE_MAX {
                soft_break(&mut out, &mut column);
            }
            out.push(if style.header && byte == b' ' { b'_' } else { byte });
            column += 1;
            at += 1;
        }
    }
    out
}
