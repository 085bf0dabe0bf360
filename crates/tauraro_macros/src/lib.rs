//! tauraro_macros
