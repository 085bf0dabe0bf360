//! tauraro_core
