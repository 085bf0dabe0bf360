//! tauraro_syntax
