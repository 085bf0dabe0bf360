//! The methods and attributes that the buffered streams have in common, and their types.

use super::read::{next, peek, read, read1, readinto, readinto1, readline};
use super::write::write;
use super::{
    Buffered, Role, attach, check_attached, check_open, close, exclusively, finalize, flush_and_rewind, flush_stream,
    new, seek_stream, this,
};
use crate::io::base::{check_readable, check_seekable, check_writable};
use crate::io::file::type_label;
use crate::io::support::{DEFAULT_BUFFER_BYTES, call0, offset, unsupported};
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, Str, TypeFlags};
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};

fn set_up(vm: &mut Vm, this: Gc<Buffered>, raw: Value, size: Option<i64>, role: Role) -> PyResult<()> {
    this.set(&this.raw, Value::UNBOUND);
    if role == Role::Random {
        check_seekable(vm, raw)?;
    }
    if role != Role::Writer {
        check_readable(vm, raw)?;
    }
    if role != Role::Reader {
        check_writable(vm, raw)?;
    }
    match usize::try_from(size.unwrap_or(DEFAULT_BUFFER_BYTES as i64)) {
        Ok(size) if size > 0 => {
            attach(vm, this, raw, role, size);
            Ok(())
        }
        _ => Err(vm.value_error("buffer size must be strictly positive")),
    }
}

#[pyfunction("BufferedReader($self, raw, buffer_size=131072)")]
fn init_reader(vm: &mut Vm, this: Gc<Buffered>, raw: Value, buffer_size: Option<i64>) -> PyResult<()> {
    set_up(vm, this, raw, buffer_size, Role::Reader)
}

#[pyfunction("BufferedWriter($self, raw, buffer_size=131072)")]
fn init_writer(vm: &mut Vm, this: Gc<Buffered>, raw: Value, buffer_size: Option<i64>) -> PyResult<()> {
    set_up(vm, this, raw, buffer_size, Role::Writer)
}

#[pyfunction("BufferedRandom($self, raw, buffer_size=131072)")]
fn init_random(vm: &mut Vm, this: Gc<Buffered>, raw: Value, buffer_size: Option<i64>) -> PyResult<()> {
    set_up(vm, this, raw, buffer_size, Role::Random)
}

/// Flushes the stream and gives its raw stream away.
#[pyfunction("_Buffered.detach($self, /)")]
fn detach(vm: &mut Vm, this: Gc<Buffered>) -> PyResult {
    let raw = check_attached(vm, this)?;
    call0(vm, this.value(), "flush")?;
    if let Some(file) = this.plain()
        && file.owned.replace(false)
    {
        vm.register_finalizable(raw);
    }
    this.set(&this.raw, Value::NONE);
    Ok(raw)
}

/// Writes out what is buffered.
#[pyfunction("_Buffered.flush($self, /)")]
fn flush_method(vm: &mut Vm, this: Gc<Buffered>) -> PyResult<()> {
    flush_stream(vm, this)
}

/// Flushes and closes the stream.
#[pyfunction("_Buffered.close($self, /)")]
fn close_method(vm: &mut Vm, this: Gc<Buffered>) -> PyResult<()> {
    close(vm, this)
}

