//! tauraro_stdlib
