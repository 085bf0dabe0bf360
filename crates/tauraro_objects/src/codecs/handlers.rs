//! The standard error handlers, as functions of the problem alone.

use rustpython_wtf8::{CodePoint, Wtf8Buf};

use super::{
    DecodeErrors, DecodeFix, DecodeProblem, EncodeErrors, EncodeFix, EncodeProblem, Replacement, backslash_escape,
};
use crate::fault::Fault;

/// The handlers that need no registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handler {
    Strict,
    Ignore,
    Replace,
    BackslashReplace,
    XmlCharRefReplace,
    NameReplace,
    SurrogateEscape,
    SurrogatePass,
}

impl Handler {
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "strict" => Self::Strict,
            "ignore" => Self::Ignore,
            "replace" => Self::Replace,
            "backslashreplace" => Self::BackslashReplace,
            "xmlcharrefreplace" => Self::XmlCharRefReplace,
            "namereplace" => Self::NameReplace,
            "surrogateescape" => Self::SurrogateEscape,
            "surrogatepass" => Self::SurrogatePass,
            _ => return None,
        })
    }
}

/// Why a handler gave no replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The problem itself is to be raised.
    Raise,
    /// The handler has nothing to say about this kind of problem.
    Fault(Fault),
}

/// `don't know how to handle UnicodeDecodeError in error callback`
pub fn cannot_handle(exception: &str) -> Fault {
    Fault::type_error(format!("don't know how to handle {exception} in error callback"))
}

/// What a standard handler makes of undecodable bytes.
pub fn fix_decode(handler: Handler, problem: &DecodeProblem<'_>) -> Result<DecodeFix, Refusal> {
    let fixed = |text: Wtf8Buf| DecodeFix { text, resume: problem.end, input: None };
    match handler {
        Handler::Strict => Err(Refusal::Raise),
        Handler::Ignore => Ok(fixed(Wtf8Buf::new())),
        Handler::Replace => Ok(fixed("\u{fffd}".into())),
        Handler::BackslashReplace => {
            Ok(fixed(problem.bytes().iter().map(|byte| format!("\\x{byte:02x}")).collect::<String>().into()))
        }
        Handler::XmlCharRefReplace | Handler::NameReplace => Err(Refusal::Fault(cannot_handle("UnicodeDecodeError"))),
        Handler::SurrogateEscape => escape_bytes(problem),
        Handler::SurrogatePass => pass_decode(problem),
    }
}

/// Bytes beyond ASCII become U+DC80 to U+DCFF.
fn escape_bytes(problem: &DecodeProblem<'_>) -> Result<DecodeFix, Refusal> {
    let bytes = problem.bytes().iter().take_while(|byte| **byte >= 0x80);
    let text: Wtf8Buf = bytes.take(4).map(|byte| CodePoint::from(0xdc00 + u16::from(*byte))).collect();
    if text.is_empty() {
        return Err(Refusal::Raise);
    }
    // Each of them takes three bytes in WTF-8.
    let resume = problem.start + text.len() / 3;
    Ok(DecodeFix { text, resume, input: None })
}

/// How many bytes a surrogate takes in an encoding, and in which order.
#[derive(Clone, Copy)]
enum Units {
    Utf8,
    Utf16 { big_endian: bool },
    Utf32 { big_endian: bool },
}

fn units(encoding: &str) -> Option<Units> {
    let name = encoding.to_ascii_lowercase().replace('_', "-");
    let native_big = cfg!(target_endian = "big");
    Some(match name.as_str() {
        "utf-8" | "utf8" => Units::Utf8,
        "utf-16" | "utf16" => Units::Utf16 { big_endian: native_big },
        "utf-16-le" | "utf-16le" | "utf16-le" | "utf16le" => Units::Utf16 { big_endian: false },
        "utf-16-be" | "utf-16be" | "utf16-be" | "utf16be" => Units::Utf16 { big_endian: true },
        "utf-32" | "utf32" => Units::Utf32 { big_endian: native_big },
        "utf-32-le" | "utf-32le" | "utf32-le" | "utf32le" => Units::Utf32 { big_endian: false },
        "utf-32-be" | "utf-32be" | "utf32-be" | "utf32be" => Units::Utf32 { big_endian: true },
        _ => return None,
    })
}