macro_rules! passed_on {
    ($( #[doc = $doc:literal] $name:ident $sig:literal $method:literal; )*) => {
        $( #[doc = $doc] #[pyfunction($sig)]
        fn $name(vm: &mut Vm, this: Gc<Buffered>) -> PyResult {
            let raw = check_attached(vm, this)?;
            call0(vm, raw, $method)
        } )*
    };
}

passed_on! {
    #[doc = "Whether the stream can be positioned."]
    seekable "_Buffered.seekable($self, /)" "seekable";
    #[doc = "Whether the stream can be read."]
    readable "_Buffered.readable($self, /)" "readable";
    #[doc = "Whether the stream can be written."]
    writable "_Buffered.writable($self, /)" "writable";
    #[doc = "The file descriptor."]
    fileno "_Buffered.fileno($self, /)" "fileno";
    #[doc = "Whether the stream is a terminal."]
    isatty "_Buffered.isatty($self, /)" "isatty";
}

/// The present position.
#[pyfunction("_Buffered.tell($self, /)")]
fn tell(vm: &mut Vm, this: Gc<Buffered>) -> PyResult<i64> {
    super::position(vm, this)
}

/// Moves to a position; the new one.
#[pyfunction("_Buffered.seek($self, target, whence=0, /)")]
fn seek(vm: &mut Vm, this: Gc<Buffered>, target: Value, whence: Option<i64>) -> PyResult<i64> {
    let raw = check_attached(vm, this)?;
    let whence = whence.unwrap_or(0);
    let known = (0..=2).contains(&whence) || cfg!(target_os = "linux") && (3..=4).contains(&whence);
    if !known {
        return Err(vm.value_error(format!("whence value {whence} unsupported")));
    }
    check_open(vm, this, "seek of closed file")?;
    check_seekable(vm, raw)?;
    let to = offset(vm, target)?;
    exclusively(vm, this, |vm| seek_stream(vm, this, to, whence as i32))
}

/// Cuts or extends the stream, by default at the present position; the new size.
#[pyfunction("_Buffered.truncate($self, pos=None, /)")]
fn truncate(vm: &mut Vm, this: Gc<Buffered>, pos: Option<Value>) -> PyResult {
    let raw = check_attached(vm, this)?;
    check_open(vm, this, "truncate of closed file")?;
    if !this.writable.get() {
        return Err(unsupported(vm, "truncate"));
    }
    exclusively(vm, this, |vm| flush_and_rewind(vm, this))?;
    vm.call_method(raw, "truncate", &[pos.unwrap_or(Value::NONE)])
}

/// Has the raw stream warn that it was never closed.
#[pyfunction("_Buffered._dealloc_warn($self, source, /)")]
fn dealloc_warn(vm: &mut Vm, this: Gc<Buffered>, source: Value) {
    let raw = this.raw.get();
    if !raw.is_unbound() && !raw.is_none() {
        super::warn_unclosed(vm, raw, source);
    }
}

/// Buffered streams cannot be pickled.
#[pyfunction("_Buffered.__getstate__($self, /)")]
fn getstate(vm: &mut Vm, this: Gc<Buffered>) -> PyResult<()> {
    let text = format!("cannot pickle '{}' instances", vm.type_of(this.value()).short_name());
    Err(vm.type_error(text))
}

/// Bytes that the stream takes, its buffer included.
#[pyfunction("_Buffered.__sizeof__($self, /)")]
fn sizeof(_: &mut Vm, this: Gc<Buffered>) -> usize {
    size_of::<Buffered>() + this.size.get()
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let (module, name) = type_label(vm, vm.type_of(v))?;
    let attr = vm.intern("name");
    let found = vm.getattr_opt(v, attr);
    let text = match vm.catching(found, vm.exc.value_error)?.flatten() {
        None => format!("<{module}{name}>"),
        Some(shown) => {
            let shown = tauraro_objects::repr_guard::repr_once(vm, v, "\0", |vm| Ok(vm.repr(shown)?.value()))?;
            let shown = shown.cast::<Str>().map_or_else(String::new, |s| s.to_string_lossy());
            if shown == "\0" {
                return Err(vm.runtime_error(format!("reentrant call inside {module}{name}.__repr__")));
            }
            format!("<{module}{name} name={shown}>")
        }
    };
    Ok(vm.new_str(&text)?.value())
}

fn get_raw(vm: &mut Vm, v: Value) -> PyResult {
    match this(v).raw.get() {
        Value::UNBOUND => {
            let name = vm.intern("raw");
            Err(vm.no_attribute(v, name))
        }
        raw => Ok(raw),
    }
}

fn of_raw(vm: &mut Vm, v: Value, name: &str) -> PyResult {
    let raw = check_attached(vm, this(v))?;
    vm.getattr_str(raw, name)
}

static ATTRIBUTES: &[GetSetDef] = &[
    GetSetDef { name: "raw", doc: "The stream below.", get: get_raw, set: None },
    GetSetDef { name: "closed", doc: "Whether the stream is closed.", get: |vm, v| of_raw(vm, v, "closed"), set: None },
    GetSetDef { name: "name", doc: "The name of the stream below.", get: |vm, v| of_raw(vm, v, "name"), set: None },
    GetSetDef { name: "mode", doc: "The mode of the stream below.", get: |vm, v| of_raw(vm, v, "mode"), set: None },
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

pub(in crate::io) static READER: TypeSpec = TypeSpec {
    name: "BufferedReader",
    module: "_io",
    doc: Some("Reads a raw stream through a buffer."),
    kind: Some(Buffered::INFO),
    flags: TypeFlags::BASE,
    new: Some(new),
    methods: defs![
        detach,
        flush_method,
        close_method,
        seekable,
        readable,
        fileno,
        isatty,
        dealloc_warn,
        read,
        peek,
        read1,
        readinto,
        readinto1,
        readline,
        seek,
        tell,
        truncate,
        sizeof,
        getstate,
    ],
    getset: ATTRIBUTES,
    slots: |s| {
        s.repr.set(Some(repr));
        s.init.set(Some(init_reader::as_init));
        s.iternext.set(Some(next));
        s.finalize.set(Some(finalize));
    },
    ..TypeSpec::EMPTY
};

pub(in crate::io) static WRITER: TypeSpec = TypeSpec {
    name: "BufferedWriter",
    module: "_io",
    doc: Some("Writes to a raw stream through a buffer."),
    kind: Some(Buffered::INFO),
    flags: TypeFlags::BASE,
    new: Some(new),
    methods: defs![
        detach,
        flush_method,
        close_method,
        seekable,
        writable,
        fileno,
        isatty,
        dealloc_warn,
        write,
        seek,
        tell,
        truncate,
        sizeof,
        getstate,
    ],
    getset: ATTRIBUTES,
    slots: |s| {
        s.repr.set(Some(repr));
        s.init.set(Some(init_writer::as_init));
        s.finalize.set(Some(finalize));
    },
    ..TypeSpec::EMPTY
};

pub(in crate::io) static RANDOM: TypeSpec = TypeSpec {
    name: "BufferedRandom",
    module: "_io",
    doc: Some("Reads and writes a raw stream that can be positioned, through a buffer."),
    kind: Some(Buffered::INFO),
    flags: TypeFlags::BASE,
    new: Some(new),
    methods: defs![
        detach,
        flush_method,
        close_method,
        seekable,
        readable,
        writable,
        fileno,
        isatty,
        dealloc_warn,
        read,
        peek,
        read1,
        readinto,
        readinto1,
        readline,
        write,
        seek,
        tell,
        truncate,
        sizeof,
        getstate,
    ],
    getset: ATTRIBUTES,
    slots: |s| {
        s.repr.set(Some(repr));
        s.init.set(Some(init_random::as_init));
        s.iternext.set(Some(next));
        s.finalize.set(Some(finalize));
    },
    ..TypeSpec::EMPTY
};
