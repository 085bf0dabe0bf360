//! `Str`: text as WTF-8 bytes (UTF-8 that may hold lone surrogates).
//!
//! ```text
//! Str      hash | data ptr | byte length     then the index ptr, if the text is not ASCII,
//!                                            then the bytes, if they are inline
//! StrBuf   capacity | used                   then bytes, shared by strings
//! ```
//!
//! A string's bytes stand behind it in its own cell, or at the start of a `StrBuf`. Several
//! strings share a buffer when one grew out of the other by `+`: a string that ends where the
//! used part of its buffer ends is extended in place, so `s += x` in a loop is linear.
//!
//! Invariants: the bytes below `used` never change; `data` points to the string's own tail or
//! to the tail of a `StrBuf`; the flag ASCII is exact.

use crate::heap::{Gc, Header, Hidden, Kind, Payload, Slot, Tail, Tracer};
use crate::kinds;
use crate::shape::ShapeId;
use crate::value::{PyResult, Value};
use crate::vm::Vm;
use rustpython_wtf8::{Wtf8, Wtf8Buf};
use std::cell::Cell;

/// All bytes are ASCII: characters and bytes coincide.
pub const FLAG_ASCII: u8 = 1;
/// The string is in the table of interned strings.
pub const FLAG_INTERNED: u8 = 2;
/// The bytes are in a `StrBuf`.
pub const FLAG_SHARED: u8 = 4;

#[repr(C)]
pub struct Str {
    /// 0: not computed yet.
    hash: Cell<i64>,
    data: Cell<*const u8>,
    len: usize,
    tail: Tail,
}

const _: () = assert!(size_of::<Str>() == 24);

/// Bytes of a string's tail: the place of its index, and its text unless that is shared.
#[inline(always)]
fn tail_bytes(len: usize, flags: u8) -> usize {
    let index = if flags & FLAG_ASCII == 0 { 8 } else { 0 };
    let text = if flags & FLAG_SHARED == 0 { len.next_multiple_of(8) } else { 0 };
    index + text
}

/// Whether all bytes are ASCII. Most texts are short: two words that may overlap hold them.
#[inline(always)]
fn is_ascii(bytes: &[u8]) -> bool {
    if bytes.len() > 16 {
        return bytes.is_ascii();
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return (u64::from_ne_bytes(*first) | u64::from_ne_bytes(*last)) & 0x8080_8080_8080_8080 == 0;
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return (u32::from_ne_bytes(*first) | u32::from_ne_bytes(*last)) & 0x8080_8080 == 0;
    }
    bytes.iter().all(u8::is_ascii)
}

/// Copies a text, a short one without a call.
///
/// # Safety
/// `to` has room for the bytes, which are not there.
#[inline(always)]
unsafe fn copy_text(bytes: &[u8], to: *mut u8) {
    let len = bytes.len();
    // SAFETY: by the contract; the two chunks overlap or meet, and end with the text.
    unsafe {
        if len > 16 {
            std::ptr::copy_nonoverlapping(bytes.as_ptr(), to, len);
        } else if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
            to.cast::<[u8; 8]>().write_unaligned(*first);
            to.add(len - 8).cast::<[u8; 8]>().write_unaligned(*last);
        } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            to.cast::<[u8; 4]>().write_unaligned(*first);
            to.add(len - 4).cast::<[u8; 4]>().write_unaligned(*last);
        } else {
            for (i, byte) in bytes.iter().enumerate() {
                to.add(i).write(*byte);
            }
        }
    }
}

// SAFETY: the kind is this type's own; buffer and index are traced.
unsafe impl Payload for Str {
    const KIND: Kind = kinds::STR;
    const NAME: &'static str = "str";

    #[inline]
    fn trace(&self, tracer: &mut Tracer) {
        let flags = self.flags();
        if flags & FLAG_SHARED != 0 {
            let buffer = self.data.get() as usize - size_of::<crate::heap::CellBox<StrBuf>>();
            // SAFETY: data that are not inline begin at the tail of a live `StrBuf`.
            tracer.cell(unsafe { &*(buffer as *const Header) });
        }
        if flags & FLAG_ASCII == 0
            && let Some(index) = self.index_place().get()
        {
            tracer.cell(index.header());
        }
    }

    #[inline]
    fn tail_bytes(&self) -> usize {
        tail_bytes(self.len, self.flags())
    }
}

