//! Ends of lines: what is recognised when reading, and `IncrementalNewlineDecoder`.

use crate::io::support::{allocate, call0};
use crate::kinds;
use rustpython_wtf8::{Wtf8, Wtf8Buf};
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, Str, Tuple, TypeFlags};
use tauraro_core::{Args, PyResult, Type, Value, Vm, defs, payload, pyfunction};

/// The argument `newline` of text streams.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::io) enum Newline {
    /// None: all ends of lines are read as `\n`; `\n` is written as the system's.
    Universal,
    /// `''`: all ends of lines are recognised and kept.
    Kept,
    Lf,
    Cr,
    CrLf,
}

impl Newline {
    pub(in crate::io) fn parse(vm: &mut Vm, v: Option<Gc<Str>>) -> PyResult<Newline> {
        let Some(s) = v else { return Ok(Newline::Universal) };
        Ok(match s.as_bytes() {
            b"" => Newline::Kept,
            b"\n" => Newline::Lf,
            b"\r" => Newline::Cr,
            b"\r\n" => Newline::CrLf,
            _ => {
                let shown = s.to_string_lossy();
                return Err(vm.value_error(format!("illegal newline value: {shown}")));
            }
        })
    }

    pub(in crate::io) fn is_universal(self) -> bool {
        matches!(self, Newline::Universal | Newline::Kept)
    }

    /// What `\n` is written as, where that is something else.
    pub(in crate::io) fn written(self) -> Option<&'static str> {
        match self {
            Newline::Cr => Some("\r"),
            Newline::CrLf => Some("\r\n"),
            _ => None,
        }
    }

    /// Length in bytes of the first line of a text, its end included.
    #[inline]
    pub(in crate::io) fn line_end(self, text: &[u8]) -> Option<usize> {
        match self {
            Newline::Universal | Newline::Lf => memchr::memchr(b'\n', text).map(|at| at + 1),
            Newline::Cr => memchr::memchr(b'\r', text).map(|at| at + 1),
            Newline::CrLf => memchr::memmem::find(text, b"\r\n").map(|at| at + 2),
            Newline::Kept => {
                let at = memchr::memchr2(b'\r', b'\n', text)?;
                let double = text[at] == b'\r' && text.get(at + 1) == Some(&b'\n');
                Some(at + if double { 2 } else { 1 })
            }
        }
    }
}

const SEEN_CR: u8 = 1;
const SEEN_LF: u8 = 2;
const SEEN_CRLF: u8 = 4;

/// What universal reading keeps from one piece to the next.
#[derive(Default)]
pub(in crate::io) struct Seen {
    /// Ends of lines that were met.
    kinds: Cell<u8>,
    /// A `\r` at the end of a piece, whose `\n` may follow.
    pub(in crate::io) held: Cell<bool>,
}

impl Seen {
    pub(in crate::io) fn reset(&self) {
        self.kinds.set(0);
        self.held.set(false);
    }

    /// Whether a piece has no `\r`; a `\n` in it is noted.
    pub(in crate::io) fn only_lf(&self, bytes: &[u8]) -> bool {
        if memchr::memchr(b'\r', bytes).is_some() {
            return false;
        }
        if self.kinds.get() & SEEN_LF == 0 && memchr::memchr(b'\n', bytes).is_some() {
            self.kinds.set(self.kinds.get() | SEEN_LF);
        }
        true
    }

    /// Passes the text of a piece on to `out`: a `\r` at its end is held back, and ends of lines
    /// become `\n` if they are translated.
    pub(in crate::io) fn pass(&self, text: &Wtf8, translate: bool, is_final: bool, out: &mut Wtf8Buf) {
        let bytes = text.as_bytes();
        let first_cr = memchr::memchr(b'\r', bytes);
        if first_cr.is_none() && !self.held.get() {
            if self.kinds.get() & SEEN_LF == 0 && memchr::memchr(b'\n', bytes).is_some() {
                self.kinds.set(self.kinds.get() | SEEN_LF);
            }
            out.push_wtf8(text);
            return;
        }
        if bytes.is_empty() && !is_final {
            return;
        }
        let mut joined;
        let mut text = text;
        if self.held.replace(false) {
            joined = Wtf8Buf::with_capacity(text.len() + 1);
            joined.push_str("\r");
            joined.push_wtf8(text);
            text = &joined;
        }
        if !is_final && text.as_bytes().last() == Some(&b'\r') {
            self.held.set(true);
            text = &text[..text.len() - 1];
        }
        self.split(text, translate, out);
    }

