//! tauraro_compile
