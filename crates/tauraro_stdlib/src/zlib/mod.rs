//! `zlib`: compression by flate2 on zlib-rs. It has no strategies and no memory levels, which
//! are accepted without effect, and compressors cannot be copied.

mod inflate;
mod objects;

use crate::_struct::exception_class;
use flate2::{Compress, Compression, FlushCompress, Status};
use inflate::Inflater;
use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::object::{Module, Type};
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Raised, Value, Vm, defs, pyfunction};
use tauraro_objects::byteslike::{copied_bytes, with_bytes};

/// `zlib.error` and the types.
struct State {
    error: Gc<Type>,
    compress: Gc<Type>,
    decompress: Gc<Type>,
}

impl Extension for State {
    fn trace(&self, tracer: &mut Tracer) {
        self.error.trace(tracer);
        self.compress.trace(tracer);
        self.decompress.trace(tracer);
    }
}

#[cold]
fn error(vm: &mut Vm, text: &str) -> Raised {
    let ty = vm.extension::<State>().error;
    vm.raise_text(ty, text)
}

/// How the compressed data is wrapped, and the size of the window in bits.
#[derive(Clone, Copy)]
enum Wrapping {
    Zlib(u8),
    Raw(u8),
    Gzip(u8),
    /// As the data's first byte says.
    Any(u8),
}

/// What `wbits` means; `None`: nothing.
fn wrapping(wbits: i64) -> Option<Wrapping> {
    Some(match wbits {
        // zlib cannot compress with the least window and takes the next.
        8 => Wrapping::Zlib(9),
        9..=15 => Wrapping::Zlib(wbits as u8),
        -15..=-9 => Wrapping::Raw(-wbits as u8),
        -8 => Wrapping::Raw(9),
        24 => Wrapping::Gzip(9),
        25..=31 => Wrapping::Gzip((wbits - 16) as u8),
        40..=47 => Wrapping::Any(((wbits - 32) as u8).max(9)),
        _ => return None,
    })
}

fn compressor(level: i64, wbits: i64) -> Option<Compress> {
    let level = match level {
        -1 => Compression::default(),
        0..=9 => Compression::new(level as u32),
        _ => return None,
    };
    Some(match wrapping(wbits)? {
        Wrapping::Zlib(bits) => Compress::new_with_window_bits(level, true, bits),
        Wrapping::Raw(bits) => Compress::new_with_window_bits(level, false, bits),
        Wrapping::Gzip(bits) => Compress::new_gzip(level, bits),
        Wrapping::Any(_) => return None,
    })
}

/// Runs data through a compressor until it has taken all and given all. `None`: it is not able to.
fn deflate(c: &mut Compress, data: &[u8], flush: FlushCompress) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let begin = c.total_in();
    loop {
        if out.capacity() - out.len() < 64 {
            out.reserve(data.len() / 4 + 1024);
        }
        let taken = (c.total_in() - begin) as usize;
        let status = c.compress_vec(&data[taken..], &mut out, flush).ok()?;
        let all_in = (c.total_in() - begin) as usize == data.len();
        match status {
            Status::StreamEnd => return Some(out),
            // Room that is left says that nothing more is to come.
            Status::Ok | Status::BufError if all_in && out.len() < out.capacity() => {
                return if matches!(flush, FlushCompress::Finish) { None } else { Some(out) };
            }
            _ => {}
        }
    }
}

/// The data compressed.
#[pyfunction("zlib.compress(data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS)")]
fn compress(vm: &mut Vm, data: Value, level: Option<i64>, wbits: Option<i64>) -> PyResult {
    let data = copied_bytes(vm, data)?;
    let Some(mut c) = compressor(level.unwrap_or(-1), wbits.unwrap_or(15)) else {
        return Err(error(vm, "Bad compression level"));
    };
    match deflate(&mut c, &data, FlushCompress::Finish) {
        Some(made) => Ok(vm.new_bytes(&made)?.value()),
        None => Err(error(vm, "Error -2 while compressing data: inconsistent stream state")),
    }
}

