//! The JIT: hot loops become machine code.
//!
//! The interpreter counts how often a loop goes back to its header. A loop that does so often is
//! compiled for the types that its registers hold at that moment, and entered there. Machine code
//! works on raw numbers; where a guess fails it leaves, and the interpreter goes on with the same
//! instruction. `docs/internals/jit.md` is the guide.
#![deny(unsafe_op_in_unsafe_fn)]

pub mod build;
mod helpers;
pub mod ir;
pub mod lower;
mod memory;
mod observe;
mod order;
mod outside;
pub mod passes;
pub mod report;
pub mod snapshot;
mod tiers;

pub use tiers::{Eagerness, install};
