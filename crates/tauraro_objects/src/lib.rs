//! tauraro_objects

pub mod bigint;
pub mod codecs;
pub mod fault;
pub mod hash;
pub mod slice_index;
pub mod sort;
pub mod text;
