//! tauraro_bytecode