fn pass_decode(problem: &DecodeProblem<'_>) -> Result<DecodeFix, Refusal> {
    let units = units(problem.encoding).ok_or(Refusal::Raise)?;
    let (code, len) = match (units, &problem.input[problem.start..]) {
        (Units::Utf8, [a @ 0xe0..=0xef, b @ 0x80..=0xbf, c @ 0x80..=0xbf, ..]) => {
            (u32::from(a & 15) << 12 | u32::from(b & 63) << 6 | u32::from(c & 63), 3)
        }
        (Units::Utf16 { big_endian }, [a, b, ..]) => {
            let unit = [*a, *b];
            (u32::from(if big_endian { u16::from_be_bytes(unit) } else { u16::from_le_bytes(unit) }), 2)
        }
        (Units::Utf32 { big_endian }, [a, b, c, d, ..]) => {
            let unit = [*a, *b, *c, *d];
            (if big_endian { u32::from_be_bytes(unit) } else { u32::from_le_bytes(unit) }, 4)
        }
        _ => return Err(Refusal::Raise),
    };
    let (0xd800..0xe000, Some(point)) = (code, CodePoint::from_u32(code)) else {
        return Err(Refusal::Raise);
    };
    let text = [point].into_iter().collect();
    Ok(DecodeFix { text, resume: problem.start + len, input: None })
}

/// What a standard handler makes of unencodable characters.
pub fn fix_encode(handler: Handler, problem: &EncodeProblem<'_>) -> Result<EncodeFix, Refusal> {
    let each = |show: fn(CodePoint) -> String| {
        let text: String = problem.chars().code_points().map(show).collect();
        Ok(Replacement::Text(text.into()))
    };
    let replacement = match handler {
        Handler::Strict => Err(Refusal::Raise),
        Handler::Ignore => Ok(Replacement::Text(Wtf8Buf::new())),
        Handler::Replace => each(|_| "?".to_owned()),
        Handler::BackslashReplace => each(backslash_escape),
        Handler::XmlCharRefReplace => each(|point| format!("&#{};", point.to_u32())),
        Handler::NameReplace => each(name_escape),
        Handler::SurrogateEscape => unescape_bytes(problem),
        Handler::SurrogatePass => pass_encode(problem),
    };
    Ok(EncodeFix { replacement: replacement?, resume: problem.end })
}

/// `\N{...}`, or a number where the character has no name.
fn name_escape(point: CodePoint) -> String {
    match point.to_char().and_then(rustpython_unicode::character_name) {
        Some(name) => format!("\\N{{{name}}}"),
        None => backslash_escape(point),
    }
}

fn unescape_bytes(problem: &EncodeProblem<'_>) -> Result<Replacement, Refusal> {
    let byte = |point: CodePoint| match point.to_u32() {
        code @ 0xdc80..=0xdcff => Ok((code - 0xdc00) as u8),
        _ => Err(Refusal::Raise),
    };
    Ok(Replacement::Bytes(problem.chars().code_points().map(byte).collect::<Result<_, _>>()?))
}

fn pass_encode(problem: &EncodeProblem<'_>) -> Result<Replacement, Refusal> {
    let units = units(problem.encoding).ok_or(Refusal::Raise)?;
    let mut out = Vec::new();
    for point in problem.chars().code_points() {
        let code @ 0xd800..0xe000 = point.to_u32() else {
            return Err(Refusal::Raise);
        };
        match units {
            Units::Utf8 => out.extend_from_slice(point.encode_wtf8(&mut [0; 4]).as_bytes()),
            Units::Utf16 { big_endian: true } => out.extend_from_slice(&(code as u16).to_be_bytes()),
            Units::Utf16 { big_endian: false } => out.extend_from_slice(&(code as u16).to_le_bytes()),
            Units::Utf32 { big_endian: true } => out.extend_from_slice(&code.to_be_bytes()),
            Units::Utf32 { big_endian: false } => out.extend_from_slice(&code.to_le_bytes()),
        }
    }
    Ok(Replacement::Bytes(out))
}

/// A standard handler is a decider by itself, with no Python code in the way.
impl DecodeErrors for Handler {
    type Error = CodecFailure;

    fn fix(&mut self, problem: &DecodeProblem<'_>) -> Result<DecodeFix, CodecFailure> {
        fix_decode(*self, problem).map_err(|refusal| match refusal {
            Refusal::Raise => CodecFailure::Problem {
                encoding: problem.encoding,
                start: problem.start,
                end: problem.end,
                reason: problem.reason,
            },
            Refusal::Fault(fault) => CodecFailure::Fault(fault),
        })
    }
}

impl EncodeErrors for Handler {
    type Error = CodecFailure;

    fn fix(&mut self, problem: &EncodeProblem<'_>) -> Result<EncodeFix, CodecFailure> {
        fix_encode(*self, problem).map_err(|refusal| match refusal {
            Refusal::Raise => self.fail(problem),
            Refusal::Fault(fault) => CodecFailure::Fault(fault),
        })
    }

    fn fail(&mut self, problem: &EncodeProblem<'_>) -> CodecFailure {
        CodecFailure::Problem {
            encoding: problem.encoding,
            start: problem.start,
            end: problem.end,
            reason: problem.reason,
        }
    }
}

/// How a conversion with a standard handler fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodecFailure {
    /// A `UnicodeDecodeError` or `UnicodeEncodeError` with these fields.
    Problem {
        encoding: &'static str,
        start: usize,
        end: usize,
        reason: &'static str,
    },
    Fault(Fault),
}
