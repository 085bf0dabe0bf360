//! Source text to syntax tree, with CPython 3.14's errors.
//!
//! `ruff_python_parser` parses what is right; what it rejects is diagnosed again by this
//! crate, because its messages are its own. The way of a source: bytes are decoded
//! ([`decode_source`]), the text is parsed ([`parse`]), the tree's literals are decoded from
//! their source text ([`literal`]) and places in it become lines and columns ([`position`]).
//! The whole is described in `docs/internals/syntax.md`.

#![deny(unsafe_code)]

mod diagnose;
pub mod error;
mod incomplete;
pub mod literal;
mod parse;
pub mod position;
mod scan;
pub mod source;

pub use error::{ErrorKind, SyntaxError, Warning, WarningCategory};
pub use incomplete::{Completeness, completeness};
pub use parse::{Flags, Mode, Parsed, parse, verdict, with_deep_stack};
pub use position::{LineIndex, Position};
pub use ruff_python_ast as ast;
pub use ruff_text_size::{Ranged, TextRange, TextSize};
pub use source::{Origin, decode_source, decode_source_with, normalize_newlines};
