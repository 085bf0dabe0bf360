//! Reading text.

use super::codec::{self, Codec};
use super::{TextIo, buffered, check_attached, check_open, check_readable, write};
use crate::io::support::{call0, optional_size};
use rustpython_wtf8::{Wtf8, Wtf8Buf};
use tauraro_core::heap::Gc;
use tauraro_core::object::{Bytes, Str, Tuple};
use tauraro_core::{PyResult, Raised, Value, Vm, pyfunction};
use tauraro_objects::byteslike::{is_bytes_like, with_bytes};

/// The state of the decoder as `tell` needs it: what it has taken in without giving text, and a
/// number. The lowest bit of the number: a `\r` is held back.
pub(super) fn decoder_state(vm: &mut Vm, this: Gc<TextIo>) -> PyResult<(Vec<u8>, u64)> {
    let (left, flags) = if this.codec.get() == Codec::Python {
        let decoder = this.decoder.get();
        let state = call0(vm, decoder, "getstate")?;
        python_state(vm, state)?
    } else {
        (this.decoding.left.borrow().clone(), this.decoding.flags(this.codec.get()))
    };
    if !this.newline.get().is_universal() {
        return Ok((left, flags));
    }
    Ok((left, flags << 1 | u64::from(this.seen.held.get())))
}

fn python_state(vm: &mut Vm, state: Value) -> PyResult<(Vec<u8>, u64)> {
    let pair = state.cast::<Tuple>().filter(|t| t.len() == 2);
    let Some(pair) = pair else { return Err(vm.type_error("illegal decoder state")) };
    let [left, flags] = [pair.items()[0], pair.items()[1]];
    let Some(left) = left.cast::<Bytes>() else {
        let got = vm.type_name(left);
        let text = format!("illegal decoder state: the first item should be a bytes object, not '{got}'");
        return Err(vm.type_error(text));
    };
    let flags = vm.index_i64(flags)?;
    Ok((left.as_bytes().to_vec(), flags as u64))
}

/// Puts the decoder into a state that `decoder_state` gave.
pub(super) fn set_decoder_state(vm: &mut Vm, this: Gc<TextIo>, left: &[u8], flags: u64) -> PyResult<()> {
    let mut flags = flags;
    if this.newline.get().is_universal() {
        this.seen.held.set(flags & 1 != 0);
        flags >>= 1;
    }
    if this.codec.get() != Codec::Python {
        let codec = this.codec.get();
        this.decoding.reset(codec);
        this.decoding.set_flags(codec, flags);
        this.decoding.left.borrow_mut().extend_from_slice(left);
        return Ok(());
    }
    let decoder = this.decoder.get();
    if left.is_empty() && flags == 0 {
        return call0(vm, decoder, "reset").map(|_| ());
    }
    let left = vm.new_bytes(left)?.value();
    let flags = vm.new_uint(flags);
    let state = vm.new_tuple(&[left, flags])?.value();
    vm.call_method(decoder, "setstate", &[state]).map(|_| ())
}

/// Decodes a piece behind what is in `out`. Of a native codec `input` begins with what was left
/// over before.
pub(super) fn decode(vm: &mut Vm, this: Gc<TextIo>, input: &[u8], is_final: bool, out: &mut Wtf8Buf) -> PyResult<()> {
    let newline = this.newline.get();
    let translate = newline == super::newline::Newline::Universal;
    if this.codec.get() == Codec::Python {
        let bytes = vm.new_bytes(input)?.value();
        let text = vm.call_method(this.decoder.get(), "decode", &[bytes, Value::bool(is_final)])?;
        let Some(text) = text.cast::<Str>() else {
            let text = format!("decoder should return a string result, not '{}'", vm.type_name(text));
            return Err(vm.type_error(text));
        };
        if newline.is_universal() {
            this.seen.pass(text.as_wtf8(), translate, is_final, out);
        } else {
            out.push_wtf8(text.as_wtf8());
        }
        return Ok(());
    }
    let errors = this.errors(vm);
    if !newline.is_universal() {
        return codec::decode(vm, this.codec.get(), &this.decoding, input, is_final, errors, out);
    }
    if !this.seen.held.get() && this.seen.only_lf(input) && this.codec.get().keeps_ascii() {
        // No end of a line has to be looked at: the usual case.
        return codec::decode(vm, this.codec.get(), &this.decoding, input, is_final, errors, out);
    }
    let mut text = Wtf8Buf::with_capacity(input.len());
    codec::decode(vm, this.codec.get(), &this.decoding, input, is_final, errors, &mut text)?;
    this.seen.pass(&text, translate, is_final, out);
    Ok(())
}

