//! Text to bytes and back, with error handlers.
//!
//! An engine stops at what it cannot convert and describes it as a [`DecodeProblem`] or
//! [`EncodeProblem`]: what a `UnicodeDecodeError` or `UnicodeEncodeError` says. It hands that to
//! the caller's [`DecodeErrors`] or [`EncodeErrors`], which give a replacement and the place to
//! go on at, or an error that ends the conversion. The standard handlers are in [`handlers`].
//!
//! Decoders take a flag `is_final`: where it is not set, an incomplete end is left over, and the
//! count of bytes consumed tells where the next piece has to begin.

pub mod byte_escape;
pub mod charmap;
pub mod handlers;
pub mod narrow;
pub mod unicode_escape;
pub mod utf16;
pub mod utf32;
pub mod utf7;
pub mod utf8;

use std::borrow::Cow;

use rustpython_wtf8::{CodePoint, Wtf8, Wtf8Buf};

use crate::text::wtf8::Indexed;

/// Bytes that cannot be decoded.
#[derive(Clone, Copy, Debug)]
pub struct DecodeProblem<'a> {
    pub encoding: &'static str,
    pub input: &'a [u8],
    /// In bytes, as `end`.
    pub start: usize,
    pub end: usize,
    pub reason: &'static str,
}

/// Characters that cannot be encoded.
#[derive(Clone, Copy, Debug)]
pub struct EncodeProblem<'a> {
    pub encoding: &'static str,
    pub text: &'a Wtf8,
    /// In characters, as `end`.
    pub start: usize,
    pub end: usize,
    pub reason: &'static str,
}

impl DecodeProblem<'_> {
    /// What `str()` of the exception is.
    pub fn message(&self) -> String {
        decode_message(self.encoding, self.input, self.start, self.end, self.reason)
    }

    pub fn bytes(&self) -> &[u8] {
        &self.input[self.start..self.end]
    }
}

impl EncodeProblem<'_> {
    /// What `str()` of the exception is.
    pub fn message(&self) -> String {
        encode_message(self.encoding, self.text, self.start, self.end, self.reason)
    }

    pub fn chars(&self) -> &Wtf8 {
        Indexed::new(self.text).slice(self.start, self.end)
    }
}

/// `str(UnicodeDecodeError(encoding, input, start, end, reason))`, for positions inside the input.
pub fn decode_message(encoding: &str, input: &[u8], start: usize, end: usize, reason: &str) -> String {
    match input.get(start) {
        Some(byte) if end == start + 1 => {
            format!("'{encoding}' codec can't decode byte 0x{byte:02x} in position {start}: {reason}")
        }
        _ => {
            let last = end as i64 - 1;
            format!("'{encoding}' codec can't decode bytes in position {start}-{last}: {reason}")
        }
    }
}

/// `str(UnicodeEncodeError(encoding, text, start, end, reason))`, for positions inside the text.
pub fn encode_message(encoding: &str, text: &Wtf8, start: usize, end: usize, reason: &str) -> String {
    match text.code_points().nth(start) {
        Some(point) if end == start + 1 => {
            let shown = backslash_escape(point);
            format!("'{encoding}' codec can't encode character '{shown}' in position {start}: {reason}")
        }
        _ => {
            let last = end as i64 - 1;
            format!("'{encoding}' codec can't encode characters in position {start}-{last}: {reason}")
        }
    }
}

/// `\xe9`, `\u20ac` or `\U0001f600`.
pub(crate) fn backslash_escape(point: CodePoint) -> String {
    match point.to_u32() {
        code @ 0..0x100 => format!("\\x{code:02x}"),
        code @ 0x100..0x10000 => format!("\\u{code:04x}"),
        code => format!("\\U{code:08x}"),
    }
}

/// What to put in place of undecodable bytes.
#[derive(Clone, Debug, Default)]
pub struct DecodeFix {
    pub text: Wtf8Buf,
    /// The byte to go on at, at most the length of the input.
    pub resume: usize,
    /// Other input to go on with, if the handler exchanged it.
    pub input: Option<Vec<u8>>,
}

/// What to put in place of unencodable characters.
#[derive(Clone, Debug)]
pub struct EncodeFix {
    pub replacement: Replacement,
    /// The character to go on at, at most the length of the text.
    pub resume: usize,
}

/// Text, which is encoded in its turn, or bytes, which are taken as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replacement {
    Text(Wtf8Buf),
    Bytes(Vec<u8>),
}

