//! tauraro_objects
