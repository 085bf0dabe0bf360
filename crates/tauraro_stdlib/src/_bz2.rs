//! `_bz2`: compression and decompression of bzip2 data in pieces.

use crate::kinds;
use crate::stream_decoder::{self, Decoder, Decompressor, Step};
use bzip2::{Action, Compress, Compression, Decompress, Error, Status};
use std::cell::RefCell;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, Module, Type, readonly};
use tauraro_core::{PyResult, Value, Vm, defs, payload, pyfunction};
use tauraro_objects::byteslike::copied_bytes;

struct Compressor {
    /// `None` once the data is finished.
    state: RefCell<Option<Compress>>,
}

payload!(Compressor, kinds::BZ2_COMPRESSOR, "BZ2Compressor", []);

#[pyfunction("BZ2Compressor.__new__($type, compresslevel=9, /)")]
fn new_compressor(vm: &mut Vm, cls: Gc<Type>, compresslevel: Option<i64>) -> PyResult {
    let level = match compresslevel.unwrap_or(9) {
        level @ 1..=9 => Compression::new(level as u32),
        _ => return Err(vm.value_error("compresslevel must be between 1 and 9")),
    };
    let state = RefCell::new(Some(Compress::new(level, 0)));
    Ok(vm.alloc_with_slots(cls.root_shape.get(), Compressor { state }, cls.inline_slots.get().into()).value())
}

/// Runs data through a compressor until it has taken all and, at the end, given all.
fn run(c: &mut Compress, data: &[u8], action: Action) -> Option<Vec<u8>> {
    let (mut out, mut used) = (Vec::new(), 0);
    while used < data.len() || action == Action::Finish {
        if out.capacity() - out.len() < 64 {
            out.reserve(data.len() / 4 + 1024);
        }
        let before = c.total_in();
        let status = c.compress_vec(&data[used..], &mut out, action).ok()?;
        used += (c.total_in() - before) as usize;
        if status == Status::StreamEnd {
            break;
        }
    }
    Some(out)
}

fn finished(vm: &mut Vm, made: Option<Vec<u8>>) -> PyResult {
    match made {
        Some(made) => Ok(vm.new_bytes(&made)?.value()),
        None => Err(vm.runtime_error("Invalid sequence of commands sent to libbzip2")),
    }
}

/// Compresses more data; gives what is ready of the result.
#[pyfunction("BZ2Compressor.compress($self, data, /)")]
fn compress(vm: &mut Vm, this: Gc<Compressor>, data: Value) -> PyResult {
    let data = copied_bytes(vm, data)?;
    let made = match &mut *this.state.borrow_mut() {
        Some(state) => run(state, &data, Action::Run),
        None => return Err(vm.value_error("Compressor has been flushed")),
    };
    finished(vm, made)
}

/// Ends the compression; gives the rest of the result.
#[pyfunction("BZ2Compressor.flush($self, /)")]
fn flush(vm: &mut Vm, this: Gc<Compressor>) -> PyResult {
    let Some(mut state) = this.state.borrow_mut().take() else {
        return Err(vm.value_error("Repeated call to flush()"));
    };
    let made = run(&mut state, &[], Action::Finish);
    finished(vm, made)
}

impl Decoder for Decompress {
    fn step(&mut self, input: &[u8], out: &mut Vec<u8>) -> Result<Step, &'static str> {
        let before = self.total_in();
        match self.decompress_vec(input, out) {
            Ok(status) => Ok(Step { used: (self.total_in() - before) as usize, ended: status == Status::StreamEnd }),
            Err(Error::Data | Error::DataMagic) => Err("Invalid data stream"),
            Err(_) => Err("Unrecognized error from libbzip2"),
        }
    }
}

#[pyfunction("BZ2Decompressor.__new__($type)")]
fn new_decompressor(vm: &mut Vm, cls: Gc<Type>) -> PyResult {
    let made = Decompressor::new(vm, Box::new(Decompress::new(false)))?;
    Ok(vm.alloc_with_slots(cls.root_shape.get(), made, cls.inline_slots.get().into()).value())
}

/// What the next part of the compressed data stands for; input that is not used yet is kept.
#[pyfunction("BZ2Decompressor.decompress($self, data, max_length=-1)")]
fn decompress(vm: &mut Vm, this: Gc<Decompressor>, data: Value, max_length: Option<i64>) -> PyResult {
    let most = usize::try_from(max_length.unwrap_or(-1)).ok();
    match stream_decoder::decompress(vm, this, data, most, "End of stream already reached")? {
        Ok(made) => Ok(made),
        Err(text) => Err(vm.raise_text(vm.exc.os_error, text)),
    }
}

static COMPRESSOR: TypeSpec = TypeSpec {
    name: "BZ2Compressor",
    module: "_bz2",
    doc: Some("Compresses data that comes in pieces; the level is between 1 and 9."),
    kind: Some(Compressor::INFO),
    new: Some(new_compressor::as_new),
    methods: defs![compress, flush],
    ..TypeSpec::EMPTY
};

static DECOMPRESSOR: TypeSpec = TypeSpec {
    name: "BZ2Decompressor",
    module: "_bz2",
    doc: Some("Decompresses data that comes in pieces."),
    kind: Some(Decompressor::INFO),
    new: Some(new_decompressor::as_new),
    methods: defs![decompress],
    getset: &[
        GetSetDef {
            name: "eof",
            doc: "True if the end-of-stream marker has been reached.",
            get: stream_decoder::eof,
            set: Some(readonly),
        },
        GetSetDef {
            name: "unused_data",
            doc: "Data found after the end of the compressed stream.",
            get: stream_decoder::unused_data,
            set: Some(readonly),
        },
        GetSetDef {
            name: "needs_input",
            doc: "True if more input is needed before more decompressed data can be produced.",
            get: stream_decoder::needs_input,
            set: Some(readonly),
        },
    ],
    ..TypeSpec::EMPTY
};

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let module = vm.new_module("_bz2", Some("Compression as bzip2 has it."), &[])?;
    let object = vm.types.object;
    for spec in [&COMPRESSOR, &DECOMPRESSOR] {
        let ty = vm.new_type(spec, object)?;
        module.add(vm, spec.name, ty)?;
    }
    Ok(module)
}
