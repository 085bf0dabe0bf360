//! `_io`: files, pipes and streams in memory, with buffers and as text.

mod base;
mod buffered;
mod bytes_io;
pub(crate) mod fd;
mod file;
mod locale;
mod open;
mod standard;
mod string_io;
mod support;
mod text;

pub(crate) use standard::install;
pub use standard::{end_standard_streams, flush_standard_streams};

use crate::sys::SysConfig;
use std::cell::Cell;
use support::{DEFAULT_BUFFER_BYTES, IoTypes, MoreTypes, types};
use tauraro_core::heap::Gc;
use tauraro_core::object::Module;
use tauraro_core::{PyResult, Value, Vm, defs};

/// Makes the types that the standard streams need, and `builtins.open`.
pub(crate) fn init(vm: &mut Vm, config: &SysConfig) -> PyResult<()> {
    let object = vm.types.object;
    let iobase = vm.new_type(base::IOBASE, object)?;
    let raw_iobase = vm.new_type(base::RAW_IOBASE, iobase)?;
    let buffered_iobase = vm.new_type(base::BUFFERED_IOBASE, iobase)?;
    let text_iobase = vm.new_type(base::TEXT_IOBASE, iobase)?;
    let made = IoTypes {
        iobase,
        raw_iobase,
        buffered_iobase,
        text_iobase,
        file_io: vm.new_type(&file::SPEC, raw_iobase)?,
        reader: vm.new_type(&buffered::READER, buffered_iobase)?,
        writer: vm.new_type(&buffered::WRITER, buffered_iobase)?,
        random: vm.new_type(&buffered::RANDOM, buffered_iobase)?,
        text_io: vm.new_type(&text::SPEC, text_iobase)?,
        more: Cell::new(None),
        unsupported: Cell::new(None),
        locale: locale::find(config),
    };
    vm.set_extension(made);
    vm.hooks.write_ascii = text::write_ascii;
    let function = vm.new_builtin(&open::open::DEF, Value::UNBOUND, None);
    let module = vm.intern("_io").value();
    function.set(&function.module, module);
    let name = vm.intern("open");
    vm.builtins.set_name(vm, name, function.value())
}

fn more_types(vm: &mut Vm) -> PyResult<MoreTypes> {
    if let Some(more) = types(vm).more.get() {
        return Ok(more);
    }
    let object = vm.types.object;
    let (buffered_iobase, text_iobase) = (types(vm).buffered_iobase, types(vm).text_iobase);
    let more = MoreTypes {
        bytes_io: vm.new_type(&bytes_io::SPEC, buffered_iobase)?,
        bytes_io_buffer: vm.new_type(&bytes_io::BUFFER_SPEC, object)?,
        string_io: vm.new_type(&string_io::SPEC, text_iobase)?,
        pair: vm.new_type(&buffered::PAIR, buffered_iobase)?,
        newline_decoder: vm.new_type(&text::newline::SPEC, object)?,
    };
    // They hold memory only: nothing is to be done when they die.
    more.bytes_io.slots.finalize.set(None);
    more.string_io.slots.finalize.set(None);
    types(vm).more.set(Some(more));
    Ok(more)
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let doc = "Files, pipes and streams in memory, with buffers and as text.";
    let module = vm.new_module("_io", Some(doc), defs![open::open_code, open::text_encoding])?;
    let name = vm.intern("open");
    let function = vm.builtins.get_name(vm, name).unwrap_or(Value::NONE);
    module.add(vm, "open", function)?;
    let more = more_types(vm)?;
    let unsupported = support::unsupported_operation(vm)?;
    let t = types(vm);
    let all = [
        ("_IOBase", t.iobase),
        ("_RawIOBase", t.raw_iobase),
        ("_BufferedIOBase", t.buffered_iobase),
        ("_TextIOBase", t.text_iobase),
        ("FileIO", t.file_io),
        ("BufferedReader", t.reader),
        ("BufferedWriter", t.writer),
        ("BufferedRandom", t.random),
        ("TextIOWrapper", t.text_io),
        ("BytesIO", more.bytes_io),
        ("_BytesIOBuffer", more.bytes_io_buffer),
        ("StringIO", more.string_io),
        ("BufferedRWPair", more.pair),
        ("IncrementalNewlineDecoder", more.newline_decoder),
        ("UnsupportedOperation", unsupported),
        ("BlockingIOError", vm.exc.blocking_io_error),
    ];
    for (name, ty) in all {
        module.add(vm, name, ty)?;
    }
    module.add(vm, "DEFAULT_BUFFER_SIZE", Value::small(DEFAULT_BUFFER_BYTES as i64))?;
    Ok(module)
}