/// What compressed data stands for.
#[pyfunction("zlib.decompress(data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE)")]
fn decompress(vm: &mut Vm, data: Value, wbits: Option<i64>, bufsize: Option<i64>) -> PyResult {
    let data = copied_bytes(vm, data)?;
    if bufsize.is_some_and(|n| n < 0) {
        return Err(vm.value_error("bufsize must be non-negative"));
    }
    let Some(mut inflater) = Inflater::new(wbits.unwrap_or(15), Vec::new()) else {
        return Err(error(vm, "Error -2 while preparing to decompress data: inconsistent stream state"));
    };
    let made = match inflater.run(&data, None) {
        Ok(made) => made,
        Err(text) => return Err(error(vm, &text)),
    };
    if !made.ended {
        return Err(error(vm, "Error -5 while decompressing data: incomplete or truncated stream"));
    }
    Ok(vm.new_bytes(&made.out)?.value())
}

/// The low 32 bits of a number.
fn start_value(vm: &mut Vm, v: Option<Value>, default: u32) -> PyResult<u32> {
    let Some(v) = v else { return Ok(default) };
    let v = vm.index(v)?;
    let mask = Value::small(0xFFFF_FFFF);
    let low = vm.binary(tauraro_core::ops::BinaryOp::And, v, mask)?;
    Ok(low.as_i64().unwrap_or(0) as u32)
}

/// The checksum that gzip uses, going on from a value.
#[pyfunction("zlib.crc32(data, value=0, /)")]
fn crc32(vm: &mut Vm, data: Value, value: Option<Value>) -> PyResult<i64> {
    let start = start_value(vm, value, 0)?;
    with_bytes(vm, data, |_, bytes| Ok(i64::from(crate::binascii::crc32_update(start, bytes))))
}

/// The checksum that zlib uses, going on from a value.
#[pyfunction("zlib.adler32(data, value=1, /)")]
fn adler32(vm: &mut Vm, data: Value, value: Option<Value>) -> PyResult<i64> {
    const MODULUS: u32 = 65521;
    let start = start_value(vm, value, 1)?;
    with_bytes(vm, data, |_, bytes| {
        let (mut a, mut b) = (start & 0xFFFF, start >> 16);
        // So many steps fit in 32 bits.
        for part in bytes.chunks(5552) {
            for byte in part {
                a += u32::from(*byte);
                b += a;
            }
            a %= MODULUS;
            b %= MODULUS;
        }
        Ok(i64::from(b << 16 | a))
    })
}

const CONSTANTS: [(&str, i32); 20] = [
    ("DEFLATED", 8),
    ("DEF_BUF_SIZE", 16384),
    ("DEF_MEM_LEVEL", 8),
    ("MAX_WBITS", 15),
    ("Z_BEST_COMPRESSION", 9),
    ("Z_BEST_SPEED", 1),
    ("Z_BLOCK", 5),
    ("Z_DEFAULT_COMPRESSION", -1),
    ("Z_DEFAULT_STRATEGY", 0),
    ("Z_FILTERED", 1),
    ("Z_FINISH", 4),
    ("Z_FIXED", 4),
    ("Z_FULL_FLUSH", 3),
    ("Z_HUFFMAN_ONLY", 2),
    ("Z_NO_COMPRESSION", 0),
    ("Z_NO_FLUSH", 0),
    ("Z_PARTIAL_FLUSH", 1),
    ("Z_RLE", 3),
    ("Z_SYNC_FLUSH", 2),
    ("Z_TREES", 6),
];

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    use objects::{compressobj, decompressobj};
    let functions = defs![adler32, compress, compressobj, crc32, decompress, decompressobj];
    let module = vm.new_module("zlib", Some("Compression as zlib and gzip have it."), functions)?;
    let error = exception_class(vm, "zlib", "error", vm.exc.exception)?;
    let object = vm.types.object;
    let compress = vm.new_type(&objects::COMPRESS, object)?;
    let decompress = vm.new_type(&objects::DECOMPRESS, object)?;
    vm.set_extension(State { error, compress, decompress });
    module.add(vm, "error", error.value())?;
    let direct = vm.new_type(&objects::DIRECT, object)?;
    module.add(vm, "_ZlibDecompressor", direct.value())?;
    for (name, n) in CONSTANTS {
        module.add(vm, name, n)?;
    }
    for name in ["ZLIB_VERSION", "ZLIB_RUNTIME_VERSION"] {
        // The version whose behaviour zlib-rs follows.
        let version = vm.new_str("1.3.0")?;
        module.add(vm, name, version.value())?;
    }
    Ok(module)
}