/// Whether a cell is a string that refers to nothing: its bytes are its own, and it needs no index.
#[inline(always)]
pub(crate) fn is_plain_text(header: &Header) -> bool {
    header.shape() == ShapeId::STR && header.flags() & (FLAG_ASCII | FLAG_SHARED) == FLAG_ASCII
}

/// A growable run of bytes that strings share.
#[repr(C)]
pub struct StrBuf {
    cap: usize,
    used: Cell<usize>,
}

// SAFETY: the kind is this type's own; there are no references.
unsafe impl Payload for StrBuf {
    const KIND: Kind = kinds::BYTE_STORAGE;
    const NAME: &'static str = "byte storage";

    fn trace(&self, _: &mut Tracer) {}

    fn tail_bytes(&self) -> usize {
        self.cap
    }
}

impl StrBuf {
    /// Room for `cap` bytes, zeroed. Raises MemoryError.
    pub fn alloc(vm: &mut Vm, cap: usize) -> PyResult<Gc<StrBuf>> {
        let Some(cap) = cap.checked_next_multiple_of(8) else { return Err(vm.memory_error()) };
        vm.alloc_tail(ShapeId::NONE, StrBuf { cap, used: Cell::new(0) }, cap)
    }

    pub fn cap(&self) -> usize {
        self.cap
    }

    /// Makes a large store longer where it stands; what is new is zero.
    pub(super) fn lengthen(vm: &mut Vm, old: Hidden, cap: usize) -> Option<Gc<StrBuf>> {
        let cap = cap.checked_next_multiple_of(8)?;
        let longer = vm.grow_outgrown::<StrBuf>(old, cap)?;
        // SAFETY: the cell is `longer`'s, and no reference to the number is held across calls.
        unsafe { (*(longer.bits() as *mut crate::heap::CellBox<StrBuf>)).payload.cap = cap };
        Some(longer)
    }

    /// Room for `cap` bytes of arbitrary content, which only strings that fill it first may see.
    fn alloc_unwritten(vm: &mut Vm, cap: usize) -> PyResult<Gc<StrBuf>> {
        let Some(cap) = cap.checked_next_multiple_of(8) else { return Err(vm.memory_error()) };
        vm.alloc_raw_tail(ShapeId::NONE, StrBuf { cap, used: Cell::new(0) }, cap, 0)
    }
}

impl Gc<StrBuf> {
    /// The whole capacity as cells, for byte containers that change in place.
    #[inline(always)]
    pub fn cells(&self) -> &[Cell<u8>] {
        // SAFETY: the tail has `cap` initialised bytes (zeroed at first), and the buffer is
        // kept alive by the pointer that the slice itself is.
        unsafe { std::slice::from_raw_parts(self.tail(), self.cap) }
    }
}

/// Byte offsets of every `STEP`-th character of a text that is not ASCII.
pub struct StrIndex {
    chars: usize,
    offsets: Vec<u32>,
    wide: Vec<u64>,
}

// SAFETY: the kind is this type's own; there are no references.
unsafe impl Payload for StrIndex {
    const KIND: Kind = kinds::STR_INDEX;
    const NAME: &'static str = "str index";

    fn trace(&self, _: &mut Tracer) {}

    fn outside_bytes(&self) -> usize {
        self.offsets.capacity() * 4 + self.wide.capacity() * 8
    }
}

/// Characters between two entries of a `StrIndex`.
const STEP: usize = 32;

/// Whether a byte begins a character.
#[inline(always)]
fn is_start(b: u8) -> bool {
    b & 0xC0 != 0x80
}

/// How many of eight bytes begin a character.
#[inline(always)]
fn starts_in_word(bytes: [u8; 8]) -> usize {
    let word = u64::from_ne_bytes(bytes);
    let continuations = (word >> 7) & !(word >> 6) & 0x0101_0101_0101_0101;
    8 - continuations.count_ones() as usize
}

/// How many characters begin in `bytes`.
fn count_starts(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    words.iter().map(|word| starts_in_word(*word)).sum::<usize>() + rest.iter().filter(|b| is_start(**b)).count()
}

/// Where character `skip` of a text begins that starts with a character; its end if there are
/// no more.
fn offset_of_char(bytes: &[u8], skip: usize) -> usize {
    let (mut at, mut left) = (0, skip);
    while let Some(word) = bytes[at..].first_chunk::<8>() {
        let starts = starts_in_word(*word);
        if starts > left {
            break;
        }
        left -= starts;
        at += 8;
    }
    // The `left`-th start from here on.
    for (i, b) in bytes[at..].iter().enumerate() {
        if is_start(*b) {
            if left == 0 {
                return at + i;
            }
            left -= 1;
        }
    }
    bytes.len()
}

