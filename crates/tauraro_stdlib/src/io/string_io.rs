//! `StringIO`: text in memory as a stream.
//!
//! The text is WTF-8. Positions are counted in characters; the byte that belongs to the present
//! one is remembered, so that reading and writing in order need no counting.

use super::bytes_io::{attributes, set_attributes};
use super::support::{allocate, call0, optional_size, os_error_text, types};
use super::text::newline::{Newline, Seen};
use super::text::prefix;
use crate::kinds;
use rustpython_wtf8::{Wtf8, Wtf8Buf};
use std::cell::{Cell, RefCell};
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, Str, Tuple, TypeFlags};
use tauraro_core::{Args, PyResult, Raised, Type, Value, Vm, defs, payload, pyfunction};

pub(super) struct StringIo {
    text: RefCell<Wtf8Buf>,
    /// Length in characters.
    chars: Cell<usize>,
    /// Position in characters; may be behind the end.
    at: Cell<usize>,
    /// The byte of the position, at most the text's length.
    byte: Cell<usize>,
    newline: Cell<Newline>,
    seen: Seen,
    ready: Cell<bool>,
    closed: Cell<bool>,
}

payload!(StringIo, kinds::STRING_IO, "_io.StringIO", []);

fn new(vm: &mut Vm, cls: Gc<Type>, _: Args<'_>) -> PyResult {
    let payload = StringIo {
        text: RefCell::new(Wtf8Buf::new()),
        chars: Cell::new(0),
        at: Cell::new(0),
        byte: Cell::new(0),
        newline: Cell::new(Newline::Lf),
        seen: Seen::default(),
        ready: Cell::new(false),
        closed: Cell::new(false),
    };
    Ok(allocate(vm, cls, payload).value())
}

#[pyfunction("StringIO($self, initial_value='', newline='\\n')")]
fn init(vm: &mut Vm, this: Gc<StringIo>, initial_value: Option<Value>, newline: Option<Value>) -> PyResult<()> {
    let newline = match newline {
        None => Newline::Lf,
        Some(v) => match (v.non_none(), v.cast::<Str>()) {
            (None, _) => Newline::Universal,
            (_, Some(s)) => match s.as_bytes() {
                b"" | b"\n" | b"\r" | b"\r\n" => Newline::parse(vm, Some(s))?,
                _ => {
                    let shown = vm.repr(v)?.to_string_lossy();
                    return Err(vm.value_error(format!("illegal newline value: {shown}")));
                }
            },
            _ => {
                let text = format!("newline must be str or None, not {}", vm.type_name(v));
                return Err(vm.type_error(text));
            }
        },
    };
    let initial = initial_value.and_then(Value::non_none);
    if let Some(v) = initial.filter(|v| !v.is::<Str>()) {
        let text = format!("initial_value must be str or None, not {}", vm.type_name(v));
        return Err(vm.type_error(text));
    }
    this.newline.set(newline);
    this.seen.reset();
    this.text.borrow_mut().clear();
    for cell in [&this.chars, &this.at, &this.byte] {
        cell.set(0);
    }
    this.ready.set(true);
    this.closed.set(false);
    if let Some(text) = initial.and_then(Value::cast::<Str>) {
        put(vm, this, text)?;
    }
    go_to(this, 0);
    Ok(())
}

#[cold]
fn not_ready(vm: &mut Vm, this: Gc<StringIo>) -> Raised {
    if this.ready.get() {
        vm.value_error("I/O operation on closed file")
    } else {
        vm.value_error("I/O operation on uninitialized object")
    }
}

#[inline]
fn check_open(vm: &mut Vm, this: Gc<StringIo>) -> PyResult<()> {
    if this.ready.get() && !this.closed.get() { Ok(()) } else { Err(not_ready(vm, this)) }
}

/// Sets the position.
fn go_to(this: Gc<StringIo>, at: usize) {
    let text = this.text.borrow();
    let byte = if this.chars.get() == text.len() { at.min(text.len()) } else { prefix(&text, at).0 };
    this.at.set(at);
    this.byte.set(byte);
}

