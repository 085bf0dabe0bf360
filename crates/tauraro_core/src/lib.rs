//! Core of the runtime: values, heap, shapes, the layouts of fundamental objects, the operations
//! and protocols by which everything else talks. Python-visible methods are in
//! `tauraro_objects`; this crate knows no Python code and no module.

// Lets the code that `#[pyfunction]` generates name this crate from within it.
extern crate self as tauraro_core;

pub mod attr;
mod bootstrap;
pub mod buffer;
pub mod builtin;
pub mod call;
pub mod hash;
pub mod heap;
pub mod kinds;
pub mod layout;
pub mod make_type;
pub mod object;
pub mod ops;
mod raise;
mod safepoint;
pub mod shape;
pub mod suggest;
pub mod threads;
pub mod value;
pub mod vm;
mod warn;
pub mod weak;

pub use builtin::FnDef;
pub use call::Args;
pub use heap::{Gc, Link, Slot, ValueVec};
pub use object::{Dict, List, Str, Tuple, Type};
pub use tauraro_macros::pyfunction;
pub use value::{PyResult, Raised, Value};
pub use vm::Vm;

/// The static records of functions that `#[pyfunction]` declared: `defs![append, clear]`.
#[macro_export]
macro_rules! defs {
    ($($($name:ident)::+),* $(,)?) => { &[$(&$($name)::+::DEF),*] };
}
