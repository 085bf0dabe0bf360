//! `_lzma`: compression and decompression of XZ and LZMA data in pieces, by liblzma.

mod filters;

use crate::_struct::exception_class;
use crate::kinds;
use crate::stream_decoder::{self, Decoder, Decompressor, Step};
use liblzma::stream::{Action, Check, Error, LzmaOptions, Status, Stream};
use std::cell::RefCell;
use tauraro_core::heap::{Gc, HasKindInfo, Trace, Tracer};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, Module, Type, readonly};
use tauraro_core::vm::Extension;
use tauraro_core::{Dict, PyResult, Raised, Value, Vm, defs, payload, pyfunction};
use tauraro_objects::byteslike::copied_bytes;

/// `LZMAError`
struct State(Gc<Type>);

impl Extension for State {
    fn trace(&self, tracer: &mut Tracer) {
        self.0.trace(tracer);
    }
}

#[cold]
fn error(vm: &mut Vm, text: &str) -> Raised {
    let ty = vm.extension::<State>().0;
    vm.raise_text(ty, text)
}

const BAD_OPTIONS: &str = "Invalid or unsupported options";
const INTERNAL: &str = "Internal error";
const PRESET_DEFAULT: u32 = 6;

const FORMAT_AUTO: i64 = 0;
const FORMAT_XZ: i64 = 1;
const FORMAT_ALONE: i64 = 2;
const FORMAT_RAW: i64 = 3;

const CHECK_NONE: i64 = 0;
const CHECK_CRC64: i64 = 4;
const CHECK_ID_MAX: i64 = 15;
/// Before the stream's header was read.
const CHECK_UNKNOWN: i64 = 16;

fn text_of(e: Error) -> &'static str {
    match e {
        Error::Data => "Corrupt input data",
        Error::Options => BAD_OPTIONS,
        Error::Format => "Input format not supported by decoder",
        Error::MemLimit => "Memory usage limit exceeded",
        Error::Mem => "Out of memory",
        Error::UnsupportedCheck | Error::NoCheck => "Unsupported integrity check",
        Error::Program => INTERNAL,
    }
}

fn check_of(id: i64) -> Option<Check> {
    Some(match id {
        0 => Check::None,
        1 => Check::Crc32,
        4 => Check::Crc64,
        10 => Check::Sha256,
        _ => return None,
    })
}

struct Compressor {
    /// `None` once the data is finished.
    state: RefCell<Option<Stream>>,
}

payload!(Compressor, kinds::LZMA_COMPRESSOR, "LZMACompressor", []);

