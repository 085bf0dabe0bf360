//! Kinds of the cells of native modules: a block of 16 for each module.

use tauraro_core::heap::Kind;
use tauraro_core::kinds::STDLIB_FIRST;

/// The n-th kind of the module that has block `block`.
const fn kind(block: u16, n: u16) -> Kind {
    assert!(n < 16);
    Kind(STDLIB_FIRST + block * 16 + n)
}

// _abc
pub(crate) const ABC_DATA: Kind = kind(60, 0);

// _collections
pub(crate) const DEQUE: Kind = kind(0, 0);
pub(crate) const DEQUE_ITERATOR: Kind = kind(0, 1);
pub(crate) const TUPLEGETTER: Kind = kind(0, 2);
pub(crate) const ODICT_ITERATOR: Kind = kind(0, 3);

// _functools
pub(crate) const PARTIAL: Kind = kind(1, 0);
pub(crate) const KEY_WRAPPER: Kind = kind(1, 1);
pub(crate) const LRU_CACHE_WRAPPER: Kind = kind(1, 2);
pub(crate) const PLACEHOLDER: Kind = kind(1, 3);

// _operator
pub(crate) const ITEMGETTER: Kind = kind(2, 0);
pub(crate) const ATTRGETTER: Kind = kind(2, 1);
pub(crate) const METHODCALLER: Kind = kind(2, 2);

// zlib
pub(crate) const ZLIB_COMPRESS: Kind = kind(42, 0);
pub(crate) const ZLIB_DECOMPRESS: Kind = kind(42, 1);

// itertools: two blocks
pub(crate) const ACCUMULATE: Kind = kind(3, 0);
pub(crate) const BATCHED: Kind = kind(3, 1);
pub(crate) const CHAIN: Kind = kind(3, 2);
pub(crate) const COMBINATIONS: Kind = kind(3, 3);
pub(crate) const COMPRESS: Kind = kind(3, 4);
pub(crate) const COUNT: Kind = kind(3, 5);
pub(crate) const CYCLE: Kind = kind(3, 6);
pub(crate) const PREDICATED: Kind = kind(3, 7);
pub(crate) const GROUPBY: Kind = kind(3, 8);
pub(crate) const GROUPER: Kind = kind(3, 9);
pub(crate) const ISLICE: Kind = kind(3, 10);
pub(crate) const PAIRWISE: Kind = kind(3, 11);
pub(crate) const PERMUTATIONS: Kind = kind(3, 12);
pub(crate) const PRODUCT: Kind = kind(3, 13);
pub(crate) const REPEAT: Kind = kind(3, 14);
pub(crate) const TEE: Kind = kind(4, 0);
pub(crate) const TEE_DATA: Kind = kind(4, 1);
pub(crate) const ZIP_LONGEST: Kind = kind(4, 2);

// _sre
pub(crate) const SRE_PATTERN: Kind = kind(16, 0);
pub(crate) const SRE_MATCH: Kind = kind(16, 1);
pub(crate) const SRE_SCANNER: Kind = kind(16, 2);
pub(crate) const SRE_TEMPLATE: Kind = kind(16, 3);

// _thread
pub(crate) const LOCK: Kind = kind(5, 0);

// _string, _struct, _csv, _json, array, _tokenize: blocks 36 to 38
pub(crate) const FORMATTER_ITERATOR: Kind = kind(36, 0);
pub(crate) const FIELDNAME_ITERATOR: Kind = kind(36, 1);
pub(crate) const STRUCT: Kind = kind(36, 2);
pub(crate) const UNPACK_ITERATOR: Kind = kind(36, 3);
pub(crate) const TOKENIZER_ITER: Kind = kind(36, 4);
pub(crate) const ARRAY: Kind = kind(36, 5);
pub(crate) const ARRAY_ITERATOR: Kind = kind(36, 6);
pub(crate) const CSV_DIALECT: Kind = kind(36, 7);
pub(crate) const CSV_READER: Kind = kind(36, 8);
pub(crate) const CSV_WRITER: Kind = kind(36, 9);
pub(crate) const JSON_SCANNER: Kind = kind(36, 10);
pub(crate) const JSON_ENCODER: Kind = kind(36, 11);

// _contextvars
pub(crate) const CONTEXT: Kind = kind(31, 0);
pub(crate) const CONTEXT_VAR: Kind = kind(31, 1);
pub(crate) const CONTEXT_TOKEN: Kind = kind(31, 2);
pub(crate) const CONTEXT_MISSING: Kind = kind(31, 3);

// _thread, beside its lock
pub(crate) const RLOCK: Kind = kind(32, 0);
pub(crate) const THREAD_HANDLE: Kind = kind(32, 1);
pub(crate) const THREAD_LOCAL: Kind = kind(32, 2);

// _queue
pub(crate) const SIMPLE_QUEUE: Kind = kind(33, 0);
// posix
pub(crate) const SCANDIR_ITERATOR: Kind = kind(25, 0);
pub(crate) const DIR_ENTRY: Kind = kind(25, 1);

// _random
pub(crate) const RANDOM: Kind = kind(26, 0);

// _io
pub(crate) const FILE_IO: Kind = kind(20, 0);
pub(crate) const BUFFERED: Kind = kind(20, 1);
pub(crate) const RW_PAIR: Kind = kind(20, 2);
pub(crate) const TEXT_IO: Kind = kind(20, 3);
pub(crate) const NEWLINE_DECODER: Kind = kind(20, 4);
pub(crate) const BYTES_IO: Kind = kind(20, 5);
pub(crate) const BYTES_IO_BUFFER: Kind = kind(20, 6);
pub(crate) const STRING_IO: Kind = kind(20, 7);
// What site adds to the built-in names
pub(crate) const SITE_OBJECT: Kind = kind(30, 0);

// unicodedata
pub(crate) const UNICODE_DATA: Kind = kind(39, 0);

// _md5, _sha1, _sha2, _sha3, _blake2
pub(crate) const HASH: Kind = kind(40, 0);
// select
pub(crate) const POLL: Kind = kind(27, 0);
pub(crate) const EPOLL: Kind = kind(27, 1);

// _socket
pub(crate) const SOCKET: Kind = kind(41, 0);

// _types
pub(crate) const CAPSULE: Kind = kind(44, 0);

// _bz2, _lzma
#[cfg(any(feature = "bz2", feature = "lzma"))]
pub(crate) const STREAM_DECODER: Kind = kind(44, 1);
#[cfg(feature = "bz2")]
pub(crate) const BZ2_COMPRESSOR: Kind = kind(44, 2);
#[cfg(feature = "lzma")]
pub(crate) const LZMA_COMPRESSOR: Kind = kind(44, 3);

// mmap
pub(crate) const MMAP: Kind = kind(44, 4);

// _symtable
pub(crate) const SYMTABLE_ENTRY: Kind = kind(44, 5);

// _decimal
pub(crate) const DECIMAL: Kind = kind(45, 0);
pub(crate) const DECIMAL_CONTEXT: Kind = kind(45, 1);
pub(crate) const DECIMAL_MANAGER: Kind = kind(45, 2);
pub(crate) const DECIMAL_SIGNALS: Kind = kind(45, 3);
