//! `BufferedRWPair`: a reader and a writer as one stream, for pipes and sockets.

use crate::io::support::{DEFAULT_BUFFER_BYTES, allocate, ask, both, call0, types};
use crate::kinds;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, TypeFlags};
use tauraro_core::{Args, PyResult, Type, Value, Vm, defs, payload, pyfunction};

pub(in crate::io) struct Pair {
    /// A BufferedReader; UNBOUND before `__init__`.
    reader: Slot,
    /// A BufferedWriter.
    writer: Slot,
}

payload!(Pair, kinds::RW_PAIR, "_io.BufferedRWPair", [reader, writer]);

fn new(vm: &mut Vm, cls: Gc<Type>, _: Args<'_>) -> PyResult {
    let made = allocate(vm, cls, Pair { reader: Slot::new(Value::UNBOUND), writer: Slot::new(Value::UNBOUND) });
    vm.register_finalizable(made.value());
    Ok(made.value())
}

#[pyfunction("BufferedRWPair($self, reader, writer, buffer_size=131072, /)")]
fn init(vm: &mut Vm, this: Gc<Pair>, reader: Value, writer: Value, buffer_size: Option<i64>) -> PyResult<()> {
    crate::io::base::check_readable(vm, reader)?;
    crate::io::base::check_writable(vm, writer)?;
    let size = vm.new_int(buffer_size.unwrap_or(DEFAULT_BUFFER_BYTES as i64));
    let (reader_type, writer_type) = (types(vm).reader.value(), types(vm).writer.value());
    let reader = vm.call(reader_type, &[reader, size])?;
    let writer = vm.call(writer_type, &[writer, size])?;
    this.set(&this.reader, reader);
    this.set(&this.writer, writer);
    Ok(())
}

fn half(vm: &mut Vm, slot: &Slot) -> PyResult {
    match slot.get().bound() {
        Some(stream) => Ok(stream),
        None => Err(vm.value_error("I/O operation on uninitialized object")),
    }
}

macro_rules! passed_on {
    ($( #[doc = $doc:literal] $name:ident $sig:literal $half:ident.$method:literal; )*) => {
        $( #[doc = $doc] #[pyfunction($sig)]
        fn $name(vm: &mut Vm, this: Gc<Pair>, args: &[Value]) -> PyResult {
            let stream = half(vm, &this.$half)?;
            vm.call_method(stream, $method, args)
        } )*
    };
}

passed_on! {
    #[doc = "Up to `size` bytes, or all."]
    read "BufferedRWPair.read($self, /, *args)" reader."read";
    #[doc = "What comes next, without moving."]
    peek "BufferedRWPair.peek($self, /, *args)" reader."peek";
    #[doc = "Up to `size` bytes with at most one read of the raw stream."]
    read1 "BufferedRWPair.read1($self, /, *args)" reader."read1";
    #[doc = "Reads into a buffer."]
    readinto "BufferedRWPair.readinto($self, /, *args)" reader."readinto";
    #[doc = "Reads into a buffer with at most one read of the raw stream."]
    readinto1 "BufferedRWPair.readinto1($self, /, *args)" reader."readinto1";
    #[doc = "Writes bytes; their number."]
    write "BufferedRWPair.write($self, /, *args)" writer."write";
    #[doc = "Writes out what is buffered."]
    flush "BufferedRWPair.flush($self, /, *args)" writer."flush";
    #[doc = "Whether the stream can be read."]
    readable "BufferedRWPair.readable($self, /, *args)" reader."readable";
    #[doc = "Whether the stream can be written."]
    writable "BufferedRWPair.writable($self, /, *args)" writer."writable";
}

/// Closes both halves, whatever goes wrong with the first.
#[pyfunction("BufferedRWPair.close($self, /)")]
fn close(vm: &mut Vm, this: Gc<Pair>) -> PyResult<()> {
    let writer = half(vm, &this.writer)?;
    let reader = half(vm, &this.reader)?;
    let first = call0(vm, writer, "close").map(|_| ());
    both(vm, first, |vm| call0(vm, reader, "close").map(|_| ()))
}

/// Whether one of the halves is a terminal.
#[pyfunction("BufferedRWPair.isatty($self, /)")]
fn isatty(vm: &mut Vm, this: Gc<Pair>) -> PyResult<bool> {
    let (writer, reader) = (half(vm, &this.writer)?, half(vm, &this.reader)?);
    Ok(ask(vm, writer, "isatty")? || ask(vm, reader, "isatty")?)
}

fn this(v: Value) -> Gc<Pair> {
    v.cast().expect("slots and attributes of pairs get pairs")
}

pub(in crate::io) static SPEC: TypeSpec = TypeSpec {
    name: "BufferedRWPair",
    module: "_io",
    doc: Some("A reader and a writer, which are two raw streams, as one buffered stream."),
    kind: Some(Pair::INFO),
    flags: TypeFlags::BASE,
    new: Some(new),
    methods: defs![read, peek, read1, readinto, readinto1, write, flush, readable, writable, close, isatty],
    getset: &[GetSetDef {
        name: "closed",
        doc: "Whether the stream is closed.",
        get: |vm, v| match this(v).writer.get().bound() {
            Some(writer) => vm.getattr_str(writer, "closed"),
            None => Err(vm.runtime_error("the BufferedRWPair object is being garbage-collected")),
        },
        set: None,
    }],
    slots: |s| {
        s.init.set(Some(init::as_init));
        s.finalize.set(Some(|vm, v| {
            if this(v).writer.get().is_unbound() {
                return Ok(Value::NONE);
            }
            crate::io::base::finalize(vm, v)
        }));
    },
    ..TypeSpec::EMPTY
};