/// Decides about undecodable bytes.
pub trait DecodeErrors {
    type Error;
    fn fix(&mut self, problem: &DecodeProblem<'_>) -> Result<DecodeFix, Self::Error>;
}

/// Decides about unencodable characters.
pub trait EncodeErrors {
    type Error;
    fn fix(&mut self, problem: &EncodeProblem<'_>) -> Result<EncodeFix, Self::Error>;
    /// The error for a problem whose replacement cannot be encoded either.
    fn fail(&mut self, problem: &EncodeProblem<'_>) -> Self::Error;
}

/// Decoded text, and how many bytes of the input it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    pub text: Wtf8Buf,
    pub consumed: usize,
}

/// What a decoder has at hand.
pub(crate) struct Decoder<'i, 'e, E> {
    encoding: &'static str,
    input: Cow<'i, [u8]>,
    out: Wtf8Buf,
    errors: &'e mut E,
}

impl<'i, 'e, E: DecodeErrors> Decoder<'i, 'e, E> {
    fn new(encoding: &'static str, input: &'i [u8], errors: &'e mut E) -> Self {
        let out = Wtf8Buf::with_capacity(input.len());
        Self { encoding, input: Cow::Borrowed(input), out, errors }
    }

    /// Has a problem fixed; gives the byte to go on at.
    fn problem(&mut self, start: usize, end: usize, reason: &'static str) -> Result<usize, E::Error> {
        let problem = DecodeProblem { encoding: self.encoding, input: &self.input, start, end, reason };
        let fix = self.errors.fix(&problem)?;
        self.out.push_wtf8(&fix.text);
        if let Some(input) = fix.input {
            self.input = Cow::Owned(input);
        }
        Ok(fix.resume.min(self.input.len()))
    }

    fn push(&mut self, code: u32) {
        self.out.push(CodePoint::from_u32(code).expect("the decoder checked the range"));
    }

    fn finish(self, consumed: usize) -> Decoded {
        Decoded { text: self.out, consumed }
    }
}

/// What an encoder has at hand: the text from a position on, in bytes and in characters.
pub(crate) struct Encoder<'t, 'e, E> {
    encoding: &'static str,
    text: &'t Wtf8,
    byte: usize,
    char: usize,
    errors: &'e mut E,
}

impl<'t, 'e, E: EncodeErrors> Encoder<'t, 'e, E> {
    fn new(encoding: &'static str, text: &'t Wtf8, errors: &'e mut E) -> Self {
        Self { encoding, text, byte: 0, char: 0, errors }
    }

    fn peek(&self) -> Option<CodePoint> {
        self.text[self.byte..].code_points().next()
    }

    fn skip(&mut self, point: CodePoint) {
        self.byte += point.len_wtf8();
        self.char += 1;
    }

    fn describe(&self, end: usize, reason: &'static str) -> EncodeProblem<'t> {
        EncodeProblem { encoding: self.encoding, text: self.text, start: self.char, end, reason }
    }

    /// Has the run of characters fixed that starts here and for which `bad` holds.
    fn problem_run(
        &mut self,
        reason: &'static str,
        bad: impl Fn(u32) -> bool,
    ) -> Result<(Replacement, EncodeProblem<'t>), E::Error> {
        let rest = &self.text[self.byte..];
        let run = rest.code_points().take_while(|point| bad(point.to_u32())).count();
        self.problem(run, reason)
    }

    /// Has the next `count` characters fixed, and goes on where the handler says.
    fn problem(&mut self, count: usize, reason: &'static str) -> Result<(Replacement, EncodeProblem<'t>), E::Error> {
        let problem = self.describe(self.char + count, reason);
        let fix = self.errors.fix(&problem)?;
        let indexed = Indexed::new(self.text);
        self.char = fix.resume.min(indexed.chars);
        self.byte = indexed.byte_of(self.char);
        Ok((fix.replacement, problem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages() {
        let text = Wtf8::new("aé€😀");
        assert_eq!(
            encode_message("ascii", text, 1, 2, "ordinal not in range(128)"),
            "'ascii' codec can't encode character '\\xe9' in position 1: ordinal not in range(128)"
        );
        assert_eq!(
            encode_message("ascii", text, 1, 4, "r"),
            "'ascii' codec can't encode characters in position 1-3: r"
        );
        assert_eq!(
            decode_message("utf-8", b"\xff", 0, 1, "invalid start byte"),
            "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"
        );
        assert_eq!(
            decode_message("utf-8", b"\xe2\x82", 0, 2, "unexpected end of data"),
            "'utf-8' codec can't decode bytes in position 0-1: unexpected end of data"
        );
    }
}
