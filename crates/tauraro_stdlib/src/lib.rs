//! The native modules of the standard library: a file or folder for each, named as in Python.

mod _collections;
pub mod _sre;
mod kinds;

use tauraro_core::heap::Gc;
use tauraro_core::object::Module;
use tauraro_core::{PyResult, Vm};

/// Makes a module; called at its first import.
pub type Loader = fn(&mut Vm) -> PyResult<Gc<Module>>;

/// All native modules by name, in alphabetic order.
pub const NATIVE: &[(&str, Loader)] = &[("_collections", _collections::load)];

/// Makes the native modules known.
pub fn init(_: &mut Vm) -> PyResult<()> {
    Ok(())
}