#[pyfunction("LZMACompressor.__new__($type, format=FORMAT_XZ, check=-1, preset=None, filters=None)")]
fn new_compressor(
    vm: &mut Vm,
    cls: Gc<Type>,
    format: Option<i64>,
    check: Option<i64>,
    preset: Option<Value>,
    filters: Option<Value>,
) -> PyResult {
    let (preset, filters) = (preset.and_then(Value::non_none), filters.and_then(Value::non_none));
    if preset.is_some() && filters.is_some() {
        return Err(vm.value_error("Cannot specify both preset and filter chain"));
    }
    let level = match preset {
        Some(v) => match u32::try_from(vm.index_i64(v)?) {
            Ok(level) => level,
            Err(_) => return Err(vm.overflow_error("Value too large for uint32_t type")),
        },
        None => PRESET_DEFAULT,
    };
    let (format, check) = (format.unwrap_or(FORMAT_XZ), check.unwrap_or(-1));
    if format != FORMAT_XZ && check != -1 && check != CHECK_NONE {
        return Err(vm.value_error("Integrity checks are only supported by FORMAT_XZ"));
    }
    let made = match format {
        FORMAT_XZ => {
            let check = if check == -1 { CHECK_CRC64 } else { check };
            let Some(check) = check_of(check) else {
                let known = (0..=CHECK_ID_MAX).contains(&check);
                return Err(error(vm, if known { "Unsupported integrity check" } else { INTERNAL }));
            };
            match filters {
                Some(filters) => {
                    let (chain, _) = filters::chain(vm, filters)?;
                    Stream::new_stream_encoder(&chain, check)
                }
                None => Stream::new_easy_encoder(level, check),
            }
        }
        FORMAT_ALONE => match filters {
            Some(filters) => match filters::chain(vm, filters)?.1 {
                Some(options) => Stream::new_lzma_encoder(&options),
                None => {
                    let text = "Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter";
                    return Err(vm.value_error(text));
                }
            },
            None => match LzmaOptions::new_preset(level) {
                Ok(options) => Stream::new_lzma_encoder(&options),
                Err(_) => return Err(error(vm, &format!("Invalid compression preset: {level}"))),
            },
        },
        FORMAT_RAW => match filters {
            Some(filters) => {
                let (chain, _) = filters::chain(vm, filters)?;
                Stream::new_raw_encoder(&chain)
            }
            None => return Err(vm.value_error("Must specify filters for FORMAT_RAW")),
        },
        _ => return Err(vm.value_error(format!("Invalid container format: {format}"))),
    };
    match made {
        Ok(stream) => {
            let payload = Compressor { state: RefCell::new(Some(stream)) };
            Ok(vm.alloc_with_slots(cls.root_shape.get(), payload, cls.inline_slots.get().into()).value())
        }
        Err(e) => Err(error(vm, text_of(e))),
    }
}

/// Runs data through a compressor until it has taken all and, at the end, given all.
fn run(stream: &mut Stream, data: &[u8], action: Action) -> Result<Vec<u8>, Error> {
    let (mut out, mut used) = (Vec::new(), 0);
    let finish = matches!(action, Action::Finish);
    while used < data.len() || finish {
        if out.capacity() - out.len() < 64 {
            out.reserve(data.len() / 4 + 1024);
        }
        let before = stream.total_in();
        let status = stream.process_vec(&data[used..], &mut out, action)?;
        used += (stream.total_in() - before) as usize;
        if status == Status::StreamEnd {
            break;
        }
    }
    Ok(out)
}

fn finished(vm: &mut Vm, made: Result<Vec<u8>, Error>) -> PyResult {
    match made {
        Ok(made) => Ok(vm.new_bytes(&made)?.value()),
        Err(e) => Err(error(vm, text_of(e))),
    }
}

/// Compresses more data; gives what is ready of the result.
#[pyfunction("LZMACompressor.compress($self, data, /)")]
fn compress(vm: &mut Vm, this: Gc<Compressor>, data: Value) -> PyResult {
    let data = copied_bytes(vm, data)?;
    let made = match &mut *this.state.borrow_mut() {
        Some(stream) => run(stream, &data, Action::Run),
        None => return Err(vm.value_error("Compressor has been flushed")),
    };
    finished(vm, made)
}

/// Ends the compression; gives the rest of the result.
#[pyfunction("LZMACompressor.flush($self, /)")]
fn flush(vm: &mut Vm, this: Gc<Compressor>) -> PyResult {
    let Some(mut stream) = this.state.borrow_mut().take() else {
        return Err(vm.value_error("Repeated call to flush()"));
    };
    let made = run(&mut stream, &[], Action::Finish);
    finished(vm, made)
}

/// A decoder, and what the header says of the check.
struct Reader {
    stream: Stream,
    check: i64,
    /// The first bytes of an XZ stream, whose eighth names the check; `None` once it is known.
    header: Option<Vec<u8>>,
}

const XZ_MAGIC: [u8; 6] = [0xFD, b'7', b'z', b'X', b'Z', 0];

