//! Errors on their way out: a text and a range of the source, made into a `SyntaxError` with
//! lines and columns once, at the entry.

use tauraro_syntax::{ErrorKind, SyntaxError, TextRange};

/// Why a program cannot be compiled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Fault {
    pub(crate) kind: ErrorKind,
    pub(crate) message: String,
    pub(crate) range: Option<TextRange>,
}

impl Fault {
    pub(crate) fn syntax(message: impl Into<String>, range: TextRange) -> Fault {
        Fault { kind: ErrorKind::Syntax, message: message.into(), range: Some(range) }
    }

    /// The tree is nested too deeply to walk.
    pub(crate) fn recursion() -> Fault {
        let message = "maximum recursion depth exceeded during compilation".to_owned();
        Fault { kind: ErrorKind::Recursion, message, range: None }
    }

    pub(crate) fn is_recursion(&self) -> bool {
        self.kind == ErrorKind::Recursion
    }

    pub(crate) fn into_error(self, source: &str) -> SyntaxError {
        match self.range {
            Some(range) => {
                let range = range.start().to_usize()..range.end().to_usize();
                SyntaxError { kind: self.kind, ..SyntaxError::at(self.message, source, range) }
            }
            None => SyntaxError::bare(self.kind, self.message),
        }
    }
}
