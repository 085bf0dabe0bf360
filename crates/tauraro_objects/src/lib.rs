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
pub mod complex;
pub mod float;
pub mod int;
pub mod raise;

use tauraro_core::{PyResult, Vm};

/// Gives the built-in types their methods. Raises MemoryError.
pub fn init(vm: &mut Vm) -> PyResult<()> {
    int::init(vm)?;
    bool::init(vm)?;
    float::init(vm)?;
    complex::init(vm)
}