/// Writes a text at the position, with its ends of lines as the stream has them.
fn put(vm: &mut Vm, this: Gc<StringIo>, text: Gc<Str>) -> PyResult<()> {
    let newline = this.newline.get();
    let mut changed;
    let mut wtf8 = text.as_wtf8();
    if newline.is_universal() {
        changed = Wtf8Buf::with_capacity(wtf8.len());
        this.seen.pass(wtf8, newline == Newline::Universal, true, &mut changed);
        wtf8 = &changed;
    }
    if let Some(end) = newline.written() {
        changed = wtf8.replace(Wtf8::new("\n"), Wtf8::new(end));
        wtf8 = &changed;
    }
    let count = if text.is_ascii() { wtf8.len() } else { wtf8.code_points().count() };
    put_chars(vm, this, wtf8, count)
}

fn put_chars(vm: &mut Vm, this: Gc<StringIo>, wtf8: &Wtf8, count: usize) -> PyResult<()> {
    let (at, chars) = (this.at.get(), this.chars.get());
    let mut text = this.text.borrow_mut();
    if text.try_reserve(wtf8.len()).is_err() {
        drop(text);
        return Err(vm.memory_error());
    }
    if at > chars && count > 0 {
        // Positions behind the end are filled up by zeros.
        let gap = "\0".repeat(at - chars);
        text.push_str(&gap);
        this.chars.set(at);
        this.byte.set(text.len());
    }
    if count == 0 {
        return Ok(());
    }
    let byte = this.byte.get();
    if byte == text.len() {
        text.push_wtf8(wtf8);
        this.chars.set(at + count);
    } else {
        let (replaced, gone) = prefix(&text[byte..], count);
        let tail = text[byte + replaced..].to_owned();
        text.truncate(byte);
        text.push_wtf8(wtf8);
        text.push_wtf8(&tail);
        this.chars.set(this.chars.get() - gone + count);
    }
    this.at.set(at + count);
    this.byte.set(byte + wtf8.len());
    Ok(())
}

/// Writes a text; the number of its characters.
#[pyfunction("StringIO.write($self, s, /)")]
fn write(vm: &mut Vm, this: Gc<StringIo>, s: Value) -> PyResult<usize> {
    check_open(vm, this)?;
    let Some(text) = s.cast::<Str>() else {
        let text = format!("string argument expected, got '{}'", vm.type_name(s));
        return Err(vm.type_error(text));
    };
    put(vm, this, text)?;
    Ok(text.char_len(vm))
}

/// Takes so many bytes and characters from the position on.
fn take(vm: &mut Vm, this: Gc<StringIo>, bytes: usize, chars: usize) -> PyResult<Gc<Str>> {
    let (text, byte) = (this.text.borrow(), this.byte.get());
    let taken = vm.new_str_wtf8(&text[byte..byte + bytes])?;
    this.byte.set(byte + bytes);
    this.at.set(this.at.get() + chars);
    Ok(taken)
}

/// Up to `size` characters, or all.
#[pyfunction("StringIO.read($self, size=-1, /)")]
fn read(vm: &mut Vm, this: Gc<StringIo>, size: Option<Value>) -> PyResult<Gc<Str>> {
    let size = optional_size(vm, size)?;
    check_open(vm, this)?;
    let left = this.chars.get().saturating_sub(this.at.get());
    let rest = this.text.borrow().len() - this.byte.get();
    let (bytes, chars) = match usize::try_from(size) {
        Ok(n) if n < left => prefix(&this.text.borrow()[this.byte.get()..], n),
        _ => (rest, left),
    };
    take(vm, this, bytes, chars)
}

fn next_line(vm: &mut Vm, this: Gc<StringIo>, limit: i64) -> PyResult<Gc<Str>> {
    check_open(vm, this)?;
    let (bytes, chars) = {
        let text = this.text.borrow();
        let rest = &text[this.byte.get()..];
        let ascii = text.len() == this.chars.get();
        let end = this.newline.get().line_end(rest.as_bytes()).unwrap_or(rest.len());
        match usize::try_from(limit) {
            Ok(limit) => prefix(&rest[..end], limit),
            Err(_) if ascii => (end, end),
            Err(_) => (end, rest[..end].code_points().count()),
        }
    };
    take(vm, this, bytes, chars)
}