impl Decoder for Reader {
    fn step(&mut self, input: &[u8], out: &mut Vec<u8>) -> Result<Step, &'static str> {
        let before = self.stream.total_in();
        let status = self.stream.process_vec(input, out, Action::Run).map_err(text_of)?;
        let used = (self.stream.total_in() - before) as usize;
        if let Some(header) = &mut self.header {
            header.extend(input[..used].iter().take(8 - header.len()));
            if header.len() == 8 {
                self.check = if header.starts_with(&XZ_MAGIC) { (header[7] & 15).into() } else { CHECK_NONE };
                self.header = None;
            }
        }
        Ok(Step { used, ended: status == Status::StreamEnd })
    }

    fn check(&self) -> i64 {
        self.check
    }
}

#[pyfunction("LZMADecompressor.__new__($type, format=FORMAT_AUTO, memlimit=None, filters=None)")]
fn new_decompressor(
    vm: &mut Vm,
    cls: Gc<Type>,
    format: Option<i64>,
    memlimit: Option<Value>,
    filters: Option<Value>,
) -> PyResult {
    let format = format.unwrap_or(FORMAT_AUTO);
    let limit = match memlimit.and_then(Value::non_none) {
        Some(_) if format == FORMAT_RAW => return Err(vm.value_error("Cannot specify memory limit with FORMAT_RAW")),
        Some(v) => filters::filter_id(vm, v)?,
        None => u64::MAX,
    };
    let filters = filters.and_then(Value::non_none);
    match filters {
        None if format == FORMAT_RAW => return Err(vm.value_error("Must specify filters for FORMAT_RAW")),
        Some(_) if format != FORMAT_RAW => {
            return Err(vm.value_error("Cannot specify filters except with FORMAT_RAW"));
        }
        _ => {}
    }
    let made = match (format, filters) {
        (FORMAT_AUTO, _) => Stream::new_auto_decoder(limit, 0),
        (FORMAT_XZ, _) => Stream::new_stream_decoder(limit, 0),
        (FORMAT_ALONE, _) => Stream::new_lzma_decoder(limit),
        (FORMAT_RAW, Some(filters)) => {
            let (chain, _) = filters::chain(vm, filters)?;
            Stream::new_raw_decoder(&chain)
        }
        _ => return Err(vm.value_error(format!("Invalid container format: {format}"))),
    };
    let stream = match made {
        Ok(stream) => stream,
        Err(e) => return Err(error(vm, text_of(e))),
    };
    let reader = match format {
        FORMAT_AUTO | FORMAT_XZ => Reader { stream, check: CHECK_UNKNOWN, header: Some(Vec::new()) },
        _ => Reader { stream, check: CHECK_NONE, header: None },
    };
    let made = Decompressor::new(vm, Box::new(reader))?;
    Ok(vm.alloc_with_slots(cls.root_shape.get(), made, cls.inline_slots.get().into()).value())
}

/// What the next part of the compressed data stands for; input that is not used yet is kept.
#[pyfunction("LZMADecompressor.decompress($self, data, max_length=-1)")]
fn decompress(vm: &mut Vm, this: Gc<Decompressor>, data: Value, max_length: Option<i64>) -> PyResult {
    let most = usize::try_from(max_length.unwrap_or(-1)).ok();
    match stream_decoder::decompress(vm, this, data, most, "Already at end of stream")? {
        Ok(made) => Ok(made),
        Err(text) => Err(error(vm, text)),
    }
}

static COMPRESSOR: TypeSpec = TypeSpec {
    name: "LZMACompressor",
    module: "_lzma",
    doc: Some("Compresses data that comes in pieces."),
    kind: Some(Compressor::INFO),
    new: Some(new_compressor::as_new),
    methods: defs![compress, flush],
    ..TypeSpec::EMPTY
};

