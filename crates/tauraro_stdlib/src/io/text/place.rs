//! `tell` and `seek` of text streams.
//!
//! A place is a number that says from where in the bytes, and with which state of the decoder,
//! so many characters have to be skipped. For most encodings it is the plain byte offset.

use super::codec::Codec;
use super::newline::Newline;
use super::read::{decode, decoder_state, prefix, set_decoder_state};
use super::{TextIo, check_open, set_encoder_start, write};
use crate::io::support::{call0, offset, os_error_text, unsupported};
use rustpython_wtf8::Wtf8Buf;
use tauraro_core::heap::Gc;
use tauraro_core::object::{Bytes, CompareOp};
use tauraro_core::{PyResult, Value, Vm, pyfunction};
use tauraro_objects::bigint::{from_bytes, to_bytes};
use tauraro_objects::raise::{OrRaise, as_int, int_object};

/// A place in a stream, as `tell` gives it packed into one number.
#[derive(Default)]
struct Place {
    /// Byte offset to begin at.
    start: u64,
    /// The decoder's state there.
    flags: u32,
    /// How many bytes to decode from there,
    feed: u32,
    /// and how many characters of their text to skip.
    skip: u32,
    /// They are the last ones of the stream.
    ended: bool,
}

/// Bytes of a packed place.
const PACKED_BYTES: usize = 21;

impl Place {
    fn pack(&self, vm: &mut Vm) -> Value {
        let mut bytes = [0; PACKED_BYTES];
        bytes[..8].copy_from_slice(&self.start.to_le_bytes());
        bytes[8..12].copy_from_slice(&self.flags.to_le_bytes());
        bytes[12..16].copy_from_slice(&self.feed.to_le_bytes());
        bytes[16..20].copy_from_slice(&self.skip.to_le_bytes());
        bytes[20] = self.ended.into();
        int_object(vm, from_bytes(&bytes, false, false))
    }

    fn unpack(vm: &mut Vm, v: Value) -> PyResult<Place> {
        let v = vm.index(v)?;
        let Some(i) = as_int(&v) else { return Err(vm.type_error("an integer is required")) };
        let bytes = to_bytes(i, PACKED_BYTES, false, false).or_raise(vm)?;
        let word = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        Ok(Place {
            start: u64::from(word(0)) | u64::from(word(4)) << 32,
            flags: word(8),
            feed: word(12),
            skip: word(16),
            ended: bytes[20] != 0,
        })
    }
}

/// The present place, for `seek`.
#[pyfunction("TextIOWrapper.tell($self, /)")]
pub(super) fn tell(vm: &mut Vm, this: Gc<TextIo>) -> PyResult {
    let buffer = check_open(vm, this)?;
    if !this.seekable.get() {
        return Err(unsupported(vm, "underlying stream is not seekable"));
    }
    if !this.telling.get() {
        return Err(os_error_text(vm, "telling position disabled by next() call"));
    }
    write::pass_on(vm, this)?;
    call0(vm, this.value(), "flush")?;
    let at = call0(vm, buffer, "tell")?;
    let Some(flags) = this.snapshot.get().filter(|_| this.can_read.get()) else { return Ok(at) };
    let at = offset(vm, at)?;
    let start = (at - this.input.borrow().len() as i64).max(0) as u64;
    let used = this.used.get();
    if used == 0 {
        return Ok(Place { start, flags: flags as u32, ..Place::default() }.pack(vm));
    }
    if flags == 0
        && let Some(bytes) = same_bytes(this, used)
    {
        return Ok(Place { start: start + bytes as u64, ..Place::default() }.pack(vm));
    }
    let before = decoder_state(vm, this)?;
    let result = search(vm, this, start, flags);
    set_decoder_state(vm, this, &before.0, before.1)?;
    Ok(result?.pack(vm))
}

/// How many bytes the text that was used takes, where the codec shows that at once.
fn same_bytes(this: Gc<TextIo>, used: usize) -> Option<usize> {
    let (chars, input) = (this.chars.borrow(), this.input.borrow());
    let text = &chars[..used];
    match this.codec.get() {
        Codec::Utf8 | Codec::Ascii => input.starts_with(text.as_bytes()).then_some(used),
        Codec::Latin1 if this.newline.get() == Newline::Lf || memchr::memchr(b'\r', &input).is_none() => {
            Some(text.code_points().count())
        }
        _ => None,
    }
}

/// Decodes the piece again, a byte at a time, up to the text that was used. The last point before
/// it where the decoder kept nothing back is where reading can begin again.
fn search(vm: &mut Vm, this: Gc<TextIo>, start: u64, flags: u64) -> PyResult<Place> {
    let input = this.input.borrow().clone();
    let wanted = this.chars.borrow()[..this.used.get()].code_points().count();
    let mut place = Place { start, flags: flags as u32, ..Place::default() };
    // What the decoder had taken in before is at the beginning of the input.
    set_decoder_state(vm, this, &[], flags)?;
    let (mut chars, mut base) = (0, 0);
    for byte in &input {
        place.feed += 1;
        chars += feed(vm, this, &[*byte], false)?;
        let (left, state) = decoder_state(vm, this)?;
        if left.is_empty() && chars <= wanted {
            place.start += u64::from(place.feed);
            (place.flags, place.feed) = (state as u32, 0);
            base = chars;
        }
        if chars >= wanted {
            place.skip = (wanted - base) as u32;
            return Ok(place);
        }
    }
    // The end of the stream gave the rest of the text.
    chars += feed(vm, this, &[], true)?;
    if chars < wanted {
        return Err(os_error_text(vm, "can't reconstruct logical file position"));
    }
    place.ended = true;
    place.skip = (wanted - base) as u32;
    Ok(place)
}

