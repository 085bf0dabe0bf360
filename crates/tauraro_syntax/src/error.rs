//! What can go wrong with a source text, in the shape of CPython's exception attributes.
//!
//! Both the parser and the compiler report through [`SyntaxError`] and [`Warning`], so the
//! runtime turns either into a Python exception in one place. Lines are 1-based; columns
//! are 1-based counts of characters (not bytes), as `SyntaxError.offset` has them.

use std::fmt;

/// The exception class to raise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    Syntax,
    Indentation,
    Tab,
    /// `_IncompleteInputError`: only with [`Flags::allow_incomplete_input`](crate::Flags).
    Incomplete,
    /// The parser's nesting limit; the exception has a message and no position.
    Memory,
    /// The tree is too deep to walk; the exception has a message and no position.
    Recursion,
}

impl ErrorKind {
    /// The Python name of the exception class.
    pub fn name(self) -> &'static str {
        match self {
            ErrorKind::Syntax => "SyntaxError",
            ErrorKind::Indentation => "IndentationError",
            ErrorKind::Tab => "TabError",
            ErrorKind::Incomplete => "_IncompleteInputError",
            ErrorKind::Memory => "MemoryError",
            ErrorKind::Recursion => "RecursionError",
        }
    }
}

/// A rejected source text. The fields are the attributes of the Python exception; `None`
/// is Python's `None`. A column of 0 or -1 occurs where CPython has no column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    pub kind: ErrorKind,
    pub msg: String,
    pub lineno: Option<u32>,
    pub offset: Option<i32>,
    pub end_lineno: Option<u32>,
    pub end_offset: Option<i32>,
    pub text: Option<String>,
    /// For the parser's errors, line and byte column of the last compound statement that was
    /// finished (0, 0 if none): with the source, the exception's `_metadata`, from which the
    /// `traceback` module starts its search for misspelt keywords.
    pub metadata: Option<(u32, u32)>,
    /// What was found before the error and is reported all the same.
    pub warnings: Vec<Warning>,
}

impl SyntaxError {
    /// An error without any position.
    pub fn bare(kind: ErrorKind, msg: impl Into<String>) -> SyntaxError {
        SyntaxError {
            kind,
            msg: msg.into(),
            lineno: None,
            offset: None,
            end_lineno: None,
            end_offset: None,
            text: None,
            metadata: None,
            warnings: Vec::new(),
        }
    }

    /// A `SyntaxError` at `range` of `source`, for the compiler's own checks. The offsets
    /// are bytes of the text that was parsed; `text` becomes the line of the start.
    pub fn at(msg: impl Into<String>, source: &str, range: std::ops::Range<usize>) -> SyntaxError {
        let lines = crate::position::LineIndex::new(source);
        let start = lines.position(source, range.start);
        let end = lines.position(source, range.end);
        SyntaxError {
            kind: ErrorKind::Syntax,
            msg: msg.into(),
            lineno: Some(start.line),
            offset: Some(start.char_col as i32 + 1),
            end_lineno: Some(end.line),
            end_offset: Some(end.char_col as i32 + 1),
            text: Some(lines.line_with_newline(source, start.line)),
            metadata: None,
            warnings: Vec::new(),
        }
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.name(), self.msg)?;
        match self.lineno {
            Some(line) => write!(f, " (line {line})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for SyntaxError {}

/// The class of a warning that the front end gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WarningCategory {
    SyntaxWarning,
    DeprecationWarning,
}

/// A warning about accepted source text. The runtime passes it to `warnings.warn_explicit`
/// with `lineno`; if a filter turns it into an exception, CPython raises a `SyntaxError`
/// with the same text at the position given here (1-based columns, in characters).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    pub category: WarningCategory,
    pub msg: String,
    /// The text to use if the warning becomes an exception, where it differs.
    pub error_msg: Option<String>,
    pub lineno: u32,
    pub offset: u32,
    pub end_lineno: u32,
    pub end_offset: u32,
}

impl Warning {
    /// A `SyntaxWarning` about `range` (byte offsets) of the parsed text.
    pub fn syntax(msg: impl Into<String>, source: &str, range: std::ops::Range<usize>) -> Warning {
        let lines = crate::position::LineIndex::new(source);
        Warning::syntax_with(msg, source, &lines, range)
    }

    /// As [`Warning::syntax`], for callers that already have the line index.
    pub fn syntax_with(
        msg: impl Into<String>,
        source: &str,
        lines: &crate::position::LineIndex,
        range: std::ops::Range<usize>,
    ) -> Warning {
        let start = lines.position(source, range.start);
        let end = lines.position(source, range.end);
        Warning {
            category: WarningCategory::SyntaxWarning,
            msg: msg.into(),
            error_msg: None,
            lineno: start.line,
            offset: start.char_col + 1,
            end_lineno: end.line,
            end_offset: end.char_col + 1,
        }
    }
}
