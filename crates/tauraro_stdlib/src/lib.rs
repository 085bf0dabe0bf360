//! tauraro_stdlib

pub mod _sre;

use tauraro_core::{PyResult, Vm};

/// Makes the native modules known.
pub fn init(_: &mut Vm) -> PyResult<()> {
    Ok(())
}