impl Str {
    /// The flags in the header before the payload.
    #[inline(always)]
    fn flags(&self) -> u8 {
        // SAFETY: a `Str` in a cell has the cell's header before it, and none is elsewhere when
        // this is asked.
        unsafe { (*std::ptr::from_ref(self).cast::<Header>().sub(1)).flags() }
    }

    /// Where the index of a text stands that is not ASCII.
    #[inline(always)]
    fn index_place(&self) -> &Cell<Option<Gc<StrIndex>>> {
        debug_assert!(self.flags() & FLAG_ASCII == 0, "only text that is not ASCII has an index");
        // SAFETY: the tail of such a text begins with this word, written when it was made.
        unsafe { &*std::ptr::from_ref(self).add(1).cast() }
    }

    #[inline(always)]
    pub fn as_bytes(&self) -> &[u8] {
        // SAFETY: see the invariants: `data` has `len` bytes that do not change.
        unsafe { std::slice::from_raw_parts(self.data.get(), self.len) }
    }

    #[inline(always)]
    pub fn as_wtf8(&self) -> &Wtf8 {
        // SAFETY: strings are made of WTF-8 only.
        unsafe { Wtf8::from_bytes_unchecked(self.as_bytes()) }
    }

    /// The text, unless it has lone surrogates.
    #[inline]
    pub fn as_str(&self) -> Option<&str> {
        if self.flags() & FLAG_ASCII != 0 {
            // SAFETY: the flag is exact.
            return Some(unsafe { std::str::from_utf8_unchecked(self.as_bytes()) });
        }
        std::str::from_utf8(self.as_bytes()).ok()
    }

    /// The text with lone surrogates replaced, for messages.
    pub fn to_string_lossy(&self) -> String {
        self.as_wtf8().to_string_lossy().into_owned()
    }

    /// Length in bytes.
    #[inline(always)]
    pub fn byte_len(&self) -> usize {
        self.len
    }

    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

impl Gc<Str> {
    #[inline(always)]
    pub fn is_ascii(self) -> bool {
        self.header().flags() & FLAG_ASCII != 0
    }

    #[inline(always)]
    pub fn is_interned(self) -> bool {
        self.header().flags() & FLAG_INTERNED != 0
    }

    /// `len(s)`: the number of code points.
    #[inline]
    pub fn char_len(self, vm: &mut Vm) -> usize {
        if self.is_ascii() { self.len } else { self.index(vm).chars }
    }

    /// The index of a text that is not ASCII, built at the first call.
    fn index(self, vm: &mut Vm) -> Gc<StrIndex> {
        if let Some(index) = self.index_place().get() {
            return index;
        }
        let (mut chars, mut offsets, mut wide) = (0, Vec::new(), Vec::new());
        let bytes = self.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            match u32::try_from(at) {
                Ok(at) => offsets.push(at),
                Err(_) => wide.push(at as u64),
            }
            let step = offset_of_char(&bytes[at..], STEP);
            chars += if at + step == bytes.len() { count_starts(&bytes[at..]) } else { STEP };
            at += step;
        }
        let index = StrIndex { chars, offsets, wide };
        vm.account_outside(index.outside_bytes());
        let index = vm.alloc(ShapeId::NONE, index);
        self.index_place().set(Some(index));
        self.header().barrier();
        index
    }

    /// Byte offset of character `at <= char_len`.
    pub fn byte_offset(self, vm: &mut Vm, at: usize) -> usize {
        if self.is_ascii() {
            return at;
        }
        let index = self.index(vm);
        if at >= index.chars {
            return self.len;
        }
        let entry = at / STEP;
        let offset = match index.offsets.get(entry) {
            Some(o) => *o as usize,
            None => index.wide[entry - index.offsets.len()] as usize,
        };
        offset + offset_of_char(&self.as_bytes()[offset..], at % STEP)
    }

    /// Byte offsets of the characters `from` and `to`, which is not less and at most `char_len`.
    pub fn byte_range(self, vm: &mut Vm, from: usize, to: usize) -> std::ops::Range<usize> {
        let start = self.byte_offset(vm, from);
        if self.is_ascii() {
            return start..to;
        }
        // What begins nearby is counted from there.
        if to - from < STEP {
            return start..start + offset_of_char(&self.as_bytes()[start..], to - from);
        }
        start..self.byte_offset(vm, to)
    }

