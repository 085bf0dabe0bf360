//! Python source to bytecode: scopes, registers, instructions.
//!
//! [`compile`] is the entry. Its steps: `tauraro_syntax` parses, `scope` decides where each
//! name lives, `codegen` walks the tree once and emits register code. Why it is done this way
//! stands in `docs/internals/compiler.md`.
#![deny(unsafe_code)]

mod codegen;
mod entry;
mod error;
mod fold;
mod future;
mod names;
mod options;
mod places;
mod ranges;
mod scope;
mod symbols;
mod unparse;

pub use codegen::strings::{interpolation_text, without_comments};
pub use entry::{Compiled, compile, symbols};
pub use options::{Mode, Options};
pub use places::{Note, Places};
pub use symbols::SymbolScope;
pub use tauraro_bytecode::to_bytes;
pub use tauraro_syntax::{ErrorKind, SyntaxError, Warning, WarningCategory};
