//! The built-in types: one folder for each, named as in Python, and the value-independent
//! algorithms under them.

#![deny(unsafe_code)]

pub mod bigint;
pub mod codecs;
pub mod fault;
pub mod hash;
pub mod mt19937;
pub mod slice_index;
pub mod sort;
pub mod struct_format;
pub mod text;
pub mod bool;
pub mod bytearray;
pub mod bytes;
pub mod byteslike;
pub mod codec_registry;
pub mod items;
pub mod memoryview;
pub mod complex;
pub mod float;
pub mod int;
pub mod raise;
pub mod call_args;
pub mod callable_iterator;
pub mod dict;
pub mod enumerate;
pub mod filter;
pub mod frozenset;
pub mod iterable;
pub mod iterator;
pub mod list;
pub mod map;
pub mod matching;
pub mod range;
pub mod repr_guard;
pub mod reversed;
pub(crate) mod sequence;
pub mod set;
pub mod simple_namespace;
pub mod slice;
pub mod str;
pub mod tuple;
pub mod unpack;
pub mod zip;
pub mod abstract_;
pub mod builtins;
pub(crate) mod cell;
pub(crate) mod classmethod;
pub(crate) mod descriptors;
pub mod exceptions;
pub(crate) mod generic_alias;
pub(crate) mod identity;
pub(crate) mod import;
pub(crate) mod mappingproxy;
pub(crate) mod module;
pub(crate) mod none;
pub mod object;
pub mod property;
pub(crate) mod staticmethod;
pub mod super_;
pub(crate) mod text_of;
pub mod type_;
pub mod typing_;
pub(crate) mod union;
pub mod weakref;

use tauraro_core::{PyResult, Vm};

/// Gives the built-in types their methods. Raises MemoryError.
pub fn init(vm: &mut Vm) -> PyResult<()> {
    object::init(vm)?;
    type_::init(vm)?;
    // Native types may have static methods, so their layout is needed first.
    descriptors::init(vm)?;
    staticmethod::init(vm)?;
    classmethod::init(vm)?;
    none::init(vm)?;
    int::init(vm)?;
    bool::init(vm)?;
    float::init(vm)?;
    complex::init(vm)?;
    list::init(vm)?;
    tuple::init(vm)?;
    dict::init(vm)?;
    set::init(vm)?;
    frozenset::init(vm)?;
    range::init(vm)?;
    slice::init(vm)?;
    str::init(vm)?;
    codec_registry::init(vm)?;
    bytes::init(vm)?;
    bytearray::init(vm)?;
    memoryview::init(vm)?;
    enumerate::init(vm)?;
    zip::init(vm)?;
    map::init(vm)?;
    filter::init(vm)?;
    reversed::init(vm)?;
    iterator::init(vm)?;
    callable_iterator::init(vm)?;
    super_::init(vm)?;
    property::init(vm)?;
    mappingproxy::init(vm)?;
    module::init(vm)?;
    cell::init(vm)?;
    simple_namespace::init(vm)?;
    weakref::init(vm)?;
    typing_::init(vm)?;
    generic_alias::init(vm)?;
    union::init(vm)?;
    exceptions::init(vm)?;
    builtins::init(vm)
}