static DECOMPRESSOR: TypeSpec = TypeSpec {
    name: "LZMADecompressor",
    module: "_lzma",
    doc: Some("Decompresses data that comes in pieces."),
    kind: Some(Decompressor::INFO),
    new: Some(new_decompressor::as_new),
    methods: defs![decompress],
    getset: &[
        GetSetDef {
            name: "check",
            doc: "ID of the integrity check used by the input stream.",
            get: |_, v| Ok(Value::small(stream_decoder::this(v).state.borrow().check())),
            set: Some(readonly),
        },
        GetSetDef {
            name: "eof",
            doc: "True if the end-of-stream marker has been reached.",
            get: stream_decoder::eof,
            set: Some(readonly),
        },
        GetSetDef {
            name: "needs_input",
            doc: "True if more input is needed before more decompressed data can be produced.",
            get: stream_decoder::needs_input,
            set: Some(readonly),
        },
        GetSetDef {
            name: "unused_data",
            doc: "Data found after the end of the compressed stream.",
            get: stream_decoder::unused_data,
            set: Some(readonly),
        },
    ],
    ..TypeSpec::EMPTY
};

/// Whether an integrity check is known here.
#[pyfunction("is_check_supported(check_id, /)")]
fn is_check_supported(_: &mut Vm, check_id: i64) -> bool {
    check_of(check_id).is_some()
}

/// The properties of a filter as bytes.
#[pyfunction("_encode_filter_properties(filter, /)")]
fn encode_filter_properties(vm: &mut Vm, filter: Value) -> PyResult {
    filters::encode(vm, filter)
}

/// The dict that describes a filter, from its properties as bytes.
#[pyfunction("_decode_filter_properties(filter_id, encoded_props, /)")]
fn decode_filter_properties(vm: &mut Vm, filter_id: Value, encoded_props: Value) -> PyResult<Gc<Dict>> {
    let id = filters::filter_id(vm, filter_id)?;
    let row = copied_bytes(vm, encoded_props)?;
    filters::decode(vm, id, &row)
}

const CONSTANTS: [(&str, u64); 28] = [
    ("CHECK_CRC32", 1),
    ("CHECK_CRC64", CHECK_CRC64 as u64),
    ("CHECK_ID_MAX", CHECK_ID_MAX as u64),
    ("CHECK_NONE", CHECK_NONE as u64),
    ("CHECK_SHA256", 10),
    ("CHECK_UNKNOWN", CHECK_UNKNOWN as u64),
    ("FILTER_ARM", filters::ARM),
    ("FILTER_ARMTHUMB", filters::ARM_THUMB),
    ("FILTER_DELTA", filters::DELTA),
    ("FILTER_IA64", filters::IA64),
    ("FILTER_LZMA1", filters::LZMA1),
    ("FILTER_LZMA2", filters::LZMA2),
    ("FILTER_POWERPC", filters::POWERPC),
    ("FILTER_SPARC", filters::SPARC),
    ("FILTER_X86", filters::X86),
    ("FORMAT_ALONE", FORMAT_ALONE as u64),
    ("FORMAT_AUTO", FORMAT_AUTO as u64),
    ("FORMAT_RAW", FORMAT_RAW as u64),
    ("FORMAT_XZ", FORMAT_XZ as u64),
    ("MF_BT2", 0x12),
    ("MF_BT3", 0x13),
    ("MF_BT4", 0x14),
    ("MF_HC3", 3),
    ("MF_HC4", 4),
    ("MODE_FAST", 1),
    ("MODE_NORMAL", 2),
    ("PRESET_DEFAULT", PRESET_DEFAULT as u64),
    ("PRESET_EXTREME", 1 << 31),
];

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let functions = defs![is_check_supported, encode_filter_properties, decode_filter_properties];
    let module = vm.new_module("_lzma", Some("Compression as xz has it."), functions)?;
    let error = exception_class(vm, "_lzma", "LZMAError", vm.exc.exception)?;
    vm.set_extension(State(error));
    module.add(vm, "LZMAError", error.value())?;
    let object = vm.types.object;
    for spec in [&COMPRESSOR, &DECOMPRESSOR] {
        let ty = vm.new_type(spec, object)?;
        module.add(vm, spec.name, ty)?;
    }
    for (name, n) in CONSTANTS {
        let n = vm.new_uint(n);
        module.add(vm, name, n)?;
    }
    Ok(module)
}
