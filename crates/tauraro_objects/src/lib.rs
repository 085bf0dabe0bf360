//! tauraro_objects

pub mod bigint;
pub mod fault;
pub mod hash;
pub mod text;