    /// Number of characters before byte offset `offset`, which is a character's start.
    pub fn char_index(self, vm: &mut Vm, offset: usize) -> usize {
        if self.is_ascii() {
            return offset;
        }
        let index = self.index(vm);
        let before_wide = index.offsets.partition_point(|o| *o as usize <= offset);
        let entries = before_wide + index.wide.partition_point(|o| *o as usize <= offset);
        let entry = entries.saturating_sub(1);
        let start = match index.offsets.get(entry) {
            Some(o) => *o as usize,
            None => index.wide.get(entry - index.offsets.len()).map_or(0, |o| *o as usize),
        };
        entry * STEP + count_starts(&self.as_bytes()[start..offset])
    }

    /// `hash(s)`, remembered.
    #[inline]
    pub fn hash(self, vm: &Vm) -> i64 {
        match self.hash.get() {
            0 => {
                let h = vm.hash_key.hash_text(self.as_bytes(), self.is_ascii());
                self.hash.set(h);
                h
            }
            h => h,
        }
    }

    /// The hash of a string that was asked for it before.
    pub(super) fn known_hash(self) -> i64 {
        self.hash.get()
    }

    /// Whether the texts are equal (not just the same string).
    #[inline(always)]
    pub fn same_text(self, other: Gc<Str>) -> bool {
        self == other || self.as_bytes() == other.as_bytes()
    }
}

/// A buffer for text that has become larger is not kept.
const TEXT_BUFFER_BYTES_MAX: usize = 4096;
/// Buffers from this length on grow to the double.
const LONG_BUFFER_BYTES: usize = 256 << 10;

/// Results at least this long get a buffer that further `+` can extend.
const SHARE_BYTES_MIN: usize = 256;

impl Vm {
    /// A new string. The bytes must be WTF-8. Raises MemoryError.
    pub fn new_str_wtf8(&mut self, text: &Wtf8) -> PyResult<Gc<Str>> {
        let bytes = text.as_bytes();
        match bytes {
            [] => return Ok(self.names.empty),
            [b] => return Ok(self.ascii_char(*b)),
            _ => {}
        }
        self.new_str_of_shape(ShapeId::STR, text, 0)
    }

    /// A new string. Raises MemoryError.
    #[inline]
    pub fn new_str(&mut self, text: &str) -> PyResult<Gc<Str>> {
        self.new_str_wtf8(Wtf8::new(text))
    }

    /// A new string of ASCII bytes. Raises MemoryError.
    #[inline]
    pub fn new_ascii(&mut self, bytes: &[u8]) -> PyResult<Gc<Str>> {
        assert!(is_ascii(bytes), "the caller's text is ASCII");
        // SAFETY: ASCII is WTF-8.
        self.new_str_wtf8(unsafe { Wtf8::from_bytes_unchecked(bytes) })
    }

    /// A new string of what `build` appends. Short texts are put together without any allocation
    /// but the string's own. Raises what `build` raises, or MemoryError.
    #[inline]
    pub fn build_text(&mut self, build: impl FnOnce(&mut Vm, &mut Wtf8Buf) -> PyResult<()>) -> PyResult<Gc<Str>> {
        // Whoever builds a text meanwhile finds an empty buffer, and makes one of its own.
        let mut buffer = std::mem::take(&mut self.text_buffer);
        let made = match build(self, &mut buffer) {
            Ok(()) => self.new_str_wtf8(&buffer),
            Err(raised) => Err(raised),
        };
        if buffer.capacity() <= TEXT_BUFFER_BYTES_MAX {
            buffer.clear();
            self.text_buffer = buffer;
        }
        made
    }

    /// The shared string of one ASCII character.
    #[inline(always)]
    pub fn ascii_char(&self, b: u8) -> Gc<Str> {
        self.names.ascii[usize::from(b)]
    }

    /// A string of a subclass: its shape and its number of attribute slots.
    pub fn new_str_of_shape(&mut self, shape: ShapeId, text: &Wtf8, slots: usize) -> PyResult<Gc<Str>> {
        let bytes = text.as_bytes();
        let flags = if is_ascii(bytes) { FLAG_ASCII } else { 0 };
        let (s, data) = self.new_unwritten_str(shape, bytes.len(), flags, slots)?;
        // SAFETY: the tail has room for the text; `bytes` cannot be in the fresh cell.
        unsafe { copy_text(bytes, data) };
        Ok(s)
    }