/// Has the stream below give up to `max` bytes behind what is in `input`.
fn read_below(vm: &mut Vm, this: Gc<TextIo>, max: usize, input: &mut Vec<u8>) -> PyResult<()> {
    if let Some(below) = this.plain()
        && this.has_read1.get()
    {
        return buffered::read1_into(vm, below, max, input).map(|_| ());
    }
    let buffer = check_attached(vm, this)?;
    let method = if this.has_read1.get() { "read1" } else { "read" };
    let size = vm.new_uint(max as u64);
    let bytes = vm.call_method(buffer, method, &[size])?;
    if !is_bytes_like(vm, bytes) {
        let got = vm.type_name(bytes);
        let text = format!("underlying {method}() should have returned a bytes-like object, not '{got}'");
        return Err(vm.type_error(text));
    }
    with_bytes(vm, bytes, |_, bytes| {
        input.extend_from_slice(bytes);
        Ok(())
    })
}

/// Reads and decodes the next piece, after all text was used; `false` at the end of the stream.
fn next_piece(vm: &mut Vm, this: Gc<TextIo>, hint: usize) -> PyResult<bool> {
    let native = this.codec.get() != Codec::Python;
    let telling = this.telling.get();
    let (left, flags) = if native {
        let flags = if telling { decoder_state(vm, this)?.1 } else { 0 };
        (std::mem::take(&mut *this.decoding.left.borrow_mut()), flags)
    } else if telling {
        decoder_state(vm, this)?
    } else {
        (Vec::new(), 0)
    };
    let mut input = std::mem::take(&mut *this.input.borrow_mut());
    input.clear();
    input.extend_from_slice(&left);
    let max = this.chunk_bytes.get().max(hint);
    let result = read_below(vm, this, max, &mut input);
    if let Err(raised) = result {
        *this.decoding.left.borrow_mut() = if native { left } else { Vec::new() };
        return Err(raised);
    }
    let ended = input.len() == left.len();
    let mut chars = std::mem::replace(&mut *this.chars.borrow_mut(), Wtf8Buf::new());
    chars.clear();
    let from = if native { 0 } else { left.len() };
    let result = decode(vm, this, &input[from..], ended, &mut chars);
    let any = !chars.is_empty();
    *this.chars.borrow_mut() = chars;
    this.used.set(0);
    if let Err(raised) = result {
        if native {
            *this.decoding.left.borrow_mut() = left;
        }
        this.forget_chars();
        return Err(raised);
    }
    if telling {
        this.snapshot.set(Some(flags));
    }
    *this.input.borrow_mut() = input;
    Ok(any || !ended)
}

/// Byte length of the first `count` characters of a text, and how many there are at most.
pub(in crate::io) fn prefix(text: &Wtf8, count: usize) -> (usize, usize) {
    let bytes = text.as_bytes();
    if bytes.len() <= count && bytes.is_ascii() {
        return (bytes.len(), bytes.len());
    }
    if bytes.get(..count).is_some_and(<[u8]>::is_ascii) && bytes.get(count).is_none_or(|b| b & 0xC0 != 0x80) {
        return (count, count);
    }
    let mut chars = 0;
    for (at, b) in bytes.iter().enumerate() {
        if b & 0xC0 != 0x80 {
            if chars == count {
                return (at, chars);
            }
            chars += 1;
        }
    }
    (bytes.len(), chars)
}

/// Takes up to `count` characters of the decoded text behind `out`; how many.
fn take_chars(this: Gc<TextIo>, count: usize, out: &mut Wtf8Buf) -> usize {
    let (chars, used) = (this.chars.borrow(), this.used.get());
    let (len, taken) = prefix(&chars[used..], count);
    out.push_wtf8(&chars[used..used + len]);
    this.used.set(used + len);
    taken
}

/// Up to `size` characters, or all; fewer at the end.
#[pyfunction("TextIOWrapper.read($self, size=-1, /)")]
pub(super) fn read(vm: &mut Vm, this: Gc<TextIo>, size: Option<Value>) -> PyResult<Gc<Str>> {
    check_attached(vm, this)?;
    let size = optional_size(vm, size)?;
    check_open(vm, this)?;
    check_readable(vm, this)?;
    write::pass_on(vm, this)?;
    let Ok(size) = usize::try_from(size) else { return read_all(vm, this) };
    let mut out = Wtf8Buf::new();
    let mut left = size - take_chars(this, size, &mut out);
    while left > 0 {
        if !next_piece(vm, this, left)? {
            break;
        }
        left -= take_chars(this, left, &mut out);
    }
    vm.new_str_wtf8(&out)
}

/// Raises the error for a stream that would block instead of giving all that it has.
#[cold]
fn nothing_yet(vm: &mut Vm) -> Raised {
    let text = match vm.new_str("Read returned None.") {
        Ok(text) => text.value(),
        Err(raised) => return raised,
    };
    match vm.call(vm.exc.blocking_io_error.value(), &[text]) {
        Ok(exc) => vm.raise(exc),
        Err(raised) => raised,
    }
}

