//! The built-in types: one folder for each, named as in Python, and the value-independent
//! algorithms under them.

#![deny(unsafe_code)]

pub mod abstract_;
pub mod bigint;
pub mod bool;
pub mod builtins;
pub mod bytearray;
pub mod bytes;
pub mod byteslike;
pub mod call_args;
pub mod callable_iterator;
pub(crate) mod cell;
pub mod classmethod;
pub mod codec_registry;
pub mod codecs;
pub mod complex;
pub(crate) mod descriptors;
pub mod dict;
pub mod enumerate;
pub mod exceptions;
pub mod fault;
pub mod filter;
pub mod float;
pub mod frozenset;
pub(crate) mod generic_alias;
pub mod hash;
pub(crate) mod identity;
pub(crate) mod import;
pub mod int;
pub mod items;
pub mod iterable;
pub mod iterator;
pub mod list;
pub mod map;
pub(crate) mod mappingproxy;
pub mod matching;
pub mod memoryview;
pub(crate) mod module;
pub mod mt19937;
pub(crate) mod none;
pub mod object;
pub mod property;
pub mod raise;
pub mod range;
pub mod repr_guard;
pub mod reversed;
pub(crate) mod sequence;
pub mod set;
pub mod simple_namespace;
pub mod slice;
pub mod slice_index;
pub mod sort;
pub(crate) mod staticmethod;
pub mod str;
pub mod struct_format;
pub mod super_;
pub mod template;
pub mod text;
pub(crate) mod text_of;
pub mod tuple;
pub mod type_;
pub mod typing_;
pub(crate) mod union;
pub mod unpack;
pub mod weakref;
pub mod zip;

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
    template::init(vm)?;
    typing_::init(vm)?;
    generic_alias::init(vm)?;
    union::init(vm)?;
    exceptions::init(vm)?;
    builtins::init(vm)
}