    fn split(&self, text: &Wtf8, translate: bool, out: &mut Wtf8Buf) {
        let bytes = text.as_bytes();
        let mut kinds = self.kinds.get();
        let mut from = 0;
        for at in memchr::memchr2_iter(b'\r', b'\n', bytes) {
            if at < from {
                continue;
            }
            let (kind, len) = match (bytes[at], bytes.get(at + 1)) {
                (b'\r', Some(b'\n')) => (SEEN_CRLF, 2),
                (b'\r', _) => (SEEN_CR, 1),
                _ => (SEEN_LF, 1),
            };
            kinds |= kind;
            if translate {
                out.push_wtf8(&text[from..at]);
                out.push_str("\n");
            } else {
                out.push_wtf8(&text[from..at + len]);
            }
            from = at + len;
        }
        out.push_wtf8(&text[from..]);
        self.kinds.set(kinds);
    }

    /// The attribute `newlines`.
    pub(in crate::io) fn shown(&self, vm: &mut Vm) -> PyResult {
        let kinds = self.kinds.get();
        let names: [(u8, &str); 3] = [(SEEN_CR, "\r"), (SEEN_LF, "\n"), (SEEN_CRLF, "\r\n")];
        let met = || names.iter().filter(|(kind, _)| kinds & kind != 0);
        match met().count() {
            0 => Ok(Value::NONE),
            1 => Ok(vm.intern(met().next().map_or("", |(_, text)| text)).value()),
            n => {
                let texts = [vm.intern("\r").value(), vm.intern("\n").value(), vm.intern("\r\n").value()];
                let list: Vec<usize> = (0..3).filter(|i| kinds & names[*i].0 != 0).collect();
                Ok(vm.new_tuple_filled(n, |i| texts[list[i]])?.value())
            }
        }
    }
}

// ---- IncrementalNewlineDecoder ---------------------------------------------------------------

pub(in crate::io) struct NewlineDecoder {
    /// The decoder below; None: text comes in already. UNBOUND before `__init__`.
    decoder: Slot,
    translate: Cell<bool>,
    seen: Seen,
}

payload!(NewlineDecoder, kinds::NEWLINE_DECODER, "_io.IncrementalNewlineDecoder", [decoder]);

fn new(vm: &mut Vm, cls: Gc<Type>, _: Args<'_>) -> PyResult {
    let payload =
        NewlineDecoder { decoder: Slot::new(Value::UNBOUND), translate: Cell::new(false), seen: Seen::default() };
    Ok(allocate(vm, cls, payload).value())
}

#[pyfunction("IncrementalNewlineDecoder($self, decoder, translate, errors='strict')")]
fn init(_: &mut Vm, this: Gc<NewlineDecoder>, decoder: Value, translate: bool, _errors: Option<Value>) -> PyResult<()> {
    this.set(&this.decoder, decoder);
    this.translate.set(translate);
    this.seen.reset();
    Ok(())
}

fn decoder(vm: &mut Vm, this: Gc<NewlineDecoder>) -> PyResult {
    match this.decoder.get().bound() {
        Some(decoder) => Ok(decoder),
        None => Err(vm.value_error("IncrementalNewlineDecoder.__init__() not called")),
    }
}