/// Gives the decoder bytes; how many characters come out.
fn feed(vm: &mut Vm, this: Gc<TextIo>, bytes: &[u8], is_final: bool) -> PyResult<usize> {
    let mut out = Wtf8Buf::new();
    if this.codec.get() == Codec::Python {
        decode(vm, this, bytes, is_final, &mut out)?;
    } else {
        let mut input = std::mem::take(&mut *this.decoding.left.borrow_mut());
        input.extend_from_slice(bytes);
        decode(vm, this, &input, is_final, &mut out)?;
    }
    Ok(out.code_points().count())
}

/// Moves to a place that `tell` gave; that place.
#[pyfunction("TextIOWrapper.seek($self, cookie, whence=os.SEEK_SET, /)")]
pub(super) fn seek(vm: &mut Vm, this: Gc<TextIo>, cookie: Value, whence: Option<i64>) -> PyResult {
    let buffer = check_open(vm, this)?;
    if !this.seekable.get() {
        return Err(unsupported(vm, "underlying stream is not seekable"));
    }
    let mut cookie = cookie;
    let zero = Value::small(0);
    match whence.unwrap_or(0) {
        0 => {}
        1 => {
            if !vm.eq(cookie, zero)? {
                return Err(unsupported(vm, "can't do nonzero cur-relative seeks"));
            }
            call0(vm, this.value(), "flush")?;
            cookie = call0(vm, this.value(), "tell")?;
        }
        2 => {
            if !vm.eq(cookie, zero)? {
                return Err(unsupported(vm, "can't do nonzero end-relative seeks"));
            }
            return seek_to_end(vm, this, buffer);
        }
        other => return Err(vm.value_error(format!("invalid whence ({other}, should be 0, 1 or 2)"))),
    }
    if vm.compare_bool(cookie, zero, CompareOp::Lt)? {
        let shown = vm.repr(cookie)?.to_string_lossy();
        return Err(vm.value_error(format!("negative seek position {shown}")));
    }
    call0(vm, this.value(), "flush")?;
    let place = Place::unpack(vm, cookie)?;
    go_to(vm, this, buffer, &place)?;
    Ok(cookie)
}

fn seek_to_end(vm: &mut Vm, this: Gc<TextIo>, buffer: Value) -> PyResult {
    call0(vm, this.value(), "flush")?;
    this.forget_chars();
    this.snapshot.set(None);
    if this.can_read.get() {
        set_decoder_state(vm, this, &[], 0)?;
        this.decoding.reset(this.codec.get());
    }
    let at = vm.call_method(buffer, "seek", &[Value::small(0), Value::small(2)])?;
    if this.can_write.get() {
        let at_start = vm.eq(at, Value::small(0))?;
        set_encoder_start(vm, this, at_start)?;
    }
    Ok(at)
}

fn go_to(vm: &mut Vm, this: Gc<TextIo>, buffer: Value, place: &Place) -> PyResult<()> {
    let start = vm.new_uint(place.start);
    vm.call_method(buffer, "seek", &[start])?;
    this.forget_chars();
    this.snapshot.set(None);
    let begins = place.start == 0 && place.flags == 0;
    if this.can_read.get() {
        set_decoder_state(vm, this, &[], u64::from(place.flags))?;
        if begins {
            this.decoding.reset(this.codec.get());
        }
        this.input.borrow_mut().clear();
        if place.skip > 0 {
            skip(vm, this, buffer, place)?;
        }
        this.snapshot.set(Some(u64::from(place.flags)));
    }
    if this.can_write.get() {
        set_encoder_start(vm, this, begins)?;
    }
    Ok(())
}

/// Decodes from the beginning of a place on and skips what it says.
fn skip(vm: &mut Vm, this: Gc<TextIo>, buffer: Value, place: &Place) -> PyResult<()> {
    let size = Value::small(i64::from(place.feed));
    let input = vm.call_method(buffer, "read", &[size])?;
    let Some(input) = input.cast::<Bytes>() else {
        let got = vm.type_name(input);
        let text = format!("underlying read() should have returned a bytes object, not '{got}'");
        return Err(vm.type_error(text));
    };
    let mut chars = Wtf8Buf::new();
    decode(vm, this, input.as_bytes(), place.ended, &mut chars)?;
    let (used, skipped) = prefix(&chars, place.skip as usize);
    if skipped < place.skip as usize {
        return Err(os_error_text(vm, "can't restore logical file position"));
    }
    *this.chars.borrow_mut() = chars;
    this.used.set(used);
    *this.input.borrow_mut() = input.as_bytes().to_vec();
    Ok(())
}