/// The next line with its end, of at most `size` characters.
#[pyfunction("StringIO.readline($self, size=-1, /)")]
fn readline(vm: &mut Vm, this: Gc<StringIo>, size: Option<Value>) -> PyResult<Gc<Str>> {
    let limit = optional_size(vm, size)?;
    next_line(vm, this, limit)
}

/// All text.
#[pyfunction("StringIO.getvalue($self, /)")]
fn getvalue(vm: &mut Vm, this: Gc<StringIo>) -> PyResult<Gc<Str>> {
    check_open(vm, this)?;
    vm.new_str_wtf8(&this.text.borrow())
}

/// The present position.
#[pyfunction("StringIO.tell($self, /)")]
fn tell(vm: &mut Vm, this: Gc<StringIo>) -> PyResult<usize> {
    check_open(vm, this)?;
    Ok(this.at.get())
}

/// Cuts the text, by default at the present position; the new size.
#[pyfunction("StringIO.truncate($self, pos=None, /)")]
fn truncate(vm: &mut Vm, this: Gc<StringIo>, pos: Option<Value>) -> PyResult<usize> {
    check_open(vm, this)?;
    let size = match pos.and_then(Value::non_none) {
        None => this.at.get() as i64,
        some => optional_size(vm, some)?,
    };
    let Ok(size) = usize::try_from(size) else {
        return Err(vm.value_error(format!("Negative size value {size}")));
    };
    if size < this.chars.get() {
        let mut text = this.text.borrow_mut();
        let len = prefix(&text, size).0;
        text.truncate(len);
        this.chars.set(size);
        this.byte.set(this.byte.get().min(len));
    }
    Ok(size)
}

/// Moves to a position: from the start, or without a distance from here or the end.
#[pyfunction("StringIO.seek($self, pos, whence=0, /)")]
fn seek(vm: &mut Vm, this: Gc<StringIo>, pos: i64, whence: Option<i64>) -> PyResult<usize> {
    check_open(vm, this)?;
    let to = match (whence.unwrap_or(0), usize::try_from(pos)) {
        (other, _) if !(0..=2).contains(&other) => {
            return Err(vm.value_error(format!("Invalid whence ({other}, should be 0, 1 or 2)")));
        }
        (0, Err(_)) => return Err(vm.value_error(format!("Negative seek position {pos}"))),
        (0, Ok(to)) => to,
        (_, _) if pos != 0 => return Err(os_error_text(vm, "Can't do nonzero cur-relative seeks")),
        (1, _) => this.at.get(),
        _ => this.chars.get(),
    };
    if to == this.chars.get() {
        this.at.set(to);
        this.byte.set(this.text.borrow().len());
    } else {
        go_to(this, to);
    }
    Ok(to)
}