    /// A string whose bytes (`len` of them, WTF-8, ASCII as the flags say) the caller writes at
    /// once to the returned place.
    #[inline(always)]
    fn new_unwritten_str(
        &mut self,
        shape: ShapeId,
        len: usize,
        flags: u8,
        slots: usize,
    ) -> PyResult<(Gc<Str>, *mut u8)> {
        let payload = Str { hash: Cell::new(0), data: Cell::new(std::ptr::null()), len, tail: Tail::HERE };
        let s = self.alloc_raw_tail(shape, payload, tail_bytes(len, flags), slots)?;
        s.header().set_flags(flags);
        let mut data: *mut u8 = s.tail();
        if flags & FLAG_ASCII == 0 {
            s.index_place().set(None);
            // SAFETY: the tail of such a text has one word more than the text.
            data = unsafe { data.add(8) };
        }
        s.data.set(data);
        Ok((s, data))
    }

    /// The one interned string of this text. Names of attributes and variables are interned.
    pub fn intern(&mut self, text: &str) -> Gc<Str> {
        let hash = self.hash_key.hash_text(text.as_bytes(), text.is_ascii());
        if let Some(s) = self.interned.find(text.as_bytes(), hash) {
            return s;
        }
        let made = self.new_str_of_shape(ShapeId::STR, Wtf8::new(text), 0);
        let s = made.expect("a name that the program already holds fits in memory twice");
        s.hash.set(hash);
        self.intern_new(s)
    }

    /// `s` itself if it is interned (or becomes so), or the interned string of equal text.
    pub fn intern_str(&mut self, s: Gc<Str>) -> Gc<Str> {
        if s.is_interned() {
            return s;
        }
        if let Some(found) = self.interned.find(s.as_bytes(), s.hash(self)) {
            return found;
        }
        if s.shape() != ShapeId::STR {
            let made = self.new_str_of_shape(ShapeId::STR, s.as_wtf8(), 0);
            let plain = made.expect("a name that the program already holds fits in memory twice");
            return self.intern_new(plain);
        }
        self.intern_new(s)
    }

    fn intern_new(&mut self, s: Gc<Str>) -> Gc<Str> {
        s.header().set_flags(s.header().flags() | FLAG_INTERNED);
        let hash = s.hash(self);
        self.interned.insert(s, hash);
        s
    }

    /// `''.join(parts)`; what is no string is left out. Raises MemoryError.
    pub fn concat_all(&mut self, parts: &[Value]) -> PyResult<Gc<Str>> {
        let empty = self.names.empty;
        self.join_texts(empty, parts.iter().filter_map(|v| v.cast::<Str>()))
    }

    /// `separator.join(parts)`; what is no string is left out. Raises MemoryError.
    pub fn concat_separated(&mut self, separator: Gc<Str>, parts: &[Slot]) -> PyResult<Gc<Str>> {
        self.join_texts(separator, parts.iter().filter_map(|slot| slot.get().cast::<Str>()))
    }

    #[inline(always)]
    fn join_texts(&mut self, separator: Gc<Str>, parts: impl Iterator<Item = Gc<Str>> + Clone) -> PyResult<Gc<Str>> {
        let (mut len, mut count, mut flags) = (0_usize, 0_usize, FLAG_ASCII);
        for s in parts.clone() {
            let Some(sum) = len.checked_add(s.len) else { return Err(self.memory_error()) };
            len = sum;
            count += 1;
            flags &= s.header().flags();
        }
        if count > 1 && !separator.is_empty() {
            let between = (count - 1).checked_mul(separator.len);
            let Some(sum) = between.and_then(|n| len.checked_add(n)) else { return Err(self.memory_error()) };
            len = sum;
            flags &= separator.header().flags();
        }
        if len <= 1 {
            let only = parts.chain([separator]).find(|s| !s.is_empty());
            return Ok(only.filter(|_| len == 1).map_or(self.names.empty, |s| self.ascii_char(s.as_bytes()[0])));
        }
        let (made, mut to) = self.new_unwritten_str(ShapeId::STR, len, flags & FLAG_ASCII, 0)?;
        let mut left = count;
        for s in parts {
            left -= 1;
            let after = if left > 0 { separator.as_bytes() } else { &[] };
            for bytes in [s.as_bytes(), after] {
                // SAFETY: the tail has room for all parts one after the other; nothing ran since
                // they were counted.
                unsafe {
                    std::ptr::copy_nonoverlapping(bytes.as_ptr(), to, bytes.len());
                    to = to.add(bytes.len());
                }
            }
        }
        Ok(made)
    }

