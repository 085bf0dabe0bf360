//! The codecs that text streams do without Python code, one piece of data at a time.

use rustpython_wtf8::Wtf8Buf;
use std::cell::{Cell, RefCell};
use tauraro_core::heap::Gc;
use tauraro_core::object::Str;
use tauraro_core::{PyResult, Vm};
use tauraro_objects::codec_registry::errors::{DecodeWith, EncodeWith};
use tauraro_objects::codec_registry::normalised;
use tauraro_objects::codecs::utf16::ByteOrder;
use tauraro_objects::codecs::{narrow, utf8, utf16, utf32};

/// How a stream's text is encoded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::io) enum Codec {
    Utf8,
    Ascii,
    Latin1,
    Utf16(ByteOrder),
    Utf32(ByteOrder),
    /// By incremental coders of the module `codecs`.
    Python,
}

const NATIVE_ORDER: ByteOrder = if cfg!(target_endian = "big") { ByteOrder::Big } else { ByteOrder::Little };

impl Codec {
    /// The codec of a name; `Python` for all that are not done here.
    pub(in crate::io) fn named(name: &str) -> Codec {
        if name == "utf-8" || name == "UTF-8" {
            return Codec::Utf8;
        }
        match normalised(name).as_str() {
            "utf_8" | "utf8" | "u8" => Codec::Utf8,
            "ascii" | "us_ascii" => Codec::Ascii,
            "latin_1" | "latin1" | "iso_8859_1" | "iso8859_1" | "l1" => Codec::Latin1,
            "utf_16" | "utf16" => Codec::Utf16(ByteOrder::Marked),
            "utf_16_le" | "utf_16le" => Codec::Utf16(ByteOrder::Little),
            "utf_16_be" | "utf_16be" => Codec::Utf16(ByteOrder::Big),
            "utf_32" | "utf32" => Codec::Utf32(ByteOrder::Marked),
            "utf_32_le" | "utf_32le" => Codec::Utf32(ByteOrder::Little),
            "utf_32_be" | "utf_32be" => Codec::Utf32(ByteOrder::Big),
            _ => Codec::Python,
        }
    }

    /// Whether every ASCII character is its own byte.
    pub(super) fn keeps_ascii(self) -> bool {
        matches!(self, Codec::Utf8 | Codec::Ascii | Codec::Latin1)
    }

    fn order(self) -> ByteOrder {
        match self {
            Codec::Utf16(order) | Codec::Utf32(order) => order,
            _ => ByteOrder::Marked,
        }
    }
}

/// What a native decoder keeps from one piece to the next.
pub(super) struct Decoding {
    /// Bytes of a character that is not complete.
    pub(super) left: RefCell<Vec<u8>>,
    /// The byte order, once a mark has told it.
    order: Cell<ByteOrder>,
}

impl Decoding {
    pub(super) fn new() -> Decoding {
        Decoding { left: RefCell::default(), order: Cell::new(ByteOrder::Marked) }
    }

    pub(super) fn reset(&self, codec: Codec) {
        self.left.borrow_mut().clear();
        self.order.set(codec.order());
    }

    /// The number by which `getstate` of the Python decoders tells the byte order.
    pub(super) fn flags(&self, codec: Codec) -> u64 {
        match codec {
            Codec::Utf16(ByteOrder::Marked) | Codec::Utf32(ByteOrder::Marked) => match self.order.get() {
                ByteOrder::Marked => 2,
                order => u64::from(order != NATIVE_ORDER),
            },
            _ => 0,
        }
    }

    pub(super) fn set_flags(&self, codec: Codec, flags: u64) {
        if codec.order() == ByteOrder::Marked {
            self.order.set(match flags {
                0 => NATIVE_ORDER,
                1 if NATIVE_ORDER == ByteOrder::Big => ByteOrder::Little,
                1 => ByteOrder::Big,
                _ => ByteOrder::Marked,
            });
        }
    }
}

/// Decodes a piece behind what is in `out`. `input` begins with what was left over before; what
/// is left over now is kept.
pub(super) fn decode(
    vm: &mut Vm,
    codec: Codec,
    state: &Decoding,
    input: &[u8],
    is_final: bool,
    errors: Gc<Str>,
    out: &mut Wtf8Buf,
) -> PyResult<()> {
    if codec.keeps_ascii() {
        // Latin-1 is only taken here where it is ASCII.
        let plain = if codec == Codec::Utf8 {
            simdutf8::basic::from_utf8(input).ok()
        } else if input.is_ascii() {
            std::str::from_utf8(input).ok()
        } else {
            None
        };
        if let Some(text) = plain {
            out.push_str(text);
            return Ok(());
        }
    }
    let errors = errors.to_string_lossy();
    let with = &mut DecodeWith::new(vm, &errors);
    let decoded = match codec {
        Codec::Utf8 => utf8::decode(input, is_final, with)?,
        Codec::Ascii => narrow::decode_ascii(input, with)?,
        Codec::Latin1 => {
            out.push_wtf8(&narrow::decode_latin_1(input));
            return Ok(());
        }
        Codec::Utf16(_) => {
            let (decoded, order) = utf16::decode(input, state.order.get(), is_final, with)?;
            state.order.set(order);
            decoded
        }
        Codec::Utf32(_) => {
            let (decoded, order) = utf32::decode(input, state.order.get(), is_final, with)?;
            state.order.set(order);
            decoded
        }
        Codec::Python => unreachable!("Python codecs decode by their own objects"),
    };
    if decoded.consumed < input.len() {
        state.left.borrow_mut().extend_from_slice(&input[decoded.consumed..]);
    } else if let (Codec::Utf16(ByteOrder::Marked), ByteOrder::Marked, false) = (codec, state.order.get(), is_final) {
        // Without a mark the rest is in the machine's order.
        if !input.is_empty() {
            state.order.set(NATIVE_ORDER);
        }
    }
    out.push_wtf8(&decoded.text);
    Ok(())
}

/// Encodes a text behind what is in `out`. `marked`: a byte order mark goes first, if the codec
/// has one.
pub(super) fn encode(
    vm: &mut Vm,
    codec: Codec,
    text: Gc<Str>,
    errors: Gc<Str>,
    marked: bool,
    out: &mut Vec<u8>,
) -> PyResult<()> {
    let plain = codec.keeps_ascii() && text.is_ascii()
        || codec == Codec::Utf8 && simdutf8::basic::from_utf8(text.as_bytes()).is_ok();
    if plain {
        out.extend_from_slice(text.as_bytes());
        return Ok(());
    }
    let errors = errors.to_string_lossy();
    let with = &mut EncodeWith::new(vm, text, &errors);
    let wtf8 = text.as_wtf8();
    let order = |order| if order == ByteOrder::Marked && !marked { NATIVE_ORDER } else { order };
    let encoded = match codec {
        Codec::Utf8 => utf8::encode(wtf8, with)?,
        Codec::Ascii => narrow::encode_ascii(wtf8, with)?,
        Codec::Latin1 => narrow::encode_latin_1(wtf8, with)?,
        Codec::Utf16(o) => utf16::encode(wtf8, order(o), with)?,
        Codec::Utf32(o) => utf32::encode(wtf8, order(o), with)?,
        Codec::Python => unreachable!("Python codecs encode by their own objects"),
    };
    out.extend_from_slice(&encoded);
    Ok(())
}