macro_rules! always {
    ($( #[doc = $doc:literal] $name:ident $sig:literal $answer:expr; )*) => {
        $( #[doc = $doc] #[pyfunction($sig)]
        fn $name(vm: &mut Vm, this: Gc<StringIo>) -> PyResult<bool> {
            check_open(vm, this)?;
            Ok($answer)
        } )*
    };
}

always! {
    #[doc = "Always True."]
    readable "StringIO.readable($self, /)" true;
    #[doc = "Always True."]
    seekable "StringIO.seekable($self, /)" true;
    #[doc = "Always True."]
    writable "StringIO.writable($self, /)" true;
}

/// Closes the stream and drops its text.
#[pyfunction("StringIO.close($self, /)")]
fn close(_: &mut Vm, this: Gc<StringIo>) {
    this.closed.set(true);
    *this.text.borrow_mut() = Wtf8Buf::new();
    for cell in [&this.chars, &this.at, &this.byte] {
        cell.set(0);
    }
}

/// The text, the kind of lines, the position and the attributes, for pickling.
#[pyfunction("StringIO.__getstate__($self, /)")]
fn getstate(vm: &mut Vm, this: Gc<StringIo>) -> PyResult<Gc<Tuple>> {
    let text = getvalue(vm, this)?.value();
    let newline = match this.newline.get() {
        Newline::Universal => Value::NONE,
        Newline::Kept => vm.names.empty.value(),
        Newline::Lf => vm.intern("\n").value(),
        Newline::Cr => vm.intern("\r").value(),
        Newline::CrLf => vm.intern("\r\n").value(),
    };
    let at = vm.new_uint(this.at.get() as u64);
    let dict = attributes(vm, this.value())?;
    vm.new_tuple(&[text, newline, at, dict])
}

/// Takes up what `__getstate__` gave.
#[pyfunction("StringIO.__setstate__($self, state, /)")]
fn setstate(vm: &mut Vm, this: Gc<StringIo>, state: Value) -> PyResult<()> {
    if this.closed.get() {
        return Err(vm.value_error("I/O operation on closed file"));
    }
    let items = state.cast::<Tuple>().filter(|t| t.len() >= 4);
    let Some(items) = items else {
        let (name, got) = (vm.type_of(this.value()).short_name(), vm.type_name(state));
        return Err(vm.type_error(format!("{name}.__setstate__ argument should be 4-tuple, got {got}")));
    };
    let [text, newline, at, dict] = [0, 1, 2, 3].map(|i| items.items()[i]);
    init(vm, this, None, Some(newline))?;
    // The text is taken as it is: its ends of lines were translated before.
    let Some(text) = text.cast::<Str>() else {
        let got = vm.type_name(text);
        return Err(vm.type_error(format!("initial_value must be str or None, not {got}")));
    };
    let count = text.char_len(vm);
    put_chars(vm, this, text.as_wtf8(), count)?;
    if at.as_int().is_none() {
        let got = vm.type_name(at);
        return Err(vm.type_error(format!("third item of state must be an integer, got {got}")));
    }
    match usize::try_from(vm.index_i64(at)?) {
        Ok(at) => go_to(this, at),
        Err(_) => return Err(vm.value_error("position value cannot be negative")),
    }
    set_attributes(vm, this.value(), dict, "fourth")
}

fn this(v: Value) -> Gc<StringIo> {
    v.cast().expect("slots and attributes of StringIO get such")
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let exact = types(vm).more.get().is_some_and(|t| t.string_io == vm.type_of(v));
    let line = if exact {
        next_line(vm, this(v), -1)?
    } else {
        check_open(vm, this(v))?;
        let line = call0(vm, v, "readline")?;
        match line.cast::<Str>() {
            Some(line) => line,
            None => {
                let text = format!("readline() should have returned a str object, not '{}'", vm.type_name(line));
                return Err(os_error_text(vm, &text));
            }
        }
    };
    Ok(if line.is_empty() { None } else { Some(line.value()) })
}

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "StringIO",
    module: "_io",
    doc: Some("Text in memory as a stream."),
    kind: Some(StringIo::INFO),
    flags: TypeFlags::BASE,
    new: Some(new),
    methods: defs![
        close, getvalue, read, readline, tell, truncate, seek, write, seekable, readable, writable, getstate, setstate,
    ],
    getset: &[
        GetSetDef {
            name: "closed",
            doc: "Whether the stream is closed.",
            get: |vm, v| {
                if this(v).ready.get() { Ok(Value::bool(this(v).closed.get())) } else { Err(not_ready(vm, this(v))) }
            },
            set: None,
        },
        GetSetDef {
            name: "newlines",
            doc: "Ends of lines that were met so far.",
            get: |vm, v| {
                check_open(vm, this(v))?;
                this(v).seen.shown(vm)
            },
            set: None,
        },
        GetSetDef {
            name: "line_buffering",
            doc: "Always False.",
            get: |vm, v| {
                check_open(vm, this(v))?;
                Ok(Value::FALSE)
            },
            set: None,
        },
    ],
    slots: |s| {
        s.init.set(Some(init::as_init));
        s.iternext.set(Some(next));
    },
    ..TypeSpec::EMPTY
};
