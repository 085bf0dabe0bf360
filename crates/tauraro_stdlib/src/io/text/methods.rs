//! The type `TextIOWrapper`: construction, attributes, and the methods that neither read nor write.

use super::newline::Newline;
use super::place::{seek, tell};
use super::read::{next, read, readline};
use super::write::{flush, write};
use super::{TextIo, TextOptions, check_attached, close, finalize, is_stream_closed, make_coders, new, set_up, this};
use crate::io::file::type_label;
use crate::io::support::{call0, checked_name, optional_text, types, unsupported};
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, Str, TypeFlags};
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};

/// Wraps a buffered stream.
#[pyfunction(
    "TextIOWrapper($self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)"
)]
fn init(
    vm: &mut Vm,
    this: Gc<TextIo>,
    buffer: Value,
    encoding: Option<Value>,
    errors: Option<Value>,
    newline: Option<Value>,
    line_buffering: Option<bool>,
    write_through: Option<bool>,
) -> PyResult<()> {
    // Until all goes well it is of no use.
    this.set(&this.buffer, Value::UNBOUND);
    let encoding = optional_text(vm, encoding, "TextIOWrapper", "encoding")?;
    let errors = errors_text(vm, errors)?;
    let newline = optional_text(vm, newline, "TextIOWrapper", "newline")?;
    let options = TextOptions {
        newline: Newline::parse(vm, newline)?,
        encoding: encoding_or_locale(vm, encoding),
        errors: errors.unwrap_or(vm.intern("strict")),
        line_buffering: line_buffering.unwrap_or(false),
        write_through: write_through.unwrap_or(false),
    };
    set_up(vm, this, buffer, &options)
}

fn errors_text(vm: &mut Vm, errors: Option<Value>) -> PyResult<Option<Gc<Str>>> {
    let Some(v) = errors.and_then(Value::non_none) else { return Ok(None) };
    match v.cast::<Str>() {
        Some(s) => checked_name(vm, s).map(Some),
        None => {
            let got = vm.type_name(v);
            Err(vm.type_error(format!("TextIOWrapper() argument 'errors' must be str or None, not {got}")))
        }
    }
}

/// The encoding of an argument; that of the locale for None and `locale`.
pub(in crate::io) fn encoding_or_locale(vm: &mut Vm, encoding: Option<Gc<Str>>) -> Gc<Str> {
    match encoding {
        Some(e) if e.as_bytes() != b"locale" => e,
        _ => {
            let name = types(vm).locale.encoding.clone();
            vm.intern(&name)
        }
    }
}

/// Flushes the stream and gives the one below away.
#[pyfunction("TextIOWrapper.detach($self, /)")]
fn detach(vm: &mut Vm, this: Gc<TextIo>) -> PyResult {
    let buffer = check_attached(vm, this)?;
    call0(vm, this.value(), "flush")?;
    if let Some(below) = this.plain() {
        crate::io::buffered::disown(vm, below);
    }
    this.set(&this.buffer, Value::NONE);
    Ok(buffer)
}

/// Changes how text is converted. What is not given stays; a new encoding resets the errors.
#[pyfunction(
    "TextIOWrapper.reconfigure($self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)"
)]
fn reconfigure(
    vm: &mut Vm,
    this: Gc<TextIo>,
    encoding: Option<Value>,
    errors: Option<Value>,
    newline: Option<Value>,
    line_buffering: Option<Value>,
    write_through: Option<Value>,
) -> PyResult<()> {
    check_attached(vm, this)?;
    let encoding = reconfigured_text(vm, encoding, "encoding")?;
    let errors = reconfigured_text(vm, errors, "errors")?;
    let read_before = this.snapshot.get().is_some() || !this.chars.borrow().is_empty();
    if read_before && (encoding.is_some() || errors.is_some() || newline.is_some()) {
        let text = "It is not possible to set the encoding or newline of stream after the first read";
        return Err(unsupported(vm, text));
    }
    let new_newline = match newline {
        Some(v) => {
            let text = reconfigured_text(vm, Some(v), "newline")?;
            Some(Newline::parse(vm, text)?)
        }
        None => None,
    };
    let line_buffering = match line_buffering.and_then(Value::non_none) {
        Some(v) => flag(vm, v)?,
        None => this.line_buffering.get(),
    };
    let write_through = match write_through.and_then(Value::non_none) {
        Some(v) => flag(vm, v)?,
        None => this.write_through.get(),
    };
    call0(vm, this.value(), "flush")?;
    if let Some(newline) = new_newline {
        this.newline.set(newline);
        this.seen.reset();
    }
    if encoding.is_some() || errors.is_some() {
        let old = (this.encoding.get(), this.errors.get());
        let strict = vm.intern("strict");
        let errors = errors.or(if encoding.is_some() { Some(strict) } else { None });
        if let Some(encoding) = encoding {
            let encoding = encoding_or_locale(vm, Some(encoding));
            this.set(&this.encoding, encoding.value());
        }
        if let Some(errors) = errors {
            this.set(&this.errors, errors.value());
        }
        let start = this.at_start.get();
        if let Err(raised) = make_coders(vm, this) {
            this.set(&this.encoding, old.0);
            this.set(&this.errors, old.1);
            let exc = vm.take_exception();
            make_coders(vm, this)?;
            vm.raise_again(exc);
            return Err(raised);
        }
        this.at_start.set(start);
        super::fix_start(vm, this)?;
    }
    this.line_buffering.set(line_buffering);
    this.write_through.set(write_through);
    Ok(())
}