/// The text of a piece, with its ends of lines translated if the decoder does that.
#[pyfunction("IncrementalNewlineDecoder.decode($self, /, input, final=False)")]
fn decode(vm: &mut Vm, this: Gc<NewlineDecoder>, input: Value, is_final: Option<bool>) -> PyResult {
    let is_final = is_final.unwrap_or(false);
    let text = match decoder(vm, this)?.non_none() {
        Some(below) => vm.call_method(below, "decode", &[input, Value::bool(is_final)])?,
        None => input,
    };
    let Some(text) = text.cast::<Str>() else {
        let text = format!("decoder should return a string result, not '{}'", vm.type_name(text));
        return Err(vm.type_error(text));
    };
    let mut out = Wtf8Buf::with_capacity(text.byte_len());
    this.seen.pass(text.as_wtf8(), this.translate.get(), is_final, &mut out);
    Ok(vm.new_str_wtf8(&out)?.value())
}

/// The state of the decoder below, and whether a `\r` is held back.
#[pyfunction("IncrementalNewlineDecoder.getstate($self, /)")]
fn getstate(vm: &mut Vm, this: Gc<NewlineDecoder>) -> PyResult<Gc<Tuple>> {
    let (mut buffer, mut flag) = (vm.new_bytes(&[])?.value(), Value::small(0));
    if let Some(below) = decoder(vm, this)?.non_none() {
        let state = call0(vm, below, "getstate")?;
        let Some(pair) = state.cast::<Tuple>() else { return Err(vm.type_error("state argument must be a tuple")) };
        match *pair.items() {
            [b, f] => (buffer, flag) = (b, f),
            _ => return Err(vm.type_error("illegal decoder state")),
        }
    }
    let flag = vm.index(flag)?;
    let shifted = vm.binary(tauraro_core::ops::BinaryOp::Lshift, flag, Value::small(1))?;
    let held = Value::small(i64::from(this.seen.held.get()));
    let flag = vm.binary(tauraro_core::ops::BinaryOp::Or, shifted, held)?;
    vm.new_tuple(&[buffer, flag])
}

/// Takes a state of `getstate` up.
#[pyfunction("IncrementalNewlineDecoder.setstate($self, state, /)")]
fn setstate(vm: &mut Vm, this: Gc<NewlineDecoder>, state: Value) -> PyResult<()> {
    let below = decoder(vm, this)?;
    let Some(pair) = state.cast::<Tuple>() else { return Err(vm.type_error("state argument must be a tuple")) };
    let [buffer, flag] = *pair.items() else {
        return Err(vm.type_error("setstate(): illegal state argument"));
    };
    let flag = vm.index(flag)?;
    let held = vm.binary(tauraro_core::ops::BinaryOp::And, flag, Value::small(1))?;
    this.seen.held.set(vm.truth(held)?);
    let flag = vm.binary(tauraro_core::ops::BinaryOp::Rshift, flag, Value::small(1))?;
    if let Some(below) = below.non_none() {
        let state = vm.new_tuple(&[buffer, flag])?.value();
        vm.call_method(below, "setstate", &[state])?;
    }
    Ok(())
}

/// Forgets everything.
#[pyfunction("IncrementalNewlineDecoder.reset($self, /)")]
fn reset(vm: &mut Vm, this: Gc<NewlineDecoder>) -> PyResult<()> {
    let below = decoder(vm, this)?;
    this.seen.reset();
    if let Some(below) = below.non_none() {
        call0(vm, below, "reset")?;
    }
    Ok(())
}

fn newlines(vm: &mut Vm, v: Value) -> PyResult {
    let Some(this) = v.cast::<NewlineDecoder>() else { unreachable!("an attribute of newline decoders") };
    decoder(vm, this)?;
    this.seen.shown(vm)
}

pub(in crate::io) static SPEC: TypeSpec = TypeSpec {
    name: "IncrementalNewlineDecoder",
    module: "_io",
    doc: Some("Passes on what another decoder gives, with ends of lines recognised and translated."),
    kind: Some(NewlineDecoder::INFO),
    flags: TypeFlags::BASE,
    new: Some(new),
    methods: defs![decode, getstate, setstate, reset],
    getset: &[GetSetDef { name: "newlines", doc: "Ends of lines that were met.", get: newlines, set: None }],
    slots: |s| s.init.set(Some(init::as_init)),
    ..TypeSpec::EMPTY
};
