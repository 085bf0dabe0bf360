//! The native part of the standard library, each module in a file or folder of its name, the
//! pure-Python part as an archive inside of the binary, and the import system over both.

mod _abc;
pub mod _ast;
mod _bisect;
#[cfg(feature = "bz2")]
mod _bz2;
mod _codecs;
mod _collections;
mod _contextvars;
mod _csv;
mod _datetime;
mod _decimal;
mod _functools;
mod _hashes;
mod _heapq;
mod _imp;
mod _json;
mod _locale;
#[cfg(feature = "lzma")]
mod _lzma;
mod _opcode;
mod _operator;
mod _posixsubprocess;
mod _queue;
mod _random;
mod _signal;
mod _socket;
mod _sre;
mod _stat;
mod _statistics;
mod _string;
mod _struct;
pub mod _symtable;
mod _thread;
mod _tokenize;
mod _types;
mod _typing;
mod _warnings;
mod _weakref;
mod array;
mod atexit;
mod binascii;
mod cmath;
mod errno;
mod faulthandler;
mod fcntl;
mod gc;
mod grp;
mod importing;
pub mod io;
mod itertools;
mod kinds;
mod library;
mod linecache;
mod marshal;
mod math;
mod memory_limit;
mod mmap;
mod os_call;
mod os_path;
mod posix;
mod process_end;
mod pwd;
mod resource;
mod select;
mod shutdown;
mod site_builtins;
#[cfg(any(feature = "bz2", feature = "lzma"))]
mod stream_decoder;
mod struct_sequence;
pub mod sys;
mod sysconfigdata;
mod termios;
mod time;
mod unicodedata;
mod zlib;

use tauraro_core::heap::Gc;
use tauraro_core::object::Module;
use tauraro_core::{PyResult, Vm};

pub use _signal::HeldSignals;
pub use importing::import_module;
pub use io::{end_standard_streams, flush_standard_streams};
pub use linecache::tell_linecache;
pub use memory_limit::heap_bytes_max;
pub use process_end::die_of_interrupt;
pub use shutdown::shutdown;

/// Makes a module; called at its first import.
pub type Loader = fn(&mut Vm) -> PyResult<Gc<Module>>;

/// All native modules by name, in alphabetic order, but for `sys` and `builtins`.
pub const NATIVE: &[(&str, Loader)] = &[
    ("_abc", _abc::load),
    ("_ast", _ast::load),
    ("_bisect", _bisect::load),
    #[cfg(feature = "bz2")]
    ("_bz2", _bz2::load),
    ("_blake2", _hashes::load_blake2),
    ("_codecs", _codecs::load),
    ("_collections", _collections::load),
    ("_contextvars", _contextvars::load),
    ("_csv", _csv::load),
    ("_datetime", _datetime::load),
    ("_decimal", _decimal::load),
    ("_functools", _functools::load),
    ("_heapq", _heapq::load),
    ("_imp", _imp::load),
    ("_io", io::load),
    ("_json", _json::load),
    ("_md5", _hashes::load_md5),
    ("_locale", _locale::load),
    #[cfg(feature = "lzma")]
    ("_lzma", _lzma::load),
    ("_opcode", _opcode::load),
    ("_operator", _operator::load),
    ("_posixsubprocess", _posixsubprocess::load),
    ("_random", _random::load),
    ("_sha1", _hashes::load_sha1),
    ("_sha2", _hashes::load_sha2),
    ("_sha3", _hashes::load_sha3),
    ("_stat", _stat::load),
    ("_statistics", _statistics::load),
    ("_symtable", _symtable::load),
    ("cmath", cmath::load),
    ("errno", errno::load),
    ("faulthandler", faulthandler::load),
    ("fcntl", fcntl::load),
    ("grp", grp::load),
    ("marshal", marshal::load),
    ("pwd", pwd::load),
    ("_queue", _queue::load),
    ("atexit", atexit::load),
    ("gc", gc::load),
    ("_signal", _signal::load),
    ("select", select::load),
    ("_socket", _socket::load),
    ("_sre", _sre::load),
    ("_string", _string::load),
    ("_struct", _struct::load),
    (sysconfigdata::NAME, sysconfigdata::load),
    ("_thread", _thread::load),
    ("_tokenize", _tokenize::load),
    ("_types", _types::load),
    ("_typing", _typing::load),
    ("_warnings", _warnings::load),
    ("_weakref", _weakref::load),
    ("array", array::load),
    ("binascii", binascii::load),
    ("itertools", itertools::load),
    ("math", math::load),
    ("mmap", mmap::load),
    ("posix", posix::load),
    ("resource", resource::load),
    ("termios", termios::load),
    ("time", time::load),
    ("unicodedata", unicodedata::load),
    ("zlib", zlib::load),
];

/// Makes `builtins` and `sys` and brings up the import system.
pub fn init(vm: &mut Vm, config: &sys::SysConfig) -> PyResult<()> {
    let builtins = vm.new_module("builtins", Some("Built-in functions, types, exceptions and other objects."), &[])?;
    for (name, v) in builtins.namespace().iter() {
        vm.builtins.set_item(vm, name, v)?;
    }
    builtins.link(&builtins.dict, Some(vm.builtins));
    let name = vm.intern("builtins");
    vm.modules.set_name(vm, name, builtins.value())?;
    let sys = sys::init(vm, config)?;
    _signal::install(vm)?;
    io::init(vm, config)?;
    io::install(vm, sys, config)?;
    if !config.flags.no_site {
        site_builtins::install(vm)?;
    }
    if config.flags.faulthandler {
        faulthandler::report_on_stderr();
    }
    importing::init(vm, sys)
}
