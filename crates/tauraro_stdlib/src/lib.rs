//! tauraro_stdlib

pub mod _sre;