    /// `s * times`, for `times` of at least 1. Raises MemoryError.
    pub fn repeat_str(&mut self, s: Gc<Str>, times: usize) -> PyResult<Gc<Str>> {
        let Some(len) = s.len.checked_mul(times) else { return Err(self.memory_error()) };
        if len <= 1 {
            return self.new_str_wtf8(s.as_wtf8());
        }
        let (made, to) = self.new_unwritten_str(ShapeId::STR, len, s.header().flags() & FLAG_ASCII, 0)?;
        // SAFETY: the tail has room for `len` bytes; each step copies what is written already.
        unsafe {
            std::ptr::copy_nonoverlapping(s.as_bytes().as_ptr(), to, s.len);
            let mut done = s.len;
            while done < len {
                let next = done.min(len - done);
                std::ptr::copy_nonoverlapping(to, to.add(done), next);
                done += next;
            }
        }
        Ok(made)
    }

    /// `a + b`. Raises MemoryError.
    pub fn concat_str(&mut self, a: Gc<Str>, b: Gc<Str>) -> PyResult<Gc<Str>> {
        if b.is_empty() && a.shape() == ShapeId::STR {
            return Ok(a);
        }
        if a.is_empty() && b.shape() == ShapeId::STR {
            return Ok(b);
        }
        let Some(len) = a.len.checked_add(b.len) else { return Err(self.memory_error()) };
        // A high surrogate that meets a low one stays two code points, as in Python; WTF-8
        // text with such a pair would be ill-formed, see docs/divergences.
        let flags = a.header().flags() & b.header().flags() & FLAG_ASCII;
        if len < SHARE_BYTES_MIN {
            return self.concat_short(a, b, len, flags);
        }
        let buffer = self.buffer_to_extend(a, b.len, len)?;
        // SAFETY: `buffer_to_extend` left room for `b` behind `a`'s bytes.
        unsafe {
            let data: *mut u8 = buffer.tail();
            std::ptr::copy_nonoverlapping(b.as_bytes().as_ptr(), data.add(a.len), b.len);
            buffer.used.set(len);
            let payload = Str { hash: Cell::new(0), data: Cell::new(data.cast_const()), len, tail: Tail::HERE };
            let flags = flags | FLAG_SHARED;
            let s = self.alloc_raw_tail(ShapeId::STR, payload, tail_bytes(len, flags), 0)?;
            s.header().set_flags(flags);
            if flags & FLAG_ASCII == 0 {
                s.index_place().set(None);
            }
            crate::heap::keep_alive(buffer.value());
            Ok(s)
        }
    }

    fn concat_short(&mut self, a: Gc<Str>, b: Gc<Str>, len: usize, flags: u8) -> PyResult<Gc<Str>> {
        let (s, data) = self.new_unwritten_str(ShapeId::STR, len, flags, 0)?;
        // SAFETY: the tail has room for both texts.
        unsafe {
            std::ptr::copy_nonoverlapping(a.as_bytes().as_ptr(), data, a.len);
            std::ptr::copy_nonoverlapping(b.as_bytes().as_ptr(), data.add(a.len), b.len);
        }
        Ok(s)
    }

    /// A buffer that begins with `a`'s bytes and has room for `extra` more right after them.
    fn buffer_to_extend(&mut self, a: Gc<Str>, extra: usize, len: usize) -> PyResult<Gc<StrBuf>> {
        let shared = a.header().flags() & FLAG_SHARED != 0;
        if shared {
            let address = a.data.get() as u64 - size_of::<crate::heap::CellBox<StrBuf>>() as u64;
            // SAFETY: the flag says that the data are a buffer's tail.
            let buffer = unsafe { Gc::<StrBuf>::from_bits(address) };
            if buffer.used.get() == a.len && buffer.cap - a.len >= extra {
                return Ok(buffer);
            }
        }
        // The first `+` gets exactly what it needs; one that follows another gets slack.
        // Much of it, where memory that is not written yet costs nothing.
        let slack = if len < LONG_BUFFER_BYTES { len / 2 } else { len };
        let cap = if shared { len.saturating_add(slack) } else { len };
        let buffer = StrBuf::alloc_unwritten(self, cap)?;
        // SAFETY: the new buffer has room for `len >= a.len` bytes.
        unsafe { std::ptr::copy_nonoverlapping(a.as_bytes().as_ptr(), buffer.tail(), a.len) };
        Ok(buffer)
    }
}