fn read_all(vm: &mut Vm, this: Gc<TextIo>) -> PyResult<Gc<Str>> {
    let native = this.codec.get() != Codec::Python;
    let mut input = if native { std::mem::take(&mut *this.decoding.left.borrow_mut()) } else { Vec::new() };
    match this.plain() {
        Some(below) => {
            let Some(rest) = buffered::read_rest(vm, below)? else { return Err(nothing_yet(vm)) };
            if input.is_empty() {
                input = rest;
            } else {
                input.extend_from_slice(&rest);
            }
        }
        None => {
            let buffer = check_attached(vm, this)?;
            let rest = call0(vm, buffer, "read")?;
            if rest.is_none() {
                return Err(nothing_yet(vm));
            }
            if !is_bytes_like(vm, rest) {
                let got = vm.type_name(rest);
                let text = format!("underlying read() should have returned a bytes-like object, not '{got}'");
                return Err(vm.type_error(text));
            }
            with_bytes(vm, rest, |_, bytes| {
                input.extend_from_slice(bytes);
                Ok(())
            })?;
        }
    }
    let mut out = Wtf8Buf::new();
    take_chars(this, usize::MAX, &mut out);
    if out.is_empty() {
        out = Wtf8Buf::with_capacity(input.len());
    }
    decode(vm, this, &input, true, &mut out)?;
    this.forget_chars();
    this.snapshot.set(None);
    vm.new_str_wtf8(&out)
}

/// The next line, of at most `limit` characters; empty at the end of the stream.
pub(in crate::io) fn line(vm: &mut Vm, this: Gc<TextIo>, limit: Option<usize>) -> PyResult<Gc<Str>> {
    check_open(vm, this)?;
    check_readable(vm, this)?;
    write::pass_on(vm, this)?;
    let newline = this.newline.get();
    if limit.is_none() {
        let (chars, used) = (this.chars.borrow(), this.used.get());
        if let Some(end) = newline.line_end(&chars.as_bytes()[used..]) {
            let text = vm.new_str_wtf8(&chars[used..used + end])?;
            this.used.set(used + end);
            return Ok(text);
        }
    }
    let mut line = Wtf8Buf::new();
    let mut left = limit.unwrap_or(usize::MAX);
    loop {
        let (len, taken, ended) = {
            let (chars, used) = (this.chars.borrow(), this.used.get());
            let rest = &chars[used..];
            // A `\r\n` may be split between two pieces.
            let split = newline == super::newline::Newline::CrLf
                && line.as_bytes().last() == Some(&b'\r')
                && rest.as_bytes().first() == Some(&b'\n');
            let end = if split { Some(1) } else { newline.line_end(rest.as_bytes()) };
            let part = &rest[..end.unwrap_or(rest.len())];
            let (len, taken) = if limit.is_some() { prefix(part, left) } else { (part.len(), 0) };
            line.push_wtf8(&part[..len]);
            (len, taken, end == Some(len))
        };
        this.used.set(this.used.get() + len);
        left -= taken;
        if ended || left == 0 || !next_piece_for_line(vm, this)? {
            break;
        }
    }
    vm.new_str_wtf8(&line)
}

/// The next piece that has text; `false` at the end of the stream.
fn next_piece_for_line(vm: &mut Vm, this: Gc<TextIo>) -> PyResult<bool> {
    loop {
        let more = next_piece(vm, this, 0)?;
        if !more {
            this.forget_chars();
            this.snapshot.set(None);
            return Ok(false);
        }
        if !this.chars.borrow().is_empty() {
            return Ok(true);
        }
    }
}

/// The next line with its end, of at most `size` characters.
#[pyfunction("TextIOWrapper.readline($self, size=-1, /)")]
pub(super) fn readline(vm: &mut Vm, this: Gc<TextIo>, size: Option<i64>) -> PyResult<Gc<Str>> {
    check_attached(vm, this)?;
    let limit = usize::try_from(size.unwrap_or(-1)).ok();
    line(vm, this, limit)
}

/// The next line when the stream is iterated; `tell` does not work meanwhile.
pub(super) fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this = super::this(v);
    check_attached(vm, this)?;
    this.telling.set(false);
    if super::is_exact(this) {
        let text = line(vm, this, None)?;
        if !text.is_empty() {
            return Ok(Some(text.value()));
        }
    } else {
        let text = call0(vm, v, "readline")?;
        let Some(text) = text.cast::<Str>() else {
            let text = format!("readline() should have returned a str object, not '{}'", vm.type_name(text));
            return Err(crate::io::support::os_error_text(vm, &text));
        };
        if !text.is_empty() {
            return Ok(Some(text.value()));
        }
    }
    this.snapshot.set(None);
    this.telling.set(this.seekable.get());
    Ok(None)
}
