//! What `compile()` is told besides the source.

use std::sync::Arc;

use tauraro_bytecode::CodeFlags;
pub use tauraro_syntax::Mode;

use crate::places::Places;

/// Arguments of a compilation.
#[derive(Clone, Debug)]
pub struct Options {
    /// `exec`, `single` or `eval`.
    pub mode: Mode,
    /// `co_filename`
    pub filename: Arc<str>,
    /// `-O` level: 1 drops `assert` and makes `__debug__` false, 2 drops docstrings too.
    pub optimize: u8,
    /// `__future__` features that are on from the start, as bits of `co_flags`.
    pub future: CodeFlags,
    /// `PyCF_ALLOW_TOP_LEVEL_AWAIT`
    pub top_level_await: bool,
    /// `PyCF_DONT_IMPLY_DEDENT`
    pub dont_imply_dedent: bool,
    /// `PyCF_ALLOW_INCOMPLETE_INPUT`
    pub allow_incomplete_input: bool,
    /// The text was made of a tree, whose nodes have places of their own.
    pub places: Option<Arc<Places>>,
}

impl Options {
    /// A module read from `filename`, no optimisation, no future features.
    #[must_use]
    pub fn module(filename: &str) -> Options {
        Options {
            mode: Mode::Module,
            filename: filename.into(),
            optimize: 0,
            future: CodeFlags::default(),
            top_level_await: false,
            dont_imply_dedent: false,
            allow_incomplete_input: false,
            places: None,
        }
    }
}

/// The options as the passes ask for them, with the module's own `__future__` imports.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) options: Options,
    /// Features from the options and from the module's imports.
    pub(crate) future: CodeFlags,
    /// Where the last `__future__` import that counts ends; later ones are errors.
    pub(crate) future_end: u32,
    /// Nesting of the tree that the stack at hand can take.
    pub(crate) depth_max: u32,
}

impl Settings {
    pub(crate) fn keeps_docstrings(&self) -> bool {
        self.options.optimize < 2
    }

    pub(crate) fn keeps_asserts(&self) -> bool {
        self.options.optimize == 0
    }

    pub(crate) fn future_annotations(&self) -> bool {
        self.future.has(CodeFlags::FUTURE_ANNOTATIONS)
    }

    pub(crate) fn top_level_await(&self) -> bool {
        self.options.top_level_await
    }
}