/// A number as a flag, as `reconfigure` takes it.
fn flag(vm: &mut Vm, v: Value) -> PyResult<bool> {
    let number = vm.index_i64(v)?;
    Ok(number != 0)
}

fn reconfigured_text(vm: &mut Vm, v: Option<Value>, name: &str) -> PyResult<Option<Gc<Str>>> {
    let Some(v) = v.and_then(Value::non_none) else { return Ok(None) };
    match v.cast::<Str>() {
        Some(s) if name == "newline" => Ok(Some(s)),
        Some(s) => checked_name(vm, s).map(Some),
        None => {
            let got = vm.type_name(v);
            Err(vm.type_error(format!("reconfigure() argument '{name}' must be str or None, not {got}")))
        }
    }
}

/// Passes everything on and flushes the stream below.
#[pyfunction("TextIOWrapper.flush($self, /)")]
fn flush_method(vm: &mut Vm, this: Gc<TextIo>) -> PyResult<()> {
    check_attached(vm, this)?;
    flush(vm, this)
}

/// Flushes and closes the stream.
#[pyfunction("TextIOWrapper.close($self, /)")]
fn close_method(vm: &mut Vm, this: Gc<TextIo>) -> PyResult<()> {
    close(vm, this)
}

macro_rules! passed_on {
    ($( #[doc = $doc:literal] $name:ident $sig:literal $method:literal; )*) => {
        $( #[doc = $doc] #[pyfunction($sig)]
        fn $name(vm: &mut Vm, this: Gc<TextIo>) -> PyResult {
            let buffer = check_attached(vm, this)?;
            call0(vm, buffer, $method)
        } )*
    };
}

passed_on! {
    #[doc = "The file descriptor."]
    fileno "TextIOWrapper.fileno($self, /)" "fileno";
    #[doc = "Whether the stream can be positioned."]
    seekable "TextIOWrapper.seekable($self, /)" "seekable";
    #[doc = "Whether the stream can be read."]
    readable "TextIOWrapper.readable($self, /)" "readable";
    #[doc = "Whether the stream can be written."]
    writable "TextIOWrapper.writable($self, /)" "writable";
    #[doc = "Whether the stream is a terminal."]
    isatty "TextIOWrapper.isatty($self, /)" "isatty";
}

/// Cuts or extends the stream below, by default at the present position; the new size.
#[pyfunction("TextIOWrapper.truncate($self, pos=None, /)")]
fn truncate(vm: &mut Vm, this: Gc<TextIo>, pos: Option<Value>) -> PyResult {
    let buffer = check_attached(vm, this)?;
    call0(vm, this.value(), "flush")?;
    vm.call_method(buffer, "truncate", &[pos.unwrap_or(Value::NONE)])
}

/// Text streams cannot be pickled.
#[pyfunction("TextIOWrapper.__getstate__($self, /)")]
fn getstate(vm: &mut Vm, this: Gc<TextIo>) -> PyResult<()> {
    let text = format!("cannot pickle '{}' instances", vm.type_of(this.value()).short_name());
    Err(vm.type_error(text))
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let stream = this(v);
    if stream.buffer.get().is_unbound() {
        check_attached(vm, stream)?;
    }
    let (module, label) = type_label(vm, vm.type_of(v))?;
    let mut text = format!("<{module}{label}");
    for attr in ["name", "mode"] {
        let key = vm.intern(attr);
        let found = vm.getattr_opt(v, key);
        if let Some(shown) = vm.catching(found, vm.exc.value_error)?.flatten() {
            let shown = tauraro_objects::repr_guard::repr_once(vm, v, "\0", |vm| Ok(vm.repr(shown)?.value()))?;
            let shown = shown.cast::<Str>().map_or_else(String::new, |s| s.to_string_lossy());
            if shown == "\0" {
                return Err(vm.runtime_error(format!("reentrant call inside {module}{label}.__repr__")));
            }
            text.push_str(&format!(" {attr}={shown}"));
        }
    }
    let encoding = vm.repr(stream.encoding.get())?.to_string_lossy();
    Ok(vm.new_str(&format!("{text} encoding={encoding}>"))?.value())
}

/// Sets the attribute `mode`.
pub(in crate::io) fn set_mode(this: Gc<TextIo>, mode: Value) {
    this.set(&this.mode, mode);
}

fn get_mode(vm: &mut Vm, v: Value) -> PyResult {
    match this(v).mode.get().bound() {
        Some(mode) => Ok(mode),
        None => {
            let name = vm.intern("mode");
            Err(vm.no_attribute(v, name))
        }
    }
}

fn get_buffer(vm: &mut Vm, v: Value) -> PyResult {
    match this(v).buffer.get() {
        Value::UNBOUND => {
            let name = vm.intern("buffer");
            Err(vm.no_attribute(v, name))
        }
        buffer => Ok(buffer),
    }
}

fn get_name(vm: &mut Vm, v: Value) -> PyResult {
    let buffer = check_attached(vm, this(v))?;
    vm.getattr_str(buffer, "name")
}

fn get_closed(vm: &mut Vm, v: Value) -> PyResult {
    check_attached(vm, this(v))?;
    is_stream_closed(vm, this(v)).map(Value::bool)
}

fn attached_only(get: fn(&mut Vm, Gc<TextIo>) -> PyResult, vm: &mut Vm, v: Value) -> PyResult {
    check_attached(vm, this(v))?;
    get(vm, this(v))
}

fn set_chunk(vm: &mut Vm, v: Value, to: Option<Value>) -> PyResult<()> {
    check_attached(vm, this(v))?;
    let Some(to) = to else {
        let text = format!("attribute '_CHUNK_SIZE' of '{}' objects cannot be deleted", vm.type_name(v));
        return Err(vm.raise_text(vm.exc.attribute_error, &text));
    };
    let Some(n) = vm.index(to)?.as_i64() else {
        let text = format!("cannot fit '{}' into an index-sized integer", vm.type_name(to));
        return Err(vm.value_error(text));
    };
    match usize::try_from(n) {
        Ok(n) if n > 0 => {
            this(v).chunk_bytes.set(n);
            Ok(())
        }
        _ => Err(vm.value_error("a strictly positive integer is required")),
    }
}

static ATTRIBUTES: &[GetSetDef] = &[
    GetSetDef { name: "encoding", doc: "Encoding of the text.", get: |_, v| Ok(this(v).encoding.get()), set: None },
    GetSetDef {
        name: "errors",
        doc: "Error handler of the conversion.",
        get: |vm, v| {
            if this(v).buffer.get().is_unbound() {
                check_attached(vm, this(v))?;
            }
            Ok(this(v).errors.get())
        },
        set: None,
    },
    GetSetDef { name: "buffer", doc: "The stream below.", get: get_buffer, set: None },
    GetSetDef { name: "name", doc: "The name of the stream below.", get: get_name, set: None },
    GetSetDef {
        name: "mode",
        doc: "How the file was opened.",
        get: get_mode,
        set: Some(|_, v, to| {
            this(v).set(&this(v).mode, to.unwrap_or(Value::UNBOUND));
            Ok(())
        }),
    },
    GetSetDef { name: "closed", doc: "Whether the stream is closed.", get: get_closed, set: None },
    GetSetDef {
        name: "newlines",
        doc: "Ends of lines that were met so far.",
        get: |vm, v| attached_only(|vm, this| this.seen.shown(vm), vm, v),
        set: None,
    },
    GetSetDef {
        name: "line_buffering",
        doc: "Whether lines are passed on at once.",
        get: |_, v| Ok(Value::bool(this(v).line_buffering.get())),
        set: None,
    },
    GetSetDef {
        name: "write_through",
        doc: "Whether everything is passed on at once.",
        get: |_, v| Ok(Value::bool(this(v).write_through.get())),
        set: None,
    },
    GetSetDef {
        name: "_CHUNK_SIZE",
        doc: "Bytes that are decoded at once.",
        get: |vm, v| attached_only(|vm, this| Ok(vm.new_uint(this.chunk_bytes.get() as u64)), vm, v),
        set: Some(set_chunk),
    },
    GetSetDef {
        name: "_finalizing",
        doc: "Whether the stream is closed because nothing refers to it.",
        get: |_, v| Ok(Value::bool(this(v).finalizing.get())),
        set: Some(|vm, v, to| {
            let on = vm.truth(to.unwrap_or(Value::FALSE))?;
            this(v).finalizing.set(on);
            Ok(())
        }),
    },
];

pub(in crate::io) static SPEC: TypeSpec = TypeSpec {
    name: "TextIOWrapper",
    module: "_io",
    doc: Some("Text over a buffered stream of bytes."),
    kind: Some(TextIo::INFO),
    flags: TypeFlags::BASE,
    new: Some(new),
    methods: defs![
        detach,
        reconfigure,
        write,
        read,
        readline,
        flush_method,
        close_method,
        fileno,
        seekable,
        readable,
        writable,
        isatty,
        seek,
        tell,
        truncate,
        getstate,
    ],
    getset: ATTRIBUTES,
    slots: |s| {
        s.repr.set(Some(repr));
        s.init.set(Some(init::as_init));
        s.iternext.set(Some(next));
        s.finalize.set(Some(finalize));
    },
    ..TypeSpec::EMPTY
};
