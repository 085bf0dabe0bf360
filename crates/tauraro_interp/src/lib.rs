//! tauraro_interp
